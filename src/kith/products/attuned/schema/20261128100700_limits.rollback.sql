drop function reset_daily_activity_counts();
drop function take_daily_activity(uuid, text, bytea, integer);
drop function check_daily_activity_limit(uuid, integer);
drop function takes_zone(users);
drop function is_premium(subscription_tier_enum, timestamptz);
drop function drawn_today(integer, timestamptz, text);
drop table network_daily_counts;
