-- name: looks_week(viewer)^
-- Who looks at a week's leaderboard: the week, with whom they have a block, their own row if they are ranked.
with w as (select running_week() as week),
mine as (
  select x.xp from xp_totals x where x.kind = 'week' and x.starts_on = (select week from w) and x.user_id = :viewer and x.listed and x.xp > 0
)
select p.user_id, p.id as profile_id, p.full_name, p.avatar_url, m.is_active as mentors, s.level, (select week from w) as week,
       kith.blocked_with(p.user_id) as blocked, (select xp from mine) as xp,
       (select coalesce(sum(l.people), 0)::bigint from xp_ladder l
        where l.kind = 'week' and l.starts_on = (select week from w) and l.xp > (select xp from mine)) as above
from profiles p join user_stats s on s.user_id = p.user_id left join mentor_profiles m on m.user_id = p.user_id
where p.user_id = :viewer and p.status = 'active';

-- name: looks_all(viewer)^
-- Who looks at the leaderboard of all time.
with mine as (select x.xp from user_stats x where x.user_id = :viewer and x.listed and x.xp > 0)
select p.user_id, p.id as profile_id, p.full_name, p.avatar_url, m.is_active as mentors, s.level, null::date as week,
       kith.blocked_with(p.user_id) as blocked, (select xp from mine) as xp,
       (select count(*) from user_stats x where x.listed and x.xp > 0 and x.xp > (select xp from mine)) as above
from profiles p join user_stats s on s.user_id = p.user_id left join mentor_profiles m on m.user_id = p.user_id
where p.user_id = :viewer and p.status = 'active';

-- name: week_page(week, after_xp, after_user, at_most)
-- A page of a week's leaderboard after a row, with how many are before its first: with more XP, and in all.
with page as (
  select x.user_id, x.xp from xp_totals x
  where x.kind = 'week' and x.starts_on = :week and x.listed and x.xp > 0 and x.xp <= :after_xp::bigint and (x.xp < :after_xp::bigint or x.user_id > :after_user::uuid)
  order by x.xp desc, x.user_id limit :at_most
), first as (select f.user_id, f.xp from page f order by f.xp desc, f.user_id limit 1),
above as (
  select coalesce(sum(l.people), 0)::bigint as n from xp_ladder l where l.kind = 'week' and l.starts_on = :week and l.xp > (select xp from first)
), level_with as (
  select count(*) as n from xp_totals x where x.kind = 'week' and x.starts_on = :week and x.listed and x.xp > 0
    and x.xp = (select xp from first) and x.user_id < (select user_id from first)
)
select t.user_id, t.xp, p.id as profile_id, p.full_name, p.avatar_url, m.is_active as mentors, s.level, (select n from above) as above,
       (select n from above) + (select n from level_with) as before
from page t join profiles p on p.user_id = t.user_id join user_stats s on s.user_id = t.user_id left join mentor_profiles m on m.user_id = t.user_id
order by t.xp desc, t.user_id;

-- name: all_page(after_xp, after_user, at_most)
-- A page of the leaderboard of all time after a row, with how many are before its first: with more XP, and in all.
with page as (
  select x.user_id, x.xp, x.level from user_stats x
  where x.listed and x.xp > 0 and x.xp <= :after_xp::bigint and (x.xp < :after_xp::bigint or x.user_id > :after_user::uuid)
  order by x.xp desc, x.user_id limit :at_most
), first as (select f.user_id, f.xp from page f order by f.xp desc, f.user_id limit 1),
above as (select count(*) as n from user_stats x where x.listed and x.xp > 0 and x.xp > (select xp from first)),
level_with as (
  select count(*) as n from user_stats x where x.listed and x.xp > 0 and x.xp = (select xp from first) and x.user_id < (select user_id from first)
)
select t.user_id, t.xp, p.id as profile_id, p.full_name, p.avatar_url, m.is_active as mentors, t.level, (select n from above) as above,
       (select n from above) + (select n from level_with) as before
from page t join profiles p on p.user_id = t.user_id left join mentor_profiles m on m.user_id = t.user_id
order by t.xp desc, t.user_id;

-- name: week_near(week, xp, user, at_most)
-- Who is just before somebody on a week's leaderboard, the nearest first.
select x.user_id, x.xp from xp_totals x
where x.kind = 'week' and x.starts_on = :week and x.listed and x.xp > 0 and x.xp >= :xp::bigint and (x.xp > :xp::bigint or x.user_id < :user::uuid)
order by x.xp, x.user_id desc limit :at_most;

-- name: all_near(xp, user, at_most)
-- Who is just before somebody on the leaderboard of all time, the nearest first.
select x.user_id, x.xp from user_stats x
where x.listed and x.xp > 0 and x.xp >= :xp::bigint and (x.xp > :xp::bigint or x.user_id < :user::uuid) order by x.xp, x.user_id desc limit :at_most;

-- name: blocked(viewer)$
-- With whom a viewer has a block, either way.
select kith.blocked_with(:viewer);

-- name: seat(week, user)^
-- Somebody's league of a week.
select tier, league from league_members where week = :week and user_id = :user;

-- name: in_league(week, tier, league)
-- A league as it stands, in the order in which it closes.
select x.user_id, x.xp, p.id as profile_id, p.full_name, p.avatar_url, m.is_active as mentors, s.level
from league_members l join xp_totals x on x.kind = 'week' and x.starts_on = l.week and x.user_id = l.user_id
join profiles p on p.user_id = l.user_id join user_stats s on s.user_id = l.user_id left join mentor_profiles m on m.user_id = l.user_id
where l.week = :week and l.tier = :tier and l.league = :league and x.listed and x.xp > 0
order by x.xp desc, x.reached_at, x.user_id;

-- name: last_result(user)^
-- How somebody's latest closed week ended.
select r.starts_on, r.place, r.xp, r.tier, r.league_place, r.tier_after from period_results r
where r.user_id = :user and r.kind = 'week' order by r.starts_on desc limit 1;

-- name: closed_weeks(at_most)
-- The weeks that closed last.
select g.starts_on from game_periods g where g.kind = 'week' and g.closed_at is not null order by g.starts_on desc limit :at_most;

-- name: closed_page(week, after_place, after_user, at_most)
-- A page of how a week ended; who has opted out since is not shown.
select r.user_id, r.xp, r.place, p.id as profile_id, p.full_name, p.avatar_url, m.is_active as mentors, s.level
from period_results r join user_stats s on s.user_id = r.user_id join profiles p on p.user_id = r.user_id left join mentor_profiles m on m.user_id = r.user_id
where r.kind = 'week' and r.starts_on = :week and s.listed and r.place >= :after_place and (r.place > :after_place or r.user_id > :after_user::uuid)
order by r.place, r.user_id limit :at_most;

-- name: is_closed(week)$
-- Whether a week has closed.
select true from game_periods where kind = 'week' and starts_on = :week and closed_at is not null;

-- name: awards_of_period(period_start, period_end)
-- The awards of a period, for those who may still be shown.
select a.type, a.period_start, a.period_end, a.meta, a.mentor_user_id as user_id, p.id as profile_id, p.full_name, p.avatar_url
from awards a join profiles p on p.user_id = a.mentor_user_id join user_stats s on s.user_id = a.mentor_user_id
where a.period_start = :period_start and a.period_end = :period_end and s.listed order by a.type;

-- name: latest_month()^
-- The month that closed last.
select g.starts_on, period_after('month', g.starts_on) - 1 as ends_on from game_periods g
where g.kind = 'month' and g.closed_at is not null order by g.starts_on desc limit 1;
