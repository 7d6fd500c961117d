--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: attuned; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA attuned;

--
-- Name: activity_type_enum; Type: TYPE; Schema: attuned; Owner: -
--

CREATE TYPE attuned.activity_type_enum AS ENUM (
    'truth',
    'dare'
);

--
-- Name: audience_scope_enum; Type: TYPE; Schema: attuned; Owner: -
--

CREATE TYPE attuned.audience_scope_enum AS ENUM (
    'couples',
    'groups',
    'all'
);

--
-- Name: auth_provider_enum; Type: TYPE; Schema: attuned; Owner: -
--

CREATE TYPE attuned.auth_provider_enum AS ENUM (
    'email',
    'google',
    'apple',
    'facebook'
);

--
-- Name: connection_status_enum; Type: TYPE; Schema: attuned; Owner: -
--

CREATE TYPE attuned.connection_status_enum AS ENUM (
    'pending',
    'accepted',
    'declined',
    'expired'
);

--
-- Name: feedback_type_enum; Type: TYPE; Schema: attuned; Owner: -
--

CREATE TYPE attuned.feedback_type_enum AS ENUM (
    'like',
    'dislike',
    'neutral'
);

--
-- Name: intimacy_level_enum; Type: TYPE; Schema: attuned; Owner: -
--

CREATE TYPE attuned.intimacy_level_enum AS ENUM (
    'G',
    'R',
    'X'
);

--
-- Name: pgqueuer_status; Type: TYPE; Schema: attuned; Owner: -
--

CREATE TYPE attuned.pgqueuer_status AS ENUM (
    'queued',
    'picked',
    'successful',
    'exception',
    'canceled',
    'deleted',
    'failed'
);

--
-- Name: platform_enum; Type: TYPE; Schema: attuned; Owner: -
--

CREATE TYPE attuned.platform_enum AS ENUM (
    'ios',
    'android'
);

--
-- Name: profile_sharing_enum; Type: TYPE; Schema: attuned; Owner: -
--

CREATE TYPE attuned.profile_sharing_enum AS ENUM (
    'all_responses',
    'overlapping_only',
    'demographics_only'
);

--
-- Name: subscription_status_enum; Type: TYPE; Schema: attuned; Owner: -
--

CREATE TYPE attuned.subscription_status_enum AS ENUM (
    'active',
    'expired',
    'canceled',
    'refunded'
);

--
-- Name: subscription_tier_enum; Type: TYPE; Schema: attuned; Owner: -
--

CREATE TYPE attuned.subscription_tier_enum AS ENUM (
    'free',
    'premium'
);

--
-- Name: survey_status_enum; Type: TYPE; Schema: attuned; Owner: -
--

CREATE TYPE attuned.survey_status_enum AS ENUM (
    'in_progress',
    'completed',
    'abandoned'
);

--
-- Name: abandon_idle_sessions(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.abandon_idle_sessions() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
declare
  ended integer;
begin
  update sessions s set status = 'abandoned'
  where s.status = 'active'
    and (s.connection_confirmed_at is null and s.created_at <= kith.now() - interval '1 day'
         or not exists (select 1 from session_activities a where a.session_id = s.session_id and a.created_at > kith.now() - interval '30 days')
            and coalesce(s.connection_confirmed_at, s.created_at) <= kith.now() - interval '30 days');
  get diagnostics ended = row_count;
  return ended;
end $$;

--
-- Name: FUNCTION abandon_idle_sessions(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.abandon_idle_sessions() IS 'Ends evenings that nobody said yes to within a day, and those without a card for thirty days; returns how many.';

--
-- Name: abandon_old_surveys(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.abandon_old_surveys() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
declare
  given_up integer;
begin
  update survey_progress set status = 'abandoned' where status = 'in_progress' and last_saved_at <= kith.now() - interval '30 days';
  get diagnostics given_up = row_count;
  return given_up;
end $$;

--
-- Name: FUNCTION abandon_old_surveys(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.abandon_old_surveys() IS 'Gives up drafts thirty days after their last answer; returns how many.';

--
-- Name: accept_connection(text, uuid, text); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.accept_connection(p_token_hash text, p_user uuid, p_anonymous text DEFAULT NULL::text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
declare
  found record;
begin
  begin
    update partner_connections c set status = 'accepted', recipient_user_id = me.user_id, recipient_anonymous_session_id = me.anonymous
    from (
      select u.id as user_id, null::text as anonymous, u.email from users u where u.id = p_user and u.adult_confirmed_at is not null
      union all
      select null, s.session_id, null from anonymous_sessions s
      where p_user is null and s.session_id = p_anonymous and s.adult_confirmed_at is not null and s.last_accessed_at > kith.now() - interval '90 days'
    ) me
    where c.connection_token = p_token_hash and c.status = 'pending' and c.expires_at > kith.now()
      and c.requester <> coalesce('user:' || me.user_id::text, 'anonymous:' || me.anonymous)
      and (c.recipient_email = '' or c.recipient_email = me.email)
      and not coalesce(kith.blocked_between(c.requester_user_id, me.user_id), false)
    returning c.id, c.requester_user_id, c.recipient_user_id into found;
  exception when unique_violation then
    return null; -- they are connected already
  end;
  if found.requester_user_id is not null and found.recipient_user_id is not null then
    perform remember_each_other(found.requester_user_id, found.recipient_user_id);
  end if;
  return found.id;
end $$;

--
-- Name: FUNCTION accept_connection(p_token_hash text, p_user uuid, p_anonymous text); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.accept_connection(p_token_hash text, p_user uuid, p_anonymous text) IS 'Accepts a request by the hash of its code, within its five minutes, for the person (or anonymous session) it was for: the connection, or null (expired, used, somebody else''s, blocked, connected already: tell nobody which).';

--
-- Name: anonymous_session_of(text); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.anonymous_session_of(p_credential text) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
  select s.session_id from anonymous_sessions s
  where s.session_id = split_part(p_credential, '.', 1)
    and s.proof = sha256(convert_to(split_part(p_credential, '.', 2), 'UTF8'))
    and s.last_accessed_at > kith.now() - interval '90 days'
    and s.adult_confirmed_at is not null
$$;

--
-- Name: FUNCTION anonymous_session_of(p_credential text); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.anonymous_session_of(p_credential text) IS 'The anonymous session that "<id>.<signature>" opens, or null: forged, expired, or not yet of age.';

--
-- Name: begin_survey(text); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.begin_survey(p_survey_version text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
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

--
-- Name: FUNCTION begin_survey(p_survey_version text); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.begin_survey(p_survey_version text) IS 'The one draft of whoever asks (signed in, or an anonymous session that proved itself) for a version of the survey: the running one, or a new one.';

--
-- Name: check_daily_activity_limit(uuid, integer); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.check_daily_activity_limit(p_user_id uuid, p_limit integer DEFAULT 25) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
  select coalesce((
    select not is_premium(u.subscription_tier, u.subscription_expires_at)
       and drawn_today(u.daily_activity_count, u.daily_activity_reset_at, u.daily_activity_timezone) >= p_limit
    from users u where u.id = p_user_id), true)
$$;

--
-- Name: FUNCTION check_daily_activity_limit(p_user_id uuid, p_limit integer); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.check_daily_activity_limit(p_user_id uuid, p_limit integer) IS 'Whether a person has had all cards of their local day. Counting is take_daily_activity''s.';

--
-- Name: cleanup_old_anonymous_sessions(integer); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.cleanup_old_anonymous_sessions(p_days integer DEFAULT 90) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
declare
  old text;
  erased integer := 0;
begin
  for old in
    select s.session_id from anonymous_sessions s where s.last_accessed_at <= kith.now() - make_interval(days => p_days)
    order by s.last_accessed_at for update skip locked
  loop
    if erase_anonymous(old) then
      erased := erased + 1;
    end if;
  end loop;
  return erased;
end $$;

--
-- Name: FUNCTION cleanup_old_anonymous_sessions(p_days integer); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.cleanup_old_anonymous_sessions(p_days integer) IS 'Deletes anonymous sessions that many days after their last use; returns how many. None opens after ninety days, whether or not this has run.';

--
-- Name: connected(uuid, uuid); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.connected(p_one uuid, p_other uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
  select exists (
    select 1 from partner_connections c
    where c.status = 'accepted' and c.ended_at is null
      and least(c.requester, c.recipient) = least('user:' || p_one::text, 'user:' || p_other::text)
      and greatest(c.requester, c.recipient) = greatest('user:' || p_one::text, 'user:' || p_other::text))
$$;

--
-- Name: FUNCTION connected(p_one uuid, p_other uuid); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.connected(p_one uuid, p_other uuid) IS 'Whether the two are connected now.';

--
-- Name: current_anonymous_session(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.current_anonymous_session() RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
  select anonymous_session_of(current_setting('kith.anonymous_session', true))
$$;

--
-- Name: FUNCTION current_anonymous_session(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.current_anonymous_session() IS 'The anonymous session of this transaction, proved anew each time: a setting that somebody wrote without the signature opens nothing.';

--
-- Name: decline_connection(text, uuid); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.decline_connection(p_token_hash text, p_user uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
begin
  update partner_connections c set status = 'declined' from users me
  where c.connection_token = p_token_hash and c.status = 'pending' and c.expires_at > kith.now() and me.id = p_user and c.recipient_email = me.email;
  return found;
end $$;

--
-- Name: FUNCTION decline_connection(p_token_hash text, p_user uuid); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.decline_connection(p_token_hash text, p_user uuid) IS 'A request by letter is turned down by whom it was for. False: there is no such request.';

--
-- Name: drawn_today(integer, timestamp with time zone, text); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.drawn_today(p_count integer, p_since timestamp with time zone, p_zone text) RETURNS integer
    LANGUAGE sql STABLE
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
  select case when (p_since at time zone p_zone)::date >= (kith.now() at time zone p_zone)::date then p_count else 0 end
$$;

--
-- Name: FUNCTION drawn_today(p_count integer, p_since timestamp with time zone, p_zone text); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.drawn_today(p_count integer, p_since timestamp with time zone, p_zone text) IS 'A daily counter as it stands now: nothing once the local day in which it began is over.';

--
-- Name: empty_profile(integer); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.empty_profile(p_profile integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
declare
  left_behind varchar(128);
begin
  update sessions set status = 'abandoned' where status = 'active' and (player_a_profile_id = p_profile or player_b_profile_id = p_profile);
  delete from data_keys k using sessions s
  where (s.player_a_profile_id = p_profile or s.player_b_profile_id = p_profile) and k.owner = 'session:' || s.session_id;
  delete from session_activities a using sessions s
  where (s.player_a_profile_id = p_profile or s.player_b_profile_id = p_profile) and a.session_id = s.session_id;
  delete from ai_generation_logs l using sessions s
  where (s.player_a_profile_id = p_profile or s.player_b_profile_id = p_profile) and l.session_id = s.session_id;
  update sessions set partner_anonymous_name = null, partner_anonymous_anatomy = null
  where (player_a_profile_id = p_profile or player_b_profile_id = p_profile) and num_nonnulls(partner_anonymous_name, partner_anonymous_anatomy) > 0;
  delete from compatibility_results where profile_a_id = p_profile or profile_b_id = p_profile;
  update anonymous_sessions set profile_id = null where profile_id = p_profile;
  -- An evening whose two players are gone is nobody's.
  delete from sessions s using profiles a, profiles b
  where (s.player_a_profile_id = p_profile or s.player_b_profile_id = p_profile)
    and a.id = s.player_a_profile_id and b.id = s.player_b_profile_id
    and (a.id = p_profile or a.erased_at is not null) and (b.id = p_profile or b.erased_at is not null);
  select submission_id into left_behind from profiles where id = p_profile;
  if exists (select 1 from sessions s where s.player_a_profile_id = p_profile or s.player_b_profile_id = p_profile) then
    update profiles set user_id = null, anonymous_session_id = null, erased_at = kith.now(), has_survey = false, power_dynamic = '{}', arousal_propensity = '{}',
      domain_scores = '{}', activities = '{}', truth_topics = '{}', boundaries = '{}', anatomy = '{}', activity_tags = null
    where id = p_profile;
    update survey_submissions set user_id = null, anonymous_session_id = null, respondent_id = null, survey_progress_id = null, payload_json = '{}', erased_at = kith.now()
    where submission_id = left_behind;
  else
    delete from profiles where id = p_profile;
    delete from survey_submissions where submission_id = left_behind;
  end if;
end $$;

--
-- Name: FUNCTION empty_profile(p_profile integer); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.empty_profile(p_profile integer) IS 'Takes a player out: running evenings end, the cards of their evenings go with the evening''s key, the profile goes or stays as an empty row where a partner''s evening needs one.';

--
-- Name: end_connection(integer, uuid, text); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.end_connection(p_connection integer, p_user uuid, p_anonymous text DEFAULT NULL::text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
declare
  me text := coalesce('user:' || p_user::text, 'anonymous:' || p_anonymous);
  ended record;
begin
  update partner_connections set ended_at = kith.now()
  where id = p_connection and status = 'accepted' and ended_at is null and (requester = me or recipient = me)
  returning requester, recipient, requester_user_id, recipient_user_id into ended;
  if ended.requester is null then
    return false;
  end if;
  update sessions set status = 'abandoned'
  where status = 'active' and player_a_profile_id in (select player_profiles(ended.requester, ended.recipient))
    and player_b_profile_id in (select player_profiles(ended.requester, ended.recipient));
  delete from remembered_partners
  where user_id = p_user and partner_user_id = case when ended.requester = me then ended.recipient_user_id else ended.requester_user_id end;
  delete from data_keys where owner = 'connection:' || p_connection;
  return true;
end $$;

--
-- Name: FUNCTION end_connection(p_connection integer, p_user uuid, p_anonymous text); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.end_connection(p_connection integer, p_user uuid, p_anonymous text) IS 'Ends a connection for one of the two, at once, with the evenings that are running and all that was shared. The other keeps their list and is told nothing. False: there is no such connection of theirs.';

--
-- Name: enforce_remembered_partners_limit(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.enforce_remembered_partners_limit() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
begin
  perform 1 from users u where u.id = new.user_id for no key update;
  delete from remembered_partners where id in (
    select r.id from remembered_partners r where r.user_id = new.user_id
    order by r.id = new.id desc, r.last_played_at desc, r.id desc offset 10);
  return null;
end $$;

--
-- Name: FUNCTION enforce_remembered_partners_limit(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.enforce_remembered_partners_limit() IS 'Trigger: an eleventh partner takes the place of the one played with longest ago.';

--
-- Name: enforce_transition(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.enforce_transition() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
declare
  entity text := tg_argv[0];
  state_column text := coalesce(tg_argv[1], 'state');
  before_state text := '';
  after_state text;
begin
  after_state := to_jsonb(new) ->> state_column;
  if tg_op = 'UPDATE' then
    before_state := to_jsonb(old) ->> state_column;
    if before_state is not distinct from after_state then
      return new;
    end if;
  end if;
  if not exists (
    select 1 from state_transitions t
    where t.entity_type = entity and t.from_state = before_state and t.to_state = after_state
  ) then
    raise exception using
      errcode = 'KT409',
      message = case when before_state = '' then format('a new %s cannot start as %s', entity, after_state)
                     else format('%s cannot go from %s to %s', entity, before_state, after_state) end,
      detail = jsonb_build_object('entity', entity, 'from', before_state, 'to', after_state)::text;
  end if;
  return new;
end $$;

--
-- Name: FUNCTION enforce_transition(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.enforce_transition() IS 'Trigger (entity, column): refuses a state change that state_transitions does not list, with SQLSTATE KT409.';

--
-- Name: erase_anonymous(text); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.erase_anonymous(p_session text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
declare
  mine integer;
begin
  perform 1 from anonymous_sessions s where s.session_id = p_session for update;
  if not found then
    return false;
  end if;
  select p.id into mine from profiles p where p.anonymous_session_id = p_session for update;
  if mine is not null then
    perform empty_profile(mine);
  end if;
  delete from anonymous_sessions where session_id = p_session;
  return true;
end $$;

--
-- Name: FUNCTION erase_anonymous(p_session text); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.erase_anonymous(p_session text) IS 'Deletes an anonymous session with everything of theirs and the key to it. False: there is no such session.';

--
-- Name: erase_person(uuid); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.erase_person(p_user uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
declare
  gone record;
  mine integer;
begin
  select u.id, u.email into gone from users u where u.id = p_user for update;
  if gone.id is null then
    return false;
  end if;
  select p.id into mine from profiles p where p.user_id = p_user for update;
  if mine is not null then
    perform empty_profile(mine);
  end if;
  delete from partner_connections where recipient_email = gone.email;
  delete from users where id = p_user;
  return true;
end $$;

--
-- Name: FUNCTION erase_person(p_user uuid); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.erase_person(p_user uuid) IS 'Deletes a signed-in person with everything of theirs and the key to it. False: there is no such person.';

--
-- Name: event_id(text, text); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.event_id(p_entity text, p_id text) RETURNS uuid
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
  select encode(substr(sha256(convert_to(p_entity || ':' || p_id, 'UTF8')), 1, 16), 'hex')::uuid
$$;

--
-- Name: FUNCTION event_id(p_entity text, p_id text); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.event_id(p_entity text, p_id text) IS 'Under which id domain_events tells of an entity whose own id is a number or a text.';

--
-- Name: expire_pending_connections(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.expire_pending_connections() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
declare
  expired integer;
begin
  update partner_connections set status = 'expired' where status = 'pending' and expires_at <= kith.now();
  get diagnostics expired = row_count;
  return expired;
end $$;

--
-- Name: FUNCTION expire_pending_connections(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.expire_pending_connections() IS 'Notes requests that nobody answered within five minutes; returns how many. They are void at that moment, whether or not this has run.';

--
-- Name: fn_pgqueuer_changed(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.fn_pgqueuer_changed() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
begin
  perform pg_notify(
    'pgqueuer_' || tg_table_schema,
    json_build_object(
      'channel', 'pgqueuer_' || tg_table_schema,
      'operation', lower(tg_op),
      'sent_at', now(),
      'table', tg_table_name,
      'type', 'table_changed_event'
    )::text
  );
  return null;
end $$;

--
-- Name: FUNCTION fn_pgqueuer_changed(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.fn_pgqueuer_changed() IS 'Trigger: wakes the workers of this schema when a job arrives.';

--
-- Name: forget_data_key(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.forget_data_key() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
begin
  delete from data_keys where owner = tg_argv[0] || ':' || (to_jsonb(old) ->> tg_argv[1]);
  return null;
end $$;

--
-- Name: FUNCTION forget_data_key(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.forget_data_key() IS 'Trigger (kind, column): who goes takes the key along.';

--
-- Name: forget_moves(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.forget_moves() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
begin
  new.rules := new.rules - 'calm' - 'nudge';
  return new;
end $$;

--
-- Name: FUNCTION forget_moves(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.forget_moves() IS 'Trigger: an evening that is over keeps no sign of having been stopped by the safe word.';

--
-- Name: forget_purchase_events(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.forget_purchase_events() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
begin
  delete from inbox where provider in ('apple', 'google-play') and payload ->> 'chain' = old.original_transaction_id;
  return null;
end $$;

--
-- Name: FUNCTION forget_purchase_events(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.forget_purchase_events() IS 'Trigger: what the stores told of a purchase goes with whoever it belonged to.';

--
-- Name: forget_shared(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.forget_shared() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
begin
  delete from sharing_confirmations where connection_id = new.id;
  update shared_snapshots set connection_id = null where connection_id = new.id;
  return null;
end $$;

--
-- Name: FUNCTION forget_shared(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.forget_shared() IS 'Trigger: when two part, what they shared is gone.';

--
-- Name: get_excluded_activities_for_user(uuid, text); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.get_excluded_activities_for_user(p_user_id uuid, p_anonymous_session_id text) RETURNS TABLE(activity_id integer, sealed_card bytea, presented_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
  select h.activity_id, h.sealed_card, h.presented_at from (
    select one.activity_id, one.sealed_card, one.presented_at, row_number() over (order by one.presented_at desc, one.id desc) as nth
    from user_activity_history one
    where (p_user_id is not null and one.user_id = p_user_id) or (p_user_id is null and one.anonymous_session_id = p_anonymous_session_id)
  ) h
  where h.presented_at > kith.now() - interval '1 year' or h.nth <= 100
  order by h.presented_at desc
$$;

--
-- Name: FUNCTION get_excluded_activities_for_user(p_user_id uuid, p_anonymous_session_id text); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.get_excluded_activities_for_user(p_user_id uuid, p_anonymous_session_id text) IS 'What this player is not to see again yet, newest first: shown within a year, or fewer than a hundred shown since, skipped ones too. The card''s number is sealed; the program opens it.';

--
-- Name: guard_company(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.guard_company() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
declare
  one text := coalesce('user:' || new.primary_user_id::text, 'anonymous:' || new.primary_anonymous_session_id);
  other text := coalesce('user:' || new.partner_user_id::text, 'anonymous:' || new.partner_anonymous_session_id);
begin
  -- A guest at the same phone has no browser of their own that could be connected.
  if other is null or exists (
    select 1 from anonymous_sessions s where s.consent_version = 'in person'
      and s.session_id in (new.primary_anonymous_session_id, new.partner_anonymous_session_id)) then
    return new;
  end if;
  -- Kept from parting until this is committed: parting afterwards ends the evening, parting before refuses it.
  perform 1 from partner_connections c
  where c.status = 'accepted' and c.ended_at is null
    and least(c.requester, c.recipient) = least(one, other) and greatest(c.requester, c.recipient) = greatest(one, other)
  for share;
  if not found then
    raise exception using errcode = 'KT409', message = 'the two are not connected';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_company(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.guard_company() IS 'Trigger: two players with browsers of their own are connected, in all four combinations.';

--
-- Name: guard_confirmation(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.guard_confirmation() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
declare
  the_connection record;
begin
  select c.* into the_connection from partner_connections c
  where c.id = new.connection_id and c.status = 'accepted' and c.ended_at is null and new.player in (c.requester, c.recipient) for update;
  if the_connection.id is null then
    raise exception using errcode = 'KT409', message = 'the two are not connected';
  end if;
  if exists (select 1 from shared_snapshots s where s.pair = pair_of(the_connection.requester, the_connection.recipient)
             and s.taken_at > kith.now() - interval '1 day') then
    raise exception using errcode = 'KT409', message = 'once a day is enough';
  end if;
  new.revision := revision_of(new.player);
  if new.revision is null then
    raise exception using errcode = 'KT409', message = 'the survey comes first';
  end if;
  new.confirmed_at := kith.now();
  return new;
end $$;

--
-- Name: FUNCTION guard_confirmation(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.guard_confirmation() IS 'Trigger: one of the two, of a living connection, to their profile as it is now, at most once a day.';

--
-- Name: guard_connection(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.guard_connection() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
begin
  if (new.requester_user_id, new.requester_anonymous_session_id, new.recipient_email, new.connection_token, new.expires_at, new.created_at)
     is distinct from (old.requester_user_id, old.requester_anonymous_session_id, old.recipient_email, old.connection_token, old.expires_at, old.created_at)
     or (old.recipient_user_id is not null and new.recipient_user_id is distinct from old.recipient_user_id)
     or (old.recipient_anonymous_session_id is not null and new.recipient_anonymous_session_id is distinct from old.recipient_anonymous_session_id)
     or (old.ended_at is not null and new.ended_at is distinct from old.ended_at) then
    raise exception using errcode = 'check_violation', constraint = 'partner_connections_fixed', table = tg_table_name, message = 'a request stays what it is';
  end if;
  if new.status = 'accepted' and old.status = 'pending' and old.expires_at <= kith.now() then
    raise exception using errcode = 'KT409', message = 'this request has expired';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_connection(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.guard_connection() IS 'Trigger: nobody prolongs a request, accepts it late, or takes it over.';

--
-- Name: guard_profile(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.guard_profile() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
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

--
-- Name: FUNCTION guard_profile(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.guard_profile() IS 'Trigger: whose a profile is; another word is another revision.';

--
-- Name: guard_readiness(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.guard_readiness() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
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

--
-- Name: FUNCTION guard_readiness(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.guard_readiness() IS 'Trigger: the table of readiness. Playing takes consent, a name and anatomy; cards that fit take the survey. Members'' addresses are those they signed in with.';

--
-- Name: guard_session(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.guard_session() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
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

--
-- Name: FUNCTION guard_session(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.guard_session() IS 'Trigger: who may play with whom and at which level; who plays never changes, the level only goes down, an evening that is over stays as it was.';

--
-- Name: guard_session_activity(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.guard_session_activity() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
begin
  perform 1 from sessions s where s.session_id = new.session_id and s.status = 'active' and new.rating <= s.intimacy_level::text for no key update;
  if not found then
    raise exception using errcode = 'KT409', message = 'no card for an evening that is over, none above its level';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_session_activity(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.guard_session_activity() IS 'Trigger: cards come into running evenings only, at their level or below.';

--
-- Name: guard_snapshot(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.guard_snapshot() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
declare
  the_connection record;
begin
  if new.connection_id is null or new.content = '{}'::jsonb then
    new.connection_id := null;
    new.content := '{}';
    new.requester_revision := null;
    new.recipient_revision := null;
    if tg_op = 'UPDATE' then
      new.taken_at := old.taken_at;
    end if;
    return new;
  end if;
  select c.* into the_connection from partner_connections c
  where c.id = new.connection_id and c.status = 'accepted' and c.ended_at is null for update;
  if the_connection.id is null or new.pair <> pair_of(the_connection.requester, the_connection.recipient) then
    raise exception using errcode = 'KT409', message = 'the two are not connected';
  end if;
  if tg_op = 'UPDATE' and old.taken_at > kith.now() - interval '1 day' then
    raise exception using errcode = 'KT409', message = 'once a day is enough';
  end if;
  select mine.revision, theirs.revision into new.requester_revision, new.recipient_revision
  from sharing_confirmations mine join sharing_confirmations theirs on theirs.connection_id = mine.connection_id
  where mine.connection_id = the_connection.id
    and mine.player = the_connection.requester and mine.revision = revision_of(mine.player)
    and theirs.player = the_connection.recipient and theirs.revision = revision_of(theirs.player);
  if new.requester_revision is null then
    raise exception using errcode = 'KT409', message = 'both have to agree first';
  end if;
  new.taken_at := kith.now();
  return new;
end $$;

--
-- Name: FUNCTION guard_snapshot(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.guard_snapshot() IS 'Trigger: a snapshot is of two who are connected and both agreed to their profiles as they are, once a day at most; without its connection it is empty.';

--
-- Name: guard_survey_progress(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.guard_survey_progress() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
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

--
-- Name: FUNCTION guard_survey_progress(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.guard_survey_progress() IS 'Trigger: whose a draft is, that it is alive, and that nothing said stays in it when it is over.';

--
-- Name: guard_yes(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.guard_yes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
begin
  if not exists (select 1 from sessions s where s.session_id = new.session_id and s.connection_confirmed_at is not null) then
    raise exception using errcode = 'KT409', message = 'both say yes before the first card';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_yes(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.guard_yes() IS 'Trigger: no card before both said yes.';

--
-- Name: is_player(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.is_player() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
  select exists (select 1 from users u where u.id = auth.uid() and u.adult_confirmed_at is not null) or current_anonymous_session() is not null
$$;

--
-- Name: FUNCTION is_player(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.is_player() IS 'Whether whoever asks plays here and is of age.';

--
-- Name: is_premium(attuned.subscription_tier_enum, timestamp with time zone); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.is_premium(p_tier attuned.subscription_tier_enum, p_expires timestamp with time zone) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
  select p_tier = 'premium' and coalesce(p_expires > kith.now(), true)
$$;

--
-- Name: FUNCTION is_premium(p_tier attuned.subscription_tier_enum, p_expires timestamp with time zone); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.is_premium(p_tier attuned.subscription_tier_enum, p_expires timestamp with time zone) IS 'Whether a plan is paid for at this moment.';

--
-- Name: is_sealed(jsonb); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.is_sealed(value jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'attuned', 'pg_temp'
    AS $_$
  select value in ('{}'::jsonb, '[]'::jsonb)
      or (jsonb_typeof(value) = 'object' and value - 'sealed' = '{}'::jsonb and coalesce(value ->> 'sealed' ~ '^[A-Za-z0-9+/]{40,}={0,2}$', false))
$_$;

--
-- Name: FUNCTION is_sealed(value jsonb); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.is_sealed(value jsonb) IS 'Whether a JSON column tells nothing: empty, or {"sealed": base64 of 12-byte IV, AES-256-GCM ciphertext and 16-byte tag} under its owner''s data key.';

--
-- Name: is_sealed_text(text); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.is_sealed_text(value text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'attuned', 'pg_temp'
    AS $_$
  select value = '' or value ~ '^sealed:[A-Za-z0-9+/]{40,}={0,2}$'
$_$;

--
-- Name: FUNCTION is_sealed_text(value text); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.is_sealed_text(value text) IS 'Whether a text column tells nothing: empty, or "sealed:" and what is_sealed describes.';

--
-- Name: is_time_zone(text); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.is_time_zone(name text) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE STRICT
    SET search_path TO 'attuned', 'pg_temp'
    AS $_$
begin
  -- Abbreviations and POSIX specifications have no daylight saving rules of a place.
  if name !~ '^(UTC|[A-Z][A-Za-z_]+(/[A-Za-z_-]+)+|Etc/GMT[+-][0-9]{1,2})$' then
    return false;
  end if;
  perform timezone(name, timestamptz 'epoch');
  return true;
exception when invalid_parameter_value then
  return false;
end $_$;

--
-- Name: FUNCTION is_time_zone(name text); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.is_time_zone(name text) IS 'Whether this is a time zone of the IANA database, such as Europe/Berlin.';

--
-- Name: keep_purchase_owner(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.keep_purchase_owner() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
begin
  if (new.store, new.original_transaction_id, new.user_id) is distinct from (old.store, old.original_transaction_id, old.user_id) then
    raise exception using errcode = 'KT409', message = 'a purchase stays with the account that it was made for';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION keep_purchase_owner(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.keep_purchase_owner() IS 'Trigger: a purchase never changes hands.';

--
-- Name: keep_unwanted(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.keep_unwanted() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
begin
  if old.state = 'unwanted' and new.state <> 'unwanted' or old.state in ('kept', 'hidden') and new.state = 'pending' or old.state = 'pending' and new.state = 'hidden' then
    raise exception using errcode = 'KT409', message = 'this file is on its way out';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION keep_unwanted(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.keep_unwanted() IS 'Trigger: a file that is thrown away is never used again.';

--
-- Name: mark_stale(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.mark_stale() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
begin
  update compatibility_results set stale_at = kith.now() where (profile_a_id = new.id or profile_b_id = new.id) and stale_at is null;
  return null;
end $$;

--
-- Name: FUNCTION mark_stale(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.mark_stale() IS 'Trigger: a profile that says something else makes its compatibilities stale.';

--
-- Name: may_play(integer, uuid, text); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.may_play(p_profile integer, p_user uuid, p_anonymous text) RETURNS attuned.intimacy_level_enum
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
  select p.highest_level from profiles p left join users u on u.id = p.user_id
  where p.id = p_profile and p.erased_at is null and p.anatomy <> '{}'::jsonb
    and (p_user is null or p.user_id = p_user) and (p_anonymous is null or p.anonymous_session_id = p_anonymous)
    and (p.user_id is null or u.profile_completed)
  for share of p
$$;

--
-- Name: FUNCTION may_play(p_profile integer, p_user uuid, p_anonymous text); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.may_play(p_profile integer, p_user uuid, p_anonymous text) IS 'The highest level a profile allows when it may play and belongs to that person or anonymous session; null when it may not.';

--
-- Name: my_sessions(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.my_sessions() RETURNS character varying[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
  select coalesce(array_agg(s.session_id), '{}') from sessions s
  where s.primary_user_id = auth.uid() or s.partner_user_id = auth.uid()
     or s.primary_anonymous_session_id = current_anonymous_session() or s.partner_anonymous_session_id = current_anonymous_session()
$$;

--
-- Name: FUNCTION my_sessions(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.my_sessions() IS 'The evenings of whoever asks.';

--
-- Name: note_bank(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.note_bank() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
begin
  update bank_version set version = version + 1;
  return null;
end $$;

--
-- Name: FUNCTION note_bank(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.note_bank() IS 'Trigger: the bank is another.';

--
-- Name: pair_of(text, text); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.pair_of(p_one text, p_other text) RETURNS bytea
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
  select sha256(convert_to(least(p_one, p_other) || ' ' || greatest(p_one, p_other), 'UTF8'))
$$;

--
-- Name: FUNCTION pair_of(p_one text, p_other text); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.pair_of(p_one text, p_other text) IS 'Under which name a pair''s snapshot lies, whichever of the two asked.';

--
-- Name: player_profiles(text[]); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.player_profiles(VARIADIC p_players text[]) RETURNS SETOF integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
  select p.id from profiles p where p.user_id = any (select substr(one, 6)::uuid from unnest(p_players) one where one like 'user:%')
  union all
  select p.id from profiles p where p.anonymous_session_id = any (select substr(one, 11) from unnest(p_players) one where one like 'anonymous:%')
$$;

--
-- Name: FUNCTION player_profiles(VARIADIC p_players text[]); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.player_profiles(VARIADIC p_players text[]) IS 'The profiles of players named as data_keys names them.';

--
-- Name: record_named_transition(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.record_named_transition() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
declare
  before_state text := '';
  after_state text := to_jsonb(new) ->> 'status';
begin
  if tg_op = 'UPDATE' then
    before_state := to_jsonb(old) ->> 'status';
    if before_state is not distinct from after_state then
      return null;
    end if;
  end if;
  insert into domain_events (entity_type, entity_id, event_type, from_state, to_state, correlation_id)
  select t.entity_type, event_id(t.entity_type, to_jsonb(new) ->> tg_argv[1]), t.event_type, nullif(before_state, ''), after_state,
         nullif(current_setting('kith.correlation_id', true), '')::uuid
  from state_transitions t
  where t.entity_type = tg_argv[0] and t.from_state = before_state and t.to_state = after_state;
  return null;
end $$;

--
-- Name: FUNCTION record_named_transition(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.record_named_transition() IS 'Trigger (entity, id column): writes the domain event of a change of status, under event_id.';

--
-- Name: record_transition(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.record_transition() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
declare
  entity text := tg_argv[0];
  state_column text := coalesce(tg_argv[1], 'state');
  before_state text := '';
  after_state text;
begin
  after_state := to_jsonb(new) ->> state_column;
  if tg_op = 'UPDATE' then
    before_state := to_jsonb(old) ->> state_column;
    if before_state is not distinct from after_state then
      return null;
    end if;
  end if;
  insert into domain_events (entity_type, entity_id, event_type, from_state, to_state, correlation_id)
  select entity, new.id, t.event_type, nullif(before_state, ''), after_state,
         nullif(current_setting('kith.correlation_id', true), '')::uuid
  from state_transitions t
  where t.entity_type = entity and t.from_state = before_state and t.to_state = after_state;
  return null;
end $$;

--
-- Name: FUNCTION record_transition(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.record_transition() IS 'Trigger (entity, column): writes the domain event of a state change.';

--
-- Name: refuse_change(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
begin
  raise exception using errcode = 'KT403', message = format('%s is append-only', tg_table_name);
end $$;

--
-- Name: FUNCTION refuse_change(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.refuse_change() IS 'Trigger: makes a table append-only.';

--
-- Name: remember_each_other(uuid, uuid); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.remember_each_other(p_one uuid, p_other uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
  insert into remembered_partners (user_id, partner_user_id, partner_name, partner_email)
  select pair.me, pair.you, coalesce(u.display_name, split_part(u.email, '@', 1)), u.email
  from (values (least(p_one, p_other), greatest(p_one, p_other)), (greatest(p_one, p_other), least(p_one, p_other))) pair (me, you)
  join users u on u.id = pair.you
  on conflict (user_id, partner_user_id) do update
    set last_played_at = kith.now(), partner_name = excluded.partner_name, partner_email = excluded.partner_email
$$;

--
-- Name: FUNCTION remember_each_other(p_one uuid, p_other uuid); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.remember_each_other(p_one uuid, p_other uuid) IS 'Puts two people on top of each other''s list of partners.';

--
-- Name: reset_daily_activity_counts(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.reset_daily_activity_counts() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
declare
  people integer;
  sessions integer;
begin
  update users u set daily_activity_count = 0, daily_activity_reset_at = kith.now()
  where u.daily_activity_count > 0 and drawn_today(1, u.daily_activity_reset_at, u.daily_activity_timezone) = 0;
  get diagnostics people = row_count;
  update anonymous_sessions s set daily_activity_count = 0, daily_activity_reset_at = kith.now()
  where s.daily_activity_count > 0 and drawn_today(1, s.daily_activity_reset_at, s.timezone) = 0;
  get diagnostics sessions = row_count;
  delete from network_daily_counts n where n.day < (kith.now() at time zone 'UTC')::date - 1;
  return people + sessions;
end $$;

--
-- Name: FUNCTION reset_daily_activity_counts(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.reset_daily_activity_counts() IS 'Sets the counters to nothing whose local day is over; returns how many. They count as nothing from that moment on, whether or not this has run.';

--
-- Name: revision_of(text); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.revision_of(p_player text) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
  select p.revision from profiles p where p.id in (select player_profiles(p_player)) and p.has_survey
$$;

--
-- Name: FUNCTION revision_of(p_player text); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.revision_of(p_player text) IS 'The revision of a player''s profile, null before their survey.';

--
-- Name: set_anonymous_session_context(text); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.set_anonymous_session_context(session_id text) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
begin
  perform set_config('kith.anonymous_session', session_id, true);
  if current_anonymous_session() is null then
    perform set_config('kith.anonymous_session', '', true);
    raise exception using errcode = 'KT403', message = 'there is no such session';
  end if;
end $$;

--
-- Name: FUNCTION set_anonymous_session_context(session_id text); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.set_anonymous_session_context(session_id text) IS 'Says whose this transaction is: the id with its signature, "<id>.<signature>", as the browser''s cookie has it. Holds until the transaction ends.';

--
-- Name: set_updated_at(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.set_updated_at() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
begin
  new.updated_at = kith.now();
  return new;
end $$;

--
-- Name: FUNCTION set_updated_at(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.set_updated_at() IS 'Trigger: keeps updated_at current.';

--
-- Name: take_daily_activity(uuid, text, bytea, integer); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.take_daily_activity(p_user_id uuid, p_anonymous_session_id text, p_network bytea, p_limit integer DEFAULT 25) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
declare
  taken integer;
begin
  if p_user_id is not null then
    update users u set
      daily_activity_count = drawn_today(u.daily_activity_count, u.daily_activity_reset_at, u.daily_activity_timezone) + 1,
      daily_activity_reset_at = case when drawn_today(u.daily_activity_count, u.daily_activity_reset_at, u.daily_activity_timezone) > 0
        then u.daily_activity_reset_at else kith.now() end,
      daily_activity_timezone = case when takes_zone(u) then u.timezone else u.daily_activity_timezone end,
      daily_activity_timezone_since = case when takes_zone(u) then kith.now() else u.daily_activity_timezone_since end
    where u.id = p_user_id
      and (is_premium(u.subscription_tier, u.subscription_expires_at)
           or drawn_today(u.daily_activity_count, u.daily_activity_reset_at, u.daily_activity_timezone) < p_limit)
    returning u.daily_activity_count into taken;
    return taken;
  end if;
  perform 1 from anonymous_sessions s where s.session_id = p_anonymous_session_id
    and drawn_today(s.daily_activity_count, s.daily_activity_reset_at, s.timezone) < p_limit
  for no key update;
  if not found then
    return null;
  end if;
  insert into network_daily_counts as n (network, day, drawn) values (p_network, (kith.now() at time zone 'UTC')::date, 1)
  on conflict (network, day) do update set drawn = n.drawn + 1 where n.drawn < p_limit
  returning n.drawn into taken;
  if taken is null then
    return null;
  end if;
  update anonymous_sessions s set
    daily_activity_count = drawn_today(s.daily_activity_count, s.daily_activity_reset_at, s.timezone) + 1,
    daily_activity_reset_at = case when drawn_today(s.daily_activity_count, s.daily_activity_reset_at, s.timezone) > 0 then s.daily_activity_reset_at else kith.now() end,
    last_accessed_at = kith.now()
  where s.session_id = p_anonymous_session_id
  returning s.daily_activity_count into taken;
  return taken;
end $$;

--
-- Name: FUNCTION take_daily_activity(p_user_id uuid, p_anonymous_session_id text, p_network bytea, p_limit integer); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.take_daily_activity(p_user_id uuid, p_anonymous_session_id text, p_network bytea, p_limit integer) IS 'Counts a card that is being drawn: the how many-th of the day it is, or null when the day''s are gone. Anonymous sessions count by session and by network (keyed hash).';

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: users; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.users (
    id uuid NOT NULL,
    email text NOT NULL,
    auth_provider attuned.auth_provider_enum DEFAULT 'email'::attuned.auth_provider_enum NOT NULL,
    display_name text,
    demographics jsonb DEFAULT '{}'::jsonb NOT NULL,
    subscription_tier attuned.subscription_tier_enum DEFAULT 'free'::attuned.subscription_tier_enum NOT NULL,
    subscription_expires_at timestamp with time zone,
    daily_activity_count integer DEFAULT 0 NOT NULL,
    daily_activity_reset_at timestamp with time zone DEFAULT kith.now(),
    profile_sharing_setting attuned.profile_sharing_enum DEFAULT 'overlapping_only'::attuned.profile_sharing_enum NOT NULL,
    notification_preferences jsonb DEFAULT '{}'::jsonb NOT NULL,
    profile_completed boolean DEFAULT false NOT NULL,
    onboarding_completed boolean DEFAULT false NOT NULL,
    last_login_at timestamp with time zone,
    oauth_metadata jsonb,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    timezone text DEFAULT 'UTC'::text NOT NULL,
    daily_activity_timezone text DEFAULT 'UTC'::text NOT NULL,
    daily_activity_timezone_since timestamp with time zone,
    adult_confirmed_at timestamp with time zone,
    CONSTRAINT users_count CHECK ((daily_activity_count >= 0)),
    CONSTRAINT users_email_lower CHECK ((email = lower(email))),
    CONSTRAINT users_name CHECK (((length(btrim(display_name)) >= 1) AND (length(btrim(display_name)) <= 60))),
    CONSTRAINT users_preferences CHECK ((jsonb_typeof(notification_preferences) = 'object'::text)),
    CONSTRAINT users_readiness CHECK ((onboarding_completed <= profile_completed)),
    CONSTRAINT users_ready CHECK (((NOT profile_completed) OR ((adult_confirmed_at IS NOT NULL) AND (display_name IS NOT NULL)))),
    CONSTRAINT users_sealed CHECK (attuned.is_sealed(demographics)),
    CONSTRAINT users_time_zone CHECK ((attuned.is_time_zone(timezone) AND attuned.is_time_zone(daily_activity_timezone)))
);

--
-- Name: TABLE users; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.users IS 'Signed-in people of Attuned. Whoever leaves is deleted here, with everything that belongs to them.';

--
-- Name: COLUMN users.demographics; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.users.demographics IS 'Sealed: {gender, orientation, relationship_structure}.';

--
-- Name: COLUMN users.profile_completed; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.users.profile_completed IS 'Name and anatomy are there: may play.';

--
-- Name: COLUMN users.onboarding_completed; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.users.onboarding_completed IS 'The survey was answered: cards fit.';

--
-- Name: COLUMN users.daily_activity_timezone; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.users.daily_activity_timezone IS 'The zone by which the running day is counted; another zone counts from the next day on, so that moving one''s clock gives no cards.';

--
-- Name: takes_zone(attuned.users); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.takes_zone(u attuned.users) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
  select u.timezone <> u.daily_activity_timezone
     and drawn_today(u.daily_activity_count, u.daily_activity_reset_at, u.daily_activity_timezone) = 0
     and coalesce(u.daily_activity_timezone_since <= kith.now() - interval '7 days', true)
$$;

--
-- Name: FUNCTION takes_zone(u attuned.users); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.takes_zone(u attuned.users) IS 'Whether another time zone begins to count: with a new day, and at most once a week, so that hopping from zone to zone gives no more cards.';

--
-- Name: use_confirmations(); Type: FUNCTION; Schema: attuned; Owner: -
--

CREATE FUNCTION attuned.use_confirmations() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'attuned', 'pg_temp'
    AS $$
begin
  delete from sharing_confirmations where connection_id = new.connection_id;
  return null;
end $$;

--
-- Name: FUNCTION use_confirmations(); Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON FUNCTION attuned.use_confirmations() IS 'Trigger: what was agreed to counts for one snapshot.';

--
-- Name: activities; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.activities (
    activity_id integer NOT NULL,
    type character varying(16) NOT NULL,
    rating character varying(1) NOT NULL,
    intensity integer NOT NULL,
    script jsonb NOT NULL,
    tags jsonb,
    source character varying(32) DEFAULT 'bank'::character varying NOT NULL,
    approved boolean DEFAULT true NOT NULL,
    hard_limit_keys jsonb,
    power_role character varying(16),
    preference_keys jsonb,
    domains jsonb,
    intensity_modifiers jsonb,
    requires_consent_negotiation boolean DEFAULT false,
    audience_scope attuned.audience_scope_enum DEFAULT 'all'::attuned.audience_scope_enum NOT NULL,
    hard_boundaries jsonb DEFAULT '[]'::jsonb NOT NULL,
    required_bodyparts jsonb DEFAULT '{"active": [], "partner": []}'::jsonb NOT NULL,
    activity_uid character varying(64),
    source_version character varying(32),
    is_active boolean DEFAULT true NOT NULL,
    archived_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT activities_archived CHECK ((is_active = (archived_at IS NULL))),
    CONSTRAINT activities_bodyparts CHECK (((jsonb_typeof(required_bodyparts) = 'object'::text) AND COALESCE(((jsonb_typeof((required_bodyparts -> 'active'::text)) = 'array'::text) AND (jsonb_typeof((required_bodyparts -> 'partner'::text)) = 'array'::text)), false))),
    CONSTRAINT activities_boundaries CHECK (((hard_boundaries <@ '["touch", "photo_video", "public", "restraint", "impact", "roleplay", "substances", "others_present"]'::jsonb) AND (jsonb_typeof(hard_boundaries) = 'array'::text))),
    CONSTRAINT activities_intensity CHECK (((intensity >= 1) AND (intensity <= 5))),
    CONSTRAINT activities_lists CHECK (((jsonb_typeof(tags) = 'array'::text) AND (jsonb_typeof(hard_limit_keys) = 'array'::text) AND (jsonb_typeof(preference_keys) = 'array'::text) AND (jsonb_typeof(domains) = 'array'::text) AND (jsonb_typeof(intensity_modifiers) = 'array'::text))),
    CONSTRAINT activities_power_role CHECK (((power_role)::text = ANY ((ARRAY['top'::character varying, 'bottom'::character varying, 'switch'::character varying, 'neutral'::character varying])::text[]))),
    CONSTRAINT activities_rating CHECK (((rating)::text = ANY ((ARRAY['G'::character varying, 'R'::character varying, 'X'::character varying])::text[]))),
    CONSTRAINT activities_script CHECK ((jsonb_typeof(script) = 'object'::text)),
    CONSTRAINT activities_source CHECK (((source)::text = ANY ((ARRAY['bank'::character varying, 'ai_generated'::character varying, 'user_submitted'::character varying])::text[]))),
    CONSTRAINT activities_type CHECK (((type)::text = ANY ((ARRAY['truth'::character varying, 'dare'::character varying])::text[]))),
    CONSTRAINT activities_uid CHECK (((activity_uid)::text ~ '^[0-9a-f]{64}$'::text))
);

--
-- Name: TABLE activities; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.activities IS 'The bank of cards. What a card asks for (boundaries, body parts, a talk before) is what the draw checks against both players.';

--
-- Name: COLUMN activities.hard_boundaries; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.activities.hard_boundaries IS 'What the card touches, of the eight keys of the taxonomy.';

--
-- Name: COLUMN activities.activity_uid; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.activities.activity_uid IS 'SHA-256 of the normalised content, in hex: the same card comes in once.';

--
-- Name: activities_activity_id_seq; Type: SEQUENCE; Schema: attuned; Owner: -
--

CREATE SEQUENCE attuned.activities_activity_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: activities_activity_id_seq; Type: SEQUENCE OWNED BY; Schema: attuned; Owner: -
--

ALTER SEQUENCE attuned.activities_activity_id_seq OWNED BY attuned.activities.activity_id;

--
-- Name: ai_generation_logs; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.ai_generation_logs (
    id bigint NOT NULL,
    session_id text,
    activity_type attuned.activity_type_enum NOT NULL,
    intimacy_level text NOT NULL,
    prompt_text text NOT NULL,
    response_text text,
    generation_time_ms integer,
    model_version text,
    was_approved boolean DEFAULT false NOT NULL,
    validation_failures jsonb,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT ai_generation_logs_level CHECK ((intimacy_level = ANY (ARRAY['G'::text, 'R'::text, 'X'::text]))),
    CONSTRAINT ai_generation_logs_sealed CHECK ((attuned.is_sealed_text(prompt_text) AND attuned.is_sealed_text(response_text))),
    CONSTRAINT ai_generation_logs_time CHECK ((generation_time_ms >= 0))
);

--
-- Name: TABLE ai_generation_logs; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.ai_generation_logs IS 'How the writing of cards went. Texts are sealed under the evening''s key and go after thirty days.';

--
-- Name: ai_generation_logs_id_seq; Type: SEQUENCE; Schema: attuned; Owner: -
--

CREATE SEQUENCE attuned.ai_generation_logs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: ai_generation_logs_id_seq; Type: SEQUENCE OWNED BY; Schema: attuned; Owner: -
--

ALTER SEQUENCE attuned.ai_generation_logs_id_seq OWNED BY attuned.ai_generation_logs.id;

--
-- Name: anonymous_sessions; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.anonymous_sessions (
    session_id text NOT NULL,
    profile_id integer,
    device_fingerprint jsonb,
    last_accessed_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    proof bytea,
    display_name text,
    timezone text DEFAULT 'UTC'::text NOT NULL,
    daily_activity_count integer DEFAULT 0 NOT NULL,
    daily_activity_reset_at timestamp with time zone DEFAULT kith.now(),
    adult_confirmed_at timestamp with time zone,
    consent_version text,
    CONSTRAINT anonymous_sessions_count CHECK ((daily_activity_count >= 0)),
    CONSTRAINT anonymous_sessions_fingerprint CHECK ((device_fingerprint IS NULL)),
    CONSTRAINT anonymous_sessions_id CHECK ((((length(session_id) >= 32) AND (length(session_id) <= 64)) AND (session_id ~ '^[A-Za-z0-9_-]+$'::text))),
    CONSTRAINT anonymous_sessions_name CHECK (((length(btrim(display_name)) >= 1) AND (length(btrim(display_name)) <= 60))),
    CONSTRAINT anonymous_sessions_proof CHECK ((octet_length(proof) = 32)),
    CONSTRAINT anonymous_sessions_time_zone CHECK (attuned.is_time_zone(timezone))
);

--
-- Name: TABLE anonymous_sessions; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.anonymous_sessions IS 'Players without an account. The house issues the id and signs it; ninety days after its last use a session is gone.';

--
-- Name: COLUMN anonymous_sessions.device_fingerprint; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.anonymous_sessions.device_fingerprint IS 'Stays empty: nobody is recognised by their device.';

--
-- Name: COLUMN anonymous_sessions.proof; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.anonymous_sessions.proof IS 'SHA-256 of the signature that the browser holds: who knows the id alone opens nothing.';

--
-- Name: bank_deliveries; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.bank_deliveries (
    activity_uid character varying(64) NOT NULL,
    delivered_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT bank_deliveries_uid CHECK (((activity_uid)::text ~ '^[0-9a-f]{64}$'::text))
);

--
-- Name: TABLE bank_deliveries; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.bank_deliveries IS 'The shipped cards that were brought into the bank, by their content; each is brought once.';

--
-- Name: bank_version; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.bank_version (
    only_row boolean DEFAULT true NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    CONSTRAINT bank_version_only_row_check CHECK (only_row)
);

--
-- Name: TABLE bank_version; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.bank_version IS 'Grows with every change of the bank, so that a process knows when the cards it holds in memory are old.';

--
-- Name: compatibility_results; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.compatibility_results (
    id integer NOT NULL,
    profile_a_id integer,
    profile_b_id integer,
    compatibility_score double precision NOT NULL,
    power_complement double precision,
    domain_similarity double precision,
    activity_overlap double precision,
    truth_overlap double precision,
    details jsonb,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    profile_a_revision integer NOT NULL,
    profile_b_revision integer NOT NULL,
    stale_at timestamp with time zone,
    CONSTRAINT compatibility_results_order CHECK ((profile_a_id < profile_b_id)),
    CONSTRAINT compatibility_results_score CHECK (((compatibility_score >= (0)::double precision) AND (compatibility_score <= (100)::double precision))),
    CONSTRAINT compatibility_results_sealed CHECK (attuned.is_sealed(details))
);

--
-- Name: TABLE compatibility_results; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.compatibility_results IS 'Compatibilities worked out, for the revisions of the two profiles they were worked out from; the lower profile is a.';

--
-- Name: COLUMN compatibility_results.stale_at; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.compatibility_results.stale_at IS 'When one of the two profiles changed; what is stale is worked out again before it is shown.';

--
-- Name: compatibility_results_id_seq; Type: SEQUENCE; Schema: attuned; Owner: -
--

CREATE SEQUENCE attuned.compatibility_results_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: compatibility_results_id_seq; Type: SEQUENCE OWNED BY; Schema: attuned; Owner: -
--

ALTER SEQUENCE attuned.compatibility_results_id_seq OWNED BY attuned.compatibility_results.id;

--
-- Name: data_keys; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.data_keys (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    owner text NOT NULL,
    wrapped_ciphertext bytea NOT NULL,
    wrapped_iv bytea NOT NULL,
    wrapped_tag bytea NOT NULL,
    key_version integer NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT data_keys_owner CHECK ((owner ~ '^(user|anonymous|session|connection):.+$'::text)),
    CONSTRAINT data_keys_wrapped CHECK (((octet_length(wrapped_iv) = 12) AND (octet_length(wrapped_tag) = 16)))
);

--
-- Name: TABLE data_keys; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.data_keys IS 'The key under which what belongs to an owner is sealed, itself sealed by the house''s keyring. Without this row nothing of theirs can be read, in backups neither.';

--
-- Name: COLUMN data_keys.owner; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.data_keys.owner IS 'user:<id>, anonymous:<session id>, session:<session id> or connection:<id>.';

--
-- Name: domain_events; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.domain_events (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    entity_type text NOT NULL,
    entity_id uuid NOT NULL,
    event_type text NOT NULL,
    from_state text,
    to_state text,
    idempotency_key text,
    correlation_id uuid,
    payload jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    sequence bigint NOT NULL,
    CONSTRAINT domain_events_payload_check CHECK ((jsonb_typeof(payload) = 'object'::text))
);

--
-- Name: TABLE domain_events; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.domain_events IS 'What happened, in order: every transition of every entity, and what else the timeline should tell. No personal data in payloads, ids only.';

--
-- Name: domain_events_sequence_seq; Type: SEQUENCE; Schema: attuned; Owner: -
--

ALTER TABLE attuned.domain_events ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME attuned.domain_events_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: idempotency_keys; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.idempotency_keys (
    scope text NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    status integer,
    content_type text,
    answer bytea,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL
);

--
-- Name: TABLE idempotency_keys; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.idempotency_keys IS 'Answers already given to requests that carried an Idempotency-Key, kept for a day. The scope is the person (or address) and the route.';

--
-- Name: inbox; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.inbox (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    provider text NOT NULL,
    external_id text NOT NULL,
    kind text NOT NULL,
    payload jsonb NOT NULL,
    received_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    handled_at timestamp with time zone,
    answer jsonb,
    error text
);

--
-- Name: TABLE inbox; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.inbox IS 'Events that came from outside, each stored once before anything is done about it.';

--
-- Name: network_daily_counts; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.network_daily_counts (
    network bytea NOT NULL,
    day date NOT NULL,
    drawn integer DEFAULT 0 NOT NULL,
    CONSTRAINT network_daily_counts_drawn CHECK ((drawn >= 0))
);

--
-- Name: TABLE network_daily_counts; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.network_daily_counts IS 'Cards drawn by players without an account, by day (UTC) and network address; the address is a keyed hash and goes after two days.';

--
-- Name: outbox; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.outbox (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    sequence bigint NOT NULL,
    channel text NOT NULL,
    person_id uuid,
    recipient_ciphertext bytea,
    recipient_iv bytea,
    recipient_tag bytea,
    body_ciphertext bytea,
    body_iv bytea,
    body_tag bytea,
    key_version integer NOT NULL,
    purpose text NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    not_before timestamp with time zone DEFAULT kith.now() NOT NULL,
    next_attempt_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    leased_until timestamp with time zone,
    lease_token uuid,
    provider_message_id text,
    last_error text,
    idempotency_key text NOT NULL,
    correlation_id uuid,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    topic text NOT NULL,
    CONSTRAINT outbox_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT outbox_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'push'::text, 'sms'::text]))),
    CONSTRAINT outbox_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'sent'::text, 'failed'::text, 'withdrawn'::text]))),
    CONSTRAINT outbox_topic_check CHECK ((topic ~ '^[a-z_]+\.[a-z_]+$'::text))
);

--
-- Name: TABLE outbox; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.outbox IS 'E-mails, pushes and texts of the house itself that must leave, written with the change that causes them and sent after it. Recipient and body are encrypted.';

--
-- Name: COLUMN outbox.topic; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.outbox.topic IS 'What the message is about, as its product''s manifest names it; house.earlier before there were topics.';

--
-- Name: outbox_sequence_seq; Type: SEQUENCE; Schema: attuned; Owner: -
--

ALTER TABLE attuned.outbox ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME attuned.outbox_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: partner_connections; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.partner_connections (
    id integer NOT NULL,
    requester_user_id uuid,
    recipient_email text NOT NULL,
    recipient_user_id uuid,
    status attuned.connection_status_enum DEFAULT 'pending'::attuned.connection_status_enum NOT NULL,
    connection_token text NOT NULL,
    expires_at timestamp with time zone DEFAULT (kith.now() + '00:05:00'::interval) NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    ended_at timestamp with time zone,
    requester_anonymous_session_id text,
    recipient_anonymous_session_id text,
    requester text GENERATED ALWAYS AS (COALESCE(('user:'::text || (requester_user_id)::text), ('anonymous:'::text || requester_anonymous_session_id))) STORED,
    recipient text GENERATED ALWAYS AS (COALESCE(('user:'::text || (recipient_user_id)::text), ('anonymous:'::text || recipient_anonymous_session_id))) STORED,
    CONSTRAINT partner_connections_accepted CHECK ((((status = 'accepted'::attuned.connection_status_enum) = (num_nonnulls(recipient_user_id, recipient_anonymous_session_id) = 1)) AND (num_nonnulls(recipient_user_id, recipient_anonymous_session_id) <= 1))),
    CONSTRAINT partner_connections_email CHECK ((recipient_email = lower(btrim(recipient_email)))),
    CONSTRAINT partner_connections_ended CHECK (((ended_at IS NULL) OR (status = 'accepted'::attuned.connection_status_enum))),
    CONSTRAINT partner_connections_five_minutes CHECK ((expires_at <= (created_at + '00:05:00'::interval))),
    CONSTRAINT partner_connections_letters CHECK (((recipient_email = ''::text) OR (requester_user_id IS NOT NULL))),
    CONSTRAINT partner_connections_requester CHECK ((num_nonnulls(requester_user_id, requester_anonymous_session_id) = 1)),
    CONSTRAINT partner_connections_token CHECK ((connection_token ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT partner_connections_two_people CHECK (((requester_user_id IS DISTINCT FROM recipient_user_id) OR (requester_anonymous_session_id IS DISTINCT FROM recipient_anonymous_session_id)))
);

--
-- Name: TABLE partner_connections; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.partner_connections IS 'Requests between two people and what became of them. Accepted and not ended: connected.';

--
-- Name: COLUMN partner_connections.recipient_email; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.partner_connections.recipient_email IS 'Empty for a code shown in person: whoever holds it may accept.';

--
-- Name: COLUMN partner_connections.connection_token; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.partner_connections.connection_token IS 'Keyed hash of the code, in hex; the code itself is in the letter or on the screen only.';

--
-- Name: COLUMN partner_connections.requester; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.partner_connections.requester IS 'Who asked, as data_keys names them: user:<id> or anonymous:<session id>.';

--
-- Name: COLUMN partner_connections.recipient; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.partner_connections.recipient IS 'Who accepted, likewise.';

--
-- Name: partner_connections_id_seq; Type: SEQUENCE; Schema: attuned; Owner: -
--

CREATE SEQUENCE attuned.partner_connections_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: partner_connections_id_seq; Type: SEQUENCE OWNED BY; Schema: attuned; Owner: -
--

ALTER SEQUENCE attuned.partner_connections_id_seq OWNED BY attuned.partner_connections.id;

--
-- Name: pgqueuer; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.pgqueuer (
    id bigint NOT NULL,
    priority integer NOT NULL,
    queue_manager_id uuid,
    created timestamp with time zone DEFAULT now() NOT NULL,
    updated timestamp with time zone DEFAULT now() NOT NULL,
    heartbeat timestamp with time zone DEFAULT now() NOT NULL,
    execute_after timestamp with time zone DEFAULT now() NOT NULL,
    status attuned.pgqueuer_status NOT NULL,
    entrypoint text NOT NULL,
    dedupe_key text,
    payload bytea,
    headers jsonb,
    attempts integer DEFAULT 0 NOT NULL,
    slot bigint
);

--
-- Name: TABLE pgqueuer; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.pgqueuer IS 'Jobs waiting, running or parked after their last try (PgQueuer).';

--
-- Name: pgqueuer_id_seq; Type: SEQUENCE; Schema: attuned; Owner: -
--

CREATE SEQUENCE attuned.pgqueuer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: pgqueuer_id_seq; Type: SEQUENCE OWNED BY; Schema: attuned; Owner: -
--

ALTER SEQUENCE attuned.pgqueuer_id_seq OWNED BY attuned.pgqueuer.id;

--
-- Name: pgqueuer_log; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.pgqueuer_log (
    id bigint NOT NULL,
    created timestamp with time zone DEFAULT now() NOT NULL,
    job_id bigint NOT NULL,
    status attuned.pgqueuer_status NOT NULL,
    priority integer NOT NULL,
    entrypoint text NOT NULL,
    traceback jsonb,
    aggregated boolean DEFAULT false
);

--
-- Name: TABLE pgqueuer_log; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.pgqueuer_log IS 'What became of each job (PgQueuer).';

--
-- Name: pgqueuer_log_id_seq; Type: SEQUENCE; Schema: attuned; Owner: -
--

ALTER TABLE attuned.pgqueuer_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME attuned.pgqueuer_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: pgqueuer_schedules; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.pgqueuer_schedules (
    id bigint NOT NULL,
    expression text NOT NULL,
    entrypoint text NOT NULL,
    heartbeat timestamp with time zone DEFAULT now() NOT NULL,
    created timestamp with time zone DEFAULT now() NOT NULL,
    updated timestamp with time zone DEFAULT now() NOT NULL,
    next_run timestamp with time zone DEFAULT now() NOT NULL,
    last_run timestamp with time zone,
    status attuned.pgqueuer_status DEFAULT 'queued'::attuned.pgqueuer_status
);

--
-- Name: TABLE pgqueuer_schedules; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.pgqueuer_schedules IS 'Recurring jobs and when they run next (PgQueuer).';

--
-- Name: pgqueuer_schedules_id_seq; Type: SEQUENCE; Schema: attuned; Owner: -
--

CREATE SEQUENCE attuned.pgqueuer_schedules_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: pgqueuer_schedules_id_seq; Type: SEQUENCE OWNED BY; Schema: attuned; Owner: -
--

ALTER SEQUENCE attuned.pgqueuer_schedules_id_seq OWNED BY attuned.pgqueuer_schedules.id;

--
-- Name: pgqueuer_statistics; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.pgqueuer_statistics (
    id bigint NOT NULL,
    created timestamp with time zone DEFAULT date_trunc('sec'::text, now()) NOT NULL,
    count bigint NOT NULL,
    priority integer NOT NULL,
    status attuned.pgqueuer_status NOT NULL,
    entrypoint text NOT NULL
);

--
-- Name: TABLE pgqueuer_statistics; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.pgqueuer_statistics IS 'Job counts by second (PgQueuer).';

--
-- Name: pgqueuer_statistics_id_seq; Type: SEQUENCE; Schema: attuned; Owner: -
--

CREATE SEQUENCE attuned.pgqueuer_statistics_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: pgqueuer_statistics_id_seq; Type: SEQUENCE OWNED BY; Schema: attuned; Owner: -
--

ALTER SEQUENCE attuned.pgqueuer_statistics_id_seq OWNED BY attuned.pgqueuer_statistics.id;

--
-- Name: profiles; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.profiles (
    id integer NOT NULL,
    user_id uuid,
    is_anonymous boolean DEFAULT false NOT NULL,
    anonymous_session_id text,
    submission_id character varying(128) NOT NULL,
    profile_version character varying(16) DEFAULT '0.4'::character varying NOT NULL,
    survey_version text DEFAULT '0.4'::text NOT NULL,
    last_accessed_at timestamp with time zone DEFAULT kith.now(),
    power_dynamic jsonb NOT NULL,
    arousal_propensity jsonb NOT NULL,
    domain_scores jsonb NOT NULL,
    activities jsonb NOT NULL,
    truth_topics jsonb NOT NULL,
    boundaries jsonb NOT NULL,
    anatomy jsonb DEFAULT '{}'::jsonb NOT NULL,
    activity_tags jsonb,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    revision integer DEFAULT 1 NOT NULL,
    has_survey boolean DEFAULT false NOT NULL,
    highest_level attuned.intimacy_level_enum DEFAULT 'R'::attuned.intimacy_level_enum NOT NULL,
    erased_at timestamp with time zone,
    CONSTRAINT profiles_anonymous CHECK (((erased_at IS NOT NULL) OR (is_anonymous = (anonymous_session_id IS NOT NULL)))),
    CONSTRAINT profiles_erased CHECK (((erased_at IS NULL) OR ((power_dynamic = '{}'::jsonb) AND (arousal_propensity = '{}'::jsonb) AND (domain_scores = '{}'::jsonb) AND (activities = '{}'::jsonb) AND (truth_topics = '{}'::jsonb) AND (boundaries = '{}'::jsonb) AND (anatomy = '{}'::jsonb) AND (activity_tags IS NULL)))),
    CONSTRAINT profiles_owner CHECK ((num_nonnulls(user_id, anonymous_session_id) =
CASE
    WHEN (erased_at IS NULL) THEN 1
    ELSE 0
END)),
    CONSTRAINT profiles_sealed CHECK ((attuned.is_sealed(power_dynamic) AND attuned.is_sealed(arousal_propensity) AND attuned.is_sealed(domain_scores) AND attuned.is_sealed(activities) AND attuned.is_sealed(truth_topics) AND attuned.is_sealed(boundaries) AND attuned.is_sealed(anatomy) AND attuned.is_sealed(activity_tags)))
);

--
-- Name: TABLE profiles; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.profiles IS 'Who plays: what follows from the survey, and anatomy. Before the survey everything but anatomy is empty. Erased ones leave an empty row where somebody else''s evening refers to it.';

--
-- Name: COLUMN profiles.revision; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.profiles.revision IS 'Grows with every change of what the profile says; compatibilities and shared snapshots name the revisions they were made from.';

--
-- Name: COLUMN profiles.highest_level; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.profiles.highest_level IS 'What this player allows; an evening is at the lower of two.';

--
-- Name: profiles_id_seq; Type: SEQUENCE; Schema: attuned; Owner: -
--

CREATE SEQUENCE attuned.profiles_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: profiles_id_seq; Type: SEQUENCE OWNED BY; Schema: attuned; Owner: -
--

ALTER SEQUENCE attuned.profiles_id_seq OWNED BY attuned.profiles.id;

--
-- Name: purchase_accounts; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.purchase_accounts (
    user_id uuid NOT NULL,
    account_token uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL
);

--
-- Name: TABLE purchase_accounts; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.purchase_accounts IS 'What the apps give the stores with a purchase (appAccountToken, obfuscatedAccountId): a random name for the account, so that a plan stays with whoever bought it.';

--
-- Name: push_notification_tokens; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.push_notification_tokens (
    id integer NOT NULL,
    user_id uuid NOT NULL,
    device_token text NOT NULL,
    platform attuned.platform_enum NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT push_notification_tokens_device CHECK (((length(device_token) >= 8) AND (length(device_token) <= 4096)))
);

--
-- Name: TABLE push_notification_tokens; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.push_notification_tokens IS 'Where pushes go: a device belongs to whoever signed in on it last.';

--
-- Name: push_notification_tokens_id_seq; Type: SEQUENCE; Schema: attuned; Owner: -
--

CREATE SEQUENCE attuned.push_notification_tokens_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: push_notification_tokens_id_seq; Type: SEQUENCE OWNED BY; Schema: attuned; Owner: -
--

ALTER SEQUENCE attuned.push_notification_tokens_id_seq OWNED BY attuned.push_notification_tokens.id;

--
-- Name: remembered_partners; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.remembered_partners (
    id integer NOT NULL,
    user_id uuid NOT NULL,
    partner_user_id uuid NOT NULL,
    partner_name text NOT NULL,
    partner_email text NOT NULL,
    last_played_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT remembered_partners_not_oneself CHECK ((user_id <> partner_user_id))
);

--
-- Name: TABLE remembered_partners; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.remembered_partners IS 'The ten people somebody connected or played with last.';

--
-- Name: remembered_partners_id_seq; Type: SEQUENCE; Schema: attuned; Owner: -
--

CREATE SEQUENCE attuned.remembered_partners_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: remembered_partners_id_seq; Type: SEQUENCE OWNED BY; Schema: attuned; Owner: -
--

ALTER SEQUENCE attuned.remembered_partners_id_seq OWNED BY attuned.remembered_partners.id;

--
-- Name: session_activities; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.session_activities (
    session_id character varying(128) NOT NULL,
    seq integer NOT NULL,
    activity_id integer,
    type character varying(16) NOT NULL,
    rating character varying(1) NOT NULL,
    intensity integer NOT NULL,
    script jsonb NOT NULL,
    tags jsonb,
    roles jsonb,
    source character varying(32) NOT NULL,
    template_id integer,
    checks jsonb,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT session_activities_intensity CHECK (((intensity >= 1) AND (intensity <= 5))),
    CONSTRAINT session_activities_rating CHECK (((rating)::text = ANY ((ARRAY['G'::character varying, 'R'::character varying, 'X'::character varying])::text[]))),
    CONSTRAINT session_activities_roles CHECK ((jsonb_typeof(roles) = 'object'::text)),
    CONSTRAINT session_activities_sealed CHECK ((attuned.is_sealed(script) AND attuned.is_sealed(tags) AND attuned.is_sealed(checks) AND (num_nonnulls(activity_id, template_id) = 0))),
    CONSTRAINT session_activities_seq CHECK (((seq >= 1) AND (seq <= 50))),
    CONSTRAINT session_activities_source CHECK (((source)::text = ANY ((ARRAY['bank'::character varying, 'ai_generated'::character varying, 'user_submitted'::character varying])::text[]))),
    CONSTRAINT session_activities_type CHECK (((type)::text = ANY ((ARRAY['truth'::character varying, 'dare'::character varying])::text[])))
);

--
-- Name: TABLE session_activities; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.session_activities IS 'The cards of an evening. Script, tags and checks (why each was allowed) are sealed under the evening''s key, and so is which card of the bank it was.';

--
-- Name: COLUMN session_activities.activity_id; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.session_activities.activity_id IS 'Stays empty; it lies in the sealed script, for what was drawn tells what was said.';

--
-- Name: sessions; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.sessions (
    session_id character varying(128) NOT NULL,
    player_a_profile_id integer NOT NULL,
    player_b_profile_id integer NOT NULL,
    primary_user_id uuid,
    primary_profile_id integer,
    partner_user_id uuid,
    partner_profile_id integer,
    partner_anonymous_name text,
    partner_anonymous_anatomy jsonb,
    intimacy_level attuned.intimacy_level_enum DEFAULT 'R'::attuned.intimacy_level_enum NOT NULL,
    skip_count integer DEFAULT 0 NOT NULL,
    session_owner_user_id uuid,
    connection_confirmed_at timestamp with time zone,
    rating character varying(1) DEFAULT 'R'::character varying NOT NULL,
    activity_type character varying(16) DEFAULT 'random'::character varying NOT NULL,
    target_activities integer DEFAULT 25 NOT NULL,
    bank_ratio double precision DEFAULT 0.5 NOT NULL,
    truth_so_far integer DEFAULT 0 NOT NULL,
    dare_so_far integer DEFAULT 0 NOT NULL,
    current_step integer DEFAULT 0 NOT NULL,
    status character varying(32) DEFAULT 'active'::character varying NOT NULL,
    rules jsonb,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    completed_at timestamp with time zone,
    primary_anonymous_session_id text,
    partner_anonymous_session_id text,
    seed bigint DEFAULT ((random() * ('4294967295'::bigint)::double precision))::bigint NOT NULL,
    primary_feedback jsonb,
    partner_feedback jsonb,
    CONSTRAINT sessions_activity_type CHECK (((activity_type)::text = ANY ((ARRAY['random'::character varying, 'truth'::character varying, 'dare'::character varying])::text[]))),
    CONSTRAINT sessions_completed CHECK ((((status)::text = 'active'::text) = (completed_at IS NULL))),
    CONSTRAINT sessions_counts CHECK (((truth_so_far >= 0) AND (dare_so_far >= 0) AND (skip_count >= 0) AND ((current_step >= 0) AND (current_step <= target_activities)))),
    CONSTRAINT sessions_feedback CHECK ((attuned.is_sealed(primary_feedback) AND attuned.is_sealed(partner_feedback))),
    CONSTRAINT sessions_id CHECK (((session_id)::text ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'::text)),
    CONSTRAINT sessions_name CHECK (((length(btrim(partner_anonymous_name)) >= 1) AND (length(btrim(partner_anonymous_name)) <= 60))),
    CONSTRAINT sessions_one_partner CHECK ((num_nonnulls(partner_user_id, partner_anonymous_session_id) <= 1)),
    CONSTRAINT sessions_one_primary CHECK ((num_nonnulls(primary_user_id, primary_anonymous_session_id) <= 1)),
    CONSTRAINT sessions_rating CHECK (((rating)::text = (intimacy_level)::text)),
    CONSTRAINT sessions_ratio CHECK (((bank_ratio >= (0)::double precision) AND (bank_ratio <= (1)::double precision))),
    CONSTRAINT sessions_rules CHECK ((jsonb_typeof(rules) = 'object'::text)),
    CONSTRAINT sessions_sealed CHECK (attuned.is_sealed(partner_anonymous_anatomy)),
    CONSTRAINT sessions_status CHECK (((status)::text = ANY ((ARRAY['active'::character varying, 'completed'::character varying, 'abandoned'::character varying])::text[]))),
    CONSTRAINT sessions_target CHECK (((target_activities >= 1) AND (target_activities <= 50))),
    CONSTRAINT sessions_two_players CHECK ((player_a_profile_id <> player_b_profile_id))
);

--
-- Name: TABLE sessions; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.sessions IS 'Evenings of two. Player a is the primary player, player b the partner; a guest without an account or a session has a profile of their own too.';

--
-- Name: COLUMN sessions.connection_confirmed_at; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.sessions.connection_confirmed_at IS 'When the partner said yes too; no card before that.';

--
-- Name: COLUMN sessions.rules; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.sessions.rules IS 'What was set, and where the evening stands: one phone or two, who had the talk, how often it eased. Nothing that a player said.';

--
-- Name: COLUMN sessions.completed_at; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.sessions.completed_at IS 'When it ended, either way.';

--
-- Name: COLUMN sessions.seed; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.sessions.seed IS 'Makes the draw repeatable.';

--
-- Name: COLUMN sessions.primary_feedback; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.sessions.primary_feedback IS 'How it was for the primary player, sealed under their own key.';

--
-- Name: COLUMN sessions.partner_feedback; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.sessions.partner_feedback IS 'How it was for the partner, sealed under their own key.';

--
-- Name: shared_snapshots; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.shared_snapshots (
    pair bytea NOT NULL,
    connection_id integer,
    taken_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    content jsonb NOT NULL,
    requester_revision integer,
    recipient_revision integer,
    CONSTRAINT shared_snapshots_empty CHECK (((content = '{}'::jsonb) = (connection_id IS NULL))),
    CONSTRAINT shared_snapshots_pair CHECK ((octet_length(pair) = 32)),
    CONSTRAINT shared_snapshots_sealed CHECK (attuned.is_sealed(content))
);

--
-- Name: TABLE shared_snapshots; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.shared_snapshots IS 'What the two of a connection may see of each other. When they part it is emptied; that there was one stays for a day, so that parting and meeting again shows nothing sooner.';

--
-- Name: COLUMN shared_snapshots.pair; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.shared_snapshots.pair IS 'SHA-256 of the two players in order: says nothing to whoever does not know both.';

--
-- Name: COLUMN shared_snapshots.content; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.shared_snapshots.content IS 'Sealed under the connection''s key. Never boundaries, anatomy or arousal.';

--
-- Name: sharing_confirmations; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.sharing_confirmations (
    connection_id integer NOT NULL,
    player text NOT NULL,
    revision integer NOT NULL,
    confirmed_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT sharing_confirmations_player CHECK ((player ~ '^(user|anonymous):.+$'::text))
);

--
-- Name: TABLE sharing_confirmations; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.sharing_confirmations IS 'Who agreed to share, and to which revision of their profile; another answer makes it void. Gone as soon as both agreed and the snapshot is taken.';

--
-- Name: state_transitions; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.state_transitions (
    entity_type text NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    event_type text NOT NULL
);

--
-- Name: TABLE state_transitions; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.state_transitions IS 'The legal transitions of every entity of this schema. An empty from_state is creation.';

--
-- Name: stored_files; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.stored_files (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    owner_id uuid,
    purpose text NOT NULL,
    filename text,
    content_type text NOT NULL,
    bytes bigint NOT NULL,
    sha256 bytea NOT NULL,
    key text NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT stored_files_bytes CHECK (((bytes > 0) AND (octet_length(sha256) = 32))),
    CONSTRAINT stored_files_filename CHECK (((length(filename) >= 1) AND (length(filename) <= 100))),
    CONSTRAINT stored_files_state CHECK ((state = ANY (ARRAY['pending'::text, 'kept'::text, 'hidden'::text, 'unwanted'::text])))
);

--
-- Name: TABLE stored_files; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.stored_files IS 'Files in the store: pending until something uses them (an hour at most), kept, hidden (a decision took it away and may be taken back: nobody is handed it), unwanted until the store has forgotten them and the row goes.';

--
-- Name: COLUMN stored_files.key; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.stored_files.key IS 'Where it lies in the store; nobody can guess it, and it is shown to nobody.';

--
-- Name: subscription_purchases; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.subscription_purchases (
    store text NOT NULL,
    original_transaction_id text NOT NULL,
    user_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT subscription_purchases_store CHECK ((store = ANY (ARRAY['ios'::text, 'android'::text, 'web'::text])))
);

--
-- Name: TABLE subscription_purchases; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.subscription_purchases IS 'A purchase with all its renewals, and the one person it belongs to. It never changes hands: the first claim is the only one.';

--
-- Name: COLUMN subscription_purchases.original_transaction_id; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.subscription_purchases.original_transaction_id IS 'What its renewals share: Apple''s original transaction, Google''s purchase token, Stripe''s subscription.';

--
-- Name: subscription_transactions; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.subscription_transactions (
    id integer NOT NULL,
    user_id uuid NOT NULL,
    platform attuned.platform_enum,
    platform_transaction_id text NOT NULL,
    subscription_tier text NOT NULL,
    amount numeric(10,2) NOT NULL,
    currency text DEFAULT 'USD'::text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    auto_renew boolean DEFAULT true NOT NULL,
    status attuned.subscription_status_enum DEFAULT 'active'::attuned.subscription_status_enum NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    original_transaction_id text NOT NULL,
    store text NOT NULL,
    sequence bigint DEFAULT 0 NOT NULL,
    product_id text NOT NULL,
    replaces text,
    as_of timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    standing text DEFAULT 'running'::text NOT NULL,
    grace_until timestamp with time zone,
    renewal_as_of timestamp with time zone,
    CONSTRAINT subscription_transactions_amount CHECK ((amount >= (0)::numeric)),
    CONSTRAINT subscription_transactions_currency CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT subscription_transactions_refunded CHECK (((status = 'refunded'::attuned.subscription_status_enum) = (revoked_at IS NOT NULL))),
    CONSTRAINT subscription_transactions_sequence CHECK ((sequence >= 0)),
    CONSTRAINT subscription_transactions_span CHECK ((expires_at >= started_at)),
    CONSTRAINT subscription_transactions_standing CHECK ((standing = ANY (ARRAY['running'::text, 'grace'::text, 'hold'::text, 'paused'::text]))),
    CONSTRAINT subscription_transactions_store CHECK (((store = ANY (ARRAY['ios'::text, 'android'::text, 'web'::text])) AND (NOT (NULLIF(store, 'web'::text) IS DISTINCT FROM (platform)::text))))
);

--
-- Name: TABLE subscription_transactions; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.subscription_transactions IS 'Purchases and renewals, each once.';

--
-- Name: COLUMN subscription_transactions.platform; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.subscription_transactions.platform IS 'The app''s platform; empty for a plan that was bought on the web.';

--
-- Name: COLUMN subscription_transactions.original_transaction_id; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.subscription_transactions.original_transaction_id IS 'What a renewal renews: the same for the whole life of a subscription.';

--
-- Name: COLUMN subscription_transactions.store; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.subscription_transactions.store IS 'Where it was bought: ios (App Store), android (Google Play) or web (Stripe).';

--
-- Name: COLUMN subscription_transactions.sequence; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.subscription_transactions.sequence IS 'The place among the renewals of its purchase; the last one counts.';

--
-- Name: COLUMN subscription_transactions.replaces; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.subscription_transactions.replaces IS 'The purchase that this one took the place of (Google''s linked purchase token).';

--
-- Name: COLUMN subscription_transactions.as_of; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.subscription_transactions.as_of IS 'The store''s moment of what is known; what is older changes nothing.';

--
-- Name: COLUMN subscription_transactions.standing; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.subscription_transactions.standing IS 'How the purchase stands as told with this transaction; grace keeps the plan, hold and pause do not.';

--
-- Name: COLUMN subscription_transactions.renewal_as_of; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.subscription_transactions.renewal_as_of IS 'As as_of, for auto_renew, standing and grace_until.';

--
-- Name: subscription_transactions_id_seq; Type: SEQUENCE; Schema: attuned; Owner: -
--

CREATE SEQUENCE attuned.subscription_transactions_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: subscription_transactions_id_seq; Type: SEQUENCE OWNED BY; Schema: attuned; Owner: -
--

ALTER SEQUENCE attuned.subscription_transactions_id_seq OWNED BY attuned.subscription_transactions.id;

--
-- Name: survey_baseline; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.survey_baseline (
    id integer NOT NULL,
    submission_id character varying(128),
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL
);

--
-- Name: TABLE survey_baseline; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.survey_baseline IS 'Kept for programs that know it; nothing here writes it.';

--
-- Name: survey_baseline_id_seq; Type: SEQUENCE; Schema: attuned; Owner: -
--

CREATE SEQUENCE attuned.survey_baseline_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: survey_baseline_id_seq; Type: SEQUENCE OWNED BY; Schema: attuned; Owner: -
--

ALTER SEQUENCE attuned.survey_baseline_id_seq OWNED BY attuned.survey_baseline.id;

--
-- Name: survey_progress; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.survey_progress (
    id integer NOT NULL,
    user_id uuid,
    anonymous_session_id text,
    survey_version text DEFAULT '0.4'::text NOT NULL,
    status attuned.survey_status_enum DEFAULT 'in_progress'::attuned.survey_status_enum NOT NULL,
    current_question text,
    completion_percentage integer DEFAULT 0 NOT NULL,
    answers jsonb DEFAULT '{}'::jsonb NOT NULL,
    started_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    last_saved_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    completed_at timestamp with time zone,
    CONSTRAINT survey_progress_completed CHECK (((status = 'completed'::attuned.survey_status_enum) = (completed_at IS NOT NULL))),
    CONSTRAINT survey_progress_over CHECK (((status = 'in_progress'::attuned.survey_status_enum) OR (answers = '{}'::jsonb))),
    CONSTRAINT survey_progress_owner CHECK ((num_nonnulls(user_id, anonymous_session_id) = 1)),
    CONSTRAINT survey_progress_percentage CHECK (((completion_percentage >= 0) AND (completion_percentage <= 100))),
    CONSTRAINT survey_progress_question CHECK ((current_question ~ '^[A-Z][A-Za-z0-9_]{0,63}$'::text)),
    CONSTRAINT survey_progress_sealed CHECK (attuned.is_sealed(answers)),
    CONSTRAINT survey_progress_version CHECK ((survey_version ~ '^[0-9]+\.[0-9]+$'::text))
);

--
-- Name: TABLE survey_progress; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.survey_progress IS 'Surveys under way. Answers are emptied when the survey is submitted or given up.';

--
-- Name: COLUMN survey_progress.answers; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.survey_progress.answers IS 'Sealed: {question: [answer, sequence]}.';

--
-- Name: survey_progress_id_seq; Type: SEQUENCE; Schema: attuned; Owner: -
--

CREATE SEQUENCE attuned.survey_progress_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: survey_progress_id_seq; Type: SEQUENCE OWNED BY; Schema: attuned; Owner: -
--

ALTER SEQUENCE attuned.survey_progress_id_seq OWNED BY attuned.survey_progress.id;

--
-- Name: survey_submissions; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.survey_submissions (
    id integer NOT NULL,
    submission_id character varying(128) NOT NULL,
    respondent_id character varying(128),
    name character varying(256),
    sex character varying(32),
    sexual_orientation character varying(64),
    version character varying(16),
    survey_version text DEFAULT '0.4'::text NOT NULL,
    survey_progress_id integer,
    payload_json jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    user_id uuid,
    anonymous_session_id text,
    erased_at timestamp with time zone,
    CONSTRAINT survey_submissions_erased CHECK (((erased_at IS NULL) OR (payload_json = '{}'::jsonb))),
    CONSTRAINT survey_submissions_owner CHECK ((num_nonnulls(user_id, anonymous_session_id) =
CASE
    WHEN (erased_at IS NULL) THEN 1
    ELSE 0
END)),
    CONSTRAINT survey_submissions_sealed CHECK ((attuned.is_sealed(payload_json) AND (num_nonnulls(name, sex, sexual_orientation) = 0)))
);

--
-- Name: TABLE survey_submissions; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.survey_submissions IS 'What was submitted: a draft becomes one submission, once. A retake takes the place of the one before.';

--
-- Name: COLUMN survey_submissions.payload_json; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.survey_submissions.payload_json IS 'Sealed: {answers, profile}, enough to work the profile out again. Name, sex and orientation lie in it too, so their columns stay empty.';

--
-- Name: survey_submissions_id_seq; Type: SEQUENCE; Schema: attuned; Owner: -
--

CREATE SEQUENCE attuned.survey_submissions_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: survey_submissions_id_seq; Type: SEQUENCE OWNED BY; Schema: attuned; Owner: -
--

ALTER SEQUENCE attuned.survey_submissions_id_seq OWNED BY attuned.survey_submissions.id;

--
-- Name: user_activity_history; Type: TABLE; Schema: attuned; Owner: -
--

CREATE TABLE attuned.user_activity_history (
    id bigint NOT NULL,
    user_id uuid,
    anonymous_session_id text,
    session_id text NOT NULL,
    activity_id integer,
    activity_type attuned.activity_type_enum NOT NULL,
    was_skipped boolean DEFAULT false NOT NULL,
    feedback_type attuned.feedback_type_enum,
    feedback_executed boolean,
    presented_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    theme_tags jsonb DEFAULT '[]'::jsonb,
    seq integer,
    sealed_card bytea,
    CONSTRAINT user_activity_history_owner CHECK ((num_nonnulls(user_id, anonymous_session_id) = 1)),
    CONSTRAINT user_activity_history_sealed CHECK ((attuned.is_sealed(theme_tags) AND (activity_id IS NULL) AND ((sealed_card IS NULL) OR (octet_length(sealed_card) > 28))))
);

--
-- Name: TABLE user_activity_history; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON TABLE attuned.user_activity_history IS 'What each player was shown. Which card it was is sealed under the player''s own key, so that one can leave without the other.';

--
-- Name: COLUMN user_activity_history.activity_id; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.user_activity_history.activity_id IS 'Stays empty: see sealed_card.';

--
-- Name: COLUMN user_activity_history.seq; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.user_activity_history.seq IS 'Which card of the evening.';

--
-- Name: COLUMN user_activity_history.sealed_card; Type: COMMENT; Schema: attuned; Owner: -
--

COMMENT ON COLUMN attuned.user_activity_history.sealed_card IS '12-byte IV, ciphertext and tag of the card''s number in decimal; empty for cards that are not in the bank.';

--
-- Name: user_activity_history_id_seq; Type: SEQUENCE; Schema: attuned; Owner: -
--

CREATE SEQUENCE attuned.user_activity_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: user_activity_history_id_seq; Type: SEQUENCE OWNED BY; Schema: attuned; Owner: -
--

ALTER SEQUENCE attuned.user_activity_history_id_seq OWNED BY attuned.user_activity_history.id;

--
-- Name: activities activity_id; Type: DEFAULT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.activities ALTER COLUMN activity_id SET DEFAULT nextval('attuned.activities_activity_id_seq'::regclass);

--
-- Name: ai_generation_logs id; Type: DEFAULT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.ai_generation_logs ALTER COLUMN id SET DEFAULT nextval('attuned.ai_generation_logs_id_seq'::regclass);

--
-- Name: compatibility_results id; Type: DEFAULT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.compatibility_results ALTER COLUMN id SET DEFAULT nextval('attuned.compatibility_results_id_seq'::regclass);

--
-- Name: partner_connections id; Type: DEFAULT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.partner_connections ALTER COLUMN id SET DEFAULT nextval('attuned.partner_connections_id_seq'::regclass);

--
-- Name: pgqueuer id; Type: DEFAULT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.pgqueuer ALTER COLUMN id SET DEFAULT nextval('attuned.pgqueuer_id_seq'::regclass);

--
-- Name: pgqueuer_schedules id; Type: DEFAULT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.pgqueuer_schedules ALTER COLUMN id SET DEFAULT nextval('attuned.pgqueuer_schedules_id_seq'::regclass);

--
-- Name: pgqueuer_statistics id; Type: DEFAULT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.pgqueuer_statistics ALTER COLUMN id SET DEFAULT nextval('attuned.pgqueuer_statistics_id_seq'::regclass);

--
-- Name: profiles id; Type: DEFAULT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.profiles ALTER COLUMN id SET DEFAULT nextval('attuned.profiles_id_seq'::regclass);

--
-- Name: push_notification_tokens id; Type: DEFAULT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.push_notification_tokens ALTER COLUMN id SET DEFAULT nextval('attuned.push_notification_tokens_id_seq'::regclass);

--
-- Name: remembered_partners id; Type: DEFAULT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.remembered_partners ALTER COLUMN id SET DEFAULT nextval('attuned.remembered_partners_id_seq'::regclass);

--
-- Name: subscription_transactions id; Type: DEFAULT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.subscription_transactions ALTER COLUMN id SET DEFAULT nextval('attuned.subscription_transactions_id_seq'::regclass);

--
-- Name: survey_baseline id; Type: DEFAULT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.survey_baseline ALTER COLUMN id SET DEFAULT nextval('attuned.survey_baseline_id_seq'::regclass);

--
-- Name: survey_progress id; Type: DEFAULT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.survey_progress ALTER COLUMN id SET DEFAULT nextval('attuned.survey_progress_id_seq'::regclass);

--
-- Name: survey_submissions id; Type: DEFAULT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.survey_submissions ALTER COLUMN id SET DEFAULT nextval('attuned.survey_submissions_id_seq'::regclass);

--
-- Name: user_activity_history id; Type: DEFAULT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.user_activity_history ALTER COLUMN id SET DEFAULT nextval('attuned.user_activity_history_id_seq'::regclass);

--
-- Name: activities activities_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.activities
    ADD CONSTRAINT activities_pkey PRIMARY KEY (activity_id);

--
-- Name: activities activities_uid_uniq; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.activities
    ADD CONSTRAINT activities_uid_uniq UNIQUE (activity_uid);

--
-- Name: ai_generation_logs ai_generation_logs_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.ai_generation_logs
    ADD CONSTRAINT ai_generation_logs_pkey PRIMARY KEY (id);

--
-- Name: anonymous_sessions anonymous_sessions_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.anonymous_sessions
    ADD CONSTRAINT anonymous_sessions_pkey PRIMARY KEY (session_id);

--
-- Name: bank_deliveries bank_deliveries_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.bank_deliveries
    ADD CONSTRAINT bank_deliveries_pkey PRIMARY KEY (activity_uid);

--
-- Name: bank_version bank_version_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.bank_version
    ADD CONSTRAINT bank_version_pkey PRIMARY KEY (only_row);

--
-- Name: compatibility_results compatibility_results_once; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.compatibility_results
    ADD CONSTRAINT compatibility_results_once UNIQUE (profile_a_id, profile_b_id, profile_a_revision, profile_b_revision);

--
-- Name: compatibility_results compatibility_results_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.compatibility_results
    ADD CONSTRAINT compatibility_results_pkey PRIMARY KEY (id);

--
-- Name: data_keys data_keys_owner_uniq; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.data_keys
    ADD CONSTRAINT data_keys_owner_uniq UNIQUE (owner);

--
-- Name: data_keys data_keys_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.data_keys
    ADD CONSTRAINT data_keys_pkey PRIMARY KEY (id);

--
-- Name: domain_events domain_events_idem_uniq; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.domain_events
    ADD CONSTRAINT domain_events_idem_uniq UNIQUE (idempotency_key);

--
-- Name: domain_events domain_events_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.domain_events
    ADD CONSTRAINT domain_events_pkey PRIMARY KEY (id);

--
-- Name: idempotency_keys idempotency_keys_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (scope, key);

--
-- Name: inbox inbox_once; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.inbox
    ADD CONSTRAINT inbox_once UNIQUE (provider, external_id);

--
-- Name: inbox inbox_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (id);

--
-- Name: network_daily_counts network_daily_counts_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.network_daily_counts
    ADD CONSTRAINT network_daily_counts_pkey PRIMARY KEY (network, day);

--
-- Name: outbox outbox_idem_uniq; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.outbox
    ADD CONSTRAINT outbox_idem_uniq UNIQUE (idempotency_key);

--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);

--
-- Name: partner_connections partner_connections_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.partner_connections
    ADD CONSTRAINT partner_connections_pkey PRIMARY KEY (id);

--
-- Name: partner_connections partner_connections_token_uniq; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.partner_connections
    ADD CONSTRAINT partner_connections_token_uniq UNIQUE (connection_token);

--
-- Name: pgqueuer_log pgqueuer_log_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.pgqueuer_log
    ADD CONSTRAINT pgqueuer_log_pkey PRIMARY KEY (id);

--
-- Name: pgqueuer pgqueuer_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.pgqueuer
    ADD CONSTRAINT pgqueuer_pkey PRIMARY KEY (id);

--
-- Name: pgqueuer_schedules pgqueuer_schedules_expression_entrypoint_key; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.pgqueuer_schedules
    ADD CONSTRAINT pgqueuer_schedules_expression_entrypoint_key UNIQUE (expression, entrypoint);

--
-- Name: pgqueuer_schedules pgqueuer_schedules_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.pgqueuer_schedules
    ADD CONSTRAINT pgqueuer_schedules_pkey PRIMARY KEY (id);

--
-- Name: pgqueuer_statistics pgqueuer_statistics_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.pgqueuer_statistics
    ADD CONSTRAINT pgqueuer_statistics_pkey PRIMARY KEY (id);

--
-- Name: profiles profiles_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.profiles
    ADD CONSTRAINT profiles_pkey PRIMARY KEY (id);

--
-- Name: profiles profiles_submission_uniq; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.profiles
    ADD CONSTRAINT profiles_submission_uniq UNIQUE (submission_id);

--
-- Name: purchase_accounts purchase_accounts_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.purchase_accounts
    ADD CONSTRAINT purchase_accounts_pkey PRIMARY KEY (user_id);

--
-- Name: purchase_accounts purchase_accounts_token_uniq; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.purchase_accounts
    ADD CONSTRAINT purchase_accounts_token_uniq UNIQUE (account_token);

--
-- Name: push_notification_tokens push_notification_tokens_device_uniq; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.push_notification_tokens
    ADD CONSTRAINT push_notification_tokens_device_uniq UNIQUE (device_token);

--
-- Name: push_notification_tokens push_notification_tokens_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.push_notification_tokens
    ADD CONSTRAINT push_notification_tokens_pkey PRIMARY KEY (id);

--
-- Name: remembered_partners remembered_partners_once; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.remembered_partners
    ADD CONSTRAINT remembered_partners_once UNIQUE (user_id, partner_user_id);

--
-- Name: remembered_partners remembered_partners_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.remembered_partners
    ADD CONSTRAINT remembered_partners_pkey PRIMARY KEY (id);

--
-- Name: session_activities session_activities_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.session_activities
    ADD CONSTRAINT session_activities_pkey PRIMARY KEY (session_id, seq);

--
-- Name: sessions sessions_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (session_id);

--
-- Name: shared_snapshots shared_snapshots_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.shared_snapshots
    ADD CONSTRAINT shared_snapshots_pkey PRIMARY KEY (pair);

--
-- Name: sharing_confirmations sharing_confirmations_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.sharing_confirmations
    ADD CONSTRAINT sharing_confirmations_pkey PRIMARY KEY (connection_id, player);

--
-- Name: state_transitions state_transitions_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.state_transitions
    ADD CONSTRAINT state_transitions_pkey PRIMARY KEY (entity_type, from_state, to_state);

--
-- Name: stored_files stored_files_key_uniq; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.stored_files
    ADD CONSTRAINT stored_files_key_uniq UNIQUE (key);

--
-- Name: stored_files stored_files_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.stored_files
    ADD CONSTRAINT stored_files_pkey PRIMARY KEY (id);

--
-- Name: subscription_purchases subscription_purchases_owner_uniq; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.subscription_purchases
    ADD CONSTRAINT subscription_purchases_owner_uniq UNIQUE (store, original_transaction_id, user_id);

--
-- Name: subscription_purchases subscription_purchases_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.subscription_purchases
    ADD CONSTRAINT subscription_purchases_pkey PRIMARY KEY (store, original_transaction_id);

--
-- Name: subscription_transactions subscription_transactions_once; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.subscription_transactions
    ADD CONSTRAINT subscription_transactions_once UNIQUE (platform_transaction_id);

--
-- Name: subscription_transactions subscription_transactions_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.subscription_transactions
    ADD CONSTRAINT subscription_transactions_pkey PRIMARY KEY (id);

--
-- Name: survey_baseline survey_baseline_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.survey_baseline
    ADD CONSTRAINT survey_baseline_pkey PRIMARY KEY (id);

--
-- Name: survey_progress survey_progress_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.survey_progress
    ADD CONSTRAINT survey_progress_pkey PRIMARY KEY (id);

--
-- Name: survey_submissions survey_submissions_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.survey_submissions
    ADD CONSTRAINT survey_submissions_pkey PRIMARY KEY (id);

--
-- Name: survey_submissions survey_submissions_progress_uniq; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.survey_submissions
    ADD CONSTRAINT survey_submissions_progress_uniq UNIQUE (survey_progress_id);

--
-- Name: survey_submissions survey_submissions_submission_uniq; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.survey_submissions
    ADD CONSTRAINT survey_submissions_submission_uniq UNIQUE (submission_id);

--
-- Name: user_activity_history user_activity_history_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.user_activity_history
    ADD CONSTRAINT user_activity_history_pkey PRIMARY KEY (id);

--
-- Name: users users_email_uniq; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.users
    ADD CONSTRAINT users_email_uniq UNIQUE (email);

--
-- Name: users users_pkey; Type: CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

--
-- Name: compatibility_results_b_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX compatibility_results_b_idx ON attuned.compatibility_results USING btree (profile_b_id);

--
-- Name: data_keys_version_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX data_keys_version_idx ON attuned.data_keys USING btree (key_version);

--
-- Name: domain_events_created_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX domain_events_created_idx ON attuned.domain_events USING btree (created_at);

--
-- Name: domain_events_entity_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX domain_events_entity_idx ON attuned.domain_events USING btree (entity_type, entity_id);

--
-- Name: idempotency_keys_created_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idempotency_keys_created_idx ON attuned.idempotency_keys USING btree (created_at);

--
-- Name: idx_activities_activity_uid; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_activities_activity_uid ON attuned.activities USING btree (activity_uid);

--
-- Name: idx_activities_approved; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_activities_approved ON attuned.activities USING btree (approved);

--
-- Name: idx_activities_audience_scope; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_activities_audience_scope ON attuned.activities USING btree (audience_scope);

--
-- Name: idx_activities_intensity; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_activities_intensity ON attuned.activities USING btree (intensity);

--
-- Name: idx_activities_is_active; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_activities_is_active ON attuned.activities USING btree (is_active);

--
-- Name: idx_activities_power_role; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_activities_power_role ON attuned.activities USING btree (power_role);

--
-- Name: idx_activities_rating; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_activities_rating ON attuned.activities USING btree (rating);

--
-- Name: idx_activities_type; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_activities_type ON attuned.activities USING btree (type);

--
-- Name: idx_activity_history_anon_presented; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_activity_history_anon_presented ON attuned.user_activity_history USING btree (anonymous_session_id, presented_at DESC);

--
-- Name: idx_activity_history_user_presented; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_activity_history_user_presented ON attuned.user_activity_history USING btree (user_id, presented_at DESC);

--
-- Name: idx_activity_lookup; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_activity_lookup ON attuned.activities USING btree (type, rating, intensity, approved);

--
-- Name: idx_ai_logs_created; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_ai_logs_created ON attuned.ai_generation_logs USING btree (created_at DESC);

--
-- Name: idx_ai_logs_session; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_ai_logs_session ON attuned.ai_generation_logs USING btree (session_id);

--
-- Name: idx_anonymous_sessions_last_accessed; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_anonymous_sessions_last_accessed ON attuned.anonymous_sessions USING btree (last_accessed_at);

--
-- Name: idx_anonymous_sessions_profile; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_anonymous_sessions_profile ON attuned.anonymous_sessions USING btree (profile_id);

--
-- Name: idx_created_at; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_created_at ON attuned.survey_submissions USING btree (created_at DESC);

--
-- Name: idx_partner_connections_expires; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_partner_connections_expires ON attuned.partner_connections USING btree (expires_at) WHERE (status = 'pending'::attuned.connection_status_enum);

--
-- Name: idx_partner_connections_recipient_email; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_partner_connections_recipient_email ON attuned.partner_connections USING btree (recipient_email);

--
-- Name: idx_partner_connections_requester; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_partner_connections_requester ON attuned.partner_connections USING btree (requester_user_id);

--
-- Name: idx_profiles_anonymous_session; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_profiles_anonymous_session ON attuned.profiles USING btree (anonymous_session_id) WHERE (anonymous_session_id IS NOT NULL);

--
-- Name: idx_profiles_is_anonymous; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_profiles_is_anonymous ON attuned.profiles USING btree (is_anonymous);

--
-- Name: idx_profiles_submission_id; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_profiles_submission_id ON attuned.profiles USING btree (submission_id);

--
-- Name: idx_profiles_user_id; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_profiles_user_id ON attuned.profiles USING btree (user_id) WHERE (user_id IS NOT NULL);

--
-- Name: idx_push_tokens_device; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_push_tokens_device ON attuned.push_notification_tokens USING btree (device_token);

--
-- Name: idx_push_tokens_user; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_push_tokens_user ON attuned.push_notification_tokens USING btree (user_id);

--
-- Name: idx_remembered_partners_last_played; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_remembered_partners_last_played ON attuned.remembered_partners USING btree (user_id, last_played_at DESC);

--
-- Name: idx_remembered_partners_user; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_remembered_partners_user ON attuned.remembered_partners USING btree (user_id);

--
-- Name: idx_session_seq; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_session_seq ON attuned.session_activities USING btree (session_id, seq);

--
-- Name: idx_sessions_intimacy_level; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_sessions_intimacy_level ON attuned.sessions USING btree (intimacy_level);

--
-- Name: idx_sessions_partner_user; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_sessions_partner_user ON attuned.sessions USING btree (partner_user_id);

--
-- Name: idx_sessions_primary_user; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_sessions_primary_user ON attuned.sessions USING btree (primary_user_id);

--
-- Name: idx_submission_id; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_submission_id ON attuned.survey_submissions USING btree (submission_id);

--
-- Name: idx_subscription_expires; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_subscription_expires ON attuned.subscription_transactions USING btree (expires_at) WHERE (status = 'active'::attuned.subscription_status_enum);

--
-- Name: idx_subscription_platform_tx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_subscription_platform_tx ON attuned.subscription_transactions USING btree (platform_transaction_id);

--
-- Name: idx_subscription_user; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_subscription_user ON attuned.subscription_transactions USING btree (user_id);

--
-- Name: idx_survey_progress_anonymous; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_survey_progress_anonymous ON attuned.survey_progress USING btree (anonymous_session_id) WHERE (anonymous_session_id IS NOT NULL);

--
-- Name: idx_survey_progress_user_id; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_survey_progress_user_id ON attuned.survey_progress USING btree (user_id) WHERE (user_id IS NOT NULL);

--
-- Name: idx_survey_submissions_version; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_survey_submissions_version ON attuned.survey_submissions USING btree (survey_version);

--
-- Name: idx_users_email; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_users_email ON attuned.users USING btree (email);

--
-- Name: idx_users_profile_completed; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_users_profile_completed ON attuned.users USING btree (profile_completed);

--
-- Name: idx_users_subscription_tier; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX idx_users_subscription_tier ON attuned.users USING btree (subscription_tier);

--
-- Name: inbox_purchase_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX inbox_purchase_idx ON attuned.inbox USING btree (((payload ->> 'chain'::text))) WHERE (provider = ANY (ARRAY['apple'::text, 'google-play'::text]));

--
-- Name: inbox_received_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX inbox_received_idx ON attuned.inbox USING btree (received_at);

--
-- Name: inbox_unhandled_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX inbox_unhandled_idx ON attuned.inbox USING btree (received_at) WHERE (handled_at IS NULL);

--
-- Name: network_daily_counts_day_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX network_daily_counts_day_idx ON attuned.network_daily_counts USING btree (day);

--
-- Name: outbox_created_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX outbox_created_idx ON attuned.outbox USING btree (created_at);

--
-- Name: outbox_due_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX outbox_due_idx ON attuned.outbox USING btree (next_attempt_at, sequence) WHERE (status = 'pending'::text);

--
-- Name: outbox_failed_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX outbox_failed_idx ON attuned.outbox USING btree (created_at) WHERE (status = 'failed'::text);

--
-- Name: outbox_person_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX outbox_person_idx ON attuned.outbox USING btree (person_id);

--
-- Name: partner_connections_accepter_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX partner_connections_accepter_idx ON attuned.partner_connections USING btree (recipient, status);

--
-- Name: partner_connections_asker_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX partner_connections_asker_idx ON attuned.partner_connections USING btree (requester, status);

--
-- Name: partner_connections_one_live; Type: INDEX; Schema: attuned; Owner: -
--

CREATE UNIQUE INDEX partner_connections_one_live ON attuned.partner_connections USING btree (LEAST(requester, recipient), GREATEST(requester, recipient)) WHERE ((status = 'accepted'::attuned.connection_status_enum) AND (ended_at IS NULL));

--
-- Name: partner_connections_recipient_anonymous_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX partner_connections_recipient_anonymous_idx ON attuned.partner_connections USING btree (recipient_anonymous_session_id);

--
-- Name: partner_connections_recipient_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX partner_connections_recipient_idx ON attuned.partner_connections USING btree (recipient_user_id);

--
-- Name: partner_connections_requester_anonymous_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX partner_connections_requester_anonymous_idx ON attuned.partner_connections USING btree (requester_anonymous_session_id);

--
-- Name: pgqueuer_ep_ea_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX pgqueuer_ep_ea_idx ON attuned.pgqueuer USING btree (entrypoint, execute_after) WHERE (status = 'queued'::attuned.pgqueuer_status);

--
-- Name: pgqueuer_ep_prio_id_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX pgqueuer_ep_prio_id_idx ON attuned.pgqueuer USING btree (entrypoint, priority DESC, id) WHERE (status = 'queued'::attuned.pgqueuer_status);

--
-- Name: pgqueuer_log_created; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX pgqueuer_log_created ON attuned.pgqueuer_log USING btree (created);

--
-- Name: pgqueuer_log_job_id_status; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX pgqueuer_log_job_id_status ON attuned.pgqueuer_log USING btree (job_id, created DESC);

--
-- Name: pgqueuer_log_not_aggregated; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX pgqueuer_log_not_aggregated ON attuned.pgqueuer_log USING btree ((1)) WHERE (NOT aggregated);

--
-- Name: pgqueuer_log_status; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX pgqueuer_log_status ON attuned.pgqueuer_log USING btree (status);

--
-- Name: pgqueuer_picked_heartbeat_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX pgqueuer_picked_heartbeat_idx ON attuned.pgqueuer USING btree (heartbeat) WHERE (status = 'picked'::attuned.pgqueuer_status);

--
-- Name: pgqueuer_picked_slot_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE UNIQUE INDEX pgqueuer_picked_slot_idx ON attuned.pgqueuer USING btree (entrypoint, slot) WHERE ((status = 'picked'::attuned.pgqueuer_status) AND (slot IS NOT NULL));

--
-- Name: pgqueuer_priority_id_id1_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX pgqueuer_priority_id_id1_idx ON attuned.pgqueuer USING btree (priority, id DESC) INCLUDE (id) WHERE (status = 'queued'::attuned.pgqueuer_status);

--
-- Name: pgqueuer_queue_manager_id_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX pgqueuer_queue_manager_id_idx ON attuned.pgqueuer USING btree (queue_manager_id) WHERE (queue_manager_id IS NOT NULL);

--
-- Name: pgqueuer_statistics_unique_count; Type: INDEX; Schema: attuned; Owner: -
--

CREATE UNIQUE INDEX pgqueuer_statistics_unique_count ON attuned.pgqueuer_statistics USING btree (priority, date_trunc('sec'::text, timezone('UTC'::text, created)), status, entrypoint);

--
-- Name: pgqueuer_unique_dedupe_key; Type: INDEX; Schema: attuned; Owner: -
--

CREATE UNIQUE INDEX pgqueuer_unique_dedupe_key ON attuned.pgqueuer USING btree (dedupe_key) WHERE ((status = ANY (ARRAY['queued'::attuned.pgqueuer_status, 'picked'::attuned.pgqueuer_status])) AND (dedupe_key IS NOT NULL));

--
-- Name: pgqueuer_updated_id_id1_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX pgqueuer_updated_id_id1_idx ON attuned.pgqueuer USING btree (updated, id DESC) INCLUDE (id) WHERE (status = 'picked'::attuned.pgqueuer_status);

--
-- Name: profiles_anonymous_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX profiles_anonymous_idx ON attuned.profiles USING btree (anonymous_session_id);

--
-- Name: profiles_one_per_anonymous; Type: INDEX; Schema: attuned; Owner: -
--

CREATE UNIQUE INDEX profiles_one_per_anonymous ON attuned.profiles USING btree (anonymous_session_id) WHERE (anonymous_session_id IS NOT NULL);

--
-- Name: profiles_one_per_user; Type: INDEX; Schema: attuned; Owner: -
--

CREATE UNIQUE INDEX profiles_one_per_user ON attuned.profiles USING btree (user_id) WHERE (user_id IS NOT NULL);

--
-- Name: profiles_user_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX profiles_user_idx ON attuned.profiles USING btree (user_id);

--
-- Name: remembered_partners_partner_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX remembered_partners_partner_idx ON attuned.remembered_partners USING btree (partner_user_id);

--
-- Name: session_activities_activity_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX session_activities_activity_idx ON attuned.session_activities USING btree (activity_id);

--
-- Name: sessions_active_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX sessions_active_idx ON attuned.sessions USING btree (created_at) WHERE ((status)::text = 'active'::text);

--
-- Name: sessions_owner_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX sessions_owner_idx ON attuned.sessions USING btree (session_owner_user_id);

--
-- Name: sessions_partner_anonymous_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX sessions_partner_anonymous_idx ON attuned.sessions USING btree (partner_anonymous_session_id);

--
-- Name: sessions_partner_profile_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX sessions_partner_profile_idx ON attuned.sessions USING btree (partner_profile_id);

--
-- Name: sessions_player_a_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX sessions_player_a_idx ON attuned.sessions USING btree (player_a_profile_id);

--
-- Name: sessions_player_b_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX sessions_player_b_idx ON attuned.sessions USING btree (player_b_profile_id);

--
-- Name: sessions_primary_anonymous_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX sessions_primary_anonymous_idx ON attuned.sessions USING btree (primary_anonymous_session_id);

--
-- Name: sessions_primary_profile_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX sessions_primary_profile_idx ON attuned.sessions USING btree (primary_profile_id);

--
-- Name: shared_snapshots_connection_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX shared_snapshots_connection_idx ON attuned.shared_snapshots USING btree (connection_id);

--
-- Name: shared_snapshots_taken_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX shared_snapshots_taken_idx ON attuned.shared_snapshots USING btree (taken_at) WHERE (connection_id IS NULL);

--
-- Name: stored_files_going_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX stored_files_going_idx ON attuned.stored_files USING btree (created_at) WHERE (state <> 'kept'::text);

--
-- Name: stored_files_owner_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX stored_files_owner_idx ON attuned.stored_files USING btree (owner_id);

--
-- Name: subscription_purchases_user_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX subscription_purchases_user_idx ON attuned.subscription_purchases USING btree (user_id);

--
-- Name: subscription_transactions_original_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX subscription_transactions_original_idx ON attuned.subscription_transactions USING btree (original_transaction_id);

--
-- Name: subscription_transactions_owner_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX subscription_transactions_owner_idx ON attuned.subscription_transactions USING btree (store, original_transaction_id, user_id);

--
-- Name: survey_progress_anonymous_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX survey_progress_anonymous_idx ON attuned.survey_progress USING btree (anonymous_session_id);

--
-- Name: survey_progress_one_draft_anonymous; Type: INDEX; Schema: attuned; Owner: -
--

CREATE UNIQUE INDEX survey_progress_one_draft_anonymous ON attuned.survey_progress USING btree (anonymous_session_id, survey_version) WHERE ((status = 'in_progress'::attuned.survey_status_enum) AND (anonymous_session_id IS NOT NULL));

--
-- Name: survey_progress_one_draft_user; Type: INDEX; Schema: attuned; Owner: -
--

CREATE UNIQUE INDEX survey_progress_one_draft_user ON attuned.survey_progress USING btree (user_id, survey_version) WHERE (status = 'in_progress'::attuned.survey_status_enum);

--
-- Name: survey_progress_saved_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX survey_progress_saved_idx ON attuned.survey_progress USING btree (last_saved_at) WHERE (status = 'in_progress'::attuned.survey_status_enum);

--
-- Name: survey_progress_user_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX survey_progress_user_idx ON attuned.survey_progress USING btree (user_id);

--
-- Name: survey_submissions_anonymous_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX survey_submissions_anonymous_idx ON attuned.survey_submissions USING btree (anonymous_session_id);

--
-- Name: survey_submissions_respondent_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX survey_submissions_respondent_idx ON attuned.survey_submissions USING btree (respondent_id);

--
-- Name: survey_submissions_user_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX survey_submissions_user_idx ON attuned.survey_submissions USING btree (user_id);

--
-- Name: user_activity_history_activity_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX user_activity_history_activity_idx ON attuned.user_activity_history USING btree (activity_id);

--
-- Name: user_activity_history_once_anonymous; Type: INDEX; Schema: attuned; Owner: -
--

CREATE UNIQUE INDEX user_activity_history_once_anonymous ON attuned.user_activity_history USING btree (session_id, seq, anonymous_session_id) WHERE (anonymous_session_id IS NOT NULL);

--
-- Name: user_activity_history_once_user; Type: INDEX; Schema: attuned; Owner: -
--

CREATE UNIQUE INDEX user_activity_history_once_user ON attuned.user_activity_history USING btree (session_id, seq, user_id) WHERE (user_id IS NOT NULL);

--
-- Name: user_activity_history_session_idx; Type: INDEX; Schema: attuned; Owner: -
--

CREATE INDEX user_activity_history_session_idx ON attuned.user_activity_history USING btree (session_id);

--
-- Name: activities activities_note; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER activities_note AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON attuned.activities FOR EACH STATEMENT EXECUTE FUNCTION attuned.note_bank();

--
-- Name: activities activities_updated_at; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER activities_updated_at BEFORE UPDATE ON attuned.activities FOR EACH ROW EXECUTE FUNCTION attuned.set_updated_at();

--
-- Name: anonymous_sessions anonymous_sessions_key_goes; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER anonymous_sessions_key_goes AFTER DELETE ON attuned.anonymous_sessions FOR EACH ROW EXECUTE FUNCTION attuned.forget_data_key('anonymous', 'session_id');

--
-- Name: domain_events domain_events_append_only; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER domain_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON attuned.domain_events FOR EACH STATEMENT EXECUTE FUNCTION attuned.refuse_change();

--
-- Name: outbox outbox_updated_at; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER outbox_updated_at BEFORE UPDATE ON attuned.outbox FOR EACH ROW EXECUTE FUNCTION attuned.set_updated_at();

--
-- Name: partner_connections partner_connections_check_transition; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER partner_connections_check_transition BEFORE INSERT OR UPDATE ON attuned.partner_connections FOR EACH ROW EXECUTE FUNCTION attuned.enforce_transition('connection', 'status');

--
-- Name: partner_connections partner_connections_event; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER partner_connections_event AFTER INSERT OR UPDATE OF status ON attuned.partner_connections FOR EACH ROW EXECUTE FUNCTION attuned.record_named_transition('connection', 'id');

--
-- Name: partner_connections partner_connections_forget_shared; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER partner_connections_forget_shared AFTER UPDATE OF ended_at ON attuned.partner_connections FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION attuned.forget_shared();

--
-- Name: partner_connections partner_connections_guard; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER partner_connections_guard BEFORE UPDATE ON attuned.partner_connections FOR EACH ROW EXECUTE FUNCTION attuned.guard_connection();

--
-- Name: partner_connections partner_connections_key_goes; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER partner_connections_key_goes AFTER DELETE ON attuned.partner_connections FOR EACH ROW EXECUTE FUNCTION attuned.forget_data_key('connection', 'id');

--
-- Name: partner_connections partner_connections_updated_at; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER partner_connections_updated_at BEFORE UPDATE ON attuned.partner_connections FOR EACH ROW EXECUTE FUNCTION attuned.set_updated_at();

--
-- Name: profiles profiles_guard; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER profiles_guard BEFORE UPDATE ON attuned.profiles FOR EACH ROW EXECUTE FUNCTION attuned.guard_profile();

--
-- Name: profiles profiles_stale; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER profiles_stale AFTER UPDATE ON attuned.profiles FOR EACH ROW WHEN ((old.revision IS DISTINCT FROM new.revision)) EXECUTE FUNCTION attuned.mark_stale();

--
-- Name: profiles profiles_updated_at; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER profiles_updated_at BEFORE UPDATE ON attuned.profiles FOR EACH ROW EXECUTE FUNCTION attuned.set_updated_at();

--
-- Name: push_notification_tokens push_notification_tokens_updated_at; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER push_notification_tokens_updated_at BEFORE UPDATE ON attuned.push_notification_tokens FOR EACH ROW EXECUTE FUNCTION attuned.set_updated_at();

--
-- Name: session_activities session_activities_guard; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER session_activities_guard BEFORE INSERT ON attuned.session_activities FOR EACH ROW EXECUTE FUNCTION attuned.guard_session_activity();

--
-- Name: session_activities session_activities_yes; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER session_activities_yes BEFORE INSERT ON attuned.session_activities FOR EACH ROW EXECUTE FUNCTION attuned.guard_yes();

--
-- Name: sessions sessions_check_transition; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER sessions_check_transition BEFORE INSERT OR UPDATE ON attuned.sessions FOR EACH ROW EXECUTE FUNCTION attuned.enforce_transition('session', 'status');

--
-- Name: sessions sessions_company; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER sessions_company BEFORE INSERT ON attuned.sessions FOR EACH ROW EXECUTE FUNCTION attuned.guard_company();

--
-- Name: sessions sessions_event; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER sessions_event AFTER INSERT OR UPDATE OF status ON attuned.sessions FOR EACH ROW EXECUTE FUNCTION attuned.record_named_transition('session', 'session_id');

--
-- Name: sessions sessions_forget_moves; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER sessions_forget_moves BEFORE UPDATE OF status ON attuned.sessions FOR EACH ROW WHEN (((new.status)::text <> 'active'::text)) EXECUTE FUNCTION attuned.forget_moves();

--
-- Name: sessions sessions_guard; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER sessions_guard BEFORE INSERT OR UPDATE ON attuned.sessions FOR EACH ROW EXECUTE FUNCTION attuned.guard_session();

--
-- Name: sessions sessions_key_goes; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER sessions_key_goes AFTER DELETE ON attuned.sessions FOR EACH ROW EXECUTE FUNCTION attuned.forget_data_key('session', 'session_id');

--
-- Name: shared_snapshots shared_snapshots_guard; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER shared_snapshots_guard BEFORE INSERT OR UPDATE ON attuned.shared_snapshots FOR EACH ROW EXECUTE FUNCTION attuned.guard_snapshot();

--
-- Name: shared_snapshots shared_snapshots_used; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER shared_snapshots_used AFTER INSERT OR UPDATE ON attuned.shared_snapshots FOR EACH ROW WHEN ((new.connection_id IS NOT NULL)) EXECUTE FUNCTION attuned.use_confirmations();

--
-- Name: sharing_confirmations sharing_confirmations_guard; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER sharing_confirmations_guard BEFORE INSERT OR UPDATE ON attuned.sharing_confirmations FOR EACH ROW EXECUTE FUNCTION attuned.guard_confirmation();

--
-- Name: stored_files stored_files_one_way; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER stored_files_one_way BEFORE UPDATE OF state ON attuned.stored_files FOR EACH ROW EXECUTE FUNCTION attuned.keep_unwanted();

--
-- Name: stored_files stored_files_updated_at; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER stored_files_updated_at BEFORE UPDATE ON attuned.stored_files FOR EACH ROW EXECUTE FUNCTION attuned.set_updated_at();

--
-- Name: subscription_purchases subscription_purchases_for_good; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER subscription_purchases_for_good BEFORE UPDATE ON attuned.subscription_purchases FOR EACH ROW EXECUTE FUNCTION attuned.keep_purchase_owner();

--
-- Name: subscription_purchases subscription_purchases_forgotten; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER subscription_purchases_forgotten AFTER DELETE ON attuned.subscription_purchases FOR EACH ROW EXECUTE FUNCTION attuned.forget_purchase_events();

--
-- Name: subscription_transactions subscription_transactions_updated_at; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER subscription_transactions_updated_at BEFORE UPDATE ON attuned.subscription_transactions FOR EACH ROW EXECUTE FUNCTION attuned.set_updated_at();

--
-- Name: survey_baseline survey_baseline_updated_at; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER survey_baseline_updated_at BEFORE UPDATE ON attuned.survey_baseline FOR EACH ROW EXECUTE FUNCTION attuned.set_updated_at();

--
-- Name: survey_progress survey_progress_check_transition; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER survey_progress_check_transition BEFORE INSERT OR UPDATE ON attuned.survey_progress FOR EACH ROW EXECUTE FUNCTION attuned.enforce_transition('survey', 'status');

--
-- Name: survey_progress survey_progress_event; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER survey_progress_event AFTER INSERT OR UPDATE OF status ON attuned.survey_progress FOR EACH ROW EXECUTE FUNCTION attuned.record_named_transition('survey', 'id');

--
-- Name: survey_progress survey_progress_guard; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER survey_progress_guard BEFORE UPDATE ON attuned.survey_progress FOR EACH ROW EXECUTE FUNCTION attuned.guard_survey_progress();

--
-- Name: pgqueuer tg_pgqueuer_changed; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER tg_pgqueuer_changed AFTER INSERT OR DELETE OR TRUNCATE ON attuned.pgqueuer FOR EACH STATEMENT EXECUTE FUNCTION attuned.fn_pgqueuer_changed();

--
-- Name: remembered_partners trigger_enforce_remembered_partners_limit; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER trigger_enforce_remembered_partners_limit AFTER INSERT ON attuned.remembered_partners FOR EACH ROW EXECUTE FUNCTION attuned.enforce_remembered_partners_limit();

--
-- Name: users update_users_updated_at; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER update_users_updated_at BEFORE UPDATE ON attuned.users FOR EACH ROW EXECUTE FUNCTION attuned.set_updated_at();

--
-- Name: users users_key_goes; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER users_key_goes AFTER DELETE ON attuned.users FOR EACH ROW EXECUTE FUNCTION attuned.forget_data_key('user', 'id');

--
-- Name: users users_readiness; Type: TRIGGER; Schema: attuned; Owner: -
--

CREATE TRIGGER users_readiness BEFORE INSERT OR UPDATE ON attuned.users FOR EACH ROW EXECUTE FUNCTION attuned.guard_readiness();

--
-- Name: ai_generation_logs ai_generation_logs_session_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.ai_generation_logs
    ADD CONSTRAINT ai_generation_logs_session_id_fkey FOREIGN KEY (session_id) REFERENCES attuned.sessions(session_id) ON DELETE CASCADE;

--
-- Name: anonymous_sessions anonymous_sessions_profile_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.anonymous_sessions
    ADD CONSTRAINT anonymous_sessions_profile_fkey FOREIGN KEY (profile_id) REFERENCES attuned.profiles(id) ON DELETE CASCADE;

--
-- Name: compatibility_results compatibility_results_profile_a_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.compatibility_results
    ADD CONSTRAINT compatibility_results_profile_a_id_fkey FOREIGN KEY (profile_a_id) REFERENCES attuned.profiles(id) ON DELETE CASCADE;

--
-- Name: compatibility_results compatibility_results_profile_b_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.compatibility_results
    ADD CONSTRAINT compatibility_results_profile_b_id_fkey FOREIGN KEY (profile_b_id) REFERENCES attuned.profiles(id) ON DELETE CASCADE;

--
-- Name: outbox outbox_person_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.outbox
    ADD CONSTRAINT outbox_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: partner_connections partner_connections_recipient_anonymous_session_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.partner_connections
    ADD CONSTRAINT partner_connections_recipient_anonymous_session_id_fkey FOREIGN KEY (recipient_anonymous_session_id) REFERENCES attuned.anonymous_sessions(session_id) ON DELETE CASCADE;

--
-- Name: partner_connections partner_connections_recipient_user_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.partner_connections
    ADD CONSTRAINT partner_connections_recipient_user_id_fkey FOREIGN KEY (recipient_user_id) REFERENCES attuned.users(id) ON DELETE CASCADE;

--
-- Name: partner_connections partner_connections_requester_anonymous_session_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.partner_connections
    ADD CONSTRAINT partner_connections_requester_anonymous_session_id_fkey FOREIGN KEY (requester_anonymous_session_id) REFERENCES attuned.anonymous_sessions(session_id) ON DELETE CASCADE;

--
-- Name: partner_connections partner_connections_requester_user_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.partner_connections
    ADD CONSTRAINT partner_connections_requester_user_id_fkey FOREIGN KEY (requester_user_id) REFERENCES attuned.users(id) ON DELETE CASCADE;

--
-- Name: profiles profiles_anonymous_session_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.profiles
    ADD CONSTRAINT profiles_anonymous_session_id_fkey FOREIGN KEY (anonymous_session_id) REFERENCES attuned.anonymous_sessions(session_id) ON DELETE CASCADE;

--
-- Name: profiles profiles_submission_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.profiles
    ADD CONSTRAINT profiles_submission_id_fkey FOREIGN KEY (submission_id) REFERENCES attuned.survey_submissions(submission_id);

--
-- Name: profiles profiles_user_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.profiles
    ADD CONSTRAINT profiles_user_id_fkey FOREIGN KEY (user_id) REFERENCES attuned.users(id) ON DELETE CASCADE;

--
-- Name: purchase_accounts purchase_accounts_user_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.purchase_accounts
    ADD CONSTRAINT purchase_accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES attuned.users(id) ON DELETE CASCADE;

--
-- Name: push_notification_tokens push_notification_tokens_user_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.push_notification_tokens
    ADD CONSTRAINT push_notification_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES attuned.users(id) ON DELETE CASCADE;

--
-- Name: remembered_partners remembered_partners_partner_user_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.remembered_partners
    ADD CONSTRAINT remembered_partners_partner_user_id_fkey FOREIGN KEY (partner_user_id) REFERENCES attuned.users(id) ON DELETE CASCADE;

--
-- Name: remembered_partners remembered_partners_user_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.remembered_partners
    ADD CONSTRAINT remembered_partners_user_id_fkey FOREIGN KEY (user_id) REFERENCES attuned.users(id) ON DELETE CASCADE;

--
-- Name: session_activities session_activities_activity_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.session_activities
    ADD CONSTRAINT session_activities_activity_id_fkey FOREIGN KEY (activity_id) REFERENCES attuned.activities(activity_id) ON DELETE SET NULL;

--
-- Name: session_activities session_activities_session_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.session_activities
    ADD CONSTRAINT session_activities_session_id_fkey FOREIGN KEY (session_id) REFERENCES attuned.sessions(session_id) ON DELETE CASCADE;

--
-- Name: sessions sessions_partner_anonymous_session_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.sessions
    ADD CONSTRAINT sessions_partner_anonymous_session_id_fkey FOREIGN KEY (partner_anonymous_session_id) REFERENCES attuned.anonymous_sessions(session_id) ON DELETE SET NULL;

--
-- Name: sessions sessions_partner_profile_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.sessions
    ADD CONSTRAINT sessions_partner_profile_id_fkey FOREIGN KEY (partner_profile_id) REFERENCES attuned.profiles(id) ON DELETE SET NULL;

--
-- Name: sessions sessions_partner_user_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.sessions
    ADD CONSTRAINT sessions_partner_user_id_fkey FOREIGN KEY (partner_user_id) REFERENCES attuned.users(id) ON DELETE SET NULL;

--
-- Name: sessions sessions_player_a_profile_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.sessions
    ADD CONSTRAINT sessions_player_a_profile_id_fkey FOREIGN KEY (player_a_profile_id) REFERENCES attuned.profiles(id) ON DELETE CASCADE;

--
-- Name: sessions sessions_player_b_profile_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.sessions
    ADD CONSTRAINT sessions_player_b_profile_id_fkey FOREIGN KEY (player_b_profile_id) REFERENCES attuned.profiles(id) ON DELETE CASCADE;

--
-- Name: sessions sessions_primary_anonymous_session_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.sessions
    ADD CONSTRAINT sessions_primary_anonymous_session_id_fkey FOREIGN KEY (primary_anonymous_session_id) REFERENCES attuned.anonymous_sessions(session_id) ON DELETE SET NULL;

--
-- Name: sessions sessions_primary_profile_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.sessions
    ADD CONSTRAINT sessions_primary_profile_id_fkey FOREIGN KEY (primary_profile_id) REFERENCES attuned.profiles(id) ON DELETE CASCADE;

--
-- Name: sessions sessions_primary_user_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.sessions
    ADD CONSTRAINT sessions_primary_user_id_fkey FOREIGN KEY (primary_user_id) REFERENCES attuned.users(id) ON DELETE SET NULL;

--
-- Name: sessions sessions_session_owner_user_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.sessions
    ADD CONSTRAINT sessions_session_owner_user_id_fkey FOREIGN KEY (session_owner_user_id) REFERENCES attuned.users(id) ON DELETE SET NULL;

--
-- Name: shared_snapshots shared_snapshots_connection_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.shared_snapshots
    ADD CONSTRAINT shared_snapshots_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES attuned.partner_connections(id) ON DELETE SET NULL;

--
-- Name: sharing_confirmations sharing_confirmations_connection_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.sharing_confirmations
    ADD CONSTRAINT sharing_confirmations_connection_id_fkey FOREIGN KEY (connection_id) REFERENCES attuned.partner_connections(id) ON DELETE CASCADE;

--
-- Name: stored_files stored_files_owner_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.stored_files
    ADD CONSTRAINT stored_files_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES auth.users(id) ON DELETE SET NULL;

--
-- Name: subscription_purchases subscription_purchases_user_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.subscription_purchases
    ADD CONSTRAINT subscription_purchases_user_id_fkey FOREIGN KEY (user_id) REFERENCES attuned.users(id) ON DELETE CASCADE;

--
-- Name: subscription_transactions subscription_transactions_owner; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.subscription_transactions
    ADD CONSTRAINT subscription_transactions_owner FOREIGN KEY (store, original_transaction_id, user_id) REFERENCES attuned.subscription_purchases(store, original_transaction_id, user_id) ON DELETE CASCADE;

--
-- Name: subscription_transactions subscription_transactions_user_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.subscription_transactions
    ADD CONSTRAINT subscription_transactions_user_id_fkey FOREIGN KEY (user_id) REFERENCES attuned.users(id) ON DELETE CASCADE;

--
-- Name: survey_progress survey_progress_anonymous_session_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.survey_progress
    ADD CONSTRAINT survey_progress_anonymous_session_id_fkey FOREIGN KEY (anonymous_session_id) REFERENCES attuned.anonymous_sessions(session_id) ON DELETE CASCADE;

--
-- Name: survey_progress survey_progress_user_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.survey_progress
    ADD CONSTRAINT survey_progress_user_id_fkey FOREIGN KEY (user_id) REFERENCES attuned.users(id) ON DELETE CASCADE;

--
-- Name: survey_submissions survey_submissions_anonymous_session_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.survey_submissions
    ADD CONSTRAINT survey_submissions_anonymous_session_id_fkey FOREIGN KEY (anonymous_session_id) REFERENCES attuned.anonymous_sessions(session_id) ON DELETE CASCADE;

--
-- Name: survey_submissions survey_submissions_survey_progress_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.survey_submissions
    ADD CONSTRAINT survey_submissions_survey_progress_id_fkey FOREIGN KEY (survey_progress_id) REFERENCES attuned.survey_progress(id) ON DELETE SET NULL;

--
-- Name: survey_submissions survey_submissions_user_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.survey_submissions
    ADD CONSTRAINT survey_submissions_user_id_fkey FOREIGN KEY (user_id) REFERENCES attuned.users(id) ON DELETE CASCADE;

--
-- Name: user_activity_history user_activity_history_activity_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.user_activity_history
    ADD CONSTRAINT user_activity_history_activity_id_fkey FOREIGN KEY (activity_id) REFERENCES attuned.activities(activity_id) ON DELETE SET NULL;

--
-- Name: user_activity_history user_activity_history_anonymous_session_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.user_activity_history
    ADD CONSTRAINT user_activity_history_anonymous_session_id_fkey FOREIGN KEY (anonymous_session_id) REFERENCES attuned.anonymous_sessions(session_id) ON DELETE CASCADE;

--
-- Name: user_activity_history user_activity_history_session_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.user_activity_history
    ADD CONSTRAINT user_activity_history_session_id_fkey FOREIGN KEY (session_id) REFERENCES attuned.sessions(session_id) ON DELETE CASCADE;

--
-- Name: user_activity_history user_activity_history_user_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.user_activity_history
    ADD CONSTRAINT user_activity_history_user_id_fkey FOREIGN KEY (user_id) REFERENCES attuned.users(id) ON DELETE CASCADE;

--
-- Name: users users_id_fkey; Type: FK CONSTRAINT; Schema: attuned; Owner: -
--

ALTER TABLE ONLY attuned.users
    ADD CONSTRAINT users_id_fkey FOREIGN KEY (id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: activities; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.activities ENABLE ROW LEVEL SECURITY;

--
-- Name: activities activities_select_approved; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY activities_select_approved ON attuned.activities FOR SELECT TO anon, authenticated USING ((approved AND is_active AND attuned.is_player()));

--
-- Name: ai_generation_logs; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.ai_generation_logs ENABLE ROW LEVEL SECURITY;

--
-- Name: anonymous_sessions; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.anonymous_sessions ENABLE ROW LEVEL SECURITY;

--
-- Name: anonymous_sessions anonymous_sessions_select_own; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY anonymous_sessions_select_own ON attuned.anonymous_sessions FOR SELECT TO anon USING ((session_id = attuned.current_anonymous_session()));

--
-- Name: bank_deliveries; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.bank_deliveries ENABLE ROW LEVEL SECURITY;

--
-- Name: bank_version; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.bank_version ENABLE ROW LEVEL SECURITY;

--
-- Name: compatibility_results; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.compatibility_results ENABLE ROW LEVEL SECURITY;

--
-- Name: data_keys; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.data_keys ENABLE ROW LEVEL SECURITY;

--
-- Name: domain_events; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.domain_events ENABLE ROW LEVEL SECURITY;

--
-- Name: idempotency_keys; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.idempotency_keys ENABLE ROW LEVEL SECURITY;

--
-- Name: inbox; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.inbox ENABLE ROW LEVEL SECURITY;

--
-- Name: network_daily_counts; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.network_daily_counts ENABLE ROW LEVEL SECURITY;

--
-- Name: outbox; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.outbox ENABLE ROW LEVEL SECURITY;

--
-- Name: partner_connections; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.partner_connections ENABLE ROW LEVEL SECURITY;

--
-- Name: partner_connections partner_connections_select_own; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY partner_connections_select_own ON attuned.partner_connections FOR SELECT TO authenticated USING (((requester_user_id = auth.uid()) OR (recipient_user_id = auth.uid())));

--
-- Name: pgqueuer; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.pgqueuer ENABLE ROW LEVEL SECURITY;

--
-- Name: pgqueuer_log; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.pgqueuer_log ENABLE ROW LEVEL SECURITY;

--
-- Name: pgqueuer_schedules; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.pgqueuer_schedules ENABLE ROW LEVEL SECURITY;

--
-- Name: pgqueuer_statistics; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.pgqueuer_statistics ENABLE ROW LEVEL SECURITY;

--
-- Name: profiles; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.profiles ENABLE ROW LEVEL SECURITY;

--
-- Name: profiles profiles_select_anonymous; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY profiles_select_anonymous ON attuned.profiles FOR SELECT TO anon USING ((anonymous_session_id = attuned.current_anonymous_session()));

--
-- Name: profiles profiles_select_own; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY profiles_select_own ON attuned.profiles FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: profiles profiles_update_anonymous; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY profiles_update_anonymous ON attuned.profiles FOR UPDATE TO anon USING ((anonymous_session_id = attuned.current_anonymous_session())) WITH CHECK ((anonymous_session_id = attuned.current_anonymous_session()));

--
-- Name: profiles profiles_update_own; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY profiles_update_own ON attuned.profiles FOR UPDATE TO authenticated USING ((user_id = auth.uid())) WITH CHECK ((user_id = auth.uid()));

--
-- Name: purchase_accounts; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.purchase_accounts ENABLE ROW LEVEL SECURITY;

--
-- Name: push_notification_tokens; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.push_notification_tokens ENABLE ROW LEVEL SECURITY;

--
-- Name: push_notification_tokens push_notification_tokens_delete_own; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY push_notification_tokens_delete_own ON attuned.push_notification_tokens FOR DELETE TO authenticated USING ((user_id = auth.uid()));

--
-- Name: push_notification_tokens push_notification_tokens_insert_own; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY push_notification_tokens_insert_own ON attuned.push_notification_tokens FOR INSERT TO authenticated WITH CHECK ((user_id = auth.uid()));

--
-- Name: push_notification_tokens push_notification_tokens_select_own; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY push_notification_tokens_select_own ON attuned.push_notification_tokens FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: remembered_partners; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.remembered_partners ENABLE ROW LEVEL SECURITY;

--
-- Name: remembered_partners remembered_partners_delete_own; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY remembered_partners_delete_own ON attuned.remembered_partners FOR DELETE TO authenticated USING ((user_id = auth.uid()));

--
-- Name: remembered_partners remembered_partners_select_own; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY remembered_partners_select_own ON attuned.remembered_partners FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: activities service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.activities TO service_role USING (true) WITH CHECK (true);

--
-- Name: ai_generation_logs service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.ai_generation_logs TO service_role USING (true) WITH CHECK (true);

--
-- Name: anonymous_sessions service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.anonymous_sessions TO service_role USING (true) WITH CHECK (true);

--
-- Name: bank_deliveries service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.bank_deliveries TO service_role USING (true) WITH CHECK (true);

--
-- Name: bank_version service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.bank_version TO service_role USING (true) WITH CHECK (true);

--
-- Name: compatibility_results service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.compatibility_results TO service_role USING (true) WITH CHECK (true);

--
-- Name: data_keys service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.data_keys TO service_role USING (true) WITH CHECK (true);

--
-- Name: domain_events service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.domain_events TO service_role USING (true) WITH CHECK (true);

--
-- Name: idempotency_keys service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.idempotency_keys TO service_role USING (true) WITH CHECK (true);

--
-- Name: inbox service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.inbox TO service_role USING (true) WITH CHECK (true);

--
-- Name: network_daily_counts service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.network_daily_counts TO service_role USING (true) WITH CHECK (true);

--
-- Name: outbox service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.outbox TO service_role USING (true) WITH CHECK (true);

--
-- Name: partner_connections service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.partner_connections TO service_role USING (true) WITH CHECK (true);

--
-- Name: pgqueuer service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.pgqueuer TO service_role USING (true) WITH CHECK (true);

--
-- Name: pgqueuer_log service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.pgqueuer_log TO service_role USING (true) WITH CHECK (true);

--
-- Name: pgqueuer_schedules service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.pgqueuer_schedules TO service_role USING (true) WITH CHECK (true);

--
-- Name: pgqueuer_statistics service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.pgqueuer_statistics TO service_role USING (true) WITH CHECK (true);

--
-- Name: profiles service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.profiles TO service_role USING (true) WITH CHECK (true);

--
-- Name: purchase_accounts service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.purchase_accounts TO service_role USING (true) WITH CHECK (true);

--
-- Name: push_notification_tokens service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.push_notification_tokens TO service_role USING (true) WITH CHECK (true);

--
-- Name: remembered_partners service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.remembered_partners TO service_role USING (true) WITH CHECK (true);

--
-- Name: session_activities service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.session_activities TO service_role USING (true) WITH CHECK (true);

--
-- Name: sessions service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.sessions TO service_role USING (true) WITH CHECK (true);

--
-- Name: shared_snapshots service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.shared_snapshots TO service_role USING (true) WITH CHECK (true);

--
-- Name: sharing_confirmations service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.sharing_confirmations TO service_role USING (true) WITH CHECK (true);

--
-- Name: state_transitions service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.state_transitions TO service_role USING (true) WITH CHECK (true);

--
-- Name: stored_files service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.stored_files TO service_role USING (true) WITH CHECK (true);

--
-- Name: subscription_purchases service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.subscription_purchases TO service_role USING (true) WITH CHECK (true);

--
-- Name: subscription_transactions service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.subscription_transactions TO service_role USING (true) WITH CHECK (true);

--
-- Name: survey_baseline service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.survey_baseline TO service_role USING (true) WITH CHECK (true);

--
-- Name: survey_progress service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.survey_progress TO service_role USING (true) WITH CHECK (true);

--
-- Name: survey_submissions service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.survey_submissions TO service_role USING (true) WITH CHECK (true);

--
-- Name: user_activity_history service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.user_activity_history TO service_role USING (true) WITH CHECK (true);

--
-- Name: users service_all; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY service_all ON attuned.users TO service_role USING (true) WITH CHECK (true);

--
-- Name: session_activities; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.session_activities ENABLE ROW LEVEL SECURITY;

--
-- Name: session_activities session_activities_select_player; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY session_activities_select_player ON attuned.session_activities FOR SELECT TO anon, authenticated USING (((session_id)::text = ANY ((attuned.my_sessions())::text[])));

--
-- Name: sessions; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.sessions ENABLE ROW LEVEL SECURITY;

--
-- Name: sessions sessions_select_anonymous; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY sessions_select_anonymous ON attuned.sessions FOR SELECT TO anon USING (((primary_anonymous_session_id = attuned.current_anonymous_session()) OR (partner_anonymous_session_id = attuned.current_anonymous_session())));

--
-- Name: sessions sessions_select_player; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY sessions_select_player ON attuned.sessions FOR SELECT TO authenticated USING (((primary_user_id = auth.uid()) OR (partner_user_id = auth.uid()) OR (session_owner_user_id = auth.uid())));

--
-- Name: shared_snapshots; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.shared_snapshots ENABLE ROW LEVEL SECURITY;

--
-- Name: sharing_confirmations; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.sharing_confirmations ENABLE ROW LEVEL SECURITY;

--
-- Name: state_transitions; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.state_transitions ENABLE ROW LEVEL SECURITY;

--
-- Name: stored_files; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.stored_files ENABLE ROW LEVEL SECURITY;

--
-- Name: subscription_purchases; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.subscription_purchases ENABLE ROW LEVEL SECURITY;

--
-- Name: subscription_transactions; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.subscription_transactions ENABLE ROW LEVEL SECURITY;

--
-- Name: subscription_transactions subscription_transactions_select_own; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY subscription_transactions_select_own ON attuned.subscription_transactions FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: survey_baseline; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.survey_baseline ENABLE ROW LEVEL SECURITY;

--
-- Name: survey_progress; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.survey_progress ENABLE ROW LEVEL SECURITY;

--
-- Name: survey_progress survey_progress_select_anonymous; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY survey_progress_select_anonymous ON attuned.survey_progress FOR SELECT TO anon USING ((anonymous_session_id = attuned.current_anonymous_session()));

--
-- Name: survey_progress survey_progress_select_own; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY survey_progress_select_own ON attuned.survey_progress FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: survey_progress survey_progress_update_anonymous; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY survey_progress_update_anonymous ON attuned.survey_progress FOR UPDATE TO anon USING ((anonymous_session_id = attuned.current_anonymous_session())) WITH CHECK ((anonymous_session_id = attuned.current_anonymous_session()));

--
-- Name: survey_progress survey_progress_update_own; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY survey_progress_update_own ON attuned.survey_progress FOR UPDATE TO authenticated USING ((user_id = auth.uid())) WITH CHECK ((user_id = auth.uid()));

--
-- Name: survey_submissions; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.survey_submissions ENABLE ROW LEVEL SECURITY;

--
-- Name: survey_submissions survey_submissions_select_anonymous; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY survey_submissions_select_anonymous ON attuned.survey_submissions FOR SELECT TO anon USING ((anonymous_session_id = attuned.current_anonymous_session()));

--
-- Name: survey_submissions survey_submissions_select_own; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY survey_submissions_select_own ON attuned.survey_submissions FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: user_activity_history; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.user_activity_history ENABLE ROW LEVEL SECURITY;

--
-- Name: user_activity_history user_activity_history_select_anonymous; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY user_activity_history_select_anonymous ON attuned.user_activity_history FOR SELECT TO anon USING ((anonymous_session_id = attuned.current_anonymous_session()));

--
-- Name: user_activity_history user_activity_history_select_own; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY user_activity_history_select_own ON attuned.user_activity_history FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: user_activity_history user_activity_history_update_anonymous; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY user_activity_history_update_anonymous ON attuned.user_activity_history FOR UPDATE TO anon USING ((anonymous_session_id = attuned.current_anonymous_session())) WITH CHECK ((anonymous_session_id = attuned.current_anonymous_session()));

--
-- Name: user_activity_history user_activity_history_update_own; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY user_activity_history_update_own ON attuned.user_activity_history FOR UPDATE TO authenticated USING ((user_id = auth.uid())) WITH CHECK ((user_id = auth.uid()));

--
-- Name: users; Type: ROW SECURITY; Schema: attuned; Owner: -
--

ALTER TABLE attuned.users ENABLE ROW LEVEL SECURITY;

--
-- Name: users users_insert_own; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY users_insert_own ON attuned.users FOR INSERT TO authenticated WITH CHECK ((id = auth.uid()));

--
-- Name: users users_select_own; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY users_select_own ON attuned.users FOR SELECT TO authenticated USING ((id = auth.uid()));

--
-- Name: users users_update_own; Type: POLICY; Schema: attuned; Owner: -
--

CREATE POLICY users_update_own ON attuned.users FOR UPDATE TO authenticated USING ((id = auth.uid())) WITH CHECK ((id = auth.uid()));

--
-- Name: SCHEMA attuned; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA attuned TO anon;
GRANT USAGE ON SCHEMA attuned TO authenticated;
GRANT USAGE ON SCHEMA attuned TO service_role;

--
-- Name: FUNCTION abandon_idle_sessions(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.abandon_idle_sessions() FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.abandon_idle_sessions() TO service_role;

--
-- Name: FUNCTION abandon_old_surveys(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.abandon_old_surveys() FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.abandon_old_surveys() TO service_role;

--
-- Name: FUNCTION accept_connection(p_token_hash text, p_user uuid, p_anonymous text); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.accept_connection(p_token_hash text, p_user uuid, p_anonymous text) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.accept_connection(p_token_hash text, p_user uuid, p_anonymous text) TO service_role;

--
-- Name: FUNCTION anonymous_session_of(p_credential text); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.anonymous_session_of(p_credential text) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.anonymous_session_of(p_credential text) TO service_role;

--
-- Name: FUNCTION begin_survey(p_survey_version text); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.begin_survey(p_survey_version text) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.begin_survey(p_survey_version text) TO anon;
GRANT ALL ON FUNCTION attuned.begin_survey(p_survey_version text) TO authenticated;

--
-- Name: FUNCTION check_daily_activity_limit(p_user_id uuid, p_limit integer); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.check_daily_activity_limit(p_user_id uuid, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.check_daily_activity_limit(p_user_id uuid, p_limit integer) TO service_role;

--
-- Name: FUNCTION cleanup_old_anonymous_sessions(p_days integer); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.cleanup_old_anonymous_sessions(p_days integer) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.cleanup_old_anonymous_sessions(p_days integer) TO service_role;

--
-- Name: FUNCTION connected(p_one uuid, p_other uuid); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.connected(p_one uuid, p_other uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.connected(p_one uuid, p_other uuid) TO service_role;

--
-- Name: FUNCTION current_anonymous_session(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.current_anonymous_session() FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.current_anonymous_session() TO anon;
GRANT ALL ON FUNCTION attuned.current_anonymous_session() TO service_role;

--
-- Name: FUNCTION decline_connection(p_token_hash text, p_user uuid); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.decline_connection(p_token_hash text, p_user uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.decline_connection(p_token_hash text, p_user uuid) TO service_role;

--
-- Name: FUNCTION drawn_today(p_count integer, p_since timestamp with time zone, p_zone text); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.drawn_today(p_count integer, p_since timestamp with time zone, p_zone text) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.drawn_today(p_count integer, p_since timestamp with time zone, p_zone text) TO service_role;

--
-- Name: FUNCTION empty_profile(p_profile integer); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.empty_profile(p_profile integer) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.empty_profile(p_profile integer) TO service_role;

--
-- Name: FUNCTION end_connection(p_connection integer, p_user uuid, p_anonymous text); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.end_connection(p_connection integer, p_user uuid, p_anonymous text) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.end_connection(p_connection integer, p_user uuid, p_anonymous text) TO service_role;

--
-- Name: FUNCTION enforce_remembered_partners_limit(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.enforce_remembered_partners_limit() FROM PUBLIC;

--
-- Name: FUNCTION enforce_transition(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.enforce_transition() FROM PUBLIC;

--
-- Name: FUNCTION erase_anonymous(p_session text); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.erase_anonymous(p_session text) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.erase_anonymous(p_session text) TO service_role;

--
-- Name: FUNCTION erase_person(p_user uuid); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.erase_person(p_user uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.erase_person(p_user uuid) TO service_role;

--
-- Name: FUNCTION event_id(p_entity text, p_id text); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.event_id(p_entity text, p_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.event_id(p_entity text, p_id text) TO service_role;

--
-- Name: FUNCTION expire_pending_connections(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.expire_pending_connections() FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.expire_pending_connections() TO service_role;

--
-- Name: FUNCTION fn_pgqueuer_changed(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.fn_pgqueuer_changed() FROM PUBLIC;

--
-- Name: FUNCTION forget_data_key(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.forget_data_key() FROM PUBLIC;

--
-- Name: FUNCTION forget_moves(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.forget_moves() FROM PUBLIC;

--
-- Name: FUNCTION forget_purchase_events(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.forget_purchase_events() FROM PUBLIC;

--
-- Name: FUNCTION forget_shared(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.forget_shared() FROM PUBLIC;

--
-- Name: FUNCTION get_excluded_activities_for_user(p_user_id uuid, p_anonymous_session_id text); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.get_excluded_activities_for_user(p_user_id uuid, p_anonymous_session_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.get_excluded_activities_for_user(p_user_id uuid, p_anonymous_session_id text) TO service_role;

--
-- Name: FUNCTION guard_company(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.guard_company() FROM PUBLIC;

--
-- Name: FUNCTION guard_confirmation(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.guard_confirmation() FROM PUBLIC;

--
-- Name: FUNCTION guard_connection(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.guard_connection() FROM PUBLIC;

--
-- Name: FUNCTION guard_profile(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.guard_profile() FROM PUBLIC;

--
-- Name: FUNCTION guard_readiness(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.guard_readiness() FROM PUBLIC;

--
-- Name: FUNCTION guard_session(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.guard_session() FROM PUBLIC;

--
-- Name: FUNCTION guard_session_activity(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.guard_session_activity() FROM PUBLIC;

--
-- Name: FUNCTION guard_snapshot(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.guard_snapshot() FROM PUBLIC;

--
-- Name: FUNCTION guard_survey_progress(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.guard_survey_progress() FROM PUBLIC;

--
-- Name: FUNCTION guard_yes(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.guard_yes() FROM PUBLIC;

--
-- Name: FUNCTION is_player(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.is_player() FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.is_player() TO anon;
GRANT ALL ON FUNCTION attuned.is_player() TO authenticated;

--
-- Name: FUNCTION is_premium(p_tier attuned.subscription_tier_enum, p_expires timestamp with time zone); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.is_premium(p_tier attuned.subscription_tier_enum, p_expires timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.is_premium(p_tier attuned.subscription_tier_enum, p_expires timestamp with time zone) TO service_role;

--
-- Name: FUNCTION is_sealed(value jsonb); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.is_sealed(value jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.is_sealed(value jsonb) TO anon;
GRANT ALL ON FUNCTION attuned.is_sealed(value jsonb) TO authenticated;
GRANT ALL ON FUNCTION attuned.is_sealed(value jsonb) TO service_role;

--
-- Name: FUNCTION is_sealed_text(value text); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.is_sealed_text(value text) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.is_sealed_text(value text) TO anon;
GRANT ALL ON FUNCTION attuned.is_sealed_text(value text) TO authenticated;
GRANT ALL ON FUNCTION attuned.is_sealed_text(value text) TO service_role;

--
-- Name: FUNCTION is_time_zone(name text); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.is_time_zone(name text) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.is_time_zone(name text) TO anon;
GRANT ALL ON FUNCTION attuned.is_time_zone(name text) TO authenticated;
GRANT ALL ON FUNCTION attuned.is_time_zone(name text) TO service_role;

--
-- Name: FUNCTION keep_purchase_owner(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.keep_purchase_owner() FROM PUBLIC;

--
-- Name: FUNCTION keep_unwanted(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.keep_unwanted() FROM PUBLIC;

--
-- Name: FUNCTION mark_stale(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.mark_stale() FROM PUBLIC;

--
-- Name: FUNCTION may_play(p_profile integer, p_user uuid, p_anonymous text); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.may_play(p_profile integer, p_user uuid, p_anonymous text) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.may_play(p_profile integer, p_user uuid, p_anonymous text) TO service_role;

--
-- Name: FUNCTION my_sessions(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.my_sessions() FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.my_sessions() TO anon;
GRANT ALL ON FUNCTION attuned.my_sessions() TO authenticated;

--
-- Name: FUNCTION note_bank(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.note_bank() FROM PUBLIC;

--
-- Name: FUNCTION pair_of(p_one text, p_other text); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.pair_of(p_one text, p_other text) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.pair_of(p_one text, p_other text) TO service_role;

--
-- Name: FUNCTION player_profiles(VARIADIC p_players text[]); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.player_profiles(VARIADIC p_players text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.player_profiles(VARIADIC p_players text[]) TO service_role;

--
-- Name: FUNCTION record_named_transition(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.record_named_transition() FROM PUBLIC;

--
-- Name: FUNCTION record_transition(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.record_transition() FROM PUBLIC;

--
-- Name: FUNCTION refuse_change(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.refuse_change() FROM PUBLIC;

--
-- Name: FUNCTION remember_each_other(p_one uuid, p_other uuid); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.remember_each_other(p_one uuid, p_other uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.remember_each_other(p_one uuid, p_other uuid) TO service_role;

--
-- Name: FUNCTION reset_daily_activity_counts(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.reset_daily_activity_counts() FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.reset_daily_activity_counts() TO service_role;

--
-- Name: FUNCTION revision_of(p_player text); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.revision_of(p_player text) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.revision_of(p_player text) TO service_role;

--
-- Name: FUNCTION set_anonymous_session_context(session_id text); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.set_anonymous_session_context(session_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.set_anonymous_session_context(session_id text) TO anon;
GRANT ALL ON FUNCTION attuned.set_anonymous_session_context(session_id text) TO service_role;

--
-- Name: FUNCTION set_updated_at(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.set_updated_at() FROM PUBLIC;

--
-- Name: FUNCTION take_daily_activity(p_user_id uuid, p_anonymous_session_id text, p_network bytea, p_limit integer); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.take_daily_activity(p_user_id uuid, p_anonymous_session_id text, p_network bytea, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.take_daily_activity(p_user_id uuid, p_anonymous_session_id text, p_network bytea, p_limit integer) TO service_role;

--
-- Name: TABLE users; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT ON TABLE attuned.users TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.users TO service_role;

--
-- Name: COLUMN users.id; Type: ACL; Schema: attuned; Owner: -
--

GRANT INSERT(id) ON TABLE attuned.users TO authenticated;

--
-- Name: COLUMN users.display_name; Type: ACL; Schema: attuned; Owner: -
--

GRANT INSERT(display_name),UPDATE(display_name) ON TABLE attuned.users TO authenticated;

--
-- Name: COLUMN users.demographics; Type: ACL; Schema: attuned; Owner: -
--

GRANT UPDATE(demographics) ON TABLE attuned.users TO authenticated;

--
-- Name: COLUMN users.profile_sharing_setting; Type: ACL; Schema: attuned; Owner: -
--

GRANT UPDATE(profile_sharing_setting) ON TABLE attuned.users TO authenticated;

--
-- Name: COLUMN users.notification_preferences; Type: ACL; Schema: attuned; Owner: -
--

GRANT UPDATE(notification_preferences) ON TABLE attuned.users TO authenticated;

--
-- Name: COLUMN users.timezone; Type: ACL; Schema: attuned; Owner: -
--

GRANT INSERT(timezone),UPDATE(timezone) ON TABLE attuned.users TO authenticated;

--
-- Name: COLUMN users.adult_confirmed_at; Type: ACL; Schema: attuned; Owner: -
--

GRANT INSERT(adult_confirmed_at) ON TABLE attuned.users TO authenticated;

--
-- Name: FUNCTION takes_zone(u attuned.users); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.takes_zone(u attuned.users) FROM PUBLIC;
GRANT ALL ON FUNCTION attuned.takes_zone(u attuned.users) TO service_role;

--
-- Name: FUNCTION use_confirmations(); Type: ACL; Schema: attuned; Owner: -
--

REVOKE ALL ON FUNCTION attuned.use_confirmations() FROM PUBLIC;

--
-- Name: TABLE activities; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT ON TABLE attuned.activities TO anon;
GRANT SELECT ON TABLE attuned.activities TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.activities TO service_role;

--
-- Name: SEQUENCE activities_activity_id_seq; Type: ACL; Schema: attuned; Owner: -
--

GRANT USAGE ON SEQUENCE attuned.activities_activity_id_seq TO service_role;

--
-- Name: TABLE ai_generation_logs; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.ai_generation_logs TO service_role;

--
-- Name: SEQUENCE ai_generation_logs_id_seq; Type: ACL; Schema: attuned; Owner: -
--

GRANT USAGE ON SEQUENCE attuned.ai_generation_logs_id_seq TO service_role;

--
-- Name: TABLE anonymous_sessions; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.anonymous_sessions TO service_role;

--
-- Name: COLUMN anonymous_sessions.session_id; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT(session_id) ON TABLE attuned.anonymous_sessions TO anon;

--
-- Name: COLUMN anonymous_sessions.profile_id; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT(profile_id) ON TABLE attuned.anonymous_sessions TO anon;

--
-- Name: COLUMN anonymous_sessions.last_accessed_at; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT(last_accessed_at) ON TABLE attuned.anonymous_sessions TO anon;

--
-- Name: COLUMN anonymous_sessions.created_at; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT(created_at) ON TABLE attuned.anonymous_sessions TO anon;

--
-- Name: COLUMN anonymous_sessions.display_name; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT(display_name) ON TABLE attuned.anonymous_sessions TO anon;

--
-- Name: COLUMN anonymous_sessions.timezone; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT(timezone) ON TABLE attuned.anonymous_sessions TO anon;

--
-- Name: COLUMN anonymous_sessions.daily_activity_count; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT(daily_activity_count) ON TABLE attuned.anonymous_sessions TO anon;

--
-- Name: COLUMN anonymous_sessions.daily_activity_reset_at; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT(daily_activity_reset_at) ON TABLE attuned.anonymous_sessions TO anon;

--
-- Name: COLUMN anonymous_sessions.consent_version; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT(consent_version) ON TABLE attuned.anonymous_sessions TO anon;

--
-- Name: TABLE bank_deliveries; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT,INSERT ON TABLE attuned.bank_deliveries TO service_role;

--
-- Name: TABLE bank_version; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT ON TABLE attuned.bank_version TO service_role;

--
-- Name: TABLE compatibility_results; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.compatibility_results TO service_role;

--
-- Name: SEQUENCE compatibility_results_id_seq; Type: ACL; Schema: attuned; Owner: -
--

GRANT USAGE ON SEQUENCE attuned.compatibility_results_id_seq TO service_role;

--
-- Name: TABLE data_keys; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.data_keys TO service_role;

--
-- Name: TABLE domain_events; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT,INSERT ON TABLE attuned.domain_events TO service_role;

--
-- Name: SEQUENCE domain_events_sequence_seq; Type: ACL; Schema: attuned; Owner: -
--

GRANT USAGE ON SEQUENCE attuned.domain_events_sequence_seq TO service_role;

--
-- Name: TABLE idempotency_keys; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.idempotency_keys TO service_role;

--
-- Name: TABLE inbox; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.inbox TO service_role;

--
-- Name: TABLE network_daily_counts; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.network_daily_counts TO service_role;

--
-- Name: TABLE outbox; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.outbox TO service_role;

--
-- Name: SEQUENCE outbox_sequence_seq; Type: ACL; Schema: attuned; Owner: -
--

GRANT USAGE ON SEQUENCE attuned.outbox_sequence_seq TO service_role;

--
-- Name: TABLE partner_connections; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.partner_connections TO service_role;

--
-- Name: COLUMN partner_connections.id; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT(id) ON TABLE attuned.partner_connections TO authenticated;

--
-- Name: COLUMN partner_connections.requester_user_id; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT(requester_user_id) ON TABLE attuned.partner_connections TO authenticated;

--
-- Name: COLUMN partner_connections.recipient_email; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT(recipient_email) ON TABLE attuned.partner_connections TO authenticated;

--
-- Name: COLUMN partner_connections.recipient_user_id; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT(recipient_user_id) ON TABLE attuned.partner_connections TO authenticated;

--
-- Name: COLUMN partner_connections.status; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT(status) ON TABLE attuned.partner_connections TO authenticated;

--
-- Name: COLUMN partner_connections.expires_at; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT(expires_at) ON TABLE attuned.partner_connections TO authenticated;

--
-- Name: COLUMN partner_connections.created_at; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT(created_at) ON TABLE attuned.partner_connections TO authenticated;

--
-- Name: SEQUENCE partner_connections_id_seq; Type: ACL; Schema: attuned; Owner: -
--

GRANT USAGE ON SEQUENCE attuned.partner_connections_id_seq TO service_role;

--
-- Name: TABLE pgqueuer; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.pgqueuer TO service_role;

--
-- Name: SEQUENCE pgqueuer_id_seq; Type: ACL; Schema: attuned; Owner: -
--

GRANT USAGE ON SEQUENCE attuned.pgqueuer_id_seq TO service_role;

--
-- Name: TABLE pgqueuer_log; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.pgqueuer_log TO service_role;

--
-- Name: SEQUENCE pgqueuer_log_id_seq; Type: ACL; Schema: attuned; Owner: -
--

GRANT USAGE ON SEQUENCE attuned.pgqueuer_log_id_seq TO service_role;

--
-- Name: TABLE pgqueuer_schedules; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.pgqueuer_schedules TO service_role;

--
-- Name: SEQUENCE pgqueuer_schedules_id_seq; Type: ACL; Schema: attuned; Owner: -
--

GRANT USAGE ON SEQUENCE attuned.pgqueuer_schedules_id_seq TO service_role;

--
-- Name: TABLE pgqueuer_statistics; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.pgqueuer_statistics TO service_role;

--
-- Name: SEQUENCE pgqueuer_statistics_id_seq; Type: ACL; Schema: attuned; Owner: -
--

GRANT USAGE ON SEQUENCE attuned.pgqueuer_statistics_id_seq TO service_role;

--
-- Name: TABLE profiles; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT ON TABLE attuned.profiles TO anon;
GRANT SELECT ON TABLE attuned.profiles TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.profiles TO service_role;

--
-- Name: COLUMN profiles.last_accessed_at; Type: ACL; Schema: attuned; Owner: -
--

GRANT UPDATE(last_accessed_at) ON TABLE attuned.profiles TO anon;
GRANT UPDATE(last_accessed_at) ON TABLE attuned.profiles TO authenticated;

--
-- Name: COLUMN profiles.highest_level; Type: ACL; Schema: attuned; Owner: -
--

GRANT UPDATE(highest_level) ON TABLE attuned.profiles TO anon;
GRANT UPDATE(highest_level) ON TABLE attuned.profiles TO authenticated;

--
-- Name: SEQUENCE profiles_id_seq; Type: ACL; Schema: attuned; Owner: -
--

GRANT USAGE ON SEQUENCE attuned.profiles_id_seq TO service_role;

--
-- Name: TABLE purchase_accounts; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.purchase_accounts TO service_role;

--
-- Name: TABLE push_notification_tokens; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT,DELETE ON TABLE attuned.push_notification_tokens TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.push_notification_tokens TO service_role;

--
-- Name: COLUMN push_notification_tokens.user_id; Type: ACL; Schema: attuned; Owner: -
--

GRANT INSERT(user_id) ON TABLE attuned.push_notification_tokens TO authenticated;

--
-- Name: COLUMN push_notification_tokens.device_token; Type: ACL; Schema: attuned; Owner: -
--

GRANT INSERT(device_token) ON TABLE attuned.push_notification_tokens TO authenticated;

--
-- Name: COLUMN push_notification_tokens.platform; Type: ACL; Schema: attuned; Owner: -
--

GRANT INSERT(platform) ON TABLE attuned.push_notification_tokens TO authenticated;

--
-- Name: SEQUENCE push_notification_tokens_id_seq; Type: ACL; Schema: attuned; Owner: -
--

GRANT USAGE ON SEQUENCE attuned.push_notification_tokens_id_seq TO authenticated;
GRANT USAGE ON SEQUENCE attuned.push_notification_tokens_id_seq TO service_role;

--
-- Name: TABLE remembered_partners; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT,DELETE ON TABLE attuned.remembered_partners TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.remembered_partners TO service_role;

--
-- Name: SEQUENCE remembered_partners_id_seq; Type: ACL; Schema: attuned; Owner: -
--

GRANT USAGE ON SEQUENCE attuned.remembered_partners_id_seq TO service_role;

--
-- Name: TABLE session_activities; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT ON TABLE attuned.session_activities TO anon;
GRANT SELECT ON TABLE attuned.session_activities TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.session_activities TO service_role;

--
-- Name: TABLE sessions; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT ON TABLE attuned.sessions TO anon;
GRANT SELECT ON TABLE attuned.sessions TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.sessions TO service_role;

--
-- Name: TABLE shared_snapshots; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.shared_snapshots TO service_role;

--
-- Name: TABLE sharing_confirmations; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.sharing_confirmations TO service_role;

--
-- Name: TABLE state_transitions; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT ON TABLE attuned.state_transitions TO service_role;

--
-- Name: TABLE stored_files; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.stored_files TO service_role;

--
-- Name: TABLE subscription_purchases; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.subscription_purchases TO service_role;

--
-- Name: TABLE subscription_transactions; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT ON TABLE attuned.subscription_transactions TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.subscription_transactions TO service_role;

--
-- Name: SEQUENCE subscription_transactions_id_seq; Type: ACL; Schema: attuned; Owner: -
--

GRANT USAGE ON SEQUENCE attuned.subscription_transactions_id_seq TO service_role;

--
-- Name: TABLE survey_baseline; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.survey_baseline TO service_role;

--
-- Name: SEQUENCE survey_baseline_id_seq; Type: ACL; Schema: attuned; Owner: -
--

GRANT USAGE ON SEQUENCE attuned.survey_baseline_id_seq TO service_role;

--
-- Name: TABLE survey_progress; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT ON TABLE attuned.survey_progress TO anon;
GRANT SELECT ON TABLE attuned.survey_progress TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.survey_progress TO service_role;

--
-- Name: COLUMN survey_progress.current_question; Type: ACL; Schema: attuned; Owner: -
--

GRANT UPDATE(current_question) ON TABLE attuned.survey_progress TO anon;
GRANT UPDATE(current_question) ON TABLE attuned.survey_progress TO authenticated;

--
-- Name: COLUMN survey_progress.completion_percentage; Type: ACL; Schema: attuned; Owner: -
--

GRANT UPDATE(completion_percentage) ON TABLE attuned.survey_progress TO anon;
GRANT UPDATE(completion_percentage) ON TABLE attuned.survey_progress TO authenticated;

--
-- Name: COLUMN survey_progress.answers; Type: ACL; Schema: attuned; Owner: -
--

GRANT UPDATE(answers) ON TABLE attuned.survey_progress TO anon;
GRANT UPDATE(answers) ON TABLE attuned.survey_progress TO authenticated;

--
-- Name: SEQUENCE survey_progress_id_seq; Type: ACL; Schema: attuned; Owner: -
--

GRANT USAGE ON SEQUENCE attuned.survey_progress_id_seq TO service_role;

--
-- Name: TABLE survey_submissions; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT ON TABLE attuned.survey_submissions TO anon;
GRANT SELECT ON TABLE attuned.survey_submissions TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.survey_submissions TO service_role;

--
-- Name: SEQUENCE survey_submissions_id_seq; Type: ACL; Schema: attuned; Owner: -
--

GRANT USAGE ON SEQUENCE attuned.survey_submissions_id_seq TO service_role;

--
-- Name: TABLE user_activity_history; Type: ACL; Schema: attuned; Owner: -
--

GRANT SELECT ON TABLE attuned.user_activity_history TO anon;
GRANT SELECT ON TABLE attuned.user_activity_history TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE attuned.user_activity_history TO service_role;

--
-- Name: COLUMN user_activity_history.feedback_type; Type: ACL; Schema: attuned; Owner: -
--

GRANT UPDATE(feedback_type) ON TABLE attuned.user_activity_history TO anon;
GRANT UPDATE(feedback_type) ON TABLE attuned.user_activity_history TO authenticated;

--
-- Name: COLUMN user_activity_history.feedback_executed; Type: ACL; Schema: attuned; Owner: -
--

GRANT UPDATE(feedback_executed) ON TABLE attuned.user_activity_history TO anon;
GRANT UPDATE(feedback_executed) ON TABLE attuned.user_activity_history TO authenticated;

--
-- Name: SEQUENCE user_activity_history_id_seq; Type: ACL; Schema: attuned; Owner: -
--

GRANT USAGE ON SEQUENCE attuned.user_activity_history_id_seq TO service_role;

--
-- PostgreSQL database dump complete
--
