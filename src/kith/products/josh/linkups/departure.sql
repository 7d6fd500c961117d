-- name: linkups_of(user_id)
-- Every LinkUp that is not over and that this person started, is in, or was asked to, always in the same order.
select l.id, l.initiator_user_id = :user_id as own
from linkups l
where l.state in ('draft', 'broadcasting', 'locked') and (
  l.initiator_user_id = :user_id
  or exists (select 1 from linkup_invites i where i.linkup_id = l.id and i.invited_user_id = :user_id and i.state in ('pending', 'accepted'))
  or exists (select 1 from linkup_participants p where p.linkup_id = l.id and p.user_id = :user_id and p.status = 'confirmed'))
order by l.id;

-- name: decline_all(user_id, linkup_id)
-- No more invites for this person in this LinkUp.
update linkup_invites set state = 'declined', responded_at = kith.now()
where invited_user_id = :user_id and linkup_id = :linkup_id and state in ('pending', 'accepted') returning id;

-- name: is_confirmed(user_id, linkup_id)$
-- Whether the person is among those coming.
select exists (select 1 from linkup_participants where user_id = :user_id and linkup_id = :linkup_id and status = 'confirmed');

-- name: first_name(user_id)$
-- What the others know the person by.
select first_name from users where id = :user_id;
