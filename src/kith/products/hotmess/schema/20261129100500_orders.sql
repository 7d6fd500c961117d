-- Orders, what they cost, what was paid, what went back, what sellers get.

create table vat_rates (
  country text not null,
  vat_class text not null,
  basis_points integer not null,
  valid_from date not null,
  primary key (country, vat_class, valid_from),
  constraint vat_rates_country check (country ~ '^([A-Z]{2}|\*)$'),
  constraint vat_rates_class check (vat_class in ('standard', 'reduced', 'zero')),
  constraint vat_rates_points check (basis_points between 0 and 5000)
);

comment on table vat_rates is 'Value added tax by country, kind of goods and day, in hundredths of a percent; * is everywhere else. Prices include it.';

insert into vat_rates (country, vat_class, basis_points, valid_from) values
  ('*', 'standard', 0, '2020-01-01'), ('GB', 'standard', 2000, '2020-01-01'), ('GB', 'reduced', 500, '2020-01-01'), ('IE', 'standard', 2300, '2021-03-01'),
  ('DE', 'standard', 1900, '2021-01-01'), ('DE', 'reduced', 700, '2021-01-01'), ('FR', 'standard', 2000, '2020-01-01'), ('NL', 'standard', 2100, '2020-01-01'),
  ('BE', 'standard', 2100, '2020-01-01'), ('ES', 'standard', 2100, '2020-01-01'), ('PT', 'standard', 2300, '2020-01-01'), ('IT', 'standard', 2200, '2020-01-01'),
  ('AT', 'standard', 2000, '2020-01-01'), ('CH', 'standard', 810, '2024-01-01'), ('CZ', 'standard', 2100, '2020-01-01'), ('PL', 'standard', 2300, '2020-01-01'),
  ('DK', 'standard', 2500, '2020-01-01'), ('SE', 'standard', 2500, '2020-01-01'), ('GR', 'standard', 2400, '2020-01-01');

create table shipping_rates (
  id uuid primary key default gen_random_uuid(),
  country text not null,
  method text not null,
  name text not null,
  up_to_grams integer not null,
  price_pence integer not null,
  currency text not null default 'GBP',
  free_from_pence integer,
  constraint shipping_rates_uniq unique (country, method, up_to_grams, currency),
  constraint shipping_rates_country check (country ~ '^([A-Z]{2}|\*)$'),
  constraint shipping_rates_amounts check (up_to_grams > 0 and price_pence >= 0 and free_from_pence > 0 and currency ~ '^[A-Z]{3}$'),
  constraint shipping_rates_texts check (method ~ '^[a-z_]{2,20}$' and length(btrim(name)) between 2 and 60)
);

comment on table shipping_rates is 'What sending costs, by country (* is everywhere else), way and weight.';

insert into shipping_rates (country, method, name, up_to_grams, price_pence, free_from_pence) values
  ('GB', 'standard', 'Royal Mail, 2 to 4 days', 2000, 395, 6000), ('GB', 'standard', 'Royal Mail, 2 to 4 days', 20000, 795, 6000),
  ('GB', 'express', 'Next working day', 20000, 895, null),
  ('*', 'standard', 'International, 5 to 10 days', 2000, 1195, null), ('*', 'standard', 'International, 5 to 10 days', 20000, 2495, null);

create table orders (
  id uuid primary key default gen_random_uuid(),
  number bigint generated always as identity,
  user_id uuid not null references profiles (user_id) on delete restrict,
  order_type text not null default 'official',
  seller_id uuid references market_sellers (id) on delete restrict,
  fulfilment_status text not null default 'pending',
  payment_status text not null default 'pending',
  shipping_address jsonb not null default '{}'::jsonb,
  shipping_method text,
  subtotal_pence integer not null,
  shipping_pence integer not null default 0,
  tax_pence integer not null default 0,
  total_pence integer not null,
  refunded_pence integer not null default 0,
  currency text not null default 'GBP',
  expires_at timestamptz not null,
  tracking text,
  paid_at timestamptz,
  shipped_at timestamptz,
  delivered_at timestamptz,
  cancelled_at timestamptz,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  updated_by uuid,
  constraint orders_number_uniq unique (number),
  constraint orders_type check (order_type in ('official', 'marketplace')),
  constraint orders_fulfilment check (fulfilment_status in ('pending', 'processing', 'shipped', 'delivered', 'cancelled')),
  constraint orders_payment check (payment_status in ('pending', 'paid', 'failed', 'refunded')),
  constraint orders_address check (jsonb_typeof(shipping_address) = 'object'),
  constraint orders_amounts check (subtotal_pence >= 0 and shipping_pence >= 0 and tax_pence between 0 and total_pence
    and total_pence = subtotal_pence + shipping_pence and refunded_pence between 0 and total_pence),
  constraint orders_currency check (currency ~ '^[A-Z]{3}$'),
  constraint orders_sent check (fulfilment_status not in ('shipped', 'delivered') or payment_status in ('paid', 'refunded'))
);

comment on table orders is 'What somebody buys, from the till on. Prices include tax: tax_pence is the part of total_pence that it is.';

create index orders_user_idx on orders (user_id, created_at desc);

create index orders_seller_idx on orders (seller_id, created_at desc);

create index orders_work_idx on orders (fulfilment_status, created_at) where payment_status = 'paid';

create index orders_unpaid_idx on orders (expires_at) where payment_status in ('pending', 'failed') and fulfilment_status = 'pending';

create trigger orders_updated_at before update on orders for each row execute function set_updated_at();

create table order_items (
  id uuid primary key default gen_random_uuid(),
  order_id uuid not null references orders (id) on delete restrict,
  product_id uuid references products (id) on delete set null,
  market_listing_id uuid references market_listings (id) on delete set null,
  ticket_listing_id uuid references ticket_listings (id) on delete set null,
  reservation_id uuid references stock_reservations (id) on delete set null,
  title text not null,
  quantity integer not null,
  unit_price_pence integer not null,
  total_price_pence integer not null,
  tax_basis_points integer not null default 0,
  tax_pence integer not null default 0,
  xp_reward integer not null default 0,
  refunded_quantity integer not null default 0,
  refunded_pence integer not null default 0,
  created_at timestamptz not null default kith.now(),
  constraint order_items_what check (num_nonnulls(product_id, market_listing_id, ticket_listing_id) <= 1),
  constraint order_items_amounts check (quantity between 1 and 100 and unit_price_pence >= 0 and total_price_pence = quantity * unit_price_pence
    and tax_pence between 0 and total_price_pence),
  constraint order_items_refunded check (refunded_quantity between 0 and quantity and refunded_pence between 0 and total_price_pence),
  constraint order_items_title check (length(title) between 1 and 200)
);

comment on table order_items is 'The lines of an order. Title and price are what they were when it was bought, whatever becomes of the thing.';

create index order_items_order_idx on order_items (order_id);

create index order_items_product_idx on order_items (product_id);

create index order_items_market_idx on order_items (market_listing_id);

create index order_items_ticket_idx on order_items (ticket_listing_id);

create index order_items_reservation_idx on order_items (reservation_id);

create function guard_order_item() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if (new.order_id, new.title, new.quantity, new.unit_price_pence, new.total_price_pence, new.tax_basis_points, new.tax_pence, new.xp_reward)
     is distinct from (old.order_id, old.title, old.quantity, old.unit_price_pence, old.total_price_pence, old.tax_basis_points, old.tax_pence, old.xp_reward) then
    raise exception using errcode = 'check_violation', constraint = 'order_items_fixed', table = tg_table_name, message = 'what was bought stays what it was';
  end if;
  return new;
end $$;

comment on function guard_order_item() is 'Trigger: title and prices of a line never change.';

create trigger order_items_guard before update on order_items for each row execute function guard_order_item();

create table payments (
  id uuid primary key default gen_random_uuid(),
  order_id uuid not null references orders (id) on delete restrict,
  user_id uuid not null references profiles (user_id) on delete restrict,
  amount_pence integer not null,
  currency text not null,
  status text not null default 'pending',
  stripe_checkout_session_id text,
  stripe_payment_intent_id text,
  stripe_charge_id text,
  checkout_url text,
  is_surplus boolean not null default false,
  refunded_pence integer not null default 0,
  failure text,
  settled_at timestamptz,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint payments_checkout_uniq unique (stripe_checkout_session_id),
  constraint payments_intent_uniq unique (stripe_payment_intent_id),
  constraint payments_charge_uniq unique (stripe_charge_id),
  constraint payments_status check (status in ('pending', 'processing', 'succeeded', 'failed', 'expired')),
  constraint payments_amount check (amount_pence > 0 and currency ~ '^[A-Z]{3}$'),
  constraint payments_refunded check (refunded_pence between 0 and amount_pence),
  constraint payments_settled check ((status = 'succeeded') <= (settled_at is not null and stripe_charge_id is not null))
);

comment on table payments is 'Attempts to pay for an order. What gets no order (paid twice, too late) is surplus and goes back whole.';

create unique index payments_one_kept on payments (order_id) where status = 'succeeded' and not is_surplus;

create index payments_order_idx on payments (order_id);

create index payments_user_idx on payments (user_id, created_at desc);

create index payments_open_idx on payments (created_at) where status in ('pending', 'processing');

create trigger payments_updated_at before update on payments for each row execute function set_updated_at();

create table refunds (
  id uuid primary key default gen_random_uuid(),
  payment_id uuid not null references payments (id) on delete restrict,
  order_item_id uuid references order_items (id) on delete restrict,
  user_id uuid not null references profiles (user_id) on delete restrict,
  quantity integer,
  amount_pence integer not null,
  reason text not null,
  note text,
  status text not null default 'due',
  stripe_refund_id text,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default kith.now(),
  last_error text,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint refunds_stripe_uniq unique (stripe_refund_id),
  constraint refunds_amount check (amount_pence > 0 and quantity > 0),
  constraint refunds_reason check (reason in ('cancelled', 'returned', 'faulty', 'not_sent', 'event_off', 'too_late', 'paid_twice', 'goodwill')),
  constraint refunds_note check (length(note) <= 500),
  constraint refunds_status check (status in ('due', 'sent', 'succeeded', 'failed'))
);

comment on table refunds is 'Sums given back, a line of an order at a time, each a row before Stripe is told. Together never more than the charge.';

create index refunds_payment_idx on refunds (payment_id);

create index refunds_item_idx on refunds (order_item_id);

create index refunds_user_idx on refunds (user_id);

create index refunds_due_idx on refunds (next_attempt_at) where status in ('due', 'sent');

create trigger refunds_updated_at before update on refunds for each row execute function set_updated_at();

create function guard_refund() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  charge record;
  before integer;
begin
  if tg_op = 'UPDATE' then
    if (new.payment_id, new.order_item_id, new.user_id, new.amount_pence, new.quantity, new.reason)
       is distinct from (old.payment_id, old.order_item_id, old.user_id, old.amount_pence, old.quantity, old.reason) then
      raise exception using errcode = 'check_violation', constraint = 'refunds_fixed', table = tg_table_name, message = 'a refund stays what it is';
    end if;
    if (new.status = 'failed') = (old.status = 'failed') then
      return new;
    end if;
  end if;
  select p.* into charge from payments p where p.id = new.payment_id for no key update;
  if charge.status is distinct from 'succeeded' or charge.user_id <> new.user_id then
    raise exception using errcode = 'check_violation', constraint = 'refunds_of_a_charge', table = tg_table_name, message = 'only what was paid is given back';
  end if;
  select coalesce(sum(r.amount_pence), 0) into before from refunds r where r.payment_id = new.payment_id and r.status <> 'failed' and r.id <> new.id;
  if new.status <> 'failed' then
    before := before + new.amount_pence;
  end if;
  if before > charge.amount_pence then
    raise exception using errcode = 'check_violation', constraint = 'refunds_within_charge', table = tg_table_name, message = 'nobody is given back more than they paid';
  end if;
  update payments set refunded_pence = before where id = new.payment_id;
  if not charge.is_surplus then
    update orders o set refunded_pence = before, payment_status = case when before = o.total_pence then 'refunded' else o.payment_status end where o.id = charge.order_id;
  end if;
  return new;
end $$;

comment on function guard_refund() is 'Trigger: refunds of a charge never exceed it, whoever writes at the same moment; one that failed does not count.';

create trigger refunds_guard before insert or update on refunds for each row execute function guard_refund();

create table payouts (
  id uuid primary key default gen_random_uuid(),
  order_id uuid not null references orders (id) on delete restrict,
  payee_id uuid not null references profiles (user_id) on delete restrict,
  gross_pence integer not null,
  fee_pence integer not null,
  amount_pence integer not null,
  reversed_pence integer not null default 0,
  currency text not null,
  status text not null default 'due',
  not_before timestamptz not null,
  stripe_transfer_id text,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default kith.now(),
  last_error text,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint payouts_order_uniq unique (order_id),
  constraint payouts_transfer_uniq unique (stripe_transfer_id),
  constraint payouts_amounts check (gross_pence > 0 and fee_pence between 0 and gross_pence and amount_pence = gross_pence - fee_pence
    and reversed_pence between 0 and amount_pence and currency ~ '^[A-Z]{3}$'),
  constraint payouts_status check (status in ('due', 'sent', 'succeeded', 'failed', 'reversed'))
);

comment on table payouts is 'What a seller gets of an order, once it can no longer come back: a row before Stripe is told.';

create index payouts_payee_idx on payouts (payee_id, created_at desc);

create index payouts_due_idx on payouts (next_attempt_at) where status in ('due', 'sent');

create trigger payouts_updated_at before update on payouts for each row execute function set_updated_at();

create function vat_points(p_country text, p_class text) returns integer language sql stable security definer
  set search_path from current
as $$
  select coalesce((select v.basis_points from vat_rates v where v.country in (p_country, '*') and v.vat_class = p_class and v.valid_from <= kith.now()::date
    order by v.country = '*', v.valid_from desc limit 1), 0)
$$;

comment on function vat_points(text, text) is 'The rate of today, in hundredths of a percent.';

create function tax_within(p_gross integer, p_points integer) returns integer language sql immutable
  set search_path from current
as $$
  select round(p_gross::numeric * p_points / (10000 + p_points))::integer
$$;

comment on function tax_within(integer, integer) is 'The tax that a price includes, rounded half away from zero.';

create function shipping_price(p_country text, p_method text, p_grams integer, p_subtotal integer, p_currency text) returns integer language sql stable security definer
  set search_path from current
as $$
  select case when r.free_from_pence <= p_subtotal then 0 else r.price_pence end from shipping_rates r
  where r.method = p_method and r.up_to_grams >= p_grams and r.currency = p_currency
    and r.country = case when exists (select 1 from shipping_rates o where o.country = p_country) then p_country else '*' end
  order by r.up_to_grams limit 1
$$;

comment on function shipping_price(text, text, integer, integer, text) is 'What sending costs; null when we do not send that way, that far or that much.';

create function place_order(p_user uuid, p_reservations uuid[], p_country text, p_method text, p_address jsonb) returns table (order_id uuid, outcome text)
language plpgsql volatile security definer
  set search_path from current
as $$
#variable_conflict use_column
declare
  made uuid;
  sums record;
  sending integer;
  points integer := vat_points(p_country, 'standard');
begin
  perform 1 from stock_reservations r where r.id = any (p_reservations) order by r.id for no key update;
  if (select count(*) from stock_reservations r where r.id = any (p_reservations) and r.user_id = p_user and r.ended_at is null and r.expires_at > kith.now())
     <> cardinality(p_reservations) or cardinality(p_reservations) = 0 then
    return query select null::uuid, 'over';
    return;
  end if;
  if exists (select 1 from order_items i join orders o on o.id = i.order_id where i.reservation_id = any (p_reservations) and o.fulfilment_status <> 'cancelled') then
    return query select null::uuid, 'ordered';
    return;
  end if;
  select coalesce(sum(r.quantity * coalesce(p.price_pence, l.price_pence)), 0)::integer as goods, sum(r.quantity * coalesce(p.weight_grams, l.weight_grams))::integer as grams,
         min(coalesce(p.currency, l.currency)) as currency, count(distinct coalesce(p.currency, l.currency)) as currencies,
         count(distinct coalesce(l.seller_id::text, 'house')) as sellers, (array_agg(l.seller_id))[1] as seller, min(r.expires_at) as until_moment
  into sums from stock_reservations r left join products p on p.id = r.product_id left join market_listings l on l.id = r.market_listing_id
  where r.id = any (p_reservations);
  if sums.sellers > 1 or sums.currencies > 1 then
    return query select null::uuid, 'mixed';
    return;
  end if;
  sending := shipping_price(p_country, p_method, sums.grams, sums.goods, sums.currency);
  if sending is null then
    return query select null::uuid, 'not_sent_there';
    return;
  end if;
  insert into orders (user_id, order_type, seller_id, shipping_address, shipping_method, subtotal_pence, shipping_pence, tax_pence, total_pence, currency, expires_at)
  values (p_user, case when sums.seller is null then 'official' else 'marketplace' end, sums.seller, p_address, p_method, sums.goods, sending, 0, sums.goods + sending,
          sums.currency, sums.until_moment)
  returning id into made;
  insert into order_items (order_id, product_id, market_listing_id, reservation_id, title, quantity, unit_price_pence, total_price_pence, tax_basis_points, tax_pence, xp_reward)
  select made, r.product_id, r.market_listing_id, r.id, coalesce(p.title, l.title), r.quantity, coalesce(p.price_pence, l.price_pence),
         r.quantity * coalesce(p.price_pence, l.price_pence), t.points, tax_within(r.quantity * coalesce(p.price_pence, l.price_pence), t.points), coalesce(p.xp_reward, 0) * r.quantity
  from stock_reservations r left join products p on p.id = r.product_id left join market_listings l on l.id = r.market_listing_id,
       -- A private seller charges no tax.
       lateral (select case when r.product_id is null then 0 else vat_points(p_country, p.vat_class) end as points) t
  where r.id = any (p_reservations);
  update orders o set tax_pence = coalesce((select sum(i.tax_pence) from order_items i where i.order_id = made), 0)
      + case when sums.seller is null then tax_within(sending, points) else 0 end
  where o.id = made;
  return query select made, 'placed';
end $$;

comment on function place_order(uuid, uuid[], text, text, jsonb) is
  'An order of live reservations, all from the house or all from one seller, priced with sending and tax. outcome: placed, over, ordered, mixed, not_sent_there.';

create function order_ticket(p_listing uuid, p_buyer uuid) returns table (order_id uuid, outcome text, expires_at timestamptz)
language plpgsql volatile security definer
  set search_path from current
as $$
#variable_conflict use_column
declare
  held record;
  made uuid;
begin
  select h.* into held from hold_listing(p_listing, p_buyer) h;
  if held.outcome <> 'held' then
    return query select null::uuid, held.outcome, null::timestamptz;
    return;
  end if;
  select o.id into made from orders o join order_items i on i.order_id = o.id
  where i.ticket_listing_id = p_listing and o.user_id = p_buyer and o.payment_status in ('pending', 'failed') and o.fulfilment_status = 'pending';
  if made is null then
    insert into orders (user_id, order_type, subtotal_pence, total_pence, currency, expires_at)
    values (p_buyer, 'marketplace', held.price_pence, held.price_pence, held.currency, held.expires_at) returning id into made;
    insert into order_items (order_id, ticket_listing_id, title, quantity, unit_price_pence, total_price_pence)
    select made, l.id, l.title, 1, l.price_pence, l.price_pence from ticket_listings l where l.id = p_listing;
  else
    update orders set expires_at = held.expires_at where id = made;
  end if;
  return query select made, 'held', held.expires_at;
end $$;

comment on function order_ticket(uuid, uuid) is 'Holds a ticket (hold_listing) and writes the order for it; asked again, the same order. outcome as hold_listing.';

create function settle_order(p_order uuid, p_new_token uuid default null, p_new_hash bytea default null, p_key_id text default null) returns text
language plpgsql volatile security definer
  set search_path from current
as $$
declare
  bought record;
  line record;
  good boolean := true;
begin
  select o.* into bought from orders o where o.id = p_order for no key update;
  if bought.payment_status in ('paid', 'refunded') then
    return 'paid';
  end if;
  if bought.fulfilment_status = 'cancelled' then
    return 'too_late';
  end if;
  begin
    for line in select i.* from order_items i where i.order_id = p_order order by i.product_id, i.market_listing_id, i.id loop
      if line.ticket_listing_id is not null then
        good := p_new_token is not null and transfer_ticket(line.ticket_listing_id, bought.user_id, p_new_token, p_new_hash, p_key_id) = 'sold';
      elsif line.reservation_id is not null then
        good := sell_stock(line.reservation_id);
      else
        good := false;
      end if;
      if not good then
        -- All lines or none: what was sold a moment ago goes back with this block.
        raise exception using errcode = 'KT410', message = 'gone';
      end if;
    end loop;
  exception when sqlstate 'KT410' then
    update orders set payment_status = case payment_status when 'pending' then 'failed' else payment_status end, fulfilment_status = 'cancelled', cancelled_at = kith.now()
    where id = p_order;
    return 'too_late';
  end;
  update orders set payment_status = 'paid', paid_at = kith.now() where id = p_order;
  if line.ticket_listing_id is not null then
    -- A ticket is there as soon as it is paid.
    update orders set fulfilment_status = 'processing' where id = p_order;
    update orders set fulfilment_status = 'shipped', shipped_at = kith.now() where id = p_order;
    update orders set fulfilment_status = 'delivered', delivered_at = kith.now() where id = p_order;
  end if;
  if bought.total_pence > 0 and bought.order_type = 'marketplace' then
    insert into payouts (order_id, payee_id, gross_pence, fee_pence, amount_pence, currency, not_before)
    select p_order, coalesce(s.owner_id, l.seller_id), bought.total_pence, bought.subtotal_pence * coalesce(s.fee_percent, 0) / 100,
           bought.total_pence - bought.subtotal_pence * coalesce(s.fee_percent, 0) / 100, bought.currency, coalesce(b.expires_at, kith.now() + interval '7 days')
    from order_items i left join market_sellers s on s.id = bought.seller_id left join ticket_listings l on l.id = i.ticket_listing_id
         left join beacons b on b.id = l.beacon_id
    where i.order_id = p_order limit 1
    on conflict on constraint payouts_order_uniq do nothing;
  end if;
  return 'paid';
end $$;

comment on function settle_order(uuid, uuid, bytea, text) is
  'Makes a paid order the buyer''s: every line or none. For a ticket the new token (id, SHA-256, key) is given along. Answers paid (twice is once) or too_late.';

create function settle_payment(p_payment uuid, p_charge text, p_new_token uuid default null, p_new_hash bytea default null, p_key_id text default null) returns text
language plpgsql volatile security definer
  set search_path from current
as $$
declare
  paid record;
  answer text;
begin
  select p.order_id into paid from payments p where p.id = p_payment;
  perform 1 from ticket_listings l join order_items i on i.ticket_listing_id = l.id where i.order_id = paid.order_id for no key update of l;
  perform 1 from orders o where o.id = paid.order_id for no key update;
  select p.* into paid from payments p where p.id = p_payment for no key update;
  if paid.id is null then
    return null;
  end if;
  if paid.status = 'succeeded' then
    return case when not paid.is_surplus then 'paid'
                else coalesce((select r.reason from refunds r where r.payment_id = p_payment and r.reason in ('paid_twice', 'too_late') limit 1), 'too_late') end;
  end if;
  answer := case when exists (select 1 from payments p where p.order_id = paid.order_id and p.status = 'succeeded' and not p.is_surplus) then 'paid_twice'
                 else settle_order(paid.order_id, p_new_token, p_new_hash, p_key_id) end;
  update payments set status = 'succeeded', is_surplus = answer <> 'paid', settled_at = kith.now(), stripe_charge_id = p_charge, failure = null where id = p_payment;
  if answer <> 'paid' then
    insert into refunds (payment_id, user_id, amount_pence, reason) values (p_payment, paid.user_id, paid.amount_pence, answer);
  end if;
  return answer;
end $$;

comment on function settle_payment(uuid, text, uuid, bytea, text) is
  'Writes down that Stripe has the money (charge id): paid, too_late or paid_twice (both owed back whole). Twice is once. A ticket''s new token is given along.';

create function cancel_order(p_order uuid) returns text language plpgsql volatile security definer
  set search_path from current
as $$
declare
  the_order record;
  line record;
begin
  select o.* into the_order from orders o where o.id = p_order for no key update;
  if the_order.fulfilment_status not in ('pending', 'processing') then
    return 'too_late';
  end if;
  if the_order.payment_status in ('paid', 'refunded') then
    return 'paid';
  end if;
  for line in select i.* from order_items i where i.order_id = p_order loop
    if line.reservation_id is not null then
      perform release_stock(line.reservation_id, the_order.user_id);
    elsif line.ticket_listing_id is not null then
      update listing_holds h set ended_at = kith.now(), ended_as = case when h.expires_at > kith.now() then 'released' else 'lapsed' end
      where h.listing_id = line.ticket_listing_id and h.buyer_id = the_order.user_id and h.ended_at is null;
    end if;
  end loop;
  update orders set fulfilment_status = 'cancelled', cancelled_at = kith.now() where id = p_order;
  return 'cancelled';
end $$;

comment on function cancel_order(uuid) is 'Ends an unpaid order and puts what it kept back: cancelled, paid (refund its lines instead), too_late.';

create function refund_shipping(p_order uuid, p_reason text) returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  the_order record;
  paid record;
begin
  select o.* into the_order from orders o where o.id = p_order for no key update;
  select p.* into paid from payments p where p.order_id = p_order and p.status = 'succeeded' and not p.is_surplus for no key update;
  if paid.id is null or the_order.shipping_pence = 0
     or exists (select 1 from refunds r where r.payment_id = paid.id and r.order_item_id is null and r.status <> 'failed') then
    return 0;
  end if;
  insert into refunds (payment_id, user_id, amount_pence, reason) values (paid.id, paid.user_id, the_order.shipping_pence, p_reason);
  update payouts set reversed_pence = least(amount_pence, reversed_pence + the_order.shipping_pence),
    status = case when status = 'due' and reversed_pence + the_order.shipping_pence >= amount_pence then 'reversed' else status end
  where order_id = p_order;
  return the_order.shipping_pence;
end $$;

comment on function refund_shipping(uuid, text) is 'Owes what sending cost back, once.';

create function refund_line(p_item uuid, p_quantity integer, p_reason text, p_restock boolean default true, p_note text default null) returns integer
language plpgsql volatile security definer
  set search_path from current
as $$
declare
  line record;
  paid record;
  owed integer;
begin
  select i.order_id into line from order_items i where i.id = p_item;
  perform 1 from orders o where o.id = line.order_id for no key update;
  select i.* into line from order_items i where i.id = p_item for no key update;
  select p.* into paid from payments p where p.order_id = line.order_id and p.status = 'succeeded' and not p.is_surplus for no key update;
  if paid.id is null or p_quantity not between 1 and line.quantity - line.refunded_quantity then
    return 0;
  end if;
  owed := p_quantity * line.unit_price_pence;
  update order_items set refunded_quantity = refunded_quantity + p_quantity, refunded_pence = refunded_pence + owed where id = p_item;
  if owed > 0 then
    insert into refunds (payment_id, order_item_id, user_id, quantity, amount_pence, reason, note) values (paid.id, p_item, paid.user_id, p_quantity, owed, p_reason, p_note);
    update payouts set reversed_pence = least(amount_pence, reversed_pence + owed),
      status = case when status = 'due' and reversed_pence + owed >= amount_pence then 'reversed' else status end
    where order_id = line.order_id;
  end if;
  if p_restock and line.reservation_id is not null then
    perform return_stock(line.reservation_id, p_quantity);
  end if;
  if not exists (select 1 from order_items i where i.order_id = line.order_id and i.refunded_quantity < i.quantity) then
    update orders set fulfilment_status = 'cancelled', cancelled_at = kith.now() where id = line.order_id and fulfilment_status in ('pending', 'processing');
    if found then
      -- Nothing was sent: nothing is kept for sending.
      perform refund_shipping(line.order_id, p_reason);
    end if;
  end if;
  return owed;
end $$;

comment on function refund_line(uuid, integer, text, boolean, text) is
  'Owes so many of a line back, puts them on the shelf again, takes them off the seller''s payout; with the last line of an unsent order what sending cost goes back too: the line''s sum in minor units, 0 when there was nothing to give back.';

revoke all on function guard_order_item(), guard_refund(), vat_points(text, text), tax_within(integer, integer), shipping_price(text, text, integer, integer, text), place_order(uuid, uuid[], text, text, jsonb), order_ticket(uuid, uuid), settle_order(uuid, uuid, bytea, text), settle_payment(uuid, text, uuid, bytea, text), cancel_order(uuid), refund_line(uuid, integer, text, boolean, text), refund_shipping(uuid, text) from public;

grant execute on function vat_points(text, text), tax_within(integer, integer), shipping_price(text, text, integer, integer, text),
  place_order(uuid, uuid[], text, text, jsonb), order_ticket(uuid, uuid), settle_order(uuid, uuid, bytea, text), settle_payment(uuid, text, uuid, bytea, text),
  cancel_order(uuid), refund_line(uuid, integer, text, boolean, text), refund_shipping(uuid, text) to service_role;

alter table vat_rates enable row level security;

alter table shipping_rates enable row level security;

alter table orders enable row level security;

alter table order_items enable row level security;

alter table payments enable row level security;

alter table refunds enable row level security;

alter table payouts enable row level security;

create policy service_all on vat_rates for all to service_role using (true) with check (true);

create policy service_all on shipping_rates for all to service_role using (true) with check (true);

create policy service_all on orders for all to service_role using (true) with check (true);

create policy service_all on order_items for all to service_role using (true) with check (true);

create policy service_all on payments for all to service_role using (true) with check (true);

create policy service_all on refunds for all to service_role using (true) with check (true);

create policy service_all on payouts for all to service_role using (true) with check (true);

grant select, insert, update, delete on vat_rates, shipping_rates, orders, order_items, payments, refunds, payouts to service_role;

create function my_order_ids() returns uuid[] language sql stable security definer
  set search_path from current
as $$
  select coalesce(array_agg(o.id), '{}') from orders o where o.user_id = auth.uid()
$$;

comment on function my_order_ids() is 'Orders of the signed-in person.';

revoke all on function my_order_ids() from public;

grant execute on function my_order_ids() to authenticated, service_role;

create policy orders_select_own on orders for select to authenticated using (user_id = auth.uid());

grant select on orders to authenticated;

create policy order_items_select_own on order_items for select to authenticated using (order_id = any (my_order_ids()));

grant select on order_items to authenticated;

create policy payments_select_own on payments for select to authenticated using (user_id = auth.uid());

grant select (id, order_id, user_id, amount_pence, currency, status, is_surplus, refunded_pence, failure, settled_at, created_at) on payments to authenticated;

create policy refunds_select_own on refunds for select to authenticated using (user_id = auth.uid());

grant select (id, payment_id, order_item_id, user_id, quantity, amount_pence, reason, note, status, created_at) on refunds to authenticated;

create policy payouts_select_own on payouts for select to authenticated using (payee_id = auth.uid());

grant select (id, order_id, payee_id, gross_pence, fee_pence, amount_pence, reversed_pence, currency, status, not_before, created_at) on payouts to authenticated;
