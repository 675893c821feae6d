-- name: InsertErasedAddresses :exec
INSERT INTO erased_addresses (tenant_id, mark)
SELECT current_tenant(), unnest(@marks::bytea[])
ON CONFLICT DO NOTHING;

-- name: ListErasedAddresses :many
-- ListErasedAddresses returns those of the marks whose addresses were erased.
SELECT mark FROM erased_addresses
WHERE tenant_id = current_tenant() AND mark = ANY(@marks::bytea[])
ORDER BY mark;

-- name: InsertErasure :exec
INSERT INTO erasures (tenant_id, lead_id, wipe_at)
VALUES (current_tenant(), @lead_id, clock_timestamp() + make_interval(secs => @again_seconds::double precision))
ON CONFLICT DO NOTHING;

-- name: ClaimErasures :many
-- ClaimErasures takes people of whom something is to be wiped again.
SELECT * FROM erasures
WHERE tenant_id = current_tenant() AND wipe_at < clock_timestamp()
ORDER BY wipe_at
LIMIT @page::integer
FOR UPDATE SKIP LOCKED;

-- name: SetErasureWiped :exec
-- SetErasureWiped has what is left of a person wiped again after a while; of who was erased before the seconds given, no more.
UPDATE erasures
SET wipe_at = CASE WHEN created_at > clock_timestamp() - make_interval(secs => @for_seconds::double precision)
    THEN clock_timestamp() + make_interval(secs => @again_seconds::double precision) END
WHERE tenant_id = current_tenant() AND lead_id = @lead_id;

-- name: LockPerson :one
-- LockPerson returns a lead, hidden or not.
SELECT * FROM leads
WHERE tenant_id = current_tenant() AND id = @id
FOR UPDATE;

-- name: ListAddressesOf :many
-- ListAddressesOf returns the addresses at which a lead was ever known, in whatever spelling, but for those that are another's now.
SELECT known.address::text FROM (
    SELECT unnest(ARRAY[l.email, l.email_key, l.phone]) AS address FROM leads l
    WHERE l.tenant_id = current_tenant() AND l.id = @lead_id
    UNION
    SELECT unnest(ARRAY[t.recipient, t.recipient_key]) FROM targets t
    JOIN campaigns m ON m.tenant_id = current_tenant() AND m.id = t.campaign_id AND m.origin <> 'test' -- a test goes to somebody else
    WHERE t.tenant_id = current_tenant() AND t.lead_id = @lead_id
    UNION
    SELECT c.address_key FROM conversations c
    WHERE c.tenant_id = current_tenant() AND c.lead_id = @lead_id
    UNION
    SELECT unnest(ARRAY[e.data ->> 'email', e.data ->> 'phone', e.previous ->> 'email', e.previous ->> 'phone']) FROM events e
    WHERE e.tenant_id = current_tenant() AND e.lead_id = @lead_id AND e.object_type = 'lead'
) known
WHERE (known.address LIKE '%@%' OR known.address LIKE '+%')
  AND NOT EXISTS (
    SELECT FROM leads h
    WHERE h.tenant_id = current_tenant() AND h.deleted_at IS NULL AND h.id <> @lead_id AND h.email_key = lower(known.address))
  AND NOT EXISTS (
    SELECT FROM leads h
    WHERE h.tenant_id = current_tenant() AND h.deleted_at IS NULL AND h.id <> @lead_id AND h.phone = known.address)
ORDER BY known.address
LIMIT 1000;

-- name: EraseLead :exec
UPDATE leads
SET external_id = NULL, email = NULL, email_key = NULL, phone = NULL, first_name = NULL, last_name = NULL, company = NULL, timezone = NULL,
    status = 'new', custom_fields = '{}', deleted_at = coalesce(deleted_at, now()), updated_at = now(), version = version + 1
WHERE tenant_id = current_tenant() AND id = @lead_id;

-- name: EraseLeadTags :exec
DELETE FROM lead_tags
WHERE tenant_id = current_tenant() AND lead_id = @lead_id;

-- name: EraseListMembers :exec
DELETE FROM lead_list_members
WHERE tenant_id = current_tenant() AND lead_id = @lead_id;

-- name: SkipTargetsOf :many
-- SkipTargetsOf ends what a lead has not been sent yet.
UPDATE targets SET status = 'skipped', reason = 'erased', hold = NULL, due_at = NULL, updated_at = now()
WHERE tenant_id = current_tenant() AND lead_id = @lead_id AND status = 'pending'
RETURNING id;

-- name: EraseTargets :exec
-- EraseTargets leaves of a lead's targets what the account of sends needs. What is under way goes on by the attempt's id.
UPDATE targets SET recipient_key = 'erased:' || id, recipient = NULL, zones = '{UTC}', content = NULL, updated_at = now()
WHERE tenant_id = current_tenant() AND lead_id = @lead_id;

-- name: EraseAttempts :exec
-- EraseAttempts leaves of a lead's attempts what the account of sends needs; a recipient that is empty was erased.
UPDATE attempts a SET recipient = '', subject = NULL, body = NULL, trace = '[]', error = NULL
FROM targets t
WHERE a.tenant_id = current_tenant() AND t.tenant_id = current_tenant() AND t.lead_id = @lead_id AND a.target_id = t.id;

-- name: EraseNotes :exec
UPDATE target_notes n SET body = n.body - '{trace,recording}'::text[] - CASE WHEN n.kind = 'report' THEN 'reason' ELSE '' END
FROM targets t
WHERE n.tenant_id = current_tenant() AND t.tenant_id = current_tenant() AND t.lead_id = @lead_id AND n.target_id = t.id;

-- name: EraseCallbacks :exec
-- EraseCallbacks empties what providers said of a lead: that it came by, of which message it speaks, or what it holds. What is still to be applied is emptied then.
UPDATE callbacks b SET body = '', last_error = NULL
WHERE b.tenant_id = current_tenant() AND b.body <> '' AND b.status IN ('applied', 'dead') AND (
    b.id IN (
        SELECT e.callback_id FROM conversation_entries e
        JOIN conversations c ON c.tenant_id = current_tenant() AND c.id = e.conversation_id
        WHERE e.tenant_id = current_tenant() AND (c.lead_id = @lead_id OR c.lead_id IS NULL AND c.address_key = ANY(@words::text[])))
    OR EXISTS (
        SELECT FROM attempts a
        JOIN targets t ON t.tenant_id = current_tenant() AND t.id = a.target_id AND t.lead_id = @lead_id
        WHERE a.tenant_id = current_tenant() AND (b.attempt_ref = a.id
           OR position(a.id::text IN encode(b.body, 'escape')) > 0
           OR a.provider_message_id <> '' AND position(a.provider_message_id IN encode(b.body, 'escape')) > 0))
    OR EXISTS (
        SELECT FROM unnest(@words::text[]) word
        WHERE position(encode(convert_to(lower(word), 'UTF8'), 'escape') IN lower(encode(b.body, 'escape'))) > 0));

-- name: EraseCallback :exec
UPDATE callbacks SET body = '', last_error = NULL
WHERE tenant_id = current_tenant() AND id = @id;

-- name: EraseConversations :exec
-- EraseConversations deletes a lead's threads, and those of the addresses that were nobody's, with all that was said in them.
DELETE FROM conversations
WHERE tenant_id = current_tenant() AND (lead_id = @lead_id OR lead_id IS NULL AND address_key = ANY(@addresses::text[]));

-- name: EraseSuppressions :exec
-- EraseSuppressions forgets in the clear what the marks of erased addresses say more strictly.
DELETE FROM suppressions
WHERE tenant_id = current_tenant() AND address_key = ANY(@addresses::text[]);

-- name: EraseTasks :exec
DELETE FROM tasks
WHERE tenant_id = current_tenant() AND lead_id = @lead_id;

-- name: EraseRuns :exec
UPDATE automation_runs
SET event = event || '{"data": {}}', trace = '[]', entry_key = ''
WHERE tenant_id = current_tenant() AND lead_id = @lead_id;

-- name: ListUnnumberedOf :many
-- ListUnnumberedOf returns a lead's facts that are on their way to the log, after one.
SELECT ordinal, type, data, previous FROM outbox
WHERE tenant_id = current_tenant() AND lead_id = @lead_id AND ordinal > @after
ORDER BY ordinal
LIMIT @page::integer
FOR UPDATE;

-- name: EraseUnnumbered :exec
UPDATE outbox o SET data = n.data::jsonb, previous = nullif(n.previous, '')::jsonb
FROM (SELECT unnest(@ordinals::bigint[]) AS ordinal, unnest(@datas::text[]) AS data, unnest(@previouses::text[]) AS previous) n
WHERE o.tenant_id = current_tenant() AND o.ordinal = n.ordinal;

-- name: EraseEvents :exec
UPDATE events e SET data = n.data::jsonb, previous = nullif(n.previous, '')::jsonb
FROM (SELECT unnest(@ids::uuid[]) AS id, unnest(@datas::text[]) AS data, unnest(@previouses::text[]) AS previous) n
WHERE e.tenant_id = current_tenant() AND e.id = n.id;

-- name: EraseEventKeys :exec
DELETE FROM event_keys k
USING events e
WHERE k.tenant_id = current_tenant() AND e.tenant_id = current_tenant() AND e.lead_id = @lead_id AND k.event_id = e.id;

-- name: EraseWebhookAnswers :exec
-- EraseWebhookAnswers forgets what systems answered when they were told of a lead.
UPDATE webhook_attempts a SET body = '', headers = '{}', error = CASE WHEN a.error IS NOT NULL THEN 'erased' END
FROM webhook_deliveries d
JOIN events e ON e.tenant_id = current_tenant() AND e.lead_id = @lead_id AND e.id = d.event_id
WHERE a.tenant_id = current_tenant() AND d.tenant_id = current_tenant() AND a.delivery_id = d.id;
