-- name: is_here(person_id)$
-- Whether there is such a person, not forgotten.
select exists (select 1 from auth.users where id = :person_id and deleted_at is null);

-- name: place(person_id, reason, told, until, admin_id)$
-- Data that has to be kept; one hold a person. One that ran out is over first.
with over as (
  update legal_holds set lifted_at = kith.now(), lifted_because = 'its time was over' where person_id = :person_id and lifted_at is null and keep_until <= kith.now()
)
insert into legal_holds (person_id, reason, told, keep_until, placed_by) values (:person_id, :reason, :told, :until, :admin_id) returning id;

-- name: in_force(person_id)^
-- The hold on a person's data.
select id, told, keep_until from kith.legal_holds where person_id = :person_id and lifted_at is null and keep_until > kith.now();

-- name: open_deletion(person_id)$
-- Their confirmed wish to be forgotten, if there is one.
select id from dsar_requests where person_id = :person_id and request_type = 'delete' and status = 'processing';

-- name: lift(id, admin_id, because)$
-- It need not be kept any more; whose it is.
update legal_holds set lifted_at = kith.now(), lifted_by = :admin_id, lifted_because = :because where id = :id and lifted_at is null returning person_id;

-- name: lift_overtaken(person_id)!
-- A restored backup may hold what was lifted before the person was forgotten.
update legal_holds set lifted_at = kith.now(), lifted_because = 'forgotten after this backup' where person_id = :person_id and lifted_at is null;

-- name: desk(at_most)
-- Holds, those in force first.
select h.id, h.person_id, h.reason, h.told, h.placed_at, h.keep_until, a.email as placed_by, h.lifted_at, h.lifted_because,
       h.lifted_at is null and h.keep_until > kith.now() as in_force
from legal_holds h left join admins a on a.id = h.placed_by order by in_force desc, h.keep_until limit :at_most;
