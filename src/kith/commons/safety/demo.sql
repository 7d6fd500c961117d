-- name: colleague(id, email, name)!
-- Somebody of the demo's desk.
insert into kith.people (id, email, email_confirmed_at, raw_user_meta_data) values (:id, :email, kith.now(), jsonb_build_object('first_name', :name::text));
