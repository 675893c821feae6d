-- What waits in a table keeps the trace of what caused it, as a traceparent of W3C Trace Context, so
-- that whoever goes on with it, later and in another process, goes on with the trace. A campaign has
-- that of the request that started it, and its targets with it; what is sent one by one has its own.
ALTER TABLE campaigns ADD COLUMN traceparent text;
ALTER TABLE targets ADD COLUMN traceparent text;
ALTER TABLE automation_runs ADD COLUMN traceparent text;
ALTER TABLE outbox ADD COLUMN traceparent text;
ALTER TABLE events ADD COLUMN traceparent text;

GRANT SELECT (traceparent) ON campaigns TO carillon_crossing;

SET ROLE carillon_crossing;

-- What caused the work that is due: for a kind and a tenant, the trace of the campaign that has waited
-- longest. Other kinds tend to many things, each of which has its own.
CREATE FUNCTION crossing.causes(business_now timestamptz)
RETURNS TABLE (kind text, tenant_id uuid, traceparent text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    (SELECT DISTINCT ON (c.tenant_id) 'start', c.tenant_id, c.traceparent FROM campaigns c
        WHERE c.status = 'scheduled' AND c.finished_at IS NULL AND c.start_at <= business_now AND c.traceparent IS NOT NULL
        ORDER BY c.tenant_id, c.start_at LIMIT 100)
    UNION ALL
    (SELECT DISTINCT ON (c.tenant_id) 'prepare', c.tenant_id, c.traceparent FROM campaigns c
        WHERE c.status = 'preparing' AND c.finished_at IS NULL AND c.traceparent IS NOT NULL
        ORDER BY c.tenant_id, c.id LIMIT 100)
$$;
GRANT EXECUTE ON FUNCTION crossing.causes(timestamptz) TO carillon_app;
SET ROLE carillon_owner;
