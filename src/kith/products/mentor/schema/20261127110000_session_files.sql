-- Files of a session, how long its two may write, and what goes along when a session moves.

create function session_closed(p_booking uuid) returns text language sql stable security definer
  set search_path from current
as $$
  select case
    when b.confirmed_at is null then 'never'
    when kith.blocked_between(b.mentor_user_id, b.mentee_user_id) then 'closed'
    when exists (select 1 from profiles p where p.user_id in (b.mentor_user_id, b.mentee_user_id) and p.status <> 'active') then 'closed'
    when b.cancelled_by = 'moved' then 'moved'
    when b.status in ('cancelled', 'declined') and b.end_time + interval '7 days' <= kith.now() then 'over'
  end
  from bookings b where b.id = p_booking
$$;

comment on function session_closed(uuid) is
  'Why the two of a session cannot write any more: never (there was no session), closed (a block, somebody gone: tell nobody which), moved, over (a week after the planned end of one that was called off). Null while they can.';

create function require_open_session(p_booking uuid, p_writer uuid) returns void language plpgsql stable security definer
  set search_path from current
as $$
declare
  the_booking record;
  why text;
begin
  select b.* into the_booking from bookings b where b.id = p_booking;
  if the_booking.id is null or p_writer not in (the_booking.mentor_user_id, the_booking.mentee_user_id) or the_booking.confirmed_at is null then
    raise exception using errcode = 'insufficient_privilege', message = 'only the two of a session write here';
  end if;
  if auth.uid() is not null and p_writer <> auth.uid() then
    raise exception using errcode = 'insufficient_privilege', message = 'people write for themselves';
  end if;
  why := session_closed(p_booking);
  if why is not null then
    raise exception using errcode = 'KT409', message = case why
      when 'over' then 'this session was called off, and the week after it is over'
      when 'moved' then 'this session has moved to another time; everything went along'
      else 'this conversation is closed' end;
  end if;
end $$;

comment on function require_open_session(uuid, uuid) is 'Refuses whoever is not one of the two of a confirmed session, or comes when it is closed.';

create or replace function guard_session_message() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  perform require_open_session(new.booking_id, new.sender_user_id);
  new.created_at := kith.now();
  return new;
end $$;

create function guard_session_notes() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  -- An erasure empties what somebody wrote, however closed the session is.
  if new.content = '' and tg_op = 'UPDATE' then
    return new;
  end if;
  perform require_open_session(new.booking_id, new.updated_by);
  return new;
end $$;

comment on function guard_session_notes() is 'Trigger: the notes of a closed session stay as they are.';

create trigger session_notes_guard before insert or update of content on session_notes for each row execute function guard_session_notes();

create table session_files (
  id uuid primary key default gen_random_uuid(),
  booking_id uuid not null references bookings (id) on delete cascade,
  uploader_user_id uuid not null references profiles (user_id) on delete restrict,
  file_id uuid not null references stored_files (id) on delete restrict,
  created_at timestamptz not null default kith.now(),
  constraint session_files_file_uniq unique (file_id)
);

comment on table session_files is 'Files that the two of a session hand each other; name, kind and size are in stored_files. At most thirty a session.';

create index session_files_booking_idx on session_files (booking_id, created_at, id);

create index session_files_uploader_idx on session_files (uploader_user_id);

create function guard_session_file() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  perform 1 from bookings b where b.id = new.booking_id for no key update;
  perform require_open_session(new.booking_id, new.uploader_user_id);
  if not exists (select 1 from stored_files f where f.id = new.file_id and f.owner_id = new.uploader_user_id and f.purpose = 'session' and f.bytes <= 10000000) then
    raise exception using errcode = 'check_violation', constraint = 'session_files_of_ones_own', table = tg_table_name,
      message = 'people share files of their own, at most 10 MB';
  end if;
  if (select count(*) from session_files f where f.booking_id = new.booking_id) >= 30 then
    raise exception using errcode = 'check_violation', constraint = 'session_files_most', table = tg_table_name, message = 'a session has at most thirty files';
  end if;
  new.created_at := kith.now();
  return new;
end $$;

comment on function guard_session_file() is 'Trigger: the two of an open session share files of their own, thirty at most.';

create trigger session_files_guard before insert on session_files for each row execute function guard_session_file();

create function drop_session_file() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  update stored_files set state = 'unwanted' where id = old.file_id and state <> 'unwanted';
  return null;
end $$;

comment on function drop_session_file() is 'Trigger: what nobody shares any more goes out of the store.';

create trigger session_files_drop after delete on session_files for each row execute function drop_session_file();

create table session_presence (
  booking_id uuid not null references bookings (id) on delete cascade,
  user_id uuid not null references profiles (user_id) on delete restrict,
  entered_at timestamptz,
  last_at timestamptz,
  vouched_at timestamptz,
  primary key (booking_id, user_id),
  constraint session_presence_something check (entered_at is not null or vouched_at is not null)
);

comment on table session_presence is 'What is known of who was there: when each of the two first went into the room, and whether the other says that they met.';

comment on column session_presence.vouched_at is 'When the other of the two said that this person was there.';

create index session_presence_user_idx on session_presence (user_id);

create function carry_session() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  update session_messages set booking_id = new.id where booking_id = new.rescheduled_from;
  update session_notes set booking_id = new.id where booking_id = new.rescheduled_from;
  update session_files set booking_id = new.id where booking_id = new.rescheduled_from;
  return null;
end $$;

comment on function carry_session() is 'Trigger: messages, notes and files go along when a session moves.';

create trigger bookings_carry after insert on bookings for each row when (new.rescheduled_from is not null) execute function carry_session();

create function forget_in_sessions() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  delete from session_files where uploader_user_id = new.user_id;
  delete from session_presence where user_id = new.user_id;
  return null;
end $$;

comment on function forget_in_sessions() is 'Trigger: files of an erased person go, and when they came.';

create trigger profiles_forget_in_sessions after update of status on profiles for each row
  when (new.status = 'erased' and old.status <> 'erased') execute function forget_in_sessions();

revoke all on function session_closed(uuid), require_open_session(uuid, uuid), guard_session_notes(), guard_session_file(), drop_session_file(), carry_session(),
  forget_in_sessions() from public;

grant execute on function session_closed(uuid) to service_role;

alter table session_files enable row level security;

alter table session_presence enable row level security;

create policy service_all on session_files for all to service_role using (true) with check (true);

create policy service_all on session_presence for all to service_role using (true) with check (true);

create policy session_files_select_own on session_files for select to authenticated using (booking_id = any (my_session_ids()));

grant select (id, booking_id, uploader_user_id, created_at) on session_files to authenticated;

grant select, insert, update, delete on session_files, session_presence to service_role;
