package server

import (
	"context"

	"github.com/google/uuid"
	"github.com/oapi-codegen/nullable"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/automation"
	"github.com/carillonhq/carillon/internal/tenant"
)

// ListAutomationFirings answers with a page of the instants at which a schedule came due.
func (s *Server) ListAutomationFirings(ctx context.Context, r api.ListAutomationFiringsRequestObject) (api.ListAutomationFiringsResponseObject, error) {
	who := actor(ctx)
	p, err := s.pager(ctx, "automation-firings", r.Params.Limit, r.Params.Cursor, r.AutomationID)
	if err != nil {
		return nil, err
	}
	if _, err := s.DB.Read(who).GetAutomation(ctx, r.AutomationID); err != nil {
		return nil, err
	}
	rows, err := s.DB.Read(who).ListFirings(ctx, db.ListFiringsParams{AutomationID: r.AutomationID, BeforeInstant: p.start.At, Page: p.fetch()})
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(f db.AutomationFiring) position { return position{At: f.Instant} })
	if err != nil {
		return nil, err
	}
	return api.ListAutomationFirings200JSONResponse{Data: each(rows, firingOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// ListAutomationRuns answers with a page of runs.
func (s *Server) ListAutomationRuns(ctx context.Context, r api.ListAutomationRunsRequestObject) (api.ListAutomationRunsResponseObject, error) {
	who, q, states := actor(ctx), r.Params, automation.RunStates
	if len(q.State) > 0 {
		states = each(q.State, func(s api.AutomationRunState) string { return string(s) })
	}
	p, err := s.pager(ctx, "automation-runs", q.Limit, q.Cursor, []any{q.AutomationID, q.LeadID, states})
	if err != nil {
		return nil, err
	}
	rows, err := s.DB.Read(who).ListRuns(ctx, db.ListRunsParams{
		BeforeID: p.start.ID, Page: p.fetch(), States: states,
		AutomationID: or(q.AutomationID, uuid.Nil), LeadID: or(q.LeadID, uuid.Nil),
	})
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(r db.AutomationRun) position { return position{ID: r.ID} })
	if err != nil {
		return nil, err
	}
	return api.ListAutomationRuns200JSONResponse{Data: each(rows, runOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// GetAutomationRun answers with one run and how it went.
func (s *Server) GetAutomationRun(ctx context.Context, r api.GetAutomationRunRequestObject) (api.GetAutomationRunResponseObject, error) {
	read := s.DB.Read(actor(ctx))
	row, err := read.GetRun(ctx, r.RunID)
	if err != nil {
		return nil, err
	}
	out := api.GetAutomationRun200JSONResponse{Run: runOf(row), Event: nullable.NewNullNullable[api.RunEvent]()}
	decode(row.Trace, &out.Trace)
	if row.Event != nil {
		var said api.RunEvent
		decode(row.Event, &said)
		out.Event = nullable.NewNullableWithValue(said)
		return out, nil
	}
	e, err := read.GetEvent(ctx, row.EventID)
	if tenant.IsNone(err) { // forgotten since
		return out, nil
	}
	out.Event = nullable.NewNullableWithValue(runEventOf(eventOf(e)))
	return out, err
}

// runEventOf is an event of the log as the beginning of a run.
func runEventOf(e api.Event) api.RunEvent {
	return api.RunEvent{ID: e.ID, Type: e.Type, ObjectType: e.ObjectType, ObjectID: e.ObjectID, Data: e.Data, At: e.CreatedAt}
}

// CancelAutomationRun ends a run.
func (s *Server) CancelAutomationRun(ctx context.Context, r api.CancelAutomationRunRequestObject) (api.CancelAutomationRunResponseObject, error) {
	var row db.AutomationRun
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = s.Automations.Cancel(ctx, tx, r.RunID)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.CancelAutomationRun200JSONResponse(runOf(row)), nil
}

func firingOf(f db.AutomationFiring) api.AutomationFiring {
	return api.AutomationFiring{
		ID: f.ID, Instant: f.Instant.UTC(), Outcome: f.Outcome, Version: int(f.Version), Runs: f.Begun,
		CreatedAt: f.CreatedAt.UTC(), FinishedAt: moment(f.FinishedAt),
	}
}

func runOf(r db.AutomationRun) api.AutomationRun {
	return api.AutomationRun{
		ID: r.ID, AutomationID: r.AutomationID, Version: int(r.Version), EventID: r.EventID, LeadID: orNull(r.LeadID), EntryKey: r.EntryKey,
		State: r.State, Reason: orNull(r.Reason), Step: int(r.Step), DueAt: moment(r.DueAt), Depth: int(r.Depth),
		CreatedAt: r.CreatedAt.UTC(), FinishedAt: moment(r.FinishedAt),
	}
}
