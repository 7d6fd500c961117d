-- name: queue(admin, at_most)
-- Cases of the queues an operator works on: the most severe first, then the oldest.
select c.id, c.content_type, c.category, c.severity, c.queue, c.state, c.report_count, c.opened_at, c.assigned_to, c.claim_expires_at,
       exists (select 1 from kith.decisions d join kith.appeals a on a.decision_id = d.id where d.case_id = c.id and a.state = 'open') as appealed
from kith.cases c where c.product = 'hotmess' and c.state <> 'closed'
  and exists (select 1 from kith.admins o where o.id = :admin and (o.role <> 'support'
    or exists (select 1 from kith.queue_members q where q.admin_id = o.id and q.product = c.product and q.queue = c.queue)))
order by c.severity desc, c.opened_at, c.id limit :at_most;

-- name: closed(admin, at_most)
-- What was decided lately in the queues an operator works on.
select d.id, d.case_id, d.action, d.content_type, d.reason, d.created_at, d.reverses, c.category, o.email as decided_by
from kith.decisions d join kith.cases c on c.id = d.case_id left join kith.admins o on o.id = d.admin_id
where d.product = 'hotmess' and exists (select 1 from kith.admins w where w.id = :admin and (w.role <> 'support'
    or exists (select 1 from kith.queue_members q where q.admin_id = w.id and q.product = c.product and q.queue = c.queue)))
order by d.created_at desc limit :at_most;

-- name: works_on(admin, case_id)$
-- Whether an operator works on the queue a case is in.
select exists (select 1 from kith.cases c join kith.admins o on o.id = :admin where c.id = :case_id and c.product = 'hotmess' and (o.role <> 'support'
  or exists (select 1 from kith.queue_members q where q.admin_id = o.id and q.product = c.product and q.queue = c.queue)));

-- name: appeal_to_answer(id)^
-- An open appeal, held while it is answered, so that two do not.
select a.id, a.decision_id, d.admin_id, d.case_id from kith.appeals a join kith.decisions d on d.id = a.decision_id
where a.id = :id and a.state = 'open' and d.product = 'hotmess' for no key update of a;

-- name: case(case_id)^
-- One case.
select c.id, c.content_type, c.content_id, c.person_id, c.category, c.severity, c.queue, c.state, c.report_count, c.weight, c.assigned_to, c.claim_expires_at, c.outcome,
       c.opened_at, p.username
from kith.cases c left join profiles p on p.user_id = c.person_id where c.id = :case_id and c.product = 'hotmess';

-- name: reports(case_id)
-- What was reported and as what; by whom is not for this page.
select r.report_type, r.details ->> 'description' as description, r.snapshot, r.weight, r.created_at from kith.reports r where r.case_id = :case_id order by r.created_at;

-- name: reporters(case_id)
-- Whom to tell what came of it.
select r.id, r.reporter_id from kith.reports r where r.case_id = :case_id and r.reporter_id is not null;

-- name: history(person)
-- What was decided about somebody before.
select d.id, d.action, d.reason, d.created_at, d.reverses from kith.decisions d where d.person_id = :person and d.product = 'hotmess' order by d.created_at desc limit 50;

-- name: claim(case_id, admin)$
-- Takes a case.
select kith.claim_case(:case_id, :admin);

-- name: release(case_id, admin, escalate)$
-- Gives a case back, or up.
select kith.release_case(:case_id, :admin, :escalate);

-- name: decide(case_id, admin, action, reason, statement)$
-- Closes a case.
select kith.decide_case(:case_id, :admin, :action, :reason, :statement);

-- name: decision(id)^
-- One decision.
select d.id, d.case_id, d.action, d.content_type, d.content_id, d.person_id, d.admin_id, d.reason, d.statement, d.created_at, a.id as appeal_id, a.state as appeal_state,
       a.answer, exists (select 1 from kith.decisions r where r.reverses = d.id) as reversed
from kith.decisions d left join kith.appeals a on a.decision_id = d.id where d.id = :id and d.product = 'hotmess';

-- name: about(person)
-- What was decided about somebody, newest first, for themselves.
select d.id, d.action, d.content_type, d.created_at, d.reverses, a.state as appeal_state from kith.decisions d left join kith.appeals a on a.decision_id = d.id
where d.person_id = :person and d.product = 'hotmess' and d.action <> 'dismiss' order by d.created_at desc limit 100;

-- name: appeal(decision, person)$
-- Somebody has a decision looked at again.
insert into kith.appeals (decision_id, person_id) values (:decision, :person) returning id;

-- name: say(appeal, from_house, body)!
-- A word in an appeal's dialogue.
insert into kith.appeal_messages (appeal_id, from_house, body) values (:appeal, :from_house, :body);

-- name: said(appeal)
-- An appeal's dialogue.
select from_house, body, created_at from kith.appeal_messages where appeal_id = :appeal order by created_at, id;

-- name: open_appeals(admin, at_most)
-- Appeals to answer in the queues an operator works on, oldest first; not those against their own decisions.
select a.id, a.decision_id, a.created_at, d.action, d.reason, d.admin_id from kith.appeals a join kith.decisions d on d.id = a.decision_id join kith.cases c on c.id = d.case_id
where a.state = 'open' and d.product = 'hotmess' and d.admin_id is distinct from :admin::uuid and exists (select 1 from kith.admins o where o.id = :admin and (o.role <> 'support'
    or exists (select 1 from kith.queue_members q where q.admin_id = o.id and q.product = c.product and q.queue = c.queue)))
order by a.created_at limit :at_most;

-- name: decide_appeal(appeal, admin, reverse, answer)$
-- Answers an appeal.
select kith.decide_appeal(:appeal, :admin, :reverse, :answer);

-- name: post_to(id, state)$
-- A post's state.
update beacon_posts set status = :state where id = :id and status <> :state returning beacon_id;

-- name: beacon_to(id, state, notes)$
-- A beacon's state.
update beacons set status = :state, review_notes = :notes where id = :id and status = case :state::text when 'disabled' then 'live' else 'disabled' end returning id;

-- name: listing_to(id, state, notes)$
-- A ticket listing's state.
update ticket_listings set status = :state, review_notes = :notes
where id = :id and (:state::text = 'removed' and status in ('draft', 'pending_review', 'live') or :state::text = 'live' and status = 'removed') returning id;

-- name: offer_to(id, state, notes)$
-- A market listing's state.
update market_listings set status = :state, review_notes = :notes
where id = :id and (:state::text = 'removed' and status in ('draft', 'pending_review', 'live', 'sold_out') or :state::text = 'live' and status = 'removed') returning id;

-- name: seller_to(id, state, notes)$
-- A seller's state.
update market_sellers set status = :state, review_notes = :notes where id = :id and status = case :state::text when 'suspended' then 'approved' else 'suspended' end returning id;

-- name: seller_of(content_type, content_id)$
-- Whose shop front it is about.
select case :content_type::text when 'seller' then (select s.id from market_sellers s where s.id = :content_id)
  when 'market_listing' then (select l.seller_id from market_listings l where l.id = :content_id) end;

-- name: ban(person, reason)$
-- Somebody is out for good.
select suspend_member(:person, :reason, true);

-- name: unban(person)$
-- Somebody may come back.
select reinstate_member(:person);

-- name: end_sessions(person)!
-- Nobody is signed in as this person any more.
update kith.sessions set revoked_at = kith.now(), revoked_because = 'banned' where person_id = :person and revoked_at is null;

-- name: queue_members()
-- Who works on which queue.
select a.id, a.email, a.role, coalesce(string_agg(q.queue, ', ' order by q.queue), '') as queues
from kith.admins a left join kith.queue_members q on q.admin_id = a.id and q.product = 'hotmess' where a.role = 'support' group by a.id order by a.email;

-- name: join_queue(admin, queue)!
-- An operator works on a queue.
insert into kith.queue_members (admin_id, product, queue) values (:admin, 'hotmess', :queue) on conflict do nothing;

-- name: leave_queues(admin)!
-- An operator works on no queue any more.
delete from kith.queue_members where admin_id = :admin and product = 'hotmess';

-- name: to_publish(actions, at_most)
-- Decisions that restricted somebody and stand, newest first, with whether anybody had reported it.
select d.id, d.action, d.content_type, d.statement, d.created_at, c.report_count > 0 as reported
from kith.decisions d join kith.cases c on c.id = d.case_id
where d.product = 'hotmess' and d.action = any (:actions::text[]) and d.statement is not null and not exists (select 1 from kith.decisions r where r.reverses = d.id)
order by d.created_at desc limit :at_most;
