-- name: InsertImport :exec
INSERT INTO imports (tenant_id, id, upload_key)
VALUES (current_tenant(), @id, nullif(@upload_key::text, ''));

-- name: DeleteStaleUploads :execrows
-- DeleteStaleUploads forgets uploads that can be under way no more.
DELETE FROM imports
WHERE tenant_id = current_tenant() AND state = 'receiving'
  AND created_at < clock_timestamp() - interval '15 minutes';

-- name: InsertImportChunk :execrows
-- InsertImportChunk keeps a piece of a file, unless the file was withdrawn.
INSERT INTO import_chunks (tenant_id, import_id, number, body)
SELECT current_tenant(), i.id, @number, @body FROM imports i
WHERE i.tenant_id = current_tenant() AND i.id = @import_id
FOR KEY SHARE;

-- name: GetImportChunk :one
SELECT body FROM import_chunks
WHERE tenant_id = current_tenant() AND import_id = @import_id AND number = @number;

-- name: DeleteImportChunks :execrows
DELETE FROM import_chunks
WHERE tenant_id = current_tenant() AND import_id = @import_id;

-- name: DeleteImport :execrows
DELETE FROM imports
WHERE tenant_id = current_tenant() AND id = @id;

-- name: ReceiveImport :one
-- ReceiveImport says what a file that was received whole is.
UPDATE imports
SET state = @state, file_name = nullif(@file_name::text, ''), mode = @mode, validate_only = @validate_only,
    default_region = nullif(@default_region::text, ''), list_id = sqlc.narg(list_id), tags = @tags, columns = @columns, fields = @fields,
    delimiter = @delimiter, encoding = @encoding, bytes = @bytes, size = @size, first_row = @first_row, file_offset = @first_row,
    expires_at = now() + interval '30 days'
WHERE tenant_id = current_tenant() AND id = @id
RETURNING *;

-- name: MapImport :one
-- MapImport says which field each column is, and has the rows carried out.
UPDATE imports
SET state = 'queued', fields = @fields, version = version + 1
WHERE tenant_id = current_tenant() AND id = @id
RETURNING *;

-- name: GetImport :one
SELECT * FROM imports
WHERE tenant_id = current_tenant() AND id = @id AND state <> 'receiving';

-- name: LockImport :one
SELECT * FROM imports
WHERE tenant_id = current_tenant() AND id = @id AND state <> 'receiving'
FOR UPDATE;

-- name: GetImportOfUpload :one
-- GetImportOfUpload returns what was made of an upload under an Idempotency-Key.
SELECT * FROM imports
WHERE tenant_id = current_tenant() AND upload_key = @upload_key AND state <> 'receiving';

-- name: ListImports :many
SELECT * FROM imports
WHERE tenant_id = current_tenant() AND state <> 'receiving'
  AND (created_at, id) < (@before_at::timestamptz, @before_id::uuid)
ORDER BY created_at DESC, id DESC
LIMIT @page::integer;

-- name: ClaimImport :one
-- ClaimImport takes the import that waits longest, so that no other worker has it while it is held.
UPDATE imports
SET state = 'running', started_at = coalesce(started_at, clock_timestamp()), held_until = clock_timestamp() + interval '10 seconds', version = version + 1
WHERE tenant_id = current_tenant() AND id = (
    SELECT w.id FROM imports w
    WHERE w.tenant_id = current_tenant() AND w.state IN ('queued', 'running')
      AND (w.held_until IS NULL OR w.held_until < clock_timestamp())
    ORDER BY w.created_at, w.id
    LIMIT 1
    FOR UPDATE SKIP LOCKED)
RETURNING *;

-- name: CountImport :execrows
-- CountImport says how many rows there are.
UPDATE imports
SET total = @total, held_until = clock_timestamp() + interval '10 seconds'
WHERE tenant_id = current_tenant() AND id = @id AND state = 'running';

-- name: AdvanceImport :one
-- AdvanceImport accounts for a batch, if it begins where the one before it ended and nobody has stopped the import.
UPDATE imports
SET file_offset = @to_offset, created = created + @created, updated = updated + @updated, skipped = skipped + @skipped, rejected = rejected + @rejected,
    failures = 0, held_until = clock_timestamp() + interval '10 seconds', version = version + 1
WHERE tenant_id = current_tenant() AND id = @id AND state = 'running' AND file_offset = @from_offset
RETURNING *;

-- name: ReleaseImport :one
-- ReleaseImport lets an import go to another worker, after a rest. failures are those in a row.
UPDATE imports
SET held_until = clock_timestamp() + make_interval(secs => @rest_seconds::integer), failures = failures + @failed::integer
WHERE tenant_id = current_tenant() AND id = @id AND state = 'running'
RETURNING failures;

-- name: EndImport :one
-- EndImport ends an import that has not ended.
UPDATE imports
SET state = @state, error_code = nullif(@error_code::text, ''), finished_at = clock_timestamp(), held_until = NULL, version = version + 1
WHERE tenant_id = current_tenant() AND id = @id AND state IN ('needs_mapping', 'queued', 'running')
RETURNING *;

-- name: InsertImportRejects :exec
INSERT INTO import_rejects (tenant_id, import_id, number, cells, code, reason, column_name)
SELECT current_tenant(), @import_id, r.number, r.cells::jsonb, r.code, r.reason, nullif(r.column_name, '')
FROM (SELECT unnest(@numbers::bigint[]) AS number, unnest(@cells::text[]) AS cells, unnest(@codes::text[]) AS code,
    unnest(@reasons::text[]) AS reason, unnest(@column_names::text[]) AS column_name) r;

-- name: ListImportRejects :many
SELECT * FROM import_rejects
WHERE tenant_id = current_tenant() AND import_id = @import_id AND number > @after
ORDER BY number
LIMIT @page::integer;

-- name: DeleteExpiredImports :execrows
-- DeleteExpiredImports forgets old imports with their files and rejects, a page at the most.
DELETE FROM imports
WHERE tenant_id = current_tenant() AND id = ANY(ARRAY(
    SELECT o.id FROM imports o
    WHERE o.tenant_id = current_tenant() AND o.expires_at < clock_timestamp()
    ORDER BY o.expires_at
    LIMIT @page::integer));

-- name: ListRehearsed :many
-- ListRehearsed returns what a dry run has made of these leads, and of those that hold any of these contacts since.
SELECT lead FROM import_rehearsals
WHERE tenant_id = current_tenant() AND import_id = @import_id
  AND (lead_id = ANY(@lead_ids::uuid[]) OR external_id = ANY(@external_ids::text[]) OR email_key = ANY(@email_keys::text[]) OR phone = ANY(@phones::text[]))
ORDER BY lead_id;

-- name: PutRehearsed :exec
-- PutRehearsed keeps what a dry run makes of leads, in which an empty text is none.
INSERT INTO import_rehearsals (tenant_id, import_id, lead_id, external_id, email_key, phone, lead)
SELECT current_tenant(), @import_id, r.lead_id, nullif(r.external_id, ''), nullif(r.email_key, ''), nullif(r.phone, ''), r.lead::jsonb
FROM (SELECT unnest(@lead_ids::uuid[]) AS lead_id, unnest(@external_ids::text[]) AS external_id, unnest(@email_keys::text[]) AS email_key,
    unnest(@phones::text[]) AS phone, unnest(@leads::text[]) AS lead) r
ON CONFLICT (tenant_id, import_id, lead_id) DO UPDATE
SET external_id = excluded.external_id, email_key = excluded.email_key, phone = excluded.phone, lead = excluded.lead;

-- name: DeleteRehearsed :execrows
DELETE FROM import_rehearsals
WHERE tenant_id = current_tenant() AND import_id = @import_id;

-- name: EndOpenImports :many
-- EndOpenImports ends all imports that have not ended.
UPDATE imports
SET state = 'failed', error_code = @error_code::text, finished_at = clock_timestamp(), held_until = NULL, version = version + 1
WHERE tenant_id = current_tenant() AND state IN ('needs_mapping', 'queued', 'running')
RETURNING *;

-- name: DeleteOpenUploads :exec
-- DeleteOpenUploads forgets files that were not received whole.
DELETE FROM imports
WHERE tenant_id = current_tenant() AND state = 'receiving';

-- name: EraseImportChunks :exec
DELETE FROM import_chunks
WHERE tenant_id = current_tenant();

-- name: EraseImportRejects :exec
DELETE FROM import_rejects
WHERE tenant_id = current_tenant();

-- name: EraseRehearsed :exec
DELETE FROM import_rehearsals
WHERE tenant_id = current_tenant();
