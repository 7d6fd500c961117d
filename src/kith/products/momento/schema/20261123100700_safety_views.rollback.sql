drop trigger reports_write on reports;

drop function write_report();

drop view reports;

drop trigger blocked_users_write on blocked_users;

drop function write_blocked_user();

drop view blocked_users;

drop function person_of(uuid);

drop function profile_shown(uuid);
