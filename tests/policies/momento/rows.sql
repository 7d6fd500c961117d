insert into momento.users (id, email, birth_date) values
  ('00000000-0000-4000-8000-00000000000a', 'owner@example.org', '1990-01-01'),
  ('00000000-0000-4000-8000-00000000000c', 'third@example.org', '1990-01-01');
insert into momento.user_internal_metrics (user_id) values ('00000000-0000-4000-8000-00000000000a');
insert into momento.social_profiles (id, user_id, first_name) values
  ('00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-00000000000a', 'Owner'),
  ('00000000-0000-4000-8000-0000000000c1', '00000000-0000-4000-8000-00000000000c', 'Third');
insert into momento.profile_photos (profile_id, image_url, small_file_id, medium_file_id, large_file_id, width, height)
values ('00000000-0000-4000-8000-0000000000a1', '/p', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 100, 100);
insert into momento.capture_tokens (profile_id, nonce_hash) values ('00000000-0000-4000-8000-0000000000a1', '\x00');
insert into momento.host_profiles (id, user_id, host_name)
values ('00000000-0000-4000-8000-0000000000a2', '00000000-0000-4000-8000-00000000000a', 'Owner');
insert into momento.profile_interests (profile_id, interest_id) values ('00000000-0000-4000-8000-0000000000a1', 1);
insert into momento.locations (id, name, latitude, longitude, created_by)
values ('00000000-0000-4000-8000-0000000000e9', 'Tree', 1, 1, '00000000-0000-4000-8000-00000000000a');
insert into momento.events (id, host_id, title, min_participants, max_participants, status, confirmed_at)
values ('00000000-0000-4000-8000-0000000000e1', '00000000-0000-4000-8000-0000000000a2', 'Supper', 1, 4, 'confirmed', '2027-01-01');
insert into momento.event_secrets (event_id) values ('00000000-0000-4000-8000-0000000000e1');
insert into momento.event_itinerary_stops (event_id, location_id, "order", title, start_time, end_time)
values ('00000000-0000-4000-8000-0000000000e1', '00000000-0000-4000-8000-0000000000e9', 1, 'Soup', '2027-03-06 19:00Z', '2027-03-06 21:00Z');
insert into momento.event_collaborators (event_id, role, first_name) values ('00000000-0000-4000-8000-0000000000e1', 'Cook', 'Ida');
insert into momento.event_interests (event_id, interest_id) values ('00000000-0000-4000-8000-0000000000e1', 1);
insert into momento.invitations (id, event_id, profile_id, status, expires_at)
values ('00000000-0000-4000-8000-0000000000f1', '00000000-0000-4000-8000-0000000000e1', '00000000-0000-4000-8000-0000000000a1', 'confirmed', '2100-01-01');
insert into momento.seats (event_id, profile_id, seats, person)
values ('00000000-0000-4000-8000-0000000000e1', '00000000-0000-4000-8000-0000000000a1', 1, '[1,1]');
insert into momento.seat_holds (invitation_id, event_id, profile_id, seats, amount_in_cents, currency, expires_at)
values ('00000000-0000-4000-8000-0000000000f1', '00000000-0000-4000-8000-0000000000e1', '00000000-0000-4000-8000-0000000000a1', 1, 0, 'usd', '2100-01-01');
insert into momento.waiting_list (event_id, profile_id, invitation_id)
values ('00000000-0000-4000-8000-0000000000e1', '00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-0000000000f1');
insert into momento.payments (id, user_id, event_id, amount_in_cents, currency, invitation_id)
values ('00000000-0000-4000-8000-0000000000f2', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-0000000000e1', 100, 'usd',
  '00000000-0000-4000-8000-0000000000f1');
insert into momento.refunds (payment_id, user_id, amount_in_cents, reason)
values ('00000000-0000-4000-8000-0000000000f2', '00000000-0000-4000-8000-00000000000a', 100, 'goodwill');
insert into momento.returned_seats (event_id, invitation_id, seats)
values ('00000000-0000-4000-8000-0000000000e1', '00000000-0000-4000-8000-0000000000f1', 1);
insert into momento.attendance (event_id, profile_id, status) values
  ('00000000-0000-4000-8000-0000000000e1', '00000000-0000-4000-8000-0000000000a1', 'attended');
insert into momento.attendance_reports (event_id, about_profile_id, by_profile_id, says)
values ('00000000-0000-4000-8000-0000000000e1', '00000000-0000-4000-8000-0000000000c1', '00000000-0000-4000-8000-0000000000a1', 'attended');
insert into momento.event_aliases (id, event_id, profile_id, role, number)
values ('00000000-0000-4000-8000-0000000000e2', '00000000-0000-4000-8000-0000000000e1', '00000000-0000-4000-8000-0000000000a1', 'Attendee', 1);
insert into momento.event_posts (event_id, profile_id, content, alias_id)
values ('00000000-0000-4000-8000-0000000000e1', '00000000-0000-4000-8000-0000000000a1', 'Hello', '00000000-0000-4000-8000-0000000000e2');
insert into momento.ratings (event_id, rater_profile_id, rated_host_id, host_rating_value, event_rating_value)
values ('00000000-0000-4000-8000-0000000000e1', '00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-0000000000a2', 5, 5);
insert into momento.connections (user_profile_id, connected_profile_id, event_id, connected_profile_snapshot_name, wants_to_connect_again) values
  ('00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-0000000000c1', '00000000-0000-4000-8000-0000000000e1', 'Third', true),
  ('00000000-0000-4000-8000-0000000000c1', '00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-0000000000e1', 'Owner', true);
insert into momento.conversations (id, low_profile_id, high_profile_id)
values ('00000000-0000-4000-8000-0000000000d1', '00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-0000000000c1');
insert into momento.conversation_participants (conversation_id, profile_id) values
  ('00000000-0000-4000-8000-0000000000d1', '00000000-0000-4000-8000-0000000000a1');
insert into momento.messages (conversation_id, sender_profile_id, content)
values ('00000000-0000-4000-8000-0000000000d1', '00000000-0000-4000-8000-0000000000a1', 'Hi');
insert into kith.reports (product, reporter_id, reported_id, report_type)
values ('momento', '00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000c', 'rude');
insert into momento.closed_cities (city) values ('Planted');
