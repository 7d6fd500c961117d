-- People of Attuned: signed in, or anonymous with a session that the house issued. What they say is sealed; the key to it lies in data_keys.

create type auth_provider_enum as enum ('email', 'google', 'apple', 'facebook');

create type subscription_tier_enum as enum ('free', 'premium');

create type profile_sharing_enum as enum ('all_responses', 'overlapping_only', 'demographics_only');

create type intimacy_level_enum as enum ('G', 'R', 'X');

create function is_time_zone(name text) returns boolean language plpgsql immutable strict
  set search_path from current
as $$
begin
  -- Abbreviations and POSIX specifications have no daylight saving rules of a place.
  if name !~ '^(UTC|[A-Z][A-Za-z_]+(/[A-Za-z_-]+)+|Etc/GMT[+-][0-9]{1,2})$' then
    return false;
  end if;
  perform timezone(name, timestamptz 'epoch');
  return true;
exception when invalid_parameter_value then
  return false;
end $$;

comment on function is_time_zone(text) is 'Whether this is a time zone of the IANA database, such as Europe/Berlin.';

create function is_sealed(value jsonb) returns boolean language sql immutable
  set search_path from current
as $$
  select value in ('{}'::jsonb, '[]'::jsonb)
      or (jsonb_typeof(value) = 'object' and value - 'sealed' = '{}'::jsonb and coalesce(value ->> 'sealed' ~ '^[A-Za-z0-9+/]{40,}={0,2}$', false))
$$;

comment on function is_sealed(jsonb) is
  'Whether a JSON column tells nothing: empty, or {"sealed": base64 of 12-byte IV, AES-256-GCM ciphertext and 16-byte tag} under its owner''s data key.';

create function is_sealed_text(value text) returns boolean language sql immutable
  set search_path from current
as $$
  select value = '' or value ~ '^sealed:[A-Za-z0-9+/]{40,}={0,2}$'
$$;

comment on function is_sealed_text(text) is 'Whether a text column tells nothing: empty, or "sealed:" and what is_sealed describes.';

create table data_keys (
  id uuid primary key default gen_random_uuid(),
  owner text not null,
  wrapped_ciphertext bytea not null,
  wrapped_iv bytea not null,
  wrapped_tag bytea not null,
  key_version integer not null,
  created_at timestamptz not null default kith.now(),
  constraint data_keys_owner_uniq unique (owner),
  constraint data_keys_owner check (owner ~ '^(user|anonymous|session|connection):.+$'),
  constraint data_keys_wrapped check (octet_length(wrapped_iv) = 12 and octet_length(wrapped_tag) = 16)
);

comment on table data_keys is
  'The key under which what belongs to an owner is sealed, itself sealed by the house''s keyring. Without this row nothing of theirs can be read, in backups neither.';

comment on column data_keys.owner is 'user:<id>, anonymous:<session id>, session:<session id> or connection:<id>.';

create index data_keys_version_idx on data_keys (key_version);

create function forget_data_key() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  delete from data_keys where owner = tg_argv[0] || ':' || (to_jsonb(old) ->> tg_argv[1]);
  return null;
end $$;

comment on function forget_data_key() is 'Trigger (kind, column): who goes takes the key along.';

create table users (
  id uuid primary key references auth.users (id) on delete cascade,
  email text not null,
  auth_provider auth_provider_enum not null default 'email',
  display_name text,
  demographics jsonb not null default '{}'::jsonb,
  subscription_tier subscription_tier_enum not null default 'free',
  subscription_expires_at timestamptz,
  daily_activity_count integer not null default 0,
  daily_activity_reset_at timestamptz default kith.now(),
  profile_sharing_setting profile_sharing_enum not null default 'overlapping_only',
  notification_preferences jsonb not null default '{}'::jsonb,
  profile_completed boolean not null default false,
  onboarding_completed boolean not null default false,
  last_login_at timestamptz,
  oauth_metadata jsonb,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  timezone text not null default 'UTC',
  daily_activity_timezone text not null default 'UTC',
  daily_activity_timezone_since timestamptz,
  adult_confirmed_at timestamptz,
  constraint users_email_uniq unique (email),
  constraint users_email_lower check (email = lower(email)),
  constraint users_name check (length(btrim(display_name)) between 1 and 60),
  constraint users_sealed check (is_sealed(demographics)),
  constraint users_preferences check (jsonb_typeof(notification_preferences) = 'object'),
  constraint users_time_zone check (is_time_zone(timezone) and is_time_zone(daily_activity_timezone)),
  constraint users_count check (daily_activity_count >= 0),
  constraint users_readiness check (onboarding_completed <= profile_completed),
  constraint users_ready check (not profile_completed or (adult_confirmed_at is not null and display_name is not null))
);

comment on table users is 'Signed-in people of Attuned. Whoever leaves is deleted here, with everything that belongs to them.';

comment on column users.demographics is 'Sealed: {gender, orientation, relationship_structure}.';

comment on column users.daily_activity_timezone is 'The zone by which the running day is counted; another zone counts from the next day on, so that moving one''s clock gives no cards.';

comment on column users.profile_completed is 'Name and anatomy are there: may play.';

comment on column users.onboarding_completed is 'The survey was answered: cards fit.';

create index idx_users_email on users (email);

create index idx_users_subscription_tier on users (subscription_tier);

create index idx_users_profile_completed on users (profile_completed);

create trigger update_users_updated_at before update on users for each row execute function set_updated_at();

create trigger users_key_goes after delete on users for each row execute function forget_data_key('user', 'id');

create table anonymous_sessions (
  session_id text primary key,
  profile_id integer,
  device_fingerprint jsonb,
  last_accessed_at timestamptz not null default kith.now(),
  created_at timestamptz not null default kith.now(),
  proof bytea,
  display_name text,
  timezone text not null default 'UTC',
  daily_activity_count integer not null default 0,
  daily_activity_reset_at timestamptz default kith.now(),
  adult_confirmed_at timestamptz,
  consent_version text,
  constraint anonymous_sessions_id check (length(session_id) between 32 and 64 and session_id ~ '^[A-Za-z0-9_-]+$'),
  constraint anonymous_sessions_proof check (octet_length(proof) = 32),
  constraint anonymous_sessions_name check (length(btrim(display_name)) between 1 and 60),
  constraint anonymous_sessions_fingerprint check (device_fingerprint is null),
  constraint anonymous_sessions_time_zone check (is_time_zone(timezone)),
  constraint anonymous_sessions_count check (daily_activity_count >= 0)
);

comment on table anonymous_sessions is 'Players without an account. The house issues the id and signs it; ninety days after its last use a session is gone.';

comment on column anonymous_sessions.proof is 'SHA-256 of the signature that the browser holds: who knows the id alone opens nothing.';

comment on column anonymous_sessions.device_fingerprint is 'Stays empty: nobody is recognised by their device.';

create index idx_anonymous_sessions_profile on anonymous_sessions (profile_id);

create index idx_anonymous_sessions_last_accessed on anonymous_sessions (last_accessed_at);

create trigger anonymous_sessions_key_goes after delete on anonymous_sessions for each row execute function forget_data_key('anonymous', 'session_id');

create function anonymous_session_of(p_credential text) returns text language sql stable security definer
  set search_path from current
as $$
  select s.session_id from anonymous_sessions s
  where s.session_id = split_part(p_credential, '.', 1)
    and s.proof = sha256(convert_to(split_part(p_credential, '.', 2), 'UTF8'))
    and s.last_accessed_at > kith.now() - interval '90 days'
    and s.adult_confirmed_at is not null
$$;

comment on function anonymous_session_of(text) is 'The anonymous session that "<id>.<signature>" opens, or null: forged, expired, or not yet of age.';

create function current_anonymous_session() returns text language sql stable security definer
  set search_path from current
as $$
  select anonymous_session_of(current_setting('kith.anonymous_session', true))
$$;

comment on function current_anonymous_session() is
  'The anonymous session of this transaction, proved anew each time: a setting that somebody wrote without the signature opens nothing.';

create function set_anonymous_session_context(session_id text) returns void language plpgsql volatile
  set search_path from current
as $$
begin
  perform set_config('kith.anonymous_session', session_id, true);
  if current_anonymous_session() is null then
    perform set_config('kith.anonymous_session', '', true);
    raise exception using errcode = 'KT403', message = 'there is no such session';
  end if;
end $$;

comment on function set_anonymous_session_context(text) is
  'Says whose this transaction is: the id with its signature, "<id>.<signature>", as the browser''s cookie has it. Holds until the transaction ends.';
