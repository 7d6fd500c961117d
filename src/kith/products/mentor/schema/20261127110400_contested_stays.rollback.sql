drop trigger bookings_outcome on bookings;
create trigger bookings_outcome before update of status on bookings for each row
  when (new.status = 'completed' and old.status <> 'completed') execute function guard_outcome();
create or replace function guard_outcome() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if exists (select 1 from no_show_reports r where r.booking_id = new.id and r.status in ('open', 'disputed')) then
    raise exception using errcode = 'KT409', message = 'somebody says that this session did not take place';
  end if;
  return new;
end $$;
