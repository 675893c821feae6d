-- A lead that was merged into another is deleted, and says into which. Of a chain all name the last. The
-- owner must see all rows to check them.
ALTER TABLE leads NO FORCE ROW LEVEL SECURITY;
ALTER TABLE leads
    ADD COLUMN merged_into uuid,
    ADD CONSTRAINT leads_merged_into FOREIGN KEY (tenant_id, merged_into) REFERENCES leads (tenant_id, id),
    ADD CONSTRAINT leads_merged CHECK (merged_into IS NULL OR deleted_at IS NOT NULL);
ALTER TABLE leads FORCE ROW LEVEL SECURITY;
CREATE INDEX leads_merged_into ON leads (tenant_id, merged_into) WHERE merged_into IS NOT NULL;
