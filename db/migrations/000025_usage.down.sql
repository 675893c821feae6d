ALTER TABLE attempts DROP COLUMN month;
DROP TABLE usage;
