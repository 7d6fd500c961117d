-- The friend fingerprint, the events it is made of, and what was learned about a person.

create table profiles (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  state profile_state not null default 'empty',
  fingerprint jsonb not null default '{}'::jsonb,
  activity_patterns jsonb not null default '[]'::jsonb,
  boundaries jsonb not null default '{}'::jsonb,
  preferences jsonb not null default '{}'::jsonb,
  active_intent jsonb,
  last_interview_step text,
  completed_at timestamptz,
  stale_at timestamptz,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  factor_values real[] generated always as (fingerprint_values(fingerprint)) stored,
  factor_confidences real[] generated always as (fingerprint_confidences(fingerprint)) stored,
  factor_observed_on date[] generated always as (fingerprint_dates(fingerprint)) stored,
  confident_factors smallint generated always as (fingerprint_confident(fingerprint)) stored,
  constraint profiles_user_uniq unique (user_id),
  constraint profiles_fingerprint_shape check (is_fingerprint(fingerprint)),
  constraint profiles_activity_patterns_shape check (is_activity_patterns(activity_patterns)),
  constraint profiles_boundaries_shape check (is_boundaries(boundaries)),
  constraint profiles_preferences_shape check (jsonb_typeof(preferences) = 'object'),
  constraint profiles_active_intent_shape check (jsonb_typeof(active_intent) = 'object'),
  constraint profiles_complete check (state not in ('complete_mvp', 'complete_full') or confident_factors >= 8)
);

comment on table profiles is 'What JOSH thinks of a person: twelve factors, activities, boundaries. Rebuilt from profile_events at any time.';

comment on column profiles.factor_values is 'The twelve values in the order of fingerprint_factors(), for reading many profiles at once.';

comment on column profiles.stale_at is 'When the oldest factor will be 180 days old.';

create index profiles_state_idx on profiles (state);

create index profiles_user_idx on profiles (user_id);

create index profiles_stale_idx on profiles (stale_at) where stale_at is not null;

create trigger profiles_updated_at before update on profiles for each row execute function set_updated_at();

create table profile_events (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users (id) on delete cascade,
  event_type text not null,
  source text not null,
  payload jsonb not null,
  idempotency_key text not null,
  correlation_id uuid,
  created_at timestamptz not null default kith.now(),
  seq bigint generated always as identity,
  constraint profile_events_idem_uniq unique (idempotency_key),
  constraint profile_events_payload check (jsonb_typeof(payload) = 'object')
);

comment on table profile_events is 'Every piece of evidence about a person, in order; never edited, deleted only with the person''s data.';

comment on column profile_events.seq is 'The order in which a rebuild applies them.';

create index profile_events_user_idx on profile_events (user_id);

create index profile_events_type_idx on profile_events (event_type);

create index profile_events_rebuild_idx on profile_events (user_id, seq);

create trigger profile_events_never_edited before update or truncate on profile_events for each statement execute function refuse_change();

create table user_ratings (
  user_id uuid primary key references users (id) on delete cascade,
  invites_answered int not null default 0 check (invites_answered >= 0),
  invites_accepted int not null default 0 check (invites_accepted between 0 and invites_answered),
  openness real not null default 0.5 check (openness between 0 and 1),
  appeal_asked int not null default 0 check (appeal_asked >= 0),
  appeal_yes int not null default 0 check (appeal_yes between 0 and appeal_asked),
  appeal real not null default 0.5 check (appeal between 0 and 1),
  reliability real not null default 0.5 check (reliability between 0 and 1),
  priority_since timestamptz,
  last_invited_at timestamptz,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now()
);

comment on table user_ratings is 'What replies and outcomes taught about a person: how open, how liked, how reliable. Shrunk to the mean while few; shown to nobody.';

comment on column user_ratings.priority_since is 'A yes that came too late: this person comes first next time.';

create index user_ratings_priority_idx on user_ratings (priority_since) where priority_since is not null;

create trigger user_ratings_updated_at before update on user_ratings for each row execute function set_updated_at();
