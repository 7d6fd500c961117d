drop trigger users_event on users;

drop trigger users_check_transition on users;

drop trigger profiles_event on profiles;

drop trigger profiles_check_transition on profiles;

drop trigger conversation_sessions_event on conversation_sessions;

drop trigger conversation_sessions_check_transition on conversation_sessions;

drop trigger regions_event on regions;

drop trigger regions_check_transition on regions;

drop trigger region_memberships_event on region_memberships;

drop trigger region_memberships_check_transition on region_memberships;

drop trigger linkups_event on linkups;

drop trigger linkups_check_transition on linkups;

drop trigger linkup_invites_event on linkup_invites;

drop trigger linkup_invites_check_transition on linkup_invites;

drop trigger linkup_participants_event on linkup_participants;

drop trigger linkup_participants_check_transition on linkup_participants;

drop trigger subscriptions_event on subscriptions;

drop trigger subscriptions_check_transition on subscriptions;

delete from state_transitions where entity_type in (
  'user', 'profile', 'conversation', 'region', 'region_membership', 'linkup', 'invite', 'participant', 'subscription');
