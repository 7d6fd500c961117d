-- name: claim(case_id, admin)$
-- Takes a case.
select kith.claim_case(:case_id, :admin);

-- name: claim_next(admin, products, queues, states, first, last)$
-- Takes the first that nobody has.
select kith.claim_next(:admin, :products::text[], :queues::text[], :states::text[], :first::int, :last::int);

-- name: release(case_id, admin, escalate, handover)$
-- Gives a case back, or up.
select kith.release_case(:case_id, :admin, :escalate, :handover);

-- name: release_lapsed()$
-- Claims that have run out.
select kith.release_lapsed();

-- name: decide(case_id, admin, action, reason, statement, until)$
-- Closes a case.
select kith.decide_case(:case_id, :admin, :action, :reason, :statement, :until);

-- name: reverse(decision, admin, reason)$
-- Takes a decision back.
select kith.reverse_decision(:decision, :admin, :reason);

-- name: one(case_id)^
-- One case, with what it is about as it was when it was reported last.
select c.id, c.product, c.content_type, c.content_id, c.person_id, c.category, c.severity, 6 - c.priority as urgency, c.queue, c.state, c.report_count, c.weight,
       c.assigned_to, c.claim_expires_at, c.outcome, c.escalated, c.handover, c.opened_at, c.closed_at, a.email as assigned_email,
       (select r.snapshot from kith.reports r where r.case_id = c.id and r.snapshot is not null order by r.created_at desc limit 1) as snapshot
from kith.cases c left join kith.admins a on a.id = c.assigned_to where c.id = :case_id;

-- name: product_of(case_id)$
-- Which product a case is of.
select product from kith.cases where id = :case_id;

-- name: works_on(admin, case_id)$
-- Whether an operator works on the queue a case is in.
select exists (select 1 from kith.cases c where c.id = :case_id and kith.works_on(:admin, c.product, c.queue));

-- name: rights_for(actions, admin)
-- Which of these actions an operator may take.
select a as action from unnest(:actions::text[]) a where kith.moderator_may(:admin, kith.action_right(a));

-- name: reporters(case_id)
-- Whom to tell what came of it.
select distinct on (r.reporter_id) r.id, r.reporter_id from kith.reports r where r.case_id = :case_id and r.reporter_id is not null order by r.reporter_id, r.created_at;

-- name: decision(id)^
-- One decision with its appeal.
select d.id, d.product, d.case_id, d.action, d.content_type, d.content_id, d.person_id, d.admin_id, d.reason, d.statement, d.lasts_until, d.created_at, d.reverses,
       a.id as appeal_id, a.state as appeal_state, a.answer, exists (select 1 from kith.decisions r where r.reverses = d.id) as reversed, c.category,
       d.action in ('ban', 'ban_user') and not kith.is_banned(d.person_id) as open_again
from kith.decisions d left join kith.appeals a on a.decision_id = d.id left join kith.cases c on c.id = d.case_id where d.id = :id;
