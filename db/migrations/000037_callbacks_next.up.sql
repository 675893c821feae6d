-- In the order in which a tenant's callbacks are taken, so that the next one is found without a look at the others.
DROP INDEX callbacks_due;
CREATE INDEX callbacks_due ON callbacks (tenant_id, next_try_at) WHERE status IN ('pending', 'unmatched');
