drop function may_act cascade;

drop function zone_of cascade;

drop function keep_adults cascade;

drop table profiles cascade;

drop table membership_texts cascade;

drop table cities cascade;

drop function is_time_zone cascade;
