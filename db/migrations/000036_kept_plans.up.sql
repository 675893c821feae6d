SET ROLE carillon_crossing;
-- What is asked for every request, callback and slice keeps its plans: a function in SQL is planned at every
-- call, one in PL/pgSQL once a session.
CREATE OR REPLACE FUNCTION crossing.memberships_of(person uuid)
RETURNS TABLE (tenant_id uuid, membership_id uuid, slug text, name text, mode text, tenant_status text, role text, api_limits jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ BEGIN
    RETURN QUERY
    SELECT m.tenant_id, m.id, t.slug, t.name, t.mode, t.status, m.role, t.api_limits
    FROM memberships m JOIN tenants t ON t.tenant_id = m.tenant_id
    WHERE m.user_id = person
    ORDER BY t.slug
    LIMIT 1000;
END $$;

CREATE OR REPLACE FUNCTION crossing.is_platform_admin(person uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ BEGIN RETURN EXISTS (SELECT FROM platform_admins WHERE user_id = person); END $$;

CREATE OR REPLACE FUNCTION crossing.api_key(wanted text)
RETURNS TABLE (tenant_id uuid, key_id uuid, slug text, tenant_status text, mode text, secret_hash bytea, former_hash bytea, former_until timestamptz,
    scopes text[], networks cidr[], expires_at timestamptz, last_used_at timestamptz, revoked_at timestamptz, api_limits jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ BEGIN
    RETURN QUERY
    SELECT k.tenant_id, k.id, t.slug, t.status, t.mode, k.secret_hash, k.former_hash, k.former_until,
        k.scopes, k.networks, k.expires_at, k.last_used_at, k.revoked_at, t.api_limits
    FROM api_keys k JOIN tenants t ON t.tenant_id = k.tenant_id
    WHERE k.public_id = wanted;
END $$;

CREATE OR REPLACE FUNCTION crossing.endpoint(wanted uuid)
RETURNS TABLE (tenant_id uuid, connection_id uuid, provider text, deleted boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ BEGIN
    RETURN QUERY
    SELECT c.tenant_id, c.id, c.provider, c.deleted_at IS NOT NULL
    FROM connections c
    WHERE c.endpoint_id = wanted
    LIMIT 1;
END $$;

CREATE OR REPLACE FUNCTION crossing.may_dispatch() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ BEGIN RETURN EXISTS (SELECT FROM installation WHERE fingerprint = database_fingerprint()); END $$;

-- The next lane to serve, by start-time fair queueing: the least virtual time among lanes with
-- work; a lane that slept starts level with those awake. The price is charged at once.
CREATE OR REPLACE FUNCTION crossing.take_lane(business_now timestamptz, price double precision)
RETURNS TABLE (tenant_id uuid, connection_id uuid, channel text, opened integer, bad_streak integer)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ BEGIN
    RETURN QUERY
    WITH awake AS (
        SELECT coalesce(min(l.vtime), 0) AS least FROM lanes l
        WHERE l.picked_at > clock_timestamp() - interval '2 seconds'
    ), pick AS (
        SELECT l.tenant_id, l.connection_id, l.channel, greatest(l.vtime, awake.least) AS start
        FROM lanes l, awake
        WHERE l.next_due_at <= business_now
          AND (l.wait_until IS NULL OR l.wait_until <= clock_timestamp())
          AND crossing.may_dispatch()
        ORDER BY start, l.picked_at NULLS FIRST
        LIMIT 1
        FOR UPDATE OF l SKIP LOCKED
    )
    UPDATE lanes l
    SET vtime = pick.start + price,
        picked_at = clock_timestamp(),
        wait_until = CASE WHEN l.opened > 0 THEN clock_timestamp() + interval '10 seconds' END
    FROM pick
    WHERE (l.tenant_id, l.connection_id, l.channel) = (pick.tenant_id, pick.connection_id, pick.channel)
    RETURNING l.tenant_id, l.connection_id, l.channel, l.opened, l.bad_streak;
END $$;
SET ROLE carillon_owner;
