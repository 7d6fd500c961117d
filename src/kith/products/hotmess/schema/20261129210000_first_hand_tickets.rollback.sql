drop function claim_payout(uuid, timestamptz), retire_listings(integer), refund_called_off(integer), first_hand_to_pass_on(), offer_first_hand(uuid),
  issue_ticket(uuid, uuid, integer, text, uuid, bytea, text), order_first_hand(uuid, uuid), hold_ticket(uuid, uuid), tickets_left(uuid);

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

create or replace function settle_payment(p_payment uuid, p_charge text, p_new_token uuid default null, p_new_hash bytea default null, p_key_id text default null) returns text
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

create or replace function cancel_order(p_order uuid) returns text language plpgsql volatile security definer
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

drop index beacon_waiting_list_first_hand_idx;

delete from beacon_waiting_list where status = 'offered' and listing_id is null;

alter table beacon_waiting_list drop constraint beacon_waiting_list_offer,
  add constraint beacon_waiting_list_offer check (status <> 'offered' or (listing_id is not null and offer_expires_at is not null));

comment on column beacon_waiting_list.listing_id is null;

drop trigger beacons_note_disabled on beacons;

drop function note_disabled();

alter table beacons drop column disabled_at;

drop index payouts_to_take_back_idx;

alter table payouts drop constraint payouts_sent, drop column sent_pence, drop column returned_pence, drop column refusals, drop column destination;

drop index order_items_beacon_idx, order_items_token_idx;

alter table order_items drop constraint order_items_what, drop column beacon_id, drop column token_id,
  add constraint order_items_what check (num_nonnulls(product_id, market_listing_id, ticket_listing_id) <= 1);

drop table payout_accounts, ticket_holds;
