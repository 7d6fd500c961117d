-- Two people find each other: requests that live five minutes, the ten last partners, where pushes go.

create type connection_status_enum as enum ('pending', 'accepted', 'declined', 'expired');

create type platform_enum as enum ('ios', 'android');

create table partner_connections (
  id serial primary key,
  requester_user_id uuid not null references users (id) on delete cascade,
  recipient_email text not null,
  recipient_user_id uuid references users (id) on delete cascade,
  status connection_status_enum not null default 'pending',
  connection_token text not null,
  expires_at timestamptz not null default kith.now() + interval '5 minutes',
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  ended_at timestamptz,
  constraint partner_connections_token_uniq unique (connection_token),
  constraint partner_connections_token check (connection_token ~ '^[0-9a-f]{64}$'),
  constraint partner_connections_email check (recipient_email = lower(btrim(recipient_email))),
  constraint partner_connections_five_minutes check (expires_at <= created_at + interval '5 minutes'),
  constraint partner_connections_accepted check ((status = 'accepted') = (recipient_user_id is not null)),
  constraint partner_connections_two_people check (requester_user_id <> recipient_user_id),
  constraint partner_connections_ended check (ended_at is null or status = 'accepted')
);

comment on table partner_connections is 'Requests between two people and what became of them. Accepted and not ended: connected.';

comment on column partner_connections.connection_token is 'SHA-256 of the token, in hex; the token itself is in the letter or the code only.';

comment on column partner_connections.recipient_email is 'Empty for a code shown in person: whoever holds it may accept.';

create index idx_partner_connections_requester on partner_connections (requester_user_id);

create index idx_partner_connections_recipient_email on partner_connections (recipient_email);

create index partner_connections_recipient_idx on partner_connections (recipient_user_id);

create index idx_partner_connections_expires on partner_connections (expires_at) where status = 'pending';

create unique index partner_connections_one_live on partner_connections
  (least(requester_user_id, recipient_user_id), greatest(requester_user_id, recipient_user_id)) where status = 'accepted' and ended_at is null;

create trigger partner_connections_updated_at before update on partner_connections for each row execute function set_updated_at();

create trigger partner_connections_key_goes after delete on partner_connections for each row execute function forget_data_key('connection', 'id');

create function guard_connection() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if (new.requester_user_id, new.recipient_email, new.connection_token, new.expires_at, new.created_at)
     is distinct from (old.requester_user_id, old.recipient_email, old.connection_token, old.expires_at, old.created_at)
     or (old.recipient_user_id is not null and new.recipient_user_id is distinct from old.recipient_user_id)
     or (old.ended_at is not null and new.ended_at is distinct from old.ended_at) then
    raise exception using errcode = 'check_violation', constraint = 'partner_connections_fixed', table = tg_table_name, message = 'a request stays what it is';
  end if;
  if new.status = 'accepted' and old.status = 'pending' and old.expires_at <= kith.now() then
    raise exception using errcode = 'KT409', message = 'this request has expired';
  end if;
  return new;
end $$;

comment on function guard_connection() is 'Trigger: nobody prolongs a request, accepts it late, or takes it over.';

create trigger partner_connections_guard before update on partner_connections for each row execute function guard_connection();

create function expire_pending_connections() returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  expired integer;
begin
  update partner_connections set status = 'expired' where status = 'pending' and expires_at <= kith.now();
  get diagnostics expired = row_count;
  return expired;
end $$;

comment on function expire_pending_connections() is 'Notes requests that nobody answered within five minutes; returns how many. They are void at that moment, whether or not this has run.';

create table remembered_partners (
  id serial primary key,
  user_id uuid not null references users (id) on delete cascade,
  partner_user_id uuid not null references users (id) on delete cascade,
  partner_name text not null,
  partner_email text not null,
  last_played_at timestamptz not null default kith.now(),
  created_at timestamptz not null default kith.now(),
  constraint remembered_partners_once unique (user_id, partner_user_id),
  constraint remembered_partners_not_oneself check (user_id <> partner_user_id)
);

comment on table remembered_partners is 'The ten people somebody connected or played with last.';

create index idx_remembered_partners_user on remembered_partners (user_id);

create index idx_remembered_partners_last_played on remembered_partners (user_id, last_played_at desc);

create index remembered_partners_partner_idx on remembered_partners (partner_user_id);

create function enforce_remembered_partners_limit() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  perform 1 from users u where u.id = new.user_id for no key update;
  delete from remembered_partners where id in (
    select r.id from remembered_partners r where r.user_id = new.user_id
    order by r.id = new.id desc, r.last_played_at desc, r.id desc offset 10);
  return null;
end $$;

comment on function enforce_remembered_partners_limit() is 'Trigger: an eleventh partner takes the place of the one played with longest ago.';

create trigger trigger_enforce_remembered_partners_limit after insert on remembered_partners
  for each row execute function enforce_remembered_partners_limit();

create function remember_each_other(p_one uuid, p_other uuid) returns void language sql volatile security definer
  set search_path from current
as $$
  insert into remembered_partners (user_id, partner_user_id, partner_name, partner_email)
  select pair.me, pair.you, coalesce(u.display_name, split_part(u.email, '@', 1)), u.email
  from (values (least(p_one, p_other), greatest(p_one, p_other)), (greatest(p_one, p_other), least(p_one, p_other))) pair (me, you)
  join users u on u.id = pair.you
  on conflict (user_id, partner_user_id) do update
    set last_played_at = kith.now(), partner_name = excluded.partner_name, partner_email = excluded.partner_email
$$;

comment on function remember_each_other(uuid, uuid) is 'Puts two people on top of each other''s list of partners.';

create function connected(p_one uuid, p_other uuid) returns boolean language sql stable security definer
  set search_path from current
as $$
  select exists (
    select 1 from partner_connections c
    where least(c.requester_user_id, c.recipient_user_id) = least(p_one, p_other)
      and greatest(c.requester_user_id, c.recipient_user_id) = greatest(p_one, p_other)
      and c.status = 'accepted' and c.ended_at is null)
$$;

comment on function connected(uuid, uuid) is 'Whether the two are connected now.';

create table push_notification_tokens (
  id serial primary key,
  user_id uuid not null references users (id) on delete cascade,
  device_token text not null,
  platform platform_enum not null,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint push_notification_tokens_device_uniq unique (device_token),
  constraint push_notification_tokens_device check (length(device_token) between 8 and 4096)
);

comment on table push_notification_tokens is 'Where pushes go: a device belongs to whoever signed in on it last.';

create index idx_push_tokens_user on push_notification_tokens (user_id);

create index idx_push_tokens_device on push_notification_tokens (device_token);

create trigger push_notification_tokens_updated_at before update on push_notification_tokens for each row execute function set_updated_at();
