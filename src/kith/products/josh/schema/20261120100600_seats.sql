-- A seat is a promise in both directions: the LinkUp keeps a place, the person keeps the time. One row holds both, whether it came from
-- starting the LinkUp, from a yes, or from being let in later. Only the triggers below write it.

create table linkup_seats (
  linkup_id uuid not null references linkups (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  person int8range not null,
  during tstzrange,
  taken_at timestamptz not null default kith.now(),
  primary key (linkup_id, user_id),
  constraint linkup_seats_no_overlap exclude using gist (person with &&, during with &&)
);

comment on table linkup_seats is 'Who holds a seat in which LinkUp, and the time that seat takes from them. Written by triggers only.';

comment on column linkup_seats.person is 'The person''s number as a range of one: ranges need no extension in an exclusion constraint.';

create index linkup_seats_user_idx on linkup_seats (user_id);

create function take_seat(p_linkup uuid, p_user uuid, p_states linkup_state[]) returns void language plpgsql volatile
  set search_path from current
as $$
declare
  meeting record;
begin
  -- The LinkUp first, then the person: everybody who seats somebody locks in this order.
  select l.state, l.starts_at, l.ends_at into meeting from linkups l where l.id = p_linkup for no key update;
  if exists (select 1 from linkup_seats s where s.linkup_id = p_linkup and s.user_id = p_user) then
    return;
  end if;
  if meeting.state <> all (p_states) then
    raise exception using errcode = 'KT409', message = format('nobody can join a LinkUp that is %s', meeting.state),
      detail = jsonb_build_object('entity', 'linkup', 'from', meeting.state)::text;
  end if;
  update linkups set seats_taken = seats_taken + 1 where id = p_linkup;
  perform 1 from users u where u.id = p_user for no key update;
  if exists (
    select 1 from linkup_seats s where s.linkup_id = p_linkup and s.user_id = any (kith.blocked_with(p_user))
  ) then
    raise exception using errcode = 'check_violation', constraint = 'linkup_seats_no_block', table = 'linkup_seats',
      message = 'this person cannot be seated in this LinkUp';
  end if;
  insert into linkup_seats (linkup_id, user_id, person, during)
  select p_linkup, p_user, int8range(u.number, u.number, '[]'),
         case when meeting.starts_at is not null then tstzrange(meeting.starts_at, meeting.ends_at) end
  from users u where u.id = p_user;
end $$;

comment on function take_seat(uuid, uuid, linkup_state[]) is
  'Seats a person in a LinkUp that is in one of these states, or refuses: full, too late, busy at that time, blocked. Once only.';

create function leave_seat(p_linkup uuid, p_user uuid) returns void language plpgsql volatile
  set search_path from current
as $$
begin
  perform 1 from linkups l where l.id = p_linkup for no key update;
  delete from linkup_seats s where s.linkup_id = p_linkup and s.user_id = p_user;
  if found then
    update linkups set seats_taken = seats_taken - 1 where id = p_linkup;
  end if;
end $$;

comment on function leave_seat(uuid, uuid) is 'Frees a person''s seat, if they hold one.';

create function prepare_linkup() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if new.time_zone is null then
    select r.time_zone into new.time_zone from regions r where r.id = new.region_id;
  end if;
  if tg_op = 'INSERT' then
    if new.lock_version <> 0 then
      raise exception using errcode = 'check_violation', constraint = 'linkups_lock_once', table = tg_table_name,
        message = 'a new LinkUp has never been locked';
    end if;
    return new;
  end if;
  if new.state = 'locked' and old.state <> 'locked' then
    if new.lock_version <> old.lock_version + 1 then
      raise exception using errcode = 'check_violation', constraint = 'linkups_lock_once', table = tg_table_name,
        message = 'a lock raises lock_version by one';
    end if;
    if new.seats_taken < new.min_size then
      raise exception using errcode = 'check_violation', constraint = 'linkups_lock_needs_min_size', table = tg_table_name,
        message = format('%s of at least %s seats are taken', new.seats_taken, new.min_size);
    end if;
    new.locked_at := coalesce(new.locked_at, kith.now());
  elsif new.lock_version <> old.lock_version then
    raise exception using errcode = 'check_violation', constraint = 'linkups_lock_once', table = tg_table_name,
      message = 'lock_version changes with the lock only';
  end if;
  if new.state = 'canceled' then
    new.canceled_at := coalesce(new.canceled_at, kith.now());
  elsif new.state = 'completed' then
    new.completed_at := coalesce(new.completed_at, kith.now());
  end if;
  return new;
end $$;

comment on function prepare_linkup() is 'Trigger: the region''s time zone, a lock that happens once and with enough people, stamps.';

create trigger linkups_prepare before insert or update on linkups for each row execute function prepare_linkup();

create function follow_linkup() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if new.state = 'broadcasting' and old.state <> 'broadcasting' then
    perform take_seat(new.id, new.initiator_user_id, array['broadcasting']::linkup_state[]);
  elsif new.state in ('canceled', 'expired') and old.state <> new.state then
    delete from linkup_seats where linkup_id = new.id;
    update linkups set seats_taken = 0 where id = new.id and seats_taken > 0;
    return null;
  elsif new.state = 'locked' and old.state <> 'locked' then
    insert into linkup_participants (linkup_id, user_id, role)
    select s.linkup_id, s.user_id, case when s.user_id = new.initiator_user_id then 'initiator' else 'participant' end
    from linkup_seats s where s.linkup_id = new.id order by s.user_id;
  end if;
  if (new.starts_at, new.ends_at) is distinct from (old.starts_at, old.ends_at) then
    update linkup_seats set during = case when new.starts_at is not null then tstzrange(new.starts_at, new.ends_at) end
    where linkup_id = new.id;
  end if;
  return null;
end $$;

comment on function follow_linkup() is
  'Trigger: seats the initiator at the broadcast, makes participants of the seated at the lock, frees all at the end, moves the seats'' time.';

create trigger linkups_follow after update on linkups for each row execute function follow_linkup();

create function prepare_invite() returns trigger language plpgsql
  set search_path from current
as $$
declare
  meeting record;
begin
  if tg_op = 'INSERT' then
    select l.state, l.initiator_user_id into meeting from linkups l where l.id = new.linkup_id for no key update;
    if meeting.state not in ('draft', 'broadcasting') then
      raise exception using errcode = 'KT409', message = format('nobody can be invited to a LinkUp that is %s', meeting.state),
        detail = jsonb_build_object('entity', 'linkup', 'from', meeting.state)::text;
    end if;
    if meeting.initiator_user_id = new.invited_user_id then
      raise exception using errcode = 'check_violation', constraint = 'linkup_invites_not_initiator', table = tg_table_name,
        message = 'nobody is invited to their own LinkUp';
    end if;
    if kith.hold_state(new.invited_user_id) <> 'none' then
      raise exception using errcode = 'check_violation', constraint = 'linkup_invites_not_on_hold', table = tg_table_name,
        message = 'this person is not invited at present';
    end if;
    if meeting.initiator_user_id = any (kith.blocked_with(new.invited_user_id)) or exists (
      select 1 from linkup_seats s where s.linkup_id = new.linkup_id and s.user_id = any (kith.blocked_with(new.invited_user_id))
    ) then
      raise exception using errcode = 'check_violation', constraint = 'linkup_invites_no_block', table = tg_table_name,
        message = 'this person cannot be invited to this LinkUp';
    end if;
  elsif (new.linkup_id, new.invited_user_id) is distinct from (old.linkup_id, old.invited_user_id) then
    raise exception using errcode = 'check_violation', constraint = 'linkup_invites_fixed', table = tg_table_name,
      message = 'an invitation cannot be passed on';
  end if;
  if new.state in ('accepted', 'declined') then
    new.responded_at := coalesce(new.responded_at, kith.now());
  elsif new.state in ('expired', 'closed') then
    new.closed_at := coalesce(new.closed_at, kith.now());
  end if;
  return new;
end $$;

comment on function prepare_invite() is 'Trigger: refuses invitations that must not be (too late, oneself, on hold, blocked); stamps answers.';

create trigger linkup_invites_prepare before insert or update on linkup_invites for each row execute function prepare_invite();

create function follow_invite() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if new.state = 'accepted' and (tg_op = 'INSERT' or old.state <> 'accepted') then
    perform take_seat(new.linkup_id, new.invited_user_id, array['broadcasting']::linkup_state[]);
  elsif tg_op = 'UPDATE' and old.state = 'accepted' and new.state <> 'accepted' and not exists (
    select 1 from linkup_participants p
    where p.linkup_id = new.linkup_id and p.user_id = new.invited_user_id and p.status <> 'canceled'
  ) then
    perform leave_seat(new.linkup_id, new.invited_user_id);
  end if;
  return null;
end $$;

comment on function follow_invite() is 'Trigger: a yes takes a seat, taking it back frees it.';

create trigger linkup_invites_follow after insert or update on linkup_invites for each row execute function follow_invite();

create function prepare_participant() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if tg_op = 'UPDATE' and (new.linkup_id, new.user_id) is distinct from (old.linkup_id, old.user_id) then
    raise exception using errcode = 'check_violation', constraint = 'linkup_participants_fixed', table = tg_table_name,
      message = 'a place cannot be passed on';
  end if;
  if new.status = 'canceled' then
    new.left_at := coalesce(new.left_at, kith.now());
  else
    new.left_at := null;
    new.late_cancel := false;
  end if;
  return new;
end $$;

comment on function prepare_participant() is 'Trigger: stamps of leaving and of coming back.';

create trigger linkup_participants_prepare before insert or update on linkup_participants
  for each row execute function prepare_participant();

create function follow_participant() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if tg_op = 'DELETE' then
    perform leave_seat(old.linkup_id, old.user_id);
  elsif new.status = 'canceled' then
    if tg_op = 'INSERT' or old.status <> 'canceled' then
      perform leave_seat(new.linkup_id, new.user_id);
    end if;
  elsif tg_op = 'INSERT' or old.status = 'canceled' then
    perform take_seat(new.linkup_id, new.user_id, array['broadcasting', 'locked']::linkup_state[]);
  end if;
  return null;
end $$;

comment on function follow_participant() is 'Trigger: whoever is in has a seat, whoever cancels frees it.';

create trigger linkup_participants_follow after insert or update or delete on linkup_participants
  for each row execute function follow_participant();
