drop table user_ratings;

drop table profile_events;

drop table profiles;
