-- When mentors are open: weekly rules and exceptions for single days.

create table mentor_availability_rules (
  id uuid primary key default gen_random_uuid(),
  mentor_user_id uuid not null references mentor_profiles (user_id) on delete cascade,
  weekday integer not null,
  start_minute integer not null,
  end_minute integer not null,
  timezone text not null,
  is_active boolean not null default true,
  interval_weeks integer not null default 1,
  anchor_date date,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint mentor_availability_rules_weekday check (weekday between 0 and 6),
  constraint mentor_availability_rules_minutes check (start_minute >= 0 and start_minute < end_minute and end_minute <= 1440),
  constraint mentor_availability_rules_time_zone check (is_time_zone(timezone)),
  constraint mentor_availability_rules_interval check (interval_weeks between 1 and 12 and (interval_weeks = 1 or anchor_date is not null))
);

comment on table mentor_availability_rules is 'Open every week (or every few weeks, counted from the anchor''s) on a weekday, 0 is Sunday, from minute to minute in a zone.';

create index mentor_availability_rules_mentor_idx on mentor_availability_rules (mentor_user_id, weekday, start_minute);

create trigger mentor_availability_rules_updated_at before update on mentor_availability_rules for each row execute function set_updated_at();

create table mentor_availability_exceptions (
  id uuid primary key default gen_random_uuid(),
  mentor_user_id uuid not null references mentor_profiles (user_id) on delete cascade,
  date date not null,
  start_minute integer,
  end_minute integer,
  is_available boolean not null default false,
  notes text,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint mentor_availability_exceptions_minutes check (
    case when is_available then start_minute is not null and end_minute is not null and start_minute >= 0 and start_minute < end_minute and end_minute <= 1440
         else start_minute is null and end_minute is null end),
  constraint mentor_availability_exceptions_notes check (length(notes) <= 200)
);

comment on table mentor_availability_exceptions is 'A day of the mentor''s own zone whose usual hours do not hold: closed, or open at other times.';

comment on column mentor_availability_exceptions.notes is 'For the mentor alone.';

create index mentor_availability_exceptions_mentor_idx on mentor_availability_exceptions (mentor_user_id, date);

create trigger mentor_availability_exceptions_updated_at before update on mentor_availability_exceptions for each row execute function set_updated_at();

create function note_hours() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  perform slots_changed(case tg_op when 'DELETE' then old.mentor_user_id else new.mentor_user_id end);
  return null;
end $$;

comment on function note_hours() is 'Trigger: other hours are other slots.';

create trigger mentor_availability_rules_slots after insert or update or delete on mentor_availability_rules for each row execute function note_hours();

create trigger mentor_availability_exceptions_slots after insert or update or delete on mentor_availability_exceptions for each row execute function note_hours();

create function limit_hours() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  perform 1 from mentor_profiles m where m.user_id = new.mentor_user_id for no key update;
  if tg_table_name = 'mentor_availability_rules' and (select count(*) from mentor_availability_rules r where r.mentor_user_id = new.mentor_user_id) >= 100
     or tg_table_name = 'mentor_availability_exceptions'
        and (select count(*) from mentor_availability_exceptions x where x.mentor_user_id = new.mentor_user_id and x.date >= (kith.now() - interval '1 day')::date) >= 400 then
    raise exception using errcode = 'check_violation', constraint = tg_table_name || '_most', table = tg_table_name,
      message = 'these are more hours than a calendar can show';
  end if;
  return new;
end $$;

comment on function limit_hours() is 'Trigger: at most 100 rules and 400 coming exceptions a mentor.';

create trigger mentor_availability_rules_limit before insert on mentor_availability_rules for each row execute function limit_hours();

create trigger mentor_availability_exceptions_limit before insert on mentor_availability_exceptions for each row execute function limit_hours();
