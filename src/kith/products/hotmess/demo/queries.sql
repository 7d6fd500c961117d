-- name: person(id, email, name)!
-- Somebody of the demo.
insert into kith.people (id, email, email_confirmed_at, raw_user_meta_data) values (:id, :email, kith.now(), jsonb_build_object('first_name', :name::text));

-- name: member(person, username, city, shown)!
-- A member.
insert into profiles (user_id, username, username_public, birth_date, age_verified_at, city_id, membership_version)
select :person, :username, :shown, date '1991-06-21', kith.now(), c.id, m.version from cities c, (select max(version) as version from membership_texts) m where c.slug = :city;

-- name: beacon(owner, kind, title, description, city, venue_name, starts_at, ends_at, expires_at, price_pence, capacity, reentry, sold_out)$
-- A draft.
insert into beacons (owner_id, kind, title, description, city_id, venue_name, starts_at, ends_at, expires_at, price_pence, capacity, reentry, sold_out)
select :owner, :kind, :title, :description, c.id, :venue_name, :starts_at, :ends_at, :expires_at, :price_pence, :capacity, :reentry, :sold_out
from cities c where c.slug = :city returning id;

-- name: move(beacon, to_state)!
-- To the next state.
update beacons set status = :to_state where id = :beacon;

-- name: post(beacon, author, body)!
-- A post.
insert into beacon_posts (beacon_id, author_id, body) values (:beacon, :author, :body);

-- name: scans(beacon, people, hour)!
-- Good scans of people in an hour that is over.
insert into beacon_scans (beacon_id, user_id, city_id, status, scanned_at, created_at, counted)
select b.id, p.person, b.city_id, 'valid', :hour::timestamptz + p.place * interval '20 seconds', :hour::timestamptz + p.place * interval '20 seconds', true
from beacons b, unnest(:people::uuid[]) with ordinality p (person, place) where b.id = :beacon;

-- name: publish()$
-- The pulse of the last hours.
select refresh_pulse();

-- name: came_by(person)!
-- They were here today.
select come_by(:person);

-- name: scanned(person, beacon)!
-- XP for a night out.
select award_xp(:person, 'beacon_scan', null, format('scan:%s:%s', :beacon::uuid, :person::uuid));
