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
        and not (b.status = 'pending' and b.requested_at is null and b.expires_at <= kith.now())
      union all
      select tstzrange(e.start_time, e.end_time) from external_busy_events e
      where e.user_id = p_mentor and e.start_time < p_to and e.end_time > p_from
    ) t
  )) span
  order by 1
$$;

create or replace function let_lapse(p_people uuid[]) returns setof uuid language sql volatile security definer
  set search_path from current
as $$
  update bookings b set lapsed_at = kith.now()
  where (b.mentor_user_id = any (p_people) or b.mentee_user_id = any (p_people))
    and b.status = 'pending' and b.lapsed_at is null and b.requested_at is null and b.expires_at <= kith.now()
  returning b.id
$$;

alter table mentor_profiles drop column next_free_recheck_at;
