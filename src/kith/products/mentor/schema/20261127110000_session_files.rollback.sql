drop trigger profiles_forget_in_sessions on profiles;
drop function forget_in_sessions();
drop trigger bookings_carry on bookings;
drop function carry_session();
drop table session_presence;
drop table session_files;
drop function drop_session_file();
drop function guard_session_file();
drop trigger session_notes_guard on session_notes;
drop function guard_session_notes();
create or replace function guard_session_message() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  the_booking record;
begin
  select b.* into the_booking from bookings b where b.id = new.booking_id;
  if the_booking.id is null or new.sender_user_id not in (the_booking.mentor_user_id, the_booking.mentee_user_id) or the_booking.confirmed_at is null then
    raise exception using errcode = 'insufficient_privilege', message = 'only the two of a session write here';
  end if;
  if auth.uid() is not null and new.sender_user_id <> auth.uid() then
    raise exception using errcode = 'insufficient_privilege', message = 'people write for themselves';
  end if;
  if kith.blocked_between(the_booking.mentor_user_id, the_booking.mentee_user_id) then
    raise exception using errcode = 'KT409', message = 'this conversation is closed';
  end if;
  new.created_at := kith.now();
  return new;
end $$;
drop function require_open_session(uuid, uuid);
drop function session_closed(uuid);
