-- name: InsertSending :one
-- InsertSending opens what sends one by one; no rows when it is open already.
INSERT INTO campaigns (tenant_id, id, name, origin, ref, channel, connection_id, timezone, content, retry, schedule, purpose, expires_after_hours, status, started_at)
VALUES (current_tenant(), @id, @origin, @origin, @ref, @channel, @connection_id, @timezone, @content, @retry, @schedule, @purpose, @expires_after_hours, 'running', @started_at)
ON CONFLICT DO NOTHING
RETURNING id;

-- name: FindSending :one
-- FindSending returns what was opened for a cause on a channel.
SELECT id FROM campaigns
WHERE tenant_id = current_tenant() AND ref = @ref AND channel = @channel;

-- name: GetSending :one
-- GetSending returns what sends, be it a campaign or what sends one by one.
SELECT * FROM campaigns
WHERE tenant_id = current_tenant() AND id = @id;

-- name: LockSending :one
-- LockSending is GetSending for a change.
SELECT * FROM campaigns
WHERE tenant_id = current_tenant() AND id = @id
FOR UPDATE;

-- name: InsertTarget :one
-- InsertTarget adds one recipient; no rows when the same cause has added it before.
INSERT INTO targets (tenant_id, id, campaign_id, lead_id, recipient_key, recipient, zones, status, reason, hold, due_at, expires_at, occasion, content, run_id, answer_until, traceparent)
VALUES (current_tenant(), @id, @campaign_id, @lead_id, @recipient_key, @recipient, @zones, @status, @reason, @hold, @due_at, @expires_at, @occasion, @content, @run_id, @answer_until, @traceparent)
ON CONFLICT ON CONSTRAINT target_once DO NOTHING
RETURNING *;

-- name: FindTarget :one
-- FindTarget returns the recipient that a cause has added.
SELECT * FROM targets
WHERE tenant_id = current_tenant() AND campaign_id = @campaign_id AND recipient_key = @recipient_key AND occasion = @occasion;
