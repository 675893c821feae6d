package server

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/carillonhq/carillon/internal/ratelimit"
)

// policy is a limit of requests by the name under which callers know it.
type policy struct {
	name  string
	limit ratelimit.Limit
}

func perMinute(name, owner string, rate int) policy {
	return policy{name, ratelimit.Limit{Key: owner + ":" + name, Rate: rate, Window: time.Minute}}
}

// standing is a policy and what is left of it, as a refusal tells it.
type standing struct {
	Name      string `json:"name"`
	Limit     int    `json:"limit"`
	Window    int    `json:"window_seconds"`
	Remaining int    `json:"remaining"`
	Reset     int    `json:"reset_seconds"` // until there are more than remain
}

// standings are where the policies stand after a grant, the tightest first.
func standings(g ratelimit.Grant, policies []policy) []standing {
	all := make([]standing, len(policies))
	for i, p := range policies {
		all[i] = standing{p.name, p.limit.Rate, seconds(p.limit.Window), g.Quotas[i].Remaining, seconds(g.Quotas[i].Reset)}
	}
	slices.SortStableFunc(all, func(a, b standing) int {
		if a.Remaining != b.Remaining {
			return a.Remaining - b.Remaining
		}
		return b.Reset - a.Reset
	})
	return all
}

// refuse writes where the policies stand into the headers of the answer, and fails with errLimited
// where one had nothing left to grant. On a refusal RateLimit names only what has run out, for
// nobody may be told to come again before a time that stands beside.
func refuse(c echo.Context, g ratelimit.Grant, policies ...policy) error {
	all, h := standings(g, policies), c.Response().Header()
	var quotas, left []string
	for _, s := range all {
		quotas = append(quotas, fmt.Sprintf("%q;q=%d;w=%d", s.Name, s.Limit, s.Window))
		if g.N > 0 || s.Remaining == 0 {
			left = append(left, fmt.Sprintf("%q;r=%d;t=%d", s.Name, s.Remaining, s.Reset))
		}
	}
	h.Set("RateLimit-Policy", strings.Join(quotas, ", "))
	h.Set("RateLimit", strings.Join(left, ", "))
	if g.N > 0 {
		return nil
	}
	c.Set("limit", all[0].Name)
	h.Set("Retry-After", strconv.Itoa(max(seconds(g.RetryAfter), all[0].Reset, 1)))
	return errLimited.With("policies", all)
}

// seconds are whole ones, rounded up.
func seconds(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }

// bars are names that are refused without a look, each until an instant.
type bars struct {
	mu  sync.Mutex
	end map[string]time.Time
}

// manyBars is how many are kept before those that are over are looked for.
const manyBars = 1000

func (b *bars) put(name string, until time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.end == nil || len(b.end) >= manyBars {
		b.end = current(b.end)
	}
	b.end[name] = until
}

// until is the end of a name's bar; zero when it never had one.
func (b *bars) until(name string) time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.end[name]
}

// current are the bars that are not over.
func current(bars map[string]time.Time) map[string]time.Time {
	kept := map[string]time.Time{}
	for name, until := range bars {
		if time.Now().Before(until) {
			kept[name] = until
		}
	}
	return kept
}
