-- name: LockLeads :many
-- LockLeads returns those of the leads that are not deleted, locked, in the order of their ids.
SELECT * FROM leads
WHERE tenant_id = current_tenant() AND deleted_at IS NULL AND id = ANY(@ids::uuid[])
ORDER BY id
FOR UPDATE;

-- name: GetMergedInto :one
-- GetMergedInto says into which lead a lead was merged; null when it was not, and no rows when there never was one.
SELECT merged_into FROM leads
WHERE tenant_id = current_tenant() AND id = @id;

-- name: DeleteMerged :execrows
-- DeleteMerged hides a lead that was merged into another, and has whoever was merged into it before point there too.
UPDATE leads
SET merged_into = @into_id, deleted_at = coalesce(deleted_at, now()), version = version + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND (id = @from_id OR merged_into = @from_id);

-- name: MoveListMember :execrows
-- MoveListMember gives a lead the places of another in static lists; those it has already stay.
WITH gone AS (
    DELETE FROM lead_list_members m WHERE m.tenant_id = current_tenant() AND m.lead_id = @from_id
    RETURNING m.list_id, m.added_at
)
INSERT INTO lead_list_members (tenant_id, list_id, lead_id, added_at)
SELECT current_tenant(), list_id, @into_id, added_at FROM gone
ON CONFLICT DO NOTHING;

-- name: MoveTasks :execrows
-- MoveTasks makes the tasks about a lead tasks about another.
UPDATE tasks SET lead_id = @into_id, version = version + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND lead_id = @from_id;

-- name: MoveTargets :execrows
-- MoveTargets makes what was and will be sent to a lead another's. What waits stays where the other has a target of the same campaign: whoever is deleted is not sent to.
UPDATE targets t SET lead_id = @into_id
WHERE t.tenant_id = current_tenant() AND t.lead_id = @from_id
  AND (t.due_at IS NULL OR NOT EXISTS (
      SELECT FROM targets o
      WHERE o.tenant_id = current_tenant() AND o.lead_id = @into_id AND o.id <> t.id
        AND o.campaign_id = t.campaign_id AND o.occasion = t.occasion));

-- name: MoveRuns :execrows
-- MoveRuns makes a lead's runs of automations another's, but for those of events that the other answers itself.
UPDATE automation_runs r SET lead_id = @into_id
WHERE r.tenant_id = current_tenant() AND r.lead_id = @from_id
  AND NOT EXISTS (
      SELECT FROM automation_runs o
      WHERE o.tenant_id = current_tenant() AND o.lead_id = @into_id AND o.id <> r.id AND o.event_id = r.event_id
        AND o.automation_id = r.automation_id AND o.version = r.version);

-- name: LockConversationsOf :many
-- LockConversationsOf returns a lead's threads, one for each channel.
SELECT * FROM conversations
WHERE tenant_id = current_tenant() AND lead_id = @lead_id
ORDER BY channel
LIMIT 10
FOR UPDATE;
