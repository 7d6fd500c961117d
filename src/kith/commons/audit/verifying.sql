-- name: begin(whole)$
-- Begins to verify, or finds the verification that has begun.
select begin_audit_verification(:whole);

-- name: carry_on(id, at_most)$
-- Looks at the next entries; false when there are none.
select continue_audit_verification(:id, :at_most);

-- name: open_whole()$
-- The verification of all of it that somebody asked for and that has not ended.
select id from audit_verifications where whole and finished_at is null;

-- name: whole_due(before)$
-- Whether all of it was last verified, or began to be, before a moment.
select not exists (select 1 from audit_verifications where whole and coalesce(finished_at, 'infinity') > :before);

-- name: last(whole)^
-- The newest verification of a kind that has ended.
select due, looked_at, breaks, last_sequence, started_at, finished_at from audit_verifications where whole = :whole and finished_at is not null order by finished_at desc limit 1;

-- name: running(whole)^
-- The verification of a kind that is under way.
select due, looked_at, breaks, started_at from audit_verifications where whole = :whole and finished_at is null;

-- name: breaks()$
-- The numbers of entries that did not hold when the whole was last verified, or since.
select array(
  select distinct b from audit_verifications v cross join unnest(v.breaks) b
  where v.finished_at >= coalesce((select max(w.finished_at) from audit_verifications w where w.whole), '-infinity') order by b);

-- name: newest()$
-- The number of the newest entry.
select coalesce(max(sequence), 0) from audit_log;
