package access

import (
	"context"
	"errors"
	"log/slog"
	"net/netip"
	"slices"
	"strings"
	"sync"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

var (
	// ErrForbidden: the caller's role does not cover the operation; meta names the permission.
	ErrForbidden = fault.New(fault.Forbidden, "forbidden", "Your role does not cover this. Ask somebody whose role does.")
	// ErrTenantForbidden: not a member, suspended and unknown are one answer, so that nothing can be guessed.
	ErrTenantForbidden = fault.New(fault.Forbidden, "tenant_forbidden", "You cannot act for this tenant.")
	// ErrTenantRequired: the caller belongs to several tenants; meta lists them under "memberships", so that a client can offer a choice.
	ErrTenantRequired = fault.New(fault.Malformed, "tenant_required", "Say which tenant you act for: send its id or slug in the header Carillon-Tenant.")
	// ErrNoMembership: the caller is known and belongs nowhere.
	ErrNoMembership = fault.New(fault.Forbidden, "no_membership", "You belong to no tenant yet. Ask a tenant_admin to add you.")
)

// SuperAdmin is the platform's own role, never a membership's.
const SuperAdmin = "super_admin"

// Gate tells who is calling and for which tenant. Membership and role are read on every request,
// so that a removed member is out at once.
type Gate struct {
	DB       *tenant.DB
	Verifier *Verifier
	Roles    map[string][]string // role → permissions, from the contract
	Scopes   []string            // permissions that operations ask of API keys, from the contract
	Log      *slog.Logger

	touching sync.Map // ids of keys whose use is being noted
}

// Caller is a signed-in person, or a program with an API key.
type Caller struct {
	Identity
	Memberships []tenant.Membership
	Admin       bool           // runs the platform
	Key         *tenant.APIKey // nil for a person, who alone has the fields above
}

// Caller verifies the bearer token or API key in the values of the Authorization header, sent from
// an address, and looks up whose it is. It fails with the faults of tokens and keys; two values are
// refused, since the next reader might take the other one.
func (g *Gate) Caller(ctx context.Context, authorization []string, from netip.Addr) (Caller, error) {
	if len(authorization) > 1 {
		return Caller{}, invalid("the header stands twice")
	}
	scheme, token, _ := strings.Cut(strings.Join(authorization, ""), " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return Caller{}, ErrMissingCredentials
	}
	if token = strings.TrimSpace(token); isKey(token) {
		return g.key(ctx, token, from)
	}
	id, err := g.Verifier.Verify(ctx, token)
	if err != nil {
		return Caller{}, err
	}
	ms, admin, err := g.DB.MembershipsOf(ctx, id.UserID)
	return Caller{Identity: id, Memberships: ms, Admin: admin}, err
}

// Actor settles for which tenant a caller acts. choice is the id or slug of one of the caller's
// own active tenants, or of any tenant for a super admin; without it the only active membership
// counts. A key acts for its own. A wrong choice is refused, never replaced.
func (g *Gate) Actor(ctx context.Context, c Caller, choice string) (tenant.Actor, error) {
	if c.Key != nil {
		return chosenBy(*c.Key, choice)
	}
	m, err := g.chosen(ctx, c, choice)
	if err != nil {
		return tenant.Actor{}, err
	}
	a := c.Platform()
	a.Tenant, a.Plan = m.TenantID, m.Plan
	if !c.Admin {
		a.Role = m.Role
	}
	return a, nil
}

func (g *Gate) chosen(ctx context.Context, c Caller, choice string) (tenant.Membership, error) {
	if choice == "" {
		return c.only()
	}
	if c.Admin {
		return g.named(ctx, choice)
	}
	for _, m := range c.active() {
		if choice == m.Slug || strings.EqualFold(choice, m.TenantID.String()) {
			return m, nil
		}
	}
	return tenant.Membership{}, ErrTenantForbidden
}

// named is any tenant at all, suspended ones too, for those who run the platform.
func (g *Gate) named(ctx context.Context, choice string) (tenant.Membership, error) {
	m, err := g.DB.Named(ctx, choice)
	if errors.Is(err, tenant.ErrNotFound) || errors.Is(err, tenant.ErrText) {
		return m, ErrTenantForbidden
	}
	return m, err
}

// active are the caller's places in tenants that are not suspended.
func (c Caller) active() []tenant.Membership {
	return slices.DeleteFunc(slices.Clone(c.Memberships), func(m tenant.Membership) bool { return m.TenantStatus != "active" })
}

// only is the caller's one active membership.
func (c Caller) only() (tenant.Membership, error) {
	active := c.active()
	switch {
	case len(active) == 1:
		return active[0], nil
	case len(active) > 1 || c.Admin:
		return tenant.Membership{}, required(active)
	case len(c.Memberships) == 0:
		return tenant.Membership{}, ErrNoMembership
	}
	return tenant.Membership{}, ErrTenantForbidden
}

// Platform is the actor of an operation that belongs to no tenant. A key's is of its own all the same.
func (c Caller) Platform() tenant.Actor {
	if c.Key != nil {
		return acting(*c.Key)
	}
	a := tenant.Actor{User: c.UserID, Name: "user:" + c.UserID.String()}
	if c.Admin {
		a.Role = SuperAdmin
	}
	return a
}

// Permit says whether an actor may do what asks for permissions and takes callers of these schemes:
// the role, or the scopes of a key, must hold every one of them.
func (g *Gate) Permit(a tenant.Actor, schemes, permissions []string) error {
	held, refusal := g.Roles[a.Role], ErrForbidden
	if a.Key != uuid.Nil {
		held, refusal = a.Scopes, ErrScope
		if !slices.Contains(schemes, APIKeyScheme) {
			return ErrKeyNotAccepted.With("tenant_id", a.Tenant).With("scopes", a.Scopes)
		}
	}
	for _, p := range permissions {
		if !slices.Contains(held, p) {
			return refusal.With("permission", p)
		}
	}
	return nil
}

func required(among []tenant.Membership) error {
	type choice struct {
		TenantID uuid.UUID `json:"tenant_id"`
		Slug     string    `json:"slug"`
		Name     string    `json:"name"`
	}
	choices := make([]choice, 0, len(among))
	for _, m := range among {
		choices = append(choices, choice{m.TenantID, m.Slug, m.Name})
	}
	return ErrTenantRequired.With("memberships", choices)
}
