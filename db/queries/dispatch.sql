-- name: PickCampaign :one
-- PickCampaign picks one of a lane's running campaigns that have due targets, each as likely as the other.
SELECT c.id FROM campaigns c
CROSS JOIN LATERAL ( -- not EXISTS, which the planner may answer by reading every due target
    SELECT FROM targets t
    WHERE t.tenant_id = current_tenant() AND t.campaign_id = c.id AND t.due_at <= @now
    ORDER BY t.due_at LIMIT 1) due
WHERE c.tenant_id = current_tenant() AND c.connection_id = @connection_id AND c.channel = @channel AND c.status = 'running'
ORDER BY random()
LIMIT 1;

-- name: ClaimTargets :many
-- ClaimTargets locks due targets of one campaign, with all that the decision needs to know of them.
SELECT t.id, t.lead_id, t.recipient_key, t.recipient, t.zones, t.due_at, t.expires_at, t.attempts, t.spent, t.hold,
       t.content, t.answer_until, t.traceparent, l.first_name, l.last_name, l.company, l.email, l.phone, l.external_id, l.custom_fields, l.deleted_at,
       coalesce((SELECT s.reason FROM suppressions s
        WHERE s.tenant_id = current_tenant() AND s.channel = @channel AND s.address_key = t.recipient_key), '')::text AS suppressed,
       coalesce((SELECT true FROM consent_reviews r
        WHERE r.tenant_id = current_tenant() AND r.channel = @channel AND r.address_key = t.recipient_key AND r.decision IS NULL LIMIT 1), false)::boolean AS in_review,
       coalesce(v.owner, '')::text AS owner, v.last_inbound_at
FROM targets t
JOIN leads l ON l.tenant_id = current_tenant() AND l.id = t.lead_id
LEFT JOIN LATERAL ( -- not a plain join, which the planner may answer by reading every thread
    SELECT owner, last_inbound_at FROM conversations
    WHERE tenant_id = current_tenant() AND lead_id = t.lead_id AND channel = @channel
      AND t.occasion <> '00000000-0000-0000-0000-000000000000' -- nobody owns what a campaign says to all
    LIMIT 1) v ON true
WHERE t.tenant_id = current_tenant() AND t.campaign_id = @campaign_id AND t.due_at <= @now
ORDER BY t.due_at
LIMIT @page::integer
FOR NO KEY UPDATE OF t SKIP LOCKED;

-- name: InsertAttempts :exec
-- InsertAttempts is the promise: one row for each request that will be made.
INSERT INTO attempts (tenant_id, id, target_id, campaign_id, connection_id, number, request_id, campaign_epoch, content_version, recipient, tag, month, trace, subject, body, deadline)
SELECT current_tenant(), unnest(@ids::uuid[]), unnest(@target_ids::uuid[]), @campaign_id, @connection_id, unnest(@numbers::integer[]),
       unnest(@request_ids::uuid[]), @campaign_epoch, @content_version, unnest(@recipients::text[]), @tag, @month, unnest(@traces::text[])::jsonb,
       nullif(unnest(@subjects::text[]), ''), nullif(unnest(@bodies::text[]), ''), clock_timestamp() + make_interval(secs => @lease_seconds::double precision);

-- name: MarkSending :exec
UPDATE targets SET status = 'sending', hold = NULL, due_at = NULL, attempts = attempts + 1, spent = spent + 1, contacted_at = @at, updated_at = now()
WHERE tenant_id = current_tenant() AND id = ANY(@ids::uuid[]) AND status = 'pending';

-- name: HoldTargets :exec
-- HoldTargets puts pending targets off.
UPDATE targets t SET hold = v.hold, due_at = v.due_at, updated_at = now()
FROM (SELECT unnest(@ids::uuid[]) AS id, unnest(@holds::text[]) AS hold, unnest(@dues::timestamptz[]) AS due_at) v
WHERE t.tenant_id = current_tenant() AND t.id = v.id AND t.status = 'pending';

-- name: EndTargets :exec
-- EndTargets ends pending targets that will not be sent to.
UPDATE targets t SET status = v.status, reason = v.reason, hold = NULL, due_at = NULL, updated_at = now()
FROM (SELECT unnest(@ids::uuid[]) AS id, unnest(@statuses::text[]) AS status, unnest(@reasons::text[]) AS reason) v
WHERE t.tenant_id = current_tenant() AND t.id = v.id AND t.status = 'pending';

-- name: InsertNotes :exec
INSERT INTO target_notes (tenant_id, target_id, kind, at, body)
SELECT current_tenant(), unnest(@target_ids::uuid[]), @kind, unnest(@ats::timestamptz[]), unnest(@bodies::text[])::jsonb;

-- name: HasReport :one
-- HasReport says whether a kind of report on a target is known.
SELECT EXISTS (
    SELECT FROM target_notes
    WHERE tenant_id = current_tenant() AND target_id = @target_id AND kind = 'report' AND body ->> 'kind' = @report_kind::text);

-- name: InsertReportNote :exec
INSERT INTO target_notes (tenant_id, target_id, attempt_id, kind, at, body)
VALUES (current_tenant(), @target_id, @attempt_id, 'report', @at, @body);

-- name: SettleAttempts :many
-- SettleAttempts writes outcomes by compare-and-set and returns the attempts that it moved: a late or second word moves nothing.
UPDATE attempts a
SET state = v.state, provider_message_id = coalesce(nullif(v.message_id, ''), a.provider_message_id), http_status = nullif(v.http_status, 0),
    error = nullif(v.error, ''), resolved_by = @resolved_by,
    settled_at = CASE WHEN v.state <> 'unknown' THEN clock_timestamp() END,
    closed_at = CASE WHEN v.state IN ('rejected', 'not_sent') THEN clock_timestamp() END,
    next_lookup_at = CASE WHEN v.lookup_seconds >= 0 THEN clock_timestamp() + make_interval(secs => v.lookup_seconds) END
FROM (SELECT unnest(@ids::uuid[]) AS id, unnest(@states::text[]) AS state, unnest(@message_ids::text[]) AS message_id,
             unnest(@http_statuses::integer[]) AS http_status, unnest(@errors::text[]) AS error,
             unnest(@lookup_seconds::double precision[]) AS lookup_seconds) v
WHERE a.tenant_id = current_tenant() AND a.id = v.id
  AND a.state || '' = ANY(@from_states::text[]) -- not plain state: the planner would walk attempts_waiting with all its dead entries
RETURNING a.id, a.target_id, a.state, a.month;

-- name: SettleTargets :many
-- SettleTargets moves targets along with their attempts and returns those that it moved.
UPDATE targets t
SET status = v.status, reason = nullif(v.reason, ''), hold = nullif(v.hold, ''), due_at = nullif(v.due_at, '0001-01-01 00:00:00+00'),
    spent = t.spent - v.refund, updated_at = now()
FROM (SELECT unnest(@ids::uuid[]) AS id, unnest(@statuses::text[]) AS status, unnest(@reasons::text[]) AS reason,
             unnest(@holds::text[]) AS hold, unnest(@dues::timestamptz[]) AS due_at, unnest(@refunds::integer[]) AS refund) v
WHERE t.tenant_id = current_tenant() AND t.id = v.id AND t.status = ANY(@from_statuses::text[])
RETURNING t.id, t.status, t.reason;

-- name: ListOverdueAttempts :many
-- ListOverdueAttempts locks attempts that nobody may be sending any more.
SELECT id FROM attempts
WHERE tenant_id = current_tenant() AND state = 'sending' AND deadline < clock_timestamp()
ORDER BY deadline
LIMIT @page::integer
FOR UPDATE SKIP LOCKED;

-- name: NameAttempts :exec
-- NameAttempts keeps the provider's names for attempts that a callback had settled before the answer came.
UPDATE attempts a SET provider_message_id = v.message_id
FROM (SELECT unnest(@ids::uuid[]) AS id, unnest(@message_ids::text[]) AS message_id) v
WHERE a.tenant_id = current_tenant() AND a.id = v.id AND a.provider_message_id IS NULL AND v.message_id <> '';

-- name: ListTargetsForRepeat :many
-- ListTargetsForRepeat returns what is needed to decide on a request's messages and write them again.
SELECT a.id AS attempt_id, a.target_id, t.recipient, t.zones, t.expires_at, t.content, t.answer_until, t.traceparent, l.first_name, l.last_name, l.company, l.email, l.phone,
       l.external_id, l.custom_fields, l.deleted_at,
       coalesce((SELECT s.reason FROM suppressions s
        WHERE s.tenant_id = current_tenant() AND s.channel = @channel AND s.address_key = t.recipient_key), '')::text AS suppressed,
       coalesce((SELECT true FROM consent_reviews r
        WHERE r.tenant_id = current_tenant() AND r.channel = @channel AND r.address_key = t.recipient_key AND r.decision IS NULL LIMIT 1), false)::boolean AS in_review
FROM attempts a
JOIN targets t ON t.tenant_id = current_tenant() AND t.id = a.target_id
JOIN leads l ON l.tenant_id = current_tenant() AND l.id = t.lead_id
WHERE a.tenant_id = current_tenant() AND (a.request_id = @request_id AND a.request_id <> a.id OR a.id = @request_id)
ORDER BY a.id
LIMIT 1000;

-- name: ClaimLookups :many
-- ClaimLookups takes attempts whose fate is to be asked for, and puts the next look off so that two workers do not ask twice.
UPDATE attempts
SET next_lookup_at = clock_timestamp() + make_interval(secs => @pause_seconds::double precision), lookups = lookups + 1
WHERE tenant_id = current_tenant() AND id IN (
    SELECT a.id FROM attempts a
    WHERE a.tenant_id = current_tenant() AND a.next_lookup_at < clock_timestamp()
    ORDER BY a.next_lookup_at LIMIT @page::integer FOR UPDATE SKIP LOCKED)
RETURNING *;

-- name: SetLookups :exec
-- SetLookups says when to ask again for attempts that could not be settled.
UPDATE attempts a
SET next_lookup_at = clock_timestamp() + make_interval(secs => v.seconds)
FROM (SELECT unnest(@ids::uuid[]) AS id, unnest(@seconds::double precision[]) AS seconds) v
WHERE a.tenant_id = current_tenant() AND a.id = v.id AND a.next_lookup_at IS NOT NULL;

-- name: ForgetReports :exec
-- ForgetReports stops asking after a target's accepted attempts: what was waited for has come.
UPDATE attempts SET next_lookup_at = NULL
WHERE tenant_id = current_tenant() AND target_id = @target_id AND state = 'accepted' AND next_lookup_at IS NOT NULL;

-- name: CloseAttempt :execrows
-- CloseAttempt marks an accepted attempt as one that can no longer reach anybody: a bounce, an ended call.
UPDATE attempts SET closed_at = clock_timestamp(), next_lookup_at = NULL
WHERE tenant_id = current_tenant() AND id = @id AND closed_at IS NULL;

-- name: ContradictAttempt :exec
-- ContradictAttempt records acceptance of an attempt that had been taken for not sent.
UPDATE attempts SET contradicted = true
WHERE tenant_id = current_tenant() AND id = @id;

-- name: LockAttempt :one
SELECT * FROM attempts
WHERE tenant_id = current_tenant() AND id = @id
FOR UPDATE;

-- name: LockCausedAttempt :one
-- LockCausedAttempt is LockAttempt, with the trace of what caused the send.
SELECT sqlc.embed(a), coalesce(t.traceparent, c.traceparent) AS traceparent
FROM attempts a
JOIN targets t ON t.tenant_id = current_tenant() AND t.id = a.target_id
JOIN campaigns c ON c.tenant_id = current_tenant() AND c.id = t.campaign_id
WHERE a.tenant_id = current_tenant() AND a.id = @id
FOR UPDATE OF a;

-- name: FindAttemptByMessage :one
SELECT id FROM attempts
WHERE tenant_id = current_tenant() AND connection_id = @connection_id AND provider_message_id = @provider_message_id
ORDER BY created_at DESC
LIMIT 1;

-- name: FindAttemptByRequest :one
-- FindAttemptByRequest finds the attempt of a shared request by its recipient.
SELECT a.id FROM attempts a JOIN targets t ON t.tenant_id = current_tenant() AND t.id = a.target_id
WHERE a.tenant_id = current_tenant() AND a.request_id = @request_id AND a.request_id <> a.id AND t.recipient_key = @recipient_key
ORDER BY a.created_at DESC
LIMIT 1;

-- name: LockTarget :one
SELECT * FROM targets
WHERE tenant_id = current_tenant() AND id = @id
FOR UPDATE;

-- name: SetDelivery :exec
-- SetDelivery raises what the provider has reported.
UPDATE targets
SET delivery = @delivery, flags = @flags, outcome = @outcome, updated_at = now()
WHERE tenant_id = current_tenant() AND id = @id;

-- name: MoveTarget :execrows
-- MoveTarget changes one target's state by compare-and-set.
UPDATE targets
SET status = @to_status, reason = @reason, hold = @hold, due_at = @due_at, spent = spent - @refund::integer, updated_at = now()
WHERE tenant_id = current_tenant() AND id = @id AND status = ANY(@from_statuses::text[]);

-- name: SetLaneWait :exec
-- SetLaneWait keeps a lane from being served for a while.
UPDATE lanes SET wait_until = clock_timestamp() + make_interval(secs => @seconds::double precision), wait_reason = @reason
WHERE tenant_id = current_tenant() AND connection_id = @connection_id AND channel = @channel;

-- name: RestLane :exec
-- RestLane says that a lane has nothing due before the instant given.
UPDATE lanes SET next_due_at = sqlc.narg(next_due_at)
WHERE tenant_id = current_tenant() AND connection_id = @connection_id AND channel = @channel;

-- name: CloseBreaker :exec
-- CloseBreaker ends a streak of failures.
UPDATE lanes SET bad_streak = 0, opened = 0, wait_until = NULL, wait_reason = NULL
WHERE tenant_id = current_tenant() AND connection_id = @connection_id AND channel = @channel AND (bad_streak > 0 OR opened > 0);

-- name: CountFailures :one
-- CountFailures adds to a streak of failures and opens the breaker when it is long: 10 s, doubling up to 5 min. What began before it last opened, when it had opened @opened times, does not open it again.
UPDATE lanes
SET bad_streak = bad_streak + @failures::integer,
    opened = CASE WHEN opened = @opened AND bad_streak + @failures::integer >= @threshold::integer THEN opened + 1 ELSE opened END,
    wait_until = CASE WHEN opened = @opened AND bad_streak + @failures::integer >= @threshold::integer
        THEN clock_timestamp() + make_interval(secs => least(300, 10 * power(2, least(opened, 10)))) ELSE wait_until END,
    wait_reason = CASE WHEN opened = @opened AND bad_streak + @failures::integer >= @threshold::integer THEN 'breaker' ELSE wait_reason END
WHERE tenant_id = current_tenant() AND connection_id = @connection_id AND channel = @channel
RETURNING opened;

-- name: CountCallsInProgress :one
-- CountCallsInProgress counts what occupies a line of a connection.
SELECT count(*) FROM attempts
WHERE tenant_id = current_tenant() AND connection_id = @connection_id
  AND state IN ('sending', 'unknown', 'accepted') AND closed_at IS NULL
  AND created_at > clock_timestamp() - interval '1 hour';

-- name: NextDueOfLane :one
-- NextDueOfLane says when the next pending target of a lane is due; no rows when none is pending or the account is paused.
SELECT t.due_at FROM campaigns c
JOIN connections n ON n.tenant_id = current_tenant() AND n.id = c.connection_id AND n.status = 'active'
CROSS JOIN LATERAL (
    SELECT due_at FROM targets
    WHERE tenant_id = current_tenant() AND campaign_id = c.id AND due_at IS NOT NULL
    ORDER BY due_at LIMIT 1) t
WHERE c.tenant_id = current_tenant() AND c.connection_id = @connection_id AND c.channel = @channel AND c.status = 'running'
ORDER BY t.due_at
LIMIT 1;
