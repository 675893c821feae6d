-- Who was erased leaves nothing of what tells one lead from another.
ALTER TABLE leads
    DROP CONSTRAINT lead_unreachable,
    ADD CONSTRAINT lead_unreachable CHECK (num_nonnulls(email, phone, external_id) > 0 OR deleted_at IS NOT NULL);

-- What was said goes with its thread.
ALTER TABLE conversation_entries NO FORCE ROW LEVEL SECURITY;
ALTER TABLE conversations NO FORCE ROW LEVEL SECURITY;
ALTER TABLE conversation_entries
    DROP CONSTRAINT conversation_entries_tenant_id_conversation_id_fkey,
    ADD FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id) ON DELETE CASCADE;
ALTER TABLE conversation_entries FORCE ROW LEVEL SECURITY;
ALTER TABLE conversations FORCE ROW LEVEL SECURITY;

-- The addresses of people who were erased, each as a keyed hash that nobody reads without the
-- installation's signing key: they are refused wherever they come again.
CREATE TABLE erased_addresses (
    tenant_id  uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (tenant_id),
    mark       bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, mark)
);
SELECT wall('erased_addresses');

-- Leads who were erased. What was under way then may leave something of the person later, so it is
-- wiped again at wipe_at, in real time, until that is null.
CREATE TABLE erasures (
    tenant_id  uuid NOT NULL DEFAULT current_tenant(),
    lead_id    uuid NOT NULL,
    wipe_at    timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, lead_id),
    FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id)
);
CREATE INDEX erasures_due ON erasures (wipe_at) WHERE wipe_at IS NOT NULL;
SELECT wall('erasures');

GRANT SELECT (tenant_id, wipe_at) ON erasures TO carillon_crossing;
CREATE POLICY crossing ON erasures FOR SELECT TO carillon_crossing USING (true);

SET ROLE carillon_crossing;
-- The tenants with people of whom something is to be wiped again.
CREATE FUNCTION crossing.erasures_due() RETURNS TABLE (kind text, tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT DISTINCT 'wipe', e.tenant_id FROM erasures e WHERE e.wipe_at < clock_timestamp() LIMIT 100
$$;
GRANT EXECUTE ON FUNCTION crossing.erasures_due() TO carillon_app;
SET ROLE carillon_owner;
