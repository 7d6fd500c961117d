-- name: a_table_has_no_more_people_than_places
insert into linkups (id, max_size, seats_taken) values (u(1), 1, 2);
insert into linkup_seats (linkup_id, user_id) values (u(1), u(2)), (u(1), u(3));
-- name: seats_are_counted_right
insert into linkups (id, max_size, seats_taken) values (u(1), 4, 2);
-- name: nobody_sits_at_two_tables
insert into linkup_seats (linkup_id, user_id, during) values (u(1), u(9), tstzrange(now(), now() + interval '2 hours')), (u(2), u(9), tstzrange(now() + interval '1 hour', now() + interval '3 hours'));
-- name: nobody_sits_beside_somebody_blocked
insert into kith.blocks (blocker_id, blocked_id, created_at) values (u(1), u(2), now() - interval '1 day');
insert into linkup_seats (linkup_id, user_id, taken_at) values (u(5), u(1), now()), (u(5), u(2), now() - interval '2 days');
-- name: an_ended_table_holds_no_seat
insert into linkups (id, state, seats_taken) values (u(1), 'canceled', 1);
insert into linkup_seats (linkup_id, user_id) values (u(1), u(2));
-- name: a_table_locks_once
insert into linkups (id, state, lock_version) values (u(1), 'broadcasting', 2);
-- name: a_table_locks_once
insert into linkups (id, state, lock_version) values (u(1), 'locked', 0);
-- name: a_locked_table_had_enough_people
insert into linkups (id, state, lock_version, min_size) values (u(1), 'locked', 1, 2);
-- name: whoever_is_confirmed_has_a_seat
insert into linkups (id, state, lock_version, min_size) values (u(1), 'locked', 1, 1);
insert into linkup_participants (linkup_id, user_id, status) values (u(1), u(2), 'confirmed');
-- name: an_invite_is_sent_once
insert into linkup_invites (linkup_id, invited_user_id) values (u(1), u(2)), (u(1), u(2));
-- name: an_invite_is_sent_once
insert into linkups (id, initiator_user_id) values (u(1), u(2));
insert into linkup_invites (linkup_id, invited_user_id) values (u(1), u(2));
-- name: no_number_without_two_yeses
insert into users (id, state) values (u(1), 'active'), (u(2), 'active');
insert into contact_exchange_choices (linkup_id, chooser_user_id, target_user_id, choice) values (u(5), u(1), u(2), true), (u(5), u(2), u(1), false);
insert into contact_exchanges (linkup_id, user_a_id, user_b_id) values (u(5), u(1), u(2));
-- name: no_number_across_a_block
insert into kith.blocks (blocker_id, blocked_id, created_at) values (u(2), u(1), now() - interval '1 day');
insert into contact_exchanges (linkup_id, user_a_id, user_b_id, revealed_at) values (u(5), u(1), u(2), now());
-- name: a_text_is_sent_once
insert into sms_outbound_jobs (idempotency_key) values ('k'), ('k');
-- name: a_text_is_sent_once
insert into sms_messages (twilio_message_sid) values ('SM1'), ('SM1');
-- name: six_unasked_texts_a_day
insert into sms_outbound_jobs (idempotency_key, kind, status, phone_hash, cap_day) select 'k' || n, 'unsolicited', 'sent', 'h', current_date from generate_series(1, 7) n;
-- name: stop_means_stop
insert into kith.sms_opt_outs (phone_hash, action, recorded_at) values ('h', 'stop', now() - interval '1 day');
insert into sms_outbound_jobs (idempotency_key, kind, status, phone_hash, provider_called_at) values ('k', 'unsolicited', 'sent', 'h', now());
-- name: texts_are_sealed
insert into sms_messages (body_iv, body_tag) values ('x', 'x');
-- name: texts_are_sealed
insert into sms_outbound_jobs (idempotency_key, body_ciphertext) values ('k', 'x');
-- name: one_live_code_a_person
insert into otp_sessions (user_id) values (u(1)), (u(1));
-- name: a_link_works_once_and_in_time
insert into magic_links (expires_at, consumed_at) values (now(), now() + interval '1 minute');
-- name: one_region_a_person
insert into region_memberships (user_id, status) values (u(1), 'active'), (u(1), 'active');
-- name: everybody_is_of_age
insert into users (id, state, birthday) values (u(1), 'active', current_date - 6000);
-- name: nothing_is_left_of_the_forgotten
insert into users (id, state, first_name, last_name, phone_e164) values (u(1), 'deleted', 'Ada', 'Erased', 'erased:1');
