package scenario_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/access"
	"github.com/carillonhq/carillon/internal/devstack"
	"github.com/carillonhq/carillon/internal/tenant"
)

func TestKeyThatMakesNoSenseIsToldWhatToWrite(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	admin := r.bearer("bluebird-admin")
	k := r.issue("bluebird-admin", "leads:read")

	for _, c := range []struct{ field, value, code, at string }{
		{"scopes", `["leads:read","canary7f3a:read"]`, "scope_unknown", "/scopes/1"},
		{"scopes", `["tenants:write"]`, "scope_unknown", "/scopes/0"},
		{"scopes", `["leads:read","memberships:write","api_keys:write"]`, "scope_unknown", "/scopes/2"},
		{"scopes", `[]`, "validation_failed", "/scopes"},
		{"scopes", `["leads:read","leads:read"]`, "validation_failed", "/scopes"},
		{"networks", `["203.0.113.9"]`, "validation_failed", "/networks/0"},
		{"networks", `["203.0.113.0/24","203.0.113.9/24"]`, "validation_failed", "/networks/1"},
		{"networks", `["::ffff:203.0.113.0/120"]`, "validation_failed", "/networks/0"},
		{"networks", `["fe80::%eth0/64"]`, "validation_failed", "/networks/0"},
		{"networks", `["203.0.113.0/024"]`, "validation_failed", "/networks/0"},
		{"networks", `["203.0.113.0/33"]`, "validation_failed", "/networks/0"},
		{"expires_at", `"2001-01-01T00:00:00Z"`, "expiry_past", "/expires_at"},
		{"name", `""`, "validation_failed", "/name"},
	} {
		made := map[string]any{"name": "x", "scopes": []string{"leads:read"}}
		made[c.field] = json.RawMessage(c.value)
		changed := map[string]any{c.field: json.RawMessage(c.value)}
		for _, a := range []answer{r.ask("POST", keysAt, encode(made), admin), r.ask("PATCH", at(k), encode(changed), admin)} {
			if a.wants(t, c.value, 422, c.code).at(c.at).Code == "" {
				t.Errorf("%s: nothing at %s: %s", c.value, c.at, a.body)
			}
		}
	}
	for _, body := range []string{`{"overlap_seconds":-1}`, `{"overlap_seconds":2592001}`, `{"overlap_seconds":1.5}`} {
		r.ask("POST", at(k)+"/rotate", body, admin).wants(t, body, 422, "validation_failed")
	}
	r.ask("GET", "/api/v1/leads", "", bearing(k.Key)).wants(t, "the key is as it was", 200, "")
}

func TestForgedKeyIsRefusedAtEveryDoor(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	k, foreign := r.issue("bluebird-admin", "leads:read"), r.issue("harbor-admin", "leads:read")
	parts := strings.Split(k.Key, "_")
	r.db.Exec(t, "UPDATE api_keys SET public_id = '00000000000' WHERE id = $1", foreign.APIKey.ID)
	stranger := foreign.Key // genuine in every way, but nobody's
	r.db.Exec(t, "UPDATE tenants SET mode = 'test' WHERE slug = 'bluebird'")
	other := k.Key // says live, and its tenant is on trial

	for what, header := range map[string]http.Header{
		"prefix":                  bearing("crl_"),
		"half":                    bearing(k.Key[:40]),
		"no checksum":             bearing(k.Key[:len(k.Key)-6]),
		"another's secret":        bearing(strings.Join([]string{parts[0], parts[1], parts[2], strings.Split(foreign.Key, "_")[3]}, "_")),
		"letters in other cases":  bearing(strings.ToUpper(k.Key[:1]) + k.Key[1:]),
		"nobody's":                bearing(stranger),
		"of the other mode":       bearing(other),
		"kept in another's place": {"Authorization": {"Bearer " + k.Key, "Bearer " + foreign.Key}},
		"sent twice":              {"Authorization": {"Bearer " + k.Key, "Bearer " + k.Key}},
		"very long":               bearing(k.Key + strings.Repeat("A", 10_000)),
	} {
		want := "invalid_key"
		if len(header["Authorization"]) > 1 || strings.HasPrefix(header.Get("Authorization"), "Bearer C") {
			want = "invalid_token"
		}
		for _, op := range somewhere {
			r.ask(op[0], op[1], "", header).wants(t, what+" at "+op[0]+" "+op[1], 401, want)
		}
	}
	for _, header := range []http.Header{{"Authorization": {k.Key}}, {"X-Api-Key": {k.Key}}, {"Authorization": {"Basic " + k.Key}}} {
		r.ask("GET", "/api/v1/leads", "", header).wants(t, "in another place", 401, "missing_credentials")
	}
	r.ask("GET", "/api/v1/leads?api_key="+k.Key, "", http.Header{}).wants(t, "in the address", 401, "missing_credentials")
}

func TestKeyActsForNoOtherTenant(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	k := r.issue("bluebird-admin", "tenant:read")
	choosing := func(choice string) http.Header {
		h := bearing(k.Key)
		h.Set("Carillon-Tenant", choice)
		return h
	}

	for _, own := range []string{"", "bluebird", devstack.ID("bluebird").String(), strings.ToUpper(devstack.ID("bluebird").String())} {
		if got := current(t, r.ask("GET", where, "", choosing(own)).wants(t, own, 200, "")); got != "bluebird" {
			t.Errorf("%q acts for %s", own, got)
		}
	}
	for _, other := range []string{"harbor", devstack.ID("harbor").String(), "nobody-has-this", uuid.NewString()} {
		r.ask("GET", where, "", choosing(other)).wants(t, other, 403, "tenant_forbidden")
	}
	r.db.Exec(t, "UPDATE tenants SET status = 'suspended' WHERE slug = 'bluebird'")
	r.ask("GET", where, "", bearing(k.Key)).wants(t, "suspended", 403, "tenant_forbidden")
}

func TestNobodyRaisesAnyoneByAKey(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx := context.Background()
	gate := &access.Gate{DB: r.house.DB, Roles: r.rules.Roles, Scopes: r.rules.Asked(access.APIKeyScheme)}
	high, low := r.issue("bluebird-admin", "connections:write", "leads:read").APIKey.ID, r.issue("bluebird-admin", "leads:read").APIKey.ID

	for role, above := range map[string]string{"viewer": "leads:write", "operator": "connections:write"} {
		for what, act := range map[string]struct {
			do   func(*tenant.Tx) error
			want error
		}{
			"makes": {func(tx *tenant.Tx) error {
				_, _, err := gate.CreateKey(ctx, tx, access.NewKey{Name: "x", Scopes: []string{"leads:read", above}})
				return err
			}, access.ErrScopeAboveYou},
			"widens": {func(tx *tenant.Tx) error {
				_, err := gate.ChangeKey(ctx, tx, low, func(k *db.ApiKey) { k.Scopes = append(k.Scopes, above) })
				return err
			}, access.ErrScopeAboveYou},
			"changes": {func(tx *tenant.Tx) error {
				_, err := gate.ChangeKey(ctx, tx, high, func(k *db.ApiKey) { k.Networks = nil })
				return err
			}, access.ErrKeyAboveYou},
			"takes over": {func(tx *tenant.Tx) error {
				_, _, err := gate.RotateKey(ctx, tx, high, time.Hour)
				return err
			}, access.ErrKeyAboveYou},
		} {
			err := r.db.Tx(ctx, tenant.Actor{Tenant: devstack.ID("bluebird"), Role: role, Name: "test"}, act.do)
			if !errors.Is(err, act.want) {
				t.Errorf("%s %s what is above: %v", role, what, err)
			}
		}
	}
	for _, scope := range gate.Scopes {
		if !slices.Contains(r.rules.Roles["tenant_admin"], scope) || strings.HasPrefix(scope, "api_keys:") || strings.HasPrefix(scope, "tenants:") {
			t.Errorf("a key may %s", scope)
		}
	}
}
