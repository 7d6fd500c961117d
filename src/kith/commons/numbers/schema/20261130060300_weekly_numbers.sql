-- What the house counts of itself by week. Exact, and told only where nobody can be picked out.

create table weekly_numbers (
  product text not null,
  measure text not null check (measure ~ '^[a-z][a-z_]{1,39}$'),
  week date not null check (extract(isodow from week) = 1),
  city text not null default '' check (length(city) <= 120),
  currency text not null default '' check (currency ~ '^([A-Z]{3})?$'),
  value bigint not null,
  base bigint check (base >= 0),
  people integer not null check (people >= 0),
  shown boolean not null default false,
  counted_at timestamptz not null default kith.now(),
  primary key (product, measure, week, city, currency),
  constraint weekly_numbers_shown check (not shown or people >= 10)
);

comment on table weekly_numbers is 'A measure of a product in a week (from its Monday, UTC), of everywhere (city is empty) and of each city. No person, and nothing shown that rests on fewer than ten.';

comment on column weekly_numbers.base is 'What the value is a part of, or is spread over: seats there were, LinkUps that locked.';

comment on column weekly_numbers.people is 'How many different people it rests on.';

comment on column weekly_numbers.shown is 'Whether it may be told: from ten people on, and only where what is told beside it does not tell of fewer.';

create index weekly_numbers_told_idx on weekly_numbers (product, week, city) where shown;

create table closed_weeks (
  product text not null,
  week date not null check (extract(isodow from week) = 1),
  closed_at timestamptz not null default kith.now(),
  primary key (product, week)
);

comment on table closed_weeks is 'Weeks whose numbers are settled: they never change again.';

create function keep_closed_week() returns trigger language plpgsql
  set search_path from current
as $$
declare
  named record := case when tg_op = 'DELETE' then old else new end;
begin
  if exists (select 1 from closed_weeks c where c.product = named.product and c.week = named.week)
     or tg_op = 'UPDATE' and exists (select 1 from closed_weeks c where c.product = old.product and c.week = old.week) then
    raise exception using errcode = 'KT403', message = 'the numbers of a closed week never change';
  end if;
  return named;
end $$;

comment on function keep_closed_week() is 'Trigger: refuses every change of a closed week''s numbers.';

create trigger weekly_numbers_closed before insert or update or delete on weekly_numbers for each row execute function keep_closed_week();

create trigger weekly_numbers_no_truncate before truncate on weekly_numbers for each statement execute function refuse_change();

create trigger closed_weeks_append_only before update or delete or truncate on closed_weeks for each statement execute function refuse_change();

alter table weekly_numbers enable row level security;

alter table closed_weeks enable row level security;

create policy service_all on weekly_numbers for all to service_role using (true) with check (true);

create policy service_all on closed_weeks for all to service_role using (true) with check (true);

grant select, insert, update, delete on weekly_numbers to service_role;

grant select, insert on closed_weeks to service_role;
