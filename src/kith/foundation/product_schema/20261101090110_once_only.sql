-- Nothing lost, nothing twice: what came in, what goes out, and which requests were already answered.

create table inbox (
  id uuid primary key default gen_random_uuid(),
  provider text not null,
  external_id text not null,
  kind text not null,
  payload jsonb not null,
  received_at timestamptz not null default kith.now(),
  handled_at timestamptz,
  answer jsonb,
  error text,
  constraint inbox_once unique (provider, external_id)
);

comment on table inbox is 'Events that came from outside, each stored once before anything is done about it.';

create index inbox_unhandled_idx on inbox (received_at) where handled_at is null;

create table outbox (
  id uuid primary key default gen_random_uuid(),
  sequence bigint generated always as identity,
  channel text not null check (channel in ('email', 'push', 'sms')),
  person_id uuid references auth.users (id) on delete cascade,
  recipient_ciphertext bytea,
  recipient_iv bytea,
  recipient_tag bytea,
  body_ciphertext bytea,
  body_iv bytea,
  body_tag bytea,
  key_version int not null,
  purpose text not null,
  status text not null default 'pending' check (status in ('pending', 'sent', 'failed')),
  attempts int not null default 0 check (attempts >= 0),
  not_before timestamptz not null default kith.now(),
  next_attempt_at timestamptz not null default kith.now(),
  leased_until timestamptz,
  lease_token uuid,
  provider_message_id text,
  last_error text,
  idempotency_key text not null,
  correlation_id uuid,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint outbox_idem_uniq unique (idempotency_key)
);

comment on table outbox is 'E-mails, pushes and texts of the house itself that must leave, written with the change that causes them and sent after it. Recipient and body are encrypted.';

create index outbox_due_idx on outbox (next_attempt_at, sequence) where status = 'pending';

create index outbox_person_idx on outbox (person_id);

create trigger outbox_updated_at before update on outbox for each row execute function set_updated_at();

create table idempotency_keys (
  scope text not null,
  key text not null,
  request_hash bytea not null,
  status int,
  content_type text,
  answer bytea,
  created_at timestamptz not null default kith.now(),
  primary key (scope, key)
);

comment on table idempotency_keys is 'Answers already given to requests that carried an Idempotency-Key, kept for a day. The scope is the person (or address) and the route.';

create index idempotency_keys_created_idx on idempotency_keys (created_at);

alter table inbox enable row level security;

alter table outbox enable row level security;

alter table idempotency_keys enable row level security;

create policy service_all on inbox for all to service_role using (true) with check (true);

create policy service_all on outbox for all to service_role using (true) with check (true);

create policy service_all on idempotency_keys for all to service_role using (true) with check (true);

grant select, insert, update, delete on inbox, outbox, idempotency_keys to service_role;
