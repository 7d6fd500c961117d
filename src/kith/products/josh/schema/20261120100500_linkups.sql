-- LinkUps, invitations, participants, and the seats that keep a LinkUp from overflowing and a person from being in two places.

create table venues (
  id uuid primary key default gen_random_uuid(),
  region_id uuid not null references regions (id) on delete cascade,
  name text not null check (length(btrim(name)) between 1 and 120),
  kind text not null check (length(btrim(kind)) between 1 and 60),
  address text not null,
  latitude double precision not null check (latitude between -90 and 90),
  longitude double precision not null check (longitude between -180 and 180),
  constraints jsonb not null default '{}'::jsonb check (jsonb_typeof(constraints) = 'object'),
  activity_keys text[] not null default '{}',
  capacity int check (capacity >= 2),
  public boolean not null default true check (public),
  active boolean not null default true,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint venues_name_uniq unique (region_id, name)
);

comment on table venues is 'Public places in which a LinkUp may meet.';

comment on column venues.public is 'Always true: private addresses are never proposed.';

create trigger venues_updated_at before update on venues for each row execute function set_updated_at();

create table linkups (
  id uuid primary key default gen_random_uuid(),
  initiator_user_id uuid not null references users (id) on delete restrict,
  region_id uuid not null references regions (id) on delete restrict,
  state linkup_state not null default 'draft',
  brief jsonb not null,
  acceptance_window_ends_at timestamptz,
  event_time timestamptz,
  venue jsonb,
  min_size int not null default 2,
  max_size int not null default 6,
  lock_version int not null default 0,
  locked_at timestamptz,
  canceled_reason text,
  correlation_id uuid,
  linkup_create_key text not null,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  time_zone text not null,
  starts_at timestamptz,
  ends_at timestamptz,
  next_wave_at timestamptz,
  waves_sent int not null default 0,
  selection_arm text not null default 'scored',
  merged_into uuid references linkups (id) on delete set null,
  venue_id uuid references venues (id) on delete set null,
  seats_taken int not null default 0,
  canceled_at timestamptz,
  completed_at timestamptz,
  constraint linkups_create_key_uniq unique (linkup_create_key),
  constraint linkups_size check (min_size between 2 and max_size and max_size <= 20),
  constraint linkups_capacity check (seats_taken between 0 and max_size),
  constraint linkups_brief_shape check (is_brief(brief)),
  constraint linkups_venue_shape check (venue is null or is_venue(venue)),
  constraint linkups_time_zone check (is_time_zone(time_zone)),
  constraint linkups_times check ((starts_at is null) = (ends_at is null) and ends_at > starts_at),
  constraint linkups_broadcast_facts check (
    state not in ('broadcasting', 'locked', 'completed') or (starts_at is not null and acceptance_window_ends_at is not null)),
  constraint linkups_locked_facts check (
    state not in ('locked', 'completed') or (event_time is not null and locked_at is not null and lock_version > 0)),
  constraint linkups_event_within_times check (event_time >= starts_at and event_time < ends_at),
  constraint linkups_waves check (waves_sent >= 0),
  constraint linkups_arm check (selection_arm in ('scored', 'random')),
  constraint linkups_merged check (merged_into is null or (merged_into <> id and state = 'canceled'))
);

comment on table linkups is 'One meeting of a few people: its brief, its state, its time and place.';

comment on column linkups.starts_at is 'Start of the time it occupies: of the brief''s window until the lock, then of the meeting.';

comment on column linkups.seats_taken is 'Rows in linkup_seats, kept by triggers; the CHECK against max_size holds whatever number of workers there is.';

comment on column linkups.selection_arm is 'scored, or random for the permanent share of LinkUps that measures what scoring is worth.';

create index linkups_region_state_idx on linkups (region_id, state);

create index linkups_initiator_idx on linkups (initiator_user_id);

create index linkups_window_idx on linkups (acceptance_window_ends_at);

create index linkups_state_window_idx on linkups (state, acceptance_window_ends_at);

create index linkups_next_wave_idx on linkups (next_wave_at) where next_wave_at is not null;

create index linkups_merged_idx on linkups (merged_into);

create index linkups_venue_idx on linkups (venue_id);

create trigger linkups_updated_at before update on linkups for each row execute function set_updated_at();

create table linkup_invites (
  id uuid primary key default gen_random_uuid(),
  linkup_id uuid not null references linkups (id) on delete cascade,
  invited_user_id uuid not null references users (id) on delete cascade,
  state invite_state not null default 'pending',
  offered_options jsonb,
  selected_option text,
  sent_at timestamptz,
  responded_at timestamptz,
  expires_at timestamptz,
  closed_at timestamptz,
  response_message_sid text,
  idempotency_key text not null,
  explainability jsonb not null default '{}'::jsonb,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  wave int not null default 1,
  late_reply_at timestamptz,
  constraint linkup_invites_once unique (linkup_id, invited_user_id),
  constraint linkup_invites_idem_uniq unique (idempotency_key),
  constraint linkup_invites_wave check (wave >= 1),
  constraint linkup_invites_explainability_shape check (is_explainability(explainability)),
  constraint linkup_invites_options_shape check (jsonb_typeof(offered_options) in ('array', 'object')),
  constraint linkup_invites_stamps check (
    (state not in ('accepted', 'declined') or responded_at is not null) and (state not in ('expired', 'closed') or closed_at is not null))
);

comment on table linkup_invites is 'Who was asked to which LinkUp, in which wave, why, and what they answered.';

create index linkup_invites_user_state_idx on linkup_invites (invited_user_id, state);

create index linkup_invites_linkup_idx on linkup_invites (linkup_id);

create index invites_linkup_state_idx on linkup_invites (linkup_id, state);

create index linkup_invites_expiry_idx on linkup_invites (expires_at) where state = 'pending';

create trigger linkup_invites_updated_at before update on linkup_invites for each row execute function set_updated_at();

create table linkup_participants (
  id uuid primary key default gen_random_uuid(),
  linkup_id uuid not null references linkups (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  role text not null check (role in ('initiator', 'participant')),
  status text not null default 'confirmed' check (status in ('confirmed', 'canceled', 'no_show', 'attended')),
  joined_at timestamptz not null default kith.now(),
  left_at timestamptz,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  late_cancel boolean not null default false,
  running_late_at timestamptz,
  constraint linkup_participants_once unique (linkup_id, user_id),
  constraint linkup_participants_left check (status <> 'canceled' or left_at is not null),
  constraint linkup_participants_late_cancel check (not late_cancel or status = 'canceled')
);

comment on table linkup_participants is 'Who is in a locked LinkUp, and who came.';

create index linkup_participants_linkup_idx on linkup_participants (linkup_id);

create index linkup_participants_user_idx on linkup_participants (user_id);

create index participants_linkup_status_idx on linkup_participants (linkup_id, status);

create trigger linkup_participants_updated_at before update on linkup_participants for each row execute function set_updated_at();

create table linkup_reminders (
  id uuid primary key default gen_random_uuid(),
  linkup_id uuid not null references linkups (id) on delete cascade,
  reminder_type text not null,
  scheduled_for timestamptz not null,
  sent_at timestamptz,
  status text not null default 'pending' check (status in ('pending', 'sent', 'failed')),
  idempotency_key text not null,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint linkup_reminders_idem_uniq unique (idempotency_key)
);

comment on table linkup_reminders is 'What will be said before a LinkUp, and when.';

create index linkup_reminders_sched_idx on linkup_reminders (scheduled_for);

create index linkup_reminders_linkup_idx on linkup_reminders (linkup_id);

create trigger linkup_reminders_updated_at before update on linkup_reminders for each row execute function set_updated_at();

create table linkup_outcomes (
  id uuid primary key default gen_random_uuid(),
  linkup_id uuid not null references linkups (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  attendance_response text check (attendance_response in ('attended', 'no_show', 'unsure')),
  do_again boolean,
  feedback text,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint linkup_outcomes_once unique (linkup_id, user_id),
  constraint linkup_outcomes_feedback check (length(feedback) <= 2000)
);

comment on table linkup_outcomes is 'What each person said the day after.';

create index linkup_outcomes_linkup_idx on linkup_outcomes (linkup_id);

create index linkup_outcomes_user_idx on linkup_outcomes (user_id);

create trigger linkup_outcomes_updated_at before update on linkup_outcomes for each row execute function set_updated_at();
