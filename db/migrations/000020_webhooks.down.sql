SET ROLE carillon_crossing;
DROP FUNCTION crossing.webhooks_due();
CREATE OR REPLACE FUNCTION crossing.sealing_tenants(after uuid, page integer) RETURNS TABLE (tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT t.tenant_id FROM tenants t
    CROSS JOIN LATERAL (
        SELECT FROM connections c WHERE c.tenant_id = t.tenant_id AND c.deleted_at IS NULL LIMIT 1
    ) c
    WHERE t.tenant_id > after
    ORDER BY t.tenant_id LIMIT page
$$;
SET ROLE carillon_owner;
DROP TABLE webhook_attempts, webhook_deliveries, webhook_endpoints;
