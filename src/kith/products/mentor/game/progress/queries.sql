-- name: stats(person)^
-- Somebody's numbers.
select s.xp, s.level, s.sessions, s.mentored, s.people_met, s.reviews_given, s.reviews_received, s.profile_complete, s.current_streak, s.longest_streak,
       s.tier, s.best_tier, s.league_wins, s.awards_won, s.opted_out, p.id as profile_id, p.full_name, time_zone_of(s.user_id) as zone
from user_stats s join profiles p on p.user_id = s.user_id where s.user_id = :person and p.status = 'active';

-- name: days(person)
-- Everything a streak follows from.
select at, zone from activity_days where user_id = :person;

-- name: latest(person, at_most)
-- What earned XP last.
select e.event::text as event, e.amount, e.at, o.full_name as other_name
from xp_events e left join profiles o on o.user_id = e.other_user_id where e.user_id = :person order by e.at desc, e.id desc limit :at_most;

-- name: amounts()
-- What earns how much.
select event::text as event, amount, falls from xp_amounts order by event;

-- name: week_xp(person)$
-- Somebody's XP of the running week.
select x.xp from xp_totals x where x.kind = 'week' and x.user_id = :person and x.starts_on = running_week();

-- name: awards(person, at_most)
-- Somebody's awards, the latest first.
select type, period_start, period_end from awards where mentor_user_id = :person order by period_end desc, type limit :at_most;

-- name: shown(person)^
-- What of a mentor's game may be seen on their page.
select s.level, s.longest_streak, s.people_met from user_stats s where s.user_id = :person;

-- name: opt_out(person, out)$
-- Somebody's choice.
select opt_out(:person, :out);
