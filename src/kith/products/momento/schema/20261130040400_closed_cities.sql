-- A city that is closed takes nobody new and no new events; whoever and whatever is there stays.

create table closed_cities (
  city text primary key check (length(btrim(city)) between 1 and 80),
  closed_at timestamptz not null default kith.now()
);

comment on table closed_cities is 'Cities in which nobody joins and no event begins for now. All others are open.';

create unique index closed_cities_lower_uniq on closed_cities (lower(city));

create function refuse_closed_city() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  closed text;
begin
  if tg_table_name = 'social_profiles' then
    select c.city into closed from closed_cities c where lower(c.city) = lower(new.location);
  else
    -- An event that was planned before may still be changed: a new one is of this very transaction.
    select c.city into closed from events e join locations l on l.id = new.location_id join closed_cities c on lower(c.city) = lower(l.city)
    where e.id = new.event_id and e.created_at = kith.now();
  end if;
  if found then
    raise exception using errcode = 'KT409', message = format('%s is closed for now. Please pick another city', closed);
  end if;
  return new;
end $$;

comment on function refuse_closed_city() is 'Trigger: a closed city takes nothing new.';

revoke all on function refuse_closed_city() from public;

create trigger itinerary_stops_open_city before insert on event_itinerary_stops for each row execute function refuse_closed_city();

create trigger social_profiles_open_city before insert on social_profiles for each row execute function refuse_closed_city();

create trigger social_profiles_open_new_city before update of location on social_profiles for each row
  when (new.location is distinct from old.location) execute function refuse_closed_city();

alter table closed_cities enable row level security;

create policy service_all on closed_cities for all to service_role using (true) with check (true);

grant select, insert, update, delete on closed_cities to service_role;
