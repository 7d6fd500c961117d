insert into attuned.users (id, email, display_name, adult_confirmed_at) values
  ('00000000-0000-4000-8000-00000000000a', 'owner@example.org', 'Owner', '2026-11-01'),
  ('00000000-0000-4000-8000-00000000000c', 'third@example.org', 'Third', '2026-11-01');
insert into attuned.data_keys (owner, wrapped_ciphertext, wrapped_iv, wrapped_tag, key_version)
values ('user:00000000-0000-4000-8000-00000000000a', '\x00', decode(repeat('00', 12), 'hex'), decode(repeat('00', 16), 'hex'), 1);
insert into attuned.anonymous_sessions (session_id, proof, adult_confirmed_at) values (repeat('a', 32), sha256('x'), now());
insert into attuned.survey_progress (user_id) values ('00000000-0000-4000-8000-00000000000a');
insert into attuned.survey_submissions (submission_id, payload_json, user_id) values
  ('s1', '{}', '00000000-0000-4000-8000-00000000000a'), ('s2', '{}', '00000000-0000-4000-8000-00000000000c');
insert into attuned.profiles (id, user_id, submission_id, power_dynamic, arousal_propensity, domain_scores, activities, truth_topics, boundaries) values
  (1001, '00000000-0000-4000-8000-00000000000a', 's1', '{}', '{}', '{}', '{}', '{}', '{}'),
  (1002, '00000000-0000-4000-8000-00000000000c', 's2', '{}', '{}', '{}', '{}', '{}', '{}');
insert into attuned.survey_baseline (submission_id) values ('s1');
insert into attuned.compatibility_results (profile_a_id, profile_b_id, compatibility_score, profile_a_revision, profile_b_revision) values (1001, 1002, 50, 1, 1);
insert into attuned.partner_connections (requester_user_id, recipient_email, connection_token)
values ('00000000-0000-4000-8000-00000000000a', 'third@example.org', repeat('a', 64));
insert into attuned.remembered_partners (user_id, partner_user_id, partner_name, partner_email)
values ('00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000c', 'Third', 'third@example.org');
insert into attuned.push_notification_tokens (user_id, device_token, platform) values ('00000000-0000-4000-8000-00000000000a', 'a-device-of-mine', 'ios');
insert into attuned.activities (activity_id, type, rating, intensity, script) values (1001, 'truth', 'G', 1, '{}');
insert into attuned.sessions (session_id, player_a_profile_id, player_b_profile_id, primary_user_id, session_owner_user_id, connection_confirmed_at)
values ('00000000-0000-4000-8000-0000000000b1', 1001, 1002, '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000a', '2026-11-01');
insert into attuned.session_activities (session_id, seq, type, rating, intensity, script, source)
values ('00000000-0000-4000-8000-0000000000b1', 1, 'truth', 'G', 1, '{}', 'bank');
insert into attuned.user_activity_history (user_id, session_id, activity_type, seq)
values ('00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-0000000000b1', 'truth', 1);
insert into attuned.ai_generation_logs (session_id, activity_type, intimacy_level, prompt_text) values ('00000000-0000-4000-8000-0000000000b1', 'truth', 'G', '');
insert into attuned.purchase_accounts (user_id) values ('00000000-0000-4000-8000-00000000000a');
insert into attuned.subscription_purchases (store, original_transaction_id, user_id) values ('ios', 'x', '00000000-0000-4000-8000-00000000000a');
insert into attuned.subscription_transactions (user_id, platform, store, original_transaction_id, platform_transaction_id, product_id, subscription_tier, amount, started_at, expires_at, as_of)
values ('00000000-0000-4000-8000-00000000000a', 'ios', 'ios', 'x', 'x', 'monthly', 'premium', 9.99, '2026-11-01', '2026-12-01', '2026-11-01');
insert into attuned.network_daily_counts (network, day) values ('\x00', '2026-11-01');
insert into attuned.sharing_confirmations (connection_id, player, revision) select id, 'user:00000000-0000-4000-8000-00000000000a', 1 from attuned.partner_connections limit 1;
insert into attuned.shared_snapshots (pair, connection_id, content)
select sha256('x'), id, '{"sealed": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}' from attuned.partner_connections limit 1;
insert into attuned.bank_deliveries (activity_uid) values (repeat('a', 64));
