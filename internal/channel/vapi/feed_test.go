package vapi_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/vapi"
)

var ref = uuid.MustParse("0190a5c4-8f00-7000-8000-000000000001")

func TestLifeOfACallIsReportedFromQueuedToItsReport(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	b := batch("+33600000001")
	id := r.Send(t.Context(), b).Receipts[0].ProviderID

	list := r.reports(t, func(l []channel.Report) bool {
		return len(l) > 0 && l[len(l)-1].Kind == channel.ReportCallReport
	})

	var kinds []string
	for _, report := range list {
		kinds = append(kinds, string(report.Kind))
		if report.Ref != b.Messages[0].Ref || report.Request != b.Request || report.ProviderID != id || report.To != "+33600000001" || report.At.IsZero() {
			t.Errorf("report without its marks: %+v", report)
		}
	}
	if got := strings.Join(kinds, " "); !strings.HasSuffix(got, "ringing in_progress ended call_report") {
		t.Errorf("the call was reported as %s", got)
	}
	last := list[len(list)-1]
	if last.Outcome != channel.CallCompleted || last.Summary == "" || last.Transcript == "" || last.Recording == "" || last.CostMicros == 0 {
		t.Errorf("the report is %+v", last)
	}
	if r.auth[0] != "told-you-so" {
		t.Errorf("the callback carried the token %q", r.auth[0])
	}
}

func TestBusyAndVoicemailAreToldApart(t *testing.T) {
	t.Parallel()
	for number, want := range map[string]channel.Outcome{
		"+33600999001": channel.CallBusy, "+33600999002": channel.CallNoAnswer, "+33600999003": channel.CallVoicemail,
		"+33600999004": channel.CallFailed, "+33600999005": channel.CallRejected, "+33600999011": channel.CallFailed,
	} {
		r := newRig(t, nil)
		expect(t, r.Send(t.Context(), batch(number)), channel.Accepted, "")
		list := r.reports(t, func(l []channel.Report) bool {
			return len(l) > 0 && l[len(l)-1].Outcome != ""
		})
		if got := list[len(list)-1].Outcome; got != want {
			t.Errorf("%s ended %s, want %s", number, got, want)
		}
	}
}

func TestPolledCallIsReadLikeItsReport(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	b := batch("+33600000001")
	id := r.Send(t.Context(), b).Receipts[0].ProviderID
	r.reports(t, func(l []channel.Report) bool { return len(l) > 0 && l[len(l)-1].Kind == channel.ReportCallReport })

	var poller channel.Poller = r
	calls, err := poller.Poll(t.Context(), channel.Watch{IDs: []string{id, "no-such-call"}})

	if err != nil || len(calls) != 1 {
		t.Fatalf("%d calls, error %v", len(calls), err)
	}
	report, err := vapi.PollFeed{}.Parse(calls[0])
	if err != nil {
		t.Fatal(err)
	}
	if report.Kind != channel.ReportCallReport || report.Ref != b.Messages[0].Ref || report.Outcome != channel.CallCompleted || report.Transcript == "" || report.At.IsZero() {
		t.Errorf("the call is read as %+v", report)
	}
}

func TestPollStopsAtAFailure(t *testing.T) {
	t.Parallel()
	if _, err := answering(t, 500, `oops`).Poll(t.Context(), channel.Watch{IDs: []string{"a"}}); err == nil {
		t.Fatal("a server error passed for a call")
	}
}

func TestEndReasonsBecomeOutcomes(t *testing.T) {
	t.Parallel()
	for reason, want := range map[string]struct {
		outcome channel.Outcome
		class   string
	}{
		"customer-busy":                                           {channel.CallBusy, "busy"},
		"customer-did-not-answer":                                 {channel.CallNoAnswer, "no-answer"},
		"voicemail":                                               {channel.CallVoicemail, "voicemail"},
		"call.forwarding.operator-busy":                           {channel.CallCompleted, "transfer-failed"},
		"twilio-reported-customer-misdialed":                      {channel.CallRejected, "bad-number"},
		"call.start.error-subscription-frozen":                    {channel.CallFailed, "account"},
		"call.start.error-subscription-concurrency-limit-reached": {channel.CallFailed, "capacity"},
		"hangup": {channel.CallFailed, vapi.UnknownClass}, "": {channel.CallFailed, vapi.UnknownClass},
		"ended_reason": {channel.CallFailed, vapi.UnknownClass},
	} {
		if outcome, class := vapi.Ending(reason); outcome != want.outcome || class != want.class {
			t.Errorf("%s is %s/%s, want %s/%s", reason, outcome, class, want.outcome, want.class)
		}
	}
}

func TestTableHoldsOnlyKnownOutcomes(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("ended_reasons.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSpace(string(raw)), "\n")[1:]
	known := []channel.Outcome{
		channel.CallCompleted, channel.CallVoicemail, channel.CallBusy,
		channel.CallNoAnswer, channel.CallRejected, channel.CallFailed,
	}
	for _, row := range rows {
		reason, _, _ := strings.Cut(row, ",")
		if outcome, class := vapi.Ending(reason); !slices.Contains(known, outcome) || class == "" || class == vapi.UnknownClass {
			t.Errorf("%s is %s/%s", reason, outcome, class)
		}
	}
	if len(rows) != 595 {
		t.Errorf("%d reasons, want the 595 of Vapi's document", len(rows))
	}
}

func TestOddMessagesAreReadAsFarAsTheyGo(t *testing.T) {
	t.Parallel()
	marked := `"call":{"id":"c1","customer":{"externalId":"` + ref.String() + `"}}`
	for raw, want := range map[string]channel.Report{
		`{"message":{"type":"status-update","status":"ringing","timestamp":"soon",` + marked + `}}`: {Kind: channel.ReportRinging, Ref: ref, ProviderID: "c1"},
		`{"message":{"type":"status-update","status":"forwarding","timestamp":1e999}}`:              {Kind: channel.ReportInProgress},
		`{"message":{"type":"status-update","status":"not-found"}}`:                                 {Kind: channel.ReportIgnored},
		`{"message":{"type":"hang",` + marked + `}}`:                                                {Kind: channel.ReportIgnored, Ref: ref, ProviderID: "c1"},
		`{"message":{"type":"transcript","transcript":"hello"}}`:                                    {Kind: channel.ReportIgnored},
		`{"message":{"type":"status-update","status":"ended","timestamp":1767323045678,"call":{"name":"` + ref.String() + `","assistantOverrides":{"metadata":[1]}}}}`: {
			Kind: channel.ReportEnded, Ref: ref, Outcome: channel.CallFailed, Class: vapi.UnknownClass, At: time.UnixMilli(1767323045678).UTC(),
		},
		`{"message":{"type":"end-of-call-report","endedReason":"customer-ended-call","cost":0.0731,"summary":"s","transcript":"t","recordingUrl":"u"}}`: {
			Kind: channel.ReportCallReport, Outcome: channel.CallCompleted, Class: "normal", Reason: "customer-ended-call",
			Summary: "s", Transcript: "t", Recording: "u", CostMicros: 73100,
		},
		`{"message":{"type":"end-of-call-report","endedReason":"voicemail","cost":"free","artifact":{"transcript":"a","recording":{"mono":{"combinedUrl":"m"}}},"transcript":"t"}}`: {
			Kind: channel.ReportCallReport, Outcome: channel.CallVoicemail, Class: "voicemail", Reason: "voicemail", Transcript: "a", Recording: "m",
		},
		`{"message":{"type":"end-of-call-report","endedReason":"call.in-progress.error-providerfault-outbound-sip-403-forbidden","startedAt":"2026-01-02T03:04:15.000Z"}}`: {
			Kind: channel.ReportCallReport, Outcome: channel.CallCompleted, Class: "transfer-failed", Reason: "call.in-progress.error-providerfault-outbound-sip-403-forbidden",
		},
		`{"message":{"type":"end-of-call-report","endedReason":"call.in-progress.error-providerfault-outbound-sip-403-forbidden"}}`: {
			Kind: channel.ReportCallReport, Outcome: channel.CallRejected, Class: "refused", Reason: "call.in-progress.error-providerfault-outbound-sip-403-forbidden",
		},
	} {
		got, err := vapi.Feed{}.Parse([]byte(raw))
		if err != nil || got != want {
			t.Errorf("%s\n got %+v, %v\nwant %+v", raw, got, err, want)
		}
	}
}

func TestCopiesShareAKeyAndDifferentEventsDoNot(t *testing.T) {
	t.Parallel()
	keyOf := func(feed channel.Feed, raw string) string {
		events, err := feed.Split([]byte(raw))
		if err != nil {
			t.Fatal(err)
		}
		return events[0].Key
	}
	const status = `{"message":{"type":"status-update","status":"ended","endedReason":"voicemail","timestamp":5,"call":{"id":"c"}%s}}`
	for _, c := range []struct {
		feed channel.Feed
		a, b string
		same bool
	}{
		{vapi.Feed{}, `{"message":{"type":"end-of-call-report","call":{"id":"c"},"artifact":{"presignedMonoUrl":"a"}}}`, `{"message":{"type":"end-of-call-report","call":{"id":"c"},"timestamp":9}}`, true},
		{vapi.Feed{}, `{"message":{"type":"end-of-call-report","call":{"id":"c"}}}`, `{"message":{"type":"end-of-call-report","call":{"id":"d"}}}`, false},
		{vapi.Feed{}, strings.Replace(status, "%s", "", 1), strings.Replace(status, "%s", `,"x":1`, 1), true},
		{vapi.Feed{}, strings.Replace(status, "%s", "", 1), strings.Replace(status, "%s", `,"status":"ringing"`, 1), false},
		{vapi.Feed{}, `{"message":{"type":"hang","x":1}}`, `{"message":{"type":"hang","x":2}}`, false},
		{vapi.PollFeed{}, `{"id":"c","status":"ended","updatedAt":"1","cost":1}`, `{"id":"c","status":"ended","updatedAt":"1"}`, true},
		{vapi.PollFeed{}, `{"id":"c","status":"ended","updatedAt":"1"}`, `[{"id":"c","status":"ended","updatedAt":"2"}]`, false},
	} {
		if got := keyOf(c.feed, c.a) == keyOf(c.feed, c.b); got != c.same {
			t.Errorf("%s and %s: same %v, want %v", c.a, c.b, got, c.same)
		}
	}
}

func TestMalformedCallbacksAreRefusedWithoutQuotingThem(t *testing.T) {
	t.Parallel()
	for _, body := range []string{"", "secret", `"secret"`, "{secret", `{"secret":1}`, `[{"message":{}}]`, "null", `{"message":null}`} {
		if _, err := (vapi.Feed{}).Split([]byte(body)); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("split %q: %v", body, err)
		}
		if _, err := (vapi.Feed{}).Parse([]byte(body)); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("parsed %q: %v", body, err)
		}
		if _, err := (vapi.PollFeed{}).Parse([]byte(body)); err == nil {
			t.Errorf("%q passed for a call", body)
		}
	}
}

func FuzzFeedsSurviveAnything(f *testing.F) {
	f.Add([]byte(`{"message":{"type":"status-update","call":{"assistantOverrides":{"metadata":{"ref":7}}}}}`))
	f.Add([]byte(`[{"id":"c","status":"ended","cost":1e300}]`))
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, feed := range []channel.Feed{vapi.Feed{}, vapi.PollFeed{}} {
			events, err := feed.Split(body)
			if err != nil {
				continue
			}
			for _, e := range events {
				if report, err := feed.Parse(e.Body); e.Key == "" || err == nil && report.Kind == "" || report.Legible() != report {
					t.Errorf("%T: key %q, report %+v", feed, e.Key, report)
				}
			}
		}
	})
}
