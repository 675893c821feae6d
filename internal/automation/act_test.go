package automation_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/internal/automation"
	"github.com/carillonhq/carillon/internal/lead"
	"github.com/carillonhq/carillon/internal/tenant"
)

// group makes a list of a kind with members.
func (r *rig) group(kind string, members ...uuid.UUID) string {
	r.t.Helper()
	id := uuid.Must(uuid.NewV7())
	filter := any(nil)
	if kind == "dynamic" {
		filter = `{"type":"tag","tag":"paid"}`
	}
	r.db.Exec(r.t, "INSERT INTO lead_lists (tenant_id, id, name, kind, filter) VALUES ($1, $2, $3, $4, $5)", r.who.Tenant, id, id.String(), kind, filter)
	r.db.Exec(r.t, "INSERT INTO lead_list_members (tenant_id, list_id, lead_id) SELECT $1, $2, unnest($3::uuid[])", r.who.Tenant, id, members)
	return id.String()
}

func TestEveryActionDoesWhatItSays(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ben := r.person(lead.New{Email: new("ben@harbor.example"), Phone: new("+12025550143"), Tags: []string{"new"}}).ID
	in, out := r.group("static"), r.group("static", ben)
	promo := uuid.Must(uuid.NewV7())
	r.db.Exec(t, "INSERT INTO campaigns (tenant_id, id, name, channel, list_id, timezone, content) VALUES ($1, $2, 'x', 'sms', $3, 'UTC', '{\"body\":\"Hi\"}')", r.who.Tenant, promo, out)
	actions := []string{
		`{"action_type":"update_lead","action_config":{"fields":{"status":"customer","company":"Harbor","custom_fields.plan":"gold"}}}`,
		`{"action_type":"add_tag","action_config":{"tag":"paid"}}`,
		`{"action_type":"remove_tag","action_config":{"tag":"new"}}`,
		`{"action_type":"add_to_list","action_config":{"lead_list_id":"` + in + `"}}`,
		`{"action_type":"start_campaign","action_config":{"campaign_id":"` + promo.String() + `"}}`,
		`{"action_type":"remove_from_list","action_config":{"lead_list_id":"` + out + `"}}`,
		`{"action_type":"create_task","action_config":{"title":"Call","description":"Soon","due_in_seconds":3600}}`,
		`{"action_type":"send_email","action_config":{"subject":"Hi","body":"Hi {{ lead.first_name }}"}}`,
		`{"action_type":"send_sms","action_config":{"body":"Hi"}}`,
	}
	a := r.active(paid, "", strings.Join(actions, ","))

	r.happen(ben, nil)
	r.settle()

	r.wants("the run", r.states(a.ID), "completed")
	for what, query := range map[string]string{
		"the lead":     "SELECT count(*) FROM leads WHERE status = 'customer' AND company = 'Harbor' AND custom_fields = '{\"plan\":\"gold\"}'",
		"the tags":     "SELECT count(*) FROM lead_tags WHERE tag = 'paid' AND NOT EXISTS (SELECT FROM lead_tags WHERE tag = 'new')",
		"the lists":    "SELECT count(*) FROM lead_list_members WHERE list_id = '" + in + "' AND NOT EXISTS (SELECT FROM lead_list_members WHERE list_id = '" + out + "')",
		"the campaign": "SELECT count(*) FROM campaigns WHERE id = '" + promo.String() + "' AND status = 'preparing'",
		"the task":     "SELECT count(*) FROM tasks t JOIN automation_runs r ON r.id = t.run_id AND r.lead_id = t.lead_id WHERE title = 'Call' AND t.due_at > now()",
		"the email":    "SELECT count(*) FROM targets t JOIN campaigns c ON c.id = t.campaign_id WHERE c.channel = 'email' AND c.origin = 'automation' AND run_id IS NOT NULL AND t.status = 'pending'",
		"the text":     "SELECT count(*) FROM targets t JOIN campaigns c ON c.id = t.campaign_id WHERE c.channel = 'sms' AND c.origin = 'automation' AND run_id IS NOT NULL",
		"its causes":   fmt.Sprintf("SELECT count(DISTINCT depth) FROM events WHERE type IN ('message.queued', 'task.created', 'campaign.started') AND depth = 1 AND chain = '{%s}' AND actor = 'automation:%s'", a.ID, a.ID),
	} {
		if n := r.db.Int(t, query); n != 1 {
			t.Errorf("%s: %d", what, n)
		}
	}
	if trace := r.trace(a.ID); len(trace) != 2+len(actions) || trace[2].Path != "/actions/0" || trace[2].Result != automation.Done || trace[9].Result != automation.Queued {
		t.Errorf("the trace is %+v", trace)
	}
}

func TestSendThatMayNotBeMadeIsSkippedAndTheRunGoesOn(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	a := r.active(paid, "", `{"action_type":"send_sms","action_config":{"body":"Hi"}},`+tagPaid)
	ben := r.person(lead.New{Phone: new("+12025550143")}).ID
	r.db.Exec(t, "INSERT INTO suppressions (tenant_id, channel, address_key, reason, source) VALUES ($1, 'sms', '+12025550143', 'unsubscribed', 'test')", r.who.Tenant)

	r.happen(ben, nil)
	r.settle()

	r.wants("the run", r.states(a.ID), "completed")
	if step := r.trace(a.ID)[2]; step.Result != automation.Passed || step.Detail != "unsubscribed" {
		t.Errorf("the trace says %+v", step)
	}
}

func TestActionThatCannotBeDoneEndsItsRunWithTheReason(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	dynamic := r.group("dynamic")
	a := r.active(paid, "", tagPaid+`,{"action_type":"add_to_list","action_config":{"lead_list_id":"`+dynamic+`"}},`+tagPaid)
	ben := r.person(lead.New{ExternalID: new("ben")}).ID

	r.happen(ben, nil)
	r.settle()

	r.wants("the run", r.states(a.ID), "failed list_not_static")
	trace := r.trace(a.ID)
	if last := trace[len(trace)-1]; len(trace) != 4 || last.Result != automation.Failed || last.Detail != "list_not_static" || last.Path != "/actions/1" {
		t.Errorf("the trace ends with %+v", last)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM events WHERE type = 'automation_run.failed' AND lead_id = $1", ben); n != 1 {
		t.Errorf("it is told %d times", n)
	}
}

func TestRunOfALeadThatIsGoneEnds(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	a := r.active(paid, "", `{"action_type":"add_tag","action_config":{"tag":"x"},"delay_seconds":60}`)
	ben := r.person(lead.New{ExternalID: new("ben")}).ID
	r.happen(ben, nil)
	r.listen()

	r.tx(func(ctx context.Context, tx *tenant.Tx) error { return lead.Delete(ctx, tx, ben) })
	r.later(time.Minute)
	r.settle()
	r.happen(ben, nil)
	r.settle()

	r.wants("the runs", r.states(a.ID), "exited lead_deleted, not_matched no_lead")
}

func TestCancelledRunDoesNothingMore(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	a := r.active(paid, "", `{"action_type":"add_tag","action_config":{"tag":"x"},"delay_seconds":60}`)
	r.happen(r.person(lead.New{ExternalID: new("ben")}).ID, nil)
	r.listen()
	var id uuid.UUID
	r.must(r.db.Admin.QueryRow(context.Background(), "SELECT id FROM automation_runs").Scan(&id))

	for range 2 {
		r.tx(func(ctx context.Context, tx *tenant.Tx) error { _, err := r.Cancel(ctx, tx, id); return err })
	}
	r.later(time.Hour)
	r.settle()

	r.wants("the run", r.states(a.ID), "cancelled by_request")
}

// TestServerIsToldUntilItListens has a server that fails twice. Each time it is told the same, under
// the same id.
func TestServerIsToldUntilItListens(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	var told []*http.Request
	var bodies []map[string]any
	var mu sync.Mutex
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		raw, _ := io.ReadAll(q.Body)
		body := map[string]any{}
		_ = json.Unmarshal(raw, &body)
		mu.Lock()
		defer mu.Unlock()
		told, bodies = append(told, q), append(bodies, body)
		if len(told) < 3 {
			w.WriteHeader(503)
		}
	}))
	t.Cleanup(server.Close)
	a := r.active(paid, "", `{"action_type":"trigger_webhook","action_config":{"url":"`+server.URL+`/hook","headers":{"X-Team":"blue"}}},`+tagPaid)
	r.happen(r.person(lead.New{ExternalID: new("ben"), Email: new("ben@harbor.example")}).ID, map[string]any{"sum": 7})

	r.settle()
	first := r.states(a.ID)
	r.later(11 * time.Second)
	r.settle()
	r.later(10 * time.Second)
	r.settle()
	second := len(told)
	r.later(11 * time.Second)
	r.settle()

	r.wants("at first", first, "running")
	r.wants("in the end", r.states(a.ID), "completed")
	if second != 2 || len(told) != 3 {
		t.Fatalf("the server was told %d and then %d times", second, len(told))
	}
	for i, q := range told {
		if q.Header.Get("Webhook-Id") == "" || q.Header.Get("Webhook-Id") != told[0].Header.Get("Webhook-Id") || q.Header.Get("X-Team") != "blue" {
			t.Errorf("request %d has the headers %v", i, q.Header)
		}
		event, _ := bodies[i]["event"].(map[string]any)
		who, _ := bodies[i]["lead"].(map[string]any)
		if event["type"] != "custom.paid" || who["email"] != "ben@harbor.example" {
			t.Errorf("request %d says %v", i, bodies[i])
		}
	}
	if step := r.trace(a.ID)[2]; step.Attempts != 3 || step.Result != automation.Done || step.Detail != "http_200" {
		t.Errorf("the trace says %+v", step)
	}
}

func TestServerThatNeverListensFailsTheRun(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { n++; w.WriteHeader(500) }))
	t.Cleanup(server.Close)
	a := r.active(paid, "", `{"action_type":"trigger_webhook","action_config":{"url":"`+server.URL+`"}}`)
	r.happen(uuid.Nil, nil)

	for range 8 {
		r.settle()
		r.later(time.Hour)
	}

	r.wants("the run", r.states(a.ID), "failed http_500")
	if step := r.trace(a.ID)[2]; n != 5 || step.Attempts != 5 || step.Result != automation.Failed {
		t.Errorf("it was called %d times: %+v", n, step)
	}
}

func TestAutomationsThatFeedEachOtherStopWithAReason(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ping := r.active(`"lead_updated","trigger_config":{"changed":["tags"]}`, "", `{"action_type":"update_lead","action_config":{"fields":{"company":"A"}}}`)
	pong := r.active(`"lead_updated","trigger_config":{"changed":["company"]}`, "", tagPaid)
	ben := r.person(lead.New{ExternalID: new("ben")}).ID

	r.tx(func(ctx context.Context, tx *tenant.Tx) error {
		_, err := lead.AddTags(ctx, tx, ben, []string{"new"})
		return err
	})
	r.settle()

	r.wants("ping", r.states(ping.ID), "completed, loop_stopped automation_twice")
	r.wants("pong", r.states(pong.ID), "completed")
}

func TestChainOfAutomationsEndsAtItsDepth(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	var chain []uuid.UUID
	for i := range 8 {
		chain = append(chain, r.active(`"lead_updated"`, fmt.Sprintf(`{"condition_type":"tag_has","condition_config":{"tag":"%d"}},
			{"condition_type":"not","condition_config":{"conditions":[{"condition_type":"tag_has","condition_config":{"tag":"%d"}}]}}`, i, i+1),
			fmt.Sprintf(`{"action_type":"add_tag","action_config":{"tag":"%d"}}`, i+1)).ID)
	}
	ben := r.person(lead.New{ExternalID: new("ben")}).ID

	r.tx(func(ctx context.Context, tx *tenant.Tx) error {
		_, err := lead.AddTags(ctx, tx, ben, []string{"0"})
		return err
	})
	r.settle()

	for i, id := range chain {
		began := r.db.Int(t, "SELECT count(*) FROM automation_runs WHERE automation_id = $1 AND state = 'completed'", id)
		stopped := r.db.Int(t, "SELECT count(*) FROM automation_runs WHERE automation_id = $1 AND state = 'loop_stopped' AND reason = 'chain_too_deep'", id)
		if (began == 1) != (i < automation.MaxDepth) || (stopped == 1) != (i == automation.MaxDepth) {
			t.Errorf("automation %d began %d runs and stopped %d", i+1, began, stopped)
		}
	}
}

func TestLeadIsNotRunOverByAThousandEvents(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	a := r.active(paid, "", `{"action_type":"create_task","action_config":{"title":"x"}}`)
	ben, mia := r.person(lead.New{ExternalID: new("ben")}).ID, r.person(lead.New{ExternalID: new("mia")}).ID

	for range automation.MaxRate + 5 {
		r.happen(ben, nil)
	}
	r.listen()
	r.later(30 * time.Minute)
	r.happen(ben, nil)
	r.happen(mia, nil)
	r.listen()
	r.later(31 * time.Minute)
	r.happen(ben, nil)
	r.listen()

	for state, want := range map[string]int{"pending": automation.MaxRate + 2, "loop_stopped": 6} {
		if n := r.db.Int(t, "SELECT count(*) FROM automation_runs WHERE automation_id = $1 AND state = $2", a.ID, state); n != want {
			t.Errorf("%d runs are %s, want %d", n, state, want)
		}
	}
}
