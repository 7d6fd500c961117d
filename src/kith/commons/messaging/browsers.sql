-- name: hold(person_id)$
-- Somebody who is there, held, so that two of their browsers come one after the other.
select id from kith.people where id = :person_id and deleted_at is null for no key update;

-- name: add(person_id, session_id, endpoint, p256dh, auth)^
-- A browser gets pushes for whoever subscribes in it now; the same browser once more is the same row.
insert into kith.push_subscriptions as p (person_id, session_id, endpoint, p256dh, auth)
values (:person_id, :session_id, :endpoint, :p256dh, :auth)
on conflict (endpoint) do update set
  created_at = case when p.person_id = excluded.person_id and p.gone_at is null then p.created_at else excluded.created_at end,
  last_used_at = case when p.person_id = excluded.person_id then p.last_used_at end,
  person_id = excluded.person_id, session_id = excluded.session_id, p256dh = excluded.p256dh, auth = excluded.auth, gone_at = null
returning id, endpoint, created_at, last_used_at;

-- name: make_room(person_id, at_most)!
-- Browsers that are gone make room, and the oldest ones beyond what a person may have.
delete from kith.push_subscriptions
where person_id = :person_id and (gone_at is not null or id in (
  select id from kith.push_subscriptions where person_id = :person_id and gone_at is null order by created_at desc, id offset :at_most));

-- name: of_person(person_id)
-- Browsers in which a person gets pushes, newest first.
select p.id, p.endpoint, s.user_agent, p.created_at, p.last_used_at
from kith.push_subscriptions p join kith.sessions s on s.id = p.session_id
where p.person_id = :person_id and p.gone_at is null and s.revoked_at is null and s.expires_at > kith.now() order by p.created_at desc, p.id;

-- name: agent(session_id)$
-- What the browser of a session calls itself.
select user_agent from kith.sessions where id = :session_id;

-- name: remove(person_id, id)$
-- A browser gets no more pushes; null when it is none of theirs.
delete from kith.push_subscriptions where person_id = :person_id and id = :id returning id;
