-- name: InsertFacts :exec
-- InsertFacts puts facts into the outbox, in their order. A zero lead or an empty previous is none.
INSERT INTO outbox (tenant_id, id, type, actor, object_type, object_id, lead_id, data, previous, cause_id, depth, chain, request, traceparent)
SELECT current_tenant(), unnest(@ids::uuid[]), unnest(@types::text[]), @actor, unnest(@object_types::text[]), unnest(@object_ids::uuid[]),
       nullif(unnest(@lead_ids::uuid[]), '00000000-0000-0000-0000-000000000000'), unnest(@datas::text[])::jsonb,
       nullif(unnest(@previouses::text[]), '')::jsonb, sqlc.narg(cause_id), @depth, coalesce(@chain::uuid[], '{}'),
       sqlc.narg(request), sqlc.narg(traceparent);

-- name: InsertTargetFacts :execrows
-- InsertTargetFacts puts facts about targets into the outbox, in their order, each with its channel and what the target belongs to. What a run of an automation asked for carries the causes of the run. All carry the trace of what caused the send.
INSERT INTO outbox (tenant_id, id, type, actor, object_type, object_id, lead_id, data, cause_id, depth, chain, traceparent)
SELECT current_tenant(), v.event_id, v.type, @actor, split_part(v.type, '.', 1), t.id,
       CASE WHEN c.origin <> 'test' THEN t.lead_id END, -- what people send to themselves reached no lead
       jsonb_strip_nulls(jsonb_build_object(
           'channel', c.channel, 'origin', c.origin, 'campaign_id', CASE WHEN c.origin = 'list' THEN c.id END,
           'run_id', t.run_id, 'reason', nullif(v.reason, ''), 'outcome', nullif(v.outcome, ''))),
       r.event_id, coalesce(r.depth + 1, 0), CASE WHEN r.id IS NULL THEN '{}' ELSE r.chain || r.automation_id END,
       coalesce(t.traceparent, c.traceparent)
FROM (SELECT unnest(@event_ids::uuid[]) AS event_id, unnest(@target_ids::uuid[]) AS target_id, unnest(@types::text[]) AS type,
             unnest(@reasons::text[]) AS reason, unnest(@outcomes::text[]) AS outcome) v
JOIN targets t ON t.tenant_id = current_tenant() AND t.id = v.target_id
JOIN campaigns c ON c.tenant_id = current_tenant() AND c.id = t.campaign_id
LEFT JOIN automation_runs r ON r.tenant_id = current_tenant() AND r.id = t.run_id
ORDER BY v.event_id;

-- name: InsertEventKeys :many
-- InsertEventKeys claims a tenant's own ids for events and returns those that are new.
INSERT INTO event_keys (tenant_id, key, event_id)
SELECT current_tenant(), unnest(@keys::text[]), unnest(@event_ids::uuid[])
ON CONFLICT DO NOTHING
RETURNING key, event_id;

-- name: ListEventKeys :many
SELECT key, event_id FROM event_keys
WHERE tenant_id = current_tenant() AND key = ANY(@keys::text[])
ORDER BY key;

-- name: ListLeadsByExternalID :many
-- ListLeadsByExternalID returns those of a tenant's own ids that are leads.
SELECT id, external_id FROM leads
WHERE tenant_id = current_tenant() AND deleted_at IS NULL AND external_id = ANY(@external_ids::text[])
ORDER BY external_id;

-- name: InsertEventLog :exec
INSERT INTO event_logs (tenant_id) VALUES (current_tenant())
ON CONFLICT DO NOTHING;

-- name: NumberFacts :many
-- NumberFacts moves a page of committed facts from the outbox into the tenant's log and numbers them on from its last. No rows when there are none, when another transaction writes the log, or when there is none yet.
WITH log AS (
    SELECT last_seq FROM event_logs WHERE tenant_id = current_tenant() FOR UPDATE SKIP LOCKED
), taken AS (
    DELETE FROM outbox
    WHERE tenant_id = current_tenant() AND EXISTS (SELECT FROM log) AND ordinal IN (
        SELECT o.ordinal FROM outbox o WHERE o.tenant_id = current_tenant() ORDER BY o.ordinal LIMIT @page::integer)
    RETURNING ordinal, id, type, actor, object_type, object_id, lead_id, data, previous, cause_id, depth, chain, created_at, request, traceparent
), counted AS (
    UPDATE event_logs SET last_seq = last_seq + (SELECT count(*) FROM taken)
    WHERE tenant_id = current_tenant() AND EXISTS (SELECT FROM taken)
)
INSERT INTO events (tenant_id, seq, id, type, actor, object_type, object_id, lead_id, data, previous, cause_id, depth, chain, created_at, request, traceparent)
SELECT current_tenant(), row_number() OVER (ORDER BY ordinal) + last_seq, id, type, actor, object_type, object_id,
       lead_id, data, previous, cause_id, depth, chain, created_at, request, traceparent
FROM taken CROSS JOIN log
ORDER BY ordinal
RETURNING tenant_id, seq, id, type, actor, object_type, object_id, lead_id, data, previous, cause_id, depth, chain, created_at, request, traceparent;

-- name: GetEvent :one
SELECT * FROM events
WHERE tenant_id = current_tenant() AND id = @id
LIMIT 1;

-- name: ListEvents :many
-- ListEvents returns the log onwards from a number: the types given, or all when none is.
SELECT * FROM events
WHERE tenant_id = current_tenant() AND seq > @after_seq
  AND (type = ANY(@types::text[]) OR cardinality(@types::text[]) = 0)
ORDER BY seq
LIMIT @page::integer;

-- name: ListEventsOfLead :many
-- ListEventsOfLead returns what happened to a lead, and to those that were merged into it, newest first.
SELECT e.* FROM (
    SELECT @lead_id::uuid AS id
    UNION ALL
    SELECT m.id FROM leads m WHERE m.tenant_id = current_tenant() AND m.merged_into = @lead_id::uuid) l
CROSS JOIN LATERAL (
    SELECT * FROM events
    WHERE tenant_id = current_tenant() AND lead_id = l.id AND seq < @before_seq
    ORDER BY seq DESC
    LIMIT @page::integer) e
ORDER BY e.seq DESC
LIMIT @page::integer;

-- name: DeleteOldEvents :execrows
-- DeleteOldEvents forgets a page of what the tenant keeps no longer, the oldest first, as far as the audit log has it.
DELETE FROM events
WHERE tenant_id = current_tenant() AND seq <= (
    SELECT max(old.seq) FROM (
        SELECT e.seq FROM events e
        WHERE e.tenant_id = current_tenant() AND e.created_at < @before
        ORDER BY e.seq LIMIT @page::integer) old)
  AND seq <= (SELECT c.event_seq FROM audit_chains c WHERE c.tenant_id = current_tenant())
  AND created_at < @before;

-- name: DeleteOldEventKeys :exec
DELETE FROM event_keys
WHERE tenant_id = current_tenant() AND created_at < @before;

-- name: SetTidied :exec
UPDATE event_logs SET tidied_at = clock_timestamp()
WHERE tenant_id = current_tenant();
