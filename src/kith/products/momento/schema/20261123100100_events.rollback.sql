drop function age_on(date, date);

drop table event_interests;

drop table event_collaborators;

drop trigger event_itinerary_stops_in_order on event_itinerary_stops;

drop function check_itinerary();

drop trigger event_itinerary_stops_follow on event_itinerary_stops;

drop function follow_stops();

drop trigger event_itinerary_stops_number on event_itinerary_stops;

drop function number_stop();

drop table event_itinerary_stops;

drop table event_secrets;

drop trigger events_updated_at on events;

drop table events;

drop function is_refund_policy(jsonb);

drop table locations;
