-- name: insert_region(id, slug, display_name, state, geometry, rules, time_zone)!
-- A place of the demo.
insert into regions (id, slug, display_name, state, geometry, rules, time_zone, country)
values (:id, :slug, :display_name, :state::text::region_state, :geometry, :rules, :time_zone, 'US');

-- name: insert_venue(region_id, name, kind, address, latitude, longitude, capacity)!
-- A public place of the demo.
insert into venues (region_id, name, kind, address, latitude, longitude, capacity)
values (:region_id, :name, :kind, :address, :latitude, :longitude, :capacity);

-- name: insert_person(id, phone, email, first_name)!
-- Somebody who may sign in.
insert into kith.people (id, phone, email, phone_confirmed_at, email_confirmed_at, raw_user_meta_data)
values (:id, :phone, :email, kith.now(), case when :email::text is not null then kith.now() end, jsonb_build_object('first_name', :first_name::text));

-- name: insert_user(id, phone, phone_hash, first_name, last_name, birthday, region_id, postal_code, latitude, longitude)!
-- Somebody of the demo city.
insert into users (id, phone_e164, phone_hash, first_name, last_name, birthday, region_id, postal_code, latitude, longitude,
                   sms_consent, age_consent, terms_consent, privacy_consent)
values (:id, :phone, :phone_hash, :first_name, :last_name, :birthday, :region_id, :postal_code, :latitude, :longitude, true, true, true, true);

-- name: move_user(id, state)!
-- One step of a person's way in.
update users set state = :state::text::user_state where id = :id;

-- name: join_region(id, region_id)!
-- Where they belong.
insert into region_memberships (user_id, region_id, status) values (:id, :region_id, 'active');

-- name: insert_linkup(id, initiator, region_id, brief, starts_at, ends_at, window_ends_at, key)!
-- A LinkUp of the demo.
insert into linkups (id, initiator_user_id, region_id, brief, starts_at, ends_at, acceptance_window_ends_at, min_size, max_size, linkup_create_key, time_zone)
values (:id, :initiator, :region_id, :brief, :starts_at, :ends_at, :window_ends_at, 2, 6, :key, (select time_zone from regions where id = :region_id));

-- name: broadcast(id)!
-- Asking around.
update linkups set state = 'broadcasting' where id = :id;

-- name: invite(linkup_id, user_id, explainability)$
-- One invite.
insert into linkup_invites (linkup_id, invited_user_id, sent_at, idempotency_key, explainability)
values (:linkup_id::uuid, :user_id::uuid, kith.now(), 'demo:' || (:linkup_id::uuid)::text || (:user_id::uuid)::text, :explainability) returning id;

-- name: answer(id, state)!
-- Its answer.
update linkup_invites set state = :state::text::invite_state where id = :id;

-- name: lock(id, venue)!
-- Set.
update linkups set state = 'locked', lock_version = lock_version + 1, event_time = starts_at, venue = :venue where id = :id and state = 'broadcasting';

-- name: complete(id)!
-- Over.
update linkups set state = 'completed' where id = :id;

-- name: all_attended(linkup_id)!
-- Everybody came.
update linkup_participants set status = 'attended' where linkup_id = :linkup_id;

-- name: asked_after(linkup_id)!
-- Everybody was asked how it was.
insert into linkup_outcomes (linkup_id, user_id, attendance_response, do_again)
select linkup_id, user_id, 'attended', true from linkup_participants where linkup_id = :linkup_id;
