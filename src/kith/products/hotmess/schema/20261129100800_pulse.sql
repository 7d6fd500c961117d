-- The night pulse: what a city does, told so that nobody in it can be told.
--
-- An hour is published once, a quarter of an hour after its end, and never again: two looks at it show the same. A cell needs ten distinct
-- people, and its count is rounded to fives at a place that a secret draws for each cell, so that one person more or less says nothing to
-- whoever does not know the draw. What is not published is not there; an empty cell and a small one look the same.

create table pulse_secret (
  only_row boolean primary key default true check (only_row),
  secret uuid not null default gen_random_uuid()
);

comment on table pulse_secret is 'Draws where each cell rounds. Nobody reads it but the function that publishes.';

insert into pulse_secret default values;

create table pulse_hours (
  hour timestamptz primary key,
  published_at timestamptz not null default kith.now(),
  epsilon numeric,
  constraint pulse_hours_hour check (hour = date_trunc('hour', hour, 'UTC')),
  constraint pulse_hours_epsilon check (epsilon > 0)
);

comment on table pulse_hours is 'Hours that have been published; each once. epsilon, when noise was added.';

create table pulse_cells (
  city_id uuid not null references cities (id) on delete cascade,
  hour timestamptz not null references pulse_hours (hour) on delete cascade,
  kind text not null,
  people integer not null,
  primary key (city_id, hour, kind),
  constraint pulse_cells_kind check (kind in ('all', 'event', 'ticket', 'venue', 'experience', 'gathering')),
  constraint pulse_cells_people check (people >= 10 and people % 5 = 0)
);

comment on table pulse_cells is 'People out in a city, by hour and kind of beacon, as published: ten or more, in fives.';

create index pulse_cells_hour_idx on pulse_cells (hour);

create table pulse_beacons (
  beacon_id uuid not null references beacons (id) on delete cascade,
  hour timestamptz not null references pulse_hours (hour) on delete cascade,
  people integer not null,
  primary key (beacon_id, hour),
  constraint pulse_beacons_people check (people >= 10 and people % 5 = 0)
);

comment on table pulse_beacons is 'The same for single beacons, for what is popular.';

create index pulse_beacons_hour_idx on pulse_beacons (hour);

create table pulse_budgets (
  city_id uuid not null references cities (id) on delete cascade,
  day date not null,
  spent numeric not null,
  most numeric not null,
  primary key (city_id, day),
  constraint pulse_budgets_within check (spent >= 0 and spent <= most)
);

comment on table pulse_budgets is 'Privacy spent on a city and day where noise is added: never more than was allowed.';

create function pulse_counts(p_hour timestamptz) returns table (city_id uuid, kind text, beacon_id uuid, people integer) language sql stable security definer
  set search_path from current
as $$
  select s.city_id, case when grouping(b.kind) = 1 then 'all' else b.kind end, s.beacon_id, count(distinct coalesce(s.user_id, s.token_id))::integer
  from beacon_scans s join beacons b on b.id = s.beacon_id
  where s.created_at >= p_hour and s.created_at < p_hour + interval '1 hour' and s.status = 'valid'
  group by grouping sets ((s.city_id), (s.city_id, b.kind), (s.city_id, b.kind, s.beacon_id))
$$;

comment on function pulse_counts(timestamptz) is 'Distinct people of an hour, exactly: for the job that publishes, for nobody else. With a beacon, without (its kind), or kind all.';

create function pulse_round(p_people integer, p_cell text) returns integer language sql stable security definer
  set search_path from current
as $$
  select case when p_people >= 10 then greatest(10, (p_people + get_byte(sha256(convert_to(s.secret::text || p_cell, 'UTF8')), 0) % 5) / 5 * 5) end from pulse_secret s
$$;

comment on function pulse_round(integer, text) is 'A count in fives, rounded at a place that is secret and stays the same for a cell; null below ten.';

create function publish_hour(p_hour timestamptz, p_cells jsonb default null, p_epsilon numeric default null) returns boolean language plpgsql volatile security definer
  set search_path from current
as $$
begin
  if p_hour <> date_trunc('hour', p_hour, 'UTC') or p_hour + interval '75 minutes' > kith.now() then
    raise exception using errcode = 'KT409', message = 'an hour is published a quarter of an hour after its end';
  end if;
  insert into pulse_hours (hour, epsilon) values (p_hour, p_epsilon) on conflict (hour) do nothing;
  if not found then
    return false;
  end if;
  if p_cells is null then
    with counted as materialized (select * from pulse_counts(p_hour) c where c.people >= 10),
    beacons_written as (
      insert into pulse_beacons (beacon_id, hour, people)
      select c.beacon_id, p_hour, pulse_round(c.people, c.beacon_id::text || p_hour::text) from counted c where c.beacon_id is not null)
    insert into pulse_cells (city_id, hour, kind, people)
    select c.city_id, p_hour, c.kind, pulse_round(c.people, c.city_id::text || c.kind || p_hour::text) from counted c where c.beacon_id is null;
  else
    insert into pulse_cells (city_id, hour, kind, people)
    select c.city_id, p_hour, c.kind, c.people from jsonb_to_recordset(p_cells) as c (city_id uuid, kind text, beacon_id uuid, people integer) where c.beacon_id is null;
    insert into pulse_beacons (beacon_id, hour, people)
    select c.beacon_id, p_hour, c.people from jsonb_to_recordset(p_cells) as c (city_id uuid, kind text, beacon_id uuid, people integer) where c.beacon_id is not null;
  end if;
  return true;
end $$;

comment on function publish_hour(timestamptz, jsonb, numeric) is
  'Publishes an hour once; false when it was. Counts and rounds by itself, or takes cells (city_id, kind, beacon_id, people) to which noise was added.';

create function pulse_hours_due(p_back integer default 24) returns timestamptz[] language sql stable security definer
  set search_path from current
as $$
  select coalesce(array_agg(h order by h), '{}') from generate_series(
    date_trunc('hour', kith.now() - interval '75 minutes', 'UTC') - make_interval(hours => p_back - 1),
    date_trunc('hour', kith.now() - interval '75 minutes', 'UTC'), interval '1 hour') h
  where not exists (select 1 from pulse_hours p where p.hour = h)
$$;

comment on function pulse_hours_due(integer) is 'Hours of the last day (or so many hours) that are over and not published yet.';

create function refresh_pulse() returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  due timestamptz;
  published integer := 0;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('pulse ' || current_schema(), 0)) then
    return 0;
  end if;
  foreach due in array pulse_hours_due() loop
    published := published + publish_hour(due)::integer;
  end loop;
  if published > 0 then
    update beacons b set scan_count = n.entries from (
      select g.beacon_id, sum(c.entries)::integer as entries from gate_counts c join gates g on g.id = c.gate_id group by g.beacon_id) n
    where b.id = n.beacon_id and b.scan_count <> n.entries;
    delete from pulse_hours where hour < kith.now() - interval '60 days';
  end if;
  return published;
end $$;

comment on function refresh_pulse() is 'Publishes what is due, only that; how many hours. Also brings scan_count up to date.';

create function pulse_rows() returns table (city_id uuid, slug text, name text, hour timestamptz, kind text, people integer) language sql stable security definer
  set search_path from current
as $$
  select c.id, c.slug, c.name, h.hour, k.kind, p.people
  from cities c cross join (select hour from pulse_hours where hour > kith.now() - interval '26 hours') h
  cross join unnest(array['all', 'event', 'ticket', 'venue', 'experience', 'gathering']) k (kind)
  left join pulse_cells p on p.city_id = c.id and p.hour = h.hour and p.kind = k.kind
$$;

comment on function pulse_rows() is 'Every city, published hour and kind of the last day; people is null for few and for none alike.';

create view night_pulse_city_stats with (security_invoker = true) as
  select r.city_id, r.slug as city_slug, r.name as city_name, r.hour, r.kind, r.people from pulse_rows() r;

comment on view night_pulse_city_stats is 'People out by city, hour and kind, in fives from ten on, an hour and a quarter late. Null is few or none.';

create function heat_rows() returns table (city_id uuid, slug text, name text, map_x integer, map_y integer, hour timestamptz, heat integer) language sql stable security definer
  set search_path from current
as $$
  select c.id, c.slug, c.name, c.map_x, c.map_y, h.hour,
         case when p.people is null then 0 when p.people < 25 then 1 when p.people < 50 then 2 when p.people < 100 then 3 when p.people < 250 then 4 else 5 end
  from cities c cross join (select hour from pulse_hours where hour > kith.now() - interval '26 hours') h
  left join pulse_cells p on p.city_id = c.id and p.hour = h.hour and p.kind = 'all'
$$;

comment on function heat_rows() is 'How hot each city was in each published hour of the last day, 0 (few or none) to 5.';

create view city_heat_map with (security_invoker = true) as
  select h.city_id, h.slug as city_slug, h.name as city_name, h.map_x, h.map_y, h.hour, h.heat from heat_rows() h;

comment on view city_heat_map is 'Heat of cities by hour, 0 to 5. map_x and map_y place a city on the drawing; there are no coordinates.';

create function beacon_stat_rows() returns table (beacon_id uuid, city_id uuid, kind text, live_listings bigint, visible_posts bigint) language sql stable security definer
  set search_path from current
as $$
  select b.id, b.city_id, b.kind,
         (select count(*) from ticket_listings l where l.beacon_id = b.id and l.status = 'live'),
         (select count(*) from beacon_posts p where p.beacon_id = b.id and p.status = 'visible')
  from beacons b where b.status = 'live' and b.expires_at > kith.now()
$$;

comment on function beacon_stat_rows() is 'What anybody may count on a live beacon''s page.';

create view beacon_stats with (security_invoker = true) as
  select s.beacon_id, s.city_id, s.kind, s.live_listings as listing_count, s.visible_posts as post_count from beacon_stat_rows() s;

comment on view beacon_stats is 'Live listings and visible posts of live beacons. How many came is not here.';

create function popular_rows() returns table (beacon_id uuid, city_id uuid, kind text, title text, people integer) language sql stable security definer
  set search_path from current
as $$
  select b.id, b.city_id, b.kind, b.title, max(p.people)
  from pulse_beacons p join beacons b on b.id = p.beacon_id
  where p.hour > kith.now() - interval '26 hours' and b.status = 'live' and b.expires_at > kith.now()
  group by b.id order by max(p.people) desc, b.id limit 100
$$;

comment on function popular_rows() is 'Live beacons by their fullest published hour of the last day.';

create view popular_beacons with (security_invoker = true) as
  select p.beacon_id, p.city_id, p.kind, p.title, p.people from popular_rows() p;

comment on view popular_beacons is 'Live beacons by their fullest hour of the last day, in fives from ten on.';

create function available_rows() returns table (product_id uuid, slug text, title text, collection text, price_pence integer, currency text, quantity_available integer,
  stock_status text, limited_edition boolean, drop_id uuid, drop_title text, drop_status text, drop_starts_at timestamptz, drop_ends_at timestamptz)
language sql stable security definer
  set search_path from current
as $$
  select p.id, p.slug, p.title, p.collection, p.price_pence, p.currency, f.free, case when f.free <= p.low_stock_at then 'low_stock' else 'in_stock' end,
         p.limited_edition, d.id, d.title, drop_state(d), d.start_at, d.end_at
  from products p left join drops d on d.id = p.drop_id cross join lateral (select free_units(p.id) as free) f
  where p.status = 'live' and f.free > 0 and (d.id is null or drop_state(d) <> 'ended')
$$;

comment on function available_rows() is 'Products of which there is some right now.';

create view products_available with (security_invoker = true) as
  select a.product_id, a.slug, a.title, a.collection, a.price_pence, a.currency, a.quantity_available, a.stock_status, a.limited_edition, a.drop_id, a.drop_title,
         a.drop_status, a.drop_starts_at, a.drop_ends_at
  from available_rows() a;

comment on view products_available is 'Products in stock, with their drop and what it is right now.';

create function reputation_rows() returns table (seller_id uuid, display_name text, slug text, member_since date, live_listings bigint, orders_sent integer) language sql stable security definer
  set search_path from current
as $$
  select s.id, s.display_name, s.slug, date_trunc('month', s.approved_at)::date,
         (select count(*) from market_listings l where l.seller_id = s.id and l.status = 'live'),
         (select count(*) from orders o where o.seller_id = s.id and o.fulfilment_status in ('shipped', 'delivered'))::integer / 5 * 5
  from market_sellers s where s.status = 'approved'
$$;

comment on function reputation_rows() is 'What buyers may know of a seller; sales in fives.';

create view seller_reputation with (security_invoker = true) as
  select r.seller_id, r.display_name, r.slug, r.member_since, r.live_listings, r.orders_sent from reputation_rows() r;

comment on view seller_reputation is 'Approved sellers: since when (month), live listings, orders sent (in fives). Nothing about buyers or money.';

revoke all on function pulse_counts(timestamptz), pulse_round(integer, text), publish_hour(timestamptz, jsonb, numeric), pulse_hours_due(integer), refresh_pulse(), pulse_rows(), heat_rows(), beacon_stat_rows(), popular_rows(), available_rows(), reputation_rows() from public;

grant execute on function pulse_counts(timestamptz), publish_hour(timestamptz, jsonb, numeric), pulse_hours_due(integer), refresh_pulse() to service_role;

grant execute on function pulse_rows(), heat_rows(), beacon_stat_rows(), popular_rows(), available_rows(), reputation_rows() to anon, authenticated, service_role;

alter table pulse_budgets enable row level security;

create policy service_all on pulse_budgets for all to service_role using (true) with check (true);

grant select, insert, update, delete on pulse_budgets to service_role;

alter table pulse_hours enable row level security;

create policy service_all on pulse_hours for all to service_role using (true) with check (true);

grant select on pulse_hours to service_role;

alter table pulse_cells enable row level security;

create policy service_all on pulse_cells for all to service_role using (true) with check (true);

grant select on pulse_cells to service_role;

alter table pulse_beacons enable row level security;

create policy service_all on pulse_beacons for all to service_role using (true) with check (true);

grant select on pulse_beacons to service_role;

alter table pulse_secret enable row level security;

create policy service_all on pulse_secret for all to service_role using (true) with check (true);

grant select on night_pulse_city_stats, city_heat_map, beacon_stats, popular_beacons, products_available, seller_reputation to anon, authenticated, service_role;
