package server

import (
	"context"
	"math"

	"github.com/oapi-codegen/nullable"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/journal"
	"github.com/carillonhq/carillon/internal/tenant"
)

// ListEvents answers with a page of the log.
func (s *Server) ListEvents(ctx context.Context, r api.ListEventsRequestObject) (api.ListEventsResponseObject, error) {
	who, types := actor(ctx), append([]string{}, r.Params.Type...)
	after := or(r.Params.After, 0)
	p, err := s.pager(ctx, "events", r.Params.Limit, r.Params.Cursor, []any{types, after})
	if err != nil {
		return nil, err
	}
	rows, err := s.DB.Read(who).ListEvents(ctx, db.ListEventsParams{AfterSeq: max(p.start.Seq, after), Types: types, Page: p.fetch()})
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, sequenceOf)
	if err != nil {
		return nil, err
	}
	return api.ListEvents200JSONResponse{Data: each(rows, eventOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

func sequenceOf(e db.Event) position { return position{Seq: e.Seq} }

// SendEvents keeps a tenant's own events.
func (s *Server) SendEvents(ctx context.Context, r api.SendEventsRequestObject) (api.SendEventsResponseObject, error) {
	own := each(r.Body.Events, func(e api.NewEvent) journal.Own {
		return journal.Own{
			Key: e.ID, Type: event.Type(e.Type), Lead: e.LeadID, ExternalID: e.LeadExternalID, Data: or(e.Data, api.EventData{}),
		}
	})
	var kept []journal.Receipt
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		kept, err = journal.Send(ctx, tx, own)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.SendEvents200JSONResponse{Results: each(kept, func(k journal.Receipt) api.EventReceipt {
		status := "accepted"
		if k.Duplicate {
			status = "duplicate"
		}
		return api.EventReceipt{ID: k.Key, Status: status, EventID: k.Event}
	})}, nil
}

// GetEvent answers with one event.
func (s *Server) GetEvent(ctx context.Context, r api.GetEventRequestObject) (api.GetEventResponseObject, error) {
	row, err := s.DB.Read(actor(ctx)).GetEvent(ctx, r.EventID)
	if err != nil {
		return nil, err
	}
	return api.GetEvent200JSONResponse(eventOf(row)), nil
}

// GetLeadTimeline answers with a page of what happened to a lead, deleted or not.
func (s *Server) GetLeadTimeline(ctx context.Context, r api.GetLeadTimelineRequestObject) (api.GetLeadTimelineResponseObject, error) {
	who := actor(ctx)
	p, err := s.pager(ctx, "timeline", r.Params.Limit, r.Params.Cursor, r.LeadID)
	if err != nil {
		return nil, err
	}
	before := int64(math.MaxInt64)
	if p.seeked {
		before = p.start.Seq
	}
	read := s.DB.Read(who)
	rows, err := read.ListEventsOfLead(ctx, db.ListEventsOfLeadParams{LeadID: r.LeadID, BeforeSeq: before, Page: p.fetch()})
	if err == nil && len(rows) == 0 && !p.seeked {
		err = known(read.GetLead(ctx, r.LeadID))
	}
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, sequenceOf)
	if err != nil {
		return nil, err
	}
	return api.GetLeadTimeline200JSONResponse{Data: each(rows, eventOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// known keeps of a look only whether it failed.
func known(_ db.Lead, err error) error { return err }

func eventOf(e db.Event) api.Event {
	out := api.Event{
		ID: e.ID, Sequence: e.Seq, Type: e.Type, CreatedAt: e.CreatedAt.UTC(), Actor: e.Actor, ObjectType: e.ObjectType, ObjectID: e.ObjectID,
		LeadID: orNull(e.LeadID), Previous: object(e.Previous), Cause: nullable.NewNullNullable[api.EventCause](), RequestID: orNull(e.Request),
	}
	decode(e.Data, &out.Data)
	if e.CauseID != nil {
		out.Cause = nullable.NewNullableWithValue(api.EventCause{EventID: *e.CauseID, Depth: int(e.Depth), AutomationIds: e.Chain})
	}
	return out
}
