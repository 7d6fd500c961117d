-- What two people share: a snapshot of both, taken when both agreed to their profiles as they then were, once a day at most.

create table sharing_confirmations (
  connection_id integer not null references partner_connections (id) on delete cascade,
  player text not null,
  revision integer not null,
  confirmed_at timestamptz not null default kith.now(),
  primary key (connection_id, player),
  constraint sharing_confirmations_player check (player ~ '^(user|anonymous):.+$')
);

comment on table sharing_confirmations is
  'Who agreed to share, and to which revision of their profile; another answer makes it void. Gone as soon as both agreed and the snapshot is taken.';

create table shared_snapshots (
  pair bytea primary key,
  connection_id integer references partner_connections (id) on delete set null,
  taken_at timestamptz not null default kith.now(),
  content jsonb not null,
  requester_revision integer,
  recipient_revision integer,
  constraint shared_snapshots_pair check (octet_length(pair) = 32),
  constraint shared_snapshots_sealed check (is_sealed(content)),
  constraint shared_snapshots_empty check ((content = '{}'::jsonb) = (connection_id is null))
);

comment on table shared_snapshots is
  'What the two of a connection may see of each other. When they part it is emptied; that there was one stays for a day, so that parting and meeting again shows nothing sooner.';

comment on column shared_snapshots.pair is 'SHA-256 of the two players in order: says nothing to whoever does not know both.';

comment on column shared_snapshots.content is 'Sealed under the connection''s key. Never boundaries, anatomy or arousal.';

create index shared_snapshots_connection_idx on shared_snapshots (connection_id);

create index shared_snapshots_taken_idx on shared_snapshots (taken_at) where connection_id is null;

create function pair_of(p_one text, p_other text) returns bytea language sql immutable
  set search_path from current
as $$
  select sha256(convert_to(least(p_one, p_other) || ' ' || greatest(p_one, p_other), 'UTF8'))
$$;

comment on function pair_of(text, text) is 'Under which name a pair''s snapshot lies, whichever of the two asked.';

create function revision_of(p_player text) returns integer language sql stable security definer
  set search_path from current
as $$
  select p.revision from profiles p where p.id in (select player_profiles(p_player)) and p.has_survey
$$;

comment on function revision_of(text) is 'The revision of a player''s profile, null before their survey.';

create function guard_confirmation() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  the_connection record;
begin
  select c.* into the_connection from partner_connections c
  where c.id = new.connection_id and c.status = 'accepted' and c.ended_at is null and new.player in (c.requester, c.recipient) for update;
  if the_connection.id is null then
    raise exception using errcode = 'KT409', message = 'the two are not connected';
  end if;
  if exists (select 1 from shared_snapshots s where s.pair = pair_of(the_connection.requester, the_connection.recipient)
             and s.taken_at > kith.now() - interval '1 day') then
    raise exception using errcode = 'KT409', message = 'once a day is enough';
  end if;
  new.revision := revision_of(new.player);
  if new.revision is null then
    raise exception using errcode = 'KT409', message = 'the survey comes first';
  end if;
  new.confirmed_at := kith.now();
  return new;
end $$;

comment on function guard_confirmation() is 'Trigger: one of the two, of a living connection, to their profile as it is now, at most once a day.';

create trigger sharing_confirmations_guard before insert or update on sharing_confirmations for each row execute function guard_confirmation();

create function guard_snapshot() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  the_connection record;
begin
  if new.connection_id is null or new.content = '{}'::jsonb then
    new.connection_id := null;
    new.content := '{}';
    new.requester_revision := null;
    new.recipient_revision := null;
    if tg_op = 'UPDATE' then
      new.taken_at := old.taken_at;
    end if;
    return new;
  end if;
  select c.* into the_connection from partner_connections c
  where c.id = new.connection_id and c.status = 'accepted' and c.ended_at is null for update;
  if the_connection.id is null or new.pair <> pair_of(the_connection.requester, the_connection.recipient) then
    raise exception using errcode = 'KT409', message = 'the two are not connected';
  end if;
  if tg_op = 'UPDATE' and old.taken_at > kith.now() - interval '1 day' then
    raise exception using errcode = 'KT409', message = 'once a day is enough';
  end if;
  select mine.revision, theirs.revision into new.requester_revision, new.recipient_revision
  from sharing_confirmations mine join sharing_confirmations theirs on theirs.connection_id = mine.connection_id
  where mine.connection_id = the_connection.id
    and mine.player = the_connection.requester and mine.revision = revision_of(mine.player)
    and theirs.player = the_connection.recipient and theirs.revision = revision_of(theirs.player);
  if new.requester_revision is null then
    raise exception using errcode = 'KT409', message = 'both have to agree first';
  end if;
  new.taken_at := kith.now();
  return new;
end $$;

comment on function guard_snapshot() is 'Trigger: a snapshot is of two who are connected and both agreed to their profiles as they are, once a day at most; without its connection it is empty.';

create trigger shared_snapshots_guard before insert or update on shared_snapshots for each row execute function guard_snapshot();

create function use_confirmations() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  delete from sharing_confirmations where connection_id = new.connection_id;
  return null;
end $$;

comment on function use_confirmations() is 'Trigger: what was agreed to counts for one snapshot.';

create trigger shared_snapshots_used after insert or update on shared_snapshots
  for each row when (new.connection_id is not null) execute function use_confirmations();

create function forget_shared() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  delete from sharing_confirmations where connection_id = new.id;
  update shared_snapshots set connection_id = null where connection_id = new.id;
  return null;
end $$;

comment on function forget_shared() is 'Trigger: when two part, what they shared is gone.';

create trigger partner_connections_forget_shared after update of ended_at on partner_connections
  for each row when (old.ended_at is null and new.ended_at is not null) execute function forget_shared();

revoke all on function pair_of(text, text), revision_of(text), guard_confirmation(), guard_snapshot(), use_confirmations(), forget_shared() from public;

grant execute on function pair_of(text, text), revision_of(text) to service_role;

alter table sharing_confirmations enable row level security;

alter table shared_snapshots enable row level security;

create policy service_all on sharing_confirmations for all to service_role using (true) with check (true);

create policy service_all on shared_snapshots for all to service_role using (true) with check (true);

grant select, insert, update, delete on sharing_confirmations, shared_snapshots to service_role;
