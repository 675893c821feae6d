ALTER TABLE tenants DROP COLUMN strict_lead_fields, DROP COLUMN default_region;
DROP TABLE lead_fields;
