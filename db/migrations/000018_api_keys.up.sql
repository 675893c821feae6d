-- What a partner's program signs in with. Of a secret only the SHA-256 is kept; the former one works
-- until its time is over.
CREATE TABLE api_keys (
    tenant_id    uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (tenant_id),
    id           uuid NOT NULL,
    public_id    text NOT NULL CONSTRAINT api_key_public_id UNIQUE CHECK (public_id ~ '^[0-9A-Za-z]{11}$'),
    name         text NOT NULL,
    scopes       text[] NOT NULL,
    networks     cidr[] NOT NULL DEFAULT '{}',
    secret_hash  bytea NOT NULL CHECK (length(secret_hash) = 32),
    last_four    text NOT NULL,
    former_hash  bytea CHECK (length(former_hash) = 32),
    former_until timestamptz,
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz,
    created_by   text NOT NULL,
    version      integer NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    CHECK ((former_hash IS NULL) = (former_until IS NULL))
);
CREATE INDEX api_keys_newest ON api_keys (tenant_id, created_at, id);
SELECT wall('api_keys');

-- Whether a tenant reaches people or only simulators. A connection has it from its tenant, and the
-- key holds the two together, so that neither can become the other. Its owner must see all rows to
-- check them.
ALTER TABLE tenants NO FORCE ROW LEVEL SECURITY;
ALTER TABLE connections NO FORCE ROW LEVEL SECURITY;
ALTER TABLE tenants ADD COLUMN mode text NOT NULL DEFAULT 'live' CHECK (mode IN ('live', 'test')),
    ADD CONSTRAINT tenant_mode UNIQUE (tenant_id, mode);
ALTER TABLE connections ADD COLUMN mode text NOT NULL DEFAULT 'live' CHECK (mode IN ('live', 'test')),
    ADD CONSTRAINT connection_mode FOREIGN KEY (tenant_id, mode) REFERENCES tenants (tenant_id, mode);
ALTER TABLE tenants FORCE ROW LEVEL SECURITY;
ALTER TABLE connections FORCE ROW LEVEL SECURITY;

GRANT SELECT (tenant_id, id, public_id, scopes, networks, secret_hash, former_hash, former_until, expires_at, last_used_at, revoked_at)
    ON api_keys TO carillon_crossing;
GRANT SELECT (mode) ON tenants TO carillon_crossing;
CREATE POLICY crossing ON api_keys FOR SELECT TO carillon_crossing USING (true);

SET ROLE carillon_crossing;
-- Whose key this is, and all that decides whether it may be used.
CREATE FUNCTION crossing.api_key(wanted text)
RETURNS TABLE (tenant_id uuid, key_id uuid, slug text, tenant_status text, mode text, secret_hash bytea, former_hash bytea, former_until timestamptz,
    scopes text[], networks cidr[], expires_at timestamptz, last_used_at timestamptz, revoked_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT k.tenant_id, k.id, t.slug, t.status, t.mode, k.secret_hash, k.former_hash, k.former_until,
        k.scopes, k.networks, k.expires_at, k.last_used_at, k.revoked_at
    FROM api_keys k JOIN tenants t USING (tenant_id)
    WHERE k.public_id = wanted
$$;

DROP FUNCTION crossing.memberships_of(uuid);
CREATE FUNCTION crossing.memberships_of(person uuid)
RETURNS TABLE (tenant_id uuid, membership_id uuid, slug text, name text, mode text, tenant_status text, role text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT m.tenant_id, m.id, t.slug, t.name, t.mode, t.status, m.role
    FROM memberships m JOIN tenants t USING (tenant_id)
    WHERE m.user_id = person
    ORDER BY t.slug
    LIMIT 1000
$$;
GRANT EXECUTE ON FUNCTION crossing.api_key(text), crossing.memberships_of(uuid) TO carillon_app;
SET ROLE carillon_owner;
