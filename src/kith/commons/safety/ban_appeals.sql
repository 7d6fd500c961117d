-- name: decide(admin, person_id, reason, statement)$
-- The decision behind a ban that came of no case.
insert into kith.decisions (product, admin_id, action, content_type, content_id, person_id, reason, statement)
values ('kith', :admin, 'ban', 'person', :person_id, :person_id, :reason, :statement) returning id;

-- name: open_appeals()
-- Appeals against bans that came of no case, oldest first; those of cases are in the queue.
select a.id, a.person_id, a.created_at, d.admin_id, d.reason, (select m.body from kith.appeal_messages m where m.appeal_id = a.id order by m.created_at, m.id limit 1) as words
from kith.appeals a join kith.decisions d on d.id = a.decision_id
where a.state = 'open' and d.product = 'kith' and d.action = 'ban' and d.case_id is null order by a.created_at limit 100;

-- name: open_appeal(id)^
-- One of those, held while it is answered.
select a.id, a.person_id, a.decision_id from kith.appeals a join kith.decisions d on d.id = a.decision_id
where a.id = :id and a.state = 'open' and d.product = 'kith' and d.action = 'ban' and d.case_id is null for update of a;

-- name: answer(appeal, admin, reverse, words)$
-- Answers an appeal: reversed, upheld, or somebody_else.
select kith.decide_appeal(:appeal, :admin, :reverse, :words);

-- name: in_force(at_most)
-- Bans in force, the latest first, with what they ended in numbers.
select b.id, b.person_id, b.since, b.reason, b.case_id, a.email as banned_by,
       (select count(*) from kith.ban_effects e where e.ban_id = b.id and e.done_at is null) as waiting,
       coalesce((select jsonb_object_agg(e.product, e.outcome - 'closed') from kith.ban_effects e where e.ban_id = b.id and e.done_at is not null), '{}') as ended
from kith.bans b left join kith.admins a on a.id = b.banned_by where b.lifted_at is null order by b.since desc, b.id limit :at_most;
