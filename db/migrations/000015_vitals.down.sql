SET ROLE carillon_crossing;
DROP FUNCTION crossing.vitals(timestamptz);
SET ROLE carillon_owner;
REVOKE SELECT (created_at) ON outbox FROM carillon_crossing;
REVOKE SELECT ON schema_migrations FROM carillon_app;
