package isolation_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/carillonhq/carillon/internal/dbtest"
)

// perTable are ways to break the wall of one table or partition and a part of what must then be
// found. How to fill them in, see shape.
var perTable = map[string][2]string{
	"row security off":         {"ALTER TABLE %[1]s DISABLE ROW LEVEL SECURITY", "row security disabled"},
	"not forced":               {"ALTER TABLE %[1]s NO FORCE ROW LEVEL SECURITY", "lets its owner over"},
	"no policy":                {"DROP POLICY tenant_isolation ON %[1]s", "missing policy"},
	"using true":               {"ALTER POLICY tenant_isolation ON %[1]s USING (true)", "using true"},
	"check true":               {"ALTER POLICY tenant_isolation ON %[1]s WITH CHECK (true)", "check true"},
	"no check":                 {"DROP POLICY tenant_isolation ON %[1]s; CREATE POLICY tenant_isolation ON %[1]s USING (tenant_id = (SELECT current_tenant()))", "check none"},
	"another setting":          {"ALTER POLICY tenant_isolation ON %[1]s USING (tenant_id = current_setting('app.tenant')::uuid)", "app.tenant'"},
	"missing setting":          {"ALTER POLICY tenant_isolation ON %[1]s USING (tenant_id = current_setting('app.tenant_id', true)::uuid)", "policy that nobody reviewed"},
	"or true":                  {"ALTER POLICY tenant_isolation ON %[1]s USING (tenant_id = (SELECT current_tenant()) OR true)", "OR true"},
	"for one role":             {"ALTER POLICY tenant_isolation ON %[1]s TO carillon_owner", "to carillon_owner"},
	"for reading only":         {"DROP POLICY tenant_isolation ON %[1]s; CREATE POLICY tenant_isolation ON %[1]s FOR SELECT USING (tenant_id = (SELECT current_tenant()))", "SELECT to PUBLIC"},
	"a second policy":          {"CREATE POLICY more ON %[1]s USING (true) WITH CHECK (true)", "policy that nobody reviewed"},
	"a policy for the service": {"CREATE POLICY more ON %[1]s FOR SELECT TO carillon_app USING (true)", "policy that nobody reviewed"},
	"truncate":                 {"GRANT TRUNCATE ON %[1]s TO carillon_app", "TRUNCATE"},
	"references":               {"GRANT REFERENCES ON %[1]s TO carillon_app", "REFERENCES"},
	"trigger grant":            {"GRANT TRIGGER ON %[1]s TO carillon_app", "TRIGGER"},
	"public":                   {"GRANT SELECT ON %[1]s TO PUBLIC", "PUBLIC: SELECT"},
	"crossing deletes":         {"GRANT DELETE ON %[1]s TO carillon_crossing", "carillon_crossing: "},
	"owned by the service":     {"ALTER TABLE %[1]s OWNER TO carillon_app", "carillon_app owns table"},
	"key without tenant":       {"CREATE UNIQUE INDEX sneaky ON %[1]s ((tenant_id::text)%[2]s)", "the key sneaky"},
	"view":                     {"CREATE VIEW sneaky AS SELECT * FROM %[1]s", "runs as its owner"},
	"materialised view":        {"CREATE MATERIALIZED VIEW sneaky AS SELECT * FROM %[1]s", "materialised view"},
	"definer":                  {"CREATE FUNCTION sneaky() RETURNS SETOF %[1]s LANGUAGE sql SECURITY DEFINER AS 'SELECT * FROM %[1]s'", "runs as owner"},
	"rule":                     {"CREATE RULE sneaky AS ON DELETE TO %[1]s DO INSTEAD NOTHING", "the rule sneaky"},
	"publication":              {"CREATE PUBLICATION sneaky FOR TABLE %[1]s", "published by"},
}

// perWhole are further ways, which Postgres itself bars for a partition.
var perWhole = map[string][2]string{
	"tenant not first":      {"ALTER TABLE %[1]s ADD COLUMN sneaky uuid; CREATE UNIQUE INDEX sneaky ON %[1]s (sneaky, tenant_id%[2]s)", "the key sneaky"},
	"no primary key":        {"ALTER TABLE %[1]s DROP CONSTRAINT %[1]s_pkey CASCADE", "no primary key"},
	"nullable":              {"ALTER TABLE %[1]s DROP CONSTRAINT %[1]s_pkey CASCADE; ALTER TABLE %[1]s ALTER tenant_id DROP NOT NULL", "no tenant_id uuid NOT NULL"},
	"reference to a tenant": {"ALTER TABLE %[1]s ADD COLUMN sneaky uuid REFERENCES tenants (tenant_id)", "another tenant"},
	"heir":                  {"CREATE TABLE sneaky %[3]s", "inherits from"},
}

// elsewhere are ways to break the wall beside the tables.
var elsewhere = map[string][2]string{
	"new table":               {"CREATE TABLE sneaky (id uuid PRIMARY KEY, tenant_id uuid NOT NULL)", "sneaky has row security disabled"},
	"new schema":              {"CREATE SCHEMA attic; CREATE TABLE attic.sneaky (id uuid)", "outside of the schema public"},
	"partition":               {"CREATE TABLE whole (tenant_id uuid NOT NULL) PARTITION BY HASH (tenant_id); SELECT wall('whole'); CREATE TABLE part PARTITION OF whole FOR VALUES WITH (MODULUS 1, REMAINDER 0)", "part has row security disabled"},
	"reference to a lead":     {"CREATE UNIQUE INDEX sneaky ON leads (id); ALTER TABLE lead_tags ADD FOREIGN KEY (lead_id) REFERENCES leads (id)", "another tenant"},
	"crossed reference":       {"ALTER TABLE lead_tags ADD COLUMN other uuid; ALTER TABLE lead_tags ADD CONSTRAINT sneaky FOREIGN KEY (other, lead_id) REFERENCES leads (tenant_id, id)", "foreign key sneaky"},
	"unchecked reference":     {"ALTER TABLE lead_tags ADD CONSTRAINT sneaky FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id) NOT VALID", "not checked"},
	"sequence":                {"CREATE SEQUENCE sneaky", "is a sequence"},
	"a count of all facts":    {"GRANT SELECT ON SEQUENCE outbox_ordinal_seq TO carillon_app", "SELECT on outbox_ordinal_seq"},
	"granted partition":       {"CREATE TABLE sneaky PARTITION OF events DEFAULT; SELECT wall('sneaky')", "carillon_app: DELETE INSERT SELECT UPDATE on sneaky"},
	"trigger":                 {"CREATE TRIGGER sneaky BEFORE UPDATE ON leads FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()", "the trigger sneaky"},
	"empty instead of loud":   {"CREATE OR REPLACE FUNCTION current_tenant() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('app.tenant_id', true), '')::uuid $$", "asks something else"},
	"tenant set beforehand":   {"DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET app.tenant_id = %L', current_database(), gen_random_uuid()); END $$", "set beforehand"},
	"role set beforehand":     {"ALTER ROLE carillon_app SET row_security = off", "set beforehand"},
	"superuser":               {"ALTER ROLE carillon_app SUPERUSER", "carillon_app has a power"},
	"bypass":                  {"ALTER ROLE carillon_crossing BYPASSRLS", "carillon_crossing has a power"},
	"makes roles":             {"ALTER ROLE carillon_app CREATEROLE", "carillon_app has a power"},
	"makes databases":         {"ALTER ROLE carillon_app CREATEDB", "carillon_app has a power"},
	"member of the owner":     {"GRANT carillon_owner TO carillon_app", "is a member of"},
	"member of crossing":      {"GRANT carillon_crossing TO carillon_app", "is a member of"},
	"reads all data":          {"GRANT pg_read_all_data TO carillon_app", "is a member of"},
	"writes migrations":       {"GRANT UPDATE ON schema_migrations TO carillon_app", "schema_migrations"},
	"reads admins":            {"GRANT SELECT ON platform_admins TO carillon_app", "platform_admins"},
	"makes itself admin":      {"GRANT INSERT ON platform_admins TO carillon_app", "platform_admins"},
	"makes tables":            {"GRANT CREATE ON SCHEMA public TO carillon_app", "CREATE USAGE"},
	"public may look":         {"GRANT USAGE ON SCHEMA crossing TO PUBLIC", "PUBLIC USAGE"},
	"crossing reads emails":   {"GRANT SELECT (email) ON memberships TO carillon_crossing", "column grant that nobody reviewed"},
	"crossing reads leads":    {"GRANT SELECT ON leads TO carillon_crossing; CREATE POLICY crossing ON leads FOR SELECT TO carillon_crossing USING (true)", "leads: crossing"},
	"crossing without a path": {"ALTER FUNCTION crossing.endpoint(uuid) RESET search_path", "crossing.endpoint"},
	"crossing of a superuser": {"ALTER FUNCTION crossing.endpoint(uuid) OWNER TO postgres", "of postgres runs as owner"},
	"crossing for everybody":  {"GRANT EXECUTE ON FUNCTION crossing.work_due(timestamptz) TO PUBLIC", "PUBLIC"},
	"a further crossing":      {"CREATE FUNCTION crossing.everybody() RETURNS SETOF uuid LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS 'SELECT tenant_id FROM tenants'", "crossing.everybody"},
	"a crossing says more":    {"DROP FUNCTION crossing.is_platform_admin(uuid); CREATE FUNCTION crossing.is_platform_admin(person uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS 'SELECT note FROM platform_admins'", "returns text"},
	"definer among River's":   {"CREATE FUNCTION river.sneaky() RETURNS integer LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'", "river.sneaky"},
	"leakproof":               {"CREATE FUNCTION sneaky(text) RETURNS boolean LANGUAGE sql LEAKPROOF AS 'SELECT true'", "leakproof"},
}

// shape fits mutants to a table: %[1]s is its name, %[2]s the columns that split it, which each of
// its keys must have, and %[3]s makes a new table its heir.
type shape struct{ Name, Split, Heir string }

func shapes(t *testing.T, d *dbtest.DB, names []string) []shape {
	t.Helper()
	rows, err := d.Admin.Query(context.Background(), `
		SELECT relname::text AS name,
			coalesce((SELECT string_agg(', ' || attname, '') FROM pg_attribute WHERE attrelid = oid AND attnum = ANY(partattrs)), '') AS split,
			CASE WHEN partrelid IS NULL THEN format('() INHERITS (%s)', relname) ELSE format('PARTITION OF %s DEFAULT', relname) END AS heir
		FROM pg_class LEFT JOIN pg_partitioned_table ON partrelid = oid
		WHERE oid = ANY($1::regclass[])`, names)
	if err != nil {
		t.Fatal(err)
	}
	all, err := pgx.CollectRows(rows, pgx.RowToStructByName[shape])
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func (s shape) of(mutant string) string { return fmt.Sprintf(mutant, s.Name, s.Split, s.Heir) }

func TestEveryWayToBreakTheWallIsFound(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	whole, parts := shapes(t, d, walledTables(t, d.Admin)), shapes(t, d, partitions(t, d.Admin))
	killed := 0

	for _, s := range slices.Concat(whole, parts) {
		for name, m := range perTable {
			killed += mutate(t, d, name+" of "+s.Name, s.of(m[0]), m[1])
		}
	}
	for _, s := range whole {
		for name, m := range perWhole {
			killed += mutate(t, d, name+" of "+s.Name, s.of(m[0]), m[1])
		}
	}
	for name, m := range elsewhere {
		killed += mutate(t, d, name, m[0], m[1])
	}

	if all := len(perTable)*(len(whole)+len(parts)) + len(perWhole)*len(whole) + len(elsewhere); killed != all {
		t.Errorf("%d of %d mutants were found", killed, all)
	}
	t.Logf("%d mutants of %d tables, %d partitions and what is beside them were found", killed, len(whole), len(parts))
}

// mutate breaks the database in a transaction that is taken back, and returns 1 if that was found.
func mutate(t *testing.T, d *dbtest.DB, name, sql, want string) int {
	t.Helper()
	ctx := context.Background()
	tx, err := d.Admin.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(ctx) }()
	if _, err := tx.Exec(ctx, sql); err != nil {
		t.Errorf("%s: the mutant does not live: %v", name, err)
		return 0
	}
	found := strings.Join(findings(t, tx), "\n")
	if !strings.Contains(found, want) {
		t.Errorf("%s: not found; what was:\n%s", name, found)
		return 0
	}
	return 1
}
