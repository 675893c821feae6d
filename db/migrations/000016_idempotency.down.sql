SET ROLE carillon_crossing;
DROP FUNCTION crossing.answers_due();
SET ROLE carillon_owner;
DROP TABLE idempotency_keys;
