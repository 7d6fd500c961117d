-- What we and the payment provider know differently, found once a day, until it is so no more or somebody has explained it.

create index stripe_events_received_idx on stripe_events (received_at);

create table money_comparisons (
  id uuid primary key default gen_random_uuid(),
  started_at timestamptz not null default kith.now(),
  ended_at timestamptz,
  compared integer check (compared >= 0),
  mended integer check (mended >= 0),
  differences integer check (differences >= 0),
  failure text check (length(failure) <= 200)
);

comment on table money_comparisons is 'Each time our books were laid beside the provider''s: how many movements, what was mended, what was left.';

create index money_comparisons_started_idx on money_comparisons (started_at desc);

create table money_differences (
  id uuid primary key default gen_random_uuid(),
  product text not null,
  kind text not null check (kind in ('payment', 'refund', 'transfer')),
  what text not null check (what in ('only_there', 'only_here', 'amount', 'state', 'back')),
  provider_key text not null,
  row_id uuid,
  ours text not null,
  theirs text not null,
  found_at timestamptz not null default kith.now(),
  seen_at timestamptz not null default kith.now(),
  ended_at timestamptz,
  ended_as text check (ended_as in ('gone', 'explained')),
  explained_by uuid references admins (id) on delete set null,
  explanation text check (length(explanation) between 5 and 300),
  constraint money_differences_ended check ((ended_at is null) = (ended_as is null)),
  constraint money_differences_explained check ((ended_as is not distinct from 'explained') = (explanation is not null))
);

comment on table money_differences is 'What we and the provider know differently about a movement of money. Ends when both agree, or when an operator explains it.';

comment on column money_differences.provider_key is 'The provider''s name of the movement; of one that only we know without such a name, our row''s.';

create unique index money_differences_open_uniq on money_differences (product, kind, provider_key, what) where ended_at is null;

create index money_differences_explained_idx on money_differences (product, kind, provider_key, what) where ended_as = 'explained';

create index money_differences_found_idx on money_differences (found_at desc);

create index money_differences_explained_by_idx on money_differences (explained_by);

alter table money_comparisons enable row level security;

alter table money_differences enable row level security;

create policy service_all on money_comparisons for all to service_role using (true) with check (true);

create policy service_all on money_differences for all to service_role using (true) with check (true);

grant select, insert, update, delete on money_comparisons, money_differences to service_role;
