-- name: stats(id)^
-- How they stand in the game.
select xp, level, sessions, mentored, people_met, reviews_given, reviews_received, current_streak, longest_streak, streak_day, tier, best_tier, league_wins,
       awards_won, opted_out from user_stats where user_id = :id;

-- name: xp(id)
-- What earned XP.
select event::text as event, amount, at, week from xp_events where user_id = :id order by id;

-- name: totals(id)
-- XP by week and month.
select kind, starts_on, xp, sessions, mentored from xp_totals where user_id = :id order by kind, starts_on;

-- name: active_days(id)
-- Days on which they did something.
select day, zone, at from activity_days where user_id = :id order by at;

-- name: achievements(id)
-- What they have achieved.
select a.name, u.unlocked_at from achievements a join user_achievements u on u.achievement_id = a.id where u.user_id = :id order by u.unlocked_at, a.position;

-- name: leagues(id)
-- The leagues they played in.
select week, tier, league, seat from league_members where user_id = :id order by week;

-- name: results(id)
-- How their weeks and months ended.
select kind, starts_on, place, xp, tier, league_place, tier_after from period_results where user_id = :id order by kind, starts_on;

-- name: awards(id)
-- Awards they were given.
select type, period_start, period_end, meta from awards where mentor_user_id = :id order by period_end, type;
