alter table beacons drop constraint beacons_called_off, drop column called_off_because;
