-- name: InsertConversation :one
-- InsertConversation opens a thread; no rows when it is open already.
INSERT INTO conversations (tenant_id, id, channel, lead_id, address_key, connection_id, last_entry_at)
VALUES (current_tenant(), @id, @channel, @lead_id, @address_key, @connection_id, @last_entry_at)
ON CONFLICT DO NOTHING
RETURNING *;

-- name: GetConversation :one
SELECT * FROM conversations
WHERE tenant_id = current_tenant() AND id = @id;

-- name: LockConversation :one
SELECT * FROM conversations
WHERE tenant_id = current_tenant() AND id = @id
FOR UPDATE;

-- name: LockConversationOf :one
-- LockConversationOf returns a lead's thread on a channel.
SELECT * FROM conversations
WHERE tenant_id = current_tenant() AND lead_id = @lead_id AND channel = @channel
FOR UPDATE;

-- name: LockConversationFrom :one
-- LockConversationFrom returns the thread of an address that is no lead's.
SELECT * FROM conversations
WHERE tenant_id = current_tenant() AND channel = @channel AND address_key = @address_key AND lead_id IS NULL
ORDER BY created_at
LIMIT 1
FOR UPDATE;

-- name: LastWriter :one
-- LastWriter returns the lead who wrote from an address last.
SELECT l.id FROM conversations c
JOIN leads l ON l.tenant_id = current_tenant() AND l.id = c.lead_id AND l.deleted_at IS NULL
WHERE c.tenant_id = current_tenant() AND c.channel = @channel AND c.address_key = @address_key
ORDER BY c.last_entry_at DESC, c.created_at
LIMIT 1;

-- name: GetThread :one
-- GetThread says who speaks for the tenant in a lead's thread, and when the lead was last heard.
SELECT owner, last_inbound_at FROM conversations
WHERE tenant_id = current_tenant() AND lead_id = @lead_id AND channel = @channel;

-- name: FollowSends :many
-- FollowSends opens the threads in which sends are shown, or says that something new stands in them; one that was opened has version 1.
INSERT INTO conversations AS c (tenant_id, id, channel, lead_id, address_key, connection_id, last_entry_at)
SELECT DISTINCT ON (t.lead_id, s.channel) current_tenant(), gen_random_uuid(), s.channel, t.lead_id, t.recipient_key, s.connection_id, now()
FROM targets t JOIN campaigns s ON s.tenant_id = current_tenant() AND s.id = t.campaign_id
WHERE t.tenant_id = current_tenant() AND t.id = ANY(@target_ids::uuid[])
ORDER BY t.lead_id, s.channel
ON CONFLICT (tenant_id, lead_id, channel) WHERE lead_id IS NOT NULL DO UPDATE
SET last_entry_at = greatest(c.last_entry_at, excluded.last_entry_at), version = c.version + 1, updated_at = now()
RETURNING *;

-- name: UpdateConversation :one
UPDATE conversations
SET lead_id = @lead_id, address_key = @address_key, connection_id = @connection_id, state = @state, owner = @owner,
    assignee_id = @assignee_id, unread = @unread, preview = @preview, last_entry_at = @last_entry_at,
    last_inbound_at = @last_inbound_at, version = version + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND id = @id
RETURNING *;

-- name: DeleteConversation :execrows
DELETE FROM conversations
WHERE tenant_id = current_tenant() AND id = @id;

-- name: ListConversations :many
SELECT * FROM conversations
WHERE tenant_id = current_tenant()
  AND (last_entry_at, id) < (@before_at::timestamptz, @before_id::uuid)
  AND channel = ANY(@channels::text[])
  AND state = ANY(@states::text[])
  AND owner = ANY(@owners::text[])
  AND (unread > 0) = ANY(@unread::boolean[])
  AND (lead_id IS NOT NULL) = ANY(@known::boolean[])
  AND (assignee_id IS NOT NULL) = ANY(@assigned::boolean[])
  AND (assignee_id = @assignee_id OR @assignee_id = '00000000-0000-0000-0000-000000000000')
  AND (lead_id = @lead_id OR @lead_id = '00000000-0000-0000-0000-000000000000')
ORDER BY last_entry_at DESC, id DESC
LIMIT @page::integer;

-- name: InsertEntry :execrows
-- InsertEntry keeps what a person wrote; the same callback counts once.
INSERT INTO conversation_entries (tenant_id, id, conversation_id, kind, callback_id, body, at)
VALUES (current_tenant(), @id, @conversation_id, 'message', @callback_id, @body, @at)
ON CONFLICT ON CONSTRAINT entry_once DO NOTHING;

-- name: PutCall :exec
-- PutCall keeps what is known of an ended call; what a later report leaves out stays.
INSERT INTO conversation_entries AS e (tenant_id, id, conversation_id, kind, attempt_id, outcome, summary, transcript, recording_url, cost_micros, at)
VALUES (current_tenant(), @id, @conversation_id, 'call', @attempt_id, @outcome, @summary, @transcript, @recording_url, @cost_micros, @at)
ON CONFLICT ON CONSTRAINT call_once DO UPDATE
SET outcome = coalesce(excluded.outcome, e.outcome), summary = coalesce(excluded.summary, e.summary),
    transcript = coalesce(excluded.transcript, e.transcript), recording_url = coalesce(excluded.recording_url, e.recording_url),
    cost_micros = coalesce(excluded.cost_micros, e.cost_micros);

-- name: MoveEntries :execrows
-- MoveEntries puts what is in one thread into another.
UPDATE conversation_entries SET conversation_id = @to_id
WHERE tenant_id = current_tenant() AND conversation_id = @from_id;

-- name: ListThread :many
-- ListThread returns what was said in a thread, newest first: what the person wrote, what was sent to the lead on the channel, whoever sent it, with the provider's word on it, and what is to be sent by an automation or a person. An empty text, a zero and the nil id stand for none.
SELECT * FROM (
    (SELECT e.id, e.at, 'in'::text AS direction, ''::text AS origin, '00000000-0000-0000-0000-000000000000'::uuid AS campaign_id,
            '00000000-0000-0000-0000-000000000000'::uuid AS target_id, ''::text AS subject, coalesce(e.body, '')::text AS body, 0::bigint AS template_id,
            ''::text AS status, ''::text AS reason, ''::text AS delivery, ''::text AS outcome, ''::text AS summary, ''::text AS transcript,
            ''::text AS recording_url, 0::bigint AS cost_micros
     FROM conversation_entries e
     WHERE e.tenant_id = current_tenant() AND e.conversation_id = @conversation_id AND e.kind = 'message'
       AND (e.at, e.id) < (@before_at::timestamptz, @before_id::uuid)
     ORDER BY e.at DESC, e.id DESC LIMIT @page::integer)
    UNION ALL
    (SELECT a.id, a.created_at, 'out', c.origin, c.id, t.id, coalesce(a.subject, ''), coalesce(a.body, ''),
            coalesce(t.content ->> 'template_id', c.content ->> 'template_id', '0')::bigint,
            CASE WHEN a.number = t.attempts THEN t.status ELSE 'failed' END, CASE WHEN a.number = t.attempts THEN coalesce(t.reason, t.hold, '') ELSE coalesce(a.error, '') END,
            CASE WHEN a.number = t.attempts THEN t.delivery ELSE 'none' END, coalesce(e.outcome, ''), coalesce(e.summary, ''), coalesce(e.transcript, ''),
            coalesce(e.recording_url, ''), coalesce(e.cost_micros, 0)
     FROM targets t
     JOIN campaigns c ON c.tenant_id = current_tenant() AND c.id = t.campaign_id AND c.channel = @channel AND c.origin <> 'test'
     JOIN attempts a ON a.tenant_id = current_tenant() AND a.target_id = t.id
     LEFT JOIN conversation_entries e ON e.tenant_id = current_tenant() AND e.attempt_id = a.id
     WHERE t.tenant_id = current_tenant() AND t.lead_id = @lead_id
       AND (a.state <> 'not_sent' OR a.number = t.attempts)
       AND (a.created_at, a.id) < (@before_at::timestamptz, @before_id::uuid)
     ORDER BY a.created_at DESC, a.id DESC LIMIT @page::integer)
    UNION ALL
    (SELECT t.id, t.updated_at, 'out', c.origin, c.id, t.id, coalesce(t.content ->> 'subject', ''), coalesce(t.content ->> 'body', ''),
            coalesce(t.content ->> 'template_id', c.content ->> 'template_id', '0')::bigint,
            t.status, coalesce(t.reason, t.hold, ''), t.delivery, '', '', '', '', 0
     FROM targets t
     JOIN campaigns c ON c.tenant_id = current_tenant() AND c.id = t.campaign_id AND c.channel = @channel AND c.origin NOT IN ('list', 'test')
     WHERE t.tenant_id = current_tenant() AND t.lead_id = @lead_id AND t.attempts = 0
       AND (t.updated_at, t.id) < (@before_at::timestamptz, @before_id::uuid)
     ORDER BY t.updated_at DESC, t.id DESC LIMIT @page::integer)
) said
ORDER BY at DESC, id DESC
LIMIT @page::integer;
