-- name: nobody_is_in_two_sessions
insert into occupied_times (booking_id, person, during) values (u(1), '[7,7]', tstzrange(now(), now() + interval '2 hours')), (u(2), '[7,7]', tstzrange(now() + interval '1 hour', now() + interval '3 hours'));
-- name: a_live_session_takes_its_time
insert into bookings (id, status) values (u(1), 'confirmed');
-- name: a_live_session_takes_its_time
insert into bookings (id, status) values (u(1), 'cancelled');
insert into occupied_times (booking_id) values (u(1));
-- name: a_mentors_buffers_are_kept
insert into bookings (id, status, start_time, end_time, buffer_before, buffer_after) values (u(1), 'confirmed', now(), now() + interval '1 hour', 15, 0);
insert into occupied_times (booking_id, as_role, during) values (u(1), 'mentor', tstzrange(now(), now() + interval '1 hour')), (u(1), 'mentee', null);
-- name: nobody_books_themselves
insert into bookings (mentor_user_id, mentee_user_id) values (u(1), u(1));
-- name: nobody_books_across_a_block
insert into kith.blocks (blocker_id, blocked_id, created_at) values (u(1), u(2), now() - interval '1 day');
insert into bookings (mentor_user_id, mentee_user_id, created_at) values (u(2), u(1), now());
-- name: the_ledger_sums_to_zero
insert into ledger_accounts (id, kind, currency) values (u(1), 'cards', 'eur'), (u(2), 'credit', 'eur');
insert into ledger_entries (transaction_id, account_id, amount_cents) values (u(5), u(1), -100), (u(5), u(2), 99);
-- name: the_ledger_sums_to_zero
insert into ledger_accounts (id, kind, currency) values (u(1), 'cards', 'eur');
insert into ledger_entries (transaction_id, account_id, amount_cents) values (u(5), u(1), -100);
-- name: a_movement_happens_once
insert into ledger_transactions (key) values ('k'), ('k');
-- name: nobody_spends_credit_they_do_not_have
insert into ledger_accounts (id, kind, currency, purchase_id) values (u(1), 'credit', 'eur', u(9));
insert into ledger_entries (transaction_id, account_id, amount_cents) values (u(5), u(1), -100);
-- name: a_package_gives_the_sessions_it_sold
insert into package_purchases (id, sessions, price_cents) values (u(1), 1, 100);
insert into bookings (purchase_id, status) values (u(1), 'confirmed'), (u(1), 'completed');
-- name: one_payment_keeps_a_session
insert into payments (kind, status, booking_id, is_surplus) values ('charge', 'succeeded', u(1), false), ('charge', 'succeeded', u(1), false);
-- name: nobody_gets_back_more_than_they_paid
insert into payments (id, kind, status, amount_cents, refunded_cents) values (u(1), 'charge', 'succeeded', 100, 150);
insert into payments (kind, status, amount_cents, charge_payment_id) values ('refund', 'due', 150, u(1));
-- name: nobody_gets_back_more_than_they_paid
insert into payments (id, kind, status, amount_cents, refunded_cents) values (u(1), 'charge', 'succeeded', 100, 0);
insert into payments (kind, status, amount_cents, charge_payment_id) values ('refund', 'succeeded', 50, u(1));
-- name: a_mentor_is_paid_once_for_what_took_place
insert into bookings (id, status, price_cents, mentor_user_id) values (u(1), 'cancelled', 100, u(2));
insert into payouts (booking_id, status, gross_cents, mentor_user_id) values (u(1), 'due', 100, u(2));
-- name: a_mentor_is_paid_once_for_what_took_place
insert into payouts (booking_id, status) values (u(1), 'due'), (u(1), 'succeeded');
-- name: no_more_is_taken_back_than_was_paid
insert into payouts (id, gross_cents, fee_cents, booking_id, status) values (u(1), 100, 10, u(2), 'cancelled');
insert into payout_reversals (payout_id, amount_cents) values (u(1), 60), (u(1), 31);
-- name: receipts_have_no_gaps
insert into receipts (payment_id, year, number) values (u(1), 2026, 1), (u(2), 2026, 3);
-- name: only_sessions_that_took_place_are_reviewed
insert into bookings (id, status, mentor_user_id, mentee_user_id) values (u(1), 'cancelled', u(2), u(3));
insert into reviews (booking_id, reviewer_user_id, reviewee_user_id) values (u(1), u(2), u(3));
-- name: only_sessions_that_took_place_are_reviewed
insert into reviews (booking_id, reviewer_user_id, reviewee_user_id) values (u(1), u(2), u(3)), (u(1), u(2), u(3));
-- name: a_review_is_blind_until_both_wrote
insert into reviews (booking_id, reviewer_user_id, counted_at, reveals_at) values (u(1), u(2), now(), now() + interval '10 days');
-- name: xp_is_the_sum_of_its_causes
insert into user_stats (user_id, xp) values (u(1), 50);
insert into xp_events (user_id, amount, idempotency_key) values (u(1), 40, 'k');
-- name: xp_is_given_once
insert into xp_events (user_id, amount, idempotency_key) values (u(1), 40, 'k'), (u(1), 40, 'k');
-- name: thirty_in_a_league
insert into league_members (week, user_id, tier, league) select current_date, u(n), 1, 1 from generate_series(1, 31) n;
-- name: thirty_in_a_league
insert into league_members (week, user_id, tier, league) values (current_date, u(1), 1, 1), (current_date, u(1), 1, 2);
-- name: an_absence_is_decided_once
insert into no_show_reports (booking_id, reporter_user_id) values (u(1), u(2)), (u(1), u(2));
-- name: an_absence_is_decided_once
insert into bookings (id, mentor_user_id, mentee_user_id) values (u(1), u(2), u(3));
insert into no_show_reports (booking_id, reporter_user_id, reported_user_id) values (u(1), u(2), u(4));
-- name: keys_to_calendars_are_sealed
insert into calendar_accounts (secret_iv, secret_tag, secret_ciphertext) values ('x', 'x', 'x');
-- name: nothing_is_left_of_the_forgotten
insert into profiles (user_id, status, full_name) values (u(1), 'erased', 'Ada');
-- name: what_was_taken_down_is_shown_nowhere
insert into profiles (user_id, avatar_file_id, status) values (u(1), u(2), 'active');
insert into hidden_pictures (file_id, user_id) values (u(2), u(1));
-- name: nobody_banned_has_sessions_ahead
insert into kith.bans (person_id, since) values (u(1), now() - interval '1 hour');
insert into bookings (mentor_user_id, mentee_user_id, status, start_time) values (u(2), u(1), 'confirmed', now() + interval '1 day');
