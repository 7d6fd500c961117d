-- Stripe as a person's account with the house: one customer for all products, every event stored once.

create table stripe_customers (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references auth.users (id) on delete cascade,
  stripe_customer_id text not null,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint stripe_customers_person_uniq unique (person_id),
  constraint stripe_customers_cust_uniq unique (stripe_customer_id)
);

comment on table stripe_customers is 'A person''s customer at Stripe.';

create trigger stripe_customers_updated_at before update on stripe_customers for each row execute function set_updated_at();

create table stripe_events (
  id uuid primary key default gen_random_uuid(),
  stripe_event_id text not null,
  event_type text not null,
  payload jsonb not null,
  received_at timestamptz not null default kith.now(),
  processed_at timestamptz,
  processing_error text,
  attempts int not null default 0,
  constraint stripe_events_event_uniq unique (stripe_event_id)
);

comment on table stripe_events is 'What Stripe told us, each event once, whatever came of it.';

create index stripe_events_type_idx on stripe_events (event_type);

create index stripe_events_unprocessed_idx on stripe_events (received_at) where processed_at is null;

create table stripe_calls (
  idempotency_key text primary key,
  person_id uuid references auth.users (id) on delete cascade,
  product text not null,
  operation text not null,
  parameters jsonb not null,
  outcome jsonb,
  attempts int not null default 0,
  last_error text,
  finished_at timestamptz,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now()
);

comment on table stripe_calls is 'Calls to Stripe, written down before they are made and sent with the same key however often they are tried.';

create index stripe_calls_person_idx on stripe_calls (person_id);

create index stripe_calls_open_idx on stripe_calls (created_at) where finished_at is null;

create trigger stripe_calls_updated_at before update on stripe_calls for each row execute function set_updated_at();

alter table stripe_customers enable row level security;

alter table stripe_events enable row level security;

alter table stripe_calls enable row level security;

create policy service_all on stripe_customers for all to service_role using (true) with check (true);

create policy service_all on stripe_events for all to service_role using (true) with check (true);

create policy service_all on stripe_calls for all to service_role using (true) with check (true);

create policy stripe_customers_select_own on stripe_customers for select to authenticated using (person_id = auth.uid());

grant select on stripe_customers to authenticated;

grant select, insert, update, delete on stripe_customers, stripe_events, stripe_calls to service_role;
