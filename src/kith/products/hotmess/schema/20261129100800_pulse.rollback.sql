drop view seller_reputation cascade;

drop function reputation_rows cascade;

drop view products_available cascade;

drop function available_rows cascade;

drop view popular_beacons cascade;

drop function popular_rows cascade;

drop view beacon_stats cascade;

drop function beacon_stat_rows cascade;

drop view city_heat_map cascade;

drop function heat_rows cascade;

drop view night_pulse_city_stats cascade;

drop function pulse_rows cascade;

drop function refresh_pulse cascade;

drop function pulse_hours_due cascade;

drop function publish_hour cascade;

drop function pulse_round cascade;

drop function pulse_counts cascade;

drop table pulse_budgets cascade;

drop table pulse_beacons cascade;

drop table pulse_cells cascade;

drop table pulse_hours cascade;

drop table pulse_secret cascade;
