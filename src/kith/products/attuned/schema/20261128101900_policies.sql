-- Who may do what. People read their own rows only, and what is in them is sealed; what they see of each other comes from commands that checked both.
-- Anonymous players are the role anon with a session that proved itself (current_anonymous_session).

-- Functions are open to everybody in PostgreSQL unless closed; these names are ours alone, so the whole schema can be closed at once.
do $$
begin
  execute format('revoke all on all functions in schema %I from public', current_schema());
end $$;

create function is_player() returns boolean language sql stable security definer
  set search_path from current
as $$
  select exists (select 1 from users u where u.id = auth.uid() and u.adult_confirmed_at is not null) or current_anonymous_session() is not null
$$;

comment on function is_player() is 'Whether whoever asks plays here and is of age.';

create function my_sessions() returns varchar[] language sql stable security definer
  set search_path from current
as $$
  select coalesce(array_agg(s.session_id), '{}') from sessions s
  where s.primary_user_id = auth.uid() or s.partner_user_id = auth.uid()
     or s.primary_anonymous_session_id = current_anonymous_session() or s.partner_anonymous_session_id = current_anonymous_session()
$$;

comment on function my_sessions() is 'The evenings of whoever asks.';

revoke all on function is_player(), my_sessions() from public;

grant execute on function is_time_zone(text), is_sealed(jsonb), is_sealed_text(text) to anon, authenticated, service_role;

grant execute on function set_anonymous_session_context(text), current_anonymous_session() to anon, service_role;

grant execute on function is_player(), my_sessions(), begin_survey(text) to anon, authenticated;

grant execute on function anonymous_session_of(text), abandon_old_surveys(), expire_pending_connections(), remember_each_other(uuid, uuid), connected(uuid, uuid),
  may_play(integer, uuid, text), get_excluded_activities_for_user(uuid, text), event_id(text, text), accept_connection(text, uuid), end_connection(integer, uuid),
  drawn_today(integer, timestamptz, text), is_premium(subscription_tier_enum, timestamptz), takes_zone(users), check_daily_activity_limit(uuid, integer),
  take_daily_activity(uuid, text, bytea, integer), reset_daily_activity_counts(), empty_profile(integer), erase_person(uuid), erase_anonymous(text),
  cleanup_old_anonymous_sessions(integer) to service_role;

alter table data_keys enable row level security;

alter table users enable row level security;

alter table anonymous_sessions enable row level security;

alter table survey_progress enable row level security;

alter table survey_submissions enable row level security;

alter table profiles enable row level security;

alter table survey_baseline enable row level security;

alter table compatibility_results enable row level security;

alter table partner_connections enable row level security;

alter table remembered_partners enable row level security;

alter table push_notification_tokens enable row level security;

alter table activities enable row level security;

alter table bank_version enable row level security;

alter table sessions enable row level security;

alter table session_activities enable row level security;

alter table user_activity_history enable row level security;

alter table ai_generation_logs enable row level security;

alter table subscription_transactions enable row level security;

alter table network_daily_counts enable row level security;

create policy service_all on data_keys for all to service_role using (true) with check (true);

create policy service_all on users for all to service_role using (true) with check (true);

create policy service_all on anonymous_sessions for all to service_role using (true) with check (true);

create policy service_all on survey_progress for all to service_role using (true) with check (true);

create policy service_all on survey_submissions for all to service_role using (true) with check (true);

create policy service_all on profiles for all to service_role using (true) with check (true);

create policy service_all on survey_baseline for all to service_role using (true) with check (true);

create policy service_all on compatibility_results for all to service_role using (true) with check (true);

create policy service_all on partner_connections for all to service_role using (true) with check (true);

create policy service_all on remembered_partners for all to service_role using (true) with check (true);

create policy service_all on push_notification_tokens for all to service_role using (true) with check (true);

create policy service_all on activities for all to service_role using (true) with check (true);

create policy service_all on bank_version for all to service_role using (true) with check (true);

create policy service_all on sessions for all to service_role using (true) with check (true);

create policy service_all on session_activities for all to service_role using (true) with check (true);

create policy service_all on user_activity_history for all to service_role using (true) with check (true);

create policy service_all on ai_generation_logs for all to service_role using (true) with check (true);

create policy service_all on subscription_transactions for all to service_role using (true) with check (true);

create policy service_all on network_daily_counts for all to service_role using (true) with check (true);

create policy users_select_own on users for select to authenticated using (id = auth.uid());

create policy users_insert_own on users for insert to authenticated with check (id = auth.uid());

create policy users_update_own on users for update to authenticated using (id = auth.uid()) with check (id = auth.uid());

create policy anonymous_sessions_select_own on anonymous_sessions for select to anon using (session_id = current_anonymous_session());

create policy survey_progress_select_own on survey_progress for select to authenticated using (user_id = auth.uid());

create policy survey_progress_update_own on survey_progress for update to authenticated using (user_id = auth.uid()) with check (user_id = auth.uid());

create policy survey_progress_select_anonymous on survey_progress for select to anon using (anonymous_session_id = current_anonymous_session());

create policy survey_progress_update_anonymous on survey_progress for update to anon using (anonymous_session_id = current_anonymous_session()) with check (anonymous_session_id = current_anonymous_session());

create policy survey_submissions_select_own on survey_submissions for select to authenticated using (user_id = auth.uid());

create policy survey_submissions_select_anonymous on survey_submissions for select to anon using (anonymous_session_id = current_anonymous_session());

create policy profiles_select_own on profiles for select to authenticated using (user_id = auth.uid());

create policy profiles_update_own on profiles for update to authenticated using (user_id = auth.uid()) with check (user_id = auth.uid());

create policy profiles_select_anonymous on profiles for select to anon using (anonymous_session_id = current_anonymous_session());

create policy profiles_update_anonymous on profiles for update to anon using (anonymous_session_id = current_anonymous_session()) with check (anonymous_session_id = current_anonymous_session());

create policy partner_connections_select_own on partner_connections for select to authenticated using (requester_user_id = auth.uid() or recipient_user_id = auth.uid());

create policy remembered_partners_select_own on remembered_partners for select to authenticated using (user_id = auth.uid());

create policy remembered_partners_delete_own on remembered_partners for delete to authenticated using (user_id = auth.uid());

create policy push_notification_tokens_select_own on push_notification_tokens for select to authenticated using (user_id = auth.uid());

create policy push_notification_tokens_insert_own on push_notification_tokens for insert to authenticated with check (user_id = auth.uid());

create policy push_notification_tokens_delete_own on push_notification_tokens for delete to authenticated using (user_id = auth.uid());

create policy activities_select_approved on activities for select to anon, authenticated using (approved and is_active and is_player());

create policy sessions_select_player on sessions for select to authenticated using (primary_user_id = auth.uid() or partner_user_id = auth.uid() or session_owner_user_id = auth.uid());

create policy sessions_select_anonymous on sessions for select to anon using (primary_anonymous_session_id = current_anonymous_session() or partner_anonymous_session_id = current_anonymous_session());

create policy session_activities_select_player on session_activities for select to anon, authenticated using (session_id = any (my_sessions()));

create policy user_activity_history_select_own on user_activity_history for select to authenticated using (user_id = auth.uid());

create policy user_activity_history_update_own on user_activity_history for update to authenticated using (user_id = auth.uid()) with check (user_id = auth.uid());

create policy user_activity_history_select_anonymous on user_activity_history for select to anon using (anonymous_session_id = current_anonymous_session());

create policy user_activity_history_update_anonymous on user_activity_history for update to anon using (anonymous_session_id = current_anonymous_session()) with check (anonymous_session_id = current_anonymous_session());

create policy subscription_transactions_select_own on subscription_transactions for select to authenticated using (user_id = auth.uid());

grant select, insert (id, display_name, timezone, adult_confirmed_at), update (display_name, demographics, profile_sharing_setting, notification_preferences,
  timezone) on users to authenticated;

grant select (session_id, profile_id, display_name, timezone, daily_activity_count, daily_activity_reset_at, last_accessed_at, created_at, consent_version)
  on anonymous_sessions to anon;

grant select, update (answers, current_question, completion_percentage) on survey_progress to anon, authenticated;

grant select on survey_submissions to anon, authenticated;

grant select, update (highest_level, last_accessed_at) on profiles to anon, authenticated;

-- Neither the token nor whether the other ended it.
grant select (id, requester_user_id, recipient_email, recipient_user_id, status, expires_at, created_at) on partner_connections to authenticated;

grant select, delete on remembered_partners to authenticated;

grant select, insert (user_id, device_token, platform), delete on push_notification_tokens to authenticated;

grant usage on sequence push_notification_tokens_id_seq to authenticated;

grant select on activities to anon, authenticated;

grant select on sessions to anon, authenticated;

grant select on session_activities to anon, authenticated;

grant select, update (feedback_type, feedback_executed) on user_activity_history to anon, authenticated;

grant select on subscription_transactions to authenticated;

grant select, insert, update, delete on data_keys, users, anonymous_sessions, survey_progress, survey_submissions, profiles, survey_baseline,
  compatibility_results, partner_connections, remembered_partners, push_notification_tokens, activities, sessions, session_activities,
  user_activity_history, ai_generation_logs, subscription_transactions, network_daily_counts to service_role;

grant select on bank_version to service_role;

do $$
begin
  execute format('grant usage on all sequences in schema %I to service_role', current_schema());
end $$;
