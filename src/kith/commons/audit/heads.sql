-- name: heads()
-- The head of each month's entries.
select month, entries, first_sequence, last_sequence, head, chains from kith.audit_heads();

-- name: hash_of(chain, link)$
-- The hash of one link of a chain.
select kith.audit_hash_of(:chain::integer, :link);

-- name: hash_at(sequence)$
-- The hash of one entry.
select kith.audit_hash_at(:sequence);

-- name: breaks()
-- Where the chains do not hold.
select sequence from kith.audit_breaks() order by sequence;

-- name: close_months()$
-- Writes down how the chains stood at the end of months that are over; how many ends.
select close_audit_months();
