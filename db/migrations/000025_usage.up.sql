-- How many sends of a month and channel were promised and not proven unsent. A month, as 202611, is
-- one of business time, in UTC. The rows of a month are slots, whose sum counts: what no limit holds
-- takes any but slot 0, so that promises do not wait for each other; what a limit holds takes slot 0,
-- which gets back what was not sent, whichever took it, and so may fall below 0. given is what the
-- last promise under a limit got of what it wanted, and refusals how often there was less than that.
CREATE TABLE usage (
    tenant_id uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (tenant_id),
    channel   text NOT NULL CHECK (channel IN ('sms', 'whatsapp', 'email', 'voice')),
    month     integer NOT NULL,
    slot      integer NOT NULL,
    used      bigint NOT NULL,
    given     bigint NOT NULL DEFAULT 0,
    refusals  bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, channel, month, slot)
) WITH (fillfactor = 50);
SELECT wall('usage');

-- The month against which a request counts, so that what was not sent is given back to the same.
ALTER TABLE attempts ADD COLUMN month integer;
