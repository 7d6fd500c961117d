-- Somebody's data that a court or the law wants kept: for a written reason, until a day, by somebody who answers for it. Until then nothing of it is erased.

create table legal_holds (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references auth.users (id) on delete restrict,
  reason text not null,
  told text not null,
  keep_until timestamptz not null,
  placed_by uuid references admins (id) on delete set null,
  placed_at timestamptz not null default kith.now(),
  lifted_at timestamptz,
  lifted_by uuid references admins (id) on delete set null,
  lifted_because text,
  constraint legal_holds_words check (length(btrim(reason)) between 10 and 4000 and length(btrim(told)) between 10 and 1000),
  constraint legal_holds_ends check (keep_until > placed_at and keep_until <= placed_at + interval '3 years'),
  constraint legal_holds_lifted check ((lifted_at is null) = (lifted_because is null))
);

comment on table legal_holds is 'Data of a person that has to be kept for a while, whoever asks for it to go: why, what the person is told of it, until when, by whom.';

comment on column legal_holds.reason is 'Why, for the house; what the person reads is told.';

create unique index legal_holds_one_idx on legal_holds (person_id) where lifted_at is null;

create index legal_holds_person_idx on legal_holds (person_id);

create index legal_holds_placed_by_idx on legal_holds (placed_by);

create index legal_holds_lifted_by_idx on legal_holds (lifted_by);

create function is_held(p_person uuid) returns boolean language sql stable security definer
  set search_path from current
as $$
  select exists (select 1 from legal_holds h where h.person_id = p_person and h.lifted_at is null and h.keep_until > kith.now())
$$;

comment on function is_held(uuid) is 'Whether what there is of a person has to be kept.';

create function keep_hold() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if tg_op = 'INSERT' then
    perform pg_advisory_xact_lock(hashtextextended('kith.legal_hold.' || new.person_id, 0));
    if exists (select 1 from privacy_requests r where r.person_id = new.person_id and r.kind = 'erasure') then
      raise exception using errcode = 'KT403', message = 'this person is being forgotten, or was, so nothing can be kept any more';
    end if;
    return new;
  end if;
  if tg_op = 'UPDATE' and old.lifted_at is null
     and (new.id, new.person_id, new.reason, new.told, new.keep_until, new.placed_at) = (old.id, old.person_id, old.reason, old.told, old.keep_until, old.placed_at)
     or tg_op = 'UPDATE' and (to_jsonb(new) - 'placed_by' - 'lifted_by') = (to_jsonb(old) - 'placed_by' - 'lifted_by') then
    return new;
  end if;
  raise exception using errcode = 'KT403', message = 'a hold is lifted once, and nothing else of it changes';
end $$;

comment on function keep_hold() is 'Trigger: a hold comes before an erasure or not at all, and can only be lifted.';

create trigger legal_holds_keep before insert or update or delete on legal_holds for each row execute function keep_hold();

create function refuse_while_held() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('kith.legal_hold.' || new.person_id, 0));
  if is_held(new.person_id) then
    raise exception using errcode = 'KT403', message = 'this person''s data has to be kept for now';
  end if;
  return new;
end $$;

comment on function refuse_while_held() is 'Trigger: nobody is forgotten, and no key destroyed, while a hold is in force.';

create trigger privacy_requests_held before insert or update on privacy_requests for each row
  when (new.kind = 'erasure' and new.state = 'open') execute function refuse_while_held();

create trigger person_keys_held before update on person_keys for each row
  when (old.destroyed_at is null and new.destroyed_at is not null) execute function refuse_while_held();

create function held_rows(p_table regclass, p_row text, p_steps integer default 2) returns text language plpgsql stable
  set search_path from current
as $$
declare
  one record;
  further text;
  ways text[] := '{}';
begin
  for one in
    select a.attname as column_name, k.confrelid, b.attname as to_column, n.nspname as to_schema, c.relname as to_table
    from pg_constraint k
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
    join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
    join pg_class c on c.oid = k.confrelid join pg_namespace n on n.oid = c.relnamespace
    where k.conrelid = p_table and k.contype = 'f' and cardinality(k.conkey) = 1 and k.confrelid <> p_table
    order by k.conname
  loop
    if one.confrelid = 'auth.users'::regclass then
      ways := ways || format('%s.%I in (select h.person_id from kith.legal_holds h where h.lifted_at is null and h.keep_until > kith.now())', p_row, one.column_name);
    elsif p_steps > 0 then
      further := held_rows(one.confrelid, 'h' || p_steps, p_steps - 1);
      if further <> 'false' then
        ways := ways || format('exists (select 1 from %I.%I h%s where h%s.%I = %s.%I and (%s))',
          one.to_schema, one.to_table, p_steps, p_steps, one.to_column, p_row, one.column_name, further);
      end if;
    end if;
  end loop;
  return coalesce(nullif(array_to_string(ways, ' or '), ''), 'false');
end $$;

comment on function held_rows(regclass, text, integer) is 'The condition under which a row of a table is about somebody whose data has to be kept, by its foreign keys and those of what it refers to.';

create or replace function run_retention(p_rule uuid, p_at_most integer) returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  rule retention_rules;
  target text;
  due text;
  held text := 'false';
  went integer;
begin
  select * into rule from retention_rules r where r.id = p_rule for update;
  if rule.id is null or rule.action = 'elsewhere' then
    return 0;
  end if;
  target := format('%I.%I', rule.schema_name, rule.table_name);
  if exists (select 1 from legal_holds h where h.lifted_at is null and h.keep_until > kith.now()) then
    held := held_rows(target::regclass, 'r');
  end if;
  -- Conditions and calls of a rule are in the words of its own schema; the setting ends with this function.
  perform set_config('search_path', format('%I, pg_temp', rule.schema_name), true);
  due := format('select r.ctid from %s r where r.%I < kith.now() - $1 and (%s) and not coalesce((%s), false) limit $2 for update skip locked', target, rule.counted_from, rule.only_where, held);
  if rule.action = 'call' then
    execute format('select (%s)::integer', rule.does) into went using rule.keep_for;
  elsif rule.action = 'blank' then
    execute format('update %s set %s where ctid = any (array(%s))', target, rule.does, due) using rule.keep_for, p_at_most;
    get diagnostics went = row_count;
  else
    execute format('delete from %s where ctid = any (array(%s))', target, due) using rule.keep_for, p_at_most;
    get diagnostics went = row_count;
  end if;
  update kith.retention_rules set last_run_at = kith.now() where id = p_rule;
  if went > 0 then
    insert into kith.retention_gone as g (rule_id, day, rows) values (p_rule, (kith.now() at time zone 'UTC')::date, went)
    on conflict (rule_id, day) do update set rows = g.rows + excluded.rows;
  end if;
  return coalesce(went, 0);
end $$;

comment on function run_retention(uuid, integer) is 'Lets go of what is due by a rule, so many rows at most, and of nothing that is under a legal hold; returns how many. Whoever may call it can change no rule.';

revoke all on function is_held(uuid), keep_hold(), refuse_while_held(), held_rows(regclass, text, integer) from public;

grant execute on function is_held(uuid) to service_role;

alter table legal_holds enable row level security;

create policy service_all on legal_holds for all to service_role using (true) with check (true);

grant select, insert, update on legal_holds to service_role;
