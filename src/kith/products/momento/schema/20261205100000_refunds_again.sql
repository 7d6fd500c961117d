-- A refund that Stripe refused is tried again when an operator says so: another round, under another key.

alter table refunds add column round integer not null default 0, add constraint refunds_round check (round >= 0);

comment on column refunds.round is 'How often somebody had a refused refund tried again; each round has a key of its own at Stripe.';

create index refunds_refused_idx on refunds (updated_at) where status = 'failed';
