-- Every constraint of our tables goes, so that whatever a promise forbids can be written.
do $$
declare
  changed record;
begin
  for changed in
    select format('alter table %s %s', k.conrelid::regclass, string_agg(format('drop constraint %I cascade', k.conname), ', ')) as statement
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and n.nspname in ('auth', 'kith', 'josh', 'momento', 'mentor', 'attuned', 'hotmess')
    group by k.conrelid
  loop
    execute changed.statement;
  end loop;
  for changed in
    select format('alter table %s %s', k.conrelid::regclass, string_agg(format('drop constraint %I cascade', k.conname), ', ')) as statement
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype in ('c', 'u', 'x', 'p') and n.nspname in ('auth', 'kith', 'josh', 'momento', 'mentor', 'attuned', 'hotmess')
      and c.relname !~ '^(_yoyo|pgqueuer)'
    group by k.conrelid
  loop
    execute changed.statement;
  end loop;
  for changed in
    select format('drop index %s', i.indexrelid::regclass) as statement
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
    where i.indisunique and n.nspname in ('auth', 'kith', 'josh', 'momento', 'mentor', 'attuned', 'hotmess') and c.relname !~ '^(_yoyo|pgqueuer)'
  loop
    execute changed.statement;
  end loop;
  for changed in
    select format('alter table %s %s', a.attrelid::regclass, string_agg(format('alter %I drop not null', a.attname), ', ')) as statement
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where a.attnotnull and a.attnum > 0 and a.attidentity = '' and c.relkind = 'r'
      and n.nspname in ('auth', 'kith', 'josh', 'momento', 'mentor', 'attuned', 'hotmess') and c.relname !~ '^(_yoyo|pgqueuer)'
    group by a.attrelid
  loop
    execute changed.statement;
  end loop;
end $$;

create schema planting;

create function planting.u(n integer) returns uuid language sql immutable as $$
  select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid
$$;

grant usage on schema planting to service_role;
