-- XP: a ledger that only grows, balances that are always right, and a second person for large corrections.

create table xp_rules (
  event_type text primary key,
  amount integer not null,
  note text not null,
  updated_at timestamptz not null default kith.now(),
  constraint xp_rules_type check (event_type in ('beacon_scan', 'purchase', 'listing_approved', 'radio_listen', 'daily_login', 'streak_bonus', 'admin_adjustment')),
  constraint xp_rules_amount check (amount between 0 and 10000)
);

comment on table xp_rules is 'What each kind of event is worth.';

create trigger xp_rules_updated_at before update on xp_rules for each row execute function set_updated_at();

insert into xp_rules (event_type, amount, note) values
  ('beacon_scan', 25, 'once a beacon'), ('purchase', 0, 'what the product gives'), ('listing_approved', 15, 'once a listing'),
  ('radio_listen', 5, 'for ten minutes really listened'), ('daily_login', 10, 'once a local day'), ('streak_bonus', 50, 'each seventh day in a row'),
  ('admin_adjustment', 0, 'as decided');

create table xp_events (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references profiles (user_id) on delete restrict,
  event_type text not null,
  amount integer not null,
  cause text not null,
  metadata jsonb not null default '{}'::jsonb,
  created_at timestamptz not null default kith.now(),
  constraint xp_events_cause_uniq unique (cause),
  constraint xp_events_type check (event_type in ('beacon_scan', 'purchase', 'listing_approved', 'radio_listen', 'daily_login', 'streak_bonus', 'admin_adjustment')),
  constraint xp_events_amount check (amount <> 0 and amount between -1000000 and 1000000 and (amount > 0 or event_type in ('admin_adjustment', 'purchase'))),
  constraint xp_events_cause check (length(cause) between 3 and 200),
  constraint xp_events_metadata check (jsonb_typeof(metadata) = 'object')
);

comment on table xp_events is 'The ledger. Rows are added, never changed and never taken out, by nobody. One row a cause.';

comment on column xp_events.cause is 'What it is for, such as scan:<beacon>:<person>: the same cause never counts twice.';

create index xp_events_user_idx on xp_events (user_id, created_at desc);

create index xp_events_created_idx on xp_events (created_at);

create table xp_totals (
  user_id uuid primary key references profiles (user_id) on delete restrict,
  balance bigint not null,
  total_events bigint not null,
  last_activity timestamptz not null
);

comment on table xp_totals is 'The ledger added up, a row a person, written by the ledger''s trigger only.';

create index xp_totals_balance_idx on xp_totals (balance desc, user_id);

create table xp_adjustments (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references profiles (user_id) on delete restrict,
  amount integer not null,
  reason text not null,
  proposed_by uuid not null,
  decided_by uuid,
  state text not null default 'proposed',
  created_at timestamptz not null default kith.now(),
  decided_at timestamptz,
  constraint xp_adjustments_amount check (amount <> 0 and amount between -1000000 and 1000000),
  constraint xp_adjustments_reason check (length(btrim(reason)) between 3 and 500),
  constraint xp_adjustments_state check (state in ('proposed', 'applied', 'declined') and (state = 'proposed') = (decided_at is null)),
  constraint xp_adjustments_second_person check (state <> 'applied' or abs(amount) <= 1000 or (decided_by is not null and decided_by <> proposed_by))
);

comment on table xp_adjustments is 'Corrections by operators. More than a thousand needs a second one.';

create index xp_adjustments_user_idx on xp_adjustments (user_id);

create index xp_adjustments_open_idx on xp_adjustments (created_at) where state = 'proposed';

create index xp_adjustments_proposer_idx on xp_adjustments (proposed_by, user_id, created_at);

create function guard_xp() returns trigger language plpgsql security definer
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

comment on function guard_xp() is 'Trigger: a correction in the ledger is one that was decided.';

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

create trigger xp_events_append_only before update or delete on xp_events for each row execute function refuse_change();

create trigger xp_events_no_truncate before truncate on xp_events for each statement execute function refuse_change();

alter table xp_events enable always trigger xp_events_append_only;

alter table xp_events enable always trigger xp_events_no_truncate;

create view xp_balances with (security_invoker = true) as
  select t.user_id, t.balance, t.total_events, t.last_activity from xp_totals t;

comment on view xp_balances is 'Everybody''s balance, exact at every moment: one row to read.';

create function award_xp(p_user uuid, p_type text, p_amount integer, p_cause text, p_metadata jsonb default '{}'::jsonb) returns boolean
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

create function adjust_xp(p_user uuid, p_amount integer, p_reason text, p_by uuid) returns table (adjustment_id uuid, state text)
language plpgsql volatile security definer
  set search_path from current
as $$
#variable_conflict use_column
declare
  made uuid;
  lately integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('xp ' || p_user::text || p_by::text, 0));
  insert into xp_adjustments (user_id, amount, reason, proposed_by) values (p_user, p_amount, p_reason, p_by) returning id into made;
  -- Ten times a hundred and one is a thousand and ten.
  select coalesce(sum(abs(a.amount)), 0) into lately from xp_adjustments a
  where a.proposed_by = p_by and a.user_id = p_user and a.state <> 'declined' and a.created_at > kith.now() - interval '24 hours';
  if lately > 1000 then
    return query select made, 'proposed';
    return;
  end if;
  update xp_adjustments a set state = 'applied', decided_at = kith.now() where a.id = made;
  perform award_xp(p_user, 'admin_adjustment', p_amount, 'adjustment:' || made::text, jsonb_build_object('adjustment', made));
  return query select made, 'applied';
end $$;

comment on function adjust_xp(uuid, integer, text, uuid) is
  'An operator''s correction with a reason: applied at once up to 1,000 a day and person, else proposed until another decides.';

create function decide_adjustment(p_adjustment uuid, p_by uuid, p_apply boolean) returns text language plpgsql volatile security definer
  set search_path from current
as $$
declare
  asked record;
begin
  select a.* into asked from xp_adjustments a where a.id = p_adjustment for update;
  if asked.id is null then
    return null;
  end if;
  if asked.state <> 'proposed' then
    return asked.state;
  end if;
  if asked.proposed_by = p_by then
    return 'second_person';
  end if;
  update xp_adjustments set state = case when p_apply then 'applied' else 'declined' end, decided_by = p_by, decided_at = kith.now() where id = p_adjustment;
  if p_apply then
    perform award_xp(asked.user_id, 'admin_adjustment', asked.amount, 'adjustment:' || p_adjustment::text, jsonb_build_object('adjustment', p_adjustment));
  end if;
  return case when p_apply then 'applied' else 'declined' end;
end $$;

comment on function decide_adjustment(uuid, uuid, boolean) is 'A second operator applies or declines a correction: applied, declined (either also when it was decided), second_person when it is the same.';

create function xp_mismatches() returns table (user_id uuid, balance bigint, ledger bigint) language sql stable security definer
  set search_path from current
as $$
  select coalesce(t.user_id, s.user_id), t.balance, s.ledger
  from xp_totals t full join (select e.user_id, sum(e.amount) as ledger, count(*) as n from xp_events e group by e.user_id) s on s.user_id = t.user_id
  where t.balance is distinct from s.ledger or t.total_events is distinct from s.n
$$;

comment on function xp_mismatches() is 'Balances that the ledger does not bear out; none, unless somebody tampered.';

create function rebuild_xp() returns integer language plpgsql volatile security definer
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

comment on function rebuild_xp() is 'Adds every balance up from the ledger anew; how many there are.';

create table login_streaks (
  user_id uuid primary key references profiles (user_id) on delete cascade,
  last_day date not null,
  days integer not null,
  constraint login_streaks_days check (days > 0)
);

comment on table login_streaks is 'How many local days in a row somebody came by.';

create function come_by(p_user uuid) returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  today date := (kith.now() at time zone zone_of(p_user))::date;
  run record;
begin
  insert into login_streaks as s (user_id, last_day, days) values (p_user, today, 1)
  on conflict (user_id) do update set days = case when s.last_day = today - 1 then s.days + 1 else 1 end, last_day = today
  where s.last_day < today returning s.days into run;
  if run.days is null then
    return null;
  end if;
  perform award_xp(p_user, 'daily_login', null, format('login:%s:%s', p_user, today), jsonb_build_object('day', today));
  if run.days % 7 = 0 then
    perform award_xp(p_user, 'streak_bonus', null, format('streak:%s:%s', p_user, today), jsonb_build_object('days', run.days));
  end if;
  return run.days;
end $$;

comment on function come_by(uuid) is 'The first visit of a local day: XP for it, and for each seventh in a row. The streak, or null when they were here today (or a move of city would give a day twice).';

create function leaderboard_rows() returns table (place bigint, username text, balance bigint) language sql stable security definer
  set search_path from current
as $$
  select rank() over (order by t.balance desc), p.username, t.balance
  from xp_totals t join profiles p on p.user_id = t.user_id
  where p.username_public and not p.leaderboard_opt_out and p.status = 'active' and t.balance > 0
  order by t.balance desc, lower(p.username) limit 100
$$;

comment on function leaderboard_rows() is 'The hundred with the most XP among those who show their name and did not opt out.';

create view xp_leaderboard with (security_invoker = true) as select l.place, l.username, l.balance from leaderboard_rows() l;

comment on view xp_leaderboard is 'The hundred with the most XP: people who show their name, and nothing but the name.';

revoke all on function guard_xp(), add_up_xp(), award_xp(uuid, text, integer, text, jsonb), adjust_xp(uuid, integer, text, uuid), decide_adjustment(uuid, uuid, boolean), xp_mismatches(), rebuild_xp(), come_by(uuid), leaderboard_rows() from public;

grant execute on function award_xp(uuid, text, integer, text, jsonb), adjust_xp(uuid, integer, text, uuid), decide_adjustment(uuid, uuid, boolean), xp_mismatches(),
  rebuild_xp(), come_by(uuid) to service_role;

grant execute on function leaderboard_rows() to anon, authenticated, service_role;

alter table xp_rules enable row level security;

alter table login_streaks enable row level security;

create policy service_all on xp_rules for all to service_role using (true) with check (true);

create policy service_all on login_streaks for all to service_role using (true) with check (true);

grant select, insert, update, delete on xp_rules, login_streaks to service_role;

alter table xp_events enable row level security;

create policy service_all on xp_events for all to service_role using (true) with check (true);

grant select, insert on xp_events to service_role;

alter table xp_totals enable row level security;

create policy service_all on xp_totals for all to service_role using (true) with check (true);

grant select on xp_totals to service_role;

alter table xp_adjustments enable row level security;

create policy service_all on xp_adjustments for all to service_role using (true) with check (true);

grant select on xp_adjustments to service_role;

create policy xp_rules_select_all on xp_rules for select to anon, authenticated using (true);

grant select on xp_rules to anon, authenticated;

create policy xp_events_select_own on xp_events for select to authenticated using (user_id = auth.uid());

grant select on xp_events to authenticated;

create policy xp_totals_select_own on xp_totals for select to authenticated using (user_id = auth.uid());

grant select on xp_totals, xp_balances to authenticated;

grant select on xp_balances to service_role;

create policy login_streaks_select_own on login_streaks for select to authenticated using (user_id = auth.uid());

grant select on login_streaks to authenticated;

grant select on xp_leaderboard to anon, authenticated, service_role;
