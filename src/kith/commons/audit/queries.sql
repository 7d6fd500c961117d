-- name: admin_of(person_id)^
-- An operator's row, by the person who is signed in.
select id, email, role from kith.admins where person_id = :person_id;

-- name: record(admin_id, actor, product, action, target_type, target_id, reason, payload)$
-- One thing an operator or the house did; the trigger chains it.
insert into kith.audit_log (admin_id, actor, product, action, target_type, target_id, reason, payload)
values (:admin_id, :actor, :product, :action, :target_type, :target_id, :reason, :payload) returning id;

-- name: breaks()
-- Where the chain does not hold.
select sequence, id from kith.audit_breaks();

-- name: entries(before, at_most)
-- What was done, newest first.
select a.sequence, a.id, a.actor, a.product, a.action, a.target_type, a.target_id, a.reason, a.created_at
from kith.audit_log a where a.sequence < :before order by a.sequence desc limit :at_most;
