package scenario_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/config"
)

// The founding document's bodies, as they stand there but for the list's id and the remark.
const (
	foundingCampaign = `{
  "name": "Welcome Campaign",
  "channel": "sms",
  "lead_list_id": "uuid",
  "start_datetime": "2024-12-01T09:00:00Z",
  "timezone": "America/New_York",
  "message_content": {
    "body": "Welcome to our service!"
  },
  "retry_strategy": {
    "max_attempts": 3,
    "delays_minutes": [30, 120, 360]
  }
}`
	foundingSchedule = `{
  "start_hour": 9,
  "end_hour": 17,
  "days_allowed": [0, 1, 2, 3, 4],
  "blackout_dates": ["2024-12-25", "2024-01-01"]
}`
)

// campaign drafts a campaign through the front door.
func (r *rig) campaign(user, body string) client.Campaign {
	r.t.Helper()
	a := r.ask("POST", "/api/v1/campaigns", body, r.bearer(user)).wants(r.t, "draft a campaign", 201, "")
	var c client.Campaign
	if err := json.Unmarshal([]byte(a.body), &c); err != nil {
		r.t.Fatal(err)
	}
	return c
}

func TestFoundingBodiesAreAcceptedAsTheyStand(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	operator := r.bearer("bluebird-operator")
	list := r.audience("bluebird", 1, numbered).String()
	body := strings.Replace(foundingCampaign, `"uuid"`, `"`+list+`"`, 1)
	scheduled := strings.Replace(body, `"timezone"`, `"schedule": `+foundingSchedule+`, "timezone"`, 1)

	c := r.campaign("bluebird-operator", body)
	both := r.campaign("bluebird-operator", scheduled)
	changed := r.ask("PATCH", "/api/v1/campaigns/"+c.ID.String(), `{"schedule": `+foundingSchedule+`}`, operator).wants(t, "the schedule rules", 200, "")

	var sent, got map[string]any
	_ = json.Unmarshal([]byte(scheduled), &sent)
	_ = json.Unmarshal([]byte(changed.body), &got)
	for field, value := range sent {
		if encode(got[field]) != encode(value) || encode(both.Schedule) != encode(got["schedule"]) {
			t.Errorf("%s: sent %s, got %s", field, encode(value), encode(got[field]))
		}
	}
	if c.Status != "draft" || c.Purpose != "marketing" || c.CompleteOn != "accepted" || c.UnknownPolicy != "hold" || c.ExpiresAfterHours != 72 {
		t.Errorf("drafted as %+v", c)
	}
	for _, path := range []string{"GET /api/v1/leads", "GET /api/v1/campaigns", "GET /api/v1/tenants/current", "GET /health"} {
		method, target, _ := strings.Cut(path, " ")
		r.ask(method, target, "", operator).wants(t, path, 200, "")
	}
}

func TestDraftChangesFieldByField(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	operator, list := r.bearer("bluebird-operator"), r.audience("bluebird", 1, numbered)
	draft := r.campaign("bluebird-operator", strings.Replace(foundingCampaign, `"uuid"`, `"`+list.String()+`"`, 1))
	at := "/api/v1/campaigns/" + draft.ID.String()

	a := r.ask("PATCH", at, `{"start_datetime":null,"name":"Other","message_content":{"body":"Hi"},"retry_strategy":{"max_attempts":1},"purpose":"transactional","complete_on":"delivered","unknown_policy":"resend","expires_after_hours":5}`, operator).wants(t, "change", 200, "")

	var c client.Campaign
	_ = json.Unmarshal([]byte(a.body), &c)
	if !c.StartDatetime.IsNull() || c.Name != "Other" || *c.MessageContent.Body != "Hi" || c.RetryStrategy.DelaysMinutes != nil || c.Purpose != "transactional" || c.CompleteOn != "delivered" || c.UnknownPolicy != "resend" || c.ExpiresAfterHours != 5 || c.Timezone != "America/New_York" || c.Version != 2 {
		t.Errorf("became %s", a.body)
	}
	for _, field := range []string{"channel", "status", "id", "audience_size"} {
		if a := r.ask("PATCH", at, `{"`+field+`":"email"}`, operator).wants(t, field, 422, "validation_failed"); a.at("/"+field).Code != "unknown_field" {
			t.Errorf("%s: %s", field, a.body)
		}
	}
}

func TestCampaignThatCouldNeverBeSentIsExplained(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	front := r.door(func(c *config.Config) { c.ContactHours = config.Hours{Start: 8, End: 21} }, logger(t))
	list := r.audience("bluebird", 1, numbered).String()
	foreign := r.list("harbor-admin", `{"name":"x","kind":"static"}`).ID.String()
	with := func(field string, value any) map[string]any {
		return map[string]any{"name": "x", "channel": "sms", "lead_list_id": list, "message_content": map[string]any{"body": "x"}, field: value}
	}
	on := func(channel string, content map[string]any) map[string]any {
		c := with("message_content", content)
		c["channel"] = channel
		return c
	}

	for _, c := range []struct {
		body     map[string]any
		code, at string
	}{
		{with("lead_list_id", foreign), "unknown_list", "/lead_list_id"},
		{with("lead_list_id", uuid.NewString()), "unknown_list", "/lead_list_id"},
		{with("connection_id", uuid.NewString()), "unknown_connection", "/connection_id"},
		{with("timezone", "America/New_Yrok"), "validation_failed", "/timezone"},
		{with("schedule", map[string]any{"start_hour": 9, "end_hour": 9}), "schedule_invalid", "/schedule/end_hour"},
		{with("schedule", map[string]any{"start_hour": 22, "end_hour": 5}), "schedule_never_open", "/schedule"},
		{with("schedule", map[string]any{"start_hour": 24}), "validation_failed", "/schedule/start_hour"},
		{with("schedule", map[string]any{"end_hour": 0}), "validation_failed", "/schedule/end_hour"},
		{with("schedule", map[string]any{"days_allowed": []int{}}), "validation_failed", "/schedule/days_allowed"},
		{with("schedule", map[string]any{"days_allowed": []int{7}}), "validation_failed", "/schedule/days_allowed/0"},
		{with("schedule", map[string]any{"days_allowed": []int{1, 1}}), "validation_failed", "/schedule/days_allowed"},
		{with("schedule", map[string]any{"days_allowed": []string{"monday"}}), "validation_failed", "/schedule/days_allowed/0"},
		{with("schedule", map[string]any{"blackout_dates": []string{"2024-02-30"}}), "validation_failed", "/schedule/blackout_dates/0"},
		{with("retry_strategy", map[string]any{"max_attempts": 0}), "validation_failed", "/retry_strategy/max_attempts"},
		{with("retry_strategy", map[string]any{"delays_minutes": []int{30, 0}}), "validation_failed", "/retry_strategy/delays_minutes/1"},
		{with("retry_strategy", map[string]any{"retry_on": []string{"bored"}}), "validation_failed", "/retry_strategy/retry_on/0"},
		{with("message_content", map[string]any{}), "content_incomplete", "/message_content/body"},
		{with("message_content", map[string]any{"body": "{{ lead.first_name"}), "template_invalid", "/message_content/body"},
		{with("message_content", map[string]any{"body": "{% for x in y %}"}), "template_invalid", "/message_content/body"},
		{on("email", map[string]any{"body": "x"}), "content_incomplete", "/message_content/subject"},
		{on("email", map[string]any{"subject": "x"}), "content_incomplete", "/message_content/body"},
		{on("whatsapp", map[string]any{}), "content_incomplete", "/message_content/template_id"},
		{on("fax", map[string]any{"body": "x"}), "validation_failed", "/channel"},
		{with("expires_after_hours", 721), "validation_failed", "/expires_after_hours"},
	} {
		if a := front.ask("POST", "/api/v1/campaigns", encode(c.body), r.bearer("bluebird-operator")).wants(t, encode(c.body)[:60], 422, c.code); a.at(c.at).Code == "" {
			t.Errorf("nothing at %s: %s", c.at, a.body)
		}
	}
}

func TestWrongMoveNamesTheStateAndTheWay(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	operator, list := r.bearer("bluebird-operator"), r.audience("bluebird", 2, numbered).String()
	body := strings.Replace(foundingCampaign, `"uuid"`, `"`+list+`"`, 1)
	id := r.campaign("bluebird-operator", body).ID.String()
	act := func(verb string) answer { return r.ask("POST", "/api/v1/campaigns/"+id+"/"+verb, "", operator) }
	refused := func(verb, code, state string, from ...string) {
		t.Helper()
		a := act(verb).wants(t, verb+" while "+state, 409, code)
		if a.problem.Meta["state"] != state || encode(a.problem.Meta["allowed_from"]) != encode(from) {
			t.Errorf("%s while %s: %s", verb, state, a.body)
		}
	}

	refused("pause", "campaign_not_pausable", "draft", "scheduled", "preparing", "running")
	refused("resume", "campaign_not_resumable", "draft", "paused")
	for range 2 {
		act("start").wants(t, "start", 200, "")
	}
	refusedChange(r, id, "preparing")
	act("resume").wants(t, "resume while under way", 200, "")
	for range 2 {
		act("pause").wants(t, "pause", 200, "")
	}
	refused("start", "campaign_not_startable", "paused", "draft")
	refusedChange(r, id, "paused")
	for range 2 {
		act("cancel").wants(t, "cancel", 200, "")
	}
	for verb, from := range map[string][]string{"start": {"draft"}, "pause": {"scheduled", "preparing", "running"}, "resume": {"paused"}} {
		code := map[string]string{"start": "campaign_not_startable", "pause": "campaign_not_pausable", "resume": "campaign_not_resumable"}[verb]
		refused(verb, code, "cancelled", from...)
	}
	refusedChange(r, id, "cancelled")
}

func refusedChange(r *rig, id, state string) {
	r.t.Helper()
	a := r.ask("PATCH", "/api/v1/campaigns/"+id, `{"name":"y"}`, r.bearer("bluebird-operator")).wants(r.t, "a change while "+state, 409, "campaign_not_editable")
	if a.problem.Meta["state"] != state || encode(a.problem.Meta["allowed_from"]) != `["draft"]` {
		r.t.Errorf("a change while %s: %s", state, a.body)
	}
}

func TestCampaignWithNobodyInItsListDoesNotStart(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	operator := r.bearer("bluebird-operator")
	empty := r.list("bluebird-operator", `{"name":"Empty","kind":"static"}`).ID.String()
	nobody := r.list("bluebird-operator", `{"name":"Nobody","kind":"dynamic","filter":{"type":"tag","tag":"x"}}`).ID.String()

	for _, list := range []string{empty, nobody} {
		id := r.campaign("bluebird-operator", strings.Replace(foundingCampaign, `"uuid"`, `"`+list+`"`, 1)).ID.String()
		r.ask("POST", "/api/v1/campaigns/"+id+"/start", "", operator).wants(t, "start", 422, "campaign_without_audience")
		if a := r.ask("GET", "/api/v1/campaigns/"+id, "", operator); !strings.Contains(a.body, `"status":"draft"`) {
			t.Errorf("it is %s", a.body)
		}
		if a := r.ask("GET", "/api/v1/campaigns/"+id+"/preview", "", operator).wants(t, "preview", 200, ""); !strings.Contains(a.body, `"audience":0`) {
			t.Errorf("the preview: %s", a.body)
		}
	}
}

func TestCampaignsAreListedByStateAndChannel(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, c := context.Background(), r.as("bluebird-operator")
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	list := r.audience("bluebird", 1, numbered)
	for i, channel := range []client.Channel{client.ChannelSms, client.ChannelEmail, client.ChannelSms} {
		draft := client.NewCampaign{Name: fmt.Sprint(i), Channel: channel, LeadListID: list, MessageContent: client.MessageContent{Subject: new("x"), Body: new("x")}}
		id := must[*client.CreateCampaignResponse](t, 201)(c.CreateCampaignWithResponse(ctx, nil, draft)).JSON201.ID
		if i == 2 {
			must[*client.CancelCampaignResponse](t, 200)(c.CancelCampaignWithResponse(ctx, id, nil))
		}
	}

	for want, p := range map[string]client.ListCampaignsParams{
		"2 1 0": {}, "2 0": {Channel: new(client.ChannelSms)}, "1 0": {Status: []client.CampaignStatus{client.CampaignStatusDraft}},
		"2":      {Status: []client.CampaignStatus{client.CampaignStatusCancelled}, Channel: new(client.ChannelSms)},
		"2 1 0 ": {Status: []client.CampaignStatus{client.CampaignStatusCancelled, client.CampaignStatusDraft}}, "": {Channel: new(client.ChannelVoice)},
	} {
		var names []string
		for _, c := range must[*client.ListCampaignsResponse](t, 200)(c.ListCampaignsWithResponse(ctx, &p)).JSON200.Data {
			names = append(names, c.Name)
		}
		if got := strings.Join(names, " "); got != strings.TrimSpace(want) {
			t.Errorf("%+v: got %q, want %q", p, got, want)
		}
	}
}

func TestCampaignOfAnotherAgeDoesNoHarm(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	list, operator := r.audience("bluebird", 1, numbered).String(), r.bearer("bluebird-operator")
	starting := func(at string) string {
		return strings.NewReplacer(`"uuid"`, `"`+list+`"`, "2024-12-01T09:00:00Z", at).Replace(foundingCampaign)
	}

	for _, at := range []string{"2206-12-01T09:00:00Z", "9999-12-31T23:59:59Z"} {
		if a := r.ask("POST", "/api/v1/campaigns", starting(at), operator).wants(t, at, 422, "start_too_far"); a.at("/start_datetime").Code == "" {
			t.Errorf("%s: %s", at, a.body)
		}
	}
	id := r.campaign("bluebird-operator", starting("0001-01-01T00:00:00Z")).ID.String()
	for _, target := range []string{"", "/preview", "/stats", "/targets"} {
		a := r.ask("GET", "/api/v1/campaigns/"+id+target, "", operator).wants(t, target, 200, "")
		if target == "" && !strings.Contains(a.body, "0001-01-01T00:00:00Z") {
			t.Errorf("read back: %s", a.body)
		}
	}
}
