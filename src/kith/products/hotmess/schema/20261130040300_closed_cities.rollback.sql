drop trigger profiles_open_new_city on profiles;

drop trigger profiles_open_city on profiles;

drop trigger beacons_open_city on beacons;

drop function refuse_closed_city();

alter table cities drop column is_open;
