drop table ai_generation_logs;
drop function get_excluded_activities_for_user(uuid, text);
drop table user_activity_history;
drop table session_activities;
drop function guard_session_activity();
drop table sessions;
drop function guard_session();
drop function may_play(integer, uuid, text);
drop type feedback_type_enum;
