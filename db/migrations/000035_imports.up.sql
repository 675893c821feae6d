-- Files of leads, and what became of their rows. file_offset is how much of the text is done, which a
-- batch moves on in the transaction that carries it out; total is how many rows there are, once they
-- were counted. held_until is until when a worker has it to itself. upload_key is the SHA-256 of who
-- uploaded it under which Idempotency-Key.
CREATE TABLE imports (
    tenant_id      uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (tenant_id),
    id             uuid NOT NULL,
    state          text NOT NULL DEFAULT 'receiving'
                   CHECK (state IN ('receiving', 'needs_mapping', 'queued', 'running', 'succeeded', 'failed', 'cancelled')),
    file_name      text,
    upload_key     text,
    mode           text NOT NULL DEFAULT 'upsert' CHECK (mode IN ('create', 'upsert', 'update')),
    validate_only  boolean NOT NULL DEFAULT false,
    default_region text,
    list_id        uuid,
    tags           text[] NOT NULL DEFAULT '{}',
    columns        text[] NOT NULL DEFAULT '{}',
    fields         text[] NOT NULL DEFAULT '{}',
    delimiter      text NOT NULL DEFAULT ',',
    encoding       text NOT NULL DEFAULT 'utf-8' CHECK (encoding IN ('utf-8', 'utf-16', 'windows-1252')),
    bytes          bigint NOT NULL DEFAULT 0,
    size           bigint NOT NULL DEFAULT 0,
    first_row      bigint NOT NULL DEFAULT 0,
    file_offset    bigint NOT NULL DEFAULT 0,
    total          bigint,
    created        bigint NOT NULL DEFAULT 0,
    updated        bigint NOT NULL DEFAULT 0,
    skipped        bigint NOT NULL DEFAULT 0,
    rejected       bigint NOT NULL DEFAULT 0,
    failures       integer NOT NULL DEFAULT 0,
    error_code     text,
    held_until     timestamptz,
    version        integer NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL DEFAULT now(),
    started_at     timestamptz,
    finished_at    timestamptz,
    expires_at     timestamptz NOT NULL DEFAULT now() + interval '1 day',
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT import_under_way UNIQUE (tenant_id, upload_key),
    CHECK ((state IN ('succeeded', 'failed', 'cancelled')) = (finished_at IS NOT NULL)),
    CHECK ((state = 'failed') = (error_code IS NOT NULL)),
    CHECK (state <> 'succeeded' OR created + updated + skipped + rejected = total)
) WITH (fillfactor = 50);
CREATE INDEX imports_newest ON imports (tenant_id, created_at, id);
CREATE INDEX imports_open ON imports (tenant_id, created_at, id) WHERE state IN ('queued', 'running');
SELECT wall('imports');

-- The text of a file, in UTF-8 unless its import says otherwise, in pieces of one size but the last.
CREATE TABLE import_chunks (
    tenant_id uuid NOT NULL DEFAULT current_tenant(),
    import_id uuid NOT NULL,
    number    integer NOT NULL,
    body      bytea NOT NULL,
    PRIMARY KEY (tenant_id, import_id, number),
    FOREIGN KEY (tenant_id, import_id) REFERENCES imports (tenant_id, id) ON DELETE CASCADE
);
ALTER TABLE import_chunks ALTER COLUMN body SET STORAGE EXTERNAL;
SELECT wall('import_chunks');

-- Rows that were refused, as they were written. number counts rows after the head, from 1 on.
CREATE TABLE import_rejects (
    tenant_id uuid NOT NULL DEFAULT current_tenant(),
    import_id uuid NOT NULL,
    number    bigint NOT NULL,
    cells     jsonb NOT NULL,
    code      text NOT NULL,
    reason    text NOT NULL,
    column_name text,
    PRIMARY KEY (tenant_id, import_id, number),
    FOREIGN KEY (tenant_id, import_id) REFERENCES imports (tenant_id, id) ON DELETE CASCADE
);
SELECT wall('import_rejects');

-- What a dry run has made of leads so far: the rows that come after find it here instead of among leads.
CREATE TABLE import_rehearsals (
    tenant_id   uuid NOT NULL DEFAULT current_tenant(),
    import_id   uuid NOT NULL,
    lead_id     uuid NOT NULL,
    external_id text,
    email_key   text,
    phone       text,
    lead        jsonb NOT NULL,
    PRIMARY KEY (tenant_id, import_id, lead_id),
    FOREIGN KEY (tenant_id, import_id) REFERENCES imports (tenant_id, id) ON DELETE CASCADE
);
CREATE INDEX import_rehearsals_external_id ON import_rehearsals (tenant_id, import_id, external_id);
CREATE INDEX import_rehearsals_email ON import_rehearsals (tenant_id, import_id, email_key);
CREATE INDEX import_rehearsals_phone ON import_rehearsals (tenant_id, import_id, phone);
SELECT wall('import_rehearsals');

GRANT SELECT (tenant_id, state, held_until, created_at, expires_at) ON imports TO carillon_crossing;
CREATE POLICY crossing ON imports FOR SELECT TO carillon_crossing USING (true);
CREATE INDEX imports_waiting ON imports (created_at) WHERE state IN ('queued', 'running');
CREATE INDEX imports_expired ON imports (expires_at);

SET ROLE carillon_crossing;
-- The tenants with files that nobody works at, and those with files to forget.
CREATE FUNCTION crossing.imports_due() RETURNS TABLE (kind text, tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    (SELECT DISTINCT 'import', i.tenant_id FROM (
        SELECT w.tenant_id FROM imports w
        WHERE w.state IN ('queued', 'running') AND (w.held_until IS NULL OR w.held_until < clock_timestamp())
        ORDER BY w.created_at LIMIT 1000) i)
    UNION ALL
    (SELECT DISTINCT 'import_forget', i.tenant_id FROM (
        SELECT o.tenant_id FROM imports o WHERE o.expires_at < clock_timestamp() - interval '1 hour' ORDER BY o.expires_at LIMIT 1000) i)
$$;
GRANT EXECUTE ON FUNCTION crossing.imports_due() TO carillon_app;
SET ROLE carillon_owner;
