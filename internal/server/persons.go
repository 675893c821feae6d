package server

import (
	"context"
	"time"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/internal/person"
	"github.com/carillonhq/carillon/internal/tenant"
)

// EraseLead wipes what is kept of a person.
func (s *Server) EraseLead(ctx context.Context, r api.EraseLeadRequestObject) (api.EraseLeadResponseObject, error) {
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) error { return s.Persons.Erase(ctx, tx, r.LeadID) })
	if err != nil {
		return nil, err
	}
	return api.EraseLead204Response{}, nil
}

// GetLeadExport shows what is kept of a person.
func (s *Server) GetLeadExport(ctx context.Context, r api.GetLeadExportRequestObject) (api.GetLeadExportResponseObject, error) {
	out := api.GetLeadExport200JSONResponse{LeadID: r.LeadID, ExportedAt: time.Now().UTC()}
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) error {
		kept, err := person.Export(ctx, tx, r.LeadID)
		out.Whole = kept.Whole
		decode(encoded(kept.Rows), &out.Kept)
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}
