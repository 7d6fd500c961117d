-- The development clock, and the counters of things that may happen only so often.

create table kith.clock (
  only_row boolean primary key default true check (only_row),
  moved_by interval not null default '0',
  updated_at timestamptz not null default now()
);

comment on table kith.clock is 'How far the development clock has been moved. Empty in production.';

create trigger clock_updated_at before update on kith.clock for each row execute function kith.set_updated_at();

create table kith.rate_limits (
  bucket text not null,
  subject text not null,
  window_start timestamptz not null,
  hits int not null default 0 check (hits >= 0),
  expires_at timestamptz not null,
  primary key (bucket, subject, window_start)
);

comment on table kith.rate_limits is 'Counters of things that may happen only so often, shared by every process. Subjects are keyed hashes, never numbers or addresses.';

create index rate_limits_expires_idx on kith.rate_limits (expires_at);

create function kith.take_rate_limit(p_bucket text, p_subject text, p_limit int, p_period interval)
returns timestamptz language plpgsql volatile security definer
  set search_path = pg_catalog
as $$
declare
  seconds double precision := extract(epoch from p_period);
  started timestamptz := to_timestamp(floor(extract(epoch from kith.now()) / seconds) * seconds);
  previous int;
  counted int;
  weight double precision;
begin
  insert into kith.rate_limits as r (bucket, subject, window_start, hits, expires_at)
  values (p_bucket, p_subject, started, 1, started + 2 * p_period)
  on conflict (bucket, subject, window_start) do update set hits = r.hits + 1
  returning hits into counted;
  select hits into previous from kith.rate_limits
  where bucket = p_bucket and subject = p_subject and window_start = started - p_period;
  weight := 1 - extract(epoch from kith.now() - started) / seconds;
  if counted + floor(coalesce(previous, 0) * weight) <= p_limit then
    return null;
  end if;
  return started + p_period;
end $$;

comment on function kith.take_rate_limit(text, text, int, interval) is
  'Counts one hit in a sliding window (this window''s hits plus the share of the last one still in view). Null when within the limit, else when to try again.';

revoke all on function kith.take_rate_limit(text, text, int, interval) from public;

grant execute on function kith.take_rate_limit(text, text, int, interval) to service_role;

alter table kith.clock enable row level security;

alter table kith.rate_limits enable row level security;

create policy service_all on kith.clock for all to service_role using (true) with check (true);

create policy service_all on kith.rate_limits for all to service_role using (true) with check (true);

grant select, insert, update, delete on kith.clock, kith.rate_limits to service_role;
