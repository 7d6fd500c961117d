-- Tokens, gates, scans: who came in, once each, whatever the network does; and the chain of evidence.

create table qr_tokens (
  id uuid primary key default gen_random_uuid(),
  beacon_id uuid not null references beacons (id) on delete restrict,
  scope text not null,
  token_hash bytea not null,
  key_id text not null,
  max_uses integer not null default 1,
  current_uses integer not null default 0,
  valid_from timestamptz not null default kith.now(),
  expires_at timestamptz not null,
  holder_id uuid references profiles (user_id) on delete restrict,
  guest_name text,
  face_value_pence integer,
  currency text,
  inside boolean not null default false,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_reason text,
  replaced_by uuid references qr_tokens (id) on delete set null,
  issued_by uuid,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint qr_tokens_hash_uniq unique (token_hash),
  constraint qr_tokens_hash check (octet_length(token_hash) = 32),
  constraint qr_tokens_scope check (scope in ('check_in', 'listing_proof', 'experience', 'staff')),
  constraint qr_tokens_uses check (max_uses between 1 and 1000000 and current_uses between 0 and max_uses),
  constraint qr_tokens_window check (expires_at > valid_from),
  constraint qr_tokens_key check (length(key_id) between 1 and 40),
  constraint qr_tokens_guest check (length(btrim(guest_name)) between 1 and 80),
  constraint qr_tokens_face check (face_value_pence >= 0 and (face_value_pence is null) = (currency is null)),
  constraint qr_tokens_revoked check ((revoked_at is null) = (revoked_reason is null))
);

comment on table qr_tokens is 'What opens a door for a while. Only the SHA-256 of the token is here; the token itself is on its holder''s screen.';

comment on column qr_tokens.key_id is 'Which key signed the printed payload, so that a scanner without network can check it.';

comment on column qr_tokens.inside is 'Whether whoever came with it is inside, for exits and coming back.';

create index qr_tokens_beacon_idx on qr_tokens (beacon_id, scope);

create index qr_tokens_holder_idx on qr_tokens (holder_id, expires_at);

create index qr_tokens_replaced_idx on qr_tokens (replaced_by);

create index qr_tokens_expires_idx on qr_tokens (expires_at);

create trigger qr_tokens_updated_at before update on qr_tokens for each row execute function set_updated_at();

create function guard_token() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if (new.beacon_id, new.scope, new.token_hash, new.max_uses) is distinct from (old.beacon_id, old.scope, old.token_hash, old.max_uses) then
    raise exception using errcode = 'check_violation', constraint = 'qr_tokens_fixed', table = tg_table_name, message = 'a token stays what it is';
  end if;
  if old.revoked_at is not null and (new.revoked_at is null or new.current_uses > old.current_uses) then
    raise exception using errcode = 'KT409', message = 'a revoked token stays revoked';
  end if;
  return new;
end $$;

comment on function guard_token() is 'Trigger: a token stays what it is, and a revoked one opens nothing any more.';

create trigger qr_tokens_guard before update on qr_tokens for each row execute function guard_token();

create table gates (
  id uuid primary key default gen_random_uuid(),
  beacon_id uuid not null references beacons (id) on delete cascade,
  name text not null,
  is_main boolean not null default false,
  is_open boolean not null default true,
  created_at timestamptz not null default kith.now(),
  constraint gates_name_uniq unique (beacon_id, name),
  constraint gates_name check (length(btrim(name)) between 1 and 40)
);

comment on table gates is 'The doors of a beacon. Each has one from the start.';

create unique index gates_one_main on gates (beacon_id) where is_main;

create table gate_counts (
  gate_id uuid not null references gates (id) on delete cascade,
  shard smallint not null,
  entries integer not null default 0,
  exits integer not null default 0,
  primary key (gate_id, shard)
);

comment on table gate_counts is 'Live totals of a gate, spread over sixteen rows so that scanners do not wait for each other; the total is their sum.';

create function open_main_gate() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  insert into gates (beacon_id, name, is_main) values (new.id, 'Main door', true);
  return null;
end $$;

comment on function open_main_gate() is 'Trigger: every beacon has a door.';

create trigger beacons_gate after insert on beacons for each row execute function open_main_gate();

create function gate_totals(p_beacon uuid) returns table (gate_id uuid, name text, is_open boolean, entries bigint, exits bigint) language sql stable
  set search_path from current
as $$
  select g.id, g.name, g.is_open, coalesce(sum(c.entries), 0), coalesce(sum(c.exits), 0)
  from gates g left join gate_counts c on c.gate_id = g.id
  where g.beacon_id = p_beacon group by g.id order by g.is_main desc, g.created_at, g.id
$$;

comment on function gate_totals(uuid) is 'How many came in and went out by each gate, as of now.';

create table door_devices (
  id uuid primary key,
  beacon_id uuid not null references beacons (id) on delete cascade,
  gate_id uuid references gates (id) on delete set null,
  user_id uuid not null references profiles (user_id) on delete cascade,
  name text not null default 'Scanner',
  waiting integer not null default 0,
  last_seen_at timestamptz not null default kith.now(),
  revoked_at timestamptz,
  created_at timestamptz not null default kith.now(),
  constraint door_devices_name check (length(btrim(name)) between 1 and 40),
  constraint door_devices_waiting check (waiting >= 0)
);

comment on table door_devices is 'Phones that scan at a beacon; the phone chooses the id. `waiting` is what it last said it had still to send.';

create index door_devices_beacon_idx on door_devices (beacon_id);

create index door_devices_gate_idx on door_devices (gate_id);

create index door_devices_user_idx on door_devices (user_id);

create table beacon_scans (
  id uuid primary key default gen_random_uuid(),
  beacon_id uuid not null references beacons (id) on delete restrict,
  token_id uuid references qr_tokens (id) on delete set null,
  user_id uuid references profiles (user_id) on delete restrict,
  scanned_by uuid references profiles (user_id) on delete restrict,
  gate_id uuid references gates (id) on delete set null,
  device_id uuid references door_devices (id) on delete set null,
  city_id uuid not null references cities (id) on delete restrict,
  status text not null,
  reason text,
  direction text not null default 'entry',
  counted boolean not null default false,
  used boolean not null default false,
  ip_hash bytea,
  nonce uuid,
  offline boolean not null default false,
  scanned_at timestamptz not null default kith.now(),
  created_at timestamptz not null default kith.now(),
  undone_at timestamptz,
  undone_by uuid,
  override_of uuid references beacon_scans (id) on delete set null,
  override_reason text,
  constraint beacon_scans_nonce_uniq unique (nonce),
  constraint beacon_scans_status check (status in ('valid', 'invalid', 'duplicate', 'revoked', 'expired')),
  constraint beacon_scans_direction check (direction in ('entry', 'exit', 'reentry')),
  constraint beacon_scans_ip check (octet_length(ip_hash) = 32),
  constraint beacon_scans_reason check (reason in ('unknown', 'other_beacon', 'other_scope', 'closed', 'not_yet_valid', 'used_up', 'inside', 'not_inside', 'no_reentry',
    'gate_closed', 'revoked', 'expired')),
  constraint beacon_scans_refused check ((status = 'valid') = (reason is null)),
  constraint beacon_scans_override check ((override_of is null) = (override_reason is null) and (override_reason is null or length(btrim(override_reason)) between 3 and 500))
);

comment on table beacon_scans is 'Every attempt at a door. For the house alone: nobody sees who was scanned; addresses are keyed hashes with a salt of the day.';

comment on column beacon_scans.user_id is 'Whose scan it is: the token''s holder, or who was signed in. `scanned_by` is who stood at the door.';

comment on column beacon_scans.scanned_at is 'By the scanner''s clock, when it was offline; `created_at` is when we heard of it.';

comment on column beacon_scans.counted is 'Whether it moved its gate''s total; `used` whether it took one of the token''s uses.';

create index beacon_scans_beacon_idx on beacon_scans (beacon_id, created_at desc);

create index beacon_scans_token_idx on beacon_scans (token_id, created_at);

create index beacon_scans_user_idx on beacon_scans (user_id, created_at);

create index beacon_scans_scanner_idx on beacon_scans (scanned_by);

create index beacon_scans_gate_idx on beacon_scans (gate_id);

create index beacon_scans_device_idx on beacon_scans (device_id, created_at);

create index beacon_scans_city_idx on beacon_scans (city_id);

create index beacon_scans_override_idx on beacon_scans (override_of);

create index beacon_scans_created_idx on beacon_scans (created_at);

create function keep_scan() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if tg_op = 'DELETE'
     or (new.user_id is distinct from old.user_id and new.user_id is not null) or (new.scanned_by is distinct from old.scanned_by and new.scanned_by is not null)
     or (to_jsonb(new) - '{undone_at,undone_by,counted,used,ip_hash,token_id,gate_id,device_id,override_of,user_id,scanned_by}'::text[])
       is distinct from (to_jsonb(old) - '{undone_at,undone_by,counted,used,ip_hash,token_id,gate_id,device_id,override_of,user_id,scanned_by}'::text[]) then
    raise exception using errcode = 'KT403', message = 'a scan stays what it was';
  end if;
  return new;
end $$;

comment on function keep_scan() is 'Trigger: scans are undone, never changed and never taken out; the people in them may be forgotten.';

create trigger beacon_scans_keep before update or delete on beacon_scans for each row execute function keep_scan();

create trigger beacon_scans_no_truncate before truncate on beacon_scans for each statement execute function refuse_change();

create table scan_conflicts (
  id uuid primary key default gen_random_uuid(),
  beacon_id uuid not null references beacons (id) on delete cascade,
  token_id uuid not null references qr_tokens (id) on delete cascade,
  first_scan_id uuid references beacon_scans (id) on delete cascade,
  second_scan_id uuid not null references beacon_scans (id) on delete cascade,
  kind text not null,
  created_at timestamptz not null default kith.now(),
  resolved_at timestamptz,
  resolved_by uuid,
  resolution text,
  constraint scan_conflicts_once unique (second_scan_id),
  constraint scan_conflicts_kind check (kind in ('duplicate', 'revoked', 'expired', 'invalid')),
  constraint scan_conflicts_resolved check ((resolved_at is null) = (resolution is null) and (resolution is null or length(btrim(resolution)) between 3 and 500))
);

comment on table scan_conflicts is 'A door without network let somebody in whom the house would not have: both scans, for staff to look at. Counted once.';

create index scan_conflicts_beacon_idx on scan_conflicts (beacon_id, created_at);

create index scan_conflicts_token_idx on scan_conflicts (token_id);

create index scan_conflicts_first_idx on scan_conflicts (first_scan_id);

create function count_at_gate(p_gate uuid, p_entries integer, p_exits integer) returns void language sql volatile
  set search_path from current
as $$
  insert into gate_counts as c (gate_id, shard, entries, exits)
  select p_gate, mod(pg_backend_pid(), 16), p_entries, p_exits where p_gate is not null
  on conflict (gate_id, shard) do update set entries = c.entries + excluded.entries, exits = c.exits + excluded.exits
$$;

comment on function count_at_gate(uuid, integer, integer) is 'Moves a gate''s totals.';

create function redeem(p_hash bytea, p_beacon uuid, p_scopes text[] default '{check_in}', p_gate uuid default null, p_direction text default 'entry',
  p_device uuid default null, p_nonce uuid default null, p_scanned_by uuid default null, p_person uuid default null, p_ip_hash bytea default null,
  p_at timestamptz default null, p_offline boolean default false, p_admitted boolean default null)
returns table (scan_id uuid, result text, status text, reason text, first_at timestamptz, gate_id uuid, token_id uuid, holder_id uuid, replayed boolean)
language plpgsql volatile
  set search_path from current
as $$
#variable_conflict use_column
declare
  place record;
  token record;
  before record;
  at_moment timestamptz := case when p_offline then least(coalesce(p_at, kith.now()), kith.now()) else kith.now() end;
  went text := p_direction;
  the_gate uuid := p_gate;
  verdict text := 'valid';
  because text;
  new_scan uuid := gen_random_uuid();
  takes_use boolean := false;
  first_use timestamptz;
  first_scan uuid;
  the_token uuid;
  the_holder uuid;
begin
  if p_nonce is not null then
    perform pg_advisory_xact_lock(hashtextextended('nonce ' || p_nonce::text, 0));
    select s.id, s.status, s.reason, s.gate_id, s.token_id, t.holder_id into before
    from beacon_scans s left join qr_tokens t on t.id = s.token_id where s.nonce = p_nonce and s.beacon_id = p_beacon;
    if before.id is not null then
      return query select before.id, case when before.reason = 'not_yet_valid' then 'not_yet_valid' else before.status end, before.status, before.reason,
        null::timestamptz, before.gate_id, before.token_id, before.holder_id, true;
      return;
    end if;
  end if;
  select b.id, b.city_id, b.status, b.expires_at, b.reentry into place from beacons b where b.id = p_beacon;
  if place.id is null then
    raise exception using errcode = 'foreign_key_violation', message = 'there is no such beacon';
  end if;
  select g.id, g.is_open into before from gates g
  where g.beacon_id = p_beacon and case when p_gate is null then g.is_main else g.id = p_gate end;
  the_gate := before.id;
  if the_gate is null then
    raise exception using errcode = 'foreign_key_violation', message = 'there is no such gate';
  end if;
  select t.* into token from qr_tokens t where t.token_hash = p_hash;
  if token.beacon_id = p_beacon then
    the_token := token.id;
    the_holder := token.holder_id;
  end if;

  if token.id is null then
    verdict := 'invalid'; because := 'unknown';
  elsif token.beacon_id <> p_beacon then
    verdict := 'invalid'; because := 'other_beacon';
  elsif token.scope <> all (p_scopes) then
    verdict := 'invalid'; because := 'other_scope';
  elsif place.status not in ('live', 'expired', 'archived') or at_moment >= place.expires_at then
    verdict := 'invalid'; because := 'closed';
  elsif not before.is_open and went = 'entry' then
    verdict := 'invalid'; because := 'gate_closed';
  elsif went = 'exit' then
    update qr_tokens t set inside = false, last_used_at = at_moment where t.id = token.id and t.inside;
    if not found then
      verdict := 'invalid'; because := 'not_inside';
    end if;
  else
    -- The promise of the door: one statement takes a use, and only while there is one to take.
    update qr_tokens t set current_uses = t.current_uses + 1, inside = true, last_used_at = at_moment
    where t.id = token.id and t.revoked_at is null and t.valid_from <= at_moment and t.expires_at > at_moment and t.current_uses < t.max_uses
      and not (t.inside and t.max_uses = 1);
    takes_use := found;
    if not takes_use then
      update qr_tokens t set inside = true, last_used_at = at_moment
      where t.id = token.id and place.reentry and t.current_uses = t.max_uses and t.max_uses = 1 and not t.inside
        and t.revoked_at is null and t.valid_from <= at_moment and t.expires_at > at_moment;
      if found then
        went := 'reentry';
      else
        select t.* into token from qr_tokens t where t.token_hash = p_hash;
        select s.scanned_at, s.id into first_use, first_scan from beacon_scans s
        where s.token_id = token.id and s.status = 'valid' and s.undone_at is null and s.direction <> 'exit' order by s.created_at limit 1;
        if token.revoked_at is not null then
          verdict := 'revoked'; because := 'revoked';
        elsif token.expires_at <= at_moment then
          verdict := 'expired'; because := 'expired';
        elsif token.valid_from > at_moment then
          verdict := 'invalid'; because := 'not_yet_valid';
        elsif token.inside then
          verdict := 'duplicate'; because := 'inside';
        else
          verdict := 'duplicate'; because := case when place.reentry then 'used_up' else 'no_reentry' end;
        end if;
      end if;
    end if;
  end if;

  insert into beacon_scans (id, beacon_id, token_id, user_id, scanned_by, gate_id, device_id, city_id, status, reason, direction, counted, used, ip_hash, nonce, offline, scanned_at)
  values (new_scan, p_beacon, the_token, coalesce(the_holder, p_person), p_scanned_by, the_gate, p_device, place.city_id, verdict, because, went,
          verdict = 'valid', takes_use, p_ip_hash, p_nonce, p_offline, at_moment);
  if verdict = 'valid' then
    perform count_at_gate(the_gate, case went when 'exit' then 0 else 1 end, case went when 'exit' then 1 else 0 end);
  elsif p_offline and coalesce(p_admitted, false) and the_token is not null and went = 'entry' then
    insert into scan_conflicts (beacon_id, token_id, first_scan_id, second_scan_id, kind) values (p_beacon, the_token, first_scan, new_scan, verdict);
  end if;
  return query select new_scan, case when because = 'not_yet_valid' then 'not_yet_valid' else verdict end, verdict, because, first_use, the_gate,
    the_token, the_holder, false;
end $$;

comment on function redeem(bytea, uuid, text[], uuid, text, uuid, uuid, uuid, uuid, bytea, timestamptz, boolean, boolean) is
  'One attempt with a token (its SHA-256) at a gate (the main one unless named). result: valid, invalid, duplicate, revoked, expired, not_yet_valid; first_at tells when it was used, not by whom. '
  'Every attempt is a row; the same nonce again is the same answer with replayed. Offline: p_at is the scanner''s clock, p_admitted whether it let them in; a refusal then makes a conflict.';

create function undo_scan(p_scan uuid, p_device uuid, p_by uuid) returns text language plpgsql volatile
  set search_path from current
as $$
declare
  the_scan record;
begin
  select s.* into the_scan from beacon_scans s where s.id = p_scan for no key update;
  if the_scan.id is null or the_scan.device_id is distinct from p_device or p_device is null then
    return 'not_yours';
  end if;
  if the_scan.undone_at is not null then
    return 'undone';
  end if;
  if the_scan.status <> 'valid' then
    return 'nothing';
  end if;
  if the_scan.created_at < kith.now() - interval '15 minutes' then
    return 'too_late';
  end if;
  if exists (select 1 from beacon_scans s where s.token_id = the_scan.token_id and s.status = 'valid' and s.undone_at is null and s.id <> p_scan
             and s.created_at > the_scan.created_at) then
    return 'followed';
  end if;
  update qr_tokens t set current_uses = t.current_uses - case when the_scan.used then 1 else 0 end, inside = (the_scan.direction = 'exit')
  where t.id = the_scan.token_id;
  perform count_at_gate(the_scan.gate_id, case the_scan.direction when 'exit' then 0 else -1 end, case the_scan.direction when 'exit' then -1 else 0 end);
  update beacon_scans set undone_at = kith.now(), undone_by = p_by where id = p_scan;
  return 'undone';
end $$;

comment on function undo_scan(uuid, uuid, uuid) is
  'Takes a good scan back, by the device that made it, within fifteen minutes and before the next of its token. Answers undone, nothing, too_late, followed, not_yours.';

create function override_scan(p_scan uuid, p_by uuid, p_reason text, p_device uuid default null) returns uuid language plpgsql volatile
  set search_path from current
as $$
declare
  the_scan record;
  admitted uuid;
begin
  select s.* into the_scan from beacon_scans s where s.id = p_scan for no key update;
  if the_scan.id is null or the_scan.status = 'valid' or door_role(the_scan.beacon_id, p_by) is distinct from 'supervisor' then
    return null;
  end if;
  select s.id into admitted from beacon_scans s where s.override_of = p_scan;
  if admitted is not null then
    return admitted;
  end if;
  insert into beacon_scans (beacon_id, token_id, user_id, scanned_by, gate_id, device_id, city_id, status, direction, counted, override_of, override_reason)
  values (the_scan.beacon_id, the_scan.token_id, the_scan.user_id, p_by, the_scan.gate_id, p_device, the_scan.city_id, 'valid', 'entry', true, p_scan, p_reason)
  returning id into admitted;
  perform count_at_gate(the_scan.gate_id, 1, 0);
  update qr_tokens t set inside = true where t.id = the_scan.token_id and t.revoked_at is null;
  return admitted;
end $$;

comment on function override_scan(uuid, uuid, text, uuid) is 'A supervisor lets somebody in whom the door refused, with a reason, once a refusal: the new scan, or null when they may not.';

create function revoke_token(p_token uuid, p_reason text) returns boolean language plpgsql volatile
  set search_path from current
as $$
begin
  update qr_tokens set revoked_at = kith.now(), revoked_reason = p_reason where id = p_token and revoked_at is null;
  return found;
end $$;

comment on function revoke_token(uuid, text) is 'Ends a token. False when it was ended before.';

create table evidence_events (
  id uuid primary key default gen_random_uuid(),
  subject_type text not null,
  subject_id uuid not null,
  sequence integer not null,
  evidence_type text not null,
  visibility text not null default 'admin_only',
  beacon_id uuid references beacons (id) on delete restrict,
  user_id uuid references profiles (user_id) on delete restrict,
  scan_id uuid references beacon_scans (id) on delete restrict,
  post_id uuid references beacon_posts (id) on delete restrict,
  verified_by uuid,
  details jsonb not null default '{}'::jsonb,
  previous_hash bytea not null,
  hash bytea not null,
  created_at timestamptz not null default kith.now(),
  constraint evidence_events_sequence_uniq unique (subject_type, subject_id, sequence),
  constraint evidence_events_subject check (subject_type in ('listing', 'seller', 'beacon')),
  constraint evidence_events_type check (evidence_type in ('qr_scan', 'proof_post', 'admin_verification', 'seller_verification')),
  constraint evidence_events_visibility check (visibility in ('admin_only', 'thread_visible')),
  constraint evidence_events_what check (case evidence_type when 'qr_scan' then scan_id is not null when 'proof_post' then post_id is not null
    else verified_by is not null end),
  constraint evidence_events_details check (jsonb_typeof(details) = 'object')
);

comment on table evidence_events is 'What vouches for a listing or a seller, each link with the hash of the one before: a gap or an edit shows.';

comment on column evidence_events.details is 'Facts without anybody''s words or names.';

create index evidence_events_beacon_idx on evidence_events (beacon_id);

create index evidence_events_user_idx on evidence_events (user_id);

create index evidence_events_scan_idx on evidence_events (scan_id);

create index evidence_events_post_idx on evidence_events (post_id);

create function evidence_hash(e evidence_events) returns bytea language sql stable
  set search_path from current
as $$
  select sha256(e.previous_hash || convert_to(concat_ws('|', e.id::text, e.subject_type, e.subject_id::text, e.sequence::text, e.evidence_type, e.visibility,
    coalesce(e.beacon_id::text, ''), coalesce(e.user_id::text, ''), coalesce(e.scan_id::text, ''), coalesce(e.post_id::text, ''),
    coalesce(e.verified_by::text, ''), e.details::text, extract(epoch from e.created_at)::text), 'UTF8'))
$$;

comment on function evidence_hash(evidence_events) is 'SHA-256 over the hash of the link before and what this one says.';

create function chain_evidence() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('evidence ' || new.subject_type || new.subject_id::text, 0));
  select e.sequence + 1, e.hash into new.sequence, new.previous_hash from evidence_events e
  where e.subject_type = new.subject_type and e.subject_id = new.subject_id order by e.sequence desc limit 1;
  new.sequence := coalesce(new.sequence, 1);
  new.previous_hash := coalesce(new.previous_hash, sha256(convert_to(new.subject_type || new.subject_id::text, 'UTF8')));
  new.created_at := kith.now();
  new.hash := evidence_hash(new);
  return new;
end $$;

comment on function chain_evidence() is 'Trigger: links evidence to what came before it for the same subject.';

create trigger evidence_events_chain before insert on evidence_events for each row execute function chain_evidence();

create trigger evidence_events_append_only before update or delete or truncate on evidence_events for each statement execute function refuse_change();

create function evidence_breaks() returns table (subject_type text, subject_id uuid, sequence integer) language sql stable security definer
  set search_path from current
as $$
  select c.subject_type, c.subject_id, c.sequence from (
    select e, e.subject_type, e.subject_id, e.sequence, e.hash, e.previous_hash,
           lag(e.hash, 1, sha256(convert_to(e.subject_type || e.subject_id::text, 'UTF8'))) over w as expected,
           row_number() over w as place
    from evidence_events e window w as (partition by e.subject_type, e.subject_id order by e.sequence)
  ) c
  where c.previous_hash <> c.expected or c.hash <> evidence_hash(c.e) or c.sequence <> c.place
$$;

comment on function evidence_breaks() is 'Where the chain does not hold: changed, or missing before it.';

create table printed_keys (
  key_id text primary key,
  public_key bytea not null,
  created_at timestamptz not null default kith.now(),
  retired_at timestamptz,
  constraint printed_keys_length check (octet_length(public_key) = 32)
);

comment on table printed_keys is 'Ed25519 public keys that scanners check printed tokens with. The private halves are not in the database.';

revoke all on function guard_token(), open_main_gate(), gate_totals(uuid), keep_scan(), count_at_gate(uuid, integer, integer), redeem(bytea, uuid, text[], uuid, text, uuid, uuid, uuid, uuid, bytea, timestamptz, boolean, boolean), undo_scan(uuid, uuid, uuid), override_scan(uuid, uuid, text, uuid), revoke_token(uuid, text), evidence_hash(evidence_events), chain_evidence(), evidence_breaks() from public;

grant execute on function gate_totals(uuid), count_at_gate(uuid, integer, integer),
  redeem(bytea, uuid, text[], uuid, text, uuid, uuid, uuid, uuid, bytea, timestamptz, boolean, boolean), undo_scan(uuid, uuid, uuid),
  override_scan(uuid, uuid, text, uuid), revoke_token(uuid, text), evidence_breaks() to service_role;

alter table qr_tokens enable row level security;

alter table gates enable row level security;

alter table gate_counts enable row level security;

alter table door_devices enable row level security;

alter table scan_conflicts enable row level security;

create policy service_all on qr_tokens for all to service_role using (true) with check (true);

create policy service_all on gates for all to service_role using (true) with check (true);

create policy service_all on gate_counts for all to service_role using (true) with check (true);

create policy service_all on door_devices for all to service_role using (true) with check (true);

create policy service_all on scan_conflicts for all to service_role using (true) with check (true);

grant select, insert, update, delete on qr_tokens, gates, gate_counts, door_devices, scan_conflicts to service_role;

alter table beacon_scans enable row level security;

create policy service_all on beacon_scans for all to service_role using (true) with check (true);

grant select, insert, update on beacon_scans to service_role;

alter table evidence_events enable row level security;

create policy service_all on evidence_events for all to service_role using (true) with check (true);

grant select, insert on evidence_events to service_role;

alter table printed_keys enable row level security;

create policy service_all on printed_keys for all to service_role using (true) with check (true);

grant select, insert, update, delete on printed_keys to service_role;
