-- name: leave(person_id, at)!
-- A person's customer at Stripe is to be deleted from then on.
update stripe_customers set leaves_at = :at where person_id = :person_id and left_at is null;

-- name: leaving(person_id)$
-- Whether a customer of this person at Stripe was or is to be deleted.
select exists (select 1 from stripe_customers where person_id = :person_id and leaves_at is not null);

-- name: due(at_most)
-- Customers that are to be deleted at Stripe now, the longest due first.
select id, person_id, stripe_customer_id from stripe_customers where left_at is null and leaves_at <= kith.now() order by leaves_at limit :at_most;

-- name: later(id, waits_for, at)!
-- Not yet; what for, when it is money.
update stripe_customers set leaves_at = :at, waits_for = :waits_for where id = :id and left_at is null;

-- name: left(id)$
-- Deleted at Stripe.
update stripe_customers set left_at = kith.now(), waits_for = null where id = :id and left_at is null returning id;
