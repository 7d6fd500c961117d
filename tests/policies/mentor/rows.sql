insert into mentor.profiles (id, user_id, full_name) values
  ('00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-00000000000a', 'Owner'),
  ('00000000-0000-4000-8000-0000000000c1', '00000000-0000-4000-8000-00000000000c', 'Third');
insert into mentor.mentor_profiles (user_id, is_active) values ('00000000-0000-4000-8000-00000000000a', true);
insert into mentor.mentee_profiles (user_id) values ('00000000-0000-4000-8000-00000000000a');
insert into mentor.mentor_availability_rules (mentor_user_id, weekday, start_minute, end_minute, timezone)
values ('00000000-0000-4000-8000-00000000000a', 1, 0, 60, 'UTC');
insert into mentor.mentor_availability_exceptions (mentor_user_id, date) values ('00000000-0000-4000-8000-00000000000a', '2027-03-01');
insert into mentor.bookings (id, mentor_user_id, mentee_user_id, start_time, end_time)
values ('00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-00000000000c', '00000000-0000-4000-8000-00000000000a', '2027-03-06 19:00Z', '2027-03-06 20:00Z');
insert into mentor.occupied_times (booking_id, person, during, as_role)
values ('00000000-0000-4000-8000-0000000000b1', '[1,1]', '[2027-03-06 19:00Z,2027-03-06 20:00Z)', 'mentee');
insert into mentor.payments (id, booking_id, user_id, amount_cents, currency, status)
values ('00000000-0000-4000-8000-0000000000b2', '00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-00000000000a', 100, 'usd', 'pending');
insert into mentor.calendar_accounts (id, user_id, provider, secret_ciphertext, secret_iv, secret_tag, secret_key_version)
values ('00000000-0000-4000-8000-0000000000b3', '00000000-0000-4000-8000-00000000000a', 'google', '\x00', decode(repeat('00', 12), 'hex'), decode(repeat('00', 16), 'hex'), 1);
insert into mentor.external_busy_events (calendar_account_id, user_id, provider, external_id, series_id, start_time, end_time)
values ('00000000-0000-4000-8000-0000000000b3', '00000000-0000-4000-8000-00000000000a', 'google', 'x', 'x', '2027-03-06 19:00Z', '2027-03-06 20:00Z');
insert into mentor.booking_calendar_events (booking_id, calendar_account_id, reference, shown)
values ('00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-0000000000b3', 'x', 'x');
insert into mentor.calendar_feeds (user_id, version) values ('00000000-0000-4000-8000-00000000000a', 1);
insert into kith.audit_log (sequence, link, actor, product, action, target_type, target_id, previous_hash, hash)
values (2, 2, 'owner', 'mentor', 'read', 'person', '00000000-0000-4000-8000-00000000000a', '\x01', '\x02');
insert into mentor.reviews (booking_id, reviewer_user_id, reviewee_user_id, rating, reveals_at)
values ('00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000c', 5, '2027-03-20');
update mentor.bookings set confirmed_at = '2027-03-01' where id = '00000000-0000-4000-8000-0000000000b1';
insert into mentor.session_messages (booking_id, sender_user_id, message)
values ('00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-00000000000a', 'Hello');
insert into mentor.session_notes (booking_id, updated_by) values ('00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-00000000000a');
insert into mentor.session_lateness (booking_id, user_id, minutes) values ('00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-00000000000a', 5);
insert into mentor.packages (id, mentor_user_id, sessions, minutes, price_cents, currency)
values ('00000000-0000-4000-8000-0000000000b5', '00000000-0000-4000-8000-00000000000a', 2, 60, 200, 'usd');
insert into mentor.package_purchases (id, package_id, mentor_user_id, mentee_user_id, sessions, minutes, price_cents, currency)
values ('00000000-0000-4000-8000-0000000000b6', '00000000-0000-4000-8000-0000000000b5', '00000000-0000-4000-8000-00000000000c',
  '00000000-0000-4000-8000-00000000000a', 2, 60, 200, 'usd');
insert into mentor.ledger_accounts (id, kind, currency, user_id, purchase_id)
values ('00000000-0000-4000-8000-0000000000b7', 'credit', 'usd', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-0000000000b6');
insert into mentor.ledger_transactions (id, kind, key, purchase_id, payment_id) values ('00000000-0000-4000-8000-0000000000b8', 'bought', 'x',
  '00000000-0000-4000-8000-0000000000b6', '00000000-0000-4000-8000-0000000000b2');
insert into mentor.ledger_entries (transaction_id, account_id, amount_cents)
values ('00000000-0000-4000-8000-0000000000b8', '00000000-0000-4000-8000-0000000000b7', 200);
insert into mentor.payout_accounts (user_id, stripe_account_id) values ('00000000-0000-4000-8000-00000000000a', 'acct_x');
insert into mentor.payouts (id, booking_id, mentor_user_id, gross_cents, fee_cents, currency)
values ('00000000-0000-4000-8000-0000000000b9', '00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-00000000000a', 100, 15, 'usd');
insert into mentor.payout_reversals (payout_id, amount_cents) values ('00000000-0000-4000-8000-0000000000b9', 85);
insert into mentor.receipt_years (year, last) values (2027, 1);
insert into mentor.receipts (payment_id, year, number) values ('00000000-0000-4000-8000-0000000000b2', 2027, 1);
insert into mentor.game_periods (kind, starts_on) values ('week', mentor.period_start('week', kith.now()));
insert into mentor.user_stats (user_id, xp) values ('00000000-0000-4000-8000-00000000000a', 20);
insert into mentor.xp_events (user_id, event, amount, idempotency_key, at, week, month)
values ('00000000-0000-4000-8000-00000000000a', 'signup', 20, 'signup:once', '2027-03-01', '2027-03-01', '2027-03-01');
insert into mentor.xp_totals (kind, starts_on, user_id, xp, reached_at) values ('week', mentor.period_start('week', kith.now()), '00000000-0000-4000-8000-00000000000a', 20, '2027-03-01');
insert into mentor.activity_days (user_id, day, zone, at) values ('00000000-0000-4000-8000-00000000000a', '2027-03-01', 'UTC', '2027-03-01 12:00Z');
insert into mentor.user_achievements (user_id, achievement_id) select '00000000-0000-4000-8000-00000000000a', id from mentor.achievements where slug = 'who_you_are';
insert into mentor.league_members (week, user_id, tier, league, seat) values ('2027-03-01', '00000000-0000-4000-8000-00000000000a', 1, 1, 1);
insert into mentor.period_results (kind, starts_on, user_id, place, xp) values ('week', '2027-03-01', '00000000-0000-4000-8000-00000000000a', 1, 20);
insert into mentor.awards (mentor_user_id, type, period_start, period_end) values ('00000000-0000-4000-8000-00000000000a', 'top_mentor', '2027-03-01', '2027-03-07');
insert into kith.flags (key, description, product) values ('mentor.planted', 'x', 'mentor');
insert into mentor.stored_files (id, owner_id, purpose, content_type, bytes, sha256, key)
values ('00000000-0000-4000-8000-0000000000f1', '00000000-0000-4000-8000-00000000000a', 'session', 'text/plain', 1, decode(repeat('00', 32), 'hex'), 'session-x');
insert into mentor.session_files (booking_id, uploader_user_id, file_id)
values ('00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-0000000000f1');
insert into mentor.session_presence (booking_id, user_id, vouched_at) values ('00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-00000000000a', '2027-03-06');
insert into mentor.session_reminders (booking_id, user_id, kind) values ('00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-00000000000a', 'day');
alter table mentor.no_show_reports disable trigger no_show_reports_guard;
insert into mentor.no_show_reports (booking_id, reporter_user_id, reported_user_id, dispute_until)
values ('00000000-0000-4000-8000-0000000000b1', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000c', '2027-03-09');
alter table mentor.no_show_reports enable trigger no_show_reports_guard;
insert into mentor.xp_ladder (kind, starts_on, xp, people) values ('week', '2027-03-01', 20, 1);
insert into mentor.hidden_pictures (file_id, user_id, decision_id, hidden_at)
values ('00000000-0000-4000-8000-0000000000f1', '00000000-0000-4000-8000-00000000000a', gen_random_uuid(), '2027-03-01');
