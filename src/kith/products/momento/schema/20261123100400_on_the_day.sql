-- On the day: who came, and what was said about it; posts by people who do not know each other yet.

create table attendance (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references events (id) on delete cascade,
  profile_id uuid not null references social_profiles (id) on delete cascade,
  status text not null,
  check_in_latitude double precision,
  check_in_longitude double precision,
  reported_by_profile_id uuid references social_profiles (id) on delete set null,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  checked_in_at timestamptz,
  check_in_accuracy double precision,
  method text not null default 'reports',
  incontestable boolean not null default false,
  disputed_from text,
  dispute_reason text,
  disputed_at timestamptz,
  resolved_at timestamptz,
  constraint attendance_once unique (event_id, profile_id),
  constraint attendance_status check (status in ('attended', 'no_show', 'late', 'disputed')),
  constraint attendance_method check (method in ('position', 'host_list', 'code', 'reports', 'operator')),
  constraint attendance_position check ((check_in_latitude is null) = (check_in_longitude is null)
    and check_in_latitude between -90 and 90 and check_in_longitude between -180 and 180 and check_in_accuracy >= 0),
  constraint attendance_disputed check ((status = 'disputed') <= (disputed_from is not null and disputed_at is not null)
    and length(dispute_reason) <= 1000 and disputed_from in ('attended', 'no_show', 'late'))
);

comment on table attendance is 'Who was there. The position of a check-in is for the service only and goes after thirty days.';

create index attendance_profile_idx on attendance (profile_id);

create index attendance_reported_by_idx on attendance (reported_by_profile_id);

create index attendance_positions_idx on attendance (created_at) where check_in_latitude is not null;

create index attendance_disputed_idx on attendance (disputed_at) where status = 'disputed';

create trigger attendance_updated_at before update on attendance for each row execute function set_updated_at();

create table attendance_reports (
  event_id uuid not null references events (id) on delete cascade,
  about_profile_id uuid not null references social_profiles (id) on delete cascade,
  by_profile_id uuid not null references social_profiles (id) on delete cascade,
  says text not null,
  created_at timestamptz not null default kith.now(),
  primary key (event_id, about_profile_id, by_profile_id),
  constraint attendance_reports_says check (says in ('attended', 'late', 'no_show')),
  constraint attendance_reports_not_oneself check (about_profile_id <> by_profile_id)
);

comment on table attendance_reports is 'What the host and guests say about who was there. Nobody is told who said what.';

create index attendance_reports_about_idx on attendance_reports (about_profile_id);

create index attendance_reports_by_idx on attendance_reports (by_profile_id);

create function was_guest(p_event uuid, p_profile uuid) returns boolean language sql stable security definer
  set search_path from current
as $$
  select exists (select 1 from seats s where s.event_id = p_event and s.profile_id = p_profile)
$$;

comment on function was_guest(uuid, uuid) is 'Whether this person has a confirmed seat at this event.';

create function is_host_of(p_event uuid, p_profile uuid) returns boolean language sql stable security definer
  set search_path from current
as $$
  select exists (
    select 1 from events e join host_profiles h on h.id = e.host_id join social_profiles p on p.user_id = h.user_id
    where e.id = p_event and p.id = p_profile
  )
$$;

comment on function is_host_of(uuid, uuid) is 'Whether this person hosts this event.';

create function guard_attendance() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  meeting record;
begin
  if tg_op = 'UPDATE' and (new.event_id, new.profile_id) is distinct from (old.event_id, old.profile_id) then
    raise exception using errcode = 'check_violation', constraint = 'attendance_fixed', table = tg_table_name, message = 'attendance is about one person and one event';
  end if;
  if tg_op = 'INSERT' then
    select e.status, e.starts_at into meeting from events e where e.id = new.event_id;
    if meeting.status = 'cancelled' or meeting.starts_at is null or kith.now() < meeting.starts_at - interval '30 minutes' then
      raise exception using errcode = 'KT409', message = 'nobody can have been there yet';
    end if;
    if not was_guest(new.event_id, new.profile_id) then
      raise exception using errcode = 'check_violation', constraint = 'attendance_guests_only', table = tg_table_name, message = 'only guests attend';
    end if;
    return new;
  end if;
  if old.incontestable and new.status <> old.status and new.method <> 'operator' then
    raise exception using errcode = 'KT409', message = 'this check-in cannot be contested';
  end if;
  if new.status = 'disputed' and old.status <> 'disputed' then
    new.disputed_from := old.status;
    new.disputed_at := kith.now();
    new.resolved_at := null;
  elsif old.status = 'disputed' and new.status <> 'disputed' then
    new.resolved_at := kith.now();
  end if;
  return new;
end $$;

comment on function guard_attendance() is 'Trigger: only guests attend, not before the doors open; a check-in that cannot be contested stays; stamps of disputes.';

create trigger attendance_guard before insert or update on attendance for each row execute function guard_attendance();

create function guard_attendance_report() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if not was_guest(new.event_id, new.about_profile_id)
     or not (was_guest(new.event_id, new.by_profile_id) or is_host_of(new.event_id, new.by_profile_id)) then
    raise exception using errcode = 'check_violation', constraint = 'attendance_reports_guests_only', table = tg_table_name,
      message = 'the host and guests report about guests';
  end if;
  return new;
end $$;

comment on function guard_attendance_report() is 'Trigger: the host and guests report about guests.';

create trigger attendance_reports_guard before insert or update on attendance_reports for each row execute function guard_attendance_report();

create function absentee_rating_of(p_profile uuid) returns double precision language plpgsql stable security definer
  set search_path from current
as $$
declare
  rating double precision := 1;
  came double precision;
begin
  -- Exponentially weighted with factor 0.2 over the last twenty, oldest first, from 1.
  for came in
    select t.worth from (
      select case a.status when 'attended' then 1.0 when 'late' then 0.7 else 0.0 end as worth, e.starts_at, a.id
      from attendance a join events e on e.id = a.event_id
      where a.profile_id = p_profile and a.status <> 'disputed'
      order by e.starts_at desc, a.id desc limit 20
    ) t order by t.starts_at, t.id
  loop
    rating := 0.8 * rating + 0.2 * came;
  end loop;
  return rating;
end $$;

comment on function absentee_rating_of(uuid) is 'How reliably a person comes, from 0 to 1, out of the last twenty attendances; what is disputed does not count.';

create function follow_attendance() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if tg_op = 'INSERT' or new.status <> old.status then
    -- Locked first, counted afterwards: two events that are decided at the same moment both count.
    perform 1 from user_internal_metrics m join social_profiles p on p.user_id = m.user_id where p.id = new.profile_id for no key update of m;
    update user_internal_metrics m set absentee_rating = absentee_rating_of(new.profile_id)
    from social_profiles p where p.id = new.profile_id and m.user_id = p.user_id;
    update social_profiles p set changed_in = pg_current_xact_id() where p.id = new.profile_id;
  end if;
  return null;
end $$;

comment on function follow_attendance() is 'Trigger: reliability follows attendance.';

create trigger attendance_follow after insert or update on attendance for each row execute function follow_attendance();

create function forget_positions(p_before timestamptz) returns integer language sql volatile
  set search_path from current
as $$
  with forgotten as (
    update attendance set check_in_latitude = null, check_in_longitude = null, check_in_accuracy = null
    where check_in_latitude is not null and created_at < p_before returning 1
  )
  select count(*)::integer from forgotten
$$;

comment on function forget_positions(timestamptz) is 'Takes the positions out of check-ins before a moment; returns of how many.';

create table event_aliases (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references events (id) on delete cascade,
  profile_id uuid not null references social_profiles (id) on delete cascade,
  role text not null,
  number integer not null,
  constraint event_aliases_person_uniq unique (event_id, profile_id, role),
  constraint event_aliases_number_uniq unique (event_id, role, number),
  constraint event_aliases_role check (role in ('Host', 'Attendee', 'Invitee') and number >= 1)
);

comment on table event_aliases is 'Under which name somebody posts before an event begins: the same within the event, another in every other.';

create index event_aliases_profile_idx on event_aliases (profile_id);

create table event_posts (
  id uuid primary key default gen_random_uuid(),
  event_id uuid not null references events (id) on delete cascade,
  profile_id uuid not null references social_profiles (id) on delete cascade,
  content text not null,
  created_at timestamptz not null default kith.now(),
  alias_id uuid not null references event_aliases (id) on delete cascade,
  removed_at timestamptz,
  removed_by uuid references users (id) on delete set null,
  constraint event_posts_content check (length(btrim(content)) between 1 and 1000),
  constraint event_posts_removed check (removed_by is null or removed_at is not null)
);

comment on table event_posts is 'What people write on an event''s board. Read it through event_posts_for().';

create index event_posts_event_idx on event_posts (event_id, created_at desc, id);

create index event_posts_profile_idx on event_posts (profile_id);

create index event_posts_alias_idx on event_posts (alias_id);

create index event_posts_removed_by_idx on event_posts (removed_by);

create function name_post() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  part text;
  meeting record;
begin
  if tg_op = 'UPDATE' then
    if (new.event_id, new.profile_id, new.alias_id, new.created_at) is distinct from (old.event_id, old.profile_id, old.alias_id, old.created_at) then
      raise exception using errcode = 'check_violation', constraint = 'event_posts_fixed', table = tg_table_name, message = 'a post stays whose it is';
    end if;
    return new;
  end if;
  select e.status into meeting from events e where e.id = new.event_id for no key update;
  part := case
    when is_host_of(new.event_id, new.profile_id) then 'Host'
    when was_guest(new.event_id, new.profile_id) then 'Attendee'
    when exists (select 1 from invitations i where i.event_id = new.event_id and i.profile_id = new.profile_id
                 and i.status in ('sent', 'payment_failed') and i.expires_at > kith.now()) then 'Invitee'
  end;
  if part is null or meeting.status = 'cancelled' then
    raise exception using errcode = 'check_violation', constraint = 'event_posts_invited_only', table = tg_table_name,
      message = 'the host, guests and people still invited write here';
  end if;
  insert into event_aliases (event_id, profile_id, role, number)
  select new.event_id, new.profile_id, part, coalesce(max(a.number), 0) + 1 from event_aliases a where a.event_id = new.event_id and a.role = part
  on conflict (event_id, profile_id, role) do nothing;
  select a.id into new.alias_id from event_aliases a where a.event_id = new.event_id and a.profile_id = new.profile_id and a.role = part;
  return new;
end $$;

comment on function name_post() is 'Trigger: only those invited post, under a name that tells their part and nothing else.';

create trigger event_posts_name before insert or update on event_posts for each row execute function name_post();
