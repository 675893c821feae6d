package scenario_test

import (
	"context"
	"net/http"
	"slices"
	"testing"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/access"
	"github.com/carillonhq/carillon/internal/contract"
	"github.com/carillonhq/carillon/internal/devstack"
)

// visitor is one column of the matrix: what somebody or some program sends with an operation, and how
// an operation that is not public must refuse it; status 0 when it must not.
type visitor struct {
	header  func(op *contract.Operation) http.Header
	refusal func(op *contract.Operation) (status int, code string)
}

// TestEveryDoorOpensToWhomTheContractSaysAndToNobodyElse asks every operation of the contract on
// behalf of everybody there can be. A visitor that is let in is judged by its body, which is bad.
func TestEveryDoorOpensToWhomTheContractSaysAndToNobodyElse(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	visitors, cells, let := r.visitors(), 0, 0

	for name, g := range visitors {
		for _, op := range r.operations() {
			body := ""
			if op.Method != "GET" && op.Method != "DELETE" {
				body = "{"
			}
			a := r.ask(op.Method, fill(op, nil), body, g.header(op))
			status, code := 0, ""
			if !op.Public {
				status, code = g.refusal(op)
			}
			cells++
			if status == 0 {
				let++
			}
			if status == 0 && (a.status == 403 || a.status == 401 && !op.Public) {
				t.Errorf("%s is kept from %s: %s", name, op.ID, a.body)
			}
			if status != 0 && (a.status != status || a.problem.Code != code) {
				t.Errorf("%s at %s: got %d %s, want %d %s", name, op.ID, a.status, a.problem.Code, status, code)
			}
		}
	}

	t.Logf("%d cells: %d operations, %d visitors, %d let in", cells, len(r.rules.Operations), len(visitors), let)
	if cells != len(visitors)*len(r.rules.Operations) || len(visitors) < 20 || let == 0 || let == cells {
		t.Errorf("%d cells, %d of them let in", cells, let)
	}
}

// visitors are everybody there can be: people in every role and in none, and programs with keys of
// every kind.
func (r *rig) visitors() map[string]visitor {
	r.t.Helper()
	all := r.programs()
	for role, user := range cast {
		choice := ""
		if role == "super_admin" {
			choice = "bluebird"
		}
		all[role] = visitor{same(r.choosing(user, choice)), func(op *contract.Operation) (int, string) { return expected(r.rules, op, role) }}
	}
	r.leave()
	stranger := func(code string) func(op *contract.Operation) (int, string) {
		return func(op *contract.Operation) (int, string) { return strange(op, code) }
	}
	all["member of a suspended tenant"] = visitor{same(r.bearer("sleeper")), stranger("tenant_forbidden")}
	all["member of another tenant"] = visitor{same(r.choosing("harbor-admin", "bluebird")), stranger("tenant_forbidden")}
	all["member of two who names none"] = visitor{same(r.bearer("both")), stranger("tenant_required")}
	all["removed member"] = visitor{same(r.bearer("leaver")), stranger("no_membership")}
	all["removed member who names the tenant"] = visitor{same(r.choosing("leaver", "bluebird")), stranger("tenant_forbidden")}
	all["removed super admin"] = visitor{same(r.bearer("abdicated")), stranger("no_membership")}
	all["removed super admin who names a tenant"] = visitor{same(r.choosing("abdicated", "bluebird")), stranger("tenant_forbidden")}
	return all
}

// same is a header for every operation.
func same(h http.Header) func(*contract.Operation) http.Header {
	return func(*contract.Operation) http.Header { return h }
}

// expected is how an operation must refuse a role of bluebird's.
func expected(rules *contract.Contract, op *contract.Operation, role string) (status int, code string) {
	held := rules.Roles[role]
	covered := !slices.ContainsFunc(op.Permissions, func(p string) bool { return !slices.Contains(held, p) })
	switch {
	case role == "signed out":
		return 401, "missing_credentials"
	case role == "no membership":
		return strange(op, "no_membership")
	case homeless(op) && role != "super_admin" && len(op.Permissions) > 0:
		return 403, "forbidden" // a membership counts in its tenant only
	case !covered:
		return 403, "forbidden"
	}
	return 0, ""
}

// homeless says whether an operation belongs to no tenant.
func homeless(op *contract.Operation) bool { return op.Extensions["x-tenant"] == "none" }

// strange is how an operation must refuse who has no tenant to act for, with a code that says why.
func strange(op *contract.Operation, code string) (int, string) {
	switch {
	case homeless(op) && len(op.Permissions) == 0:
		return 0, ""
	case homeless(op):
		return 403, "forbidden"
	case code == "tenant_required":
		return 400, code
	}
	return 403, code
}

// leave has people go who were let in a moment ago.
func (r *rig) leave() {
	r.t.Helper()
	ctx, admin := context.Background(), r.as("bluebird-admin")
	r.db.Exec(r.t, "INSERT INTO platform_admins (user_id) VALUES ($1)", devstack.ID("abdicated"))
	must[*client.AddMembershipResponse](r.t, 201)(admin.AddMembershipWithResponse(ctx, nil, client.NewMembership{UserID: devstack.ID("leaver"), Role: client.RoleTenantAdmin}))
	r.ask("GET", where, "", r.bearer("leaver")).wants(r.t, "a member", 200, "")
	r.ask("GET", where, "", r.choosing("abdicated", "bluebird")).wants(r.t, "a super admin", 200, "")

	must[*client.RemoveMembershipResponse](r.t, 204)(admin.RemoveMembershipWithResponse(ctx, membershipOf(r.t, admin, "leaver"), nil))
	r.db.Exec(r.t, "DELETE FROM platform_admins WHERE user_id = $1", devstack.ID("abdicated"))
}

// programs are visitors with keys.
func (r *rig) programs() map[string]visitor {
	r.t.Helper()
	every := r.rules.Asked(access.APIKeyScheme)
	exact, lacking := map[string]http.Header{}, map[string]http.Header{}
	for _, p := range every {
		exact[p] = bearing(r.issue("bluebird-admin", p).Key)
		lacking[p] = bearing(r.issue("bluebird-admin", slices.DeleteFunc(slices.Clone(every), func(s string) bool { return s == p })...).Key)
	}
	whole := bearing(r.issue("bluebird-admin", every...).Key)
	chosen := func(from map[string]http.Header) func(op *contract.Operation) http.Header {
		return func(op *contract.Operation) http.Header {
			if people(op) {
				return whole // all scopes there are do not help
			}
			return from[op.Permissions[0]]
		}
	}
	all := map[string]visitor{
		"key with just what is needed":     {chosen(exact), keyed(0, "")},
		"key with all but what is needed":  {chosen(lacking), keyed(403, "insufficient_scope")},
		"key with every scope":             {same(whole), keyed(0, "")},
		"key that names its tenant":        {same(with(whole, "bluebird")), keyed(0, "")},
		"key that names another tenant":    {same(with(whole, "harbor")), elsewhere},
		"key of a suspended tenant":        {same(r.asleep(every)), elsewhere},
		"key that nobody made":             {same(bearing("crl_test_00000000000_0000000000000000000000000000000000000000000000000")), always(401, "invalid_key")},
		"revoked key":                      {same(r.spoilt("revoked_at = now()", every)), always(401, "key_revoked")},
		"expired key":                      {same(r.spoilt("expires_at = now()", every)), always(401, "key_expired")},
		"key used from elsewhere":          {same(r.spoilt("networks = '{203.0.113.0/24}'", every)), always(403, "key_network_forbidden")},
		"key whose secret is another's":    {same(r.spoilt("secret_hash = sha256('x')", every)), always(401, "invalid_key")},
		"former secret after the overlap":  {same(r.spoilt("former_hash = secret_hash, former_until = now(), secret_hash = sha256('x')", every)), always(401, "key_expired")},
		"former secret during the overlap": {same(r.spoilt("former_hash = secret_hash, former_until = now() + interval '1 hour', secret_hash = sha256('x')", every)), keyed(0, "")},
	}
	for _, p := range every {
		all["key with "+p] = visitor{same(exact[p]), func(op *contract.Operation) (int, string) {
			if len(op.Permissions) == 1 && op.Permissions[0] == p {
				return keyed(0, "")(op)
			}
			return keyed(403, "insufficient_scope")(op)
		}}
	}
	return all
}

// people says whether an operation is for people only.
func people(op *contract.Operation) bool { return !slices.Contains(op.Schemes, access.APIKeyScheme) }

// keyed is what becomes of a key that may be used: what is for people refuses it, all else does so
// with the answer given.
func keyed(status int, code string) func(*contract.Operation) (int, string) {
	return func(op *contract.Operation) (int, string) {
		if people(op) {
			return 403, "key_not_accepted"
		}
		return status, code
	}
}

// elsewhere is what becomes of a key that may not act for the tenant.
func elsewhere(op *contract.Operation) (int, string) {
	if homeless(op) {
		return 403, "key_not_accepted"
	}
	return 403, "tenant_forbidden"
}

func always(status int, code string) func(*contract.Operation) (int, string) {
	return func(*contract.Operation) (int, string) { return status, code }
}

// with is a header that names a tenant.
func with(h http.Header, tenant string) http.Header {
	h = h.Clone()
	h.Set("Carillon-Tenant", tenant)
	return h
}

// spoilt is the header of a key of bluebird's to which something has happened.
func (r *rig) spoilt(what string, scopes []string) http.Header {
	r.t.Helper()
	k := r.issue("bluebird-admin", scopes...)
	r.db.Exec(r.t, "UPDATE api_keys SET "+what+" WHERE id = $1", k.APIKey.ID)
	return bearing(k.Key)
}

// asleep suspends a tenant of which somebody is a member, and returns the header of a key of it.
func (r *rig) asleep(scopes []string) http.Header {
	r.t.Helper()
	id := uuid.Must(uuid.NewV7())
	r.db.Exec(r.t, "INSERT INTO tenants (tenant_id, slug, name) VALUES ($1, 'asleep', 'Asleep')", id)
	r.db.Exec(r.t, "INSERT INTO memberships (tenant_id, id, user_id, role) VALUES ($1, $2, $3, 'tenant_admin')", id, uuid.New(), devstack.ID("sleeper"))
	k := r.issue("sleeper", scopes...)
	r.db.Exec(r.t, "UPDATE tenants SET status = 'suspended' WHERE tenant_id = $1", id)
	return bearing(k.Key)
}

func TestEveryKeyedOperationAsksForOneScope(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	keyed := 0

	for _, op := range r.operations() {
		if op.Public || people(op) {
			continue
		}
		keyed++
		if len(op.Permissions) != 1 || homeless(op) {
			t.Errorf("%s asks keys for %v", op.ID, op.Permissions)
		}
	}

	if keyed < 60 {
		t.Errorf("only %d operations take keys", keyed)
	}
}
