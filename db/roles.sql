-- The roles, made before the first migration by whoever may create roles. Safe to run again.
-- carillon_owner owns every table; carillon_app is the service; carillon_crossing owns the few
-- functions that look across tenants. None of them is a superuser or can bypass a wall.
DO $$
DECLARE
    name text;
BEGIN
    PERFORM pg_advisory_xact_lock(7239401, 0);
    FOREACH name IN ARRAY ARRAY['carillon_owner', 'carillon_app', 'carillon_crossing'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT', name);
            -- A worker that freezes in the middle of a transaction must not keep a pause waiting.
            EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = %L', name, '10s');
        END IF;
    END LOOP;
    EXECUTE format('GRANT carillon_owner, carillon_crossing TO %I', current_user);
    EXECUTE format('GRANT CREATE, CONNECT ON DATABASE %I TO carillon_owner', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO carillon_app', current_database());
END $$;

CREATE SCHEMA IF NOT EXISTS crossing AUTHORIZATION carillon_crossing;
CREATE SCHEMA IF NOT EXISTS river AUTHORIZATION carillon_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO carillon_owner;
GRANT USAGE ON SCHEMA public TO carillon_app, carillon_crossing;
GRANT USAGE ON SCHEMA crossing TO carillon_app;
GRANT USAGE ON SCHEMA river TO carillon_app;
ALTER DEFAULT PRIVILEGES FOR ROLE carillon_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE carillon_crossing REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE carillon_owner IN SCHEMA river GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO carillon_app;
ALTER DEFAULT PRIVILEGES FOR ROLE carillon_owner IN SCHEMA river GRANT USAGE, SELECT ON SEQUENCES TO carillon_app;
ALTER DEFAULT PRIVILEGES FOR ROLE carillon_owner IN SCHEMA river GRANT EXECUTE ON FUNCTIONS TO carillon_app;
