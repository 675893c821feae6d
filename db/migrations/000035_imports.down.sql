SET ROLE carillon_crossing;
DROP FUNCTION crossing.imports_due();
SET ROLE carillon_owner;
DROP TABLE import_rehearsals, import_rejects, import_chunks, imports;
