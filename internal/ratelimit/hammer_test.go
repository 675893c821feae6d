package ratelimit

import (
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/redistest"
)

// sent is one use of granted tokens. The grant happened somewhere between before and after.
type sent struct {
	before, after time.Time
	n             int
}

// ledger is what the goroutines of a test used.
type ledger struct {
	mu  sync.Mutex
	all []sent
}

func (l *ledger) add(s sent) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all = append(l.all, s)
}

// worst is the most tokens that were surely granted within one window of the length, wherever it
// begins: those whose whole uncertainty lies inside it.
func (l *ledger) worst(length time.Duration) int {
	slices.SortFunc(l.all, func(a, b sent) int { return a.before.Compare(b.before) })
	most := 0
	for i, first := range l.all {
		sum, end := 0, first.before.Add(length)
		for _, s := range l.all[i:] {
			if s.before.After(end) {
				break
			}
			if s.after.Before(end) {
				sum += s.n
			}
		}
		most = max(most, sum)
	}
	return most
}

func (l *ledger) total() int {
	sum := 0
	for _, s := range l.all {
		sum += s.n
	}
	return sum
}

// hammer takes from every source with four goroutines each until the time is over; some tokens of
// a grant come back unused.
func hammer(t *testing.T, duration time.Duration, limits []Limit, sources ...Source) *ledger {
	t.Helper()
	used, end := &ledger{}, time.Now().Add(duration)
	var workers sync.WaitGroup
	for _, s := range sources {
		for range 4 {
			workers.Go(func() {
				for time.Now().Before(end) {
					useSome(t, s, used, limits)
				}
			})
		}
	}
	workers.Wait()
	return used
}

func useSome(t *testing.T, s Source, used *ledger, limits []Limit) {
	before := time.Now()
	g, err := s.Take(t.Context(), 1+rand.IntN(5), limits...)
	if err != nil {
		t.Error(err)
		return
	}
	n := g.N - rand.IntN(g.N+1)/2
	used.add(sent{before, time.Now(), n})
	if err := s.Return(t.Context(), g, g.N-n); err != nil {
		t.Error(err)
	}
	time.Sleep(min(g.RetryAfter, time.Duration(rand.IntN(int(2*time.Millisecond)))))
}

func TestNoTrueWindowHoldsMoreThanTheLimit(t *testing.T) {
	t.Parallel()
	limits := []Limit{{"tenant", 50, 300 * time.Millisecond}, {"channel", 120, time.Second}}
	eachForm(t, func(t *testing.T, s Source) {
		used := hammer(t, 2500*time.Millisecond, limits, s)

		holds(t, used, limits)
	})
}

func TestThreeProcessesTogetherKeepTheLimit(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	limits := []Limit{{"tenant", 50, 300 * time.Millisecond}, {"channel", 120, time.Second}}
	var sources []Source
	for range 3 {
		sources = append(sources, dial(t, server.URL(), Options{Instances: 3, Patience: time.Second}))
	}

	used := hammer(t, 2500*time.Millisecond, limits, sources...)

	holds(t, used, limits)
}

// holds demands that no window exceeds its limit, and that the limits were really used.
func holds(t *testing.T, used *ledger, limits []Limit) {
	t.Helper()
	for _, l := range limits {
		if worst := used.worst(l.Window); worst > l.Rate {
			t.Errorf("%s: %d within %v, limit %d", l.Key, worst, l.Window, l.Rate)
		}
	}
	if used.total() < 200 {
		t.Errorf("only %d tokens were used in 2.5 s of 120 a second", used.total())
	}
}
