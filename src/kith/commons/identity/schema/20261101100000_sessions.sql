-- Signing in: sessions with rotating refresh tokens, codes, links, passkeys. Only keyed hashes of secrets are stored.

create table sessions (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references auth.users (id) on delete cascade,
  method text not null check (method in ('code', 'link', 'passkey', 'demo')),
  user_agent text check (length(user_agent) <= 300),
  created_at timestamptz not null default kith.now(),
  last_used_at timestamptz not null default kith.now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_because text check (revoked_because in ('signed_out', 'revoked', 'token_reused', 'erased', 'banned')),
  check ((revoked_at is null) = (revoked_because is null))
);

comment on table sessions is 'Where a person is signed in. Each can be seen and ended by the person.';

create index sessions_person_idx on sessions (person_id, last_used_at desc);

create table refresh_tokens (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null references sessions (id) on delete cascade,
  token_hash bytea not null,
  parent_id uuid references refresh_tokens (id) on delete cascade,
  created_at timestamptz not null default kith.now(),
  used_at timestamptz,
  constraint refresh_tokens_hash_uniq unique (token_hash),
  constraint refresh_tokens_one_child unique (parent_id)
);

comment on table refresh_tokens is 'The chain of refresh tokens of a session. Using one twice means theft: the session ends.';

create index refresh_tokens_session_idx on refresh_tokens (session_id);

create table sign_in_codes (
  id uuid primary key default gen_random_uuid(),
  destination_hash bytea not null,
  channel text not null check (channel in ('email', 'phone')),
  person_id uuid references auth.users (id) on delete cascade,
  code_hash bytea not null,
  attempts int not null default 0 check (attempts between 0 and 5),
  expires_at timestamptz not null,
  consumed_at timestamptz,
  superseded_at timestamptz,
  created_at timestamptz not null default kith.now()
);

comment on table sign_in_codes is 'Six-digit codes sent to an address or number; at most one is live for each destination, five tries each.';

create unique index sign_in_codes_one_live on sign_in_codes (destination_hash) where consumed_at is null and superseded_at is null;

create index sign_in_codes_person_idx on sign_in_codes (person_id);

create index sign_in_codes_expires_idx on sign_in_codes (expires_at);

create table sign_in_links (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references auth.users (id) on delete cascade,
  token_hash bytea not null,
  next_path text not null default '/account' check (next_path ~ '^/([^/\\]|$)'),
  expires_at timestamptz not null,
  consumed_at timestamptz,
  created_at timestamptz not null default kith.now(),
  constraint sign_in_links_token_uniq unique (token_hash)
);

comment on table sign_in_links is 'One-use links that sign a person in; a GET never uses one up.';

create index sign_in_links_person_idx on sign_in_links (person_id);

create index sign_in_links_expires_idx on sign_in_links (expires_at);

create table sign_in_failures (
  person_id uuid primary key references auth.users (id) on delete cascade,
  consecutive int not null default 0 check (consecutive >= 0),
  locked_at timestamptz,
  updated_at timestamptz not null default kith.now()
);

comment on table sign_in_failures is 'Consecutive failed sign-ins; a hundred lock the account until support unlocks it.';

create trigger sign_in_failures_updated_at before update on sign_in_failures for each row execute function set_updated_at();

create table passkeys (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references auth.users (id) on delete cascade,
  credential_id bytea not null,
  public_key bytea not null,
  sign_count bigint not null default 0 check (sign_count >= 0),
  transports text[] not null default '{}',
  name text not null check (length(name) between 1 and 60),
  backed_up boolean not null default false,
  created_at timestamptz not null default kith.now(),
  last_used_at timestamptz,
  constraint passkeys_credential_uniq unique (credential_id)
);

comment on table passkeys is 'WebAuthn credentials of a person.';

create index passkeys_person_idx on passkeys (person_id);

create table passkey_challenges (
  id uuid primary key default gen_random_uuid(),
  person_id uuid references auth.users (id) on delete cascade,
  purpose text not null check (purpose in ('register', 'sign_in')),
  challenge bytea not null,
  expires_at timestamptz not null,
  consumed_at timestamptz,
  created_at timestamptz not null default kith.now()
);

comment on table passkey_challenges is 'Challenges handed to browsers, each good for one answer within five minutes.';

create index passkey_challenges_person_idx on passkey_challenges (person_id);

create index passkey_challenges_expires_idx on passkey_challenges (expires_at);

alter table sessions enable row level security;

alter table refresh_tokens enable row level security;

alter table sign_in_codes enable row level security;

alter table sign_in_links enable row level security;

alter table sign_in_failures enable row level security;

alter table passkeys enable row level security;

alter table passkey_challenges enable row level security;

create policy service_all on sessions for all to service_role using (true) with check (true);

create policy service_all on refresh_tokens for all to service_role using (true) with check (true);

create policy service_all on sign_in_codes for all to service_role using (true) with check (true);

create policy service_all on sign_in_links for all to service_role using (true) with check (true);

create policy service_all on sign_in_failures for all to service_role using (true) with check (true);

create policy service_all on passkeys for all to service_role using (true) with check (true);

create policy service_all on passkey_challenges for all to service_role using (true) with check (true);

create policy sessions_select_own on sessions for select to authenticated using (person_id = auth.uid());

create policy passkeys_select_own on passkeys for select to authenticated using (person_id = auth.uid());

grant select (id, person_id, method, user_agent, created_at, last_used_at, expires_at, revoked_at, revoked_because) on sessions to authenticated;

grant select (id, person_id, name, backed_up, created_at, last_used_at) on passkeys to authenticated;

grant select, insert, update, delete on sessions, refresh_tokens, sign_in_codes, sign_in_links, sign_in_failures, passkeys, passkey_challenges to service_role;
