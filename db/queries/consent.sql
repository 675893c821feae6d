-- name: InsertSuppression :execrows
-- InsertSuppression keeps the first reason; a second one changes nothing.
INSERT INTO suppressions (tenant_id, channel, address_key, reason, source)
VALUES (current_tenant(), @channel, @address_key, @reason, @source)
ON CONFLICT DO NOTHING;

-- name: DeleteSuppression :execrows
-- DeleteSuppression lets a person back in who said so; bounces and complaints stay.
DELETE FROM suppressions
WHERE tenant_id = current_tenant() AND channel = @channel AND address_key = @address_key AND reason = 'unsubscribed';

-- name: ListSuppressed :many
-- ListSuppressed returns those of the addresses that must not be contacted, with the reason.
SELECT address_key, reason FROM suppressions
WHERE tenant_id = current_tenant() AND channel = @channel AND address_key = ANY(@address_keys::text[]);
