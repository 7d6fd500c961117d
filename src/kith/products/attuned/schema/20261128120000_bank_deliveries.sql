-- What of the house's own cards has come into this bank: a card that an operator rewrote or archived does not come back with the next start.

create table bank_deliveries (
  activity_uid varchar(64) primary key,
  delivered_at timestamptz not null default kith.now(),
  constraint bank_deliveries_uid check (activity_uid ~ '^[0-9a-f]{64}$')
);

comment on table bank_deliveries is 'The shipped cards that were brought into the bank, by their content; each is brought once.';

alter table bank_deliveries enable row level security;

create policy service_all on bank_deliveries for all to service_role using (true) with check (true);

grant select, insert on bank_deliveries to service_role;
