-- name: InsertAuditChain :exec
-- InsertAuditChain begins the tenant's chain, with the hash before its first entry.
INSERT INTO audit_chains (tenant_id, hash) VALUES (current_tenant(), @hash)
ON CONFLICT DO NOTHING;

-- name: LockAuditChain :one
-- LockAuditChain returns the head of the tenant's chain for who appends to it; no rows when another does, or when there is none yet.
SELECT * FROM audit_chains WHERE tenant_id = current_tenant() FOR UPDATE SKIP LOCKED;

-- name: GetAuditChain :one
SELECT * FROM audit_chains WHERE tenant_id = current_tenant();

-- name: UpdateAuditChain :exec
UPDATE audit_chains SET seq = @seq, hash = @hash, event_seq = @event_seq
WHERE tenant_id = current_tenant();

-- name: SetAuditAnchored :exec
-- SetAuditAnchored remembers the last entry whose hash was told outside.
UPDATE audit_chains SET anchored_seq = greatest(anchored_seq, @seq), anchored_at = clock_timestamp()
WHERE tenant_id = current_tenant();

-- name: TakeAuditCalls :many
-- TakeAuditCalls takes a page of calls out of the inbox, in no order.
DELETE FROM audit_inbox
WHERE tenant_id = current_tenant() AND request IN (
    SELECT i.request FROM audit_inbox i WHERE i.tenant_id = current_tenant() ORDER BY i.request LIMIT @page::integer)
RETURNING *;

-- name: GetLogEnd :one
-- GetLogEnd returns the number of the last fact in the tenant's event log.
SELECT last_seq FROM event_logs WHERE tenant_id = current_tenant();

-- name: ListFactsToAudit :many
-- ListFactsToAudit returns, of as many facts after a number as a page has, those that the ledger of sends does not hold.
SELECT * FROM events
WHERE tenant_id = current_tenant() AND seq > @after_seq::bigint AND seq <= sqlc.arg(after_seq)::bigint + sqlc.arg(page)::integer
  AND split_part(type, '.', 1) <> ALL ('{message,call}')
ORDER BY seq
LIMIT @page::integer;

-- name: InsertAuditEntries :exec
-- InsertAuditEntries appends to the tenant's chain. An empty text, a zero id or a status of 0 is none.
INSERT INTO audit_entries (tenant_id, seq, at, kind, action, actor, role, key_id, request, address, status, code,
                           object_type, object_id, lead_id, event_id, data, previous, previous_hash, hash)
SELECT current_tenant(), unnest(@seqs::bigint[]), unnest(@ats::timestamptz[]), unnest(@kinds::text[]), unnest(@actions::text[]), unnest(@actors::text[]),
       nullif(unnest(@roles::text[]), ''), nullif(unnest(@key_ids::uuid[]), '00000000-0000-0000-0000-000000000000'),
       nullif(unnest(@requests::text[]), ''), nullif(unnest(@addresses::text[]), ''), nullif(unnest(@statuses::integer[]), 0),
       nullif(unnest(@codes::text[]), ''), nullif(unnest(@object_types::text[]), ''),
       nullif(unnest(@object_ids::uuid[]), '00000000-0000-0000-0000-000000000000'),
       nullif(unnest(@lead_ids::uuid[]), '00000000-0000-0000-0000-000000000000'),
       nullif(unnest(@event_ids::uuid[]), '00000000-0000-0000-0000-000000000000'),
       nullif(unnest(@datas::text[]), '')::json, nullif(unnest(@previouses::text[]), '')::json,
       unnest(@previous_hashes::bytea[]), unnest(@hashes::bytea[]);

-- name: ListAuditChain :many
-- ListAuditChain returns the chain onwards from a number, for who verifies it.
SELECT * FROM audit_entries
WHERE tenant_id = current_tenant() AND seq > @after_seq
ORDER BY seq
LIMIT @page::integer;

-- name: FindAuditHash :one
-- FindAuditHash returns the number of the entry that has a hash; no rows when none has.
SELECT seq FROM audit_entries
WHERE tenant_id = current_tenant() AND hash = @hash
ORDER BY seq
LIMIT 1;

-- name: ListAuditEntries :many
-- ListAuditEntries returns the log newest first, strictly before a number. Of filters, a null leaves everything through, and no kinds are all.
SELECT * FROM audit_entries
WHERE tenant_id = current_tenant() AND seq < @before_seq
  AND (kind = ANY(@kinds::text[]) OR cardinality(@kinds::text[]) = 0)
  AND (sqlc.narg(action)::text IS NULL OR action = sqlc.narg(action))
  AND (sqlc.narg(actor)::text IS NULL OR actor = sqlc.narg(actor))
  AND (sqlc.narg(request)::text IS NULL OR request = sqlc.narg(request))
  AND (sqlc.narg(object_id)::uuid IS NULL OR object_id = sqlc.narg(object_id))
  AND (sqlc.narg(lead_id)::uuid IS NULL OR lead_id = sqlc.narg(lead_id))
  AND (sqlc.narg(refused)::boolean IS NULL OR (status >= 400) = sqlc.narg(refused))
  AND (sqlc.narg(created_after)::timestamptz IS NULL OR at > sqlc.narg(created_after))
  AND (sqlc.narg(created_before)::timestamptz IS NULL OR at < sqlc.narg(created_before))
ORDER BY seq DESC
LIMIT @page::integer;

-- name: ListAuditSalts :many
SELECT lead_id, salt FROM audit_salts
WHERE tenant_id = current_tenant() AND lead_id = ANY(@lead_ids::uuid[])
ORDER BY lead_id;

-- name: InsertAuditSalts :exec
INSERT INTO audit_salts (tenant_id, lead_id, salt)
SELECT current_tenant(), unnest(@lead_ids::uuid[]), unnest(@salts::bytea[])
ON CONFLICT DO NOTHING;

-- name: ForgetAuditSalt :exec
-- ForgetAuditSalt leaves nothing of a lead's salt but that it was forgotten.
INSERT INTO audit_salts (tenant_id, lead_id, salt) VALUES (current_tenant(), @lead_id, NULL)
ON CONFLICT (tenant_id, lead_id) DO UPDATE SET salt = NULL;
