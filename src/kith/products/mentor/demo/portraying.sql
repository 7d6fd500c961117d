-- name: own(owner, file)!
-- Whose file this is.
update stored_files set owner_id = :owner where id = :file;

-- name: faceless(person)$
-- Whether somebody is there and shows no picture, held until the end of the transaction.
select true from profiles where user_id = :person and avatar_file_id is null and status = 'active' for no key update;
