-- name: holds(at, id, at_most)
-- Who is set aside now, the newest first.
select h.id, h.person_id, h.state, h.reason, h.applied_at, h.expires_at, a.email as applied_by
from kith.holds h left join kith.admins a on a.id = h.applied_by
where h.state <> 'none' and h.cleared_at is null and (h.expires_at is null or h.expires_at > kith.now())
  and (:at::timestamptz is null or (h.applied_at, h.id) < (:at::timestamptz, :id::uuid))
order by h.applied_at desc, h.id desc limit :at_most;

-- name: strikes(at, id, at_most)
-- Strikes that count now, the newest first.
select s.id, s.person_id, s.product, s.strike_type, s.points, s.reason, s.window_start, s.window_end
from kith.strikes s where s.window_end > kith.now() and (:at::timestamptz is null or (s.created_at, s.id) < (:at::timestamptz, :id::uuid))
order by s.created_at desc, s.id desc limit :at_most;

-- name: hold(id)^
-- A hold in force.
select h.person_id, h.state, h.expires_at from kith.holds h
where h.id = :id and h.state <> 'none' and h.cleared_at is null and (h.expires_at is null or h.expires_at > kith.now()) for no key update;

-- name: lift_strike(id)^
-- A strike counts no longer.
update kith.strikes s set window_end = greatest(kith.now(), s.window_start + interval '1 microsecond')
from (select id, window_end from kith.strikes where id = :id and window_end > kith.now() for no key update) was
where s.id = was.id returning s.person_id, s.product, s.points, was.window_end as would_have_ended;
