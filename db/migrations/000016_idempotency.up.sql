-- The answers to requests that came under a key of their caller's, each put here by the transaction
-- that carried the request out. A key is the SHA-256 of who asked, for which tenant and operation and
-- under which word; an answer is sealed. What belongs to no tenant stands under the zero tenant, which
-- is why nothing here refers to tenants.
CREATE TABLE idempotency_keys (
    tenant_id   uuid NOT NULL DEFAULT current_tenant(),
    key         text NOT NULL,
    fingerprint text NOT NULL, -- SHA-256 of what was asked for
    answer      text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
SELECT wall('idempotency_keys');

GRANT SELECT (tenant_id, created_at) ON idempotency_keys TO carillon_crossing;
CREATE POLICY crossing ON idempotency_keys FOR SELECT TO carillon_crossing USING (true);

SET ROLE carillon_crossing;
-- The tenants with answers to forget, an hour after their day is over: so each is called on about
-- once an hour and not for every answer.
CREATE FUNCTION crossing.answers_due() RETURNS TABLE (kind text, tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT DISTINCT 'forget', old.tenant_id FROM (
        SELECT k.tenant_id FROM idempotency_keys k
        WHERE k.created_at < clock_timestamp() - interval '25 hours'
        ORDER BY k.created_at LIMIT 1000) old
$$;
GRANT EXECUTE ON FUNCTION crossing.answers_due() TO carillon_app;
SET ROLE carillon_owner;
