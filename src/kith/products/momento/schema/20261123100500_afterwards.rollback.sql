drop trigger messages_guard on messages;

drop function guard_message();

drop trigger conversations_seat on conversations;

drop function seat_conversation();

drop trigger conversations_guard on conversations;

drop function guard_conversation();

drop table messages;

drop table conversation_participants;

drop table conversations;

drop function complete_event(uuid);

drop function connect_attendees(uuid);

drop trigger connections_reveal on connections;

drop function reveal_mutual();

drop trigger connections_guard on connections;

drop function guard_connection();

drop trigger connections_updated_at on connections;

drop table connections;

drop trigger ratings_follow on ratings;

drop function follow_rating();

drop trigger ratings_guard on ratings;

drop function guard_rating();

drop trigger ratings_updated_at on ratings;

drop table ratings;
