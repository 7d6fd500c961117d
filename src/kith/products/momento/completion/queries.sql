-- name: due()
-- Events whose last stop ended two hours ago.
select id from events where status = 'confirmed' and ends_at <= kith.now() - interval '2 hours' order by ends_at limit 100;

-- name: complete(event)$
-- Completed, and everybody who was there has met; false when it was done.
select complete_event(:event);

-- name: connect_late(event)$
-- Attendance settled afterwards: pairs that were missing.
select connect_attendees(:event);

-- name: settled_since(since)
-- Completed events where attendance changed since.
select distinct a.event_id from attendance a join events e on e.id = a.event_id
where e.status = 'completed' and a.updated_at > :since and a.status in ('attended', 'late');

-- name: attendees(event)
-- Who was there, and how many they met.
select p.user_id, e.title, (select count(*) from connections c where c.user_profile_id = a.profile_id and c.event_id = e.id) as met
from attendance a join social_profiles p on p.id = a.profile_id join events e on e.id = a.event_id
where a.event_id = :event and a.status in ('attended', 'late');
