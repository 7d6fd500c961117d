-- name: scan(beacon, person, hash, scopes, gate, direction, device, nonce, ip_hash, at, offline, said)^
-- One attempt at a door.
select refusal, scan_id, result, reason, first_at, first_gate, replayed, conflict
from door_scan(:beacon, :person, :hash, :scopes, :gate, :direction, :device, :nonce, :ip_hash, :at, :offline, :said);

-- name: waiting(device, person, waiting)!
-- How many scans a phone has still to send.
update door_devices set waiting = :waiting, last_seen_at = kith.now() where id = :device and user_id = :person;

-- name: undo(scan, device, person)$
-- Takes a scan back.
select undo_scan(:scan, :device, :person);

-- name: override(scan, person, reason, device)$
-- Lets in whom the door refused.
select override_scan(:scan, :person, :reason, :device);

-- name: scan_of(scan)^
-- Which door a scan is of.
select s.beacon_id, s.status, s.reason, s.device_id from beacon_scans s where s.id = :scan;

-- name: door(beacon, person)^
-- A door and what somebody is at it.
select b.id, b.title, b.timezone, b.reentry, b.starts_at, b.expires_at, b.capacity, b.owner_id, beacon_state(b) as state, b.status, door_role(b.id, :person) as role
from beacons b where b.id = :beacon;

-- name: mine(person)
-- Doors somebody works at, the next first.
select b.id, b.title, b.starts_at, b.expires_at, b.timezone, c.name as city_name, door_role(b.id, :person) as role
from beacons b join cities c on c.id = b.city_id
where (b.owner_id = :person or b.id in (select s.beacon_id from beacon_staff s where s.user_id = :person)) and b.status = 'live' and b.expires_at > kith.now()
order by coalesce(b.starts_at, b.expires_at), b.id limit 50;

-- name: gates(beacon)
-- Gates with what went through each.
select gate_id as id, name, is_open, entries, exits from gate_totals(:beacon);

-- name: keys()
-- Keys that printed codes may be signed with.
select key_id, public_key from printed_keys where retired_at is null or checks_until > kith.now() order by created_at;

-- name: known(beacon, at_most)
-- What the house knows of the door's codes: twelve bytes of their hashes, and how each stands.
select encode(substr(t.token_hash, 1, 12), 'hex') as hash,
       case when t.revoked_at is not null then 'r' when t.inside then 'i' when t.current_uses >= t.max_uses then 'u' else 'o' end as state, t.max_uses
from qr_tokens t where t.beacon_id = :beacon and t.expires_at > kith.now() order by t.created_at desc limit :at_most;

-- name: add_gate(beacon, name)$
-- Another gate.
insert into gates (beacon_id, name) values (:beacon, :name) on conflict (beacon_id, name) do nothing returning id;

-- name: set_gate(beacon, gate, is_open)$
-- Opens or closes a gate.
update gates set is_open = :is_open where id = :gate and beacon_id = :beacon returning id;

-- name: staff(beacon)
-- Who works the door.
select s.user_id, s.role, p.username, s.created_at from beacon_staff s join profiles p on p.user_id = s.user_id where s.beacon_id = :beacon order by p.username;

-- name: add_staff(beacon, person, role, by)!
-- Somebody who works the door, or another role for them.
insert into beacon_staff (beacon_id, user_id, role, added_by) values (:beacon, :person, :role, :by)
on conflict (beacon_id, user_id) do update set role = excluded.role;

-- name: drop_staff(beacon, person)!
-- They do not work there any more; their phones scan no more.
with gone as (update door_devices set revoked_at = kith.now() where beacon_id = :beacon and user_id = :person and revoked_at is null)
delete from beacon_staff where beacon_id = :beacon and user_id = :person;

-- name: guests(beacon, q, at_most)
-- The list: whose name begins like that, or has a word that does.
select t.id, t.scope, coalesce(t.guest_name, p.username) as name, t.max_uses, t.current_uses, t.inside, t.valid_from, t.expires_at, t.revoked_at, t.revoked_reason, t.last_used_at
from qr_tokens t left join profiles p on p.user_id = t.holder_id
where t.beacon_id = :beacon and coalesce(t.guest_name, p.username) is not null
  and (:q::text = '' or lower(coalesce(t.guest_name, p.username)) like '%' || replace(replace(replace(lower(:q), '\', '\\'), '%', '\%'), '_', '\_') || '%')
order by lower(coalesce(t.guest_name, p.username)), t.created_at limit :at_most;

-- name: hash_of(beacon, token)$
-- The hash of a code of this door.
select t.token_hash from qr_tokens t where t.id = :token and t.beacon_id = :beacon;

-- name: staff_token(beacon, hash)$
-- Whether a code is a good staff code of this door.
select exists (select 1 from qr_tokens t where t.beacon_id = :beacon and t.token_hash = :hash and t.scope = 'staff' and t.revoked_at is null
  and t.valid_from <= kith.now() and t.expires_at > kith.now());

-- name: conflicts(beacon, named)
-- Double admissions: which ticket, whose (a member's only where `named`), both gates, both times; the newest first.
select c.id, c.kind, c.token_id, left(c.token_id::text, 8) as ticket, coalesce(t.guest_name, case when :named::boolean then p.username end) as guest_name, ga.name as first_gate, a.scanned_at as first_at, gb.name as second_gate,
       s.scanned_at as second_at, c.resolved_at, c.resolution
from scan_conflicts c join qr_tokens t on t.id = c.token_id left join profiles p on p.user_id = t.holder_id join beacon_scans s on s.id = c.second_scan_id left join gates gb on gb.id = s.gate_id
  left join beacon_scans a on a.id = c.first_scan_id left join gates ga on ga.id = a.gate_id
where c.beacon_id = :beacon order by (c.resolved_at is not null), c.created_at desc limit 100;

-- name: resolve(beacon, conflict, person, words)$
-- Somebody looked at a conflict.
update scan_conflicts set resolved_at = kith.now(), resolved_by = :person, resolution = :words
where id = :conflict and beacon_id = :beacon and resolved_at is null returning id;

-- name: phones(beacon)
-- Phones that scan here, and what they have still to send.
select d.id, d.name, p.username, g.name as gate, d.waiting, d.last_seen_at from door_devices d join profiles p on p.user_id = d.user_id left join gates g on g.id = d.gate_id
where d.beacon_id = :beacon and d.revoked_at is null order by d.last_seen_at desc limit 50;
