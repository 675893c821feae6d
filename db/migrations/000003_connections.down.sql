SET ROLE carillon_crossing;
DROP FUNCTION crossing.endpoint(uuid);
SET ROLE carillon_owner;
DROP TABLE connections;
