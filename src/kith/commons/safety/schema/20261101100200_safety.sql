-- Blocks, holds, strikes, reports, incidents: made in one product, binding in all. Each question has one function that every product asks.

create table blocks (
  id uuid primary key default gen_random_uuid(),
  blocker_id uuid not null references auth.users (id) on delete cascade,
  blocked_id uuid not null references auth.users (id) on delete cascade,
  created_at timestamptz not null default kith.now(),
  constraint blocks_once unique (blocker_id, blocked_id),
  constraint blocks_not_oneself check (blocker_id <> blocked_id)
);

comment on table blocks is 'Who wants nothing to do with whom. The blocked person is never told.';

create index blocks_blocked_idx on blocks (blocked_id);

create table holds (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references auth.users (id) on delete cascade,
  state text not null default 'none' check (state in ('none', 'soft_hold', 'hard_hold')),
  reason text,
  applied_at timestamptz,
  expires_at timestamptz,
  cleared_at timestamptz,
  applied_by uuid,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint holds_person_uniq unique (person_id),
  constraint holds_applied check (state = 'none' or applied_at is not null)
);

comment on table holds is 'A person set aside: soft (no new invitations) or hard (nothing at all), until it lapses or is cleared.';

create index holds_state_idx on holds (state);

create trigger holds_updated_at before update on holds for each row execute function set_updated_at();

create table strikes (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references auth.users (id) on delete cascade,
  product text not null,
  strike_type text not null,
  points int not null check (points between 1 and 10),
  reason text,
  window_start timestamptz not null,
  window_end timestamptz not null,
  idempotency_key text not null,
  created_at timestamptz not null default kith.now(),
  constraint strikes_idem_uniq unique (idempotency_key),
  constraint strikes_window check (window_end > window_start)
);

comment on table strikes is 'Points for conduct, each with the window in which it counts.';

create index strikes_person_idx on strikes (person_id, window_end);

create table reports (
  id uuid primary key default gen_random_uuid(),
  product text not null,
  reporter_id uuid references auth.users (id) on delete set null,
  reported_id uuid references auth.users (id) on delete set null,
  reporter_phone_hash text,
  report_type text not null,
  details jsonb not null default '{}'::jsonb check (jsonb_typeof(details) = 'object'),
  status text not null default 'open' check (status in ('open', 'reviewing', 'resolved')),
  idempotency_key text,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint reports_idem_uniq unique (idempotency_key)
);

comment on table reports is 'Somebody says that somebody else behaved badly.';

create index reports_status_idx on reports (status, created_at);

create index reports_reporter_idx on reports (reporter_id);

create index reports_reported_idx on reports (reported_id);

create trigger reports_updated_at before update on reports for each row execute function set_updated_at();

create table incidents (
  id uuid primary key default gen_random_uuid(),
  product text not null,
  person_id uuid references auth.users (id) on delete set null,
  reporter_id uuid references auth.users (id) on delete set null,
  reporter_phone_hash text,
  incident_type text not null,
  severity int not null check (severity between 1 and 5),
  details jsonb not null default '{}'::jsonb check (jsonb_typeof(details) = 'object'),
  status text not null default 'open' check (status in ('open', 'reviewing', 'resolved')),
  idempotency_key text,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint incidents_idem_uniq unique (idempotency_key)
);

comment on table incidents is 'Somebody may be in danger; a person of the house looks at each.';

create index incidents_status_idx on incidents (status, severity desc, created_at);

create index incidents_person_idx on incidents (person_id);

create index incidents_reporter_idx on incidents (reporter_id);

create trigger incidents_updated_at before update on incidents for each row execute function set_updated_at();

create function blocked_between(a uuid, b uuid) returns boolean
language sql stable security definer
  set search_path from current
as $$
  select exists (select 1 from blocks where blocker_id = a and blocked_id = b)
      or exists (select 1 from blocks where blocker_id = b and blocked_id = a)
$$;

comment on function blocked_between(uuid, uuid) is 'Whether either has blocked the other.';

create function blocked_with(person uuid) returns uuid[]
language sql stable security definer
  set search_path from current
as $$
  select coalesce(array_agg(other), '{}') from (
    select blocked_id as other from blocks where blocker_id = person
    union
    select blocker_id from blocks where blocked_id = person
  ) both_directions
$$;

comment on function blocked_with(uuid) is 'Everybody whom this person blocked or who blocked this person.';

create function hold_state(person uuid) returns text
language sql stable security definer
  set search_path from current
as $$
  select coalesce((
    select h.state from holds h
    where h.person_id = person and h.cleared_at is null and (h.expires_at is null or h.expires_at > kith.now())
  ), 'none')
$$;

comment on function hold_state(uuid) is 'The hold in force on this person now: none, soft_hold or hard_hold.';

create function on_hold(people uuid[]) returns uuid[]
language sql stable security definer
  set search_path from current
as $$
  select coalesce(array_agg(h.person_id), '{}') from holds h
  where h.person_id = any (people) and h.state <> 'none' and h.cleared_at is null
    and (h.expires_at is null or h.expires_at > kith.now())
$$;

comment on function on_hold(uuid[]) is 'Those of these people on whom any hold is in force now.';

revoke all on function blocked_between(uuid, uuid), blocked_with(uuid), hold_state(uuid), on_hold(uuid[]) from public;

grant execute on function blocked_between(uuid, uuid), blocked_with(uuid), hold_state(uuid), on_hold(uuid[]) to service_role;

alter table blocks enable row level security;

alter table holds enable row level security;

alter table strikes enable row level security;

alter table reports enable row level security;

alter table incidents enable row level security;

create policy service_all on blocks for all to service_role using (true) with check (true);

create policy service_all on holds for all to service_role using (true) with check (true);

create policy service_all on strikes for all to service_role using (true) with check (true);

create policy service_all on reports for all to service_role using (true) with check (true);

create policy service_all on incidents for all to service_role using (true) with check (true);

create policy blocks_select_own on blocks for select to authenticated using (blocker_id = auth.uid());

create policy blocks_insert_own on blocks for insert to authenticated with check (blocker_id = auth.uid());

create policy blocks_delete_own on blocks for delete to authenticated using (blocker_id = auth.uid());

create policy holds_select_own on holds for select to authenticated using (person_id = auth.uid());

create policy strikes_select_own on strikes for select to authenticated using (person_id = auth.uid());

create policy reports_select_own on reports for select to authenticated using (reporter_id = auth.uid());

grant select, insert, delete on blocks to authenticated;

grant select (id, person_id, state, applied_at, expires_at, cleared_at, created_at, updated_at) on holds to authenticated;

grant select (id, person_id, product, strike_type, points, reason, window_start, window_end, created_at) on strikes to authenticated;

grant select (id, product, reporter_id, report_type, status, created_at, updated_at) on reports to authenticated;

grant select, insert, update, delete on blocks, holds, strikes, reports, incidents to service_role;
