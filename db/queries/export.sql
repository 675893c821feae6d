-- name: InsertExport :one
INSERT INTO exports (tenant_id, id, resource, format, filter, created_by)
VALUES (current_tenant(), @id, @resource, @format, @filter, @created_by)
RETURNING *;

-- name: GetExport :one
SELECT * FROM exports
WHERE tenant_id = current_tenant() AND id = @id;

-- name: ListExports :many
-- ListExports returns a page of the exports of some resources, newest first, strictly before the position given.
SELECT * FROM exports
WHERE tenant_id = current_tenant() AND resource = ANY(@resources::text[])
  AND (created_at, id) < (@before_at::timestamptz, @before_id::uuid)
ORDER BY created_at DESC, id DESC
LIMIT @page::integer;

-- name: ClaimExport :one
-- ClaimExport takes the oldest export that is not finished and that nobody is at.
SELECT * FROM exports
WHERE tenant_id = current_tenant() AND finished_at IS NULL
ORDER BY created_at
LIMIT 1
FOR UPDATE SKIP LOCKED;

-- name: AdvanceExport :exec
UPDATE exports
SET state = 'running', position = @position, total = @total, rows = @rows, bytes = @bytes, chunks = @chunks
WHERE tenant_id = current_tenant() AND id = @id;

-- name: FinishExport :one
-- FinishExport ends an export that is not finished, and begins the days for which its file is kept.
UPDATE exports
SET state = @state, error = @error, position = NULL, finished_at = now(), expires_at = now() + interval '7 days'
WHERE tenant_id = current_tenant() AND id = @id AND finished_at IS NULL
RETURNING *;

-- name: InsertExportChunk :exec
INSERT INTO export_chunks (tenant_id, export_id, number, body)
VALUES (current_tenant(), @export_id, @number, @body);

-- name: GetExportChunk :one
SELECT body FROM export_chunks
WHERE tenant_id = current_tenant() AND export_id = @export_id AND number = @number;

-- name: DeleteExportChunks :exec
DELETE FROM export_chunks
WHERE tenant_id = current_tenant() AND export_id = @export_id;

-- name: DeleteOldExports :execrows
-- DeleteOldExports forgets a page of the exports whose days are over.
DELETE FROM exports
WHERE tenant_id = current_tenant() AND id IN (
    SELECT e.id FROM exports e
    WHERE e.tenant_id = current_tenant() AND e.expires_at < clock_timestamp()
    ORDER BY e.expires_at LIMIT @page::integer);

-- name: EraseExports :exec
-- EraseExports takes back every file that may hold a person.
UPDATE exports
SET state = 'failed', error = 'person_erased', position = NULL, finished_at = coalesce(finished_at, now())
WHERE tenant_id = current_tenant() AND resource IN ('leads', 'targets') AND state IN ('queued', 'running', 'succeeded');

-- name: EraseExportChunks :exec
DELETE FROM export_chunks c
USING exports e
WHERE c.tenant_id = current_tenant() AND e.tenant_id = current_tenant() AND e.id = c.export_id AND e.resource IN ('leads', 'targets');
