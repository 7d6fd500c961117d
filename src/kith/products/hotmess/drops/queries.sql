-- name: coming(at_most)
-- Drops that are on or to come, soonest first.
select d.id, d.slug, d.title, d.description, drop_state(d) as state, d.start_at as starts_at, d.end_at as ends_at, d.per_person_limit, d.queued
from drops d where drop_state(d) <> 'ended' and d.start_at < kith.now() + interval '90 days' order by d.start_at, d.id limit :at_most;

-- name: one(slug)^
-- A drop as it is right now.
select d.id, d.slug, d.title, d.description, drop_state(d) as state, d.start_at as starts_at, d.end_at as ends_at, d.per_person_limit, d.queued
from drops d where d.slug = :slug;

-- name: place(drop, person)$
-- How many are before somebody in the line, themselves included; 0 when they are in, null when they stand nowhere.
select case when q.number <= d.admitted_to then 0 else
  (select count(*) from drop_queue o where o.drop_id = d.id and o.number > d.admitted_to and o.number <= q.number) end::integer
from drop_queue q join drops d on d.id = q.drop_id where q.drop_id = :drop and q.user_id = :person;

-- name: join(drop, person)$
-- A place in the line, kept when asked for again.
select join_drop(:drop, :person)::integer;

-- name: advance()$
-- Writes down what time has done.
select advance_drops();

-- name: just_changed()
-- Drops whose written state is not what they are.
select d.id from drops d where d.status <> 'ended' and d.status <> drop_state(d);

-- name: lines()
-- Lines before drops that are on, and how much is free in each.
select d.id, coalesce((select sum(free_units(p.id)) from products p where p.drop_id = d.id and p.status = 'live'), 0)::integer as free
from drops d where d.queued and drop_state(d) = 'live'
  and exists (select 1 from drop_queue q where q.drop_id = d.id and q.number > d.admitted_to);

-- name: let_in(drop, people)$
-- The next of the line.
select admit_to_drop(:drop, :people);

-- name: everything(at_most)
-- All drops for the desk, latest first.
select d.id, d.slug, d.title, drop_state(d) as state, d.start_at, d.end_at, d.per_person_limit, d.queued,
       (select count(*) from drop_queue q where q.drop_id = d.id) as in_line
from drops d order by d.start_at desc, d.id limit :at_most;

-- name: by_id(drop)^
-- A drop for the desk, locked.
select d.id, d.slug, d.title, d.status, drop_state(d) as state, d.start_at, d.end_at from drops d where d.id = :drop for no key update;

-- name: add(slug, title, description, start_at, end_at, per_person_limit, queued, by)$
-- A drop to come.
insert into drops (slug, title, description, start_at, end_at, per_person_limit, queued, updated_by)
values (:slug, :title, :description, :start_at, :end_at, :per_person_limit, :queued, :by) returning id;

-- name: finish(drop, by)!
-- Ended before its time.
update drops set status = 'ended', updated_by = :by where id = :drop and status <> 'ended';
