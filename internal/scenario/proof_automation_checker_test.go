package scenario_test

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// watchRuns keeps the life of every run from now on, by our clock.
func (r *rig) watchRuns() {
	r.db.Exec(r.t, `
		CREATE TABLE run_life (run uuid NOT NULL, before text, after text NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp());
		CREATE FUNCTION watch_run() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
		BEGIN
			INSERT INTO run_life (run, before, after) VALUES (NEW.id, CASE WHEN TG_OP = 'UPDATE' THEN OLD.state END, NEW.state);
			RETURN NULL;
		END $$;
		CREATE TRIGGER watch_run AFTER INSERT OR UPDATE ON automation_runs FOR EACH ROW EXECUTE FUNCTION watch_run()`)
}

// explain lays views beside the tables, for the length of a transaction: begun, the runs that were
// let begin; deed, the lines of traces about actions; life, from when to when a run was not over.
func explain(t *testing.T, tx pgx.Tx, now time.Time) {
	t.Helper()
	for _, sql := range []string{
		"CREATE TEMP TABLE moment ON COMMIT DROP AS SELECT '" + now.Format(time.RFC3339Nano) + "'::timestamptz AS now",
		`CREATE TEMP VIEW begun AS
			SELECT r.*, v.definition, jsonb_array_length(v.definition -> 'actions') AS actions,
			       coalesce(v.definition #>> '{entry,policy}', 'every') AS policy, coalesce((v.definition #>> '{entry,after_seconds}')::integer, 0) AS after_seconds
			FROM automation_runs r JOIN automation_versions v ON (v.automation_id, v.number) = (r.automation_id, r.version)
			WHERE r.state NOT IN ('not_matched', 'loop_stopped')`,
		`CREATE TEMP VIEW deed AS
			SELECT r.id AS run, r.state, r.created_at, s.n, s.step ->> 'path' AS path, s.step ->> 'type' AS type, s.step ->> 'result' AS result,
			       (s.step ->> 'at')::timestamptz AS at, coalesce((s.step ->> 'delay_seconds')::integer, 0) * interval '1 second' AS delay
			FROM automation_runs r CROSS JOIN jsonb_array_elements(r.trace) WITH ORDINALITY s(step, n)
			WHERE s.step ->> 'kind' = 'action'`,
		`CREATE TEMP VIEW life AS
			SELECT run, min(at) AS began, coalesce(max(at) FILTER (WHERE after IN ('completed', 'failed', 'exited', 'cancelled')), 'infinity') AS ended
			FROM run_life GROUP BY run`,
		`CREATE TEMP TABLE drawn (before text, after text) ON COMMIT DROP`,
		`INSERT INTO drawn SELECT NULL, unnest('{pending,waiting,not_matched,loop_stopped}'::text[])
			UNION ALL SELECT b, a FROM unnest('{pending,running,waiting}'::text[]) b, unnest('{running,waiting,completed,exited,failed,cancelled}'::text[]) a`,
		"ANALYZE automation_runs, run_life, events, tasks, targets",
	} {
		if _, err := tx.Exec(context.Background(), sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
}

// automated are the questions that every database with automations must bear, beside those of
// invariants.
var automated = []invariant{
	{"A1", "a run that is neither over nor waits for a time to come", `
		SELECT id::text FROM automation_runs, moment
		WHERE CASE WHEN state IN ('pending', 'running', 'waiting') THEN state <> 'waiting' OR due_at IS NULL OR due_at < now OR finished_at IS NOT NULL
		           ELSE due_at IS NOT NULL OR finished_at IS NULL END`},
	{"A1", "a run whose life is not in the drawing", `
		SELECT l.run::text FROM run_life l LEFT JOIN drawn d ON d.before IS NOT DISTINCT FROM l.before AND d.after = l.after WHERE d.after IS NULL`},
	{"A1", "a run that did not begin, or ended early, without a reason", `
		SELECT id::text FROM automation_runs WHERE (reason IS NULL) <> (state IN ('pending', 'running', 'waiting', 'completed'))`},

	{"A2", "an event that began two runs of an automation for one lead", `
		SELECT min(id::text) FROM automation_runs GROUP BY automation_id, event_id, lead_id HAVING count(*) > 1`},
	{"A2", "a run for an event that is not in the log, or about somebody else", `
		SELECT r.id::text FROM automation_runs r LEFT JOIN events e ON (e.tenant_id, e.id) = (r.tenant_id, r.event_id)
		WHERE e.id IS NULL OR e.lead_id IS DISTINCT FROM r.lead_id OR (e.depth, e.chain) IS DISTINCT FROM (r.depth, r.chain)`},

	{"A3", "a run that is over and has not told of each of its actions once, in their order", `
		SELECT b.id::text FROM begun b WHERE state = 'completed' AND
			ARRAY(SELECT path FROM deed WHERE run = b.id ORDER BY n) <> ARRAY(SELECT '/actions/' || i FROM generate_series(0, actions - 1) i)`},
	{"A3", "a run that has told of more or fewer actions than it has done", `
		SELECT b.id::text FROM begun b WHERE step <> (SELECT count(*) FROM deed WHERE run = b.id AND result <> 'failed')`},
	{"A3", "an action that was done before its time", `
		SELECT run::text FROM (SELECT *, lag(at, 1, created_at) OVER (PARTITION BY run ORDER BY n) AS before FROM deed) d
		WHERE at < before + delay - interval '1 millisecond'`},

	{"A4", "a run with more or fewer tasks than it says it made", `
		SELECT b.id::text FROM begun b
		WHERE (SELECT count(*) FROM tasks WHERE run_id = b.id) <> (SELECT count(*) FROM deed WHERE run = b.id AND type = 'create_task' AND result = 'done')`},
	{"A4", "a run with more or fewer sends than it says it put in line", `
		SELECT b.id::text FROM begun b
		WHERE (SELECT count(*) FROM targets WHERE run_id = b.id) <> (SELECT count(*) FROM deed WHERE run = b.id AND type LIKE 'send%' AND result IN ('queued', 'skipped'))`},
	{"A4", "a task or a send of a run that is none", `
		SELECT id::text FROM tasks WHERE run_id IS NOT NULL AND run_id NOT IN (SELECT id FROM begun)
		UNION ALL SELECT id::text FROM targets WHERE run_id IS NOT NULL AND run_id NOT IN (SELECT id FROM begun)`},
	{"A4", "an action on a lead that was told more often than it was done", `
		SELECT min(e.id::text) FROM events e
		WHERE e.type = 'lead.updated' AND e.cause_id IS NOT NULL
		GROUP BY e.tenant_id, e.actor, e.cause_id, e.lead_id
		HAVING count(*) > (SELECT count(*) FROM deed JOIN automation_runs r ON r.id = deed.run
			WHERE 'automation:' || r.automation_id = e.actor AND r.event_id = e.cause_id AND r.lead_id = e.lead_id
			  AND deed.type IN ('add_tag', 'remove_tag', 'update_lead'))`},
	{"A4", "a run of whose end was told not exactly once, as it was", `
		SELECT r.id::text FROM automation_runs r LEFT JOIN events e ON e.object_id = r.id AND e.type LIKE 'automation_run.%'
		GROUP BY r.id, r.state
		HAVING count(e.id) <> CASE WHEN r.state IN ('completed', 'failed') THEN 1 ELSE 0 END OR min(e.type) <> 'automation_run.' || r.state`},

	{"A5", "a lead that entered twice where it may once", `
		SELECT min(id::text) FROM begun WHERE policy = 'once' AND lead_id IS NOT NULL GROUP BY automation_id, lead_id, entry_key HAVING count(*) > 1`},
	{"A5", "a lead that entered again too soon", `
		SELECT id::text FROM (SELECT *, lag(created_at) OVER (PARTITION BY automation_id, lead_id, entry_key ORDER BY created_at, id) AS last
			FROM begun WHERE policy = 'again_after' AND lead_id IS NOT NULL) b
		WHERE created_at < last + after_seconds * interval '1 second' - interval '1 millisecond'`},
	{"A5", "a lead with two runs at once where one may be open", `
		SELECT a.id::text FROM begun a JOIN begun b USING (automation_id, lead_id, entry_key) JOIN life la ON la.run = a.id JOIN life lb ON lb.run = b.id
		WHERE a.policy = 'parallel' AND a.id <> b.id AND la.began <= lb.began AND lb.began < la.ended`},
	{"A5", "a lead that was kept out though none of its runs was open", `
		SELECT r.id::text FROM automation_runs r JOIN life l ON l.run = r.id
		WHERE r.reason = 'run_unfinished' AND NOT EXISTS (SELECT FROM begun b JOIN life lb ON lb.run = b.id
			WHERE (b.automation_id, b.lead_id, b.entry_key) = (r.automation_id, r.lead_id, r.entry_key)
			  AND lb.began <= l.began AND lb.ended > l.began - interval '5 seconds')`},

	{"A6", "a run that began too deep, or by itself", `
		SELECT id::text FROM begun WHERE depth >= 5 OR automation_id = ANY(chain)`},
	{"A6", "a run that was stopped for a circle in which it does not stand", `
		SELECT id::text FROM automation_runs WHERE reason = 'automation_twice' AND NOT automation_id = ANY(chain) OR reason = 'chain_too_deep' AND depth < 5`},
	{"A6", "a lead with more runs in an hour than one may have", `
		SELECT b.id::text FROM begun b
		WHERE (SELECT count(*) FROM begun a WHERE a.lead_id = b.lead_id AND a.created_at <= b.created_at AND a.created_at > b.created_at - interval '1 hour') > 60`},
	{"A6", "a lead that was stopped for its rate and had room", `
		SELECT r.id::text FROM automation_runs r WHERE r.reason = 'lead_rate'
		  AND (SELECT count(*) FROM begun a WHERE a.lead_id = r.lead_id AND a.created_at <= r.created_at AND a.created_at > r.created_at - interval '1 hour') < 60`},
	{"A6", "an event that stands before its cause, or does not go on with its chain", `
		SELECT e.id::text FROM events e LEFT JOIN events c ON (c.tenant_id, c.id) = (e.tenant_id, e.cause_id)
		WHERE e.cause_id IS NOT NULL
		  AND (c.id IS NULL OR c.seq >= e.seq OR e.depth <> c.depth + 1 OR e.chain[1:c.depth] <> c.chain OR cardinality(e.chain) <> e.depth
		       OR e.actor LIKE 'automation:%' AND e.actor <> 'automation:' || e.chain[e.depth])`},

	{"A7", "an event of a tenant's own that counts more or less than once", `
		SELECT k.key FROM event_keys k LEFT JOIN events e ON (e.tenant_id, e.id) = (k.tenant_id, k.event_id)
		GROUP BY k.tenant_id, k.key HAVING count(e.id) <> 1`},
}

// broken asks every question about automations.
func broken(t *testing.T, tx pgx.Tx) (found []breach) {
	t.Helper()
	for _, i := range automated {
		if ids := column(t, tx, i.sql); len(ids) > 0 {
			found = append(found, breach{i.number, i.claim, ids})
		}
	}
	return found
}

// auditRuns fails the test for every breach about automations.
func (r *rig) auditRuns() {
	r.t.Helper()
	ctx := context.Background()
	tx, err := r.db.Admin.Begin(ctx)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(ctx) }()
	explain(r.t, tx, r.house.Clock.Now())
	for _, b := range broken(r.t, tx) {
		r.t.Error(b)
	}
}
