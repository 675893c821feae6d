-- name: InsertSuppression :execrows
-- InsertSuppression keeps the first reason, but that a person asked for it outranks what was found out otherwise.
INSERT INTO suppressions AS s (tenant_id, channel, address_key, reason, source)
VALUES (current_tenant(), @channel, @address_key, @reason, @source)
ON CONFLICT (tenant_id, channel, address_key) DO UPDATE
SET reason = excluded.reason, source = excluded.source, created_at = excluded.created_at
WHERE s.reason NOT IN ('unsubscribed', 'complained') AND excluded.reason IN ('unsubscribed', 'complained');

-- name: DeleteSuppression :execrows
-- DeleteSuppression lets a person back in who said so; bounces and complaints stay.
DELETE FROM suppressions
WHERE tenant_id = current_tenant() AND channel = @channel AND address_key = @address_key AND reason = 'unsubscribed';

-- name: ListSuppressed :many
-- ListSuppressed returns those of the addresses that must not be contacted, with the reason.
SELECT address_key, reason FROM suppressions
WHERE tenant_id = current_tenant() AND channel = @channel AND address_key = ANY(@address_keys::text[]);

-- name: ListSuppressions :many
-- ListSuppressions returns a page, newest first, strictly before the position given; a null filter lets all through.
SELECT * FROM suppressions
WHERE tenant_id = current_tenant()
  AND (created_at, id) < (@before_at::timestamptz, @before_id::uuid)
  AND channel = ANY(@channels::text[])
  AND reason = ANY(@reasons::text[])
  AND (sqlc.narg(address_key)::text IS NULL OR address_key = sqlc.narg(address_key))
ORDER BY created_at DESC, id DESC
LIMIT @page::integer;

-- name: FindSuppression :one
SELECT * FROM suppressions
WHERE tenant_id = current_tenant() AND channel = @channel AND address_key = @address_key;

-- name: GetSuppression :one
SELECT * FROM suppressions
WHERE tenant_id = current_tenant() AND id = @id;

-- name: LiftSuppression :one
-- LiftSuppression takes a suppression away, but one that the person asked for only where consent was given since.
DELETE FROM suppressions s
WHERE s.tenant_id = current_tenant() AND s.id = @id
  AND (s.reason NOT IN ('unsubscribed', 'complained') OR EXISTS (
    SELECT FROM consents c
    WHERE c.tenant_id = current_tenant() AND c.address_key = s.address_key AND c.channel = s.channel
      AND c.decision = 'granted' AND c.at >= s.created_at))
RETURNING *;

-- name: InsertConsent :one
INSERT INTO consents (tenant_id, id, channel, address_key, lead_id, decision, method, source, shown, client_address, actor, at)
VALUES (current_tenant(), @id, @channel, @address_key, @lead_id, @decision, @method, @source, @shown, @client_address, @actor, @at)
RETURNING *;

-- name: ListConsents :many
-- ListConsents returns a page, newest first, strictly before the position given; a null filter lets all through.
SELECT * FROM consents
WHERE tenant_id = current_tenant()
  AND (created_at, id) < (@before_at::timestamptz, @before_id::uuid)
  AND (sqlc.narg(lead_id)::uuid IS NULL OR lead_id = sqlc.narg(lead_id))
  AND channel = ANY(@channels::text[])
  AND (sqlc.narg(address_key)::text IS NULL OR address_key = sqlc.narg(address_key))
ORDER BY created_at DESC, id DESC
LIMIT @page::integer;

-- name: InsertReview :exec
INSERT INTO consent_reviews (tenant_id, id, channel, address_key, lead_id, said)
VALUES (current_tenant(), @id, @channel, @address_key, @lead_id, @said);

-- name: ListInReview :many
-- ListInReview returns those of the addresses of which a person has yet to read what they said.
SELECT address_key FROM consent_reviews
WHERE tenant_id = current_tenant() AND channel = @channel AND address_key = ANY(@address_keys::text[]) AND decision IS NULL;

-- name: ListReviews :many
-- ListReviews returns a page, newest first, strictly before the position given; a null filter lets all through.
SELECT * FROM consent_reviews
WHERE tenant_id = current_tenant()
  AND (created_at, id) < (@before_at::timestamptz, @before_id::uuid)
  AND (sqlc.narg(open)::boolean IS NULL OR (decision IS NULL) = sqlc.narg(open))
  AND (sqlc.narg(lead_id)::uuid IS NULL OR lead_id = sqlc.narg(lead_id))
ORDER BY created_at DESC, id DESC
LIMIT @page::integer;

-- name: LockReview :one
SELECT * FROM consent_reviews
WHERE tenant_id = current_tenant() AND id = @id
FOR UPDATE;

-- name: ResolveReview :one
UPDATE consent_reviews
SET decision = @decision, resolved_by = @resolved_by, resolved_at = clock_timestamp()
WHERE tenant_id = current_tenant() AND id = @id
RETURNING *;

-- name: ReleaseReviewed :exec
-- ReleaseReviewed makes due what waited for a review of what an address said: should another be open, it is held again.
UPDATE targets t
SET due_at = @now, updated_at = now()
FROM campaigns c
WHERE t.tenant_id = current_tenant() AND t.recipient_key = @address_key AND t.hold = 'consent_review' AND t.status = 'pending'
  AND c.tenant_id = current_tenant() AND c.id = t.campaign_id AND c.channel = @channel;
