DROP INDEX callbacks_due;
CREATE INDEX callbacks_due ON callbacks (next_try_at, tenant_id) WHERE status IN ('pending', 'unmatched');
