drop function on_hold(uuid[]);

drop function hold_state(uuid);

drop function blocked_with(uuid);

drop function blocked_between(uuid, uuid);

drop table incidents;

drop table reports;

drop table strikes;

drop table holds;

drop table blocks;
