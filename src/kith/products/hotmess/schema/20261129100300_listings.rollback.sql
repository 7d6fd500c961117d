drop function transfer_ticket cascade;

drop function release_listing cascade;

drop function hold_listing cascade;

drop function offers_to_pass_on cascade;

drop function offer_to_next cascade;

drop table listing_holds cascade;

drop table beacon_waiting_list cascade;

drop function guard_listing cascade;

drop function missing_evidence cascade;

drop function price_cap_percent cascade;

drop table ticket_listings cascade;

drop table resale_caps cascade;
