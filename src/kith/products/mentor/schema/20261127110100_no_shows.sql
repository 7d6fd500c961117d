-- Somebody did not come: said by the other, contested or not, decided once.

alter table bookings
  add column no_show text,
  add constraint bookings_no_show check (no_show is null or (status = 'cancelled' and no_show in ('mentor', 'mentee', 'nobody')));

comment on column bookings.no_show is 'Of a session that did not take place: who was absent; nobody when it was neither''s doing.';

insert into state_transitions (entity_type, from_state, to_state, event_type) values
  ('no_show_report', '', 'open', 'no_show.reported'),
  ('no_show_report', 'open', 'disputed', 'no_show.disputed'),
  ('no_show_report', 'open', 'upheld', 'no_show.upheld'),
  ('no_show_report', 'disputed', 'upheld', 'no_show.upheld'),
  ('no_show_report', 'disputed', 'dismissed', 'no_show.dismissed');

create table no_show_reports (
  id uuid primary key default gen_random_uuid(),
  booking_id uuid not null references bookings (id) on delete cascade,
  reporter_user_id uuid not null references profiles (user_id) on delete restrict,
  reported_user_id uuid not null references profiles (user_id) on delete restrict,
  status text not null default 'open',
  words text,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  dispute_until timestamptz not null,
  disputed_at timestamptz,
  answer text,
  decision text,
  decided_at timestamptz,
  constraint no_show_reports_once unique (booking_id, reporter_user_id),
  constraint no_show_reports_status check (status in ('open', 'disputed', 'upheld', 'dismissed')),
  constraint no_show_reports_texts check (length(words) <= 1000 and length(answer) <= 1000),
  constraint no_show_reports_two_people check (reporter_user_id <> reported_user_id),
  constraint no_show_reports_disputed check (status <> 'disputed' or disputed_at is not null),
  constraint no_show_reports_decided check ((status in ('upheld', 'dismissed')) = (decided_at is not null) and (decided_at is null) = (decision is null)
    and decision in ('mentor', 'mentee', 'nobody', 'took_place'))
);

comment on table no_show_reports is
  'One of the two says that the other was not there, before the session is completed. Undisputed it counts at dispute_until; disputed, or when both say it of each other, operators decide.';

comment on column no_show_reports.dispute_until is 'Until when the one reported may object: 48 hours after the report.';

comment on column no_show_reports.words is 'For operators only.';

comment on column no_show_reports.decision is 'Who was absent in the end: mentor, mentee, nobody (it failed without anybody''s doing), or took_place.';

create index no_show_reports_reporter_idx on no_show_reports (reporter_user_id);

create index no_show_reports_reported_idx on no_show_reports (reported_user_id);

create index no_show_reports_due_idx on no_show_reports (dispute_until) where status = 'open';

create index no_show_reports_waiting_idx on no_show_reports (disputed_at) where status = 'disputed';

create trigger no_show_reports_updated_at before update on no_show_reports for each row execute function set_updated_at();

create function guard_no_show_report() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  the_booking record;
  refused text;
begin
  if tg_op = 'UPDATE' then
    if (new.booking_id, new.reporter_user_id, new.reported_user_id, new.dispute_until)
       is distinct from (old.booking_id, old.reporter_user_id, old.reported_user_id, old.dispute_until) then
      raise exception using errcode = 'check_violation', constraint = 'no_show_reports_fixed', table = tg_table_name, message = 'a report stays what it is';
    end if;
    return new;
  end if;
  select b.* into the_booking from bookings b where b.id = new.booking_id for no key update;
  refused := case
    when the_booking.id is null or new.reporter_user_id not in (the_booking.mentor_user_id, the_booking.mentee_user_id) then 'no_show_reports_of_ones_own'
    when the_booking.status = 'completed' or exists (
      select 1 from session_presence s where s.booking_id = new.booking_id and s.user_id <> new.reporter_user_id and s.vouched_at is not null)
      then 'no_show_reports_took_place'
    when the_booking.status <> 'confirmed' then 'no_show_reports_not_on'
    when kith.now() < the_booking.start_time + interval '10 minutes' then 'no_show_reports_early'
    when kith.now() >= the_booking.end_time + interval '24 hours' then 'no_show_reports_late'
    when exists (select 1 from no_show_reports r where r.booking_id = new.booking_id and r.status in ('upheld', 'dismissed')) then 'no_show_reports_settled'
  end;
  if refused is not null then
    raise exception using errcode = 'check_violation', constraint = refused, table = tg_table_name, message = 'this cannot be reported';
  end if;
  new.reported_user_id := case new.reporter_user_id when the_booking.mentor_user_id then the_booking.mentee_user_id else the_booking.mentor_user_id end;
  new.created_at := kith.now();
  new.dispute_until := kith.now() + interval '48 hours';
  new.status := 'open';
  return new;
end $$;

comment on function guard_no_show_report() is 'Trigger: one of the two says it, from ten minutes after the beginning until a day after the end, as long as the session is not completed.';

create trigger no_show_reports_guard before insert or update on no_show_reports for each row execute function guard_no_show_report();

create trigger no_show_reports_check_transition before insert or update on no_show_reports
  for each row execute function enforce_transition('no_show_report', 'status');

create trigger no_show_reports_event after insert or update on no_show_reports
  for each row execute function record_transition('no_show_report', 'status');

create function contradict_no_show() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if (select count(*) from no_show_reports r where r.booking_id = new.booking_id) = 2 then
    update no_show_reports set status = 'disputed', disputed_at = kith.now() where booking_id = new.booking_id and status = 'open';
  end if;
  return null;
end $$;

comment on function contradict_no_show() is 'Trigger: who is reported and reports back has objected; both reports wait for an operator.';

create trigger no_show_reports_contradict after insert on no_show_reports for each row execute function contradict_no_show();

create function dispute_no_show(p_booking uuid, p_person uuid, p_answer text) returns text language plpgsql volatile security definer
  set search_path from current
as $$
declare
  the_report record;
begin
  perform 1 from bookings b where b.id = p_booking for no key update;
  select r.* into the_report from no_show_reports r where r.booking_id = p_booking and r.reported_user_id = p_person for no key update;
  if the_report.id is null then
    return 'none';
  end if;
  if the_report.status <> 'open' then
    return case the_report.status when 'disputed' then 'disputed_before' else 'settled' end;
  end if;
  if the_report.dispute_until <= kith.now() then
    return 'too_late';
  end if;
  update no_show_reports set status = 'disputed', disputed_at = kith.now(), answer = p_answer where id = the_report.id;
  return 'disputed';
end $$;

comment on function dispute_no_show(uuid, uuid, text) is 'The one reported objects: disputed, disputed_before, settled, too_late, none.';

create function decide_no_show(p_booking uuid, p_decision text) returns text language plpgsql volatile security definer
  set search_path from current
as $$
declare
  the_booking record;
  percent integer := case p_decision when 'mentee' then 0 else 100 end;
begin
  select b.* into the_booking from bookings b where b.id = p_booking;
  perform lock_people(array[the_booking.mentor_user_id, the_booking.mentee_user_id]);
  select b.* into the_booking from bookings b where b.id = p_booking for no key update;
  if p_decision not in ('mentor', 'mentee', 'nobody', 'took_place') then
    raise exception using errcode = 'check_violation', constraint = 'no_show_reports_decided', table = 'no_show_reports', message = 'no such decision';
  end if;
  if not exists (select 1 from no_show_reports r where r.booking_id = p_booking and r.status in ('open', 'disputed')) then
    return 'not_open';
  end if;
  update no_show_reports set decision = p_decision, decided_at = kith.now(),
    status = case when reported_user_id = case p_decision when 'mentor' then the_booking.mentor_user_id when 'mentee' then the_booking.mentee_user_id end
             then 'upheld' else 'dismissed' end
  where booking_id = p_booking and status in ('open', 'disputed');
  if p_decision = 'took_place' then
    return 'decided';
  end if;
  update bookings set status = 'cancelled', cancelled_by = case p_decision when 'nobody' then 'house' else p_decision end, no_show = p_decision,
    percent_back = percent, calendar_sequence = calendar_sequence + 1
  where id = p_booking;
  perform owe_refund(p_booking, percent, 'no_show');
  return 'decided';
end $$;

comment on function decide_no_show(uuid, text) is
  'Settles what was reported about a session, once: mentor or mentee was absent, nobody (failed without anybody''s doing), or took_place. Everything goes back unless it was the mentee. Answers decided or not_open.';

create function was_there(p_booking uuid, p_person uuid) returns boolean language sql stable security definer
  set search_path from current
as $$
  select exists (
    select 1 from session_presence s join bookings b on b.id = s.booking_id
    where s.booking_id = p_booking and s.user_id = p_person and (s.vouched_at is not null or s.entered_at < b.start_time + interval '10 minutes'))
$$;

comment on function was_there(uuid, uuid) is 'Whether somebody was surely there: in the room within the first ten minutes, or the other says that they met.';

create function took_place(p_booking uuid) returns boolean language sql stable security definer
  set search_path from current
as $$
  select exists (
    select 1 from bookings b
    where b.id = p_booking and b.status = 'confirmed' and b.end_time <= kith.now()
      and not exists (select 1 from no_show_reports r where r.booking_id = b.id and r.status in ('open', 'disputed'))
      and (b.end_time + interval '24 hours' <= kith.now() or (was_there(b.id, b.mentor_user_id) and was_there(b.id, b.mentee_user_id))
           or exists (select 1 from no_show_reports r where r.booking_id = b.id and r.decision = 'took_place')))
$$;

comment on function took_place(uuid) is
  'Whether a session that is over may be completed: nobody contests it, and both were surely there, or the day in which absence can be reported is over, or operators said so.';

create function guard_outcome() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if exists (select 1 from no_show_reports r where r.booking_id = new.id and r.status in ('open', 'disputed')) then
    raise exception using errcode = 'KT409', message = 'somebody says that this session did not take place';
  end if;
  return new;
end $$;

comment on function guard_outcome() is 'Trigger: a session is not completed while it is contested.';

create trigger bookings_outcome before update of status on bookings for each row
  when (new.status = 'completed' and old.status <> 'completed') execute function guard_outcome();

create function forget_no_shows() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  update no_show_reports set words = null where reporter_user_id = new.user_id;
  update no_show_reports set answer = null where reported_user_id = new.user_id;
  return null;
end $$;

comment on function forget_no_shows() is 'Trigger: what an erased person said about absences goes; that it was said stays.';

create trigger profiles_forget_no_shows after update of status on profiles for each row
  when (new.status = 'erased' and old.status <> 'erased') execute function forget_no_shows();

revoke all on function guard_no_show_report(), contradict_no_show(), dispute_no_show(uuid, uuid, text), decide_no_show(uuid, text), was_there(uuid, uuid),
  took_place(uuid), guard_outcome(), forget_no_shows() from public;

grant execute on function dispute_no_show(uuid, uuid, text), decide_no_show(uuid, text), was_there(uuid, uuid), took_place(uuid) to service_role;

alter table no_show_reports enable row level security;

create policy service_all on no_show_reports for all to service_role using (true) with check (true);

grant select, insert, update, delete on no_show_reports to service_role;
