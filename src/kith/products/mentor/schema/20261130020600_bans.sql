-- A ban of the house in Mentor: what is ahead ends by the rules (whoever is not banned loses nothing), and a mentor who is out is not paid meanwhile.

create function ban_person(p_user uuid) returns uuid[] language plpgsql volatile security definer
  set search_path from current
as $$
declare
  ended uuid[];
begin
  perform lock_future(p_user);
  update profiles set status = 'suspended', suspended_at = kith.now() where user_id = p_user and status = 'active';
  if not found then
    return null;
  end if;
  select coalesce(array_agg(f), '{}') into ended from free_from_future(p_user, false) f;
  perform slots_changed(p_user);
  return ended;
end $$;

comment on function ban_person(uuid) is
  'As suspend_person, but what a banned mentee had booked goes back by the session''s own rule; whoever booked a banned mentor gets all of it. The bookings ended, or null when nothing changed.';

create function payouts_held(p_mentor uuid) returns boolean language sql stable security definer
  set search_path from current
as $$
  select kith.is_banned(p_mentor) or exists (select 1 from profiles p where p.user_id = p_mentor and p.status = 'suspended')
$$;

comment on function payouts_held(uuid) is 'Whether a mentor is paid nothing for now: suspended or banned. What is due stays due.';

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
    if account is null or the_booking.payout_hold is not null or payouts_held(one.mentor_user_id) then
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

revoke all on function ban_person(uuid), payouts_held(uuid) from public;

grant execute on function ban_person(uuid), payouts_held(uuid) to service_role;
