SET ROLE carillon_crossing;
DROP FUNCTION crossing.automations_due(timestamptz);
SET ROLE carillon_owner;
DROP TABLE automation_firings;
DROP TABLE automation_runs;
DROP TABLE automation_versions;
DROP TABLE automations;
