-- What was called off is finished by a job that looks every minute.

create index beacons_called_off_idx on beacons (id) where called_off_because is not null;
