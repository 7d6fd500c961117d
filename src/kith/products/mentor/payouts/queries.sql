-- name: account(person)^
-- A mentor's account at Stripe, as it stood when asked last.
select user_id, stripe_account_id, status, checked_at from payout_accounts where user_id = :person;

-- name: mentoring(person)^
-- Whether somebody mentors, in which currency and zone.
select m.user_id, m.currency, m.timezone from mentor_profiles m join profiles p on p.user_id = m.user_id
where m.user_id = :person and p.status = 'active';

-- name: keep_account(person, account)$
-- One account a mentor, the first; which it is.
insert into payout_accounts (user_id, stripe_account_id) values (:person, :account)
on conflict (user_id) do update set stripe_account_id = payout_accounts.stripe_account_id returning stripe_account_id;

-- name: note_account(person, status)$
-- How it stands; the state before, when that is another.
with before as (select a.user_id, a.status from payout_accounts a where a.user_id = :person for update),
written as (update payout_accounts a set status = :status, checked_at = kith.now() from before b where a.user_id = b.user_id returning 1)
select b.status from before b where b.status <> :status and exists (select 1 from written);

-- name: accounts_to_ask(before, at_most)
-- Accounts that cannot be paid, or were not asked about for long.
select user_id from payout_accounts
where checked_at < :before and (status <> 'ready' or checked_at < :before - interval '1 day') order by checked_at limit :at_most;

-- name: leavers(at_most)
-- Accounts of mentors who left and have nothing more to come.
select a.user_id from payout_accounts a join profiles p on p.user_id = a.user_id
where p.status = 'erased' and not exists (select 1 from payouts o where o.mentor_user_id = a.user_id and o.status in ('due', 'sent'))
  and not exists (select 1 from payout_reversals r join payouts o on o.id = r.payout_id where o.mentor_user_id = a.user_id and r.status <> 'succeeded')
  and not exists (select 1 from bookings b where b.mentor_user_id = a.user_id and b.payout_noted_at is null and b.paid_with <> 'nothing'
                  and (b.status = 'confirmed' or (b.status in ('completed', 'cancelled') and kept_of(b.id) > 0)))
limit :at_most;

-- name: forget_account(person)!
-- Which account it was is of no more use.
delete from payout_accounts where user_id = :person;

-- name: owe(at_most)$
-- What mentors are to be paid now is written down.
select owe_payouts(:at_most);

-- name: due(at_most)
-- Payouts that may be tried now: the mentor can be paid, or Stripe was asked and the answer is lost.
select p.id from payouts p join bookings b on b.id = p.booking_id left join payout_accounts a on a.user_id = p.mentor_user_id
where p.status in ('due', 'sent') and p.next_attempt_at <= kith.now() and (p.status = 'sent' or (a.status = 'ready' and b.payout_hold is null and not payouts_held(p.mentor_user_id)))
order by p.next_attempt_at limit :at_most;

-- name: claim(payout, until)^
-- Take one payout to Stripe.
select * from claim_payout(:payout, :until);

-- name: put_off(payout, until, error)!
-- When to look again, should this try come to nothing.
update payouts set next_attempt_at = :until, failure = coalesce(:error, failure) where id = :payout and status in ('due', 'sent');

-- name: refused(payout, until, error)!
-- Stripe said no, so nothing was sent: it is due again, under another key.
update payouts set status = 'due', refusals = refusals + 1, next_attempt_at = :until, failure = :error where id = :payout and status = 'sent';

-- name: paid(payout, transfer)$
-- Sent and arrived, once.
update payouts set status = 'succeeded', transfer_id = :transfer, paid_at = kith.now(), failure = null
where id = :payout and status = 'sent' returning id;

-- name: hurry_reversals(mentor)!
-- There is money in the account again: what is to come back is tried at once.
update payout_reversals r set next_attempt_at = kith.now() from payouts p where p.id = r.payout_id and p.mentor_user_id = :mentor and r.status = 'due';

-- name: payout(payout)^
-- A payout as it stands.
select id, mentor_user_id, booking_id, amount_cents, currency, status, destination, transfer_id from payouts where id = :payout;

-- name: reversals_due(at_most)
-- What may be taken back now.
select r.id from payout_reversals r join payouts p on p.id = r.payout_id
where r.status in ('due', 'sent') and r.next_attempt_at <= kith.now() and p.status = 'succeeded' order by r.next_attempt_at limit :at_most;

-- name: claim_reversal(reversal, until)^
-- Take one to Stripe; nobody else tries it until then.
update payout_reversals r set status = 'sent', attempts = r.attempts + 1, next_attempt_at = :until from payouts p
where p.id = r.payout_id and r.id = :reversal and r.status in ('due', 'sent') and r.next_attempt_at <= kith.now() and p.status = 'succeeded'
returning r.id, r.amount_cents, r.attempts, r.refusals, p.transfer_id, p.mentor_user_id;

-- name: put_off_reversal(reversal, until, error)!
-- When to look again.
update payout_reversals set next_attempt_at = :until, failure = coalesce(:error, failure) where id = :reversal and status <> 'succeeded';

-- name: reversal_refused(reversal, until, error)!
-- The account has not that much now: it stays owed.
update payout_reversals set status = 'due', refusals = refusals + 1, next_attempt_at = :until, failure = :error where id = :reversal and status = 'sent';

-- name: reversed(reversal, stripe_id)!
-- It came back.
update payout_reversals set status = 'succeeded', reversal_id = :stripe_id, failure = null where id = :reversal and status = 'sent';

-- name: earnings(mentor, at_most)
-- What a mentor's sessions kept or will keep, with what was paid of it: the newest first.
select b.id, b.start_time, b.end_time, b.duration_minutes, b.status::text as status, b.paid_with, b.currency, b.fee_basis_points, b.payout_hold,
       mentee.full_name as mentee_name, kept_of(b.id) as kept_cents, payout_due_at(b.id) as due_at, o.status as payout_status, o.paid_at,
       o.amount_cents as sent_cents,
       coalesce((select sum(r.amount_cents) from payout_reversals r where r.payout_id = o.id and r.status = 'succeeded'), 0)::integer as reversed_cents,
       coalesce((select sum(r.amount_cents) from payout_reversals r where r.payout_id = o.id and r.status <> 'succeeded'), 0)::integer as to_reverse_cents
from bookings b join profiles mentee on mentee.user_id = b.mentee_user_id left join payouts o on o.booking_id = b.id
where b.mentor_user_id = :mentor and b.paid_with <> 'nothing'
  and (b.status in ('confirmed', 'completed') or (b.status = 'cancelled' and b.confirmed_at is not null and (o.id is not null or b.percent_back < 100)))
order by b.start_time desc, b.id limit :at_most;

-- name: terms()^
-- The terms in force.
select fee_basis_points, payout_hours from current_terms();

-- name: waiting(at_most)
-- What mentors are still to be paid, soon or now: those on hold and those refused first.
select b.id as booking_id, b.mentor_user_id, coalesce(o.full_name, 'Somebody') as name, b.currency,
       coalesce(p.amount_cents, kept_of(b.id) - fee_of(kept_of(b.id), b.fee_basis_points)) as amount_cents, coalesce(p.status, 'soon') as status,
       coalesce(p.attempts, 0) as attempts, p.failure, b.payout_hold, a.status as account
from bookings b join profiles o on o.user_id = b.mentor_user_id left join payouts p on p.booking_id = b.id
left join payout_accounts a on a.user_id = b.mentor_user_id
where b.paid_with <> 'nothing' and (p.status in ('due', 'sent')
  or (b.payout_noted_at is null and b.status in ('completed', 'cancelled') and kept_of(b.id) > 0))
order by (b.payout_hold is not null) desc, coalesce(p.refusals, 0) desc, b.end_time, b.id limit :at_most;

-- name: reversals_open(at_most)
-- What is still to come back of payouts.
select p.mentor_user_id, coalesce(o.full_name, 'Somebody') as name, r.amount_cents, p.currency, r.status, r.attempts, r.failure
from payout_reversals r join payouts p on p.id = r.payout_id join profiles o on o.user_id = p.mentor_user_id
where r.status <> 'succeeded' order by r.created_at, r.id limit :at_most;

-- name: held(booking)^
-- Whether a session's payout is on hold.
select payout_hold from bookings where id = :booking and paid_with <> 'nothing' and status in ('confirmed', 'completed', 'cancelled');

-- name: hold(booking)$
-- Not paid until released: held or paid_already.
select hold_payout(:booking, 'house');

-- name: release(booking)!
-- Paid as any other.
select release_payout(:booking);
