package server

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/carillonhq/carillon/internal/access"
	"github.com/carillonhq/carillon/internal/contract"
	"github.com/carillonhq/carillon/internal/ratelimit"
	"github.com/carillonhq/carillon/internal/tenant"
)

// from is a request of an address to a server that hears each three times a minute.
func from(address string) (echo.Context, *httptest.ResponseRecorder) {
	r, w := httptest.NewRequest(http.MethodGet, "/", nil), httptest.NewRecorder()
	r.RemoteAddr = address
	return echo.New().NewContext(r, w), w
}

func strict() *Server {
	return New(Rooms{Limits: ratelimit.NewMemory(), Quotas: Quotas{Address: 3}})
}

func TestPublicOperationIsLimitedByAddressUnlessItSaysNot(t *testing.T) {
	t.Parallel()
	s, page, free := strict(), &contract.Operation{Public: true}, &contract.Operation{Public: true, RateClass: contract.RateNone}

	for n := range 4 {
		c, w := from("203.0.113.7:1")
		err := s.limit(c, page, tenant.Actor{}, nil)
		if (err != nil) != (n == 3) {
			t.Errorf("request %d: %v", n, err)
		}
		if got, want := w.Header().Get("RateLimit-Policy"), `"address";q=3;w=60`; got != want {
			t.Errorf("the policy is %q", got)
		}
	}
	for _, address := range []string{"203.0.113.8:1", "203.0.113.7:2"} {
		c, _ := from(address)
		if err := s.limit(c, free, tenant.Actor{}, nil); err != nil {
			t.Errorf("the free one: %v", err)
		}
	}
	c, _ := from("203.0.113.8:1")
	if err := s.limit(c, page, tenant.Actor{}, nil); err != nil {
		t.Errorf("another address: %v", err)
	}
}

func TestAddressesOfOneIPv6NetworkAreOne(t *testing.T) {
	t.Parallel()
	s, page := strict(), &contract.Operation{Public: true}

	refused := 0
	for n := range 5 {
		c, _ := from(fmt.Sprintf("[2001:db8:1:2:%x::1]:9", n))
		if s.limit(c, page, tenant.Actor{}, nil) != nil {
			refused++
		}
	}
	mapped, _ := from("[::ffff:203.0.113.7]:9")
	plain, _ := from("203.0.113.7:9")

	if refused != 2 {
		t.Errorf("%d of 5 were refused", refused)
	}
	if s.stranger("a", mapped) != s.stranger("a", plain) {
		t.Error("an IPv4 address is two")
	}
}

func TestOnlyWhatMayBeAGuessCounts(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		refusal error
		counts  bool
	}{
		"no credentials": {access.ErrMissingCredentials, true}, "false token": {access.ErrInvalidToken, true},
		"wrapped": {fmt.Errorf("%w: why", access.ErrInvalidToken), true}, "expired token": {access.ErrTokenExpired, false},
		"false key": {access.ErrInvalidKey, true}, "expired key": {access.ErrKeyExpired, false}, "revoked key": {access.ErrKeyRevoked, false},
		"our fault": {errors.New("the database is away"), false}, "no place here": {access.ErrTenantForbidden, false},
	} {
		if guessed(c.refusal) != c.counts {
			t.Errorf("%s: %v", name, !c.counts)
		}
	}
}

func TestRefusalNamesTheLongestWaitOfWhatHasRunOut(t *testing.T) {
	t.Parallel()
	c, w := from("203.0.113.7:1")
	policies := []policy{perMinute("read", "{a}", 9), perMinute("bulk", "{a}", 2), perMinute("more", "{a}", 1)}

	err := refuse(c, ratelimit.Grant{RetryAfter: 4100 * time.Millisecond, Quotas: []ratelimit.Quota{
		{Remaining: 5, Reset: time.Minute}, {Reset: 3 * time.Second}, {Reset: 4100 * time.Millisecond},
	}}, policies...)

	if !errors.Is(err, errLimited) {
		t.Errorf("got %v", err)
	}
	for name, want := range map[string]string{
		"RateLimit-Policy": `"more";q=1;w=60, "bulk";q=2;w=60, "read";q=9;w=60`, "RateLimit": `"more";r=0;t=5, "bulk";r=0;t=3`, "Retry-After": "5",
	} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestBarsThatAreOverAreForgotten(t *testing.T) {
	t.Parallel()
	var b bars
	for n := range manyBars {
		b.put(fmt.Sprint(n), time.Now())
	}

	b.put("last", time.Now().Add(time.Minute))

	if len(b.end) != 1 || time.Until(b.until("last")) <= 0 || !b.until("other").IsZero() {
		t.Errorf("%d bars are kept", len(b.end))
	}
}
