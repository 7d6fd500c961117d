-- name: person_by_email(email)^
-- Whoever signs in with this address.
select id, raw_user_meta_data ->> 'first_name' as name from auth.users where email = :email and deleted_at is null;

-- name: person_by_phone(phone)^
-- Whoever confirmed this number.
select id, raw_user_meta_data ->> 'first_name' as name from auth.users
where phone = :phone and phone_confirmed_at is not null and deleted_at is null;

-- name: live_code(destination_hash)^
-- The code that is out for this destination, held until the transaction ends.
select id, created_at, expires_at from sign_in_codes
where destination_hash = :destination_hash and consumed_at is null and superseded_at is null for update;

-- name: supersede(destination_hash)!
-- A new code replaces the one before.
update sign_in_codes set superseded_at = kith.now()
where destination_hash = :destination_hash and consumed_at is null and superseded_at is null;

-- name: insert_code(id, destination_hash, channel, person_id, code_hash, expires_at)!
-- A code's keyed hash; for a destination nobody has, of a code nobody was sent.
insert into sign_in_codes (id, destination_hash, channel, person_id, code_hash, expires_at)
values (:id, :destination_hash, :channel, :person_id, :code_hash, :expires_at);

-- name: count_try(destination_hash)^
-- One more try, counted before it is looked at; nothing when none is live or its five tries are used up.
update sign_in_codes set attempts = attempts + 1
where destination_hash = :destination_hash and consumed_at is null and superseded_at is null and attempts < 5 and expires_at > kith.now()
returning id, person_id, code_hash, channel;

-- name: consume(id)$
-- The code was right; only one request can say so.
update sign_in_codes set consumed_at = kith.now() where id = :id and consumed_at is null and superseded_at is null returning person_id;

-- name: count_failure(person_id)$
-- One more failed sign-in; the hundredth in a row locks the account. Says whether it is locked now.
insert into sign_in_failures as f (person_id, consecutive) values (:person_id, 1)
on conflict (person_id) do update set consecutive = f.consecutive + 1,
  locked_at = case when f.consecutive + 1 >= 100 then coalesce(f.locked_at, kith.now()) else f.locked_at end
returning locked_at is not null;

-- name: is_locked(person_id)$
-- Whether the account is locked until support unlocks it.
select exists (select 1 from sign_in_failures where person_id = :person_id and locked_at is not null);

-- name: clear_failures(person_id)!
-- A sign-in that worked ends the count.
update sign_in_failures set consecutive = 0 where person_id = :person_id and locked_at is null;

-- name: unlock(person_id)!
-- Support lets the person in again.
update sign_in_failures set consecutive = 0, locked_at = null where person_id = :person_id;

-- name: confirm_destination(person_id, channel)!
-- Whoever enters the code has the address or number.
update auth.users set last_sign_in_at = kith.now(),
  email_confirmed_at = case when :channel = 'email' then coalesce(email_confirmed_at, kith.now()) else email_confirmed_at end,
  phone_confirmed_at = case when :channel = 'phone' then coalesce(phone_confirmed_at, kith.now()) else phone_confirmed_at end
where id = :person_id;

-- name: insert_link(person_id, token_hash, next_path, expires_at)!
-- A one-use link, by the hash of its token.
insert into sign_in_links (person_id, token_hash, next_path, expires_at) values (:person_id, :token_hash, :next_path, :expires_at);

-- name: consume_link(token_hash)^
-- Use a link up; nothing when it was used, has run out or never was.
update sign_in_links set consumed_at = kith.now()
where token_hash = :token_hash and consumed_at is null and expires_at > kith.now()
returning person_id, next_path;
