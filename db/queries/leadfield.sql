-- name: InsertLeadField :one
INSERT INTO lead_fields (tenant_id, id, key, type, label, description, options)
VALUES (current_tenant(), @id, @key, @type, @label, @description, @options)
RETURNING *;

-- name: CountLeadFields :one
SELECT count(*) FROM lead_fields
WHERE tenant_id = current_tenant();

-- name: GetLeadField :one
SELECT * FROM lead_fields
WHERE tenant_id = current_tenant() AND id = @id;

-- name: LockLeadField :one
SELECT * FROM lead_fields
WHERE tenant_id = current_tenant() AND id = @id
FOR UPDATE;

-- name: ListLeadFields :many
-- ListLeadFields returns a page in the order of keys, strictly after the key given.
SELECT * FROM lead_fields
WHERE tenant_id = current_tenant() AND upper(key) > upper(@after_key::text)
ORDER BY upper(key)
LIMIT @page::integer;

-- name: UpdateLeadField :one
UPDATE lead_fields
SET label = @label, description = @description, options = @options, version = version + 1, updated_at = now()
WHERE tenant_id = current_tenant() AND id = @id
RETURNING *;

-- name: DeleteLeadField :one
DELETE FROM lead_fields
WHERE tenant_id = current_tenant() AND id = @id
RETURNING *;

-- name: GetLeadRules :one
-- GetLeadRules returns what the tenant's leads are held to, the definitions as one JSON array.
SELECT t.strict_lead_fields, t.default_region, (
    SELECT coalesce(jsonb_agg(jsonb_build_object('key', f.key, 'type', f.type, 'options', f.options) ORDER BY f.key), '[]')
    FROM lead_fields f WHERE f.tenant_id = current_tenant())::jsonb AS fields
FROM tenants t
WHERE t.tenant_id = current_tenant();
