-- name: an_event_has_no_more_guests_than_places
insert into events (id, seats_taken, max_participants) values (u(1), 3, 4);
insert into seats (event_id, profile_id, seats) values (u(1), u(2), 3);
insert into seat_holds (event_id, seats, expires_at) values (u(1), 2, now() + interval '5 minutes');
-- name: seats_are_counted_right
insert into events (id, seats_taken, max_participants) values (u(1), 3, 4);
-- name: nobody_is_at_two_events
insert into seats (event_id, profile_id, during) values (u(1), u(9), tstzrange(now(), now() + interval '2 hours')), (u(2), u(9), tstzrange(now() + interval '1 hour', now() + interval '3 hours'));
-- name: whoever_is_confirmed_has_a_seat
insert into events (id, status) values (u(1), 'planned');
insert into invitations (event_id, profile_id, status) values (u(1), u(2), 'confirmed');
-- name: whoever_is_confirmed_has_a_seat
insert into seats (event_id, profile_id, seats) values (u(1), u(2), 1);
-- name: nobody_is_invited_twice
insert into invitations (event_id, profile_id) values (u(1), u(2)), (u(1), u(2));
-- name: nobody_sits_beside_somebody_blocked
insert into kith.blocks (blocker_id, blocked_id, created_at) values (u(1), u(2), now() - interval '1 day');
insert into social_profiles (id, user_id) values (u(11), u(1)), (u(12), u(2));
insert into seats (event_id, profile_id, taken_at) values (u(5), u(11), now()), (u(5), u(12), now());
-- name: one_payment_keeps_a_seat
insert into payments (invitation_id, status, is_surplus) values (u(1), 'succeeded', false), (u(1), 'succeeded', false);
-- name: nobody_gets_back_more_than_they_paid
insert into payments (id, status, amount_in_cents, refunded_in_cents) values (u(1), 'succeeded', 100, 150);
insert into refunds (payment_id, status, amount_in_cents) values (u(1), 'due', 150);
-- name: nobody_gets_back_more_than_they_paid
insert into payments (id, status, amount_in_cents, refunded_in_cents) values (u(1), 'succeeded', 100, 0);
insert into refunds (payment_id, status, amount_in_cents) values (u(1), 'succeeded', 50);
-- name: only_what_was_paid_is_given_back
insert into payments (id, status, amount_in_cents, refunded_in_cents) values (u(1), 'failed', 100, 50);
insert into refunds (payment_id, status, amount_in_cents) values (u(1), 'due', 50);
-- name: one_offer_at_a_time
insert into waiting_list (event_id, profile_id, status) values (u(1), u(2), 'offered'), (u(1), u(2), 'offered');
-- name: a_seat_is_resold_once
insert into returned_seats (seats, resold, resold_at) values (1, 2, now());
-- name: stops_follow_each_other
insert into event_itinerary_stops (event_id, start_time, end_time) values (u(1), now(), now() + interval '2 hours'), (u(1), now() + interval '1 hour', now() + interval '3 hours');
-- name: an_event_lasts_as_long_as_its_stops
insert into events (id, starts_at, ends_at) values (u(1), now(), now() + interval '1 hour');
insert into event_itinerary_stops (event_id, start_time, end_time) values (u(1), now(), now() + interval '2 hours');
-- name: nobody_is_there_twice
insert into attendance (event_id, profile_id) values (u(1), u(2)), (u(1), u(2));
-- name: a_host_is_rated_by_guests
insert into ratings (event_id, rater_profile_id) values (u(1), u(2)), (u(1), u(2));
-- name: a_host_is_rated_by_guests
insert into host_profiles (id, user_id, ratings_count, ratings_sum) values (u(1), u(3), 1, 5);
insert into social_profiles (id, user_id) values (u(2), u(3));
insert into ratings (event_id, rater_profile_id, rated_host_id, host_rating_value) values (u(7), u(2), u(1), 5);
-- name: a_hosts_rating_is_what_guests_gave
insert into host_profiles (id, ratings_count, ratings_sum, average_rating) values (u(1), 3, 15, 5);
-- name: a_wish_is_shown_when_both_have_it
insert into users (id, status) values (u(1), 'active');
insert into social_profiles (id, user_id) values (u(2), u(1));
insert into connections (user_profile_id, connected_profile_id, mutual_revealed_at) values (u(3), u(2), now());
-- name: a_picture_taken_here_was_taken_here
insert into profile_photos (profile_id, is_in_app_photo, capture_token_id) values (u(1), true, u(2));
insert into capture_tokens (id, profile_id, used_at) values (u(2), u(3), now());
-- name: what_was_taken_away_is_shown_nowhere
insert into stored_files (id, state) values (u(1), 'kept');
insert into profile_photos (id, small_file_id, hidden_at) values (u(2), u(1), now());
-- name: everybody_is_of_age
insert into users (id, status, birth_date) values (u(1), 'active', current_date - 6000);
-- name: nothing_is_left_of_the_forgotten
insert into users (id, status, email) values (u(1), 'erased', 'a@example.org');
-- name: nobody_banned_is_expected
insert into kith.bans (person_id, since) values (u(1), now() - interval '1 hour');
insert into social_profiles (id, user_id) values (u(11), u(1));
insert into events (id, starts_at) values (u(5), now() + interval '1 day');
insert into seats (event_id, profile_id) values (u(5), u(11));
-- name: nobody_banned_is_expected
insert into kith.bans (person_id, since) values (u(1), now() - interval '1 hour');
insert into host_profiles (id, user_id) values (u(11), u(1));
insert into events (host_id, status, starts_at) values (u(11), 'planned', now() + interval '1 day');
