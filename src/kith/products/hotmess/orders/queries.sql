-- name: mine(person, at, id, at_most)
-- What somebody ordered, newest first.
select o.id, o.number, o.order_type, o.fulfilment_status, o.payment_status, o.total_pence, o.refunded_pence, o.currency, o.created_at, o.expires_at, s.display_name as seller_name,
       (select string_agg(case when i.quantity > 1 then i.quantity || ' × ' else '' end || i.title, ', ' order by i.created_at, i.id) from order_items i where i.order_id = o.id) as what
from orders o left join market_sellers s on s.id = o.seller_id
where o.user_id = :person and (:at::timestamptz is null or (o.created_at, o.id) < (:at, :id)) order by o.created_at desc, o.id desc limit :at_most;

-- name: one(order)^
-- An order with who sells it.
select o.*, s.display_name as seller_name, s.owner_id as seller_owner,
       exists (select 1 from order_items i where i.order_id = o.id and (i.beacon_id is not null or i.ticket_listing_id is not null)) as is_ticket
from orders o left join market_sellers s on s.id = o.seller_id where o.id = :order;

-- name: lock(order)^
-- An order's states, locked.
select o.id, o.number, o.user_id, o.seller_id, o.fulfilment_status, o.payment_status, o.order_type, o.total_pence, o.currency, s.owner_id as seller_owner
from orders o left join market_sellers s on s.id = o.seller_id where o.id = :order for no key update of o;

-- name: items(order)
-- The lines of an order.
select i.id, i.title, i.quantity, i.unit_price_pence, i.total_price_pence, i.tax_basis_points, i.tax_pence, i.refunded_quantity, i.refunded_pence, i.product_id, i.market_listing_id,
       coalesce(p.image_facts -> (p.images ->> 0) ->> 'small', p.images ->> 0, l.images ->> 0) as picture
from order_items i left join products p on p.id = i.product_id left join market_listings l on l.id = i.market_listing_id where i.order_id = :order order by i.created_at, i.id;

-- name: refunds(order)
-- What went back, oldest first.
select r.id, r.amount_pence, r.reason, r.status, r.created_at, r.quantity, i.title
from refunds r join payments p on p.id = r.payment_id left join order_items i on i.id = r.order_item_id where p.order_id = :order order by r.created_at, r.id;

-- name: item(item)^
-- A line and its order.
select i.id, i.order_id, i.title, i.quantity, i.refunded_quantity, i.unit_price_pence from order_items i where i.id = :item;

-- name: cancel(order)$
-- Ends an unpaid order.
select cancel_order(:order);

-- name: refund_line(item, quantity, reason, restock, note)$
-- Owes so many of a line back.
select refund_line(:item, :quantity, :reason, :restock, :note);

-- name: refund_shipping(order, reason)$
-- Owes what sending cost back.
select refund_shipping(:order, :reason);

-- name: move(order, from_state, to_state, tracking, by)$
-- To the next state of fulfilment.
update orders set fulfilment_status = :to_state, tracking = coalesce(:tracking, tracking), updated_by = :by,
  shipped_at = case when :to_state::text = 'shipped' then kith.now() else shipped_at end,
  delivered_at = case when :to_state::text = 'delivered' then kith.now() else delivered_at end
where id = :order and fulfilment_status = :from_state returning id;

-- name: to_send(seller, at_most)
-- What a seller has to send or has sent, what waits first.
select o.id, o.number, o.fulfilment_status, o.payment_status, o.total_pence, o.refunded_pence, o.currency, o.shipping_address, o.shipping_method, o.tracking, o.paid_at, o.shipped_at,
       (select string_agg(i.quantity || ' × ' || i.title, ', ' order by i.created_at, i.id) from order_items i where i.order_id = o.id) as what
from orders o where o.seller_id = :seller and o.payment_status in ('paid', 'refunded')
order by o.fulfilment_status in ('pending', 'processing') desc, o.paid_at desc, o.id limit :at_most;

-- name: newly_sold()
-- Paid orders of sellers from the last hours, to be told about.
select o.id, o.number, s.owner_id, (select string_agg(i.quantity || ' × ' || i.title, ', ' order by i.created_at, i.id) from order_items i where i.order_id = o.id) as what
from orders o join market_sellers s on s.id = o.seller_id
where o.payment_status = 'paid' and o.fulfilment_status = 'pending' and o.paid_at > kith.now() - interval '3 hours';

-- name: to_work(at_most)
-- What the house has to send, longest paid first.
select o.id, o.number, o.order_type, o.fulfilment_status, o.payment_status, o.total_pence, o.currency, o.paid_at, p.username, s.display_name as seller_name
from orders o join profiles p on p.user_id = o.user_id left join market_sellers s on s.id = o.seller_id
where o.payment_status = 'paid' and o.fulfilment_status in ('pending', 'processing') order by o.paid_at, o.id limit :at_most;

-- name: latest(at_most)
-- Orders, newest first.
select o.id, o.number, o.order_type, o.fulfilment_status, o.payment_status, o.total_pence, o.currency, o.created_at, p.username, s.display_name as seller_name
from orders o join profiles p on p.user_id = o.user_id left join market_sellers s on s.id = o.seller_id order by o.created_at desc, o.id limit :at_most;

-- name: by_number(number)$
-- The order of a number.
select id from orders where number = :number;

-- name: unsettled_refunds(order, at_most)
-- What is owed and has not arrived, of an order or of all, failed ones first.
select r.id, p.order_id, o.number, s.username, r.amount_pence, p.currency, r.reason, r.status, r.attempts, r.last_error
from refunds r join payments p on p.id = r.payment_id join orders o on o.id = p.order_id join profiles s on s.user_id = r.user_id
where r.status <> 'succeeded' and (:order::uuid is null or p.order_id = :order) order by (r.status = 'failed') desc, r.created_at, r.id limit :at_most;

-- name: due_again(refund)$
-- A failed refund, once more and under another key.
update refunds set status = 'due', next_attempt_at = kith.now(), attempts = 0, round = round + 1 where id = :refund and status = 'failed' returning id;
