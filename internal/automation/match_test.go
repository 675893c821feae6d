package automation_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/automation"
	"github.com/carillonhq/carillon/internal/event"
)

// vip is the founding document's automation, as it stands there.
const vip = `{"name":"VIP Welcome","trigger_type":"lead_created","conditions":[{"condition_type":"tag_has","condition_config":{"tag":"vip"}}],"actions":[{"action_type":"send_email","action_config":{"subject":"Welcome VIP!","body":"Thank you for joining..."},"delay_seconds":0}]}`

var (
	self  = uuid.MustParse("0190f5a0-0000-7000-8000-0000000000e1")
	promo = uuid.MustParse("0190f5a0-0000-7000-8000-0000000000c1")
	noon  = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
)

func TestFoundingAutomationWelcomesVIPsAndNobodyElse(t *testing.T) {
	t.Parallel()
	d := definition(t, vip)

	yes := d.Match(about(event.LeadCreated, nil, "vip", "new"))
	no := d.Match(about(event.LeadCreated, nil, "new"))

	if yes.State != automation.Pending || yes.Reason != "" {
		t.Errorf("with the tag: %+v", yes)
	}
	if no.State != automation.NotMatched || no.Reason != automation.ReasonConditions {
		t.Errorf("without the tag: %+v", no)
	}
	asked := no.Trace[1]
	if asked.Expected != "vip" || !slices.Equal(asked.Actual.([]string), []string{"new"}) || asked.Verdict != automation.NotMet {
		t.Errorf("the trace says %+v", asked)
	}
}

func TestTriggerHearsItsEventAndNoOther(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		trigger, config string
		event           event.Type
		data            map[string]any
		heard           bool
	}{
		{"lead_created", `{}`, "lead.created", nil, true},
		{"lead_created", `{}`, "lead.updated", nil, false},
		{"lead_updated", `{}`, "lead.updated", nil, true},
		{"lead_updated", `{"changed":["company","tags"]}`, "lead.updated", map[string]any{"changed": []any{"tags"}}, true},
		{"lead_updated", `{"changed":["custom_fields"]}`, "lead.updated", map[string]any{"changed": []any{"custom_fields.plan"}}, true},
		{"lead_updated", `{"changed":["custom_fields.plan"]}`, "lead.updated", map[string]any{"changed": []any{"custom_fields.plans"}}, false},
		{"lead_updated", `{"changed":["company"]}`, "lead.updated", nil, false},
		{"lead_unsubscribed", `{"channel":"sms"}`, "lead.unsubscribed", map[string]any{"channel": "sms"}, true},
		{"lead_unsubscribed", `{"channel":"sms"}`, "lead.unsubscribed", map[string]any{"channel": "email"}, false},
		{"message_received", `{}`, "message.received", map[string]any{"channel": "sms"}, true},
		{"message_received", `{"channel":"sms"}`, "message.received", map[string]any{"channel": "whatsapp"}, false},
		{"message_received", `{"campaign_id":"` + promo.String() + `"}`, "message.received", map[string]any{"campaign_id": promo.String()}, true},
		{"message_received", `{"campaign_id":"` + promo.String() + `"}`, "message.received", nil, false},
		{"whatsapp_received", `{}`, "message.received", map[string]any{"channel": "whatsapp"}, true},
		{"whatsapp_received", `{}`, "message.received", map[string]any{"channel": "sms"}, false},
		{"sms_delivered", `{}`, "message.delivered", map[string]any{"channel": "sms"}, true},
		{"sms_delivered", `{}`, "message.delivered", map[string]any{"channel": "email"}, false},
		{"email_opened", `{}`, "message.opened", map[string]any{"channel": "email"}, true},
		{"email_opened", `{}`, "message.clicked", map[string]any{"channel": "email"}, false},
		{"email_clicked", `{}`, "message.clicked", map[string]any{"channel": "email"}, true},
		{"voice_completed", `{}`, "call.completed", map[string]any{"channel": "voice"}, true},
		{"voice_failed", `{}`, "call.failed", map[string]any{"channel": "voice"}, true},
		{"voice_failed", `{}`, "call.completed", map[string]any{"channel": "voice"}, false},
		{"campaign_started", `{}`, "campaign.started", nil, true},
		{"campaign_completed", `{}`, "campaign.completed", nil, true},
		{"campaign_completed", `{"campaign_id":"` + promo.String() + `"}`, "campaign.completed", nil, true},
		{"campaign_completed", `{"campaign_id":"` + self.String() + `"}`, "campaign.completed", nil, false},
		{"custom_event", `{"event_type":"custom.paid"}`, "custom.paid", nil, true},
		{"custom_event", `{"event_type":"custom.paid"}`, "custom.sent", nil, false},
		{"scheduled_time", `{"cron":"0 9 * * *","timezone":"UTC"}`, "scheduled_time", nil, true},
		{"scheduled_time", `{"cron":"0 9 * * *","timezone":"UTC"}`, "lead.created", nil, false},
	} {
		d := definition(t, `{"trigger_type":"`+c.trigger+`","trigger_config":`+c.config+`,"conditions":[],
			"actions":[{"action_type":"create_task","action_config":{"title":"Call back"}}]}`)
		f := about(c.event, c.data)
		f.Event.ObjectType, f.Event.Object = "campaign", promo
		if f.Event.Type != event.CampaignCompleted {
			f.Event.ObjectType = "lead"
		}

		v := d.Match(f)

		if heard := v.State == automation.Pending; heard != c.heard {
			t.Errorf("%s %s on %s %v: %+v", c.trigger, c.config, c.event, c.data, v)
		}
		if !c.heard && (v.State != automation.Ignored || len(v.Trace) != 1) {
			t.Errorf("%s on %s is not ignored: %+v", c.trigger, c.event, v)
		}
	}
}

func TestRunThatWouldGoInCirclesIsStoppedWithItsReason(t *testing.T) {
	t.Parallel()
	d := definition(t, vip)
	others := make([]uuid.UUID, automation.MaxDepth)
	for _, c := range []struct {
		story  string
		depth  int
		chain  []uuid.UUID
		want   string
		reason string
	}{
		{"what a person did", 0, nil, automation.Pending, ""},
		{"four causes behind it", 4, others[:4], automation.Pending, ""},
		{"five causes behind it", 5, others, automation.LoopStopped, automation.ReasonDepth},
		{"the automation's own doing", 1, []uuid.UUID{self}, automation.LoopStopped, automation.ReasonTwice},
		{"its own doing, through another", 2, []uuid.UUID{self, others[0]}, automation.LoopStopped, automation.ReasonTwice},
	} {
		f := about(event.LeadCreated, nil, "vip")
		f.Event.Depth, f.Event.Chain = c.depth, c.chain

		v := d.Match(f)

		last := v.Trace[len(v.Trace)-1]
		if v.State != c.want || v.Reason != c.reason || last.Kind != automation.StepEntry || last.Detail != c.reason {
			t.Errorf("%s: %+v", c.story, v)
		}
	}
}

func TestEventAboutNobodyBeginsOnlyWhatNeedsNobody(t *testing.T) {
	t.Parallel()
	const head = `{"trigger_type":"custom_event","trigger_config":{"event_type":"custom.paid"},"conditions":[],"actions":[`
	f := about("custom.paid", nil)
	f.Lead = nil

	tag := definition(t, head+`{"action_type":"add_tag","action_config":{"tag":"paid"}}]}`).Match(f)
	task := definition(t, head+`{"action_type":"create_task","action_config":{"title":"Say thanks"}}]}`).Match(f)

	if tag.State != automation.NotMatched || tag.Reason != automation.ReasonNoLead || task.State != automation.Pending {
		t.Errorf("%+v, %+v", tag, task)
	}
}

func TestKeyIsTheValueAtItsPath(t *testing.T) {
	t.Parallel()
	d := definition(t, vip)
	e := automation.Event{Data: map[string]any{"order": map[string]any{"id": "A-7", "sum": 12.5}, "list": []any{1.0}}}
	for path, want := range map[string]string{"": "", "event.order.id": "A-7", "event.order.sum": "12.5", "event.order.none": "", "event.list.x": ""} {
		d.Entry.Key = path
		if got := d.Key(e); got != want {
			t.Errorf("%q is %q, want %q", path, got, want)
		}
	}
}

func TestTraceIsReadBackAsItWasWritten(t *testing.T) {
	t.Parallel()
	trace := definition(t, vip).Match(about(event.LeadCreated, nil, "vip")).Trace

	raw, err := json.Marshal(trace)
	var back []automation.Step
	if err == nil {
		err = json.Unmarshal(raw, &back)
	}

	if err != nil || len(back) != 3 || back[1].Path != "/conditions/0" || back[1].Type != "tag_has" || !back[0].At.Equal(noon) {
		t.Errorf("%s: %+v, %v", raw, back, err)
	}
}

// definition is one that the checks let through.
func definition(t testing.TB, raw string) automation.Definition {
	t.Helper()
	d, err := automation.Parse(json.RawMessage(raw))
	if err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	return d
}

// about is an event about Ben, who carries the tags.
func about(kind event.Type, data map[string]any, tags ...string) automation.Facts {
	return automation.Facts{
		Automation: self, Zone: time.UTC, Now: noon,
		Event: automation.Event{ID: uuid.New(), Type: kind, Data: data},
		Lead: &automation.Lead{
			Email: "Ben@Harbor.example", Phone: "+12025550143", FirstName: "Ben", Timezone: "America/New_York", Status: "new", Tags: tags,
			CustomFields: map[string]any{"plan": "Gold", "seats": 5.0, "active": true},
		},
	}
}
