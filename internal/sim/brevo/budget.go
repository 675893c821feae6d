package brevo

import (
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/carillonhq/carillon/internal/sim"
)

// budget counts the requests of one account in fixed windows of simulated time.
type budget struct {
	mu      sync.Mutex
	windows map[Endpoint]*window
}

type window struct {
	used int
	ends time.Time // real time
}

// take spends one request and writes the x-sib-ratelimit-* headers. False means none was left.
func (b *budget) take(h http.Header, endpoint Endpoint, limit Limit, pace sim.Pace) bool {
	if limit.Requests <= 0 {
		tellBudget(h, "1000000", "1000000", "1")
		return true
	}
	used, wait := b.spend(endpoint, limit, pace)
	remaining := max(limit.Requests-used, 0)
	seconds := int((wait + time.Second - 1) / time.Second)
	tellBudget(h, strconv.Itoa(limit.Requests), strconv.Itoa(remaining), strconv.Itoa(seconds))
	return used <= limit.Requests
}

func (b *budget) spend(endpoint Endpoint, limit Limit, pace sim.Pace) (used int, wait time.Duration) {
	now := time.Now()
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.windows == nil {
		b.windows = map[Endpoint]*window{}
	}
	w := b.windows[endpoint]
	if w == nil || !now.Before(w.ends) {
		w = &window{ends: now.Add(pace.Real(limit.Per))}
		b.windows[endpoint] = w
	}
	w.used++
	return w.used, w.ends.Sub(now)
}

func tellBudget(h http.Header, limit, remaining, reset string) {
	h["X-Sib-Ratelimit-Limit"] = []string{limit}
	h["X-Sib-Ratelimit-Remaining"] = []string{remaining}
	h["X-Sib-Ratelimit-Reset"] = []string{reset}
}
