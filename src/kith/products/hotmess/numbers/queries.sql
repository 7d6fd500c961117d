-- name: signups(since, until)
-- People who joined, by the city they named.
select 'signups' as measure, case when grouping(x.city) = 1 then '' else x.city end as city, '' as currency,
       count(*) as value, null::bigint as base, count(distinct x.person)::integer as people
from (
  select p.user_id as person, coalesce(c.name, 'elsewhere') as city
  from profiles p left join cities c on c.id = p.city_id
  where p.created_at >= :since and p.created_at < :until
) x group by grouping sets ((), (x.city)) having count(distinct x.person) > 0;

-- name: fill(since, until)
-- Tickets held of the places there were at nights of the week.
select 'fill' as measure, case when grouping(x.city) = 1 then '' else x.city end as city, '' as currency,
       sum(x.held) as value, sum(x.places) as base, count(distinct x.person)::integer as people
from (
  select c.name as city, b.capacity as places, 0 as held, null::uuid as person
  from beacons b join cities c on c.id = b.city_id
  where b.starts_at >= :since and b.starts_at < :until and b.capacity is not null and b.status in ('live', 'expired', 'archived')
  union all
  select c.name, 0, 1, t.holder_id
  from beacons b join cities c on c.id = b.city_id join qr_tokens t on t.beacon_id = b.id and t.scope = 'check_in' and t.holder_id is not null and t.revoked_at is null
  where b.starts_at >= :since and b.starts_at < :until and b.capacity is not null and b.status in ('live', 'expired', 'archived')
) x group by grouping sets ((), (x.city)) having count(distinct x.person) > 0;

-- name: show(since, until)
-- Tickets whose holders came in, of those held.
select 'show' as measure, case when grouping(x.city) = 1 then '' else x.city end as city, '' as currency,
       count(*) filter (where x.came) as value, count(*) as base, count(distinct x.person)::integer as people
from (
  select c.name as city, t.holder_id as person, exists (
      select 1 from beacon_scans s where s.token_id = t.id and s.status = 'valid' and s.direction <> 'exit' and s.undone_at is null) as came
  from beacons b join cities c on c.id = b.city_id join qr_tokens t on t.beacon_id = b.id and t.scope = 'check_in' and t.holder_id is not null and t.revoked_at is null
  where b.starts_at >= :since and b.starts_at < :until and b.capacity is not null and b.status in ('live', 'expired', 'archived') and exists (select 1 from beacon_scans s where s.beacon_id = b.id and s.status = 'valid')
) x group by grouping sets ((), (x.city)) having count(distinct x.person) > 0;

-- name: drops(since, until)
-- Things sold of the things there were in drops that ended in the week.
select 'drops' as measure, '' as city, '' as currency,
       sum(x.sold) as value, sum(x.things) as base, count(distinct x.person)::integer as people
from (
  select 0 as sold, 1 as things, null::uuid as person
  from drops d join products p on p.drop_id = d.id join stock_units u on u.product_id = p.id
  where d.end_at >= :since and d.end_at < :until
  union all
  select i.quantity - i.refunded_quantity, 0, o.user_id
  from drops d join products p on p.drop_id = d.id join order_items i on i.product_id = p.id join orders o on o.id = i.order_id
  where d.end_at >= :since and d.end_at < :until and o.paid_at >= d.start_at and o.paid_at < d.end_at
) x group by () having count(distinct x.person) > 0;

-- name: revenue(since, until)
-- What members paid, less what went back.
select 'revenue' as measure, '' as city, x.currency as currency,
       sum(x.amount)::bigint as value, null::bigint as base, count(distinct x.person)::integer as people
from (
  select p.user_id as person, upper(p.currency) as currency, p.amount_pence - p.refunded_pence as amount
  from payments p
  where p.settled_at >= :since and p.settled_at < :until and p.status = 'succeeded'
) x group by x.currency having count(distinct x.person) > 0;
