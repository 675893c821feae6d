SET ROLE carillon_crossing;
DROP FUNCTION crossing.audits_due(), crossing.tenants_after(uuid, integer);
SET ROLE carillon_owner;
REVOKE SELECT (last_seq) ON event_logs FROM carillon_crossing;
DROP TABLE audit_salts, audit_entries, audit_chains, audit_inbox;
DROP FUNCTION refuse_change();
ALTER TABLE events DROP COLUMN request;
ALTER TABLE outbox DROP COLUMN request;
