-- Counting an hour by hashing instead of sorting: each person once a beacon first, then once a kind and once a city.

create or replace function pulse_counts(p_hour timestamptz) returns table (city_id uuid, kind text, beacon_id uuid, people integer) language sql stable security definer
  set search_path from current
  set work_mem = '64MB'
as $$
  with seen as materialized (
    select distinct s.beacon_id, coalesce(s.user_id, s.token_id) as person from beacon_scans s
    where s.created_at >= p_hour and s.created_at < p_hour + interval '1 hour' and s.status = 'valid'
  ),
  placed as materialized (select distinct b.city_id, b.kind, n.person from seen n join beacons b on b.id = n.beacon_id)
  select b.city_id, b.kind, b.id, c.people
  from (select n.beacon_id, count(n.person)::integer as people from seen n group by n.beacon_id) c join beacons b on b.id = c.beacon_id
  union all
  select p.city_id, p.kind, null::uuid, count(p.person)::integer from placed p group by p.city_id, p.kind
  union all
  select d.city_id, 'all', null::uuid, count(d.person)::integer from (select distinct p.city_id, p.person from placed p) d group by d.city_id
$$;
