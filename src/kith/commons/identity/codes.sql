-- name: person_by_email(email)^
-- Whoever confirmed this address; an address that was only typed in once may be somebody else's.
select id from auth.users where email = :email and email_confirmed_at is not null and deleted_at is null;

-- name: person_by_phone(phone)^
-- Whoever confirmed this number.
select id from auth.users where phone = :phone and phone_confirmed_at is not null and deleted_at is null;

-- name: live_code(destination_hash)^
-- The code that is out for this destination, held until the transaction ends.
select id, created_at from sign_in_codes
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

-- name: consume(id)!
-- The code was right; the caller holds its row.
update sign_in_codes set consumed_at = kith.now() where id = :id;

-- name: count_failure(person_id)$
-- One more failed sign-in of a person, of nobody for null. True when this one, the hundredth in a row, locked the account.
insert into sign_in_failures as f (person_id, consecutive) select :person_id::uuid, 1 where :person_id::uuid is not null
on conflict (person_id) do update set consecutive = f.consecutive + 1,
  locked_at = case when f.consecutive + 1 >= 100 then coalesce(f.locked_at, kith.now()) else f.locked_at end
returning f.consecutive = 100;

-- name: may_enter(person_id)$
-- Whether somebody who showed who they are may begin a session: not locked, not gone.
select not exists (select 1 from sign_in_failures where person_id = :person_id and locked_at is not null)
   and exists (select 1 from auth.users where id = :person_id and deleted_at is null);

-- name: clear_failures(person_id)!
-- A sign-in that worked ends the count.
update sign_in_failures set consecutive = 0 where person_id = :person_id and locked_at is null;

-- name: locked()
-- Accounts that wait for support, longest first.
select person_id, locked_at from sign_in_failures where locked_at is not null order by locked_at limit 100;

-- name: unlock(person_id)$
-- Support lets the person in again.
update sign_in_failures set consecutive = 0, locked_at = null where person_id = :person_id and locked_at is not null returning person_id;

-- name: reachable(person_id)^
-- Where a person can be told something.
select case when email_confirmed_at is not null then email end as email, case when phone_confirmed_at is not null then phone end as phone
from auth.users where id = :person_id and deleted_at is null;

-- name: confirm_destination(person_id, channel)!
-- Whoever enters the code has the address or number.
update kith.people set last_sign_in_at = kith.now(),
  email_confirmed_at = case when :channel = 'email' then coalesce(email_confirmed_at, kith.now()) else email_confirmed_at end,
  phone_confirmed_at = case when :channel = 'phone' then coalesce(phone_confirmed_at, kith.now()) else phone_confirmed_at end
where id = :person_id;

-- name: welcome(email)^
-- Room for somebody new, who has an account once they enter the code sent there; forgotten after a day otherwise.
with made as (
  insert into kith.people (id, email, raw_app_meta_data) values (gen_random_uuid(), :email, '{"joining": true}') on conflict do nothing returning id
)
select id from made
union all
select id from auth.users where email = :email and email_confirmed_at is null and raw_app_meta_data @> '{"joining": true}' and deleted_at is null
limit 1;
