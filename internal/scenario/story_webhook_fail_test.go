package scenario_test

import (
	"context"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
)

// newsOf are the types of facts about endpoints that a receiver was told, without their noun.
func newsOf(v *receiver) []string {
	var all []string
	for _, h := range v.got() {
		all = append(all, strings.TrimPrefix(h.message().Type, "webhook_endpoint."))
	}
	slices.Sort(all)
	return all
}

func TestEndpointThatIsGoneIsDisabledAtOnceAndCatchesUpLater(t *testing.T) {
	t.Parallel()
	r := newRig(t, hasty)
	r.work()
	var status atomic.Int32
	status.Store(200)
	v, news := r.receive(switched(&status)), r.receive(nil)
	e := r.endpoint(v.url, "custom.*")
	r.endpoint(news.url, "webhook_endpoint.disabled", "webhook_endpoint.failing")
	before := r.occur("custom.before", 2)
	v.hears(2)
	status.Store(410)

	gone := r.occur("custom.gone", 3)
	news.hears(1)
	r.await("the end of what waited", 10*time.Second, func() bool {
		return r.db.Int(t, "SELECT count(*) FROM webhook_deliveries WHERE endpoint_id = $1 AND due_at IS NOT NULL", e.ID) == 0
	})
	missed := r.occur("custom.missed", 2)
	r.logged()

	now := r.endpointNow(e.ID)
	if now.Status != "disabled" || text(now.StatusReason) != "endpoint_gone" || !slices.Equal(newsOf(news), []string{"disabled"}) {
		t.Errorf("it is %s; told %v", encode(now), newsOf(news))
	}
	for _, d := range r.deliveries(e.ID) {
		if d.EventType == "custom.gone" && (d.State != "discarded" || text(d.Reason) != "endpoint_gone") || d.EventType == "custom.missed" {
			t.Errorf("left is %s", encode(d))
		}
	}
	at, admin := "/api/v1/webhook-endpoints/"+e.ID.String(), r.bearer("bluebird-admin")
	r.ask("POST", at+"/replay", `{"after_sequence":0}`, admin).wants(t, "a replay", 409, "webhook_endpoint_disabled")
	r.ask("POST", at+"/pause", "", admin).wants(t, "a pause", 409, "webhook_endpoint_disabled")
	r.ask("POST", at+"/test", "", admin).wants(t, "a test", 409, "webhook_endpoint_disabled")

	status.Store(204)
	had := len(v.got())
	r.ask("POST", at+"/resume", "", admin).wants(t, "resume", 200, "")
	r.ask("POST", at+"/replay", `{"only_failed":true}`, admin).wants(t, "a replay", 202, "")
	got := v.hears(had + 5)[had:]

	want := slices.Concat(gone, missed)
	slices.Sort(want)
	if !slices.Equal(idsOf(got), want) || slices.Contains(idsOf(got), before[0]) {
		t.Errorf("told again %v, want %v", idsOf(got), want)
	}
}

func TestEndpointThatFailsIsToldOfRecoversOrIsDisabled(t *testing.T) {
	t.Parallel()
	r := newRig(t, hasty, func(o *options) { o.tell.GiveUp = 4 * time.Second; o.tell.Delays = slices.Repeat(o.tell.Delays, 20) })
	r.work()
	var status atomic.Int32
	status.Store(503)
	v, news := r.receive(switched(&status)), r.receive(nil)
	e := r.endpoint(v.url, "*")
	r.endpoint(news.url, "webhook_endpoint.failing", "webhook_endpoint.recovered", "webhook_endpoint.disabled")

	r.occur("custom.x", 1)
	r.await("the alarm", 10*time.Second, func() bool { return slices.Equal(newsOf(news), []string{"failing"}) })
	failing := r.endpointNow(e.ID)
	status.Store(200)
	r.await("the recovery", 10*time.Second, func() bool { return slices.Equal(newsOf(news), []string{"failing", "recovered"}) })
	well := r.endpointNow(e.ID)
	status.Store(503)
	r.occur("custom.y", 1)
	r.await("the end", 20*time.Second, func() bool {
		return slices.Equal(newsOf(news), []string{"disabled", "failing", "failing", "recovered"})
	})
	ended := r.endpointNow(e.ID)

	if failing.Failures < 3 || failing.FailingSince.IsNull() || failing.Status != "active" {
		t.Errorf("failing is %s", encode(failing))
	}
	if well.Failures != 0 || !well.FailingSince.IsNull() {
		t.Errorf("recovered is %s", encode(well))
	}
	if ended.Status != "disabled" || text(ended.StatusReason) != "endpoint_failing" {
		t.Errorf("ended as %s", encode(ended))
	}
	for _, h := range v.got() {
		if strings.HasPrefix(h.message().Type, "webhook_endpoint.") && h.message().Data.ObjectID == e.ID {
			t.Errorf("it is told about itself: %s", h.message().Type)
		}
	}
}

func TestRetryAfterIsObeyedAndARedirectIsAFailure(t *testing.T) {
	t.Parallel()
	r := newRig(t, hasty)
	r.work()
	elsewhere := r.receive(nil)
	var n atomic.Int32
	v := r.receive(func(w http.ResponseWriter, q *http.Request) {
		switch n.Add(1) {
		case 1:
			w.Header().Set("Retry-After", "2")
			w.WriteHeader(503)
		case 2:
			http.Redirect(w, q, elsewhere.url, http.StatusTemporaryRedirect)
		}
	})
	e := r.endpoint(v.url, "custom.*")

	r.occur("custom.x", 1)
	got := v.hears(3)
	r.await("the account", 10*time.Second, func() bool { return r.deliveries(e.ID)[0].State == "delivered" })

	if pause := got[1].at.Sub(got[0].at); pause < 2*time.Second {
		t.Errorf("asked for 2 s, got %v", pause)
	}
	if len(elsewhere.got()) != 0 || len(idsOf(got)) != 1 {
		t.Errorf("%d requests elsewhere, ids %v", len(elsewhere.got()), idsOf(got))
	}
	report := r.report(r.deliveries(e.ID)[0].ID)
	var statuses []int
	for i, a := range report.Attempts {
		statuses = append(statuses, a.Status.MustGet())
		if a.Number != i+1 || got[i].header.Get("Webhook-Attempt") != a.RequestHeaders["Webhook-Attempt"] {
			t.Errorf("attempt %d is %s", i+1, encode(a))
		}
	}
	if !slices.Equal(statuses, []int{503, 307, 200}) || report.Delivery.Attempts != 3 || !report.Delivery.Reason.IsNull() {
		t.Errorf("the log says %s", encode(report))
	}
}

func TestEndpointLeadsNowhereInside(t *testing.T) {
	t.Parallel()
	r := newRig(t, hasty, func(o *options) { o.private = false })
	r.work()
	inside, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer inside.Close()
	var reached atomic.Int32
	go func() {
		for {
			c, err := inside.Accept()
			if err != nil {
				return
			}
			reached.Add(1)
			_ = c.Close()
		}
	}()
	e := r.endpoint("https://hooks.bluebird.example/in", "custom.*")

	for _, url := range []string{"https://" + inside.Addr().String(), "http://" + inside.Addr().String(), "https://[::ffff:127.0.0.1]:443/", "https://2130706433/"} {
		r.db.Exec(t, "UPDATE webhook_endpoints SET url = $1", url) // as if it had been saved under other rules
		r.ask("POST", "/api/v1/webhook-endpoints/"+e.ID.String()+"/test", "", r.bearer("bluebird-admin")).wants(t, "test", 202, "")
		r.await("the end of the test", 20*time.Second, func() bool {
			d := r.deliveries(e.ID)
			return len(d) > 0 && d[0].State == "exhausted"
		})
		d := r.report(r.deliveries(e.ID)[0].ID)
		if why := text(d.Attempts[0].Error); why != "outbound_url_forbidden" || !d.Attempts[0].Status.IsNull() || text(d.Delivery.Reason) != why {
			t.Errorf("%s: %s", url, encode(d))
		}
		r.db.Exec(t, "DELETE FROM webhook_deliveries")
	}
	if n := reached.Load(); n != 0 {
		t.Errorf("%d connections inside", n)
	}
}

func TestReplayTellsTheSameUnderTheSameID(t *testing.T) {
	t.Parallel()
	r := newRig(t, hasty)
	r.work()
	ctx, c := context.Background(), r.as("bluebird-admin")
	early := r.occur("custom.early", 3)
	r.logged()
	v := r.receive(nil)
	e := r.endpoint(v.url, "custom.*")
	late := r.occur("custom.late", 2)
	first := v.hears(2)
	r.await("the accounts", 10*time.Second, func() bool {
		return r.db.Int(t, "SELECT count(*) FROM webhook_deliveries WHERE state = 'delivered'") == 2
	})
	replay := func(of client.WebhookReplay) client.WebhookReplayResult {
		t.Helper()
		return *must[*client.ReplayWebhookEndpointEventsResponse](t, 202)(c.ReplayWebhookEndpointEventsWithResponse(ctx, e.ID, nil, of)).JSON202
	}

	one := must[*client.ReplayWebhookDeliveryResponse](t, 201)(c.ReplayWebhookDeliveryWithResponse(ctx, r.deliveries(e.ID)[0].ID, nil)).JSON201
	again := v.hears(3)[2]
	was := first[slices.IndexFunc(first, func(h parcel) bool { return h.header.Get("Webhook-Id") == again.header.Get("Webhook-Id") })]
	if string(again.body) != string(was.body) || one.Origin != "replay" || one.EventID != again.message().ID {
		t.Errorf("told again %s, before %s; %s", again.body, was.body, encode(one))
	}
	r.await("the account", 10*time.Second, func() bool { return r.report(one.ID).Delivery.State == "delivered" })

	must[*client.PauseWebhookEndpointResponse](t, 200)(c.PauseWebhookEndpointWithResponse(ctx, e.ID, nil))
	if got := replay(client.WebhookReplay{OnlyFailed: new(true)}); got.Deliveries != 3 || got.LastSequence != 3 || got.HasMore {
		t.Errorf("what failed: %+v", got)
	}
	for what, of := range map[string]client.WebhookReplay{
		"the same again":    {OnlyFailed: new(true)},
		"of the future":     {CreatedAfter: new(time.Now().Add(time.Hour))},
		"of the past":       {CreatedBefore: new(time.Now().Add(-time.Hour))},
		"after the end":     {AfterSequence: new(int64(1000))},
		"of what it is not": {Events: []string{"lead.*"}},
		"of what waits":     {Events: []string{"custom.early"}},
	} {
		if got := replay(of); got.Deliveries != 0 {
			t.Errorf("%s: %+v", what, got)
		}
	}
	if got := replay(client.WebhookReplay{AfterSequence: new(int64(0))}); got.Deliveries != 2 {
		t.Errorf("all of it: %+v", got)
	}
	must[*client.ResumeWebhookEndpointResponse](t, 200)(c.ResumeWebhookEndpointWithResponse(ctx, e.ID, nil))
	got := v.hears(8)

	ids := slices.Concat(early, late)
	slices.Sort(ids)
	if !slices.Equal(idsOf(got), ids) {
		t.Errorf("told %v, want %v", idsOf(got), ids)
	}
	r.ask("POST", "/api/v1/webhook-deliveries/"+uuid.NewString()+"/replay", "", r.bearer("bluebird-admin")).wants(t, "nobody's", 404, "not_found")
	r.ask("POST", "/api/v1/webhook-endpoints/"+e.ID.String()+"/replay", `{}`, r.bearer("bluebird-admin")).wants(t, "nothing asked for", 422, "validation_failed")
}

func TestEventThatIsForgottenIsNotTold(t *testing.T) {
	t.Parallel()
	r := newRig(t, hasty)
	r.work()
	v := r.receive(nil)
	e := r.endpoint(v.url, "custom.*")
	r.occur("custom.x", 1)
	v.hears(1)
	r.await("the account", 10*time.Second, func() bool { return r.deliveries(e.ID)[0].State == "delivered" })
	at, admin := "/api/v1/webhook-endpoints/"+e.ID.String(), r.bearer("bluebird-admin")
	r.ask("POST", at+"/pause", "", admin).wants(t, "pause", 200, "")
	r.occur("custom.x", 1)
	r.logged()
	r.db.Exec(t, "DELETE FROM events")

	r.ask("POST", at+"/resume", "", admin).wants(t, "resume", 200, "")
	r.await("the end", 10*time.Second, func() bool { return r.deliveries(e.ID)[0].State == "discarded" })

	d := r.deliveries(e.ID)
	if text(d[0].Reason) != "event_forgotten" || len(v.got()) != 1 {
		t.Errorf("%d requests, %s", len(v.got()), encode(d))
	}
	r.ask("POST", "/api/v1/webhook-deliveries/"+d[1].ID.String()+"/replay", "", admin).wants(t, "replay", 409, "event_forgotten")
	r.db.Exec(t, "UPDATE webhook_deliveries SET created_at = '2020-01-01'; UPDATE event_logs SET tidied_at = '2020-01-01'")
	r.await("the tidying", 10*time.Second, func() bool { return r.db.Int(t, "SELECT count(*) FROM webhook_deliveries") == 0 })
	if n := r.db.Int(t, "SELECT count(*) FROM webhook_attempts"); n != 0 {
		t.Errorf("%d attempts are left", n)
	}
}
