-- name: live(viewer, seller, at, id, at_most)
-- What is on offer, newest first; of one seller when given.
select l.id, l.title, l.price_pence, l.currency, l.status, free_units(null, l.id) as free, l.images, l.live_at, s.display_name as seller_name, s.slug as seller_slug
from market_listings l join market_sellers s on s.id = l.seller_id
where l.status in ('live', 'sold_out') and s.status = 'approved' and s.stripe_state = 'ready'
  and (:seller::uuid is null or s.id = :seller) and (:viewer::uuid is null or not kith.blocked_between(s.owner_id, :viewer))
  and (:at::timestamptz is null or (l.live_at, l.id) < (:at, :id)) order by l.live_at desc, l.id desc limit :at_most;

-- name: one(listing)^
-- A listing with who sells it; for the service, which looks who asks.
select l.id, l.title, l.description, l.price_pence, l.currency, l.per_person_limit, l.weight_grams, l.images, l.status, l.review_notes, l.live_at, l.created_at,
       free_units(null, l.id) as free, s.id as seller_id, s.owner_id, s.display_name as seller_name, s.slug as seller_slug, s.status as seller_status, s.stripe_state
from market_listings l join market_sellers s on s.id = l.seller_id where l.id = :listing;

-- name: lock(listing)^
-- A listing, locked.
select l.id, l.title, l.status, l.images, free_units(null, l.id) as free, s.owner_id, s.status as seller_status, s.stripe_state, s.id as seller_id
from market_listings l join market_sellers s on s.id = l.seller_id where l.id = :listing for no key update of l;

-- name: blocked(one, other)$
-- Whether a block lies between two people.
select kith.blocked_between(:one, :other);

-- name: add(seller, title, description, price_pence, per_person_limit, weight_grams)$
-- A draft.
insert into market_listings (seller_id, title, description, price_pence, per_person_limit, weight_grams)
values (:seller, :title, :description, :price_pence, :per_person_limit, :weight_grams) returning id;

-- name: change(listing, title, description, price_pence, per_person_limit, weight_grams, by)!
-- A draft written anew.
update market_listings set title = :title, description = :description, price_pence = :price_pence, per_person_limit = :per_person_limit, weight_grams = :weight_grams,
  updated_by = :by where id = :listing;

-- name: restock(listing, units)$
-- Units onto the table, or off it: how many are free.
select restock(null, :listing, :units);

-- name: move(listing, to_state, from_state, notes, by, reviewed)$
-- From one state to the next.
update market_listings set status = :to_state, review_notes = :notes, updated_by = :by, reviewed_by = case when :reviewed then :by else reviewed_by end
where id = :listing and status = :from_state returning id;

-- name: picture(listing, images)!
-- Which pictures it has.
update market_listings set images = :images where id = :listing;

-- name: with_picture(address)^
-- The listing that shows a picture.
select l.id from market_listings l where l.images @> jsonb_build_array(:address::text) limit 1;

-- name: of_seller(seller, at_most)
-- A seller's own, newest first.
select l.id, l.title, l.price_pence, l.currency, l.status, l.review_notes, free_units(null, l.id) as free, l.images,
       (select count(*) from stock_units u where u.market_listing_id = l.id and u.reserved_until = 'infinity') as sold
from market_listings l where l.seller_id = :seller and l.status <> 'removed' order by l.created_at desc, l.id limit :at_most;

-- name: by_state(state, at_most)
-- Listings in a state, longest first.
select l.id, l.title, l.price_pence, l.currency, l.updated_at, l.review_notes, s.display_name as seller_name
from market_listings l join market_sellers s on s.id = l.seller_id where l.status = :state order by l.updated_at, l.id limit :at_most;
