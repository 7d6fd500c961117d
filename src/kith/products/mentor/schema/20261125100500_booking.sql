-- Booking: the one atomic call, and when mentors are busy.

create function create_booking_if_free(
  p_mentor uuid, p_mentee uuid, p_start timestamptz, p_end timestamptz, p_price_cents integer default 0, p_currency text default 'usd',
  p_notes text default null, p_paid_with text default 'card', p_hold interval default '10 minutes', p_moved_from uuid default null
) returns table (booking_id uuid, outcome text) language plpgsql volatile
  set search_path from current
as $$
declare
  offer record;
  before record;
  made uuid;
  refused text;
begin
  perform lock_people(array[p_mentor, p_mentee]);
  refused := refuse_booking(p_mentor, p_mentee);
  if refused is not null then
    return query select null::uuid, refused;
    return;
  end if;
  perform let_lapse(array[p_mentor, p_mentee]);
  if p_start <= kith.now() then
    return query select null::uuid, 'over';
    return;
  end if;
  if exists (select 1 from external_busy_events e where e.user_id = p_mentor and e.start_time < p_end and e.end_time > p_start) then
    return query select null::uuid, 'taken';
    return;
  end if;
  if p_moved_from is null and p_paid_with = 'card'
     and (select count(*) from bookings b where b.mentee_user_id = p_mentee and b.status = 'pending' and b.lapsed_at is null and b.requested_at is null) >= 3 then
    return query select null::uuid, 'too_many';
    return;
  end if;
  select m.* into offer from mentor_profiles m where m.user_id = p_mentor;
  select b.* into before from bookings b where b.id = p_moved_from;
  begin
    insert into bookings (mentor_user_id, mentee_user_id, start_time, end_time, price_cents, currency, notes, mode, buffer_before, buffer_after, paid_with,
      expires_at, status, requested_at, cancellation_policy, mentor_timezone, mentee_timezone, rescheduled_from, calendar_uid, calendar_sequence, meeting_room)
    values (p_mentor, p_mentee, p_start, p_end, p_price_cents, p_currency, p_notes, offer.booking_mode, offer.buffer_before, offer.buffer_after, p_paid_with,
      case when p_paid_with = 'card' and p_moved_from is null then kith.now() + p_hold
           else least(kith.now() + interval '48 hours', p_start) end,
      case when before.confirmed_at is not null or (offer.booking_mode = 'instant' and (p_paid_with <> 'card' or p_moved_from is not null))
           then 'confirmed'::booking_status else 'pending' end,
      -- What was confirmed stays so when it moves; what was asked for is asked for anew.
      case when before.confirmed_at is null and offer.booking_mode = 'request' and (p_paid_with <> 'card' or p_moved_from is not null) then kith.now() end,
      coalesce(before.cancellation_policy, '[{"hours": 24, "percent": 100}, {"hours": 4, "percent": 50}]'),
      time_zone_of(p_mentor), time_zone_of(p_mentee), p_moved_from, coalesce(before.calendar_uid, gen_random_uuid()),
      coalesce(before.calendar_sequence + 1, 0), 'kith-' || replace(gen_random_uuid()::text, '-', ''))
    returning id into made;
  exception when exclusion_violation then
    return query select null::uuid, case when exists (
      select 1 from occupied_times o join profiles p on o.person = int8range(p.number, p.number, '[]')
      where p.user_id = p_mentee and o.during && tstzrange(p_start, p_end)) then 'busy' else 'taken' end;
    return;
  end;
  return query select made, case (select b.status from bookings b where b.id = made) when 'confirmed' then 'confirmed' else 'booked' end;
end $$;

comment on function create_booking_if_free(uuid, uuid, timestamptz, timestamptz, integer, text, text, text, interval, uuid) is
  'The one way to a booking. Outcomes: booked (pending: to be paid within p_hold, or before the mentor), confirmed, taken (mentor), busy (mentee elsewhere), over, closed, yourself, too_many (three unpaid at once).';

create function get_mentor_busy(p_mentor uuid, p_from timestamptz, p_to timestamptz) returns table (start_time timestamptz, end_time timestamptz)
language sql stable
  set search_path from current
as $$
  select lower(span), upper(span)
  from unnest((
    select range_agg(t.during) from (
      select o.during from occupied_times o join profiles p on o.person = int8range(p.number, p.number, '[]')
      join bookings b on b.id = o.booking_id
      where p.user_id = p_mentor and o.during && tstzrange(p_from, p_to)
        and not (b.status = 'pending' and b.requested_at is null and b.expires_at <= kith.now())
      union all
      select tstzrange(e.start_time, e.end_time) from external_busy_events e
      where e.user_id = p_mentor and e.start_time < p_to and e.end_time > p_from
    ) t
  )) span
  order by 1
$$;

comment on function get_mentor_busy(uuid, timestamptz, timestamptz) is 'When a mentor is busy in a span of time: bookings with their buffers, live holds and connected calendars, merged.';

create function move_booking(p_booking uuid, p_start timestamptz, p_end timestamptz) returns table (booking_id uuid, outcome text)
language plpgsql volatile
  set search_path from current
as $$
declare
  the_booking record;
  made record;
begin
  select b.* into the_booking from bookings b where b.id = p_booking;
  perform lock_people(array[the_booking.mentor_user_id, the_booking.mentee_user_id]);
  select b.* into the_booking from bookings b where b.id = p_booking for no key update;
  if the_booking.id is null or the_booking.status not in ('pending', 'confirmed') or (the_booking.status = 'pending' and the_booking.requested_at is null)
     or the_booking.start_time <= kith.now() then
    return query select null::uuid, 'over';
    return;
  end if;
  begin
    update bookings b set status = 'cancelled', cancelled_by = 'moved', percent_back = 0 where b.id = p_booking;
    select * into made from create_booking_if_free(the_booking.mentor_user_id, the_booking.mentee_user_id, p_start, p_end, the_booking.price_cents,
      the_booking.currency, the_booking.notes, the_booking.paid_with, interval '10 minutes', p_booking);
    if made.booking_id is null then
      raise exception using errcode = 'KT001', message = made.outcome;
    end if;
  exception when sqlstate 'KT001' then
    return query select null::uuid, sqlerrm;
    return;
  end;
  update payments p set booking_id = made.booking_id where p.booking_id = p_booking;
  update booking_calendar_events c set booking_id = made.booking_id where c.booking_id = p_booking;
  return query select made.booking_id, made.outcome;
end $$;

comment on function move_booking(uuid, timestamptz, timestamptz) is
  'Another time for a session, or nothing at all: the old booking ends, the new one takes over its payment, policy and place in calendars. Outcomes as create_booking_if_free.';
