package access

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/event"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

var (
	// ErrAboveYou: nobody grants, changes or removes a role above their own.
	ErrAboveYou = fault.New(fault.Forbidden, "role_above_yours", "You cannot give, change or remove a role above your own.")
	// ErrSlugIsID: a tenant is named by slug or id in one header, so neither may look like the other.
	ErrSlugIsID = fault.New(fault.Invalid, "tenant_slug_is_id", "A slug must not look like an id. Choose a name.").At("/slug")
	// ErrLastAdmin: a tenant keeps somebody who can run it.
	ErrLastAdmin = fault.New(fault.Conflict, "last_tenant_admin", "This is the last tenant_admin. Make somebody else one first.")
)

// ranks order the roles.
var ranks = []string{"viewer", "operator", "tenant_admin", SuperAdmin}

func above(role, mine string) bool { return slices.Index(ranks, role) > slices.Index(ranks, mine) }

// OpenTenant makes the tenant the actor names, which must be a fresh id. It fails with ErrSlugIsID.
func OpenTenant(ctx context.Context, tx *tenant.Tx, n db.InsertTenantParams) (db.Tenant, error) {
	if uuid.Validate(n.Slug) == nil {
		return db.Tenant{}, ErrSlugIsID
	}
	t, err := tx.InsertTenant(ctx, n)
	if err != nil {
		return t, err
	}
	return t, tx.Emit(ctx, event.Of(event.TenantCreated, "tenant", t.TenantID, map[string]any{"slug": n.Slug, "name": n.Name, "mode": n.Mode}))
}

// ChangeTenant sets what is given; a nil leaves the field as it is.
func ChangeTenant(ctx context.Context, tx *tenant.Tx, change db.UpdateTenantParams) (db.Tenant, error) {
	before, err := tx.LockTenant(ctx)
	if err == nil {
		err = tx.Match(before.Version)
	}
	if err != nil {
		return before, err
	}
	t, err := tx.UpdateTenant(ctx, change)
	if err != nil {
		return t, err
	}
	return t, tx.Emit(ctx, event.Changed(event.TenantUpdated, "tenant", t.TenantID, state(before), state(t))...)
}

// state is what can change of a tenant.
func state(t db.Tenant) map[string]any {
	return map[string]any{
		"name": t.Name, "timezone": t.Timezone, "send_rates": t.SendRates, "api_limits": t.APILimits,
		"contact_hours": t.ContactHours, "frequency_caps": t.FrequencyCaps, "usage_limits": t.UsageLimits,
		"event_retention_days": t.EventRetentionDays, "strict_lead_fields": t.StrictLeadFields, "default_region": t.DefaultRegion,
	}
}

// AddMember puts a person into the tenant.
func AddMember(ctx context.Context, tx *tenant.Tx, user uuid.UUID, email *string, role string) (db.Membership, error) {
	if above(role, tx.Actor.Role) {
		return db.Membership{}, ErrAboveYou
	}
	m, err := tx.InsertMembership(ctx, db.InsertMembershipParams{ID: uuid.Must(uuid.NewV7()), UserID: user, Email: email, Role: role})
	if err != nil {
		return m, err
	}
	return m, tx.Emit(ctx, event.Of(event.MembershipAdded, "membership", m.ID, map[string]any{"user_id": user, "role": role}))
}

// ChangeRole gives a member another role.
func ChangeRole(ctx context.Context, tx *tenant.Tx, id uuid.UUID, role string) (db.Membership, error) {
	m, err := held(ctx, tx, id)
	if err != nil || m.Role == role {
		return m, err
	}
	if above(role, tx.Actor.Role) {
		return m, ErrAboveYou
	}
	if err := keepAdmin(ctx, tx, m); err != nil {
		return m, err
	}
	before := m.Role
	if m, err = tx.UpdateMembershipRole(ctx, role, id); err != nil {
		return m, err
	}
	return m, tx.Emit(ctx, event.Of(event.MembershipChanged, "membership", id, map[string]any{"user_id": m.UserID, "from": before, "to": role}))
}

// RemoveMember takes a person out of the tenant from their next request on.
func RemoveMember(ctx context.Context, tx *tenant.Tx, id uuid.UUID) error {
	m, err := held(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := keepAdmin(ctx, tx, m); err != nil {
		return err
	}
	if _, err := tx.DeleteMembership(ctx, id); err != nil {
		return err
	}
	return tx.Emit(ctx, event.Of(event.MembershipRemoved, "membership", id, map[string]any{"user_id": m.UserID, "role": m.Role}))
}

// held locks a membership that the actor may touch, after the admins: always in that order.
func held(ctx context.Context, tx *tenant.Tx, id uuid.UUID) (db.Membership, error) {
	if _, err := tx.LockTenantAdmins(ctx); err != nil {
		return db.Membership{}, err
	}
	m, err := tx.LockMembership(ctx, id)
	if err == nil && above(m.Role, tx.Actor.Role) {
		err = ErrAboveYou
	}
	return m, err
}

func keepAdmin(ctx context.Context, tx *tenant.Tx, m db.Membership) error {
	if m.Role != "tenant_admin" {
		return nil
	}
	admins, err := tx.LockTenantAdmins(ctx)
	if err == nil && len(admins) < 2 {
		err = ErrLastAdmin
	}
	return err
}
