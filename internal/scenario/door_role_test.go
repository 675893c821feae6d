package scenario_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/access"
	"github.com/carillonhq/carillon/internal/assembly"
	"github.com/carillonhq/carillon/internal/devstack"
	"github.com/carillonhq/carillon/internal/tenant"
)

func TestNobodyGivesTheRoleOfThePlatform(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	member := membershipOf(t, r.as("bluebird-admin"), "bluebird-operator").String()
	at := "/api/v1/tenants/current/memberships"

	for _, user := range []string{"bluebird-admin", "root"} {
		header := r.choosing(user, "bluebird")
		for _, role := range []string{"super_admin", "owner", "Tenant_Admin", ""} {
			body := `{"user_id":"` + uuid.NewString() + `","role":"` + role + `"}`
			if a := r.ask("POST", at, body, header).wants(t, user+" adds "+role, 422, "validation_failed"); a.at("/role").Code != "not_in_enum" {
				t.Errorf("add %s: %s", role, a.body)
			}
			if a := r.ask("PATCH", at+"/"+member, `{"role":"`+role+`"}`, header).wants(t, user+" gives "+role, 422, "validation_failed"); a.at("/role").Code != "not_in_enum" {
				t.Errorf("give %s: %s", role, a.body)
			}
		}
	}
	if n := r.db.Int(t, "SELECT count(*) FROM memberships WHERE role NOT IN ('tenant_admin', 'operator', 'viewer')"); n != 0 {
		t.Errorf("%d memberships hold another role", n)
	}
}

func TestNobodyTouchesARoleAboveTheirOwn(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx := context.Background()
	admin, viewer := membershipOf(t, r.as("bluebird-admin"), "bluebird-admin"), membershipOf(t, r.as("bluebird-admin"), "bluebird-viewer")

	for mine, above := range map[string]string{"viewer": "operator", "operator": "tenant_admin"} {
		for what, act := range map[string]func(*tenant.Tx) error{
			"adds": func(tx *tenant.Tx) error {
				_, err := access.AddMember(ctx, tx, uuid.New(), nil, above)
				return err
			},
			"gives": func(tx *tenant.Tx) error {
				_, err := access.ChangeRole(ctx, tx, viewer, above)
				return err
			},
			"lowers": func(tx *tenant.Tx) error {
				_, err := access.ChangeRole(ctx, tx, admin, mine)
				return err
			},
			"removes": func(tx *tenant.Tx) error { return access.RemoveMember(ctx, tx, admin) },
		} {
			err := r.db.Tx(ctx, tenant.Actor{Tenant: devstack.ID("bluebird"), Role: mine, Name: "test"}, act)
			if !errors.Is(err, access.ErrAboveYou) {
				t.Errorf("%s %s what is above: %v", mine, what, err)
			}
		}
	}
}

func TestHigherRoleMayDoWhateverALowerOneMay(t *testing.T) {
	t.Parallel()
	rules, err := assembly.Contract()
	if err != nil {
		t.Fatal(err)
	}
	ranks := []string{"viewer", "operator", "tenant_admin", "super_admin"}

	for i, role := range ranks {
		for _, p := range rules.Roles[role] {
			if role == "viewer" && !strings.HasSuffix(p, ":read") {
				t.Errorf("a viewer may %s", p)
			}
			for _, higher := range ranks[i:] {
				if !slices.Contains(rules.Roles[higher], p) {
					t.Errorf("a %s may %s, a %s may not", role, p, higher)
				}
			}
		}
		if i > 0 && len(rules.Roles[role]) <= len(rules.Roles[ranks[i-1]]) {
			t.Errorf("a %s may no more than a %s", role, ranks[i-1])
		}
	}
	if len(rules.Roles) != len(ranks) {
		t.Errorf("roles are %v", rules.Roles)
	}
}

func TestLastTenantAdminStays(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, admin := context.Background(), r.as("bluebird-admin")
	at, own := "/api/v1/tenants/current/memberships/", membershipOf(t, admin, "bluebird-admin")
	viewer := membershipOf(t, admin, "bluebird-viewer")

	for _, user := range []string{"bluebird-admin", "root"} {
		header := r.choosing(user, "bluebird")
		r.ask("PATCH", at+own.String(), `{"role":"operator"}`, header).wants(t, user+" lowers the last", 409, "last_tenant_admin")
		r.ask("DELETE", at+own.String(), "", header).wants(t, user+" removes the last", 409, "last_tenant_admin")
	}
	r.ask("PATCH", at+own.String(), `{"role":"tenant_admin"}`, r.bearer("bluebird-admin")).wants(t, "the same role", 200, "")

	must[*client.ChangeMembershipResponse](t, 200)(admin.ChangeMembershipWithResponse(ctx, viewer, nil, client.MembershipChange{Role: client.RoleTenantAdmin}))
	must[*client.RemoveMembershipResponse](t, 204)(admin.RemoveMembershipWithResponse(ctx, own, nil))
	r.ask("GET", at[:len(at)-1], "", r.bearer("bluebird-admin")).wants(t, "who left", 403, "no_membership")
}

func TestTwoAdminsCannotRemoveEachOther(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	admin := r.as("bluebird-admin")
	added := must[*client.AddMembershipResponse](t, 201)(admin.AddMembershipWithResponse(context.Background(), nil, client.NewMembership{UserID: devstack.ID("nobody"), Role: client.RoleTenantAdmin}))
	at := "/api/v1/tenants/current/memberships/"
	pairs := map[string]string{"nobody": membershipOf(t, admin, "bluebird-admin").String(), "bluebird-admin": added.JSON201.ID.String()}

	statuses := make(chan int, len(pairs))
	for user, other := range pairs {
		go func() { statuses <- r.ask("DELETE", at+other, "", r.bearer(user)).status }()
	}
	got := []int{<-statuses, <-statuses}

	if n := r.db.Int(t, "SELECT count(*) FROM memberships WHERE tenant_id = $1 AND role = 'tenant_admin'", devstack.ID("bluebird")); n != 1 {
		t.Errorf("%d admins are left after %v", n, got)
	}
}
