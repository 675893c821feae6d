package scenario_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/sim/brevo"
)

// template drafts a template and publishes it through the front door.
func (r *rig) template(user, body string) uuid.UUID {
	r.t.Helper()
	a := r.ask("POST", "/api/v1/templates", body, r.bearer(user)).wants(r.t, "draft a template", 201, "")
	var t client.Template
	if err := json.Unmarshal([]byte(a.body), &t); err != nil {
		r.t.Fatal(err)
	}
	r.ask("POST", "/api/v1/templates/"+t.ID.String()+"/publish", "", r.bearer(user)).wants(r.t, "publish it", 200, "")
	return t.ID
}

// texted are the texts at the provider, sorted.
func (r *rig) texted() []string {
	var all []string
	for _, e := range r.out.Brevo.Ledger() {
		all = append(all, e.Recipient+" "+e.Content)
	}
	slices.Sort(all)
	return all
}

func TestCampaignKeepsWhatWasPublishedWhenItWasStarted(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, c, who := context.Background(), r.as("bluebird-operator"), r.bearer("bluebird-operator")
	account := r.connect("bluebird-admin", "bluebird", client.ProviderBrevo).ID.String()
	id := r.template("bluebird-operator", `{"name":"Reminder","channel":"sms","message_content":{"body":"First, {{ lead.first_name }}","missing_variables":"skip"}}`)
	at := "/api/v1/templates/" + id.String()
	list := r.list("bluebird-operator", `{"name":"All","kind":"dynamic","filter":{"type":"field","field":"phone","op":"is_set"}}`).ID
	r.lead("bluebird-operator", `{"phone":"+12025550101","first_name":"Mia"}`)
	nameless := r.lead("bluebird-operator", `{"phone":"+12025550102"}`).ID
	draft := client.NewCampaign{Name: "Spring", Channel: client.ChannelSms, LeadListID: list, MessageContent: client.MessageContent{StoredTemplateID: &id}}
	campaign := must[*client.CreateCampaignResponse](t, 201)(c.CreateCampaignWithResponse(ctx, nil, draft)).JSON201.ID

	preview := must[*client.PreviewCampaignResponse](t, 200)(c.PreviewCampaignWithResponse(ctx, campaign, nil)).JSON200
	started := must[*client.StartCampaignResponse](t, 200)(c.StartCampaignWithResponse(ctx, campaign, nil)).JSON200
	r.ask("PATCH", at, `{"message_content":{"body":"Second"}}`, who).wants(t, "edit the draft", 200, "")
	r.ask("POST", at+"/publish", "", who).wants(t, "publish it", 200, "")
	r.ask("POST", at+"/publish", "", who).wants(t, "publish the same again", 200, "")
	r.ask("DELETE", at, "", who).wants(t, "delete it", 204, "")
	r.work()
	stats := r.finished(c, campaign, 20*time.Second)

	if got := r.texted(); !slices.Equal(got, []string{"12025550101 First, Mia"}) {
		t.Errorf("sent %q", got)
	}
	if stats.ByReason["missing_variable"] != 1 || preview.ByReason["missing_variable"] != 1 {
		t.Errorf("previewed %v, happened %v", preview.ByReason, stats.ByReason)
	}
	if v := started.MessageContent.StoredTemplateVersion; v == nil || *v != 1 || *started.MessageContent.Body != "First, {{ lead.first_name }}" {
		t.Errorf("the campaign says %s", encode(started.MessageContent))
	}
	targets := must[*client.ListCampaignTargetsResponse](t, 200)(c.ListCampaignTargetsWithResponse(ctx, campaign, &client.ListCampaignTargetsParams{LeadID: &nameless})).JSON200.Data
	story := r.ask("GET", "/api/v1/campaigns/"+campaign.String()+"/targets/"+targets[0].ID.String()+"/timeline", "", who).wants(t, "why she did not get it", 200, "")
	if !strings.Contains(story.body, `"input":"lead.first_name"`) {
		t.Errorf("the trace does not name what is missing: %s", story.body)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM template_versions"); n != 2 {
		t.Errorf("%d versions", n)
	}
	var told []string
	for _, f := range r.facts("template.") {
		told = append(told, f.Type)
	}
	if got := strings.Join(told, " "); got != "template.created template.published template.updated template.published template.deleted" {
		t.Errorf("told %s", got)
	}
	r.refusedTemplates(list)
	r.refusedWhatsApp(list, account)
}

// refusedWhatsApp are campaigns with a template that the account does not have, from when it was asked on.
func (r *rig) refusedWhatsApp(list uuid.UUID, account string) {
	draft := func(template string) answer {
		return r.ask("POST", "/api/v1/campaigns", `{"name":"x","channel":"whatsapp","lead_list_id":"`+list.String()+`","message_content":{"template_id":`+template+`}}`, r.bearer("bluebird-operator"))
	}
	var before client.Campaign
	_ = json.Unmarshal([]byte(draft("99").wants(r.t, "before anybody asked", 201, "").body), &before)
	r.ask("POST", "/api/v1/connections/"+account+"/verify", "", r.bearer("bluebird-admin")).wants(r.t, "verify", 200, "")

	draft("465118589032810").wants(r.t, "one of the account's", 201, "")
	if a := draft("99").wants(r.t, "another", 422, "unknown_whatsapp_template"); a.at("/message_content/template_id").Code == "" {
		r.t.Errorf("another: %s", a.body)
	}
	r.ask("POST", "/api/v1/campaigns/"+before.ID.String()+"/start", "", r.bearer("bluebird-operator")).wants(r.t, "start with another", 422, "unknown_whatsapp_template")
	r.db.Exec(r.t, "UPDATE whatsapp_templates SET state = 'rejected'")
	draft("465118589032810").wants(r.t, "one that is not approved", 422, "whatsapp_template_unapproved")
}

// refusedTemplates are campaigns whose stored template, or whose audience, does not let them be.
func (r *rig) refusedTemplates(list uuid.UUID) {
	who := r.bearer("bluebird-operator")
	sms := r.template("bluebird-operator", `{"name":"Bare","channel":"sms","message_content":{"body":"Hi {{ lead.first_name }}"}}`).String()
	bare := r.ask("POST", "/api/v1/templates", `{"name":"Draft","channel":"sms","message_content":{"body":"x"}}`, who)
	var unpublished client.Template
	_ = json.Unmarshal([]byte(bare.body), &unpublished)
	for _, refused := range []struct{ channel, content, code, at string }{
		{"sms", `{"stored_template_id":"` + uuid.NewString() + `"}`, "unknown_template", "/message_content/stored_template_id"},
		{"sms", `{"stored_template_id":"` + unpublished.ID.String() + `"}`, "template_unpublished", "/message_content/stored_template_id"},
		{"email", `{"stored_template_id":"` + sms + `"}`, "template_channel", "/message_content/stored_template_id"},
		{"sms", `{"stored_template_id":"` + sms + `","stored_template_version":7}`, "unknown_template_version", "/message_content/stored_template_version"},
		{"sms", `{"stored_template_id":"` + sms + `","body":"Hi"}`, "content_twice", "/message_content/stored_template_id"},
	} {
		a := r.ask("POST", "/api/v1/campaigns", `{"name":"x","channel":"`+refused.channel+`","lead_list_id":"`+list.String()+`","message_content":`+refused.content+`}`, who)
		if a.wants(r.t, refused.content, 422, refused.code); a.at(refused.at).Code == "" {
			r.t.Errorf("%s: %s", refused.content, a.body)
		}
	}
	blocking := r.campaign("bluebird-operator", `{"name":"x","channel":"sms","lead_list_id":"`+list.String()+`","message_content":{"stored_template_id":"`+sms+`","missing_variables":"block"}}`)
	a := r.ask("POST", "/api/v1/campaigns/"+blocking.ID.String()+"/start", "", who).wants(r.t, "a lead lacks a name", 422, "missing_variables")
	if !strings.Contains(a.body, `"lead.first_name":1`) || !strings.Contains(a.body, `"examined":2`) {
		r.t.Errorf("blocked: %s", a.body)
	}
}

func TestTestSendGoesThroughTheLedgerAndCountsNowhere(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	who := r.bearer("bluebird-operator")
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	id := r.template("bluebird-operator", `{"name":"Reminder","channel":"sms","message_content":{"body":"Hi {{ lead.first_name }}","missing_variables":"skip"}}`)
	mia := r.lead("bluebird-operator", `{"phone":"+12025550101","first_name":"Mia"}`).ID
	nameless := r.lead("bluebird-operator", `{"phone":"+12025550102"}`).ID
	r.db.Exec(t, "INSERT INTO suppressions (tenant_id, channel, address_key, reason, source) SELECT tenant_id, 'sms', '+12025550177', 'unsubscribed', 'test' FROM tenants WHERE slug = 'bluebird'")
	send := func(lead uuid.UUID, to string) answer {
		return r.ask("POST", "/api/v1/templates/"+id.String()+"/test-send", `{"lead_id":"`+lead.String()+`","to":`+to+`}`, who)
	}
	r.work()

	a := send(mia, `["+1 202 555 0166","+12025550177"]`).wants(t, "two, of whom one said stop", 202, "")
	r.await("the test", 20*time.Second, func() bool { return len(r.texted()) == 1 })
	r.await("its account", 20*time.Second, func() bool {
		return r.db.Int(t, "SELECT count(*) FROM targets t JOIN campaigns c ON c.id = t.campaign_id WHERE c.origin = 'test' AND t.status = 'completed' AND t.attempts = 1") == 1
	})

	if got := r.texted(); !slices.Equal(got, []string{"12025550166 Hi Mia"}) || !strings.Contains(a.body, `"unsubscribed"`) || !strings.Contains(a.body, `"+12025550166"`) {
		t.Errorf("sent %q, answered %s", got, a.body)
	}
	if list := r.ask("GET", "/api/v1/campaigns", "", who); !strings.Contains(list.body, `"data":[]`) {
		t.Errorf("a test is a campaign: %s", list.body)
	}
	for _, f := range r.facts("message.") {
		if !strings.Contains(string(f.Data), `"origin":"test"`) {
			t.Errorf("%s is told without its origin: %s", f.Type, f.Data)
		}
	}
	if n := r.db.Int(t, "SELECT count(*) FROM outbox WHERE lead_id = $1 AND type LIKE 'message.%'", mia) + r.db.Int(t, "SELECT count(*) FROM events WHERE lead_id = $1 AND type LIKE 'message.%'", mia); n != 0 {
		t.Errorf("%d facts stand in the lead's timeline", n)
	}
	if b := send(nameless, `["+12025550166"]`).wants(t, "what would have a hole", 422, "missing_variables"); b.at("/lead_id").Code == "" {
		t.Errorf("a hole: %s", b.body)
	}
	if b := send(mia, `["+12025550166","me@example.com"]`).wants(t, "no number", 422, "invalid_phone"); b.at("/to/1").Code == "" {
		t.Errorf("no number: %s", b.body)
	}
	send(uuid.New(), `["+12025550166"]`).wants(t, "no lead", 422, "unknown_lead")
	if got := r.out.Brevo.Ledger(); len(got) != 1 || got[0].Channel != brevo.SMS {
		t.Errorf("%d were sent in the end", len(got))
	}
}

// templateAttacks are texts that try to be more than a message with fields.
var templateAttacks = []string{
	"{{.}}", `{{printf "%s" .}}`, "{{ lead }}", "{{ lead.nobody }}", "{{ lead.first_name", "}}{{", "{{{{ lead.name }}}}", "{{ (1..100000000) }}",
	"{% for i in (1..100000000) %}x{% endfor %}", "{% include '/etc/passwd' %}", "{% render 'x' %}", "{%", "{{ lead['custom'] }}", `{{ lead.name | append: lead.name }}`,
	strings.Repeat("{{ lead.custom.x }}", 500), "{{ lead.name" + strings.Repeat(" | upcase", 900) + " }}", "{{" + strings.Repeat("(", 9000) + "}}",
	"Hi\u0000there", "Hi\r\nBcc: x@y.example", "\u202eevil\u202c\u200b{{ lead.custom.x }}", "<script>{{ lead.custom.x }}</script>", "#{7*7}${7*7}<%= 7*7 %>", "{{ lead.custom.x | default: '{{ lead.email }}' }}",
}

func TestTemplateAttacksAreRefusedOrBounded(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	who := r.bearer("bluebird-operator")
	list := r.list("bluebird-operator", `{"name":"x","kind":"static"}`).ID.String()
	refused, bounded := 0, 0
	ask := func(path string, body map[string]any) {
		began := time.Now()
		switch a := r.ask("POST", "/api/v1"+path, encode(body), who); {
		case (a.status == 400 || a.status == 422) && a.problem.Code != "" && len(a.problem.Errors) > 0:
			refused++
		case a.status < 300 && len(a.body) < 400_000:
			bounded++
		default:
			t.Errorf("%s %.120s: %d %.300s", path, encode(body), a.status, a.body)
		}
		if took := time.Since(began); took > 3*time.Second {
			t.Errorf("%s %.120s took %v", path, encode(body), took)
		}
	}
	hostile := map[string]any{"first_name": "<b>\r\nBcc: x\u202e", "custom_fields": map[string]any{"x": strings.Repeat("<", 1000)}}

	for _, text := range templateAttacks {
		for _, content := range []map[string]any{{"subject": text, "body": "x"}, {"subject": "x", "body": text}, {"subject": "x", "html": text}} {
			ask("/templates", map[string]any{"name": uuid.NewString(), "channel": "email", "message_content": content})
			ask("/campaigns", map[string]any{"name": "x", "channel": "email", "lead_list_id": list, "message_content": content})
			ask("/templates/preview", map[string]any{"channel": "email", "message_content": content, "lead": hostile})
		}
		ask("/templates/preview", map[string]any{"channel": "whatsapp", "message_content": map[string]any{"template_id": 1, "params": map[string]any{"NAME": text}}, "lead": hostile})
		ask("/templates", map[string]any{"name": text, "channel": "sms", "message_content": map[string]any{"body": "x"}})
	}
	t.Logf("%d refused, %d bounded", refused, bounded)

	name := map[string]any{"name": "x", "provider": "brevo", "secret": "x", "settings": map[string]any{"email_from": "a@b.example", "email_from_name": "Bluebird\r\nBcc: x@y.example"}}
	r.ask("POST", "/api/v1/connections", encode(name), r.bearer("bluebird-admin")).wants(t, "a sender of two lines", 422, "sender_lines")
	out := r.ask("POST", "/api/v1/templates/preview", encode(map[string]any{
		"channel": "email", "message_content": map[string]any{"subject": "For {{ lead.first_name }}", "html": "{{ lead.first_name }}", "body": "x"}, "lead": hostile,
	}), who)
	if !strings.Contains(out.body, `"subject":"For \u003cb\u003e Bcc: x"`) || !strings.Contains(out.body, `"html":"\u0026lt;b\u0026gt;`) {
		t.Errorf("a value left its place: %s", out.body)
	}
}
