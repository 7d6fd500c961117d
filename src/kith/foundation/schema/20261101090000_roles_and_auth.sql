-- Roles and the Supabase-shaped `auth` schema. On a Supabase project all of this exists already and every statement below leaves it as it is.

do $$
declare
  wanted text;
begin
  foreach wanted in array array['anon', 'authenticated', 'service_role', 'kith_app'] loop
    if not exists (select 1 from pg_catalog.pg_roles where rolname = wanted) then
      begin
        execute format('create role %I %s noinherit', wanted, case wanted when 'kith_app' then 'login' else 'nologin' end);
      exception when duplicate_object or unique_violation then
        null; -- another database of this cluster is being migrated at the same moment
      end;
    end if;
  end loop;
end $$;

-- Membership is granted on every run because a role may outlive a database that was dropped.
do $$
declare
  member text;
begin
  foreach member in array array['anon', 'authenticated', 'service_role'] loop
    if not pg_has_role('kith_app', member, 'member') then
      execute format('grant %I to kith_app', member);
    end if;
  end loop;
end $$;

create schema if not exists auth;

do $$
begin
  if to_regclass('auth.users') is null then
    create table auth.users (
      id uuid primary key default gen_random_uuid(),
      aud text not null default 'authenticated',
      role text not null default 'authenticated',
      email text check (email = lower(email)),
      phone text check (phone ~ '^\+[1-9][0-9]{6,14}$'),
      email_confirmed_at timestamptz,
      phone_confirmed_at timestamptz,
      last_sign_in_at timestamptz,
      raw_app_meta_data jsonb not null default '{}'::jsonb check (jsonb_typeof(raw_app_meta_data) = 'object'),
      raw_user_meta_data jsonb not null default '{}'::jsonb check (jsonb_typeof(raw_user_meta_data) = 'object'),
      is_anonymous boolean not null default false,
      banned_until timestamptz,
      deleted_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create unique index users_email_uniq on auth.users (email) where email is not null;
    create unique index users_phone_uniq on auth.users (phone) where phone is not null;
    comment on table auth.users is 'A person, in the shape Supabase gives its users: whoever can sign in, whatever products they use.';
    alter table auth.users enable row level security;
  end if;
end $$;

do $$
begin
  if to_regprocedure('auth.uid()') is null then
    create function auth.uid() returns uuid language sql stable as $body$
      select coalesce(
        nullif(current_setting('request.jwt.claim.sub', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
      )::uuid
    $body$;
    comment on function auth.uid() is 'The signed-in person of this transaction, or null.';
  end if;
  if to_regprocedure('auth.role()') is null then
    create function auth.role() returns text language sql stable as $body$
      select coalesce(
        nullif(current_setting('request.jwt.claim.role', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
      )
    $body$;
    comment on function auth.role() is 'The role claim of this transaction''s token, or null.';
  end if;
  if to_regprocedure('auth.jwt()') is null then
    create function auth.jwt() returns jsonb language sql stable as $body$
      select coalesce(nullif(current_setting('request.jwt.claims', true), ''), '{}')::jsonb
    $body$;
    comment on function auth.jwt() is 'All claims of this transaction''s token.';
  end if;
end $$;

grant usage on schema auth to anon, authenticated, service_role;

do $$
begin
  if not exists (select 1 from pg_policies where schemaname = 'auth' and tablename = 'users' and policyname = 'kith service does its work')
     and exists (select 1 from pg_class where oid = 'auth.users'::regclass and pg_has_role(current_user, relowner, 'usage')) then
    create policy "kith service does its work" on auth.users for all to service_role using (true) with check (true);
    create policy "a person reads their own row" on auth.users for select to authenticated using (id = auth.uid());
    grant select on auth.users to authenticated;
    grant select, insert, update, delete on auth.users to service_role;
  end if;
end $$;
