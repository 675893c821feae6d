package scenario_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/config"
	"github.com/carillonhq/carillon/internal/devstack"
)

// earnest is a front door with production behind it, which only counts who comes.
func (r *rig) earnest(change func(*config.Config)) (front *rig, came *atomic.Int64) {
	r.t.Helper()
	came = &atomic.Int64{}
	production := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		came.Add(1)
		w.WriteHeader(http.StatusInternalServerError)
	}))
	r.t.Cleanup(production.Close)
	front = r.door(func(c *config.Config) {
		c.BrevoURL, c.VapiURL = production.URL+"/v3", production.URL
		change(c)
	}, logger(r.t))
	return front, came
}

// trial opens the test tenant "trial", under an id that is known. "nobody" is its admin.
func (r *rig) trial() {
	r.t.Helper()
	r.db.Exec(r.t, "INSERT INTO tenants (tenant_id, slug, name, mode) VALUES ($1, 'trial', 'Trial', 'test')", devstack.ID("trial"))
	r.db.Exec(r.t, "INSERT INTO memberships (tenant_id, id, user_id, role) VALUES ($1, $2, $3, 'tenant_admin')", devstack.ID("trial"), uuid.New(), devstack.ID("nobody"))
}

// everyWay are drafts of a campaign on each channel.
func (r *rig) everyWay(tenant string, people int) []client.NewCampaign {
	r.t.Helper()
	list := r.audience(tenant, people, numbered)
	whatsapp := client.MessageContent{TemplateID: new(int64(465118589032811)), Params: map[string]string{"NAME": "{{ lead.first_name }}"}}
	return []client.NewCampaign{
		{Name: "Texts", Channel: client.ChannelSms, LeadListID: list, MessageContent: client.MessageContent{Body: new("Hello")}},
		{Name: "Mails", Channel: client.ChannelEmail, LeadListID: list, MessageContent: client.MessageContent{Subject: new("Hello"), Body: new("Hello")}},
		{Name: "Chats", Channel: client.ChannelWhatsapp, LeadListID: list, MessageContent: whatsapp},
		voice(list),
	}
}

func TestTestKeyReachesSimulatorsAndNobodyElse(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.trial()
	front, production := r.earnest(func(*config.Config) {})
	ctx := context.Background()
	brevo, vapi := front.connect("nobody", "harbor", client.ProviderBrevo), front.connect("nobody", "harbor", client.ProviderVapi)
	k := front.issue("nobody", "campaigns:read", "campaigns:write", "campaigns:run", "connections:write")
	program := front.signed(k.Key)
	front.work()

	for _, draft := range front.everyWay("trial", 5) {
		id := front.run(program, draft)
		if got := front.finished(program, id, 60*time.Second); got.ByState["completed"] != 5 {
			t.Errorf("%s: %+v", draft.Name, got)
		}
	}
	for _, c := range []client.Connection{brevo, vapi} {
		if check := must[*client.VerifyConnectionResponse](t, 200)(program.VerifyConnectionWithResponse(ctx, c.ID, nil)).JSON200; !check.Ok {
			t.Errorf("%s: %+v", c.Provider, check)
		}
	}

	texts, calls := r.out.Brevo.Counts(), r.out.Vapi.Counts()
	if texts.ByAccount["harbor"] != 15 || calls.ByAccount["harbor"] < 5 || !strings.HasPrefix(k.Key, "crl_test_") {
		t.Errorf("the simulators saw %v and %v, of %s", texts.ByAccount, calls.ByAccount, k.Key[:9])
	}
	if n := production.Load(); n != 0 {
		t.Errorf("production was asked %d times", n)
	}
	live := front.connection("bluebird-admin", `{"name":"Brevo","provider":"brevo","secret":"xkeysib-1"}`)
	must[*client.VerifyConnectionResponse](t, 200)(front.as("bluebird-admin").VerifyConnectionWithResponse(ctx, live.ID, nil))
	if production.Load() == 0 {
		t.Error("a live tenant does not reach production: nothing was counted")
	}
}

func TestTestTenantWithoutSimulatorsSendsNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.trial()
	conn := r.connect("nobody", "harbor", client.ProviderBrevo)
	front, production := r.earnest(func(c *config.Config) { c.SandboxBrevoURL, c.SandboxVapiURL = "", "" })
	admin, at := r.bearer("nobody"), "/api/v1/connections"

	for body, code := range map[string]string{
		`{"name":"x","provider":"brevo","secret":"s"}`:                                                                "sandbox_not_configured",
		`{"name":"x","provider":"vapi","secret":"s","settings":{"assistant_id":"a","phone_number_id":"b"}}`:           "sandbox_not_configured",
		`{"name":"x","provider":"smtp","secret":"s","settings":{"email_from":"a@b.example","host":"mail.b.example"}}`: "sandbox_without_smtp",
	} {
		if a := front.ask("POST", at, body, admin).wants(t, body, 422, code); a.at("/provider").Code != code {
			t.Errorf("%s: %s", body, a.body)
		}
	}
	front.ask("POST", at+"/"+conn.ID.String()+"/verify", "", admin).wants(t, "verify", 422, "sandbox_not_configured")
	front.work()
	c := front.as("nobody")
	id := front.run(c, front.everyWay("trial", 5)[0])
	front.await("the pause of the connection", 20*time.Second, func() bool {
		return r.db.Int(t, "SELECT count(*) FROM connections WHERE status = 'paused' AND pause_reason LIKE 'A test tenant reaches%'") == 1
	})

	if sent := front.stats(c, id); sent.ByState["pending"] != 5 || len(r.out.Brevo.Ledger()) != 0 || production.Load() != 0 {
		t.Errorf("%d at the simulator, %d at production: %+v", len(r.out.Brevo.Ledger()), production.Load(), sent)
	}
}

func TestModeOfATenantIsChosenOnceAndShown(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	root := r.bearer("root")
	r.trial()
	r.connect("nobody", "harbor", client.ProviderBrevo)

	for body, mode := range map[string]string{
		`{"slug":"one","name":"One"}`: "live", `{"slug":"two","name":"Two","mode":"test"}`: "test", `{"slug":"three","name":"Three","mode":"live"}`: "live",
	} {
		if a := r.ask("POST", "/api/v1/tenants", body, root).wants(t, body, 201, ""); !strings.Contains(a.body, `"mode":"`+mode+`"`) {
			t.Errorf("%s made %s", body, a.body)
		}
	}
	r.ask("POST", "/api/v1/tenants", `{"slug":"four","name":"Four","mode":"sandbox"}`, root).wants(t, "another mode", 422, "validation_failed")
	r.ask("PATCH", where, `{"mode":"live"}`, r.bearer("nobody")).wants(t, "change it", 422, "validation_failed")
	for _, target := range []string{where, "/api/v1/me"} {
		if a := r.ask("GET", target, "", r.bearer("nobody")).wants(t, target, 200, ""); !strings.Contains(a.body, `"mode":"test"`) {
			t.Errorf("%s: %s", target, a.body)
		}
	}
	for what, sql := range map[string]string{
		"a tenant that goes live":         "UPDATE tenants SET mode = 'live' WHERE slug = 'trial'",
		"a connection that goes live":     "UPDATE connections SET mode = 'live'",
		"a live connection in its tenant": "INSERT INTO connections SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(), 'name', 'x', 'mode', 'live'))).* FROM connections c",
	} {
		if _, err := r.db.Admin.Exec(context.Background(), sql); err == nil || !strings.Contains(err.Error(), "connection_mode") {
			t.Errorf("%s: %v", what, err)
		}
	}
}
