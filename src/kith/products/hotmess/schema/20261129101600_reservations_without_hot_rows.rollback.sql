alter table stock_units add constraint stock_units_reservation_id_fkey
  foreign key (reservation_id) references stock_reservations (id) on delete set null not valid;

comment on column stock_reservations.product_id is null;

alter table stock_reservations add constraint stock_reservations_market_listing_id_fkey
  foreign key (market_listing_id) references market_listings (id) on delete cascade not valid;

alter table stock_reservations add constraint stock_reservations_product_id_fkey foreign key (product_id) references products (id) on delete cascade not valid;
