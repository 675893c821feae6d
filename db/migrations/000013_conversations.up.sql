-- Whether a message from somebody who is no lead makes one; else it waits in a bin.
ALTER TABLE tenants ADD COLUMN strangers_become_leads boolean NOT NULL DEFAULT false;

-- One thread for each lead and channel; without a lead, for each address that wrote. address_key is
-- where the person wrote from last, connection_id the account it came to. last_inbound_at is
-- business time, as the hours and days of sends are.
CREATE TABLE conversations (
    tenant_id       uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (tenant_id),
    id              uuid NOT NULL,
    channel         text NOT NULL CHECK (channel IN ('sms', 'whatsapp', 'email', 'voice')),
    lead_id         uuid,
    address_key     text NOT NULL,
    connection_id   uuid,
    state           text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
    owner           text NOT NULL DEFAULT 'bot' CHECK (owner IN ('bot', 'human')),
    assignee_id     uuid,
    unread          integer NOT NULL DEFAULT 0 CHECK (unread >= 0),
    preview         text,
    last_entry_at   timestamptz NOT NULL,
    last_inbound_at timestamptz,
    version         integer NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id),
    CONSTRAINT unknown_member FOREIGN KEY (tenant_id, assignee_id) REFERENCES memberships (tenant_id, user_id)
        ON DELETE SET NULL (assignee_id)
);
CREATE UNIQUE INDEX conversation_of_lead ON conversations (tenant_id, lead_id, channel) WHERE lead_id IS NOT NULL;
CREATE UNIQUE INDEX conversation_of_sender ON conversations (tenant_id, channel, address_key) WHERE lead_id IS NULL;
CREATE INDEX conversations_newest ON conversations (tenant_id, last_entry_at, id);
CREATE INDEX conversations_address ON conversations (tenant_id, channel, address_key, last_entry_at);
SELECT wall('conversations');

-- What people wrote, and what calls came to. What we sent is in the ledger and not copied here.
CREATE TABLE conversation_entries (
    tenant_id       uuid NOT NULL DEFAULT current_tenant(),
    id              uuid NOT NULL,
    conversation_id uuid NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('message', 'call')),
    callback_id     uuid,
    attempt_id      uuid,
    body            text,
    outcome         text,
    summary         text,
    transcript      text,
    recording_url   text,
    cost_micros     bigint,
    at              timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT entry_once UNIQUE (tenant_id, callback_id),
    CONSTRAINT call_once UNIQUE (tenant_id, attempt_id),
    FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id),
    FOREIGN KEY (tenant_id, attempt_id) REFERENCES attempts (tenant_id, id),
    CHECK (CASE kind WHEN 'message' THEN callback_id IS NOT NULL AND attempt_id IS NULL ELSE callback_id IS NULL AND attempt_id IS NOT NULL END)
);
CREATE INDEX conversation_entries_newest ON conversation_entries (tenant_id, conversation_id, at, id);
SELECT wall('conversation_entries');
