-- Accepting a request and ending a connection, each all or nothing.

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

comment on function accept_connection(text, uuid) is
  'Accepts a request by the hash of its token, within its five minutes, for the person it was for: the connection, or null (expired, used, somebody else''s, blocked, connected already: tell nobody which).';

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

comment on function end_connection(integer, uuid) is
  'Ends a connection for one of the two, at once, with the evenings that are running. The other keeps their list and is told nothing. False: there is no such connection of theirs.';
