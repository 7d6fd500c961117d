-- name: city(slug)^
-- A city.
select id, slug, name, timezone from cities where slug = :slug;

-- name: live(city, kind, viewer, at, id, at_most)
-- What is on in a city from now on, soonest first; what has no beginning is on already.
select b.id, b.kind, b.title, b.venue_name, b.timezone, b.starts_at, b.ends_at, b.expires_at, b.price_pence, b.currency, b.sold_out,
       coalesce(b.starts_at, b.live_at) as sort_at, left(b.description, 160) as description,
       (select count(*) from ticket_listings l where l.beacon_id = b.id and l.status = 'live') as listing_count, p.people
from beacons b left join (select o.beacon_id, o.people from popular_beacons o) p on p.beacon_id = b.id
where b.city_id = :city and b.status = 'live' and b.expires_at > kith.now()
  and (:kind::text is null or b.kind = :kind)
  and (:viewer::uuid is null or b.owner_id <> all ((select kith.blocked_with(:viewer))::uuid[]))
  and (:at::timestamptz is null or (coalesce(b.starts_at, b.live_at), b.id) > (:at, :id))
order by coalesce(b.starts_at, b.live_at), b.id limit :at_most;

-- name: pulse(city)
-- Published hours of a city, the latest first.
select hour, people from night_pulse_city_stats where city_id = :city and kind = 'all' order by hour desc limit 24;

-- name: cities()
-- Every city with how hot it was in the last published hour, hottest first.
select c.slug, c.name, c.country, c.timezone, coalesce(h.heat, 0) as heat,
       (select count(*) from beacons b where b.city_id = c.id and b.status = 'live' and b.expires_at > kith.now()) as beacons
from cities c left join (select m.city_id, m.heat from city_heat_map m where m.hour = (select max(x.hour) from city_heat_map x)) h on h.city_id = c.id
order by c.name;
