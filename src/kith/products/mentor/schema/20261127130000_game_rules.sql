-- The rules of the game, in one place: what earns how much, what a level is, when a week and a month begin.

create type xp_event as enum ('signup', 'complete_profile', 'first_session', 'session_completed', 'review_given', 'review_received', 'streak_day');

create table xp_amounts (
  event xp_event primary key,
  amount integer not null,
  falls boolean not null default false,
  constraint xp_amounts_amount check (amount between 0 and 10000)
);

comment on table xp_amounts is 'How much each event is worth. What falls is worth less each time the same two people cause it: see pair_amount.';

insert into xp_amounts (event, amount, falls) values
  ('signup', 20, false),
  ('complete_profile', 50, false),
  ('first_session', 100, false),
  ('session_completed', 60, true),
  ('review_given', 20, true),
  ('review_received', 20, true),
  ('streak_day', 5, false);

create function pair_amount(p_amount integer, p_before integer) returns integer language sql immutable
  set search_path from current
as $$
  select case when p_before >= 40 then 0 else div(p_amount * power(3::numeric, p_before), power(4::numeric, p_before))::integer end
$$;

comment on function pair_amount(integer, integer) is
  'What an event between two people is worth after so many of its kind between the same two: three quarters of the time before, rounded down. All of them together stay below four times the first.';

create function level_of(p_xp bigint) returns integer language sql immutable
  set search_path from current
as $$
  select ((25 + floor(sqrt((625 + 50 * p_xp)::double precision))::bigint) / 50)::integer
$$;

comment on function level_of(bigint) is 'The level of so much XP: level n begins at 50 n (n - 1), that is 0, 100, 300, 600, 1000 and so on.';

create function period_start(p_kind text, p_at timestamptz) returns date language sql immutable
  set search_path from current
as $$
  select date_trunc(p_kind, p_at at time zone 'UTC')::date
$$;

comment on function period_start(text, timestamptz) is 'The first day of the ISO week or the month of a moment, UTC.';

create function period_after(p_kind text, p_start date) returns date language sql immutable
  set search_path from current
as $$
  select (p_start + case p_kind when 'week' then interval '7 days' else interval '1 month' end)::date
$$;

comment on function period_after(text, date) is 'The first day after a week or month.';

create function period_grace() returns interval language sql immutable
  set search_path from current
as $$
  select interval '5 minutes'
$$;

comment on function period_grace() is 'How long after its end a period waits for what happened in it, such as a session that ended at midnight.';
