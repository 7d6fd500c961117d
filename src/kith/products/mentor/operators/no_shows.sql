-- name: waiting(at_most)
-- Sessions whose two disagree about who was there, longest waiting first.
select distinct on (r.disputed_at, r.booking_id) r.booking_id, r.disputed_at, b.start_time, teacher.full_name as mentor_name, learner.full_name as mentee_name,
       who.full_name as reporter_name, whom.full_name as reported_name,
       (select count(*) from no_show_reports o where o.booking_id = r.booking_id) as reports
from no_show_reports r join bookings b on b.id = r.booking_id
join profiles teacher on teacher.user_id = b.mentor_user_id join profiles learner on learner.user_id = b.mentee_user_id
join profiles who on who.user_id = r.reporter_user_id join profiles whom on whom.user_id = r.reported_user_id
where r.status = 'disputed' order by r.disputed_at, r.booking_id, r.created_at limit :at_most;

-- name: known(booking)
-- What we know of who was there, in order: coming into the room, running late, what the other says, messages around the time.
select * from (
  select s.user_id, 'came into the room' as what, s.entered_at as at from session_presence s where s.booking_id = :booking and s.entered_at is not null
  union all
  select s.user_id, 'came in last', s.last_at from session_presence s where s.booking_id = :booking and s.last_at > s.entered_at
  union all
  select s.user_id, 'was there, says the other', s.vouched_at from session_presence s where s.booking_id = :booking and s.vouched_at is not null
  union all
  select l.user_id, 'said they come ' || l.minutes || ' minutes later', l.said_at from session_lateness l where l.booking_id = :booking
  union all
  select m.sender_user_id, 'wrote a message', m.created_at from session_messages m join bookings b on b.id = m.booking_id
  where m.booking_id = :booking and m.created_at between b.start_time - interval '1 hour' and b.end_time + interval '1 hour'
) k order by at limit 100;
