-- name: InsertApiKey :one
INSERT INTO api_keys (tenant_id, id, public_id, name, scopes, networks, secret_hash, last_four, expires_at, created_by)
VALUES (current_tenant(), @id, @public_id, @name, @scopes, @networks, @secret_hash, @last_four, sqlc.narg(expires_at), @created_by)
RETURNING *;

-- name: GetApiKey :one
SELECT * FROM api_keys
WHERE tenant_id = current_tenant() AND id = @id;

-- name: LockApiKey :one
SELECT * FROM api_keys
WHERE tenant_id = current_tenant() AND id = @id
FOR UPDATE;

-- name: ListApiKeys :many
-- ListApiKeys returns a page, newest first, strictly before the position given.
SELECT * FROM api_keys
WHERE tenant_id = current_tenant()
  AND (created_at, id) < (@before_at::timestamptz, @before_id::uuid)
ORDER BY created_at DESC, id DESC
LIMIT @page::integer;

-- name: UpdateApiKey :one
UPDATE api_keys
SET name = @name, scopes = @scopes, networks = @networks, expires_at = sqlc.narg(expires_at), version = version + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND id = @id
RETURNING *;

-- name: RotateApiKey :one
-- RotateApiKey puts another secret in place; the present one works for so many seconds more.
UPDATE api_keys
SET former_hash = secret_hash, former_until = now() + make_interval(secs => @overlap_seconds::float8),
    secret_hash = @secret_hash, last_four = @last_four, version = version + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND id = @id
RETURNING *;

-- name: RevokeApiKey :one
UPDATE api_keys SET revoked_at = now(), version = version + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND id = @id
RETURNING *;

-- name: TouchApiKey :execrows
-- TouchApiKey notes that a key is used, unless that was noted within the last minute.
UPDATE api_keys SET last_used_at = now()
WHERE tenant_id = current_tenant() AND id = @id
  AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute');
