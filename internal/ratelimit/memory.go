package ratelimit

import (
	"context"
	"math"
	"sync"
	"time"
)

// Memory is the Source of one process.
type Memory struct {
	began time.Time

	mu      sync.Mutex
	windows map[id]*window
	caps    map[string]*allowance
	takes   int
}

// NewMemory is a Source that has granted nothing yet.
func NewMemory() *Memory {
	return &Memory{began: time.Now(), windows: map[id]*window{}, caps: map[string]*allowance{}}
}

// now is monotonic and in microseconds.
func (m *Memory) now() int64 { return time.Since(m.began).Microseconds() }

// Take implements Source.
func (m *Memory) Take(ctx context.Context, want int, limits ...Limit) (Grant, error) {
	if err := check(ctx, want, limits); err != nil {
		return Grant{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.now()
	m.prune(now)
	n := min(want, m.free(now, limits))
	m.charge(now, n, limits)
	g := Grant{N: n, Remaining: m.free(now, limits), Quotas: m.quotas(now, limits), limits: limits, at: now}
	if n < want {
		g.RetryAfter, g.Binding = m.wait(now, limits)
	}
	return g, nil
}

// owe marks a grant as unknown to Redis.
func (m *Memory) owe(g Grant) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, l := range g.limits {
		if b := m.window(l).at(g.at); b != nil {
			b.unshared += g.N
		}
	}
}

// settle hands over, for each limit, the tokens of its window that Redis does not know of.
func (m *Memory) settle(limits []Limit) []int {
	m.mu.Lock()
	defer m.mu.Unlock()
	debts := make([]int, len(limits))
	for i, l := range limits {
		w := m.window(l)
		w.expire(m.now())
		for j := range w.buckets {
			debts[i] += w.buckets[j].unshared
			w.buckets[j].unshared = 0
		}
	}
	return debts
}

// unsettle takes debts back that could not be handed over.
func (m *Memory) unsettle(limits []Limit, debts []int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i, l := range limits {
		if debts[i] > 0 {
			w := m.window(l)
			w.grant(m.now(), 0)
			w.buckets[len(w.buckets)-1].unshared += debts[i]
		}
	}
}

// heed notes what Redis says is left of the limits.
func (m *Memory) heed(limits []Limit, quotas []Quota) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i, l := range limits {
		w := m.window(l)
		if w.dry = 0; quotas[i].Remaining == 0 {
			w.dry = m.now() + quotas[i].Reset.Microseconds()
		}
	}
}

// dry is the limit of which Redis had nothing left when it was heard last, and for how long that
// holds; 0 when there is none.
func (m *Memory) dry(limits []Limit) (which int, left time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i, l := range limits {
		if d := time.Duration(m.window(l).dry-m.now()) * time.Microsecond; d > left {
			which, left = i, d
		}
	}
	return which, left
}

// Return implements Source.
func (m *Memory) Return(_ context.Context, g Grant, n int) error {
	n = min(n, g.N)
	if n <= 0 {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, l := range g.limits {
		m.window(l).giveBack(g, n)
	}
	for _, key := range keys(g.limits) {
		if a := m.caps[key]; a != nil {
			a.left = min(a.left+n, a.ceiling)
		}
	}
	return nil
}

// Cap implements Source.
func (m *Memory) Cap(_ context.Context, key string, remaining int, reset time.Duration) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.now()
	remaining = max(0, remaining)
	a := m.cap(now, key)
	if a == nil {
		a = &allowance{left: remaining, ceiling: remaining, until: now + reset.Microseconds()}
		m.caps[key] = a
	}
	a.left, a.ceiling = min(a.left, remaining), min(a.ceiling, remaining)
	return nil
}

// Degraded implements Source: a Memory is whole by itself.
func (m *Memory) Degraded() bool { return false }

func (m *Memory) window(l Limit) *window {
	w := m.windows[l.id()]
	if w == nil {
		w = &window{width: l.width()}
		m.windows[l.id()] = w
	}
	return w
}

// cap is the allowance of a key that has not been reset yet, or nil.
func (m *Memory) cap(now int64, key string) *allowance {
	if a := m.caps[key]; a != nil && now < a.until {
		return a
	}
	return nil
}

// free is the number of tokens that every limit and cap allows.
func (m *Memory) free(now int64, limits []Limit) int {
	free := math.MaxInt
	for _, l := range limits {
		w := m.window(l)
		w.expire(now)
		free = min(free, l.Rate-w.used())
		if a := m.cap(now, l.Key); a != nil {
			free = min(free, a.left)
		}
	}
	return max(0, free)
}

// quotas are where the limits stand, caps aside.
func (m *Memory) quotas(now int64, limits []Limit) []Quota {
	all := make([]Quota, len(limits))
	for i, l := range limits {
		w := m.window(l)
		all[i] = Quota{Remaining: max(0, l.Rate-w.used()), Reset: w.reset(now, l.Rate)}
	}
	return all
}

func (m *Memory) charge(now int64, n int, limits []Limit) {
	if n == 0 {
		return
	}
	for _, l := range limits {
		m.window(l).grant(now, n)
	}
	for _, key := range keys(limits) {
		if a := m.cap(now, key); a != nil {
			a.left -= n
		}
	}
}

// wait is the longest of the exhausted limits' and caps' waits, and its key.
func (m *Memory) wait(now int64, limits []Limit) (longest time.Duration, key string) {
	for _, l := range limits {
		wait := time.Duration(0)
		if w := m.window(l); w.used() >= l.Rate {
			wait = w.wait(now, l.Rate)
		}
		if a := m.cap(now, l.Key); a != nil && a.left <= 0 {
			wait = max(wait, time.Duration(a.until-now)*time.Microsecond)
		}
		if wait > longest {
			longest, key = wait, l.Key
		}
	}
	return longest, key
}

// prune forgets what has run out, once in a thousand takes, so that keys do not pile up.
func (m *Memory) prune(now int64) {
	if m.takes++; m.takes%1000 != 0 {
		return
	}
	for id, w := range m.windows {
		if w.expire(now); len(w.buckets) == 0 {
			delete(m.windows, id)
		}
	}
	for key := range m.caps {
		if m.cap(now, key) == nil {
			delete(m.caps, key)
		}
	}
}
