-- name: rules(schemas)
-- Rules of these schemas, the house's first.
select id, schema_name, table_name, what, why, basis, keep_for, action, last_run_at from retention_rules
where schema_name = any (:schemas::text[]) order by array_position(:schemas::text[], schema_name), keep_for, what;

-- name: run(id, at_most)$
-- Lets go of what is due by a rule, so much at most.
select run_retention(:id, :at_most);

-- name: outlook(id)^
-- What a rule will do next, and what went by it in thirty days.
select o.waiting, o.due, o.next_at,
       (select coalesce(sum(g.rows), 0)::bigint from retention_gone g where g.rule_id = :id and g.day > (kith.now() at time zone 'UTC')::date - 30) as gone
from retention_outlook(:id) o;
