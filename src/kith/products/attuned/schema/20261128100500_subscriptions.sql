-- What people bought in the stores.

create type subscription_status_enum as enum ('active', 'expired', 'canceled', 'refunded');

create table subscription_transactions (
  id serial primary key,
  user_id uuid not null references users (id) on delete cascade,
  platform platform_enum not null,
  platform_transaction_id text not null,
  subscription_tier text not null,
  amount numeric(10,2) not null,
  currency text not null default 'USD',
  started_at timestamptz not null,
  expires_at timestamptz not null,
  auto_renew boolean not null default true,
  status subscription_status_enum not null default 'active',
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  original_transaction_id text,
  constraint subscription_transactions_once unique (platform_transaction_id),
  constraint subscription_transactions_amount check (amount >= 0),
  constraint subscription_transactions_currency check (currency ~ '^[A-Z]{3}$'),
  constraint subscription_transactions_span check (expires_at >= started_at)
);

comment on table subscription_transactions is 'Purchases and renewals, each once.';

comment on column subscription_transactions.original_transaction_id is 'What a renewal renews: the same for the whole life of a subscription.';

create index idx_subscription_user on subscription_transactions (user_id);

create index idx_subscription_platform_tx on subscription_transactions (platform_transaction_id);

create index idx_subscription_expires on subscription_transactions (expires_at) where status = 'active';

create index subscription_transactions_original_idx on subscription_transactions (original_transaction_id);

create trigger subscription_transactions_updated_at before update on subscription_transactions for each row execute function set_updated_at();
