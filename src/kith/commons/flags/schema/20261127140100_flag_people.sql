-- Switches for named people, of a product, each change seen: by whom it was changed, by the version that was read, and by every process at once.

alter table flags add column product text;

comment on column flags.product is 'The product whose switch it is; empty for the house''s own.';

alter table flags add column version integer not null default 1;

comment on column flags.version is 'Grows with every change; whoever changes it says which version they saw.';

create table flag_people (
  key text not null references flags (key) on delete cascade,
  person_id uuid not null references auth.users (id) on delete cascade,
  added_by uuid references admins (id) on delete set null,
  created_at timestamptz not null default kith.now(),
  primary key (key, person_id)
);

comment on table flag_people is 'People for whom a switch is on whatever its share, while it is on at all.';

create index flag_people_person_idx on flag_people (person_id);

create index flag_people_added_by_idx on flag_people (added_by);

create function announce_flags() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  perform pg_notify('live_' || tg_table_schema, 'flags');
  return null;
end $$;

comment on function announce_flags() is 'Trigger: tells every process, at commit, to read the switches anew.';

revoke all on function announce_flags() from public;

create trigger flags_announce after insert or update or delete on flags for each statement execute function announce_flags();

create trigger flag_people_announce after insert or update or delete on flag_people for each statement execute function announce_flags();

alter table flag_people enable row level security;

create policy service_all on flag_people for all to service_role using (true) with check (true);

grant select, insert, update, delete on flag_people to service_role;
