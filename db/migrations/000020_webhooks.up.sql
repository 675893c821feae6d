-- Systems of a tenant's that are told what happens. events are types, beginnings of types that end
-- in .*, or * for all. failures count in a row, failing_since is the first of them, alarmed_at when
-- the tenant was told. One that was deleted has no secret any more.
CREATE TABLE webhook_endpoints (
    tenant_id     uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (tenant_id),
    id            uuid NOT NULL,
    url           text NOT NULL,
    description   text,
    events        text[] NOT NULL,
    payload       text NOT NULL DEFAULT 'full' CHECK (payload IN ('full', 'thin')),
    api_version   text NOT NULL DEFAULT 'v1' CHECK (api_version IN ('v1')),
    max_in_flight integer NOT NULL DEFAULT 4 CHECK (max_in_flight BETWEEN 1 AND 32),
    status        text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'paused', 'disabled')),
    status_reason text,
    secret        text NOT NULL,
    former_secret text,
    former_until  timestamptz,
    failures      integer NOT NULL DEFAULT 0,
    failing_since timestamptz,
    alarmed_at    timestamptz,
    deleted_at    timestamptz,
    version       integer NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    CHECK ((former_secret IS NULL) = (former_until IS NULL)),
    CHECK ((failures = 0) = (failing_since IS NULL)),
    CHECK (deleted_at IS NULL OR status = 'disabled')
);
CREATE INDEX webhook_endpoints_newest ON webhook_endpoints (tenant_id, created_at, id);
SELECT wall('webhook_endpoints');

-- One telling of one event to one endpoint; replay counts further ones. due_at is when the next
-- attempt is to be made, in real time; of one that is under way, when its worker is given up. It is
-- set exactly while there is something to do.
CREATE TABLE webhook_deliveries (
    tenant_id   uuid NOT NULL DEFAULT current_tenant(),
    id          uuid NOT NULL,
    endpoint_id uuid NOT NULL,
    event_id    uuid NOT NULL,
    event_seq   bigint NOT NULL,
    event_type  text NOT NULL,
    origin      text NOT NULL CHECK (origin IN ('event', 'test', 'replay')),
    replay      integer NOT NULL DEFAULT 0,
    state       text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivering', 'delivered', 'retry_wait', 'exhausted', 'discarded')),
    reason      text,
    attempts    integer NOT NULL DEFAULT 0,
    due_at      timestamptz DEFAULT clock_timestamp(),
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at timestamptz,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT delivery_once UNIQUE (tenant_id, event_id, endpoint_id, replay),
    FOREIGN KEY (tenant_id, endpoint_id) REFERENCES webhook_endpoints (tenant_id, id),
    CHECK ((state IN ('pending', 'delivering', 'retry_wait')) = (due_at IS NOT NULL)),
    CHECK ((due_at IS NULL) = (finished_at IS NOT NULL))
) WITH (fillfactor = 80);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (tenant_id, endpoint_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX webhook_deliveries_sent ON webhook_deliveries (tenant_id, endpoint_id) WHERE state = 'delivering';
CREATE INDEX webhook_deliveries_newest ON webhook_deliveries (tenant_id, created_at, id);
CREATE INDEX webhook_deliveries_of ON webhook_deliveries (tenant_id, endpoint_id, created_at, id);
SELECT wall('webhook_deliveries');

-- What came of one request. error is set where there was no answer.
CREATE TABLE webhook_attempts (
    tenant_id   uuid NOT NULL DEFAULT current_tenant(),
    id          uuid NOT NULL,
    delivery_id uuid NOT NULL,
    number      integer NOT NULL,
    at          timestamptz NOT NULL,
    headers     jsonb NOT NULL,
    status      integer,
    body        text NOT NULL,
    error       text,
    duration_ms integer NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT webhook_attempt_number UNIQUE (tenant_id, delivery_id, number),
    FOREIGN KEY (tenant_id, delivery_id) REFERENCES webhook_deliveries (tenant_id, id) ON DELETE CASCADE,
    CHECK ((status IS NULL) = (error IS NOT NULL))
);
SELECT wall('webhook_attempts');

GRANT SELECT (tenant_id, id, status, max_in_flight, deleted_at) ON webhook_endpoints TO carillon_crossing;
GRANT SELECT (tenant_id, endpoint_id, state, due_at) ON webhook_deliveries TO carillon_crossing;
CREATE POLICY crossing ON webhook_endpoints FOR SELECT TO carillon_crossing USING (true);
CREATE POLICY crossing ON webhook_deliveries FOR SELECT TO carillon_crossing USING (true);

SET ROLE carillon_crossing;

-- Endpoints that something is due for, in no order, a hundred at the most: those that may be asked
-- once more, and those that were disabled, whose deliveries are to be discarded.
CREATE FUNCTION crossing.webhooks_due() RETURNS TABLE (tenant_id uuid, endpoint_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT e.tenant_id, e.id FROM webhook_endpoints e
    CROSS JOIN LATERAL (
        SELECT FROM webhook_deliveries d
        WHERE d.tenant_id = e.tenant_id AND d.endpoint_id = e.id AND d.due_at <= clock_timestamp()
        ORDER BY d.due_at LIMIT 1) due
    WHERE e.status <> 'paused' AND crossing.may_dispatch()
      AND (SELECT count(*) FROM webhook_deliveries d
           WHERE d.tenant_id = e.tenant_id AND d.endpoint_id = e.id AND d.state = 'delivering' AND d.due_at > clock_timestamp()) < e.max_in_flight
    ORDER BY random() LIMIT 100
$$;

-- Tenants that have connections or webhook endpoints, in order of their ids, a page at a time: whose
-- secrets are sealed anew when a master key is replaced.
CREATE OR REPLACE FUNCTION crossing.sealing_tenants(after uuid, page integer) RETURNS TABLE (tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT t.tenant_id FROM tenants t
    CROSS JOIN LATERAL (
        (SELECT FROM connections c WHERE c.tenant_id = t.tenant_id AND c.deleted_at IS NULL LIMIT 1)
        UNION ALL
        (SELECT FROM webhook_endpoints e WHERE e.tenant_id = t.tenant_id AND e.deleted_at IS NULL LIMIT 1)
        LIMIT 1
    ) sealed
    WHERE t.tenant_id > after
    ORDER BY t.tenant_id LIMIT page
$$;
GRANT EXECUTE ON FUNCTION crossing.webhooks_due() TO carillon_app;
SET ROLE carillon_owner;
