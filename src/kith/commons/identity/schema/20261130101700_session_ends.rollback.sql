drop trigger sessions_announce_deletion on sessions;

drop trigger sessions_announce_end on sessions;

drop function announce_session_end();
