-- Who may see and do what. Nobody anything unless named here. Members read their own rows; what they see of others comes from functions.

-- Functions are open to everybody in PostgreSQL unless closed; these names are ours alone, so the whole schema can be closed at once.
do $$
begin
  execute format('revoke all on all functions in schema %I from public', current_schema());
end $$;

grant execute on function my_profile_id(), my_host_id(), my_events(text[]), my_event_ids(), event_stops_for(uuid), visible_profile_ids(), profiles_for(uuid[]), may_see_photo(uuid), guest_list(uuid), event_posts_for(uuid, timestamptz, integer), my_conversation_ids(), event_board(uuid), profile_shown(uuid), is_time_zone(text), is_refund_policy(jsonb), age_on(date, date) to authenticated;

grant execute on function host_page(uuid), host_comments(uuid, timestamptz), my_profile_id(), my_host_id() to anon, authenticated;

grant execute on function is_time_zone(text), is_authentic(uuid), profile_of(uuid), my_profile_id(), my_host_id(), blocked_profiles(uuid), is_refund_policy(jsonb), age_on(date, date), seats_held(uuid, uuid), waiting_fits(uuid, integer), refuse_guest(uuid, uuid), free_seats(uuid, uuid), hold_seat(uuid), release_hold(uuid), owe_rest_of_returned(uuid, integer), confirm_seat(uuid), settle_payment(uuid, text), give_back_seat(uuid, integer, text), offer_seats(uuid, interval), join_waiting_list(uuid, uuid, boolean, boolean), was_guest(uuid, uuid), is_host_of(uuid, uuid), absentee_rating_of(uuid), forget_positions(timestamptz), connect_attendees(uuid), complete_event(uuid), profile_shown(uuid), person_of(uuid), my_events(text[]), my_event_ids(), event_stops_for(uuid), shown_profiles(uuid[]), visible_profile_ids(), profiles_for(uuid[]), may_see_photo(uuid), guest_list(uuid), event_posts_for(uuid, timestamptz, integer), my_conversation_ids(), event_board(uuid), host_page(uuid), host_comments(uuid, timestamptz), events_attended(uuid), events_hosted(uuid), host_average(uuid), average_of_events_attended(uuid), interests_of(uuid), mutual_connect_again(), free_from_future(uuid, text), lock_future(uuid), suspend_user(uuid, boolean), erase_user(uuid) to service_role;

alter table users enable row level security;

alter table user_internal_metrics enable row level security;

alter table social_profiles enable row level security;

alter table profile_photos enable row level security;

alter table capture_tokens enable row level security;

alter table host_profiles enable row level security;

alter table interests enable row level security;

alter table profile_interests enable row level security;

alter table locations enable row level security;

alter table events enable row level security;

alter table event_secrets enable row level security;

alter table event_itinerary_stops enable row level security;

alter table event_collaborators enable row level security;

alter table event_interests enable row level security;

alter table invitations enable row level security;

alter table seats enable row level security;

alter table seat_holds enable row level security;

alter table waiting_list enable row level security;

alter table payments enable row level security;

alter table refunds enable row level security;

alter table returned_seats enable row level security;

alter table attendance enable row level security;

alter table attendance_reports enable row level security;

alter table event_aliases enable row level security;

alter table event_posts enable row level security;

alter table ratings enable row level security;

alter table connections enable row level security;

alter table conversations enable row level security;

alter table conversation_participants enable row level security;

alter table messages enable row level security;

create policy service_all on users for all to service_role using (true) with check (true);

create policy service_all on user_internal_metrics for all to service_role using (true) with check (true);

create policy service_all on social_profiles for all to service_role using (true) with check (true);

create policy service_all on profile_photos for all to service_role using (true) with check (true);

create policy service_all on capture_tokens for all to service_role using (true) with check (true);

create policy service_all on host_profiles for all to service_role using (true) with check (true);

create policy service_all on interests for all to service_role using (true) with check (true);

create policy service_all on profile_interests for all to service_role using (true) with check (true);

create policy service_all on locations for all to service_role using (true) with check (true);

create policy service_all on events for all to service_role using (true) with check (true);

create policy service_all on event_secrets for all to service_role using (true) with check (true);

create policy service_all on event_itinerary_stops for all to service_role using (true) with check (true);

create policy service_all on event_collaborators for all to service_role using (true) with check (true);

create policy service_all on event_interests for all to service_role using (true) with check (true);

create policy service_all on invitations for all to service_role using (true) with check (true);

create policy service_all on seats for all to service_role using (true) with check (true);

create policy service_all on seat_holds for all to service_role using (true) with check (true);

create policy service_all on waiting_list for all to service_role using (true) with check (true);

create policy service_all on payments for all to service_role using (true) with check (true);

create policy service_all on refunds for all to service_role using (true) with check (true);

create policy service_all on returned_seats for all to service_role using (true) with check (true);

create policy service_all on attendance for all to service_role using (true) with check (true);

create policy service_all on attendance_reports for all to service_role using (true) with check (true);

create policy service_all on event_aliases for all to service_role using (true) with check (true);

create policy service_all on event_posts for all to service_role using (true) with check (true);

create policy service_all on ratings for all to service_role using (true) with check (true);

create policy service_all on connections for all to service_role using (true) with check (true);

create policy service_all on conversations for all to service_role using (true) with check (true);

create policy service_all on conversation_participants for all to service_role using (true) with check (true);

create policy service_all on messages for all to service_role using (true) with check (true);

create policy users_select_own on users for select to authenticated using (id = auth.uid());

create policy social_profiles_select_own on social_profiles for select to authenticated using (user_id = auth.uid());

create policy profile_photos_select_own on profile_photos for select to authenticated using (profile_id = my_profile_id());

create policy host_profiles_select_own on host_profiles for select to authenticated using (user_id = auth.uid());

create policy profile_interests_select_own on profile_interests for select to authenticated using (profile_id = my_profile_id());

create policy events_select_own on events for select to authenticated using (id = any (my_event_ids()));

create policy event_itinerary_stops_select_own on event_itinerary_stops for select to authenticated using (event_id = any (my_event_ids()));

create policy event_interests_select_own on event_interests for select to authenticated using (event_id = any (my_event_ids()));

create policy invitations_select_own on invitations for select to authenticated using (profile_id = my_profile_id());

create policy seats_select_own on seats for select to authenticated using (profile_id = my_profile_id());

create policy seat_holds_select_own on seat_holds for select to authenticated using (profile_id = my_profile_id());

create policy waiting_list_select_own on waiting_list for select to authenticated using (profile_id = my_profile_id());

create policy payments_select_own on payments for select to authenticated using (user_id = auth.uid());

create policy refunds_select_own on refunds for select to authenticated using (user_id = auth.uid());

create policy attendance_select_own on attendance for select to authenticated using (profile_id = my_profile_id());

create policy ratings_select_own on ratings for select to authenticated using (rater_profile_id = my_profile_id());

create policy event_posts_select_own on event_posts for select to authenticated using (profile_id = my_profile_id());

create policy connections_select_own on connections for select to authenticated using (user_profile_id = my_profile_id());

create policy conversations_select_own on conversations for select to authenticated using (id = any (my_conversation_ids()));

create policy conversation_participants_select_own on conversation_participants for select to authenticated using (profile_id = my_profile_id());

create policy messages_select_own on messages for select to authenticated using (conversation_id = any (my_conversation_ids()));

create policy event_collaborators_select_own on event_collaborators for select to authenticated using (event_id = any (my_events(array['host'])));

create policy interests_select_all on interests for select to anon, authenticated using (true);

create policy users_update_own on users for update to authenticated using (id = auth.uid()) with check (id = auth.uid());

create policy social_profiles_update_own on social_profiles for update to authenticated using (user_id = auth.uid()) with check (user_id = auth.uid());

create policy host_profiles_insert_own on host_profiles for insert to authenticated with check (user_id = auth.uid());

create policy host_profiles_update_own on host_profiles for update to authenticated using (user_id = auth.uid()) with check (user_id = auth.uid());

create policy profile_interests_insert_own on profile_interests for insert to authenticated with check (profile_id = my_profile_id());

create policy profile_interests_delete_own on profile_interests for delete to authenticated using (profile_id = my_profile_id());

create policy ratings_insert_own on ratings for insert to authenticated with check (rater_profile_id = my_profile_id());

create policy ratings_update_own on ratings for update to authenticated using (rater_profile_id = my_profile_id())
  with check (rater_profile_id = my_profile_id());

create policy event_posts_insert_own on event_posts for insert to authenticated with check (profile_id = my_profile_id());

create policy connections_update_own on connections for update to authenticated using (user_profile_id = my_profile_id())
  with check (user_profile_id = my_profile_id());

create policy conversation_participants_update_own on conversation_participants for update to authenticated using (profile_id = my_profile_id())
  with check (profile_id = my_profile_id());

create policy messages_insert_own on messages for insert to authenticated with check (sender_profile_id = my_profile_id());

grant select (id, email, phone_number, last_name, birth_date, is_verified, status, created_at, updated_at) on users to authenticated;

grant select on social_profiles to authenticated;

grant select on profile_photos to authenticated;

grant select (id, user_id, host_name, host_bio, average_rating, created_at, updated_at) on host_profiles to authenticated;

grant select on profile_interests to authenticated;

grant select on events to authenticated;

grant select (id, event_id, "order", title, description, start_time, end_time, time_zone, created_at) on event_itinerary_stops to authenticated;

grant select on event_interests to authenticated;

grant select (id, event_id, profile_id, status, created_at, updated_at, expires_at, wave, plus_one_name, seats, responded_at, confirmed_at, late_refusal) on invitations to authenticated;

grant select (event_id, profile_id, seats, taken_at) on seats to authenticated;

grant select on seat_holds to authenticated;

grant select on waiting_list to authenticated;

grant select (id, user_id, event_id, amount_in_cents, currency, status, created_at, updated_at, invitation_id, seats, is_surplus, refunded_in_cents, failure, settled_at) on payments to authenticated;

grant select (id, payment_id, user_id, amount_in_cents, reason, status, created_at, updated_at) on refunds to authenticated;

grant select (id, event_id, profile_id, status, created_at, updated_at, checked_in_at, method, incontestable, disputed_from, dispute_reason, disputed_at, resolved_at) on attendance to authenticated;

grant select on ratings to authenticated;

grant select (id, event_id, profile_id, content, created_at, removed_at) on event_posts to authenticated;

grant select on connections to authenticated;

grant select on conversations to authenticated;

grant select on conversation_participants to authenticated;

grant select on messages to authenticated;

grant select on event_collaborators to authenticated;

grant select on interests to anon, authenticated;

grant update (phone_number, last_name) on users to authenticated;

grant update (first_name, preferred_name, current_photo_id, bio, gender, occupation, location, latitude, longitude, time_zone, palette, liked_profiles)
  on social_profiles to authenticated;

grant insert (user_id, host_name, host_bio), update (host_name, host_bio) on host_profiles to authenticated;

grant insert, delete on profile_interests to authenticated;

grant insert (event_id, rater_profile_id, rated_host_id, host_rating_value, event_rating_value, comment),
  update (host_rating_value, event_rating_value, comment) on ratings to authenticated;

grant insert (event_id, profile_id, content) on event_posts to authenticated;

grant update (is_favorite, wants_to_connect_again, does_not_want_to_connect_again, private_notes) on connections to authenticated;

grant update (last_read_at) on conversation_participants to authenticated;

grant insert (conversation_id, sender_profile_id, content) on messages to authenticated;

grant select, insert, delete on blocked_users to authenticated;

grant insert (reporter_profile_id, reported_profile_id, category, comments) on reports to authenticated;

grant select, insert, update, delete on users, user_internal_metrics, social_profiles, profile_photos, capture_tokens, host_profiles, interests, profile_interests, locations, events, event_secrets, event_itinerary_stops, event_collaborators, event_interests, invitations, seat_holds, waiting_list, payments, refunds, returned_seats, attendance, attendance_reports, event_aliases, event_posts, ratings, connections, conversations, conversation_participants, messages to service_role;

grant select on seats to service_role;

grant select, insert, update, delete on blocked_users, reports to service_role;

-- Kept by triggers, not even by the service.
revoke update on events from service_role;

grant update (title, description, host_is_attendee, min_participants, max_participants, minimum_age, arrival_signpost, estimated_cost, status,
  price_in_cents, currency, refund_policy, plus_one_allowed, fills_itself, waves_sent, cancelled_by, cancelled_reason, cancelled_at, completed_at)
  on events to service_role;
