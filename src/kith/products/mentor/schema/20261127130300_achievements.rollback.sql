drop trigger user_stats_unlock on user_stats;
drop function unlock_achievements();
drop table user_achievements;
drop table achievements;
