-- name: DeleteWhatsAppTemplates :execrows
-- DeleteWhatsAppTemplates forgets what an account had.
DELETE FROM whatsapp_templates
WHERE tenant_id = current_tenant() AND connection_id = @connection_id;

-- name: InsertWhatsAppTemplates :exec
-- InsertWhatsAppTemplates keeps what an account has; of one that stands twice the first.
INSERT INTO whatsapp_templates (tenant_id, connection_id, template_id, name, language, state)
SELECT current_tenant(), @connection_id, unnest(@template_ids::bigint[]), unnest(@names::text[]), unnest(@languages::text[]), unnest(@states::text[])
ON CONFLICT DO NOTHING;

-- name: ListWhatsAppTemplates :many
-- ListWhatsAppTemplates returns what an account has; nothing where the list is not known.
SELECT * FROM whatsapp_templates
WHERE tenant_id = current_tenant() AND connection_id = @connection_id
ORDER BY template_id
LIMIT 1000;
