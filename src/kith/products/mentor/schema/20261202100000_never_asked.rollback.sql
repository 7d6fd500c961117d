alter table payments add column checked_at timestamptz;

comment on column payments.checked_at is 'When Stripe was asked about a payment that had ended: it may know better.';

alter table payouts add column checked_at timestamptz;

create index payments_to_compare_idx on payments (checked_at nulls first) where status in ('succeeded', 'failed', 'expired');

create index payouts_checked_idx on payouts (checked_at nulls first) where status = 'succeeded';
