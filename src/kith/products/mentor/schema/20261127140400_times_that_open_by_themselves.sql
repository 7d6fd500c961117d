-- Time that becomes free because a moment passes is free at that moment: for whoever looks, for whoever books, and for the next free slot.

alter table mentor_profiles add column next_free_recheck_at timestamptz;

comment on column mentor_profiles.next_free_recheck_at is
  'The next moment at which the answer may change though nobody does anything: a day comes into reach, a hold or a request runs out, an operator''s hold ends.';

create or replace function let_lapse(p_people uuid[]) returns setof uuid language sql volatile security definer
  set search_path from current
as $$
  update bookings b set lapsed_at = kith.now()
  where (b.mentor_user_id = any (p_people) or b.mentee_user_id = any (p_people))
    and b.status = 'pending' and b.lapsed_at is null and b.expires_at <= kith.now()
  returning b.id
$$;

comment on function let_lapse(uuid[]) is
  'Pending bookings of locked people whose time is over, to pay or to be answered, give their time up. A job ends those that were requested, with the money and a letter.';

create or replace function get_mentor_busy(p_mentor uuid, p_from timestamptz, p_to timestamptz) returns table (start_time timestamptz, end_time timestamptz)
language sql stable
  set search_path from current
as $$
  select lower(span), upper(span)
  from unnest((
    select range_agg(t.during) from (
      select o.during from occupied_times o join profiles p on o.person = int8range(p.number, p.number, '[]')
      join bookings b on b.id = o.booking_id
      where p.user_id = p_mentor and o.during && tstzrange(p_from, p_to)
        and not (b.status = 'pending' and b.expires_at <= kith.now())
      union all
      select tstzrange(e.start_time, e.end_time) from external_busy_events e
      where e.user_id = p_mentor and e.start_time < p_to and e.end_time > p_from
    ) t
  )) span
  order by 1
$$;

comment on function get_mentor_busy(uuid, timestamptz, timestamptz) is
  'When a mentor is busy in a span of time: bookings with their buffers, live holds and requests, and connected calendars, merged.';

-- What there is already is looked at once more.
update mentor_profiles set next_free_recheck_at = kith.now();
