-- name: InsertLead :one
INSERT INTO leads (tenant_id, id, external_id, email, email_key, phone, first_name, last_name, company, timezone, status, custom_fields)
VALUES (current_tenant(), @id, @external_id, @email, @email_key, @phone, @first_name, @last_name, @company, @timezone, @status, @custom_fields)
RETURNING *;

-- name: GetLead :one
SELECT * FROM leads
WHERE tenant_id = current_tenant() AND id = @id AND deleted_at IS NULL;

-- name: LockLead :one
SELECT * FROM leads
WHERE tenant_id = current_tenant() AND id = @id AND deleted_at IS NULL
FOR UPDATE;

-- name: UpdateLead :one
UPDATE leads
SET external_id = @external_id, email = @email, email_key = @email_key, phone = @phone,
    first_name = @first_name, last_name = @last_name, company = @company, timezone = @timezone,
    status = @status, custom_fields = @custom_fields, version = version + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND id = @id
RETURNING *;

-- name: TouchLead :one
-- TouchLead makes a new version of a lead whose tags changed.
UPDATE leads SET version = version + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND id = @id
RETURNING *;

-- name: DeleteLead :execrows
-- DeleteLead hides a lead; what was sent to it stays accounted for.
UPDATE leads SET deleted_at = now(), updated_at = now(), version = version + 1
WHERE tenant_id = current_tenant() AND id = @id AND deleted_at IS NULL;

-- name: LeadWithContact :many
-- LeadWithContact returns the leads that hold one of the given contacts, to say who is in the way.
SELECT id FROM leads
WHERE tenant_id = current_tenant() AND deleted_at IS NULL
  AND (external_id = sqlc.narg(external_id) OR email_key = sqlc.narg(email_key) OR phone = sqlc.narg(phone))
ORDER BY id
LIMIT 3;

-- name: InsertLeadTags :execrows
INSERT INTO lead_tags (tenant_id, lead_id, tag)
SELECT current_tenant(), @lead_id, unnest(@tags::text[])
ON CONFLICT DO NOTHING;

-- name: DeleteLeadTag :execrows
DELETE FROM lead_tags
WHERE tenant_id = current_tenant() AND lead_id = @lead_id AND tag = @tag;

-- name: CountLeadTags :one
SELECT count(*) FROM lead_tags
WHERE tenant_id = current_tenant() AND lead_id = @lead_id;

-- name: ListTagsOf :many
-- ListTagsOf returns the tags of many leads, in alphabetical order.
SELECT lead_id, tag FROM lead_tags
WHERE tenant_id = current_tenant() AND lead_id = ANY(@lead_ids::uuid[])
ORDER BY lead_id, tag;
