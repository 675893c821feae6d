package scenario_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/devstack"
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
