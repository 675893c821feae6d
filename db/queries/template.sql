-- name: InsertTemplate :one
INSERT INTO templates (tenant_id, id, name, channel, content)
VALUES (current_tenant(), @id, @name, @channel, @content)
RETURNING *;

-- name: GetTemplate :one
SELECT * FROM templates
WHERE tenant_id = current_tenant() AND id = @id AND deleted_at IS NULL;

-- name: LockTemplate :one
SELECT * FROM templates
WHERE tenant_id = current_tenant() AND id = @id AND deleted_at IS NULL
FOR UPDATE;

-- name: ListTemplates :many
-- ListTemplates returns templates on any of the channels, the newest first.
SELECT * FROM templates
WHERE tenant_id = current_tenant() AND deleted_at IS NULL
  AND (created_at, id) < (@before_at::timestamptz, @before_id::uuid)
  AND channel = ANY(@channels::text[])
ORDER BY created_at DESC, id DESC
LIMIT @page::integer;

-- name: UpdateTemplate :one
-- UpdateTemplate replaces what people edit; what is published stays.
UPDATE templates
SET name = @name, content = @content, version = version + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND id = @id AND deleted_at IS NULL
RETURNING *;

-- name: PublishTemplate :one
-- PublishTemplate says which version campaigns take.
UPDATE templates
SET published_version = @number, version = version + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND id = @id AND deleted_at IS NULL
RETURNING *;

-- name: DeleteTemplate :execrows
-- DeleteTemplate hides a template; its versions stay, since campaigns name them.
UPDATE templates
SET deleted_at = now(), updated_at = now(), version = version + 1
WHERE tenant_id = current_tenant() AND id = @id AND deleted_at IS NULL;

-- name: InsertTemplateVersion :one
INSERT INTO template_versions (tenant_id, id, template_id, number, content, created_by)
VALUES (current_tenant(), @id, @template_id, @number, @content, @created_by)
RETURNING *;

-- name: GetTemplateVersion :one
SELECT * FROM template_versions
WHERE tenant_id = current_tenant() AND template_id = @template_id AND number = @number;

-- name: ListTemplateVersions :many
-- ListTemplateVersions returns what was published, the newest first.
SELECT * FROM template_versions
WHERE tenant_id = current_tenant() AND template_id = @template_id AND number < @before_number
ORDER BY number DESC
LIMIT @page::integer;

-- name: BindCampaign :exec
-- BindCampaign writes into a campaign what its stored template says now.
UPDATE campaigns
SET content = @content, content_version = content_version + 1
WHERE tenant_id = current_tenant() AND id = @id AND status = 'draft';
