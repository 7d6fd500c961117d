-- name: waiting()
-- What waits, runs or was given up, by kind.
select entrypoint, count(*) filter (where status = 'queued') as waiting, count(*) filter (where status = 'picked') as running,
       count(*) filter (where status = 'failed') as given_up,
       min(greatest(created, execute_after)) filter (where status = 'queued' and execute_after <= now()) as oldest
from pgqueuer group by entrypoint order by entrypoint;

-- name: lately()
-- The last hour by kind: how many ended, were tried again, and how long they waited and ran (seconds).
with steps as (
  select entrypoint, status, traceback is not null as again, created, lag(status) over w as before, lag(created) over w as since
  from pgqueuer_log where created > now() - interval '1 hour' window w as (partition by job_id order by created, id)
)
select entrypoint, count(*) filter (where status = 'successful') as done, count(*) filter (where status = 'queued' and again) as again,
       percentile_cont(0.5) within group (order by extract(epoch from created - since)::double precision) filter (where before = 'queued' and status = 'picked') as waited_half,
       percentile_cont(0.95) within group (order by extract(epoch from created - since)::double precision) filter (where before = 'queued' and status = 'picked') as waited_most,
       percentile_cont(0.5) within group (order by extract(epoch from created - since)::double precision) filter (where before = 'picked' and status = 'successful') as ran_half,
       percentile_cont(0.95) within group (order by extract(epoch from created - since)::double precision) filter (where before = 'picked' and status = 'successful') as ran_most
from steps group by entrypoint order by entrypoint;

-- name: given_up(at_most)
-- Jobs that failed for the last time, newest first, with the kind of what went wrong.
select q.id, q.entrypoint, q.attempts, q.updated,
       (select l.traceback ->> 'exception_type' from pgqueuer_log l where l.job_id = q.id and l.status = 'failed' order by l.created desc limit 1) as failure
from pgqueuer q where q.status = 'failed' order by q.updated desc, q.id desc limit :at_most;

-- name: run_again(id)^
-- One that was given up goes back into the queue, with all its tries; nothing when it is not there any more.
with back as (
  update pgqueuer set status = 'queued', attempts = 0, execute_after = now(), updated = now(), queue_manager_id = null
  where id = :id and status = 'failed' returning id, entrypoint, priority
), logged as (
  insert into pgqueuer_log (job_id, status, entrypoint, priority) select id, 'queued', entrypoint, priority from back
)
select id, entrypoint from back;

-- name: run_all_again(entrypoint)
-- All of a kind that were given up (of every kind, without one) go back into the queue, but for those whose like waits or runs already.
with wanted as (
  select distinct on (coalesce(f.dedupe_key, f.id::text)) f.id from pgqueuer f
  where f.status = 'failed' and (:entrypoint::text is null or f.entrypoint = :entrypoint::text)
    and not exists (select 1 from pgqueuer o where o.dedupe_key = f.dedupe_key and o.status in ('queued', 'picked'))
), back as (
  update pgqueuer set status = 'queued', attempts = 0, execute_after = now(), updated = now(), queue_manager_id = null
  where status = 'failed' and id in (select id from wanted) returning id, entrypoint, priority
), logged as (
  insert into pgqueuer_log (job_id, status, entrypoint, priority) select id, 'queued', entrypoint, priority from back
)
select entrypoint, count(*)::integer as jobs from back group by entrypoint order by entrypoint;

-- name: throw_away(id)^
-- One that was given up goes, and its work is not done.
with gone as (
  delete from pgqueuer where id = :id and status = 'failed' returning id, entrypoint, priority
), logged as (
  insert into pgqueuer_log (job_id, status, entrypoint, priority) select id, 'deleted', entrypoint, priority from gone
)
select id, entrypoint from gone;

-- name: state()^
-- What of the queue wants to be looked at.
select count(*) filter (where status = 'failed') as given_up, max(updated) filter (where status = 'failed') as last_given_up,
       min(greatest(created, execute_after)) filter (where status = 'queued' and execute_after <= now()) as oldest, now() as now
from pgqueuer;
