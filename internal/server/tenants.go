package server

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"
	"github.com/oapi-codegen/nullable"

	"github.com/carillonhq/carillon/gen/api"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/access"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/tenant"
)

// CreateTenant opens a tenant under a fresh id.
func (s *Server) CreateTenant(ctx context.Context, r api.CreateTenantRequestObject) (api.CreateTenantResponseObject, error) {
	who := actor(ctx)
	who.Tenant = uuid.Must(uuid.NewV7())
	n := db.InsertTenantParams{
		Slug: r.Body.Slug, Name: r.Body.Name, Timezone: or(r.Body.Timezone, "UTC"), Mode: string(or(r.Body.Mode, api.TenantModeLive)),
	}
	var row db.Tenant
	err := s.DB.Tx(ctx, who, func(tx *tenant.Tx) (err error) {
		row, err = access.OpenTenant(ctx, tx, n)
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.CreateTenant201JSONResponse{
		Body: tenantOf(row, nil, s.Clock.Now()), Headers: api.CreateTenant201ResponseHeaders{Location: new("/api/v1/tenants/current")},
	}, nil
}

// GetCurrentTenant answers with the tenant the request acts for.
func (s *Server) GetCurrentTenant(ctx context.Context, _ api.GetCurrentTenantRequestObject) (api.GetCurrentTenantResponseObject, error) {
	out, err := s.tenantAfter(ctx, func(tx *tenant.Tx) (db.Tenant, error) { return tx.GetTenant(ctx) })
	if err != nil {
		return nil, err
	}
	return api.GetCurrentTenant200JSONResponse(out), nil
}

// UpdateCurrentTenant changes what the patch names.
func (s *Server) UpdateCurrentTenant(ctx context.Context, r api.UpdateCurrentTenantRequestObject) (api.UpdateCurrentTenantResponseObject, error) {
	body := either(r.JSONBody, r.ApplicationMergePatchPlusJSONBody)
	change := db.UpdateTenantParams{Name: body.Name, Timezone: body.Timezone, StrictLeadFields: body.StrictLeadFields}
	if body.DefaultRegion.IsSpecified() {
		region, _ := body.DefaultRegion.Get() // "" where it is null
		if err := lead.CheckRegion(region); err != nil {
			return nil, err
		}
		change.DefaultRegion = &region
	}
	if body.SendRates != nil {
		change.SendRates = encoded(*body.SendRates)
	}
	if body.UnknownSenders != nil {
		change.StrangersBecomeLeads = new(*body.UnknownSenders == api.UnknownSendersLead)
	}
	if body.EventRetentionDays != nil {
		change.EventRetentionDays = new(int32(*body.EventRetentionDays))
	}
	if err := s.terms(*body, &change); err != nil {
		return nil, err
	}
	out, err := s.tenantAfter(ctx, func(tx *tenant.Tx) (db.Tenant, error) { return access.ChangeTenant(ctx, tx, change) })
	if err != nil {
		return nil, err
	}
	return api.UpdateCurrentTenant200JSONResponse(out), nil
}

// SetAPILimits replaces the limits of the tenant's requests.
func (s *Server) SetAPILimits(ctx context.Context, r api.SetAPILimitsRequestObject) (api.SetAPILimitsResponseObject, error) {
	out, err := s.tenantAfter(ctx, func(tx *tenant.Tx) (db.Tenant, error) {
		return access.ChangeTenant(ctx, tx, db.UpdateTenantParams{APILimits: encoded(r.Body)})
	})
	if err != nil {
		return nil, err
	}
	return api.SetAPILimits200JSONResponse(out), nil
}

// ListMemberships answers with a page of the tenant's people.
func (s *Server) ListMemberships(ctx context.Context, r api.ListMembershipsRequestObject) (api.ListMembershipsResponseObject, error) {
	who := actor(ctx)
	p, err := s.pager(ctx, "memberships", r.Params.Limit, r.Params.Cursor, nil)
	if err != nil {
		return nil, err
	}
	rows, err := s.DB.Read(who).ListMemberships(ctx, db.ListMembershipsParams{BeforeAt: p.start.At, BeforeID: p.start.ID, Page: p.fetch()})
	if err != nil {
		return nil, err
	}
	rows, more, next, err := cut(p, rows, func(m db.Membership) position { return position{At: m.CreatedAt, ID: m.ID} })
	if err != nil {
		return nil, err
	}
	return api.ListMemberships200JSONResponse{Data: each(rows, membershipOf), HasMore: more, NextCursor: next, Limit: p.limit}, nil
}

// AddMembership adds a person.
func (s *Server) AddMembership(ctx context.Context, r api.AddMembershipRequestObject) (api.AddMembershipResponseObject, error) {
	var row db.Membership
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = access.AddMember(ctx, tx, r.Body.UserID, r.Body.Email, string(r.Body.Role))
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.AddMembership201JSONResponse{
		Body:    membershipOf(row),
		Headers: api.AddMembership201ResponseHeaders{Location: new("/api/v1/tenants/current/memberships/" + row.ID.String())},
	}, nil
}

// ChangeMembership gives a member another role.
func (s *Server) ChangeMembership(ctx context.Context, r api.ChangeMembershipRequestObject) (api.ChangeMembershipResponseObject, error) {
	body := either(r.JSONBody, r.ApplicationMergePatchPlusJSONBody)
	var row db.Membership
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) (err error) {
		row, err = access.ChangeRole(ctx, tx, r.MembershipID, string(body.Role))
		return err
	})
	if err != nil {
		return nil, err
	}
	return api.ChangeMembership200JSONResponse(membershipOf(row)), nil
}

// RemoveMembership takes a person out of the tenant.
func (s *Server) RemoveMembership(ctx context.Context, r api.RemoveMembershipRequestObject) (api.RemoveMembershipResponseObject, error) {
	err := s.DB.Tx(ctx, actor(ctx), func(tx *tenant.Tx) error { return access.RemoveMember(ctx, tx, r.MembershipID) })
	if err != nil {
		return nil, err
	}
	return api.RemoveMembership204Response{}, nil
}

func tenantOf(t db.Tenant, used []db.ListUsageRow, now time.Time) api.Tenant {
	out := api.Tenant{
		ID: t.TenantID, Slug: t.Slug, Name: t.Name, Mode: api.TenantMode(t.Mode), Status: t.Status, Timezone: t.Timezone,
		UnknownSenders: unknownSenders(t), EventRetentionDays: int(t.EventRetentionDays),
		StrictLeadFields: t.StrictLeadFields, DefaultRegion: nullable.NewNullNullable[string](), Version: int(t.Version), CreatedAt: t.CreatedAt.UTC(), UpdatedAt: t.UpdatedAt.UTC(),
	}
	if t.DefaultRegion != "" {
		out.DefaultRegion.Set(t.DefaultRegion)
	}
	decode(t.SendRates, &out.SendRates)
	decode(t.APILimits, &out.APILimits)
	decode(t.ContactHours, &out.ContactHours)
	decode(t.FrequencyCaps, &out.FrequencyCaps)
	decode(t.UsageLimits, &out.UsageLimits)
	out.CurrentUsage = usageOf(t.UsageLimits, used, now)
	return out
}

func membershipOf(m db.Membership) api.Membership {
	return api.Membership{ID: m.ID, UserID: m.UserID, Email: orNull(m.Email), Role: api.Role(m.Role), CreatedAt: m.CreatedAt.UTC()}
}

// each converts a page.
func each[A, B any](rows []A, convert func(A) B) []B {
	out := make([]B, len(rows))
	for i, row := range rows {
		out[i] = convert(row)
	}
	return out
}

// decode reads JSON that we wrote ourselves.
func decode(raw json.RawMessage, into any) { _ = json.Unmarshal(raw, into) }

// encoded is a generated type as JSON; those types always encode.
func encoded(v any) json.RawMessage {
	raw, _ := json.Marshal(v)
	return raw
}

// unknownSenders is what becomes of a message from somebody who is no lead, in the contract's word.
func unknownSenders(t db.Tenant) string {
	if t.StrangersBecomeLeads {
		return string(api.UnknownSendersLead)
	}
	return string(api.UnknownSendersBin)
}
