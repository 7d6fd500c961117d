delete from state_transitions;

drop trigger attendance_event on attendance;

drop trigger attendance_check_transition on attendance;

drop trigger refunds_event on refunds;

drop trigger refunds_check_transition on refunds;

drop trigger payments_event on payments;

drop trigger payments_check_transition on payments;

drop trigger waiting_list_event on waiting_list;

drop trigger waiting_list_check_transition on waiting_list;

drop trigger invitations_event on invitations;

drop trigger invitations_check_transition on invitations;

drop trigger events_event on events;

drop trigger events_check_transition on events;

drop trigger users_event on users;

drop trigger users_check_transition on users;
