drop function cleanup_old_anonymous_sessions(integer);
drop function erase_anonymous(text);
drop function erase_person(uuid);
drop function empty_profile(integer);
