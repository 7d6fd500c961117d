-- Receipts: a number for every charge and refund that went through, counted within the year without gaps.

create table receipt_years (
  year integer primary key,
  last integer not null,
  constraint receipt_years_range check (year between 2000 and 2999 and last >= 1)
);

comment on table receipt_years is 'The last number given in a year. A counter in a row, not a sequence: what is rolled back gives its number back.';

create table receipts (
  payment_id uuid primary key references payments (id) on delete restrict,
  year integer not null,
  number integer not null,
  issued_at timestamptz not null default kith.now(),
  constraint receipts_number_uniq unique (year, number)
);

comment on table receipts is 'The number of the receipt for a payment or a refund. Never changed.';

create trigger receipts_append_only before update or delete or truncate on receipts for each statement execute function refuse_change();

create function issue_receipt() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  the_year integer := extract(year from kith.now() at time zone 'UTC')::integer;
  next integer;
begin
  if exists (select 1 from receipts r where r.payment_id = new.id) then
    return null;
  end if;
  insert into receipt_years as y (year, last) values (the_year, 1) on conflict (year) do update set last = y.last + 1 returning y.last into next;
  insert into receipts (payment_id, year, number) values (new.id, the_year, next);
  return null;
end $$;

comment on function issue_receipt() is 'Trigger: a payment that went through gets the next number of its year, in its own transaction.';

create trigger payments_receipt after insert or update of status on payments
  for each row when (new.status = 'succeeded') execute function issue_receipt();

revoke all on function issue_receipt() from public;

alter table receipt_years enable row level security;

alter table receipts enable row level security;

create policy service_all on receipt_years for all to service_role using (true) with check (true);

create policy service_all on receipts for all to service_role using (true) with check (true);

grant select, insert on receipts to service_role;

grant select on receipt_years to service_role;
