drop function end_between(uuid, uuid);
drop function may_see_picture(uuid, uuid);
drop trigger profiles_picture on profiles;
drop function keep_picture();
alter table profiles drop column avatar_file_id;
