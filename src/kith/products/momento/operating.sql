-- name: payments(since, keys)
-- Payments since a moment, and those the provider names; what of one is on its way back is not told.
select p.id, coalesce(p.stripe_payment_intent_id, '') as key, p.status, p.amount_in_cents as amount, p.currency,
       case when exists (select 1 from refunds r where r.payment_id = p.id and r.status = 'sent') then null
       else coalesce((select sum(r.amount_in_cents) from refunds r where r.payment_id = p.id and r.status = 'succeeded'), 0)::bigint end as back
from payments p where p.created_at > :since or p.stripe_payment_intent_id = any (:keys::text[]);

-- name: refunds(since, keys)
-- Refunds since a moment, and those the provider names.
select r.id, coalesce(r.stripe_refund_id, '') as key, r.status, r.amount_in_cents as amount, p.currency
from refunds r join payments p on p.id = r.payment_id where r.created_at > :since or r.stripe_refund_id = any (:keys::text[]);

-- name: refused_refunds()^
-- What Stripe refused to give back and nobody gave back another way, and since when the first of it waits for somebody.
select count(*) as count, min(r.updated_at) as oldest from refunds r join payments p on p.id = r.payment_id
where r.status = 'failed' and r.amount_in_cents <= p.amount_in_cents - p.refunded_in_cents;

-- name: people_by_city()
-- How many people live in each city.
select p.location as city, count(*) as people from social_profiles p where p.location is not null group by p.location;
