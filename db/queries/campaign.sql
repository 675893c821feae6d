-- name: InsertCampaign :one
INSERT INTO campaigns (tenant_id, id, name, channel, list_id, connection_id, start_at, timezone, content, retry, schedule, purpose, complete_on, unknown_policy, expires_after_hours)
VALUES (current_tenant(), @id, @name, @channel, @list_id, @connection_id, @start_at, @timezone, @content, @retry, @schedule, @purpose, @complete_on, @unknown_policy, @expires_after_hours)
RETURNING *;

-- name: GetCampaign :one
SELECT * FROM campaigns
WHERE tenant_id = current_tenant() AND id = @id AND origin = 'list';

-- name: LockCampaign :one
SELECT * FROM campaigns
WHERE tenant_id = current_tenant() AND id = @id AND origin = 'list'
FOR UPDATE;

-- name: ListCampaigns :many
SELECT * FROM campaigns
WHERE tenant_id = current_tenant() AND origin = 'list'
  AND (created_at, id) < (@before_at::timestamptz, @before_id::uuid)
  AND status = ANY(@statuses::text[])
  AND channel = ANY(@channels::text[])
ORDER BY created_at DESC, id DESC
LIMIT @page::integer;

-- name: UpdateCampaign :one
-- UpdateCampaign replaces what a draft says.
UPDATE campaigns
SET name = @name, list_id = @list_id, connection_id = @connection_id, start_at = @start_at, timezone = @timezone,
    content = @content, retry = @retry, schedule = @schedule, purpose = @purpose, complete_on = @complete_on,
    unknown_policy = @unknown_policy, expires_after_hours = @expires_after_hours,
    content_version = content_version + 1, version = version + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND id = @id AND status = 'draft'
RETURNING *;

-- name: MoveCampaign :one
-- MoveCampaign changes a campaign's state if it is in one of the states expected.
UPDATE campaigns
SET status = @to_status, status_reason = @reason, epoch = epoch + 1, version = version + 1, updated_at = now(),
    started_at = coalesce(started_at, sqlc.narg(started_at)),
    finished_at = coalesce(finished_at, sqlc.narg(finished_at)),
    connection_id = coalesce(sqlc.narg(connection_id), connection_id), traceparent = coalesce(traceparent, sqlc.narg(traceparent))
WHERE tenant_id = current_tenant() AND id = @id AND status = ANY(@from_statuses::text[])
RETURNING *;

-- name: ListScheduledCampaigns :many
-- ListScheduledCampaigns returns the campaigns whose hour has come.
SELECT * FROM campaigns
WHERE tenant_id = current_tenant() AND status = 'scheduled' AND start_at <= @now
ORDER BY start_at, id
LIMIT 100
FOR UPDATE SKIP LOCKED;

-- name: ListPreparingCampaigns :many
SELECT id FROM campaigns
WHERE tenant_id = current_tenant() AND status = 'preparing'
ORDER BY started_at, id
LIMIT 100;

-- name: SetFrozen :exec
-- SetFrozen remembers how far the audience has been frozen.
UPDATE campaigns SET frozen_until = @frozen_until
WHERE tenant_id = current_tenant() AND id = @id;

-- name: SetAudienceComplete :exec
UPDATE campaigns SET frozen_at = clock_timestamp()
WHERE tenant_id = current_tenant() AND id = @id;

-- name: ListFinishableCampaigns :many
-- ListFinishableCampaigns returns cancelled campaigns with a pending target, and campaigns in which no target is pending and no request waits for an answer or a report. What sends one by one is among them only when it was cancelled.
SELECT c.id, c.status FROM campaigns c
CROSS JOIN LATERAL (
    SELECT coalesce((SELECT true FROM targets t
                WHERE t.tenant_id = current_tenant() AND t.campaign_id = c.id AND t.due_at IS NOT NULL
                ORDER BY t.due_at LIMIT 1), false) AS pending,
           coalesce((SELECT true FROM attempts a
                WHERE a.tenant_id = current_tenant() AND a.campaign_id = c.id AND (a.state IN ('sending', 'unknown') OR a.next_lookup_at IS NOT NULL)
                ORDER BY a.deadline LIMIT 1), false) AS open) has
WHERE c.tenant_id = current_tenant() AND c.status IN ('running', 'cancelled') AND c.finished_at IS NULL AND (c.origin = 'list' OR c.status = 'cancelled')
  AND CASE WHEN has.pending THEN c.status = 'cancelled' ELSE NOT has.open END
ORDER BY c.id
LIMIT 100;

-- name: HasOpenTargets :one
-- HasOpenTargets says whether a target of the campaign may still change.
SELECT EXISTS (
    SELECT FROM targets
    WHERE tenant_id = current_tenant() AND campaign_id = @campaign_id
      AND status IN ('pending', 'sending', 'accepted', 'unknown'));

-- name: CancelPendingTargets :execrows
-- CancelPendingTargets ends a chunk of the targets that have not been reached.
UPDATE targets SET status = 'cancelled', reason = @reason, hold = NULL, due_at = NULL, updated_at = now()
WHERE tenant_id = current_tenant() AND id IN (
    SELECT t.id FROM targets t
    WHERE t.tenant_id = current_tenant() AND t.campaign_id = @campaign_id AND t.due_at IS NOT NULL
    ORDER BY t.due_at LIMIT @page::integer FOR UPDATE SKIP LOCKED);

-- name: CountTargets :many
-- CountTargets is the account of a campaign: targets by state, reason, hold and delivery. Its sum is the audience.
SELECT status, coalesce(reason, '')::text AS reason, coalesce(hold, '')::text AS hold, delivery, count(*) AS n
FROM targets
WHERE tenant_id = current_tenant() AND campaign_id = @campaign_id
GROUP BY 1, 2, 3, 4
ORDER BY 1, 2, 3, 4
LIMIT 1000;

-- name: CountAttempts :many
-- CountAttempts counts a campaign's attempts by state. It goes from target to target, however little Postgres knows of the tables yet: any other way may compare every attempt with every target.
SELECT a.state, count(*) AS n FROM targets t
CROSS JOIN LATERAL (
    SELECT state FROM attempts
    WHERE tenant_id = current_tenant() AND target_id = t.id
    ORDER BY number LIMIT 200) a
WHERE t.tenant_id = current_tenant() AND t.campaign_id = @campaign_id
GROUP BY a.state
ORDER BY a.state
LIMIT 20;

-- name: CountAudience :one
SELECT count(*) FROM targets
WHERE tenant_id = current_tenant() AND campaign_id = @campaign_id;

-- name: CountOpenAttempts :one
-- CountOpenAttempts counts requests without an answer and requests whose answer was lost.
SELECT count(*) FILTER (WHERE state = 'sending') AS sending, count(*) FILTER (WHERE state = 'unknown') AS unknown
FROM attempts
WHERE tenant_id = current_tenant() AND campaign_id = @campaign_id AND state IN ('sending', 'unknown');

-- name: NextDue :one
-- NextDue says when the next pending target of a campaign is due; no rows when none is pending.
SELECT due_at FROM targets
WHERE tenant_id = current_tenant() AND campaign_id = @campaign_id AND due_at IS NOT NULL
ORDER BY due_at
LIMIT 1;

-- name: ListTargets :many
SELECT * FROM targets
WHERE tenant_id = current_tenant() AND campaign_id = @campaign_id
  AND recipient_key > @after_key
  AND status = ANY(@statuses::text[])
  AND (lead_id = @lead_id OR @lead_id = '00000000-0000-0000-0000-000000000000')
ORDER BY recipient_key
LIMIT @page::integer;

-- name: GetTarget :one
SELECT * FROM targets
WHERE tenant_id = current_tenant() AND campaign_id = @campaign_id AND id = @id;

-- name: ListAttemptsOf :many
SELECT * FROM attempts
WHERE tenant_id = current_tenant() AND target_id = @target_id
ORDER BY number
LIMIT 200;

-- name: ListNotesOf :many
SELECT * FROM target_notes
WHERE tenant_id = current_tenant() AND target_id = @target_id
ORDER BY at, id
LIMIT 500;

-- name: InsertTargets :many
-- InsertTargets freezes a chunk of the audience and returns the leads it took; a lead whose address is taken is left out.
INSERT INTO targets (tenant_id, id, campaign_id, lead_id, recipient_key, recipient, zones, status, reason, hold, due_at, expires_at)
SELECT current_tenant(), unnest(@ids::uuid[]), @campaign_id, unnest(@lead_ids::uuid[]), unnest(@recipient_keys::text[]),
       nullif(unnest(@recipients::text[]), ''), string_to_array(unnest(@zones::text[]), ','), unnest(@statuses::text[]),
       nullif(unnest(@reasons::text[]), ''), nullif(unnest(@holds::text[]), ''),
       nullif(unnest(@dues::timestamptz[]), '0001-01-01 00:00:00+00'), @expires_at
ON CONFLICT ON CONSTRAINT target_once DO NOTHING
RETURNING id, lead_id, status, reason, hold;

-- name: InsertLane :exec
-- InsertLane makes sure that a campaign's sends have a lane.
INSERT INTO lanes (tenant_id, connection_id, channel)
VALUES (current_tenant(), @connection_id, @channel)
ON CONFLICT DO NOTHING;

-- name: LockExclusive :exec
-- LockExclusive waits until nobody in the tenant holds the key shared, and keeps others out until the end of the transaction.
SELECT pg_advisory_xact_lock(hashtextextended(current_tenant() || @key::text, 0));

-- name: LockShared :exec
-- LockShared lets other holders of the key run beside this one, and LockExclusive wait for them.
SELECT pg_advisory_xact_lock_shared(hashtextextended(current_tenant() || @key::text, 0));
