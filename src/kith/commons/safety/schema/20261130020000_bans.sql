-- Bans: out of the house, with all its products, until lifted. Who, why, since when; lifted when, by whom and why. Added to, never rewritten.

create table bans (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references auth.users (id) on delete restrict,
  banned_by uuid not null,
  reason text not null,
  case_id uuid references cases (id) on delete restrict,
  since timestamptz not null default kith.now(),
  lifted_at timestamptz,
  lifted_by uuid,
  lifted_reason text,
  constraint bans_reason check (length(btrim(reason)) between 3 and 4000),
  constraint bans_lifted check (num_nulls(lifted_at, lifted_by, lifted_reason) in (0, 3)),
  constraint bans_lifted_reason check (length(btrim(lifted_reason)) between 3 and 4000)
);

comment on table bans is 'Who may not come in, in any product, from when and why, and when that was taken back. A row is lifted once and otherwise never changed.';

comment on column bans.banned_by is 'The operator; kept when they are none any more, as is who lifted it.';

create unique index bans_one_in_force on bans (person_id) where lifted_at is null;

create index bans_person_idx on bans (person_id, since);

create index bans_case_idx on bans (case_id);

create index bans_since_idx on bans (since);

create function guard_ban() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if old.lifted_at is not null or (new.id, new.person_id, new.banned_by, new.reason, new.case_id, new.since)
    is distinct from (old.id, old.person_id, old.banned_by, old.reason, old.case_id, old.since) then
    raise exception using errcode = 'KT403', message = 'a ban is lifted once and never rewritten';
  end if;
  return new;
end $$;

comment on function guard_ban() is 'Trigger: a ban is lifted once and otherwise never changed.';

create trigger bans_guard before update on bans for each row execute function guard_ban();

create trigger bans_stay before delete or truncate on bans for each statement execute function refuse_change();

create function announce_bans() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  perform pg_notify('live_' || tg_table_schema, 'bans');
  return null;
end $$;

comment on function announce_bans() is 'Trigger: tells every process, at commit, whose access tokens are worth nothing any more.';

create trigger bans_announce after insert or update on bans for each statement execute function announce_bans();

create table ban_effects (
  ban_id uuid not null references bans (id) on delete restrict,
  product text not null,
  queued_at timestamptz not null default kith.now(),
  done_at timestamptz,
  looked_again_at timestamptz,
  outcome jsonb not null default '{}'::jsonb,
  primary key (ban_id, product),
  constraint ban_effects_outcome check (jsonb_typeof(outcome) = 'object'),
  constraint ban_effects_order check (looked_again_at is null or done_at is not null)
);

comment on table ban_effects is 'What a ban ends in each product: done once, in one transaction with what it did, and looked at once more for what was under way just then.';

comment on column ban_effects.outcome is 'How much of what was ended, in numbers.';

create index ban_effects_open_idx on ban_effects (queued_at) where looked_again_at is null;

-- Whoever is banned is held in every product, whatever holds there are besides.
create or replace function hold_state(person uuid) returns text
language sql stable security definer
  set search_path from current
as $$
  select case when exists (select 1 from bans b where b.person_id = person and b.lifted_at is null) then 'hard_hold' else coalesce((
    select h.state from holds h
    where h.person_id = person and h.cleared_at is null and (h.expires_at is null or h.expires_at > kith.now())
  ), 'none') end
$$;

comment on function hold_state(uuid) is 'The hold in force on this person now: none, soft_hold or hard_hold. A ban is a hard hold.';

create or replace function on_hold(people uuid[]) returns uuid[]
language sql stable security definer
  set search_path from current
as $$
  select coalesce(array_agg(held.id), '{}') from (
    select h.person_id as id from holds h
    where h.person_id = any (people) and h.state <> 'none' and h.cleared_at is null
      and (h.expires_at is null or h.expires_at > kith.now())
    union
    select b.person_id from bans b where b.person_id = any (people) and b.lifted_at is null) held
$$;

comment on function on_hold(uuid[]) is 'Those of these people on whom any hold, or a ban, is in force now.';

create function is_banned(person uuid) returns boolean
language sql stable security definer
  set search_path from current
as $$
  select exists (select 1 from bans b where b.person_id = person and b.lifted_at is null)
$$;

comment on function is_banned(uuid) is 'Whether this person may not come in.';

revoke all on function guard_ban(), announce_bans(), is_banned(uuid) from public;

grant execute on function is_banned(uuid) to service_role;

alter table bans enable row level security;

alter table ban_effects enable row level security;

create policy service_all on bans for all to service_role using (true) with check (true);

create policy service_all on ban_effects for all to service_role using (true) with check (true);

grant select, insert on bans to service_role;

grant update (lifted_at, lifted_by, lifted_reason) on bans to service_role;

grant select, insert, update on ban_effects to service_role;
