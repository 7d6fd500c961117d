drop index beacons_called_off_idx;
