SET ROLE carillon_crossing;
-- Counts of what ails across all tenants, none above 10,000, each with its oldest instant.
CREATE OR REPLACE FUNCTION crossing.vitals(business_now timestamptz) RETURNS TABLE (name text, count bigint, since timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT 'campaigns_late', count(*), min(c.start_at) FROM (
        SELECT c.start_at FROM campaigns c WHERE c.status = 'scheduled' AND c.start_at < business_now - interval '5 minutes' LIMIT 10000) c
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
$$;
SET ROLE carillon_owner;
REVOKE SELECT (at) ON audit_inbox FROM carillon_crossing;
