package isolation_test

// walled is the subquery of walled tables in faults.
const walled = ` (SELECT * FROM relations WHERE relkind IN ('r', 'p') AND name <> ALL(@unwalled)) w `

// faults are queries that must answer nothing.
var faults = []string{
	// Walls.
	`SELECT name || ' is a table outside of the schema public' FROM relations WHERE relkind IN ('r', 'p', 'f') AND schema <> 'public'`,
	`SELECT name || ' has row security disabled' FROM` + walled + `WHERE NOT relrowsecurity`,
	`SELECT name || ' lets its owner over the wall' FROM` + walled + `WHERE NOT relforcerowsecurity`,
	`SELECT name || ' does not belong to carillon_owner' FROM` + walled + `WHERE pg_get_userbyid(relowner) <> 'carillon_owner'`,
	`SELECT name || ' has no tenant_id uuid NOT NULL' FROM` + walled + `
		WHERE NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = oid AND attname = 'tenant_id' AND atttypid = 'uuid'::regtype AND attnotnull)`,

	// Keys.
	`SELECT name || ' has no primary key' FROM` + walled + `WHERE NOT EXISTS (SELECT FROM pg_index WHERE indrelid = oid AND indisprimary)`,
	`SELECT format('%s has the key %s, which does not begin with tenant_id', name, indexrelid::regclass)
		FROM` + walled + `JOIN pg_index ON indrelid = oid
		LEFT JOIN pg_attribute ON attrelid = oid AND attnum = indkey[0]
		WHERE (indisunique OR indisexclusion) AND attname IS DISTINCT FROM 'tenant_id' AND indexrelid::regclass::text <> ALL(@global_keys)`,
	`SELECT name || ' has no whole index that begins with tenant_id' FROM` + walled + `
		WHERE NOT EXISTS (SELECT FROM pg_index JOIN pg_attribute ON attrelid = oid AND attnum = indkey[0] AND attname = 'tenant_id'
			WHERE indrelid = oid AND indpred IS NULL AND indisvalid)`,
	`SELECT format('%s has the foreign key %s, which may lead to another tenant', conrelid::regclass, conname)
		FROM pg_constraint
		WHERE contype = 'f' AND (conrelid IN (SELECT oid FROM` + walled + `) OR confrelid IN (SELECT oid FROM` + walled + `))
		AND NOT EXISTS (
			SELECT FROM unnest(conkey, confkey) AS pair(here, there)
			JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = here AND a.attname = 'tenant_id'
			JOIN pg_attribute b ON b.attrelid = confrelid AND b.attnum = there AND b.attname = 'tenant_id')`,
	`SELECT format('%s has the foreign key %s that is not checked', conrelid::regclass, conname) FROM pg_constraint WHERE contype = 'f' AND NOT convalidated`,

	// Ways around.
	`SELECT name || ' is a view that runs as its owner' FROM relations
		WHERE relkind = 'v' AND NOT coalesce(reloptions @> '{security_invoker=true}' OR reloptions @> '{security_invoker=on}', false)`,
	`SELECT name || ' is a materialised view, which no wall can hold' FROM relations WHERE relkind = 'm'`,
	`SELECT name || ' is a foreign table, which no wall can hold' FROM relations WHERE relkind = 'f'`,
	`SELECT name || ' is a sequence, whose gaps tell of others' FROM relations WHERE relkind = 'S' AND name <> ALL(@sequences)`,
	`SELECT format('%s has the rule %s', name, rulename) FROM relations JOIN pg_rewrite ON ev_class = relations.oid WHERE rulename <> '_RETURN'`,
	`SELECT format('%s has the trigger %s', name, tgname) FROM relations JOIN pg_trigger ON tgrelid = relations.oid WHERE NOT tgisinternal AND name || ' ' || tgname <> ALL(@triggers)`,
	`SELECT format('%s inherits from %s, whose wall does not hold it', inhrelid::regclass, inhparent::regclass)
		FROM pg_inherits LEFT JOIN` + walled + `ON oid = inhrelid AND relispartition AND relrowsecurity AND relforcerowsecurity
		WHERE inhparent IN (SELECT oid FROM` + walled + `) AND oid IS NULL`,
	`SELECT oid::regprocedure || ' claims to be leakproof' FROM pg_proc
		WHERE proleakproof AND pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)`,
	`SELECT 'current_tenant() asks something else: ' || prosrc FROM pg_proc
		WHERE oid = to_regproc('public.current_tenant') AND (trim(prosrc) <> @current_tenant OR provolatile <> 's' OR proconfig IS NOT NULL)`,
	`SELECT format('%s is published by %s', prrelid::regclass, pubname) FROM pg_publication_rel JOIN pg_publication ON pg_publication.oid = prpubid`,

	// Roles.
	`SELECT rolname || ' has a power that no role of ours may have' FROM pg_roles
		WHERE rolname IN ('carillon_owner', 'carillon_app', 'carillon_crossing')
		AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication OR rolinherit)`,
	`SELECT format('%s is a member of %s', member::regrole, roleid::regrole) FROM pg_auth_members
		WHERE member::regrole::text IN ('carillon_owner', 'carillon_app', 'carillon_crossing')`,
	`SELECT 'carillon_app owns ' || pg_describe_object(classid, objid, objsubid) FROM pg_shdepend
		WHERE refobjid = 'carillon_app'::regrole AND deptype = 'o' AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())`,
	`SELECT format('%s is set beforehand', setting) FROM pg_db_role_setting, unnest(setconfig) setting
		WHERE setting ~ '^(app\.|row_security|session_replication_role|role=)'`,
}
