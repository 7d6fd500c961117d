-- What people ask of their data, and how far it has got: an erasure killed in the middle is taken up where it stopped.

create table privacy_requests (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references auth.users (id) on delete cascade,
  kind text not null check (kind in ('export', 'erasure')),
  state text not null default 'open' check (state in ('open', 'done')),
  steps_done text[] not null default '{}',
  requested_at timestamptz not null default kith.now(),
  finished_at timestamptz,
  updated_at timestamptz not null default kith.now(),
  constraint privacy_requests_finished check ((state = 'done') = (finished_at is not null))
);

comment on table privacy_requests is 'Exports and erasures asked for, with the steps done so far.';

create unique index privacy_requests_one_erasure on privacy_requests (person_id) where kind = 'erasure';

create index privacy_requests_person_idx on privacy_requests (person_id);

create index privacy_requests_open_idx on privacy_requests (requested_at) where state = 'open';

create trigger privacy_requests_updated_at before update on privacy_requests for each row execute function set_updated_at();

alter table privacy_requests enable row level security;

create policy service_all on privacy_requests for all to service_role using (true) with check (true);

create policy privacy_requests_select_own on privacy_requests for select to authenticated using (person_id = auth.uid());

grant select on privacy_requests to authenticated;

grant select, insert, update, delete on privacy_requests to service_role;
