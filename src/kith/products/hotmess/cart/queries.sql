-- name: lines(person)
-- What somebody means to buy, by who sells it. `on_sale` is whether it can be had at all; `free` counts what is kept for them; `may` is how many they may
-- take before it is one person's share, null where there is none.
select c.id, c.product_id, c.market_listing_id, c.quantity, coalesce(p.title, l.title) as title, coalesce(p.price_pence, l.price_pence) as price_pence,
       coalesce(p.currency, l.currency) as currency, s.id as seller_id, s.display_name as seller_name, p.slug,
       coalesce(p.image_facts -> (p.images ->> 0) ->> 'small', p.images ->> 0, l.images ->> 0) as picture,
       free_units(p.id, l.id) + mine.kept as free,
       greatest(least(p.per_person_limit, l.per_person_limit, d.per_person_limit) - mine.had, 0) as may,
       case when p.id is not null then p.status = 'live' and (d.id is null or drop_state(d) = 'live')
            else l.status in ('live', 'sold_out') and s.status = 'approved' and s.stripe_state = 'ready' and not kith.blocked_between(s.owner_id, :person) end as on_sale
from cart_items c left join products p on p.id = c.product_id left join drops d on d.id = p.drop_id
     left join market_listings l on l.id = c.market_listing_id left join market_sellers s on s.id = l.seller_id
     cross join lateral (
       select coalesce(sum(r.quantity - r.returned) filter (where o.ordered), 0)::integer as had, coalesce(sum(r.quantity) filter (where not o.ordered), 0)::integer as kept
       from stock_reservations r cross join lateral (
         select r.ended_as is not distinct from 'sold' or exists (select 1 from order_items i join orders w on w.id = i.order_id
           where i.reservation_id = r.id and w.fulfilment_status <> 'cancelled') as ordered) o
       where r.user_id = :person and (r.product_id = c.product_id or r.market_listing_id = c.market_listing_id)
         and (r.ended_as = 'sold' or (r.ended_at is null and r.expires_at > kith.now()))) mine
where c.user_id = :person order by s.id nulls first, c.created_at, c.id;

-- name: product_on_sale(product)^
-- Whether a product is on the shelves.
select p.id from products p where p.id = :product and p.status = 'live';

-- name: listing_on_sale(listing, person)^
-- Whether somebody may buy from a listing.
select l.id, s.owner_id from market_listings l join market_sellers s on s.id = l.seller_id
where l.id = :listing and l.status in ('live', 'sold_out') and s.status = 'approved' and not kith.blocked_between(s.owner_id, :person);

-- name: put_product(person, product, quantity)!
-- Into the cart, on top of what is in it.
insert into cart_items (user_id, product_id, quantity) values (:person, :product, :quantity)
on conflict on constraint cart_items_product_uniq do update set quantity = least(100, cart_items.quantity + excluded.quantity);

-- name: put_listing(person, listing, quantity)!
-- The same from the market.
insert into cart_items (user_id, market_listing_id, quantity) values (:person, :listing, :quantity)
on conflict on constraint cart_items_listing_uniq do update set quantity = least(100, cart_items.quantity + excluded.quantity);

-- name: change(person, line, quantity)$
-- How many of it.
update cart_items set quantity = :quantity where id = :line and user_id = :person returning id;

-- name: drop(person, line)$
-- Out of the cart.
delete from cart_items where id = :line and user_id = :person returning id;

-- name: kept(person, seller)
-- What is kept for somebody and in no order yet: from the house without a seller.
select r.id, r.product_id, r.market_listing_id, r.quantity, r.expires_at, coalesce(p.title, l.title) as title, coalesce(p.price_pence, l.price_pence) as price_pence,
       coalesce(p.currency, l.currency) as currency, coalesce(p.weight_grams, l.weight_grams) as grams, s.display_name as seller_name
from stock_reservations r left join products p on p.id = r.product_id left join market_listings l on l.id = r.market_listing_id left join market_sellers s on s.id = l.seller_id
where r.user_id = :person and r.ended_at is null and r.expires_at > kith.now() and l.seller_id is not distinct from :seller
  and not exists (select 1 from order_items i join orders o on o.id = i.order_id where i.reservation_id = r.id and o.fulfilment_status <> 'cancelled')
order by r.created_at, r.id;

-- name: reserve(person, product, listing, quantity)^
-- Keeps units for ten minutes.
select reservation_id, outcome, expires_at, free from reserve_stock(:person, :product, :listing, :quantity);

-- name: release(reservation, person)$
-- Gives units back.
select release_stock(:reservation, :person);

-- name: ways(country)
-- How it can be sent somewhere, with what each way costs by weight.
select r.method, r.name, r.up_to_grams, r.price_pence, r.currency, r.free_from_pence from shipping_rates r
where r.country = case when exists (select 1 from shipping_rates o where o.country = :country::text) then :country::text else '*' end order by r.method desc, r.up_to_grams;

-- name: seller_sells(seller)$
-- Whether a seller may sell right now; locked against a suspension at the same moment.
select s.status = 'approved' and s.stripe_state = 'ready' from market_sellers s where s.id = :seller for share;

-- name: place(person, reservations, country, method, address)^
-- An order of what is kept.
select order_id, outcome from place_order(:person, :reservations, :country, :method, :address);

-- name: sums(order)^
-- What it comes to.
select subtotal_pence, shipping_pence, tax_pence, total_pence, currency from orders where id = :order;

-- name: ordered(person, reservations)!
-- What was ordered leaves the cart.
delete from cart_items c using stock_reservations r
where r.id = any (:reservations) and c.user_id = :person and (c.product_id = r.product_id or c.market_listing_id = r.market_listing_id);
