drop policy service_all on users;

drop policy service_all on user_internal_metrics;

drop policy service_all on social_profiles;

drop policy service_all on profile_photos;

drop policy service_all on capture_tokens;

drop policy service_all on host_profiles;

drop policy service_all on interests;

drop policy service_all on profile_interests;

drop policy service_all on locations;

drop policy service_all on events;

drop policy service_all on event_secrets;

drop policy service_all on event_itinerary_stops;

drop policy service_all on event_collaborators;

drop policy service_all on event_interests;

drop policy service_all on invitations;

drop policy service_all on seats;

drop policy service_all on seat_holds;

drop policy service_all on waiting_list;

drop policy service_all on payments;

drop policy service_all on refunds;

drop policy service_all on returned_seats;

drop policy service_all on attendance;

drop policy service_all on attendance_reports;

drop policy service_all on event_aliases;

drop policy service_all on event_posts;

drop policy service_all on ratings;

drop policy service_all on connections;

drop policy service_all on conversations;

drop policy service_all on conversation_participants;

drop policy service_all on messages;

drop policy users_select_own on users;

drop policy social_profiles_select_own on social_profiles;

drop policy profile_photos_select_own on profile_photos;

drop policy host_profiles_select_own on host_profiles;

drop policy profile_interests_select_own on profile_interests;

drop policy events_select_own on events;

drop policy event_itinerary_stops_select_own on event_itinerary_stops;

drop policy event_interests_select_own on event_interests;

drop policy invitations_select_own on invitations;

drop policy seats_select_own on seats;

drop policy seat_holds_select_own on seat_holds;

drop policy waiting_list_select_own on waiting_list;

drop policy payments_select_own on payments;

drop policy refunds_select_own on refunds;

drop policy attendance_select_own on attendance;

drop policy ratings_select_own on ratings;

drop policy event_posts_select_own on event_posts;

drop policy connections_select_own on connections;

drop policy conversations_select_own on conversations;

drop policy conversation_participants_select_own on conversation_participants;

drop policy messages_select_own on messages;

drop policy event_collaborators_select_own on event_collaborators;

drop policy interests_select_all on interests;

drop policy users_update_own on users;

drop policy social_profiles_update_own on social_profiles;

drop policy host_profiles_insert_own on host_profiles;

drop policy host_profiles_update_own on host_profiles;

drop policy profile_interests_insert_own on profile_interests;

drop policy profile_interests_delete_own on profile_interests;

drop policy ratings_insert_own on ratings;

drop policy ratings_update_own on ratings;

drop policy event_posts_insert_own on event_posts;

drop policy connections_update_own on connections;

drop policy conversation_participants_update_own on conversation_participants;

drop policy messages_insert_own on messages;

alter table users disable row level security;

alter table user_internal_metrics disable row level security;

alter table social_profiles disable row level security;

alter table profile_photos disable row level security;

alter table capture_tokens disable row level security;

alter table host_profiles disable row level security;

alter table interests disable row level security;

alter table profile_interests disable row level security;

alter table locations disable row level security;

alter table events disable row level security;

alter table event_secrets disable row level security;

alter table event_itinerary_stops disable row level security;

alter table event_collaborators disable row level security;

alter table event_interests disable row level security;

alter table invitations disable row level security;

alter table seats disable row level security;

alter table seat_holds disable row level security;

alter table waiting_list disable row level security;

alter table payments disable row level security;

alter table refunds disable row level security;

alter table returned_seats disable row level security;

alter table attendance disable row level security;

alter table attendance_reports disable row level security;

alter table event_aliases disable row level security;

alter table event_posts disable row level security;

alter table ratings disable row level security;

alter table connections disable row level security;

alter table conversations disable row level security;

alter table conversation_participants disable row level security;

alter table messages disable row level security;

revoke all on users from anon, authenticated, service_role;

revoke all on user_internal_metrics from anon, authenticated, service_role;

revoke all on social_profiles from anon, authenticated, service_role;

revoke all on profile_photos from anon, authenticated, service_role;

revoke all on capture_tokens from anon, authenticated, service_role;

revoke all on host_profiles from anon, authenticated, service_role;

revoke all on interests from anon, authenticated, service_role;

revoke all on profile_interests from anon, authenticated, service_role;

revoke all on locations from anon, authenticated, service_role;

revoke all on events from anon, authenticated, service_role;

revoke all on event_secrets from anon, authenticated, service_role;

revoke all on event_itinerary_stops from anon, authenticated, service_role;

revoke all on event_collaborators from anon, authenticated, service_role;

revoke all on event_interests from anon, authenticated, service_role;

revoke all on invitations from anon, authenticated, service_role;

revoke all on seats from anon, authenticated, service_role;

revoke all on seat_holds from anon, authenticated, service_role;

revoke all on waiting_list from anon, authenticated, service_role;

revoke all on payments from anon, authenticated, service_role;

revoke all on refunds from anon, authenticated, service_role;

revoke all on returned_seats from anon, authenticated, service_role;

revoke all on attendance from anon, authenticated, service_role;

revoke all on attendance_reports from anon, authenticated, service_role;

revoke all on event_aliases from anon, authenticated, service_role;

revoke all on event_posts from anon, authenticated, service_role;

revoke all on ratings from anon, authenticated, service_role;

revoke all on connections from anon, authenticated, service_role;

revoke all on conversations from anon, authenticated, service_role;

revoke all on conversation_participants from anon, authenticated, service_role;

revoke all on messages from anon, authenticated, service_role;

revoke all on blocked_users from anon, authenticated, service_role;

revoke all on reports from anon, authenticated, service_role;
