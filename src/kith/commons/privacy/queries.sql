-- name: is_known(person_id)$
-- Whether there is, or ever was, such a person.
select exists (select 1 from auth.users where id = :person_id);

-- name: open_erasure(person_id)^
-- The erasure of a person, begun or taken up.
insert into privacy_requests as r (person_id, kind) values (:person_id, 'erasure')
on conflict (person_id) where kind = 'erasure' do update set updated_at = kith.now()
returning r.id, r.state;

-- name: steps_done(id)$
-- In any schema: the steps an erasure has behind it; whoever else goes on with it waits until this one's transaction is over.
select steps_done from kith.privacy_requests where id = :id for update;

-- name: forget_letters(person_id)!
-- In a product's schema: what was or was to be sent to an erased person, and answers kept for their repeated requests.
with a as (delete from idempotency_keys where starts_with(scope, :person_id::uuid::text || ' '))
delete from outbox where person_id = :person_id;

-- name: step_done(id, step)!
-- In any schema: one step further.
update kith.privacy_requests set steps_done = array_append(steps_done, :step::text) where id = :id and not :step::text = any (steps_done);

-- name: finish(id)!
-- All steps are done.
update privacy_requests set state = 'done', finished_at = kith.now() where id = :id and state = 'open';

-- name: unfinished_erasures(before)
-- Erasures that were interrupted.
select person_id from privacy_requests where kind = 'erasure' and state = 'open' and updated_at < :before;

-- name: end_sessions(person_id)!
-- Nobody is signed in as this person any more.
update sessions set revoked_at = kith.now(), revoked_because = 'erased' where person_id = :person_id and revoked_at is null;

-- name: drop_ways_in(person_id)!
-- Passkeys, codes, links, challenges, push subscriptions, messages, notices, answers kept for repeated requests; and what their browsers were called.
with u as (update sessions set user_agent = null where person_id = :person_id),
     a as (delete from idempotency_keys where starts_with(scope, :person_id::uuid::text || ' ')),
     p as (delete from passkeys where person_id = :person_id),
     c as (delete from sign_in_codes where person_id = :person_id),
     l as (delete from sign_in_links where person_id = :person_id),
     h as (delete from passkey_challenges where person_id = :person_id),
     f as (delete from sign_in_failures where person_id = :person_id),
     t as (delete from notices where person_id = :person_id),
     w as (delete from notification_choices where person_id = :person_id),
     q as (delete from notification_settings where person_id = :person_id),
     n as (delete from flag_people where person_id = :person_id),
     v as (delete from impersonations where person_id = :person_id),
     o as (update admins set email = :person_id::uuid::text || '@erased.invalid' where person_id = :person_id),
     s as (delete from push_subscriptions where person_id = :person_id)
delete from outbox where person_id = :person_id;

-- name: drop_safety_words(person_id)!
-- What others reported stays without words and pictures of the erased person; their own blocks and words go.
with b as (delete from blocks where blocker_id = :person_id),
     i as (update incidents set details = '{}'::jsonb, reporter_phone_hash = null where reporter_id = :person_id),
     s as (update reports set snapshot = null where reported_id = :person_id and reporter_id is distinct from :person_id),
     m as (delete from appeal_messages where not from_house and appeal_id in (select a.id from appeals a where a.person_id = :person_id))
update reports set details = '{}'::jsonb, reporter_phone_hash = null where reporter_id = :person_id;

-- name: anonymise(person_id)!
-- The person's row stays, without anything that tells who it was.
update kith.people set email = null, phone = null, email_confirmed_at = null, phone_confirmed_at = null, raw_user_meta_data = '{}'::jsonb,
  raw_app_meta_data = '{}'::jsonb, deleted_at = kith.now(), updated_at = kith.now()
where id = :person_id and deleted_at is null;

-- name: destroy_key(person_id)!
-- What is sealed under a person's own key is unreadable from here on.
update person_keys set destroyed_at = kith.now(), key_ciphertext = null, key_iv = null, key_tag = null, key_version = null
where person_id = :person_id and destroyed_at is null;

-- name: is_back(person_id)$
-- Whether somebody who was erased is there again, as after a backup was restored.
select exists (select 1 from auth.users where id = :person_id and deleted_at is null);

-- name: reopen_erasure(person_id)!
-- A restored backup may hold an erasure that counts as done, of a person who is back.
update privacy_requests set state = 'open', finished_at = null, steps_done = '{}' where person_id = :person_id and kind = 'erasure' and state = 'done';
