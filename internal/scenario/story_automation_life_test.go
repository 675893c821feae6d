package scenario_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
)

func TestAutomationIsDraftedChangedPausedAndArchived(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	r.work()
	ctx, c := context.Background(), r.as("bluebird-operator")
	a := r.automation("bluebird-operator", `{"name":"Chase","trigger_type":"lead_created","actions":[
		{"action_type":"send_email","action_config":{"subject":"Hello","body":"Hello"},"delay_seconds":3600}]}`)
	mia := r.lead("bluebird-operator", `{"email":"mia@harbor.example"}`).ID
	runs := func() []client.AutomationRun {
		return r.runs("bluebird-viewer", client.ListAutomationRunsParams{LeadID: &mia, State: []client.AutomationRunState{"waiting", "cancelled"}})
	}
	r.await("the run", 10*time.Second, func() bool { return len(runs()) == 1 })
	waiting := runs()[0]

	changed := *must[*client.UpdateAutomationResponse](t, 200)(c.UpdateAutomationWithResponse(ctx, a.ID, nil, client.AutomationChange{
		Name: new("Chase all"), Entry: &client.EntryPolicy{Policy: new(client.EntryPolicyPolicyOnce)},
	})).JSON200
	active := *must[*client.ActivateAutomationResponse](t, 200)(c.ActivateAutomationWithResponse(ctx, a.ID, nil)).JSON200
	versions := must[*client.ListAutomationVersionsResponse](t, 200)(c.ListAutomationVersionsWithResponse(ctx, a.ID, nil)).JSON200.Data
	paused := *must[*client.PauseAutomationResponse](t, 200)(c.PauseAutomationWithResponse(ctx, a.ID, nil)).JSON200
	cancelled := *must[*client.CancelAutomationRunResponse](t, 200)(c.CancelAutomationRunWithResponse(ctx, waiting.ID, nil)).JSON200
	archived := *must[*client.ArchiveAutomationResponse](t, 200)(c.ArchiveAutomationWithResponse(ctx, a.ID, nil)).JSON200

	if waiting.State != "waiting" || time.Until(waiting.DueAt.MustGet()) < 50*time.Minute || waiting.AutomationID != a.ID || waiting.Version != 1 {
		t.Errorf("the run is %+v", waiting)
	}
	if changed.Name != "Chase all" || changed.ActiveVersion.MustGet() != 1 || *changed.Entry.Policy != "once" || len(changed.Actions) != 1 {
		t.Errorf("changed %+v", changed)
	}
	if active.ActiveVersion.MustGet() != 2 || len(versions) != 2 || versions[0].Number != 2 || versions[0].Entry.Policy == nil || versions[1].Entry.Policy != nil {
		t.Errorf("active %+v of %+v", active, versions)
	}
	if paused.Status != "paused" || cancelled.State != "cancelled" || text(cancelled.Reason) != "by_request" || archived.Status != "archived" {
		t.Errorf("%s, %s, %s", paused.Status, cancelled.State, archived.Status)
	}
	listed := must[*client.ListAutomationsResponse](t, 200)(c.ListAutomationsWithResponse(ctx, &client.ListAutomationsParams{Status: []client.AutomationStatus{"archived"}})).JSON200.Data
	if len(listed) != 1 || listed[0].ID != a.ID {
		t.Errorf("archived are %+v", listed)
	}
	r.logged()
}

func TestWrongMovesOfAutomationsAreConflicts(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	who := r.bearer("bluebird-operator")
	a := r.automation("bluebird-operator", taskAutomation).ID.String()
	at := "/api/v1/automations/" + a
	run := uuid.New()
	r.db.Exec(t, `INSERT INTO automation_runs (tenant_id, id, automation_id, version, event_id, event, state, depth, chain, trace, created_at, finished_at)
		SELECT tenant_id, $1, id, 1, id, '{}', 'completed', 0, '{}', '[]', now(), now() FROM automations`, run)

	r.ask("POST", "/api/v1/automation-runs/"+run.String()+"/cancel", "", who).wants(t, "cancel what is over", 409, "run_over")
	r.ask("POST", at+"/pause", "", who).wants(t, "pause", 200, "")
	r.ask("POST", at+"/archive", "", who).wants(t, "archive", 200, "")
	r.ask("POST", at+"/archive", "", who).wants(t, "archive again", 200, "")
	r.ask("POST", at+"/pause", "", who).wants(t, "pause what is archived", 409, "automation_not_pausable")
	r.ask("POST", at+"/activate", "", who).wants(t, "activate what is archived", 409, "automation_archived")
	r.ask("PATCH", at, `{"name":"x"}`, who).wants(t, "change what is archived", 409, "automation_archived")
	r.ask("POST", at+"/test", `{"lead_id":"0190f5a0-0000-7000-8000-00000000dead"}`, who).wants(t, "try with a stranger", 422, "unknown_lead")
}

func TestWrongAutomationPointsAtItsField(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	who := r.bearer("bluebird-operator")
	const nobody = `"0190f5a0-0000-7000-8000-00000000dead"`
	for _, c := range []struct{ body, pointer, code string }{
		{`"trigger_type":"lead_deleted","actions":[{"action_type":"add_tag","action_config":{"tag":"x"}}]`, "/trigger_type", "not_in_enum"},
		{`"trigger_type":"lead_created","actions":[{"action_type":"update_lead","action_config":{"fields":{"tenant_id":"x"}}}]`, "/actions/0/action_config/fields/tenant_id", "field_not_allowed"},
		{`"trigger_type":"campaign_completed","actions":[{"action_type":"add_tag","action_config":{"tag":"x"}}]`, "/actions/0/action_type", "action_needs_lead"},
		{`"trigger_type":"scheduled_time","trigger_config":{"cron":"@daily","timezone":"UTC"},"actions":[{"action_type":"create_task","action_config":{"title":"x"}}]`, "/trigger_config/cron", "cron_invalid"},
		{`"trigger_type":"lead_created","actions":[{"action_type":"add_to_list","action_config":{"lead_list_id":` + nobody + `}}]`, "/actions/0/action_config/lead_list_id", "unknown_list"},
		{`"trigger_type":"lead_created","actions":[{"action_type":"start_campaign","action_config":{"campaign_id":` + nobody + `}}]`, "/actions/0/action_config/campaign_id", "unknown_campaign"},
		{`"trigger_type":"lead_created","actions":[{"action_type":"create_task","action_config":{"title":"x","assignee_id":` + nobody + `}}]`, "/actions/0/action_config/assignee_id", "unknown_member"},
		{`"trigger_type":"message_received","actions":[{"action_type":"assign_conversation","action_config":{"assignee_id":` + nobody + `}}]`, "/actions/0/action_config/assignee_id", "unknown_member"},
		{`"trigger_type":"message_received","actions":[{"action_type":"assign_conversation","action_config":{"assignee_id":` + nobody + `,"owner":"me"}}]`, "/actions/0/action_config/owner", "not_in_enum"},
		{`"trigger_type":"voice_failed","actions":[{"action_type":"assign_conversation","action_config":{"assignee_id":` + nobody + `}}]`, "/actions/0/action_type", "action_needs_conversation"},
		{`"trigger_type":"lead_created","actions":[{"action_type":"send_sms","action_config":{"body":"x","connection_id":` + nobody + `}}]`, "/actions/0/action_config/connection_id", "unknown_connection"},
		{`"trigger_type":"lead_created","actions":[{"action_type":"trigger_webhook","action_config":{"url":"https://127.0.0.1/x"}}]`, "/actions/0/action_config/url", "outbound_url_forbidden"},
	} {
		a := r.ask("POST", "/api/v1/automations", `{"name":"x",`+c.body+`}`, who)
		if v := a.at(c.pointer); a.status != 422 || v.Code != c.code {
			t.Errorf("%s: %d %s", c.body, a.status, a.body)
		}
	}
	made := r.ask("POST", "/api/v1/automations", `{"name":"x","trigger_type":"lead_created","actions":[{"action_type":"send_sms","action_config":{"body":"x"}}]}`, who).wants(t, "draft", 201, "")
	at := made.header.Get("Location")
	if a := r.ask("POST", at+"/activate", "", who).wants(t, "activate without an account", 422, "connection_missing"); a.at("/actions/0/action_config/connection_id").Code == "" {
		t.Errorf("%s", a.body)
	}
}
