-- name: member_of(username)$
-- Somebody of the demo.
select user_id from profiles where username = :username;

-- name: drop(slug, title, description, start_at, end_at, per_person_limit, queued)$
-- A drop.
insert into drops (slug, title, description, start_at, end_at, per_person_limit, queued)
values (:slug, :title, :description, :start_at, :end_at, :per_person_limit, :queued) returning id;

-- name: product(slug, title, description, collection, price_pence, drop, limited, limit_each, xp)$
-- A product on the shelves.
insert into products (slug, title, description, collection, price_pence, drop_id, limited_edition, per_person_limit, xp_reward, status)
values (:slug, :title, :description, :collection, :price_pence, :drop, :limited, :limit_each, :xp, 'live') returning id;

-- name: picture(product, images, facts)!
-- What it looks like.
update products set images = :images, image_facts = :facts where id = :product;

-- name: restock(product, listing, units)$
-- Units.
select restock(:product, :listing, :units);

-- name: seller(person, name, slug, bio)$
-- Somebody asks to sell.
insert into market_sellers (owner_id, display_name, slug, bio) values (:person, :name, :slug, :bio) returning id;

-- name: approve(seller)!
-- And may.
update market_sellers set status = 'approved', approved_at = kith.now() - interval '200 days' where id = :seller;

-- name: reachable(seller, account)!
-- Stripe says that money can reach them.
update market_sellers set stripe_account_id = :account, stripe_onboarding_complete = true, stripe_state = 'ready' where id = :seller;

-- name: listing(seller, title, description, price_pence)$
-- An offer.
insert into market_listings (seller_id, title, description, price_pence) values (:seller, :title, :description, :price_pence) returning id;

-- name: move_listing(listing, to_state)!
-- To the next state.
update market_listings set status = :to_state where id = :listing;

-- name: order(person, product, address)$
-- Something on its way to somebody: reserved and ordered.
select o.order_id from reserve_stock(:person, :product, null, 1) r, lateral place_order(:person, array[r.reservation_id], 'GB', 'standard', :address) o;

-- name: pay(order, intent)$
-- A payment of it, about to be made.
insert into payments (order_id, user_id, amount_pence, currency, stripe_payment_intent_id)
select o.id, o.user_id, o.total_pence, o.currency, :intent from orders o where o.id = :order returning id;

-- name: settle(payment, charge)$
-- And made.
select settle_payment(:payment, :charge);
