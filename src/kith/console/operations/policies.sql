-- name: tables()
-- What each role may do to the tables and views of the house, by schema.
with ours as (
  select n.nspname as schema, c.oid, c.relkind, c.relrowsecurity,
         exists (select 1 from aclexplode(c.relacl) a where a.grantee = 'anon'::regrole and a.privilege_type = 'SELECT') as anybody,
         exists (select 1 from aclexplode(c.relacl) a where a.grantee = 'authenticated'::regrole and a.privilege_type = 'SELECT') as members,
         exists (select 1 from aclexplode(c.relacl) a where a.grantee = 'authenticated'::regrole and a.privilege_type <> 'SELECT')
           or exists (select 1 from pg_attribute t, aclexplode(t.attacl) a where t.attrelid = c.oid and a.grantee = 'authenticated'::regrole
             and a.privilege_type <> 'SELECT') as writes
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v')
)
select o.schema, count(*) filter (where relkind <> 'v') as tables, count(*) filter (where relkind <> 'v' and relrowsecurity) as closed,
       count(*) filter (where relkind = 'v') as views, sum((select count(*) from pg_policy p where p.polrelid = o.oid))::integer as policies,
       count(*) filter (where anybody) as anybody, count(*) filter (where members) as members, count(*) filter (where writes) as writes
from ours o group by o.schema order by o.schema;

-- name: is_supabase()$
-- Whether `auth` is somebody else's.
select exists (select 1 from pg_roles where rolname = 'supabase_admin');

-- name: indexes()
-- Indexes that no query has used since statistics began, the largest first: they cost every write.
select s.schemaname || '.' || s.relname as relation, s.indexrelname as name, pg_relation_size(s.indexrelid) as bytes
from pg_stat_user_indexes s join pg_index i on i.indexrelid = s.indexrelid
where s.idx_scan = 0 and not i.indisunique and pg_relation_size(s.indexrelid) > 1048576
order by 3 desc limit 20;
