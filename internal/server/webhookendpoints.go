package server

import (
	"context"
	"time"

	"github.com/oapi-codegen/nullable"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/tenant"
	"github.com/carillonhq/carillon/internal/webhook"
)

// ListWebhookEndpoints answers with a page of endpoints.
func (s *Server) ListWebhookEndpoints(ctx context.Context, r api.ListWebhookEndpointsRequestObject) (api.ListWebhookEndpointsResponseObject, error) {
	who := actor(ctx)
	p, err := s.pager(ctx, "webhook-endpoints", r.Params.Limit, r.Params.Cursor, nil)
	if err != nil {
		return nil, err
	}
	rows, err := s.DB.Read(who).ListWebhookEndpoints(ctx, db.ListWebhookEndpointsParams{BeforeAt: p.start.At, BeforeID: p.start.ID, Page: p.fetch()})
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(e db.WebhookEndpoint) position { return position{At: e.CreatedAt, ID: e.ID} })
	if err != nil {
		return nil, err
	}
	return api.ListWebhookEndpoints200JSONResponse{Data: each(rows, webhookEndpointOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// CreateWebhookEndpoint makes an endpoint, and answers with its secret.
func (s *Server) CreateWebhookEndpoint(ctx context.Context, r api.CreateWebhookEndpointRequestObject) (api.CreateWebhookEndpointResponseObject, error) {
	b := r.Body
	n := webhook.New{
		URL: b.URL, Description: b.Description, Events: b.Events,
		Payload: string(or(b.Payload, api.WebhookPayloadFull)), MaxInFlight: int32(or(b.MaxInFlight, 4)),
	}
	var row db.WebhookEndpoint
	var plain string
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, plain, err = s.Webhooks.Create(ctx, tx, n)
		return err
	})
	if err != nil {
		return nil, err
	}
	made := webhookEndpointOf(row)
	made.Secret = nullable.NewNullableWithValue(plain)
	return api.CreateWebhookEndpoint201JSONResponse{
		Body: made, Headers: api.CreateWebhookEndpoint201ResponseHeaders{Location: new("/api/v1/webhook-endpoints/" + row.ID.String())},
	}, nil
}

// GetWebhookEndpoint answers with one endpoint.
func (s *Server) GetWebhookEndpoint(ctx context.Context, r api.GetWebhookEndpointRequestObject) (api.GetWebhookEndpointResponseObject, error) {
	row, err := s.DB.Read(actor(ctx)).GetWebhookEndpoint(ctx, r.WebhookEndpointID)
	if err != nil {
		return nil, err
	}
	return api.GetWebhookEndpoint200JSONResponse(webhookEndpointOf(row)), nil
}

// UpdateWebhookEndpoint applies a merge patch.
func (s *Server) UpdateWebhookEndpoint(ctx context.Context, r api.UpdateWebhookEndpointRequestObject) (api.UpdateWebhookEndpointResponseObject, error) {
	body := either(r.JSONBody, r.ApplicationMergePatchPlusJSONBody)
	edit := func(e *db.WebhookEndpoint) {
		e.Url = or(body.URL, e.Url)
		patch(body.Description, &e.Description)
		if body.Events != nil {
			e.Events = body.Events
		}
		e.Payload = string(or(body.Payload, api.WebhookPayload(e.Payload)))
		e.MaxInFlight = int32(or(body.MaxInFlight, int(e.MaxInFlight)))
	}
	var row db.WebhookEndpoint
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = s.Webhooks.Change(ctx, tx, r.WebhookEndpointID, edit)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.UpdateWebhookEndpoint200JSONResponse(webhookEndpointOf(row)), nil
}

// DeleteWebhookEndpoint takes an endpoint away.
func (s *Server) DeleteWebhookEndpoint(ctx context.Context, r api.DeleteWebhookEndpointRequestObject) (api.DeleteWebhookEndpointResponseObject, error) {
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) error { return webhook.Delete(ctx, tx, r.WebhookEndpointID) })
	if err != nil {
		return nil, err
	}
	return api.DeleteWebhookEndpoint204Response{}, nil
}

// PauseWebhookEndpoint has an endpoint told nothing for a while.
func (s *Server) PauseWebhookEndpoint(ctx context.Context, r api.PauseWebhookEndpointRequestObject) (api.PauseWebhookEndpointResponseObject, error) {
	var row db.WebhookEndpoint
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = webhook.Pause(ctx, tx, r.WebhookEndpointID)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.PauseWebhookEndpoint200JSONResponse(webhookEndpointOf(row)), nil
}

// ResumeWebhookEndpoint has an endpoint told what happens again.
func (s *Server) ResumeWebhookEndpoint(ctx context.Context, r api.ResumeWebhookEndpointRequestObject) (api.ResumeWebhookEndpointResponseObject, error) {
	var row db.WebhookEndpoint
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = webhook.Resume(ctx, tx, r.WebhookEndpointID)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.ResumeWebhookEndpoint200JSONResponse(webhookEndpointOf(row)), nil
}

// RotateWebhookEndpointSecret gives an endpoint another secret, and answers with it.
func (s *Server) RotateWebhookEndpointSecret(ctx context.Context, r api.RotateWebhookEndpointSecretRequestObject) (api.RotateWebhookEndpointSecretResponseObject, error) {
	overlap := time.Duration(or(r.Body.OverlapSeconds, 86400)) * time.Second
	var row db.WebhookEndpoint
	var plain string
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, plain, err = s.Webhooks.Rotate(ctx, tx, r.WebhookEndpointID, overlap)
		return err
	})
	if err != nil {
		return nil, err
	}
	changed := webhookEndpointOf(row)
	changed.Secret = nullable.NewNullableWithValue(plain)
	return api.RotateWebhookEndpointSecret200JSONResponse(changed), nil
}

// TestWebhookEndpoint sends a test event.
func (s *Server) TestWebhookEndpoint(ctx context.Context, r api.TestWebhookEndpointRequestObject) (api.TestWebhookEndpointResponseObject, error) {
	var out api.TestWebhookEndpoint202JSONResponse
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		out.EventID, err = webhook.Test(ctx, tx, r.WebhookEndpointID)
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// ReplayWebhookEndpointEvents has an endpoint told a part of the log again.
func (s *Server) ReplayWebhookEndpointEvents(ctx context.Context, r api.ReplayWebhookEndpointEventsRequestObject) (api.ReplayWebhookEndpointEventsResponseObject, error) {
	b := r.Body
	of := webhook.Range{After: or(b.AfterSequence, 0), Since: b.CreatedAfter, Until: b.CreatedBefore, Events: b.Events}
	if or(b.OnlyFailed, false) {
		of.Which = webhook.NotTold
	}
	var made webhook.Replayed
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		made, err = webhook.ReplayAll(ctx, tx, r.WebhookEndpointID, of)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.ReplayWebhookEndpointEvents202JSONResponse{Deliveries: made.Deliveries, LastSequence: made.Last, HasMore: made.More}, nil
}

func webhookEndpointOf(e db.WebhookEndpoint) api.WebhookEndpoint {
	return api.WebhookEndpoint{
		ID: e.ID, URL: e.Url, Description: orNull(e.Description), Events: e.Events, Payload: e.Payload, APIVersion: e.ApiVersion,
		MaxInFlight: int(e.MaxInFlight), Status: e.Status, StatusReason: orNull(e.StatusReason), Failures: int(e.Failures),
		FailingSince: moment(e.FailingSince), Secret: nullable.NewNullNullable[string](), FormerSecretUntil: moment(e.FormerUntil),
		Version: int(e.Version), CreatedAt: e.CreatedAt.UTC(), UpdatedAt: e.UpdatedAt.UTC(),
	}
}
