-- Single sends go the way of campaigns: what sends one by one is a row of campaigns too, so that
-- lanes, claims, attempts, retries and pauses are the same for all. origin says who adds targets: a
-- list, once, at the start; an automation's step; people's replies. ref is the step, or the account
-- that replies. Such a row runs until it is cancelled, and belongs to no page of campaigns.
ALTER TABLE campaigns
    ALTER COLUMN list_id DROP NOT NULL,
    ADD COLUMN origin text NOT NULL DEFAULT 'list' CHECK (origin IN ('list', 'automation', 'reply')),
    ADD COLUMN ref uuid,
    ADD CONSTRAINT campaigns_list CHECK ((origin = 'list') = (list_id IS NOT NULL)),
    ADD CONSTRAINT campaigns_ref CHECK ((origin = 'list') = (ref IS NULL));
CREATE UNIQUE INDEX sending_once ON campaigns (tenant_id, ref, channel) WHERE ref IS NOT NULL;

-- occasion tells the causes apart for which one campaign addresses one person; zero where it does so
-- once. content is what is said to this person alone, in these very words. Until answer_until what
-- is sent answers something the person wrote.
ALTER TABLE targets
    ADD COLUMN occasion uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    ADD COLUMN content jsonb,
    ADD COLUMN run_id uuid,
    ADD COLUMN answer_until timestamptz,
    DROP CONSTRAINT target_once,
    ADD CONSTRAINT target_once UNIQUE (tenant_id, campaign_id, recipient_key, occasion);
CREATE INDEX targets_lead ON targets (tenant_id, lead_id);

-- What was said, as it was written for the person; cut where it is long.
ALTER TABLE attempts ADD COLUMN subject text, ADD COLUMN body text;

GRANT SELECT (origin) ON campaigns TO carillon_crossing;

SET ROLE carillon_crossing;
-- What there is to do now, by kind and tenant. What sends one by one finishes when it is cancelled.
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
        WHERE c.status IN ('running', 'cancelled') AND c.finished_at IS NULL AND (c.origin = 'list' OR c.status = 'cancelled')
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
