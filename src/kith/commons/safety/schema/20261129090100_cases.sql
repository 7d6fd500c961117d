-- Cases: reports about one thing together, one moderator at a time, a decision with its reasons, one appeal before somebody else.

insert into state_transitions (entity_type, from_state, to_state, event_type) values
  ('case', '', 'open', 'case.opened'),
  ('case', 'open', 'queued', 'case.queued'),
  ('case', 'open', 'assigned', 'case.assigned'),
  ('case', 'open', 'escalated', 'case.escalated'),
  ('case', 'open', 'closed', 'case.closed'),
  ('case', 'queued', 'assigned', 'case.assigned'),
  ('case', 'queued', 'escalated', 'case.escalated'),
  ('case', 'queued', 'closed', 'case.closed'),
  ('case', 'assigned', 'queued', 'case.queued'),
  ('case', 'assigned', 'escalated', 'case.escalated'),
  ('case', 'assigned', 'closed', 'case.closed'),
  ('case', 'escalated', 'assigned', 'case.assigned'),
  ('case', 'escalated', 'closed', 'case.closed'),
  ('case', 'closed', 'open', 'case.reopened'),
  ('case', 'closed', 'escalated', 'case.appealed'),
  ('appeal', '', 'open', 'appeal.made'),
  ('appeal', 'open', 'upheld', 'appeal.upheld'),
  ('appeal', 'open', 'reversed', 'appeal.reversed');

create table cases (
  id uuid primary key default gen_random_uuid(),
  product text not null,
  content_type text not null,
  content_id uuid not null,
  person_id uuid references auth.users (id) on delete set null,
  category text not null,
  severity integer not null default 2,
  queue text not null default 'general',
  state text not null default 'open',
  report_count integer not null default 0,
  weight numeric not null default 0,
  assigned_to uuid references admins (id) on delete set null,
  claimed_at timestamptz,
  claim_expires_at timestamptz,
  outcome text,
  opened_at timestamptz not null default kith.now(),
  closed_at timestamptz,
  updated_at timestamptz not null default kith.now(),
  constraint cases_severity check (severity between 1 and 5),
  constraint cases_state check (state in ('open', 'queued', 'assigned', 'escalated', 'closed')),
  constraint cases_claim check ((assigned_to is null) or (claimed_at is not null and claim_expires_at is not null)),
  constraint cases_closed check ((state = 'closed') = (closed_at is not null) and (state <> 'closed' or outcome is not null)),
  constraint cases_outcome check (outcome in ('upheld', 'dismissed'))
);

comment on table cases is 'What reports about one thing (content or person) come to. Worked on by one moderator at a time, in the order of severity and age.';

create unique index cases_one_open on cases (product, content_type, content_id) where state <> 'closed';

create index cases_queue_idx on cases (product, queue, severity desc, opened_at) where state <> 'closed';

create index cases_content_idx on cases (content_type, content_id);

create index cases_person_idx on cases (person_id);

create index cases_assigned_idx on cases (assigned_to);

create trigger cases_updated_at before update on cases for each row execute function set_updated_at();

create trigger cases_check_transition before insert or update on cases for each row execute function enforce_transition('case', 'state');

create trigger cases_event after insert or update on cases for each row execute function record_transition('case', 'state');

alter table reports add column case_id uuid references cases (id) on delete set null;

alter table reports add column content_type text;

alter table reports add column content_id uuid;

alter table reports add column snapshot jsonb check (snapshot is null or jsonb_typeof(snapshot) = 'object');

alter table reports add column weight numeric check (weight between 0 and 1);

comment on column reports.snapshot is 'What was reported, as it was then.';

comment on column reports.weight is 'How much the report counted: how often its reporter had been right before.';

create index reports_case_idx on reports (case_id);

create unique index reports_once_a_case on reports (case_id, reporter_id) where case_id is not null;

create table queue_members (
  admin_id uuid not null references admins (id) on delete cascade,
  product text not null,
  queue text not null,
  added_at timestamptz not null default kith.now(),
  primary key (admin_id, product, queue)
);

comment on table queue_members is 'Which queues an operator of role support works on. ops and engineering work on all.';

create table decisions (
  id uuid primary key default gen_random_uuid(),
  case_id uuid references cases (id) on delete restrict,
  product text not null,
  admin_id uuid not null,
  action text not null,
  content_type text not null,
  content_id uuid not null,
  person_id uuid,
  reason text not null,
  statement jsonb,
  reverses uuid references decisions (id) on delete restrict,
  created_at timestamptz not null default kith.now(),
  constraint decisions_reason check (length(btrim(reason)) between 3 and 4000),
  constraint decisions_action check (length(action) between 2 and 40),
  -- The fields of the European transparency database.
  constraint decisions_statement check (statement is null or (jsonb_typeof(statement) = 'object'
    and statement ?& array['category', 'facts', 'ground', 'automated_detection', 'automated_decision', 'territory', 'date'])),
  constraint decisions_reasons_given check (action in ('dismiss', 'reinstate') or person_id is null or statement is not null)
);

comment on table decisions is 'What moderators decided and why. Added to, never changed. Whoever is concerned gets the statement.';

comment on column decisions.admin_id is 'Who decided; kept when the operator is none any more.';

create index decisions_case_idx on decisions (case_id);

create index decisions_person_idx on decisions (person_id, created_at);

create index decisions_content_idx on decisions (content_type, content_id);

create index decisions_reverses_idx on decisions (reverses);

create index decisions_product_idx on decisions (product, created_at);

create trigger decisions_append_only before update or delete or truncate on decisions for each statement execute function refuse_change();

create table appeals (
  id uuid primary key default gen_random_uuid(),
  decision_id uuid not null references decisions (id) on delete restrict,
  person_id uuid not null references auth.users (id) on delete restrict,
  state text not null default 'open',
  answer text,
  decided_by uuid,
  decided_at timestamptz,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint appeals_once unique (decision_id),
  constraint appeals_state check (state in ('open', 'upheld', 'reversed') and (state = 'open') = (decided_at is null)),
  constraint appeals_answered check (state = 'open' or (decided_by is not null and length(btrim(answer)) >= 3))
);

comment on table appeals is 'One appeal a decision, within twenty days, looked at by somebody else. upheld: the decision stands.';

create index appeals_person_idx on appeals (person_id);

create index appeals_open_idx on appeals (created_at) where state = 'open';

create trigger appeals_updated_at before update on appeals for each row execute function set_updated_at();

create trigger appeals_check_transition before insert or update on appeals for each row execute function enforce_transition('appeal', 'state');

create trigger appeals_event after insert or update on appeals for each row execute function record_transition('appeal', 'state');

create function guard_appeal() returns trigger language plpgsql security definer
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

comment on function guard_appeal() is 'Trigger: by whom it concerns, within twenty days, decided by somebody else; an appeal escalates its case.';

create trigger appeals_guard before insert or update on appeals for each row execute function guard_appeal();

create table appeal_messages (
  id uuid primary key default gen_random_uuid(),
  appeal_id uuid not null references appeals (id) on delete cascade,
  from_house boolean not null,
  body text not null,
  created_at timestamptz not null default kith.now(),
  constraint appeal_messages_body check (length(btrim(body)) between 1 and 4000)
);

comment on table appeal_messages is 'What the person and the house say to each other about an appeal.';

create index appeal_messages_appeal_idx on appeal_messages (appeal_id, created_at, id);

create function reporter_weight(p_person uuid) returns numeric language sql stable security definer
  set search_path from current
as $$
  select round((1.0 + count(*) filter (where d.outcome = 'upheld')) / (2.0 + count(*)), 3) from (
    select c.outcome from reports r join cases c on c.id = r.case_id
    where r.reporter_id = p_person and c.state = 'closed' order by r.created_at desc limit 100) d
$$;

comment on function reporter_weight(uuid) is 'How often a reporter was right in their last hundred decided reports, (1 + right) / (2 + all): a half for somebody new.';

create function file_report(p_product text, p_reporter uuid, p_person uuid, p_content_type text, p_content_id uuid, p_category text, p_details jsonb, p_snapshot jsonb,
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

comment on function file_report(text, uuid, uuid, text, uuid, text, jsonb, jsonb, integer, text, text) is
  'A report, with a snapshot of what it is about, into the case of that thing (opened if there is none). One a person and case: fresh is false the second time.';

create function claim_case(p_case uuid, p_admin uuid) returns text language plpgsql volatile security definer
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

comment on function claim_case(uuid, uuid) is
  'Takes a case for thirty minutes: claimed (again: longer), taken, closed, not_yours (queue), somebody_else (an appeal against one''s own decision).';

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

create function decide_appeal(p_appeal uuid, p_admin uuid, p_reverse boolean, p_answer text) returns text language plpgsql volatile security definer
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

comment on function decide_appeal(uuid, uuid, boolean, text) is
  'Answers an appeal: reversed (a reinstate decision is written), upheld, somebody_else (it was one''s own decision), or what it was already.';

revoke all on function guard_appeal(), reporter_weight(uuid), file_report(text, uuid, uuid, text, uuid, text, jsonb, jsonb, integer, text, text), claim_case(uuid, uuid),
  release_case(uuid, uuid, boolean), decide_case(uuid, uuid, text, text, jsonb), decide_appeal(uuid, uuid, boolean, text) from public;

grant execute on function reporter_weight(uuid), file_report(text, uuid, uuid, text, uuid, text, jsonb, jsonb, integer, text, text), claim_case(uuid, uuid),
  release_case(uuid, uuid, boolean), decide_case(uuid, uuid, text, text, jsonb), decide_appeal(uuid, uuid, boolean, text) to service_role;

grant select (details, case_id, content_type, content_id) on reports to authenticated;

alter table cases enable row level security;

alter table queue_members enable row level security;

alter table appeals enable row level security;

alter table appeal_messages enable row level security;

create policy service_all on cases for all to service_role using (true) with check (true);

create policy service_all on queue_members for all to service_role using (true) with check (true);

create policy service_all on appeals for all to service_role using (true) with check (true);

create policy service_all on appeal_messages for all to service_role using (true) with check (true);

grant select, insert, update, delete on cases, queue_members, appeals, appeal_messages to service_role;

alter table decisions enable row level security;

create policy service_all on decisions for all to service_role using (true) with check (true);

grant select, insert on decisions to service_role;

create policy appeals_select_own on appeals for select to authenticated using (person_id = auth.uid());

grant select (id, decision_id, person_id, state, answer, decided_at, created_at) on appeals to authenticated;

create policy decisions_select_own on decisions for select to authenticated using (person_id = auth.uid());

grant select (id, product, action, content_type, content_id, person_id, reason, statement, reverses, created_at) on decisions to authenticated;
