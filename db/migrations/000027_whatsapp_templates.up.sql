-- The WhatsApp templates that a connection's account has, as its provider listed them last: whenever
-- the connection was verified. Without a row the list is not known, and nothing is held against it.
CREATE TABLE whatsapp_templates (
    tenant_id     uuid NOT NULL DEFAULT current_tenant(),
    connection_id uuid NOT NULL,
    template_id   bigint NOT NULL,
    name          text NOT NULL,
    language      text NOT NULL,
    state         text NOT NULL,
    listed_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, connection_id, template_id),
    FOREIGN KEY (tenant_id, connection_id) REFERENCES connections (tenant_id, id)
);
SELECT wall('whatsapp_templates');
