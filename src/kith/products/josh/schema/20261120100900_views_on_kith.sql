-- Documented tables that the house owns, under their documented names. Each shows people of JOSH only, and what happened in JOSH only: that
-- somebody also uses another product of the house cannot be seen from here.

create function my_linkup_ids() returns uuid[] language sql stable security definer
  set search_path from current
as $$
  select coalesce(array_agg(m.id), '{}') from (
    select p.linkup_id as id from linkup_participants p where p.user_id = auth.uid()
    union
    select l.id from linkups l where l.initiator_user_id = auth.uid()
  ) m
$$;

comment on function my_linkup_ids() is 'LinkUps of the signed-in person: started by them, or with a place in it.';

create function is_member(person uuid) returns boolean language sql stable security definer
  set search_path from current
as $$
  select case
    when coalesce(nullif(current_setting('role', true), 'none'), session_user) in ('anon', 'authenticated', 'kith_app') then
      exists (select 1 from users u where u.id = person)
      and (person = auth.uid() or exists (
        select 1 from linkup_participants p where p.user_id = person and p.linkup_id = any (my_linkup_ids())
      ))
    else exists (select 1 from users u where u.id = person)
  end
$$;

comment on function is_member(uuid) is
  'Whether this is somebody of JOSH; a member is told about themselves and people they were in a LinkUp with only.';

create function is_own_stripe_event(payload jsonb) returns boolean language sql stable security definer
  set search_path from current
as $$
  select coalesce(payload #>> '{data,object,metadata,product}', 'josh') = 'josh'
    and not exists (
      select 1 from kith.stripe_customers c
      where c.stripe_customer_id = case payload #>> '{data,object,object}'
          when 'customer' then payload #>> '{data,object,id}' else payload #>> '{data,object,customer}' end
        and not exists (select 1 from users u where u.id = c.person_id)
    )
$$;

comment on function is_own_stripe_event(jsonb) is 'Whether a Stripe event is not about another product nor about somebody who is not of JOSH.';

create view user_blocks with (security_invoker = true) as
  select b.id, b.blocker_id as blocker_user_id, b.blocked_id as blocked_user_id, b.created_at
  from kith.blocks b
  where is_member(b.blocker_id) and is_member(b.blocked_id)
  with local check option;

comment on view user_blocks is 'Who blocked whom. A block holds in every product of the house.';

create view safety_holds with (security_invoker = true) as
  select h.id, h.person_id as user_id, h.state::safety_hold_state as state, h.reason, h.applied_at, h.expires_at, h.cleared_at,
         h.applied_by as applied_by_admin, h.created_at, h.updated_at
  from kith.holds h
  where is_member(h.person_id);

comment on view safety_holds is 'People set aside, softly or entirely.';

create function write_safety_hold() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if tg_op = 'DELETE' then
    delete from kith.holds where id = old.id;
    return old;
  end if;
  if not is_member(new.user_id) then
    raise exception using errcode = 'foreign_key_violation', message = 'there is no such person';
  end if;
  if tg_op = 'INSERT' then
    insert into kith.holds (id, person_id, state, reason, applied_at, expires_at, cleared_at, applied_by)
    values (coalesce(new.id, gen_random_uuid()), new.user_id, coalesce(new.state::text, 'none'), new.reason, new.applied_at, new.expires_at,
            new.cleared_at, new.applied_by_admin)
    returning id, created_at, updated_at into new.id, new.created_at, new.updated_at;
    new.state := coalesce(new.state, 'none');
  else
    update kith.holds set person_id = new.user_id, state = new.state::text, reason = new.reason, applied_at = new.applied_at,
      expires_at = new.expires_at, cleared_at = new.cleared_at, applied_by = new.applied_by_admin
    where id = old.id
    returning updated_at into new.updated_at;
  end if;
  return new;
end $$;

comment on function write_safety_hold() is 'Trigger: writes through to the house''s holds, whose states are text.';

create trigger safety_holds_write instead of insert or update or delete on safety_holds
  for each row execute function write_safety_hold();

create view user_strikes with (security_invoker = true) as
  select s.id, s.person_id as user_id, s.strike_type, s.points, s.reason, s.window_start, s.window_end, s.created_at, s.product, s.idempotency_key
  from kith.strikes s
  where s.product = 'josh' and is_member(s.person_id)
  with local check option;

alter view user_strikes alter column product set default 'josh';

alter view user_strikes alter column idempotency_key set default gen_random_uuid()::text;

comment on view user_strikes is 'Points for conduct in JOSH, each with its window.';

create view safety_reports with (security_invoker = true) as
  select r.id, r.reporter_id as reporter_user_id, r.reported_id as reported_user_id, r.reporter_phone_hash, r.report_type, r.details,
         r.status, r.created_at, r.updated_at, r.product
  from kith.reports r
  where r.product = 'josh' and (r.reporter_id is null or is_member(r.reporter_id)) and (r.reported_id is null or is_member(r.reported_id))
  with local check option;

alter view safety_reports alter column product set default 'josh';

comment on view safety_reports is 'What people of JOSH reported about each other.';

create view safety_incidents with (security_invoker = true) as
  select i.id, i.person_id as user_id, i.reporter_id as reporter_user_id, i.reporter_phone_hash, i.incident_type, i.severity, i.details,
         i.status, i.created_at, i.updated_at, i.product
  from kith.incidents i
  where i.product = 'josh' and (i.person_id is null or is_member(i.person_id)) and (i.reporter_id is null or is_member(i.reporter_id))
  with local check option;

alter view safety_incidents alter column product set default 'josh';

comment on view safety_incidents is 'Somebody of JOSH may be in danger.';

create view admin_users with (security_invoker = true) as
  select a.id, a.email, a.role, a.created_at, a.updated_at from kith.admins a;

comment on view admin_users is 'Operators of the house.';

create view admin_audit_log with (security_invoker = true) as
  select l.id, l.admin_id as admin_user_id, l.action, l.target_type, l.target_id, l.reason, l.payload, l.created_at, l.actor, l.product
  from kith.audit_log l
  where l.product = 'josh'
  with local check option;

alter view admin_audit_log alter column product set default 'josh';

alter view admin_audit_log alter column actor set default 'operator';

comment on view admin_audit_log is 'What operators did in JOSH. Rows can be added, never changed.';

create view stripe_customers with (security_invoker = true) as
  select c.id, c.person_id as user_id, c.stripe_customer_id, c.created_at, c.updated_at
  from kith.stripe_customers c
  where is_member(c.person_id)
  with local check option;

comment on view stripe_customers is 'Each person''s customer at Stripe.';

create view stripe_events with (security_invoker = true) as
  select e.id, e.stripe_event_id, e.event_type, e.payload, e.received_at, e.processed_at, e.processing_error
  from kith.stripe_events e
  where is_own_stripe_event(e.payload);

comment on view stripe_events is 'What Stripe told us about people of JOSH, each event once.';
