insert into kith.admins (person_id, email, role) values ('00000000-0000-4000-8000-00000000000a', 'owner@example.org', 'support');
insert into kith.audit_log (sequence, link, actor, product, action, target_type, target_id, previous_hash, hash)
values (1, 1, 'owner', 'josh', 'read', 'user', '00000000-0000-4000-8000-00000000000a', '\x00', '\x01');
insert into kith.audit_months (month, chain, link, sequence, hash) values ('2027-02-01', 0, 1, 1, '\x01');
insert into kith.audit_verifications (id, whole, due) values ('00000000-0000-4000-8000-0000000000d1', true, 1);
insert into kith.audit_verified_chains (verification_id, chain, until_link, link, sequence, hash) values ('00000000-0000-4000-8000-0000000000d1', 0, 1, 0, 0, '\x01');
insert into kith.blocks (blocker_id, blocked_id) values ('00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000c');
insert into kith.bans (id, person_id, banned_by, reason)
values ('00000000-0000-4000-8000-0000000000ba', '00000000-0000-4000-8000-00000000000c', '00000000-0000-4000-8000-00000000000a', 'planted');
insert into kith.ban_effects (ban_id, product) values ('00000000-0000-4000-8000-0000000000ba', 'planted');
insert into kith.clock default values;
insert into kith.consent_texts (kind, product, version, body) values ('sms', 'planted', '1', 'words');
insert into kith.consents (person_id, product, kind, version, granted, source)
values ('00000000-0000-4000-8000-00000000000a', 'planted', 'sms', '1', true, 'web');
insert into kith.flags (key, description) values ('planted', 'x');
insert into kith.flag_people (key, person_id) values ('planted', '00000000-0000-4000-8000-00000000000a');
insert into kith.legal_holds (person_id, reason, told, keep_until, lifted_at, lifted_because)
values ('00000000-0000-4000-8000-00000000000a', 'a claim of somebody', 'a claim of somebody', now() + interval '30 days', now(), 'settled');
insert into kith.holds (person_id) values ('00000000-0000-4000-8000-00000000000a');
insert into kith.incidents (product, person_id, reporter_id, incident_type, severity)
values ('josh', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000a', 'unsafe', 3);
insert into kith.passkey_challenges (person_id, purpose, challenge, expires_at)
values ('00000000-0000-4000-8000-00000000000a', 'register', '\x00', '2100-01-01');
insert into kith.passkeys (person_id, credential_id, public_key, name) values ('00000000-0000-4000-8000-00000000000a', '\x00', '\x00', 'key');
insert into kith.rate_limits (bucket, subject, window_start, expires_at) values ('x', 'x', '2027-01-01', '2100-01-01');
insert into kith.sessions (id, person_id, method, expires_at)
values ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-00000000000a', 'code', '2100-01-01');
insert into kith.push_subscriptions (person_id, session_id, endpoint, p256dh, auth)
values ('00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-000000000001', 'https://push.example/1', repeat('p', 87), repeat('a', 22));
insert into kith.refresh_tokens (session_id, token_hash) values ('00000000-0000-4000-8000-000000000001', '\x00');
insert into kith.reports (product, reporter_id, reported_id, report_type)
values ('josh', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000c', 'rude');
insert into kith.sign_in_codes (person_id, destination_hash, channel, code_hash, expires_at)
values ('00000000-0000-4000-8000-00000000000a', '\x00', 'phone', '\x00', '2100-01-01');
insert into kith.sign_in_failures (person_id) values ('00000000-0000-4000-8000-00000000000a');
insert into kith.sign_in_links (person_id, token_hash, expires_at) values ('00000000-0000-4000-8000-00000000000a', '\x00', '2100-01-01');
insert into kith.sms_opt_outs (phone_hash, action, words, channel, product) values ('h', 'stop', 'STOP', 'sms', 'josh');
insert into kith.strikes (person_id, product, strike_type, points, window_start, window_end, idempotency_key)
values ('00000000-0000-4000-8000-00000000000a', 'josh', 'no_show', 1, '2027-01-01', '2027-02-01', 'k');
insert into kith.stripe_calls (idempotency_key, person_id, product, operation, parameters)
values ('k', '00000000-0000-4000-8000-00000000000a', 'josh', 'x', '{}');
insert into kith.stripe_customers (person_id, stripe_customer_id) values ('00000000-0000-4000-8000-00000000000a', 'cus_1');
insert into kith.stripe_events (stripe_event_id, event_type, payload)
values ('evt_1', 'x', '{"data": {"object": {"object": "subscription", "customer": "cus_1"}}}');
insert into kith.cases (id, product, content_type, content_id, person_id, category)
values ('00000000-0000-4000-8000-0000000000ca', 'planted', 'person', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000a', 'other');
insert into kith.queue_members (admin_id, product, queue) select id, 'planted', 'general' from kith.admins;
insert into kith.decisions (id, case_id, product, admin_id, action, content_type, content_id, person_id, reason, statement)
values ('00000000-0000-4000-8000-0000000000cb', '00000000-0000-4000-8000-0000000000ca', 'planted', '00000000-0000-4000-8000-00000000000c', 'warn', 'person',
  '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000a', 'planted',
  '{"category": "x", "facts": "x", "ground": "x", "automated_detection": false, "automated_decision": false, "territory": "x", "date": "x"}');
insert into kith.appeals (id, decision_id, person_id)
values ('00000000-0000-4000-8000-0000000000cc', '00000000-0000-4000-8000-0000000000cb', '00000000-0000-4000-8000-00000000000a');
insert into kith.appeal_messages (appeal_id, from_house, body) values ('00000000-0000-4000-8000-0000000000cc', false, 'planted');
insert into kith.dsar_requests (person_id, request_type) values ('00000000-0000-4000-8000-00000000000a', 'export');
insert into kith.person_keys (person_id, key_ciphertext, key_iv, key_tag, key_version)
values ('00000000-0000-4000-8000-00000000000a', '\x00', decode(repeat('00', 12), 'hex'), decode(repeat('00', 16), 'hex'), 1);
insert into kith.impersonations (token_hash, admin_id, session_id, person_id, reason, expires_at)
select '\x01', a.id, s.id, '00000000-0000-4000-8000-00000000000a', 'planted', kith.now() + interval '1 minute' from kith.admins a, kith.sessions s limit 1;
insert into kith.notices (person_id, product, topic, key, words) values ('00000000-0000-4000-8000-00000000000a', 'JOSH', 'house.planted', 'k', '\x00');
insert into kith.notification_choices (person_id, topic, channel, wanted, source)
values ('00000000-0000-4000-8000-00000000000a', 'house.planted', 'email', false, 'settings');
insert into kith.notification_settings (person_id) values ('00000000-0000-4000-8000-00000000000a');
insert into kith.invariant_checks (schema_name, name, sentence, checked_at, milliseconds, violations) values ('kith', 'planted', 'x', now(), 1, 1);
insert into kith.invariant_violations (schema_name, name, key, found_at, seen_at) values ('kith', 'planted', 'k', now(), now());
insert into kith.query_times (name, hour, calls, seconds, longest, counts) values ('planted', '2027-01-01', 1, 0, 0, '{1}');
insert into kith.schedule_runs (schema_name, name, seconds) values ('planted', 'planted', 0);
insert into kith.webhook_calls (provider, hour) values ('planted', '2027-01-01');
insert into kith.closed_weeks (product, week) values ('josh', '2026-11-02');
insert into kith.weekly_numbers (product, measure, week, value, people) values ('josh', 'signups', '2026-11-09', 12, 12);
insert into kith.money_comparisons default values;
insert into kith.money_differences (product, kind, what, provider_key, ours, theirs) values ('planted', 'payment', 'state', 'pi_1', 'x', 'y');
insert into kith.retention_gone (rule_id, day, rows) select id, '2027-01-01', 1 from kith.retention_rules limit 1;
