-- name: begin(key, person_id, product, operation, parameters)^
-- Write a call down before it is made; the row there is when it was begun before.
insert into stripe_calls (idempotency_key, person_id, product, operation, parameters, attempts)
values (:key, :person_id, :product, :operation, :parameters, 1)
on conflict (idempotency_key) do update set attempts = stripe_calls.attempts + 1
returning operation, parameters, outcome, finished_at;

-- name: finish(key, outcome)!
-- What came of it.
update stripe_calls set outcome = :outcome, finished_at = kith.now(), last_error = null where idempotency_key = :key;

-- name: fail(key, error)!
-- It did not go through this time.
update stripe_calls set last_error = :error where idempotency_key = :key;
