SET ROLE carillon_crossing;
DROP FUNCTION crossing.sealing_tenants(uuid, integer);
SET ROLE carillon_owner;
DROP TABLE signing_key;
