package scenario_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/gen/db"
	"github.com/carillonhq/carillon/internal/access"
	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/devstack"
	"github.com/carillonhq/carillon/internal/tenant"
)

const keysAt = "/api/v1/api-keys"

// issue has somebody make an API key with these scopes.
func (r *rig) issue(user string, scopes ...string) client.IssuedAPIKey {
	r.t.Helper()
	return *must[*client.CreateAPIKeyResponse](r.t, 201)(r.as(user).CreateAPIKeyWithResponse(context.Background(), nil,
		client.NewAPIKey{Name: "Booking site", Scopes: scopes})).JSON201
}

// bearing is the header of a program with a key.
func bearing(key string) http.Header { return http.Header{"Authorization": {"Bearer " + key}} }

// at is where a key is managed.
func at(k client.IssuedAPIKey) string { return keysAt + "/" + k.APIKey.ID.String() }

// issued reads a key out of an answer.
func issued(t *testing.T, a answer) client.IssuedAPIKey {
	t.Helper()
	var k client.IssuedAPIKey
	if err := json.Unmarshal([]byte(a.body), &k); err != nil {
		t.Fatalf("%v: %s", err, a.body)
	}
	return k
}

func TestProgramActsForItsTenantWithinItsScopes(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx := context.Background()
	k := r.issue("bluebird-admin", "leads:write", "leads:read")
	program := r.signed(k.Key)

	lead := must[*client.CreateLeadResponse](t, 201)(program.CreateLeadWithResponse(ctx, nil, client.NewLead{Email: new("mia@harbor.example")})).JSON201

	must[*client.GetLeadResponse](t, 200)(r.as("bluebird-viewer").GetLeadWithResponse(ctx, lead.ID, nil))
	if n := r.db.Int(t, "SELECT count(*) FROM outbox WHERE type = 'lead.created' AND actor = 'key:' || $1 AND tenant_id = $2", k.APIKey.ID, devstack.ID("bluebird")); n != 1 {
		t.Errorf("%d facts name the key", n)
	}
	if a := r.ask("GET", "/api/v1/campaigns", "", bearing(k.Key)).wants(t, "another scope", 403, "insufficient_scope"); a.problem.Meta["permission"] != "campaigns:read" {
		t.Errorf("another scope: %s", a.body)
	}
	a := r.ask("GET", "/api/v1/me", "", bearing(k.Key)).wants(t, "who am I", 403, "key_not_accepted")
	if a.problem.Meta["tenant_id"] != devstack.ID("bluebird").String() || len(a.problem.Meta["scopes"].([]any)) != 2 {
		t.Errorf("who am I: %s", a.body)
	}
}

func TestKeyIsShownOnceAndTellsNothingLater(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	admin := r.bearer("bluebird-admin")
	body := `{"name":"Booking site","scopes":["lists:read","leads:read"],"networks":["203.0.113.0/24","2001:DB8::/32"],"expires_at":"2100-01-01T00:00:00Z"}`

	a := r.ask("POST", keysAt, body, admin).wants(t, "make", 201, "")
	k := issued(t, a)

	if a.header.Get("Location") != at(k) || !strings.HasPrefix(k.Key, "crl_live_"+k.APIKey.PublicID+"_") || !strings.HasSuffix(k.Key, k.APIKey.LastFour) {
		t.Errorf("made %s at %s", a.body, a.header.Get("Location"))
	}
	if !slices.Equal(k.APIKey.Scopes, []string{"leads:read", "lists:read"}) || !slices.Equal(k.APIKey.Networks, []string{"203.0.113.0/24", "2001:db8::/32"}) ||
		k.APIKey.CreatedBy != "user:"+devstack.ID("bluebird-admin").String() {
		t.Errorf("made %+v", k.APIKey)
	}
	secret := strings.Split(k.Key, "_")[3]
	for _, target := range []string{keysAt, at(k)} {
		if got := r.ask("GET", target, "", admin).wants(t, target, 200, ""); !strings.Contains(got.body, k.APIKey.PublicID) || strings.Contains(got.body, secret[:20]) {
			t.Errorf("%s: %s", target, got.body)
		}
	}
	if tables := r.stored(secret); len(tables) > 0 {
		t.Errorf("%v hold the secret", tables)
	}
}

func TestFormerSecretWorksUntilTheOverlapEnds(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	admin := r.bearer("bluebird-admin")
	works := func(k client.IssuedAPIKey, what string, status int, code string) {
		t.Helper()
		r.ask("GET", "/api/v1/leads", "", bearing(k.Key)).wants(t, what, status, code)
	}
	first := r.issue("bluebird-admin", "leads:read")

	second := issued(t, r.ask("POST", at(first)+"/rotate", "{}", admin).wants(t, "rotate", 200, ""))
	works(first, "the former in the overlap", 200, "")
	works(second, "the new one", 200, "")
	if until := second.APIKey.FormerUntil.MustGet(); second.APIKey.ID != first.APIKey.ID || second.APIKey.PublicID != first.APIKey.PublicID ||
		time.Until(until) < 23*time.Hour || time.Until(until) > 24*time.Hour {
		t.Errorf("rotated to %+v", second.APIKey)
	}

	r.db.Exec(t, "UPDATE api_keys SET former_until = now()")
	works(first, "the former after the overlap", 401, "key_expired")
	works(second, "the new one", 200, "")

	third := issued(t, r.ask("POST", at(first)+"/rotate", `{"overlap_seconds":3600}`, admin).wants(t, "rotate", 200, ""))
	fourth := issued(t, r.ask("POST", at(first)+"/rotate", `{"overlap_seconds":0}`, admin).wants(t, "rotate", 200, ""))
	works(second, "two before", 401, "invalid_key")
	works(third, "without an overlap", 401, "key_expired")
	works(fourth, "the last", 200, "")
	if n := r.db.Facts(t, "api_key.rotated"); n != 3 {
		t.Errorf("%d rotations are told", n)
	}
}

func TestRevokedKeyIsOutWithItsNextRequest(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	admin := r.bearer("bluebird-admin")
	first, bystander := r.issue("bluebird-admin", "leads:read"), r.issue("bluebird-admin", "leads:read")
	second := issued(t, r.ask("POST", at(first)+"/rotate", "{}", admin).wants(t, "rotate", 200, ""))

	once := r.ask("POST", at(first)+"/revoke", "", admin).wants(t, "revoke", 200, "")
	again := r.ask("POST", at(first)+"/revoke", "", admin).wants(t, "again", 200, "")

	for what, k := range map[string]client.IssuedAPIKey{"the former": first, "the present": second} {
		r.ask("GET", "/api/v1/leads", "", bearing(k.Key)).wants(t, what, 401, "key_revoked")
	}
	if once.body != again.body || r.db.Facts(t, "api_key.revoked") != 1 {
		t.Errorf("again: %s", again.body)
	}
	r.ask("POST", at(first)+"/rotate", "{}", admin).wants(t, "rotate what ended", 409, "api_key_revoked")
	r.ask("PATCH", at(first), `{"name":"x"}`, admin).wants(t, "change what ended", 409, "api_key_revoked")
	r.ask("GET", "/api/v1/leads", "", bearing(bystander.Key)).wants(t, "another key", 200, "")
	r.ask("POST", at(bystander)+"/revoke", "", r.bearer("harbor-admin")).wants(t, "a stranger's", 404, "not_found")
}

func TestChangeOfAKeyCountsFromItsNextRequest(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	admin := r.bearer("bluebird-admin")
	k := r.issue("bluebird-admin", "leads:read")
	change := func(body string) { r.ask("PATCH", at(k), body, admin).wants(t, body, 200, "") }
	works := func(what string, status int, code string) {
		t.Helper()
		r.ask("GET", "/api/v1/leads", "", bearing(k.Key)).wants(t, what, status, code)
	}

	change(`{"networks":["192.0.2.0/24"]}`)
	works("from elsewhere", 403, "key_network_forbidden")
	change(`{"networks":["192.0.2.0/24","127.0.0.0/8","::1/128"]}`)
	works("from one of its networks", 200, "")
	change(`{"networks":[]}`)
	works("from anywhere", 200, "")
	change(`{"scopes":["lists:read"]}`)
	works("with another scope", 403, "insufficient_scope")
	change(`{"scopes":["leads:read"],"expires_at":"2100-01-01T00:00:00Z"}`)
	works("with a time", 200, "")
	r.db.Exec(t, "UPDATE api_keys SET expires_at = now()")
	works("when that is over", 401, "key_expired")
	change(`{"expires_at":null}`)
	works("without a time", 200, "")
	change(`{"name":"Another name"}`)
	if n := r.db.Facts(t, "api_key.updated"); n != 7 {
		t.Errorf("%d changes are told", n)
	}
	change(`{"name":"Another name"}`)
	if n := r.db.Facts(t, "api_key.updated"); n != 7 {
		t.Error("what changes nothing is told")
	}
}

func TestNetworkIsThatOfTheClientBehindTrustedProxies(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	k := r.issue("bluebird-admin", "leads:read")
	r.ask("PATCH", at(k), `{"networks":["203.0.113.0/24","2001:db8::/32"]}`, r.bearer("bluebird-admin")).wants(t, "networks", 200, "")
	behind := r.door(func(c *config.Config) { c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")} }, logger(t))

	for client, want := range map[string]int{
		"203.0.113.9": 200, "::ffff:203.0.113.9": 200, "2001:db8:1::9": 200, "198.51.100.1": 403, "203.0.113.9, 198.51.100.1": 403, "": 403,
	} {
		header := bearing(k.Key)
		header.Set("X-Forwarded-For", client)
		if got := behind.ask("GET", "/api/v1/leads", "", header).status; got != want {
			t.Errorf("%q: got %d, want %d", client, got, want)
		}
		if got := r.ask("GET", "/api/v1/leads", "", header).status; got != 403 {
			t.Errorf("%q, with nobody to vouch for it: got %d", client, got)
		}
	}
}

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

func TestUseOfAKeyIsNotedOnceAMinute(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	k := r.issue("bluebird-admin", "leads:read")
	use := func() { r.ask("GET", "/api/v1/leads", "", bearing(k.Key)).wants(t, "use", 200, "") }
	told := func() client.APIKey {
		return *must[*client.GetAPIKeyResponse](t, 200)(r.as("bluebird-admin").GetAPIKeyWithResponse(context.Background(), k.APIKey.ID, nil)).JSON200
	}
	if !told().LastUsedAt.IsNull() {
		t.Error("used before its first use")
	}

	use()
	r.await("the note", 5*time.Second, func() bool { return !told().LastUsedAt.IsNull() })
	first := told().LastUsedAt.MustGet()
	r.db.Exec(t, "UPDATE api_keys SET last_used_at = now() - interval '50 seconds'")
	before := told().LastUsedAt.MustGet()
	for range 20 {
		use()
	}
	if got := told(); !got.LastUsedAt.MustGet().Equal(before) || got.Version != 1 || !got.UpdatedAt.Equal(k.APIKey.UpdatedAt) {
		t.Errorf("noted again within the minute: %+v", got)
	}
	r.db.Exec(t, "UPDATE api_keys SET last_used_at = now() - interval '61 seconds'")
	use()
	r.await("the next note", 5*time.Second, func() bool { return !told().LastUsedAt.MustGet().Before(first) })
}
