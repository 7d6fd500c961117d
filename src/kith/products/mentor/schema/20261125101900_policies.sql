-- Who may see and do what. Nobody anything unless named here. Members read their own rows; what they see of others comes from functions.

-- Functions are open to everybody in PostgreSQL unless closed; these names are ours alone, so the whole schema can be closed at once.
do $$
begin
  execute format('revoke all on all functions in schema %I from public', current_schema());
end $$;

grant execute on function is_time_zone(text), are_texts(text[], integer, integer) to authenticated;

grant execute on function is_time_zone(text), are_texts(text[], integer, integer), is_refund_policy(jsonb), percent_back(jsonb, timestamptz, timestamptz),
  slots_changed(uuid), time_zone_of(uuid), lock_people(uuid[]), let_lapse(uuid[]), refuse_booking(uuid, uuid),
  create_booking_if_free(uuid, uuid, timestamptz, timestamptz, integer, text, text, text, interval, uuid), get_mentor_busy(uuid, timestamptz, timestamptz), move_booking(uuid, timestamptz, timestamptz),
  owe_refund(uuid, integer, text), end_booking(uuid, booking_status, text, integer, text), settle_payment(uuid, text), calendar_owner_zone(uuid),
  free_from_future(uuid, boolean), lock_future(uuid), suspend_person(uuid), erase_person(uuid) to service_role;

alter table profiles enable row level security;

alter table mentor_profiles enable row level security;

alter table mentee_profiles enable row level security;

alter table mentor_availability_rules enable row level security;

alter table mentor_availability_exceptions enable row level security;

alter table bookings enable row level security;

alter table occupied_times enable row level security;

alter table payments enable row level security;

create policy service_all on profiles for all to service_role using (true) with check (true);

create policy service_all on mentor_profiles for all to service_role using (true) with check (true);

create policy service_all on mentee_profiles for all to service_role using (true) with check (true);

create policy service_all on mentor_availability_rules for all to service_role using (true) with check (true);

create policy service_all on mentor_availability_exceptions for all to service_role using (true) with check (true);

create policy service_all on bookings for all to service_role using (true) with check (true);

create policy service_all on occupied_times for all to service_role using (true) with check (true);

create policy service_all on payments for all to service_role using (true) with check (true);

create policy profiles_select_own on profiles for select to authenticated using (user_id = auth.uid());

create policy profiles_update_own on profiles for update to authenticated using (user_id = auth.uid()) with check (user_id = auth.uid());

create policy mentor_profiles_select_own on mentor_profiles for select to authenticated using (user_id = auth.uid());

create policy mentor_profiles_update_own on mentor_profiles for update to authenticated using (user_id = auth.uid()) with check (user_id = auth.uid());

create policy mentee_profiles_select_own on mentee_profiles for select to authenticated using (user_id = auth.uid());

create policy mentee_profiles_insert_own on mentee_profiles for insert to authenticated with check (user_id = auth.uid());

create policy mentee_profiles_update_own on mentee_profiles for update to authenticated using (user_id = auth.uid()) with check (user_id = auth.uid());

create policy mentor_availability_rules_select_own on mentor_availability_rules for select to authenticated using (mentor_user_id = auth.uid());

create policy mentor_availability_rules_insert_own on mentor_availability_rules for insert to authenticated with check (mentor_user_id = auth.uid());

create policy mentor_availability_rules_update_own on mentor_availability_rules for update to authenticated
  using (mentor_user_id = auth.uid()) with check (mentor_user_id = auth.uid());

create policy mentor_availability_rules_delete_own on mentor_availability_rules for delete to authenticated using (mentor_user_id = auth.uid());

create policy mentor_availability_exceptions_select_own on mentor_availability_exceptions for select to authenticated using (mentor_user_id = auth.uid());

create policy mentor_availability_exceptions_insert_own on mentor_availability_exceptions for insert to authenticated with check (mentor_user_id = auth.uid());

create policy mentor_availability_exceptions_update_own on mentor_availability_exceptions for update to authenticated
  using (mentor_user_id = auth.uid()) with check (mentor_user_id = auth.uid());

create policy mentor_availability_exceptions_delete_own on mentor_availability_exceptions for delete to authenticated using (mentor_user_id = auth.uid());

create policy bookings_select_own on bookings for select to authenticated using (mentor_user_id = auth.uid() or mentee_user_id = auth.uid());

create policy payments_select_own on payments for select to authenticated using (user_id = auth.uid());

grant select (id, user_id, email, full_name, avatar_url, role, onboarding_completed, created_at, updated_at, status) on profiles to authenticated;

grant update (full_name, onboarding_completed) on profiles to authenticated;

grant select on mentor_profiles to authenticated;

grant update (headline, bio, expertise_areas, skills, hourly_rate, currency, timezone, languages, certifications, years_experience, is_active, durations,
  slot_interval, buffer_before, buffer_after, notice, horizon_days, most_per_day, most_per_week, booking_mode) on mentor_profiles to authenticated;

grant select on mentee_profiles to authenticated;

grant insert (user_id, bio, goals, interests, current_level, budget_range, learning_style, preferred_meeting_frequency, timezone),
  update (bio, goals, interests, current_level, budget_range, learning_style, preferred_meeting_frequency, timezone) on mentee_profiles to authenticated;

grant select, insert (mentor_user_id, weekday, start_minute, end_minute, timezone, is_active, interval_weeks, anchor_date),
  update (weekday, start_minute, end_minute, timezone, is_active, interval_weeks, anchor_date), delete on mentor_availability_rules to authenticated;

grant select, insert (mentor_user_id, date, start_minute, end_minute, is_available, notes),
  update (date, start_minute, end_minute, is_available, notes), delete on mentor_availability_exceptions to authenticated;

-- The room opens ten minutes before; until then nobody reads it.
grant select (id, mentor_user_id, mentee_user_id, start_time, end_time, duration_minutes, price_cents, currency, status, meeting_provider, notes, created_at,
  updated_at, mode, paid_with, expires_at, lapsed_at, requested_at, confirmed_at, completed_at, cancelled_at, cancelled_by, cancel_reason, percent_back,
  cancellation_policy, mentor_timezone, mentee_timezone, rescheduled_from, calendar_sequence) on bookings to authenticated;

grant select (id, booking_id, status, amount_cents, provider, created_at, updated_at, kind, charge_payment_id, user_id, currency, reason, refunded_cents,
  is_surplus, failure, settled_at) on payments to authenticated;

grant select, insert, update, delete on profiles, mentor_profiles, mentee_profiles, mentor_availability_rules, mentor_availability_exceptions, bookings,
  payments to service_role;

grant select on occupied_times to service_role;

grant select, insert on admin_actions to service_role;
