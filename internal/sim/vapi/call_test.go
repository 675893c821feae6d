package vapi_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/carillonhq/carillon/internal/sim/vapi"
)

func TestCallGoesFromQueuedToItsReport(t *testing.T) {
	t.Parallel()
	r := start(t, nil)

	made := r.must(201, "POST", "/call", order("+33600000001", object{"metadata": object{"attempt_id": "attempt-1"}}))

	if made.body["status"] != "queued" || made.body["type"] != "outboundPhoneCall" || made.body["subscriptionLimits"] == nil {
		t.Fatalf("answered %s", made.raw)
	}
	got := r.in.wait(t, 5)
	want := []string{"queued", "ringing", "in-progress", "ended:customer-ended-call", "report"}
	if !slices.Equal(story(got), want) {
		t.Fatalf("heard %v, want %v", story(got), want)
	}
	report := got[4].body
	call := report["call"].(object)
	if call["id"] != made.body["id"] || call["assistantOverrides"].(object)["metadata"].(object)["attempt_id"] != "attempt-1" {
		t.Errorf("the report's call is %v", call)
	}
	if report["startedAt"] == nil || report["cost"] == nil || report["artifact"].(object)["transcript"] == "" ||
		report["analysis"].(object)["successEvaluation"] != "true" {
		t.Errorf("report is %v", report)
	}
	shown := r.must(200, "GET", "/call/"+call["id"].(string), nil)
	if shown.body["status"] != "ended" || shown.body["endedReason"] != "customer-ended-call" {
		t.Errorf("the call is %s", shown.raw)
	}
}

func TestLastDigitsChooseTheFateOfACall(t *testing.T) {
	t.Parallel()
	detection := object{"voicemailDetection": object{"provider": "vapi"}}
	for name, c := range map[string]struct {
		digits    string
		overrides object
		want      []string
	}{
		"busy":        {"999001", nil, []string{"queued", "ringing", "ended:customer-busy", "report"}},
		"no answer":   {"999002", nil, []string{"queued", "ringing", "ended:customer-did-not-answer", "report"}},
		"voicemail":   {"999003", detection, []string{"queued", "ringing", "in-progress", "ended:voicemail", "report"}},
		"undetected":  {"999003", nil, []string{"queued", "ringing", "in-progress", "ended:customer-ended-call", "report"}},
		"off":         {"999003", object{"voicemailDetection": "off"}, []string{"queued", "ringing", "in-progress", "ended:customer-ended-call", "report"}},
		"model":       {"999004", nil, []string{"queued", "ringing", "in-progress", "ended:call.in-progress.error-providerfault-openai-llm-failed", "report"}},
		"fraud":       {"999005", nil, []string{"queued", "ended:call.start.error-fraud-check-failed"}},
		"misdialed":   {"999006", nil, []string{"queued", "ringing", "ended:twilio-reported-customer-misdialed", "report"}},
		"concurrency": {"999007", nil, []string{"queued", "ended:call.start.error-subscription-concurrency-limit-reached"}},
		"unheard":     {"999010", nil, nil},
		"unknown":     {"999011", nil, []string{"queued", "ringing", "in-progress", "ended:call.in-progress.error-nobody-documented", "report"}},
		"line":        {"999012", nil, []string{"queued", "ended:twilio-failed-to-connect-call"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := start(t, nil)

			r.must(201, "POST", "/call", order("+33600"+c.digits, c.overrides))

			r.in.wait(t, len(c.want))
			time.Sleep(50 * time.Millisecond)
			if got := story(r.in.all()); !slices.Equal(got, c.want) {
				t.Errorf("heard %v, want %v", got, c.want)
			}
		})
	}
}

func TestSecondCallToABusyOnceNumberIsCompleted(t *testing.T) {
	t.Parallel()
	for digits, reason := range map[string]string{"999021": "customer-busy", "999022": "customer-did-not-answer"} {
		r := start(t, nil)
		r.must(201, "POST", "/call", order("+33600"+digits, nil))
		r.in.wait(t, 4)
		r.must(201, "POST", "/call", order("+33600"+digits, nil))

		got := story(r.in.wait(t, 9))

		if got[2] != "ended:"+reason || got[7] != "ended:customer-ended-call" {
			t.Errorf("heard %v", got)
		}
	}
}

func TestBadOrderIsRefused(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	long := strings.Repeat("a", 41)
	for name, c := range map[string]struct {
		changes object
		list    bool
		says    string
	}{
		"not E.164":       {object{"customer": object{"number": "0600000001"}}, true, "E.164"},
		"long name":       {object{"name": long}, true, "name must be shorter"},
		"long email":      {object{"customer": object{"number": "+33600000001", "email": long}}, true, "customer.email"},
		"long externalId": {object{"customer": object{"number": "+33600000001", "externalId": long}}, true, "customer.externalId"},
		"metadata on top": {object{"metadata": object{}}, true, "property metadata should not exist"},
		"no assistant":    {object{"assistantId": nil}, false, "exactly one"},
		"two assistants":  {object{"assistant": object{"name": "x"}}, false, "exactly one"},
		"wrong assistant": {object{"assistantId": "nobody"}, false, "Couldn't Get Assistant"},
		"wrong number":    {object{"phoneNumberId": "nothing"}, false, "Couldn't Get Phone Number"},
		"no customer":     {object{"customer": nil}, false, "customer"},
		"magic":           {object{"customer": object{"number": "+33600999008"}}, false, "cannot be called"},
	} {
		got := r.must(400, "POST", "/call", with(order("+33600000001", object{}), c.changes))
		_, list := got.body["message"].([]any)
		if list != c.list || !strings.Contains(got.raw, c.says) || got.body["statusCode"] != 400.0 {
			t.Errorf("%s: %s", name, got.raw)
		}
	}
	r.must(500, "POST", "/call", order("+33600999009", nil))
	if n := r.sim.Counts().Total; n != 0 {
		t.Errorf("%d calls were created", n)
	}
}

func TestKeyAndRouteAreChecked(t *testing.T) {
	t.Parallel()
	r := start(t, nil)

	wrong, err := r.try("public", "GET", "/call", nil)
	if err != nil {
		t.Fatal(err)
	}
	missing := r.must(404, "POST", "/nowhere", object{})

	if wrong.status != 401 || !strings.HasPrefix(wrong.body["message"].(string), "Invalid Key. Hot tip") || wrong.body["error"] != "Unauthorized" {
		t.Errorf("wrong key: %d %s", wrong.status, wrong.raw)
	}
	if missing.body["message"] != "Cannot POST /nowhere" {
		t.Errorf("unknown route: %s", missing.raw)
	}
}

func TestBatchCallsWhoeverItCan(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	batch := with(order("", object{}), object{"customer": nil, "customers": []object{
		{"number": "+33600000001"}, {"number": "12"}, {"number": "+33600000002"}}})

	got := r.must(201, "POST", "/call", batch)

	results, errors := got.body["results"].([]any), got.body["errors"].([]any)
	if len(results) != 2 || len(errors) != 1 || errors[0].(object)["customer"].(object)["number"] != "12" {
		t.Errorf("answered %s", got.raw)
	}
	if n := r.sim.Counts().Total; n != 2 {
		t.Errorf("%d calls were created", n)
	}
}

func TestCallsAreListedByTimeAndByWhatTheyUse(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	var made []string
	for i := range 3 {
		made = append(made, r.must(201, "POST", "/call", order(fmt.Sprintf("+3360000000%d", i), nil)).body["createdAt"].(string))
		time.Sleep(3 * time.Millisecond)
	}
	count := func(query string) int {
		return len(r.must(200, "GET", "/call?"+query, nil).list)
	}
	at := url.QueryEscape(made[1])

	for query, want := range map[string]int{
		"":                   3,
		"limit=2":            2,
		"limit=0":            0,
		"createdAtGt=" + at:  1,
		"createdAtGe=" + at:  2,
		"createdAtLt=" + at:  1,
		"createdAtLe=" + at:  2,
		"assistantId=nobody": 0,
		"phoneNumberId=" + vapi.DefaultNumber("acme"): 3,
	} {
		if got := count(query); got != want {
			t.Errorf("%q finds %d, want %d", query, got, want)
		}
	}
	newest := r.must(200, "GET", "/call?limit=1", nil).list[0]
	if newest["customer"].(object)["number"] != "+33600000002" {
		t.Errorf("the newest is %v", newest)
	}
	r.must(400, "GET", "/call?limit=1001", nil)
	r.must(400, "GET", "/call?createdAtGt=yesterday", nil)
}

func TestScheduledCallIsCancelledByDelete(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	soon := object{"earliestAt": time.Now().Add(20 * time.Second)} // 20 ms here
	late := object{"earliestAt": time.Now().Add(time.Hour)}
	first := r.must(201, "POST", "/call", with(order("+33600000001", nil), object{"schedulePlan": soon}))
	second := r.must(201, "POST", "/call", with(order("+33600000002", nil), object{"schedulePlan": late}))

	deleted := r.must(200, "DELETE", "/call/"+second.body["id"].(string), nil)
	r.in.wait(t, 6)

	if first.body["status"] != "scheduled" || deleted.body["endedReason"] != "scheduled-call-deleted" {
		t.Errorf("first %s, second %s", first.raw, deleted.raw)
	}
	done := r.must(200, "GET", "/call/"+first.body["id"].(string), nil)
	if done.body["endedReason"] != "customer-ended-call" {
		t.Errorf("the first call is %s", done.raw)
	}
	r.must(200, "DELETE", "/call/"+first.body["id"].(string), object{"ids": []string{second.body["id"].(string)}})
	r.must(404, "GET", "/call/"+first.body["id"].(string), nil)
	if n := len(r.must(200, "GET", "/call", nil).list); n != 0 {
		t.Errorf("%d calls are left", n)
	}
}

func TestControlURLEndsALiveCall(t *testing.T) {
	t.Parallel()
	r := start(t, func(o *vapi.Options) { o.TalkTime = time.Hour })
	made := r.must(201, "POST", "/call", order("+33600000001", nil))
	r.in.wait(t, 3)
	control := strings.TrimPrefix(made.body["monitor"].(object)["controlUrl"].(string), r.url)

	r.must(200, "POST", control, object{"type": "say", "content": "Goodbye"})
	r.must(200, "POST", control, object{"type": "end-call"})
	r.must(404, "POST", control, object{"type": "end-call"})

	if got := story(r.in.wait(t, 5)); got[3] != "ended:manually-canceled" || got[4] != "report" {
		t.Errorf("heard %v", got)
	}
}

func TestRecordingIsARedirectToAFile(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	made := r.must(201, "POST", "/call", order("+33600000001", nil))
	busy := r.must(201, "POST", "/call", order("+33600999001", nil))
	r.in.wait(t, 9)

	redirect := r.must(302, "GET", "/call/"+made.body["id"].(string)+"/stereo-recording", nil)
	r.must(404, "GET", "/call/"+busy.body["id"].(string)+"/mono-recording", nil)

	resp, err := http.Get(redirect.header.Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != 200 || resp.Header.Get("Content-Type") != "audio/wav" {
		t.Errorf("the file answers %d %v", resp.StatusCode, resp.Header)
	}
}

func TestCatalogueShowsWhatAnAccountHas(t *testing.T) {
	t.Parallel()
	r := start(t, func(o *vapi.Options) {
		o.Keys[acmeKey] = vapi.Account{Name: "acme",
			Assistants: []vapi.Assistant{{ID: "a1", Name: "One"}, {ID: "a2", Name: "Two"}},
			Numbers:    []vapi.PhoneNumber{{ID: "n1", Number: "+33900000001"}}}
	})

	assistants := r.must(200, "GET", "/assistant?limit=1", nil).list
	numbers := r.must(200, "GET", "/phone-number", nil).list

	if len(assistants) != 1 || len(numbers) != 1 || numbers[0]["number"] != "+33900000001" {
		t.Errorf("assistants %v, numbers %v", assistants, numbers)
	}
	r.must(200, "GET", "/assistant/a2", nil)
	r.must(404, "GET", "/phone-number/n2", nil)
}

func TestRenamedCallKeepsItsLedgerReference(t *testing.T) {
	t.Parallel()
	r := start(t, nil)
	made := r.must(201, "POST", "/call", with(order("+33600000001", nil), object{"customer": object{"number": "+33600000001"}}))

	renamed := r.must(200, "PATCH", "/call/"+made.body["id"].(string), object{"name": "other"})

	if e := r.sim.Ledger()[0]; renamed.body["name"] != "other" || e.Reference != "attempt-1" || e.CallID != made.body["id"] {
		t.Errorf("renamed %s, ledger %+v", renamed.raw, e)
	}
}
