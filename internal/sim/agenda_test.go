package sim_test

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/sim"
)

func TestTasksRunInOrderOfTheirTimeAndNotBefore(t *testing.T) {
	t.Parallel()
	a := sim.NewAgenda(1)
	defer a.Close()
	var mu sync.Mutex
	var order []int
	began, done := time.Now(), make(chan struct{})

	for _, n := range []int{3, 1, 4, 2} {
		at := began.Add(time.Duration(n) * 20 * time.Millisecond)
		a.At(at, func(context.Context) {
			mu.Lock()
			defer mu.Unlock()
			if time.Now().Before(at) {
				t.Errorf("task %d ran early", n)
			}
			if order = append(order, n); len(order) == 4 {
				close(done)
			}
		})
	}

	<-done
	if !slices.Equal(order, []int{1, 2, 3, 4}) {
		t.Errorf("order was %v", order)
	}
}

func TestNoMoreTasksRunAtOnceThanAllowed(t *testing.T) {
	t.Parallel()
	a := sim.NewAgenda(3)
	defer a.Close()
	var running, most atomic.Int32
	var all sync.WaitGroup
	all.Add(30)

	for range 30 {
		a.At(time.Now(), func(context.Context) {
			defer all.Done()
			if n := running.Add(1); n > most.Load() {
				most.Store(n)
			}
			time.Sleep(2 * time.Millisecond)
			running.Add(-1)
		})
	}

	all.Wait()
	if n := most.Load(); n < 2 || n > 3 {
		t.Errorf("%d ran at once", n)
	}
}

func TestClosedAgendaCancelsWhatRunsAndForgetsTheRest(t *testing.T) {
	t.Parallel()
	a := sim.NewAgenda(1)
	started, stopped := make(chan struct{}), false
	a.At(time.Now(), func(ctx context.Context) {
		close(started)
		<-ctx.Done()
		stopped = true
	})
	a.At(time.Now().Add(5*time.Millisecond), func(context.Context) { t.Error("ran after Close") })
	<-started

	a.Close()

	if !stopped {
		t.Error("Close did not wait for the running task")
	}
}

func TestDrawFollowsTheOdds(t *testing.T) {
	t.Parallel()
	f := sim.Faults{TooMany: .1, ReplyLost: .2, Huge: .3}

	for u, want := range map[float64]sim.Mishap{
		0: sim.TooMany, .09: sim.TooMany, .11: sim.ReplyLost, .29: sim.ReplyLost, .31: sim.Huge, .59: sim.Huge, .61: sim.None,
	} {
		if got := f.Draw(u); got != want {
			t.Errorf("%v draws %v, want %v", u, got, want)
		}
	}
}
