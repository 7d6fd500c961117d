-- Tickets at first hand: a place kept for ten minutes, paid, and a code; what is called off goes back; what sellers are sent.

create table ticket_holds (
  id uuid primary key default gen_random_uuid(),
  beacon_id uuid not null references beacons (id) on delete cascade,
  user_id uuid not null references profiles (user_id) on delete restrict,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_as text,
  created_at timestamptz not null default kith.now(),
  constraint ticket_holds_ended check ((ended_at is null) = (ended_as is null) and ended_as in ('sold', 'released', 'lapsed'))
);

comment on table ticket_holds is 'A place at a beacon kept for one buyer while they pay for it at first hand, ten minutes at most.';

create unique index ticket_holds_one on ticket_holds (beacon_id, user_id) where ended_at is null;

create index ticket_holds_beacon_idx on ticket_holds (beacon_id) where ended_at is null;

create index ticket_holds_user_idx on ticket_holds (user_id);

create index ticket_holds_beacon_all_idx on ticket_holds (beacon_id);

create table payout_accounts (
  user_id uuid primary key references profiles (user_id) on delete restrict,
  stripe_account_id text not null,
  state text not null default 'incomplete',
  checked_at timestamptz not null default kith.now(),
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint payout_accounts_account_uniq unique (stripe_account_id),
  constraint payout_accounts_state check (state in ('incomplete', 'under_review', 'ready', 'paused'))
);

comment on table payout_accounts is 'Where somebody''s money goes: their account at Stripe, with its state as Stripe last said.';

create index payout_accounts_checked_idx on payout_accounts (checked_at);

create trigger payout_accounts_updated_at before update on payout_accounts for each row execute function set_updated_at();

alter table order_items add column beacon_id uuid references beacons (id) on delete restrict,
  add column token_id uuid references qr_tokens (id) on delete set null,
  drop constraint order_items_what,
  add constraint order_items_what check (num_nonnulls(product_id, market_listing_id, ticket_listing_id, beacon_id) <= 1);

comment on column order_items.beacon_id is 'A ticket at first hand, of this beacon.';

comment on column order_items.token_id is 'The code that a ticket''s line became.';

create index order_items_beacon_idx on order_items (beacon_id);

create index order_items_token_idx on order_items (token_id);

alter table payouts add column sent_pence integer, add column returned_pence integer not null default 0, add column refusals integer not null default 0,
  add column destination text,
  add constraint payouts_sent check (sent_pence between 1 and amount_pence and returned_pence between 0 and sent_pence
    and (status not in ('sent', 'succeeded') or (sent_pence is not null and destination is not null)));

comment on column payouts.sent_pence is 'What was sent: the amount less what had been given back by then.';

comment on column payouts.returned_pence is 'What of it Stripe has taken back since.';

create index payouts_to_take_back_idx on payouts (next_attempt_at) where status = 'succeeded' and reversed_pence > 0;

alter table beacons add column disabled_at timestamptz;

comment on column beacons.disabled_at is 'Since when it is taken down; after two days, or when it would have begun, its tickets are given back.';

create function note_disabled() returns trigger language plpgsql
  set search_path from current
as $$
begin
  new.disabled_at := case when new.status <> 'disabled' then null when old.status <> 'disabled' then kith.now() else old.disabled_at end;
  return new;
end $$;

comment on function note_disabled() is 'Trigger: since when a beacon is taken down.';

create trigger beacons_note_disabled before update on beacons for each row execute function note_disabled();

alter table beacon_waiting_list drop constraint beacon_waiting_list_offer,
  add constraint beacon_waiting_list_offer check (status <> 'offered' or offer_expires_at is not null);

comment on column beacon_waiting_list.listing_id is 'The listing that is offered; none when it is a ticket at first hand.';

create index beacon_waiting_list_first_hand_idx on beacon_waiting_list (beacon_id) where status = 'offered' and listing_id is null;

create function tickets_left(p_beacon uuid) returns integer language sql stable security definer
  set search_path from current
as $$
  select case when b.capacity is not null then greatest(b.capacity
    - (select count(*) from qr_tokens t where t.beacon_id = b.id and t.scope = 'check_in' and t.max_uses = 1 and t.revoked_at is null)
    - (select count(*) from ticket_holds h where h.beacon_id = b.id and h.ended_at is null and h.expires_at > kith.now())
    - (select count(*) from beacon_waiting_list w where w.beacon_id = b.id and w.status = 'offered' and w.listing_id is null and w.offer_expires_at > kith.now()
       and not exists (select 1 from ticket_holds h where h.beacon_id = b.id and h.user_id = w.user_id and h.ended_at is null and h.expires_at > kith.now())), 0)::integer end
  from beacons b where b.id = p_beacon
$$;

comment on function tickets_left(uuid) is 'Places nobody has, pays for or has been offered; null where there is no limit.';

create function hold_ticket(p_beacon uuid, p_buyer uuid) returns table (hold_id uuid, outcome text, expires_at timestamptz, price_pence integer, currency text)
language plpgsql volatile security definer
  set search_path from current
as $$
#variable_conflict use_column
declare
  place record;
  held record;
  asked boolean;
  refusal text;
begin
  select b.* into place from beacons b where b.id = p_beacon for no key update;
  update ticket_holds h set ended_at = kith.now(), ended_as = 'lapsed' where h.beacon_id = p_beacon and h.ended_at is null and h.expires_at <= kith.now();
  select h.* into held from ticket_holds h where h.beacon_id = p_beacon and h.user_id = p_buyer and h.ended_at is null;
  asked := exists (select 1 from beacon_waiting_list w where w.beacon_id = p_beacon and w.user_id = p_buyer and w.status = 'offered' and w.listing_id is null
    and w.offer_expires_at > kith.now());
  refusal := case
    when place.id is null or place.status <> 'live' or place.kind = 'venue' or coalesce(place.ends_at, place.expires_at) <= kith.now() then 'closed'
    when place.owner_id = p_buyer then 'yourself'
    when not exists (select 1 from profiles p where p.user_id = p_buyer and p.status = 'active') or kith.hold_state(p_buyer) <> 'none'
      or kith.blocked_between(p_buyer, place.owner_id) then 'closed'
    when (select count(*) from qr_tokens t where t.beacon_id = p_beacon and t.holder_id = p_buyer and t.scope = 'check_in' and t.revoked_at is null)
      >= case when place.price_pence = 0 then 1 else 4 end then 'limit'
    when held.id is not null or asked then null
    when tickets_left(p_beacon) <= 0 then 'sold_out'
    when place.capacity is not null and exists (select 1 from beacon_waiting_list w where w.beacon_id = p_beacon and w.status = 'waiting' and w.user_id <> p_buyer
      and w.number < coalesce((select o.number from beacon_waiting_list o where o.beacon_id = p_beacon and o.user_id = p_buyer and o.status = 'waiting'), 'infinity'::float8))
      then 'in_line'
    when place.sold_out and place.capacity is null then 'sold_out'
  end;
  if refusal is not null then
    return query select null::uuid, refusal, null::timestamptz, null::integer, null::text;
    return;
  end if;
  if held.id is null then
    insert into ticket_holds (beacon_id, user_id, expires_at) values (p_beacon, p_buyer, kith.now() + interval '10 minutes') returning * into held;
    if tickets_left(p_beacon) = 0 and not place.sold_out then
      update beacons set sold_out = true where id = p_beacon;
    end if;
  end if;
  return query select held.id, 'held', held.expires_at, place.price_pence, place.currency;
end $$;

comment on function hold_ticket(uuid, uuid) is
  'Keeps a place at first hand for ten minutes. outcome: held (again: the same hold), sold_out, in_line (others wait and come first), limit (four a person, one where it is free), yourself, closed (tell nobody why).';

create function order_first_hand(p_beacon uuid, p_buyer uuid) returns table (order_id uuid, outcome text, expires_at timestamptz)
language plpgsql volatile security definer
  set search_path from current
as $$
#variable_conflict use_column
declare
  held record;
  made uuid;
begin
  select h.* into held from hold_ticket(p_beacon, p_buyer) h;
  if held.outcome <> 'held' then
    return query select null::uuid, held.outcome, null::timestamptz;
    return;
  end if;
  select o.id into made from orders o join order_items i on i.order_id = o.id
  where i.beacon_id = p_beacon and o.user_id = p_buyer and o.payment_status in ('pending', 'failed') and o.fulfilment_status = 'pending' and o.total_pence = held.price_pence;
  if made is null then
    insert into orders (user_id, order_type, subtotal_pence, total_pence, currency, expires_at)
    values (p_buyer, 'marketplace', held.price_pence, held.price_pence, held.currency, held.expires_at) returning id into made;
    insert into order_items (order_id, beacon_id, title, quantity, unit_price_pence, total_price_pence)
    select made, b.id, b.title, 1, held.price_pence, held.price_pence from beacons b where b.id = p_beacon;
  else
    update orders set expires_at = held.expires_at where id = made;
  end if;
  return query select made, 'held', held.expires_at;
end $$;

comment on function order_first_hand(uuid, uuid) is 'Keeps a place (hold_ticket) and writes the order for it; asked again, the same order. outcome as hold_ticket.';

create function issue_ticket(p_beacon uuid, p_buyer uuid, p_price integer, p_currency text, p_new_token uuid, p_new_hash bytea, p_key_id text) returns text
language plpgsql volatile security definer
  set search_path from current
as $$
declare
  place record;
  kept boolean;
begin
  select b.* into place from beacons b where b.id = p_beacon for no key update;
  update ticket_holds h set ended_at = kith.now(), ended_as = 'lapsed' where h.beacon_id = p_beacon and h.ended_at is null and h.expires_at <= kith.now();
  kept := exists (select 1 from ticket_holds h where h.beacon_id = p_beacon and h.user_id = p_buyer and h.ended_at is null)
    or exists (select 1 from beacon_waiting_list w where w.beacon_id = p_beacon and w.user_id = p_buyer and w.status = 'offered' and w.listing_id is null
      and w.offer_expires_at > kith.now());
  if place.status is distinct from 'live' or place.expires_at <= kith.now() or not exists (select 1 from profiles p where p.user_id = p_buyer and p.status = 'active')
     or (not kept and tickets_left(p_beacon) <= 0) then
    return 'gone';
  end if;
  -- The door opens for it two hours before the night begins.
  insert into qr_tokens (id, beacon_id, scope, token_hash, key_id, valid_from, expires_at, holder_id, face_value_pence, currency)
  values (p_new_token, p_beacon, 'check_in', p_new_hash, p_key_id, coalesce(greatest(place.starts_at - interval '2 hours', kith.now()), kith.now()), place.expires_at,
          p_buyer, p_price, p_currency);
  update ticket_holds h set ended_at = kith.now(), ended_as = 'sold' where h.beacon_id = p_beacon and h.user_id = p_buyer and h.ended_at is null;
  update beacon_waiting_list w set status = 'bought' where w.beacon_id = p_beacon and w.user_id = p_buyer and w.status in ('waiting', 'offered');
  if tickets_left(p_beacon) = 0 and not place.sold_out then
    update beacons set sold_out = true where id = p_beacon;
  end if;
  return 'sold';
end $$;

comment on function issue_ticket(uuid, uuid, integer, text, uuid, bytea, text) is
  'Makes a paid place a code in the buyer''s hands. gone when the beacon is not on any more, or the hold was over and the place is somebody else''s.';

create function offer_first_hand(p_beacon uuid) returns uuid[] language plpgsql volatile security definer
  set search_path from current
as $$
declare
  place record;
  next_one record;
  asked uuid[] := '{}';
begin
  select b.* into place from beacons b where b.id = p_beacon for no key update;
  update ticket_holds h set ended_at = kith.now(), ended_as = 'lapsed' where h.beacon_id = p_beacon and h.ended_at is null and h.expires_at <= kith.now();
  update beacon_waiting_list w set status = 'lapsed' where w.beacon_id = p_beacon and w.status = 'offered' and w.listing_id is null and w.offer_expires_at <= kith.now()
    and not exists (select 1 from ticket_holds h where h.beacon_id = p_beacon and h.user_id = w.user_id and h.ended_at is null);
  if place.capacity is null or place.status <> 'live' or coalesce(place.ends_at, place.expires_at) <= kith.now() then
    return asked;
  end if;
  while tickets_left(p_beacon) > 0 loop
    select w.* into next_one from beacon_waiting_list w
    where w.beacon_id = p_beacon and w.status = 'waiting' and not kith.blocked_between(w.user_id, place.owner_id) order by w.number limit 1 for update skip locked;
    exit when next_one.id is null;
    update beacon_waiting_list set status = 'offered', listing_id = null, offered_at = kith.now(), offer_expires_at = kith.now() + interval '2 hours' where id = next_one.id;
    asked := asked || next_one.user_id;
  end loop;
  if place.sold_out and tickets_left(p_beacon) > 0 and exists (select 1 from order_items i where i.beacon_id = p_beacon) then
    update beacons set sold_out = false where id = p_beacon;
  end if;
  return asked;
end $$;

comment on function offer_first_hand(uuid) is
  'Offers places that came free at first hand (unpaid holds, refunds, more room) to those who have waited longest, two hours each: whom to tell. Opens the sale again when nobody waits.';

create function first_hand_to_pass_on() returns uuid[] language sql stable security definer
  set search_path from current
as $$
  select coalesce(array_agg(b.id), '{}') from beacons b
  where b.status = 'live' and b.expires_at > kith.now() and b.capacity is not null and b.sold_out
    and (tickets_left(b.id) > 0 or exists (select 1 from beacon_waiting_list w where w.beacon_id = b.id and w.status = 'offered' and w.listing_id is null
      and w.offer_expires_at <= kith.now()))
$$;

comment on function first_hand_to_pass_on() is 'Sold-out beacons where a place came free: ask offer_first_hand of each.';

create or replace function transfer_ticket(p_listing uuid, p_buyer uuid, p_new_token uuid, p_new_hash bytea, p_key_id text) returns text language plpgsql volatile security definer
  set search_path from current
as $$
declare
  offered record;
  ticket record;
begin
  select l.* into offered from ticket_listings l where l.id = p_listing for no key update;
  if offered.status = 'sold' then
    return case when offered.buyer_id = p_buyer then 'sold' else 'gone' end;
  end if;
  select t.* into ticket from qr_tokens t where t.id = offered.token_id for no key update;
  if offered.status is distinct from 'live' or ticket.revoked_at is not null or ticket.current_uses > 0 or ticket.expires_at <= kith.now()
     -- A night that was taken down, or a member who was banned, while the buyer was paying.
     or not beacon_is_live(offered.beacon_id) or not exists (select 1 from profiles p where p.user_id = p_buyer and p.status = 'active')
     or exists (select 1 from listing_holds h where h.listing_id = p_listing and h.buyer_id <> p_buyer and h.ended_at is null and h.expires_at > kith.now())
     or exists (select 1 from beacon_waiting_list w where w.listing_id = p_listing and w.user_id <> p_buyer and w.status = 'offered' and w.offer_expires_at > kith.now()) then
    return 'gone';
  end if;
  insert into qr_tokens (id, beacon_id, scope, token_hash, key_id, max_uses, valid_from, expires_at, holder_id, face_value_pence, currency, issued_by)
  values (p_new_token, ticket.beacon_id, ticket.scope, p_new_hash, p_key_id, ticket.max_uses, ticket.valid_from, ticket.expires_at, p_buyer,
          ticket.face_value_pence, ticket.currency, ticket.issued_by);
  update qr_tokens set revoked_at = kith.now(), revoked_reason = 'sold', replaced_by = p_new_token where id = ticket.id;
  update ticket_listings set status = 'sold', buyer_id = p_buyer, sold_at = kith.now() where id = p_listing;
  update listing_holds h set ended_at = kith.now(), ended_as = case when h.buyer_id = p_buyer then 'sold' else 'lapsed' end
  where h.listing_id = p_listing and h.ended_at is null;
  update beacon_waiting_list w set status = 'bought' where w.beacon_id = offered.beacon_id and w.user_id = p_buyer and w.status in ('waiting', 'offered');
  update beacon_waiting_list w set status = 'lapsed' where w.listing_id = p_listing and w.status = 'offered';
  return 'sold';
end $$;

create or replace function settle_order(p_order uuid, p_new_token uuid default null, p_new_hash bytea default null, p_key_id text default null) returns text
language plpgsql volatile security definer
  set search_path from current
as $$
declare
  bought record;
  line record;
  good boolean := true;
begin
  perform 1 from beacons b join order_items i on i.beacon_id = b.id where i.order_id = p_order for no key update of b;
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
      elsif line.beacon_id is not null then
        good := p_new_token is not null
          and issue_ticket(line.beacon_id, bought.user_id, line.unit_price_pence, bought.currency, p_new_token, p_new_hash, p_key_id) = 'sold';
      elsif line.reservation_id is not null then
        good := sell_stock(line.reservation_id);
      else
        good := false;
      end if;
      if not good then
        -- All lines or none: what was sold a moment ago goes back with this block.
        raise exception using errcode = 'KT410', message = 'gone';
      end if;
      if num_nonnulls(line.ticket_listing_id, line.beacon_id) > 0 then
        update order_items set token_id = p_new_token where id = line.id;
      end if;
    end loop;
  exception when sqlstate 'KT410' then
    update orders set payment_status = case payment_status when 'pending' then 'failed' else payment_status end, fulfilment_status = 'cancelled', cancelled_at = kith.now()
    where id = p_order;
    return 'too_late';
  end;
  update orders set payment_status = 'paid', paid_at = kith.now() where id = p_order;
  if exists (select 1 from order_items i where i.order_id = p_order and num_nonnulls(i.ticket_listing_id, i.beacon_id) > 0) then
    -- A ticket is there as soon as it is paid.
    update orders set fulfilment_status = 'processing' where id = p_order;
    update orders set fulfilment_status = 'shipped', shipped_at = kith.now() where id = p_order;
    update orders set fulfilment_status = 'delivered', delivered_at = kith.now() where id = p_order;
  end if;
  if bought.total_pence > 0 and bought.order_type = 'marketplace' then
    insert into payouts (order_id, payee_id, gross_pence, fee_pence, amount_pence, currency, not_before)
    select p_order, coalesce(s.owner_id, l.seller_id, b.owner_id), bought.total_pence, bought.subtotal_pence * coalesce(s.fee_percent, 0) / 100,
           bought.total_pence - bought.subtotal_pence * coalesce(s.fee_percent, 0) / 100, bought.currency, coalesce(b.expires_at, kith.now() + interval '7 days')
    from order_items i left join market_sellers s on s.id = bought.seller_id left join ticket_listings l on l.id = i.ticket_listing_id
         left join beacons b on b.id = coalesce(l.beacon_id, i.beacon_id)
    where i.order_id = p_order limit 1
    on conflict on constraint payouts_order_uniq do nothing;
  end if;
  return 'paid';
end $$;

create or replace function settle_payment(p_payment uuid, p_charge text, p_new_token uuid default null, p_new_hash bytea default null, p_key_id text default null) returns text
language plpgsql volatile security definer
  set search_path from current
as $$
declare
  paid record;
  answer text;
begin
  select p.order_id into paid from payments p where p.id = p_payment;
  perform 1 from beacons b join order_items i on i.beacon_id = b.id where i.order_id = paid.order_id for no key update of b;
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

create or replace function cancel_order(p_order uuid) returns text language plpgsql volatile security definer
  set search_path from current
as $$
declare
  the_order record;
  line record;
begin
  perform 1 from beacons b join order_items i on i.beacon_id = b.id where i.order_id = p_order for no key update of b;
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
    elsif line.beacon_id is not null then
      update ticket_holds h set ended_at = kith.now(), ended_as = case when h.expires_at > kith.now() then 'released' else 'lapsed' end
      where h.beacon_id = line.beacon_id and h.user_id = the_order.user_id and h.ended_at is null;
    end if;
  end loop;
  update orders set fulfilment_status = 'cancelled', cancelled_at = kith.now() where id = p_order;
  return 'cancelled';
end $$;

create or replace function refund_line(p_item uuid, p_quantity integer, p_reason text, p_restock boolean default true, p_note text default null) returns integer
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
  if paid.id is null or p_quantity not between 1 and line.quantity - line.refunded_quantity
     -- Sold on: the money for it came from the next buyer.
     or (p_reason <> 'event_off' and exists (select 1 from qr_tokens t where t.id = line.token_id and t.replaced_by is not null)) then
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
  -- A ticket that was paid back opens nothing.
  update qr_tokens set revoked_at = kith.now(), revoked_reason = p_reason where id = line.token_id and revoked_at is null;
  return owed;
end $$;

create function refund_called_off(p_at_most integer) returns table (order_id uuid, user_id uuid, beacon_id uuid, owed_pence integer, currency text)
language plpgsql volatile security definer
  set search_path from current
as $$
#variable_conflict use_column
declare
  line record;
begin
  for line in
    select i.id, i.order_id, i.quantity - i.refunded_quantity as rest, o.user_id, o.currency, b.id as beacon
    from beacons b join order_items i on i.beacon_id = b.id or i.ticket_listing_id in (select l.id from ticket_listings l where l.beacon_id = b.id)
    join orders o on o.id = i.order_id
    where b.status = 'disabled' and kith.now() >= least(b.disabled_at + interval '2 days', coalesce(b.starts_at, b.expires_at))
      and o.payment_status = 'paid' and i.refunded_quantity < i.quantity
    order by o.id limit p_at_most
  loop
    owed_pence := refund_line(line.id, line.rest, 'event_off');
    -- One that cost nothing has no charge to give back; its code ends all the same, below.
    if owed_pence > 0 then
      order_id := line.order_id; user_id := line.user_id; beacon_id := line.beacon; currency := line.currency;
      return next;
    end if;
  end loop;
  update qr_tokens t set revoked_at = kith.now(), revoked_reason = 'event_off' from beacons b
  where b.id = t.beacon_id and b.status = 'disabled' and kith.now() >= least(b.disabled_at + interval '2 days', coalesce(b.starts_at, b.expires_at))
    and t.scope = 'check_in' and t.revoked_at is null and t.current_uses = 0;
end $$;

comment on function refund_called_off(integer) is
  'Owes back what was paid for tickets of beacons that stayed taken down for two days, or until they would have begun, at first hand and from person to person; ends their codes. Whom to tell, and what they get.';

create function retire_listings(p_at_most integer) returns table (listing_id uuid, seller_id uuid, beacon_id uuid) language sql volatile security definer
  set search_path from current
as $$
  update ticket_listings l set status = 'removed', review_notes = 'Its ticket was used, given back or ran out.'
  where l.id in (
    select o.id from ticket_listings o join beacons b on b.id = o.beacon_id left join qr_tokens t on t.id = o.token_id
    where o.status in ('pending_review', 'live') and (b.status not in ('live', 'disabled') or b.expires_at <= kith.now() or t.revoked_at is not null
      or t.current_uses > 0 or t.expires_at <= kith.now())
    limit p_at_most for no key update of o skip locked)
  returning l.id, l.seller_id, l.beacon_id
$$;

comment on function retire_listings(integer) is 'Takes listings down whose ticket was used, given back or ran out.';

create function claim_payout(p_payout uuid, p_until timestamptz) returns table (payee_id uuid, sum_pence integer, currency text, destination text, source_charge text,
  attempts integer, refusals integer)
language plpgsql volatile security definer
  set search_path from current
as $$
#variable_conflict use_column
declare
  one record;
  account text;
begin
  select p.* into one from payouts p where p.id = p_payout for no key update;
  if one.id is null or one.status not in ('due', 'sent') or one.next_attempt_at > kith.now() or one.not_before > kith.now() then
    return;
  end if;
  if one.status = 'due' then
    select found.account into account from (
      select a.stripe_account_id as account, 1 as place from payout_accounts a where a.user_id = one.payee_id and a.state = 'ready'
      union all
      select s.stripe_account_id, 2 from market_sellers s where s.owner_id = one.payee_id and s.stripe_state = 'ready') found order by found.place limit 1;
    if account is null or one.amount_pence <= one.reversed_pence then
      return;
    end if;
    update payouts set status = 'sent', sent_pence = amount_pence - reversed_pence, destination = account, attempts = attempts + 1, next_attempt_at = p_until
    where id = p_payout returning * into one;
  else
    update payouts set attempts = attempts + 1, next_attempt_at = p_until where id = p_payout returning * into one;
  end if;
  return query select one.payee_id, one.sent_pence, one.currency, one.destination,
    (select y.stripe_charge_id from payments y where y.order_id = one.order_id and y.status = 'succeeded' and not y.is_surplus), one.attempts, one.refusals;
end $$;

comment on function claim_payout(uuid, timestamptz) is
  'Takes one payout to Stripe, nobody else does until then; the sum is what is left of it at the first try. Nothing when it is not due, or its payee has no account that can be paid.';

revoke all on function note_disabled(), tickets_left(uuid), hold_ticket(uuid, uuid), order_first_hand(uuid, uuid),
  issue_ticket(uuid, uuid, integer, text, uuid, bytea, text), offer_first_hand(uuid), first_hand_to_pass_on(), refund_called_off(integer), retire_listings(integer),
  claim_payout(uuid, timestamptz) from public;

grant execute on function tickets_left(uuid), hold_ticket(uuid, uuid), order_first_hand(uuid, uuid), issue_ticket(uuid, uuid, integer, text, uuid, bytea, text),
  offer_first_hand(uuid), first_hand_to_pass_on(), refund_called_off(integer), retire_listings(integer), claim_payout(uuid, timestamptz) to service_role;

alter table ticket_holds enable row level security;

alter table payout_accounts enable row level security;

create policy service_all on ticket_holds for all to service_role using (true) with check (true);

create policy service_all on payout_accounts for all to service_role using (true) with check (true);

grant select, insert, update, delete on ticket_holds, payout_accounts to service_role;

create policy ticket_holds_select_own on ticket_holds for select to authenticated using (user_id = auth.uid());

grant select on ticket_holds to authenticated;
