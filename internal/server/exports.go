package server

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/oapi-codegen/nullable"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/export"
	"github.com/carillonhq/carillon/internal/tenant"
)

// asked is the permission to read what an export is made of.
var asked = map[string]string{"leads": "leads:read", "targets": "campaigns:read", "audit": "audit:read"}

// mayExport refuses callers who may not read what an export is made of.
func (s *Server) mayExport(ctx context.Context, resource string) error {
	v := visited(ctx)
	return s.Gate.Permit(v.actor, v.op.Schemes, []string{asked[resource]})
}

// ListExports answers with a page of exports.
func (s *Server) ListExports(ctx context.Context, r api.ListExportsRequestObject) (api.ListExportsResponseObject, error) {
	p, err := s.pager(ctx, "exports", r.Params.Limit, r.Params.Cursor, nil)
	if err != nil {
		return nil, err
	}
	resources := []string{}
	for resource := range asked {
		if s.mayExport(ctx, resource) == nil {
			resources = append(resources, resource)
		}
	}
	rows, err := s.DB.Read(actor(ctx)).ListExports(ctx, db.ListExportsParams{Resources: resources, BeforeAt: p.start.At, BeforeID: p.start.ID, Page: p.fetch()})
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(e db.Export) position { return position{At: e.CreatedAt, ID: e.ID} })
	if err != nil {
		return nil, err
	}
	return api.ListExports200JSONResponse{Data: each(rows, exportOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// CreateExport puts an export in line.
func (s *Server) CreateExport(ctx context.Context, r api.CreateExportRequestObject) (api.CreateExportResponseObject, error) {
	b := r.Body
	if err := s.mayExport(ctx, string(b.Resource)); err != nil {
		return nil, err
	}
	f := export.Filter{LeadList: b.LeadListID, Campaign: b.CampaignID}
	if b.Filter != nil {
		f.Leads = encoded(b.Filter)
	}
	var row db.Export
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = export.Create(ctx, tx, string(b.Resource), string(b.Format), f)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.CreateExport202JSONResponse{
		Body: exportOf(row), Headers: api.CreateExport202ResponseHeaders{Location: new("/api/v1/exports/" + row.ID.String())},
	}, nil
}

// exported is an export whose file the caller may have.
func (s *Server) exported(ctx context.Context, id uuid.UUID) (db.Export, error) {
	row, err := s.DB.Read(actor(ctx)).GetExport(ctx, id)
	if err == nil {
		err = s.mayExport(ctx, row.Resource)
	}
	return row, err
}

// GetExport answers with one export.
func (s *Server) GetExport(ctx context.Context, r api.GetExportRequestObject) (api.GetExportResponseObject, error) {
	row, err := s.exported(ctx, r.ExportID)
	if err != nil {
		return nil, err
	}
	return api.GetExport200JSONResponse(exportOf(row)), nil
}

// CancelExport ends an export before it is done.
func (s *Server) CancelExport(ctx context.Context, r api.CancelExportRequestObject) (api.CancelExportResponseObject, error) {
	row, err := s.exported(ctx, r.ExportID)
	if err != nil {
		return nil, err
	}
	err = s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = export.Cancel(ctx, tx, r.ExportID)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.CancelExport200JSONResponse(exportOf(row)), nil
}

// GetExportFile streams what an export wrote.
func (s *Server) GetExportFile(ctx context.Context, r api.GetExportFileRequestObject) (api.GetExportFileResponseObject, error) {
	row, err := s.exported(ctx, r.ExportID)
	if err != nil {
		return nil, err
	}
	file, err := export.File(ctx, s.DB.Read(actor(ctx)), row)
	if err != nil {
		return nil, err
	}
	name := fmt.Sprintf(`attachment; filename="%s-%s.%s"`, row.Resource, row.CreatedAt.UTC().Format("2006-01-02"), row.Format)
	head := api.GetExportFile200ResponseHeaders{ContentDisposition: &name}
	if row.Format == "csv" {
		return api.GetExportFile200TextCsvResponse{Body: file, Headers: head, ContentLength: row.Bytes}, nil
	}
	return api.GetExportFile200ApplicationXNdjsonResponse{Body: file, Headers: head, ContentLength: row.Bytes}, nil
}

func exportOf(e db.Export) api.Export {
	out := api.Export{
		ID: e.ID, Resource: e.Resource, Format: e.Format, Filter: map[string]any{}, State: e.State, Error: orNull(e.Error),
		Progress: api.ExportProgress{Done: e.Rows, Total: nullable.NewNullNullable[int64]()}, Rows: e.Rows, Bytes: e.Bytes,
		CreatedBy: e.CreatedBy, CreatedAt: e.CreatedAt.UTC(), FinishedAt: moment(e.FinishedAt), ExpiresAt: e.ExpiresAt.UTC(),
	}
	if e.Total != nil {
		out.Progress.Total = nullable.NewNullableWithValue(*e.Total)
	}
	decode(e.Filter, &out.Filter)
	return out
}
