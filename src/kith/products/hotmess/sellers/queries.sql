-- name: of_person(person)^
-- Somebody's shop front.
select s.id, s.owner_id, s.display_name, s.slug, s.bio, s.legal_name, s.legal_address, s.tax_number, s.status, s.stripe_state, s.stripe_account_id, s.fee_percent, s.review_notes, s.created_at
from market_sellers s where s.owner_id = :person;

-- name: add(person, display_name, slug, bio, legal_name, legal_address, tax_number)$
-- Asking to sell.
insert into market_sellers (owner_id, display_name, slug, bio, legal_name, legal_address, tax_number)
values (:person, :display_name, :slug, :bio, :legal_name, :legal_address, :tax_number) returning id;

-- name: change(person, display_name, bio, legal_name, legal_address, tax_number)$
-- The shop front written anew.
update market_sellers set display_name = :display_name, bio = :bio, legal_name = :legal_name, legal_address = :legal_address, tax_number = :tax_number, updated_by = :person where owner_id = :person returning id;

-- name: reputation(slug)^
-- What anybody may know of an approved seller.
select r.seller_id, r.display_name, r.slug, r.member_since, r.live_listings, r.orders_sent, s.bio, s.owner_id
from seller_reputation r join market_sellers s on s.id = r.seller_id where r.slug = :slug;

-- name: blocked(one, other)$
-- Whether a block lies between two people.
select kith.blocked_between(:one, :other);

-- name: lock(seller)^
-- A seller, locked.
select s.id, s.owner_id, s.display_name, s.slug, s.bio, s.status, s.stripe_state, s.stripe_checked_at, s.review_notes, s.created_at, s.approved_at, s.fee_percent, p.username
from market_sellers s join profiles p on p.user_id = s.owner_id where s.id = :seller for no key update of s;

-- name: by_state(state, at_most)
-- Sellers in a state, longest first.
select s.id, s.display_name, s.status, s.stripe_state, s.review_notes, s.created_at, p.username,
       (select count(*) from market_listings l where l.seller_id = s.id and l.status = 'live') as live
from market_sellers s join profiles p on p.user_id = s.owner_id where s.status = :state order by s.updated_at, s.id limit :at_most;

-- name: move(seller, to_state, from_state, notes, by)$
-- From one state to the next.
update market_sellers set status = :to_state, review_notes = :notes, reviewed_by = :by, updated_by = :by,
  approved_at = case when :to_state::text = 'approved' then coalesce(approved_at, kith.now()) else approved_at end
where id = :seller and status = :from_state returning id;

-- name: unpaid_orders(seller)
-- Orders of a seller that nobody has paid yet.
select o.id, o.user_id, o.number from orders o
where o.seller_id = :seller and o.payment_status in ('pending', 'failed') and o.fulfilment_status = 'pending' order by o.id;

-- name: cancel(order)$
-- Ends an unpaid order; money that still comes goes back whole.
select cancel_order(:order);

-- name: open_reservations(seller)
-- What is kept of a seller's things without an order.
select r.id, r.user_id from stock_reservations r join market_listings l on l.id = r.market_listing_id
where l.seller_id = :seller and r.ended_at is null order by r.id;

-- name: release(reservation, person)$
-- Gives units back.
select release_stock(:reservation, :person);
