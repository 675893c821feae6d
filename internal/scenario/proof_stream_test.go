package scenario_test

import (
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/client"
)

// memory is what a reader of the log has put away: what it loses is what it had not put away yet.
type memory struct {
	lock        sync.Mutex
	all         []client.Event
	reads, vain int // how often it was answered, and how often not
}

func (m *memory) keep(e client.Event) {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.all = append(m.all, e)
}

// failed takes note of whether an answer came, and rests when none did.
func (m *memory) failed(err error) bool {
	m.lock.Lock()
	defer m.lock.Unlock()
	if err == nil {
		m.reads++
		return false
	}
	m.vain++
	time.Sleep(20 * time.Millisecond)
	return true
}

// last is the number to go on after.
func (m *memory) last() int64 {
	m.lock.Lock()
	defer m.lock.Unlock()
	if len(m.all) == 0 {
		return 0
	}
	return m.all[len(m.all)-1].Sequence
}

// listens reads the stream until the context ends, and is killed after some events, in the middle of one.
func (m *memory) listens(ctx context.Context, r *rig, dice *rand.Rand) {
	for ctx.Err() == nil {
		q, _ := http.NewRequestWithContext(ctx, http.MethodGet, r.url+"/api/v1/events/stream?after=0", nil)
		q.Header = resuming(r.bearer("bluebird-viewer"), strconv.FormatInt(m.last(), 10))
		answer, err := checked{r}.RoundTrip(q)
		if err == nil && !endless(answer) {
			err = errors.New(answer.Status)
		}
		if m.failed(err) {
			continue
		}
		left := 1 + dice.IntN(300)
		for f := range frames(answer.Body) {
			if left--; left == 0 {
				break
			}
			var e client.Event
			if !f.comment && json.Unmarshal([]byte(f.data), &e) == nil {
				m.keep(e)
			}
		}
		_ = answer.Body.Close()
	}
}

// pulls reads pages of the log until the context ends.
func (m *memory) pulls(ctx context.Context, r *rig) {
	for c := r.as("bluebird-viewer"); ctx.Err() == nil; {
		page, err := c.ListEventsWithResponse(ctx, &client.ListEventsParams{After: new(m.last()), Limit: new(150)})
		if err == nil && page.JSON200 == nil {
			err = errors.New(page.Status())
		}
		if m.failed(err) {
			continue
		}
		for _, e := range page.JSON200.Data {
			m.keep(e)
		}
		if !page.JSON200.HasMore {
			time.Sleep(50 * time.Millisecond)
		}
	}
}

// holds says whether what was kept is the whole log, each event once and in its order.
func (m *memory) holds(t *testing.T, how string, log []string) {
	t.Helper()
	m.lock.Lock()
	defer m.lock.Unlock()
	for i, e := range m.all {
		if e.Sequence != int64(i+1) {
			t.Errorf("%s: number %d comes as the %dth", how, e.Sequence, i+1)
			break
		}
	}
	if got := idsIn(m.all); !slices.Equal(got, log) {
		t.Errorf("%s: %d events of %d", how, len(got), len(log))
	}
}

// beside is another front door to the same house, at an address of its own that a process may serve.
func (r *rig) beside() *rig {
	r.t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		r.t.Fatal(err)
	}
	defer l.Close()
	d := *r
	d.url = "http://" + l.Addr().String()
	return &d
}

func TestStreamPullAndWebhooksTellTheSameWhateverIsKilled(t *testing.T) {
	t.Parallel()
	machine.Lock()
	defer machine.Unlock()
	const texts, events, kills = 200, 1500, 8
	seed := seedOf(t)
	r := newRig(t, hasty, func(o *options) {
		for range 20 {
			o.tell.Delays = append(o.tell.Delays, 50*time.Millisecond)
		}
	})
	c, dice := r.as("bluebird-operator"), rand.New(rand.NewPCG(seed, 3))
	f := &flaky{dice: rand.New(rand.NewPCG(seed, 7)), taken: map[string]bool{}}
	v := r.receive(nil)
	v.answer = f.answer
	e := r.endpoint(v.url, "*")
	r.db.Exec(t, "UPDATE webhook_endpoints SET max_in_flight = 32")
	r.unhurried(r.connect("bluebird-admin", "bluebird", client.ProviderBrevo))
	front := r.beside()
	serve := func() *process {
		return r.order(orders{Config: r.house.Config, Timing: r.house.Dispatch.Timing, Door: front.url[len("http://"):]})
	}
	door, worker := serve(), r.spawn()
	var streamed, pulled memory
	var readers sync.WaitGroup
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	readers.Go(func() { streamed.listens(ctx, front, rand.New(rand.NewPCG(seed, 5))) })
	readers.Go(func() { pulled.pulls(ctx, front) })

	began := time.Now()
	r.run(c, textCampaign(r.audience("bluebird", texts, numbered)))
	for n := range kills {
		r.occur("custom.load", events/kills)
		time.Sleep(time.Duration(200+dice.IntN(300)) * time.Millisecond)
		if n%2 == 0 {
			door.kill()
			door = serve()
		} else {
			worker.kill()
			worker = r.spawn()
		}
	}
	r.quiet(time.Minute)
	r.await("the log", time.Minute, r.allHeard)
	end := func() int { return r.db.Int(t, "SELECT last_seq FROM event_logs") }
	r.await("every webhook", time.Minute, func() bool {
		return r.db.Int(t, "SELECT count(*) FROM webhook_deliveries WHERE state <> 'delivered'") == 0 && r.allHeard()
	})
	r.await("every reader", time.Minute, func() bool { return int(min(streamed.last(), pulled.last())) == end() })
	stop()
	readers.Wait()

	log := r.texts("SELECT id::text FROM events ORDER BY seq")
	streamed.holds(t, "the stream", log)
	pulled.holds(t, "pages", log)
	others := r.texts("SELECT id::text FROM events WHERE object_id <> '" + e.ID.String() + "' ORDER BY id::text")
	if told := f.ids(); !slices.Equal(told, others) { // no endpoint is told of itself
		t.Errorf("webhooks told %d events of %d", len(told), len(others))
	}
	if len(log) < events+2*texts || streamed.reads < kills {
		t.Errorf("%d events, the stream was opened %d times", len(log), streamed.reads)
	}
	t.Logf("%d events, %d of them for webhooks: by a stream opened %d times (%d in vain), %d pages (%d), %d requests; %d kills, %.0f s",
		len(log), len(others), streamed.reads, streamed.vain, pulled.reads, pulled.vain, f.requests, kills, time.Since(began).Seconds())
}
