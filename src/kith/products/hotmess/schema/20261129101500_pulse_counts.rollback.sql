create or replace function pulse_counts(p_hour timestamptz) returns table (city_id uuid, kind text, beacon_id uuid, people integer) language sql stable security definer
  set search_path from current
as $$
  select s.city_id, case when grouping(b.kind) = 1 then 'all' else b.kind end, s.beacon_id, count(distinct coalesce(s.user_id, s.token_id))::integer
  from beacon_scans s join beacons b on b.id = s.beacon_id
  where s.created_at >= p_hour and s.created_at < p_hour + interval '1 hour' and s.status = 'valid'
  group by grouping sets ((s.city_id), (s.city_id, b.kind), (s.city_id, b.kind, s.beacon_id))
$$;
