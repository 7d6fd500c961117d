-- name: own(owner, ids)!
-- Whose files these are.
update stored_files set owner_id = :owner where id = any (:ids::uuid[]);

-- name: show(profile, photo, card)!
-- The photo and Face Card that others see.
update social_profiles set current_photo_id = :photo, current_face_card_photo_id = :card where id = :profile;

-- name: faceless(profile)$
-- Whether a profile is there and shows no photo, held until the end of the transaction.
select true from social_profiles p join users u on u.id = p.user_id
where p.id = :profile and p.current_photo_id is null and u.status <> 'erased' for no key update of p;
