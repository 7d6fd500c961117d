-- Whoever is forgotten here is deleted at Stripe as well, once no money of theirs is being settled there.

alter table stripe_customers add column leaves_at timestamptz, add column left_at timestamptz, add column waits_for text;

alter table stripe_customers add constraint stripe_customers_waits_for check (waits_for in ('dispute', 'refund', 'payment'));

alter table stripe_customers add constraint stripe_customers_left check (left_at is null or leaves_at is not null and waits_for is null);

comment on column stripe_customers.leaves_at is 'When Stripe is asked (again) to delete the customer, since the person was forgotten; null as long as they are here.';

comment on column stripe_customers.left_at is 'When Stripe had deleted it.';

comment on column stripe_customers.waits_for is 'What is still being settled at Stripe: a dispute, a refund, a payment under way.';

create index stripe_customers_leaving_idx on stripe_customers (leaves_at) where leaves_at is not null and left_at is null;

update stripe_customers c set leaves_at = kith.now() from auth.users u where u.id = c.person_id and u.deleted_at is not null;

revoke select on stripe_customers from authenticated;

grant select (id, person_id, stripe_customer_id, created_at, updated_at) on stripe_customers to authenticated;
