package isolation_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// ask is one way to call an operation. Its texts, like the operation's path, have holes: {lead_id}
// is an id of the caller's, and in turn another tenant's and nobody's.
type ask struct {
	query  string // name={hole}
	body   string
	token  string            // what a callback brings to prove where it comes from
	tenant string            // the header Carillon-Tenant
	last   string            // the header Last-Event-ID
	as     map[string]string // a hole of the path ⇒ the value of the cast that it takes
}

// asks are how to call operations that take more than a path. An operation of the contract that
// takes an id which no ask here fills fails TestEveryIDOfTheContractIsAsked.
var asks = map[string][]ask{
	"createTenant":        {{body: `{"slug": "{slug}", "name": "Heron"}`}},
	"addMembership":       {{body: `{"user_id": "{user_id}", "role": "viewer"}`}},
	"updateCurrentTenant": {{body: `{"name": "Heron"}`}},
	"setApiLimits":        {{body: `{"reads_per_minute": 600}`}},
	"setUsageLimits":      {{body: `{"sms": 600}`}},
	"createApiKey":        {{body: `{"name": "Heron", "scopes": ["leads:read"]}`}},
	"listMemberships":     {{query: "cursor={cursor}"}},

	"changeMembership": {{body: `{"role": "viewer"}`}},
	"listApiKeys":      {{}, {query: "cursor={cursor}"}},
	"updateApiKey":     {{body: `{"name": "Heron"}`}},
	"rotateApiKey":     {{body: `{"overlap_seconds": 60}`}},
	"listLeads": {{}, {query: "cursor={cursor}"}, {query: "tag={tag}"}, {query: "email={email}"}, {query: "phone={phone}"},
		{query: "external_id={external_id}"}, {query: "company={company}"}, {query: "q={company}"}, {query: "q={external_id}"}},
	"countLeads": {{}, {query: "tag={tag}"}, {query: "email={email}"}, {query: "phone={phone}"}, {query: "external_id={external_id}"},
		{query: "company={company}"}, {query: "q={email}"}},
	"createLead": {{body: `{"email": "{email}"}`}, {body: `{"phone": "{phone}"}`}, {body: `{"external_id": "{external_id}"}`}},
	"bulkLeads": {{body: `{"mode": "upsert", "leads": [{"external_id": "{external_id}", "email": "{email}"}, {"phone": "{phone}"}]}`},
		{body: `{"mode": "create", "leads": [{"email": "{email}"}, {"external_id": "{external_id}"}]}`}},
	"upsertLead": {{body: `{"email": "{email}"}`}, {body: `{"phone": "{phone}"}`}, {body: `{"custom_fields": {"word": "{custom}"}}`}},
	"updateLead": {{body: `{"email": "{email}"}`}, {body: `{"phone": "{phone}"}`}, {body: `{"external_id": "{external_id}"}`},
		{body: `{"custom_fields": {"word": "{custom}"}}`}},
	"mergeLeads":      {{body: `{"from_lead_id": "{other_id}"}`}, {body: `{"from_lead_id": "{lead_id}"}`, as: map[string]string{"lead_id": "other_id"}}},
	"listLeadFields":  {{}, {query: "cursor={cursor}"}},
	"createLeadField": {{body: `{"key": "{field_key}", "type": "text", "label": "Heron"}`}},
	"updateLeadField": {{body: `{"label": "Heron"}`}},

	"addLeadTags": {{body: `{"tags": ["{tag}"]}`}},
	"createExport": {{body: `{"resource": "leads", "format": "csv", "lead_list_id": "{list_id}"}`}, {body: `{"resource": "targets", "format": "ndjson", "campaign_id": "{campaign_id}"}`},
		{body: `{"resource": "leads", "format": "csv", "filter": {"type": "tag", "tag": "{tag}"}}`}},
	"listExports":   {{}, {query: "cursor={cursor}"}},
	"getExportFile": {{as: map[string]string{"export_id": "other_id"}}},

	"listLeadLists":       {{}, {query: "cursor={cursor}"}},
	"createLeadList":      {{body: `{"name": "{list_name}", "kind": "static"}`}},
	"updateLeadList":      {{body: `{"name": "{list_name}"}`}},
	"listLeadListMembers": {{}, {as: map[string]string{"list_id": "other_id"}}, {query: "cursor={cursor}"}},
	"previewLeadList":     {{}, {as: map[string]string{"list_id": "other_id"}}},
	"addLeadListMembers":  {{body: `{"lead_ids": ["{lead_id}"]}`}, {body: `{"lead_ids": ["{other_id}", "{lead_id}"]}`}},
	"previewLeadFilter": {
		{body: `{"filter": {"type": "tag", "tag": "{tag}"}}`},
		{body: `{"filter": {"type": "not", "filter": {"type": "not", "filter": {"type": "tag", "tag": "{tag}"}}}}`},
		{body: `{"filter": {"type": "field", "field": "email", "op": "equals", "value": "{email}"}}`},
		{body: `{"filter": {"type": "field", "field": "company", "op": "starts_with", "value": "{company}"}}`},
		{body: `{"filter": {"type": "field", "field": "external_id", "op": "contains", "value": "{external_id}"}}`},
		{body: `{"filter": {"type": "all", "filters": [{"type": "field", "field": "phone", "op": "equals", "value": "{phone}"}]}}`},
		{body: `{"filter": {"type": "any", "filters": [{"type": "custom_field", "field": "word", "op": "equals", "value": "{custom}"}]}}`},
	},

	"listImports": {{}, {query: "cursor={cursor}"}},
	"createImport": {
		{body: `{"text": "external_id\n{external_id}\n"}`},
		{body: `{"text": "email\nheron@example.com\n", "options": {"lead_list_id": "{list_id}"}}`},
		{body: `{"text": "email\nheron@example.com\n", "options": {"tags": ["{tag}"]}}`},
	},
	"updateImport":      {{body: `{"mapping": {"{email}": "email"}}`}, {body: `{"mapping": {"{email}": "email"}}`, as: map[string]string{"import_id": "other_id"}}},
	"listImportRejects": {{}, {query: "cursor={cursor}"}},
	"listConnections":   {{}, {query: "cursor={cursor}"}},
	"createConnection":  {{body: `{"name": "{connection_name}", "provider": "smtp", "secret": "heron", "settings": {"email_from": "heron@example.com", "host": "mail.example.com"}}`}},
	"updateConnection":  {{body: `{"name": "{connection_name}"}`}},

	"listCampaigns":        {{}, {query: "cursor={cursor}"}},
	"listTemplates":        {{}, {query: "cursor={cursor}"}},
	"listTemplateVersions": {{}, {query: "cursor={cursor}"}},
	"createTemplate":       {{body: `{"name": "Heron", "channel": "sms", "message_content": {"body": "Hello"}}`}},
	"updateTemplate":       {{body: `{"name": "Heron"}`}},
	"previewTemplate":      {{body: `{"lead_id": "{lead_id}"}`}},
	"previewContent": {
		{body: `{"channel": "sms", "message_content": {"body": "{{ lead.email }}"}, "lead_id": "{lead_id}"}`},
		{body: `{"channel": "sms", "message_content": {"stored_template_id": "{template_id}"}}`},
		{body: `{"channel": "sms", "message_content": {"body": "Hello"}, "lead": {"external_id": "{external_id}"}}`},
	},
	"testSendTemplate": {
		{body: `{"lead_id": "{lead_id}", "to": ["+12025550199"]}`}, {body: `{"lead_id": "{lead_id}", "to": ["+12025550199"], "connection_id": "{connection_id}"}`},
	},

	"createCampaign":      {{body: `{"name": "Heron", "channel": "sms", "lead_list_id": "{list_id}", "message_content": {"stored_template_id": "{template_id}"}}`}, {body: `{"name": "Heron", "channel": "sms", "lead_list_id": "{list_id}", "connection_id": "{connection_id}", "message_content": {"body": "Hello"}}`}},
	"updateCampaign":      {{body: `{"message_content": {"stored_template_id": "{template_id}"}}`}, {body: `{"lead_list_id": "{list_id}"}`}, {body: `{"connection_id": "{connection_id}"}`}, {body: `{"lead_list_id": "{list_id}", "connection_id": "{connection_id}"}`}},
	"listCampaignTargets": {{}, {query: "lead_id={lead_id}"}, {query: "cursor={cursor}"}},

	"listEvents":      {{}, {query: "cursor={cursor}"}, {query: "type={event_type}"}},
	"streamEvents":    {{last: "0"}, {last: "0", query: "type={event_type}"}},
	"getLeadTimeline": {{}, {query: "cursor={cursor}"}},
	"sendEvents": {
		{body: `{"events": [{"id": "{event_key}", "type": "custom.heron"}]}`},
		{body: `{"events": [{"id": "heron", "type": "{event_type}", "lead_id": "{lead_id}"}]}`},
		{body: `{"events": [{"id": "heron", "type": "custom.heron", "lead_external_id": "{external_id}"}]}`},
	},

	"listAuditEntries": {{}, {query: "cursor={cursor}"}, {query: "action={event_type}"}, {query: "actor={external_id}"},
		{query: "request_id={event_key}"}, {query: "object_id={lead_id}"}, {query: "lead_id={lead_id}"}},

	"listTasks":  {{}, {query: "cursor={cursor}"}, {query: "lead_id={lead_id}"}, {query: "assignee_id={user_id}"}},
	"createTask": {{body: `{"title": "Heron", "lead_id": "{lead_id}"}`}, {body: `{"title": "Heron", "assignee_id": "{user_id}"}`}, {body: `{"title": "Heron", "lead_id": "{lead_id}", "assignee_id": "{user_id}"}`}},
	"updateTask": {{body: `{"lead_id": "{lead_id}"}`}, {body: `{"assignee_id": "{user_id}"}`}, {body: `{"lead_id": "{lead_id}", "assignee_id": "{user_id}", "done": true}`}},

	"listSuppressions":     {{}, {query: "cursor={cursor}"}, {query: "address={phone}"}},
	"createSuppression":    {{body: `{"channel": "sms", "address": "{phone}"}`}, {body: `{"channel": "email", "address": "{email}"}`}},
	"listConsents":         {{}, {query: "cursor={cursor}"}, {query: "address={phone}"}, {query: "lead_id={lead_id}"}},
	"recordConsent":        {{body: `{"channel": "sms", "address": "{phone}", "decision": "withdrawn", "source": "Heron"}`}, {body: `{"channel": "email", "address": "{email}", "decision": "granted", "source": "Heron"}`}},
	"listConsentReviews":   {{}, {query: "cursor={cursor}"}, {query: "lead_id={lead_id}"}},
	"resolveConsentReview": {{body: `{"decision": "keep"}`}},

	"listConversations":       {{}, {query: "cursor={cursor}"}, {query: "lead_id={lead_id}"}, {query: "assignee_id={user_id}"}},
	"getConversation":         {{}, {as: map[string]string{"conversation_id": "other_id"}}},
	"listConversationEntries": {{}, {query: "cursor={cursor}"}, {as: map[string]string{"conversation_id": "other_id"}}},
	"replyToConversation":     {{body: `{"body": "Hello"}`}, {body: `{"body": "Hello", "connection_id": "{connection_id}"}`}},
	"assignConversation":      {{body: `{"owner": "human"}`}, {body: `{"assignee_id": "{user_id}"}`}},
	"adoptConversation":       {{body: `{"lead_id": "{lead_id}"}`, as: map[string]string{"conversation_id": "other_id"}}, {body: `{"lead_id": "{lead_id}"}`}},
	"listAutomations":         {{}, {query: "cursor={cursor}"}},
	"listAutomationVersions":  {{}, {query: "cursor={cursor}"}},
	"listAutomationFirings":   {{}, {query: "cursor={cursor}"}},
	"listAutomationRuns":      {{}, {query: "cursor={cursor}"}, {query: "automation_id={automation_id}"}, {query: "lead_id={lead_id}"}},
	"createAutomation": {
		{body: `{"name": "Heron", "trigger_type": "message_received", "actions": [{"action_type": "assign_conversation", "action_config": {"assignee_id": "{user_id}"}}]}`},
		{body: `{"name": "Heron", "trigger_type": "lead_created", "actions": [{"action_type": "send_sms", "action_config": {"body": "Heron", "connection_id": "{connection_id}"}}]}`},
		{body: `{"name": "Heron", "trigger_type": "lead_created", "actions": [{"action_type": "add_to_list", "action_config": {"lead_list_id": "{list_id}"}}]}`},
		{body: `{"name": "Heron", "trigger_type": "lead_created", "actions": [{"action_type": "start_campaign", "action_config": {"campaign_id": "{campaign_id}"}}]}`},
		{body: `{"name": "Heron", "trigger_type": "lead_created", "actions": [{"action_type": "create_task", "action_config": {"title": "Heron", "assignee_id": "{user_id}"}}]}`},
		{body: `{"name": "Heron", "trigger_type": "sms_delivered", "trigger_config": {"campaign_id": "{campaign_id}"}, "actions": [{"action_type": "create_task", "action_config": {"title": "Heron"}}]}`},
		{body: `{"name": "Heron", "trigger_type": "scheduled_time", "trigger_config": {"cron": "0 9 * * *", "timezone": "UTC", "lead_list_id": "{list_id}"}, "actions": [{"action_type": "create_task", "action_config": {"title": "Heron"}}]}`},
	},
	"updateAutomation": {
		{body: `{"trigger_type": "message_received", "actions": [{"action_type": "assign_conversation", "action_config": {"assignee_id": "{user_id}"}}]}`},
		{body: `{"trigger_type": "lead_created", "actions": [{"action_type": "send_sms", "action_config": {"body": "Heron", "connection_id": "{connection_id}"}}]}`},
		{body: `{"trigger_type": "lead_created", "actions": [{"action_type": "add_to_list", "action_config": {"lead_list_id": "{list_id}"}}]}`},
		{body: `{"trigger_type": "lead_created", "actions": [{"action_type": "start_campaign", "action_config": {"campaign_id": "{campaign_id}"}}]}`},
		{body: `{"trigger_type": "lead_created", "actions": [{"action_type": "create_task", "action_config": {"title": "Heron", "assignee_id": "{user_id}"}}]}`},
		{body: `{"trigger_type": "sms_delivered", "trigger_config": {"campaign_id": "{campaign_id}"}, "actions": [{"action_type": "create_task", "action_config": {"title": "Heron"}}]}`},
		{body: `{"trigger_type": "scheduled_time", "trigger_config": {"cron": "0 9 * * *", "timezone": "UTC", "lead_list_id": "{list_id}"}, "actions": [{"action_type": "create_task", "action_config": {"title": "Heron"}}]}`},
	},
	"testAutomation": {{body: `{"lead_id": "{lead_id}"}`}},

	"listWebhookEndpoints":        {{}, {query: "cursor={cursor}"}},
	"createWebhookEndpoint":       {{body: `{"url": "https://hooks.example.com/heron", "events": ["custom.heron"]}`}},
	"updateWebhookEndpoint":       {{body: `{"events": ["custom.heron"]}`}},
	"rotateWebhookEndpointSecret": {{body: `{}`}},
	"replayWebhookEndpointEvents": {{body: `{"after_sequence": 0}`}},
	"listWebhookDeliveries": {{}, {query: "cursor={cursor}"}, {query: "webhook_endpoint_id={webhook_endpoint_id}"},
		{query: "event_id={event_id}"}, {query: "event_type={event_type}"}},

	"receiveBrevoEmail": {
		{token: "{callback_token}", body: `{"event": "delivered", "email": "{email}", "message-id": "{message_id}", "ts_epoch": 1700000000000}`},
		{token: "{callback_token}", body: `{"event": "delivered", "email": "heron@example.com", "message-id": "1", "X-Mailin-custom": "{\"ref\": \"{attempt_id}\"}"}`},
		{token: "{callback_token}", body: `{"event": "hard_bounce", "email": "{recipient_key}", "message-id": "2", "X-Mailin-custom": "{\"request\": \"{request_id}\"}"}`},
	},
	"receiveBrevoSms": {
		{token: "{callback_token}", body: `{"msg_status": "delivered", "to": "{phone}", "messageId": "{message_id}"}`},
		{token: "{callback_token}", body: `{"msg_status": "unsubscribed", "to": "{phone}", "messageId": "1", "tag": "{attempt_id}"}`},
	},
	"receiveBrevoSmsMessage": {{body: `{"msg_status": "delivered", "to": "{phone}", "messageId": "{message_id}"}`}},
	"receiveVapiCallStatus": {{
		token: "{voice_callback_token}", as: map[string]string{"endpoint_id": "voice_endpoint_id"},
		body: `{"message": {"type": "status-update", "status": "ended", "call": {"id": "{message_id}", "name": "{attempt_id}"}}}`,
	}},
}

// asksOf are the ways to call an operation, at least one, and beside them those that choose a
// tenant.
func asksOf(op operation) []ask {
	ways := slices.Clone(asks[op.id])
	if len(ways) == 0 {
		ways = []ask{{}}
	}
	if op.choosesTenant {
		ways = append(ways, ask{tenant: "{tenant_id}"}, ask{tenant: "{slug}"})
	}
	return ways
}

// request is an ask, filled.
type request struct {
	method, path, body string
	header             http.Header
}

// path is the operation's path with the ask's own holes.
func (a ask) path(op operation) string {
	path := op.path
	for name, value := range a.as {
		path = strings.ReplaceAll(path, "{"+name+"}", "{"+value+"}")
	}
	return path
}

// holes are the names of all values that an ask takes, those of the path first. To choose a tenant
// is an ask for itself.
func (a ask) holes(op operation) []string {
	var names []string
	text := a.path(op) + a.query + a.token + a.body
	if a.tenant != "" {
		text = a.tenant
	}
	for _, m := range hole.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(names, m[1]) {
			names = append(names, m[1])
		}
	}
	return names
}

// with fills an ask by what a cast says.
func (a ask) with(op operation, c cast) request {
	r := request{method: op.method, path: c.fill(a.path(op)), body: c.fill(a.body), header: http.Header{}}
	if name, value, ok := strings.Cut(c.fill(a.query), "="); ok {
		r.path += "?" + url.Values{name: {value}}.Encode()
	}
	if a.token != "" {
		r.header.Set("Authorization", "Bearer "+c.fill(a.token))
	}
	if a.last != "" {
		r.header.Set("Last-Event-ID", a.last)
	}
	if a.tenant != "" {
		r.header.Set("Carillon-Tenant", c.fill(a.tenant))
	}
	return r
}

func TestEveryIDOfTheContractIsAsked(t *testing.T) {
	t.Parallel()
	ops, anybody := operations(t), newHouse(t, layers{wall: true, words: true}).stranger

	for _, complaint := range unasked(ops, anybody) {
		t.Error(complaint)
	}

	places := 0
	for _, op := range ops {
		places += len(op.positions)
	}
	if places < 50 {
		t.Errorf("only %d places for ids were found in the contract", places)
	}
}

func TestOperationThatNobodyAsksIsFound(t *testing.T) {
	t.Parallel()
	for _, op := range []operation{
		{id: "getHeron", path: "/herons/{heron_id}", positions: []string{"path heron_id"}},
		{id: "listHerons", path: "/herons", positions: []string{"query lead_id"}},
		{id: "createHeron", path: "/herons", positions: []string{"body /nest/lead_ids/-"}},
		{id: "createCampaign", path: "/campaigns", positions: []string{"body /heron_id"}},
		{id: "changeHeron", path: "/herons/{lead_id}", positions: []string{"path lead_id"}, needsBody: true},
	} {
		if len(unasked([]operation{op}, newCast("fieldfar"))) == 0 {
			t.Errorf("%s was not missed", op.id)
		}
	}
}

// unasked says which ids and texts that operations take nobody asks with, for want of an ask or of
// a value that a cast could give.
func unasked(ops []operation, anybody cast) []string {
	var found []string
	for _, op := range ops {
		for _, position := range op.positions {
			if !slices.ContainsFunc(asksOf(op), func(a ask) bool { return a.fills(op, position) }) {
				found = append(found, fmt.Sprintf("%s takes an id or a text at %q that no ask fills: add one to asks_test.go", op.id, position))
			}
		}
		for _, a := range asksOf(op) {
			for _, name := range a.holes(op) {
				if _, known := anybody.values[name]; !known {
					found = append(found, fmt.Sprintf("%s has the hole {%s}, which no cast can fill: give it a value in testdata/tenant.sql", op.id, name))
				}
			}
			if op.needsBody && len(op.positions) > 0 && a.body+a.tenant == "" {
				found = append(found, op.id+" needs a body that no ask gives")
			}
		}
	}
	return found
}

// fills tells whether an ask has a hole at a position.
func (a ask) fills(op operation, position string) bool {
	in, name, _ := strings.Cut(position, " ")
	switch in {
	case "path":
		return strings.Contains(op.path, "{"+name+"}")
	case "query":
		return strings.HasPrefix(a.query, name+"={")
	}
	var body any
	_ = json.Unmarshal([]byte(a.body), &body)
	text, _ := at(body, strings.Split(name, "/")[1:]).(string)
	return hole.MatchString(text)
}

// at is what stands in a JSON value where keys lead; - is a list's first.
func at(v any, keys []string) any {
	for _, key := range keys {
		switch of := v.(type) {
		case map[string]any:
			v = of[key]
		case []any:
			v = of[0]
		default:
			return nil
		}
	}
	return v
}
