-- name: InsertWebhookEndpoint :one
INSERT INTO webhook_endpoints (tenant_id, id, url, description, events, payload, max_in_flight, secret)
VALUES (current_tenant(), @id, @url, @description, @events::text[], @payload, @max_in_flight, @secret)
RETURNING *;

-- name: CountWebhookEndpoints :one
SELECT count(*) FROM webhook_endpoints
WHERE tenant_id = current_tenant() AND deleted_at IS NULL;

-- name: GetWebhookEndpoint :one
SELECT * FROM webhook_endpoints
WHERE tenant_id = current_tenant() AND id = @id AND deleted_at IS NULL;

-- name: LockWebhookEndpoint :one
SELECT * FROM webhook_endpoints
WHERE tenant_id = current_tenant() AND id = @id AND deleted_at IS NULL
FOR NO KEY UPDATE;

-- name: EnterWebhookEndpoint :one
-- EnterWebhookEndpoint locks an endpoint for a worker, deleted or not, and counts what is under way.
SELECT sqlc.embed(e), (
    SELECT count(*) FROM webhook_deliveries d
    WHERE d.tenant_id = current_tenant() AND d.endpoint_id = e.id AND d.state = 'delivering' AND d.due_at > clock_timestamp()) AS under_way
FROM webhook_endpoints e
WHERE e.tenant_id = current_tenant() AND e.id = @id
FOR NO KEY UPDATE OF e;

-- name: ListWebhookEndpoints :many
SELECT * FROM webhook_endpoints
WHERE tenant_id = current_tenant() AND deleted_at IS NULL
  AND (created_at, id) < (@before_at::timestamptz, @before_id::uuid)
ORDER BY created_at DESC, id DESC
LIMIT @page::integer;

-- name: ListToldEndpoints :many
-- ListToldEndpoints returns the endpoints that are told what happens, at once or when they go on. What one is told that is disabled meanwhile is discarded later.
SELECT * FROM webhook_endpoints
WHERE tenant_id = current_tenant() AND deleted_at IS NULL AND status IN ('active', 'paused')
ORDER BY id
LIMIT 100;

-- name: UpdateWebhookEndpoint :one
UPDATE webhook_endpoints
SET url = @url, description = @description, events = @events::text[], payload = @payload, max_in_flight = @max_in_flight,
    version = version + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND id = @id
RETURNING *;

-- name: MoveWebhookEndpoint :one
-- MoveWebhookEndpoint changes an endpoint's state. One that is active from now on begins with a clean slate.
UPDATE webhook_endpoints
SET status = @status, status_reason = sqlc.narg(reason),
    failures = CASE WHEN @status = 'active' THEN 0 ELSE failures END,
    failing_since = CASE WHEN @status = 'active' THEN NULL ELSE failing_since END,
    alarmed_at = CASE WHEN @status = 'active' THEN NULL ELSE alarmed_at END,
    version = version + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND id = @id
RETURNING *;

-- name: SetWebhookHealth :exec
-- SetWebhookHealth writes down how an endpoint does. Null where it does well.
UPDATE webhook_endpoints
SET failures = @failures, failing_since = sqlc.narg(failing_since), alarmed_at = sqlc.narg(alarmed_at)
WHERE tenant_id = current_tenant() AND id = @id;

-- name: SetWebhookSecret :one
-- SetWebhookSecret replaces an endpoint's secret; the former one signs too until the instant given.
UPDATE webhook_endpoints
SET secret = @secret, former_secret = sqlc.narg(former_secret), former_until = sqlc.narg(former_until), version = version + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND id = @id
RETURNING *;

-- name: DeleteWebhookEndpoint :exec
-- DeleteWebhookEndpoint hides an endpoint and wipes its secrets.
UPDATE webhook_endpoints
SET deleted_at = now(), status = 'disabled', status_reason = 'endpoint_deleted', secret = '', former_secret = NULL, former_until = NULL,
    version = version + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND id = @id AND deleted_at IS NULL;

-- name: InsertDeliveries :exec
-- InsertDeliveries has endpoints told of events, which they are told of once.
INSERT INTO webhook_deliveries (tenant_id, id, endpoint_id, event_id, event_seq, event_type, origin)
SELECT current_tenant(), unnest(@ids::uuid[]), unnest(@endpoint_ids::uuid[]), unnest(@event_ids::uuid[]), unnest(@event_seqs::bigint[]),
       unnest(@event_types::text[]), unnest(@origins::text[])
ON CONFLICT ON CONSTRAINT delivery_once DO NOTHING;

-- name: ClaimDeliveries :many
-- ClaimDeliveries takes what is due at an endpoint, and gives its worker a lease. What a worker left behind is due again when its lease is over.
UPDATE webhook_deliveries
SET state = 'delivering', attempts = attempts + 1, due_at = clock_timestamp() + make_interval(secs => @lease_seconds::double precision)
WHERE tenant_id = current_tenant() AND id IN (
    SELECT d.id FROM webhook_deliveries d
    WHERE d.tenant_id = current_tenant() AND d.endpoint_id = @endpoint_id AND d.due_at <= clock_timestamp()
    ORDER BY d.due_at, d.event_seq LIMIT @page::integer FOR UPDATE SKIP LOCKED)
RETURNING *;

-- name: ListEventsBySequence :many
SELECT * FROM events
WHERE tenant_id = current_tenant() AND seq = ANY(@seqs::bigint[])
ORDER BY seq;

-- name: MoveDeliveries :many
-- MoveDeliveries writes down what came of attempts, where the delivery is still on the attempt told of, and returns those. An empty reason, or the zero instant, is none.
UPDATE webhook_deliveries d
SET state = v.state, reason = nullif(v.reason, ''), due_at = nullif(v.due_at, '0001-01-01 00:00:00+00'),
    finished_at = CASE WHEN v.due_at = '0001-01-01 00:00:00+00' THEN clock_timestamp() END
FROM (SELECT unnest(@ids::uuid[]) AS id, unnest(@numbers::integer[]) AS number, unnest(@states::text[]) AS state,
             unnest(@reasons::text[]) AS reason, unnest(@dues::timestamptz[]) AS due_at) v
WHERE d.tenant_id = current_tenant() AND d.id = v.id AND d.attempts = v.number AND d.state = 'delivering'
RETURNING d.id;

-- name: InsertWebhookAttempts :exec
-- InsertWebhookAttempts keeps what came of requests. A zero status or an empty error is none.
INSERT INTO webhook_attempts (tenant_id, id, delivery_id, number, at, headers, status, body, error, duration_ms)
SELECT current_tenant(), unnest(@ids::uuid[]), unnest(@delivery_ids::uuid[]), unnest(@numbers::integer[]), unnest(@ats::timestamptz[]),
       unnest(@headers::text[])::jsonb, nullif(unnest(@statuses::integer[]), 0), unnest(@bodies::text[]), nullif(unnest(@errors::text[]), ''),
       unnest(@durations::integer[])
ON CONFLICT ON CONSTRAINT webhook_attempt_number DO NOTHING;

-- name: DiscardDeliveries :execrows
-- DiscardDeliveries gives up a page of what an endpoint has not been told, and never will be; not what is under way.
UPDATE webhook_deliveries
SET state = 'discarded', reason = @reason, due_at = NULL, finished_at = clock_timestamp()
WHERE tenant_id = current_tenant() AND id IN (
    SELECT d.id FROM webhook_deliveries d
    WHERE d.tenant_id = current_tenant() AND d.endpoint_id = @endpoint_id AND d.due_at IS NOT NULL
      AND (d.state <> 'delivering' OR d.due_at <= clock_timestamp())
    ORDER BY d.due_at LIMIT @page::integer FOR UPDATE SKIP LOCKED);

-- name: GetDelivery :one
SELECT * FROM webhook_deliveries
WHERE tenant_id = current_tenant() AND id = @id;

-- name: ListDeliveries :many
-- ListDeliveries returns a page, newest first, strictly before the position given; a null filter lets all through.
SELECT * FROM webhook_deliveries
WHERE tenant_id = current_tenant()
  AND (created_at, id) < (@before_at::timestamptz, @before_id::uuid)
  AND (sqlc.narg(endpoint_id)::uuid IS NULL OR endpoint_id = sqlc.narg(endpoint_id))
  AND (sqlc.narg(event_id)::uuid IS NULL OR event_id = sqlc.narg(event_id))
  AND (sqlc.narg(event_type)::text IS NULL OR event_type = sqlc.narg(event_type))
  AND (sqlc.narg(created_after)::timestamptz IS NULL OR created_at >= sqlc.narg(created_after))
  AND state = ANY(@states::text[])
ORDER BY created_at DESC, id DESC
LIMIT @page::integer;

-- name: ListWebhookAttempts :many
SELECT * FROM webhook_attempts
WHERE tenant_id = current_tenant() AND delivery_id = @delivery_id
ORDER BY number
LIMIT 100;

-- name: ReplayEvent :one
-- ReplayEvent has an endpoint told of an event once more. No rows when the event is kept no longer.
INSERT INTO webhook_deliveries (tenant_id, id, endpoint_id, event_id, event_seq, event_type, origin, replay)
SELECT current_tenant(), @id, @endpoint_id, e.id, e.seq, e.type, 'replay', (
    SELECT coalesce(max(d.replay), 0) + 1 FROM webhook_deliveries d
    WHERE d.tenant_id = current_tenant() AND d.endpoint_id = @endpoint_id AND d.event_id = e.id)
FROM events e
WHERE e.tenant_id = current_tenant() AND e.id = @event_id
LIMIT 1
RETURNING *;

-- name: ReplayEvents :one
-- ReplayEvents has an endpoint told of a page of events once more, in the order of the log: those of the types like any of the patterns of both lists. What it is about to be told anyway is left out, and so is what it was told, where only what failed is wanted. It returns how many there are, and the last number.
WITH wanted AS (
    SELECT e.id, e.seq, e.type, coalesce(told.replay + 1, 0) AS replay
    FROM webhook_endpoints w
    JOIN events e ON e.tenant_id = current_tenant() AND e.seq > @after_seq
      AND e.created_at >= to_timestamp(@since_seconds::double precision) AND e.created_at < @until
      AND e.type LIKE ANY(@subscribed::text[]) AND e.type LIKE ANY(@types::text[])
      AND (e.object_type <> 'webhook_endpoint' OR e.object_id <> w.id AND e.type <> 'webhook_endpoint.test')
    LEFT JOIN LATERAL (
        SELECT d.replay, d.state FROM webhook_deliveries d
        WHERE d.tenant_id = current_tenant() AND d.endpoint_id = w.id AND d.event_id = e.id
        ORDER BY d.replay DESC LIMIT 1) told ON true
    WHERE w.tenant_id = current_tenant() AND w.id = @endpoint_id
      AND (told.state IS NULL OR told.state IN ('delivered', 'exhausted', 'discarded'))
      AND (told.state IS DISTINCT FROM 'delivered' OR NOT @only_failed::boolean)
    ORDER BY e.seq
    LIMIT @page::integer
), made AS (
    INSERT INTO webhook_deliveries (tenant_id, id, endpoint_id, event_id, event_seq, event_type, origin, replay)
    SELECT current_tenant(), gen_random_uuid(), @endpoint_id, id, seq, type, 'replay', replay FROM wanted
    RETURNING event_seq
)
SELECT count(*) AS deliveries, coalesce(max(event_seq), 0)::bigint AS last_seq FROM made;

-- name: DeleteOldDeliveries :execrows
-- DeleteOldDeliveries forgets a page of deliveries, with their attempts, the oldest first.
DELETE FROM webhook_deliveries
WHERE tenant_id = current_tenant() AND id IN (
    SELECT d.id FROM webhook_deliveries d
    WHERE d.tenant_id = current_tenant() AND d.created_at < @before
    ORDER BY d.created_at LIMIT @page::integer FOR UPDATE SKIP LOCKED);

-- name: ListSealedEndpoints :many
SELECT id, secret, former_secret FROM webhook_endpoints
WHERE tenant_id = current_tenant() AND deleted_at IS NULL
ORDER BY id
LIMIT 100;

-- name: ResealWebhookSecrets :execrows
-- ResealWebhookSecrets replaces tokens by others of the same secrets, where nobody has changed them meanwhile. For customers nothing changes, so the version stays.
UPDATE webhook_endpoints e
SET secret = v.secret, former_secret = nullif(v.former_secret, '')
FROM (SELECT unnest(@ids::uuid[]) AS id, unnest(@was::text[]) AS was, unnest(@secrets::text[]) AS secret, unnest(@former_secrets::text[]) AS former_secret) v
WHERE e.tenant_id = current_tenant() AND e.id = v.id AND e.secret = v.was;

-- name: CountWebhookSecretsByKey :many
-- CountWebhookSecretsByKey counts endpoints' secrets by the id of the key that sealed them.
SELECT split_part(s.sealed, '.', 2)::text AS key_id, count(*) AS secrets
FROM webhook_endpoints e
CROSS JOIN LATERAL unnest(ARRAY[e.secret, e.former_secret]) AS s(sealed)
WHERE e.tenant_id = current_tenant() AND e.deleted_at IS NULL AND s.sealed IS NOT NULL
GROUP BY key_id
ORDER BY key_id
LIMIT 100;
