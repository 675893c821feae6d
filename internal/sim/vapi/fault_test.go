package vapi_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/sim/vapi"
)

func TestElevenCallsAtOnceAreOneTooMany(t *testing.T) {
	t.Parallel()
	for capacity, want := range map[vapi.Capacity]string{
		vapi.CapacityBlocks:  "201 blocked",
		vapi.CapacityEnds:    "201 free",
		vapi.CapacityRefuses: "400 ",
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			r := start(t, func(o *vapi.Options) {
				o.AtCapacity = capacity
				o.TalkTime = 600 * time.Second // 600 ms here
			})
			for i := range 10 {
				got := r.must(201, "POST", "/call", order(fmt.Sprintf("+336000000%02d", i), nil))
				limits := got.body["subscriptionLimits"].(object)
				if limits["concurrencyBlocked"] != false || limits["remainingConcurrentCalls"] != float64(9-i) {
					t.Fatalf("call %d: %v", i, limits)
				}
			}

			got, err := r.try(acmeKey, "POST", "/call", order("+33600000011", nil))
			if err != nil {
				t.Fatal(err)
			}

			state := ""
			if limits, ok := got.body["subscriptionLimits"].(object); ok {
				state = map[any]string{true: "blocked", false: "free"}[limits["concurrencyBlocked"]]
			}
			if outcome := fmt.Sprint(got.status, " ", state); outcome != want {
				t.Fatalf("got %s: %s", outcome, got.raw)
			}
			checkEleventh(t, r, capacity)
		})
	}
}

// checkEleventh looks at what became of the call for which there was no slot.
func checkEleventh(t *testing.T, r *rig, capacity vapi.Capacity) {
	t.Helper()
	want := map[vapi.Capacity]string{
		vapi.CapacityBlocks: "customer-ended-call",
		vapi.CapacityEnds:   "call.start.error-subscription-concurrency-limit-reached",
	}[capacity]
	for range 500 {
		entries := r.sim.Ledger()
		if capacity == vapi.CapacityRefuses && len(entries) == 10 {
			return
		}
		if len(entries) == 11 && entries[10].Reason == want && r.sim.Counts().Peak["acme"] == 10 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("ledger ends with %+v", r.sim.Ledger()[len(r.sim.Ledger())-1])
}

func TestLostReplyLeavesACallThatCanBeFound(t *testing.T) {
	t.Parallel()
	for name, faults := range map[string]vapi.Faults{
		"reply lost":          {ReplyLost: 1},
		"error after created": {ErrorAfterAccept: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := start(t, func(o *vapi.Options) { o.Faults = faults })

			got, err := r.try(acmeKey, "POST", "/call", order("+33600000001", nil))
			r.sim.SetFaults(vapi.Faults{})
			list := r.must(200, "GET", "/call?phoneNumberId="+vapi.DefaultNumber("acme"), nil).list

			if err == nil && got.status != 500 {
				t.Errorf("got %d %s", got.status, got.raw)
			}
			if len(list) != 1 || list[0]["name"] != "attempt-1" {
				t.Errorf("the list is %v", list)
			}
		})
	}
}

func TestRefusalsBeforeCreationCreateNothing(t *testing.T) {
	t.Parallel()
	for status, faults := range map[int]vapi.Faults{
		503: {Down: true}, 429: {TooMany: 1, Reset: "7"}, 401: {Unauthorized: true},
	} {
		r := start(t, func(o *vapi.Options) { o.Faults = faults })

		got := r.must(status, "POST", "/call", order("+33600000001", nil))

		if status == 429 && got.header.Get("Retry-After") != "7" {
			t.Errorf("Retry-After is %q", got.header.Get("Retry-After"))
		}
		if n := r.sim.Counts().Total; n != 0 {
			t.Errorf("after %d, %d calls exist", status, n)
		}
	}
}

func TestSlowAnswerTakesItsTime(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	r.must(204, "POST", "/_sim/faults?account=acme", object{"slow_ms": 60})
	began := time.Now()

	r.must(201, "POST", "/call", order("+33600000001", nil))

	if took := time.Since(began); took < 60*time.Millisecond {
		t.Errorf("took %v", took)
	}
}

func TestMessagesAreLostDoubledOrOutOfOrder(t *testing.T) {
	t.Parallel()
	want := map[string][]string{
		"lost":     nil,
		"doubled":  {"queued", "queued", "ringing", "ringing", "ended:customer-busy", "ended:customer-busy", "report", "report"},
		"shuffled": {"queued", "ringing", "report", "ended:customer-busy"},
	}
	for name, faults := range map[string]vapi.CallbackFaults{
		"lost": {Lost: 1}, "doubled": {Duplicate: 1}, "shuffled": {Shuffle: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := start(t, func(o *vapi.Options) { o.Faults.Callbacks = faults })

			r.must(201, "POST", "/call", order("+33600999001", nil))

			r.in.wait(t, len(want[name]))
			time.Sleep(50 * time.Millisecond)
			if got := story(r.in.all()); !slices.Equal(got, want[name]) {
				t.Errorf("heard %v, want %v", got, want[name])
			}
		})
	}
}

func TestFirstMessageMayOvertakeTheAnswer(t *testing.T) {
	t.Parallel()
	r := start(t, func(o *vapi.Options) { o.Faults.Callbacks.BeforeReply = true })

	r.must(201, "POST", "/call", order("+33600000001", nil))

	if got := story(r.in.all()); len(got) == 0 || got[0] != "queued" {
		t.Errorf("when the answer came, the server had heard %v", got)
	}
}

func TestFailedMessageIsTriedAgainOnlyWithABackoffPlan(t *testing.T) {
	t.Parallel()
	plain, planned, excluded := start(t, nil), start(t, nil), start(t, nil)
	server := func(r *rig, plan object) object {
		to := object{"url": r.in.url + "/call"}
		if plan != nil {
			to["backoffPlan"] = plan
		}
		return object{"server": to, "serverMessages": []string{"end-of-call-report"}}
	}
	for _, r := range []*rig{plain, planned, excluded} {
		r.in.answer(500)
	}

	plain.must(201, "POST", "/call", order("+33600000001", server(plain, nil)))
	planned.must(201, "POST", "/call", order("+33600000001", server(planned,
		object{"type": "exponential", "maxRetries": 2, "baseDelaySeconds": 10})))
	excluded.must(201, "POST", "/call", order("+33600000001", server(excluded,
		object{"type": "fixed", "maxRetries": 2, "baseDelaySeconds": 1, "excludedStatusCodes": []int{500}})))

	tries := planned.in.wait(t, 3)
	plain.in.wait(t, 1)
	excluded.in.wait(t, 1)
	time.Sleep(80 * time.Millisecond)
	if a, b, c := len(plain.in.all()), len(planned.in.all()), len(excluded.in.all()); a != 1 || b != 3 || c != 1 {
		t.Errorf("tries: %d without plan, %d with, %d excluded", a, b, c)
	}
	if wait := tries[2].at.Sub(tries[1].at); wait < 19*time.Millisecond {
		t.Errorf("the second retry came after %v", wait)
	}
}

func TestMessagesGoToTheNearestServerWithItsHeaders(t *testing.T) {
	t.Parallel()
	in := newInbox(t)
	r := start(t, func(o *vapi.Options) {
		o.Keys[acmeKey] = vapi.Account{
			Name:        "acme",
			Server:      &vapi.Endpoint{URL: in.url + "/org"},
			Numbers:     []vapi.PhoneNumber{{ID: "n1", Number: "+33900000001", Server: &vapi.Endpoint{URL: in.url + "/number", CredentialID: "c1"}}},
			Credentials: map[string]vapi.Credential{"c1": {Token: "t0ken", Header: "X-Vapi-Secret", HMACSecret: "secret"}},
		}
	})
	one := []string{"end-of-call-report"}

	r.must(201, "POST", "/call", with(order("+33600000001", object{"serverMessages": one}), object{"phoneNumberId": "n1"}))
	first := in.wait(t, 1)[0]
	r.must(201, "POST", "/call", with(order("+33600000001", object{"serverMessages": one, "server": object{
		"url": in.url + "/call", "headers": object{"X-Webhook-Token": "abc"}}}), object{"phoneNumberId": "n1"}))
	second := in.wait(t, 2)[1]

	if first.path != "/number" || second.path != "/call" || second.header.Get("X-Webhook-Token") != "abc" {
		t.Errorf("told %s, then %s with %v", first.path, second.path, second.header)
	}
	mac := hmac.New(sha256.New, []byte("secret"))
	mac.Write([]byte(first.header.Get("X-Timestamp") + "." + string(first.raw)))
	if first.header.Get("X-Signature") != hex.EncodeToString(mac.Sum(nil)) || first.header.Get("X-Vapi-Secret") != "t0ken" {
		t.Errorf("headers are %v", first.header)
	}
}

func TestManyCallsNeverUseMoreSlotsThanThereAre(t *testing.T) {
	t.Parallel()
	r := start(t, func(o *vapi.Options) { o.TimeScale = 20_000 })
	r.sim.SetConcurrency("acme", 4)

	for i := range 40 {
		r.must(201, "POST", "/call", order(fmt.Sprintf("+336000000%02d", i), nil))
	}

	for range 500 {
		if c := r.sim.Counts(); c.ByStatus["ended"] == 40 {
			if c.Peak["acme"] > 4 || c.Active["acme"] != 0 {
				t.Errorf("counts are %+v", c)
			}
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("counts are %+v", r.sim.Counts())
}
