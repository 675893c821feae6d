package server

import (
	"context"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/consent"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

// errAddressFilter: a filter names what is no address.
var errAddressFilter = consent.ErrAddress.Listing(fault.Violation{
	In: fault.Query, Name: "address", Code: "address_invalid", Message: "Write an email address, or a number in international form, with its + as %2B.",
})

// ListSuppressions answers with a page of suppressions.
func (s *Server) ListSuppressions(ctx context.Context, r api.ListSuppressionsRequestObject) (api.ListSuppressionsResponseObject, error) {
	q := r.Params
	filters := q
	filters.Limit, filters.Cursor, filters.CarillonTenant = nil, nil, nil
	p, err := s.pager(ctx, "suppressions", q.Limit, q.Cursor, filters)
	if err != nil {
		return nil, err
	}
	key, err := addressKey(q.Address)
	if err != nil {
		return nil, err
	}
	rows, err := s.DB.Read(actor(ctx)).ListSuppressions(ctx, db.ListSuppressionsParams{
		BeforeAt: p.start.At, BeforeID: p.start.ID, Page: p.fetch(),
		Channels: anyChannel(q.Channel), Reasons: oneOr((*string)(q.Reason), consent.Reasons...), AddressKey: key,
	})
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(s db.Suppression) position { return position{At: s.CreatedAt, ID: s.ID} })
	if err != nil {
		return nil, err
	}
	return api.ListSuppressions200JSONResponse{Data: each(rows, suppressionOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// CreateSuppression suppresses an address.
func (s *Server) CreateSuppression(ctx context.Context, r api.CreateSuppressionRequestObject) (api.CreateSuppressionResponseObject, error) {
	b := r.Body
	var row db.Suppression
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = consent.Refuse(ctx, tx, consent.Statement{Channel: string(b.Channel), Address: b.Address, Source: or(b.Source, "")})
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.CreateSuppression201JSONResponse{
		Body: suppressionOf(row), Headers: api.CreateSuppression201ResponseHeaders{Location: new("/api/v1/suppressions/" + row.ID.String())},
	}, nil
}

// DeleteSuppression lifts a suppression.
func (s *Server) DeleteSuppression(ctx context.Context, r api.DeleteSuppressionRequestObject) (api.DeleteSuppressionResponseObject, error) {
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) error { return consent.Lift(ctx, tx, r.SuppressionID) })
	if err != nil {
		return nil, err
	}
	return api.DeleteSuppression204Response{}, nil
}

// anyChannel is the channel that a filter names, or all of them.
func anyChannel(name *api.Channel) []string {
	return oneOr((*string)(name), "sms", "whatsapp", "email", "voice")
}

// addressKey is a filter's address as addresses are compared; nil for none.
func addressKey(address *string) (*string, error) {
	if address == nil {
		return nil, nil
	}
	key, err := consent.KeyOf(*address)
	if err != nil {
		return nil, errAddressFilter
	}
	return &key, nil
}

func suppressionOf(s db.Suppression) api.Suppression {
	return api.Suppression{
		ID: s.ID, Channel: s.Channel, Address: s.AddressKey, Reason: s.Reason, Source: s.Source, CreatedAt: s.CreatedAt.UTC(),
	}
}
