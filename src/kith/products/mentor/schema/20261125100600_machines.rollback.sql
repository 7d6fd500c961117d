drop trigger payments_event on payments;
drop trigger payments_check_transition on payments;
drop trigger bookings_event on bookings;
drop trigger bookings_check_transition on bookings;
drop trigger profiles_event on profiles;
drop trigger profiles_check_transition on profiles;
delete from state_transitions where entity_type in ('profile', 'booking', 'payment');
