-- name: about(person)
-- What was decided about somebody, newest first, for themselves.
select d.id, d.product, d.action, d.content_type, d.created_at, d.lasts_until, a.state as appeal_state, exists (select 1 from kith.decisions r where r.reverses = d.id) as reversed
from kith.decisions d left join kith.appeals a on a.decision_id = d.id
where d.person_id = :person and d.action not in ('dismiss', 'reinstate') order by d.created_at desc limit 100;

-- name: appeal(decision, person)$
-- Somebody has a decision looked at again.
insert into kith.appeals (decision_id, person_id) values (:decision, :person) returning id;

-- name: say(appeal, from_house, body)!
-- A word in an appeal's dialogue.
insert into kith.appeal_messages (appeal_id, from_house, body) values (:appeal, :from_house, :body);

-- name: said(appeal)
-- An appeal's dialogue.
select from_house, body, created_at from kith.appeal_messages where appeal_id = :appeal order by created_at, id;

-- name: to_answer(id)^
-- An open appeal, held while it is answered, so that two do not.
select a.id, a.decision_id, d.admin_id, d.case_id from kith.appeals a join kith.decisions d on d.id = a.decision_id
where a.id = :id and a.state = 'open' for no key update of a;

-- name: case_of(id)$
-- The case an appeal is about.
select d.case_id from kith.appeals a join kith.decisions d on d.id = a.decision_id where a.id = :id;

-- name: decide(appeal, admin, reverse, answer)$
-- Answers an appeal.
select kith.decide_appeal(:appeal, :admin, :reverse, :answer);

-- name: open_ones(products, queues, admin, at_most)
-- Appeals to answer in the queues an operator works on, oldest first; not those against their own decisions.
select a.id, a.decision_id, a.created_at, d.product, d.action, d.reason, c.category
from kith.appeals a join kith.decisions d on d.id = a.decision_id join kith.cases c on c.id = d.case_id
join kith.moderator_lanes(:admin, :products::text[], :queues::text[]) l on l.product = c.product and l.queue = c.queue
where a.state = 'open' and d.admin_id is distinct from :admin::uuid order by a.created_at limit :at_most;
