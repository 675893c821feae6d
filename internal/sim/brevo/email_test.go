package brevo_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/sim/brevo"
)

func email(to string) object {
	return object{
		"sender":      object{"email": "hello@acme.example", "name": "Acme"},
		"to":          []object{{"email": to, "name": "Ana"}},
		"subject":     "Hello",
		"htmlContent": "<p>Hello</p>",
		"tags":        []string{"c:1"},
		"headers":     object{"X-Mailin-custom": `{"a":"attempt-1"}`},
	}
}

func TestEmailIsReportedWithItsCustomHeader(t *testing.T) {
	t.Parallel()
	r := start(t, nil)

	sent := r.must(201, "POST", "/v3/smtp/email", email("ana@example.com"))

	got := r.in.wait(t, 2)
	if !slices.Equal(statuses(got), []string{"request", "delivered"}) {
		t.Fatalf("heard %v", statuses(got))
	}
	last := got[1].body
	if last["X-Mailin-custom"] != `{"a":"attempt-1"}` || last["message-id"] != sent.body["messageId"] ||
		last["tag"] != `["c:1"]` || last["email"] != "ana@example.com" || last["ts_epoch"].(float64) < 1e12 {
		t.Errorf("payload is %v", last)
	}
	if e := r.sim.Ledger()[0]; e.Reference != `{"a":"attempt-1"}` || e.MessageID != sent.body["messageId"] {
		t.Errorf("ledger has %+v", e)
	}
}

func TestLocalPartChoosesTheFateOfAnEmail(t *testing.T) {
	t.Parallel()
	for local, want := range map[string][]string{
		"hardbounce":   {"request", "hard_bounce"},
		"softbounce+1": {"request", "soft_bounce"},
		"blocked":      {"request", "blocked"},
		"complaint":    {"request", "delivered", "spam"},
		"unsubscribed": {"request", "delivered", "unsubscribed"},
		"Opened+22":    {"request", "delivered", "unique_opened"},
		"clicked":      {"request", "delivered", "unique_opened", "click"},
	} {
		t.Run(local, func(t *testing.T) {
			t.Parallel()
			r := start(t, nil)

			r.must(201, "POST", "/v3/smtp/email", email(local+"@example.com"))

			if got := statuses(r.in.wait(t, len(want))); !slices.Equal(got, want) {
				t.Errorf("heard %v, want %v", got, want)
			}
		})
	}
}

func TestVersionsGetAnIdEachInOrder(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	body := email("ignored@example.com")
	body["messageVersions"] = []object{
		{"to": []object{{"email": "a@example.com"}}, "subject": "For A"},
		{"to": []object{{"email": "b@example.com"}}},
	}

	sent := r.must(201, "POST", "/v3/smtp/email", body)

	ids := sent.body["messageIds"].([]any)
	entries := r.sim.Ledger()
	if len(ids) != 2 || len(entries) != 2 {
		t.Fatalf("%d ids, %d entries", len(ids), len(entries))
	}
	if entries[0].Recipient != "a@example.com" || entries[0].Subject != "For A" || entries[0].MessageID != ids[0] ||
		entries[1].Recipient != "b@example.com" || entries[1].Subject != "Hello" || entries[1].MessageID != ids[1] {
		t.Errorf("ledger has %+v", entries)
	}
}

func TestSecondUseOfAnIdempotencyKeyIsRefusedForHalfAnHour(t *testing.T) {
	t.Parallel()
	r := start(t, func(o *brevo.Options) { o.TimeScale = 3600 * 2 }) // half an hour takes 250 ms
	keyed := func(name string) object {
		body := email("ana@example.com")
		body["headers"] = object{name: "7b1c6f5e-0000-4000-8000-000000000001"}
		return body
	}
	r.must(201, "POST", "/v3/smtp/email", keyed("idempotencyKey"))

	repeat := r.must(400, "POST", "/v3/smtp/email", keyed("Idempotency-Key"))
	other := r.do(otherKey, "POST", "/v3/smtp/email", keyed("idempotencyKey"))
	counts := r.sim.Counts()
	time.Sleep(260 * time.Millisecond)
	r.must(201, "POST", "/v3/smtp/email", keyed("idempotencykey"))

	if repeat.body["code"] != "duplicate_parameter" || other.status != 201 {
		t.Errorf("repeat: %s, other account: %d", repeat.raw, other.status)
	}
	if counts.Total != 2 || counts.Duplicates != 1 {
		t.Errorf("counts are %+v", counts)
	}
	repeats := 0
	for _, e := range r.sim.Ledger() {
		if e.Duplicate {
			repeats++
		}
	}
	if repeats != 1 {
		t.Errorf("the ledger has %d refused repeats", repeats)
	}
}

func TestSandboxValidatesAndSendsNothing(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	body := email("ana@example.com")
	body["headers"] = object{"X-Sib-Sandbox": "drop"}

	sent := r.must(201, "POST", "/v3/smtp/email", body)
	time.Sleep(30 * time.Millisecond)

	if sent.body["messageId"] == "" || r.sim.Counts().Total != 0 || len(r.in.all()) != 0 {
		t.Errorf("answered %s, %d accepted, %d callbacks", sent.raw, r.sim.Counts().Total, len(r.in.all()))
	}
}

func TestEmailBeyondALimitIsRefused(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	people := func(n int) []object {
		list := make([]object, n)
		for i := range list {
			list[i] = object{"email": fmt.Sprintf("p%d@example.com", i)}
		}
		return list
	}
	versions := func(n, each int) []object {
		list := make([]object, n)
		for i := range list {
			list[i] = object{"to": people(each)}
		}
		return list
	}
	for name, change := range map[string]object{
		"no sender":              {"sender": nil},
		"no recipient":           {"to": nil},
		"no subject":             {"subject": ""},
		"no content":             {"htmlContent": ""},
		"bad address":            {"to": []object{{"email": "ana"}}},
		"long name":              {"to": []object{{"email": "a@example.com", "name": strings.Repeat("a", 71)}}},
		"1001 versions":          {"messageVersions": versions(1001, 1)},
		"100 in a version":       {"messageVersions": versions(1, 100)},
		"2001 recipients":        {"messageVersions": versions(23, 87)},
		"large params":           {"messageVersions": []object{{"to": people(1), "params": object{"x": strings.Repeat("x", 101<<10)}}}},
		"scheduled":              {"scheduledAt": "2030-01-01T00:00:00Z"},
		"content in version":     {"htmlContent": "", "textContent": "x", "messageVersions": []object{{"to": people(1), "htmlContent": "x"}}},
		"refused by magic":       {"to": []object{{"email": "refused@example.com"}}},
		"one bad among versions": {"messageVersions": []object{{"to": people(1)}, {"to": []object{{"email": "x"}}}}},
	} {
		body := email("ana@example.com")
		for k, v := range change {
			body[k] = v
		}
		if got := r.do(acmeKey, "POST", "/v3/smtp/email", body); got.status != 400 {
			t.Errorf("%s: got %d", name, got.status)
		}
	}
	r.must(500, "POST", "/v3/smtp/email", email("error@example.com"))
	if n := r.sim.Counts().Total; n != 0 {
		t.Errorf("%d were accepted", n)
	}
}

func TestSentEmailCanBeLookedUp(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	sent := r.must(201, "POST", "/v3/smtp/email", email("ana@example.com"))
	r.must(201, "POST", "/v3/smtp/email", email("ben@example.com"))
	id := sent.body["messageId"].(string)
	r.in.wait(t, 4)

	byAddress := r.must(200, "GET", "/v3/smtp/emails?email=ben@example.com", nil)
	byID := r.must(200, "GET", "/v3/smtp/emails?messageId="+url.QueryEscape(id), nil)
	events := r.must(200, "GET", "/v3/smtp/statistics/events?sort=asc&messageId="+url.QueryEscape(strings.Trim(id, "<>")), nil)
	r.must(400, "GET", "/v3/smtp/emails", nil)

	if byAddress.body["count"] != 1.0 || byID.body["count"] != 1.0 {
		t.Errorf("found %s and %s", byAddress.raw, byID.raw)
	}
	if got := eventNames(events); !slices.Equal(got, []string{"requests", "delivered"}) {
		t.Errorf("events are %v", got)
	}
}

func TestBatchedWebhookGetsAnArray(t *testing.T) {
	t.Parallel()
	r := start(t, func(o *brevo.Options) {
		o.Keys[acmeKey] = brevo.Account{Name: "acme"}
		o.TimeScale = 5 * 60 * 20 // five minutes take 50 ms
	})
	r.must(201, "POST", "/v3/webhooks", object{
		"url": r.in.url, "events": []string{"request", "delivered"}, "batched": true})

	r.must(201, "POST", "/v3/smtp/email", email("ana@example.com"))
	r.must(201, "POST", "/v3/smtp/email", email("ben@example.com"))

	got := r.in.wait(t, 1)
	time.Sleep(80 * time.Millisecond)
	if n := len(r.in.all()); n != 1 || len(got[0].list) != 4 {
		t.Errorf("%d requests, the first with %d events", n, len(got[0].list))
	}
}

func TestPersonWhoOptedOutIsBlockedUntilTheListForgetsThem(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	r.must(202, "POST", "/_sim/unsubscribe", object{"account": "acme", "channel": "email", "from": "ana@example.com"})
	r.in.wait(t, 1)

	r.must(201, "POST", "/v3/smtp/email", email("ana@example.com"))
	got := r.in.wait(t, 3)
	listed := r.must(200, "GET", "/v3/smtp/blockedContacts", nil)
	r.must(204, "DELETE", "/v3/smtp/blockedContacts/ana@example.com", nil)
	r.must(404, "DELETE", "/v3/smtp/blockedContacts/ana@example.com", nil)

	if want := []string{"unsubscribed", "request", "blocked"}; !slices.Equal(statuses(got), want) {
		t.Errorf("heard %v, want %v", statuses(got), want)
	}
	if listed.body["count"] != 1.0 {
		t.Errorf("block list is %s", listed.raw)
	}
	r.must(404, "POST", "/_sim/reply", object{"account": "acme", "channel": "email", "from": "ana@example.com"})
}
