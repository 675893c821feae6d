package brevo_test

import (
	"slices"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/sim/brevo"
)

func template(to ...string) object {
	return object{"senderNumber": "33900000000", "contactNumbers": to, "templateId": 465118589032810, "params": object{"name": "Ana"}}
}

func freeText(to string) object {
	return object{"senderNumber": "33900000000", "contactNumbers": []string{to}, "text": "Hello"}
}

func TestWhatsAppEventsArePolled(t *testing.T) {
	t.Parallel()
	r := start(t, nil)

	sent := r.must(201, "POST", "/v3/whatsapp/sendMessage", template("33600999011", "33600000002"))
	time.Sleep(30 * time.Millisecond)
	got := r.must(200, "GET", "/v3/whatsapp/statistics/events?sort=asc&contactNumber=33600999011", nil)

	if want := []string{"sent", "delivered", "read"}; !slices.Equal(eventNames(got), want) {
		t.Fatalf("events are %v, want %v", eventNames(got), want)
	}
	first := got.body["events"].([]any)[0].(object)
	if first["messageId"] != sent.body["messageId"] || first["senderNumber"] != "33900000000" {
		t.Errorf("event is %v", first)
	}
	entries := r.sim.Ledger()
	if len(entries) != 2 || entries[0].MessageID != entries[1].MessageID || entries[0].Channel != brevo.WhatsApp {
		t.Errorf("ledger has %+v", entries)
	}
	if len(r.in.all()) != 0 {
		t.Error("there is no webhook for WhatsApp")
	}
}

func TestBadWhatsAppIsRefused(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	for name, body := range map[string]object{
		"plus":          template("+33600000001"),
		"spaces":        template("336 00 00 00 01"),
		"nobody":        template(),
		"no sender":     {"contactNumbers": []string{"33600000001"}, "text": "Hello"},
		"nothing":       {"senderNumber": "33900000000", "contactNumbers": []string{"33600000001"}},
		"first is free": freeText("33600000001"),
		"magic":         template("33600000001", "33600999008"),
	} {
		if got := r.do(acmeKey, "POST", "/v3/whatsapp/sendMessage", body); got.status != 400 {
			t.Errorf("%s: got %d", name, got.status)
		}
	}
	if n := r.sim.Counts().Total; n != 0 {
		t.Errorf("%d were accepted", n)
	}
}

func TestFreeTextIsAllowedForADayAfterAReply(t *testing.T) {
	t.Parallel()
	r := start(t, func(o *brevo.Options) { o.TimeScale = 86400 * 5 }) // a day takes 200 ms
	r.must(202, "POST", "/_sim/reply", object{"account": "acme", "channel": "whatsapp", "from": "33600000001", "text": "Hi"})

	r.must(201, "POST", "/v3/whatsapp/sendMessage", freeText("33600000001"))
	polled := r.must(200, "GET", "/v3/whatsapp/statistics/events?event=reply", nil)
	time.Sleep(210 * time.Millisecond)
	r.must(400, "POST", "/v3/whatsapp/sendMessage", freeText("33600000001"))

	events := polled.body["events"].([]any)
	if len(events) != 1 || events[0].(object)["body"] != "Hi" {
		t.Errorf("polled %s", polled.raw)
	}
}

func TestMagicReplyOpensAConversation(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	r.must(201, "POST", "/v3/whatsapp/sendMessage", template("33600999007"))
	time.Sleep(30 * time.Millisecond)

	r.must(201, "POST", "/v3/whatsapp/sendMessage", freeText("33600999007"))

	r.must(200, "GET", "/v3/whatsappCampaigns/template-list", nil)
	r.must(200, "GET", "/v3/senders", nil)
	r.must(404, "GET", "/v3/unknown", nil)
}
