package server

import (
	"context"
	"encoding/json"
	"maps"
	"math"

	"github.com/google/uuid"
	"github.com/oapi-codegen/nullable"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/automation"
	"github.com/carillonhq/carillon/internal/tenant"
)

// ListAutomations answers with a page of automations.
func (s *Server) ListAutomations(ctx context.Context, r api.ListAutomationsRequestObject) (api.ListAutomationsResponseObject, error) {
	who, statuses := actor(ctx), automation.States
	if len(r.Params.Status) > 0 {
		statuses = each(r.Params.Status, func(s api.AutomationStatus) string { return string(s) })
	}
	p, err := s.pager(ctx, "automations", r.Params.Limit, r.Params.Cursor, statuses)
	if err != nil {
		return nil, err
	}
	rows, err := s.DB.Read(who).ListAutomations(ctx, db.ListAutomationsParams{
		BeforeAt: p.start.At, BeforeID: p.start.ID, Statuses: statuses, Page: p.fetch(),
	})
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(a db.Automation) position { return position{At: a.CreatedAt, ID: a.ID} })
	if err != nil {
		return nil, err
	}
	return api.ListAutomations200JSONResponse{Data: each(rows, automationOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// CreateAutomation drafts an automation.
func (s *Server) CreateAutomation(ctx context.Context, r api.CreateAutomationRequestObject) (api.CreateAutomationResponseObject, error) {
	row, err := s.automated(ctx, func(tx *tenant.Tx) (db.Automation, error) {
		return s.Automations.Create(ctx, tx, r.Body.Name, encoded(r.Body))
	})
	if err != nil {
		return nil, err
	}
	return api.CreateAutomation201JSONResponse{
		Body: row, Headers: api.CreateAutomation201ResponseHeaders{Location: new("/api/v1/automations/" + row.ID.String())},
	}, nil
}

// GetAutomation answers with one automation.
func (s *Server) GetAutomation(ctx context.Context, r api.GetAutomationRequestObject) (api.GetAutomationResponseObject, error) {
	row, err := s.DB.Read(actor(ctx)).GetAutomation(ctx, r.AutomationID)
	if err != nil {
		return nil, err
	}
	return api.GetAutomation200JSONResponse(automationOf(row)), nil
}

// UpdateAutomation applies a merge patch to the draft.
func (s *Server) UpdateAutomation(ctx context.Context, r api.UpdateAutomationRequestObject) (api.UpdateAutomationResponseObject, error) {
	b := either(r.JSONBody, r.ApplicationMergePatchPlusJSONBody)
	edit := func(a *db.Automation) {
		a.Name = or(b.Name, a.Name)
		draft := map[string]json.RawMessage{}
		change := map[string]json.RawMessage{}
		decode(a.Definition, &draft)
		decode(encoded(b), &change)
		maps.Copy(draft, change)
		a.Definition = encoded(draft)
	}
	row, err := s.automated(ctx, func(tx *tenant.Tx) (db.Automation, error) { return s.Automations.Change(ctx, tx, r.AutomationID, edit) })
	if err != nil {
		return nil, err
	}
	return api.UpdateAutomation200JSONResponse(row), nil
}

// ActivateAutomation lets an automation run as its draft says.
func (s *Server) ActivateAutomation(ctx context.Context, r api.ActivateAutomationRequestObject) (api.ActivateAutomationResponseObject, error) {
	row, err := s.automated(ctx, func(tx *tenant.Tx) (db.Automation, error) { return s.Automations.Activate(ctx, tx, r.AutomationID) })
	if err != nil {
		return nil, err
	}
	return api.ActivateAutomation200JSONResponse(row), nil
}

// PauseAutomation pauses an automation.
func (s *Server) PauseAutomation(ctx context.Context, r api.PauseAutomationRequestObject) (api.PauseAutomationResponseObject, error) {
	row, err := s.automated(ctx, func(tx *tenant.Tx) (db.Automation, error) { return s.Automations.Pause(ctx, tx, r.AutomationID) })
	if err != nil {
		return nil, err
	}
	return api.PauseAutomation200JSONResponse(row), nil
}

// ArchiveAutomation ends an automation.
func (s *Server) ArchiveAutomation(ctx context.Context, r api.ArchiveAutomationRequestObject) (api.ArchiveAutomationResponseObject, error) {
	row, err := s.automated(ctx, func(tx *tenant.Tx) (db.Automation, error) { return s.Automations.Archive(ctx, tx, r.AutomationID) })
	if err != nil {
		return nil, err
	}
	return api.ArchiveAutomation200JSONResponse(row), nil
}

// TestAutomation says what a draft would do.
func (s *Server) TestAutomation(ctx context.Context, r api.TestAutomationRequestObject) (api.TestAutomationResponseObject, error) {
	t := automation.Trial{Lead: or(r.Body.LeadID, uuid.Nil), Data: or(or(r.Body.Event, api.TrialEvent{}).Data, nil)}
	v, err := s.Automations.Test(ctx, actor(ctx), r.AutomationID, t)
	if err != nil {
		return nil, err
	}
	out := api.TestAutomation200JSONResponse{State: "ignored", Reason: nullable.NewNullNullable[string]()}
	if v.State != automation.Ignored {
		out.State = v.State
	}
	if v.Reason != "" {
		out.Reason.Set(v.Reason)
	}
	decode(encoded(v.Trace), &out.Trace)
	return out, nil
}

// ListAutomationVersions answers with a page of what an automation ran.
func (s *Server) ListAutomationVersions(ctx context.Context, r api.ListAutomationVersionsRequestObject) (api.ListAutomationVersionsResponseObject, error) {
	who := actor(ctx)
	p, err := s.pager(ctx, "automation-versions", r.Params.Limit, r.Params.Cursor, r.AutomationID)
	if err != nil {
		return nil, err
	}
	if _, err := s.DB.Read(who).GetAutomation(ctx, r.AutomationID); err != nil {
		return nil, err
	}
	before := int32(math.MaxInt32)
	if p.seeked {
		before = int32(p.start.Seq)
	}
	rows, err := s.DB.Read(who).ListAutomationVersions(ctx, db.ListAutomationVersionsParams{AutomationID: r.AutomationID, BeforeNumber: before, Page: p.fetch()})
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(v db.AutomationVersion) position { return position{Seq: int64(v.Number)} })
	if err != nil {
		return nil, err
	}
	return api.ListAutomationVersions200JSONResponse{Data: each(rows, versionOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// automated runs a change of one automation.
func (s *Server) automated(ctx context.Context, change func(*tenant.Tx) (db.Automation, error)) (api.Automation, error) {
	var row db.Automation
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = change(tx)
		return err
	})
	return automationOf(row), err
}

func automationOf(a db.Automation) api.Automation {
	out := api.Automation{
		ID: a.ID, Name: a.Name, Status: a.Status, ActiveVersion: nullable.NewNullNullable[int](), NextFireAt: moment(a.NextFireAt),
		ActivatedAt: moment(a.ActivatedAt), Version: int(a.Version), CreatedAt: a.CreatedAt.UTC(), UpdatedAt: a.UpdatedAt.UTC(),
	}
	if a.ActiveVersion != nil {
		out.ActiveVersion.Set(int(*a.ActiveVersion))
	}
	decode(a.Definition, &out)
	return out
}

func versionOf(v db.AutomationVersion) api.AutomationVersion {
	out := api.AutomationVersion{Number: int(v.Number), CreatedBy: v.CreatedBy, CreatedAt: v.CreatedAt.UTC()}
	decode(v.Definition, &out)
	return out
}
