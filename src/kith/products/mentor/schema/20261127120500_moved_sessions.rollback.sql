drop trigger ledger_transactions_guard on ledger_transactions;

drop function guard_ledger_transaction();

create or replace function kept_of(p_booking uuid) returns integer language sql stable security definer
  set search_path from current
as $$
  select coalesce(case b.paid_with
    when 'card' then (select p.amount_cents - p.refunded_cents from payments p
                      where p.booking_id = b.id and p.kind = 'charge' and p.status = 'succeeded' and not p.is_surplus)
    when 'credit' then (select ledger_balance(a.id) from ledger_accounts a where a.kind = 'session' and a.session_uid = b.calendar_uid)
  end, 0)
  from bookings b where b.id = p_booking
$$;

comment on function kept_of(uuid) is 'What was paid for a booking and not given back, in minor units, by card or by credit.';
