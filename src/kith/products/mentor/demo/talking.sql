-- name: next_session(mentor, mentee)$
-- The next session of two people.
select id from bookings where mentor_user_id = :mentor and mentee_user_id = :mentee and status = 'confirmed' and start_time > kith.now()
order by start_time limit 1;

-- name: say(booking, sender, message)!
-- A message.
insert into session_messages (booking_id, sender_user_id, message) values (:booking, :sender, :message);

-- name: note(booking, person, content)!
-- Shared notes.
insert into session_notes (booking_id, content, updated_by) values (:booking, :content, :person);

-- name: share(booking, person, file)!
-- A file.
insert into session_files (booking_id, uploader_user_id, file_id) values (:booking, :person, :file);

-- name: entered(booking, person, at)!
-- Somebody was in the room.
insert into session_presence (booking_id, user_id, entered_at, last_at) values (:booking, :person, :at, :at);

-- name: report(booking, reporter, words)!
-- One says that the other was absent.
insert into no_show_reports (booking_id, reporter_user_id, reported_user_id, words, dispute_until)
select b.id, :reporter, case when b.mentor_user_id = :reporter then b.mentee_user_id else b.mentor_user_id end, :words, kith.now()
from bookings b where b.id = :booking;
