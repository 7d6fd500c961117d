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
-- Name: mentor; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA mentor;

--
-- Name: app_role; Type: TYPE; Schema: mentor; Owner: -
--

CREATE TYPE mentor.app_role AS ENUM (
    'mentor',
    'mentee'
);

--
-- Name: booking_status; Type: TYPE; Schema: mentor; Owner: -
--

CREATE TYPE mentor.booking_status AS ENUM (
    'pending',
    'confirmed',
    'cancelled',
    'completed',
    'declined'
);

--
-- Name: calendar_provider; Type: TYPE; Schema: mentor; Owner: -
--

CREATE TYPE mentor.calendar_provider AS ENUM (
    'google',
    'microsoft',
    'caldav'
);

--
-- Name: pgqueuer_status; Type: TYPE; Schema: mentor; Owner: -
--

CREATE TYPE mentor.pgqueuer_status AS ENUM (
    'queued',
    'picked',
    'successful',
    'exception',
    'canceled',
    'deleted',
    'failed'
);

--
-- Name: xp_event; Type: TYPE; Schema: mentor; Owner: -
--

CREATE TYPE mentor.xp_event AS ENUM (
    'signup',
    'complete_profile',
    'first_session',
    'session_completed',
    'review_given',
    'review_received',
    'streak_day'
);

--
-- Name: are_texts(text[], integer, integer); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.are_texts(list text[], most integer, longest integer) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select cardinality(list) <= most and not exists (select 1 from unnest(list) t where t is null or length(btrim(t)) not between 1 and longest)
$$;

--
-- Name: FUNCTION are_texts(list text[], most integer, longest integer); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.are_texts(list text[], most integer, longest integer) IS 'Whether a list holds at most so many texts, none empty, none longer than so many characters.';

--
-- Name: ban_person(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.ban_person(p_user uuid) RETURNS uuid[]
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  ended uuid[];
begin
  perform lock_future(p_user);
  update profiles set status = 'suspended', suspended_at = kith.now() where user_id = p_user and status = 'active';
  if not found then
    return null;
  end if;
  select coalesce(array_agg(f), '{}') into ended from free_from_future(p_user, false) f;
  perform slots_changed(p_user);
  return ended;
end $$;

--
-- Name: FUNCTION ban_person(p_user uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.ban_person(p_user uuid) IS 'As suspend_person, but what a banned mentee had booked goes back by the session''s own rule; whoever booked a banned mentor gets all of it. The bookings ended, or null when nothing changed.';

--
-- Name: book_with_credit(uuid, uuid, timestamp with time zone, timestamp with time zone, text); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.book_with_credit(p_mentor uuid, p_mentee uuid, p_start timestamp with time zone, p_end timestamp with time zone, p_notes text DEFAULT NULL::text) RETURNS TABLE(booking_id uuid, outcome text)
    LANGUAGE plpgsql
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  credit record;
  made record;
begin
  perform lock_people(array[p_mentor, p_mentee]);
  select p.* into credit from package_purchases p
  where p.mentee_user_id = p_mentee and p.mentor_user_id = p_mentor and p.status = 'active' and p.expires_at > kith.now()
    and p_end - p_start = make_interval(mins => p.minutes) and credit_of(p.id) >= p.session_cents
  order by p.expires_at, p.bought_at, p.id limit 1 for update;
  if credit.id is null then
    return query select null::uuid, 'no_credit';
    return;
  end if;
  select * into made from create_booking_if_free(p_mentor, p_mentee, p_start, p_end, credit.session_cents, credit.currency, p_notes, 'credit');
  if made.booking_id is not null then
    update bookings b set purchase_id = credit.id where b.id = made.booking_id;
    perform post_ledger('session', 'session:' || made.booking_id, credit.id, made.booking_id, null, ledger_account('credit', credit.currency, credit.id),
      ledger_account('session', credit.currency, credit.id, (select b.calendar_uid from bookings b where b.id = made.booking_id)), credit.session_cents);
  end if;
  return query select made.booking_id, made.outcome;
end $$;

--
-- Name: FUNCTION book_with_credit(p_mentor uuid, p_mentee uuid, p_start timestamp with time zone, p_end timestamp with time zone, p_notes text); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.book_with_credit(p_mentor uuid, p_mentee uuid, p_start timestamp with time zone, p_end timestamp with time zone, p_notes text) IS 'A booking paid from a package, the one that ends first. Outcomes as create_booking_if_free (booked: before the mentor), and no_credit.';

--
-- Name: calendar_owner_zone(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.calendar_owner_zone(p_user uuid) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select coalesce((select m.timezone from mentor_profiles m where m.user_id = p_user), 'UTC')
$$;

--
-- Name: FUNCTION calendar_owner_zone(p_user uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.calendar_owner_zone(p_user uuid) IS 'The zone in which a calendar without one of its own is meant.';

--
-- Name: carry_session(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.carry_session() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  update session_messages set booking_id = new.id where booking_id = new.rescheduled_from;
  update session_notes set booking_id = new.id where booking_id = new.rescheduled_from;
  update session_files set booking_id = new.id where booking_id = new.rescheduled_from;
  return null;
end $$;

--
-- Name: FUNCTION carry_session(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.carry_session() IS 'Trigger: messages, notes and files go along when a session moves.';

--
-- Name: check_credit_booking(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.check_credit_booking() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  if not exists (select 1 from bookings b join ledger_accounts a on a.session_uid = b.calendar_uid and a.purchase_id = b.purchase_id where b.id = new.id) then
    raise exception using errcode = 'check_violation', constraint = 'bookings_credit_is_taken', table = tg_table_name,
      message = 'a session paid with credit takes it';
  end if;
  return null;
end $$;

--
-- Name: FUNCTION check_credit_booking(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.check_credit_booking() IS 'Trigger, at commit: a booking paid with credit has taken it.';

--
-- Name: check_ledger_balance(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.check_ledger_balance() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  the_transaction uuid := coalesce(to_jsonb(new) ->> 'transaction_id', to_jsonb(new) ->> 'id');
  lines record;
begin
  select count(*) as n, coalesce(sum(e.amount_cents), 0) as total into lines from ledger_entries e where e.transaction_id = the_transaction;
  if lines.n < 2 or lines.total <> 0 then
    raise exception using errcode = 'check_violation', constraint = 'ledger_sums_to_zero', table = tg_table_name,
      message = 'what leaves one account arrives in another';
  end if;
  return null;
end $$;

--
-- Name: FUNCTION check_ledger_balance(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.check_ledger_balance() IS 'Trigger, at commit: the entries of a transaction sum to zero.';

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: payouts; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.payouts (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    booking_id uuid NOT NULL,
    mentor_user_id uuid NOT NULL,
    gross_cents integer NOT NULL,
    fee_cents integer NOT NULL,
    amount_cents integer GENERATED ALWAYS AS ((gross_cents - fee_cents)) STORED,
    currency text NOT NULL,
    status text DEFAULT 'due'::text NOT NULL,
    source_charge text,
    destination text,
    transfer_id text,
    attempts integer DEFAULT 0 NOT NULL,
    refusals integer DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    failure text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    paid_at timestamp with time zone,
    CONSTRAINT payouts_amounts CHECK (((gross_cents > 0) AND (fee_cents >= 0) AND (gross_cents > fee_cents) AND (currency ~ '^[a-z]{3}$'::text))),
    CONSTRAINT payouts_sent CHECK ((((status = ANY (ARRAY['sent'::text, 'succeeded'::text])) <= (destination IS NOT NULL)) AND ((status = 'succeeded'::text) = ((transfer_id IS NOT NULL) AND (paid_at IS NOT NULL))))),
    CONSTRAINT payouts_status CHECK ((status = ANY (ARRAY['due'::text, 'sent'::text, 'succeeded'::text, 'cancelled'::text])))
);

--
-- Name: TABLE payouts; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.payouts IS 'What a mentor is paid for a session: gross less the house''s share. One a session; from the moment it is sent its sums are fixed.';

--
-- Name: claim_payout(uuid, timestamp with time zone); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.claim_payout(p_payout uuid, p_until timestamp with time zone) RETURNS SETOF mentor.payouts
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  one record;
  the_booking record;
  account text;
  kept integer;
begin
  select p.* into one from payouts p where p.id = p_payout and p.status in ('due', 'sent') and p.next_attempt_at <= kith.now() for no key update;
  if one.id is null then
    return;
  end if;
  select b.* into the_booking from bookings b where b.id = one.booking_id;
  if one.status = 'due' then
    kept := kept_of(one.booking_id);
    if kept <= fee_of(kept, the_booking.fee_basis_points) then
      update payouts set status = 'cancelled' where id = p_payout;
      return;
    end if;
    select a.stripe_account_id into account from payout_accounts a where a.user_id = one.mentor_user_id and a.status = 'ready';
    if account is null or the_booking.payout_hold is not null or payouts_held(one.mentor_user_id) then
      return;
    end if;
    return query update payouts set status = 'sent', gross_cents = kept, fee_cents = fee_of(kept, the_booking.fee_basis_points), destination = account,
      source_charge = (select p.txn_id from payments p where p.kind = 'charge' and p.status = 'succeeded' and not p.is_surplus and p.provider = 'stripe'
                       and (p.booking_id = the_booking.id or p.purchase_id = the_booking.purchase_id) limit 1),
      attempts = attempts + 1, next_attempt_at = p_until where id = p_payout returning *;
    return;
  end if;
  return query update payouts set attempts = attempts + 1, next_attempt_at = p_until where id = p_payout returning *;
end $$;

--
-- Name: FUNCTION claim_payout(p_payout uuid, p_until timestamp with time zone); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.claim_payout(p_payout uuid, p_until timestamp with time zone) IS 'Takes a payout to Stripe: with what is kept at this moment, unless nothing is, it is held, or the mentor''s account is not ready. Nobody else tries it until then.';

--
-- Name: climb_ladder(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.climb_ladder() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  if tg_op = 'INSERT' then
    insert into xp_ladder (kind, starts_on, xp, people)
    select n.kind, n.starts_on, n.xp, count(*) from came n where n.listed and n.xp > 0 group by n.kind, n.starts_on, n.xp;
  elsif tg_op = 'DELETE' then
    insert into xp_ladder (kind, starts_on, xp, people)
    select o.kind, o.starts_on, o.xp, -count(*) from went o where o.listed and o.xp > 0 group by o.kind, o.starts_on, o.xp;
  else
    insert into xp_ladder (kind, starts_on, xp, people)
    select c.kind, c.starts_on, c.xp, sum(c.people) from (
      select n.kind, n.starts_on, n.xp, 1 as people from came n where n.listed and n.xp > 0
      union all
      select o.kind, o.starts_on, o.xp, -1 from went o where o.listed and o.xp > 0
    ) c group by c.kind, c.starts_on, c.xp having sum(c.people) <> 0;
  end if;
  return null;
end $$;

--
-- Name: FUNCTION climb_ladder(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.climb_ladder() IS 'Trigger: who is listed with some XP of a period stands on that rung and on no other.';

--
-- Name: close_period(text, date); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.close_period(p_kind text, p_start date) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  -- One closing at a time, and none while somebody still gives in this period.
  lock table period_results in share row exclusive mode;
  perform 1 from game_periods g where g.kind = p_kind and g.starts_on = p_start and g.closed_at is null for update;
  if not found
     or (period_after(p_kind, p_start)::timestamp at time zone 'UTC') + period_grace() > kith.now()
     or exists (select 1 from game_periods g where g.kind = p_kind and g.starts_on < p_start and g.closed_at is null) then
    return false;
  end if;
  if p_kind = 'week' then
    perform draw_leagues(p_start);
  end if;
  insert into period_results (kind, starts_on, user_id, place, xp, tier, league, league_place, tier_after)
  select p_kind, p_start, r.user_id, r.place, r.xp, r.tier, r.league, r.league_place,
         case when r.tier is null then null when r.league_place <= moves.up then r.tier + 1
              when r.league_place > r.people - moves.down then r.tier - 1 else r.tier end
  from (
    select t.user_id, t.xp, rank() over (order by t.xp desc) as place, m.tier, m.league,
           case when m.tier is not null then row_number() over (partition by m.tier, m.league order by t.xp desc, t.reached_at, t.user_id) end as league_place,
           count(*) over (partition by m.tier, m.league) as people
    from xp_totals t left join league_members m on p_kind = 'week' and m.week = p_start and m.user_id = t.user_id
    where t.kind = p_kind and t.starts_on = p_start and t.listed and t.xp > 0
  ) r cross join lateral league_moves(r.people::integer, coalesce(r.tier, 1)::integer) moves;
  perform give_awards(p_kind, p_start);
  update user_stats s set tier = r.tier_after, best_tier = greatest(s.best_tier, r.tier_after),
    league_wins = s.league_wins + case when r.won then 1 else 0 end
  from (
    select p.user_id, p.tier_after,
           p.league_place = 1 and count(*) over (partition by p.tier, p.league) >= 3 as won
    from period_results p where p.kind = p_kind and p.starts_on = p_start and p.tier is not null
  ) r where r.user_id = s.user_id and (r.won or s.tier <> r.tier_after);
  update user_stats s set awards_won = s.awards_won + a.won
  from (select a.mentor_user_id, count(*) as won from awards a where a.period_start = p_start and a.period_end = period_after(p_kind, p_start) - 1
        group by a.mentor_user_id) a
  where a.mentor_user_id = s.user_id;
  update game_periods g set closed_at = kith.now() where g.kind = p_kind and g.starts_on = p_start;
  return true;
end $$;

--
-- Name: FUNCTION close_period(p_kind text, p_start date); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.close_period(p_kind text, p_start date) IS 'Closes a period that is over: results, leagues with who moves, awards. True for whoever closed it; false when it is not over, was closed, or an earlier one is open.';

--
-- Name: contradict_no_show(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.contradict_no_show() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  if (select count(*) from no_show_reports r where r.booking_id = new.booking_id) = 2 then
    update no_show_reports set status = 'disputed', disputed_at = kith.now() where booking_id = new.booking_id and status = 'open';
  end if;
  return null;
end $$;

--
-- Name: FUNCTION contradict_no_show(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.contradict_no_show() IS 'Trigger: who is reported and reports back has objected; both reports wait for an operator.';

--
-- Name: correct_after_refund(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.correct_after_refund() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  if tg_table_name = 'payments' then
    perform correct_payout(new.booking_id);
  else
    perform correct_payout((select t.booking_id from ledger_transactions t where t.id = new.transaction_id and t.kind = 'session_back'));
  end if;
  return null;
end $$;

--
-- Name: FUNCTION correct_after_refund(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.correct_after_refund() IS 'Trigger: what a session gives back after its mentor was paid comes back from the mentor.';

--
-- Name: correct_payout(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.correct_payout(p_booking uuid) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  paid record;
  kept integer;
  too_much integer;
begin
  select p.*, b.fee_basis_points into paid from payouts p join bookings b on b.id = p.booking_id where p.booking_id = p_booking for no key update of p;
  if paid.id is null or paid.status not in ('sent', 'succeeded') then
    return 0;
  end if;
  kept := kept_of(p_booking);
  too_much := paid.amount_cents - (kept - fee_of(kept, paid.fee_basis_points))
    - (select coalesce(sum(r.amount_cents), 0) from payout_reversals r where r.payout_id = paid.id);
  if too_much > 0 then
    insert into payout_reversals (payout_id, amount_cents) values (paid.id, too_much);
  end if;
  return greatest(too_much, 0);
end $$;

--
-- Name: FUNCTION correct_payout(p_booking uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.correct_payout(p_booking uuid) IS 'After money of a session was given back: what the mentor was paid too much is to come back. That sum.';

--
-- Name: count_anew(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.count_anew() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  one uuid;
begin
  -- Whoever gives XP writes to user_stats first: they finish, or wait until this is done.
  lock table user_stats, xp_events, xp_totals, activity_days in share row exclusive mode;
  insert into user_stats (user_id, listed) select p.user_id, p.status = 'active' from profiles p where p.status <> 'erased' on conflict do nothing;
  update user_stats s set xp = n.xp, sessions = n.sessions, mentored = n.mentored, people_met = n.people_met, reviews_given = n.reviews_given,
    reviews_received = n.reviews_received, profile_complete = n.profile_complete
  from (
    select u.user_id, coalesce(sum(e.amount), 0) as xp, count(*) filter (where e.event = 'session_completed') as sessions,
           count(*) filter (where e.event = 'session_completed' and e.as_role = 'mentor') as mentored,
           count(*) filter (where e.event = 'session_completed' and e.pair_number = 0) as people_met,
           count(*) filter (where e.event = 'review_given') as reviews_given, count(*) filter (where e.event = 'review_received') as reviews_received,
           count(*) filter (where e.event = 'complete_profile') as profile_complete
    from user_stats u left join xp_events e on e.user_id = u.user_id group by u.user_id
  ) n where n.user_id = s.user_id;
  update user_stats s set league_wins = n.wins, tier = n.tier, best_tier = n.best, awards_won = n.awards,
    listed = not s.opted_out and n.status = 'active'
  from (
    select p.user_id, p.status,
           coalesce((select r.tier_after from period_results r where r.user_id = p.user_id and r.tier is not null order by r.starts_on desc limit 1), 1) as tier,
           coalesce((select max(r.tier_after) from period_results r where r.user_id = p.user_id and r.tier is not null), 1) as best,
           (select count(*) from period_results r where r.user_id = p.user_id and r.league_place = 1 and 3 <= (
              select count(*) from league_members m where m.week = r.starts_on and m.tier = r.tier and m.league = r.league)) as wins,
           (select count(*) from awards a where a.mentor_user_id = p.user_id) as awards
    from profiles p
  ) n where n.user_id = s.user_id;
  delete from xp_totals;
  insert into xp_totals (kind, starts_on, user_id, xp, sessions, mentored, reached_at, listed)
  select k.kind, k.starts_on, e.user_id, sum(e.amount), count(*) filter (where e.event = 'session_completed'),
         count(*) filter (where e.event = 'session_completed' and e.as_role = 'mentor'), max(e.at), s.listed
  from xp_events e join user_stats s on s.user_id = e.user_id cross join lateral (values ('week', e.week), ('month', e.month)) k (kind, starts_on)
  group by k.kind, k.starts_on, e.user_id, s.listed order by k.kind, k.starts_on, min(e.id);
  update user_stats s set current_streak = 0, longest_streak = 0, streak_day = null, streak_at = null, streak_zone = null, frozen_day = null
  where s.streak_day is not null and not exists (select 1 from activity_days a where a.user_id = s.user_id);
  for one in select distinct a.user_id from activity_days a order by a.user_id loop
    perform follow_streak(one);
  end loop;
end $$;

--
-- Name: FUNCTION count_anew(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.count_anew() IS 'Sums, streaks, tiers and counts of everybody, from xp_events, activity_days, period_results and awards. It finds the numbers it finds there already.';

--
-- Name: count_reviews(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.count_reviews(p_booking uuid DEFAULT NULL::uuid) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  counted integer;
begin
  with due as (
    update reviews r set counted_at = kith.now()
    where r.counted_at is null and r.reveals_at <= kith.now() and r.hidden_at is null and (p_booking is null or r.booking_id = p_booking)
    returning r.reviewee_user_id, r.rating, r.booking_id
  ), sums as (
    select d.reviewee_user_id, count(*) as n, sum(d.rating) as s from due d join bookings b on b.id = d.booking_id and b.mentor_user_id = d.reviewee_user_id
    group by d.reviewee_user_id
  ), written as (
    update mentor_profiles m set rating_count = m.rating_count + s.n, rating_sum = m.rating_sum + s.s from sums s where m.user_id = s.reviewee_user_id
    returning 1
  )
  select count(*) into counted from written;
  return counted;
end $$;

--
-- Name: FUNCTION count_reviews(p_booking uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.count_reviews(p_booking uuid) IS 'Puts revealed reviews into their mentors'' averages, each once; of one session or of all whose time has come.';

--
-- Name: count_xp(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.count_xp() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  -- Rows are taken in the order of people, so that two batches never wait for each other.
  insert into user_stats as s (user_id, xp, sessions, mentored, people_met, reviews_given, reviews_received, profile_complete)
  select a.user_id, sum(a.amount), count(*) filter (where a.event = 'session_completed'),
         count(*) filter (where a.event = 'session_completed' and a.as_role = 'mentor'),
         count(*) filter (where a.event = 'session_completed' and a.pair_number = 0),
         count(*) filter (where a.event = 'review_given'), count(*) filter (where a.event = 'review_received'),
         count(*) filter (where a.event = 'complete_profile')
  from added a group by a.user_id order by a.user_id
  on conflict (user_id) do update set xp = s.xp + excluded.xp, sessions = s.sessions + excluded.sessions, mentored = s.mentored + excluded.mentored,
    people_met = s.people_met + excluded.people_met, reviews_given = s.reviews_given + excluded.reviews_given,
    reviews_received = s.reviews_received + excluded.reviews_received, profile_complete = s.profile_complete + excluded.profile_complete;
  insert into xp_totals as t (kind, starts_on, user_id, xp, sessions, mentored, reached_at, listed)
  select k.kind, k.starts_on, a.user_id, sum(a.amount), count(*) filter (where a.event = 'session_completed'),
         count(*) filter (where a.event = 'session_completed' and a.as_role = 'mentor'), max(a.at), bool_and(s.listed)
  from added a join user_stats s on s.user_id = a.user_id cross join lateral (values ('week', a.week), ('month', a.month)) k (kind, starts_on)
  group by k.kind, k.starts_on, a.user_id order by a.user_id, k.kind, k.starts_on
  on conflict (kind, starts_on, user_id) do update set xp = t.xp + excluded.xp, sessions = t.sessions + excluded.sessions,
    mentored = t.mentored + excluded.mentored, reached_at = greatest(t.reached_at, excluded.reached_at);
  return null;
end $$;

--
-- Name: FUNCTION count_xp(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.count_xp() IS 'Trigger: adds new events to their people''s sums, all-time and of the week and month they count in.';

--
-- Name: create_booking_if_free(uuid, uuid, timestamp with time zone, timestamp with time zone, integer, text, text, text, interval, uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.create_booking_if_free(p_mentor uuid, p_mentee uuid, p_start timestamp with time zone, p_end timestamp with time zone, p_price_cents integer DEFAULT 0, p_currency text DEFAULT 'usd'::text, p_notes text DEFAULT NULL::text, p_paid_with text DEFAULT 'card'::text, p_hold interval DEFAULT '00:10:00'::interval, p_moved_from uuid DEFAULT NULL::uuid) RETURNS TABLE(booking_id uuid, outcome text)
    LANGUAGE plpgsql
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  offer record;
  before record;
  made uuid;
  refused text;
begin
  perform lock_people(array[p_mentor, p_mentee]);
  refused := refuse_booking(p_mentor, p_mentee);
  if refused is not null then
    return query select null::uuid, refused;
    return;
  end if;
  perform let_lapse(array[p_mentor, p_mentee]);
  if p_start <= kith.now() then
    return query select null::uuid, 'over';
    return;
  end if;
  if exists (select 1 from external_busy_events e where e.user_id = p_mentor and e.start_time < p_end and e.end_time > p_start) then
    return query select null::uuid, 'taken';
    return;
  end if;
  if p_moved_from is null and p_paid_with = 'card'
     and (select count(*) from bookings b where b.mentee_user_id = p_mentee and b.status = 'pending' and b.lapsed_at is null and b.requested_at is null) >= 3 then
    return query select null::uuid, 'too_many';
    return;
  end if;
  select m.* into offer from mentor_profiles m where m.user_id = p_mentor;
  select b.* into before from bookings b where b.id = p_moved_from;
  begin
    insert into bookings (mentor_user_id, mentee_user_id, start_time, end_time, price_cents, currency, notes, mode, buffer_before, buffer_after, paid_with,
      expires_at, status, requested_at, cancellation_policy, mentor_timezone, mentee_timezone, rescheduled_from, calendar_uid, calendar_sequence, meeting_room)
    values (p_mentor, p_mentee, p_start, p_end, p_price_cents, p_currency, p_notes, offer.booking_mode, offer.buffer_before, offer.buffer_after, p_paid_with,
      case when p_paid_with = 'card' and p_moved_from is null then kith.now() + p_hold
           else least(kith.now() + interval '48 hours', p_start) end,
      case when before.confirmed_at is not null or (offer.booking_mode = 'instant' and (p_paid_with <> 'card' or p_moved_from is not null))
           then 'confirmed'::booking_status else 'pending' end,
      -- What was confirmed stays so when it moves; what was asked for is asked for anew.
      case when before.confirmed_at is null and offer.booking_mode = 'request' and (p_paid_with <> 'card' or p_moved_from is not null) then kith.now() end,
      coalesce(before.cancellation_policy, '[{"hours": 24, "percent": 100}, {"hours": 4, "percent": 50}]'),
      time_zone_of(p_mentor), time_zone_of(p_mentee), p_moved_from, coalesce(before.calendar_uid, gen_random_uuid()),
      coalesce(before.calendar_sequence + 1, 0), 'kith-' || replace(gen_random_uuid()::text, '-', ''))
    returning id into made;
  exception when exclusion_violation then
    return query select null::uuid, case when exists (
      select 1 from occupied_times o join profiles p on o.person = int8range(p.number, p.number, '[]')
      where p.user_id = p_mentee and o.during && tstzrange(p_start, p_end)) then 'busy' else 'taken' end;
    return;
  end;
  return query select made, case (select b.status from bookings b where b.id = made) when 'confirmed' then 'confirmed' else 'booked' end;
end $$;

--
-- Name: FUNCTION create_booking_if_free(p_mentor uuid, p_mentee uuid, p_start timestamp with time zone, p_end timestamp with time zone, p_price_cents integer, p_currency text, p_notes text, p_paid_with text, p_hold interval, p_moved_from uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.create_booking_if_free(p_mentor uuid, p_mentee uuid, p_start timestamp with time zone, p_end timestamp with time zone, p_price_cents integer, p_currency text, p_notes text, p_paid_with text, p_hold interval, p_moved_from uuid) IS 'The one way to a booking. Outcomes: booked (pending: to be paid within p_hold, or before the mentor), confirmed, taken (mentor), busy (mentee elsewhere), over, closed, yourself, too_many (three unpaid at once).';

--
-- Name: credit_of(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.credit_of(p_purchase uuid) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select coalesce(sum(e.amount_cents), 0)::integer from ledger_entries e join ledger_accounts a on a.id = e.account_id
  where a.purchase_id = p_purchase and a.kind = 'credit'
$$;

--
-- Name: FUNCTION credit_of(p_purchase uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.credit_of(p_purchase uuid) IS 'What is left of a package, in minor units.';

--
-- Name: money_terms; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.money_terms (
    valid_from timestamp with time zone NOT NULL,
    fee_basis_points integer NOT NULL,
    credit_months integer NOT NULL,
    withdrawal_days integer NOT NULL,
    payout_hours integer NOT NULL,
    CONSTRAINT money_terms_fee CHECK (((fee_basis_points >= 0) AND (fee_basis_points <= 10000))),
    CONSTRAINT money_terms_times CHECK ((((credit_months >= 1) AND (credit_months <= 120)) AND ((withdrawal_days >= 0) AND (withdrawal_days <= 365)) AND ((payout_hours >= 0) AND (payout_hours <= 720))))
);

--
-- Name: TABLE money_terms; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.money_terms IS 'The house''s terms from a moment on: its fee in hundredths of a percent, how long credit lasts, until when a package can be given back, and how long after a session the mentor is paid.';

--
-- Name: current_terms(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.current_terms() RETURNS mentor.money_terms
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select t from money_terms t where t.valid_from <= kith.now() order by t.valid_from desc limit 1
$$;

--
-- Name: FUNCTION current_terms(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.current_terms() IS 'The terms in force.';

--
-- Name: days_passed(text, date, date); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.days_passed(p_zone text, p_after date, p_until date) RETURNS integer
    LANGUAGE sql STABLE
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select case when p_until - p_after > 62 then p_until - p_after else (
    select count(*)::integer from generate_series(1, p_until - p_after) n
    where ((p_after + n)::timestamp at time zone p_zone) < ((p_after + n + 1)::timestamp at time zone p_zone)) end
$$;

--
-- Name: FUNCTION days_passed(p_zone text, p_after date, p_until date); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.days_passed(p_zone text, p_after date, p_until date) IS 'How many dates follow one until another in a zone, both of its clock; a date that the zone left out does not count.';

--
-- Name: decide_no_show(uuid, text); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.decide_no_show(p_booking uuid, p_decision text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  the_booking record;
  percent integer := case p_decision when 'mentee' then 0 else 100 end;
begin
  select b.* into the_booking from bookings b where b.id = p_booking;
  perform lock_people(array[the_booking.mentor_user_id, the_booking.mentee_user_id]);
  select b.* into the_booking from bookings b where b.id = p_booking for no key update;
  if p_decision not in ('mentor', 'mentee', 'nobody', 'took_place') then
    raise exception using errcode = 'check_violation', constraint = 'no_show_reports_decided', table = 'no_show_reports', message = 'no such decision';
  end if;
  if not exists (select 1 from no_show_reports r where r.booking_id = p_booking and r.status in ('open', 'disputed')) then
    return 'not_open';
  end if;
  update no_show_reports set decision = p_decision, decided_at = kith.now(),
    status = case when reported_user_id = case p_decision when 'mentor' then the_booking.mentor_user_id when 'mentee' then the_booking.mentee_user_id end
             then 'upheld' else 'dismissed' end
  where booking_id = p_booking and status in ('open', 'disputed');
  if p_decision = 'took_place' then
    return 'decided';
  end if;
  update bookings set status = 'cancelled', cancelled_by = case p_decision when 'nobody' then 'house' else p_decision end, no_show = p_decision,
    percent_back = percent, calendar_sequence = calendar_sequence + 1
  where id = p_booking;
  perform owe_refund(p_booking, percent, 'no_show');
  return 'decided';
end $$;

--
-- Name: FUNCTION decide_no_show(p_booking uuid, p_decision text); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.decide_no_show(p_booking uuid, p_decision text) IS 'Settles what was reported about a session, once: mentor or mentee was absent, nobody (failed without anybody''s doing), or took_place. Everything goes back unless it was the mentee. Answers decided or not_open.';

--
-- Name: dispute_no_show(uuid, uuid, text); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.dispute_no_show(p_booking uuid, p_person uuid, p_answer text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  the_report record;
begin
  perform 1 from bookings b where b.id = p_booking for no key update;
  select r.* into the_report from no_show_reports r where r.booking_id = p_booking and r.reported_user_id = p_person for no key update;
  if the_report.id is null then
    return 'none';
  end if;
  if the_report.status <> 'open' then
    return case the_report.status when 'disputed' then 'disputed_before' else 'settled' end;
  end if;
  if the_report.dispute_until <= kith.now() then
    return 'too_late';
  end if;
  update no_show_reports set status = 'disputed', disputed_at = kith.now(), answer = p_answer where id = the_report.id;
  return 'disputed';
end $$;

--
-- Name: FUNCTION dispute_no_show(p_booking uuid, p_person uuid, p_answer text); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.dispute_no_show(p_booking uuid, p_person uuid, p_answer text) IS 'The one reported objects: disputed, disputed_before, settled, too_late, none.';

--
-- Name: draw_leagues(date); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.draw_leagues(p_week date) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  drawn integer;
begin
  lock table league_members in share row exclusive mode;
  with waiting as (
    select t.user_id, s.tier, row_number() over (partition by s.tier order by t.sequence) - 1 as n
    from xp_totals t join user_stats s on s.user_id = t.user_id
    where t.kind = 'week' and t.starts_on = p_week and t.listed and t.xp > 0
      and not exists (select 1 from league_members m where m.week = p_week and m.user_id = t.user_id)
  ), taken as (
    select m.tier, max((m.league - 1) * 30 + m.seat) as seats from league_members m where m.week = p_week group by m.tier
  )
  insert into league_members (week, user_id, tier, league, seat)
  select p_week, w.user_id, w.tier, (coalesce(t.seats, 0) + w.n) / 30 + 1, (coalesce(t.seats, 0) + w.n) % 30 + 1
  from waiting w left join taken t on t.tier = w.tier;
  get diagnostics drawn = row_count;
  return drawn;
end $$;

--
-- Name: FUNCTION draw_leagues(p_week date); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.draw_leagues(p_week date) IS 'Gives everybody who has XP in a week and no league yet the next seat of their tier. How many.';

--
-- Name: drop_hidden_picture(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.drop_hidden_picture() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  update stored_files set state = 'unwanted' where id = old.file_id and state = 'hidden';
  return null;
end $$;

--
-- Name: FUNCTION drop_hidden_picture(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.drop_hidden_picture() IS 'Trigger: a picture that was taken down and is not shown again goes out of the store.';

--
-- Name: drop_session_file(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.drop_session_file() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  update stored_files set state = 'unwanted' where id = old.file_id and state <> 'unwanted';
  return null;
end $$;

--
-- Name: FUNCTION drop_session_file(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.drop_session_file() IS 'Trigger: what nobody shares any more goes out of the store.';

--
-- Name: end_between(uuid, uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.end_between(p_one uuid, p_other uuid) RETURNS SETOF uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  theirs record;
begin
  perform lock_people(array[p_one, p_other]);
  for theirs in
    select b.id from bookings b
    where ((b.mentor_user_id = p_one and b.mentee_user_id = p_other) or (b.mentor_user_id = p_other and b.mentee_user_id = p_one))
      and b.status in ('pending', 'confirmed') and b.start_time > kith.now() order by b.id
  loop
    if end_booking(theirs.id, 'cancelled', 'house', 100) = 'ended' then
      return next theirs.id;
    end if;
  end loop;
end $$;

--
-- Name: FUNCTION end_between(p_one uuid, p_other uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.end_between(p_one uuid, p_other uuid) IS 'Ends what two people have still to come, with everything given back and against nobody: after a block. The bookings ended.';

--
-- Name: end_booking(uuid, mentor.booking_status, text, integer, text); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.end_booking(p_booking uuid, p_status mentor.booking_status, p_by text, p_percent integer, p_reason text DEFAULT NULL::text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  the_booking record;
begin
  select b.* into the_booking from bookings b where b.id = p_booking;
  perform lock_people(array[the_booking.mentor_user_id, the_booking.mentee_user_id]);
  select b.* into the_booking from bookings b where b.id = p_booking for no key update;
  if the_booking.id is null or the_booking.status not in ('pending', 'confirmed') then
    return 'not_live';
  end if;
  update bookings set status = p_status, cancelled_by = p_by, cancel_reason = p_reason, percent_back = p_percent, calendar_sequence = calendar_sequence + 1
  where id = p_booking;
  perform owe_refund(p_booking, p_percent, case
    when p_status = 'declined' then 'declined' when p_by = 'mentee' then 'mentee_cancelled' when p_by = 'mentor' then 'mentor_cancelled'
    when p_by = 'lapsed' then 'lapsed' else 'house' end);
  return 'ended';
end $$;

--
-- Name: FUNCTION end_booking(p_booking uuid, p_status mentor.booking_status, p_by text, p_percent integer, p_reason text); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.end_booking(p_booking uuid, p_status mentor.booking_status, p_by text, p_percent integer, p_reason text) IS 'Cancels or declines a live booking and owes so many percent of what was paid. Answers ended or not_live.';

--
-- Name: end_credit_of_leaver(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.end_credit_of_leaver() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  one record;
begin
  update packages set is_active = false where mentor_user_id = new.user_id and is_active;
  for one in
    select p.id, p.mentor_user_id = new.user_id as as_mentor from package_purchases p
    where (p.mentor_user_id = new.user_id or p.mentee_user_id = new.user_id) and p.status in ('pending', 'active') order by p.id
  loop
    perform end_purchase(one.id, case when one.as_mentor then 'mentor_left' else 'mentee_left' end);
  end loop;
  return null;
end $$;

--
-- Name: FUNCTION end_credit_of_leaver(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.end_credit_of_leaver() IS 'Trigger: whoever is suspended or erased leaves no credit behind; everything unspent is owed back to the card it came from.';

--
-- Name: end_purchase(uuid, text); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.end_purchase(p_purchase uuid, p_because text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  bought record;
begin
  select p.* into bought from package_purchases p where p.id = p_purchase;
  perform lock_people(array[bought.mentor_user_id, bought.mentee_user_id]);
  select p.* into bought from package_purchases p where p.id = p_purchase for update;
  if bought.status = 'pending' then
    update package_purchases set status = 'lapsed' where id = p_purchase;
    return null;
  elsif bought.id is null or bought.status <> 'active' then
    return null;
  end if;
  update package_purchases set status = 'ended', ended_at = kith.now(), ended_because = p_because where id = p_purchase;
  return return_unspent(p_purchase);
end $$;

--
-- Name: FUNCTION end_purchase(p_purchase uuid, p_because text); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.end_purchase(p_purchase uuid, p_because text) IS 'Ends a package; what is unspent is owed back, and that sum returned. Null when it had ended, or was never paid for.';

--
-- Name: enforce_transition(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.enforce_transition() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'mentor', 'pg_temp'
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
-- Name: FUNCTION enforce_transition(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.enforce_transition() IS 'Trigger (entity, column): refuses a state change that state_transitions does not list, with SQLSTATE KT409.';

--
-- Name: erase_person(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.erase_person(p_user uuid) RETURNS uuid[]
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  ended uuid[];
begin
  if not exists (select 1 from profiles p where p.user_id = p_user and p.status <> 'erased') then
    return null;
  end if;
  perform lock_future(p_user);
  -- In the order in which a review is written: its session, itself, its mentor's average.
  perform 1 from bookings b where b.mentor_user_id = p_user or b.mentee_user_id = p_user order by b.id for no key update;
  perform 1 from reviews r where r.reviewer_user_id = p_user or r.reviewee_user_id = p_user order by r.id for no key update;
  select coalesce(array_agg(f), '{}') into ended from free_from_future(p_user, false) f;
  update profiles set status = 'erased', erased_at = kith.now(), suspended_at = null, email = null, full_name = null, avatar_url = null where user_id = p_user;
  delete from mentor_availability_rules where mentor_user_id = p_user;
  delete from mentor_availability_exceptions where mentor_user_id = p_user;
  update mentor_profiles set is_active = false, headline = null, bio = null, expertise_areas = '{}', skills = '{}', languages = '{}', certifications = '{}',
    years_experience = null, availability = null, next_free_slot = null, hourly_rate = 0, timezone = 'UTC'
  where user_id = p_user;
  delete from mentee_profiles where user_id = p_user;
  update bookings set notes = null where mentee_user_id = p_user;
  update bookings set cancel_reason = null where (mentee_user_id = p_user and cancelled_by = 'mentee') or (mentor_user_id = p_user and cancelled_by = 'mentor');
  delete from session_messages where sender_user_id = p_user;
  update session_notes set content = '' where updated_by = p_user;
  update reviews set feedback = null where reviewer_user_id = p_user;
  update reviews set reply = null, replied_at = null where reviewee_user_id = p_user;
  return ended;
end $$;

--
-- Name: FUNCTION erase_person(p_user uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.erase_person(p_user uuid) IS 'Takes everything personal of one person out of these tables; their sessions to come end. The bookings ended, or null when there was nothing to erase.';

--
-- Name: fee_of(integer, integer); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.fee_of(p_amount integer, p_basis_points integer) RETURNS integer
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select ((p_amount::bigint * p_basis_points + 5000) / 10000)::integer
$$;

--
-- Name: FUNCTION fee_of(p_amount integer, p_basis_points integer); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.fee_of(p_amount integer, p_basis_points integer) IS 'The house''s share of a sum, rounded half up.';

--
-- Name: feed_versions_grow(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.feed_versions_grow() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  if new.version < old.version or (new.version = old.version and new.token_hash is distinct from old.token_hash and new.token_hash is not null) then
    raise exception using errcode = 'KT409', message = 'an address of a calendar feed does not come back';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION feed_versions_grow(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.feed_versions_grow() IS 'Trigger: a feed''s address, once replaced or ended, stays void.';

--
-- Name: fn_pgqueuer_changed(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.fn_pgqueuer_changed() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'mentor', 'pg_temp'
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
-- Name: FUNCTION fn_pgqueuer_changed(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.fn_pgqueuer_changed() IS 'Trigger: wakes the workers of this schema when a job arrives.';

--
-- Name: folded(text); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.folded(words text) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select regexp_replace(lower(normalize(words, NFKD)), '[\u0300-\u036f]', '', 'g')
$$;

--
-- Name: FUNCTION folded(words text); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.folded(words text) IS 'Words without case and accents, for comparing.';

--
-- Name: follow_name(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.follow_name() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  update mentor_profiles set search_words = '' where user_id = new.user_id;
  return null;
end $$;

--
-- Name: FUNCTION follow_name(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.follow_name() IS 'Trigger: a mentor is found by the new name.';

--
-- Name: follow_streak(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.follow_streak(p_user uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  one record;
  step record;
  last record;
  length integer := 0;
  longest integer := 0;
  frozen date;
begin
  select null::date as day, null::timestamptz as at, null::text as zone into last;
  for one in select a.day, a.at, a.zone from activity_days a where a.user_id = p_user order by a.at, a.day, a.zone loop
    select * into step from streak_step(last.day, last.at, last.zone, length, frozen, one.at, one.zone);
    if step.counted then
      last := one;
      length := step.length;
      frozen := step.frozen;
      longest := greatest(longest, length);
      perform give_xp(p_user, 'streak_day', one.day::text, one.at);
    end if;
  end loop;
  update user_stats s set current_streak = length, longest_streak = longest, streak_day = last.day, streak_at = last.at, streak_zone = last.zone, frozen_day = frozen
  where s.user_id = p_user
    and (s.current_streak, s.longest_streak, s.streak_day, s.streak_at, s.streak_zone, s.frozen_day) is distinct from (length, longest, last.day, last.at, last.zone, frozen);
end $$;

--
-- Name: FUNCTION follow_streak(p_user uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.follow_streak(p_user uuid) IS 'A person''s streak from their first day on; for what came late, and for counting anew.';

--
-- Name: forget_in_sessions(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.forget_in_sessions() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  delete from session_files where uploader_user_id = new.user_id;
  delete from session_presence where user_id = new.user_id;
  return null;
end $$;

--
-- Name: FUNCTION forget_in_sessions(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.forget_in_sessions() IS 'Trigger: files of an erased person go, and when they came.';

--
-- Name: forget_no_shows(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.forget_no_shows() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  update no_show_reports set words = null where reporter_user_id = new.user_id;
  update no_show_reports set answer = null where reported_user_id = new.user_id;
  return null;
end $$;

--
-- Name: FUNCTION forget_no_shows(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.forget_no_shows() IS 'Trigger: what an erased person said about absences goes; that it was said stays.';

--
-- Name: free_from_future(uuid, boolean); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.free_from_future(p_user uuid, p_by_house boolean) RETURNS SETOF uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  mine record;
begin
  for mine in
    select b.id, b.mentor_user_id = p_user as as_mentor, b.start_time, b.cancellation_policy from bookings b
    where (b.mentor_user_id = p_user or b.mentee_user_id = p_user) and b.status in ('pending', 'confirmed') and b.start_time > kith.now() order by b.id
  loop
    if end_booking(mine.id, 'cancelled',
         case when p_by_house then 'house' when mine.as_mentor then 'mentor' else 'mentee' end,
         case when p_by_house or mine.as_mentor then 100 else percent_back(mine.cancellation_policy, mine.start_time, kith.now()) end) = 'ended' then
      return next mine.id;
    end if;
  end loop;
end $$;

--
-- Name: FUNCTION free_from_future(p_user uuid, p_by_house boolean); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.free_from_future(p_user uuid, p_by_house boolean) IS 'Ends what a person has still to come and returns those bookings: all is given back when the house or the mentor ends it, what the policy says when the mentee leaves.';

--
-- Name: get_mentor_busy(uuid, timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.get_mentor_busy(p_mentor uuid, p_from timestamp with time zone, p_to timestamp with time zone) RETURNS TABLE(start_time timestamp with time zone, end_time timestamp with time zone)
    LANGUAGE sql STABLE
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select lower(span), upper(span)
  from unnest((
    select range_agg(t.during) from (
      select o.during from occupied_times o join profiles p on o.person = int8range(p.number, p.number, '[]')
      join bookings b on b.id = o.booking_id
      where p.user_id = p_mentor and o.during && tstzrange(p_from, p_to)
        and not (b.status = 'pending' and b.expires_at <= kith.now())
      union all
      select tstzrange(e.start_time, e.end_time) from external_busy_events e
      where e.user_id = p_mentor and e.start_time < p_to and e.end_time > p_from
    ) t
  )) span
  order by 1
$$;

--
-- Name: FUNCTION get_mentor_busy(p_mentor uuid, p_from timestamp with time zone, p_to timestamp with time zone); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.get_mentor_busy(p_mentor uuid, p_from timestamp with time zone, p_to timestamp with time zone) IS 'When a mentor is busy in a span of time: bookings with their buffers, live holds and requests, and connected calendars, merged.';

--
-- Name: give_awards(text, date); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.give_awards(p_kind text, p_start date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  last_day date := period_after(p_kind, p_start) - 1;
  before_start date := case p_kind when 'week' then p_start - 7 else (p_start - interval '1 month')::date end;
begin
  insert into awards (mentor_user_id, type, period_start, period_end, meta)
  select t.user_id, 'top_mentor', p_start, last_day, jsonb_build_object('xp', t.xp, 'sessions', t.mentored)
  from xp_totals t where t.kind = p_kind and t.starts_on = p_start and t.listed and t.mentored > 0 and t.xp > 0
  order by t.xp desc, t.mentored desc, t.reached_at, t.user_id limit 1
  on conflict on constraint awards_once do nothing;
  insert into awards (mentor_user_id, type, period_start, period_end, meta)
  select t.user_id, 'rising_mentor', p_start, last_day, jsonb_build_object('gained', t.xp - coalesce(b.xp, 0))
  from xp_totals t left join xp_totals b on b.kind = p_kind and b.starts_on = before_start and b.user_id = t.user_id
  where t.kind = p_kind and t.starts_on = p_start and t.listed and t.mentored > 0 and t.xp > coalesce(b.xp, 0)
    and not exists (select 1 from awards a where a.type = 'top_mentor' and a.period_start = p_start and a.period_end = last_day and a.mentor_user_id = t.user_id)
  order by t.xp - coalesce(b.xp, 0) desc, t.mentored desc, t.reached_at, t.user_id limit 1
  on conflict on constraint awards_once do nothing;
  insert into awards (mentor_user_id, type, period_start, period_end, meta)
  select e.user_id, 'most_helpful', p_start, last_day,
         jsonb_build_object('people', count(distinct e.other_user_id), 'average', round(avg(r.rating), 2))
  from xp_events e join reviews r on r.id = split_part(e.idempotency_key, ':', 2)::uuid join user_stats s on s.user_id = e.user_id
  where e.event = 'review_received' and e.as_role = 'mentor' and r.rating >= 4 and r.hidden_at is null and s.listed
    and case p_kind when 'week' then e.week = p_start else e.month = p_start end
  group by e.user_id order by count(distinct e.other_user_id) desc, avg(r.rating) desc, count(*) desc, e.user_id limit 1
  on conflict on constraint awards_once do nothing;
end $$;

--
-- Name: FUNCTION give_awards(p_kind text, p_start date); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.give_awards(p_kind text, p_start date) IS 'Writes a period''s awards. Top Mentor: most XP among those who mentored. Rising Mentor: gained most on the period before, Top Mentor aside. Most Helpful: most different mentees whose review, shown in the period, gives four or five stars.';

--
-- Name: give_for_session(uuid, uuid, uuid, timestamp with time zone); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.give_for_session(p_booking uuid, p_mentor uuid, p_mentee uuid, p_at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  one uuid;
  other uuid;
begin
  foreach one in array lock_players(array[p_mentor, p_mentee], p_at) loop
    other := case one when p_mentor then p_mentee else p_mentor end;
    perform give_xp(one, 'first_session', 'once', p_at);
    perform give_xp(one, 'session_completed', p_booking::text, p_at, other, case one when p_mentor then 'mentor' else 'mentee' end::app_role);
    perform note_activity(one, p_at);
  end loop;
end $$;

--
-- Name: FUNCTION give_for_session(p_booking uuid, p_mentor uuid, p_mentee uuid, p_at timestamp with time zone); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.give_for_session(p_booking uuid, p_mentor uuid, p_mentee uuid, p_at timestamp with time zone) IS 'What the two of a session earn at its end.';

--
-- Name: give_purchase_back(uuid, uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.give_purchase_back(p_purchase uuid, p_mentee uuid) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  bought record;
  because text;
begin
  select p.* into bought from package_purchases p where p.id = p_purchase and p.mentee_user_id = p_mentee;
  perform lock_people(array[bought.mentor_user_id, bought.mentee_user_id]);
  because := why_returnable(bought.id);
  return case when because is not null then end_purchase(p_purchase, because) end;
end $$;

--
-- Name: FUNCTION give_purchase_back(p_purchase uuid, p_mentee uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.give_purchase_back(p_purchase uuid, p_mentee uuid) IS 'The mentee gives a package back, where that is theirs to decide. The sum that goes back, or null.';

--
-- Name: give_xp(uuid, mentor.xp_event, text, timestamp with time zone, uuid, mentor.app_role); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.give_xp(p_user uuid, p_event mentor.xp_event, p_cause text, p_at timestamp with time zone, p_other uuid DEFAULT NULL::uuid, p_role mentor.app_role DEFAULT NULL::mentor.app_role) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  the_key text := p_event || ':' || p_cause;
  rule record;
  before integer;
  given integer;
begin
  if exists (select 1 from xp_events e where e.user_id = p_user and e.idempotency_key = the_key) then
    return null;
  end if;
  if cardinality(lock_players(array[p_user], p_at)) = 0 then
    return null;
  end if;
  select a.* into rule from xp_amounts a where a.event = p_event;
  if p_other is not null then
    select count(*) into before from xp_events e where e.other_user_id = p_other and e.user_id = p_user and e.event = p_event;
  end if;
  insert into xp_events (user_id, event, amount, idempotency_key, other_user_id, pair_number, as_role, at, week, month)
  values (p_user, p_event, case when rule.falls and before is not null then pair_amount(rule.amount, before) else rule.amount end, the_key, p_other, before,
    p_role, p_at, open_period('week', p_at), open_period('month', p_at))
  on conflict (user_id, idempotency_key) do nothing returning amount into given;
  return given;
end $$;

--
-- Name: FUNCTION give_xp(p_user uuid, p_event mentor.xp_event, p_cause text, p_at timestamp with time zone, p_other uuid, p_role mentor.app_role); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.give_xp(p_user uuid, p_event mentor.xp_event, p_cause text, p_at timestamp with time zone, p_other uuid, p_role mentor.app_role) IS 'The one way to XP: once for each person, event and cause. Returns what was given, null when it was given before or the person is erased.';

--
-- Name: guard_booking(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.guard_booking() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  if tg_op = 'UPDATE' then
    if (new.mentor_user_id, new.mentee_user_id, new.start_time, new.end_time, new.buffer_before, new.buffer_after, new.price_cents, new.currency,
        new.cancellation_policy, new.rescheduled_from, new.calendar_uid, new.mode)
       is distinct from
       (old.mentor_user_id, old.mentee_user_id, old.start_time, old.end_time, old.buffer_before, old.buffer_after, old.price_cents, old.currency,
        old.cancellation_policy, old.rescheduled_from, old.calendar_uid, old.mode) then
      raise exception using errcode = 'check_violation', constraint = 'bookings_fixed', table = tg_table_name,
        message = 'a booking stays what was agreed; another time is another booking';
    end if;
  end if;
  if new.status = 'confirmed' and new.confirmed_at is null then
    new.confirmed_at := kith.now();
  end if;
  if new.status = 'completed' and new.completed_at is null then
    if new.end_time > kith.now() then
      raise exception using errcode = 'KT409', message = 'the session is not over yet';
    end if;
    new.completed_at := kith.now();
  end if;
  if new.status in ('cancelled', 'declined') then
    new.cancelled_at := coalesce(new.cancelled_at, kith.now());
    new.cancelled_by := coalesce(new.cancelled_by, case new.status when 'declined' then 'mentor' end);
  end if;
  if new.status <> 'pending' then
    new.expires_at := null;
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_booking(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.guard_booking() IS 'Trigger: people, time and price of a booking are fixed; its dates follow its status.';

--
-- Name: guard_game_history(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.guard_game_history() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  if tg_op = 'DELETE' and exists (
    select 1 from profiles p where p.status = 'erased' and p.user_id = (to_jsonb(old) ->> tg_argv[0])::uuid
  ) then
    return old;
  end if;
  raise exception using errcode = 'KT403', message = format('%s is append-only', tg_table_name);
end $$;

--
-- Name: FUNCTION guard_game_history(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.guard_game_history() IS 'Trigger (column of the person): makes a table append-only, except for forgetting somebody who was erased.';

--
-- Name: guard_ledger_entry(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.guard_ledger_entry() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  account record;
  held bigint;
begin
  if not exists (select 1 from ledger_transactions t where t.id = new.transaction_id and t.written_in = pg_current_xact_id()) then
    raise exception using errcode = 'check_violation', constraint = 'ledger_written_at_once', table = tg_table_name,
      message = 'a transaction is written at once';
  end if;
  select a.kind into account from ledger_accounts a where a.id = new.account_id;
  if account.kind = 'cards' then
    return new;
  end if;
  if current_setting('transaction_isolation') = 'repeatable read' then
    raise exception using errcode = 'feature_not_supported', message = 'a snapshot kept cannot see what others take meanwhile';
  end if;
  -- Whoever takes from the same account waits here, and then sees what was taken.
  perform 1 from ledger_accounts a where a.id = new.account_id for no key update;
  select coalesce(sum(e.amount_cents), 0) into held from ledger_entries e where e.account_id = new.account_id;
  if held + new.amount_cents < 0 then
    raise exception using errcode = 'check_violation', constraint = 'ledger_never_below_zero', table = tg_table_name, message = 'there is not that much credit';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_ledger_entry(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.guard_ledger_entry() IS 'Trigger: entries are written with their transaction, and take no more than there is, whoever takes at the same moment.';

--
-- Name: guard_ledger_transaction(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.guard_ledger_transaction() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  if new.kind = 'session_back' and exists (select 1 from bookings b where b.id = new.booking_id and b.cancelled_by = 'moved') then
    raise exception using errcode = 'check_violation', constraint = 'ledger_session_moved', table = tg_table_name,
      message = 'this session has moved; what paid for it went along';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_ledger_transaction(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.guard_ledger_transaction() IS 'Trigger: nothing comes back of a session that moved to another time.';

--
-- Name: guard_no_show_report(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.guard_no_show_report() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  the_booking record;
  refused text;
begin
  if tg_op = 'UPDATE' then
    if (new.booking_id, new.reporter_user_id, new.reported_user_id, new.dispute_until)
       is distinct from (old.booking_id, old.reporter_user_id, old.reported_user_id, old.dispute_until) then
      raise exception using errcode = 'check_violation', constraint = 'no_show_reports_fixed', table = tg_table_name, message = 'a report stays what it is';
    end if;
    return new;
  end if;
  select b.* into the_booking from bookings b where b.id = new.booking_id for no key update;
  refused := case
    when the_booking.id is null or new.reporter_user_id not in (the_booking.mentor_user_id, the_booking.mentee_user_id) then 'no_show_reports_of_ones_own'
    when the_booking.status = 'completed' or exists (
      select 1 from session_presence s where s.booking_id = new.booking_id and s.user_id <> new.reporter_user_id and s.vouched_at is not null)
      then 'no_show_reports_took_place'
    when the_booking.status <> 'confirmed' then 'no_show_reports_not_on'
    when kith.now() < the_booking.start_time + interval '10 minutes' then 'no_show_reports_early'
    when kith.now() >= the_booking.end_time + interval '24 hours' then 'no_show_reports_late'
    when exists (select 1 from no_show_reports r where r.booking_id = new.booking_id and r.status in ('upheld', 'dismissed')) then 'no_show_reports_settled'
  end;
  if refused is not null then
    raise exception using errcode = 'check_violation', constraint = refused, table = tg_table_name, message = 'this cannot be reported';
  end if;
  new.reported_user_id := case new.reporter_user_id when the_booking.mentor_user_id then the_booking.mentee_user_id else the_booking.mentor_user_id end;
  new.created_at := kith.now();
  new.dispute_until := kith.now() + interval '48 hours';
  new.status := 'open';
  return new;
end $$;

--
-- Name: FUNCTION guard_no_show_report(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.guard_no_show_report() IS 'Trigger: one of the two says it, from ten minutes after the beginning until a day after the end, as long as the session is not completed.';

--
-- Name: guard_outcome(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.guard_outcome() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  if new.no_show is null and exists (select 1 from no_show_reports r where r.booking_id = new.id and r.status in ('open', 'disputed')) then
    raise exception using errcode = 'KT409', message = 'somebody says that this session did not take place';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_outcome(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.guard_outcome() IS 'Trigger: a session is neither completed nor called off while it is contested.';

--
-- Name: guard_package(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.guard_package() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  if (new.mentor_user_id, new.sessions, new.minutes, new.price_cents, new.currency)
     is distinct from (old.mentor_user_id, old.sessions, old.minutes, old.price_cents, old.currency) then
    raise exception using errcode = 'check_violation', constraint = 'packages_fixed', table = tg_table_name, message = 'a package stays what it is';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_package(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.guard_package() IS 'Trigger: the terms of a package never change.';

--
-- Name: guard_payment(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.guard_payment() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  charge record;
  before integer;
begin
  if tg_op = 'UPDATE' and (new.kind, new.charge_payment_id, new.user_id, new.amount_cents, new.currency, new.reason)
       is distinct from (old.kind, old.charge_payment_id, old.user_id, old.amount_cents, old.currency, old.reason) then
    raise exception using errcode = 'check_violation', constraint = 'payments_fixed', table = tg_table_name, message = 'a payment stays what it is';
  end if;
  if new.kind = 'charge' then
    return new;
  end if;
  if tg_op = 'UPDATE' and (new.status = 'failed') = (old.status = 'failed') then
    return new;
  end if;
  select p.* into charge from payments p where p.id = new.charge_payment_id for no key update;
  if charge.kind is distinct from 'charge' or charge.status <> 'succeeded' or charge.currency <> new.currency or charge.user_id <> new.user_id then
    raise exception using errcode = 'check_violation', constraint = 'payments_refund_of_a_charge', table = tg_table_name, message = 'only what was paid is given back';
  end if;
  select coalesce(sum(r.amount_cents), 0) into before from payments r
  where r.charge_payment_id = charge.id and r.status <> 'failed' and r.id <> new.id;
  if new.status <> 'failed' then
    before := before + new.amount_cents;
  end if;
  if before > charge.amount_cents then
    raise exception using errcode = 'check_violation', constraint = 'payments_refunds_within_charge', table = tg_table_name,
      message = 'nobody is given back more than they paid';
  end if;
  update payments set refunded_cents = before where id = charge.id;
  new.txn_id := charge.txn_id;
  return new;
end $$;

--
-- Name: FUNCTION guard_payment(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.guard_payment() IS 'Trigger: payments stay what they are; refunds stay within their charge, whoever refunds at the same moment.';

--
-- Name: guard_payout(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.guard_payout() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  if (new.booking_id, new.mentor_user_id, new.currency) is distinct from (old.booking_id, old.mentor_user_id, old.currency)
     or (old.status in ('sent', 'succeeded') and new.status <> 'due'
         and (new.gross_cents, new.fee_cents, new.destination) is distinct from (old.gross_cents, old.fee_cents, old.destination)) then
    raise exception using errcode = 'check_violation', constraint = 'payouts_fixed', table = tg_table_name, message = 'what was sent stays what it is';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_payout(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.guard_payout() IS 'Trigger: what was sent stays what it is.';

--
-- Name: guard_period(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.guard_period() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  if old.closed_at is not null then
    raise exception using errcode = 'KT409', message = format('the %s from %s is closed', old.kind, old.starts_on);
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_period(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.guard_period() IS 'Trigger: a closed period stays as it was closed.';

--
-- Name: guard_purchase(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.guard_purchase() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  if (new.package_id, new.mentor_user_id, new.mentee_user_id, new.sessions, new.minutes, new.price_cents, new.currency)
     is distinct from (old.package_id, old.mentor_user_id, old.mentee_user_id, old.sessions, old.minutes, old.price_cents, old.currency)
     or (old.bought_at is not null and (new.bought_at, new.withdraw_until, new.expires_at) is distinct from (old.bought_at, old.withdraw_until, old.expires_at)) then
    raise exception using errcode = 'check_violation', constraint = 'package_purchases_fixed', table = tg_table_name, message = 'what was bought keeps its terms';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_purchase(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.guard_purchase() IS 'Trigger: what was bought keeps its terms.';

--
-- Name: guard_reversal(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.guard_reversal() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  paid record;
begin
  if tg_op = 'UPDATE' then
    if (new.payout_id, new.amount_cents) is distinct from (old.payout_id, old.amount_cents) then
      raise exception using errcode = 'check_violation', constraint = 'payout_reversals_fixed', table = tg_table_name, message = 'a reversal stays what it is';
    end if;
    return new;
  end if;
  select p.* into paid from payouts p where p.id = new.payout_id for no key update;
  if paid.status not in ('sent', 'succeeded') or paid.amount_cents < new.amount_cents
     + (select coalesce(sum(r.amount_cents), 0) from payout_reversals r where r.payout_id = new.payout_id) then
    raise exception using errcode = 'check_violation', constraint = 'payout_reversals_within_payout', table = tg_table_name,
      message = 'nobody gives back more than they were paid';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_reversal(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.guard_reversal() IS 'Trigger: reversals stay within their payout.';

--
-- Name: guard_review(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.guard_review() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  the_booking record;
begin
  if tg_op = 'UPDATE' then
    if (new.booking_id, new.reviewer_user_id, new.reviewee_user_id, new.rating, new.is_public)
       is distinct from (old.booking_id, old.reviewer_user_id, old.reviewee_user_id, old.rating, old.is_public) then
      raise exception using errcode = 'check_violation', constraint = 'reviews_fixed', table = tg_table_name, message = 'a review stays what it is';
    end if;
    if new.reply is distinct from old.reply and new.reply is not null then
      if old.replied_at is not null then
        raise exception using errcode = 'KT409', message = 'this review has been answered';
      end if;
      if old.reveals_at > kith.now() then
        raise exception using errcode = 'KT409', message = 'this review cannot be read yet';
      end if;
      new.replied_at := kith.now();
    end if;
    return new;
  end if;
  if auth.uid() is not null and new.reviewer_user_id <> auth.uid() then
    raise exception using errcode = 'insufficient_privilege', message = 'people review for themselves';
  end if;
  select b.* into the_booking from bookings b where b.id = new.booking_id for no key update;
  if the_booking.id is null or new.reviewer_user_id not in (the_booking.mentor_user_id, the_booking.mentee_user_id) then
    raise exception using errcode = 'check_violation', constraint = 'reviews_of_ones_own', table = tg_table_name, message = 'people review their own sessions';
  end if;
  if the_booking.status <> 'completed' then
    raise exception using errcode = 'KT409', message = 'a session is reviewed once it is over';
  end if;
  if kith.now() > the_booking.end_time + interval '14 days' then
    raise exception using errcode = 'KT409', message = 'a session is reviewed within two weeks';
  end if;
  new.reviewee_user_id := case when new.reviewer_user_id = the_booking.mentor_user_id then the_booking.mentee_user_id else the_booking.mentor_user_id end;
  new.reveals_at := the_booking.end_time + interval '14 days';
  new.counted_at := null;
  new.hidden_at := null;
  new.reply := null;
  new.replied_at := null;
  return new;
end $$;

--
-- Name: FUNCTION guard_review(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.guard_review() IS 'Trigger: who reviews what and when; the other of the two is the one reviewed; a review is answered once.';

--
-- Name: guard_session_file(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.guard_session_file() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  perform 1 from bookings b where b.id = new.booking_id for no key update;
  perform require_open_session(new.booking_id, new.uploader_user_id);
  if not exists (select 1 from stored_files f where f.id = new.file_id and f.owner_id = new.uploader_user_id and f.purpose = 'session' and f.bytes <= 10000000) then
    raise exception using errcode = 'check_violation', constraint = 'session_files_of_ones_own', table = tg_table_name,
      message = 'people share files of their own, at most 10 MB';
  end if;
  if (select count(*) from session_files f where f.booking_id = new.booking_id) >= 30 then
    raise exception using errcode = 'check_violation', constraint = 'session_files_most', table = tg_table_name, message = 'a session has at most thirty files';
  end if;
  new.created_at := kith.now();
  return new;
end $$;

--
-- Name: FUNCTION guard_session_file(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.guard_session_file() IS 'Trigger: the two of an open session share files of their own, thirty at most.';

--
-- Name: guard_session_message(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.guard_session_message() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  perform require_open_session(new.booking_id, new.sender_user_id);
  new.created_at := kith.now();
  return new;
end $$;

--
-- Name: FUNCTION guard_session_message(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.guard_session_message() IS 'Trigger: only the two of a confirmed session write, and nobody after a block.';

--
-- Name: guard_session_notes(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.guard_session_notes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  -- An erasure empties what somebody wrote, however closed the session is.
  if new.content = '' and tg_op = 'UPDATE' then
    return new;
  end if;
  perform require_open_session(new.booking_id, new.updated_by);
  return new;
end $$;

--
-- Name: FUNCTION guard_session_notes(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.guard_session_notes() IS 'Trigger: the notes of a closed session stay as they are.';

--
-- Name: hide_picture(uuid, uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.hide_picture(p_file uuid, p_decision uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  decided timestamptz;
  person uuid;
begin
  select d.created_at into decided from kith.decisions d where d.id = p_decision;
  select p.user_id into person from profiles p where p.avatar_file_id = p_file for no key update;
  if decided is null or person is null then
    return false;
  end if;
  insert into hidden_pictures (file_id, user_id, decision_id, hidden_at) values (p_file, person, p_decision, decided);
  update profiles set avatar_file_id = null where user_id = person;
  update stored_files set state = 'hidden' where id = p_file and state = 'kept';
  return true;
end $$;

--
-- Name: FUNCTION hide_picture(p_file uuid, p_decision uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.hide_picture(p_file uuid, p_decision uuid) IS 'Hides somebody''s picture for a decision; others see initials. false: it was not shown any more.';

--
-- Name: hide_review(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.hide_review(p_review uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  hidden record;
begin
  update reviews set hidden_at = kith.now() where id = p_review and hidden_at is null returning * into hidden;
  if hidden.id is null then
    return false;
  end if;
  if hidden.counted_at is not null then
    update mentor_profiles m set rating_count = m.rating_count - 1, rating_sum = m.rating_sum - hidden.rating
    from bookings b where b.id = hidden.booking_id and m.user_id = hidden.reviewee_user_id and b.mentor_user_id = m.user_id;
  end if;
  return true;
end $$;

--
-- Name: FUNCTION hide_review(p_review uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.hide_review(p_review uuid) IS 'Takes a review out of sight and out of the average, for operators. False when it was hidden.';

--
-- Name: hold_payout(uuid, text); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.hold_payout(p_booking uuid, p_because text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  perform 1 from payouts p where p.booking_id = p_booking for no key update;
  update bookings set payout_hold = p_because where id = p_booking;
  return case when exists (select 1 from payouts p where p.booking_id = p_booking and p.status in ('sent', 'succeeded')) then 'paid_already' else 'held' end;
end $$;

--
-- Name: FUNCTION hold_payout(p_booking uuid, p_because text); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.hold_payout(p_booking uuid, p_because text) IS 'The mentor is not paid for a session until release_payout: held, or paid_already (then a refund brings it back).';

--
-- Name: is_profile_complete(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.is_profile_complete(p_user uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select exists (
    select 1 from profiles p left join mentee_profiles e on e.user_id = p.user_id left join mentor_profiles m on m.user_id = p.user_id
    where p.user_id = p_user and p.onboarding_completed and p.full_name is not null
      and ((length(btrim(e.bio)) > 0 and cardinality(e.goals) > 0)
        or (length(btrim(m.headline)) > 0 and length(btrim(m.bio)) > 0 and cardinality(m.skills) > 0)))
$$;

--
-- Name: FUNCTION is_profile_complete(p_user uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.is_profile_complete(p_user uuid) IS 'Whether a profile says enough: a name, and a few words with a goal, or a headline, a story and a skill.';

--
-- Name: is_refund_policy(jsonb); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.is_refund_policy(policy jsonb) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  return jsonb_typeof(policy) = 'array' and jsonb_array_length(policy) <= 6 and not exists (
    select 1 from jsonb_array_elements(policy) step
    where jsonb_typeof(step) <> 'object' or jsonb_typeof(step -> 'hours') is distinct from 'number' or jsonb_typeof(step -> 'percent') is distinct from 'number'
      or (step ->> 'hours')::numeric < 0 or (step ->> 'percent')::numeric not between 0 and 100
  );
end $$;

--
-- Name: FUNCTION is_refund_policy(policy jsonb); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.is_refund_policy(policy jsonb) IS 'Whether this says, step by step, until how many hours before the beginning how many percent are given back.';

--
-- Name: is_time_zone(text); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.is_time_zone(name text) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE STRICT
    SET search_path TO 'mentor', 'pg_temp'
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
-- Name: FUNCTION is_time_zone(name text); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.is_time_zone(name text) IS 'Whether this is a time zone of the IANA database, such as Europe/Berlin.';

--
-- Name: issue_receipt(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.issue_receipt() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  the_year integer := extract(year from kith.now() at time zone 'UTC')::integer;
  next integer;
begin
  if exists (select 1 from receipts r where r.payment_id = new.id) then
    return null;
  end if;
  insert into receipt_years as y (year, last) values (the_year, 1) on conflict (year) do update set last = y.last + 1 returning y.last into next;
  insert into receipts (payment_id, year, number) values (new.id, the_year, next);
  return null;
end $$;

--
-- Name: FUNCTION issue_receipt(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.issue_receipt() IS 'Trigger: a payment that went through gets the next number of its year, in its own transaction.';

--
-- Name: keep_picture(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.keep_picture() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  if new.status = 'erased' then
    new.avatar_file_id := null;
    delete from hidden_pictures h where h.user_id = new.user_id;
  end if;
  if new.avatar_file_id is null and old.avatar_file_id is not null then
    new.avatar_url := null;
  end if;
  if new.avatar_file_id is distinct from old.avatar_file_id then
    if exists (select 1 from hidden_pictures h where h.file_id = new.avatar_file_id) then
      raise exception using errcode = 'check_violation', constraint = 'profiles_picture_shown_only', table = tg_table_name,
        message = 'a picture that was taken down is shown nowhere';
    end if;
    update stored_files set state = 'unwanted' where id = old.avatar_file_id and state <> 'unwanted'
      and not exists (select 1 from hidden_pictures h where h.file_id = old.avatar_file_id);
  end if;
  return new;
end $$;

--
-- Name: FUNCTION keep_picture(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.keep_picture() IS 'Trigger: a picture that is replaced or taken away goes out of the store, an erased person''s with it; what moderators took down waits and is shown nowhere.';

--
-- Name: keep_search_words(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.keep_search_words() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  new.search_words :=
    setweight(to_tsvector('simple', folded(coalesce((select p.full_name from profiles p where p.user_id = new.user_id), ''))), 'A')
    || setweight(to_tsvector('simple', folded(array_to_string(new.skills || new.expertise_areas, ' '))), 'B')
    || setweight(to_tsvector('simple', folded(coalesce(new.headline, ''))), 'C')
    || setweight(to_tsvector('simple', folded(left(coalesce(new.bio, ''), 4000))), 'D');
  new.skill_keys := array(select folded(s) from unnest(new.skills || new.expertise_areas) s);
  new.language_keys := array(select folded(l) from unnest(new.languages) l);
  return new;
end $$;

--
-- Name: FUNCTION keep_search_words(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.keep_search_words() IS 'Trigger: what a mentor is found by.';

--
-- Name: keep_unwanted(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.keep_unwanted() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  if old.state = 'unwanted' and new.state <> 'unwanted' or old.state in ('kept', 'hidden') and new.state = 'pending' or old.state = 'pending' and new.state = 'hidden' then
    raise exception using errcode = 'KT409', message = 'this file is on its way out';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION keep_unwanted(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.keep_unwanted() IS 'Trigger: a file that is thrown away is never used again.';

--
-- Name: kept_of(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.kept_of(p_booking uuid) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select coalesce(case
    when b.cancelled_by = 'moved' then 0
    when b.paid_with = 'card' then (select p.amount_cents - p.refunded_cents from payments p
                                    where p.booking_id = b.id and p.kind = 'charge' and p.status = 'succeeded' and not p.is_surplus)
    when b.paid_with = 'credit' then (select ledger_balance(a.id) from ledger_accounts a where a.kind = 'session' and a.session_uid = b.calendar_uid)
  end, 0)
  from bookings b where b.id = p_booking
$$;

--
-- Name: FUNCTION kept_of(p_booking uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.kept_of(p_booking uuid) IS 'What was paid for a booking and not given back, in minor units, by card or by credit; nothing for one that moved.';

--
-- Name: league_moves(integer, integer); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.league_moves(p_people integer, p_tier integer, OUT up integer, OUT down integer) RETURNS record
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select case when p_tier >= 7 or p_people < 3 then 0 else greatest(1, p_people / 5) end, case when p_tier <= 1 then 0 else p_people / 6 end
$$;

--
-- Name: FUNCTION league_moves(p_people integer, p_tier integer, OUT up integer, OUT down integer); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.league_moves(p_people integer, p_tier integer, OUT up integer, OUT down integer) IS 'How many of a league move up and down: a fifth, at least one of three; a sixth. Nobody leaves the highest tier upwards or the lowest downwards.';

--
-- Name: ledger_account(text, text, uuid, uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.ledger_account(p_kind text, p_currency text, p_purchase uuid DEFAULT NULL::uuid, p_session uuid DEFAULT NULL::uuid) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  found_account uuid;
begin
  insert into ledger_accounts (kind, currency, user_id, purchase_id, session_uid)
  select p_kind, p_currency, (select p.mentee_user_id from package_purchases p where p.id = p_purchase), p_purchase, p_session
  on conflict do nothing returning id into found_account;
  if found_account is null then
    select a.id into found_account from ledger_accounts a
    where a.kind = p_kind and case p_kind when 'cards' then a.currency = p_currency when 'credit' then a.purchase_id = p_purchase else a.session_uid = p_session end;
  end if;
  return found_account;
end $$;

--
-- Name: FUNCTION ledger_account(p_kind text, p_currency text, p_purchase uuid, p_session uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.ledger_account(p_kind text, p_currency text, p_purchase uuid, p_session uuid) IS 'The account of cards, of a package''s credit or of a session, made at first need.';

--
-- Name: ledger_balance(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.ledger_balance(p_account uuid) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select coalesce(sum(e.amount_cents), 0)::integer from ledger_entries e where e.account_id = p_account
$$;

--
-- Name: FUNCTION ledger_balance(p_account uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.ledger_balance(p_account uuid) IS 'What lies in an account, in minor units.';

--
-- Name: let_lapse(uuid[]); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.let_lapse(p_people uuid[]) RETURNS SETOF uuid
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  update bookings b set lapsed_at = kith.now()
  where (b.mentor_user_id = any (p_people) or b.mentee_user_id = any (p_people))
    and b.status = 'pending' and b.lapsed_at is null and b.expires_at <= kith.now()
  returning b.id
$$;

--
-- Name: FUNCTION let_lapse(p_people uuid[]); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.let_lapse(p_people uuid[]) IS 'Pending bookings of locked people whose time is over, to pay or to be answered, give their time up. A job ends those that were requested, with the money and a letter.';

--
-- Name: level_of(bigint); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.level_of(p_xp bigint) RETURNS integer
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select ((25 + floor(sqrt((625 + 50 * p_xp)::double precision))::bigint) / 50)::integer
$$;

--
-- Name: FUNCTION level_of(p_xp bigint); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.level_of(p_xp bigint) IS 'The level of so much XP: level n begins at 50 n (n - 1), that is 0, 100, 300, 600, 1000 and so on.';

--
-- Name: limit_hours(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.limit_hours() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  perform 1 from mentor_profiles m where m.user_id = new.mentor_user_id for no key update;
  if tg_table_name = 'mentor_availability_rules' and (select count(*) from mentor_availability_rules r where r.mentor_user_id = new.mentor_user_id) >= 100
     or tg_table_name = 'mentor_availability_exceptions'
        and (select count(*) from mentor_availability_exceptions x where x.mentor_user_id = new.mentor_user_id and x.date >= (kith.now() - interval '1 day')::date) >= 400 then
    raise exception using errcode = 'check_violation', constraint = tg_table_name || '_most', table = tg_table_name,
      message = 'these are more hours than a calendar can show';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION limit_hours(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.limit_hours() IS 'Trigger: at most 100 rules and 400 coming exceptions a mentor.';

--
-- Name: list_player(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.list_player(p_user uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  update user_stats s set listed = not s.opted_out and exists (select 1 from profiles p where p.user_id = p_user and p.status = 'active')
  where s.user_id = p_user;
  update xp_totals t set listed = s.listed from user_stats s where s.user_id = p_user and t.user_id = p_user and t.listed <> s.listed;
end $$;

--
-- Name: FUNCTION list_player(p_user uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.list_player(p_user uuid) IS 'Puts somebody on the leaderboards or takes them off, by their choice and their profile''s status. The caller has locked their stats.';

--
-- Name: lock_future(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.lock_future(p_user uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  perform lock_people((
    select array_agg(distinct one) || p_user from (
      select unnest(array[b.mentor_user_id, b.mentee_user_id]) as one from bookings b
      where (b.mentor_user_id = p_user or b.mentee_user_id = p_user) and b.status in ('pending', 'confirmed')
      union all
      select unnest(array[p.mentor_user_id, p.mentee_user_id]) from package_purchases p
      where (p.mentor_user_id = p_user or p.mentee_user_id = p_user) and p.status in ('pending', 'active')) partners));
  perform lock_people(array[p_user]);
end $$;

--
-- Name: FUNCTION lock_future(p_user uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.lock_future(p_user uuid) IS 'Locks a person and everybody they have a session still to come or a package with, in the order of locks.';

--
-- Name: lock_people(uuid[]); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.lock_people(p_people uuid[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  perform 1 from profiles p where p.user_id = any (p_people) order by p.number for no key update;
end $$;

--
-- Name: FUNCTION lock_people(p_people uuid[]); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.lock_people(p_people uuid[]) IS 'Locks people in the order of their numbers: whoever changes a booking locks its two first.';

--
-- Name: lock_players(uuid[], timestamp with time zone); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.lock_players(p_people uuid[], p_at timestamp with time zone) RETURNS uuid[]
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  players uuid[];
begin
  perform open_period('month', p_at), open_period('week', p_at);
  insert into user_stats (user_id, listed)
  select p.user_id, p.status = 'active' from profiles p where p.user_id = any (p_people) order by p.user_id on conflict do nothing;
  perform 1 from user_stats s where s.user_id = any (p_people) order by s.user_id for update;
  -- Looked at after the locks: an erasure that was faster has taken everything away, and it stays away.
  select coalesce(array_agg(p.user_id order by p.user_id), '{}') into players from profiles p where p.user_id = any (p_people) and p.status <> 'erased';
  delete from user_stats s where s.user_id = any (p_people) and s.user_id <> all (players);
  return players;
end $$;

--
-- Name: FUNCTION lock_players(p_people uuid[], p_at timestamp with time zone); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.lock_players(p_people uuid[], p_at timestamp with time zone) IS 'Locks what giving XP to these people at a moment needs: the month, the week, then their stats in order. Returns those who are not erased. Nobody locks anything after it.';

--
-- Name: may_see_picture(uuid, uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.may_see_picture(p_viewer uuid, p_person uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select case
    when p_viewer = p_person then true
    when p_viewer is not null and kith.blocked_between(p_viewer, p_person) then false
    when exists (select 1 from mentor_profiles m join profiles p on p.user_id = m.user_id
                 where m.user_id = p_person and m.is_active and p.status = 'active') then true
    when p_viewer is null then false
    when exists (select 1 from bookings b where (b.confirmed_at is not null or b.requested_at is not null)
                 and ((b.mentor_user_id = p_viewer and b.mentee_user_id = p_person) or (b.mentor_user_id = p_person and b.mentee_user_id = p_viewer))) then true
    else exists (select 1 from profiles v where v.user_id = p_viewer and v.status = 'active')
     and exists (select 1 from reviews r where r.reviewer_user_id = p_person and r.is_public and r.hidden_at is null and r.reveals_at <= kith.now())
  end
$$;

--
-- Name: FUNCTION may_see_picture(p_viewer uuid, p_person uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.may_see_picture(p_viewer uuid, p_person uuid) IS 'Whether somebody (null: a visitor) may see a person''s picture: an active mentor''s everybody, another''s who has a session with them, and members where they wrote a public review.';

--
-- Name: move_booking(uuid, timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.move_booking(p_booking uuid, p_start timestamp with time zone, p_end timestamp with time zone) RETURNS TABLE(booking_id uuid, outcome text)
    LANGUAGE plpgsql
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  the_booking record;
  made record;
begin
  select b.* into the_booking from bookings b where b.id = p_booking;
  perform lock_people(array[the_booking.mentor_user_id, the_booking.mentee_user_id]);
  select b.* into the_booking from bookings b where b.id = p_booking for no key update;
  if the_booking.id is null or the_booking.status not in ('pending', 'confirmed') or (the_booking.status = 'pending' and the_booking.requested_at is null)
     or the_booking.start_time <= kith.now() then
    return query select null::uuid, 'over';
    return;
  end if;
  begin
    update bookings b set status = 'cancelled', cancelled_by = 'moved', percent_back = 0 where b.id = p_booking;
    select * into made from create_booking_if_free(the_booking.mentor_user_id, the_booking.mentee_user_id, p_start, p_end, the_booking.price_cents,
      the_booking.currency, the_booking.notes, the_booking.paid_with, interval '10 minutes', p_booking);
    if made.booking_id is null then
      raise exception using errcode = 'KT001', message = made.outcome;
    end if;
  exception when sqlstate 'KT001' then
    return query select null::uuid, sqlerrm;
    return;
  end;
  update payments p set booking_id = made.booking_id where p.booking_id = p_booking;
  update booking_calendar_events c set booking_id = made.booking_id where c.booking_id = p_booking;
  return query select made.booking_id, made.outcome;
end $$;

--
-- Name: FUNCTION move_booking(p_booking uuid, p_start timestamp with time zone, p_end timestamp with time zone); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.move_booking(p_booking uuid, p_start timestamp with time zone, p_end timestamp with time zone) IS 'Another time for a session, or nothing at all: the old booking ends, the new one takes over its payment, policy and place in calendars. Outcomes as create_booking_if_free.';

--
-- Name: my_session_ids(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.my_session_ids() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select coalesce(array_agg(b.id), '{}') from bookings b
  where (b.mentor_user_id = auth.uid() or b.mentee_user_id = auth.uid()) and b.confirmed_at is not null
$$;

--
-- Name: FUNCTION my_session_ids(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.my_session_ids() IS 'Sessions of the signed-in person that were ever confirmed.';

--
-- Name: note_activity(uuid, timestamp with time zone, text); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.note_activity(p_user uuid, p_at timestamp with time zone, p_zone text DEFAULT NULL::text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  zone_then text := coalesce(p_zone, time_zone_of(p_user));
  today date := (p_at at time zone zone_then)::date;
  stats record;
  step record;
begin
  if exists (select 1 from activity_days a where a.user_id = p_user and a.day = today and a.zone = zone_then and a.at <= p_at) then
    return false;
  end if;
  if cardinality(lock_players(array[p_user], p_at)) = 0 then
    return false;
  end if;
  insert into activity_days as a (user_id, day, zone, at) values (p_user, today, zone_then, p_at)
  on conflict (user_id, day, zone) do update set at = excluded.at where excluded.at < a.at;
  if not found then
    return false;
  end if;
  select s.* into stats from user_stats s where s.user_id = p_user;
  if p_at <= stats.streak_at then
    perform follow_streak(p_user);
    return true;
  end if;
  select * into step from streak_step(stats.streak_day, stats.streak_at, stats.streak_zone, stats.current_streak, stats.frozen_day, p_at, zone_then);
  if step.counted then
    update user_stats s set current_streak = step.length, longest_streak = greatest(s.longest_streak, step.length), streak_day = today, streak_at = p_at,
      streak_zone = zone_then, frozen_day = step.frozen
    where s.user_id = p_user;
    perform give_xp(p_user, 'streak_day', today::text, p_at);
  end if;
  return step.counted;
end $$;

--
-- Name: FUNCTION note_activity(p_user uuid, p_at timestamp with time zone, p_zone text); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.note_activity(p_user uuid, p_at timestamp with time zone, p_zone text) IS 'Somebody did something at a moment, in the zone they live by unless told otherwise. True when it was a new day (or came late, and the streak was followed anew).';

--
-- Name: note_booking(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.note_booking() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  if tg_op = 'INSERT' or new.status <> old.status or new.lapsed_at is distinct from old.lapsed_at then
    update mentor_profiles set slots_version = slots_version + 1,
      sessions_completed = sessions_completed + case when tg_op = 'UPDATE' and new.status = 'completed' and old.status = 'confirmed' then 1 else 0 end,
      sessions_called_off = sessions_called_off
        + case when tg_op = 'UPDATE' and new.status = 'cancelled' and old.status = 'confirmed' and new.cancelled_by = 'mentor' then 1 else 0 end
    where user_id = new.mentor_user_id;
    if exists (select 1 from mentor_profiles m where m.user_id = new.mentee_user_id) then
      perform slots_changed(new.mentee_user_id);
    end if;
  end if;
  return null;
end $$;

--
-- Name: FUNCTION note_booking(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.note_booking() IS 'Trigger: what is booked is no slot; what a mentor held and called off is counted.';

--
-- Name: note_busy(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.note_busy() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  perform slots_changed(m.user_id) from (select distinct c.user_id from changed c) m;
  return null;
end $$;

--
-- Name: FUNCTION note_busy(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.note_busy() IS 'Trigger: what a calendar blocks is no slot.';

--
-- Name: note_completion(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.note_completion() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  perform give_for_session(new.id, new.mentor_user_id, new.mentee_user_id, new.end_time);
  return null;
end $$;

--
-- Name: FUNCTION note_completion(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.note_completion() IS 'Trigger: a completed session earns, at the time at which it ended.';

--
-- Name: note_hours(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.note_hours() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  perform slots_changed(case tg_op when 'DELETE' then old.mentor_user_id else new.mentor_user_id end);
  return null;
end $$;

--
-- Name: FUNCTION note_hours(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.note_hours() IS 'Trigger: other hours are other slots.';

--
-- Name: note_joining(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.note_joining() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  perform give_xp(new.user_id, 'signup', 'once', kith.now());
  return null;
end $$;

--
-- Name: FUNCTION note_joining(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.note_joining() IS 'Trigger: whoever joins is in the game.';

--
-- Name: note_profile(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.note_profile() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  if is_profile_complete(new.user_id) then
    perform give_xp(new.user_id, 'complete_profile', 'once', kith.now());
  end if;
  return null;
end $$;

--
-- Name: FUNCTION note_profile(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.note_profile() IS 'Trigger: a profile that says enough earns once.';

--
-- Name: note_reveal(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.note_reveal() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  one record;
begin
  if not exists (select 1 from shown s join hidden h on h.id = s.id where h.counted_at is null and s.counted_at is not null) then
    return null;
  end if;
  perform lock_players((
    select array_agg(distinct s.reviewee_user_id) from shown s join hidden h on h.id = s.id where h.counted_at is null and s.counted_at is not null), kith.now());
  for one in
    select s.id, s.reviewee_user_id, s.reviewer_user_id, case b.mentor_user_id when s.reviewee_user_id then 'mentor' else 'mentee' end::app_role as as_role
    from shown s join hidden h on h.id = s.id join bookings b on b.id = s.booking_id where h.counted_at is null and s.counted_at is not null
    order by s.reviewee_user_id, s.created_at, s.id
  loop
    perform give_xp(one.reviewee_user_id, 'review_received', one.id::text, kith.now(), one.reviewer_user_id, one.as_role);
  end loop;
  return null;
end $$;

--
-- Name: FUNCTION note_reveal(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.note_reveal() IS 'Trigger: a review earns for the one reviewed when it is shown, not before: until then nothing may tell that it is there.';

--
-- Name: note_review(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.note_review() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  perform give_xp(new.reviewer_user_id, 'review_given', new.id::text, kith.now(), new.reviewee_user_id,
    (select case b.mentor_user_id when new.reviewer_user_id then 'mentor' else 'mentee' end::app_role from bookings b where b.id = new.booking_id));
  perform note_activity(new.reviewer_user_id, kith.now());
  return null;
end $$;

--
-- Name: FUNCTION note_review(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.note_review() IS 'Trigger: writing a review earns, whatever it says.';

--
-- Name: note_slot_settings(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.note_slot_settings() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  if (new.timezone, new.durations, new.slot_interval, new.buffer_before, new.buffer_after, new.notice, new.horizon_days, new.most_per_day,
      new.most_per_week, new.is_active)
     is distinct from
     (old.timezone, old.durations, old.slot_interval, old.buffer_before, old.buffer_after, old.notice, old.horizon_days, old.most_per_day,
      old.most_per_week, old.is_active) then
    new.slots_version := old.slots_version + 1;
  end if;
  return new;
end $$;

--
-- Name: FUNCTION note_slot_settings(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.note_slot_settings() IS 'Trigger: other settings are other slots.';

--
-- Name: note_standing(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.note_standing() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  if new.status = 'erased' then
    -- In the order in which closing a period and counting anew take them.
    lock table period_results, league_members, user_stats, xp_events, xp_totals, activity_days in row exclusive mode;
    perform 1 from user_stats s where s.user_id = new.user_id for update;
    delete from user_achievements u where u.user_id = new.user_id;
    delete from league_members m where m.user_id = new.user_id;
    delete from period_results r where r.user_id = new.user_id;
    delete from awards a where a.mentor_user_id = new.user_id;
    delete from xp_totals t where t.user_id = new.user_id;
    delete from xp_events e where e.user_id = new.user_id;
    delete from activity_days a where a.user_id = new.user_id;
    delete from user_stats s where s.user_id = new.user_id;
  else
    perform 1 from user_stats s where s.user_id = new.user_id for update;
    perform list_player(new.user_id);
  end if;
  return null;
end $$;

--
-- Name: FUNCTION note_standing(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.note_standing() IS 'Trigger: who is suspended is not ranked; of who is erased the game forgets everything. Places and awards of others stay as they were.';

--
-- Name: occupy_times(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.occupy_times() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  live boolean := new.status in ('pending', 'confirmed', 'completed') and (new.lapsed_at is null or new.status <> 'pending');
begin
  if tg_op = 'UPDATE' and live = (old.status in ('pending', 'confirmed', 'completed') and (old.lapsed_at is null or old.status <> 'pending')) then
    return null;
  end if;
  if live then
    -- In the order of the people's numbers, so that two bookings never wait for each other.
    insert into occupied_times (booking_id, person, during, as_role)
    select new.id, int8range(p.number, p.number, '[]'),
           case when p.user_id = new.mentor_user_id
                then tstzrange(new.start_time - make_interval(mins => new.buffer_before), new.end_time + make_interval(mins => new.buffer_after))
                else tstzrange(new.start_time, new.end_time) end,
           case when p.user_id = new.mentor_user_id then 'mentor'::app_role else 'mentee'::app_role end
    from profiles p where p.user_id in (new.mentor_user_id, new.mentee_user_id) order by p.number;
  else
    delete from occupied_times o where o.booking_id = new.id;
  end if;
  return null;
end $$;

--
-- Name: FUNCTION occupy_times(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.occupy_times() IS 'Trigger: a live booking takes the time of both people, an ended or lapsed one gives it back.';

--
-- Name: open_period(text, timestamp with time zone); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.open_period(p_kind text, p_at timestamp with time zone) RETURNS date
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  found_start date;
begin
  loop
    found_start := greatest(
      period_start(p_kind, least(p_at, kith.now())),
      (select period_after(p_kind, max(g.starts_on)) from game_periods g where g.kind = p_kind and g.closed_at is not null));
    insert into game_periods (kind, starts_on) values (p_kind, found_start) on conflict do nothing;
    -- Whoever closes it waits for us, or we wait and look again.
    perform 1 from game_periods g where g.kind = p_kind and g.starts_on = found_start and g.closed_at is null for share;
    if found then
      return found_start;
    end if;
  end loop;
end $$;

--
-- Name: FUNCTION open_period(p_kind text, p_at timestamp with time zone); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.open_period(p_kind text, p_at timestamp with time zone) IS 'The week or month that something of a moment counts in, kept open until the transaction ends: its own, or the first open one after it.';

--
-- Name: opt_out(uuid, boolean); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.opt_out(p_user uuid, p_out boolean) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  if cardinality(lock_players(array[p_user], kith.now())) = 0 then
    return false;
  end if;
  update user_stats s set opted_out = p_out, listed = s.listed and not p_out where s.user_id = p_user;
  perform list_player(p_user);
  return true;
end $$;

--
-- Name: FUNCTION opt_out(p_user uuid, p_out boolean); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.opt_out(p_user uuid, p_out boolean) IS 'Somebody''s choice not to be shown and ranked, from now on and in what is past. False when there is nobody.';

--
-- Name: owe_payouts(integer); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.owe_payouts(p_at_most integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  one record;
  kept integer;
  made integer := 0;
begin
  for one in
    select b.* from bookings b
    where b.payout_noted_at is null and b.paid_with <> 'nothing' and b.status in ('completed', 'cancelled') and b.payout_hold is null
      and greatest(b.end_time, b.completed_at, b.cancelled_at) + make_interval(hours => (current_terms()).payout_hours) <= kith.now()
    order by b.end_time limit p_at_most for no key update skip locked
  loop
    kept := kept_of(one.id);
    update bookings set payout_noted_at = kith.now() where id = one.id;
    if kept > fee_of(kept, one.fee_basis_points) then
      insert into payouts (booking_id, mentor_user_id, gross_cents, fee_cents, currency)
      values (one.id, one.mentor_user_id, kept, fee_of(kept, one.fee_basis_points), one.currency) on conflict (booking_id) do nothing;
      made := made + 1;
    end if;
  end loop;
  return made;
end $$;

--
-- Name: FUNCTION owe_payouts(p_at_most integer); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.owe_payouts(p_at_most integer) IS 'Writes down what mentors are to be paid now; how many.';

--
-- Name: owe_refund(uuid, integer, text); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.owe_refund(p_booking uuid, p_percent integer, p_reason text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  the_booking record;
  paid record;
  kept uuid;
  owed integer;
begin
  select b.* into the_booking from bookings b where b.id = p_booking;
  if the_booking.paid_with = 'credit' then
    -- What credit paid for goes back to the credit; from there to the card, when the package has ended meanwhile.
    kept := ledger_account('session', the_booking.currency, the_booking.purchase_id, the_booking.calendar_uid);
    perform 1 from ledger_accounts a where a.id = kept for no key update;
    owed := least(the_booking.price_cents * p_percent / 100, ledger_balance(kept));
    if owed > 0 then
      perform post_ledger('session_back', 'back:' || p_booking || ':' || (
          select count(*) from ledger_transactions t where t.booking_id = p_booking and t.kind = 'session_back'),
        the_booking.purchase_id, p_booking, null, kept, ledger_account('credit', the_booking.currency, the_booking.purchase_id), owed);
      if exists (select 1 from package_purchases p where p.id = the_booking.purchase_id and p.status <> 'active') then
        perform return_unspent(the_booking.purchase_id);
      end if;
    end if;
    return owed;
  end if;
  select p.* into paid from payments p where p.booking_id = p_booking and p.kind = 'charge' and p.status = 'succeeded' and not p.is_surplus for no key update;
  if paid.id is null then
    return 0;
  end if;
  owed := least(paid.amount_cents * p_percent / 100, paid.amount_cents - paid.refunded_cents);
  if owed > 0 then
    insert into payments (booking_id, kind, charge_payment_id, user_id, status, amount_cents, currency, reason)
    values (p_booking, 'refund', paid.id, paid.user_id, 'due', owed, paid.currency, p_reason);
  end if;
  return owed;
end $$;

--
-- Name: FUNCTION owe_refund(p_booking uuid, p_percent integer, p_reason text); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.owe_refund(p_booking uuid, p_percent integer, p_reason text) IS 'Owes so many percent of what was paid for a booking, rounded down, to the card or to the credit it came from, and returns the sum in minor units.';

--
-- Name: pair_amount(integer, integer); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.pair_amount(p_amount integer, p_before integer) RETURNS integer
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select case when p_before >= 40 then 0 else div(p_amount * power(3::numeric, p_before), power(4::numeric, p_before))::integer end
$$;

--
-- Name: FUNCTION pair_amount(p_amount integer, p_before integer); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.pair_amount(p_amount integer, p_before integer) IS 'What an event between two people is worth after so many of its kind between the same two: three quarters of the time before, rounded down. All of them together stay below four times the first.';

--
-- Name: payout_due_at(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.payout_due_at(p_booking uuid) RETURNS timestamp with time zone
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select greatest(b.end_time, b.completed_at, b.cancelled_at) + make_interval(hours => (current_terms()).payout_hours)
  from bookings b
  where b.id = p_booking and b.payout_hold is null and b.paid_with <> 'nothing' and b.status in ('completed', 'cancelled') and kept_of(b.id) > 0
$$;

--
-- Name: FUNCTION payout_due_at(p_booking uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.payout_due_at(p_booking uuid) IS 'When the mentor is paid for a booking: a day after it was completed, or would have taken place, where it was called off too late to be free, or the mentee was absent. Null while held, and for what kept nothing.';

--
-- Name: payouts_held(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.payouts_held(p_mentor uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select kith.is_banned(p_mentor) or exists (select 1 from profiles p where p.user_id = p_mentor and p.status = 'suspended')
$$;

--
-- Name: FUNCTION payouts_held(p_mentor uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.payouts_held(p_mentor uuid) IS 'Whether a mentor is paid nothing for now: suspended or banned. What is due stays due.';

--
-- Name: percent_back(jsonb, timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.percent_back(policy jsonb, beginning timestamp with time zone, at timestamp with time zone) RETURNS integer
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select coalesce(max((step ->> 'percent')::numeric), 0)::integer from jsonb_array_elements(policy) step
  where beginning - at >= make_interval(secs => (step ->> 'hours')::double precision * 3600)
$$;

--
-- Name: FUNCTION percent_back(policy jsonb, beginning timestamp with time zone, at timestamp with time zone); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.percent_back(policy jsonb, beginning timestamp with time zone, at timestamp with time zone) IS 'How many percent a policy gives back to a mentee who calls off at a moment.';

--
-- Name: period_after(text, date); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.period_after(p_kind text, p_start date) RETURNS date
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select (p_start + case p_kind when 'week' then interval '7 days' else interval '1 month' end)::date
$$;

--
-- Name: FUNCTION period_after(p_kind text, p_start date); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.period_after(p_kind text, p_start date) IS 'The first day after a week or month.';

--
-- Name: period_grace(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.period_grace() RETURNS interval
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select interval '5 minutes'
$$;

--
-- Name: FUNCTION period_grace(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.period_grace() IS 'How long after its end a period waits for what happened in it, such as a session that ended at midnight.';

--
-- Name: period_start(text, timestamp with time zone); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.period_start(p_kind text, p_at timestamp with time zone) RETURNS date
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select date_trunc(p_kind, p_at at time zone 'UTC')::date
$$;

--
-- Name: FUNCTION period_start(p_kind text, p_at timestamp with time zone); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.period_start(p_kind text, p_at timestamp with time zone) IS 'The first day of the ISO week or the month of a moment, UTC.';

--
-- Name: post_ledger(text, text, uuid, uuid, uuid, uuid, uuid, integer); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.post_ledger(p_kind text, p_key text, p_purchase uuid, p_booking uuid, p_payment uuid, p_from uuid, p_to uuid, p_amount integer) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  made uuid;
begin
  insert into ledger_transactions (kind, key, purchase_id, booking_id, payment_id) values (p_kind, p_key, p_purchase, p_booking, p_payment)
  on conflict (key) do nothing returning id into made;
  if made is null then
    return false;
  end if;
  insert into ledger_entries (transaction_id, account_id, amount_cents) values (made, p_from, -p_amount);
  insert into ledger_entries (transaction_id, account_id, amount_cents) values (made, p_to, p_amount);
  return true;
end $$;

--
-- Name: FUNCTION post_ledger(p_kind text, p_key text, p_purchase uuid, p_booking uuid, p_payment uuid, p_from uuid, p_to uuid, p_amount integer); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.post_ledger(p_kind text, p_key text, p_purchase uuid, p_booking uuid, p_payment uuid, p_from uuid, p_to uuid, p_amount integer) IS 'Moves money from one account to another, once for the key. False when it was done before.';

--
-- Name: record_terms(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.record_terms() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  before record;
begin
  if tg_op = 'INSERT' then
    if new.rescheduled_from is null then
      new.fee_basis_points := (current_terms()).fee_basis_points;
    else
      select b.fee_basis_points, b.purchase_id into before from bookings b where b.id = new.rescheduled_from;
      new.fee_basis_points := before.fee_basis_points;
      new.purchase_id := before.purchase_id;
    end if;
  elsif new.fee_basis_points <> old.fee_basis_points or (old.purchase_id is not null and new.purchase_id is distinct from old.purchase_id) then
    raise exception using errcode = 'check_violation', constraint = 'bookings_fixed', table = tg_table_name,
      message = 'a booking stays what was agreed; another time is another booking';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION record_terms(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.record_terms() IS 'Trigger: a booking keeps the house''s share and the package it is paid from, also when it moves.';

--
-- Name: record_transition(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.record_transition() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
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
-- Name: FUNCTION record_transition(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.record_transition() IS 'Trigger (entity, column): writes the domain event of a state change.';

--
-- Name: refuse_booking(uuid, uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.refuse_booking(p_mentor uuid, p_mentee uuid) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select case
    when p_mentor = p_mentee then 'yourself'
    when not exists (select 1 from profiles p join mentor_profiles m on m.user_id = p.user_id
                     where p.user_id = p_mentor and p.status = 'active' and m.is_active) then 'closed'
    when not exists (select 1 from profiles p where p.user_id = p_mentee and p.status = 'active') then 'closed'
    when kith.blocked_between(p_mentor, p_mentee) then 'closed'
    when kith.hold_state(p_mentor) = 'hard_hold' or kith.hold_state(p_mentee) = 'hard_hold' then 'closed'
  end
$$;

--
-- Name: FUNCTION refuse_booking(p_mentor uuid, p_mentee uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.refuse_booking(p_mentor uuid, p_mentee uuid) IS 'Why these two cannot book: yourself or closed (and no more is told); null when they can.';

--
-- Name: refuse_change(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  raise exception using errcode = 'KT403', message = format('%s is append-only', tg_table_name);
end $$;

--
-- Name: FUNCTION refuse_change(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.refuse_change() IS 'Trigger: makes a table append-only.';

--
-- Name: reinstate_person(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.reinstate_person(p_user uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  update profiles set status = 'active', suspended_at = null where user_id = p_user and status = 'suspended';
  if not found then
    return false;
  end if;
  perform slots_changed(p_user);
  return true;
end $$;

--
-- Name: FUNCTION reinstate_person(p_user uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.reinstate_person(p_user uuid) IS 'Takes a suspended person back in; sessions that ended stay ended. False when they were not suspended.';

--
-- Name: release_payout(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.release_payout(p_booking uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  update bookings set payout_hold = null where id = p_booking and payout_hold is not null
$$;

--
-- Name: FUNCTION release_payout(p_booking uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.release_payout(p_booking uuid) IS 'A session that was held is paid as any other, with what is kept by then.';

--
-- Name: replay_past(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.replay_past() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  one record;
begin
  for one in
    select * from (
      select p.created_at as at, 1 as step, p.user_id as id, null::uuid as mentor, null::uuid as mentee from profiles p where p.status <> 'erased'
      union all
      select b.end_time, 2, b.id, b.mentor_user_id, b.mentee_user_id from bookings b where b.status = 'completed'
      union all
      select r.created_at, 3, r.id, r.reviewer_user_id, r.reviewee_user_id from reviews r
      union all
      select r.counted_at, 4, r.id, r.reviewer_user_id, r.reviewee_user_id from reviews r where r.counted_at is not null
    ) x order by at, step, id
  loop
    if one.step = 1 then
      perform give_xp(one.id, 'signup', 'once', one.at);
      if is_profile_complete(one.id) then
        perform give_xp(one.id, 'complete_profile', 'once', one.at);
      end if;
    elsif one.step = 2 then
      perform give_for_session(one.id, one.mentor, one.mentee, one.at);
    elsif one.step = 3 then
      perform give_xp(one.mentor, 'review_given', one.id::text, one.at, one.mentee,
        (select case b.mentor_user_id when one.mentor then 'mentor' else 'mentee' end::app_role from reviews r join bookings b on b.id = r.booking_id where r.id = one.id));
      perform note_activity(one.mentor, one.at);
    else
      perform give_xp(one.mentee, 'review_received', one.id::text, one.at, one.mentor,
        (select case b.mentor_user_id when one.mentee then 'mentor' else 'mentee' end::app_role from reviews r join bookings b on b.id = r.booking_id where r.id = one.id));
    end if;
  end loop;
end $$;

--
-- Name: FUNCTION replay_past(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.replay_past() IS 'Gives what was earned before there was a game; what was given already is not given again.';

--
-- Name: require_open_session(uuid, uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.require_open_session(p_booking uuid, p_writer uuid) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  the_booking record;
  why text;
begin
  select b.* into the_booking from bookings b where b.id = p_booking;
  if the_booking.id is null or p_writer not in (the_booking.mentor_user_id, the_booking.mentee_user_id) or the_booking.confirmed_at is null then
    raise exception using errcode = 'insufficient_privilege', message = 'only the two of a session write here';
  end if;
  if auth.uid() is not null and p_writer <> auth.uid() then
    raise exception using errcode = 'insufficient_privilege', message = 'people write for themselves';
  end if;
  why := session_closed(p_booking);
  if why is not null then
    raise exception using errcode = 'KT409', message = case why
      when 'over' then 'this session was called off, and the week after it is over'
      when 'moved' then 'this session has moved to another time; everything went along'
      else 'this conversation is closed' end;
  end if;
end $$;

--
-- Name: FUNCTION require_open_session(p_booking uuid, p_writer uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.require_open_session(p_booking uuid, p_writer uuid) IS 'Refuses whoever is not one of the two of a confirmed session, or comes when it is closed.';

--
-- Name: return_unspent(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.return_unspent(p_purchase uuid) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  bought record;
  paid record;
  left_over integer;
  refund uuid;
begin
  select p.* into bought from package_purchases p where p.id = p_purchase for no key update;
  select p.* into paid from payments p where p.purchase_id = p_purchase and p.kind = 'charge' and p.status = 'succeeded' and not p.is_surplus for no key update;
  left_over := credit_of(p_purchase);
  if left_over <= 0 or paid.id is null then
    return 0;
  end if;
  insert into payments (purchase_id, kind, charge_payment_id, user_id, status, amount_cents, currency, reason)
  values (p_purchase, 'refund', paid.id, paid.user_id, 'due', left_over, paid.currency, 'credit_returned') returning id into refund;
  perform post_ledger('returned', 'returned:' || refund, p_purchase, null, refund, ledger_account('credit', bought.currency, p_purchase),
    ledger_account('cards', bought.currency), left_over);
  return left_over;
end $$;

--
-- Name: FUNCTION return_unspent(p_purchase uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.return_unspent(p_purchase uuid) IS 'Owes all that is left of a package back to the card it came from, and returns the sum in minor units.';

--
-- Name: reveal_together(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.reveal_together() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  if (select count(*) from reviews r where r.booking_id = new.booking_id) = 2 then
    update reviews set reveals_at = kith.now() where booking_id = new.booking_id and reveals_at > kith.now();
    perform count_reviews(new.booking_id);
  end if;
  return null;
end $$;

--
-- Name: FUNCTION reveal_together(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.reveal_together() IS 'Trigger: the second review of a session shows and counts both.';

--
-- Name: running_week(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.running_week() RETURNS date
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select greatest(period_start('week', kith.now()),
    (select period_after('week', max(g.starts_on)) from game_periods g where g.kind = 'week' and g.closed_at is not null))
$$;

--
-- Name: FUNCTION running_week(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.running_week() IS 'The week that XP counts in now.';

--
-- Name: score_ratings(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.score_ratings() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  new.rating_score := case when new.rating_count > 0 then (5 * 4.2 + new.rating_sum) / (5 + new.rating_count) end;
  return new;
end $$;

--
-- Name: FUNCTION score_ratings(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.score_ratings() IS 'Trigger: the weighted average that directories sort by.';

--
-- Name: search_mentors(uuid, text, text, text, integer, double precision, timestamp with time zone, text, double precision, uuid, integer); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.search_mentors(p_viewer uuid, p_query text, p_skill text, p_language text, p_most_cents integer, p_least_rating double precision, p_free_before timestamp with time zone, p_sort text, p_after_key double precision, p_after_id uuid, p_limit integer) RETURNS TABLE(sort_key double precision, profile_id uuid, user_id uuid, full_name text, avatar_url text, headline text, skills text[], languages text[], hourly_rate integer, currency text, rating_count integer, rating_average double precision, next_free_slot timestamp with time zone, sessions_completed integer, booking_mode text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select f.* from (
    select case p_sort
             when 'price' then m.hourly_rate::double precision
             when 'soonest' then coalesce(extract(epoch from m.next_free_slot), 1e12)::double precision
             when 'match' then -ts_rank(m.search_words, case when p_query <> '' then to_tsquery('simple', p_query) else ''::tsquery end)::double precision
             else -coalesce(m.rating_score, 0) end as sort_key,
           p.id as profile_id, p.user_id, p.full_name, p.avatar_url, m.headline, m.skills, m.languages, m.hourly_rate, m.currency, m.rating_count,
           case when m.rating_count > 0 then m.rating_sum::double precision / m.rating_count end as rating_average,
           case when m.next_free_slot > kith.now() then m.next_free_slot end as next_free_slot, m.sessions_completed, m.booking_mode
    from mentor_profiles m join profiles p on p.user_id = m.user_id
    where m.is_active and p.status = 'active'
      and (p_query = '' or m.search_words @@ to_tsquery('simple', p_query))
      and (p_skill is null or m.skill_keys @> array[folded(p_skill)])
      and (p_language is null or m.language_keys @> array[folded(p_language)])
      and (p_most_cents is null or m.hourly_rate <= p_most_cents)
      and (p_least_rating is null or (m.rating_count > 0 and m.rating_sum::double precision / m.rating_count >= p_least_rating))
      and (p_free_before is null or (m.next_free_slot > kith.now() and m.next_free_slot < p_free_before))
      and (p_viewer is null or m.user_id <> all ((select kith.blocked_with(p_viewer))::uuid[]))
      and m.user_id <> all ((select kith.on_hold(array(select a.user_id from mentor_profiles a where a.is_active)))::uuid[])
  ) f
  where p_after_id is null or (f.sort_key, f.profile_id) > (p_after_key, p_after_id)
  order by f.sort_key, f.profile_id
  limit least(p_limit, 100)
$$;

--
-- Name: FUNCTION search_mentors(p_viewer uuid, p_query text, p_skill text, p_language text, p_most_cents integer, p_least_rating double precision, p_free_before timestamp with time zone, p_sort text, p_after_key double precision, p_after_id uuid, p_limit integer); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.search_mentors(p_viewer uuid, p_query text, p_skill text, p_language text, p_most_cents integer, p_least_rating double precision, p_free_before timestamp with time zone, p_sort text, p_after_key double precision, p_after_id uuid, p_limit integer) IS 'Mentors to be found by anybody: words as a tsquery of prefixes, filters, and an order (rating, price, soonest, match) with where to go on. Who has a block with the viewer is not there.';

--
-- Name: session_closed(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.session_closed(p_booking uuid) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select case
    when b.confirmed_at is null then 'never'
    when kith.blocked_between(b.mentor_user_id, b.mentee_user_id) then 'closed'
    when exists (select 1 from profiles p where p.user_id in (b.mentor_user_id, b.mentee_user_id) and p.status <> 'active') then 'closed'
    when b.cancelled_by = 'moved' then 'moved'
    when b.status in ('cancelled', 'declined') and b.end_time + interval '7 days' <= kith.now() then 'over'
  end
  from bookings b where b.id = p_booking
$$;

--
-- Name: FUNCTION session_closed(p_booking uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.session_closed(p_booking uuid) IS 'Why the two of a session cannot write any more: never (there was no session), closed (a block, somebody gone: tell nobody which), moved, over (a week after the planned end of one that was called off). Null while they can.';

--
-- Name: set_updated_at(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.set_updated_at() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
begin
  new.updated_at = kith.now();
  return new;
end $$;

--
-- Name: FUNCTION set_updated_at(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.set_updated_at() IS 'Trigger: keeps updated_at current.';

--
-- Name: settle_payment(uuid, text); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.settle_payment(p_payment uuid, p_charge text) RETURNS text
    LANGUAGE plpgsql
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  paid record;
  the_booking record;
begin
  select p.* into paid from payments p where p.id = p_payment and p.kind = 'charge';
  select b.* into the_booking from bookings b where b.id = paid.booking_id;
  perform lock_people(array[the_booking.mentor_user_id, the_booking.mentee_user_id]);
  select b.* into the_booking from bookings b where b.id = paid.booking_id for no key update;
  select p.* into paid from payments p where p.id = p_payment for no key update;
  if paid.status = 'succeeded' then
    return case when not paid.is_surplus then case when the_booking.status = 'pending' then 'requested' else 'confirmed' end
                when exists (select 1 from payments r where r.charge_payment_id = p_payment and r.reason = 'paid_twice') then 'paid_twice' else 'too_late' end;
  end if;
  if exists (select 1 from payments p where p.booking_id = paid.booking_id and p.kind = 'charge' and p.status = 'succeeded' and not p.is_surplus) then
    update payments set status = 'succeeded', is_surplus = true, settled_at = kith.now(), txn_id = p_charge, failure = null where id = p_payment;
    insert into payments (booking_id, kind, charge_payment_id, user_id, status, amount_cents, currency, reason)
    values (paid.booking_id, 'refund', p_payment, paid.user_id, 'due', paid.amount_cents, paid.currency, 'paid_twice');
    return 'paid_twice';
  end if;
  if the_booking.status = 'pending' and the_booking.start_time > kith.now()
     and refuse_booking(the_booking.mentor_user_id, the_booking.mentee_user_id) is null then
    begin
      update bookings set lapsed_at = null,
        status = case mode when 'instant' then 'confirmed'::booking_status else status end,
        requested_at = case mode when 'request' then kith.now() end,
        expires_at = case mode when 'request' then least(kith.now() + interval '48 hours', start_time) end
      where id = the_booking.id;
      update payments set status = 'succeeded', settled_at = kith.now(), txn_id = p_charge, failure = null where id = p_payment;
      return case the_booking.mode when 'instant' then 'confirmed' else 'requested' end;
    exception when exclusion_violation then
      null;
    end;
  end if;
  update payments set status = 'succeeded', is_surplus = true, settled_at = kith.now(), txn_id = p_charge, failure = null where id = p_payment;
  insert into payments (booking_id, kind, charge_payment_id, user_id, status, amount_cents, currency, reason)
  values (paid.booking_id, 'refund', p_payment, paid.user_id, 'due', paid.amount_cents, paid.currency, 'too_late');
  if the_booking.status = 'pending' then
    update bookings set status = 'cancelled', cancelled_by = 'lapsed', percent_back = 100 where id = the_booking.id;
  end if;
  return 'too_late';
end $$;

--
-- Name: FUNCTION settle_payment(p_payment uuid, p_charge text); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.settle_payment(p_payment uuid, p_charge text) IS 'Writes down that Stripe has the money (charge id): confirmed, requested (the mentor decides), too_late or paid_twice (both owed back whole). Twice is once.';

--
-- Name: settle_purchase(uuid, text); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.settle_purchase(p_payment uuid, p_charge text) RETURNS text
    LANGUAGE plpgsql
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  paid record;
  bought record;
  terms money_terms;
  because text := 'too_late';
begin
  select p.* into paid from payments p where p.id = p_payment and p.kind = 'charge';
  select p.* into bought from package_purchases p where p.id = paid.purchase_id;
  perform lock_people(array[bought.mentor_user_id, bought.mentee_user_id]);
  select p.* into bought from package_purchases p where p.id = paid.purchase_id for update;
  select p.* into paid from payments p where p.id = p_payment for no key update;
  if paid.status = 'succeeded' then
    return case when not paid.is_surplus then 'bought' else (select r.reason from payments r where r.charge_payment_id = p_payment order by r.created_at limit 1) end;
  end if;
  if exists (select 1 from payments p where p.purchase_id = bought.id and p.kind = 'charge' and p.status = 'succeeded' and not p.is_surplus) then
    because := 'paid_twice';
  elsif bought.status in ('pending', 'lapsed') and refuse_booking(bought.mentor_user_id, bought.mentee_user_id) is null then
    terms := current_terms();
    update payments set status = 'succeeded', settled_at = kith.now(), txn_id = p_charge, failure = null where id = p_payment;
    update package_purchases set status = 'active', bought_at = kith.now(), withdraw_until = kith.now() + make_interval(days => terms.withdrawal_days),
      expires_at = kith.now() + make_interval(months => terms.credit_months)
    where id = bought.id;
    perform post_ledger('bought', 'bought:' || p_payment, bought.id, null, p_payment, ledger_account('cards', bought.currency),
      ledger_account('credit', bought.currency, bought.id), paid.amount_cents);
    return 'bought';
  end if;
  update payments set status = 'succeeded', is_surplus = true, settled_at = kith.now(), txn_id = p_charge, failure = null where id = p_payment;
  insert into payments (purchase_id, kind, charge_payment_id, user_id, status, amount_cents, currency, reason)
  values (bought.id, 'refund', p_payment, paid.user_id, 'due', paid.amount_cents, paid.currency, because);
  if bought.status = 'pending' and because = 'too_late' then
    update package_purchases set status = 'lapsed' where id = bought.id;
  end if;
  return because;
end $$;

--
-- Name: FUNCTION settle_purchase(p_payment uuid, p_charge text); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.settle_purchase(p_payment uuid, p_charge text) IS 'Writes down that Stripe has the money for a package (charge id): bought, too_late or paid_twice (both owed back whole). Twice is once.';

--
-- Name: show_hidden_picture(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.show_hidden_picture(p_decision uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  hidden hidden_pictures;
  shown uuid;
begin
  select h.* into hidden from hidden_pictures h where h.decision_id = p_decision;
  select p.avatar_file_id into shown from profiles p where p.user_id = hidden.user_id for no key update;
  perform 1 from hidden_pictures h where h.decision_id = p_decision for update;
  if hidden.file_id is null or not found then
    return 'gone';
  end if;
  if shown is null then
    update stored_files set state = 'kept' where id = hidden.file_id and state = 'hidden';
  end if;
  delete from hidden_pictures h where h.decision_id = p_decision;
  if shown is not null then
    return 'another';
  end if;
  update profiles set avatar_file_id = hidden.file_id, avatar_url = '/mentor/pictures/' || hidden.file_id where user_id = hidden.user_id;
  return 'shown';
end $$;

--
-- Name: FUNCTION show_hidden_picture(p_decision uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.show_hidden_picture(p_decision uuid) IS 'Shows again the picture that a decision took down: shown, another (one was chosen since and stays; the old one goes), gone (with the person, or since its days are over).';

--
-- Name: show_review(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.show_review(p_review uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  shown record;
begin
  update reviews set hidden_at = null where id = p_review and hidden_at is not null returning * into shown;
  if shown.id is null then
    return false;
  end if;
  if shown.counted_at is null then
    perform count_reviews(shown.booking_id);
  else
    update mentor_profiles m set rating_count = m.rating_count + 1, rating_sum = m.rating_sum + shown.rating
    from bookings b where b.id = shown.booking_id and m.user_id = shown.reviewee_user_id and b.mentor_user_id = m.user_id;
  end if;
  return true;
end $$;

--
-- Name: FUNCTION show_review(p_review uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.show_review(p_review uuid) IS 'Shows a hidden review again and puts it back into the average, for operators. False when it was not hidden.';

--
-- Name: slots_changed(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.slots_changed(p_mentor uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  update mentor_profiles set slots_version = slots_version + 1 where user_id = p_mentor
$$;

--
-- Name: FUNCTION slots_changed(p_mentor uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.slots_changed(p_mentor uuid) IS 'Notes that a mentor''s slots are to be looked at again.';

--
-- Name: streak_step(date, timestamp with time zone, text, integer, date, timestamp with time zone, text); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.streak_step(p_day date, p_moment timestamp with time zone, p_zone text, p_length integer, p_frozen date, p_at timestamp with time zone, p_in text, OUT counted boolean, OUT length integer, OUT frozen date) RETURNS record
    LANGUAGE plpgsql STABLE
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  today date := (p_at at time zone p_in)::date;
  by_date integer;
  by_clock integer;
  missed integer;
  one date;
  kept boolean := true;
begin
  counted := true;
  length := 1;
  frozen := p_frozen;
  if p_day is null then
    return;
  end if;
  by_date := days_passed(p_in, p_day, today);
  by_clock := days_passed(p_in, (p_moment at time zone p_in)::date, today);
  if by_date < 1 or by_clock < 1 then
    counted := false;
    length := p_length;
    return;
  end if;
  missed := least(by_date, by_clock, days_passed(p_zone, p_day, (p_at at time zone p_zone)::date)) - 1;
  if missed > 2 then
    return;
  end if;
  for one in
    select d from (
      select p_day + n as d from generate_series(1, today - p_day - 1) n
      where ((p_day + n)::timestamp at time zone p_in) < ((p_day + n + 1)::timestamp at time zone p_in) order by n desc limit greatest(missed, 0)) x order by d
  loop
    if frozen is null or date_trunc('month', one) > date_trunc('month', frozen) then
      frozen := one;
    else
      kept := false;
    end if;
  end loop;
  if kept then
    length := p_length + 1;
  else
    frozen := p_frozen;
  end if;
end $$;

--
-- Name: FUNCTION streak_step(p_day date, p_moment timestamp with time zone, p_zone text, p_length integer, p_frozen date, p_at timestamp with time zone, p_in text, OUT counted boolean, OUT length integer, OUT frozen date); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.streak_step(p_day date, p_moment timestamp with time zone, p_zone text, p_length integer, p_frozen date, p_at timestamp with time zone, p_in text, OUT counted boolean, OUT length integer, OUT frozen date) IS 'One activity after a streak whose last day was p_day (at p_moment, in p_zone): whether it is a new day, how long the streak is then, the last frozen day. Missed is what was missed by the dates, by the clock here and by the clock there, whichever is least; one missed day a calendar month is frozen.';

--
-- Name: suspend_person(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.suspend_person(p_user uuid) RETURNS uuid[]
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  ended uuid[];
begin
  perform lock_future(p_user);
  update profiles set status = 'suspended', suspended_at = kith.now() where user_id = p_user and status = 'active';
  if not found then
    return null;
  end if;
  select coalesce(array_agg(f), '{}') into ended from free_from_future(p_user, true) f;
  perform slots_changed(p_user);
  return ended;
end $$;

--
-- Name: FUNCTION suspend_person(p_user uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.suspend_person(p_user uuid) IS 'Suspends a person; their sessions to come end with the money given back. The bookings ended, or null when nothing changed.';

--
-- Name: tidy_ladder(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.tidy_ladder() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  tidied integer;
begin
  with gone as (
    delete from xp_ladder l where (l.kind, l.starts_on, l.xp) in (
      select r.kind, r.starts_on, r.xp from xp_ladder r group by r.kind, r.starts_on, r.xp having count(*) > 1 or sum(r.people) = 0)
    returning l.kind, l.starts_on, l.xp, l.people
  )
  insert into xp_ladder (kind, starts_on, xp, people)
  select g.kind, g.starts_on, g.xp, sum(g.people) from gone g group by g.kind, g.starts_on, g.xp having sum(g.people) <> 0;
  get diagnostics tidied = row_count;
  return tidied;
end $$;

--
-- Name: FUNCTION tidy_ladder(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.tidy_ladder() IS 'Adds up the rows of each rung; however many do it at once, each row is added once.';

--
-- Name: time_zone_of(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.time_zone_of(person uuid) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select coalesce((select m.timezone from mentor_profiles m where m.user_id = person),
                  (select m.timezone from mentee_profiles m where m.user_id = person), 'UTC')
$$;

--
-- Name: FUNCTION time_zone_of(person uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.time_zone_of(person uuid) IS 'The zone a person lives by: as a mentor, else as a mentee.';

--
-- Name: took_place(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.took_place(p_booking uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select exists (
    select 1 from bookings b
    where b.id = p_booking and b.status = 'confirmed' and b.end_time <= kith.now()
      and not exists (select 1 from no_show_reports r where r.booking_id = b.id and r.status in ('open', 'disputed'))
      and (b.end_time + interval '24 hours' <= kith.now() or (was_there(b.id, b.mentor_user_id) and was_there(b.id, b.mentee_user_id))
           or exists (select 1 from no_show_reports r where r.booking_id = b.id and r.decision = 'took_place')))
$$;

--
-- Name: FUNCTION took_place(p_booking uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.took_place(p_booking uuid) IS 'Whether a session that is over may be completed: nobody contests it, and both were surely there, or the day in which absence can be reported is over, or operators said so.';

--
-- Name: unlock_achievements(); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.unlock_achievements() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
declare
  stats jsonb := to_jsonb(new);
begin
  insert into user_achievements (user_id, achievement_id)
  select new.user_id, a.id from achievements a where (stats ->> a.metric)::bigint >= a.threshold
    and not exists (select 1 from user_achievements u where u.user_id = new.user_id and u.achievement_id = a.id)
  order by a.position
  on conflict do nothing;
  return null;
end $$;

--
-- Name: FUNCTION unlock_achievements(); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.unlock_achievements() IS 'Trigger: unlocks what the numbers now reach.';

--
-- Name: was_there(uuid, uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.was_there(p_booking uuid, p_person uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select exists (
    select 1 from session_presence s join bookings b on b.id = s.booking_id
    where s.booking_id = p_booking and s.user_id = p_person and (s.vouched_at is not null or s.entered_at < b.start_time + interval '10 minutes'))
$$;

--
-- Name: FUNCTION was_there(p_booking uuid, p_person uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.was_there(p_booking uuid, p_person uuid) IS 'Whether somebody was surely there: in the room within the first ten minutes, or the other says that they met.';

--
-- Name: why_returnable(uuid); Type: FUNCTION; Schema: mentor; Owner: -
--

CREATE FUNCTION mentor.why_returnable(p_purchase uuid) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'mentor', 'pg_temp'
    AS $$
  select case
    when p.status <> 'active' then null
    when kith.now() <= p.withdraw_until and credit_of(p.id) = p.price_cents then 'withdrawn'
    when (refuse_booking(p.mentor_user_id, p.mentee_user_id) is not null or not p.minutes = any (m.durations)) and credit_of(p.id) > 0 then 'unusable'
  end
  from package_purchases p join mentor_profiles m on m.user_id = p.mentor_user_id where p.id = p_purchase
$$;

--
-- Name: FUNCTION why_returnable(p_purchase uuid); Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON FUNCTION mentor.why_returnable(p_purchase uuid) IS 'Why the mentee may have the money of a package back by themselves: withdrawn (in time and untouched), unusable (the mentor cannot be booked for such sessions); null when not.';

--
-- Name: achievements; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.achievements (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    description text NOT NULL,
    icon text NOT NULL,
    metric text NOT NULL,
    threshold bigint NOT NULL,
    "position" integer NOT NULL,
    by_mail boolean DEFAULT false NOT NULL,
    CONSTRAINT achievements_metric CHECK ((metric = ANY (ARRAY['xp'::text, 'level'::text, 'sessions'::text, 'mentored'::text, 'people_met'::text, 'reviews_given'::text, 'reviews_received'::text, 'profile_complete'::text, 'longest_streak'::text, 'best_tier'::text, 'league_wins'::text, 'awards_won'::text]))),
    CONSTRAINT achievements_slug CHECK ((slug ~ '^[a-z][a-z_]{1,39}$'::text)),
    CONSTRAINT achievements_texts CHECK ((((length(name) >= 1) AND (length(name) <= 40)) AND ((length(description) >= 1) AND (length(description) <= 160)))),
    CONSTRAINT achievements_threshold CHECK ((threshold > 0))
);

--
-- Name: TABLE achievements; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.achievements IS 'What can be achieved: unlocked when the metric, a column of user_stats, reaches the threshold. `game/achievements/catalogue.py` has the same words for the catalogs.';

--
-- Name: COLUMN achievements.by_mail; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.achievements.by_mail IS 'Worth a letter; the others wait on the page.';

--
-- Name: activity_days; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.activity_days (
    user_id uuid NOT NULL,
    day date NOT NULL,
    zone text NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT activity_days_day CHECK ((day = ((at AT TIME ZONE zone))::date)),
    CONSTRAINT activity_days_zone CHECK (mentor.is_time_zone(zone))
);

--
-- Name: TABLE activity_days; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.activity_days IS 'The first thing somebody did on a local day in a zone. A streak needs no more than that.';

--
-- Name: admin_actions; Type: VIEW; Schema: mentor; Owner: -
--

CREATE VIEW mentor.admin_actions WITH (security_invoker='true') AS
 SELECT id,
    admin_id,
    action,
    target_id AS subject_id,
    payload AS meta,
    created_at,
    target_type,
    reason,
    actor,
    product
   FROM kith.audit_log l
  WHERE (product = 'mentor'::text)
  WITH LOCAL CHECK OPTION;

--
-- Name: VIEW admin_actions; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON VIEW mentor.admin_actions IS 'What operators did in Mentor. Rows can be added, never changed.';

--
-- Name: awards; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.awards (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    mentor_user_id uuid NOT NULL,
    type text NOT NULL,
    period_start date NOT NULL,
    period_end date NOT NULL,
    meta jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT awards_meta CHECK ((jsonb_typeof(meta) = 'object'::text)),
    CONSTRAINT awards_period CHECK ((period_end > period_start)),
    CONSTRAINT awards_type CHECK ((type = ANY (ARRAY['top_mentor'::text, 'rising_mentor'::text, 'most_helpful'::text])))
);

--
-- Name: TABLE awards; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.awards IS 'Top Mentor, Rising Mentor and Most Helpful of each week and month, written when it closes. period_end is its last day.';

--
-- Name: COLUMN awards.meta; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.awards.meta IS 'The numbers that decided: xp and sessions; gained; people and average.';

--
-- Name: booking_calendar_events; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.booking_calendar_events (
    booking_id uuid NOT NULL,
    calendar_account_id uuid NOT NULL,
    reference text NOT NULL,
    version text DEFAULT ''::text NOT NULL,
    shown text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL
);

--
-- Name: TABLE booking_calendar_events; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.booking_calendar_events IS 'Bookings we put into mentors'' calendars: the provider''s name of the event, its version, and the times it shows.';

--
-- Name: bookings; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.bookings (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    mentor_user_id uuid NOT NULL,
    mentee_user_id uuid NOT NULL,
    start_time timestamp with time zone NOT NULL,
    end_time timestamp with time zone NOT NULL,
    duration_minutes integer GENERATED ALWAYS AS (((EXTRACT(epoch FROM (end_time - start_time)) / (60)::numeric))::integer) STORED,
    price_cents integer DEFAULT 0 NOT NULL,
    currency text DEFAULT 'usd'::text NOT NULL,
    status mentor.booking_status DEFAULT 'pending'::mentor.booking_status NOT NULL,
    meeting_provider text DEFAULT 'jitsi'::text NOT NULL,
    meeting_room text DEFAULT ('kith-'::text || replace((gen_random_uuid())::text, '-'::text, ''::text)) NOT NULL,
    meeting_url text,
    notes text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    mode text DEFAULT 'instant'::text NOT NULL,
    buffer_before integer DEFAULT 0 NOT NULL,
    buffer_after integer DEFAULT 0 NOT NULL,
    paid_with text DEFAULT 'nothing'::text NOT NULL,
    expires_at timestamp with time zone,
    lapsed_at timestamp with time zone,
    requested_at timestamp with time zone,
    confirmed_at timestamp with time zone,
    completed_at timestamp with time zone,
    cancelled_at timestamp with time zone,
    cancelled_by text,
    cancel_reason text,
    percent_back integer,
    cancellation_policy jsonb DEFAULT '[{"hours": 24, "percent": 100}, {"hours": 4, "percent": 50}]'::jsonb NOT NULL,
    mentor_timezone text DEFAULT 'UTC'::text NOT NULL,
    mentee_timezone text DEFAULT 'UTC'::text NOT NULL,
    rescheduled_from uuid,
    calendar_uid uuid DEFAULT gen_random_uuid() NOT NULL,
    calendar_sequence integer DEFAULT 0 NOT NULL,
    no_show text,
    fee_basis_points integer DEFAULT 0 NOT NULL,
    purchase_id uuid,
    payout_hold text,
    payout_noted_at timestamp with time zone,
    CONSTRAINT bookings_buffers CHECK ((((buffer_before >= 0) AND (buffer_before <= 240)) AND ((buffer_after >= 0) AND (buffer_after <= 240)))),
    CONSTRAINT bookings_cancelled CHECK ((((status = ANY (ARRAY['cancelled'::mentor.booking_status, 'declined'::mentor.booking_status])) = (cancelled_at IS NOT NULL)) AND ((cancelled_at IS NULL) = (cancelled_by IS NULL)) AND (cancelled_by = ANY (ARRAY['mentee'::text, 'mentor'::text, 'house'::text, 'lapsed'::text, 'moved'::text])))),
    CONSTRAINT bookings_fee CHECK (((fee_basis_points >= 0) AND (fee_basis_points <= 10000))),
    CONSTRAINT bookings_length CHECK ((((end_time - start_time) >= '00:15:00'::interval) AND ((end_time - start_time) <= '04:00:00'::interval))),
    CONSTRAINT bookings_mode CHECK ((mode = ANY (ARRAY['instant'::text, 'request'::text]))),
    CONSTRAINT bookings_no_show CHECK (((no_show IS NULL) OR ((status = 'cancelled'::mentor.booking_status) AND (no_show = ANY (ARRAY['mentor'::text, 'mentee'::text, 'nobody'::text]))))),
    CONSTRAINT bookings_notes CHECK (((length(notes) <= 2000) AND (length(cancel_reason) <= 500))),
    CONSTRAINT bookings_paid_with CHECK ((paid_with = ANY (ARRAY['nothing'::text, 'card'::text, 'credit'::text]))),
    CONSTRAINT bookings_payout_hold CHECK ((payout_hold = ANY (ARRAY['no_show'::text, 'dispute'::text, 'house'::text]))),
    CONSTRAINT bookings_percent_back CHECK (((percent_back >= 0) AND (percent_back <= 100))),
    CONSTRAINT bookings_policy CHECK (mentor.is_refund_policy(cancellation_policy)),
    CONSTRAINT bookings_price CHECK (((price_cents >= 0) AND (currency ~ '^[a-z]{3}$'::text))),
    CONSTRAINT bookings_sequence CHECK ((calendar_sequence >= 0)),
    CONSTRAINT bookings_time_zones CHECK ((mentor.is_time_zone(mentor_timezone) AND mentor.is_time_zone(mentee_timezone))),
    CONSTRAINT bookings_two_people CHECK ((mentor_user_id <> mentee_user_id)),
    CONSTRAINT bookings_whole_minutes CHECK (((start_time = date_trunc('minute'::text, start_time)) AND (end_time = date_trunc('minute'::text, end_time))))
);

--
-- Name: TABLE bookings; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.bookings IS 'Sessions: pending while they are paid for or the mentor decides, then confirmed. A pending one keeps its time until expires_at, swept or not.';

--
-- Name: COLUMN bookings.lapsed_at; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.bookings.lapsed_at IS 'When a pending booking gave its time up; a payment that comes later may still get the time if it is free.';

--
-- Name: COLUMN bookings.requested_at; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.bookings.requested_at IS 'When a booking that the mentor decides about was paid and came before the mentor.';

--
-- Name: COLUMN bookings.percent_back; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.bookings.percent_back IS 'How much of the price was given back when it ended: the policy''s word at that moment, or all.';

--
-- Name: COLUMN bookings.cancellation_policy; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.bookings.cancellation_policy IS 'What was shown before paying, as it was then.';

--
-- Name: COLUMN bookings.calendar_uid; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.bookings.calendar_uid IS 'What calendars know the session by; a moved session keeps it, with a higher sequence.';

--
-- Name: COLUMN bookings.no_show; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.bookings.no_show IS 'Of a session that did not take place: who was absent; nobody when it was neither''s doing.';

--
-- Name: COLUMN bookings.fee_basis_points; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.bookings.fee_basis_points IS 'The house''s share in hundredths of a percent, as it was when it was booked.';

--
-- Name: COLUMN bookings.purchase_id; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.bookings.purchase_id IS 'The package that pays for it, where it is paid with credit.';

--
-- Name: COLUMN bookings.payout_hold; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.bookings.payout_hold IS 'Why the mentor is not paid for it yet.';

--
-- Name: COLUMN bookings.payout_noted_at; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.bookings.payout_noted_at IS 'When its payout was written down, or found to be nothing.';

--
-- Name: calendar_accounts; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.calendar_accounts (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    provider mentor.calendar_provider NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    sync_enabled boolean DEFAULT true NOT NULL,
    write_back boolean DEFAULT false NOT NULL,
    connection integer DEFAULT 1 NOT NULL,
    secret_ciphertext bytea NOT NULL,
    secret_iv bytea NOT NULL,
    secret_tag bytea NOT NULL,
    secret_key_version integer NOT NULL,
    secret_version integer DEFAULT 0 NOT NULL,
    sync_cursor text DEFAULT ''::text NOT NULL,
    sync_number bigint DEFAULT 0 NOT NULL,
    sync_begun_at timestamp with time zone,
    bell_at timestamp with time zone,
    full_synced_at timestamp with time zone,
    last_synced_at timestamp with time zone,
    last_error text,
    access_ended_at timestamp with time zone,
    channel_id text,
    channel_resource text,
    channel_secret_hash bytea,
    channel_expires_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT calendar_accounts_channel_guarded CHECK (((channel_id IS NULL) OR (channel_secret_hash IS NOT NULL))),
    CONSTRAINT calendar_accounts_channel_secret_hash_check CHECK ((octet_length(channel_secret_hash) = 32)),
    CONSTRAINT calendar_accounts_connection_check CHECK ((connection > 0)),
    CONSTRAINT calendar_accounts_email_check CHECK ((length(email) <= 320)),
    CONSTRAINT calendar_accounts_secret_iv_check CHECK ((octet_length(secret_iv) = 12)),
    CONSTRAINT calendar_accounts_secret_tag_check CHECK ((octet_length(secret_tag) = 16))
);

--
-- Name: TABLE calendar_accounts; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.calendar_accounts IS 'A calendar somebody connected. Tokens are sealed to the row; not enabled: disconnected, and gone once they are given back at the provider.';

--
-- Name: COLUMN calendar_accounts.connection; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.calendar_accounts.connection IS 'How often its owner connected it: word of an earlier connection that ended says nothing about this one.';

--
-- Name: COLUMN calendar_accounts.sync_number; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.calendar_accounts.sync_number IS 'Number of the newest question to the provider: only its answer is written.';

--
-- Name: COLUMN calendar_accounts.full_synced_at; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.calendar_accounts.full_synced_at IS 'When the whole window was read last; in between only changes are.';

--
-- Name: calendar_feeds; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.calendar_feeds (
    user_id uuid NOT NULL,
    version integer NOT NULL,
    token_hash bytea,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT calendar_feeds_version_check CHECK ((version > 0))
);

--
-- Name: TABLE calendar_feeds; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.calendar_feeds IS 'The private feed of a person: the hash of its address, null when it is ended. Versions only grow, so no address comes back.';

--
-- Name: domain_events; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.domain_events (
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
-- Name: TABLE domain_events; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.domain_events IS 'What happened, in order: every transition of every entity, and what else the timeline should tell. No personal data in payloads, ids only.';

--
-- Name: domain_events_sequence_seq; Type: SEQUENCE; Schema: mentor; Owner: -
--

ALTER TABLE mentor.domain_events ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME mentor.domain_events_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: external_busy_events; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.external_busy_events (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    calendar_account_id uuid NOT NULL,
    user_id uuid NOT NULL,
    provider mentor.calendar_provider NOT NULL,
    external_id text NOT NULL,
    series_id text NOT NULL,
    start_time timestamp with time zone NOT NULL,
    end_time timestamp with time zone NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT external_busy_events_takes_time CHECK ((start_time < end_time))
);

--
-- Name: TABLE external_busy_events; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.external_busy_events IS 'Times that a connected calendar blocks, an instance a row. What the appointment is stays where it is.';

--
-- Name: feature_flags; Type: VIEW; Schema: mentor; Owner: -
--

CREATE VIEW mentor.feature_flags WITH (security_invoker='true') AS
 SELECT key,
    description,
    enabled,
    rollout_percent,
    ARRAY( SELECT p.person_id
           FROM kith.flag_people p
          WHERE (p.key = f.key)
          ORDER BY p.person_id) AS allow_list,
    updated_by,
    created_at,
    updated_at,
    version,
    product
   FROM kith.flags f
  WHERE (product = 'mentor'::text)
  WITH LOCAL CHECK OPTION;

--
-- Name: VIEW feature_flags; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON VIEW mentor.feature_flags IS 'Mentor''s switches: on or off, for a share of people, for named people. Read in the program through an index in memory.';

--
-- Name: game_periods; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.game_periods (
    kind text NOT NULL,
    starts_on date NOT NULL,
    closed_at timestamp with time zone,
    CONSTRAINT game_periods_kind CHECK ((kind = ANY (ARRAY['week'::text, 'month'::text]))),
    CONSTRAINT game_periods_start CHECK ((starts_on = mentor.period_start(kind, ((starts_on)::timestamp without time zone AT TIME ZONE 'UTC'::text))))
);

--
-- Name: TABLE game_periods; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.game_periods IS 'Weeks and months in which anything happened. What is given in a period holds its row shared, closing it holds it alone: an event is in a closed period before it closes or never.';

--
-- Name: hidden_pictures; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.hidden_pictures (
    file_id uuid NOT NULL,
    user_id uuid NOT NULL,
    decision_id uuid NOT NULL,
    hidden_at timestamp with time zone NOT NULL
);

--
-- Name: TABLE hidden_pictures; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.hidden_pictures IS 'Pictures that moderators took down, until the decision is taken back, the person leaves, or three weeks are over (longer while an appeal waits).';

--
-- Name: COLUMN hidden_pictures.decision_id; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.hidden_pictures.decision_id IS 'The decision (kith.decisions) that took it down; taking that back shows it again, unless another was chosen since.';

--
-- Name: idempotency_keys; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.idempotency_keys (
    scope text NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    status integer,
    content_type text,
    answer bytea,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL
);

--
-- Name: TABLE idempotency_keys; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.idempotency_keys IS 'Answers already given to requests that carried an Idempotency-Key, kept for a day. The scope is the person (or address) and the route.';

--
-- Name: inbox; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.inbox (
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
-- Name: TABLE inbox; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.inbox IS 'Events that came from outside, each stored once before anything is done about it.';

--
-- Name: profiles; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.profiles (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    email text,
    full_name text,
    avatar_url text,
    role mentor.app_role DEFAULT 'mentee'::mentor.app_role NOT NULL,
    onboarding_completed boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    number bigint NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    suspended_at timestamp with time zone,
    erased_at timestamp with time zone,
    avatar_file_id uuid,
    CONSTRAINT profiles_email_lower CHECK ((email = lower(email))),
    CONSTRAINT profiles_erased CHECK (((status = 'erased'::text) = (erased_at IS NOT NULL))),
    CONSTRAINT profiles_name CHECK (((length(btrim(full_name)) >= 1) AND (length(btrim(full_name)) <= 80))),
    CONSTRAINT profiles_status CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text, 'erased'::text]))),
    CONSTRAINT profiles_suspended CHECK (((status = 'suspended'::text) <= (suspended_at IS NOT NULL)))
);

--
-- Name: TABLE profiles; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.profiles IS 'A person of Mentor. An erased person leaves a row without personal data, so that sessions still add up.';

--
-- Name: COLUMN profiles.role; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.profiles.role IS 'What the person came as; whoever has a mentor profile mentors, whoever books is a mentee.';

--
-- Name: COLUMN profiles.number; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.profiles.number IS 'A small whole number for range constraints; never shown.';

--
-- Name: COLUMN profiles.avatar_file_id; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.profiles.avatar_file_id IS 'The picture behind avatar_url, where it is one of ours.';

--
-- Name: user_stats; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.user_stats (
    user_id uuid NOT NULL,
    xp bigint DEFAULT 0 NOT NULL,
    level integer GENERATED ALWAYS AS (mentor.level_of(xp)) STORED,
    sessions integer DEFAULT 0 NOT NULL,
    mentored integer DEFAULT 0 NOT NULL,
    people_met integer DEFAULT 0 NOT NULL,
    reviews_given integer DEFAULT 0 NOT NULL,
    reviews_received integer DEFAULT 0 NOT NULL,
    profile_complete integer DEFAULT 0 NOT NULL,
    current_streak integer DEFAULT 0 NOT NULL,
    longest_streak integer DEFAULT 0 NOT NULL,
    streak_day date,
    streak_at timestamp with time zone,
    streak_zone text,
    frozen_day date,
    tier smallint DEFAULT 1 NOT NULL,
    best_tier smallint DEFAULT 1 NOT NULL,
    league_wins integer DEFAULT 0 NOT NULL,
    awards_won integer DEFAULT 0 NOT NULL,
    opted_out boolean DEFAULT false NOT NULL,
    listed boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT user_stats_counts CHECK (((xp >= 0) AND (sessions >= 0) AND ((mentored >= 0) AND (mentored <= sessions)) AND ((people_met >= 0) AND (people_met <= sessions)) AND (reviews_given >= 0) AND (reviews_received >= 0) AND (profile_complete = ANY (ARRAY[0, 1])) AND (league_wins >= 0) AND (awards_won >= 0))),
    CONSTRAINT user_stats_listed CHECK ((NOT (opted_out AND listed))),
    CONSTRAINT user_stats_streak CHECK ((((current_streak >= 0) AND (current_streak <= longest_streak)) AND ((current_streak = 0) = (streak_day IS NULL)) AND ((streak_day IS NULL) = (streak_at IS NULL)) AND ((streak_day IS NULL) = (streak_zone IS NULL)))),
    CONSTRAINT user_stats_tier CHECK ((((tier >= 1) AND (tier <= 7)) AND ((best_tier >= tier) AND (best_tier <= 7))))
);

--
-- Name: TABLE user_stats; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.user_stats IS 'How somebody stands in the game. Everything but the choice to opt out follows from xp_events, activity_days, period_results and awards.';

--
-- Name: COLUMN user_stats.streak_day; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.user_stats.streak_day IS 'The last day that counted; the streak is over when too many days have passed since, whether or not anybody wrote it here.';

--
-- Name: COLUMN user_stats.frozen_day; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.user_stats.frozen_day IS 'The last day that a freeze stood in for: one in a calendar month.';

--
-- Name: COLUMN user_stats.listed; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.user_stats.listed IS 'Shown and ranked: an active person who has not opted out.';

--
-- Name: leaderboard; Type: VIEW; Schema: mentor; Owner: -
--

CREATE VIEW mentor.leaderboard WITH (security_invoker='true') AS
 SELECT rank() OVER (ORDER BY s.xp DESC) AS place,
    s.user_id,
    p.id AS profile_id,
    p.full_name,
    p.avatar_url,
    s.xp,
    s.level,
    s.longest_streak
   FROM (mentor.user_stats s
     JOIN mentor.profiles p ON ((p.user_id = s.user_id)))
  WHERE (s.listed AND (s.xp > 0));

--
-- Name: VIEW leaderboard; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON VIEW mentor.leaderboard IS 'Everybody listed, by all their XP; equal XP is an equal place. For the service: members read it through the pages.';

--
-- Name: xp_totals; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.xp_totals (
    kind text NOT NULL,
    starts_on date NOT NULL,
    user_id uuid NOT NULL,
    xp bigint DEFAULT 0 NOT NULL,
    sessions integer DEFAULT 0 NOT NULL,
    mentored integer DEFAULT 0 NOT NULL,
    reached_at timestamp with time zone NOT NULL,
    listed boolean DEFAULT true NOT NULL,
    sequence bigint NOT NULL,
    CONSTRAINT xp_totals_counts CHECK (((xp >= 0) AND ((mentored >= 0) AND (mentored <= sessions))))
);

--
-- Name: TABLE xp_totals; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.xp_totals IS 'XP of a person in a week or month, kept by the trigger that keeps user_stats, so that a leaderboard is read and not added up.';

--
-- Name: COLUMN xp_totals.reached_at; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.xp_totals.reached_at IS 'The moment of the latest event: who reached the same XP first is before the others where a place cannot be shared.';

--
-- Name: COLUMN xp_totals.sequence; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.xp_totals.sequence IS 'In which order people came into the period; leagues are filled in it.';

--
-- Name: leaderboard_week; Type: VIEW; Schema: mentor; Owner: -
--

CREATE VIEW mentor.leaderboard_week WITH (security_invoker='true') AS
 SELECT rank() OVER (ORDER BY t.xp DESC) AS place,
    t.user_id,
    p.id AS profile_id,
    p.full_name,
    p.avatar_url,
    t.xp,
    t.sessions,
    t.starts_on AS week
   FROM (mentor.xp_totals t
     JOIN mentor.profiles p ON ((p.user_id = t.user_id)))
  WHERE ((t.kind = 'week'::text) AND (t.starts_on = mentor.period_start('week'::text, kith.now())) AND t.listed AND (t.xp > 0));

--
-- Name: VIEW leaderboard_week; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON VIEW mentor.leaderboard_week IS 'Everybody listed, by their XP of the ISO week that runs now (UTC). For the service: members read it through the pages.';

--
-- Name: league_members; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.league_members (
    week date NOT NULL,
    user_id uuid NOT NULL,
    tier smallint NOT NULL,
    league integer NOT NULL,
    seat smallint NOT NULL,
    CONSTRAINT league_members_thirty CHECK (((seat >= 1) AND (seat <= 30))),
    CONSTRAINT league_members_tier CHECK ((((tier >= 1) AND (tier <= 7)) AND (league > 0)))
);

--
-- Name: TABLE league_members; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.league_members IS 'Who plays in which league of a week: at most thirty seats each. People take the next seat of their tier in the order in which they came into the week.';

--
-- Name: ledger_accounts; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.ledger_accounts (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text NOT NULL,
    currency text NOT NULL,
    user_id uuid,
    purchase_id uuid,
    session_uid uuid,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT ledger_accounts_currency CHECK ((currency ~ '^[a-z]{3}$'::text)),
    CONSTRAINT ledger_accounts_kind CHECK (
CASE kind
    WHEN 'cards'::text THEN (num_nonnulls(user_id, purchase_id, session_uid) = 0)
    WHEN 'credit'::text THEN ((user_id IS NOT NULL) AND (purchase_id IS NOT NULL) AND (session_uid IS NULL))
    WHEN 'session'::text THEN ((user_id IS NOT NULL) AND (purchase_id IS NOT NULL) AND (session_uid IS NOT NULL))
    ELSE false
END)
);

--
-- Name: TABLE ledger_accounts; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.ledger_accounts IS 'Where prepaid money is: cards (what came in, so below zero; one a currency), the credit of a package, and a session that credit pays for (by its calendar_uid, so that it moves along).';

--
-- Name: ledger_entries; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.ledger_entries (
    id bigint NOT NULL,
    transaction_id uuid NOT NULL,
    account_id uuid NOT NULL,
    amount_cents integer NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT ledger_entries_amount CHECK ((amount_cents <> 0))
);

--
-- Name: TABLE ledger_entries; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.ledger_entries IS 'What a transaction adds to an account or takes from it, in minor units. A balance is the sum of its entries, and nothing else.';

--
-- Name: ledger_entries_id_seq; Type: SEQUENCE; Schema: mentor; Owner: -
--

ALTER TABLE mentor.ledger_entries ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME mentor.ledger_entries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: ledger_transactions; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.ledger_transactions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    purchase_id uuid NOT NULL,
    booking_id uuid,
    payment_id uuid,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    written_in xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT ledger_transactions_kind CHECK (
CASE kind
    WHEN 'bought'::text THEN ((payment_id IS NOT NULL) AND (booking_id IS NULL))
    WHEN 'session'::text THEN ((booking_id IS NOT NULL) AND (payment_id IS NULL))
    WHEN 'session_back'::text THEN ((booking_id IS NOT NULL) AND (payment_id IS NULL))
    WHEN 'returned'::text THEN ((payment_id IS NOT NULL) AND (booking_id IS NULL))
    ELSE false
END)
);

--
-- Name: TABLE ledger_transactions; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.ledger_transactions IS 'Why money moved: a package was bought, pays for a session, got (a part of) it back, or went back to the card. Each once, by its key.';

--
-- Name: mentee_profiles; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.mentee_profiles (
    user_id uuid NOT NULL,
    bio text,
    goals text[] DEFAULT '{}'::text[] NOT NULL,
    interests text[] DEFAULT '{}'::text[] NOT NULL,
    current_level text,
    budget_range text,
    learning_style text,
    preferred_meeting_frequency text,
    timezone text DEFAULT 'UTC'::text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT mentee_profiles_lists CHECK ((mentor.are_texts(goals, 12, 160) AND mentor.are_texts(interests, 20, 60))),
    CONSTRAINT mentee_profiles_texts CHECK (((length(bio) <= 2000) AND (length(current_level) <= 60) AND (length(budget_range) <= 60) AND (length(learning_style) <= 120) AND (length(preferred_meeting_frequency) <= 60))),
    CONSTRAINT mentee_profiles_time_zone CHECK (mentor.is_time_zone(timezone))
);

--
-- Name: TABLE mentee_profiles; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.mentee_profiles IS 'What mentees say about themselves; a mentor sees it once there is a session between the two.';

--
-- Name: mentor_availability_exceptions; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.mentor_availability_exceptions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    mentor_user_id uuid NOT NULL,
    date date NOT NULL,
    start_minute integer,
    end_minute integer,
    is_available boolean DEFAULT false NOT NULL,
    notes text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT mentor_availability_exceptions_minutes CHECK (
CASE
    WHEN is_available THEN ((start_minute IS NOT NULL) AND (end_minute IS NOT NULL) AND (start_minute >= 0) AND (start_minute < end_minute) AND (end_minute <= 1440))
    ELSE ((start_minute IS NULL) AND (end_minute IS NULL))
END),
    CONSTRAINT mentor_availability_exceptions_notes CHECK ((length(notes) <= 200))
);

--
-- Name: TABLE mentor_availability_exceptions; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.mentor_availability_exceptions IS 'A day of the mentor''s own zone whose usual hours do not hold: closed, or open at other times.';

--
-- Name: COLUMN mentor_availability_exceptions.notes; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.mentor_availability_exceptions.notes IS 'For the mentor alone.';

--
-- Name: mentor_availability_rules; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.mentor_availability_rules (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    mentor_user_id uuid NOT NULL,
    weekday integer NOT NULL,
    start_minute integer NOT NULL,
    end_minute integer NOT NULL,
    timezone text NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    interval_weeks integer DEFAULT 1 NOT NULL,
    anchor_date date,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT mentor_availability_rules_interval CHECK ((((interval_weeks >= 1) AND (interval_weeks <= 12)) AND ((interval_weeks = 1) OR (anchor_date IS NOT NULL)))),
    CONSTRAINT mentor_availability_rules_minutes CHECK (((start_minute >= 0) AND (start_minute < end_minute) AND (end_minute <= 1440))),
    CONSTRAINT mentor_availability_rules_time_zone CHECK (mentor.is_time_zone(timezone)),
    CONSTRAINT mentor_availability_rules_weekday CHECK (((weekday >= 0) AND (weekday <= 6)))
);

--
-- Name: TABLE mentor_availability_rules; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.mentor_availability_rules IS 'Open every week (or every few weeks, counted from the anchor''s) on a weekday, 0 is Sunday, from minute to minute in a zone.';

--
-- Name: mentor_profiles; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.mentor_profiles (
    user_id uuid NOT NULL,
    headline text,
    bio text,
    expertise_areas text[] DEFAULT '{}'::text[] NOT NULL,
    skills text[] DEFAULT '{}'::text[] NOT NULL,
    hourly_rate integer DEFAULT 0 NOT NULL,
    currency text DEFAULT 'usd'::text NOT NULL,
    timezone text DEFAULT 'UTC'::text NOT NULL,
    languages text[] DEFAULT '{}'::text[] NOT NULL,
    certifications text[] DEFAULT '{}'::text[] NOT NULL,
    years_experience integer,
    is_active boolean DEFAULT false NOT NULL,
    availability jsonb,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    durations integer[] DEFAULT '{60}'::integer[] NOT NULL,
    slot_interval integer,
    buffer_before integer DEFAULT 0 NOT NULL,
    buffer_after integer DEFAULT 0 NOT NULL,
    notice integer DEFAULT 120 NOT NULL,
    horizon_days integer DEFAULT 60 NOT NULL,
    most_per_day integer,
    most_per_week integer,
    booking_mode text DEFAULT 'instant'::text NOT NULL,
    next_free_slot timestamp with time zone,
    slots_version bigint DEFAULT 1 NOT NULL,
    next_free_version bigint DEFAULT 0 NOT NULL,
    next_free_checked_at timestamp with time zone,
    rating_count integer DEFAULT 0 NOT NULL,
    rating_sum bigint DEFAULT 0 NOT NULL,
    rating_score double precision,
    sessions_completed integer DEFAULT 0 NOT NULL,
    sessions_called_off integer DEFAULT 0 NOT NULL,
    search_words tsvector DEFAULT ''::tsvector NOT NULL,
    skill_keys text[] DEFAULT '{}'::text[] NOT NULL,
    language_keys text[] DEFAULT '{}'::text[] NOT NULL,
    next_free_recheck_at timestamp with time zone,
    CONSTRAINT mentor_profiles_availability CHECK (((availability IS NULL) OR (jsonb_typeof(availability) = 'object'::text))),
    CONSTRAINT mentor_profiles_buffers CHECK ((((buffer_before >= 0) AND (buffer_before <= 240)) AND ((buffer_after >= 0) AND (buffer_after <= 240)))),
    CONSTRAINT mentor_profiles_counts CHECK (((sessions_completed >= 0) AND (sessions_called_off >= 0))),
    CONSTRAINT mentor_profiles_currency CHECK ((currency ~ '^[a-z]{3}$'::text)),
    CONSTRAINT mentor_profiles_durations CHECK ((((cardinality(durations) >= 1) AND (cardinality(durations) <= 8)) AND (15 <= ALL (durations)) AND (240 >= ALL (durations)))),
    CONSTRAINT mentor_profiles_interval CHECK (((slot_interval >= 5) AND (slot_interval <= 240))),
    CONSTRAINT mentor_profiles_lists CHECK ((mentor.are_texts(expertise_areas, 12, 60) AND mentor.are_texts(skills, 30, 40) AND mentor.are_texts(languages, 12, 40) AND mentor.are_texts(certifications, 12, 120))),
    CONSTRAINT mentor_profiles_mode CHECK ((booking_mode = ANY (ARRAY['instant'::text, 'request'::text]))),
    CONSTRAINT mentor_profiles_most CHECK ((((most_per_day >= 1) AND (most_per_day <= 50)) AND ((most_per_week >= 1) AND (most_per_week <= 200)))),
    CONSTRAINT mentor_profiles_rate CHECK (((hourly_rate = 0) OR ((hourly_rate >= 200) AND (hourly_rate <= 1000000)))),
    CONSTRAINT mentor_profiles_ratings CHECK (((rating_count >= 0) AND ((rating_sum >= rating_count) AND (rating_sum <= (5 * rating_count))))),
    CONSTRAINT mentor_profiles_reach CHECK ((((notice >= 0) AND (notice <= 43200)) AND ((horizon_days >= 1) AND (horizon_days <= 365)))),
    CONSTRAINT mentor_profiles_texts CHECK (((length(headline) <= 120) AND (length(bio) <= 4000))),
    CONSTRAINT mentor_profiles_time_zone CHECK (mentor.is_time_zone(timezone)),
    CONSTRAINT mentor_profiles_years CHECK (((years_experience >= 0) AND (years_experience <= 80)))
);

--
-- Name: TABLE mentor_profiles; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.mentor_profiles IS 'People who mentor: what they offer, when and how they want to be booked.';

--
-- Name: COLUMN mentor_profiles.hourly_rate; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.mentor_profiles.hourly_rate IS 'For sixty minutes, in minor units of the currency; 0 is for nothing.';

--
-- Name: COLUMN mentor_profiles.availability; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.mentor_profiles.availability IS 'Kept as documented for programs that read it; the rules are in mentor_availability_rules.';

--
-- Name: COLUMN mentor_profiles.slots_version; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.mentor_profiles.slots_version IS 'Grows with everything that may change slots; next_free_slot is right as of next_free_version.';

--
-- Name: COLUMN mentor_profiles.rating_score; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.mentor_profiles.rating_score IS 'Average that few reviews pull little: (5 * 4.2 + sum) / (5 + count); empty without reviews.';

--
-- Name: COLUMN mentor_profiles.sessions_called_off; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.mentor_profiles.sessions_called_off IS 'Confirmed sessions that the mentor called off: shown beside what was completed.';

--
-- Name: COLUMN mentor_profiles.next_free_recheck_at; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.mentor_profiles.next_free_recheck_at IS 'The next moment at which the answer may change though nobody does anything: a day comes into reach, a hold or a request runs out, an operator''s hold ends.';

--
-- Name: no_show_reports; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.no_show_reports (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    booking_id uuid NOT NULL,
    reporter_user_id uuid NOT NULL,
    reported_user_id uuid NOT NULL,
    status text DEFAULT 'open'::text NOT NULL,
    words text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    dispute_until timestamp with time zone NOT NULL,
    disputed_at timestamp with time zone,
    answer text,
    decision text,
    decided_at timestamp with time zone,
    CONSTRAINT no_show_reports_decided CHECK ((((status = ANY (ARRAY['upheld'::text, 'dismissed'::text])) = (decided_at IS NOT NULL)) AND ((decided_at IS NULL) = (decision IS NULL)) AND (decision = ANY (ARRAY['mentor'::text, 'mentee'::text, 'nobody'::text, 'took_place'::text])))),
    CONSTRAINT no_show_reports_disputed CHECK (((status <> 'disputed'::text) OR (disputed_at IS NOT NULL))),
    CONSTRAINT no_show_reports_status CHECK ((status = ANY (ARRAY['open'::text, 'disputed'::text, 'upheld'::text, 'dismissed'::text]))),
    CONSTRAINT no_show_reports_texts CHECK (((length(words) <= 1000) AND (length(answer) <= 1000))),
    CONSTRAINT no_show_reports_two_people CHECK ((reporter_user_id <> reported_user_id))
);

--
-- Name: TABLE no_show_reports; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.no_show_reports IS 'One of the two says that the other was not there, before the session is completed. Undisputed it counts at dispute_until; disputed, or when both say it of each other, operators decide.';

--
-- Name: COLUMN no_show_reports.words; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.no_show_reports.words IS 'For operators only.';

--
-- Name: COLUMN no_show_reports.dispute_until; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.no_show_reports.dispute_until IS 'Until when the one reported may object: 48 hours after the report.';

--
-- Name: COLUMN no_show_reports.decision; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.no_show_reports.decision IS 'Who was absent in the end: mentor, mentee, nobody (it failed without anybody''s doing), or took_place.';

--
-- Name: occupied_times; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.occupied_times (
    booking_id uuid NOT NULL,
    person int8range NOT NULL,
    during tstzrange NOT NULL,
    as_role mentor.app_role NOT NULL,
    CONSTRAINT occupied_times_bounded CHECK (((NOT isempty(person)) AND (NOT isempty(during)) AND (NOT lower_inf(during)) AND (NOT upper_inf(during))))
);

--
-- Name: TABLE occupied_times; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.occupied_times IS 'When people are taken: a row a person and live booking, the mentor''s with its buffers. Written by triggers only; nobody is in two at once.';

--
-- Name: outbox; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.outbox (
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
-- Name: TABLE outbox; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.outbox IS 'E-mails, pushes and texts of the house itself that must leave, written with the change that causes them and sent after it. Recipient and body are encrypted.';

--
-- Name: COLUMN outbox.topic; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.outbox.topic IS 'What the message is about, as its product''s manifest names it; house.earlier before there were topics.';

--
-- Name: outbox_sequence_seq; Type: SEQUENCE; Schema: mentor; Owner: -
--

ALTER TABLE mentor.outbox ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME mentor.outbox_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: package_purchases; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.package_purchases (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    package_id uuid NOT NULL,
    mentor_user_id uuid NOT NULL,
    mentee_user_id uuid NOT NULL,
    sessions integer NOT NULL,
    minutes integer NOT NULL,
    price_cents integer NOT NULL,
    session_cents integer GENERATED ALWAYS AS ((price_cents / sessions)) STORED,
    currency text NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    bought_at timestamp with time zone,
    withdraw_until timestamp with time zone,
    expires_at timestamp with time zone,
    ended_at timestamp with time zone,
    ended_because text,
    told_at timestamp with time zone,
    reminded_at timestamp with time zone,
    CONSTRAINT package_purchases_bought CHECK (((status = ANY (ARRAY['active'::text, 'ended'::text])) <= ((bought_at IS NOT NULL) AND (withdraw_until IS NOT NULL) AND (expires_at IS NOT NULL)))),
    CONSTRAINT package_purchases_ended CHECK ((((status = 'ended'::text) = (ended_at IS NOT NULL)) AND ((ended_at IS NULL) = (ended_because IS NULL)) AND (ended_because = ANY (ARRAY['withdrawn'::text, 'unusable'::text, 'expired'::text, 'mentor_left'::text, 'mentee_left'::text, 'house'::text])))),
    CONSTRAINT package_purchases_price CHECK (((price_cents > 0) AND (sessions > 0) AND ((price_cents % sessions) = 0))),
    CONSTRAINT package_purchases_status CHECK ((status = ANY (ARRAY['pending'::text, 'active'::text, 'ended'::text, 'lapsed'::text]))),
    CONSTRAINT package_purchases_two_people CHECK ((mentor_user_id <> mentee_user_id))
);

--
-- Name: TABLE package_purchases; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.package_purchases IS 'Packages that mentees bought, with the terms as they were shown. Its money lies in the ledger.';

--
-- Name: COLUMN package_purchases.told_at; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.package_purchases.told_at IS 'When the mentee was told that it ended and what goes back.';

--
-- Name: packages; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.packages (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    mentor_user_id uuid NOT NULL,
    sessions integer NOT NULL,
    minutes integer NOT NULL,
    price_cents integer NOT NULL,
    currency text NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT packages_currency CHECK ((currency ~ '^[a-z]{3}$'::text)),
    CONSTRAINT packages_minutes CHECK (((minutes >= 15) AND (minutes <= 240))),
    CONSTRAINT packages_price CHECK (((price_cents >= (sessions * 50)) AND (price_cents <= 10000000) AND ((price_cents % sessions) = 0))),
    CONSTRAINT packages_sessions CHECK (((sessions >= 2) AND (sessions <= 50)))
);

--
-- Name: TABLE packages; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.packages IS 'What a mentor offers: so many sessions of a length for one price. Other terms are another package; this one is switched on and off.';

--
-- Name: payments; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.payments (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    booking_id uuid,
    status text NOT NULL,
    amount_cents integer NOT NULL,
    provider text DEFAULT 'stripe'::text NOT NULL,
    txn_id text,
    refund_txn_id text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    kind text DEFAULT 'charge'::text NOT NULL,
    charge_payment_id uuid,
    user_id uuid NOT NULL,
    currency text NOT NULL,
    reason text,
    stripe_checkout_session_id text,
    stripe_payment_intent_id text,
    checkout_url text,
    is_surplus boolean DEFAULT false NOT NULL,
    refunded_cents integer DEFAULT 0 NOT NULL,
    failure text,
    settled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    purchase_id uuid,
    round integer DEFAULT 0 NOT NULL,
    CONSTRAINT payments_amount CHECK (((amount_cents > 0) AND (currency ~ '^[a-z]{3}$'::text))),
    CONSTRAINT payments_kind CHECK (((kind = ANY (ARRAY['charge'::text, 'refund'::text])) AND ((kind = 'refund'::text) = (charge_payment_id IS NOT NULL)))),
    CONSTRAINT payments_of_purchase_reason CHECK (((purchase_id IS NULL) OR (kind = 'charge'::text) OR (reason = ANY (ARRAY['credit_returned'::text, 'paid_twice'::text, 'too_late'::text])))),
    CONSTRAINT payments_of_something CHECK ((num_nonnulls(booking_id, purchase_id) = 1)),
    CONSTRAINT payments_reason CHECK (
CASE kind
    WHEN 'charge'::text THEN (reason IS NULL)
    ELSE (reason = ANY (ARRAY['mentee_cancelled'::text, 'mentor_cancelled'::text, 'declined'::text, 'lapsed'::text, 'house'::text, 'too_late'::text, 'paid_twice'::text, 'no_show'::text, 'goodwill'::text, 'credit_returned'::text]))
END),
    CONSTRAINT payments_refunded CHECK ((((refunded_cents >= 0) AND (refunded_cents <= amount_cents)) AND ((kind = 'charge'::text) OR (refunded_cents = 0)))),
    CONSTRAINT payments_round CHECK ((round >= 0)),
    CONSTRAINT payments_settled CHECK (((kind <> 'charge'::text) OR ((status = 'succeeded'::text) <= ((settled_at IS NOT NULL) AND (txn_id IS NOT NULL))))),
    CONSTRAINT payments_status CHECK (
CASE kind
    WHEN 'charge'::text THEN (status = ANY (ARRAY['pending'::text, 'processing'::text, 'succeeded'::text, 'failed'::text, 'expired'::text]))
    ELSE (status = ANY (ARRAY['due'::text, 'sent'::text, 'succeeded'::text, 'failed'::text]))
END)
);

--
-- Name: TABLE payments; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.payments IS 'A row for each charge (attempts included) and for each refund, which names its charge. Refunds together are never more than the charge.';

--
-- Name: COLUMN payments.txn_id; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.payments.txn_id IS 'The charge at Stripe; of a refund, the charge it is taken from.';

--
-- Name: COLUMN payments.is_surplus; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.payments.is_surplus IS 'A charge that got no session: paid twice or too late; it goes back whole.';

--
-- Name: COLUMN payments.round; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.payments.round IS 'How often somebody had a refused refund tried again; each round has a key of its own at Stripe.';

--
-- Name: payout_accounts; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.payout_accounts (
    user_id uuid NOT NULL,
    stripe_account_id text NOT NULL,
    status text DEFAULT 'incomplete'::text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    checked_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT payout_accounts_status CHECK ((status = ANY (ARRAY['incomplete'::text, 'under_review'::text, 'ready'::text, 'paused'::text])))
);

--
-- Name: TABLE payout_accounts; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.payout_accounts IS 'A mentor''s account at Stripe, and whether it can be paid, as Stripe said when asked last.';

--
-- Name: payout_reversals; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.payout_reversals (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    payout_id uuid NOT NULL,
    amount_cents integer NOT NULL,
    status text DEFAULT 'due'::text NOT NULL,
    reversal_id text,
    attempts integer DEFAULT 0 NOT NULL,
    refusals integer DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    failure text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT payout_reversals_amount CHECK ((amount_cents > 0)),
    CONSTRAINT payout_reversals_done CHECK (((status = 'succeeded'::text) = (reversal_id IS NOT NULL))),
    CONSTRAINT payout_reversals_status CHECK ((status = ANY (ARRAY['due'::text, 'sent'::text, 'succeeded'::text])))
);

--
-- Name: TABLE payout_reversals; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.payout_reversals IS 'What comes back of a payout because the mentee was given back money afterwards. What Stripe cannot take yet stays due and is tried again.';

--
-- Name: period_results; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.period_results (
    kind text NOT NULL,
    starts_on date NOT NULL,
    user_id uuid NOT NULL,
    place integer NOT NULL,
    xp bigint NOT NULL,
    tier smallint,
    league integer,
    league_place integer,
    tier_after smallint,
    CONSTRAINT period_results_league CHECK ((((tier IS NULL) = (league IS NULL)) AND ((tier IS NULL) = (league_place IS NULL)) AND ((tier IS NULL) = (tier_after IS NULL)))),
    CONSTRAINT period_results_place CHECK (((place > 0) AND (xp > 0)))
);

--
-- Name: TABLE period_results; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.period_results IS 'How a closed week or month ended for everybody who was ranked; a shared place is a shared place. Never changed.';

--
-- Name: pgqueuer; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.pgqueuer (
    id bigint NOT NULL,
    priority integer NOT NULL,
    queue_manager_id uuid,
    created timestamp with time zone DEFAULT now() NOT NULL,
    updated timestamp with time zone DEFAULT now() NOT NULL,
    heartbeat timestamp with time zone DEFAULT now() NOT NULL,
    execute_after timestamp with time zone DEFAULT now() NOT NULL,
    status mentor.pgqueuer_status NOT NULL,
    entrypoint text NOT NULL,
    dedupe_key text,
    payload bytea,
    headers jsonb,
    attempts integer DEFAULT 0 NOT NULL,
    slot bigint
);

--
-- Name: TABLE pgqueuer; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.pgqueuer IS 'Jobs waiting, running or parked after their last try (PgQueuer).';

--
-- Name: pgqueuer_id_seq; Type: SEQUENCE; Schema: mentor; Owner: -
--

CREATE SEQUENCE mentor.pgqueuer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: pgqueuer_id_seq; Type: SEQUENCE OWNED BY; Schema: mentor; Owner: -
--

ALTER SEQUENCE mentor.pgqueuer_id_seq OWNED BY mentor.pgqueuer.id;

--
-- Name: pgqueuer_log; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.pgqueuer_log (
    id bigint NOT NULL,
    created timestamp with time zone DEFAULT now() NOT NULL,
    job_id bigint NOT NULL,
    status mentor.pgqueuer_status NOT NULL,
    priority integer NOT NULL,
    entrypoint text NOT NULL,
    traceback jsonb,
    aggregated boolean DEFAULT false
);

--
-- Name: TABLE pgqueuer_log; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.pgqueuer_log IS 'What became of each job (PgQueuer).';

--
-- Name: pgqueuer_log_id_seq; Type: SEQUENCE; Schema: mentor; Owner: -
--

ALTER TABLE mentor.pgqueuer_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME mentor.pgqueuer_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: pgqueuer_schedules; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.pgqueuer_schedules (
    id bigint NOT NULL,
    expression text NOT NULL,
    entrypoint text NOT NULL,
    heartbeat timestamp with time zone DEFAULT now() NOT NULL,
    created timestamp with time zone DEFAULT now() NOT NULL,
    updated timestamp with time zone DEFAULT now() NOT NULL,
    next_run timestamp with time zone DEFAULT now() NOT NULL,
    last_run timestamp with time zone,
    status mentor.pgqueuer_status DEFAULT 'queued'::mentor.pgqueuer_status
);

--
-- Name: TABLE pgqueuer_schedules; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.pgqueuer_schedules IS 'Recurring jobs and when they run next (PgQueuer).';

--
-- Name: pgqueuer_schedules_id_seq; Type: SEQUENCE; Schema: mentor; Owner: -
--

CREATE SEQUENCE mentor.pgqueuer_schedules_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: pgqueuer_schedules_id_seq; Type: SEQUENCE OWNED BY; Schema: mentor; Owner: -
--

ALTER SEQUENCE mentor.pgqueuer_schedules_id_seq OWNED BY mentor.pgqueuer_schedules.id;

--
-- Name: pgqueuer_statistics; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.pgqueuer_statistics (
    id bigint NOT NULL,
    created timestamp with time zone DEFAULT date_trunc('sec'::text, now()) NOT NULL,
    count bigint NOT NULL,
    priority integer NOT NULL,
    status mentor.pgqueuer_status NOT NULL,
    entrypoint text NOT NULL
);

--
-- Name: TABLE pgqueuer_statistics; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.pgqueuer_statistics IS 'Job counts by second (PgQueuer).';

--
-- Name: pgqueuer_statistics_id_seq; Type: SEQUENCE; Schema: mentor; Owner: -
--

CREATE SEQUENCE mentor.pgqueuer_statistics_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: pgqueuer_statistics_id_seq; Type: SEQUENCE OWNED BY; Schema: mentor; Owner: -
--

ALTER SEQUENCE mentor.pgqueuer_statistics_id_seq OWNED BY mentor.pgqueuer_statistics.id;

--
-- Name: profiles_number_seq; Type: SEQUENCE; Schema: mentor; Owner: -
--

ALTER TABLE mentor.profiles ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME mentor.profiles_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: receipt_years; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.receipt_years (
    year integer NOT NULL,
    last integer NOT NULL,
    CONSTRAINT receipt_years_range CHECK ((((year >= 2000) AND (year <= 2999)) AND (last >= 1)))
);

--
-- Name: TABLE receipt_years; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.receipt_years IS 'The last number given in a year. A counter in a row, not a sequence: what is rolled back gives its number back.';

--
-- Name: receipts; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.receipts (
    payment_id uuid NOT NULL,
    year integer NOT NULL,
    number integer NOT NULL,
    issued_at timestamp with time zone DEFAULT kith.now() NOT NULL
);

--
-- Name: TABLE receipts; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.receipts IS 'The number of the receipt for a payment or a refund. Never changed.';

--
-- Name: reviews; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.reviews (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    booking_id uuid NOT NULL,
    reviewer_user_id uuid NOT NULL,
    reviewee_user_id uuid NOT NULL,
    rating integer NOT NULL,
    feedback text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    is_public boolean DEFAULT true NOT NULL,
    reveals_at timestamp with time zone NOT NULL,
    counted_at timestamp with time zone,
    reply text,
    replied_at timestamp with time zone,
    hidden_at timestamp with time zone,
    CONSTRAINT reviews_rating CHECK (((rating >= 1) AND (rating <= 5))),
    CONSTRAINT reviews_replied CHECK (((reply IS NULL) = (replied_at IS NULL))),
    CONSTRAINT reviews_texts CHECK (((length(feedback) <= 2000) AND ((length(btrim(reply)) >= 1) AND (length(btrim(reply)) <= 1000)))),
    CONSTRAINT reviews_two_people CHECK ((reviewer_user_id <> reviewee_user_id))
);

--
-- Name: TABLE reviews; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.reviews IS 'Reviews of completed sessions, one a participant. Hidden from everybody but their writer until reveals_at.';

--
-- Name: COLUMN reviews.is_public; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.reviews.is_public IS 'Whether others may read it; it counts either way.';

--
-- Name: COLUMN reviews.reveals_at; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.reviews.reveals_at IS 'Two weeks after the session, or the moment at which both had written.';

--
-- Name: COLUMN reviews.counted_at; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.reviews.counted_at IS 'When it went into the mentor''s average: at its reveal, not before, so that the average tells nothing early.';

--
-- Name: session_files; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.session_files (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    booking_id uuid NOT NULL,
    uploader_user_id uuid NOT NULL,
    file_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL
);

--
-- Name: TABLE session_files; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.session_files IS 'Files that the two of a session hand each other; name, kind and size are in stored_files. At most thirty a session.';

--
-- Name: session_lateness; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.session_lateness (
    booking_id uuid NOT NULL,
    user_id uuid NOT NULL,
    minutes integer NOT NULL,
    said_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT session_lateness_minutes CHECK (((minutes >= 1) AND (minutes <= 30)))
);

--
-- Name: TABLE session_lateness; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.session_lateness IS 'Who said that they run late, and by how much.';

--
-- Name: session_messages; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.session_messages (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    booking_id uuid NOT NULL,
    sender_user_id uuid NOT NULL,
    message text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT session_messages_words CHECK (((length(btrim(message)) >= 1) AND (length(btrim(message)) <= 4000)))
);

--
-- Name: TABLE session_messages; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.session_messages IS 'Messages of a session, between its two. A block ends them for both and hides nothing.';

--
-- Name: session_notes; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.session_notes (
    booking_id uuid NOT NULL,
    content text DEFAULT ''::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    updated_by uuid NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT session_notes_length CHECK ((length(content) <= 20000)),
    CONSTRAINT session_notes_version CHECK ((version > 0))
);

--
-- Name: TABLE session_notes; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.session_notes IS 'One page of notes that the two of a session share. Who writes says which version they read, so that nobody''s words are lost.';

--
-- Name: session_presence; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.session_presence (
    booking_id uuid NOT NULL,
    user_id uuid NOT NULL,
    entered_at timestamp with time zone,
    last_at timestamp with time zone,
    vouched_at timestamp with time zone,
    CONSTRAINT session_presence_something CHECK (((entered_at IS NOT NULL) OR (vouched_at IS NOT NULL)))
);

--
-- Name: TABLE session_presence; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.session_presence IS 'What is known of who was there: when each of the two first went into the room, and whether the other says that they met.';

--
-- Name: COLUMN session_presence.vouched_at; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.session_presence.vouched_at IS 'When the other of the two said that this person was there.';

--
-- Name: session_reminders; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.session_reminders (
    booking_id uuid NOT NULL,
    user_id uuid NOT NULL,
    kind text NOT NULL,
    told_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT session_reminders_kind CHECK ((kind = ANY (ARRAY['day'::text, 'hour'::text, 'review'::text, 'last_call'::text])))
);

--
-- Name: TABLE session_reminders; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.session_reminders IS 'Who was reminded of what: a day and an hour before, of reviewing, and of the last days for it. Written with the message, so that nobody hears it twice.';

--
-- Name: state_transitions; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.state_transitions (
    entity_type text NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    event_type text NOT NULL
);

--
-- Name: TABLE state_transitions; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.state_transitions IS 'The legal transitions of every entity of this schema. An empty from_state is creation.';

--
-- Name: stored_files; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.stored_files (
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
-- Name: TABLE stored_files; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.stored_files IS 'Files in the store: pending until something uses them (an hour at most), kept, hidden (a decision took it away and may be taken back: nobody is handed it), unwanted until the store has forgotten them and the row goes.';

--
-- Name: COLUMN stored_files.key; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.stored_files.key IS 'Where it lies in the store; nobody can guess it, and it is shown to nobody.';

--
-- Name: user_achievements; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.user_achievements (
    user_id uuid NOT NULL,
    achievement_id uuid NOT NULL,
    unlocked_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    seen_at timestamp with time zone,
    told_at timestamp with time zone
);

--
-- Name: TABLE user_achievements; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.user_achievements IS 'What somebody has achieved, once and for good.';

--
-- Name: COLUMN user_achievements.seen_at; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.user_achievements.seen_at IS 'When it was shown as new on their page.';

--
-- Name: COLUMN user_achievements.told_at; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.user_achievements.told_at IS 'When a letter said so, or it was settled that none will.';

--
-- Name: xp_amounts; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.xp_amounts (
    event mentor.xp_event NOT NULL,
    amount integer NOT NULL,
    falls boolean DEFAULT false NOT NULL,
    CONSTRAINT xp_amounts_amount CHECK (((amount >= 0) AND (amount <= 10000)))
);

--
-- Name: TABLE xp_amounts; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.xp_amounts IS 'How much each event is worth. What falls is worth less each time the same two people cause it: see pair_amount.';

--
-- Name: xp_events; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.xp_events (
    id bigint NOT NULL,
    user_id uuid NOT NULL,
    event mentor.xp_event NOT NULL,
    amount integer NOT NULL,
    idempotency_key text NOT NULL,
    other_user_id uuid,
    pair_number integer,
    as_role mentor.app_role,
    at timestamp with time zone NOT NULL,
    week date NOT NULL,
    month date NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT xp_events_amount CHECK ((amount >= 0)),
    CONSTRAINT xp_events_pair CHECK (((user_id <> other_user_id) AND ((other_user_id IS NULL) = (pair_number IS NULL)) AND (pair_number >= 0)))
);

--
-- Name: TABLE xp_events; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.xp_events IS 'What earned XP, each cause once, for ever. Only give_xp writes here; rows go only when their person is erased.';

--
-- Name: COLUMN xp_events.pair_number; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.xp_events.pair_number IS 'How many events of this kind the two had before; what it is worth falls with it.';

--
-- Name: COLUMN xp_events.week; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON COLUMN mentor.xp_events.week IS 'The week it counts in: that of its moment, or the first open one if that week was closed.';

--
-- Name: xp_events_id_seq; Type: SEQUENCE; Schema: mentor; Owner: -
--

ALTER TABLE mentor.xp_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME mentor.xp_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: xp_ladder; Type: TABLE; Schema: mentor; Owner: -
--

CREATE TABLE mentor.xp_ladder (
    id bigint NOT NULL,
    kind text NOT NULL,
    starts_on date NOT NULL,
    xp bigint NOT NULL,
    people bigint NOT NULL
);

--
-- Name: TABLE xp_ladder; Type: COMMENT; Schema: mentor; Owner: -
--

COMMENT ON TABLE mentor.xp_ladder IS 'Comings and goings on each rung: the sum of people over the rows of a rung is how many stand there. Rows are only added, so that nobody waits for anybody; a job adds them up.';

--
-- Name: xp_ladder_id_seq; Type: SEQUENCE; Schema: mentor; Owner: -
--

ALTER TABLE mentor.xp_ladder ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME mentor.xp_ladder_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: xp_totals_sequence_seq; Type: SEQUENCE; Schema: mentor; Owner: -
--

ALTER TABLE mentor.xp_totals ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME mentor.xp_totals_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: admin_actions target_type; Type: DEFAULT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.admin_actions ALTER COLUMN target_type SET DEFAULT 'person'::text;

--
-- Name: admin_actions actor; Type: DEFAULT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.admin_actions ALTER COLUMN actor SET DEFAULT 'operator'::text;

--
-- Name: admin_actions product; Type: DEFAULT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.admin_actions ALTER COLUMN product SET DEFAULT 'mentor'::text;

--
-- Name: feature_flags product; Type: DEFAULT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.feature_flags ALTER COLUMN product SET DEFAULT 'mentor'::text;

--
-- Name: pgqueuer id; Type: DEFAULT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.pgqueuer ALTER COLUMN id SET DEFAULT nextval('mentor.pgqueuer_id_seq'::regclass);

--
-- Name: pgqueuer_schedules id; Type: DEFAULT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.pgqueuer_schedules ALTER COLUMN id SET DEFAULT nextval('mentor.pgqueuer_schedules_id_seq'::regclass);

--
-- Name: pgqueuer_statistics id; Type: DEFAULT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.pgqueuer_statistics ALTER COLUMN id SET DEFAULT nextval('mentor.pgqueuer_statistics_id_seq'::regclass);

--
-- Name: achievements achievements_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.achievements
    ADD CONSTRAINT achievements_pkey PRIMARY KEY (id);

--
-- Name: achievements achievements_position_uniq; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.achievements
    ADD CONSTRAINT achievements_position_uniq UNIQUE ("position");

--
-- Name: achievements achievements_slug_uniq; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.achievements
    ADD CONSTRAINT achievements_slug_uniq UNIQUE (slug);

--
-- Name: activity_days activity_days_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.activity_days
    ADD CONSTRAINT activity_days_pkey PRIMARY KEY (user_id, day, zone);

--
-- Name: awards awards_once; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.awards
    ADD CONSTRAINT awards_once UNIQUE (type, period_start, period_end);

--
-- Name: awards awards_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.awards
    ADD CONSTRAINT awards_pkey PRIMARY KEY (id);

--
-- Name: booking_calendar_events booking_calendar_events_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.booking_calendar_events
    ADD CONSTRAINT booking_calendar_events_pkey PRIMARY KEY (booking_id, calendar_account_id);

--
-- Name: bookings bookings_moved_once; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.bookings
    ADD CONSTRAINT bookings_moved_once UNIQUE (rescheduled_from);

--
-- Name: bookings bookings_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.bookings
    ADD CONSTRAINT bookings_pkey PRIMARY KEY (id);

--
-- Name: bookings bookings_room_uniq; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.bookings
    ADD CONSTRAINT bookings_room_uniq UNIQUE (meeting_room);

--
-- Name: calendar_accounts calendar_accounts_channel_uniq; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.calendar_accounts
    ADD CONSTRAINT calendar_accounts_channel_uniq UNIQUE (channel_id);

--
-- Name: calendar_accounts calendar_accounts_once; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.calendar_accounts
    ADD CONSTRAINT calendar_accounts_once UNIQUE (user_id, provider, email);

--
-- Name: calendar_accounts calendar_accounts_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.calendar_accounts
    ADD CONSTRAINT calendar_accounts_pkey PRIMARY KEY (id);

--
-- Name: calendar_feeds calendar_feeds_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.calendar_feeds
    ADD CONSTRAINT calendar_feeds_pkey PRIMARY KEY (user_id);

--
-- Name: calendar_feeds calendar_feeds_token_uniq; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.calendar_feeds
    ADD CONSTRAINT calendar_feeds_token_uniq UNIQUE (token_hash);

--
-- Name: domain_events domain_events_idem_uniq; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.domain_events
    ADD CONSTRAINT domain_events_idem_uniq UNIQUE (idempotency_key);

--
-- Name: domain_events domain_events_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.domain_events
    ADD CONSTRAINT domain_events_pkey PRIMARY KEY (id);

--
-- Name: external_busy_events external_busy_events_once; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.external_busy_events
    ADD CONSTRAINT external_busy_events_once UNIQUE (calendar_account_id, external_id);

--
-- Name: external_busy_events external_busy_events_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.external_busy_events
    ADD CONSTRAINT external_busy_events_pkey PRIMARY KEY (id);

--
-- Name: game_periods game_periods_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.game_periods
    ADD CONSTRAINT game_periods_pkey PRIMARY KEY (kind, starts_on);

--
-- Name: hidden_pictures hidden_pictures_decision_uniq; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.hidden_pictures
    ADD CONSTRAINT hidden_pictures_decision_uniq UNIQUE (decision_id);

--
-- Name: hidden_pictures hidden_pictures_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.hidden_pictures
    ADD CONSTRAINT hidden_pictures_pkey PRIMARY KEY (file_id);

--
-- Name: idempotency_keys idempotency_keys_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (scope, key);

--
-- Name: inbox inbox_once; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.inbox
    ADD CONSTRAINT inbox_once UNIQUE (provider, external_id);

--
-- Name: inbox inbox_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (id);

--
-- Name: league_members league_members_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.league_members
    ADD CONSTRAINT league_members_pkey PRIMARY KEY (week, user_id);

--
-- Name: league_members league_members_seats; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.league_members
    ADD CONSTRAINT league_members_seats UNIQUE (week, tier, league, seat);

--
-- Name: ledger_accounts ledger_accounts_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.ledger_accounts
    ADD CONSTRAINT ledger_accounts_pkey PRIMARY KEY (id);

--
-- Name: ledger_entries ledger_entries_one_a_side; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.ledger_entries
    ADD CONSTRAINT ledger_entries_one_a_side UNIQUE (transaction_id, account_id);

--
-- Name: ledger_entries ledger_entries_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.ledger_entries
    ADD CONSTRAINT ledger_entries_pkey PRIMARY KEY (id);

--
-- Name: ledger_transactions ledger_transactions_once; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.ledger_transactions
    ADD CONSTRAINT ledger_transactions_once UNIQUE (key);

--
-- Name: ledger_transactions ledger_transactions_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.ledger_transactions
    ADD CONSTRAINT ledger_transactions_pkey PRIMARY KEY (id);

--
-- Name: mentee_profiles mentee_profiles_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.mentee_profiles
    ADD CONSTRAINT mentee_profiles_pkey PRIMARY KEY (user_id);

--
-- Name: mentor_availability_exceptions mentor_availability_exceptions_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.mentor_availability_exceptions
    ADD CONSTRAINT mentor_availability_exceptions_pkey PRIMARY KEY (id);

--
-- Name: mentor_availability_rules mentor_availability_rules_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.mentor_availability_rules
    ADD CONSTRAINT mentor_availability_rules_pkey PRIMARY KEY (id);

--
-- Name: mentor_profiles mentor_profiles_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.mentor_profiles
    ADD CONSTRAINT mentor_profiles_pkey PRIMARY KEY (user_id);

--
-- Name: money_terms money_terms_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.money_terms
    ADD CONSTRAINT money_terms_pkey PRIMARY KEY (valid_from);

--
-- Name: no_show_reports no_show_reports_once; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.no_show_reports
    ADD CONSTRAINT no_show_reports_once UNIQUE (booking_id, reporter_user_id);

--
-- Name: no_show_reports no_show_reports_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.no_show_reports
    ADD CONSTRAINT no_show_reports_pkey PRIMARY KEY (id);

--
-- Name: occupied_times occupied_times_no_overlap; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.occupied_times
    ADD CONSTRAINT occupied_times_no_overlap EXCLUDE USING gist (person WITH &&, during WITH &&);

--
-- Name: occupied_times occupied_times_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.occupied_times
    ADD CONSTRAINT occupied_times_pkey PRIMARY KEY (booking_id, as_role);

--
-- Name: outbox outbox_idem_uniq; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.outbox
    ADD CONSTRAINT outbox_idem_uniq UNIQUE (idempotency_key);

--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);

--
-- Name: package_purchases package_purchases_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.package_purchases
    ADD CONSTRAINT package_purchases_pkey PRIMARY KEY (id);

--
-- Name: packages packages_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.packages
    ADD CONSTRAINT packages_pkey PRIMARY KEY (id);

--
-- Name: payments payments_checkout_uniq; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.payments
    ADD CONSTRAINT payments_checkout_uniq UNIQUE (stripe_checkout_session_id);

--
-- Name: payments payments_intent_uniq; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.payments
    ADD CONSTRAINT payments_intent_uniq UNIQUE (stripe_payment_intent_id);

--
-- Name: payments payments_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.payments
    ADD CONSTRAINT payments_pkey PRIMARY KEY (id);

--
-- Name: payments payments_refund_uniq; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.payments
    ADD CONSTRAINT payments_refund_uniq UNIQUE (refund_txn_id);

--
-- Name: payout_accounts payout_accounts_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.payout_accounts
    ADD CONSTRAINT payout_accounts_pkey PRIMARY KEY (user_id);

--
-- Name: payout_accounts payout_accounts_uniq; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.payout_accounts
    ADD CONSTRAINT payout_accounts_uniq UNIQUE (stripe_account_id);

--
-- Name: payout_reversals payout_reversals_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.payout_reversals
    ADD CONSTRAINT payout_reversals_pkey PRIMARY KEY (id);

--
-- Name: payout_reversals payout_reversals_uniq; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.payout_reversals
    ADD CONSTRAINT payout_reversals_uniq UNIQUE (reversal_id);

--
-- Name: payouts payouts_once; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.payouts
    ADD CONSTRAINT payouts_once UNIQUE (booking_id);

--
-- Name: payouts payouts_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.payouts
    ADD CONSTRAINT payouts_pkey PRIMARY KEY (id);

--
-- Name: payouts payouts_transfer_uniq; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.payouts
    ADD CONSTRAINT payouts_transfer_uniq UNIQUE (transfer_id);

--
-- Name: period_results period_results_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.period_results
    ADD CONSTRAINT period_results_pkey PRIMARY KEY (kind, starts_on, user_id);

--
-- Name: pgqueuer_log pgqueuer_log_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.pgqueuer_log
    ADD CONSTRAINT pgqueuer_log_pkey PRIMARY KEY (id);

--
-- Name: pgqueuer pgqueuer_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.pgqueuer
    ADD CONSTRAINT pgqueuer_pkey PRIMARY KEY (id);

--
-- Name: pgqueuer_schedules pgqueuer_schedules_expression_entrypoint_key; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.pgqueuer_schedules
    ADD CONSTRAINT pgqueuer_schedules_expression_entrypoint_key UNIQUE (expression, entrypoint);

--
-- Name: pgqueuer_schedules pgqueuer_schedules_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.pgqueuer_schedules
    ADD CONSTRAINT pgqueuer_schedules_pkey PRIMARY KEY (id);

--
-- Name: pgqueuer_statistics pgqueuer_statistics_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.pgqueuer_statistics
    ADD CONSTRAINT pgqueuer_statistics_pkey PRIMARY KEY (id);

--
-- Name: profiles profiles_number_uniq; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.profiles
    ADD CONSTRAINT profiles_number_uniq UNIQUE (number);

--
-- Name: profiles profiles_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.profiles
    ADD CONSTRAINT profiles_pkey PRIMARY KEY (id);

--
-- Name: profiles profiles_user_uniq; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.profiles
    ADD CONSTRAINT profiles_user_uniq UNIQUE (user_id);

--
-- Name: receipt_years receipt_years_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.receipt_years
    ADD CONSTRAINT receipt_years_pkey PRIMARY KEY (year);

--
-- Name: receipts receipts_number_uniq; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.receipts
    ADD CONSTRAINT receipts_number_uniq UNIQUE (year, number);

--
-- Name: receipts receipts_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.receipts
    ADD CONSTRAINT receipts_pkey PRIMARY KEY (payment_id);

--
-- Name: reviews reviews_once; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.reviews
    ADD CONSTRAINT reviews_once UNIQUE (booking_id, reviewer_user_id);

--
-- Name: reviews reviews_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.reviews
    ADD CONSTRAINT reviews_pkey PRIMARY KEY (id);

--
-- Name: session_files session_files_file_uniq; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.session_files
    ADD CONSTRAINT session_files_file_uniq UNIQUE (file_id);

--
-- Name: session_files session_files_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.session_files
    ADD CONSTRAINT session_files_pkey PRIMARY KEY (id);

--
-- Name: session_lateness session_lateness_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.session_lateness
    ADD CONSTRAINT session_lateness_pkey PRIMARY KEY (booking_id, user_id);

--
-- Name: session_messages session_messages_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.session_messages
    ADD CONSTRAINT session_messages_pkey PRIMARY KEY (id);

--
-- Name: session_notes session_notes_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.session_notes
    ADD CONSTRAINT session_notes_pkey PRIMARY KEY (booking_id);

--
-- Name: session_presence session_presence_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.session_presence
    ADD CONSTRAINT session_presence_pkey PRIMARY KEY (booking_id, user_id);

--
-- Name: session_reminders session_reminders_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.session_reminders
    ADD CONSTRAINT session_reminders_pkey PRIMARY KEY (booking_id, user_id, kind);

--
-- Name: state_transitions state_transitions_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.state_transitions
    ADD CONSTRAINT state_transitions_pkey PRIMARY KEY (entity_type, from_state, to_state);

--
-- Name: stored_files stored_files_key_uniq; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.stored_files
    ADD CONSTRAINT stored_files_key_uniq UNIQUE (key);

--
-- Name: stored_files stored_files_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.stored_files
    ADD CONSTRAINT stored_files_pkey PRIMARY KEY (id);

--
-- Name: user_achievements user_achievements_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.user_achievements
    ADD CONSTRAINT user_achievements_pkey PRIMARY KEY (user_id, achievement_id);

--
-- Name: user_stats user_stats_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.user_stats
    ADD CONSTRAINT user_stats_pkey PRIMARY KEY (user_id);

--
-- Name: xp_amounts xp_amounts_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.xp_amounts
    ADD CONSTRAINT xp_amounts_pkey PRIMARY KEY (event);

--
-- Name: xp_events xp_events_once; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.xp_events
    ADD CONSTRAINT xp_events_once UNIQUE (user_id, idempotency_key);

--
-- Name: xp_events xp_events_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.xp_events
    ADD CONSTRAINT xp_events_pkey PRIMARY KEY (id);

--
-- Name: xp_ladder xp_ladder_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.xp_ladder
    ADD CONSTRAINT xp_ladder_pkey PRIMARY KEY (id);

--
-- Name: xp_totals xp_totals_pkey; Type: CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.xp_totals
    ADD CONSTRAINT xp_totals_pkey PRIMARY KEY (kind, starts_on, user_id);

--
-- Name: awards_mentor_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX awards_mentor_idx ON mentor.awards USING btree (mentor_user_id, period_end DESC);

--
-- Name: booking_calendar_events_account_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX booking_calendar_events_account_idx ON mentor.booking_calendar_events USING btree (calendar_account_id);

--
-- Name: bookings_beginning_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX bookings_beginning_idx ON mentor.bookings USING btree (start_time) WHERE (status = 'confirmed'::mentor.booking_status);

--
-- Name: bookings_ending_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX bookings_ending_idx ON mentor.bookings USING btree (end_time) WHERE (status = 'confirmed'::mentor.booking_status);

--
-- Name: bookings_expiring_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX bookings_expiring_idx ON mentor.bookings USING btree (expires_at) WHERE (status = 'pending'::mentor.booking_status);

--
-- Name: bookings_held_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX bookings_held_idx ON mentor.bookings USING btree (end_time) WHERE (status = 'completed'::mentor.booking_status);

--
-- Name: bookings_mentee_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX bookings_mentee_idx ON mentor.bookings USING btree (mentee_user_id, start_time);

--
-- Name: bookings_mentor_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX bookings_mentor_idx ON mentor.bookings USING btree (mentor_user_id, start_time);

--
-- Name: bookings_purchase_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX bookings_purchase_idx ON mentor.bookings USING btree (purchase_id);

--
-- Name: bookings_to_pay_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX bookings_to_pay_idx ON mentor.bookings USING btree (end_time) WHERE ((payout_noted_at IS NULL) AND (paid_with <> 'nothing'::text) AND (status = ANY (ARRAY['completed'::mentor.booking_status, 'cancelled'::mentor.booking_status])));

--
-- Name: calendar_accounts_channel_due_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX calendar_accounts_channel_due_idx ON mentor.calendar_accounts USING btree (channel_expires_at NULLS FIRST) WHERE (sync_enabled AND (access_ended_at IS NULL));

--
-- Name: calendar_accounts_key_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX calendar_accounts_key_idx ON mentor.calendar_accounts USING btree (secret_key_version);

--
-- Name: calendar_accounts_sync_due_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX calendar_accounts_sync_due_idx ON mentor.calendar_accounts USING btree (sync_begun_at NULLS FIRST) WHERE (sync_enabled AND (access_ended_at IS NULL));

--
-- Name: calendar_accounts_to_forget_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX calendar_accounts_to_forget_idx ON mentor.calendar_accounts USING btree (updated_at) WHERE (NOT sync_enabled);

--
-- Name: domain_events_created_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX domain_events_created_idx ON mentor.domain_events USING btree (created_at);

--
-- Name: domain_events_entity_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX domain_events_entity_idx ON mentor.domain_events USING btree (entity_type, entity_id);

--
-- Name: external_busy_events_past_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX external_busy_events_past_idx ON mentor.external_busy_events USING btree (end_time);

--
-- Name: external_busy_events_user_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX external_busy_events_user_idx ON mentor.external_busy_events USING btree (user_id, end_time);

--
-- Name: game_periods_open_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX game_periods_open_idx ON mentor.game_periods USING btree (starts_on) WHERE (closed_at IS NULL);

--
-- Name: hidden_pictures_user_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX hidden_pictures_user_idx ON mentor.hidden_pictures USING btree (user_id);

--
-- Name: idempotency_keys_created_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX idempotency_keys_created_idx ON mentor.idempotency_keys USING btree (created_at);

--
-- Name: inbox_received_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX inbox_received_idx ON mentor.inbox USING btree (received_at);

--
-- Name: inbox_unhandled_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX inbox_unhandled_idx ON mentor.inbox USING btree (received_at) WHERE (handled_at IS NULL);

--
-- Name: league_members_user_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX league_members_user_idx ON mentor.league_members USING btree (user_id);

--
-- Name: ledger_accounts_cards; Type: INDEX; Schema: mentor; Owner: -
--

CREATE UNIQUE INDEX ledger_accounts_cards ON mentor.ledger_accounts USING btree (currency) WHERE (kind = 'cards'::text);

--
-- Name: ledger_accounts_credit; Type: INDEX; Schema: mentor; Owner: -
--

CREATE UNIQUE INDEX ledger_accounts_credit ON mentor.ledger_accounts USING btree (purchase_id) WHERE (kind = 'credit'::text);

--
-- Name: ledger_accounts_purchase_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX ledger_accounts_purchase_idx ON mentor.ledger_accounts USING btree (purchase_id);

--
-- Name: ledger_accounts_session; Type: INDEX; Schema: mentor; Owner: -
--

CREATE UNIQUE INDEX ledger_accounts_session ON mentor.ledger_accounts USING btree (session_uid) WHERE (kind = 'session'::text);

--
-- Name: ledger_accounts_user_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX ledger_accounts_user_idx ON mentor.ledger_accounts USING btree (user_id);

--
-- Name: ledger_entries_account_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX ledger_entries_account_idx ON mentor.ledger_entries USING btree (account_id);

--
-- Name: ledger_transactions_booking_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX ledger_transactions_booking_idx ON mentor.ledger_transactions USING btree (booking_id);

--
-- Name: ledger_transactions_payment_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX ledger_transactions_payment_idx ON mentor.ledger_transactions USING btree (payment_id);

--
-- Name: ledger_transactions_purchase_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX ledger_transactions_purchase_idx ON mentor.ledger_transactions USING btree (purchase_id);

--
-- Name: mentor_availability_exceptions_mentor_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX mentor_availability_exceptions_mentor_idx ON mentor.mentor_availability_exceptions USING btree (mentor_user_id, date);

--
-- Name: mentor_availability_rules_mentor_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX mentor_availability_rules_mentor_idx ON mentor.mentor_availability_rules USING btree (mentor_user_id, weekday, start_minute);

--
-- Name: mentor_profiles_next_free_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX mentor_profiles_next_free_idx ON mentor.mentor_profiles USING btree (next_free_slot, user_id) WHERE is_active;

--
-- Name: mentor_profiles_rate_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX mentor_profiles_rate_idx ON mentor.mentor_profiles USING btree (hourly_rate, user_id) WHERE is_active;

--
-- Name: mentor_profiles_score_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX mentor_profiles_score_idx ON mentor.mentor_profiles USING btree (rating_score DESC NULLS LAST, user_id) WHERE is_active;

--
-- Name: mentor_profiles_search_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX mentor_profiles_search_idx ON mentor.mentor_profiles USING gin (search_words);

--
-- Name: mentor_profiles_skills_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX mentor_profiles_skills_idx ON mentor.mentor_profiles USING gin (skill_keys);

--
-- Name: mentor_profiles_stale_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX mentor_profiles_stale_idx ON mentor.mentor_profiles USING btree (user_id) WHERE (next_free_version < slots_version);

--
-- Name: no_show_reports_due_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX no_show_reports_due_idx ON mentor.no_show_reports USING btree (dispute_until) WHERE (status = 'open'::text);

--
-- Name: no_show_reports_reported_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX no_show_reports_reported_idx ON mentor.no_show_reports USING btree (reported_user_id);

--
-- Name: no_show_reports_reporter_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX no_show_reports_reporter_idx ON mentor.no_show_reports USING btree (reporter_user_id);

--
-- Name: no_show_reports_waiting_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX no_show_reports_waiting_idx ON mentor.no_show_reports USING btree (disputed_at) WHERE (status = 'disputed'::text);

--
-- Name: outbox_created_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX outbox_created_idx ON mentor.outbox USING btree (created_at);

--
-- Name: outbox_due_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX outbox_due_idx ON mentor.outbox USING btree (next_attempt_at, sequence) WHERE (status = 'pending'::text);

--
-- Name: outbox_failed_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX outbox_failed_idx ON mentor.outbox USING btree (created_at) WHERE (status = 'failed'::text);

--
-- Name: outbox_person_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX outbox_person_idx ON mentor.outbox USING btree (person_id);

--
-- Name: package_purchases_expiring_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX package_purchases_expiring_idx ON mentor.package_purchases USING btree (expires_at) WHERE (status = 'active'::text);

--
-- Name: package_purchases_mentee_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX package_purchases_mentee_idx ON mentor.package_purchases USING btree (mentee_user_id, created_at DESC);

--
-- Name: package_purchases_mentor_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX package_purchases_mentor_idx ON mentor.package_purchases USING btree (mentor_user_id);

--
-- Name: package_purchases_one_pending; Type: INDEX; Schema: mentor; Owner: -
--

CREATE UNIQUE INDEX package_purchases_one_pending ON mentor.package_purchases USING btree (mentee_user_id, package_id) WHERE (status = 'pending'::text);

--
-- Name: package_purchases_package_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX package_purchases_package_idx ON mentor.package_purchases USING btree (package_id);

--
-- Name: package_purchases_untold_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX package_purchases_untold_idx ON mentor.package_purchases USING btree (ended_at) WHERE ((status = 'ended'::text) AND (told_at IS NULL));

--
-- Name: packages_mentor_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX packages_mentor_idx ON mentor.packages USING btree (mentor_user_id);

--
-- Name: packages_offered_once; Type: INDEX; Schema: mentor; Owner: -
--

CREATE UNIQUE INDEX packages_offered_once ON mentor.packages USING btree (mentor_user_id, sessions, minutes) WHERE is_active;

--
-- Name: payments_booking_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX payments_booking_idx ON mentor.payments USING btree (booking_id);

--
-- Name: payments_charge_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX payments_charge_idx ON mentor.payments USING btree (charge_payment_id);

--
-- Name: payments_charge_uniq; Type: INDEX; Schema: mentor; Owner: -
--

CREATE UNIQUE INDEX payments_charge_uniq ON mentor.payments USING btree (txn_id) WHERE (kind = 'charge'::text);

--
-- Name: payments_due_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX payments_due_idx ON mentor.payments USING btree (next_attempt_at) WHERE ((kind = 'refund'::text) AND (status = ANY (ARRAY['due'::text, 'sent'::text])));

--
-- Name: payments_one_kept; Type: INDEX; Schema: mentor; Owner: -
--

CREATE UNIQUE INDEX payments_one_kept ON mentor.payments USING btree (booking_id) WHERE ((kind = 'charge'::text) AND (status = 'succeeded'::text) AND (NOT is_surplus));

--
-- Name: payments_one_kept_of_purchase; Type: INDEX; Schema: mentor; Owner: -
--

CREATE UNIQUE INDEX payments_one_kept_of_purchase ON mentor.payments USING btree (purchase_id) WHERE ((kind = 'charge'::text) AND (status = 'succeeded'::text) AND (NOT is_surplus));

--
-- Name: payments_one_open; Type: INDEX; Schema: mentor; Owner: -
--

CREATE UNIQUE INDEX payments_one_open ON mentor.payments USING btree (booking_id) WHERE ((kind = 'charge'::text) AND (status = 'pending'::text));

--
-- Name: payments_one_open_of_purchase; Type: INDEX; Schema: mentor; Owner: -
--

CREATE UNIQUE INDEX payments_one_open_of_purchase ON mentor.payments USING btree (purchase_id) WHERE ((kind = 'charge'::text) AND (status = 'pending'::text));

--
-- Name: payments_open_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX payments_open_idx ON mentor.payments USING btree (created_at) WHERE ((kind = 'charge'::text) AND (status = ANY (ARRAY['pending'::text, 'processing'::text])));

--
-- Name: payments_purchase_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX payments_purchase_idx ON mentor.payments USING btree (purchase_id);

--
-- Name: payments_refused_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX payments_refused_idx ON mentor.payments USING btree (updated_at) WHERE ((kind = 'refund'::text) AND (status = 'failed'::text));

--
-- Name: payments_user_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX payments_user_idx ON mentor.payments USING btree (user_id, created_at DESC);

--
-- Name: payout_accounts_checked_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX payout_accounts_checked_idx ON mentor.payout_accounts USING btree (checked_at);

--
-- Name: payout_reversals_due_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX payout_reversals_due_idx ON mentor.payout_reversals USING btree (next_attempt_at) WHERE (status = ANY (ARRAY['due'::text, 'sent'::text]));

--
-- Name: payout_reversals_payout_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX payout_reversals_payout_idx ON mentor.payout_reversals USING btree (payout_id);

--
-- Name: payouts_due_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX payouts_due_idx ON mentor.payouts USING btree (next_attempt_at) WHERE (status = ANY (ARRAY['due'::text, 'sent'::text]));

--
-- Name: payouts_mentor_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX payouts_mentor_idx ON mentor.payouts USING btree (mentor_user_id, created_at DESC);

--
-- Name: period_results_place_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX period_results_place_idx ON mentor.period_results USING btree (kind, starts_on, place, user_id);

--
-- Name: period_results_user_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX period_results_user_idx ON mentor.period_results USING btree (user_id, starts_on);

--
-- Name: pgqueuer_ep_ea_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX pgqueuer_ep_ea_idx ON mentor.pgqueuer USING btree (entrypoint, execute_after) WHERE (status = 'queued'::mentor.pgqueuer_status);

--
-- Name: pgqueuer_ep_prio_id_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX pgqueuer_ep_prio_id_idx ON mentor.pgqueuer USING btree (entrypoint, priority DESC, id) WHERE (status = 'queued'::mentor.pgqueuer_status);

--
-- Name: pgqueuer_log_created; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX pgqueuer_log_created ON mentor.pgqueuer_log USING btree (created);

--
-- Name: pgqueuer_log_job_id_status; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX pgqueuer_log_job_id_status ON mentor.pgqueuer_log USING btree (job_id, created DESC);

--
-- Name: pgqueuer_log_not_aggregated; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX pgqueuer_log_not_aggregated ON mentor.pgqueuer_log USING btree ((1)) WHERE (NOT aggregated);

--
-- Name: pgqueuer_log_status; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX pgqueuer_log_status ON mentor.pgqueuer_log USING btree (status);

--
-- Name: pgqueuer_picked_heartbeat_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX pgqueuer_picked_heartbeat_idx ON mentor.pgqueuer USING btree (heartbeat) WHERE (status = 'picked'::mentor.pgqueuer_status);

--
-- Name: pgqueuer_picked_slot_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE UNIQUE INDEX pgqueuer_picked_slot_idx ON mentor.pgqueuer USING btree (entrypoint, slot) WHERE ((status = 'picked'::mentor.pgqueuer_status) AND (slot IS NOT NULL));

--
-- Name: pgqueuer_priority_id_id1_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX pgqueuer_priority_id_id1_idx ON mentor.pgqueuer USING btree (priority, id DESC) INCLUDE (id) WHERE (status = 'queued'::mentor.pgqueuer_status);

--
-- Name: pgqueuer_queue_manager_id_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX pgqueuer_queue_manager_id_idx ON mentor.pgqueuer USING btree (queue_manager_id) WHERE (queue_manager_id IS NOT NULL);

--
-- Name: pgqueuer_statistics_unique_count; Type: INDEX; Schema: mentor; Owner: -
--

CREATE UNIQUE INDEX pgqueuer_statistics_unique_count ON mentor.pgqueuer_statistics USING btree (priority, date_trunc('sec'::text, timezone('UTC'::text, created)), status, entrypoint);

--
-- Name: pgqueuer_unique_dedupe_key; Type: INDEX; Schema: mentor; Owner: -
--

CREATE UNIQUE INDEX pgqueuer_unique_dedupe_key ON mentor.pgqueuer USING btree (dedupe_key) WHERE ((status = ANY (ARRAY['queued'::mentor.pgqueuer_status, 'picked'::mentor.pgqueuer_status])) AND (dedupe_key IS NOT NULL));

--
-- Name: pgqueuer_updated_id_id1_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX pgqueuer_updated_id_id1_idx ON mentor.pgqueuer USING btree (updated, id DESC) INCLUDE (id) WHERE (status = 'picked'::mentor.pgqueuer_status);

--
-- Name: profiles_avatar_file_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE UNIQUE INDEX profiles_avatar_file_idx ON mentor.profiles USING btree (avatar_file_id);

--
-- Name: reviews_reviewee_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX reviews_reviewee_idx ON mentor.reviews USING btree (reviewee_user_id, created_at DESC);

--
-- Name: reviews_reviewer_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX reviews_reviewer_idx ON mentor.reviews USING btree (reviewer_user_id);

--
-- Name: reviews_to_count_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX reviews_to_count_idx ON mentor.reviews USING btree (reveals_at) WHERE (counted_at IS NULL);

--
-- Name: session_files_booking_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX session_files_booking_idx ON mentor.session_files USING btree (booking_id, created_at, id);

--
-- Name: session_files_uploader_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX session_files_uploader_idx ON mentor.session_files USING btree (uploader_user_id);

--
-- Name: session_lateness_user_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX session_lateness_user_idx ON mentor.session_lateness USING btree (user_id);

--
-- Name: session_messages_booking_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX session_messages_booking_idx ON mentor.session_messages USING btree (booking_id, created_at, id);

--
-- Name: session_messages_sender_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX session_messages_sender_idx ON mentor.session_messages USING btree (sender_user_id);

--
-- Name: session_notes_writer_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX session_notes_writer_idx ON mentor.session_notes USING btree (updated_by);

--
-- Name: session_presence_user_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX session_presence_user_idx ON mentor.session_presence USING btree (user_id);

--
-- Name: session_reminders_user_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX session_reminders_user_idx ON mentor.session_reminders USING btree (user_id);

--
-- Name: stored_files_going_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX stored_files_going_idx ON mentor.stored_files USING btree (created_at) WHERE (state <> 'kept'::text);

--
-- Name: stored_files_owner_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX stored_files_owner_idx ON mentor.stored_files USING btree (owner_id);

--
-- Name: user_achievements_achievement_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX user_achievements_achievement_idx ON mentor.user_achievements USING btree (achievement_id);

--
-- Name: user_achievements_to_tell_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX user_achievements_to_tell_idx ON mentor.user_achievements USING btree (unlocked_at) WHERE ((told_at IS NULL) AND (seen_at IS NULL));

--
-- Name: user_stats_board_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX user_stats_board_idx ON mentor.user_stats USING btree (xp DESC, user_id) WHERE (listed AND (xp > 0));

--
-- Name: xp_events_helped_month_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX xp_events_helped_month_idx ON mentor.xp_events USING btree (month) WHERE (event = 'review_received'::mentor.xp_event);

--
-- Name: xp_events_helped_week_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX xp_events_helped_week_idx ON mentor.xp_events USING btree (week) WHERE (event = 'review_received'::mentor.xp_event);

--
-- Name: xp_events_latest_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX xp_events_latest_idx ON mentor.xp_events USING btree (user_id, at DESC, id DESC);

--
-- Name: xp_events_pair_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX xp_events_pair_idx ON mentor.xp_events USING btree (other_user_id, user_id, event);

--
-- Name: xp_ladder_rungs_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX xp_ladder_rungs_idx ON mentor.xp_ladder USING btree (kind, starts_on, xp) INCLUDE (people);

--
-- Name: xp_totals_board_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX xp_totals_board_idx ON mentor.xp_totals USING btree (kind, starts_on, xp DESC, user_id) WHERE (listed AND (xp > 0));

--
-- Name: xp_totals_user_idx; Type: INDEX; Schema: mentor; Owner: -
--

CREATE INDEX xp_totals_user_idx ON mentor.xp_totals USING btree (user_id);

--
-- Name: awards awards_append_only; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER awards_append_only BEFORE DELETE OR UPDATE ON mentor.awards FOR EACH ROW EXECUTE FUNCTION mentor.guard_game_history('mentor_user_id');

--
-- Name: awards awards_never_emptied; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER awards_never_emptied BEFORE TRUNCATE ON mentor.awards FOR EACH STATEMENT EXECUTE FUNCTION mentor.refuse_change();

--
-- Name: bookings bookings_carry; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER bookings_carry AFTER INSERT ON mentor.bookings FOR EACH ROW WHEN ((new.rescheduled_from IS NOT NULL)) EXECUTE FUNCTION mentor.carry_session();

--
-- Name: bookings bookings_check_transition; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER bookings_check_transition BEFORE INSERT OR UPDATE ON mentor.bookings FOR EACH ROW EXECUTE FUNCTION mentor.enforce_transition('booking', 'status');

--
-- Name: bookings bookings_credit_is_taken; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE CONSTRAINT TRIGGER bookings_credit_is_taken AFTER INSERT ON mentor.bookings DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.paid_with = 'credit'::text)) EXECUTE FUNCTION mentor.check_credit_booking();

--
-- Name: bookings bookings_event; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER bookings_event AFTER INSERT OR UPDATE ON mentor.bookings FOR EACH ROW EXECUTE FUNCTION mentor.record_transition('booking', 'status');

--
-- Name: bookings bookings_guard; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER bookings_guard BEFORE INSERT OR UPDATE ON mentor.bookings FOR EACH ROW EXECUTE FUNCTION mentor.guard_booking();

--
-- Name: bookings bookings_note; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER bookings_note AFTER INSERT OR UPDATE ON mentor.bookings FOR EACH ROW EXECUTE FUNCTION mentor.note_booking();

--
-- Name: bookings bookings_occupy; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER bookings_occupy AFTER INSERT OR UPDATE ON mentor.bookings FOR EACH ROW EXECUTE FUNCTION mentor.occupy_times();

--
-- Name: bookings bookings_outcome; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER bookings_outcome BEFORE UPDATE OF status ON mentor.bookings FOR EACH ROW WHEN (((new.status = ANY (ARRAY['completed'::mentor.booking_status, 'cancelled'::mentor.booking_status])) AND (old.status = 'confirmed'::mentor.booking_status))) EXECUTE FUNCTION mentor.guard_outcome();

--
-- Name: bookings bookings_terms; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER bookings_terms BEFORE INSERT OR UPDATE ON mentor.bookings FOR EACH ROW EXECUTE FUNCTION mentor.record_terms();

--
-- Name: bookings bookings_updated_at; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER bookings_updated_at BEFORE UPDATE ON mentor.bookings FOR EACH ROW EXECUTE FUNCTION mentor.set_updated_at();

--
-- Name: bookings bookings_xp; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER bookings_xp AFTER UPDATE OF status ON mentor.bookings FOR EACH ROW WHEN (((new.status = 'completed'::mentor.booking_status) AND (old.status <> 'completed'::mentor.booking_status))) EXECUTE FUNCTION mentor.note_completion();

--
-- Name: calendar_accounts calendar_accounts_updated_at; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER calendar_accounts_updated_at BEFORE UPDATE ON mentor.calendar_accounts FOR EACH ROW EXECUTE FUNCTION mentor.set_updated_at();

--
-- Name: calendar_feeds calendar_feeds_versions_grow; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER calendar_feeds_versions_grow BEFORE UPDATE ON mentor.calendar_feeds FOR EACH ROW EXECUTE FUNCTION mentor.feed_versions_grow();

--
-- Name: domain_events domain_events_append_only; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER domain_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON mentor.domain_events FOR EACH STATEMENT EXECUTE FUNCTION mentor.refuse_change();

--
-- Name: external_busy_events external_busy_events_added; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER external_busy_events_added AFTER INSERT ON mentor.external_busy_events REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mentor.note_busy();

--
-- Name: external_busy_events external_busy_events_gone; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER external_busy_events_gone AFTER DELETE ON mentor.external_busy_events REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mentor.note_busy();

--
-- Name: external_busy_events external_busy_events_moved; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER external_busy_events_moved AFTER UPDATE ON mentor.external_busy_events REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mentor.note_busy();

--
-- Name: game_periods game_periods_guard; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER game_periods_guard BEFORE UPDATE ON mentor.game_periods FOR EACH ROW EXECUTE FUNCTION mentor.guard_period();

--
-- Name: hidden_pictures hidden_pictures_gone; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER hidden_pictures_gone AFTER DELETE ON mentor.hidden_pictures FOR EACH ROW EXECUTE FUNCTION mentor.drop_hidden_picture();

--
-- Name: ledger_accounts ledger_accounts_append_only; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER ledger_accounts_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON mentor.ledger_accounts FOR EACH STATEMENT EXECUTE FUNCTION mentor.refuse_change();

--
-- Name: ledger_entries ledger_entries_append_only; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER ledger_entries_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON mentor.ledger_entries FOR EACH STATEMENT EXECUTE FUNCTION mentor.refuse_change();

--
-- Name: ledger_entries ledger_entries_balance; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE CONSTRAINT TRIGGER ledger_entries_balance AFTER INSERT ON mentor.ledger_entries DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mentor.check_ledger_balance();

--
-- Name: ledger_entries ledger_entries_correct_payout; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER ledger_entries_correct_payout AFTER INSERT ON mentor.ledger_entries FOR EACH ROW WHEN ((new.amount_cents < 0)) EXECUTE FUNCTION mentor.correct_after_refund();

--
-- Name: ledger_entries ledger_entries_guard; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER ledger_entries_guard BEFORE INSERT ON mentor.ledger_entries FOR EACH ROW EXECUTE FUNCTION mentor.guard_ledger_entry();

--
-- Name: ledger_transactions ledger_transactions_append_only; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER ledger_transactions_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON mentor.ledger_transactions FOR EACH STATEMENT EXECUTE FUNCTION mentor.refuse_change();

--
-- Name: ledger_transactions ledger_transactions_balance; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE CONSTRAINT TRIGGER ledger_transactions_balance AFTER INSERT ON mentor.ledger_transactions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mentor.check_ledger_balance();

--
-- Name: ledger_transactions ledger_transactions_guard; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER ledger_transactions_guard BEFORE INSERT ON mentor.ledger_transactions FOR EACH ROW EXECUTE FUNCTION mentor.guard_ledger_transaction();

--
-- Name: mentee_profiles mentee_profiles_updated_at; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER mentee_profiles_updated_at BEFORE UPDATE ON mentor.mentee_profiles FOR EACH ROW EXECUTE FUNCTION mentor.set_updated_at();

--
-- Name: mentee_profiles mentee_profiles_xp; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER mentee_profiles_xp AFTER INSERT OR UPDATE OF bio, goals ON mentor.mentee_profiles FOR EACH ROW EXECUTE FUNCTION mentor.note_profile();

--
-- Name: mentor_availability_exceptions mentor_availability_exceptions_limit; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER mentor_availability_exceptions_limit BEFORE INSERT ON mentor.mentor_availability_exceptions FOR EACH ROW EXECUTE FUNCTION mentor.limit_hours();

--
-- Name: mentor_availability_exceptions mentor_availability_exceptions_slots; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER mentor_availability_exceptions_slots AFTER INSERT OR DELETE OR UPDATE ON mentor.mentor_availability_exceptions FOR EACH ROW EXECUTE FUNCTION mentor.note_hours();

--
-- Name: mentor_availability_exceptions mentor_availability_exceptions_updated_at; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER mentor_availability_exceptions_updated_at BEFORE UPDATE ON mentor.mentor_availability_exceptions FOR EACH ROW EXECUTE FUNCTION mentor.set_updated_at();

--
-- Name: mentor_availability_rules mentor_availability_rules_limit; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER mentor_availability_rules_limit BEFORE INSERT ON mentor.mentor_availability_rules FOR EACH ROW EXECUTE FUNCTION mentor.limit_hours();

--
-- Name: mentor_availability_rules mentor_availability_rules_slots; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER mentor_availability_rules_slots AFTER INSERT OR DELETE OR UPDATE ON mentor.mentor_availability_rules FOR EACH ROW EXECUTE FUNCTION mentor.note_hours();

--
-- Name: mentor_availability_rules mentor_availability_rules_updated_at; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER mentor_availability_rules_updated_at BEFORE UPDATE ON mentor.mentor_availability_rules FOR EACH ROW EXECUTE FUNCTION mentor.set_updated_at();

--
-- Name: mentor_profiles mentor_profiles_score; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER mentor_profiles_score BEFORE INSERT OR UPDATE OF rating_count, rating_sum ON mentor.mentor_profiles FOR EACH ROW EXECUTE FUNCTION mentor.score_ratings();

--
-- Name: mentor_profiles mentor_profiles_search; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER mentor_profiles_search BEFORE INSERT OR UPDATE OF headline, bio, skills, expertise_areas, languages, search_words ON mentor.mentor_profiles FOR EACH ROW EXECUTE FUNCTION mentor.keep_search_words();

--
-- Name: mentor_profiles mentor_profiles_slots; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER mentor_profiles_slots BEFORE UPDATE ON mentor.mentor_profiles FOR EACH ROW EXECUTE FUNCTION mentor.note_slot_settings();

--
-- Name: mentor_profiles mentor_profiles_updated_at; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER mentor_profiles_updated_at BEFORE UPDATE ON mentor.mentor_profiles FOR EACH ROW EXECUTE FUNCTION mentor.set_updated_at();

--
-- Name: mentor_profiles mentor_profiles_xp; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER mentor_profiles_xp AFTER INSERT OR UPDATE OF headline, bio, skills ON mentor.mentor_profiles FOR EACH ROW EXECUTE FUNCTION mentor.note_profile();

--
-- Name: money_terms money_terms_append_only; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER money_terms_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON mentor.money_terms FOR EACH STATEMENT EXECUTE FUNCTION mentor.refuse_change();

--
-- Name: no_show_reports no_show_reports_check_transition; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER no_show_reports_check_transition BEFORE INSERT OR UPDATE ON mentor.no_show_reports FOR EACH ROW EXECUTE FUNCTION mentor.enforce_transition('no_show_report', 'status');

--
-- Name: no_show_reports no_show_reports_event; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER no_show_reports_event AFTER INSERT OR UPDATE ON mentor.no_show_reports FOR EACH ROW EXECUTE FUNCTION mentor.record_transition('no_show_report', 'status');

--
-- Name: no_show_reports no_show_reports_guard; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER no_show_reports_guard BEFORE INSERT OR UPDATE ON mentor.no_show_reports FOR EACH ROW EXECUTE FUNCTION mentor.guard_no_show_report();

--
-- Name: no_show_reports no_show_reports_opposed; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER no_show_reports_opposed AFTER INSERT ON mentor.no_show_reports FOR EACH ROW EXECUTE FUNCTION mentor.contradict_no_show();

--
-- Name: no_show_reports no_show_reports_updated_at; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER no_show_reports_updated_at BEFORE UPDATE ON mentor.no_show_reports FOR EACH ROW EXECUTE FUNCTION mentor.set_updated_at();

--
-- Name: outbox outbox_updated_at; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER outbox_updated_at BEFORE UPDATE ON mentor.outbox FOR EACH ROW EXECUTE FUNCTION mentor.set_updated_at();

--
-- Name: package_purchases package_purchases_check_transition; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER package_purchases_check_transition BEFORE INSERT OR UPDATE ON mentor.package_purchases FOR EACH ROW EXECUTE FUNCTION mentor.enforce_transition('package_purchase', 'status');

--
-- Name: package_purchases package_purchases_event; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER package_purchases_event AFTER INSERT OR UPDATE ON mentor.package_purchases FOR EACH ROW EXECUTE FUNCTION mentor.record_transition('package_purchase', 'status');

--
-- Name: package_purchases package_purchases_guard; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER package_purchases_guard BEFORE UPDATE ON mentor.package_purchases FOR EACH ROW EXECUTE FUNCTION mentor.guard_purchase();

--
-- Name: package_purchases package_purchases_updated_at; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER package_purchases_updated_at BEFORE UPDATE ON mentor.package_purchases FOR EACH ROW EXECUTE FUNCTION mentor.set_updated_at();

--
-- Name: packages packages_guard; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER packages_guard BEFORE UPDATE ON mentor.packages FOR EACH ROW EXECUTE FUNCTION mentor.guard_package();

--
-- Name: packages packages_updated_at; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER packages_updated_at BEFORE UPDATE ON mentor.packages FOR EACH ROW EXECUTE FUNCTION mentor.set_updated_at();

--
-- Name: payments payments_check_transition; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER payments_check_transition BEFORE INSERT OR UPDATE ON mentor.payments FOR EACH ROW EXECUTE FUNCTION mentor.enforce_transition('payment', 'status');

--
-- Name: payments payments_correct_payout; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER payments_correct_payout AFTER INSERT ON mentor.payments FOR EACH ROW WHEN (((new.kind = 'refund'::text) AND (new.booking_id IS NOT NULL))) EXECUTE FUNCTION mentor.correct_after_refund();

--
-- Name: payments payments_event; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER payments_event AFTER INSERT OR UPDATE ON mentor.payments FOR EACH ROW EXECUTE FUNCTION mentor.record_transition('payment', 'status');

--
-- Name: payments payments_guard; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER payments_guard BEFORE INSERT OR UPDATE ON mentor.payments FOR EACH ROW EXECUTE FUNCTION mentor.guard_payment();

--
-- Name: payments payments_receipt; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER payments_receipt AFTER INSERT OR UPDATE OF status ON mentor.payments FOR EACH ROW WHEN ((new.status = 'succeeded'::text)) EXECUTE FUNCTION mentor.issue_receipt();

--
-- Name: payments payments_updated_at; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER payments_updated_at BEFORE UPDATE ON mentor.payments FOR EACH ROW EXECUTE FUNCTION mentor.set_updated_at();

--
-- Name: payout_accounts payout_accounts_updated_at; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER payout_accounts_updated_at BEFORE UPDATE ON mentor.payout_accounts FOR EACH ROW EXECUTE FUNCTION mentor.set_updated_at();

--
-- Name: payout_reversals payout_reversals_check_transition; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER payout_reversals_check_transition BEFORE INSERT OR UPDATE ON mentor.payout_reversals FOR EACH ROW EXECUTE FUNCTION mentor.enforce_transition('payout_reversal', 'status');

--
-- Name: payout_reversals payout_reversals_event; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER payout_reversals_event AFTER INSERT OR UPDATE ON mentor.payout_reversals FOR EACH ROW EXECUTE FUNCTION mentor.record_transition('payout_reversal', 'status');

--
-- Name: payout_reversals payout_reversals_guard; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER payout_reversals_guard BEFORE INSERT OR UPDATE ON mentor.payout_reversals FOR EACH ROW EXECUTE FUNCTION mentor.guard_reversal();

--
-- Name: payout_reversals payout_reversals_updated_at; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER payout_reversals_updated_at BEFORE UPDATE ON mentor.payout_reversals FOR EACH ROW EXECUTE FUNCTION mentor.set_updated_at();

--
-- Name: payouts payouts_check_transition; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER payouts_check_transition BEFORE INSERT OR UPDATE ON mentor.payouts FOR EACH ROW EXECUTE FUNCTION mentor.enforce_transition('payout', 'status');

--
-- Name: payouts payouts_event; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER payouts_event AFTER INSERT OR UPDATE ON mentor.payouts FOR EACH ROW EXECUTE FUNCTION mentor.record_transition('payout', 'status');

--
-- Name: payouts payouts_guard; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER payouts_guard BEFORE UPDATE ON mentor.payouts FOR EACH ROW EXECUTE FUNCTION mentor.guard_payout();

--
-- Name: payouts payouts_updated_at; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER payouts_updated_at BEFORE UPDATE ON mentor.payouts FOR EACH ROW EXECUTE FUNCTION mentor.set_updated_at();

--
-- Name: period_results period_results_append_only; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER period_results_append_only BEFORE DELETE OR UPDATE ON mentor.period_results FOR EACH ROW EXECUTE FUNCTION mentor.guard_game_history('user_id');

--
-- Name: period_results period_results_never_emptied; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER period_results_never_emptied BEFORE TRUNCATE ON mentor.period_results FOR EACH STATEMENT EXECUTE FUNCTION mentor.refuse_change();

--
-- Name: profiles profiles_check_transition; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER profiles_check_transition BEFORE INSERT OR UPDATE ON mentor.profiles FOR EACH ROW EXECUTE FUNCTION mentor.enforce_transition('profile', 'status');

--
-- Name: profiles profiles_end_credit; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER profiles_end_credit AFTER UPDATE OF status ON mentor.profiles FOR EACH ROW WHEN (((old.status IS DISTINCT FROM new.status) AND (new.status = ANY (ARRAY['suspended'::text, 'erased'::text])))) EXECUTE FUNCTION mentor.end_credit_of_leaver();

--
-- Name: profiles profiles_event; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER profiles_event AFTER INSERT OR UPDATE ON mentor.profiles FOR EACH ROW EXECUTE FUNCTION mentor.record_transition('profile', 'status');

--
-- Name: profiles profiles_forget_in_sessions; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER profiles_forget_in_sessions AFTER UPDATE OF status ON mentor.profiles FOR EACH ROW WHEN (((new.status = 'erased'::text) AND (old.status <> 'erased'::text))) EXECUTE FUNCTION mentor.forget_in_sessions();

--
-- Name: profiles profiles_forget_no_shows; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER profiles_forget_no_shows AFTER UPDATE OF status ON mentor.profiles FOR EACH ROW WHEN (((new.status = 'erased'::text) AND (old.status <> 'erased'::text))) EXECUTE FUNCTION mentor.forget_no_shows();

--
-- Name: profiles profiles_name_followed; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER profiles_name_followed AFTER UPDATE OF full_name ON mentor.profiles FOR EACH ROW WHEN ((new.full_name IS DISTINCT FROM old.full_name)) EXECUTE FUNCTION mentor.follow_name();

--
-- Name: profiles profiles_picture; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER profiles_picture BEFORE UPDATE ON mentor.profiles FOR EACH ROW EXECUTE FUNCTION mentor.keep_picture();

--
-- Name: profiles profiles_updated_at; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER profiles_updated_at BEFORE UPDATE ON mentor.profiles FOR EACH ROW EXECUTE FUNCTION mentor.set_updated_at();

--
-- Name: profiles profiles_xp_joined; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER profiles_xp_joined AFTER INSERT ON mentor.profiles FOR EACH ROW EXECUTE FUNCTION mentor.note_joining();

--
-- Name: profiles profiles_xp_profile; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER profiles_xp_profile AFTER INSERT OR UPDATE OF full_name, onboarding_completed ON mentor.profiles FOR EACH ROW EXECUTE FUNCTION mentor.note_profile();

--
-- Name: profiles profiles_xp_standing; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER profiles_xp_standing AFTER UPDATE OF status ON mentor.profiles FOR EACH ROW WHEN ((new.status <> old.status)) EXECUTE FUNCTION mentor.note_standing();

--
-- Name: receipts receipts_append_only; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER receipts_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON mentor.receipts FOR EACH STATEMENT EXECUTE FUNCTION mentor.refuse_change();

--
-- Name: reviews reviews_guard; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER reviews_guard BEFORE INSERT OR UPDATE ON mentor.reviews FOR EACH ROW EXECUTE FUNCTION mentor.guard_review();

--
-- Name: reviews reviews_reveal; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER reviews_reveal AFTER INSERT ON mentor.reviews FOR EACH ROW EXECUTE FUNCTION mentor.reveal_together();

--
-- Name: reviews reviews_updated_at; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER reviews_updated_at BEFORE UPDATE ON mentor.reviews FOR EACH ROW EXECUTE FUNCTION mentor.set_updated_at();

--
-- Name: reviews reviews_xp; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER reviews_xp AFTER INSERT ON mentor.reviews FOR EACH ROW EXECUTE FUNCTION mentor.note_review();

--
-- Name: reviews reviews_xp_shown; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER reviews_xp_shown AFTER UPDATE ON mentor.reviews REFERENCING OLD TABLE AS hidden NEW TABLE AS shown FOR EACH STATEMENT EXECUTE FUNCTION mentor.note_reveal();

--
-- Name: session_files session_files_drop; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER session_files_drop AFTER DELETE ON mentor.session_files FOR EACH ROW EXECUTE FUNCTION mentor.drop_session_file();

--
-- Name: session_files session_files_guard; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER session_files_guard BEFORE INSERT ON mentor.session_files FOR EACH ROW EXECUTE FUNCTION mentor.guard_session_file();

--
-- Name: session_messages session_messages_guard; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER session_messages_guard BEFORE INSERT ON mentor.session_messages FOR EACH ROW EXECUTE FUNCTION mentor.guard_session_message();

--
-- Name: session_notes session_notes_guard; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER session_notes_guard BEFORE INSERT OR UPDATE OF content ON mentor.session_notes FOR EACH ROW EXECUTE FUNCTION mentor.guard_session_notes();

--
-- Name: session_notes session_notes_updated_at; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER session_notes_updated_at BEFORE UPDATE ON mentor.session_notes FOR EACH ROW EXECUTE FUNCTION mentor.set_updated_at();

--
-- Name: stored_files stored_files_one_way; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER stored_files_one_way BEFORE UPDATE OF state ON mentor.stored_files FOR EACH ROW EXECUTE FUNCTION mentor.keep_unwanted();

--
-- Name: stored_files stored_files_updated_at; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER stored_files_updated_at BEFORE UPDATE ON mentor.stored_files FOR EACH ROW EXECUTE FUNCTION mentor.set_updated_at();

--
-- Name: pgqueuer tg_pgqueuer_changed; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER tg_pgqueuer_changed AFTER INSERT OR DELETE OR TRUNCATE ON mentor.pgqueuer FOR EACH STATEMENT EXECUTE FUNCTION mentor.fn_pgqueuer_changed();

--
-- Name: user_stats user_stats_unlock; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER user_stats_unlock AFTER INSERT OR UPDATE OF xp, sessions, mentored, people_met, reviews_given, reviews_received, profile_complete, longest_streak, best_tier, league_wins, awards_won ON mentor.user_stats FOR EACH ROW EXECUTE FUNCTION mentor.unlock_achievements();

--
-- Name: user_stats user_stats_updated_at; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER user_stats_updated_at BEFORE UPDATE ON mentor.user_stats FOR EACH ROW EXECUTE FUNCTION mentor.set_updated_at();

--
-- Name: xp_events xp_events_append_only; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER xp_events_append_only BEFORE DELETE OR UPDATE ON mentor.xp_events FOR EACH ROW EXECUTE FUNCTION mentor.guard_game_history('user_id');

--
-- Name: xp_events xp_events_counted; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER xp_events_counted AFTER INSERT ON mentor.xp_events REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION mentor.count_xp();

--
-- Name: xp_events xp_events_never_emptied; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER xp_events_never_emptied BEFORE TRUNCATE ON mentor.xp_events FOR EACH STATEMENT EXECUTE FUNCTION mentor.refuse_change();

--
-- Name: xp_totals xp_totals_came; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER xp_totals_came AFTER INSERT ON mentor.xp_totals REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION mentor.climb_ladder();

--
-- Name: xp_totals xp_totals_climbed; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER xp_totals_climbed AFTER UPDATE ON mentor.xp_totals REFERENCING OLD TABLE AS went NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION mentor.climb_ladder();

--
-- Name: xp_totals xp_totals_went; Type: TRIGGER; Schema: mentor; Owner: -
--

CREATE TRIGGER xp_totals_went AFTER DELETE ON mentor.xp_totals REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION mentor.climb_ladder();

--
-- Name: activity_days activity_days_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.activity_days
    ADD CONSTRAINT activity_days_user_id_fkey FOREIGN KEY (user_id) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: awards awards_mentor_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.awards
    ADD CONSTRAINT awards_mentor_user_id_fkey FOREIGN KEY (mentor_user_id) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: booking_calendar_events booking_calendar_events_booking_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.booking_calendar_events
    ADD CONSTRAINT booking_calendar_events_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES mentor.bookings(id) ON DELETE CASCADE;

--
-- Name: booking_calendar_events booking_calendar_events_calendar_account_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.booking_calendar_events
    ADD CONSTRAINT booking_calendar_events_calendar_account_id_fkey FOREIGN KEY (calendar_account_id) REFERENCES mentor.calendar_accounts(id) ON DELETE CASCADE;

--
-- Name: bookings bookings_mentee_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.bookings
    ADD CONSTRAINT bookings_mentee_user_id_fkey FOREIGN KEY (mentee_user_id) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: bookings bookings_mentor_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.bookings
    ADD CONSTRAINT bookings_mentor_user_id_fkey FOREIGN KEY (mentor_user_id) REFERENCES mentor.mentor_profiles(user_id) ON DELETE RESTRICT;

--
-- Name: bookings bookings_moved_from; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.bookings
    ADD CONSTRAINT bookings_moved_from FOREIGN KEY (rescheduled_from) REFERENCES mentor.bookings(id) ON DELETE RESTRICT;

--
-- Name: bookings bookings_purchase_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.bookings
    ADD CONSTRAINT bookings_purchase_id_fkey FOREIGN KEY (purchase_id) REFERENCES mentor.package_purchases(id) ON DELETE RESTRICT;

--
-- Name: calendar_accounts calendar_accounts_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.calendar_accounts
    ADD CONSTRAINT calendar_accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: calendar_feeds calendar_feeds_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.calendar_feeds
    ADD CONSTRAINT calendar_feeds_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: external_busy_events external_busy_events_calendar_account_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.external_busy_events
    ADD CONSTRAINT external_busy_events_calendar_account_id_fkey FOREIGN KEY (calendar_account_id) REFERENCES mentor.calendar_accounts(id) ON DELETE CASCADE;

--
-- Name: external_busy_events external_busy_events_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.external_busy_events
    ADD CONSTRAINT external_busy_events_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: hidden_pictures hidden_pictures_file_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.hidden_pictures
    ADD CONSTRAINT hidden_pictures_file_id_fkey FOREIGN KEY (file_id) REFERENCES mentor.stored_files(id) ON DELETE RESTRICT;

--
-- Name: hidden_pictures hidden_pictures_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.hidden_pictures
    ADD CONSTRAINT hidden_pictures_user_id_fkey FOREIGN KEY (user_id) REFERENCES mentor.profiles(user_id) ON DELETE CASCADE;

--
-- Name: league_members league_members_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.league_members
    ADD CONSTRAINT league_members_user_id_fkey FOREIGN KEY (user_id) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: ledger_accounts ledger_accounts_purchase_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.ledger_accounts
    ADD CONSTRAINT ledger_accounts_purchase_id_fkey FOREIGN KEY (purchase_id) REFERENCES mentor.package_purchases(id) ON DELETE RESTRICT;

--
-- Name: ledger_accounts ledger_accounts_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.ledger_accounts
    ADD CONSTRAINT ledger_accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: ledger_entries ledger_entries_account_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.ledger_entries
    ADD CONSTRAINT ledger_entries_account_id_fkey FOREIGN KEY (account_id) REFERENCES mentor.ledger_accounts(id) ON DELETE RESTRICT;

--
-- Name: ledger_entries ledger_entries_transaction_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.ledger_entries
    ADD CONSTRAINT ledger_entries_transaction_id_fkey FOREIGN KEY (transaction_id) REFERENCES mentor.ledger_transactions(id) ON DELETE RESTRICT;

--
-- Name: ledger_transactions ledger_transactions_booking_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.ledger_transactions
    ADD CONSTRAINT ledger_transactions_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES mentor.bookings(id) ON DELETE RESTRICT;

--
-- Name: ledger_transactions ledger_transactions_payment_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.ledger_transactions
    ADD CONSTRAINT ledger_transactions_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES mentor.payments(id) ON DELETE RESTRICT;

--
-- Name: ledger_transactions ledger_transactions_purchase_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.ledger_transactions
    ADD CONSTRAINT ledger_transactions_purchase_id_fkey FOREIGN KEY (purchase_id) REFERENCES mentor.package_purchases(id) ON DELETE RESTRICT;

--
-- Name: mentee_profiles mentee_profiles_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.mentee_profiles
    ADD CONSTRAINT mentee_profiles_user_id_fkey FOREIGN KEY (user_id) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: mentor_availability_exceptions mentor_availability_exceptions_mentor_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.mentor_availability_exceptions
    ADD CONSTRAINT mentor_availability_exceptions_mentor_user_id_fkey FOREIGN KEY (mentor_user_id) REFERENCES mentor.mentor_profiles(user_id) ON DELETE CASCADE;

--
-- Name: mentor_availability_rules mentor_availability_rules_mentor_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.mentor_availability_rules
    ADD CONSTRAINT mentor_availability_rules_mentor_user_id_fkey FOREIGN KEY (mentor_user_id) REFERENCES mentor.mentor_profiles(user_id) ON DELETE CASCADE;

--
-- Name: mentor_profiles mentor_profiles_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.mentor_profiles
    ADD CONSTRAINT mentor_profiles_user_id_fkey FOREIGN KEY (user_id) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: no_show_reports no_show_reports_booking_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.no_show_reports
    ADD CONSTRAINT no_show_reports_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES mentor.bookings(id) ON DELETE CASCADE;

--
-- Name: no_show_reports no_show_reports_reported_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.no_show_reports
    ADD CONSTRAINT no_show_reports_reported_user_id_fkey FOREIGN KEY (reported_user_id) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: no_show_reports no_show_reports_reporter_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.no_show_reports
    ADD CONSTRAINT no_show_reports_reporter_user_id_fkey FOREIGN KEY (reporter_user_id) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: occupied_times occupied_times_booking_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.occupied_times
    ADD CONSTRAINT occupied_times_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES mentor.bookings(id) ON DELETE CASCADE;

--
-- Name: outbox outbox_person_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.outbox
    ADD CONSTRAINT outbox_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: package_purchases package_purchases_mentee_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.package_purchases
    ADD CONSTRAINT package_purchases_mentee_user_id_fkey FOREIGN KEY (mentee_user_id) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: package_purchases package_purchases_mentor_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.package_purchases
    ADD CONSTRAINT package_purchases_mentor_user_id_fkey FOREIGN KEY (mentor_user_id) REFERENCES mentor.mentor_profiles(user_id) ON DELETE RESTRICT;

--
-- Name: package_purchases package_purchases_package_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.package_purchases
    ADD CONSTRAINT package_purchases_package_id_fkey FOREIGN KEY (package_id) REFERENCES mentor.packages(id) ON DELETE RESTRICT;

--
-- Name: packages packages_mentor_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.packages
    ADD CONSTRAINT packages_mentor_user_id_fkey FOREIGN KEY (mentor_user_id) REFERENCES mentor.mentor_profiles(user_id) ON DELETE RESTRICT;

--
-- Name: payments payments_booking_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.payments
    ADD CONSTRAINT payments_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES mentor.bookings(id) ON DELETE RESTRICT;

--
-- Name: payments payments_charge_payment_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.payments
    ADD CONSTRAINT payments_charge_payment_id_fkey FOREIGN KEY (charge_payment_id) REFERENCES mentor.payments(id) ON DELETE RESTRICT;

--
-- Name: payments payments_purchase_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.payments
    ADD CONSTRAINT payments_purchase_id_fkey FOREIGN KEY (purchase_id) REFERENCES mentor.package_purchases(id) ON DELETE RESTRICT;

--
-- Name: payments payments_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.payments
    ADD CONSTRAINT payments_user_id_fkey FOREIGN KEY (user_id) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: payout_accounts payout_accounts_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.payout_accounts
    ADD CONSTRAINT payout_accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES mentor.mentor_profiles(user_id) ON DELETE RESTRICT;

--
-- Name: payout_reversals payout_reversals_payout_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.payout_reversals
    ADD CONSTRAINT payout_reversals_payout_id_fkey FOREIGN KEY (payout_id) REFERENCES mentor.payouts(id) ON DELETE RESTRICT;

--
-- Name: payouts payouts_booking_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.payouts
    ADD CONSTRAINT payouts_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES mentor.bookings(id) ON DELETE RESTRICT;

--
-- Name: payouts payouts_mentor_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.payouts
    ADD CONSTRAINT payouts_mentor_user_id_fkey FOREIGN KEY (mentor_user_id) REFERENCES mentor.mentor_profiles(user_id) ON DELETE RESTRICT;

--
-- Name: period_results period_results_period; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.period_results
    ADD CONSTRAINT period_results_period FOREIGN KEY (kind, starts_on) REFERENCES mentor.game_periods(kind, starts_on) ON DELETE RESTRICT;

--
-- Name: period_results period_results_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.period_results
    ADD CONSTRAINT period_results_user_id_fkey FOREIGN KEY (user_id) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: profiles profiles_avatar_file_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.profiles
    ADD CONSTRAINT profiles_avatar_file_id_fkey FOREIGN KEY (avatar_file_id) REFERENCES mentor.stored_files(id) ON DELETE RESTRICT;

--
-- Name: profiles profiles_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.profiles
    ADD CONSTRAINT profiles_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE RESTRICT;

--
-- Name: receipts receipts_payment_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.receipts
    ADD CONSTRAINT receipts_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES mentor.payments(id) ON DELETE RESTRICT;

--
-- Name: reviews reviews_booking_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.reviews
    ADD CONSTRAINT reviews_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES mentor.bookings(id) ON DELETE RESTRICT;

--
-- Name: reviews reviews_reviewee_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.reviews
    ADD CONSTRAINT reviews_reviewee_user_id_fkey FOREIGN KEY (reviewee_user_id) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: reviews reviews_reviewer_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.reviews
    ADD CONSTRAINT reviews_reviewer_user_id_fkey FOREIGN KEY (reviewer_user_id) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: session_files session_files_booking_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.session_files
    ADD CONSTRAINT session_files_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES mentor.bookings(id) ON DELETE CASCADE;

--
-- Name: session_files session_files_file_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.session_files
    ADD CONSTRAINT session_files_file_id_fkey FOREIGN KEY (file_id) REFERENCES mentor.stored_files(id) ON DELETE RESTRICT;

--
-- Name: session_files session_files_uploader_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.session_files
    ADD CONSTRAINT session_files_uploader_user_id_fkey FOREIGN KEY (uploader_user_id) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: session_lateness session_lateness_booking_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.session_lateness
    ADD CONSTRAINT session_lateness_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES mentor.bookings(id) ON DELETE CASCADE;

--
-- Name: session_lateness session_lateness_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.session_lateness
    ADD CONSTRAINT session_lateness_user_id_fkey FOREIGN KEY (user_id) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: session_messages session_messages_booking_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.session_messages
    ADD CONSTRAINT session_messages_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES mentor.bookings(id) ON DELETE CASCADE;

--
-- Name: session_messages session_messages_sender_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.session_messages
    ADD CONSTRAINT session_messages_sender_user_id_fkey FOREIGN KEY (sender_user_id) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: session_notes session_notes_booking_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.session_notes
    ADD CONSTRAINT session_notes_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES mentor.bookings(id) ON DELETE CASCADE;

--
-- Name: session_notes session_notes_updated_by_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.session_notes
    ADD CONSTRAINT session_notes_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: session_presence session_presence_booking_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.session_presence
    ADD CONSTRAINT session_presence_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES mentor.bookings(id) ON DELETE CASCADE;

--
-- Name: session_presence session_presence_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.session_presence
    ADD CONSTRAINT session_presence_user_id_fkey FOREIGN KEY (user_id) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: session_reminders session_reminders_booking_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.session_reminders
    ADD CONSTRAINT session_reminders_booking_id_fkey FOREIGN KEY (booking_id) REFERENCES mentor.bookings(id) ON DELETE CASCADE;

--
-- Name: session_reminders session_reminders_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.session_reminders
    ADD CONSTRAINT session_reminders_user_id_fkey FOREIGN KEY (user_id) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: stored_files stored_files_owner_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.stored_files
    ADD CONSTRAINT stored_files_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES auth.users(id) ON DELETE SET NULL;

--
-- Name: user_achievements user_achievements_achievement_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.user_achievements
    ADD CONSTRAINT user_achievements_achievement_id_fkey FOREIGN KEY (achievement_id) REFERENCES mentor.achievements(id) ON DELETE RESTRICT;

--
-- Name: user_achievements user_achievements_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.user_achievements
    ADD CONSTRAINT user_achievements_user_id_fkey FOREIGN KEY (user_id) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: user_stats user_stats_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.user_stats
    ADD CONSTRAINT user_stats_user_id_fkey FOREIGN KEY (user_id) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: xp_events xp_events_other_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.xp_events
    ADD CONSTRAINT xp_events_other_user_id_fkey FOREIGN KEY (other_user_id) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: xp_events xp_events_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.xp_events
    ADD CONSTRAINT xp_events_user_id_fkey FOREIGN KEY (user_id) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: xp_ladder xp_ladder_period; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.xp_ladder
    ADD CONSTRAINT xp_ladder_period FOREIGN KEY (kind, starts_on) REFERENCES mentor.game_periods(kind, starts_on) ON DELETE RESTRICT;

--
-- Name: xp_totals xp_totals_period; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.xp_totals
    ADD CONSTRAINT xp_totals_period FOREIGN KEY (kind, starts_on) REFERENCES mentor.game_periods(kind, starts_on) ON DELETE RESTRICT;

--
-- Name: xp_totals xp_totals_user_id_fkey; Type: FK CONSTRAINT; Schema: mentor; Owner: -
--

ALTER TABLE ONLY mentor.xp_totals
    ADD CONSTRAINT xp_totals_user_id_fkey FOREIGN KEY (user_id) REFERENCES mentor.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: achievements; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.achievements ENABLE ROW LEVEL SECURITY;

--
-- Name: achievements achievements_select_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY achievements_select_all ON mentor.achievements FOR SELECT TO authenticated USING (true);

--
-- Name: activity_days; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.activity_days ENABLE ROW LEVEL SECURITY;

--
-- Name: activity_days activity_days_select_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY activity_days_select_own ON mentor.activity_days FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: awards; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.awards ENABLE ROW LEVEL SECURITY;

--
-- Name: awards awards_select_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY awards_select_own ON mentor.awards FOR SELECT TO authenticated USING ((mentor_user_id = auth.uid()));

--
-- Name: booking_calendar_events; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.booking_calendar_events ENABLE ROW LEVEL SECURITY;

--
-- Name: bookings; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.bookings ENABLE ROW LEVEL SECURITY;

--
-- Name: bookings bookings_select_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY bookings_select_own ON mentor.bookings FOR SELECT TO authenticated USING (((mentor_user_id = auth.uid()) OR (mentee_user_id = auth.uid())));

--
-- Name: calendar_accounts; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.calendar_accounts ENABLE ROW LEVEL SECURITY;

--
-- Name: calendar_feeds; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.calendar_feeds ENABLE ROW LEVEL SECURITY;

--
-- Name: domain_events; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.domain_events ENABLE ROW LEVEL SECURITY;

--
-- Name: external_busy_events; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.external_busy_events ENABLE ROW LEVEL SECURITY;

--
-- Name: external_busy_events external_busy_events_select_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY external_busy_events_select_own ON mentor.external_busy_events FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: game_periods; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.game_periods ENABLE ROW LEVEL SECURITY;

--
-- Name: hidden_pictures; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.hidden_pictures ENABLE ROW LEVEL SECURITY;

--
-- Name: idempotency_keys; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.idempotency_keys ENABLE ROW LEVEL SECURITY;

--
-- Name: inbox; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.inbox ENABLE ROW LEVEL SECURITY;

--
-- Name: league_members; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.league_members ENABLE ROW LEVEL SECURITY;

--
-- Name: ledger_accounts; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.ledger_accounts ENABLE ROW LEVEL SECURITY;

--
-- Name: ledger_accounts ledger_accounts_select_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY ledger_accounts_select_own ON mentor.ledger_accounts FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: ledger_entries; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.ledger_entries ENABLE ROW LEVEL SECURITY;

--
-- Name: ledger_transactions; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.ledger_transactions ENABLE ROW LEVEL SECURITY;

--
-- Name: mentee_profiles; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.mentee_profiles ENABLE ROW LEVEL SECURITY;

--
-- Name: mentee_profiles mentee_profiles_insert_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY mentee_profiles_insert_own ON mentor.mentee_profiles FOR INSERT TO authenticated WITH CHECK ((user_id = auth.uid()));

--
-- Name: mentee_profiles mentee_profiles_select_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY mentee_profiles_select_own ON mentor.mentee_profiles FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: mentee_profiles mentee_profiles_update_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY mentee_profiles_update_own ON mentor.mentee_profiles FOR UPDATE TO authenticated USING ((user_id = auth.uid())) WITH CHECK ((user_id = auth.uid()));

--
-- Name: mentor_availability_exceptions; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.mentor_availability_exceptions ENABLE ROW LEVEL SECURITY;

--
-- Name: mentor_availability_exceptions mentor_availability_exceptions_delete_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY mentor_availability_exceptions_delete_own ON mentor.mentor_availability_exceptions FOR DELETE TO authenticated USING ((mentor_user_id = auth.uid()));

--
-- Name: mentor_availability_exceptions mentor_availability_exceptions_insert_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY mentor_availability_exceptions_insert_own ON mentor.mentor_availability_exceptions FOR INSERT TO authenticated WITH CHECK ((mentor_user_id = auth.uid()));

--
-- Name: mentor_availability_exceptions mentor_availability_exceptions_select_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY mentor_availability_exceptions_select_own ON mentor.mentor_availability_exceptions FOR SELECT TO authenticated USING ((mentor_user_id = auth.uid()));

--
-- Name: mentor_availability_exceptions mentor_availability_exceptions_update_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY mentor_availability_exceptions_update_own ON mentor.mentor_availability_exceptions FOR UPDATE TO authenticated USING ((mentor_user_id = auth.uid())) WITH CHECK ((mentor_user_id = auth.uid()));

--
-- Name: mentor_availability_rules; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.mentor_availability_rules ENABLE ROW LEVEL SECURITY;

--
-- Name: mentor_availability_rules mentor_availability_rules_delete_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY mentor_availability_rules_delete_own ON mentor.mentor_availability_rules FOR DELETE TO authenticated USING ((mentor_user_id = auth.uid()));

--
-- Name: mentor_availability_rules mentor_availability_rules_insert_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY mentor_availability_rules_insert_own ON mentor.mentor_availability_rules FOR INSERT TO authenticated WITH CHECK ((mentor_user_id = auth.uid()));

--
-- Name: mentor_availability_rules mentor_availability_rules_select_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY mentor_availability_rules_select_own ON mentor.mentor_availability_rules FOR SELECT TO authenticated USING ((mentor_user_id = auth.uid()));

--
-- Name: mentor_availability_rules mentor_availability_rules_update_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY mentor_availability_rules_update_own ON mentor.mentor_availability_rules FOR UPDATE TO authenticated USING ((mentor_user_id = auth.uid())) WITH CHECK ((mentor_user_id = auth.uid()));

--
-- Name: mentor_profiles; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.mentor_profiles ENABLE ROW LEVEL SECURITY;

--
-- Name: mentor_profiles mentor_profiles_select_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY mentor_profiles_select_own ON mentor.mentor_profiles FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: mentor_profiles mentor_profiles_update_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY mentor_profiles_update_own ON mentor.mentor_profiles FOR UPDATE TO authenticated USING ((user_id = auth.uid())) WITH CHECK ((user_id = auth.uid()));

--
-- Name: money_terms; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.money_terms ENABLE ROW LEVEL SECURITY;

--
-- Name: no_show_reports; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.no_show_reports ENABLE ROW LEVEL SECURITY;

--
-- Name: occupied_times; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.occupied_times ENABLE ROW LEVEL SECURITY;

--
-- Name: outbox; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.outbox ENABLE ROW LEVEL SECURITY;

--
-- Name: package_purchases; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.package_purchases ENABLE ROW LEVEL SECURITY;

--
-- Name: package_purchases package_purchases_select_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY package_purchases_select_own ON mentor.package_purchases FOR SELECT TO authenticated USING ((mentee_user_id = auth.uid()));

--
-- Name: packages; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.packages ENABLE ROW LEVEL SECURITY;

--
-- Name: packages packages_select_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY packages_select_own ON mentor.packages FOR SELECT TO authenticated USING ((mentor_user_id = auth.uid()));

--
-- Name: payments; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.payments ENABLE ROW LEVEL SECURITY;

--
-- Name: payments payments_select_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY payments_select_own ON mentor.payments FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: payout_accounts; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.payout_accounts ENABLE ROW LEVEL SECURITY;

--
-- Name: payout_reversals; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.payout_reversals ENABLE ROW LEVEL SECURITY;

--
-- Name: payouts; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.payouts ENABLE ROW LEVEL SECURITY;

--
-- Name: payouts payouts_select_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY payouts_select_own ON mentor.payouts FOR SELECT TO authenticated USING ((mentor_user_id = auth.uid()));

--
-- Name: period_results; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.period_results ENABLE ROW LEVEL SECURITY;

--
-- Name: pgqueuer; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.pgqueuer ENABLE ROW LEVEL SECURITY;

--
-- Name: pgqueuer_log; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.pgqueuer_log ENABLE ROW LEVEL SECURITY;

--
-- Name: pgqueuer_schedules; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.pgqueuer_schedules ENABLE ROW LEVEL SECURITY;

--
-- Name: pgqueuer_statistics; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.pgqueuer_statistics ENABLE ROW LEVEL SECURITY;

--
-- Name: profiles; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.profiles ENABLE ROW LEVEL SECURITY;

--
-- Name: profiles profiles_select_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY profiles_select_own ON mentor.profiles FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: profiles profiles_update_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY profiles_update_own ON mentor.profiles FOR UPDATE TO authenticated USING ((user_id = auth.uid())) WITH CHECK ((user_id = auth.uid()));

--
-- Name: receipt_years; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.receipt_years ENABLE ROW LEVEL SECURITY;

--
-- Name: receipts; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.receipts ENABLE ROW LEVEL SECURITY;

--
-- Name: reviews; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.reviews ENABLE ROW LEVEL SECURITY;

--
-- Name: reviews reviews_insert_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY reviews_insert_own ON mentor.reviews FOR INSERT TO authenticated WITH CHECK ((reviewer_user_id = auth.uid()));

--
-- Name: reviews reviews_select_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY reviews_select_own ON mentor.reviews FOR SELECT TO authenticated USING ((reviewer_user_id = auth.uid()));

--
-- Name: achievements service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.achievements TO service_role USING (true) WITH CHECK (true);

--
-- Name: activity_days service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.activity_days TO service_role USING (true) WITH CHECK (true);

--
-- Name: awards service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.awards TO service_role USING (true) WITH CHECK (true);

--
-- Name: booking_calendar_events service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.booking_calendar_events TO service_role USING (true) WITH CHECK (true);

--
-- Name: bookings service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.bookings TO service_role USING (true) WITH CHECK (true);

--
-- Name: calendar_accounts service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.calendar_accounts TO service_role USING (true) WITH CHECK (true);

--
-- Name: calendar_feeds service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.calendar_feeds TO service_role USING (true) WITH CHECK (true);

--
-- Name: domain_events service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.domain_events TO service_role USING (true) WITH CHECK (true);

--
-- Name: external_busy_events service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.external_busy_events TO service_role USING (true) WITH CHECK (true);

--
-- Name: game_periods service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.game_periods TO service_role USING (true) WITH CHECK (true);

--
-- Name: hidden_pictures service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.hidden_pictures TO service_role USING (true) WITH CHECK (true);

--
-- Name: idempotency_keys service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.idempotency_keys TO service_role USING (true) WITH CHECK (true);

--
-- Name: inbox service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.inbox TO service_role USING (true) WITH CHECK (true);

--
-- Name: league_members service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.league_members TO service_role USING (true) WITH CHECK (true);

--
-- Name: ledger_accounts service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.ledger_accounts TO service_role USING (true) WITH CHECK (true);

--
-- Name: ledger_entries service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.ledger_entries TO service_role USING (true) WITH CHECK (true);

--
-- Name: ledger_transactions service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.ledger_transactions TO service_role USING (true) WITH CHECK (true);

--
-- Name: mentee_profiles service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.mentee_profiles TO service_role USING (true) WITH CHECK (true);

--
-- Name: mentor_availability_exceptions service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.mentor_availability_exceptions TO service_role USING (true) WITH CHECK (true);

--
-- Name: mentor_availability_rules service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.mentor_availability_rules TO service_role USING (true) WITH CHECK (true);

--
-- Name: mentor_profiles service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.mentor_profiles TO service_role USING (true) WITH CHECK (true);

--
-- Name: money_terms service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.money_terms TO service_role USING (true) WITH CHECK (true);

--
-- Name: no_show_reports service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.no_show_reports TO service_role USING (true) WITH CHECK (true);

--
-- Name: occupied_times service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.occupied_times TO service_role USING (true) WITH CHECK (true);

--
-- Name: outbox service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.outbox TO service_role USING (true) WITH CHECK (true);

--
-- Name: package_purchases service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.package_purchases TO service_role USING (true) WITH CHECK (true);

--
-- Name: packages service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.packages TO service_role USING (true) WITH CHECK (true);

--
-- Name: payments service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.payments TO service_role USING (true) WITH CHECK (true);

--
-- Name: payout_accounts service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.payout_accounts TO service_role USING (true) WITH CHECK (true);

--
-- Name: payout_reversals service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.payout_reversals TO service_role USING (true) WITH CHECK (true);

--
-- Name: payouts service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.payouts TO service_role USING (true) WITH CHECK (true);

--
-- Name: period_results service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.period_results TO service_role USING (true) WITH CHECK (true);

--
-- Name: pgqueuer service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.pgqueuer TO service_role USING (true) WITH CHECK (true);

--
-- Name: pgqueuer_log service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.pgqueuer_log TO service_role USING (true) WITH CHECK (true);

--
-- Name: pgqueuer_schedules service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.pgqueuer_schedules TO service_role USING (true) WITH CHECK (true);

--
-- Name: pgqueuer_statistics service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.pgqueuer_statistics TO service_role USING (true) WITH CHECK (true);

--
-- Name: profiles service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.profiles TO service_role USING (true) WITH CHECK (true);

--
-- Name: receipt_years service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.receipt_years TO service_role USING (true) WITH CHECK (true);

--
-- Name: receipts service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.receipts TO service_role USING (true) WITH CHECK (true);

--
-- Name: reviews service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.reviews TO service_role USING (true) WITH CHECK (true);

--
-- Name: session_files service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.session_files TO service_role USING (true) WITH CHECK (true);

--
-- Name: session_lateness service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.session_lateness TO service_role USING (true) WITH CHECK (true);

--
-- Name: session_messages service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.session_messages TO service_role USING (true) WITH CHECK (true);

--
-- Name: session_notes service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.session_notes TO service_role USING (true) WITH CHECK (true);

--
-- Name: session_presence service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.session_presence TO service_role USING (true) WITH CHECK (true);

--
-- Name: session_reminders service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.session_reminders TO service_role USING (true) WITH CHECK (true);

--
-- Name: state_transitions service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.state_transitions TO service_role USING (true) WITH CHECK (true);

--
-- Name: stored_files service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.stored_files TO service_role USING (true) WITH CHECK (true);

--
-- Name: user_achievements service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.user_achievements TO service_role USING (true) WITH CHECK (true);

--
-- Name: user_stats service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.user_stats TO service_role USING (true) WITH CHECK (true);

--
-- Name: xp_amounts service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.xp_amounts TO service_role USING (true) WITH CHECK (true);

--
-- Name: xp_events service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.xp_events TO service_role USING (true) WITH CHECK (true);

--
-- Name: xp_ladder service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.xp_ladder TO service_role USING (true) WITH CHECK (true);

--
-- Name: xp_totals service_all; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY service_all ON mentor.xp_totals TO service_role USING (true) WITH CHECK (true);

--
-- Name: session_files; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.session_files ENABLE ROW LEVEL SECURITY;

--
-- Name: session_files session_files_select_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY session_files_select_own ON mentor.session_files FOR SELECT TO authenticated USING ((booking_id = ANY (mentor.my_session_ids())));

--
-- Name: session_lateness; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.session_lateness ENABLE ROW LEVEL SECURITY;

--
-- Name: session_messages; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.session_messages ENABLE ROW LEVEL SECURITY;

--
-- Name: session_messages session_messages_insert_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY session_messages_insert_own ON mentor.session_messages FOR INSERT TO authenticated WITH CHECK ((sender_user_id = auth.uid()));

--
-- Name: session_messages session_messages_select_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY session_messages_select_own ON mentor.session_messages FOR SELECT TO authenticated USING ((booking_id = ANY (mentor.my_session_ids())));

--
-- Name: session_notes; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.session_notes ENABLE ROW LEVEL SECURITY;

--
-- Name: session_notes session_notes_select_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY session_notes_select_own ON mentor.session_notes FOR SELECT TO authenticated USING ((booking_id = ANY (mentor.my_session_ids())));

--
-- Name: session_presence; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.session_presence ENABLE ROW LEVEL SECURITY;

--
-- Name: session_reminders; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.session_reminders ENABLE ROW LEVEL SECURITY;

--
-- Name: state_transitions; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.state_transitions ENABLE ROW LEVEL SECURITY;

--
-- Name: stored_files; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.stored_files ENABLE ROW LEVEL SECURITY;

--
-- Name: user_achievements; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.user_achievements ENABLE ROW LEVEL SECURITY;

--
-- Name: user_achievements user_achievements_select_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY user_achievements_select_own ON mentor.user_achievements FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: user_stats; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.user_stats ENABLE ROW LEVEL SECURITY;

--
-- Name: user_stats user_stats_select_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY user_stats_select_own ON mentor.user_stats FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: xp_amounts; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.xp_amounts ENABLE ROW LEVEL SECURITY;

--
-- Name: xp_events; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.xp_events ENABLE ROW LEVEL SECURITY;

--
-- Name: xp_events xp_events_select_own; Type: POLICY; Schema: mentor; Owner: -
--

CREATE POLICY xp_events_select_own ON mentor.xp_events FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: xp_ladder; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.xp_ladder ENABLE ROW LEVEL SECURITY;

--
-- Name: xp_totals; Type: ROW SECURITY; Schema: mentor; Owner: -
--

ALTER TABLE mentor.xp_totals ENABLE ROW LEVEL SECURITY;

--
-- Name: SCHEMA mentor; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA mentor TO anon;
GRANT USAGE ON SCHEMA mentor TO authenticated;
GRANT USAGE ON SCHEMA mentor TO service_role;

--
-- Name: FUNCTION are_texts(list text[], most integer, longest integer); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.are_texts(list text[], most integer, longest integer) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.are_texts(list text[], most integer, longest integer) TO authenticated;
GRANT ALL ON FUNCTION mentor.are_texts(list text[], most integer, longest integer) TO service_role;

--
-- Name: FUNCTION ban_person(p_user uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.ban_person(p_user uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.ban_person(p_user uuid) TO service_role;

--
-- Name: FUNCTION book_with_credit(p_mentor uuid, p_mentee uuid, p_start timestamp with time zone, p_end timestamp with time zone, p_notes text); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.book_with_credit(p_mentor uuid, p_mentee uuid, p_start timestamp with time zone, p_end timestamp with time zone, p_notes text) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.book_with_credit(p_mentor uuid, p_mentee uuid, p_start timestamp with time zone, p_end timestamp with time zone, p_notes text) TO service_role;

--
-- Name: FUNCTION calendar_owner_zone(p_user uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.calendar_owner_zone(p_user uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.calendar_owner_zone(p_user uuid) TO service_role;

--
-- Name: FUNCTION carry_session(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.carry_session() FROM PUBLIC;

--
-- Name: FUNCTION check_credit_booking(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.check_credit_booking() FROM PUBLIC;

--
-- Name: FUNCTION check_ledger_balance(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.check_ledger_balance() FROM PUBLIC;

--
-- Name: TABLE payouts; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.payouts TO service_role;

--
-- Name: COLUMN payouts.id; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(id) ON TABLE mentor.payouts TO authenticated;

--
-- Name: COLUMN payouts.booking_id; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(booking_id) ON TABLE mentor.payouts TO authenticated;

--
-- Name: COLUMN payouts.mentor_user_id; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(mentor_user_id) ON TABLE mentor.payouts TO authenticated;

--
-- Name: COLUMN payouts.gross_cents; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(gross_cents) ON TABLE mentor.payouts TO authenticated;

--
-- Name: COLUMN payouts.fee_cents; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(fee_cents) ON TABLE mentor.payouts TO authenticated;

--
-- Name: COLUMN payouts.amount_cents; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(amount_cents) ON TABLE mentor.payouts TO authenticated;

--
-- Name: COLUMN payouts.currency; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(currency) ON TABLE mentor.payouts TO authenticated;

--
-- Name: COLUMN payouts.status; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(status) ON TABLE mentor.payouts TO authenticated;

--
-- Name: COLUMN payouts.created_at; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(created_at) ON TABLE mentor.payouts TO authenticated;

--
-- Name: COLUMN payouts.paid_at; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(paid_at) ON TABLE mentor.payouts TO authenticated;

--
-- Name: FUNCTION claim_payout(p_payout uuid, p_until timestamp with time zone); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.claim_payout(p_payout uuid, p_until timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.claim_payout(p_payout uuid, p_until timestamp with time zone) TO service_role;

--
-- Name: FUNCTION climb_ladder(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.climb_ladder() FROM PUBLIC;

--
-- Name: FUNCTION close_period(p_kind text, p_start date); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.close_period(p_kind text, p_start date) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.close_period(p_kind text, p_start date) TO service_role;

--
-- Name: FUNCTION contradict_no_show(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.contradict_no_show() FROM PUBLIC;

--
-- Name: FUNCTION correct_after_refund(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.correct_after_refund() FROM PUBLIC;

--
-- Name: FUNCTION correct_payout(p_booking uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.correct_payout(p_booking uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.correct_payout(p_booking uuid) TO service_role;

--
-- Name: FUNCTION count_anew(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.count_anew() FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.count_anew() TO service_role;

--
-- Name: FUNCTION count_reviews(p_booking uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.count_reviews(p_booking uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.count_reviews(p_booking uuid) TO service_role;

--
-- Name: FUNCTION count_xp(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.count_xp() FROM PUBLIC;

--
-- Name: FUNCTION create_booking_if_free(p_mentor uuid, p_mentee uuid, p_start timestamp with time zone, p_end timestamp with time zone, p_price_cents integer, p_currency text, p_notes text, p_paid_with text, p_hold interval, p_moved_from uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.create_booking_if_free(p_mentor uuid, p_mentee uuid, p_start timestamp with time zone, p_end timestamp with time zone, p_price_cents integer, p_currency text, p_notes text, p_paid_with text, p_hold interval, p_moved_from uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.create_booking_if_free(p_mentor uuid, p_mentee uuid, p_start timestamp with time zone, p_end timestamp with time zone, p_price_cents integer, p_currency text, p_notes text, p_paid_with text, p_hold interval, p_moved_from uuid) TO service_role;

--
-- Name: FUNCTION credit_of(p_purchase uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.credit_of(p_purchase uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.credit_of(p_purchase uuid) TO service_role;

--
-- Name: TABLE money_terms; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT ON TABLE mentor.money_terms TO service_role;

--
-- Name: FUNCTION current_terms(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.current_terms() FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.current_terms() TO service_role;

--
-- Name: FUNCTION days_passed(p_zone text, p_after date, p_until date); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.days_passed(p_zone text, p_after date, p_until date) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.days_passed(p_zone text, p_after date, p_until date) TO service_role;

--
-- Name: FUNCTION decide_no_show(p_booking uuid, p_decision text); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.decide_no_show(p_booking uuid, p_decision text) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.decide_no_show(p_booking uuid, p_decision text) TO service_role;

--
-- Name: FUNCTION dispute_no_show(p_booking uuid, p_person uuid, p_answer text); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.dispute_no_show(p_booking uuid, p_person uuid, p_answer text) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.dispute_no_show(p_booking uuid, p_person uuid, p_answer text) TO service_role;

--
-- Name: FUNCTION draw_leagues(p_week date); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.draw_leagues(p_week date) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.draw_leagues(p_week date) TO service_role;

--
-- Name: FUNCTION drop_hidden_picture(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.drop_hidden_picture() FROM PUBLIC;

--
-- Name: FUNCTION drop_session_file(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.drop_session_file() FROM PUBLIC;

--
-- Name: FUNCTION end_between(p_one uuid, p_other uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.end_between(p_one uuid, p_other uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.end_between(p_one uuid, p_other uuid) TO service_role;

--
-- Name: FUNCTION end_booking(p_booking uuid, p_status mentor.booking_status, p_by text, p_percent integer, p_reason text); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.end_booking(p_booking uuid, p_status mentor.booking_status, p_by text, p_percent integer, p_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.end_booking(p_booking uuid, p_status mentor.booking_status, p_by text, p_percent integer, p_reason text) TO service_role;

--
-- Name: FUNCTION end_credit_of_leaver(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.end_credit_of_leaver() FROM PUBLIC;

--
-- Name: FUNCTION end_purchase(p_purchase uuid, p_because text); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.end_purchase(p_purchase uuid, p_because text) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.end_purchase(p_purchase uuid, p_because text) TO service_role;

--
-- Name: FUNCTION enforce_transition(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.enforce_transition() FROM PUBLIC;

--
-- Name: FUNCTION erase_person(p_user uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.erase_person(p_user uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.erase_person(p_user uuid) TO service_role;

--
-- Name: FUNCTION fee_of(p_amount integer, p_basis_points integer); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.fee_of(p_amount integer, p_basis_points integer) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.fee_of(p_amount integer, p_basis_points integer) TO service_role;

--
-- Name: FUNCTION feed_versions_grow(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.feed_versions_grow() FROM PUBLIC;

--
-- Name: FUNCTION fn_pgqueuer_changed(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.fn_pgqueuer_changed() FROM PUBLIC;

--
-- Name: FUNCTION folded(words text); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.folded(words text) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.folded(words text) TO service_role;

--
-- Name: FUNCTION follow_name(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.follow_name() FROM PUBLIC;

--
-- Name: FUNCTION follow_streak(p_user uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.follow_streak(p_user uuid) FROM PUBLIC;

--
-- Name: FUNCTION forget_in_sessions(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.forget_in_sessions() FROM PUBLIC;

--
-- Name: FUNCTION forget_no_shows(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.forget_no_shows() FROM PUBLIC;

--
-- Name: FUNCTION free_from_future(p_user uuid, p_by_house boolean); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.free_from_future(p_user uuid, p_by_house boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.free_from_future(p_user uuid, p_by_house boolean) TO service_role;

--
-- Name: FUNCTION get_mentor_busy(p_mentor uuid, p_from timestamp with time zone, p_to timestamp with time zone); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.get_mentor_busy(p_mentor uuid, p_from timestamp with time zone, p_to timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.get_mentor_busy(p_mentor uuid, p_from timestamp with time zone, p_to timestamp with time zone) TO service_role;

--
-- Name: FUNCTION give_awards(p_kind text, p_start date); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.give_awards(p_kind text, p_start date) FROM PUBLIC;

--
-- Name: FUNCTION give_for_session(p_booking uuid, p_mentor uuid, p_mentee uuid, p_at timestamp with time zone); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.give_for_session(p_booking uuid, p_mentor uuid, p_mentee uuid, p_at timestamp with time zone) FROM PUBLIC;

--
-- Name: FUNCTION give_purchase_back(p_purchase uuid, p_mentee uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.give_purchase_back(p_purchase uuid, p_mentee uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.give_purchase_back(p_purchase uuid, p_mentee uuid) TO service_role;

--
-- Name: FUNCTION give_xp(p_user uuid, p_event mentor.xp_event, p_cause text, p_at timestamp with time zone, p_other uuid, p_role mentor.app_role); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.give_xp(p_user uuid, p_event mentor.xp_event, p_cause text, p_at timestamp with time zone, p_other uuid, p_role mentor.app_role) FROM PUBLIC;

--
-- Name: FUNCTION guard_booking(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.guard_booking() FROM PUBLIC;

--
-- Name: FUNCTION guard_game_history(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.guard_game_history() FROM PUBLIC;

--
-- Name: FUNCTION guard_ledger_entry(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.guard_ledger_entry() FROM PUBLIC;

--
-- Name: FUNCTION guard_ledger_transaction(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.guard_ledger_transaction() FROM PUBLIC;

--
-- Name: FUNCTION guard_no_show_report(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.guard_no_show_report() FROM PUBLIC;

--
-- Name: FUNCTION guard_outcome(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.guard_outcome() FROM PUBLIC;

--
-- Name: FUNCTION guard_package(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.guard_package() FROM PUBLIC;

--
-- Name: FUNCTION guard_payment(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.guard_payment() FROM PUBLIC;

--
-- Name: FUNCTION guard_payout(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.guard_payout() FROM PUBLIC;

--
-- Name: FUNCTION guard_period(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.guard_period() FROM PUBLIC;

--
-- Name: FUNCTION guard_purchase(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.guard_purchase() FROM PUBLIC;

--
-- Name: FUNCTION guard_reversal(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.guard_reversal() FROM PUBLIC;

--
-- Name: FUNCTION guard_review(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.guard_review() FROM PUBLIC;

--
-- Name: FUNCTION guard_session_file(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.guard_session_file() FROM PUBLIC;

--
-- Name: FUNCTION guard_session_message(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.guard_session_message() FROM PUBLIC;

--
-- Name: FUNCTION guard_session_notes(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.guard_session_notes() FROM PUBLIC;

--
-- Name: FUNCTION hide_picture(p_file uuid, p_decision uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.hide_picture(p_file uuid, p_decision uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.hide_picture(p_file uuid, p_decision uuid) TO service_role;

--
-- Name: FUNCTION hide_review(p_review uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.hide_review(p_review uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.hide_review(p_review uuid) TO service_role;

--
-- Name: FUNCTION hold_payout(p_booking uuid, p_because text); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.hold_payout(p_booking uuid, p_because text) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.hold_payout(p_booking uuid, p_because text) TO service_role;

--
-- Name: FUNCTION is_profile_complete(p_user uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.is_profile_complete(p_user uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.is_profile_complete(p_user uuid) TO service_role;

--
-- Name: FUNCTION is_refund_policy(policy jsonb); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.is_refund_policy(policy jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.is_refund_policy(policy jsonb) TO service_role;

--
-- Name: FUNCTION is_time_zone(name text); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.is_time_zone(name text) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.is_time_zone(name text) TO authenticated;
GRANT ALL ON FUNCTION mentor.is_time_zone(name text) TO service_role;

--
-- Name: FUNCTION issue_receipt(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.issue_receipt() FROM PUBLIC;

--
-- Name: FUNCTION keep_picture(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.keep_picture() FROM PUBLIC;

--
-- Name: FUNCTION keep_search_words(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.keep_search_words() FROM PUBLIC;

--
-- Name: FUNCTION keep_unwanted(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.keep_unwanted() FROM PUBLIC;

--
-- Name: FUNCTION kept_of(p_booking uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.kept_of(p_booking uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.kept_of(p_booking uuid) TO service_role;

--
-- Name: FUNCTION league_moves(p_people integer, p_tier integer, OUT up integer, OUT down integer); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.league_moves(p_people integer, p_tier integer, OUT up integer, OUT down integer) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.league_moves(p_people integer, p_tier integer, OUT up integer, OUT down integer) TO service_role;

--
-- Name: FUNCTION ledger_account(p_kind text, p_currency text, p_purchase uuid, p_session uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.ledger_account(p_kind text, p_currency text, p_purchase uuid, p_session uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.ledger_account(p_kind text, p_currency text, p_purchase uuid, p_session uuid) TO service_role;

--
-- Name: FUNCTION ledger_balance(p_account uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.ledger_balance(p_account uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.ledger_balance(p_account uuid) TO service_role;

--
-- Name: FUNCTION let_lapse(p_people uuid[]); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.let_lapse(p_people uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.let_lapse(p_people uuid[]) TO service_role;

--
-- Name: FUNCTION level_of(p_xp bigint); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.level_of(p_xp bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.level_of(p_xp bigint) TO service_role;

--
-- Name: FUNCTION limit_hours(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.limit_hours() FROM PUBLIC;

--
-- Name: FUNCTION list_player(p_user uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.list_player(p_user uuid) FROM PUBLIC;

--
-- Name: FUNCTION lock_future(p_user uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.lock_future(p_user uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.lock_future(p_user uuid) TO service_role;

--
-- Name: FUNCTION lock_people(p_people uuid[]); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.lock_people(p_people uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.lock_people(p_people uuid[]) TO service_role;

--
-- Name: FUNCTION lock_players(p_people uuid[], p_at timestamp with time zone); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.lock_players(p_people uuid[], p_at timestamp with time zone) FROM PUBLIC;

--
-- Name: FUNCTION may_see_picture(p_viewer uuid, p_person uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.may_see_picture(p_viewer uuid, p_person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.may_see_picture(p_viewer uuid, p_person uuid) TO service_role;

--
-- Name: FUNCTION move_booking(p_booking uuid, p_start timestamp with time zone, p_end timestamp with time zone); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.move_booking(p_booking uuid, p_start timestamp with time zone, p_end timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.move_booking(p_booking uuid, p_start timestamp with time zone, p_end timestamp with time zone) TO service_role;

--
-- Name: FUNCTION my_session_ids(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.my_session_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.my_session_ids() TO authenticated;
GRANT ALL ON FUNCTION mentor.my_session_ids() TO service_role;

--
-- Name: FUNCTION note_activity(p_user uuid, p_at timestamp with time zone, p_zone text); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.note_activity(p_user uuid, p_at timestamp with time zone, p_zone text) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.note_activity(p_user uuid, p_at timestamp with time zone, p_zone text) TO service_role;

--
-- Name: FUNCTION note_booking(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.note_booking() FROM PUBLIC;

--
-- Name: FUNCTION note_busy(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.note_busy() FROM PUBLIC;

--
-- Name: FUNCTION note_completion(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.note_completion() FROM PUBLIC;

--
-- Name: FUNCTION note_hours(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.note_hours() FROM PUBLIC;

--
-- Name: FUNCTION note_joining(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.note_joining() FROM PUBLIC;

--
-- Name: FUNCTION note_profile(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.note_profile() FROM PUBLIC;

--
-- Name: FUNCTION note_reveal(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.note_reveal() FROM PUBLIC;

--
-- Name: FUNCTION note_review(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.note_review() FROM PUBLIC;

--
-- Name: FUNCTION note_slot_settings(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.note_slot_settings() FROM PUBLIC;

--
-- Name: FUNCTION note_standing(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.note_standing() FROM PUBLIC;

--
-- Name: FUNCTION occupy_times(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.occupy_times() FROM PUBLIC;

--
-- Name: FUNCTION open_period(p_kind text, p_at timestamp with time zone); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.open_period(p_kind text, p_at timestamp with time zone) FROM PUBLIC;

--
-- Name: FUNCTION opt_out(p_user uuid, p_out boolean); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.opt_out(p_user uuid, p_out boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.opt_out(p_user uuid, p_out boolean) TO service_role;

--
-- Name: FUNCTION owe_payouts(p_at_most integer); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.owe_payouts(p_at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.owe_payouts(p_at_most integer) TO service_role;

--
-- Name: FUNCTION owe_refund(p_booking uuid, p_percent integer, p_reason text); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.owe_refund(p_booking uuid, p_percent integer, p_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.owe_refund(p_booking uuid, p_percent integer, p_reason text) TO service_role;

--
-- Name: FUNCTION pair_amount(p_amount integer, p_before integer); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.pair_amount(p_amount integer, p_before integer) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.pair_amount(p_amount integer, p_before integer) TO service_role;

--
-- Name: FUNCTION payout_due_at(p_booking uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.payout_due_at(p_booking uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.payout_due_at(p_booking uuid) TO service_role;

--
-- Name: FUNCTION payouts_held(p_mentor uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.payouts_held(p_mentor uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.payouts_held(p_mentor uuid) TO service_role;

--
-- Name: FUNCTION percent_back(policy jsonb, beginning timestamp with time zone, at timestamp with time zone); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.percent_back(policy jsonb, beginning timestamp with time zone, at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.percent_back(policy jsonb, beginning timestamp with time zone, at timestamp with time zone) TO service_role;

--
-- Name: FUNCTION period_after(p_kind text, p_start date); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.period_after(p_kind text, p_start date) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.period_after(p_kind text, p_start date) TO service_role;

--
-- Name: FUNCTION period_grace(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.period_grace() FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.period_grace() TO service_role;

--
-- Name: FUNCTION period_start(p_kind text, p_at timestamp with time zone); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.period_start(p_kind text, p_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.period_start(p_kind text, p_at timestamp with time zone) TO service_role;

--
-- Name: FUNCTION post_ledger(p_kind text, p_key text, p_purchase uuid, p_booking uuid, p_payment uuid, p_from uuid, p_to uuid, p_amount integer); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.post_ledger(p_kind text, p_key text, p_purchase uuid, p_booking uuid, p_payment uuid, p_from uuid, p_to uuid, p_amount integer) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.post_ledger(p_kind text, p_key text, p_purchase uuid, p_booking uuid, p_payment uuid, p_from uuid, p_to uuid, p_amount integer) TO service_role;

--
-- Name: FUNCTION record_terms(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.record_terms() FROM PUBLIC;

--
-- Name: FUNCTION record_transition(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.record_transition() FROM PUBLIC;

--
-- Name: FUNCTION refuse_booking(p_mentor uuid, p_mentee uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.refuse_booking(p_mentor uuid, p_mentee uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.refuse_booking(p_mentor uuid, p_mentee uuid) TO service_role;

--
-- Name: FUNCTION refuse_change(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.refuse_change() FROM PUBLIC;

--
-- Name: FUNCTION reinstate_person(p_user uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.reinstate_person(p_user uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.reinstate_person(p_user uuid) TO service_role;

--
-- Name: FUNCTION release_payout(p_booking uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.release_payout(p_booking uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.release_payout(p_booking uuid) TO service_role;

--
-- Name: FUNCTION replay_past(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.replay_past() FROM PUBLIC;

--
-- Name: FUNCTION require_open_session(p_booking uuid, p_writer uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.require_open_session(p_booking uuid, p_writer uuid) FROM PUBLIC;

--
-- Name: FUNCTION return_unspent(p_purchase uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.return_unspent(p_purchase uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.return_unspent(p_purchase uuid) TO service_role;

--
-- Name: FUNCTION reveal_together(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.reveal_together() FROM PUBLIC;

--
-- Name: FUNCTION running_week(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.running_week() FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.running_week() TO service_role;

--
-- Name: FUNCTION score_ratings(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.score_ratings() FROM PUBLIC;

--
-- Name: FUNCTION search_mentors(p_viewer uuid, p_query text, p_skill text, p_language text, p_most_cents integer, p_least_rating double precision, p_free_before timestamp with time zone, p_sort text, p_after_key double precision, p_after_id uuid, p_limit integer); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.search_mentors(p_viewer uuid, p_query text, p_skill text, p_language text, p_most_cents integer, p_least_rating double precision, p_free_before timestamp with time zone, p_sort text, p_after_key double precision, p_after_id uuid, p_limit integer) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.search_mentors(p_viewer uuid, p_query text, p_skill text, p_language text, p_most_cents integer, p_least_rating double precision, p_free_before timestamp with time zone, p_sort text, p_after_key double precision, p_after_id uuid, p_limit integer) TO service_role;

--
-- Name: FUNCTION session_closed(p_booking uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.session_closed(p_booking uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.session_closed(p_booking uuid) TO service_role;

--
-- Name: FUNCTION set_updated_at(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.set_updated_at() FROM PUBLIC;

--
-- Name: FUNCTION settle_payment(p_payment uuid, p_charge text); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.settle_payment(p_payment uuid, p_charge text) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.settle_payment(p_payment uuid, p_charge text) TO service_role;

--
-- Name: FUNCTION settle_purchase(p_payment uuid, p_charge text); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.settle_purchase(p_payment uuid, p_charge text) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.settle_purchase(p_payment uuid, p_charge text) TO service_role;

--
-- Name: FUNCTION show_hidden_picture(p_decision uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.show_hidden_picture(p_decision uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.show_hidden_picture(p_decision uuid) TO service_role;

--
-- Name: FUNCTION show_review(p_review uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.show_review(p_review uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.show_review(p_review uuid) TO service_role;

--
-- Name: FUNCTION slots_changed(p_mentor uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.slots_changed(p_mentor uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.slots_changed(p_mentor uuid) TO service_role;

--
-- Name: FUNCTION streak_step(p_day date, p_moment timestamp with time zone, p_zone text, p_length integer, p_frozen date, p_at timestamp with time zone, p_in text, OUT counted boolean, OUT length integer, OUT frozen date); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.streak_step(p_day date, p_moment timestamp with time zone, p_zone text, p_length integer, p_frozen date, p_at timestamp with time zone, p_in text, OUT counted boolean, OUT length integer, OUT frozen date) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.streak_step(p_day date, p_moment timestamp with time zone, p_zone text, p_length integer, p_frozen date, p_at timestamp with time zone, p_in text, OUT counted boolean, OUT length integer, OUT frozen date) TO service_role;

--
-- Name: FUNCTION suspend_person(p_user uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.suspend_person(p_user uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.suspend_person(p_user uuid) TO service_role;

--
-- Name: FUNCTION tidy_ladder(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.tidy_ladder() FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.tidy_ladder() TO service_role;

--
-- Name: FUNCTION time_zone_of(person uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.time_zone_of(person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.time_zone_of(person uuid) TO service_role;

--
-- Name: FUNCTION took_place(p_booking uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.took_place(p_booking uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.took_place(p_booking uuid) TO service_role;

--
-- Name: FUNCTION unlock_achievements(); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.unlock_achievements() FROM PUBLIC;

--
-- Name: FUNCTION was_there(p_booking uuid, p_person uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.was_there(p_booking uuid, p_person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.was_there(p_booking uuid, p_person uuid) TO service_role;

--
-- Name: FUNCTION why_returnable(p_purchase uuid); Type: ACL; Schema: mentor; Owner: -
--

REVOKE ALL ON FUNCTION mentor.why_returnable(p_purchase uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION mentor.why_returnable(p_purchase uuid) TO service_role;

--
-- Name: TABLE achievements; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.achievements TO service_role;
GRANT SELECT ON TABLE mentor.achievements TO authenticated;

--
-- Name: TABLE activity_days; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.activity_days TO service_role;
GRANT SELECT ON TABLE mentor.activity_days TO authenticated;

--
-- Name: TABLE admin_actions; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT ON TABLE mentor.admin_actions TO service_role;

--
-- Name: TABLE awards; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.awards TO service_role;
GRANT SELECT ON TABLE mentor.awards TO authenticated;

--
-- Name: TABLE booking_calendar_events; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.booking_calendar_events TO service_role;

--
-- Name: TABLE bookings; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.bookings TO service_role;

--
-- Name: COLUMN bookings.id; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(id) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.mentor_user_id; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(mentor_user_id) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.mentee_user_id; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(mentee_user_id) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.start_time; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(start_time) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.end_time; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(end_time) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.duration_minutes; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(duration_minutes) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.price_cents; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(price_cents) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.currency; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(currency) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.status; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(status) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.meeting_provider; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(meeting_provider) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.notes; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(notes) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.created_at; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(created_at) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.updated_at; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(updated_at) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.mode; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(mode) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.paid_with; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(paid_with) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.expires_at; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(expires_at) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.lapsed_at; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(lapsed_at) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.requested_at; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(requested_at) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.confirmed_at; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(confirmed_at) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.completed_at; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(completed_at) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.cancelled_at; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(cancelled_at) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.cancelled_by; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(cancelled_by) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.cancel_reason; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(cancel_reason) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.percent_back; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(percent_back) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.cancellation_policy; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(cancellation_policy) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.mentor_timezone; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(mentor_timezone) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.mentee_timezone; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(mentee_timezone) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.rescheduled_from; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(rescheduled_from) ON TABLE mentor.bookings TO authenticated;

--
-- Name: COLUMN bookings.calendar_sequence; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(calendar_sequence) ON TABLE mentor.bookings TO authenticated;

--
-- Name: TABLE calendar_accounts; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.calendar_accounts TO service_role;

--
-- Name: TABLE calendar_feeds; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.calendar_feeds TO service_role;

--
-- Name: TABLE domain_events; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT ON TABLE mentor.domain_events TO service_role;

--
-- Name: TABLE external_busy_events; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.external_busy_events TO service_role;
GRANT SELECT ON TABLE mentor.external_busy_events TO authenticated;

--
-- Name: TABLE feature_flags; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.feature_flags TO service_role;

--
-- Name: TABLE game_periods; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.game_periods TO service_role;

--
-- Name: TABLE hidden_pictures; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.hidden_pictures TO service_role;

--
-- Name: TABLE idempotency_keys; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.idempotency_keys TO service_role;

--
-- Name: TABLE inbox; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.inbox TO service_role;

--
-- Name: TABLE profiles; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.profiles TO service_role;

--
-- Name: COLUMN profiles.id; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(id) ON TABLE mentor.profiles TO authenticated;

--
-- Name: COLUMN profiles.user_id; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(user_id) ON TABLE mentor.profiles TO authenticated;

--
-- Name: COLUMN profiles.email; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(email) ON TABLE mentor.profiles TO authenticated;

--
-- Name: COLUMN profiles.full_name; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(full_name),UPDATE(full_name) ON TABLE mentor.profiles TO authenticated;

--
-- Name: COLUMN profiles.avatar_url; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(avatar_url) ON TABLE mentor.profiles TO authenticated;

--
-- Name: COLUMN profiles.role; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(role) ON TABLE mentor.profiles TO authenticated;

--
-- Name: COLUMN profiles.onboarding_completed; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(onboarding_completed),UPDATE(onboarding_completed) ON TABLE mentor.profiles TO authenticated;

--
-- Name: COLUMN profiles.created_at; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(created_at) ON TABLE mentor.profiles TO authenticated;

--
-- Name: COLUMN profiles.updated_at; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(updated_at) ON TABLE mentor.profiles TO authenticated;

--
-- Name: COLUMN profiles.status; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(status) ON TABLE mentor.profiles TO authenticated;

--
-- Name: TABLE user_stats; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.user_stats TO service_role;
GRANT SELECT ON TABLE mentor.user_stats TO authenticated;

--
-- Name: TABLE leaderboard; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.leaderboard TO service_role;

--
-- Name: TABLE xp_totals; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.xp_totals TO service_role;

--
-- Name: TABLE leaderboard_week; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.leaderboard_week TO service_role;

--
-- Name: TABLE league_members; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.league_members TO service_role;

--
-- Name: TABLE ledger_accounts; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.ledger_accounts TO authenticated;
GRANT SELECT,INSERT ON TABLE mentor.ledger_accounts TO service_role;

--
-- Name: TABLE ledger_entries; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT ON TABLE mentor.ledger_entries TO service_role;

--
-- Name: TABLE ledger_transactions; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT ON TABLE mentor.ledger_transactions TO service_role;

--
-- Name: TABLE mentee_profiles; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.mentee_profiles TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.mentee_profiles TO service_role;

--
-- Name: COLUMN mentee_profiles.user_id; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(user_id) ON TABLE mentor.mentee_profiles TO authenticated;

--
-- Name: COLUMN mentee_profiles.bio; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(bio),UPDATE(bio) ON TABLE mentor.mentee_profiles TO authenticated;

--
-- Name: COLUMN mentee_profiles.goals; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(goals),UPDATE(goals) ON TABLE mentor.mentee_profiles TO authenticated;

--
-- Name: COLUMN mentee_profiles.interests; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(interests),UPDATE(interests) ON TABLE mentor.mentee_profiles TO authenticated;

--
-- Name: COLUMN mentee_profiles.current_level; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(current_level),UPDATE(current_level) ON TABLE mentor.mentee_profiles TO authenticated;

--
-- Name: COLUMN mentee_profiles.budget_range; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(budget_range),UPDATE(budget_range) ON TABLE mentor.mentee_profiles TO authenticated;

--
-- Name: COLUMN mentee_profiles.learning_style; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(learning_style),UPDATE(learning_style) ON TABLE mentor.mentee_profiles TO authenticated;

--
-- Name: COLUMN mentee_profiles.preferred_meeting_frequency; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(preferred_meeting_frequency),UPDATE(preferred_meeting_frequency) ON TABLE mentor.mentee_profiles TO authenticated;

--
-- Name: COLUMN mentee_profiles.timezone; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(timezone),UPDATE(timezone) ON TABLE mentor.mentee_profiles TO authenticated;

--
-- Name: TABLE mentor_availability_exceptions; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,DELETE ON TABLE mentor.mentor_availability_exceptions TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.mentor_availability_exceptions TO service_role;

--
-- Name: COLUMN mentor_availability_exceptions.mentor_user_id; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(mentor_user_id) ON TABLE mentor.mentor_availability_exceptions TO authenticated;

--
-- Name: COLUMN mentor_availability_exceptions.date; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(date),UPDATE(date) ON TABLE mentor.mentor_availability_exceptions TO authenticated;

--
-- Name: COLUMN mentor_availability_exceptions.start_minute; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(start_minute),UPDATE(start_minute) ON TABLE mentor.mentor_availability_exceptions TO authenticated;

--
-- Name: COLUMN mentor_availability_exceptions.end_minute; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(end_minute),UPDATE(end_minute) ON TABLE mentor.mentor_availability_exceptions TO authenticated;

--
-- Name: COLUMN mentor_availability_exceptions.is_available; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(is_available),UPDATE(is_available) ON TABLE mentor.mentor_availability_exceptions TO authenticated;

--
-- Name: COLUMN mentor_availability_exceptions.notes; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(notes),UPDATE(notes) ON TABLE mentor.mentor_availability_exceptions TO authenticated;

--
-- Name: TABLE mentor_availability_rules; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,DELETE ON TABLE mentor.mentor_availability_rules TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.mentor_availability_rules TO service_role;

--
-- Name: COLUMN mentor_availability_rules.mentor_user_id; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(mentor_user_id) ON TABLE mentor.mentor_availability_rules TO authenticated;

--
-- Name: COLUMN mentor_availability_rules.weekday; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(weekday),UPDATE(weekday) ON TABLE mentor.mentor_availability_rules TO authenticated;

--
-- Name: COLUMN mentor_availability_rules.start_minute; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(start_minute),UPDATE(start_minute) ON TABLE mentor.mentor_availability_rules TO authenticated;

--
-- Name: COLUMN mentor_availability_rules.end_minute; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(end_minute),UPDATE(end_minute) ON TABLE mentor.mentor_availability_rules TO authenticated;

--
-- Name: COLUMN mentor_availability_rules.timezone; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(timezone),UPDATE(timezone) ON TABLE mentor.mentor_availability_rules TO authenticated;

--
-- Name: COLUMN mentor_availability_rules.is_active; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(is_active),UPDATE(is_active) ON TABLE mentor.mentor_availability_rules TO authenticated;

--
-- Name: COLUMN mentor_availability_rules.interval_weeks; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(interval_weeks),UPDATE(interval_weeks) ON TABLE mentor.mentor_availability_rules TO authenticated;

--
-- Name: COLUMN mentor_availability_rules.anchor_date; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(anchor_date),UPDATE(anchor_date) ON TABLE mentor.mentor_availability_rules TO authenticated;

--
-- Name: TABLE mentor_profiles; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.mentor_profiles TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.mentor_profiles TO service_role;

--
-- Name: COLUMN mentor_profiles.headline; Type: ACL; Schema: mentor; Owner: -
--

GRANT UPDATE(headline) ON TABLE mentor.mentor_profiles TO authenticated;

--
-- Name: COLUMN mentor_profiles.bio; Type: ACL; Schema: mentor; Owner: -
--

GRANT UPDATE(bio) ON TABLE mentor.mentor_profiles TO authenticated;

--
-- Name: COLUMN mentor_profiles.expertise_areas; Type: ACL; Schema: mentor; Owner: -
--

GRANT UPDATE(expertise_areas) ON TABLE mentor.mentor_profiles TO authenticated;

--
-- Name: COLUMN mentor_profiles.skills; Type: ACL; Schema: mentor; Owner: -
--

GRANT UPDATE(skills) ON TABLE mentor.mentor_profiles TO authenticated;

--
-- Name: COLUMN mentor_profiles.hourly_rate; Type: ACL; Schema: mentor; Owner: -
--

GRANT UPDATE(hourly_rate) ON TABLE mentor.mentor_profiles TO authenticated;

--
-- Name: COLUMN mentor_profiles.currency; Type: ACL; Schema: mentor; Owner: -
--

GRANT UPDATE(currency) ON TABLE mentor.mentor_profiles TO authenticated;

--
-- Name: COLUMN mentor_profiles.timezone; Type: ACL; Schema: mentor; Owner: -
--

GRANT UPDATE(timezone) ON TABLE mentor.mentor_profiles TO authenticated;

--
-- Name: COLUMN mentor_profiles.languages; Type: ACL; Schema: mentor; Owner: -
--

GRANT UPDATE(languages) ON TABLE mentor.mentor_profiles TO authenticated;

--
-- Name: COLUMN mentor_profiles.certifications; Type: ACL; Schema: mentor; Owner: -
--

GRANT UPDATE(certifications) ON TABLE mentor.mentor_profiles TO authenticated;

--
-- Name: COLUMN mentor_profiles.years_experience; Type: ACL; Schema: mentor; Owner: -
--

GRANT UPDATE(years_experience) ON TABLE mentor.mentor_profiles TO authenticated;

--
-- Name: COLUMN mentor_profiles.is_active; Type: ACL; Schema: mentor; Owner: -
--

GRANT UPDATE(is_active) ON TABLE mentor.mentor_profiles TO authenticated;

--
-- Name: COLUMN mentor_profiles.durations; Type: ACL; Schema: mentor; Owner: -
--

GRANT UPDATE(durations) ON TABLE mentor.mentor_profiles TO authenticated;

--
-- Name: COLUMN mentor_profiles.slot_interval; Type: ACL; Schema: mentor; Owner: -
--

GRANT UPDATE(slot_interval) ON TABLE mentor.mentor_profiles TO authenticated;

--
-- Name: COLUMN mentor_profiles.buffer_before; Type: ACL; Schema: mentor; Owner: -
--

GRANT UPDATE(buffer_before) ON TABLE mentor.mentor_profiles TO authenticated;

--
-- Name: COLUMN mentor_profiles.buffer_after; Type: ACL; Schema: mentor; Owner: -
--

GRANT UPDATE(buffer_after) ON TABLE mentor.mentor_profiles TO authenticated;

--
-- Name: COLUMN mentor_profiles.notice; Type: ACL; Schema: mentor; Owner: -
--

GRANT UPDATE(notice) ON TABLE mentor.mentor_profiles TO authenticated;

--
-- Name: COLUMN mentor_profiles.horizon_days; Type: ACL; Schema: mentor; Owner: -
--

GRANT UPDATE(horizon_days) ON TABLE mentor.mentor_profiles TO authenticated;

--
-- Name: COLUMN mentor_profiles.most_per_day; Type: ACL; Schema: mentor; Owner: -
--

GRANT UPDATE(most_per_day) ON TABLE mentor.mentor_profiles TO authenticated;

--
-- Name: COLUMN mentor_profiles.most_per_week; Type: ACL; Schema: mentor; Owner: -
--

GRANT UPDATE(most_per_week) ON TABLE mentor.mentor_profiles TO authenticated;

--
-- Name: COLUMN mentor_profiles.booking_mode; Type: ACL; Schema: mentor; Owner: -
--

GRANT UPDATE(booking_mode) ON TABLE mentor.mentor_profiles TO authenticated;

--
-- Name: TABLE no_show_reports; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.no_show_reports TO service_role;

--
-- Name: TABLE occupied_times; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.occupied_times TO service_role;

--
-- Name: TABLE outbox; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.outbox TO service_role;

--
-- Name: TABLE package_purchases; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.package_purchases TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.package_purchases TO service_role;

--
-- Name: TABLE packages; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.packages TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.packages TO service_role;

--
-- Name: TABLE payments; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.payments TO service_role;

--
-- Name: COLUMN payments.id; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(id) ON TABLE mentor.payments TO authenticated;

--
-- Name: COLUMN payments.booking_id; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(booking_id) ON TABLE mentor.payments TO authenticated;

--
-- Name: COLUMN payments.status; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(status) ON TABLE mentor.payments TO authenticated;

--
-- Name: COLUMN payments.amount_cents; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(amount_cents) ON TABLE mentor.payments TO authenticated;

--
-- Name: COLUMN payments.provider; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(provider) ON TABLE mentor.payments TO authenticated;

--
-- Name: COLUMN payments.created_at; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(created_at) ON TABLE mentor.payments TO authenticated;

--
-- Name: COLUMN payments.updated_at; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(updated_at) ON TABLE mentor.payments TO authenticated;

--
-- Name: COLUMN payments.kind; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(kind) ON TABLE mentor.payments TO authenticated;

--
-- Name: COLUMN payments.charge_payment_id; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(charge_payment_id) ON TABLE mentor.payments TO authenticated;

--
-- Name: COLUMN payments.user_id; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(user_id) ON TABLE mentor.payments TO authenticated;

--
-- Name: COLUMN payments.currency; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(currency) ON TABLE mentor.payments TO authenticated;

--
-- Name: COLUMN payments.reason; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(reason) ON TABLE mentor.payments TO authenticated;

--
-- Name: COLUMN payments.is_surplus; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(is_surplus) ON TABLE mentor.payments TO authenticated;

--
-- Name: COLUMN payments.refunded_cents; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(refunded_cents) ON TABLE mentor.payments TO authenticated;

--
-- Name: COLUMN payments.failure; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(failure) ON TABLE mentor.payments TO authenticated;

--
-- Name: COLUMN payments.settled_at; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(settled_at) ON TABLE mentor.payments TO authenticated;

--
-- Name: COLUMN payments.purchase_id; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(purchase_id) ON TABLE mentor.payments TO authenticated;

--
-- Name: TABLE payout_accounts; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.payout_accounts TO service_role;

--
-- Name: TABLE payout_reversals; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.payout_reversals TO service_role;

--
-- Name: TABLE period_results; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.period_results TO service_role;

--
-- Name: TABLE pgqueuer; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.pgqueuer TO service_role;

--
-- Name: SEQUENCE pgqueuer_id_seq; Type: ACL; Schema: mentor; Owner: -
--

GRANT USAGE ON SEQUENCE mentor.pgqueuer_id_seq TO service_role;

--
-- Name: TABLE pgqueuer_log; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.pgqueuer_log TO service_role;

--
-- Name: SEQUENCE pgqueuer_log_id_seq; Type: ACL; Schema: mentor; Owner: -
--

GRANT USAGE ON SEQUENCE mentor.pgqueuer_log_id_seq TO service_role;

--
-- Name: TABLE pgqueuer_schedules; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.pgqueuer_schedules TO service_role;

--
-- Name: SEQUENCE pgqueuer_schedules_id_seq; Type: ACL; Schema: mentor; Owner: -
--

GRANT USAGE ON SEQUENCE mentor.pgqueuer_schedules_id_seq TO service_role;

--
-- Name: TABLE pgqueuer_statistics; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.pgqueuer_statistics TO service_role;

--
-- Name: SEQUENCE pgqueuer_statistics_id_seq; Type: ACL; Schema: mentor; Owner: -
--

GRANT USAGE ON SEQUENCE mentor.pgqueuer_statistics_id_seq TO service_role;

--
-- Name: TABLE receipt_years; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.receipt_years TO service_role;

--
-- Name: TABLE receipts; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT ON TABLE mentor.receipts TO service_role;

--
-- Name: TABLE reviews; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.reviews TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.reviews TO service_role;

--
-- Name: COLUMN reviews.booking_id; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(booking_id) ON TABLE mentor.reviews TO authenticated;

--
-- Name: COLUMN reviews.reviewer_user_id; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(reviewer_user_id) ON TABLE mentor.reviews TO authenticated;

--
-- Name: COLUMN reviews.reviewee_user_id; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(reviewee_user_id) ON TABLE mentor.reviews TO authenticated;

--
-- Name: COLUMN reviews.rating; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(rating) ON TABLE mentor.reviews TO authenticated;

--
-- Name: COLUMN reviews.feedback; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(feedback) ON TABLE mentor.reviews TO authenticated;

--
-- Name: COLUMN reviews.is_public; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(is_public) ON TABLE mentor.reviews TO authenticated;

--
-- Name: COLUMN reviews.reveals_at; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(reveals_at) ON TABLE mentor.reviews TO authenticated;

--
-- Name: TABLE session_files; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.session_files TO service_role;

--
-- Name: COLUMN session_files.id; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(id) ON TABLE mentor.session_files TO authenticated;

--
-- Name: COLUMN session_files.booking_id; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(booking_id) ON TABLE mentor.session_files TO authenticated;

--
-- Name: COLUMN session_files.uploader_user_id; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(uploader_user_id) ON TABLE mentor.session_files TO authenticated;

--
-- Name: COLUMN session_files.created_at; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT(created_at) ON TABLE mentor.session_files TO authenticated;

--
-- Name: TABLE session_lateness; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.session_lateness TO service_role;

--
-- Name: TABLE session_messages; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.session_messages TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.session_messages TO service_role;

--
-- Name: COLUMN session_messages.booking_id; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(booking_id) ON TABLE mentor.session_messages TO authenticated;

--
-- Name: COLUMN session_messages.sender_user_id; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(sender_user_id) ON TABLE mentor.session_messages TO authenticated;

--
-- Name: COLUMN session_messages.message; Type: ACL; Schema: mentor; Owner: -
--

GRANT INSERT(message) ON TABLE mentor.session_messages TO authenticated;

--
-- Name: TABLE session_notes; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.session_notes TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.session_notes TO service_role;

--
-- Name: TABLE session_presence; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.session_presence TO service_role;

--
-- Name: TABLE session_reminders; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.session_reminders TO service_role;

--
-- Name: TABLE state_transitions; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.state_transitions TO service_role;

--
-- Name: TABLE stored_files; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE mentor.stored_files TO service_role;

--
-- Name: TABLE user_achievements; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.user_achievements TO service_role;
GRANT SELECT ON TABLE mentor.user_achievements TO authenticated;

--
-- Name: COLUMN user_achievements.seen_at; Type: ACL; Schema: mentor; Owner: -
--

GRANT UPDATE(seen_at) ON TABLE mentor.user_achievements TO service_role;

--
-- Name: COLUMN user_achievements.told_at; Type: ACL; Schema: mentor; Owner: -
--

GRANT UPDATE(told_at) ON TABLE mentor.user_achievements TO service_role;

--
-- Name: TABLE xp_amounts; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.xp_amounts TO service_role;

--
-- Name: TABLE xp_events; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.xp_events TO service_role;
GRANT SELECT ON TABLE mentor.xp_events TO authenticated;

--
-- Name: TABLE xp_ladder; Type: ACL; Schema: mentor; Owner: -
--

GRANT SELECT ON TABLE mentor.xp_ladder TO service_role;

--
-- PostgreSQL database dump complete
--
