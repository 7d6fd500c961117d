-- Prepaid credit, kept twice: what leaves one account arrives in another. Nothing is ever changed, and no account but the cards' goes below zero.

create table ledger_accounts (
  id uuid primary key default gen_random_uuid(),
  kind text not null,
  currency text not null,
  user_id uuid references profiles (user_id) on delete restrict,
  purchase_id uuid references package_purchases (id) on delete restrict,
  session_uid uuid,
  created_at timestamptz not null default kith.now(),
  constraint ledger_accounts_kind check (case kind
    when 'cards' then num_nonnulls(user_id, purchase_id, session_uid) = 0
    when 'credit' then user_id is not null and purchase_id is not null and session_uid is null
    when 'session' then user_id is not null and purchase_id is not null and session_uid is not null
    else false end),
  constraint ledger_accounts_currency check (currency ~ '^[a-z]{3}$')
);

comment on table ledger_accounts is
  'Where prepaid money is: cards (what came in, so below zero; one a currency), the credit of a package, and a session that credit pays for (by its calendar_uid, so that it moves along).';

create unique index ledger_accounts_cards on ledger_accounts (currency) where kind = 'cards';

create unique index ledger_accounts_credit on ledger_accounts (purchase_id) where kind = 'credit';

create unique index ledger_accounts_session on ledger_accounts (session_uid) where kind = 'session';

create index ledger_accounts_purchase_idx on ledger_accounts (purchase_id);

create index ledger_accounts_user_idx on ledger_accounts (user_id);

create table ledger_transactions (
  id uuid primary key default gen_random_uuid(),
  kind text not null,
  key text not null,
  purchase_id uuid not null references package_purchases (id) on delete restrict,
  booking_id uuid references bookings (id) on delete restrict,
  payment_id uuid references payments (id) on delete restrict,
  created_at timestamptz not null default kith.now(),
  written_in xid8 not null default pg_current_xact_id(),
  constraint ledger_transactions_once unique (key),
  constraint ledger_transactions_kind check (case kind
    when 'bought' then payment_id is not null and booking_id is null
    when 'session' then booking_id is not null and payment_id is null
    when 'session_back' then booking_id is not null and payment_id is null
    when 'returned' then payment_id is not null and booking_id is null
    else false end)
);

comment on table ledger_transactions is 'Why money moved: a package was bought, pays for a session, got (a part of) it back, or went back to the card. Each once, by its key.';

create index ledger_transactions_purchase_idx on ledger_transactions (purchase_id);

create index ledger_transactions_booking_idx on ledger_transactions (booking_id);

create index ledger_transactions_payment_idx on ledger_transactions (payment_id);

create table ledger_entries (
  id bigint generated always as identity primary key,
  transaction_id uuid not null references ledger_transactions (id) on delete restrict,
  account_id uuid not null references ledger_accounts (id) on delete restrict,
  amount_cents integer not null,
  created_at timestamptz not null default kith.now(),
  constraint ledger_entries_amount check (amount_cents <> 0),
  constraint ledger_entries_one_a_side unique (transaction_id, account_id)
);

comment on table ledger_entries is 'What a transaction adds to an account or takes from it, in minor units. A balance is the sum of its entries, and nothing else.';

create index ledger_entries_account_idx on ledger_entries (account_id);

create trigger ledger_accounts_append_only before update or delete or truncate on ledger_accounts for each statement execute function refuse_change();

create trigger ledger_transactions_append_only before update or delete or truncate on ledger_transactions
  for each statement execute function refuse_change();

create trigger ledger_entries_append_only before update or delete or truncate on ledger_entries for each statement execute function refuse_change();

create function guard_ledger_entry() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  account record;
  held bigint;
begin
  if not exists (select 1 from ledger_transactions t where t.id = new.transaction_id and t.written_in = pg_current_xact_id()) then
    raise exception using errcode = 'check_violation', constraint = 'ledger_written_at_once', table = tg_table_name,
      message = 'a transaction is written at once';
  end if;
  select a.kind into account from ledger_accounts a where a.id = new.account_id;
  if account.kind = 'cards' then
    return new;
  end if;
  if current_setting('transaction_isolation') = 'repeatable read' then
    raise exception using errcode = 'feature_not_supported', message = 'a snapshot kept cannot see what others take meanwhile';
  end if;
  -- Whoever takes from the same account waits here, and then sees what was taken.
  perform 1 from ledger_accounts a where a.id = new.account_id for no key update;
  select coalesce(sum(e.amount_cents), 0) into held from ledger_entries e where e.account_id = new.account_id;
  if held + new.amount_cents < 0 then
    raise exception using errcode = 'check_violation', constraint = 'ledger_never_below_zero', table = tg_table_name, message = 'there is not that much credit';
  end if;
  return new;
end $$;

comment on function guard_ledger_entry() is 'Trigger: entries are written with their transaction, and take no more than there is, whoever takes at the same moment.';

create trigger ledger_entries_guard before insert on ledger_entries for each row execute function guard_ledger_entry();

create function check_ledger_balance() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  the_transaction uuid := coalesce(to_jsonb(new) ->> 'transaction_id', to_jsonb(new) ->> 'id');
  lines record;
begin
  select count(*) as n, coalesce(sum(e.amount_cents), 0) as total into lines from ledger_entries e where e.transaction_id = the_transaction;
  if lines.n < 2 or lines.total <> 0 then
    raise exception using errcode = 'check_violation', constraint = 'ledger_sums_to_zero', table = tg_table_name,
      message = 'what leaves one account arrives in another';
  end if;
  return null;
end $$;

comment on function check_ledger_balance() is 'Trigger, at commit: the entries of a transaction sum to zero.';

create constraint trigger ledger_transactions_balance after insert on ledger_transactions deferrable initially deferred
  for each row execute function check_ledger_balance();

create constraint trigger ledger_entries_balance after insert on ledger_entries deferrable initially deferred
  for each row execute function check_ledger_balance();

create function ledger_balance(p_account uuid) returns integer language sql stable security definer
  set search_path from current
as $$
  select coalesce(sum(e.amount_cents), 0)::integer from ledger_entries e where e.account_id = p_account
$$;

comment on function ledger_balance(uuid) is 'What lies in an account, in minor units.';

create function credit_of(p_purchase uuid) returns integer language sql stable security definer
  set search_path from current
as $$
  select coalesce(sum(e.amount_cents), 0)::integer from ledger_entries e join ledger_accounts a on a.id = e.account_id
  where a.purchase_id = p_purchase and a.kind = 'credit'
$$;

comment on function credit_of(uuid) is 'What is left of a package, in minor units.';

create function ledger_account(p_kind text, p_currency text, p_purchase uuid default null, p_session uuid default null) returns uuid
language plpgsql volatile security definer
  set search_path from current
as $$
declare
  found_account uuid;
begin
  insert into ledger_accounts (kind, currency, user_id, purchase_id, session_uid)
  select p_kind, p_currency, (select p.mentee_user_id from package_purchases p where p.id = p_purchase), p_purchase, p_session
  on conflict do nothing returning id into found_account;
  if found_account is null then
    select a.id into found_account from ledger_accounts a
    where a.kind = p_kind and case p_kind when 'cards' then a.currency = p_currency when 'credit' then a.purchase_id = p_purchase else a.session_uid = p_session end;
  end if;
  return found_account;
end $$;

comment on function ledger_account(text, text, uuid, uuid) is 'The account of cards, of a package''s credit or of a session, made at first need.';

create function post_ledger(p_kind text, p_key text, p_purchase uuid, p_booking uuid, p_payment uuid, p_from uuid, p_to uuid, p_amount integer) returns boolean
language plpgsql volatile security definer
  set search_path from current
as $$
declare
  made uuid;
begin
  insert into ledger_transactions (kind, key, purchase_id, booking_id, payment_id) values (p_kind, p_key, p_purchase, p_booking, p_payment)
  on conflict (key) do nothing returning id into made;
  if made is null then
    return false;
  end if;
  insert into ledger_entries (transaction_id, account_id, amount_cents) values (made, p_from, -p_amount);
  insert into ledger_entries (transaction_id, account_id, amount_cents) values (made, p_to, p_amount);
  return true;
end $$;

comment on function post_ledger(text, text, uuid, uuid, uuid, uuid, uuid, integer) is 'Moves money from one account to another, once for the key. False when it was done before.';

create function check_credit_booking() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if not exists (select 1 from bookings b join ledger_accounts a on a.session_uid = b.calendar_uid and a.purchase_id = b.purchase_id where b.id = new.id) then
    raise exception using errcode = 'check_violation', constraint = 'bookings_credit_is_taken', table = tg_table_name,
      message = 'a session paid with credit takes it';
  end if;
  return null;
end $$;

comment on function check_credit_booking() is 'Trigger, at commit: a booking paid with credit has taken it.';

create constraint trigger bookings_credit_is_taken after insert on bookings deferrable initially deferred
  for each row when (new.paid_with = 'credit') execute function check_credit_booking();

create function return_unspent(p_purchase uuid) returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  bought record;
  paid record;
  left_over integer;
  refund uuid;
begin
  select p.* into bought from package_purchases p where p.id = p_purchase for no key update;
  select p.* into paid from payments p where p.purchase_id = p_purchase and p.kind = 'charge' and p.status = 'succeeded' and not p.is_surplus for no key update;
  left_over := credit_of(p_purchase);
  if left_over <= 0 or paid.id is null then
    return 0;
  end if;
  insert into payments (purchase_id, kind, charge_payment_id, user_id, status, amount_cents, currency, reason)
  values (p_purchase, 'refund', paid.id, paid.user_id, 'due', left_over, paid.currency, 'credit_returned') returning id into refund;
  perform post_ledger('returned', 'returned:' || refund, p_purchase, null, refund, ledger_account('credit', bought.currency, p_purchase),
    ledger_account('cards', bought.currency), left_over);
  return left_over;
end $$;

comment on function return_unspent(uuid) is 'Owes all that is left of a package back to the card it came from, and returns the sum in minor units.';

create function end_purchase(p_purchase uuid, p_because text) returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  bought record;
begin
  select p.* into bought from package_purchases p where p.id = p_purchase;
  perform lock_people(array[bought.mentor_user_id, bought.mentee_user_id]);
  select p.* into bought from package_purchases p where p.id = p_purchase for update;
  if bought.status = 'pending' then
    update package_purchases set status = 'lapsed' where id = p_purchase;
    return null;
  elsif bought.id is null or bought.status <> 'active' then
    return null;
  end if;
  update package_purchases set status = 'ended', ended_at = kith.now(), ended_because = p_because where id = p_purchase;
  return return_unspent(p_purchase);
end $$;

comment on function end_purchase(uuid, text) is 'Ends a package; what is unspent is owed back, and that sum returned. Null when it had ended, or was never paid for.';

create function why_returnable(p_purchase uuid) returns text language sql stable security definer
  set search_path from current
as $$
  select case
    when p.status <> 'active' then null
    when kith.now() <= p.withdraw_until and credit_of(p.id) = p.price_cents then 'withdrawn'
    when (refuse_booking(p.mentor_user_id, p.mentee_user_id) is not null or not p.minutes = any (m.durations)) and credit_of(p.id) > 0 then 'unusable'
  end
  from package_purchases p join mentor_profiles m on m.user_id = p.mentor_user_id where p.id = p_purchase
$$;

comment on function why_returnable(uuid) is
  'Why the mentee may have the money of a package back by themselves: withdrawn (in time and untouched), unusable (the mentor cannot be booked for such sessions); null when not.';

create function give_purchase_back(p_purchase uuid, p_mentee uuid) returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  bought record;
  because text;
begin
  select p.* into bought from package_purchases p where p.id = p_purchase and p.mentee_user_id = p_mentee;
  perform lock_people(array[bought.mentor_user_id, bought.mentee_user_id]);
  because := why_returnable(bought.id);
  return case when because is not null then end_purchase(p_purchase, because) end;
end $$;

comment on function give_purchase_back(uuid, uuid) is 'The mentee gives a package back, where that is theirs to decide. The sum that goes back, or null.';

create function book_with_credit(p_mentor uuid, p_mentee uuid, p_start timestamptz, p_end timestamptz, p_notes text default null)
returns table (booking_id uuid, outcome text) language plpgsql volatile
  set search_path from current
as $$
declare
  credit record;
  made record;
begin
  perform lock_people(array[p_mentor, p_mentee]);
  select p.* into credit from package_purchases p
  where p.mentee_user_id = p_mentee and p.mentor_user_id = p_mentor and p.status = 'active' and p.expires_at > kith.now()
    and p_end - p_start = make_interval(mins => p.minutes) and credit_of(p.id) >= p.session_cents
  order by p.expires_at, p.bought_at, p.id limit 1 for update;
  if credit.id is null then
    return query select null::uuid, 'no_credit';
    return;
  end if;
  select * into made from create_booking_if_free(p_mentor, p_mentee, p_start, p_end, credit.session_cents, credit.currency, p_notes, 'credit');
  if made.booking_id is not null then
    update bookings b set purchase_id = credit.id where b.id = made.booking_id;
    perform post_ledger('session', 'session:' || made.booking_id, credit.id, made.booking_id, null, ledger_account('credit', credit.currency, credit.id),
      ledger_account('session', credit.currency, credit.id, (select b.calendar_uid from bookings b where b.id = made.booking_id)), credit.session_cents);
  end if;
  return query select made.booking_id, made.outcome;
end $$;

comment on function book_with_credit(uuid, uuid, timestamptz, timestamptz, text) is
  'A booking paid from a package, the one that ends first. Outcomes as create_booking_if_free (booked: before the mentor), and no_credit.';

create or replace function owe_refund(p_booking uuid, p_percent integer, p_reason text) returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  the_booking record;
  paid record;
  kept uuid;
  owed integer;
begin
  select b.* into the_booking from bookings b where b.id = p_booking;
  if the_booking.paid_with = 'credit' then
    -- What credit paid for goes back to the credit; from there to the card, when the package has ended meanwhile.
    kept := ledger_account('session', the_booking.currency, the_booking.purchase_id, the_booking.calendar_uid);
    perform 1 from ledger_accounts a where a.id = kept for no key update;
    owed := least(the_booking.price_cents * p_percent / 100, ledger_balance(kept));
    if owed > 0 then
      perform post_ledger('session_back', 'back:' || p_booking || ':' || (
          select count(*) from ledger_transactions t where t.booking_id = p_booking and t.kind = 'session_back'),
        the_booking.purchase_id, p_booking, null, kept, ledger_account('credit', the_booking.currency, the_booking.purchase_id), owed);
      if exists (select 1 from package_purchases p where p.id = the_booking.purchase_id and p.status <> 'active') then
        perform return_unspent(the_booking.purchase_id);
      end if;
    end if;
    return owed;
  end if;
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

comment on function owe_refund(uuid, integer, text) is
  'Owes so many percent of what was paid for a booking, rounded down, to the card or to the credit it came from, and returns the sum in minor units.';

create function settle_purchase(p_payment uuid, p_charge text) returns text language plpgsql volatile
  set search_path from current
as $$
declare
  paid record;
  bought record;
  terms money_terms;
  because text := 'too_late';
begin
  select p.* into paid from payments p where p.id = p_payment and p.kind = 'charge';
  select p.* into bought from package_purchases p where p.id = paid.purchase_id;
  perform lock_people(array[bought.mentor_user_id, bought.mentee_user_id]);
  select p.* into bought from package_purchases p where p.id = paid.purchase_id for update;
  select p.* into paid from payments p where p.id = p_payment for no key update;
  if paid.status = 'succeeded' then
    return case when not paid.is_surplus then 'bought' else (select r.reason from payments r where r.charge_payment_id = p_payment order by r.created_at limit 1) end;
  end if;
  if exists (select 1 from payments p where p.purchase_id = bought.id and p.kind = 'charge' and p.status = 'succeeded' and not p.is_surplus) then
    because := 'paid_twice';
  elsif bought.status in ('pending', 'lapsed') and refuse_booking(bought.mentor_user_id, bought.mentee_user_id) is null then
    terms := current_terms();
    update payments set status = 'succeeded', settled_at = kith.now(), txn_id = p_charge, failure = null where id = p_payment;
    update package_purchases set status = 'active', bought_at = kith.now(), withdraw_until = kith.now() + make_interval(days => terms.withdrawal_days),
      expires_at = kith.now() + make_interval(months => terms.credit_months)
    where id = bought.id;
    perform post_ledger('bought', 'bought:' || p_payment, bought.id, null, p_payment, ledger_account('cards', bought.currency),
      ledger_account('credit', bought.currency, bought.id), paid.amount_cents);
    return 'bought';
  end if;
  update payments set status = 'succeeded', is_surplus = true, settled_at = kith.now(), txn_id = p_charge, failure = null where id = p_payment;
  insert into payments (purchase_id, kind, charge_payment_id, user_id, status, amount_cents, currency, reason)
  values (bought.id, 'refund', p_payment, paid.user_id, 'due', paid.amount_cents, paid.currency, because);
  if bought.status = 'pending' and because = 'too_late' then
    update package_purchases set status = 'lapsed' where id = bought.id;
  end if;
  return because;
end $$;

comment on function settle_purchase(uuid, text) is
  'Writes down that Stripe has the money for a package (charge id): bought, too_late or paid_twice (both owed back whole). Twice is once.';

create function end_credit_of_leaver() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  one record;
begin
  update packages set is_active = false where mentor_user_id = new.user_id and is_active;
  for one in
    select p.id, p.mentor_user_id = new.user_id as as_mentor from package_purchases p
    where (p.mentor_user_id = new.user_id or p.mentee_user_id = new.user_id) and p.status in ('pending', 'active') order by p.id
  loop
    perform end_purchase(one.id, case when one.as_mentor then 'mentor_left' else 'mentee_left' end);
  end loop;
  return null;
end $$;

comment on function end_credit_of_leaver() is 'Trigger: whoever is suspended or erased leaves no credit behind; everything unspent is owed back to the card it came from.';

create trigger profiles_end_credit after update of status on profiles
  for each row when (old.status is distinct from new.status and new.status in ('suspended', 'erased')) execute function end_credit_of_leaver();

create or replace function lock_future(p_user uuid) returns void language plpgsql volatile security definer
  set search_path from current
as $$
begin
  perform lock_people((
    select array_agg(distinct one) || p_user from (
      select unnest(array[b.mentor_user_id, b.mentee_user_id]) as one from bookings b
      where (b.mentor_user_id = p_user or b.mentee_user_id = p_user) and b.status in ('pending', 'confirmed')
      union all
      select unnest(array[p.mentor_user_id, p.mentee_user_id]) from package_purchases p
      where (p.mentor_user_id = p_user or p.mentee_user_id = p_user) and p.status in ('pending', 'active')) partners));
  perform lock_people(array[p_user]);
end $$;

comment on function lock_future(uuid) is 'Locks a person and everybody they have a session still to come or a package with, in the order of locks.';

revoke all on function guard_ledger_entry(), check_ledger_balance(), ledger_balance(uuid), credit_of(uuid), ledger_account(text, text, uuid, uuid),
  post_ledger(text, text, uuid, uuid, uuid, uuid, uuid, integer), check_credit_booking(), return_unspent(uuid), end_purchase(uuid, text), why_returnable(uuid),
  give_purchase_back(uuid, uuid), book_with_credit(uuid, uuid, timestamptz, timestamptz, text), settle_purchase(uuid, text), end_credit_of_leaver() from public;

grant execute on function ledger_balance(uuid), credit_of(uuid), ledger_account(text, text, uuid, uuid),
  post_ledger(text, text, uuid, uuid, uuid, uuid, uuid, integer), return_unspent(uuid), end_purchase(uuid, text), why_returnable(uuid),
  give_purchase_back(uuid, uuid), book_with_credit(uuid, uuid, timestamptz, timestamptz, text), settle_purchase(uuid, text) to service_role;

alter table ledger_accounts enable row level security;

alter table ledger_transactions enable row level security;

alter table ledger_entries enable row level security;

create policy service_all on ledger_accounts for all to service_role using (true) with check (true);

create policy service_all on ledger_transactions for all to service_role using (true) with check (true);

create policy service_all on ledger_entries for all to service_role using (true) with check (true);

create policy ledger_accounts_select_own on ledger_accounts for select to authenticated using (user_id = auth.uid());

grant select on ledger_accounts to authenticated;

grant select, insert on ledger_accounts, ledger_transactions, ledger_entries to service_role;
