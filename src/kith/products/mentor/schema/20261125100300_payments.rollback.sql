drop function settle_payment(uuid, text);
drop function end_booking(uuid, booking_status, text, integer, text);
drop function owe_refund(uuid, integer, text);
drop table payments;
drop function guard_payment();
