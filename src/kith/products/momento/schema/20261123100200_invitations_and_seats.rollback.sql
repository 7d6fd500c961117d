drop trigger events_follow on events;

drop function follow_event();

drop trigger events_prepare on events;

drop function prepare_event();

drop trigger invitations_follow on invitations;

drop function follow_invitation();

drop trigger invitations_prepare on invitations;

drop function prepare_invitation();

drop function refuse_guest(uuid, uuid);

drop trigger seat_holds_guard on seat_holds;

drop function guard_hold();

drop function waiting_fits(uuid, integer);

drop function seats_held(uuid, uuid);

drop trigger waiting_list_updated_at on waiting_list;

drop table waiting_list;

drop table seat_holds;

drop table seats;

drop trigger invitations_updated_at on invitations;

drop table invitations;
