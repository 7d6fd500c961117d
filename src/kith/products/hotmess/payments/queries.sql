-- name: order(order)^
-- An order, locked.
select o.id, o.user_id, o.number, o.order_type, o.payment_status, o.fulfilment_status, o.total_pence, o.currency, o.expires_at
from orders o where o.id = :order for no key update;

-- name: open_payment(order)^
-- A payment begun for an order and still open.
select id, order_id, user_id, amount_pence, currency, status, checkout_url, stripe_checkout_session_id from payments
where order_id = :order and status in ('pending', 'processing') order by created_at desc limit 1;

-- name: begin(order)!
-- An attempt to pay, before Stripe hears of it.
insert into payments (order_id, user_id, amount_pence, currency) select o.id, o.user_id, o.total_pence, o.currency from orders o where o.id = :order;

-- name: note_checkout(payment, session, url)!
-- Where it can be paid.
update payments set stripe_checkout_session_id = :session, checkout_url = :url where id = :payment;

-- name: payment(payment)^
-- A payment.
select id, order_id, user_id, amount_pence, currency, status, stripe_checkout_session_id, stripe_payment_intent_id from payments where id = :payment;

-- name: payments_of(order, person)
-- What somebody's order was tried to be paid with, newest first.
select p.id from payments p where p.order_id = :order and p.user_id = :person order by p.created_at desc limit 10;

-- name: note_intent(payment, intent)!
-- Which payment intent it became.
update payments set stripe_payment_intent_id = :intent where id = :payment and stripe_payment_intent_id is distinct from :intent;

-- name: note_status(payment, status, failure)!
-- How it stands, short of success; never backwards from success.
update payments p set status = :status, failure = :failure where p.id = :payment and p.status <> :status
  and exists (select 1 from state_transitions t where t.entity_type = 'payment' and t.from_state = p.status and t.to_state = :status);

-- name: settle(payment, charge, token, hash, key_id)$
-- Stripe has the money: what was ordered is the buyer's, or all of it is owed back.
select settle_payment(:payment, :charge, :token, :hash, :key_id);

-- name: settle_free(order, token, hash, key_id)$
-- An order that costs nothing.
select settle_order(:order, :token, :hash, :key_id);

-- name: to_look_at(before, at_most)
-- Payments still open whose order gave its time up, or that are old: Stripe is asked about each.
select p.id, p.stripe_checkout_session_id from payments p join orders o on o.id = p.order_id
where p.status in ('pending', 'processing') and (o.fulfilment_status = 'cancelled' or o.payment_status in ('paid', 'refunded') or o.expires_at <= kith.now() or p.created_at < :before)
order by p.created_at limit :at_most;

-- name: to_cancel(at_most)
-- Unpaid orders whose time is over and that nobody is paying for.
select o.id from orders o where o.payment_status in ('pending', 'failed') and o.fulfilment_status = 'pending' and o.expires_at <= kith.now()
  and not exists (select 1 from payments p where p.order_id = o.id and p.status in ('pending', 'processing')) order by o.expires_at limit :at_most;

-- name: cancel(order)$
-- Ends an unpaid order.
select cancel_order(:order);

-- name: lines(order)
-- What an order is of.
select i.id, i.title, i.beacon_id, i.ticket_listing_id, i.token_id, i.product_id, i.market_listing_id, i.xp_reward, l.seller_id, l.beacon_id as listing_beacon_id
from order_items i left join ticket_listings l on l.id = i.ticket_listing_id where i.order_id = :order order by i.created_at, i.id;

-- name: reward(person, amount, cause)!
-- XP for something bought, once.
select award_xp(:person, 'purchase', :amount, :cause);

-- name: due_refunds(at_most)
-- What is owed and may be tried now.
select r.id from refunds r where r.status in ('due', 'sent') and r.next_attempt_at <= kith.now() order by r.next_attempt_at limit :at_most;

-- name: claim_refund(refund, until)^
-- Take one refund to Stripe; nobody else tries it until then.
update refunds r set status = 'sent', attempts = r.attempts + 1, next_attempt_at = :until from payments p
where p.id = r.payment_id and r.id = :refund and r.status in ('due', 'sent') and r.next_attempt_at <= kith.now()
returning r.id, r.user_id, r.amount_pence, r.round, r.attempts, r.stripe_refund_id, p.stripe_charge_id;

-- name: put_off_refund(refund, until, error)!
-- When to look again.
update refunds set next_attempt_at = :until, last_error = coalesce(:error, last_error) where id = :refund and status in ('due', 'sent');

-- name: refund_known(refund)^
-- A refund and how Stripe knows it.
select id, user_id, status, stripe_refund_id from refunds where id = :refund;

-- name: note_refund(refund, stripe_id)!
-- How Stripe knows it.
update refunds set stripe_refund_id = :stripe_id where id = :refund and stripe_refund_id is null;

-- name: forget_refund(refund)!
-- How Stripe knew it in a round before, where it failed.
update refunds set stripe_refund_id = null where id = :refund and status = 'sent' and round > 0;

-- name: refund_done(refund, status, stripe_id, error)^
-- What Stripe said, of the refund that ours is now; the row when that is news.
update refunds r set status = :status, last_error = :error from payments p, orders o
where p.id = r.payment_id and o.id = p.order_id and r.id = :refund and r.status <> :status and (:stripe_id::text is null or r.stripe_refund_id = :stripe_id) and not (r.status = 'failed' and :status::text <> 'due')
returning r.id, r.user_id, r.amount_pence, r.round, p.currency, r.reason, o.number;

-- name: account(person)^
-- Where somebody's money goes, as Stripe last said; a market seller's account is theirs too.
select found.stripe_account_id, found.state from (
  select a.stripe_account_id, a.state, 1 as place from payout_accounts a where a.user_id = :person
  union all
  select s.stripe_account_id, s.stripe_state, 2 from market_sellers s where s.owner_id = :person and s.stripe_account_id is not null) found order by found.place limit 1;

-- name: keep_account(person, account)$
-- One account a person, the first; which it is.
insert into payout_accounts (user_id, stripe_account_id) values (:person, :account)
on conflict (user_id) do update set stripe_account_id = payout_accounts.stripe_account_id returning stripe_account_id;

-- name: note_account(person, state)$
-- How it stands; the state before, when that is another.
with before as (select a.user_id, a.state from payout_accounts a where a.user_id = :person for update),
written as (update payout_accounts a set state = :state, checked_at = kith.now() from before b where a.user_id = b.user_id returning 1)
select b.state from before b where b.state <> :state and exists (select 1 from written);

-- name: note_seller(person, account, state)!
-- The seller's front says the same.
update market_sellers set stripe_account_id = :account, stripe_state = :state, stripe_onboarding_complete = (:state::text = 'ready' or stripe_onboarding_complete),
  stripe_checked_at = kith.now()
where owner_id = :person and (stripe_account_id is null or stripe_account_id = :account);

-- name: accounts_to_ask(before, at_most)
-- Accounts that cannot be paid, or were not asked about for long.
select user_id from payout_accounts where checked_at < :before and (state <> 'ready' or checked_at < :before - interval '1 day') order by checked_at limit :at_most;

-- name: leavers(at_most)
-- Accounts of people who left and have nothing more to come.
select a.user_id from payout_accounts a join profiles p on p.user_id = a.user_id
where p.status = 'erased' and not exists (select 1 from payouts o where o.payee_id = a.user_id and (o.status in ('due', 'sent')
  or (o.status = 'succeeded' and o.reversed_pence - (o.amount_pence - o.sent_pence) > o.returned_pence))) limit :at_most;

-- name: forget_account(person)!
-- Which account it was is of no more use.
delete from payout_accounts where user_id = :person;

-- name: due_payouts(at_most)
-- Payouts that may be tried now: the payee can be paid, or Stripe was asked and the answer is lost.
select p.id from payouts p where p.status in ('due', 'sent') and p.next_attempt_at <= kith.now() and p.not_before <= kith.now()
  and (p.status = 'sent' or not payouts_held(p.payee_id))
  and (p.status = 'sent' or exists (select 1 from payout_accounts a where a.user_id = p.payee_id and a.state = 'ready')
       or exists (select 1 from market_sellers s where s.owner_id = p.payee_id and s.stripe_state = 'ready'))
  -- A night that is taken down may still be given back.
  and not exists (select 1 from order_items i left join ticket_listings l on l.id = i.ticket_listing_id join beacons b on b.id = coalesce(i.beacon_id, l.beacon_id)
                  where i.order_id = p.order_id and b.status = 'disabled')
order by p.next_attempt_at limit :at_most;

-- name: claim_payout(payout, until)^
-- Take one payout to Stripe.
select * from claim_payout(:payout, :until);

-- name: put_off_payout(payout, until, error)!
-- When to look again.
update payouts set next_attempt_at = :until, last_error = coalesce(:error, last_error) where id = :payout and status in ('due', 'sent', 'succeeded');

-- name: payout_refused(payout, error)!
-- Stripe said no, so nothing was sent.
update payouts set status = 'failed', refusals = refusals + 1, last_error = :error where id = :payout and status = 'sent';

-- name: payout_again(payout, until)!
-- It is due again, under another key, to whatever account can be paid by then.
update payouts set status = 'due', sent_pence = null, destination = null, next_attempt_at = :until where id = :payout and status = 'failed';

-- name: payout_done(payout, transfer)$
-- Sent and arrived, once.
update payouts set status = 'succeeded', stripe_transfer_id = :transfer, last_error = null, next_attempt_at = kith.now() where id = :payout and status = 'sent' returning id;

-- name: payout(payout)^
-- A payout as it stands.
select id, payee_id, status, destination, stripe_transfer_id from payouts where id = :payout;

-- name: to_take_back(at_most)
-- Payouts of which something was refunded after they were sent.
select p.id from payouts p where p.status = 'succeeded' and p.reversed_pence - (p.amount_pence - p.sent_pence) > p.returned_pence and p.next_attempt_at <= kith.now()
order by p.next_attempt_at limit :at_most;

-- name: claim_return(payout, until)^
-- Take one of those to Stripe: `owed_pence` is how much is to have come back by then, all in all.
update payouts p set attempts = p.attempts + 1, next_attempt_at = :until
where p.id = :payout and p.status = 'succeeded' and p.reversed_pence - (p.amount_pence - p.sent_pence) > p.returned_pence and p.next_attempt_at <= kith.now()
returning p.id, p.payee_id, p.stripe_transfer_id, p.reversed_pence - (p.amount_pence - p.sent_pence) as owed_pence, p.attempts, p.refusals;

-- name: returned(payout, sum)!
-- So much has come back.
update payouts p set returned_pence = :sum, status = case when :sum::integer >= p.sent_pence then 'reversed' else p.status end, last_error = null, next_attempt_at = kith.now()
where p.id = :payout and p.status = 'succeeded';

-- name: return_refused(payout, until, error)!
-- The account has not that much now: it stays owed.
update payouts set refusals = refusals + 1, last_error = :error, next_attempt_at = :until where id = :payout and status = 'succeeded';

-- name: earnings(person, at_most)
-- What somebody sold, was paid and is to be paid, newest first.
select p.id, p.gross_pence, p.fee_pence, p.amount_pence, p.reversed_pence, p.currency, p.status, p.not_before, p.created_at, payouts_held(p.payee_id) as held,
       (select i.title from order_items i where i.order_id = p.order_id order by i.created_at, i.id limit 1) as title
from payouts p where p.payee_id = :person order by p.created_at desc, p.id limit :at_most;
