DELETE FROM target_notes n USING targets t, campaigns c
WHERE n.tenant_id = t.tenant_id AND n.target_id = t.id AND t.tenant_id = c.tenant_id AND t.campaign_id = c.id AND c.origin = 'test';
DELETE FROM attempts a USING campaigns c WHERE a.tenant_id = c.tenant_id AND a.campaign_id = c.id AND c.origin = 'test';
DELETE FROM targets t USING campaigns c WHERE t.tenant_id = c.tenant_id AND t.campaign_id = c.id AND c.origin = 'test';
DELETE FROM campaigns WHERE origin = 'test';
ALTER TABLE campaigns
    DROP CONSTRAINT campaigns_origin_check,
    ADD CONSTRAINT campaigns_origin_check CHECK (origin IN ('list', 'automation', 'reply'));
DROP TABLE template_versions, templates;
