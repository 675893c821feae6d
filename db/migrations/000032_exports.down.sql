SET ROLE carillon_crossing;
DROP FUNCTION crossing.exports_due();
SET ROLE carillon_owner;
DROP TABLE export_chunks, exports;
