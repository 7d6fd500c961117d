-- Anybody may ask for the programme, and nobody for ten thousand years of it; the heads of evidence, which read every link, are counted once an hour by the house.

create or replace function on_air_blocks(p_station uuid, p_from timestamptz, p_to timestamptz)
returns table (block_id uuid, show_id uuid, kind text, day date, starts_at timestamptz, ends_at timestamptz) language sql stable security definer
  set search_path from current
as $$
  select o.* from (
    select b.id, b.show_id, case when b.on_date is null then 'schedule' else 'override_block' end, d.day::date,
           (d.day::date + b.start_time) at time zone s.timezone,
           (d.day::date + b.end_time + case when b.end_time <= b.start_time then interval '1 day' else interval '0' end) at time zone s.timezone
    from radio_stations s
    join schedule_blocks b on b.station_id = s.id and b.status = 'live'
    join radio_shows w on w.id = b.show_id and w.status = 'live'
    cross join generate_series((p_from at time zone s.timezone)::date - 1, (least(p_to, p_from + interval '62 days') at time zone s.timezone)::date, interval '1 day') as d (day)
    where s.id = p_station and case when b.on_date is null then extract(dow from d.day) = b.day_of_week else b.on_date = d.day::date end
  ) o (block_id, show_id, kind, day, starts_at, ends_at)
  where o.ends_at > p_from and o.starts_at < least(p_to, p_from + interval '62 days') and o.ends_at > o.starts_at
  order by o.starts_at, o.kind
$$;

comment on function on_air_blocks(uuid, timestamptz, timestamptz) is
  'Every block between two moments, as moments, of 62 days at most: local times of the station, right on the days when clocks change. A single day''s block (override_block) goes before the week''s.';

revoke execute on function evidence_head(date, timestamptz), evidence_heads() from anon, authenticated;
