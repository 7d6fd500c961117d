drop function guard_post cascade;

drop table beacon_posts cascade;

drop function door_role cascade;

drop table beacon_staff cascade;

drop function expire_beacons cascade;

drop function guard_beacon cascade;

drop function beacon_is_live cascade;

drop function beacon_state cascade;

drop table beacons cascade;

drop table rulesets cascade;
