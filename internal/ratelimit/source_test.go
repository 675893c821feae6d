package ratelimit

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/redistest"
)

// eachForm runs a case against both sources: they must not be told apart.
func eachForm(t *testing.T, run func(t *testing.T, s Source)) {
	t.Helper()
	t.Run("memory", func(t *testing.T) {
		t.Parallel()
		run(t, NewMemory())
	})
	t.Run("redis", func(t *testing.T) {
		t.Parallel()
		run(t, dial(t, redistest.Start(t).URL(), Options{Patience: time.Second}))
	})
}

func take(t *testing.T, s Source, want int, limits ...Limit) Grant {
	t.Helper()
	g, err := s.Take(t.Context(), want, limits...)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// mustTake also demands how many are granted.
func mustTake(t *testing.T, s Source, want, expected int, limits ...Limit) Grant {
	t.Helper()
	g := take(t, s, want, limits...)
	if g.N != expected {
		t.Fatalf("%d of %d were granted, not %d: %+v", g.N, want, expected, g)
	}
	return g
}

func giveBack(t *testing.T, s Source, g Grant, n int) {
	t.Helper()
	if err := s.Return(t.Context(), g, n); err != nil {
		t.Fatal(err)
	}
}

func lower(t *testing.T, s Source, key string, remaining int, reset time.Duration) {
	t.Helper()
	if err := s.Cap(t.Context(), key, remaining, reset); err != nil {
		t.Fatal(err)
	}
}

func perMinute(key string, rate int) Limit { return Limit{key, rate, time.Minute} }

func TestPartOfTheWishIsGrantedWhenLessIsFree(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, s Source) {
		g := mustTake(t, s, 6, 6, perMinute("a", 10))
		if g.RetryAfter != 0 || g.Binding != "" || g.Remaining != 4 {
			t.Errorf("a full grant says %+v", g)
		}

		g = mustTake(t, s, 6, 4, perMinute("a", 10))

		if g.Binding != "a" || g.Remaining != 0 || g.RetryAfter < 50*time.Second || g.RetryAfter > 66*time.Second {
			t.Errorf("a part says %+v", g)
		}
		mustTake(t, s, 1, 0, perMinute("a", 10))
		mustTake(t, s, 1, 1, perMinute("b", 10))
	})
}

func TestNoLimitIsChargedWhenOneRefuses(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, s Source) {
		mustTake(t, s, 3, 3, perMinute("narrow", 3))

		g := mustTake(t, s, 5, 0, perMinute("wide", 10), perMinute("narrow", 3))

		if g.Binding != "narrow" {
			t.Errorf("the refusal blames %q", g.Binding)
		}
		mustTake(t, s, 20, 10, perMinute("wide", 10))
	})
}

func TestTightestOfSeveralLimitsDecides(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, s Source) {
		short, long := Limit{"a", 4, 10 * time.Second}, Limit{"a", 6, time.Hour}

		mustTake(t, s, 9, 4, short, long)

		mustTake(t, s, 9, 2, Limit{"a", 8, 10 * time.Second}, long)
	})
}

func TestTokenIsFreeAfterTheTimeNamed(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, s Source) {
		limit := Limit{"a", 5, 200 * time.Millisecond}
		began := time.Now()
		g := mustTake(t, s, 6, 5, limit)

		time.Sleep(g.RetryAfter + 5*time.Millisecond) // clocks of two processes are slewed apart

		mustTake(t, s, 6, 5, limit)
		if waited := time.Since(began); waited < 200*time.Millisecond {
			t.Errorf("the window was left after %v", waited)
		}
	})
}

func TestLoweredRateWaitsForEnoughTokensToLeave(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, s Source) {
		mustTake(t, s, 4, 4, perMinute("a", 10))
		time.Sleep(10 * time.Millisecond)

		g := mustTake(t, s, 1, 0, perMinute("a", 2))

		if g.RetryAfter < 50*time.Second {
			t.Errorf("a retry after %v", g.RetryAfter)
		}
	})
}

func TestReturnedTokensCanBeTakenAgain(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, s Source) {
		limits := []Limit{perMinute("a", 10), {"a", 8, time.Hour}, perMinute("b", 9)}
		g := mustTake(t, s, 8, 8, limits...)

		giveBack(t, s, g, 5)

		mustTake(t, s, 9, 5, limits...)
	})
}

func TestTokensOlderThanTheirWindowComeBackOnce(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, s Source) {
		limit := Limit{"a", 5, 100 * time.Millisecond}
		old := mustTake(t, s, 5, 5, limit)
		time.Sleep(120 * time.Millisecond)
		mustTake(t, s, 5, 5, limit)

		giveBack(t, s, old, 5)

		mustTake(t, s, 5, 0, limit)
	})
}

func TestMoreThanGrantedCannotBeReturned(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, s Source) {
		mustTake(t, s, 6, 6, perMinute("a", 10))
		g := mustTake(t, s, 2, 2, perMinute("a", 10))

		giveBack(t, s, g, 100)
		giveBack(t, s, g, -5)

		mustTake(t, s, 10, 4, perMinute("a", 10))
	})
}

func TestCapIsObeyedUntilItResets(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, s Source) {
		limits := []Limit{perMinute("a", 100), {"a", 1000, time.Hour}}
		lower(t, s, "a", 3, 700*time.Millisecond)
		lower(t, s, "a", 50, time.Hour) // an answer that was overtaken

		g := mustTake(t, s, 10, 3, limits...)
		if g.Binding != "a" || g.RetryAfter <= 0 || g.RetryAfter > 700*time.Millisecond {
			t.Errorf("the cap says %+v", g)
		}
		giveBack(t, s, g, 1)
		mustTake(t, s, 10, 1, limits...)
		mustTake(t, s, 10, 10, perMinute("b", 100))

		time.Sleep(700 * time.Millisecond)
		mustTake(t, s, 10, 10, limits...)
	})
}

func TestCapNeverRisesAboveTheProvidersWord(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, s Source) {
		g := mustTake(t, s, 5, 5, perMinute("a", 100))
		lower(t, s, "a", 2, time.Minute)

		giveBack(t, s, g, 5)

		mustTake(t, s, 10, 2, perMinute("a", 100))
	})
}

func TestZeroRateGrantsNothing(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, s Source) {
		if g := mustTake(t, s, 1, 0, perMinute("a", 0)); g.RetryAfter != time.Minute || g.Binding != "a" {
			t.Errorf("got %+v", g)
		}
	})
}

func TestLimitsWithoutSenseAreRefused(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, s Source) {
		for name, limits := range map[string][]Limit{
			"none":            nil,
			"no window":       {{"a", 1, 0}},
			"the same, twice": {perMinute("a", 1), perMinute("a", 2)},
		} {
			if _, err := s.Take(t.Context(), 1, limits...); !errors.Is(err, ErrLimits) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := s.Take(t.Context(), 0, perMinute("a", 1)); !errors.Is(err, ErrLimits) {
			t.Errorf("nothing wanted: %v", err)
		}
	})
}

func TestEndedContextTakesNothing(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, s Source) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()

		if _, err := s.Take(ctx, 5, perMinute("a", 5)); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}

		mustTake(t, s, 5, 5, perMinute("a", 5))
		if s.Degraded() {
			t.Error("the caller's own cancel degraded the source")
		}
	})
}

func dial(t testing.TB, url string, o Options) *Redis {
	t.Helper()
	r, err := Dial(context.Background(), url, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

func TestQuotasSayWhereEveryLimitStands(t *testing.T) {
	t.Parallel()
	eachForm(t, func(t *testing.T, s Source) {
		limits := []Limit{perMinute("wide", 10), {"narrow", 3, 400 * time.Millisecond}, perMinute("none", 0)}
		fresh := mustTake(t, s, 1, 0, limits...)
		if fresh.Quotas[0] != (Quota{Remaining: 10}) || fresh.Quotas[2].Remaining != 0 || fresh.Quotas[2].Reset != time.Minute {
			t.Errorf("of limits from which nothing was taken: %+v", fresh.Quotas)
		}

		g := mustTake(t, s, 2, 2, limits[:2]...)

		if g.Quotas[0].Remaining != 8 || g.Quotas[1].Remaining != 1 {
			t.Errorf("after two of each: %+v", g.Quotas)
		}
		time.Sleep(g.Quotas[1].Reset)
		if g = mustTake(t, s, 4, 3, limits[:2]...); g.Quotas[1].Remaining != 0 || g.Quotas[1].Reset < 350*time.Millisecond || g.Quotas[0].Remaining != 5 {
			t.Errorf("a limit that has run out: %+v", g)
		}
	})
}
