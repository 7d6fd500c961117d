-- name: people()
-- Everybody, in an order that is the same every time.
select user_id from profiles order by email;

-- name: came_by(person, minutes)!
-- Somebody came by so many minutes before now.
select note_activity(:person, kith.now() - make_interval(mins => :minutes));

-- name: settle()!
-- No letter tells of what happened so far, and nothing older than three days is news.
update user_achievements set told_at = kith.now(), seen_at = case when unlocked_at < kith.now() - interval '3 days' then unlocked_at end;

-- name: introduce(person, bio)!
-- A sentence about oneself.
update mentee_profiles set bio = :bio where user_id = :person and bio is null;
