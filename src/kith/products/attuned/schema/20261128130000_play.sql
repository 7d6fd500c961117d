-- Playing: both say yes before the first card, two are connected or sit at one phone, and what they say afterwards is sealed.

alter table sessions
  add column primary_feedback jsonb,
  add column partner_feedback jsonb,
  add constraint sessions_feedback check (is_sealed(primary_feedback) and is_sealed(partner_feedback));

comment on column sessions.connection_confirmed_at is 'When the partner said yes too; no card before that.';

comment on column sessions.primary_feedback is 'How it was for the primary player, sealed under their own key.';

comment on column sessions.partner_feedback is 'How it was for the partner, sealed under their own key.';

comment on column sessions.rules is 'What was set, and where the evening stands: one phone or two, who had the talk, how often it eased. Nothing that a player said.';

create function guard_company() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  one text := coalesce('user:' || new.primary_user_id::text, 'anonymous:' || new.primary_anonymous_session_id);
  other text := coalesce('user:' || new.partner_user_id::text, 'anonymous:' || new.partner_anonymous_session_id);
begin
  -- A guest at the same phone has no browser of their own that could be connected.
  if other is null or exists (
    select 1 from anonymous_sessions s where s.consent_version = 'in person'
      and s.session_id in (new.primary_anonymous_session_id, new.partner_anonymous_session_id)) then
    return new;
  end if;
  -- Kept from parting until this is committed: parting afterwards ends the evening, parting before refuses it.
  perform 1 from partner_connections c
  where c.status = 'accepted' and c.ended_at is null
    and least(c.requester, c.recipient) = least(one, other) and greatest(c.requester, c.recipient) = greatest(one, other)
  for share;
  if not found then
    raise exception using errcode = 'KT409', message = 'the two are not connected';
  end if;
  return new;
end $$;

comment on function guard_company() is 'Trigger: two players with browsers of their own are connected, in all four combinations.';

create trigger sessions_company before insert on sessions for each row execute function guard_company();

create function guard_yes() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if not exists (select 1 from sessions s where s.session_id = new.session_id and s.connection_confirmed_at is not null) then
    raise exception using errcode = 'KT409', message = 'both say yes before the first card';
  end if;
  return new;
end $$;

comment on function guard_yes() is 'Trigger: no card before both said yes.';

create trigger session_activities_yes before insert on session_activities for each row execute function guard_yes();

create function abandon_idle_sessions() returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  ended integer;
begin
  update sessions s set status = 'abandoned'
  where s.status = 'active'
    and (s.connection_confirmed_at is null and s.created_at <= kith.now() - interval '1 day'
         or not exists (select 1 from session_activities a where a.session_id = s.session_id and a.created_at > kith.now() - interval '30 days')
            and coalesce(s.connection_confirmed_at, s.created_at) <= kith.now() - interval '30 days');
  get diagnostics ended = row_count;
  return ended;
end $$;

comment on function abandon_idle_sessions() is 'Ends evenings that nobody said yes to within a day, and those without a card for thirty days; returns how many.';

create index sessions_active_idx on sessions (created_at) where status = 'active';

revoke all on function guard_company(), guard_yes(), abandon_idle_sessions() from public;

grant execute on function abandon_idle_sessions() to service_role;
