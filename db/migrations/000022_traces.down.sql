SET ROLE carillon_crossing;
DROP FUNCTION crossing.causes(timestamptz);
SET ROLE carillon_owner;
REVOKE SELECT (traceparent) ON campaigns FROM carillon_crossing;
ALTER TABLE events DROP COLUMN traceparent;
ALTER TABLE outbox DROP COLUMN traceparent;
ALTER TABLE automation_runs DROP COLUMN traceparent;
ALTER TABLE targets DROP COLUMN traceparent;
ALTER TABLE campaigns DROP COLUMN traceparent;
