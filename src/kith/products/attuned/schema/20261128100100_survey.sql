-- The survey: drafts, what was submitted, and the profile that follows from it. Everything people say is sealed.

create type survey_status_enum as enum ('in_progress', 'completed', 'abandoned');

create table survey_progress (
  id serial primary key,
  user_id uuid references users (id) on delete cascade,
  anonymous_session_id text references anonymous_sessions (session_id) on delete cascade,
  survey_version text not null default '0.4',
  status survey_status_enum not null default 'in_progress',
  current_question text,
  completion_percentage integer not null default 0,
  answers jsonb not null default '{}'::jsonb,
  started_at timestamptz not null default kith.now(),
  last_saved_at timestamptz not null default kith.now(),
  completed_at timestamptz,
  constraint survey_progress_owner check (num_nonnulls(user_id, anonymous_session_id) = 1),
  constraint survey_progress_percentage check (completion_percentage between 0 and 100),
  constraint survey_progress_question check (current_question ~ '^[A-Z][A-Za-z0-9_]{0,63}$'),
  constraint survey_progress_version check (survey_version ~ '^[0-9]+\.[0-9]+$'),
  constraint survey_progress_sealed check (is_sealed(answers)),
  constraint survey_progress_completed check ((status = 'completed') = (completed_at is not null)),
  constraint survey_progress_over check (status = 'in_progress' or answers = '{}'::jsonb)
);

comment on table survey_progress is 'Surveys under way. Answers are emptied when the survey is submitted or given up.';

comment on column survey_progress.answers is 'Sealed: {question: [answer, sequence]}.';

create index idx_survey_progress_user_id on survey_progress (user_id) where user_id is not null;

create index idx_survey_progress_anonymous on survey_progress (anonymous_session_id) where anonymous_session_id is not null;

create index survey_progress_user_idx on survey_progress (user_id);

create index survey_progress_anonymous_idx on survey_progress (anonymous_session_id);

create index survey_progress_saved_idx on survey_progress (last_saved_at) where status = 'in_progress';

create unique index survey_progress_one_draft_user on survey_progress (user_id, survey_version) where status = 'in_progress';

create unique index survey_progress_one_draft_anonymous on survey_progress (anonymous_session_id, survey_version)
  where status = 'in_progress' and anonymous_session_id is not null;

create function guard_survey_progress() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if (new.user_id, new.anonymous_session_id, new.survey_version, new.started_at)
     is distinct from (old.user_id, old.anonymous_session_id, old.survey_version, old.started_at) then
    raise exception using errcode = 'check_violation', constraint = 'survey_progress_fixed', table = tg_table_name, message = 'a draft stays whose it is';
  end if;
  if old.status <> 'in_progress' and new.answers <> '{}'::jsonb then
    raise exception using errcode = 'KT409', message = 'this survey is over';
  end if;
  -- A draft is given up thirty days after the last answer, whether or not the job has been by.
  if old.status = 'in_progress' and new.status <> 'abandoned' and old.last_saved_at <= kith.now() - interval '30 days' then
    raise exception using errcode = 'KT409', message = 'this survey was given up thirty days after its last answer';
  end if;
  if new.status <> 'in_progress' then
    new.answers := '{}'::jsonb;
    new.current_question := null;
    new.completed_at := case when new.status = 'completed' then coalesce(old.completed_at, kith.now()) end;
  elsif new.answers is distinct from old.answers then
    new.last_saved_at := kith.now();
  else
    new.last_saved_at := old.last_saved_at;
  end if;
  return new;
end $$;

comment on function guard_survey_progress() is 'Trigger: whose a draft is, that it is alive, and that nothing said stays in it when it is over.';

create trigger survey_progress_guard before update on survey_progress for each row execute function guard_survey_progress();

create function abandon_old_surveys() returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  given_up integer;
begin
  update survey_progress set status = 'abandoned' where status = 'in_progress' and last_saved_at <= kith.now() - interval '30 days';
  get diagnostics given_up = row_count;
  return given_up;
end $$;

comment on function abandon_old_surveys() is 'Gives up drafts thirty days after their last answer; returns how many.';

create function begin_survey(p_survey_version text) returns integer language plpgsql volatile security definer
  set search_path from current
as $$
declare
  me uuid := auth.uid();
  session text := case when me is null then current_anonymous_session() end;
  draft integer;
begin
  if num_nonnulls(me, session) = 0 then
    raise exception using errcode = 'KT403', message = 'nobody is asking';
  end if;
  update survey_progress set status = 'abandoned'
  where status = 'in_progress' and last_saved_at <= kith.now() - interval '30 days' and (user_id = me or anonymous_session_id = session);
  insert into survey_progress (user_id, anonymous_session_id, survey_version) values (me, session, p_survey_version)
  on conflict do nothing returning id into draft;
  if draft is null then
    select p.id into draft from survey_progress p
    where p.status = 'in_progress' and p.survey_version = p_survey_version and (p.user_id = me or p.anonymous_session_id = session);
  end if;
  return draft;
end $$;

comment on function begin_survey(text) is
  'The one draft of whoever asks (signed in, or an anonymous session that proved itself) for a version of the survey: the running one, or a new one.';

create table survey_submissions (
  id serial primary key,
  submission_id varchar(128) not null,
  respondent_id varchar(128),
  name varchar(256),
  sex varchar(32),
  sexual_orientation varchar(64),
  version varchar(16),
  survey_version text not null default '0.4',
  survey_progress_id integer references survey_progress (id) on delete set null,
  payload_json jsonb not null,
  created_at timestamptz not null default kith.now(),
  user_id uuid references users (id) on delete cascade,
  anonymous_session_id text references anonymous_sessions (session_id) on delete cascade,
  erased_at timestamptz,
  constraint survey_submissions_submission_uniq unique (submission_id),
  constraint survey_submissions_progress_uniq unique (survey_progress_id),
  constraint survey_submissions_owner check (num_nonnulls(user_id, anonymous_session_id) = case when erased_at is null then 1 else 0 end),
  constraint survey_submissions_sealed check (is_sealed(payload_json) and num_nonnulls(name, sex, sexual_orientation) = 0),
  constraint survey_submissions_erased check (erased_at is null or payload_json = '{}'::jsonb)
);

comment on table survey_submissions is 'What was submitted: a draft becomes one submission, once. A retake takes the place of the one before.';

comment on column survey_submissions.payload_json is 'Sealed: {answers, profile}, enough to work the profile out again. Name, sex and orientation lie in it too, so their columns stay empty.';

create index idx_submission_id on survey_submissions (submission_id);

create index idx_created_at on survey_submissions (created_at desc);

create index idx_survey_submissions_version on survey_submissions (survey_version);

create index survey_submissions_respondent_idx on survey_submissions (respondent_id);

create index survey_submissions_user_idx on survey_submissions (user_id);

create index survey_submissions_anonymous_idx on survey_submissions (anonymous_session_id);

create table profiles (
  id serial primary key,
  user_id uuid references users (id) on delete cascade,
  is_anonymous boolean not null default false,
  anonymous_session_id text references anonymous_sessions (session_id) on delete cascade,
  submission_id varchar(128) not null references survey_submissions (submission_id),
  profile_version varchar(16) not null default '0.4',
  survey_version text not null default '0.4',
  last_accessed_at timestamptz default kith.now(),
  power_dynamic jsonb not null,
  arousal_propensity jsonb not null,
  domain_scores jsonb not null,
  activities jsonb not null,
  truth_topics jsonb not null,
  boundaries jsonb not null,
  anatomy jsonb not null default '{}'::jsonb,
  activity_tags jsonb,
  created_at timestamptz not null default kith.now(),
  updated_at timestamptz not null default kith.now(),
  revision integer not null default 1,
  has_survey boolean not null default false,
  highest_level intimacy_level_enum not null default 'R',
  erased_at timestamptz,
  constraint profiles_submission_uniq unique (submission_id),
  constraint profiles_owner check (num_nonnulls(user_id, anonymous_session_id) = case when erased_at is null then 1 else 0 end),
  constraint profiles_anonymous check (erased_at is not null or is_anonymous = (anonymous_session_id is not null)),
  constraint profiles_sealed check (is_sealed(power_dynamic) and is_sealed(arousal_propensity) and is_sealed(domain_scores) and is_sealed(activities)
    and is_sealed(truth_topics) and is_sealed(boundaries) and is_sealed(anatomy) and is_sealed(activity_tags)),
  constraint profiles_erased check (erased_at is null or (power_dynamic = '{}'::jsonb and arousal_propensity = '{}'::jsonb and domain_scores = '{}'::jsonb
    and activities = '{}'::jsonb and truth_topics = '{}'::jsonb and boundaries = '{}'::jsonb and anatomy = '{}'::jsonb and activity_tags is null))
);

comment on table profiles is
  'Who plays: what follows from the survey, and anatomy. Before the survey everything but anatomy is empty. Erased ones leave an empty row where somebody else''s evening refers to it.';

comment on column profiles.revision is 'Grows with every change of what the profile says; compatibilities and shared snapshots name the revisions they were made from.';

comment on column profiles.highest_level is 'What this player allows; an evening is at the lower of two.';

create unique index profiles_one_per_user on profiles (user_id) where user_id is not null;

create unique index profiles_one_per_anonymous on profiles (anonymous_session_id) where anonymous_session_id is not null;

create index idx_profiles_user_id on profiles (user_id) where user_id is not null;

create index idx_profiles_anonymous_session on profiles (anonymous_session_id) where anonymous_session_id is not null;

create index profiles_user_idx on profiles (user_id);

create index profiles_anonymous_idx on profiles (anonymous_session_id);

create index idx_profiles_is_anonymous on profiles (is_anonymous);

create index idx_profiles_submission_id on profiles (submission_id);

create trigger profiles_updated_at before update on profiles for each row execute function set_updated_at();

alter table anonymous_sessions add constraint anonymous_sessions_profile_fkey foreign key (profile_id) references profiles (id) on delete cascade;

create function guard_profile() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if new.erased_at is null
     and (new.user_id, new.anonymous_session_id) is distinct from (old.user_id, old.anonymous_session_id) then
    raise exception using errcode = 'check_violation', constraint = 'profiles_fixed', table = tg_table_name, message = 'a profile stays whose it is';
  end if;
  if (new.power_dynamic, new.arousal_propensity, new.domain_scores, new.activities, new.truth_topics, new.boundaries, new.anatomy)
     is distinct from
     (old.power_dynamic, old.arousal_propensity, old.domain_scores, old.activities, old.truth_topics, old.boundaries, old.anatomy) then
    new.revision := old.revision + 1;
  else
    new.revision := old.revision;
  end if;
  return new;
end $$;

comment on function guard_profile() is 'Trigger: whose a profile is; another word is another revision.';

create trigger profiles_guard before update on profiles for each row execute function guard_profile();

create function guard_readiness() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  if auth.uid() is not null then
    if new.id <> auth.uid() then
      raise exception using errcode = 'insufficient_privilege', message = 'people join for themselves';
    end if;
    new.email := (select lower(u.email) from auth.users u where u.id = new.id);
  end if;
  if new.profile_completed and (tg_op = 'INSERT' or not old.profile_completed) then
    if not exists (select 1 from profiles p where p.user_id = new.id and p.anatomy <> '{}'::jsonb) then
      raise exception using errcode = 'check_violation', constraint = 'users_ready', table = tg_table_name, message = 'name and anatomy come first';
    end if;
    if not (kith.has_consent(new.id, 'attuned', 'age') and kith.has_consent(new.id, 'attuned', 'privacy')) then
      raise exception using errcode = 'check_violation', constraint = 'users_consent', table = tg_table_name, message = 'consent comes first';
    end if;
  end if;
  if new.onboarding_completed and (tg_op = 'INSERT' or not old.onboarding_completed)
     and not exists (select 1 from profiles p where p.user_id = new.id and p.has_survey) then
    raise exception using errcode = 'check_violation', constraint = 'users_readiness', table = tg_table_name, message = 'the survey comes first';
  end if;
  return new;
end $$;

comment on function guard_readiness() is 'Trigger: the table of readiness. Playing takes consent, a name and anatomy; cards that fit take the survey. Members'' addresses are those they signed in with.';

create trigger users_readiness before insert or update on users for each row execute function guard_readiness();

create table survey_baseline (
  id serial primary key,
  submission_id varchar(128),
  updated_at timestamptz not null default kith.now()
);

comment on table survey_baseline is 'Kept for programs that know it; nothing here writes it.';

create trigger survey_baseline_updated_at before update on survey_baseline for each row execute function set_updated_at();

create table compatibility_results (
  id serial primary key,
  profile_a_id integer references profiles (id) on delete cascade,
  profile_b_id integer references profiles (id) on delete cascade,
  compatibility_score double precision not null,
  power_complement double precision,
  domain_similarity double precision,
  activity_overlap double precision,
  truth_overlap double precision,
  details jsonb,
  created_at timestamptz not null default kith.now(),
  profile_a_revision integer not null,
  profile_b_revision integer not null,
  stale_at timestamptz,
  constraint compatibility_results_once unique (profile_a_id, profile_b_id, profile_a_revision, profile_b_revision),
  constraint compatibility_results_order check (profile_a_id < profile_b_id),
  constraint compatibility_results_score check (compatibility_score between 0 and 100),
  constraint compatibility_results_sealed check (is_sealed(details))
);

comment on table compatibility_results is 'Compatibilities worked out, for the revisions of the two profiles they were worked out from; the lower profile is a.';

comment on column compatibility_results.stale_at is 'When one of the two profiles changed; what is stale is worked out again before it is shown.';

create index compatibility_results_b_idx on compatibility_results (profile_b_id);

create function mark_stale() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  update compatibility_results set stale_at = kith.now() where (profile_a_id = new.id or profile_b_id = new.id) and stale_at is null;
  return null;
end $$;

comment on function mark_stale() is 'Trigger: a profile that says something else makes its compatibilities stale.';

create trigger profiles_stale after update on profiles for each row when (old.revision is distinct from new.revision) execute function mark_stale();
