-- name: come_by(person)$
-- Somebody is here: XP for a day, and for each seventh in a row; null when they were here today.
select come_by(:person);

-- name: standing(person)^
-- Somebody's balance and run of days, with what today is where they live.
select coalesce(b.balance, 0) as balance, coalesce(b.total_events, 0) as total_events, b.last_activity,
       case when s.last_day >= (kith.now() at time zone coalesce(c.timezone, 'Europe/London'))::date - 1 then s.days else 0 end as days, p.username, p.username_public,
       p.leaderboard_opt_out, coalesce(c.timezone, 'Europe/London') as timezone
from profiles p left join cities c on c.id = p.city_id left join xp_balances b on b.user_id = p.user_id left join login_streaks s on s.user_id = p.user_id where p.user_id = :person;

-- name: events(person, at, id, at_most)
-- What somebody got XP for, the newest first.
select e.id, e.event_type, e.amount, e.created_at from xp_events e
where e.user_id = :person and (:at::timestamptz is null or (e.created_at, e.id) < (:at, :id)) order by e.created_at desc, e.id desc limit :at_most;

-- name: rules()
-- What each thing is worth.
select event_type, amount, note from xp_rules where amount > 0 order by amount desc, event_type;

-- name: leaderboard()
-- The hundred with the most, by name.
select place, username, balance from xp_leaderboard order by place, lower(username);

-- name: member(username)^
-- A member by name, whatever they show.
select p.user_id, p.username, p.status from profiles p where lower(p.username) = lower(:username) and p.status <> 'erased';

-- name: adjust(person, amount, reason, by)^
-- An operator's correction: applied, or proposed.
select adjustment_id, state from adjust_xp(:person, :amount, :reason, :by);

-- name: decide(adjustment, by, apply)$
-- A second operator decides.
select decide_adjustment(:adjustment, :by, :apply);

-- name: adjustment(id)^
-- One correction.
select a.id, a.user_id, a.amount, a.reason, a.state from xp_adjustments a where a.id = :id;

-- name: adjustments(at_most)
-- Corrections, those that wait first.
select a.id, a.user_id, p.username, a.amount, a.reason, a.state, a.proposed_by, o.email as proposed_by_email, a.created_at
from xp_adjustments a join profiles p on p.user_id = a.user_id left join kith.admins o on o.id = a.proposed_by
order by a.state <> 'proposed', a.created_at desc, a.id limit :at_most;
