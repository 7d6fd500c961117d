-- The radio: shows, the week, what is on air and why; records.

create table radio_stations (
  id uuid primary key default gen_random_uuid(),
  number integer generated always as identity,
  slug text not null,
  name text not null,
  timezone text not null,
  created_at timestamptz not null default kith.now(),
  constraint radio_stations_slug_uniq unique (slug),
  constraint radio_stations_number_uniq unique (number),
  constraint radio_stations_texts check (slug ~ '^[a-z][a-z0-9-]{1,39}$' and length(btrim(name)) between 2 and 60),
  constraint radio_stations_time_zone check (is_time_zone(timezone))
);

comment on table radio_stations is 'Stations. The week of a station is told in its own zone.';

comment on column radio_stations.number is 'For range constraints; never shown.';

insert into radio_stations (slug, name, timezone) values ('hotmess', 'HOTMESS Radio', 'Europe/London');

create table radio_shows (
  id uuid primary key default gen_random_uuid(),
  station_id uuid not null references radio_stations (id) on delete restrict,
  slug text not null,
  title text not null,
  host text,
  description text not null default '',
  status text not null default 'draft',
  soundcloud_url text,
  artwork_url text,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  updated_by uuid,
  constraint radio_shows_slug_uniq unique (station_id, slug),
  constraint radio_shows_texts check (slug ~ '^[a-z0-9][a-z0-9-]{1,59}$' and length(btrim(title)) between 2 and 120 and length(btrim(host)) between 1 and 80
    and length(description) <= 4000),
  constraint radio_shows_status check (status in ('draft', 'live', 'archived')),
  constraint radio_shows_links check (soundcloud_url ~ '^https://([a-z]+\.)?soundcloud\.com/' and artwork_url ~ '^(https://|/)')
);

comment on table radio_shows is 'Programmes of a station.';

create index radio_shows_status_idx on radio_shows (status);

create trigger radio_shows_updated_at before update on radio_shows for each row execute function set_updated_at();

create function minute_of_day(t time) returns integer language sql immutable
  set search_path from current
as $$
  select (extract(hour from t) * 60 + extract(minute from t))::integer
$$;

comment on function minute_of_day(time) is 'Minutes since midnight.';

create function block_minutes(p_day integer, p_date date, p_start time, p_end time) returns int8multirange language sql immutable
  set search_path from current
as $$
  select case
    -- A single day's minutes are counted far above any week's, so that the two never meet.
    when p_date is not null then int8multirange(int8range(1000000 + (p_date - date '2000-01-01') * 1440::bigint + s, 1000000 + (p_date - date '2000-01-01') * 1440::bigint + e))
    when d * 1440 + e <= 10080 then int8multirange(int8range(d * 1440 + s, d * 1440 + e))
    else int8multirange(int8range(d * 1440 + s, 10080), int8range(0, d * 1440 + e - 10080)) end
  from (select mod(p_day, 7) as d, minute_of_day(p_start) as s, minute_of_day(p_end) + case when p_end <= p_start then 1440 else 0 end as e) m
$$;

comment on function block_minutes(integer, date, time, time) is 'The minutes of the week (or of a single day) that a block takes, half-open; past midnight, and past the end of the week.';

create table schedule_blocks (
  id uuid primary key default gen_random_uuid(),
  station_id uuid not null references radio_stations (id) on delete restrict,
  station_number bigint not null,
  show_id uuid not null references radio_shows (id) on delete restrict,
  day_of_week integer not null,
  start_time time not null,
  end_time time not null,
  on_date date,
  status text not null default 'live',
  minutes int8multirange not null generated always as (block_minutes(day_of_week, on_date, start_time, end_time)) stored,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  updated_by uuid,
  constraint schedule_blocks_day check (day_of_week between 0 and 6 and (on_date is null or extract(dow from on_date) = day_of_week)),
  constraint schedule_blocks_times check (start_time <> end_time and extract(second from start_time) = 0 and extract(second from end_time) = 0
    and start_time < time '24:00' and end_time < time '24:00'),
  constraint schedule_blocks_status check (status in ('live', 'overridden')),
  constraint schedule_blocks_no_overlap exclude using gist (int8range(station_number, station_number, '[]') with &&, minutes with &&) where (status = 'live')
);

comment on table schedule_blocks is 'The week of a station, 0 is Sunday, in its own zone, half-open; an end before the start is the next day''s, and the block is of the day it starts on.';

comment on column schedule_blocks.on_date is 'A block for this one day, in place of the week''s.';

comment on column schedule_blocks.station_number is 'The station''s number, by trigger, for the constraint that refuses overlaps.';

create index schedule_blocks_station_idx on schedule_blocks (station_id, day_of_week, start_time);

create index schedule_blocks_show_idx on schedule_blocks (show_id);

create index schedule_blocks_status_idx on schedule_blocks (status);

create trigger schedule_blocks_updated_at before update on schedule_blocks for each row execute function set_updated_at();

create function number_block() returns trigger language plpgsql
  set search_path from current
as $$
begin
  select s.number into new.station_number from radio_stations s where s.id = new.station_id;
  if not exists (select 1 from radio_shows w where w.id = new.show_id and w.station_id = new.station_id) then
    raise exception using errcode = 'foreign_key_violation', constraint = 'schedule_blocks_show', table = tg_table_name, message = 'the show is another station''s';
  end if;
  return new;
end $$;

comment on function number_block() is 'Trigger: a block has its station''s number, and a show of its station.';

create trigger schedule_blocks_number before insert or update on schedule_blocks for each row execute function number_block();

create table now_playing_overrides (
  id uuid primary key default gen_random_uuid(),
  station_id uuid not null references radio_stations (id) on delete restrict,
  show_id uuid references radio_shows (id) on delete restrict,
  title text not null,
  artist text,
  starts_at timestamptz not null default kith.now(),
  expires_at timestamptz not null default kith.now() + interval '30 minutes',
  ended_at timestamptz,
  created_by uuid,
  created_at timestamptz not null default kith.now(),
  constraint now_playing_overrides_texts check (length(btrim(title)) between 1 and 160 and length(btrim(artist)) between 1 and 160),
  constraint now_playing_overrides_times check (expires_at > starts_at and expires_at <= starts_at + interval '24 hours')
);

comment on table now_playing_overrides is 'What is on air whatever the schedule says, for thirty minutes unless told otherwise. The newest wins.';

create index now_playing_overrides_station_idx on now_playing_overrides (station_id, expires_at);

create index now_playing_overrides_show_idx on now_playing_overrides (show_id);

create index now_playing_overrides_expires_idx on now_playing_overrides (expires_at);

create function on_air_blocks(p_station uuid, p_from timestamptz, p_to timestamptz)
returns table (block_id uuid, show_id uuid, kind text, day date, starts_at timestamptz, ends_at timestamptz) language sql stable security definer
  set search_path from current
as $$
  select o.* from (
    select b.id, b.show_id, case when b.on_date is null then 'schedule' else 'override_block' end, d.day::date,
           (d.day::date + b.start_time) at time zone s.timezone,
           (d.day::date + b.end_time + case when b.end_time <= b.start_time then interval '1 day' else interval '0' end) at time zone s.timezone
    from radio_stations s
    join schedule_blocks b on b.station_id = s.id and b.status = 'live'
    join radio_shows w on w.id = b.show_id and w.status = 'live'
    cross join generate_series((p_from at time zone s.timezone)::date - 1, (p_to at time zone s.timezone)::date, interval '1 day') as d (day)
    where s.id = p_station and case when b.on_date is null then extract(dow from d.day) = b.day_of_week else b.on_date = d.day::date end
  ) o (block_id, show_id, kind, day, starts_at, ends_at)
  where o.ends_at > p_from and o.starts_at < p_to and o.ends_at > o.starts_at
  order by o.starts_at, o.kind
$$;

comment on function on_air_blocks(uuid, timestamptz, timestamptz) is
  'Every block between two moments, as moments: local times of the station, right on the days when clocks change. A single day''s block (override_block) goes before the week''s.';

create function now_playing(p_station uuid, p_at timestamptz default null)
returns table (source text, show_id uuid, title text, artist text, starts_at timestamptz, ends_at timestamptz, block_id uuid, override_id uuid,
  next_show_id uuid, next_title text, next_starts_at timestamptz)
language sql stable security definer
  set search_path from current
as $$
  with moment as (select coalesce(p_at, kith.now()) as at),
  playing as (
    (select 0 as rank, 'override'::text as source, o.show_id, o.title, o.artist, o.starts_at, o.expires_at as ends_at, null::uuid as block_id, o.id as override_id
     from now_playing_overrides o, moment m
     where o.station_id = p_station and o.starts_at <= m.at and o.expires_at > m.at and (o.ended_at is null or o.ended_at > m.at)
     order by o.created_at desc, o.id limit 1)
    union all
    select case b.kind when 'override_block' then 1 else 2 end, b.kind, b.show_id, w.title, w.host, b.starts_at, b.ends_at, b.block_id, null::uuid
    from moment m, on_air_blocks(p_station, m.at, m.at + interval '1 microsecond') b join radio_shows w on w.id = b.show_id
    where b.starts_at <= m.at
    union all
    select 3, 'off_air', null::uuid, null::text, null::text, null::timestamptz, null::timestamptz, null::uuid, null::uuid
  ),
  upcoming as (
    select b.show_id, w.title, b.starts_at from moment m, on_air_blocks(p_station, m.at, m.at + interval '8 days') b join radio_shows w on w.id = b.show_id
    where b.starts_at > m.at order by b.starts_at, b.kind limit 1
  )
  select p.source, p.show_id, p.title, p.artist, p.starts_at, p.ends_at, p.block_id, p.override_id, u.show_id, u.title, u.starts_at
  from (select * from playing order by rank, starts_at desc limit 1) p left join upcoming u on true
$$;

comment on function now_playing(uuid, timestamptz) is
  'What is on air and why. source: override, override_block (this one day), schedule, off_air; with what is next.';

create table records_releases (
  id uuid primary key default gen_random_uuid(),
  slug text not null,
  title text not null,
  artist text not null,
  label text not null default 'RAW CONVICT RECORDS',
  description text not null default '',
  catalog_number text,
  soundcloud_url text,
  artwork_url text,
  release_at timestamptz,
  status text not null default 'draft',
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  updated_by uuid,
  constraint records_releases_slug_uniq unique (slug),
  constraint records_releases_texts check (slug ~ '^[a-z0-9][a-z0-9-]{1,59}$' and length(btrim(title)) between 1 and 160 and length(btrim(artist)) between 1 and 160
    and length(btrim(label)) between 1 and 80 and length(description) <= 4000),
  constraint records_releases_status check (status in ('draft', 'scheduled', 'live', 'archived') and (status = 'draft' or release_at is not null)),
  constraint records_releases_links check (soundcloud_url ~ '^https://([a-z]+\.)?soundcloud\.com/' and artwork_url ~ '^(https://|/)')
);

comment on table records_releases is 'Music. A scheduled release is out from release_at on, to the second (release_state).';

create index records_releases_status_idx on records_releases (status, release_at desc);

create index records_releases_release_idx on records_releases (release_at);

create trigger records_releases_updated_at before update on records_releases for each row execute function set_updated_at();

create function release_state(r records_releases) returns text language sql stable
  set search_path from current
as $$
  select case when r.status = 'scheduled' and r.release_at <= kith.now() then 'live' else r.status end
$$;

comment on function release_state(records_releases) is 'A release''s state right now.';

create function advance_releases() returns integer language plpgsql volatile
  set search_path from current
as $$
declare
  changed integer;
begin
  update records_releases set status = 'live' where status = 'scheduled' and release_at <= kith.now();
  get diagnostics changed = row_count;
  return changed;
end $$;

comment on function advance_releases() is 'Writes down what time has done to releases; how many came out.';

create table listening (
  user_id uuid primary key references profiles (user_id) on delete cascade,
  station_id uuid not null references radio_stations (id) on delete cascade,
  last_beat_at timestamptz not null,
  seconds bigint not null default 0,
  rewarded bigint not null default 0,
  constraint listening_seconds check (seconds >= 0 and rewarded >= 0)
);

comment on table listening is 'How long somebody has really listened, by beats of their player; two players at once are one pair of ears.';

create index listening_station_idx on listening (station_id);

create function listen(p_user uuid, p_station uuid) returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  ears record;
begin
  insert into listening as l (user_id, station_id, last_beat_at) values (p_user, p_station, kith.now())
  on conflict (user_id) do update set station_id = excluded.station_id, last_beat_at = greatest(l.last_beat_at, excluded.last_beat_at),
    -- A player beats every thirty seconds; a gap of more than ninety was silence.
    seconds = l.seconds + case when excluded.last_beat_at - l.last_beat_at between interval '0' and interval '90 seconds'
      then extract(epoch from excluded.last_beat_at - l.last_beat_at)::bigint else 0 end
  returning l.seconds, l.rewarded into ears;
  if ears.seconds / 600 <= ears.rewarded then
    return 0;
  end if;
  update listening set rewarded = ears.rewarded + 1 where user_id = p_user;
  if award_xp(p_user, 'radio_listen', null, format('radio:%s:%s', p_user, ears.rewarded + 1), jsonb_build_object('station', p_station)) then
    return (select r.amount from xp_rules r where r.event_type = 'radio_listen');
  end if;
  return 0;
end $$;

comment on function listen(uuid, uuid) is 'A beat of a player that plays: the XP it earned, once for each ten minutes really listened.';

revoke all on function minute_of_day(time), block_minutes(integer, date, time, time), number_block(), on_air_blocks(uuid, timestamptz, timestamptz), now_playing(uuid, timestamptz), release_state(records_releases), advance_releases(), listen(uuid, uuid) from public;

grant execute on function on_air_blocks(uuid, timestamptz, timestamptz), now_playing(uuid, timestamptz), release_state(records_releases) to anon, authenticated, service_role;

grant execute on function minute_of_day(time), block_minutes(integer, date, time, time), advance_releases(), listen(uuid, uuid) to service_role;

alter table radio_stations enable row level security;

alter table radio_shows enable row level security;

alter table schedule_blocks enable row level security;

alter table now_playing_overrides enable row level security;

alter table records_releases enable row level security;

alter table listening enable row level security;

create policy service_all on radio_stations for all to service_role using (true) with check (true);

create policy service_all on radio_shows for all to service_role using (true) with check (true);

create policy service_all on schedule_blocks for all to service_role using (true) with check (true);

create policy service_all on now_playing_overrides for all to service_role using (true) with check (true);

create policy service_all on records_releases for all to service_role using (true) with check (true);

create policy service_all on listening for all to service_role using (true) with check (true);

grant select, insert, update, delete on radio_stations, radio_shows, schedule_blocks, now_playing_overrides, records_releases, listening to service_role;

create policy radio_stations_select_all on radio_stations for select to anon, authenticated using (true);

grant select (id, slug, name, timezone) on radio_stations to anon, authenticated;

create policy radio_shows_select_live on radio_shows for select to anon, authenticated using (status = 'live');

grant select (id, station_id, slug, title, host, description, status, soundcloud_url, artwork_url) on radio_shows to anon, authenticated;

create policy schedule_blocks_select_live on schedule_blocks for select to anon, authenticated using (status = 'live');

grant select (id, station_id, show_id, day_of_week, start_time, end_time, on_date, status) on schedule_blocks to anon, authenticated;

create policy records_releases_select_out on records_releases for select to anon, authenticated using (status in ('live', 'scheduled') and release_at <= kith.now());

grant select (id, slug, title, artist, label, description, catalog_number, soundcloud_url, artwork_url, release_at, status) on records_releases to anon, authenticated;

create policy listening_select_own on listening for select to authenticated using (user_id = auth.uid());

grant select on listening to authenticated;
