DROP INDEX targets_in_review;
DROP TABLE consent_reviews;
DROP TABLE consents;
DROP INDEX suppressions_newest, suppressions_address;
ALTER TABLE suppressions NO FORCE ROW LEVEL SECURITY;
DELETE FROM suppressions WHERE reason = 'manual';
ALTER TABLE suppressions FORCE ROW LEVEL SECURITY;
ALTER TABLE suppressions
    DROP COLUMN id,
    DROP CONSTRAINT suppressions_reason_check,
    ADD CONSTRAINT suppressions_reason_check CHECK (reason IN ('unsubscribed', 'hard_bounced', 'complained', 'blocked', 'invalid'));
