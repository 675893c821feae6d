-- How workers, who belong to no tenant, learn where there is work. They see ids and times,
-- never a person.
GRANT SELECT (tenant_id, id, status, start_at, channel, connection_id, finished_at) ON campaigns TO carillon_crossing;
GRANT SELECT (tenant_id, campaign_id, due_at) ON targets TO carillon_crossing;
GRANT SELECT (tenant_id, campaign_id, state, deadline, next_lookup_at) ON attempts TO carillon_crossing;
GRANT SELECT (tenant_id, status, next_try_at) ON callbacks TO carillon_crossing;
GRANT SELECT, UPDATE ON lanes TO carillon_crossing;
CREATE POLICY crossing ON campaigns FOR SELECT TO carillon_crossing USING (true);
CREATE POLICY crossing ON targets FOR SELECT TO carillon_crossing USING (true);
CREATE POLICY crossing ON attempts FOR SELECT TO carillon_crossing USING (true);
CREATE POLICY crossing ON callbacks FOR SELECT TO carillon_crossing USING (true);
CREATE POLICY crossing ON lanes FOR SELECT TO carillon_crossing USING (true);
CREATE POLICY crossing_update ON lanes FOR UPDATE TO carillon_crossing USING (true) WITH CHECK (true);

SET ROLE carillon_crossing;

-- Whether this database may send at all.
CREATE FUNCTION crossing.may_dispatch() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT EXISTS (SELECT FROM installation WHERE fingerprint = database_fingerprint()) $$;

-- Sets every lane's hint from the truth: the earliest due target of its running campaigns.
CREATE FUNCTION crossing.refresh_lanes() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    WITH truth AS (
        SELECT c.tenant_id, c.connection_id, c.channel, min(t.due_at) AS due_at
        FROM campaigns c
        JOIN connections n ON n.tenant_id = c.tenant_id AND n.id = c.connection_id AND n.status = 'active'
        CROSS JOIN LATERAL (
            SELECT due_at FROM targets t
            WHERE t.tenant_id = c.tenant_id AND t.campaign_id = c.id AND t.due_at IS NOT NULL
            ORDER BY t.due_at LIMIT 1
        ) t
        WHERE c.status = 'running' AND c.finished_at IS NULL
        GROUP BY c.tenant_id, c.connection_id, c.channel
    ), locked AS (
        SELECT l.tenant_id, l.connection_id, l.channel, truth.due_at
        FROM lanes l LEFT JOIN truth USING (tenant_id, connection_id, channel)
        WHERE l.next_due_at IS DISTINCT FROM truth.due_at
        FOR UPDATE OF l SKIP LOCKED
    )
    UPDATE lanes l SET next_due_at = locked.due_at
    FROM locked
    WHERE (l.tenant_id, l.connection_id, l.channel) = (locked.tenant_id, locked.connection_id, locked.channel)
$$;

-- The next lane to serve, by start-time fair queueing: the least virtual time among lanes with
-- work; a lane that slept starts level with those awake. The price is charged at once.
CREATE FUNCTION crossing.take_lane(business_now timestamptz, price double precision)
RETURNS TABLE (tenant_id uuid, connection_id uuid, channel text, opened integer, bad_streak integer)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    WITH awake AS (
        SELECT coalesce(min(l.vtime), 0) AS least FROM lanes l
        WHERE l.picked_at > clock_timestamp() - interval '2 seconds'
    ), pick AS (
        SELECT l.tenant_id, l.connection_id, l.channel, greatest(l.vtime, awake.least) AS start
        FROM lanes l, awake
        WHERE l.next_due_at <= business_now
          AND (l.wait_until IS NULL OR l.wait_until <= clock_timestamp())
          AND crossing.may_dispatch()
        ORDER BY start, l.picked_at NULLS FIRST
        LIMIT 1
        FOR UPDATE OF l SKIP LOCKED
    )
    UPDATE lanes l
    SET vtime = pick.start + price,
        picked_at = clock_timestamp(),
        wait_until = CASE WHEN l.opened > 0 THEN clock_timestamp() + interval '10 seconds' END
    FROM pick
    WHERE (l.tenant_id, l.connection_id, l.channel) = (pick.tenant_id, pick.connection_id, pick.channel)
    RETURNING l.tenant_id, l.connection_id, l.channel, l.opened, l.bad_streak
$$;

-- What there is to do now, by kind and tenant.
CREATE FUNCTION crossing.work_due(business_now timestamptz)
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

GRANT EXECUTE ON FUNCTION crossing.may_dispatch(), crossing.refresh_lanes(),
    crossing.take_lane(timestamptz, double precision), crossing.work_due(timestamptz) TO carillon_app;
SET ROLE carillon_owner;
