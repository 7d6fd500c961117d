-- name: open_payment(booking, purchase)^
-- A payment begun for a booking, or for a package, and still open.
select id, amount_cents, currency, checkout_url, stripe_checkout_session_id, status from payments
where (booking_id = :booking::uuid or purchase_id = :purchase::uuid) and kind = 'charge' and status in ('pending', 'processing')
order by created_at desc limit 1;

-- name: begin(user_id, booking, purchase, amount, currency)$
-- An attempt to pay, before Stripe hears of it; null when one is open.
insert into payments (user_id, booking_id, purchase_id, amount_cents, currency, status)
values (:user_id, :booking::uuid, :purchase::uuid, :amount, :currency, 'pending') on conflict do nothing returning id;

-- name: note_checkout(payment, session, url)!
-- Where it can be paid.
update payments set stripe_checkout_session_id = :session, checkout_url = :url where id = :payment;

-- name: payment(payment)^
-- A charge and what it is of.
select p.id, p.user_id, p.booking_id, p.purchase_id, p.amount_cents, p.currency, p.status, p.stripe_checkout_session_id, p.stripe_payment_intent_id
from payments p where p.id = :payment and p.kind = 'charge';

-- name: note_intent(payment, intent)!
-- Which payment intent it became.
update payments set stripe_payment_intent_id = :intent where id = :payment and stripe_payment_intent_id is distinct from :intent;

-- name: note_status(payment, status, failure)!
-- How it stands, short of success; never backwards from success.
update payments set status = :status, failure = :failure where id = :payment and kind = 'charge' and status <> 'succeeded' and status <> :status;

-- name: settle(payment, charge)$
-- Stripe has the money: a session, or owed back.
select settle_payment(:payment, :charge);

-- name: settle_purchase(payment, charge)$
-- Stripe has the money: a package, or owed back.
select settle_purchase(:payment, :charge);

-- name: to_look_at(before, at_most)
-- Charges still open whose booking gave its time up, or that are old: Stripe is asked about each.
select p.id, p.stripe_checkout_session_id from payments p left join bookings b on b.id = p.booking_id
where p.kind = 'charge' and p.status in ('pending', 'processing')
  and (b.status <> 'pending' or b.lapsed_at is not null or b.expires_at <= kith.now() or p.created_at < :before)
order by p.created_at limit :at_most;

-- name: due_refunds(at_most)
-- What is owed and may be tried now.
select r.id from payments r where r.kind = 'refund' and r.status in ('due', 'sent') and r.next_attempt_at <= kith.now() order by r.next_attempt_at limit :at_most;

-- name: claim_refund(refund, next_attempt_at)^
-- Take one refund to Stripe; nobody else tries it until its next attempt is due.
update payments r set status = 'sent', attempts = r.attempts + 1, next_attempt_at = :next_attempt_at
where r.id = :refund and r.kind = 'refund' and r.status in ('due', 'sent') and r.next_attempt_at <= kith.now()
returning r.id, r.user_id, r.amount_cents, r.currency, r.reason, r.round, r.attempts, r.refund_txn_id, r.txn_id;

-- name: put_off_refund(refund, until, error)!
-- When to look again, should this try come to nothing.
update payments set next_attempt_at = :until, failure = coalesce(:error, failure) where id = :refund;

-- name: note_refund(refund, txn)!
-- How Stripe knows it.
update payments set refund_txn_id = :txn where id = :refund and refund_txn_id is null;

-- name: forget_refund(refund)!
-- How Stripe knew it in a round before, where it failed.
update payments set refund_txn_id = null where id = :refund and kind = 'refund' and status = 'sent' and round > 0;

-- name: refund_done(refund, status, txn, error)$
-- What Stripe said, of the refund that ours is now; null when that is no news.
update payments set status = :status, failure = :error
where id = :refund and kind = 'refund' and status <> :status and (:txn::text is null or refund_txn_id = :txn) returning id;

-- name: refund_known(refund)^
-- A refund and how Stripe knows it.
select id, user_id, amount_cents, currency, reason, refund_txn_id from payments where id = :refund and kind = 'refund';
