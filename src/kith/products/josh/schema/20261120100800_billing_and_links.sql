-- What a person pays for and may therefore do; and the links that open the dashboard.

create table subscriptions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  stripe_subscription_id text,
  state subscription_state not null default 'none',
  current_period_end timestamptz,
  cancel_at_period_end boolean not null default false,
  grace_until timestamptz,
  last_stripe_event_id text,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  state_as_of timestamptz,
  stripe_price_id text,
  constraint subscriptions_user_uniq unique (user_id),
  constraint subscriptions_stripe_uniq unique (stripe_subscription_id)
);

comment on table subscriptions is 'A person''s subscription as Stripe last described it.';

comment on column subscriptions.state_as_of is 'When Stripe made the newest event that was applied: an older one changes nothing.';

create index subscriptions_state_idx on subscriptions (state);

create index subscriptions_grace_idx on subscriptions (grace_until) where grace_until is not null;

create trigger subscriptions_updated_at before update on subscriptions for each row execute function set_updated_at();

create table entitlements (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  eligible_to_participate boolean not null default false,
  eligible_to_initiate boolean not null default false,
  source text not null default 'stripe',
  effective_at timestamptz not null default kith.now(),
  expires_at timestamptz,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint entitlements_user_uniq unique (user_id)
);

comment on table entitlements is 'What a person may do, computed from the subscription in one place.';

create index entitlements_participate_idx on entitlements (eligible_to_participate);

create index entitlements_expiry_idx on entitlements (expires_at) where expires_at is not null;

create trigger entitlements_updated_at before update on entitlements for each row execute function set_updated_at();

create table magic_links (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  token_hash text not null,
  purpose text not null,
  linkup_id uuid references linkups (id) on delete cascade,
  expires_at timestamptz not null,
  consumed_at timestamptz,
  created_at timestamptz not null default kith.now(),
  constraint magic_links_token_uniq unique (token_hash),
  constraint magic_links_token check (token_hash ~ '^[0-9a-f]{64}$'),
  constraint magic_links_expiry check (expires_at > created_at)
);

comment on table magic_links is 'Links that open the dashboard: hashed, fifteen minutes, one use.';

create index magic_links_user_idx on magic_links (user_id);

create index magic_links_expires_idx on magic_links (expires_at);

create index magic_links_linkup_idx on magic_links (linkup_id);

create function guard_magic_link() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if (new.user_id, new.token_hash, new.purpose, new.expires_at) is distinct from (old.user_id, old.token_hash, old.purpose, old.expires_at) then
    raise exception using errcode = 'check_violation', constraint = 'magic_links_fixed', table = tg_table_name,
      message = 'a link is for one person and one time';
  end if;
  if new.consumed_at is distinct from old.consumed_at and (old.consumed_at is not null or old.expires_at <= kith.now()) then
    raise exception using errcode = 'KT409', message = 'this link was used or is too old',
      detail = jsonb_build_object('entity', 'magic_link', 'from', case when old.consumed_at is not null then 'consumed' else 'expired' end)::text;
  end if;
  return new;
end $$;

comment on function guard_magic_link() is 'Trigger: a link works once, in time, for the person it was made for.';

create trigger magic_links_guard before update on magic_links for each row execute function guard_magic_link();
