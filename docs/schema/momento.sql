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
-- Name: momento; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA momento;

--
-- Name: pgqueuer_status; Type: TYPE; Schema: momento; Owner: -
--

CREATE TYPE momento.pgqueuer_status AS ENUM (
    'queued',
    'picked',
    'successful',
    'exception',
    'canceled',
    'deleted',
    'failed'
);

--
-- Name: absentee_rating_of(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.absentee_rating_of(p_profile uuid) RETURNS double precision
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  rating double precision := 1;
  came double precision;
begin
  -- Exponentially weighted with factor 0.2 over the last twenty, oldest first, from 1.
  for came in
    select t.worth from (
      select case a.status when 'attended' then 1.0 when 'late' then 0.7 else 0.0 end as worth, e.starts_at, a.id
      from attendance a join events e on e.id = a.event_id
      where a.profile_id = p_profile and a.status <> 'disputed'
      order by e.starts_at desc, a.id desc limit 20
    ) t order by t.starts_at, t.id
  loop
    rating := 0.8 * rating + 0.2 * came;
  end loop;
  return rating;
end $$;

--
-- Name: FUNCTION absentee_rating_of(p_profile uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.absentee_rating_of(p_profile uuid) IS 'How reliably a person comes, from 0 to 1, out of the last twenty attendances; what is disputed does not count.';

--
-- Name: age_on(date, date); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.age_on(birth date, day date) RETURNS integer
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select extract(year from age(day, birth))::integer
$$;

--
-- Name: FUNCTION age_on(birth date, day date); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.age_on(birth date, day date) IS 'Whole years of age on a day; born on 29 February, a year older on 1 March of other years.';

--
-- Name: average_of_events_attended(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.average_of_events_attended(p_profile uuid) RETURNS double precision
    LANGUAGE sql STABLE
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select avg(r.event_rating_value)::double precision from ratings r where r.event_id in (select events_attended(p_profile))
$$;

--
-- Name: FUNCTION average_of_events_attended(p_profile uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.average_of_events_attended(p_profile uuid) IS 'The average rating of the events this person attended.';

--
-- Name: blocked_profiles(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.blocked_profiles(p_profile uuid) RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select coalesce(array_agg(o.id), '{}') from social_profiles p
  join social_profiles o on o.user_id = any (kith.blocked_with(p.user_id)) where p.id = p_profile
$$;

--
-- Name: FUNCTION blocked_profiles(p_profile uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.blocked_profiles(p_profile uuid) IS 'Everybody with whom this profile has a block, in either direction; for the service.';

--
-- Name: check_itinerary(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.check_itinerary() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  the_event uuid := case tg_op when 'DELETE' then old.event_id else new.event_id end;
begin
  if exists (
    select 1 from (
      select s."order" as place, row_number() over (order by s."order") as expected, s.start_time,
             lag(s.start_time) over (order by s."order") as earlier
      from event_itinerary_stops s where s.event_id = the_event
    ) o where o.place <> o.expected or o.start_time < o.earlier
  ) then
    raise exception using errcode = 'check_violation', constraint = 'event_itinerary_stops_in_order', table = tg_table_name,
      message = 'stops are numbered 1, 2, 3 as they follow each other in time';
  end if;
  return null;
end $$;

--
-- Name: FUNCTION check_itinerary(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.check_itinerary() IS 'Constraint trigger, at the end of the transaction: stops are numbered without gaps and in time''s order.';

--
-- Name: complete_event(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.complete_event(p_event uuid) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  meeting record;
begin
  select e.* into meeting from events e where e.id = p_event for no key update;
  if meeting.status <> 'confirmed' or kith.now() < meeting.ends_at + interval '2 hours' then
    return false;
  end if;
  update events set status = 'completed' where id = p_event;
  perform connect_attendees(p_event);
  return true;
end $$;

--
-- Name: FUNCTION complete_event(p_event uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.complete_event(p_event uuid) IS 'Completes an event two hours after its last stop and connects who was there. False when it is not time, or was done.';

--
-- Name: confirm_seat(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.confirm_seat(p_invitation uuid) RETURNS text
    LANGUAGE plpgsql
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  asked record;
  meeting record;
  own record;
  from_line boolean;
begin
  select i.event_id into asked from invitations i where i.id = p_invitation;
  select e.* into meeting from events e where e.id = asked.event_id for no key update;
  select i.* into asked from invitations i where i.id = p_invitation for no key update;
  if asked.status = 'confirmed' then
    return 'confirmed';
  end if;
  if asked.status not in ('sent', 'payment_failed') then
    return 'over';
  end if;
  if meeting.status not in ('planned', 'confirmed') or meeting.starts_at is null or meeting.starts_at <= kith.now() then
    return 'closed';
  end if;
  select h.* into own from seat_holds h where h.invitation_id = p_invitation and h.ended_at is null and h.expires_at > kith.now();
  if own.id is null and asked.expires_at <= kith.now() and not exists (select 1 from payments p where p.invitation_id = p_invitation and p.status = 'succeeded') then
    return 'over';
  end if;
  if meeting.max_participants - meeting.seats_taken - seats_held(meeting.id, p_invitation) < asked.seats then
    return 'full';
  end if;
  if own.id is null and waiting_fits(meeting.id, meeting.max_participants - meeting.seats_taken - seats_held(meeting.id, p_invitation)) then
    return 'full';
  end if;
  from_line := exists (select 1 from waiting_list w where w.invitation_id = p_invitation and w.status = 'offered');
  begin
    update invitations set status = 'confirmed' where id = p_invitation;
  exception
    when exclusion_violation then
      return 'busy';
    when check_violation then
      return 'refused';
  end;
  if from_line then
    perform owe_rest_of_returned(meeting.id, asked.seats);
  end if;
  return 'confirmed';
end $$;

--
-- Name: FUNCTION confirm_seat(p_invitation uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.confirm_seat(p_invitation uuid) IS 'Makes a seat of an invitation, paid for where it costs. Answers confirmed, full, busy (elsewhere at that time), closed (event), over (invitation), or refused.';

--
-- Name: connect_attendees(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.connect_attendees(p_event uuid) RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  made integer;
begin
  insert into connections (user_profile_id, connected_profile_id, event_id, connected_profile_snapshot_name,
                           connected_profile_snapshot_face_card_url, was_photo_authentic, face_card_photo_id)
  select a.profile_id, b.profile_id, p_event, coalesce(o.preferred_name, o.first_name), f.image_url,
         coalesce(is_authentic(coalesce(f.id, o.current_photo_id)), false), f.id
  from attendance a
  join attendance b on b.event_id = a.event_id and b.profile_id <> a.profile_id
  join social_profiles me on me.id = a.profile_id
  join social_profiles o on o.id = b.profile_id
  join users u on u.id = o.user_id and u.status <> 'erased'
  join users v on v.id = me.user_id and v.status <> 'erased'
  left join profile_photos f on f.id = o.current_face_card_photo_id
  where a.event_id = p_event and a.status in ('attended', 'late') and b.status in ('attended', 'late')
    and not kith.blocked_between(me.user_id, o.user_id)
  on conflict (user_profile_id, connected_profile_id, event_id) do nothing;
  get diagnostics made = row_count;
  return made;
end $$;

--
-- Name: FUNCTION connect_attendees(p_event uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.connect_attendees(p_event uuid) IS 'Gives every two people who attended and are not blocked a memory of each other, once. Returns how many were made.';

--
-- Name: drop_photo_files(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.drop_photo_files() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
begin
  update stored_files set state = 'unwanted' where id in (old.small_file_id, old.medium_file_id, old.large_file_id) and state <> 'unwanted';
  return null;
end $$;

--
-- Name: FUNCTION drop_photo_files(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.drop_photo_files() IS 'Trigger: the files of a deleted photo go with it.';

--
-- Name: enforce_transition(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.enforce_transition() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'momento', 'pg_temp'
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
-- Name: FUNCTION enforce_transition(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.enforce_transition() IS 'Trigger (entity, column): refuses a state change that state_transitions does not list, with SQLSTATE KT409.';

--
-- Name: erase_user(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.erase_user(p_user uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  the_profile uuid := profile_of(p_user);
begin
  if not exists (select 1 from users u where u.id = p_user and u.status <> 'erased') then
    return false;
  end if;
  perform lock_future(p_user);
  update users set status = 'erased', erased_at = kith.now(), email = null, phone_number = null, last_name = null, birth_date = date '1900-01-01',
    payment_customer_id = null, is_verified = false
  where id = p_user;
  perform free_from_future(p_user, 'host');
  update connections set connected_profile_snapshot_name = 'Someone', connected_profile_snapshot_face_card_url = null, was_photo_authentic = false,
    face_card_photo_id = null
  where connected_profile_id = the_profile;
  delete from connections where user_profile_id = the_profile;
  delete from conversations where low_profile_id = the_profile or high_profile_id = the_profile;
  delete from event_posts where profile_id = the_profile;
  delete from event_aliases where profile_id = the_profile;
  delete from attendance_reports where by_profile_id = the_profile;
  update attendance set check_in_latitude = null, check_in_longitude = null, check_in_accuracy = null, dispute_reason = null where profile_id = the_profile;
  update ratings set comment = null where rater_profile_id = the_profile;
  update invitations set plus_one_name = case when status = 'confirmed' and plus_one_name is not null then 'Someone' end, decline_reason = null, reason = null
  where profile_id = the_profile;
  delete from event_collaborators where user_id = p_user;
  delete from waiting_list where profile_id = the_profile and status in ('left', 'lapsed', 'revoked');
  update social_profiles set current_photo_id = null, current_face_card_photo_id = null, first_name = 'Someone', preferred_name = null, bio = null,
    gender = null, occupation = null, location = null, liked_profiles = '{}', latitude = null, longitude = null, time_zone = null
  where id = the_profile;
  update social_profiles set liked_profiles = array_remove(liked_profiles, the_profile) where the_profile = any (liked_profiles);
  delete from profile_photos where profile_id = the_profile and kind = 'face_card';
  delete from profile_photos where profile_id = the_profile;
  delete from capture_tokens where profile_id = the_profile;
  delete from profile_interests where profile_id = the_profile;
  update host_profiles set host_name = 'Someone', host_bio = null where user_id = p_user;
  update user_internal_metrics set absentee_rating = 1, internal_attractiveness_rating = null where user_id = p_user;
  return true;
end $$;

--
-- Name: FUNCTION erase_user(p_user uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.erase_user(p_user uuid) IS 'Takes everything personal of one person out of this schema: seats and events go back, memories of others show “Someone”. False when there was nothing to erase.';

--
-- Name: event_board(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.event_board(p_event uuid) RETURNS TABLE(invitation_id uuid, profile_id uuid, name text, face_card_photo_id uuid, status text, wave integer, source text, reason text, plus_one_name text, seats integer, expires_at timestamp with time zone, responded_at timestamp with time zone, paid_in_cents integer, refunded_in_cents integer, waiting_place bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select i.id, p.id, coalesce(p.preferred_name, p.first_name), p.current_face_card_photo_id, i.status, i.wave, i.source, i.reason, i.plus_one_name,
         i.seats, i.expires_at, i.responded_at, coalesce(m.paid, 0)::integer, coalesce(m.back, 0)::integer, w.line
  from invitations i
  join social_profiles p on p.id = i.profile_id
  left join lateral (
    select sum(y.amount_in_cents) as paid, sum(y.refunded_in_cents) as back from payments y where y.invitation_id = i.id and y.status = 'succeeded'
  ) m on true
  left join lateral (
    select count(*) + 1 as line from waiting_list mine join waiting_list ahead
      on ahead.event_id = mine.event_id and ahead.status = 'waiting' and ahead.place < mine.place
    where mine.invitation_id = i.id and mine.status = 'waiting'
    having exists (select 1 from waiting_list x where x.invitation_id = i.id and x.status = 'waiting')
  ) w on true
  where i.event_id = p_event and is_host_of(p_event, my_profile_id())
  order by i.created_at, i.id
$$;

--
-- Name: FUNCTION event_board(p_event uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.event_board(p_event uuid) IS 'Everybody asked to an event and what came of it, for its host only.';

--
-- Name: event_posts_for(uuid, timestamp with time zone, integer); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.event_posts_for(p_event uuid, p_before timestamp with time zone DEFAULT 'infinity'::timestamp with time zone, p_limit integer DEFAULT 50) RETURNS TABLE(id uuid, author text, profile_id uuid, mine boolean, content text, created_at timestamp with time zone)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  me uuid := my_profile_id();
  inside boolean := p_event = any (my_events(array['host', 'guest']));
  begun boolean;
  blocked uuid[];
begin
  if not (p_event = any (my_event_ids())) then
    return;
  end if;
  select e.starts_at <= kith.now() into begun from events e where e.id = p_event;
  blocked := blocked_profiles(me);
  return query
    select o.id,
           case when begun and inside then coalesce(p.preferred_name, p.first_name)
                when a.role = 'Host' then 'Host' else a.role || ' ' || a.number end,
           case when begun and inside then p.id end, o.profile_id = me, o.content, o.created_at
    from event_posts o join event_aliases a on a.id = o.alias_id join social_profiles p on p.id = o.profile_id
    join users u on u.id = p.user_id and u.status <> 'banned'
    where o.event_id = p_event and o.removed_at is null and o.created_at < p_before and not (o.profile_id = any (blocked))
    order by o.created_at desc, o.id limit least(p_limit, 100);
end $$;

--
-- Name: FUNCTION event_posts_for(p_event uuid, p_before timestamp with time zone, p_limit integer); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.event_posts_for(p_event uuid, p_before timestamp with time zone, p_limit integer) IS 'An event''s board for whoever asks: parts and numbers before it begins, first names for those who are in from then on; nothing across a block.';

--
-- Name: event_stops_for(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.event_stops_for(p_event uuid) RETURNS TABLE(id uuid, "order" integer, title text, description text, start_time timestamp with time zone, end_time timestamp with time zone, time_zone text, exact boolean, name text, address text, neighbourhood text, city text, latitude double precision, longitude double precision, google_place_id text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select s.id, s."order", s.title, s.description, s.start_time, s.end_time, s.time_zone, v.exact,
         case when v.exact then l.name end, case when v.exact then l.address end, l.neighbourhood, l.city,
         case when v.exact then l.latitude else round(l.latitude::numeric, 2)::double precision end,
         case when v.exact then l.longitude else round(l.longitude::numeric, 2)::double precision end,
         case when v.exact then l.google_place_id end
  from event_itinerary_stops s
  join locations l on l.id = s.location_id
  cross join (select p_event = any (my_events(array['host', 'guest'])) as exact, p_event = any (my_event_ids()) as visible) v
  where s.event_id = p_event and v.visible
  order by s."order"
$$;

--
-- Name: FUNCTION event_stops_for(p_event uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.event_stops_for(p_event uuid) IS 'Where an event goes, for whoever asks: exact places for its host and confirmed guests, the neighbourhood within about a kilometre for others who were asked.';

--
-- Name: events_attended(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.events_attended(p_profile uuid) RETURNS SETOF uuid
    LANGUAGE sql STABLE
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select a.event_id from attendance a where a.profile_id = p_profile and a.status = 'attended'
$$;

--
-- Name: FUNCTION events_attended(p_profile uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.events_attended(p_profile uuid) IS 'Events this person attended.';

--
-- Name: is_refund_policy(jsonb); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.is_refund_policy(steps jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'momento', 'pg_temp'
    AS $$
begin
  return jsonb_typeof(steps) = 'array' and jsonb_array_length(steps) <= 6 and not exists (
    select 1 from jsonb_array_elements(steps) s
    where jsonb_typeof(s) <> 'object' or jsonb_typeof(s -> 'hours') is distinct from 'number' or jsonb_typeof(s -> 'percent') is distinct from 'number'
      or (s ->> 'hours')::numeric not between 0 and 720 or (s ->> 'percent')::numeric not between 0 and 100
  );
end $$;

--
-- Name: FUNCTION is_refund_policy(steps jsonb); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.is_refund_policy(steps jsonb) IS 'Steps such as {"hours": 48, "percent": 100}: what is given back until so many hours before the start.';

--
-- Name: is_time_zone(text); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.is_time_zone(name text) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE STRICT
    SET search_path TO 'momento', 'pg_temp'
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
-- Name: FUNCTION is_time_zone(name text); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.is_time_zone(name text) IS 'Whether this is a time zone of the IANA database, such as Europe/Berlin.';

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: events; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.events (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    host_id uuid NOT NULL,
    title text NOT NULL,
    description text,
    host_is_attendee boolean DEFAULT false NOT NULL,
    min_participants integer NOT NULL,
    max_participants integer NOT NULL,
    minimum_age integer,
    arrival_signpost text,
    estimated_cost text,
    status text DEFAULT 'planned'::text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    number bigint NOT NULL,
    price_in_cents integer DEFAULT 0 NOT NULL,
    currency text DEFAULT 'usd'::text NOT NULL,
    refund_policy jsonb DEFAULT '[{"hours": 48, "percent": 100}, {"hours": 24, "percent": 50}]'::jsonb NOT NULL,
    plus_one_allowed boolean DEFAULT false NOT NULL,
    starts_at timestamp with time zone,
    ends_at timestamp with time zone,
    time_zone text DEFAULT 'UTC'::text NOT NULL,
    seats_taken integer DEFAULT 0 NOT NULL,
    fills_itself boolean DEFAULT false NOT NULL,
    waves_sent integer DEFAULT 0 NOT NULL,
    cancelled_by text,
    cancelled_reason text,
    confirmed_at timestamp with time zone,
    cancelled_at timestamp with time zone,
    completed_at timestamp with time zone,
    CONSTRAINT events_cancelled CHECK ((((status = 'cancelled'::text) = (cancelled_at IS NOT NULL)) AND ((cancelled_at IS NULL) = (cancelled_by IS NULL)) AND (cancelled_by = ANY (ARRAY['host'::text, 'house'::text])))),
    CONSTRAINT events_capacity CHECK (((seats_taken >= 0) AND (seats_taken <= max_participants))),
    CONSTRAINT events_completed CHECK (((status = 'completed'::text) = (completed_at IS NOT NULL))),
    CONSTRAINT events_currency CHECK ((currency ~ '^[a-z]{3}$'::text)),
    CONSTRAINT events_minimum_age CHECK (((minimum_age >= 18) AND (minimum_age <= 99))),
    CONSTRAINT events_participants CHECK (((1 <= min_participants) AND (min_participants <= max_participants) AND (max_participants <= 200))),
    CONSTRAINT events_price CHECK ((((price_in_cents >= 0) AND (price_in_cents <= 1000000)) AND ((price_in_cents < 1) OR (price_in_cents > 49)))),
    CONSTRAINT events_refund_policy CHECK (momento.is_refund_policy(refund_policy)),
    CONSTRAINT events_status CHECK ((status = ANY (ARRAY['planned'::text, 'confirmed'::text, 'completed'::text, 'cancelled'::text]))),
    CONSTRAINT events_texts CHECK ((((length(btrim(title)) >= 3) AND (length(btrim(title)) <= 120)) AND (length(description) <= 4000) AND (length(arrival_signpost) <= 240) AND (length(estimated_cost) <= 240) AND (length(cancelled_reason) <= 400))),
    CONSTRAINT events_time CHECK ((((starts_at IS NULL) = (ends_at IS NULL)) AND (starts_at < ends_at))),
    CONSTRAINT events_time_zone CHECK (momento.is_time_zone(time_zone))
);

--
-- Name: TABLE events; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.events IS 'Gatherings. seats_taken, starts_at and ends_at are kept by triggers.';

--
-- Name: COLUMN events.refund_policy; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON COLUMN momento.events.refund_policy IS 'What is given back to a guest who gives the seat back, by hours before the start, as shown before paying.';

--
-- Name: events_hosted(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.events_hosted(p_host uuid) RETURNS SETOF momento.events
    LANGUAGE sql STABLE
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select e.* from events e where e.host_id = p_host
$$;

--
-- Name: FUNCTION events_hosted(p_host uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.events_hosted(p_host uuid) IS 'Events this host created.';

--
-- Name: fn_pgqueuer_changed(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.fn_pgqueuer_changed() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'momento', 'pg_temp'
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
-- Name: FUNCTION fn_pgqueuer_changed(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.fn_pgqueuer_changed() IS 'Trigger: wakes the workers of this schema when a job arrives.';

--
-- Name: follow_attendance(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.follow_attendance() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
begin
  if tg_op = 'INSERT' or new.status <> old.status then
    -- Locked first, counted afterwards: two events that are decided at the same moment both count.
    perform 1 from user_internal_metrics m join social_profiles p on p.user_id = m.user_id where p.id = new.profile_id for no key update of m;
    update user_internal_metrics m set absentee_rating = absentee_rating_of(new.profile_id)
    from social_profiles p where p.id = new.profile_id and m.user_id = p.user_id;
    update social_profiles p set changed_in = pg_current_xact_id() where p.id = new.profile_id;
  end if;
  return null;
end $$;

--
-- Name: FUNCTION follow_attendance(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.follow_attendance() IS 'Trigger: reliability follows attendance.';

--
-- Name: follow_event(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.follow_event() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
begin
  if tg_op = 'INSERT' then
    insert into event_secrets (event_id) values (new.id);
    if new.host_is_attendee then
      insert into invitations (event_id, profile_id, status, source, expires_at)
      select new.id, p.id, 'confirmed', 'self', 'infinity' from host_profiles h join social_profiles p on p.user_id = h.user_id where h.id = new.host_id;
    end if;
    return null;
  end if;
  if new.status = 'cancelled' and old.status <> 'cancelled' then
    update invitations set status = 'expired' where event_id = new.id and status in ('sent', 'payment_failed');
    update seat_holds set ended_at = kith.now(), ended_as = 'released' where event_id = new.id and ended_at is null;
    update waiting_list set status = 'left' where event_id = new.id and status in ('waiting', 'offered');
    delete from seats where event_id = new.id;
    insert into refunds (payment_id, user_id, amount_in_cents, reason)
    select p.id, p.user_id, p.amount_in_cents - p.refunded_in_cents, case new.cancelled_by when 'host' then 'host_cancelled' else 'house_cancelled' end
    from payments p where p.event_id = new.id and p.status = 'succeeded' and p.refunded_in_cents < p.amount_in_cents;
    update events set seats_taken = 0 where id = new.id and seats_taken > 0;
    return null;
  end if;
  if (new.starts_at, new.ends_at) is distinct from (old.starts_at, old.ends_at) then
    update seats set during = case when new.starts_at is not null then tstzrange(new.starts_at, new.ends_at) end where event_id = new.id;
  end if;
  return null;
end $$;

--
-- Name: FUNCTION follow_event(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.follow_event() IS 'Trigger: seats a host who takes part, moves everybody''s time with the event''s, and at a cancellation frees the seats and owes everybody the whole price.';

--
-- Name: follow_interests(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.follow_interests() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
begin
  update social_profiles p set changed_in = pg_current_xact_id()
  where p.id = case tg_op when 'DELETE' then old.profile_id else new.profile_id end;
  return null;
end $$;

--
-- Name: FUNCTION follow_interests(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.follow_interests() IS 'Trigger: changed interests are a changed profile.';

--
-- Name: follow_invitation(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.follow_invitation() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  meeting record;
begin
  if new.status = 'confirmed' and (tg_op = 'INSERT' or old.status <> 'confirmed') then
    update seat_holds set ended_at = kith.now(), ended_as = 'seated' where invitation_id = new.id and ended_at is null;
    select e.starts_at, e.ends_at, e.max_participants, e.seats_taken into meeting from events e where e.id = new.event_id for no key update;
    if meeting.seats_taken + seats_held(new.event_id, new.id) + new.seats > meeting.max_participants then
      raise exception using errcode = 'check_violation', constraint = 'events_capacity', table = 'events',
        message = 'every seat is taken or being paid for';
    end if;
    -- Two seats of one person at once come one after the other, so that they never wait for each other.
    perform 1 from social_profiles p where p.id = new.profile_id for no key update;
    insert into seats (event_id, profile_id, seats, person, during)
    select new.event_id, new.profile_id, new.seats, int8range(u.number, u.number, '[]'),
           case when meeting.starts_at is not null then tstzrange(meeting.starts_at, meeting.ends_at) end
    from social_profiles p join users u on u.id = p.user_id where p.id = new.profile_id;
    update events e set seats_taken = e.seats_taken + new.seats,
      status = case when e.status = 'planned' and e.seats_taken + new.seats >= e.min_participants then 'confirmed' else e.status end
    where e.id = new.event_id;
    update waiting_list set status = 'seated' where invitation_id = new.id and status in ('waiting', 'offered');
  elsif tg_op = 'UPDATE' and old.status = 'confirmed' and new.status <> 'confirmed' then
    perform 1 from events e where e.id = new.event_id for no key update;
    delete from seats s where s.event_id = new.event_id and s.profile_id = new.profile_id;
    if found then
      update events e set seats_taken = e.seats_taken - old.seats where e.id = new.event_id;
    end if;
  elsif tg_op = 'UPDATE' and old.status = 'confirmed' and new.seats < old.seats then
    update seats s set seats = new.seats where s.event_id = new.event_id and s.profile_id = new.profile_id;
    update events e set seats_taken = e.seats_taken - (old.seats - new.seats) where e.id = new.event_id;
  end if;
  if tg_op = 'UPDATE' and new.status in ('declined', 'expired') and old.status <> new.status then
    update seat_holds set ended_at = kith.now(), ended_as = 'released' where invitation_id = new.id and ended_at is null;
    update waiting_list set status = 'left' where invitation_id = new.id and status in ('waiting', 'offered');
  end if;
  return null;
end $$;

--
-- Name: FUNCTION follow_invitation(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.follow_invitation() IS 'Trigger: confirming takes the seats and ends the hold, giving back frees them; enough guests confirm the event.';

--
-- Name: follow_rating(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.follow_rating() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  the_host uuid := case tg_op when 'DELETE' then old.rated_host_id else new.rated_host_id end;
begin
  perform 1 from host_profiles h where h.id = the_host for no key update;
  update host_profiles h set ratings_count = t.n, ratings_sum = t.s, average_rating = case when t.n >= 3 then t.s::double precision / t.n end
  from (select count(*)::integer as n, coalesce(sum(r.host_rating_value), 0) as s from ratings r where r.rated_host_id = the_host) t
  where h.id = the_host;
  return null;
end $$;

--
-- Name: FUNCTION follow_rating(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.follow_rating() IS 'Trigger: the host''s average, exact, from three ratings on.';

--
-- Name: follow_stops(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.follow_stops() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  the_event uuid := case tg_op when 'DELETE' then old.event_id else new.event_id end;
begin
  update events e set starts_at = s.first, ends_at = s.last, time_zone = coalesce(s.zone, e.time_zone)
  from (select min(i.start_time) as first, max(i.end_time) as last,
               (array_agg(i.time_zone order by i.start_time))[1] as zone
        from event_itinerary_stops i where i.event_id = the_event) s
  where e.id = the_event and (e.starts_at, e.ends_at, e.time_zone) is distinct from (s.first, s.last, coalesce(s.zone, e.time_zone));
  return null;
end $$;

--
-- Name: FUNCTION follow_stops(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.follow_stops() IS 'Trigger: an event begins with its first stop and ends with its last, in the first stop''s zone.';

--
-- Name: free_from_future(uuid, text); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.free_from_future(p_user uuid, p_by text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  the_profile uuid := profile_of(p_user);
  mine record;
  seated boolean;
begin
  for mine in
    select e.id from events e join host_profiles h on h.id = e.host_id
    where h.user_id = p_user and e.status in ('planned', 'confirmed') and (e.starts_at is null or e.starts_at > kith.now()) order by e.id
  loop
    update events set status = 'cancelled', cancelled_by = p_by where id = mine.id and status in ('planned', 'confirmed');
  end loop;
  for mine in
    select i.id, i.event_id from invitations i join events e on e.id = i.event_id
    where i.profile_id = the_profile and i.status in ('sent', 'payment_failed', 'confirmed') and i.source <> 'self'
      and e.status in ('planned', 'confirmed') and (e.starts_at is null or e.starts_at > kith.now())
    order by i.event_id
  loop
    perform 1 from events e where e.id = mine.event_id for no key update;
    update invitations set status = case status when 'confirmed' then 'declined' else 'expired' end
    where id = mine.id and status in ('sent', 'payment_failed', 'confirmed')
    returning status = 'declined' into seated;
    if seated then
      insert into refunds (payment_id, user_id, amount_in_cents, reason)
      select p.id, p.user_id, p.amount_in_cents - p.refunded_in_cents, 'house_cancelled' from payments p
      where p.invitation_id = mine.id and p.status = 'succeeded' and not p.is_surplus and p.refunded_in_cents < p.amount_in_cents;
    end if;
  end loop;
end $$;

--
-- Name: FUNCTION free_from_future(p_user uuid, p_by text); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.free_from_future(p_user uuid, p_by text) IS 'Cancels the events a person has still to host and gives back, whole, the seats they still hold. `p_by` is host or house.';

--
-- Name: free_seats(uuid, uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.free_seats(p_event uuid, p_invitation uuid DEFAULT NULL::uuid) RETURNS integer
    LANGUAGE sql STABLE
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select greatest(e.max_participants - e.seats_taken - seats_held(e.id, p_invitation), 0) from events e where e.id = p_event
$$;

--
-- Name: FUNCTION free_seats(p_event uuid, p_invitation uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.free_seats(p_event uuid, p_invitation uuid) IS 'Seats neither taken nor held by others than this invitation.';

--
-- Name: give_back_seat(uuid, integer, text); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.give_back_seat(p_invitation uuid, p_refund_in_cents integer, p_reason text DEFAULT NULL::text) RETURNS text
    LANGUAGE plpgsql
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  asked record;
  paid record;
begin
  select i.event_id into asked from invitations i where i.id = p_invitation;
  perform 1 from events e where e.id = asked.event_id for no key update;
  select i.* into asked from invitations i where i.id = p_invitation for no key update;
  if asked.status <> 'confirmed' or asked.source = 'self' then
    return 'not_seated';
  end if;
  select p.* into paid from payments p where p.invitation_id = p_invitation and p.status = 'succeeded' and not p.is_surplus;
  update invitations set status = 'declined', decline_reason = p_reason where id = p_invitation;
  insert into returned_seats (event_id, invitation_id, payment_id, seats) values (asked.event_id, p_invitation, paid.id, asked.seats);
  if paid.id is not null and least(p_refund_in_cents, paid.amount_in_cents - paid.refunded_in_cents) > 0 then
    insert into refunds (payment_id, user_id, amount_in_cents, reason)
    values (paid.id, paid.user_id, least(p_refund_in_cents, paid.amount_in_cents - paid.refunded_in_cents), 'guest_cancelled');
  end if;
  return 'given_back';
end $$;

--
-- Name: FUNCTION give_back_seat(p_invitation uuid, p_refund_in_cents integer, p_reason text); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.give_back_seat(p_invitation uuid, p_refund_in_cents integer, p_reason text) IS 'A guest gives the seat back; what the policy gives back is owed. Answers given_back or not_seated.';

--
-- Name: guard_attendance(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.guard_attendance() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  meeting record;
begin
  if tg_op = 'UPDATE' and (new.event_id, new.profile_id) is distinct from (old.event_id, old.profile_id) then
    raise exception using errcode = 'check_violation', constraint = 'attendance_fixed', table = tg_table_name, message = 'attendance is about one person and one event';
  end if;
  if tg_op = 'INSERT' then
    select e.status, e.starts_at into meeting from events e where e.id = new.event_id;
    if meeting.status = 'cancelled' or meeting.starts_at is null or kith.now() < meeting.starts_at - interval '30 minutes' then
      raise exception using errcode = 'KT409', message = 'nobody can have been there yet';
    end if;
    if not was_guest(new.event_id, new.profile_id) then
      raise exception using errcode = 'check_violation', constraint = 'attendance_guests_only', table = tg_table_name, message = 'only guests attend';
    end if;
    return new;
  end if;
  if old.incontestable and new.status <> old.status and new.method <> 'operator' then
    raise exception using errcode = 'KT409', message = 'this check-in cannot be contested';
  end if;
  if new.status = 'disputed' and old.status <> 'disputed' then
    new.disputed_from := old.status;
    new.disputed_at := kith.now();
    new.resolved_at := null;
  elsif old.status = 'disputed' and new.status <> 'disputed' then
    new.resolved_at := kith.now();
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_attendance(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.guard_attendance() IS 'Trigger: only guests attend, not before the doors open; a check-in that cannot be contested stays; stamps of disputes.';

--
-- Name: guard_attendance_report(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.guard_attendance_report() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
begin
  if not was_guest(new.event_id, new.about_profile_id)
     or not (was_guest(new.event_id, new.by_profile_id) or is_host_of(new.event_id, new.by_profile_id)) then
    raise exception using errcode = 'check_violation', constraint = 'attendance_reports_guests_only', table = tg_table_name,
      message = 'the host and guests report about guests';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_attendance_report(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.guard_attendance_report() IS 'Trigger: the host and guests report about guests.';

--
-- Name: guard_connection(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.guard_connection() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
begin
  if tg_op = 'UPDATE' then
    if (new.user_profile_id, new.connected_profile_id, new.event_id) is distinct from (old.user_profile_id, old.connected_profile_id, old.event_id)
       or ((new.connected_profile_snapshot_name, new.connected_profile_snapshot_face_card_url, new.was_photo_authentic, new.face_card_photo_id)
           is distinct from
           (old.connected_profile_snapshot_name, old.connected_profile_snapshot_face_card_url, old.was_photo_authentic, old.face_card_photo_id)
           and not exists (select 1 from social_profiles p join users u on u.id = p.user_id where p.id = old.connected_profile_id and u.status = 'erased')) then
      raise exception using errcode = 'check_violation', constraint = 'connections_frozen', table = tg_table_name, message = 'a memory stays as it was';
    end if;
    if old.mutual_revealed_at is not null and new.mutual_revealed_at is distinct from old.mutual_revealed_at then
      raise exception using errcode = 'check_violation', constraint = 'connections_revealed_once', table = tg_table_name, message = 'what was revealed stays revealed';
    end if;
    return new;
  end if;
  if not exists (select 1 from attendance a where a.event_id = new.event_id and a.profile_id = new.user_profile_id and a.status in ('attended', 'late'))
     or not exists (select 1 from attendance a where a.event_id = new.event_id and a.profile_id = new.connected_profile_id and a.status in ('attended', 'late')) then
    raise exception using errcode = 'check_violation', constraint = 'connections_attendees_only', table = tg_table_name, message = 'only people who were there have met';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_connection(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.guard_connection() IS 'Trigger: only people who attended have met; what a memory shows of the other never changes, unless the other is erased.';

--
-- Name: guard_conversation(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.guard_conversation() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
begin
  if not exists (
    select 1 from connections c where c.user_profile_id = new.low_profile_id and c.connected_profile_id = new.high_profile_id
  ) and not exists (
    select 1 from attendance a join attendance b on b.event_id = a.event_id
    where a.profile_id = new.low_profile_id and b.profile_id = new.high_profile_id
      and a.status in ('attended', 'late') and b.status in ('attended', 'late')
  ) then
    raise exception using errcode = 'check_violation', constraint = 'conversations_of_attendees', table = tg_table_name,
      message = 'people write to each other after they have met';
  end if;
  if new.high_profile_id = any (blocked_profiles(new.low_profile_id)) then
    raise exception using errcode = 'check_violation', constraint = 'conversations_no_block', table = tg_table_name,
      message = 'this conversation cannot be had';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_conversation(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.guard_conversation() IS 'Trigger: two people who attended the same event and are not blocked.';

--
-- Name: guard_hold(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.guard_hold() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  meeting record;
begin
  if tg_op = 'UPDATE' then
    if (new.invitation_id, new.event_id, new.profile_id) is distinct from (old.invitation_id, old.event_id, old.profile_id)
       or (old.ended_at is not null and new.ended_at is distinct from old.ended_at) then
      raise exception using errcode = 'check_violation', constraint = 'seat_holds_fixed', table = tg_table_name,
        message = 'a hold that is over stays over, and none is passed on';
    end if;
    if new.ended_at is not null or (new.seats <= old.seats and old.expires_at > kith.now()) then
      return new;
    end if;
  end if;
  select e.max_participants, e.seats_taken, e.status into meeting from events e where e.id = new.event_id for no key update;
  if meeting.status not in ('planned', 'confirmed') then
    raise exception using errcode = 'KT409', message = format('no seat can be kept at an event that is %s', meeting.status),
      detail = jsonb_build_object('entity', 'event', 'from', meeting.status)::text;
  end if;
  if meeting.seats_taken + seats_held(new.event_id, new.invitation_id) + new.seats > meeting.max_participants then
    raise exception using errcode = 'check_violation', constraint = 'events_capacity', table = tg_table_name,
      message = 'every seat is taken or being paid for';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_hold(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.guard_hold() IS 'Trigger: a hold needs free seats, whoever asks at the same moment.';

--
-- Name: guard_message(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.guard_message() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  talk record;
begin
  if auth.uid() is not null and new.sender_profile_id is distinct from my_profile_id() then
    raise exception using errcode = 'insufficient_privilege', message = 'people write for themselves';
  end if;
  select c.*, lo.user_id as low_user, hi.user_id as high_user, ul.status as low_status, uh.status as high_status into talk
  from conversations c
  join social_profiles lo on lo.id = c.low_profile_id join users ul on ul.id = lo.user_id
  join social_profiles hi on hi.id = c.high_profile_id join users uh on uh.id = hi.user_id
  where c.id = new.conversation_id for no key update of c;
  if talk.id is null or new.sender_profile_id not in (talk.low_profile_id, talk.high_profile_id) then
    raise exception using errcode = 'check_violation', constraint = 'messages_participants_only', table = tg_table_name,
      message = 'only the two write here';
  end if;
  if kith.blocked_between(talk.low_user, talk.high_user) or talk.low_status <> 'active' or talk.high_status <> 'active' then
    raise exception using errcode = 'check_violation', constraint = 'messages_open', table = tg_table_name,
      message = 'this conversation is closed';
  end if;
  update conversations set last_message_at = new.created_at where id = new.conversation_id;
  return new;
end $$;

--
-- Name: FUNCTION guard_message(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.guard_message() IS 'Trigger: only the two write, and only while neither has blocked the other.';

--
-- Name: guard_rating(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.guard_rating() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  meeting record;
begin
  if tg_op = 'UPDATE' then
    if (new.event_id, new.rater_profile_id, new.rated_host_id, new.created_at) is distinct from (old.event_id, old.rater_profile_id, old.rated_host_id, old.created_at) then
      raise exception using errcode = 'check_violation', constraint = 'ratings_fixed', table = tg_table_name, message = 'a rating stays whose it is';
    end if;
    if (new.host_rating_value, new.event_rating_value, new.comment) is distinct from (old.host_rating_value, old.event_rating_value, old.comment)
       and kith.now() > old.created_at + interval '48 hours' and coalesce(auth.uid() is not null, false) then
      raise exception using errcode = 'KT409', message = 'a rating can be changed for 48 hours';
    end if;
    return new;
  end if;
  if auth.uid() is not null and new.rater_profile_id is distinct from my_profile_id() then
    raise exception using errcode = 'insufficient_privilege', message = 'people rate for themselves';
  end if;
  select e.status, e.host_id, e.ends_at into meeting from events e where e.id = new.event_id;
  if meeting.status <> 'completed' then
    raise exception using errcode = 'KT409', message = 'an event is rated when it is over';
  end if;
  if kith.now() > meeting.ends_at + interval '14 days' then
    raise exception using errcode = 'KT409', message = 'ratings are taken for fourteen days';
  end if;
  if new.rated_host_id <> meeting.host_id or is_host_of(new.event_id, new.rater_profile_id) then
    raise exception using errcode = 'check_violation', constraint = 'ratings_of_the_host', table = tg_table_name, message = 'guests rate the event''s own host';
  end if;
  if not exists (
    select 1 from attendance a where a.event_id = new.event_id and a.profile_id = new.rater_profile_id and a.status in ('attended', 'late')
  ) then
    raise exception using errcode = 'check_violation', constraint = 'ratings_attendees_only', table = tg_table_name, message = 'only those who were there rate it';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_rating(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.guard_rating() IS 'Trigger: only those who attended rate, the event''s own host, within fourteen days; changes for 48 hours.';

--
-- Name: guard_refund(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.guard_refund() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  charge record;
  before integer;
begin
  if tg_op = 'UPDATE' then
    if (new.payment_id, new.user_id, new.amount_in_cents, new.reason) is distinct from (old.payment_id, old.user_id, old.amount_in_cents, old.reason) then
      raise exception using errcode = 'check_violation', constraint = 'refunds_fixed', table = tg_table_name, message = 'a refund stays what it is';
    end if;
    if (new.status = 'failed') = (old.status = 'failed') then
      return new;
    end if;
  end if;
  select p.amount_in_cents, p.status into charge from payments p where p.id = new.payment_id for no key update;
  if charge.status <> 'succeeded' then
    raise exception using errcode = 'check_violation', constraint = 'refunds_of_a_charge', table = tg_table_name, message = 'only what was paid is given back';
  end if;
  select coalesce(sum(r.amount_in_cents), 0) into before from refunds r where r.payment_id = new.payment_id and r.status <> 'failed' and r.id <> new.id;
  if new.status <> 'failed' then
    before := before + new.amount_in_cents;
  end if;
  if before > charge.amount_in_cents then
    raise exception using errcode = 'check_violation', constraint = 'refunds_within_charge', table = tg_table_name,
      message = 'nobody is given back more than they paid';
  end if;
  update payments set refunded_in_cents = before where id = new.payment_id;
  return new;
end $$;

--
-- Name: FUNCTION guard_refund(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.guard_refund() IS 'Trigger: refunds of a charge never exceed it, whoever writes at the same moment; one that failed does not count.';

--
-- Name: guest_list(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.guest_list(p_event uuid) RETURNS TABLE(profile_id uuid, name text, face_card_photo_id uuid, photo_id uuid, seats integer, plus_one_name text, shown boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  viewer uuid := auth.uid();
  asked boolean;
  inside boolean;
  blocked uuid[];
begin
  -- One look at who is asking: this is read on every page of an event.
  select h.user_id = viewer or i.status is not null, h.user_id = viewer or coalesce(i.status = 'confirmed', false),
         array(select o.id from social_profiles o where o.user_id = any (kith.blocked_with(viewer)))
  into asked, inside, blocked
  from events e join host_profiles h on h.id = e.host_id
  left join social_profiles me on me.user_id = viewer
  left join invitations i on i.event_id = e.id and i.profile_id = me.id
  where e.id = p_event;
  if asked is not true then
    return;
  end if;
  if inside and blocked = '{}' then
    return query
      select p.id, coalesce(p.preferred_name, p.first_name), p.current_face_card_photo_id, p.current_photo_id, s.seats, i.plus_one_name, true
      from seats s
      join social_profiles p on p.id = s.profile_id
      join invitations i on i.event_id = s.event_id and i.profile_id = s.profile_id
      where s.event_id = p_event
      order by s.taken_at, p.id;
    return;
  end if;
  return query
    select case when v.open then p.id end, case when v.open then coalesce(p.preferred_name, p.first_name) end,
           case when v.open then p.current_face_card_photo_id end, case when v.open then p.current_photo_id end,
           s.seats, case when v.open then i.plus_one_name end, v.open
    from seats s
    join social_profiles p on p.id = s.profile_id
    join invitations i on i.event_id = s.event_id and i.profile_id = s.profile_id
    cross join lateral (select inside and not (p.id = any (blocked)) as open) v
    where s.event_id = p_event
    order by s.taken_at, p.id;
end $$;

--
-- Name: FUNCTION guest_list(p_event uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.guest_list(p_event uuid) IS 'Confirmed guests for whoever asks: names for the host and other guests; people with a block between, and all of them for somebody only invited, are just seats.';

--
-- Name: hidden_in_memories(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.hidden_in_memories() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select coalesce(array_agg(p.id), '{}') from connections c
  join social_profiles p on p.id = c.connected_profile_id join users u on u.id = p.user_id and u.status = 'banned'
  where c.user_profile_id = my_profile_id()
$$;

--
-- Name: FUNCTION hidden_in_memories(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.hidden_in_memories() IS 'Whom the signed-in person met and who is banned.';

--
-- Name: hide_photo(uuid, uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.hide_photo(p_photo uuid, p_decision uuid) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  original uuid;
  the_profile uuid;
  decided timestamptz;
begin
  select coalesce(f.made_from, f.id), f.profile_id into original, the_profile from profile_photos f where f.id = p_photo;
  select d.created_at into decided from kith.decisions d where d.id = p_decision;
  if original is null or decided is null then
    return null;
  end if;
  perform 1 from social_profiles p where p.id = the_profile for no key update;
  -- The later decision is the one that counts, and whose days run.
  update profile_photos f set hidden_at = decided, hiding_decision = p_decision,
    removed_at = case f.kind when 'face_card' then coalesce(f.removed_at, kith.now()) else f.removed_at end
  where f.id = original or f.made_from = original;
  if not found then
    return null;
  end if;
  update social_profiles p set
    current_photo_id = case when p.current_photo_id = original then (
      select f.id from profile_photos f
      where f.profile_id = the_profile and f.kind = 'photo' and f.removed_at is null and f.hidden_at is null
      order by f.created_at desc, f.id limit 1) else p.current_photo_id end,
    current_face_card_photo_id = (select f.id from profile_photos f where f.id = p.current_face_card_photo_id and f.hidden_at is null)
  where p.id = the_profile;
  return the_profile;
end $$;

--
-- Name: FUNCTION hide_photo(p_photo uuid, p_decision uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.hide_photo(p_photo uuid, p_decision uuid) IS 'Hides a photo (or the one behind a Face Card) and what was made from it, for a decision; another photo is the main one where this was it. The profile; null: gone already.';

--
-- Name: hide_photo_files(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.hide_photo_files() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
begin
  if new.hidden_at is not null then
    update stored_files set state = 'hidden' where id in (new.small_file_id, new.medium_file_id, new.large_file_id) and state = 'kept';
  else
    update stored_files set state = 'kept' where id in (new.small_file_id, new.medium_file_id, new.large_file_id) and state = 'hidden';
  end if;
  return null;
end $$;

--
-- Name: FUNCTION hide_photo_files(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.hide_photo_files() IS 'Trigger: the files of a photo that is taken away are handed to nobody, and again once it is back.';

--
-- Name: hold_seat(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.hold_seat(p_invitation uuid) RETURNS TABLE(hold_id uuid, outcome text, expires_at timestamp with time zone, amount_in_cents integer, currency text)
    LANGUAGE plpgsql
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  asked record;
  meeting record;
  own record;
  free integer;
begin
  select i.* into asked from invitations i where i.id = p_invitation;
  select e.* into meeting from events e where e.id = asked.event_id for no key update;
  select i.* into asked from invitations i where i.id = p_invitation for no key update;
  if asked.status not in ('sent', 'payment_failed') or asked.expires_at <= kith.now() then
    return query select null::uuid, case when asked.status = 'confirmed' then 'confirmed' else 'over' end, null::timestamptz, null::integer, null::text;
    return;
  end if;
  if meeting.status not in ('planned', 'confirmed') or meeting.starts_at is null or meeting.starts_at <= kith.now() then
    return query select null::uuid, 'closed', null::timestamptz, null::integer, null::text;
    return;
  end if;
  update seat_holds h set ended_at = kith.now(), ended_as = 'lapsed'
  where h.invitation_id = p_invitation and h.ended_at is null and h.expires_at <= kith.now();
  select h.* into own from seat_holds h where h.invitation_id = p_invitation and h.ended_at is null;
  free := meeting.max_participants - meeting.seats_taken - seats_held(meeting.id, p_invitation);
  if free < asked.seats or (own.id is null and waiting_fits(meeting.id, free)) then
    return query select null::uuid, 'full', null::timestamptz, null::integer, null::text;
    return;
  end if;
  if own.id is not null then
    return query update seat_holds h set seats = asked.seats, amount_in_cents = meeting.price_in_cents * asked.seats, currency = meeting.currency,
      expires_at = greatest(h.expires_at, kith.now() + interval '10 minutes')
    where h.id = own.id returning h.id, 'held', h.expires_at, h.amount_in_cents, h.currency;
  else
    return query insert into seat_holds as h (invitation_id, event_id, profile_id, seats, amount_in_cents, currency, expires_at)
    values (p_invitation, meeting.id, asked.profile_id, asked.seats, meeting.price_in_cents * asked.seats, meeting.currency,
            kith.now() + interval '10 minutes')
    returning h.id, 'held', h.expires_at, h.amount_in_cents, h.currency;
  end if;
end $$;

--
-- Name: FUNCTION hold_seat(p_invitation uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.hold_seat(p_invitation uuid) IS 'Keeps seats for an invitation for ten minutes (an offer''s time is never cut short). outcome: held, full, closed, over, confirmed.';

--
-- Name: host_average(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.host_average(p_host uuid) RETURNS double precision
    LANGUAGE sql STABLE
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select avg(r.host_rating_value)::double precision from ratings r where r.rated_host_id = p_host
$$;

--
-- Name: FUNCTION host_average(p_host uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.host_average(p_host uuid) IS 'The average of all ratings of a host, from the first on.';

--
-- Name: host_comments(uuid, timestamp with time zone); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.host_comments(p_host uuid, p_before timestamp with time zone DEFAULT 'infinity'::timestamp with time zone) RETURNS TABLE(comment text, host_rating_value integer, created_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select r.comment, r.host_rating_value, date_trunc('month', r.created_at) from ratings r join host_profiles h on h.id = r.rated_host_id
  where r.rated_host_id = p_host and h.ratings_count >= 3 and r.comment is not null and r.hidden_at is null and r.created_at < p_before
  order by r.created_at desc limit 50
$$;

--
-- Name: FUNCTION host_comments(p_host uuid, p_before timestamp with time zone); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.host_comments(p_host uuid, p_before timestamp with time zone) IS 'What guests wrote about a host, without who; by month, so that nobody can be worked out.';

--
-- Name: host_page(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.host_page(p_host uuid) RETURNS TABLE(id uuid, host_name text, host_bio text, average_rating double precision, ratings_count integer, events_completed bigint, photo_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select h.id, h.host_name, h.host_bio, h.average_rating, case when h.ratings_count >= 3 then h.ratings_count end,
         (select count(*) from events e where e.host_id = h.id and e.status = 'completed'), p.current_face_card_photo_id
  from host_profiles h join users u on u.id = h.user_id join social_profiles p on p.user_id = h.user_id
  where h.id = p_host and u.status = 'active' and not (u.id = any (kith.blocked_with(coalesce(auth.uid(), '00000000-0000-0000-0000-000000000000'))))
$$;

--
-- Name: FUNCTION host_page(p_host uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.host_page(p_host uuid) IS 'A host as anybody may see them.';

--
-- Name: interests_of(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.interests_of(p_profile uuid) RETURNS TABLE(id integer, name text, theme text)
    LANGUAGE sql STABLE
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select i.id, i.name, i.theme from profile_interests pi join interests i on i.id = pi.interest_id where pi.profile_id = p_profile order by i.name
$$;

--
-- Name: FUNCTION interests_of(p_profile uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.interests_of(p_profile uuid) IS 'A person''s interests by name.';

--
-- Name: is_authentic(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.is_authentic(p_photo uuid) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select coalesce((
    select coalesce(o.is_in_app_photo, p.is_in_app_photo) and coalesce(o.created_at, p.created_at) > kith.now() - interval '12 months'
    from profile_photos p left join profile_photos o on o.id = p.made_from where p.id = p_photo
  ), false)
$$;

--
-- Name: FUNCTION is_authentic(p_photo uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.is_authentic(p_photo uuid) IS 'Whether a picture (or what its Face Card was made from) was taken in the app within twelve months.';

--
-- Name: is_host_of(uuid, uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.is_host_of(p_event uuid, p_profile uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select exists (
    select 1 from events e join host_profiles h on h.id = e.host_id join social_profiles p on p.user_id = h.user_id
    where e.id = p_event and p.id = p_profile
  )
$$;

--
-- Name: FUNCTION is_host_of(p_event uuid, p_profile uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.is_host_of(p_event uuid, p_profile uuid) IS 'Whether this person hosts this event.';

--
-- Name: join_waiting_list(uuid, uuid, boolean, boolean); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.join_waiting_list(p_invitation uuid, p_group uuid DEFAULT NULL::uuid, p_all_or_none boolean DEFAULT false, p_charge_saved_card boolean DEFAULT false) RETURNS uuid
    LANGUAGE plpgsql
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  asked record;
  meeting record;
  entry uuid;
begin
  select i.event_id into asked from invitations i where i.id = p_invitation;
  select e.* into meeting from events e where e.id = asked.event_id for no key update;
  select i.* into asked from invitations i where i.id = p_invitation for no key update;
  if asked.status not in ('sent', 'payment_failed') or asked.expires_at <= kith.now()
     or meeting.status not in ('planned', 'confirmed') or meeting.starts_at <= kith.now() then
    raise exception using errcode = 'KT409', message = 'there is nothing to wait for any more';
  end if;
  if exists (select 1 from waiting_list w where w.invitation_id = p_invitation and w.status = 'revoked') then
    raise exception using errcode = 'KT409', message = 'this place in line was taken back';
  end if;
  update waiting_list w set status = 'lapsed' where w.invitation_id = p_invitation and w.status = 'offered' and w.offer_expires_at <= kith.now();
  insert into waiting_list as w (event_id, profile_id, invitation_id, group_id, all_or_none, charge_saved_card, charge_consent_at)
  values (meeting.id, asked.profile_id, p_invitation, p_group, p_all_or_none, p_charge_saved_card, case when p_charge_saved_card then kith.now() end)
  on conflict (event_id, profile_id) where status in ('waiting', 'offered') do nothing
  returning w.id into entry;
  update invitations set expires_at = greatest(expires_at, meeting.starts_at) where id = p_invitation;
  return coalesce(entry, (select w.id from waiting_list w where w.invitation_id = p_invitation and w.status in ('waiting', 'offered')));
end $$;

--
-- Name: FUNCTION join_waiting_list(p_invitation uuid, p_group uuid, p_all_or_none boolean, p_charge_saved_card boolean); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.join_waiting_list(p_invitation uuid, p_group uuid, p_all_or_none boolean, p_charge_saved_card boolean) IS 'Stands in line at its end; who waits already keeps the place. The invitation stays good until the event begins.';

--
-- Name: keep_unwanted(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.keep_unwanted() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'momento', 'pg_temp'
    AS $$
begin
  if old.state = 'unwanted' and new.state <> 'unwanted' or old.state in ('kept', 'hidden') and new.state = 'pending' or old.state = 'pending' and new.state = 'hidden' then
    raise exception using errcode = 'KT409', message = 'this file is on its way out';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION keep_unwanted(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.keep_unwanted() IS 'Trigger: a file that is thrown away is never used again.';

--
-- Name: limit_interests(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.limit_interests() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
begin
  perform 1 from social_profiles p where p.id = new.profile_id for no key update;
  if (select count(*) from profile_interests i where i.profile_id = new.profile_id) >= 20 then
    raise exception using errcode = 'check_violation', constraint = 'profile_interests_at_most_20', table = tg_table_name,
      message = 'nobody has more than twenty interests';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION limit_interests(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.limit_interests() IS 'Trigger: at most twenty interests a person, whoever writes at the same moment.';

--
-- Name: lock_future(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.lock_future(p_user uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
begin
  perform 1 from events e
  where e.status in ('planned', 'confirmed') and (e.starts_at is null or e.starts_at > kith.now())
    and (exists (select 1 from host_profiles h where h.id = e.host_id and h.user_id = p_user)
      or exists (select 1 from invitations i where i.event_id = e.id and i.profile_id = profile_of(p_user)))
  order by e.id for no key update of e;
end $$;

--
-- Name: FUNCTION lock_future(p_user uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.lock_future(p_user uuid) IS 'Locks the events that a person''s leaving changes, before the person: events come first in the order of locks.';

--
-- Name: may_see_photo(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.may_see_photo(p_photo uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select exists (
    select 1 from profile_photos f join social_profiles p on p.id = f.profile_id join users u on u.id = p.user_id
    where f.id = p_photo and f.hidden_at is null and u.status <> 'erased'
      and (p.id = my_profile_id()
        or (u.status <> 'banned' and f.removed_at is null and p.id = any (visible_profile_ids()))
        or (u.status <> 'banned' and exists (select 1 from connections c where c.face_card_photo_id = f.id and c.user_profile_id = my_profile_id())))
  )
$$;

--
-- Name: FUNCTION may_see_photo(p_photo uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.may_see_photo(p_photo uuid) IS 'Whether the signed-in person may see a picture: their own, of people they may look at, or kept in one of their memories; none that moderators took away.';

--
-- Name: mutual_connect_again(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.mutual_connect_again() RETURNS TABLE(user_profile_id uuid, connected_profile_id uuid)
    LANGUAGE sql STABLE
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select distinct c1.user_profile_id, c1.connected_profile_id
  from connections c1 join connections c2 on c2.user_profile_id = c1.connected_profile_id and c2.connected_profile_id = c1.user_profile_id
  where c1.wants_to_connect_again and c2.wants_to_connect_again and c1.user_profile_id < c1.connected_profile_id
$$;

--
-- Name: FUNCTION mutual_connect_again(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.mutual_connect_again() IS 'Pairs who both want to meet again, each pair once.';

--
-- Name: my_conversation_ids(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.my_conversation_ids() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select coalesce(array_agg(c.conversation_id), '{}') from conversation_participants c where c.profile_id = my_profile_id()
$$;

--
-- Name: FUNCTION my_conversation_ids(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.my_conversation_ids() IS 'Conversations of the signed-in person.';

--
-- Name: my_event_ids(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.my_event_ids() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select my_events(array['host', 'guest', 'invited'])
$$;

--
-- Name: FUNCTION my_event_ids(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.my_event_ids() IS 'Events the signed-in person hosts, is a guest of, or was ever asked to.';

--
-- Name: my_events(text[]); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.my_events(p_parts text[]) RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select coalesce(array_agg(m.id), '{}') from (
    select e.id from events e where 'host' = any (p_parts) and e.host_id = my_host_id()
    union
    select i.event_id from invitations i
    where i.profile_id = my_profile_id()
      and (('guest' = any (p_parts) and i.status = 'confirmed')
        or ('invited' = any (p_parts) and i.status in ('sent', 'payment_failed', 'expired', 'declined')))
  ) m
$$;

--
-- Name: FUNCTION my_events(p_parts text[]); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.my_events(p_parts text[]) IS 'Events of the signed-in person in these parts: host, guest, invited (asked at any time).';

--
-- Name: my_host_id(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.my_host_id() RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select h.id from host_profiles h where h.user_id = auth.uid()
$$;

--
-- Name: FUNCTION my_host_id(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.my_host_id() IS 'The host profile of the signed-in person.';

--
-- Name: my_profile_id(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.my_profile_id() RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select p.id from social_profiles p where p.user_id = auth.uid()
$$;

--
-- Name: FUNCTION my_profile_id(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.my_profile_id() IS 'The profile of the signed-in person.';

--
-- Name: name_post(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.name_post() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  part text;
  meeting record;
begin
  if tg_op = 'UPDATE' then
    if (new.event_id, new.profile_id, new.alias_id, new.created_at) is distinct from (old.event_id, old.profile_id, old.alias_id, old.created_at) then
      raise exception using errcode = 'check_violation', constraint = 'event_posts_fixed', table = tg_table_name, message = 'a post stays whose it is';
    end if;
    return new;
  end if;
  select e.status into meeting from events e where e.id = new.event_id for no key update;
  part := case
    when is_host_of(new.event_id, new.profile_id) then 'Host'
    when was_guest(new.event_id, new.profile_id) then 'Attendee'
    when exists (select 1 from invitations i where i.event_id = new.event_id and i.profile_id = new.profile_id
                 and i.status in ('sent', 'payment_failed') and i.expires_at > kith.now()) then 'Invitee'
  end;
  if part is null or meeting.status = 'cancelled' then
    raise exception using errcode = 'check_violation', constraint = 'event_posts_invited_only', table = tg_table_name,
      message = 'the host, guests and people still invited write here';
  end if;
  insert into event_aliases (event_id, profile_id, role, number)
  select new.event_id, new.profile_id, part, coalesce(max(a.number), 0) + 1 from event_aliases a where a.event_id = new.event_id and a.role = part
  on conflict (event_id, profile_id, role) do nothing;
  select a.id into new.alias_id from event_aliases a where a.event_id = new.event_id and a.profile_id = new.profile_id and a.role = part;
  return new;
end $$;

--
-- Name: FUNCTION name_post(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.name_post() IS 'Trigger: only those invited post, under a name that tells their part and nothing else.';

--
-- Name: number_stop(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.number_stop() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'momento', 'pg_temp'
    AS $$
begin
  if tg_op = 'UPDATE' and new.event_id <> old.event_id then
    raise exception using errcode = 'check_violation', constraint = 'event_itinerary_stops_fixed', table = tg_table_name,
      message = 'a stop stays with its event';
  end if;
  select int8range(e.number, e.number, '[]') into new.event_number from events e where e.id = new.event_id;
  return new;
end $$;

--
-- Name: FUNCTION number_stop(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.number_stop() IS 'Trigger: the event''s number as a range, for the exclusion constraint.';

--
-- Name: offer_seats(uuid, interval); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.offer_seats(p_event uuid, p_patience interval DEFAULT '02:00:00'::interval) RETURNS SETOF uuid
    LANGUAGE plpgsql
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  meeting record;
  unit record;
  free integer;
  until timestamptz;
begin
  select e.* into meeting from events e where e.id = p_event for no key update;
  if meeting.status not in ('planned', 'confirmed') or meeting.starts_at is null or meeting.starts_at <= kith.now() then
    return;
  end if;
  update seat_holds h set ended_at = kith.now(), ended_as = 'lapsed' where h.event_id = p_event and h.ended_at is null and h.expires_at <= kith.now();
  update waiting_list w set status = 'lapsed' where w.event_id = p_event and w.status = 'offered' and w.offer_expires_at <= kith.now();
  update waiting_list w set status = 'revoked' where w.event_id = p_event and w.status = 'waiting' and refuse_guest(p_event, w.profile_id) is not null;
  free := meeting.max_participants - meeting.seats_taken - seats_held(p_event);
  until := least(kith.now() + p_patience, meeting.starts_at);
  for unit in
    select array_agg(w.id order by w.place) as entries, sum(i.seats)::integer as seats
    from waiting_list w join invitations i on i.id = w.invitation_id
    where w.event_id = p_event and w.status = 'waiting'
    group by case when w.all_or_none then w.group_id else w.id end
    order by min(w.place)
  loop
    continue when unit.seats > free;
    free := free - unit.seats;
    update seat_holds h set ended_at = kith.now(), ended_as = 'released'
    from waiting_list w where w.id = any (unit.entries) and h.invitation_id = w.invitation_id and h.ended_at is null;
    insert into seat_holds (invitation_id, event_id, profile_id, kind, seats, amount_in_cents, currency, expires_at)
    select w.invitation_id, p_event, w.profile_id, 'offer', i.seats, meeting.price_in_cents * i.seats, meeting.currency, until
    from waiting_list w join invitations i on i.id = w.invitation_id where w.id = any (unit.entries);
    return query update waiting_list w set status = 'offered', offered_at = kith.now(), offer_expires_at = until
    where w.id = any (unit.entries) returning w.id;
    exit when free = 0;
  end loop;
end $$;

--
-- Name: FUNCTION offer_seats(p_event uuid, p_patience interval); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.offer_seats(p_event uuid, p_patience interval) IS 'Offers free seats to those in line, in order, groups as a whole or not at all; ends offers whose time is over. Returns the entries offered now.';

--
-- Name: open_metrics(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.open_metrics() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
begin
  insert into user_internal_metrics (user_id) values (new.id);
  return null;
end $$;

--
-- Name: FUNCTION open_metrics(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.open_metrics() IS 'Trigger: everybody starts as somebody who comes.';

--
-- Name: owe_rest_of_returned(uuid, integer); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.owe_rest_of_returned(p_event uuid, p_seats integer) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  returned record;
  left_over integer := p_seats;
  went integer;
begin
  for returned in
    select r.*, p.amount_in_cents - p.refunded_in_cents as rest, p.user_id, p.status as payment_status
    from returned_seats r left join payments p on p.id = r.payment_id
    where r.event_id = p_event and r.resold_at is null order by r.returned_at, r.id for no key update of r
  loop
    exit when left_over = 0;
    went := least(left_over, returned.seats - returned.resold);
    left_over := left_over - went;
    update returned_seats r set resold = r.resold + went, resold_at = case when r.resold + went = r.seats then kith.now() end where r.id = returned.id;
    if returned.resold + went = returned.seats and returned.payment_status = 'succeeded' and returned.rest > 0 then
      insert into refunds (payment_id, user_id, amount_in_cents, reason) values (returned.payment_id, returned.user_id, returned.rest, 'resold');
    end if;
  end loop;
end $$;

--
-- Name: FUNCTION owe_rest_of_returned(p_event uuid, p_seats integer); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.owe_rest_of_returned(p_event uuid, p_seats integer) IS 'So many seats went to people from the waiting list: whoever gave them back first is owed the rest of their money, once all they gave back is sold.';

--
-- Name: person_of(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.person_of(p_profile uuid) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select p.user_id from social_profiles p where p.id = p_profile
$$;

--
-- Name: FUNCTION person_of(p_profile uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.person_of(p_profile uuid) IS 'Whose profile this is; for the views'' triggers and the service.';

--
-- Name: prepare_event(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.prepare_event() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
begin
  -- A suspension that is under way is waited for, and waits for a plan that is under way.
  if tg_op = 'INSERT' and not exists (
    select 1 from host_profiles h join users u on u.id = h.user_id
    where h.id = new.host_id and u.status in ('active', 'verification_pending') for share of u
  ) then
    raise exception using errcode = 'KT409', message = 'you cannot host anything right now';
  end if;
  if tg_op = 'INSERT' then
    if new.seats_taken <> 0 or new.status <> 'planned' then
      raise exception using errcode = 'check_violation', constraint = 'events_start_empty', table = tg_table_name,
        message = 'an event starts planned and without guests';
    end if;
    return new;
  end if;
  if new.host_id <> old.host_id then
    raise exception using errcode = 'check_violation', constraint = 'events_fixed', table = tg_table_name, message = 'an event stays with its host';
  end if;
  if new.max_participants < old.max_participants and new.max_participants < new.seats_taken + seats_held(new.id) then
    raise exception using errcode = 'check_violation', constraint = 'events_capacity', table = tg_table_name,
      message = 'more seats than that are taken or being paid for';
  end if;
  if (new.price_in_cents, new.currency, new.refund_policy) is distinct from (old.price_in_cents, old.currency, old.refund_policy)
     and exists (select 1 from payments p where p.event_id = new.id and p.status in ('pending', 'processing', 'succeeded')) then
    raise exception using errcode = 'KT409', message = 'the price and what is given back stay as they were once somebody has begun to pay';
  end if;
  if new.status <> old.status then
    if new.status = 'confirmed' then
      new.confirmed_at := kith.now();
    elsif new.status = 'cancelled' then
      new.cancelled_at := coalesce(new.cancelled_at, kith.now());
      new.fills_itself := false;
    elsif new.status = 'completed' then
      new.completed_at := coalesce(new.completed_at, kith.now());
      new.fills_itself := false;
    end if;
  end if;
  return new;
end $$;

--
-- Name: FUNCTION prepare_event(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.prepare_event() IS 'Trigger: an event keeps its host, never shrinks below its guests, keeps its price once somebody pays; stamps.';

--
-- Name: prepare_invitation(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.prepare_invitation() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  meeting record;
  refusal text;
begin
  if tg_op = 'UPDATE' and (new.event_id, new.profile_id) is distinct from (old.event_id, old.profile_id) then
    raise exception using errcode = 'check_violation', constraint = 'invitations_fixed', table = tg_table_name,
      message = 'an invitation cannot be passed on';
  end if;
  if tg_op = 'INSERT' or (new.status = 'confirmed' and old.status <> 'confirmed') then
    select e.*, h.user_id as host_user into meeting from events e join host_profiles h on h.id = e.host_id
    where e.id = new.event_id for no key update of e;
    if meeting.status not in ('planned', 'confirmed') then
      raise exception using errcode = 'KT409', message = format('nobody can join an event that is %s', meeting.status),
        detail = jsonb_build_object('entity', 'event', 'from', meeting.status)::text;
    end if;
    -- A suspension that is under way is waited for, and waits for a seat that is under way.
    perform 1 from social_profiles p join users u on u.id = p.user_id where p.id = new.profile_id for share of u;
    if (new.source = 'self') <> (meeting.host_user = (select p.user_id from social_profiles p where p.id = new.profile_id)) then
      raise exception using errcode = 'check_violation', constraint = 'invitations_not_host', table = tg_table_name,
        message = 'a host is not invited to their own event';
    end if;
    if tg_op = 'INSERT' and not exists (
      select 1 from users u where u.id = meeting.host_user and u.status in ('active', 'verification_pending')
    ) then
      raise exception using errcode = 'KT409', message = 'the host cannot invite anybody right now';
    end if;
    if tg_op = 'INSERT' and new.status = 'confirmed' and new.source <> 'self' then
      raise exception using errcode = 'KT409', message = 'a new invitation cannot start as confirmed',
        detail = jsonb_build_object('entity', 'invitation', 'from', '', 'to', 'confirmed')::text;
    end if;
    refusal := refuse_guest(new.event_id, new.profile_id);
    if refusal is not null then
      raise exception using errcode = 'check_violation', constraint = 'invitations_' || refusal, table = tg_table_name,
        message = 'this person cannot be invited to this event';
    end if;
    if new.status = 'confirmed' and new.source <> 'self' and meeting.price_in_cents > 0 and not exists (
      select 1 from payments p where p.invitation_id = new.id and p.status = 'succeeded' and not p.is_surplus and p.refunded_in_cents < p.amount_in_cents
    ) then
      raise exception using errcode = 'check_violation', constraint = 'invitations_paid', table = tg_table_name,
        message = 'a seat that costs something is confirmed by paying for it';
    end if;
  end if;
  -- Not by "seats": a generated column has no value yet before the row is written.
  if tg_op = 'UPDATE' and old.status = 'confirmed' and old.plus_one_name is null and new.plus_one_name is not null then
    raise exception using errcode = 'check_violation', constraint = 'invitations_plus_one_before', table = tg_table_name,
      message = 'a companion is named before the seat is confirmed';
  end if;
  if new.plus_one_name is not null and (tg_op = 'INSERT' or old.plus_one_name is null)
     and not (select e.plus_one_allowed from events e where e.id = new.event_id) then
    raise exception using errcode = 'check_violation', constraint = 'invitations_plus_one_allowed', table = tg_table_name,
      message = 'this host asks guests to come alone';
  end if;
  if tg_op = 'UPDATE' and new.status <> old.status then
    if new.status = 'confirmed' then
      new.confirmed_at := kith.now();
    end if;
    if new.status in ('confirmed', 'declined') then
      new.responded_at := coalesce(new.responded_at, kith.now());
    end if;
  elsif tg_op = 'INSERT' and new.status = 'confirmed' then
    new.confirmed_at := coalesce(new.confirmed_at, kith.now());
  end if;
  return new;
end $$;

--
-- Name: FUNCTION prepare_invitation(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.prepare_invitation() IS 'Trigger: refuses invitations and confirmations that must not be (too late, too young, not active, blocked, rather not, unpaid); stamps answers.';

--
-- Name: profile_of(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.profile_of(person uuid) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select p.id from social_profiles p where p.user_id = person
$$;

--
-- Name: FUNCTION profile_of(person uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.profile_of(person uuid) IS 'A person''s profile; for the service.';

--
-- Name: profile_shown(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.profile_shown(person uuid) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select p.id from social_profiles p
  where p.user_id = person
    and (coalesce(nullif(current_setting('role', true), 'none'), session_user) not in ('anon', 'authenticated', 'kith_app')
         or person = auth.uid()
         or exists (select 1 from kith.blocks b where b.blocker_id = auth.uid() and b.blocked_id = person)
         or exists (select 1 from kith.reports r where r.reporter_id = auth.uid() and r.reported_id = person and r.product = 'momento'))
$$;

--
-- Name: FUNCTION profile_shown(person uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.profile_shown(person uuid) IS 'A person''s profile; a member is told of themselves and of people whom they blocked or reported only.';

--
-- Name: profiles_for(uuid[]); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.profiles_for(p_ids uuid[]) RETURNS TABLE(id uuid, name text, photo_id uuid, face_card_photo_id uuid, photo_authentic boolean, bio text, gender text, occupation text, location text, interests text[], host_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select s.* from shown_profiles(array(select unnest(p_ids) intersect select unnest(visible_profile_ids()))) s
$$;

--
-- Name: FUNCTION profiles_for(p_ids uuid[]); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.profiles_for(p_ids uuid[]) IS 'Those of these people whom the signed-in person may look at, as others see them.';

--
-- Name: record_transition(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.record_transition() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
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
-- Name: FUNCTION record_transition(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.record_transition() IS 'Trigger (entity, column): writes the domain event of a state change.';

--
-- Name: refuse_change(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'momento', 'pg_temp'
    AS $$
begin
  raise exception using errcode = 'KT403', message = format('%s is append-only', tg_table_name);
end $$;

--
-- Name: FUNCTION refuse_change(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.refuse_change() IS 'Trigger: makes a table append-only.';

--
-- Name: refuse_closed_city(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.refuse_closed_city() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  closed text;
begin
  if tg_table_name = 'social_profiles' then
    select c.city into closed from closed_cities c where lower(c.city) = lower(new.location);
  else
    -- An event that was planned before may still be changed: a new one is of this very transaction.
    select c.city into closed from events e join locations l on l.id = new.location_id join closed_cities c on lower(c.city) = lower(l.city)
    where e.id = new.event_id and e.created_at = kith.now();
  end if;
  if found then
    raise exception using errcode = 'KT409', message = format('%s is closed for now. Please pick another city', closed);
  end if;
  return new;
end $$;

--
-- Name: FUNCTION refuse_closed_city(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.refuse_closed_city() IS 'Trigger: a closed city takes nothing new.';

--
-- Name: refuse_guest(uuid, uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.refuse_guest(p_event uuid, p_profile uuid) RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  guest record;
  meeting record;
  blocked uuid[];
begin
  select u.id, u.status, u.birth_date into guest from social_profiles p join users u on u.id = p.user_id where p.id = p_profile;
  select e.*, h.user_id as host_user into meeting from events e join host_profiles h on h.id = e.host_id where e.id = p_event;
  if guest.status is distinct from 'active' or kith.hold_state(guest.id) = 'hard_hold' then
    return 'not_active';
  end if;
  if meeting.minimum_age is not null and age_on(guest.birth_date,
       (coalesce(meeting.starts_at, kith.now()) at time zone meeting.time_zone)::date) < meeting.minimum_age then
    return 'too_young';
  end if;
  if meeting.host_user = guest.id then
    return null;
  end if;
  blocked := kith.blocked_with(guest.id);
  if cardinality(blocked) > 0 and (meeting.host_user = any (blocked) or exists (
    select 1 from seats s join social_profiles o on o.id = s.profile_id where s.event_id = p_event and o.user_id = any (blocked)
  )) then
    return 'blocked';
  end if;
  if exists (
    select 1 from connections c
    where c.does_not_want_to_connect_again
      and ((c.user_profile_id = p_profile and exists (
              select 1 from seats s where s.event_id = p_event and s.profile_id = c.connected_profile_id))
        or (c.connected_profile_id = p_profile and exists (
              select 1 from seats s where s.event_id = p_event and s.profile_id = c.user_profile_id)))
  ) then
    return 'rather_not';
  end if;
  return null;
end $$;

--
-- Name: FUNCTION refuse_guest(p_event uuid, p_profile uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.refuse_guest(p_event uuid, p_profile uuid) IS 'Why this person may not be a guest of this event: not_active, too_young, blocked, rather_not, or null. For the service; nobody is told the last two.';

--
-- Name: refuse_hidden_photo(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.refuse_hidden_photo() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  chosen uuid[];
begin
  if tg_table_name = 'profile_photos' then
    chosen := array[new.made_from];
  else
    chosen := array[new.current_photo_id, new.current_face_card_photo_id];
  end if;
  -- Held until the end, so that none is hidden meanwhile.
  perform 1 from profile_photos f where f.id = any (chosen) order by f.id for share;
  if exists (select 1 from profile_photos f where f.id = any (chosen) and f.hidden_at is not null) then
    raise exception using errcode = 'check_violation', constraint = 'profile_photos_shown_only', table = tg_table_name,
      message = 'a photo that was taken away is shown nowhere';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION refuse_hidden_photo(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.refuse_hidden_photo() IS 'Trigger: a photo that was taken away is nobody''s main photo or Face Card, and none is made from it.';

--
-- Name: release_hold(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.release_hold(p_invitation uuid) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path TO 'momento', 'pg_temp'
    AS $$
begin
  update seat_holds h set ended_at = kith.now(), ended_as = case when h.expires_at > kith.now() then 'released' else 'lapsed' end
  where h.invitation_id = p_invitation and h.ended_at is null and h.kind = 'payment';
  return found;
end $$;

--
-- Name: FUNCTION release_hold(p_invitation uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.release_hold(p_invitation uuid) IS 'Gives up a hold made for paying; an offer stays until its time is over.';

--
-- Name: reveal_mutual(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.reveal_mutual() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  low uuid := least(new.user_profile_id, new.connected_profile_id);
  high uuid := greatest(new.user_profile_id, new.connected_profile_id);
begin
  if not new.wants_to_connect_again or old.wants_to_connect_again then
    return null;
  end if;
  perform 1 from social_profiles p where p.id in (low, high) order by p.id for no key update;
  if exists (select 1 from connections c where c.user_profile_id = new.connected_profile_id and c.connected_profile_id = new.user_profile_id and c.wants_to_connect_again)
     and not (new.connected_profile_id = any (blocked_profiles(new.user_profile_id)))
     and not exists (
       select 1 from connections c where c.does_not_want_to_connect_again
         and ((c.user_profile_id = low and c.connected_profile_id = high) or (c.user_profile_id = high and c.connected_profile_id = low))
     ) then
    update connections c set mutual_revealed_at = kith.now()
    where c.wants_to_connect_again and c.mutual_revealed_at is null
      and ((c.user_profile_id = low and c.connected_profile_id = high) or (c.user_profile_id = high and c.connected_profile_id = low));
  end if;
  return null;
end $$;

--
-- Name: FUNCTION reveal_mutual(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.reveal_mutual() IS 'Trigger: when both want to meet again, both rows are revealed in the same moment; who says so second sees what the first sees.';

--
-- Name: seat_conversation(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.seat_conversation() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
begin
  insert into conversation_participants (conversation_id, profile_id) values (new.id, new.low_profile_id), (new.id, new.high_profile_id);
  return null;
end $$;

--
-- Name: FUNCTION seat_conversation(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.seat_conversation() IS 'Trigger: both are in it from the start.';

--
-- Name: seats_held(uuid, uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.seats_held(p_event uuid, p_except uuid DEFAULT NULL::uuid) RETURNS integer
    LANGUAGE sql STABLE
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select coalesce(sum(h.seats), 0)::integer from seat_holds h
  where h.event_id = p_event and h.ended_at is null and h.expires_at > kith.now() and h.invitation_id is distinct from p_except
$$;

--
-- Name: FUNCTION seats_held(p_event uuid, p_except uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.seats_held(p_event uuid, p_except uuid) IS 'Seats kept by live holds, those of one invitation left out.';

--
-- Name: set_updated_at(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.set_updated_at() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'momento', 'pg_temp'
    AS $$
begin
  new.updated_at = kith.now();
  return new;
end $$;

--
-- Name: FUNCTION set_updated_at(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.set_updated_at() IS 'Trigger: keeps updated_at current.';

--
-- Name: settle_payment(uuid, text); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.settle_payment(p_payment uuid, p_charge text) RETURNS text
    LANGUAGE plpgsql
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  paid record;
  answer text;
begin
  select p.event_id, p.invitation_id into paid from payments p where p.id = p_payment;
  perform 1 from events e where e.id = paid.event_id for no key update;
  perform 1 from invitations i where i.id = paid.invitation_id for no key update;
  select p.* into paid from payments p where p.id = p_payment for no key update;
  if paid.status = 'succeeded' then
    return case when paid.is_surplus then 'paid_twice'
                when exists (select 1 from refunds r where r.payment_id = p_payment and r.reason = 'no_seat') then 'no_seat' else 'seated' end;
  end if;
  if exists (select 1 from payments p where p.invitation_id = paid.invitation_id and p.status = 'succeeded' and not p.is_surplus) then
    update payments set status = 'succeeded', is_surplus = true, settled_at = kith.now(), stripe_charge_id = p_charge, failure = null where id = p_payment;
    insert into refunds (payment_id, user_id, amount_in_cents, reason) values (p_payment, paid.user_id, paid.amount_in_cents, 'paid_twice');
    return 'paid_twice';
  end if;
  update payments set status = 'succeeded', settled_at = kith.now(), stripe_charge_id = p_charge, failure = null where id = p_payment;
  if paid.seats < (select i.seats from invitations i where i.id = paid.invitation_id) then
    update invitations set plus_one_name = null where id = paid.invitation_id;
  end if;
  answer := confirm_seat(paid.invitation_id);
  if answer = 'confirmed' then
    return 'seated';
  end if;
  insert into refunds (payment_id, user_id, amount_in_cents, reason) values (p_payment, paid.user_id, paid.amount_in_cents, 'no_seat');
  update payments set is_surplus = true where id = p_payment;
  update seat_holds set ended_at = kith.now(), ended_as = 'released' where invitation_id = paid.invitation_id and ended_at is null;
  update invitations set late_refusal = answer where id = paid.invitation_id;
  return 'no_seat';
end $$;

--
-- Name: FUNCTION settle_payment(p_payment uuid, p_charge text); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.settle_payment(p_payment uuid, p_charge text) IS 'Writes down that Stripe has the money (charge id) and makes a seat of it: seated, no_seat (owed back whole), or paid_twice (owed back whole). Twice is once.';

--
-- Name: show_hidden_photo(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.show_hidden_photo(p_decision uuid) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  the_photo uuid;
  the_profile uuid;
begin
  select f.profile_id into the_profile from profile_photos f where f.hiding_decision = p_decision limit 1;
  perform 1 from social_profiles p where p.id = the_profile for no key update;
  -- Face Cards are drawn anew; only what memories show is brought back.
  delete from profile_photos f where f.hiding_decision = p_decision and f.kind = 'face_card'
    and not exists (select 1 from connections c where c.face_card_photo_id = f.id);
  update profile_photos f set hidden_at = null, hiding_decision = null where f.hiding_decision = p_decision and f.kind = 'photo' returning f.id into the_photo;
  update profile_photos f set hidden_at = null, hiding_decision = null where f.hiding_decision = p_decision;
  update social_profiles p set current_photo_id = the_photo
  where p.id = the_profile and p.current_photo_id is null and exists (select 1 from profile_photos f where f.id = the_photo and f.removed_at is null);
  return case when the_photo is not null then the_profile end;
end $$;

--
-- Name: FUNCTION show_hidden_photo(p_decision uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.show_hidden_photo(p_decision uuid) IS 'Shows again what a decision took away; it is the main photo where there is none. The profile; null: it is gone, with whoever it was or since its days are over.';

--
-- Name: shown_card(uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.shown_card(p_photo uuid) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select f.id from profile_photos f where f.id = p_photo and f.hidden_at is null
$$;

--
-- Name: FUNCTION shown_card(p_photo uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.shown_card(p_photo uuid) IS 'A Face Card that a memory holds, if it may be shown; null: it was taken away.';

--
-- Name: shown_profiles(uuid[]); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.shown_profiles(p_ids uuid[]) RETURNS TABLE(id uuid, name text, photo_id uuid, face_card_photo_id uuid, photo_authentic boolean, bio text, gender text, occupation text, location text, interests text[], host_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select p.id, coalesce(p.preferred_name, p.first_name), p.current_photo_id, p.current_face_card_photo_id, is_authentic(p.current_photo_id),
         p.bio, p.gender, p.occupation, p.location,
         array(select i.name from profile_interests pi join interests i on i.id = pi.interest_id where pi.profile_id = p.id order by i.name),
         (select h.id from host_profiles h where h.user_id = p.user_id)
  from social_profiles p join users u on u.id = p.user_id
  where p.id = any (p_ids) and u.status not in ('erased', 'banned')
$$;

--
-- Name: FUNCTION shown_profiles(p_ids uuid[]); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.shown_profiles(p_ids uuid[]) IS 'What may be shown of these people at all; for the service and for functions that have asked who is looking.';

--
-- Name: stamp_change(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.stamp_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'momento', 'pg_temp'
    AS $$
begin
  new.updated_at = kith.now();
  new.changed_in = pg_current_xact_id();
  return new;
end $$;

--
-- Name: FUNCTION stamp_change(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.stamp_change() IS 'Trigger: when and in which transaction a row was written last.';

--
-- Name: suspend_user(uuid, boolean); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.suspend_user(p_user uuid, p_for_good boolean DEFAULT false) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path TO 'momento', 'pg_temp'
    AS $$
begin
  perform lock_future(p_user);
  update users set status = case when p_for_good then 'banned' else 'suspended' end, suspended_at = kith.now()
  where id = p_user and status in ('active', 'verification_pending', 'suspended')
    and status <> case when p_for_good then 'banned' else 'suspended' end;
  if not found then
    return false;
  end if;
  perform free_from_future(p_user, 'house');
  update social_profiles set changed_in = pg_current_xact_id() where user_id = p_user;
  return true;
end $$;

--
-- Name: FUNCTION suspend_user(p_user uuid, p_for_good boolean); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.suspend_user(p_user uuid, p_for_good boolean) IS 'Suspends (or bans) a person: their future seats go back with the money, events they host are cancelled. False when nothing changed.';

--
-- Name: use_capture_token(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.use_capture_token() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'momento', 'pg_temp'
    AS $$
begin
  if new.capture_token_id is null then
    return new;
  end if;
  update capture_tokens t set used_at = kith.now()
  where t.id = new.capture_token_id and t.profile_id = new.profile_id and t.used_at is null
    and kith.now() between t.issued_at and t.issued_at + interval '2 minutes';
  if not found then
    raise exception using errcode = 'check_violation', constraint = 'profile_photos_capture_live', table = tg_table_name,
      message = 'this picture was not taken in the app just now';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION use_capture_token(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.use_capture_token() IS 'Trigger: an in-app picture uses up a permission of its owner that is at most two minutes old.';

--
-- Name: visible_profile_ids(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.visible_profile_ids() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  with me as materialized (select my_profile_id() as id, blocked_profiles(my_profile_id()) as blocked),
  seen as (
    select me.id from me
    union select s.profile_id from seats s where s.event_id = any (my_events(array['host', 'guest']))
    union select i.profile_id from invitations i where i.event_id = any (my_events(array['host']))
    union select p.id from events e join host_profiles h on h.id = e.host_id join social_profiles p on p.user_id = h.user_id where e.id = any (my_event_ids())
    union select c.connected_profile_id from me join connections c on c.user_profile_id = me.id
    union select case when t.low_profile_id = me.id then t.high_profile_id else t.low_profile_id end
      from me join conversations t on me.id in (t.low_profile_id, t.high_profile_id)
  )
  select coalesce(array_agg(seen.id), '{}') from seen, me where seen.id is not null and not (seen.id = any (me.blocked))
$$;

--
-- Name: FUNCTION visible_profile_ids(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.visible_profile_ids() IS 'Whom the signed-in person may look at: themselves, guests and hosts of shared events, invitees of their own events, people they met; nobody with whom there is a block.';

--
-- Name: waiting_fits(uuid, integer); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.waiting_fits(p_event uuid, p_free integer) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select exists (
    select 1 from waiting_list w join invitations i on i.id = w.invitation_id
    where w.event_id = p_event and w.status = 'waiting'
    group by case when w.all_or_none then w.group_id else w.id end
    having sum(i.seats) <= p_free
  )
$$;

--
-- Name: FUNCTION waiting_fits(p_event uuid, p_free integer); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.waiting_fits(p_event uuid, p_free integer) IS 'Whether somebody in line could have so many seats: then they are not for those who come later.';

--
-- Name: was_guest(uuid, uuid); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.was_guest(p_event uuid, p_profile uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
  select exists (select 1 from seats s where s.event_id = p_event and s.profile_id = p_profile)
$$;

--
-- Name: FUNCTION was_guest(p_event uuid, p_profile uuid); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.was_guest(p_event uuid, p_profile uuid) IS 'Whether this person has a confirmed seat at this event.';

--
-- Name: write_blocked_user(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.write_blocked_user() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
declare
  blocker uuid := person_of(case tg_op when 'DELETE' then old.blocker_profile_id else new.blocker_profile_id end);
  blocked uuid := person_of(case tg_op when 'DELETE' then old.blocked_profile_id else new.blocked_profile_id end);
begin
  if auth.uid() is not null and blocker is distinct from auth.uid() then
    raise exception using errcode = 'insufficient_privilege', message = 'people block for themselves';
  end if;
  if tg_op = 'DELETE' then
    delete from kith.blocks b where b.blocker_id = blocker and b.blocked_id = blocked;
    return old;
  end if;
  if blocker is null or blocked is null then
    raise exception using errcode = 'foreign_key_violation', message = 'there is no such person';
  end if;
  insert into kith.blocks (blocker_id, blocked_id) values (blocker, blocked) on conflict (blocker_id, blocked_id) do nothing;
  new.created_at := coalesce(new.created_at, kith.now());
  return new;
end $$;

--
-- Name: FUNCTION write_blocked_user(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.write_blocked_user() IS 'Trigger: writes through to the house''s blocks.';

--
-- Name: write_report(); Type: FUNCTION; Schema: momento; Owner: -
--

CREATE FUNCTION momento.write_report() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'momento', 'pg_temp'
    AS $$
begin
  if tg_op = 'DELETE' then
    delete from kith.reports where id = old.id and product = 'momento';
    return old;
  end if;
  if tg_op = 'UPDATE' then
    update kith.reports set status = case new.status when 'pending' then 'open' else new.status end where id = old.id and product = 'momento';
    return new;
  end if;
  if auth.uid() is not null and person_of(new.reporter_profile_id) is distinct from auth.uid() then
    raise exception using errcode = 'insufficient_privilege', message = 'people report for themselves';
  end if;
  insert into kith.reports (id, product, reporter_id, reported_id, report_type, details, status)
  values (coalesce(new.id, gen_random_uuid()), 'momento', person_of(new.reporter_profile_id), person_of(new.reported_profile_id), new.category,
          jsonb_build_object('comments', new.comments), case coalesce(new.status, 'pending') when 'pending' then 'open' else new.status end)
  returning id, created_at into new.id, new.created_at;
  new.status := coalesce(new.status, 'pending');
  return new;
end $$;

--
-- Name: FUNCTION write_report(); Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON FUNCTION momento.write_report() IS 'Trigger: writes through to the house''s reports.';

--
-- Name: attendance; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.attendance (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    event_id uuid NOT NULL,
    profile_id uuid NOT NULL,
    status text NOT NULL,
    check_in_latitude double precision,
    check_in_longitude double precision,
    reported_by_profile_id uuid,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    checked_in_at timestamp with time zone,
    check_in_accuracy double precision,
    method text DEFAULT 'reports'::text NOT NULL,
    incontestable boolean DEFAULT false NOT NULL,
    disputed_from text,
    dispute_reason text,
    disputed_at timestamp with time zone,
    resolved_at timestamp with time zone,
    CONSTRAINT attendance_disputed CHECK ((((status = 'disputed'::text) <= ((disputed_from IS NOT NULL) AND (disputed_at IS NOT NULL))) AND (length(dispute_reason) <= 1000) AND (disputed_from = ANY (ARRAY['attended'::text, 'no_show'::text, 'late'::text])))),
    CONSTRAINT attendance_method CHECK ((method = ANY (ARRAY['position'::text, 'host_list'::text, 'code'::text, 'reports'::text, 'operator'::text]))),
    CONSTRAINT attendance_position CHECK ((((check_in_latitude IS NULL) = (check_in_longitude IS NULL)) AND ((check_in_latitude >= ('-90'::integer)::double precision) AND (check_in_latitude <= (90)::double precision)) AND ((check_in_longitude >= ('-180'::integer)::double precision) AND (check_in_longitude <= (180)::double precision)) AND (check_in_accuracy >= (0)::double precision))),
    CONSTRAINT attendance_status CHECK ((status = ANY (ARRAY['attended'::text, 'no_show'::text, 'late'::text, 'disputed'::text])))
);

--
-- Name: TABLE attendance; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.attendance IS 'Who was there. The position of a check-in is for the service only and goes after thirty days.';

--
-- Name: attendance_reports; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.attendance_reports (
    event_id uuid NOT NULL,
    about_profile_id uuid NOT NULL,
    by_profile_id uuid NOT NULL,
    says text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT attendance_reports_not_oneself CHECK ((about_profile_id <> by_profile_id)),
    CONSTRAINT attendance_reports_says CHECK ((says = ANY (ARRAY['attended'::text, 'late'::text, 'no_show'::text])))
);

--
-- Name: TABLE attendance_reports; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.attendance_reports IS 'What the host and guests say about who was there. Nobody is told who said what.';

--
-- Name: blocked_users; Type: VIEW; Schema: momento; Owner: -
--

CREATE VIEW momento.blocked_users WITH (security_invoker='true') AS
 SELECT momento.profile_shown(blocker_id) AS blocker_profile_id,
    momento.profile_shown(blocked_id) AS blocked_profile_id,
    created_at
   FROM kith.blocks b
  WHERE ((momento.profile_shown(blocker_id) IS NOT NULL) AND (momento.profile_shown(blocked_id) IS NOT NULL));

--
-- Name: VIEW blocked_users; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON VIEW momento.blocked_users IS 'Who blocked whom. A block holds in every product of the house.';

--
-- Name: capture_tokens; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.capture_tokens (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    profile_id uuid NOT NULL,
    nonce_hash bytea NOT NULL,
    issued_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    used_at timestamp with time zone
);

--
-- Name: TABLE capture_tokens; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.capture_tokens IS 'Permissions to send a picture taken in the app, good for two minutes and one picture.';

--
-- Name: closed_cities; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.closed_cities (
    city text NOT NULL,
    closed_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT closed_cities_city_check CHECK (((length(btrim(city)) >= 1) AND (length(btrim(city)) <= 80)))
);

--
-- Name: TABLE closed_cities; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.closed_cities IS 'Cities in which nobody joins and no event begins for now. All others are open.';

--
-- Name: connections; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.connections (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_profile_id uuid NOT NULL,
    connected_profile_id uuid NOT NULL,
    event_id uuid NOT NULL,
    connected_profile_snapshot_name text NOT NULL,
    connected_profile_snapshot_face_card_url text,
    was_photo_authentic boolean DEFAULT false NOT NULL,
    is_favorite boolean DEFAULT false NOT NULL,
    wants_to_connect_again boolean DEFAULT false NOT NULL,
    does_not_want_to_connect_again boolean DEFAULT false NOT NULL,
    private_notes text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    face_card_photo_id uuid,
    mutual_revealed_at timestamp with time zone,
    CONSTRAINT connections_not_oneself CHECK ((user_profile_id <> connected_profile_id)),
    CONSTRAINT connections_notes CHECK ((length(private_notes) <= 8000)),
    CONSTRAINT connections_one_wish CHECK ((NOT (wants_to_connect_again AND does_not_want_to_connect_again)))
);

--
-- Name: TABLE connections; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.connections IS 'Whom somebody met at an event: a memory of theirs, with how the other looked then.';

--
-- Name: COLUMN connections.private_notes; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON COLUMN momento.connections.private_notes IS 'Sealed by the program; unreadable here.';

--
-- Name: conversation_participants; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.conversation_participants (
    conversation_id uuid NOT NULL,
    profile_id uuid NOT NULL,
    last_read_at timestamp with time zone
);

--
-- Name: TABLE conversation_participants; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.conversation_participants IS 'The two of a conversation, and how far each has read.';

--
-- Name: conversations; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.conversations (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    low_profile_id uuid NOT NULL,
    high_profile_id uuid NOT NULL,
    last_message_at timestamp with time zone,
    CONSTRAINT conversations_order CHECK ((low_profile_id < high_profile_id))
);

--
-- Name: TABLE conversations; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.conversations IS 'Two people who met, writing to each other; one conversation a pair.';

--
-- Name: domain_events; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.domain_events (
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
-- Name: TABLE domain_events; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.domain_events IS 'What happened, in order: every transition of every entity, and what else the timeline should tell. No personal data in payloads, ids only.';

--
-- Name: domain_events_sequence_seq; Type: SEQUENCE; Schema: momento; Owner: -
--

ALTER TABLE momento.domain_events ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME momento.domain_events_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: event_aliases; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.event_aliases (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    event_id uuid NOT NULL,
    profile_id uuid NOT NULL,
    role text NOT NULL,
    number integer NOT NULL,
    CONSTRAINT event_aliases_role CHECK (((role = ANY (ARRAY['Host'::text, 'Attendee'::text, 'Invitee'::text])) AND (number >= 1)))
);

--
-- Name: TABLE event_aliases; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.event_aliases IS 'Under which name somebody posts before an event begins: the same within the event, another in every other.';

--
-- Name: event_collaborators; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.event_collaborators (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    event_id uuid NOT NULL,
    user_id uuid,
    role text NOT NULL,
    first_name text,
    last_name text,
    phone_number text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT event_collaborators_phone CHECK ((phone_number ~ '^\+[1-9][0-9]{6,14}$'::text)),
    CONSTRAINT event_collaborators_texts CHECK ((((length(btrim(role)) >= 1) AND (length(btrim(role)) <= 60)) AND (length(last_name) <= 60) AND (length(first_name) <= 60))),
    CONSTRAINT event_collaborators_who CHECK (((user_id IS NOT NULL) OR ((length(btrim(first_name)) >= 1) AND (length(btrim(first_name)) <= 60))))
);

--
-- Name: TABLE event_collaborators; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.event_collaborators IS 'Who helps to make an event happen: people of Momento, or first names.';

--
-- Name: event_interests; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.event_interests (
    event_id uuid NOT NULL,
    interest_id integer NOT NULL
);

--
-- Name: TABLE event_interests; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.event_interests IS 'What an event is about, for its suggestions.';

--
-- Name: event_itinerary_stops; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.event_itinerary_stops (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    event_id uuid NOT NULL,
    location_id uuid NOT NULL,
    "order" integer NOT NULL,
    title text NOT NULL,
    description text,
    start_time timestamp with time zone NOT NULL,
    end_time timestamp with time zone NOT NULL,
    time_zone text DEFAULT 'UTC'::text NOT NULL,
    event_number int8range,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT event_itinerary_stops_order CHECK ((("order" >= 1) AND ("order" <= 10))),
    CONSTRAINT event_itinerary_stops_texts CHECK ((((length(btrim(title)) >= 1) AND (length(btrim(title)) <= 120)) AND (length(description) <= 1000))),
    CONSTRAINT event_itinerary_stops_time CHECK (((start_time < end_time) AND (end_time <= (start_time + '24:00:00'::interval)))),
    CONSTRAINT event_itinerary_stops_time_zone CHECK (momento.is_time_zone(time_zone))
);

--
-- Name: TABLE event_itinerary_stops; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.event_itinerary_stops IS 'Where an event goes, in order, without gaps in the order and one place at a time.';

--
-- Name: event_posts; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.event_posts (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    event_id uuid NOT NULL,
    profile_id uuid NOT NULL,
    content text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    alias_id uuid NOT NULL,
    removed_at timestamp with time zone,
    removed_by uuid,
    CONSTRAINT event_posts_content CHECK (((length(btrim(content)) >= 1) AND (length(btrim(content)) <= 1000))),
    CONSTRAINT event_posts_removed CHECK (((removed_by IS NULL) OR (removed_at IS NOT NULL)))
);

--
-- Name: TABLE event_posts; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.event_posts IS 'What people write on an event''s board. Read it through event_posts_for().';

--
-- Name: event_secrets; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.event_secrets (
    event_id uuid NOT NULL,
    checkin_secret bytea DEFAULT sha256(convert_to(((gen_random_uuid())::text || (gen_random_uuid())::text), 'UTF8'::name)) NOT NULL
);

--
-- Name: TABLE event_secrets; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.event_secrets IS 'What the host''s rotating check-in code is made of. For the service only.';

--
-- Name: events_number_seq; Type: SEQUENCE; Schema: momento; Owner: -
--

ALTER TABLE momento.events ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME momento.events_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: host_profiles; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.host_profiles (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    host_name text NOT NULL,
    host_bio text,
    average_rating double precision,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    ratings_count integer DEFAULT 0 NOT NULL,
    ratings_sum bigint DEFAULT 0 NOT NULL,
    CONSTRAINT host_profiles_bio CHECK ((length(host_bio) <= 1200)),
    CONSTRAINT host_profiles_name CHECK (((length(btrim(host_name)) >= 1) AND (length(btrim(host_name)) <= 80))),
    CONSTRAINT host_profiles_ratings CHECK (((ratings_count >= 0) AND ((ratings_sum >= ratings_count) AND (ratings_sum <= (5 * ratings_count)))))
);

--
-- Name: TABLE host_profiles; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.host_profiles IS 'People who host. The average is exact and empty until three ratings are in.';

--
-- Name: idempotency_keys; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.idempotency_keys (
    scope text NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    status integer,
    content_type text,
    answer bytea,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL
);

--
-- Name: TABLE idempotency_keys; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.idempotency_keys IS 'Answers already given to requests that carried an Idempotency-Key, kept for a day. The scope is the person (or address) and the route.';

--
-- Name: inbox; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.inbox (
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
-- Name: TABLE inbox; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.inbox IS 'Events that came from outside, each stored once before anything is done about it.';

--
-- Name: interests; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.interests (
    id integer NOT NULL,
    name text NOT NULL,
    theme text NOT NULL,
    CONSTRAINT interests_texts CHECK ((((length(btrim(name)) >= 2) AND (length(btrim(name)) <= 40)) AND ((length(btrim(theme)) >= 2) AND (length(btrim(theme)) <= 40))))
);

--
-- Name: TABLE interests; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.interests IS 'What people can be interested in, grouped by theme.';

--
-- Name: interests_id_seq; Type: SEQUENCE; Schema: momento; Owner: -
--

ALTER TABLE momento.interests ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME momento.interests_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: invitations; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.invitations (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    event_id uuid NOT NULL,
    profile_id uuid NOT NULL,
    status text DEFAULT 'sent'::text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    wave integer DEFAULT 1 NOT NULL,
    source text DEFAULT 'host'::text NOT NULL,
    reason text,
    plus_one_name text,
    seats integer GENERATED ALWAYS AS ((1 + ((plus_one_name IS NOT NULL))::integer)) STORED NOT NULL,
    responded_at timestamp with time zone,
    confirmed_at timestamp with time zone,
    decline_reason text,
    late_refusal text,
    CONSTRAINT invitations_source CHECK ((source = ANY (ARRAY['host'::text, 'suggestion'::text, 'wave'::text, 'memory'::text, 'self'::text]))),
    CONSTRAINT invitations_status CHECK ((status = ANY (ARRAY['sent'::text, 'confirmed'::text, 'declined'::text, 'expired'::text, 'payment_failed'::text]))),
    CONSTRAINT invitations_texts CHECK (((length(reason) <= 240) AND ((length(btrim(plus_one_name)) >= 1) AND (length(btrim(plus_one_name)) <= 60)) AND (length(decline_reason) <= 400))),
    CONSTRAINT invitations_wave CHECK ((wave >= 1))
);

--
-- Name: TABLE invitations; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.invitations IS 'Who is asked to which event, once each, and what came of it.';

--
-- Name: COLUMN invitations.late_refusal; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON COLUMN momento.invitations.late_refusal IS 'Why a payment did not become a seat, for the page that tells the person.';

--
-- Name: locations; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.locations (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    address text,
    latitude double precision NOT NULL,
    longitude double precision NOT NULL,
    google_place_id text,
    neighbourhood text,
    city text,
    time_zone text DEFAULT 'UTC'::text NOT NULL,
    created_by uuid,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT locations_name CHECK ((((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 120)) AND (length(address) <= 240))),
    CONSTRAINT locations_place CHECK ((((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision)) AND ((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision)))),
    CONSTRAINT locations_time_zone CHECK (momento.is_time_zone(time_zone))
);

--
-- Name: TABLE locations; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.locations IS 'Places where stops are. The exact place is for confirmed guests and the host only: read event_stops_for().';

--
-- Name: messages; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.messages (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    conversation_id uuid NOT NULL,
    sender_profile_id uuid NOT NULL,
    content text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    removed_at timestamp with time zone,
    CONSTRAINT messages_content CHECK (((length(btrim(content)) >= 1) AND (length(btrim(content)) <= 4000)))
);

--
-- Name: TABLE messages; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.messages IS 'Private messages. A block ends a conversation for both and hides its history from neither.';

--
-- Name: COLUMN messages.removed_at; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON COLUMN momento.messages.removed_at IS 'When moderators took it away; neither of the two sees it from then on.';

--
-- Name: outbox; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.outbox (
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
-- Name: TABLE outbox; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.outbox IS 'E-mails, pushes and texts of the house itself that must leave, written with the change that causes them and sent after it. Recipient and body are encrypted.';

--
-- Name: COLUMN outbox.topic; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON COLUMN momento.outbox.topic IS 'What the message is about, as its product''s manifest names it; house.earlier before there were topics.';

--
-- Name: outbox_sequence_seq; Type: SEQUENCE; Schema: momento; Owner: -
--

ALTER TABLE momento.outbox ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME momento.outbox_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: payments; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.payments (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    event_id uuid NOT NULL,
    amount_in_cents integer NOT NULL,
    currency text NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    stripe_charge_id text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    invitation_id uuid NOT NULL,
    hold_id uuid,
    seats integer DEFAULT 1 NOT NULL,
    stripe_checkout_session_id text,
    stripe_payment_intent_id text,
    checkout_url text,
    off_session boolean DEFAULT false NOT NULL,
    is_surplus boolean DEFAULT false NOT NULL,
    refunded_in_cents integer DEFAULT 0 NOT NULL,
    failure text,
    settled_at timestamp with time zone,
    CONSTRAINT payments_amount CHECK (((amount_in_cents > 0) AND (currency ~ '^[a-z]{3}$'::text) AND ((seats >= 1) AND (seats <= 2)))),
    CONSTRAINT payments_refunded CHECK (((refunded_in_cents >= 0) AND (refunded_in_cents <= amount_in_cents))),
    CONSTRAINT payments_settled CHECK (((status = 'succeeded'::text) <= ((settled_at IS NOT NULL) AND (stripe_charge_id IS NOT NULL)))),
    CONSTRAINT payments_status CHECK ((status = ANY (ARRAY['pending'::text, 'processing'::text, 'succeeded'::text, 'failed'::text, 'expired'::text])))
);

--
-- Name: TABLE payments; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.payments IS 'Attempts to pay for a seat. A second success for one invitation is surplus and goes back.';

--
-- Name: pgqueuer; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.pgqueuer (
    id bigint NOT NULL,
    priority integer NOT NULL,
    queue_manager_id uuid,
    created timestamp with time zone DEFAULT now() NOT NULL,
    updated timestamp with time zone DEFAULT now() NOT NULL,
    heartbeat timestamp with time zone DEFAULT now() NOT NULL,
    execute_after timestamp with time zone DEFAULT now() NOT NULL,
    status momento.pgqueuer_status NOT NULL,
    entrypoint text NOT NULL,
    dedupe_key text,
    payload bytea,
    headers jsonb,
    attempts integer DEFAULT 0 NOT NULL,
    slot bigint
);

--
-- Name: TABLE pgqueuer; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.pgqueuer IS 'Jobs waiting, running or parked after their last try (PgQueuer).';

--
-- Name: pgqueuer_id_seq; Type: SEQUENCE; Schema: momento; Owner: -
--

CREATE SEQUENCE momento.pgqueuer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: pgqueuer_id_seq; Type: SEQUENCE OWNED BY; Schema: momento; Owner: -
--

ALTER SEQUENCE momento.pgqueuer_id_seq OWNED BY momento.pgqueuer.id;

--
-- Name: pgqueuer_log; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.pgqueuer_log (
    id bigint NOT NULL,
    created timestamp with time zone DEFAULT now() NOT NULL,
    job_id bigint NOT NULL,
    status momento.pgqueuer_status NOT NULL,
    priority integer NOT NULL,
    entrypoint text NOT NULL,
    traceback jsonb,
    aggregated boolean DEFAULT false
);

--
-- Name: TABLE pgqueuer_log; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.pgqueuer_log IS 'What became of each job (PgQueuer).';

--
-- Name: pgqueuer_log_id_seq; Type: SEQUENCE; Schema: momento; Owner: -
--

ALTER TABLE momento.pgqueuer_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME momento.pgqueuer_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: pgqueuer_schedules; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.pgqueuer_schedules (
    id bigint NOT NULL,
    expression text NOT NULL,
    entrypoint text NOT NULL,
    heartbeat timestamp with time zone DEFAULT now() NOT NULL,
    created timestamp with time zone DEFAULT now() NOT NULL,
    updated timestamp with time zone DEFAULT now() NOT NULL,
    next_run timestamp with time zone DEFAULT now() NOT NULL,
    last_run timestamp with time zone,
    status momento.pgqueuer_status DEFAULT 'queued'::momento.pgqueuer_status
);

--
-- Name: TABLE pgqueuer_schedules; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.pgqueuer_schedules IS 'Recurring jobs and when they run next (PgQueuer).';

--
-- Name: pgqueuer_schedules_id_seq; Type: SEQUENCE; Schema: momento; Owner: -
--

CREATE SEQUENCE momento.pgqueuer_schedules_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: pgqueuer_schedules_id_seq; Type: SEQUENCE OWNED BY; Schema: momento; Owner: -
--

ALTER SEQUENCE momento.pgqueuer_schedules_id_seq OWNED BY momento.pgqueuer_schedules.id;

--
-- Name: pgqueuer_statistics; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.pgqueuer_statistics (
    id bigint NOT NULL,
    created timestamp with time zone DEFAULT date_trunc('sec'::text, now()) NOT NULL,
    count bigint NOT NULL,
    priority integer NOT NULL,
    status momento.pgqueuer_status NOT NULL,
    entrypoint text NOT NULL
);

--
-- Name: TABLE pgqueuer_statistics; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.pgqueuer_statistics IS 'Job counts by second (PgQueuer).';

--
-- Name: pgqueuer_statistics_id_seq; Type: SEQUENCE; Schema: momento; Owner: -
--

CREATE SEQUENCE momento.pgqueuer_statistics_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: pgqueuer_statistics_id_seq; Type: SEQUENCE OWNED BY; Schema: momento; Owner: -
--

ALTER SEQUENCE momento.pgqueuer_statistics_id_seq OWNED BY momento.pgqueuer_statistics.id;

--
-- Name: profile_interests; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.profile_interests (
    profile_id uuid NOT NULL,
    interest_id integer NOT NULL
);

--
-- Name: TABLE profile_interests; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.profile_interests IS 'Who is interested in what; at most twenty each.';

--
-- Name: profile_photos; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.profile_photos (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    profile_id uuid NOT NULL,
    image_url text NOT NULL,
    is_in_app_photo boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    kind text DEFAULT 'photo'::text NOT NULL,
    made_from uuid,
    capture_token_id uuid,
    small_file_id uuid NOT NULL,
    medium_file_id uuid NOT NULL,
    large_file_id uuid NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    removed_at timestamp with time zone,
    hidden_at timestamp with time zone,
    hiding_decision uuid,
    CONSTRAINT profile_photos_hidden CHECK (((hidden_at IS NULL) = (hiding_decision IS NULL))),
    CONSTRAINT profile_photos_in_app CHECK ((is_in_app_photo = (capture_token_id IS NOT NULL))),
    CONSTRAINT profile_photos_kind CHECK (((kind = ANY (ARRAY['photo'::text, 'face_card'::text])) AND ((kind = 'face_card'::text) = (made_from IS NOT NULL)))),
    CONSTRAINT profile_photos_size CHECK ((((width >= 1) AND (width <= 20000)) AND ((height >= 1) AND (height <= 20000))))
);

--
-- Name: TABLE profile_photos; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.profile_photos IS 'A person''s pictures and the Face Cards made from them, each in three sizes. One that is part of somebody''s memories stays, removed from the profile.';

--
-- Name: COLUMN profile_photos.hidden_at; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON COLUMN momento.profile_photos.hidden_at IS 'When moderators took it away; nobody sees it, and three weeks later it goes, unless somebody has appealed and waits.';

--
-- Name: COLUMN profile_photos.hiding_decision; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON COLUMN momento.profile_photos.hiding_decision IS 'The decision (kith.decisions) that took it away; taking that back shows it again.';

--
-- Name: ratings; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.ratings (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    event_id uuid NOT NULL,
    rater_profile_id uuid NOT NULL,
    rated_host_id uuid NOT NULL,
    host_rating_value integer NOT NULL,
    event_rating_value integer NOT NULL,
    comment text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    hidden_at timestamp with time zone,
    CONSTRAINT ratings_comment CHECK (((length(btrim(comment)) >= 1) AND (length(btrim(comment)) <= 1000))),
    CONSTRAINT ratings_values CHECK ((((host_rating_value >= 1) AND (host_rating_value <= 5)) AND ((event_rating_value >= 1) AND (event_rating_value <= 5))))
);

--
-- Name: TABLE ratings; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.ratings IS 'What attendees thought of host and event; comments are public without their author''s name.';

--
-- Name: refunds; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.refunds (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    payment_id uuid NOT NULL,
    user_id uuid NOT NULL,
    amount_in_cents integer NOT NULL,
    reason text NOT NULL,
    status text DEFAULT 'due'::text NOT NULL,
    stripe_refund_id text,
    attempts integer DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    last_error text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    round integer DEFAULT 0 NOT NULL,
    CONSTRAINT refunds_amount CHECK ((amount_in_cents > 0)),
    CONSTRAINT refunds_reason CHECK ((reason = ANY (ARRAY['guest_cancelled'::text, 'host_cancelled'::text, 'house_cancelled'::text, 'resold'::text, 'no_seat'::text, 'paid_twice'::text, 'goodwill'::text]))),
    CONSTRAINT refunds_round CHECK ((round >= 0)),
    CONSTRAINT refunds_status CHECK ((status = ANY (ARRAY['due'::text, 'sent'::text, 'succeeded'::text, 'failed'::text])))
);

--
-- Name: TABLE refunds; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.refunds IS 'Sums given back, each a row before Stripe is told. Together never more than the charge.';

--
-- Name: COLUMN refunds.round; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON COLUMN momento.refunds.round IS 'How often somebody had a refused refund tried again; each round has a key of its own at Stripe.';

--
-- Name: reports; Type: VIEW; Schema: momento; Owner: -
--

CREATE VIEW momento.reports WITH (security_invoker='true') AS
 SELECT id,
    momento.profile_shown(reporter_id) AS reporter_profile_id,
    momento.profile_shown(reported_id) AS reported_profile_id,
    report_type AS category,
    (details ->> 'comments'::text) AS comments,
        CASE status
            WHEN 'open'::text THEN 'pending'::text
            ELSE status
        END AS status,
    created_at
   FROM kith.reports r
  WHERE (product = 'momento'::text);

--
-- Name: VIEW reports; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON VIEW momento.reports IS 'What people of Momento reported about each other.';

--
-- Name: returned_seats; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.returned_seats (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    event_id uuid NOT NULL,
    invitation_id uuid NOT NULL,
    payment_id uuid,
    seats integer NOT NULL,
    returned_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    resold integer DEFAULT 0 NOT NULL,
    resold_at timestamp with time zone,
    CONSTRAINT returned_seats_count CHECK ((((seats >= 1) AND (seats <= 2)) AND ((resold >= 0) AND (resold <= seats)) AND ((resold = seats) = (resold_at IS NOT NULL))))
);

--
-- Name: TABLE returned_seats; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.returned_seats IS 'Seats that guests gave back. One that goes to somebody from the waiting list gets its first guest the rest of the money back.';

--
-- Name: seat_holds; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.seat_holds (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    invitation_id uuid NOT NULL,
    event_id uuid NOT NULL,
    profile_id uuid NOT NULL,
    kind text DEFAULT 'payment'::text NOT NULL,
    seats integer NOT NULL,
    amount_in_cents integer NOT NULL,
    currency text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    ended_at timestamp with time zone,
    ended_as text,
    CONSTRAINT seat_holds_ended CHECK ((((ended_at IS NULL) = (ended_as IS NULL)) AND (ended_as = ANY (ARRAY['seated'::text, 'released'::text, 'lapsed'::text])))),
    CONSTRAINT seat_holds_kind CHECK ((kind = ANY (ARRAY['payment'::text, 'offer'::text]))),
    CONSTRAINT seat_holds_seats CHECK ((((seats >= 1) AND (seats <= 2)) AND (amount_in_cents >= 0))),
    CONSTRAINT seat_holds_time CHECK ((expires_at > created_at))
);

--
-- Name: TABLE seat_holds; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.seat_holds IS 'Seats kept for somebody for a while: ten minutes to pay, two hours to take up an offer. One whose time is over holds nothing, swept or not.';

--
-- Name: seats; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.seats (
    event_id uuid NOT NULL,
    profile_id uuid NOT NULL,
    seats integer NOT NULL,
    person int8range NOT NULL,
    during tstzrange,
    taken_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT seats_count CHECK (((seats >= 1) AND (seats <= 2)))
);

--
-- Name: TABLE seats; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.seats IS 'Who holds a confirmed seat, and the time it takes from them. Written by triggers only.';

--
-- Name: social_profiles; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.social_profiles (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    first_name text NOT NULL,
    preferred_name text,
    current_photo_id uuid,
    current_face_card_photo_id uuid,
    bio text,
    gender text,
    occupation text,
    location text,
    liked_profiles uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    latitude double precision,
    longitude double precision,
    time_zone text,
    palette text DEFAULT 'amber'::text NOT NULL,
    changed_in xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT social_profiles_likes CHECK (((NOT (id = ANY (liked_profiles))) AND (cardinality(liked_profiles) <= 500) AND (array_position(liked_profiles, NULL::uuid) IS NULL))),
    CONSTRAINT social_profiles_names CHECK ((((length(btrim(first_name)) >= 1) AND (length(btrim(first_name)) <= 60)) AND ((length(btrim(preferred_name)) >= 1) AND (length(btrim(preferred_name)) <= 60)))),
    CONSTRAINT social_profiles_palette CHECK ((palette ~ '^[a-z]{2,20}$'::text)),
    CONSTRAINT social_profiles_place CHECK ((((latitude IS NULL) = (longitude IS NULL)) AND ((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision)) AND ((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision)))),
    CONSTRAINT social_profiles_texts CHECK (((length(bio) <= 600) AND (length(gender) <= 60) AND (length(occupation) <= 80) AND (length(location) <= 120))),
    CONSTRAINT social_profiles_time_zone CHECK (momento.is_time_zone(time_zone))
);

--
-- Name: TABLE social_profiles; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.social_profiles IS 'What others may see of a person, through cards; the likes stay with their owner.';

--
-- Name: COLUMN social_profiles.changed_in; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON COLUMN momento.social_profiles.changed_in IS 'The transaction that wrote the row last: how suggestions learn of changes.';

--
-- Name: state_transitions; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.state_transitions (
    entity_type text NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    event_type text NOT NULL
);

--
-- Name: TABLE state_transitions; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.state_transitions IS 'The legal transitions of every entity of this schema. An empty from_state is creation.';

--
-- Name: stored_files; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.stored_files (
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
-- Name: TABLE stored_files; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.stored_files IS 'Files in the store: pending until something uses them (an hour at most), kept, hidden (a decision took it away and may be taken back: nobody is handed it), unwanted until the store has forgotten them and the row goes.';

--
-- Name: COLUMN stored_files.key; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON COLUMN momento.stored_files.key IS 'Where it lies in the store; nobody can guess it, and it is shown to nobody.';

--
-- Name: user_internal_metrics; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.user_internal_metrics (
    user_id uuid NOT NULL,
    absentee_rating double precision DEFAULT 1 NOT NULL,
    internal_attractiveness_rating double precision,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT user_internal_metrics_absentee CHECK (((absentee_rating >= (0)::double precision) AND (absentee_rating <= (1)::double precision)))
);

--
-- Name: TABLE user_internal_metrics; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.user_internal_metrics IS 'What the house learned about a person. Shown to nobody, not even to the person.';

--
-- Name: COLUMN user_internal_metrics.internal_attractiveness_rating; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON COLUMN momento.user_internal_metrics.internal_attractiveness_rating IS 'Null unless an operator''s own algorithm fills it; nothing reads it by default.';

--
-- Name: users; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.users (
    id uuid NOT NULL,
    email text,
    phone_number text,
    last_name text,
    birth_date date NOT NULL,
    is_verified boolean DEFAULT false NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    payment_customer_id text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    number bigint NOT NULL,
    suspended_at timestamp with time zone,
    erased_at timestamp with time zone,
    CONSTRAINT users_adult CHECK (((birth_date >= '1900-01-01'::date) AND (((birth_date + '18 years'::interval))::date <= ((created_at AT TIME ZONE 'Pacific/Kiritimati'::text))::date))),
    CONSTRAINT users_email_lower CHECK ((email = lower(email))),
    CONSTRAINT users_erased CHECK (((status = 'erased'::text) = (erased_at IS NOT NULL))),
    CONSTRAINT users_last_name CHECK (((length(btrim(last_name)) >= 1) AND (length(btrim(last_name)) <= 80))),
    CONSTRAINT users_phone CHECK ((phone_number ~ '^\+[1-9][0-9]{6,14}$'::text)),
    CONSTRAINT users_status CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text, 'verification_pending'::text, 'banned'::text, 'erased'::text]))),
    CONSTRAINT users_suspended CHECK (((status = ANY (ARRAY['suspended'::text, 'banned'::text])) <= (suspended_at IS NOT NULL)))
);

--
-- Name: TABLE users; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.users IS 'What is private about a person of Momento. An erased person leaves a row without personal data, so that events still add up.';

--
-- Name: COLUMN users.number; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON COLUMN momento.users.number IS 'A small whole number for range constraints; never shown.';

--
-- Name: users_number_seq; Type: SEQUENCE; Schema: momento; Owner: -
--

ALTER TABLE momento.users ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME momento.users_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: waiting_list; Type: TABLE; Schema: momento; Owner: -
--

CREATE TABLE momento.waiting_list (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    place bigint NOT NULL,
    event_id uuid NOT NULL,
    profile_id uuid NOT NULL,
    invitation_id uuid NOT NULL,
    group_id uuid,
    all_or_none boolean DEFAULT false NOT NULL,
    status text DEFAULT 'waiting'::text NOT NULL,
    charge_saved_card boolean DEFAULT false NOT NULL,
    charge_consent_at timestamp with time zone,
    offered_at timestamp with time zone,
    offer_expires_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT waiting_list_consent CHECK ((charge_saved_card = (charge_consent_at IS NOT NULL))),
    CONSTRAINT waiting_list_group CHECK ((all_or_none <= (group_id IS NOT NULL))),
    CONSTRAINT waiting_list_offer CHECK (((status = 'offered'::text) <= (offer_expires_at IS NOT NULL))),
    CONSTRAINT waiting_list_status CHECK ((status = ANY (ARRAY['waiting'::text, 'offered'::text, 'seated'::text, 'left'::text, 'lapsed'::text, 'revoked'::text])))
);

--
-- Name: TABLE waiting_list; Type: COMMENT; Schema: momento; Owner: -
--

COMMENT ON TABLE momento.waiting_list IS 'Who waits for a seat, in the order of joining. Groups go as a whole or not at all if they wish.';

--
-- Name: waiting_list_place_seq; Type: SEQUENCE; Schema: momento; Owner: -
--

ALTER TABLE momento.waiting_list ALTER COLUMN place ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME momento.waiting_list_place_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: pgqueuer id; Type: DEFAULT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.pgqueuer ALTER COLUMN id SET DEFAULT nextval('momento.pgqueuer_id_seq'::regclass);

--
-- Name: pgqueuer_schedules id; Type: DEFAULT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.pgqueuer_schedules ALTER COLUMN id SET DEFAULT nextval('momento.pgqueuer_schedules_id_seq'::regclass);

--
-- Name: pgqueuer_statistics id; Type: DEFAULT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.pgqueuer_statistics ALTER COLUMN id SET DEFAULT nextval('momento.pgqueuer_statistics_id_seq'::regclass);

--
-- Name: attendance attendance_once; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.attendance
    ADD CONSTRAINT attendance_once UNIQUE (event_id, profile_id);

--
-- Name: attendance attendance_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.attendance
    ADD CONSTRAINT attendance_pkey PRIMARY KEY (id);

--
-- Name: attendance_reports attendance_reports_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.attendance_reports
    ADD CONSTRAINT attendance_reports_pkey PRIMARY KEY (event_id, about_profile_id, by_profile_id);

--
-- Name: capture_tokens capture_tokens_nonce_uniq; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.capture_tokens
    ADD CONSTRAINT capture_tokens_nonce_uniq UNIQUE (nonce_hash);

--
-- Name: capture_tokens capture_tokens_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.capture_tokens
    ADD CONSTRAINT capture_tokens_pkey PRIMARY KEY (id);

--
-- Name: closed_cities closed_cities_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.closed_cities
    ADD CONSTRAINT closed_cities_pkey PRIMARY KEY (city);

--
-- Name: connections connections_once; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.connections
    ADD CONSTRAINT connections_once UNIQUE (user_profile_id, connected_profile_id, event_id);

--
-- Name: connections connections_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.connections
    ADD CONSTRAINT connections_pkey PRIMARY KEY (id);

--
-- Name: conversation_participants conversation_participants_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.conversation_participants
    ADD CONSTRAINT conversation_participants_pkey PRIMARY KEY (conversation_id, profile_id);

--
-- Name: conversations conversations_pair_uniq; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.conversations
    ADD CONSTRAINT conversations_pair_uniq UNIQUE (low_profile_id, high_profile_id);

--
-- Name: conversations conversations_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.conversations
    ADD CONSTRAINT conversations_pkey PRIMARY KEY (id);

--
-- Name: domain_events domain_events_idem_uniq; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.domain_events
    ADD CONSTRAINT domain_events_idem_uniq UNIQUE (idempotency_key);

--
-- Name: domain_events domain_events_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.domain_events
    ADD CONSTRAINT domain_events_pkey PRIMARY KEY (id);

--
-- Name: event_aliases event_aliases_number_uniq; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.event_aliases
    ADD CONSTRAINT event_aliases_number_uniq UNIQUE (event_id, role, number);

--
-- Name: event_aliases event_aliases_person_uniq; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.event_aliases
    ADD CONSTRAINT event_aliases_person_uniq UNIQUE (event_id, profile_id, role);

--
-- Name: event_aliases event_aliases_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.event_aliases
    ADD CONSTRAINT event_aliases_pkey PRIMARY KEY (id);

--
-- Name: event_collaborators event_collaborators_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.event_collaborators
    ADD CONSTRAINT event_collaborators_pkey PRIMARY KEY (id);

--
-- Name: event_interests event_interests_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.event_interests
    ADD CONSTRAINT event_interests_pkey PRIMARY KEY (event_id, interest_id);

--
-- Name: event_itinerary_stops event_itinerary_stops_no_overlap; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.event_itinerary_stops
    ADD CONSTRAINT event_itinerary_stops_no_overlap EXCLUDE USING gist (event_number WITH &&, tstzrange(start_time, end_time) WITH &&) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: event_itinerary_stops event_itinerary_stops_order_uniq; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.event_itinerary_stops
    ADD CONSTRAINT event_itinerary_stops_order_uniq UNIQUE (event_id, "order") DEFERRABLE INITIALLY DEFERRED;

--
-- Name: event_itinerary_stops event_itinerary_stops_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.event_itinerary_stops
    ADD CONSTRAINT event_itinerary_stops_pkey PRIMARY KEY (id);

--
-- Name: event_posts event_posts_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.event_posts
    ADD CONSTRAINT event_posts_pkey PRIMARY KEY (id);

--
-- Name: event_secrets event_secrets_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.event_secrets
    ADD CONSTRAINT event_secrets_pkey PRIMARY KEY (event_id);

--
-- Name: events events_number_uniq; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.events
    ADD CONSTRAINT events_number_uniq UNIQUE (number);

--
-- Name: events events_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id);

--
-- Name: host_profiles host_profiles_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.host_profiles
    ADD CONSTRAINT host_profiles_pkey PRIMARY KEY (id);

--
-- Name: host_profiles host_profiles_user_uniq; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.host_profiles
    ADD CONSTRAINT host_profiles_user_uniq UNIQUE (user_id);

--
-- Name: idempotency_keys idempotency_keys_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (scope, key);

--
-- Name: inbox inbox_once; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.inbox
    ADD CONSTRAINT inbox_once UNIQUE (provider, external_id);

--
-- Name: inbox inbox_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (id);

--
-- Name: interests interests_name_uniq; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.interests
    ADD CONSTRAINT interests_name_uniq UNIQUE (name);

--
-- Name: interests interests_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.interests
    ADD CONSTRAINT interests_pkey PRIMARY KEY (id);

--
-- Name: invitations invitations_once; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.invitations
    ADD CONSTRAINT invitations_once UNIQUE (event_id, profile_id);

--
-- Name: invitations invitations_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.invitations
    ADD CONSTRAINT invitations_pkey PRIMARY KEY (id);

--
-- Name: locations locations_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.locations
    ADD CONSTRAINT locations_pkey PRIMARY KEY (id);

--
-- Name: messages messages_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (id);

--
-- Name: outbox outbox_idem_uniq; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.outbox
    ADD CONSTRAINT outbox_idem_uniq UNIQUE (idempotency_key);

--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);

--
-- Name: payments payments_charge_uniq; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.payments
    ADD CONSTRAINT payments_charge_uniq UNIQUE (stripe_charge_id);

--
-- Name: payments payments_checkout_uniq; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.payments
    ADD CONSTRAINT payments_checkout_uniq UNIQUE (stripe_checkout_session_id);

--
-- Name: payments payments_intent_uniq; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.payments
    ADD CONSTRAINT payments_intent_uniq UNIQUE (stripe_payment_intent_id);

--
-- Name: payments payments_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.payments
    ADD CONSTRAINT payments_pkey PRIMARY KEY (id);

--
-- Name: pgqueuer_log pgqueuer_log_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.pgqueuer_log
    ADD CONSTRAINT pgqueuer_log_pkey PRIMARY KEY (id);

--
-- Name: pgqueuer pgqueuer_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.pgqueuer
    ADD CONSTRAINT pgqueuer_pkey PRIMARY KEY (id);

--
-- Name: pgqueuer_schedules pgqueuer_schedules_expression_entrypoint_key; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.pgqueuer_schedules
    ADD CONSTRAINT pgqueuer_schedules_expression_entrypoint_key UNIQUE (expression, entrypoint);

--
-- Name: pgqueuer_schedules pgqueuer_schedules_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.pgqueuer_schedules
    ADD CONSTRAINT pgqueuer_schedules_pkey PRIMARY KEY (id);

--
-- Name: pgqueuer_statistics pgqueuer_statistics_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.pgqueuer_statistics
    ADD CONSTRAINT pgqueuer_statistics_pkey PRIMARY KEY (id);

--
-- Name: profile_interests profile_interests_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.profile_interests
    ADD CONSTRAINT profile_interests_pkey PRIMARY KEY (profile_id, interest_id);

--
-- Name: profile_photos profile_photos_capture_uniq; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.profile_photos
    ADD CONSTRAINT profile_photos_capture_uniq UNIQUE (capture_token_id);

--
-- Name: profile_photos profile_photos_owner_uniq; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.profile_photos
    ADD CONSTRAINT profile_photos_owner_uniq UNIQUE (id, profile_id);

--
-- Name: profile_photos profile_photos_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.profile_photos
    ADD CONSTRAINT profile_photos_pkey PRIMARY KEY (id);

--
-- Name: ratings ratings_once; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.ratings
    ADD CONSTRAINT ratings_once UNIQUE (event_id, rater_profile_id);

--
-- Name: ratings ratings_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.ratings
    ADD CONSTRAINT ratings_pkey PRIMARY KEY (id);

--
-- Name: refunds refunds_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.refunds
    ADD CONSTRAINT refunds_pkey PRIMARY KEY (id);

--
-- Name: refunds refunds_stripe_uniq; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.refunds
    ADD CONSTRAINT refunds_stripe_uniq UNIQUE (stripe_refund_id);

--
-- Name: returned_seats returned_seats_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.returned_seats
    ADD CONSTRAINT returned_seats_pkey PRIMARY KEY (id);

--
-- Name: seat_holds seat_holds_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.seat_holds
    ADD CONSTRAINT seat_holds_pkey PRIMARY KEY (id);

--
-- Name: seats seats_no_overlap; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.seats
    ADD CONSTRAINT seats_no_overlap EXCLUDE USING gist (person WITH &&, during WITH &&);

--
-- Name: seats seats_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.seats
    ADD CONSTRAINT seats_pkey PRIMARY KEY (event_id, profile_id);

--
-- Name: social_profiles social_profiles_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.social_profiles
    ADD CONSTRAINT social_profiles_pkey PRIMARY KEY (id);

--
-- Name: social_profiles social_profiles_user_uniq; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.social_profiles
    ADD CONSTRAINT social_profiles_user_uniq UNIQUE (user_id);

--
-- Name: state_transitions state_transitions_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.state_transitions
    ADD CONSTRAINT state_transitions_pkey PRIMARY KEY (entity_type, from_state, to_state);

--
-- Name: stored_files stored_files_key_uniq; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.stored_files
    ADD CONSTRAINT stored_files_key_uniq UNIQUE (key);

--
-- Name: stored_files stored_files_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.stored_files
    ADD CONSTRAINT stored_files_pkey PRIMARY KEY (id);

--
-- Name: user_internal_metrics user_internal_metrics_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.user_internal_metrics
    ADD CONSTRAINT user_internal_metrics_pkey PRIMARY KEY (user_id);

--
-- Name: users users_number_uniq; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.users
    ADD CONSTRAINT users_number_uniq UNIQUE (number);

--
-- Name: users users_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

--
-- Name: waiting_list waiting_list_pkey; Type: CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.waiting_list
    ADD CONSTRAINT waiting_list_pkey PRIMARY KEY (id);

--
-- Name: attendance_disputed_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX attendance_disputed_idx ON momento.attendance USING btree (disputed_at) WHERE (status = 'disputed'::text);

--
-- Name: attendance_positions_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX attendance_positions_idx ON momento.attendance USING btree (created_at) WHERE (check_in_latitude IS NOT NULL);

--
-- Name: attendance_profile_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX attendance_profile_idx ON momento.attendance USING btree (profile_id);

--
-- Name: attendance_reported_by_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX attendance_reported_by_idx ON momento.attendance USING btree (reported_by_profile_id);

--
-- Name: attendance_reports_about_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX attendance_reports_about_idx ON momento.attendance_reports USING btree (about_profile_id);

--
-- Name: attendance_reports_by_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX attendance_reports_by_idx ON momento.attendance_reports USING btree (by_profile_id);

--
-- Name: capture_tokens_profile_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX capture_tokens_profile_idx ON momento.capture_tokens USING btree (profile_id);

--
-- Name: closed_cities_lower_uniq; Type: INDEX; Schema: momento; Owner: -
--

CREATE UNIQUE INDEX closed_cities_lower_uniq ON momento.closed_cities USING btree (lower(city));

--
-- Name: connections_connected_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX connections_connected_idx ON momento.connections USING btree (connected_profile_id, user_profile_id);

--
-- Name: connections_event_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX connections_event_idx ON momento.connections USING btree (event_id);

--
-- Name: connections_rather_not_back_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX connections_rather_not_back_idx ON momento.connections USING btree (connected_profile_id, user_profile_id) WHERE does_not_want_to_connect_again;

--
-- Name: connections_rather_not_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX connections_rather_not_idx ON momento.connections USING btree (user_profile_id, connected_profile_id) WHERE does_not_want_to_connect_again;

--
-- Name: connections_wishes_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX connections_wishes_idx ON momento.connections USING btree (user_profile_id) WHERE wants_to_connect_again;

--
-- Name: conversation_participants_profile_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX conversation_participants_profile_idx ON momento.conversation_participants USING btree (profile_id);

--
-- Name: conversations_high_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX conversations_high_idx ON momento.conversations USING btree (high_profile_id);

--
-- Name: domain_events_created_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX domain_events_created_idx ON momento.domain_events USING btree (created_at);

--
-- Name: domain_events_entity_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX domain_events_entity_idx ON momento.domain_events USING btree (entity_type, entity_id);

--
-- Name: event_aliases_profile_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX event_aliases_profile_idx ON momento.event_aliases USING btree (profile_id);

--
-- Name: event_collaborators_event_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX event_collaborators_event_idx ON momento.event_collaborators USING btree (event_id);

--
-- Name: event_collaborators_once; Type: INDEX; Schema: momento; Owner: -
--

CREATE UNIQUE INDEX event_collaborators_once ON momento.event_collaborators USING btree (event_id, user_id) WHERE (user_id IS NOT NULL);

--
-- Name: event_collaborators_user_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX event_collaborators_user_idx ON momento.event_collaborators USING btree (user_id);

--
-- Name: event_interests_interest_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX event_interests_interest_idx ON momento.event_interests USING btree (interest_id);

--
-- Name: event_itinerary_stops_event_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX event_itinerary_stops_event_idx ON momento.event_itinerary_stops USING btree (event_id);

--
-- Name: event_itinerary_stops_location_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX event_itinerary_stops_location_idx ON momento.event_itinerary_stops USING btree (location_id);

--
-- Name: event_posts_alias_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX event_posts_alias_idx ON momento.event_posts USING btree (alias_id);

--
-- Name: event_posts_event_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX event_posts_event_idx ON momento.event_posts USING btree (event_id, created_at DESC, id);

--
-- Name: event_posts_profile_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX event_posts_profile_idx ON momento.event_posts USING btree (profile_id);

--
-- Name: event_posts_removed_by_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX event_posts_removed_by_idx ON momento.event_posts USING btree (removed_by);

--
-- Name: events_due_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX events_due_idx ON momento.events USING btree (status, starts_at);

--
-- Name: events_ends_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX events_ends_idx ON momento.events USING btree (status, ends_at);

--
-- Name: events_host_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX events_host_idx ON momento.events USING btree (host_id, starts_at DESC);

--
-- Name: idempotency_keys_created_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX idempotency_keys_created_idx ON momento.idempotency_keys USING btree (created_at);

--
-- Name: inbox_received_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX inbox_received_idx ON momento.inbox USING btree (received_at);

--
-- Name: inbox_unhandled_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX inbox_unhandled_idx ON momento.inbox USING btree (received_at) WHERE (handled_at IS NULL);

--
-- Name: invitations_expiring_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX invitations_expiring_idx ON momento.invitations USING btree (expires_at) WHERE (status = ANY (ARRAY['sent'::text, 'payment_failed'::text]));

--
-- Name: invitations_profile_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX invitations_profile_idx ON momento.invitations USING btree (profile_id, created_at DESC);

--
-- Name: locations_created_by_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX locations_created_by_idx ON momento.locations USING btree (created_by);

--
-- Name: locations_google_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX locations_google_idx ON momento.locations USING btree (google_place_id);

--
-- Name: messages_conversation_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX messages_conversation_idx ON momento.messages USING btree (conversation_id, created_at DESC, id);

--
-- Name: messages_removed_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX messages_removed_idx ON momento.messages USING btree (removed_at);

--
-- Name: messages_sender_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX messages_sender_idx ON momento.messages USING btree (sender_profile_id);

--
-- Name: outbox_created_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX outbox_created_idx ON momento.outbox USING btree (created_at);

--
-- Name: outbox_due_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX outbox_due_idx ON momento.outbox USING btree (next_attempt_at, sequence) WHERE (status = 'pending'::text);

--
-- Name: outbox_failed_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX outbox_failed_idx ON momento.outbox USING btree (created_at) WHERE (status = 'failed'::text);

--
-- Name: outbox_person_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX outbox_person_idx ON momento.outbox USING btree (person_id);

--
-- Name: payments_event_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX payments_event_idx ON momento.payments USING btree (event_id);

--
-- Name: payments_hold_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX payments_hold_idx ON momento.payments USING btree (hold_id);

--
-- Name: payments_invitation_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX payments_invitation_idx ON momento.payments USING btree (invitation_id);

--
-- Name: payments_one_kept; Type: INDEX; Schema: momento; Owner: -
--

CREATE UNIQUE INDEX payments_one_kept ON momento.payments USING btree (invitation_id) WHERE ((status = 'succeeded'::text) AND (NOT is_surplus));

--
-- Name: payments_open_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX payments_open_idx ON momento.payments USING btree (created_at) WHERE (status = ANY (ARRAY['pending'::text, 'processing'::text]));

--
-- Name: payments_user_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX payments_user_idx ON momento.payments USING btree (user_id, created_at DESC);

--
-- Name: pgqueuer_ep_ea_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX pgqueuer_ep_ea_idx ON momento.pgqueuer USING btree (entrypoint, execute_after) WHERE (status = 'queued'::momento.pgqueuer_status);

--
-- Name: pgqueuer_ep_prio_id_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX pgqueuer_ep_prio_id_idx ON momento.pgqueuer USING btree (entrypoint, priority DESC, id) WHERE (status = 'queued'::momento.pgqueuer_status);

--
-- Name: pgqueuer_log_created; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX pgqueuer_log_created ON momento.pgqueuer_log USING btree (created);

--
-- Name: pgqueuer_log_job_id_status; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX pgqueuer_log_job_id_status ON momento.pgqueuer_log USING btree (job_id, created DESC);

--
-- Name: pgqueuer_log_not_aggregated; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX pgqueuer_log_not_aggregated ON momento.pgqueuer_log USING btree ((1)) WHERE (NOT aggregated);

--
-- Name: pgqueuer_log_status; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX pgqueuer_log_status ON momento.pgqueuer_log USING btree (status);

--
-- Name: pgqueuer_picked_heartbeat_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX pgqueuer_picked_heartbeat_idx ON momento.pgqueuer USING btree (heartbeat) WHERE (status = 'picked'::momento.pgqueuer_status);

--
-- Name: pgqueuer_picked_slot_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE UNIQUE INDEX pgqueuer_picked_slot_idx ON momento.pgqueuer USING btree (entrypoint, slot) WHERE ((status = 'picked'::momento.pgqueuer_status) AND (slot IS NOT NULL));

--
-- Name: pgqueuer_priority_id_id1_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX pgqueuer_priority_id_id1_idx ON momento.pgqueuer USING btree (priority, id DESC) INCLUDE (id) WHERE (status = 'queued'::momento.pgqueuer_status);

--
-- Name: pgqueuer_queue_manager_id_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX pgqueuer_queue_manager_id_idx ON momento.pgqueuer USING btree (queue_manager_id) WHERE (queue_manager_id IS NOT NULL);

--
-- Name: pgqueuer_statistics_unique_count; Type: INDEX; Schema: momento; Owner: -
--

CREATE UNIQUE INDEX pgqueuer_statistics_unique_count ON momento.pgqueuer_statistics USING btree (priority, date_trunc('sec'::text, timezone('UTC'::text, created)), status, entrypoint);

--
-- Name: pgqueuer_unique_dedupe_key; Type: INDEX; Schema: momento; Owner: -
--

CREATE UNIQUE INDEX pgqueuer_unique_dedupe_key ON momento.pgqueuer USING btree (dedupe_key) WHERE ((status = ANY (ARRAY['queued'::momento.pgqueuer_status, 'picked'::momento.pgqueuer_status])) AND (dedupe_key IS NOT NULL));

--
-- Name: pgqueuer_updated_id_id1_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX pgqueuer_updated_id_id1_idx ON momento.pgqueuer USING btree (updated, id DESC) INCLUDE (id) WHERE (status = 'picked'::momento.pgqueuer_status);

--
-- Name: profile_interests_interest_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX profile_interests_interest_idx ON momento.profile_interests USING btree (interest_id);

--
-- Name: profile_photos_hidden_at_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX profile_photos_hidden_at_idx ON momento.profile_photos USING btree (hidden_at);

--
-- Name: profile_photos_hidden_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX profile_photos_hidden_idx ON momento.profile_photos USING btree (hiding_decision) WHERE (hiding_decision IS NOT NULL);

--
-- Name: profile_photos_large_file_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX profile_photos_large_file_idx ON momento.profile_photos USING btree (large_file_id);

--
-- Name: profile_photos_made_from_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX profile_photos_made_from_idx ON momento.profile_photos USING btree (made_from);

--
-- Name: profile_photos_medium_file_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX profile_photos_medium_file_idx ON momento.profile_photos USING btree (medium_file_id);

--
-- Name: profile_photos_profile_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX profile_photos_profile_idx ON momento.profile_photos USING btree (profile_id, created_at DESC);

--
-- Name: profile_photos_small_file_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX profile_photos_small_file_idx ON momento.profile_photos USING btree (small_file_id);

--
-- Name: ratings_host_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX ratings_host_idx ON momento.ratings USING btree (rated_host_id, created_at DESC);

--
-- Name: ratings_rater_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX ratings_rater_idx ON momento.ratings USING btree (rater_profile_id);

--
-- Name: refunds_due_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX refunds_due_idx ON momento.refunds USING btree (next_attempt_at) WHERE (status = ANY (ARRAY['due'::text, 'sent'::text]));

--
-- Name: refunds_payment_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX refunds_payment_idx ON momento.refunds USING btree (payment_id);

--
-- Name: refunds_refused_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX refunds_refused_idx ON momento.refunds USING btree (updated_at) WHERE (status = 'failed'::text);

--
-- Name: refunds_user_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX refunds_user_idx ON momento.refunds USING btree (user_id);

--
-- Name: returned_seats_event_all_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX returned_seats_event_all_idx ON momento.returned_seats USING btree (event_id);

--
-- Name: returned_seats_event_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX returned_seats_event_idx ON momento.returned_seats USING btree (event_id, returned_at) WHERE (resold_at IS NULL);

--
-- Name: returned_seats_invitation_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX returned_seats_invitation_idx ON momento.returned_seats USING btree (invitation_id);

--
-- Name: returned_seats_payment_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX returned_seats_payment_idx ON momento.returned_seats USING btree (payment_id);

--
-- Name: seat_holds_event_all_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX seat_holds_event_all_idx ON momento.seat_holds USING btree (event_id);

--
-- Name: seat_holds_event_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX seat_holds_event_idx ON momento.seat_holds USING btree (event_id) WHERE (ended_at IS NULL);

--
-- Name: seat_holds_invitation_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX seat_holds_invitation_idx ON momento.seat_holds USING btree (invitation_id);

--
-- Name: seat_holds_lapsed_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX seat_holds_lapsed_idx ON momento.seat_holds USING btree (expires_at) WHERE (ended_at IS NULL);

--
-- Name: seat_holds_one_open; Type: INDEX; Schema: momento; Owner: -
--

CREATE UNIQUE INDEX seat_holds_one_open ON momento.seat_holds USING btree (invitation_id) WHERE (ended_at IS NULL);

--
-- Name: seat_holds_profile_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX seat_holds_profile_idx ON momento.seat_holds USING btree (profile_id);

--
-- Name: seats_profile_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX seats_profile_idx ON momento.seats USING btree (profile_id);

--
-- Name: social_profiles_changed_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX social_profiles_changed_idx ON momento.social_profiles USING btree (changed_in);

--
-- Name: social_profiles_face_card_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX social_profiles_face_card_idx ON momento.social_profiles USING btree (current_face_card_photo_id);

--
-- Name: social_profiles_face_card_own_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX social_profiles_face_card_own_idx ON momento.social_profiles USING btree (current_face_card_photo_id, id);

--
-- Name: social_profiles_photo_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX social_profiles_photo_idx ON momento.social_profiles USING btree (current_photo_id);

--
-- Name: social_profiles_photo_own_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX social_profiles_photo_own_idx ON momento.social_profiles USING btree (current_photo_id, id);

--
-- Name: stored_files_going_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX stored_files_going_idx ON momento.stored_files USING btree (created_at) WHERE (state <> 'kept'::text);

--
-- Name: stored_files_owner_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX stored_files_owner_idx ON momento.stored_files USING btree (owner_id);

--
-- Name: users_status_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX users_status_idx ON momento.users USING btree (status);

--
-- Name: waiting_list_event_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX waiting_list_event_idx ON momento.waiting_list USING btree (event_id);

--
-- Name: waiting_list_invitation_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX waiting_list_invitation_idx ON momento.waiting_list USING btree (invitation_id);

--
-- Name: waiting_list_line_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX waiting_list_line_idx ON momento.waiting_list USING btree (event_id, place) WHERE (status = ANY (ARRAY['waiting'::text, 'offered'::text]));

--
-- Name: waiting_list_offers_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX waiting_list_offers_idx ON momento.waiting_list USING btree (offer_expires_at) WHERE (status = 'offered'::text);

--
-- Name: waiting_list_one_live_offer; Type: INDEX; Schema: momento; Owner: -
--

CREATE UNIQUE INDEX waiting_list_one_live_offer ON momento.waiting_list USING btree (event_id, profile_id) WHERE (status = 'offered'::text);

--
-- Name: waiting_list_one_open; Type: INDEX; Schema: momento; Owner: -
--

CREATE UNIQUE INDEX waiting_list_one_open ON momento.waiting_list USING btree (event_id, profile_id) WHERE (status = ANY (ARRAY['waiting'::text, 'offered'::text]));

--
-- Name: waiting_list_profile_idx; Type: INDEX; Schema: momento; Owner: -
--

CREATE INDEX waiting_list_profile_idx ON momento.waiting_list USING btree (profile_id);

--
-- Name: attendance attendance_check_transition; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER attendance_check_transition BEFORE INSERT OR UPDATE ON momento.attendance FOR EACH ROW EXECUTE FUNCTION momento.enforce_transition('attendance', 'status');

--
-- Name: attendance attendance_event; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER attendance_event AFTER INSERT OR UPDATE ON momento.attendance FOR EACH ROW EXECUTE FUNCTION momento.record_transition('attendance', 'status');

--
-- Name: attendance attendance_follow; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER attendance_follow AFTER INSERT OR UPDATE ON momento.attendance FOR EACH ROW EXECUTE FUNCTION momento.follow_attendance();

--
-- Name: attendance attendance_guard; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER attendance_guard BEFORE INSERT OR UPDATE ON momento.attendance FOR EACH ROW EXECUTE FUNCTION momento.guard_attendance();

--
-- Name: attendance_reports attendance_reports_guard; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER attendance_reports_guard BEFORE INSERT OR UPDATE ON momento.attendance_reports FOR EACH ROW EXECUTE FUNCTION momento.guard_attendance_report();

--
-- Name: attendance attendance_updated_at; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER attendance_updated_at BEFORE UPDATE ON momento.attendance FOR EACH ROW EXECUTE FUNCTION momento.set_updated_at();

--
-- Name: blocked_users blocked_users_write; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER blocked_users_write INSTEAD OF INSERT OR DELETE ON momento.blocked_users FOR EACH ROW EXECUTE FUNCTION momento.write_blocked_user();

--
-- Name: connections connections_guard; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER connections_guard BEFORE INSERT OR UPDATE ON momento.connections FOR EACH ROW EXECUTE FUNCTION momento.guard_connection();

--
-- Name: connections connections_reveal; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER connections_reveal AFTER UPDATE OF wants_to_connect_again ON momento.connections FOR EACH ROW EXECUTE FUNCTION momento.reveal_mutual();

--
-- Name: connections connections_updated_at; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER connections_updated_at BEFORE UPDATE ON momento.connections FOR EACH ROW EXECUTE FUNCTION momento.set_updated_at();

--
-- Name: conversations conversations_guard; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER conversations_guard BEFORE INSERT ON momento.conversations FOR EACH ROW EXECUTE FUNCTION momento.guard_conversation();

--
-- Name: conversations conversations_seat; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER conversations_seat AFTER INSERT ON momento.conversations FOR EACH ROW EXECUTE FUNCTION momento.seat_conversation();

--
-- Name: domain_events domain_events_append_only; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER domain_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON momento.domain_events FOR EACH STATEMENT EXECUTE FUNCTION momento.refuse_change();

--
-- Name: event_itinerary_stops event_itinerary_stops_follow; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER event_itinerary_stops_follow AFTER INSERT OR DELETE OR UPDATE ON momento.event_itinerary_stops FOR EACH ROW EXECUTE FUNCTION momento.follow_stops();

--
-- Name: event_itinerary_stops event_itinerary_stops_in_order; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE CONSTRAINT TRIGGER event_itinerary_stops_in_order AFTER INSERT OR DELETE OR UPDATE ON momento.event_itinerary_stops DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION momento.check_itinerary();

--
-- Name: event_itinerary_stops event_itinerary_stops_number; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER event_itinerary_stops_number BEFORE INSERT OR UPDATE ON momento.event_itinerary_stops FOR EACH ROW EXECUTE FUNCTION momento.number_stop();

--
-- Name: event_posts event_posts_name; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER event_posts_name BEFORE INSERT OR UPDATE ON momento.event_posts FOR EACH ROW EXECUTE FUNCTION momento.name_post();

--
-- Name: events events_check_transition; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER events_check_transition BEFORE INSERT OR UPDATE ON momento.events FOR EACH ROW EXECUTE FUNCTION momento.enforce_transition('event', 'status');

--
-- Name: events events_event; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER events_event AFTER INSERT OR UPDATE ON momento.events FOR EACH ROW EXECUTE FUNCTION momento.record_transition('event', 'status');

--
-- Name: events events_follow; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER events_follow AFTER INSERT OR UPDATE ON momento.events FOR EACH ROW EXECUTE FUNCTION momento.follow_event();

--
-- Name: events events_prepare; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER events_prepare BEFORE INSERT OR UPDATE ON momento.events FOR EACH ROW EXECUTE FUNCTION momento.prepare_event();

--
-- Name: events events_updated_at; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER events_updated_at BEFORE UPDATE ON momento.events FOR EACH ROW EXECUTE FUNCTION momento.set_updated_at();

--
-- Name: host_profiles host_profiles_updated_at; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER host_profiles_updated_at BEFORE UPDATE ON momento.host_profiles FOR EACH ROW EXECUTE FUNCTION momento.set_updated_at();

--
-- Name: invitations invitations_check_transition; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER invitations_check_transition BEFORE INSERT OR UPDATE ON momento.invitations FOR EACH ROW EXECUTE FUNCTION momento.enforce_transition('invitation', 'status');

--
-- Name: invitations invitations_event; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER invitations_event AFTER INSERT OR UPDATE ON momento.invitations FOR EACH ROW EXECUTE FUNCTION momento.record_transition('invitation', 'status');

--
-- Name: invitations invitations_follow; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER invitations_follow AFTER INSERT OR UPDATE ON momento.invitations FOR EACH ROW EXECUTE FUNCTION momento.follow_invitation();

--
-- Name: invitations invitations_prepare; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER invitations_prepare BEFORE INSERT OR UPDATE ON momento.invitations FOR EACH ROW EXECUTE FUNCTION momento.prepare_invitation();

--
-- Name: invitations invitations_updated_at; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER invitations_updated_at BEFORE UPDATE ON momento.invitations FOR EACH ROW EXECUTE FUNCTION momento.set_updated_at();

--
-- Name: event_itinerary_stops itinerary_stops_open_city; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER itinerary_stops_open_city BEFORE INSERT ON momento.event_itinerary_stops FOR EACH ROW EXECUTE FUNCTION momento.refuse_closed_city();

--
-- Name: messages messages_guard; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER messages_guard BEFORE INSERT ON momento.messages FOR EACH ROW EXECUTE FUNCTION momento.guard_message();

--
-- Name: outbox outbox_updated_at; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER outbox_updated_at BEFORE UPDATE ON momento.outbox FOR EACH ROW EXECUTE FUNCTION momento.set_updated_at();

--
-- Name: payments payments_check_transition; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER payments_check_transition BEFORE INSERT OR UPDATE ON momento.payments FOR EACH ROW EXECUTE FUNCTION momento.enforce_transition('payment', 'status');

--
-- Name: payments payments_event; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER payments_event AFTER INSERT OR UPDATE ON momento.payments FOR EACH ROW EXECUTE FUNCTION momento.record_transition('payment', 'status');

--
-- Name: payments payments_updated_at; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER payments_updated_at BEFORE UPDATE ON momento.payments FOR EACH ROW EXECUTE FUNCTION momento.set_updated_at();

--
-- Name: profile_interests profile_interests_follow; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER profile_interests_follow AFTER INSERT OR DELETE ON momento.profile_interests FOR EACH ROW EXECUTE FUNCTION momento.follow_interests();

--
-- Name: profile_interests profile_interests_limit; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER profile_interests_limit BEFORE INSERT ON momento.profile_interests FOR EACH ROW EXECUTE FUNCTION momento.limit_interests();

--
-- Name: profile_photos profile_photos_capture; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER profile_photos_capture BEFORE INSERT ON momento.profile_photos FOR EACH ROW EXECUTE FUNCTION momento.use_capture_token();

--
-- Name: profile_photos profile_photos_files; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER profile_photos_files AFTER DELETE ON momento.profile_photos FOR EACH ROW EXECUTE FUNCTION momento.drop_photo_files();

--
-- Name: profile_photos profile_photos_hiding; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER profile_photos_hiding AFTER UPDATE OF hidden_at ON momento.profile_photos FOR EACH ROW WHEN (((old.hidden_at IS NULL) <> (new.hidden_at IS NULL))) EXECUTE FUNCTION momento.hide_photo_files();

--
-- Name: profile_photos profile_photos_made_from_shown; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER profile_photos_made_from_shown BEFORE INSERT ON momento.profile_photos FOR EACH ROW WHEN ((new.made_from IS NOT NULL)) EXECUTE FUNCTION momento.refuse_hidden_photo();

--
-- Name: ratings ratings_follow; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER ratings_follow AFTER INSERT OR DELETE OR UPDATE ON momento.ratings FOR EACH ROW EXECUTE FUNCTION momento.follow_rating();

--
-- Name: ratings ratings_guard; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER ratings_guard BEFORE INSERT OR UPDATE ON momento.ratings FOR EACH ROW EXECUTE FUNCTION momento.guard_rating();

--
-- Name: ratings ratings_updated_at; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER ratings_updated_at BEFORE UPDATE ON momento.ratings FOR EACH ROW EXECUTE FUNCTION momento.set_updated_at();

--
-- Name: refunds refunds_check_transition; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER refunds_check_transition BEFORE INSERT OR UPDATE ON momento.refunds FOR EACH ROW EXECUTE FUNCTION momento.enforce_transition('refund', 'status');

--
-- Name: refunds refunds_event; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER refunds_event AFTER INSERT OR UPDATE ON momento.refunds FOR EACH ROW EXECUTE FUNCTION momento.record_transition('refund', 'status');

--
-- Name: refunds refunds_guard; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER refunds_guard BEFORE INSERT OR UPDATE ON momento.refunds FOR EACH ROW EXECUTE FUNCTION momento.guard_refund();

--
-- Name: refunds refunds_updated_at; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER refunds_updated_at BEFORE UPDATE ON momento.refunds FOR EACH ROW EXECUTE FUNCTION momento.set_updated_at();

--
-- Name: reports reports_write; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER reports_write INSTEAD OF INSERT OR DELETE OR UPDATE ON momento.reports FOR EACH ROW EXECUTE FUNCTION momento.write_report();

--
-- Name: seat_holds seat_holds_guard; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER seat_holds_guard BEFORE INSERT OR UPDATE ON momento.seat_holds FOR EACH ROW EXECUTE FUNCTION momento.guard_hold();

--
-- Name: social_profiles social_profiles_changed; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER social_profiles_changed BEFORE UPDATE ON momento.social_profiles FOR EACH ROW EXECUTE FUNCTION momento.stamp_change();

--
-- Name: social_profiles social_profiles_open_city; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER social_profiles_open_city BEFORE INSERT ON momento.social_profiles FOR EACH ROW EXECUTE FUNCTION momento.refuse_closed_city();

--
-- Name: social_profiles social_profiles_open_new_city; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER social_profiles_open_new_city BEFORE UPDATE OF location ON momento.social_profiles FOR EACH ROW WHEN ((new.location IS DISTINCT FROM old.location)) EXECUTE FUNCTION momento.refuse_closed_city();

--
-- Name: social_profiles social_profiles_shown_photo; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER social_profiles_shown_photo BEFORE INSERT OR UPDATE OF current_photo_id, current_face_card_photo_id ON momento.social_profiles FOR EACH ROW WHEN (((new.current_photo_id IS NOT NULL) OR (new.current_face_card_photo_id IS NOT NULL))) EXECUTE FUNCTION momento.refuse_hidden_photo();

--
-- Name: social_profiles social_profiles_updated_at; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER social_profiles_updated_at BEFORE UPDATE ON momento.social_profiles FOR EACH ROW EXECUTE FUNCTION momento.set_updated_at();

--
-- Name: stored_files stored_files_one_way; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER stored_files_one_way BEFORE UPDATE OF state ON momento.stored_files FOR EACH ROW EXECUTE FUNCTION momento.keep_unwanted();

--
-- Name: stored_files stored_files_updated_at; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER stored_files_updated_at BEFORE UPDATE ON momento.stored_files FOR EACH ROW EXECUTE FUNCTION momento.set_updated_at();

--
-- Name: pgqueuer tg_pgqueuer_changed; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER tg_pgqueuer_changed AFTER INSERT OR DELETE OR TRUNCATE ON momento.pgqueuer FOR EACH STATEMENT EXECUTE FUNCTION momento.fn_pgqueuer_changed();

--
-- Name: user_internal_metrics user_internal_metrics_updated_at; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER user_internal_metrics_updated_at BEFORE UPDATE ON momento.user_internal_metrics FOR EACH ROW EXECUTE FUNCTION momento.set_updated_at();

--
-- Name: users users_check_transition; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER users_check_transition BEFORE INSERT OR UPDATE ON momento.users FOR EACH ROW EXECUTE FUNCTION momento.enforce_transition('user', 'status');

--
-- Name: users users_event; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER users_event AFTER INSERT OR UPDATE ON momento.users FOR EACH ROW EXECUTE FUNCTION momento.record_transition('user', 'status');

--
-- Name: users users_metrics; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER users_metrics AFTER INSERT ON momento.users FOR EACH ROW EXECUTE FUNCTION momento.open_metrics();

--
-- Name: users users_updated_at; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER users_updated_at BEFORE UPDATE ON momento.users FOR EACH ROW EXECUTE FUNCTION momento.set_updated_at();

--
-- Name: waiting_list waiting_list_check_transition; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER waiting_list_check_transition BEFORE INSERT OR UPDATE ON momento.waiting_list FOR EACH ROW EXECUTE FUNCTION momento.enforce_transition('waiting', 'status');

--
-- Name: waiting_list waiting_list_event; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER waiting_list_event AFTER INSERT OR UPDATE ON momento.waiting_list FOR EACH ROW EXECUTE FUNCTION momento.record_transition('waiting', 'status');

--
-- Name: waiting_list waiting_list_updated_at; Type: TRIGGER; Schema: momento; Owner: -
--

CREATE TRIGGER waiting_list_updated_at BEFORE UPDATE ON momento.waiting_list FOR EACH ROW EXECUTE FUNCTION momento.set_updated_at();

--
-- Name: attendance attendance_event_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.attendance
    ADD CONSTRAINT attendance_event_id_fkey FOREIGN KEY (event_id) REFERENCES momento.events(id) ON DELETE CASCADE;

--
-- Name: attendance attendance_profile_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.attendance
    ADD CONSTRAINT attendance_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES momento.social_profiles(id) ON DELETE CASCADE;

--
-- Name: attendance attendance_reported_by_profile_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.attendance
    ADD CONSTRAINT attendance_reported_by_profile_id_fkey FOREIGN KEY (reported_by_profile_id) REFERENCES momento.social_profiles(id) ON DELETE SET NULL;

--
-- Name: attendance_reports attendance_reports_about_profile_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.attendance_reports
    ADD CONSTRAINT attendance_reports_about_profile_id_fkey FOREIGN KEY (about_profile_id) REFERENCES momento.social_profiles(id) ON DELETE CASCADE;

--
-- Name: attendance_reports attendance_reports_by_profile_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.attendance_reports
    ADD CONSTRAINT attendance_reports_by_profile_id_fkey FOREIGN KEY (by_profile_id) REFERENCES momento.social_profiles(id) ON DELETE CASCADE;

--
-- Name: attendance_reports attendance_reports_event_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.attendance_reports
    ADD CONSTRAINT attendance_reports_event_id_fkey FOREIGN KEY (event_id) REFERENCES momento.events(id) ON DELETE CASCADE;

--
-- Name: capture_tokens capture_tokens_profile_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.capture_tokens
    ADD CONSTRAINT capture_tokens_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES momento.social_profiles(id) ON DELETE CASCADE;

--
-- Name: connections connections_connected_profile_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.connections
    ADD CONSTRAINT connections_connected_profile_id_fkey FOREIGN KEY (connected_profile_id) REFERENCES momento.social_profiles(id) ON DELETE CASCADE;

--
-- Name: connections connections_event_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.connections
    ADD CONSTRAINT connections_event_id_fkey FOREIGN KEY (event_id) REFERENCES momento.events(id) ON DELETE CASCADE;

--
-- Name: connections connections_user_profile_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.connections
    ADD CONSTRAINT connections_user_profile_id_fkey FOREIGN KEY (user_profile_id) REFERENCES momento.social_profiles(id) ON DELETE CASCADE;

--
-- Name: conversation_participants conversation_participants_conversation_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.conversation_participants
    ADD CONSTRAINT conversation_participants_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES momento.conversations(id) ON DELETE CASCADE;

--
-- Name: conversation_participants conversation_participants_profile_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.conversation_participants
    ADD CONSTRAINT conversation_participants_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES momento.social_profiles(id) ON DELETE CASCADE;

--
-- Name: conversations conversations_high_profile_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.conversations
    ADD CONSTRAINT conversations_high_profile_id_fkey FOREIGN KEY (high_profile_id) REFERENCES momento.social_profiles(id) ON DELETE CASCADE;

--
-- Name: conversations conversations_low_profile_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.conversations
    ADD CONSTRAINT conversations_low_profile_id_fkey FOREIGN KEY (low_profile_id) REFERENCES momento.social_profiles(id) ON DELETE CASCADE;

--
-- Name: event_aliases event_aliases_event_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.event_aliases
    ADD CONSTRAINT event_aliases_event_id_fkey FOREIGN KEY (event_id) REFERENCES momento.events(id) ON DELETE CASCADE;

--
-- Name: event_aliases event_aliases_profile_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.event_aliases
    ADD CONSTRAINT event_aliases_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES momento.social_profiles(id) ON DELETE CASCADE;

--
-- Name: event_collaborators event_collaborators_event_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.event_collaborators
    ADD CONSTRAINT event_collaborators_event_id_fkey FOREIGN KEY (event_id) REFERENCES momento.events(id) ON DELETE CASCADE;

--
-- Name: event_collaborators event_collaborators_user_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.event_collaborators
    ADD CONSTRAINT event_collaborators_user_id_fkey FOREIGN KEY (user_id) REFERENCES momento.users(id) ON DELETE CASCADE;

--
-- Name: event_interests event_interests_event_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.event_interests
    ADD CONSTRAINT event_interests_event_id_fkey FOREIGN KEY (event_id) REFERENCES momento.events(id) ON DELETE CASCADE;

--
-- Name: event_interests event_interests_interest_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.event_interests
    ADD CONSTRAINT event_interests_interest_id_fkey FOREIGN KEY (interest_id) REFERENCES momento.interests(id) ON DELETE CASCADE;

--
-- Name: event_itinerary_stops event_itinerary_stops_event_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.event_itinerary_stops
    ADD CONSTRAINT event_itinerary_stops_event_id_fkey FOREIGN KEY (event_id) REFERENCES momento.events(id) ON DELETE CASCADE;

--
-- Name: event_itinerary_stops event_itinerary_stops_location_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.event_itinerary_stops
    ADD CONSTRAINT event_itinerary_stops_location_id_fkey FOREIGN KEY (location_id) REFERENCES momento.locations(id) ON DELETE RESTRICT;

--
-- Name: event_posts event_posts_alias_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.event_posts
    ADD CONSTRAINT event_posts_alias_id_fkey FOREIGN KEY (alias_id) REFERENCES momento.event_aliases(id) ON DELETE CASCADE;

--
-- Name: event_posts event_posts_event_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.event_posts
    ADD CONSTRAINT event_posts_event_id_fkey FOREIGN KEY (event_id) REFERENCES momento.events(id) ON DELETE CASCADE;

--
-- Name: event_posts event_posts_profile_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.event_posts
    ADD CONSTRAINT event_posts_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES momento.social_profiles(id) ON DELETE CASCADE;

--
-- Name: event_posts event_posts_removed_by_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.event_posts
    ADD CONSTRAINT event_posts_removed_by_fkey FOREIGN KEY (removed_by) REFERENCES momento.users(id) ON DELETE SET NULL;

--
-- Name: event_secrets event_secrets_event_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.event_secrets
    ADD CONSTRAINT event_secrets_event_id_fkey FOREIGN KEY (event_id) REFERENCES momento.events(id) ON DELETE CASCADE;

--
-- Name: events events_host_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.events
    ADD CONSTRAINT events_host_id_fkey FOREIGN KEY (host_id) REFERENCES momento.host_profiles(id) ON DELETE RESTRICT;

--
-- Name: host_profiles host_profiles_user_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.host_profiles
    ADD CONSTRAINT host_profiles_user_id_fkey FOREIGN KEY (user_id) REFERENCES momento.users(id) ON DELETE CASCADE;

--
-- Name: invitations invitations_event_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.invitations
    ADD CONSTRAINT invitations_event_id_fkey FOREIGN KEY (event_id) REFERENCES momento.events(id) ON DELETE CASCADE;

--
-- Name: invitations invitations_profile_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.invitations
    ADD CONSTRAINT invitations_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES momento.social_profiles(id) ON DELETE CASCADE;

--
-- Name: locations locations_created_by_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.locations
    ADD CONSTRAINT locations_created_by_fkey FOREIGN KEY (created_by) REFERENCES momento.users(id) ON DELETE SET NULL;

--
-- Name: messages messages_conversation_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.messages
    ADD CONSTRAINT messages_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES momento.conversations(id) ON DELETE CASCADE;

--
-- Name: messages messages_sender_profile_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.messages
    ADD CONSTRAINT messages_sender_profile_id_fkey FOREIGN KEY (sender_profile_id) REFERENCES momento.social_profiles(id) ON DELETE CASCADE;

--
-- Name: outbox outbox_person_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.outbox
    ADD CONSTRAINT outbox_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: payments payments_event_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.payments
    ADD CONSTRAINT payments_event_id_fkey FOREIGN KEY (event_id) REFERENCES momento.events(id) ON DELETE RESTRICT;

--
-- Name: payments payments_hold_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.payments
    ADD CONSTRAINT payments_hold_id_fkey FOREIGN KEY (hold_id) REFERENCES momento.seat_holds(id) ON DELETE SET NULL;

--
-- Name: payments payments_invitation_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.payments
    ADD CONSTRAINT payments_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES momento.invitations(id) ON DELETE RESTRICT;

--
-- Name: payments payments_user_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.payments
    ADD CONSTRAINT payments_user_id_fkey FOREIGN KEY (user_id) REFERENCES momento.users(id) ON DELETE RESTRICT;

--
-- Name: profile_interests profile_interests_interest_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.profile_interests
    ADD CONSTRAINT profile_interests_interest_id_fkey FOREIGN KEY (interest_id) REFERENCES momento.interests(id) ON DELETE CASCADE;

--
-- Name: profile_interests profile_interests_profile_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.profile_interests
    ADD CONSTRAINT profile_interests_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES momento.social_profiles(id) ON DELETE CASCADE;

--
-- Name: profile_photos profile_photos_capture_token; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.profile_photos
    ADD CONSTRAINT profile_photos_capture_token FOREIGN KEY (capture_token_id) REFERENCES momento.capture_tokens(id) ON DELETE RESTRICT;

--
-- Name: profile_photos profile_photos_large_file; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.profile_photos
    ADD CONSTRAINT profile_photos_large_file FOREIGN KEY (large_file_id) REFERENCES momento.stored_files(id) ON DELETE RESTRICT;

--
-- Name: profile_photos profile_photos_made_from_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.profile_photos
    ADD CONSTRAINT profile_photos_made_from_fkey FOREIGN KEY (made_from) REFERENCES momento.profile_photos(id) ON DELETE CASCADE;

--
-- Name: profile_photos profile_photos_medium_file; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.profile_photos
    ADD CONSTRAINT profile_photos_medium_file FOREIGN KEY (medium_file_id) REFERENCES momento.stored_files(id) ON DELETE RESTRICT;

--
-- Name: profile_photos profile_photos_profile_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.profile_photos
    ADD CONSTRAINT profile_photos_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES momento.social_profiles(id) ON DELETE CASCADE;

--
-- Name: profile_photos profile_photos_small_file; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.profile_photos
    ADD CONSTRAINT profile_photos_small_file FOREIGN KEY (small_file_id) REFERENCES momento.stored_files(id) ON DELETE RESTRICT;

--
-- Name: ratings ratings_event_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.ratings
    ADD CONSTRAINT ratings_event_id_fkey FOREIGN KEY (event_id) REFERENCES momento.events(id) ON DELETE CASCADE;

--
-- Name: ratings ratings_rated_host_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.ratings
    ADD CONSTRAINT ratings_rated_host_id_fkey FOREIGN KEY (rated_host_id) REFERENCES momento.host_profiles(id) ON DELETE CASCADE;

--
-- Name: ratings ratings_rater_profile_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.ratings
    ADD CONSTRAINT ratings_rater_profile_id_fkey FOREIGN KEY (rater_profile_id) REFERENCES momento.social_profiles(id) ON DELETE CASCADE;

--
-- Name: refunds refunds_payment_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.refunds
    ADD CONSTRAINT refunds_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES momento.payments(id) ON DELETE RESTRICT;

--
-- Name: refunds refunds_user_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.refunds
    ADD CONSTRAINT refunds_user_id_fkey FOREIGN KEY (user_id) REFERENCES momento.users(id) ON DELETE RESTRICT;

--
-- Name: returned_seats returned_seats_event_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.returned_seats
    ADD CONSTRAINT returned_seats_event_id_fkey FOREIGN KEY (event_id) REFERENCES momento.events(id) ON DELETE CASCADE;

--
-- Name: returned_seats returned_seats_invitation_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.returned_seats
    ADD CONSTRAINT returned_seats_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES momento.invitations(id) ON DELETE CASCADE;

--
-- Name: returned_seats returned_seats_payment_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.returned_seats
    ADD CONSTRAINT returned_seats_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES momento.payments(id) ON DELETE SET NULL;

--
-- Name: seat_holds seat_holds_event_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.seat_holds
    ADD CONSTRAINT seat_holds_event_id_fkey FOREIGN KEY (event_id) REFERENCES momento.events(id) ON DELETE CASCADE;

--
-- Name: seat_holds seat_holds_invitation_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.seat_holds
    ADD CONSTRAINT seat_holds_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES momento.invitations(id) ON DELETE CASCADE;

--
-- Name: seat_holds seat_holds_profile_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.seat_holds
    ADD CONSTRAINT seat_holds_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES momento.social_profiles(id) ON DELETE CASCADE;

--
-- Name: seats seats_event_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.seats
    ADD CONSTRAINT seats_event_id_fkey FOREIGN KEY (event_id) REFERENCES momento.events(id) ON DELETE CASCADE;

--
-- Name: seats seats_profile_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.seats
    ADD CONSTRAINT seats_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES momento.social_profiles(id) ON DELETE CASCADE;

--
-- Name: social_profiles social_profiles_face_card_own; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.social_profiles
    ADD CONSTRAINT social_profiles_face_card_own FOREIGN KEY (current_face_card_photo_id, id) REFERENCES momento.profile_photos(id, profile_id) ON DELETE SET NULL (current_face_card_photo_id) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: social_profiles social_profiles_photo_own; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.social_profiles
    ADD CONSTRAINT social_profiles_photo_own FOREIGN KEY (current_photo_id, id) REFERENCES momento.profile_photos(id, profile_id) ON DELETE SET NULL (current_photo_id) DEFERRABLE INITIALLY DEFERRED;

--
-- Name: social_profiles social_profiles_user_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.social_profiles
    ADD CONSTRAINT social_profiles_user_id_fkey FOREIGN KEY (user_id) REFERENCES momento.users(id) ON DELETE CASCADE;

--
-- Name: stored_files stored_files_owner_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.stored_files
    ADD CONSTRAINT stored_files_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES auth.users(id) ON DELETE SET NULL;

--
-- Name: user_internal_metrics user_internal_metrics_user_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.user_internal_metrics
    ADD CONSTRAINT user_internal_metrics_user_id_fkey FOREIGN KEY (user_id) REFERENCES momento.users(id) ON DELETE CASCADE;

--
-- Name: users users_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.users
    ADD CONSTRAINT users_id_fkey FOREIGN KEY (id) REFERENCES auth.users(id) ON DELETE RESTRICT;

--
-- Name: waiting_list waiting_list_event_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.waiting_list
    ADD CONSTRAINT waiting_list_event_id_fkey FOREIGN KEY (event_id) REFERENCES momento.events(id) ON DELETE CASCADE;

--
-- Name: waiting_list waiting_list_invitation_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.waiting_list
    ADD CONSTRAINT waiting_list_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES momento.invitations(id) ON DELETE CASCADE;

--
-- Name: waiting_list waiting_list_profile_id_fkey; Type: FK CONSTRAINT; Schema: momento; Owner: -
--

ALTER TABLE ONLY momento.waiting_list
    ADD CONSTRAINT waiting_list_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES momento.social_profiles(id) ON DELETE CASCADE;

--
-- Name: attendance; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.attendance ENABLE ROW LEVEL SECURITY;

--
-- Name: attendance_reports; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.attendance_reports ENABLE ROW LEVEL SECURITY;

--
-- Name: attendance attendance_select_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY attendance_select_own ON momento.attendance FOR SELECT TO authenticated USING ((profile_id = momento.my_profile_id()));

--
-- Name: capture_tokens; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.capture_tokens ENABLE ROW LEVEL SECURITY;

--
-- Name: closed_cities; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.closed_cities ENABLE ROW LEVEL SECURITY;

--
-- Name: connections; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.connections ENABLE ROW LEVEL SECURITY;

--
-- Name: connections connections_select_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY connections_select_own ON momento.connections FOR SELECT TO authenticated USING ((user_profile_id = momento.my_profile_id()));

--
-- Name: connections connections_update_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY connections_update_own ON momento.connections FOR UPDATE TO authenticated USING ((user_profile_id = momento.my_profile_id())) WITH CHECK ((user_profile_id = momento.my_profile_id()));

--
-- Name: conversation_participants; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.conversation_participants ENABLE ROW LEVEL SECURITY;

--
-- Name: conversation_participants conversation_participants_select_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY conversation_participants_select_own ON momento.conversation_participants FOR SELECT TO authenticated USING ((profile_id = momento.my_profile_id()));

--
-- Name: conversation_participants conversation_participants_update_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY conversation_participants_update_own ON momento.conversation_participants FOR UPDATE TO authenticated USING ((profile_id = momento.my_profile_id())) WITH CHECK ((profile_id = momento.my_profile_id()));

--
-- Name: conversations; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.conversations ENABLE ROW LEVEL SECURITY;

--
-- Name: conversations conversations_select_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY conversations_select_own ON momento.conversations FOR SELECT TO authenticated USING ((id = ANY (momento.my_conversation_ids())));

--
-- Name: domain_events; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.domain_events ENABLE ROW LEVEL SECURITY;

--
-- Name: event_aliases; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.event_aliases ENABLE ROW LEVEL SECURITY;

--
-- Name: event_collaborators; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.event_collaborators ENABLE ROW LEVEL SECURITY;

--
-- Name: event_collaborators event_collaborators_select_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY event_collaborators_select_own ON momento.event_collaborators FOR SELECT TO authenticated USING ((event_id = ANY (momento.my_events(ARRAY['host'::text]))));

--
-- Name: event_interests; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.event_interests ENABLE ROW LEVEL SECURITY;

--
-- Name: event_interests event_interests_select_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY event_interests_select_own ON momento.event_interests FOR SELECT TO authenticated USING ((event_id = ANY (momento.my_event_ids())));

--
-- Name: event_itinerary_stops; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.event_itinerary_stops ENABLE ROW LEVEL SECURITY;

--
-- Name: event_itinerary_stops event_itinerary_stops_select_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY event_itinerary_stops_select_own ON momento.event_itinerary_stops FOR SELECT TO authenticated USING ((event_id = ANY (momento.my_event_ids())));

--
-- Name: event_posts; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.event_posts ENABLE ROW LEVEL SECURITY;

--
-- Name: event_posts event_posts_insert_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY event_posts_insert_own ON momento.event_posts FOR INSERT TO authenticated WITH CHECK ((profile_id = momento.my_profile_id()));

--
-- Name: event_posts event_posts_select_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY event_posts_select_own ON momento.event_posts FOR SELECT TO authenticated USING ((profile_id = momento.my_profile_id()));

--
-- Name: event_secrets; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.event_secrets ENABLE ROW LEVEL SECURITY;

--
-- Name: events; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.events ENABLE ROW LEVEL SECURITY;

--
-- Name: events events_select_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY events_select_own ON momento.events FOR SELECT TO authenticated USING ((id = ANY (momento.my_event_ids())));

--
-- Name: host_profiles; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.host_profiles ENABLE ROW LEVEL SECURITY;

--
-- Name: host_profiles host_profiles_insert_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY host_profiles_insert_own ON momento.host_profiles FOR INSERT TO authenticated WITH CHECK ((user_id = auth.uid()));

--
-- Name: host_profiles host_profiles_select_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY host_profiles_select_own ON momento.host_profiles FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: host_profiles host_profiles_update_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY host_profiles_update_own ON momento.host_profiles FOR UPDATE TO authenticated USING ((user_id = auth.uid())) WITH CHECK ((user_id = auth.uid()));

--
-- Name: idempotency_keys; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.idempotency_keys ENABLE ROW LEVEL SECURITY;

--
-- Name: inbox; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.inbox ENABLE ROW LEVEL SECURITY;

--
-- Name: interests; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.interests ENABLE ROW LEVEL SECURITY;

--
-- Name: interests interests_select_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY interests_select_all ON momento.interests FOR SELECT TO anon, authenticated USING (true);

--
-- Name: invitations; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.invitations ENABLE ROW LEVEL SECURITY;

--
-- Name: invitations invitations_select_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY invitations_select_own ON momento.invitations FOR SELECT TO authenticated USING ((profile_id = momento.my_profile_id()));

--
-- Name: locations; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.locations ENABLE ROW LEVEL SECURITY;

--
-- Name: messages; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.messages ENABLE ROW LEVEL SECURITY;

--
-- Name: messages messages_insert_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY messages_insert_own ON momento.messages FOR INSERT TO authenticated WITH CHECK ((sender_profile_id = momento.my_profile_id()));

--
-- Name: messages messages_select_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY messages_select_own ON momento.messages FOR SELECT TO authenticated USING (((removed_at IS NULL) AND (conversation_id = ANY (momento.my_conversation_ids()))));

--
-- Name: outbox; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.outbox ENABLE ROW LEVEL SECURITY;

--
-- Name: payments; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.payments ENABLE ROW LEVEL SECURITY;

--
-- Name: payments payments_select_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY payments_select_own ON momento.payments FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: pgqueuer; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.pgqueuer ENABLE ROW LEVEL SECURITY;

--
-- Name: pgqueuer_log; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.pgqueuer_log ENABLE ROW LEVEL SECURITY;

--
-- Name: pgqueuer_schedules; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.pgqueuer_schedules ENABLE ROW LEVEL SECURITY;

--
-- Name: pgqueuer_statistics; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.pgqueuer_statistics ENABLE ROW LEVEL SECURITY;

--
-- Name: profile_interests; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.profile_interests ENABLE ROW LEVEL SECURITY;

--
-- Name: profile_interests profile_interests_delete_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY profile_interests_delete_own ON momento.profile_interests FOR DELETE TO authenticated USING ((profile_id = momento.my_profile_id()));

--
-- Name: profile_interests profile_interests_insert_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY profile_interests_insert_own ON momento.profile_interests FOR INSERT TO authenticated WITH CHECK ((profile_id = momento.my_profile_id()));

--
-- Name: profile_interests profile_interests_select_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY profile_interests_select_own ON momento.profile_interests FOR SELECT TO authenticated USING ((profile_id = momento.my_profile_id()));

--
-- Name: profile_photos; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.profile_photos ENABLE ROW LEVEL SECURITY;

--
-- Name: profile_photos profile_photos_select_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY profile_photos_select_own ON momento.profile_photos FOR SELECT TO authenticated USING (((profile_id = momento.my_profile_id()) AND (hidden_at IS NULL)));

--
-- Name: ratings; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.ratings ENABLE ROW LEVEL SECURITY;

--
-- Name: ratings ratings_insert_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY ratings_insert_own ON momento.ratings FOR INSERT TO authenticated WITH CHECK ((rater_profile_id = momento.my_profile_id()));

--
-- Name: ratings ratings_select_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY ratings_select_own ON momento.ratings FOR SELECT TO authenticated USING ((rater_profile_id = momento.my_profile_id()));

--
-- Name: ratings ratings_update_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY ratings_update_own ON momento.ratings FOR UPDATE TO authenticated USING ((rater_profile_id = momento.my_profile_id())) WITH CHECK ((rater_profile_id = momento.my_profile_id()));

--
-- Name: refunds; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.refunds ENABLE ROW LEVEL SECURITY;

--
-- Name: refunds refunds_select_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY refunds_select_own ON momento.refunds FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: returned_seats; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.returned_seats ENABLE ROW LEVEL SECURITY;

--
-- Name: seat_holds; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.seat_holds ENABLE ROW LEVEL SECURITY;

--
-- Name: seat_holds seat_holds_select_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY seat_holds_select_own ON momento.seat_holds FOR SELECT TO authenticated USING ((profile_id = momento.my_profile_id()));

--
-- Name: seats; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.seats ENABLE ROW LEVEL SECURITY;

--
-- Name: seats seats_select_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY seats_select_own ON momento.seats FOR SELECT TO authenticated USING ((profile_id = momento.my_profile_id()));

--
-- Name: attendance service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.attendance TO service_role USING (true) WITH CHECK (true);

--
-- Name: attendance_reports service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.attendance_reports TO service_role USING (true) WITH CHECK (true);

--
-- Name: capture_tokens service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.capture_tokens TO service_role USING (true) WITH CHECK (true);

--
-- Name: closed_cities service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.closed_cities TO service_role USING (true) WITH CHECK (true);

--
-- Name: connections service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.connections TO service_role USING (true) WITH CHECK (true);

--
-- Name: conversation_participants service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.conversation_participants TO service_role USING (true) WITH CHECK (true);

--
-- Name: conversations service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.conversations TO service_role USING (true) WITH CHECK (true);

--
-- Name: domain_events service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.domain_events TO service_role USING (true) WITH CHECK (true);

--
-- Name: event_aliases service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.event_aliases TO service_role USING (true) WITH CHECK (true);

--
-- Name: event_collaborators service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.event_collaborators TO service_role USING (true) WITH CHECK (true);

--
-- Name: event_interests service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.event_interests TO service_role USING (true) WITH CHECK (true);

--
-- Name: event_itinerary_stops service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.event_itinerary_stops TO service_role USING (true) WITH CHECK (true);

--
-- Name: event_posts service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.event_posts TO service_role USING (true) WITH CHECK (true);

--
-- Name: event_secrets service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.event_secrets TO service_role USING (true) WITH CHECK (true);

--
-- Name: events service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.events TO service_role USING (true) WITH CHECK (true);

--
-- Name: host_profiles service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.host_profiles TO service_role USING (true) WITH CHECK (true);

--
-- Name: idempotency_keys service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.idempotency_keys TO service_role USING (true) WITH CHECK (true);

--
-- Name: inbox service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.inbox TO service_role USING (true) WITH CHECK (true);

--
-- Name: interests service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.interests TO service_role USING (true) WITH CHECK (true);

--
-- Name: invitations service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.invitations TO service_role USING (true) WITH CHECK (true);

--
-- Name: locations service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.locations TO service_role USING (true) WITH CHECK (true);

--
-- Name: messages service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.messages TO service_role USING (true) WITH CHECK (true);

--
-- Name: outbox service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.outbox TO service_role USING (true) WITH CHECK (true);

--
-- Name: payments service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.payments TO service_role USING (true) WITH CHECK (true);

--
-- Name: pgqueuer service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.pgqueuer TO service_role USING (true) WITH CHECK (true);

--
-- Name: pgqueuer_log service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.pgqueuer_log TO service_role USING (true) WITH CHECK (true);

--
-- Name: pgqueuer_schedules service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.pgqueuer_schedules TO service_role USING (true) WITH CHECK (true);

--
-- Name: pgqueuer_statistics service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.pgqueuer_statistics TO service_role USING (true) WITH CHECK (true);

--
-- Name: profile_interests service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.profile_interests TO service_role USING (true) WITH CHECK (true);

--
-- Name: profile_photos service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.profile_photos TO service_role USING (true) WITH CHECK (true);

--
-- Name: ratings service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.ratings TO service_role USING (true) WITH CHECK (true);

--
-- Name: refunds service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.refunds TO service_role USING (true) WITH CHECK (true);

--
-- Name: returned_seats service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.returned_seats TO service_role USING (true) WITH CHECK (true);

--
-- Name: seat_holds service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.seat_holds TO service_role USING (true) WITH CHECK (true);

--
-- Name: seats service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.seats TO service_role USING (true) WITH CHECK (true);

--
-- Name: social_profiles service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.social_profiles TO service_role USING (true) WITH CHECK (true);

--
-- Name: state_transitions service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.state_transitions TO service_role USING (true) WITH CHECK (true);

--
-- Name: stored_files service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.stored_files TO service_role USING (true) WITH CHECK (true);

--
-- Name: user_internal_metrics service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.user_internal_metrics TO service_role USING (true) WITH CHECK (true);

--
-- Name: users service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.users TO service_role USING (true) WITH CHECK (true);

--
-- Name: waiting_list service_all; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY service_all ON momento.waiting_list TO service_role USING (true) WITH CHECK (true);

--
-- Name: social_profiles; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.social_profiles ENABLE ROW LEVEL SECURITY;

--
-- Name: social_profiles social_profiles_select_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY social_profiles_select_own ON momento.social_profiles FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: social_profiles social_profiles_update_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY social_profiles_update_own ON momento.social_profiles FOR UPDATE TO authenticated USING ((user_id = auth.uid())) WITH CHECK ((user_id = auth.uid()));

--
-- Name: state_transitions; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.state_transitions ENABLE ROW LEVEL SECURITY;

--
-- Name: stored_files; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.stored_files ENABLE ROW LEVEL SECURITY;

--
-- Name: user_internal_metrics; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.user_internal_metrics ENABLE ROW LEVEL SECURITY;

--
-- Name: users; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.users ENABLE ROW LEVEL SECURITY;

--
-- Name: users users_select_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY users_select_own ON momento.users FOR SELECT TO authenticated USING ((id = auth.uid()));

--
-- Name: users users_update_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY users_update_own ON momento.users FOR UPDATE TO authenticated USING ((id = auth.uid())) WITH CHECK ((id = auth.uid()));

--
-- Name: waiting_list; Type: ROW SECURITY; Schema: momento; Owner: -
--

ALTER TABLE momento.waiting_list ENABLE ROW LEVEL SECURITY;

--
-- Name: waiting_list waiting_list_select_own; Type: POLICY; Schema: momento; Owner: -
--

CREATE POLICY waiting_list_select_own ON momento.waiting_list FOR SELECT TO authenticated USING ((profile_id = momento.my_profile_id()));

--
-- Name: SCHEMA momento; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA momento TO anon;
GRANT USAGE ON SCHEMA momento TO authenticated;
GRANT USAGE ON SCHEMA momento TO service_role;

--
-- Name: FUNCTION absentee_rating_of(p_profile uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.absentee_rating_of(p_profile uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.absentee_rating_of(p_profile uuid) TO service_role;

--
-- Name: FUNCTION age_on(birth date, day date); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.age_on(birth date, day date) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.age_on(birth date, day date) TO authenticated;
GRANT ALL ON FUNCTION momento.age_on(birth date, day date) TO service_role;

--
-- Name: FUNCTION average_of_events_attended(p_profile uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.average_of_events_attended(p_profile uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.average_of_events_attended(p_profile uuid) TO service_role;

--
-- Name: FUNCTION blocked_profiles(p_profile uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.blocked_profiles(p_profile uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.blocked_profiles(p_profile uuid) TO service_role;

--
-- Name: FUNCTION check_itinerary(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.check_itinerary() FROM PUBLIC;

--
-- Name: FUNCTION complete_event(p_event uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.complete_event(p_event uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.complete_event(p_event uuid) TO service_role;

--
-- Name: FUNCTION confirm_seat(p_invitation uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.confirm_seat(p_invitation uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.confirm_seat(p_invitation uuid) TO service_role;

--
-- Name: FUNCTION connect_attendees(p_event uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.connect_attendees(p_event uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.connect_attendees(p_event uuid) TO service_role;

--
-- Name: FUNCTION drop_photo_files(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.drop_photo_files() FROM PUBLIC;

--
-- Name: FUNCTION enforce_transition(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.enforce_transition() FROM PUBLIC;

--
-- Name: FUNCTION erase_user(p_user uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.erase_user(p_user uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.erase_user(p_user uuid) TO service_role;

--
-- Name: FUNCTION event_board(p_event uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.event_board(p_event uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.event_board(p_event uuid) TO authenticated;
GRANT ALL ON FUNCTION momento.event_board(p_event uuid) TO service_role;

--
-- Name: FUNCTION event_posts_for(p_event uuid, p_before timestamp with time zone, p_limit integer); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.event_posts_for(p_event uuid, p_before timestamp with time zone, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.event_posts_for(p_event uuid, p_before timestamp with time zone, p_limit integer) TO authenticated;
GRANT ALL ON FUNCTION momento.event_posts_for(p_event uuid, p_before timestamp with time zone, p_limit integer) TO service_role;

--
-- Name: FUNCTION event_stops_for(p_event uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.event_stops_for(p_event uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.event_stops_for(p_event uuid) TO authenticated;
GRANT ALL ON FUNCTION momento.event_stops_for(p_event uuid) TO service_role;

--
-- Name: FUNCTION events_attended(p_profile uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.events_attended(p_profile uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.events_attended(p_profile uuid) TO service_role;

--
-- Name: FUNCTION is_refund_policy(steps jsonb); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.is_refund_policy(steps jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.is_refund_policy(steps jsonb) TO authenticated;
GRANT ALL ON FUNCTION momento.is_refund_policy(steps jsonb) TO service_role;

--
-- Name: FUNCTION is_time_zone(name text); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.is_time_zone(name text) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.is_time_zone(name text) TO authenticated;
GRANT ALL ON FUNCTION momento.is_time_zone(name text) TO service_role;

--
-- Name: TABLE events; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT ON TABLE momento.events TO authenticated;
GRANT SELECT,INSERT,DELETE ON TABLE momento.events TO service_role;

--
-- Name: COLUMN events.title; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(title) ON TABLE momento.events TO service_role;

--
-- Name: COLUMN events.description; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(description) ON TABLE momento.events TO service_role;

--
-- Name: COLUMN events.host_is_attendee; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(host_is_attendee) ON TABLE momento.events TO service_role;

--
-- Name: COLUMN events.min_participants; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(min_participants) ON TABLE momento.events TO service_role;

--
-- Name: COLUMN events.max_participants; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(max_participants) ON TABLE momento.events TO service_role;

--
-- Name: COLUMN events.minimum_age; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(minimum_age) ON TABLE momento.events TO service_role;

--
-- Name: COLUMN events.arrival_signpost; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(arrival_signpost) ON TABLE momento.events TO service_role;

--
-- Name: COLUMN events.estimated_cost; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(estimated_cost) ON TABLE momento.events TO service_role;

--
-- Name: COLUMN events.status; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(status) ON TABLE momento.events TO service_role;

--
-- Name: COLUMN events.price_in_cents; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(price_in_cents) ON TABLE momento.events TO service_role;

--
-- Name: COLUMN events.currency; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(currency) ON TABLE momento.events TO service_role;

--
-- Name: COLUMN events.refund_policy; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(refund_policy) ON TABLE momento.events TO service_role;

--
-- Name: COLUMN events.plus_one_allowed; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(plus_one_allowed) ON TABLE momento.events TO service_role;

--
-- Name: COLUMN events.fills_itself; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(fills_itself) ON TABLE momento.events TO service_role;

--
-- Name: COLUMN events.waves_sent; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(waves_sent) ON TABLE momento.events TO service_role;

--
-- Name: COLUMN events.cancelled_by; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(cancelled_by) ON TABLE momento.events TO service_role;

--
-- Name: COLUMN events.cancelled_reason; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(cancelled_reason) ON TABLE momento.events TO service_role;

--
-- Name: COLUMN events.cancelled_at; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(cancelled_at) ON TABLE momento.events TO service_role;

--
-- Name: COLUMN events.completed_at; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(completed_at) ON TABLE momento.events TO service_role;

--
-- Name: FUNCTION events_hosted(p_host uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.events_hosted(p_host uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.events_hosted(p_host uuid) TO service_role;

--
-- Name: FUNCTION fn_pgqueuer_changed(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.fn_pgqueuer_changed() FROM PUBLIC;

--
-- Name: FUNCTION follow_attendance(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.follow_attendance() FROM PUBLIC;

--
-- Name: FUNCTION follow_event(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.follow_event() FROM PUBLIC;

--
-- Name: FUNCTION follow_interests(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.follow_interests() FROM PUBLIC;

--
-- Name: FUNCTION follow_invitation(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.follow_invitation() FROM PUBLIC;

--
-- Name: FUNCTION follow_rating(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.follow_rating() FROM PUBLIC;

--
-- Name: FUNCTION follow_stops(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.follow_stops() FROM PUBLIC;

--
-- Name: FUNCTION free_from_future(p_user uuid, p_by text); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.free_from_future(p_user uuid, p_by text) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.free_from_future(p_user uuid, p_by text) TO service_role;

--
-- Name: FUNCTION free_seats(p_event uuid, p_invitation uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.free_seats(p_event uuid, p_invitation uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.free_seats(p_event uuid, p_invitation uuid) TO service_role;

--
-- Name: FUNCTION give_back_seat(p_invitation uuid, p_refund_in_cents integer, p_reason text); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.give_back_seat(p_invitation uuid, p_refund_in_cents integer, p_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.give_back_seat(p_invitation uuid, p_refund_in_cents integer, p_reason text) TO service_role;

--
-- Name: FUNCTION guard_attendance(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.guard_attendance() FROM PUBLIC;

--
-- Name: FUNCTION guard_attendance_report(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.guard_attendance_report() FROM PUBLIC;

--
-- Name: FUNCTION guard_connection(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.guard_connection() FROM PUBLIC;

--
-- Name: FUNCTION guard_conversation(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.guard_conversation() FROM PUBLIC;

--
-- Name: FUNCTION guard_hold(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.guard_hold() FROM PUBLIC;

--
-- Name: FUNCTION guard_message(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.guard_message() FROM PUBLIC;

--
-- Name: FUNCTION guard_rating(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.guard_rating() FROM PUBLIC;

--
-- Name: FUNCTION guard_refund(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.guard_refund() FROM PUBLIC;

--
-- Name: FUNCTION guest_list(p_event uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.guest_list(p_event uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.guest_list(p_event uuid) TO authenticated;
GRANT ALL ON FUNCTION momento.guest_list(p_event uuid) TO service_role;

--
-- Name: FUNCTION hidden_in_memories(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.hidden_in_memories() FROM PUBLIC;
GRANT ALL ON FUNCTION momento.hidden_in_memories() TO authenticated;
GRANT ALL ON FUNCTION momento.hidden_in_memories() TO service_role;

--
-- Name: FUNCTION hide_photo(p_photo uuid, p_decision uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.hide_photo(p_photo uuid, p_decision uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.hide_photo(p_photo uuid, p_decision uuid) TO service_role;

--
-- Name: FUNCTION hide_photo_files(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.hide_photo_files() FROM PUBLIC;

--
-- Name: FUNCTION hold_seat(p_invitation uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.hold_seat(p_invitation uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.hold_seat(p_invitation uuid) TO service_role;

--
-- Name: FUNCTION host_average(p_host uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.host_average(p_host uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.host_average(p_host uuid) TO service_role;

--
-- Name: FUNCTION host_comments(p_host uuid, p_before timestamp with time zone); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.host_comments(p_host uuid, p_before timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.host_comments(p_host uuid, p_before timestamp with time zone) TO anon;
GRANT ALL ON FUNCTION momento.host_comments(p_host uuid, p_before timestamp with time zone) TO authenticated;
GRANT ALL ON FUNCTION momento.host_comments(p_host uuid, p_before timestamp with time zone) TO service_role;

--
-- Name: FUNCTION host_page(p_host uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.host_page(p_host uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.host_page(p_host uuid) TO anon;
GRANT ALL ON FUNCTION momento.host_page(p_host uuid) TO authenticated;
GRANT ALL ON FUNCTION momento.host_page(p_host uuid) TO service_role;

--
-- Name: FUNCTION interests_of(p_profile uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.interests_of(p_profile uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.interests_of(p_profile uuid) TO service_role;

--
-- Name: FUNCTION is_authentic(p_photo uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.is_authentic(p_photo uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.is_authentic(p_photo uuid) TO service_role;

--
-- Name: FUNCTION is_host_of(p_event uuid, p_profile uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.is_host_of(p_event uuid, p_profile uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.is_host_of(p_event uuid, p_profile uuid) TO service_role;

--
-- Name: FUNCTION join_waiting_list(p_invitation uuid, p_group uuid, p_all_or_none boolean, p_charge_saved_card boolean); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.join_waiting_list(p_invitation uuid, p_group uuid, p_all_or_none boolean, p_charge_saved_card boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.join_waiting_list(p_invitation uuid, p_group uuid, p_all_or_none boolean, p_charge_saved_card boolean) TO service_role;

--
-- Name: FUNCTION keep_unwanted(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.keep_unwanted() FROM PUBLIC;

--
-- Name: FUNCTION limit_interests(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.limit_interests() FROM PUBLIC;

--
-- Name: FUNCTION lock_future(p_user uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.lock_future(p_user uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.lock_future(p_user uuid) TO service_role;

--
-- Name: FUNCTION may_see_photo(p_photo uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.may_see_photo(p_photo uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.may_see_photo(p_photo uuid) TO authenticated;
GRANT ALL ON FUNCTION momento.may_see_photo(p_photo uuid) TO service_role;

--
-- Name: FUNCTION mutual_connect_again(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.mutual_connect_again() FROM PUBLIC;
GRANT ALL ON FUNCTION momento.mutual_connect_again() TO service_role;

--
-- Name: FUNCTION my_conversation_ids(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.my_conversation_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION momento.my_conversation_ids() TO authenticated;
GRANT ALL ON FUNCTION momento.my_conversation_ids() TO service_role;

--
-- Name: FUNCTION my_event_ids(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.my_event_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION momento.my_event_ids() TO authenticated;
GRANT ALL ON FUNCTION momento.my_event_ids() TO service_role;

--
-- Name: FUNCTION my_events(p_parts text[]); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.my_events(p_parts text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.my_events(p_parts text[]) TO authenticated;
GRANT ALL ON FUNCTION momento.my_events(p_parts text[]) TO service_role;

--
-- Name: FUNCTION my_host_id(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.my_host_id() FROM PUBLIC;
GRANT ALL ON FUNCTION momento.my_host_id() TO authenticated;
GRANT ALL ON FUNCTION momento.my_host_id() TO anon;
GRANT ALL ON FUNCTION momento.my_host_id() TO service_role;

--
-- Name: FUNCTION my_profile_id(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.my_profile_id() FROM PUBLIC;
GRANT ALL ON FUNCTION momento.my_profile_id() TO authenticated;
GRANT ALL ON FUNCTION momento.my_profile_id() TO anon;
GRANT ALL ON FUNCTION momento.my_profile_id() TO service_role;

--
-- Name: FUNCTION name_post(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.name_post() FROM PUBLIC;

--
-- Name: FUNCTION number_stop(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.number_stop() FROM PUBLIC;

--
-- Name: FUNCTION offer_seats(p_event uuid, p_patience interval); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.offer_seats(p_event uuid, p_patience interval) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.offer_seats(p_event uuid, p_patience interval) TO service_role;

--
-- Name: FUNCTION open_metrics(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.open_metrics() FROM PUBLIC;

--
-- Name: FUNCTION owe_rest_of_returned(p_event uuid, p_seats integer); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.owe_rest_of_returned(p_event uuid, p_seats integer) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.owe_rest_of_returned(p_event uuid, p_seats integer) TO service_role;

--
-- Name: FUNCTION person_of(p_profile uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.person_of(p_profile uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.person_of(p_profile uuid) TO service_role;

--
-- Name: FUNCTION prepare_event(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.prepare_event() FROM PUBLIC;

--
-- Name: FUNCTION prepare_invitation(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.prepare_invitation() FROM PUBLIC;

--
-- Name: FUNCTION profile_of(person uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.profile_of(person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.profile_of(person uuid) TO service_role;

--
-- Name: FUNCTION profile_shown(person uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.profile_shown(person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.profile_shown(person uuid) TO authenticated;
GRANT ALL ON FUNCTION momento.profile_shown(person uuid) TO service_role;

--
-- Name: FUNCTION profiles_for(p_ids uuid[]); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.profiles_for(p_ids uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.profiles_for(p_ids uuid[]) TO authenticated;
GRANT ALL ON FUNCTION momento.profiles_for(p_ids uuid[]) TO service_role;

--
-- Name: FUNCTION record_transition(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.record_transition() FROM PUBLIC;

--
-- Name: FUNCTION refuse_change(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.refuse_change() FROM PUBLIC;

--
-- Name: FUNCTION refuse_closed_city(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.refuse_closed_city() FROM PUBLIC;

--
-- Name: FUNCTION refuse_guest(p_event uuid, p_profile uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.refuse_guest(p_event uuid, p_profile uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.refuse_guest(p_event uuid, p_profile uuid) TO service_role;

--
-- Name: FUNCTION refuse_hidden_photo(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.refuse_hidden_photo() FROM PUBLIC;

--
-- Name: FUNCTION release_hold(p_invitation uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.release_hold(p_invitation uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.release_hold(p_invitation uuid) TO service_role;

--
-- Name: FUNCTION reveal_mutual(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.reveal_mutual() FROM PUBLIC;

--
-- Name: FUNCTION seat_conversation(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.seat_conversation() FROM PUBLIC;

--
-- Name: FUNCTION seats_held(p_event uuid, p_except uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.seats_held(p_event uuid, p_except uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.seats_held(p_event uuid, p_except uuid) TO service_role;

--
-- Name: FUNCTION set_updated_at(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.set_updated_at() FROM PUBLIC;

--
-- Name: FUNCTION settle_payment(p_payment uuid, p_charge text); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.settle_payment(p_payment uuid, p_charge text) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.settle_payment(p_payment uuid, p_charge text) TO service_role;

--
-- Name: FUNCTION show_hidden_photo(p_decision uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.show_hidden_photo(p_decision uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.show_hidden_photo(p_decision uuid) TO service_role;

--
-- Name: FUNCTION shown_card(p_photo uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.shown_card(p_photo uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.shown_card(p_photo uuid) TO authenticated;
GRANT ALL ON FUNCTION momento.shown_card(p_photo uuid) TO service_role;

--
-- Name: FUNCTION shown_profiles(p_ids uuid[]); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.shown_profiles(p_ids uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.shown_profiles(p_ids uuid[]) TO service_role;

--
-- Name: FUNCTION stamp_change(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.stamp_change() FROM PUBLIC;

--
-- Name: FUNCTION suspend_user(p_user uuid, p_for_good boolean); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.suspend_user(p_user uuid, p_for_good boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.suspend_user(p_user uuid, p_for_good boolean) TO service_role;

--
-- Name: FUNCTION use_capture_token(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.use_capture_token() FROM PUBLIC;

--
-- Name: FUNCTION visible_profile_ids(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.visible_profile_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION momento.visible_profile_ids() TO authenticated;
GRANT ALL ON FUNCTION momento.visible_profile_ids() TO service_role;

--
-- Name: FUNCTION waiting_fits(p_event uuid, p_free integer); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.waiting_fits(p_event uuid, p_free integer) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.waiting_fits(p_event uuid, p_free integer) TO service_role;

--
-- Name: FUNCTION was_guest(p_event uuid, p_profile uuid); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.was_guest(p_event uuid, p_profile uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION momento.was_guest(p_event uuid, p_profile uuid) TO service_role;

--
-- Name: FUNCTION write_blocked_user(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.write_blocked_user() FROM PUBLIC;

--
-- Name: FUNCTION write_report(); Type: ACL; Schema: momento; Owner: -
--

REVOKE ALL ON FUNCTION momento.write_report() FROM PUBLIC;

--
-- Name: TABLE attendance; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.attendance TO service_role;

--
-- Name: COLUMN attendance.id; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(id) ON TABLE momento.attendance TO authenticated;

--
-- Name: COLUMN attendance.event_id; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(event_id) ON TABLE momento.attendance TO authenticated;

--
-- Name: COLUMN attendance.profile_id; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(profile_id) ON TABLE momento.attendance TO authenticated;

--
-- Name: COLUMN attendance.status; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(status) ON TABLE momento.attendance TO authenticated;

--
-- Name: COLUMN attendance.created_at; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(created_at) ON TABLE momento.attendance TO authenticated;

--
-- Name: COLUMN attendance.updated_at; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(updated_at) ON TABLE momento.attendance TO authenticated;

--
-- Name: COLUMN attendance.checked_in_at; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(checked_in_at) ON TABLE momento.attendance TO authenticated;

--
-- Name: COLUMN attendance.method; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(method) ON TABLE momento.attendance TO authenticated;

--
-- Name: COLUMN attendance.incontestable; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(incontestable) ON TABLE momento.attendance TO authenticated;

--
-- Name: COLUMN attendance.disputed_from; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(disputed_from) ON TABLE momento.attendance TO authenticated;

--
-- Name: COLUMN attendance.dispute_reason; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(dispute_reason) ON TABLE momento.attendance TO authenticated;

--
-- Name: COLUMN attendance.disputed_at; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(disputed_at) ON TABLE momento.attendance TO authenticated;

--
-- Name: COLUMN attendance.resolved_at; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(resolved_at) ON TABLE momento.attendance TO authenticated;

--
-- Name: TABLE attendance_reports; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.attendance_reports TO service_role;

--
-- Name: TABLE blocked_users; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE momento.blocked_users TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.blocked_users TO service_role;

--
-- Name: TABLE capture_tokens; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.capture_tokens TO service_role;

--
-- Name: TABLE closed_cities; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.closed_cities TO service_role;

--
-- Name: TABLE connections; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT ON TABLE momento.connections TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.connections TO service_role;

--
-- Name: COLUMN connections.is_favorite; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(is_favorite) ON TABLE momento.connections TO authenticated;

--
-- Name: COLUMN connections.wants_to_connect_again; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(wants_to_connect_again) ON TABLE momento.connections TO authenticated;

--
-- Name: COLUMN connections.does_not_want_to_connect_again; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(does_not_want_to_connect_again) ON TABLE momento.connections TO authenticated;

--
-- Name: COLUMN connections.private_notes; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(private_notes) ON TABLE momento.connections TO authenticated;

--
-- Name: TABLE conversation_participants; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT ON TABLE momento.conversation_participants TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.conversation_participants TO service_role;

--
-- Name: COLUMN conversation_participants.last_read_at; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(last_read_at) ON TABLE momento.conversation_participants TO authenticated;

--
-- Name: TABLE conversations; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT ON TABLE momento.conversations TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.conversations TO service_role;

--
-- Name: TABLE domain_events; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT ON TABLE momento.domain_events TO service_role;

--
-- Name: TABLE event_aliases; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.event_aliases TO service_role;

--
-- Name: TABLE event_collaborators; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT ON TABLE momento.event_collaborators TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.event_collaborators TO service_role;

--
-- Name: TABLE event_interests; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT ON TABLE momento.event_interests TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.event_interests TO service_role;

--
-- Name: TABLE event_itinerary_stops; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.event_itinerary_stops TO service_role;

--
-- Name: COLUMN event_itinerary_stops.id; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(id) ON TABLE momento.event_itinerary_stops TO authenticated;

--
-- Name: COLUMN event_itinerary_stops.event_id; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(event_id) ON TABLE momento.event_itinerary_stops TO authenticated;

--
-- Name: COLUMN event_itinerary_stops."order"; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT("order") ON TABLE momento.event_itinerary_stops TO authenticated;

--
-- Name: COLUMN event_itinerary_stops.title; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(title) ON TABLE momento.event_itinerary_stops TO authenticated;

--
-- Name: COLUMN event_itinerary_stops.description; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(description) ON TABLE momento.event_itinerary_stops TO authenticated;

--
-- Name: COLUMN event_itinerary_stops.start_time; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(start_time) ON TABLE momento.event_itinerary_stops TO authenticated;

--
-- Name: COLUMN event_itinerary_stops.end_time; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(end_time) ON TABLE momento.event_itinerary_stops TO authenticated;

--
-- Name: COLUMN event_itinerary_stops.time_zone; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(time_zone) ON TABLE momento.event_itinerary_stops TO authenticated;

--
-- Name: COLUMN event_itinerary_stops.created_at; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(created_at) ON TABLE momento.event_itinerary_stops TO authenticated;

--
-- Name: TABLE event_posts; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.event_posts TO service_role;

--
-- Name: COLUMN event_posts.id; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(id) ON TABLE momento.event_posts TO authenticated;

--
-- Name: COLUMN event_posts.event_id; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(event_id),INSERT(event_id) ON TABLE momento.event_posts TO authenticated;

--
-- Name: COLUMN event_posts.profile_id; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(profile_id),INSERT(profile_id) ON TABLE momento.event_posts TO authenticated;

--
-- Name: COLUMN event_posts.content; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(content),INSERT(content) ON TABLE momento.event_posts TO authenticated;

--
-- Name: COLUMN event_posts.created_at; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(created_at) ON TABLE momento.event_posts TO authenticated;

--
-- Name: COLUMN event_posts.removed_at; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(removed_at) ON TABLE momento.event_posts TO authenticated;

--
-- Name: TABLE event_secrets; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.event_secrets TO service_role;

--
-- Name: TABLE host_profiles; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.host_profiles TO service_role;

--
-- Name: COLUMN host_profiles.id; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(id) ON TABLE momento.host_profiles TO authenticated;

--
-- Name: COLUMN host_profiles.user_id; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(user_id),INSERT(user_id) ON TABLE momento.host_profiles TO authenticated;

--
-- Name: COLUMN host_profiles.host_name; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(host_name),INSERT(host_name),UPDATE(host_name) ON TABLE momento.host_profiles TO authenticated;

--
-- Name: COLUMN host_profiles.host_bio; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(host_bio),INSERT(host_bio),UPDATE(host_bio) ON TABLE momento.host_profiles TO authenticated;

--
-- Name: COLUMN host_profiles.average_rating; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(average_rating) ON TABLE momento.host_profiles TO authenticated;

--
-- Name: COLUMN host_profiles.created_at; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(created_at) ON TABLE momento.host_profiles TO authenticated;

--
-- Name: COLUMN host_profiles.updated_at; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(updated_at) ON TABLE momento.host_profiles TO authenticated;

--
-- Name: TABLE idempotency_keys; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.idempotency_keys TO service_role;

--
-- Name: TABLE inbox; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.inbox TO service_role;

--
-- Name: TABLE interests; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT ON TABLE momento.interests TO anon;
GRANT SELECT ON TABLE momento.interests TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.interests TO service_role;

--
-- Name: TABLE invitations; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.invitations TO service_role;

--
-- Name: COLUMN invitations.id; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(id) ON TABLE momento.invitations TO authenticated;

--
-- Name: COLUMN invitations.event_id; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(event_id) ON TABLE momento.invitations TO authenticated;

--
-- Name: COLUMN invitations.profile_id; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(profile_id) ON TABLE momento.invitations TO authenticated;

--
-- Name: COLUMN invitations.status; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(status) ON TABLE momento.invitations TO authenticated;

--
-- Name: COLUMN invitations.created_at; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(created_at) ON TABLE momento.invitations TO authenticated;

--
-- Name: COLUMN invitations.updated_at; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(updated_at) ON TABLE momento.invitations TO authenticated;

--
-- Name: COLUMN invitations.expires_at; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(expires_at) ON TABLE momento.invitations TO authenticated;

--
-- Name: COLUMN invitations.wave; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(wave) ON TABLE momento.invitations TO authenticated;

--
-- Name: COLUMN invitations.plus_one_name; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(plus_one_name) ON TABLE momento.invitations TO authenticated;

--
-- Name: COLUMN invitations.seats; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(seats) ON TABLE momento.invitations TO authenticated;

--
-- Name: COLUMN invitations.responded_at; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(responded_at) ON TABLE momento.invitations TO authenticated;

--
-- Name: COLUMN invitations.confirmed_at; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(confirmed_at) ON TABLE momento.invitations TO authenticated;

--
-- Name: COLUMN invitations.late_refusal; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(late_refusal) ON TABLE momento.invitations TO authenticated;

--
-- Name: TABLE locations; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.locations TO service_role;

--
-- Name: TABLE messages; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT ON TABLE momento.messages TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.messages TO service_role;

--
-- Name: COLUMN messages.conversation_id; Type: ACL; Schema: momento; Owner: -
--

GRANT INSERT(conversation_id) ON TABLE momento.messages TO authenticated;

--
-- Name: COLUMN messages.sender_profile_id; Type: ACL; Schema: momento; Owner: -
--

GRANT INSERT(sender_profile_id) ON TABLE momento.messages TO authenticated;

--
-- Name: COLUMN messages.content; Type: ACL; Schema: momento; Owner: -
--

GRANT INSERT(content) ON TABLE momento.messages TO authenticated;

--
-- Name: TABLE outbox; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.outbox TO service_role;

--
-- Name: TABLE payments; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.payments TO service_role;

--
-- Name: COLUMN payments.id; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(id) ON TABLE momento.payments TO authenticated;

--
-- Name: COLUMN payments.user_id; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(user_id) ON TABLE momento.payments TO authenticated;

--
-- Name: COLUMN payments.event_id; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(event_id) ON TABLE momento.payments TO authenticated;

--
-- Name: COLUMN payments.amount_in_cents; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(amount_in_cents) ON TABLE momento.payments TO authenticated;

--
-- Name: COLUMN payments.currency; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(currency) ON TABLE momento.payments TO authenticated;

--
-- Name: COLUMN payments.status; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(status) ON TABLE momento.payments TO authenticated;

--
-- Name: COLUMN payments.created_at; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(created_at) ON TABLE momento.payments TO authenticated;

--
-- Name: COLUMN payments.updated_at; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(updated_at) ON TABLE momento.payments TO authenticated;

--
-- Name: COLUMN payments.invitation_id; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(invitation_id) ON TABLE momento.payments TO authenticated;

--
-- Name: COLUMN payments.seats; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(seats) ON TABLE momento.payments TO authenticated;

--
-- Name: COLUMN payments.is_surplus; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(is_surplus) ON TABLE momento.payments TO authenticated;

--
-- Name: COLUMN payments.refunded_in_cents; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(refunded_in_cents) ON TABLE momento.payments TO authenticated;

--
-- Name: COLUMN payments.failure; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(failure) ON TABLE momento.payments TO authenticated;

--
-- Name: COLUMN payments.settled_at; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(settled_at) ON TABLE momento.payments TO authenticated;

--
-- Name: TABLE pgqueuer; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.pgqueuer TO service_role;

--
-- Name: SEQUENCE pgqueuer_id_seq; Type: ACL; Schema: momento; Owner: -
--

GRANT USAGE ON SEQUENCE momento.pgqueuer_id_seq TO service_role;

--
-- Name: TABLE pgqueuer_log; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.pgqueuer_log TO service_role;

--
-- Name: SEQUENCE pgqueuer_log_id_seq; Type: ACL; Schema: momento; Owner: -
--

GRANT USAGE ON SEQUENCE momento.pgqueuer_log_id_seq TO service_role;

--
-- Name: TABLE pgqueuer_schedules; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.pgqueuer_schedules TO service_role;

--
-- Name: SEQUENCE pgqueuer_schedules_id_seq; Type: ACL; Schema: momento; Owner: -
--

GRANT USAGE ON SEQUENCE momento.pgqueuer_schedules_id_seq TO service_role;

--
-- Name: TABLE pgqueuer_statistics; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.pgqueuer_statistics TO service_role;

--
-- Name: SEQUENCE pgqueuer_statistics_id_seq; Type: ACL; Schema: momento; Owner: -
--

GRANT USAGE ON SEQUENCE momento.pgqueuer_statistics_id_seq TO service_role;

--
-- Name: TABLE profile_interests; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE momento.profile_interests TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.profile_interests TO service_role;

--
-- Name: TABLE profile_photos; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT ON TABLE momento.profile_photos TO authenticated;
GRANT SELECT,INSERT,DELETE ON TABLE momento.profile_photos TO service_role;

--
-- Name: COLUMN profile_photos.small_file_id; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(small_file_id) ON TABLE momento.profile_photos TO service_role;

--
-- Name: COLUMN profile_photos.medium_file_id; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(medium_file_id) ON TABLE momento.profile_photos TO service_role;

--
-- Name: COLUMN profile_photos.large_file_id; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(large_file_id) ON TABLE momento.profile_photos TO service_role;

--
-- Name: COLUMN profile_photos.removed_at; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(removed_at) ON TABLE momento.profile_photos TO service_role;

--
-- Name: TABLE ratings; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT ON TABLE momento.ratings TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.ratings TO service_role;

--
-- Name: COLUMN ratings.event_id; Type: ACL; Schema: momento; Owner: -
--

GRANT INSERT(event_id) ON TABLE momento.ratings TO authenticated;

--
-- Name: COLUMN ratings.rater_profile_id; Type: ACL; Schema: momento; Owner: -
--

GRANT INSERT(rater_profile_id) ON TABLE momento.ratings TO authenticated;

--
-- Name: COLUMN ratings.rated_host_id; Type: ACL; Schema: momento; Owner: -
--

GRANT INSERT(rated_host_id) ON TABLE momento.ratings TO authenticated;

--
-- Name: COLUMN ratings.host_rating_value; Type: ACL; Schema: momento; Owner: -
--

GRANT INSERT(host_rating_value),UPDATE(host_rating_value) ON TABLE momento.ratings TO authenticated;

--
-- Name: COLUMN ratings.event_rating_value; Type: ACL; Schema: momento; Owner: -
--

GRANT INSERT(event_rating_value),UPDATE(event_rating_value) ON TABLE momento.ratings TO authenticated;

--
-- Name: COLUMN ratings.comment; Type: ACL; Schema: momento; Owner: -
--

GRANT INSERT(comment),UPDATE(comment) ON TABLE momento.ratings TO authenticated;

--
-- Name: TABLE refunds; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.refunds TO service_role;

--
-- Name: COLUMN refunds.id; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(id) ON TABLE momento.refunds TO authenticated;

--
-- Name: COLUMN refunds.payment_id; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(payment_id) ON TABLE momento.refunds TO authenticated;

--
-- Name: COLUMN refunds.user_id; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(user_id) ON TABLE momento.refunds TO authenticated;

--
-- Name: COLUMN refunds.amount_in_cents; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(amount_in_cents) ON TABLE momento.refunds TO authenticated;

--
-- Name: COLUMN refunds.reason; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(reason) ON TABLE momento.refunds TO authenticated;

--
-- Name: COLUMN refunds.status; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(status) ON TABLE momento.refunds TO authenticated;

--
-- Name: COLUMN refunds.created_at; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(created_at) ON TABLE momento.refunds TO authenticated;

--
-- Name: COLUMN refunds.updated_at; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(updated_at) ON TABLE momento.refunds TO authenticated;

--
-- Name: TABLE reports; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.reports TO service_role;

--
-- Name: COLUMN reports.reporter_profile_id; Type: ACL; Schema: momento; Owner: -
--

GRANT INSERT(reporter_profile_id) ON TABLE momento.reports TO authenticated;

--
-- Name: COLUMN reports.reported_profile_id; Type: ACL; Schema: momento; Owner: -
--

GRANT INSERT(reported_profile_id) ON TABLE momento.reports TO authenticated;

--
-- Name: COLUMN reports.category; Type: ACL; Schema: momento; Owner: -
--

GRANT INSERT(category) ON TABLE momento.reports TO authenticated;

--
-- Name: COLUMN reports.comments; Type: ACL; Schema: momento; Owner: -
--

GRANT INSERT(comments) ON TABLE momento.reports TO authenticated;

--
-- Name: TABLE returned_seats; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.returned_seats TO service_role;

--
-- Name: TABLE seat_holds; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT ON TABLE momento.seat_holds TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.seat_holds TO service_role;

--
-- Name: TABLE seats; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT ON TABLE momento.seats TO service_role;

--
-- Name: COLUMN seats.event_id; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(event_id) ON TABLE momento.seats TO authenticated;

--
-- Name: COLUMN seats.profile_id; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(profile_id) ON TABLE momento.seats TO authenticated;

--
-- Name: COLUMN seats.seats; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(seats) ON TABLE momento.seats TO authenticated;

--
-- Name: COLUMN seats.taken_at; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(taken_at) ON TABLE momento.seats TO authenticated;

--
-- Name: TABLE social_profiles; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT ON TABLE momento.social_profiles TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.social_profiles TO service_role;

--
-- Name: COLUMN social_profiles.first_name; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(first_name) ON TABLE momento.social_profiles TO authenticated;

--
-- Name: COLUMN social_profiles.preferred_name; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(preferred_name) ON TABLE momento.social_profiles TO authenticated;

--
-- Name: COLUMN social_profiles.current_photo_id; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(current_photo_id) ON TABLE momento.social_profiles TO authenticated;

--
-- Name: COLUMN social_profiles.bio; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(bio) ON TABLE momento.social_profiles TO authenticated;

--
-- Name: COLUMN social_profiles.gender; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(gender) ON TABLE momento.social_profiles TO authenticated;

--
-- Name: COLUMN social_profiles.occupation; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(occupation) ON TABLE momento.social_profiles TO authenticated;

--
-- Name: COLUMN social_profiles.location; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(location) ON TABLE momento.social_profiles TO authenticated;

--
-- Name: COLUMN social_profiles.liked_profiles; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(liked_profiles) ON TABLE momento.social_profiles TO authenticated;

--
-- Name: COLUMN social_profiles.latitude; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(latitude) ON TABLE momento.social_profiles TO authenticated;

--
-- Name: COLUMN social_profiles.longitude; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(longitude) ON TABLE momento.social_profiles TO authenticated;

--
-- Name: COLUMN social_profiles.time_zone; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(time_zone) ON TABLE momento.social_profiles TO authenticated;

--
-- Name: COLUMN social_profiles.palette; Type: ACL; Schema: momento; Owner: -
--

GRANT UPDATE(palette) ON TABLE momento.social_profiles TO authenticated;

--
-- Name: TABLE state_transitions; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT ON TABLE momento.state_transitions TO service_role;

--
-- Name: TABLE stored_files; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.stored_files TO service_role;

--
-- Name: TABLE user_internal_metrics; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.user_internal_metrics TO service_role;

--
-- Name: TABLE users; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.users TO service_role;

--
-- Name: COLUMN users.id; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(id) ON TABLE momento.users TO authenticated;

--
-- Name: COLUMN users.email; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(email) ON TABLE momento.users TO authenticated;

--
-- Name: COLUMN users.phone_number; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(phone_number),UPDATE(phone_number) ON TABLE momento.users TO authenticated;

--
-- Name: COLUMN users.last_name; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(last_name),UPDATE(last_name) ON TABLE momento.users TO authenticated;

--
-- Name: COLUMN users.birth_date; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(birth_date) ON TABLE momento.users TO authenticated;

--
-- Name: COLUMN users.is_verified; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(is_verified) ON TABLE momento.users TO authenticated;

--
-- Name: COLUMN users.status; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(status) ON TABLE momento.users TO authenticated;

--
-- Name: COLUMN users.created_at; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(created_at) ON TABLE momento.users TO authenticated;

--
-- Name: COLUMN users.updated_at; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT(updated_at) ON TABLE momento.users TO authenticated;

--
-- Name: TABLE waiting_list; Type: ACL; Schema: momento; Owner: -
--

GRANT SELECT ON TABLE momento.waiting_list TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE momento.waiting_list TO service_role;

--
-- PostgreSQL database dump complete
--
