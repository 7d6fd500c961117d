-- name: held_since(person_id)$
-- Since when an operator has held this person hard; null when none does.
select applied_at from kith.holds
where person_id = :person_id and state = 'hard_hold' and applied_by is not null and cleared_at is null
  and (expires_at is null or expires_at > kith.now());

-- name: held_with_plans(at_most)
-- People whom an operator holds hard and who still have a seat in something that has not begun.
select distinct h.person_id as id
from kith.holds h join linkup_seats s on s.user_id = h.person_id join linkups l on l.id = s.linkup_id
where h.state = 'hard_hold' and h.applied_by is not null and h.cleared_at is null
  and (h.expires_at is null or h.expires_at > kith.now())
  and l.state in ('broadcasting', 'locked') and coalesce(l.event_time, l.starts_at) > kith.now()
limit :at_most;
