-- The house's time. `kith` exists before this file runs because the migration history lives in it.

grant usage on schema kith to anon, authenticated, service_role;

create function kith.now() returns timestamptz language sql stable
  set search_path = pg_catalog
as $$
  select now() + coalesce(nullif(current_setting('kith.clock_offset', true), ''), '0')::interval
$$;

comment on function kith.now() is 'The house''s time: the server''s, plus the offset that a test or the development clock set for this transaction.';
