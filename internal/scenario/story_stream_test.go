package scenario_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/contract"
	"github.com/carillonhq/carillon/internal/devstack"
	"github.com/carillonhq/carillon/internal/sim/supabase"
)

// idsIn are the ids of events, in their order.
func idsIn(all []client.Event) []string {
	ids := make([]string, len(all))
	for i, e := range all {
		ids[i] = e.ID.String()
	}
	return ids
}

func TestStreamGoesOnWhereItsReaderStopped(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.work()
	before, viewer := r.occur("custom.before", 3), r.bearer("bluebird-viewer")
	r.logged()

	first := r.stream("/events/stream", viewer)
	none, start := first.now()
	one := r.occur("custom.one", 2)
	live := first.events(2)
	first.close()
	two := r.occur("custom.two", 450)
	rest := r.stream("/events/stream?after=0", resuming(viewer, fmt.Sprint(live[1].Sequence))).events(450)
	all := r.stream("/events/stream?after=0", viewer).events(455)
	again := r.stream("/events/stream", resuming(viewer, start)).events(452)

	if len(none) != 0 || start != fmt.Sprint(len(before)) {
		t.Errorf("it began with %v, at %s", none, start)
	}
	if !slices.Equal(idsIn(live), one) || !slices.Equal(idsIn(rest), two) || !slices.Equal(idsIn(all), slices.Concat(before, one, two)) {
		t.Error("what was told is not what happened, in its order")
	}
	if !slices.Equal(idsIn(again), idsIn(all)[3:]) {
		t.Error("who had read nothing yet has missed something")
	}
}

func TestStreamSaysTheSameAsThePage(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.lead("bluebird-operator", `{"external_id": "c-1", "first_name": "Zoë <b>", "tags": ["vip"]}`)
	r.occur("custom.order", 2)
	r.logged()

	told, _ := r.stream("/events/stream?after=0", r.bearer("bluebird-viewer")).now()
	some, at := r.stream("/events/stream?after=0&type=lead.created", r.bearer("bluebird-viewer")).now()

	var page struct{ Data []json.RawMessage }
	if err := json.Unmarshal([]byte(r.ask("GET", "/api/v1/events", "", r.bearer("bluebird-viewer")).body), &page); err != nil {
		t.Fatal(err)
	}
	if len(told) != len(page.Data) || len(told) < 3 {
		t.Fatalf("%d were told, the page has %d", len(told), len(page.Data))
	}
	for i, f := range told {
		if f.data != string(page.Data[i]) {
			t.Errorf("streamed: %s\npulled:   %s", f.data, page.Data[i])
		}
	}
	if last := told[len(told)-1].id; len(some) != 1 || some[0].event != "lead.created" || at != last {
		t.Errorf("of one type %v, up to %s of %s", some, at, last)
	}
}

func TestStreamTellsNothingOfAnotherTenant(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.work()
	theirs := r.stream("/events/stream?after=0", r.bearer("harbor-admin"))
	mine := r.stream("/events/stream?after=0", r.bearer("bluebird-viewer"))

	sent := r.occur("custom.secret", 5)
	told := mine.events(5)
	lead := r.lead("harbor-admin", `{"external_id": "h-1"}`)
	got := theirs.events(1)

	if !slices.Equal(idsIn(told), sent) {
		t.Errorf("told %v", idsIn(told))
	}
	if got[0].ObjectID != lead.ID || got[0].Sequence != 1 {
		t.Errorf("the other tenant was told %+v", got[0])
	}
	campaign := r.campaign("bluebird-operator", strings.Replace(foundingCampaign, `"uuid"`, `"`+r.audience("bluebird", 1, numbered).String()+`"`, 1)).ID.String()
	r.ask("GET", "/api/v1/campaigns/"+campaign+"/stream", "", r.bearer("harbor-admin")).wants(t, "another's campaign", 404, "not_found")
	r.ask("GET", "/api/v1/campaigns/"+campaign+"/stream", "", r.bearer("bluebird-viewer")).wants(t, "one's own", 200, "")
}

func TestStreamThatCannotBeIsAProblem(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	viewer := r.bearer("bluebird-viewer")
	for _, path := range []string{"/api/v1/events/stream", "/api/v1/campaigns/" + uuid.NewString() + "/stream"} {
		r.ask("GET", path, "", http.Header{}).wants(t, "nobody", 401, "missing_credentials")
		r.ask("GET", path, "", bearing(r.issue("bluebird-admin", "leads:read").Key)).wants(t, "a key without the scope", 403, "insufficient_scope")
		r.ask("GET", path+"?before=1", "", viewer).wants(t, "another query", 400, "unknown_parameter")
	}

	r.ask("GET", "/api/v1/campaigns/"+uuid.NewString()+"/stream", "", viewer).wants(t, "no campaign", 404, "not_found")
	number := r.ask("GET", "/api/v1/events/stream", "", resuming(viewer, "latest")).wants(t, "an id that is no number", 422, "validation_failed")
	below := r.ask("GET", "/api/v1/events/stream?after=-1", "", viewer).wants(t, "a number below zero", 422, "validation_failed")

	if c := number.at("Last-Event-ID"); c.In != "header" {
		t.Errorf("the header is not named: %s", number.body)
	}
	if c := below.at("after"); c.In != "query" {
		t.Errorf("the parameter is not named: %s", below.body)
	}
}

func TestTooManyStreamsAreRefused(t *testing.T) {
	t.Parallel()
	r := newRig(t).door(func(c *config.Config) { c.Streams, c.TenantStreams = 3, 2 }, slog.New(slog.DiscardHandler))
	viewer, harbor := r.bearer("bluebird-viewer"), r.bearer("harbor-admin")
	first, second := r.stream("/events/stream", viewer), r.stream("/events/stream", viewer)

	third := r.ask("GET", "/api/v1/events/stream", "", viewer).wants(t, "a third", 429, "too_many_streams")
	other := r.stream("/events/stream", harbor)
	full, err := r.send(t.Context(), shot{op: &contract.Operation{Method: "GET"}, target: "/api/v1/events/stream", header: harbor})
	if err != nil {
		t.Fatal(err)
	}
	first.close()
	r.await("the place of the first", 10*time.Second, func() bool { return r.ask("GET", "/api/v1/events/stream", "", viewer).status == 200 })

	if third.problem.Meta["limit"] != 2.0 || third.header.Get("Retry-After") == "" {
		t.Errorf("meta %v, Retry-After %q", third.problem.Meta, third.header.Get("Retry-After"))
	}
	if full.status != 503 || full.problem.Code != "streams_full" || full.header.Get("Retry-After") == "" {
		t.Errorf("the server's limit: %d %s", full.status, full.body)
	}
	second.now()
	other.now()
}

// It takes as long as a heartbeat, which is more than a request may take to be read.
func TestStreamEndsWithTheRightToReadIt(t *testing.T) {
	t.Parallel()
	plain := newRig(t)
	plain.work()
	r := plain.door(func(*config.Config) {}, logger(t))
	key := r.issue("bluebird-admin", "events:read")
	r.asleep([]string{"events:read"})
	r.db.Exec(t, "UPDATE tenants SET status = 'active' WHERE slug = 'asleep'")
	r.db.Exec(t, "INSERT INTO memberships (tenant_id, id, user_id, role) VALUES ($1, $2, $3, 'viewer')", devstack.ID("bluebird"), uuid.New(), devstack.ID("leaver"))
	r.logged()
	stays := r.stream("/events/stream", r.bearer("bluebird-viewer"))
	ending := []*reader{
		r.stream("/events/stream", bearing(key.Key)),
		r.stream("/events/stream", r.bearer("sleeper")),
		r.stream("/events/stream", r.bearer("leaver")),
		r.stream("/events/stream", bearing(r.token("bluebird-viewer", supabase.TTL(-20*time.Second)))), // clocks may differ by thirty
	}
	for _, v := range append(ending, stays) {
		v.now()
	}

	r.db.Exec(t, "UPDATE api_keys SET revoked_at = now() WHERE id = $1", key.APIKey.ID)
	r.db.Exec(t, "UPDATE tenants SET status = 'suspended' WHERE slug = 'asleep'")
	r.db.Exec(t, "DELETE FROM memberships WHERE user_id = $1", devstack.ID("leaver"))
	began := time.Now()
	for _, v := range ending {
		v.ends(20*time.Second - time.Since(began))
	}
	beat := stays.next()
	sent := r.occur("custom.late", 1)

	if took := beat.at.Sub(began); !beat.comment || beat.id == "" || took > 20*time.Second {
		t.Errorf("no sign of life but %+v after %v", beat, took)
	}
	if got := idsIn(stays.events(1)); !slices.Equal(got, sent) {
		t.Errorf("who may stay was told %v", got)
	}
}

func TestReaderWhoDoesNotReadKeepsNobodyWaiting(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.work()
	q, err := http.NewRequestWithContext(t.Context(), "GET", r.url+"/api/v1/events/stream?after=0", nil)
	if err != nil {
		t.Fatal(err)
	}
	q.Header = r.bearer("bluebird-viewer")
	lazy, err := (&http.Transport{DialContext: narrow}).RoundTrip(q)
	if err != nil {
		t.Fatal(err)
	}
	defer lazy.Body.Close()
	quick := r.stream("/events/stream?after=0", r.bearer("bluebird-viewer"))

	const events = 800
	long := strings.Repeat("x", 7000)
	for first := 0; first < events; first += 100 {
		var batch []string
		for range 100 {
			batch = append(batch, `{"id": "`+uuid.NewString()+`", "type": "custom.long", "data": {"text": "`+long+`"}}`)
		}
		r.ask("POST", "/api/v1/events", `{"events": [`+strings.Join(batch, ",")+`]}`, r.bearer("bluebird-operator")).wants(t, "events", 200, "")
	}
	got := quick.events(events)

	if got[events-1].Sequence != events {
		t.Errorf("the last is %d", got[events-1].Sequence)
	}
}

// narrow dials a connection that holds little of what is not read.
func narrow(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
	if tcp, is := conn.(*net.TCPConn); is {
		err = tcp.SetReadBuffer(4 << 10)
	}
	return conn, err
}
