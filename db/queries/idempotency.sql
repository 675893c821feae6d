-- name: DeleteOldAnswers :execrows
-- DeleteOldAnswers forgets a page of the answers that are older than a day, the oldest first.
DELETE FROM idempotency_keys
WHERE tenant_id = current_tenant() AND key IN (
    SELECT k.key FROM idempotency_keys k
    WHERE k.tenant_id = current_tenant() AND k.created_at < clock_timestamp() - interval '24 hours'
    ORDER BY k.created_at LIMIT @page::integer);
