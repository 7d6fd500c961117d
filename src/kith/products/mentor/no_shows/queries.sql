-- name: session(booking)^
-- A session, its two and what they live by, for the service.
select b.id, b.mentor_user_id, b.mentee_user_id, b.status::text as status, b.start_time, b.end_time, b.confirmed_at, b.price_cents, b.currency, b.no_show,
       was_there(b.id, b.mentor_user_id) as mentor_there, was_there(b.id, b.mentee_user_id) as mentee_there,
       teacher.full_name as mentor_name, learner.full_name as mentee_name,
       time_zone_of(b.mentor_user_id) as mentor_zone, time_zone_of(b.mentee_user_id) as mentee_zone
from bookings b join profiles teacher on teacher.user_id = b.mentor_user_id join profiles learner on learner.user_id = b.mentee_user_id where b.id = :booking;

-- name: reports(booking)
-- What was said about absences.
select id, reporter_user_id, reported_user_id, status, words, created_at, dispute_until, disputed_at, answer, decision, decided_at
from no_show_reports where booking_id = :booking order by created_at, id;

-- name: report(booking, reporter, words)^
-- One says that the other was not there; the database finds the other and the time to object.
insert into no_show_reports (booking_id, reporter_user_id, reported_user_id, words, dispute_until)
select b.id, :reporter, case when b.mentor_user_id = :reporter then b.mentee_user_id else b.mentor_user_id end, :words, kith.now()
from bookings b where b.id = :booking returning id, dispute_until;

-- name: vouch(booking, person)$
-- One says that the other was there; the session has begun and nobody contests it.
insert into session_presence (booking_id, user_id, vouched_at)
select b.id, case when b.mentor_user_id = :person then b.mentee_user_id else b.mentor_user_id end, kith.now() from bookings b
where b.id = :booking and b.status = 'confirmed' and b.start_time <= kith.now() and not exists (select 1 from no_show_reports r where r.booking_id = b.id)
on conflict (booking_id, user_id) do update set vouched_at = coalesce(session_presence.vouched_at, kith.now()) returning true;

-- name: dispute(booking, person, answer)$
-- The one reported objects.
select dispute_no_show(:booking, :person, :answer);

-- name: decide(booking, decision)$
-- What it comes to.
select decide_no_show(:booking, :decision);

-- name: undisputed(at_most)
-- Reports that nobody objected to in time.
select r.booking_id, case when r.reported_user_id = b.mentor_user_id then 'mentor' else 'mentee' end as absent
from no_show_reports r join bookings b on b.id = r.booking_id where r.status = 'open' and r.dispute_until <= kith.now() order by r.dispute_until limit :at_most;

-- name: lock(booking)$
-- The two of a session, in the order of locks.
select true from (select lock_people(array[b.mentor_user_id, b.mentee_user_id]) from bookings b where b.id = :booking) locked;

-- name: still_undisputed(booking)$
-- Whether that is still so, held until the end of the transaction.
select true from bookings b join no_show_reports r on r.booking_id = b.id
where b.id = :booking and r.status = 'open' and r.dispute_until <= kith.now() for no key update of b;
