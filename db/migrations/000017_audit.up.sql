-- The audit log. A request that may change something leaves one row in the inbox, in the
-- transaction of its effect or, refused, right after. One sealer for each tenant at a time, holder
-- of the row in audit_chains, appends what is in the inbox and what the event log has since, and
-- chains it: an entry's hash covers the entry and the hash before. So no request waits for another's
-- place in the chain.
ALTER TABLE outbox ADD COLUMN request text; -- the request that brought a fact about
ALTER TABLE events ADD COLUMN request text;

CREATE TABLE audit_inbox (
    tenant_id uuid NOT NULL DEFAULT current_tenant(),
    request   text NOT NULL, -- its id begins with the time
    at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    operation text NOT NULL,
    actor     text NOT NULL,
    role      text,
    key_id    uuid,
    address   text,
    object_id uuid,
    status    integer NOT NULL,
    code      text,
    PRIMARY KEY (tenant_id, request)
);
SELECT wall('audit_inbox');

-- The last entry of a tenant's chain, how much of its event log is in it, and the last entry whose
-- hash was told to the world outside.
CREATE TABLE audit_chains (
    tenant_id    uuid NOT NULL DEFAULT current_tenant() PRIMARY KEY REFERENCES tenants (tenant_id),
    seq          bigint NOT NULL DEFAULT 0,
    hash         bytea NOT NULL,
    event_seq    bigint NOT NULL DEFAULT 0,
    anchored_seq bigint NOT NULL DEFAULT 0,
    anchored_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
SELECT wall('audit_chains');

-- data and previous are json, not jsonb: the text that was hashed.
CREATE TABLE audit_entries (
    tenant_id     uuid NOT NULL DEFAULT current_tenant(),
    seq           bigint NOT NULL,
    at            timestamptz NOT NULL,
    kind          text NOT NULL CHECK (kind IN ('call', 'fact')),
    action        text NOT NULL, -- the operation of a call, the type of a fact
    actor         text NOT NULL,
    role          text,
    key_id        uuid,
    request       text,
    address       text,
    status        integer,
    code          text,
    object_type   text,
    object_id     uuid,
    lead_id       uuid,
    event_id      uuid,
    data          json,
    previous      json,
    previous_hash bytea NOT NULL,
    hash          bytea NOT NULL,
    PRIMARY KEY (tenant_id, seq)
);
CREATE INDEX audit_entries_actor ON audit_entries (tenant_id, actor, seq);
CREATE INDEX audit_entries_request ON audit_entries (tenant_id, request) WHERE request IS NOT NULL;
CREATE INDEX audit_entries_object ON audit_entries (tenant_id, object_id, seq) WHERE object_id IS NOT NULL;
CREATE INDEX audit_entries_lead ON audit_entries (tenant_id, lead_id, seq) WHERE lead_id IS NOT NULL;
SELECT wall('audit_entries');
REVOKE UPDATE, DELETE ON audit_entries FROM carillon_app;

CREATE FUNCTION refuse_change() RETURNS trigger
LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_entries FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_empty BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- With what the personal fields of facts about a lead are hashed; under the zero id, those of facts
-- about nobody. A salt that is null was forgotten: nothing can be tied to the lead any more.
CREATE TABLE audit_salts (
    tenant_id uuid NOT NULL DEFAULT current_tenant(),
    lead_id   uuid NOT NULL,
    salt      bytea,
    PRIMARY KEY (tenant_id, lead_id)
);
SELECT wall('audit_salts');

GRANT SELECT (tenant_id) ON audit_inbox TO carillon_crossing;
GRANT SELECT (tenant_id, seq, event_seq, anchored_seq, anchored_at) ON audit_chains TO carillon_crossing;
GRANT SELECT (last_seq) ON event_logs TO carillon_crossing;
CREATE POLICY crossing ON audit_inbox FOR SELECT TO carillon_crossing USING (true);
CREATE POLICY crossing ON audit_chains FOR SELECT TO carillon_crossing USING (true);

SET ROLE carillon_crossing;

-- What there is to do about audit logs, by kind and tenant.
CREATE FUNCTION crossing.audits_due() RETURNS TABLE (kind text, tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    WITH RECURSIVE tenant AS ( -- steps from tenant to tenant
        (SELECT i.tenant_id FROM audit_inbox i ORDER BY i.tenant_id LIMIT 1)
        UNION ALL
        SELECT (SELECT i.tenant_id FROM audit_inbox i WHERE i.tenant_id > tenant.tenant_id ORDER BY i.tenant_id LIMIT 1)
        FROM tenant WHERE tenant.tenant_id IS NOT NULL
    ), unsealed AS (
        SELECT tenant.tenant_id FROM tenant WHERE tenant.tenant_id IS NOT NULL
        UNION
        SELECT l.tenant_id FROM event_logs l LEFT JOIN audit_chains c USING (tenant_id) WHERE l.last_seq > coalesce(c.event_seq, 0)
    )
    (SELECT 'seal', unsealed.tenant_id FROM unsealed ORDER BY random() LIMIT 100)
    UNION ALL
    (SELECT 'anchor', c.tenant_id FROM audit_chains c
        WHERE c.seq > c.anchored_seq AND c.anchored_at < clock_timestamp() - interval '1 hour' LIMIT 100)
$$;

-- All tenants, in order of their ids, a page at a time: whose audit logs are verified.
CREATE FUNCTION crossing.tenants_after(after uuid, page integer) RETURNS TABLE (tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT t.tenant_id FROM tenants t WHERE t.tenant_id > after ORDER BY t.tenant_id LIMIT page $$;

GRANT EXECUTE ON FUNCTION crossing.audits_due(), crossing.tenants_after(uuid, integer) TO carillon_app;
SET ROLE carillon_owner;
