-- name: insert_session(id, person_id, method, user_agent, expires_at)!
-- A place in which a person is signed in.
insert into sessions (id, person_id, method, user_agent, expires_at) values (:id, :person_id, :method, :user_agent, :expires_at);

-- name: insert_token(session_id, token_hash, parent_id)!
-- A refresh token, by its hash.
insert into refresh_tokens (session_id, token_hash, parent_id) values (:session_id, :token_hash, :parent_id);

-- name: token_for_renewal(token_hash)^
-- A refresh token and its session, held until the transaction ends.
select t.id, t.used_at, s.id as session_id, s.person_id, s.revoked_at, s.expires_at, u.raw_user_meta_data ->> 'first_name' as name
from refresh_tokens t join sessions s on s.id = t.session_id
join auth.users u on u.id = s.person_id and u.deleted_at is null and (u.banned_until is null or u.banned_until <= kith.now())
where t.token_hash = :token_hash for update of t, s;

-- name: mark_used(id)!
-- This token has done its work.
update refresh_tokens set used_at = kith.now() where id = :id;

-- name: touch(id, expires_at)!
-- The session is in use.
update sessions set last_used_at = kith.now(), expires_at = :expires_at where id = :id;

-- name: revoke(id, because)!
-- End a session.
update sessions set revoked_at = kith.now(), revoked_because = :because where id = :id and revoked_at is null;

-- name: revoke_own(id, person_id, because)$
-- End a session of this person.
update sessions set revoked_at = kith.now(), revoked_because = :because
where id = :id and person_id = :person_id and revoked_at is null returning id;

-- name: revoke_all(person_id, because, kept)
-- End all sessions of this person, but one.
update sessions set revoked_at = kith.now(), revoked_because = :because
where person_id = :person_id and revoked_at is null and id is distinct from :kept::uuid returning id;

-- name: person(person_id)^
-- Somebody who is there, with the name that the header shows.
select raw_user_meta_data ->> 'first_name' as name, raw_user_meta_data ->> 'locale' as locale, coalesce(banned_until > kith.now(), false) as banned
from auth.users where id = :person_id and deleted_at is null;

-- name: is_live(id, person_id)$
-- Whether a session still runs and its person is there and not banned.
select exists (
  select 1 from sessions s join auth.users u on u.id = s.person_id
  where s.id = :id and s.person_id = :person_id and s.revoked_at is null and s.expires_at > kith.now()
    and u.deleted_at is null and (u.banned_until is null or u.banned_until <= kith.now()));

-- name: of_person(person_id)
-- Where a person is signed in, last used first.
select id, method, user_agent, created_at, last_used_at, expires_at from sessions
where person_id = :person_id and revoked_at is null and expires_at > kith.now() order by last_used_at desc, id limit 100;
