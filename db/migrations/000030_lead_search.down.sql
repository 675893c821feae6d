DROP INDEX leads_updated, leads_phone_prefix, leads_email_prefix;
ALTER TABLE leads DROP COLUMN first_name_key, DROP COLUMN last_name_key, DROP COLUMN company_key, DROP COLUMN external_id_key;
