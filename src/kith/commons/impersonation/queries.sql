-- name: somebody(person)^
-- Who would be looked at: there, and no operator.
select u.id, coalesce(u.raw_user_meta_data ->> 'first_name', u.email, u.phone, 'Somebody') as name from auth.users u
where u.id = :person and u.deleted_at is null and not exists (select 1 from kith.admins a where a.person_id = u.id);

-- name: end_expired(admin)!
-- What ran out makes room for another.
update kith.impersonations set ended_at = expires_at where admin_id = :admin and ended_at is null and expires_at <= kith.now();

-- name: begin(token_hash, admin, session, person, product, reason, until)$
-- An operator looks as somebody.
insert into kith.impersonations (token_hash, admin_id, session_id, person_id, product, reason, expires_at)
values (:token_hash, :admin, :session, :person, :product, :reason, :until) returning id;

-- name: live(operator, token_hash, session)^
-- A look that goes on: the operator's session runs, they have the role, and the person is there and no operator.
select i.id, i.person_id, i.reason, i.expires_at, i.product, a.id as admin_id, a.email as admin_email, a.role as admin_role,
       coalesce(u.raw_user_meta_data ->> 'first_name', u.email, u.phone, 'Somebody') as name
from kith.impersonations i
join kith.admins a on a.id = i.admin_id and a.person_id = :operator and a.role in ('support', 'ops')
join kith.sessions s on s.id = i.session_id and s.person_id = :operator and s.revoked_at is null and s.expires_at > kith.now()
join auth.users u on u.id = i.person_id and u.deleted_at is null
where i.token_hash = :token_hash and i.session_id = :session and i.ended_at is null and i.expires_at > kith.now()
  and not exists (select 1 from kith.admins o where o.person_id = i.person_id);

-- name: end_own(admin)^
-- The operator stops.
update kith.impersonations set ended_at = kith.now() where admin_id = :admin and ended_at is null returning id, person_id, product;
