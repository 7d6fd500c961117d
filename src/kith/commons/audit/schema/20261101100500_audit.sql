-- Who runs the house, and what they did. The log is a chain: each row's hash covers the one before it.

create table admins (
  id uuid primary key default gen_random_uuid(),
  person_id uuid references auth.users (id) on delete set null,
  email text not null check (email = lower(email)),
  role text not null check (role in ('support', 'ops', 'engineering')),
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint admins_email_uniq unique (email),
  constraint admins_person_uniq unique (person_id)
);

comment on table admins is 'Operators of the house and the role each has.';

create trigger admins_updated_at before update on admins for each row execute function set_updated_at();

create table audit_log (
  id uuid primary key default gen_random_uuid(),
  sequence bigint not null,
  admin_id uuid references admins (id) on delete set null,
  actor text not null,
  product text,
  action text not null,
  target_type text not null,
  target_id uuid,
  reason text,
  payload jsonb not null default '{}'::jsonb check (jsonb_typeof(payload) = 'object'),
  created_at timestamptz not null default kith.now(),
  previous_hash bytea not null,
  hash bytea not null,
  constraint audit_log_sequence_uniq unique (sequence)
);

comment on table audit_log is 'What operators and the house did to people''s data, chained by SHA-256 so that a changed row is found.';

create index audit_action_idx on audit_log (action);

create index audit_target_idx on audit_log (target_type, target_id);

create index audit_admin_idx on audit_log (admin_id);

create function audit_row_hash(r audit_log) returns bytea language sql stable
  set search_path from current
as $$
  select sha256(r.previous_hash || convert_to(concat_ws('|', r.id::text, r.actor, coalesce(r.product, ''), r.action, r.target_type,
    coalesce(r.target_id::text, ''), coalesce(r.reason, ''), r.payload::text, extract(epoch from r.created_at)::text), 'UTF8'))
$$;

comment on function audit_row_hash(audit_log) is 'SHA-256 over the previous row''s hash and this row''s content.';

create function chain_audit_row() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('kith.audit_log', 0));
  select a.hash, a.sequence + 1 into new.previous_hash, new.sequence from audit_log a order by a.sequence desc limit 1;
  new.previous_hash := coalesce(new.previous_hash, sha256('kith'::bytea));
  new.sequence := coalesce(new.sequence, 1);
  new.hash := audit_row_hash(new);
  return new;
end $$;

comment on function chain_audit_row() is 'Trigger: links a new audit row to the one before it.';

revoke all on function chain_audit_row() from public;

create trigger audit_log_chain before insert on audit_log for each row execute function chain_audit_row();

create function keep_audit_row() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if tg_op = 'UPDATE' and old.admin_id is not null and new.admin_id is null
     and (to_jsonb(new) - 'admin_id') = (to_jsonb(old) - 'admin_id') then
    return new; -- the operator's own row was deleted; the foreign key clears the pointer, `actor` still tells who
  end if;
  raise exception using errcode = 'KT403', message = 'audit_log is append-only';
end $$;

comment on function keep_audit_row() is 'Trigger: refuses every change of an audit row but the clearing of a deleted operator''s id.';

create trigger audit_log_append_only before update or delete on audit_log for each row execute function keep_audit_row();

create trigger audit_log_no_truncate before truncate on audit_log for each statement execute function refuse_change();

create function audit_breaks() returns table (sequence bigint, id uuid) language sql stable security definer
  set search_path from current
as $$
  select c.sequence, c.id from (
    select a, a.sequence, a.id, a.hash, a.previous_hash,
           lag(a.hash) over (order by a.sequence) as expected
    from audit_log a
  ) c
  where c.previous_hash <> coalesce(c.expected, sha256('kith'::bytea)) or c.hash <> audit_row_hash(c.a)
$$;

comment on function audit_breaks() is 'Rows at which the chain does not hold: changed, or missing before them.';

revoke all on function audit_breaks() from public;

grant execute on function audit_breaks() to service_role;

alter table admins enable row level security;

alter table audit_log enable row level security;

create policy service_all on admins for all to service_role using (true) with check (true);

create policy service_all on audit_log for all to service_role using (true) with check (true);

grant select, insert, update, delete on admins to service_role;

grant select, insert on audit_log to service_role;
