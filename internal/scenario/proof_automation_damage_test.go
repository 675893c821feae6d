package scenario_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/carillonhq/carillon/gen/client"
)

// let has the runs that were kept out for a reason begin and end.
func let(reason string) string {
	return "UPDATE automation_runs SET state = 'completed', event = '{}', reason = NULL WHERE reason = '" + reason + "'"
}

// harms are what must make each question about automations fail, done to runs that are well.
var harms = map[string]string{
	"a run that is neither over nor waits for a time to come":    "UPDATE automation_runs SET due_at = '2020-01-01' WHERE state = 'waiting'",
	"a run whose life is not in the drawing":                     "INSERT INTO run_life SELECT run, 'completed', 'running' FROM run_life LIMIT 1",
	"a run that did not begin, or ended early, without a reason": "UPDATE automation_runs SET reason = NULL WHERE state = 'not_matched'",
	"an event that began two runs of an automation for one lead": `
		INSERT INTO automation_runs SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'version', 2))).* FROM automation_runs r LIMIT 1`,
	"a run for an event that is not in the log, or about somebody else": "UPDATE automation_runs SET lead_id = id WHERE state = 'completed'",
	"a run that is over and has not told of each of its actions once, in their order": `
		UPDATE automation_runs SET trace = trace || (trace -> -1) WHERE state = 'completed'`,
	"a run that has told of more or fewer actions than it has done": "UPDATE automation_runs SET step = step + 1 WHERE state = 'completed'",
	"an action that was done before its time": `
		UPDATE automation_runs SET trace = jsonb_set(trace, ARRAY[(jsonb_array_length(trace) - 1)::text, 'delay_seconds'], '100000') WHERE state = 'completed'`,
	"a run with more or fewer tasks than it says it made": "DELETE FROM tasks",
	"a run with more or fewer sends than it says it put in line": `
		INSERT INTO targets SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'occasion', gen_random_uuid()))).* FROM targets t`,
	"a task or a send of a run that is none": "UPDATE tasks SET run_id = id",
	"an action on a lead that was told more often than it was done": `
		INSERT INTO events SELECT (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'seq', seq + 10000))).* FROM events e
		WHERE type = 'lead.updated' AND cause_id IS NOT NULL`,
	"a run of whose end was told not exactly once, as it was":        "UPDATE events SET type = 'automation_run.failed' WHERE type = 'automation_run.completed'",
	"a lead that entered twice where it may once":                    let("entered_before"),
	"a lead that entered again too soon":                             let("again_too_soon"),
	"a lead with two runs at once where one may be open":             let("run_unfinished"),
	"a lead that was kept out though none of its runs was open":      "UPDATE automation_runs SET entry_key = 'other' WHERE state = 'waiting'",
	"a run that began too deep, or by itself":                        let("automation_twice"),
	"a run that was stopped for a circle in which it does not stand": "UPDATE automation_runs SET chain = '{}' WHERE reason = 'automation_twice'",
	"a lead with more runs in an hour than one may have": `
		INSERT INTO automation_runs SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid()))).*
		FROM automation_runs r, generate_series(1, 60) WHERE state = 'completed'`,
	"a lead that was stopped for its rate and had room":                       "UPDATE automation_runs SET reason = 'lead_rate' WHERE reason = 'entered_before'",
	"an event that stands before its cause, or does not go on with its chain": "UPDATE events SET depth = depth + 1 WHERE cause_id IS NOT NULL",
	"an event of a tenant's own that counts more or less than once":           "DELETE FROM events WHERE type = 'custom.go'",
}

// someRuns leaves runs of every policy, some of which were kept out, and a circle that was stopped.
func (r *rig) someRuns() {
	r.t.Helper()
	const user, listens = "bluebird-operator", `"trigger_type":"custom_event","trigger_config":{"event_type":"custom.go"},"actions":[`
	const task = `{"action_type":"create_task","action_config":{"title":"Look"}`
	r.automation(user, `{"name":"Once","entry":{"policy":"once"},`+listens+task+`},{"action_type":"send_sms","action_config":{"body":"Hi"}}]}`)
	r.automation(user, `{"name":"Again","entry":{"policy":"again_after","after_seconds":3600},`+listens+task+`}]}`)
	r.automation(user, `{"name":"Parallel","entry":{"policy":"parallel"},`+listens+task+`,"delay_seconds":31536000}]}`)
	r.automation(user, bounce("ping", "pong"))
	r.automation(user, bounce("pong", "ping"))
	mia := r.lead(user, `{"phone":"+12022000001","company":"none"}`)
	r.change(user, mia.ID, `{"company":"ping"}`)
	for _, id := range []string{"1", "2", "3"} {
		must[*client.SendEventsResponse](r.t, 200)(r.as(user).SendEventsWithResponse(context.Background(), nil,
			client.NewEvents{Events: []client.NewEvent{{ID: id, Type: "custom.go", LeadID: &mia.ID}}}))
	}
	r.rest(20 * time.Second)
	r.quiet(20 * time.Second)
	r.rest(20 * time.Second)
}

func TestCheckerFindsEveryKindOfHarmToRuns(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.watchRuns()
	r.connect("bluebird-admin", "bluebird", client.ProviderBrevo)
	r.work()
	r.someRuns()

	tx, err := r.db.Admin.Begin(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(context.Background()) }()
	explain(t, tx, r.house.Clock.Now())

	for _, b := range broken(t, tx) {
		t.Errorf("nothing is harmed yet: %v", b)
	}
	for _, i := range automated {
		if harms[i.claim] == "" {
			t.Errorf("nothing shows that this can fail: %s", i.claim)
		}
	}
	for claim, sql := range harms {
		if found := harmed(t, tx, sql); !slices.Contains(found, claim) {
			t.Errorf("not found: %s; but %q", claim, found)
		}
	}
}

// harmed does harm that no constraint hinders, returns what the checker says, and takes it back.
func harmed(t *testing.T, tx pgx.Tx, sql string) (claims []string) {
	t.Helper()
	ctx := context.Background()
	part, err := tx.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = part.Rollback(ctx) }()
	for _, s := range []string{"SET LOCAL session_replication_role = replica", "ALTER TABLE automation_runs DROP CONSTRAINT run_once", sql} {
		if _, err := part.Exec(ctx, s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	for _, b := range broken(t, part) {
		claims = append(claims, b.claim)
	}
	return claims
}
