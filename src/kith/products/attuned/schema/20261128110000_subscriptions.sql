-- Plans: what the stores told of each paid period, and whose each purchase is for good.

create table purchase_accounts (
  user_id uuid primary key references users (id) on delete cascade,
  account_token uuid not null default gen_random_uuid(),
  created_at timestamptz not null default kith.now(),
  constraint purchase_accounts_token_uniq unique (account_token)
);

comment on table purchase_accounts is
  'What the apps give the stores with a purchase (appAccountToken, obfuscatedAccountId): a random name for the account, so that a plan stays with whoever bought it.';

create table subscription_purchases (
  store text not null,
  original_transaction_id text not null,
  user_id uuid not null references users (id) on delete cascade,
  created_at timestamptz not null default kith.now(),
  primary key (store, original_transaction_id),
  constraint subscription_purchases_owner_uniq unique (store, original_transaction_id, user_id),
  constraint subscription_purchases_store check (store in ('ios', 'android', 'web'))
);

comment on table subscription_purchases is
  'A purchase with all its renewals, and the one person it belongs to. It never changes hands: the first claim is the only one.';

comment on column subscription_purchases.original_transaction_id is
  'What its renewals share: Apple''s original transaction, Google''s purchase token, Stripe''s subscription.';

create index subscription_purchases_user_idx on subscription_purchases (user_id);

create function keep_purchase_owner() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if (new.store, new.original_transaction_id, new.user_id) is distinct from (old.store, old.original_transaction_id, old.user_id) then
    raise exception using errcode = 'KT409', message = 'a purchase stays with the account that it was made for';
  end if;
  return new;
end $$;

comment on function keep_purchase_owner() is 'Trigger: a purchase never changes hands.';

create trigger subscription_purchases_for_good before update on subscription_purchases
  for each row execute function keep_purchase_owner();

alter table subscription_transactions
  -- On the web there is no such platform; the enum is the document's.
  alter column platform drop not null,
  add column store text not null,
  alter column original_transaction_id set not null,
  add column sequence bigint not null default 0,
  add column product_id text not null,
  add column replaces text,
  add column as_of timestamptz not null,
  add column revoked_at timestamptz,
  add column standing text not null default 'running',
  add column grace_until timestamptz,
  add column renewal_as_of timestamptz,
  add constraint subscription_transactions_store check (store in ('ios', 'android', 'web') and nullif(store, 'web') is not distinct from platform::text),
  add constraint subscription_transactions_standing check (standing in ('running', 'grace', 'hold', 'paused')),
  add constraint subscription_transactions_sequence check (sequence >= 0),
  add constraint subscription_transactions_refunded check ((status = 'refunded') = (revoked_at is not null)),
  add constraint subscription_transactions_owner foreign key (store, original_transaction_id, user_id)
    references subscription_purchases (store, original_transaction_id, user_id) on delete cascade;

comment on column subscription_transactions.platform is 'The app''s platform; empty for a plan that was bought on the web.';

comment on column subscription_transactions.store is 'Where it was bought: ios (App Store), android (Google Play) or web (Stripe).';

comment on column subscription_transactions.sequence is 'The place among the renewals of its purchase; the last one counts.';

comment on column subscription_transactions.replaces is 'The purchase that this one took the place of (Google''s linked purchase token).';

comment on column subscription_transactions.as_of is 'The store''s moment of what is known; what is older changes nothing.';

comment on column subscription_transactions.standing is 'How the purchase stands as told with this transaction; grace keeps the plan, hold and pause do not.';

comment on column subscription_transactions.renewal_as_of is 'As as_of, for auto_renew, standing and grace_until.';

create index subscription_transactions_owner_idx on subscription_transactions (store, original_transaction_id, user_id);

create index inbox_purchase_idx on inbox ((payload ->> 'chain')) where provider in ('apple', 'google-play');

create function forget_purchase_events() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  delete from inbox where provider in ('apple', 'google-play') and payload ->> 'chain' = old.original_transaction_id;
  return null;
end $$;

comment on function forget_purchase_events() is 'Trigger: what the stores told of a purchase goes with whoever it belonged to.';

revoke all on function forget_purchase_events() from public;

create trigger subscription_purchases_forgotten after delete on subscription_purchases
  for each row execute function forget_purchase_events();

revoke all on function keep_purchase_owner() from public;

alter table purchase_accounts enable row level security;

alter table subscription_purchases enable row level security;

create policy service_all on purchase_accounts for all to service_role using (true) with check (true);

create policy service_all on subscription_purchases for all to service_role using (true) with check (true);

grant select, insert, update, delete on purchase_accounts, subscription_purchases to service_role;
