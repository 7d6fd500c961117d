-- People of HOTMESS, cities, and the questions that policies ask.

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

create table cities (
  id uuid primary key default gen_random_uuid(),
  slug text not null,
  name text not null,
  country text not null,
  timezone text not null,
  map_x integer not null default 500,
  map_y integer not null default 500,
  created_at timestamptz not null default kith.now(),
  constraint cities_slug_uniq unique (slug),
  constraint cities_slug check (slug ~ '^[a-z][a-z0-9-]{1,39}$'),
  constraint cities_name check (length(btrim(name)) between 1 and 60),
  constraint cities_country check (country ~ '^[A-Z]{2}$'),
  constraint cities_time_zone check (is_time_zone(timezone)),
  constraint cities_map check (map_x between 0 and 1000 and map_y between 0 and 1000)
);

comment on table cities is 'Where the night is. A place is a city and, inside the house only, a coarse cell; never a point.';

comment on column cities.map_x is 'Where the city is drawn on the map, in thousandths of its width.';

create index cities_country_idx on cities (country);

create table membership_texts (
  version integer primary key,
  body text not null,
  published_by uuid,
  published_at timestamptz not null default kith.now(),
  constraint membership_texts_version check (version > 0),
  constraint membership_texts_body check (length(btrim(body)) between 20 and 8000)
);

comment on table membership_texts is 'Who this is for and how people treat each other, in the operator''s words. A change is a new version, and members say yes to it anew.';

create trigger membership_texts_append_only before update or delete or truncate on membership_texts for each statement execute function refuse_change();

insert into membership_texts (version, body) values (1,
  'HOTMESS is for men who are eighteen or older. Trans men are men here. Look after each other: ask first, take a no well, get help when somebody needs it. '
  'What you see of others stays here.');

create table profiles (
  user_id uuid primary key references auth.users (id) on delete restrict,
  id uuid not null default gen_random_uuid(),
  username text,
  username_public boolean not null default false,
  leaderboard_opt_out boolean not null default false,
  birth_date date not null,
  age_verified_at timestamptz,
  membership_version integer references membership_texts (version) on delete restrict,
  city_id uuid references cities (id) on delete restrict,
  status text not null default 'active',
  suspended_at timestamptz,
  suspended_reason text,
  erased_at timestamptz,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  updated_by uuid,
  constraint profiles_id_uniq unique (id),
  constraint profiles_username check (username ~ '^[A-Za-z0-9][A-Za-z0-9_.]{2,23}$'),
  constraint profiles_public check (not username_public or username is not null),
  constraint profiles_status check (status in ('active', 'suspended', 'banned', 'erased')),
  constraint profiles_suspended check (status not in ('suspended', 'banned') or suspended_at is not null),
  constraint profiles_erased check ((status = 'erased') = (erased_at is not null)),
  constraint profiles_verified check (status = 'erased' or age_verified_at is not null)
);

comment on table profiles is 'A member. An erased member leaves a row without personal data, so that ledgers and orders still add up.';

comment on column profiles.id is 'What page addresses and reports name.';

comment on column profiles.username is 'What others may see, if the member says so; nobody else''s, whatever the capitals.';

comment on column profiles.membership_version is 'Which wording of the operator''s membership text the member agreed to.';

comment on column profiles.updated_by is 'Who last changed the state: the member or an operator.';

create unique index profiles_username_uniq on profiles (lower(username));

create index profiles_membership_idx on profiles (membership_version);

create index profiles_city_idx on profiles (city_id);

create index profiles_status_idx on profiles (status);

create trigger profiles_updated_at before update on profiles for each row execute function set_updated_at();

create function keep_adults() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if new.status <> 'erased' and (tg_op = 'INSERT' or new.birth_date is distinct from old.birth_date)
     and new.birth_date > ((kith.now() at time zone 'Etc/GMT+12')::date - interval '18 years')::date then
    raise exception using errcode = 'check_violation', constraint = 'profiles_adults', table = tg_table_name, message = 'members are eighteen or older';
  end if;
  return new;
end $$;

comment on function keep_adults() is 'Trigger: nobody under eighteen, counted by the latest calendar on earth.';

create trigger profiles_adults before insert or update on profiles for each row execute function keep_adults();

create function zone_of(p_person uuid) returns text language sql stable security definer
  set search_path from current
as $$
  select coalesce((select c.timezone from profiles p join cities c on c.id = p.city_id where p.user_id = p_person), 'Europe/London')
$$;

comment on function zone_of(uuid) is 'The zone a member lives by: their city''s, London''s without one.';

create function may_act() returns boolean language sql stable security definer
  set search_path from current
as $$
  select exists (select 1 from profiles p where p.user_id = auth.uid() and p.status = 'active') and kith.hold_state(auth.uid()) = 'none'
$$;

comment on function may_act() is 'Whether the signed-in person is a member whom nothing holds back.';

revoke all on function is_time_zone(text), keep_adults(), zone_of(uuid), may_act() from public;

grant execute on function is_time_zone(text) to anon, authenticated, service_role;

grant execute on function zone_of(uuid) to service_role;

grant execute on function may_act() to authenticated, service_role;

alter table cities enable row level security;

alter table profiles enable row level security;

create policy service_all on cities for all to service_role using (true) with check (true);

create policy service_all on profiles for all to service_role using (true) with check (true);

grant select, insert, update, delete on cities, profiles to service_role;

alter table membership_texts enable row level security;

create policy service_all on membership_texts for all to service_role using (true) with check (true);

grant select, insert on membership_texts to service_role;

create policy membership_texts_select_all on membership_texts for select to anon, authenticated using (true);

grant select (version, body, published_at) on membership_texts to anon, authenticated;

create policy cities_select_all on cities for select to anon, authenticated using (true);

grant select on cities to anon, authenticated;

create policy profiles_select_own on profiles for select to authenticated using (user_id = auth.uid());

create policy profiles_update_own on profiles for update to authenticated using (user_id = auth.uid() and status = 'active')
  with check (user_id = auth.uid() and status = 'active');

grant select, update (username, username_public, leaderboard_opt_out, city_id) on profiles to authenticated;

insert into cities (slug, name, country, timezone, map_x, map_y) values
  ('london', 'London', 'GB', 'Europe/London', 310, 430), ('manchester', 'Manchester', 'GB', 'Europe/London', 270, 370),
  ('brighton', 'Brighton', 'GB', 'Europe/London', 312, 455), ('glasgow', 'Glasgow', 'GB', 'Europe/London', 232, 290),
  ('dublin', 'Dublin', 'IE', 'Europe/Dublin', 190, 375), ('berlin', 'Berlin', 'DE', 'Europe/Berlin', 585, 415),
  ('hamburg', 'Hamburg', 'DE', 'Europe/Berlin', 525, 385), ('cologne', 'Cologne', 'DE', 'Europe/Berlin', 460, 450),
  ('munich', 'Munich', 'DE', 'Europe/Berlin', 555, 525), ('amsterdam', 'Amsterdam', 'NL', 'Europe/Amsterdam', 425, 415),
  ('brussels', 'Brussels', 'BE', 'Europe/Brussels', 410, 460), ('paris', 'Paris', 'FR', 'Europe/Paris', 370, 515),
  ('madrid', 'Madrid', 'ES', 'Europe/Madrid', 225, 735), ('barcelona', 'Barcelona', 'ES', 'Europe/Madrid', 360, 715),
  ('lisbon', 'Lisbon', 'PT', 'Europe/Lisbon', 90, 780), ('milan', 'Milan', 'IT', 'Europe/Rome', 500, 615),
  ('rome', 'Rome', 'IT', 'Europe/Rome', 565, 720), ('vienna', 'Vienna', 'AT', 'Europe/Vienna', 645, 525),
  ('zurich', 'Zürich', 'CH', 'Europe/Zurich', 487, 557), ('prague', 'Prague', 'CZ', 'Europe/Prague', 610, 470),
  ('warsaw', 'Warsaw', 'PL', 'Europe/Warsaw', 735, 420), ('copenhagen', 'Copenhagen', 'DK', 'Europe/Copenhagen', 572, 325),
  ('stockholm', 'Stockholm', 'SE', 'Europe/Stockholm', 670, 220), ('athens', 'Athens', 'GR', 'Europe/Athens', 800, 850);
