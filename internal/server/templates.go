package server

import (
	"context"
	"math"

	"github.com/google/uuid"
	"github.com/oapi-codegen/nullable"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/content"
	"github.com/carillonhq/carillon/internal/gsm"
	"github.com/carillonhq/carillon/internal/template"
	"github.com/carillonhq/carillon/internal/tenant"
)

// ListTemplates answers with a page of templates.
func (s *Server) ListTemplates(ctx context.Context, r api.ListTemplatesRequestObject) (api.ListTemplatesResponseObject, error) {
	channels := []string{"sms", "whatsapp", "email", "voice"}
	if r.Params.Channel != nil {
		channels = []string{string(*r.Params.Channel)}
	}
	p, err := s.pager(ctx, "templates", r.Params.Limit, r.Params.Cursor, channels)
	if err != nil {
		return nil, err
	}
	rows, err := s.DB.Read(actor(ctx)).ListTemplates(ctx, db.ListTemplatesParams{
		BeforeAt: p.start.At, BeforeID: p.start.ID, Channels: channels, Page: p.fetch(),
	})
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(t db.Template) position { return position{At: t.CreatedAt, ID: t.ID} })
	if err != nil {
		return nil, err
	}
	return api.ListTemplates200JSONResponse{Data: each(rows, templateOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// CreateTemplate drafts a template.
func (s *Server) CreateTemplate(ctx context.Context, r api.CreateTemplateRequestObject) (api.CreateTemplateResponseObject, error) {
	row, err := s.templated(ctx, func(tx *tenant.Tx) (db.Template, error) {
		return template.Create(ctx, tx, r.Body.Name, string(r.Body.Channel), encoded(r.Body.MessageContent))
	})
	if err != nil {
		return nil, err
	}
	return api.CreateTemplate201JSONResponse{
		Body: row, Headers: api.CreateTemplate201ResponseHeaders{Location: new("/api/v1/templates/" + row.ID.String())},
	}, nil
}

// GetTemplate answers with one template.
func (s *Server) GetTemplate(ctx context.Context, r api.GetTemplateRequestObject) (api.GetTemplateResponseObject, error) {
	row, err := s.DB.Read(actor(ctx)).GetTemplate(ctx, r.TemplateID)
	if err != nil {
		return nil, err
	}
	return api.GetTemplate200JSONResponse(templateOf(row)), nil
}

// UpdateTemplate applies a merge patch to the draft.
func (s *Server) UpdateTemplate(ctx context.Context, r api.UpdateTemplateRequestObject) (api.UpdateTemplateResponseObject, error) {
	b := either(r.JSONBody, r.ApplicationMergePatchPlusJSONBody)
	edit := func(t *db.Template) {
		t.Name = or(b.Name, t.Name)
		if b.MessageContent != nil {
			t.Content = encoded(b.MessageContent)
		}
	}
	row, err := s.templated(ctx, func(tx *tenant.Tx) (db.Template, error) { return template.Change(ctx, tx, r.TemplateID, edit) })
	if err != nil {
		return nil, err
	}
	return api.UpdateTemplate200JSONResponse(row), nil
}

// PublishTemplate makes the draft what campaigns take.
func (s *Server) PublishTemplate(ctx context.Context, r api.PublishTemplateRequestObject) (api.PublishTemplateResponseObject, error) {
	row, err := s.templated(ctx, func(tx *tenant.Tx) (db.Template, error) { return template.Publish(ctx, tx, r.TemplateID) })
	if err != nil {
		return nil, err
	}
	return api.PublishTemplate200JSONResponse(row), nil
}

// DeleteTemplate deletes a template.
func (s *Server) DeleteTemplate(ctx context.Context, r api.DeleteTemplateRequestObject) (api.DeleteTemplateResponseObject, error) {
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) error { return template.Delete(ctx, tx, r.TemplateID) })
	if err != nil {
		return nil, err
	}
	return api.DeleteTemplate204Response{}, nil
}

// ListTemplateVersions answers with a page of what was published of a template.
func (s *Server) ListTemplateVersions(ctx context.Context, r api.ListTemplateVersionsRequestObject) (api.ListTemplateVersionsResponseObject, error) {
	p, err := s.pager(ctx, "template-versions", r.Params.Limit, r.Params.Cursor, r.TemplateID)
	if err != nil {
		return nil, err
	}
	read := s.DB.Read(actor(ctx))
	if _, err := read.GetTemplate(ctx, r.TemplateID); err != nil {
		return nil, err
	}
	before := int32(math.MaxInt32)
	if p.seeked {
		before = int32(p.start.Seq)
	}
	rows, err := read.ListTemplateVersions(ctx, db.ListTemplateVersionsParams{TemplateID: r.TemplateID, BeforeNumber: before, Page: p.fetch()})
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(v db.TemplateVersion) position { return position{Seq: int64(v.Number)} })
	if err != nil {
		return nil, err
	}
	return api.ListTemplateVersions200JSONResponse{Data: each(rows, templateVersionOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// PreviewTemplate fills a template in for one reader.
func (s *Server) PreviewTemplate(ctx context.Context, r api.PreviewTemplateRequestObject) (api.PreviewTemplateResponseObject, error) {
	preview, err := s.tried(ctx, func(tx *tenant.Tx) (*template.Preview, error) {
		said, on, err := template.Draft(ctx, tx, r.TemplateID, or(r.Body.TemplateVersion, 0))
		if err != nil {
			return nil, err
		}
		return template.Try(ctx, tx, said, on, readerOf(r.Body.LeadID, r.Body.Lead))
	})
	if err != nil {
		return nil, err
	}
	return api.PreviewTemplate200JSONResponse(preview), nil
}

// PreviewContent fills a message in for one reader.
func (s *Server) PreviewContent(ctx context.Context, r api.PreviewContentRequestObject) (api.PreviewContentResponseObject, error) {
	var said content.Content
	decode(encoded(r.Body.MessageContent), &said)
	preview, err := s.tried(ctx, func(tx *tenant.Tx) (*template.Preview, error) {
		return template.Try(ctx, tx, said, string(r.Body.Channel), readerOf(r.Body.LeadID, r.Body.Lead))
	})
	if err != nil {
		return nil, err
	}
	return api.PreviewContent200JSONResponse(preview), nil
}

// TestSendTemplate sends a template to whoever wants to see it.
func (s *Server) TestSendTemplate(ctx context.Context, r api.TestSendTemplateRequestObject) (api.TestSendTemplateResponseObject, error) {
	var rows []db.Target
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		rows, err = template.Send(ctx, tx, s.Dispatch, template.Test{
			Template: r.TemplateID, Version: or(r.Body.TemplateVersion, 0), Lead: r.Body.LeadID, To: r.Body.To, Connection: r.Body.ConnectionID,
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.TestSendTemplate202JSONResponse{Sends: each(rows, func(t db.Target) api.TestSendEntry {
		return api.TestSendEntry{TargetID: t.ID, Recipient: or(t.Recipient, ""), Status: t.Status, Reason: orNull(t.Reason)}
	})}, nil
}

// templated runs a change of one template.
func (s *Server) templated(ctx context.Context, change func(*tenant.Tx) (db.Template, error)) (api.Template, error) {
	var row db.Template
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = change(tx)
		return err
	})
	return templateOf(row), err
}

// tried runs a preview.
func (s *Server) tried(ctx context.Context, try func(*tenant.Tx) (*template.Preview, error)) (api.ContentPreview, error) {
	var p *template.Preview
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		p, err = try(tx)
		return err
	})
	if err != nil {
		return api.ContentPreview{}, err
	}
	out := api.ContentPreview{MissingVariables: append([]string{}, p.Missing...), Sms: sizeOf(p.Size)}
	decode(encoded(p.Message), &out.Message)
	return out, nil
}

// sizeOf is how a text travels; null for what is none.
func sizeOf(s *gsm.Size) nullable.Nullable[api.TextSize] {
	if s == nil {
		return nullable.NewNullNullable[api.TextSize]()
	}
	return nullable.NewNullableWithValue(api.TextSize{
		Encoding: s.Encoding, Units: s.Units, Segments: s.Segments, UnitsLeft: s.Left, UnicodeCharacters: append([]string{}, s.Forced...),
	})
}

// readerOf is for whom a message is filled in.
func readerOf(id *uuid.UUID, sample *api.SampleLead) template.Reader {
	r := template.Reader{Lead: or(id, uuid.Nil)}
	if sample != nil {
		r.Sample = &content.Person{
			FirstName: or(sample.FirstName, ""), LastName: or(sample.LastName, ""), Company: or(sample.Company, ""), Email: or(sample.Email, ""),
			Phone: or(sample.Phone, ""), ExternalID: or(sample.ExternalID, ""), CustomFields: encoded(or(sample.CustomFields, nil)),
		}
	}
	return r
}

func templateOf(t db.Template) api.Template {
	out := api.Template{
		ID: t.ID, Name: t.Name, Channel: t.Channel, PublishedVersion: orNull(t.PublishedVersion),
		Version: int(t.Version), CreatedAt: t.CreatedAt.UTC(), UpdatedAt: t.UpdatedAt.UTC(),
	}
	decode(t.Content, &out.MessageContent)
	return out
}

func templateVersionOf(v db.TemplateVersion) api.TemplateVersion {
	out := api.TemplateVersion{Number: v.Number, CreatedBy: v.CreatedBy, CreatedAt: v.CreatedAt.UTC()}
	decode(v.Content, &out.MessageContent)
	return out
}
