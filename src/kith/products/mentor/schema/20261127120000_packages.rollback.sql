drop trigger bookings_terms on bookings;

drop function record_terms();

alter table bookings drop column purchase_id, drop column fee_basis_points;

drop index payments_one_open, payments_one_open_of_purchase, payments_one_kept_of_purchase;

delete from payments where purchase_id is not null and kind = 'refund';

delete from payments where purchase_id is not null;

alter table payments drop constraint payments_of_something, drop constraint payments_of_purchase_reason, drop column purchase_id;

alter table payments add constraint payments_of_something check (booking_id is not null);

drop table package_purchases, packages;

delete from state_transitions where entity_type = 'package_purchase';

drop function guard_purchase(), guard_package(), current_terms();

drop table money_terms;
