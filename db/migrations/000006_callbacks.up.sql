-- What providers told us, byte for byte, until it has been applied and its time is over.
-- Bytes, not jsonb: jsonb refuses some strings and would lose the original.
CREATE TABLE callbacks (
    tenant_id     uuid NOT NULL DEFAULT current_tenant(),
    id            uuid NOT NULL,
    connection_id uuid NOT NULL,
    feed          text NOT NULL CHECK (feed IN ('brevo_email', 'brevo_sms', 'brevo_whatsapp', 'vapi_call', 'vapi_poll')),
    attempt_ref   uuid,
    dedupe_key    bytea NOT NULL,
    body          bytea NOT NULL,
    status        text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'applied', 'unmatched', 'dead')),
    tries         integer NOT NULL DEFAULT 0,
    next_try_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_error    text,
    received_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT callback_known UNIQUE (tenant_id, connection_id, dedupe_key),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id)
);
CREATE INDEX callbacks_due ON callbacks (next_try_at, tenant_id) WHERE status IN ('pending', 'unmatched');
SELECT wall('callbacks');
