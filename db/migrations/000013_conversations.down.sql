DROP TABLE conversation_entries;
DROP TABLE conversations;
ALTER TABLE tenants DROP COLUMN strangers_become_leads;
