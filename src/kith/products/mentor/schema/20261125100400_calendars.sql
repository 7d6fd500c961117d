-- People's own calendars: connected accounts, the times they block, bookings shown in them, private feeds.

create type calendar_provider as enum ('google', 'microsoft', 'caldav');

create table calendar_accounts (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  provider calendar_provider not null,
  email text not null default '' check (length(email) <= 320),
  sync_enabled boolean not null default true,
  write_back boolean not null default false,
  connection int not null default 1 check (connection > 0),
  secret_ciphertext bytea not null,
  secret_iv bytea not null check (octet_length(secret_iv) = 12),
  secret_tag bytea not null check (octet_length(secret_tag) = 16),
  secret_key_version int not null,
  secret_version int not null default 0,
  sync_cursor text not null default '',
  sync_number bigint not null default 0,
  sync_begun_at timestamptz,
  bell_at timestamptz,
  full_synced_at timestamptz,
  last_synced_at timestamptz,
  last_error text,
  access_ended_at timestamptz,
  channel_id text,
  channel_resource text,
  channel_secret_hash bytea check (octet_length(channel_secret_hash) = 32),
  channel_expires_at timestamptz,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint calendar_accounts_once unique (user_id, provider, email),
  constraint calendar_accounts_channel_uniq unique (channel_id),
  constraint calendar_accounts_channel_guarded check (channel_id is null or channel_secret_hash is not null)
);

comment on table calendar_accounts is 'A calendar somebody connected. Tokens are sealed to the row; not enabled: disconnected, and gone once they are given back at the provider.';
comment on column calendar_accounts.connection is 'How often its owner connected it: word of an earlier connection that ended says nothing about this one.';
comment on column calendar_accounts.sync_number is 'Number of the newest question to the provider: only its answer is written.';
comment on column calendar_accounts.full_synced_at is 'When the whole window was read last; in between only changes are.';

create index calendar_accounts_sync_due_idx on calendar_accounts (sync_begun_at nulls first) where sync_enabled and access_ended_at is null;
create index calendar_accounts_channel_due_idx on calendar_accounts (channel_expires_at nulls first) where sync_enabled and access_ended_at is null;
create index calendar_accounts_to_forget_idx on calendar_accounts (updated_at) where not sync_enabled;
create index calendar_accounts_key_idx on calendar_accounts (secret_key_version);

create trigger calendar_accounts_updated_at before update on calendar_accounts for each row execute function set_updated_at();

create table external_busy_events (
  id uuid primary key default gen_random_uuid(),
  calendar_account_id uuid not null references calendar_accounts (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  provider calendar_provider not null,
  external_id text not null,
  series_id text not null,
  start_time timestamptz not null,
  end_time timestamptz not null,
  created_at timestamptz not null default kith.now(),
  constraint external_busy_events_once unique (calendar_account_id, external_id),
  constraint external_busy_events_takes_time check (start_time < end_time)
);

comment on table external_busy_events is 'Times that a connected calendar blocks, an instance a row. What the appointment is stays where it is.';

create index external_busy_events_user_idx on external_busy_events (user_id, end_time);
create index external_busy_events_past_idx on external_busy_events (end_time);

create table booking_calendar_events (
  booking_id uuid not null references bookings (id) on delete cascade,
  calendar_account_id uuid not null references calendar_accounts (id) on delete cascade,
  reference text not null,
  version text not null default '',
  shown text not null,
  created_at timestamptz not null default kith.now(),
  primary key (booking_id, calendar_account_id)
);

comment on table booking_calendar_events is 'Bookings we put into mentors'' calendars: the provider''s name of the event, its version, and the times it shows.';

create index booking_calendar_events_account_idx on booking_calendar_events (calendar_account_id);

create table calendar_feeds (
  user_id uuid primary key references auth.users (id) on delete cascade,
  version int not null check (version > 0),
  token_hash bytea,
  created_at timestamptz not null default kith.now(),
  constraint calendar_feeds_token_uniq unique (token_hash)
);

comment on table calendar_feeds is 'The private feed of a person: the hash of its address, null when it is ended. Versions only grow, so no address comes back.';

create function feed_versions_grow() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if new.version < old.version or (new.version = old.version and new.token_hash is distinct from old.token_hash and new.token_hash is not null) then
    raise exception using errcode = 'KT409', message = 'an address of a calendar feed does not come back';
  end if;
  return new;
end $$;

comment on function feed_versions_grow() is 'Trigger: a feed''s address, once replaced or ended, stays void.';

create trigger calendar_feeds_versions_grow before update on calendar_feeds for each row execute function feed_versions_grow();

create function calendar_owner_zone(p_user uuid) returns text language sql stable
  set search_path from current
as $$
  select coalesce((select m.timezone from mentor_profiles m where m.user_id = p_user), 'UTC')
$$;

comment on function calendar_owner_zone(uuid) is 'The zone in which a calendar without one of its own is meant.';

alter table calendar_accounts enable row level security;
alter table external_busy_events enable row level security;
alter table booking_calendar_events enable row level security;
alter table calendar_feeds enable row level security;

create policy service_all on calendar_accounts for all to service_role using (true) with check (true);
create policy service_all on external_busy_events for all to service_role using (true) with check (true);
create policy service_all on booking_calendar_events for all to service_role using (true) with check (true);
create policy service_all on calendar_feeds for all to service_role using (true) with check (true);

grant select, insert, update, delete on calendar_accounts, external_busy_events, booking_calendar_events, calendar_feeds to service_role;

create policy external_busy_events_select_own on external_busy_events for select to authenticated using (user_id = auth.uid());
grant select on external_busy_events to authenticated;

create function note_busy() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  perform slots_changed(m.user_id) from (select distinct c.user_id from changed c) m;
  return null;
end $$;

comment on function note_busy() is 'Trigger: what a calendar blocks is no slot.';

create trigger external_busy_events_added after insert on external_busy_events referencing new table as changed
  for each statement execute function note_busy();

create trigger external_busy_events_moved after update on external_busy_events referencing new table as changed
  for each statement execute function note_busy();

create trigger external_busy_events_gone after delete on external_busy_events referencing old table as changed
  for each statement execute function note_busy();
