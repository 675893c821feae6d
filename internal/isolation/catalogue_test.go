package isolation_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/carillonhq/carillon/internal/dbtest"
	"github.com/carillonhq/carillon/internal/schema"
)

// asker is a connection or a transaction.
type asker interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

func texts(t testing.TB, a asker, sql string, args ...any) []string {
	t.Helper()
	rows, err := a.Query(context.Background(), sql, args...)
	if err != nil {
		t.Fatalf("%v\n%s", err, sql)
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatalf("%v\n%s", err, sql)
	}
	return lines
}

// relations are the relations of ours: every schema but Postgres's own and River's.
const relations = `
	relations AS (
		SELECT c.oid, c.relname::text AS name, c.relkind, c.relowner, c.relacl, c.relrowsecurity, c.relforcerowsecurity, c.relispartition, c.reloptions, n.nspname::text AS schema
		FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname <> 'river' AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\_%'
	)`

// walledTables are all tables but the reviewed ones, and but partitions, which nobody may ask.
func walledTables(t testing.TB, a asker) []string {
	t.Helper()
	return texts(t, a, "WITH"+relations+`
		SELECT name FROM relations WHERE relkind IN ('r', 'p') AND NOT relispartition AND name <> ALL($1) ORDER BY name`, unwalled)
}

// partitions hold the rows of the tables that are split. They come and go with the months.
func partitions(t testing.TB, a asker) []string {
	t.Helper()
	return texts(t, a, "WITH"+relations+"SELECT name FROM relations WHERE relkind IN ('r', 'p') AND relispartition ORDER BY name")
}

// tables are those that reviewed facts are about.
type tables struct{ walled, partitions []string }

// facts are what the catalogue says, line by line, beside what was reviewed.
var facts = map[string]struct {
	sql      string
	reviewed func(tables) []string
}{
	"policy": {`
		SELECT format('%s: %s %s %s to %s using %s check %s', r.name, p.polname,
			CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END,
			CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
			(SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(role) END, ' ') FROM unnest(p.polroles) role),
			coalesce(pg_get_expr(p.polqual, p.polrelid), 'none'), coalesce(pg_get_expr(p.polwithcheck, p.polrelid), 'none'))
		FROM pg_policy p JOIN relations r ON r.oid = p.polrelid`, policies},
	"grant": {`
		SELECT format('%s: %s on %s', CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee) END,
			string_agg(privilege_type, ' ' ORDER BY privilege_type), name)
		FROM relations, aclexplode(relacl) WHERE relkind <> 'i' AND grantee <> relowner GROUP BY grantee, name`, grants},
	"column grant": {`
		SELECT format('%s: %s on %s (%s)', CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee) END,
			privilege_type, name, string_agg(attname, ' ' ORDER BY attname))
		FROM relations JOIN pg_attribute ON attrelid = oid, aclexplode(attacl)
		WHERE grantee <> relowner GROUP BY grantee, privilege_type, name`, columnGrants},
	"function": {`
		SELECT format('%s(%s) returns %s of %s runs as %s for %s', CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || proname,
			pg_get_function_arguments(p.oid), pg_get_function_result(p.oid), pg_get_userbyid(proowner),
			CASE WHEN prosecdef THEN 'owner' ELSE 'caller' END || coalesce(' with ' || array_to_string(proconfig, ' '), ''),
			coalesce((SELECT string_agg(CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee) END, ' ' ORDER BY pg_get_userbyid(grantee))
				FROM aclexplode(coalesce(proacl, acldefault('f', proowner))) WHERE grantee <> proowner), 'nobody'))
		FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
		WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND (n.nspname <> 'river' OR prosecdef)`, functions},
	"schema": {`
		SELECT format('%s of %s: %s %s', nspname, pg_get_userbyid(nspowner), CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee) END,
			string_agg(privilege_type, ' ' ORDER BY privilege_type))
		FROM pg_namespace, aclexplode(nspacl)
		WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\_%' AND grantee <> nspowner
		GROUP BY nspname, nspowner, grantee`, schemas},
}

// findings is all in which a database differs from what was reviewed. What is missing begins with
// "missing".
func findings(t testing.TB, a asker) []string {
	t.Helper()
	all := tables{walledTables(t, a), partitions(t, a)}
	var found []string
	for name, fact := range facts {
		is, reviewed := texts(t, a, "WITH"+relations+fact.sql), fact.reviewed(all)
		for _, line := range is {
			if !slices.Contains(reviewed, line) {
				found = append(found, name+" that nobody reviewed: "+line)
			}
		}
		for _, line := range reviewed {
			if !slices.Contains(is, line) {
				found = append(found, "missing "+name+": "+line)
			}
		}
	}
	for _, sql := range faults {
		found = append(found, texts(t, a, "WITH"+relations+sql, pgx.NamedArgs{
			"unwalled": unwalled, "global_keys": globalKeys, "sequences": sequences, "current_tenant": currentTenant,
		})...)
	}
	slices.Sort(found)
	return found
}

func TestCatalogueHoldsWhatWasReviewed(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)

	for _, finding := range findings(t, d.Admin) {
		t.Error(finding)
	}

	if n := len(walledTables(t, d.Admin)); n < 15 {
		t.Errorf("only %d walled tables were looked at", n)
	}
	if n := len(partitions(t, d.Admin)); n < 3 {
		t.Errorf("only %d partitions were looked at: this month and two to come should have one", n)
	}
}

func TestCrossingReadsNothingOfPeople(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)

	readable := texts(t, d.Admin, "WITH"+relations+`
		SELECT name || '.' || attname FROM relations JOIN pg_attribute ON attrelid = oid
		WHERE relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped AND has_column_privilege('carillon_crossing', oid, attnum, 'SELECT')`)

	if len(readable) < 30 {
		t.Errorf("only %d columns were looked at", len(readable))
	}
	for _, column := range readable {
		if _, name, _ := strings.Cut(column, "."); slices.Contains(personal, name) {
			t.Errorf("carillon_crossing may read %s", column)
		}
	}
}

func TestNoStepOfTheMigrationsOpensTheWall(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	ctx := context.Background()
	populate(t, d, newCast("nightjar"))
	populate(t, d, newCast("plover"))
	version := func() uint {
		now, err := schema.Status(ctx, d.AdminURL)
		if err != nil {
			t.Fatal(err)
		}
		return now.Version
	}

	for step := version(); step > 0; step = version() {
		if err := schema.Down(ctx, d.AdminURL, 1); err != nil {
			t.Fatal(err)
		}
		for _, finding := range findings(t, d.Admin) {
			if !strings.HasPrefix(finding, "missing") && !narrower(finding) && !slices.Contains(former, strings.TrimPrefix(finding, "function that nobody reviewed: ")) {
				t.Errorf("without step %d: %s", step, finding)
			}
		}
	}
	if err := schema.Up(ctx, d.AdminURL); err != nil {
		t.Fatal(err)
	}
	if found := findings(t, d.Admin); len(found) > 0 {
		t.Errorf("after all steps again: %s", strings.Join(found, "\n"))
	}
}

// narrower says whether a finding is a column grant that was reviewed with more columns: a later
// step adds them.
func narrower(finding string) bool {
	said, columns, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(finding, "column grant that nobody reviewed: "), ")"), " (")
	return slices.ContainsFunc(columnGrants(tables{}), func(line string) bool {
		reviewed, more, _ := strings.Cut(strings.TrimSuffix(line, ")"), " (")
		return said == reviewed && !slices.ContainsFunc(strings.Fields(columns), func(name string) bool {
			return !slices.Contains(strings.Fields(more), name)
		})
	})
}
