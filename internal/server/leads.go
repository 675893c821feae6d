package server

import (
	"context"
	"encoding/json"
	"time"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/list"
	"github.com/carillonhq/carillon/internal/merge"
	"github.com/carillonhq/carillon/internal/tenant"
)

// CreateLead adds a lead.
func (s *Server) CreateLead(ctx context.Context, r api.CreateLeadRequestObject) (api.CreateLeadResponseObject, error) {
	b := r.Body
	n := lead.New{
		ExternalID: b.ExternalID, Email: b.Email, Phone: b.Phone, FirstName: b.FirstName, LastName: b.LastName,
		Company: b.Company, Timezone: b.Timezone, Status: string(or(b.Status, api.LeadStatusNew)), Tags: b.Tags,
	}
	if b.CustomFields != nil {
		n.CustomFields = *b.CustomFields
	}
	var made lead.Lead
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		made, err = lead.Create(ctx, tx, n)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.CreateLead201JSONResponse{
		Body: leadOf(made), Headers: api.CreateLead201ResponseHeaders{Location: new("/api/v1/leads/" + made.ID.String())},
	}, nil
}

// ListLeads answers with a page of leads.
func (s *Server) ListLeads(ctx context.Context, r api.ListLeadsRequestObject) (api.ListLeadsResponseObject, error) {
	q := r.Params
	filters := q
	filters.Limit, filters.Cursor, filters.CarillonTenant = nil, nil, nil
	p, err := s.pager(ctx, "leads", q.Limit, q.Cursor, filters)
	if err != nil {
		return nil, err
	}
	query := leadQuery(q)
	read := query.Newest
	if q.Sort != nil && *q.Sort == api.ListLeadsParamsSortCreatedAt {
		read = query.Oldest
	}
	page, err := s.leadPage(ctx, p, read)
	if err != nil {
		return nil, err
	}
	return api.ListLeads200JSONResponse(page), nil
}

// CountLeads says how many leads a list would have.
func (s *Server) CountLeads(ctx context.Context, r api.CountLeadsRequestObject) (api.CountLeadsResponseObject, error) {
	q := r.Params
	query := leadQuery(api.ListLeadsParams{
		Status: q.Status, Tag: q.Tag, Email: q.Email, Phone: q.Phone, ExternalID: q.ExternalID, Company: q.Company,
		CreatedAfter: q.CreatedAfter, CreatedBefore: q.CreatedBefore, UpdatedAfter: q.UpdatedAfter, Q: q.Q,
	})
	var answer api.CountLeads200JSONResponse
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		answer.Count, answer.Exact, err = query.Size(ctx, tx)
		return err
	})
	return answer, err
}

func leadQuery(q api.ListLeadsParams) list.Query {
	return list.Query{
		Filters: leadFilters(q), Prefix: or(q.Q, ""), CreatedAfter: or(q.CreatedAfter, time.Time{}),
		CreatedBefore: or(q.CreatedBefore, time.Time{}), UpdatedAfter: or(q.UpdatedAfter, time.Time{}),
	}
}

// leadFilters are the query's typed filters as the filters of lists.
func leadFilters(q api.ListLeadsParams) []list.Filter {
	var filters []list.Filter
	for _, tag := range q.Tag {
		filters = append(filters, list.Filter{Type: "tag", Tag: tag})
	}
	add := func(field string, value *string) {
		if value != nil {
			text, _ := json.Marshal(*value)
			filters = append(filters, list.Filter{Type: "field", Field: field, Op: "equals", Value: text})
		}
	}
	add("status", (*string)(q.Status))
	add("email", q.Email)
	add("phone", q.Phone)
	add("external_id", q.ExternalID)
	add("company", q.Company)
	return filters
}

// readLeads is one of list's orders.
type readLeads func(context.Context, *tenant.Tx, list.Position, int) ([]db.Lead, error)

// leadPage reads one page of leads, with tags.
func (s *Server) leadPage(ctx context.Context, p *pager, read readLeads) (api.LeadPage, error) {
	var leads []lead.Lead
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) error {
		after := list.Position{}
		if p.seeked {
			after = list.Position{CreatedAt: p.start.At, ID: p.start.ID}
		}
		rows, err := read(ctx, tx, after, p.limit+1)
		if err != nil {
			return err
		}
		leads, err = lead.WithTags(ctx, tx.Queries, rows)
		return err
	})
	if err != nil {
		return api.LeadPage{}, err
	}
	leads, more, next, err := cut(p, leads, func(l lead.Lead) position { return position{At: l.CreatedAt, ID: l.ID} })
	return api.LeadPage{Data: each(leads, leadOf), HasMore: more, NextCursor: next, Limit: p.limit}, err
}

// GetLead answers with one lead.
func (s *Server) GetLead(ctx context.Context, r api.GetLeadRequestObject) (api.GetLeadResponseObject, error) {
	l, err := lead.Get(ctx, s.DB.Read(actor(ctx)), r.LeadID)
	if err != nil {
		return nil, err
	}
	return api.GetLead200JSONResponse(leadOf(l)), nil
}

// UpdateLead applies a merge patch.
func (s *Server) UpdateLead(ctx context.Context, r api.UpdateLeadRequestObject) (api.UpdateLeadResponseObject, error) {
	body := either(r.JSONBody, r.ApplicationMergePatchPlusJSONBody)
	row := leadRow(api.LeadRow{
		Email: body.Email, Phone: body.Phone, FirstName: body.FirstName, LastName: body.LastName,
		Company: body.Company, Timezone: body.Timezone, Status: body.Status, CustomFields: body.CustomFields,
	})
	edit := func(l *db.Lead) {
		patch(body.ExternalID, &l.ExternalID)
		row.Edit(l)
	}
	var changed lead.Lead
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		changed, err = lead.Change(ctx, tx, r.LeadID, edit, row.Custom)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.UpdateLead200JSONResponse(leadOf(changed)), nil
}

// DeleteLead hides a lead.
func (s *Server) DeleteLead(ctx context.Context, r api.DeleteLeadRequestObject) (api.DeleteLeadResponseObject, error) {
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) error { return lead.Delete(ctx, tx, r.LeadID) })
	if err != nil {
		return nil, err
	}
	return api.DeleteLead204Response{}, nil
}

// MergeLeads makes one lead of two.
func (s *Server) MergeLeads(ctx context.Context, r api.MergeLeadsRequestObject) (api.MergeLeadsResponseObject, error) {
	prefer := lead.Preference(or(r.Body.Prefer, api.LeadMergePreferKept))
	var now lead.Lead
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		now, err = merge.Leads(ctx, tx, r.LeadID, r.Body.FromLeadID, prefer)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.MergeLeads200JSONResponse(leadOf(now)), nil
}

// AddLeadTags puts tags on a lead.
func (s *Server) AddLeadTags(ctx context.Context, r api.AddLeadTagsRequestObject) (api.AddLeadTagsResponseObject, error) {
	var tagged lead.Lead
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		tagged, err = lead.AddTags(ctx, tx, r.LeadID, r.Body.Tags)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.AddLeadTags200JSONResponse(leadOf(tagged)), nil
}

// RemoveLeadTag takes a tag off a lead.
func (s *Server) RemoveLeadTag(ctx context.Context, r api.RemoveLeadTagRequestObject) (api.RemoveLeadTagResponseObject, error) {
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) error { return lead.RemoveTag(ctx, tx, r.LeadID, r.Tag) })
	if err != nil {
		return nil, err
	}
	return api.RemoveLeadTag204Response{}, nil
}

func leadOf(l lead.Lead) api.Lead {
	out := api.Lead{
		ID: l.ID, ExternalID: orNull(l.ExternalID), Email: orNull(l.Email), Phone: orNull(l.Phone),
		FirstName: orNull(l.FirstName), LastName: orNull(l.LastName), Company: orNull(l.Company), Timezone: orNull(l.Timezone),
		Status: l.Status, Tags: l.Tags, CustomFields: api.CustomFields{},
		Version: int(l.Version), CreatedAt: l.CreatedAt.UTC(), UpdatedAt: l.UpdatedAt.UTC(),
	}
	if out.Tags == nil {
		out.Tags = []string{}
	}
	decode(l.CustomFields, &out.CustomFields)
	return out
}
