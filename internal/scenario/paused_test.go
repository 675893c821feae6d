package scenario_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/sim/brevo"
)

// silenceBound is how long after the answer to a pause or a cancel a request may still start.
const silenceBound = time.Second

// still is a stretch of time in which a campaign must not send.
type still struct {
	campaign uuid.UUID
	from, to time.Time
}

// busy is a rig under full speed: workers with many pumps, a provider at some distance.
func busy(t *testing.T) (*rig, *client.ClientWithResponses) {
	t.Helper()
	r := newRig(t, func(o *options) {
		o.pumps = 8
		o.brevo.Quiet, o.brevo.Latency = true, 20*time.Millisecond
	})
	r.record()
	r.unhurried(r.connect("bluebird-admin", "bluebird", client.ProviderBrevo))
	r.work()
	return r, r.as("bluebird-operator")
}

func TestPauseStopsEverySendWithinASecond(t *testing.T) {
	t.Parallel()
	machine.Lock()
	defer machine.Unlock()
	const campaigns = 8
	cycles := size(t, "cycles") // at the least
	audience := 2500 * cycles / int(small["cycles"])
	r, c := busy(t)
	stills := make(chan still, 1000)
	ids := make([]uuid.UUID, campaigns)

	var cycling sync.WaitGroup
	until := time.Now().Add(time.Duration(cycles) * 500 * time.Millisecond)
	for i := range ids {
		ids[i] = r.run(c, textCampaign(r.audience("bluebird", audience, block(i))))
		r.settle()
		cycling.Go(func() { r.cycle(c, ids[i], until, stills) })
	}
	cycling.Wait()
	close(stills)
	r.quiet(5 * time.Minute)

	for _, id := range ids {
		if s := r.stats(c, id); s.ByState["completed"] != int64(audience) {
			t.Errorf("account: %+v", s)
		}
	}
	n, last := r.silent(stills)
	if n < cycles {
		t.Errorf("only %d cycles", n)
	}
	r.publish("chaos-pauses.txt", fmt.Sprintf("%d pauses; the last request started %v after one was answered\n", n, last.Round(time.Millisecond)))
	if got := r.out.Brevo.Counts().Total; got != campaigns*audience {
		t.Errorf("the provider accepted %d messages for %d targets", got, campaigns*audience)
	}
	r.audit()
}

// cycle lets a campaign run for a moment, pauses it, looks for longer than the bound whether it is
// still, and resumes it, again and again.
func (r *rig) cycle(c *client.ClientWithResponses, id uuid.UUID, until time.Time, stills chan<- still) {
	ctx := context.Background()
	for time.Now().Before(until) {
		time.Sleep(time.Duration(50+rand.IntN(200)) * time.Millisecond)
		paused, err := c.PauseCampaignWithResponse(ctx, id, nil)
		answered := time.Now()
		if err != nil || paused.StatusCode() != 200 && paused.StatusCode() != 409 {
			r.t.Errorf("pause: %v %s", err, bodyOf(paused))
			return
		}
		if paused.StatusCode() == 409 { // it is over
			return
		}
		time.Sleep(silenceBound + time.Duration(100+rand.IntN(200))*time.Millisecond)
		stills <- still{id, answered, time.Now()}
		resumed, err := c.ResumeCampaignWithResponse(ctx, id, nil)
		if err != nil || resumed.StatusCode() != 200 {
			r.t.Errorf("resume: %v %s", err, bodyOf(resumed))
			return
		}
	}
}

// silent fails the test for every request that started in a stretch of stillness later than the
// bound. It returns how many stretches there were and how late the latest request came.
func (r *rig) silent(stills <-chan still) (n int, last time.Duration) {
	r.t.Helper()
	sent := map[string][]brevo.Entry{}
	for _, e := range r.out.Brevo.Ledger() {
		campaign := strings.Split(e.Tags[0], ":")[1]
		sent[campaign] = append(sent[campaign], e)
	}
	for s := range stills {
		n++
		for _, e := range sent[s.campaign.String()] {
			if e.StartedAt.Before(s.from) || e.StartedAt.After(s.to) {
				continue
			}
			late := e.StartedAt.Sub(s.from)
			if last = max(last, late); late > silenceBound {
				r.t.Errorf("campaign %s: message %s started %v after the answer", s.campaign, e.MessageID, late)
			}
		}
	}
	return n, last
}

// block gives each audience telephone numbers of its own.
func block(i int) func(int) string {
	return func(j int) string { return numbered(100_000*i + j) }
}

func TestCancelStopsEverySendWithinASecond(t *testing.T) {
	t.Parallel()
	machine.Lock()
	defer machine.Unlock()
	const campaigns, audience = 6, 3000
	r, c := busy(t)
	stills := make(chan still, campaigns)
	for i := range campaigns {
		id := r.run(c, textCampaign(r.audience("bluebird", audience, block(i))))
		r.await("some sends", 10*time.Second, func() bool { return r.stats(c, id).ByState["completed"] > 0 })
		must[*client.CancelCampaignResponse](t, 200)(c.CancelCampaignWithResponse(context.Background(), id, nil))
		answered := time.Now()

		var s client.CampaignStats
		r.await("the cancelled campaign's end", 20*time.Second, func() bool {
			s = r.stats(c, id)
			return s.ByState["cancelled"]+s.ByState["completed"] == audience
		})
		if s.Status != "cancelled" || s.ByState["cancelled"] == 0 {
			t.Errorf("account: %+v", s)
		}
		time.Sleep(time.Until(answered.Add(2 * silenceBound)))
		stills <- still{id, answered, time.Now()}
	}
	close(stills)
	r.quiet(10 * time.Second)

	n, last := r.silent(stills)
	t.Logf("%d cancels; the last request started %v after one was answered", n, last.Round(time.Millisecond))
	r.audit()
}
