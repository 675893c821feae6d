-- name: InsertConnection :one
INSERT INTO connections (tenant_id, id, name, provider, mode, secret, secret_last_four, secret_fingerprint, settings, rate_limits, endpoint_id)
VALUES (current_tenant(), @id, @name, @provider, @mode, @secret, @secret_last_four, @secret_fingerprint, @settings, @rate_limits, @endpoint_id)
RETURNING *;

-- name: GetConnection :one
SELECT * FROM connections
WHERE tenant_id = current_tenant() AND id = @id AND deleted_at IS NULL;

-- name: LockConnection :one
SELECT * FROM connections
WHERE tenant_id = current_tenant() AND id = @id AND deleted_at IS NULL
FOR UPDATE;

-- name: ListConnections :many
SELECT * FROM connections
WHERE tenant_id = current_tenant() AND deleted_at IS NULL
  AND (created_at, id) < (@before_at::timestamptz, @before_id::uuid)
ORDER BY created_at DESC, id DESC
LIMIT @page::integer;

-- name: ListConnectionsOf :many
-- ListConnectionsOf returns the connections of some providers, oldest first.
SELECT * FROM connections
WHERE tenant_id = current_tenant() AND deleted_at IS NULL AND provider = ANY(@providers::text[])
ORDER BY created_at, id
LIMIT 100;

-- name: UpdateConnection :one
UPDATE connections
SET name = @name, secret = @secret, secret_last_four = @secret_last_four, secret_fingerprint = @secret_fingerprint,
    settings = @settings, rate_limits = @rate_limits, version = version + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND id = @id
RETURNING *;

-- name: PauseConnection :execrows
-- PauseConnection stops all sending on a connection until a person resumes it.
UPDATE connections SET status = 'paused', pause_reason = @reason, version = version + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND id = @id AND status = 'active';

-- name: ResumeConnection :one
UPDATE connections SET status = 'active', pause_reason = NULL, version = version + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND id = @id AND deleted_at IS NULL
RETURNING *;

-- name: DeleteConnection :execrows
-- DeleteConnection hides a connection and wipes its secret.
UPDATE connections
SET deleted_at = now(), updated_at = now(), version = version + 1, secret = '', secret_last_four = '', secret_fingerprint = '', next_poll_at = NULL
WHERE tenant_id = current_tenant() AND id = @id AND deleted_at IS NULL;

-- name: CountOpenCampaignsOn :one
-- CountOpenCampaignsOn counts what is not over on a connection. People's replies and trials are over whenever none of them is under way.
SELECT count(*) FROM campaigns c
WHERE c.tenant_id = current_tenant() AND c.connection_id = @connection_id AND c.finished_at IS NULL
  AND c.status IN ('scheduled', 'preparing', 'running', 'paused', 'cancelled')
  AND (c.origin NOT IN ('reply', 'test') OR EXISTS (
      SELECT FROM targets t
      WHERE t.tenant_id = current_tenant() AND t.campaign_id = c.id
        AND t.status IN ('pending', 'sending', 'accepted', 'unknown')));

-- name: WatchConnection :exec
-- WatchConnection has the poller look at a connection soon; it goes on until nothing is open.
UPDATE connections
SET next_poll_at = @at, polled_until = coalesce(polled_until, @since)
WHERE tenant_id = current_tenant() AND id = @id AND (next_poll_at IS NULL OR next_poll_at > @at);

-- name: ClaimPolls :many
-- ClaimPolls takes the connections whose poll is due and puts the next poll off, so that two workers do not poll one account.
UPDATE connections
SET next_poll_at = clock_timestamp() + make_interval(secs => @pause_seconds::double precision)
WHERE tenant_id = current_tenant() AND id IN (
    SELECT c.id FROM connections c
    WHERE c.tenant_id = current_tenant() AND c.next_poll_at < clock_timestamp() AND c.status = 'active'
    ORDER BY c.next_poll_at LIMIT 20 FOR UPDATE SKIP LOCKED)
RETURNING *;

-- name: SetPolled :exec
-- SetPolled remembers how far a poll has seen, and whether to go on.
UPDATE connections
SET polled_until = @polled_until, next_poll_at = CASE WHEN @more::boolean THEN next_poll_at END
WHERE tenant_id = current_tenant() AND id = @id;

-- name: HasRecentWhatsApp :one
-- HasRecentWhatsApp says whether a connection sent on WhatsApp within three days, so that news may still come.
SELECT EXISTS (
    SELECT FROM campaigns c
    WHERE c.tenant_id = current_tenant() AND c.connection_id = @connection_id AND c.channel = 'whatsapp'
      AND (c.finished_at IS NULL OR c.finished_at > now() - interval '3 days')
      AND c.status <> 'draft');

-- name: ListStaleSecrets :many
-- ListStaleSecrets returns the secrets that are no token with the given beginning, those of the oldest connections first.
SELECT c.id, c.created_at, c.secret FROM connections c
WHERE c.tenant_id = current_tenant() AND c.deleted_at IS NULL
  AND (c.created_at, c.id) > (@after_at::timestamptz, @after_id::uuid) AND NOT starts_with(c.secret, @fresh::text)
ORDER BY c.created_at, c.id
LIMIT @page::integer;

-- name: ResealSecrets :execrows
-- ResealSecrets replaces tokens by others of the same secrets, where nobody has changed them meanwhile. For customers nothing changes, so the version stays.
UPDATE connections c SET secret = n.sealed
FROM (SELECT unnest(@ids::uuid[]) AS id, unnest(@was::text[]) AS was, unnest(@sealed::text[]) AS sealed) n
WHERE c.tenant_id = current_tenant() AND c.id = n.id AND c.secret = n.was;

-- name: CountSecretsByKey :many
-- CountSecretsByKey counts secrets by the id of the key that sealed them.
SELECT split_part(c.secret, '.', 2)::text AS key_id, count(*) AS secrets FROM connections c
WHERE c.tenant_id = current_tenant() AND c.deleted_at IS NULL
GROUP BY key_id
ORDER BY key_id
LIMIT 100;
