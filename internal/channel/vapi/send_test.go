package vapi_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/vapi"
	"github.com/carillonhq/carillon/internal/sim"
	simvapi "github.com/carillonhq/carillon/internal/sim/vapi"
)

func TestEachPersonIsCalledOnceUnderOurReference(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	b := batch("+33600000001", "+33600000002")

	answer := r.Send(t.Context(), b)

	expect(t, answer, channel.Accepted, "")
	ledger := map[string]simvapi.Entry{}
	for _, e := range r.sim.Ledger() {
		ledger[e.CallID] = e
	}
	for i, m := range b.Messages {
		e := ledger[answer.Receipts[i].ProviderID]
		if e.Number != m.To || e.Name != m.Ref.String() || e.ExternalID != m.Ref.String() || !strings.Contains(string(e.Metadata), b.Request.String()) {
			t.Errorf("call %d arrived as %+v", i, e)
		}
	}
	if answer.Budget == nil || answer.Budget.Limit != 10 || answer.Budget.Remaining != 8 {
		t.Errorf("budget is %+v, want 8 lines of 10", answer.Budget)
	}
}

func TestOrderHasWhatVapiLeavesOutByDefault(t *testing.T) {
	t.Parallel()
	bodies := make(chan map[string]any, 1)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body map[string]any
		_ = json.NewDecoder(r.Body).Decode(&body)
		bodies <- body
		w.WriteHeader(http.StatusCreated)
		_, _ = w.Write([]byte(`{"id":"c1"}`))
	}))
	t.Cleanup(server.Close)
	b := batch("+33600000001")
	b.Messages[0].ToName = strings.Repeat("é", 60)
	b.Messages[0].ReportURL = "https://carillon.example/hook"

	expect(t, client(server.URL, key, "https://elsewhere.example").Send(t.Context(), b), channel.Accepted, "")

	body := <-bodies
	customer, overrides := body["customer"].(map[string]any), body["assistantOverrides"].(map[string]any)
	if name := customer["name"]; name != strings.Repeat("é", 40) {
		t.Errorf("a long name was sent as %v", name)
	}
	server2 := overrides["server"].(map[string]any)
	if server2["url"] != "https://carillon.example/hook" || server2["backoffPlan"] == nil {
		t.Errorf("callbacks go to %v", server2)
	}
	if headers := server2["headers"].(map[string]any); headers[vapi.TokenHeader] != "told-you-so" {
		t.Errorf("callbacks carry %v", headers)
	}
	if overrides["voicemailDetection"] == nil || overrides["maxDurationSeconds"] != 300.0 || len(overrides["serverMessages"].([]any)) != 2 {
		t.Errorf("overrides are %v", overrides)
	}
}

func TestAnswersMeanWhatTheTableSays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		status  int
		body    string
		verdict channel.Verdict
		cause   channel.Cause
	}{
		{401, `{"message":"Invalid Key. Hot tip…","error":"Unauthorized","statusCode":401}`, channel.NotSent, channel.AccountGone},
		{400, `{"message":["customer.number must be a valid phone number in the E.164 format."],"error":"Bad Request"}`, channel.Rejected, channel.BadAddress},
		{400, `{"message":"Over Concurrency Limit.","error":"Bad Request"}`, channel.NotSent, channel.Throttled},
		{400, `{"message":"x","error":"Over Concurrency Limit"}`, channel.NotSent, channel.Throttled},
		{400, `{"message":"Numbers Bought On Vapi Have A Daily Outbound Call Limit.","error":"Bad Request"}`, channel.NotSent, channel.Throttled},
		{400, `{"message":"Couldn't Get Phone Number For phoneNumberId x","error":"Bad Request"}`, channel.NotSent, channel.AccountGone},
		{400, `{"message":"Couldn't Get Assistant","error":"Bad Request"}`, channel.NotSent, channel.AccountGone},
		{400, `{"message":"Wallet Balance is 0. Purchase More Credits","error":"Bad Request"}`, channel.NotSent, channel.AccountGone},
		{400, `{"message":["property x should not exist"],"error":"Bad Request"}`, channel.Rejected, channel.Refused},
		{404, `Cannot POST /call`, channel.Rejected, channel.Refused},
		{429, `{"message":"Rate limit exceeded"}`, channel.NotSent, channel.Throttled},
		{500, `{"message":"over concurrency"}`, channel.Unknown, channel.ServerError},
		{201, `{}`, channel.Unknown, channel.Garbled},
		{201, `{"id":7}`, channel.Unknown, channel.Garbled},
		{200, `<html>`, channel.Unknown, channel.Garbled},
		{201, `{"id":"c1"}`, channel.Accepted, ""},
	} {
		t.Run(c.body, func(t *testing.T) {
			t.Parallel()
			expect(t, answering(t, c.status, c.body).Send(t.Context(), batch("+33600000001")), c.verdict, c.cause)
		})
	}
}

func TestThrottledCallWaitsAsAsked(t *testing.T) {
	t.Parallel()
	answer := answering(t, 429, `{}`, "Retry-After", "12").Send(t.Context(), batch("+33600000001"))
	if got := answer.Receipts[0].RetryAfter; got != 12*time.Second {
		t.Fatalf("the wait is %s", got)
	}
}

func TestCallWithoutAFreeLineIsAcceptedButBlocked(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(o *simvapi.Options) {
		o.Keys = map[string]simvapi.Account{key: {Name: "acme", Concurrency: 1}}
		o.TimeScale = 1
	})
	expect(t, r.Send(t.Context(), batch("+33600000001")), channel.Accepted, "")

	answer := r.Send(t.Context(), batch("+33600000002"))

	expect(t, answer, channel.Accepted, "")
	if got := answer.Receipts[0]; got.Code != "concurrencyBlocked" || got.ProviderID == "" || answer.Budget.Remaining != 0 {
		t.Fatalf("receipt %+v, budget %+v", got, answer.Budget)
	}
}

func TestCallRefusedForWantOfALineIsNotSent(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(o *simvapi.Options) {
		o.Keys = map[string]simvapi.Account{key: {Name: "acme", Concurrency: 1}}
		o.AtCapacity, o.TimeScale = simvapi.CapacityRefuses, 1
	})
	expect(t, r.Send(t.Context(), batch("+33600000001")), channel.Accepted, "")
	expect(t, r.Send(t.Context(), batch("+33600000002")), channel.NotSent, channel.Throttled)
}

func TestCallEndedForWantOfALineIsOfClassCapacity(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	expect(t, r.Send(t.Context(), batch("+33600999007")), channel.Accepted, "")
	list := r.reports(t, func(l []channel.Report) bool { return len(l) > 0 && l[len(l)-1].Outcome != "" })
	if last := list[len(list)-1]; last.Outcome != channel.CallFailed || last.Class != "capacity" {
		t.Fatalf("it ended %s, of class %s", last.Outcome, last.Class)
	}
}

func TestPlacedCallWhoseAnswerIsSpoiledIsUnknownAndFoundAgain(t *testing.T) {
	t.Parallel()
	for name, faults := range map[string]sim.Faults{
		"reply lost": {ReplyLost: 1}, "500 after": {ErrorAfterAccept: 1}, "hang": {Hang: 1},
		"html": {HTML: 1}, "without id": {WithoutID: 1}, "huge": {Huge: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, func(o *simvapi.Options) { o.Faults = faults })
			ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
			defer cancel()
			b, ghost, began := batch("+33600000001"), batch("+33600000002"), time.Now()
			if got := r.Send(ctx, b).Receipts[0]; got.Verdict != channel.Unknown {
				t.Fatalf("the call is %s/%s", got.Verdict, got.Cause)
			}
			r.sim.SetFaults(sim.Faults{})

			findings, err := r.Lookup(t.Context(), append(lost(b, began), lost(ghost, began)...))

			if err != nil || len(findings) != 2 {
				t.Fatalf("findings %v, error %v", findings, err)
			}
			if f := findings[0]; !f.Found || f.ProviderID != r.sim.Ledger()[0].CallID {
				t.Errorf("the placed call: %+v", f)
			}
			if f := findings[1]; f.Found || f.Ref != ghost.Messages[0].Ref {
				t.Errorf("the call never placed: %+v", f)
			}
			if n := r.sim.Counts().Total; n != 1 {
				t.Errorf("%d calls were placed", n)
			}
		})
	}
}

func TestLookupPagesThroughALongList(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(o *simvapi.Options) {
		o.Keys = map[string]simvapi.Account{key: {Name: "acme", Concurrency: 1000}}
		o.Quiet = true
	})
	began := time.Now()
	first := batch("+33600000001")
	expect(t, r.Send(t.Context(), first), channel.Accepted, "")
	for range 5 {
		b := channel.Batch{Request: uuid.New()}
		for range 50 {
			b.Messages = append(b.Messages, channel.Message{Ref: uuid.New(), To: "+33600000003"})
		}
		expect(t, r.Send(t.Context(), b), channel.Accepted, "")
	}

	findings, err := r.Lookup(t.Context(), lost(first, began))

	if err != nil || len(findings) != 1 || !findings[0].Found {
		t.Fatalf("findings %+v, error %v", findings, err)
	}
}

func TestFailedLookupTeachesNothing(t *testing.T) {
	t.Parallel()
	for status, body := range map[int]string{200: `{}`, 401: `{}`, 429: `{}`, 500: `oops`} {
		findings, err := answering(t, status, body).Lookup(t.Context(), lost(batch("+33600000001"), time.Now()))
		if err == nil || len(findings) != 0 {
			t.Errorf("status %d passed for an answer: %v", status, findings)
		}
	}
}

func TestFencedCallIsNotPlaced(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	b := batch("+33600000001", "+33600000002")
	b.StartBy = time.Now()
	expect(t, r.Send(t.Context(), b), channel.NotSent, channel.Fenced)
	if n := r.sim.Counts().Total; n != 0 {
		t.Fatalf("%d calls were placed", n)
	}
}

func TestVerifyTellsAGoodKeyFromABadOne(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	if check := r.Verify(t.Context()); !check.OK {
		t.Errorf("a good key: %+v", check)
	}
	if check := client(r.url, "public", "").Verify(t.Context()); check.OK || check.Cause != channel.AccountGone || check.Detail == "" {
		t.Errorf("a bad key: %+v", check)
	}
	if check := answering(t, 200, `<html>`).Verify(t.Context()); check.OK || check.Cause != channel.Garbled {
		t.Errorf("a page: %+v", check)
	}
	if check := client("http://127.0.0.1:1", key, "").Verify(t.Context()); check.OK || check.Cause != channel.Unreachable {
		t.Errorf("nobody there: %+v", check)
	}
}
