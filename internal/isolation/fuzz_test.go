package isolation_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/carillonhq/carillon/internal/dbtest"
)

// SQLSTATEs that a wall answers with.
const (
	silent    = ""      // it went through and saw nothing
	unset     = "42704" // the setting app.tenant_id is not known
	noTenant  = "22P02" // it is known and holds no id
	forbidden = "42501" // a policy's check, or a privilege that was not granted
	unrelated = "23503" // a composite key leads nowhere
)

// attack is one statement of tenant A against a table, see aimAt. It must touch no row and end with
// the code given.
type attack struct{ sql, code string }

var attacks = map[string]attack{
	"read":           {"SELECT * FROM $T WHERE tenant_id = $B", silent},
	"lock":           {"SELECT * FROM $T WHERE tenant_id = $B FOR UPDATE", silent},
	"read the rest":  {"SELECT * FROM $T WHERE tenant_id <> $A", silent},
	"read by cursor": {"SELECT * FROM $T WHERE (tenant_id > $A OR tenant_id < $A) ORDER BY tenant_id LIMIT 5", silent},
	"change":         {"UPDATE $T SET tenant_id = tenant_id WHERE tenant_id = $B", silent},
	"take":           {"UPDATE $T SET tenant_id = $A WHERE tenant_id = $B", silent},
	"give away":      {"UPDATE $T SET tenant_id = $B WHERE tenant_id = $A", forbidden},
	"delete":         {"DELETE FROM $T WHERE tenant_id = $B", silent},
	"empty":          {"TRUNCATE $T CASCADE", forbidden},
	"make":           {"INSERT INTO $T ($C) OVERRIDING SYSTEM VALUE SELECT $C FROM jsonb_populate_record(NULL::$T, $ROW)", forbidden},
	"overwrite":      {"INSERT INTO $T ($C) OVERRIDING SYSTEM VALUE SELECT $C FROM jsonb_populate_record(NULL::$T, $ROW) ON CONFLICT ($K) DO UPDATE SET tenant_id = $A", forbidden},
	"merge":          {"MERGE INTO $T t USING (SELECT 1) s ON t.tenant_id = $B WHEN MATCHED THEN DELETE", silent},
	"unwall":         {"ALTER TABLE $T DISABLE ROW LEVEL SECURITY", forbidden},
	"switch off":     {"SET LOCAL row_security = off; SELECT * FROM $T", forbidden},
}

// codeAt is how an attack ends at a table: what is append-only may be read, and no more.
func (a attack) codeAt(table string) string {
	reads := strings.HasPrefix(a.sql, "SELECT") && !strings.HasSuffix(a.sql, "FOR UPDATE")
	if a.code == silent && slices.Contains(appendOnly, table) && !reads {
		return forbidden
	}
	return a.code
}

func TestNoTableLetsATenantTouchAnother(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	a, b := newCast("nightjar"), newCast("dotterel")
	populate(t, d, a)
	populate(t, d, b)
	before := checksums(t, d.Admin, b.id("tenant_id"))
	conn := service(t, d)

	for _, table := range walledTables(t, d.Admin) {
		aim := aimAt(t, d, table, a, b)
		for name, attack := range attacks {
			rows, code := try(t, conn, a, aim.Replace(attack.sql))
			if wanted := attack.codeAt(table); rows != 0 || code != wanted {
				t.Errorf("%s %s: %d rows and code %q, wanted none and %q", name, table, rows, code, wanted)
			}
		}
	}

	if after := checksums(t, d.Admin, b.id("tenant_id")); !slices.Equal(before, after) {
		t.Errorf("the other tenant changed:\n%v\n%v", before, after)
	}
	openWall(t, d)
	for _, table := range walledTables(t, d.Admin) {
		aim := aimAt(t, d, table, a, b)
		for name, attack := range attacks {
			rows, code := try(t, conn, a, aim.Replace(attack.sql))
			if attack.codeAt(table) == silent && rows == 0 && !strings.HasPrefix(code, "23") { // 23: other rows hold it in place
				t.Errorf("%s %s fails without a wall, too: %s", name, table, code)
			}
		}
	}
}

func TestPartitionsAreReachedThroughTheirTableAlone(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	a, b := newCast("nightjar"), newCast("dotterel")
	populate(t, d, a)
	populate(t, d, b)
	conn := service(t, d)

	for _, partition := range partitions(t, d.Admin) {
		aim := aimAt(t, d, "events", a, b)
		for name, attack := range attacks {
			rows, code := try(t, conn, a, aim.Replace(strings.ReplaceAll(attack.sql, "$T", partition)))
			if rows != 0 || code != forbidden {
				t.Errorf("%s %s: %d rows and code %q, wanted none and %q", name, partition, rows, code, forbidden)
			}
		}
	}
}

// openWall switches row security off on every table: what then keeps tenants apart are the
// queries' own words.
func openWall(t testing.TB, d *dbtest.DB) {
	t.Helper()
	for _, table := range walledTables(t, d.Admin) {
		d.Exec(t, "ALTER TABLE "+table+" DISABLE ROW LEVEL SECURITY")
	}
}

// aimAt writes attacks out for a table: $T with its key $K and the columns $C that can be given, the tenants $A and $B, and one of B's rows
// as JSON, $ROW.
func aimAt(t *testing.T, d *dbtest.DB, table string, a, b cast) *strings.Replacer {
	t.Helper()
	row := texts(t, d.Admin, fmt.Sprintf("SELECT to_jsonb(r)::text FROM %s r WHERE tenant_id = $1 LIMIT 1", table), b.id("tenant_id"))[0]
	key := texts(t, d.Admin, `SELECT attname::text FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY(indkey)
		WHERE indrelid = $1::regclass AND indisprimary`, table)
	columns := texts(t, d.Admin, "SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''", table)
	return strings.NewReplacer("$T", table, "$K", strings.Join(key, ", "), "$C", strings.Join(columns, ", "),
		"$A", quoted(a.values["tenant_id"]), "$B", quoted(b.values["tenant_id"]), "$ROW", quoted(row))
}

func quoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// try runs a statement as a tenant and takes it back. It returns how many rows it touched and the
// code it failed with.
func try(t *testing.T, conn *pgx.Conn, as cast, sql string) (int64, string) {
	t.Helper()
	ctx := context.Background()
	tx, err := conn.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(ctx) }()
	if _, err := tx.Exec(ctx, "SELECT set_config('app.tenant_id', $1, true)", as.values["tenant_id"]); err != nil {
		t.Fatal(err)
	}
	tag, err := tx.Exec(ctx, sql)
	return tag.RowsAffected(), stateOf(err)
}

func stateOf(err error) string {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

// service is a connection of the service's own role, with nothing said on it.
func service(t *testing.T, d *dbtest.DB) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), d.URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return conn
}

func TestNoRowLeadsToAnotherTenantsRow(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	a, b := newCast("nightjar"), newCast("dotterel")
	populate(t, d, a)
	populate(t, d, b)
	conn := service(t, d)
	references := texts(t, d.Admin, `
		SELECT DISTINCT conrelid::regclass::text FROM pg_constraint
		WHERE contype = 'f' AND confrelid <> 'tenants'::regclass AND connamespace = 'public'::regnamespace`)

	for _, table := range references {
		// B's own row as A's: its references name what only B has.
		sql := "INSERT INTO $T ($C) OVERRIDING SYSTEM VALUE SELECT $C FROM jsonb_populate_record(NULL::$T, $ROW::jsonb || jsonb_build_object('tenant_id', $A))"
		if _, code := try(t, conn, a, aimAt(t, d, table, a, b).Replace(sql)); code != unrelated {
			t.Errorf("%s took a reference to another tenant: code %q", table, code)
		}
	}

	if len(references) < 8 {
		t.Errorf("only %d tables with references were tried", len(references))
	}
}

func TestNoTenantIsLoudAndNeverAnEmptyList(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	a := newCast("nightjar")
	populate(t, d, a)
	ctx := context.Background()
	fresh, used := service(t, d), service(t, d)

	for _, table := range walledTables(t, d.Admin) {
		read := "SELECT count(*) FROM " + table
		_, never := fresh.Exec(ctx, read)
		_, empty := used.Exec(ctx, "BEGIN; SET LOCAL app.tenant_id = ''; "+read)
		_, _ = used.Exec(ctx, "ROLLBACK")
		rows, code := try(t, used, a, "SELECT * FROM "+table)
		_, after := used.Exec(ctx, read)

		if stateOf(never) != unset || stateOf(empty) != noTenant || stateOf(after) != noTenant {
			t.Errorf("%s: never set %q, empty %q, after a transaction %q", table, stateOf(never), stateOf(empty), stateOf(after))
		}
		if rows == 0 || code != "" {
			t.Errorf("%s: %d rows and code %q for its own tenant", table, rows, code)
		}
	}
}
