-- XP: events that are written once and never changed, and the sums that are kept beside them.

create table game_periods (
  kind text not null,
  starts_on date not null,
  closed_at timestamptz,
  primary key (kind, starts_on),
  constraint game_periods_kind check (kind in ('week', 'month')),
  constraint game_periods_start check (starts_on = period_start(kind, starts_on::timestamp at time zone 'UTC'))
);

comment on table game_periods is
  'Weeks and months in which anything happened. What is given in a period holds its row shared, closing it holds it alone: an event is in a closed period before it closes or never.';

create index game_periods_open_idx on game_periods (starts_on) where closed_at is null;

create function guard_period() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if old.closed_at is not null then
    raise exception using errcode = 'KT409', message = format('the %s from %s is closed', old.kind, old.starts_on);
  end if;
  return new;
end $$;

comment on function guard_period() is 'Trigger: a closed period stays as it was closed.';

create trigger game_periods_guard before update on game_periods for each row execute function guard_period();

create table user_stats (
  user_id uuid primary key references profiles (user_id) on delete restrict,
  xp bigint not null default 0,
  level integer generated always as (level_of(xp)) stored,
  sessions integer not null default 0,
  mentored integer not null default 0,
  people_met integer not null default 0,
  reviews_given integer not null default 0,
  reviews_received integer not null default 0,
  profile_complete integer not null default 0,
  current_streak integer not null default 0,
  longest_streak integer not null default 0,
  streak_day date,
  streak_at timestamptz,
  streak_zone text,
  frozen_day date,
  tier smallint not null default 1,
  best_tier smallint not null default 1,
  league_wins integer not null default 0,
  awards_won integer not null default 0,
  opted_out boolean not null default false,
  listed boolean not null default true,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint user_stats_counts check (xp >= 0 and sessions >= 0 and mentored between 0 and sessions and people_met between 0 and sessions
    and reviews_given >= 0 and reviews_received >= 0 and profile_complete in (0, 1) and league_wins >= 0 and awards_won >= 0),
  constraint user_stats_streak check (current_streak between 0 and longest_streak and (current_streak = 0) = (streak_day is null)
    and (streak_day is null) = (streak_at is null) and (streak_day is null) = (streak_zone is null)),
  constraint user_stats_tier check (tier between 1 and 7 and best_tier between tier and 7),
  constraint user_stats_listed check (not (opted_out and listed))
);

comment on table user_stats is 'How somebody stands in the game. Everything but the choice to opt out follows from xp_events, activity_days, period_results and awards.';

comment on column user_stats.streak_day is 'The last day that counted; the streak is over when too many days have passed since, whether or not anybody wrote it here.';

comment on column user_stats.frozen_day is 'The last day that a freeze stood in for: one in a calendar month.';

comment on column user_stats.listed is 'Shown and ranked: an active person who has not opted out.';

create index user_stats_board_idx on user_stats (xp desc, user_id) where listed and xp > 0;

create trigger user_stats_updated_at before update on user_stats for each row execute function set_updated_at();

create table xp_events (
  id bigint generated always as identity primary key,
  user_id uuid not null references profiles (user_id) on delete restrict,
  event xp_event not null,
  amount integer not null,
  idempotency_key text not null,
  other_user_id uuid references profiles (user_id) on delete restrict,
  pair_number integer,
  as_role app_role,
  at timestamptz not null,
  week date not null,
  month date not null,
  created_at timestamptz not null default kith.now(),
  constraint xp_events_once unique (user_id, idempotency_key),
  constraint xp_events_amount check (amount >= 0),
  constraint xp_events_pair check (user_id <> other_user_id and (other_user_id is null) = (pair_number is null) and pair_number >= 0)
);

comment on table xp_events is 'What earned XP, each cause once, for ever. Only give_xp writes here; rows go only when their person is erased.';

comment on column xp_events.pair_number is 'How many events of this kind the two had before; what it is worth falls with it.';

comment on column xp_events.week is 'The week it counts in: that of its moment, or the first open one if that week was closed.';

create index xp_events_pair_idx on xp_events (other_user_id, user_id, event);

create index xp_events_latest_idx on xp_events (user_id, at desc, id desc);

create index xp_events_helped_week_idx on xp_events (week) where event = 'review_received';

create index xp_events_helped_month_idx on xp_events (month) where event = 'review_received';

create function guard_game_history() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if tg_op = 'DELETE' and exists (
    select 1 from profiles p where p.status = 'erased' and p.user_id = (to_jsonb(old) ->> tg_argv[0])::uuid
  ) then
    return old;
  end if;
  raise exception using errcode = 'KT403', message = format('%s is append-only', tg_table_name);
end $$;

comment on function guard_game_history() is 'Trigger (column of the person): makes a table append-only, except for forgetting somebody who was erased.';

create trigger xp_events_append_only before update or delete on xp_events for each row execute function guard_game_history('user_id');

create trigger xp_events_never_emptied before truncate on xp_events for each statement execute function refuse_change();

create table xp_totals (
  kind text not null,
  starts_on date not null,
  user_id uuid not null references profiles (user_id) on delete restrict,
  xp bigint not null default 0,
  sessions integer not null default 0,
  mentored integer not null default 0,
  reached_at timestamptz not null,
  listed boolean not null default true,
  sequence bigint generated always as identity,
  primary key (kind, starts_on, user_id),
  constraint xp_totals_period foreign key (kind, starts_on) references game_periods (kind, starts_on) on delete restrict,
  constraint xp_totals_counts check (xp >= 0 and mentored between 0 and sessions)
);

comment on table xp_totals is 'XP of a person in a week or month, kept by the trigger that keeps user_stats, so that a leaderboard is read and not added up.';

comment on column xp_totals.reached_at is 'The moment of the latest event: who reached the same XP first is before the others where a place cannot be shared.';

comment on column xp_totals.sequence is 'In which order people came into the period; leagues are filled in it.';

create index xp_totals_board_idx on xp_totals (kind, starts_on, xp desc, user_id) where listed and xp > 0;

create index xp_totals_user_idx on xp_totals (user_id);

create function count_xp() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  -- Rows are taken in the order of people, so that two batches never wait for each other.
  insert into user_stats as s (user_id, xp, sessions, mentored, people_met, reviews_given, reviews_received, profile_complete)
  select a.user_id, sum(a.amount), count(*) filter (where a.event = 'session_completed'),
         count(*) filter (where a.event = 'session_completed' and a.as_role = 'mentor'),
         count(*) filter (where a.event = 'session_completed' and a.pair_number = 0),
         count(*) filter (where a.event = 'review_given'), count(*) filter (where a.event = 'review_received'),
         count(*) filter (where a.event = 'complete_profile')
  from added a group by a.user_id order by a.user_id
  on conflict (user_id) do update set xp = s.xp + excluded.xp, sessions = s.sessions + excluded.sessions, mentored = s.mentored + excluded.mentored,
    people_met = s.people_met + excluded.people_met, reviews_given = s.reviews_given + excluded.reviews_given,
    reviews_received = s.reviews_received + excluded.reviews_received, profile_complete = s.profile_complete + excluded.profile_complete;
  insert into xp_totals as t (kind, starts_on, user_id, xp, sessions, mentored, reached_at, listed)
  select k.kind, k.starts_on, a.user_id, sum(a.amount), count(*) filter (where a.event = 'session_completed'),
         count(*) filter (where a.event = 'session_completed' and a.as_role = 'mentor'), max(a.at), bool_and(s.listed)
  from added a join user_stats s on s.user_id = a.user_id cross join lateral (values ('week', a.week), ('month', a.month)) k (kind, starts_on)
  group by k.kind, k.starts_on, a.user_id order by a.user_id, k.kind, k.starts_on
  on conflict (kind, starts_on, user_id) do update set xp = t.xp + excluded.xp, sessions = t.sessions + excluded.sessions,
    mentored = t.mentored + excluded.mentored, reached_at = greatest(t.reached_at, excluded.reached_at);
  return null;
end $$;

comment on function count_xp() is 'Trigger: adds new events to their people''s sums, all-time and of the week and month they count in.';

create trigger xp_events_counted after insert on xp_events referencing new table as added for each statement execute function count_xp();

create function open_period(p_kind text, p_at timestamptz) returns date language plpgsql volatile security definer
  set search_path from current
as $$
declare
  found_start date;
begin
  loop
    found_start := greatest(
      period_start(p_kind, least(p_at, kith.now())),
      (select period_after(p_kind, max(g.starts_on)) from game_periods g where g.kind = p_kind and g.closed_at is not null));
    insert into game_periods (kind, starts_on) values (p_kind, found_start) on conflict do nothing;
    -- Whoever closes it waits for us, or we wait and look again.
    perform 1 from game_periods g where g.kind = p_kind and g.starts_on = found_start and g.closed_at is null for share;
    if found then
      return found_start;
    end if;
  end loop;
end $$;

comment on function open_period(text, timestamptz) is
  'The week or month that something of a moment counts in, kept open until the transaction ends: its own, or the first open one after it.';

create function lock_players(p_people uuid[], p_at timestamptz) returns uuid[] language plpgsql volatile security definer
  set search_path from current
as $$
declare
  players uuid[];
begin
  perform open_period('month', p_at), open_period('week', p_at);
  insert into user_stats (user_id, listed)
  select p.user_id, p.status = 'active' from profiles p where p.user_id = any (p_people) order by p.user_id on conflict do nothing;
  perform 1 from user_stats s where s.user_id = any (p_people) order by s.user_id for update;
  -- Looked at after the locks: an erasure that was faster has taken everything away, and it stays away.
  select coalesce(array_agg(p.user_id order by p.user_id), '{}') into players from profiles p where p.user_id = any (p_people) and p.status <> 'erased';
  delete from user_stats s where s.user_id = any (p_people) and s.user_id <> all (players);
  return players;
end $$;

comment on function lock_players(uuid[], timestamptz) is
  'Locks what giving XP to these people at a moment needs: the month, the week, then their stats in order. Returns those who are not erased. Nobody locks anything after it.';

create function give_xp(p_user uuid, p_event xp_event, p_cause text, p_at timestamptz, p_other uuid default null, p_role app_role default null)
returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  the_key text := p_event || ':' || p_cause;
  rule record;
  before integer;
  given integer;
begin
  if exists (select 1 from xp_events e where e.user_id = p_user and e.idempotency_key = the_key) then
    return null;
  end if;
  if cardinality(lock_players(array[p_user], p_at)) = 0 then
    return null;
  end if;
  select a.* into rule from xp_amounts a where a.event = p_event;
  if p_other is not null then
    select count(*) into before from xp_events e where e.other_user_id = p_other and e.user_id = p_user and e.event = p_event;
  end if;
  insert into xp_events (user_id, event, amount, idempotency_key, other_user_id, pair_number, as_role, at, week, month)
  values (p_user, p_event, case when rule.falls and before is not null then pair_amount(rule.amount, before) else rule.amount end, the_key, p_other, before,
    p_role, p_at, open_period('week', p_at), open_period('month', p_at))
  on conflict (user_id, idempotency_key) do nothing returning amount into given;
  return given;
end $$;

comment on function give_xp(uuid, xp_event, text, timestamptz, uuid, app_role) is
  'The one way to XP: once for each person, event and cause. Returns what was given, null when it was given before or the person is erased.';
