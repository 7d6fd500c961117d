-- Counting anew asks for the days of those only who have any.

create or replace function count_anew() returns void language plpgsql volatile security definer
  set search_path from current
as $$
declare
  one uuid;
begin
  -- Whoever gives XP writes to user_stats first: they finish, or wait until this is done.
  lock table user_stats, xp_events, xp_totals, activity_days in share row exclusive mode;
  insert into user_stats (user_id, listed) select p.user_id, p.status = 'active' from profiles p where p.status <> 'erased' on conflict do nothing;
  update user_stats s set xp = n.xp, sessions = n.sessions, mentored = n.mentored, people_met = n.people_met, reviews_given = n.reviews_given,
    reviews_received = n.reviews_received, profile_complete = n.profile_complete
  from (
    select u.user_id, coalesce(sum(e.amount), 0) as xp, count(*) filter (where e.event = 'session_completed') as sessions,
           count(*) filter (where e.event = 'session_completed' and e.as_role = 'mentor') as mentored,
           count(*) filter (where e.event = 'session_completed' and e.pair_number = 0) as people_met,
           count(*) filter (where e.event = 'review_given') as reviews_given, count(*) filter (where e.event = 'review_received') as reviews_received,
           count(*) filter (where e.event = 'complete_profile') as profile_complete
    from user_stats u left join xp_events e on e.user_id = u.user_id group by u.user_id
  ) n where n.user_id = s.user_id;
  update user_stats s set league_wins = n.wins, tier = n.tier, best_tier = n.best, awards_won = n.awards,
    listed = not s.opted_out and n.status = 'active'
  from (
    select p.user_id, p.status,
           coalesce((select r.tier_after from period_results r where r.user_id = p.user_id and r.tier is not null order by r.starts_on desc limit 1), 1) as tier,
           coalesce((select max(r.tier_after) from period_results r where r.user_id = p.user_id and r.tier is not null), 1) as best,
           (select count(*) from period_results r where r.user_id = p.user_id and r.league_place = 1 and 3 <= (
              select count(*) from league_members m where m.week = r.starts_on and m.tier = r.tier and m.league = r.league)) as wins,
           (select count(*) from awards a where a.mentor_user_id = p.user_id) as awards
    from profiles p
  ) n where n.user_id = s.user_id;
  delete from xp_totals;
  insert into xp_totals (kind, starts_on, user_id, xp, sessions, mentored, reached_at, listed)
  select k.kind, k.starts_on, e.user_id, sum(e.amount), count(*) filter (where e.event = 'session_completed'),
         count(*) filter (where e.event = 'session_completed' and e.as_role = 'mentor'), max(e.at), s.listed
  from xp_events e join user_stats s on s.user_id = e.user_id cross join lateral (values ('week', e.week), ('month', e.month)) k (kind, starts_on)
  group by k.kind, k.starts_on, e.user_id, s.listed order by k.kind, k.starts_on, min(e.id);
  update user_stats s set current_streak = 0, longest_streak = 0, streak_day = null, streak_at = null, streak_zone = null, frozen_day = null
  where s.streak_day is not null and not exists (select 1 from activity_days a where a.user_id = s.user_id);
  for one in select distinct a.user_id from activity_days a order by a.user_id loop
    perform follow_streak(one);
  end loop;
end $$;
