-- name: profile(id)^
-- Who they are in HOTMESS.
select p.username, p.username_public, p.leaderboard_opt_out, p.birth_date, p.age_verified_at, p.membership_version, c.name as city, p.status, p.suspended_at,
       p.suspended_reason, p.created_at
from profiles p left join cities c on c.id = p.city_id where p.user_id = :id;

-- name: beacons(id)
-- What they put on.
select id, kind, title, description, status, venue_name, geo_hash, timezone, starts_at, ends_at, expires_at, price_pence, currency, review_notes, created_at
from beacons where owner_id = :id order by created_at;

-- name: doors(id)
-- Where they work the door.
select beacon_id, role, created_at from beacon_staff where user_id = :id order by created_at;

-- name: posts(id)
-- What they wrote in threads.
select beacon_id, post_type, body, status, created_at from beacon_posts where author_id = :id order by created_at;

-- name: tokens(id)
-- Their tickets; the codes themselves are not kept.
select id, beacon_id, scope, max_uses, current_uses, valid_from, expires_at, guest_name, face_value_pence, currency, last_used_at, revoked_at, revoked_reason, created_at
from qr_tokens where holder_id = :id order by created_at;

-- name: devices(id)
-- Phones they scan with.
select beacon_id, name, last_seen_at, created_at from door_devices where user_id = :id order by created_at;

-- name: scans(id)
-- Where and when they were scanned.
select beacon_id, status, reason, direction, scanned_at from beacon_scans where user_id = :id order by created_at;

-- name: scanned(id)
-- How they worked the door: whom they scanned is somebody else's data.
select beacon_id, status, direction, scanned_at from beacon_scans where scanned_by = :id order by created_at;

-- name: evidence(id)
-- What vouches for them.
select subject_type, subject_id, evidence_type, created_at from evidence_events where user_id = :id order by created_at;

-- name: listings_sold(id)
-- Tickets they offered.
select id, beacon_id, title, description, price_pence, currency, status, review_notes, live_at, sold_at, created_at from ticket_listings where seller_id = :id order by created_at;

-- name: listings_bought(id)
-- Tickets they bought from others.
select id, beacon_id, title, price_pence, currency, sold_at from ticket_listings where buyer_id = :id order by sold_at;

-- name: waiting(id)
-- Lines they stood in for tickets.
select beacon_id, status, offered_at, offer_expires_at, created_at from beacon_waiting_list where user_id = :id order by created_at;

-- name: holds(id)
-- Tickets kept for them while they paid.
select listing_id, expires_at, ended_at, ended_as, created_at from listing_holds where buyer_id = :id order by created_at;

-- name: places(id)
-- Places kept for them at first hand while they paid.
select beacon_id, expires_at, ended_at, ended_as, created_at from ticket_holds where user_id = :id order by created_at;

-- name: payout_account(id)^
-- Where their money goes.
select stripe_account_id, state, checked_at, created_at from payout_accounts where user_id = :id;

-- name: lines(id)
-- Lines they stood in before drops.
select drop_id, created_at from drop_queue where user_id = :id order by created_at;

-- name: seller(id)
-- Their shop front.
select id, display_name, slug, bio, legal_name, legal_address, tax_number, status, stripe_account_id, stripe_state, review_notes, approved_at, created_at from market_sellers where owner_id = :id;

-- name: offers(id)
-- What they sell on the market.
select l.title, l.description, l.price_pence, l.currency, l.quantity_available, l.status, l.review_notes, l.created_at
from market_listings l join market_sellers s on s.id = l.seller_id where s.owner_id = :id order by l.created_at;

-- name: reservations(id)
-- Things kept for them.
select product_id, market_listing_id, quantity, expires_at, ended_as, created_at from stock_reservations where user_id = :id order by created_at;

-- name: cart(id)
-- What they mean to buy.
select product_id, market_listing_id, quantity, created_at from cart_items where user_id = :id order by created_at;

-- name: orders(id)
-- What they ordered, with its lines and whom the invoice is from.
select o.number, o.order_type, o.fulfilment_status, o.payment_status, o.shipping_address, o.subtotal_pence, o.shipping_pence, o.tax_pence, o.total_pence, o.refunded_pence,
       o.currency, o.created_at, o.paid_at, v.issuer_name, v.issuer_address, v.issuer_tax_number,
       (select jsonb_agg(jsonb_build_object('title', i.title, 'quantity', i.quantity, 'total_price_pence', i.total_price_pence)) from order_items i where i.order_id = o.id) as items
from orders o left join invoices v on v.order_id = o.id where o.user_id = :id order by o.created_at;

-- name: payments(id)
-- What they paid.
select order_id, amount_pence, currency, status, stripe_charge_id, created_at, settled_at from payments where user_id = :id order by created_at;

-- name: refunds(id)
-- What they got back.
select payment_id, amount_pence, reason, note, status, created_at from refunds where user_id = :id order by created_at;

-- name: payouts(id)
-- What they earned.
select order_id, gross_pence, fee_pence, amount_pence, reversed_pence, currency, status, created_at from payouts where payee_id = :id order by created_at;

-- name: xp(id)
-- Their XP, event by event.
select event_type, amount, metadata, created_at from xp_events where user_id = :id order by created_at;

-- name: balance(id)^
-- What it adds up to.
select balance, total_events, last_activity from xp_totals where user_id = :id;

-- name: adjustments(id)
-- Corrections of their XP.
select amount, reason, state, created_at, decided_at from xp_adjustments where user_id = :id order by created_at;

-- name: streak(id)^
-- How many days in a row they came by.
select last_day, days from login_streaks where user_id = :id;

-- name: listening(id)^
-- How long they listened.
select seconds, last_beat_at from listening where user_id = :id;

-- name: told(id)
-- What HOTMESS wrote to them.
select channel, purpose, status, created_at from outbox where person_id = :id order by created_at;

-- name: erase(id)$
-- Everything personal goes; what is unsent is refunded.
select erase_member(:id);

-- name: forget_seller(id)!
-- Who they are before the law.
update market_sellers set legal_name = null, legal_address = null, tax_number = null where owner_id = :id;
