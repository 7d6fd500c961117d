-- What every schema of the house has: updated_at, state machines, domain events. Installed first into `kith` and into each product's schema,
-- so that what one transaction writes lies in one schema.

create function set_updated_at() returns trigger language plpgsql
  set search_path from current
as $$
begin
  new.updated_at = kith.now();
  return new;
end $$;

comment on function set_updated_at() is 'Trigger: keeps updated_at current.';

create table state_transitions (
  entity_type text not null,
  from_state text not null,
  to_state text not null,
  event_type text not null,
  primary key (entity_type, from_state, to_state)
);

comment on table state_transitions is 'The legal transitions of every entity of this schema. An empty from_state is creation.';

create table domain_events (
  id uuid primary key default gen_random_uuid(),
  entity_type text not null,
  entity_id uuid not null,
  event_type text not null,
  from_state text,
  to_state text,
  idempotency_key text,
  correlation_id uuid,
  payload jsonb not null default '{}'::jsonb check (jsonb_typeof(payload) = 'object'),
  created_at timestamptz not null default kith.now(),
  sequence bigint generated always as identity,
  constraint domain_events_idem_uniq unique (idempotency_key)
);

comment on table domain_events is 'What happened, in order: every transition of every entity, and what else the timeline should tell. No personal data in payloads, ids only.';

create index domain_events_entity_idx on domain_events (entity_type, entity_id);

create index domain_events_created_idx on domain_events (created_at);

create function enforce_transition() returns trigger language plpgsql
  set search_path from current
as $$
declare
  entity text := tg_argv[0];
  state_column text := coalesce(tg_argv[1], 'state');
  before_state text := '';
  after_state text;
begin
  after_state := to_jsonb(new) ->> state_column;
  if tg_op = 'UPDATE' then
    before_state := to_jsonb(old) ->> state_column;
    if before_state is not distinct from after_state then
      return new;
    end if;
  end if;
  if not exists (
    select 1 from state_transitions t
    where t.entity_type = entity and t.from_state = before_state and t.to_state = after_state
  ) then
    raise exception using
      errcode = 'KT409',
      message = case when before_state = '' then format('a new %s cannot start as %s', entity, after_state)
                     else format('%s cannot go from %s to %s', entity, before_state, after_state) end,
      detail = jsonb_build_object('entity', entity, 'from', before_state, 'to', after_state)::text;
  end if;
  return new;
end $$;

comment on function enforce_transition() is 'Trigger (entity, column): refuses a state change that state_transitions does not list, with SQLSTATE KT409.';

create function record_transition() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  entity text := tg_argv[0];
  state_column text := coalesce(tg_argv[1], 'state');
  before_state text := '';
  after_state text;
begin
  after_state := to_jsonb(new) ->> state_column;
  if tg_op = 'UPDATE' then
    before_state := to_jsonb(old) ->> state_column;
    if before_state is not distinct from after_state then
      return null;
    end if;
  end if;
  insert into domain_events (entity_type, entity_id, event_type, from_state, to_state, correlation_id)
  select entity, new.id, t.event_type, nullif(before_state, ''), after_state,
         nullif(current_setting('kith.correlation_id', true), '')::uuid
  from state_transitions t
  where t.entity_type = entity and t.from_state = before_state and t.to_state = after_state;
  return null;
end $$;

comment on function record_transition() is 'Trigger (entity, column): writes the domain event of a state change.';

revoke all on function record_transition() from public;

create function refuse_change() returns trigger language plpgsql
  set search_path from current
as $$
begin
  raise exception using errcode = 'KT403', message = format('%s is append-only', tg_table_name);
end $$;

comment on function refuse_change() is 'Trigger: makes a table append-only.';

create trigger domain_events_append_only before update or delete or truncate on domain_events
  for each statement execute function refuse_change();

alter table state_transitions enable row level security;

alter table domain_events enable row level security;

create policy service_all on state_transitions for all to service_role using (true) with check (true);

create policy service_all on domain_events for all to service_role using (true) with check (true);

grant select on state_transitions to service_role;

grant select, insert on domain_events to service_role;

do $$
begin
  execute format('grant usage on schema %I to anon, authenticated, service_role', current_schema());
end $$;
