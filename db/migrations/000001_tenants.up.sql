-- The tenant of the current transaction. Unset, or left empty by an earlier transaction, it
-- raises: a missing tenant is loud and never an empty list.
CREATE FUNCTION current_tenant() RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT current_setting('app.tenant_id')::uuid $$;
GRANT EXECUTE ON FUNCTION current_tenant() TO carillon_app, carillon_crossing;

-- Builds the wall around a tenant table. Every table calls it in the migration that makes it.
CREATE FUNCTION wall(t regclass) RETURNS void
LANGUAGE plpgsql
AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant_isolation ON %s
        USING (tenant_id = (SELECT current_tenant()))
        WITH CHECK (tenant_id = (SELECT current_tenant()))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO carillon_app', t);
END $$;

-- A tenant is its own row: tenant_id is its id.
CREATE TABLE tenants (
    tenant_id  uuid PRIMARY KEY,
    slug       text NOT NULL CONSTRAINT tenant_slug_taken UNIQUE,
    name       text NOT NULL,
    status     text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended')),
    timezone   text NOT NULL DEFAULT 'UTC',
    send_rates jsonb NOT NULL DEFAULT '{}',
    version    integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
SELECT wall('tenants');

CREATE TABLE memberships (
    tenant_id  uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (tenant_id),
    id         uuid NOT NULL,
    user_id    uuid NOT NULL,
    email      text,
    role       text NOT NULL CHECK (role IN ('tenant_admin', 'operator', 'viewer')),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT member_already UNIQUE (tenant_id, user_id)
);
CREATE INDEX memberships_user ON memberships (user_id);
SELECT wall('memberships');

-- People who run the platform. The service cannot read it but through crossing.is_platform_admin.
CREATE TABLE platform_admins (
    user_id    uuid PRIMARY KEY,
    note       text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Which database may send: dispatch runs only where fingerprint is this database's own, so that
-- a restored copy stays silent until somebody claims it.
CREATE TABLE installation (
    singleton   boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    fingerprint text NOT NULL,
    claimed_by  text NOT NULL,
    claimed_at  timestamptz NOT NULL DEFAULT now()
);
GRANT SELECT, INSERT, UPDATE ON installation TO carillon_app;
GRANT SELECT ON installation TO carillon_crossing;

-- This very database: a dump restored elsewhere, or beside it, has another.
CREATE FUNCTION database_fingerprint() RETURNS text
LANGUAGE sql STABLE
AS $$
    SELECT (SELECT system_identifier FROM pg_control_system())::text || ':' || oid::text
    FROM pg_database WHERE datname = current_database()
$$;
GRANT EXECUTE ON FUNCTION database_fingerprint() TO carillon_app, carillon_crossing;

-- What looks across tenants is listed in the schema "crossing", runs as a role that may read
-- just these columns, and answers one question each.
GRANT SELECT (tenant_id, slug, name, status) ON tenants TO carillon_crossing;
GRANT SELECT (tenant_id, id, user_id, role) ON memberships TO carillon_crossing;
GRANT SELECT ON platform_admins TO carillon_crossing;
CREATE POLICY crossing ON tenants FOR SELECT TO carillon_crossing USING (true);
CREATE POLICY crossing ON memberships FOR SELECT TO carillon_crossing USING (true);

SET ROLE carillon_crossing;

-- Every tenant a user belongs to.
CREATE FUNCTION crossing.memberships_of(person uuid)
RETURNS TABLE (tenant_id uuid, membership_id uuid, slug text, name text, tenant_status text, role text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT m.tenant_id, m.id, t.slug, t.name, t.status, m.role
    FROM memberships m JOIN tenants t USING (tenant_id)
    WHERE m.user_id = person
    ORDER BY t.slug
    LIMIT 1000
$$;

CREATE FUNCTION crossing.is_platform_admin(person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT EXISTS (SELECT FROM platform_admins WHERE user_id = person) $$;

-- The tenant that a super admin names by id or slug.
CREATE FUNCTION crossing.tenant_named(wanted text)
RETURNS TABLE (tenant_id uuid, slug text, name text, tenant_status text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT t.tenant_id, t.slug, t.name, t.status
    FROM tenants t
    WHERE t.slug = wanted OR t.tenant_id::text = lower(wanted)
    LIMIT 1
$$;

GRANT EXECUTE ON FUNCTION crossing.memberships_of(uuid), crossing.is_platform_admin(uuid), crossing.tenant_named(text) TO carillon_app;
SET ROLE carillon_owner;
