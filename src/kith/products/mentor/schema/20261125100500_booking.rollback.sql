drop function move_booking(uuid, timestamptz, timestamptz);
drop function get_mentor_busy(uuid, timestamptz, timestamptz);
drop function create_booking_if_free(uuid, uuid, timestamptz, timestamptz, integer, text, text, text, interval, uuid);
