drop function listen cascade;

drop table listening cascade;

drop function advance_releases cascade;

drop function release_state cascade;

drop table records_releases cascade;

drop function now_playing cascade;

drop function on_air_blocks cascade;

drop table now_playing_overrides cascade;

drop function number_block cascade;

drop table schedule_blocks cascade;

drop function block_minutes cascade;

drop function minute_of_day cascade;

drop table radio_shows cascade;

drop table radio_stations cascade;
