-- Twenty-five cards a day for nothing, counted with the draw, by the player's own local day.

create table network_daily_counts (
  network bytea not null,
  day date not null,
  drawn integer not null default 0,
  primary key (network, day),
  constraint network_daily_counts_drawn check (drawn >= 0)
);

comment on table network_daily_counts is 'Cards drawn by players without an account, by day (UTC) and network address; the address is a keyed hash and goes after two days.';

create index network_daily_counts_day_idx on network_daily_counts (day);

create function drawn_today(p_count integer, p_since timestamptz, p_zone text) returns integer language sql stable
  set search_path from current
as $$
  select case when (p_since at time zone p_zone)::date >= (kith.now() at time zone p_zone)::date then p_count else 0 end
$$;

comment on function drawn_today(integer, timestamptz, text) is 'A daily counter as it stands now: nothing once the local day in which it began is over.';

create function is_premium(p_tier subscription_tier_enum, p_expires timestamptz) returns boolean language sql stable
  set search_path from current
as $$
  select p_tier = 'premium' and coalesce(p_expires > kith.now(), true)
$$;

comment on function is_premium(subscription_tier_enum, timestamptz) is 'Whether a plan is paid for at this moment.';

create function takes_zone(u users) returns boolean language sql stable
  set search_path from current
as $$
  select u.timezone <> u.daily_activity_timezone
     and drawn_today(u.daily_activity_count, u.daily_activity_reset_at, u.daily_activity_timezone) = 0
     and coalesce(u.daily_activity_timezone_since <= kith.now() - interval '7 days', true)
$$;

comment on function takes_zone(users) is
  'Whether another time zone begins to count: with a new day, and at most once a week, so that hopping from zone to zone gives no more cards.';

create function check_daily_activity_limit(p_user_id uuid, p_limit integer default 25) returns boolean language sql stable security definer
  set search_path from current
as $$
  select coalesce((
    select not is_premium(u.subscription_tier, u.subscription_expires_at)
       and drawn_today(u.daily_activity_count, u.daily_activity_reset_at, u.daily_activity_timezone) >= p_limit
    from users u where u.id = p_user_id), true)
$$;

comment on function check_daily_activity_limit(uuid, integer) is 'Whether a person has had all cards of their local day. Counting is take_daily_activity''s.';

create function take_daily_activity(p_user_id uuid, p_anonymous_session_id text, p_network bytea, p_limit integer default 25)
returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  taken integer;
begin
  if p_user_id is not null then
    update users u set
      daily_activity_count = drawn_today(u.daily_activity_count, u.daily_activity_reset_at, u.daily_activity_timezone) + 1,
      daily_activity_reset_at = case when drawn_today(u.daily_activity_count, u.daily_activity_reset_at, u.daily_activity_timezone) > 0
        then u.daily_activity_reset_at else kith.now() end,
      daily_activity_timezone = case when takes_zone(u) then u.timezone else u.daily_activity_timezone end,
      daily_activity_timezone_since = case when takes_zone(u) then kith.now() else u.daily_activity_timezone_since end
    where u.id = p_user_id
      and (is_premium(u.subscription_tier, u.subscription_expires_at)
           or drawn_today(u.daily_activity_count, u.daily_activity_reset_at, u.daily_activity_timezone) < p_limit)
    returning u.daily_activity_count into taken;
    return taken;
  end if;
  perform 1 from anonymous_sessions s where s.session_id = p_anonymous_session_id
    and drawn_today(s.daily_activity_count, s.daily_activity_reset_at, s.timezone) < p_limit
  for no key update;
  if not found then
    return null;
  end if;
  insert into network_daily_counts as n (network, day, drawn) values (p_network, (kith.now() at time zone 'UTC')::date, 1)
  on conflict (network, day) do update set drawn = n.drawn + 1 where n.drawn < p_limit
  returning n.drawn into taken;
  if taken is null then
    return null;
  end if;
  update anonymous_sessions s set
    daily_activity_count = drawn_today(s.daily_activity_count, s.daily_activity_reset_at, s.timezone) + 1,
    daily_activity_reset_at = case when drawn_today(s.daily_activity_count, s.daily_activity_reset_at, s.timezone) > 0 then s.daily_activity_reset_at else kith.now() end,
    last_accessed_at = kith.now()
  where s.session_id = p_anonymous_session_id
  returning s.daily_activity_count into taken;
  return taken;
end $$;

comment on function take_daily_activity(uuid, text, bytea, integer) is
  'Counts a card that is being drawn: the how many-th of the day it is, or null when the day''s are gone. Anonymous sessions count by session and by network (keyed hash).';

create function reset_daily_activity_counts() returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  people integer;
  sessions integer;
begin
  update users u set daily_activity_count = 0, daily_activity_reset_at = kith.now()
  where u.daily_activity_count > 0 and drawn_today(1, u.daily_activity_reset_at, u.daily_activity_timezone) = 0;
  get diagnostics people = row_count;
  update anonymous_sessions s set daily_activity_count = 0, daily_activity_reset_at = kith.now()
  where s.daily_activity_count > 0 and drawn_today(1, s.daily_activity_reset_at, s.timezone) = 0;
  get diagnostics sessions = row_count;
  delete from network_daily_counts n where n.day < (kith.now() at time zone 'UTC')::date - 1;
  return people + sessions;
end $$;

comment on function reset_daily_activity_counts() is 'Sets the counters to nothing whose local day is over; returns how many. They count as nothing from that moment on, whether or not this has run.';
