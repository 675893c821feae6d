-- The key that signs callback tokens, message addresses and fingerprints. Providers keep those
-- addresses for good, so it must outlive every master key: sealed is a token of theirs, and
-- replacing a master seals it anew.
CREATE TABLE signing_key (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    sealed    text NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON signing_key TO carillon_app;

SET ROLE carillon_crossing;
-- Tenants that have connections, in order of their ids, a page at a time: whose secrets are sealed
-- anew when a master key is replaced.
CREATE FUNCTION crossing.sealing_tenants(after uuid, page integer) RETURNS TABLE (tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT t.tenant_id FROM tenants t
    CROSS JOIN LATERAL (
        SELECT FROM connections c WHERE c.tenant_id = t.tenant_id AND c.deleted_at IS NULL LIMIT 1
    ) c
    WHERE t.tenant_id > after
    ORDER BY t.tenant_id LIMIT page
$$;
GRANT EXECUTE ON FUNCTION crossing.sealing_tenants(uuid, integer) TO carillon_app;
SET ROLE carillon_owner;
