-- An organiser gives one ticket back: its code ends, and everybody who paid on the way to it gets what they paid.

alter table refunds drop constraint refunds_reason,
  add constraint refunds_reason check (reason in ('cancelled', 'returned', 'faulty', 'not_sent', 'event_off', 'too_late', 'paid_twice', 'goodwill', 'organiser'));

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

create function give_ticket_back(p_beacon uuid, p_token uuid, p_note text) returns table (outcome text, user_id uuid, owed_pence integer, currency text, holds boolean)
language plpgsql volatile security definer
  set search_path from current
as $$
#variable_conflict use_column
declare
  ticket record;
  line record;
  owed integer;
  given jsonb := '[]';
begin
  perform 1 from beacons b where b.id = p_beacon for no key update;
  -- Whoever buys it right now has locked its listing first, as we do: it is sold on, or it is given back.
  perform 1 from ticket_listings l where l.token_id = p_token and l.status in ('draft', 'pending_review', 'live') for no key update;
  select t.* into ticket from qr_tokens t where t.id = p_token and t.beacon_id = p_beacon and t.scope = 'check_in';
  if ticket.id is null or ticket.revoked_at is not null or ticket.current_uses > 0 then
    return query select case when ticket.id is null then 'none' when ticket.replaced_by is not null then 'sold_on' when ticket.revoked_at is not null then 'gone' else 'used' end,
      null::uuid, 0, null::text, false;
    return;
  end if;
  begin
    for line in
      with recursive chain as (
        select p_token as id union select t.id from qr_tokens t join chain c on t.replaced_by = c.id)
      select i.id, i.quantity - i.refunded_quantity as rest, i.token_id = p_token as holds, o.user_id, o.currency
      from order_items i join orders o on o.id = i.order_id where i.token_id in (select c.id from chain c) order by o.id
    loop
      owed := case when line.rest > 0 then refund_line(line.id, line.rest, 'organiser', true, p_note) else 0 end;
      given := given || jsonb_build_object('user', line.user_id, 'owed', owed, 'currency', line.currency, 'holds', line.holds);
    end loop;
    update qr_tokens t set revoked_at = kith.now(), revoked_reason = 'organiser' where t.id = p_token and t.revoked_at is null;
    -- A door that scanned it a moment ago has been waited for.
    if exists (select 1 from qr_tokens t where t.id = p_token and t.current_uses > 0) then
      raise exception using errcode = 'KT410', message = 'used';
    end if;
  exception when sqlstate 'KT410' then
    return query select 'used', null::uuid, 0, null::text, false;
    return;
  end;
  if given = '[]' then
    given := jsonb_build_array(jsonb_build_object('user', ticket.holder_id, 'owed', 0, 'currency', ticket.currency, 'holds', true));
  end if;
  return query select 'given_back', (g.one ->> 'user')::uuid, (g.one ->> 'owed')::integer, g.one ->> 'currency', (g.one ->> 'holds')::boolean
    from jsonb_array_elements(given) g (one);
end $$;

comment on function give_ticket_back(uuid, uuid, text) is
  'Ends an unused ticket of a beacon and owes back what was paid for it, at first hand and each time it was sold on: a row a person. outcome given_back, used, gone (ended before), sold_on, none.';

revoke all on function give_ticket_back(uuid, uuid, text) from public;

grant execute on function give_ticket_back(uuid, uuid, text) to service_role;

create index qr_tokens_sales_idx on qr_tokens (beacon_id, created_at desc, id desc) where scope = 'check_in' and replaced_by is null;
