package scenario_test

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/oapi-codegen/nullable"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/devstack"
	"github.com/carillonhq/carillon/internal/sim/brevo"
)

// A person of whom every word is a siskin's: whoever finds one after the erasure finds her.
const (
	siskin       = "siskin"
	siskinNumber = "+12025550177"
	siskinMail   = "Siskin.Mail@harbor.example"
	siskinFormer = "siskin.former@harbor.example"
	colleague    = "+12025550188" // who was shown what she would read
	siskinBody   = `{"first_name":"siskin-first","last_name":"siskin-last","company":"siskin-company","external_id":"siskin-id","phone":"` + siskinNumber +
		`","email":"` + siskinFormer + `","timezone":"UTC","tags":["siskin-tag"],"custom_fields":{"nest":"siskin-nest"}}`
)

// remembered are the tables of the database in which a word stands, in the clear or in bytes.
func (r *rig) remembered(word string) (places []string) {
	r.t.Helper()
	ctx := context.Background()
	rows, err := r.db.Admin.Query(ctx, `SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables
		WHERE table_schema IN ('public', 'river') AND table_type = 'BASE TABLE' ORDER BY 1`)
	if err != nil {
		r.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var table string
		if err := rows.Scan(&table); err != nil {
			r.t.Fatal(err)
		}
		found := r.db.Int(r.t, `SELECT count(*) FROM `+table+` t WHERE position($1 IN lower(t::text)) > 0 OR position($2 IN t::text) > 0`,
			strings.ToLower(word), hex.EncodeToString([]byte(word)))
		if found > 0 {
			places = append(places, fmt.Sprintf("%s (%d)", table, found))
		}
	}
	return places
}

// known is a person whom the whole product has met: sent to, answered by, called, and still to be
// written to.
func (r *rig) known() (id, waiting uuid.UUID) {
	r.t.Helper()
	ctx, c := context.Background(), r.as("bluebird-operator")
	echo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) { _, _ = io.Copy(w, q.Body) }))
	r.t.Cleanup(echo.Close)
	r.endpoint(echo.URL, "*")
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	r.connect("bluebird-admin", "bluebird", client.ProviderVapi)
	r.work()
	r.automation("bluebird-operator", fmt.Sprintf(onAnswer, devstack.ID("bluebird-operator")))

	made := r.ask("POST", "/api/v1/leads", siskinBody, r.keyed("bluebird-operator", "siskin-key")).wants(r.t, "create", 201, "")
	id = uuid.MustParse(strings.Split(strings.Split(made.body, `"id":"`)[1], `"`)[0])
	r.ask("PATCH", "/api/v1/leads/"+id.String(), `{"email":"`+siskinMail+`","custom_fields":{"nest":"siskin-oak"}}`, r.bearer("bluebird-operator")).wants(r.t, "change", 200, "")
	list := r.list("bluebird-operator", `{"name":"Spring","kind":"static"}`).ID
	must[*client.AddLeadListMembersResponse](r.t, 200)(c.AddLeadListMembersWithResponse(ctx, list, nil, client.NewLeadListMembers{LeadIds: []uuid.UUID{id}}))
	must[*client.CreateTaskResponse](r.t, 201)(c.CreateTaskWithResponse(ctx, nil, client.NewTask{Title: "Call siskin-task", Description: new("siskin-details"), LeadID: &id}))
	must[*client.SendEventsResponse](r.t, 200)(c.SendEventsWithResponse(ctx, nil, client.NewEvents{Events: []client.NewEvent{
		{ID: "siskin-order", Type: "custom.order", LeadID: &id, Data: &map[string]any{"gift": "siskin-gift"}}}}))

	said := client.MessageContent{Body: new("Dear {{ lead.first_name }} of {{ lead.company }}")}
	r.finished(c, r.run(c, client.NewCampaign{Name: "Spring", Channel: client.ChannelSms, LeadListID: list, MessageContent: said}), 20*time.Second)
	r.out.Brevo.Reply("bluebird", brevo.SMS, siskinNumber, "Yes, siskin-answer")
	thread := r.arrives(1)
	r.reply(thread.ID, client.NewReply{Body: new("Well, siskin-reply")})
	r.finished(c, r.run(c, voice(list)), 20*time.Second)
	r.await("the account of the call", 20*time.Second, func() bool {
		return r.db.Int(r.t, "SELECT count(*) FROM conversation_entries WHERE transcript IS NOT NULL") == 1
	})
	r.db.Exec(r.t, `UPDATE conversation_entries SET transcript = 'siskin-said', summary = 'siskin-sum', recording_url = 'https://calls.example/siskin' WHERE kind = 'call'`)
	for _, file := range []string{`email\nsiskin-refused\n`, `who\nsiskin-unmapped\n`} {
		r.ask("POST", "/api/v1/imports", `{"text":"`+file+`"}`, r.bearer("bluebird-operator")).wants(r.t, "a file", 201, "")
	}
	r.await("the refused row", 20*time.Second, func() bool { return r.db.Int(r.t, "SELECT count(*) FROM import_rejects") == 1 })
	twin := r.lead("bluebird-operator", `{"external_id":"siskin-twin","first_name":"siskin-double"}`).ID
	r.ask("POST", "/api/v1/leads/"+id.String()+"/merge", `{"from_lead_id":"`+twin.String()+`"}`, r.bearer("bluebird-operator")).wants(r.t, "merge", 200, "")
	r.db.Exec(r.t, `INSERT INTO consents (tenant_id, id, channel, address_key, lead_id, decision, method, source, shown, actor, at)
		VALUES ($1, gen_random_uuid(), 'email', lower($2), $3, 'granted', 'api', 'siskin-form', 'siskin-terms', 'siskin-clerk', now())`, devstack.ID("bluebird"), siskinMail, id)
	r.db.Exec(r.t, `INSERT INTO consent_reviews (tenant_id, id, channel, address_key, lead_id, said) VALUES ($1, gen_random_uuid(), 'voice', $2, $3, 'siskin-doubt')`, devstack.ID("bluebird"), siskinNumber, id)
	r.db.Exec(r.t, `INSERT INTO suppressions (tenant_id, channel, address_key, reason, source) VALUES ($1, 'email', lower($2), 'unsubscribed', 'siskin-page')`, devstack.ID("bluebird"), siskinMail)
	tried := r.template("bluebird-admin", `{"name":"Trial","channel":"sms","message_content":{"body":"Dear {{ lead.first_name }}"}}`)
	r.ask("POST", "/api/v1/templates/"+tried.String()+"/test-send", `{"lead_id":"`+id.String()+`","to":["`+colleague+`"]}`, r.bearer("bluebird-operator")).wants(r.t, "a test", 202, "")
	r.db.Exec(r.t, `UPDATE lanes SET wait_until = now() + interval '1 hour'`)
	waiting = r.run(c, client.NewCampaign{Name: "Later", Channel: client.ChannelSms, LeadListID: list, MessageContent: said})
	r.await("the frozen audience", 20*time.Second, func() bool { return r.stats(c, waiting).ByState["pending"] == 1 })
	r.audited("bluebird-admin", client.ListAuditEntriesParams{})
	r.await("the webhooks", 20*time.Second, func() bool {
		return r.db.Int(r.t, "SELECT count(*) FROM webhook_deliveries WHERE due_at IS NOT NULL") == 0
	})
	return id, waiting
}

// TestErasedPersonIsFoundNowhereInTheDatabase has the whole product meet a person whose every text is
// a word of its own, erases her, and looks for the words in every column of every table.
func TestErasedPersonIsFoundNowhereInTheDatabase(t *testing.T) {
	t.Parallel()
	r := newRig(t, hasty)
	id, waiting := r.known()
	words := []string{siskin, siskinNumber[1:], "harbor.example"}
	tables := map[string]bool{}
	for _, word := range words {
		for _, place := range r.remembered(word) {
			tables[strings.Fields(place)[0]] = true
		}
	}
	for _, table := range []string{"leads", "lead_tags", "targets", "attempts", "callbacks", "conversations", "conversation_entries", "suppressions", "consents", "consent_reviews", "tasks", "automation_runs", "event_keys", "webhook_attempts", "import_chunks", "import_rejects"} {
		if !tables["public."+table] {
			t.Errorf("%s holds nothing of her: this proves nothing of it", table)
		}
	}
	t.Logf("before, she is in %d tables", len(tables))
	at := "/api/v1/leads/" + id.String()

	r.ask("POST", at+"/erase", "", r.bearer("bluebird-operator")).wants(t, "by an operator", 403, "forbidden")
	began := time.Now()
	must[*client.EraseLeadResponse](t, 204)(r.as("bluebird-admin").EraseLeadWithResponse(context.Background(), id, nil))
	t.Logf("erased in %v", time.Since(began).Round(time.Millisecond))

	r.db.Exec(t, `UPDATE lanes SET wait_until = NULL`)
	r.out.Brevo.Reply("bluebird", brevo.SMS, siskinNumber, "Do you know siskin-late?")
	r.out.Brevo.Reply("bluebird", brevo.SMS, siskinNumber, "STOP")
	r.await("what she wrote later", 20*time.Second, func() bool {
		return r.db.Int(t, "SELECT count(*) FROM callbacks WHERE status <> 'applied'") == 0 && r.db.Int(t, "SELECT count(*) FROM callbacks WHERE body = '' AND attempt_ref IS NULL") > 1
	})
	r.audited("bluebird-admin", client.ListAuditEntriesParams{})
	for _, word := range words {
		if places := r.remembered(word); len(places) > 0 {
			t.Errorf("%q still stands in %s", word, strings.Join(places, ", "))
		}
	}

	if s := r.finished(r.as("bluebird-viewer"), waiting, 20*time.Second); s.ByReason["erased"] != 1 || s.ByState["skipped"] != 1 {
		t.Errorf("what waited for her came to %+v", s)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM erased_addresses"); n != 3 {
		t.Errorf("%d addresses are kept from coming again, not her number and two of email", n)
	}
	r.whole("bluebird")
	r.stayAway(at)
	r.late(id)
}

// stayAway says that no way leads back for who was erased, or for a part of her.
func (r *rig) stayAway(at string) {
	r.t.Helper()
	admin := r.bearer("bluebird-admin")
	for _, c := range []struct{ method, target, body, pointer string }{
		{"POST", "/api/v1/leads", `{"phone":"+1 (202) 555-0177"}`, "/phone"},
		{"POST", "/api/v1/leads", `{"external_id":"9","email":"SISKIN.MAIL@harbor.example"}`, "/email"},
		{"PUT", "/api/v1/leads/by-external-id/siskin-id", `{"email":"` + siskinFormer + `"}`, "/email"},
	} {
		if a := r.ask(c.method, c.target, c.body, admin).wants(r.t, c.body, 409, "lead_erased"); a.at(c.pointer).Code != "lead_erased" {
			r.t.Errorf("%s: %s", c.body, a.body)
		}
	}
	r.ask("POST", "/api/v1/imports", `{"text":"phone\n202-555-0177\n","options":{"default_region":"US"}}`, r.bearer("bluebird-operator")).wants(r.t, "in a file", 201, "")
	r.await("her row", 20*time.Second, func() bool {
		return r.db.Int(r.t, "SELECT count(*) FROM import_rejects WHERE code = 'lead_erased' AND cells = '[]'") == 1
	})
	other := r.lead("bluebird-operator", `{"external_id":"other"}`)
	r.ask("PATCH", "/api/v1/leads/"+other.ID.String(), `{"phone":"`+siskinNumber+`"}`, admin).wants(r.t, "for another lead", 409, "lead_erased")
	rows := must[*client.BulkLeadsResponse](r.t, 207)(r.as("bluebird-operator").BulkLeadsWithResponse(context.Background(), nil, client.LeadRows{
		Mode: "upsert", Leads: []client.LeadRow{{ExternalID: new("fine")}, {Phone: nullable.NewNullableWithValue(siskinNumber)}},
	})).JSON207.Results
	if rows[0].Outcome != "created" || rows[1].Outcome != "refused" || rows[1].Error.MustGet().Code != "lead_erased" {
		r.t.Errorf("in bulk she came to %+v", rows)
	}
	for target, body := range map[string]string{
		"suppressions": `{"channel":"sms","address":"` + siskinNumber + `"}`, "consents": `{"channel":"sms","address":"` + siskinNumber + `","decision":"granted","source":"x"}`,
		"templates/" + r.template("bluebird-admin", `{"name":"Again","channel":"sms","message_content":{"body":"x"}}`).String() + "/test-send": `{"lead_id":"` + other.ID.String() + `","to":["` + siskinNumber + `"]}`,
	} {
		r.ask("POST", "/api/v1/"+target, body, admin).wants(r.t, target, 409, "lead_erased")
	}
	r.lead("bluebird-operator", `{"phone":"`+colleague+`"}`)
	r.ask("GET", at, "", admin).wants(r.t, "the lead", 404, "not_found")
	r.ask("POST", at+"/erase", "", admin).wants(r.t, "again", 204, "")
	r.ask("POST", "/api/v1/leads", `{"phone":"`+siskinNumber+`"}`, r.bearer("harbor-admin")).wants(r.t, "for another tenant", 201, "")
}

// late says that what was under way when she was erased, and left its traces after, is wiped too.
func (r *rig) late(id uuid.UUID) {
	r.t.Helper()
	r.db.Exec(r.t, `UPDATE attempts SET recipient = 'siskin-late', error = 'siskin-late' WHERE campaign_id IN (SELECT id FROM campaigns WHERE name = 'Spring')`)
	r.db.Exec(r.t, `INSERT INTO tasks (tenant_id, id, title, lead_id, created_by) VALUES ($1, gen_random_uuid(), 'siskin-late', $2, 'x')`, devstack.ID("bluebird"), id)
	r.db.Exec(r.t, `UPDATE erasures SET wipe_at = now()`)
	r.await("the second wiping", 10*time.Second, func() bool { return len(r.remembered("siskin-late")) == 0 })
}
