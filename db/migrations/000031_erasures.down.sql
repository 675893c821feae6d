SET ROLE carillon_crossing;
DROP FUNCTION crossing.erasures_due();
SET ROLE carillon_owner;
DROP TABLE erasures, erased_addresses;
ALTER TABLE conversation_entries NO FORCE ROW LEVEL SECURITY;
ALTER TABLE conversations NO FORCE ROW LEVEL SECURITY;
ALTER TABLE conversation_entries
    DROP CONSTRAINT conversation_entries_tenant_id_conversation_id_fkey,
    ADD FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id);
ALTER TABLE conversation_entries FORCE ROW LEVEL SECURITY;
ALTER TABLE conversations FORCE ROW LEVEL SECURITY;
ALTER TABLE leads
    DROP CONSTRAINT lead_unreachable,
    ADD CONSTRAINT lead_unreachable CHECK (num_nonnulls(email, phone, external_id) > 0) NOT VALID;
