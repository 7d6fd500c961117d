drop function mutual_connect_again();

drop function interests_of(uuid);

drop function average_of_events_attended(uuid);

drop function host_average(uuid);

drop function events_hosted(uuid);

drop function events_attended(uuid);

drop function host_comments(uuid, timestamptz);

drop function host_page(uuid);

drop function event_board(uuid);

drop function my_conversation_ids();

drop function event_posts_for(uuid, timestamptz, integer);

drop function guest_list(uuid);

drop function may_see_photo(uuid);

drop function profiles_for(uuid[]);

drop function visible_profile_ids();

drop function shown_profiles(uuid[]);

drop function event_stops_for(uuid);

drop function my_event_ids();

drop function my_events(text[]);
