-- A city that is closed takes nobody new and no new beacons; whoever and whatever is there stays.

alter table cities add column is_open boolean not null default true;

comment on column cities.is_open is 'Whether new members and new beacons may be there. Switched by operators.';

create function refuse_closed_city() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  closed text;
begin
  select c.name into closed from cities c where c.id = new.city_id and not c.is_open;
  if found then
    raise exception using errcode = 'KT409', message = format('%s is closed for now. Please pick another city', closed);
  end if;
  return new;
end $$;

comment on function refuse_closed_city() is 'Trigger: a closed city takes nothing new.';

revoke all on function refuse_closed_city() from public;

create trigger beacons_open_city before insert on beacons for each row execute function refuse_closed_city();

create trigger profiles_open_city before insert on profiles for each row execute function refuse_closed_city();

create trigger profiles_open_new_city before update of city_id on profiles for each row
  when (new.city_id is distinct from old.city_id) execute function refuse_closed_city();
