-- Files made of what a tenant has, page after page: position is where the next page begins, and moves
-- in the transaction that adds the page's chunk. filter is what was asked for. total is counted when
-- it begins.
CREATE TABLE exports (
    tenant_id   uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (tenant_id),
    id          uuid NOT NULL,
    resource    text NOT NULL CHECK (resource IN ('leads', 'targets', 'audit')),
    format      text NOT NULL CHECK (format IN ('csv', 'ndjson')),
    filter      jsonb NOT NULL,
    state       text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    error       text,
    position    jsonb,
    total       bigint,
    rows        bigint NOT NULL DEFAULT 0,
    bytes       bigint NOT NULL DEFAULT 0,
    chunks      integer NOT NULL DEFAULT 0,
    created_by  text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    expires_at  timestamptz NOT NULL DEFAULT now() + interval '7 days',
    PRIMARY KEY (tenant_id, id),
    CHECK ((state IN ('queued', 'running')) = (finished_at IS NULL)),
    CHECK ((state = 'failed') = (error IS NOT NULL))
);
CREATE INDEX exports_newest ON exports (tenant_id, created_at, id);
CREATE INDEX exports_open ON exports (tenant_id, created_at) WHERE finished_at IS NULL;
CREATE INDEX exports_expiry ON exports (expires_at);
SELECT wall('exports');

-- What a file is made of, in order.
CREATE TABLE export_chunks (
    tenant_id uuid NOT NULL DEFAULT current_tenant(),
    export_id uuid NOT NULL,
    number    integer NOT NULL,
    body      bytea NOT NULL,
    PRIMARY KEY (tenant_id, export_id, number),
    FOREIGN KEY (tenant_id, export_id) REFERENCES exports (tenant_id, id) ON DELETE CASCADE
);
SELECT wall('export_chunks');

GRANT SELECT (tenant_id, created_at, finished_at, expires_at) ON exports TO carillon_crossing;
CREATE POLICY crossing ON exports FOR SELECT TO carillon_crossing USING (true);

SET ROLE carillon_crossing;
-- The tenants with exports to go on with, or to forget.
CREATE FUNCTION crossing.exports_due() RETURNS TABLE (kind text, tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    (SELECT DISTINCT 'export', e.tenant_id FROM exports e WHERE e.finished_at IS NULL LIMIT 100)
    UNION
    (SELECT DISTINCT 'export', e.tenant_id FROM exports e WHERE e.expires_at < clock_timestamp() LIMIT 100)
$$;
GRANT EXECUTE ON FUNCTION crossing.exports_due() TO carillon_app;
SET ROLE carillon_owner;
