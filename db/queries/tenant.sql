-- name: InsertTenant :one
-- InsertTenant opens the tenant the transaction acts for.
INSERT INTO tenants (tenant_id, slug, name, timezone, mode)
VALUES (current_tenant(), @slug, @name, @timezone, @mode)
RETURNING *;

-- name: GetTenant :one
-- GetTenant returns the tenant the transaction acts for.
SELECT * FROM tenants WHERE tenant_id = current_tenant();

-- name: LockTenant :one
-- LockTenant returns the tenant and keeps others from changing it until the end of the transaction.
SELECT * FROM tenants WHERE tenant_id = current_tenant() FOR NO KEY UPDATE;

-- name: UpdateTenant :one
-- UpdateTenant sets what is given; a null leaves the field as it is.
UPDATE tenants
SET name = coalesce(sqlc.narg(name), name),
    timezone = coalesce(sqlc.narg(timezone), timezone),
    send_rates = coalesce(sqlc.narg(send_rates), send_rates),
    api_limits = coalesce(sqlc.narg(api_limits), api_limits),
    strangers_become_leads = coalesce(sqlc.narg(strangers_become_leads), strangers_become_leads),
    contact_hours = coalesce(sqlc.narg(contact_hours), contact_hours),
    frequency_caps = coalesce(sqlc.narg(frequency_caps), frequency_caps),
    usage_limits = coalesce(sqlc.narg(usage_limits), usage_limits),
    event_retention_days = coalesce(sqlc.narg(event_retention_days), event_retention_days),
    strict_lead_fields = coalesce(sqlc.narg(strict_lead_fields), strict_lead_fields),
    default_region = coalesce(sqlc.narg(default_region), default_region),
    version = version + 1,
    updated_at = now()
WHERE tenant_id = current_tenant()
RETURNING *;

-- name: ListMemberships :many
-- ListMemberships returns a page, newest first, strictly before the position given.
SELECT * FROM memberships
WHERE tenant_id = current_tenant()
  AND (created_at, id) < (@before_at::timestamptz, @before_id::uuid)
ORDER BY created_at DESC, id DESC
LIMIT @page::integer;

-- name: FindMember :one
-- FindMember returns the membership of a person; no rows when the person is no member.
SELECT id FROM memberships
WHERE tenant_id = current_tenant() AND user_id = @user_id;

-- name: LockMembership :one
-- LockMembership returns a membership and keeps others from changing it until the end of the transaction.
SELECT * FROM memberships
WHERE tenant_id = current_tenant() AND id = @id
FOR UPDATE;

-- name: IsMember :one
-- IsMember says whether a user belongs to the tenant.
SELECT EXISTS (SELECT FROM memberships WHERE tenant_id = current_tenant() AND user_id = @user_id);

-- name: LockTenantAdmins :many
-- LockTenantAdmins returns the ids of all tenant_admins, locked, so that two of them cannot remove each other.
SELECT id FROM memberships
WHERE tenant_id = current_tenant() AND role = 'tenant_admin'
ORDER BY id
LIMIT 1000
FOR UPDATE;

-- name: InsertMembership :one
INSERT INTO memberships (tenant_id, id, user_id, email, role)
VALUES (current_tenant(), @id, @user_id, @email, @role)
RETURNING *;

-- name: UpdateMembershipRole :one
UPDATE memberships SET role = @role
WHERE tenant_id = current_tenant() AND id = @id
RETURNING *;

-- name: DeleteMembership :execrows
DELETE FROM memberships
WHERE tenant_id = current_tenant() AND id = @id;
