create or replace function leaderboard_rows() returns table (place bigint, username text, balance bigint) language sql stable security definer
  set search_path from current
as $$
  select rank() over (order by t.balance desc), p.username, t.balance
  from xp_totals t join profiles p on p.user_id = t.user_id
  where p.username_public and not p.leaderboard_opt_out and p.status = 'active' and t.balance > 0
  order by t.balance desc, lower(p.username) limit 100
$$;

drop index xp_totals_band_idx;

alter table xp_totals reset (fillfactor);

alter table xp_totals drop column band;

create index xp_totals_balance_idx on xp_totals (balance desc, user_id);

create or replace function rebuild_xp() returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  written integer;
begin
  lock table xp_events in share row exclusive mode;
  delete from xp_totals;
  insert into xp_totals select e.user_id, sum(e.amount), count(*), max(e.created_at) from xp_events e group by e.user_id;
  get diagnostics written = row_count;
  return written;
end $$;

create or replace function award_xp(p_user uuid, p_type text, p_amount integer, p_cause text, p_metadata jsonb default '{}'::jsonb) returns boolean
language plpgsql volatile security definer
  set search_path from current
as $$
declare
  worth integer := coalesce(p_amount, (select r.amount from xp_rules r where r.event_type = p_type));
begin
  if coalesce(worth, 0) = 0 then
    return false;
  end if;
  insert into xp_events (user_id, event_type, amount, cause, metadata) values (p_user, p_type, worth, p_cause, p_metadata)
  on conflict (cause) do nothing;
  return found;
end $$;

comment on function award_xp(uuid, text, integer, text, jsonb) is 'Writes XP for a cause, by the rule when no amount is given. False when this cause has counted.';

comment on table xp_totals is 'The ledger added up, a row a person, written by the ledger''s trigger only.';

comment on table xp_events is 'The ledger. Rows are added, never changed and never taken out, by nobody. One row a cause.';

grant insert on xp_events to service_role;

alter table xp_events add constraint xp_events_user_id_fkey foreign key (user_id) references profiles (user_id) on delete restrict;

drop trigger xp_events_guard on xp_events;

create or replace function guard_xp() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  new.created_at := kith.now();
  if new.event_type = 'admin_adjustment' and not exists (
    select 1 from xp_adjustments a where new.cause = 'adjustment:' || a.id::text and a.state = 'applied' and a.user_id = new.user_id and a.amount = new.amount) then
    raise exception using errcode = 'check_violation', constraint = 'xp_events_adjusted', table = tg_table_name, message = 'a correction is decided before it is written';
  end if;
  return new;
end $$;

create trigger xp_events_guard before insert on xp_events for each row execute function guard_xp();

create function add_up_xp() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  insert into xp_totals as t (user_id, balance, total_events, last_activity) values (new.user_id, new.amount, 1, new.created_at)
  on conflict (user_id) do update set balance = t.balance + excluded.balance, total_events = t.total_events + 1,
    last_activity = greatest(t.last_activity, excluded.last_activity);
  return null;
end $$;

comment on function add_up_xp() is 'Trigger: keeps the totals, whoever writes at the same moment.';

create trigger xp_events_add_up after insert on xp_events for each row execute function add_up_xp();

revoke all on function add_up_xp() from public;
