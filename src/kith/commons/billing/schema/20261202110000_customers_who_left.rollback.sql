revoke select (id, person_id, stripe_customer_id, created_at, updated_at) on stripe_customers from authenticated;

grant select on stripe_customers to authenticated;

drop index stripe_customers_leaving_idx;

alter table stripe_customers drop constraint stripe_customers_left, drop constraint stripe_customers_waits_for,
  drop column leaves_at, drop column left_at, drop column waits_for;
