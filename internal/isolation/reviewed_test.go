package isolation_test

import (
	"fmt"
	"slices"
)

// What a person has looked at and let stand. Whoever adds a line here says that it may be.

// unwalled are the tables of the schema public that hold nothing of a tenant's. The signing key is
// the installation's: it is sealed under the master keys, and without one it is of no use.
var unwalled = []string{"schema_migrations", "platform_admins", "installation", "signing_key"}

// globalKeys are unique on purpose across tenants: a slug names its tenant to the whole platform,
// and only a super admin chooses one; the public id of an API key leads to its tenant, and nobody
// chooses it.
var globalKeys = []string{"tenant_slug_taken", "api_key_public_id"}

// sequences are drawn from by all tenants, so that the gaps in one's numbers tell of the others. The
// number of a fact in the outbox only says in which order to read it: it is gone once the fact is in
// the log, which numbers each tenant's for itself, and no query returns it.
var sequences = []string{"outbox_ordinal_seq"}

// appendOnly are tables whose rows the service may add and read, and nobody may change.
var appendOnly = []string{"audit_entries", "consents"}

// triggers are all there may be: they keep what is append-only as it is.
var triggers = []string{"audit_entries append_only", "audit_entries never_empty"}

// crossingPolicies are what carillon_crossing may see of every tenant, column grants aside.
var crossingPolicies = []string{
	"api_keys: crossing permissive SELECT to carillon_crossing using true check none",
	"audit_chains: crossing permissive SELECT to carillon_crossing using true check none",
	"audit_inbox: crossing permissive SELECT to carillon_crossing using true check none",
	"attempts: crossing permissive SELECT to carillon_crossing using true check none",
	"automation_firings: crossing permissive SELECT to carillon_crossing using true check none",
	"automation_runs: crossing permissive SELECT to carillon_crossing using true check none",
	"automations: crossing permissive SELECT to carillon_crossing using true check none",
	"callbacks: crossing permissive SELECT to carillon_crossing using true check none",
	"campaigns: crossing permissive SELECT to carillon_crossing using true check none",
	"connections: crossing permissive SELECT to carillon_crossing using true check none",
	"erasures: crossing permissive SELECT to carillon_crossing using true check none",
	"event_logs: crossing permissive SELECT to carillon_crossing using true check none",
	"exports: crossing permissive SELECT to carillon_crossing using true check none",
	"idempotency_keys: crossing permissive SELECT to carillon_crossing using true check none",
	"imports: crossing permissive SELECT to carillon_crossing using true check none",
	"lanes: crossing permissive SELECT to carillon_crossing using true check none",
	"lanes: crossing_update permissive UPDATE to carillon_crossing using true check true",
	"memberships: crossing permissive SELECT to carillon_crossing using true check none",
	"outbox: crossing permissive SELECT to carillon_crossing using true check none",
	"targets: crossing permissive SELECT to carillon_crossing using true check none",
	"tenants: crossing permissive SELECT to carillon_crossing using true check none",
	"webhook_deliveries: crossing permissive SELECT to carillon_crossing using true check none",
	"webhook_endpoints: crossing permissive SELECT to carillon_crossing using true check none",
}

// policies are every policy there may be: the wall around each table and partition, and the crossings.
func policies(t tables) []string {
	lines := slices.Clone(crossingPolicies)
	for _, table := range slices.Concat(t.walled, t.partitions) {
		const own = "(tenant_id = ( SELECT current_tenant() AS current_tenant))"
		lines = append(lines, fmt.Sprintf("%s: tenant_isolation permissive ALL to PUBLIC using %s check %s", table, own, own))
	}
	return lines
}

// grants are what roles may do with tables that are not theirs: with a partition, nothing.
func grants(t tables) []string {
	lines := []string{
		"carillon_app: INSERT SELECT UPDATE on installation",
		"carillon_app: INSERT SELECT UPDATE on signing_key",
		"carillon_app: SELECT on schema_migrations",
		"carillon_crossing: SELECT on installation",
		"carillon_crossing: SELECT on platform_admins",
		"carillon_crossing: SELECT UPDATE on lanes",
	}
	for _, table := range t.walled {
		may := "DELETE INSERT SELECT UPDATE"
		if slices.Contains(appendOnly, table) {
			may = "INSERT SELECT"
		}
		lines = append(lines, fmt.Sprintf("carillon_app: %s on %s", may, table))
	}
	return lines
}

// columnGrants are the columns that carillon_crossing may read: ids, of traces too, states and times.
func columnGrants(tables) []string {
	return []string{
		"carillon_crossing: SELECT on api_keys (expires_at former_hash former_until id last_used_at networks public_id revoked_at scopes secret_hash tenant_id)",
		"carillon_crossing: SELECT on attempts (campaign_id deadline next_lookup_at state tenant_id)",
		"carillon_crossing: SELECT on audit_chains (anchored_at anchored_seq event_seq seq tenant_id)",
		"carillon_crossing: SELECT on audit_inbox (at tenant_id)",
		"carillon_crossing: SELECT on automation_firings (automation_id created_at finished_at tenant_id)",
		"carillon_crossing: SELECT on automation_runs (automation_id due_at tenant_id)",
		"carillon_crossing: SELECT on automations (archived_at cleared_at id next_fire_at status tenant_id)",
		"carillon_crossing: SELECT on callbacks (next_try_at status tenant_id)",
		"carillon_crossing: SELECT on campaigns (channel connection_id finished_at id origin start_at status tenant_id traceparent)",
		"carillon_crossing: SELECT on connections (deleted_at endpoint_id id next_poll_at provider status tenant_id)",
		"carillon_crossing: SELECT on erasures (tenant_id wipe_at)",
		"carillon_crossing: SELECT on event_logs (last_seq tenant_id tidied_at)",
		"carillon_crossing: SELECT on exports (created_at expires_at finished_at tenant_id)",
		"carillon_crossing: SELECT on idempotency_keys (created_at tenant_id)",
		"carillon_crossing: SELECT on imports (created_at expires_at held_until state tenant_id)",
		"carillon_crossing: SELECT on memberships (id role tenant_id user_id)",
		"carillon_crossing: SELECT on outbox (created_at ordinal tenant_id)",
		"carillon_crossing: SELECT on targets (campaign_id due_at tenant_id)",
		"carillon_crossing: SELECT on tenants (api_limits mode name slug status tenant_id)",
		"carillon_crossing: SELECT on webhook_deliveries (due_at endpoint_id state tenant_id)",
		"carillon_crossing: SELECT on webhook_endpoints (deleted_at id max_in_flight status tenant_id)",
	}
}

// personal are columns that say something about or from a person. carillon_crossing reads none.
var personal = []string{
	"email", "email_key", "phone", "first_name", "last_name", "company", "external_id", "custom_fields", "tag",
	"recipient", "recipient_key", "address_key", "body", "subject", "preview", "summary", "transcript", "recording_url", "data", "previous", "trace", "secret", "settings", "content", "filter", "description",
	"definition", "event", "entry_key", "answer", "actor", "address", "salt", "hash", "url", "former_secret", "headers", "mark", "position",
}

// functions are every function in public and crossing: who owns it, as whom it runs, with which
// search path, what it answers and who may call it. No other runs as its owner.
func functions(tables) []string {
	const definer = " of carillon_crossing runs as owner with search_path=public, pg_temp for carillon_app"
	return []string{
		"current_tenant() returns uuid of carillon_owner runs as caller for carillon_app carillon_crossing",
		"database_fingerprint() returns text of carillon_owner runs as caller for carillon_app carillon_crossing",
		"keep_event_partitions(since timestamp with time zone) returns void of carillon_owner runs as owner with search_path=public, pg_temp for carillon_app",
		"forget_consents(lead uuid, addresses text[]) returns void of carillon_owner runs as owner with search_path=public, pg_temp for carillon_app",
		"refuse_change() returns trigger of carillon_owner runs as caller for nobody",
		"wall(t regclass) returns void of carillon_owner runs as caller for nobody",

		"crossing.api_key(wanted text) returns TABLE(tenant_id uuid, key_id uuid, slug text, tenant_status text, mode text, secret_hash bytea, former_hash bytea, former_until timestamp with time zone, scopes text[], networks cidr[], expires_at timestamp with time zone, last_used_at timestamp with time zone, revoked_at timestamp with time zone, api_limits jsonb)" + definer,
		"crossing.answers_due() returns TABLE(kind text, tenant_id uuid)" + definer,
		"crossing.audits_due() returns TABLE(kind text, tenant_id uuid)" + definer,
		"crossing.automations_due(business_now timestamp with time zone) returns TABLE(kind text, tenant_id uuid)" + definer,
		"crossing.causes(business_now timestamp with time zone) returns TABLE(kind text, tenant_id uuid, traceparent text)" + definer,
		"crossing.endpoint(wanted uuid) returns TABLE(tenant_id uuid, connection_id uuid, provider text, deleted boolean)" + definer,
		"crossing.erasures_due() returns TABLE(kind text, tenant_id uuid)" + definer,
		"crossing.exports_due() returns TABLE(kind text, tenant_id uuid)" + definer,
		"crossing.imports_due() returns TABLE(kind text, tenant_id uuid)" + definer,
		"crossing.is_platform_admin(person uuid) returns boolean" + definer,
		"crossing.logs_due() returns TABLE(kind text, tenant_id uuid)" + definer,
		"crossing.may_dispatch() returns boolean" + definer,
		"crossing.memberships_of(person uuid) returns TABLE(tenant_id uuid, membership_id uuid, slug text, name text, mode text, tenant_status text, role text, api_limits jsonb)" + definer,
		"crossing.refresh_lanes() returns void" + definer,
		"crossing.sealing_tenants(after uuid, page integer) returns TABLE(tenant_id uuid)" + definer,
		"crossing.take_lane(business_now timestamp with time zone, price double precision) returns TABLE(tenant_id uuid, connection_id uuid, channel text, opened integer, bad_streak integer)" + definer,
		"crossing.tenant_named(wanted text) returns TABLE(tenant_id uuid, slug text, name text, tenant_status text, api_limits jsonb)" + definer,
		"crossing.tenants_after(after uuid, page integer) returns TABLE(tenant_id uuid)" + definer,
		"crossing.unread_logs() returns TABLE(tenant_id uuid)" + definer,
		"crossing.vitals(business_now timestamp with time zone) returns TABLE(name text, count bigint, since timestamp with time zone)" + definer,
		"crossing.webhooks_due() returns TABLE(tenant_id uuid, endpoint_id uuid)" + definer,
		"crossing.work_due(business_now timestamp with time zone) returns TABLE(kind text, tenant_id uuid)" + definer,
	}
}

// former are what functions answered until a later step had them answer more.
var former = []string{
	"crossing.memberships_of(person uuid) returns TABLE(tenant_id uuid, membership_id uuid, slug text, name text, mode text, tenant_status text, role text)" +
		" of carillon_crossing runs as owner with search_path=public, pg_temp for carillon_app",
	"crossing.api_key(wanted text) returns TABLE(tenant_id uuid, key_id uuid, slug text, tenant_status text, mode text, secret_hash bytea, former_hash bytea, former_until timestamp with time zone, scopes text[], networks cidr[], expires_at timestamp with time zone, last_used_at timestamp with time zone, revoked_at timestamp with time zone)" +
		" of carillon_crossing runs as owner with search_path=public, pg_temp for carillon_app",
	"crossing.memberships_of(person uuid) returns TABLE(tenant_id uuid, membership_id uuid, slug text, name text, tenant_status text, role text)" +
		" of carillon_crossing runs as owner with search_path=public, pg_temp for carillon_app",
	"crossing.tenant_named(wanted text) returns TABLE(tenant_id uuid, slug text, name text, tenant_status text)" +
		" of carillon_crossing runs as owner with search_path=public, pg_temp for carillon_app",
}

// schemas are who may look into each schema, and who may make things there.
func schemas(tables) []string {
	return []string{
		"crossing of carillon_crossing: carillon_app USAGE",
		"public of pg_database_owner: carillon_app USAGE",
		"public of pg_database_owner: carillon_crossing USAGE",
		"public of pg_database_owner: carillon_owner CREATE USAGE",
		"river of carillon_owner: carillon_app USAGE",
	}
}

// currentTenant is the body of the function that every wall and every query asks.
const currentTenant = "SELECT current_setting('app.tenant_id')::uuid"
