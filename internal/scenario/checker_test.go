package scenario_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/sim/brevo"
)

// The checker asks, once everything is quiet, whether our account and the provider's agree. It
// looks over every wall, knows nothing of the code that wrote the rows, and names what it finds.

// breach is an invariant that does not hold, and the ids of what breaks it.
type breach struct {
	invariant, claim string
	ids              []string
}

func (b breach) String() string {
	return fmt.Sprintf("%s: %s: %d, such as %v", b.invariant, b.claim, len(b.ids), b.ids[:min(len(b.ids), 5)])
}

// record keeps every change of state from now on, for I6 and for the figures of a story.
func (r *rig) record() {
	r.db.Exec(r.t, `
		CREATE TABLE history (
			kind text NOT NULL, id uuid NOT NULL, before text NOT NULL, after text NOT NULL, error text, resolved_by text,
			at timestamptz NOT NULL DEFAULT clock_timestamp()
		);
		CREATE FUNCTION remember() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
		DECLARE
			was jsonb := to_jsonb(OLD);
			is_ jsonb := to_jsonb(NEW);
		BEGIN
			INSERT INTO history (kind, id, before, after, error, resolved_by)
			VALUES (TG_TABLE_NAME, NEW.id, coalesce(was ->> 'state', was ->> 'status'), coalesce(is_ ->> 'state', is_ ->> 'status'),
			        is_ ->> 'error', is_ ->> 'resolved_by');
			RETURN NULL;
		END $$;
		CREATE TRIGGER remember AFTER UPDATE ON campaigns FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION remember();
		CREATE TRIGGER remember AFTER UPDATE ON targets FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION remember();
		CREATE TRIGGER remember AFTER UPDATE ON attempts FOR EACH ROW WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION remember()`)
}

// texts runs a query as the superuser and returns its only column.
func (r *rig) texts(sql string, args ...any) []string {
	r.t.Helper()
	rows, err := r.db.Admin.Query(context.Background(), sql, args...)
	if err != nil {
		r.t.Fatal(err)
	}
	values, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		r.t.Fatal(err)
	}
	return values
}

// quiet waits until no request is open and every callback has been applied.
func (r *rig) quiet(within time.Duration) {
	r.t.Helper()
	r.await("quiet", within, func() bool {
		return r.db.Int(r.t, `
			SELECT (SELECT count(*) FROM attempts WHERE state IN ('sending', 'unknown'))
			     + (SELECT count(*) FROM campaigns WHERE status IN ('preparing', 'running', 'cancelled') AND finished_at IS NULL AND (origin = 'list' OR status = 'cancelled'))
			     + (SELECT count(*) FROM targets JOIN campaigns c ON c.id = campaign_id WHERE origin <> 'list' AND c.status = 'running' AND due_at <= now())
			     + (SELECT count(*) FROM callbacks WHERE status = 'pending')`) == 0
	})
}

// audit fails the test for every breach.
func (r *rig) audit() {
	r.t.Helper()
	ctx := context.Background()
	tx, err := r.db.Admin.Begin(ctx)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(ctx) }()
	lay(r.t, tx, r.out.Brevo.Ledger())
	for _, b := range breaches(r.t, tx) {
		r.t.Error(b)
	}
	if ids := column(r.t, tx, "SELECT id::text FROM attempts WHERE state = 'unresolved'"); len(ids) > 0 {
		r.t.Logf("%d attempts are unresolved: %v", len(ids), ids)
	}
}

// lay puts the provider's ledger and the drawings of the states beside our tables, for the length
// of a transaction.
func lay(t *testing.T, tx pgx.Tx, entries []brevo.Entry) {
	t.Helper()
	ctx := context.Background()
	_, err := tx.Exec(ctx, `
		CREATE TEMP TABLE ledger (ref uuid, recipient text, message_id text, started_at timestamptz, accepted_at timestamptz) ON COMMIT DROP;
		CREATE TEMP TABLE legal (kind text, before text, after text) ON COMMIT DROP;
		CREATE TEMP TABLE fact ON COMMIT DROP AS SELECT type, object_id FROM `+dbtest.Facts+`;
		CREATE INDEX ON fact (object_id);
		CREATE TABLE IF NOT EXISTS history (kind text, id uuid, before text, after text)`)
	if err != nil {
		t.Fatal(err)
	}
	var messages [][]any
	for _, e := range entries {
		if !e.Duplicate {
			messages = append(messages, []any{referenceOf(e), e.Recipient, e.MessageID, e.StartedAt, e.AcceptedAt})
		}
	}
	copyIn(t, tx, "ledger", []string{"ref", "recipient", "message_id", "started_at", "accepted_at"}, messages)
	copyIn(t, tx, "legal", []string{"kind", "before", "after"}, legal())
	if _, err := tx.Exec(ctx, "ANALYZE ledger; ANALYZE fact"); err != nil {
		t.Fatal(err)
	}
}

func copyIn(t *testing.T, tx pgx.Tx, table string, columns []string, rows [][]any) {
	t.Helper()
	if _, err := tx.CopyFrom(context.Background(), pgx.Identifier{table}, columns, pgx.CopyFromRows(rows)); err != nil {
		t.Fatal(err)
	}
}

// referenceOf is the attempt that a message names: the last of its tags that can be an id.
func referenceOf(e brevo.Entry) uuid.UUID {
	for _, text := range slices.Backward(append([]string{e.Custom}, e.Tags...)) {
		if id, err := uuid.Parse(text); err == nil {
			return id
		}
	}
	return uuid.Nil
}

// drawings are the ways of the three machines of states, written here once more so that no mistake
// in the code hides itself.
var drawings = map[string]string{
	"campaigns": `
		draft: scheduled preparing cancelled
		scheduled: preparing paused cancelled
		preparing: running paused cancelled failed
		running: paused completed cancelled
		paused: preparing running scheduled cancelled`,
	"targets": `
		pending: sending completed failed skipped cancelled expired
		sending: accepted completed failed pending unknown
		accepted: completed failed pending cancelled
		unknown: accepted completed failed pending unresolved
		unresolved: accepted completed failed
		failed: completed`,
	"attempts": `
		sending: accepted rejected not_sent unknown
		unknown: accepted rejected not_sent unresolved
		unresolved: accepted`,
}

func legal() (rows [][]any) {
	for kind, drawing := range drawings {
		for line := range strings.Lines(drawing) {
			before, ways, _ := strings.Cut(strings.TrimSpace(line), ":")
			for _, after := range strings.Fields(ways) {
				rows = append(rows, []any{kind, before, after})
			}
		}
	}
	return rows
}

// breaches asks every question of the table below, and walks every reference.
func breaches(t *testing.T, tx pgx.Tx) (found []breach) {
	t.Helper()
	for _, i := range append(slices.Clone(invariants), references(t, tx)...) {
		if ids := column(t, tx, i.sql); len(ids) > 0 {
			found = append(found, breach{i.number, i.claim, ids})
		}
	}
	return found
}

func column(t *testing.T, tx pgx.Tx, sql string) []string {
	t.Helper()
	rows, err := tx.Query(context.Background(), sql)
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	values, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return values
}

// references are a question for each foreign key that carries the tenant: is what it points at
// there, and the same tenant's? It is asked of the rows, not left to the constraint.
func references(t *testing.T, tx pgx.Tx) (all []invariant) {
	t.Helper()
	rows, err := tx.Query(context.Background(), `
		SELECT c.conrelid::regclass::text, a.attname::text, c.confrelid::regclass::text, p.attname::text
		FROM pg_constraint c
		CROSS JOIN LATERAL unnest(c.conkey, c.confkey) k (own, theirs)
		JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.own AND a.attname <> 'tenant_id'
		JOIN pg_attribute p ON p.attrelid = c.confrelid AND p.attnum = k.theirs
		WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
		ORDER BY 1, 2`)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := pgx.CollectRows(rows, pgx.RowToStructByPos[struct{ Child, Key, Parent, ParentKey string }])
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range keys {
		all = append(all, invariant{"I15", k.Child + "." + k.Key + " leads to another tenant or nowhere", fmt.Sprintf(`
			SELECT c.%[2]s::text FROM %[1]s c LEFT JOIN %[3]s p ON p.%[4]s = c.%[2]s AND p.tenant_id = c.tenant_id
			WHERE c.%[2]s IS NOT NULL AND p.tenant_id IS NULL`, k.Child, k.Key, k.Parent, k.ParentKey)})
	}
	return all
}
