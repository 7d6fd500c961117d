drop table notification_settings;

drop table notification_choices;

drop table notices;

drop function announce_notice();
