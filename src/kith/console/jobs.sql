-- name: queues()
-- What waits, runs or was given up, by kind.
select entrypoint, status::text as status, count(*)::int as jobs, min(created) as oldest from pgqueuer group by 1, 2 order by 1, 2;

-- name: held()
-- Jobs that failed for the last time.
select id, entrypoint, attempts, updated from pgqueuer where status = 'failed' order by updated desc limit 100;

-- name: run_again(id)!
-- Back into the queue.
update pgqueuer set status = 'queued', attempts = 0, execute_after = now(), updated = now() where id = :id and status = 'failed';

-- name: schedules()
-- What recurs, and when it ran.
select entrypoint, expression, last_run, next_run from pgqueuer_schedules order by entrypoint;
