-- name: to_publish(product, actions, at_most)
-- Decisions that restricted somebody and stand, newest first, with whether anybody had reported it.
select d.id, d.action, d.content_type, d.statement, d.created_at, d.lasts_until, c.report_count > 0 as reported
from kith.decisions d join kith.cases c on c.id = d.case_id
where d.product = :product and d.action = any (:actions::text[]) and d.statement is not null and not exists (select 1 from kith.decisions r where r.reverses = d.id)
order by d.created_at desc limit :at_most;
