-- Addresses that must not be contacted on a channel, whoever the lead is today.
CREATE TABLE suppressions (
    tenant_id   uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (tenant_id),
    channel     text NOT NULL CHECK (channel IN ('sms', 'whatsapp', 'email', 'voice')),
    address_key text NOT NULL,
    reason      text NOT NULL CHECK (reason IN ('unsubscribed', 'hard_bounced', 'complained', 'blocked', 'invalid')),
    source      text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, channel, address_key)
);
SELECT wall('suppressions');
