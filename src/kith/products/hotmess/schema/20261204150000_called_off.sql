-- An organiser calls a night off: it is over at that moment, and it says why.

alter table beacons add column called_off_because text,
  add constraint beacons_called_off check (called_off_because is null or (status in ('expired', 'archived') and length(btrim(called_off_because)) between 3 and 300));

comment on column beacons.called_off_because is 'Why its organiser called it off; it is over from that moment, whatever its times say.';
