ALTER TABLE target_notes NO FORCE ROW LEVEL SECURITY;
ALTER TABLE attempts NO FORCE ROW LEVEL SECURITY;
ALTER TABLE targets NO FORCE ROW LEVEL SECURITY;
ALTER TABLE campaigns NO FORCE ROW LEVEL SECURITY;
DELETE FROM target_notes USING targets t, campaigns c
WHERE target_notes.target_id = t.id AND t.campaign_id = c.id AND c.origin = 'test';
DELETE FROM attempts USING campaigns c WHERE attempts.campaign_id = c.id AND c.origin = 'test';
DELETE FROM targets USING campaigns c WHERE targets.campaign_id = c.id AND c.origin = 'test';
DELETE FROM campaigns WHERE origin = 'test';
ALTER TABLE target_notes FORCE ROW LEVEL SECURITY;
ALTER TABLE attempts FORCE ROW LEVEL SECURITY;
ALTER TABLE targets FORCE ROW LEVEL SECURITY;
ALTER TABLE campaigns FORCE ROW LEVEL SECURITY;
ALTER TABLE campaigns
    DROP CONSTRAINT campaigns_origin_check,
    ADD CONSTRAINT campaigns_origin_check CHECK (origin IN ('list', 'automation', 'reply'));
DROP TABLE template_versions, templates;
