-- Roles and `auth` may belong to a Supabase project or to other databases of the cluster: they stay.
select 1;
