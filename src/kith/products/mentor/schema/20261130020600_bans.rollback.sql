create or replace function claim_payout(p_payout uuid, p_until timestamptz) returns setof payouts language plpgsql volatile security definer
  set search_path from current
as $$
declare
  one record;
  the_booking record;
  account text;
  kept integer;
begin
  select p.* into one from payouts p where p.id = p_payout and p.status in ('due', 'sent') and p.next_attempt_at <= kith.now() for no key update;
  if one.id is null then
    return;
  end if;
  select b.* into the_booking from bookings b where b.id = one.booking_id;
  if one.status = 'due' then
    kept := kept_of(one.booking_id);
    if kept <= fee_of(kept, the_booking.fee_basis_points) then
      update payouts set status = 'cancelled' where id = p_payout;
      return;
    end if;
    select a.stripe_account_id into account from payout_accounts a where a.user_id = one.mentor_user_id and a.status = 'ready';
    if account is null or the_booking.payout_hold is not null then
      return;
    end if;
    return query update payouts set status = 'sent', gross_cents = kept, fee_cents = fee_of(kept, the_booking.fee_basis_points), destination = account,
      source_charge = (select p.txn_id from payments p where p.kind = 'charge' and p.status = 'succeeded' and not p.is_surplus and p.provider = 'stripe'
                       and (p.booking_id = the_booking.id or p.purchase_id = the_booking.purchase_id) limit 1),
      attempts = attempts + 1, next_attempt_at = p_until where id = p_payout returning *;
    return;
  end if;
  return query update payouts set attempts = attempts + 1, next_attempt_at = p_until where id = p_payout returning *;
end $$;

drop function payouts_held(uuid);

drop function ban_person(uuid);
