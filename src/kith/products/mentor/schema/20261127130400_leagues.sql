-- Leagues: thirty people of one tier who play a week with each other.

create table league_members (
  week date not null,
  user_id uuid not null references profiles (user_id) on delete restrict,
  tier smallint not null,
  league integer not null,
  seat smallint not null,
  primary key (week, user_id),
  constraint league_members_seats unique (week, tier, league, seat),
  constraint league_members_thirty check (seat between 1 and 30),
  constraint league_members_tier check (tier between 1 and 7 and league > 0)
);

comment on table league_members is 'Who plays in which league of a week: at most thirty seats each. People take the next seat of their tier in the order in which they came into the week.';

create index league_members_user_idx on league_members (user_id);

create function league_moves(p_people integer, p_tier integer, out up integer, out down integer) language sql immutable
  set search_path from current
as $$
  select case when p_tier >= 7 or p_people < 3 then 0 else greatest(1, p_people / 5) end, case when p_tier <= 1 then 0 else p_people / 6 end
$$;

comment on function league_moves(integer, integer) is
  'How many of a league move up and down: a fifth, at least one of three; a sixth. Nobody leaves the highest tier upwards or the lowest downwards.';

create function draw_leagues(p_week date) returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  drawn integer;
begin
  lock table league_members in share row exclusive mode;
  with waiting as (
    select t.user_id, s.tier, row_number() over (partition by s.tier order by t.sequence) - 1 as n
    from xp_totals t join user_stats s on s.user_id = t.user_id
    where t.kind = 'week' and t.starts_on = p_week and t.listed and t.xp > 0
      and not exists (select 1 from league_members m where m.week = p_week and m.user_id = t.user_id)
  ), taken as (
    select m.tier, max((m.league - 1) * 30 + m.seat) as seats from league_members m where m.week = p_week group by m.tier
  )
  insert into league_members (week, user_id, tier, league, seat)
  select p_week, w.user_id, w.tier, (coalesce(t.seats, 0) + w.n) / 30 + 1, (coalesce(t.seats, 0) + w.n) % 30 + 1
  from waiting w left join taken t on t.tier = w.tier;
  get diagnostics drawn = row_count;
  return drawn;
end $$;

comment on function draw_leagues(date) is 'Gives everybody who has XP in a week and no league yet the next seat of their tier. How many.';
