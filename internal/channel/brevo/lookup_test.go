package brevo_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/brevo"
	simbrevo "github.com/carillonhq/carillon/internal/sim/brevo"

	"github.com/carillonhq/carillon/internal/sim"
)

func find(list []channel.Finding, ref uuid.UUID) (channel.Finding, bool) {
	for _, f := range list {
		if f.Ref == ref {
			return f, true
		}
	}
	return channel.Finding{}, false
}

func TestLostEmailIsFoundAndUnsentEmailIsAbsent(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(o *simbrevo.Options) { o.Faults = sim.Faults{ReplyLost: 1} })
	b, began := batch("ana@example.com"), time.Now()
	expect(t, r.Email().Send(t.Context(), b), channel.Unknown, channel.NoAnswer)
	ghost := batch("nobody@example.com")
	r.sim.SetFaults(sim.Faults{})

	findings, err := r.Email().Lookup(t.Context(), append(lost(b, began), lost(ghost, began)...))

	if err != nil {
		t.Fatal(err)
	}
	want := strings.Trim(r.sim.Ledger()[0].MessageID, "<>")
	if f, ok := find(findings, b.Messages[0].Ref); !ok || !f.Found || f.ProviderID != want {
		t.Errorf("the sent message: %+v, want id %s", f, want)
	}
	if f, ok := find(findings, ghost.Messages[0].Ref); !ok || f.Found {
		t.Errorf("the unsent message: %+v, settled %v", f, ok)
	}
}

func TestLostSMSIsFoundByNumberAndByTag(t *testing.T) {
	t.Parallel()
	for _, count := range []int{2, 8} { // few are asked for by number, many by tag
		r := newRig(t, func(o *simbrevo.Options) { o.Faults = sim.Faults{ReplyLost: 1} })
		var to []string
		for i := range count {
			to = append(to, fmt.Sprintf("+3360000010%d", i))
		}
		b, began := batch(to...), time.Now()
		expect(t, r.SMS().Send(t.Context(), b), channel.Unknown, channel.NoAnswer)
		r.sim.SetFaults(sim.Faults{})
		ghost := batch("+33600000200")
		before := r.seen.count()

		time.Sleep(300 * time.Millisecond) // until the messages have events
		findings, err := r.SMS().Lookup(t.Context(), append(lost(b, began), lost(ghost, began)...))

		if err != nil {
			t.Fatal(err)
		}
		for _, e := range r.sim.Ledger() {
			ref := uuid.MustParse(e.Tags[1])
			if f, ok := find(findings, ref); !ok || !f.Found || f.ProviderID != e.MessageID {
				t.Errorf("of %d: %+v, want id %s", count, f, e.MessageID)
			}
		}
		if f, ok := find(findings, ghost.Messages[0].Ref); !ok || f.Found {
			t.Errorf("the unsent message: %+v, settled %v", f, ok)
		}
		if asked := r.seen.count() - before; count == 8 && asked != 1 {
			t.Errorf("%d requests for one tag", asked)
		}
	}
}

func TestEntriesOfOtherMessagesSettleNothingWrongly(t *testing.T) {
	t.Parallel()
	at := time.Now().UTC().Truncate(time.Second)
	after := func(d time.Duration, layout string) string { return at.Add(d).Format(layout) }
	ask := channel.Lost{Ref: uuid.New(), To: "ana@example.com", Tag: "c:spring:1", SentAt: at}
	entry := func(date, tags, id string) string {
		return fmt.Sprintf(`{"email":"Ana@Example.com","messageId":"<%s>","date":%q,"tags":%s}`, id, date, tags)
	}
	for name, c := range map[string]struct {
		entries        []string
		settled, found bool
		id             string
	}{
		"nothing listed":      {nil, true, false, ""},
		"the message":         {[]string{entry(at.Add(3*time.Second).In(time.FixedZone("CET", 3600)).Format("2006-01-02T15:04:05.000-07:00"), `["c:spring:1"]`, "m1")}, true, true, "m1"},
		"another tag":         {[]string{entry(after(3*time.Second, time.RFC3339), `["c:summer:1"]`, "m1")}, true, false, ""},
		"an hour before":      {[]string{entry(after(-time.Hour, time.RFC3339), `["c:spring:1"]`, "m1")}, true, false, ""},
		"a date without zone": {[]string{entry(after(3*time.Second, time.DateTime), `["c:spring:1"]`, "m1")}, false, false, ""},
		"two that fit": {[]string{
			entry(after(3*time.Second, time.RFC3339), `["c:spring:1"]`, "m1"), entry(after(4*time.Second, time.RFC3339), `["c:spring:1"]`, "m2"),
		}, true, true, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := answering(t, 200, `{"count":1,"transactionalEmails":[`+strings.Join(c.entries, ",")+`]}`)
			findings, err := account.Email().Lookup(t.Context(), []channel.Lost{ask})
			if err != nil {
				t.Fatal(err)
			}
			f, settled := find(findings, ask.Ref)
			if settled != c.settled || f.Found != c.found || f.ProviderID != c.id {
				t.Fatalf("settled %v: %+v", settled, f)
			}
		})
	}
}

func TestListThatIsFullProvesNoAbsence(t *testing.T) {
	t.Parallel()
	full := strings.TrimSuffix(strings.Repeat(`{"email":"x@y.example","messageId":"m"},`, 1000), ",")
	account := answering(t, 200, `{"transactionalEmails":[`+full+`]}`)
	findings, err := account.Email().Lookup(t.Context(), []channel.Lost{{Ref: uuid.New(), To: "a@b.example", SentAt: time.Now()}})
	if err != nil || len(findings) != 0 {
		t.Fatalf("findings %v, error %v", findings, err)
	}
}

func TestOldSilenceProvesNoAbsence(t *testing.T) {
	t.Parallel()
	old := lost(batch("a@b.example"), time.Now().Add(-30*24*time.Hour))
	findings, err := answering(t, 200, `{"transactionalEmails":[]}`).Email().Lookup(t.Context(), old)
	if err != nil || len(findings) != 0 {
		t.Fatalf("findings %v, error %v", findings, err)
	}
}

func TestFailedLookupTeachesNothing(t *testing.T) {
	t.Parallel()
	for _, status := range []int{401, 404, 429, 500} {
		account := answering(t, status, `{"code":"x"}`)
		if _, err := account.Email().Lookup(t.Context(), lost(batch("a@b.example"), time.Now())); err == nil {
			t.Errorf("email: status %d passed for an answer", status)
		}
		if _, err := account.SMS().Lookup(t.Context(), lost(batch("+33600000001"), time.Now())); err == nil {
			t.Errorf("sms: status %d passed for an answer", status)
		}
	}
	for _, body := range []string{`<html>`, `[]`} {
		if _, err := answering(t, 200, body).Email().Lookup(t.Context(), lost(batch("a@b.example"), time.Now())); err == nil {
			t.Errorf("%s passed for a list", body)
		}
	}
}

func TestEmailLookupsKeepToTwoASecond(t *testing.T) {
	t.Parallel()
	account := answering(t, 200, `{"transactionalEmails":[]}`)
	began := time.Now()
	findings, err := account.Email().Lookup(t.Context(), lost(batch("a@b.example", "c@d.example", "e@f.example"), began))
	if err != nil || len(findings) != 3 {
		t.Fatalf("%d findings, error %v", len(findings), err)
	}
	if took := time.Since(began); took < time.Second {
		t.Fatalf("three lookups took %s", took)
	}
}

func TestWhatsAppPollBringsEventsThatTheFeedReads(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	b := batch("+33600000001")
	b.Messages[0].TemplateID = 465118589032810
	began := time.Now()
	sent := r.WhatsApp().Send(t.Context(), b)
	expect(t, sent, channel.Accepted, "")
	r.sim.Reply("acme", simbrevo.WhatsApp, "33600000001", "Yes please")
	time.Sleep(300 * time.Millisecond)

	var poller channel.Poller = r.WhatsApp()
	events, err := poller.Poll(t.Context(), channel.Watch{Since: began.Add(-time.Second)})

	if err != nil {
		t.Fatal(err)
	}
	seen := map[channel.Kind]channel.Report{}
	for _, raw := range events {
		report, err := brevo.WhatsAppFeed{}.Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		seen[report.Kind] = report
	}
	if seen[channel.ReportReplied].Text != "Yes please" || seen[channel.ReportReplied].To != "+33600000001" {
		t.Errorf("the reply: %+v", seen[channel.ReportReplied])
	}
	if seen[channel.ReportDelivered].ProviderID != sent.Receipts[0].ProviderID {
		t.Errorf("the delivery: %+v", seen[channel.ReportDelivered])
	}
	later, err := poller.Poll(t.Context(), channel.Watch{Since: time.Now().Add(time.Hour)})
	if err != nil || len(later) != 0 {
		t.Errorf("%d old events came again, error %v", len(later), err)
	}
}

func TestWhatsAppLookupSettlesNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	findings, err := r.WhatsApp().Lookup(t.Context(), lost(batch("+33600000001"), time.Now()))
	if err != nil || len(findings) != 0 || r.seen.count() != 0 {
		t.Fatalf("findings %v, error %v, %d requests", findings, err, r.seen.count())
	}
}

func TestVerifyTellsABadKeyFromAnUnknownAddress(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	if check := r.Email().Verify(t.Context()); !check.OK {
		t.Fatalf("a good account: %+v", check)
	}
	if check := client(r.url, "xkeysib-bad").SMS().Verify(t.Context()); check.OK || check.Cause != channel.AccountGone || !strings.Contains(check.Detail, "does not know") {
		t.Errorf("a bad key: %+v", check)
	}
	if check := client(r.url, "xsmtpsib-1").SMS().Verify(t.Context()); check.Cause != channel.AccountGone || !strings.Contains(check.Detail, "SMTP password") {
		t.Errorf("an SMTP password: %+v", check)
	}
	ip := answering(t, 401, `{"message":"We have detected you are using an unrecognised IP address 2001:db8::7. If you performed this action make sure to add the new IP address in this link: https://app.brevo.com/security/authorised_ips","code":"unauthorized"}`)
	if check := ip.WhatsApp().Verify(t.Context()); check.Cause != channel.AccountGone || !strings.Contains(check.Detail, " 2001:db8::7:") {
		t.Errorf("an unknown address: %+v", check)
	}
}

func TestVerifyNamesOtherTroubles(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]struct {
		status int
		cause  channel.Cause
	}{
		`{"code":"x"}`: {429, channel.Throttled}, `oops`: {500, channel.ServerError},
		`<html>`: {200, channel.Garbled}, `{}`: {200, channel.Garbled}, `gone`: {404, channel.Garbled},
	} {
		check := answering(t, want.status, body).Email().Verify(t.Context())
		if check.OK || check.Cause != want.cause || check.Detail == "" {
			t.Errorf("%d %s: %+v", want.status, body, check)
		}
	}
	if check := client("http://127.0.0.1:1", key).Email().Verify(t.Context()); check.Cause != channel.Unreachable {
		t.Errorf("nobody there: %+v", check)
	}
}
