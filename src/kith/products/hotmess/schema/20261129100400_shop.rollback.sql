drop function my_seller_ids cascade;

drop table cart_items cascade;

drop function return_stock cascade;

drop function sell_stock cascade;

drop function release_stock cascade;

drop function reserve_stock cascade;

drop function restock cascade;

drop function note_stock cascade;

drop function free_units cascade;

drop table stock_units cascade;

drop table stock_reservations cascade;

drop function guard_market_listing cascade;

drop table market_listings cascade;

drop table market_sellers cascade;

drop table products cascade;

drop function admit_to_drop cascade;

drop function join_drop cascade;

drop table drop_queue cascade;

drop function advance_drops cascade;

drop function drop_state cascade;

drop table drops cascade;
