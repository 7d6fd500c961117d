-- name: nobody_is_in_two_sessions()
-- Nobody is in two sessions at once, in whichever role, a mentor's buffers included.
select a.booking_id::text as key from occupied_times a join occupied_times b
  on b.booking_id > a.booking_id and b.person && a.person and b.during && a.during;

-- name: a_live_session_takes_its_time()
-- A session that stands takes the time of both, one that does not takes none.
select b.id::text as key from bookings b
where (select count(*) from occupied_times o where o.booking_id = b.id)
  <> case when b.status in ('confirmed', 'completed') or (b.status = 'pending' and b.lapsed_at is null) then 2 else 0 end;

-- name: a_mentors_buffers_are_kept()
-- The time before and after a session is the mentor's as agreed.
select b.id::text as key from bookings b join occupied_times o on o.booking_id = b.id and o.as_role = 'mentor'
where o.during <> tstzrange(b.start_time - make_interval(mins => b.buffer_before), b.end_time + make_interval(mins => b.buffer_after));

-- name: nobody_books_themselves()
-- A session is between two people.
select id::text as key from bookings where mentor_user_id = mentee_user_id;

-- name: nobody_books_across_a_block()
-- Nobody begins a session with somebody one of them had blocked before.
select b.id::text as key from bookings b join kith.blocks k
  on (k.blocker_id, k.blocked_id) in ((b.mentor_user_id, b.mentee_user_id), (b.mentee_user_id, b.mentor_user_id))
where k.created_at < b.created_at and b.rescheduled_from is null;

-- name: the_ledger_sums_to_zero()
-- Every movement of credit takes from one account what it gives to another.
select e.transaction_id::text as key from ledger_entries e join ledger_accounts a on a.id = e.account_id
group by e.transaction_id, a.currency having sum(e.amount_cents) <> 0 or count(*) < 2;

-- name: a_movement_happens_once()
-- A movement of credit has one cause and happens once.
select min(id::text) as key from ledger_transactions group by key having count(*) > 1;

-- name: nobody_spends_credit_they_do_not_have()
-- No package is used beyond what was paid for it.
select a.purchase_id::text as key from ledger_accounts a join ledger_entries e on e.account_id = a.id
where a.kind in ('credit', 'session') group by a.id, a.purchase_id having sum(e.amount_cents) < 0;

-- name: a_package_gives_the_sessions_it_sold()
-- Of a package no more sessions stand than were bought.
select p.id::text as key from package_purchases p join bookings b on b.purchase_id = p.id
where b.status in ('confirmed', 'completed') group by p.id, p.sessions having count(*) > p.sessions;

-- name: one_payment_keeps_a_session()
-- A session and a package are paid once; what was paid again is marked to be given back.
select min(id::text) as key from payments where kind = 'charge' and status = 'succeeded' and not is_surplus
group by coalesce(booking_id, purchase_id) having count(*) > 1;

-- name: nobody_gets_back_more_than_they_paid()
-- Refunds never exceed their charge, and the charge says how much went back.
select c.id::text as key from payments c
where c.kind = 'charge' and (c.refunded_cents > c.amount_cents or c.refunded_cents <> (
  select coalesce(sum(r.amount_cents), 0) from payments r where r.charge_payment_id = c.id and r.status <> 'failed'
));

-- name: a_mentor_is_paid_once_for_what_took_place()
-- A mentor is paid once for a session, after it took place, never more than it cost.
select p.id::text as key from payouts p join bookings b on b.id = p.booking_id
where p.status <> 'cancelled' and (b.status <> 'completed' or p.gross_cents > b.price_cents or p.mentor_user_id <> b.mentor_user_id)
union all
select min(id::text) from payouts group by booking_id having count(*) > 1;

-- name: no_more_is_taken_back_than_was_paid()
-- What is taken back of a payout is never more than was paid out.
select p.id::text as key from payouts p join payout_reversals r on r.payout_id = p.id
group by p.id, p.amount_cents having sum(r.amount_cents) > p.amount_cents;

-- name: receipts_have_no_gaps()
-- The receipts of a year are numbered from one without a gap.
select r.year::text as key from receipts r group by r.year
having min(r.number) <> 1 or max(r.number) <> count(*) or count(distinct r.number) <> count(*);

-- name: only_sessions_that_took_place_are_reviewed()
-- A review is about a session that took place, by one of its two people, once.
select r.id::text as key from reviews r join bookings b on b.id = r.booking_id
where b.status <> 'completed' or r.reviewer_user_id not in (b.mentor_user_id, b.mentee_user_id) or r.reviewer_user_id = r.reviewee_user_id
union all
select min(id::text) from reviews group by booking_id, reviewer_user_id having count(*) > 1;

-- name: a_review_is_blind_until_both_wrote()
-- A review counts once both wrote or the two weeks are over, not before.
select r.id::text as key from reviews r
where r.counted_at is not null and r.counted_at < r.reveals_at - interval '1 minute'
  and (select count(*) from reviews o where o.booking_id = r.booking_id) < 2;

-- name: xp_is_the_sum_of_its_causes()
-- Somebody's XP is the sum of what they got it for.
select s.user_id::text as key from user_stats s
where s.xp <> (select coalesce(sum(e.amount), 0) from xp_events e where e.user_id = s.user_id);

-- name: xp_is_given_once()
-- One cause gives XP once.
select min(id::text) as key from xp_events group by user_id, idempotency_key having count(*) > 1;

-- name: thirty_in_a_league()
-- A league has thirty members at most, each once a week.
select min(user_id::text) as key from league_members group by week, tier, league having count(*) > 30
union all
select user_id::text from league_members group by week, user_id having count(*) > 1;

-- name: an_absence_is_decided_once()
-- Of each session an absence is reported once by each, and who was missing is one of the two.
select min(id::text) as key from no_show_reports group by booking_id, reporter_user_id having count(*) > 1
union all
select r.id::text from no_show_reports r join bookings b on b.id = r.booking_id
where r.reported_user_id not in (b.mentor_user_id, b.mentee_user_id);

-- name: keys_to_calendars_are_sealed()
-- The key to somebody's calendar is sealed.
select id::text as key from calendar_accounts where octet_length(secret_iv) <> 12 or octet_length(secret_tag) <> 16 or secret_ciphertext is null;

-- name: nothing_is_left_of_the_forgotten()
-- Of whoever was forgotten there is neither name, address nor picture.
select id::text as key from profiles where status = 'erased' and num_nonnulls(email, full_name, avatar_url, avatar_file_id) > 0;

-- name: what_was_taken_down_is_shown_nowhere()
-- A picture that moderators took down is nobody's picture, is handed to nobody, and leaves with whose it was.
select h.file_id::text as key from hidden_pictures h left join profiles p on p.user_id = h.user_id left join stored_files s on s.id = h.file_id
where p.status = 'erased' or p.avatar_file_id = h.file_id or s.state = 'kept';

-- name: nobody_banned_has_sessions_ahead()
-- Whoever was banned is in no session to come.
select b.id::text as key from kith.bans x join bookings b on x.person_id in (b.mentor_user_id, b.mentee_user_id)
where b.status in ('pending', 'confirmed') and b.lapsed_at is null and b.start_time > kith.now() and x.lifted_at is null and x.since < kith.now() - interval '15 minutes';
