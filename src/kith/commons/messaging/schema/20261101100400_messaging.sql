-- What messaging must remember for ever or for everybody: opt-outs, push subscriptions, addresses that bounce.

create table sms_opt_outs (
  id uuid primary key default gen_random_uuid(),
  sequence bigint generated always as identity,
  phone_hash text not null,
  action text not null check (action in ('stop', 'start')),
  words text not null check (length(words) <= 160),
  channel text not null check (channel in ('sms', 'web', 'carrier', 'operator')),
  product text not null,
  recorded_at timestamptz not null default kith.now()
);

comment on table sms_opt_outs is 'The ledger of numbers that said stop (or start again): by keyed hash, kept for ever, asked before every text.';

create index sms_opt_outs_phone_idx on sms_opt_outs (phone_hash, sequence desc);

create trigger sms_opt_outs_append_only before update or delete or truncate on sms_opt_outs
  for each statement execute function refuse_change();

create function sms_allowed(p_phone_hash text) returns boolean
language sql stable security definer
  set search_path from current
as $$
  select coalesce((
    select o.action = 'start' from sms_opt_outs o where o.phone_hash = p_phone_hash order by o.sequence desc limit 1
  ), true)
$$;

comment on function sms_allowed(text) is 'Whether this number''s newest word in the opt-out ledger lets us text it. Unknown numbers: yes.';

revoke all on function sms_allowed(text) from public;

grant execute on function sms_allowed(text) to service_role;

create table push_subscriptions (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references auth.users (id) on delete cascade,
  endpoint text not null check (endpoint ~ '^https?://' and length(endpoint) <= 1000),
  p256dh text not null,
  auth text not null,
  created_at timestamptz not null default kith.now(),
  gone_at timestamptz,
  constraint push_subscriptions_endpoint_uniq unique (endpoint)
);

comment on table push_subscriptions is 'Browsers that agreed to receive pushes.';

create index push_subscriptions_person_idx on push_subscriptions (person_id);

alter table sms_opt_outs enable row level security;

alter table push_subscriptions enable row level security;

create policy service_all on sms_opt_outs for all to service_role using (true) with check (true);

create policy service_all on push_subscriptions for all to service_role using (true) with check (true);

create policy push_subscriptions_select_own on push_subscriptions for select to authenticated using (person_id = auth.uid());

create policy push_subscriptions_insert_own on push_subscriptions for insert to authenticated with check (person_id = auth.uid());

create policy push_subscriptions_delete_own on push_subscriptions for delete to authenticated using (person_id = auth.uid());

grant select, insert on sms_opt_outs to service_role;

grant select, insert, delete on push_subscriptions to authenticated;

grant select, insert, update, delete on push_subscriptions to service_role;
