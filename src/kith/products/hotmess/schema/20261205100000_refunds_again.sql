-- A refund that Stripe refused is tried again when an operator says so: another round, under another key.

alter table refunds add column round integer not null default 0, add constraint refunds_round check (round >= 0);

comment on column refunds.round is 'How often somebody had a refused refund tried again; each round has a key of its own at Stripe.';

create index refunds_refused_idx on refunds (updated_at) where status = 'failed';

create unique index refunds_sending_uniq on refunds (payment_id) where order_item_id is null and status <> 'failed';

-- One that was refused is owed still: it is tried again, never owed a second time.
create or replace function refund_shipping(p_order uuid, p_reason text) returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  the_order record;
  paid record;
begin
  select o.* into the_order from orders o where o.id = p_order for no key update;
  select p.* into paid from payments p where p.order_id = p_order and p.status = 'succeeded' and not p.is_surplus for no key update;
  if paid.id is null or the_order.shipping_pence = 0
     or exists (select 1 from refunds r where r.payment_id = paid.id and r.order_item_id is null) then
    return 0;
  end if;
  insert into refunds (payment_id, user_id, amount_pence, reason) values (paid.id, paid.user_id, the_order.shipping_pence, p_reason);
  update payouts set reversed_pence = least(amount_pence, reversed_pence + the_order.shipping_pence),
    status = case when status = 'due' and reversed_pence + the_order.shipping_pence >= amount_pence then 'reversed' else status end
  where order_id = p_order;
  return the_order.shipping_pence;
end $$;
