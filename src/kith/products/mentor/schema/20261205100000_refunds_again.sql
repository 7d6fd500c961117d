-- A refund that Stripe refused is tried again when an operator says so: another round, under another key.

alter table payments add column round integer not null default 0, add constraint payments_round check (round >= 0);

comment on column payments.round is 'How often somebody had a refused refund tried again; each round has a key of its own at Stripe.';

create index payments_refused_idx on payments (updated_at) where kind = 'refund' and status = 'failed';
