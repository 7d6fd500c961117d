-- Streaks: days in a row on which somebody did something, by the person's own day at the time. `game/streaks/streak.py` says the same in Python.

create table activity_days (
  user_id uuid not null references profiles (user_id) on delete restrict,
  day date not null,
  zone text not null,
  at timestamptz not null,
  primary key (user_id, day, zone),
  constraint activity_days_zone check (is_time_zone(zone)),
  constraint activity_days_day check (day = (at at time zone zone)::date)
);

comment on table activity_days is 'The first thing somebody did on a local day in a zone. A streak needs no more than that.';

create function days_passed(p_zone text, p_after date, p_until date) returns integer language sql stable
  set search_path from current
as $$
  select case when p_until - p_after > 62 then p_until - p_after else (
    select count(*)::integer from generate_series(1, p_until - p_after) n
    where ((p_after + n)::timestamp at time zone p_zone) < ((p_after + n + 1)::timestamp at time zone p_zone)) end
$$;

comment on function days_passed(text, date, date) is 'How many dates follow one until another in a zone, both of its clock; a date that the zone left out does not count.';

create function streak_step(
  p_day date, p_moment timestamptz, p_zone text, p_length integer, p_frozen date, p_at timestamptz, p_in text,
  out counted boolean, out length integer, out frozen date
) language plpgsql stable
  set search_path from current
as $$
declare
  today date := (p_at at time zone p_in)::date;
  by_date integer;
  by_clock integer;
  missed integer;
  one date;
  kept boolean := true;
begin
  counted := true;
  length := 1;
  frozen := p_frozen;
  if p_day is null then
    return;
  end if;
  by_date := days_passed(p_in, p_day, today);
  by_clock := days_passed(p_in, (p_moment at time zone p_in)::date, today);
  if by_date < 1 or by_clock < 1 then
    counted := false;
    length := p_length;
    return;
  end if;
  missed := least(by_date, by_clock, days_passed(p_zone, p_day, (p_at at time zone p_zone)::date)) - 1;
  if missed > 2 then
    return;
  end if;
  for one in
    select d from (
      select p_day + n as d from generate_series(1, today - p_day - 1) n
      where ((p_day + n)::timestamp at time zone p_in) < ((p_day + n + 1)::timestamp at time zone p_in) order by n desc limit greatest(missed, 0)) x order by d
  loop
    if frozen is null or date_trunc('month', one) > date_trunc('month', frozen) then
      frozen := one;
    else
      kept := false;
    end if;
  end loop;
  if kept then
    length := p_length + 1;
  else
    frozen := p_frozen;
  end if;
end $$;

comment on function streak_step(date, timestamptz, text, integer, date, timestamptz, text) is
  'One activity after a streak whose last day was p_day (at p_moment, in p_zone): whether it is a new day, how long the streak is then, the last frozen day. Missed is what was missed by the dates, by the clock here and by the clock there, whichever is least; one missed day a calendar month is frozen.';

create function follow_streak(p_user uuid) returns void language plpgsql volatile security definer
  set search_path from current
as $$
declare
  one record;
  step record;
  last record;
  length integer := 0;
  longest integer := 0;
  frozen date;
begin
  select null::date as day, null::timestamptz as at, null::text as zone into last;
  for one in select a.day, a.at, a.zone from activity_days a where a.user_id = p_user order by a.at, a.day, a.zone loop
    select * into step from streak_step(last.day, last.at, last.zone, length, frozen, one.at, one.zone);
    if step.counted then
      last := one;
      length := step.length;
      frozen := step.frozen;
      longest := greatest(longest, length);
      perform give_xp(p_user, 'streak_day', one.day::text, one.at);
    end if;
  end loop;
  update user_stats s set current_streak = length, longest_streak = longest, streak_day = last.day, streak_at = last.at, streak_zone = last.zone, frozen_day = frozen
  where s.user_id = p_user
    and (s.current_streak, s.longest_streak, s.streak_day, s.streak_at, s.streak_zone, s.frozen_day) is distinct from (length, longest, last.day, last.at, last.zone, frozen);
end $$;

comment on function follow_streak(uuid) is 'A person''s streak from their first day on; for what came late, and for counting anew.';

create function note_activity(p_user uuid, p_at timestamptz, p_zone text default null) returns boolean language plpgsql volatile security definer
  set search_path from current
as $$
declare
  zone_then text := coalesce(p_zone, time_zone_of(p_user));
  today date := (p_at at time zone zone_then)::date;
  stats record;
  step record;
begin
  if exists (select 1 from activity_days a where a.user_id = p_user and a.day = today and a.zone = zone_then and a.at <= p_at) then
    return false;
  end if;
  if cardinality(lock_players(array[p_user], p_at)) = 0 then
    return false;
  end if;
  insert into activity_days as a (user_id, day, zone, at) values (p_user, today, zone_then, p_at)
  on conflict (user_id, day, zone) do update set at = excluded.at where excluded.at < a.at;
  if not found then
    return false;
  end if;
  select s.* into stats from user_stats s where s.user_id = p_user;
  if p_at <= stats.streak_at then
    perform follow_streak(p_user);
    return true;
  end if;
  select * into step from streak_step(stats.streak_day, stats.streak_at, stats.streak_zone, stats.current_streak, stats.frozen_day, p_at, zone_then);
  if step.counted then
    update user_stats s set current_streak = step.length, longest_streak = greatest(s.longest_streak, step.length), streak_day = today, streak_at = p_at,
      streak_zone = zone_then, frozen_day = step.frozen
    where s.user_id = p_user;
    perform give_xp(p_user, 'streak_day', today::text, p_at);
  end if;
  return step.counted;
end $$;

comment on function note_activity(uuid, timestamptz, text) is
  'Somebody did something at a moment, in the zone they live by unless told otherwise. True when it was a new day (or came late, and the streak was followed anew).';
