package access

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/tenant"
)

var (
	// ErrForbidden: the caller's role does not cover the operation.
	ErrForbidden = fault.New(fault.Forbidden, "forbidden", "Your role does not cover this. Ask a tenant_admin.")
	// ErrTenantForbidden: not a member, suspended and unknown are one answer, so that nothing can be guessed.
	ErrTenantForbidden = fault.New(fault.Forbidden, "tenant_forbidden", "You cannot act for this tenant.")
	// ErrTenantRequired carries the caller's memberships under "memberships", so that a client can offer a choice.
	ErrTenantRequired = fault.New(fault.Malformed, "tenant_required", "Say which tenant you act for: send its id or slug in the header Carillon-Tenant.")
)

// SuperAdmin is the platform's own role, never a membership's.
const SuperAdmin = "super_admin"

// Gate tells who is calling and for which tenant. Membership and role are read on every request,
// so that a removed member is out at once.
type Gate struct {
	DB       *tenant.DB
	Verifier *Verifier
	Roles    map[string][]string // role → permissions, from the contract
}

// Caller is a signed-in person.
type Caller struct {
	Identity
	Memberships []tenant.Membership
	Admin       bool // runs the platform
}

// Caller verifies a bearer token and looks the person up. It fails with the token faults.
func (g *Gate) Caller(ctx context.Context, authorization string) (Caller, error) {
	scheme, token, _ := strings.Cut(authorization, " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return Caller{}, ErrMissingCredentials
	}
	id, err := g.Verifier.Verify(ctx, strings.TrimSpace(token))
	if err != nil {
		return Caller{}, err
	}
	ms, admin, err := g.DB.MembershipsOf(ctx, id.UserID)
	return Caller{Identity: id, Memberships: ms, Admin: admin}, err
}

// Actor settles for which tenant a caller acts. choice is the id or slug of one of the caller's
// own tenants; without it the only membership counts. A wrong choice is refused, never replaced.
func (g *Gate) Actor(ctx context.Context, c Caller, choice string) (tenant.Actor, error) {
	a := tenant.Actor{User: c.UserID, Name: "user:" + c.UserID.String()}
	if choice == "" && len(c.Memberships) != 1 {
		return a, required(c)
	}
	for _, m := range c.Memberships {
		if choice != "" && choice != m.Slug && !strings.EqualFold(choice, m.TenantID.String()) {
			continue
		}
		if m.TenantStatus != "active" {
			return a, ErrTenantForbidden
		}
		a.Tenant, a.Role = m.TenantID, m.Role
		if c.Admin {
			a.Role = SuperAdmin
		}
		return a, nil
	}
	if !c.Admin {
		return a, ErrTenantForbidden
	}
	m, err := g.DB.Named(ctx, choice)
	if err != nil {
		return a, ErrTenantForbidden
	}
	a.Tenant, a.Role = m.TenantID, SuperAdmin
	return a, nil
}

// Platform is the actor of an operation that belongs to no tenant.
func (c Caller) Platform() tenant.Actor {
	a := tenant.Actor{User: c.UserID, Name: "user:" + c.UserID.String()}
	if c.Admin {
		a.Role = SuperAdmin
	}
	return a
}

// Permit says whether a role holds every permission asked for.
func (g *Gate) Permit(role string, permissions []string) error {
	for _, p := range permissions {
		if !slices.Contains(g.Roles[role], p) {
			return ErrForbidden.With("permission", p)
		}
	}
	return nil
}

func required(c Caller) error {
	type choice struct {
		TenantID uuid.UUID `json:"tenant_id"`
		Slug     string    `json:"slug"`
		Name     string    `json:"name"`
	}
	choices := make([]choice, 0, len(c.Memberships))
	for _, m := range c.Memberships {
		choices = append(choices, choice{m.TenantID, m.Slug, m.Name})
	}
	return ErrTenantRequired.With("memberships", choices)
}
