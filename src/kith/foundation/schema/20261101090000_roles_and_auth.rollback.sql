do $$ begin end $$; -- roles and `auth` may belong to a Supabase project or to other databases of the cluster: they stay
