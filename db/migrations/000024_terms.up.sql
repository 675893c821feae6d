-- What a tenant asks of all its sends, beside what each campaign asks: the hours outside of which
-- there is quiet, how often one person is contacted, and how much its plan allows in a month.
ALTER TABLE tenants
    ADD COLUMN contact_hours jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(contact_hours) = 'object'),
    ADD COLUMN frequency_caps jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(frequency_caps) = 'object'),
    ADD COLUMN usage_limits jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(usage_limits) = 'object');

-- When the last send to a recipient was promised, in business time. Contacts are counted by it; of
-- targets that are older than the column, updated_at is near enough and never earlier.
ALTER TABLE targets ADD COLUMN contacted_at timestamptz;

-- What waits for quota is found when there is some again. What is sent at once never enters it.
CREATE INDEX targets_quota ON targets (tenant_id, campaign_id) WHERE hold = 'quota';
