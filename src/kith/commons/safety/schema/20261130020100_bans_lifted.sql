-- A lifted ban opens again what it had closed in each product, once.

alter table ban_effects add column reopened_at timestamptz;

alter table ban_effects add constraint ban_effects_reopened check (reopened_at is null or done_at is not null);

comment on column ban_effects.reopened_at is 'When the product let the person in again, after the ban was lifted. What was ended stayed ended.';

create index ban_effects_closed_idx on ban_effects (product, ban_id) where reopened_at is null and outcome @> '{"closed": 1}';
