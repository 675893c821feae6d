-- What happens by itself. definition is what a person edits; what runs is a version, which never
-- changes again. listens is the event type that the active version waits for, since an instant of
-- real time, as events are dated; next_fire_at is when a schedule comes due next, in business time.
-- They are set exactly where they count.
CREATE TABLE automations (
    tenant_id      uuid NOT NULL DEFAULT current_tenant() REFERENCES tenants (tenant_id),
    id             uuid NOT NULL,
    name           text NOT NULL,
    status         text NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'active', 'paused', 'archived')),
    definition     jsonb NOT NULL,
    active_version integer,
    listens        text,
    listens_since  timestamptz,
    next_fire_at   timestamptz,
    activated_at   timestamptz,
    archived_at    timestamptz,
    cleared_at     timestamptz,
    version        integer NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX automations_newest ON automations (tenant_id, created_at, id);
CREATE INDEX automations_listening ON automations (tenant_id, listens) WHERE status = 'active';
CREATE INDEX automations_due ON automations (next_fire_at) WHERE status = 'active' AND next_fire_at IS NOT NULL;
CREATE INDEX automations_uncleared ON automations (archived_at) WHERE status = 'archived' AND cleared_at IS NULL;
SELECT wall('automations');

-- sends holds, for each action, the row of campaigns that its sends go through; zero where it sends
-- nothing.
CREATE TABLE automation_versions (
    tenant_id     uuid NOT NULL DEFAULT current_tenant(),
    id            uuid NOT NULL,
    automation_id uuid NOT NULL,
    number        integer NOT NULL CHECK (number > 0),
    definition    jsonb NOT NULL,
    sends         uuid[] NOT NULL,
    created_by    text NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT automation_version_number UNIQUE (tenant_id, automation_id, number),
    FOREIGN KEY (tenant_id, automation_id) REFERENCES automations (tenant_id, id)
);
SELECT wall('automation_versions');

-- One event that an automation heard, for one lead or for none, and all that came of it. event is
-- what happened, as far as conditions and actions look at it; where the run did not begin it stands
-- in the log alone. due_at is when the next step is to be done, in business time, and set exactly
-- while there is one. So is created_at in business time. Most rows say that nothing began, and there
-- are many: what only begun runs are looked up by is indexed for them alone.
CREATE TABLE automation_runs (
    tenant_id     uuid NOT NULL DEFAULT current_tenant(),
    id            uuid NOT NULL,
    automation_id uuid NOT NULL,
    version       integer NOT NULL,
    event_id      uuid NOT NULL,
    event         jsonb,
    lead_id       uuid,
    entry_key     text NOT NULL DEFAULT '',
    state         text NOT NULL DEFAULT 'pending' CHECK (state IN
        ('pending', 'running', 'waiting', 'completed', 'not_matched', 'exited', 'failed', 'cancelled', 'loop_stopped')),
    reason        text,
    step          integer NOT NULL DEFAULT 0,
    tries         integer NOT NULL DEFAULT 0,
    due_at        timestamptz,
    depth         integer NOT NULL,
    chain         uuid[] NOT NULL,
    trace         jsonb NOT NULL,
    created_at    timestamptz NOT NULL,
    finished_at   timestamptz,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT run_once UNIQUE NULLS NOT DISTINCT (tenant_id, lead_id, event_id, automation_id, version),
    FOREIGN KEY (tenant_id, automation_id, version) REFERENCES automation_versions (tenant_id, automation_id, number),
    CHECK (event IS NOT NULL OR state IN ('not_matched', 'loop_stopped')),
    FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id),
    CHECK ((state IN ('pending', 'running', 'waiting')) = (due_at IS NOT NULL)),
    CHECK ((due_at IS NULL) = (finished_at IS NOT NULL))
) WITH (fillfactor = 80);
CREATE INDEX automation_runs_due ON automation_runs (tenant_id, automation_id, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX automation_runs_of ON automation_runs (tenant_id, automation_id, id);
CREATE INDEX automation_runs_begun ON automation_runs (tenant_id, lead_id, created_at) WHERE state NOT IN ('not_matched', 'loop_stopped');
SELECT wall('automation_runs');

-- One instant at which a schedule came due. cursor is the last lead of the list for whom a run was
-- begun; begun counts them. One that was found late is skipped, or made up for once.
CREATE TABLE automation_firings (
    tenant_id     uuid NOT NULL DEFAULT current_tenant(),
    id            uuid NOT NULL,
    automation_id uuid NOT NULL,
    version       integer NOT NULL,
    instant       timestamptz NOT NULL,
    outcome       text NOT NULL CHECK (outcome IN ('on_time', 'late', 'skipped')),
    cursor        uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    begun         bigint NOT NULL DEFAULT 0,
    created_at    timestamptz NOT NULL,
    finished_at   timestamptz,
    PRIMARY KEY (tenant_id, id),
    CONSTRAINT firing_once UNIQUE (tenant_id, automation_id, instant),
    FOREIGN KEY (tenant_id, automation_id, version) REFERENCES automation_versions (tenant_id, automation_id, number)
);
CREATE INDEX automation_firings_open ON automation_firings (created_at) WHERE finished_at IS NULL;
SELECT wall('automation_firings');

GRANT SELECT (tenant_id, id, status, next_fire_at, archived_at, cleared_at) ON automations TO carillon_crossing;
GRANT SELECT (tenant_id, automation_id, due_at) ON automation_runs TO carillon_crossing;
GRANT SELECT (tenant_id, automation_id, created_at, finished_at) ON automation_firings TO carillon_crossing;
CREATE POLICY crossing ON automations FOR SELECT TO carillon_crossing USING (true);
CREATE POLICY crossing ON automation_runs FOR SELECT TO carillon_crossing USING (true);
CREATE POLICY crossing ON automation_firings FOR SELECT TO carillon_crossing USING (true);

SET ROLE carillon_crossing;

-- What there is to do for automations, by kind and tenant: schedules that came due, firings whose
-- leads are not through, steps of active automations that are due, and what archived ones leave.
CREATE FUNCTION crossing.automations_due(business_now timestamptz)
RETURNS TABLE (kind text, tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    (SELECT DISTINCT 'fire', a.tenant_id FROM automations a WHERE a.status = 'active' AND a.next_fire_at <= business_now LIMIT 100)
    UNION ALL
    (SELECT DISTINCT 'expand', f.tenant_id FROM automation_firings f
        JOIN automations a ON a.tenant_id = f.tenant_id AND a.id = f.automation_id AND a.status = 'active'
        WHERE f.finished_at IS NULL LIMIT 100)
    UNION ALL
    (SELECT DISTINCT 'runs', a.tenant_id FROM automations a
        CROSS JOIN LATERAL (
            SELECT FROM automation_runs r
            WHERE r.tenant_id = a.tenant_id AND r.automation_id = a.id AND r.due_at <= business_now
            ORDER BY r.due_at LIMIT 1) due
        WHERE a.status = 'active' LIMIT 100)
    UNION ALL
    (SELECT DISTINCT 'clear', a.tenant_id FROM automations a WHERE a.status = 'archived' AND a.cleared_at IS NULL LIMIT 100)
$$;
GRANT EXECUTE ON FUNCTION crossing.automations_due(timestamptz) TO carillon_app;
SET ROLE carillon_owner;
