-- What the two of a session say, note and send while it is theirs.

create table session_messages (
  id uuid primary key default gen_random_uuid(),
  booking_id uuid not null references bookings (id) on delete cascade,
  sender_user_id uuid not null references profiles (user_id) on delete restrict,
  message text not null,
  created_at timestamptz not null default kith.now(),
  constraint session_messages_words check (length(btrim(message)) between 1 and 4000)
);

comment on table session_messages is 'Messages of a session, between its two. A block ends them for both and hides nothing.';

create index session_messages_booking_idx on session_messages (booking_id, created_at, id);

create index session_messages_sender_idx on session_messages (sender_user_id);

create table session_notes (
  booking_id uuid primary key references bookings (id) on delete cascade,
  content text not null default '',
  version integer not null default 1,
  updated_by uuid not null references profiles (user_id) on delete restrict,
  updated_at timestamptz not null default kith.now(),
  constraint session_notes_length check (length(content) <= 20000),
  constraint session_notes_version check (version > 0)
);

comment on table session_notes is 'One page of notes that the two of a session share. Who writes says which version they read, so that nobody''s words are lost.';

create index session_notes_writer_idx on session_notes (updated_by);

create trigger session_notes_updated_at before update on session_notes for each row execute function set_updated_at();

create table session_lateness (
  booking_id uuid not null references bookings (id) on delete cascade,
  user_id uuid not null references profiles (user_id) on delete restrict,
  minutes integer not null,
  said_at timestamptz not null default kith.now(),
  primary key (booking_id, user_id),
  constraint session_lateness_minutes check (minutes between 1 and 30)
);

comment on table session_lateness is 'Who said that they run late, and by how much.';

create index session_lateness_user_idx on session_lateness (user_id);

create function my_session_ids() returns uuid[] language sql stable security definer
  set search_path from current
as $$
  select coalesce(array_agg(b.id), '{}') from bookings b
  where (b.mentor_user_id = auth.uid() or b.mentee_user_id = auth.uid()) and b.confirmed_at is not null
$$;

comment on function my_session_ids() is 'Sessions of the signed-in person that were ever confirmed.';

create function guard_session_message() returns trigger language plpgsql security definer
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

comment on function guard_session_message() is 'Trigger: only the two of a confirmed session write, and nobody after a block.';

create trigger session_messages_guard before insert on session_messages for each row execute function guard_session_message();

revoke all on function my_session_ids(), guard_session_message() from public;

grant execute on function my_session_ids() to authenticated, service_role;

alter table session_messages enable row level security;

alter table session_notes enable row level security;

alter table session_lateness enable row level security;

create policy service_all on session_messages for all to service_role using (true) with check (true);

create policy service_all on session_notes for all to service_role using (true) with check (true);

create policy service_all on session_lateness for all to service_role using (true) with check (true);

create policy session_messages_select_own on session_messages for select to authenticated using (booking_id = any (my_session_ids()));

create policy session_messages_insert_own on session_messages for insert to authenticated with check (sender_user_id = auth.uid());

create policy session_notes_select_own on session_notes for select to authenticated using (booking_id = any (my_session_ids()));

grant select, insert (booking_id, sender_user_id, message) on session_messages to authenticated;

grant select on session_notes to authenticated;

grant select, insert, update, delete on session_messages, session_notes, session_lateness to service_role;
