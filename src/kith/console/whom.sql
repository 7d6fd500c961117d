-- name: is_there(id)$
-- Whether somebody has this number.
select exists (select from kith.people where id = :id and deleted_at is null);
