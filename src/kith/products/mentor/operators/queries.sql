-- name: people_named(name, at_most)
-- People by the beginning of one of their names, or by their whole address.
select p.user_id as id, coalesce(p.full_name, 'Somebody') as name, p.status, p.created_at,
       exists (select 1 from mentor_profiles m where m.user_id = p.user_id) as mentors,
       (select count(*) from kith.reports r where r.reported_id = p.user_id and r.product = 'mentor') as reports
from profiles p
where p.status <> 'erased' and (starts_with(lower(p.full_name), lower(:name)) or strpos(lower(p.full_name), ' ' || lower(:name)) > 0 or p.email = lower(:name))
order by name, p.user_id limit :at_most;

-- name: suspended_people(at_most)
-- Who is suspended, latest first.
select p.user_id as id, coalesce(p.full_name, 'Somebody') as name, p.status, p.created_at,
       exists (select 1 from mentor_profiles m where m.user_id = p.user_id) as mentors,
       (select count(*) from kith.reports r where r.reported_id = p.user_id and r.product = 'mentor') as reports
from profiles p where p.status = 'suspended' order by p.suspended_at desc, p.user_id limit :at_most;

-- name: person(person)^
-- Somebody, as operators may see them.
select p.user_id as id, coalesce(p.full_name, 'Somebody') as name, p.status, p.created_at, m.is_active as mentors,
       coalesce(m.sessions_completed, 0) as sessions_completed, coalesce(m.sessions_called_off, 0) as sessions_called_off,
       (select coalesce(sum(s.points), 0) from kith.strikes s where s.person_id = p.user_id and s.product = 'mentor' and s.window_end > kith.now())::integer as points
from profiles p left join mentor_profiles m on m.user_id = p.user_id where p.user_id = :person;

-- name: bookings_of(person, at_most)
-- Somebody's sessions in both roles, newest first.
select b.id, b.start_time, b.status::text as status, b.price_cents, b.currency, case when b.mentor_user_id = :person then 'mentor' else 'mentee' end as role,
       coalesce(o.full_name, 'Somebody') as other_name
from bookings b join profiles o on o.user_id = case when b.mentor_user_id = :person then b.mentee_user_id else b.mentor_user_id end
where b.mentor_user_id = :person or b.mentee_user_id = :person order by b.start_time desc, b.id limit :at_most;

-- name: reviews_of(person, at_most)
-- Reviews by and about somebody that can be read, newest first.
select r.id, r.rating, r.feedback, r.hidden_at, r.created_at, r.reviewee_user_id, coalesce(w.full_name, 'Somebody') as reviewer_name,
       coalesce(a.full_name, 'Somebody') as reviewee_name
from reviews r join profiles w on w.user_id = r.reviewer_user_id join profiles a on a.user_id = r.reviewee_user_id
where (r.reviewer_user_id = :person or r.reviewee_user_id = :person) and r.reveals_at <= kith.now() order by r.created_at desc, r.id limit :at_most;

-- name: payments_of(person, at_most)
-- What somebody paid, newest first.
select id, amount_cents, currency, refunded_cents, status, created_at from payments
where user_id = :person and kind = 'charge' order by created_at desc, id limit :at_most;

-- name: strikes_of(person, at_most)
-- Points for conduct in Mentor, newest first.
select strike_type, points, reason, window_start, window_end from kith.strikes where person_id = :person and product = 'mentor'
order by window_start desc limit :at_most;

-- name: person_timeline(person, at_most)
-- How somebody's place here changed, newest first.
select d.event_type, d.created_at from domain_events d join profiles p on p.id = d.entity_id
where d.entity_type = 'profile' and p.user_id = :person order by d.sequence desc limit :at_most;

-- name: suspend(person)$
-- Suspend, with everything that goes back: the bookings ended, or null.
select suspend_person(:person);

-- name: ban(person)$
-- The house banned them: what ends, by the rules, or null when they were out already.
select ban_person(:person);

-- name: end_feed(person)!
-- The private address of their calendar leads nowhere any more.
update calendar_feeds set token_hash = null where user_id = :person and token_hash is not null;

-- name: reinstate(person)$
-- Back in; false when they were not out.
select reinstate_person(:person);

-- name: bookings_ahead(at_most)
-- Sessions still to come, the next first; of those that wait, only what came before a mentor.
select b.id, b.start_time, b.status::text as status, b.price_cents, b.currency, b.mentor_user_id, b.mentee_user_id,
       coalesce(t.full_name, 'Somebody') as mentor_name, coalesce(l.full_name, 'Somebody') as mentee_name
from bookings b join profiles t on t.user_id = b.mentor_user_id join profiles l on l.user_id = b.mentee_user_id
where b.end_time > kith.now() and (b.status = 'confirmed' or b.status = 'pending' and b.requested_at is not null) order by b.start_time, b.id limit :at_most;

-- name: bookings_past(at_most)
-- Sessions that are over, the latest first.
select b.id, b.start_time, b.status::text as status, b.price_cents, b.currency, b.mentor_user_id, b.mentee_user_id,
       coalesce(t.full_name, 'Somebody') as mentor_name, coalesce(l.full_name, 'Somebody') as mentee_name
from bookings b join profiles t on t.user_id = b.mentor_user_id join profiles l on l.user_id = b.mentee_user_id
where b.status in ('completed', 'confirmed') and b.end_time <= kith.now() order by b.start_time desc, b.id limit :at_most;

-- name: payments_for(booking)
-- What was paid for a session and given back of it, in order.
select id, kind, charge_payment_id, amount_cents, currency, reason, status, created_at from payments where booking_id = :booking order by created_at, id;

-- name: booking_timeline(booking)
-- What became of a session, in order.
select event_type, from_state, to_state, created_at from domain_events where entity_type = 'booking' and entity_id = :booking order by sequence;

-- name: latest_reviews(hidden, at_most)
-- Reviews that can be read, or those hidden, newest first.
select r.id, r.rating, r.feedback, r.is_public, r.created_at, coalesce(w.full_name, 'Somebody') as reviewer_name, coalesce(a.full_name, 'Somebody') as reviewee_name
from reviews r join profiles w on w.user_id = r.reviewer_user_id join profiles a on a.user_id = r.reviewee_user_id
where r.reveals_at <= kith.now() and (r.hidden_at is not null) = :hidden::boolean order by r.created_at desc, r.id limit :at_most;

-- name: review(review)^
-- One review that can be read.
select r.id, r.booking_id, r.reviewer_user_id, r.reviewee_user_id, r.rating, r.feedback, r.reply, r.is_public, r.hidden_at, r.counted_at, r.created_at,
       coalesce(w.full_name, 'Somebody') as reviewer_name, coalesce(a.full_name, 'Somebody') as reviewee_name
from reviews r join profiles w on w.user_id = r.reviewer_user_id join profiles a on a.user_id = r.reviewee_user_id
where r.id = :review and r.reveals_at <= kith.now();

-- name: hide(review)$
-- Out of sight and out of the average; false when it was.
select hide_review(:review);

-- name: show(review)$
-- Back into sight and into the average; false when it was not hidden.
select show_review(:review);

-- name: latest_payments(at_most)
-- What people paid, newest first.
select p.id, coalesce(o.full_name, 'Somebody') as name, p.amount_cents, p.currency, p.refunded_cents, p.status, p.created_at
from payments p join profiles o on o.user_id = p.user_id where p.kind = 'charge' order by p.created_at desc, p.id limit :at_most;

-- name: troubled_refunds(at_most)
-- What is owed and has not arrived, failed ones first.
select r.id, r.charge_payment_id, r.booking_id, coalesce(o.full_name, 'Somebody') as name, r.amount_cents, r.currency, r.reason, r.status, r.attempts, r.failure,
       r.amount_cents <= c.amount_cents - c.refunded_cents as still_owed
from payments r join payments c on c.id = r.charge_payment_id join profiles o on o.user_id = r.user_id
where r.kind = 'refund' and r.status <> 'succeeded' order by (r.status = 'failed') desc, r.created_at, r.id limit :at_most;

-- name: charge(payment)^
-- One payment by somebody.
select p.id, p.user_id, p.booking_id, p.purchase_id, coalesce(o.full_name, 'Somebody') as name, p.amount_cents, p.currency, p.refunded_cents, p.status, p.txn_id,
       p.created_at, u.status as package_status, u.sessions, u.minutes, credit_of(u.id) as credit_cents
from payments p join profiles o on o.user_id = p.user_id left join package_purchases u on u.id = p.purchase_id and not p.is_surplus
where p.id = :payment and p.kind = 'charge';

-- name: refunds_of(payment)
-- What was given back of a payment.
select amount_cents, reason, status, created_at from payments where charge_payment_id = :payment order by created_at, id;

-- name: owe(payment, amount)$
-- A sum to be given back out of goodwill.
insert into payments (booking_id, kind, charge_payment_id, user_id, status, amount_cents, currency, reason)
select p.booking_id, 'refund', p.id, p.user_id, 'due', :amount::integer, p.currency, 'goodwill' from payments p where p.id = :payment returning id;

-- name: end_package(purchase)$
-- Everything unspent of a package goes back, and it ends; null when it had.
select end_purchase(:purchase, 'house');

-- name: payout_of(booking)^
-- How the mentor's pay for a session stands.
select b.payout_hold, b.paid_with, p.amount_cents, p.currency, p.status from bookings b left join payouts p on p.booking_id = b.id where b.id = :booking;

-- name: hold_pay(booking)$
-- The mentor is not paid for a session until it is released; null when something holds it already.
select hold_payout(b.id, 'house') from bookings b where b.id = :booking and b.payout_hold is null and b.paid_with <> 'nothing';

-- name: release_pay(booking)$
-- What an operator held is paid as any other; null when no operator holds it.
update bookings set payout_hold = null where id = :booking and payout_hold = 'house' returning id;

-- name: due_again(refund)$
-- A failed refund, once more and under another key.
update payments set status = 'due', next_attempt_at = kith.now(), attempts = 0, round = round + 1 where id = :refund and kind = 'refund' and status = 'failed' returning id;

-- name: reports_about(person, at_most)
-- Everything that was reported about somebody here.
select r.id, r.case_id, coalesce(r.content_type, r.report_type) as kind, r.report_type as category, r.status, r.created_at
from kith.reports r where r.reported_id = :person and r.product = 'mentor' order by r.created_at desc limit :at_most;
