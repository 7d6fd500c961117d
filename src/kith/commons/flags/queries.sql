-- name: flag(key)^
-- A switch.
select enabled, rollout_percent from kith.flags where key = :key;
