-- name: doors()
-- Beacons at whose doors something was scanned lately, with how often; nobody's name.
select b.id, b.title, c.name as city, b.status, count(*) as attempts, count(*) filter (where s.status = 'valid') as valid, max(s.created_at) as last
from beacon_scans s join beacons b on b.id = s.beacon_id join cities c on c.id = b.city_id
where s.created_at > kith.now() - interval '30 days' group by b.id, c.name order by last desc limit 100;

-- name: scans(beacon, username, since, at_most)
-- Attempts at one door, newest first; with `username` only one member's. Addresses are left out: they are hashes with a salt of the day.
select s.id, s.status, s.reason, s.direction, s.offline, s.scanned_at, s.created_at, s.undone_at, s.override_reason, g.name as gate, d.name as device, p.username,
       w.username as steward
from beacon_scans s
left join gates g on g.id = s.gate_id left join door_devices d on d.id = s.device_id
left join profiles p on p.user_id = s.user_id left join profiles w on w.user_id = s.scanned_by
where s.beacon_id = :beacon and (:username::text = '' or lower(p.username) = lower(:username::text)) and s.created_at >= :since
order by s.created_at desc, s.id limit :at_most;

-- name: title(beacon)$
-- A beacon's title.
select title from beacons where id = :beacon;
