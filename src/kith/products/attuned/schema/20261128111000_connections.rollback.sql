drop function end_connection(integer, uuid, text);

drop function decline_connection(text, uuid);

drop function accept_connection(text, uuid, text);

drop function player_profiles(text[]);

drop index partner_connections_one_live;

delete from partner_connections where requester_user_id is null or recipient_anonymous_session_id is not null;

alter table partner_connections
  drop column recipient,
  drop column requester;

alter table partner_connections
  drop constraint partner_connections_letters,
  drop constraint partner_connections_two_people,
  drop constraint partner_connections_accepted,
  drop constraint partner_connections_requester,
  drop column recipient_anonymous_session_id,
  drop column requester_anonymous_session_id,
  alter column requester_user_id set not null,
  add constraint partner_connections_accepted check ((status = 'accepted') = (recipient_user_id is not null)),
  add constraint partner_connections_two_people check (requester_user_id <> recipient_user_id);

create unique index partner_connections_one_live on partner_connections
  (least(requester_user_id, recipient_user_id), greatest(requester_user_id, recipient_user_id)) where status = 'accepted' and ended_at is null;

create or replace function guard_connection() returns trigger language plpgsql
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

create or replace function connected(p_one uuid, p_other uuid) returns boolean language sql stable security definer
  set search_path from current
as $$
  select exists (
    select 1 from partner_connections c
    where least(c.requester_user_id, c.recipient_user_id) = least(p_one, p_other)
      and greatest(c.requester_user_id, c.recipient_user_id) = greatest(p_one, p_other)
      and c.status = 'accepted' and c.ended_at is null)
$$;

create function accept_connection(p_token_hash text, p_user uuid) returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  found record;
begin
  begin
    update partner_connections c set status = 'accepted', recipient_user_id = p_user
    from users me
    where c.connection_token = p_token_hash and c.status = 'pending' and c.expires_at > kith.now() and c.requester_user_id <> p_user
      and me.id = p_user and me.adult_confirmed_at is not null and (c.recipient_email = '' or c.recipient_email = me.email)
      and not kith.blocked_between(c.requester_user_id, p_user)
    returning c.id, c.requester_user_id into found;
  exception when unique_violation then
    return null; -- they are connected already
  end;
  if found.id is not null then
    perform remember_each_other(found.requester_user_id, p_user);
  end if;
  return found.id;
end $$;

create function end_connection(p_connection integer, p_user uuid) returns boolean language plpgsql volatile security definer
  set search_path from current
as $$
declare
  ended record;
begin
  update partner_connections set ended_at = kith.now()
  where id = p_connection and status = 'accepted' and ended_at is null and (requester_user_id = p_user or recipient_user_id = p_user)
  returning requester_user_id, recipient_user_id into ended;
  if ended.requester_user_id is null then
    return false;
  end if;
  update sessions set status = 'abandoned'
  where status = 'active'
    and ((primary_user_id = ended.requester_user_id and partner_user_id = ended.recipient_user_id)
      or (primary_user_id = ended.recipient_user_id and partner_user_id = ended.requester_user_id));
  delete from remembered_partners
  where user_id = p_user and partner_user_id = case when ended.requester_user_id = p_user then ended.recipient_user_id else ended.requester_user_id end;
  return true;
end $$;

revoke all on function accept_connection(text, uuid), end_connection(integer, uuid) from public;

grant execute on function accept_connection(text, uuid), end_connection(integer, uuid) to service_role;
