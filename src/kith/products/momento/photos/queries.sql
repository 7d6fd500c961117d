-- name: my_profile()^
-- One's own profile, as far as photos go.
select id, current_photo_id, current_face_card_photo_id from social_profiles where user_id = auth.uid();

-- name: mine(profile)
-- One's photos, newest first.
select id, is_in_app_photo as in_app, is_authentic(id) as authentic, width, height, created_at from profile_photos
where profile_id = :profile and kind = 'photo' and removed_at is null and hidden_at is null order by created_at desc, id;

-- name: count_mine(profile)$
-- How many photos a profile shows.
select count(*) from profile_photos where profile_id = :profile and kind = 'photo' and removed_at is null and hidden_at is null;

-- name: may_see(photo)$
-- Whether the signed-in person may see a picture.
select may_see_photo(:photo);

-- name: file_of(photo, size)$
-- The file behind one size of a picture.
select case :size::text when 'small' then small_file_id when 'medium' then medium_file_id else large_file_id end from profile_photos where id = :photo;

-- name: issue_token(profile, nonce_hash)$
-- Permission to send one picture taken just now.
insert into capture_tokens (profile_id, nonce_hash) values (:profile, :nonce_hash) returning id;

-- name: token_of(profile, nonce_hash)$
-- A permission of this person, live or not.
select id from capture_tokens where profile_id = :profile and nonce_hash = :nonce_hash;

-- name: add(id, profile, image_url, kind, made_from, in_app, token, small, medium, large, width, height)!
-- A picture with its three sizes.
insert into profile_photos (id, profile_id, image_url, kind, made_from, is_in_app_photo, capture_token_id, small_file_id, medium_file_id,
                            large_file_id, width, height)
values (:id, :profile, :image_url, :kind, :made_from, :in_app, :token, :small, :medium, :large, :width, :height);

-- name: one_of(profile, photo)^
-- A photo of this profile that is shown.
select id, small_file_id, medium_file_id, large_file_id from profile_photos
where id = :photo and profile_id = :profile and kind = 'photo' and removed_at is null and hidden_at is null;

-- name: make_main_if_none(profile, photo)!
-- The first photo is the main one.
update social_profiles set current_photo_id = :photo where id = :profile and current_photo_id is null;

-- name: make_main(photo)$
-- One's main photo, if it is one's own and shown.
update social_profiles p set current_photo_id = :photo
where p.user_id = auth.uid()
  and exists (select 1 from profile_photos f where f.id = :photo and f.profile_id = p.id and f.kind = 'photo' and f.removed_at is null and f.hidden_at is null)
returning p.id;

-- name: next_main(profile, photo)!
-- Another main photo where this one was it: the newest that is left.
update social_profiles p set current_photo_id = (
  select f.id from profile_photos f where f.profile_id = p.id and f.kind = 'photo' and f.removed_at is null and f.hidden_at is null and f.id <> :photo
  order by f.created_at desc, f.id limit 1)
where p.id = :profile and p.current_photo_id = :photo;

-- name: cards_made_from(photo)
-- Face Cards made from a photo, and whether somebody remembers them.
select f.id, f.small_file_id, f.medium_file_id, f.large_file_id, exists (select 1 from connections c where c.face_card_photo_id = f.id) as remembered
from profile_photos f where f.made_from = :photo;

-- name: forget_card(card)!
-- This Face Card is not shown any more.
update social_profiles set current_face_card_photo_id = null where current_face_card_photo_id = :card;

-- name: retire(photo)!
-- A picture that stays in memories only.
update profile_photos set removed_at = kith.now() where id = :photo and removed_at is null;

-- name: keep_as_card(photo, small, medium, large)!
-- What was taken away is gone from the store; the row stays for the Face Card that memories show.
update profile_photos set small_file_id = :small, medium_file_id = :medium, large_file_id = :large, removed_at = coalesce(removed_at, kith.now())
where id = :photo;

-- name: drop(photo)!
-- A picture nobody remembers; its files go with it.
delete from profile_photos where id = :photo;

-- name: to_draw(profile)^
-- What a Face Card is made from, and what is there now.
select p.id, p.user_id, coalesce(p.preferred_name, p.first_name) as name, p.palette, p.current_photo_id, f.large_file_id,
       c.id as card_id, c.made_from, l.sha256 as card_sha256
from social_profiles p
left join profile_photos f on f.id = p.current_photo_id
left join profile_photos c on c.id = p.current_face_card_photo_id
left join stored_files l on l.id = c.large_file_id
where p.id = :profile;

-- name: lock_profile(profile)^
-- The profile, for as long as its card is put in place.
select id, coalesce(preferred_name, first_name) as name, palette, current_photo_id, current_face_card_photo_id from social_profiles
where id = :profile for no key update;

-- name: show_card(profile, card)!
-- The Face Card that others see.
update social_profiles set current_face_card_photo_id = :card where id = :profile;

-- name: is_remembered(card)$
-- Whether somebody's memory shows this Face Card.
select exists (select 1 from connections where face_card_photo_id = :card);

-- name: hide(photo, decision)$
-- A photo, or the one behind a Face Card, that nobody sees any more; the profile it was of.
select hide_photo(:photo, :decision);

-- name: show_again(decision)$
-- What a decision took away is seen again; the profile it is of.
select show_hidden_photo(:decision);
