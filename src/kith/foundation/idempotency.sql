-- name: claim(scope, key, request_hash)$
-- This request is the first with its key; null when it is not.
insert into kith.idempotency_keys (scope, key, request_hash) values (:scope, :key, :request_hash) on conflict do nothing returning true;

-- name: earlier(scope, key)^
-- What became of the request that used the key first.
select request_hash, status, content_type, answer, created_at from kith.idempotency_keys where scope = :scope and key = :key;

-- name: keep(scope, key, status, content_type, answer)!
-- The answer, for whoever asks again.
update kith.idempotency_keys set status = :status, content_type = :content_type, answer = :answer where scope = :scope and key = :key;

-- name: release(scope, key)!
-- Nothing was changed: the key may be used again.
delete from kith.idempotency_keys where scope = :scope and key = :key and status is null;
