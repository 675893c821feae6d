-- What is said, kept for many campaigns. content is the draft that people edit; what campaigns say is
-- a version, which never changes again.
CREATE TABLE templates (
    tenant_id         uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (tenant_id),
    id                uuid NOT NULL,
    name              text NOT NULL,
    channel           text NOT NULL CHECK (channel IN ('sms', 'whatsapp', 'email', 'voice')),
    content           jsonb NOT NULL,
    published_version integer,
    version           integer NOT NULL DEFAULT 1,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now(),
    deleted_at        timestamptz,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX template_name_taken ON templates (tenant_id, name) WHERE deleted_at IS NULL;
CREATE INDEX templates_newest ON templates (tenant_id, created_at, id);
SELECT wall('templates');

CREATE TABLE template_versions (
    tenant_id   uuid NOT NULL DEFAULT current_tenant(),
    id          uuid NOT NULL,
    template_id uuid NOT NULL,
    number      integer NOT NULL CHECK (number > 0),
    content     jsonb NOT NULL,
    created_by  text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT template_version_number UNIQUE (tenant_id, template_id, number),
    FOREIGN KEY (tenant_id, template_id) REFERENCES templates (tenant_id, id)
);
SELECT wall('template_versions');

-- What people send to themselves to see it goes through the ledger too, one row for each account and
-- channel, and is told apart by its origin.
ALTER TABLE campaigns
    DROP CONSTRAINT campaigns_origin_check,
    ADD CONSTRAINT campaigns_origin_check CHECK (origin IN ('list', 'automation', 'reply', 'test'));
