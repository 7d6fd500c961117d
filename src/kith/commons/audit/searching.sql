-- name: search(before, action, product, actor, target, request, words, since, until, at_most)
-- What was done, newest first. What is empty does not narrow; an action may be given by how it begins.
select a.sequence, a.actor, a.product, a.action, a.target_type, a.target_id, a.reason, a.created_at, a.before is not null or a.after is not null as told
from kith.audit_log a
where a.sequence < :before
  and (:action::text = '' or starts_with(a.action, :action::text))
  and (:product::text = '' or a.product = :product::text)
  and (:actor::text = '' or a.actor = :actor::text or starts_with(a.actor, :actor::text || ':') or a.actor_id::text = :actor::text or a.admin_id::text = :actor::text)
  and (:target::uuid is null or a.target_id = :target::uuid)
  and (:request::text = '' or a.request_id = :request::text)
  and (:words::text = '' or strpos(lower(a.reason), lower(:words::text)) > 0)
  and (:since::timestamptz is null or a.created_at >= :since::timestamptz)
  and (:until::timestamptz is null or a.created_at < :until::timestamptz)
order by a.sequence desc limit :at_most;

-- name: entry(sequence)^
-- One entry, whole.
select sequence, id, actor, actor_id, product, action, target_type, target_id, reason, payload, before, after, request_id, hash_version, created_at,
       encode(previous_hash, 'hex') as previous_hash, encode(hash, 'hex') as hash
from kith.audit_log where sequence = :sequence;

-- name: holds(sequence)$
-- Whether one entry is what it was when it was written, after the one before it.
select a.hash = kith.audit_row_hash(a)
  and a.previous_hash = coalesce((select b.hash from kith.audit_log b where b.sequence = a.sequence - 1), case when a.sequence = 1 then sha256('kith'::bytea) end)
from kith.audit_log a where a.sequence = :sequence;
