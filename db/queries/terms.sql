-- name: EnterSending :one
-- EnterSending is GetSending, with what its tenant asks of all sends.
SELECT sqlc.embed(c), t.contact_hours, t.frequency_caps, t.usage_limits
FROM campaigns c
JOIN tenants t ON t.tenant_id = current_tenant()
WHERE c.tenant_id = current_tenant() AND c.id = @id;

-- name: LockPeople :many
-- LockPeople keeps others from deciding on a contact with these leads; whoever is locked already is left out.
SELECT id FROM leads
WHERE tenant_id = current_tenant() AND id = ANY(@ids::uuid[])
ORDER BY id
FOR NO KEY UPDATE SKIP LOCKED;

-- name: ListContacts :many
-- ListContacts returns each lead's last contacts on a channel after an instant, newest first: what reached the person or may have. An answer to what the person wrote is none.
SELECT l.id::uuid AS lead_id, m.at::timestamptz AS at, m.open::boolean AS open
FROM unnest(@lead_ids::uuid[]) AS l (id)
CROSS JOIN LATERAL (
    SELECT coalesce(t.contacted_at, t.updated_at) AS at, t.status IN ('sending', 'unknown') AS open
    FROM targets t
    JOIN campaigns c ON c.tenant_id = current_tenant() AND c.id = t.campaign_id AND c.channel = @channel
    WHERE t.tenant_id = current_tenant() AND t.lead_id = l.id AND coalesce(t.contacted_at, t.updated_at) > @since
      AND (t.status IN ('sending', 'accepted', 'unknown', 'unresolved', 'completed') OR t.reason IN ('no_report', 'call_rejected'))
      AND (t.answer_until IS NULL OR t.answer_until <= t.contacted_at)
    ORDER BY 1 DESC
    LIMIT @most::integer) m
ORDER BY m.at DESC;

-- name: ReserveUsage :one
-- ReserveUsage takes as many sends as are wanted out of a limited month's quota, or as many as there are left, and says how many these were and how often there were too few. @quota is what slots beside the first leave of the limit.
INSERT INTO usage (tenant_id, channel, month, slot, used, given, refusals)
SELECT current_tenant(), @channel, @month, 0, greatest(0, least(v.wanted, v.quota)), greatest(0, least(v.wanted, v.quota)), CASE WHEN v.wanted > v.quota THEN 1 ELSE 0 END
FROM (SELECT sqlc.arg(wanted)::bigint AS wanted, sqlc.arg(quota)::bigint AS quota) v
ON CONFLICT (tenant_id, channel, month, slot) DO UPDATE
SET used = usage.used + greatest(0, least(sqlc.arg(wanted)::bigint, sqlc.arg(quota)::bigint - usage.used)),
    given = greatest(0, least(sqlc.arg(wanted)::bigint, sqlc.arg(quota)::bigint - usage.used)),
    refusals = usage.refusals + CASE WHEN sqlc.arg(wanted)::bigint > sqlc.arg(quota)::bigint - usage.used THEN 1 ELSE 0 END
RETURNING given, refusals;

-- name: AddUsage :exec
-- AddUsage counts sends that no limit holds, and, below 0, gives back what was not sent.
INSERT INTO usage (tenant_id, channel, month, slot, used)
VALUES (current_tenant(), @channel, @month, @slot, @sends)
ON CONFLICT (tenant_id, channel, month, slot) DO UPDATE
SET used = usage.used + excluded.used;

-- name: UsedBeside :one
-- UsedBeside returns what slots beside the first have used of a month's quota.
SELECT coalesce(sum(used), 0)::bigint FROM usage
WHERE tenant_id = current_tenant() AND channel = @channel AND month = @month AND slot > 0;

-- name: ListUsage :many
-- ListUsage returns what was used of a month's quota, by channel.
SELECT channel, sum(used)::bigint AS used FROM usage
WHERE tenant_id = current_tenant() AND month = @month
GROUP BY channel
ORDER BY channel
LIMIT 10;

-- name: WakeQuota :exec
-- WakeQuota has as many targets asked again as wait for a channel's quota, up to @most.
UPDATE targets SET due_at = @now
WHERE tenant_id = current_tenant() AND id IN (
    SELECT t.id FROM targets t
    JOIN campaigns c ON c.tenant_id = current_tenant() AND c.id = t.campaign_id AND c.channel = @channel AND c.status = ANY(@statuses::text[])
    WHERE t.tenant_id = current_tenant() AND t.hold = 'quota' AND t.due_at > @now
    LIMIT @most::integer
    FOR UPDATE OF t SKIP LOCKED);
