package scenario_test

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
	"github.com/carillonhq/carillon/internal/devstack"
)

// exported asks for an export and waits for it to end in a state.
func (r *rig) exported(user, body, state string) (e client.Export) {
	r.t.Helper()
	made := r.ask("POST", "/api/v1/exports", body, r.bearer(user)).wants(r.t, body, 202, "")
	r.await("the export", 20*time.Second, func() bool {
		a := r.ask("GET", made.header.Get("Location"), "", r.bearer(user)).wants(r.t, "the export", 200, "")
		if err := json.Unmarshal([]byte(a.body), &e); err != nil {
			r.t.Fatal(err)
		}
		return e.State == state
	})
	return e
}

func TestWhatThereIsGoesIntoFilesForWhoMayReadIt(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	r.work()
	list := r.audience("bluebird", 3, numbered)
	mia := r.lead("bluebird-operator", `{"external_id":"=HYPERLINK(\"x\")","phone":"+12025550143","tags":["vip"],"custom_fields":{"visits":4}}`)
	c := r.as("bluebird-operator")
	spring := r.run(c, client.NewCampaign{Name: "Spring", Channel: client.ChannelSms, LeadListID: list, MessageContent: client.MessageContent{Body: new("Hi")}})
	r.finished(c, spring, 20*time.Second)
	r.audited("bluebird-admin", client.ListAuditEntriesParams{})

	all := r.exported("bluebird-viewer", `{"resource":"leads","format":"csv"}`, "succeeded")
	vip := r.exported("bluebird-viewer", `{"resource":"leads","format":"ndjson","filter":{"type":"tag","tag":"vip"}}`, "succeeded")
	members := r.exported("bluebird-viewer", `{"resource":"leads","format":"csv","lead_list_id":"`+list.String()+`"}`, "succeeded")
	targets := r.exported("bluebird-viewer", `{"resource":"targets","format":"csv","campaign_id":"`+spring.String()+`"}`, "succeeded")
	log := r.exported("bluebird-admin", `{"resource":"audit","format":"ndjson"}`, "succeeded")

	file := func(user string, e client.Export) answer {
		return r.ask("GET", "/api/v1/exports/"+e.ID.String()+"/file", "", r.bearer(user)).wants(t, e.Resource, 200, "")
	}
	rows, err := csv.NewReader(strings.NewReader(file("bluebird-viewer", all).body)).ReadAll()
	if err != nil || len(rows) != 5 || rows[4][1] != `'=HYPERLINK("x")` || rows[4][3] != "+12025550143" || rows[4][10] != `{"visits":4}` {
		t.Errorf("the leads are %q, %v", rows, err)
	}
	if a := file("bluebird-viewer", vip); !strings.Contains(a.body, `"id":"`+mia.ID.String()+`"`) || strings.Count(a.body, "\n") != 1 || a.header.Get("Content-Type") != "application/x-ndjson" {
		t.Errorf("the tagged are %s", a.body)
	}
	for _, e := range []client.Export{members, targets} {
		if a := file("bluebird-viewer", e); e.Rows != 3 || strings.Count(a.body, "\r\n") != 4 || a.header.Get("Content-Disposition") != `attachment; filename="`+e.Resource+`-`+e.CreatedAt.Format("2006-01-02")+`.csv"` {
			t.Errorf("%s: %v, %s", e.Resource, a.header, a.body)
		}
	}
	if log.Rows == 0 || int(log.Rows) != strings.Count(file("bluebird-admin", log).body, "\n") || log.Rows != log.Progress.Total.MustGet() {
		t.Errorf("the log is %+v", log)
	}
	r.refusedExports(log, list, mia.ID)

	r.ask("POST", "/api/v1/leads/"+mia.ID.String()+"/erase", "", r.bearer("bluebird-admin")).wants(t, "erase", 204, "")
	if a := r.ask("GET", "/api/v1/exports/"+all.ID.String(), "", r.bearer("bluebird-viewer")); !strings.Contains(a.body, `"error":"person_erased"`) {
		t.Errorf("after an erasure the file is %s", a.body)
	}
	r.ask("GET", "/api/v1/exports/"+all.ID.String()+"/file", "", r.bearer("bluebird-viewer")).wants(t, "taken back", 409, "export_not_succeeded")
	if n := r.db.Int(t, "SELECT count(*) FROM export_chunks"); n != 1 {
		t.Errorf("%d chunks are left, not the log's alone", n)
	}
}

// refusedExports asks for what may not be, or cannot be.
func (r *rig) refusedExports(log client.Export, list, lead uuid.UUID) {
	r.t.Helper()
	viewer, at := r.bearer("bluebird-viewer"), "/api/v1/exports/"+log.ID.String()
	for _, c := range []struct {
		method, target, body string
		status               int
		code, pointer        string
	}{
		{"POST", "/api/v1/exports", `{"resource":"audit","format":"csv"}`, 403, "forbidden", ""},
		{"GET", at, "", 403, "forbidden", ""},
		{"GET", at + "/file", "", 403, "forbidden", ""},
		{"POST", at + "/cancel", "", 403, "forbidden", ""},
		{"GET", "/api/v1/leads/" + lead.String() + "/export", "", 403, "forbidden", ""},
		{"POST", "/api/v1/exports", `{"resource":"targets","format":"csv"}`, 422, "export_needs_campaign", "/campaign_id"},
		{"POST", "/api/v1/exports", `{"resource":"targets","format":"csv","campaign_id":"` + list.String() + `"}`, 422, "unknown_campaign", "/campaign_id"},
		{"POST", "/api/v1/exports", `{"resource":"leads","format":"csv","lead_list_id":"` + lead.String() + `"}`, 422, "unknown_lead_list", "/lead_list_id"},
		{"POST", "/api/v1/exports", `{"resource":"leads","format":"csv","campaign_id":"` + lead.String() + `"}`, 422, "export_filter", "/campaign_id"},
		{"POST", "/api/v1/exports", `{"resource":"leads","format":"csv","filter":{"type":"field","field":"email","op":"equals"}}`, 422, "filter_value", "/filter/value"},
	} {
		if a := r.ask(c.method, c.target, c.body, viewer).wants(r.t, c.body, c.status, c.code); c.pointer != "" && a.at(c.pointer).Code != c.code {
			r.t.Errorf("%s: %s", c.body, a.body)
		}
	}
	if a := r.ask("GET", "/api/v1/exports", "", viewer); strings.Contains(a.body, log.ID.String()) {
		r.t.Errorf("a viewer sees that the log was exported: %s", a.body)
	}
	if n := r.db.Int(r.t, "SELECT count(*) FROM exports WHERE tenant_id = $1", devstack.ID("bluebird")); n != 5 {
		r.t.Errorf("%d exports were made", n)
	}
}
