-- name: on_sale(collection, at_most)
-- What is on the shelves, drops first, then by name.
select p.id, p.slug, p.title, p.description, p.collection, p.price_pence, p.currency, free_units(p.id) as free, p.low_stock_at, p.limited_edition, p.per_person_limit,
       p.xp_reward, p.images, p.image_facts, d.slug as drop_slug, d.title as drop_title, drop_state(d) as drop_state, d.start_at as drop_starts_at, d.end_at as drop_ends_at
from products p left join drops d on d.id = p.drop_id
where p.status = 'live' and (:collection::text is null or p.collection = :collection)
order by case when d.id is null then 1 when drop_state(d) = 'live' then 0 when drop_state(d) = 'scheduled' then 0 else 2 end, d.start_at, p.collection, p.title, p.id
limit :at_most;

-- name: one(slug)^
-- A thing on the shelves.
select p.id, p.slug, p.title, p.description, p.collection, p.price_pence, p.currency, free_units(p.id) as free, p.low_stock_at, p.limited_edition, p.per_person_limit,
       p.xp_reward, p.images, p.image_facts, d.slug as drop_slug, d.title as drop_title, drop_state(d) as drop_state, d.start_at as drop_starts_at, d.end_at as drop_ends_at
from products p left join drops d on d.id = p.drop_id where p.status = 'live' and p.slug = :slug;

-- name: of_drop(drop)
-- What a drop brings.
select p.id, p.slug, p.title, p.description, p.collection, p.price_pence, p.currency, free_units(p.id) as free, p.low_stock_at, p.limited_edition, p.per_person_limit,
       p.xp_reward, p.images, p.image_facts, d.slug as drop_slug, d.title as drop_title, drop_state(d) as drop_state, d.start_at as drop_starts_at, d.end_at as drop_ends_at
from products p join drops d on d.id = p.drop_id where p.status = 'live' and d.id = :drop order by p.price_pence, p.title, p.id;

-- name: note_stock()!
-- Brings what products and listings say of their stock up to date with the units.
select note_stock(p.id) from products p where p.status = 'live' and p.quantity_available <> free_units(p.id);

-- name: note_listings()!
-- The same for the market.
select note_stock(null, l.id) from market_listings l
where (l.status = 'live' and (l.quantity_available <> free_units(null, l.id)
       or not exists (select 1 from stock_units u where u.market_listing_id = l.id and u.reserved_until < 'infinity')))
   or (l.status = 'sold_out' and exists (select 1 from stock_units u where u.market_listing_id = l.id and u.reserved_until < 'infinity'));

-- name: lapse(at_most)!
-- Reservations whose ten minutes are over say so; their units have been free since.
select release_stock(r.id, r.user_id) from (
  select id, user_id from stock_reservations where ended_at is null and expires_at <= kith.now() order by expires_at limit :at_most) r;

-- name: everything(at_most)
-- All products for the desk, newest first.
select p.id, p.slug, p.title, p.collection, p.price_pence, p.currency, p.status, free_units(p.id) as free,
       (select count(*) from stock_units u where u.product_id = p.id and u.reserved_until = 'infinity') as sold, d.title as drop_title
from products p left join drops d on d.id = p.drop_id order by p.created_at desc, p.id limit :at_most;

-- name: by_id(product)^
-- A product for the desk.
select p.*, free_units(p.id) as free, (select count(*) from stock_units u where u.product_id = p.id and u.reserved_until = 'infinity') as sold
from products p where p.id = :product;

-- name: add(slug, title, description, collection, price_pence, drop, per_person_limit, xp_reward, vat_class, weight_grams, limited_edition, by)$
-- A product that nobody sees yet.
insert into products (slug, title, description, collection, price_pence, drop_id, per_person_limit, xp_reward, vat_class, weight_grams, limited_edition, updated_by)
values (:slug, :title, :description, :collection, :price_pence, :drop, :per_person_limit, :xp_reward, :vat_class, :weight_grams, :limited_edition, :by) returning id;

-- name: change(product, title, description, collection, price_pence, drop, per_person_limit, xp_reward, vat_class, weight_grams, limited_edition, by)$
-- A product written anew; what was ordered keeps its title and price.
update products set title = :title, description = :description, collection = :collection, price_pence = :price_pence, drop_id = :drop,
  per_person_limit = :per_person_limit, xp_reward = :xp_reward, vat_class = :vat_class, weight_grams = :weight_grams, limited_edition = :limited_edition, updated_by = :by
where id = :product returning id;

-- name: move(product, to_state, by)$
-- To another state.
update products set status = :to_state, updated_by = :by where id = :product and status <> :to_state returning id;

-- name: restock(product, units)$
-- Units onto the shelf, or off it: how many are free.
select restock(:product, null, :units);

-- name: pictures(product)^
-- A product's pictures, locked.
select p.images, p.image_facts from products p where p.id = :product for no key update;

-- name: picture(product, images, facts, by)!
-- Which pictures it has, in which order, and what is said of them.
update products set images = :images, image_facts = :facts, updated_by = :by where id = :product;

-- name: with_picture(address)$
-- The state of the product that shows a picture, in either size.
select p.status from products p
where p.images @> jsonb_build_array(:address::text) or exists (select 1 from jsonb_each(p.image_facts) f where f.value ->> 'small' = :address::text) limit 1;
