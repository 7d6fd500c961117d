-- name: note(person)$
-- Somebody signed in was here; nothing for who is not of Mentor.
select note_activity(p.user_id, kith.now()) from profiles p where p.user_id = :person and p.status = 'active';

