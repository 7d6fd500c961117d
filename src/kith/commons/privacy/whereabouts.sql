-- name: is_known(person_id)$
-- Whether there is, or ever was, such a person.
select exists (select 1 from auth.users where id = :person_id);
