-- People: what is private, what others may see, pictures, interests. Nobody reads another person's rows here: others see cards, made by functions.

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

create table users (
  id uuid primary key references auth.users (id) on delete restrict,
  email text,
  phone_number text,
  last_name text,
  birth_date date not null,
  is_verified boolean not null default false,
  status text not null default 'active',
  payment_customer_id text,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  number bigint generated always as identity,
  suspended_at timestamptz,
  erased_at timestamptz,
  constraint users_number_uniq unique (number),
  constraint users_status check (status in ('active', 'suspended', 'verification_pending', 'banned', 'erased')),
  constraint users_email_lower check (email = lower(email)),
  constraint users_phone check (phone_number ~ '^\+[1-9][0-9]{6,14}$'),
  constraint users_last_name check (length(btrim(last_name)) between 1 and 80),
  -- The easternmost zone: nobody who is eighteen where they live is refused. The exact rule, in the person's zone, is the command's.
  constraint users_adult check (birth_date >= date '1900-01-01'
    and (birth_date + interval '18 years')::date <= (created_at at time zone 'Pacific/Kiritimati')::date),
  constraint users_erased check ((status = 'erased') = (erased_at is not null)),
  constraint users_suspended check ((status in ('suspended', 'banned')) <= (suspended_at is not null))
);

comment on table users is 'What is private about a person of Momento. An erased person leaves a row without personal data, so that events still add up.';

comment on column users.number is 'A small whole number for range constraints; never shown.';

create index users_status_idx on users (status);

create trigger users_updated_at before update on users for each row execute function set_updated_at();

create table user_internal_metrics (
  user_id uuid primary key references users (id) on delete cascade,
  absentee_rating double precision not null default 1,
  internal_attractiveness_rating double precision,
  updated_at timestamptz not null default kith.now(),
  constraint user_internal_metrics_absentee check (absentee_rating between 0 and 1)
);

comment on table user_internal_metrics is 'What the house learned about a person. Shown to nobody, not even to the person.';

comment on column user_internal_metrics.internal_attractiveness_rating is 'Null unless an operator''s own algorithm fills it; nothing reads it by default.';

create trigger user_internal_metrics_updated_at before update on user_internal_metrics for each row execute function set_updated_at();

create table social_profiles (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  first_name text not null,
  preferred_name text,
  current_photo_id uuid,
  current_face_card_photo_id uuid,
  bio text,
  gender text,
  occupation text,
  location text,
  liked_profiles uuid[] not null default '{}',
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  latitude double precision,
  longitude double precision,
  time_zone text,
  palette text not null default 'amber',
  changed_in xid8 not null default pg_current_xact_id(),
  constraint social_profiles_user_uniq unique (user_id),
  constraint social_profiles_names check (length(btrim(first_name)) between 1 and 60 and length(btrim(preferred_name)) between 1 and 60),
  constraint social_profiles_texts check (length(bio) <= 600 and length(gender) <= 60 and length(occupation) <= 80 and length(location) <= 120),
  constraint social_profiles_place check ((latitude is null) = (longitude is null) and latitude between -90 and 90 and longitude between -180 and 180),
  constraint social_profiles_time_zone check (is_time_zone(time_zone)),
  constraint social_profiles_likes check (not (id = any (liked_profiles)) and cardinality(liked_profiles) <= 500 and array_position(liked_profiles, null) is null),
  constraint social_profiles_palette check (palette ~ '^[a-z]{2,20}$')
);

comment on table social_profiles is 'What others may see of a person, through cards; the likes stay with their owner.';

comment on column social_profiles.changed_in is 'The transaction that wrote the row last: how suggestions learn of changes.';

create index social_profiles_photo_idx on social_profiles (current_photo_id);

create index social_profiles_face_card_idx on social_profiles (current_face_card_photo_id);

create index social_profiles_changed_idx on social_profiles (changed_in);

create function stamp_change() returns trigger language plpgsql
  set search_path from current
as $$
begin
  new.updated_at = kith.now();
  new.changed_in = pg_current_xact_id();
  return new;
end $$;

comment on function stamp_change() is 'Trigger: when and in which transaction a row was written last.';

create trigger social_profiles_updated_at before update on social_profiles for each row execute function set_updated_at();

create trigger social_profiles_changed before update on social_profiles for each row execute function stamp_change();

create table profile_photos (
  id uuid primary key default gen_random_uuid(),
  profile_id uuid not null references social_profiles (id) on delete cascade,
  image_url text not null,
  is_in_app_photo boolean not null default false,
  created_at timestamptz not null default kith.now(),
  kind text not null default 'photo',
  made_from uuid references profile_photos (id) on delete cascade,
  capture_token_id uuid,
  small_file_id uuid not null,
  medium_file_id uuid not null,
  large_file_id uuid not null,
  width int not null,
  height int not null,
  removed_at timestamptz,
  constraint profile_photos_kind check (kind in ('photo', 'face_card') and (kind = 'face_card') = (made_from is not null)),
  constraint profile_photos_size check (width between 1 and 20000 and height between 1 and 20000),
  constraint profile_photos_owner_uniq unique (id, profile_id),
  constraint profile_photos_in_app check (is_in_app_photo = (capture_token_id is not null)),
  constraint profile_photos_capture_uniq unique (capture_token_id)
);

comment on table profile_photos is 'A person''s pictures and the Face Cards made from them, each in three sizes. One that is part of somebody''s memories stays, removed from the profile.';

create index profile_photos_profile_idx on profile_photos (profile_id, created_at desc);

create index profile_photos_made_from_idx on profile_photos (made_from);

alter table social_profiles
  add constraint social_profiles_photo_own foreign key (current_photo_id, id) references profile_photos (id, profile_id)
    on delete set null (current_photo_id) deferrable initially deferred,
  add constraint social_profiles_face_card_own foreign key (current_face_card_photo_id, id) references profile_photos (id, profile_id)
    on delete set null (current_face_card_photo_id) deferrable initially deferred;

create index social_profiles_photo_own_idx on social_profiles (current_photo_id, id);

create index social_profiles_face_card_own_idx on social_profiles (current_face_card_photo_id, id);

create table capture_tokens (
  id uuid primary key default gen_random_uuid(),
  profile_id uuid not null references social_profiles (id) on delete cascade,
  nonce_hash bytea not null,
  issued_at timestamptz not null default kith.now(),
  used_at timestamptz,
  constraint capture_tokens_nonce_uniq unique (nonce_hash)
);

comment on table capture_tokens is 'Permissions to send a picture taken in the app, good for two minutes and one picture.';

create index capture_tokens_profile_idx on capture_tokens (profile_id);

alter table profile_photos add constraint profile_photos_capture_token foreign key (capture_token_id) references capture_tokens (id) on delete restrict;

create function use_capture_token() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if new.capture_token_id is null then
    return new;
  end if;
  update capture_tokens t set used_at = kith.now()
  where t.id = new.capture_token_id and t.profile_id = new.profile_id and t.used_at is null
    and kith.now() between t.issued_at and t.issued_at + interval '2 minutes';
  if not found then
    raise exception using errcode = 'check_violation', constraint = 'profile_photos_capture_live', table = tg_table_name,
      message = 'this picture was not taken in the app just now';
  end if;
  return new;
end $$;

comment on function use_capture_token() is 'Trigger: an in-app picture uses up a permission of its owner that is at most two minutes old.';

create trigger profile_photos_capture before insert on profile_photos for each row execute function use_capture_token();

create function is_authentic(p_photo uuid) returns boolean language sql stable
  set search_path from current
as $$
  select coalesce((
    select coalesce(o.is_in_app_photo, p.is_in_app_photo) and coalesce(o.created_at, p.created_at) > kith.now() - interval '12 months'
    from profile_photos p left join profile_photos o on o.id = p.made_from where p.id = p_photo
  ), false)
$$;

comment on function is_authentic(uuid) is 'Whether a picture (or what its Face Card was made from) was taken in the app within twelve months.';

create table host_profiles (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  host_name text not null,
  host_bio text,
  average_rating double precision,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  ratings_count int not null default 0,
  ratings_sum bigint not null default 0,
  constraint host_profiles_user_uniq unique (user_id),
  constraint host_profiles_name check (length(btrim(host_name)) between 1 and 80),
  constraint host_profiles_bio check (length(host_bio) <= 1200),
  constraint host_profiles_ratings check (ratings_count >= 0 and ratings_sum between ratings_count and 5 * ratings_count)
);

comment on table host_profiles is 'People who host. The average is exact and empty until three ratings are in.';

create trigger host_profiles_updated_at before update on host_profiles for each row execute function set_updated_at();

create table interests (
  id integer generated by default as identity primary key,
  name text not null,
  theme text not null,
  constraint interests_name_uniq unique (name),
  constraint interests_texts check (length(btrim(name)) between 2 and 40 and length(btrim(theme)) between 2 and 40)
);

comment on table interests is 'What people can be interested in, grouped by theme.';

create table profile_interests (
  profile_id uuid not null references social_profiles (id) on delete cascade,
  interest_id integer not null references interests (id) on delete cascade,
  primary key (profile_id, interest_id)
);

comment on table profile_interests is 'Who is interested in what; at most twenty each.';

create index profile_interests_interest_idx on profile_interests (interest_id);

create function limit_interests() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  perform 1 from social_profiles p where p.id = new.profile_id for no key update;
  if (select count(*) from profile_interests i where i.profile_id = new.profile_id) >= 20 then
    raise exception using errcode = 'check_violation', constraint = 'profile_interests_at_most_20', table = tg_table_name,
      message = 'nobody has more than twenty interests';
  end if;
  return new;
end $$;

comment on function limit_interests() is 'Trigger: at most twenty interests a person, whoever writes at the same moment.';

create trigger profile_interests_limit before insert on profile_interests for each row execute function limit_interests();

create function follow_interests() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  update social_profiles p set changed_in = pg_current_xact_id()
  where p.id = case tg_op when 'DELETE' then old.profile_id else new.profile_id end;
  return null;
end $$;

comment on function follow_interests() is 'Trigger: changed interests are a changed profile.';

create trigger profile_interests_follow after insert or delete on profile_interests for each row execute function follow_interests();

create function open_metrics() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  insert into user_internal_metrics (user_id) values (new.id);
  return null;
end $$;

comment on function open_metrics() is 'Trigger: everybody starts as somebody who comes.';

create trigger users_metrics after insert on users for each row execute function open_metrics();

create function profile_of(person uuid) returns uuid language sql stable security definer
  set search_path from current
as $$
  select p.id from social_profiles p where p.user_id = person
$$;

comment on function profile_of(uuid) is 'A person''s profile; for the service.';

create function my_profile_id() returns uuid language sql stable security definer
  set search_path from current
as $$
  select p.id from social_profiles p where p.user_id = auth.uid()
$$;

comment on function my_profile_id() is 'The profile of the signed-in person.';

create function my_host_id() returns uuid language sql stable security definer
  set search_path from current
as $$
  select h.id from host_profiles h where h.user_id = auth.uid()
$$;

comment on function my_host_id() is 'The host profile of the signed-in person.';

create function blocked_profiles(p_profile uuid) returns uuid[] language sql stable security definer
  set search_path from current
as $$
  select coalesce(array_agg(o.id), '{}') from social_profiles p
  join social_profiles o on o.user_id = any (kith.blocked_with(p.user_id)) where p.id = p_profile
$$;

comment on function blocked_profiles(uuid) is 'Everybody with whom this profile has a block, in either direction; for the service.';
