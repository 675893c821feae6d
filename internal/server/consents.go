package server

import (
	"context"
	"time"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/consent"
	"github.com/carillonhq/carillon/internal/tenant"
)

// ListConsents answers with a page of what people said.
func (s *Server) ListConsents(ctx context.Context, r api.ListConsentsRequestObject) (api.ListConsentsResponseObject, error) {
	q := r.Params
	filters := q
	filters.Limit, filters.Cursor, filters.CarillonTenant = nil, nil, nil
	p, err := s.pager(ctx, "consents", q.Limit, q.Cursor, filters)
	if err != nil {
		return nil, err
	}
	key, err := addressKey(q.Address)
	if err != nil {
		return nil, err
	}
	rows, err := s.DB.Read(actor(ctx)).ListConsents(ctx, db.ListConsentsParams{
		BeforeAt: p.start.At, BeforeID: p.start.ID, Page: p.fetch(), LeadID: q.LeadID, Channels: anyChannel(q.Channel), AddressKey: key,
	})
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(c db.Consent) position { return position{At: c.CreatedAt, ID: c.ID} })
	if err != nil {
		return nil, err
	}
	return api.ListConsents200JSONResponse{Data: each(rows, consentOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// RecordConsent keeps what a person said.
func (s *Server) RecordConsent(ctx context.Context, r api.RecordConsentRequestObject) (api.RecordConsentResponseObject, error) {
	b := r.Body
	said := consent.Statement{
		Channel: string(b.Channel), Address: b.Address, Source: b.Source, Shown: or(b.Text, ""), At: or(b.GivenAt, time.Time{}),
	}
	var row db.Consent
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = consent.Record(ctx, tx, said, string(b.Decision))
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.RecordConsent201JSONResponse(consentOf(row)), nil
}

func consentOf(c db.Consent) api.Consent {
	return api.Consent{
		ID: c.ID, Channel: c.Channel, Address: c.AddressKey, LeadID: orNull(c.LeadID), Decision: c.Decision, Method: c.Method,
		Source: c.Source, Text: orNull(c.Shown), ClientAddress: orNull(c.ClientAddress), RecordedBy: c.Actor,
		GivenAt: c.At.UTC(), CreatedAt: c.CreatedAt.UTC(),
	}
}
