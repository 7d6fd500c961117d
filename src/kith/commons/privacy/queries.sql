-- name: is_known(person_id)$
-- Whether there is, or ever was, such a person.
select exists (select 1 from auth.users where id = :person_id);

-- name: open_erasure(person_id)^
-- The erasure of a person, begun or taken up.
insert into privacy_requests as r (person_id, kind) values (:person_id, 'erasure')
on conflict (person_id) where kind = 'erasure' do update set updated_at = kith.now()
returning r.id, r.state, r.steps_done;

-- name: step_done(id, step)!
-- One step further.
update privacy_requests set steps_done = array_append(steps_done, :step::text) where id = :id and not :step::text = any (steps_done);

-- name: finish(id)!
-- All steps are done.
update privacy_requests set state = 'done', finished_at = kith.now() where id = :id and state = 'open';

-- name: note_export(person_id)!
-- Somebody took their data along.
insert into privacy_requests (person_id, kind, state, finished_at) values (:person_id, 'export', 'done', kith.now());

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
     s as (delete from push_subscriptions where person_id = :person_id)
delete from outbox where person_id = :person_id;

-- name: drop_safety_words(person_id)!
-- What others reported stays without words and pictures of the erased person; their own blocks and words go.
with b as (delete from blocks where blocker_id = :person_id),
     i as (update incidents set details = '{}'::jsonb where reporter_id = :person_id),
     s as (update reports set snapshot = null where reported_id = :person_id and reporter_id is distinct from :person_id),
     m as (delete from appeal_messages where not from_house and appeal_id in (select a.id from appeals a where a.person_id = :person_id))
update reports set details = '{}'::jsonb where reporter_id = :person_id;

-- name: anonymise(person_id)!
-- The person's row stays, without anything that tells who it was.
update kith.people set email = null, phone = null, email_confirmed_at = null, phone_confirmed_at = null, raw_user_meta_data = '{}'::jsonb,
  raw_app_meta_data = '{}'::jsonb, deleted_at = kith.now(), updated_at = kith.now()
where id = :person_id and deleted_at is null;

-- name: person(person_id)^
-- What the house itself knows of a person.
select id, email, phone, created_at, last_sign_in_at, raw_user_meta_data from auth.users where id = :person_id and deleted_at is null;

-- name: early_features_of(person_id)
-- Features that were switched on for a person by name.
select f.key, f.description, p.created_at from flag_people p join flags f on f.key = p.key where p.person_id = :person_id order by p.created_at;

-- name: notification_choices_of(person_id)
-- What a person wants to be told, and by which channel.
select topic, channel, wanted, source, changed_at from notification_choices where person_id = :person_id order by topic, channel;

-- name: notification_settings_of(person_id)
-- A person's quiet hours and gathered letters.
select zone, quiet_from, quiet_until, digest, next_digest_at, changed_at from notification_settings where person_id = :person_id;

-- name: sessions_of(person_id)
-- Where a person was signed in.
select method, user_agent, created_at, last_used_at, revoked_at from sessions where person_id = :person_id order by created_at;

-- name: passkeys_of(person_id)
-- A person's passkeys.
select name, created_at, last_used_at from passkeys where person_id = :person_id order by created_at;

-- name: consents_of(person_id)
-- What a person agreed to.
select product, kind, version, granted, source, recorded_at from consents where person_id = :person_id order by recorded_at;

-- name: blocks_of(person_id)
-- How often a person blocked somebody; whom is somebody else's data.
select created_at from blocks where blocker_id = :person_id order by created_at;

-- name: reports_of(person_id)
-- What a person reported.
select product, report_type, details, status, created_at from reports where reporter_id = :person_id order by created_at;

-- name: incidents_of(person_id)
-- What a person told of.
select product, incident_type, severity, details, status, created_at from incidents where reporter_id = :person_id order by created_at;

-- name: strikes_of(person_id)
-- A person's strikes.
select product, strike_type, points, window_start, window_end, created_at from strikes where person_id = :person_id order by created_at;

-- name: holds_of(person_id)
-- A person's holds.
select state, applied_at, expires_at, cleared_at from holds where person_id = :person_id;

-- name: payments_of(person_id)
-- A person's customer at Stripe.
select stripe_customer_id, created_at from stripe_customers where person_id = :person_id;

-- name: pushes_of(person_id)
-- Browsers that receive pushes.
select endpoint, created_at, gone_at from push_subscriptions where person_id = :person_id;

-- name: decisions_of(person_id)
-- What moderators decided about a person, with the reasons given.
select product, action, content_type, reason, statement, created_at from decisions where person_id = :person_id order by created_at;

-- name: appeals_of(person_id)
-- A person's appeals and what was said.
select a.state, a.answer, a.created_at, a.decided_at,
       (select jsonb_agg(jsonb_build_object('from_house', m.from_house, 'body', m.body, 'at', m.created_at) order by m.created_at)
        from appeal_messages m where m.appeal_id = a.id) as messages
from appeals a where a.person_id = :person_id order by a.created_at;

-- name: data_requests_of(person_id)
-- Requests about their data, and how far each got.
select request_type, status, due_at, acts_at, rejected_reason, completed_at, created_at from dsar_requests where person_id = :person_id order by created_at;

-- name: destroy_key(person_id)!
-- What is sealed under a person's own key is unreadable from here on.
update person_keys set destroyed_at = kith.now(), key_ciphertext = null, key_iv = null, key_tag = null, key_version = null
where person_id = :person_id and destroyed_at is null;

-- name: requests_of(person_id)
-- What a person asked of their data before.
select kind, state, requested_at, finished_at from privacy_requests where person_id = :person_id order by requested_at;

-- name: is_back(person_id)$
-- Whether somebody who was erased is there again, as after a backup was restored.
select exists (select 1 from auth.users where id = :person_id and deleted_at is null);

-- name: reopen_erasure(person_id)!
-- A restored backup may hold an erasure that counts as done, of a person who is back.
update privacy_requests set state = 'open', finished_at = null, steps_done = '{}' where person_id = :person_id and kind = 'erasure' and state = 'done';
