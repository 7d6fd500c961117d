-- A ban of the house in HOTMESS, and nobody who is suspended or banned is paid meanwhile.

create function payouts_held(p_payee uuid) returns boolean language sql stable security definer
  set search_path from current
as $$
  select kith.is_banned(p_payee)
      or exists (select 1 from profiles p where p.user_id = p_payee and p.status in ('suspended', 'banned'))
      or exists (select 1 from market_sellers s where s.owner_id = p_payee and s.status = 'suspended')
$$;

comment on function payouts_held(uuid) is 'Whether somebody is paid nothing for now: suspended (as a member or a seller) or banned. What is due stays due.';

create or replace function claim_payout(p_payout uuid, p_until timestamptz) returns table (payee_id uuid, sum_pence integer, currency text, destination text, source_charge text,
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
    if account is null or one.amount_pence <= one.reversed_pence or payouts_held(one.payee_id) then
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

create function ban_member(p_user uuid, p_note text) returns table (order_id uuid, buyer_id uuid, title text) language plpgsql volatile security definer
  set search_path from current
as $$
#variable_conflict use_column
declare
  line record;
begin
  perform take_down(p_user, p_note);
  -- What was paid and not sent goes back, bought and sold; and tickets at first hand for nights to come, unused.
  for line in
    select i.id, i.order_id, i.quantity - i.refunded_quantity as rest, o.user_id, i.title from order_items i
    join orders o on o.id = i.order_id left join market_sellers s on s.id = o.seller_id
    left join beacons b on b.id = i.beacon_id left join qr_tokens t on t.id = i.token_id
    where (o.user_id = p_user or s.owner_id = p_user) and o.payment_status = 'paid' and i.refunded_quantity < i.quantity
      and (o.fulfilment_status in ('pending', 'processing')
        or (o.user_id = p_user and b.status = 'live' and coalesce(b.starts_at, b.expires_at) > kith.now() and t.current_uses = 0 and t.revoked_at is null))
    order by o.id, i.id
  loop
    if refund_line(line.id, line.rest, 'cancelled') > 0 and line.user_id <> p_user then
      order_id := line.order_id; buyer_id := line.user_id; title := line.title;
      return next;
    end if;
  end loop;
  for line in
    select o.id from orders o left join market_sellers s on s.id = o.seller_id
    where (o.user_id = p_user or s.owner_id = p_user) and o.payment_status in ('pending', 'failed') and o.fulfilment_status = 'pending' order by o.id
  loop
    perform cancel_order(line.id);
  end loop;
  update qr_tokens set revoked_at = kith.now(), revoked_reason = 'banned' where holder_id = p_user and revoked_at is null and expires_at > kith.now();
  delete from door_devices where user_id = p_user;
  update beacon_posts set status = 'removed' where author_id = p_user and status in ('visible', 'flagged', 'hidden');
end $$;

comment on function ban_member(uuid, text) is
  'Ends what a banned member has: what is up goes, codes open nothing, what is unsent or unused is owed back, posts go. Returns orders of others that were given back. Twice is once.';

revoke all on function payouts_held(uuid), ban_member(uuid, text) from public;

grant execute on function payouts_held(uuid), ban_member(uuid, text) to service_role;
