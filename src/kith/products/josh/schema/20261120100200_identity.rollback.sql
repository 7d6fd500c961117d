drop table quiet_rules;

drop table region_memberships;

drop table otp_sessions;

drop table users;

drop function prepare_user();

drop table regions;
