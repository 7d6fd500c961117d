-- What is given back gives its XP back too.

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
     or (p_reason not in ('event_off', 'organiser') and exists (select 1 from qr_tokens t where t.id = line.token_id and t.replaced_by is not null)) then
    return 0;
  end if;
  owed := p_quantity * line.unit_price_pence;
  update order_items set refunded_quantity = refunded_quantity + p_quantity, refunded_pence = refunded_pence + owed where id = p_item;
  -- XP goes back unit by unit, and altogether what the line had given.
  if exists (select 1 from xp_events e where e.cause = 'purchase:' || p_item::text) then
    perform award_xp(paid.user_id, 'purchase',
      line.xp_reward * line.refunded_quantity / line.quantity - line.xp_reward * (line.refunded_quantity + p_quantity) / line.quantity,
      format('purchase:%s:back:%s', p_item, line.refunded_quantity + p_quantity));
  end if;
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

comment on function refund_line(uuid, integer, text, boolean, text) is 'Owes so many of a line back, puts them on the shelf again, takes them off the seller''s payout, and its XP from the buyer; with the last line of an unsent order what sending cost goes back too: the line''s sum in minor units, 0 when there was nothing to give back.';
