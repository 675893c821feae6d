CREATE TABLE campaigns (
    tenant_id           uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (tenant_id),
    id                  uuid NOT NULL,
    name                text NOT NULL,
    channel             text NOT NULL CHECK (channel IN ('sms', 'whatsapp', 'email', 'voice')),
    list_id             uuid NOT NULL,
    connection_id       uuid,
    start_at            timestamptz,
    timezone            text NOT NULL,
    content             jsonb NOT NULL,
    content_version     integer NOT NULL DEFAULT 1,
    retry               jsonb NOT NULL DEFAULT '{}',
    schedule            jsonb NOT NULL DEFAULT '{}',
    complete_on         text NOT NULL DEFAULT 'accepted' CHECK (complete_on IN ('accepted', 'delivered')),
    unknown_policy      text NOT NULL DEFAULT 'hold' CHECK (unknown_policy IN ('hold', 'resend')),
    expires_after_hours integer NOT NULL DEFAULT 72 CHECK (expires_after_hours BETWEEN 1 AND 720),
    status              text NOT NULL DEFAULT 'draft'
        CHECK (status IN ('draft', 'scheduled', 'preparing', 'running', 'paused', 'completed', 'cancelled', 'failed')),
    status_reason       text,
    epoch               integer NOT NULL DEFAULT 0,
    frozen_until        uuid,
    frozen_at           timestamptz,
    started_at          timestamptz,
    finished_at         timestamptz,
    version             integer NOT NULL DEFAULT 1,
    created_at          timestamptz NOT NULL DEFAULT now(),
    updated_at          timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, list_id) REFERENCES lead_lists (tenant_id, id),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id)
);
CREATE INDEX campaigns_newest ON campaigns (tenant_id, created_at, id);
CREATE INDEX campaigns_open ON campaigns (status, tenant_id) WHERE status IN ('scheduled', 'preparing', 'running', 'paused', 'cancelled') AND finished_at IS NULL;
SELECT wall('campaigns');

-- One recipient of one campaign. recipient_key is the normalised address, or names the lead when
-- there is none or it is taken: every lead of the audience is one row, every address at most one.
-- due_at is set exactly while pending; nothing else is indexed by what changes.
CREATE TABLE targets (
    tenant_id     uuid NOT NULL DEFAULT current_tenant(),
    id            uuid NOT NULL,
    campaign_id   uuid NOT NULL,
    lead_id       uuid NOT NULL,
    recipient_key text NOT NULL,
    recipient     text,
    zones         text[] NOT NULL,
    status        text NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'sending', 'accepted', 'unknown', 'completed', 'failed', 'skipped', 'cancelled', 'expired', 'unresolved')),
    reason        text,
    hold          text,
    due_at        timestamptz,
    expires_at    timestamptz NOT NULL,
    attempts      integer NOT NULL DEFAULT 0,
    spent         integer NOT NULL DEFAULT 0,
    delivery      text NOT NULL DEFAULT 'none',
    flags         text[] NOT NULL DEFAULT '{}',
    outcome       text,
    updated_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT target_once UNIQUE (tenant_id, campaign_id, recipient_key),
    FOREIGN KEY (tenant_id, campaign_id) REFERENCES campaigns (tenant_id, id),
    FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id),
    CHECK ((status = 'pending') = (due_at IS NOT NULL))
) WITH (fillfactor = 80);
CREATE INDEX targets_due ON targets (tenant_id, campaign_id, due_at) WHERE due_at IS NOT NULL;
SELECT wall('targets');

-- The ledger: one intended provider request for a target, written before the request is made.
-- The partial unique index is the guard against a second send, whatever else may go wrong: while
-- one attempt may still reach somebody, no other can exist. campaign_id and connection_id are copies
-- of what the target's campaign says: as foreign keys each send would lock those two rows.
CREATE TABLE attempts (
    tenant_id           uuid NOT NULL DEFAULT current_tenant(),
    id                  uuid NOT NULL,
    target_id           uuid NOT NULL,
    campaign_id         uuid NOT NULL,
    connection_id       uuid NOT NULL,
    number              integer NOT NULL CHECK (number > 0),
    request_id          uuid NOT NULL,
    state               text NOT NULL DEFAULT 'sending'
        CHECK (state IN ('sending', 'accepted', 'rejected', 'not_sent', 'unknown', 'unresolved')),
    campaign_epoch      integer NOT NULL,
    content_version     integer NOT NULL,
    recipient           text NOT NULL,
    tag                 text NOT NULL,
    trace               jsonb NOT NULL DEFAULT '[]',
    deadline            timestamptz NOT NULL,
    provider_message_id text,
    http_status         integer,
    error               text,
    resolved_by         text,
    next_lookup_at      timestamptz,
    lookups             integer NOT NULL DEFAULT 0,
    contradicted        boolean NOT NULL DEFAULT false,
    created_at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    settled_at          timestamptz,
    closed_at           timestamptz,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT attempt_number UNIQUE (tenant_id, target_id, number),
    FOREIGN KEY (tenant_id, target_id) REFERENCES targets (tenant_id, id)
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX attempt_open ON attempts (tenant_id, target_id)
    WHERE state IN ('sending', 'unknown', 'accepted') AND closed_at IS NULL;
CREATE INDEX attempts_message ON attempts (tenant_id, connection_id, provider_message_id) WHERE provider_message_id IS NOT NULL;
CREATE INDEX attempts_request ON attempts (tenant_id, request_id) WHERE request_id <> id; -- shared requests
CREATE INDEX attempts_lookup ON attempts (next_lookup_at, tenant_id) WHERE next_lookup_at IS NOT NULL;
CREATE INDEX attempts_waiting ON attempts (tenant_id, campaign_id, deadline)
    WHERE state IN ('sending', 'unknown') OR next_lookup_at IS NOT NULL; -- for an answer, or for a report
SELECT wall('attempts');

-- What happened to a target beside its attempts: decisions to wait or to stop, and reports.
CREATE TABLE target_notes (
    tenant_id  uuid NOT NULL DEFAULT current_tenant(),
    id         uuid NOT NULL DEFAULT gen_random_uuid(),
    target_id  uuid NOT NULL,
    attempt_id uuid,
    kind       text NOT NULL CHECK (kind IN ('decision', 'report')),
    at         timestamptz NOT NULL,
    body       jsonb NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, target_id) REFERENCES targets (tenant_id, id)
);
CREATE INDEX target_notes_target ON target_notes (tenant_id, target_id, at);
SELECT wall('target_notes');

-- A lane is one account of one tenant on one channel: the unit of fairness, rate and breaker.
-- next_due_at is a hint that the watch keeps; vtime is the fair scheduler's virtual time.
CREATE TABLE lanes (
    tenant_id     uuid NOT NULL DEFAULT current_tenant(),
    connection_id uuid NOT NULL,
    channel       text NOT NULL CHECK (channel IN ('sms', 'whatsapp', 'email', 'voice')),
    next_due_at   timestamptz,
    vtime         double precision NOT NULL DEFAULT 0,
    picked_at     timestamptz,
    wait_until    timestamptz,
    wait_reason   text,
    bad_streak    integer NOT NULL DEFAULT 0,
    opened        integer NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, connection_id, channel),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id)
) WITH (fillfactor = 50);
CREATE INDEX lanes_due ON lanes (next_due_at) WHERE next_due_at IS NOT NULL;
SELECT wall('lanes');
