-- Why people are written to. What the law and people's wishes ask of marketing, such as hours and a
-- way out in every email, is not asked of a transactional message: an answer, a receipt, a code.
ALTER TABLE campaigns
    ADD COLUMN purpose text NOT NULL DEFAULT 'marketing' CHECK (purpose IN ('marketing', 'transactional'));
ALTER TABLE campaigns NO FORCE ROW LEVEL SECURITY;
UPDATE campaigns SET purpose = 'transactional' WHERE origin = 'reply';
ALTER TABLE campaigns FORCE ROW LEVEL SECURITY;
