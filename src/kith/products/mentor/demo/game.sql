-- name: people()
-- Everybody, in an order that is the same every time.
select user_id from profiles order by email;

-- name: came_by(person, at)!
-- Somebody came by at a moment.
select note_activity(:person, :at);

-- name: introduce(person, bio)!
-- A sentence about oneself.
update mentee_profiles set bio = :bio where user_id = :person and bio is null;
