-- name: stops(event)
-- Where the stops are, exactly, for the service.
select l.latitude, l.longitude from event_itinerary_stops s join locations l on l.id = s.location_id where s.event_id = :event order by s."order";

-- name: secret(event)$
-- What the event's rotating code is made of.
select checkin_secret from event_secrets where event_id = :event;

-- name: last_fix(profile)^
-- Where and when somebody checked in last by position, at whatever event.
select check_in_latitude as latitude, check_in_longitude as longitude, check_in_accuracy as accuracy, checked_in_at as at from attendance
where profile_id = :profile and check_in_latitude is not null and checked_in_at is not null order by checked_in_at desc limit 1;

-- name: check_in(event, profile, status, method, latitude, longitude, accuracy)^
-- A check-in of one's own, once: a second phone adds what the first did not know, and changes nothing else.
insert into attendance (event_id, profile_id, status, method, checked_in_at, check_in_latitude, check_in_longitude, check_in_accuracy)
values (:event, :profile, :status, :method, kith.now(), :latitude, :longitude, :accuracy)
on conflict (event_id, profile_id) do update set
  status = case when attendance.checked_in_at is null and attendance.status in ('no_show', 'late') then excluded.status else attendance.status end,
  method = case when attendance.method = 'operator' then attendance.method when excluded.method = 'code' or attendance.checked_in_at is null
    then excluded.method else attendance.method end,
  checked_in_at = coalesce(attendance.checked_in_at, excluded.checked_in_at),
  check_in_latitude = coalesce(attendance.check_in_latitude, excluded.check_in_latitude),
  check_in_longitude = coalesce(attendance.check_in_longitude, excluded.check_in_longitude),
  check_in_accuracy = coalesce(attendance.check_in_accuracy, excluded.check_in_accuracy)
returning id, status, method, checked_in_at, incontestable, check_in_latitude is not null as with_position;

-- name: together_with(event, profile, since)
-- Other guests who checked in by code and position lately, with where that was.
select id, check_in_latitude as latitude, check_in_longitude as longitude, check_in_accuracy as accuracy, checked_in_at as at from attendance
where event_id = :event and profile_id <> :profile and method = 'code' and check_in_latitude is not null and checked_in_at >= :since;

-- name: make_certain(ids)!
-- Check-ins that nobody can contest.
update attendance set incontestable = true where id = any (:ids::uuid[]) and not incontestable and status in ('attended', 'late');

-- name: here(event)$
-- How many guests have checked in.
select count(*) from attendance where event_id = :event and status in ('attended', 'late');
