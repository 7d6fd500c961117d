-- What people are reminded of, each once.

create table session_reminders (
  booking_id uuid not null references bookings (id) on delete cascade,
  user_id uuid not null references profiles (user_id) on delete restrict,
  kind text not null,
  told_at timestamptz not null default kith.now(),
  primary key (booking_id, user_id, kind),
  constraint session_reminders_kind check (kind in ('day', 'hour', 'review', 'last_call'))
);

comment on table session_reminders is
  'Who was reminded of what: a day and an hour before, of reviewing, and of the last days for it. Written with the message, so that nobody hears it twice.';

create index session_reminders_user_idx on session_reminders (user_id);

create index bookings_beginning_idx on bookings (start_time) where status = 'confirmed';

create index bookings_held_idx on bookings (end_time) where status = 'completed';

alter table session_reminders enable row level security;

create policy service_all on session_reminders for all to service_role using (true) with check (true);

grant select, insert, update, delete on session_reminders to service_role;
