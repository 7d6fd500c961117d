-- name: add(id, beacon, scope, hash, key_id, max_uses, valid_from, expires_at, holder, guest_name, face_value_pence, currency, issued_by)!
-- A token.
insert into qr_tokens (id, beacon_id, scope, token_hash, key_id, max_uses, valid_from, expires_at, holder_id, guest_name, face_value_pence, currency, issued_by)
values (:id, :beacon, :scope, :hash, :key_id, :max_uses, coalesce(:valid_from::timestamptz, kith.now()), :expires_at, :holder, :guest_name, :face_value_pence, :currency,
  :issued_by);

-- name: mine(person)
-- Codes of somebody, the next night first, spent and past ones last.
select t.id, t.scope, t.valid_from, t.expires_at, t.current_uses, t.max_uses, t.inside, t.revoked_at, t.revoked_reason, b.id as beacon, b.title, b.starts_at, b.timezone, b.venue_name,
       c.name as city_name
from qr_tokens t join beacons b on b.id = t.beacon_id join cities c on c.id = b.city_id
where t.holder_id = :person and t.expires_at > kith.now() - interval '7 days'
order by (t.revoked_at is not null or t.expires_at <= kith.now()), coalesce(b.starts_at, t.expires_at), t.id limit 100;

-- name: one(token)^
-- A code with all that its page and its print show.
select t.id, t.scope, t.key_id, t.valid_from, t.expires_at, t.current_uses, t.max_uses, t.inside, t.revoked_at, t.revoked_reason, t.holder_id, t.guest_name, t.beacon_id as beacon, b.title,
       b.starts_at, b.timezone, b.venue_name, b.reentry, c.name as city_name
from qr_tokens t join beacons b on b.id = t.beacon_id join cities c on c.id = b.city_id where t.id = :token;

-- name: role(beacon, person)$
-- What somebody is at a door.
select door_role(:beacon, :person);

-- name: own_ticket(beacon, person)$
-- Their good check-in code of a beacon, if they have one.
select t.id from qr_tokens t where t.beacon_id = :beacon and t.holder_id = :person and t.scope = 'check_in' and t.revoked_at is null and t.expires_at > kith.now()
order by t.created_at limit 1;

-- name: given_out(beacon)$
-- How many people the good check-in codes of a beacon let in.
select coalesce(sum(t.max_uses), 0) from qr_tokens t where t.beacon_id = :beacon and t.scope = 'check_in' and t.revoked_at is null;

-- name: others_in_line(beacon, person)$
-- Whether somebody else waits for a place at a beacon, or has one offered.
select exists (select 1 from beacon_waiting_list w where w.beacon_id = :beacon and w.user_id <> :person and w.status in ('waiting', 'offered'));

-- name: paid(token)$
-- Whether somebody paid for a code.
select exists (select 1 from order_items i where i.token_id = :token and i.unit_price_pence > 0);

-- name: beacon(beacon)^
-- A beacon, locked, for giving out its codes.
select b.id, b.owner_id, b.title, beacon_state(b) as state, b.starts_at, b.expires_at, b.capacity, b.price_pence, b.currency, b.sold_out
from beacons b where b.id = :beacon for no key update;

-- name: member(username)$
-- A member by their name.
select p.user_id from profiles p where lower(p.username) = lower(:username) and p.status = 'active';

-- name: revoke(token, reason)$
-- Ends a code.
select revoke_token(:token, :reason);

-- name: for_sale(token)$
-- Whether a code is being sold to somebody.
select exists (select 1 from ticket_listings l where l.token_id = :token and l.status in ('pending_review', 'live'));
