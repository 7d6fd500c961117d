-- name: block(blocker_id, blocked_id)!
-- One wants nothing to do with the other.
insert into kith.blocks (blocker_id, blocked_id) values (:blocker_id, :blocked_id) on conflict do nothing;

-- name: unblock(id, blocker_id)$
-- Take a block back.
delete from kith.blocks where id = :id and blocker_id = :blocker_id returning id;

-- name: blocks_of(blocker_id)
-- Whom a person has blocked.
select id, blocked_id, created_at from kith.blocks where blocker_id = :blocker_id order by created_at desc, id limit 200;

-- name: blocked_between(a, b)$
-- Whether either has blocked the other.
select kith.blocked_between(:a, :b);

-- name: hold_state(person_id)$
-- The hold in force.
select kith.hold_state(:person_id);

-- name: hold_of(person_id)^
-- The hold in force, with what is known of it.
select state, reason, applied_at, expires_at, applied_by from kith.holds
where person_id = :person_id and state <> 'none' and cleared_at is null and (expires_at is null or expires_at > kith.now());

-- name: apply_hold(person_id, state, reason, expires_at, applied_by)$
-- Set somebody aside; what is not an operator's word replaces neither an operator's hold nor a harder one.
insert into kith.holds as h (person_id, state, reason, applied_at, expires_at, applied_by)
values (:person_id, :state, :reason, kith.now(), :expires_at, :applied_by)
on conflict (person_id) do update set state = excluded.state, reason = excluded.reason, applied_at = excluded.applied_at,
  expires_at = excluded.expires_at, applied_by = excluded.applied_by, cleared_at = null
where excluded.applied_by is not null or h.state = 'none' or h.cleared_at is not null or h.expires_at <= kith.now()
   or (h.applied_by is null and (h.state = 'soft_hold' or excluded.state = 'hard_hold'))
returning h.id;

-- name: clear_hold(person_id)$
-- Let somebody back in.
update kith.holds set cleared_at = kith.now(), state = 'none' where person_id = :person_id and cleared_at is null and state <> 'none' returning id;

-- name: strike(person_id, product, strike_type, points, reason, window_end, key)$
-- Points for conduct, once for their key.
insert into kith.strikes (person_id, product, strike_type, points, reason, window_start, window_end, idempotency_key)
values (:person_id, :product, :strike_type, :points, :reason, kith.now(), :window_end, :key)
on conflict (idempotency_key) do nothing returning id;

-- name: points_of(person_id, product)$
-- The points that count now.
select coalesce(sum(points), 0)::int from kith.strikes
where person_id = :person_id and product = :product and window_start <= kith.now() and window_end > kith.now();

-- name: report(product, reporter, reported, content_type, content_id, category, details, snapshot, key)^
-- Somebody says that something is wrong; as severe, and for the queue, as its category is.
select report_id, case_id, fresh from kith.file_report(:product, :reporter, :reported, :content_type, :content_id, :category, :details, :snapshot, null, null, :key);
