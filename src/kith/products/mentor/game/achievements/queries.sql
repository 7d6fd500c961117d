-- name: of_person(person)
-- Everything that can be achieved, and when somebody did.
select a.slug, u.unlocked_at, u.seen_at from achievements a left join user_achievements u on u.achievement_id = a.id and u.user_id = :person order by a.position;

-- name: see(person, at)!
-- What is new has been shown.
update user_achievements set seen_at = :at where user_id = :person and seen_at is null;

-- name: settle()!
-- What is not worth a letter, or was seen already, is settled.
update user_achievements u set told_at = kith.now() from achievements a
where a.id = u.achievement_id and u.told_at is null and u.seen_at is null and not a.by_mail;

-- name: to_tell(before, at_most)
-- Whom a letter is for: something worth one, unseen for a while.
select distinct u.user_id from user_achievements u join achievements a on a.id = u.achievement_id
where u.told_at is null and u.seen_at is null and a.by_mail and u.unlocked_at <= :before limit :at_most;

-- name: tell(person)
-- Take what a letter says; whoever comes second takes nothing.
with taken as (
  update user_achievements u set told_at = kith.now() where u.user_id = :person and u.told_at is null and u.seen_at is null returning u.achievement_id
)
select a.slug, a.id from taken t join achievements a on a.id = t.achievement_id where a.by_mail order by a.position;
