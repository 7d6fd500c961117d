-- name: note_first(person_id, name)!
-- What somebody is called, when nothing is known yet.
update kith.people set raw_user_meta_data = coalesce(raw_user_meta_data, '{}') || jsonb_build_object('first_name', :name::text)
where id = :person_id and deleted_at is null and not coalesce(raw_user_meta_data ? 'first_name', false);
