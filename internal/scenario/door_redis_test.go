package scenario_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/redistest"
)

// shared is a door of the rig whose limits lie in a Redis, as if another process had half of them.
func (r *rig) shared(server *redistest.Server, log io.Writer) *rig {
	r.t.Helper()
	return r.door(func(c *config.Config) { c.RedisURL, c.Instances = server.URL(), 2 }, slog.New(slog.NewJSONHandler(log, nil)))
}

// health is the answer to everybody's question.
func (r *rig) health() string {
	r.t.Helper()
	return r.ask("GET", "/health", "", http.Header{}).wants(r.t, "health", 200, "").body
}

func TestRedisKilledUnderLoadCostsNoRequestAndNoSendTooMany(t *testing.T) {
	t.Parallel()
	const audience, limit, window, slack = 300, 40, 2 * time.Second, 500 * time.Millisecond
	server := redistest.Start(t)
	var log book
	r := newRig(t).shared(server, &log)
	c := r.as("bluebird-operator")
	account := r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	r.db.Exec(t, `UPDATE connections SET rate_limits = '{"sms": {"limit": 60, "window_seconds": 2}}' WHERE id = $1`, account.ID)
	r.db.Exec(t, `UPDATE tenants SET send_rates = '{"sms": {"limit": 40, "window_seconds": 2}}' WHERE slug = 'bluebird'`)
	list := r.audience("bluebird", audience, numbered)
	r.work()
	id := r.run(c, textCampaign(list))
	sent := func() int { return r.out.Brevo.Counts().Total }

	var seen sync.Map
	callers, hangUp := context.WithCancel(t.Context())
	var calling sync.WaitGroup
	for _, call := range r.calls(c, id) {
		calling.Go(func() {
			for callers.Err() == nil {
				count(&seen, max(1, call(context.Background()))) // 1: no answer at all
				time.Sleep(2 * time.Millisecond)
			}
		})
	}
	r.await("sends by the shared limit", 20*time.Second, func() bool { return sent() >= 100 })
	server.Kill(t)
	killed, before := time.Now(), sent()
	r.await("sends without Redis", 20*time.Second, func() bool { return sent() >= before+40 })
	degraded := r.health()
	alone := time.Since(killed)
	server.Start(t)
	r.await("the return of Redis", 10*time.Second, func() bool { return strings.Contains(r.health(), `"rate_limits":"ok"`) })
	hangUp()
	calling.Wait()
	s := r.finished(c, id, time.Minute)

	if !strings.Contains(degraded, `"rate_limits":"degraded"`) || !strings.Contains(degraded, `"status":"ok"`) {
		t.Errorf("health hides or overstates it: %s", degraded)
	}
	if s.ByState["accepted"]+s.ByState["completed"] != audience || sent() != audience {
		t.Errorf("account: %+v; the provider has %d", s, sent())
	}
	worst := r.busiest(window - slack)
	t.Logf("at most %d sends within %v, %d within %v; the limit is %d, the share %d; %v without Redis",
		worst, window-slack, r.busiest(window), window, limit, limit/2, alone)
	if worst > limit {
		t.Errorf("%d sends within %v", worst, window-slack)
	}
	t.Logf("answers to the API meanwhile: %v", counted(&seen))
	for code := range counted(&seen) {
		if code != 200 && code != 201 {
			t.Errorf("the API answered %d", code)
		}
	}
	if n := strings.Count(log.String(), "redis does not answer"); n != 1 {
		t.Errorf("the log tells of it %d times", n)
	}
}

// busiest is the most sends that the provider saw within any span of a length.
func (r *rig) busiest(span time.Duration) int {
	var times []time.Time
	for _, e := range r.out.Brevo.Ledger() {
		times = append(times, e.StartedAt)
	}
	slices.SortFunc(times, time.Time.Compare)
	most, first := 0, 0
	for i := range times {
		for times[i].Sub(times[first]) >= span {
			first++
		}
		most = max(most, i-first+1)
	}
	return most
}

func TestCallbacksAndHealthNeverAskRedis(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	r := newRig(t).shared(server, io.Discard)
	account := r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	callback := func() {
		if code := r.post(account.CallbackUrls["sms"], "", "", `{"msg_status":"delivered"}`); code != 401 {
			t.Errorf("a callback without its token: %d", code)
		}
	}
	before := server.Commands(t)

	for range 20 {
		callback()
		r.health()
		r.ask("GET", "/livez", "", http.Header{})
		r.ask("GET", "/readyz", "", http.Header{})
	}

	if asked := server.Commands(t) - before - 1; asked != 0 { // the first count is one itself
		t.Errorf("Redis was asked %d times", asked)
	}
	server.Freeze(t)
	defer server.Thaw(t)
	began := time.Now()
	for range 20 {
		callback()
	}
	t.Logf("a callback while Redis is frozen takes %v", time.Since(began)/20)
	if !strings.Contains(r.health(), `"rate_limits":"ok"`) {
		t.Error("somebody noticed that Redis is frozen: who asked it?")
	}
}

func TestFrozenRedisCostsOneRequestALittleAndTheNextNothing(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	r := newRig(t).shared(server, io.Discard)
	viewer := r.bearer("bluebird-viewer")
	timed := func() time.Duration {
		began := time.Now()
		r.ask("GET", "/api/v1/leads", "", viewer).wants(t, "a read", 200, "").left(t)
		return time.Since(began)
	}
	usual := slices.Min([]time.Duration{timed(), timed(), timed()})

	server.Freeze(t)
	first := timed()
	var later []time.Duration
	for range 50 {
		later = append(later, timed())
	}
	server.Thaw(t)

	slices.Sort(later)
	t.Logf("a read takes %v, the first without an answer of Redis %v, then %v at the median and %v at most", usual, first, later[25], later[49])
	if first > time.Second || later[49] > time.Second {
		t.Error("callers wait for Redis")
	}
	r.await("Redis is believed again", 10*time.Second, func() bool { return strings.Contains(r.health(), `"rate_limits":"ok"`) })
}

func TestThreeServersTogetherAdmitWhatOneMay(t *testing.T) {
	t.Parallel()
	const limit = 300
	server := redistest.Start(t)
	r := newRig(t)
	cfg := r.house.Config
	cfg.RedisURL, cfg.Instances, cfg.APIReads, cfg.DBConns = server.URL(), 3, limit, 8
	token := r.bearer("bluebird-viewer")
	var seen sync.Map
	var calling sync.WaitGroup
	began := time.Now()
	for range 3 {
		url := r.openDoor(orders{Config: cfg, Timing: testTiming()})
		for range 2 {
			calling.Go(func() {
				for range limit / 2 {
					count(&seen, get(t, url+"/api/v1/leads?limit=1", token))
				}
			})
		}
	}

	calling.Wait()

	t.Logf("three processes within %v: %v, the limit is %d a minute", time.Since(began), counted(&seen), limit)
	all := counted(&seen)
	if took := time.Since(began); took > 55*time.Second {
		t.Fatalf("it took %v, longer than the window", took)
	}
	if all[200] > limit+limit/100 || all[200] < limit/2 || all[200]+all[429] != 3*limit {
		t.Errorf("answers: %v", all)
	}
}

// openDoor starts a server process and returns its address once it answers.
func (r *rig) openDoor(o orders) (url string) {
	r.t.Helper()
	o.Door = freeAddr(r.t)
	url = "http://" + o.Door
	r.order(o)
	r.await("a server of its own", 20*time.Second, func() bool {
		answer, err := http.Get(url + "/readyz")
		if err != nil {
			return false
		}
		_ = answer.Body.Close()
		return answer.StatusCode == 200
	})
	return url
}

// get is the status of one request.
func get(t *testing.T, url string, header http.Header) int {
	q, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Error(err)
		return 0
	}
	q.Header = header
	answer, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Error(err)
		return 0
	}
	_, _ = io.Copy(io.Discard, answer.Body)
	_ = answer.Body.Close()
	return answer.StatusCode
}
