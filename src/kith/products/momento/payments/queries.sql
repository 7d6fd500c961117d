-- name: open_payment(invitation)^
-- A payment begun for an invitation and still open.
select id, amount_in_cents, seats, checkout_url, stripe_checkout_session_id, status from payments
where invitation_id = :invitation and status in ('pending', 'processing') and not off_session order by created_at desc limit 1;

-- name: begin(user_id, event, invitation, hold, amount, currency, seats, off_session)$
-- An attempt to pay, before Stripe hears of it.
insert into payments (user_id, event_id, invitation_id, hold_id, amount_in_cents, currency, seats, off_session)
values (:user_id, :event, :invitation, :hold, :amount, :currency, :seats, :off_session) returning id;

-- name: note_checkout(payment, session, url)!
-- Where it can be paid.
update payments set stripe_checkout_session_id = :session, checkout_url = :url where id = :payment;

-- name: payment(payment)^
-- A payment with its event and payer.
select p.id, p.user_id, p.event_id, p.invitation_id, p.amount_in_cents, p.currency, p.status, p.seats, p.stripe_checkout_session_id,
       p.stripe_payment_intent_id, p.off_session, e.title, e.starts_at, e.time_zone, e.host_id
from payments p join events e on e.id = p.event_id where p.id = :payment;

-- name: note_intent(payment, intent)!
-- Which payment intent it became.
update payments set stripe_payment_intent_id = :intent where id = :payment and stripe_payment_intent_id is distinct from :intent;

-- name: note_status(payment, status, failure)!
-- How it stands, short of success; never backwards from success.
update payments set status = :status, failure = :failure where id = :payment and status <> 'succeeded' and status <> :status;

-- name: invitation_failed(invitation)!
-- The card was declined; the invitation can be paid again.
update invitations set status = 'payment_failed' where id = :invitation and status = 'sent';

-- name: settle(payment, charge)$
-- Stripe has the money: a seat, or owed back.
select settle_payment(:payment, :charge);

-- name: to_look_at(before, at_most)
-- Payments still open whose hold is over or that are old: Stripe is asked about each.
select p.id, p.stripe_checkout_session_id from payments p left join seat_holds h on h.id = p.hold_id
where p.status in ('pending', 'processing') and (h.id is null or h.ended_at is not null or h.expires_at <= kith.now() or p.created_at < :before)
order by p.created_at limit :at_most;

-- name: due_refunds(at_most)
-- What is owed and may be tried now.
select r.id from refunds r where r.status in ('due', 'sent') and r.next_attempt_at <= kith.now() order by r.next_attempt_at limit :at_most;

-- name: claim_refund(refund, next_attempt_at)^
-- Take one refund to Stripe; nobody else tries it until its next attempt is due.
update refunds r set status = 'sent', attempts = r.attempts + 1, next_attempt_at = :next_attempt_at
from payments p, events e
where r.id = :refund and r.status in ('due', 'sent') and r.next_attempt_at <= kith.now() and p.id = r.payment_id and e.id = p.event_id
returning r.id, r.user_id, r.amount_in_cents, r.reason, r.round, r.attempts, r.stripe_refund_id, p.stripe_charge_id, p.currency, e.title, e.id as event_id;

-- name: refund_done(refund, status, stripe_refund_id, error)$
-- What Stripe said, of the refund that ours is now; null when that is no news.
update refunds set status = :status, last_error = :error
where id = :refund and status <> :status and (:stripe_refund_id::text is null or stripe_refund_id = :stripe_refund_id) returning id;

-- name: refund_error(refund, error)!
-- Not this time.
update refunds set last_error = :error where id = :refund;

-- name: refund_known(refund)^
-- A refund and how Stripe knows it.
select id, status, stripe_refund_id from refunds where id = :refund;

-- name: lapse_holds()!
-- Tidying: holds whose time is over say so.
update seat_holds set ended_at = kith.now(), ended_as = 'lapsed' where ended_at is null and expires_at <= kith.now();

-- name: put_off_refund(refund, until)!
-- When to look again, should this try come to nothing.
update refunds set next_attempt_at = :until where id = :refund;

-- name: forget_refund(refund)!
-- How Stripe knew it in a round before, where it failed.
update refunds set stripe_refund_id = null where id = :refund and status = 'sent' and round > 0;

-- name: note_refund(refund, stripe_refund_id)!
-- How Stripe knows it.
update refunds set stripe_refund_id = :stripe_refund_id where id = :refund and stripe_refund_id is null;
