-- name: beacon(beacon)^
-- Whose it is.
select b.id, b.title, b.owner_id, b.currency, b.timezone, b.called_off_because, beacon_state(b) as state from beacons b where b.id = :beacon;

-- name: call_off(beacon, person, why)$
-- Over from now on; null when it was not on.
update beacons set status = 'expired', called_off_because = :why, updated_by = :person where id = :beacon and status = 'live' and expires_at > kith.now() returning id;

-- name: end_orders(beacon)!
-- Whoever is about to pay is not asked to any more.
select cancel_order(o.id) from orders o where o.payment_status in ('pending', 'failed') and o.fulfilment_status = 'pending' and exists (
  select 1 from order_items i left join ticket_listings l on l.id = i.ticket_listing_id where i.order_id = o.id and coalesce(i.beacon_id, l.beacon_id) = :beacon);

-- name: end_line(beacon)
-- Nobody stands in its line any more: whom to tell.
update beacon_waiting_list set status = 'left' where beacon_id = :beacon and status in ('waiting', 'offered') returning user_id;

-- name: tickets(beacon, at, id, at_most)
-- The tickets of a beacon that are in somebody's hands or were given back, the newest first. `paid_pence` is what the holder paid, null without an order.
select t.id, coalesce(t.guest_name, p.username) as holder, t.max_uses, t.current_uses, t.created_at, t.expires_at, t.revoked_at, t.revoked_reason,
       i.total_price_pence as paid_pence, i.ticket_listing_id is not null as second_hand, coalesce(t.currency, 'GBP') as currency
from qr_tokens t left join profiles p on p.user_id = t.holder_id
     left join lateral (select i.total_price_pence, i.ticket_listing_id from order_items i where i.token_id = t.id limit 1) i on true
where t.beacon_id = :beacon and t.scope = 'check_in' and t.replaced_by is null and (:at::timestamptz is null or (t.created_at, t.id) < (:at, :id))
order by t.created_at desc, t.id desc limit :at_most;

-- name: sums(beacon)^
-- How many tickets are out, how many came in with one, and what was paid to the organiser and given back.
select (select count(*) from qr_tokens t where t.beacon_id = :beacon and t.scope = 'check_in' and t.revoked_at is null) as out,
       (select count(*) from qr_tokens t where t.beacon_id = :beacon and t.scope = 'check_in' and t.current_uses > 0) as used,
       (select count(*) from qr_tokens t where t.beacon_id = :beacon and t.scope = 'check_in' and t.revoked_at is null and t.current_uses = 0) as unused,
       coalesce(sum(i.total_price_pence), 0) as taken_pence, coalesce(sum(i.refunded_pence), 0) as returned_pence
from order_items i join orders o on o.id = i.order_id where i.beacon_id = :beacon and o.payment_status in ('paid', 'refunded');

-- name: unused(beacon, at_most)
-- Tickets that nobody came in with.
select t.id from qr_tokens t where t.beacon_id = :beacon and t.scope = 'check_in' and t.revoked_at is null and t.current_uses = 0 order by t.created_at, t.id limit :at_most;

-- name: called_off_with_tickets(at_most)
-- Nights that were called off and have tickets out that nobody came in with.
select b.id, b.called_off_because from beacons b where b.called_off_because is not null and exists (
  select 1 from qr_tokens t where t.beacon_id = b.id and t.scope = 'check_in' and t.revoked_at is null and t.current_uses = 0) order by b.id limit :at_most;

-- name: give_back(beacon, token, note)
-- Ends a ticket and owes back what was paid for it: whom to tell.
select outcome, user_id, owed_pence, currency, holds from give_ticket_back(:beacon, :token, :note);
