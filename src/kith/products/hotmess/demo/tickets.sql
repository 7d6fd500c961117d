-- name: crowd()
-- Everybody but those one signs in as.
select p.user_id from profiles p where p.username not in ('rex', 'sunny') order by p.username;

-- name: member(username)$
-- A member.
select user_id from profiles where username = :username;

-- name: beacon(title)^
-- A beacon by its name.
select id, capacity, price_pence, currency from beacons where title = :title;

-- name: tickets(beacon, ids, hashes, holders, key_id)!
-- Tickets from the guest list; without a holder they were sold at the bar.
insert into qr_tokens (id, beacon_id, scope, token_hash, key_id, valid_from, expires_at, holder_id, face_value_pence, currency)
select t.id, b.id, 'check_in', t.hash, :key_id, coalesce(greatest(b.starts_at - interval '2 hours', kith.now()), kith.now()), b.expires_at, t.holder, b.price_pence, b.currency
from beacons b, unnest(:ids::uuid[], :hashes::bytea[], :holders::uuid[]) t (id, hash, holder) where b.id = :beacon;

-- name: order(beacon, buyer)$
-- One that somebody is about to pay.
select order_id from order_first_hand(:beacon, :buyer);

-- name: pay(order, intent)$
-- Its payment.
insert into payments (order_id, user_id, amount_pence, currency, stripe_payment_intent_id)
select o.id, o.user_id, o.total_pence, o.currency, :intent from orders o where o.id = :order returning id;

-- name: settle(payment, charge, token, hash, key_id)$
-- The money is there: a ticket in their hands.
select settle_payment(:payment, :charge, :token, :hash, :key_id);

-- name: wait(beacon, people)!
-- A line, in this order.
insert into beacon_waiting_list (beacon_id, user_id) select :beacon, p.person from unnest(:people::uuid[]) with ordinality p (person, place) order by p.place;

-- name: proof(beacon, author, body)$
-- A proof in the thread.
insert into beacon_posts (beacon_id, author_id, post_type, body) values (:beacon, :author, 'proof', :body) returning id;

-- name: listing(beacon, seller, price, post)$
-- An offer of somebody's ticket.
insert into ticket_listings (beacon_id, seller_id, token_id, title, price_pence, face_value_pence, proof_post_id, evidence_requirement)
select b.id, :seller, t.id, b.title, :price, b.price_pence, :post, 'proof_post' from beacons b join qr_tokens t on t.beacon_id = b.id and t.holder_id = :seller
where b.id = :beacon limit 1 returning id;

-- name: move(listing, to_state)!
-- To the next state.
update ticket_listings set status = :to_state where id = :listing;

-- name: vouch(listing, beacon, seller, post)!
-- What vouches for it.
insert into evidence_events (subject_type, subject_id, evidence_type, beacon_id, user_id, post_id)
values ('listing', :listing, 'proof_post', :beacon, :seller, :post);

-- name: offer(listing)$
-- To whoever has waited longest.
select offer_to_next(:listing);
