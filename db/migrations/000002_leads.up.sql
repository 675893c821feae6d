-- email_key is the address as it is compared; phone is E.164. The names of the unique indexes
-- are the error codes customers read.
CREATE TABLE leads (
    tenant_id     uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (tenant_id),
    id            uuid NOT NULL,
    external_id   text,
    email         text,
    email_key     text,
    phone         text CHECK (phone ~ '^\+[0-9]{6,15}$'),
    first_name    text,
    last_name     text,
    company       text,
    timezone      text,
    status        text NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'contacted', 'qualified', 'customer', 'lost')),
    custom_fields jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(custom_fields) = 'object'),
    version       integer NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    deleted_at    timestamptz,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT lead_unreachable CHECK (num_nonnulls(email, phone, external_id) > 0),
    CHECK ((email IS NULL) = (email_key IS NULL))
);
CREATE UNIQUE INDEX lead_external_id_taken ON leads (tenant_id, external_id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX lead_email_taken ON leads (tenant_id, email_key) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX lead_phone_taken ON leads (tenant_id, phone) WHERE deleted_at IS NULL;
CREATE INDEX leads_newest ON leads (tenant_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX leads_company ON leads (tenant_id, company text_pattern_ops) WHERE deleted_at IS NULL;
SELECT wall('leads');

CREATE TABLE lead_tags (
    tenant_id uuid NOT NULL DEFAULT current_tenant(),
    lead_id   uuid NOT NULL,
    tag       text NOT NULL CHECK (length(tag) BETWEEN 1 AND 64),
    PRIMARY KEY (tenant_id, lead_id, tag),
    FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX lead_tags_tag ON lead_tags (tenant_id, tag, lead_id);
SELECT wall('lead_tags');

CREATE TABLE lead_lists (
    tenant_id   uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (tenant_id),
    id          uuid NOT NULL,
    name        text NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('static', 'dynamic')),
    filter      jsonb,
    description text,
    version     integer NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    deleted_at  timestamptz,
    PRIMARY KEY (tenant_id, id),
    CHECK ((kind = 'dynamic') = (filter IS NOT NULL))
);
CREATE UNIQUE INDEX lead_list_name_taken ON lead_lists (tenant_id, name) WHERE deleted_at IS NULL;
CREATE INDEX lead_lists_newest ON lead_lists (tenant_id, created_at, id) WHERE deleted_at IS NULL;
SELECT wall('lead_lists');

CREATE TABLE lead_list_members (
    tenant_id uuid NOT NULL DEFAULT current_tenant(),
    list_id   uuid NOT NULL,
    lead_id   uuid NOT NULL,
    added_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, list_id, lead_id),
    FOREIGN KEY (tenant_id, list_id) REFERENCES lead_lists (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX lead_list_members_lead ON lead_list_members (tenant_id, lead_id);
SELECT wall('lead_list_members');
