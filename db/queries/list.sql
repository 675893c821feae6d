-- name: InsertLeadList :one
INSERT INTO lead_lists (tenant_id, id, name, kind, filter, description)
VALUES (current_tenant(), @id, @name, @kind, @filter, @description)
RETURNING *;

-- name: GetLeadList :one
SELECT * FROM lead_lists
WHERE tenant_id = current_tenant() AND id = @id AND deleted_at IS NULL;

-- name: LockLeadList :one
SELECT * FROM lead_lists
WHERE tenant_id = current_tenant() AND id = @id AND deleted_at IS NULL
FOR UPDATE;

-- name: ListLeadLists :many
SELECT * FROM lead_lists
WHERE tenant_id = current_tenant() AND deleted_at IS NULL
  AND (created_at, id) < (@before_at::timestamptz, @before_id::uuid)
ORDER BY created_at DESC, id DESC
LIMIT @page::integer;

-- name: UpdateLeadList :one
UPDATE lead_lists
SET name = @name, filter = @filter, description = @description, version = version + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND id = @id
RETURNING *;

-- name: DeleteLeadList :execrows
UPDATE lead_lists SET deleted_at = now(), updated_at = now(), version = version + 1
WHERE tenant_id = current_tenant() AND id = @id AND deleted_at IS NULL;

-- name: CountUnstartedCampaignsOn :one
-- CountUnstartedCampaignsOn counts the campaigns that still need a list to find their audience.
SELECT count(*) FROM campaigns
WHERE tenant_id = current_tenant() AND list_id = @list_id AND frozen_at IS NULL
  AND status IN ('draft', 'scheduled', 'preparing', 'running', 'paused');

-- name: InsertListMembers :execrows
INSERT INTO lead_list_members (tenant_id, list_id, lead_id)
SELECT current_tenant(), @list_id, unnest(@lead_ids::uuid[])
ON CONFLICT DO NOTHING;

-- name: ListLeadsAmong :many
-- ListLeadsAmong returns those of the ids that are leads.
SELECT id FROM leads
WHERE tenant_id = current_tenant() AND deleted_at IS NULL AND id = ANY(@ids::uuid[])
FOR SHARE;

-- name: DeleteListMember :execrows
DELETE FROM lead_list_members
WHERE tenant_id = current_tenant() AND list_id = @list_id AND lead_id = @lead_id;
