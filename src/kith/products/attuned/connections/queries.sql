-- name: asker(user, anonymous)^
-- Who asks: the name that is said, whether they may.
select u.display_name, u.adult_confirmed_at is not null as adult, u.email from users u where u.id = :user::uuid
union all
select s.display_name, s.adult_confirmed_at is not null, null from anonymous_sessions s
where s.session_id = :anonymous::text and s.last_accessed_at > kith.now() - interval '90 days';

-- name: withdraw(player)!
-- A new request takes the place of those still open.
update partner_connections set status = 'expired' where requester = :player and status = 'pending';

-- name: ask(user, anonymous, email, token_hash)^
-- A request that lives five minutes.
insert into partner_connections (requester_user_id, requester_anonymous_session_id, recipient_email, connection_token)
values (:user, :anonymous, :email, :token_hash) returning id, expires_at;

-- name: known_by(email)$
-- The account behind an address, for its language; asked for every address, so that the time it takes tells nothing.
select id from auth.users where email = :email and deleted_at is null;

-- name: blocked(one, other)$
-- Whether either has blocked the other.
select coalesce(kith.blocked_between(:one, :other), false);

-- name: accept(token_hash, user, anonymous)$
-- A yes within the five minutes; null for everything else.
select accept_connection(:token_hash, :user, :anonymous);

-- name: decline(token_hash, user)$
-- A no to a letter.
select decline_connection(:token_hash, :user);

-- name: end(connection, user, anonymous)$
-- Either ends it.
select end_connection(:connection, :user, :anonymous);

-- name: latest(player)^
-- How one's last request stands at this moment, whether or not a job has been by.
select id, recipient_email, expires_at, created_at, ended_at, case when status = 'pending' and expires_at <= kith.now() then 'expired' else status::text end as status
from partner_connections where requester = :player order by id desc limit 1;

-- name: partners(player)
-- Whom one is connected with, the latest first.
select c.id, c.updated_at as since, other.player, coalesce(u.display_name, s.display_name) as name, s.session_id is not null as anonymous,
       c.requester = :player as asked
from partner_connections c
  cross join lateral (select case when c.requester = :player then c.recipient else c.requester end as player) other
  left join users u on 'user:' || u.id::text = other.player and u.id in (c.requester_user_id, c.recipient_user_id)
  left join anonymous_sessions s on 'anonymous:' || s.session_id = other.player
    and s.session_id in (c.requester_anonymous_session_id, c.recipient_anonymous_session_id)
where (c.requester = :player or c.recipient = :player) and c.status = 'accepted' and c.ended_at is null
order by c.updated_at desc, c.id desc;

-- name: remembered(user)
-- The last ten partners, whoever is connected now left out.
select r.id, r.partner_name as name, r.last_played_at from remembered_partners r
where r.user_id = :user and not connected(r.user_id, r.partner_user_id) order by r.last_played_at desc, r.id desc;

-- name: remembered_address(user, remembered)$
-- The address of a remembered partner.
select partner_email from remembered_partners where id = :remembered and user_id = :user;

-- name: forget(user, remembered)$
-- Take somebody off one's list.
delete from remembered_partners where id = :remembered and user_id = :user returning id;

-- name: expire()$
-- Note requests whose five minutes are over.
select expire_pending_connections();
