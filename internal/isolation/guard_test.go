package isolation_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/carillonhq/carillon/internal/dbtest"
)

// guards are the unique indexes beside primary keys, each with what it alone keeps from happening,
// whatever the code does.
var guards = map[string]string{
	"api_key_public_id":         "two keys that are told apart by nothing",
	"attempt_number":            "two attempts of a target with one number",
	"attempt_open":              "a second message while the first may still arrive",
	"automation_version_number": "two versions of an automation with one number",
	"call_once":                 "a call twice in a conversation",
	"callback_known":            "a callback that is applied twice",
	"connection_name_taken":     "two connections with one name",
	"conversation_of_lead":      "two conversations with a lead on a channel",
	"conversation_of_sender":    "two conversations with a stranger on a channel",
	"delivery_once":             "an event that is delivered to an endpoint as two",
	"entry_once":                "an answer twice in a conversation",
	"firing_once":               "a schedule that fires twice at an instant",
	"import_under_way":          "an upload that is taken in twice",
	"lead_email_taken":          "two leads with one email address",
	"lead_external_id_taken":    "two leads with one external id",
	"lead_field_key_taken":      "two fields with one key",
	"lead_list_name_taken":      "two lists with one name",
	"lead_phone_taken":          "two leads with one number",
	"member_already":            "a person twice in a tenant",
	"run_once":                  "an event that begins two runs of an automation",
	"sending_once":              "two ledgers of one automation's messages",
	"suppression_named":         "two suppressions with one id",
	"target_once":               "a campaign that counts an address twice",
	"template_name_taken":       "two templates with one name",
	"template_version_number":   "two versions of a template with one number",
	"tenant_mode":               "a reference to a sandbox by what is live",
	"tenant_slug_taken":         "two tenants with one slug",
	"webhook_attempt_number":    "two attempts of a delivery with one number",
}

// guard is a unique index that is there. Filled is which rows it looks at: the others have no key.
// Columns are those of its table that are written.
type guard struct{ Table, Name, Filled, Columns string }

func guardsOf(t *testing.T, a asker) []guard {
	t.Helper()
	rows, err := a.Query(context.Background(), "WITH"+relations+`
		SELECT r.name AS table, c.relname::text AS name, coalesce(pg_get_expr(i.indpred, i.indrelid), 'true')
			|| coalesce((SELECT string_agg(format(' AND %I IS NOT NULL', attname), '') FROM pg_attribute
				WHERE attrelid = i.indrelid AND attnum = ANY(i.indkey) AND NOT i.indnullsnotdistinct), '') AS filled,
			(SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute
				WHERE attrelid = i.indrelid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns
		FROM pg_index i JOIN relations r ON r.oid = i.indrelid JOIN pg_class c ON c.oid = i.indexrelid
		WHERE i.indisunique AND NOT i.indisprimary AND NOT r.relispartition AND r.name <> ALL($1)
		ORDER BY c.relname`, unwalled)
	if err != nil {
		t.Fatal(err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowToStructByName[guard])
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEveryGuardKeepsOutWhatNothingElseDoes(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	populate(t, d, newCast("goldfnch"))
	there := guardsOf(t, d.Admin)
	var names []string
	for _, g := range there {
		names = append(names, g.Name)
	}
	if want := slices.Sorted(maps.Keys(guards)); !slices.Equal(names, want) {
		t.Fatalf("there are other guards than those that were reviewed:\n%q\n%q", names, want)
	}

	for _, g := range there {
		if refused := g.twice(t, d, "the others"); refused != g.Name {
			t.Errorf("with %s alone a second row is refused by %q", g.Name, refused)
		}
		if refused := g.twice(t, d, "all"); refused != "" {
			t.Errorf("without %s a second row is refused by %q: it is no guard of its own", g.Name, refused)
		}
		t.Logf("%-26s of %-22s keeps out %s", g.Name, g.Table, guards[g.Name])
	}
}

// twice writes a row of the guard's a second time, in a transaction that is taken back, without unique
// indexes of its table, either all or the others. It says which constraint refuses that, if any.
func (g guard) twice(t *testing.T, d *dbtest.DB, without string) (constraint string) {
	t.Helper()
	ctx := context.Background()
	tx, err := d.Admin.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(ctx) }()
	drops := texts(t, tx, `
		SELECT CASE WHEN c.oid IS NULL THEN format('DROP INDEX %s', i.indexrelid::regclass)
			ELSE format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', i.indrelid::regclass, c.conname) END
		FROM pg_index i JOIN pg_class r ON r.oid = i.indexrelid LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype IN ('p', 'u')
		WHERE i.indrelid = $1::regclass AND i.indisunique AND ($2 = 'all' OR r.relname <> $3)`, g.Table, without, g.Name)
	for _, drop := range drops {
		if _, err := tx.Exec(ctx, drop); err != nil {
			t.Fatalf("%s: %v", drop, err)
		}
	}
	tag, err := tx.Exec(ctx, fmt.Sprintf("INSERT INTO %[1]s (%[3]s) SELECT %[3]s FROM %[1]s WHERE %[2]s LIMIT 1", g.Table, g.Filled, g.Columns))
	var refused *pgconn.PgError
	switch {
	case errors.As(err, &refused) && refused.ConstraintName != "":
		return refused.ConstraintName
	case err != nil:
		t.Fatal(err)
	case tag.RowsAffected() != 1:
		t.Errorf("%s: there is no row to try it with", g.Name)
	}
	return ""
}
