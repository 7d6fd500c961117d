-- name: closed(product, since)
-- Weeks whose numbers are settled.
select week from closed_weeks where product = :product and week >= :since;

-- name: clear(product, week)!
-- Takes out what was counted of an open week before.
delete from weekly_numbers where product = :product and week = :week;

-- name: keep(product, week, cells)!
-- A week's numbers.
insert into weekly_numbers (product, week, measure, city, currency, value, base, people, shown)
select :product, :week, c.measure, c.city, c.currency, c.value, c.base, c.people, c.shown
from jsonb_to_recordset(:cells::jsonb) as c (measure text, city text, currency text, value bigint, base bigint, people integer, shown boolean);

-- name: close(product, week)!
-- A week is settled.
insert into closed_weeks (product, week) values (:product, :week);

-- name: safety(product, since, until)
-- Reports of a product by category of case, and how long cases took: as the whole, for no city is known of a report.
select 'reports' as measure, count(*) as value, null::bigint as base, count(distinct coalesce(r.reporter_id::text, r.reporter_phone_hash, r.id::text))::integer as people
from kith.reports r where r.product = :product and r.created_at >= :since and r.created_at < :until having count(*) > 0
union all
select 'response', coalesce(sum(floor(extract(epoch from c.closed_at - c.opened_at) / 60)), 0)::bigint, count(*), count(distinct coalesce(c.person_id, c.id))::integer
from kith.cases c where c.product = :product and c.closed_at >= :since and c.closed_at < :until having count(*) > 0;

-- name: told(products, since, until)
-- What may be told of these products in these weeks, everywhere and by city.
select product, measure, week, city, currency, value, base from weekly_numbers
where product = any(:products::text[]) and week >= :since and week < :until and shown
order by product, measure, currency, city, week;

-- name: by_city(products, since, until)
-- What the cities came to over the weeks that are told, and how many these are.
select product, measure, city, currency, sum(value)::bigint as value, sum(base)::bigint as base, count(*) as weeks from weekly_numbers
where product = any(:products::text[]) and week >= :since and week < :until and shown and city <> ''
group by product, measure, city, currency order by city;

-- name: told_city(products, city, since, until)
-- What may be told of one city, or of everywhere, in these weeks.
select product, measure, week, city, currency, value, base from weekly_numbers
where product = any(:products::text[]) and city = :city and week >= :since and week < :until and shown
order by product, measure, currency, week;

-- name: cities(products)
-- The cities of which anything may be told.
select distinct city from weekly_numbers where product = any(:products::text[]) and shown and city <> '' order by city;

-- name: last_closed(products)$
-- The newest week of which anything is settled.
select max(week) from closed_weeks where product = any(:products::text[]);
