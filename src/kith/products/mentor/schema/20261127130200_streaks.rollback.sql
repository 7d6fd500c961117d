drop function note_activity(uuid, timestamptz, text);
drop function follow_streak(uuid);
drop function streak_step(date, timestamptz, text, integer, date, timestamptz, text);
drop function days_passed(text, date, date);
drop table activity_days;
