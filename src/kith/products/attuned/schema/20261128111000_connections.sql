-- Connections of people with and without an account: in all four combinations the same rows, rules and five minutes.

drop function accept_connection(text, uuid);

drop function end_connection(integer, uuid);

drop index partner_connections_one_live;

alter table partner_connections
  -- The document knows signed-in requesters only; its evenings know all four combinations.
  alter column requester_user_id drop not null,
  add column requester_anonymous_session_id text references anonymous_sessions (session_id) on delete cascade,
  add column recipient_anonymous_session_id text references anonymous_sessions (session_id) on delete cascade,
  drop constraint partner_connections_accepted,
  drop constraint partner_connections_two_people,
  add constraint partner_connections_requester check (num_nonnulls(requester_user_id, requester_anonymous_session_id) = 1),
  add constraint partner_connections_accepted check ((status = 'accepted') = (num_nonnulls(recipient_user_id, recipient_anonymous_session_id) = 1)
    and num_nonnulls(recipient_user_id, recipient_anonymous_session_id) <= 1),
  add constraint partner_connections_two_people check (
    requester_user_id is distinct from recipient_user_id or requester_anonymous_session_id is distinct from recipient_anonymous_session_id),
  -- Letters go out in the name of people with an account only.
  add constraint partner_connections_letters check (recipient_email = '' or requester_user_id is not null);

alter table partner_connections
  add column requester text generated always as (coalesce('user:' || requester_user_id::text, 'anonymous:' || requester_anonymous_session_id)) stored,
  add column recipient text generated always as (coalesce('user:' || recipient_user_id::text, 'anonymous:' || recipient_anonymous_session_id)) stored;

comment on column partner_connections.requester is 'Who asked, as data_keys names them: user:<id> or anonymous:<session id>.';

comment on column partner_connections.recipient is 'Who accepted, likewise.';

comment on column partner_connections.connection_token is 'Keyed hash of the code, in hex; the code itself is in the letter or on the screen only.';

create index partner_connections_requester_anonymous_idx on partner_connections (requester_anonymous_session_id);

create index partner_connections_recipient_anonymous_idx on partner_connections (recipient_anonymous_session_id);

create index partner_connections_asker_idx on partner_connections (requester, status);

create index partner_connections_accepter_idx on partner_connections (recipient, status);

create unique index partner_connections_one_live on partner_connections (least(requester, recipient), greatest(requester, recipient))
  where status = 'accepted' and ended_at is null;

create or replace function guard_connection() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if (new.requester_user_id, new.requester_anonymous_session_id, new.recipient_email, new.connection_token, new.expires_at, new.created_at)
     is distinct from (old.requester_user_id, old.requester_anonymous_session_id, old.recipient_email, old.connection_token, old.expires_at, old.created_at)
     or (old.recipient_user_id is not null and new.recipient_user_id is distinct from old.recipient_user_id)
     or (old.recipient_anonymous_session_id is not null and new.recipient_anonymous_session_id is distinct from old.recipient_anonymous_session_id)
     or (old.ended_at is not null and new.ended_at is distinct from old.ended_at) then
    raise exception using errcode = 'check_violation', constraint = 'partner_connections_fixed', table = tg_table_name, message = 'a request stays what it is';
  end if;
  if new.status = 'accepted' and old.status = 'pending' and old.expires_at <= kith.now() then
    raise exception using errcode = 'KT409', message = 'this request has expired';
  end if;
  return new;
end $$;

create or replace function connected(p_one uuid, p_other uuid) returns boolean language sql stable security definer
  set search_path from current
as $$
  select exists (
    select 1 from partner_connections c
    where c.status = 'accepted' and c.ended_at is null
      and least(c.requester, c.recipient) = least('user:' || p_one::text, 'user:' || p_other::text)
      and greatest(c.requester, c.recipient) = greatest('user:' || p_one::text, 'user:' || p_other::text))
$$;

create function accept_connection(p_token_hash text, p_user uuid, p_anonymous text default null) returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  found record;
begin
  begin
    update partner_connections c set status = 'accepted', recipient_user_id = me.user_id, recipient_anonymous_session_id = me.anonymous
    from (
      select u.id as user_id, null::text as anonymous, u.email from users u where u.id = p_user and u.adult_confirmed_at is not null
      union all
      select null, s.session_id, null from anonymous_sessions s
      where p_user is null and s.session_id = p_anonymous and s.adult_confirmed_at is not null and s.last_accessed_at > kith.now() - interval '90 days'
    ) me
    where c.connection_token = p_token_hash and c.status = 'pending' and c.expires_at > kith.now()
      and c.requester <> coalesce('user:' || me.user_id::text, 'anonymous:' || me.anonymous)
      and (c.recipient_email = '' or c.recipient_email = me.email)
      and not coalesce(kith.blocked_between(c.requester_user_id, me.user_id), false)
    returning c.id, c.requester_user_id, c.recipient_user_id into found;
  exception when unique_violation then
    return null; -- they are connected already
  end;
  if found.requester_user_id is not null and found.recipient_user_id is not null then
    perform remember_each_other(found.requester_user_id, found.recipient_user_id);
  end if;
  return found.id;
end $$;

comment on function accept_connection(text, uuid, text) is
  'Accepts a request by the hash of its code, within its five minutes, for the person (or anonymous session) it was for: the connection, or null (expired, used, somebody else''s, blocked, connected already: tell nobody which).';

create function decline_connection(p_token_hash text, p_user uuid) returns boolean language plpgsql volatile security definer
  set search_path from current
as $$
begin
  update partner_connections c set status = 'declined' from users me
  where c.connection_token = p_token_hash and c.status = 'pending' and c.expires_at > kith.now() and me.id = p_user and c.recipient_email = me.email;
  return found;
end $$;

comment on function decline_connection(text, uuid) is 'A request by letter is turned down by whom it was for. False: there is no such request.';

create function end_connection(p_connection integer, p_user uuid, p_anonymous text default null) returns boolean language plpgsql volatile security definer
  set search_path from current
as $$
declare
  me text := coalesce('user:' || p_user::text, 'anonymous:' || p_anonymous);
  ended record;
begin
  update partner_connections set ended_at = kith.now()
  where id = p_connection and status = 'accepted' and ended_at is null and (requester = me or recipient = me)
  returning requester, recipient, requester_user_id, recipient_user_id into ended;
  if ended.requester is null then
    return false;
  end if;
  update sessions set status = 'abandoned'
  where status = 'active' and player_a_profile_id in (select player_profiles(ended.requester, ended.recipient))
    and player_b_profile_id in (select player_profiles(ended.requester, ended.recipient));
  delete from remembered_partners
  where user_id = p_user and partner_user_id = case when ended.requester = me then ended.recipient_user_id else ended.requester_user_id end;
  delete from data_keys where owner = 'connection:' || p_connection;
  return true;
end $$;

comment on function end_connection(integer, uuid, text) is
  'Ends a connection for one of the two, at once, with the evenings that are running and all that was shared. The other keeps their list and is told nothing. False: there is no such connection of theirs.';

create function player_profiles(variadic p_players text[]) returns setof integer language sql stable security definer
  set search_path from current
as $$
  select p.id from profiles p where p.user_id = any (select substr(one, 6)::uuid from unnest(p_players) one where one like 'user:%')
  union all
  select p.id from profiles p where p.anonymous_session_id = any (select substr(one, 11) from unnest(p_players) one where one like 'anonymous:%')
$$;

comment on function player_profiles(text[]) is 'The profiles of players named as data_keys names them.';

revoke all on function accept_connection(text, uuid, text), decline_connection(text, uuid), end_connection(integer, uuid, text), player_profiles(text[]) from public;

grant execute on function accept_connection(text, uuid, text), decline_connection(text, uuid), end_connection(integer, uuid, text), player_profiles(text[]) to service_role;
