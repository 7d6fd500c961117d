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
-- Name: josh; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA josh;

--
-- Name: conversation_mode; Type: TYPE; Schema: josh; Owner: -
--

CREATE TYPE josh.conversation_mode AS ENUM (
    'idle',
    'interviewing',
    'linkup_forming',
    'awaiting_invite_reply',
    'safety_hold'
);

--
-- Name: invite_state; Type: TYPE; Schema: josh; Owner: -
--

CREATE TYPE josh.invite_state AS ENUM (
    'pending',
    'accepted',
    'declined',
    'expired',
    'closed'
);

--
-- Name: linkup_state; Type: TYPE; Schema: josh; Owner: -
--

CREATE TYPE josh.linkup_state AS ENUM (
    'draft',
    'broadcasting',
    'locked',
    'completed',
    'expired',
    'canceled'
);

--
-- Name: pgqueuer_status; Type: TYPE; Schema: josh; Owner: -
--

CREATE TYPE josh.pgqueuer_status AS ENUM (
    'queued',
    'picked',
    'successful',
    'exception',
    'canceled',
    'deleted',
    'failed'
);

--
-- Name: profile_state; Type: TYPE; Schema: josh; Owner: -
--

CREATE TYPE josh.profile_state AS ENUM (
    'empty',
    'partial',
    'complete_mvp',
    'complete_full',
    'stale'
);

--
-- Name: region_state; Type: TYPE; Schema: josh; Owner: -
--

CREATE TYPE josh.region_state AS ENUM (
    'open',
    'waitlisted',
    'closed'
);

--
-- Name: safety_hold_state; Type: TYPE; Schema: josh; Owner: -
--

CREATE TYPE josh.safety_hold_state AS ENUM (
    'none',
    'soft_hold',
    'hard_hold'
);

--
-- Name: subscription_state; Type: TYPE; Schema: josh; Owner: -
--

CREATE TYPE josh.subscription_state AS ENUM (
    'none',
    'trialing',
    'active',
    'past_due',
    'canceled',
    'unpaid'
);

--
-- Name: user_state; Type: TYPE; Schema: josh; Owner: -
--

CREATE TYPE josh.user_state AS ENUM (
    'unverified',
    'verified',
    'interviewing',
    'active',
    'suspended',
    'deleted'
);

--
-- Name: answer_text(uuid, uuid, text, boolean, text, text, jsonb, timestamp with time zone, text, text, integer, uuid[], bytea[], bytea[], bytea[], text[], text[]); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.answer_text(p_message uuid, p_user uuid, p_sid text, p_moved boolean, p_mode text, p_state_token text, p_context jsonb, p_expires_at timestamp with time zone, p_to text, p_phone_hash text, p_key_version integer, p_ids uuid[], p_ciphertexts bytea[], p_ivs bytea[], p_tags bytea[], p_kinds text[], p_purposes text[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if p_user is not null then
    update conversation_sessions c
    set last_inbound_message_sid = p_sid,
        mode = case when p_moved then p_mode::conversation_mode else c.mode end,
        state_token = case when p_moved then p_state_token else c.state_token end,
        context = case when p_moved then p_context else c.context end,
        expires_at = case when p_moved then p_expires_at else c.expires_at end
    where c.user_id = p_user;
  end if;
  if cardinality(p_ids) = 0 then
    return;
  end if;
  insert into sms_outbound_jobs (id, user_id, to_e164, phone_hash, body_ciphertext, body_iv, body_tag, key_version, kind, purpose,
                                 idempotency_key, inbound_message_id, correlation_id)
  select t.id, p_user, p_to, p_phone_hash, t.ciphertext, t.iv, t.tag, p_key_version, t.kind, t.purpose,
         'in:' || p_message::text || ':' || t.place::text, p_message, nullif(current_setting('kith.correlation_id', true), '')::uuid
  from unnest(p_ids, p_ciphertexts, p_ivs, p_tags, p_kinds, p_purposes)
       with ordinality as t (id, ciphertext, iv, tag, kind, purpose, place)
  order by t.place;
  insert into pgqueuer (priority, entrypoint, payload, status)
  values (0, 'josh.text.deliver', convert_to(json_build_object('phone_hash', p_phone_hash)::text, 'UTF8'), 'queued');
end $$;

--
-- Name: FUNCTION answer_text(p_message uuid, p_user uuid, p_sid text, p_moved boolean, p_mode text, p_state_token text, p_context jsonb, p_expires_at timestamp with time zone, p_to text, p_phone_hash text, p_key_version integer, p_ids uuid[], p_ciphertexts bytea[], p_ivs bytea[], p_tags bytea[], p_kinds text[], p_purposes text[]); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.answer_text(p_message uuid, p_user uuid, p_sid text, p_moved boolean, p_mode text, p_state_token text, p_context jsonb, p_expires_at timestamp with time zone, p_to text, p_phone_hash text, p_key_version integer, p_ids uuid[], p_ciphertexts bytea[], p_ivs bytea[], p_tags bytea[], p_kinds text[], p_purposes text[]) IS 'Writes what answers a text: its replies in order, the job that delivers them, and where the conversation stands now.';

--
-- Name: enforce_transition(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.enforce_transition() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'josh', 'pg_temp'
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
-- Name: FUNCTION enforce_transition(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.enforce_transition() IS 'Trigger (entity, column): refuses a state change that state_transitions does not list, with SQLSTATE KT409.';

--
-- Name: erase_user(uuid); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.erase_user(p_user uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'josh', 'pg_temp'
    AS $$
declare
  tombstone text := 'erased:' || p_user::text;
  number_hash text;
  the_linkup uuid;
begin
  select u.phone_hash into number_hash from users u where u.id = p_user and u.state <> 'deleted';
  if number_hash is null then
    return false;
  end if;
  update linkup_invites set state = 'closed' where invited_user_id = p_user and state in ('pending', 'accepted') and not exists (
    select 1 from linkup_participants p where p.linkup_id = linkup_invites.linkup_id and p.user_id = p_user and p.status <> 'canceled'
  );
  update linkup_participants set status = 'canceled' where user_id = p_user and status = 'confirmed' and exists (
    select 1 from linkups l where l.id = linkup_participants.linkup_id and l.state = 'locked'
  );
  for the_linkup in select l.id from linkups l where l.initiator_user_id = p_user and l.state in ('draft', 'broadcasting', 'locked') loop
    update linkups set state = 'canceled', canceled_reason = 'initiator_left' where id = the_linkup;
  end loop;
  update linkup_invites set offered_options = null, selected_option = null, explainability = '{}'::jsonb where invited_user_id = p_user;
  update linkup_outcomes set feedback = null where user_id = p_user;
  delete from contact_exchanges where user_a_id = p_user or user_b_id = p_user;
  delete from contact_exchange_choices where chooser_user_id = p_user or target_user_id = p_user;
  delete from otp_sessions where user_id = p_user;
  delete from magic_links where user_id = p_user;
  delete from conversation_sessions where user_id = p_user;
  delete from profile_events where user_id = p_user;
  delete from profiles where user_id = p_user;
  delete from user_ratings where user_id = p_user;
  delete from entitlements where user_id = p_user;
  delete from subscriptions where user_id = p_user;
  update region_memberships set released_at = kith.now() where user_id = p_user and released_at is null;
  update message_events set payload = '{}'::jsonb where user_id = p_user;
  update sms_messages set body_ciphertext = null, body_iv = null, body_tag = null, answer = null, phone_hash = tombstone,
    from_e164 = case direction when 'in' then tombstone else from_e164 end, to_e164 = case direction when 'out' then tombstone else to_e164 end
  where user_id = p_user or phone_hash = number_hash;
  update sms_outbound_jobs set body_ciphertext = null, body_iv = null, body_tag = null, to_e164 = tombstone, phone_hash = tombstone,
    status = case status when 'pending' then 'failed' else status end,
    last_error = case status when 'pending' then 'the person was erased' else last_error end,
    leased_until = null, lease_token = null
  where user_id = p_user or phone_hash = number_hash;
  delete from unknown_senders where phone_hash = number_hash;
  update users set state = 'deleted', phone_e164 = tombstone, phone_hash = tombstone, first_name = 'Erased', last_name = 'Erased',
    birthday = date '1900-01-01', email = null, time_zone = null, postal_code = null, latitude = null, longitude = null, region_id = null,
    paused_at = null, suspended_at = null, sms_consent = false
  where id = p_user;
  return true;
end $$;

--
-- Name: FUNCTION erase_user(p_user uuid); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.erase_user(p_user uuid) IS 'Takes everything personal of one person out of this schema and gives their places free. False when there was nothing to erase.';

--
-- Name: exchange_contacts(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.exchange_contacts() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if new.choice and exists (
    select 1 from contact_exchange_choices c
    where c.linkup_id = new.linkup_id and c.chooser_user_id = new.target_user_id and c.target_user_id = new.chooser_user_id and c.choice
  ) and not kith.blocked_between(new.chooser_user_id, new.target_user_id)
    and not kith.is_banned(new.chooser_user_id) and not kith.is_banned(new.target_user_id) then
    insert into contact_exchanges (linkup_id, user_a_id, user_b_id)
    values (new.linkup_id, least(new.chooser_user_id, new.target_user_id), greatest(new.chooser_user_id, new.target_user_id))
    on conflict do nothing;
  end if;
  return null;
end $$;

--
-- Name: FUNCTION exchange_contacts(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.exchange_contacts() IS 'Trigger: the second yes makes the exchange, unless a block stands between the two or one of them is banned.';

--
-- Name: fingerprint_confidences(jsonb); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.fingerprint_confidences(f jsonb) RETURNS real[]
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if not is_fingerprint(f) then
    return null;
  end if;
  return array(select coalesce((f -> n ->> 'confidence')::real, 0)
               from unnest(fingerprint_factors()) with ordinality u(n, i) order by i);
end $$;

--
-- Name: FUNCTION fingerprint_confidences(f jsonb); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.fingerprint_confidences(f jsonb) IS 'The twelve confidences in order, 0 where nothing is known.';

--
-- Name: fingerprint_confident(jsonb); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.fingerprint_confident(f jsonb) RETURNS smallint
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if not is_fingerprint(f) then
    return null;
  end if;
  return (select count(*) from jsonb_each(f) e where (e.value ->> 'confidence')::numeric > 0.5);
end $$;

--
-- Name: FUNCTION fingerprint_confident(f jsonb); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.fingerprint_confident(f jsonb) IS 'How many factors are known with a confidence above 0.5.';

--
-- Name: fingerprint_dates(jsonb); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.fingerprint_dates(f jsonb) RETURNS date[]
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if not is_fingerprint(f) then
    return null;
  end if;
  return array(select iso_date(f -> n ->> 'observed_on')
               from unnest(fingerprint_factors()) with ordinality u(n, i) order by i);
end $$;

--
-- Name: FUNCTION fingerprint_dates(f jsonb); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.fingerprint_dates(f jsonb) IS 'The days on which the twelve factors were last observed, null where unknown.';

--
-- Name: fingerprint_factors(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.fingerprint_factors() RETURNS text[]
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'josh', 'pg_temp'
    AS $$
  select array['connection_depth', 'social_pace', 'conversation_style', 'group_energy', 'novelty_seeking', 'structure_preference',
               'humor_style', 'emotional_openness', 'conflict_style', 'values_alignment', 'lifestyle_rhythm', 'support_style']
$$;

--
-- Name: FUNCTION fingerprint_factors(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.fingerprint_factors() IS 'The twelve factors of the friend fingerprint, in the order of every array of factors.';

--
-- Name: fingerprint_values(jsonb); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.fingerprint_values(f jsonb) RETURNS real[]
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if not is_fingerprint(f) then
    return null; -- the CHECK of the same row refuses it with a better message than a failed cast
  end if;
  return array(select coalesce((f -> n ->> 'range_value')::real, 0.5)
               from unnest(fingerprint_factors()) with ordinality u(n, i) order by i);
end $$;

--
-- Name: FUNCTION fingerprint_values(f jsonb); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.fingerprint_values(f jsonb) IS 'The twelve values in order, 0.5 where nothing is known.';

--
-- Name: fn_pgqueuer_changed(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.fn_pgqueuer_changed() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'josh', 'pg_temp'
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
-- Name: FUNCTION fn_pgqueuer_changed(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.fn_pgqueuer_changed() IS 'Trigger: wakes the workers of this schema when a job arrives.';

--
-- Name: follow_invite(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.follow_invite() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if new.state = 'accepted' and (tg_op = 'INSERT' or old.state <> 'accepted') then
    perform take_seat(new.linkup_id, new.invited_user_id, array['broadcasting']::linkup_state[]);
  elsif tg_op = 'UPDATE' and old.state = 'accepted' and new.state <> 'accepted' and not exists (
    select 1 from linkup_participants p
    where p.linkup_id = new.linkup_id and p.user_id = new.invited_user_id and p.status <> 'canceled'
  ) then
    perform leave_seat(new.linkup_id, new.invited_user_id);
  end if;
  return null;
end $$;

--
-- Name: FUNCTION follow_invite(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.follow_invite() IS 'Trigger: a yes takes a seat, taking it back frees it.';

--
-- Name: follow_linkup(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.follow_linkup() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if new.state = 'broadcasting' and old.state <> 'broadcasting' then
    perform take_seat(new.id, new.initiator_user_id, array['broadcasting']::linkup_state[]);
  elsif new.state in ('canceled', 'expired') and old.state <> new.state then
    delete from linkup_seats where linkup_id = new.id;
    update linkups set seats_taken = 0 where id = new.id and seats_taken > 0;
    return null;
  elsif new.state = 'locked' and old.state <> 'locked' then
    insert into linkup_participants (linkup_id, user_id, role)
    select s.linkup_id, s.user_id, case when s.user_id = new.initiator_user_id then 'initiator' else 'participant' end
    from linkup_seats s where s.linkup_id = new.id order by s.user_id;
  end if;
  if (new.starts_at, new.ends_at) is distinct from (old.starts_at, old.ends_at) then
    update linkup_seats set during = case when new.starts_at is not null then tstzrange(new.starts_at, new.ends_at) end
    where linkup_id = new.id;
  end if;
  return null;
end $$;

--
-- Name: FUNCTION follow_linkup(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.follow_linkup() IS 'Trigger: seats the initiator at the broadcast, makes participants of the seated at the lock, frees all at the end, moves the seats'' time.';

--
-- Name: follow_participant(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.follow_participant() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if tg_op = 'DELETE' then
    perform leave_seat(old.linkup_id, old.user_id);
  elsif new.status = 'canceled' then
    if tg_op = 'INSERT' or old.status <> 'canceled' then
      perform leave_seat(new.linkup_id, new.user_id);
    end if;
  elsif tg_op = 'INSERT' or old.status = 'canceled' then
    perform take_seat(new.linkup_id, new.user_id, array['broadcasting', 'locked']::linkup_state[]);
  end if;
  return null;
end $$;

--
-- Name: FUNCTION follow_participant(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.follow_participant() IS 'Trigger: whoever is in has a seat, whoever cancels frees it.';

--
-- Name: guard_contact_exchange(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.guard_contact_exchange() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if tg_op = 'UPDATE' then
    if (new.linkup_id, new.user_a_id, new.user_b_id, new.revealed_at) is distinct from (old.linkup_id, old.user_a_id, old.user_b_id, old.revealed_at) then
      raise exception using errcode = 'check_violation', constraint = 'contact_exchange_fixed', table = tg_table_name,
        message = 'an exchange stays between its two people';
    end if;
    return new;
  end if;
  perform 1 from linkups l where l.id = new.linkup_id for no key update;
  if (
    select count(*) from contact_exchange_choices c
    where c.linkup_id = new.linkup_id and c.choice
      and (c.chooser_user_id, c.target_user_id) in ((new.user_a_id, new.user_b_id), (new.user_b_id, new.user_a_id))
  ) <> 2 then
    raise exception using errcode = 'check_violation', constraint = 'contact_exchange_needs_two_yes', table = tg_table_name,
      message = 'numbers are exchanged when both said yes';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_contact_exchange(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.guard_contact_exchange() IS 'Trigger: no exchange without two yeses, and none is rewritten.';

--
-- Name: guard_magic_link(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.guard_magic_link() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if (new.user_id, new.token_hash, new.purpose, new.expires_at) is distinct from (old.user_id, old.token_hash, old.purpose, old.expires_at) then
    raise exception using errcode = 'check_violation', constraint = 'magic_links_fixed', table = tg_table_name,
      message = 'a link is for one person and one time';
  end if;
  if new.consumed_at is distinct from old.consumed_at and (old.consumed_at is not null or old.expires_at <= kith.now()) then
    raise exception using errcode = 'KT409', message = 'this link was used or is too old',
      detail = jsonb_build_object('entity', 'magic_link', 'from', case when old.consumed_at is not null then 'consumed' else 'expired' end)::text;
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_magic_link(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.guard_magic_link() IS 'Trigger: a link works once, in time, for the person it was made for.';

--
-- Name: is_activity_patterns(jsonb); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.is_activity_patterns(v jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if v is null or jsonb_typeof(v) <> 'array' then
    return false;
  end if;
  return not exists (
    select 1 from jsonb_array_elements(v) e(p)
    where case when jsonb_typeof(p) <> 'object' then true else not (
      is_name(p -> 'activity_key')
      and is_unit(p -> 'confidence')
      and (not p ? 'motive_weights' or is_weights(p -> 'motive_weights'))
      and (not p ? 'constraints' or jsonb_typeof(p -> 'constraints') = 'object')
      and (not p ? 'preferred_windows' or is_texts(p -> 'preferred_windows'))
      and (not p ? 'freshness_days' or is_count(p -> 'freshness_days'))
      and (not p ? 'observed_on' or (jsonb_typeof(p -> 'observed_on') = 'string' and iso_date(p ->> 'observed_on') is not null))
    ) end
  );
end $$;

--
-- Name: FUNCTION is_activity_patterns(v jsonb); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.is_activity_patterns(v jsonb) IS 'Whether this is an array of activities with motives, constraints, windows and confidence.';

--
-- Name: is_boundaries(jsonb); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.is_boundaries(v jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if v is null or jsonb_typeof(v) <> 'object' then
    return false;
  end if;
  return (not v ? 'no_thanks' or is_texts(v -> 'no_thanks'))
    and (not v ? 'hard_constraints' or jsonb_typeof(v -> 'hard_constraints') = 'object')
    and (not v ? 'age_range' or is_span(v -> 'age_range'));
end $$;

--
-- Name: FUNCTION is_boundaries(v jsonb); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.is_boundaries(v jsonb) IS 'Whether these are boundaries: what a person will not do, must have, and with whom.';

--
-- Name: is_brief(jsonb); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.is_brief(v jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if v is null or jsonb_typeof(v) <> 'object' then
    return false;
  end if;
  return is_name(v -> 'activity_key')
    and is_name(v -> 'time_window')
    and (not v ? 'motive_emphasis' or is_weights(v -> 'motive_emphasis'))
    and (not v ? 'constraints' or jsonb_typeof(v -> 'constraints') = 'object')
    and (not v ? 'group_size' or is_span(v -> 'group_size'))
    and (not v ? 'age_range' or is_span(v -> 'age_range'));
end $$;

--
-- Name: FUNCTION is_brief(v jsonb); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.is_brief(v jsonb) IS 'Whether this is a LinkUp''s brief: what, when, and under which conditions.';

--
-- Name: is_count(jsonb); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.is_count(v jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'josh', 'pg_temp'
    AS $$
  select case when jsonb_typeof(v) = 'number' then (v #>> '{}')::numeric >= 0 and (v #>> '{}')::numeric % 1 = 0 else false end
$$;

--
-- Name: FUNCTION is_count(v jsonb); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.is_count(v jsonb) IS 'Whether this is a whole number of at least 0.';

--
-- Name: is_explainability(jsonb); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.is_explainability(v jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if v is null or jsonb_typeof(v) <> 'object' then
    return false;
  end if;
  if v ? 'filters' then
    if jsonb_typeof(v -> 'filters') <> 'object' then
      return false;
    end if;
    if not (is_texts(v -> 'filters' -> 'passed') and is_texts(v -> 'filters' -> 'failed')) then
      return false;
    end if;
  end if;
  return (not v ? 'friend_score' or is_unit(v -> 'friend_score'))
    and (not v ? 'moment_fit' or is_unit(v -> 'moment_fit'))
    and (not v ? 'final_score' or jsonb_typeof(v -> 'final_score') = 'number')
    and (not v ? 'top_reasons' or is_texts(v -> 'top_reasons'));
end $$;

--
-- Name: FUNCTION is_explainability(v jsonb); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.is_explainability(v jsonb) IS 'Whether this explains an invitation: scores, filters passed and failed, reasons.';

--
-- Name: is_factor(jsonb); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.is_factor(v jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if v is null or jsonb_typeof(v) <> 'object' then
    return false;
  end if;
  return v - array['range_value', 'confidence', 'freshness_days', 'observed_on', 'sources'] = '{}'::jsonb
    and is_unit(v -> 'range_value')
    and is_unit(v -> 'confidence')
    and is_weights(v -> 'sources')
    and (v ? 'freshness_days' or v ? 'observed_on')
    and (not v ? 'freshness_days' or is_count(v -> 'freshness_days'))
    and (not v ? 'observed_on' or (jsonb_typeof(v -> 'observed_on') = 'string' and iso_date(v ->> 'observed_on') is not null));
end $$;

--
-- Name: FUNCTION is_factor(v jsonb); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.is_factor(v jsonb) IS 'Whether this is one factor: value, confidence, sources, and when it was observed.';

--
-- Name: is_fingerprint(jsonb); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.is_fingerprint(v jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if v is null or jsonb_typeof(v) <> 'object' then
    return false;
  end if;
  return not exists (
    select 1 from jsonb_each(v) e where e.key <> all (fingerprint_factors()) or not is_factor(e.value)
  );
end $$;

--
-- Name: FUNCTION is_fingerprint(v jsonb); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.is_fingerprint(v jsonb) IS 'Whether this is a friend fingerprint: any of the twelve factors and nothing else.';

--
-- Name: is_geometry(jsonb); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.is_geometry(v jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if v is null or jsonb_typeof(v) <> 'object' or not (v ? 'polygon' or v ? 'zips') then
    return false;
  end if;
  if v ? 'zips' and not is_texts(v -> 'zips') then
    return false;
  end if;
  if not v ? 'polygon' then
    return true;
  end if;
  if jsonb_typeof(v -> 'polygon') <> 'array' then
    return false;
  end if;
  if jsonb_array_length(v -> 'polygon') < 3 then
    return false;
  end if;
  return not exists (
    select 1 from jsonb_array_elements(v -> 'polygon') e(p)
    where case
      when jsonb_typeof(p) <> 'array' then true
      when jsonb_array_length(p) <> 2 then true
      when jsonb_typeof(p -> 0) <> 'number' or jsonb_typeof(p -> 1) <> 'number' then true
      else not ((p ->> 0)::numeric between -180 and 180 and (p ->> 1)::numeric between -90 and 90)
    end
  );
end $$;

--
-- Name: FUNCTION is_geometry(v jsonb); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.is_geometry(v jsonb) IS 'Whether this is an area: a polygon of [longitude, latitude] points, a list of ZIP codes, or both.';

--
-- Name: is_member(uuid); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.is_member(person uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'josh', 'pg_temp'
    AS $$
  select case
    when coalesce(nullif(current_setting('role', true), 'none'), session_user) in ('anon', 'authenticated', 'kith_app') then
      exists (select 1 from users u where u.id = person)
      and (person = auth.uid() or exists (
        select 1 from linkup_participants p where p.user_id = person and p.linkup_id = any (my_linkup_ids())
      ))
    else exists (select 1 from users u where u.id = person)
  end
$$;

--
-- Name: FUNCTION is_member(person uuid); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.is_member(person uuid) IS 'Whether this is somebody of JOSH; a member is told about themselves and people they were in a LinkUp with only.';

--
-- Name: is_name(jsonb); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.is_name(v jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'josh', 'pg_temp'
    AS $$
  select case when jsonb_typeof(v) = 'string' then length(btrim(v #>> '{}')) between 1 and 200 else false end
$$;

--
-- Name: FUNCTION is_name(v jsonb); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.is_name(v jsonb) IS 'Whether this is a string of 1 to 200 characters.';

--
-- Name: is_own_stripe_event(jsonb); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.is_own_stripe_event(payload jsonb) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'josh', 'pg_temp'
    AS $$
  select coalesce(payload #>> '{data,object,metadata,product}', 'josh') = 'josh'
    and not exists (
      select 1 from kith.stripe_customers c
      where c.stripe_customer_id = case payload #>> '{data,object,object}'
          when 'customer' then payload #>> '{data,object,id}' else payload #>> '{data,object,customer}' end
        and not exists (select 1 from users u where u.id = c.person_id)
    )
$$;

--
-- Name: FUNCTION is_own_stripe_event(payload jsonb); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.is_own_stripe_event(payload jsonb) IS 'Whether a Stripe event is not about another product nor about somebody who is not of JOSH.';

--
-- Name: is_region_rules(jsonb); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.is_region_rules(v jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if v is null or jsonb_typeof(v) <> 'object' then
    return false;
  end if;
  return (not v ? 'waitlist_release_per_hour' or is_count(v -> 'waitlist_release_per_hour'))
    and (not v ? 'min_density' or jsonb_typeof(v -> 'min_density') = 'number');
end $$;

--
-- Name: FUNCTION is_region_rules(v jsonb); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.is_region_rules(v jsonb) IS 'Whether these are a region''s rules: an object whose known numbers are numbers.';

--
-- Name: is_span(jsonb); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.is_span(v jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if v is null or jsonb_typeof(v) <> 'object' or not is_count(v -> 'min') or not is_count(v -> 'max') then
    return false;
  end if;
  return (v ->> 'min')::numeric <= (v ->> 'max')::numeric;
end $$;

--
-- Name: FUNCTION is_span(v jsonb); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.is_span(v jsonb) IS 'Whether this is {min, max} of whole numbers, in that order.';

--
-- Name: is_texts(jsonb); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.is_texts(v jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if v is null or jsonb_typeof(v) <> 'array' then
    return false;
  end if;
  return not exists (select 1 from jsonb_array_elements(v) e where jsonb_typeof(e.value) <> 'string');
end $$;

--
-- Name: FUNCTION is_texts(v jsonb); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.is_texts(v jsonb) IS 'Whether this is an array of strings.';

--
-- Name: is_time_zone(text); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.is_time_zone(name text) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE STRICT
    SET search_path TO 'josh', 'pg_temp'
    AS $_$
begin
  -- The pattern keeps out abbreviations and POSIX specifications, which have no daylight saving rules of a place.
  if name !~ '^(UTC|[A-Z][A-Za-z_]+(/[A-Za-z_-]+)+|Etc/GMT[+-][0-9]{1,2})$' then
    return false;
  end if;
  perform timezone(name, timestamptz 'epoch');
  return true;
exception when invalid_parameter_value then
  return false;
end $_$;

--
-- Name: FUNCTION is_time_zone(name text); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.is_time_zone(name text) IS 'Whether this is a time zone of the IANA database, such as Europe/Berlin.';

--
-- Name: is_unit(jsonb); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.is_unit(v jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'josh', 'pg_temp'
    AS $$
  select case when jsonb_typeof(v) = 'number' then (v #>> '{}')::numeric between 0 and 1 else false end
$$;

--
-- Name: FUNCTION is_unit(v jsonb); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.is_unit(v jsonb) IS 'Whether this is a number in [0, 1].';

--
-- Name: is_venue(jsonb); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.is_venue(v jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if v is null or jsonb_typeof(v) <> 'object' then
    return false;
  end if;
  return is_name(v -> 'name') and (not v ? 'address' or jsonb_typeof(v -> 'address') in ('string', 'null'));
end $$;

--
-- Name: FUNCTION is_venue(v jsonb); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.is_venue(v jsonb) IS 'Whether this is a place to meet: an object with at least a name.';

--
-- Name: is_weights(jsonb); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.is_weights(v jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if v is null or jsonb_typeof(v) <> 'object' then
    return false;
  end if;
  return not exists (select 1 from jsonb_each(v) e where not is_unit(e.value));
end $$;

--
-- Name: FUNCTION is_weights(v jsonb); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.is_weights(v jsonb) IS 'Whether this is an object of numbers in [0, 1] by name.';

--
-- Name: iso_date(text); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.iso_date(v text) RETURNS date
    LANGUAGE plpgsql IMMUTABLE STRICT
    SET search_path TO 'josh', 'pg_temp'
    AS $_$
begin
  if v !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then
    return null;
  end if;
  -- A plain cast depends on DateStyle and could not stand in a generated column.
  return make_date(left(v, 4)::int, substr(v, 6, 2)::int, right(v, 2)::int);
exception when datetime_field_overflow then
  return null;
end $_$;

--
-- Name: FUNCTION iso_date(v text); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.iso_date(v text) IS 'The date of a YYYY-MM-DD text, null when it is none.';

--
-- Name: keep_status_forward(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.keep_status_forward() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if sms_status_rank(new.status) <= sms_status_rank(old.status) and new.status is distinct from old.status then
    new.status := old.status;
    new.last_status_at := old.last_status_at;
    new.error_code := old.error_code;
  end if;
  return new;
end $$;

--
-- Name: FUNCTION keep_status_forward(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.keep_status_forward() IS 'Trigger: callbacks that come late or out of order change nothing.';

--
-- Name: keep_unwanted(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.keep_unwanted() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if old.state = 'unwanted' and new.state <> 'unwanted' or old.state in ('kept', 'hidden') and new.state = 'pending' or old.state = 'pending' and new.state = 'hidden' then
    raise exception using errcode = 'KT409', message = 'this file is on its way out';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION keep_unwanted(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.keep_unwanted() IS 'Trigger: a file that is thrown away is never used again.';

--
-- Name: leave_seat(uuid, uuid); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.leave_seat(p_linkup uuid, p_user uuid) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  perform 1 from linkups l where l.id = p_linkup for no key update;
  delete from linkup_seats s where s.linkup_id = p_linkup and s.user_id = p_user;
  if found then
    update linkups set seats_taken = seats_taken - 1 where id = p_linkup;
  end if;
end $$;

--
-- Name: FUNCTION leave_seat(p_linkup uuid, p_user uuid); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.leave_seat(p_linkup uuid, p_user uuid) IS 'Frees a person''s seat, if they hold one.';

--
-- Name: linkup_people(uuid); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.linkup_people(p_linkup uuid) RETURNS TABLE(user_id uuid, first_name text, role text, status text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'josh', 'pg_temp'
    AS $$
  select p.user_id, u.first_name, p.role, p.status
  from linkup_participants p
  join users u on u.id = p.user_id
  join linkups l on l.id = p.linkup_id
  where p.linkup_id = p_linkup and p_linkup = any (my_linkup_ids()) and l.state in ('locked', 'completed')
    and (p.status <> 'canceled' or p.user_id = auth.uid())
  order by p.role, u.first_name, p.user_id
$$;

--
-- Name: FUNCTION linkup_people(p_linkup uuid); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.linkup_people(p_linkup uuid) IS 'First names of those in a locked or completed LinkUp, for those in it.';

--
-- Name: my_attended_linkup_ids(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.my_attended_linkup_ids() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'josh', 'pg_temp'
    AS $$
  select coalesce(array_agg(p.linkup_id), '{}') from linkup_participants p join linkups l on l.id = p.linkup_id
  where p.user_id = auth.uid() and p.status = 'attended' and l.state = 'completed'
$$;

--
-- Name: FUNCTION my_attended_linkup_ids(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.my_attended_linkup_ids() IS 'Completed LinkUps at which the signed-in person was.';

--
-- Name: my_completed_linkup_ids(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.my_completed_linkup_ids() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'josh', 'pg_temp'
    AS $$
  select coalesce(array_agg(p.linkup_id), '{}') from linkup_participants p join linkups l on l.id = p.linkup_id
  where p.user_id = auth.uid() and p.status <> 'canceled' and l.state = 'completed'
$$;

--
-- Name: FUNCTION my_completed_linkup_ids(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.my_completed_linkup_ids() IS 'Completed LinkUps in which the signed-in person had a place.';

--
-- Name: my_contacts(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.my_contacts() RETURNS TABLE(contact_exchange_id uuid, linkup_id uuid, user_id uuid, first_name text, phone_e164 text, revealed_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'josh', 'pg_temp'
    AS $$
  select e.id, e.linkup_id, u.id, u.first_name, u.phone_e164, e.revealed_at
  from contact_exchanges e
  join users u on u.id = case when e.user_a_id = auth.uid() then e.user_b_id else e.user_a_id end
  where (e.user_a_id = auth.uid() or e.user_b_id = auth.uid())
    and u.state <> 'deleted' and not (u.id = any (kith.blocked_with(auth.uid())))
  order by e.revealed_at desc, e.id
$$;

--
-- Name: FUNCTION my_contacts(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.my_contacts() IS 'Numbers that people exchanged with the signed-in person, both having said yes.';

--
-- Name: my_linkup_ids(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.my_linkup_ids() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'josh', 'pg_temp'
    AS $$
  select coalesce(array_agg(m.id), '{}') from (
    select p.linkup_id as id from linkup_participants p where p.user_id = auth.uid()
    union
    select l.id from linkups l where l.initiator_user_id = auth.uid()
  ) m
$$;

--
-- Name: FUNCTION my_linkup_ids(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.my_linkup_ids() IS 'LinkUps of the signed-in person: started by them, or with a place in it.';

--
-- Name: note_change(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.note_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  new.changed_in := pg_current_xact_id();
  return new;
end $$;

--
-- Name: FUNCTION note_change(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.note_change() IS 'Trigger: keeps changed_in.';

--
-- Name: prepare_contact_choice(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.prepare_contact_choice() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'josh', 'pg_temp'
    AS $$
declare
  meeting linkup_state;
  the_linkup uuid := case when tg_op = 'DELETE' then old.linkup_id else new.linkup_id end;
begin
  -- One lock for all choices of a LinkUp: two yeses at the same moment come one after the other, and the second sees the first.
  select l.state into meeting from linkups l where l.id = the_linkup for no key update;
  if tg_op <> 'INSERT' and meeting is not null and exists (
    select 1 from contact_exchanges e
    where e.linkup_id = old.linkup_id
      and e.user_a_id = least(old.chooser_user_id, old.target_user_id)
      and e.user_b_id = greatest(old.chooser_user_id, old.target_user_id)
  ) and (tg_op = 'DELETE' or new.choice <> old.choice) then
    raise exception using errcode = 'KT409', message = 'numbers were exchanged; this choice can no longer change',
      detail = jsonb_build_object('entity', 'contact_exchange', 'from', 'revealed')::text;
  end if;
  if tg_op = 'DELETE' then
    return old;
  end if;
  if tg_op = 'UPDATE' and (new.linkup_id, new.chooser_user_id, new.target_user_id)
     is distinct from (old.linkup_id, old.chooser_user_id, old.target_user_id) then
    raise exception using errcode = 'check_violation', constraint = 'contact_choice_fixed', table = tg_table_name,
      message = 'a choice is about one person';
  end if;
  if meeting is distinct from 'completed' then
    raise exception using errcode = 'check_violation', constraint = 'contact_choice_after_completion', table = tg_table_name,
      message = 'numbers can be shared after the LinkUp';
  end if;
  if not exists (
    select 1 from linkup_participants p where p.linkup_id = the_linkup and p.user_id = new.chooser_user_id and p.status = 'attended'
  ) or not exists (
    select 1 from linkup_participants p
    where p.linkup_id = the_linkup and p.user_id = new.target_user_id and p.status in ('confirmed', 'attended')
  ) then
    raise exception using errcode = 'check_violation', constraint = 'contact_choice_attendees', table = tg_table_name,
      message = 'numbers can be shared between people who were there';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION prepare_contact_choice(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.prepare_contact_choice() IS 'Trigger: choices are for those who were there, after the LinkUp, and frozen once numbers were exchanged.';

--
-- Name: prepare_invite(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.prepare_invite() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'josh', 'pg_temp'
    AS $$
declare
  meeting record;
begin
  if tg_op = 'INSERT' then
    select l.state, l.initiator_user_id into meeting from linkups l where l.id = new.linkup_id for no key update;
    if meeting.state not in ('draft', 'broadcasting') then
      raise exception using errcode = 'KT409', message = format('nobody can be invited to a LinkUp that is %s', meeting.state),
        detail = jsonb_build_object('entity', 'linkup', 'from', meeting.state)::text;
    end if;
    if meeting.initiator_user_id = new.invited_user_id then
      raise exception using errcode = 'check_violation', constraint = 'linkup_invites_not_initiator', table = tg_table_name,
        message = 'nobody is invited to their own LinkUp';
    end if;
    if kith.hold_state(new.invited_user_id) <> 'none' then
      raise exception using errcode = 'check_violation', constraint = 'linkup_invites_not_on_hold', table = tg_table_name,
        message = 'this person is not invited at present';
    end if;
    if meeting.initiator_user_id = any (kith.blocked_with(new.invited_user_id)) or exists (
      select 1 from linkup_seats s where s.linkup_id = new.linkup_id and s.user_id = any (kith.blocked_with(new.invited_user_id))
    ) then
      raise exception using errcode = 'check_violation', constraint = 'linkup_invites_no_block', table = tg_table_name,
        message = 'this person cannot be invited to this LinkUp';
    end if;
  elsif (new.linkup_id, new.invited_user_id) is distinct from (old.linkup_id, old.invited_user_id) then
    raise exception using errcode = 'check_violation', constraint = 'linkup_invites_fixed', table = tg_table_name,
      message = 'an invitation cannot be passed on';
  end if;
  if new.state in ('accepted', 'declined') then
    new.responded_at := coalesce(new.responded_at, kith.now());
  elsif new.state in ('expired', 'closed') then
    new.closed_at := coalesce(new.closed_at, kith.now());
  end if;
  return new;
end $$;

--
-- Name: FUNCTION prepare_invite(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.prepare_invite() IS 'Trigger: refuses invitations that must not be (too late, oneself, on hold, blocked); stamps answers.';

--
-- Name: prepare_linkup(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.prepare_linkup() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if new.time_zone is null then
    select r.time_zone into new.time_zone from regions r where r.id = new.region_id;
  end if;
  if tg_op = 'INSERT' then
    if new.lock_version <> 0 then
      raise exception using errcode = 'check_violation', constraint = 'linkups_lock_once', table = tg_table_name,
        message = 'a new LinkUp has never been locked';
    end if;
    return new;
  end if;
  if new.state = 'locked' and old.state <> 'locked' then
    if new.lock_version <> old.lock_version + 1 then
      raise exception using errcode = 'check_violation', constraint = 'linkups_lock_once', table = tg_table_name,
        message = 'a lock raises lock_version by one';
    end if;
    if new.seats_taken < new.min_size then
      raise exception using errcode = 'check_violation', constraint = 'linkups_lock_needs_min_size', table = tg_table_name,
        message = format('%s of at least %s seats are taken', new.seats_taken, new.min_size);
    end if;
    new.locked_at := coalesce(new.locked_at, kith.now());
  elsif new.lock_version <> old.lock_version then
    raise exception using errcode = 'check_violation', constraint = 'linkups_lock_once', table = tg_table_name,
      message = 'lock_version changes with the lock only';
  end if;
  if new.state = 'canceled' then
    new.canceled_at := coalesce(new.canceled_at, kith.now());
  elsif new.state = 'completed' then
    new.completed_at := coalesce(new.completed_at, kith.now());
  end if;
  return new;
end $$;

--
-- Name: FUNCTION prepare_linkup(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.prepare_linkup() IS 'Trigger: the region''s time zone, a lock that happens once and with enough people, stamps.';

--
-- Name: prepare_participant(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.prepare_participant() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if tg_op = 'UPDATE' and (new.linkup_id, new.user_id) is distinct from (old.linkup_id, old.user_id) then
    raise exception using errcode = 'check_violation', constraint = 'linkup_participants_fixed', table = tg_table_name,
      message = 'a place cannot be passed on';
  end if;
  if new.status = 'canceled' then
    new.left_at := coalesce(new.left_at, kith.now());
  else
    new.left_at := null;
    new.late_cancel := false;
  end if;
  return new;
end $$;

--
-- Name: FUNCTION prepare_participant(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.prepare_participant() IS 'Trigger: stamps of leaving and of coming back.';

--
-- Name: prepare_user(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.prepare_user() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  new.email := nullif(lower(btrim(new.email)), '');
  if tg_op = 'INSERT' and not (new.sms_consent and new.age_consent and new.terms_consent and new.privacy_consent) then
    raise exception using errcode = 'check_violation', constraint = 'users_consents', table = tg_table_name,
      message = 'nobody is registered without all four consents';
  end if;
  if new.state = 'suspended' then
    new.suspended_at := coalesce(new.suspended_at, kith.now());
  elsif new.state = 'deleted' then
    new.deleted_at := coalesce(new.deleted_at, kith.now());
  end if;
  if tg_op = 'UPDATE' and old.state = 'suspended' and new.state <> 'suspended' then
    new.suspended_at := null;
  end if;
  return new;
end $$;

--
-- Name: FUNCTION prepare_user(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.prepare_user() IS 'Trigger: small letters for e-mail, all consents at registration, stamps of suspension and deletion.';

--
-- Name: receive_text(uuid, text, text, text, text, integer, bytea, bytea, bytea, integer, timestamp with time zone, jsonb); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.receive_text(p_id uuid, p_sid text, p_from text, p_to text, p_phone_hash text, p_media integer, p_ciphertext bytea, p_iv bytea, p_tag bytea, p_key_version integer, p_delete_after timestamp with time zone, p_answer jsonb, OUT repeated boolean, OUT answer jsonb, OUT allowed boolean, OUT user_id uuid, OUT first_name text, OUT last_name text, OUT state text, OUT region_id uuid, OUT time_zone text, OUT paused boolean, OUT mode text, OUT state_token text, OUT context jsonb, OUT expires_at timestamp with time zone) RETURNS record
    LANGUAGE plpgsql
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  -- One text of a number at a time, in the order they arrive, however many processes take them in.
  perform pg_advisory_xact_lock(hashtextextended('sms_messages.in:' || current_schema() || ':' || p_phone_hash, 0));
  select u.id, u.first_name, u.last_name, u.state::text, u.region_id, coalesce(u.time_zone, r.time_zone, 'UTC'), u.paused_at is not null
  into receive_text.user_id, receive_text.first_name, receive_text.last_name, receive_text.state, receive_text.region_id,
       receive_text.time_zone, receive_text.paused
  from users u left join regions r on r.id = u.region_id
  where u.phone_hash = p_phone_hash;
  insert into sms_messages (id, user_id, direction, from_e164, to_e164, twilio_message_sid, body_ciphertext, body_iv, body_tag, key_version,
                            media_count, status, last_status_at, correlation_id, phone_hash, handled_at, answer, body_delete_after)
  values (p_id, receive_text.user_id, 'in', p_from, p_to, p_sid, p_ciphertext, p_iv, p_tag, p_key_version,
          p_media, 'received', kith.now(), nullif(current_setting('kith.correlation_id', true), '')::uuid, p_phone_hash, kith.now(), p_answer,
          p_delete_after)
  on conflict (twilio_message_sid) do nothing;
  repeated := not found;
  if repeated then
    select m.answer into receive_text.answer from sms_messages m where m.twilio_message_sid = p_sid;
    return;
  end if;
  answer := p_answer;
  allowed := kith.sms_allowed(p_phone_hash);
  if receive_text.user_id is null or receive_text.state = 'deleted' then
    return;
  end if;
  loop
    select c.mode::text, c.state_token, c.context, c.expires_at
    into receive_text.mode, receive_text.state_token, receive_text.context, receive_text.expires_at
    from conversation_sessions c where c.user_id = receive_text.user_id for update;
    exit when found;
    insert into conversation_sessions (user_id) values (receive_text.user_id) on conflict on constraint conversation_one_per_user do nothing;
  end loop;
end $$;

--
-- Name: FUNCTION receive_text(p_id uuid, p_sid text, p_from text, p_to text, p_phone_hash text, p_media integer, p_ciphertext bytea, p_iv bytea, p_tag bytea, p_key_version integer, p_delete_after timestamp with time zone, p_answer jsonb, OUT repeated boolean, OUT answer jsonb, OUT allowed boolean, OUT user_id uuid, OUT first_name text, OUT last_name text, OUT state text, OUT region_id uuid, OUT time_zone text, OUT paused boolean, OUT mode text, OUT state_token text, OUT context jsonb, OUT expires_at timestamp with time zone); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.receive_text(p_id uuid, p_sid text, p_from text, p_to text, p_phone_hash text, p_media integer, p_ciphertext bytea, p_iv bytea, p_tag bytea, p_key_version integer, p_delete_after timestamp with time zone, p_answer jsonb, OUT repeated boolean, OUT answer jsonb, OUT allowed boolean, OUT user_id uuid, OUT first_name text, OUT last_name text, OUT state text, OUT region_id uuid, OUT time_zone text, OUT paused boolean, OUT mode text, OUT state_token text, OUT context jsonb, OUT expires_at timestamp with time zone) IS 'Stores a text once for its message id and says who sent it and where the conversation stands, which stays locked. Repeated: the first answer.';

--
-- Name: record_transition(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.record_transition() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'josh', 'pg_temp'
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
-- Name: FUNCTION record_transition(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.record_transition() IS 'Trigger (entity, column): writes the domain event of a state change.';

--
-- Name: refuse_change(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  raise exception using errcode = 'KT403', message = format('%s is append-only', tg_table_name);
end $$;

--
-- Name: FUNCTION refuse_change(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.refuse_change() IS 'Trigger: makes a table append-only.';

--
-- Name: set_updated_at(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.set_updated_at() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  new.updated_at = kith.now();
  return new;
end $$;

--
-- Name: FUNCTION set_updated_at(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.set_updated_at() IS 'Trigger: keeps updated_at current.';

--
-- Name: sms_status_rank(text); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.sms_status_rank(status text) RETURNS integer
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'josh', 'pg_temp'
    AS $$
  select case status
    when 'accepted' then 1 when 'scheduled' then 1 when 'queued' then 2 when 'sending' then 3 when 'receiving' then 3
    when 'sent' then 4 when 'received' then 5 when 'delivered' then 5 when 'undelivered' then 5 when 'failed' then 5 when 'canceled' then 5
    when 'read' then 6 else 0 end
$$;

--
-- Name: FUNCTION sms_status_rank(status text); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.sms_status_rank(status text) IS 'How far along a delivery status of Twilio is; 0 for none and for words unknown to us.';

--
-- Name: take_seat(uuid, uuid, josh.linkup_state[]); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.take_seat(p_linkup uuid, p_user uuid, p_states josh.linkup_state[]) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'josh', 'pg_temp'
    AS $$
declare
  meeting record;
begin
  -- The LinkUp first, then the person: everybody who seats somebody locks in this order.
  select l.state, l.starts_at, l.ends_at into meeting from linkups l where l.id = p_linkup for no key update;
  if exists (select 1 from linkup_seats s where s.linkup_id = p_linkup and s.user_id = p_user) then
    return;
  end if;
  if meeting.state <> all (p_states) then
    raise exception using errcode = 'KT409', message = format('nobody can join a LinkUp that is %s', meeting.state),
      detail = jsonb_build_object('entity', 'linkup', 'from', meeting.state)::text;
  end if;
  update linkups set seats_taken = seats_taken + 1 where id = p_linkup;
  perform 1 from users u where u.id = p_user for no key update;
  if exists (
    select 1 from linkup_seats s where s.linkup_id = p_linkup and s.user_id = any (kith.blocked_with(p_user))
  ) then
    raise exception using errcode = 'check_violation', constraint = 'linkup_seats_no_block', table = 'linkup_seats',
      message = 'this person cannot be seated in this LinkUp';
  end if;
  insert into linkup_seats (linkup_id, user_id, person, during)
  select p_linkup, p_user, int8range(u.number, u.number, '[]'),
         case when meeting.starts_at is not null then tstzrange(meeting.starts_at, meeting.ends_at) end
  from users u where u.id = p_user;
end $$;

--
-- Name: FUNCTION take_seat(p_linkup uuid, p_user uuid, p_states josh.linkup_state[]); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.take_seat(p_linkup uuid, p_user uuid, p_states josh.linkup_state[]) IS 'Seats a person in a LinkUp that is in one of these states, or refuses: full, too late, busy at that time, blocked. Once only.';

--
-- Name: take_unsolicited_slot(uuid, date); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.take_unsolicited_slot(p_job uuid, p_day date) RETURNS smallint
    LANGUAGE plpgsql
    SET search_path TO 'josh', 'pg_temp'
    AS $$
declare
  recipient text;
  kept_day date;
  kept smallint;
  free smallint;
begin
  select j.phone_hash, j.cap_day, j.cap_slot into recipient, kept_day, kept from sms_outbound_jobs j where j.id = p_job for update;
  if recipient is null then
    return null;
  end if;
  if kept_day = p_day then
    return kept;
  end if;
  perform pg_advisory_xact_lock(hashtextextended('sms_outbound_jobs.cap:' || recipient, 0));
  select s into free from generate_series(1, 6) s
  where not exists (
    select 1 from sms_outbound_jobs j where j.phone_hash = recipient and j.cap_day = p_day and j.cap_slot = s
  )
  order by s limit 1;
  if free is not null then
    update sms_outbound_jobs set cap_day = p_day, cap_slot = free where id = p_job;
  end if;
  return free;
end $$;

--
-- Name: FUNCTION take_unsolicited_slot(p_job uuid, p_day date); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.take_unsolicited_slot(p_job uuid, p_day date) IS 'Gives an unsolicited text one of the recipient''s six places of that local day; null when the day is full.';

--
-- Name: visible_linkup_ids(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.visible_linkup_ids() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'josh', 'pg_temp'
    AS $$
  select my_linkup_ids() || coalesce((
    select array_agg(i.linkup_id) from linkup_invites i where i.invited_user_id = auth.uid() and i.state = 'pending'
  ), '{}')
$$;

--
-- Name: FUNCTION visible_linkup_ids(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.visible_linkup_ids() IS 'LinkUps the signed-in person may read: their own, and those with an invitation still waiting for their answer.';

--
-- Name: wake_deliveries(integer); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.wake_deliveries(p_at_most integer) RETURNS integer
    LANGUAGE sql
    SET search_path TO 'josh', 'pg_temp'
    AS $$
  with due as (
    select j.phone_hash, min(j.seq) as seq from sms_outbound_jobs j
    where j.status = 'pending' and j.leased_until is null and j.outcome_unknown_at is null
      and j.not_before <= kith.now() and j.next_attempt_at <= kith.now()
    group by j.phone_hash order by min(j.seq) limit p_at_most
  ), woken as (
    insert into pgqueuer (priority, entrypoint, payload, dedupe_key, status)
    select 0, 'josh.text.deliver', convert_to(json_build_object('phone_hash', d.phone_hash)::text, 'UTF8'),
           'josh.text.deliver:' || d.phone_hash, 'queued'
    from due d order by d.seq
    on conflict (dedupe_key) where (status = any (array['queued'::pgqueuer_status, 'picked'::pgqueuer_status])) and (dedupe_key is not null)
    do nothing
    returning 1
  )
  select count(*)::int from woken
$$;

--
-- Name: FUNCTION wake_deliveries(p_at_most integer); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.wake_deliveries(p_at_most integer) IS 'Queues a delivery for numbers that have texts due; how many were queued anew.';

--
-- Name: write_safety_hold(); Type: FUNCTION; Schema: josh; Owner: -
--

CREATE FUNCTION josh.write_safety_hold() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'josh', 'pg_temp'
    AS $$
begin
  if tg_op = 'DELETE' then
    delete from kith.holds where id = old.id;
    return old;
  end if;
  if not is_member(new.user_id) then
    raise exception using errcode = 'foreign_key_violation', message = 'there is no such person';
  end if;
  if tg_op = 'INSERT' then
    insert into kith.holds (id, person_id, state, reason, applied_at, expires_at, cleared_at, applied_by)
    values (coalesce(new.id, gen_random_uuid()), new.user_id, coalesce(new.state::text, 'none'), new.reason, new.applied_at, new.expires_at,
            new.cleared_at, new.applied_by_admin)
    returning id, created_at, updated_at into new.id, new.created_at, new.updated_at;
    new.state := coalesce(new.state, 'none');
  else
    update kith.holds set person_id = new.user_id, state = new.state::text, reason = new.reason, applied_at = new.applied_at,
      expires_at = new.expires_at, cleared_at = new.cleared_at, applied_by = new.applied_by_admin
    where id = old.id
    returning updated_at into new.updated_at;
  end if;
  return new;
end $$;

--
-- Name: FUNCTION write_safety_hold(); Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON FUNCTION josh.write_safety_hold() IS 'Trigger: writes through to the house''s holds, whose states are text.';

--
-- Name: admin_audit_log; Type: VIEW; Schema: josh; Owner: -
--

CREATE VIEW josh.admin_audit_log WITH (security_invoker='true') AS
 SELECT id,
    admin_id AS admin_user_id,
    action,
    target_type,
    target_id,
    reason,
    payload,
    created_at,
    actor,
    product
   FROM kith.audit_log l
  WHERE (product = 'josh'::text)
  WITH LOCAL CHECK OPTION;

--
-- Name: VIEW admin_audit_log; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON VIEW josh.admin_audit_log IS 'What operators did in JOSH. Rows can be added, never changed.';

--
-- Name: admin_users; Type: VIEW; Schema: josh; Owner: -
--

CREATE VIEW josh.admin_users WITH (security_invoker='true') AS
 SELECT id,
    email,
    role,
    created_at,
    updated_at
   FROM kith.admins a;

--
-- Name: VIEW admin_users; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON VIEW josh.admin_users IS 'Operators of the house.';

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: contact_exchange_choices; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.contact_exchange_choices (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    linkup_id uuid NOT NULL,
    chooser_user_id uuid NOT NULL,
    target_user_id uuid NOT NULL,
    choice boolean NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT contact_choice_not_oneself CHECK ((chooser_user_id <> target_user_id))
);

--
-- Name: TABLE contact_exchange_choices; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.contact_exchange_choices IS 'Whether a person would share their number with another one of the LinkUp. Seen by the chooser only.';

--
-- Name: contact_exchanges; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.contact_exchanges (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    linkup_id uuid NOT NULL,
    user_a_id uuid NOT NULL,
    user_b_id uuid NOT NULL,
    revealed_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    notified_at timestamp with time zone,
    CONSTRAINT contact_exchange_canonical CHECK ((user_a_id < user_b_id))
);

--
-- Name: TABLE contact_exchanges; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.contact_exchanges IS 'Two people who both said yes, in canonical order. Made by the second yes, in its transaction.';

--
-- Name: conversation_sessions; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.conversation_sessions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    mode josh.conversation_mode DEFAULT 'idle'::josh.conversation_mode NOT NULL,
    state_token text DEFAULT 'idle'::text NOT NULL,
    expires_at timestamp with time zone,
    last_inbound_message_sid text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    context jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT conversation_context_shape CHECK ((jsonb_typeof(context) = 'object'::text))
);

--
-- Name: TABLE conversation_sessions; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.conversation_sessions IS 'Where each person''s conversation stands: which handler reads the next text, and what it needs to remember.';

--
-- Name: domain_events; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.domain_events (
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
-- Name: TABLE domain_events; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.domain_events IS 'What happened, in order: every transition of every entity, and what else the timeline should tell. No personal data in payloads, ids only.';

--
-- Name: domain_events_sequence_seq; Type: SEQUENCE; Schema: josh; Owner: -
--

ALTER TABLE josh.domain_events ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME josh.domain_events_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: entitlements; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.entitlements (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    eligible_to_participate boolean DEFAULT false NOT NULL,
    eligible_to_initiate boolean DEFAULT false NOT NULL,
    source text DEFAULT 'stripe'::text NOT NULL,
    effective_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    expires_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    changed_in xid8 DEFAULT pg_current_xact_id() NOT NULL
);

--
-- Name: TABLE entitlements; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.entitlements IS 'What a person may do, computed from the subscription in one place.';

--
-- Name: COLUMN entitlements.changed_in; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.entitlements.changed_in IS 'The transaction that wrote this row last.';

--
-- Name: idempotency_keys; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.idempotency_keys (
    scope text NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    status integer,
    content_type text,
    answer bytea,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL
);

--
-- Name: TABLE idempotency_keys; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.idempotency_keys IS 'Answers already given to requests that carried an Idempotency-Key, kept for a day. The scope is the person (or address) and the route.';

--
-- Name: inbox; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.inbox (
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
-- Name: TABLE inbox; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.inbox IS 'Events that came from outside, each stored once before anything is done about it.';

--
-- Name: linkup_invites; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.linkup_invites (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    linkup_id uuid NOT NULL,
    invited_user_id uuid NOT NULL,
    state josh.invite_state DEFAULT 'pending'::josh.invite_state NOT NULL,
    offered_options jsonb,
    selected_option text,
    sent_at timestamp with time zone,
    responded_at timestamp with time zone,
    expires_at timestamp with time zone,
    closed_at timestamp with time zone,
    response_message_sid text,
    idempotency_key text NOT NULL,
    explainability jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    wave integer DEFAULT 1 NOT NULL,
    late_reply_at timestamp with time zone,
    changed_in xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT linkup_invites_explainability_shape CHECK (josh.is_explainability(explainability)),
    CONSTRAINT linkup_invites_options_shape CHECK ((jsonb_typeof(offered_options) = ANY (ARRAY['array'::text, 'object'::text]))),
    CONSTRAINT linkup_invites_stamps CHECK ((((state <> ALL (ARRAY['accepted'::josh.invite_state, 'declined'::josh.invite_state])) OR (responded_at IS NOT NULL)) AND ((state <> ALL (ARRAY['expired'::josh.invite_state, 'closed'::josh.invite_state])) OR (closed_at IS NOT NULL)))),
    CONSTRAINT linkup_invites_wave CHECK ((wave >= 1))
);

--
-- Name: TABLE linkup_invites; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.linkup_invites IS 'Who was asked to which LinkUp, in which wave, why, and what they answered.';

--
-- Name: COLUMN linkup_invites.changed_in; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.linkup_invites.changed_in IS 'The transaction in which this invite was made or sent.';

--
-- Name: linkup_outcomes; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.linkup_outcomes (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    linkup_id uuid NOT NULL,
    user_id uuid NOT NULL,
    attendance_response text,
    do_again boolean,
    feedback text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT linkup_outcomes_attendance_response_check CHECK ((attendance_response = ANY (ARRAY['attended'::text, 'no_show'::text, 'unsure'::text]))),
    CONSTRAINT linkup_outcomes_feedback CHECK ((length(feedback) <= 2000))
);

--
-- Name: TABLE linkup_outcomes; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.linkup_outcomes IS 'What each person said the day after.';

--
-- Name: linkup_participants; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.linkup_participants (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    linkup_id uuid NOT NULL,
    user_id uuid NOT NULL,
    role text NOT NULL,
    status text DEFAULT 'confirmed'::text NOT NULL,
    joined_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    left_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    late_cancel boolean DEFAULT false NOT NULL,
    running_late_at timestamp with time zone,
    CONSTRAINT linkup_participants_late_cancel CHECK (((NOT late_cancel) OR (status = 'canceled'::text))),
    CONSTRAINT linkup_participants_left CHECK (((status <> 'canceled'::text) OR (left_at IS NOT NULL))),
    CONSTRAINT linkup_participants_role_check CHECK ((role = ANY (ARRAY['initiator'::text, 'participant'::text]))),
    CONSTRAINT linkup_participants_status_check CHECK ((status = ANY (ARRAY['confirmed'::text, 'canceled'::text, 'no_show'::text, 'attended'::text])))
);

--
-- Name: TABLE linkup_participants; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.linkup_participants IS 'Who is in a locked LinkUp, and who came.';

--
-- Name: linkup_reminders; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.linkup_reminders (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    linkup_id uuid NOT NULL,
    reminder_type text NOT NULL,
    scheduled_for timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    status text DEFAULT 'pending'::text NOT NULL,
    idempotency_key text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT linkup_reminders_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'sent'::text, 'failed'::text])))
);

--
-- Name: TABLE linkup_reminders; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.linkup_reminders IS 'What will be said before a LinkUp, and when.';

--
-- Name: linkup_seats; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.linkup_seats (
    linkup_id uuid NOT NULL,
    user_id uuid NOT NULL,
    person int8range NOT NULL,
    during tstzrange,
    taken_at timestamp with time zone DEFAULT kith.now() NOT NULL
);

--
-- Name: TABLE linkup_seats; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.linkup_seats IS 'Who holds a seat in which LinkUp, and the time that seat takes from them. Written by triggers only.';

--
-- Name: COLUMN linkup_seats.person; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.linkup_seats.person IS 'The person''s number as a range of one: ranges need no extension in an exclusion constraint.';

--
-- Name: linkups; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.linkups (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    initiator_user_id uuid NOT NULL,
    region_id uuid NOT NULL,
    state josh.linkup_state DEFAULT 'draft'::josh.linkup_state NOT NULL,
    brief jsonb NOT NULL,
    acceptance_window_ends_at timestamp with time zone,
    event_time timestamp with time zone,
    venue jsonb,
    min_size integer DEFAULT 2 NOT NULL,
    max_size integer DEFAULT 6 NOT NULL,
    lock_version integer DEFAULT 0 NOT NULL,
    locked_at timestamp with time zone,
    canceled_reason text,
    correlation_id uuid,
    linkup_create_key text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    time_zone text NOT NULL,
    starts_at timestamp with time zone,
    ends_at timestamp with time zone,
    next_wave_at timestamp with time zone,
    waves_sent integer DEFAULT 0 NOT NULL,
    selection_arm text DEFAULT 'scored'::text NOT NULL,
    merged_into uuid,
    venue_id uuid,
    seats_taken integer DEFAULT 0 NOT NULL,
    canceled_at timestamp with time zone,
    completed_at timestamp with time zone,
    CONSTRAINT linkups_arm CHECK ((selection_arm = ANY (ARRAY['scored'::text, 'random'::text]))),
    CONSTRAINT linkups_brief_shape CHECK (josh.is_brief(brief)),
    CONSTRAINT linkups_broadcast_facts CHECK (((state <> ALL (ARRAY['broadcasting'::josh.linkup_state, 'locked'::josh.linkup_state, 'completed'::josh.linkup_state])) OR ((starts_at IS NOT NULL) AND (acceptance_window_ends_at IS NOT NULL)))),
    CONSTRAINT linkups_capacity CHECK (((seats_taken >= 0) AND (seats_taken <= max_size))),
    CONSTRAINT linkups_event_within_times CHECK (((event_time >= starts_at) AND (event_time < ends_at))),
    CONSTRAINT linkups_locked_facts CHECK (((state <> ALL (ARRAY['locked'::josh.linkup_state, 'completed'::josh.linkup_state])) OR ((event_time IS NOT NULL) AND (locked_at IS NOT NULL) AND (lock_version > 0)))),
    CONSTRAINT linkups_merged CHECK (((merged_into IS NULL) OR ((merged_into <> id) AND (state = 'canceled'::josh.linkup_state)))),
    CONSTRAINT linkups_size CHECK ((((min_size >= 2) AND (min_size <= max_size)) AND (max_size <= 20))),
    CONSTRAINT linkups_time_zone CHECK (josh.is_time_zone(time_zone)),
    CONSTRAINT linkups_times CHECK ((((starts_at IS NULL) = (ends_at IS NULL)) AND (ends_at > starts_at))),
    CONSTRAINT linkups_venue_shape CHECK (((venue IS NULL) OR josh.is_venue(venue))),
    CONSTRAINT linkups_waves CHECK ((waves_sent >= 0))
);

--
-- Name: TABLE linkups; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.linkups IS 'One meeting of a few people: its brief, its state, its time and place.';

--
-- Name: COLUMN linkups.starts_at; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.linkups.starts_at IS 'Start of the time it occupies: of the brief''s window until the lock, then of the meeting.';

--
-- Name: COLUMN linkups.selection_arm; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.linkups.selection_arm IS 'scored, or random for the permanent share of LinkUps that measures what scoring is worth.';

--
-- Name: COLUMN linkups.seats_taken; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.linkups.seats_taken IS 'Rows in linkup_seats, kept by triggers; the CHECK against max_size holds whatever number of workers there is.';

--
-- Name: magic_links; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.magic_links (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    token_hash text NOT NULL,
    purpose text NOT NULL,
    linkup_id uuid,
    expires_at timestamp with time zone NOT NULL,
    consumed_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT magic_links_expiry CHECK ((expires_at > created_at)),
    CONSTRAINT magic_links_token CHECK ((token_hash ~ '^[0-9a-f]{64}$'::text))
);

--
-- Name: TABLE magic_links; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.magic_links IS 'Links that open the dashboard: hashed, fifteen minutes, one use.';

--
-- Name: message_events; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.message_events (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid,
    event_type text NOT NULL,
    payload jsonb NOT NULL,
    correlation_id uuid,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT message_events_payload CHECK ((jsonb_typeof(payload) = 'object'::text))
);

--
-- Name: TABLE message_events; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.message_events IS 'What became of each text, for finding faults. No bodies.';

--
-- Name: otp_sessions; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.otp_sessions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    otp_hash text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    verified_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    closed_at timestamp with time zone,
    sends integer DEFAULT 1 NOT NULL,
    last_sent_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    live_user_id uuid GENERATED ALWAYS AS (
CASE
    WHEN ((verified_at IS NULL) AND (closed_at IS NULL)) THEN user_id
    ELSE NULL::uuid
END) STORED,
    CONSTRAINT otp_sessions_attempts CHECK (((attempts >= 0) AND (attempts <= 5))),
    CONSTRAINT otp_sessions_expiry CHECK ((expires_at > created_at)),
    CONSTRAINT otp_sessions_sends CHECK (((sends >= 1) AND (sends <= 5)))
);

--
-- Name: TABLE otp_sessions; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.otp_sessions IS 'Codes sent to verify a number: hashed, ten minutes, five tries, one live at a time.';

--
-- Name: COLUMN otp_sessions.closed_at; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.otp_sessions.closed_at IS 'Superseded, expired or used up without success.';

--
-- Name: COLUMN otp_sessions.live_user_id; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.otp_sessions.live_user_id IS 'The person while the session is neither verified nor closed: what the unique constraint counts.';

--
-- Name: outbox; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.outbox (
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
-- Name: TABLE outbox; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.outbox IS 'E-mails, pushes and texts of the house itself that must leave, written with the change that causes them and sent after it. Recipient and body are encrypted.';

--
-- Name: COLUMN outbox.topic; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.outbox.topic IS 'What the message is about, as its product''s manifest names it; house.earlier before there were topics.';

--
-- Name: outbox_sequence_seq; Type: SEQUENCE; Schema: josh; Owner: -
--

ALTER TABLE josh.outbox ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME josh.outbox_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: pgqueuer; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.pgqueuer (
    id bigint NOT NULL,
    priority integer NOT NULL,
    queue_manager_id uuid,
    created timestamp with time zone DEFAULT now() NOT NULL,
    updated timestamp with time zone DEFAULT now() NOT NULL,
    heartbeat timestamp with time zone DEFAULT now() NOT NULL,
    execute_after timestamp with time zone DEFAULT now() NOT NULL,
    status josh.pgqueuer_status NOT NULL,
    entrypoint text NOT NULL,
    dedupe_key text,
    payload bytea,
    headers jsonb,
    attempts integer DEFAULT 0 NOT NULL,
    slot bigint
);

--
-- Name: TABLE pgqueuer; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.pgqueuer IS 'Jobs waiting, running or parked after their last try (PgQueuer).';

--
-- Name: pgqueuer_id_seq; Type: SEQUENCE; Schema: josh; Owner: -
--

CREATE SEQUENCE josh.pgqueuer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: pgqueuer_id_seq; Type: SEQUENCE OWNED BY; Schema: josh; Owner: -
--

ALTER SEQUENCE josh.pgqueuer_id_seq OWNED BY josh.pgqueuer.id;

--
-- Name: pgqueuer_log; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.pgqueuer_log (
    id bigint NOT NULL,
    created timestamp with time zone DEFAULT now() NOT NULL,
    job_id bigint NOT NULL,
    status josh.pgqueuer_status NOT NULL,
    priority integer NOT NULL,
    entrypoint text NOT NULL,
    traceback jsonb,
    aggregated boolean DEFAULT false
);

--
-- Name: TABLE pgqueuer_log; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.pgqueuer_log IS 'What became of each job (PgQueuer).';

--
-- Name: pgqueuer_log_id_seq; Type: SEQUENCE; Schema: josh; Owner: -
--

ALTER TABLE josh.pgqueuer_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME josh.pgqueuer_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: pgqueuer_schedules; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.pgqueuer_schedules (
    id bigint NOT NULL,
    expression text NOT NULL,
    entrypoint text NOT NULL,
    heartbeat timestamp with time zone DEFAULT now() NOT NULL,
    created timestamp with time zone DEFAULT now() NOT NULL,
    updated timestamp with time zone DEFAULT now() NOT NULL,
    next_run timestamp with time zone DEFAULT now() NOT NULL,
    last_run timestamp with time zone,
    status josh.pgqueuer_status DEFAULT 'queued'::josh.pgqueuer_status
);

--
-- Name: TABLE pgqueuer_schedules; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.pgqueuer_schedules IS 'Recurring jobs and when they run next (PgQueuer).';

--
-- Name: pgqueuer_schedules_id_seq; Type: SEQUENCE; Schema: josh; Owner: -
--

CREATE SEQUENCE josh.pgqueuer_schedules_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: pgqueuer_schedules_id_seq; Type: SEQUENCE OWNED BY; Schema: josh; Owner: -
--

ALTER SEQUENCE josh.pgqueuer_schedules_id_seq OWNED BY josh.pgqueuer_schedules.id;

--
-- Name: pgqueuer_statistics; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.pgqueuer_statistics (
    id bigint NOT NULL,
    created timestamp with time zone DEFAULT date_trunc('sec'::text, now()) NOT NULL,
    count bigint NOT NULL,
    priority integer NOT NULL,
    status josh.pgqueuer_status NOT NULL,
    entrypoint text NOT NULL
);

--
-- Name: TABLE pgqueuer_statistics; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.pgqueuer_statistics IS 'Job counts by second (PgQueuer).';

--
-- Name: pgqueuer_statistics_id_seq; Type: SEQUENCE; Schema: josh; Owner: -
--

CREATE SEQUENCE josh.pgqueuer_statistics_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: pgqueuer_statistics_id_seq; Type: SEQUENCE OWNED BY; Schema: josh; Owner: -
--

ALTER SEQUENCE josh.pgqueuer_statistics_id_seq OWNED BY josh.pgqueuer_statistics.id;

--
-- Name: profile_events; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.profile_events (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    event_type text NOT NULL,
    source text NOT NULL,
    payload jsonb NOT NULL,
    idempotency_key text NOT NULL,
    correlation_id uuid,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    seq bigint NOT NULL,
    CONSTRAINT profile_events_payload CHECK ((jsonb_typeof(payload) = 'object'::text))
);

--
-- Name: TABLE profile_events; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.profile_events IS 'Every piece of evidence about a person, in order; never edited, deleted only with the person''s data.';

--
-- Name: COLUMN profile_events.seq; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.profile_events.seq IS 'The order in which a rebuild applies them.';

--
-- Name: profile_events_seq_seq; Type: SEQUENCE; Schema: josh; Owner: -
--

ALTER TABLE josh.profile_events ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME josh.profile_events_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: profiles; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.profiles (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    state josh.profile_state DEFAULT 'empty'::josh.profile_state NOT NULL,
    fingerprint jsonb DEFAULT '{}'::jsonb NOT NULL,
    activity_patterns jsonb DEFAULT '[]'::jsonb NOT NULL,
    boundaries jsonb DEFAULT '{}'::jsonb NOT NULL,
    preferences jsonb DEFAULT '{}'::jsonb NOT NULL,
    active_intent jsonb,
    last_interview_step text,
    completed_at timestamp with time zone,
    stale_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    factor_values real[] GENERATED ALWAYS AS (josh.fingerprint_values(fingerprint)) STORED,
    factor_confidences real[] GENERATED ALWAYS AS (josh.fingerprint_confidences(fingerprint)) STORED,
    factor_observed_on date[] GENERATED ALWAYS AS (josh.fingerprint_dates(fingerprint)) STORED,
    confident_factors smallint GENERATED ALWAYS AS (josh.fingerprint_confident(fingerprint)) STORED,
    changed_in xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT profiles_active_intent_shape CHECK ((jsonb_typeof(active_intent) = 'object'::text)),
    CONSTRAINT profiles_activity_patterns_shape CHECK (josh.is_activity_patterns(activity_patterns)),
    CONSTRAINT profiles_boundaries_shape CHECK (josh.is_boundaries(boundaries)),
    CONSTRAINT profiles_complete CHECK (((state <> ALL (ARRAY['complete_mvp'::josh.profile_state, 'complete_full'::josh.profile_state])) OR (confident_factors >= 8))),
    CONSTRAINT profiles_fingerprint_shape CHECK (josh.is_fingerprint(fingerprint)),
    CONSTRAINT profiles_preferences_shape CHECK ((jsonb_typeof(preferences) = 'object'::text))
);

--
-- Name: TABLE profiles; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.profiles IS 'What JOSH thinks of a person: twelve factors, activities, boundaries. Rebuilt from profile_events at any time.';

--
-- Name: COLUMN profiles.stale_at; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.profiles.stale_at IS 'When the oldest factor will be 180 days old.';

--
-- Name: COLUMN profiles.factor_values; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.profiles.factor_values IS 'The twelve values in the order of fingerprint_factors(), for reading many profiles at once.';

--
-- Name: COLUMN profiles.changed_in; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.profiles.changed_in IS 'The transaction that wrote this row last.';

--
-- Name: quiet_rules; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.quiet_rules (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    country text,
    subdivision text,
    weekday smallint,
    allowed_from time without time zone NOT NULL,
    allowed_until time without time zone NOT NULL,
    source text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT quiet_rules_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT quiet_rules_hours CHECK ((allowed_until >= allowed_from)),
    CONSTRAINT quiet_rules_place CHECK (((subdivision IS NULL) OR ("left"(subdivision, 2) = country))),
    CONSTRAINT quiet_rules_subdivision_check CHECK ((subdivision ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$'::text)),
    CONSTRAINT quiet_rules_weekday_check CHECK (((weekday >= 1) AND (weekday <= 7)))
);

--
-- Name: TABLE quiet_rules; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.quiet_rules IS 'Between which local times a text that is no answer may go out. The most specific row counts; the same time twice means not at all that day.';

--
-- Name: region_memberships; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.region_memberships (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    region_id uuid NOT NULL,
    status text NOT NULL,
    joined_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    released_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    invited_at timestamp with time zone,
    live_user_id uuid GENERATED ALWAYS AS (
CASE
    WHEN (released_at IS NULL) THEN user_id
    ELSE NULL::uuid
END) STORED,
    CONSTRAINT region_memberships_status_check CHECK ((status = ANY (ARRAY['active'::text, 'waitlisted'::text])))
);

--
-- Name: TABLE region_memberships; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.region_memberships IS 'Where a person belongs or waits. Leaving sets released_at; one may come back.';

--
-- Name: COLUMN region_memberships.invited_at; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.region_memberships.invited_at IS 'When somebody waiting was told that the region has opened.';

--
-- Name: COLUMN region_memberships.live_user_id; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.region_memberships.live_user_id IS 'The person while the membership lasts: what the unique constraint counts.';

--
-- Name: regions; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.regions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    slug text NOT NULL,
    display_name text NOT NULL,
    state josh.region_state DEFAULT 'waitlisted'::josh.region_state NOT NULL,
    geometry jsonb NOT NULL,
    rules jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    time_zone text DEFAULT 'UTC'::text NOT NULL,
    country text DEFAULT 'US'::text NOT NULL,
    subdivision text,
    CONSTRAINT regions_geometry_shape CHECK (josh.is_geometry(geometry)),
    CONSTRAINT regions_place CHECK (((country ~ '^[A-Z]{2}$'::text) AND (subdivision ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$'::text))),
    CONSTRAINT regions_rules_shape CHECK (josh.is_region_rules(rules)),
    CONSTRAINT regions_time_zone CHECK (josh.is_time_zone(time_zone))
);

--
-- Name: TABLE regions; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.regions IS 'Areas in which JOSH introduces people, each with its time zone and its rules.';

--
-- Name: COLUMN regions.subdivision; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.regions.subdivision IS 'ISO 3166-2, such as US-TX: decides which quiet hours apply.';

--
-- Name: safety_holds; Type: VIEW; Schema: josh; Owner: -
--

CREATE VIEW josh.safety_holds WITH (security_invoker='true') AS
 SELECT id,
    person_id AS user_id,
    (state)::josh.safety_hold_state AS state,
    reason,
    applied_at,
    expires_at,
    cleared_at,
    applied_by AS applied_by_admin,
    created_at,
    updated_at
   FROM kith.holds h
  WHERE josh.is_member(person_id);

--
-- Name: VIEW safety_holds; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON VIEW josh.safety_holds IS 'People set aside, softly or entirely.';

--
-- Name: safety_incidents; Type: VIEW; Schema: josh; Owner: -
--

CREATE VIEW josh.safety_incidents WITH (security_invoker='true') AS
 SELECT id,
    person_id AS user_id,
    reporter_id AS reporter_user_id,
    reporter_phone_hash,
    incident_type,
    severity,
    details,
    status,
    created_at,
    updated_at,
    product
   FROM kith.incidents i
  WHERE ((product = 'josh'::text) AND ((person_id IS NULL) OR josh.is_member(person_id)) AND ((reporter_id IS NULL) OR josh.is_member(reporter_id)))
  WITH LOCAL CHECK OPTION;

--
-- Name: VIEW safety_incidents; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON VIEW josh.safety_incidents IS 'Somebody of JOSH may be in danger.';

--
-- Name: safety_reports; Type: VIEW; Schema: josh; Owner: -
--

CREATE VIEW josh.safety_reports WITH (security_invoker='true') AS
 SELECT id,
    reporter_id AS reporter_user_id,
    reported_id AS reported_user_id,
    reporter_phone_hash,
    report_type,
    details,
    status,
    created_at,
    updated_at,
    product
   FROM kith.reports r
  WHERE ((product = 'josh'::text) AND ((reporter_id IS NULL) OR josh.is_member(reporter_id)) AND ((reported_id IS NULL) OR josh.is_member(reported_id)))
  WITH LOCAL CHECK OPTION;

--
-- Name: VIEW safety_reports; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON VIEW josh.safety_reports IS 'What people of JOSH reported about each other.';

--
-- Name: sms_messages; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.sms_messages (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid,
    direction text NOT NULL,
    from_e164 text NOT NULL,
    to_e164 text NOT NULL,
    twilio_message_sid text NOT NULL,
    body_ciphertext bytea,
    body_iv bytea,
    body_tag bytea,
    key_version integer DEFAULT 1 NOT NULL,
    media_count integer DEFAULT 0 NOT NULL,
    status text,
    last_status_at timestamp with time zone,
    correlation_id uuid,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    phone_hash text,
    handled_at timestamp with time zone,
    answer jsonb,
    job_id uuid,
    error_code integer,
    body_delete_after timestamp with time zone DEFAULT (kith.now() + '60 days'::interval) NOT NULL,
    handling_error text,
    carrier_kind text,
    received_at timestamp with time zone,
    CONSTRAINT sms_messages_answer CHECK (((answer IS NULL) OR (direction = 'in'::text))),
    CONSTRAINT sms_messages_body CHECK (((num_nulls(body_ciphertext, body_iv, body_tag) = ANY (ARRAY[0, 3])) AND (length(body_iv) = 12) AND (length(body_tag) = 16))),
    CONSTRAINT sms_messages_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text]))),
    CONSTRAINT sms_messages_handling_error CHECK (((handling_error IS NULL) OR ((direction = 'in'::text) AND (handled_at IS NULL)))),
    CONSTRAINT sms_messages_media CHECK ((media_count >= 0))
);

--
-- Name: TABLE sms_messages; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.sms_messages IS 'Every text in and out, once for each of Twilio''s message ids. Bodies are encrypted and go after sixty days.';

--
-- Name: COLUMN sms_messages.phone_hash; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.sms_messages.phone_hash IS 'The other party''s number as a keyed hash.';

--
-- Name: COLUMN sms_messages.answer; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.sms_messages.answer IS 'The HTTP answer given when the text first came in; a repeat gets the same.';

--
-- Name: COLUMN sms_messages.handling_error; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.sms_messages.handling_error IS 'What kind of failure kept a text from being handled, without any words; null once it is.';

--
-- Name: COLUMN sms_messages.carrier_kind; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.sms_messages.carrier_kind IS 'Of a text that waits: what the carrier has done about it already (STOP, START, HELP).';

--
-- Name: COLUMN sms_messages.received_at; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.sms_messages.received_at IS 'Of a text that waits: when it reached the provider, where we heard of it later; null when we heard at once.';

--
-- Name: sms_outbound_jobs; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.sms_outbound_jobs (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid,
    to_e164 text NOT NULL,
    body_ciphertext bytea,
    body_iv bytea,
    body_tag bytea,
    key_version integer DEFAULT 1 NOT NULL,
    purpose text NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    twilio_message_sid text,
    attempts integer DEFAULT 0 NOT NULL,
    last_error text,
    correlation_id uuid,
    idempotency_key text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    seq bigint NOT NULL,
    phone_hash text NOT NULL,
    kind text NOT NULL,
    not_before timestamp with time zone DEFAULT kith.now() NOT NULL,
    next_attempt_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    leased_until timestamp with time zone,
    lease_token uuid,
    provider_called_at timestamp with time zone,
    outcome_unknown_at timestamp with time zone,
    sent_at timestamp with time zone,
    inbound_message_id uuid,
    cap_day date,
    cap_slot smallint,
    CONSTRAINT sms_outbound_attempts CHECK (((attempts >= 0) AND (attempts <= 6))),
    CONSTRAINT sms_outbound_body CHECK (((num_nulls(body_ciphertext, body_iv, body_tag) = ANY (ARRAY[0, 3])) AND (length(body_iv) = 12) AND (length(body_tag) = 16))),
    CONSTRAINT sms_outbound_capped CHECK (((kind <> 'unsolicited'::text) OR (cap_slot IS NOT NULL) OR ((provider_called_at IS NULL) AND (status <> 'sent'::text)))),
    CONSTRAINT sms_outbound_daily_slot CHECK ((((cap_day IS NULL) = (cap_slot IS NULL)) AND ((cap_slot >= 1) AND (cap_slot <= 6)))),
    CONSTRAINT sms_outbound_jobs_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'sent'::text, 'failed'::text]))),
    CONSTRAINT sms_outbound_kind CHECK ((kind = ANY (ARRAY['reply'::text, 'otp'::text, 'safety'::text, 'unsolicited'::text]))),
    CONSTRAINT sms_outbound_lease CHECK (((leased_until IS NULL) = (lease_token IS NULL)))
);

--
-- Name: TABLE sms_outbound_jobs; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.sms_outbound_jobs IS 'Texts that must leave, written with the change that causes them and delivered after it, once, in order for each recipient.';

--
-- Name: COLUMN sms_outbound_jobs.outcome_unknown_at; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.sms_outbound_jobs.outcome_unknown_at IS 'The provider was called and did not answer: look before sending again.';

--
-- Name: sms_outbound_jobs_seq_seq; Type: SEQUENCE; Schema: josh; Owner: -
--

ALTER TABLE josh.sms_outbound_jobs ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME josh.sms_outbound_jobs_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: state_transitions; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.state_transitions (
    entity_type text NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    event_type text NOT NULL
);

--
-- Name: TABLE state_transitions; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.state_transitions IS 'The legal transitions of every entity of this schema. An empty from_state is creation.';

--
-- Name: stored_files; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.stored_files (
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
-- Name: TABLE stored_files; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.stored_files IS 'Files in the store: pending until something uses them (an hour at most), kept, hidden (a decision took it away and may be taken back: nobody is handed it), unwanted until the store has forgotten them and the row goes.';

--
-- Name: COLUMN stored_files.key; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.stored_files.key IS 'Where it lies in the store; nobody can guess it, and it is shown to nobody.';

--
-- Name: stripe_customers; Type: VIEW; Schema: josh; Owner: -
--

CREATE VIEW josh.stripe_customers WITH (security_invoker='true') AS
 SELECT id,
    person_id AS user_id,
    stripe_customer_id,
    created_at,
    updated_at
   FROM kith.stripe_customers c
  WHERE josh.is_member(person_id)
  WITH LOCAL CHECK OPTION;

--
-- Name: VIEW stripe_customers; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON VIEW josh.stripe_customers IS 'Each person''s customer at Stripe.';

--
-- Name: stripe_events; Type: VIEW; Schema: josh; Owner: -
--

CREATE VIEW josh.stripe_events WITH (security_invoker='true') AS
 SELECT id,
    stripe_event_id,
    event_type,
    payload,
    received_at,
    processed_at,
    processing_error
   FROM kith.stripe_events e
  WHERE josh.is_own_stripe_event(payload);

--
-- Name: VIEW stripe_events; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON VIEW josh.stripe_events IS 'What Stripe told us about people of JOSH, each event once.';

--
-- Name: subscriptions; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.subscriptions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    stripe_subscription_id text,
    state josh.subscription_state DEFAULT 'none'::josh.subscription_state NOT NULL,
    current_period_end timestamp with time zone,
    cancel_at_period_end boolean DEFAULT false NOT NULL,
    grace_until timestamp with time zone,
    last_stripe_event_id text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    state_as_of timestamp with time zone,
    stripe_price_id text,
    sync_started bigint DEFAULT 0 NOT NULL,
    sync_applied bigint DEFAULT 0 NOT NULL,
    CONSTRAINT subscriptions_sync CHECK ((sync_applied <= sync_started))
);

--
-- Name: TABLE subscriptions; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.subscriptions IS 'A person''s subscription as Stripe last described it.';

--
-- Name: COLUMN subscriptions.state_as_of; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.subscriptions.state_as_of IS 'When Stripe made the newest event that was applied: an older one changes nothing.';

--
-- Name: COLUMN subscriptions.sync_started; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.subscriptions.sync_started IS 'How often Stripe was asked how this subscription stands.';

--
-- Name: COLUMN subscriptions.sync_applied; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.subscriptions.sync_applied IS 'Which of those answers is written here; an older one is dropped.';

--
-- Name: unknown_senders; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.unknown_senders (
    phone_hash text NOT NULL,
    first_seen_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    last_seen_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    texts integer DEFAULT 1 NOT NULL,
    last_replied_on date,
    CONSTRAINT unknown_senders_texts_check CHECK ((texts >= 1))
);

--
-- Name: TABLE unknown_senders; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.unknown_senders IS 'Numbers that texted us and belong to nobody here: each is answered at most once a day.';

--
-- Name: user_blocks; Type: VIEW; Schema: josh; Owner: -
--

CREATE VIEW josh.user_blocks WITH (security_invoker='true') AS
 SELECT id,
    blocker_id AS blocker_user_id,
    blocked_id AS blocked_user_id,
    created_at
   FROM kith.blocks b
  WHERE (josh.is_member(blocker_id) AND josh.is_member(blocked_id))
  WITH LOCAL CHECK OPTION;

--
-- Name: VIEW user_blocks; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON VIEW josh.user_blocks IS 'Who blocked whom. A block holds in every product of the house.';

--
-- Name: user_ratings; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.user_ratings (
    user_id uuid NOT NULL,
    invites_answered integer DEFAULT 0 NOT NULL,
    invites_accepted integer DEFAULT 0 NOT NULL,
    openness real DEFAULT 0.5 NOT NULL,
    appeal_asked integer DEFAULT 0 NOT NULL,
    appeal_yes integer DEFAULT 0 NOT NULL,
    appeal real DEFAULT 0.5 NOT NULL,
    reliability real DEFAULT 0.5 NOT NULL,
    priority_since timestamp with time zone,
    last_invited_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    changed_in xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT user_ratings_appeal_asked_check CHECK ((appeal_asked >= 0)),
    CONSTRAINT user_ratings_appeal_check CHECK (((appeal >= (0)::double precision) AND (appeal <= (1)::double precision))),
    CONSTRAINT user_ratings_check CHECK (((invites_accepted >= 0) AND (invites_accepted <= invites_answered))),
    CONSTRAINT user_ratings_check1 CHECK (((appeal_yes >= 0) AND (appeal_yes <= appeal_asked))),
    CONSTRAINT user_ratings_invites_answered_check CHECK ((invites_answered >= 0)),
    CONSTRAINT user_ratings_openness_check CHECK (((openness >= (0)::double precision) AND (openness <= (1)::double precision))),
    CONSTRAINT user_ratings_reliability_check CHECK (((reliability >= (0)::double precision) AND (reliability <= (1)::double precision)))
);

--
-- Name: TABLE user_ratings; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.user_ratings IS 'What replies and outcomes taught about a person: how open, how liked, how reliable. Shrunk to the mean while few; shown to nobody.';

--
-- Name: COLUMN user_ratings.priority_since; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.user_ratings.priority_since IS 'A yes that came too late: this person comes first next time.';

--
-- Name: COLUMN user_ratings.changed_in; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.user_ratings.changed_in IS 'The transaction that wrote this row last.';

--
-- Name: user_strikes; Type: VIEW; Schema: josh; Owner: -
--

CREATE VIEW josh.user_strikes WITH (security_invoker='true') AS
 SELECT id,
    person_id AS user_id,
    strike_type,
    points,
    reason,
    window_start,
    window_end,
    created_at,
    product,
    idempotency_key
   FROM kith.strikes s
  WHERE ((product = 'josh'::text) AND josh.is_member(person_id))
  WITH LOCAL CHECK OPTION;

--
-- Name: VIEW user_strikes; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON VIEW josh.user_strikes IS 'Points for conduct in JOSH, each with its window.';

--
-- Name: users; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.users (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    phone_e164 text NOT NULL,
    phone_hash text NOT NULL,
    first_name text NOT NULL,
    last_name text NOT NULL,
    birthday date NOT NULL,
    email text,
    state josh.user_state DEFAULT 'unverified'::josh.user_state NOT NULL,
    sms_consent boolean NOT NULL,
    age_consent boolean NOT NULL,
    terms_consent boolean NOT NULL,
    privacy_consent boolean NOT NULL,
    region_id uuid,
    suspended_at timestamp with time zone,
    deleted_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    number bigint NOT NULL,
    time_zone text,
    postal_code text,
    latitude double precision,
    longitude double precision,
    paused_at timestamp with time zone,
    changed_in xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT users_adult CHECK (((birthday >= '1900-01-01'::date) AND (((birthday + '18 years'::interval))::date <= ((created_at AT TIME ZONE 'Pacific/Kiritimati'::text))::date))),
    CONSTRAINT users_deleted CHECK (((state = 'deleted'::josh.user_state) = (deleted_at IS NOT NULL))),
    CONSTRAINT users_email_lower CHECK ((email = lower(email))),
    CONSTRAINT users_names CHECK ((((length(btrim(first_name)) >= 1) AND (length(btrim(first_name)) <= 80)) AND ((length(btrim(last_name)) >= 1) AND (length(btrim(last_name)) <= 80)))),
    CONSTRAINT users_phone CHECK (((phone_e164 ~ '^\+[1-9][0-9]{6,14}$'::text) OR ((state = 'deleted'::josh.user_state) AND (phone_e164 = ('erased:'::text || (id)::text))))),
    CONSTRAINT users_phone_hash CHECK (((phone_hash ~ '^[0-9a-f]{64}$'::text) OR ((state = 'deleted'::josh.user_state) AND (phone_hash = ('erased:'::text || (id)::text))))),
    CONSTRAINT users_place CHECK ((((latitude IS NULL) = (longitude IS NULL)) AND ((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision)) AND ((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision)))),
    CONSTRAINT users_suspended CHECK (((state = 'suspended'::josh.user_state) <= (suspended_at IS NOT NULL))),
    CONSTRAINT users_time_zone CHECK (josh.is_time_zone(time_zone))
);

--
-- Name: TABLE users; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.users IS 'People of JOSH, by phone number. An erased person leaves a row without personal data, so that LinkUps still add up.';

--
-- Name: COLUMN users.phone_hash; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.users.phone_hash IS 'Keyed SHA-256 of the number, hex; the key is not in the database.';

--
-- Name: COLUMN users.number; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.users.number IS 'A small whole number for range constraints; never shown.';

--
-- Name: COLUMN users.time_zone; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.users.time_zone IS 'Where the person is; null until known, then the region''s counts.';

--
-- Name: COLUMN users.changed_in; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.users.changed_in IS 'The transaction that wrote this row last: how the columns kept for matching learn of changes.';

--
-- Name: users_number_seq; Type: SEQUENCE; Schema: josh; Owner: -
--

ALTER TABLE josh.users ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME josh.users_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: venues; Type: TABLE; Schema: josh; Owner: -
--

CREATE TABLE josh.venues (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    region_id uuid NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    address text NOT NULL,
    latitude double precision NOT NULL,
    longitude double precision NOT NULL,
    constraints jsonb DEFAULT '{}'::jsonb NOT NULL,
    activity_keys text[] DEFAULT '{}'::text[] NOT NULL,
    capacity integer,
    public boolean DEFAULT true NOT NULL,
    active boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT venues_capacity_check CHECK ((capacity >= 2)),
    CONSTRAINT venues_constraints_check CHECK ((jsonb_typeof(constraints) = 'object'::text)),
    CONSTRAINT venues_kind_check CHECK (((length(btrim(kind)) >= 1) AND (length(btrim(kind)) <= 60))),
    CONSTRAINT venues_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
    CONSTRAINT venues_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision))),
    CONSTRAINT venues_name_check CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 120))),
    CONSTRAINT venues_public_check CHECK (public)
);

--
-- Name: TABLE venues; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON TABLE josh.venues IS 'Public places in which a LinkUp may meet.';

--
-- Name: COLUMN venues.public; Type: COMMENT; Schema: josh; Owner: -
--

COMMENT ON COLUMN josh.venues.public IS 'Always true: private addresses are never proposed.';

--
-- Name: admin_audit_log actor; Type: DEFAULT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.admin_audit_log ALTER COLUMN actor SET DEFAULT 'operator'::text;

--
-- Name: admin_audit_log product; Type: DEFAULT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.admin_audit_log ALTER COLUMN product SET DEFAULT 'josh'::text;

--
-- Name: pgqueuer id; Type: DEFAULT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.pgqueuer ALTER COLUMN id SET DEFAULT nextval('josh.pgqueuer_id_seq'::regclass);

--
-- Name: pgqueuer_schedules id; Type: DEFAULT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.pgqueuer_schedules ALTER COLUMN id SET DEFAULT nextval('josh.pgqueuer_schedules_id_seq'::regclass);

--
-- Name: pgqueuer_statistics id; Type: DEFAULT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.pgqueuer_statistics ALTER COLUMN id SET DEFAULT nextval('josh.pgqueuer_statistics_id_seq'::regclass);

--
-- Name: safety_incidents product; Type: DEFAULT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.safety_incidents ALTER COLUMN product SET DEFAULT 'josh'::text;

--
-- Name: safety_reports product; Type: DEFAULT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.safety_reports ALTER COLUMN product SET DEFAULT 'josh'::text;

--
-- Name: user_strikes product; Type: DEFAULT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.user_strikes ALTER COLUMN product SET DEFAULT 'josh'::text;

--
-- Name: user_strikes idempotency_key; Type: DEFAULT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.user_strikes ALTER COLUMN idempotency_key SET DEFAULT (gen_random_uuid())::text;

--
-- Name: contact_exchange_choices contact_choice_once; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.contact_exchange_choices
    ADD CONSTRAINT contact_choice_once UNIQUE (linkup_id, chooser_user_id, target_user_id);

--
-- Name: contact_exchange_choices contact_exchange_choices_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.contact_exchange_choices
    ADD CONSTRAINT contact_exchange_choices_pkey PRIMARY KEY (id);

--
-- Name: contact_exchanges contact_exchange_pair_once; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.contact_exchanges
    ADD CONSTRAINT contact_exchange_pair_once UNIQUE (linkup_id, user_a_id, user_b_id);

--
-- Name: contact_exchanges contact_exchanges_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.contact_exchanges
    ADD CONSTRAINT contact_exchanges_pkey PRIMARY KEY (id);

--
-- Name: conversation_sessions conversation_one_per_user; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.conversation_sessions
    ADD CONSTRAINT conversation_one_per_user UNIQUE (user_id);

--
-- Name: conversation_sessions conversation_sessions_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.conversation_sessions
    ADD CONSTRAINT conversation_sessions_pkey PRIMARY KEY (id);

--
-- Name: domain_events domain_events_idem_uniq; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.domain_events
    ADD CONSTRAINT domain_events_idem_uniq UNIQUE (idempotency_key);

--
-- Name: domain_events domain_events_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.domain_events
    ADD CONSTRAINT domain_events_pkey PRIMARY KEY (id);

--
-- Name: entitlements entitlements_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.entitlements
    ADD CONSTRAINT entitlements_pkey PRIMARY KEY (id);

--
-- Name: entitlements entitlements_user_uniq; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.entitlements
    ADD CONSTRAINT entitlements_user_uniq UNIQUE (user_id);

--
-- Name: idempotency_keys idempotency_keys_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (scope, key);

--
-- Name: inbox inbox_once; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.inbox
    ADD CONSTRAINT inbox_once UNIQUE (provider, external_id);

--
-- Name: inbox inbox_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (id);

--
-- Name: linkup_invites linkup_invites_idem_uniq; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkup_invites
    ADD CONSTRAINT linkup_invites_idem_uniq UNIQUE (idempotency_key);

--
-- Name: linkup_invites linkup_invites_once; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkup_invites
    ADD CONSTRAINT linkup_invites_once UNIQUE (linkup_id, invited_user_id);

--
-- Name: linkup_invites linkup_invites_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkup_invites
    ADD CONSTRAINT linkup_invites_pkey PRIMARY KEY (id);

--
-- Name: linkup_outcomes linkup_outcomes_once; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkup_outcomes
    ADD CONSTRAINT linkup_outcomes_once UNIQUE (linkup_id, user_id);

--
-- Name: linkup_outcomes linkup_outcomes_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkup_outcomes
    ADD CONSTRAINT linkup_outcomes_pkey PRIMARY KEY (id);

--
-- Name: linkup_participants linkup_participants_once; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkup_participants
    ADD CONSTRAINT linkup_participants_once UNIQUE (linkup_id, user_id);

--
-- Name: linkup_participants linkup_participants_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkup_participants
    ADD CONSTRAINT linkup_participants_pkey PRIMARY KEY (id);

--
-- Name: linkup_reminders linkup_reminders_idem_uniq; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkup_reminders
    ADD CONSTRAINT linkup_reminders_idem_uniq UNIQUE (idempotency_key);

--
-- Name: linkup_reminders linkup_reminders_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkup_reminders
    ADD CONSTRAINT linkup_reminders_pkey PRIMARY KEY (id);

--
-- Name: linkup_seats linkup_seats_no_overlap; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkup_seats
    ADD CONSTRAINT linkup_seats_no_overlap EXCLUDE USING gist (person WITH &&, during WITH &&);

--
-- Name: linkup_seats linkup_seats_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkup_seats
    ADD CONSTRAINT linkup_seats_pkey PRIMARY KEY (linkup_id, user_id);

--
-- Name: linkups linkups_create_key_uniq; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkups
    ADD CONSTRAINT linkups_create_key_uniq UNIQUE (linkup_create_key);

--
-- Name: linkups linkups_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkups
    ADD CONSTRAINT linkups_pkey PRIMARY KEY (id);

--
-- Name: magic_links magic_links_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.magic_links
    ADD CONSTRAINT magic_links_pkey PRIMARY KEY (id);

--
-- Name: magic_links magic_links_token_uniq; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.magic_links
    ADD CONSTRAINT magic_links_token_uniq UNIQUE (token_hash);

--
-- Name: message_events message_events_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.message_events
    ADD CONSTRAINT message_events_pkey PRIMARY KEY (id);

--
-- Name: otp_sessions otp_one_active_per_user; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.otp_sessions
    ADD CONSTRAINT otp_one_active_per_user UNIQUE (live_user_id);

--
-- Name: otp_sessions otp_sessions_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.otp_sessions
    ADD CONSTRAINT otp_sessions_pkey PRIMARY KEY (id);

--
-- Name: outbox outbox_idem_uniq; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.outbox
    ADD CONSTRAINT outbox_idem_uniq UNIQUE (idempotency_key);

--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);

--
-- Name: pgqueuer_log pgqueuer_log_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.pgqueuer_log
    ADD CONSTRAINT pgqueuer_log_pkey PRIMARY KEY (id);

--
-- Name: pgqueuer pgqueuer_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.pgqueuer
    ADD CONSTRAINT pgqueuer_pkey PRIMARY KEY (id);

--
-- Name: pgqueuer_schedules pgqueuer_schedules_expression_entrypoint_key; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.pgqueuer_schedules
    ADD CONSTRAINT pgqueuer_schedules_expression_entrypoint_key UNIQUE (expression, entrypoint);

--
-- Name: pgqueuer_schedules pgqueuer_schedules_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.pgqueuer_schedules
    ADD CONSTRAINT pgqueuer_schedules_pkey PRIMARY KEY (id);

--
-- Name: pgqueuer_statistics pgqueuer_statistics_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.pgqueuer_statistics
    ADD CONSTRAINT pgqueuer_statistics_pkey PRIMARY KEY (id);

--
-- Name: profile_events profile_events_idem_uniq; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.profile_events
    ADD CONSTRAINT profile_events_idem_uniq UNIQUE (idempotency_key);

--
-- Name: profile_events profile_events_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.profile_events
    ADD CONSTRAINT profile_events_pkey PRIMARY KEY (id);

--
-- Name: profiles profiles_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.profiles
    ADD CONSTRAINT profiles_pkey PRIMARY KEY (id);

--
-- Name: profiles profiles_user_uniq; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.profiles
    ADD CONSTRAINT profiles_user_uniq UNIQUE (user_id);

--
-- Name: quiet_rules quiet_rules_one; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.quiet_rules
    ADD CONSTRAINT quiet_rules_one UNIQUE NULLS NOT DISTINCT (country, subdivision, weekday);

--
-- Name: quiet_rules quiet_rules_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.quiet_rules
    ADD CONSTRAINT quiet_rules_pkey PRIMARY KEY (id);

--
-- Name: region_memberships region_membership_one_active; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.region_memberships
    ADD CONSTRAINT region_membership_one_active UNIQUE (live_user_id, status);

--
-- Name: region_memberships region_memberships_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.region_memberships
    ADD CONSTRAINT region_memberships_pkey PRIMARY KEY (id);

--
-- Name: regions regions_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.regions
    ADD CONSTRAINT regions_pkey PRIMARY KEY (id);

--
-- Name: regions regions_slug_key; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.regions
    ADD CONSTRAINT regions_slug_key UNIQUE (slug);

--
-- Name: sms_messages sms_messages_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.sms_messages
    ADD CONSTRAINT sms_messages_pkey PRIMARY KEY (id);

--
-- Name: sms_messages sms_messages_twilio_sid_uniq; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.sms_messages
    ADD CONSTRAINT sms_messages_twilio_sid_uniq UNIQUE (twilio_message_sid);

--
-- Name: sms_outbound_jobs sms_outbound_daily_cap; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.sms_outbound_jobs
    ADD CONSTRAINT sms_outbound_daily_cap UNIQUE (phone_hash, cap_day, cap_slot);

--
-- Name: sms_outbound_jobs sms_outbound_idem_uniq; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.sms_outbound_jobs
    ADD CONSTRAINT sms_outbound_idem_uniq UNIQUE (idempotency_key);

--
-- Name: sms_outbound_jobs sms_outbound_jobs_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.sms_outbound_jobs
    ADD CONSTRAINT sms_outbound_jobs_pkey PRIMARY KEY (id);

--
-- Name: sms_outbound_jobs sms_outbound_seq_uniq; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.sms_outbound_jobs
    ADD CONSTRAINT sms_outbound_seq_uniq UNIQUE (seq);

--
-- Name: sms_outbound_jobs sms_outbound_sid_uniq; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.sms_outbound_jobs
    ADD CONSTRAINT sms_outbound_sid_uniq UNIQUE (twilio_message_sid);

--
-- Name: state_transitions state_transitions_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.state_transitions
    ADD CONSTRAINT state_transitions_pkey PRIMARY KEY (entity_type, from_state, to_state);

--
-- Name: stored_files stored_files_key_uniq; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.stored_files
    ADD CONSTRAINT stored_files_key_uniq UNIQUE (key);

--
-- Name: stored_files stored_files_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.stored_files
    ADD CONSTRAINT stored_files_pkey PRIMARY KEY (id);

--
-- Name: subscriptions subscriptions_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.subscriptions
    ADD CONSTRAINT subscriptions_pkey PRIMARY KEY (id);

--
-- Name: subscriptions subscriptions_stripe_uniq; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.subscriptions
    ADD CONSTRAINT subscriptions_stripe_uniq UNIQUE (stripe_subscription_id);

--
-- Name: subscriptions subscriptions_user_uniq; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.subscriptions
    ADD CONSTRAINT subscriptions_user_uniq UNIQUE (user_id);

--
-- Name: unknown_senders unknown_senders_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.unknown_senders
    ADD CONSTRAINT unknown_senders_pkey PRIMARY KEY (phone_hash);

--
-- Name: user_ratings user_ratings_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.user_ratings
    ADD CONSTRAINT user_ratings_pkey PRIMARY KEY (user_id);

--
-- Name: users users_number_uniq; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.users
    ADD CONSTRAINT users_number_uniq UNIQUE (number);

--
-- Name: users users_phone_e164_uniq; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.users
    ADD CONSTRAINT users_phone_e164_uniq UNIQUE (phone_e164);

--
-- Name: users users_phone_hash_uniq; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.users
    ADD CONSTRAINT users_phone_hash_uniq UNIQUE (phone_hash);

--
-- Name: users users_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

--
-- Name: venues venues_name_uniq; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.venues
    ADD CONSTRAINT venues_name_uniq UNIQUE (region_id, name);

--
-- Name: venues venues_pkey; Type: CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.venues
    ADD CONSTRAINT venues_pkey PRIMARY KEY (id);

--
-- Name: contact_choices_chooser_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX contact_choices_chooser_idx ON josh.contact_exchange_choices USING btree (chooser_user_id);

--
-- Name: contact_choices_target_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX contact_choices_target_idx ON josh.contact_exchange_choices USING btree (target_user_id);

--
-- Name: contact_exchanges_a_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX contact_exchanges_a_idx ON josh.contact_exchanges USING btree (user_a_id);

--
-- Name: contact_exchanges_b_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX contact_exchanges_b_idx ON josh.contact_exchanges USING btree (user_b_id);

--
-- Name: contact_exchanges_unnotified_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX contact_exchanges_unnotified_idx ON josh.contact_exchanges USING btree (revealed_at) WHERE (notified_at IS NULL);

--
-- Name: conversation_sessions_mode_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX conversation_sessions_mode_idx ON josh.conversation_sessions USING btree (mode);

--
-- Name: domain_events_created_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX domain_events_created_idx ON josh.domain_events USING btree (created_at);

--
-- Name: domain_events_entity_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX domain_events_entity_idx ON josh.domain_events USING btree (entity_type, entity_id);

--
-- Name: entitlements_changed_in_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX entitlements_changed_in_idx ON josh.entitlements USING btree (changed_in);

--
-- Name: entitlements_expiry_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX entitlements_expiry_idx ON josh.entitlements USING btree (expires_at) WHERE (expires_at IS NOT NULL);

--
-- Name: entitlements_participate_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX entitlements_participate_idx ON josh.entitlements USING btree (eligible_to_participate);

--
-- Name: idempotency_keys_created_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX idempotency_keys_created_idx ON josh.idempotency_keys USING btree (created_at);

--
-- Name: inbox_received_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX inbox_received_idx ON josh.inbox USING btree (received_at);

--
-- Name: inbox_unhandled_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX inbox_unhandled_idx ON josh.inbox USING btree (received_at) WHERE (handled_at IS NULL);

--
-- Name: invites_linkup_state_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX invites_linkup_state_idx ON josh.linkup_invites USING btree (linkup_id, state);

--
-- Name: linkup_invites_changed_in_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX linkup_invites_changed_in_idx ON josh.linkup_invites USING btree (changed_in);

--
-- Name: linkup_invites_expiry_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX linkup_invites_expiry_idx ON josh.linkup_invites USING btree (expires_at) WHERE (state = 'pending'::josh.invite_state);

--
-- Name: linkup_invites_linkup_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX linkup_invites_linkup_idx ON josh.linkup_invites USING btree (linkup_id);

--
-- Name: linkup_invites_sent_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX linkup_invites_sent_idx ON josh.linkup_invites USING btree (sent_at);

--
-- Name: linkup_invites_user_state_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX linkup_invites_user_state_idx ON josh.linkup_invites USING btree (invited_user_id, state);

--
-- Name: linkup_outcomes_linkup_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX linkup_outcomes_linkup_idx ON josh.linkup_outcomes USING btree (linkup_id);

--
-- Name: linkup_outcomes_user_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX linkup_outcomes_user_idx ON josh.linkup_outcomes USING btree (user_id);

--
-- Name: linkup_participants_linkup_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX linkup_participants_linkup_idx ON josh.linkup_participants USING btree (linkup_id);

--
-- Name: linkup_participants_user_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX linkup_participants_user_idx ON josh.linkup_participants USING btree (user_id);

--
-- Name: linkup_reminders_linkup_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX linkup_reminders_linkup_idx ON josh.linkup_reminders USING btree (linkup_id);

--
-- Name: linkup_reminders_sched_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX linkup_reminders_sched_idx ON josh.linkup_reminders USING btree (scheduled_for);

--
-- Name: linkup_seats_user_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX linkup_seats_user_idx ON josh.linkup_seats USING btree (user_id);

--
-- Name: linkups_initiator_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX linkups_initiator_idx ON josh.linkups USING btree (initiator_user_id);

--
-- Name: linkups_merged_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX linkups_merged_idx ON josh.linkups USING btree (merged_into);

--
-- Name: linkups_next_wave_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX linkups_next_wave_idx ON josh.linkups USING btree (next_wave_at) WHERE (next_wave_at IS NOT NULL);

--
-- Name: linkups_region_state_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX linkups_region_state_idx ON josh.linkups USING btree (region_id, state);

--
-- Name: linkups_state_window_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX linkups_state_window_idx ON josh.linkups USING btree (state, acceptance_window_ends_at);

--
-- Name: linkups_venue_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX linkups_venue_idx ON josh.linkups USING btree (venue_id);

--
-- Name: linkups_when_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX linkups_when_idx ON josh.linkups USING btree (region_id, starts_at, ends_at) WHERE (state = ANY (ARRAY['broadcasting'::josh.linkup_state, 'locked'::josh.linkup_state]));

--
-- Name: linkups_window_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX linkups_window_idx ON josh.linkups USING btree (acceptance_window_ends_at);

--
-- Name: magic_links_expires_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX magic_links_expires_idx ON josh.magic_links USING btree (expires_at);

--
-- Name: magic_links_linkup_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX magic_links_linkup_idx ON josh.magic_links USING btree (linkup_id);

--
-- Name: magic_links_user_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX magic_links_user_idx ON josh.magic_links USING btree (user_id);

--
-- Name: message_events_created_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX message_events_created_idx ON josh.message_events USING btree (created_at);

--
-- Name: message_events_type_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX message_events_type_idx ON josh.message_events USING btree (event_type);

--
-- Name: message_events_user_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX message_events_user_idx ON josh.message_events USING btree (user_id);

--
-- Name: otp_sessions_expires_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX otp_sessions_expires_idx ON josh.otp_sessions USING btree (expires_at);

--
-- Name: otp_sessions_user_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX otp_sessions_user_idx ON josh.otp_sessions USING btree (user_id);

--
-- Name: outbox_created_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX outbox_created_idx ON josh.outbox USING btree (created_at);

--
-- Name: outbox_due_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX outbox_due_idx ON josh.outbox USING btree (next_attempt_at, sequence) WHERE (status = 'pending'::text);

--
-- Name: outbox_failed_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX outbox_failed_idx ON josh.outbox USING btree (created_at) WHERE (status = 'failed'::text);

--
-- Name: outbox_person_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX outbox_person_idx ON josh.outbox USING btree (person_id);

--
-- Name: participants_linkup_status_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX participants_linkup_status_idx ON josh.linkup_participants USING btree (linkup_id, status);

--
-- Name: pgqueuer_ep_ea_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX pgqueuer_ep_ea_idx ON josh.pgqueuer USING btree (entrypoint, execute_after) WHERE (status = 'queued'::josh.pgqueuer_status);

--
-- Name: pgqueuer_ep_prio_id_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX pgqueuer_ep_prio_id_idx ON josh.pgqueuer USING btree (entrypoint, priority DESC, id) WHERE (status = 'queued'::josh.pgqueuer_status);

--
-- Name: pgqueuer_log_created; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX pgqueuer_log_created ON josh.pgqueuer_log USING btree (created);

--
-- Name: pgqueuer_log_job_id_status; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX pgqueuer_log_job_id_status ON josh.pgqueuer_log USING btree (job_id, created DESC);

--
-- Name: pgqueuer_log_not_aggregated; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX pgqueuer_log_not_aggregated ON josh.pgqueuer_log USING btree ((1)) WHERE (NOT aggregated);

--
-- Name: pgqueuer_log_status; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX pgqueuer_log_status ON josh.pgqueuer_log USING btree (status);

--
-- Name: pgqueuer_picked_heartbeat_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX pgqueuer_picked_heartbeat_idx ON josh.pgqueuer USING btree (heartbeat) WHERE (status = 'picked'::josh.pgqueuer_status);

--
-- Name: pgqueuer_picked_slot_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE UNIQUE INDEX pgqueuer_picked_slot_idx ON josh.pgqueuer USING btree (entrypoint, slot) WHERE ((status = 'picked'::josh.pgqueuer_status) AND (slot IS NOT NULL));

--
-- Name: pgqueuer_priority_id_id1_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX pgqueuer_priority_id_id1_idx ON josh.pgqueuer USING btree (priority, id DESC) INCLUDE (id) WHERE (status = 'queued'::josh.pgqueuer_status);

--
-- Name: pgqueuer_queue_manager_id_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX pgqueuer_queue_manager_id_idx ON josh.pgqueuer USING btree (queue_manager_id) WHERE (queue_manager_id IS NOT NULL);

--
-- Name: pgqueuer_statistics_unique_count; Type: INDEX; Schema: josh; Owner: -
--

CREATE UNIQUE INDEX pgqueuer_statistics_unique_count ON josh.pgqueuer_statistics USING btree (priority, date_trunc('sec'::text, timezone('UTC'::text, created)), status, entrypoint);

--
-- Name: pgqueuer_unique_dedupe_key; Type: INDEX; Schema: josh; Owner: -
--

CREATE UNIQUE INDEX pgqueuer_unique_dedupe_key ON josh.pgqueuer USING btree (dedupe_key) WHERE ((status = ANY (ARRAY['queued'::josh.pgqueuer_status, 'picked'::josh.pgqueuer_status])) AND (dedupe_key IS NOT NULL));

--
-- Name: pgqueuer_updated_id_id1_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX pgqueuer_updated_id_id1_idx ON josh.pgqueuer USING btree (updated, id DESC) INCLUDE (id) WHERE (status = 'picked'::josh.pgqueuer_status);

--
-- Name: profile_events_rebuild_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX profile_events_rebuild_idx ON josh.profile_events USING btree (user_id, seq);

--
-- Name: profile_events_type_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX profile_events_type_idx ON josh.profile_events USING btree (event_type);

--
-- Name: profile_events_user_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX profile_events_user_idx ON josh.profile_events USING btree (user_id);

--
-- Name: profiles_changed_in_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX profiles_changed_in_idx ON josh.profiles USING btree (changed_in);

--
-- Name: profiles_stale_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX profiles_stale_idx ON josh.profiles USING btree (stale_at) WHERE (stale_at IS NOT NULL);

--
-- Name: profiles_state_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX profiles_state_idx ON josh.profiles USING btree (state);

--
-- Name: profiles_user_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX profiles_user_idx ON josh.profiles USING btree (user_id);

--
-- Name: region_memberships_region_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX region_memberships_region_idx ON josh.region_memberships USING btree (region_id);

--
-- Name: region_memberships_user_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX region_memberships_user_idx ON josh.region_memberships USING btree (user_id);

--
-- Name: region_memberships_waiting_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX region_memberships_waiting_idx ON josh.region_memberships USING btree (region_id, joined_at) WHERE ((status = 'waitlisted'::text) AND (released_at IS NULL) AND (invited_at IS NULL));

--
-- Name: regions_state_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX regions_state_idx ON josh.regions USING btree (state);

--
-- Name: sms_messages_body_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX sms_messages_body_idx ON josh.sms_messages USING btree (body_delete_after) WHERE (body_ciphertext IS NOT NULL);

--
-- Name: sms_messages_created_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX sms_messages_created_idx ON josh.sms_messages USING btree (created_at);

--
-- Name: sms_messages_direction_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX sms_messages_direction_idx ON josh.sms_messages USING btree (direction);

--
-- Name: sms_messages_job_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX sms_messages_job_idx ON josh.sms_messages USING btree (job_id);

--
-- Name: sms_messages_key_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX sms_messages_key_idx ON josh.sms_messages USING btree (key_version, id) WHERE (body_ciphertext IS NOT NULL);

--
-- Name: sms_messages_phone_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX sms_messages_phone_idx ON josh.sms_messages USING btree (phone_hash, created_at);

--
-- Name: sms_messages_unhandled_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX sms_messages_unhandled_idx ON josh.sms_messages USING btree (created_at) WHERE ((direction = 'in'::text) AND (handled_at IS NULL));

--
-- Name: sms_messages_user_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX sms_messages_user_idx ON josh.sms_messages USING btree (user_id);

--
-- Name: sms_outbound_jobs_due_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX sms_outbound_jobs_due_idx ON josh.sms_outbound_jobs USING btree (next_attempt_at, seq) WHERE (status = 'pending'::text);

--
-- Name: sms_outbound_jobs_inbound_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX sms_outbound_jobs_inbound_idx ON josh.sms_outbound_jobs USING btree (inbound_message_id);

--
-- Name: sms_outbound_jobs_key_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX sms_outbound_jobs_key_idx ON josh.sms_outbound_jobs USING btree (key_version, id) WHERE (body_ciphertext IS NOT NULL);

--
-- Name: sms_outbound_jobs_lease_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX sms_outbound_jobs_lease_idx ON josh.sms_outbound_jobs USING btree (leased_until) WHERE ((status = 'pending'::text) AND (leased_until IS NOT NULL));

--
-- Name: sms_outbound_jobs_order_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX sms_outbound_jobs_order_idx ON josh.sms_outbound_jobs USING btree (phone_hash, seq) WHERE (status = 'pending'::text);

--
-- Name: sms_outbound_jobs_status_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX sms_outbound_jobs_status_idx ON josh.sms_outbound_jobs USING btree (status);

--
-- Name: sms_outbound_jobs_unknown_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX sms_outbound_jobs_unknown_idx ON josh.sms_outbound_jobs USING btree (outcome_unknown_at) WHERE ((status = 'pending'::text) AND (outcome_unknown_at IS NOT NULL));

--
-- Name: sms_outbound_jobs_user_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX sms_outbound_jobs_user_idx ON josh.sms_outbound_jobs USING btree (user_id);

--
-- Name: stored_files_going_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX stored_files_going_idx ON josh.stored_files USING btree (created_at) WHERE (state <> 'kept'::text);

--
-- Name: stored_files_owner_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX stored_files_owner_idx ON josh.stored_files USING btree (owner_id);

--
-- Name: subscriptions_grace_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX subscriptions_grace_idx ON josh.subscriptions USING btree (grace_until) WHERE (grace_until IS NOT NULL);

--
-- Name: subscriptions_state_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX subscriptions_state_idx ON josh.subscriptions USING btree (state);

--
-- Name: unknown_senders_seen_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX unknown_senders_seen_idx ON josh.unknown_senders USING btree (last_seen_at);

--
-- Name: user_ratings_changed_in_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX user_ratings_changed_in_idx ON josh.user_ratings USING btree (changed_in);

--
-- Name: user_ratings_priority_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX user_ratings_priority_idx ON josh.user_ratings USING btree (priority_since) WHERE (priority_since IS NOT NULL);

--
-- Name: users_changed_in_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX users_changed_in_idx ON josh.users USING btree (changed_in);

--
-- Name: users_region_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX users_region_idx ON josh.users USING btree (region_id);

--
-- Name: users_state_idx; Type: INDEX; Schema: josh; Owner: -
--

CREATE INDEX users_state_idx ON josh.users USING btree (state);

--
-- Name: contact_exchange_choices contact_exchange_choices_exchange; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER contact_exchange_choices_exchange AFTER INSERT OR UPDATE ON josh.contact_exchange_choices FOR EACH ROW EXECUTE FUNCTION josh.exchange_contacts();

--
-- Name: contact_exchange_choices contact_exchange_choices_prepare; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER contact_exchange_choices_prepare BEFORE INSERT OR DELETE OR UPDATE ON josh.contact_exchange_choices FOR EACH ROW EXECUTE FUNCTION josh.prepare_contact_choice();

--
-- Name: contact_exchange_choices contact_exchange_choices_updated_at; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER contact_exchange_choices_updated_at BEFORE UPDATE ON josh.contact_exchange_choices FOR EACH ROW EXECUTE FUNCTION josh.set_updated_at();

--
-- Name: contact_exchanges contact_exchanges_guard; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER contact_exchanges_guard BEFORE INSERT OR UPDATE ON josh.contact_exchanges FOR EACH ROW EXECUTE FUNCTION josh.guard_contact_exchange();

--
-- Name: contact_exchanges contact_exchanges_updated_at; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER contact_exchanges_updated_at BEFORE UPDATE ON josh.contact_exchanges FOR EACH ROW EXECUTE FUNCTION josh.set_updated_at();

--
-- Name: conversation_sessions conversation_sessions_check_transition; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER conversation_sessions_check_transition BEFORE INSERT OR UPDATE ON josh.conversation_sessions FOR EACH ROW EXECUTE FUNCTION josh.enforce_transition('conversation', 'mode');

--
-- Name: conversation_sessions conversation_sessions_event; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER conversation_sessions_event AFTER INSERT OR UPDATE ON josh.conversation_sessions FOR EACH ROW EXECUTE FUNCTION josh.record_transition('conversation', 'mode');

--
-- Name: conversation_sessions conversation_sessions_updated_at; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER conversation_sessions_updated_at BEFORE UPDATE ON josh.conversation_sessions FOR EACH ROW EXECUTE FUNCTION josh.set_updated_at();

--
-- Name: domain_events domain_events_append_only; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER domain_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON josh.domain_events FOR EACH STATEMENT EXECUTE FUNCTION josh.refuse_change();

--
-- Name: entitlements entitlements_changed; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER entitlements_changed BEFORE UPDATE ON josh.entitlements FOR EACH ROW EXECUTE FUNCTION josh.note_change();

--
-- Name: entitlements entitlements_updated_at; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER entitlements_updated_at BEFORE UPDATE ON josh.entitlements FOR EACH ROW EXECUTE FUNCTION josh.set_updated_at();

--
-- Name: linkup_invites linkup_invites_changed; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER linkup_invites_changed BEFORE UPDATE ON josh.linkup_invites FOR EACH ROW WHEN ((new.sent_at IS DISTINCT FROM old.sent_at)) EXECUTE FUNCTION josh.note_change();

--
-- Name: linkup_invites linkup_invites_check_transition; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER linkup_invites_check_transition BEFORE INSERT OR UPDATE ON josh.linkup_invites FOR EACH ROW EXECUTE FUNCTION josh.enforce_transition('invite', 'state');

--
-- Name: linkup_invites linkup_invites_event; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER linkup_invites_event AFTER INSERT OR UPDATE ON josh.linkup_invites FOR EACH ROW EXECUTE FUNCTION josh.record_transition('invite', 'state');

--
-- Name: linkup_invites linkup_invites_follow; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER linkup_invites_follow AFTER INSERT OR UPDATE ON josh.linkup_invites FOR EACH ROW EXECUTE FUNCTION josh.follow_invite();

--
-- Name: linkup_invites linkup_invites_prepare; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER linkup_invites_prepare BEFORE INSERT OR UPDATE ON josh.linkup_invites FOR EACH ROW EXECUTE FUNCTION josh.prepare_invite();

--
-- Name: linkup_invites linkup_invites_updated_at; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER linkup_invites_updated_at BEFORE UPDATE ON josh.linkup_invites FOR EACH ROW EXECUTE FUNCTION josh.set_updated_at();

--
-- Name: linkup_outcomes linkup_outcomes_updated_at; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER linkup_outcomes_updated_at BEFORE UPDATE ON josh.linkup_outcomes FOR EACH ROW EXECUTE FUNCTION josh.set_updated_at();

--
-- Name: linkup_participants linkup_participants_check_transition; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER linkup_participants_check_transition BEFORE INSERT OR UPDATE ON josh.linkup_participants FOR EACH ROW EXECUTE FUNCTION josh.enforce_transition('participant', 'status');

--
-- Name: linkup_participants linkup_participants_event; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER linkup_participants_event AFTER INSERT OR UPDATE ON josh.linkup_participants FOR EACH ROW EXECUTE FUNCTION josh.record_transition('participant', 'status');

--
-- Name: linkup_participants linkup_participants_follow; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER linkup_participants_follow AFTER INSERT OR DELETE OR UPDATE ON josh.linkup_participants FOR EACH ROW EXECUTE FUNCTION josh.follow_participant();

--
-- Name: linkup_participants linkup_participants_prepare; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER linkup_participants_prepare BEFORE INSERT OR UPDATE ON josh.linkup_participants FOR EACH ROW EXECUTE FUNCTION josh.prepare_participant();

--
-- Name: linkup_participants linkup_participants_updated_at; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER linkup_participants_updated_at BEFORE UPDATE ON josh.linkup_participants FOR EACH ROW EXECUTE FUNCTION josh.set_updated_at();

--
-- Name: linkup_reminders linkup_reminders_updated_at; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER linkup_reminders_updated_at BEFORE UPDATE ON josh.linkup_reminders FOR EACH ROW EXECUTE FUNCTION josh.set_updated_at();

--
-- Name: linkups linkups_check_transition; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER linkups_check_transition BEFORE INSERT OR UPDATE ON josh.linkups FOR EACH ROW EXECUTE FUNCTION josh.enforce_transition('linkup', 'state');

--
-- Name: linkups linkups_event; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER linkups_event AFTER INSERT OR UPDATE ON josh.linkups FOR EACH ROW EXECUTE FUNCTION josh.record_transition('linkup', 'state');

--
-- Name: linkups linkups_follow; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER linkups_follow AFTER UPDATE ON josh.linkups FOR EACH ROW EXECUTE FUNCTION josh.follow_linkup();

--
-- Name: linkups linkups_prepare; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER linkups_prepare BEFORE INSERT OR UPDATE ON josh.linkups FOR EACH ROW EXECUTE FUNCTION josh.prepare_linkup();

--
-- Name: linkups linkups_updated_at; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER linkups_updated_at BEFORE UPDATE ON josh.linkups FOR EACH ROW EXECUTE FUNCTION josh.set_updated_at();

--
-- Name: magic_links magic_links_guard; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER magic_links_guard BEFORE UPDATE ON josh.magic_links FOR EACH ROW EXECUTE FUNCTION josh.guard_magic_link();

--
-- Name: otp_sessions otp_sessions_updated_at; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER otp_sessions_updated_at BEFORE UPDATE ON josh.otp_sessions FOR EACH ROW EXECUTE FUNCTION josh.set_updated_at();

--
-- Name: outbox outbox_updated_at; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER outbox_updated_at BEFORE UPDATE ON josh.outbox FOR EACH ROW EXECUTE FUNCTION josh.set_updated_at();

--
-- Name: profile_events profile_events_never_edited; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER profile_events_never_edited BEFORE UPDATE OR TRUNCATE ON josh.profile_events FOR EACH STATEMENT EXECUTE FUNCTION josh.refuse_change();

--
-- Name: profiles profiles_changed; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER profiles_changed BEFORE UPDATE ON josh.profiles FOR EACH ROW EXECUTE FUNCTION josh.note_change();

--
-- Name: profiles profiles_check_transition; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER profiles_check_transition BEFORE INSERT OR UPDATE ON josh.profiles FOR EACH ROW EXECUTE FUNCTION josh.enforce_transition('profile', 'state');

--
-- Name: profiles profiles_event; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER profiles_event AFTER INSERT OR UPDATE ON josh.profiles FOR EACH ROW EXECUTE FUNCTION josh.record_transition('profile', 'state');

--
-- Name: profiles profiles_updated_at; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER profiles_updated_at BEFORE UPDATE ON josh.profiles FOR EACH ROW EXECUTE FUNCTION josh.set_updated_at();

--
-- Name: quiet_rules quiet_rules_updated_at; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER quiet_rules_updated_at BEFORE UPDATE ON josh.quiet_rules FOR EACH ROW EXECUTE FUNCTION josh.set_updated_at();

--
-- Name: region_memberships region_memberships_check_transition; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER region_memberships_check_transition BEFORE INSERT OR UPDATE ON josh.region_memberships FOR EACH ROW EXECUTE FUNCTION josh.enforce_transition('region_membership', 'status');

--
-- Name: region_memberships region_memberships_event; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER region_memberships_event AFTER INSERT OR UPDATE ON josh.region_memberships FOR EACH ROW EXECUTE FUNCTION josh.record_transition('region_membership', 'status');

--
-- Name: region_memberships region_memberships_updated_at; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER region_memberships_updated_at BEFORE UPDATE ON josh.region_memberships FOR EACH ROW EXECUTE FUNCTION josh.set_updated_at();

--
-- Name: regions regions_check_transition; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER regions_check_transition BEFORE INSERT OR UPDATE ON josh.regions FOR EACH ROW EXECUTE FUNCTION josh.enforce_transition('region', 'state');

--
-- Name: regions regions_event; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER regions_event AFTER INSERT OR UPDATE ON josh.regions FOR EACH ROW EXECUTE FUNCTION josh.record_transition('region', 'state');

--
-- Name: regions regions_updated_at; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER regions_updated_at BEFORE UPDATE ON josh.regions FOR EACH ROW EXECUTE FUNCTION josh.set_updated_at();

--
-- Name: safety_holds safety_holds_write; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER safety_holds_write INSTEAD OF INSERT OR DELETE OR UPDATE ON josh.safety_holds FOR EACH ROW EXECUTE FUNCTION josh.write_safety_hold();

--
-- Name: sms_messages sms_messages_status; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER sms_messages_status BEFORE UPDATE ON josh.sms_messages FOR EACH ROW EXECUTE FUNCTION josh.keep_status_forward();

--
-- Name: sms_messages sms_messages_updated_at; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER sms_messages_updated_at BEFORE UPDATE ON josh.sms_messages FOR EACH ROW EXECUTE FUNCTION josh.set_updated_at();

--
-- Name: sms_outbound_jobs sms_outbound_jobs_updated_at; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER sms_outbound_jobs_updated_at BEFORE UPDATE ON josh.sms_outbound_jobs FOR EACH ROW EXECUTE FUNCTION josh.set_updated_at();

--
-- Name: stored_files stored_files_one_way; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER stored_files_one_way BEFORE UPDATE OF state ON josh.stored_files FOR EACH ROW EXECUTE FUNCTION josh.keep_unwanted();

--
-- Name: stored_files stored_files_updated_at; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER stored_files_updated_at BEFORE UPDATE ON josh.stored_files FOR EACH ROW EXECUTE FUNCTION josh.set_updated_at();

--
-- Name: subscriptions subscriptions_check_transition; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER subscriptions_check_transition BEFORE INSERT OR UPDATE ON josh.subscriptions FOR EACH ROW EXECUTE FUNCTION josh.enforce_transition('subscription', 'state');

--
-- Name: subscriptions subscriptions_event; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER subscriptions_event AFTER INSERT OR UPDATE ON josh.subscriptions FOR EACH ROW EXECUTE FUNCTION josh.record_transition('subscription', 'state');

--
-- Name: subscriptions subscriptions_updated_at; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER subscriptions_updated_at BEFORE UPDATE ON josh.subscriptions FOR EACH ROW EXECUTE FUNCTION josh.set_updated_at();

--
-- Name: pgqueuer tg_pgqueuer_changed; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER tg_pgqueuer_changed AFTER INSERT OR DELETE OR TRUNCATE ON josh.pgqueuer FOR EACH STATEMENT EXECUTE FUNCTION josh.fn_pgqueuer_changed();

--
-- Name: user_ratings user_ratings_changed; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER user_ratings_changed BEFORE UPDATE ON josh.user_ratings FOR EACH ROW EXECUTE FUNCTION josh.note_change();

--
-- Name: user_ratings user_ratings_updated_at; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER user_ratings_updated_at BEFORE UPDATE ON josh.user_ratings FOR EACH ROW EXECUTE FUNCTION josh.set_updated_at();

--
-- Name: users users_changed; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER users_changed BEFORE UPDATE ON josh.users FOR EACH ROW EXECUTE FUNCTION josh.note_change();

--
-- Name: users users_check_transition; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER users_check_transition BEFORE INSERT OR UPDATE ON josh.users FOR EACH ROW EXECUTE FUNCTION josh.enforce_transition('user', 'state');

--
-- Name: users users_event; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER users_event AFTER INSERT OR UPDATE ON josh.users FOR EACH ROW EXECUTE FUNCTION josh.record_transition('user', 'state');

--
-- Name: users users_prepare; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER users_prepare BEFORE INSERT OR UPDATE ON josh.users FOR EACH ROW EXECUTE FUNCTION josh.prepare_user();

--
-- Name: users users_updated_at; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER users_updated_at BEFORE UPDATE ON josh.users FOR EACH ROW EXECUTE FUNCTION josh.set_updated_at();

--
-- Name: venues venues_updated_at; Type: TRIGGER; Schema: josh; Owner: -
--

CREATE TRIGGER venues_updated_at BEFORE UPDATE ON josh.venues FOR EACH ROW EXECUTE FUNCTION josh.set_updated_at();

--
-- Name: contact_exchange_choices contact_exchange_choices_chooser_user_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.contact_exchange_choices
    ADD CONSTRAINT contact_exchange_choices_chooser_user_id_fkey FOREIGN KEY (chooser_user_id) REFERENCES josh.users(id) ON DELETE CASCADE;

--
-- Name: contact_exchange_choices contact_exchange_choices_linkup_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.contact_exchange_choices
    ADD CONSTRAINT contact_exchange_choices_linkup_id_fkey FOREIGN KEY (linkup_id) REFERENCES josh.linkups(id) ON DELETE CASCADE;

--
-- Name: contact_exchange_choices contact_exchange_choices_target_user_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.contact_exchange_choices
    ADD CONSTRAINT contact_exchange_choices_target_user_id_fkey FOREIGN KEY (target_user_id) REFERENCES josh.users(id) ON DELETE CASCADE;

--
-- Name: contact_exchanges contact_exchanges_linkup_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.contact_exchanges
    ADD CONSTRAINT contact_exchanges_linkup_id_fkey FOREIGN KEY (linkup_id) REFERENCES josh.linkups(id) ON DELETE CASCADE;

--
-- Name: contact_exchanges contact_exchanges_user_a_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.contact_exchanges
    ADD CONSTRAINT contact_exchanges_user_a_id_fkey FOREIGN KEY (user_a_id) REFERENCES josh.users(id) ON DELETE CASCADE;

--
-- Name: contact_exchanges contact_exchanges_user_b_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.contact_exchanges
    ADD CONSTRAINT contact_exchanges_user_b_id_fkey FOREIGN KEY (user_b_id) REFERENCES josh.users(id) ON DELETE CASCADE;

--
-- Name: conversation_sessions conversation_sessions_user_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.conversation_sessions
    ADD CONSTRAINT conversation_sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES josh.users(id) ON DELETE CASCADE;

--
-- Name: entitlements entitlements_user_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.entitlements
    ADD CONSTRAINT entitlements_user_id_fkey FOREIGN KEY (user_id) REFERENCES josh.users(id) ON DELETE CASCADE;

--
-- Name: linkup_invites linkup_invites_invited_user_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkup_invites
    ADD CONSTRAINT linkup_invites_invited_user_id_fkey FOREIGN KEY (invited_user_id) REFERENCES josh.users(id) ON DELETE CASCADE;

--
-- Name: linkup_invites linkup_invites_linkup_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkup_invites
    ADD CONSTRAINT linkup_invites_linkup_id_fkey FOREIGN KEY (linkup_id) REFERENCES josh.linkups(id) ON DELETE CASCADE;

--
-- Name: linkup_outcomes linkup_outcomes_linkup_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkup_outcomes
    ADD CONSTRAINT linkup_outcomes_linkup_id_fkey FOREIGN KEY (linkup_id) REFERENCES josh.linkups(id) ON DELETE CASCADE;

--
-- Name: linkup_outcomes linkup_outcomes_user_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkup_outcomes
    ADD CONSTRAINT linkup_outcomes_user_id_fkey FOREIGN KEY (user_id) REFERENCES josh.users(id) ON DELETE CASCADE;

--
-- Name: linkup_participants linkup_participants_linkup_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkup_participants
    ADD CONSTRAINT linkup_participants_linkup_id_fkey FOREIGN KEY (linkup_id) REFERENCES josh.linkups(id) ON DELETE CASCADE;

--
-- Name: linkup_participants linkup_participants_user_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkup_participants
    ADD CONSTRAINT linkup_participants_user_id_fkey FOREIGN KEY (user_id) REFERENCES josh.users(id) ON DELETE CASCADE;

--
-- Name: linkup_reminders linkup_reminders_linkup_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkup_reminders
    ADD CONSTRAINT linkup_reminders_linkup_id_fkey FOREIGN KEY (linkup_id) REFERENCES josh.linkups(id) ON DELETE CASCADE;

--
-- Name: linkup_seats linkup_seats_linkup_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkup_seats
    ADD CONSTRAINT linkup_seats_linkup_id_fkey FOREIGN KEY (linkup_id) REFERENCES josh.linkups(id) ON DELETE CASCADE;

--
-- Name: linkup_seats linkup_seats_user_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkup_seats
    ADD CONSTRAINT linkup_seats_user_id_fkey FOREIGN KEY (user_id) REFERENCES josh.users(id) ON DELETE CASCADE;

--
-- Name: linkups linkups_initiator_user_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkups
    ADD CONSTRAINT linkups_initiator_user_id_fkey FOREIGN KEY (initiator_user_id) REFERENCES josh.users(id) ON DELETE RESTRICT;

--
-- Name: linkups linkups_merged_into_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkups
    ADD CONSTRAINT linkups_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES josh.linkups(id) ON DELETE SET NULL;

--
-- Name: linkups linkups_region_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkups
    ADD CONSTRAINT linkups_region_id_fkey FOREIGN KEY (region_id) REFERENCES josh.regions(id) ON DELETE RESTRICT;

--
-- Name: linkups linkups_venue_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.linkups
    ADD CONSTRAINT linkups_venue_id_fkey FOREIGN KEY (venue_id) REFERENCES josh.venues(id) ON DELETE SET NULL;

--
-- Name: magic_links magic_links_linkup_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.magic_links
    ADD CONSTRAINT magic_links_linkup_id_fkey FOREIGN KEY (linkup_id) REFERENCES josh.linkups(id) ON DELETE CASCADE;

--
-- Name: magic_links magic_links_user_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.magic_links
    ADD CONSTRAINT magic_links_user_id_fkey FOREIGN KEY (user_id) REFERENCES josh.users(id) ON DELETE CASCADE;

--
-- Name: message_events message_events_user_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.message_events
    ADD CONSTRAINT message_events_user_id_fkey FOREIGN KEY (user_id) REFERENCES josh.users(id) ON DELETE SET NULL;

--
-- Name: otp_sessions otp_sessions_user_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.otp_sessions
    ADD CONSTRAINT otp_sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES josh.users(id) ON DELETE CASCADE;

--
-- Name: outbox outbox_person_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.outbox
    ADD CONSTRAINT outbox_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: profile_events profile_events_user_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.profile_events
    ADD CONSTRAINT profile_events_user_id_fkey FOREIGN KEY (user_id) REFERENCES josh.users(id) ON DELETE CASCADE;

--
-- Name: profiles profiles_user_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.profiles
    ADD CONSTRAINT profiles_user_id_fkey FOREIGN KEY (user_id) REFERENCES josh.users(id) ON DELETE CASCADE;

--
-- Name: region_memberships region_memberships_region_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.region_memberships
    ADD CONSTRAINT region_memberships_region_id_fkey FOREIGN KEY (region_id) REFERENCES josh.regions(id) ON DELETE RESTRICT;

--
-- Name: region_memberships region_memberships_user_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.region_memberships
    ADD CONSTRAINT region_memberships_user_id_fkey FOREIGN KEY (user_id) REFERENCES josh.users(id) ON DELETE CASCADE;

--
-- Name: sms_messages sms_messages_job_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.sms_messages
    ADD CONSTRAINT sms_messages_job_id_fkey FOREIGN KEY (job_id) REFERENCES josh.sms_outbound_jobs(id) ON DELETE SET NULL;

--
-- Name: sms_messages sms_messages_user_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.sms_messages
    ADD CONSTRAINT sms_messages_user_id_fkey FOREIGN KEY (user_id) REFERENCES josh.users(id) ON DELETE SET NULL;

--
-- Name: sms_outbound_jobs sms_outbound_jobs_inbound_message_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.sms_outbound_jobs
    ADD CONSTRAINT sms_outbound_jobs_inbound_message_id_fkey FOREIGN KEY (inbound_message_id) REFERENCES josh.sms_messages(id) ON DELETE SET NULL;

--
-- Name: sms_outbound_jobs sms_outbound_jobs_user_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.sms_outbound_jobs
    ADD CONSTRAINT sms_outbound_jobs_user_id_fkey FOREIGN KEY (user_id) REFERENCES josh.users(id) ON DELETE SET NULL;

--
-- Name: stored_files stored_files_owner_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.stored_files
    ADD CONSTRAINT stored_files_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES auth.users(id) ON DELETE SET NULL;

--
-- Name: subscriptions subscriptions_user_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.subscriptions
    ADD CONSTRAINT subscriptions_user_id_fkey FOREIGN KEY (user_id) REFERENCES josh.users(id) ON DELETE CASCADE;

--
-- Name: user_ratings user_ratings_user_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.user_ratings
    ADD CONSTRAINT user_ratings_user_id_fkey FOREIGN KEY (user_id) REFERENCES josh.users(id) ON DELETE CASCADE;

--
-- Name: users users_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.users
    ADD CONSTRAINT users_id_fkey FOREIGN KEY (id) REFERENCES auth.users(id) ON DELETE RESTRICT;

--
-- Name: users users_region_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.users
    ADD CONSTRAINT users_region_id_fkey FOREIGN KEY (region_id) REFERENCES josh.regions(id) ON DELETE RESTRICT;

--
-- Name: venues venues_region_id_fkey; Type: FK CONSTRAINT; Schema: josh; Owner: -
--

ALTER TABLE ONLY josh.venues
    ADD CONSTRAINT venues_region_id_fkey FOREIGN KEY (region_id) REFERENCES josh.regions(id) ON DELETE CASCADE;

--
-- Name: contact_exchange_choices; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.contact_exchange_choices ENABLE ROW LEVEL SECURITY;

--
-- Name: contact_exchange_choices contact_exchange_choices_insert_own; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY contact_exchange_choices_insert_own ON josh.contact_exchange_choices FOR INSERT TO authenticated WITH CHECK (((chooser_user_id = auth.uid()) AND (linkup_id = ANY (josh.my_attended_linkup_ids()))));

--
-- Name: contact_exchange_choices contact_exchange_choices_select_own; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY contact_exchange_choices_select_own ON josh.contact_exchange_choices FOR SELECT TO authenticated USING ((chooser_user_id = auth.uid()));

--
-- Name: contact_exchange_choices contact_exchange_choices_update_own; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY contact_exchange_choices_update_own ON josh.contact_exchange_choices FOR UPDATE TO authenticated USING ((chooser_user_id = auth.uid())) WITH CHECK (((chooser_user_id = auth.uid()) AND (linkup_id = ANY (josh.my_attended_linkup_ids()))));

--
-- Name: contact_exchanges; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.contact_exchanges ENABLE ROW LEVEL SECURITY;

--
-- Name: contact_exchanges contact_exchanges_select_own; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY contact_exchanges_select_own ON josh.contact_exchanges FOR SELECT TO authenticated USING (((user_a_id = auth.uid()) OR (user_b_id = auth.uid())));

--
-- Name: conversation_sessions; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.conversation_sessions ENABLE ROW LEVEL SECURITY;

--
-- Name: conversation_sessions conversation_sessions_select_own; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY conversation_sessions_select_own ON josh.conversation_sessions FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: domain_events; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.domain_events ENABLE ROW LEVEL SECURITY;

--
-- Name: entitlements; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.entitlements ENABLE ROW LEVEL SECURITY;

--
-- Name: entitlements entitlements_select_own; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY entitlements_select_own ON josh.entitlements FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: idempotency_keys; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.idempotency_keys ENABLE ROW LEVEL SECURITY;

--
-- Name: inbox; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.inbox ENABLE ROW LEVEL SECURITY;

--
-- Name: linkup_invites; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.linkup_invites ENABLE ROW LEVEL SECURITY;

--
-- Name: linkup_invites linkup_invites_select_own; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY linkup_invites_select_own ON josh.linkup_invites FOR SELECT TO authenticated USING ((invited_user_id = auth.uid()));

--
-- Name: linkup_outcomes; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.linkup_outcomes ENABLE ROW LEVEL SECURITY;

--
-- Name: linkup_outcomes linkup_outcomes_insert_own; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY linkup_outcomes_insert_own ON josh.linkup_outcomes FOR INSERT TO authenticated WITH CHECK (((user_id = auth.uid()) AND (linkup_id = ANY (josh.my_completed_linkup_ids()))));

--
-- Name: linkup_outcomes linkup_outcomes_select_own; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY linkup_outcomes_select_own ON josh.linkup_outcomes FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: linkup_outcomes linkup_outcomes_update_own; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY linkup_outcomes_update_own ON josh.linkup_outcomes FOR UPDATE TO authenticated USING ((user_id = auth.uid())) WITH CHECK (((user_id = auth.uid()) AND (linkup_id = ANY (josh.my_completed_linkup_ids()))));

--
-- Name: linkup_participants; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.linkup_participants ENABLE ROW LEVEL SECURITY;

--
-- Name: linkup_participants linkup_participants_select_member; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY linkup_participants_select_member ON josh.linkup_participants FOR SELECT TO authenticated USING ((linkup_id = ANY (josh.my_linkup_ids())));

--
-- Name: linkup_reminders; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.linkup_reminders ENABLE ROW LEVEL SECURITY;

--
-- Name: linkup_seats; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.linkup_seats ENABLE ROW LEVEL SECURITY;

--
-- Name: linkups; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.linkups ENABLE ROW LEVEL SECURITY;

--
-- Name: linkups linkups_select_member; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY linkups_select_member ON josh.linkups FOR SELECT TO authenticated USING ((id = ANY (josh.visible_linkup_ids())));

--
-- Name: magic_links; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.magic_links ENABLE ROW LEVEL SECURITY;

--
-- Name: message_events; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.message_events ENABLE ROW LEVEL SECURITY;

--
-- Name: otp_sessions; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.otp_sessions ENABLE ROW LEVEL SECURITY;

--
-- Name: outbox; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.outbox ENABLE ROW LEVEL SECURITY;

--
-- Name: pgqueuer; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.pgqueuer ENABLE ROW LEVEL SECURITY;

--
-- Name: pgqueuer_log; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.pgqueuer_log ENABLE ROW LEVEL SECURITY;

--
-- Name: pgqueuer_schedules; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.pgqueuer_schedules ENABLE ROW LEVEL SECURITY;

--
-- Name: pgqueuer_statistics; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.pgqueuer_statistics ENABLE ROW LEVEL SECURITY;

--
-- Name: profile_events; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.profile_events ENABLE ROW LEVEL SECURITY;

--
-- Name: profile_events profile_events_select_own; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY profile_events_select_own ON josh.profile_events FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: profiles; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.profiles ENABLE ROW LEVEL SECURITY;

--
-- Name: profiles profiles_select_own; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY profiles_select_own ON josh.profiles FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: profiles profiles_update_own; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY profiles_update_own ON josh.profiles FOR UPDATE TO authenticated USING ((user_id = auth.uid())) WITH CHECK ((user_id = auth.uid()));

--
-- Name: quiet_rules; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.quiet_rules ENABLE ROW LEVEL SECURITY;

--
-- Name: region_memberships; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.region_memberships ENABLE ROW LEVEL SECURITY;

--
-- Name: region_memberships region_memberships_select_own; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY region_memberships_select_own ON josh.region_memberships FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: regions; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.regions ENABLE ROW LEVEL SECURITY;

--
-- Name: regions regions_select_member; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY regions_select_member ON josh.regions FOR SELECT TO authenticated USING (true);

--
-- Name: contact_exchange_choices service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.contact_exchange_choices TO service_role USING (true) WITH CHECK (true);

--
-- Name: contact_exchanges service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.contact_exchanges TO service_role USING (true) WITH CHECK (true);

--
-- Name: conversation_sessions service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.conversation_sessions TO service_role USING (true) WITH CHECK (true);

--
-- Name: domain_events service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.domain_events TO service_role USING (true) WITH CHECK (true);

--
-- Name: entitlements service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.entitlements TO service_role USING (true) WITH CHECK (true);

--
-- Name: idempotency_keys service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.idempotency_keys TO service_role USING (true) WITH CHECK (true);

--
-- Name: inbox service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.inbox TO service_role USING (true) WITH CHECK (true);

--
-- Name: linkup_invites service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.linkup_invites TO service_role USING (true) WITH CHECK (true);

--
-- Name: linkup_outcomes service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.linkup_outcomes TO service_role USING (true) WITH CHECK (true);

--
-- Name: linkup_participants service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.linkup_participants TO service_role USING (true) WITH CHECK (true);

--
-- Name: linkup_reminders service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.linkup_reminders TO service_role USING (true) WITH CHECK (true);

--
-- Name: linkup_seats service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.linkup_seats TO service_role USING (true) WITH CHECK (true);

--
-- Name: linkups service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.linkups TO service_role USING (true) WITH CHECK (true);

--
-- Name: magic_links service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.magic_links TO service_role USING (true) WITH CHECK (true);

--
-- Name: message_events service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.message_events TO service_role USING (true) WITH CHECK (true);

--
-- Name: otp_sessions service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.otp_sessions TO service_role USING (true) WITH CHECK (true);

--
-- Name: outbox service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.outbox TO service_role USING (true) WITH CHECK (true);

--
-- Name: pgqueuer service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.pgqueuer TO service_role USING (true) WITH CHECK (true);

--
-- Name: pgqueuer_log service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.pgqueuer_log TO service_role USING (true) WITH CHECK (true);

--
-- Name: pgqueuer_schedules service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.pgqueuer_schedules TO service_role USING (true) WITH CHECK (true);

--
-- Name: pgqueuer_statistics service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.pgqueuer_statistics TO service_role USING (true) WITH CHECK (true);

--
-- Name: profile_events service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.profile_events TO service_role USING (true) WITH CHECK (true);

--
-- Name: profiles service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.profiles TO service_role USING (true) WITH CHECK (true);

--
-- Name: quiet_rules service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.quiet_rules TO service_role USING (true) WITH CHECK (true);

--
-- Name: region_memberships service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.region_memberships TO service_role USING (true) WITH CHECK (true);

--
-- Name: regions service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.regions TO service_role USING (true) WITH CHECK (true);

--
-- Name: sms_messages service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.sms_messages TO service_role USING (true) WITH CHECK (true);

--
-- Name: sms_outbound_jobs service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.sms_outbound_jobs TO service_role USING (true) WITH CHECK (true);

--
-- Name: state_transitions service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.state_transitions TO service_role USING (true) WITH CHECK (true);

--
-- Name: stored_files service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.stored_files TO service_role USING (true) WITH CHECK (true);

--
-- Name: subscriptions service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.subscriptions TO service_role USING (true) WITH CHECK (true);

--
-- Name: unknown_senders service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.unknown_senders TO service_role USING (true) WITH CHECK (true);

--
-- Name: user_ratings service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.user_ratings TO service_role USING (true) WITH CHECK (true);

--
-- Name: users service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.users TO service_role USING (true) WITH CHECK (true);

--
-- Name: venues service_all; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY service_all ON josh.venues TO service_role USING (true) WITH CHECK (true);

--
-- Name: sms_messages; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.sms_messages ENABLE ROW LEVEL SECURITY;

--
-- Name: sms_messages sms_messages_select_own; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY sms_messages_select_own ON josh.sms_messages FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: sms_outbound_jobs; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.sms_outbound_jobs ENABLE ROW LEVEL SECURITY;

--
-- Name: state_transitions; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.state_transitions ENABLE ROW LEVEL SECURITY;

--
-- Name: stored_files; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.stored_files ENABLE ROW LEVEL SECURITY;

--
-- Name: subscriptions; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.subscriptions ENABLE ROW LEVEL SECURITY;

--
-- Name: subscriptions subscriptions_select_own; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY subscriptions_select_own ON josh.subscriptions FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: unknown_senders; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.unknown_senders ENABLE ROW LEVEL SECURITY;

--
-- Name: user_ratings; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.user_ratings ENABLE ROW LEVEL SECURITY;

--
-- Name: users; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.users ENABLE ROW LEVEL SECURITY;

--
-- Name: users users_select_own; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY users_select_own ON josh.users FOR SELECT TO authenticated USING ((id = auth.uid()));

--
-- Name: users users_update_own; Type: POLICY; Schema: josh; Owner: -
--

CREATE POLICY users_update_own ON josh.users FOR UPDATE TO authenticated USING ((id = auth.uid())) WITH CHECK ((id = auth.uid()));

--
-- Name: venues; Type: ROW SECURITY; Schema: josh; Owner: -
--

ALTER TABLE josh.venues ENABLE ROW LEVEL SECURITY;

--
-- Name: SCHEMA josh; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA josh TO anon;
GRANT USAGE ON SCHEMA josh TO authenticated;
GRANT USAGE ON SCHEMA josh TO service_role;

--
-- Name: FUNCTION answer_text(p_message uuid, p_user uuid, p_sid text, p_moved boolean, p_mode text, p_state_token text, p_context jsonb, p_expires_at timestamp with time zone, p_to text, p_phone_hash text, p_key_version integer, p_ids uuid[], p_ciphertexts bytea[], p_ivs bytea[], p_tags bytea[], p_kinds text[], p_purposes text[]); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.answer_text(p_message uuid, p_user uuid, p_sid text, p_moved boolean, p_mode text, p_state_token text, p_context jsonb, p_expires_at timestamp with time zone, p_to text, p_phone_hash text, p_key_version integer, p_ids uuid[], p_ciphertexts bytea[], p_ivs bytea[], p_tags bytea[], p_kinds text[], p_purposes text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.answer_text(p_message uuid, p_user uuid, p_sid text, p_moved boolean, p_mode text, p_state_token text, p_context jsonb, p_expires_at timestamp with time zone, p_to text, p_phone_hash text, p_key_version integer, p_ids uuid[], p_ciphertexts bytea[], p_ivs bytea[], p_tags bytea[], p_kinds text[], p_purposes text[]) TO service_role;

--
-- Name: FUNCTION enforce_transition(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.enforce_transition() FROM PUBLIC;

--
-- Name: FUNCTION erase_user(p_user uuid); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.erase_user(p_user uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.erase_user(p_user uuid) TO service_role;

--
-- Name: FUNCTION exchange_contacts(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.exchange_contacts() FROM PUBLIC;

--
-- Name: FUNCTION fingerprint_confidences(f jsonb); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.fingerprint_confidences(f jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.fingerprint_confidences(f jsonb) TO authenticated;
GRANT ALL ON FUNCTION josh.fingerprint_confidences(f jsonb) TO service_role;

--
-- Name: FUNCTION fingerprint_confident(f jsonb); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.fingerprint_confident(f jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.fingerprint_confident(f jsonb) TO authenticated;
GRANT ALL ON FUNCTION josh.fingerprint_confident(f jsonb) TO service_role;

--
-- Name: FUNCTION fingerprint_dates(f jsonb); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.fingerprint_dates(f jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.fingerprint_dates(f jsonb) TO authenticated;
GRANT ALL ON FUNCTION josh.fingerprint_dates(f jsonb) TO service_role;

--
-- Name: FUNCTION fingerprint_factors(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.fingerprint_factors() FROM PUBLIC;
GRANT ALL ON FUNCTION josh.fingerprint_factors() TO authenticated;
GRANT ALL ON FUNCTION josh.fingerprint_factors() TO service_role;

--
-- Name: FUNCTION fingerprint_values(f jsonb); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.fingerprint_values(f jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.fingerprint_values(f jsonb) TO authenticated;
GRANT ALL ON FUNCTION josh.fingerprint_values(f jsonb) TO service_role;

--
-- Name: FUNCTION fn_pgqueuer_changed(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.fn_pgqueuer_changed() FROM PUBLIC;

--
-- Name: FUNCTION follow_invite(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.follow_invite() FROM PUBLIC;

--
-- Name: FUNCTION follow_linkup(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.follow_linkup() FROM PUBLIC;

--
-- Name: FUNCTION follow_participant(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.follow_participant() FROM PUBLIC;

--
-- Name: FUNCTION guard_contact_exchange(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.guard_contact_exchange() FROM PUBLIC;

--
-- Name: FUNCTION guard_magic_link(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.guard_magic_link() FROM PUBLIC;

--
-- Name: FUNCTION is_activity_patterns(v jsonb); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.is_activity_patterns(v jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.is_activity_patterns(v jsonb) TO authenticated;
GRANT ALL ON FUNCTION josh.is_activity_patterns(v jsonb) TO service_role;

--
-- Name: FUNCTION is_boundaries(v jsonb); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.is_boundaries(v jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.is_boundaries(v jsonb) TO authenticated;
GRANT ALL ON FUNCTION josh.is_boundaries(v jsonb) TO service_role;

--
-- Name: FUNCTION is_brief(v jsonb); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.is_brief(v jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.is_brief(v jsonb) TO authenticated;
GRANT ALL ON FUNCTION josh.is_brief(v jsonb) TO service_role;

--
-- Name: FUNCTION is_count(v jsonb); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.is_count(v jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.is_count(v jsonb) TO authenticated;
GRANT ALL ON FUNCTION josh.is_count(v jsonb) TO service_role;

--
-- Name: FUNCTION is_explainability(v jsonb); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.is_explainability(v jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.is_explainability(v jsonb) TO authenticated;
GRANT ALL ON FUNCTION josh.is_explainability(v jsonb) TO service_role;

--
-- Name: FUNCTION is_factor(v jsonb); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.is_factor(v jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.is_factor(v jsonb) TO authenticated;
GRANT ALL ON FUNCTION josh.is_factor(v jsonb) TO service_role;

--
-- Name: FUNCTION is_fingerprint(v jsonb); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.is_fingerprint(v jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.is_fingerprint(v jsonb) TO authenticated;
GRANT ALL ON FUNCTION josh.is_fingerprint(v jsonb) TO service_role;

--
-- Name: FUNCTION is_geometry(v jsonb); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.is_geometry(v jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.is_geometry(v jsonb) TO authenticated;
GRANT ALL ON FUNCTION josh.is_geometry(v jsonb) TO service_role;

--
-- Name: FUNCTION is_member(person uuid); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.is_member(person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.is_member(person uuid) TO authenticated;
GRANT ALL ON FUNCTION josh.is_member(person uuid) TO service_role;

--
-- Name: FUNCTION is_name(v jsonb); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.is_name(v jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.is_name(v jsonb) TO authenticated;
GRANT ALL ON FUNCTION josh.is_name(v jsonb) TO service_role;

--
-- Name: FUNCTION is_own_stripe_event(payload jsonb); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.is_own_stripe_event(payload jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.is_own_stripe_event(payload jsonb) TO service_role;

--
-- Name: FUNCTION is_region_rules(v jsonb); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.is_region_rules(v jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.is_region_rules(v jsonb) TO authenticated;
GRANT ALL ON FUNCTION josh.is_region_rules(v jsonb) TO service_role;

--
-- Name: FUNCTION is_span(v jsonb); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.is_span(v jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.is_span(v jsonb) TO authenticated;
GRANT ALL ON FUNCTION josh.is_span(v jsonb) TO service_role;

--
-- Name: FUNCTION is_texts(v jsonb); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.is_texts(v jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.is_texts(v jsonb) TO authenticated;
GRANT ALL ON FUNCTION josh.is_texts(v jsonb) TO service_role;

--
-- Name: FUNCTION is_time_zone(name text); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.is_time_zone(name text) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.is_time_zone(name text) TO authenticated;
GRANT ALL ON FUNCTION josh.is_time_zone(name text) TO service_role;

--
-- Name: FUNCTION is_unit(v jsonb); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.is_unit(v jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.is_unit(v jsonb) TO authenticated;
GRANT ALL ON FUNCTION josh.is_unit(v jsonb) TO service_role;

--
-- Name: FUNCTION is_venue(v jsonb); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.is_venue(v jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.is_venue(v jsonb) TO authenticated;
GRANT ALL ON FUNCTION josh.is_venue(v jsonb) TO service_role;

--
-- Name: FUNCTION is_weights(v jsonb); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.is_weights(v jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.is_weights(v jsonb) TO authenticated;
GRANT ALL ON FUNCTION josh.is_weights(v jsonb) TO service_role;

--
-- Name: FUNCTION iso_date(v text); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.iso_date(v text) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.iso_date(v text) TO authenticated;
GRANT ALL ON FUNCTION josh.iso_date(v text) TO service_role;

--
-- Name: FUNCTION keep_status_forward(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.keep_status_forward() FROM PUBLIC;

--
-- Name: FUNCTION keep_unwanted(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.keep_unwanted() FROM PUBLIC;

--
-- Name: FUNCTION leave_seat(p_linkup uuid, p_user uuid); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.leave_seat(p_linkup uuid, p_user uuid) FROM PUBLIC;

--
-- Name: FUNCTION linkup_people(p_linkup uuid); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.linkup_people(p_linkup uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.linkup_people(p_linkup uuid) TO authenticated;
GRANT ALL ON FUNCTION josh.linkup_people(p_linkup uuid) TO service_role;

--
-- Name: FUNCTION my_attended_linkup_ids(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.my_attended_linkup_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION josh.my_attended_linkup_ids() TO authenticated;
GRANT ALL ON FUNCTION josh.my_attended_linkup_ids() TO service_role;

--
-- Name: FUNCTION my_completed_linkup_ids(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.my_completed_linkup_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION josh.my_completed_linkup_ids() TO authenticated;
GRANT ALL ON FUNCTION josh.my_completed_linkup_ids() TO service_role;

--
-- Name: FUNCTION my_contacts(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.my_contacts() FROM PUBLIC;
GRANT ALL ON FUNCTION josh.my_contacts() TO authenticated;
GRANT ALL ON FUNCTION josh.my_contacts() TO service_role;

--
-- Name: FUNCTION my_linkup_ids(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.my_linkup_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION josh.my_linkup_ids() TO authenticated;
GRANT ALL ON FUNCTION josh.my_linkup_ids() TO service_role;

--
-- Name: FUNCTION prepare_contact_choice(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.prepare_contact_choice() FROM PUBLIC;

--
-- Name: FUNCTION prepare_invite(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.prepare_invite() FROM PUBLIC;

--
-- Name: FUNCTION prepare_linkup(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.prepare_linkup() FROM PUBLIC;

--
-- Name: FUNCTION prepare_participant(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.prepare_participant() FROM PUBLIC;

--
-- Name: FUNCTION prepare_user(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.prepare_user() FROM PUBLIC;

--
-- Name: FUNCTION receive_text(p_id uuid, p_sid text, p_from text, p_to text, p_phone_hash text, p_media integer, p_ciphertext bytea, p_iv bytea, p_tag bytea, p_key_version integer, p_delete_after timestamp with time zone, p_answer jsonb, OUT repeated boolean, OUT answer jsonb, OUT allowed boolean, OUT user_id uuid, OUT first_name text, OUT last_name text, OUT state text, OUT region_id uuid, OUT time_zone text, OUT paused boolean, OUT mode text, OUT state_token text, OUT context jsonb, OUT expires_at timestamp with time zone); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.receive_text(p_id uuid, p_sid text, p_from text, p_to text, p_phone_hash text, p_media integer, p_ciphertext bytea, p_iv bytea, p_tag bytea, p_key_version integer, p_delete_after timestamp with time zone, p_answer jsonb, OUT repeated boolean, OUT answer jsonb, OUT allowed boolean, OUT user_id uuid, OUT first_name text, OUT last_name text, OUT state text, OUT region_id uuid, OUT time_zone text, OUT paused boolean, OUT mode text, OUT state_token text, OUT context jsonb, OUT expires_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.receive_text(p_id uuid, p_sid text, p_from text, p_to text, p_phone_hash text, p_media integer, p_ciphertext bytea, p_iv bytea, p_tag bytea, p_key_version integer, p_delete_after timestamp with time zone, p_answer jsonb, OUT repeated boolean, OUT answer jsonb, OUT allowed boolean, OUT user_id uuid, OUT first_name text, OUT last_name text, OUT state text, OUT region_id uuid, OUT time_zone text, OUT paused boolean, OUT mode text, OUT state_token text, OUT context jsonb, OUT expires_at timestamp with time zone) TO service_role;

--
-- Name: FUNCTION record_transition(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.record_transition() FROM PUBLIC;

--
-- Name: FUNCTION refuse_change(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.refuse_change() FROM PUBLIC;

--
-- Name: FUNCTION set_updated_at(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.set_updated_at() FROM PUBLIC;

--
-- Name: FUNCTION sms_status_rank(status text); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.sms_status_rank(status text) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.sms_status_rank(status text) TO service_role;

--
-- Name: FUNCTION take_seat(p_linkup uuid, p_user uuid, p_states josh.linkup_state[]); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.take_seat(p_linkup uuid, p_user uuid, p_states josh.linkup_state[]) FROM PUBLIC;

--
-- Name: FUNCTION take_unsolicited_slot(p_job uuid, p_day date); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.take_unsolicited_slot(p_job uuid, p_day date) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.take_unsolicited_slot(p_job uuid, p_day date) TO service_role;

--
-- Name: FUNCTION visible_linkup_ids(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.visible_linkup_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION josh.visible_linkup_ids() TO authenticated;
GRANT ALL ON FUNCTION josh.visible_linkup_ids() TO service_role;

--
-- Name: FUNCTION wake_deliveries(p_at_most integer); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.wake_deliveries(p_at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION josh.wake_deliveries(p_at_most integer) TO service_role;

--
-- Name: FUNCTION write_safety_hold(); Type: ACL; Schema: josh; Owner: -
--

REVOKE ALL ON FUNCTION josh.write_safety_hold() FROM PUBLIC;

--
-- Name: TABLE admin_audit_log; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT ON TABLE josh.admin_audit_log TO service_role;

--
-- Name: TABLE admin_users; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.admin_users TO service_role;

--
-- Name: TABLE contact_exchange_choices; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT ON TABLE josh.contact_exchange_choices TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.contact_exchange_choices TO service_role;

--
-- Name: COLUMN contact_exchange_choices.linkup_id; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(linkup_id) ON TABLE josh.contact_exchange_choices TO authenticated;

--
-- Name: COLUMN contact_exchange_choices.chooser_user_id; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(chooser_user_id) ON TABLE josh.contact_exchange_choices TO authenticated;

--
-- Name: COLUMN contact_exchange_choices.target_user_id; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(target_user_id) ON TABLE josh.contact_exchange_choices TO authenticated;

--
-- Name: COLUMN contact_exchange_choices.choice; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(choice),UPDATE(choice) ON TABLE josh.contact_exchange_choices TO authenticated;

--
-- Name: TABLE contact_exchanges; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT ON TABLE josh.contact_exchanges TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.contact_exchanges TO service_role;

--
-- Name: TABLE conversation_sessions; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT ON TABLE josh.conversation_sessions TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.conversation_sessions TO service_role;

--
-- Name: TABLE domain_events; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT ON TABLE josh.domain_events TO service_role;

--
-- Name: TABLE entitlements; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT ON TABLE josh.entitlements TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.entitlements TO service_role;

--
-- Name: TABLE idempotency_keys; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.idempotency_keys TO service_role;

--
-- Name: TABLE inbox; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.inbox TO service_role;

--
-- Name: TABLE linkup_invites; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.linkup_invites TO service_role;

--
-- Name: COLUMN linkup_invites.id; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT(id) ON TABLE josh.linkup_invites TO authenticated;

--
-- Name: COLUMN linkup_invites.linkup_id; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT(linkup_id) ON TABLE josh.linkup_invites TO authenticated;

--
-- Name: COLUMN linkup_invites.invited_user_id; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT(invited_user_id) ON TABLE josh.linkup_invites TO authenticated;

--
-- Name: COLUMN linkup_invites.state; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT(state) ON TABLE josh.linkup_invites TO authenticated;

--
-- Name: COLUMN linkup_invites.offered_options; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT(offered_options) ON TABLE josh.linkup_invites TO authenticated;

--
-- Name: COLUMN linkup_invites.selected_option; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT(selected_option) ON TABLE josh.linkup_invites TO authenticated;

--
-- Name: COLUMN linkup_invites.sent_at; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT(sent_at) ON TABLE josh.linkup_invites TO authenticated;

--
-- Name: COLUMN linkup_invites.responded_at; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT(responded_at) ON TABLE josh.linkup_invites TO authenticated;

--
-- Name: COLUMN linkup_invites.expires_at; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT(expires_at) ON TABLE josh.linkup_invites TO authenticated;

--
-- Name: COLUMN linkup_invites.closed_at; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT(closed_at) ON TABLE josh.linkup_invites TO authenticated;

--
-- Name: COLUMN linkup_invites.created_at; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT(created_at) ON TABLE josh.linkup_invites TO authenticated;

--
-- Name: TABLE linkup_outcomes; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT ON TABLE josh.linkup_outcomes TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.linkup_outcomes TO service_role;

--
-- Name: COLUMN linkup_outcomes.linkup_id; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(linkup_id) ON TABLE josh.linkup_outcomes TO authenticated;

--
-- Name: COLUMN linkup_outcomes.user_id; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(user_id) ON TABLE josh.linkup_outcomes TO authenticated;

--
-- Name: COLUMN linkup_outcomes.attendance_response; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(attendance_response),UPDATE(attendance_response) ON TABLE josh.linkup_outcomes TO authenticated;

--
-- Name: COLUMN linkup_outcomes.do_again; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(do_again),UPDATE(do_again) ON TABLE josh.linkup_outcomes TO authenticated;

--
-- Name: COLUMN linkup_outcomes.feedback; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(feedback),UPDATE(feedback) ON TABLE josh.linkup_outcomes TO authenticated;

--
-- Name: TABLE linkup_participants; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT ON TABLE josh.linkup_participants TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.linkup_participants TO service_role;

--
-- Name: TABLE linkup_reminders; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.linkup_reminders TO service_role;

--
-- Name: TABLE linkup_seats; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT ON TABLE josh.linkup_seats TO service_role;

--
-- Name: TABLE linkups; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT ON TABLE josh.linkups TO authenticated;
GRANT SELECT,DELETE ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.id; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(id) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.initiator_user_id; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(initiator_user_id) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.region_id; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(region_id) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.state; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(state),UPDATE(state) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.brief; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(brief),UPDATE(brief) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.acceptance_window_ends_at; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(acceptance_window_ends_at),UPDATE(acceptance_window_ends_at) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.event_time; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(event_time),UPDATE(event_time) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.venue; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(venue),UPDATE(venue) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.min_size; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(min_size),UPDATE(min_size) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.max_size; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(max_size),UPDATE(max_size) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.lock_version; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(lock_version),UPDATE(lock_version) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.locked_at; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(locked_at),UPDATE(locked_at) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.canceled_reason; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(canceled_reason),UPDATE(canceled_reason) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.correlation_id; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(correlation_id),UPDATE(correlation_id) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.linkup_create_key; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(linkup_create_key) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.created_at; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(created_at) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.updated_at; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(updated_at),UPDATE(updated_at) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.time_zone; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(time_zone),UPDATE(time_zone) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.starts_at; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(starts_at),UPDATE(starts_at) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.ends_at; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(ends_at),UPDATE(ends_at) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.next_wave_at; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(next_wave_at),UPDATE(next_wave_at) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.waves_sent; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(waves_sent),UPDATE(waves_sent) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.selection_arm; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(selection_arm),UPDATE(selection_arm) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.merged_into; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(merged_into),UPDATE(merged_into) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.venue_id; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(venue_id),UPDATE(venue_id) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.canceled_at; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(canceled_at),UPDATE(canceled_at) ON TABLE josh.linkups TO service_role;

--
-- Name: COLUMN linkups.completed_at; Type: ACL; Schema: josh; Owner: -
--

GRANT INSERT(completed_at),UPDATE(completed_at) ON TABLE josh.linkups TO service_role;

--
-- Name: TABLE magic_links; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.magic_links TO service_role;

--
-- Name: TABLE message_events; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.message_events TO service_role;

--
-- Name: TABLE otp_sessions; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.otp_sessions TO service_role;

--
-- Name: TABLE outbox; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.outbox TO service_role;

--
-- Name: TABLE pgqueuer; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.pgqueuer TO service_role;

--
-- Name: SEQUENCE pgqueuer_id_seq; Type: ACL; Schema: josh; Owner: -
--

GRANT USAGE ON SEQUENCE josh.pgqueuer_id_seq TO service_role;

--
-- Name: TABLE pgqueuer_log; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.pgqueuer_log TO service_role;

--
-- Name: SEQUENCE pgqueuer_log_id_seq; Type: ACL; Schema: josh; Owner: -
--

GRANT USAGE ON SEQUENCE josh.pgqueuer_log_id_seq TO service_role;

--
-- Name: TABLE pgqueuer_schedules; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.pgqueuer_schedules TO service_role;

--
-- Name: SEQUENCE pgqueuer_schedules_id_seq; Type: ACL; Schema: josh; Owner: -
--

GRANT USAGE ON SEQUENCE josh.pgqueuer_schedules_id_seq TO service_role;

--
-- Name: TABLE pgqueuer_statistics; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.pgqueuer_statistics TO service_role;

--
-- Name: SEQUENCE pgqueuer_statistics_id_seq; Type: ACL; Schema: josh; Owner: -
--

GRANT USAGE ON SEQUENCE josh.pgqueuer_statistics_id_seq TO service_role;

--
-- Name: TABLE profile_events; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT ON TABLE josh.profile_events TO authenticated;
GRANT SELECT,INSERT,DELETE ON TABLE josh.profile_events TO service_role;

--
-- Name: TABLE profiles; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT ON TABLE josh.profiles TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.profiles TO service_role;

--
-- Name: COLUMN profiles.boundaries; Type: ACL; Schema: josh; Owner: -
--

GRANT UPDATE(boundaries) ON TABLE josh.profiles TO authenticated;

--
-- Name: COLUMN profiles.preferences; Type: ACL; Schema: josh; Owner: -
--

GRANT UPDATE(preferences) ON TABLE josh.profiles TO authenticated;

--
-- Name: TABLE quiet_rules; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.quiet_rules TO service_role;

--
-- Name: TABLE region_memberships; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT ON TABLE josh.region_memberships TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.region_memberships TO service_role;

--
-- Name: TABLE regions; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.regions TO service_role;

--
-- Name: COLUMN regions.id; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT(id) ON TABLE josh.regions TO authenticated;

--
-- Name: COLUMN regions.slug; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT(slug) ON TABLE josh.regions TO authenticated;

--
-- Name: COLUMN regions.display_name; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT(display_name) ON TABLE josh.regions TO authenticated;

--
-- Name: COLUMN regions.state; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT(state) ON TABLE josh.regions TO authenticated;

--
-- Name: COLUMN regions.time_zone; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT(time_zone) ON TABLE josh.regions TO authenticated;

--
-- Name: COLUMN regions.country; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT(country) ON TABLE josh.regions TO authenticated;

--
-- Name: COLUMN regions.subdivision; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT(subdivision) ON TABLE josh.regions TO authenticated;

--
-- Name: TABLE safety_holds; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.safety_holds TO service_role;

--
-- Name: TABLE safety_incidents; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.safety_incidents TO service_role;

--
-- Name: TABLE safety_reports; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.safety_reports TO service_role;

--
-- Name: TABLE sms_messages; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.sms_messages TO service_role;

--
-- Name: COLUMN sms_messages.id; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT(id) ON TABLE josh.sms_messages TO authenticated;

--
-- Name: COLUMN sms_messages.user_id; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT(user_id) ON TABLE josh.sms_messages TO authenticated;

--
-- Name: COLUMN sms_messages.direction; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT(direction) ON TABLE josh.sms_messages TO authenticated;

--
-- Name: COLUMN sms_messages.media_count; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT(media_count) ON TABLE josh.sms_messages TO authenticated;

--
-- Name: COLUMN sms_messages.status; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT(status) ON TABLE josh.sms_messages TO authenticated;

--
-- Name: COLUMN sms_messages.created_at; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT(created_at) ON TABLE josh.sms_messages TO authenticated;

--
-- Name: TABLE sms_outbound_jobs; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.sms_outbound_jobs TO service_role;

--
-- Name: TABLE state_transitions; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT ON TABLE josh.state_transitions TO service_role;

--
-- Name: TABLE stored_files; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.stored_files TO service_role;

--
-- Name: TABLE stripe_customers; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.stripe_customers TO service_role;

--
-- Name: TABLE stripe_events; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.stripe_events TO service_role;

--
-- Name: TABLE subscriptions; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT ON TABLE josh.subscriptions TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.subscriptions TO service_role;

--
-- Name: TABLE unknown_senders; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.unknown_senders TO service_role;

--
-- Name: TABLE user_blocks; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE josh.user_blocks TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.user_blocks TO service_role;

--
-- Name: TABLE user_ratings; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.user_ratings TO service_role;

--
-- Name: TABLE user_strikes; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.user_strikes TO service_role;

--
-- Name: TABLE users; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT ON TABLE josh.users TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.users TO service_role;

--
-- Name: COLUMN users.first_name; Type: ACL; Schema: josh; Owner: -
--

GRANT UPDATE(first_name) ON TABLE josh.users TO authenticated;

--
-- Name: COLUMN users.last_name; Type: ACL; Schema: josh; Owner: -
--

GRANT UPDATE(last_name) ON TABLE josh.users TO authenticated;

--
-- Name: COLUMN users.email; Type: ACL; Schema: josh; Owner: -
--

GRANT UPDATE(email) ON TABLE josh.users TO authenticated;

--
-- Name: COLUMN users.time_zone; Type: ACL; Schema: josh; Owner: -
--

GRANT UPDATE(time_zone) ON TABLE josh.users TO authenticated;

--
-- Name: COLUMN users.paused_at; Type: ACL; Schema: josh; Owner: -
--

GRANT UPDATE(paused_at) ON TABLE josh.users TO authenticated;

--
-- Name: TABLE venues; Type: ACL; Schema: josh; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE josh.venues TO service_role;

--
-- PostgreSQL database dump complete
--
