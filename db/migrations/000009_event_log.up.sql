-- The event log. The transaction that makes a fact true writes it into the outbox. One reader for
-- each tenant at a time, holder of the row in event_logs, moves what has been committed into events
-- and numbers it there. So the numbers have no gaps, whoever has read up to one has missed nothing
-- below it, and what came about because of something stands after it: its ordinal in the outbox
-- was drawn after the other's had been committed.
ALTER TABLE events NO FORCE ROW LEVEL SECURITY;
ALTER TABLE events RENAME TO unnumbered;
ALTER TABLE unnumbered RENAME CONSTRAINT events_pkey TO unnumbered_pkey;
DROP INDEX events_object;

CREATE TABLE outbox (
    tenant_id   uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (tenant_id),
    ordinal    bigint GENERATED ALWAYS AS IDENTITY,
    id          uuid NOT NULL,
    type        text NOT NULL,
    actor       text NOT NULL,
    object_type text NOT NULL,
    object_id   uuid NOT NULL,
    lead_id     uuid,
    data        jsonb NOT NULL DEFAULT '{}',
    previous    jsonb,
    cause_id    uuid,
    depth       integer NOT NULL DEFAULT 0,
    chain       uuid[] NOT NULL DEFAULT '{}',
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant_id, ordinal)
);
INSERT INTO outbox (tenant_id, id, type, actor, object_type, object_id, lead_id, data, created_at)
SELECT tenant_id, id, type, actor, object_type, object_id, CASE WHEN object_type = 'lead' THEN object_id END, data, created_at
FROM unnumbered ORDER BY created_at, id;
DROP TABLE unnumbered;

-- A fact is never changed. cause_id is the event an automation answered when it brought this one
-- about, chain the automations on the way, depth how many events there were before.
CREATE TABLE events (
    tenant_id   uuid NOT NULL DEFAULT current_tenant(),
    seq         bigint NOT NULL,
    id          uuid NOT NULL,
    type        text NOT NULL,
    actor       text NOT NULL,
    object_type text NOT NULL,
    object_id   uuid NOT NULL,
    lead_id     uuid,
    data        jsonb NOT NULL,
    previous    jsonb,
    cause_id    uuid,
    depth       integer NOT NULL,
    chain       uuid[] NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, seq, created_at)
) PARTITION BY RANGE (created_at);
CREATE INDEX events_id ON events (tenant_id, id);
CREATE INDEX events_lead ON events (tenant_id, lead_id, seq) WHERE lead_id IS NOT NULL;
SELECT wall('events');

-- How far a tenant's log has been written; whoever holds the row writes it.
CREATE TABLE event_logs (
    tenant_id uuid NOT NULL DEFAULT current_tenant() PRIMARY KEY REFERENCES tenants (tenant_id),
    last_seq  bigint NOT NULL DEFAULT 0,
    tidied_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
SELECT wall('event_logs');

-- The ids under which tenants have sent events of their own, so that none counts twice.
CREATE TABLE event_keys (
    tenant_id  uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (tenant_id),
    key        text NOT NULL,
    event_id   uuid NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant_id, key)
);
CREATE INDEX event_keys_age ON event_keys (tenant_id, created_at);
SELECT wall('event_keys');

ALTER TABLE tenants ADD COLUMN event_retention_days integer NOT NULL DEFAULT 365
    CHECK (event_retention_days BETWEEN 1 AND 730);

-- Makes the log's partitions, one a month, from the month given to two months from now, and drops
-- those older than any tenant may keep.
CREATE FUNCTION keep_event_partitions(since timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    month timestamptz;
    part  text;
BEGIN
    PERFORM pg_advisory_xact_lock(7239401, 2);
    FOR month IN SELECT generate_series(date_trunc('month', greatest(since, now() - interval '25 months'), 'UTC'), now() + interval '2 months', interval '1 month') LOOP
        part := 'events_' || to_char(month AT TIME ZONE 'UTC', 'YYYY_MM');
        IF to_regclass(part) IS NULL THEN
            EXECUTE format('CREATE TABLE %I (LIKE events INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part);
            EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', part);
            EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', part);
            EXECUTE format('CREATE POLICY tenant_isolation ON %I
                USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()))', part);
            EXECUTE format('ALTER TABLE events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part, month, month + interval '1 month');
        END IF;
    END LOOP;
    FOR part IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'events'::regclass AND c.relname < 'events_' || to_char(now() - interval '26 months', 'YYYY_MM')
    LOOP
        EXECUTE format('DROP TABLE %I', part);
    END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION keep_event_partitions(timestamptz) TO carillon_app;
SELECT keep_event_partitions(coalesce((SELECT min(created_at) FROM outbox), now()));
SELECT wall('outbox');

GRANT SELECT (tenant_id, ordinal) ON outbox TO carillon_crossing;
GRANT SELECT (tenant_id, tidied_at) ON event_logs TO carillon_crossing;
CREATE POLICY crossing ON outbox FOR SELECT TO carillon_crossing USING (true);
CREATE POLICY crossing ON event_logs FOR SELECT TO carillon_crossing USING (true);

SET ROLE carillon_crossing;

-- The tenants with facts that are not in their log yet, in no order, a hundred at the most.
CREATE FUNCTION crossing.unread_logs() RETURNS TABLE (tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    WITH RECURSIVE tenant AS ( -- steps from tenant to tenant: DISTINCT would read the whole outbox
        (SELECT o.tenant_id FROM outbox o ORDER BY o.tenant_id LIMIT 1)
        UNION ALL
        SELECT (SELECT o.tenant_id FROM outbox o WHERE o.tenant_id > tenant.tenant_id ORDER BY o.tenant_id LIMIT 1)
        FROM tenant WHERE tenant.tenant_id IS NOT NULL
    )
    SELECT tenant.tenant_id FROM tenant WHERE tenant.tenant_id IS NOT NULL ORDER BY random() LIMIT 100
$$;

-- What there is to do about event logs, by kind and tenant.
CREATE FUNCTION crossing.logs_due() RETURNS TABLE (kind text, tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    (SELECT 'read', o.tenant_id FROM outbox o ORDER BY o.tenant_id, o.ordinal LIMIT 1)
    UNION ALL
    (SELECT 'tidy', l.tenant_id FROM event_logs l WHERE l.tidied_at < clock_timestamp() - interval '1 day' LIMIT 100)
$$;
GRANT EXECUTE ON FUNCTION crossing.unread_logs(), crossing.logs_due() TO carillon_app;
SET ROLE carillon_owner;
