package scenario_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/client"
)

// flaky is a receiver that fails three requests in ten, in every way there is, and remembers ids
// alone.
type flaky struct {
	lock            sync.Mutex
	dice            *rand.Rand
	requests, twice int
	taken           map[string]bool
}

func (f *flaky) answer(w http.ResponseWriter, q *http.Request) {
	f.lock.Lock()
	fails, how := f.dice.IntN(10) < 3, f.dice.IntN(4)
	f.requests++
	if id := q.Header.Get("Webhook-Id"); !fails {
		if f.taken[id] {
			f.twice++
		}
		f.taken[id] = true
	}
	f.lock.Unlock()
	switch {
	case !fails:
	case how == 0:
		panic(http.ErrAbortHandler) // the connection breaks
	default:
		w.WriteHeader([]int{0, 500, 302, 429}[how])
	}
}

func (f *flaky) ids() []string {
	f.lock.Lock()
	defer f.lock.Unlock()
	all := make([]string, 0, len(f.taken))
	for id := range f.taken {
		all = append(all, id)
	}
	slices.Sort(all)
	return all
}

func TestEveryEventReachesAFlakyReceiverThoughWorkersDie(t *testing.T) {
	t.Parallel()
	machine.Lock()
	defer machine.Unlock()
	const events, kills = 10_000, 6
	seed := seedOf(t)
	r := newRig(t, hasty, func(o *options) {
		for range 20 { // else one event in 170,000 would be tried to the end in vain
			o.tell.Delays = append(o.tell.Delays, 50*time.Millisecond)
		}
	})
	f := &flaky{dice: rand.New(rand.NewPCG(seed, 7)), taken: map[string]bool{}}
	v := r.receive(nil)
	v.answer = f.answer
	e := r.endpoint(v.url, "custom.*")
	r.db.Exec(t, "UPDATE webhook_endpoints SET max_in_flight = 32")
	crew := []*process{r.spawn(), r.spawn()}

	began := time.Now()
	sent := r.occur("custom.load", events)
	for n := range kills {
		r.await("a part of the events", time.Minute, func() bool { return len(f.ids()) >= (n+1)*events/(kills+2) })
		crew[n%2].kill()
		crew[n%2] = r.spawn()
	}
	middle := peak(t, crew[0])
	r.await("every event", 2*time.Minute, func() bool {
		return r.db.Int(t, "SELECT count(*) FROM webhook_deliveries WHERE state = 'delivered'") == events
	})
	took := time.Since(began)

	slices.Sort(sent)
	if got := f.ids(); !slices.Equal(got, sent) {
		t.Errorf("%d ids were taken, %d events sent", len(got), len(sent))
	}
	var pulled []string
	for _, of := range r.logOf("bluebird-viewer", "custom.load") {
		pulled = append(pulled, of.ID.String())
	}
	slices.Sort(pulled)
	if !slices.Equal(pulled, sent) {
		t.Errorf("%d ids were pulled", len(pulled))
	}
	if crowd := v.crowded(); crowd > 32+32 { // a request of a worker that was killed may still be open
		t.Errorf("%d requests at once", crowd)
	}
	if n := len(r.deliveries(e.ID)); n != 200 {
		t.Errorf("a page has %d deliveries", n)
	}
	end := peak(t, crew[0])
	t.Logf("%d events, %d kills: %d requests, %d taken twice, %.0f events a second; a worker's memory grew by %d KiB to %d MiB",
		events, kills, f.requests, f.twice, events/took.Seconds(), end-middle, end>>10)
	if end-middle > 48<<10 {
		t.Errorf("a worker's memory grew by %d KiB", end-middle)
	}
}

var highWater = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// peak is the most memory a process has held, in KiB.
func peak(t *testing.T, p *process) int {
	t.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	kib, err := strconv.Atoi(string(highWater.FindSubmatch(raw)[1]))
	if err != nil {
		t.Fatal(err)
	}
	return kib
}

func TestSlowReceiverKeepsNobodyWaiting(t *testing.T) {
	t.Parallel()
	r := newRig(t, hasty)
	r.work()
	slow := r.receive(func(_ http.ResponseWriter, q *http.Request) {
		select {
		case <-q.Context().Done():
		case <-time.After(2 * time.Second):
		}
	})
	quick, other := r.receive(nil), r.receive(nil)
	r.endpoint(slow.url, "*")
	r.endpoint(quick.url, "custom.*")
	made := must[*client.CreateWebhookEndpointResponse](t, 201)(r.as("harbor-admin").CreateWebhookEndpointWithResponse(
		t.Context(), nil, client.NewWebhookEndpoint{URL: other.url, Events: []string{"lead.*"}})).JSON201

	began := time.Now()
	ids := r.occur("custom.x", 200)
	r.lead("harbor-admin", `{"external_id":"7"}`)
	got := quick.hears(200)
	other.hears(1)
	took := time.Since(began)

	slices.Sort(ids)
	if !slices.Equal(idsOf(got), ids) {
		t.Errorf("told %d of %d", len(idsOf(got)), len(ids))
	}
	slow.hears(8)
	if slow.crowded() > 4 || quick.crowded() > 4 {
		t.Errorf("%d and %d requests at once", slow.crowded(), quick.crowded())
	}
	if err := verified(text(made.Secret), other.got()[0]); err != nil {
		t.Error(err)
	}
	for _, h := range slices.Concat(slow.got(), quick.got()) {
		if h.message().TenantID != other.got()[0].message().TenantID && h.message().Type == "lead.created" {
			t.Error("told of another tenant's lead")
		}
	}
	if took > 15*time.Second {
		t.Errorf("200 events took %v beside a slow receiver", took)
	}
	t.Logf("200 events and another tenant's in %v, beside a receiver that takes 2 s for each", took)
}
