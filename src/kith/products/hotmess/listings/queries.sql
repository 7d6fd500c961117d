-- name: ticket(token, person)^
-- One's own unused ticket, with what it may cost.
select t.id, t.beacon_id, b.title, b.timezone, b.starts_at, coalesce(t.face_value_pence, b.price_pence) as face_value_pence, coalesce(t.currency, b.currency) as currency,
       price_cap_percent(b.id) as percent, beacon_is_live(b.id) as live, t.revoked_at, t.current_uses, t.expires_at, t.max_uses,
       (select p.body from beacon_posts p where p.author_id = t.holder_id and p.beacon_id = t.beacon_id and p.post_type = 'proof' and p.status = 'visible'
        order by p.created_at desc, p.id desc limit 1) as proof,
       (select l.id from ticket_listings l where l.token_id = t.id and l.status in ('draft', 'pending_review', 'live') order by l.created_at desc limit 1) as listing
from qr_tokens t join beacons b on b.id = t.beacon_id where t.id = :token and t.holder_id = :person and t.scope = 'check_in';

-- name: add(beacon, seller, token, title, description, price, face_value, currency, proof)$
-- A draft; a member's own needs a proof in the thread.
insert into ticket_listings (beacon_id, seller_id, token_id, title, description, price_pence, face_value_pence, currency, proof_post_id, evidence_requirement)
values (:beacon, :seller, :token, :title, :description, :price, :face_value, :currency, :proof, 'proof_post') returning id;

-- name: change(listing, description, price, proof)$
-- A draft written anew.
update ticket_listings set description = :description, price_pence = :price, proof_post_id = coalesce(:proof, proof_post_id)
where id = :listing and status = 'draft' returning id;

-- name: lock(listing)^
-- A listing, locked.
select l.id, l.beacon_id, l.seller_id, l.token_id, l.title, l.status, l.evidence_requirement, l.proof_post_id, missing_evidence(l) as missing, b.title as night,
       exists (select 1 from listing_holds h where h.listing_id = l.id and h.ended_at is null and h.expires_at > kith.now()) as held
from ticket_listings l join beacons b on b.id = l.beacon_id where l.id = :listing for no key update of l;

-- name: one(listing, viewer)^
-- A listing with all that its page shows; for the service, which looks who asks.
select l.id, l.beacon_id as beacon, l.seller_id, l.buyer_id, l.token_id as ticket, l.title, l.description, l.price_pence, l.face_value_pence, l.currency, l.status, l.evidence_requirement,
       l.review_notes, l.report_count, l.created_at, b.timezone, b.starts_at, b.venue_name, c.name as city_name, beacon_is_live(b.id) as live,
       price_cap_percent(b.id) as percent, missing_evidence(l) as missing, p.body as proof, p.status as proof_status,
       exists (select 1 from beacon_posts w where w.author_id = l.seller_id and w.beacon_id = l.beacon_id and w.post_type = 'proof' and w.status = 'flagged') as proof_waits,
       case when s.username_public and s.status = 'active' then s.username end as seller, s.id as seller_profile,
       (select count(*) from ticket_listings o where o.seller_id = l.seller_id and o.status = 'sold') as sold_before,
       exists (select 1 from listing_holds h where h.listing_id = l.id and h.buyer_id is distinct from :viewer and h.ended_at is null and h.expires_at > kith.now()) as held,
       exists (select 1 from beacon_waiting_list w where w.listing_id = l.id and w.user_id = :viewer and w.status = 'offered' and w.offer_expires_at > kith.now()) as offered_to_me,
       exists (select 1 from beacon_waiting_list w where w.listing_id = l.id and w.user_id is distinct from :viewer and w.status = 'offered' and w.offer_expires_at > kith.now()) as offered
from ticket_listings l join beacons b on b.id = l.beacon_id join cities c on c.id = b.city_id join profiles s on s.user_id = l.seller_id
left join beacon_posts p on p.id = coalesce(proof_behind(l), l.proof_post_id) where l.id = :listing;

-- name: of_beacon(beacon, viewer)
-- What is for sale at a beacon, the cheapest first; nothing across a block.
select l.id, l.title, l.price_pence, l.face_value_pence, l.currency, l.status, l.created_at, coalesce(l.seller_id = :viewer, false) as mine,
       exists (select 1 from listing_holds h where h.listing_id = l.id and h.buyer_id is distinct from :viewer and h.ended_at is null and h.expires_at > kith.now())
       or exists (select 1 from beacon_waiting_list w where w.listing_id = l.id and w.user_id is distinct from :viewer and w.status = 'offered' and w.offer_expires_at > kith.now()) as taken,
       case when s.username_public and s.status = 'active' then s.username end as seller
from ticket_listings l join profiles s on s.user_id = l.seller_id
where l.beacon_id = :beacon and l.status = 'live' and (:viewer::uuid is null or not kith.blocked_between(:viewer, l.seller_id))
order by l.price_pence, l.live_at, l.id limit 50;

-- name: mine(person)
-- What somebody sells, newest first.
select l.id, l.title, l.price_pence, l.face_value_pence, l.currency, l.status, l.created_at, true as mine, false as taken, null::text as seller
from ticket_listings l where l.seller_id = :person order by l.created_at desc, l.id limit 50;

-- name: move(listing, from_state, to_state, notes, by)$
-- From one state to the next.
update ticket_listings set status = :to_state, review_notes = coalesce(:notes, review_notes), updated_by = :by,
  reviewed_by = case when :by::uuid is distinct from seller_id then :by else reviewed_by end
where id = :listing and status = :from_state returning id;

-- name: require(listing, evidence)!
-- What must vouch for it.
update ticket_listings set evidence_requirement = :evidence where id = :listing;

-- name: vouch(listing, beacon, evidence, seller, post, by)!
-- A link in the chain of evidence.
insert into evidence_events (subject_type, subject_id, evidence_type, beacon_id, user_id, post_id, verified_by)
values ('listing', :listing, :evidence, :beacon, :seller, :post, :by);

-- name: approved(person, cause)!
-- XP for a listing that went live.
select award_xp(:person, 'listing_approved', null, :cause);

-- name: order_ticket(listing, buyer)^
-- Holds it and writes the order.
select order_id, outcome, expires_at from order_ticket(:listing, :buyer);

-- name: by_state(state, at_most)
-- Listings in a state, those that changed longest ago first.
select l.id, l.title, l.price_pence, l.face_value_pence, l.currency, l.report_count, l.evidence_requirement, missing_evidence(l) as missing, l.updated_at, l.review_notes,
       s.username from ticket_listings l join profiles s on s.user_id = l.seller_id where l.status = :state order by l.updated_at, l.id limit :at_most;

-- name: evidence_of(listing)
-- What vouches for a listing, link by link.
select e.sequence, e.evidence_type, e.created_at from evidence_events e where e.subject_type = 'listing' and e.subject_id = :listing order by e.sequence limit 100;

-- name: caps()
-- The most a ticket may cost, by country.
select country, percent, note from resale_caps order by country = '*' desc, country;

-- name: set_cap(country, percent, note)$
-- Another cap; what it was.
with before as (select percent from resale_caps where country = :country),
written as (insert into resale_caps (country, percent, note) values (:country, :percent, :note)
  on conflict (country) do update set percent = excluded.percent, note = excluded.note returning 1)
select coalesce((select percent from before), 0) from written;
