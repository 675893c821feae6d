package scenario_test

import (
	"net/http"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/sim/supabase"
)

// tight is a door of the rig that lets little through.
func (r *rig) tight() *rig {
	r.t.Helper()
	return r.door(func(c *config.Config) {
		c.APIReads, c.APIWrites, c.APIBulk, c.APIAddress = 5, 4, 2, 3
		c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	}, logger(r.t))
}

var rateLimit = regexp.MustCompile(`"([a-z-]+)";r=(\d+);t=(\d+)`)

// left is what RateLimit says of the tightest policy: its name, what remains, and the seconds.
func (a answer) left(t *testing.T) (name string, remaining, reset int) {
	t.Helper()
	m := rateLimit.FindStringSubmatch(a.header.Get("RateLimit"))
	if m == nil {
		t.Fatalf("no RateLimit: %d %v", a.status, a.header)
	}
	remaining, _ = strconv.Atoi(m[2])
	reset, _ = strconv.Atoi(m[3])
	return m[1], remaining, reset
}

// limited demands a refusal that says when to come again.
func (a answer) limited(t *testing.T, what, policy string) {
	t.Helper()
	a.wants(t, what, 429, "rate_limited")
	name, remaining, reset := a.left(t)
	after, err := strconv.Atoi(a.header.Get("Retry-After"))
	if name != policy || remaining != 0 || err != nil || after < reset || after < 1 || after > 66 {
		t.Errorf("%s: RateLimit %s, Retry-After %s", what, a.header.Get("RateLimit"), a.header.Get("Retry-After"))
	}
	told, _ := a.problem.Meta["policies"].([]any)
	if len(told) == 0 || told[0].(map[string]any)["name"] != policy {
		t.Errorf("%s: meta tells %v", what, a.problem.Meta)
	}
}

func TestTenantThatAsksTooMuchIsToldWhenToComeAgain(t *testing.T) {
	t.Parallel()
	r := newRig(t).tight()
	viewer, operator, harbor := r.bearer("bluebird-viewer"), r.bearer("bluebird-operator"), r.bearer("harbor-admin")

	for n := range 5 {
		a := r.ask("GET", "/api/v1/leads", "", viewer).wants(t, "a read", 200, "")
		if name, remaining, reset := a.left(t); name != "tenant-read" || remaining != 4-n || reset < 50 || reset > 63 {
			t.Errorf("after %d reads: %s", n+1, a.header.Get("RateLimit"))
		}
		if a.header.Get("RateLimit-Policy") != `"tenant-read";q=5;w=60` {
			t.Errorf("the policy is %s", a.header.Get("RateLimit-Policy"))
		}
	}

	r.ask("GET", "/api/v1/leads", "", viewer).limited(t, "the sixth read", "tenant-read")
	r.ask("GET", "/api/v1/campaigns", "", operator).limited(t, "a colleague's read", "tenant-read")
	r.ask("GET", "/api/v1/leads", "", r.choosing("root", "bluebird")).limited(t, "a super admin's read there", "tenant-read")
	r.ask("POST", "/api/v1/leads", `{"phone":"+12025550143"}`, operator).wants(t, "a write", 201, "")
	r.ask("GET", "/api/v1/leads", "", harbor).wants(t, "another tenant's read", 200, "")
}

func TestRefusedRequestsCountToo(t *testing.T) {
	t.Parallel()
	r := newRig(t).tight()
	viewer, nobody := r.bearer("bluebird-viewer"), r.bearer("nobody")

	for range 4 {
		r.ask("POST", "/api/v1/leads", "{", viewer).wants(t, "a viewer's write", 403, "forbidden").left(t)
	}
	for range 5 {
		r.ask("GET", "/api/v1/leads", "", nobody).wants(t, "of no tenant", 403, "no_membership").left(t)
	}

	r.ask("POST", "/api/v1/leads", "{", viewer).limited(t, "before the permission is asked for", "tenant-write")
	r.ask("GET", "/api/v1/leads", "", nobody).limited(t, "who belongs nowhere", "caller-read")
	r.ask("GET", "/api/v1/me", "", nobody).limited(t, "what belongs to no tenant", "caller-read")
	r.ask("GET", "/api/v1/me", "", viewer).wants(t, "another's", 200, "")
}

func TestWhatCostsMoreHasALimitOfItsOwnBeside(t *testing.T) {
	t.Parallel()
	r := newRig(t).tight()
	operator := r.bearer("bluebird-operator")
	const event = `{"events":[{"id":"1","type":"custom.seen"}]}`

	for range 2 {
		a := r.ask("POST", "/api/v1/events", event, operator)
		if name, _, _ := a.left(t); a.status != 200 || name != "tenant-bulk" || a.header.Get("RateLimit-Policy") != `"tenant-bulk";q=2;w=60, "tenant-write";q=4;w=60` {
			t.Errorf("%d %v %s", a.status, a.header, a.body)
		}
	}

	r.ask("POST", "/api/v1/events", event, operator).limited(t, "the third", "tenant-bulk")
	for range 2 {
		r.ask("POST", "/api/v1/leads", "{}", operator).left(t)
	}
	r.ask("POST", "/api/v1/leads", "{}", operator).limited(t, "a write: the two bulk ones were writes too", "tenant-write")
}

func TestPlanOfATenantIsSetByASuperAdminAlone(t *testing.T) {
	t.Parallel()
	r := newRig(t).tight()
	const place, generous = "/api/v1/tenants/current/api-limits", `{"writes_per_minute":50,"reads_per_minute":70}`
	root, admin := r.choosing("root", "bluebird"), r.bearer("bluebird-admin")

	r.ask("PUT", place, generous, admin).wants(t, "the tenant's own admin", 403, "forbidden")
	a := r.ask("PUT", place, generous, root).wants(t, "a super admin", 200, "")
	if !strings.Contains(a.body, `"api_limits":{"reads_per_minute":70,"writes_per_minute":50}`) {
		t.Errorf("the tenant: %s", a.body)
	}

	if a := r.ask("GET", "/api/v1/leads", "", admin); a.header.Get("RateLimit-Policy") != `"tenant-read";q=70;w=60` {
		t.Errorf("the next request: %s", a.header.Get("RateLimit-Policy"))
	}
	for pointer, body := range map[string]string{
		"/reads_per_minute": `{"reads_per_minute":0}`, "/writes_per_minute": `{"writes_per_minute":1000001}`, "/bulk_per_minute": `{"bulk_per_minute":null}`, "/x": `{"x":1}`,
	} {
		if a := r.ask("PUT", place, body, root).wants(t, body, 422, "validation_failed"); a.at(pointer).Code == "" {
			t.Errorf("%s: %s", body, a.body)
		}
	}
	a = r.ask("PUT", place, `{}`, root).wants(t, "what anybody is granted", 200, "")
	if !strings.Contains(a.body, `"api_limits":{}`) {
		t.Errorf("the tenant: %s", a.body)
	}
	if a := r.ask("GET", "/api/v1/leads", "", admin); a.header.Get("RateLimit-Policy") != `"tenant-read";q=5;w=60` {
		t.Errorf("afterwards: %s", a.header.Get("RateLimit-Policy"))
	}
	if n := r.db.Int(t, "SELECT count(*) FROM outbox WHERE type = 'tenant.updated' AND data ? 'api_limits'"); n != 2 {
		t.Errorf("%d facts tell of it", n)
	}
}

func TestAddressThatGuessesIsNotListenedTo(t *testing.T) {
	t.Parallel()
	r := newRig(t).tight()
	at := func(address string, h http.Header) http.Header { h.Set("X-Forwarded-For", address); return h }
	guess := func(address string) http.Header {
		return at(address, http.Header{"Authorization": {"Bearer " + r.token("root", supabase.Claim("role", "service_role"))}})
	}
	const guesser, office, proxy = "203.0.113.7", "198.51.100.1", "10.0.0.9"

	for range 3 {
		r.ask("GET", "/api/v1/me", "", guess(guesser)).wants(t, "a guess", 401, "invalid_token")
	}
	began := time.Now()
	for range 50 {
		r.ask("GET", "/api/v1/me", "", guess(guesser)).limited(t, "the next", "sign-in")
	}

	r.ask("GET", "/api/v1/me", "", at(guesser, r.bearer("root"))).limited(t, "the right one, guessed at last", "sign-in")
	r.ask("GET", "/api/v1/me", "", at(office, r.bearer("root"))).wants(t, "from elsewhere", 200, "")
	r.ask("GET", "/health", "", at(guesser, http.Header{})).wants(t, "health", 200, "")
	t.Logf("50 refused guesses took %v", time.Since(began))
	for range 3 {
		r.ask("GET", "/api/v1/me", "", guess(proxy)).wants(t, "a guess by a proxy that nobody named", 401, "invalid_token")
	}
	r.ask("GET", "/api/v1/me", "", guess(proxy)).limited(t, "the next", "sign-in")
	r.ask("GET", "/api/v1/me", "", at(proxy, r.bearer("root"))).wants(t, "somebody else behind it", 200, "")
	for range 9 {
		expired := at(office, http.Header{"Authorization": {"Bearer " + r.token("root", supabase.TTL(-time.Hour))}})
		r.ask("GET", "/api/v1/me", "", expired).wants(t, "what was genuine once is no guess", 401, "token_expired")
	}
	r.ask("GET", "/api/v1/me", "", at(office, r.bearer("root"))).wants(t, "signed in again", 200, "")
}
