-- name: search(before, action, product, actor, target, request, words, since, until, at_most)
-- What was done, newest first. What is empty does not narrow; an action and words may be given by how they begin.
select a.sequence, a.actor, a.product, a.action, a.target_type, a.target_id, a.reason, a.created_at, a.before is not null or a.after is not null as told
from audit_search(:before, :action, :product, :actor, :target, :request, :words, :since, :until, :at_most::integer) with ordinality as found (sequence, place)
join audit_log a on a.sequence = found.sequence
order by found.place;

-- name: entry(sequence)^
-- One entry, whole.
select sequence, id, actor, actor_id, product, action, target_type, target_id, reason, payload, before, after, request_id, hash_version, chain, link, created_at,
       encode(previous_hash, 'hex') as previous_hash, encode(hash, 'hex') as hash
from audit_log where sequence = :sequence;

-- name: holds(sequence)$
-- Whether one entry is what it was when it was written, after the one before it in its chain.
select b.breaks = '{}'
from audit_log a
left join audit_log p on p.chain = a.chain and p.link = a.link - 1
cross join lateral audit_breaks_in(a.chain, a.link - 1, coalesce(p.hash, case when a.link = 1 then sha256('kith'::bytea) else ''::bytea end), 1) b
where a.sequence = :sequence;
