package brevo_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/channel"
	"github.com/carillonhq/carillon/internal/channel/brevo"
)

var ref = uuid.MustParse("0190a5c4-8f00-7000-8000-000000000001")

func parse(t *testing.T, feed channel.Feed, raw string) channel.Report {
	t.Helper()
	report, err := feed.Parse([]byte(raw))
	if err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	return report
}

func keys(t *testing.T, feed channel.Feed, body string) []string {
	t.Helper()
	events, err := feed.Split([]byte(body))
	if err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	var list []string
	for _, e := range events {
		list = append(list, e.Key)
	}
	return list
}

func TestEmailEventsAreReadInEverySpelling(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 6, 10, 10, 23, 0, time.UTC)
	for raw, want := range map[string]channel.Report{
		`{"event":"delivered","email":" Ana@Example.com ","message-id":"<1.2@smtp-relay.mailin.fr>","ts_epoch":1772791823000,"X-Mailin-custom":"{\"request\":\"` + ref.String() + `\",\"ref\":\"` + ref.String() + `\"}"}`: {
			Kind: channel.ReportDelivered, To: "ana@example.com", ProviderID: "1.2@smtp-relay.mailin.fr", Ref: ref, Request: ref, At: at,
		},
		`{"event":"hard_bounce","email":"a@b.example","message-id":"1.2","ts_epoch":1772791823,"reason":" 550 no such user"}`: {
			Kind: channel.ReportHardBounced, To: "a@b.example", ProviderID: "1.2", Reason: "550 no such user", At: at,
		},
		`{"event":"softBounce","ts_epoch":"1772791823"}`:                    {Kind: channel.ReportSoftBounced, At: at},
		`{"event":"unique_proxy_open","ts_event":1772791823}`:               {Kind: channel.ReportMachineOpen, At: at},
		`{"event":"click","link":"https://example.com/x"}`:                  {Kind: channel.ReportClicked, Reason: "https://example.com/x"},
		`{"event":"request","X-Mailin-custom":"not ours"}`:                  {Kind: channel.ReportQueued},
		`{"event":"complaint","X-Mailin-custom":{"ref":"no"}}`:              {Kind: channel.ReportComplained},
		`{"event":"unsubscribe","date":"2026-03-06 11:10:23"}`:              {Kind: channel.ReportUnsubscribed},
		`{"event":"UNIQUE-OPENED","ts_epoch":1e300}`:                        {Kind: channel.ReportOpened},
		`{"event":"invalid_email","ts_epoch":"NaN"}`:                        {Kind: channel.ReportHardBounced},
		`{"event":"blocked","ts_epoch":-1,"message-id":null}`:               {Kind: channel.ReportBlocked},
		`{"event":"list_addition","email":["a"]}`:                           {Kind: channel.ReportIgnored, To: `["a"]`},
		`{"event":"deferred","tags":["t1"],"tag":"[\"t1\"]","id":99999999}`: {Kind: channel.ReportDeferred},
		`{"event":"error","reason":{"a":1}}`:                                {Kind: channel.ReportFailed, Reason: `{"a":1}`},
		`{}`:                                                                {Kind: channel.ReportIgnored},
	} {
		if got := parse(t, brevo.EmailFeed{}, raw); got != want {
			t.Errorf("%s\n got %+v\nwant %+v", raw, got, want)
		}
	}
}

func TestSMSEventsAreReadInEverySpelling(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]channel.Report{
		`{"id":26570,"to":"33600000000","messageId":1511882900176220,"msg_status":"sent","date":"2026-03-06 11:10:23","reference":{"1":"x"}}`: {
			Kind: channel.ReportSent, To: "+33600000000", ProviderID: "1511882900176220",
		},
		`{"to":33600000000,"messageId":"42","msg_status":"Soft-Bounce","description":"busy"}`: {
			Kind: channel.ReportSoftBounced, To: "+33600000000", ProviderID: "42", Reason: "busy",
		},
		`{"to":"+33 6 00 00 00 00","msg_status":"replied","msg":" STOP ","messageId":0}`: {
			Kind: channel.ReportReplied, To: "+33600000000", Text: "STOP",
		},
		`{"msg_status":"reply","reply":"","content":"Yes","text":"no"}`: {Kind: channel.ReportReplied, Text: "Yes"},
		`{"msg_status":"delivered","tag":"[\"c:0190a5c4-8f00-7000-8000-0000000000ff:1\",\"` + ref.String() + `\"]"}`: {
			Kind: channel.ReportDelivered, Ref: ref,
		},
		`{"msg_status":"delivered","tags":["x","` + ref.String() + `"],"content":"our own text"}`: {Kind: channel.ReportDelivered, Ref: ref},
		`{"msg_status":"blacklisted"}`:                       {Kind: channel.ReportUnsubscribed},
		`{"event":"subscribe"}`:                              {Kind: channel.ReportSubscribed},
		`{"msg_status":"skip","error_code":7}`:               {Kind: channel.ReportFailed, Reason: "7"},
		`{"msg_status":"hardBounce","bounce_type":"dead"}`:   {Kind: channel.ReportHardBounced, Reason: "dead"},
		`{"msg_status":"accepted","to":"12"}`:                {Kind: channel.ReportQueued},
		`{"msg_status":"news of 2027","to":"0033600000000"}`: {Kind: channel.ReportIgnored, To: "+33600000000"},
		`{"msg_status":"rejected","date":"2026-03-06T11:10:23+01:00"}`: {
			Kind: channel.ReportFailed, At: time.Date(2026, 3, 6, 10, 10, 23, 0, time.UTC),
		},
	} {
		if got := parse(t, brevo.SMSFeed{}, raw); got != want {
			t.Errorf("%s\n got %+v\nwant %+v", raw, got, want)
		}
	}
}

func TestWhatsAppEventsAreRead(t *testing.T) {
	t.Parallel()
	at := time.Date(2023, 2, 16, 10, 38, 9, 395e6, time.UTC)
	for raw, want := range map[string]channel.Report{
		`{"contactNumber":"33600000000","date":"2023-02-16T11:38:09.395+01:00","messageId":"43:18","event":"read","senderNumber":"33900000000"}`: {
			Kind: channel.ReportOpened, To: "+33600000000", ProviderID: "43:18", At: at,
		},
		`{"contactNumber":33600000000,"event":"reply","body":" Hi ","date":1676543889395}`: {Kind: channel.ReportReplied, To: "+33600000000", Text: "Hi", At: at},
		`{"event":"reply","mediaUrl":"https://example.com/p.jpg"}`:                         {Kind: channel.ReportReplied, Text: "https://example.com/p.jpg"},
		`{"event":"soft-bounce","reason":"131026"}`:                                        {Kind: channel.ReportSoftBounced, Reason: "131026"},
		`{"event":"unsubscribe"}`:                                                          {Kind: channel.ReportUnsubscribed},
		`{"event":"typing"}`:                                                               {Kind: channel.ReportIgnored},
	} {
		if got := parse(t, brevo.WhatsAppFeed{}, raw); got != want {
			t.Errorf("%s\n got %+v\nwant %+v", raw, got, want)
		}
	}
}

func TestOneEventAndManyAreSplitAlike(t *testing.T) {
	t.Parallel()
	const one = `{"event":"opened","email":"a@b.example","message-id":"<1>","ts_epoch":5}`
	const two = `{"event":"opened","email":"a@b.example","message-id":"<2>","ts_epoch":5}`
	feed := brevo.EmailFeed{}

	alone, together := keys(t, feed, " "+one), keys(t, feed, "["+one+",\n"+two+"]")

	if len(together) != 2 || together[0] != alone[0] || together[0] == together[1] {
		t.Fatalf("alone %v, together %v", alone, together)
	}
	if list := keys(t, feed, "[]"); len(list) != 0 {
		t.Fatalf("an empty batch holds %d events", len(list))
	}
}

func TestCopiesShareAKeyAndDifferentEventsDoNot(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		feed channel.Feed
		a, b string
		same bool
	}{
		{brevo.EmailFeed{}, `{"event":"opened","message-id":"<1>","email":"A@b.example","ts_epoch":5,"date":"x"}`, `{"ts_epoch":"5","event":"opened","message-id":"1","email":"a@b.example"}`, true},
		{brevo.EmailFeed{}, `{"event":"opened","message-id":"1","ts_epoch":5}`, `{"event":"opened","message-id":"1","ts_epoch":6}`, false},
		{brevo.EmailFeed{}, `{"event":"click","message-id":"1","ts_epoch":5,"link":"a"}`, `{"event":"click","message-id":"1","ts_epoch":5,"link":"b"}`, false},
		{brevo.EmailFeed{}, `{"event":"opened","x":1}`, `{"event":"opened","x":2}`, false}, // no message id: by their bytes
		{brevo.SMSFeed{}, `{"messageId":1,"to":"33","msg_status":"sent","date":"d"}`, `{"messageId":"1","to":"+33","msg_status":"SENT","date":"d","id":9}`, true},
		{brevo.SMSFeed{}, `{"messageId":1,"to":"33","msg_status":"reply","date":"d","reply":"a"}`, `{"messageId":1,"to":"33","msg_status":"reply","date":"d","reply":"b"}`, false},
		{brevo.SMSFeed{}, `{"messageId":1,"to":"33","msg_status":"sent","date":"d"}`, `{"messageId":1,"to":"33","msg_status":"delivered","date":"d"}`, false},
		{brevo.WhatsAppFeed{}, `{"messageId":"1","contactNumber":"33","event":"reply","date":"d","body":"a"}`, `{"messageId":"1","contactNumber":"33","event":"reply","date":"d","body":"b"}`, false},
		{brevo.WhatsAppFeed{}, `{"messageId":"1","contactNumber":"33","event":"read","date":"d"}`, `{"date":"d","messageId":"1","contactNumber":33,"event":"read"}`, true},
	} {
		if got := keys(t, c.feed, c.a)[0] == keys(t, c.feed, c.b)[0]; got != c.same {
			t.Errorf("%s and %s: same %v, want %v", c.a, c.b, got, c.same)
		}
	}
}

func TestBadNeighbourHidesNoEvent(t *testing.T) {
	t.Parallel()
	events, err := brevo.EmailFeed{}.Split([]byte(`[1,{"event":"opened","message-id":"1"},null]`))
	if err != nil || len(events) != 3 {
		t.Fatalf("%d events, error %v", len(events), err)
	}
	for i, readable := range []bool{false, true, false} {
		if _, err := (brevo.EmailFeed{}).Parse(events[i].Body); (err == nil) != readable {
			t.Errorf("event %d: %v", i, err)
		}
	}
}

func TestMalformedCallbacksAreRefusedWithoutQuotingThem(t *testing.T) {
	t.Parallel()
	for _, body := range []string{"", " ", "secret", `"secret"`, "{secret", `{"secret":1}x`, "[secret", "null", "7", "[{]", "\xef\xbb\xbf{}"} {
		for _, feed := range []channel.Feed{brevo.EmailFeed{}, brevo.SMSFeed{}, brevo.WhatsAppFeed{}} {
			if _, err := feed.Split([]byte(body)); err == nil || strings.Contains(err.Error(), "secret") {
				t.Errorf("%T split %q: %v", feed, body, err)
			}
			if _, err := feed.Parse([]byte(body)); err == nil || strings.Contains(err.Error(), "secret") {
				t.Errorf("%T parsed %q: %v", feed, body, err)
			}
		}
	}
}

func FuzzFeedsSurviveAnything(f *testing.F) {
	f.Add([]byte(`{"event":"opened","message-id":"<1\u0000>","ts_epoch":1e999,"X-Mailin-custom":"{}"}`))
	f.Add([]byte(`[{"msg_status":"reply","to":[1],"tag":"[\"\"]"},{}]`))
	f.Add([]byte(`{"contactNumber":{},"date":"2023-02-16T11:38:09.395+01:00","event":null}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, feed := range []channel.Feed{brevo.EmailFeed{}, brevo.SMSFeed{}, brevo.WhatsAppFeed{}} {
			events, err := feed.Split(body)
			if err != nil {
				continue
			}
			for _, e := range events {
				report, err := feed.Parse(e.Body)
				if e.Key == "" || err == nil && (report.Kind == "" || len([]rune(report.Reason)) > 500) || report.Legible() != report {
					t.Errorf("%T: key %q, report %+v", feed, e.Key, report)
				}
			}
		}
	})
}
