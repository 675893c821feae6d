-- Everything a tenant can have, at least one row in every table. {name} is an id or a value of the
-- tenant's own, <name> a word that nobody else uses.
INSERT INTO tenants (tenant_id, slug, name, default_region, send_rates, api_limits, contact_hours, frequency_caps, usage_limits) VALUES
    ('{tenant_id}', '{slug}', '<tenant>', '<region>', '{"<rate>": {"limit": 1}}', '{"<plan>": 1}', '{"<hours>": 1}', '{"<cap>": {"max": 1, "days": 1}}', '{"<limit>": 1}');
-- The month and the second slot are those for which queries are tried.
INSERT INTO usage (tenant_id, channel, month, slot, used, given) VALUES ('{tenant_id}', 'sms', 50, 0, 50, 1), ('{tenant_id}', 'sms', 50, 50, 50, 0);
INSERT INTO memberships (tenant_id, id, user_id, email, role) VALUES
    ('{tenant_id}', '{admin_membership_id}', '{admin_id}', '<admin>@example.com', 'tenant_admin'),
    ('{tenant_id}', '{membership_id}', '{user_id}', '<member>@example.com', 'operator');

INSERT INTO api_keys (tenant_id, id, public_id, name, scopes, networks, secret_hash, last_four, former_hash, former_until, created_by) VALUES
    ('{tenant_id}', '{api_key_id}', '{public_id}', '<key>', '{<scope>}', '{192.0.2.0/24}', '{key_hash}', '<key_end>', '{key_hash}', now(), '<author>'),
    ('{tenant_id}', '{other_id}', '{other_public_id}', '<key>', '{<scope>}', '{}', '{key_hash}', '<key_end>', NULL, NULL, '<author>');

-- Two, and one before them that was merged into the first.
INSERT INTO leads (tenant_id, id, external_id, email, email_key, phone, first_name, last_name, company, timezone, custom_fields, deleted_at, merged_into) VALUES
    ('{tenant_id}', gen_random_uuid(), '<merged>', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{}', now(), '{lead_id}'),
    ('{tenant_id}', '{lead_id}', '{external_id}', '{email}', '{email}', '{phone}', '<first>', '<last>', '{company}', 'Europe/Lisbon', '{"word": "{custom}"}', NULL, NULL),
    ('{tenant_id}', '{other_id}', '<other>', NULL, NULL, NULL, '<first>', '<last>', NULL, 'Europe/Lisbon', '{}', NULL, NULL);
INSERT INTO lead_fields (tenant_id, id, key, type, label, description, options) VALUES
    ('{tenant_id}', '{lead_field_id}', 'word', 'choice', '<label>', '<meaning>', '{<option>,{custom}}'),
    ('{tenant_id}', '{other_id}', '{field_key}', 'text', '<label>', NULL, '{}');
INSERT INTO lead_tags (tenant_id, lead_id, tag) VALUES ('{tenant_id}', '{lead_id}', '{tag}');
INSERT INTO lead_lists (tenant_id, id, name, kind, filter, description) VALUES
    ('{tenant_id}', '{list_id}', '{list_name}', 'static', NULL, '<list>'),
    ('{tenant_id}', '{other_id}', '<dynamic>', 'dynamic', '{"type": "not", "filter": {"type": "tag", "tag": "<nobody>"}}', NULL);
INSERT INTO lead_list_members (tenant_id, list_id, lead_id) VALUES
    ('{tenant_id}', '{list_id}', '{lead_id}'), ('{tenant_id}', '{list_id}', '{other_id}');

-- One that is carried out, one that waits for a mapping, one that is old, and an upload that broke off.
INSERT INTO imports (tenant_id, id, state, file_name, upload_key, default_region, list_id, tags, columns, fields, delimiter, size, file_offset, total, error_code, finished_at, expires_at) VALUES
    ('{tenant_id}', '{import_id}', 'running', '<file>', '{upload_key}', '<region>', '{list_id}', '{<label>}', '{{email}}', '{<field>}', '<delimiter>', 4, 2, 9, NULL, NULL, '2100-01-01'),
    ('{tenant_id}', '{other_id}', 'needs_mapping', '<file>', NULL, NULL, NULL, '{}', '{{email}}', '{<field>}', ',', 4, 0, NULL, NULL, NULL, '2100-01-01'),
    ('{tenant_id}', gen_random_uuid(), 'failed', '<file>', NULL, NULL, NULL, '{}', '{<column>}', '{<field>}', ',', 4, 0, NULL, '<failure>', now(), '2020-02-01');
INSERT INTO imports (tenant_id, id, state, created_at) VALUES ('{tenant_id}', gen_random_uuid(), 'receiving', '2020-01-01');
INSERT INTO import_chunks (tenant_id, import_id, number, body) VALUES ('{tenant_id}', '{import_id}', 50, convert_to('<piece>', 'UTF8'));
INSERT INTO import_rejects (tenant_id, import_id, number, cells, code, reason, column_name) VALUES
    ('{tenant_id}', '{import_id}', 3, '["<cell>"]', '<refused>', '<refusal>', '<column>'), ('{tenant_id}', '{import_id}', 4, '["<cell>"]', '<refused>', '<refusal>', NULL);
INSERT INTO import_rehearsals (tenant_id, import_id, lead_id, external_id, email_key, phone, lead) VALUES
    ('{tenant_id}', '{import_id}', '{lead_id}', '{external_id}', '{email}', '<phone>', '{"FirstName": "<rehearsed>"}');

INSERT INTO connections (tenant_id, id, name, provider, status, pause_reason, secret, secret_last_four, secret_fingerprint, settings, rate_limits, endpoint_id, next_poll_at) VALUES
    ('{tenant_id}', '{connection_id}', '{connection_name}', 'brevo', 'active', NULL, '{sealed}', '<last_four>', '<fingerprint>',
        '{"sms_sender": "Carillon", "email_from": "<from>@example.com"}', '{"<rate>": {"limit": 1, "window_seconds": 1}}', '{endpoint_id}', '2020-01-01'),
    ('{tenant_id}', '{other_id}', '<voice>', 'vapi', 'paused', '<paused>', '<secret>', '<last_four>', '<fingerprint>',
        '{"assistant_id": "<assistant>", "phone_number_id": "<number>"}', '{}', '{voice_endpoint_id}', NULL);

-- A draft that already has an account, so that every page of it shows something; one that runs, and
-- others in the states that background work looks for.
INSERT INTO campaigns (tenant_id, id, name, channel, list_id, connection_id, start_at, timezone, content, retry, schedule, status, status_reason, started_at, finished_at, traceparent) VALUES
    ('{tenant_id}', '{campaign_id}', '<draft>', 'sms', '{list_id}', '{connection_id}', NULL, 'UTC', '{"body": "<said>"}', '{"note": "<retry>"}', '{"note": "<schedule>"}', 'draft', '<why>', now(), NULL, '<campaign_trace>'),
    ('{tenant_id}', '{other_id}', '<running>', 'sms', '{list_id}', '{connection_id}', NULL, 'UTC', '{"body": "<said>"}', '{}', '{}', 'running', NULL, now(), NULL, NULL),
    ('{tenant_id}', gen_random_uuid(), '<scheduled>', 'whatsapp', '{list_id}', '{connection_id}', '2020-01-01', 'UTC', '{"body": "<said>"}', '{}', '{}', 'scheduled', NULL, NULL, NULL, '<campaign_trace>'),
    ('{tenant_id}', gen_random_uuid(), '<preparing>', 'sms', '{list_id}', '{connection_id}', NULL, 'UTC', '{"body": "<said>"}', '{}', '{}', 'preparing', NULL, now(), NULL, '<campaign_trace>'),
    ('{tenant_id}', gen_random_uuid(), '<cancelled>', 'sms', '{list_id}', '{connection_id}', NULL, 'UTC', '{"body": "<said>"}', '{}', '{}', 'cancelled', NULL, now(), NULL, NULL);
-- A template with versions around the number that queries are asked with, and one without any.
INSERT INTO templates (tenant_id, id, name, channel, content, published_version) VALUES
    ('{tenant_id}', '{template_id}', '<template>', 'sms', '{"body": "<drafted>"}', 50),
    ('{tenant_id}', '{other_id}', '<unpublished>', 'sms', '{"body": "<drafted>"}', NULL);
INSERT INTO template_versions (tenant_id, id, template_id, number, content, created_by) VALUES
    ('{tenant_id}', gen_random_uuid(), '{template_id}', 50, '{"body": "<published>"}', '<author>'),
    ('{tenant_id}', gen_random_uuid(), '{template_id}', 49, '{"body": "<published>"}', '<author>');
INSERT INTO whatsapp_templates (tenant_id, connection_id, template_id, name, language, state) VALUES
    ('{tenant_id}', '{connection_id}', 1, '<listed>', '<language>', '<state>');
-- What sends one by one.
INSERT INTO campaigns (tenant_id, id, name, origin, ref, channel, connection_id, timezone, content, status, started_at) VALUES
    ('{tenant_id}', gen_random_uuid(), '<replies>', 'reply', '{connection_id}', 'sms', '{connection_id}', 'UTC', '{}', 'running', now()),
    ('{tenant_id}', gen_random_uuid(), '<step>', 'automation', gen_random_uuid(), 'sms', '{connection_id}', 'UTC', '{"body": "<stepped>"}', 'cancelled', now());
INSERT INTO targets (tenant_id, id, campaign_id, lead_id, recipient_key, recipient, zones, reason, hold, due_at, expires_at, delivery, flags, outcome) VALUES
    ('{tenant_id}', '{target_id}', '{campaign_id}', '{lead_id}', '{recipient_key}', '<recipient>', '{Europe/Lisbon}', '<reason>', '<hold>', '2020-01-01', '2100-01-01', '<delivery>', '{<flag>}', '<outcome>'),
    ('{tenant_id}', '{other_id}', '{other_id}', '{lead_id}', '{recipient_key}', '<recipient>', '{Europe/Lisbon}', NULL, NULL, '2020-01-01', '2100-01-01', 'none', '{}', NULL),
    ('{tenant_id}', gen_random_uuid(), '{campaign_id}', '{lead_id}', '<next>', '<recipient>', '{Europe/Lisbon}', NULL, NULL, '2020-01-01', '2100-01-01', 'none', '{}', NULL);
INSERT INTO targets (tenant_id, id, campaign_id, lead_id, recipient_key, recipient, zones, due_at, expires_at, occasion, content, run_id, answer_until, traceparent) VALUES
    ('{tenant_id}', gen_random_uuid(), '{campaign_id}', '{lead_id}', '{recipient_key}', '<recipient>', '{Europe/Lisbon}', '2020-01-01', '2100-01-01', '{occasion_id}', '{"body": "<replied>"}', '{run_id}', '2100-01-01', '<target_trace>');
INSERT INTO targets (tenant_id, id, campaign_id, lead_id, recipient_key, zones, status, hold, due_at, expires_at, contacted_at) VALUES
    ('{tenant_id}', gen_random_uuid(), '{other_id}', '{lead_id}', '<met>', '{Europe/Lisbon}', 'completed', NULL, NULL, '2100-01-01', '2100-01-01'),
    ('{tenant_id}', gen_random_uuid(), '{other_id}', '{lead_id}', '<over>', '{Europe/Lisbon}', 'pending', 'quota', '2100-01-01', '2100-01-01', NULL);
INSERT INTO attempts (tenant_id, id, target_id, campaign_id, connection_id, number, request_id, campaign_epoch, content_version, recipient, tag, trace, subject, body, deadline, provider_message_id, error, resolved_by, next_lookup_at) VALUES
    ('{tenant_id}', '{attempt_id}', '{target_id}', '{campaign_id}', '{connection_id}', 1, '{request_id}', 0, 1, '<recipient>', '<attempt>', '[{"rule": "<rule>", "input": "<input>", "result": "<result>"}]', '<subject>', '<written>', '2020-01-01', '{message_id}', '<error>', '<resolver>', '2020-01-01'),
    ('{tenant_id}', '{other_id}', '{other_id}', '{other_id}', '{connection_id}', 1, '{request_id}', 0, 1, '<recipient>', '<attempt>', '[]', NULL, NULL, '2020-01-01', NULL, NULL, NULL, NULL);
INSERT INTO attempts (tenant_id, id, target_id, campaign_id, connection_id, number, request_id, state, campaign_epoch, content_version, recipient, tag, deadline, next_lookup_at, closed_at) VALUES
    ('{tenant_id}', gen_random_uuid(), '{target_id}', '{campaign_id}', '{connection_id}', 2, '{request_id}', 'accepted', 0, 1, '<recipient>', '<attempt>', '2020-01-01', '2020-01-01', '2020-01-01');
INSERT INTO target_notes (tenant_id, id, target_id, attempt_id, kind, at, body) VALUES
    ('{tenant_id}', gen_random_uuid(), '{target_id}', NULL, 'decision', now(), '{"reason": "<decided>"}'),
    ('{tenant_id}', gen_random_uuid(), '{target_id}', '{attempt_id}', 'report', now(), '{"kind": "sms", "reason": "<reported>"}');
INSERT INTO lanes (tenant_id, connection_id, channel, next_due_at, wait_until, wait_reason, bad_streak, opened) VALUES
    ('{tenant_id}', '{connection_id}', 'sms', '2020-01-01', '2020-01-01', '<lane>', 1, 1);

INSERT INTO tasks (tenant_id, id, title, description, lead_id, assignee_id, due_at, done_at, created_by, run_id) VALUES
    ('{tenant_id}', '{task_id}', '<task>', '<details>', '{lead_id}', '{user_id}', '2000-01-01', '2000-01-01', '<author>', '{run_id}'),
    ('{tenant_id}', '{other_id}', '<task>', NULL, '{lead_id}', '{user_id}', '2000-01-01', NULL, '<author>', NULL);

-- One that runs on the version that queries are asked with, and one that has been ended.
INSERT INTO automations (tenant_id, id, name, status, definition, active_version, listens, listens_since, next_fire_at, archived_at) VALUES
    ('{tenant_id}', '{automation_id}', '<automation>', 'active', '{"trigger_type": "lead_created", "conditions": [], "actions": [{"action_type": "add_tag", "action_config": {"tag": "<done>"}, "delay_seconds": 0}]}', 50, '{event_type}', '2020-01-01', '2020-01-01', NULL),
    ('{tenant_id}', '{other_id}', '<ended>', 'archived', '{"trigger_type": "lead_created", "conditions": [], "actions": [{"action_type": "add_tag", "action_config": {"tag": "<done>"}, "delay_seconds": 0}]}', NULL, NULL, NULL, NULL, '2020-01-01');
INSERT INTO automation_versions (tenant_id, id, automation_id, number, definition, sends, created_by) VALUES
    ('{tenant_id}', '{version_id}', '{automation_id}', 50, '{"trigger_type": "lead_created", "conditions": [], "actions": [{"action_type": "add_tag", "action_config": {"tag": "<ran>"}, "delay_seconds": 0}]}', '{00000000-0000-0000-0000-000000000000}', '<author>'),
    ('{tenant_id}', '{other_id}', '{automation_id}', 49, '{"trigger_type": "lead_created", "conditions": [], "actions": [{"action_type": "add_tag", "action_config": {"tag": "<ran>"}, "delay_seconds": 0}]}', '{00000000-0000-0000-0000-000000000000}', '<author>');
INSERT INTO automation_runs (tenant_id, id, automation_id, version, event_id, event, lead_id, entry_key, state, reason, due_at, depth, chain, trace, created_at, traceparent) VALUES
    ('{tenant_id}', '{run_id}', '{automation_id}', 50, '{event_id}', '{"id": "{event_id}", "type": "lead.created", "object_type": "lead", "object_id": "{lead_id}", "data": {"word": "<heard>"}, "at": "2020-01-01T00:00:00Z"}', '{lead_id}', '<entry>', 'running', '<why>', '2020-01-01', 1, '{{other_id}}', '[{"kind": "trigger", "type": "<asked>", "at": "2020-01-01T00:00:00Z"}]', now(), '<run_trace>'),
    ('{tenant_id}', '{other_id}', '{automation_id}', 50, '{other_id}', '{"id": "{other_id}", "type": "lead.created", "object_type": "lead", "object_id": "{lead_id}", "data": {}, "at": "2020-01-01T00:00:00Z"}', '{lead_id}', '<entry>', 'running', NULL, '2020-01-01', 0, '{}', '[]', '2100-01-01', NULL);
INSERT INTO automation_runs (tenant_id, id, automation_id, version, event_id, event, state, depth, chain, trace, created_at, finished_at) VALUES
    ('{tenant_id}', gen_random_uuid(), '{automation_id}', 50, gen_random_uuid(), '{}', 'not_matched', 0, '{}', '[]', '2020-01-01', '2020-01-01');
INSERT INTO automation_runs (tenant_id, id, automation_id, version, event_id, event, lead_id, state, due_at, depth, chain, trace, created_at) VALUES
    ('{tenant_id}', '{earliest_id}', '{automation_id}', 50, gen_random_uuid(), '{}', '{lead_id}', 'running', '2020-01-01', 0, '{}', '[]', '2100-01-01');
INSERT INTO automation_firings (tenant_id, id, automation_id, version, instant, outcome, created_at) VALUES
    ('{tenant_id}', '{firing_id}', '{automation_id}', 50, '2020-01-01', 'on_time', now()),
    ('{tenant_id}', gen_random_uuid(), '{automation_id}', 50, '2020-01-02', 'on_time', now());

INSERT INTO erased_addresses (tenant_id, mark) VALUES ('{tenant_id}', '\x01'), ('{tenant_id}', '<mark>');
INSERT INTO erasures (tenant_id, lead_id, wipe_at) VALUES ('{tenant_id}', '{other_id}', NULL), ('{tenant_id}', '{lead_id}', '2020-01-01');
-- One that is being written, one that is done, and one whose days are over.
INSERT INTO exports (tenant_id, id, resource, format, filter, state, error, position, total, chunks, rows, bytes, created_by, finished_at, expires_at) VALUES
    ('{tenant_id}', '{export_id}', 'leads', 'csv', '{"lead_list_id": "{list_id}"}', 'running', NULL, '{"k": "<place>"}', 2, 1, 1, 8, '<author>', NULL, '2100-01-01'),
    ('{tenant_id}', '{other_id}', 'leads', 'csv', '{"filter": {"type": "tag", "tag": "{tag}"}}', 'succeeded', NULL, NULL, 1, 1, 1, length('<written>'), '<author>', now(), '2100-01-01'),
    ('{tenant_id}', gen_random_uuid(), 'audit', 'ndjson', '{}', 'failed', '<failure>', NULL, 1, 0, 0, 0, '<author>', now(), '2020-01-01');
INSERT INTO export_chunks (tenant_id, export_id, number, body) VALUES
    ('{tenant_id}', '{export_id}', 50, '<page>'), ('{tenant_id}', '{other_id}', 0, '<written>');
INSERT INTO suppressions (tenant_id, id, channel, address_key, reason, source, created_at) VALUES
    ('{tenant_id}', '{suppression_id}', 'sms', '{recipient_key}', 'unsubscribed', '<source>', '2020-01-01'),
    ('{tenant_id}', '{other_id}', 'sms', '{phone}', 'manual', '<source>', '2020-01-01');
INSERT INTO targets (tenant_id, id, campaign_id, lead_id, recipient_key, recipient, zones, hold, due_at, expires_at, occasion) VALUES
    ('{tenant_id}', gen_random_uuid(), '{other_id}', '{lead_id}', '{recipient_key}', '<recipient>', '{Europe/Lisbon}', 'consent_review', '2020-01-01', '2100-01-01', gen_random_uuid());
INSERT INTO consents (tenant_id, id, channel, address_key, lead_id, decision, method, source, shown, client_address, actor, at, created_at) VALUES
    ('{tenant_id}', '{consent_id}', 'sms', '{recipient_key}', '{lead_id}', 'granted', 'api', '<source>', '<shown>', '<client>', '<author>', '2020-01-02', '2020-01-01'),
    ('{tenant_id}', '{other_id}', 'sms', '{phone}', '{lead_id}', 'withdrawn', 'api', '<source>', '<shown>', '<client>', '<author>', '2020-01-01', '2020-01-01');
INSERT INTO consent_reviews (tenant_id, id, channel, address_key, lead_id, said, decision, resolved_by, resolved_at, created_at) VALUES
    ('{tenant_id}', '{consent_review_id}', 'sms', '{recipient_key}', '{lead_id}', '<doubt>', NULL, NULL, NULL, '2020-01-01'),
    ('{tenant_id}', '{other_id}', 'sms', '{phone}', '{lead_id}', '<doubt>', 'keep', '<resolver>', '2020-01-01', '2020-01-01');
INSERT INTO callbacks (tenant_id, id, connection_id, feed, dedupe_key, body, next_try_at, last_error) VALUES
    ('{tenant_id}', '{callback_id}', '{connection_id}', 'brevo_sms', '<dedupe>', '{"msg_status": "delivered", "reply": "<reply>"}', '2020-01-01', '<callback>');
INSERT INTO callbacks (tenant_id, id, connection_id, feed, dedupe_key, body, status) VALUES
    ('{tenant_id}', gen_random_uuid(), '{connection_id}', 'brevo_sms', '<applied>', '{"sms": "<applied>"}', 'applied');

-- A thread with a lead, and one that waits for somebody to say who wrote.
INSERT INTO conversations (tenant_id, id, channel, lead_id, address_key, connection_id, assignee_id, unread, preview, last_entry_at, last_inbound_at) VALUES
    ('{tenant_id}', '{conversation_id}', 'sms', '{lead_id}', '{recipient_key}', '{connection_id}', '{user_id}', 1, '<preview>', '2020-01-01', '2020-01-01'),
    ('{tenant_id}', '{other_id}', 'sms', NULL, '{recipient_key}', '{connection_id}', NULL, 0, '<preview>', '2020-01-02', NULL);
INSERT INTO conversation_entries (tenant_id, id, conversation_id, kind, callback_id, attempt_id, body, outcome, summary, transcript, recording_url, cost_micros, at) VALUES
    ('{tenant_id}', gen_random_uuid(), '{conversation_id}', 'message', '{callback_id}', NULL, '<wrote>', NULL, NULL, NULL, NULL, NULL, '2020-01-01'),
    ('{tenant_id}', gen_random_uuid(), '{other_id}', 'message', gen_random_uuid(), NULL, '<wrote>', NULL, NULL, NULL, NULL, NULL, '2020-01-01'),
    ('{tenant_id}', gen_random_uuid(), '{conversation_id}', 'call', NULL, '{attempt_id}', NULL, '<ended>', '<summary>', '<transcript>', '<recording>', 1, '2020-01-01');

INSERT INTO outbox (tenant_id, id, type, actor, object_type, object_id, lead_id, data, previous, cause_id, chain, request, traceparent) VALUES
    ('{tenant_id}', gen_random_uuid(), '<fresh>', '<actor>', '<object>', '{lead_id}', '{lead_id}', '{"word": "<fact>"}', '{"word": "<before>"}', '{event_id}', '{{other_id}}', '<asked>', '<fact_trace>'),
    ('{tenant_id}', gen_random_uuid(), '<fresh>', '<actor>', '<object>', '{lead_id}', '{lead_id}', '{}', NULL, NULL, '{}', NULL, NULL),
    ('{tenant_id}', gen_random_uuid(), '<fresh>', '<actor>', '<object>', '{lead_id}', '{lead_id}', '{}', NULL, NULL, '{}', NULL, NULL);
-- One before and one after the number that queries are asked with.
INSERT INTO events (tenant_id, seq, id, type, actor, object_type, object_id, lead_id, data, previous, cause_id, depth, chain, created_at, request, traceparent) VALUES
    ('{tenant_id}', 1, '{event_id}', '{event_type}', '<actor>', '<object>', '{lead_id}', '{lead_id}', '{"word": "<fact>"}', '{"word": "<before>"}', '{event_id}', 1, '{{other_id}}', now(), '<asked>', '<fact_trace>'),
    ('{tenant_id}', 2, gen_random_uuid(), '{event_type}', '<actor>', '<object>', '{lead_id}', '{lead_id}', '{}', NULL, NULL, 0, '{}', now(), NULL, NULL),
    ('{tenant_id}', 3, gen_random_uuid(), '{event_type}', '<actor>', '<object>', '{lead_id}', '{lead_id}', '{}', NULL, NULL, 0, '{}', now(), NULL, NULL);
INSERT INTO event_logs (tenant_id, last_seq, tidied_at) VALUES ('{tenant_id}', {last_seq}, '2020-01-01');
INSERT INTO event_keys (tenant_id, key, event_id, created_at) VALUES ('{tenant_id}', '{event_key}', '{event_id}', '2020-01-01');
INSERT INTO idempotency_keys (tenant_id, key, fingerprint, answer, created_at) VALUES ('{tenant_id}', '<key>', '<print>', '<answer>', '2020-01-01');

INSERT INTO audit_inbox (tenant_id, request, operation, actor, role, key_id, address, object_id, status, code) VALUES
    ('{tenant_id}', '<asked>', '<operation>', '<actor>', '<role>', '{other_id}', '<address>', '{lead_id}', 409, '<code>');
INSERT INTO audit_chains (tenant_id, seq, hash, event_seq, anchored_at) VALUES ('{tenant_id}', 3, '<hash>', 3, '2020-01-01');
INSERT INTO audit_entries (tenant_id, seq, at, kind, action, actor, role, key_id, request, address, status, code, object_type, object_id, lead_id, event_id, data, previous, previous_hash, hash) VALUES
    ('{tenant_id}', 1, '2060-01-01', 'call', '{event_type}', '{external_id}', '<role>', '{other_id}', '{event_key}', '<address>', 409, '<code>', '<object>', '{lead_id}', '{lead_id}', '{event_id}', '{"word": "<fact>"}', '{"word": "<before>"}', '<hash>', '<hash>'),
    ('{tenant_id}', {last_seq}, '2060-01-01', 'fact', '<fact>', '<actor>', NULL, NULL, NULL, NULL, NULL, NULL, '<object>', '{other_id}', NULL, '{event_id}', '{}', NULL, '<hash>', '{}');
INSERT INTO audit_salts (tenant_id, lead_id, salt) VALUES ('{tenant_id}', '{lead_id}', '<salt>'), ('{tenant_id}', '{other_id}', NULL);
-- One that is told something, and one that rests.
INSERT INTO webhook_endpoints (tenant_id, id, url, description, events, secret, former_secret, former_until, status, status_reason) VALUES
    ('{tenant_id}', '{webhook_endpoint_id}', 'https://hooks.example.com/<hook>', '<system>', '{<wanted>}', '{sealed}', '<former>', '2100-01-01', 'active', NULL),
    ('{tenant_id}', '{other_id}', 'https://hooks.example.com/<hook>', NULL, '{<wanted>}', '<secret>', NULL, NULL, 'paused', '<why>');
INSERT INTO webhook_deliveries (tenant_id, id, endpoint_id, event_id, event_seq, event_type, origin, replay, state, reason, attempts, due_at, created_at) VALUES
    ('{tenant_id}', '{delivery_id}', '{webhook_endpoint_id}', '{event_id}', 1, '{event_type}', 'event', 0, 'delivering', '<reason>', 1, '2020-01-01', now()),
    ('{tenant_id}', '{earliest_id}', '{webhook_endpoint_id}', '{event_id}', 1, '{event_type}', 'replay', 1, 'pending', NULL, 0, '2020-01-01', '2099-01-01Z');
INSERT INTO webhook_attempts (tenant_id, id, delivery_id, number, at, headers, status, body, error, duration_ms) VALUES
    ('{tenant_id}', gen_random_uuid(), '{delivery_id}', 1, '2020-01-01', '{"Webhook-Id": "<header>"}', NULL, '<answer>', '<failure>', 1);
