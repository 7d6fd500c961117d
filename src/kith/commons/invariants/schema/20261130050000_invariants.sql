-- What the last look at the house's promises found, and what it told the operators.

create table invariant_checks (
  schema_name text not null,
  name text not null,
  sentence text not null,
  checked_at timestamptz not null,
  milliseconds double precision not null,
  violations int not null,
  failure text,
  primary key (schema_name, name),
  constraint invariant_checks_counts check (violations >= 0 and milliseconds >= 0)
);

comment on table invariant_checks is 'When each promise was last looked at, how long that took, and how many rows broke it; failure says why it could not be asked.';

create table invariant_violations (
  id uuid primary key default gen_random_uuid(),
  schema_name text not null,
  name text not null,
  key text not null,
  found_at timestamptz not null,
  seen_at timestamptz not null,
  gone_at timestamptz,
  told_at timestamptz,
  constraint invariant_violations_once unique (schema_name, name, key),
  constraint invariant_violations_of_a_promise foreign key (schema_name, name) references invariant_checks (schema_name, name) on delete cascade
);

comment on table invariant_violations is 'Rows that broke a promise: since when, when last seen, since when gone, and when the operators were told. The key is the row''s, no personal data.';

create index invariant_violations_open_idx on invariant_violations (found_at) where gone_at is null;

alter table invariant_checks enable row level security;

alter table invariant_violations enable row level security;

create policy service_all on invariant_checks for all to service_role using (true) with check (true);

create policy service_all on invariant_violations for all to service_role using (true) with check (true);

grant select, insert, update, delete on invariant_checks, invariant_violations to service_role;
