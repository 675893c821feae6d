package server

import (
	"context"

	"github.com/oapi-codegen/nullable"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/connection"
	"github.com/carillonhq/carillon/internal/tenant"
)

// ListConnections answers with a page of connections.
func (s *Server) ListConnections(ctx context.Context, r api.ListConnectionsRequestObject) (api.ListConnectionsResponseObject, error) {
	who := actor(ctx)
	p, err := s.pager(ctx, "connections", r.Params.Limit, r.Params.Cursor, nil)
	if err != nil {
		return nil, err
	}
	rows, err := s.DB.Read(who).ListConnections(ctx, db.ListConnectionsParams{BeforeAt: p.start.At, BeforeID: p.start.ID, Page: p.fetch()})
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(c db.Connection) position { return position{At: c.CreatedAt, ID: c.ID} })
	if err != nil {
		return nil, err
	}
	return api.ListConnections200JSONResponse{Data: each(rows, s.connectionOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// CreateConnection connects a provider account.
func (s *Server) CreateConnection(ctx context.Context, r api.CreateConnectionRequestObject) (api.CreateConnectionResponseObject, error) {
	n := connection.New{
		Name: r.Body.Name, Provider: string(r.Body.Provider), Secret: r.Body.Secret,
		Settings: encoded(or(r.Body.Settings, api.ConnectionSettings{})), RateLimits: encoded(or(r.Body.RateLimits, api.SendRates{})),
	}
	var row db.Connection
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = s.Book.Create(ctx, tx, n)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.CreateConnection201JSONResponse{
		Body: s.connectionOf(row), Headers: api.CreateConnection201ResponseHeaders{Location: new("/api/v1/connections/" + row.ID.String())},
	}, nil
}

// GetConnection answers with one connection.
func (s *Server) GetConnection(ctx context.Context, r api.GetConnectionRequestObject) (api.GetConnectionResponseObject, error) {
	row, err := s.DB.Read(actor(ctx)).GetConnection(ctx, r.ConnectionID)
	if err != nil {
		return nil, err
	}
	return api.GetConnection200JSONResponse(s.connectionOf(row)), nil
}

// UpdateConnection applies a merge patch.
func (s *Server) UpdateConnection(ctx context.Context, r api.UpdateConnectionRequestObject) (api.UpdateConnectionResponseObject, error) {
	body := either(r.JSONBody, r.ApplicationMergePatchPlusJSONBody)
	edit := func(c *db.Connection) {
		c.Name = or(body.Name, c.Name)
		if body.Settings != nil {
			c.Settings = encoded(body.Settings)
		}
		if body.RateLimits != nil {
			c.RateLimits = encoded(body.RateLimits)
		}
	}
	var row db.Connection
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = s.Book.Change(ctx, tx, r.ConnectionID, edit, or(body.Secret, ""))
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.UpdateConnection200JSONResponse(s.connectionOf(row)), nil
}

// DeleteConnection removes a connection.
func (s *Server) DeleteConnection(ctx context.Context, r api.DeleteConnectionRequestObject) (api.DeleteConnectionResponseObject, error) {
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) error { return connection.Delete(ctx, tx, r.ConnectionID) })
	if err != nil {
		return nil, err
	}
	return api.DeleteConnection204Response{}, nil
}

// VerifyConnection asks the provider; no transaction is open meanwhile.
func (s *Server) VerifyConnection(ctx context.Context, r api.VerifyConnectionRequestObject) (api.VerifyConnectionResponseObject, error) {
	row, err := s.DB.Read(actor(ctx)).GetConnection(ctx, r.ConnectionID)
	if err != nil {
		return nil, err
	}
	check, err := s.Book.Verify(ctx, row)
	if err != nil {
		return nil, err
	}
	if check.OK {
		if err := s.listed(ctx, row); err != nil {
			return nil, err
		}
	}
	out := api.VerifyConnection200JSONResponse{Ok: check.OK, Detail: check.Detail, Cause: nullable.NewNullNullable[string]()}
	if !check.OK {
		out.Cause = nullable.NewNullableWithValue(string(check.Cause))
	}
	return out, nil
}

// listed reads the WhatsApp templates of a good account anew. Where the provider does not tell them what
// is known of them stays.
func (s *Server) listed(ctx context.Context, c db.Connection) error {
	has, err := s.Book.Templates(ctx, c)
	if err != nil || has == nil {
		return nil //nolint:nilerr // the credentials are good, which is what was asked
	}
	return s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) error { return connection.KeepTemplates(ctx, tx, c.ID, has) })
}

// ResumeConnection lets a paused connection send again.
func (s *Server) ResumeConnection(ctx context.Context, r api.ResumeConnectionRequestObject) (api.ResumeConnectionResponseObject, error) {
	var row db.Connection
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = connection.Resume(ctx, tx, r.ConnectionID)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.ResumeConnection200JSONResponse(s.connectionOf(row)), nil
}

// GetCallbackToken answers with the token the provider must send.
func (s *Server) GetCallbackToken(ctx context.Context, r api.GetCallbackTokenRequestObject) (api.GetCallbackTokenResponseObject, error) {
	row, err := s.DB.Read(actor(ctx)).GetConnection(ctx, r.ConnectionID)
	if err != nil {
		return nil, err
	}
	return api.GetCallbackToken200JSONResponse{Token: s.Book.CallbackToken(row)}, nil
}

func (s *Server) connectionOf(c db.Connection) api.Connection {
	out := api.Connection{
		ID: c.ID, Name: c.Name, Provider: c.Provider, Status: c.Status, PauseReason: orNull(c.PauseReason),
		SecretLastFour: c.SecretLastFour, SecretFingerprint: c.SecretFingerprint, CallbackUrls: s.Book.CallbackURLs(c),
		Version: int(c.Version), CreatedAt: c.CreatedAt.UTC(), UpdatedAt: c.UpdatedAt.UTC(),
	}
	decode(c.Settings, &out.Settings)
	decode(c.RateLimits, &out.RateLimits)
	return out
}
