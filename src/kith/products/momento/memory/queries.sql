-- name: memories(at, id, at_most)
-- Whom one met, the latest event first, in a member's session.
select c.id, c.connected_profile_id, c.event_id, c.connected_profile_snapshot_name, shown_card(c.face_card_photo_id) as face_card_photo_id, c.was_photo_authentic, c.is_favorite,
       c.wants_to_connect_again, c.does_not_want_to_connect_again, c.private_notes is not null as has_notes, c.mutual_revealed_at, c.created_at,
       e.title, e.starts_at, e.time_zone
from connections c join events e on e.id = c.event_id
where c.user_profile_id = my_profile_id() and not (c.connected_profile_id = any (hidden_in_memories()))
  and (:at::timestamptz is null or (c.created_at, c.id) < (:at::timestamptz, :id::uuid))
order by c.created_at desc, c.id desc limit :at_most;

-- name: memory(connection)^
-- One memory, in its owner's session.
select c.id, c.connected_profile_id, c.event_id, c.connected_profile_snapshot_name, shown_card(c.face_card_photo_id) as face_card_photo_id, c.was_photo_authentic, c.is_favorite,
       c.wants_to_connect_again, c.does_not_want_to_connect_again, c.private_notes, c.mutual_revealed_at, c.created_at, e.title, e.starts_at, e.time_zone
from connections c join events e on e.id = c.event_id
where c.id = :connection and c.user_profile_id = my_profile_id() and not (c.connected_profile_id = any (hidden_in_memories()));

-- name: shared_events(profile)
-- Where else one met this person.
select e.id, e.title, e.starts_at, e.time_zone from connections c join events e on e.id = c.event_id
where c.user_profile_id = my_profile_id() and c.connected_profile_id = :profile order by e.starts_at desc;

-- name: favour(connection, favorite)!
-- Keep near, or not.
update connections set is_favorite = :favorite where id = :connection and user_profile_id = my_profile_id();

-- name: wish(connection, again, rather_not)!
-- Meet again, rather not, or neither.
update connections set wants_to_connect_again = :again, does_not_want_to_connect_again = :rather_not
where id = :connection and user_profile_id = my_profile_id();

-- name: note(connection, notes)!
-- A sealed note.
update connections set private_notes = :notes where id = :connection and user_profile_id = my_profile_id();

-- name: revealed(connection)^
-- A wish that has just become mutual, with both people; for the service.
select c.id, a.user_id as one, b.user_id as other, coalesce(a.preferred_name, a.first_name) as one_name,
       coalesce(b.preferred_name, b.first_name) as other_name, c.mutual_revealed_at,
       (select r.id from connections r where r.user_profile_id = c.connected_profile_id and r.connected_profile_id = c.user_profile_id
        order by r.created_at desc limit 1) as back
from connections c join social_profiles a on a.id = c.user_profile_id join social_profiles b on b.id = c.connected_profile_id
where c.id = :connection and c.mutual_revealed_at is not null;
