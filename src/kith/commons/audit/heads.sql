-- name: heads()
-- The head of each month's entries.
select month, entries, first_sequence, last_sequence, head from kith.audit_heads();

-- name: hash_at(sequence)$
-- The hash of one entry.
select kith.audit_hash_at(:sequence);

-- name: breaks()
-- Where the chain does not hold.
select sequence from kith.audit_breaks() order by sequence;
