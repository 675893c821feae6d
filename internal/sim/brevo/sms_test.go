package brevo_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/sim/brevo"
)

func TestAcceptedSMSIsInTheLedgerWithItsReferences(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	body := sms("+33600000001")
	body["webUrl"] = r.in.url + "/hook/abc"

	got := r.must(201, "POST", "/v3/transactionalSMS/send", body)

	entries := r.sim.Ledger()
	if len(entries) != 1 {
		t.Fatalf("ledger has %d entries, want 1", len(entries))
	}
	e := entries[0]
	if fmt.Sprintf(`{"messageId":%s}`, e.MessageID) != got.raw {
		t.Errorf("answered %s, ledger says %s", got.raw, e.MessageID)
	}
	if e.Account != "acme" || e.Channel != brevo.SMS || e.Recipient != "33600000001" || e.Content != "Hello" {
		t.Errorf("entry is %+v", e)
	}
	if e.Reference != "attempt-1" || !slices.Equal(e.Tags, []string{"attempt-1", "c:1"}) || e.WebURL != body["webUrl"] {
		t.Errorf("references are %q %q %q", e.Reference, e.Tags, e.WebURL)
	}
	if e.AcceptedAt.Before(e.StartedAt) || time.Since(e.StartedAt) > time.Minute {
		t.Errorf("times are %v and %v", e.StartedAt, e.AcceptedAt)
	}
}

func TestDeliveredFollowsSentFollowsAcceptedAtBothURLs(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	body := sms("33600000001")
	body["webUrl"] = r.in.url + "/hook/abc"

	r.must(201, "POST", "/v3/transactionalSMS/send", body)

	var own, account []callback
	for _, c := range r.in.wait(t, 6) {
		if c.path == "/hook/abc" {
			own = append(own, c)
		} else {
			account = append(account, c)
		}
	}
	want := []string{"accepted", "sent", "delivered"}
	if !slices.Equal(statuses(own), want) || !slices.Equal(statuses(account), want) {
		t.Fatalf("webUrl heard %v, webhook heard %v", statuses(own), statuses(account))
	}
	if own[0].header.Get("Authorization") != "" || account[0].header.Get("Authorization") != "Bearer t0ken" {
		t.Error("only the account's webhook carries the token")
	}
	if account[2].body["to"] != "33600000001" || account[2].body["reference"] == "" {
		t.Errorf("payload is %v", account[2].body)
	}
}

func TestBadSMSIsRefusedAndNotInTheLedger(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	for name, c := range map[string]struct {
		change object
		code   string
	}{
		"no sender":       {object{"sender": ""}, "missing_parameter"},
		"long sender":     {object{"sender": "AcmeIncorporated"}, "invalid_parameter"},
		"no recipient":    {object{"recipient": ""}, "missing_parameter"},
		"bad recipient":   {object{"recipient": "+33 6 00"}, "invalid_parameter"},
		"no content":      {object{"content": ""}, "missing_parameter"},
		"unknown type":    {object{"type": "spam"}, "invalid_parameter"},
		"eleven tags":     {object{"tag": make([]string, 11)}, "invalid_parameter"},
		"bad webUrl":      {object{"webUrl": "nowhere"}, "invalid_parameter"},
		"magic recipient": {object{"recipient": "33600999008"}, "invalid_parameter"},
	} {
		body := sms("33600000001")
		for k, v := range c.change {
			body[k] = v
		}
		if got := r.must(400, "POST", "/v3/transactionalSMS/send", body); got.body["code"] != c.code {
			t.Errorf("%s: code is %v, want %s", name, got.body["code"], c.code)
		}
	}
	r.must(500, "POST", "/v3/transactionalSMS/send", sms("33600999009"))
	if n := r.sim.Counts().Total; n != 0 {
		t.Errorf("%d were accepted", n)
	}
}

func TestLastDigitsChooseTheFateOfAnSMS(t *testing.T) {
	t.Parallel()
	for digits, want := range map[string][]string{
		"999001": {"accepted", "sent", "hard_bounce"},
		"999002": {"accepted", "sent", "soft_bounce"},
		"999003": {"accepted", "blacklisted"},
		"999004": {"accepted", "sent", "delivered", "blacklisted"},
		"999005": {"accepted", "sent", "delivered", "unsubscribe"},
		"999006": {"accepted", "sent", "delivered", "reply"},
		"999007": {"accepted", "sent", "delivered", "reply"},
		"999010": nil,
	} {
		t.Run(digits, func(t *testing.T) {
			t.Parallel()
			r := start(t, nil)

			r.must(201, "POST", "/v3/transactionalSMS/send", sms("33600"+digits))

			r.in.wait(t, len(want))
			time.Sleep(20 * time.Millisecond)
			got := r.in.all()
			if !slices.Equal(statuses(got), want) {
				t.Fatalf("heard %v, want %v", statuses(got), want)
			}
			if digits == "999006" && got[3].body["reply"] != "STOP" {
				t.Errorf("the reply is %v", got[3].body)
			}
		})
	}
}

func TestStatisticsFindASendByTagAndByNumber(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	for i := range 3 {
		body := sms(fmt.Sprintf("3360000000%d", i))
		body["tag"] = []string{fmt.Sprintf("attempt-%d", i), "c:1"}
		r.must(201, "POST", "/v3/transactionalSMS/send", body)
	}
	time.Sleep(30 * time.Millisecond)
	path := "/v3/transactionalSMS/statistics/events?"

	byTag := r.must(200, "GET", path+"sort=asc&tags="+url.QueryEscape(`["attempt-1"]`), nil)
	byNumber := r.must(200, "GET", path+"event=delivered&phoneNumber="+url.QueryEscape("+33600000002"), nil)
	paged := r.must(200, "GET", path+"tags=c:1&limit=4&offset=6&days=1", nil)

	if got := eventNames(byTag); !slices.Equal(got, []string{"accepted", "sent", "delivered"}) {
		t.Errorf("by tag: %v", got)
	}
	if got := eventNames(byNumber); !slices.Equal(got, []string{"delivered"}) {
		t.Errorf("by number: %v", got)
	}
	if got := eventNames(paged); len(got) != 3 {
		t.Errorf("the last page of 9 events from 6 on: %v", got)
	}
	first := byTag.body["events"].([]any)[0].(object)
	if first["tag"] != "attempt-1" || first["messageId"] != r.sim.Ledger()[1].MessageID {
		t.Errorf("event is %v", first)
	}
	r.must(400, "GET", path+"limit=101", nil)
}

func TestPersonRepliesAndOptsOut(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	r.must(201, "POST", "/v3/transactionalSMS/send", sms("33600000001"))
	r.in.wait(t, 3)

	r.must(202, "POST", "/_sim/reply", object{"account": "acme", "channel": "sms", "from": "+33600000001", "text": "Who is this?"})
	reply := r.in.wait(t, 4)[3].body
	r.must(202, "POST", "/_sim/unsubscribe", object{"account": "acme", "channel": "sms", "from": "33600000001"})
	r.in.wait(t, 5)
	r.must(201, "POST", "/v3/transactionalSMS/send", sms("33600000001"))

	if reply["msg_status"] != "reply" || reply["reply"] != "Who is this?" || reply["messageId"] == 0.0 {
		t.Errorf("reply is %v", reply)
	}
	got := statuses(r.in.wait(t, 7))
	if want := []string{"unsubscribe", "accepted", "blacklisted"}; !slices.Equal(got[4:], want) {
		t.Errorf("after the reply came %v, want %v", got[4:], want)
	}
}

func TestCreditRunsOut(t *testing.T) {
	t.Parallel()
	r := start(t, func(o *brevo.Options) {
		o.Keys[acmeKey] = brevo.Account{Name: "acme", Credits: 2}
	})
	r.must(201, "POST", "/v3/transactionalSMS/send", sms("33600000001"))
	r.must(201, "POST", "/v3/transactionalSMS/sms", sms("33600000002"))

	got := r.must(402, "POST", "/v3/transactionalSMS/send", sms("33600000003"))

	if got.body["code"] != "not_enough_credits" || r.sim.Counts().Total != 2 {
		t.Errorf("got %s with %d accepted", got.raw, r.sim.Counts().Total)
	}
}

func TestManySendersAtOnceAreAllCounted(t *testing.T) {
	t.Parallel()
	r := start(t, func(o *brevo.Options) { o.Quiet = true })
	const senders, each = 20, 50
	var running sync.WaitGroup
	for i := range senders {
		running.Go(func() {
			key := []string{acmeKey, otherKey}[i%2]
			for n := range each {
				got, err := r.try(key, "POST", "/v3/transactionalSMS/send", sms(fmt.Sprintf("336%04d%04d", i, n)))
				if err != nil || got.status != http.StatusCreated {
					t.Errorf("sender %d: %v %s", i, err, got.raw)
				}
			}
		})
	}
	running.Wait()

	counts := r.sim.Counts("c:1", "c:2")
	ids := map[string]bool{}
	for _, e := range r.sim.Ledger() {
		ids[e.MessageID] = true
	}
	if counts.Total != senders*each || counts.ByAccount["acme"] != senders*each/2 || len(ids) != senders*each {
		t.Errorf("counts are %+v with %d ids", counts, len(ids))
	}
	if counts.ByTag["c:1"] != senders*each || counts.ByTag["c:2"] != 0 {
		t.Errorf("by tag: %v", counts.ByTag)
	}
}

func BenchmarkSend(b *testing.B) {
	simulator := brevo.New(brevo.Options{
		Keys:   map[string]brevo.Account{acmeKey: {Name: "acme"}},
		Limits: brevo.Unlimited(),
		Quiet:  true,
	})
	defer simulator.Close()
	b.ReportAllocs()
	for b.Loop() {
		send(b, simulator)
	}
}
