package scenario_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/devstack"
	"github.com/carillonhq/carillon/internal/sim/brevo"
)

// connection makes a connection through the front door.
func (r *rig) connection(user, body string) client.Connection {
	r.t.Helper()
	a := r.ask("POST", "/api/v1/connections", body, r.bearer(user)).wants(r.t, "create a connection", 201, "")
	var c client.Connection
	if err := json.Unmarshal([]byte(a.body), &c); err != nil {
		r.t.Fatal(err)
	}
	return c
}

func TestSecretGoesInAndNeverComesOut(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	admin := r.bearer("bluebird-admin")
	const secret, changed = "xkeysib-canary7f3a-0000-wxyz", "xkeysib-canary7f3a-1111-abcd"
	body := encode(map[string]any{"name": "Main", "provider": "brevo", "secret": secret, "settings": map[string]string{"sms_sender": "Bluebird"}})

	made := r.connection("bluebird-admin", body)
	theirs := r.connection("harbor-admin", body)
	twin := r.connection("bluebird-admin", strings.Replace(body, "Main", "Twin", 1))
	at := "/api/v1/connections/" + made.ID.String()
	patched := r.ask("PATCH", at, `{"secret":"`+changed+`"}`, admin).wants(t, "a new secret", 200, "")

	if made.SecretLastFour != "wxyz" || made.SecretFingerprint == "" || made.SecretFingerprint != twin.SecretFingerprint || made.SecretFingerprint == theirs.SecretFingerprint {
		t.Errorf("fingerprints %s, %s, %s, last four %s", made.SecretFingerprint, twin.SecretFingerprint, theirs.SecretFingerprint, made.SecretLastFour)
	}
	if !strings.Contains(patched.body, `"secret_last_four":"abcd"`) || strings.Contains(patched.body, made.SecretFingerprint) {
		t.Errorf("changed: %s", patched.body)
	}
	for _, target := range []string{at, "/api/v1/connections", at + "/callback-token"} {
		if a := r.ask("GET", target, "", admin).wants(t, target, 200, ""); strings.Contains(a.body, canary) {
			t.Errorf("%s tells the secret: %s", target, a.body)
		}
	}
	for _, table := range []string{"connections", "events"} {
		if n := r.db.Int(t, "SELECT count(*) FROM "+table+" x WHERE x::text LIKE '%canary7f3a%' OR encode(convert_to(x::text, 'UTF8'), 'base64') LIKE '%canary7f3a%'"); n != 0 {
			t.Errorf("%s holds the secret in clear", table)
		}
	}
	r.ask("DELETE", at, "", admin).wants(t, "delete", 204, "")
	if n := r.db.Int(t, "SELECT count(*) FROM connections WHERE id = $1 AND secret = '' AND secret_last_four = '' AND secret_fingerprint = ''", made.ID); n != 1 {
		t.Error("the secret outlives its connection")
	}
}

func TestCredentialsAreVerifiedAtTheProvider(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, c := context.Background(), r.as("bluebird-admin")
	good := r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	voice := r.connect("bluebird-admin", "bluebird", client.ProviderVapi)
	bad := r.connection("bluebird-admin", `{"name":"Bad","provider":"brevo","secret":"xkeysib-nobody-has-this"}`)
	badVoice := r.connection("bluebird-admin", `{"name":"Bad voice","provider":"vapi","secret":"nobody-has-this","settings":{"assistant_id":"a","phone_number_id":"p"}}`)
	check := func(id uuid.UUID) client.ConnectionCheck {
		return *must[*client.VerifyConnectionResponse](t, 200)(c.VerifyConnectionWithResponse(ctx, id, nil)).JSON200
	}

	for _, id := range []uuid.UUID{good.ID, voice.ID} {
		if got := check(id); !got.Ok || !got.Cause.IsNull() {
			t.Errorf("a good key: %+v", got)
		}
	}
	for _, id := range []uuid.UUID{bad.ID, badVoice.ID} {
		if got := check(id); got.Ok || text(got.Cause) != "account" || got.Detail == "" || strings.Contains(got.Detail, "nobody-has-this") {
			t.Errorf("a bad key: %+v", got)
		}
	}
	r.out.Brevo.SetAccountFaults("bluebird", brevo.Faults{UnknownIP: true})
	if got := check(good.ID); got.Ok || text(got.Cause) != "account" || !strings.Contains(got.Detail, "127.0.0.1") {
		t.Errorf("an unrecognised address: %+v", got)
	}
	r.out.Brevo.SetAccountFaults("bluebird", brevo.Faults{Down: true})
	if got := check(good.ID); got.Ok || text(got.Cause) != "server_error" {
		t.Errorf("the provider down: %+v", got)
	}
	if now := must[*client.GetConnectionResponse](t, 200)(c.GetConnectionWithResponse(ctx, good.ID, nil)).JSON200; now.Status != "active" || now.Version != good.Version {
		t.Errorf("verifying changed it: %+v", now)
	}
}

func TestConnectionThatBreaksARuleIsExplained(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	admin := r.bearer("bluebird-admin")
	made := r.connection("bluebird-admin", `{"name":"Taken","provider":"brevo","secret":"xkeysib-1"}`)
	body := func(provider, settings string) string {
		return `{"name":"x","provider":"` + provider + `","secret":"s","settings":` + settings + `}`
	}

	for _, c := range []struct {
		body, code string
		at         []string
	}{
		{body("brevo", `{"assistant_id":"a"}`), "connection_setting_foreign", []string{"/settings/assistant_id"}},
		{body("brevo", `{"host":"h","port":25,"sms_sender":"x"}`), "connection_setting_foreign", []string{"/settings/host", "/settings/port"}},
		{body("vapi", `{"assistant_id":"a"}`), "connection_setting_missing", []string{"/settings/phone_number_id"}},
		{body("vapi", `{}`), "connection_setting_missing", []string{"/settings/assistant_id", "/settings/phone_number_id"}},
		{body("smtp", `{"email_from":"a@b.example"}`), "connection_setting_missing", []string{"/settings/host"}},
		{body("smtp", `{"email_from":"a@b.example","host":""}`), "validation_failed", []string{"/settings/host"}},
		{body("smtp", `{"email_from":"a@b","host":"h","port":70000,"tls":"maybe"}`), "validation_failed", []string{"/settings/email_from", "/settings/port", "/settings/tls"}},
		{body("brevo", `{"sms_sender":"Blue Bird"}`), "validation_failed", []string{"/settings/sms_sender"}},
		{body("brevo", `{"whatsapp_number":"2025550100"}`), "validation_failed", []string{"/settings/whatsapp_number"}},
		{body("brevo", `{"whatsap_number":"+12025550100"}`), "validation_failed", []string{"/settings/whatsap_number"}},
		{body("twilio", `{}`), "validation_failed", []string{"/provider"}},
		{`{"name":"x","provider":"brevo"}`, "validation_failed", []string{"/secret"}},
		{`{"name":"x","provider":"brevo","secret":"xkeysib-canary7f3a\n"}`, "validation_failed", []string{"/secret"}},
		{`{"name":"x","provider":"brevo","secret":" xkeysib-canary7f3a"}`, "validation_failed", []string{"/secret"}},
		{`{"name":"x","provider":"brevo","secret":"s","rate_limits":{"sms":{"limit":0,"window_seconds":1}}}`, "validation_failed", []string{"/rate_limits/sms/limit"}},
		{`{"name":"x","provider":"brevo","secret":"s","rate_limits":{"fax":{"limit":1,"window_seconds":1}}}`, "validation_failed", []string{"/rate_limits/fax"}},
	} {
		a := r.ask("POST", "/api/v1/connections", c.body, admin).wants(t, c.body, 422, c.code)
		for _, at := range c.at {
			if a.at(at).Code == "" {
				t.Errorf("%s: nothing at %s: %s", c.body, at, a.body)
			}
		}
		if len(a.problem.Errors) != len(c.at) {
			t.Errorf("%s: %s", c.body, a.body)
		}
	}
	r.ask("POST", "/api/v1/connections", `{"name":"Taken","provider":"brevo","secret":"s"}`, admin).wants(t, "the name", 409, "connection_name_taken")
	if a := r.ask("PATCH", "/api/v1/connections/"+made.ID.String(), `{"settings":{"host":"h"}}`, admin).wants(t, "a change", 422, "connection_setting_foreign"); a.at("/settings/host").Code == "" {
		t.Errorf("a change: %s", a.body)
	}
	r.ask("PATCH", "/api/v1/connections/"+made.ID.String(), `{"provider":"vapi"}`, admin).wants(t, "another provider", 422, "validation_failed")
}

func TestConnectionInUseStaysUntilItsCampaignIsOver(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, c := context.Background(), r.as("bluebird-admin")
	conn := r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	at, admin := "/api/v1/connections/"+conn.ID.String(), r.bearer("bluebird-admin")
	id := r.run(c, client.NewCampaign{Name: "x", Channel: client.ChannelSms, LeadListID: r.audience("bluebird", 3, numbered), MessageContent: client.MessageContent{Body: new("x")}})

	r.ask("DELETE", at, "", admin).wants(t, "under way", 409, "connection_in_use")
	must[*client.PauseCampaignResponse](t, 200)(c.PauseCampaignWithResponse(ctx, id, nil))
	r.ask("DELETE", at, "", admin).wants(t, "paused", 409, "connection_in_use")
	must[*client.ResumeCampaignResponse](t, 200)(c.ResumeCampaignWithResponse(ctx, id, nil))
	r.work()
	r.finished(c, id, 60*time.Second)

	r.ask("DELETE", at, "", admin).wants(t, "over", 204, "")
	r.ask("GET", at, "", admin).wants(t, "gone", 404, "not_found")
	if got := r.stats(c, id); got.ByState["completed"] != 3 {
		t.Errorf("the account changed: %+v", got)
	}
}

func TestDraftWhoseConnectionIsGoneSaysSo(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, c := context.Background(), r.as("bluebird-admin")
	conn := r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	foreign := r.connection("harbor-admin", `{"name":"x","provider":"brevo","secret":"`+devstack.BrevoKey("harbor")+`","settings":{"sms_sender":"Harbor"}}`)
	draft := client.NewCampaign{Name: "x", Channel: client.ChannelSms, LeadListID: r.audience("bluebird", 1, numbered), ConnectionID: &conn.ID, MessageContent: client.MessageContent{Body: new("x")}}
	id := must[*client.CreateCampaignResponse](t, 201)(c.CreateCampaignWithResponse(ctx, nil, draft)).JSON201.ID
	at, admin := "/api/v1/campaigns/"+id.String(), r.bearer("bluebird-admin")
	explained := func(what, code string, a answer) {
		t.Helper()
		if a.wants(t, what, 422, code).at("/connection_id").Code == "" {
			t.Errorf("%s: %s", what, a.body)
		}
	}

	for _, strange := range []uuid.UUID{foreign.ID, uuid.New()} {
		draft.ConnectionID = &strange
		explained("drafted with no connection of ours", "unknown_connection", r.ask("POST", "/api/v1/campaigns", encode(draft), admin))
		explained("changed to none of ours", "unknown_connection", r.ask("PATCH", at, `{"connection_id":"`+strange.String()+`"}`, admin))
	}
	voice := r.connect("bluebird-admin", "bluebird", client.ProviderVapi)
	explained("one that cannot send texts", "connection_unfit", r.ask("PATCH", at, `{"connection_id":"`+voice.ID.String()+`"}`, admin))
	r.ask("DELETE", "/api/v1/connections/"+conn.ID.String(), "", admin).wants(t, "a draft does not hold it", 204, "")
	explained("started without it", "unknown_connection", r.ask("POST", at+"/start", "", admin))
	r.ask("PATCH", at, `{"connection_id":null}`, admin).wants(t, "unnamed", 200, "")
	explained("started with none that fits", "connection_missing", r.ask("POST", at+"/start", "", admin))
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	r.connection("bluebird-admin", `{"name":"Second","provider":"brevo","secret":"`+devstack.BrevoKey("bluebird")+`","settings":{"sms_sender":"Second"}}`)
	explained("started with two that fit", "connection_required", r.ask("POST", at+"/start", "", admin))
}
