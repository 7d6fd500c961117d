-- Packages: so many sessions of a length for one price, paid at once. What is bought keeps its terms; what was not spent goes back.

create table money_terms (
  valid_from timestamptz primary key,
  fee_basis_points integer not null,
  credit_months integer not null,
  withdrawal_days integer not null,
  payout_hours integer not null,
  constraint money_terms_fee check (fee_basis_points between 0 and 10000),
  constraint money_terms_times check (credit_months between 1 and 120 and withdrawal_days between 0 and 365 and payout_hours between 0 and 720)
);

comment on table money_terms is
  'The house''s terms from a moment on: its fee in hundredths of a percent, how long credit lasts, until when a package can be given back, and how long after a session the mentor is paid.';

create trigger money_terms_append_only before update or delete or truncate on money_terms for each statement execute function refuse_change();

insert into money_terms (valid_from, fee_basis_points, credit_months, withdrawal_days, payout_hours) values ('2020-01-01', 1500, 12, 14, 24);

create function current_terms() returns money_terms language sql stable security definer
  set search_path from current
as $$
  select t from money_terms t where t.valid_from <= kith.now() order by t.valid_from desc limit 1
$$;

comment on function current_terms() is 'The terms in force.';

create table packages (
  id uuid primary key default gen_random_uuid(),
  mentor_user_id uuid not null references mentor_profiles (user_id) on delete restrict,
  sessions integer not null,
  minutes integer not null,
  price_cents integer not null,
  currency text not null,
  is_active boolean not null default true,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint packages_sessions check (sessions between 2 and 50),
  constraint packages_minutes check (minutes between 15 and 240),
  -- Every session costs the same whole sum, and no less than Stripe takes.
  constraint packages_price check (price_cents >= sessions * 50 and price_cents <= 10000000 and price_cents % sessions = 0),
  constraint packages_currency check (currency ~ '^[a-z]{3}$')
);

comment on table packages is 'What a mentor offers: so many sessions of a length for one price. Other terms are another package; this one is switched on and off.';

create index packages_mentor_idx on packages (mentor_user_id);

create unique index packages_offered_once on packages (mentor_user_id, sessions, minutes) where is_active;

create trigger packages_updated_at before update on packages for each row execute function set_updated_at();

create function guard_package() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if (new.mentor_user_id, new.sessions, new.minutes, new.price_cents, new.currency)
     is distinct from (old.mentor_user_id, old.sessions, old.minutes, old.price_cents, old.currency) then
    raise exception using errcode = 'check_violation', constraint = 'packages_fixed', table = tg_table_name, message = 'a package stays what it is';
  end if;
  return new;
end $$;

comment on function guard_package() is 'Trigger: the terms of a package never change.';

create trigger packages_guard before update on packages for each row execute function guard_package();

create table package_purchases (
  id uuid primary key default gen_random_uuid(),
  package_id uuid not null references packages (id) on delete restrict,
  mentor_user_id uuid not null references mentor_profiles (user_id) on delete restrict,
  mentee_user_id uuid not null references profiles (user_id) on delete restrict,
  sessions integer not null,
  minutes integer not null,
  price_cents integer not null,
  session_cents integer generated always as (price_cents / sessions) stored,
  currency text not null,
  status text not null default 'pending',
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  bought_at timestamptz,
  withdraw_until timestamptz,
  expires_at timestamptz,
  ended_at timestamptz,
  ended_because text,
  told_at timestamptz,
  reminded_at timestamptz,
  constraint package_purchases_two_people check (mentor_user_id <> mentee_user_id),
  constraint package_purchases_price check (price_cents > 0 and sessions > 0 and price_cents % sessions = 0),
  constraint package_purchases_status check (status in ('pending', 'active', 'ended', 'lapsed')),
  constraint package_purchases_bought check ((status in ('active', 'ended')) <= (bought_at is not null and withdraw_until is not null and expires_at is not null)),
  constraint package_purchases_ended check ((status = 'ended') = (ended_at is not null) and (ended_at is null) = (ended_because is null)
    and ended_because in ('withdrawn', 'unusable', 'expired', 'mentor_left', 'mentee_left', 'house'))
);

comment on table package_purchases is 'Packages that mentees bought, with the terms as they were shown. Its money lies in the ledger.';

comment on column package_purchases.told_at is 'When the mentee was told that it ended and what goes back.';

create index package_purchases_package_idx on package_purchases (package_id);

create index package_purchases_mentor_idx on package_purchases (mentor_user_id);

create index package_purchases_mentee_idx on package_purchases (mentee_user_id, created_at desc);

create unique index package_purchases_one_pending on package_purchases (mentee_user_id, package_id) where status = 'pending';

create index package_purchases_expiring_idx on package_purchases (expires_at) where status = 'active';

create index package_purchases_untold_idx on package_purchases (ended_at) where status = 'ended' and told_at is null;

create trigger package_purchases_updated_at before update on package_purchases for each row execute function set_updated_at();

create function guard_purchase() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if (new.package_id, new.mentor_user_id, new.mentee_user_id, new.sessions, new.minutes, new.price_cents, new.currency)
     is distinct from (old.package_id, old.mentor_user_id, old.mentee_user_id, old.sessions, old.minutes, old.price_cents, old.currency)
     or (old.bought_at is not null and (new.bought_at, new.withdraw_until, new.expires_at) is distinct from (old.bought_at, old.withdraw_until, old.expires_at)) then
    raise exception using errcode = 'check_violation', constraint = 'package_purchases_fixed', table = tg_table_name, message = 'what was bought keeps its terms';
  end if;
  return new;
end $$;

comment on function guard_purchase() is 'Trigger: what was bought keeps its terms.';

create trigger package_purchases_guard before update on package_purchases for each row execute function guard_purchase();

insert into state_transitions (entity_type, from_state, to_state, event_type) values
  ('package_purchase', '', 'pending', 'package.begun'),
  ('package_purchase', 'pending', 'active', 'package.bought'),
  ('package_purchase', 'pending', 'lapsed', 'package.lapsed'),
  ('package_purchase', 'lapsed', 'active', 'package.bought'),
  ('package_purchase', 'active', 'ended', 'package.ended');

create trigger package_purchases_check_transition before insert or update on package_purchases
  for each row execute function enforce_transition('package_purchase', 'status');

create trigger package_purchases_event after insert or update on package_purchases
  for each row execute function record_transition('package_purchase', 'status');

-- A payment is of a session or of a package.

alter table payments add column purchase_id uuid references package_purchases (id) on delete restrict;

alter table payments drop constraint payments_of_something;

alter table payments add constraint payments_of_something check (num_nonnulls(booking_id, purchase_id) = 1);

-- What is given back of a package is given back by its ledger, or was no package at all.
alter table payments add constraint payments_of_purchase_reason
  check (purchase_id is null or kind = 'charge' or reason in ('credit_returned', 'paid_twice', 'too_late'));

create index payments_purchase_idx on payments (purchase_id);

create unique index payments_one_kept_of_purchase on payments (purchase_id) where kind = 'charge' and status = 'succeeded' and not is_surplus;

-- One open page to pay on at a time: whoever presses twice at once gets the same one.
create unique index payments_one_open on payments (booking_id) where kind = 'charge' and status = 'pending';

create unique index payments_one_open_of_purchase on payments (purchase_id) where kind = 'charge' and status = 'pending';

-- What a booking is paid from, and the house's share as it was then.

alter table bookings add column fee_basis_points integer not null default 0 constraint bookings_fee check (fee_basis_points between 0 and 10000);

alter table bookings add column purchase_id uuid references package_purchases (id) on delete restrict;

update bookings set fee_basis_points = (current_terms()).fee_basis_points;

comment on column bookings.fee_basis_points is 'The house''s share in hundredths of a percent, as it was when it was booked.';

comment on column bookings.purchase_id is 'The package that pays for it, where it is paid with credit.';

create index bookings_purchase_idx on bookings (purchase_id);

create function record_terms() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  before record;
begin
  if tg_op = 'INSERT' then
    if new.rescheduled_from is null then
      new.fee_basis_points := (current_terms()).fee_basis_points;
    else
      select b.fee_basis_points, b.purchase_id into before from bookings b where b.id = new.rescheduled_from;
      new.fee_basis_points := before.fee_basis_points;
      new.purchase_id := before.purchase_id;
    end if;
  elsif new.fee_basis_points <> old.fee_basis_points or (old.purchase_id is not null and new.purchase_id is distinct from old.purchase_id) then
    raise exception using errcode = 'check_violation', constraint = 'bookings_fixed', table = tg_table_name,
      message = 'a booking stays what was agreed; another time is another booking';
  end if;
  return new;
end $$;

comment on function record_terms() is 'Trigger: a booking keeps the house''s share and the package it is paid from, also when it moves.';

create trigger bookings_terms before insert or update on bookings for each row execute function record_terms();

revoke all on function current_terms(), guard_package(), guard_purchase(), record_terms() from public;

grant execute on function current_terms() to service_role;

alter table money_terms enable row level security;

alter table packages enable row level security;

alter table package_purchases enable row level security;

create policy service_all on money_terms for all to service_role using (true) with check (true);

create policy service_all on packages for all to service_role using (true) with check (true);

create policy service_all on package_purchases for all to service_role using (true) with check (true);

create policy packages_select_own on packages for select to authenticated using (mentor_user_id = auth.uid());

create policy package_purchases_select_own on package_purchases for select to authenticated using (mentee_user_id = auth.uid());

grant select on packages, package_purchases to authenticated;

grant select, insert on money_terms to service_role;

grant select, insert, update, delete on packages, package_purchases to service_role;

grant select (purchase_id) on payments to authenticated;
