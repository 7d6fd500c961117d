drop index bookings_held_idx;
drop index bookings_beginning_idx;
drop table session_reminders;
