-- Evidence of consent is never changed; with its person it goes. Whoever calls sees one tenant's.
CREATE FUNCTION forget_consents(lead uuid, addresses text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
AS $$ DELETE FROM consents WHERE tenant_id = current_tenant() AND (lead_id = lead OR address_key = ANY(addresses)) $$;
REVOKE ALL ON FUNCTION forget_consents(uuid, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_consents(uuid, text[]) TO carillon_app;
