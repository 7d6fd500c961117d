-- name: admin_of(person_id)^
-- An operator's row, by the person who is signed in, with what their role may in the moderators' queue.
select a.id, a.email, a.role, array(select r.may from kith.moderation_rights r where r.role = a.role) as rights
from kith.admins a where a.person_id = :person_id;

-- name: confirm_person(email)$
-- Whoever has this address, which whoever appoints them vouches for.
update kith.people set email_confirmed_at = coalesce(email_confirmed_at, kith.now()) where email = :email and deleted_at is null returning id;

-- name: add_person(email)$
-- An account for an operator who has none.
insert into kith.people (id, email, email_confirmed_at) values (gen_random_uuid(), :email, kith.now()) returning id;

-- name: appoint(person_id, email, role)$
-- An operator, or another role for one.
insert into kith.admins (person_id, email, role) values (:person_id, :email, :role)
on conflict (email) do update set role = excluded.role, person_id = excluded.person_id returning id;

-- name: dismiss(email)$
-- No operator any more.
delete from kith.admins where email = :email returning id;

-- name: record(admin_id, actor, actor_id, product, action, target_type, target_id, reason, payload, before, after)$
-- One thing an operator or the house did; the trigger chains it.
insert into kith.audit_log (admin_id, actor, actor_id, product, action, target_type, target_id, reason, payload, before, after)
values (:admin_id, :actor, coalesce(:actor_id, (select a.person_id from kith.admins a where a.id = :admin_id)), :product, :action, :target_type, :target_id, :reason,
  :payload, :before, :after) returning id;

-- name: breaks()
-- Where the chain does not hold.
select sequence, id from kith.audit_breaks();
