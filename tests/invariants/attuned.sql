-- name: answers_are_sealed
insert into survey_progress (answers) values ('{"A1": 3}');
-- name: answers_are_sealed
insert into survey_submissions (payload_json) values ('{"A1": 3}');
-- name: profiles_are_sealed
insert into profiles (power_dynamic, arousal_propensity, domain_scores, activities, truth_topics, boundaries, anatomy)
values ('{}', '{}', '{}', '{}', '{}', '{"hard_limits": ["public"]}', '{}');
-- name: evenings_are_sealed
insert into session_activities (session_id, seq, script, tags, checks) values ('s', 1, '{"text": "x"}', '{}', '{}');
-- name: evenings_are_sealed
insert into user_activity_history (activity_id, theme_tags) values (7, '{}');
-- name: what_a_couple_shares_is_sealed
insert into shared_snapshots (pair, content) values ('x', '{"both": []}');
-- name: what_a_couple_shares_is_sealed
insert into compatibility_results (details) values ('{"x": 1}');
-- name: a_key_is_kept_wrapped
insert into data_keys (owner, wrapped_ciphertext, wrapped_iv, wrapped_tag) values ('session:1', 'x', 'x', 'x');
-- name: the_key_of_the_forgotten_is_gone
insert into data_keys (owner) values ('user:' || u(1));
-- name: the_key_of_the_forgotten_is_gone
insert into data_keys (owner) values ('anonymous:nobody');
-- name: one_draft_at_a_time
insert into survey_progress (status, survey_version, anonymous_session_id, answers) values ('in_progress', '0.4', 'a', '{}'), ('in_progress', '0.4', 'a', '{}');
-- name: one_profile_a_player
insert into profiles (user_id) values (u(1)), (u(1));
-- name: one_profile_a_player
insert into profiles (anonymous_session_id) values ('a'), ('a');
-- name: a_couple_is_connected_once
insert into partner_connections (requester_user_id, recipient_user_id, status) values (u(1), u(2), 'accepted'), (u(2), u(1), 'accepted');
-- name: a_request_lasts_five_minutes
insert into partner_connections (created_at, expires_at) values (now(), now() + interval '6 minutes');
-- name: no_evening_after_parting
insert into sessions (session_id, status, primary_user_id, partner_user_id) values ('s', 'active', u(1), u(2));
insert into partner_connections (requester_user_id, recipient_user_id, status, ended_at) values (u(1), u(2), 'accepted', now());
-- name: no_evening_across_a_block
insert into kith.blocks (blocker_id, blocked_id, created_at) values (u(2), u(1), now() - interval '1 day');
insert into sessions (session_id, primary_user_id, partner_user_id, created_at) values ('s', u(1), u(2), now());
-- name: no_card_before_both_said_yes
insert into sessions (session_id) values ('s');
insert into session_activities (session_id, seq) values ('s', 1);
-- name: a_card_comes_once
insert into session_activities (session_id, seq) values ('s', 1), ('s', 1);
-- name: a_card_comes_once
insert into session_activities (session_id, seq) select 's', n from generate_series(1, 51) n;
-- name: the_safe_word_leaves_no_trace
insert into sessions (session_id, status, rules) values ('s', 'completed', '{"calm": true}');
-- name: ten_remembered_partners
insert into remembered_partners (user_id, partner_user_id) select u(1), u(n) from generate_series(2, 12) n;
-- name: a_purchase_belongs_to_one_person
insert into subscription_purchases (store, original_transaction_id, user_id) values ('ios', '1', u(1)), ('ios', '1', u(2));
-- name: a_purchase_belongs_to_one_person
insert into subscription_purchases (store, original_transaction_id, user_id) values ('ios', '1', u(1));
insert into subscription_transactions (store, original_transaction_id, user_id) values ('ios', '1', u(2));
-- name: a_paid_period_counts_once
insert into subscription_transactions (platform_transaction_id) values ('1'), ('1');
-- name: only_adults_play
insert into users (id) values (u(1));
insert into sessions (session_id, status, primary_user_id) values ('s', 'active', u(1));
