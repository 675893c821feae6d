package brevo_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/channel"
	sim "github.com/carillonhq/carillon/internal/sim/brevo"
)

func TestEmailBatchIsOneRequestAndNamesEveryMessage(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	b := batch("ana@example.com", "bob@example.com", "cleo@example.com")

	answer := r.Email().Send(t.Context(), b)

	expect(t, answer, channel.Accepted, "")
	ledger := r.sim.Ledger()
	if r.seen.count() != 1 || len(ledger) != 3 {
		t.Fatalf("%d requests, %d messages", r.seen.count(), len(ledger))
	}
	for i, e := range ledger {
		if e.Recipient != b.Messages[i].To || e.Subject != b.Messages[i].Subject || !slices.Equal(e.Tags, []string{b.Tag}) {
			t.Errorf("message %d arrived as %+v", i, e)
		}
		if strings.Trim(e.MessageID, "<>") != answer.Receipts[i].ProviderID {
			t.Errorf("message %d is named %s, not %s", i, answer.Receipts[i].ProviderID, e.MessageID)
		}
		if want := `{"request":"` + b.Request.String() + `"}`; e.Custom != want {
			t.Errorf("custom header is %s, want %s", e.Custom, want)
		}
	}
}

func TestSingleEmailCarriesItsReference(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	b := batch("ana@example.com")

	expect(t, r.Email().Send(t.Context(), b), channel.Accepted, "")

	want := `{"request":"` + b.Request.String() + `","ref":"` + b.Messages[0].Ref.String() + `"}`
	if got := r.sim.Ledger()[0].Custom; got != want {
		t.Fatalf("custom header is %s, want %s", got, want)
	}
}

func TestRepeatedEmailBatchIsAcceptedWithoutIDsAndSentOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	b := batch("ana@example.com", "bob@example.com")
	expect(t, r.Email().Send(t.Context(), b), channel.Accepted, "")

	again := r.Email().Send(t.Context(), b)

	expect(t, again, channel.Accepted, "")
	if again.Receipts[0].ProviderID != "" || again.Receipts[0].Code != "duplicate_parameter" {
		t.Fatalf("the repeat's receipt is %+v", again.Receipts[0])
	}
	if c := r.sim.Counts(); c.Total != 2 || c.Duplicates != 2 {
		t.Fatalf("%d messages sent, %d repeats refused", c.Total, c.Duplicates)
	}
}

func TestOneBadRecipientSplitsTheBatchAndNothingIsSent(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)

	expect(t, r.Email().Send(t.Context(), batch("ana@example.com", "nowhere")), channel.NotSent, channel.Split)
	expect(t, r.Email().Send(t.Context(), batch("nowhere")), channel.Rejected, channel.BadAddress)
	if n := r.sim.Counts().Total; n != 0 {
		t.Fatalf("%d messages were sent", n)
	}
	expect(t, r.Email().Send(t.Context(), batch("ana@example.com")), channel.Accepted, "")
}

func TestEmailBatchOverTheLimitIsSplitUnsent(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)

	expect(t, r.Email().Send(t.Context(), batch(slices.Repeat([]string{"ana@example.com"}, 1001)...)), channel.NotSent, channel.Split)

	if r.seen.count() != 0 {
		t.Fatal("a request was made")
	}
}

func TestEmptyBatchIsNoRequest(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	if answer := r.Email().Send(t.Context(), channel.Batch{}); len(answer.Receipts) != 0 || r.seen.count() != 0 {
		t.Fatal("an empty batch was sent")
	}
}

func TestMissingHTMLIsMadeOfTheTextAndEscaped(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	b := batch("ana@example.com")
	b.Messages[0].Text = "Fish & chips\nfor <you>\n\nBye"

	expect(t, r.Email().Send(t.Context(), b), channel.Accepted, "")

	want := "<p>Fish &amp; chips<br>for &lt;you&gt;</p><p>Bye</p>"
	if got := r.sim.Ledger()[0].Content; got != want {
		t.Fatalf("content is %s, want %s", got, want)
	}
}

func TestEachSMSIsItsOwnRequestWithItsReferenceAsTag(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	b := batch("+33600000001", "+33600000002", "+33600000003")
	b.Messages[1].ReportURL = "http://127.0.0.1:9/report"

	answer := r.SMS().Send(t.Context(), b)

	expect(t, answer, channel.Accepted, "")
	byID := map[string]sim.Entry{}
	for _, e := range r.sim.Ledger() {
		byID[e.MessageID] = e
	}
	for i, m := range b.Messages {
		e := byID[answer.Receipts[i].ProviderID]
		if "+"+e.Recipient != m.To || e.WebURL != m.ReportURL || !slices.Equal(e.Tags, []string{b.Tag, m.Ref.String()}) {
			t.Errorf("message %d arrived as %+v", i, e)
		}
	}
}

func TestUnicodeIsAskedForOnlyWhenTheTextNeedsIt(t *testing.T) {
	t.Parallel()
	bodies := make(chan map[string]any, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body map[string]any
		_ = json.NewDecoder(r.Body).Decode(&body)
		bodies <- body
		_, _ = io.WriteString(w, `{"messageId":1511882900176220}`)
	}))
	t.Cleanup(server.Close)
	for text, unicode := range map[string]bool{
		"Hello": false, "Déjà vu à 5 €": false, "{[~]}\\^|": false, "naïve": true, "Hi 👋": true, "`": true, "Привет": true,
	} {
		b := batch("+33600000001")
		b.Messages[0].Text = text

		answer := client(server.URL, key).SMS().Send(t.Context(), b)

		expect(t, answer, channel.Accepted, "")
		if answer.Receipts[0].ProviderID != "1511882900176220" {
			t.Errorf("a large id became %s", answer.Receipts[0].ProviderID)
		}
		if body := <-bodies; (body["unicodeEnabled"] == true) != unicode || body["type"] != "transactional" {
			t.Errorf("%q was sent as %v", text, body)
		}
	}
}

func TestWhatsAppNumbersAreDigitsAndFirstContactNeedsATemplate(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	b := batch("+33600000001")

	expect(t, r.WhatsApp().Send(t.Context(), b), channel.Rejected, channel.BadContent)
	b.Messages[0].TemplateID, b.Messages[0].Params = 465118589032810, map[string]string{"name": "Ana"}
	answer := r.WhatsApp().Send(t.Context(), b)

	expect(t, answer, channel.Accepted, "")
	if e := r.sim.Ledger()[0]; e.Recipient != "33600000001" || e.Sender != "33900000000" || e.MessageID != answer.Receipts[0].ProviderID {
		t.Fatalf("it arrived as %+v", e)
	}
}

func TestRefusedTelephoneNumberIsABadAddress(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	answer := r.SMS().Send(t.Context(), batch("+33600000001", "+33600999008"))
	if got := answer.Receipts[0].Verdict; got != channel.Accepted {
		t.Fatalf("the neighbour is %s", got)
	}
	if got := answer.Receipts[1]; got.Verdict != channel.Rejected || got.Cause != channel.BadAddress {
		t.Fatalf("the refused number is %s/%s", got.Verdict, got.Cause)
	}
	expect(t, r.WhatsApp().Send(t.Context(), batch("+33600999008")), channel.Rejected, channel.BadAddress)
}

func TestFencedBatchIsNotSent(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	email, sms := batch("ana@example.com"), batch("+33600000001", "+33600000002")
	email.StartBy, sms.StartBy = time.Now(), time.Now()

	expect(t, r.Email().Send(t.Context(), email), channel.NotSent, channel.Fenced)
	expect(t, r.SMS().Send(t.Context(), sms), channel.NotSent, channel.Fenced)
	expect(t, r.WhatsApp().Send(t.Context(), sms), channel.NotSent, channel.Fenced)

	if r.seen.count() != 0 {
		t.Fatal("a fenced request was made")
	}
}
