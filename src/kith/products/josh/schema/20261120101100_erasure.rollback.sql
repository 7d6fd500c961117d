drop function erase_user(uuid);
