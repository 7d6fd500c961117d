-- name: regions()
-- All regions somebody could live in.
select id, slug, display_name, state::text as state, geometry, rules, time_zone, country, subdivision
from regions where state <> 'closed' order by slug;

-- name: find_by_phone(phone_hash)^
-- Who has this number, held until the transaction ends.
select id, state::text as state from users where phone_hash = :phone_hash for update;

-- name: is_member(id)$
-- Whether this person is of JOSH.
select exists (select 1 from users where id = :id);

-- name: person_with_phone(phone)$
-- The house's person with this number, of whatever product.
select id from auth.users where phone = :phone and deleted_at is null;

-- name: insert_person(id, phone)!
-- A new person of the house; the number counts once it is confirmed.
insert into kith.people (id, phone) values (:id, :phone) on conflict do nothing;

-- name: insert_user(id, phone_e164, phone_hash, first_name, last_name, birthday, email, region_id, postal_code, latitude, longitude)!
-- Somebody who gave all four consents and has yet to confirm the number.
insert into users (id, phone_e164, phone_hash, first_name, last_name, birthday, email, region_id, postal_code, latitude, longitude,
                   sms_consent, age_consent, terms_consent, privacy_consent)
values (:id, :phone_e164, :phone_hash, :first_name, :last_name, :birthday, :email, :region_id, :postal_code, :latitude, :longitude,
        true, true, true, true);

-- name: correct_unverified(id, first_name, last_name, birthday, email, region_id, postal_code, latitude, longitude)!
-- Whoever confirms the number decides; until then the newest form counts.
update users set first_name = :first_name, last_name = :last_name, birthday = :birthday, email = :email, region_id = :region_id,
                 postal_code = :postal_code, latitude = :latitude, longitude = :longitude
where id = :id and state = 'unverified';

-- name: live_otp(user_id)^
-- The code that is out for this person, if any.
select id, last_sent_at from otp_sessions where live_user_id = :user_id;

-- name: close_otp(user_id)!
-- A new code replaces the one before.
update otp_sessions set closed_at = kith.now() where live_user_id = :user_id;

-- name: insert_otp(id, user_id, otp_hash, expires_at)!
-- A code's keyed hash.
insert into otp_sessions (id, user_id, otp_hash, expires_at) values (:id, :user_id, :otp_hash, :expires_at);

-- name: count_try(user_id)^
-- One more try, counted before it is looked at; nothing when there is no live code or its five tries are used up.
update otp_sessions set attempts = attempts + 1
where live_user_id = :user_id and attempts < 5 and expires_at > kith.now()
returning id, otp_hash;

-- name: verify_otp(id)$
-- The code was right; only one request can say so.
update otp_sessions set verified_at = kith.now() where id = :id and verified_at is null and closed_at is null returning user_id;

-- name: user_after_otp(user_id)^
-- What decides how somebody goes on after confirming the number.
select u.id, u.first_name, u.phone_e164, u.phone_hash, u.state::text as state, u.region_id, r.state::text as region_state,
       r.display_name as region_name, r.rules as region_rules, r.time_zone as region_zone
from users u left join regions r on r.id = u.region_id where u.id = :user_id;

-- name: confirm_user(user_id)!
-- The number is theirs.
update users set state = 'verified' where id = :user_id and state = 'unverified';

-- name: confirm_phone(user_id, first_name)!
-- The house knows it too.
update kith.people set phone_confirmed_at = coalesce(phone_confirmed_at, kith.now()), last_sign_in_at = kith.now(),
       raw_user_meta_data = coalesce(raw_user_meta_data, '{}') || jsonb_build_object('first_name', :first_name::text)
where id = :user_id;

-- name: join_region(user_id, region_id, status)!
-- Where a person belongs or waits.
insert into region_memberships (user_id, region_id, status) values (:user_id, :region_id, :status) on conflict do nothing;

-- name: open_regions_with_waiting()
-- Open regions in which people still wait.
select r.id, r.display_name, r.rules, r.time_zone from regions r
where r.state = 'open' and exists (
  select 1 from region_memberships m where m.region_id = r.id and m.status = 'waitlisted' and m.released_at is null and m.invited_at is null);

-- name: released_lately(region_id, since)$
-- How many of this region's waiting list were let in since then.
select count(*)::int from region_memberships where region_id = :region_id and invited_at > :since;

-- name: next_waiting(region_id, at_most)
-- The longest waiting, each taken by one worker.
select m.id, m.user_id, u.first_name, u.phone_e164, u.phone_hash, u.state::text as state
from region_memberships m join users u on u.id = m.user_id
where m.region_id = :region_id and m.status = 'waitlisted' and m.released_at is null and m.invited_at is null
order by m.joined_at, m.id limit :at_most for update of m skip locked;

-- name: let_in(membership_id)!
-- From the waiting list into the region.
update region_memberships set status = 'active', invited_at = kith.now() where id = :membership_id and status = 'waitlisted';

-- name: skip_waiting(membership_id)!
-- Somebody who left while waiting.
update region_memberships set released_at = kith.now() where id = :membership_id;

-- name: forget_unconfirmed(before)
-- Numbers nobody confirmed within a day, with everything that was typed in for them.
delete from users where state = 'unverified' and updated_at < :before returning id;

-- name: forget_person(ids)!
-- The house's side of them, unless another product knows the person.
delete from kith.people where id = any (:ids::uuid[]) and phone_confirmed_at is null and email_confirmed_at is null;
