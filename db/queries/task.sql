-- name: InsertTask :one
INSERT INTO tasks (tenant_id, id, title, description, lead_id, assignee_id, due_at, created_by, run_id)
VALUES (current_tenant(), @id, @title, @description, @lead_id, @assignee_id, @due_at, @created_by, @run_id)
RETURNING *;

-- name: GetTask :one
SELECT * FROM tasks
WHERE tenant_id = current_tenant() AND id = @id;

-- name: LockTask :one
SELECT * FROM tasks
WHERE tenant_id = current_tenant() AND id = @id
FOR UPDATE;

-- name: ListTasks :many
-- ListTasks returns a page, newest first, strictly before the position given; a null filter lets all through.
SELECT * FROM tasks
WHERE tenant_id = current_tenant()
  AND (created_at, id) < (@before_at::timestamptz, @before_id::uuid)
  AND (sqlc.narg(done)::boolean IS NULL OR (done_at IS NOT NULL) = sqlc.narg(done))
  AND (sqlc.narg(lead_id)::uuid IS NULL OR lead_id = sqlc.narg(lead_id))
  AND (sqlc.narg(assignee_id)::uuid IS NULL OR assignee_id = sqlc.narg(assignee_id))
  AND (sqlc.narg(due_before)::timestamptz IS NULL OR due_at < sqlc.narg(due_before))
ORDER BY created_at DESC, id DESC
LIMIT @page::integer;

-- name: UpdateTask :one
UPDATE tasks
SET title = @title, description = @description, lead_id = @lead_id, assignee_id = @assignee_id,
    due_at = @due_at, done_at = @done_at, version = version + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND id = @id
RETURNING *;

-- name: DeleteTask :one
DELETE FROM tasks
WHERE tenant_id = current_tenant() AND id = @id
RETURNING *;
