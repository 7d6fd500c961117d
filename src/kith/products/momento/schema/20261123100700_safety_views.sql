-- Documented tables that the house owns, under their documented names. A block made anywhere in the house holds here; that somebody also uses
-- another product cannot be seen from here.

create function profile_shown(person uuid) returns uuid language sql stable security definer
  set search_path from current
as $$
  select p.id from social_profiles p
  where p.user_id = person
    and (coalesce(nullif(current_setting('role', true), 'none'), session_user) not in ('anon', 'authenticated', 'kith_app')
         or person = auth.uid()
         or exists (select 1 from kith.blocks b where b.blocker_id = auth.uid() and b.blocked_id = person)
         or exists (select 1 from kith.reports r where r.reporter_id = auth.uid() and r.reported_id = person and r.product = 'momento'))
$$;

comment on function profile_shown(uuid) is 'A person''s profile; a member is told of themselves and of people whom they blocked or reported only.';

create function person_of(p_profile uuid) returns uuid language sql stable security definer
  set search_path from current
as $$
  select p.user_id from social_profiles p where p.id = p_profile
$$;

comment on function person_of(uuid) is 'Whose profile this is; for the views'' triggers and the service.';

create view blocked_users with (security_invoker = true) as
  select profile_shown(b.blocker_id) as blocker_profile_id, profile_shown(b.blocked_id) as blocked_profile_id, b.created_at
  from kith.blocks b
  where profile_shown(b.blocker_id) is not null and profile_shown(b.blocked_id) is not null;

comment on view blocked_users is 'Who blocked whom. A block holds in every product of the house.';

create function write_blocked_user() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  blocker uuid := person_of(case tg_op when 'DELETE' then old.blocker_profile_id else new.blocker_profile_id end);
  blocked uuid := person_of(case tg_op when 'DELETE' then old.blocked_profile_id else new.blocked_profile_id end);
begin
  if auth.uid() is not null and blocker is distinct from auth.uid() then
    raise exception using errcode = 'insufficient_privilege', message = 'people block for themselves';
  end if;
  if tg_op = 'DELETE' then
    delete from kith.blocks b where b.blocker_id = blocker and b.blocked_id = blocked;
    return old;
  end if;
  if blocker is null or blocked is null then
    raise exception using errcode = 'foreign_key_violation', message = 'there is no such person';
  end if;
  insert into kith.blocks (blocker_id, blocked_id) values (blocker, blocked) on conflict (blocker_id, blocked_id) do nothing;
  new.created_at := coalesce(new.created_at, kith.now());
  return new;
end $$;

comment on function write_blocked_user() is 'Trigger: writes through to the house''s blocks.';

create trigger blocked_users_write instead of insert or delete on blocked_users for each row execute function write_blocked_user();

create view reports with (security_invoker = true) as
  select r.id, profile_shown(r.reporter_id) as reporter_profile_id, profile_shown(r.reported_id) as reported_profile_id, r.report_type as category,
         r.details ->> 'comments' as comments,
         case r.status when 'open' then 'pending' else r.status end as status, r.created_at
  from kith.reports r
  where r.product = 'momento';

comment on view reports is 'What people of Momento reported about each other.';

create function write_report() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if tg_op = 'DELETE' then
    delete from kith.reports where id = old.id and product = 'momento';
    return old;
  end if;
  if tg_op = 'UPDATE' then
    update kith.reports set status = case new.status when 'pending' then 'open' else new.status end where id = old.id and product = 'momento';
    return new;
  end if;
  if auth.uid() is not null and person_of(new.reporter_profile_id) is distinct from auth.uid() then
    raise exception using errcode = 'insufficient_privilege', message = 'people report for themselves';
  end if;
  insert into kith.reports (id, product, reporter_id, reported_id, report_type, details, status)
  values (coalesce(new.id, gen_random_uuid()), 'momento', person_of(new.reporter_profile_id), person_of(new.reported_profile_id), new.category,
          jsonb_build_object('comments', new.comments), case coalesce(new.status, 'pending') when 'pending' then 'open' else new.status end)
  returning id, created_at into new.id, new.created_at;
  new.status := coalesce(new.status, 'pending');
  return new;
end $$;

comment on function write_report() is 'Trigger: writes through to the house''s reports.';

create trigger reports_write instead of insert or update or delete on reports for each row execute function write_report();
