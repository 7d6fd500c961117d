-- Money: a row for each attempt to pay and for each sum given back. Stripe is asked outside; these rows say what must be.

create table payments (
  id uuid primary key default gen_random_uuid(),
  booking_id uuid references bookings (id) on delete restrict,
  status text not null,
  amount_cents integer not null,
  provider text not null default 'stripe',
  txn_id text,
  refund_txn_id text,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  kind text not null default 'charge',
  charge_payment_id uuid references payments (id) on delete restrict,
  user_id uuid not null references profiles (user_id) on delete restrict,
  currency text not null,
  reason text,
  stripe_checkout_session_id text,
  stripe_payment_intent_id text,
  checkout_url text,
  is_surplus boolean not null default false,
  refunded_cents integer not null default 0,
  failure text,
  settled_at timestamptz,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default kith.now(),
  constraint payments_of_something check (booking_id is not null),
  constraint payments_kind check (kind in ('charge', 'refund') and (kind = 'refund') = (charge_payment_id is not null)),
  constraint payments_status check (case kind when 'charge' then status in ('pending', 'processing', 'succeeded', 'failed', 'expired')
    else status in ('due', 'sent', 'succeeded', 'failed') end),
  constraint payments_amount check (amount_cents > 0 and currency ~ '^[a-z]{3}$'),
  constraint payments_refunded check (refunded_cents between 0 and amount_cents and (kind = 'charge' or refunded_cents = 0)),
  constraint payments_settled check (kind <> 'charge' or (status = 'succeeded') <= (settled_at is not null and txn_id is not null)),
  constraint payments_reason check (case kind when 'charge' then reason is null
    else reason in ('mentee_cancelled', 'mentor_cancelled', 'declined', 'lapsed', 'house', 'too_late', 'paid_twice', 'no_show', 'goodwill', 'credit_returned') end),
  constraint payments_checkout_uniq unique (stripe_checkout_session_id),
  constraint payments_intent_uniq unique (stripe_payment_intent_id),
  constraint payments_refund_uniq unique (refund_txn_id)
);

comment on table payments is
  'A row for each charge (attempts included) and for each refund, which names its charge. Refunds together are never more than the charge.';

comment on column payments.txn_id is 'The charge at Stripe; of a refund, the charge it is taken from.';

comment on column payments.is_surplus is 'A charge that got no session: paid twice or too late; it goes back whole.';

create unique index payments_charge_uniq on payments (txn_id) where kind = 'charge';

create unique index payments_one_kept on payments (booking_id) where kind = 'charge' and status = 'succeeded' and not is_surplus;

create index payments_booking_idx on payments (booking_id);

create index payments_charge_idx on payments (charge_payment_id);

create index payments_user_idx on payments (user_id, created_at desc);

create index payments_open_idx on payments (created_at) where kind = 'charge' and status in ('pending', 'processing');

create index payments_due_idx on payments (next_attempt_at) where kind = 'refund' and status in ('due', 'sent');

create trigger payments_updated_at before update on payments for each row execute function set_updated_at();

create function guard_payment() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  charge record;
  before integer;
begin
  if tg_op = 'UPDATE' and (new.kind, new.charge_payment_id, new.user_id, new.amount_cents, new.currency, new.reason)
       is distinct from (old.kind, old.charge_payment_id, old.user_id, old.amount_cents, old.currency, old.reason) then
    raise exception using errcode = 'check_violation', constraint = 'payments_fixed', table = tg_table_name, message = 'a payment stays what it is';
  end if;
  if new.kind = 'charge' then
    return new;
  end if;
  if tg_op = 'UPDATE' and (new.status = 'failed') = (old.status = 'failed') then
    return new;
  end if;
  select p.* into charge from payments p where p.id = new.charge_payment_id for no key update;
  if charge.kind is distinct from 'charge' or charge.status <> 'succeeded' or charge.currency <> new.currency or charge.user_id <> new.user_id then
    raise exception using errcode = 'check_violation', constraint = 'payments_refund_of_a_charge', table = tg_table_name, message = 'only what was paid is given back';
  end if;
  select coalesce(sum(r.amount_cents), 0) into before from payments r
  where r.charge_payment_id = charge.id and r.status <> 'failed' and r.id <> new.id;
  if new.status <> 'failed' then
    before := before + new.amount_cents;
  end if;
  if before > charge.amount_cents then
    raise exception using errcode = 'check_violation', constraint = 'payments_refunds_within_charge', table = tg_table_name,
      message = 'nobody is given back more than they paid';
  end if;
  update payments set refunded_cents = before where id = charge.id;
  new.txn_id := charge.txn_id;
  return new;
end $$;

comment on function guard_payment() is 'Trigger: payments stay what they are; refunds stay within their charge, whoever refunds at the same moment.';

create trigger payments_guard before insert or update on payments for each row execute function guard_payment();

create function owe_refund(p_booking uuid, p_percent integer, p_reason text) returns integer language plpgsql volatile security definer
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

create function end_booking(p_booking uuid, p_status booking_status, p_by text, p_percent integer, p_reason text default null) returns text
language plpgsql volatile security definer
  set search_path from current
as $$
declare
  the_booking record;
begin
  select b.* into the_booking from bookings b where b.id = p_booking;
  perform lock_people(array[the_booking.mentor_user_id, the_booking.mentee_user_id]);
  select b.* into the_booking from bookings b where b.id = p_booking for no key update;
  if the_booking.id is null or the_booking.status not in ('pending', 'confirmed') then
    return 'not_live';
  end if;
  update bookings set status = p_status, cancelled_by = p_by, cancel_reason = p_reason, percent_back = p_percent, calendar_sequence = calendar_sequence + 1
  where id = p_booking;
  perform owe_refund(p_booking, p_percent, case
    when p_status = 'declined' then 'declined' when p_by = 'mentee' then 'mentee_cancelled' when p_by = 'mentor' then 'mentor_cancelled'
    when p_by = 'lapsed' then 'lapsed' else 'house' end);
  return 'ended';
end $$;

comment on function end_booking(uuid, booking_status, text, integer, text) is
  'Cancels or declines a live booking and owes so many percent of what was paid. Answers ended or not_live.';

create function settle_payment(p_payment uuid, p_charge text) returns text language plpgsql volatile
  set search_path from current
as $$
declare
  paid record;
  the_booking record;
begin
  select p.* into paid from payments p where p.id = p_payment and p.kind = 'charge';
  select b.* into the_booking from bookings b where b.id = paid.booking_id;
  perform lock_people(array[the_booking.mentor_user_id, the_booking.mentee_user_id]);
  select b.* into the_booking from bookings b where b.id = paid.booking_id for no key update;
  select p.* into paid from payments p where p.id = p_payment for no key update;
  if paid.status = 'succeeded' then
    return case when not paid.is_surplus then case when the_booking.status = 'pending' then 'requested' else 'confirmed' end
                when exists (select 1 from payments r where r.charge_payment_id = p_payment and r.reason = 'paid_twice') then 'paid_twice' else 'too_late' end;
  end if;
  if exists (select 1 from payments p where p.booking_id = paid.booking_id and p.kind = 'charge' and p.status = 'succeeded' and not p.is_surplus) then
    update payments set status = 'succeeded', is_surplus = true, settled_at = kith.now(), txn_id = p_charge, failure = null where id = p_payment;
    insert into payments (booking_id, kind, charge_payment_id, user_id, status, amount_cents, currency, reason)
    values (paid.booking_id, 'refund', p_payment, paid.user_id, 'due', paid.amount_cents, paid.currency, 'paid_twice');
    return 'paid_twice';
  end if;
  if the_booking.status = 'pending' and the_booking.start_time > kith.now()
     and refuse_booking(the_booking.mentor_user_id, the_booking.mentee_user_id) is null then
    begin
      update bookings set lapsed_at = null,
        status = case mode when 'instant' then 'confirmed'::booking_status else status end,
        requested_at = case mode when 'request' then kith.now() end,
        expires_at = case mode when 'request' then least(kith.now() + interval '48 hours', start_time) end
      where id = the_booking.id;
      update payments set status = 'succeeded', settled_at = kith.now(), txn_id = p_charge, failure = null where id = p_payment;
      return case the_booking.mode when 'instant' then 'confirmed' else 'requested' end;
    exception when exclusion_violation then
      null;
    end;
  end if;
  update payments set status = 'succeeded', is_surplus = true, settled_at = kith.now(), txn_id = p_charge, failure = null where id = p_payment;
  insert into payments (booking_id, kind, charge_payment_id, user_id, status, amount_cents, currency, reason)
  values (paid.booking_id, 'refund', p_payment, paid.user_id, 'due', paid.amount_cents, paid.currency, 'too_late');
  if the_booking.status = 'pending' then
    update bookings set status = 'cancelled', cancelled_by = 'lapsed', percent_back = 100 where id = the_booking.id;
  end if;
  return 'too_late';
end $$;

comment on function settle_payment(uuid, text) is
  'Writes down that Stripe has the money (charge id): confirmed, requested (the mentor decides), too_late or paid_twice (both owed back whole). Twice is once.';
