-- name: night(title)^
-- A beacon of the demo.
select id, starts_at, expires_at, price_pence, currency from beacons where title = :title;

-- name: gate(beacon, name)!
-- Another gate.
insert into gates (beacon_id, name) values (:beacon, :name);

-- name: staff(beacon, person, role, by)!
-- Somebody at the door.
insert into beacon_staff (beacon_id, user_id, role, added_by) values (:beacon, :person, :role, :by);
