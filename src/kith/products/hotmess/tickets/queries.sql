-- name: offer(beacon, viewer)^
-- What tickets of a beacon there are for somebody.
select b.id, b.title, b.kind, b.price_pence, b.currency, b.timezone, b.starts_at, b.venue_name, b.capacity, b.owner_id, tickets_left(b.id) as left_over,
       b.kind <> 'venue' and beacon_state(b) = 'live' and coalesce(b.ends_at, b.expires_at) > kith.now() as on_sale,
       coalesce(b.sold_out and b.capacity is null, false) or coalesce(tickets_left(b.id) <= 0, false) as full_now, b.sold_out,
       (select count(*) from qr_tokens t where t.beacon_id = b.id and t.holder_id = :viewer and t.scope = 'check_in' and t.revoked_at is null) as mine,
       (select count(*) from beacon_waiting_list w where w.beacon_id = b.id and w.status = 'waiting') as waiting_count
from beacons b where b.id = :beacon;

-- name: waiting(beacon, person)^
-- Somebody's place in a line.
select w.id, w.status, w.listing_id, w.offer_expires_at,
       (select count(*) from beacon_waiting_list o where o.beacon_id = w.beacon_id and o.status = 'waiting' and o.number <= w.number) as place
from beacon_waiting_list w where w.beacon_id = :beacon and w.user_id = :person and w.status in ('waiting', 'offered')
  and (w.status = 'waiting' or w.offer_expires_at > kith.now());

-- name: order_first_hand(beacon, buyer)^
-- Keeps a place and writes the order.
select order_id, outcome, expires_at from order_first_hand(:beacon, :buyer);

-- name: total(order)$
-- What an order comes to.
select total_pence from orders where id = :order;

-- name: order(order, person)^
-- One's own order of a ticket.
select o.id, o.number, o.total_pence, o.currency, o.expires_at, o.payment_status, o.fulfilment_status, i.title, i.ticket_listing_id,
       coalesce(i.beacon_id, l.beacon_id) as beacon_id, b.timezone, b.starts_at, b.venue_name, i.token_id
from orders o join order_items i on i.order_id = o.id left join ticket_listings l on l.id = i.ticket_listing_id
join beacons b on b.id = coalesce(i.beacon_id, l.beacon_id) where o.id = :order and o.user_id = :person;

-- name: let_go(order)$
-- Ends an unpaid order.
select cancel_order(:order);

-- name: join_line(beacon, person)$
-- Into the line of a night that is full; null when one stands there already.
insert into beacon_waiting_list (beacon_id, user_id) values (:beacon, :person) on conflict do nothing returning id;

-- name: leave_line(beacon, person)$
-- Out of it.
update beacon_waiting_list set status = 'left' where beacon_id = :beacon and user_id = :person and status in ('waiting', 'offered') returning id;

-- name: mine(person)
-- Somebody's tickets, the next night first.
select t.id, t.beacon_id as beacon, b.title, b.starts_at, t.expires_at, b.timezone, b.venue_name, c.name as city_name, t.face_value_pence, t.currency, t.current_uses, t.max_uses,
       t.revoked_at, t.revoked_reason, beacon_state(b) as beacon_state, l.id as listing, l.status as listing_status
from qr_tokens t join beacons b on b.id = t.beacon_id join cities c on c.id = b.city_id
left join ticket_listings l on l.token_id = t.id and l.status in ('draft', 'pending_review', 'live')
where t.holder_id = :person and t.scope = 'check_in' and t.expires_at > kith.now() - interval '30 days' and (t.revoked_at is null or t.revoked_reason <> 'sold')
order by (t.revoked_at is not null or t.expires_at <= kith.now()), coalesce(b.starts_at, t.expires_at), t.id limit 100;

-- name: lines(person)
-- Lines somebody stands in.
select w.beacon_id as beacon, b.title, b.timezone, w.status, w.listing_id as listing, w.offer_expires_at,
       (select count(*) from beacon_waiting_list o where o.beacon_id = w.beacon_id and o.status = 'waiting' and o.number <= w.number) as place
from beacon_waiting_list w join beacons b on b.id = w.beacon_id
where w.user_id = :person and (w.status = 'waiting' or (w.status = 'offered' and w.offer_expires_at > kith.now())) and beacon_state(b) = 'live'
order by w.created_at limit 50;

-- name: open_orders(person)
-- Tickets kept for somebody who has not paid yet.
select o.id, i.title, o.total_pence, o.currency, o.expires_at, b.timezone from orders o join order_items i on i.order_id = o.id
left join ticket_listings l on l.id = i.ticket_listing_id join beacons b on b.id = coalesce(i.beacon_id, l.beacon_id)
where o.user_id = :person and o.payment_status in ('pending', 'failed') and o.fulfilment_status = 'pending' and o.expires_at > kith.now() order by o.expires_at limit 10;

-- name: first_hand_to_pass_on()$
-- Full nights where a place came free.
select first_hand_to_pass_on();

-- name: offer_first_hand(beacon)$
-- Offers it to whoever waits longest.
select offer_first_hand(:beacon);

-- name: offers_to_pass_on()$
-- Listings that somebody waits for.
select offers_to_pass_on();

-- name: offer_to_next(listing)$
-- Offers one to whoever waits longest.
select offer_to_next(:listing);

-- name: beacon_of_listing(listing)^
-- Which night a listing is for.
select l.beacon_id, b.title from ticket_listings l join beacons b on b.id = l.beacon_id where l.id = :listing;

-- name: title(beacon)$
-- What a night is called.
select title from beacons where id = :beacon;

-- name: refund_called_off(at_most)
-- Owes back what was paid for nights that are off.
select order_id, user_id, beacon_id, owed_pence, currency from refund_called_off(:at_most);

-- name: retire_listings(at_most)
-- Takes down listings whose ticket is worth nothing any more.
select listing_id, seller_id, beacon_id from retire_listings(:at_most);
