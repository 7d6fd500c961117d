drop trigger social_profiles_open_new_city on social_profiles;

drop trigger social_profiles_open_city on social_profiles;

drop trigger itinerary_stops_open_city on event_itinerary_stops;

drop function refuse_closed_city();

drop table closed_cities;
