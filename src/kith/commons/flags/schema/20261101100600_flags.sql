-- Switches of the house.

create table flags (
  key text primary key check (key ~ '^[a-z][a-z0-9_.]{1,60}$'),
  description text not null,
  enabled boolean not null default false,
  rollout_percent int not null default 100 check (rollout_percent between 0 and 100),
  updated_by uuid references admins (id) on delete set null,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now()
);

comment on table flags is 'Features that can be switched on for all, or for a share of people chosen by hash.';

create index flags_updated_by_idx on flags (updated_by);

create trigger flags_updated_at before update on flags for each row execute function set_updated_at();

alter table flags enable row level security;

create policy service_all on flags for all to service_role using (true) with check (true);

grant select, insert, update, delete on flags to service_role;
