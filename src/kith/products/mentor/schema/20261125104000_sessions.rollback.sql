drop table session_messages;
drop function guard_session_message();
drop table session_lateness;
drop table session_notes;
drop function my_session_ids();
