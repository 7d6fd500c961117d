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
  step interval := p_period / 20;
  step_seconds double precision := extract(epoch from p_period) / 20;
  slot timestamptz := to_timestamp(floor(extract(epoch from kith.now()) / step_seconds) * step_seconds);
  counted bigint;
  oldest timestamptz;
begin
  perform pg_advisory_xact_lock(hashtextextended('kith.rate_limits:' || p_bucket || ':' || p_subject, 0));
  -- A slot counts until its last moment is out of view, so that no stretch of this length ever holds more than the limit.
  select coalesce(sum(r.hits), 0), min(r.window_start) into counted, oldest from kith.rate_limits r
  where r.bucket = p_bucket and r.subject = p_subject and r.window_start > kith.now() - p_period - step;
  if counted >= p_limit then
    return coalesce(oldest, slot) + p_period + step;
  end if;
  insert into kith.rate_limits as r (bucket, subject, window_start, hits, expires_at)
  values (p_bucket, p_subject, slot, 1, slot + p_period + step)
  on conflict (bucket, subject, window_start) do update set hits = r.hits + 1;
  return null;
end $$;

comment on function kith.take_rate_limit(text, text, int, interval) is
  'Counts one hit, unless that many were counted in the period up to now: then when to try again. Kept in twentieths of the period, rounded to the strict side.';

revoke all on function kith.take_rate_limit(text, text, int, interval) from public;

grant execute on function kith.take_rate_limit(text, text, int, interval) to service_role;

alter table kith.clock enable row level security;

alter table kith.rate_limits enable row level security;

create policy service_all on kith.clock for all to service_role using (true) with check (true);

create policy service_all on kith.rate_limits for all to service_role using (true) with check (true);

grant select, insert, update, delete on kith.clock, kith.rate_limits to service_role;
