SET ROLE carillon_crossing;
DROP FUNCTION crossing.memberships_of(uuid), crossing.api_key(text);
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
GRANT EXECUTE ON FUNCTION crossing.memberships_of(uuid) TO carillon_app;
SET ROLE carillon_owner;
REVOKE SELECT (mode) ON tenants FROM carillon_crossing;
ALTER TABLE connections DROP COLUMN mode;
ALTER TABLE tenants DROP COLUMN mode;
DROP TABLE api_keys;
