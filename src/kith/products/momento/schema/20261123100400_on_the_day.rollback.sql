drop trigger event_posts_name on event_posts;

drop function name_post();

drop table event_posts;

drop table event_aliases;

drop function forget_positions(timestamptz);

drop trigger attendance_follow on attendance;

drop function follow_attendance();

drop function absentee_rating_of(uuid);

drop trigger attendance_reports_guard on attendance_reports;

drop function guard_attendance_report();

drop trigger attendance_guard on attendance;

drop function guard_attendance();

drop function is_host_of(uuid, uuid);

drop function was_guest(uuid, uuid);

drop table attendance_reports;

drop trigger attendance_updated_at on attendance;

drop table attendance;
