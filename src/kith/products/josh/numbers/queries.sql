-- name: signups(since, until)
-- People who joined and said that the phone is theirs, by region.
select 'signups' as measure, case when grouping(x.city) = 1 then '' else x.city end as city, '' as currency,
       count(*) as value, null::bigint as base, count(distinct x.person)::integer as people
from (
  select u.id as person, coalesce(r.display_name, 'elsewhere') as city
  from users u left join regions r on r.id = u.region_id
  where u.created_at >= :since and u.created_at < :until and u.state <> 'unverified'
) x group by grouping sets ((), (x.city)) having count(distinct x.person) > 0;

-- name: fill(since, until)
-- Seats taken of the seats there were at LinkUps of the week.
select 'fill' as measure, case when grouping(x.city) = 1 then '' else x.city end as city, '' as currency,
       sum(x.taken) as value, sum(x.seats) as base, count(distinct x.person)::integer as people
from (
  select r.display_name as city, l.seats_taken as taken, l.max_size as seats, null::uuid as person
  from linkups l join regions r on r.id = l.region_id
  where l.event_time >= :since and l.event_time < :until and l.state in ('locked', 'completed')
  union all
  select r.display_name, 0, 0, p.user_id
  from linkups l join regions r on r.id = l.region_id join linkup_participants p on p.linkup_id = l.id
  where l.event_time >= :since and l.event_time < :until and l.state in ('locked', 'completed') and p.status <> 'canceled'
) x group by grouping sets ((), (x.city)) having count(distinct x.person) > 0;

-- name: show(since, until)
-- Who came, of those of whom it is known, as they said the day after.
select 'show' as measure, case when grouping(x.city) = 1 then '' else x.city end as city, '' as currency,
       count(*) filter (where x.status = 'attended') as value, count(*) as base, count(distinct x.person)::integer as people
from (
  select r.display_name as city, p.user_id as person, p.status
  from linkups l join regions r on r.id = l.region_id join linkup_participants p on p.linkup_id = l.id
  where l.event_time >= :since and l.event_time < :until and l.state = 'completed' and p.status in ('attended', 'no_show')
) x group by grouping sets ((), (x.city)) having count(distinct x.person) > 0;

-- name: lock(since, until)
-- Minutes from the brief to the table that is full, of LinkUps that locked in the week.
select 'lock' as measure, case when grouping(x.city) = 1 then '' else x.city end as city, '' as currency,
       sum(x.minutes)::bigint as value, sum(x.tables) as base, count(distinct x.person)::integer as people
from (
  select r.display_name as city, floor(extract(epoch from l.locked_at - l.created_at) / 60)::bigint as minutes, 1 as tables, null::uuid as person
  from linkups l join regions r on r.id = l.region_id
  where l.locked_at >= :since and l.locked_at < :until
  union all
  select r.display_name, 0, 0, p.user_id
  from linkups l join regions r on r.id = l.region_id join linkup_participants p on p.linkup_id = l.id
  where l.locked_at >= :since and l.locked_at < :until
) x group by grouping sets ((), (x.city)) having count(distinct x.person) > 0;

-- name: revenue(since, until)
-- Invoices of memberships that Stripe says were paid.
select 'revenue' as measure, '' as city, x.currency as currency,
       sum(x.amount)::bigint as value, null::bigint as base, count(distinct x.person)::integer as people
from (
  select distinct on (e.payload #>> '{data,object,id}') s.user_id as person, upper(e.payload #>> '{data,object,currency}') as currency,
    (e.payload #>> '{data,object,amount_paid}')::bigint as amount
  from kith.stripe_events e
  join subscriptions s on s.stripe_subscription_id = coalesce(e.payload #>> '{data,object,subscription}', e.payload #>> '{data,object,parent,subscription_details,subscription}')
  where e.event_type = 'invoice.paid' and e.received_at >= :since and e.received_at < :until
) x group by x.currency having count(distinct x.person) > 0;
