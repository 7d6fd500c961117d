-- One queue over every product: each report and incident belongs to a case, whichever way it came; what each role may, in one place; decisions that
-- last until some day and can be taken back.

create table moderation_rights (
  role text not null,
  may text not null,
  primary key (role, may),
  constraint moderation_rights_role check (role in ('support', 'ops', 'engineering')),
  constraint moderation_rights_may check (may in ('numbers', 'queue.own', 'queue.all', 'history.own', 'history.all', 'decide', 'restrict', 'ban', 'escalated', 'appeals',
    'reverse', 'standing', 'team', 'publish'))
);

comment on table moderation_rights is 'What each role of operators may see and do in the moderators'' queue. Asked by the functions that do it and by the pages.';

insert into moderation_rights (role, may)
select 'support', unnest(array['numbers', 'queue.own', 'history.own', 'decide', 'restrict'])
union all
select 'ops', unnest(array['numbers', 'queue.own', 'queue.all', 'history.own', 'history.all', 'decide', 'restrict', 'ban', 'escalated', 'appeals', 'reverse', 'standing',
  'team', 'publish'])
union all
select 'engineering', 'numbers';

create function moderator_may(p_admin uuid, p_right text) returns boolean language sql stable security definer
  set search_path from current
as $$
  select exists (select 1 from admins a join moderation_rights r on r.role = a.role where a.id = p_admin and r.may = p_right)
$$;

comment on function moderator_may(uuid, text) is 'Whether an operator''s role has a right.';

create function action_right(p_action text) returns text language sql immutable
  set search_path from current
as $$
  select case when p_action = 'ban_user' then 'ban' when p_action in ('hard_hold', 'suspend', 'suspend_seller') then 'restrict' else 'decide' end
$$;

comment on function action_right(text) is 'The right it takes to decide on an action.';

create function moderator_lanes(p_admin uuid, p_products text[], p_queues text[]) returns table (product text, queue text) language sql stable security definer
  set search_path from current
as $$
  select p.product, q.queue from unnest(p_products) p (product) cross join unnest(p_queues) q (queue) where moderator_may(p_admin, 'queue.all')
  union
  select m.product, m.queue from queue_members m
  where m.admin_id = p_admin and m.product = any (p_products) and m.queue = any (p_queues) and moderator_may(p_admin, 'queue.own')
$$;

comment on function moderator_lanes(uuid, text[], text[]) is 'Which queues of which products an operator works on, among these.';

create function works_on(p_admin uuid, p_product text, p_queue text) returns boolean language sql stable security definer
  set search_path from current
as $$
  select moderator_may(p_admin, 'queue.all') or moderator_may(p_admin, 'queue.own') and exists (
    select 1 from queue_members m where m.admin_id = p_admin and m.product = p_product and m.queue = p_queue)
$$;

comment on function works_on(uuid, text, text) is 'Whether an operator works on a queue of a product.';

-- Severity as it counts: raised by one (never to danger) when those who reported are worth six newcomers, lowered by one when all of them are hardly ever right.
alter table cases add column priority integer generated always as (
  6 - case when severity = 5 then 5 when weight >= 3 then least(severity + 1, 4) when report_count > 0 and weight < 0.3 then greatest(severity - 1, 1) else severity end
) stored;

comment on column cases.priority is 'The order of the queue, 1 first: six less the severity, by one step nearer or further for the weight of those who reported.';

alter table cases add column escalated boolean not null default false;

comment on column cases.escalated is 'Waits for somebody who may take escalated cases, also after a claim has lapsed.';

alter table cases add column handover text;

alter table cases add constraint cases_handover check (length(btrim(handover)) between 3 and 1000);

comment on column cases.handover is 'What whoever gave it up says to whoever takes it next.';

update cases set escalated = true where state = 'escalated';

create index cases_waiting_idx on cases (product, queue, state, priority, opened_at, id) where state <> 'closed';

create index cases_lapsing_idx on cases (claim_expires_at) where state = 'assigned';

drop index cases_queue_idx;

alter table incidents add column case_id uuid references cases (id) on delete set null;

create index incidents_case_idx on incidents (case_id);

alter table decisions add column lasts_until timestamptz;

comment on column decisions.lasts_until is 'When what was decided lapses by itself; empty: it does not.';

create unique index decisions_reversed_once on decisions (reverses);

drop index decisions_reverses_idx;

-- A person counts once in a case; another report of theirs, whichever way it came, weighs nothing.
drop index reports_once_a_case;

create unique index reports_once_a_case on reports (case_id, reporter_id) where case_id is not null and weight > 0;

drop index reports_case_idx;

create index reports_case_idx on reports (case_id, created_at);

create function report_severity(p_category text) returns integer language sql immutable
  set search_path from current
as $$
  select case when p_category in ('unsafe', 'coercion', 'danger') then 5 when p_category in ('doxxing', 'hate') then 4
              when p_category in ('harassment', 'scam', 'false', 'report') then 3 else 2 end
$$;

comment on function report_severity(text) is 'How severe a report of a category is, 1 to 5, where nobody said.';

create function report_queue(p_category text) returns text language sql immutable
  set search_path from current
as $$
  select case when p_category = 'scam' then 'market' when p_category in ('unsafe', 'coercion', 'doxxing', 'danger') then 'safety' else 'general' end
$$;

comment on function report_queue(text) is 'The queue a report of a category belongs to.';

create function open_case(p_product text, p_person uuid, p_content_type text, p_content_id uuid, p_category text, p_severity integer, p_queue text)
returns uuid language plpgsql volatile security definer
  set search_path from current
as $$
declare
  the_case uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended('case ' || p_product || p_content_type || p_content_id::text, 0));
  select c.id into the_case from cases c
  where c.product = p_product and c.content_type = p_content_type and c.content_id = p_content_id and c.state <> 'closed';
  if the_case is null then
    insert into cases (product, content_type, content_id, person_id, category, severity, queue)
    values (p_product, p_content_type, p_content_id, p_person, p_category, p_severity, p_queue) returning id into the_case;
  else
    update cases c set severity = greatest(c.severity, p_severity), queue = case when p_queue = 'safety' then p_queue else c.queue end,
      person_id = coalesce(c.person_id, p_person)
    where c.id = the_case;
  end if;
  return the_case;
end $$;

comment on function open_case(text, uuid, text, uuid, text, integer, text) is
  'The open case of a thing, opened if there is none; it takes the highest severity it was ever told of. Held until the transaction ends.';

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
  select r.id, r.case_id into made, the_case from reports r where r.idempotency_key = p_key;
  if made is not null then
    return query select made, the_case, false;
    return;
  end if;
  the_case := open_case(p_product, p_person, p_content_type, p_content_id, p_category, coalesce(p_severity, report_severity(p_category)),
    coalesce(p_queue, report_queue(p_category)));
  select r.id into made from reports r where r.case_id = the_case and r.reporter_id = p_reporter order by r.created_at limit 1;
  if made is not null then
    -- Said again: what is new is kept with what was said first, the last twenty times.
    update reports r set details = jsonb_set(r.details, '{again}', jsonb_path_query_array(coalesce(r.details -> 'again', '[]') || jsonb_build_array(p_details), '$[last - 19 to last]'))
    where r.id = made and p_details <> '{}' and p_details is distinct from r.details - 'again';
    return query select made, the_case, false;
    return;
  end if;
  insert into reports (product, reporter_id, reported_id, report_type, details, idempotency_key, case_id, content_type, content_id, snapshot, weight)
  values (p_product, p_reporter, p_person, p_category, p_details, p_key, the_case, p_content_type, p_content_id, p_snapshot, counted) returning id into made;
  update cases c set report_count = c.report_count + 1, weight = c.weight + counted, state = case c.state when 'open' then 'queued' else c.state end
  where c.id = the_case;
  return query select made, the_case, true;
end $$;

comment on function file_report(text, uuid, uuid, text, uuid, text, jsonb, jsonb, integer, text, text) is
  'A report, with a snapshot of what it is about, into the case of that thing (opened if there is none). One a person and case: fresh is false the second time. Without a severity or queue, those of its category.';

create function is_uuid(p_text text) returns boolean language sql immutable
  set search_path from current
as $$
  select coalesce(p_text ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$', false)
$$;

comment on function is_uuid(text) is 'Whether a text is the number of something.';

create function report_to_case(p_report uuid) returns uuid language plpgsql volatile security definer
  set search_path from current
as $$
declare
  told record;
  kind text;
  about uuid;
  counted numeric;
  the_case uuid;
begin
  select r.* into told from reports r where r.id = p_report;
  -- What it is about, as the products write it: a thing of theirs, or the person, or, where nobody knows who is meant, the text it came in.
  if is_uuid(coalesce(told.details ->> 'id', told.details ->> 'post')) then
    kind := coalesce(told.content_type, told.details ->> 'kind', told.report_type);
    about := coalesce(told.content_id, coalesce(told.details ->> 'id', told.details ->> 'post')::uuid);
  elsif told.content_id is not null then
    kind := coalesce(told.content_type, 'report');
    about := told.content_id;
  elsif told.reported_id is not null then
    kind := 'person';
    about := told.reported_id;
  elsif is_uuid(told.details ->> 'message_id') then
    kind := 'text';
    about := (told.details ->> 'message_id')::uuid;
  else
    kind := 'report';
    about := told.id;
  end if;
  the_case := open_case(told.product, told.reported_id, kind, about, told.report_type,
    case when told.details ->> 'severity' in ('1', '2', '3', '4', '5') then (told.details ->> 'severity')::integer else report_severity(told.report_type) end,
    report_queue(told.report_type));
  counted := case when exists (select 1 from reports r where r.case_id = the_case and r.reporter_id = told.reporter_id) then 0 else reporter_weight(told.reporter_id) end;
  update reports r set case_id = the_case, content_type = kind, content_id = about, weight = counted,
    snapshot = coalesce(r.snapshot, case when jsonb_typeof(r.details -> 'snapshot') = 'object' then r.details -> 'snapshot'
      when r.details ? 'content' then jsonb_strip_nulls(jsonb_build_object('content', r.details -> 'content', 'written_at', r.details -> 'written_at')) end),
    details = r.details - 'snapshot' - 'content' - 'written_at'
  where r.id = p_report;
  update cases c set report_count = c.report_count + (counted > 0)::integer, weight = c.weight + counted,
    state = case c.state when 'open' then 'queued' else c.state end
  where c.id = the_case;
  return the_case;
end $$;

comment on function report_to_case(uuid) is 'Puts a report that came another way than file_report into the case of what it is about.';

create function incident_to_case(p_incident uuid) returns uuid language plpgsql volatile security definer
  set search_path from current
as $$
declare
  told record;
  the_case uuid;
begin
  select i.* into told from incidents i where i.id = p_incident;
  if is_uuid(told.details ->> 'report_id') then
    select c.id into the_case from reports r join cases c on c.id = r.case_id where r.id = (told.details ->> 'report_id')::uuid and c.state <> 'closed';
  end if;
  if the_case is not null then
    update cases c set severity = greatest(c.severity, told.severity), queue = 'safety' where c.id = the_case;
  elsif is_uuid(told.details ->> 'about_user_id') and exists (select 1 from auth.users u where u.id = (told.details ->> 'about_user_id')::uuid) then
    the_case := open_case(told.product, (told.details ->> 'about_user_id')::uuid, 'person', (told.details ->> 'about_user_id')::uuid, told.incident_type, told.severity, 'safety');
  elsif is_uuid(told.details ->> 'message_id') then
    the_case := open_case(told.product, null, 'text', (told.details ->> 'message_id')::uuid, told.incident_type, told.severity, 'safety');
  else
    the_case := open_case(told.product, null, 'incident', told.id, told.incident_type, told.severity, 'safety');
  end if;
  update cases c set state = 'queued' where c.id = the_case and c.state = 'open';
  update incidents i set case_id = the_case where i.id = p_incident;
  return the_case;
end $$;

comment on function incident_to_case(uuid) is 'Puts an incident into the case of the report it came with, of whom it is about, or one of its own; in the queue of safety.';

create function told_to_case() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if tg_table_name = 'incidents' then
    perform incident_to_case(new.id);
  else
    perform report_to_case(new.id);
  end if;
  return null;
end $$;

comment on function told_to_case() is 'Trigger: no report and no incident without a case.';

create trigger reports_to_case after insert on reports for each row when (new.case_id is null and new.status <> 'resolved') execute function told_to_case();

create trigger incidents_to_case after insert on incidents for each row when (new.case_id is null and new.status <> 'resolved') execute function told_to_case();

do $$
begin
  perform report_to_case(r.id) from (select id from reports where case_id is null and status <> 'resolved' order by created_at, id) r;
  perform incident_to_case(i.id) from (select id from incidents where case_id is null and status <> 'resolved' order by created_at, id) i;
end $$;

-- Who helped without a queue until now goes on with what there is.
insert into queue_members (admin_id, product, queue)
select a.id, p, q from admins a cross join unnest(array['josh', 'momento', 'mentor']) p cross join unnest(array['general', 'safety', 'market']) q where a.role = 'support'
on conflict do nothing;

create function cases_waiting(p_admin uuid, p_products text[], p_queues text[], p_states text[], p_at_most integer, p_first integer default 1, p_last integer default 5,
  p_after_priority integer default null, p_after_opened timestamptz default null, p_after_id uuid default null)
returns setof cases language sql stable security definer
  set search_path from current
as $$
  select found.* from moderator_lanes(p_admin, p_products, p_queues) l cross join unnest(p_states) s (state) cross join lateral (
    select c.* from cases c
    where c.product = l.product and c.queue = l.queue and c.state = s.state and c.state <> 'closed' and c.priority between p_first and p_last
      and (c.priority, c.opened_at, c.id) > (coalesce(p_after_priority, 0), coalesce(p_after_opened, '-infinity'), coalesce(p_after_id, '00000000-0000-0000-0000-000000000000'))
    order by c.priority, c.opened_at, c.id limit p_at_most) found
  order by found.priority, found.opened_at, found.id limit p_at_most
$$;

comment on function cases_waiting(uuid, text[], text[], text[], integer, integer, integer, integer, timestamptz, uuid) is
  'Cases of an operator''s queues, by priority and age, after the one last seen. The index is asked once for each queue and state, so that a page costs the same however many wait.';

create or replace function claim_case(p_case uuid, p_admin uuid) returns text language plpgsql volatile security definer
  set search_path from current
as $$
declare
  wanted record;
begin
  select c.* into wanted from cases c where c.id = p_case for no key update;
  if wanted.id is null or not works_on(p_admin, wanted.product, wanted.queue) or not moderator_may(p_admin, 'decide') then
    return 'not_yours';
  end if;
  if wanted.state = 'closed' then
    return 'closed';
  end if;
  if wanted.assigned_to is not null and wanted.assigned_to <> p_admin and wanted.claim_expires_at > kith.now() then
    return 'taken';
  end if;
  if wanted.escalated and not moderator_may(p_admin, 'escalated') then
    return 'escalated';
  end if;
  if exists (select 1 from decisions d join appeals a on a.decision_id = d.id where d.case_id = p_case and a.state = 'open' and d.admin_id = p_admin) then
    return 'somebody_else';
  end if;
  update cases set state = 'assigned', assigned_to = p_admin, claimed_at = kith.now(), claim_expires_at = kith.now() + interval '30 minutes' where id = p_case;
  update reports set status = 'reviewing' where case_id = p_case and status = 'open';
  update incidents set status = 'reviewing' where case_id = p_case and status = 'open';
  return 'claimed';
end $$;

comment on function claim_case(uuid, uuid) is
  'Takes a case for thirty minutes: claimed (again: longer), taken, closed, not_yours (queue or role), escalated (waits for somebody more experienced), somebody_else (an appeal against one''s own decision).';

create function claim_next(p_admin uuid, p_products text[], p_queues text[], p_states text[], p_first integer default 1, p_last integer default 5) returns uuid
language plpgsql volatile security definer
  set search_path from current
as $$
declare
  candidate uuid;
begin
  for candidate in select c.id from cases_waiting(p_admin, p_products, p_queues, p_states, 25, p_first, p_last) c loop
    -- Somebody who is taking one at this moment keeps nobody waiting.
    perform 1 from cases c where c.id = candidate and c.state = any (p_states) for no key update skip locked;
    if found and claim_case(candidate, p_admin) = 'claimed' then
      return candidate;
    end if;
  end loop;
  return null;
end $$;

comment on function claim_next(uuid, text[], text[], text[], integer, integer) is 'Takes the first case of an operator''s queues that nobody has; null when there is none.';

drop function release_case(uuid, uuid, boolean);

create function release_case(p_case uuid, p_admin uuid, p_escalate boolean default false, p_handover text default null) returns boolean language plpgsql volatile security definer
  set search_path from current
as $$
begin
  update cases set state = case when p_escalate or escalated then 'escalated' else 'queued' end, escalated = escalated or p_escalate,
    handover = coalesce(p_handover, handover), assigned_to = null, claimed_at = null, claim_expires_at = null
  where id = p_case and state = 'assigned' and assigned_to = p_admin;
  return found;
end $$;

comment on function release_case(uuid, uuid, boolean, text) is 'Gives a claimed case back, or up to somebody more experienced, with a word to them.';

create function release_lapsed() returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  released integer;
begin
  update cases set state = case when escalated then 'escalated' else 'queued' end, assigned_to = null, claimed_at = null, claim_expires_at = null
  where id in (select c.id from cases c where c.state = 'assigned' and c.claim_expires_at <= kith.now() order by c.claim_expires_at limit 500 for no key update skip locked);
  get diagnostics released = row_count;
  return released;
end $$;

comment on function release_lapsed() is 'Claims that have run out go back to where they came from; how many.';

drop function decide_case(uuid, uuid, text, text, jsonb);

create function decide_case(p_case uuid, p_admin uuid, p_action text, p_reason text, p_statement jsonb default null, p_until timestamptz default null)
returns uuid language plpgsql volatile security definer
  set search_path from current
as $$
declare
  the_case record;
  made uuid;
begin
  select c.* into the_case from cases c where c.id = p_case for no key update;
  if the_case.state is distinct from 'assigned' or the_case.assigned_to <> p_admin or the_case.claim_expires_at <= kith.now() then
    raise exception using errcode = 'KT409', message = 'a case is decided by whoever has taken it';
  end if;
  if not moderator_may(p_admin, action_right(p_action)) then
    raise exception using errcode = 'KT403', message = 'this takes another role; escalate the case';
  end if;
  insert into decisions (case_id, product, admin_id, action, content_type, content_id, person_id, reason, statement, lasts_until)
  values (p_case, the_case.product, p_admin, p_action, the_case.content_type, the_case.content_id, the_case.person_id, p_reason, p_statement, p_until)
  returning id into made;
  update cases set state = 'closed', closed_at = kith.now(), outcome = case p_action when 'dismiss' then 'dismissed' else 'upheld' end,
    escalated = false, assigned_to = null, claimed_at = null, claim_expires_at = null
  where id = p_case;
  update reports set status = 'resolved' where case_id = p_case;
  update incidents set status = 'resolved' where case_id = p_case;
  return made;
end $$;

comment on function decide_case(uuid, uuid, text, text, jsonb, timestamptz) is
  'Closes a claimed case with an action (`dismiss`: nothing was wrong) that the operator''s role may take, its reason and, to whom it concerns, the statement. What the action does to the content is the product''s to do in the same transaction.';

create function reverse_decision(p_decision uuid, p_admin uuid, p_reason text) returns uuid language plpgsql volatile security definer
  set search_path from current
as $$
declare
  decided record;
  made uuid;
begin
  select d.* into decided from decisions d where d.id = p_decision;
  if decided.id is null or not moderator_may(p_admin, 'reverse') then
    return null;
  end if;
  perform 1 from cases c where c.id = decided.case_id for no key update;
  if decided.action = 'reinstate' or exists (select 1 from decisions d where d.reverses = p_decision) then
    raise exception using errcode = 'KT409', message = 'this was taken back already';
  end if;
  if exists (select 1 from appeals a where a.decision_id = p_decision and a.state = 'open') then
    raise exception using errcode = 'KT409', message = 'there is an appeal against this; answer that';
  end if;
  insert into decisions (case_id, product, admin_id, action, content_type, content_id, person_id, reason, reverses)
  values (decided.case_id, decided.product, p_admin, 'reinstate', decided.content_type, decided.content_id, decided.person_id, p_reason, p_decision) returning id into made;
  if decided.action <> 'dismiss' then
    update cases set outcome = 'dismissed' where id = decided.case_id and state = 'closed';
  elsif not exists (select 1 from cases c join cases o on o.product = c.product and o.content_type = c.content_type and o.content_id = c.content_id
                    where c.id = decided.case_id and o.state <> 'closed') then
    update cases set state = 'open', closed_at = null, outcome = null where id = decided.case_id and state = 'closed';
    update cases set state = 'queued' where id = decided.case_id and state = 'open';
  end if;
  return made;
end $$;

comment on function reverse_decision(uuid, uuid, text) is
  'Takes a decision back, once, with a reason; what was dismissed is looked at again. null: there is none, or the role may not. What it undoes is the product''s to do in the same transaction.';

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
  if exists (select 1 from decisions d where d.reverses = new.decision_id) then
    raise exception using errcode = 'KT409', message = 'this was taken back already';
  end if;
  if decided.created_at < kith.now() - interval '20 days' then
    raise exception using errcode = 'KT409', message = 'an appeal is made within twenty days';
  end if;
  -- When the same thing was reported again meanwhile, that case stays the one that is worked on; the appeal stands by itself.
  if not exists (select 1 from cases c join cases o on o.product = c.product and o.content_type = c.content_type and o.content_id = c.content_id and o.id <> c.id
                 where c.id = decided.case_id and o.state <> 'closed') then
    update cases set state = 'escalated', escalated = true, closed_at = null, assigned_to = null, claimed_at = null, claim_expires_at = null
    where id = decided.case_id and state <> 'escalated';
  end if;
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
  if not moderator_may(p_admin, 'appeals') then
    return 'not_yours';
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
  update cases set state = 'closed', closed_at = kith.now(), outcome = case when p_reverse then 'dismissed' else coalesce(outcome, 'upheld') end,
    escalated = false, assigned_to = null, claimed_at = null, claim_expires_at = null
  where id = decided.case_id and state <> 'closed';
  if p_reverse then
    update cases set outcome = 'dismissed' where id = decided.case_id and state = 'closed';
  end if;
  return case when p_reverse then 'reversed' else 'upheld' end;
end $$;

comment on function decide_appeal(uuid, uuid, boolean, text) is
  'Answers an appeal: reversed (a reinstate decision is written), upheld, somebody_else (it was one''s own decision), not_yours (role), or what it was already.';

revoke all on function moderator_may(uuid, text), action_right(text), moderator_lanes(uuid, text[], text[]), works_on(uuid, text, text), report_severity(text), report_queue(text),
  open_case(text, uuid, text, uuid, text, integer, text), is_uuid(text), report_to_case(uuid), incident_to_case(uuid), told_to_case(),
  cases_waiting(uuid, text[], text[], text[], integer, integer, integer, integer, timestamptz, uuid), claim_next(uuid, text[], text[], text[], integer, integer),
  release_case(uuid, uuid, boolean, text), release_lapsed(), decide_case(uuid, uuid, text, text, jsonb, timestamptz), reverse_decision(uuid, uuid, text) from public;

grant execute on function moderator_may(uuid, text), action_right(text), moderator_lanes(uuid, text[], text[]), works_on(uuid, text, text), report_severity(text),
  report_queue(text), open_case(text, uuid, text, uuid, text, integer, text),
  cases_waiting(uuid, text[], text[], text[], integer, integer, integer, integer, timestamptz, uuid), claim_next(uuid, text[], text[], text[], integer, integer),
  release_case(uuid, uuid, boolean, text), release_lapsed(), decide_case(uuid, uuid, text, text, jsonb, timestamptz), reverse_decision(uuid, uuid, text) to service_role;

alter table moderation_rights enable row level security;

create policy service_all on moderation_rights for all to service_role using (true) with check (true);

grant select on moderation_rights to service_role;

grant select (lasts_until) on decisions to authenticated;
