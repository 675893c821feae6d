-- How many sends of a month and channel were promised and not proven unsent. A month, as 202611, is
-- one of business time, in UTC. given is what the last promise got of what it wanted, and refusals
-- how often there was less than that: one statement takes, tells and counts.
CREATE TABLE usage (
    tenant_id uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (tenant_id),
    channel   text NOT NULL CHECK (channel IN ('sms', 'whatsapp', 'email', 'voice')),
    month     integer NOT NULL,
    used      bigint NOT NULL CHECK (used >= 0),
    given     bigint NOT NULL,
    refusals  bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, channel, month)
) WITH (fillfactor = 50);
SELECT wall('usage');

-- The month against which a request counts, so that what was not sent is given back to the same.
ALTER TABLE attempts ADD COLUMN month integer;
