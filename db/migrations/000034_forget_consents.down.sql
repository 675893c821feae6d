DROP FUNCTION forget_consents(uuid, text[]);
