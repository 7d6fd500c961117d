-- name: signups(since, until)
-- People who joined.
select 'signups' as measure, '' as city, '' as currency,
       count(*) as value, null::bigint as base, count(distinct x.person)::integer as people
from (
  select u.id as person from users u where u.created_at >= :since and u.created_at < :until
) x group by () having count(distinct x.person) > 0;

-- name: evenings(since, until)
-- Evenings of two that were played to their end.
select 'evenings' as measure, '' as city, '' as currency,
       count(*) / 2 as value, null::bigint as base, count(distinct x.person)::integer as people
from (
  select s.session_id, w.person
  from sessions s cross join lateral (values (s.player_a_profile_id), (s.player_b_profile_id)) as w (person)
  where s.completed_at >= :since and s.completed_at < :until and s.status = 'completed'
) x group by () having count(distinct x.person) > 0;

-- name: revenue(since, until)
-- Plans that began in the week, from all three stores.
select 'revenue' as measure, '' as city, x.currency as currency,
       sum(x.amount)::bigint as value, null::bigint as base, count(distinct x.person)::integer as people
from (
  select t.user_id as person, upper(t.currency) as currency, kith.minor_units(t.amount, t.currency) as amount
  from subscription_transactions t
  where t.started_at >= :since and t.started_at < :until and t.status <> 'refunded'
) x group by x.currency having count(distinct x.person) > 0;
