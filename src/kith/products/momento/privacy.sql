-- name: user(id)^
-- The private half.
select email, phone_number, last_name, birth_date, is_verified, status, created_at, suspended_at from users where id = :id;

-- name: profile(id)^
-- The half that others may see, and the likes.
select first_name, preferred_name, bio, gender, occupation, location, time_zone, palette, liked_profiles, created_at from social_profiles where user_id = :id;

-- name: host_profile(id)^
-- The host profile.
select id, host_name, host_bio, average_rating, ratings_count, created_at from host_profiles where user_id = :id;

-- name: interests(id)
-- What they like.
select i.name from profile_interests pi join interests i on i.id = pi.interest_id where pi.profile_id = profile_of(:id) order by i.name;

-- name: photos(id)
-- Photos and Face Cards; the files lie beside, but for those that moderators took away.
select id, kind, is_in_app_photo, width, height, created_at, removed_at, hidden_at, large_file_id from profile_photos where profile_id = profile_of(:id) order by created_at;

-- name: pictures_permitted(id)
-- When the camera was opened.
select issued_at, used_at from capture_tokens where profile_id = profile_of(:id) order by issued_at;

-- name: places(id)
-- Places they added.
select name, address, latitude, longitude, city, created_at from locations where created_by = :id order by created_at;

-- name: events_hosted_by(id)
-- Events they planned.
select e.title, e.description, e.status, e.starts_at, e.ends_at, e.time_zone, e.price_in_cents, e.currency, e.created_at from events e
join host_profiles h on h.id = e.host_id where h.user_id = :id order by e.created_at;

-- name: helped(id)
-- Where they helped.
select e.title, c.role from event_collaborators c join events e on e.id = c.event_id where c.user_id = :id;

-- name: invitations(id)
-- What they were asked to, and their answers.
select e.title, i.status, i.created_at, i.expires_at, i.responded_at, i.confirmed_at, i.plus_one_name, i.decline_reason from invitations i
join events e on e.id = i.event_id where i.profile_id = profile_of(:id) order by i.created_at;

-- name: seats_taken(id)
-- Seats they have.
select e.title, s.seats, s.taken_at from seats s join events e on e.id = s.event_id where s.profile_id = profile_of(:id);

-- name: holds(id)
-- Seats that were kept while they paid.
select e.title, h.kind, h.seats, h.expires_at, h.ended_as from seat_holds h join events e on e.id = h.event_id where h.profile_id = profile_of(:id);

-- name: waiting(id)
-- Lines they stood in.
select e.title, w.status, w.charge_saved_card, w.charge_consent_at, w.offered_at from waiting_list w join events e on e.id = w.event_id
where w.profile_id = profile_of(:id);

-- name: payments(id)
-- What they paid.
select e.title, p.amount_in_cents, p.currency, p.status, p.refunded_in_cents, p.created_at, p.settled_at from payments p
join events e on e.id = p.event_id where p.user_id = :id order by p.created_at;

-- name: refunds(id)
-- What they got back.
select amount_in_cents, reason, status, created_at from refunds where user_id = :id order by created_at;

-- name: attendance(id)
-- Where they were, and how that was known.
select e.title, a.status, a.checked_in_at, a.method, a.check_in_latitude, a.check_in_longitude, a.disputed_at, a.dispute_reason, a.resolved_at
from attendance a join events e on e.id = a.event_id where a.profile_id = profile_of(:id) order by a.created_at;

-- name: said_of_attendance(id)
-- What they said about who came.
select e.title, a.about_profile_id, a.says from attendance_reports a join events e on e.id = a.event_id where a.by_profile_id = profile_of(:id);

-- name: posts(id)
-- What they wrote to events, and under which name.
select e.title, p.content, p.created_at, p.removed_at, a.role, a.number from event_posts p join events e on e.id = p.event_id
left join event_aliases a on a.id = p.alias_id and a.profile_id = p.profile_id where p.profile_id = profile_of(:id) order by p.created_at;

-- name: ratings(id)
-- How they rated.
select e.title, r.host_rating_value, r.event_rating_value, r.comment, r.created_at from ratings r join events e on e.id = r.event_id
where r.rater_profile_id = profile_of(:id) order by r.created_at;

-- name: memories(id)
-- Whom they met; the notes are sealed, and opened by the program.
select c.id, e.title, c.connected_profile_snapshot_name, c.is_favorite, c.wants_to_connect_again, c.does_not_want_to_connect_again, c.private_notes,
       c.mutual_revealed_at, c.created_at
from connections c join events e on e.id = c.event_id where c.user_profile_id = profile_of(:id) order by c.created_at;

-- name: conversations(id)
-- Conversations they are in.
select t.id, p.last_read_at, t.created_at from conversations t join conversation_participants p on p.conversation_id = t.id
where p.profile_id = profile_of(:id) and profile_of(:id) in (t.low_profile_id, t.high_profile_id) order by t.created_at;

-- name: messages(id)
-- What they wrote to others.
select conversation_id, content, created_at from messages where sender_profile_id = profile_of(:id) order by created_at;

-- name: told(id)
-- Mails, pushes and texts sent to them, without their words.
select channel, purpose, status, created_at from outbox where person_id = :id order by created_at;

-- name: erase(id)$
-- Everything personal goes; events of others still add up.
select erase_user(:id);

-- name: forget_places(id)!
-- Places they added, which may be their home: what is left is that there was one, in a town. Public ones, which have a number at Google, stay.
update locations set name = 'A place', address = null, neighbourhood = null, latitude = round(latitude::numeric, 1), longitude = round(longitude::numeric, 1)
where created_by = :id and google_place_id is null;
