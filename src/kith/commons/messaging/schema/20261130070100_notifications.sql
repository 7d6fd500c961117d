-- What members were told, and how they want to be told: one centre for all products.

create table notices (
  id uuid primary key default gen_random_uuid(),
  sequence bigint generated always as identity,
  person_id uuid not null references auth.users (id) on delete cascade,
  product text not null,
  topic text not null check (topic ~ '^[a-z_]+\.[a-z_]+$'),
  key text not null,
  words bytea not null,
  in_centre boolean not null default true,
  digest text check (digest in ('waiting', 'sent', 'dropped')),
  shown_at timestamptz not null default kith.now(),
  read_at timestamptz,
  created_at timestamptz not null default kith.now(),
  constraint notices_once unique (product, key)
);

comment on table notices is 'What a person was told, in their centre from shown_at on. Its words are sealed under the person''s own key. digest: whether a letter that gathers is still to bring it.';

create index notices_centre_idx on notices (person_id, shown_at desc, sequence desc) where in_centre;

create index notices_unread_idx on notices (person_id, shown_at) where in_centre and read_at is null;

create index notices_digest_idx on notices (person_id, sequence) where digest = 'waiting';

create index notices_shown_idx on notices (shown_at);

create index notices_person_idx on notices (person_id);

create function announce_notice() returns trigger
language plpgsql
  set search_path from current
as $$
begin
  -- A hash: who listens learns that somebody's centre changed, not whose.
  perform pg_notify('live_' || tg_table_schema, 'notices:' || substr(encode(sha256(convert_to(new.person_id::text, 'UTF8')), 'hex'), 1, 32));
  return null;
end
$$;

comment on function announce_notice() is 'A person''s centre changed: open pages of it are told at commit.';

revoke all on function announce_notice() from public;

create trigger notices_announced after insert or update on notices for each row execute function announce_notice();

create table notification_choices (
  person_id uuid not null references auth.users (id) on delete cascade,
  topic text not null check (topic ~ '^[a-z_]+\.[a-z_]+$'),
  channel text not null check (channel in ('in_app', 'email', 'sms', 'push')),
  wanted boolean not null,
  source text not null check (source in ('settings', 'api', 'unsubscribe')),
  changed_at timestamptz not null default kith.now(),
  primary key (person_id, topic, channel)
);

comment on table notification_choices is 'Where a person wants it otherwise than a topic is by itself. Messages that must arrive ignore it.';

create table notification_settings (
  person_id uuid primary key references auth.users (id) on delete cascade,
  zone text not null default 'UTC',
  quiet_from time,
  quiet_until time,
  digest text not null default 'off' check (digest in ('off', 'daily', 'weekly')),
  next_digest_at timestamptz,
  changed_at timestamptz not null default kith.now(),
  constraint notification_settings_quiet check ((quiet_from is null) = (quiet_until is null) and (quiet_from is null or quiet_from <> quiet_until)),
  constraint notification_settings_digest check ((digest = 'off') = (next_digest_at is null))
);

comment on table notification_settings is 'A person''s quiet hours, in their zone, and whether everyday letters are gathered into one a day or a week.';

create index notification_settings_digest_idx on notification_settings (next_digest_at) where next_digest_at is not null;

alter table notices enable row level security;

alter table notification_choices enable row level security;

alter table notification_settings enable row level security;

create policy service_all on notices for all to service_role using (true) with check (true);

create policy service_all on notification_choices for all to service_role using (true) with check (true);

create policy service_all on notification_settings for all to service_role using (true) with check (true);

create policy notices_select_own on notices for select to authenticated using (person_id = auth.uid());

create policy notices_update_own on notices for update to authenticated using (person_id = auth.uid()) with check (person_id = auth.uid());

create policy notification_choices_select_own on notification_choices for select to authenticated using (person_id = auth.uid());

create policy notification_settings_select_own on notification_settings for select to authenticated using (person_id = auth.uid());

grant select on notices, notification_choices, notification_settings to authenticated;

grant update (read_at) on notices to authenticated;

grant select, insert, update, delete on notices, notification_choices, notification_settings to service_role;
