-- name: due(at_most)
-- Who is to be reminded of what now and was not yet: the day before (while two hours are left), the hour before, saying how it was, the last days for it.
select d.booking_id, d.user_id, d.kind from (
  select b.id as booking_id, person as user_id, 'day' as kind, b.start_time as at from bookings b cross join unnest(array[b.mentor_user_id, b.mentee_user_id]) person
  where b.status = 'confirmed' and b.start_time > kith.now() + interval '2 hours' and b.start_time <= kith.now() + interval '24 hours'
    and b.confirmed_at <= b.start_time - interval '24 hours'
  union all
  select b.id, person, 'hour', b.start_time from bookings b cross join unnest(array[b.mentor_user_id, b.mentee_user_id]) person
  where b.status = 'confirmed' and b.start_time > kith.now() and b.start_time <= kith.now() + interval '1 hour'
    and b.confirmed_at <= b.start_time - interval '1 hour'
  union all
  select b.id, person, case when b.end_time > kith.now() - interval '12 days' then 'review' else 'last_call' end, b.end_time
  from bookings b cross join unnest(array[b.mentor_user_id, b.mentee_user_id]) person
  where b.status = 'completed' and b.end_time > kith.now() - interval '14 days'
    and not exists (select 1 from reviews r where r.booking_id = b.id and r.reviewer_user_id = person)
    and not kith.blocked_between(b.mentor_user_id, b.mentee_user_id)
) d join profiles p on p.user_id = d.user_id and p.status = 'active'
where not exists (select 1 from session_reminders s where s.booking_id = d.booking_id and s.user_id = d.user_id and s.kind = d.kind)
order by d.at, d.booking_id, d.user_id limit :at_most;

-- name: session(booking, status)^
-- A session that still stands so, held so until the end of the transaction.
select b.id, b.mentor_user_id, b.mentee_user_id, b.start_time, b.end_time, teacher.full_name as mentor_name, learner.full_name as mentee_name
from bookings b join profiles teacher on teacher.user_id = b.mentor_user_id join profiles learner on learner.user_id = b.mentee_user_id
where b.id = :booking and b.status = :status::text::booking_status for share of b;

-- name: claim(booking, person, kind)$
-- Nobody reminds twice.
insert into session_reminders (booking_id, user_id, kind) values (:booking, :person, :kind) on conflict do nothing returning true;

-- name: zone_of(person)$
-- What somebody lives by now.
select time_zone_of(:person);
