-- The bank of cards.

create type activity_type_enum as enum ('truth', 'dare');

create type audience_scope_enum as enum ('couples', 'groups', 'all');

create table activities (
  activity_id serial primary key,
  type varchar(16) not null,
  rating varchar(1) not null,
  intensity integer not null,
  script jsonb not null,
  tags jsonb,
  source varchar(32) not null default 'bank',
  approved boolean not null default true,
  hard_limit_keys jsonb,
  power_role varchar(16),
  preference_keys jsonb,
  domains jsonb,
  intensity_modifiers jsonb,
  requires_consent_negotiation boolean default false,
  audience_scope audience_scope_enum not null default 'all',
  hard_boundaries jsonb not null default '[]'::jsonb,
  required_bodyparts jsonb not null default '{"active":[],"partner":[]}'::jsonb,
  activity_uid varchar(64),
  source_version varchar(32),
  is_active boolean not null default true,
  archived_at timestamptz,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  constraint activities_uid_uniq unique (activity_uid),
  constraint activities_uid check (activity_uid ~ '^[0-9a-f]{64}$'),
  constraint activities_type check (type in ('truth', 'dare')),
  constraint activities_rating check (rating in ('G', 'R', 'X')),
  constraint activities_intensity check (intensity between 1 and 5),
  constraint activities_source check (source in ('bank', 'ai_generated', 'user_submitted')),
  constraint activities_power_role check (power_role in ('top', 'bottom', 'switch', 'neutral')),
  constraint activities_script check (jsonb_typeof(script) = 'object'),
  constraint activities_lists check (jsonb_typeof(tags) = 'array' and jsonb_typeof(hard_limit_keys) = 'array' and jsonb_typeof(preference_keys) = 'array'
    and jsonb_typeof(domains) = 'array' and jsonb_typeof(intensity_modifiers) = 'array'),
  constraint activities_boundaries check (hard_boundaries <@ '["touch", "photo_video", "public", "restraint", "impact", "roleplay", "substances", "others_present"]'::jsonb
    and jsonb_typeof(hard_boundaries) = 'array'),
  constraint activities_bodyparts check (jsonb_typeof(required_bodyparts) = 'object'
    and coalesce(jsonb_typeof(required_bodyparts -> 'active') = 'array' and jsonb_typeof(required_bodyparts -> 'partner') = 'array', false)),
  constraint activities_archived check (is_active = (archived_at is null))
);

comment on table activities is 'The bank of cards. What a card asks for (boundaries, body parts, a talk before) is what the draw checks against both players.';

comment on column activities.activity_uid is 'SHA-256 of the normalised content, in hex: the same card comes in once.';

comment on column activities.hard_boundaries is 'What the card touches, of the eight keys of the taxonomy.';

create index idx_activity_lookup on activities (type, rating, intensity, approved);

create index idx_activities_type on activities (type);

create index idx_activities_rating on activities (rating);

create index idx_activities_intensity on activities (intensity);

create index idx_activities_approved on activities (approved);

create index idx_activities_power_role on activities (power_role);

create index idx_activities_audience_scope on activities (audience_scope);

create index idx_activities_activity_uid on activities (activity_uid);

create index idx_activities_is_active on activities (is_active);

create trigger activities_updated_at before update on activities for each row execute function set_updated_at();

create table bank_version (
  only_row boolean primary key default true check (only_row),
  version bigint not null default 1
);

comment on table bank_version is 'Grows with every change of the bank, so that a process knows when the cards it holds in memory are old.';

insert into bank_version default values;

create function note_bank() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  update bank_version set version = version + 1;
  return null;
end $$;

comment on function note_bank() is 'Trigger: the bank is another.';

create trigger activities_note after insert or update or delete or truncate on activities for each statement execute function note_bank();
