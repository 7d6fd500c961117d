-- When Stripe was last asked whether it knows a payment as we do.

alter table payments add column checked_at timestamptz;

comment on column payments.checked_at is 'When Stripe was asked about a payment that had ended: it may know better.';

create index payments_to_compare_idx on payments (checked_at nulls first) where status in ('succeeded', 'failed', 'expired');
