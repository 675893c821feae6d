package server

import (
	"context"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/tenant"
)

// ListLeadFields answers with a page of definitions.
func (s *Server) ListLeadFields(ctx context.Context, r api.ListLeadFieldsRequestObject) (api.ListLeadFieldsResponseObject, error) {
	p, err := s.pager(ctx, "lead-fields", r.Params.Limit, r.Params.Cursor, nil)
	if err != nil {
		return nil, err
	}
	rows, err := s.DB.Read(actor(ctx)).ListLeadFields(ctx, p.start.Key, p.fetch())
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(f db.LeadField) position { return position{Key: f.Key} })
	if err != nil {
		return nil, err
	}
	return api.ListLeadFields200JSONResponse{Data: each(rows, leadFieldOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// CreateLeadField defines a custom field.
func (s *Server) CreateLeadField(ctx context.Context, r api.CreateLeadFieldRequestObject) (api.CreateLeadFieldResponseObject, error) {
	b := r.Body
	n := db.InsertLeadFieldParams{Key: b.Key, Type: string(b.Type), Label: b.Label, Description: b.Description, Options: or(b.Options, []string{})}
	var row db.LeadField
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = lead.Define(ctx, tx, n)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.CreateLeadField201JSONResponse{
		Body: leadFieldOf(row), Headers: api.CreateLeadField201ResponseHeaders{Location: new("/api/v1/lead-fields/" + row.ID.String())},
	}, nil
}

// GetLeadField answers with one definition.
func (s *Server) GetLeadField(ctx context.Context, r api.GetLeadFieldRequestObject) (api.GetLeadFieldResponseObject, error) {
	row, err := s.DB.Read(actor(ctx)).GetLeadField(ctx, r.LeadFieldID)
	if err != nil {
		return nil, err
	}
	return api.GetLeadField200JSONResponse(leadFieldOf(row)), nil
}

// UpdateLeadField applies a merge patch.
func (s *Server) UpdateLeadField(ctx context.Context, r api.UpdateLeadFieldRequestObject) (api.UpdateLeadFieldResponseObject, error) {
	body := either(r.JSONBody, r.ApplicationMergePatchPlusJSONBody)
	edit := func(f *db.LeadField) {
		f.Label, f.Options = or(body.Label, f.Label), or(body.Options, f.Options)
		patch(body.Description, &f.Description)
	}
	var row db.LeadField
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = lead.Redefine(ctx, tx, r.LeadFieldID, edit)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.UpdateLeadField200JSONResponse(leadFieldOf(row)), nil
}

// DeleteLeadField takes a definition away.
func (s *Server) DeleteLeadField(ctx context.Context, r api.DeleteLeadFieldRequestObject) (api.DeleteLeadFieldResponseObject, error) {
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) error { return lead.Undefine(ctx, tx, r.LeadFieldID) })
	if err != nil {
		return nil, err
	}
	return api.DeleteLeadField204Response{}, nil
}

func leadFieldOf(f db.LeadField) api.LeadField {
	return api.LeadField{
		ID: f.ID, Key: f.Key, Type: f.Type, Label: f.Label, Description: orNull(f.Description), Options: f.Options,
		Version: int(f.Version), CreatedAt: f.CreatedAt.UTC(), UpdatedAt: f.UpdatedAt.UTC(),
	}
}
