-- name: InsertCallbacks :execrows
-- InsertCallbacks keeps events; those known already are left alone.
INSERT INTO callbacks (tenant_id, id, connection_id, feed, attempt_ref, dedupe_key, body)
SELECT current_tenant(), unnest(@ids::uuid[]), @connection_id, @feed, sqlc.narg(attempt_ref), unnest(@dedupe_keys::bytea[]), unnest(@bodies::bytea[])
ON CONFLICT ON CONSTRAINT callback_known DO NOTHING;

-- name: ListDueCallbacks :many
-- ListDueCallbacks says which events are to be tried now, the longest due first.
SELECT id FROM callbacks
WHERE tenant_id = current_tenant() AND status IN ('pending', 'unmatched') AND next_try_at < clock_timestamp()
ORDER BY next_try_at
LIMIT @page::integer;

-- name: ClaimCallback :one
-- ClaimCallback locks an event that is still to be tried; no rows when somebody else has it or had it.
SELECT * FROM callbacks
WHERE tenant_id = current_tenant() AND id = @id AND status IN ('pending', 'unmatched') AND next_try_at < clock_timestamp()
FOR UPDATE SKIP LOCKED;

-- name: SettleCallback :exec
UPDATE callbacks
SET status = @status, tries = tries + 1, last_error = @last_error,
    next_try_at = clock_timestamp() + make_interval(secs => @again_seconds::double precision)
WHERE tenant_id = current_tenant() AND id = @id;
