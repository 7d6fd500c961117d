drop function ban_member(uuid, text);

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

drop function payouts_held(uuid);
