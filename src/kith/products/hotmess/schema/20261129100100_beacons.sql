-- Beacons: what is on, where, under which rules; who works its door; what people write in its thread.

create table rulesets (
  id uuid primary key default gen_random_uuid(),
  slug text not null,
  version integer not null,
  name text not null,
  body text not null,
  checks jsonb not null default '{}'::jsonb,
  created_by uuid,
  created_at timestamptz not null default kith.now(),
  constraint rulesets_version_uniq unique (slug, version),
  constraint rulesets_slug check (slug ~ '^[a-z][a-z0-9-]{1,39}$' and version > 0),
  constraint rulesets_texts check (length(btrim(name)) between 1 and 80 and length(btrim(body)) between 1 and 20000),
  constraint rulesets_checks check (jsonb_typeof(checks) = 'object'
    and (not checks ? 'words' or jsonb_typeof(checks -> 'words') = 'array')
    and (not checks ? 'links' or checks ->> 'links' in ('none', 'known', 'any'))
    and (not checks ? 'domains' or jsonb_typeof(checks -> 'domains') = 'array')
    and (not checks ? 'max_price_pence' or jsonb_typeof(checks -> 'max_price_pence') = 'number'))
);

comment on table rulesets is 'What may be put up, in words and as checks a machine can do. A version is never changed: a change is a new version, and what stands under an old one keeps it.';

comment on column rulesets.checks is 'words (list), links (none, known, any), domains (known ones), max_price_pence. What offends is noted in content_flags.';

create trigger rulesets_append_only before update or delete or truncate on rulesets for each statement execute function refuse_change();

insert into rulesets (slug, version, name, body, checks) values ('house', 1, 'House rules',
  'Say what it is, where it is and what it costs. No threats, no hate, nobody''s private life. Nothing for people under eighteen. Ask before you photograph. '
  'No means no, and so does silence.',
  '{"words": ["underage", "no condoms allowed"], "links": "known", "domains": ["soundcloud.com", "instagram.com"], "max_price_pence": 50000}');

create table beacons (
  id uuid primary key default gen_random_uuid(),
  owner_id uuid not null references profiles (user_id) on delete restrict,
  kind text not null,
  title text not null,
  description text not null default '',
  status text not null default 'draft',
  city_id uuid not null references cities (id) on delete restrict,
  venue_name text,
  geo_hash text,
  timezone text not null,
  starts_at timestamptz,
  ends_at timestamptz,
  expires_at timestamptz not null,
  ruleset_id uuid not null references rulesets (id) on delete restrict,
  content_flags jsonb not null default '{}'::jsonb,
  scan_count integer not null default 0,
  view_count integer not null default 0,
  capacity integer,
  price_pence integer not null default 0,
  currency text not null default 'GBP',
  reentry boolean not null default false,
  sold_out boolean not null default false,
  review_notes text,
  reviewed_by uuid,
  reviewed_at timestamptz,
  live_at timestamptz,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  updated_by uuid,
  constraint beacons_kind check (kind in ('event', 'ticket', 'venue', 'experience', 'gathering')),
  constraint beacons_status check (status in ('draft', 'pending_review', 'live', 'expired', 'archived', 'disabled')),
  constraint beacons_texts check (length(btrim(title)) between 3 and 120 and length(description) <= 8000 and length(btrim(venue_name)) between 1 and 120
    and length(review_notes) <= 2000),
  constraint beacons_geo_hash check (geo_hash ~ '^[0-9b-hjkmnp-z]{1,7}$'),
  constraint beacons_time_zone check (is_time_zone(timezone)),
  constraint beacons_times check (ends_at > starts_at and (ends_at is null or expires_at >= ends_at) and (starts_at is null or expires_at > starts_at)),
  constraint beacons_flags check (jsonb_typeof(content_flags) = 'object'),
  constraint beacons_counts check (scan_count >= 0 and view_count >= 0 and capacity > 0),
  constraint beacons_price check (price_pence >= 0 and currency ~ '^[A-Z]{3}$')
);

comment on table beacons is 'Events, tickets, venues, experiences, gatherings: the core of a night.';

comment on column beacons.geo_hash is 'A coarse cell, for the house alone; nothing shows it.';

comment on column beacons.price_pence is 'What a ticket costs at first hand, in minor units: its face value.';

comment on column beacons.scan_count is 'Good scans, brought up to date by the pulse''s job; the door''s own live totals are in gate_counts.';

comment on column beacons.review_notes is 'Why it was sent back or disabled; for its owner and moderators.';

create index beacons_status_city_idx on beacons (status, city_id, starts_at);

create index beacons_owner_idx on beacons (owner_id, created_at desc);

create index beacons_city_idx on beacons (city_id);

create index beacons_ruleset_idx on beacons (ruleset_id);

create index beacons_expires_idx on beacons (expires_at);

create index beacons_live_idx on beacons (city_id, starts_at) where status = 'live';

create index beacons_review_idx on beacons (updated_at) where status = 'pending_review';

create trigger beacons_updated_at before update on beacons for each row execute function set_updated_at();

create function beacon_state(b beacons) returns text language sql stable
  set search_path from current
as $$
  select case when b.status = 'live' and b.expires_at <= kith.now() then 'expired' else b.status end
$$;

comment on function beacon_state(beacons) is 'A beacon''s state right now: one whose time is over is expired before the job has said so.';

create function beacon_is_live(p_beacon uuid) returns boolean language sql stable security definer
  set search_path from current
as $$
  select exists (select 1 from beacons b where b.id = p_beacon and b.status = 'live' and b.expires_at > kith.now())
$$;

comment on function beacon_is_live(uuid) is 'Whether a beacon is on right now.';

create function guard_beacon() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if tg_op = 'INSERT' then
    new.ruleset_id := coalesce(new.ruleset_id, (select r.id from rulesets r where r.slug = 'house' order by r.version desc limit 1));
    new.timezone := coalesce(new.timezone, (select c.timezone from cities c where c.id = new.city_id));
    if auth.uid() is not null then
      new.scan_count := 0;
      new.view_count := 0;
      new.updated_by := auth.uid();
    end if;
    return new;
  end if;
  if new.owner_id <> old.owner_id then
    raise exception using errcode = 'check_violation', constraint = 'beacons_fixed', table = tg_table_name, message = 'a beacon stays its owner''s';
  end if;
  if old.status = 'live' and new.status <> 'live' and new.status <> 'expired' and old.expires_at <= kith.now() then
    raise exception using errcode = 'KT409', message = 'this beacon''s time is over';
  end if;
  if new.status = 'live' and old.status <> 'live' then
    if new.expires_at <= kith.now() then
      raise exception using errcode = 'KT409', message = 'a beacon whose time is over cannot go live';
    end if;
    new.live_at := coalesce(old.live_at, kith.now());
  end if;
  if new.status in ('draft', 'disabled') and old.status in ('pending_review', 'live') and length(btrim(coalesce(new.review_notes, ''))) < 3 then
    raise exception using errcode = 'check_violation', constraint = 'beacons_reason', table = tg_table_name, message = 'sending back and disabling need a reason';
  end if;
  return new;
end $$;

comment on function guard_beacon() is 'Trigger: what a beacon starts with, that it goes live within its time, and that taking it away has a reason.';

create trigger beacons_guard before insert or update on beacons for each row execute function guard_beacon();

create function expire_beacons() returns integer language plpgsql volatile
  set search_path from current
as $$
declare
  changed integer;
begin
  update beacons set status = 'expired' where status = 'live' and expires_at <= kith.now();
  get diagnostics changed = row_count;
  return changed;
end $$;

comment on function expire_beacons() is 'Writes down that time is over for beacons that show so already.';

create table beacon_staff (
  id uuid primary key default gen_random_uuid(),
  beacon_id uuid not null references beacons (id) on delete cascade,
  user_id uuid not null references profiles (user_id) on delete cascade,
  role text not null,
  added_by uuid,
  created_at timestamptz not null default kith.now(),
  constraint beacon_staff_once unique (beacon_id, user_id),
  constraint beacon_staff_role check (role in ('steward', 'supervisor'))
);

comment on table beacon_staff is 'Who works a beacon''s door: stewards scan; supervisors also see the list, undo and override.';

create index beacon_staff_user_idx on beacon_staff (user_id);

create function door_role(p_beacon uuid, p_person uuid) returns text language sql stable security definer
  set search_path from current
as $$
  select case when exists (select 1 from beacons b where b.id = p_beacon and b.owner_id = p_person) then 'supervisor'
              else (select s.role from beacon_staff s where s.beacon_id = p_beacon and s.user_id = p_person) end
$$;

comment on function door_role(uuid, uuid) is 'What somebody is at a beacon''s door: supervisor (its owner too), steward, or null.';

create table beacon_posts (
  id uuid primary key default gen_random_uuid(),
  beacon_id uuid not null references beacons (id) on delete cascade,
  author_id uuid references profiles (user_id) on delete restrict,
  post_type text not null default 'comment',
  body text not null,
  status text not null default 'visible',
  moderation_flags jsonb not null default '{}'::jsonb,
  file_id uuid references stored_files (id) on delete set null,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  updated_by uuid,
  constraint beacon_posts_type check (post_type in ('comment', 'proof', 'system') and (post_type = 'system') = (author_id is null)),
  constraint beacon_posts_status check (status in ('visible', 'hidden', 'removed', 'flagged')),
  constraint beacon_posts_body check (length(btrim(body)) between 1 and 4000),
  constraint beacon_posts_flags check (jsonb_typeof(moderation_flags) = 'object')
);

comment on table beacon_posts is 'A beacon''s thread: comments, proofs of having been there, and what the house says. What is not visible is there for its author and moderators only.';

create index beacon_posts_thread_idx on beacon_posts (beacon_id, created_at desc, id desc);

create index beacon_posts_author_idx on beacon_posts (author_id, created_at desc);

create index beacon_posts_status_idx on beacon_posts (status, created_at);

create index beacon_posts_file_idx on beacon_posts (file_id);

create trigger beacon_posts_updated_at before update on beacon_posts for each row execute function set_updated_at();

create function guard_post() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if tg_op = 'UPDATE' then
    if (new.beacon_id, new.author_id, new.post_type, new.created_at) is distinct from (old.beacon_id, old.author_id, old.post_type, old.created_at) then
      raise exception using errcode = 'check_violation', constraint = 'beacon_posts_fixed', table = tg_table_name, message = 'a post stays where it was written';
    end if;
    return new;
  end if;
  new.created_at := kith.now();
  if new.post_type <> 'system' and not beacon_is_live(new.beacon_id) then
    raise exception using errcode = 'KT409', message = 'this thread is closed';
  end if;
  return new;
end $$;

comment on function guard_post() is 'Trigger: people write while a beacon is live; a post stays where it was written.';

create trigger beacon_posts_guard before insert or update on beacon_posts for each row execute function guard_post();

revoke all on function beacon_state(beacons), beacon_is_live(uuid), guard_beacon(), expire_beacons(), door_role(uuid, uuid), guard_post() from public;

grant execute on function beacon_state(beacons), beacon_is_live(uuid) to anon, authenticated, service_role;

grant execute on function expire_beacons(), door_role(uuid, uuid) to service_role;

alter table beacons enable row level security;

alter table beacon_staff enable row level security;

alter table beacon_posts enable row level security;

create policy service_all on beacons for all to service_role using (true) with check (true);

create policy service_all on beacon_staff for all to service_role using (true) with check (true);

create policy service_all on beacon_posts for all to service_role using (true) with check (true);

grant select, insert, update, delete on beacons, beacon_staff, beacon_posts to service_role;

alter table rulesets enable row level security;

create policy service_all on rulesets for all to service_role using (true) with check (true);

grant select, insert on rulesets to service_role;

create policy rulesets_select_all on rulesets for select to anon, authenticated using (true);

grant select (id, slug, version, name, body, created_at) on rulesets to anon, authenticated;

create policy beacons_select_live on beacons for select to anon, authenticated using (status = 'live' and expires_at > kith.now());

create policy beacons_select_own on beacons for select to authenticated using (owner_id = auth.uid());

create policy beacons_insert_own on beacons for insert to authenticated with check (owner_id = auth.uid() and status = 'draft' and may_act());

create policy beacons_update_own on beacons for update to authenticated using (owner_id = auth.uid() and status = 'draft')
  with check (owner_id = auth.uid() and status in ('draft', 'pending_review') and may_act());

grant select (id, owner_id, kind, title, description, status, city_id, venue_name, timezone, starts_at, ends_at, expires_at, ruleset_id, scan_count, view_count,
  capacity, price_pence, currency, reentry, sold_out, live_at, created_at, updated_at) on beacons to authenticated;

-- Whose it is, and how many came, is for the house: visitors read what is on.
grant select (id, kind, title, description, status, city_id, venue_name, timezone, starts_at, ends_at, expires_at, ruleset_id, capacity, price_pence, currency,
  reentry, sold_out, live_at) on beacons to anon;

grant insert (owner_id, kind, title, description, city_id, venue_name, timezone, starts_at, ends_at, expires_at, ruleset_id, capacity, price_pence, currency,
  reentry), update (kind, title, description, status, city_id, venue_name, timezone, starts_at, ends_at, expires_at, capacity, price_pence, currency, reentry)
  on beacons to authenticated;

create policy beacon_staff_select_own on beacon_staff for select to authenticated using (user_id = auth.uid());

grant select on beacon_staff to authenticated;

create policy beacon_posts_select_visible on beacon_posts for select to anon, authenticated using (status = 'visible' and beacon_is_live(beacon_id));

create policy beacon_posts_select_own on beacon_posts for select to authenticated using (author_id = auth.uid());

create policy beacon_posts_insert_own on beacon_posts for insert to authenticated with check (author_id = auth.uid() and may_act());

grant select (id, beacon_id, author_id, post_type, body, status, file_id, created_at, updated_at), insert (beacon_id, author_id, post_type, body)
  on beacon_posts to authenticated;

grant select (id, beacon_id, post_type, body, status, created_at) on beacon_posts to anon;
