-- name: sessions(person_id)
-- Where a person is signed in.
select id, method, user_agent, created_at, last_used_at from sessions
where person_id = :person_id and revoked_at is null and expires_at > kith.now() order by last_used_at desc limit 50;

-- name: passkeys(person_id)
-- A person's passkeys.
select id, name, created_at, last_used_at from passkeys where person_id = :person_id order by created_at;

-- name: blocks(person_id)
-- Whom a person has blocked.
select id, created_at from blocks where blocker_id = :person_id order by created_at desc limit 200;

-- name: remove_block(id, person_id)$
-- Take a block back.
delete from blocks where id = :id and blocker_id = :person_id returning id;
