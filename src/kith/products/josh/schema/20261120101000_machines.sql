-- What may become what. Enforced before every write, told to domain_events after it.

insert into state_transitions (entity_type, from_state, to_state, event_type) values
  ('user', '', 'unverified', 'user.registered'),
  ('user', 'unverified', 'verified', 'user.verified'),
  ('user', 'verified', 'interviewing', 'user.interview_started'),
  ('user', 'interviewing', 'active', 'user.activated'),
  ('user', 'unverified', 'suspended', 'user.suspended'),
  ('user', 'verified', 'suspended', 'user.suspended'),
  ('user', 'interviewing', 'suspended', 'user.suspended'),
  ('user', 'active', 'suspended', 'user.suspended'),
  ('user', 'suspended', 'verified', 'user.reinstated'),
  ('user', 'suspended', 'interviewing', 'user.reinstated'),
  ('user', 'suspended', 'active', 'user.reinstated'),
  ('user', 'unverified', 'deleted', 'user.erased'),
  ('user', 'verified', 'deleted', 'user.erased'),
  ('user', 'interviewing', 'deleted', 'user.erased'),
  ('user', 'active', 'deleted', 'user.erased'),
  ('user', 'suspended', 'deleted', 'user.erased'),

  ('profile', '', 'empty', 'profile.created'),
  ('profile', 'empty', 'partial', 'profile.started'),
  ('profile', 'empty', 'complete_mvp', 'profile.completed_mvp'),
  ('profile', 'partial', 'complete_mvp', 'profile.completed_mvp'),
  ('profile', 'empty', 'complete_full', 'profile.completed_full'),
  ('profile', 'partial', 'complete_full', 'profile.completed_full'),
  ('profile', 'complete_mvp', 'complete_full', 'profile.completed_full'),
  ('profile', 'complete_mvp', 'stale', 'profile.staled'),
  ('profile', 'complete_full', 'stale', 'profile.staled'),
  ('profile', 'stale', 'partial', 'profile.refreshed'),
  ('profile', 'stale', 'complete_mvp', 'profile.refreshed'),
  ('profile', 'stale', 'complete_full', 'profile.refreshed'),
  ('profile', 'complete_full', 'complete_mvp', 'profile.reduced'),
  ('profile', 'complete_full', 'partial', 'profile.reduced'),
  ('profile', 'complete_mvp', 'partial', 'profile.reduced'),

  ('region_membership', '', 'active', 'region_membership.joined'),
  ('region_membership', '', 'waitlisted', 'region_membership.joined'),
  ('region_membership', 'waitlisted', 'active', 'region_membership.activated'),

  ('linkup', '', 'draft', 'linkup.drafted'),
  ('linkup', 'draft', 'broadcasting', 'linkup.broadcast'),
  ('linkup', 'broadcasting', 'locked', 'linkup.locked'),
  ('linkup', 'locked', 'completed', 'linkup.completed'),
  ('linkup', 'draft', 'canceled', 'linkup.canceled'),
  ('linkup', 'broadcasting', 'canceled', 'linkup.canceled'),
  ('linkup', 'locked', 'canceled', 'linkup.canceled'),
  ('linkup', 'broadcasting', 'expired', 'linkup.expired'),

  ('invite', '', 'pending', 'invite.offered'),
  ('invite', 'pending', 'accepted', 'invite.accepted'),
  ('invite', 'pending', 'declined', 'invite.declined'),
  ('invite', 'accepted', 'declined', 'invite.declined'),
  ('invite', 'pending', 'expired', 'invite.expired'),
  ('invite', 'pending', 'closed', 'invite.closed'),
  ('invite', 'accepted', 'closed', 'invite.closed'),

  ('participant', '', 'confirmed', 'participant.confirmed'),
  ('participant', 'confirmed', 'canceled', 'participant.canceled'),
  ('participant', 'canceled', 'confirmed', 'participant.rejoined'),
  ('participant', 'confirmed', 'no_show', 'participant.no_show'),
  ('participant', 'attended', 'no_show', 'participant.no_show'),
  ('participant', 'confirmed', 'attended', 'participant.attended'),
  ('participant', 'no_show', 'attended', 'participant.attended');

insert into state_transitions (entity_type, from_state, to_state, event_type)
select 'conversation', '', m::text, 'conversation.opened' from unnest(enum_range(null::conversation_mode)) m
union all
select 'conversation', a::text, b::text, case when b = 'safety_hold' then 'conversation.held' else 'conversation.mode_changed' end
from unnest(enum_range(null::conversation_mode)) a, unnest(enum_range(null::conversation_mode)) b
where a <> b and a <> 'safety_hold'
union all
select 'conversation', 'safety_hold', 'idle', 'conversation.released';

insert into state_transitions (entity_type, from_state, to_state, event_type)
select 'region', '', s::text, 'region.created' from unnest(enum_range(null::region_state)) s
union all
select 'region', a::text, b::text, case b when 'open' then 'region.opened' else 'region.' || b end
from unnest(enum_range(null::region_state)) a, unnest(enum_range(null::region_state)) b where a <> b;

insert into state_transitions (entity_type, from_state, to_state, event_type)
select 'subscription', '', s::text, 'subscription.created' from unnest(enum_range(null::subscription_state)) s
union all
select 'subscription', a::text, b::text, 'subscription.' || b
from unnest(enum_range(null::subscription_state)) a, unnest(enum_range(null::subscription_state)) b where a <> b;

create trigger users_check_transition before insert or update on users
  for each row execute function enforce_transition('user', 'state');

create trigger users_event after insert or update on users
  for each row execute function record_transition('user', 'state');

create trigger profiles_check_transition before insert or update on profiles
  for each row execute function enforce_transition('profile', 'state');

create trigger profiles_event after insert or update on profiles
  for each row execute function record_transition('profile', 'state');

create trigger conversation_sessions_check_transition before insert or update on conversation_sessions
  for each row execute function enforce_transition('conversation', 'mode');

create trigger conversation_sessions_event after insert or update on conversation_sessions
  for each row execute function record_transition('conversation', 'mode');

create trigger regions_check_transition before insert or update on regions
  for each row execute function enforce_transition('region', 'state');

create trigger regions_event after insert or update on regions
  for each row execute function record_transition('region', 'state');

create trigger region_memberships_check_transition before insert or update on region_memberships
  for each row execute function enforce_transition('region_membership', 'status');

create trigger region_memberships_event after insert or update on region_memberships
  for each row execute function record_transition('region_membership', 'status');

create trigger linkups_check_transition before insert or update on linkups
  for each row execute function enforce_transition('linkup', 'state');

create trigger linkups_event after insert or update on linkups
  for each row execute function record_transition('linkup', 'state');

create trigger linkup_invites_check_transition before insert or update on linkup_invites
  for each row execute function enforce_transition('invite', 'state');

create trigger linkup_invites_event after insert or update on linkup_invites
  for each row execute function record_transition('invite', 'state');

create trigger linkup_participants_check_transition before insert or update on linkup_participants
  for each row execute function enforce_transition('participant', 'status');

create trigger linkup_participants_event after insert or update on linkup_participants
  for each row execute function record_transition('participant', 'status');

create trigger subscriptions_check_transition before insert or update on subscriptions
  for each row execute function enforce_transition('subscription', 'state');

create trigger subscriptions_event after insert or update on subscriptions
  for each row execute function record_transition('subscription', 'state');
