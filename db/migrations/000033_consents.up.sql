-- A suppression can be named and listed. The tenant may ask for one itself.
ALTER TABLE suppressions
    ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD CONSTRAINT suppression_named UNIQUE (tenant_id, id),
    DROP CONSTRAINT suppressions_reason_check,
    ADD CONSTRAINT suppressions_reason_check CHECK (reason IN ('unsubscribed', 'hard_bounced', 'complained', 'blocked', 'invalid', 'manual'));
CREATE INDEX suppressions_newest ON suppressions (tenant_id, created_at, id);
CREATE INDEX suppressions_address ON suppressions (tenant_id, address_key);

-- What people said about being contacted, and how it is known. It is evidence: rows are added and
-- never changed. at is when it was said, as whoever records it tells.
CREATE TABLE consents (
    tenant_id      uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (tenant_id),
    id             uuid NOT NULL,
    channel        text NOT NULL CHECK (channel IN ('sms', 'whatsapp', 'email', 'voice')),
    address_key    text NOT NULL,
    lead_id        uuid,
    decision       text NOT NULL CHECK (decision IN ('granted', 'withdrawn')),
    method         text NOT NULL CHECK (method IN ('word', 'link', 'provider', 'review', 'api')),
    source         text NOT NULL,
    shown          text,
    client_address text,
    actor          text NOT NULL,
    at             timestamptz NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id)
);
CREATE INDEX consents_newest ON consents (tenant_id, created_at, id);
CREATE INDEX consents_address ON consents (tenant_id, address_key, created_at, id);
CREATE INDEX consents_lead ON consents (tenant_id, lead_id, created_at, id) WHERE lead_id IS NOT NULL;
SELECT wall('consents');
REVOKE UPDATE, DELETE ON consents FROM carillon_app;

-- Texts that hold a word which opts out, and say more: a person reads them. While one is open,
-- nothing goes to that address on that channel.
CREATE TABLE consent_reviews (
    tenant_id   uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (tenant_id),
    id          uuid NOT NULL,
    channel     text NOT NULL CHECK (channel IN ('sms', 'whatsapp', 'email', 'voice')),
    address_key text NOT NULL,
    lead_id     uuid,
    said        text NOT NULL,
    decision    text CHECK (decision IN ('opt_out', 'keep')),
    resolved_by text,
    resolved_at timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id),
    CHECK ((decision IS NULL) = (resolved_at IS NULL) AND (decision IS NULL) = (resolved_by IS NULL))
);
CREATE INDEX consent_reviews_newest ON consent_reviews (tenant_id, created_at, id);
CREATE INDEX consent_reviews_open ON consent_reviews (tenant_id, channel, address_key) WHERE decision IS NULL;
SELECT wall('consent_reviews');

-- What waits for a review, to be sent as soon as it is resolved.
CREATE INDEX targets_in_review ON targets (tenant_id, recipient_key) WHERE hold = 'consent_review';
