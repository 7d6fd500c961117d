-- What those who run the house need to know of it: how recurring work ended, how long queries took, what rang at the webhooks.

create table kith.schedule_runs (
  schema_name text not null,
  name text not null,
  ended_at timestamptz not null default now(),
  seconds double precision not null check (seconds >= 0),
  failure text check (length(failure) between 1 and 200),
  failed_at timestamptz,
  failures_in_a_row integer not null default 0 check (failures_in_a_row >= 0),
  primary key (schema_name, name)
);

comment on table kith.schedule_runs is 'How each recurring piece of work ended last, about once a minute and at every change between well and not. Real time, as its worker''s.';

comment on column kith.schedule_runs.failure is 'The kind of the last failure, never its words; empty while it goes well.';

create table kith.query_times (
  name text not null check (length(name) <= 200),
  hour timestamptz not null,
  calls bigint not null check (calls > 0),
  seconds double precision not null check (seconds >= 0),
  longest double precision not null check (longest >= 0),
  counts bigint[] not null,
  primary key (name, hour)
);

comment on table kith.query_times is 'How long named queries took, by hour: the counts of a histogram whose steps double, kept two weeks.';

comment on column kith.query_times.counts is 'Calls of up to 0.25, 0.5, 1, 2 … milliseconds; the last holds all longer ones.';

create index query_times_hour_idx on kith.query_times (hour);

create function kith.add_query_times(p_name text, p_calls bigint, p_seconds double precision, p_longest double precision, p_counts bigint[])
returns void language sql volatile
  set search_path = pg_catalog
as $$
  insert into kith.query_times as q (name, hour, calls, seconds, longest, counts)
  values (p_name, date_trunc('hour', now(), 'UTC'), p_calls, p_seconds, p_longest, p_counts)
  on conflict (name, hour) do update set calls = q.calls + excluded.calls, seconds = q.seconds + excluded.seconds,
    longest = greatest(q.longest, excluded.longest),
    counts = (select array_agg(coalesce(o.n, 0) + coalesce(a.n, 0) order by coalesce(o.i, a.i))
              from unnest(q.counts) with ordinality o (n, i) full join unnest(excluded.counts) with ordinality a (n, i) on a.i = o.i)
$$;

comment on function kith.add_query_times(text, bigint, double precision, double precision, bigint[]) is
  'Adds what a process measured of one query to the hour that runs.';

revoke all on function kith.add_query_times(text, bigint, double precision, double precision, bigint[]) from public;

grant execute on function kith.add_query_times(text, bigint, double precision, double precision, bigint[]) to service_role;

create table kith.webhook_calls (
  provider text not null check (length(provider) <= 60),
  hour timestamptz not null,
  received bigint not null default 0 check (received >= 0),
  repeated bigint not null default 0 check (repeated >= 0),
  refused bigint not null default 0 check (refused >= 0),
  failed bigint not null default 0 check (failed >= 0),
  last_at timestamptz not null default now(),
  primary key (provider, hour)
);

comment on table kith.webhook_calls is
  'What rang at each webhook, by hour: received, of those repeated; refused because the signature or form was not the provider''s; failed on our side.';

create index webhook_calls_hour_idx on kith.webhook_calls (hour);

alter table kith.schedule_runs enable row level security;

alter table kith.query_times enable row level security;

alter table kith.webhook_calls enable row level security;

create policy service_all on kith.schedule_runs for all to service_role using (true) with check (true);

create policy service_all on kith.query_times for all to service_role using (true) with check (true);

create policy service_all on kith.webhook_calls for all to service_role using (true) with check (true);

grant select, insert, update, delete on kith.schedule_runs, kith.query_times, kith.webhook_calls to service_role;
