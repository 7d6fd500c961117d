-- Writing to auth.users where it belongs to somebody else. On a Supabase project it is supabase_auth_admin's: whoever migrates may write to it and may
-- hand on only the reading, so the service writes through a view, which acts with its owner's rights. On a stock PostgreSQL both ways are open.

create view people as
select id, email, phone, email_confirmed_at, phone_confirmed_at, last_sign_in_at, raw_app_meta_data, raw_user_meta_data, banned_until, deleted_at,
  created_at, updated_at
from auth.users;

comment on view people is 'auth.users as the service writes it: rows of people, under the rights of whoever migrated. For service_role only.';

revoke all on people from public;

grant select, insert, update, delete on people to service_role;

do $$
begin
  if has_table_privilege(current_user, 'auth.users', 'select with grant option') then
    grant select on auth.users to service_role;
  end if;
end $$;
