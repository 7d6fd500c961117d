revoke all on user_blocks, safety_holds, user_strikes, safety_reports, safety_incidents, admin_users, admin_audit_log, stripe_customers,
  stripe_events from authenticated, service_role;

drop policy entitlements_select_own on entitlements;

drop policy subscriptions_select_own on subscriptions;

drop policy contact_exchanges_select_own on contact_exchanges;

drop policy contact_exchange_choices_update_own on contact_exchange_choices;

drop policy contact_exchange_choices_insert_own on contact_exchange_choices;

drop policy contact_exchange_choices_select_own on contact_exchange_choices;

drop policy linkup_outcomes_update_own on linkup_outcomes;

drop policy linkup_outcomes_insert_own on linkup_outcomes;

drop policy linkup_outcomes_select_own on linkup_outcomes;

drop policy linkup_participants_select_member on linkup_participants;

drop policy linkup_invites_select_own on linkup_invites;

drop policy linkups_select_member on linkups;

drop policy profile_events_select_own on profile_events;

drop policy profiles_update_own on profiles;

drop policy profiles_select_own on profiles;

drop policy sms_messages_select_own on sms_messages;

drop policy conversation_sessions_select_own on conversation_sessions;

drop policy region_memberships_select_own on region_memberships;

drop policy users_update_own on users;

drop policy users_select_own on users;

drop policy regions_select_member on regions;

drop policy service_all on magic_links;

drop policy service_all on entitlements;

drop policy service_all on subscriptions;

drop policy service_all on contact_exchanges;

drop policy service_all on contact_exchange_choices;

drop policy service_all on linkup_seats;

drop policy service_all on linkup_outcomes;

drop policy service_all on linkup_reminders;

drop policy service_all on linkup_participants;

drop policy service_all on linkup_invites;

drop policy service_all on linkups;

drop policy service_all on venues;

drop policy service_all on user_ratings;

drop policy service_all on profile_events;

drop policy service_all on profiles;

drop policy service_all on unknown_senders;

drop policy service_all on message_events;

drop policy service_all on sms_outbound_jobs;

drop policy service_all on sms_messages;

drop policy service_all on conversation_sessions;

drop policy service_all on quiet_rules;

drop policy service_all on region_memberships;

drop policy service_all on otp_sessions;

drop policy service_all on users;

drop policy service_all on regions;

revoke all on regions from authenticated, service_role;

alter table regions disable row level security;

revoke all on users from authenticated, service_role;

alter table users disable row level security;

revoke all on otp_sessions from authenticated, service_role;

alter table otp_sessions disable row level security;

revoke all on region_memberships from authenticated, service_role;

alter table region_memberships disable row level security;

revoke all on quiet_rules from authenticated, service_role;

alter table quiet_rules disable row level security;

revoke all on conversation_sessions from authenticated, service_role;

alter table conversation_sessions disable row level security;

revoke all on sms_messages from authenticated, service_role;

alter table sms_messages disable row level security;

revoke all on sms_outbound_jobs from authenticated, service_role;

alter table sms_outbound_jobs disable row level security;

revoke all on message_events from authenticated, service_role;

alter table message_events disable row level security;

revoke all on unknown_senders from authenticated, service_role;

alter table unknown_senders disable row level security;

revoke all on profiles from authenticated, service_role;

alter table profiles disable row level security;

revoke all on profile_events from authenticated, service_role;

alter table profile_events disable row level security;

revoke all on user_ratings from authenticated, service_role;

alter table user_ratings disable row level security;

revoke all on venues from authenticated, service_role;

alter table venues disable row level security;

revoke all on linkups from authenticated, service_role;

alter table linkups disable row level security;

revoke all on linkup_invites from authenticated, service_role;

alter table linkup_invites disable row level security;

revoke all on linkup_participants from authenticated, service_role;

alter table linkup_participants disable row level security;

revoke all on linkup_reminders from authenticated, service_role;

alter table linkup_reminders disable row level security;

revoke all on linkup_outcomes from authenticated, service_role;

alter table linkup_outcomes disable row level security;

revoke all on linkup_seats from authenticated, service_role;

alter table linkup_seats disable row level security;

revoke all on contact_exchange_choices from authenticated, service_role;

alter table contact_exchange_choices disable row level security;

revoke all on contact_exchanges from authenticated, service_role;

alter table contact_exchanges disable row level security;

revoke all on subscriptions from authenticated, service_role;

alter table subscriptions disable row level security;

revoke all on entitlements from authenticated, service_role;

alter table entitlements disable row level security;

revoke all on magic_links from authenticated, service_role;

alter table magic_links disable row level security;

drop function my_contacts();

drop function linkup_people(uuid);

drop function my_completed_linkup_ids();

drop function my_attended_linkup_ids();

drop function visible_linkup_ids();
