-- Regions, people, phone verification, who belongs where.

create table regions (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique,
  display_name text not null,
  state region_state not null default 'waitlisted',
  geometry jsonb not null,
  rules jsonb not null default '{}'::jsonb,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  time_zone text not null default 'UTC',
  country text not null default 'US',
  subdivision text,
  constraint regions_geometry_shape check (is_geometry(geometry)),
  constraint regions_rules_shape check (is_region_rules(rules)),
  constraint regions_time_zone check (is_time_zone(time_zone)),
  constraint regions_place check (country ~ '^[A-Z]{2}$' and subdivision ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$')
);

comment on table regions is 'Areas in which JOSH introduces people, each with its time zone and its rules.';

comment on column regions.subdivision is 'ISO 3166-2, such as US-TX: decides which quiet hours apply.';

create index regions_state_idx on regions (state);

create trigger regions_updated_at before update on regions for each row execute function set_updated_at();

create table users (
  id uuid primary key default gen_random_uuid() references auth.users (id) on delete restrict,
  phone_e164 text not null,
  phone_hash text not null,
  first_name text not null,
  last_name text not null,
  birthday date not null,
  email text,
  state user_state not null default 'unverified',
  sms_consent boolean not null,
  age_consent boolean not null,
  terms_consent boolean not null,
  privacy_consent boolean not null,
  region_id uuid references regions (id) on delete restrict,
  suspended_at timestamptz,
  deleted_at timestamptz,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  number bigint generated always as identity,
  time_zone text,
  postal_code text,
  latitude double precision,
  longitude double precision,
  paused_at timestamptz,
  constraint users_phone_hash_uniq unique (phone_hash),
  constraint users_phone_e164_uniq unique (phone_e164),
  constraint users_number_uniq unique (number),
  constraint users_phone check (phone_e164 ~ '^\+[1-9][0-9]{6,14}$' or (state = 'deleted' and phone_e164 = 'erased:' || id::text)),
  constraint users_phone_hash check (phone_hash ~ '^[0-9a-f]{64}$' or (state = 'deleted' and phone_hash = 'erased:' || id::text)),
  constraint users_names check (length(btrim(first_name)) between 1 and 80 and length(btrim(last_name)) between 1 and 80),
  constraint users_email_lower check (email = lower(email)),
  -- The easternmost zone: nobody who is eighteen where they live is refused. The exact rule, in the region's zone, is the registration's.
  constraint users_adult check (birthday >= date '1900-01-01'
    and (birthday + interval '18 years')::date <= (created_at at time zone 'Pacific/Kiritimati')::date),
  constraint users_time_zone check (is_time_zone(time_zone)),
  constraint users_place check ((latitude is null) = (longitude is null) and latitude between -90 and 90 and longitude between -180 and 180),
  constraint users_deleted check ((state = 'deleted') = (deleted_at is not null)),
  constraint users_suspended check ((state = 'suspended') <= (suspended_at is not null))
);

comment on table users is 'People of JOSH, by phone number. An erased person leaves a row without personal data, so that LinkUps still add up.';

comment on column users.number is 'A small whole number for range constraints; never shown.';

comment on column users.time_zone is 'Where the person is; null until known, then the region''s counts.';

comment on column users.phone_hash is 'Keyed SHA-256 of the number, hex; the key is not in the database.';

create index users_region_idx on users (region_id);

create index users_state_idx on users (state);

create function prepare_user() returns trigger language plpgsql
  set search_path from current
as $$
begin
  new.email := nullif(lower(btrim(new.email)), '');
  if tg_op = 'INSERT' and not (new.sms_consent and new.age_consent and new.terms_consent and new.privacy_consent) then
    raise exception using errcode = 'check_violation', constraint = 'users_consents', table = tg_table_name,
      message = 'nobody is registered without all four consents';
  end if;
  if new.state = 'suspended' then
    new.suspended_at := coalesce(new.suspended_at, kith.now());
  elsif new.state = 'deleted' then
    new.deleted_at := coalesce(new.deleted_at, kith.now());
  end if;
  if tg_op = 'UPDATE' and old.state = 'suspended' and new.state <> 'suspended' then
    new.suspended_at := null;
  end if;
  return new;
end $$;

comment on function prepare_user() is 'Trigger: small letters for e-mail, all consents at registration, stamps of suspension and deletion.';

create trigger users_prepare before insert or update on users for each row execute function prepare_user();

create trigger users_updated_at before update on users for each row execute function set_updated_at();

create table otp_sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  otp_hash text not null,
  expires_at timestamptz not null,
  verified_at timestamptz,
  attempts int not null default 0,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  closed_at timestamptz,
  sends int not null default 1,
  last_sent_at timestamptz not null default kith.now(),
  live_user_id uuid generated always as (case when verified_at is null and closed_at is null then user_id end) stored,
  constraint otp_one_active_per_user unique (live_user_id),
  constraint otp_sessions_attempts check (attempts between 0 and 5),
  constraint otp_sessions_sends check (sends between 1 and 5),
  constraint otp_sessions_expiry check (expires_at > created_at)
);

comment on table otp_sessions is 'Codes sent to verify a number: hashed, ten minutes, five tries, one live at a time.';

comment on column otp_sessions.closed_at is 'Superseded, expired or used up without success.';

comment on column otp_sessions.live_user_id is 'The person while the session is neither verified nor closed: what the unique constraint counts.';

create index otp_sessions_user_idx on otp_sessions (user_id);

create index otp_sessions_expires_idx on otp_sessions (expires_at);

create trigger otp_sessions_updated_at before update on otp_sessions for each row execute function set_updated_at();

create table region_memberships (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  region_id uuid not null references regions (id) on delete restrict,
  status text not null check (status in ('active', 'waitlisted')),
  joined_at timestamptz not null default kith.now(),
  released_at timestamptz,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  invited_at timestamptz,
  live_user_id uuid generated always as (case when released_at is null then user_id end) stored,
  constraint region_membership_one_active unique (live_user_id, status)
);

comment on table region_memberships is 'Where a person belongs or waits. Leaving sets released_at; one may come back.';

comment on column region_memberships.invited_at is 'When somebody waiting was told that the region has opened.';

comment on column region_memberships.live_user_id is 'The person while the membership lasts: what the unique constraint counts.';

create index region_memberships_region_idx on region_memberships (region_id);

create index region_memberships_user_idx on region_memberships (user_id);

create index region_memberships_waiting_idx on region_memberships (region_id, joined_at)
  where status = 'waitlisted' and released_at is null and invited_at is null;

create trigger region_memberships_updated_at before update on region_memberships for each row execute function set_updated_at();

create table quiet_rules (
  id uuid primary key default gen_random_uuid(),
  country text check (country ~ '^[A-Z]{2}$'),
  subdivision text check (subdivision ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$'),
  weekday smallint check (weekday between 1 and 7),
  allowed_from time not null,
  allowed_until time not null,
  source text not null,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint quiet_rules_one unique nulls not distinct (country, subdivision, weekday),
  constraint quiet_rules_place check (subdivision is null or left(subdivision, 2) = country),
  constraint quiet_rules_hours check (allowed_until > allowed_from)
);

comment on table quiet_rules is 'Between which local times a text that is no answer may go out. The most specific row counts.';

create trigger quiet_rules_updated_at before update on quiet_rules for each row execute function set_updated_at();

insert into quiet_rules (country, subdivision, weekday, allowed_from, allowed_until, source) values
  (null, null, null, '08:00', '21:00', 'The default everywhere; in the United States 47 CFR 64.1200(c)(1)'),
  ('US', 'US-FL', null, '08:00', '20:00', 'Florida Statutes 501.616(6)'),
  ('US', 'US-MD', null, '08:00', '20:00', 'Maryland, Stop the Spam Calls Act of 2023'),
  ('US', 'US-OK', null, '08:00', '20:00', 'Oklahoma, Telephone Solicitation Act of 2022'),
  ('US', 'US-TX', null, '09:00', '21:00', 'Texas Business and Commerce Code 301.051'),
  ('US', 'US-TX', 7, '12:00', '21:00', 'Texas Business and Commerce Code 301.051, Sundays'),
  ('US', 'US-WA', null, '08:00', '20:00', 'Revised Code of Washington 80.36.390');
