DROP INDEX targets_in_review;
DROP TABLE consent_reviews;
DROP TABLE consents;
DROP INDEX suppressions_newest, suppressions_address;
DELETE FROM suppressions WHERE reason = 'manual';
ALTER TABLE suppressions
    DROP COLUMN id,
    DROP CONSTRAINT suppressions_reason_check,
    ADD CONSTRAINT suppressions_reason_check CHECK (reason IN ('unsubscribed', 'hard_bounced', 'complained', 'blocked', 'invalid'));
