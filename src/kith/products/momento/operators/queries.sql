-- name: disputed(at_most)
-- Attendance that people have to look at, longest waiting first.
select a.id, coalesce(p.preferred_name, p.first_name) as name, e.title, e.ends_at, e.time_zone, a.disputed_from, a.disputed_at,
       a.dispute_reason is not null as by_guest
from attendance a join social_profiles p on p.id = a.profile_id join events e on e.id = a.event_id
where a.status = 'disputed' order by a.disputed_at, a.id limit :at_most;

-- name: one(id)^
-- One attendance with its event and guest, locked with neither.
select a.id, a.event_id, a.profile_id, a.status, a.method, a.checked_in_at, a.incontestable, a.disputed_from, a.disputed_at, a.dispute_reason,
       a.resolved_at, a.check_in_latitude is not null as with_position, coalesce(p.preferred_name, p.first_name) as name, p.user_id,
       e.title, e.status as event_status, e.starts_at, e.ends_at, e.time_zone
from attendance a join social_profiles p on p.id = a.profile_id join events e on e.id = a.event_id where a.id = :id;

-- name: timeline(id)
-- What became of it, in order.
select event_type, from_state, to_state, created_at from domain_events where entity_type = 'attendance' and entity_id = :id order by sequence;
