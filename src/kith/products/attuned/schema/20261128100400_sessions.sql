-- Evenings: who plays, what was drawn, what each has seen. Which card it was is sealed: in an evening under its own key, in a history under its player's.

create type feedback_type_enum as enum ('like', 'dislike', 'neutral');

create table sessions (
  session_id varchar(128) primary key,
  player_a_profile_id integer not null references profiles (id) on delete cascade,
  player_b_profile_id integer not null references profiles (id) on delete cascade,
  primary_user_id uuid references users (id) on delete set null,
  primary_profile_id integer references profiles (id) on delete cascade,
  partner_user_id uuid references users (id) on delete set null,
  partner_profile_id integer references profiles (id) on delete set null,
  partner_anonymous_name text,
  partner_anonymous_anatomy jsonb,
  intimacy_level intimacy_level_enum not null default 'R',
  skip_count integer not null default 0,
  session_owner_user_id uuid references users (id) on delete set null,
  connection_confirmed_at timestamptz,
  rating varchar(1) not null default 'R',
  activity_type varchar(16) not null default 'random',
  target_activities integer not null default 25,
  bank_ratio double precision not null default 0.5,
  truth_so_far integer not null default 0,
  dare_so_far integer not null default 0,
  current_step integer not null default 0,
  status varchar(32) not null default 'active',
  rules jsonb,
  created_at timestamptz not null default kith.now(),
  completed_at timestamptz,
  primary_anonymous_session_id text references anonymous_sessions (session_id) on delete set null,
  partner_anonymous_session_id text references anonymous_sessions (session_id) on delete set null,
  seed bigint not null default (random() * 4294967295)::bigint,
  constraint sessions_id check (session_id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'),
  constraint sessions_two_players check (player_a_profile_id <> player_b_profile_id),
  constraint sessions_one_primary check (num_nonnulls(primary_user_id, primary_anonymous_session_id) <= 1),
  constraint sessions_one_partner check (num_nonnulls(partner_user_id, partner_anonymous_session_id) <= 1),
  constraint sessions_name check (length(btrim(partner_anonymous_name)) between 1 and 60),
  constraint sessions_sealed check (is_sealed(partner_anonymous_anatomy)),
  constraint sessions_rating check (rating = intimacy_level::text),
  constraint sessions_activity_type check (activity_type in ('random', 'truth', 'dare')),
  constraint sessions_target check (target_activities between 1 and 50),
  constraint sessions_ratio check (bank_ratio between 0 and 1),
  constraint sessions_counts check (truth_so_far >= 0 and dare_so_far >= 0 and skip_count >= 0 and current_step between 0 and target_activities),
  constraint sessions_status check (status in ('active', 'completed', 'abandoned')),
  constraint sessions_completed check ((status = 'active') = (completed_at is null)),
  constraint sessions_rules check (jsonb_typeof(rules) = 'object')
);

comment on table sessions is 'Evenings of two. Player a is the primary player, player b the partner; a guest without an account or a session has a profile of their own too.';

comment on column sessions.completed_at is 'When it ended, either way.';

comment on column sessions.seed is 'Makes the draw repeatable.';

comment on column sessions.rules is 'What was set before the first card; nothing that a player said.';

create index idx_sessions_primary_user on sessions (primary_user_id);

create index idx_sessions_partner_user on sessions (partner_user_id);

create index idx_sessions_intimacy_level on sessions (intimacy_level);

create index sessions_owner_idx on sessions (session_owner_user_id);

create index sessions_player_a_idx on sessions (player_a_profile_id);

create index sessions_player_b_idx on sessions (player_b_profile_id);

create index sessions_primary_profile_idx on sessions (primary_profile_id);

create index sessions_partner_profile_idx on sessions (partner_profile_id);

create index sessions_primary_anonymous_idx on sessions (primary_anonymous_session_id);

create index sessions_partner_anonymous_idx on sessions (partner_anonymous_session_id);

create trigger sessions_key_goes after delete on sessions for each row execute function forget_data_key('session', 'session_id');

create function may_play(p_profile integer, p_user uuid, p_anonymous text) returns intimacy_level_enum language sql volatile security definer
  set search_path from current
as $$
  select p.highest_level from profiles p left join users u on u.id = p.user_id
  where p.id = p_profile and p.erased_at is null and p.anatomy <> '{}'::jsonb
    and (p_user is null or p.user_id = p_user) and (p_anonymous is null or p.anonymous_session_id = p_anonymous)
    and (p.user_id is null or u.profile_completed)
  for share of p
$$;

comment on function may_play(integer, uuid, text) is 'The highest level a profile allows when it may play and belongs to that person or anonymous session; null when it may not.';

create function guard_session() returns trigger language plpgsql security definer
  set search_path from current
as $$
declare
  level_a intimacy_level_enum;
  level_b intimacy_level_enum;
begin
  new.rating := new.intimacy_level::text;
  if tg_op = 'INSERT' then
    new.primary_profile_id := coalesce(new.primary_profile_id, new.player_a_profile_id);
    if new.primary_profile_id <> new.player_a_profile_id or coalesce(new.partner_profile_id, new.player_b_profile_id) <> new.player_b_profile_id then
      raise exception using errcode = 'check_violation', constraint = 'sessions_players', table = tg_table_name, message = 'player a is the primary player, player b the partner';
    end if;
    if num_nonnulls(new.primary_user_id, new.primary_anonymous_session_id) <> 1 then
      raise exception using errcode = 'check_violation', constraint = 'sessions_one_primary', table = tg_table_name, message = 'an evening has a primary player';
    end if;
    level_a := may_play(new.player_a_profile_id, new.primary_user_id, new.primary_anonymous_session_id);
    level_b := may_play(new.player_b_profile_id, new.partner_user_id, new.partner_anonymous_session_id);
    if level_a is null or level_b is null then
      raise exception using errcode = 'KT409', message = 'name and anatomy come before the first evening';
    end if;
    if new.intimacy_level > least(level_a, level_b) then
      raise exception using errcode = 'check_violation', constraint = 'sessions_level', table = tg_table_name, message = 'the level is at most the lower of what the two allow';
    end if;
    if new.primary_user_id is not null and new.partner_user_id is not null
       and (not connected(new.primary_user_id, new.partner_user_id) or kith.blocked_between(new.primary_user_id, new.partner_user_id)) then
      raise exception using errcode = 'KT409', message = 'the two are not connected';
    end if;
    return new;
  end if;
  if (new.player_a_profile_id, new.player_b_profile_id, new.target_activities, new.activity_type, new.bank_ratio, new.seed, new.created_at)
     is distinct from (old.player_a_profile_id, old.player_b_profile_id, old.target_activities, old.activity_type, old.bank_ratio, old.seed, old.created_at)
     or (new.primary_user_id is distinct from old.primary_user_id and new.primary_user_id is not null)
     or (new.partner_user_id is distinct from old.partner_user_id and new.partner_user_id is not null)
     or (new.primary_anonymous_session_id is distinct from old.primary_anonymous_session_id and new.primary_anonymous_session_id is not null)
     or (new.partner_anonymous_session_id is distinct from old.partner_anonymous_session_id and new.partner_anonymous_session_id is not null) then
    raise exception using errcode = 'check_violation', constraint = 'sessions_fixed', table = tg_table_name, message = 'an evening stays whose it is';
  end if;
  if new.intimacy_level > old.intimacy_level then
    raise exception using errcode = 'check_violation', constraint = 'sessions_level', table = tg_table_name, message = 'a level only goes down during an evening';
  end if;
  if old.status <> 'active' and (new.current_step, new.truth_so_far, new.dare_so_far, new.intimacy_level)
     is distinct from (old.current_step, old.truth_so_far, old.dare_so_far, old.intimacy_level) then
    raise exception using errcode = 'KT409', message = 'this evening is over';
  end if;
  if new.status <> old.status and new.status <> 'active' then
    new.completed_at := kith.now();
  end if;
  return new;
end $$;

comment on function guard_session() is 'Trigger: who may play with whom and at which level; who plays never changes, the level only goes down, an evening that is over stays as it was.';

create trigger sessions_guard before insert or update on sessions for each row execute function guard_session();

create table session_activities (
  session_id varchar(128) not null references sessions (session_id) on delete cascade,
  seq integer not null,
  activity_id integer references activities (activity_id) on delete set null,
  type varchar(16) not null,
  rating varchar(1) not null,
  intensity integer not null,
  script jsonb not null,
  tags jsonb,
  roles jsonb,
  source varchar(32) not null,
  template_id integer,
  checks jsonb,
  created_at timestamptz not null default kith.now(),
  primary key (session_id, seq),
  constraint session_activities_seq check (seq between 1 and 50),
  constraint session_activities_type check (type in ('truth', 'dare')),
  constraint session_activities_rating check (rating in ('G', 'R', 'X')),
  constraint session_activities_intensity check (intensity between 1 and 5),
  constraint session_activities_source check (source in ('bank', 'ai_generated', 'user_submitted')),
  constraint session_activities_roles check (jsonb_typeof(roles) = 'object'),
  constraint session_activities_sealed check (is_sealed(script) and is_sealed(tags) and is_sealed(checks) and num_nonnulls(activity_id, template_id) = 0)
);

comment on table session_activities is
  'The cards of an evening. Script, tags and checks (why each was allowed) are sealed under the evening''s key, and so is which card of the bank it was.';

comment on column session_activities.activity_id is 'Stays empty; it lies in the sealed script, for what was drawn tells what was said.';

create index idx_session_seq on session_activities (session_id, seq);

create index session_activities_activity_idx on session_activities (activity_id);

create function guard_session_activity() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  perform 1 from sessions s where s.session_id = new.session_id and s.status = 'active' and new.rating <= s.intimacy_level::text for no key update;
  if not found then
    raise exception using errcode = 'KT409', message = 'no card for an evening that is over, none above its level';
  end if;
  return new;
end $$;

comment on function guard_session_activity() is 'Trigger: cards come into running evenings only, at their level or below.';

create trigger session_activities_guard before insert on session_activities for each row execute function guard_session_activity();

create table user_activity_history (
  id bigserial primary key,
  user_id uuid references users (id) on delete cascade,
  anonymous_session_id text references anonymous_sessions (session_id) on delete cascade,
  session_id text not null references sessions (session_id) on delete cascade,
  activity_id integer references activities (activity_id) on delete set null,
  activity_type activity_type_enum not null,
  was_skipped boolean not null default false,
  feedback_type feedback_type_enum,
  feedback_executed boolean,
  presented_at timestamptz not null default kith.now(),
  theme_tags jsonb default '[]'::jsonb,
  seq integer,
  sealed_card bytea,
  constraint user_activity_history_owner check (num_nonnulls(user_id, anonymous_session_id) = 1),
  constraint user_activity_history_sealed check (is_sealed(theme_tags) and activity_id is null and (sealed_card is null or octet_length(sealed_card) > 28))
);

comment on table user_activity_history is 'What each player was shown. Which card it was is sealed under the player''s own key, so that one can leave without the other.';

comment on column user_activity_history.activity_id is 'Stays empty: see sealed_card.';

comment on column user_activity_history.sealed_card is '12-byte IV, ciphertext and tag of the card''s number in decimal; empty for cards that are not in the bank.';

comment on column user_activity_history.seq is 'Which card of the evening.';

create index idx_activity_history_user_presented on user_activity_history (user_id, presented_at desc);

create index idx_activity_history_anon_presented on user_activity_history (anonymous_session_id, presented_at desc);

create unique index user_activity_history_once_user on user_activity_history (session_id, seq, user_id) where user_id is not null;

create unique index user_activity_history_once_anonymous on user_activity_history (session_id, seq, anonymous_session_id) where anonymous_session_id is not null;

create index user_activity_history_session_idx on user_activity_history (session_id);

create index user_activity_history_activity_idx on user_activity_history (activity_id);

create function get_excluded_activities_for_user(p_user_id uuid, p_anonymous_session_id text)
returns table (activity_id integer, sealed_card bytea, presented_at timestamptz) language sql stable security definer
  set search_path from current
as $$
  select h.activity_id, h.sealed_card, h.presented_at from (
    select one.activity_id, one.sealed_card, one.presented_at, row_number() over (order by one.presented_at desc, one.id desc) as nth
    from user_activity_history one
    where (p_user_id is not null and one.user_id = p_user_id) or (p_user_id is null and one.anonymous_session_id = p_anonymous_session_id)
  ) h
  where h.presented_at > kith.now() - interval '1 year' or h.nth <= 100
  order by h.presented_at desc
$$;

comment on function get_excluded_activities_for_user(uuid, text) is
  'What this player is not to see again yet, newest first: shown within a year, or fewer than a hundred shown since, skipped ones too. The card''s number is sealed; the program opens it.';

create table ai_generation_logs (
  id bigserial primary key,
  session_id text references sessions (session_id) on delete cascade,
  activity_type activity_type_enum not null,
  intimacy_level text not null,
  prompt_text text not null,
  response_text text,
  generation_time_ms integer,
  model_version text,
  was_approved boolean not null default false,
  validation_failures jsonb,
  created_at timestamptz not null default kith.now(),
  constraint ai_generation_logs_level check (intimacy_level in ('G', 'R', 'X')),
  constraint ai_generation_logs_sealed check (is_sealed_text(prompt_text) and is_sealed_text(response_text)),
  constraint ai_generation_logs_time check (generation_time_ms >= 0)
);

comment on table ai_generation_logs is 'How the writing of cards went. Texts are sealed under the evening''s key and go after thirty days.';

create index idx_ai_logs_session on ai_generation_logs (session_id);

create index idx_ai_logs_created on ai_generation_logs (created_at desc);
