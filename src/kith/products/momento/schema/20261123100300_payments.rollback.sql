drop function join_waiting_list(uuid, uuid, boolean, boolean);

drop function offer_seats(uuid, interval);

drop function give_back_seat(uuid, integer, text);

drop function settle_payment(uuid, text);

drop function confirm_seat(uuid);

drop function owe_rest_of_returned(uuid, integer);

drop function release_hold(uuid);

drop function hold_seat(uuid);

drop function free_seats(uuid, uuid);

drop table returned_seats;

drop trigger refunds_guard on refunds;

drop function guard_refund();

drop trigger refunds_updated_at on refunds;

drop table refunds;

drop trigger payments_updated_at on payments;

drop table payments;
