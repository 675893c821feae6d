package scenario_test

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/devstack"
)

// choosing is somebody's header with a choice of tenant.
func (r *rig) choosing(user, tenant string) http.Header {
	h := r.bearer(user)
	h.Set("Carillon-Tenant", tenant)
	return h
}

// current is the tenant an answer of GET /tenants/current speaks of.
func current(t *testing.T, a answer) string {
	t.Helper()
	var tenant client.Tenant
	if err := json.Unmarshal([]byte(a.body), &tenant); err != nil {
		t.Fatalf("%v: %s", err, a.body)
	}
	if got := a.header.Get("Carillon-Tenant"); got != tenant.ID.String() {
		t.Errorf("the header says %q, the body %s", got, tenant.ID)
	}
	return tenant.Slug
}

const where = "/api/v1/tenants/current"

func TestOnlyMembershipNeedsNoChoice(t *testing.T) {
	t.Parallel()
	r := newRig(t)

	for _, header := range []http.Header{r.bearer("harbor-admin"), r.choosing("harbor-admin", "")} {
		if got := current(t, r.ask("GET", where, "", header).wants(t, "one membership", 200, "")); got != "harbor" {
			t.Errorf("acts for %s", got)
		}
	}
}

func TestMemberOfSeveralTenantsMustChoose(t *testing.T) {
	t.Parallel()
	r := newRig(t)

	a := r.ask("GET", where, "", r.bearer("both")).wants(t, "no choice", 400, "tenant_required")

	offered := map[string]string{}
	for _, m := range a.problem.Meta["memberships"].([]any) {
		m := m.(map[string]any)
		offered[m["slug"].(string)] = m["tenant_id"].(string)
	}
	if len(offered) != 2 || offered["bluebird"] != devstack.ID("bluebird").String() || offered["harbor"] != devstack.ID("harbor").String() {
		t.Errorf("offered are %v", offered)
	}
	for slug, id := range offered {
		for _, choice := range []string{slug, id, strings.ToUpper(id)} {
			a := r.ask("GET", where, "", r.choosing("both", choice)).wants(t, choice, 200, "")
			if got := current(t, a); got != slug {
				t.Errorf("chose %s, acts for %s", choice, got)
			}
		}
	}
}

func TestTenantOneMayNotActForIsRefusedInOneWay(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	asleep := uuid.Must(uuid.NewV7())
	r.db.Exec(t, "INSERT INTO tenants (tenant_id, slug, name, status) VALUES ($1, 'asleep', 'Asleep', 'suspended')", asleep)
	r.db.Exec(t, "INSERT INTO memberships (tenant_id, id, user_id, role) VALUES ($1, $2, $3, 'tenant_admin')", asleep, uuid.New(), devstack.ID("bluebird-admin"))
	theirs := map[string]string{"foreign": "harbor", "foreign id": devstack.ID("harbor").String(), "suspended": "asleep", "suspended id": asleep.String()}
	nobodys := map[string]string{
		"unknown": "nobody-has-this", "unknown id": uuid.NewString(), "other capitals": "BlueBird", "SQL": "' OR 1=1 --", "a path": "../bluebird",
		"a list": "bluebird,harbor", "braces": "{" + devstack.ID("bluebird").String() + "}", "invalid UTF-8": "\xff\xfe", "a tab": "blue\tbird",
		"long": strings.Repeat("a", 64), "very long": strings.Repeat("a", 8000),
	}
	bodies := map[string]bool{}
	refused := func(user, choice, what string) {
		a := r.ask("GET", where, "", r.choosing(user, choice)).wants(t, what+" as "+user, 403, "tenant_forbidden")
		bodies[strings.ReplaceAll(a.body, a.problem.RequestID, "")] = true
	}

	for what, choice := range theirs {
		refused("bluebird-admin", choice, what)
	}
	for what, choice := range nobodys {
		for _, user := range []string{"bluebird-admin", "both", "root"} {
			refused(user, choice, what)
		}
	}

	if len(bodies) != 1 {
		t.Errorf("the refusals can be told apart: %v", bodies)
	}
	twice := r.bearer("both")
	twice["Carillon-Tenant"] = []string{"bluebird", "harbor"}
	if a := r.ask("GET", where, "", twice).wants(t, "two choices", 422, "validation_failed"); a.at("Carillon-Tenant").Code != "repeated_parameter" {
		t.Errorf("two choices: %s", a.body)
	}
}

func TestSuspendedTenantIsNoChoice(t *testing.T) {
	t.Parallel()
	r := newRig(t)

	r.db.Exec(t, "UPDATE tenants SET status = 'suspended' WHERE slug = 'harbor'")

	r.ask("GET", where, "", r.bearer("harbor-admin")).wants(t, "the only membership", 403, "tenant_forbidden")
	if got := current(t, r.ask("GET", where, "", r.bearer("both")).wants(t, "the other is left", 200, "")); got != "bluebird" {
		t.Errorf("acts for %s", got)
	}
	if got := current(t, r.ask("GET", where, "", r.choosing("root", "harbor")).wants(t, "a super admin", 200, "")); got != "harbor" {
		t.Errorf("the super admin acts for %s", got)
	}
}

func TestSuperAdminNamesAnyTenant(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.db.Exec(t, "INSERT INTO platform_admins (user_id) VALUES ($1)", devstack.ID("harbor-admin"))

	r.ask("GET", where, "", r.bearer("root")).wants(t, "no choice", 400, "tenant_required")
	for _, user := range []string{"root", "harbor-admin"} {
		for _, choice := range []string{"bluebird", devstack.ID("bluebird").String(), "harbor"} {
			a := r.ask("GET", where, "", r.choosing(user, choice)).wants(t, user+" for "+choice, 200, "")
			if got := current(t, a); got != choice && choice != devstack.ID(got).String() {
				t.Errorf("%s named %s, acts for %s", user, choice, got)
			}
		}
	}
	r.ask("GET", where, "", r.bearer("nobody")).wants(t, "who belongs nowhere", 403, "no_membership")
}

func TestSlugIsNeverAnotherTenantsId(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	body := `{"slug":"` + devstack.ID("harbor").String() + `","name":"Impostor"}`

	a := r.ask("POST", "/api/v1/tenants", body, r.bearer("root")).wants(t, "an id as slug", 422, "tenant_slug_is_id")

	if a.at("/slug").Code == "" {
		t.Errorf("it does not point at the slug: %s", a.body)
	}
}

func TestRemovedMemberIsOutWithTheNextRequest(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, admin := context.Background(), r.as("bluebird-admin")
	operator, lead := r.bearer("bluebird-operator"), `{"email":"a@b.example"}`
	member := membershipOf(t, admin, "bluebird-operator")
	r.ask("GET", where, "", operator).wants(t, "a member", 200, "")

	must[*client.ChangeMembershipResponse](t, 200)(admin.ChangeMembershipWithResponse(ctx, member, nil, client.MembershipChange{Role: client.RoleViewer}))
	r.ask("POST", "/api/v1/leads", lead, operator).wants(t, "a viewer now", 403, "forbidden")

	must[*client.RemoveMembershipResponse](t, 204)(admin.RemoveMembershipWithResponse(ctx, member, nil))
	r.ask("GET", where, "", operator).wants(t, "removed", 403, "no_membership")
	r.ask("GET", where, "", r.choosing("bluebird-operator", "bluebird")).wants(t, "removed, and named", 403, "tenant_forbidden")
	r.ask("GET", "/api/v1/me", "", operator).wants(t, "still a person", 200, "")
}

// membershipOf finds a person's membership.
func membershipOf(t *testing.T, c *client.ClientWithResponses, user string) uuid.UUID {
	t.Helper()
	page := must[*client.ListMembershipsResponse](t, 200)(c.ListMembershipsWithResponse(context.Background(), nil)).JSON200
	for _, m := range page.Data {
		if m.UserID == devstack.ID(user) {
			return m.ID
		}
	}
	t.Fatalf("%s is no member", user)
	return uuid.Nil
}
