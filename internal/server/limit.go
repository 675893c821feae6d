package server

import (
	"cmp"
	"errors"
	"net/http"
	"net/netip"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"github.com/carillonhq/carillon/internal/access"
	"github.com/carillonhq/carillon/internal/contract"
	"github.com/carillonhq/carillon/internal/fault"
	"github.com/carillonhq/carillon/internal/ratelimit"
	"github.com/carillonhq/carillon/internal/tenant"
)

// errLimited: more requests than the caller may make; meta tells of each limit under "policies".
var errLimited = fault.New(fault.Limited, "rate_limited",
	"These are too many requests. Come again after the seconds that Retry-After names, or ask us for more.")

// Quotas are how many requests may come within a minute, and how many streams may be open.
type Quotas struct {
	Plan    tenant.Plan // of a tenant that has no numbers of its own
	Address int         // of one address that does not say who calls, or not truly

	Streams       int // of this process
	TenantStreams int // of them, a tenant's
}

// limit charges a request to whoever makes it, before anything is read of its body: to the tenant,
// else to the person, else to the address. refusal is why the caller was not let in, nil if they
// were; it is returned unless a limit has run out.
func (s *Server) limit(c echo.Context, op *contract.Operation, who tenant.Actor, refusal error) error {
	switch {
	case op.RateClass == contract.RateNone:
		return refusal
	case op.Public:
		return s.charge(c, s.stranger("address", c))
	case who.Name != "":
		return cmp.Or(s.charge(c, s.known(op, who)...), refusal)
	case guessed(refusal):
		return cmp.Or(s.guess(c), refusal)
	}
	return refusal
}

// genuine are refusals of what nobody could have guessed: it let somebody in once.
var genuine = []error{access.ErrTokenExpired, access.ErrKeyExpired, access.ErrKeyRevoked}

// guessed tells whether somebody claimed to be who they are not. That we could not find out is
// nobody's fault.
func guessed(refusal error) bool {
	var f *fault.Fault
	return errors.As(refusal, &f) && f.Kind == fault.Unauthenticated && !slices.ContainsFunc(genuine, func(g error) bool { return errors.Is(f, g) })
}

// guess charges a failure to sign in. An address that has none left is barred, so that its next
// guesses are not even looked at; unless it may be that of a proxy, and so everybody's.
func (s *Server) guess(c echo.Context) error {
	p := s.stranger("sign-in", c)
	grant, err := s.take(c, p)
	if err != nil {
		return err
	}
	if q := grant.Quotas[0]; q.Remaining == 0 && distant(address(c)) {
		s.bars.put(p.limit.Key, time.Now().Add(q.Reset))
	}
	return refuse(c, grant, p)
}

// distant tells whether an address is neither of this machine nor of a private network.
func distant(a netip.Addr) bool { return a.IsGlobalUnicast() && !a.IsPrivate() }

// barred refuses the requests of a barred address, whoever makes them: to look at what they carry
// is what a guess needs.
func (s *Server) barred(c echo.Context, op *contract.Operation) error {
	p := s.stranger("sign-in", c)
	wait := time.Until(s.bars.until(p.limit.Key))
	if op.Public || wait <= 0 {
		return nil
	}
	return refuse(c, ratelimit.Grant{RetryAfter: wait, Quotas: []ratelimit.Quota{{Reset: wait}}}, p)
}

// charge takes one request from each policy, says where they stand, and refuses when one has none.
func (s *Server) charge(c echo.Context, policies ...policy) error {
	grant, err := s.take(c, policies...)
	if err != nil {
		return err
	}
	return refuse(c, grant, policies...)
}

func (s *Server) take(c echo.Context, policies ...policy) (ratelimit.Grant, error) {
	limits := make([]ratelimit.Limit, len(policies))
	for i, p := range policies {
		limits[i] = p.limit
	}
	return s.Limits.Take(c.Request().Context(), 1, limits...)
}

// known are the policies of a request of somebody we know.
func (s *Server) known(op *contract.Operation, who tenant.Actor) []policy {
	owner, kind := "{tenant:"+who.Tenant.String()+"}", "tenant-"
	if who.Tenant == uuid.Nil {
		owner, kind = "{"+who.Name+"}", "caller-"
	}
	plan := who.Plan.Or(s.Quotas.Plan)
	policies := []policy{perMinute(kind+"write", owner, plan.Writes)}
	if op.Method == http.MethodGet || op.Method == http.MethodHead {
		policies = []policy{perMinute(kind+"read", owner, plan.Reads)}
	}
	if op.RateClass == contract.RateBulk {
		policies = append(policies, perMinute(kind+"bulk", owner, plan.Bulk))
	}
	return policies
}

// stranger is the policy of an address: of IPv6, where everybody has millions, its network.
func (s *Server) stranger(name string, c echo.Context) policy {
	a := address(c)
	bits := a.BitLen()
	if a.Is6() {
		bits = 64
	}
	network, _ := a.Prefix(bits)
	return perMinute(name, "{address:"+network.Addr().String()+"}", s.Quotas.Address)
}
