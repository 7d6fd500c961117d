-- name: end_strike(key)!
-- A strike counts no longer.
update kith.strikes set window_end = greatest(kith.now(), window_start + interval '1 microsecond') where idempotency_key = :key and window_end > kith.now();

-- name: lift_hold_of(person, decision)!
-- The hold that a decision set is lifted, unless another has been set since.
update kith.holds h set cleared_at = kith.now(), state = 'none' from kith.decisions d
where h.person_id = :person and d.id = :decision and h.cleared_at is null and h.state = d.action and h.applied_by = d.admin_id and h.applied_at = d.created_at;
