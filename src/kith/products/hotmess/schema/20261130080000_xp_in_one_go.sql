-- XP is written by one function that adds the balance up itself: no trigger for each event, no lock on the member's profile, and a total that is rewritten in its place.

drop trigger xp_events_guard on xp_events;

drop trigger xp_events_add_up on xp_events;

drop function add_up_xp();

create or replace function guard_xp() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if not exists (
    select 1 from xp_adjustments a where new.cause = 'adjustment:' || a.id::text and a.state = 'applied' and a.user_id = new.user_id and a.amount = new.amount) then
    raise exception using errcode = 'check_violation', constraint = 'xp_events_adjusted', table = tg_table_name, message = 'a correction is decided before it is written';
  end if;
  return new;
end $$;

create trigger xp_events_guard before insert on xp_events for each row when (new.event_type = 'admin_adjustment') execute function guard_xp();

-- Whoever has an event has a total, and a total has a profile: the reference is kept there, once a person instead of once an event.
alter table xp_events drop constraint xp_events_user_id_fkey;

revoke insert on xp_events from service_role;

comment on table xp_events is 'The ledger. Rows are added by award_xp alone, never changed and never taken out, by nobody. One row a cause.';

comment on table xp_totals is 'The ledger added up, a row a person, written by award_xp only.';

drop index xp_totals_balance_idx;

alter table xp_totals add column band bigint generated always as (balance / 250) stored;

comment on column xp_totals.band is 'The balance in steps of 250: what the leaderboard is found by. It changes seldom, so that most events touch no index.';

alter table xp_totals set (fillfactor = 70);

create index xp_totals_band_idx on xp_totals (band desc, user_id);

create or replace function award_xp(p_user uuid, p_type text, p_amount integer, p_cause text, p_metadata jsonb default '{}'::jsonb) returns boolean
language plpgsql volatile security definer
  set search_path from current
as $$
declare
  worth integer := p_amount;
  at timestamptz;
begin
  if worth is null then
    select r.amount into worth from xp_rules r where r.event_type = p_type;
  end if;
  if worth is null or worth = 0 then
    return false;
  end if;
  insert into xp_events as e (user_id, event_type, amount, cause, metadata) values (p_user, p_type, worth, p_cause, p_metadata)
  on conflict (cause) do nothing returning e.created_at into at;
  if at is null then
    return false;
  end if;
  update xp_totals t set balance = t.balance + worth, total_events = t.total_events + 1, last_activity = greatest(t.last_activity, at) where t.user_id = p_user;
  if not found then
    -- The first event of somebody, or of two at once.
    insert into xp_totals as t (user_id, balance, total_events, last_activity) values (p_user, worth, 1, at)
    on conflict (user_id) do update set balance = t.balance + excluded.balance, total_events = t.total_events + 1,
      last_activity = greatest(t.last_activity, excluded.last_activity);
  end if;
  return true;
end $$;

comment on function award_xp(uuid, text, integer, text, jsonb) is
  'Writes XP for a cause and adds it up, by the rule when no amount is given. False when this cause has counted. Nothing else writes the ledger.';

create or replace function rebuild_xp() returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  written integer;
begin
  lock table xp_events in share row exclusive mode;
  delete from xp_totals;
  insert into xp_totals (user_id, balance, total_events, last_activity) select e.user_id, sum(e.amount), count(*), max(e.created_at) from xp_events e group by e.user_id;
  get diagnostics written = row_count;
  return written;
end $$;

create or replace function leaderboard_rows() returns table (place bigint, username text, balance bigint) language sql stable security definer
  set search_path from current
as $$
  with edge as (
    select t.band from xp_totals t join profiles p on p.user_id = t.user_id
    where p.username_public and not p.leaderboard_opt_out and p.status = 'active' and t.balance > 0
    order by t.band desc offset 99 limit 1)
  select rank() over (order by t.balance desc), p.username, t.balance
  from xp_totals t join profiles p on p.user_id = t.user_id
  where p.username_public and not p.leaderboard_opt_out and p.status = 'active' and t.balance > 0 and t.band >= coalesce((select e.band from edge e), 0)
  order by t.balance desc, lower(p.username) limit 100
$$;
