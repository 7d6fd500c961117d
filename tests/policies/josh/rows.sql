insert into josh.regions (id, slug, display_name, geometry) values ('00000000-0000-4000-8000-000000000002', 'mitte', 'Mitte', '{"zips": ["10115"]}');
insert into josh.users (id, phone_e164, phone_hash, first_name, last_name, birthday, state, sms_consent, age_consent, terms_consent, privacy_consent)
values
  ('00000000-0000-4000-8000-00000000000a', '+15125550001', repeat('a', 64), 'Owner', 'O', '1990-01-01', 'active', true, true, true, true),
  ('00000000-0000-4000-8000-00000000000c', '+15125550003', repeat('c', 64), 'Third', 'T', '1990-01-01', 'active', true, true, true, true);
insert into josh.region_memberships (user_id, region_id, status)
values ('00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-000000000002', 'active');
insert into josh.otp_sessions (user_id, otp_hash, expires_at) values ('00000000-0000-4000-8000-00000000000a', 'x', '2100-01-01');
insert into josh.conversation_sessions (user_id) values ('00000000-0000-4000-8000-00000000000a');
insert into josh.sms_messages (user_id, direction, from_e164, to_e164, twilio_message_sid)
values ('00000000-0000-4000-8000-00000000000a', 'in', '+15125550001', '+15125550000', 'SM1');
insert into josh.sms_outbound_jobs (user_id, to_e164, purpose, idempotency_key, phone_hash, kind)
values ('00000000-0000-4000-8000-00000000000a', '+15125550001', 'x', 'k', 'h', 'reply');
insert into josh.message_events (user_id, event_type, payload) values ('00000000-0000-4000-8000-00000000000a', 'x', '{}');
insert into josh.unknown_senders (phone_hash) values ('h');
insert into josh.profiles (user_id) values ('00000000-0000-4000-8000-00000000000a');
insert into josh.profile_events (user_id, event_type, source, payload, idempotency_key)
values ('00000000-0000-4000-8000-00000000000a', 'x', 'x', '{}', 'k');
insert into josh.user_ratings (user_id) values ('00000000-0000-4000-8000-00000000000a');
insert into josh.venues (region_id, name, kind, address, latitude, longitude)
values ('00000000-0000-4000-8000-000000000002', 'Café', 'café', 'x', 52.5, 13.4);
insert into josh.linkups (id, initiator_user_id, region_id, state, brief, linkup_create_key, time_zone, starts_at, ends_at, event_time,
  acceptance_window_ends_at, lock_version, locked_at, seats_taken)
values ('00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-000000000002', 'completed',
  '{"activity_key": "coffee", "time_window": "SAT_MORNING"}', 'k', 'UTC', '2027-03-06 09:00Z', '2027-03-06 11:00Z', '2027-03-06 09:00Z',
  '2027-03-05', 1, '2027-03-05', 2);
insert into josh.linkup_invites (linkup_id, invited_user_id, idempotency_key)
values ('00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-00000000000a', 'k');
insert into josh.linkup_participants (linkup_id, user_id, role, status) values
  ('00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-00000000000a', 'initiator', 'attended'),
  ('00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-00000000000c', 'participant', 'attended');
insert into josh.linkup_seats (linkup_id, user_id, person)
values ('00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-00000000000a', '[1,1]');
insert into josh.linkup_reminders (linkup_id, reminder_type, scheduled_for, idempotency_key)
values ('00000000-0000-4000-8000-000000000003', '24h', '2027-03-05', 'k');
insert into josh.linkup_outcomes (linkup_id, user_id) values ('00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-00000000000a');
insert into josh.contact_exchange_choices (linkup_id, chooser_user_id, target_user_id, choice)
values ('00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000c', true);
insert into josh.contact_exchanges (linkup_id, user_a_id, user_b_id)
values ('00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000c');
insert into josh.subscriptions (user_id) values ('00000000-0000-4000-8000-00000000000a');
insert into josh.entitlements (user_id) values ('00000000-0000-4000-8000-00000000000a');
insert into josh.magic_links (user_id, token_hash, purpose, expires_at)
values ('00000000-0000-4000-8000-00000000000a', repeat('0', 64), 'dashboard', '2100-01-01');

insert into kith.privacy_requests (person_id, kind) values ('00000000-0000-4000-8000-00000000000a', 'export');
