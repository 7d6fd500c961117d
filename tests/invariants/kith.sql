-- name: the_audit_chain_holds
insert into audit_log (sequence, chain, link, actor, action, target_type, created_at, payload, previous_hash, hash) values (1, 0, 1, 'house', 'x', 'y', now(), '{}', 'x', 'y');
-- name: the_audit_chain_holds
insert into audit_verifications (whole, due, breaks, finished_at) values (true, 1, '{7}', now() - interval '1 hour'), (false, 0, '{}', now());
-- name: the_audit_chain_holds
insert into audit_verifications (id, whole, due, finished_at) values (u(1), false, 1, now());
insert into audit_verified_chains (verification_id, chain, until_link, link, sequence, hash) values (u(1), 0, 4, 4, 4, 'x');
-- name: the_audit_is_verified
insert into audit_verifications (whole, due, started_at, finished_at) values (true, 1, now() - interval '3 days', now() - interval '3 days'), (false, 0, now(), now());
-- name: the_audit_is_verified
insert into audit_verifications (whole, due, started_at, finished_at) values (false, 1, now() - interval '3 days', now() - interval '3 days'), (false, 0, now(), now());
-- name: the_audit_is_verified
insert into audit_log (sequence, chain, link, actor, action, target_type, created_at, payload, previous_hash, hash) values (1, 3, 20001, 'house', 'x', 'y', now(), '{}', 'x', 'y');
-- name: the_audit_cannot_be_rewritten
alter table audit_log disable trigger audit_log_no_truncate;
-- name: the_program_is_bound_by_policies
alter role authenticated bypassrls;
-- name: erased_people_have_no_address
insert into auth.users (id, email, deleted_at) values (u(1), 'a@example.org', now());
-- name: erased_people_are_signed_out
insert into auth.users (id, deleted_at) values (u(1), now());
insert into sessions (person_id, expires_at) values (u(1), now() + interval '1 day');
-- name: erased_people_have_no_key
insert into auth.users (id, deleted_at) values (u(1), now());
insert into person_keys (person_id) values (u(1));
-- name: a_destroyed_key_stays_destroyed
insert into person_keys (person_id, destroyed_at, key_version) values (u(1), now(), 1);
-- name: a_request_to_be_forgotten_is_kept
insert into auth.users (id) values (u(1));
insert into dsar_requests (person_id, request_type, status) values (u(1), 'delete', 'completed');
-- name: what_has_to_be_kept_is_kept
insert into auth.users (id, deleted_at) values (u(1), now());
insert into legal_holds (person_id, reason, told, placed_at, keep_until) values (u(1), 'a claim of somebody', 'a claim of somebody', now() - interval '1 day', now() + interval '1 day');
-- name: an_erasure_that_is_done_is_finished
insert into privacy_requests (person_id, kind, state) values (u(1), 'erasure', 'done');
-- name: nobody_blocks_themselves
insert into blocks (blocker_id, blocked_id) values (u(1), u(1));
-- name: nobody_blocks_themselves
insert into blocks (blocker_id, blocked_id) values (u(1), u(2)), (u(1), u(2));
-- name: one_strike_for_one_cause
insert into strikes (person_id, idempotency_key, window_start, window_end) values (u(1), 'k', now(), now() + interval '1 day'), (u(1), 'k', now(), now() + interval '1 day');
-- name: one_strike_for_one_cause
insert into strikes (person_id, idempotency_key, window_start, window_end) values (u(1), 'k', now(), now());
-- name: one_open_case_for_one_thing
insert into cases (product, content_type, content_id) values ('josh', 'user', u(1)), ('josh', 'user', u(1));
-- name: one_report_a_person_and_case
insert into reports (case_id, reporter_id) values (u(1), u(2)), (u(1), u(2));
-- name: a_decision_has_a_reason
insert into decisions (reason) values ('  ');
-- name: an_appeal_is_decided_by_somebody_else
insert into decisions (id, admin_id, person_id, reason) values (u(1), u(2), u(3), 'because');
insert into appeals (decision_id, decided_by, person_id) values (u(1), u(2), u(3));
-- name: one_appeal_a_decision
insert into appeals (decision_id, person_id) values (u(1), u(3)), (u(1), u(3));
-- name: one_appeal_a_decision
insert into decisions (id, admin_id, person_id, reason) values (u(1), u(2), u(3), 'because');
insert into appeals (decision_id, person_id) values (u(1), u(4));
-- name: a_closed_case_has_an_outcome
insert into cases (state, closed_at) values ('closed', now());
-- name: one_live_refresh_token
insert into refresh_tokens (session_id) values (u(1)), (u(1));
-- name: five_tries_for_a_code
insert into sign_in_codes (attempts) values (6);
-- name: a_link_is_used_in_time
insert into sign_in_links (expires_at, consumed_at) values (now(), now() + interval '1 minute');
-- name: operators_look_for_fifteen_minutes
insert into impersonations (started_at, expires_at, reason) values (now(), now() + interval '1 hour', 'a good reason');
-- name: operators_look_for_fifteen_minutes
insert into impersonations (started_at, expires_at) values (now(), now() + interval '1 minute');
-- name: nobody_looks_as_an_operator
insert into admins (person_id, created_at) values (u(1), now() - interval '1 day');
insert into impersonations (person_id, started_at, expires_at, reason) values (u(1), now(), now() + interval '1 minute', 'a good reason');
-- name: one_stripe_customer_a_person
insert into stripe_customers (person_id, stripe_customer_id) values (u(1), 'a'), (u(1), 'b');
-- name: one_stripe_customer_a_person
insert into stripe_customers (person_id, stripe_customer_id) values (u(1), 'a'), (u(2), 'a');
-- name: a_stripe_event_is_kept_once
insert into stripe_events (stripe_event_id) values ('e'), ('e');
-- name: a_consent_is_to_a_known_text
insert into consents (product, kind, version, language) values ('josh', 'terms', 'never', 'en');
-- name: an_address_belongs_to_one_person
insert into auth.users (id, email) values (u(1), 'a@example.org'), (u(2), 'A@example.org');
-- name: an_address_belongs_to_one_person
insert into auth.users (id, phone) values (u(1), '+12025550100'), (u(2), '+12025550100');
-- name: banned_people_are_signed_in_nowhere
insert into bans (person_id) values (u(1));
insert into sessions (person_id, expires_at) values (u(1), now() + interval '1 day');
-- name: banned_people_are_signed_in_nowhere
insert into auth.users (id) values (u(1));
insert into bans (person_id) values (u(1));
-- name: one_ban_in_force
insert into bans (person_id) values (u(1)), (u(1));
-- name: what_a_ban_ends_is_ended
insert into bans (id, person_id) values (u(1), u(2));
insert into ban_effects (ban_id, product, queued_at) values (u(1), 'josh', now() - interval '1 hour');
-- name: banned_people_are_signed_out
insert into bans (person_id) values (u(1));
insert into sessions (person_id, expires_at) values (u(1), now() + interval '1 day');
-- name: pushes_only_where_one_is_signed_in
insert into sessions (id, person_id) values (u(1), u(2));
insert into push_subscriptions (person_id, session_id) values (u(3), u(1));
