package server

import (
	"context"

	"github.com/oapi-codegen/nullable"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/webhook"
)

// ListWebhookDeliveries answers with a page of deliveries.
func (s *Server) ListWebhookDeliveries(ctx context.Context, r api.ListWebhookDeliveriesRequestObject) (api.ListWebhookDeliveriesResponseObject, error) {
	who, q := actor(ctx), r.Params
	filters := q
	filters.Limit, filters.Cursor, filters.CarillonTenant = nil, nil, nil
	p, err := s.pager(ctx, "webhook-deliveries", q.Limit, q.Cursor, filters)
	if err != nil {
		return nil, err
	}
	if q.CreatedBefore != nil && q.CreatedBefore.Before(p.start.At) {
		p.start = position{At: *q.CreatedBefore}
	}
	states := webhook.States
	if q.State != nil {
		states = []string{string(*q.State)}
	}
	rows, err := s.DB.Read(who).ListDeliveries(ctx, db.ListDeliveriesParams{
		BeforeAt: p.start.At, BeforeID: p.start.ID, Page: p.fetch(), EndpointID: q.WebhookEndpointID, EventID: q.EventID,
		EventType: q.EventType, States: states, CreatedAfter: q.CreatedAfter,
	})
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(d db.WebhookDelivery) position { return position{At: d.CreatedAt, ID: d.ID} })
	if err != nil {
		return nil, err
	}
	return api.ListWebhookDeliveries200JSONResponse{Data: each(rows, webhookDeliveryOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// GetWebhookDelivery answers with one delivery and its attempts.
func (s *Server) GetWebhookDelivery(ctx context.Context, r api.GetWebhookDeliveryRequestObject) (api.GetWebhookDeliveryResponseObject, error) {
	read := s.DB.Read(actor(ctx))
	row, err := read.GetDelivery(ctx, r.DeliveryID)
	if err != nil {
		return nil, err
	}
	attempts, err := read.ListWebhookAttempts(ctx, row.ID)
	if err != nil {
		return nil, err
	}
	return api.GetWebhookDelivery200JSONResponse{Delivery: webhookDeliveryOf(row), Attempts: each(attempts, webhookAttemptOf)}, nil
}

// ReplayWebhookDelivery delivers an event once more.
func (s *Server) ReplayWebhookDelivery(ctx context.Context, r api.ReplayWebhookDeliveryRequestObject) (api.ReplayWebhookDeliveryResponseObject, error) {
	var row db.WebhookDelivery
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = webhook.Replay(ctx, tx, r.DeliveryID)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.ReplayWebhookDelivery201JSONResponse{
		Body: webhookDeliveryOf(row), Headers: api.ReplayWebhookDelivery201ResponseHeaders{Location: new("/api/v1/webhook-deliveries/" + row.ID.String())},
	}, nil
}

func webhookDeliveryOf(d db.WebhookDelivery) api.WebhookDelivery {
	return api.WebhookDelivery{
		ID: d.ID, WebhookEndpointID: d.EndpointID, EventID: d.EventID, EventSequence: d.EventSeq, EventType: d.EventType,
		Origin: d.Origin, State: d.State, Reason: orNull(d.Reason), Attempts: int(d.Attempts), DueAt: moment(d.DueAt),
		CreatedAt: d.CreatedAt.UTC(), FinishedAt: moment(d.FinishedAt),
	}
}

func webhookAttemptOf(a db.WebhookAttempt) api.WebhookAttempt {
	out := api.WebhookAttempt{
		Number: int(a.Number), At: a.At.UTC(), Status: nullable.NewNullNullable[int](), ResponseBody: a.Body,
		Error: orNull(a.Error), DurationMs: int(a.DurationMs),
	}
	if a.Status != nil {
		out.Status = nullable.NewNullableWithValue(int(*a.Status))
	}
	decode(a.Headers, &out.RequestHeaders)
	return out
}
