drop trigger sessions_event on sessions;
drop trigger sessions_check_transition on sessions;
drop trigger partner_connections_event on partner_connections;
drop trigger partner_connections_check_transition on partner_connections;
drop trigger survey_progress_event on survey_progress;
drop trigger survey_progress_check_transition on survey_progress;
drop function record_named_transition();
drop function event_id(text, text);
delete from state_transitions where entity_type in ('survey', 'connection', 'session');
