drop trigger linkup_participants_follow on linkup_participants;

drop function follow_participant();

drop trigger linkup_participants_prepare on linkup_participants;

drop function prepare_participant();

drop trigger linkup_invites_follow on linkup_invites;

drop function follow_invite();

drop trigger linkup_invites_prepare on linkup_invites;

drop function prepare_invite();

drop trigger linkups_follow on linkups;

drop function follow_linkup();

drop trigger linkups_prepare on linkups;

drop function prepare_linkup();

drop function leave_seat(uuid, uuid);

drop function take_seat(uuid, uuid, linkup_state[]);

drop table linkup_seats;
