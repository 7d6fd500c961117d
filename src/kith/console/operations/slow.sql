-- name: times(hours, at_most)
-- How long named queries took in the last hours: those that took longest together.
with most as (
  select name, sum(calls)::bigint as calls, sum(seconds) as seconds, max(longest) as longest from kith.query_times
  where hour > now() - make_interval(hours => :hours::integer) group by name order by sum(seconds) desc limit :at_most
)
select m.name, m.calls, m.seconds, m.longest,
       (select array_agg(s.n order by s.i) from (
          select u.i, sum(u.n)::bigint as n from kith.query_times q cross join unnest(q.counts) with ordinality u (n, i)
          where q.name = m.name and q.hour > now() - make_interval(hours => :hours::integer) group by u.i) s) as counts
from most m order by m.seconds desc, m.name;

-- name: running()
-- What runs at this moment, or holds a transaction open, the longest first (as whoever this program signs in as).
select pid, application_name, state, coalesce(wait_event_type || ': ' || wait_event, '') as waits, query,
       extract(epoch from clock_timestamp() - case state when 'active' then query_start else state_change end)::double precision as seconds,
       cardinality(pg_blocking_pids(pid)) as blocked_by
from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
  and (state = 'active' or state like 'idle in transaction%' and state_change < clock_timestamp() - interval '5 seconds')
order by 6 desc limit 50;

-- name: stop(pid)$
-- Ends what a connection of this program is doing; null where there is none or it is not ours.
select pg_cancel_backend(pid) from pg_stat_activity where pid = :pid and datname = current_database() and pid <> pg_backend_pid()
  and backend_type = 'client backend' and state = 'active' and usename = session_user;

-- name: statements()$
-- The schema of pg_stat_statements, where it is installed and may be read.
select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relname = 'pg_stat_statements' and c.relkind in ('v', 'r') and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select') limit 1;

-- name: slow(hours, at_most)
-- Queries of which one within the last hours took longer than a second.
select name from kith.query_times
where hour > now() - make_interval(hours => :hours::integer) and longest > 1 group by name limit :at_most;
