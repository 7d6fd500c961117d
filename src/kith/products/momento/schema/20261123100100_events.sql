-- Events: places, stops, who helps. When an event begins and ends follows from its stops.

create table locations (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  address text,
  latitude double precision not null,
  longitude double precision not null,
  google_place_id text,
  neighbourhood text,
  city text,
  time_zone text not null default 'UTC',
  created_by uuid references users (id) on delete set null,
  created_at timestamptz not null default kith.now(),
  constraint locations_name check (length(btrim(name)) between 1 and 120 and length(address) <= 240),
  constraint locations_place check (latitude between -90 and 90 and longitude between -180 and 180),
  constraint locations_time_zone check (is_time_zone(time_zone))
);

comment on table locations is 'Places where stops are. The exact place is for confirmed guests and the host only: read event_stops_for().';

create index locations_created_by_idx on locations (created_by);

create index locations_google_idx on locations (google_place_id);

create function is_refund_policy(steps jsonb) returns boolean language plpgsql immutable
  set search_path from current
as $$
begin
  return jsonb_typeof(steps) = 'array' and jsonb_array_length(steps) <= 6 and not exists (
    select 1 from jsonb_array_elements(steps) s
    where jsonb_typeof(s) <> 'object' or jsonb_typeof(s -> 'hours') is distinct from 'number' or jsonb_typeof(s -> 'percent') is distinct from 'number'
      or (s ->> 'hours')::numeric not between 0 and 720 or (s ->> 'percent')::numeric not between 0 and 100
  );
end $$;

comment on function is_refund_policy(jsonb) is 'Steps such as {"hours": 48, "percent": 100}: what is given back until so many hours before the start.';

create table events (
  id uuid primary key default gen_random_uuid(),
  host_id uuid not null references host_profiles (id) on delete restrict,
  title text not null,
  description text,
  host_is_attendee boolean not null default false,
  min_participants integer not null,
  max_participants integer not null,
  minimum_age integer,
  arrival_signpost text,
  estimated_cost text,
  status text not null default 'planned',
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  number bigint generated always as identity,
  price_in_cents integer not null default 0,
  currency text not null default 'usd',
  refund_policy jsonb not null default '[{"hours": 48, "percent": 100}, {"hours": 24, "percent": 50}]'::jsonb,
  plus_one_allowed boolean not null default false,
  starts_at timestamptz,
  ends_at timestamptz,
  time_zone text not null default 'UTC',
  seats_taken integer not null default 0,
  fills_itself boolean not null default false,
  waves_sent integer not null default 0,
  cancelled_by text,
  cancelled_reason text,
  confirmed_at timestamptz,
  cancelled_at timestamptz,
  completed_at timestamptz,
  constraint events_number_uniq unique (number),
  constraint events_status check (status in ('planned', 'confirmed', 'completed', 'cancelled')),
  constraint events_texts check (length(btrim(title)) between 3 and 120 and length(description) <= 4000
    and length(arrival_signpost) <= 240 and length(estimated_cost) <= 240 and length(cancelled_reason) <= 400),
  constraint events_participants check (1 <= min_participants and min_participants <= max_participants and max_participants <= 200),
  constraint events_minimum_age check (minimum_age between 18 and 99),
  constraint events_price check (price_in_cents between 0 and 1000000 and price_in_cents not between 1 and 49),
  constraint events_currency check (currency ~ '^[a-z]{3}$'),
  constraint events_refund_policy check (is_refund_policy(refund_policy)),
  constraint events_time check ((starts_at is null) = (ends_at is null) and starts_at < ends_at),
  constraint events_time_zone check (is_time_zone(time_zone)),
  constraint events_capacity check (seats_taken between 0 and max_participants),
  constraint events_cancelled check ((status = 'cancelled') = (cancelled_at is not null) and (cancelled_at is null) = (cancelled_by is null)
    and cancelled_by in ('host', 'house')),
  constraint events_completed check ((status = 'completed') = (completed_at is not null))
);

comment on table events is 'Gatherings. seats_taken, starts_at and ends_at are kept by triggers.';

comment on column events.refund_policy is 'What is given back to a guest who gives the seat back, by hours before the start, as shown before paying.';

create index events_host_idx on events (host_id, starts_at desc);

create index events_due_idx on events (status, starts_at);

create index events_ends_idx on events (status, ends_at);

create trigger events_updated_at before update on events for each row execute function set_updated_at();

create table event_secrets (
  event_id uuid primary key references events (id) on delete cascade,
  checkin_secret bytea not null default sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'))
);

comment on table event_secrets is 'What the host''s rotating check-in code is made of. For the service only.';

create table event_itinerary_stops (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references events (id) on delete cascade,
  location_id uuid not null references locations (id) on delete restrict,
  "order" integer not null,
  title text not null,
  description text,
  start_time timestamptz not null,
  end_time timestamptz not null,
  time_zone text not null default 'UTC',
  event_number int8range,
  created_at timestamptz not null default kith.now(),
  constraint event_itinerary_stops_order_uniq unique (event_id, "order") deferrable initially deferred,
  constraint event_itinerary_stops_order check ("order" between 1 and 10),
  constraint event_itinerary_stops_texts check (length(btrim(title)) between 1 and 120 and length(description) <= 1000),
  constraint event_itinerary_stops_time check (start_time < end_time and end_time <= start_time + interval '24 hours'),
  constraint event_itinerary_stops_time_zone check (is_time_zone(time_zone)),
  constraint event_itinerary_stops_no_overlap exclude using gist (event_number with &&, tstzrange(start_time, end_time) with &&)
    deferrable initially deferred
);

comment on table event_itinerary_stops is 'Where an event goes, in order, without gaps in the order and one place at a time.';

create index event_itinerary_stops_location_idx on event_itinerary_stops (location_id);

create index event_itinerary_stops_event_idx on event_itinerary_stops (event_id);

create function number_stop() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if tg_op = 'UPDATE' and new.event_id <> old.event_id then
    raise exception using errcode = 'check_violation', constraint = 'event_itinerary_stops_fixed', table = tg_table_name,
      message = 'a stop stays with its event';
  end if;
  select int8range(e.number, e.number, '[]') into new.event_number from events e where e.id = new.event_id;
  return new;
end $$;

comment on function number_stop() is 'Trigger: the event''s number as a range, for the exclusion constraint.';

create trigger event_itinerary_stops_number before insert or update on event_itinerary_stops for each row execute function number_stop();

create function follow_stops() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  the_event uuid := case tg_op when 'DELETE' then old.event_id else new.event_id end;
begin
  update events e set starts_at = s.first, ends_at = s.last, time_zone = coalesce(s.zone, e.time_zone)
  from (select min(i.start_time) as first, max(i.end_time) as last,
               (array_agg(i.time_zone order by i.start_time))[1] as zone
        from event_itinerary_stops i where i.event_id = the_event) s
  where e.id = the_event and (e.starts_at, e.ends_at, e.time_zone) is distinct from (s.first, s.last, coalesce(s.zone, e.time_zone));
  return null;
end $$;

comment on function follow_stops() is 'Trigger: an event begins with its first stop and ends with its last, in the first stop''s zone.';

create trigger event_itinerary_stops_follow after insert or update or delete on event_itinerary_stops
  for each row execute function follow_stops();

create function check_itinerary() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  the_event uuid := case tg_op when 'DELETE' then old.event_id else new.event_id end;
begin
  if exists (
    select 1 from (
      select s."order" as place, row_number() over (order by s."order") as expected, s.start_time,
             lag(s.start_time) over (order by s."order") as earlier
      from event_itinerary_stops s where s.event_id = the_event
    ) o where o.place <> o.expected or o.start_time < o.earlier
  ) then
    raise exception using errcode = 'check_violation', constraint = 'event_itinerary_stops_in_order', table = tg_table_name,
      message = 'stops are numbered 1, 2, 3 as they follow each other in time';
  end if;
  return null;
end $$;

comment on function check_itinerary() is 'Constraint trigger, at the end of the transaction: stops are numbered without gaps and in time''s order.';

create constraint trigger event_itinerary_stops_in_order after insert or update or delete on event_itinerary_stops
  deferrable initially deferred for each row execute function check_itinerary();

create table event_collaborators (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references events (id) on delete cascade,
  user_id uuid references users (id) on delete cascade,
  role text not null,
  first_name text,
  last_name text,
  phone_number text,
  created_at timestamptz not null default kith.now(),
  constraint event_collaborators_who check (user_id is not null or length(btrim(first_name)) between 1 and 60),
  constraint event_collaborators_texts check (length(btrim(role)) between 1 and 60 and length(last_name) <= 60 and length(first_name) <= 60),
  constraint event_collaborators_phone check (phone_number ~ '^\+[1-9][0-9]{6,14}$')
);

comment on table event_collaborators is 'Who helps to make an event happen: people of Momento, or first names.';

create unique index event_collaborators_once on event_collaborators (event_id, user_id) where user_id is not null;

create index event_collaborators_event_idx on event_collaborators (event_id);

create index event_collaborators_user_idx on event_collaborators (user_id);

create table event_interests (
  event_id uuid not null references events (id) on delete cascade,
  interest_id integer not null references interests (id) on delete cascade,
  primary key (event_id, interest_id)
);

comment on table event_interests is 'What an event is about, for its suggestions.';

create index event_interests_interest_idx on event_interests (interest_id);

create function age_on(birth date, day date) returns integer language sql immutable
  set search_path from current
as $$
  select extract(year from age(day, birth))::integer
$$;

comment on function age_on(date, date) is 'Whole years of age on a day; born on 29 February, a year older on 1 March of other years.';
