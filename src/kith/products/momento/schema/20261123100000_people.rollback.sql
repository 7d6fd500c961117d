drop function blocked_profiles(uuid);

drop function my_host_id();

drop function my_profile_id();

drop function profile_of(uuid);

drop trigger users_metrics on users;

drop function open_metrics();

drop trigger profile_interests_follow on profile_interests;

drop function follow_interests();

drop trigger profile_interests_limit on profile_interests;

drop function limit_interests();

drop table profile_interests;

drop table interests;

drop trigger host_profiles_updated_at on host_profiles;

drop table host_profiles;

drop function is_authentic(uuid);

drop trigger profile_photos_capture on profile_photos;

drop function use_capture_token();

alter table profile_photos drop constraint profile_photos_capture_token;

drop table capture_tokens;

alter table social_profiles drop constraint social_profiles_face_card_own;

alter table social_profiles drop constraint social_profiles_photo_own;

drop table profile_photos;

drop trigger social_profiles_changed on social_profiles;

drop trigger social_profiles_updated_at on social_profiles;

drop function stamp_change();

drop table social_profiles;

drop trigger user_internal_metrics_updated_at on user_internal_metrics;

drop table user_internal_metrics;

drop trigger users_updated_at on users;

drop table users;

drop function is_time_zone(text);
