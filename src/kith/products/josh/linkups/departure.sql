-- name: lock_linkups_of(user_id)
-- Every LinkUp under way that this person is part of, locked in one order.
select l.id from linkups l
where l.state in ('draft', 'broadcasting', 'locked')
  and (l.initiator_user_id = :user_id
       or exists (select 1 from linkup_invites i where i.linkup_id = l.id and i.invited_user_id = :user_id and i.state in ('pending', 'accepted'))
       or exists (select 1 from linkup_participants p where p.linkup_id = l.id and p.user_id = :user_id and p.status = 'confirmed'))
order by l.id for no key update;

-- name: cancel_own(user_id, reason)!
-- What the person was gathering people for.
update linkups set state = 'canceled', canceled_reason = :reason, next_wave_at = null
where initiator_user_id = :user_id and state in ('draft', 'broadcasting');

-- name: decline_all(user_id)
-- Open invites and yeses of LinkUps that are still gathering people.
update linkup_invites i set state = 'declined', responded_at = kith.now()
from linkups l
where l.id = i.linkup_id and i.invited_user_id = :user_id and i.state in ('pending', 'accepted') and l.state in ('draft', 'broadcasting')
returning i.linkup_id;

-- name: leave_locked(user_id)!
-- Places in LinkUps that are set but not over.
update linkup_participants p set status = 'canceled', left_at = kith.now()
from linkups l
where l.id = p.linkup_id and p.user_id = :user_id and p.status = 'confirmed' and l.state = 'locked'
  and (l.ends_at is null or l.ends_at > kith.now());

-- name: wave_for(linkup_ids)!
-- Seats came free: the next wave is due at once.
update linkups set next_wave_at = kith.now() where id = any(:linkup_ids::uuid[]) and state = 'broadcasting';
