-- A tenant's own provider account. secret is a token of the tenant's own key; endpoint_id is the
-- opaque part of its callback addresses.
CREATE TABLE connections (
    tenant_id          uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (tenant_id),
    id                 uuid NOT NULL,
    name               text NOT NULL,
    provider           text NOT NULL CHECK (provider IN ('brevo', 'vapi', 'smtp')),
    status             text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'paused')),
    pause_reason       text,
    secret             text NOT NULL,
    secret_last_four   text NOT NULL,
    secret_fingerprint text NOT NULL,
    settings           jsonb NOT NULL DEFAULT '{}',
    rate_limits        jsonb NOT NULL DEFAULT '{}',
    endpoint_id        uuid NOT NULL,
    version            integer NOT NULL DEFAULT 1,
    polled_until       timestamptz,
    next_poll_at       timestamptz,
    created_at         timestamptz NOT NULL DEFAULT now(),
    updated_at         timestamptz NOT NULL DEFAULT now(),
    deleted_at         timestamptz,
    PRIMARY KEY (tenant_id, id),
    CHECK ((status = 'paused') = (pause_reason IS NOT NULL))
);
CREATE UNIQUE INDEX connection_name_taken ON connections (tenant_id, name) WHERE deleted_at IS NULL;
CREATE INDEX connections_newest ON connections (tenant_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX connections_endpoint ON connections (endpoint_id);
CREATE INDEX connections_poll ON connections (next_poll_at, tenant_id) WHERE next_poll_at IS NOT NULL;
SELECT wall('connections');

GRANT SELECT (tenant_id, id, provider, endpoint_id, status, deleted_at, next_poll_at) ON connections TO carillon_crossing;
CREATE POLICY crossing ON connections FOR SELECT TO carillon_crossing USING (true);

SET ROLE carillon_crossing;
-- Whose callback address this is.
CREATE FUNCTION crossing.endpoint(wanted uuid)
RETURNS TABLE (tenant_id uuid, connection_id uuid, provider text, deleted boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT c.tenant_id, c.id, c.provider, c.deleted_at IS NOT NULL
    FROM connections c
    WHERE c.endpoint_id = wanted
    LIMIT 1
$$;
GRANT EXECUTE ON FUNCTION crossing.endpoint(uuid) TO carillon_app;
SET ROLE carillon_owner;
