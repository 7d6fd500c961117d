-- What mentors earn: what a session kept, less the house's share, sent once. A row first, then Stripe.

create table payout_accounts (
  user_id uuid primary key references mentor_profiles (user_id) on delete restrict,
  stripe_account_id text not null,
  status text not null default 'incomplete',
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  checked_at timestamptz not null default kith.now(),
  constraint payout_accounts_uniq unique (stripe_account_id),
  constraint payout_accounts_status check (status in ('incomplete', 'under_review', 'ready', 'paused'))
);

comment on table payout_accounts is 'A mentor''s account at Stripe, and whether it can be paid, as Stripe said when asked last.';

create index payout_accounts_checked_idx on payout_accounts (checked_at);

create trigger payout_accounts_updated_at before update on payout_accounts for each row execute function set_updated_at();

alter table bookings add column payout_hold text constraint bookings_payout_hold check (payout_hold in ('no_show', 'dispute', 'house'));

alter table bookings add column payout_noted_at timestamptz;

comment on column bookings.payout_hold is 'Why the mentor is not paid for it yet.';

comment on column bookings.payout_noted_at is 'When its payout was written down, or found to be nothing.';

create index bookings_to_pay_idx on bookings (end_time) where payout_noted_at is null and paid_with <> 'nothing' and status in ('completed', 'cancelled');

create table payouts (
  id uuid primary key default gen_random_uuid(),
  booking_id uuid not null references bookings (id) on delete restrict,
  mentor_user_id uuid not null references mentor_profiles (user_id) on delete restrict,
  gross_cents integer not null,
  fee_cents integer not null,
  amount_cents integer generated always as (gross_cents - fee_cents) stored,
  currency text not null,
  status text not null default 'due',
  source_charge text,
  destination text,
  transfer_id text,
  attempts integer not null default 0,
  refusals integer not null default 0,
  next_attempt_at timestamptz not null default kith.now(),
  failure text,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  paid_at timestamptz,
  checked_at timestamptz,
  constraint payouts_once unique (booking_id),
  constraint payouts_transfer_uniq unique (transfer_id),
  constraint payouts_amounts check (gross_cents > 0 and fee_cents >= 0 and gross_cents > fee_cents and currency ~ '^[a-z]{3}$'),
  constraint payouts_status check (status in ('due', 'sent', 'succeeded', 'cancelled')),
  constraint payouts_sent check ((status in ('sent', 'succeeded')) <= (destination is not null) and (status = 'succeeded') = (transfer_id is not null and paid_at is not null))
);

comment on table payouts is 'What a mentor is paid for a session: gross less the house''s share. One a session; from the moment it is sent its sums are fixed.';

create index payouts_mentor_idx on payouts (mentor_user_id, created_at desc);

create index payouts_due_idx on payouts (next_attempt_at) where status in ('due', 'sent');

create index payouts_checked_idx on payouts (checked_at nulls first) where status = 'succeeded';

create trigger payouts_updated_at before update on payouts for each row execute function set_updated_at();

create table payout_reversals (
  id uuid primary key default gen_random_uuid(),
  payout_id uuid not null references payouts (id) on delete restrict,
  amount_cents integer not null,
  status text not null default 'due',
  reversal_id text,
  attempts integer not null default 0,
  refusals integer not null default 0,
  next_attempt_at timestamptz not null default kith.now(),
  failure text,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint payout_reversals_uniq unique (reversal_id),
  constraint payout_reversals_amount check (amount_cents > 0),
  constraint payout_reversals_status check (status in ('due', 'sent', 'succeeded')),
  constraint payout_reversals_done check ((status = 'succeeded') = (reversal_id is not null))
);

comment on table payout_reversals is 'What comes back of a payout because the mentee was given back money afterwards. What Stripe cannot take yet stays due and is tried again.';

create index payout_reversals_payout_idx on payout_reversals (payout_id);

create index payout_reversals_due_idx on payout_reversals (next_attempt_at) where status in ('due', 'sent');

create trigger payout_reversals_updated_at before update on payout_reversals for each row execute function set_updated_at();

create function guard_payout() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if (new.booking_id, new.mentor_user_id, new.currency) is distinct from (old.booking_id, old.mentor_user_id, old.currency)
     or (old.status in ('sent', 'succeeded') and new.status <> 'due'
         and (new.gross_cents, new.fee_cents, new.destination) is distinct from (old.gross_cents, old.fee_cents, old.destination)) then
    raise exception using errcode = 'check_violation', constraint = 'payouts_fixed', table = tg_table_name, message = 'what was sent stays what it is';
  end if;
  return new;
end $$;

comment on function guard_payout() is 'Trigger: what was sent stays what it is.';

create trigger payouts_guard before update on payouts for each row execute function guard_payout();

create function guard_reversal() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  paid record;
begin
  if tg_op = 'UPDATE' then
    if (new.payout_id, new.amount_cents) is distinct from (old.payout_id, old.amount_cents) then
      raise exception using errcode = 'check_violation', constraint = 'payout_reversals_fixed', table = tg_table_name, message = 'a reversal stays what it is';
    end if;
    return new;
  end if;
  select p.* into paid from payouts p where p.id = new.payout_id for no key update;
  if paid.status not in ('sent', 'succeeded') or paid.amount_cents < new.amount_cents
     + (select coalesce(sum(r.amount_cents), 0) from payout_reversals r where r.payout_id = new.payout_id) then
    raise exception using errcode = 'check_violation', constraint = 'payout_reversals_within_payout', table = tg_table_name,
      message = 'nobody gives back more than they were paid';
  end if;
  return new;
end $$;

comment on function guard_reversal() is 'Trigger: reversals stay within their payout.';

create trigger payout_reversals_guard before insert or update on payout_reversals for each row execute function guard_reversal();

insert into state_transitions (entity_type, from_state, to_state, event_type) values
  ('payout', '', 'due', 'payout.due'),
  ('payout', 'due', 'sent', 'payout.sent'),
  ('payout', 'due', 'cancelled', 'payout.cancelled'),
  ('payout', 'sent', 'due', 'payout.refused'),
  ('payout', 'sent', 'succeeded', 'payout.succeeded'),
  ('payout_reversal', '', 'due', 'payout.reversal_due'),
  ('payout_reversal', 'due', 'sent', 'payout.reversal_sent'),
  ('payout_reversal', 'sent', 'due', 'payout.reversal_refused'),
  ('payout_reversal', 'sent', 'succeeded', 'payout.reversed');

create trigger payouts_check_transition before insert or update on payouts for each row execute function enforce_transition('payout', 'status');

create trigger payouts_event after insert or update on payouts for each row execute function record_transition('payout', 'status');

create trigger payout_reversals_check_transition before insert or update on payout_reversals
  for each row execute function enforce_transition('payout_reversal', 'status');

create trigger payout_reversals_event after insert or update on payout_reversals
  for each row execute function record_transition('payout_reversal', 'status');

create function fee_of(p_amount integer, p_basis_points integer) returns integer language sql immutable
  set search_path from current
as $$
  select ((p_amount::bigint * p_basis_points + 5000) / 10000)::integer
$$;

comment on function fee_of(integer, integer) is 'The house''s share of a sum, rounded half up.';

create function kept_of(p_booking uuid) returns integer language sql stable security definer
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

create function payout_due_at(p_booking uuid) returns timestamptz language sql stable security definer
  set search_path from current
as $$
  select greatest(b.end_time, b.completed_at, b.cancelled_at) + make_interval(hours => (current_terms()).payout_hours)
  from bookings b
  where b.id = p_booking and b.payout_hold is null and b.paid_with <> 'nothing' and b.status in ('completed', 'cancelled') and kept_of(b.id) > 0
$$;

comment on function payout_due_at(uuid) is
  'When the mentor is paid for a booking: a day after it was completed, or would have taken place, where it was called off too late to be free, or the mentee was absent. Null while held, and for what kept nothing.';

create function owe_payouts(p_at_most integer) returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  one record;
  kept integer;
  made integer := 0;
begin
  for one in
    select b.* from bookings b
    where b.payout_noted_at is null and b.paid_with <> 'nothing' and b.status in ('completed', 'cancelled') and b.payout_hold is null
      and greatest(b.end_time, b.completed_at, b.cancelled_at) + make_interval(hours => (current_terms()).payout_hours) <= kith.now()
    order by b.end_time limit p_at_most for no key update skip locked
  loop
    kept := kept_of(one.id);
    update bookings set payout_noted_at = kith.now() where id = one.id;
    if kept > fee_of(kept, one.fee_basis_points) then
      insert into payouts (booking_id, mentor_user_id, gross_cents, fee_cents, currency)
      values (one.id, one.mentor_user_id, kept, fee_of(kept, one.fee_basis_points), one.currency) on conflict (booking_id) do nothing;
      made := made + 1;
    end if;
  end loop;
  return made;
end $$;

comment on function owe_payouts(integer) is 'Writes down what mentors are to be paid now; how many.';

create function claim_payout(p_payout uuid, p_until timestamptz) returns setof payouts language plpgsql volatile security definer
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

comment on function claim_payout(uuid, timestamptz) is
  'Takes a payout to Stripe: with what is kept at this moment, unless nothing is, it is held, or the mentor''s account is not ready. Nobody else tries it until then.';

create function correct_payout(p_booking uuid) returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  paid record;
  kept integer;
  too_much integer;
begin
  select p.*, b.fee_basis_points into paid from payouts p join bookings b on b.id = p.booking_id where p.booking_id = p_booking for no key update of p;
  if paid.id is null or paid.status not in ('sent', 'succeeded') then
    return 0;
  end if;
  kept := kept_of(p_booking);
  too_much := paid.amount_cents - (kept - fee_of(kept, paid.fee_basis_points))
    - (select coalesce(sum(r.amount_cents), 0) from payout_reversals r where r.payout_id = paid.id);
  if too_much > 0 then
    insert into payout_reversals (payout_id, amount_cents) values (paid.id, too_much);
  end if;
  return greatest(too_much, 0);
end $$;

comment on function correct_payout(uuid) is 'After money of a session was given back: what the mentor was paid too much is to come back. That sum.';

create function correct_after_refund() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if tg_table_name = 'payments' then
    perform correct_payout(new.booking_id);
  else
    perform correct_payout((select t.booking_id from ledger_transactions t where t.id = new.transaction_id and t.kind = 'session_back'));
  end if;
  return null;
end $$;

comment on function correct_after_refund() is 'Trigger: what a session gives back after its mentor was paid comes back from the mentor.';

create trigger payments_correct_payout after insert on payments
  for each row when (new.kind = 'refund' and new.booking_id is not null) execute function correct_after_refund();

create trigger ledger_entries_correct_payout after insert on ledger_entries for each row when (new.amount_cents < 0) execute function correct_after_refund();

create function hold_payout(p_booking uuid, p_because text) returns text language plpgsql volatile security definer
  set search_path from current
as $$
begin
  perform 1 from payouts p where p.booking_id = p_booking for no key update;
  update bookings set payout_hold = p_because where id = p_booking;
  return case when exists (select 1 from payouts p where p.booking_id = p_booking and p.status in ('sent', 'succeeded')) then 'paid_already' else 'held' end;
end $$;

comment on function hold_payout(uuid, text) is 'The mentor is not paid for a session until release_payout: held, or paid_already (then a refund brings it back).';

create function release_payout(p_booking uuid) returns void language sql volatile security definer
  set search_path from current
as $$
  update bookings set payout_hold = null where id = p_booking and payout_hold is not null
$$;

comment on function release_payout(uuid) is 'A session that was held is paid as any other, with what is kept by then.';

revoke all on function guard_payout(), guard_reversal(), fee_of(integer, integer), kept_of(uuid), payout_due_at(uuid), owe_payouts(integer),
  claim_payout(uuid, timestamptz), correct_payout(uuid), correct_after_refund(), hold_payout(uuid, text), release_payout(uuid) from public;

grant execute on function fee_of(integer, integer), kept_of(uuid), payout_due_at(uuid), owe_payouts(integer), claim_payout(uuid, timestamptz),
  correct_payout(uuid), hold_payout(uuid, text), release_payout(uuid) to service_role;

alter table payout_accounts enable row level security;

alter table payouts enable row level security;

alter table payout_reversals enable row level security;

create policy service_all on payout_accounts for all to service_role using (true) with check (true);

create policy service_all on payouts for all to service_role using (true) with check (true);

create policy service_all on payout_reversals for all to service_role using (true) with check (true);

create policy payouts_select_own on payouts for select to authenticated using (mentor_user_id = auth.uid());

grant select (id, booking_id, mentor_user_id, gross_cents, fee_cents, amount_cents, currency, status, created_at, paid_at) on payouts to authenticated;

grant select, insert, update, delete on payout_accounts, payouts, payout_reversals to service_role;
