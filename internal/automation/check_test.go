package automation_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/automation"
	"github.com/carillonhq/carillon/internal/fault"
)

func TestEveryActionIsTakenAsItShouldBeWritten(t *testing.T) {
	t.Parallel()
	for _, action := range []string{
		`{"action_type":"send_email","action_config":{"subject":"Hi","body":"Hi {{ lead.first_name | default: \"there\" }}"},"delay_seconds":31536000,"recheck":true}`,
		`{"action_type":"send_email","action_config":{"subject":"Hi","html":"<p>Hi</p>","connection_id":"` + self.String() + `"}}`,
		`{"action_type":"send_sms","action_config":{"body":"Hi"}}`,
		`{"action_type":"send_whatsapp","action_config":{"body":"Hi"}}`,
		`{"action_type":"send_whatsapp","action_config":{"template_id":7,"params":{"name":"{{ lead.first_name }}"}}}`,
		`{"action_type":"make_call","action_config":{}}`,
		`{"action_type":"make_call","action_config":{"body":"Hello","params":{"plan":"{{ lead.custom.plan }}"}}}`,
		`{"action_type":"update_lead","action_config":{"fields":{"status":"customer","first_name":null,"timezone":"Europe/Berlin","custom_fields.plan":"gold","custom_fields.seats":null}}}`,
		`{"action_type":"add_tag","action_config":{"tag":"vip"}}`,
		`{"action_type":"remove_tag","action_config":{"tag":"vip"}}`,
		`{"action_type":"add_to_list","action_config":{"lead_list_id":"` + self.String() + `"}}`,
		`{"action_type":"remove_from_list","action_config":{"lead_list_id":"` + self.String() + `"}}`,
		`{"action_type":"start_campaign","action_config":{"campaign_id":"` + promo.String() + `"}}`,
		`{"action_type":"create_task","action_config":{"title":"Call","description":"Soon","assignee_id":"` + self.String() + `","due_in_seconds":3600}}`,
		`{"action_type":"trigger_webhook","action_config":{"url":"https://hooks.bluebird.example/new?x=1","headers":{"X-Team":"blue"}}}`,
	} {
		if _, err := automation.Parse(json.RawMessage(`{"trigger_type":"lead_created","conditions":[],"actions":[` + action + `]}`)); err != nil {
			t.Errorf("%s: %v", action, err)
		}
	}
}

func TestDefinitionIsKeptAsItWasRead(t *testing.T) {
	t.Parallel()
	d := definition(t, vip)

	raw, err := json.Marshal(d)

	want := strings.Replace(vip, `"name":"VIP Welcome",`, "", 1)
	if err != nil || string(raw) != want {
		t.Errorf("%s\n%v", raw, err)
	}
}

func TestEveryRefusalPointsAtItsField(t *testing.T) {
	t.Parallel()
	const task = `"actions":[{"action_type":"create_task","action_config":{"title":"Call"}}]`
	trigger := func(kind, config string) string {
		return fmt.Sprintf(`{"trigger_type":%q,"trigger_config":%s,"conditions":[],%s}`, kind, config, task)
	}
	condition := func(kind, config string) string {
		return fmt.Sprintf(`{"trigger_type":"lead_created","conditions":[{"condition_type":%q,"condition_config":%s}],%s}`, kind, config, task)
	}
	action := func(kind, config string) string {
		return fmt.Sprintf(`{"trigger_type":"lead_created","conditions":[],"actions":[{"action_type":%q,"action_config":%s}]}`, kind, config)
	}
	entry := func(e string) string {
		return `{"trigger_type":"lead_created","conditions":[],` + task + `,"entry":` + e + `}`
	}
	for _, c := range []struct{ body, pointer, code string }{
		{trigger("lead_deleted", `{}`), "/trigger_type", "trigger_unknown"},
		{trigger("lead_created", `{"cron":"0 9 * * *"}`), "/trigger_config/cron", "trigger_config_unused"},
		{trigger("whatsapp_received", `{"channel":"sms"}`), "/trigger_config/channel", "trigger_config_unused"},
		{trigger("custom_event", `{}`), "/trigger_config/event_type", "trigger_config_incomplete"},
		{trigger("custom_event", `{"event_type":"lead.created"}`), "/trigger_config/event_type", "event_type_invalid"},
		{trigger("scheduled_time", `{"timezone":"UTC"}`), "/trigger_config/cron", "trigger_config_incomplete"},
		{trigger("scheduled_time", `{"cron":"0 9 * * *"}`), "/trigger_config/timezone", "trigger_config_incomplete"},
		{trigger("scheduled_time", `{"cron":"@daily","timezone":"UTC"}`), "/trigger_config/cron", "cron_invalid"},
		{trigger("scheduled_time", `{"cron":"0 9 30 2 *","timezone":"UTC"}`), "/trigger_config/cron", "cron_invalid"},
		{trigger("scheduled_time", `{"cron":"0 9 * * *","timezone":"Mars"}`), "/trigger_config/timezone", "cron_invalid"},
		{trigger("scheduled_time", `{"cron":"0 9 * * *","timezone":"UTC","missed":"all"}`), "/trigger_config/missed", "missed_invalid"},

		{condition("tag_is", `{}`), "/conditions/0/condition_type", "condition_unknown"},
		{condition("tag_has", `{}`), "/conditions/0/condition_config/tag", "tag_missing"},
		{condition("field_equals", `{"field":"tenant_id","value":"x"}`), "/conditions/0/condition_config/field", "condition_field"},
		{condition("field_equals", `{"field":"custom_fields.a-b","value":"x"}`), "/conditions/0/condition_config/field", "condition_field"},
		{condition("field_equals", `{"field":"event.","value":"x"}`), "/conditions/0/condition_config/field", "condition_field"},
		{condition("field_equals", `{"field":"status"}`), "/conditions/0/condition_config/value", "condition_value"},
		{condition("field_equals", `{"field":"status","value":1}`), "/conditions/0/condition_config/value", "condition_value"},
		{condition("field_equals", `{"field":"event.x","value":{}}`), "/conditions/0/condition_config/value", "condition_value"},
		{condition("field_contains", `{"field":"event.x","value":null}`), "/conditions/0/condition_config/value", "condition_value"},
		{condition("field_contains", `{"field":"event.x","value":7}`), "/conditions/0/condition_config/value", "condition_value"},
		{condition("time_range", `{"start":"9:00","end":"10:00"}`), "/conditions/0/condition_config/start", "time_range_invalid"},
		{condition("time_range", `{"start":"09:00","end":"24:00"}`), "/conditions/0/condition_config/end", "time_range_invalid"},
		{condition("time_range", `{"start":"09:00","end":"09:00"}`), "/conditions/0/condition_config/end", "time_range_invalid"},
		{condition("time_range", `{"start":"09:00","end":"10:00","timezone":"here"}`), "/conditions/0/condition_config/timezone", "timezone_unknown"},
		{condition("and", `{"conditions":[]}`), "/conditions/0/condition_config/conditions", "condition_group"},
		{condition("not", `{"conditions":[{"condition_type":"tag_has","condition_config":{"tag":"a"}},{"condition_type":"tag_has","condition_config":{"tag":"b"}}]}`), "/conditions/0/condition_config/conditions", "condition_group"},
		{condition("or", `{"conditions":[{"condition_type":"not","condition_config":{"conditions":[{"condition_type":"tag_has","condition_config":{}}]}}]}`),
			"/conditions/0/condition_config/conditions/0/condition_config/conditions/0/condition_config/tag", "tag_missing"},

		{`{"trigger_type":"lead_created","conditions":[],"actions":[]}`, "/actions", "actions_count"},
		{action("send_fax", `{}`), "/actions/0/action_type", "action_unknown"},
		{action("send_email", `{"body":"Hi"}`), "/actions/0/action_config/subject", "content_incomplete"},
		{action("send_email", `{"subject":"Hi"}`), "/actions/0/action_config/body", "content_incomplete"},
		{action("send_sms", `{"body":"Hi {{ lead.first_name"}`), "/actions/0/action_config/body", "template_invalid"},
		{action("send_whatsapp", `{}`), "/actions/0/action_config/template_id", "content_incomplete"},
		{action("update_lead", `{}`), "/actions/0/action_config/fields", "action_incomplete"},
		{action("update_lead", `{"fields":{"tenant_id":"x"}}`), "/actions/0/action_config/fields/tenant_id", "field_not_allowed"},
		{action("update_lead", `{"fields":{"email":"x@y.example"}}`), "/actions/0/action_config/fields/email", "field_not_allowed"},
		{action("update_lead", `{"fields":{"a/b~c":"x"}}`), "/actions/0/action_config/fields/a~1b~0c", "field_not_allowed"},
		{action("update_lead", `{"fields":{"status":"gone"}}`), "/actions/0/action_config/fields/status", "field_value"},
		{action("update_lead", `{"fields":{"status":null}}`), "/actions/0/action_config/fields/status", "field_value"},
		{action("update_lead", `{"fields":{"company":7}}`), "/actions/0/action_config/fields/company", "field_value"},
		{action("update_lead", `{"fields":{"timezone":"here"}}`), "/actions/0/action_config/fields/timezone", "timezone_unknown"},
		{action("update_lead", `{"fields":{"custom_fields.plan":{}}}`), "/actions/0/action_config/fields/custom_fields.plan", "field_value"},
		{action("add_tag", `{}`), "/actions/0/action_config/tag", "tag_missing"},
		{action("remove_tag", `{}`), "/actions/0/action_config/tag", "tag_missing"},
		{action("add_to_list", `{}`), "/actions/0/action_config/lead_list_id", "action_incomplete"},
		{action("remove_from_list", `{}`), "/actions/0/action_config/lead_list_id", "action_incomplete"},
		{action("start_campaign", `{}`), "/actions/0/action_config/campaign_id", "action_incomplete"},
		{action("create_task", `{"title":" "}`), "/actions/0/action_config/title", "action_incomplete"},
		{action("create_task", `{"title":"x","due_in_seconds":-1}`), "/actions/0/action_config/due_in_seconds", "delay_invalid"},
		{action("assign_conversation", `{}`), "/actions/0/action_type", "action_needs_conversation"},
		{strings.Replace(action("assign_conversation", `{}`), "lead_created", "campaign_completed", 1), "/actions/0/action_type", "action_needs_conversation"},
		{strings.Replace(action("assign_conversation", `{}`), "lead_created", "message_received", 1), "/actions/0/action_config/assignee_id", "action_incomplete"},
		{strings.Replace(action("assign_conversation", `{"assignee_id":"0190f5a0-0000-7000-8000-000000000001","owner":"me"}`), "lead_created", "whatsapp_received", 1),
			"/actions/0/action_config/owner", "owner_unknown"},
		{action("trigger_webhook", `{}`), "/actions/0/action_config/url", "action_incomplete"},
		{action("trigger_webhook", `{"url":"https://hooks.example/","headers":{"Host":"x"}}`), "/actions/0/action_config/headers/Host", "webhook_header_invalid"},
		{action("trigger_webhook", `{"url":"https://hooks.example/","headers":{"webhook-signature":"x"}}`), "/actions/0/action_config/headers/webhook-signature", "webhook_header_invalid"},
		{action("trigger_webhook", `{"url":"https://hooks.example/","headers":{"X-A":"b\r\nX-C: d"}}`), "/actions/0/action_config/headers/X-A", "webhook_header_invalid"},
		{action("add_tag", `{"tag":"x"},"delay_seconds":31536001`), "/actions/0/delay_seconds", "delay_invalid"},

		{entry(`{"policy":"twice"}`), "/entry/policy", "entry_invalid"},
		{entry(`{"policy":"again_after"}`), "/entry/after_seconds", "entry_invalid"},
		{entry(`{"policy":"once","after_seconds":5}`), "/entry/after_seconds", "entry_invalid"},
		{entry(`{"key":"email"}`), "/entry/key", "entry_invalid"},
	} {
		_, err := automation.Parse(json.RawMessage(c.body))

		var f *fault.Fault
		if !errors.As(err, &f) || f.Kind != fault.Invalid || len(f.Violations) != 1 || f.Violations[0].Pointer != c.pointer || f.Violations[0].Code != c.code {
			t.Errorf("%s:\n%v, want %s at %s", c.body, err, c.code, c.pointer)
			if f != nil {
				t.Log(f.Violations)
			}
		}
	}
}

func TestTriggerAboutNoLeadTakesNothingDoneToOne(t *testing.T) {
	t.Parallel()
	for _, trigger := range []string{`"campaign_started"`, `"campaign_completed"`, `"scheduled_time","trigger_config":{"cron":"0 9 * * *","timezone":"UTC"}`} {
		_, action := automation.Parse(json.RawMessage(`{"trigger_type":` + trigger + `,"conditions":[],"actions":[{"action_type":"add_tag","action_config":{"tag":"x"}}]}`))
		_, condition := automation.Parse(json.RawMessage(`{"trigger_type":` + trigger + `,"conditions":[{"condition_type":"tag_has","condition_config":{"tag":"x"}}],
			"actions":[{"action_type":"create_task","action_config":{"title":"x"}}]}`))

		if !errors.Is(action, automation.ErrActionLead) || !errors.Is(condition, automation.ErrConditionLead) {
			t.Errorf("%s: %v, %v", trigger, action, condition)
		}
	}
	definition(t, `{"trigger_type":"scheduled_time","trigger_config":{"cron":"0 9 * * *","timezone":"UTC","missed":"once","lead_list_id":"`+self.String()+`"},
		"conditions":[{"condition_type":"tag_has","condition_config":{"tag":"x"}}],"actions":[{"action_type":"add_tag","action_config":{"tag":"y"}}]}`)
}

func TestConditionsAreBoundedInDepthAndNumber(t *testing.T) {
	t.Parallel()
	leaf := automation.Condition{Type: "tag_has", Config: automation.ConditionConfig{Tag: "x"}}
	nested := func(levels int) automation.Condition {
		c := leaf
		for range levels - 1 {
			c = not(c)
		}
		return c
	}
	many := make([]automation.Condition, automation.MaxConditions)
	for i := range many {
		many[i] = leaf
	}
	for _, c := range []struct {
		story      string
		conditions []automation.Condition
		want       error
	}{
		{"8 deep", []automation.Condition{nested(8)}, nil},
		{"9 deep", []automation.Condition{nested(9)}, automation.ErrConditions},
		{"50 in all", many, nil},
		{"51 in all", []automation.Condition{group("and", many...)}, automation.ErrConditions},
	} {
		d := definition(t, vip)
		d.Conditions = c.conditions

		if err := d.Check(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", c.story, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(vip))
	f.Add([]byte(`{"trigger_type":"scheduled_time","trigger_config":{"cron":"TZ=UTC"},"conditions":null,"actions":null}`))
	f.Add([]byte(`{"trigger_type":"custom_event","trigger_config":{"event_type":"custom.x"},"conditions":[{"condition_type":"or","condition_config":{"conditions":[{"condition_type":"field_contains","condition_config":{"field":"event.a.b","value":"c"}}]}}],"actions":[{"action_type":"trigger_webhook","action_config":{"url":"https://[::1]:0/%2"}}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		d, err := automation.Parse(raw)
		if err != nil {
			return
		}
		facts := about(d.Listens(), map[string]any{"a": map[string]any{"b": []any{"C"}}}, "vip")
		v := d.Match(facts)
		facts.Lead, facts.Event.ID = nil, uuid.Nil
		d.Match(facts)
		if len(v.Trace) == 0 {
			t.Errorf("%s leaves no trace", raw)
		}
	})
}
