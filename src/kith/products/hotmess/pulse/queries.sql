-- name: refresh()$
-- Publishes what is due, without noise; how many hours.
select refresh_pulse();

-- name: due()$
-- Hours that are over and not published yet.
select pulse_hours_due();

-- name: held()$
-- Whether this process may publish now; one at a time.
select pg_try_advisory_xact_lock(hashtextextended('pulse ' || current_schema(), 0));

-- name: spend(day, epsilon, most)
-- Spends of every city's budget of a day, where there is enough left; the cities that could.
insert into pulse_budgets as p (city_id, day, spent, most) select c.id, :day, :epsilon::numeric, :most::numeric from cities c where :epsilon::numeric <= :most::numeric
on conflict (city_id, day) do update set spent = p.spent + excluded.spent where p.spent + excluded.spent <= p.most
returning city_id;

-- name: bounded(hour)
-- Distinct people of an hour by city, kind and beacon, each counted once a city: where they were first, so that one person changes one count of each.
with firsts as (
  select distinct on (s.city_id, coalesce(s.user_id, s.token_id)) s.city_id, b.kind, s.beacon_id
  from beacon_scans s join beacons b on b.id = s.beacon_id
  where s.created_at >= :hour::timestamptz and s.created_at < :hour::timestamptz + interval '1 hour' and s.status = 'valid'
    and coalesce(s.user_id, s.token_id) is not null
  order by s.city_id, coalesce(s.user_id, s.token_id), s.created_at, s.id)
select f.city_id, case when grouping(f.kind) = 1 then 'all' else f.kind end as kind, f.beacon_id, count(*)::integer as people
from firsts f group by grouping sets ((f.city_id), (f.city_id, f.kind), (f.city_id, f.kind, f.beacon_id));

-- name: publish(hour, cells, epsilon)$
-- Publishes an hour once, with cells to which noise was added; false when it was.
select publish_hour(:hour, :cells, :epsilon::numeric);

-- name: tidy()$
-- Counts of entries for the owners of beacons; published hours are kept for sixty days.
select tidy_pulse();

-- name: hours()
-- Published hours of the last day, the latest first.
select distinct hour from city_heat_map order by hour desc;

-- name: heat(hour)
-- Every city in an hour, the hottest first.
select city_slug, city_name, map_x, map_y, hour, heat from city_heat_map where hour = :hour order by heat desc, city_name;

-- name: stats(hour, city)
-- People out by city, hour and kind; of one hour, or of one city, or both.
select city_slug, city_name, hour, kind, people from night_pulse_city_stats
where (:hour::timestamptz is null or hour = :hour) and (:city::text is null or city_slug = :city) order by hour desc, city_name, kind limit 4000;

-- name: popular(city)
-- Beacons by their fullest published hour of the last day.
select p.beacon_id, p.kind, p.title, c.slug as city_slug, c.name as city_name, p.people from popular_beacons p join cities c on c.id = p.city_id
where :city::text is null or c.slug = :city order by p.people desc, p.beacon_id limit 100;

-- name: beacon_counts(city)
-- What anybody may count on the live beacons of a city.
select s.beacon_id, c.slug as city_slug, s.kind, s.listing_count, s.post_count from beacon_stats s join cities c on c.id = s.city_id
where c.slug = :city order by s.beacon_id limit 500;

-- name: available()
-- Products of which there is some.
select product_id, slug, title, collection, price_pence, currency, quantity_available, stock_status, limited_edition, drop_id, drop_title, drop_status,
       drop_starts_at, drop_ends_at
from products_available order by title, product_id limit 500;

-- name: reputation()
-- Approved sellers.
select seller_id, display_name, slug, member_since, live_listings, orders_sent from seller_reputation order by display_name, seller_id limit 500;
