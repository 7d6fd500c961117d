-- name: to_compare(before, since, at_most)
-- Payments of the last weeks that ended and that Stripe was not asked about since.
select p.id, p.kind, p.status, p.stripe_checkout_session_id, p.txn_id, p.refund_txn_id, p.amount_cents, p.refunded_cents,
       coalesce((select sum(r.amount_cents) from payments r where r.charge_payment_id = p.id and r.status in ('sent', 'succeeded')), 0)::integer as given_back_cents
from payments p
where p.provider = 'stripe' and p.created_at > :since and (p.checked_at is null or p.checked_at < :before)
  and (p.status = 'succeeded' or (p.kind = 'charge' and p.status in ('failed', 'expired') and p.stripe_checkout_session_id is not null))
order by p.checked_at nulls first, p.created_at limit :at_most;

-- name: compared(payment, failure)!
-- Asked, and what did not agree.
update payments set checked_at = kith.now(), failure = case when status = 'succeeded' then :failure::text else coalesce(:failure::text, failure) end where id = :payment;
