-- name: GetLead :one
SELECT * FROM leads
WHERE tenant_id = current_tenant() AND id = @id AND deleted_at IS NULL;

-- name: GetTaggedLead :one
-- GetTaggedLead returns a lead with its tags, in alphabetical order.
SELECT sqlc.embed(leads), ARRAY(
    SELECT t.tag FROM lead_tags t WHERE t.tenant_id = current_tenant() AND t.lead_id = leads.id ORDER BY t.tag)::text[] AS tags
FROM leads
WHERE leads.tenant_id = current_tenant() AND leads.id = @id AND leads.deleted_at IS NULL;

-- name: LockLead :one
SELECT * FROM leads
WHERE tenant_id = current_tenant() AND id = @id AND deleted_at IS NULL
FOR UPDATE;

-- name: TouchLead :one
-- TouchLead makes a new version of a lead whose tags changed.
UPDATE leads SET version = version + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND id = @id
RETURNING *;

-- name: DeleteLead :execrows
-- DeleteLead hides a lead; what was sent to it stays accounted for.
UPDATE leads SET deleted_at = now(), updated_at = now(), version = version + 1
WHERE tenant_id = current_tenant() AND id = @id AND deleted_at IS NULL;

-- name: LeadWithContact :many
-- LeadWithContact returns the leads that hold one of the given contacts, to say who is in the way.
SELECT id FROM leads
WHERE tenant_id = current_tenant() AND deleted_at IS NULL
  AND (external_id = sqlc.narg(external_id) OR email_key = sqlc.narg(email_key) OR phone = sqlc.narg(phone))
ORDER BY id
LIMIT 3;

-- name: LockLeadsWithContacts :many
-- LockLeadsWithContacts returns the leads that have any of the given ids or hold any of the given contacts, a page at the most.
SELECT * FROM leads
WHERE tenant_id = current_tenant() AND deleted_at IS NULL
  AND (id = ANY(@ids::uuid[]) OR external_id = ANY(@external_ids::text[]) OR email_key = ANY(@email_keys::text[]) OR phone = ANY(@phones::text[]))
ORDER BY id
LIMIT @page::integer
FOR UPDATE;

-- name: InsertLeads :exec
-- InsertLeads adds many leads, in which an empty text is none.
INSERT INTO leads (tenant_id, id, external_id, email, email_key, phone, first_name, last_name, company, timezone, status, custom_fields)
SELECT current_tenant(), id, nullif(external_id, ''), nullif(email, ''), nullif(email_key, ''), nullif(phone, ''),
    nullif(first_name, ''), nullif(last_name, ''), nullif(company, ''), nullif(timezone, ''), status, custom_fields::jsonb
FROM (SELECT unnest(@ids::uuid[]) AS id, unnest(@external_ids::text[]) AS external_id, unnest(@emails::text[]) AS email,
    unnest(@email_keys::text[]) AS email_key, unnest(@phones::text[]) AS phone, unnest(@first_names::text[]) AS first_name,
    unnest(@last_names::text[]) AS last_name, unnest(@companies::text[]) AS company, unnest(@timezones::text[]) AS timezone,
    unnest(@statuses::text[]) AS status, unnest(@custom_fields::text[]) AS custom_fields) n;

-- name: UpdateLeads :exec
-- UpdateLeads makes a new version of many leads, in which an empty text is none.
UPDATE leads l
SET external_id = nullif(n.external_id, ''), email = nullif(n.email, ''), email_key = nullif(n.email_key, ''), phone = nullif(n.phone, ''),
    first_name = nullif(n.first_name, ''), last_name = nullif(n.last_name, ''), company = nullif(n.company, ''),
    timezone = nullif(n.timezone, ''), status = n.status, custom_fields = n.custom_fields::jsonb,
    version = l.version + 1, updated_at = now()
FROM (SELECT unnest(@ids::uuid[]) AS id, unnest(@external_ids::text[]) AS external_id, unnest(@emails::text[]) AS email,
    unnest(@email_keys::text[]) AS email_key, unnest(@phones::text[]) AS phone, unnest(@first_names::text[]) AS first_name,
    unnest(@last_names::text[]) AS last_name, unnest(@companies::text[]) AS company, unnest(@timezones::text[]) AS timezone,
    unnest(@statuses::text[]) AS status, unnest(@custom_fields::text[]) AS custom_fields) n
WHERE l.tenant_id = current_tenant() AND l.id = n.id;

-- name: InsertTagsOfLeads :exec
-- InsertTagsOfLeads puts tags on many leads, pair by pair; those that are there already stay.
INSERT INTO lead_tags (tenant_id, lead_id, tag)
SELECT current_tenant(), unnest(@lead_ids::uuid[]), unnest(@tags::text[])
ON CONFLICT DO NOTHING;

-- name: InsertLeadTags :execrows
INSERT INTO lead_tags (tenant_id, lead_id, tag)
SELECT current_tenant(), @lead_id, unnest(@tags::text[])
ON CONFLICT DO NOTHING;

-- name: DeleteLeadTag :execrows
DELETE FROM lead_tags
WHERE tenant_id = current_tenant() AND lead_id = @lead_id AND tag = @tag;

-- name: CountLeadTags :one
SELECT count(*) FROM lead_tags
WHERE tenant_id = current_tenant() AND lead_id = @lead_id;

-- name: ListTagsOf :many
-- ListTagsOf returns the tags of many leads, in alphabetical order.
SELECT lead_id, tag FROM lead_tags
WHERE tenant_id = current_tenant() AND lead_id = ANY(@lead_ids::uuid[])
ORDER BY lead_id, tag;
