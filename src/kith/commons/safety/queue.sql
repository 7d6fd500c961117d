-- name: waiting(admin, products, queues, states, at_most, first, last, after_priority, after_opened, after_id)
-- Cases of an operator's queues by severity as it counts, then age, after the one last seen.
select c.id, c.product, c.content_type, c.category, c.severity, c.priority, c.queue, c.state, c.report_count, c.weight, c.opened_at, c.assigned_to, c.claim_expires_at, c.escalated,
       exists (select 1 from kith.decisions d join kith.appeals a on a.decision_id = d.id where d.case_id = c.id and a.state = 'open') as appealed,
       (select a.email from kith.admins a where a.id = c.assigned_to) as assigned_email
from kith.cases_waiting(:admin, :products::text[], :queues::text[], :states::text[], :at_most::int, :first::int, :last::int, :after_priority::int, :after_opened::timestamptz, :after_id::uuid) c;

-- name: mine(admin)
-- What an operator has taken.
select c.id, c.product, c.content_type, c.category, c.severity, c.priority, c.queue, c.state, c.report_count, c.weight, c.opened_at, c.assigned_to, c.claim_expires_at, c.escalated,
       exists (select 1 from kith.decisions d join kith.appeals a on a.decision_id = d.id where d.case_id = c.id and a.state = 'open') as appealed, null as assigned_email
from kith.cases c where c.assigned_to = :admin and c.state = 'assigned' order by c.priority, c.opened_at, c.id limit 100;

-- name: decided(admin, products, queues, before, before_id, at_most)
-- What was decided lately in the queues an operator works on.
select d.id, d.case_id, d.product, d.action, d.content_type, d.reason, d.created_at, d.reverses, d.lasts_until, c.category, o.email as decided_by,
       exists (select 1 from kith.decisions r where r.reverses = d.id) as reversed
from unnest(:products::text[]) p (product) cross join lateral (
  select x.* from kith.decisions x join kith.cases xc on xc.id = x.case_id
  join kith.moderator_lanes(:admin, array[p.product], :queues::text[]) l on l.queue = xc.queue
  where x.product = p.product and (:before::timestamptz is null or (x.created_at, x.id) < (:before::timestamptz, :before_id::uuid))
  order by x.created_at desc, x.id desc limit :at_most) d
join kith.cases c on c.id = d.case_id left join kith.admins o on o.id = d.admin_id
order by d.created_at desc, d.id desc limit :at_most;

-- name: reports(case_id, at_most)
-- What was reported and as what; by whom is not for this page.
select r.report_type, r.details, r.snapshot, r.weight, r.created_at from kith.reports r where r.case_id = :case_id order by r.created_at limit :at_most;

-- name: incidents(case_id)
-- Who may be in danger.
select i.incident_type, i.severity, i.details, i.status, i.person_id, i.created_at from kith.incidents i where i.case_id = :case_id order by i.created_at limit 50;

-- name: decisions_of(case_id)
-- What was decided in a case, newest first.
select d.id, d.action, d.reason, d.created_at, d.reverses, d.lasts_until, d.statement, o.email as decided_by, a.state as appeal_state,
       exists (select 1 from kith.decisions r where r.reverses = d.id) as reversed
from kith.decisions d left join kith.admins o on o.id = d.admin_id left join kith.appeals a on a.decision_id = d.id
where d.case_id = :case_id order by d.created_at desc, d.id limit 50;

-- name: products_worked_on(admin)
-- Products an operator has a queue of.
select distinct product from kith.queue_members where admin_id = :admin;

-- name: history(person, products, but_case)
-- What was decided about somebody before, in these products.
select d.id, d.case_id, d.product, d.action, d.reason, d.created_at, d.lasts_until, c.category, exists (select 1 from kith.decisions r where r.reverses = d.id) as reversed
from kith.decisions d left join kith.cases c on c.id = d.case_id
where d.person_id = :person and d.product = any (:products::text[]) and d.case_id is distinct from :but_case::uuid and d.action <> 'reinstate'
order by d.created_at desc limit 50;

-- name: strikes(person, products)
-- Strikes that count now, in these products.
select product, strike_type, points, reason, window_start, window_end from kith.strikes
where person_id = :person and product = any (:products::text[]) and window_end > kith.now() order by window_end limit 50;

-- name: reported_before(person, products, but_case)
-- How many other cases there were about somebody, by product.
select product, count(*) as cases, count(*) filter (where state <> 'closed') as open, count(*) filter (where outcome = 'upheld') as upheld
from kith.cases where person_id = :person and product = any (:products::text[]) and id <> :but_case::uuid group by product order by product;

-- name: numbers(products, queues)
-- How many wait in each queue, by severity as it counts; a thousand stands for a thousand or more.
select p.product, q.queue, n.priority, found.waiting, found.oldest
from unnest(:products::text[]) p (product) cross join unnest(:queues::text[]) q (queue) cross join generate_series(1, 5) n (priority)
cross join lateral (
  select count(*) as waiting, min(c.opened_at) as oldest from (
    select x.opened_at from unnest(array['open', 'queued', 'escalated', 'assigned']) s (state) cross join lateral (
      select y.opened_at from kith.cases y where y.product = p.product and y.queue = q.queue and y.state = s.state and y.state <> 'closed' and y.priority = n.priority
      order by y.opened_at limit 1000) x limit 1000) c) found
where found.waiting > 0 order by p.product, q.queue, n.priority;
