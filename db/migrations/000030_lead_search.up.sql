-- What leads are searched by, as it is compared. Under row security an index serves comparisons that
-- are leakproof only, which lower() and LIKE are not: so the keys are stored, and asked with ^@. The
-- indexes are whole: a partial one that was made on an empty table looks empty until it is analyzed.
ALTER TABLE leads
    ADD COLUMN first_name_key text GENERATED ALWAYS AS (lower(normalize(first_name, NFC) COLLATE "und-x-icu")) STORED,
    ADD COLUMN last_name_key text GENERATED ALWAYS AS (lower(normalize(last_name, NFC) COLLATE "und-x-icu")) STORED,
    ADD COLUMN company_key text GENERATED ALWAYS AS (lower(normalize(company, NFC) COLLATE "und-x-icu")) STORED,
    ADD COLUMN external_id_key text GENERATED ALWAYS AS (lower(normalize(external_id, NFC) COLLATE "und-x-icu")) STORED;
CREATE INDEX leads_first_name_key ON leads (tenant_id, first_name_key text_pattern_ops);
CREATE INDEX leads_last_name_key ON leads (tenant_id, last_name_key text_pattern_ops);
CREATE INDEX leads_company_key ON leads (tenant_id, company_key text_pattern_ops);
CREATE INDEX leads_external_id_key ON leads (tenant_id, external_id_key text_pattern_ops);
CREATE INDEX leads_email_prefix ON leads (tenant_id, email_key text_pattern_ops);
CREATE INDEX leads_phone_prefix ON leads (tenant_id, phone text_pattern_ops);
CREATE INDEX leads_updated ON leads (tenant_id, updated_at);
