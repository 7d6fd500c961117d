-- A reference to the product makes every reservation of a drop lock the same row for a moment. reserve_stock() has looked the product up, and the
-- units it takes refer to it; so the reservation itself needs no reference. Nor do the units need one to their reservation: reservations are never taken out.

alter table stock_reservations drop constraint stock_reservations_product_id_fkey;

alter table stock_reservations drop constraint stock_reservations_market_listing_id_fkey;

comment on column stock_reservations.product_id is 'Of what; kept as a number when the product is gone. See reserve_stock().';

alter table stock_units drop constraint stock_units_reservation_id_fkey;
