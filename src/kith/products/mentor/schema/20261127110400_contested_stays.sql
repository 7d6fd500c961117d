-- A session of which somebody says that the other was absent ends by what comes of that, and by nothing else.

create or replace function guard_outcome() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if new.no_show is null and exists (select 1 from no_show_reports r where r.booking_id = new.id and r.status in ('open', 'disputed')) then
    raise exception using errcode = 'KT409', message = 'somebody says that this session did not take place';
  end if;
  return new;
end $$;

comment on function guard_outcome() is 'Trigger: a session is neither completed nor called off while it is contested.';

drop trigger bookings_outcome on bookings;

create trigger bookings_outcome before update of status on bookings for each row
  when (new.status in ('completed', 'cancelled') and old.status = 'confirmed') execute function guard_outcome();
