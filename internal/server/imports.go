package server

import (
	"context"

	"github.com/oapi-codegen/nullable"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/intake"
	"github.com/carillonhq/carillon/internal/tenant"
)

// CreateImport takes a file of leads in.
func (s *Server) CreateImport(ctx context.Context, r api.CreateImportRequestObject) (api.CreateImportResponseObject, error) {
	var took db.Import
	var err error
	if r.MultipartBody != nil {
		took, err = s.upload(ctx, r.MultipartBody)
	} else {
		took, err = s.importText(ctx, *r.JSONBody)
	}
	if err != nil {
		return nil, err
	}
	return api.CreateImport201JSONResponse{
		Body: importOf(took), Headers: api.CreateImport201ResponseHeaders{Location: new("/api/v1/imports/" + took.ID.String())},
	}, nil
}

// ListImports answers with a page of imports.
func (s *Server) ListImports(ctx context.Context, r api.ListImportsRequestObject) (api.ListImportsResponseObject, error) {
	p, err := s.pager(ctx, "imports", r.Params.Limit, r.Params.Cursor, nil)
	if err != nil {
		return nil, err
	}
	rows, err := s.DB.Read(actor(ctx)).ListImports(ctx, db.ListImportsParams{BeforeAt: p.start.At, BeforeID: p.start.ID, Page: p.fetch()})
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(i db.Import) position { return position{At: i.CreatedAt, ID: i.ID} })
	if err != nil {
		return nil, err
	}
	return api.ListImports200JSONResponse{Data: each(rows, importOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// GetImport answers with one import.
func (s *Server) GetImport(ctx context.Context, r api.GetImportRequestObject) (api.GetImportResponseObject, error) {
	row, err := s.DB.Read(actor(ctx)).GetImport(ctx, r.ImportID)
	if err != nil {
		return nil, err
	}
	return api.GetImport200JSONResponse(importOf(row)), nil
}

// UpdateImport maps the columns of an import.
func (s *Server) UpdateImport(ctx context.Context, r api.UpdateImportRequestObject) (api.UpdateImportResponseObject, error) {
	body := either(r.JSONBody, r.ApplicationMergePatchPlusJSONBody)
	var row db.Import
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = intake.Map(ctx, tx, r.ImportID, body.Mapping)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.UpdateImport200JSONResponse(importOf(row)), nil
}

// CancelImport stops an import.
func (s *Server) CancelImport(ctx context.Context, r api.CancelImportRequestObject) (api.CancelImportResponseObject, error) {
	var row db.Import
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = intake.Cancel(ctx, tx, r.ImportID)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.CancelImport200JSONResponse(importOf(row)), nil
}

// ListImportRejects answers with a page of rows that were refused.
func (s *Server) ListImportRejects(ctx context.Context, r api.ListImportRejectsRequestObject) (api.ListImportRejectsResponseObject, error) {
	p, err := s.pager(ctx, "import-rejects", r.Params.Limit, r.Params.Cursor, r.ImportID)
	if err != nil {
		return nil, err
	}
	read := s.DB.Read(actor(ctx))
	if _, err := read.GetImport(ctx, r.ImportID); err != nil {
		return nil, err
	}
	rows, err := read.ListImportRejects(ctx, db.ListImportRejectsParams{ImportID: r.ImportID, After: p.start.Seq, Page: p.fetch()})
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(r db.ImportReject) position { return position{Seq: r.Number} })
	if err != nil {
		return nil, err
	}
	return api.ListImportRejects200JSONResponse{Data: each(rows, rejectOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// DownloadImportRejects answers with the rows that were refused as a file.
func (s *Server) DownloadImportRejects(ctx context.Context, r api.DownloadImportRejectsRequestObject) (api.DownloadImportRejectsResponseObject, error) {
	row, err := s.DB.Read(actor(ctx)).GetImport(ctx, r.ImportID)
	if err != nil {
		return nil, err
	}
	return rejectsFile{ctx, s.Imports, row}, nil
}

func importOf(i db.Import) api.Import {
	done := i.Created + i.Updated + i.Skipped + i.Rejected
	out := api.Import{
		ID: i.ID, State: i.State, FileName: orNull(i.FileName), Mode: i.Mode, ValidateOnly: i.ValidateOnly, DefaultRegion: orNull(i.DefaultRegion),
		LeadListID: orNull(i.ListID), Tags: i.Tags, Columns: []api.ImportColumn{}, Delimiter: i.Delimiter, Encoding: i.Encoding, Bytes: i.Bytes,
		Progress: api.ImportProgress{Done: done, Total: orNull(i.Total), Failed: i.Rejected},
		Created:  i.Created, Updated: i.Updated, Skipped: i.Skipped, Rejected: i.Rejected, ErrorCode: orNull(i.ErrorCode), Version: int(i.Version),
		CreatedAt: i.CreatedAt.UTC(), StartedAt: moment(i.StartedAt), FinishedAt: moment(i.FinishedAt), ExpiresAt: i.ExpiresAt.UTC(),
	}
	for n, name := range i.Columns {
		column := api.ImportColumn{Name: name, Field: nullable.NewNullNullable[string]()}
		if i.Fields[n] != "" {
			column.Field.Set(i.Fields[n])
		}
		out.Columns = append(out.Columns, column)
	}
	return out
}

func rejectOf(r db.ImportReject) api.ImportReject {
	out := api.ImportReject{Row: r.Number, Code: r.Code, Reason: r.Reason, Column: orNull(r.ColumnName)}
	decode(r.Cells, &out.Cells)
	return out
}
