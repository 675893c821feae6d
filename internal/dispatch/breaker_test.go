package dispatch_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/sim/brevo"
)

// again lets a lane's wait be over.
func (r *room) again() { r.db.Exec(r.t, "UPDATE lanes SET wait_until = clock_timestamp()") }

func TestBreakerOpensProbesAndCloses(t *testing.T) {
	t.Parallel()
	r := newRoom(t, func(o *options) {
		o.timing.Threshold, o.timing.Sizes[channel.SMS] = 5, 10
		o.brevo.Faults = brevo.Faults{Down: true}
	})
	c := r.campaign("sms", reached(60))

	began := time.Now()
	r.pump()
	opened := time.Now()
	first, tried := r.lane(r.conns["sms"], "sms"), r.attempts(c, "unknown")
	r.again()
	r.pump()
	reopened := time.Now()
	second, probed := r.lane(r.conns["sms"], "sms"), r.attempts(c, "unknown")
	r.brevo.SetFaults(brevo.Faults{})
	r.again()
	r.pump()

	if tried != 10 || first.Opened != 1 || *first.WaitReason != "breaker" || !lasts(first.WaitUntil, 10*time.Second, began, opened) {
		t.Errorf("after %d failures it opened %d times and waits until %v", tried, first.Opened, first.WaitUntil)
	}
	if probed != 11 || second.Opened != 2 || !lasts(second.WaitUntil, 20*time.Second, opened, reopened) {
		t.Errorf("%d probes; it opened %d times and waits until %v", probed-tried, second.Opened, second.WaitUntil)
	}
	if l := r.lane(r.conns["sms"], "sms"); l.Opened != 0 || l.BadStreak != 0 || l.WaitUntil != nil {
		t.Errorf("a good probe left %+v", l)
	}
	if r.targets(c, "completed") != 49 || r.brevo.Counts().Total != 49 {
		t.Errorf("%d of the other 49 completed", r.targets(c, "completed"))
	}
}

// lasts says whether what ends then began so long before, between two instants.
func lasts(end *time.Time, long time.Duration, from, to time.Time) bool {
	return end != nil && !end.Before(from.Add(long)) && !end.After(to.Add(long))
}

func within(at *time.Time, least, most time.Duration) bool {
	return at != nil && time.Until(*at) > least && time.Until(*at) <= most
}

func TestSlicesThatFailTogetherOpenTheBreakerOnce(t *testing.T) {
	t.Parallel()
	r := newRoom(t, func(o *options) {
		o.timing.Threshold, o.timing.Sizes[channel.SMS] = 5, 10
		o.brevo.Faults, o.brevo.Latency = brevo.Faults{Down: true}, 300*time.Millisecond
	})
	c := r.campaign("sms", reached(60))
	r.due()

	var pumps sync.WaitGroup
	for range 4 {
		pumps.Go(func() { r.must(r.Dispatch.Pump(context.Background(), time.Now().Add(200*time.Millisecond))) })
	}
	pumps.Wait()

	if l := r.lane(r.conns["sms"], "sms"); l.Opened != 1 || !within(l.WaitUntil, 0, 10*time.Second) {
		t.Errorf("after %d failures it opened %d times and waits until %v", r.attempts(c, "unknown"), l.Opened, l.WaitUntil)
	}
}

func TestSickAccountLeavesOthersAlone(t *testing.T) {
	t.Parallel()
	r := newRoom(t, func(o *options) { o.timing.Threshold = 5 })
	r.brevo.SetAccountFaults("one", brevo.Faults{Down: true})
	sick, voice := r.campaign("sms", reached(60)), r.campaign("voice", reached(3))
	r.who, r.conns = r.tenant("two")
	healthy := r.campaign("sms", reached(60))

	r.pump()

	if r.targets(sick, "completed") != 0 || r.attempts(sick, "unknown") > 50 {
		t.Errorf("the sick account made %d attempts", r.attempts(sick, "unknown"))
	}
	if r.targets(healthy, "completed") != 60 || r.targets(voice, "accepted") != 3 {
		t.Errorf("others: %d of 60 texts and %d of 3 calls", r.targets(healthy, "completed"), r.targets(voice, "accepted"))
	}
}

func TestRefusedAccountWaitsForAPersonAndSpendsNothing(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	c := r.campaign("sms", reached(400))
	r.brevo.SetLatency(20 * time.Millisecond)
	r.due()
	done := make(chan error, 1)
	go func() { done <- r.Dispatch.Pump(context.Background(), time.Now().Add(2*time.Second)) }()
	r.await("some sends", func() bool { return r.brevo.Counts().Total > 100 })
	r.brevo.SetFaults(brevo.Faults{Unauthorized: true})
	r.must(<-done)

	before := r.brevo.Counts().Total
	taken := r.lane(r.conns["sms"], "sms").Vtime
	r.must(r.Dispatch.Pump(context.Background(), time.Now().Add(300*time.Millisecond)))
	idle := r.lane(r.conns["sms"], "sms").Vtime - taken
	waiting := r.db.Int(t, "SELECT count(*) FROM targets WHERE status = 'pending' AND spent = 0")
	r.brevo.SetFaults(brevo.Faults{})
	r.resume()
	r.pump()

	if before < 100 || before > 350 || waiting != 400-before || idle > 3 {
		t.Errorf("%d were sent, %d wait unspent, the paused lane was taken %v times", before, waiting, idle)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM targets WHERE status = 'completed' AND spent = 1"); n != 400 || r.brevo.Counts().Total != 400 || r.attempts(c, "accepted") != 400 {
		t.Errorf("in the end %d completed, the provider has %d", n, r.brevo.Counts().Total)
	}
}

func TestStormsOfRefusedHasteLoseNobody(t *testing.T) {
	t.Parallel()
	for _, reset := range []string{"1", "0", "-7", "soon", "0.3", "1700000000"} {
		t.Run(fmt.Sprintf("reset %q", reset), func(t *testing.T) {
			t.Parallel()
			r := newRoom(t, func(o *options) { o.brevo.Faults = brevo.Faults{TooMany: 0.5, Reset: reset, Seed: 7} })
			c := r.campaign("sms", reached(60))

			r.await("the end of the storm", func() bool {
				r.pump()
				r.again()
				return r.targets(c, "completed") == 60
			})

			if n := r.db.Int(t, "SELECT count(*) FROM targets WHERE spent = 1"); n != 60 || r.brevo.Counts().Total != 60 || r.attempts(c, "not_sent") == 0 {
				t.Errorf("%d of 60 spent one send; the provider has %d and refused %d", n, r.brevo.Counts().Total, r.attempts(c, "not_sent"))
			}
		})
	}
}

func TestNoProviderMakesALaneWaitForMoreThanAnHour(t *testing.T) {
	t.Parallel()
	r := newRoom(t, func(o *options) { o.brevo.Faults = brevo.Faults{TooMany: 1, Reset: "99999999"} })
	r.campaign("sms", reached(1))

	r.pump()

	if l := r.lane(r.conns["sms"], "sms"); !within(l.WaitUntil, 59*time.Minute, time.Hour) {
		t.Errorf("it waits until %v", l.WaitUntil)
	}
}
