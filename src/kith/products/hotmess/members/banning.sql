-- name: shut_out(person, note)$
-- Banned, unless they are suspended or banned already, or gone.
update profiles set status = 'banned', suspended_at = kith.now(), suspended_reason = :note where user_id = :person and status = 'active' returning id;

-- name: knows(person)$
-- Whether somebody is or was a member.
select exists (select 1 from profiles where user_id = :person and status <> 'erased');

-- name: nights(person)
-- Their nights that are up.
select id from beacons where owner_id = :person and status = 'live' order by id;

-- name: end_all(person, note)
-- Everything of theirs ends; orders of others that are given back.
select * from ban_member(:person, :note);

-- name: let_in(person, note)$
-- A member again, and a seller where it was the ban that closed the shop.
with shop as (update market_sellers set status = 'approved', review_notes = null where owner_id = :person and status = 'suspended' and review_notes = :note)
select reinstate_member(:person);
