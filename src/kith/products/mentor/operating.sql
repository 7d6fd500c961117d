-- name: payments(since, keys)
-- Charges since a moment, and those the provider names; what of one is on its way back is not told.
select p.id, coalesce(p.stripe_payment_intent_id, '') as key, p.status, p.amount_cents as amount, p.currency,
       case when exists (select 1 from payments r where r.charge_payment_id = p.id and r.status = 'sent') then null
       else coalesce((select sum(r.amount_cents) from payments r where r.charge_payment_id = p.id and r.status = 'succeeded'), 0)::bigint end as back
from payments p where p.provider = 'stripe' and p.kind = 'charge' and (p.created_at > :since or p.stripe_payment_intent_id = any (:keys::text[]));

-- name: refunds(since, keys)
-- Refunds since a moment, and those the provider names.
select r.id, coalesce(r.refund_txn_id, '') as key, r.status, r.amount_cents as amount, r.currency
from payments r where r.provider = 'stripe' and r.kind = 'refund' and (r.created_at > :since or r.refund_txn_id = any (:keys::text[]));

-- name: refused_refunds()^
-- What Stripe refused to give back and nobody gave back another way, and since when the first of it waits for somebody.
select count(*) as count, min(r.updated_at) as oldest from payments r join payments c on c.id = r.charge_payment_id
where r.kind = 'refund' and r.status = 'failed' and r.amount_cents <= c.amount_cents - c.refunded_cents;

-- name: transfers(since, keys)
-- Payouts since a moment, and those the provider names.
select p.id, coalesce(p.transfer_id, '') as key, p.status, p.amount_cents as amount, p.currency,
       case when exists (select 1 from payout_reversals r where r.payout_id = p.id and r.status = 'sent') then null
       else coalesce((select sum(r.amount_cents) from payout_reversals r where r.payout_id = p.id and r.status = 'succeeded'), 0)::bigint end as back
from payouts p where p.created_at > :since or p.transfer_id = any (:keys::text[]);
