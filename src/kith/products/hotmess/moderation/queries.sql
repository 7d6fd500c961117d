-- name: name_of(person)$
-- What a member is called.
select username from profiles where user_id = :person;

-- name: post_to(id, state)$
-- A post's state.
update beacon_posts set status = :state where id = :id and status <> :state returning beacon_id;

-- name: beacon_to(id, state, notes)$
-- A beacon's state.
update beacons set status = :state, review_notes = :notes where id = :id and status = case :state::text when 'disabled' then 'live' else 'disabled' end returning id;

-- name: listing_to(id, state, notes)$
-- A ticket listing's state.
update ticket_listings set status = :state, review_notes = :notes
where id = :id and (:state::text = 'removed' and status in ('draft', 'pending_review', 'live') or :state::text = 'live' and status = 'removed') returning id;

-- name: offer_to(id, state, notes)$
-- A market listing's state.
update market_listings set status = :state, review_notes = :notes
where id = :id and (:state::text = 'removed' and status in ('draft', 'pending_review', 'live', 'sold_out') or :state::text = 'live' and status = 'removed') returning id;

-- name: seller_to(id, state, notes)$
-- A seller's state.
update market_sellers set status = :state, review_notes = :notes where id = :id and status = case :state::text when 'suspended' then 'approved' else 'suspended' end returning id;

-- name: seller_of(content_type, content_id)$
-- Whose shop front it is about.
select case :content_type::text when 'seller' then (select s.id from market_sellers s where s.id = :content_id)
  when 'market_listing' then (select l.seller_id from market_listings l where l.id = :content_id) end;
