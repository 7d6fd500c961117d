drop index sessions_active_idx;

drop function abandon_idle_sessions();

drop trigger session_activities_yes on session_activities;

drop function guard_yes();

drop trigger sessions_company on sessions;

drop function guard_company();

alter table sessions drop constraint sessions_feedback, drop column primary_feedback, drop column partner_feedback;

comment on column sessions.rules is 'What was set before the first card; nothing that a player said.';

comment on column sessions.connection_confirmed_at is null;
