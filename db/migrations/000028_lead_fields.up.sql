-- What a tenant calls its custom fields, and what may stand in them. options are the choices of a
-- choice, in their order. Fields that are not defined take anything, unless the tenant is strict.
CREATE TABLE lead_fields (
    tenant_id   uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (tenant_id),
    id          uuid NOT NULL,
    key         text NOT NULL CHECK (key ~ '^[A-Za-z][A-Za-z0-9_]{0,63}$'),
    type        text NOT NULL CHECK (type IN ('text', 'number', 'boolean', 'date', 'choice')),
    label       text NOT NULL,
    description text,
    options     text[] NOT NULL DEFAULT '{}',
    version     integer NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    CHECK ((type = 'choice') = (cardinality(options) > 0))
);
CREATE UNIQUE INDEX lead_field_key_taken ON lead_fields (tenant_id, upper(key));
SELECT wall('lead_fields');

-- default_region is the country, as ISO 3166 has it, of phone numbers that name none; empty: they
-- are refused.
ALTER TABLE tenants
    ADD COLUMN strict_lead_fields boolean NOT NULL DEFAULT false,
    ADD COLUMN default_region text NOT NULL DEFAULT '';
