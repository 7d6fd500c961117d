-- name: payments(since, keys)
-- Payments since a moment, and those the provider names; what of one is on its way back is not told.
select p.id, coalesce(p.stripe_payment_intent_id, '') as key, p.status, p.amount_pence as amount, p.currency,
       case when exists (select 1 from refunds r where r.payment_id = p.id and r.status = 'sent') then null
       else coalesce((select sum(r.amount_pence) from refunds r where r.payment_id = p.id and r.status = 'succeeded'), 0)::bigint end as back
from payments p where p.created_at > :since or p.stripe_payment_intent_id = any (:keys::text[]);

-- name: refunds(since, keys)
-- Refunds since a moment, and those the provider names.
select r.id, coalesce(r.stripe_refund_id, '') as key, r.status, r.amount_pence as amount, p.currency
from refunds r join payments p on p.id = r.payment_id where r.created_at > :since or r.stripe_refund_id = any (:keys::text[]);

-- name: refused_refunds()^
-- What Stripe refused to give back, and since when the first of it waits for somebody.
select count(*) as count, min(updated_at) as oldest from refunds where status = 'failed';

-- name: transfers(since, keys)
-- Payouts since a moment, and those the provider names; one that came back whole was done before, unless it never left.
select p.id, coalesce(p.stripe_transfer_id, '') as key,
       case when p.status <> 'reversed' then p.status when p.stripe_transfer_id is null then 'cancelled' else 'succeeded' end as status,
       coalesce(p.sent_pence, p.amount_pence) as amount, p.currency, p.returned_pence as back
from payouts p where p.created_at > :since or p.stripe_transfer_id = any (:keys::text[]);

-- name: cities()
-- Cities, with how many members live there and beacons are on.
select c.slug, c.name, c.is_open, (select count(*) from profiles p where p.city_id = c.id) as people,
       (select count(*) from beacons b where b.city_id = c.id and b.status = 'live') as beacons
from cities c order by c.name;

-- name: put_city(slug, is_open)$
-- A city opens or closes; null when it stood so.
update cities set is_open = :is_open where slug = :slug and is_open <> :is_open returning id;
