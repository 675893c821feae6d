-- name: InsertAutomation :one
INSERT INTO automations (tenant_id, id, name, definition)
VALUES (current_tenant(), @id, @name, @definition)
RETURNING *;

-- name: GetAutomation :one
SELECT * FROM automations
WHERE tenant_id = current_tenant() AND id = @id;

-- name: LockAutomation :one
SELECT * FROM automations
WHERE tenant_id = current_tenant() AND id = @id
FOR UPDATE;

-- name: ListAutomations :many
SELECT * FROM automations
WHERE tenant_id = current_tenant()
  AND (created_at, id) < (@before_at::timestamptz, @before_id::uuid)
  AND status = ANY(@statuses::text[])
ORDER BY created_at DESC, id DESC
LIMIT @page::integer;

-- name: UpdateAutomation :one
-- UpdateAutomation replaces what people edit; what runs stays.
UPDATE automations
SET name = @name, definition = @definition, version = version + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND id = @id
RETURNING *;

-- name: MoveAutomation :one
-- MoveAutomation changes an automation's state if it is in one of the states expected. What it waits for counts while it is active.
UPDATE automations
SET status = @to_status, active_version = coalesce(sqlc.narg(active_version), active_version),
    listens = sqlc.narg(listens), listens_since = CASE WHEN status <> 'active' THEN clock_timestamp() ELSE listens_since END, next_fire_at = sqlc.narg(next_fire_at),
    activated_at = coalesce(sqlc.narg(activated_at), activated_at), archived_at = coalesce(sqlc.narg(archived_at), archived_at),
    version = version + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND id = @id AND status = ANY(@from_statuses::text[])
RETURNING *;

-- name: InsertAutomationVersion :one
INSERT INTO automation_versions (tenant_id, id, automation_id, number, definition, sends, created_by)
VALUES (current_tenant(), @id, @automation_id, @number, @definition, @sends::uuid[], @created_by)
RETURNING *;

-- name: GetAutomationVersion :one
SELECT * FROM automation_versions
WHERE tenant_id = current_tenant() AND automation_id = @automation_id AND number = @number;

-- name: ListAutomationVersions :many
-- ListAutomationVersions returns what ran, the newest first.
SELECT * FROM automation_versions
WHERE tenant_id = current_tenant() AND automation_id = @automation_id AND number < @before_number
ORDER BY number DESC
LIMIT @page::integer;

-- name: ListListening :many
-- ListListening returns the active automations that wait for events of these types, and since when, with what they run. They stay active until the transaction ends.
SELECT a.id, a.listens::text AS listens, a.listens_since::timestamptz AS since, v.number, v.definition
FROM automations a
JOIN automation_versions v ON v.tenant_id = current_tenant() AND v.automation_id = a.id AND v.number = a.active_version
WHERE a.tenant_id = current_tenant() AND a.status = 'active' AND a.listens = ANY(@types::text[])
ORDER BY a.id
FOR SHARE OF a;

-- name: ListLeadsByID :many
SELECT * FROM leads
WHERE tenant_id = current_tenant() AND deleted_at IS NULL AND id = ANY(@ids::uuid[])
ORDER BY id;

-- name: InsertRuns :many
-- InsertRuns begins runs, or writes down why they do not begin, and returns those that are new: an event counts once for an automation's version and a lead. A zero lead, due date or end, or an empty event or traceparent, is none.
INSERT INTO automation_runs (tenant_id, id, automation_id, version, event_id, event, lead_id, entry_key, state, reason, due_at, depth, chain, trace, created_at, finished_at, traceparent)
SELECT current_tenant(), unnest(@ids::uuid[]), unnest(@automation_ids::uuid[]), unnest(@versions::integer[]), unnest(@event_ids::uuid[]),
       nullif(unnest(@events::text[]), '')::jsonb, nullif(unnest(@lead_ids::uuid[]), '00000000-0000-0000-0000-000000000000'),
       unnest(@entry_keys::text[]), unnest(@states::text[]), nullif(unnest(@reasons::text[]), ''),
       nullif(unnest(@dues::timestamptz[]), '0001-01-01 00:00:00+00'), unnest(@depths::integer[]),
       string_to_array(unnest(@chains::text[]), ',')::uuid[], unnest(@traces::text[])::jsonb, @created_at,
       nullif(unnest(@ends::timestamptz[]), '0001-01-01 00:00:00+00'), nullif(unnest(@traceparents::text[]), '')
ON CONFLICT ON CONSTRAINT run_once DO NOTHING
RETURNING id;

-- name: ListEntries :many
-- ListEntries returns, for automations and leads, when runs last began for each key, and whether one is not over.
SELECT automation_id, lead_id::uuid AS lead_id, entry_key, max(created_at)::timestamptz AS last_at, bool_or(due_at IS NOT NULL)::boolean AS open
FROM automation_runs
WHERE tenant_id = current_tenant() AND lead_id = ANY(@lead_ids::uuid[]) AND automation_id = ANY(@automation_ids::uuid[])
  AND state NOT IN ('not_matched', 'loop_stopped')
GROUP BY 1, 2, 3;

-- name: CountRunsOfLeads :many
-- CountRunsOfLeads counts the runs that began for each lead since an instant, up to a hundred.
SELECT r.lead_id::uuid AS lead_id, count(*) AS n
FROM (SELECT unnest(@lead_ids::uuid[]) AS id) l
CROSS JOIN LATERAL (
    SELECT a.lead_id FROM automation_runs a
    WHERE a.tenant_id = current_tenant() AND a.lead_id = l.id AND a.created_at > @since
      AND a.state NOT IN ('not_matched', 'loop_stopped')
    LIMIT 100) r
GROUP BY 1;

-- name: ListDueRuns :many
-- ListDueRuns returns runs of active automations whose next step is due, the longest due first.
SELECT r.id, r.automation_id, r.event_id, r.step, r.depth, r.chain, r.due_at, r.traceparent
FROM automations a
CROSS JOIN LATERAL (
    SELECT * FROM automation_runs r
    WHERE r.tenant_id = current_tenant() AND r.automation_id = a.id AND r.due_at <= @now
    ORDER BY r.due_at LIMIT 100) r
WHERE a.tenant_id = current_tenant() AND a.status = 'active'
ORDER BY r.due_at, r.id
LIMIT 100;

-- name: ClaimRun :one
-- ClaimRun locks a run whose step is due, unless somebody works on it or its automation does not run; no rows then.
SELECT r.* FROM automation_runs r
JOIN automations a ON a.tenant_id = current_tenant() AND a.id = r.automation_id AND a.status = 'active'
WHERE r.tenant_id = current_tenant() AND r.id = @id AND r.due_at <= @now
FOR UPDATE OF r SKIP LOCKED;

-- name: LockRun :one
SELECT * FROM automation_runs
WHERE tenant_id = current_tenant() AND id = @id
FOR UPDATE;

-- name: MoveRun :one
-- MoveRun writes what a run has come to.
UPDATE automation_runs
SET state = @state, reason = @reason, step = @step, tries = @tries, due_at = @due_at, trace = @trace, finished_at = @finished_at
WHERE tenant_id = current_tenant() AND id = @id AND due_at IS NOT NULL
RETURNING *;

-- name: GetRun :one
SELECT * FROM automation_runs
WHERE tenant_id = current_tenant() AND id = @id;

-- name: ListRuns :many
-- ListRuns returns runs, newest first by their ids, which count the time; a zero automation or lead is any.
SELECT * FROM automation_runs
WHERE tenant_id = current_tenant()
  AND id < @before_id
  AND (automation_id = @automation_id OR @automation_id = '00000000-0000-0000-0000-000000000000')
  AND (lead_id = @lead_id::uuid OR @lead_id = '00000000-0000-0000-0000-000000000000')
  AND state = ANY(@states::text[])
ORDER BY id DESC
LIMIT @page::integer;

-- name: ListDueSchedules :many
-- ListDueSchedules locks the automations whose schedule has come due, but those that another scheduler holds.
SELECT a.id, a.next_fire_at::timestamptz AS next_fire_at, v.number, v.definition
FROM automations a
JOIN automation_versions v ON v.tenant_id = current_tenant() AND v.automation_id = a.id AND v.number = a.active_version
WHERE a.tenant_id = current_tenant() AND a.status = 'active' AND a.next_fire_at <= @now
ORDER BY a.next_fire_at, a.id
LIMIT 100
FOR UPDATE OF a SKIP LOCKED;

-- name: SetNextFiring :exec
-- SetNextFiring moves a locked schedule on.
UPDATE automations SET next_fire_at = sqlc.narg(next_fire_at)
WHERE tenant_id = current_tenant() AND id = @id;

-- name: InsertFirings :exec
-- InsertFirings writes down instants at which a schedule came due; one that is known stays as it is. A zero end is none.
INSERT INTO automation_firings (tenant_id, id, automation_id, version, instant, outcome, created_at, finished_at)
SELECT current_tenant(), unnest(@ids::uuid[]), @automation_id, @version, unnest(@instants::timestamptz[]), unnest(@outcomes::text[]),
       @created_at, nullif(unnest(@ends::timestamptz[]), '0001-01-01 00:00:00+00')
ON CONFLICT ON CONSTRAINT firing_once DO NOTHING;

-- name: ListOpenFirings :many
-- ListOpenFirings returns firings of active automations whose leads are not through, the oldest first.
SELECT f.id FROM automation_firings f
JOIN automations a ON a.tenant_id = current_tenant() AND a.id = f.automation_id AND a.status = 'active'
WHERE f.tenant_id = current_tenant() AND f.finished_at IS NULL
ORDER BY f.instant, f.id
LIMIT 100;

-- name: ClaimFiring :one
-- ClaimFiring locks a firing whose leads are not through, unless somebody works on it; no rows then. Its automation stays active until the transaction ends.
SELECT f.*, v.definition FROM automation_firings f
JOIN automations a ON a.tenant_id = current_tenant() AND a.id = f.automation_id AND a.status = 'active'
JOIN automation_versions v ON v.tenant_id = current_tenant() AND v.automation_id = f.automation_id AND v.number = f.version
WHERE f.tenant_id = current_tenant() AND f.id = @id AND f.finished_at IS NULL
FOR SHARE OF a FOR UPDATE OF f SKIP LOCKED;

-- name: MoveFiring :exec
-- MoveFiring remembers how far a firing has come.
UPDATE automation_firings SET cursor = @cursor, begun = begun + @begun::bigint, finished_at = sqlc.narg(finished_at)
WHERE tenant_id = current_tenant() AND id = @id;

-- name: ListFirings :many
-- ListFirings returns when an automation's schedule came due, newest first.
SELECT * FROM automation_firings
WHERE tenant_id = current_tenant() AND automation_id = @automation_id AND instant < @before_instant
ORDER BY instant DESC
LIMIT @page::integer;

-- name: ListUnclearedAutomations :many
-- ListUnclearedAutomations returns archived automations that may have left something unfinished.
SELECT id FROM automations
WHERE tenant_id = current_tenant() AND status = 'archived' AND cleared_at IS NULL
ORDER BY archived_at, id
LIMIT 100;

-- name: CancelOpenRuns :execrows
-- CancelOpenRuns ends a chunk of an automation's runs that are not over.
UPDATE automation_runs SET state = 'cancelled', reason = 'automation_archived', due_at = NULL, finished_at = @finished_at
WHERE tenant_id = current_tenant() AND id IN (
    SELECT r.id FROM automation_runs r
    WHERE r.tenant_id = current_tenant() AND r.automation_id = @automation_id AND r.due_at IS NOT NULL
    ORDER BY r.due_at LIMIT @page::integer FOR UPDATE);

-- name: CloseFirings :exec
-- CloseFirings ends an automation's firings that are not through.
UPDATE automation_firings SET finished_at = @finished_at
WHERE tenant_id = current_tenant() AND automation_id = @automation_id AND finished_at IS NULL;

-- name: SetCleared :exec
-- SetCleared says that an archived automation has left nothing unfinished.
UPDATE automations SET cleared_at = clock_timestamp()
WHERE tenant_id = current_tenant() AND id = @id;

-- name: DeleteOldRuns :execrows
-- DeleteOldRuns forgets a page of runs that never began, the oldest first. Those that did are kept: who has entered once is told by them.
DELETE FROM automation_runs
WHERE tenant_id = current_tenant() AND id IN (
    SELECT r.id FROM automation_runs r
    WHERE r.tenant_id = current_tenant() AND r.created_at < @before AND r.state IN ('not_matched', 'loop_stopped')
    ORDER BY r.id LIMIT @page::integer);
