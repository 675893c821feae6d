DROP INDEX targets_quota;
ALTER TABLE targets DROP COLUMN contacted_at;
ALTER TABLE tenants DROP COLUMN contact_hours, DROP COLUMN frequency_caps, DROP COLUMN usage_limits;
