-- A confirmed invitation is a seat: the event keeps a place, the person keeps the time. While somebody pays, or has two hours to answer an offer
-- from the waiting list, a hold keeps it. Seats and live holds together never exceed max_participants.
-- Lock order: the event, then its invitations, then holds and people.

create table invitations (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references events (id) on delete cascade,
  profile_id uuid not null references social_profiles (id) on delete cascade,
  status text not null default 'sent',
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  expires_at timestamptz not null,
  wave integer not null default 1,
  source text not null default 'host',
  reason text,
  plus_one_name text,
  seats integer not null generated always as (1 + (plus_one_name is not null)::integer) stored,
  responded_at timestamptz,
  confirmed_at timestamptz,
  decline_reason text,
  late_refusal text,
  constraint invitations_once unique (event_id, profile_id),
  constraint invitations_status check (status in ('sent', 'confirmed', 'declined', 'expired', 'payment_failed')),
  constraint invitations_source check (source in ('host', 'suggestion', 'wave', 'memory', 'self')),
  constraint invitations_texts check (length(reason) <= 240 and length(btrim(plus_one_name)) between 1 and 60 and length(decline_reason) <= 400),
  constraint invitations_wave check (wave >= 1)
);

comment on table invitations is 'Who is asked to which event, once each, and what came of it.';

comment on column invitations.late_refusal is 'Why a payment did not become a seat, for the page that tells the person.';

create index invitations_profile_idx on invitations (profile_id, created_at desc);

create index invitations_expiring_idx on invitations (expires_at) where status in ('sent', 'payment_failed');

create trigger invitations_updated_at before update on invitations for each row execute function set_updated_at();

create table seats (
  event_id uuid not null references events (id) on delete cascade,
  profile_id uuid not null references social_profiles (id) on delete cascade,
  seats integer not null,
  person int8range not null,
  during tstzrange,
  taken_at timestamptz not null default kith.now(),
  primary key (event_id, profile_id),
  constraint seats_count check (seats between 1 and 2),
  constraint seats_no_overlap exclude using gist (person with &&, during with &&)
);

comment on table seats is 'Who holds a confirmed seat, and the time it takes from them. Written by triggers only.';

create index seats_profile_idx on seats (profile_id);

create table seat_holds (
  id uuid primary key default gen_random_uuid(),
  invitation_id uuid not null references invitations (id) on delete cascade,
  event_id uuid not null references events (id) on delete cascade,
  profile_id uuid not null references social_profiles (id) on delete cascade,
  kind text not null default 'payment',
  seats integer not null,
  amount_in_cents integer not null,
  currency text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default kith.now(),
  ended_at timestamptz,
  ended_as text,
  constraint seat_holds_kind check (kind in ('payment', 'offer')),
  constraint seat_holds_seats check (seats between 1 and 2 and amount_in_cents >= 0),
  constraint seat_holds_time check (expires_at > created_at),
  constraint seat_holds_ended check ((ended_at is null) = (ended_as is null) and ended_as in ('seated', 'released', 'lapsed'))
);

comment on table seat_holds is 'Seats kept for somebody for a while: ten minutes to pay, two hours to take up an offer. One whose time is over holds nothing, swept or not.';

create unique index seat_holds_one_open on seat_holds (invitation_id) where ended_at is null;

create index seat_holds_event_idx on seat_holds (event_id) where ended_at is null;

create index seat_holds_event_all_idx on seat_holds (event_id);

create index seat_holds_profile_idx on seat_holds (profile_id);

create index seat_holds_invitation_idx on seat_holds (invitation_id);

create index seat_holds_lapsed_idx on seat_holds (expires_at) where ended_at is null;

create table waiting_list (
  id uuid primary key default gen_random_uuid(),
  place bigint generated always as identity,
  event_id uuid not null references events (id) on delete cascade,
  profile_id uuid not null references social_profiles (id) on delete cascade,
  invitation_id uuid not null references invitations (id) on delete cascade,
  group_id uuid,
  all_or_none boolean not null default false,
  status text not null default 'waiting',
  charge_saved_card boolean not null default false,
  charge_consent_at timestamptz,
  offered_at timestamptz,
  offer_expires_at timestamptz,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint waiting_list_status check (status in ('waiting', 'offered', 'seated', 'left', 'lapsed', 'revoked')),
  constraint waiting_list_consent check (charge_saved_card = (charge_consent_at is not null)),
  constraint waiting_list_group check (all_or_none <= (group_id is not null)),
  constraint waiting_list_offer check ((status = 'offered') <= (offer_expires_at is not null))
);

comment on table waiting_list is 'Who waits for a seat, in the order of joining. Groups go as a whole or not at all if they wish.';

create unique index waiting_list_one_open on waiting_list (event_id, profile_id) where status in ('waiting', 'offered');

create unique index waiting_list_one_live_offer on waiting_list (event_id, profile_id) where status = 'offered';

create index waiting_list_line_idx on waiting_list (event_id, place) where status in ('waiting', 'offered');

create index waiting_list_event_idx on waiting_list (event_id);

create index waiting_list_profile_idx on waiting_list (profile_id);

create index waiting_list_invitation_idx on waiting_list (invitation_id);

create index waiting_list_offers_idx on waiting_list (offer_expires_at) where status = 'offered';

create trigger waiting_list_updated_at before update on waiting_list for each row execute function set_updated_at();

create function seats_held(p_event uuid, p_except uuid default null) returns integer language sql stable
  set search_path from current
as $$
  select coalesce(sum(h.seats), 0)::integer from seat_holds h
  where h.event_id = p_event and h.ended_at is null and h.expires_at > kith.now() and h.invitation_id is distinct from p_except
$$;

comment on function seats_held(uuid, uuid) is 'Seats kept by live holds, those of one invitation left out.';

create function waiting_fits(p_event uuid, p_free integer) returns boolean language sql stable
  set search_path from current
as $$
  select exists (
    select 1 from waiting_list w join invitations i on i.id = w.invitation_id
    where w.event_id = p_event and w.status = 'waiting'
    group by case when w.all_or_none then w.group_id else w.id end
    having sum(i.seats) <= p_free
  )
$$;

comment on function waiting_fits(uuid, integer) is 'Whether somebody in line could have so many seats: then they are not for those who come later.';

create function guard_hold() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  meeting record;
begin
  if tg_op = 'UPDATE' then
    if (new.invitation_id, new.event_id, new.profile_id) is distinct from (old.invitation_id, old.event_id, old.profile_id)
       or (old.ended_at is not null and new.ended_at is distinct from old.ended_at) then
      raise exception using errcode = 'check_violation', constraint = 'seat_holds_fixed', table = tg_table_name,
        message = 'a hold that is over stays over, and none is passed on';
    end if;
    if new.ended_at is not null or (new.seats <= old.seats and old.expires_at > kith.now()) then
      return new;
    end if;
  end if;
  select e.max_participants, e.seats_taken, e.status into meeting from events e where e.id = new.event_id for no key update;
  if meeting.status not in ('planned', 'confirmed') then
    raise exception using errcode = 'KT409', message = format('no seat can be kept at an event that is %s', meeting.status),
      detail = jsonb_build_object('entity', 'event', 'from', meeting.status)::text;
  end if;
  if meeting.seats_taken + seats_held(new.event_id, new.invitation_id) + new.seats > meeting.max_participants then
    raise exception using errcode = 'check_violation', constraint = 'events_capacity', table = tg_table_name,
      message = 'every seat is taken or being paid for';
  end if;
  return new;
end $$;

comment on function guard_hold() is 'Trigger: a hold needs free seats, whoever asks at the same moment.';

create trigger seat_holds_guard before insert or update on seat_holds for each row execute function guard_hold();

create function refuse_guest(p_event uuid, p_profile uuid) returns text language plpgsql stable security definer
  set search_path from current
as $$
declare
  guest record;
  meeting record;
  blocked uuid[];
begin
  select u.id, u.status, u.birth_date into guest from social_profiles p join users u on u.id = p.user_id where p.id = p_profile;
  select e.*, h.user_id as host_user into meeting from events e join host_profiles h on h.id = e.host_id where e.id = p_event;
  if guest.status is distinct from 'active' or kith.hold_state(guest.id) = 'hard_hold' then
    return 'not_active';
  end if;
  if meeting.minimum_age is not null and age_on(guest.birth_date,
       (coalesce(meeting.starts_at, kith.now()) at time zone meeting.time_zone)::date) < meeting.minimum_age then
    return 'too_young';
  end if;
  if meeting.host_user = guest.id then
    return null;
  end if;
  blocked := kith.blocked_with(guest.id);
  if cardinality(blocked) > 0 and (meeting.host_user = any (blocked) or exists (
    select 1 from seats s join social_profiles o on o.id = s.profile_id where s.event_id = p_event and o.user_id = any (blocked)
  )) then
    return 'blocked';
  end if;
  if exists (
    select 1 from connections c
    where c.does_not_want_to_connect_again
      and ((c.user_profile_id = p_profile and exists (
              select 1 from seats s where s.event_id = p_event and s.profile_id = c.connected_profile_id))
        or (c.connected_profile_id = p_profile and exists (
              select 1 from seats s where s.event_id = p_event and s.profile_id = c.user_profile_id)))
  ) then
    return 'rather_not';
  end if;
  return null;
end $$;

comment on function refuse_guest(uuid, uuid) is
  'Why this person may not be a guest of this event: not_active, too_young, blocked, rather_not, or null. For the service; nobody is told the last two.';

create function prepare_invitation() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  meeting record;
  refusal text;
begin
  if tg_op = 'UPDATE' and (new.event_id, new.profile_id) is distinct from (old.event_id, old.profile_id) then
    raise exception using errcode = 'check_violation', constraint = 'invitations_fixed', table = tg_table_name,
      message = 'an invitation cannot be passed on';
  end if;
  if tg_op = 'INSERT' or (new.status = 'confirmed' and old.status <> 'confirmed') then
    select e.*, h.user_id as host_user into meeting from events e join host_profiles h on h.id = e.host_id
    where e.id = new.event_id for no key update of e;
    if meeting.status not in ('planned', 'confirmed') then
      raise exception using errcode = 'KT409', message = format('nobody can join an event that is %s', meeting.status),
        detail = jsonb_build_object('entity', 'event', 'from', meeting.status)::text;
    end if;
    -- A suspension that is under way is waited for, and waits for a seat that is under way.
    perform 1 from social_profiles p join users u on u.id = p.user_id where p.id = new.profile_id for share of u;
    if (new.source = 'self') <> (meeting.host_user = (select p.user_id from social_profiles p where p.id = new.profile_id)) then
      raise exception using errcode = 'check_violation', constraint = 'invitations_not_host', table = tg_table_name,
        message = 'a host is not invited to their own event';
    end if;
    if tg_op = 'INSERT' and not exists (
      select 1 from users u where u.id = meeting.host_user and u.status in ('active', 'verification_pending')
    ) then
      raise exception using errcode = 'KT409', message = 'the host cannot invite anybody right now';
    end if;
    if tg_op = 'INSERT' and new.status = 'confirmed' and new.source <> 'self' then
      raise exception using errcode = 'KT409', message = 'a new invitation cannot start as confirmed',
        detail = jsonb_build_object('entity', 'invitation', 'from', '', 'to', 'confirmed')::text;
    end if;
    refusal := refuse_guest(new.event_id, new.profile_id);
    if refusal is not null then
      raise exception using errcode = 'check_violation', constraint = 'invitations_' || refusal, table = tg_table_name,
        message = 'this person cannot be invited to this event';
    end if;
    if new.status = 'confirmed' and new.source <> 'self' and meeting.price_in_cents > 0 and not exists (
      select 1 from payments p where p.invitation_id = new.id and p.status = 'succeeded' and not p.is_surplus and p.refunded_in_cents < p.amount_in_cents
    ) then
      raise exception using errcode = 'check_violation', constraint = 'invitations_paid', table = tg_table_name,
        message = 'a seat that costs something is confirmed by paying for it';
    end if;
  end if;
  -- Not by "seats": a generated column has no value yet before the row is written.
  if tg_op = 'UPDATE' and old.status = 'confirmed' and old.plus_one_name is null and new.plus_one_name is not null then
    raise exception using errcode = 'check_violation', constraint = 'invitations_plus_one_before', table = tg_table_name,
      message = 'a companion is named before the seat is confirmed';
  end if;
  if new.plus_one_name is not null and (tg_op = 'INSERT' or old.plus_one_name is null)
     and not (select e.plus_one_allowed from events e where e.id = new.event_id) then
    raise exception using errcode = 'check_violation', constraint = 'invitations_plus_one_allowed', table = tg_table_name,
      message = 'this host asks guests to come alone';
  end if;
  if tg_op = 'UPDATE' and new.status <> old.status then
    if new.status = 'confirmed' then
      new.confirmed_at := kith.now();
    end if;
    if new.status in ('confirmed', 'declined') then
      new.responded_at := coalesce(new.responded_at, kith.now());
    end if;
  elsif tg_op = 'INSERT' and new.status = 'confirmed' then
    new.confirmed_at := coalesce(new.confirmed_at, kith.now());
  end if;
  return new;
end $$;

comment on function prepare_invitation() is
  'Trigger: refuses invitations and confirmations that must not be (too late, too young, not active, blocked, rather not, unpaid); stamps answers.';

create trigger invitations_prepare before insert or update on invitations for each row execute function prepare_invitation();

create function follow_invitation() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  meeting record;
begin
  if new.status = 'confirmed' and (tg_op = 'INSERT' or old.status <> 'confirmed') then
    update seat_holds set ended_at = kith.now(), ended_as = 'seated' where invitation_id = new.id and ended_at is null;
    select e.starts_at, e.ends_at, e.max_participants, e.seats_taken into meeting from events e where e.id = new.event_id for no key update;
    if meeting.seats_taken + seats_held(new.event_id, new.id) + new.seats > meeting.max_participants then
      raise exception using errcode = 'check_violation', constraint = 'events_capacity', table = 'events',
        message = 'every seat is taken or being paid for';
    end if;
    -- Two seats of one person at once come one after the other, so that they never wait for each other.
    perform 1 from social_profiles p where p.id = new.profile_id for no key update;
    insert into seats (event_id, profile_id, seats, person, during)
    select new.event_id, new.profile_id, new.seats, int8range(u.number, u.number, '[]'),
           case when meeting.starts_at is not null then tstzrange(meeting.starts_at, meeting.ends_at) end
    from social_profiles p join users u on u.id = p.user_id where p.id = new.profile_id;
    update events e set seats_taken = e.seats_taken + new.seats,
      status = case when e.status = 'planned' and e.seats_taken + new.seats >= e.min_participants then 'confirmed' else e.status end
    where e.id = new.event_id;
    update waiting_list set status = 'seated' where invitation_id = new.id and status in ('waiting', 'offered');
  elsif tg_op = 'UPDATE' and old.status = 'confirmed' and new.status <> 'confirmed' then
    perform 1 from events e where e.id = new.event_id for no key update;
    delete from seats s where s.event_id = new.event_id and s.profile_id = new.profile_id;
    if found then
      update events e set seats_taken = e.seats_taken - old.seats where e.id = new.event_id;
    end if;
  elsif tg_op = 'UPDATE' and old.status = 'confirmed' and new.seats < old.seats then
    update seats s set seats = new.seats where s.event_id = new.event_id and s.profile_id = new.profile_id;
    update events e set seats_taken = e.seats_taken - (old.seats - new.seats) where e.id = new.event_id;
  end if;
  if tg_op = 'UPDATE' and new.status in ('declined', 'expired') and old.status <> new.status then
    update seat_holds set ended_at = kith.now(), ended_as = 'released' where invitation_id = new.id and ended_at is null;
    update waiting_list set status = 'left' where invitation_id = new.id and status in ('waiting', 'offered');
  end if;
  return null;
end $$;

comment on function follow_invitation() is 'Trigger: confirming takes the seats and ends the hold, giving back frees them; enough guests confirm the event.';

create trigger invitations_follow after insert or update on invitations for each row execute function follow_invitation();

create function prepare_event() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  -- A suspension that is under way is waited for, and waits for a plan that is under way.
  if tg_op = 'INSERT' and not exists (
    select 1 from host_profiles h join users u on u.id = h.user_id
    where h.id = new.host_id and u.status in ('active', 'verification_pending') for share of u
  ) then
    raise exception using errcode = 'KT409', message = 'you cannot host anything right now';
  end if;
  if tg_op = 'INSERT' then
    if new.seats_taken <> 0 or new.status <> 'planned' then
      raise exception using errcode = 'check_violation', constraint = 'events_start_empty', table = tg_table_name,
        message = 'an event starts planned and without guests';
    end if;
    return new;
  end if;
  if new.host_id <> old.host_id then
    raise exception using errcode = 'check_violation', constraint = 'events_fixed', table = tg_table_name, message = 'an event stays with its host';
  end if;
  if new.max_participants < old.max_participants and new.max_participants < new.seats_taken + seats_held(new.id) then
    raise exception using errcode = 'check_violation', constraint = 'events_capacity', table = tg_table_name,
      message = 'more seats than that are taken or being paid for';
  end if;
  if (new.price_in_cents, new.currency, new.refund_policy) is distinct from (old.price_in_cents, old.currency, old.refund_policy)
     and exists (select 1 from payments p where p.event_id = new.id and p.status in ('pending', 'processing', 'succeeded')) then
    raise exception using errcode = 'KT409', message = 'the price and what is given back stay as they were once somebody has begun to pay';
  end if;
  if new.status <> old.status then
    if new.status = 'confirmed' then
      new.confirmed_at := kith.now();
    elsif new.status = 'cancelled' then
      new.cancelled_at := coalesce(new.cancelled_at, kith.now());
      new.fills_itself := false;
    elsif new.status = 'completed' then
      new.completed_at := coalesce(new.completed_at, kith.now());
      new.fills_itself := false;
    end if;
  end if;
  return new;
end $$;

comment on function prepare_event() is 'Trigger: an event keeps its host, never shrinks below its guests, keeps its price once somebody pays; stamps.';

create trigger events_prepare before insert or update on events for each row execute function prepare_event();

create function follow_event() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if tg_op = 'INSERT' then
    insert into event_secrets (event_id) values (new.id);
    if new.host_is_attendee then
      insert into invitations (event_id, profile_id, status, source, expires_at)
      select new.id, p.id, 'confirmed', 'self', 'infinity' from host_profiles h join social_profiles p on p.user_id = h.user_id where h.id = new.host_id;
    end if;
    return null;
  end if;
  if new.status = 'cancelled' and old.status <> 'cancelled' then
    update invitations set status = 'expired' where event_id = new.id and status in ('sent', 'payment_failed');
    update seat_holds set ended_at = kith.now(), ended_as = 'released' where event_id = new.id and ended_at is null;
    update waiting_list set status = 'left' where event_id = new.id and status in ('waiting', 'offered');
    delete from seats where event_id = new.id;
    insert into refunds (payment_id, user_id, amount_in_cents, reason)
    select p.id, p.user_id, p.amount_in_cents - p.refunded_in_cents, case new.cancelled_by when 'host' then 'host_cancelled' else 'house_cancelled' end
    from payments p where p.event_id = new.id and p.status = 'succeeded' and p.refunded_in_cents < p.amount_in_cents;
    update events set seats_taken = 0 where id = new.id and seats_taken > 0;
    return null;
  end if;
  if (new.starts_at, new.ends_at) is distinct from (old.starts_at, old.ends_at) then
    update seats set during = case when new.starts_at is not null then tstzrange(new.starts_at, new.ends_at) end where event_id = new.id;
  end if;
  return null;
end $$;

comment on function follow_event() is
  'Trigger: seats a host who takes part, moves everybody''s time with the event''s, and at a cancellation frees the seats and owes everybody the whole price.';

create trigger events_follow after insert or update on events for each row execute function follow_event();
