package scenario_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/contract"
)

// nasty are values that somebody's code has stumbled over.
var nasty = []any{
	nil, true, false, 0, -1, 1, 7, 23, 24, 200, 1e15, -1e15, 1e16, 0.1, 1e-300, 9007199254740993, json.Number("9223372036854775807"), json.Number("-0"), json.Number("1e2"), json.Number("1.0"),
	"", " ", "a", "é", "e\u0301", "\u0001", "\u202e", "\uffff", "😀", "ß", "İ", "%", "_", `\`, "'", `"`, "$1", "{{", "}}", "{{ lead.first_name }}", "{% raw %}", "{{ lead.custom_fields.a | default: 'x' }}",
	"null", "NaN", "0", "-", "../..", "<script>", "a@b.example", "A@B.example", "+12025550143", "+44 20 7946 0958", "UTC", "Europe/Lisbon", "Etc/GMT+12", "2026-02-29", "2024-02-29", "9999-12-31", "0000-01-01",
	"2026-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "0190f5a0-0000-7000-8000-0000000000a1", "sms", "email", "whatsapp", "voice", "static", "dynamic", "brevo", "vapi", "smtp",
	[]any{}, []any{nil}, []any{0, 6}, []any{"a", "a"}, []any{"busy"}, []any{"2024-12-25"}, map[string]any{}, map[string]any{"a": nil}, map[string]any{"type": "tag", "tag": "x"},
	map[string]any{"type": "not", "filter": map[string]any{"type": "custom_field", "field": "a", "op": "equals", "value": 1e15}},
	map[string]any{"sms": map[string]any{"limit": 1, "window_seconds": 1}}, map[string]any{"body": "{{ lead.email | upcase }}", "params": map[string]any{"/~": "x"}},
}

func someValue() *rapid.Generator[any] {
	return rapid.OneOf(rapid.SampledFrom(nasty), rapid.Map(rapid.String(), func(s string) any { return s }), rapid.Map(rapid.Float64(), func(f float64) any { return f }))
}

// spoil changes a value somewhere in it.
func spoil(t *rapid.T, v any) any {
	switch v := v.(type) {
	case map[string]any:
		if names := slices.Sorted(maps.Keys(v)); len(names) > 0 && rapid.IntRange(0, 4).Draw(t, "here") > 0 {
			c, name := maps.Clone(v), rapid.SampledFrom(names).Draw(t, "field")
			c[name] = spoil(t, v[name])
			return c
		}
	case []any:
		if len(v) > 0 && rapid.Bool().Draw(t, "inside") {
			c, i := slices.Clone(v), rapid.IntRange(0, len(v)-1).Draw(t, "item")
			c[i] = spoil(t, v[i])
			return c
		}
	}
	return someValue().Draw(t, "value")
}

// extremes are values that the contract allows just so, by field.
var extremes = map[string][]any{
	"name": {"x", "\u202e", strings.Repeat("é", 200), "'; DROP TABLE leads; --"}, "timezone": {"UTC", "Etc/GMT+12", "Pacific/Kiritimati", "America/Argentina/ComodRivadavia"},
	"send_rates": {map[string]any{}, map[string]any{"voice": map[string]any{"limit": 1000000, "window_seconds": 86400}}}, "role": {"viewer", "tenant_admin"},
	"external_id": {"x", "\u0001", strings.Repeat("😀", 200)}, "email": {"A@B.example", "é@é.example", strings.Repeat("a", 240) + "@a.example"}, "phone": {"+12025550143", "+44 20 7946 0958", "+1-202-555-0143"},
	"first_name": {nil, "", " ", "{{ lead.phone }}"}, "last_name": {nil, "İ", strings.Repeat("ß", 100)}, "company": {nil, "%", `\`}, "status": {"lost", "new"}, "tags": {[]any{}, []any{"%"}, []any{"a", "a"}},
	"custom_fields": {map[string]any{}, map[string]any{"a": nil}, map[string]any{"a": 1e15, "b": 1e-300, "c": strings.Repeat("😀", 1000)}}, "description": {nil, "", "\uffff"},
	"filter":   {map[string]any{"type": "custom_field", "field": "a", "op": "less_than", "value": -1e15}, map[string]any{"type": "field", "field": "email", "op": "contains", "value": ""}},
	"settings": {map[string]any{}, map[string]any{"sms_prefix": "", "email_from_name": "\u202e"}}, "rate_limits": {map[string]any{}, map[string]any{"sms": map[string]any{"limit": 1, "window_seconds": 1}}},
	"start_datetime": {"9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2026-03-29T01:30:00+01:00", nil}, "expires_after_hours": {1, 720}, "purpose": {"marketing", "transactional"}, "complete_on": {"accepted", "delivered"}, "unknown_policy": {"hold", "resend"},
	"schedule":        {map[string]any{}, map[string]any{"start_hour": 22, "end_hour": 1}, map[string]any{"start_hour": 23}, map[string]any{"days_allowed": []any{6}, "blackout_dates": []any{"0000-01-01", "9999-12-31"}}},
	"retry_strategy":  {map[string]any{}, map[string]any{"max_attempts": 10, "delays_minutes": []any{}, "retry_on": []any{}}, map[string]any{"delays_minutes": []any{10080}}},
	"message_content": {map[string]any{"body": "{{ lead.custom_fields.a.b.c | default: 1 }}"}, map[string]any{"body": strings.Repeat("{{ lead.email }}", 600)}, map[string]any{"body": "x", "params": map[string]any{"/~": "", "": "x"}}},
}

var fieldsOf = map[string][]string{
	"createTenant": {"name", "timezone"}, "updateCurrentTenant": {"name", "timezone", "send_rates"}, "changeMembership": {"role"},
	"createLead":     {"external_id", "email", "phone", "first_name", "last_name", "company", "timezone", "status", "tags", "custom_fields"},
	"updateLead":     {"external_id", "email", "phone", "first_name", "last_name", "company", "timezone", "status", "custom_fields"},
	"createLeadList": {"name", "description", "filter"}, "updateLeadList": {"name", "description", "filter"}, "previewLeadFilter": {"filter"}, "createConnection": {"name", "settings", "rate_limits"},
	"updateConnection": {"name", "settings", "rate_limits"}, "createCampaign": campaignFields, "updateCampaign": campaignFields, "addLeadTags": {"tags"},
}

var campaignFields = []string{"name", "timezone", "start_datetime", "expires_after_hours", "purpose", "complete_on", "unknown_policy", "schedule", "retry_strategy", "message_content"}

// richer sets fields to extremes.
func richer(t *rapid.T, op *contract.Operation, body map[string]any) map[string]any {
	c := maps.Clone(body)
	for range rapid.IntRange(0, 3).Draw(t, "more") {
		if len(fieldsOf[op.ID]) > 0 {
			name := rapid.SampledFrom(fieldsOf[op.ID]).Draw(t, "name")
			c[name] = rapid.SampledFrom(extremes[name]).Draw(t, "extreme")
		}
	}
	return c
}

func TestNoBodyWhateverBringsTheHouseDown(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	list := r.audience("bluebird", 3, numbered).String()
	known := map[string]string{
		"list_id": r.list("bluebird-admin", `{"name":"x","kind":"dynamic","filter":{"type":"tag","tag":"x"}}`).ID.String(), "lead_id": r.lead("bluebird-admin", `{"external_id":"x"}`).ID.String(),
		"connection_id": r.connect("bluebird-admin", "bluebird", client.ProviderBrevo).ID.String(), "membership_id": membershipOf(t, r.as("bluebird-admin"), "bluebird-viewer").String(),
		"template_id": r.template("bluebird-admin", `{"name":"x","channel":"sms","message_content":{"body":"x"}}`).String(),
		"campaign_id": r.campaign("bluebird-admin", strings.Replace(foundingCampaign, `"uuid"`, `"`+list+`"`, 1)).ID.String(),
	}
	examples, admin := bodies(t), r.choosing("root", "bluebird")
	ids := slices.Sorted(maps.Keys(examples))
	statuses := map[int]int{}

	rapid.Check(t, func(t *rapid.T) {
		for range 6 {
			op := r.rules.Operations[rapid.SampledFrom(ids).Draw(t, "operation")]
			var body any = richer(t, op, examples[op.ID].body)
			if rapid.Bool().Draw(t, "spoilt") {
				body = spoil(t, body)
			}
			if fields, is := body.(map[string]any); is {
				delete(fields, "api_limits") // one request a minute would be the last
			}
			raw, err := json.Marshal(body)
			if err != nil {
				continue // no JSON has such a number
			}
			text := strings.ReplaceAll(string(raw), "0190f5a0-0000-7000-8000-0000000000b1", list)
			a := r.ask(op.Method, fill(op, known), text, admin)
			statuses[a.status]++
			if a.status >= 500 {
				t.Fatalf("%s: %s\n%s", op.ID, text, a.body)
			}
		}
		if a := r.ask("GET", "/api/v1/campaigns/"+known["campaign_id"]+"/preview", "", admin); a.status != 200 {
			t.Fatalf("the preview: %s", a.body)
		}
	})

	for _, target := range []string{"/leads", "/lead-lists", "/connections", "/campaigns", "/tenants/current", "/tenants/current/memberships", "/lead-lists/" + known["list_id"] + "/preview"} {
		r.ask("GET", "/api/v1"+target, "", admin).wants(t, target, 200, "") // what was stored can be read
	}
	t.Logf("%v", statuses)
	if statuses[200]+statuses[201] < 50 || statuses[422] < 50 {
		t.Errorf("too one-sided: %v", statuses)
	}
}
