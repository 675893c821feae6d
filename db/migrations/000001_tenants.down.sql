SET ROLE carillon_crossing;
DROP FUNCTION crossing.memberships_of(uuid), crossing.is_platform_admin(uuid), crossing.tenant_named(text);
SET ROLE carillon_owner;
DROP FUNCTION database_fingerprint();
DROP TABLE installation, platform_admins, memberships, tenants;
DROP FUNCTION wall(regclass);
DROP FUNCTION current_tenant();
