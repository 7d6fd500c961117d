-- name: is_member(person)$
-- Whether somebody is of Mentor.
select true from profiles where user_id = :person and status = 'active';

-- name: show(person, file, url)$
-- Somebody's picture from now on.
update profiles set avatar_file_id = :file, avatar_url = :url where user_id = :person and status = 'active' returning true;

-- name: take_down(person)$
-- No picture any more.
update profiles set avatar_file_id = null where user_id = :person and avatar_file_id is not null returning true;

-- name: hide(file, decision)$
-- A picture that nobody is to see any more; whether it was still shown.
select hide_picture(:file, :decision);

-- name: show_again(decision)$
-- The picture that a decision took down, again: shown, another, gone.
select show_hidden_picture(:decision);

-- name: may_see(viewer, file)$
-- Whether somebody, or a visitor, may see a picture.
select coalesce((select may_see_picture(:viewer::uuid, p.user_id) from profiles p where p.avatar_file_id = :file), false);
