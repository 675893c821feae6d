package brevo_test

import (
	"context"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/sim"
	simbrevo "github.com/carillonhq/carillon/internal/sim/brevo"
)

func TestAnswersMeanWhatTheTableSays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		status  int
		body    string
		verdict channel.Verdict
		cause   channel.Cause
	}{
		{"key", 401, `{"message":"Key not found","code":"unauthorized"}`, channel.NotSent, channel.AccountGone},
		{"no credit 402", 402, `{"code":"not_enough_credits","message":"x"}`, channel.NotSent, channel.AccountGone},
		{"no credit 400", 400, `{"code":"not_enough_credits","message":"x"}`, channel.NotSent, channel.AccountGone},
		{"no credit in prose", 400, `{"code":"Insufficient credits","message":"x"}`, channel.NotSent, channel.AccountGone},
		{"being checked", 400, `{"code":"account_under_validation","message":"x"}`, channel.NotSent, channel.AccountGone},
		{"forbidden", 403, `{"code":"permission_denied"}`, channel.NotSent, channel.AccountGone},
		{"bad sender", 400, `{"code":"invalid_parameter","message":"valid sender email required"}`, channel.NotSent, channel.AccountGone},
		{"bad address", 400, `{"code":"invalid_parameter","message":"email is not valid in to"}`, channel.Rejected, channel.BadAddress},
		{"bad number", 400, `{"code":"INVALID_PARAMETER","message":"Invalid phone number"}`, channel.Rejected, channel.BadAddress},
		{"bad content", 400, `{"code":"missing_parameter","message":"content is missing"}`, channel.Rejected, channel.BadContent},
		{"unknown code", 422, `{"code":"unprocessable_entity","message":"x"}`, channel.Rejected, channel.BadContent},
		{"no body", 404, ``, channel.Rejected, channel.Refused},
		{"numeric code", 405, `{"code":405,"message":["a"]}`, channel.Rejected, channel.Refused},
		{"page", 500, `<html>`, channel.Unknown, channel.ServerError},
		{"page with 200", 200, `<html>`, channel.Unknown, channel.Garbled},
		{"no id", 201, `{}`, channel.Unknown, channel.Garbled},
		{"null id", 201, `{"messageId":null}`, channel.Unknown, channel.Garbled},
		{"zero id", 201, `{"messageId":0}`, channel.Unknown, channel.Garbled},
		{"two ids for one", 201, `{"messageIds":["<a>","<b>"]}`, channel.Unknown, channel.Garbled},
		{"half a document", 201, `{"messageId":`, channel.Unknown, channel.Garbled},
		{"nothing", 204, ``, channel.Unknown, channel.Garbled},
		{"good", 201, `{"messageId":"<a@b>"}`, channel.Accepted, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			account := answering(t, c.status, c.body)
			expect(t, account.Email().Send(t.Context(), batch("ana@example.com")), c.verdict, c.cause)
			expect(t, account.SMS().Send(t.Context(), batch("+33600000001")), c.verdict, c.cause)
			expect(t, account.WhatsApp().Send(t.Context(), batch("+33600000001")), c.verdict, c.cause)
		})
	}
}

func TestBatchWhoseIDsDoNotAddUpIsUnknown(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{"messageIds":["<a>"]}`, `{"messageId":"<a>"}`, `{"messageIds":[]}`} {
		expect(t, answering(t, 201, body).Email().Send(t.Context(), batch("a@b.example", "c@d.example")), channel.Unknown, channel.Garbled)
	}
}

func TestDuplicateParameterIsEvidenceOnlyForEmail(t *testing.T) {
	t.Parallel()
	account := answering(t, 400, `{"code":"duplicate_parameter","message":"x"}`)
	expect(t, account.Email().Send(t.Context(), batch("a@b.example")), channel.Accepted, "")
	expect(t, account.SMS().Send(t.Context(), batch("+33600000001")), channel.Rejected, channel.Refused)
}

func TestThrottledSendWaitsWithinAnHour(t *testing.T) {
	t.Parallel()
	for reset, want := range map[string]time.Duration{
		"7": 7 * time.Second, "0": 0, "-1": 0, "soon": 0, "100000000": time.Hour, "1000000000": 0,
	} {
		account := answering(t, 429, `{"code":"too_many_requests"}`, "x-sib-ratelimit-reset", reset)
		answer := account.SMS().Send(t.Context(), batch("+33600000001"))
		expect(t, answer, channel.NotSent, channel.Throttled)
		if got := answer.Receipts[0].RetryAfter; got != want {
			t.Errorf("reset %q waits %s, want %s", reset, got, want)
		}
	}
}

func TestRateHeadersBecomeABudget(t *testing.T) {
	t.Parallel()
	account := answering(t, 201, `{"messageId":"a"}`,
		"x-sib-ratelimit-limit", "150", "x-sib-ratelimit-remaining", "12", "x-sib-ratelimit-reset", "1")
	got := account.SMS().Send(t.Context(), batch("+33600000001", "+33600000002")).Budget
	if want := (channel.Budget{Limit: 150, Remaining: 12, Reset: time.Second}); got == nil || *got != want {
		t.Fatalf("budget is %+v, want %+v", got, want)
	}
	odd := answering(t, 201, `{"messageId":"a"}`, "x-sib-ratelimit-limit", "many", "x-sib-ratelimit-remaining", "-4")
	if got := odd.SMS().Send(t.Context(), batch("+33600000001")).Budget; got != nil {
		t.Fatalf("a senseless header became %+v", got)
	}
}

// TestAcceptedMessageWhoseAnswerIsSpoiledIsUnknown strikes after the simulator has accepted.
func TestAcceptedMessageWhoseAnswerIsSpoiledIsUnknown(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		faults sim.Faults
		cause  channel.Cause
	}{
		"reply lost":  {sim.Faults{ReplyLost: 1}, channel.NoAnswer},
		"500 after":   {sim.Faults{ErrorAfterAccept: 1}, channel.ServerError},
		"hang":        {sim.Faults{Hang: 1}, channel.NoAnswer},
		"drip":        {sim.Faults{Drip: 1}, channel.NoAnswer},
		"html":        {sim.Faults{HTML: 1}, channel.Garbled},
		"broken json": {sim.Faults{BrokenJSON: 1}, channel.Garbled},
		"without id":  {sim.Faults{WithoutID: 1}, channel.Garbled},
		"huge":        {sim.Faults{Huge: 1}, channel.Garbled},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, func(o *simbrevo.Options) { o.Faults = c.faults })
			ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
			defer cancel()

			expect(t, r.SMS().Send(ctx, batch("+33600000001")), channel.Unknown, c.cause)

			if n := r.sim.Counts().Total; n != 1 {
				t.Fatalf("%d messages were accepted, want exactly one", n)
			}
		})
	}
}

func TestSimulatedRefusalsAreClassified(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		faults  sim.Faults
		verdict channel.Verdict
		cause   channel.Cause
	}{
		"down":         {sim.Faults{Down: true}, channel.Unknown, channel.ServerError},
		"unauthorized": {sim.Faults{Unauthorized: true}, channel.NotSent, channel.AccountGone},
		"unknown ip":   {sim.Faults{UnknownIP: true}, channel.NotSent, channel.AccountGone},
		"no credit":    {sim.Faults{NoCredit: true}, channel.NotSent, channel.AccountGone},
		"too many":     {sim.Faults{TooMany: 1, Reset: "5"}, channel.NotSent, channel.Throttled},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, func(o *simbrevo.Options) { o.Faults = c.faults })
			expect(t, r.Email().Send(t.Context(), batch("ana@example.com", "bob@example.com")), c.verdict, c.cause)
			expect(t, r.SMS().Send(t.Context(), batch("+33600000001")), c.verdict, c.cause)
		})
	}
}
