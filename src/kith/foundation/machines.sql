-- name: machines()
-- Of every machine that the triggers of this schema declare a query for what its history does not tell: rows whose state is not the last one told.
select entity, state_column, relname::text as relname, format(
  'select %1$s::text as key from %2$I r where r.%3$I::text is distinct from (select e.to_state from domain_events e'
    ' where e.entity_type = %4$L and e.entity_id = %1$s and e.to_state is not null order by e.sequence desc limit 1)',
  case when named then format('event_id(%L, r.%I::text)', entity, identity) else 'r.id' end, relname, state_column, entity) as query
from (
  select relname, named, split_part(arguments, ',', 1) as entity, split_part(arguments, ',', 2) as identity,
         case when named then 'status' else coalesce(nullif(split_part(arguments, ',', 2), ''), 'state') end as state_column
  from (
    select c.relname, p.proname = 'record_named_transition' as named, rtrim(replace(encode(t.tgargs, 'escape'), '\000', ','), ',') as arguments
    from pg_trigger t
    join pg_class c on c.oid = t.tgrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_proc p on p.oid = t.tgfoid
    where n.nspname = current_schema() and p.proname in ('record_transition', 'record_named_transition')
  ) recorded
) declared
order by entity, state_column;
