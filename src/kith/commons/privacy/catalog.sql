-- name: references(schemas)
-- Foreign keys of one column within and out of these schemas.
select f.connamespace::regnamespace::text as schema, c.relname as table, a.attname as column,
       tn.nspname as to_schema, t.relname as to_table, b.attname as to_column
from pg_constraint f
join pg_class c on c.oid = f.conrelid join pg_attribute a on a.attrelid = f.conrelid and a.attnum = f.conkey[1]
join pg_class t on t.oid = f.confrelid join pg_namespace tn on tn.oid = t.relnamespace
join pg_attribute b on b.attrelid = f.confrelid and b.attnum = f.confkey[1]
where f.contype = 'f' and cardinality(f.conkey) = 1 and c.relnamespace = any (:schemas::text[]::regnamespace[]) and not c.relispartition
order by 1, 2, 3;

-- name: unique_columns(schemas)
-- Columns that alone tell rows of a table apart.
select n.nspname as schema, c.relname as table, a.attname as column
from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
where i.indisunique and i.indnkeyatts = 1 and i.indpred is null and i.indexprs is null and c.relnamespace = any (:schemas::text[]::regnamespace[])
order by 1, 2, 3;

-- name: columns(schemas)
-- Every column of every table, with what the table is for.
select n.nspname as schema, c.relname as table, a.attname as column, format_type(a.atttypid, null) as type, coalesce(obj_description(c.oid, 'pg_class'), '') as purpose
from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = any (:schemas::text[]::regnamespace[]) and a.attnum > 0 and not a.attisdropped
order by 1, 2, a.attnum;
