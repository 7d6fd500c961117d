-- The shop and the market: products, drops, sellers, and a row for each unit of stock, so that nothing is sold that is not there.

create table drops (
  id uuid primary key default gen_random_uuid(),
  slug text not null,
  title text not null,
  description text not null default '',
  start_at timestamptz not null,
  end_at timestamptz not null,
  status text not null default 'scheduled',
  per_person_limit integer,
  queued boolean not null default false,
  admitted_to bigint not null default 0,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  updated_by uuid,
  constraint drops_slug_uniq unique (slug),
  constraint drops_texts check (slug ~ '^[a-z0-9][a-z0-9-]{1,59}$' and length(btrim(title)) between 2 and 120 and length(description) <= 4000),
  constraint drops_times check (end_at > start_at),
  constraint drops_status check (status in ('scheduled', 'live', 'ended')),
  constraint drops_limit check (per_person_limit between 1 and 1000)
);

comment on table drops is 'Releases with a beginning and an end. What a drop is right now is said by drop_state(), to the second.';

comment on column drops.admitted_to is 'With `queued`: the place in the line up to which people have been let in.';

create index drops_status_idx on drops (status, start_at);

create index drops_times_idx on drops (start_at, end_at);

create trigger drops_updated_at before update on drops for each row execute function set_updated_at();

create function drop_state(d drops) returns text language sql stable
  set search_path from current
as $$
  select case when d.status = 'ended' or d.end_at <= kith.now() then 'ended' when d.start_at <= kith.now() then 'live' else 'scheduled' end
$$;

comment on function drop_state(drops) is 'A drop''s state right now: live from its start, ended from its end (half-open), or ended early.';

create function advance_drops() returns integer language plpgsql volatile
  set search_path from current
as $$
declare
  begun integer;
  over integer;
begin
  update drops set status = 'live' where status = 'scheduled' and start_at <= kith.now();
  get diagnostics begun = row_count;
  update drops set status = 'ended' where status = 'live' and end_at <= kith.now();
  get diagnostics over = row_count;
  return begun + over;
end $$;

comment on function advance_drops() is 'Writes down what time has done to drops; how many changed.';

create table drop_queue (
  drop_id uuid not null references drops (id) on delete cascade,
  user_id uuid not null references profiles (user_id) on delete cascade,
  number bigint generated always as identity,
  created_at timestamptz not null default kith.now(),
  primary key (drop_id, user_id)
);

comment on table drop_queue is 'The line before a drop, in the order of `number`; who asks again keeps their place.';

create unique index drop_queue_line on drop_queue (drop_id, number);

create index drop_queue_user_idx on drop_queue (user_id);

create function join_drop(p_drop uuid, p_user uuid) returns bigint language plpgsql volatile
  set search_path from current
as $$
declare
  mine bigint;
begin
  insert into drop_queue (drop_id, user_id) values (p_drop, p_user) on conflict (drop_id, user_id) do nothing;
  select q.number into mine from drop_queue q where q.drop_id = p_drop and q.user_id = p_user;
  return (select count(*) from drop_queue q join drops d on d.id = q.drop_id where q.drop_id = p_drop and q.number > d.admitted_to and q.number <= mine);
end $$;

comment on function join_drop(uuid, uuid) is 'A place in a drop''s line, kept when asked again: how many are before and including them, 0 when they have been let in.';

create function admit_to_drop(p_drop uuid, p_people integer) returns bigint language sql volatile
  set search_path from current
as $$
  update drops d set admitted_to = greatest(d.admitted_to, coalesce((
    select max(next.number) from (select q.number from drop_queue q where q.drop_id = p_drop and q.number > d.admitted_to order by q.number limit p_people) next), 0))
  where d.id = p_drop returning d.admitted_to
$$;

comment on function admit_to_drop(uuid, integer) is 'Lets the next so many people of the line in.';

create table products (
  id uuid primary key default gen_random_uuid(),
  slug text not null,
  title text not null,
  description text not null default '',
  collection text not null,
  price_pence integer not null,
  currency text not null default 'GBP',
  stock_status text not null default 'out_of_stock',
  quantity_available integer not null default 0,
  low_stock_at integer not null default 5,
  limited_edition boolean not null default false,
  drop_id uuid references drops (id) on delete restrict,
  per_person_limit integer,
  xp_reward integer not null default 0,
  vat_class text not null default 'standard',
  weight_grams integer not null default 300,
  images jsonb not null default '[]'::jsonb,
  status text not null default 'draft',
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  updated_by uuid,
  constraint products_slug_uniq unique (slug),
  constraint products_texts check (slug ~ '^[a-z0-9][a-z0-9-]{1,59}$' and length(btrim(title)) between 2 and 120 and length(description) <= 8000),
  constraint products_collection check (collection in ('hnhmess', 'raw', 'hung', 'high', 'super', 'superhung')),
  constraint products_price check (price_pence >= 0 and currency ~ '^[A-Z]{3}$'),
  constraint products_stock check (stock_status in ('in_stock', 'low_stock', 'out_of_stock') and quantity_available >= 0 and low_stock_at >= 0),
  constraint products_limit check (per_person_limit between 1 and 1000),
  constraint products_xp check (xp_reward between 0 and 100000),
  constraint products_vat check (vat_class in ('standard', 'reduced', 'zero')),
  constraint products_weight check (weight_grams between 0 and 100000),
  constraint products_images check (jsonb_typeof(images) = 'array' and jsonb_array_length(images) <= 12),
  constraint products_status check (status in ('draft', 'live', 'archived'))
);

comment on table products is 'What the house itself sells.';

comment on column products.quantity_available is 'Units free when last counted (note_stock); what is free right now are rows of stock_units, see free_units().';

create index products_collection_idx on products (collection, status);

create index products_drop_idx on products (drop_id);

create index products_status_idx on products (status, stock_status);

create trigger products_updated_at before update on products for each row execute function set_updated_at();

create table market_sellers (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references profiles (user_id) on delete restrict,
  display_name text not null,
  slug text not null,
  bio text not null default '',
  status text not null default 'pending',
  stripe_account_id text,
  stripe_onboarding_complete boolean not null default false,
  stripe_state text not null default 'incomplete',
  stripe_checked_at timestamptz,
  white_label_enabled boolean not null default false,
  fee_percent integer not null default 10,
  review_notes text,
  reviewed_by uuid,
  approved_at timestamptz,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  updated_by uuid,
  constraint market_sellers_owner_uniq unique (owner_id),
  constraint market_sellers_slug_uniq unique (slug),
  constraint market_sellers_account_uniq unique (stripe_account_id),
  constraint market_sellers_texts check (slug ~ '^[a-z0-9][a-z0-9-]{1,39}$' and length(btrim(display_name)) between 2 and 60 and length(bio) <= 2000),
  constraint market_sellers_status check (status in ('pending', 'approved', 'suspended')),
  constraint market_sellers_stripe check (stripe_state in ('incomplete', 'under_review', 'ready', 'paused')
    and (stripe_state = 'ready') <= (stripe_account_id is not null and stripe_onboarding_complete)),
  constraint market_sellers_fee check (fee_percent between 0 and 50)
);

comment on table market_sellers is 'Members who sell. Money goes to their own Stripe account, whose state we ask for: a browser that comes back from Stripe proves nothing.';

create index market_sellers_status_idx on market_sellers (status, created_at);

create trigger market_sellers_updated_at before update on market_sellers for each row execute function set_updated_at();

create table market_listings (
  id uuid primary key default gen_random_uuid(),
  seller_id uuid not null references market_sellers (id) on delete restrict,
  title text not null,
  description text not null default '',
  price_pence integer not null,
  currency text not null default 'GBP',
  quantity_available integer not null default 0,
  per_person_limit integer,
  weight_grams integer not null default 300,
  images jsonb not null default '[]'::jsonb,
  status text not null default 'draft',
  review_notes text,
  reviewed_by uuid,
  live_at timestamptz,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  updated_by uuid,
  constraint market_listings_texts check (length(btrim(title)) between 3 and 120 and length(description) <= 8000 and length(review_notes) <= 2000),
  constraint market_listings_price check (price_pence between 100 and 10000000 and currency ~ '^[A-Z]{3}$'),
  constraint market_listings_quantity check (quantity_available between 0 and 10000),
  constraint market_listings_limit check (per_person_limit between 1 and 1000),
  constraint market_listings_weight check (weight_grams between 0 and 100000),
  constraint market_listings_images check (jsonb_typeof(images) = 'array' and jsonb_array_length(images) <= 12),
  constraint market_listings_status check (status in ('draft', 'pending_review', 'live', 'sold_out', 'removed'))
);

comment on table market_listings is 'What sellers offer. `images` are addresses of stored pictures, twelve at most.';

create index market_listings_seller_idx on market_listings (seller_id, status);

create index market_listings_status_idx on market_listings (status, live_at desc);

create trigger market_listings_updated_at before update on market_listings for each row execute function set_updated_at();

create function guard_market_listing() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if tg_op = 'UPDATE' and new.seller_id <> old.seller_id then
    raise exception using errcode = 'check_violation', constraint = 'market_listings_fixed', table = tg_table_name, message = 'a listing stays its seller''s';
  end if;
  if new.status = 'live' and (tg_op = 'INSERT' or old.status <> 'live') then
    if not exists (select 1 from market_sellers s where s.id = new.seller_id and s.status = 'approved' and s.stripe_state = 'ready') then
      raise exception using errcode = 'check_violation', constraint = 'market_listings_seller', table = tg_table_name,
        message = 'only approved sellers whom money can reach sell';
    end if;
    new.live_at := coalesce(new.live_at, kith.now());
  end if;
  return new;
end $$;

comment on function guard_market_listing() is 'Trigger: live only from approved sellers whom money can reach.';

create trigger market_listings_guard before insert or update on market_listings for each row execute function guard_market_listing();

create table stock_reservations (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references profiles (user_id) on delete restrict,
  product_id uuid references products (id) on delete cascade,
  market_listing_id uuid references market_listings (id) on delete cascade,
  quantity integer not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_as text,
  returned integer not null default 0,
  created_at timestamptz not null default kith.now(),
  constraint stock_reservations_what check (num_nonnulls(product_id, market_listing_id) = 1),
  constraint stock_reservations_quantity check (quantity between 1 and 100 and returned between 0 and quantity),
  constraint stock_reservations_ended check ((ended_at is null) = (ended_as is null) and ended_as in ('sold', 'released', 'lapsed'))
);

comment on table stock_reservations is 'Units kept for somebody for ten minutes while they pay. Sold ones stay as what the person has bought.';

create index stock_reservations_user_idx on stock_reservations (user_id, product_id);

create index stock_reservations_product_idx on stock_reservations (product_id, user_id);

create index stock_reservations_listing_idx on stock_reservations (market_listing_id, user_id);

create index stock_reservations_open_idx on stock_reservations (expires_at) where ended_at is null;

create table stock_units (
  id bigint generated always as identity primary key,
  product_id uuid references products (id) on delete cascade,
  market_listing_id uuid references market_listings (id) on delete cascade,
  reserved_until timestamptz not null default '-infinity',
  reservation_id uuid references stock_reservations (id) on delete set null,
  constraint stock_units_what check (num_nonnulls(product_id, market_listing_id) = 1)
);

comment on table stock_units is 'A row for each thing on the shelf. Free when reserved_until is past, sold when it is infinity: a reservation that lapses is free to the second.';

create index stock_units_product_idx on stock_units (product_id, reserved_until);

create index stock_units_listing_idx on stock_units (market_listing_id, reserved_until);

create index stock_units_reservation_idx on stock_units (reservation_id);

create function free_units(p_product uuid, p_market_listing uuid default null) returns integer language sql stable security definer
  set search_path from current
as $$
  select (case when p_product is not null
    then (select count(*) from stock_units u where u.product_id = p_product and u.reserved_until <= kith.now())
    else (select count(*) from stock_units u where u.market_listing_id = p_market_listing and u.reserved_until <= kith.now()) end)::integer
$$;

comment on function free_units(uuid, uuid) is 'How many units of a product (or of a market listing) can be had right now.';

create function note_stock(p_product uuid, p_market_listing uuid default null) returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  free integer;
  unsold boolean;
begin
  if p_product is not null then
    perform 1 from products p where p.id = p_product for no key update;
    free := free_units(p_product);
    update products p set quantity_available = free,
      stock_status = case when free = 0 then 'out_of_stock' when free <= p.low_stock_at then 'low_stock' else 'in_stock' end
    where p.id = p_product and (p.quantity_available <> free
      or p.stock_status <> case when free = 0 then 'out_of_stock' when free <= p.low_stock_at then 'low_stock' else 'in_stock' end);
  else
    perform 1 from market_listings l where l.id = p_market_listing for no key update;
    free := free_units(null, p_market_listing);
    unsold := exists (select 1 from stock_units u where u.market_listing_id = p_market_listing and u.reserved_until < 'infinity');
    update market_listings l set quantity_available = free,
      status = case when l.status = 'live' and not unsold then 'sold_out' when l.status = 'sold_out' and unsold then 'live' else l.status end
    where l.id = p_market_listing and (l.quantity_available <> free or l.status = case when unsold then 'sold_out' else 'live' end);
  end if;
  return free;
end $$;

comment on function note_stock(uuid, uuid) is 'Brings quantity_available, stock_status and sold_out up to date with the units, and says how many are free.';

create function restock(p_product uuid, p_market_listing uuid, p_units integer) returns integer language plpgsql volatile security definer
  set search_path from current
as $$
begin
  if p_units not between -10000 and 10000 then
    raise exception using errcode = 'check_violation', constraint = 'stock_units_restock', table = 'stock_units', message = 'at most ten thousand units at once';
  end if;
  if p_units > 0 then
    insert into stock_units (product_id, market_listing_id) select p_product, p_market_listing from generate_series(1, p_units);
  else
    delete from stock_units where id in (
      select u.id from stock_units u where u.product_id is not distinct from p_product and u.market_listing_id is not distinct from p_market_listing
        and u.reserved_until <= kith.now() order by u.id limit -p_units for update skip locked);
  end if;
  return note_stock(p_product, p_market_listing);
end $$;

comment on function restock(uuid, uuid, integer) is 'Puts units on the shelf, or takes free ones off (a negative number): how many are free afterwards.';

create function reserve_stock(p_user uuid, p_product uuid, p_market_listing uuid, p_quantity integer)
returns table (reservation_id uuid, outcome text, expires_at timestamptz, price_pence integer, currency text, free integer)
language plpgsql volatile security definer
  set search_path from current
as $$
#variable_conflict use_column
declare
  thing record;
  release record;
  until_moment timestamptz := kith.now() + interval '10 minutes';
  reservation uuid;
  most integer;
  has integer;
  taken bigint[];
  refusal text;
begin
  if p_quantity not between 1 and 100 then
    raise exception using errcode = 'check_violation', constraint = 'stock_reservations_quantity', table = 'stock_reservations', message = 'between 1 and 100 at once';
  end if;
  if p_product is not null then
    select p.price_pence, p.currency, p.status = 'live' as on_sale, p.per_person_limit, p.drop_id, null::uuid as seller into thing from products p where p.id = p_product;
  else
    select l.price_pence, l.currency, l.status in ('live', 'sold_out') as on_sale, l.per_person_limit, null::uuid as drop_id, s.owner_id as seller into thing
    from market_listings l join market_sellers s on s.id = l.seller_id where l.id = p_market_listing and s.status = 'approved' and s.stripe_state = 'ready';
  end if;
  select d.*, drop_state(d) as state_now into release from drops d where d.id = thing.drop_id;
  refusal := case
    when thing.on_sale is not true then 'closed'
    when not exists (select 1 from profiles p where p.user_id = p_user and p.status = 'active') or kith.hold_state(p_user) <> 'none' then 'closed'
    when thing.seller = p_user then 'yourself'
    when thing.seller is not null and kith.blocked_between(thing.seller, p_user) then 'closed'
    when release.state_now = 'scheduled' then 'not_yet'
    when release.state_now = 'ended' then 'ended'
    when release.queued and not exists (select 1 from drop_queue q where q.drop_id = release.id and q.user_id = p_user and q.number <= release.admitted_to) then 'in_line'
  end;
  if refusal is not null then
    return query select null::uuid, refusal, null::timestamptz, thing.price_pence, thing.currency, null::integer;
    return;
  end if;
  most := least(thing.per_person_limit, release.per_person_limit);
  if most is not null then
    -- One person in two browsers is still one person.
    perform pg_advisory_xact_lock(hashtextextended('stock ' || coalesce(p_product, p_market_listing)::text || p_user::text, 0));
    select coalesce(sum(r.quantity - r.returned), 0) into has from stock_reservations r
    where r.user_id = p_user and (r.product_id = p_product or r.market_listing_id = p_market_listing)
      and (r.ended_as = 'sold' or (r.ended_at is null and r.expires_at > kith.now()));
    if has + p_quantity > most then
      return query select null::uuid, 'limit', null::timestamptz, thing.price_pence, thing.currency, greatest(most - has, 0);
      return;
    end if;
  end if;
  if p_product is not null then
    select array_agg(f.id) into taken from (
      select u.id from stock_units u where u.product_id = p_product and u.reserved_until <= kith.now()
      order by u.reserved_until limit p_quantity for no key update skip locked) f;
  else
    select array_agg(f.id) into taken from (
      select u.id from stock_units u where u.market_listing_id = p_market_listing and u.reserved_until <= kith.now()
      order by u.reserved_until limit p_quantity for no key update skip locked) f;
  end if;
  if coalesce(cardinality(taken), 0) < p_quantity then
    return query select null::uuid, case when taken is null then 'sold_out' else 'fewer' end, null::timestamptz, thing.price_pence, thing.currency, coalesce(cardinality(taken), 0);
    return;
  end if;
  insert into stock_reservations (user_id, product_id, market_listing_id, quantity, expires_at)
  values (p_user, p_product, p_market_listing, p_quantity, until_moment) returning id into reservation;
  update stock_units u set reserved_until = until_moment, reservation_id = reservation where u.id = any (taken);
  return query select reservation, 'reserved', until_moment, thing.price_pence, thing.currency, null::integer;
end $$;

comment on function reserve_stock(uuid, uuid, uuid, integer) is
  'Keeps units of a product or of a market listing for ten minutes. outcome: reserved, sold_out, fewer (`free` are left), limit (`free` more are allowed), not_yet, ended, in_line, yourself, closed.';

create function release_stock(p_reservation uuid, p_user uuid) returns boolean language plpgsql volatile security definer
  set search_path from current
as $$
begin
  update stock_reservations r set ended_at = kith.now(), ended_as = case when r.expires_at > kith.now() then 'released' else 'lapsed' end
  where r.id = p_reservation and r.user_id = p_user and r.ended_at is null;
  if not found then
    return false;
  end if;
  update stock_units u set reserved_until = '-infinity', reservation_id = null where u.reservation_id = p_reservation and u.reserved_until < 'infinity';
  return true;
end $$;

comment on function release_stock(uuid, uuid) is 'Puts reserved units back. False when the reservation was over.';

create function sell_stock(p_reservation uuid) returns boolean language plpgsql volatile security definer
  set search_path from current
as $$
declare
  kept record;
  held bigint[];
  more bigint[];
begin
  select r.* into kept from stock_reservations r where r.id = p_reservation for no key update;
  if kept.ended_as = 'sold' then
    return true;
  end if;
  if kept.id is null or kept.ended_as = 'released' then
    return false;
  end if;
  -- The units' lock decides against somebody who takes a lapsed one at this very moment.
  select coalesce(array_agg(f.id), '{}') into held from (
    select u.id from stock_units u where u.reservation_id = p_reservation and u.reserved_until < 'infinity' order by u.id for no key update) f;
  if cardinality(held) < kept.quantity then
    select coalesce(array_agg(f.id), '{}') into more from (
      select u.id from stock_units u
      where (u.product_id = kept.product_id or u.market_listing_id = kept.market_listing_id) and u.reserved_until <= kith.now() and u.id <> all (held)
      order by u.reserved_until limit kept.quantity - cardinality(held) for no key update skip locked) f;
    held := held || more;
  end if;
  if cardinality(held) < kept.quantity then
    return false;
  end if;
  update stock_units u set reserved_until = 'infinity', reservation_id = p_reservation where u.id = any (held);
  update stock_reservations set ended_at = kith.now(), ended_as = 'sold' where id = p_reservation;
  return true;
end $$;

comment on function sell_stock(uuid) is
  'Makes reserved units sold: those kept, or others if the time was over and there still are some. False when there are none: the money goes back.';

create function return_stock(p_reservation uuid, p_units integer) returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  kept record;
  back integer;
begin
  select r.* into kept from stock_reservations r where r.id = p_reservation for no key update;
  if kept.ended_as is distinct from 'sold' then
    return 0;
  end if;
  update stock_units u set reserved_until = '-infinity', reservation_id = null
  where u.id in (select f.id from stock_units f where f.reservation_id = p_reservation order by f.id limit least(p_units, kept.quantity - kept.returned));
  get diagnostics back = row_count;
  update stock_reservations set returned = returned + back where id = p_reservation;
  perform note_stock(kept.product_id, kept.market_listing_id);
  return back;
end $$;

comment on function return_stock(uuid, integer) is 'Puts sold units back on the shelf: how many.';

create table cart_items (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references profiles (user_id) on delete cascade,
  product_id uuid references products (id) on delete cascade,
  market_listing_id uuid references market_listings (id) on delete cascade,
  quantity integer not null default 1,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint cart_items_product_uniq unique (user_id, product_id),
  constraint cart_items_listing_uniq unique (user_id, market_listing_id),
  constraint cart_items_what check (num_nonnulls(product_id, market_listing_id) = 1),
  constraint cart_items_quantity check (quantity between 1 and 100)
);

comment on table cart_items is 'What somebody means to buy. Nothing is kept for them until they go to the till.';

create index cart_items_user_idx on cart_items (user_id, created_at);

create index cart_items_product_idx on cart_items (product_id);

create index cart_items_listing_idx on cart_items (market_listing_id);

create trigger cart_items_updated_at before update on cart_items for each row execute function set_updated_at();

create function my_seller_ids() returns uuid[] language sql stable security definer
  set search_path from current
as $$
  select coalesce(array_agg(s.id), '{}') from market_sellers s where s.owner_id = auth.uid()
$$;

comment on function my_seller_ids() is 'The seller''s account of the signed-in person, if they have one.';

revoke all on function drop_state(drops), advance_drops(), join_drop(uuid, uuid), admit_to_drop(uuid, integer), guard_market_listing(), free_units(uuid, uuid), note_stock(uuid, uuid), restock(uuid, uuid, integer), reserve_stock(uuid, uuid, uuid, integer), release_stock(uuid, uuid), sell_stock(uuid), return_stock(uuid, integer), my_seller_ids() from public;

grant execute on function drop_state(drops) to anon, authenticated, service_role;

grant execute on function advance_drops(), join_drop(uuid, uuid), admit_to_drop(uuid, integer), free_units(uuid, uuid), note_stock(uuid, uuid),
  restock(uuid, uuid, integer), reserve_stock(uuid, uuid, uuid, integer), release_stock(uuid, uuid), sell_stock(uuid), return_stock(uuid, integer) to service_role;

grant execute on function my_seller_ids() to authenticated, service_role;

alter table drops enable row level security;

alter table drop_queue enable row level security;

alter table products enable row level security;

alter table market_sellers enable row level security;

alter table market_listings enable row level security;

alter table cart_items enable row level security;

create policy service_all on drops for all to service_role using (true) with check (true);

create policy service_all on drop_queue for all to service_role using (true) with check (true);

create policy service_all on products for all to service_role using (true) with check (true);

create policy service_all on market_sellers for all to service_role using (true) with check (true);

create policy service_all on market_listings for all to service_role using (true) with check (true);

create policy service_all on cart_items for all to service_role using (true) with check (true);

grant select, insert, update, delete on drops, drop_queue, products, market_sellers, market_listings, cart_items to service_role;

alter table stock_reservations enable row level security;

alter table stock_units enable row level security;

create policy service_all on stock_reservations for all to service_role using (true) with check (true);

create policy service_all on stock_units for all to service_role using (true) with check (true);

grant select, insert, update, delete on stock_reservations, stock_units to service_role;

create policy drops_select_all on drops for select to anon, authenticated using (true);

grant select (id, slug, title, description, start_at, end_at, status, per_person_limit, queued) on drops to anon, authenticated;

create policy drop_queue_select_own on drop_queue for select to authenticated using (user_id = auth.uid());

grant select on drop_queue to authenticated;

create policy products_select_live on products for select to anon, authenticated using (status = 'live');

grant select (id, slug, title, description, collection, price_pence, currency, stock_status, quantity_available, limited_edition, drop_id, per_person_limit,
  xp_reward, images, status) on products to anon, authenticated;

create policy market_sellers_select_approved on market_sellers for select to anon, authenticated using (status = 'approved');

grant select (id, display_name, slug, bio, status, white_label_enabled, approved_at) on market_sellers to anon, authenticated;

create policy market_sellers_select_own on market_sellers for select to authenticated using (owner_id = auth.uid());

create policy market_sellers_insert_own on market_sellers for insert to authenticated with check (owner_id = auth.uid() and status = 'pending' and may_act());

create policy market_sellers_update_own on market_sellers for update to authenticated using (owner_id = auth.uid()) with check (owner_id = auth.uid() and may_act());

grant select (owner_id, stripe_state, stripe_onboarding_complete, created_at, updated_at), insert (owner_id, display_name, slug, bio),
  update (display_name, bio) on market_sellers to authenticated;

create policy market_listings_select_own on market_listings for select to authenticated using (seller_id = any (my_seller_ids()));

create policy market_listings_insert_own on market_listings for insert to authenticated with check (seller_id = any (my_seller_ids()) and status = 'draft' and may_act());

create policy market_listings_update_own on market_listings for update to authenticated using (seller_id = any (my_seller_ids()) and status = 'draft')
  with check (seller_id = any (my_seller_ids()) and status in ('draft', 'pending_review') and may_act());

grant select, insert (seller_id, title, description, price_pence, currency, per_person_limit, weight_grams),
  update (title, description, price_pence, per_person_limit, weight_grams, status) on market_listings to authenticated;

create policy stock_reservations_select_own on stock_reservations for select to authenticated using (user_id = auth.uid());

grant select on stock_reservations to authenticated;

create policy cart_items_select_own on cart_items for select to authenticated using (user_id = auth.uid());

create policy cart_items_insert_own on cart_items for insert to authenticated with check (user_id = auth.uid());

create policy cart_items_update_own on cart_items for update to authenticated using (user_id = auth.uid()) with check (user_id = auth.uid());

create policy cart_items_delete_own on cart_items for delete to authenticated using (user_id = auth.uid());

grant select, insert (user_id, product_id, market_listing_id, quantity), update (quantity), delete on cart_items to authenticated;
