-- name: a_night_has_no_more_tickets_than_places
insert into beacons (id, capacity) values (u(1), 1);
insert into qr_tokens (beacon_id, scope, max_uses) values (u(1), 'check_in', 1);
insert into ticket_holds (beacon_id, expires_at) values (u(1), now() + interval '5 minutes');
-- name: a_code_is_used_as_often_as_it_may
insert into qr_tokens (max_uses, current_uses) values (1, 2);
-- name: a_code_is_used_as_often_as_it_may
insert into qr_tokens (id, max_uses, current_uses) values (u(1), 1, 1);
insert into beacon_scans (token_id, used) values (u(1), true), (u(1), true);
-- name: a_revoked_code_admits_nobody
insert into qr_tokens (id, revoked_at) values (u(1), now() - interval '1 hour');
insert into beacon_scans (token_id, status, direction, offline, scanned_at) values (u(1), 'valid', 'entry', false, now());
-- name: a_scan_is_kept_once
insert into beacon_scans (nonce) values (u(1)), (u(1));
-- name: gates_are_counted_right
insert into gates (id) values (u(1));
insert into gate_counts (gate_id, shard, entries, exits) values (u(1), 1, 1, 0);
-- name: the_chain_of_evidence_holds
insert into evidence_events (id, subject_type, subject_id, sequence, evidence_type, visibility, details, previous_hash, hash, created_at)
values (u(2), 'listing', u(1), 1, 'proof_post', 'admin_only', '{}', 'x', 'y', now());
-- name: a_ticket_is_offered_once
insert into ticket_listings (token_id, status, evidence_requirement) values (u(1), 'live', 'none'), (u(1), 'pending_review', 'none');
-- name: a_sold_ticket_is_dead
insert into qr_tokens (id) values (u(1));
insert into ticket_listings (token_id, status) values (u(1), 'sold');
-- name: nobody_buys_from_themselves
insert into ticket_listings (seller_id, buyer_id) values (u(1), u(1));
-- name: a_ticket_is_no_dearer_than_allowed
insert into beacons (id, city_id) select u(1), c.id from cities c limit 1;
update resale_caps set updated_at = now() - interval '1 day';
insert into ticket_listings (beacon_id, status, evidence_requirement, face_value_pence, price_pence, updated_at) values (u(1), 'live', 'none', 1000, 5000, now());
-- name: a_ticket_goes_live_with_its_proof
insert into ticket_listings (status, evidence_requirement) values ('live', 'proof_post');
-- name: a_drop_sells_what_there_is
insert into stock_units (product_id, reserved_until) values (u(1), 'infinity');
insert into stock_reservations (product_id, quantity, returned, ended_as, ended_at) values (u(1), 2, 0, 'sold', now());
-- name: a_unit_is_kept_for_one
insert into stock_reservations (id, product_id, quantity, returned) values (u(1), u(2), 1, 0);
insert into stock_units (product_id, reservation_id, reserved_until) values (u(2), u(1), now() + interval '5 minutes'), (u(2), u(1), now() + interval '5 minutes');
-- name: nobody_takes_more_than_their_share
insert into products (id, per_person_limit, updated_at) values (u(1), 1, now() - interval '1 day');
insert into stock_reservations (product_id, user_id, quantity, returned, ended_as, ended_at) values (u(1), u(2), 2, 0, 'sold', now());
-- name: an_order_adds_up
insert into orders (id, subtotal_pence, shipping_pence, total_pence) values (u(1), 0, 100, 90);
-- name: an_order_adds_up
insert into orders (id, subtotal_pence, shipping_pence, total_pence) values (u(1), 100, 0, 100);
insert into order_items (order_id, total_price_pence) values (u(1), 99);
-- name: an_invoice_is_of_a_paid_order
insert into orders (id, payment_status) values (u(1), 'pending');
insert into invoices (order_id, issuer_name) values (u(1), 'Kith Ltd');
-- name: a_paid_order_was_paid
insert into orders (id, total_pence, payment_status) values (u(1), 100, 'paid');
insert into payments (order_id, status, is_surplus, amount_pence, refunded_pence) values (u(1), 'succeeded', false, 99, 0);
-- name: one_payment_keeps_an_order
insert into payments (order_id, status, is_surplus) values (u(1), 'succeeded', false), (u(1), 'succeeded', false);
-- name: nobody_gets_back_more_than_they_paid
insert into payments (id, amount_pence, refunded_pence) values (u(1), 100, 150);
insert into refunds (payment_id, status, amount_pence) values (u(1), 'due', 150);
-- name: nobody_gets_back_more_than_they_paid
insert into payments (id, amount_pence, refunded_pence) values (u(1), 100, 0);
insert into refunds (payment_id, status, amount_pence) values (u(1), 'succeeded', 50);
-- name: a_seller_is_paid_once
insert into payouts (order_id) values (u(1)), (u(1));
-- name: a_seller_is_paid_once
insert into orders (id, total_pence) values (u(1), 100);
insert into payouts (order_id, gross_pence, fee_pence, amount_pence, reversed_pence) values (u(1), 200, 0, 200, 0);
-- name: xp_is_the_sum_of_its_causes
insert into xp_totals (user_id, balance, total_events) values (u(1), 10, 1);
insert into xp_events (user_id, amount, cause) values (u(1), 9, 'k');
-- name: xp_is_given_once
insert into xp_events (user_id, amount, cause) values (u(1), 9, 'k'), (u(2), 9, 'k');
-- name: much_xp_needs_two_people
insert into xp_adjustments (state, amount, proposed_by, decided_by) values ('applied', 1001, u(1), u(1));
-- name: one_thing_is_on_air
insert into schedule_blocks (station_id, day_of_week, start_time, end_time, status) values (u(1), 1, '10:00', '12:00', 'live'), (u(1), 1, '11:00', '13:00', 'live');
-- name: the_pulse_counts_nobody_alone
insert into pulse_cells (city_id, people) values (u(1), 5);
-- name: the_pulse_counts_nobody_alone
insert into pulse_beacons (beacon_id, people) values (u(1), 12);
-- name: the_pulse_stays_within_its_budget
insert into pulse_budgets (city_id, spent, most) values (u(1), 2, 1);
-- name: a_freed_place_is_offered_once
insert into beacon_waiting_list (listing_id, status) values (u(1), 'offered'), (u(1), 'offered');
-- name: everybody_is_of_age
insert into profiles (user_id, status, birth_date, age_verified_at) values (u(1), 'active', current_date - 6000, now());
-- name: everybody_is_of_age
insert into profiles (user_id, status, birth_date) values (u(1), 'active', '1990-01-01');
-- name: nothing_is_left_of_the_forgotten
insert into profiles (user_id, status, username) values (u(1), 'erased', 'Ada');
-- name: nobody_banned_sells
insert into kith.bans (person_id, since) values (u(1), now() - interval '1 hour');
insert into beacons (owner_id, status) values (u(1), 'live');
-- name: nobody_banned_sells
insert into kith.bans (person_id, since) values (u(1), now() - interval '1 hour');
insert into ticket_listings (seller_id, status) values (u(1), 'live');
-- name: nobody_banned_sells
insert into kith.bans (person_id, since) values (u(1), now() - interval '1 hour');
insert into market_sellers (owner_id, status) values (u(1), 'approved');
