drop function erase_user(uuid);

drop function suspend_user(uuid, boolean);

drop function lock_future(uuid);

drop function free_from_future(uuid, text);
