-- name: InsertEvent :exec
INSERT INTO events (tenant_id, id, type, actor, object_type, object_id, data)
VALUES (current_tenant(), @id, @type, @actor, @object_type, @object_id, @data);

-- name: ListEventsOf :many
-- ListEventsOf returns the newest facts about one object.
SELECT * FROM events
WHERE tenant_id = current_tenant() AND object_id = @object_id
ORDER BY created_at DESC, id DESC
LIMIT @page::integer;
