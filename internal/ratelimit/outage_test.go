package ratelimit

import (
	"bytes"
	"errors"
	"log/slog"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/redistest"
)

func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for range 300 {
		if is() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("not within three seconds: %s", what)
}

func TestRedisKilledUnderLoadLeavesEachProcessItsShare(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	limits := []Limit{{"tenant", 60, 300 * time.Millisecond}}
	one := dial(t, server.URL(), Options{Instances: 3})
	two := dial(t, server.URL(), Options{Instances: 3})
	hammer(t, 400*time.Millisecond, limits, one, two)

	server.Kill(t)

	for _, s := range []Source{one, two} {
		used := hammer(t, time.Second, limits, s)
		if worst := used.worst(300 * time.Millisecond); worst > 20 {
			t.Errorf("%d within a window, the share is 20", worst)
		}
		if used.total() < 40 {
			t.Errorf("only %d were sent: an outage must not stop the sends", used.total())
		}
		if !s.Degraded() {
			t.Error("the source hides that it is degraded")
		}
	}
}

func TestOneProcessKeepsItsLimitThroughKillAndEmptyReturn(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	limits := []Limit{{"tenant", 50, 400 * time.Millisecond}}
	s := dial(t, server.URL(), Options{Instances: 1})
	done := make(chan *ledger)
	go func() { done <- hammer(t, 3*time.Second, limits, s) }()

	time.Sleep(time.Second)
	server.Kill(t)
	time.Sleep(time.Second)
	server.Start(t)

	if worst := (<-done).worst(400 * time.Millisecond); worst > 50 {
		t.Errorf("%d within a window of 50", worst)
	}
	eventually(t, "the source sees Redis again", func() bool { return !s.Degraded() })
}

func TestReturningRedisLearnsWhatWasGrantedMeanwhile(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	one := dial(t, server.URL(), Options{Instances: 2, Patience: time.Second})
	two := dial(t, server.URL(), Options{Instances: 2, Patience: time.Second})
	server.Kill(t)
	g := mustTake(t, one, 100, 10, perMinute("a", 20))
	giveBack(t, one, g, 4)
	if !one.Degraded() {
		t.Fatal("the kill went unnoticed")
	}

	server.Start(t)
	eventually(t, "the source sees Redis again", func() bool { return !one.Degraded() })

	mustTake(t, one, 1, 1, perMinute("a", 20))
	mustTake(t, two, 100, 13, perMinute("a", 20))
	mustTake(t, one, 100, 0, perMinute("a", 20))
}

func TestRateBelowTheNumberOfProcessesDoesNotStop(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	s := dial(t, server.URL(), Options{Instances: 5})
	server.Kill(t)

	mustTake(t, s, 3, 1, perMinute("a", 2))
	mustTake(t, s, 3, 0, perMinute("b", 0))
}

func TestSilentRedisCostsTheCallerLittle(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0") // takes connections and never answers
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	s := dial(t, "redis://"+l.Addr().String(), Options{Instances: 2})
	s.away.Store(false) // as if it had fallen silent just now

	began := time.Now()
	mustTake(t, s, 100, 5, perMinute("a", 10))
	first := time.Since(began)
	began = time.Now()
	for range 100 {
		mustTake(t, s, 100, 0, perMinute("a", 10))
	}

	if first > 500*time.Millisecond {
		t.Errorf("the first take waited %v", first)
	}
	if more := time.Since(began); more > time.Second {
		t.Errorf("a hundred more waited %v: each waits for Redis again", more)
	}
}

func TestUnreadableAddressIsRefusedWithoutQuotingIt(t *testing.T) {
	t.Parallel()

	_, err := Dial(t.Context(), "redis://user:hunter2@host:port:1/x", Options{})

	if !errors.Is(err, ErrAddress) || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("got %v", err)
	}
}

func TestMemoryForgetsKeysThatRanOut(t *testing.T) {
	t.Parallel()
	m := NewMemory()
	mustTake(t, m, 1, 1, Limit{"old", 1, 10 * time.Millisecond})
	lower(t, m, "old", 1, time.Millisecond)
	time.Sleep(20 * time.Millisecond)

	for range 1000 {
		take(t, m, 1, perMinute("new", 1))
	}

	if len(m.windows) != 1 || len(m.caps) != 0 {
		t.Errorf("%d windows and %d caps are kept", len(m.windows), len(m.caps))
	}
}

func TestOneLateAnswerIsNoOutage(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	s := dial(t, server.URL(), Options{Instances: 2})
	take(t, s, 1, perMinute("a", 10))
	server.Freeze(t)
	defer server.Thaw(t)

	for range maxLate - 1 {
		if mustTake(t, s, 1, 1, perMinute("a", 10)); s.Degraded() {
			t.Fatal("Redis is given up at once")
		}
	}

	take(t, s, 1, perMinute("a", 10))
	if !s.Degraded() {
		t.Error("Redis is never given up")
	}
}

func TestWhatRedisRefusedIsNotGrantedWhenItsNextAnswerIsLate(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	one := dial(t, server.URL(), Options{Instances: 2})
	two := dial(t, server.URL(), Options{Instances: 2, Patience: time.Second})
	limit := Limit{"a", 10, 2 * time.Second}
	mustTake(t, two, 10, 10, limit)
	eventually(t, "the first hears that nothing is left", func() bool { return take(t, one, 1, limit).N == 0 })

	server.Freeze(t)
	defer server.Thaw(t)
	g := mustTake(t, one, 5, 0, limit)

	if g.RetryAfter <= 0 || g.RetryAfter > 2200*time.Millisecond || g.Binding != "a" || g.Quotas[0] != (Quota{0, g.RetryAfter}) {
		t.Errorf("the refusal says %+v", g)
	}
	time.Sleep(g.RetryAfter)
	mustTake(t, one, 10, 5, limit)
}

func TestOutageThatComesAndGoesIsToldOfOnce(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	var log bytes.Buffer // read when nobody writes any more
	s := dial(t, server.URL(), Options{Patience: time.Second, Log: slog.New(slog.NewTextHandler(&log, nil))})

	for range 3 {
		server.Kill(t)
		take(t, s, 1, perMinute("a", 10))
		server.Start(t)
		eventually(t, "the source sees Redis again", func() bool { return !s.Degraded() })
	}

	s.end()
	s.probing.Wait()
	if gone, back := strings.Count(log.String(), "limits_degraded"), strings.Count(log.String(), "limits_shared"); gone != 1 || back != 1 {
		t.Errorf("told %d and %d times: %s", gone, back, log.String())
	}
}
