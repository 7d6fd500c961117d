-- name: signups(since, until)
-- People who joined.
select 'signups' as measure, '' as city, '' as currency,
       count(*) as value, null::bigint as base, count(distinct x.person)::integer as people
from (
  select u.id as person from users u where u.created_at >= :since and u.created_at < :until
) x group by () having count(distinct x.person) > 0;

-- name: fill(since, until)
-- Seats taken of the seats there were at evenings of the week.
select 'fill' as measure, case when grouping(x.city) = 1 then '' else x.city end as city, '' as currency,
       sum(x.taken) as value, sum(x.seats) as base, count(distinct x.person)::integer as people
from (
  select coalesce(place.city, 'elsewhere') as city, e.seats_taken as taken, e.max_participants as seats, null::uuid as person
  from events e
  left join lateral (select l.city from event_itinerary_stops s join locations l on l.id = s.location_id where s.event_id = e.id order by s."order" limit 1) place on true
  where e.starts_at >= :since and e.starts_at < :until and e.status in ('confirmed', 'completed')
  union all
  select coalesce(place.city, 'elsewhere'), 0, 0, t.profile_id
  from events e
  left join lateral (select l.city from event_itinerary_stops s join locations l on l.id = s.location_id where s.event_id = e.id order by s."order" limit 1) place on true
  join seats t on t.event_id = e.id
  where e.starts_at >= :since and e.starts_at < :until and e.status in ('confirmed', 'completed')
) x group by grouping sets ((), (x.city)) having count(distinct x.person) > 0;

-- name: show(since, until)
-- Who came, of those of whom it is settled.
select 'show' as measure, case when grouping(x.city) = 1 then '' else x.city end as city, '' as currency,
       count(*) filter (where x.status <> 'no_show') as value, count(*) as base, count(distinct x.person)::integer as people
from (
  select coalesce(place.city, 'elsewhere') as city, a.profile_id as person, a.status
  from events e
  left join lateral (select l.city from event_itinerary_stops s join locations l on l.id = s.location_id where s.event_id = e.id order by s."order" limit 1) place on true
  join attendance a on a.event_id = e.id and a.status in ('attended', 'late', 'no_show')
  where e.starts_at >= :since and e.starts_at < :until and e.status in ('confirmed', 'completed')
) x group by grouping sets ((), (x.city)) having count(distinct x.person) > 0;

-- name: revenue(since, until)
-- What guests paid, less what went back.
select 'revenue' as measure, case when grouping(x.city) = 1 then '' else x.city end as city, x.currency as currency,
       sum(x.amount)::bigint as value, null::bigint as base, count(distinct x.person)::integer as people
from (
  select coalesce(place.city, 'elsewhere') as city, p.user_id as person, upper(p.currency) as currency, p.amount_in_cents - p.refunded_in_cents as amount
  from payments p
  left join lateral (select l.city from event_itinerary_stops s join locations l on l.id = s.location_id where s.event_id = p.event_id order by s."order" limit 1) place on true
  where p.settled_at >= :since and p.settled_at < :until and p.status = 'succeeded'
) x group by grouping sets ((x.currency), (x.currency, x.city)) having count(distinct x.person) > 0;
