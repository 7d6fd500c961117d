drop function my_order_ids cascade;

drop function refund_line cascade;

drop function refund_shipping cascade;

drop function cancel_order cascade;

drop function settle_payment cascade;

drop function settle_order cascade;

drop function order_ticket cascade;

drop function place_order cascade;

drop function shipping_price cascade;

drop function tax_within cascade;

drop function vat_points cascade;

drop table payouts cascade;

drop function guard_refund cascade;

drop table refunds cascade;

drop table payments cascade;

drop function guard_order_item cascade;

drop table order_items cascade;

drop table orders cascade;

drop table shipping_rates cascade;

drop table vat_rates cascade;
