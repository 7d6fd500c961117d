drop trigger incidents_to_case on incidents;

drop trigger reports_to_case on reports;

drop function told_to_case(), incident_to_case(uuid), report_to_case(uuid), is_uuid(text), reverse_decision(uuid, uuid, text),
  decide_case(uuid, uuid, text, text, jsonb, timestamptz), release_lapsed(), release_case(uuid, uuid, boolean, text), claim_next(uuid, text[], text[], text[], integer, integer),
  cases_waiting(uuid, text[], text[], text[], integer, integer, integer, integer, timestamptz, uuid);

create or replace function file_report(p_product text, p_reporter uuid, p_person uuid, p_content_type text, p_content_id uuid, p_category text, p_details jsonb, p_snapshot jsonb,
  p_severity integer default 2, p_queue text default 'general', p_key text default null)
returns table (report_id uuid, case_id uuid, fresh boolean) language plpgsql volatile security definer
  set search_path from current
as $$
#variable_conflict use_column
declare
  the_case uuid;
  made uuid;
  counted numeric := reporter_weight(p_reporter);
begin
  if p_reporter = p_person then
    raise exception using errcode = 'check_violation', constraint = 'reports_not_oneself', table = 'reports', message = 'nobody reports themselves';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('case ' || p_product || p_content_type || p_content_id::text, 0));
  select c.id into the_case from cases c where c.product = p_product and c.content_type = p_content_type and c.content_id = p_content_id and c.state <> 'closed';
  if the_case is null then
    insert into cases (product, content_type, content_id, person_id, category, severity, queue)
    values (p_product, p_content_type, p_content_id, p_person, p_category, p_severity, p_queue) returning id into the_case;
  else
    select r.id into made from reports r where r.case_id = the_case and r.reporter_id = p_reporter;
    if made is not null then
      return query select made, the_case, false;
      return;
    end if;
  end if;
  insert into reports (product, reporter_id, reported_id, report_type, details, idempotency_key, case_id, content_type, content_id, snapshot, weight)
  values (p_product, p_reporter, p_person, p_category, p_details, p_key, the_case, p_content_type, p_content_id, p_snapshot, counted) returning id into made;
  update cases c set report_count = c.report_count + 1, weight = c.weight + counted, severity = greatest(c.severity, p_severity),
    state = case c.state when 'open' then 'queued' else c.state end
  where c.id = the_case;
  return query select made, the_case, true;
end $$;

create or replace function claim_case(p_case uuid, p_admin uuid) returns text language plpgsql volatile security definer
  set search_path from current
as $$
declare
  wanted record;
begin
  select c.* into wanted from cases c where c.id = p_case for no key update;
  if wanted.id is null or not exists (
    select 1 from admins a where a.id = p_admin and (a.role <> 'support'
      or exists (select 1 from queue_members q where q.admin_id = p_admin and q.product = wanted.product and q.queue = wanted.queue))) then
    return 'not_yours';
  end if;
  if wanted.state = 'closed' then
    return 'closed';
  end if;
  if wanted.assigned_to is not null and wanted.assigned_to <> p_admin and wanted.claim_expires_at > kith.now() then
    return 'taken';
  end if;
  if exists (select 1 from decisions d join appeals a on a.decision_id = d.id where d.case_id = p_case and a.state = 'open' and d.admin_id = p_admin) then
    return 'somebody_else';
  end if;
  update cases set state = 'assigned', assigned_to = p_admin, claimed_at = kith.now(), claim_expires_at = kith.now() + interval '30 minutes' where id = p_case;
  update reports set status = 'reviewing' where case_id = p_case and status = 'open';
  return 'claimed';
end $$;

create or replace function guard_appeal() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  decided record;
begin
  select d.* into decided from decisions d where d.id = new.decision_id;
  if tg_op = 'UPDATE' then
    if new.decided_by = decided.admin_id then
      raise exception using errcode = 'check_violation', constraint = 'appeals_somebody_else', table = tg_table_name, message = 'an appeal is looked at by somebody else';
    end if;
    return new;
  end if;
  if decided.person_id is distinct from new.person_id or decided.action in ('dismiss', 'reinstate') then
    raise exception using errcode = 'check_violation', constraint = 'appeals_of_ones_own', table = tg_table_name, message = 'people appeal against what was decided about them';
  end if;
  if decided.created_at < kith.now() - interval '20 days' then
    raise exception using errcode = 'KT409', message = 'an appeal is made within twenty days';
  end if;
  update cases set state = 'escalated', closed_at = null, assigned_to = null where id = decided.case_id and state <> 'escalated';
  return new;
end $$;

create or replace function decide_appeal(p_appeal uuid, p_admin uuid, p_reverse boolean, p_answer text) returns text language plpgsql volatile security definer
  set search_path from current
as $$
declare
  asked record;
  decided record;
begin
  select a.* into asked from appeals a where a.id = p_appeal for no key update;
  if asked.id is null or asked.state <> 'open' then
    return coalesce(asked.state, 'gone');
  end if;
  select d.* into decided from decisions d where d.id = asked.decision_id;
  if decided.admin_id = p_admin then
    return 'somebody_else';
  end if;
  update appeals set state = case when p_reverse then 'reversed' else 'upheld' end, decided_by = p_admin, decided_at = kith.now(), answer = p_answer where id = p_appeal;
  if p_reverse then
    insert into decisions (case_id, product, admin_id, action, content_type, content_id, person_id, reason, reverses)
    values (decided.case_id, decided.product, p_admin, 'reinstate', decided.content_type, decided.content_id, decided.person_id, p_answer, decided.id);
  end if;
  update cases set state = 'closed', closed_at = kith.now(), outcome = case when p_reverse then 'dismissed' else outcome end,
    assigned_to = null, claimed_at = null, claim_expires_at = null
  where id = decided.case_id and state <> 'closed';
  return case when p_reverse then 'reversed' else 'upheld' end;
end $$;

create function release_case(p_case uuid, p_admin uuid, p_escalate boolean default false) returns boolean language plpgsql volatile security definer
  set search_path from current
as $$
begin
  update cases set state = case when p_escalate then 'escalated' else 'queued' end, assigned_to = null, claimed_at = null, claim_expires_at = null
  where id = p_case and state = 'assigned' and assigned_to = p_admin;
  return found;
end $$;

comment on function release_case(uuid, uuid, boolean) is 'Gives a claimed case back, or up to somebody more experienced.';

create function decide_case(p_case uuid, p_admin uuid, p_action text, p_reason text, p_statement jsonb default null) returns uuid language plpgsql volatile security definer
  set search_path from current
as $$
declare
  the_case record;
  made uuid;
begin
  select c.* into the_case from cases c where c.id = p_case for no key update;
  if the_case.state is distinct from 'assigned' or the_case.assigned_to <> p_admin then
    raise exception using errcode = 'KT409', message = 'a case is decided by whoever has taken it';
  end if;
  insert into decisions (case_id, product, admin_id, action, content_type, content_id, person_id, reason, statement)
  values (p_case, the_case.product, p_admin, p_action, the_case.content_type, the_case.content_id, the_case.person_id, p_reason, p_statement) returning id into made;
  update cases set state = 'closed', closed_at = kith.now(), outcome = case p_action when 'dismiss' then 'dismissed' else 'upheld' end,
    assigned_to = null, claimed_at = null, claim_expires_at = null
  where id = p_case;
  update reports set status = 'resolved' where case_id = p_case;
  return made;
end $$;

comment on function decide_case(uuid, uuid, text, text, jsonb) is
  'Closes a claimed case with an action (`dismiss`: nothing was wrong), its reason and, to whom it concerns, the statement. What the action does to the content is the product''s to do in the same transaction.';

comment on function file_report(text, uuid, uuid, text, uuid, text, jsonb, jsonb, integer, text, text) is
  'A report, with a snapshot of what it is about, into the case of that thing (opened if there is none). One a person and case: fresh is false the second time.';

comment on function claim_case(uuid, uuid) is
  'Takes a case for thirty minutes: claimed (again: longer), taken, closed, not_yours (queue), somebody_else (an appeal against one''s own decision).';

comment on function decide_appeal(uuid, uuid, boolean, text) is
  'Answers an appeal: reversed (a reinstate decision is written), upheld, somebody_else (it was one''s own decision), or what it was already.';

drop function open_case(text, uuid, text, uuid, text, integer, text), report_queue(text), report_severity(text), works_on(uuid, text, text),
  moderator_lanes(uuid, text[], text[]), action_right(text), moderator_may(uuid, text);

drop index reports_once_a_case;

create unique index reports_once_a_case on reports (case_id, reporter_id) where case_id is not null;

drop index reports_case_idx;

create index reports_case_idx on reports (case_id);

drop index decisions_reversed_once;

create index decisions_reverses_idx on decisions (reverses);

alter table decisions drop column lasts_until;

alter table incidents drop column case_id;

drop index cases_lapsing_idx;

drop index cases_waiting_idx;

create index cases_queue_idx on cases (product, queue, severity desc, opened_at) where state <> 'closed';

alter table cases drop column handover;

alter table cases drop column escalated;

alter table cases drop column priority;

drop table moderation_rights;

revoke all on function release_case(uuid, uuid, boolean), decide_case(uuid, uuid, text, text, jsonb) from public;

grant execute on function release_case(uuid, uuid, boolean), decide_case(uuid, uuid, text, text, jsonb) to service_role;
