-- What else waits, for those who watch an installation: what is due in all, web hooks and audit logs.
GRANT SELECT (at) ON audit_inbox TO carillon_crossing;

SET ROLE carillon_crossing;

-- Counts of what waits across all tenants, none above 10,000, each with its oldest instant. What of it
-- is an ailment, its readers say.
CREATE OR REPLACE FUNCTION crossing.vitals(business_now timestamptz) RETURNS TABLE (name text, count bigint, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT 'campaigns_late', count(*), min(c.start_at) FROM (
        SELECT c.start_at FROM campaigns c WHERE c.status = 'scheduled' AND c.start_at < business_now - interval '5 minutes' LIMIT 10000) c
    UNION ALL
    SELECT 'targets_due', count(*), min(t.due_at) FROM (
        SELECT t.due_at FROM campaigns c
        CROSS JOIN LATERAL (
            SELECT t.due_at FROM targets t
            WHERE t.tenant_id = c.tenant_id AND t.campaign_id = c.id AND t.due_at <= business_now
            ORDER BY t.due_at LIMIT 10000) t
        WHERE c.status = 'running' LIMIT 10000) t
    UNION ALL
    SELECT 'lanes_stuck', count(*), min(l.next_due_at) FROM (
        SELECT l.next_due_at FROM lanes l
        WHERE l.next_due_at < business_now - interval '10 minutes'
          AND (l.wait_until IS NULL OR l.wait_until < clock_timestamp())
          AND (l.picked_at IS NULL OR l.picked_at < clock_timestamp() - interval '5 minutes') LIMIT 10000) l
    UNION ALL
    SELECT 'lanes_open', count(*), NULL FROM (SELECT FROM lanes l WHERE l.opened > 0 AND l.next_due_at IS NOT NULL LIMIT 10000) l
    UNION ALL
    SELECT 'attempts_unknown', count(*), min(a.deadline) FROM (
        SELECT a.deadline FROM attempts a WHERE a.next_lookup_at IS NOT NULL AND a.state = 'unknown' LIMIT 10000) a
    UNION ALL
    SELECT 'connections_paused', count(*), NULL FROM (
        SELECT FROM connections n WHERE n.status = 'paused' AND n.deleted_at IS NULL LIMIT 10000) n
    UNION ALL
    SELECT 'callbacks_waiting', count(*), min(b.next_try_at) FROM (
        SELECT b.next_try_at FROM callbacks b
        WHERE b.status IN ('pending', 'unmatched') AND b.next_try_at < clock_timestamp() - interval '2 minutes' LIMIT 10000) b
    UNION ALL
    SELECT 'facts_unread', count(*), min(o.created_at) FROM (SELECT o.created_at FROM outbox o LIMIT 10000) o
    UNION ALL
    SELECT 'deliveries_pending', count(*), NULL FROM (SELECT FROM webhook_deliveries d WHERE d.due_at IS NOT NULL LIMIT 10000) d
    UNION ALL
    SELECT 'deliveries_late', count(*), min(d.due_at) FROM (
        SELECT d.due_at FROM webhook_endpoints e
        CROSS JOIN LATERAL (
            SELECT d.due_at FROM webhook_deliveries d
            WHERE d.tenant_id = e.tenant_id AND d.endpoint_id = e.id AND d.due_at < clock_timestamp() - interval '2 minutes'
            ORDER BY d.due_at LIMIT 10000) d
        WHERE e.status = 'active' LIMIT 10000) d
    UNION ALL
    SELECT 'audit_unsealed', count(*), min(i.at) FROM (SELECT i.at FROM audit_inbox i LIMIT 10000) i
$$;
SET ROLE carillon_owner;
