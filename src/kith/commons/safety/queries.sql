-- name: block(blocker_id, blocked_id)!
-- One wants nothing to do with the other.
insert into kith.blocks (blocker_id, blocked_id) values (:blocker_id, :blocked_id) on conflict do nothing;

-- name: blocked_between(a, b)$
-- Whether either has blocked the other.
select kith.blocked_between(:a, :b);

-- name: hold_state(person_id)$
-- The hold in force.
select kith.hold_state(:person_id);

-- name: apply_hold(person_id, state, reason, expires_at, applied_by)!
-- Set somebody aside.
insert into kith.holds (person_id, state, reason, applied_at, expires_at, applied_by)
values (:person_id, :state, :reason, kith.now(), :expires_at, :applied_by)
on conflict (person_id) do update set state = excluded.state, reason = excluded.reason, applied_at = excluded.applied_at,
  expires_at = excluded.expires_at, applied_by = excluded.applied_by, cleared_at = null;

-- name: clear_hold(person_id)$
-- Let somebody back in.
update kith.holds set cleared_at = kith.now(), state = 'none' where person_id = :person_id and cleared_at is null and state <> 'none' returning id;

-- name: report(product, reporter_id, reported_id, report_type, details, key)$
-- Somebody says that somebody else behaved badly.
insert into kith.reports (product, reporter_id, reported_id, report_type, details, idempotency_key)
values (:product, :reporter_id, :reported_id, :report_type, :details, :key)
on conflict (idempotency_key) do nothing returning id;
