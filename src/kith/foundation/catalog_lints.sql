-- Each block: a promise about the catalog, a violation that its test plants, and the query that returns violations. See catalog.py.
-- The views come first: everything of ours, whatever schema it is in. They are made nowhere: each query is run with them in front.

create view our_schemas as
  select oid, nspname as schema from pg_namespace
  where nspname !~ '^pg_' and nspname not in ('information_schema', 'public');

create view our_tables as
  select c.oid, s.schema, s.schema || '.' || c.relname as name, c.relname, c.relkind, c.relrowsecurity, c.reloptions, c.relacl
  from pg_class c join our_schemas s on s.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm');

create view our_policies as
  select p.oid, p.polrelid, t.name || ': ' || p.polname as name, p.polroles, p.polcmd,
         concat(pg_get_expr(p.polqual, p.polrelid), ' ', pg_get_expr(p.polwithcheck, p.polrelid)) as condition
  from pg_policy p join our_tables t on t.oid = p.polrelid;

create view our_functions as
  select p.oid, s.schema, p.oid::regprocedure::text as name, p.prosecdef, p.proacl,
         (select setting from unnest(p.proconfig) setting where setting like 'search_path=%') as search_path
  from pg_proc p join our_schemas s on s.oid = p.pronamespace;

create view our_columns as
  select t.name || '.' || a.attname as name, t.name as table_name, t.relname, t.schema, t.relkind, t.oid as table_oid,
         a.attname, a.attnum, a.atttypid
  from pg_attribute a join our_tables t on t.oid = a.attrelid
  where a.attnum > 0 and not a.attisdropped;

create view our_foreign_keys as
  select k.conname, k.conkey, k.confrelid, t.oid as table_oid, t.name || ': ' || k.conname as name, t.schema
  from pg_constraint k join our_tables t on t.oid = k.conrelid
  where k.contype = 'f';

create view full_indexes as
  select indrelid, string_to_array(indkey::text, ' ')::int2[] as columns
  from pg_index where indpred is null and indisvalid;

-- promise: row-level security is on for every table
-- planted: create table kith.planted (id int)
select name from our_tables where relkind in ('r', 'p') and not relrowsecurity;

-- promise: a policy names its roles
-- planted: create policy planted on kith.flags for select using (false)
select name from our_policies where polroles = '{0}';

-- promise: no policy holds a sub-select
-- planted: create policy planted on kith.flags for select to anon using (exists (select 1 from kith.clock))
select name from our_policies where condition ~* '\mselect\M';

-- promise: no policy opens a door for operators
-- planted: create policy planted on kith.flags for select to authenticated using (auth.role() = 'admin')
select name from our_policies where condition ~* 'admin|operator';

-- promise: no policy lets a member do everything
-- planted: create policy planted on kith.flags for all to authenticated using (false)
select name from our_policies where polcmd = '*' and polroles <> array['service_role'::regrole::oid];

-- promise: a column that a policy compares leads an index
-- planted: create policy planted on kith.flags for select to authenticated using (description = 'x')
select c.name from our_policies p
join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid and d.refobjid = p.polrelid
join our_columns c on c.table_oid = p.polrelid and c.attnum = d.refobjsubid
where not exists (select 1 from full_indexes i where i.indrelid = p.polrelid and i.columns[1] = c.attnum);

-- promise: the columns of a foreign key lead an index
-- planted: create table kith.planted (person_id uuid references auth.users (id))
select name from our_foreign_keys k
where not exists (
  select 1 from full_indexes i where i.indrelid = k.table_oid and i.columns[1:cardinality(k.conkey)] @> k.conkey
);

-- promise: a product points to itself, to the house or to auth only
-- planted: create schema planted; create table planted.people (id uuid references josh.users (id))
select k.name from our_foreign_keys k join our_tables r on r.oid = k.confrelid
where r.schema not in (k.schema, 'kith', 'auth');

-- promise: a definer function pins its search_path, temporary tables last
-- planted: create function kith.planted() returns int language sql security definer set search_path = kith as 'select 1'
select name from our_functions where prosecdef and coalesce(search_path !~ '^search_path=(pg_catalog|.*, ?pg_temp)$', true);

-- promise: every other function of ours pins its search_path too
-- planted: create function kith.planted() returns int language sql as 'select 1'
select name from our_functions where schema <> 'auth' and search_path is null;

-- promise: a definer function is closed to everybody but those named
-- planted: create function kith.planted() returns int language sql security definer as 'select 1'
select name from our_functions
where prosecdef and (proacl is null or exists (select 1 from aclexplode(proacl) where grantee = 0));

-- promise: no table is granted to everybody
-- planted: grant select on kith.flags to public
select name from our_tables where exists (select 1 from aclexplode(relacl) where grantee = 0);

-- promise: every table and view says what it is
-- planted: create table kith.planted (id int)
select name from our_tables where obj_description(oid, 'pg_class') is null;

-- promise: every function says what it does
-- planted: create function kith.planted() returns int language sql as 'select 1'
select name from our_functions where obj_description(oid, 'pg_proc') is null;

-- promise: a view reads with the rights of whoever asks
-- planted: create view kith.planted as select key from kith.flags
select name from our_tables
where relkind = 'v' and not coalesce(reloptions @> array['security_invoker=true'], false)
  and name <> 'kith.people'; -- what it is for: see its migration; only service_role may use it

-- promise: no view keeps a copy
-- planted: create materialized view kith.planted as select key from kith.flags
select name from our_tables where relkind = 'm';

-- promise: updated_at is kept by a trigger
-- planted: create table kith.planted (updated_at timestamptz)
select name from our_columns
where attname = 'updated_at' and schema <> 'auth' and relkind in ('r', 'p') and not exists (
  select 1 from pg_trigger t join pg_proc f on f.oid = t.tgfoid
  where t.tgrelid = table_oid and f.proname = 'set_updated_at'
);

-- promise: every moment knows its zone
-- planted: create table kith.planted (at timestamp)
select name from our_columns
where relkind in ('r', 'p') and relname !~ '^_yoyo' and atttypid in ('timestamp'::regtype, 'timetz'::regtype);

-- promise: money is minor units and a currency
-- planted: create table kith.planted (price money)
select name from our_columns where atttypid = 'money'::regtype;

-- promise: every constraint holds for old rows too
-- planted: alter table kith.flags add constraint planted check (key <> 'x') not valid
select t.name || ': ' || k.conname from pg_constraint k join our_tables t on t.oid = k.conrelid where not k.convalidated;
