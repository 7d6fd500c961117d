-- Who may see and do what. Nobody anything unless named here; `anon` nothing at all.

create function visible_linkup_ids() returns uuid[] language sql stable security definer
  set search_path from current
as $$
  select my_linkup_ids() || coalesce((
    select array_agg(i.linkup_id) from linkup_invites i where i.invited_user_id = auth.uid() and i.state = 'pending'
  ), '{}')
$$;

comment on function visible_linkup_ids() is 'LinkUps the signed-in person may read: their own, and those with an invitation still waiting for their answer.';

create function my_attended_linkup_ids() returns uuid[] language sql stable security definer
  set search_path from current
as $$
  select coalesce(array_agg(p.linkup_id), '{}') from linkup_participants p join linkups l on l.id = p.linkup_id
  where p.user_id = auth.uid() and p.status = 'attended' and l.state = 'completed'
$$;

comment on function my_attended_linkup_ids() is 'Completed LinkUps at which the signed-in person was.';

create function my_completed_linkup_ids() returns uuid[] language sql stable security definer
  set search_path from current
as $$
  select coalesce(array_agg(p.linkup_id), '{}') from linkup_participants p join linkups l on l.id = p.linkup_id
  where p.user_id = auth.uid() and p.status <> 'canceled' and l.state = 'completed'
$$;

comment on function my_completed_linkup_ids() is 'Completed LinkUps in which the signed-in person had a place.';

create function linkup_people(p_linkup uuid) returns table (user_id uuid, first_name text, role text, status text)
language sql stable security definer
  set search_path from current
as $$
  select p.user_id, u.first_name, p.role, p.status
  from linkup_participants p
  join users u on u.id = p.user_id
  join linkups l on l.id = p.linkup_id
  where p.linkup_id = p_linkup and p_linkup = any (my_linkup_ids()) and l.state in ('locked', 'completed')
    and (p.status <> 'canceled' or p.user_id = auth.uid())
  order by p.role, u.first_name, p.user_id
$$;

comment on function linkup_people(uuid) is 'First names of those in a locked or completed LinkUp, for those in it.';

create function my_contacts() returns table (
  contact_exchange_id uuid, linkup_id uuid, user_id uuid, first_name text, phone_e164 text, revealed_at timestamptz)
language sql stable security definer
  set search_path from current
as $$
  select e.id, e.linkup_id, u.id, u.first_name, u.phone_e164, e.revealed_at
  from contact_exchanges e
  join users u on u.id = case when e.user_a_id = auth.uid() then e.user_b_id else e.user_a_id end
  where (e.user_a_id = auth.uid() or e.user_b_id = auth.uid())
    and u.state <> 'deleted' and not (u.id = any (kith.blocked_with(auth.uid())))
  order by e.revealed_at desc, e.id
$$;

comment on function my_contacts() is 'Numbers that people exchanged with the signed-in person, both having said yes.';

-- Functions are open to everybody in PostgreSQL unless closed; these names are ours alone, so the whole schema can be closed at once.
do $$
begin
  execute format('revoke all on all functions in schema %I from public', current_schema());
end $$;

grant execute on function is_time_zone(text), is_unit(jsonb), is_weights(jsonb), is_texts(jsonb), is_count(jsonb), is_span(jsonb), is_name(jsonb),
  iso_date(text), fingerprint_factors(), is_factor(jsonb), is_fingerprint(jsonb), fingerprint_values(jsonb), fingerprint_confidences(jsonb),
  fingerprint_dates(jsonb), fingerprint_confident(jsonb), is_activity_patterns(jsonb), is_boundaries(jsonb), is_brief(jsonb),
  is_geometry(jsonb), is_region_rules(jsonb), is_venue(jsonb), is_explainability(jsonb) to authenticated, service_role;

grant execute on function my_linkup_ids(), visible_linkup_ids(), my_attended_linkup_ids(), my_completed_linkup_ids(), linkup_people(uuid),
  my_contacts(), is_member(uuid) to authenticated, service_role;

grant execute on function sms_status_rank(text), take_unsolicited_slot(uuid, date), is_own_stripe_event(jsonb), erase_user(uuid) to service_role;

alter table regions enable row level security;

alter table users enable row level security;

alter table otp_sessions enable row level security;

alter table region_memberships enable row level security;

alter table quiet_rules enable row level security;

alter table conversation_sessions enable row level security;

alter table sms_messages enable row level security;

alter table sms_outbound_jobs enable row level security;

alter table message_events enable row level security;

alter table unknown_senders enable row level security;

alter table profiles enable row level security;

alter table profile_events enable row level security;

alter table user_ratings enable row level security;

alter table venues enable row level security;

alter table linkups enable row level security;

alter table linkup_invites enable row level security;

alter table linkup_participants enable row level security;

alter table linkup_reminders enable row level security;

alter table linkup_outcomes enable row level security;

alter table linkup_seats enable row level security;

alter table contact_exchange_choices enable row level security;

alter table contact_exchanges enable row level security;

alter table subscriptions enable row level security;

alter table entitlements enable row level security;

alter table magic_links enable row level security;

create policy service_all on regions for all to service_role using (true) with check (true);

create policy service_all on users for all to service_role using (true) with check (true);

create policy service_all on otp_sessions for all to service_role using (true) with check (true);

create policy service_all on region_memberships for all to service_role using (true) with check (true);

create policy service_all on quiet_rules for all to service_role using (true) with check (true);

create policy service_all on conversation_sessions for all to service_role using (true) with check (true);

create policy service_all on sms_messages for all to service_role using (true) with check (true);

create policy service_all on sms_outbound_jobs for all to service_role using (true) with check (true);

create policy service_all on message_events for all to service_role using (true) with check (true);

create policy service_all on unknown_senders for all to service_role using (true) with check (true);

create policy service_all on profiles for all to service_role using (true) with check (true);

create policy service_all on profile_events for all to service_role using (true) with check (true);

create policy service_all on user_ratings for all to service_role using (true) with check (true);

create policy service_all on venues for all to service_role using (true) with check (true);

create policy service_all on linkups for all to service_role using (true) with check (true);

create policy service_all on linkup_invites for all to service_role using (true) with check (true);

create policy service_all on linkup_participants for all to service_role using (true) with check (true);

create policy service_all on linkup_reminders for all to service_role using (true) with check (true);

create policy service_all on linkup_outcomes for all to service_role using (true) with check (true);

create policy service_all on linkup_seats for all to service_role using (true) with check (true);

create policy service_all on contact_exchange_choices for all to service_role using (true) with check (true);

create policy service_all on contact_exchanges for all to service_role using (true) with check (true);

create policy service_all on subscriptions for all to service_role using (true) with check (true);

create policy service_all on entitlements for all to service_role using (true) with check (true);

create policy service_all on magic_links for all to service_role using (true) with check (true);

create policy regions_select_member on regions for select to authenticated using (true);

create policy users_select_own on users for select to authenticated using (id = auth.uid());

create policy users_update_own on users for update to authenticated using (id = auth.uid()) with check (id = auth.uid());

create policy region_memberships_select_own on region_memberships for select to authenticated using (user_id = auth.uid());

create policy conversation_sessions_select_own on conversation_sessions for select to authenticated using (user_id = auth.uid());

create policy sms_messages_select_own on sms_messages for select to authenticated using (user_id = auth.uid());

create policy profiles_select_own on profiles for select to authenticated using (user_id = auth.uid());

create policy profiles_update_own on profiles for update to authenticated using (user_id = auth.uid()) with check (user_id = auth.uid());

create policy profile_events_select_own on profile_events for select to authenticated using (user_id = auth.uid());

create policy linkups_select_member on linkups for select to authenticated using (id = any (visible_linkup_ids()));

create policy linkup_invites_select_own on linkup_invites for select to authenticated using (invited_user_id = auth.uid());

create policy linkup_participants_select_member on linkup_participants for select to authenticated using (linkup_id = any (my_linkup_ids()));

create policy linkup_outcomes_select_own on linkup_outcomes for select to authenticated using (user_id = auth.uid());

create policy linkup_outcomes_insert_own on linkup_outcomes for insert to authenticated
  with check (user_id = auth.uid() and linkup_id = any (my_completed_linkup_ids()));

create policy linkup_outcomes_update_own on linkup_outcomes for update to authenticated using (user_id = auth.uid())
  with check (user_id = auth.uid() and linkup_id = any (my_completed_linkup_ids()));

create policy contact_exchange_choices_select_own on contact_exchange_choices for select to authenticated using (chooser_user_id = auth.uid());

create policy contact_exchange_choices_insert_own on contact_exchange_choices for insert to authenticated
  with check (chooser_user_id = auth.uid() and linkup_id = any (my_attended_linkup_ids()));

create policy contact_exchange_choices_update_own on contact_exchange_choices for update to authenticated using (chooser_user_id = auth.uid())
  with check (chooser_user_id = auth.uid() and linkup_id = any (my_attended_linkup_ids()));

create policy contact_exchanges_select_own on contact_exchanges for select to authenticated
  using (user_a_id = auth.uid() or user_b_id = auth.uid());

create policy subscriptions_select_own on subscriptions for select to authenticated using (user_id = auth.uid());

create policy entitlements_select_own on entitlements for select to authenticated using (user_id = auth.uid());

grant select (id, slug, display_name, state, time_zone, country, subdivision) on regions to authenticated;

grant select on users, region_memberships, conversation_sessions, profiles, profile_events, linkups, linkup_participants, linkup_outcomes,
  contact_exchange_choices, contact_exchanges, subscriptions, entitlements to authenticated;

-- Metadata of one's own texts and invitations: not the ciphertext, not what others scored.
grant select (id, user_id, direction, status, media_count, created_at) on sms_messages to authenticated;

grant select (id, linkup_id, invited_user_id, state, offered_options, selected_option, sent_at, responded_at, expires_at, closed_at, created_at)
  on linkup_invites to authenticated;

grant update (first_name, last_name, email, time_zone, paused_at) on users to authenticated;

grant update (boundaries, preferences) on profiles to authenticated;

grant insert (linkup_id, user_id, attendance_response, do_again, feedback), update (attendance_response, do_again, feedback)
  on linkup_outcomes to authenticated;

grant insert (linkup_id, chooser_user_id, target_user_id, choice), update (choice) on contact_exchange_choices to authenticated;

grant select, insert, delete on user_blocks to authenticated;

grant select, insert, update, delete on regions, users, otp_sessions, region_memberships, quiet_rules, conversation_sessions, sms_messages,
  sms_outbound_jobs, message_events, unknown_senders, user_ratings, profiles, venues, linkup_invites, linkup_participants,
  linkup_reminders, linkup_outcomes, contact_exchange_choices, contact_exchanges, subscriptions, entitlements, magic_links to service_role;

grant select, insert, delete on profile_events to service_role;

-- seats_taken is the triggers' own: nobody writes it, not even the service.
grant select, delete on linkups to service_role;

grant insert (id, initiator_user_id, region_id, state, brief, acceptance_window_ends_at, event_time, venue, min_size, max_size, lock_version,
    locked_at, canceled_reason, correlation_id, linkup_create_key, created_at, updated_at, time_zone, starts_at, ends_at, next_wave_at,
    waves_sent, selection_arm, merged_into, venue_id, canceled_at, completed_at),
  update (state, brief, acceptance_window_ends_at, event_time, venue, min_size, max_size, lock_version, locked_at, canceled_reason,
    correlation_id, updated_at, time_zone, starts_at, ends_at, next_wave_at, waves_sent, selection_arm, merged_into, venue_id,
    canceled_at, completed_at)
  on linkups to service_role;

grant select on linkup_seats to service_role;

grant select, insert, update, delete on user_blocks, safety_holds, user_strikes, safety_reports, safety_incidents, admin_users,
  stripe_customers, stripe_events to service_role;

grant select, insert on admin_audit_log to service_role;
