-- How many requests a tenant may make within a minute, by class; what is missing is the
-- installation's own number. Whoever lets a caller in learns it beside the membership or the key, so
-- that no request asks for it.
ALTER TABLE tenants ADD COLUMN api_limits jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(api_limits) = 'object');
GRANT SELECT (api_limits) ON tenants TO carillon_crossing;

SET ROLE carillon_crossing;
DROP FUNCTION crossing.memberships_of(uuid), crossing.tenant_named(text), crossing.api_key(text);
CREATE FUNCTION crossing.memberships_of(person uuid)
RETURNS TABLE (tenant_id uuid, membership_id uuid, slug text, name text, mode text, tenant_status text, role text, api_limits jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT m.tenant_id, m.id, t.slug, t.name, t.mode, t.status, m.role, t.api_limits
    FROM memberships m JOIN tenants t USING (tenant_id)
    WHERE m.user_id = person
    ORDER BY t.slug
    LIMIT 1000
$$;

CREATE FUNCTION crossing.tenant_named(wanted text)
RETURNS TABLE (tenant_id uuid, slug text, name text, tenant_status text, api_limits jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT t.tenant_id, t.slug, t.name, t.status, t.api_limits
    FROM tenants t
    WHERE t.slug = wanted OR t.tenant_id::text = lower(wanted)
    LIMIT 1
$$;
CREATE FUNCTION crossing.api_key(wanted text)
RETURNS TABLE (tenant_id uuid, key_id uuid, slug text, tenant_status text, mode text, secret_hash bytea, former_hash bytea, former_until timestamptz,
    scopes text[], networks cidr[], expires_at timestamptz, last_used_at timestamptz, revoked_at timestamptz, api_limits jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT k.tenant_id, k.id, t.slug, t.status, t.mode, k.secret_hash, k.former_hash, k.former_until,
        k.scopes, k.networks, k.expires_at, k.last_used_at, k.revoked_at, t.api_limits
    FROM api_keys k JOIN tenants t USING (tenant_id)
    WHERE k.public_id = wanted
$$;

GRANT EXECUTE ON FUNCTION crossing.memberships_of(uuid), crossing.tenant_named(text), crossing.api_key(text) TO carillon_app;
SET ROLE carillon_owner;
