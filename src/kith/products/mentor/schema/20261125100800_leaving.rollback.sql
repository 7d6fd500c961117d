drop function erase_person(uuid);
drop function suspend_person(uuid);
drop function lock_future(uuid);
drop function free_from_future(uuid, boolean);
