-- name: note_checks(schemas, names, sentences, milliseconds, violations, failures)!
-- What a look found of each promise; promises that are no more go, with what they found.
with looked as (
  select * from unnest(:schemas::text[], :names::text[], :sentences::text[], :milliseconds::float8[], :violations::int[], :failures::text[])
    l (schema_name, name, sentence, milliseconds, violations, failure)
), gone as (
  delete from invariant_checks c where not exists (select from looked l where (l.schema_name, l.name) = (c.schema_name, c.name))
)
insert into invariant_checks as c (schema_name, name, sentence, checked_at, milliseconds, violations, failure)
select schema_name, name, sentence, kith.now(), milliseconds, violations, failure from looked
on conflict (schema_name, name) do update set sentence = excluded.sentence, checked_at = excluded.checked_at, milliseconds = excluded.milliseconds,
  violations = excluded.violations, failure = excluded.failure;

-- name: note_violations(schemas, names, keys)!
-- Rows that break a promise; one that was mended and breaks it again counts as new.
insert into invariant_violations as v (schema_name, name, key, found_at, seen_at)
select f.schema_name, f.name, f.key, kith.now(), kith.now() from unnest(:schemas::text[], :names::text[], :keys::text[]) f (schema_name, name, key)
on conflict (schema_name, name, key) do update set
  found_at = case when v.gone_at is null then v.found_at else excluded.found_at end,
  told_at = case when v.gone_at is null then v.told_at end,
  seen_at = excluded.seen_at, gone_at = null;

-- name: note_gone(schemas, names, keys, asked_schemas, asked_names)!
-- What breaks a promise no more, of promises that could be asked and named all they found.
update invariant_violations v set gone_at = kith.now()
where v.gone_at is null
  and exists (select from unnest(:asked_schemas::text[], :asked_names::text[]) a (schema_name, name) where (a.schema_name, a.name) = (v.schema_name, v.name))
  and not exists (
    select from unnest(:schemas::text[], :names::text[], :keys::text[]) f (schema_name, name, key)
    where (f.schema_name, f.name, f.key) = (v.schema_name, v.name, v.key)
  );

-- name: take_untold()
-- What the operators have not been told, marked as told.
with told as (
  update invariant_violations set told_at = kith.now() where told_at is null and gone_at is null returning id, schema_name, name, key
)
select t.schema_name, t.name, c.sentence, array_agg(t.key order by t.key) as keys, min(t.id::text) as id
from told t join invariant_checks c on (c.schema_name, c.name) = (t.schema_name, t.name) group by t.schema_name, t.name, c.sentence order by 1, 2;

-- name: to_tell()
-- Who runs the house.
select a.id, a.email, a.person_id from admins a where a.role in ('ops', 'engineering') order by a.email;

-- name: checks()
-- Every promise with its last look, the broken ones first.
select schema_name, name, sentence, checked_at, milliseconds, violations, failure from invariant_checks
order by (violations = 0 and failure is null), schema_name, name;

-- name: violations(at_most)
-- What breaks a promise now, and what did, the newest first.
select v.schema_name, v.name, c.sentence, v.key, v.found_at, v.seen_at, v.gone_at
from invariant_violations v join invariant_checks c on (c.schema_name, c.name) = (v.schema_name, v.name)
order by (v.gone_at is not null), v.found_at desc, v.key limit :at_most;
