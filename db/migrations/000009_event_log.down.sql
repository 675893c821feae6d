SET ROLE carillon_crossing;
DROP FUNCTION crossing.unread_logs(), crossing.logs_due();
SET ROLE carillon_owner;
ALTER TABLE tenants DROP COLUMN event_retention_days;
ALTER TABLE events NO FORCE ROW LEVEL SECURITY;
ALTER TABLE outbox NO FORCE ROW LEVEL SECURITY;
ALTER TABLE events RENAME TO numbered;
CREATE TABLE events (
    tenant_id   uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (tenant_id),
    id          uuid NOT NULL,
    type        text NOT NULL,
    actor       text NOT NULL,
    object_type text NOT NULL,
    object_id   uuid NOT NULL,
    data        jsonb NOT NULL DEFAULT '{}',
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant_id, id)
);
INSERT INTO events (tenant_id, id, type, actor, object_type, object_id, data, created_at)
SELECT tenant_id, id, type, actor, object_type, object_id, data, created_at FROM numbered
UNION ALL
SELECT tenant_id, id, type, actor, object_type, object_id, data, created_at FROM outbox;
DROP FUNCTION keep_event_partitions(timestamptz);
DROP TABLE event_keys, event_logs, outbox, numbered;
CREATE INDEX events_object ON events (tenant_id, object_id, created_at);
SELECT wall('events');
