package scenario_test

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	otlp "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	spans "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/sim/brevo"
)

// Causes, as callers name them.
const (
	oneTrace   = "4bf92f3577b34da6a3ce929d0e0e4736"
	otherTrace = "0af7651916cd43dd8448eb211c80319c"
	replyTrace = "80f198ee56343ba864fe8b2a57d3eff7"
)

// caused is a header of somebody signed in that names a trace.
func (r *rig) caused(user, trace string) http.Header {
	h := r.bearer(user)
	h.Set("traceparent", "00-"+trace+"-00f067aa0ba902b7-01")
	return h
}

// collector is an OTLP receiver that remembers what it was sent.
type collector struct {
	lock sync.Mutex
	raw  []string
	all  []*spans.Span
}

// collect opens a collector.
func collect(t *testing.T) (*collector, string) {
	c := &collector{}
	s := httptest.NewServer(c)
	t.Cleanup(s.Close)
	return c, s.URL
}

// ServeHTTP implements http.Handler.
func (c *collector) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	body, _ := io.ReadAll(q.Body)
	var sent otlp.ExportTraceServiceRequest
	if err := proto.Unmarshal(body, &sent); err != nil || q.URL.Path != "/v1/traces" {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	c.lock.Lock()
	defer c.lock.Unlock()
	c.raw = append(c.raw, string(body))
	for _, r := range sent.GetResourceSpans() {
		for _, s := range r.GetScopeSpans() {
			c.all = append(c.all, s.GetSpans()...)
		}
	}
}

// named are the names of a trace's spans, each once, in order.
func (c *collector) named(trace string) []string {
	c.lock.Lock()
	defer c.lock.Unlock()
	var names []string
	for _, s := range c.all {
		if fmt.Sprintf("%x", s.GetTraceId()) == trace {
			names = append(names, s.GetName())
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// told are the types of the events that a receiver was told within a trace, each once, in order.
func (v *receiver) told(trace string) []string {
	var types []string
	for _, p := range v.got() {
		if strings.Contains(p.header.Get("traceparent"), trace) {
			types = append(types, p.message().Type)
		}
	}
	slices.Sort(types)
	return slices.Compact(types)
}

// lineOf is the first line of a log that holds all of the words; empty when there is none.
func lineOf(log string, words ...string) string {
	for line := range strings.Lines(log) {
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(line, w) }) {
			return line
		}
	}
	return ""
}

func TestOneTraceLeadsFromTheStartOfACampaignToTheWebhookOfOneTarget(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(o *options) { o.private = true })
	seen, address := collect(t)
	var log book
	front := r.door(func(c *config.Config) { c.TraceEndpoint, c.TraceRatio = address, 1 },
		slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	front.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	system := front.receive(nil)
	front.endpoint(system.url, "message.*", "campaign.*")
	stop := front.work()
	who := front.lead("bluebird-operator", `{"last_name":"`+tellName+`","phone":"+1`+tellPhone+`","email":"a.`+tellMail+`@people.example"}`)
	list := front.list("bluebird-operator", `{"name":"One","kind":"dynamic","filter":{"type":"field","field":"last_name","op":"equals","value":"`+tellName+`"}}`)
	c := front.campaign("bluebird-operator", `{"name":"Traced","channel":"sms","lead_list_id":"`+list.ID.String()+`","message_content":{"body":"`+canary+` for {{ lead.last_name }}"}}`)

	front.ask("POST", "/api/v1/campaigns/"+c.ID.String()+"/start", "", front.caused("bluebird-operator", oneTrace)).wants(t, "start", 200, "")
	all := []string{"campaign.completed", "campaign.started", "message.delivered", "message.queued", "message.sent"}
	front.await("the webhooks of the trace", 30*time.Second, func() bool { return slices.Equal(system.told(oneTrace), all) })
	stop()
	front.house.Close() // sends the last spans

	if line := lineOf(log.String(), `"event":"request"`, `/start"`); !strings.Contains(line, `"trace_id":"`+oneTrace+`"`) {
		t.Errorf("the request's line is %s", line)
	}
	if line := lineOf(log.String(), `"event":"job"`, `"prepare"`); !strings.Contains(line, `"trace_id":"`+oneTrace+`"`) {
		t.Errorf("the job's line is %s", line)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM river.river_job WHERE kind = 'prepare' AND metadata ->> 'traceparent' LIKE '00-"+oneTrace+"-%'"); n == 0 {
		t.Error("no job of River's names the trace")
	}
	if sent := r.out.Brevo.Ledger(); len(sent) != 1 || !strings.HasPrefix(sent[0].Trace, "00-"+oneTrace+"-") {
		t.Errorf("the provider got %+v", sent)
	}
	for _, p := range system.got() {
		if about := p.message().Data.LeadID; about.IsSpecified() && !about.IsNull() && about.MustGet() == who.ID && !strings.Contains(p.header.Get("traceparent"), oneTrace) {
			t.Errorf("%s was told in another trace: %q", p.message().Type, p.header.Get("traceparent"))
		}
	}
	want := []string{"POST /api/v1/campaigns/:campaign_id/start", "callback brevo_sms", "job prepare", "provider POST", "webhook"}
	if names := seen.named(oneTrace); !slices.Equal(names, want) {
		t.Errorf("the trace's spans are %q, wanted %q", names, want)
	}
	seen.discreet(t, r.token("bluebird-operator"))
}

// discreet holds that no span says anything of a person, of what was said, or of what opens doors.
func (c *collector) discreet(t *testing.T, token string) {
	t.Helper()
	c.lock.Lock()
	defer c.lock.Unlock()
	for _, private := range []string{tellName, tellMail, tellPhone, canary, "xkeysib", "crl_", "whsec_", "password", strings.Split(token, ".")[0]} {
		if slices.ContainsFunc(c.raw, func(raw string) bool { return strings.Contains(raw, private) }) {
			t.Errorf("a span holds %q", private)
		}
	}
	if len(c.all) < 10 {
		t.Errorf("only %d spans were looked at", len(c.all))
	}
}

func TestWhatIsSentOneByOneStandsInTheTraceOfItsOwnCause(t *testing.T) {
	t.Parallel()
	r := newRig(t, hasty)
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	system := r.receive(nil)
	r.endpoint(system.url, "message.*", "automation_run.*", "lead.created")
	r.work()
	r.automation("bluebird-operator", `{"name":"Welcome","trigger_type":"lead_created","actions":[{"action_type":"send_sms","action_config":{"body":"Welcome!"}}]}`)

	r.ask("POST", "/api/v1/leads", `{"phone":"+12025550141"}`, r.caused("bluebird-operator", oneTrace)).wants(t, "create a lead", 201, "")
	r.ask("POST", "/api/v1/leads", `{"phone":"+12025550142"}`, r.caused("bluebird-operator", otherTrace)).wants(t, "create another", 201, "")
	r.ask("POST", "/api/v1/leads", `{"phone":"+12025550143"}`, r.caused("bluebird-operator", "no trace at all")).wants(t, "create a third", 201, "")

	want := []string{"automation_run.completed", "lead.created", "message.delivered", "message.queued", "message.sent"}
	for _, trace := range []string{oneTrace, otherTrace} {
		r.await("what came of a lead, in its trace", 30*time.Second, func() bool { return slices.Equal(system.told(trace), want) })
	}
	r.await("three messages", 10*time.Second, func() bool { return len(r.out.Brevo.Ledger()) == 3 })
	traces := map[string]string{}
	for _, e := range r.out.Brevo.Ledger() {
		traces[e.Recipient] = e.Trace
	}
	third := traces["12025550143"]
	if !strings.Contains(traces["12025550141"], oneTrace) || !strings.Contains(traces["12025550142"], otherTrace) {
		t.Errorf("the provider got %v", traces)
	}
	if len(third) != 55 || strings.Contains(third, oneTrace) || strings.Contains(third, otherTrace) {
		t.Errorf("what named no trace has %q", third)
	}
}

func TestAnswerStandsInTheTraceOfWhatItAnswersAndAReplyInItsOwn(t *testing.T) {
	t.Parallel()
	r := newRig(t, hasty)
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	system := r.receive(nil)
	r.endpoint(system.url, "message.received", "conversation.*")
	r.work()
	list := r.audience("bluebird", 1, numbered).String()
	c := r.campaign("bluebird-operator", `{"name":"Asked","channel":"sms","lead_list_id":"`+list+`","message_content":{"body":"Shall we?"}}`)
	r.ask("POST", "/api/v1/campaigns/"+c.ID.String()+"/start", "", r.caused("bluebird-operator", oneTrace)).wants(t, "start", 200, "")
	r.await("the message", 20*time.Second, func() bool { return len(r.out.Brevo.Ledger()) == 1 })

	r.out.Brevo.Reply("bluebird", brevo.SMS, numbered(0), "Yes")
	thread := r.arrives(1)
	r.ask("POST", "/api/v1/conversations/"+thread.ID.String()+"/replies", `{"body":"See you then!"}`, r.caused("bluebird-operator", replyTrace)).wants(t, "reply", 201, "")

	r.await("the answer's webhook, in the campaign's trace", 20*time.Second, func() bool { return slices.Contains(system.told(oneTrace), "message.received") })
	r.await("the reply", 20*time.Second, func() bool { return len(r.out.Brevo.Ledger()) == 2 })
	if got := r.out.Brevo.Ledger()[1].Trace; !strings.Contains(got, replyTrace) {
		t.Errorf("the reply went out with %q", got)
	}
}
