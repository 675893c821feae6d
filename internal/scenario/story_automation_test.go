package scenario_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
)

// taskAutomation does something that needs nothing.
const taskAutomation = `{"name":"Greet","trigger_type":"lead_created","actions":[{"action_type":"create_task","action_config":{"title":"Say hello"}}]}`

// automation drafts an automation through the front door and activates it.
func (r *rig) automation(user, body string) client.Automation {
	r.t.Helper()
	a := r.ask("POST", "/api/v1/automations", body, r.bearer(user)).wants(r.t, "create an automation", 201, "")
	var made client.Automation
	if err := json.Unmarshal([]byte(a.body), &made); err != nil {
		r.t.Fatal(err)
	}
	if got := a.header.Get("Location"); got != "/api/v1/automations/"+made.ID.String() {
		r.t.Errorf("the automation is at %s", got)
	}
	return *must[*client.ActivateAutomationResponse](r.t, 200)(r.as(user).ActivateAutomationWithResponse(context.Background(), made.ID, nil)).JSON200
}

// runs are the runs that a query finds, newest first.
func (r *rig) runs(user string, p client.ListAutomationRunsParams) []client.AutomationRun {
	r.t.Helper()
	return must[*client.ListAutomationRunsResponse](r.t, 200)(r.as(user).ListAutomationRunsWithResponse(context.Background(), &p)).JSON200.Data
}

// over waits until so many runs of an automation are over, and returns them by their lead.
func (r *rig) over(user string, id uuid.UUID, n int) map[uuid.UUID]client.AutomationRun {
	r.t.Helper()
	byLead := map[uuid.UUID]client.AutomationRun{}
	r.await(fmt.Sprintf("the end of %d runs", n), 20*time.Second, func() bool {
		clear(byLead)
		for _, run := range r.runs(user, client.ListAutomationRunsParams{AutomationID: &id}) {
			if !run.FinishedAt.IsNull() {
				byLead[run.LeadID.MustGet()] = run
			}
		}
		return len(byLead) == n
	})
	return byLead
}

// traced is a run's trace, a line for each step: kind, type and what came of it.
func (r *rig) traced(user string, id uuid.UUID) []string {
	r.t.Helper()
	report := must[*client.GetAutomationRunResponse](r.t, 200)(r.as(user).GetAutomationRunWithResponse(context.Background(), id, nil)).JSON200
	return lines(report.Trace)
}

func lines(trace []client.TraceStep) []string {
	var all []string
	for _, s := range trace {
		line := s.Kind + " " + s.Type
		for _, word := range []*string{s.Verdict, s.Result, s.Detail} {
			if word != nil {
				line += " " + *word
			}
		}
		all = append(all, line)
	}
	return all
}

func sameLines(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("the trace is\n\t%s\nwanted\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

func TestVIPWelcomeReachesThoseItIsFor(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	c, ctx := r.as("bluebird-operator"), context.Background()
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	r.work()
	a := r.automation("bluebird-operator", bodies(t)["createAutomation"].json())

	vip := r.lead("bluebird-operator", `{"email":"mia@harbor.example","first_name":"Mia","tags":["vip"]}`)
	other := r.lead("bluebird-operator", `{"email":"noa@harbor.example","first_name":"Noa","tags":["new"]}`)
	runs := r.over("bluebird-operator", a.ID, 2)
	r.await("the email", 20*time.Second, func() bool { return len(r.out.Brevo.Ledger()) > 0 })
	r.logged()

	if a.Status != "active" || a.ActiveVersion.MustGet() != 1 || a.TriggerType != "lead_created" {
		t.Errorf("the automation is %+v", a)
	}
	if yes, no := runs[vip.ID], runs[other.ID]; yes.State != "completed" || no.State != "not_matched" || text(no.Reason) != "conditions_not_met" {
		t.Errorf("%+v\n%+v", yes, no)
	}
	sameLines(t, r.traced("bluebird-operator", runs[vip.ID].ID), []string{
		"trigger lead_created met", "condition tag_has met", "entry every met", "action send_email queued"})
	sameLines(t, r.traced("bluebird-viewer", runs[other.ID].ID), []string{"trigger lead_created met", "condition tag_has not_met"})
	said := r.out.Brevo.Ledger()
	if len(said) != 1 || said[0].Recipient != "mia@harbor.example" || said[0].Subject != "Welcome VIP!" || !strings.Contains(said[0].Content, "Thank you for joining...") {
		t.Errorf("sent %+v", said)
	}
	because := func() []string {
		var told []string
		for _, e := range must[*client.GetLeadTimelineResponse](t, 200)(c.GetLeadTimelineWithResponse(ctx, vip.ID, nil)).JSON200.Data {
			if cause, err := e.Cause.Get(); err == nil && slices.Equal(cause.AutomationIds, []uuid.UUID{a.ID}) && cause.Depth == 1 {
				told = append(told, e.Type)
			}
		}
		return told
	}
	r.await("word of it all in the lead's timeline", 10*time.Second, func() bool {
		told := because()
		return slices.Contains(told, "automation_run.completed") && slices.Contains(told, "message.queued") && slices.Contains(told, "message.sent")
	})
}

func TestAutomationIsTriedWithoutASend(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	c, ctx := r.as("bluebird-operator"), context.Background()
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	a := r.automation("bluebird-operator", `{"name":"Orders","trigger_type":"custom_event","trigger_config":{"event_type":"custom.order_placed"},
		"conditions":[{"condition_type":"field_equals","condition_config":{"field":"event.paid","value":true}}],
		"actions":[{"action_type":"add_tag","action_config":{"tag":"buyer"}},
			{"action_type":"send_email","action_config":{"subject":"Thanks","body":"Hi {{ lead.first_name }}"},"delay_seconds":3600},
			{"action_type":"send_sms","action_config":{"body":"Hi"}},
			{"action_type":"create_task","action_config":{"title":"Say thanks"}},
			{"action_type":"trigger_webhook","action_config":{"url":"https://hooks.bluebird.example/orders"}}]}`)
	mia := r.lead("bluebird-operator", `{"email":"mia@harbor.example"}`)
	try := func(lead *uuid.UUID, paid bool) client.AutomationTrialResult {
		return *must[*client.TestAutomationResponse](t, 200)(c.TestAutomationWithResponse(ctx, a.ID, nil, client.AutomationTrial{
			LeadID: lead, Event: &client.TrialEvent{Data: &client.EventData{"paid": paid}},
		})).JSON200
	}
	before := r.db.Int(t, "SELECT count(*) FROM targets") + r.db.Int(t, "SELECT count(*) FROM campaigns") + r.db.Int(t, "SELECT count(*) FROM tasks")

	yes, no, nobody := try(&mia.ID, true), try(&mia.ID, false), try(nil, true)

	sameLines(t, lines(yes.Trace), []string{
		"trigger custom_event met", "condition field_equals met", "entry every met", "action add_tag done", "action send_email queued",
		"action send_sms skipped missing_address", "action create_task done", "action trigger_webhook skipped not_called"})
	if yes.State != "completed" || no.State != "not_matched" || nobody.State != "not_matched" || text(nobody.Reason) != "no_lead" {
		t.Errorf("%s, %s, %s %s", yes.State, no.State, nobody.State, text(nobody.Reason))
	}
	if waited := yes.Trace[4].At.Sub(yes.Trace[3].At); waited != time.Hour {
		t.Errorf("the email would go %v after the tag", waited)
	}
	after := r.db.Int(t, "SELECT count(*) FROM targets") + r.db.Int(t, "SELECT count(*) FROM campaigns") + r.db.Int(t, "SELECT count(*) FROM tasks")
	if tags := r.db.Int(t, "SELECT count(*) FROM lead_tags"); after != before || tags != 0 || r.db.Int(t, "SELECT count(*) FROM automation_runs") != 0 {
		t.Errorf("the trial left %d rows and %d tags", after-before, tags)
	}
}
