ALTER TABLE campaigns DROP COLUMN purpose;
