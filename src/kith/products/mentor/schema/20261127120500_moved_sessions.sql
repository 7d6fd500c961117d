-- A session that moved keeps nothing: what was paid for it went along, by card as by credit.

create or replace function kept_of(p_booking uuid) returns integer language sql stable security definer
  set search_path from current
as $$
  select coalesce(case
    when b.cancelled_by = 'moved' then 0
    when b.paid_with = 'card' then (select p.amount_cents - p.refunded_cents from payments p
                                    where p.booking_id = b.id and p.kind = 'charge' and p.status = 'succeeded' and not p.is_surplus)
    when b.paid_with = 'credit' then (select ledger_balance(a.id) from ledger_accounts a where a.kind = 'session' and a.session_uid = b.calendar_uid)
  end, 0)
  from bookings b where b.id = p_booking
$$;

comment on function kept_of(uuid) is 'What was paid for a booking and not given back, in minor units, by card or by credit; nothing for one that moved.';

create function guard_ledger_transaction() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if new.kind = 'session_back' and exists (select 1 from bookings b where b.id = new.booking_id and b.cancelled_by = 'moved') then
    raise exception using errcode = 'check_violation', constraint = 'ledger_session_moved', table = tg_table_name,
      message = 'this session has moved; what paid for it went along';
  end if;
  return new;
end $$;

comment on function guard_ledger_transaction() is 'Trigger: nothing comes back of a session that moved to another time.';

create trigger ledger_transactions_guard before insert on ledger_transactions for each row execute function guard_ledger_transaction();

revoke all on function guard_ledger_transaction() from public;
