-- Sessions between a mentor and a mentee. That nobody is in two at once, buffers included, is refused here whoever asks.

create type booking_status as enum ('pending', 'confirmed', 'cancelled', 'completed', 'declined');

create function is_refund_policy(policy jsonb) returns boolean language plpgsql immutable
  set search_path from current
as $$
begin
  return jsonb_typeof(policy) = 'array' and jsonb_array_length(policy) <= 6 and not exists (
    select 1 from jsonb_array_elements(policy) step
    where jsonb_typeof(step) <> 'object' or jsonb_typeof(step -> 'hours') is distinct from 'number' or jsonb_typeof(step -> 'percent') is distinct from 'number'
      or (step ->> 'hours')::numeric < 0 or (step ->> 'percent')::numeric not between 0 and 100
  );
end $$;

comment on function is_refund_policy(jsonb) is 'Whether this says, step by step, until how many hours before the beginning how many percent are given back.';

create function percent_back(policy jsonb, beginning timestamptz, at timestamptz) returns integer language sql immutable
  set search_path from current
as $$
  select coalesce(max((step ->> 'percent')::numeric), 0)::integer from jsonb_array_elements(policy) step
  where beginning - at >= make_interval(secs => (step ->> 'hours')::double precision * 3600)
$$;

comment on function percent_back(jsonb, timestamptz, timestamptz) is 'How many percent a policy gives back to a mentee who calls off at a moment.';

create table bookings (
  id uuid primary key default gen_random_uuid(),
  mentor_user_id uuid not null references mentor_profiles (user_id) on delete restrict,
  mentee_user_id uuid not null references profiles (user_id) on delete restrict,
  start_time timestamptz not null,
  end_time timestamptz not null,
  duration_minutes integer generated always as ((extract(epoch from end_time - start_time) / 60)::integer) stored,
  price_cents integer not null default 0,
  currency text not null default 'usd',
  status booking_status not null default 'pending',
  meeting_provider text not null default 'jitsi',
  meeting_room text not null default 'kith-' || replace(gen_random_uuid()::text, '-', ''),
  meeting_url text,
  notes text,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  mode text not null default 'instant',
  buffer_before integer not null default 0,
  buffer_after integer not null default 0,
  paid_with text not null default 'nothing',
  expires_at timestamptz,
  lapsed_at timestamptz,
  requested_at timestamptz,
  confirmed_at timestamptz,
  completed_at timestamptz,
  cancelled_at timestamptz,
  cancelled_by text,
  cancel_reason text,
  percent_back integer,
  cancellation_policy jsonb not null default '[{"hours": 24, "percent": 100}, {"hours": 4, "percent": 50}]',
  mentor_timezone text not null default 'UTC',
  mentee_timezone text not null default 'UTC',
  rescheduled_from uuid,
  calendar_uid uuid not null default gen_random_uuid(),
  calendar_sequence integer not null default 0,
  constraint bookings_room_uniq unique (meeting_room),
  constraint bookings_two_people check (mentor_user_id <> mentee_user_id),
  constraint bookings_length check (end_time - start_time between interval '15 minutes' and interval '240 minutes'),
  constraint bookings_whole_minutes check (start_time = date_trunc('minute', start_time) and end_time = date_trunc('minute', end_time)),
  constraint bookings_price check (price_cents >= 0 and currency ~ '^[a-z]{3}$'),
  constraint bookings_mode check (mode in ('instant', 'request')),
  constraint bookings_buffers check (buffer_before between 0 and 240 and buffer_after between 0 and 240),
  constraint bookings_paid_with check (paid_with in ('nothing', 'card', 'credit')),
  constraint bookings_notes check (length(notes) <= 2000 and length(cancel_reason) <= 500),
  constraint bookings_cancelled check ((status in ('cancelled', 'declined')) = (cancelled_at is not null)
    and (cancelled_at is null) = (cancelled_by is null) and cancelled_by in ('mentee', 'mentor', 'house', 'lapsed', 'moved')),
  constraint bookings_percent_back check (percent_back between 0 and 100),
  constraint bookings_policy check (is_refund_policy(cancellation_policy)),
  constraint bookings_time_zones check (is_time_zone(mentor_timezone) and is_time_zone(mentee_timezone)),
  constraint bookings_moved_from foreign key (rescheduled_from) references bookings (id) on delete restrict,
  constraint bookings_moved_once unique (rescheduled_from),
  constraint bookings_sequence check (calendar_sequence >= 0)
);

comment on table bookings is 'Sessions: pending while they are paid for or the mentor decides, then confirmed. A pending one keeps its time until expires_at, swept or not.';

comment on column bookings.requested_at is 'When a booking that the mentor decides about was paid and came before the mentor.';

comment on column bookings.lapsed_at is 'When a pending booking gave its time up; a payment that comes later may still get the time if it is free.';

comment on column bookings.percent_back is 'How much of the price was given back when it ended: the policy''s word at that moment, or all.';

comment on column bookings.cancellation_policy is 'What was shown before paying, as it was then.';

comment on column bookings.calendar_uid is 'What calendars know the session by; a moved session keeps it, with a higher sequence.';

create index bookings_mentor_idx on bookings (mentor_user_id, start_time);

create index bookings_mentee_idx on bookings (mentee_user_id, start_time);

create index bookings_expiring_idx on bookings (expires_at) where status = 'pending';

create index bookings_ending_idx on bookings (end_time) where status = 'confirmed';

create trigger bookings_updated_at before update on bookings for each row execute function set_updated_at();

create table occupied_times (
  booking_id uuid not null references bookings (id) on delete cascade,
  person int8range not null,
  during tstzrange not null,
  as_role app_role not null,
  primary key (booking_id, as_role),
  constraint occupied_times_no_overlap exclude using gist (person with &&, during with &&),
  constraint occupied_times_bounded check (not isempty(person) and not isempty(during) and not lower_inf(during) and not upper_inf(during))
);

comment on table occupied_times is
  'When people are taken: a row a person and live booking, the mentor''s with its buffers. Written by triggers only; nobody is in two at once.';

create function guard_booking() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if tg_op = 'UPDATE' then
    if (new.mentor_user_id, new.mentee_user_id, new.start_time, new.end_time, new.buffer_before, new.buffer_after, new.price_cents, new.currency,
        new.cancellation_policy, new.rescheduled_from, new.calendar_uid, new.mode)
       is distinct from
       (old.mentor_user_id, old.mentee_user_id, old.start_time, old.end_time, old.buffer_before, old.buffer_after, old.price_cents, old.currency,
        old.cancellation_policy, old.rescheduled_from, old.calendar_uid, old.mode) then
      raise exception using errcode = 'check_violation', constraint = 'bookings_fixed', table = tg_table_name,
        message = 'a booking stays what was agreed; another time is another booking';
    end if;
  end if;
  if new.status = 'confirmed' and new.confirmed_at is null then
    new.confirmed_at := kith.now();
  end if;
  if new.status = 'completed' and new.completed_at is null then
    if new.end_time > kith.now() then
      raise exception using errcode = 'KT409', message = 'the session is not over yet';
    end if;
    new.completed_at := kith.now();
  end if;
  if new.status in ('cancelled', 'declined') then
    new.cancelled_at := coalesce(new.cancelled_at, kith.now());
    new.cancelled_by := coalesce(new.cancelled_by, case new.status when 'declined' then 'mentor' end);
  end if;
  if new.status <> 'pending' then
    new.expires_at := null;
  end if;
  return new;
end $$;

comment on function guard_booking() is 'Trigger: people, time and price of a booking are fixed; its dates follow its status.';

create trigger bookings_guard before insert or update on bookings for each row execute function guard_booking();

create function occupy_times() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  live boolean := new.status in ('pending', 'confirmed', 'completed') and (new.lapsed_at is null or new.status <> 'pending');
begin
  if tg_op = 'UPDATE' and live = (old.status in ('pending', 'confirmed', 'completed') and (old.lapsed_at is null or old.status <> 'pending')) then
    return null;
  end if;
  if live then
    -- In the order of the people's numbers, so that two bookings never wait for each other.
    insert into occupied_times (booking_id, person, during, as_role)
    select new.id, int8range(p.number, p.number, '[]'),
           case when p.user_id = new.mentor_user_id
                then tstzrange(new.start_time - make_interval(mins => new.buffer_before), new.end_time + make_interval(mins => new.buffer_after))
                else tstzrange(new.start_time, new.end_time) end,
           case when p.user_id = new.mentor_user_id then 'mentor'::app_role else 'mentee'::app_role end
    from profiles p where p.user_id in (new.mentor_user_id, new.mentee_user_id) order by p.number;
  else
    delete from occupied_times o where o.booking_id = new.id;
  end if;
  return null;
end $$;

comment on function occupy_times() is 'Trigger: a live booking takes the time of both people, an ended or lapsed one gives it back.';

create trigger bookings_occupy after insert or update on bookings for each row execute function occupy_times();

create function note_booking() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if tg_op = 'INSERT' or new.status <> old.status or new.lapsed_at is distinct from old.lapsed_at then
    update mentor_profiles set slots_version = slots_version + 1,
      sessions_completed = sessions_completed + case when tg_op = 'UPDATE' and new.status = 'completed' and old.status = 'confirmed' then 1 else 0 end,
      sessions_called_off = sessions_called_off
        + case when tg_op = 'UPDATE' and new.status = 'cancelled' and old.status = 'confirmed' and new.cancelled_by = 'mentor' then 1 else 0 end
    where user_id = new.mentor_user_id;
    if exists (select 1 from mentor_profiles m where m.user_id = new.mentee_user_id) then
      perform slots_changed(new.mentee_user_id);
    end if;
  end if;
  return null;
end $$;

comment on function note_booking() is 'Trigger: what is booked is no slot; what a mentor held and called off is counted.';

create trigger bookings_note after insert or update on bookings for each row execute function note_booking();

create function lock_people(p_people uuid[]) returns void language plpgsql volatile security definer
  set search_path from current
as $$
begin
  perform 1 from profiles p where p.user_id = any (p_people) order by p.number for no key update;
end $$;

comment on function lock_people(uuid[]) is 'Locks people in the order of their numbers: whoever changes a booking locks its two first.';

create function let_lapse(p_people uuid[]) returns setof uuid language sql volatile security definer
  set search_path from current
as $$
  update bookings b set lapsed_at = kith.now()
  where (b.mentor_user_id = any (p_people) or b.mentee_user_id = any (p_people))
    and b.status = 'pending' and b.lapsed_at is null and b.requested_at is null and b.expires_at <= kith.now()
  returning b.id
$$;

comment on function let_lapse(uuid[]) is 'Unpaid bookings of locked people whose time to pay is over give their time up. What was requested lapses by its own job, with the money.';

create function refuse_booking(p_mentor uuid, p_mentee uuid) returns text language sql stable security definer
  set search_path from current
as $$
  select case
    when p_mentor = p_mentee then 'yourself'
    when not exists (select 1 from profiles p join mentor_profiles m on m.user_id = p.user_id
                     where p.user_id = p_mentor and p.status = 'active' and m.is_active) then 'closed'
    when not exists (select 1 from profiles p where p.user_id = p_mentee and p.status = 'active') then 'closed'
    when kith.blocked_between(p_mentor, p_mentee) then 'closed'
    when kith.hold_state(p_mentor) = 'hard_hold' or kith.hold_state(p_mentee) = 'hard_hold' then 'closed'
  end
$$;

comment on function refuse_booking(uuid, uuid) is 'Why these two cannot book: yourself or closed (and no more is told); null when they can.';
