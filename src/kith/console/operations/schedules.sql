-- name: schedules()
-- What recurs in a schema: when it ran and when it will, and how it ended last.
select s.id, s.entrypoint, s.expression, s.last_run, s.next_run, s.status::text as status, now() as now,
       r.ended_at, r.seconds, r.failure, r.failed_at, coalesce(r.failures_in_a_row, 0) as failures
from pgqueuer_schedules s left join kith.schedule_runs r on r.schema_name = current_schema() and r.name = s.entrypoint
order by coalesce(r.failures_in_a_row, 0) > 0 desc, s.next_run, s.entrypoint;

-- name: run_now(id)$
-- Due at once; null when it is running or gone.
update pgqueuer_schedules set next_run = now(), updated = now() where id = :id and status = 'queued' returning entrypoint;

-- name: state()^
-- How many fail, since when, and since when the most overdue one waits for a worker.
select count(*) filter (where r.failures_in_a_row > 0) as failing, min(r.failed_at) filter (where r.failures_in_a_row > 0) as since,
       count(*) as known, min(s.next_run) filter (where s.next_run < now() - interval '2 minutes') as overdue, now() as now
from pgqueuer_schedules s left join kith.schedule_runs r on r.schema_name = current_schema() and r.name = s.entrypoint;
