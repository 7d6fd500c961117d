-- name: session(booking)^
-- A session and its two, for the service.
select b.id, b.mentor_user_id, b.mentee_user_id, b.status::text as status, b.start_time, b.end_time, b.confirmed_at, b.mentor_timezone, b.mentee_timezone,
       b.cancelled_by, teacher.full_name as mentor_name, learner.full_name as mentee_name, session_closed(b.id) as closed
from bookings b join profiles teacher on teacher.user_id = b.mentor_user_id join profiles learner on learner.user_id = b.mentee_user_id where b.id = :booking;

-- name: said(booking, at_most)
-- The latest messages of a session, the newest first.
select id, sender_user_id, message, created_at from session_messages where booking_id = :booking order by created_at desc, id desc limit :at_most;

-- name: say(booking, sender, message)$
-- One more message.
insert into session_messages (booking_id, sender_user_id, message) values (:booking, :sender, :message) returning id;

-- name: notes(booking)^
-- The shared notes.
select content, version, updated_by, updated_at from session_notes where booking_id = :booking;

-- name: begin_notes(booking, person, content)$
-- The first words of the notes; null when somebody began meanwhile.
insert into session_notes (booking_id, content, updated_by) values (:booking, :content, :person) on conflict (booking_id) do nothing returning version;

-- name: write_notes(booking, person, content, version)$
-- The notes anew; null when somebody wrote since this version was read.
update session_notes set content = :content, version = version + 1, updated_by = :person where booking_id = :booking and version = :version returning version;

-- name: late(booking, person, minutes)!
-- Somebody runs late.
insert into session_lateness (booking_id, user_id, minutes) values (:booking, :person, :minutes)
on conflict (booking_id, user_id) do update set minutes = excluded.minutes, said_at = kith.now();

-- name: lateness(booking)
-- Who said that they run late.
select user_id, minutes, said_at from session_lateness where booking_id = :booking;

-- name: files(booking)
-- What the two handed each other, the latest first.
select s.id, s.uploader_user_id, s.created_at, s.file_id, f.filename, f.content_type, f.bytes as size from session_files s join stored_files f on f.id = s.file_id
where s.booking_id = :booking order by s.created_at desc, s.id;

-- name: share(booking, uploader, file)$
-- One more file.
insert into session_files (booking_id, uploader_user_id, file_id) values (:booking, :uploader, :file) returning id;

-- name: shared(booking, file)^
-- A file of a session.
select id, uploader_user_id, file_id from session_files where id = :file and booking_id = :booking;

-- name: withdraw(booking, file, uploader)$
-- One's own file, taken back.
delete from session_files where id = :file and booking_id = :booking and uploader_user_id = :uploader returning id;

-- name: note_entry(booking, person)!
-- Somebody went into the room.
insert into session_presence (booking_id, user_id, entered_at, last_at) values (:booking, :person, kith.now(), kith.now())
on conflict (booking_id, user_id) do update set entered_at = coalesce(session_presence.entered_at, kith.now()), last_at = kith.now();
