-- name: city(slug)^
-- A city by its slug.
select id, slug, name, timezone from cities where slug = :slug;

-- name: add(owner, kind, title, description, city, venue_name, timezone, starts_at, ends_at, expires_at, capacity, price_pence, reentry, ruleset, flags)$
-- A draft.
insert into beacons (owner_id, kind, title, description, city_id, venue_name, timezone, starts_at, ends_at, expires_at, capacity, price_pence, reentry, ruleset_id,
  content_flags)
values (:owner, :kind, :title, :description, :city, :venue_name, :timezone, :starts_at, :ends_at, :expires_at, :capacity, :price_pence, :reentry, :ruleset, :flags)
returning id;

-- name: change(beacon, owner, kind, title, description, city, venue_name, timezone, starts_at, ends_at, expires_at, capacity, price_pence, reentry, ruleset, flags)$
-- A draft written anew.
update beacons set kind = :kind, title = :title, description = :description, city_id = :city, venue_name = :venue_name, timezone = :timezone,
  starts_at = :starts_at, ends_at = :ends_at, expires_at = :expires_at, capacity = :capacity, price_pence = :price_pence, reentry = :reentry, ruleset_id = :ruleset,
  content_flags = :flags, updated_by = :owner
where id = :beacon and owner_id = :owner and status = 'draft' returning id;

-- name: one(beacon)^
-- A beacon with all that its pages show, whoever asks; for the service, which looks who does.
select b.id, b.owner_id, b.kind, b.title, b.description, b.status, beacon_state(b) as state, b.venue_name, b.timezone, b.starts_at, b.ends_at, b.expires_at,
       b.capacity, b.price_pence, b.currency, b.reentry, b.sold_out, b.scan_count, b.view_count, b.review_notes, b.called_off_because, b.content_flags, b.ruleset_id, b.created_at, b.live_at,
       c.slug as city, c.name as city_name, r.version as ruleset_version, r.name as ruleset_name, p.username, p.username_public, p.status as owner_status
from beacons b join cities c on c.id = b.city_id join rulesets r on r.id = b.ruleset_id join profiles p on p.user_id = b.owner_id where b.id = :beacon;

-- name: lock(beacon)^
-- A beacon's state, locked.
select b.id, b.owner_id, b.title, b.status, beacon_state(b) as state, b.expires_at from beacons b where b.id = :beacon for no key update;

-- name: counts(beacon)^
-- What anybody may count.
select (select count(*) from ticket_listings l where l.beacon_id = :beacon and l.status = 'live') as listings,
       (select count(*) from beacon_posts p where p.beacon_id = :beacon and p.status = 'visible') as posts;

-- name: mine(owner, at, id, at_most)
-- What somebody put on, newest first.
select b.id, b.kind, b.title, beacon_state(b) as state, b.starts_at, b.expires_at, b.timezone, b.review_notes, b.created_at, c.name as city_name
from beacons b join cities c on c.id = b.city_id
where b.owner_id = :owner and (:at::timestamptz is null or (b.created_at, b.id) < (:at, :id)) order by b.created_at desc, b.id desc limit :at_most;

-- name: move(beacon, to_state, from_state, notes, by)$
-- From one state to the next, with what is to be said about it.
update beacons set status = :to_state, review_notes = :notes, updated_by = :by,
  reviewed_by = case when :from_state::text in ('pending_review', 'live', 'disabled', 'expired') then :by else reviewed_by end,
  reviewed_at = case when :from_state::text in ('pending_review', 'live', 'disabled', 'expired') then kith.now() else reviewed_at end
where id = :beacon and status = :from_state returning id;

-- name: seen(beacon)!
-- Somebody looked.
update beacons set view_count = view_count + 1 where id = :beacon;

-- name: expire()$
-- Writes down whose time is over.
select expire_beacons();

-- name: to_review(at_most)
-- What waits for a moderator, longest first.
select b.id, b.kind, b.title, b.content_flags, b.updated_at, c.name as city_name, p.username
from beacons b join cities c on c.id = b.city_id join profiles p on p.user_id = b.owner_id
where b.status = 'pending_review' order by b.updated_at, b.id limit :at_most;

-- name: by_state(state, at_most)
-- Beacons in a state, newest first.
select b.id, b.kind, b.title, b.updated_at, b.review_notes, c.name as city_name, p.username
from beacons b join cities c on c.id = b.city_id join profiles p on p.user_id = b.owner_id
where b.status = :state order by b.updated_at desc, b.id limit :at_most;
