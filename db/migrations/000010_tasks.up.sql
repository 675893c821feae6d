-- Things for people to do. A member who leaves the tenant is taken off; run_id is the automation run
-- that made the task. Foreign keys' names, too, are the error codes customers read.
CREATE TABLE tasks (
    tenant_id   uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (tenant_id),
    id          uuid NOT NULL,
    title       text NOT NULL,
    description text,
    lead_id     uuid,
    assignee_id uuid,
    due_at      timestamptz,
    done_at     timestamptz,
    created_by  text NOT NULL,
    run_id      uuid,
    version     integer NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id) ON DELETE CASCADE,
    CONSTRAINT unknown_member FOREIGN KEY (tenant_id, assignee_id) REFERENCES memberships (tenant_id, user_id)
        ON DELETE SET NULL (assignee_id)
);
CREATE INDEX tasks_newest ON tasks (tenant_id, created_at, id);
CREATE INDEX tasks_lead ON tasks (tenant_id, lead_id, created_at);
CREATE INDEX tasks_assignee ON tasks (tenant_id, assignee_id, created_at);
SELECT wall('tasks');
