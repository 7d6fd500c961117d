-- Operators who see the house as somebody else does, for minutes, to help. They read; nothing is ever written as that person.

create table impersonations (
  id uuid primary key default gen_random_uuid(),
  token_hash bytea not null,
  admin_id uuid not null references admins (id) on delete cascade,
  session_id uuid not null references sessions (id) on delete cascade,
  person_id uuid not null references auth.users (id) on delete cascade,
  product text,
  reason text not null,
  started_at timestamptz not null default kith.now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  constraint impersonations_token_uniq unique (token_hash),
  constraint impersonations_reason check (length(btrim(reason)) between 5 and 300),
  constraint impersonations_minutes check (expires_at > started_at and expires_at <= started_at + interval '15 minutes')
);

comment on table impersonations is 'Who looked at the house as whom, why, and until when: bound to one session of the operator''s, fifteen minutes at most.';

create unique index impersonations_one_live on impersonations (admin_id) where ended_at is null;

create index impersonations_admin_idx on impersonations (admin_id);

create index impersonations_session_idx on impersonations (session_id);

create index impersonations_person_idx on impersonations (person_id);

create function guard_impersonation() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if tg_op = 'UPDATE' then
    if (to_jsonb(new) - 'ended_at') <> (to_jsonb(old) - 'ended_at') or old.ended_at is not null then
      raise exception using errcode = 'check_violation', constraint = 'impersonations_fixed', table = tg_table_name,
        message = 'an impersonation is ended, never changed or prolonged';
    end if;
    return new;
  end if;
  if exists (select 1 from admins a where a.person_id = new.person_id) then
    raise exception using errcode = 'check_violation', constraint = 'impersonations_no_operators', table = tg_table_name,
      message = 'operators are not impersonated';
  end if;
  if not exists (select 1 from admins a where a.id = new.admin_id and a.role in ('support', 'ops')) then
    raise exception using errcode = 'check_violation', constraint = 'impersonations_roles', table = tg_table_name,
      message = 'support and operations impersonate, nobody else';
  end if;
  return new;
end $$;

comment on function guard_impersonation() is 'Trigger: by support and operations, never of an operator; once begun it can only be ended.';

revoke all on function guard_impersonation() from public;

create trigger impersonations_guard before insert or update on impersonations for each row execute function guard_impersonation();

alter table impersonations enable row level security;

create policy service_all on impersonations for all to service_role using (true) with check (true);

grant select, insert, update, delete on impersonations to service_role;
