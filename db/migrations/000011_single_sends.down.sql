ALTER TABLE target_notes NO FORCE ROW LEVEL SECURITY;
ALTER TABLE attempts NO FORCE ROW LEVEL SECURITY;
ALTER TABLE targets NO FORCE ROW LEVEL SECURITY;
ALTER TABLE campaigns NO FORCE ROW LEVEL SECURITY;
DELETE FROM target_notes USING targets t, campaigns c
WHERE target_notes.target_id = t.id AND t.campaign_id = c.id AND c.origin <> 'list';
DELETE FROM attempts USING campaigns c WHERE attempts.campaign_id = c.id AND c.origin <> 'list';
DELETE FROM targets USING campaigns c
WHERE targets.campaign_id = c.id AND (c.origin <> 'list' OR targets.occasion <> '00000000-0000-0000-0000-000000000000');
DELETE FROM campaigns WHERE origin <> 'list';
ALTER TABLE target_notes FORCE ROW LEVEL SECURITY;
ALTER TABLE attempts FORCE ROW LEVEL SECURITY;
ALTER TABLE targets FORCE ROW LEVEL SECURITY;
ALTER TABLE campaigns FORCE ROW LEVEL SECURITY;

SET ROLE carillon_crossing;
CREATE OR REPLACE FUNCTION crossing.work_due(business_now timestamptz)
RETURNS TABLE (kind text, tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    (SELECT 'pump', l.tenant_id FROM lanes l
        WHERE l.next_due_at <= business_now AND (l.wait_until IS NULL OR l.wait_until <= clock_timestamp())
          AND crossing.may_dispatch() LIMIT 1)
    UNION ALL
    (SELECT DISTINCT 'start', c.tenant_id FROM campaigns c WHERE c.status = 'scheduled' AND c.start_at <= business_now LIMIT 100)
    UNION ALL
    (SELECT DISTINCT 'prepare', c.tenant_id FROM campaigns c WHERE c.status = 'preparing' LIMIT 100)
    UNION ALL
    (SELECT DISTINCT 'finish', c.tenant_id FROM campaigns c
        CROSS JOIN LATERAL (
            SELECT coalesce((SELECT true FROM targets t
                        WHERE t.tenant_id = c.tenant_id AND t.campaign_id = c.id AND t.due_at IS NOT NULL
                        ORDER BY t.due_at LIMIT 1), false) AS pending,
                   coalesce((SELECT true FROM attempts a
                        WHERE a.tenant_id = c.tenant_id AND a.campaign_id = c.id AND (a.state IN ('sending', 'unknown') OR a.next_lookup_at IS NOT NULL)
                        ORDER BY a.deadline LIMIT 1), false) AS open) has
        WHERE c.status IN ('running', 'cancelled') AND c.finished_at IS NULL
          AND CASE WHEN has.pending THEN c.status = 'cancelled' ELSE NOT has.open END
        LIMIT 100)
    UNION ALL
    (SELECT DISTINCT 'sweep', a.tenant_id FROM attempts a WHERE a.state = 'sending' AND a.deadline < clock_timestamp() LIMIT 100)
    UNION ALL
    (SELECT DISTINCT 'reconcile', a.tenant_id FROM attempts a WHERE a.next_lookup_at < clock_timestamp() LIMIT 100)
    UNION ALL
    (SELECT DISTINCT 'poll', n.tenant_id FROM connections n WHERE n.next_poll_at < clock_timestamp() AND n.status = 'active' LIMIT 100)
    UNION ALL
    (SELECT DISTINCT 'callbacks', b.tenant_id FROM callbacks b WHERE b.status IN ('pending', 'unmatched') AND b.next_try_at < clock_timestamp() LIMIT 100)
$$;
SET ROLE carillon_owner;
REVOKE SELECT (origin) ON campaigns FROM carillon_crossing;

ALTER TABLE attempts DROP COLUMN subject, DROP COLUMN body;
DROP INDEX targets_lead;
ALTER TABLE targets
    DROP CONSTRAINT target_once,
    DROP COLUMN occasion,
    DROP COLUMN content,
    DROP COLUMN run_id,
    DROP COLUMN answer_until,
    ADD CONSTRAINT target_once UNIQUE (tenant_id, campaign_id, recipient_key);
DROP INDEX sending_once;
ALTER TABLE campaigns
    DROP CONSTRAINT campaigns_list,
    DROP CONSTRAINT campaigns_ref,
    DROP COLUMN origin,
    DROP COLUMN ref,
    ALTER COLUMN list_id SET NOT NULL;
