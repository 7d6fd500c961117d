-- name: seen(profile)$
-- Whether the signed-in person may look at somebody, in their session.
select :profile::uuid = any (visible_profile_ids());

-- name: person(profile)^
-- Somebody as a report keeps them; for the service.
select p.id, p.user_id, coalesce(p.preferred_name, p.first_name) as name, p.bio, p.current_photo_id, p.current_face_card_photo_id
from social_profiles p where p.id = :profile;

-- name: withdraw(one, other)
-- Invitations still open between a host and a guest who are through with each other.
update invitations i set status = 'expired'
from events e, host_profiles h, social_profiles p
where i.event_id = e.id and e.host_id = h.id and p.id = i.profile_id and i.status in ('sent', 'payment_failed')
  and ((h.user_id = :one and p.user_id = :other) or (h.user_id = :other and p.user_id = :one))
returning i.event_id;

-- name: message(message)^
-- A message of one's own conversations, by the other, in one's own session.
select m.id, m.content, m.sender_profile_id as profile_id, m.created_at from messages m
where m.id = :message and m.conversation_id = any (my_conversation_ids()) and m.sender_profile_id <> my_profile_id();

-- name: photo(photo)^
-- A picture one may see, in one's own session.
select :photo::uuid as id where may_see_photo(:photo);

-- name: photo_owner(photo)^
-- Whose picture it is, with its files; for the service.
select f.profile_id, f.large_file_id from profile_photos f where f.id = :photo;

-- name: event(event)^
-- An event one hosts or was asked to, in one's own session.
select e.id, e.title, e.description, e.host_id from events e where e.id = :event and e.id = any (my_event_ids());

-- name: host_profile(host)$
-- The profile behind a host.
select p.id from host_profiles h join social_profiles p on p.user_id = h.user_id where h.id = :host;
