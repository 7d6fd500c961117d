-- name: members(products)
-- Who works on which queue.
select a.id, a.email, a.role,
  coalesce(jsonb_agg(jsonb_build_array(q.product, q.queue) order by q.product, q.queue) filter (where q.queue is not null), '[]') as queues
from kith.admins a left join kith.queue_members q on q.admin_id = a.id and q.product = any (:products::text[]) group by a.id order by a.role, a.email limit 500;

-- name: works_on_any(admin, products)$
-- Whether an operator has been added to a queue.
select exists (select from kith.queue_members where admin_id = :admin and product = any (:products::text[]));

-- name: join(admin, products, queues)!
-- An operator works on queues.
insert into kith.queue_members (admin_id, product, queue)
select :admin, p, q from unnest(:products::text[]) p cross join unnest(:queues::text[]) q on conflict do nothing;

-- name: leave(admin)!
-- An operator works on no queue any more; what they had taken goes back.
with off as (delete from kith.queue_members where admin_id = :admin)
update kith.cases set state = case when escalated then 'escalated' else 'queued' end, assigned_to = null, claimed_at = null, claim_expires_at = null
where assigned_to = :admin and state = 'assigned';
