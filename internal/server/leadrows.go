package server

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/tenant"
)

// BulkLeads creates and changes many leads.
func (s *Server) BulkLeads(ctx context.Context, r api.BulkLeadsRequestObject) (api.BulkLeadsResponseObject, error) {
	var results []lead.Result
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		results, err = lead.Bulk(ctx, tx, lead.Mode(r.Body.Mode), each(r.Body.Leads, leadRow))
		return err
	})
	if err != nil {
		return nil, err
	}
	answer := api.BulkLeads207JSONResponse{Results: make([]api.LeadResult, len(results))}
	for i, result := range results {
		answer.Results[i] = leadResult(ctx, i, result)
	}
	return answer, nil
}

// UpsertLead creates or changes the lead that has an id of the tenant's.
func (s *Server) UpsertLead(ctx context.Context, r api.UpsertLeadRequestObject) (api.UpsertLeadResponseObject, error) {
	b := r.Body
	row := leadRow(api.LeadRow{
		Email: b.Email, Phone: b.Phone, FirstName: b.FirstName, LastName: b.LastName,
		Company: b.Company, Timezone: b.Timezone, Status: b.Status, Tags: b.Tags, CustomFields: b.CustomFields,
	})
	var now lead.Lead
	var outcome lead.Outcome
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		now, outcome, err = lead.Upsert(ctx, tx, r.ExternalID, row)
		return err
	})
	switch {
	case err != nil:
		return nil, err
	case outcome == lead.Created:
		return api.UpsertLead201JSONResponse{
			Body: leadOf(now), Headers: api.UpsertLead201ResponseHeaders{Location: new("/api/v1/leads/" + now.ID.String())},
		}, nil
	}
	return api.UpsertLead200JSONResponse(leadOf(now)), nil
}

// leadRow is what a row says of a lead.
func leadRow(b api.LeadRow) lead.Row {
	row := lead.Row{Tags: b.Tags, Custom: or(b.CustomFields, nil)}
	row.Edit = func(l *db.Lead) {
		if b.ExternalID != nil {
			l.ExternalID = b.ExternalID
		}
		patch(b.Email, &l.Email)
		patch(b.Phone, &l.Phone)
		patch(b.FirstName, &l.FirstName)
		patch(b.LastName, &l.LastName)
		patch(b.Company, &l.Company)
		patch(b.Timezone, &l.Timezone)
		l.Status = string(or(b.Status, api.LeadStatus(l.Status)))
	}
	return row
}

// leadResult is what became of a row; its fields are named as the request has them.
func leadResult(ctx context.Context, index int, r lead.Result) api.LeadResult {
	out := api.LeadResult{Index: index, Outcome: string(r.Outcome)}
	out.Error.SetNull()
	if r.Refused == nil {
		out.LeadID.Set(r.ID)
		return out
	}
	out.LeadID = orNull[uuid.UUID](nil)
	f, status := verdict(r.Refused)
	p := documented(f, status)
	p.Instance, p.RequestID = visited(ctx).url.EscapedPath(), actor(ctx).Request
	for i := range p.Errors {
		if at := p.Errors[i].Pointer; at != nil {
			p.Errors[i].Pointer = new(fmt.Sprintf("/leads/%d%s", index, *at))
		}
	}
	out.Error.Set(p)
	return out
}
