-- People of Mentor: what others may see of them, as mentors and as mentees. One person may be both.

create type app_role as enum ('mentor', 'mentee');

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

create function are_texts(list text[], most integer, longest integer) returns boolean language sql immutable
  set search_path from current
as $$
  select cardinality(list) <= most and not exists (select 1 from unnest(list) t where t is null or length(btrim(t)) not between 1 and longest)
$$;

comment on function are_texts(text[], integer, integer) is 'Whether a list holds at most so many texts, none empty, none longer than so many characters.';

create table profiles (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete restrict,
  email text,
  full_name text,
  avatar_url text,
  role app_role not null default 'mentee',
  onboarding_completed boolean not null default false,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  number bigint generated always as identity,
  status text not null default 'active',
  suspended_at timestamptz,
  erased_at timestamptz,
  constraint profiles_user_uniq unique (user_id),
  constraint profiles_number_uniq unique (number),
  constraint profiles_email_lower check (email = lower(email)),
  constraint profiles_name check (length(btrim(full_name)) between 1 and 80),
  constraint profiles_status check (status in ('active', 'suspended', 'erased')),
  constraint profiles_suspended check ((status = 'suspended') <= (suspended_at is not null)),
  constraint profiles_erased check ((status = 'erased') = (erased_at is not null))
);

comment on table profiles is 'A person of Mentor. An erased person leaves a row without personal data, so that sessions still add up.';

comment on column profiles.role is 'What the person came as; whoever has a mentor profile mentors, whoever books is a mentee.';

comment on column profiles.number is 'A small whole number for range constraints; never shown.';

create trigger profiles_updated_at before update on profiles for each row execute function set_updated_at();

create table mentor_profiles (
  user_id uuid primary key references profiles (user_id) on delete restrict,
  headline text,
  bio text,
  expertise_areas text[] not null default '{}',
  skills text[] not null default '{}',
  hourly_rate integer not null default 0,
  currency text not null default 'usd',
  timezone text not null default 'UTC',
  languages text[] not null default '{}',
  certifications text[] not null default '{}',
  years_experience integer,
  is_active boolean not null default false,
  availability jsonb,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  durations integer[] not null default '{60}',
  slot_interval integer,
  buffer_before integer not null default 0,
  buffer_after integer not null default 0,
  notice integer not null default 120,
  horizon_days integer not null default 60,
  most_per_day integer,
  most_per_week integer,
  booking_mode text not null default 'instant',
  next_free_slot timestamptz,
  slots_version bigint not null default 1,
  next_free_version bigint not null default 0,
  next_free_checked_at timestamptz,
  rating_count integer not null default 0,
  rating_sum bigint not null default 0,
  rating_score double precision,
  sessions_completed integer not null default 0,
  sessions_called_off integer not null default 0,
  constraint mentor_profiles_texts check (length(headline) <= 120 and length(bio) <= 4000),
  constraint mentor_profiles_lists check (are_texts(expertise_areas, 12, 60) and are_texts(skills, 30, 40)
    and are_texts(languages, 12, 40) and are_texts(certifications, 12, 120)),
  -- Nothing, or what Stripe takes at least for the shortest session.
  constraint mentor_profiles_rate check (hourly_rate = 0 or hourly_rate between 200 and 1000000),
  constraint mentor_profiles_currency check (currency ~ '^[a-z]{3}$'),
  constraint mentor_profiles_time_zone check (is_time_zone(timezone)),
  constraint mentor_profiles_years check (years_experience between 0 and 80),
  constraint mentor_profiles_availability check (availability is null or jsonb_typeof(availability) = 'object'),
  constraint mentor_profiles_durations check (cardinality(durations) between 1 and 8 and 15 <= all (durations) and 240 >= all (durations)),
  constraint mentor_profiles_interval check (slot_interval between 5 and 240),
  constraint mentor_profiles_buffers check (buffer_before between 0 and 240 and buffer_after between 0 and 240),
  constraint mentor_profiles_reach check (notice between 0 and 43200 and horizon_days between 1 and 365),
  constraint mentor_profiles_most check (most_per_day between 1 and 50 and most_per_week between 1 and 200),
  constraint mentor_profiles_mode check (booking_mode in ('instant', 'request')),
  constraint mentor_profiles_ratings check (rating_count >= 0 and rating_sum between rating_count and 5 * rating_count),
  constraint mentor_profiles_counts check (sessions_completed >= 0 and sessions_called_off >= 0)
);

comment on table mentor_profiles is 'People who mentor: what they offer, when and how they want to be booked.';

comment on column mentor_profiles.hourly_rate is 'For sixty minutes, in minor units of the currency; 0 is for nothing.';

comment on column mentor_profiles.availability is 'Kept as documented for programs that read it; the rules are in mentor_availability_rules.';

comment on column mentor_profiles.slots_version is 'Grows with everything that may change slots; next_free_slot is right as of next_free_version.';

comment on column mentor_profiles.rating_score is 'Average that few reviews pull little: (5 * 4.2 + sum) / (5 + count); empty without reviews.';

comment on column mentor_profiles.sessions_called_off is 'Confirmed sessions that the mentor called off: shown beside what was completed.';

create index mentor_profiles_next_free_idx on mentor_profiles (next_free_slot, user_id) where is_active;

create index mentor_profiles_score_idx on mentor_profiles (rating_score desc nulls last, user_id) where is_active;

create index mentor_profiles_rate_idx on mentor_profiles (hourly_rate, user_id) where is_active;

create index mentor_profiles_stale_idx on mentor_profiles (user_id) where next_free_version < slots_version;

create trigger mentor_profiles_updated_at before update on mentor_profiles for each row execute function set_updated_at();

create function score_ratings() returns trigger language plpgsql
  set search_path from current
as $$
begin
  new.rating_score := case when new.rating_count > 0 then (5 * 4.2 + new.rating_sum) / (5 + new.rating_count) end;
  return new;
end $$;

comment on function score_ratings() is 'Trigger: the weighted average that directories sort by.';

create trigger mentor_profiles_score before insert or update of rating_count, rating_sum on mentor_profiles
  for each row execute function score_ratings();

create function note_slot_settings() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if (new.timezone, new.durations, new.slot_interval, new.buffer_before, new.buffer_after, new.notice, new.horizon_days, new.most_per_day,
      new.most_per_week, new.is_active)
     is distinct from
     (old.timezone, old.durations, old.slot_interval, old.buffer_before, old.buffer_after, old.notice, old.horizon_days, old.most_per_day,
      old.most_per_week, old.is_active) then
    new.slots_version := old.slots_version + 1;
  end if;
  return new;
end $$;

comment on function note_slot_settings() is 'Trigger: other settings are other slots.';

create trigger mentor_profiles_slots before update on mentor_profiles for each row execute function note_slot_settings();

create function slots_changed(p_mentor uuid) returns void language sql volatile security definer
  set search_path from current
as $$
  update mentor_profiles set slots_version = slots_version + 1 where user_id = p_mentor
$$;

comment on function slots_changed(uuid) is 'Notes that a mentor''s slots are to be looked at again.';

create table mentee_profiles (
  user_id uuid primary key references profiles (user_id) on delete restrict,
  bio text,
  goals text[] not null default '{}',
  interests text[] not null default '{}',
  current_level text,
  budget_range text,
  learning_style text,
  preferred_meeting_frequency text,
  timezone text not null default 'UTC',
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint mentee_profiles_texts check (length(bio) <= 2000 and length(current_level) <= 60 and length(budget_range) <= 60
    and length(learning_style) <= 120 and length(preferred_meeting_frequency) <= 60),
  constraint mentee_profiles_lists check (are_texts(goals, 12, 160) and are_texts(interests, 20, 60)),
  constraint mentee_profiles_time_zone check (is_time_zone(timezone))
);

comment on table mentee_profiles is 'What mentees say about themselves; a mentor sees it once there is a session between the two.';

create trigger mentee_profiles_updated_at before update on mentee_profiles for each row execute function set_updated_at();

create function time_zone_of(person uuid) returns text language sql stable security definer
  set search_path from current
as $$
  select coalesce((select m.timezone from mentor_profiles m where m.user_id = person),
                  (select m.timezone from mentee_profiles m where m.user_id = person), 'UTC')
$$;

comment on function time_zone_of(uuid) is 'The zone a person lives by: as a mentor, else as a mentee.';
