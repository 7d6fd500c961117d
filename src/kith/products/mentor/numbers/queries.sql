-- name: signups(since, until)
-- People who joined.
select 'signups' as measure, '' as city, '' as currency,
       count(*) as value, null::bigint as base, count(distinct x.person)::integer as people
from (
  select p.user_id as person from profiles p where p.created_at >= :since and p.created_at < :until
) x group by () having count(distinct x.person) > 0;

-- name: slots(since, until)
-- Minutes booked of the minutes that mentors' weekly hours offered, holidays taken out.
select 'slots' as measure, '' as city, '' as currency,
       sum(x.booked) as value, sum(x.offered) as base, count(distinct x.person)::integer as people
from (
  select b.duration_minutes as booked, 0 as offered, b.mentor_user_id as person
  from bookings b
  where b.start_time >= :since and b.start_time < :until and b.status in ('confirmed', 'completed')
  union all
  select b.duration_minutes * 0, 0, b.mentee_user_id
  from bookings b
  where b.start_time >= :since and b.start_time < :until and b.status in ('confirmed', 'completed')
  union all
  select 0, r.end_minute - r.start_minute, r.mentor_user_id
  from generate_series(0, 6) as n
  cross join lateral (select (:since::timestamptz at time zone 'UTC')::date + n as day) d
  join mentor_availability_rules r on r.is_active and r.weekday = extract(dow from d.day)
  join profiles p on p.user_id = r.mentor_user_id and p.status = 'active'
  where (r.interval_weeks = 1 or mod((d.day - extract(isodow from d.day)::integer) - (r.anchor_date - extract(isodow from r.anchor_date)::integer), 7 * r.interval_weeks) = 0)
    and not exists (select 1 from mentor_availability_exceptions e where e.mentor_user_id = r.mentor_user_id and e.date = d.day and not e.is_available)
) x group by () having count(distinct x.person) > 0;

-- name: show(since, until)
-- Sessions that took place, of those that should have.
select 'show' as measure, '' as city, '' as currency,
       count(*) filter (where x.status = 'completed') / 2 as value, count(*) / 2 as base, count(distinct x.person)::integer as people
from (
  select b.status, w.person
  from bookings b cross join lateral (values (b.mentor_user_id), (b.mentee_user_id)) as w (person)
  where b.start_time >= :since and b.start_time < :until and (b.status = 'completed' or b.no_show is not null)
) x group by () having count(distinct x.person) > 0;

-- name: revenue(since, until)
-- What mentees paid, less what went back.
select 'revenue' as measure, '' as city, x.currency as currency,
       sum(x.amount)::bigint as value, null::bigint as base, count(distinct x.person)::integer as people
from (
  select p.user_id as person, upper(p.currency) as currency, p.amount_cents - p.refunded_cents as amount
  from payments p
  where p.settled_at >= :since and p.settled_at < :until and p.kind = 'charge' and p.status = 'succeeded'
) x group by x.currency having count(distinct x.person) > 0;
