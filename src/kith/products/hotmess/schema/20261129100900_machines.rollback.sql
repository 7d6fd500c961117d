drop policy state_transitions_select_members on state_transitions;

revoke select on state_transitions from authenticated;

drop trigger profiles_check_transition on profiles;

drop trigger profiles_event on profiles;

drop trigger beacons_check_transition on beacons;

drop trigger beacons_event on beacons;

drop trigger beacon_posts_check_transition on beacon_posts;

drop trigger beacon_posts_event on beacon_posts;

drop trigger ticket_listings_check_transition on ticket_listings;

drop trigger ticket_listings_event on ticket_listings;

drop trigger beacon_waiting_list_check_transition on beacon_waiting_list;

drop trigger beacon_waiting_list_event on beacon_waiting_list;

drop trigger drops_check_transition on drops;

drop trigger drops_event on drops;

drop trigger products_check_transition on products;

drop trigger products_event on products;

drop trigger market_sellers_check_transition on market_sellers;

drop trigger market_sellers_event on market_sellers;

drop trigger market_listings_check_transition on market_listings;

drop trigger market_listings_event on market_listings;

drop trigger orders_fulfilment_check_transition on orders;

drop trigger orders_fulfilment_event on orders;

drop trigger orders_order_payment_check_transition on orders;

drop trigger orders_order_payment_event on orders;

drop trigger payments_check_transition on payments;

drop trigger payments_event on payments;

drop trigger refunds_check_transition on refunds;

drop trigger refunds_event on refunds;

drop trigger payouts_check_transition on payouts;

drop trigger payouts_event on payouts;

drop trigger xp_adjustments_check_transition on xp_adjustments;

drop trigger xp_adjustments_event on xp_adjustments;

drop trigger radio_shows_check_transition on radio_shows;

drop trigger radio_shows_event on radio_shows;

drop trigger schedule_blocks_check_transition on schedule_blocks;

drop trigger schedule_blocks_event on schedule_blocks;

drop trigger records_releases_check_transition on records_releases;

drop trigger records_releases_event on records_releases;

delete from state_transitions where entity_type in ('beacon', 'drop', 'fulfilment', 'listing', 'market_listing', 'order_payment', 'payment', 'payout', 'post', 'product', 'profile', 'refund', 'release', 'schedule_block', 'seller', 'show', 'waiting', 'xp_adjustment');
