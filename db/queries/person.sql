-- name: ListKept :many
-- ListKept returns what is kept of a lead, row by row, as the tables have it: of each kind the oldest first.
SELECT kept.kind::text, kept.content::jsonb FROM (
    SELECT 'lead' AS kind, to_jsonb(l) - 'tenant_id' AS content, l.created_at AS at FROM leads l
    WHERE l.tenant_id = current_tenant() AND l.id = @lead_id
    UNION ALL
    SELECT 'tags', to_jsonb(g) - '{tenant_id,lead_id}'::text[], NULL FROM lead_tags g
    WHERE g.tenant_id = current_tenant() AND g.lead_id = @lead_id
    UNION ALL
    SELECT 'lists', jsonb_build_object('id', i.id, 'name', i.name, 'added_at', m.added_at), m.added_at FROM lead_list_members m
    JOIN lead_lists i ON i.tenant_id = current_tenant() AND i.id = m.list_id
    WHERE m.tenant_id = current_tenant() AND m.lead_id = @lead_id
    UNION ALL
    SELECT 'suppressions', to_jsonb(s) - 'tenant_id', s.created_at FROM suppressions s
    WHERE s.tenant_id = current_tenant() AND s.address_key = ANY(@addresses::text[])
    UNION ALL
    SELECT 'consents', to_jsonb(v) - 'tenant_id', v.created_at FROM consents v
    WHERE v.tenant_id = current_tenant() AND (v.lead_id = @lead_id OR v.address_key = ANY(@addresses::text[]))
    UNION ALL
    SELECT 'consent_reviews', to_jsonb(v) - 'tenant_id', v.created_at FROM consent_reviews v
    WHERE v.tenant_id = current_tenant() AND (v.lead_id = @lead_id OR v.address_key = ANY(@addresses::text[]))
    UNION ALL
    SELECT 'targets', to_jsonb(t) - '{tenant_id,traceparent}'::text[], t.updated_at FROM targets t
    WHERE t.tenant_id = current_tenant() AND t.lead_id = @lead_id
    UNION ALL
    SELECT 'attempts', to_jsonb(a) - 'tenant_id', a.created_at FROM attempts a
    JOIN targets t ON t.tenant_id = current_tenant() AND t.id = a.target_id
    WHERE a.tenant_id = current_tenant() AND t.lead_id = @lead_id
    UNION ALL
    SELECT 'reports', to_jsonb(n) - 'tenant_id', n.at FROM target_notes n
    JOIN targets t ON t.tenant_id = current_tenant() AND t.id = n.target_id
    WHERE n.tenant_id = current_tenant() AND t.lead_id = @lead_id
    UNION ALL
    SELECT 'conversations', to_jsonb(c) - 'tenant_id', c.created_at FROM conversations c
    WHERE c.tenant_id = current_tenant() AND c.lead_id = @lead_id
    UNION ALL
    SELECT 'entries', to_jsonb(e) - 'tenant_id', e.at FROM conversation_entries e
    JOIN conversations c ON c.tenant_id = current_tenant() AND c.id = e.conversation_id
    WHERE e.tenant_id = current_tenant() AND c.lead_id = @lead_id
    UNION ALL
    SELECT 'events', to_jsonb(e) - '{tenant_id,traceparent}'::text[], e.created_at FROM events e
    WHERE e.tenant_id = current_tenant() AND e.lead_id = @lead_id
    UNION ALL
    SELECT 'tasks', to_jsonb(k) - 'tenant_id', k.created_at FROM tasks k
    WHERE k.tenant_id = current_tenant() AND k.lead_id = @lead_id
    UNION ALL
    SELECT 'runs', to_jsonb(r) - '{tenant_id,traceparent}'::text[], r.created_at FROM automation_runs r
    WHERE r.tenant_id = current_tenant() AND r.lead_id = @lead_id
) kept
ORDER BY kept.kind, kept.at
LIMIT @page::integer;

-- name: ListMergedInto :many
-- ListMergedInto returns the leads that became a part of a lead.
SELECT id FROM leads
WHERE tenant_id = current_tenant() AND merged_into = @lead_id
ORDER BY id
LIMIT 1000;

-- name: EraseConsents :exec
SELECT forget_consents(@lead_id, @words::text[]);

-- name: EraseReviews :exec
DELETE FROM consent_reviews
WHERE tenant_id = current_tenant() AND (lead_id = @lead_id OR address_key = ANY(@words::text[]));
