package scenario_test

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/carillonhq/carillon/gen/client"
)

// hop is an automation that answers the change of one field of a lead by changing another.
func hop(name, from, to, value string) string {
	return fmt.Sprintf(`{"name":%q,"trigger_type":"lead_updated","trigger_config":{"changed":[%q]},
		"actions":[{"action_type":"update_lead","action_config":{"fields":{%q:%q}}}]}`, name, from, to, value)
}

// bounce is an automation that answers one name of a lead's company by another.
func bounce(from, to string) string {
	return fmt.Sprintf(`{"name":"From %s","trigger_type":"lead_updated","trigger_config":{"changed":["company"]},
		"conditions":[{"condition_type":"field_equals","condition_config":{"field":"event.company","value":%q}}],
		"actions":[{"action_type":"update_lead","action_config":{"fields":{"company":%q}}}]}`, from, from, to)
}

// tagged is an automation that answers a tag by what the actions say.
func tagged(tag, actions string) string {
	return fmt.Sprintf(`{"name":"Tag %s","trigger_type":"lead_updated","trigger_config":{"changed":["tags"]},
		"conditions":[{"condition_type":"tag_has","condition_config":{"tag":%q}}],"actions":[%s]}`, tag, tag, actions)
}

// act is an action about a tag.
func act(kind, tag string) string {
	return fmt.Sprintf(`{"action_type":%q,"action_config":{"tag":%q}}`, kind, tag)
}

// rest waits until every fact is heard and no step of a run is due.
func (r *rig) rest(within time.Duration) {
	r.t.Helper()
	r.await("rest", within, func() bool {
		return r.db.Int(r.t, "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM automation_runs WHERE due_at <= $1)", r.house.Clock.Now()) == 0
	})
}

// change sets fields of a lead through the front door.
func (r *rig) change(user string, lead uuid.UUID, body string) {
	r.t.Helper()
	r.ask("PATCH", "/api/v1/leads/"+lead.String(), body, r.bearer(user)).wants(r.t, "change a lead", 200, "")
}

// endings counts a lead's runs by how they ended.
func (r *rig) endings(lead uuid.UUID) map[string]int {
	r.t.Helper()
	found := map[string]int{}
	for _, line := range r.texts("SELECT concat_ws(' ', state, reason) FROM automation_runs WHERE lead_id = $1", lead) {
		found[line]++
	}
	return found
}

func TestAutomationsThatFeedEachOtherStop(t *testing.T) {
	t.Parallel()
	circles := map[string][]string{
		"one that begins itself": {hop("Self", "company", "company", "again")},
		"two by a field":         {bounce("ping", "pong"), bounce("pong", "ping")},
		"two by tags": {
			tagged("a", act("add_tag", "b")),
			tagged("b", act("remove_tag", "a")+","+act("add_tag", "a")),
		},
		"three": {hop("1", "company", "first_name", "x"), hop("2", "first_name", "last_name", "y"), hop("3", "last_name", "company", "z")},
	}
	for name, circle := range circles {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			var ids []uuid.UUID
			for _, body := range circle {
				ids = append(ids, r.automation("bluebird-operator", body).ID)
			}
			mia := r.lead("bluebird-operator", `{"email":"mia@harbor.example","company":"none"}`)
			r.work()

			r.change("bluebird-operator", mia.ID, `{"company":"ping"}`)
			r.ask("POST", "/api/v1/leads/"+mia.ID.String()+"/tags", `{"tags":["a"]}`, r.bearer("bluebird-operator")).wants(t, "tag a lead", 200, "")
			r.rest(20 * time.Second)

			stopped := r.runs("bluebird-operator", client.ListAutomationRunsParams{LeadID: &mia.ID, State: []client.AutomationRunState{"loop_stopped"}})
			if len(stopped) == 0 {
				t.Fatalf("nothing was stopped: %v", r.endings(mia.ID))
			}
			for _, run := range stopped {
				if text(run.Reason) != "automation_twice" || run.Depth > len(ids)+1 {
					t.Errorf("stopped at depth %d for %s", run.Depth, text(run.Reason))
				}
				trace := r.traced("bluebird-viewer", run.ID)
				if last := trace[len(trace)-1]; last != "entry every not_met automation_twice" {
					t.Errorf("the trace ends with %q", last)
				}
			}
			if n := r.db.Int(t, "SELECT count(*) FROM automation_runs"); n > 8*len(ids) {
				t.Errorf("%d runs: %v", n, r.endings(mia.ID))
			}
			r.follow("bluebird-viewer")
		})
	}
}

// follow holds the causes that a log shows against each other, and
// returns how long the longest chain is.
func (r *rig) follow(user string) (longest int) {
	r.t.Helper()
	known := map[uuid.UUID]client.EventCause{}
	for _, e := range r.logOf(user) {
		cause, err := e.Cause.Get()
		known[e.ID] = cause
		if err != nil {
			continue
		}
		before, there := known[cause.EventID]
		last := len(cause.AutomationIds) - 1
		switch {
		case !there:
			r.t.Errorf("event %d names a cause that does not stand before it", e.Sequence)
		case cause.Depth != before.Depth+1 || last != before.Depth || !slices.Equal(cause.AutomationIds[:last], before.AutomationIds):
			r.t.Errorf("event %d came of %+v, which came of %+v", e.Sequence, cause, before)
		case e.ObjectType == "lead" && e.Actor != "automation:"+cause.AutomationIds[last].String():
			r.t.Errorf("event %d is by %s and came of %v", e.Sequence, e.Actor, cause.AutomationIds)
		case slices.Contains(cause.AutomationIds[:last], cause.AutomationIds[last]):
			r.t.Errorf("event %d: an automation twice in %v", e.Sequence, cause.AutomationIds)
		}
		longest = max(longest, cause.Depth)
	}
	return longest
}

func TestChainOfSevenAutomationsStopsAfterFive(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	const links = 7
	var ids []uuid.UUID
	for i := range links {
		from, to := fmt.Sprintf("custom_fields.s%d", i), fmt.Sprintf("custom_fields.s%d", i+1)
		ids = append(ids, r.automation("bluebird-operator", hop(fmt.Sprint("Link ", i), from, to, "on")).ID)
	}
	mia := r.lead("bluebird-operator", `{"email":"mia@harbor.example"}`)
	r.work()

	r.change("bluebird-operator", mia.ID, `{"custom_fields":{"s0":"on"}}`)
	r.rest(20 * time.Second)

	for i, id := range ids {
		found := r.runs("bluebird-operator", client.ListAutomationRunsParams{AutomationID: &id})
		switch {
		case i > 5 && len(found) != 0, i <= 5 && len(found) != 1:
			t.Errorf("automation %d ran %d times", i, len(found))
		case i < 5 && (found[0].State != "completed" || found[0].Depth != i):
			t.Errorf("automation %d is %s at depth %d", i, found[0].State, found[0].Depth)
		case i == 5 && (found[0].State != "loop_stopped" || text(found[0].Reason) != "chain_too_deep" || found[0].Depth != 5):
			t.Errorf("automation 5 is %s, %s at depth %d", found[0].State, text(found[0].Reason), found[0].Depth)
		}
	}
	if n := r.follow("bluebird-viewer"); n != 5 {
		t.Errorf("the longest chain has %d events before its last", n)
	}
	var deepest []uuid.UUID
	for _, e := range r.logOf("bluebird-viewer", "lead.updated") {
		if cause, err := e.Cause.Get(); err == nil {
			deepest = cause.AutomationIds
		}
	}
	if !slices.Equal(deepest, ids[:5]) {
		t.Errorf("the last change came of %v, the automations are %v", deepest, ids)
	}
}

// shove is business time that a story moves.
type shove struct{ at atomic.Int64 }

// Now implements clock.Clock.
func (s *shove) Now() time.Time { return time.Unix(0, s.at.Load()).UTC() }

// to sets the clock.
func (s *shove) to(at time.Time) { s.at.Store(at.UnixNano()) }

func TestFanOutOfAutomationsThatFeedEachOtherStaysBounded(t *testing.T) {
	t.Parallel()
	now := &shove{}
	now.to(time.Now())
	r := newRig(t, func(o *options) { o.clock = now })
	const wide, most = 10, 60
	for i := range wide {
		r.automation("bluebird-operator", hop(fmt.Sprint("Way ", i), "company", "company", fmt.Sprint("way ", i)))
	}
	mia, noa := r.lead("bluebird-operator", `{"email":"mia@harbor.example"}`), r.lead("bluebird-operator", `{"email":"noa@harbor.example"}`)
	r.work()

	r.change("bluebird-operator", mia.ID, `{"company":"start"}`)
	r.rest(30 * time.Second)
	r.change("bluebird-operator", noa.ID, `{"first_name":"Noa"}`)
	r.rest(20 * time.Second)

	ends := r.endings(mia.ID)
	if ends["completed"] != most || ends["loop_stopped lead_rate"] == 0 || ends["loop_stopped automation_twice"] == 0 {
		t.Errorf("runs ended as %v", ends)
	}
	if n := r.db.Int(t, "SELECT count(*) FROM automation_runs"); n > wide*(most+1) {
		t.Errorf("%d runs", n)
	}
	if n := r.follow("bluebird-viewer"); n > 5 {
		t.Errorf("a chain of %d", n)
	}
	t.Logf("%v", ends)
}

func TestLeadThatRunsTooOftenIsStoppedForAnHourAndNobodyElseIs(t *testing.T) {
	t.Parallel()
	now := &shove{}
	begin := time.Now().UTC()
	now.to(begin)
	r := newRig(t, func(o *options) { o.clock = now })
	a := r.automation("bluebird-operator", `{"name":"Count","trigger_type":"custom_event","trigger_config":{"event_type":"custom.tick"},
		"actions":[{"action_type":"create_task","action_config":{"title":"Look"}}]}`)
	mia, noa := r.lead("bluebird-operator", `{"email":"mia@harbor.example"}`), r.lead("bluebird-operator", `{"email":"noa@harbor.example"}`)
	r.work()
	sent := 0
	tick := func(lead uuid.UUID, n int) {
		t.Helper()
		var body client.NewEvents
		for range n {
			sent++
			body.Events = append(body.Events, client.NewEvent{ID: fmt.Sprint(sent), Type: "custom.tick", LeadID: &lead})
		}
		must[*client.SendEventsResponse](t, 200)(r.as("bluebird-operator").SendEventsWithResponse(context.Background(), nil, body))
		r.rest(20 * time.Second)
	}

	tick(mia.ID, 40)
	now.to(begin.Add(59 * time.Minute))
	tick(mia.ID, 33)
	tick(noa.ID, 5)
	during, other := r.endings(mia.ID), r.endings(noa.ID)
	now.to(begin.Add(61 * time.Minute))
	tick(mia.ID, 45)
	later := r.endings(mia.ID)

	if during["completed"] != 60 || during["loop_stopped lead_rate"] != 13 || other["completed"] != 5 || len(other) != 1 {
		t.Errorf("within the hour: %v; another lead: %v", during, other)
	}
	if later["completed"] != 100 || later["loop_stopped lead_rate"] != 18 {
		t.Errorf("an hour after the first: %v", later)
	}
	for _, run := range r.runs("bluebird-viewer", client.ListAutomationRunsParams{AutomationID: &a.ID, State: []client.AutomationRunState{"loop_stopped"}}) {
		if text(run.Reason) != "lead_rate" {
			t.Errorf("stopped for %s", text(run.Reason))
		}
	}
	if n := r.db.Int(t, "SELECT count(*) FROM tasks"); n != 105 {
		t.Errorf("%d tasks", n)
	}
}
