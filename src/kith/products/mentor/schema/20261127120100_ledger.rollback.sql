drop trigger profiles_end_credit on profiles;

drop trigger bookings_credit_is_taken on bookings;

create or replace function owe_refund(p_booking uuid, p_percent integer, p_reason text) returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  paid record;
  owed integer;
begin
  select p.* into paid from payments p where p.booking_id = p_booking and p.kind = 'charge' and p.status = 'succeeded' and not p.is_surplus for no key update;
  if paid.id is null then
    return 0;
  end if;
  owed := least(paid.amount_cents * p_percent / 100, paid.amount_cents - paid.refunded_cents);
  if owed > 0 then
    insert into payments (booking_id, kind, charge_payment_id, user_id, status, amount_cents, currency, reason)
    values (p_booking, 'refund', paid.id, paid.user_id, 'due', owed, paid.currency, p_reason);
  end if;
  return owed;
end $$;

comment on function owe_refund(uuid, integer, text) is 'Owes so many percent of what was paid for a booking, rounded down, and returns the sum in minor units.';

create or replace function lock_future(p_user uuid) returns void language plpgsql volatile security definer
  set search_path from current
as $$
begin
  perform lock_people((
    select array_agg(distinct one) || p_user from bookings b cross join unnest(array[b.mentor_user_id, b.mentee_user_id]) one
    where (b.mentor_user_id = p_user or b.mentee_user_id = p_user) and b.status in ('pending', 'confirmed')));
  perform lock_people(array[p_user]);
end $$;

comment on function lock_future(uuid) is 'Locks a person and everybody they have a session with still to come, in the order of locks.';

drop function end_credit_of_leaver(), settle_purchase(uuid, text), book_with_credit(uuid, uuid, timestamptz, timestamptz, text),
  give_purchase_back(uuid, uuid), why_returnable(uuid), end_purchase(uuid, text), return_unspent(uuid), check_credit_booking(),
  post_ledger(text, text, uuid, uuid, uuid, uuid, uuid, integer), ledger_account(text, text, uuid, uuid), credit_of(uuid), ledger_balance(uuid);

drop table ledger_entries, ledger_transactions, ledger_accounts;

drop function check_ledger_balance(), guard_ledger_entry();
