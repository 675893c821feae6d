package brevo_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/sim/brevo"
)

// blockedSMS sends an SMS that is accepted and then blocked, which makes
// two callbacks.
func blockedSMS(r *rig) {
	r.must(201, "POST", "/v3/transactionalSMS/send", sms("33600999003"))
}

func TestBusyReceiverIsTriedAgainByBrevosClock(t *testing.T) {
	t.Parallel()
	r := start(t, func(o *brevo.Options) { o.TimeScale = 10 * 60 * 5 }) // ten minutes take 200 ms
	r.in.answerFirst(2, http.StatusTooManyRequests)

	blockedSMS(r)
	r.in.wait(t, 4)
	time.Sleep(100 * time.Millisecond)

	var tries []time.Time
	for _, c := range r.in.all() {
		if c.body["msg_status"] == "accepted" {
			tries = append(tries, c.at)
		}
	}
	if len(tries) != 2 || tries[1].Sub(tries[0]) < 100*time.Millisecond {
		t.Errorf("tries were at %v", tries)
	}
	if all := r.in.all(); len(all) != 4 {
		t.Errorf("delivered events were repeated: %v", statuses(all))
	}
}

func TestReceiverThatFailsLosesTheEvent(t *testing.T) {
	t.Parallel()
	for _, status := range []int{400, 401, 500, 503} {
		r := start(t, func(o *brevo.Options) { o.TimeScale = 1e9 })
		r.in.answer(status)

		blockedSMS(r)

		r.in.wait(t, 2)
		time.Sleep(50 * time.Millisecond)
		if n := len(r.in.all()); n != 2 {
			t.Errorf("after %d there were %d tries of 2 events", status, n)
		}
	}
}

func TestServerErrorsAreRetriedInTheOtherReading(t *testing.T) {
	t.Parallel()
	r := start(t, func(o *brevo.Options) {
		o.TimeScale = 1e9
		o.Faults.Callbacks.RetryServerErrors = true
	})
	r.in.answer(500)

	blockedSMS(r)

	r.in.wait(t, 10)
	time.Sleep(50 * time.Millisecond)
	if n := len(r.in.all()); n != 10 {
		t.Errorf("2 events were tried %d times, want 5 times each", n)
	}
}

func TestFirstCallbackMayOvertakeTheReply(t *testing.T) {
	t.Parallel()
	r := start(t, func(o *brevo.Options) { o.Faults.Callbacks.BeforeReply = true })

	r.must(201, "POST", "/v3/transactionalSMS/send", sms("33600000001"))

	if got := statuses(r.in.all()); len(got) == 0 || got[0] != "accepted" {
		t.Errorf("when the reply came, the receiver had heard %v", got)
	}
}

func TestCallbacksMayBeLostOrDoubled(t *testing.T) {
	t.Parallel()
	lost := start(t, func(o *brevo.Options) { o.Faults.Callbacks.Lost = 1 })
	doubled := start(t, func(o *brevo.Options) { o.Faults.Callbacks.Duplicate = 1 })

	blockedSMS(lost)
	blockedSMS(doubled)

	want := []string{"accepted", "accepted", "blacklisted", "blacklisted"}
	if got := statuses(doubled.in.wait(t, 4)); !slices.Equal(got, want) {
		t.Errorf("doubled: %v", got)
	}
	if got := lost.in.all(); len(got) != 0 {
		t.Errorf("lost: %v", statuses(got))
	}
}

func TestCallbacksMayComeInAnyOrder(t *testing.T) {
	t.Parallel()
	r := start(t, func(o *brevo.Options) {
		o.DeliveryDelay = 60 * time.Millisecond
		o.Faults.Callbacks.Shuffle = true
	})
	for range 20 {
		r.must(201, "POST", "/v3/transactionalSMS/send", sms("33600000001"))
	}

	first := map[any]string{}
	for _, c := range r.in.wait(t, 60) {
		if id := c.body["messageId"]; first[id] == "" {
			first[id] = c.body["msg_status"].(string)
		}
	}
	orderly := 0
	for _, status := range first {
		if status == "accepted" {
			orderly++
		}
	}
	if orderly == len(first) {
		t.Error("every message still began with accepted")
	}
}

func TestWebhookIsMadeChangedAndDeleted(t *testing.T) {
	t.Parallel()
	r := start(t, func(o *brevo.Options) { o.Keys[acmeKey] = brevo.Account{Name: "acme"} })
	r.must(400, "GET", "/v3/webhooks", nil)
	address := strings.Replace(r.in.url, "http://", "http://ada:secret@", 1) + "/hook"

	r.must(201, "POST", "/v3/webhooks", object{
		"url": address, "channel": "sms", "events": []string{"delivered"},
		"headers": []object{{"key": "X-Token", "value": "abc"}},
	})
	r.must(201, "POST", "/v3/transactionalSMS/send", sms("33600000001"))
	got := r.in.wait(t, 1)
	r.must(204, "PUT", "/v3/webhooks/1", object{"events": []string{"sent"}, "description": "changed"})
	changed := r.must(200, "GET", "/v3/webhooks/1", nil)
	r.must(204, "DELETE", "/v3/webhooks/1", nil)

	user, _, _ := (&http.Request{Header: got[0].header}).BasicAuth()
	if got[0].body["msg_status"] != "delivered" || user != "ada" || got[0].header.Get("X-Token") != "abc" {
		t.Errorf("heard %v with %v", got[0].body, got[0].header)
	}
	if changed.body["description"] != "changed" || changed.body["url"] != address || changed.body["headers"] == nil {
		t.Errorf("changed webhook is %v", changed.body)
	}
	r.must(404, "GET", "/v3/webhooks/1", nil)
}

func TestFortyWebhooksAreEnough(t *testing.T) {
	t.Parallel()
	r := start(t, func(o *brevo.Options) { o.Keys[acmeKey] = brevo.Account{Name: "acme"} })
	hook := object{"url": r.in.url, "channel": "sms", "events": []string{"sent"}}
	for range 40 {
		r.must(201, "POST", "/v3/webhooks", hook)
	}

	r.must(400, "POST", "/v3/webhooks", hook)
	r.must(204, "DELETE", "/v3/webhooks/7", nil)
	r.must(201, "POST", "/v3/webhooks", hook)

	list := r.must(200, "GET", "/v3/webhooks?type=transactional", nil)
	if n := len(list.body["webhooks"].([]any)); n != 40 {
		t.Errorf("there are %d webhooks", n)
	}
	r.must(400, "POST", "/v3/webhooks", object{"url": r.in.url, "channel": "whatsapp", "events": []string{"sent"}})
}
