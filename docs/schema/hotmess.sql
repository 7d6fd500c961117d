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
-- Name: hotmess; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA hotmess;

--
-- Name: pgqueuer_status; Type: TYPE; Schema: hotmess; Owner: -
--

CREATE TYPE hotmess.pgqueuer_status AS ENUM (
    'queued',
    'picked',
    'successful',
    'exception',
    'canceled',
    'deleted',
    'failed'
);

--
-- Name: adjust_xp(uuid, integer, text, uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.adjust_xp(p_user uuid, p_amount integer, p_reason text, p_by uuid) RETURNS TABLE(adjustment_id uuid, state text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  made uuid;
  lately integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('xp ' || p_user::text || p_by::text, 0));
  insert into xp_adjustments (user_id, amount, reason, proposed_by) values (p_user, p_amount, p_reason, p_by) returning id into made;
  -- Ten times a hundred and one is a thousand and ten.
  select coalesce(sum(abs(a.amount)), 0) into lately from xp_adjustments a
  where a.proposed_by = p_by and a.user_id = p_user and a.state <> 'declined' and a.created_at > kith.now() - interval '24 hours';
  if lately > 1000 then
    return query select made, 'proposed';
    return;
  end if;
  update xp_adjustments a set state = 'applied', decided_at = kith.now() where a.id = made;
  perform award_xp(p_user, 'admin_adjustment', p_amount, 'adjustment:' || made::text, jsonb_build_object('adjustment', made));
  return query select made, 'applied';
end $$;

--
-- Name: FUNCTION adjust_xp(p_user uuid, p_amount integer, p_reason text, p_by uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.adjust_xp(p_user uuid, p_amount integer, p_reason text, p_by uuid) IS 'An operator''s correction with a reason: applied at once up to 1,000 a day and person, else proposed until another decides.';

--
-- Name: admit_to_drop(uuid, integer); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.admit_to_drop(p_drop uuid, p_people integer) RETURNS bigint
    LANGUAGE sql
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  update drops d set admitted_to = greatest(d.admitted_to, coalesce((
    select max(next.number) from (select q.number from drop_queue q where q.drop_id = p_drop and q.number > d.admitted_to order by q.number limit p_people) next), 0))
  where d.id = p_drop returning d.admitted_to
$$;

--
-- Name: FUNCTION admit_to_drop(p_drop uuid, p_people integer); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.admit_to_drop(p_drop uuid, p_people integer) IS 'Lets the next so many people of the line in.';

--
-- Name: advance_drops(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.advance_drops() RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  begun integer;
  over integer;
begin
  update drops set status = 'live' where status = 'scheduled' and start_at <= kith.now();
  get diagnostics begun = row_count;
  update drops set status = 'ended' where status = 'live' and end_at <= kith.now();
  get diagnostics over = row_count;
  return begun + over;
end $$;

--
-- Name: FUNCTION advance_drops(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.advance_drops() IS 'Writes down what time has done to drops; how many changed.';

--
-- Name: advance_releases(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.advance_releases() RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  changed integer;
begin
  update records_releases set status = 'live' where status = 'scheduled' and release_at <= kith.now();
  get diagnostics changed = row_count;
  return changed;
end $$;

--
-- Name: FUNCTION advance_releases(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.advance_releases() IS 'Writes down what time has done to releases; how many came out.';

--
-- Name: available_rows(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.available_rows() RETURNS TABLE(product_id uuid, slug text, title text, collection text, price_pence integer, currency text, quantity_available integer, stock_status text, limited_edition boolean, drop_id uuid, drop_title text, drop_status text, drop_starts_at timestamp with time zone, drop_ends_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select p.id, p.slug, p.title, p.collection, p.price_pence, p.currency, f.free, case when f.free <= p.low_stock_at then 'low_stock' else 'in_stock' end,
         p.limited_edition, d.id, d.title, drop_state(d), d.start_at, d.end_at
  from products p left join drops d on d.id = p.drop_id cross join lateral (select free_units(p.id) as free) f
  where p.status = 'live' and f.free > 0 and (d.id is null or drop_state(d) <> 'ended')
$$;

--
-- Name: FUNCTION available_rows(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.available_rows() IS 'Products of which there is some right now.';

--
-- Name: award_xp(uuid, text, integer, text, jsonb); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.award_xp(p_user uuid, p_type text, p_amount integer, p_cause text, p_metadata jsonb DEFAULT '{}'::jsonb) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  worth integer := p_amount;
  at timestamptz;
begin
  if worth is null then
    select r.amount into worth from xp_rules r where r.event_type = p_type;
  end if;
  if worth is null or worth = 0 then
    return false;
  end if;
  insert into xp_events as e (user_id, event_type, amount, cause, metadata) values (p_user, p_type, worth, p_cause, p_metadata)
  on conflict (cause) do nothing returning e.created_at into at;
  if at is null then
    return false;
  end if;
  update xp_totals t set balance = t.balance + worth, total_events = t.total_events + 1, last_activity = greatest(t.last_activity, at) where t.user_id = p_user;
  if not found then
    -- The first event of somebody, or of two at once.
    insert into xp_totals as t (user_id, balance, total_events, last_activity) values (p_user, worth, 1, at)
    on conflict (user_id) do update set balance = t.balance + excluded.balance, total_events = t.total_events + 1,
      last_activity = greatest(t.last_activity, excluded.last_activity);
  end if;
  return true;
end $$;

--
-- Name: FUNCTION award_xp(p_user uuid, p_type text, p_amount integer, p_cause text, p_metadata jsonb); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.award_xp(p_user uuid, p_type text, p_amount integer, p_cause text, p_metadata jsonb) IS 'Writes XP for a cause and adds it up, by the rule when no amount is given. False when this cause has counted. Nothing else writes the ledger.';

--
-- Name: ban_member(uuid, text); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.ban_member(p_user uuid, p_note text) RETURNS TABLE(order_id uuid, buyer_id uuid, title text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  line record;
begin
  perform take_down(p_user, p_note);
  -- What was paid and not sent goes back, bought and sold; and tickets at first hand for nights to come, unused.
  for line in
    select i.id, i.order_id, i.quantity - i.refunded_quantity as rest, o.user_id, i.title from order_items i
    join orders o on o.id = i.order_id left join market_sellers s on s.id = o.seller_id
    left join beacons b on b.id = i.beacon_id left join qr_tokens t on t.id = i.token_id
    where (o.user_id = p_user or s.owner_id = p_user) and o.payment_status = 'paid' and i.refunded_quantity < i.quantity
      and (o.fulfilment_status in ('pending', 'processing')
        or (o.user_id = p_user and b.status = 'live' and coalesce(b.starts_at, b.expires_at) > kith.now() and t.current_uses = 0 and t.revoked_at is null))
    order by o.id, i.id
  loop
    if refund_line(line.id, line.rest, 'cancelled') > 0 and line.user_id <> p_user then
      order_id := line.order_id; buyer_id := line.user_id; title := line.title;
      return next;
    end if;
  end loop;
  for line in
    select o.id from orders o left join market_sellers s on s.id = o.seller_id
    where (o.user_id = p_user or s.owner_id = p_user) and o.payment_status in ('pending', 'failed') and o.fulfilment_status = 'pending' order by o.id
  loop
    perform cancel_order(line.id);
  end loop;
  update qr_tokens set revoked_at = kith.now(), revoked_reason = 'banned' where holder_id = p_user and revoked_at is null and expires_at > kith.now();
  delete from door_devices where user_id = p_user;
  update beacon_posts set status = 'removed' where author_id = p_user and status in ('visible', 'flagged', 'hidden');
end $$;

--
-- Name: FUNCTION ban_member(p_user uuid, p_note text); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.ban_member(p_user uuid, p_note text) IS 'Ends what a banned member has: what is up goes, codes open nothing, what is unsent or unused is owed back, posts go. Returns orders of others that were given back. Twice is once.';

--
-- Name: beacon_is_live(uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.beacon_is_live(p_beacon uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select exists (select 1 from beacons b where b.id = p_beacon and b.status = 'live' and b.expires_at > kith.now())
$$;

--
-- Name: FUNCTION beacon_is_live(p_beacon uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.beacon_is_live(p_beacon uuid) IS 'Whether a beacon is on right now.';

--
-- Name: beacon_stat_rows(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.beacon_stat_rows() RETURNS TABLE(beacon_id uuid, city_id uuid, kind text, live_listings bigint, visible_posts bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select b.id, b.city_id, b.kind,
         (select count(*) from ticket_listings l where l.beacon_id = b.id and l.status = 'live'),
         (select count(*) from beacon_posts p where p.beacon_id = b.id and p.status = 'visible')
  from beacons b where b.status = 'live' and b.expires_at > kith.now()
$$;

--
-- Name: FUNCTION beacon_stat_rows(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.beacon_stat_rows() IS 'What anybody may count on a live beacon''s page.';

--
-- Name: is_time_zone(text); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.is_time_zone(name text) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE STRICT
    SET search_path TO 'hotmess', 'pg_temp'
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
-- Name: FUNCTION is_time_zone(name text); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.is_time_zone(name text) IS 'Whether this is a time zone of the IANA database, such as Europe/Berlin.';

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: beacons; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.beacons (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    owner_id uuid NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    status text DEFAULT 'draft'::text NOT NULL,
    city_id uuid NOT NULL,
    venue_name text,
    geo_hash text,
    timezone text NOT NULL,
    starts_at timestamp with time zone,
    ends_at timestamp with time zone,
    expires_at timestamp with time zone NOT NULL,
    ruleset_id uuid NOT NULL,
    content_flags jsonb DEFAULT '{}'::jsonb NOT NULL,
    scan_count integer DEFAULT 0 NOT NULL,
    view_count integer DEFAULT 0 NOT NULL,
    capacity integer,
    price_pence integer DEFAULT 0 NOT NULL,
    currency text DEFAULT 'GBP'::text NOT NULL,
    reentry boolean DEFAULT false NOT NULL,
    sold_out boolean DEFAULT false NOT NULL,
    review_notes text,
    reviewed_by uuid,
    reviewed_at timestamp with time zone,
    live_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_by uuid,
    disabled_at timestamp with time zone,
    called_off_because text,
    CONSTRAINT beacons_called_off CHECK (((called_off_because IS NULL) OR ((status = ANY (ARRAY['expired'::text, 'archived'::text])) AND ((length(btrim(called_off_because)) >= 3) AND (length(btrim(called_off_because)) <= 300))))),
    CONSTRAINT beacons_counts CHECK (((scan_count >= 0) AND (view_count >= 0) AND (capacity > 0))),
    CONSTRAINT beacons_flags CHECK ((jsonb_typeof(content_flags) = 'object'::text)),
    CONSTRAINT beacons_geo_hash CHECK ((geo_hash ~ '^[0-9b-hjkmnp-z]{1,7}$'::text)),
    CONSTRAINT beacons_kind CHECK ((kind = ANY (ARRAY['event'::text, 'ticket'::text, 'venue'::text, 'experience'::text, 'gathering'::text]))),
    CONSTRAINT beacons_price CHECK (((price_pence >= 0) AND (currency ~ '^[A-Z]{3}$'::text))),
    CONSTRAINT beacons_status CHECK ((status = ANY (ARRAY['draft'::text, 'pending_review'::text, 'live'::text, 'expired'::text, 'archived'::text, 'disabled'::text]))),
    CONSTRAINT beacons_texts CHECK ((((length(btrim(title)) >= 3) AND (length(btrim(title)) <= 120)) AND (length(description) <= 8000) AND ((length(btrim(venue_name)) >= 1) AND (length(btrim(venue_name)) <= 120)) AND (length(review_notes) <= 2000))),
    CONSTRAINT beacons_time_zone CHECK (hotmess.is_time_zone(timezone)),
    CONSTRAINT beacons_times CHECK (((ends_at > starts_at) AND ((ends_at IS NULL) OR (expires_at >= ends_at)) AND ((starts_at IS NULL) OR (expires_at > starts_at))))
);

--
-- Name: TABLE beacons; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.beacons IS 'Events, tickets, venues, experiences, gatherings: the core of a night.';

--
-- Name: COLUMN beacons.geo_hash; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.beacons.geo_hash IS 'A coarse cell, for the house alone; nothing shows it.';

--
-- Name: COLUMN beacons.scan_count; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.beacons.scan_count IS 'Good scans, brought up to date by the pulse''s job; the door''s own live totals are in gate_counts.';

--
-- Name: COLUMN beacons.price_pence; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.beacons.price_pence IS 'What a ticket costs at first hand, in minor units: its face value.';

--
-- Name: COLUMN beacons.review_notes; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.beacons.review_notes IS 'Why it was sent back or disabled; for its owner and moderators.';

--
-- Name: COLUMN beacons.disabled_at; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.beacons.disabled_at IS 'Since when it is taken down; after two days, or when it would have begun, its tickets are given back.';

--
-- Name: COLUMN beacons.called_off_because; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.beacons.called_off_because IS 'Why its organiser called it off; it is over from that moment, whatever its times say.';

--
-- Name: beacon_state(hotmess.beacons); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.beacon_state(b hotmess.beacons) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select case when b.status = 'live' and b.expires_at <= kith.now() then 'expired' else b.status end
$$;

--
-- Name: FUNCTION beacon_state(b hotmess.beacons); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.beacon_state(b hotmess.beacons) IS 'A beacon''s state right now: one whose time is over is expired before the job has said so.';

--
-- Name: block_minutes(integer, date, time without time zone, time without time zone); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.block_minutes(p_day integer, p_date date, p_start time without time zone, p_end time without time zone) RETURNS int8multirange
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select case
    -- A single day's minutes are counted far above any week's, so that the two never meet.
    when p_date is not null then int8multirange(int8range(1000000 + (p_date - date '2000-01-01') * 1440::bigint + s, 1000000 + (p_date - date '2000-01-01') * 1440::bigint + e))
    when d * 1440 + e <= 10080 then int8multirange(int8range(d * 1440 + s, d * 1440 + e))
    else int8multirange(int8range(d * 1440 + s, 10080), int8range(0, d * 1440 + e - 10080)) end
  from (select mod(p_day, 7) as d, minute_of_day(p_start) as s, minute_of_day(p_end) + case when p_end <= p_start then 1440 else 0 end as e) m
$$;

--
-- Name: FUNCTION block_minutes(p_day integer, p_date date, p_start time without time zone, p_end time without time zone); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.block_minutes(p_day integer, p_date date, p_start time without time zone, p_end time without time zone) IS 'The minutes of the week (or of a single day) that a block takes, half-open; past midnight, and past the end of the week.';

--
-- Name: cancel_order(uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.cancel_order(p_order uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  the_order record;
  line record;
begin
  perform 1 from beacons b join order_items i on i.beacon_id = b.id where i.order_id = p_order for no key update of b;
  select o.* into the_order from orders o where o.id = p_order for no key update;
  if the_order.fulfilment_status not in ('pending', 'processing') then
    return 'too_late';
  end if;
  if the_order.payment_status in ('paid', 'refunded') then
    return 'paid';
  end if;
  for line in select i.* from order_items i where i.order_id = p_order loop
    if line.reservation_id is not null then
      perform release_stock(line.reservation_id, the_order.user_id);
    elsif line.ticket_listing_id is not null then
      update listing_holds h set ended_at = kith.now(), ended_as = case when h.expires_at > kith.now() then 'released' else 'lapsed' end
      where h.listing_id = line.ticket_listing_id and h.buyer_id = the_order.user_id and h.ended_at is null;
    elsif line.beacon_id is not null then
      update ticket_holds h set ended_at = kith.now(), ended_as = case when h.expires_at > kith.now() then 'released' else 'lapsed' end
      where h.beacon_id = line.beacon_id and h.user_id = the_order.user_id and h.ended_at is null;
    end if;
  end loop;
  update orders set fulfilment_status = 'cancelled', cancelled_at = kith.now() where id = p_order;
  return 'cancelled';
end $$;

--
-- Name: FUNCTION cancel_order(p_order uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.cancel_order(p_order uuid) IS 'Ends an unpaid order and puts what it kept back: cancelled, paid (refund its lines instead), too_late.';

--
-- Name: chain_evidence(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.chain_evidence() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  perform pg_advisory_xact_lock(hashtextextended('evidence ' || new.subject_type || new.subject_id::text, 0));
  select e.sequence + 1, e.hash into new.sequence, new.previous_hash from evidence_events e
  where e.subject_type = new.subject_type and e.subject_id = new.subject_id order by e.sequence desc limit 1;
  new.sequence := coalesce(new.sequence, 1);
  new.previous_hash := coalesce(new.previous_hash, sha256(convert_to(new.subject_type || new.subject_id::text, 'UTF8')));
  new.created_at := kith.now();
  new.hash := evidence_hash(new);
  return new;
end $$;

--
-- Name: FUNCTION chain_evidence(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.chain_evidence() IS 'Trigger: links evidence to what came before it for the same subject.';

--
-- Name: claim_payout(uuid, timestamp with time zone); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.claim_payout(p_payout uuid, p_until timestamp with time zone) RETURNS TABLE(payee_id uuid, sum_pence integer, currency text, destination text, source_charge text, attempts integer, refusals integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  one record;
  account text;
begin
  select p.* into one from payouts p where p.id = p_payout for no key update;
  if one.id is null or one.status not in ('due', 'sent') or one.next_attempt_at > kith.now() or one.not_before > kith.now() then
    return;
  end if;
  if one.status = 'due' then
    select found.account into account from (
      select a.stripe_account_id as account, 1 as place from payout_accounts a where a.user_id = one.payee_id and a.state = 'ready'
      union all
      select s.stripe_account_id, 2 from market_sellers s where s.owner_id = one.payee_id and s.stripe_state = 'ready') found order by found.place limit 1;
    if account is null or one.amount_pence <= one.reversed_pence or payouts_held(one.payee_id) then
      return;
    end if;
    update payouts set status = 'sent', sent_pence = amount_pence - reversed_pence, destination = account, attempts = attempts + 1, next_attempt_at = p_until
    where id = p_payout returning * into one;
  else
    update payouts set attempts = attempts + 1, next_attempt_at = p_until where id = p_payout returning * into one;
  end if;
  return query select one.payee_id, one.sent_pence, one.currency, one.destination,
    (select y.stripe_charge_id from payments y where y.order_id = one.order_id and y.status = 'succeeded' and not y.is_surplus), one.attempts, one.refusals;
end $$;

--
-- Name: FUNCTION claim_payout(p_payout uuid, p_until timestamp with time zone); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.claim_payout(p_payout uuid, p_until timestamp with time zone) IS 'Takes one payout to Stripe, nobody else does until then; the sum is what is left of it at the first try. Nothing when it is not due, or its payee has no account that can be paid.';

--
-- Name: come_by(uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.come_by(p_user uuid) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  today date := (kith.now() at time zone zone_of(p_user))::date;
  run record;
begin
  insert into login_streaks as s (user_id, last_day, days) values (p_user, today, 1)
  on conflict (user_id) do update set days = case when s.last_day = today - 1 then s.days + 1 else 1 end, last_day = today
  where s.last_day < today returning s.days into run;
  if run.days is null then
    return null;
  end if;
  perform award_xp(p_user, 'daily_login', null, format('login:%s:%s', p_user, today), jsonb_build_object('day', today));
  if run.days % 7 = 0 then
    perform award_xp(p_user, 'streak_bonus', null, format('streak:%s:%s', p_user, today), jsonb_build_object('days', run.days));
  end if;
  return run.days;
end $$;

--
-- Name: FUNCTION come_by(p_user uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.come_by(p_user uuid) IS 'The first visit of a local day: XP for it, and for each seventh in a row. The streak, or null when they were here today (or a move of city would give a day twice).';

--
-- Name: count_at_gate(uuid, integer, integer); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.count_at_gate(p_gate uuid, p_entries integer, p_exits integer) RETURNS void
    LANGUAGE sql
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  insert into gate_counts as c (gate_id, shard, entries, exits)
  select p_gate, mod(pg_backend_pid(), 16), p_entries, p_exits where p_gate is not null
  on conflict (gate_id, shard) do update set entries = c.entries + excluded.entries, exits = c.exits + excluded.exits
$$;

--
-- Name: FUNCTION count_at_gate(p_gate uuid, p_entries integer, p_exits integer); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.count_at_gate(p_gate uuid, p_entries integer, p_exits integer) IS 'Moves a gate''s totals.';

--
-- Name: decide_adjustment(uuid, uuid, boolean); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.decide_adjustment(p_adjustment uuid, p_by uuid, p_apply boolean) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  asked record;
begin
  select a.* into asked from xp_adjustments a where a.id = p_adjustment for update;
  if asked.id is null then
    return null;
  end if;
  if asked.state <> 'proposed' then
    return asked.state;
  end if;
  if asked.proposed_by = p_by then
    return 'second_person';
  end if;
  update xp_adjustments set state = case when p_apply then 'applied' else 'declined' end, decided_by = p_by, decided_at = kith.now() where id = p_adjustment;
  if p_apply then
    perform award_xp(asked.user_id, 'admin_adjustment', asked.amount, 'adjustment:' || p_adjustment::text, jsonb_build_object('adjustment', p_adjustment));
  end if;
  return case when p_apply then 'applied' else 'declined' end;
end $$;

--
-- Name: FUNCTION decide_adjustment(p_adjustment uuid, p_by uuid, p_apply boolean); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.decide_adjustment(p_adjustment uuid, p_by uuid, p_apply boolean) IS 'A second operator applies or declines a correction: applied, declined (either also when it was decided), second_person when it is the same.';

--
-- Name: door_role(uuid, uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.door_role(p_beacon uuid, p_person uuid) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select case when exists (select 1 from beacons b where b.id = p_beacon and b.owner_id = p_person) then 'supervisor'
              else (select s.role from beacon_staff s where s.beacon_id = p_beacon and s.user_id = p_person) end
$$;

--
-- Name: FUNCTION door_role(p_beacon uuid, p_person uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.door_role(p_beacon uuid, p_person uuid) IS 'What somebody is at a beacon''s door: supervisor (its owner too), steward, or null.';

--
-- Name: door_scan(uuid, uuid, bytea, text[], uuid, text, uuid, uuid, bytea, timestamp with time zone, boolean, text); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.door_scan(p_beacon uuid, p_person uuid, p_hash bytea, p_scopes text[], p_gate uuid, p_direction text, p_device uuid, p_nonce uuid, p_ip_hash bytea, p_at timestamp with time zone DEFAULT NULL::timestamp with time zone, p_offline boolean DEFAULT false, p_said text DEFAULT NULL::text) RETURNS TABLE(refusal text, scan_id uuid, result text, reason text, first_at timestamp with time zone, first_gate text, replayed boolean, conflict uuid)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  answer record;
  place record;
  admitted boolean := p_offline and p_said is not distinct from 'valid';
begin
  if door_role(p_beacon, p_person) is null then
    return query select 'stranger', null::uuid, null, null, null::timestamptz, null, false, null::uuid;
    return;
  end if;
  if p_device is not null then
    if not exists (select 1 from door_devices d where d.id = p_device and d.beacon_id = p_beacon and d.user_id = p_person and d.revoked_at is null) then
      insert into door_devices (id, beacon_id, gate_id, user_id) values (p_device, p_beacon, p_gate, p_person) on conflict (id) do nothing;
      if not found then
        return query select 'device', null::uuid, null, null, null::timestamptz, null, false, null::uuid;
        return;
      end if;
    end if;
  end if;
  if p_gate is not null and not exists (select 1 from gates g where g.id = p_gate and g.beacon_id = p_beacon) then
    return query select 'gate', null::uuid, null, null, null::timestamptz, null, false, null::uuid;
    return;
  end if;

  if p_offline and not admitted then
    -- The door turned somebody away by itself: an attempt to write down, never a use.
    insert into beacon_scans (beacon_id, token_id, user_id, scanned_by, gate_id, device_id, city_id, status, reason, direction, ip_hash, nonce, offline, scanned_at)
    select b.id, t.id, t.holder_id, p_person, coalesce(p_gate, (select g.id from gates g where g.beacon_id = b.id and g.is_main)), p_device, b.city_id,
           case p_said when 'duplicate' then 'duplicate' when 'revoked' then 'revoked' when 'expired' then 'expired' else 'invalid' end,
           case p_said when 'duplicate' then 'inside' when 'revoked' then 'revoked' when 'expired' then 'expired' when 'not_yet_valid' then 'not_yet_valid' else 'unknown' end,
           p_direction, p_ip_hash, p_nonce, true, least(coalesce(p_at, kith.now()), kith.now())
    from beacons b left join qr_tokens t on t.token_hash = p_hash and t.beacon_id = b.id where b.id = p_beacon
    on conflict (nonce) do nothing;
    return query select null, s.id, coalesce(p_said, 'invalid'), s.reason, null::timestamptz, null, false, null::uuid from beacon_scans s where s.nonce = p_nonce;
    return;
  end if;

  select r.* into answer from redeem(p_hash, p_beacon, p_scopes, p_gate, p_direction, p_device, p_nonce, p_person, null, p_ip_hash, p_at, p_offline, admitted) r;
  if answer.result = 'valid' and not answer.replayed and p_scopes = '{listing_proof}' then
    -- Proof of having the ticket in hand, not of coming in.
    update beacon_scans s set counted = false where s.id = answer.scan_id;
    perform count_at_gate(answer.gate_id, -1, 0);
    insert into evidence_events (subject_type, subject_id, evidence_type, beacon_id, user_id, scan_id) values ('beacon', p_beacon, 'qr_scan', p_beacon, answer.holder_id, answer.scan_id);
  elsif answer.result = 'valid' and not answer.replayed and answer.holder_id is not null and p_direction = 'entry' then
    perform award_xp(answer.holder_id, 'beacon_scan', null, format('scan:%s:%s', p_beacon, answer.holder_id));
  end if;
  if answer.result in ('valid', 'invalid') then
    return query select null, answer.scan_id, answer.result, answer.reason, null::timestamptz, null, answer.replayed, null::uuid;
    return;
  end if;
  -- When it was used, and by which gate; never by whom.
  return query
    select null, answer.scan_id, answer.result, answer.reason, f.scanned_at, g.name, answer.replayed,
           (select c.id from scan_conflicts c where c.second_scan_id = answer.scan_id)
    from (select 1) one
      left join lateral (select s.scanned_at, s.gate_id from beacon_scans s
                         where s.token_id = answer.token_id and s.status = 'valid' and s.undone_at is null and s.direction <> 'exit' and s.id <> answer.scan_id
                         order by s.created_at limit 1) f on answer.result = 'duplicate'
      left join gates g on g.id = f.gate_id;
end $$;

--
-- Name: FUNCTION door_scan(p_beacon uuid, p_person uuid, p_hash bytea, p_scopes text[], p_gate uuid, p_direction text, p_device uuid, p_nonce uuid, p_ip_hash bytea, p_at timestamp with time zone, p_offline boolean, p_said text); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.door_scan(p_beacon uuid, p_person uuid, p_hash bytea, p_scopes text[], p_gate uuid, p_direction text, p_device uuid, p_nonce uuid, p_ip_hash bytea, p_at timestamp with time zone, p_offline boolean, p_said text) IS 'One attempt by whoever works the door, on a phone of theirs: `redeem`, with XP for coming. refusal: stranger, device, gate. Offline, `p_said` is what the phone answered by itself: valid uses the token (a conflict when it could not be), anything else is written down only.';

--
-- Name: drops; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.drops (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    slug text NOT NULL,
    title text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    start_at timestamp with time zone NOT NULL,
    end_at timestamp with time zone NOT NULL,
    status text DEFAULT 'scheduled'::text NOT NULL,
    per_person_limit integer,
    queued boolean DEFAULT false NOT NULL,
    admitted_to bigint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_by uuid,
    CONSTRAINT drops_limit CHECK (((per_person_limit >= 1) AND (per_person_limit <= 1000))),
    CONSTRAINT drops_status CHECK ((status = ANY (ARRAY['scheduled'::text, 'live'::text, 'ended'::text]))),
    CONSTRAINT drops_texts CHECK (((slug ~ '^[a-z0-9][a-z0-9-]{1,59}$'::text) AND ((length(btrim(title)) >= 2) AND (length(btrim(title)) <= 120)) AND (length(description) <= 4000))),
    CONSTRAINT drops_times CHECK ((end_at > start_at))
);

--
-- Name: TABLE drops; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.drops IS 'Releases with a beginning and an end. What a drop is right now is said by drop_state(), to the second.';

--
-- Name: COLUMN drops.admitted_to; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.drops.admitted_to IS 'With `queued`: the place in the line up to which people have been let in.';

--
-- Name: drop_state(hotmess.drops); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.drop_state(d hotmess.drops) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select case when d.status = 'ended' or d.end_at <= kith.now() then 'ended' when d.start_at <= kith.now() then 'live' else 'scheduled' end
$$;

--
-- Name: FUNCTION drop_state(d hotmess.drops); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.drop_state(d hotmess.drops) IS 'A drop''s state right now: live from its start, ended from its end (half-open), or ended early.';

--
-- Name: enforce_transition(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.enforce_transition() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'hotmess', 'pg_temp'
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
-- Name: FUNCTION enforce_transition(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.enforce_transition() IS 'Trigger (entity, column): refuses a state change that state_transitions does not list, with SQLSTATE KT409.';

--
-- Name: erase_member(uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.erase_member(p_user uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  line record;
begin
  if not exists (select 1 from profiles p where p.user_id = p_user and p.status <> 'erased') then
    return false;
  end if;
  perform take_down(p_user, 'Its owner left.');
  -- What was paid and not sent goes back, bought and sold.
  for line in
    select i.id, i.quantity - i.refunded_quantity as rest from order_items i join orders o on o.id = i.order_id left join market_sellers s on s.id = o.seller_id
    where (o.user_id = p_user or s.owner_id = p_user) and o.payment_status = 'paid' and o.fulfilment_status in ('pending', 'processing') and i.refunded_quantity < i.quantity
    order by o.id, i.id
  loop
    perform refund_line(line.id, line.rest, 'cancelled');
  end loop;
  for line in
    select o.id from orders o left join market_sellers s on s.id = o.seller_id
    where (o.user_id = p_user or s.owner_id = p_user) and o.payment_status in ('pending', 'failed') and o.fulfilment_status = 'pending' order by o.id
  loop
    perform cancel_order(line.id);
  end loop;
  update qr_tokens set revoked_at = kith.now(), revoked_reason = 'left' where holder_id = p_user and revoked_at is null and expires_at > kith.now();
  update qr_tokens set guest_name = null where holder_id = p_user and guest_name is not null;
  update beacon_scans set user_id = null, ip_hash = null where user_id = p_user;
  update beacon_scans set scanned_by = null where scanned_by = p_user;
  delete from door_devices where user_id = p_user;
  update beacon_posts set body = 'Removed', status = 'removed', file_id = null, moderation_flags = '{}' where author_id = p_user;
  update beacons set title = 'Gone', description = '', venue_name = null, geo_hash = null, content_flags = '{}', review_notes = 'Its owner left.' where owner_id = p_user;
  update ticket_listings set title = case when status in ('live', 'sold') then title else 'Gone' end, description = '', review_notes = null where seller_id = p_user;
  update market_listings l set title = 'Gone', description = '', images = '[]', review_notes = null from market_sellers s where s.id = l.seller_id and s.owner_id = p_user;
  update market_sellers set display_name = 'Someone', slug = 'gone-' || left(replace(id::text, '-', ''), 12), bio = '', stripe_state = 'incomplete',
    stripe_onboarding_complete = false, stripe_account_id = null, review_notes = null
  where owner_id = p_user;
  update orders set shipping_address = '{}', tracking = null where user_id = p_user;
  update refunds set note = null where user_id = p_user and note is not null;
  update xp_adjustments set reason = 'Erased' where user_id = p_user;
  delete from beacon_waiting_list where user_id = p_user;
  delete from listening where user_id = p_user;
  delete from login_streaks where user_id = p_user;
  update profiles set status = 'erased', erased_at = kith.now(), username = null, username_public = false, leaderboard_opt_out = true, birth_date = date '1900-01-01',
    city_id = null, suspended_reason = null, membership_version = null
  where user_id = p_user;
  return true;
end $$;

--
-- Name: FUNCTION erase_member(p_user uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.erase_member(p_user uuid) IS 'Takes everything personal of one member out: what is unsent is refunded, what they put up goes, the ledger and orders keep a number nobody can name. False when there was nothing to erase.';

--
-- Name: evidence_breaks(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.evidence_breaks() RETURNS TABLE(subject_type text, subject_id uuid, sequence integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select c.subject_type, c.subject_id, c.sequence from (
    select e, e.subject_type, e.subject_id, e.sequence, e.hash, e.previous_hash,
           lag(e.hash, 1, sha256(convert_to(e.subject_type || e.subject_id::text, 'UTF8'))) over w as expected,
           row_number() over w as place
    from evidence_events e window w as (partition by e.subject_type, e.subject_id order by e.sequence)
  ) c
  where c.previous_hash <> c.expected or c.hash <> evidence_hash(c.e) or c.sequence <> c.place
$$;

--
-- Name: FUNCTION evidence_breaks(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.evidence_breaks() IS 'Where the chain does not hold: changed, or missing before it.';

--
-- Name: evidence_events; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.evidence_events (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    subject_type text NOT NULL,
    subject_id uuid NOT NULL,
    sequence integer NOT NULL,
    evidence_type text NOT NULL,
    visibility text DEFAULT 'admin_only'::text NOT NULL,
    beacon_id uuid,
    user_id uuid,
    scan_id uuid,
    post_id uuid,
    verified_by uuid,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    previous_hash bytea NOT NULL,
    hash bytea NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT evidence_events_details CHECK ((jsonb_typeof(details) = 'object'::text)),
    CONSTRAINT evidence_events_subject CHECK ((subject_type = ANY (ARRAY['listing'::text, 'seller'::text, 'beacon'::text]))),
    CONSTRAINT evidence_events_type CHECK ((evidence_type = ANY (ARRAY['qr_scan'::text, 'proof_post'::text, 'admin_verification'::text, 'seller_verification'::text]))),
    CONSTRAINT evidence_events_visibility CHECK ((visibility = ANY (ARRAY['admin_only'::text, 'thread_visible'::text]))),
    CONSTRAINT evidence_events_what CHECK (
CASE evidence_type
    WHEN 'qr_scan'::text THEN (scan_id IS NOT NULL)
    WHEN 'proof_post'::text THEN (post_id IS NOT NULL)
    ELSE (verified_by IS NOT NULL)
END)
);

--
-- Name: TABLE evidence_events; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.evidence_events IS 'What vouches for a listing or a seller, each link with the hash of the one before: a gap or an edit shows.';

--
-- Name: COLUMN evidence_events.details; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.evidence_events.details IS 'Facts without anybody''s words or names.';

--
-- Name: evidence_hash(hotmess.evidence_events); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.evidence_hash(e hotmess.evidence_events) RETURNS bytea
    LANGUAGE sql STABLE
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select sha256(e.previous_hash || convert_to(concat_ws('|', e.id::text, e.subject_type, e.subject_id::text, e.sequence::text, e.evidence_type, e.visibility,
    coalesce(e.beacon_id::text, ''), coalesce(e.user_id::text, ''), coalesce(e.scan_id::text, ''), coalesce(e.post_id::text, ''),
    coalesce(e.verified_by::text, ''), e.details::text, extract(epoch from e.created_at)::text), 'UTF8'))
$$;

--
-- Name: FUNCTION evidence_hash(e hotmess.evidence_events); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.evidence_hash(e hotmess.evidence_events) IS 'SHA-256 over the hash of the link before and what this one says.';

--
-- Name: evidence_head(date, timestamp with time zone); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.evidence_head(p_month date, p_until timestamp with time zone) RETURNS TABLE(links bigint, head text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select count(*), encode(sha256(coalesce(string_agg(e.hash, ''::bytea order by e.subject_type, e.subject_id, e.sequence), ''::bytea)), 'hex')
  from evidence_events e where e.created_at >= p_month::timestamp at time zone 'UTC' and e.created_at < p_until
$$;

--
-- Name: FUNCTION evidence_head(p_month date, p_until timestamp with time zone); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.evidence_head(p_month date, p_until timestamp with time zone) IS 'How many links a month (UTC) has up to a moment, and a SHA-256 over all of them; each covers what came before it for its subject.';

--
-- Name: evidence_heads(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.evidence_heads() RETURNS TABLE(month date, until timestamp with time zone, links bigint, head text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select m.month::date, u.until, h.links, h.head
  from generate_series(date_trunc('month', (select min(e.created_at) from evidence_events e), 'UTC') at time zone 'UTC', (kith.now() at time zone 'UTC'), interval '1 month') m (month)
  -- What began before the hour did is written by ten past it.
  cross join lateral (select least((m.month + interval '1 month') at time zone 'UTC', date_trunc('hour', kith.now() - interval '10 minutes')) as until) u
  cross join lateral evidence_head(m.month::date, u.until) h
  where u.until > m.month at time zone 'UTC'
  order by m.month
$$;

--
-- Name: FUNCTION evidence_heads(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.evidence_heads() IS 'For each month since the first link: up to when, how many links, and what they come to. For everybody, who keeps one sees when the chain is rewritten.';

--
-- Name: expire_beacons(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.expire_beacons() RETURNS integer
    LANGUAGE plpgsql
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  changed integer;
begin
  update beacons set status = 'expired' where status = 'live' and expires_at <= kith.now();
  get diagnostics changed = row_count;
  return changed;
end $$;

--
-- Name: FUNCTION expire_beacons(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.expire_beacons() IS 'Writes down that time is over for beacons that show so already.';

--
-- Name: first_hand_to_pass_on(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.first_hand_to_pass_on() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select coalesce(array_agg(b.id), '{}') from beacons b
  where b.status = 'live' and b.expires_at > kith.now() and b.capacity is not null and b.sold_out
    and (tickets_left(b.id) > 0 or exists (select 1 from beacon_waiting_list w where w.beacon_id = b.id and w.status = 'offered' and w.listing_id is null
      and w.offer_expires_at <= kith.now()))
$$;

--
-- Name: FUNCTION first_hand_to_pass_on(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.first_hand_to_pass_on() IS 'Sold-out beacons where a place came free: ask offer_first_hand of each.';

--
-- Name: fn_pgqueuer_changed(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.fn_pgqueuer_changed() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'hotmess', 'pg_temp'
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
-- Name: FUNCTION fn_pgqueuer_changed(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.fn_pgqueuer_changed() IS 'Trigger: wakes the workers of this schema when a job arrives.';

--
-- Name: free_units(uuid, uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.free_units(p_product uuid, p_market_listing uuid DEFAULT NULL::uuid) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select (case when p_product is not null
    then (select count(*) from stock_units u where u.product_id = p_product and u.reserved_until <= kith.now())
    else (select count(*) from stock_units u where u.market_listing_id = p_market_listing and u.reserved_until <= kith.now()) end)::integer
$$;

--
-- Name: FUNCTION free_units(p_product uuid, p_market_listing uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.free_units(p_product uuid, p_market_listing uuid) IS 'How many units of a product (or of a market listing) can be had right now.';

--
-- Name: gate_totals(uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.gate_totals(p_beacon uuid) RETURNS TABLE(gate_id uuid, name text, is_open boolean, entries bigint, exits bigint)
    LANGUAGE sql STABLE
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select g.id, g.name, g.is_open, coalesce(sum(c.entries), 0), coalesce(sum(c.exits), 0)
  from gates g left join gate_counts c on c.gate_id = g.id
  where g.beacon_id = p_beacon group by g.id order by g.is_main desc, g.created_at, g.id
$$;

--
-- Name: FUNCTION gate_totals(p_beacon uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.gate_totals(p_beacon uuid) IS 'How many came in and went out by each gate, as of now.';

--
-- Name: give_ticket_back(uuid, uuid, text); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.give_ticket_back(p_beacon uuid, p_token uuid, p_note text) RETURNS TABLE(outcome text, user_id uuid, owed_pence integer, currency text, holds boolean)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  ticket record;
  line record;
  owed integer;
  given jsonb := '[]';
begin
  perform 1 from beacons b where b.id = p_beacon for no key update;
  -- Whoever buys it right now has locked its listing first, as we do: it is sold on, or it is given back.
  perform 1 from ticket_listings l where l.token_id = p_token and l.status in ('draft', 'pending_review', 'live') for no key update;
  select t.* into ticket from qr_tokens t where t.id = p_token and t.beacon_id = p_beacon and t.scope = 'check_in';
  if ticket.id is null or ticket.revoked_at is not null or ticket.current_uses > 0 then
    return query select case when ticket.id is null then 'none' when ticket.replaced_by is not null then 'sold_on' when ticket.revoked_at is not null then 'gone' else 'used' end,
      null::uuid, 0, null::text, false;
    return;
  end if;
  begin
    for line in
      with recursive chain as (
        select p_token as id union select t.id from qr_tokens t join chain c on t.replaced_by = c.id)
      select i.id, i.quantity - i.refunded_quantity as rest, i.token_id = p_token as holds, o.user_id, o.currency
      from order_items i join orders o on o.id = i.order_id where i.token_id in (select c.id from chain c) order by o.id
    loop
      owed := case when line.rest > 0 then refund_line(line.id, line.rest, 'organiser', true, p_note) else 0 end;
      given := given || jsonb_build_object('user', line.user_id, 'owed', owed, 'currency', line.currency, 'holds', line.holds);
    end loop;
    update qr_tokens t set revoked_at = kith.now(), revoked_reason = 'organiser' where t.id = p_token and t.revoked_at is null;
    -- A door that scanned it a moment ago has been waited for.
    if exists (select 1 from qr_tokens t where t.id = p_token and t.current_uses > 0) then
      raise exception using errcode = 'KT410', message = 'used';
    end if;
  exception when sqlstate 'KT410' then
    return query select 'used', null::uuid, 0, null::text, false;
    return;
  end;
  if given = '[]' then
    given := jsonb_build_array(jsonb_build_object('user', ticket.holder_id, 'owed', 0, 'currency', ticket.currency, 'holds', true));
  end if;
  return query select 'given_back', (g.one ->> 'user')::uuid, (g.one ->> 'owed')::integer, g.one ->> 'currency', (g.one ->> 'holds')::boolean
    from jsonb_array_elements(given) g (one);
end $$;

--
-- Name: FUNCTION give_ticket_back(p_beacon uuid, p_token uuid, p_note text); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.give_ticket_back(p_beacon uuid, p_token uuid, p_note text) IS 'Ends an unused ticket of a beacon and owes back what was paid for it, at first hand and each time it was sold on: a row a person. outcome given_back, used, gone (ended before), sold_on, none.';

--
-- Name: guard_beacon(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.guard_beacon() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  if tg_op = 'INSERT' then
    new.ruleset_id := coalesce(new.ruleset_id, (select r.id from rulesets r where r.slug = 'house' order by r.version desc limit 1));
    new.timezone := coalesce(new.timezone, (select c.timezone from cities c where c.id = new.city_id));
    if auth.uid() is not null then
      new.scan_count := 0;
      new.view_count := 0;
      new.updated_by := auth.uid();
    end if;
    return new;
  end if;
  if new.owner_id <> old.owner_id then
    raise exception using errcode = 'check_violation', constraint = 'beacons_fixed', table = tg_table_name, message = 'a beacon stays its owner''s';
  end if;
  if old.status = 'live' and new.status <> 'live' and new.status <> 'expired' and old.expires_at <= kith.now() then
    raise exception using errcode = 'KT409', message = 'this beacon''s time is over';
  end if;
  if new.status = 'live' and old.status <> 'live' then
    if new.expires_at <= kith.now() then
      raise exception using errcode = 'KT409', message = 'a beacon whose time is over cannot go live';
    end if;
    new.live_at := coalesce(old.live_at, kith.now());
  end if;
  if new.status in ('draft', 'disabled') and old.status in ('pending_review', 'live') and length(btrim(coalesce(new.review_notes, ''))) < 3 then
    raise exception using errcode = 'check_violation', constraint = 'beacons_reason', table = tg_table_name, message = 'sending back and disabling need a reason';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_beacon(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.guard_beacon() IS 'Trigger: what a beacon starts with, that it goes live within its time, and that taking it away has a reason.';

--
-- Name: guard_listing(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.guard_listing() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  ticket record;
  cap integer := price_cap_percent(new.beacon_id);
  lacks text;
  written ticket_listings := new;
begin
  if tg_op = 'UPDATE' and (new.beacon_id, new.seller_id) is distinct from (old.beacon_id, old.seller_id) then
    raise exception using errcode = 'check_violation', constraint = 'ticket_listings_fixed', table = tg_table_name, message = 'a listing stays its seller''s';
  end if;
  if tg_op = 'INSERT' and auth.uid() <> new.seller_id then
    raise exception using errcode = 'insufficient_privilege', message = 'people sell their own tickets';
  end if;
  if auth.uid() = new.seller_id then
    -- A member's own insert or draft: what the house says about it is not theirs to write.
    new.evidence_requirement := case tg_op when 'INSERT' then 'proof_post' else old.evidence_requirement end;
    new.updated_by := auth.uid();
  end if;
  if new.proof_post_id is not null and (tg_op = 'INSERT' or new.proof_post_id is distinct from old.proof_post_id) and not exists (
    select 1 from beacon_posts p where p.id = new.proof_post_id and p.author_id = new.seller_id and p.beacon_id = new.beacon_id and p.post_type = 'proof') then
    raise exception using errcode = 'check_violation', constraint = 'ticket_listings_own_proof', table = tg_table_name, message = 'a proof is its seller''s own, in the thread of that night';
  end if;
  -- A post that is deleted leaves an offer without its proof; another takes its place in a draft only.
  if tg_op = 'UPDATE' and old.status <> 'draft' and new.proof_post_id is not null and new.proof_post_id is distinct from old.proof_post_id then
    raise exception using errcode = 'check_violation', constraint = 'ticket_listings_fixed', table = tg_table_name, message = 'what was handed in keeps its proof';
  end if;
  if tg_op = 'UPDATE' and old.status = 'draft' and new.status = 'pending_review' then
    written.status := 'draft';
    new.proof_post_id := coalesce(proof_behind(written), new.proof_post_id);
  end if;
  if new.token_id is not null and (tg_op = 'INSERT' or new.token_id is distinct from old.token_id) then
    select t.* into ticket from qr_tokens t where t.id = new.token_id;
    if ticket.beacon_id is distinct from new.beacon_id or ticket.holder_id is distinct from new.seller_id or ticket.scope <> 'check_in' then
      raise exception using errcode = 'check_violation', constraint = 'ticket_listings_own_ticket', table = tg_table_name, message = 'people sell their own tickets';
    end if;
    new.face_value_pence := coalesce(ticket.face_value_pence, (select b.price_pence from beacons b where b.id = new.beacon_id));
    new.currency := coalesce(ticket.currency, (select b.currency from beacons b where b.id = new.beacon_id));
  end if;
  if new.price_pence::bigint * 100 > new.face_value_pence::bigint * cap then
    raise exception using errcode = 'check_violation', constraint = 'ticket_listings_price_cap', table = tg_table_name,
      message = format('at most %s percent of the face value', cap), detail = jsonb_build_object('percent', cap, 'most', new.face_value_pence::bigint * cap / 100)::text;
  end if;
  if tg_op = 'UPDATE' and old.status in ('live', 'sold') and new.status in ('live', 'sold')
     and (new.price_pence, new.token_id, new.title) is distinct from (old.price_pence, old.token_id, old.title) then
    raise exception using errcode = 'check_violation', constraint = 'ticket_listings_fixed', table = tg_table_name, message = 'what is on offer stays as it was offered';
  end if;
  if new.status = 'live' and (tg_op = 'INSERT' or old.status <> 'live') then
    if new.token_id is null then
      raise exception using errcode = 'check_violation', constraint = 'ticket_listings_ticket', table = tg_table_name, message = 'a listing needs its ticket';
    end if;
    select t.* into ticket from qr_tokens t where t.id = new.token_id for no key update;
    if ticket.revoked_at is not null or ticket.current_uses > 0 or ticket.expires_at <= kith.now() or ticket.holder_id is distinct from new.seller_id then
      raise exception using errcode = 'check_violation', constraint = 'ticket_listings_unused_ticket', table = tg_table_name, message = 'only an unused ticket can be sold';
    end if;
    if not beacon_is_live(new.beacon_id) then
      raise exception using errcode = 'KT409', message = 'this beacon is not on';
    end if;
    lacks := missing_evidence(new);
    if lacks is not null then
      raise exception using errcode = 'check_violation', constraint = 'ticket_listings_evidence_missing', table = tg_table_name,
        message = 'this listing lacks its evidence', detail = jsonb_build_object('missing', lacks)::text;
    end if;
    new.live_at := kith.now();
    new.report_count := 0;
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_listing(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.guard_listing() IS 'Trigger: own, unused tickets only, within the price cap, live with all evidence only.';

--
-- Name: guard_market_listing(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.guard_market_listing() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  if tg_op = 'UPDATE' and new.seller_id <> old.seller_id then
    raise exception using errcode = 'check_violation', constraint = 'market_listings_fixed', table = tg_table_name, message = 'a listing stays its seller''s';
  end if;
  if new.status = 'live' and (tg_op = 'INSERT' or old.status <> 'live') then
    if not exists (select 1 from market_sellers s where s.id = new.seller_id and s.status = 'approved' and s.stripe_state = 'ready') then
      raise exception using errcode = 'check_violation', constraint = 'market_listings_seller', table = tg_table_name,
        message = 'only approved sellers whom money can reach sell';
    end if;
    new.live_at := coalesce(new.live_at, kith.now());
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_market_listing(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.guard_market_listing() IS 'Trigger: live only from approved sellers whom money can reach.';

--
-- Name: guard_order_item(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.guard_order_item() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  if (new.order_id, new.title, new.quantity, new.unit_price_pence, new.total_price_pence, new.tax_basis_points, new.tax_pence, new.xp_reward)
     is distinct from (old.order_id, old.title, old.quantity, old.unit_price_pence, old.total_price_pence, old.tax_basis_points, old.tax_pence, old.xp_reward) then
    raise exception using errcode = 'check_violation', constraint = 'order_items_fixed', table = tg_table_name, message = 'what was bought stays what it was';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_order_item(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.guard_order_item() IS 'Trigger: title and prices of a line never change.';

--
-- Name: guard_post(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.guard_post() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  if tg_op = 'UPDATE' then
    if (new.beacon_id, new.author_id, new.post_type, new.created_at) is distinct from (old.beacon_id, old.author_id, old.post_type, old.created_at) then
      raise exception using errcode = 'check_violation', constraint = 'beacon_posts_fixed', table = tg_table_name, message = 'a post stays where it was written';
    end if;
    return new;
  end if;
  new.created_at := kith.now();
  if new.post_type <> 'system' and not beacon_is_live(new.beacon_id) then
    raise exception using errcode = 'KT409', message = 'this thread is closed';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_post(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.guard_post() IS 'Trigger: people write while a beacon is live; a post stays where it was written.';

--
-- Name: guard_refund(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.guard_refund() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  charge record;
  before integer;
begin
  if tg_op = 'UPDATE' then
    if (new.payment_id, new.order_item_id, new.user_id, new.amount_pence, new.quantity, new.reason)
       is distinct from (old.payment_id, old.order_item_id, old.user_id, old.amount_pence, old.quantity, old.reason) then
      raise exception using errcode = 'check_violation', constraint = 'refunds_fixed', table = tg_table_name, message = 'a refund stays what it is';
    end if;
    if (new.status = 'failed') = (old.status = 'failed') then
      return new;
    end if;
  end if;
  select p.* into charge from payments p where p.id = new.payment_id for no key update;
  if charge.status is distinct from 'succeeded' or charge.user_id <> new.user_id then
    raise exception using errcode = 'check_violation', constraint = 'refunds_of_a_charge', table = tg_table_name, message = 'only what was paid is given back';
  end if;
  select coalesce(sum(r.amount_pence), 0) into before from refunds r where r.payment_id = new.payment_id and r.status <> 'failed' and r.id <> new.id;
  if new.status <> 'failed' then
    before := before + new.amount_pence;
  end if;
  if before > charge.amount_pence then
    raise exception using errcode = 'check_violation', constraint = 'refunds_within_charge', table = tg_table_name, message = 'nobody is given back more than they paid';
  end if;
  update payments set refunded_pence = before where id = new.payment_id;
  if not charge.is_surplus then
    update orders o set refunded_pence = before, payment_status = case when before = o.total_pence then 'refunded' else o.payment_status end where o.id = charge.order_id;
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_refund(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.guard_refund() IS 'Trigger: refunds of a charge never exceed it, whoever writes at the same moment; one that failed does not count.';

--
-- Name: guard_token(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.guard_token() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  if (new.beacon_id, new.scope, new.token_hash, new.max_uses) is distinct from (old.beacon_id, old.scope, old.token_hash, old.max_uses) then
    raise exception using errcode = 'check_violation', constraint = 'qr_tokens_fixed', table = tg_table_name, message = 'a token stays what it is';
  end if;
  if old.revoked_at is not null and (new.revoked_at is null or new.current_uses > old.current_uses) then
    raise exception using errcode = 'KT409', message = 'a revoked token stays revoked';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_token(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.guard_token() IS 'Trigger: a token stays what it is, and a revoked one opens nothing any more.';

--
-- Name: guard_xp(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.guard_xp() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  if not exists (
    select 1 from xp_adjustments a where new.cause = 'adjustment:' || a.id::text and a.state = 'applied' and a.user_id = new.user_id and a.amount = new.amount) then
    raise exception using errcode = 'check_violation', constraint = 'xp_events_adjusted', table = tg_table_name, message = 'a correction is decided before it is written';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_xp(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.guard_xp() IS 'Trigger: a correction in the ledger is one that was decided.';

--
-- Name: heat_rows(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.heat_rows() RETURNS TABLE(city_id uuid, slug text, name text, map_x integer, map_y integer, hour timestamp with time zone, heat integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select c.id, c.slug, c.name, c.map_x, c.map_y, h.hour,
         case when p.people is null then 0 when p.people < 25 then 1 when p.people < 50 then 2 when p.people < 100 then 3 when p.people < 250 then 4 else 5 end
  from cities c cross join (select hour from pulse_hours where hour > kith.now() - interval '26 hours') h
  left join pulse_cells p on p.city_id = c.id and p.hour = h.hour and p.kind = 'all'
$$;

--
-- Name: FUNCTION heat_rows(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.heat_rows() IS 'How hot each city was in each published hour of the last day, 0 (few or none) to 5.';

--
-- Name: hold_listing(uuid, uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.hold_listing(p_listing uuid, p_buyer uuid) RETURNS TABLE(hold_id uuid, outcome text, expires_at timestamp with time zone, price_pence integer, currency text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  offered record;
  ticket record;
  held record;
  refusal text;
begin
  select l.* into offered from ticket_listings l where l.id = p_listing for no key update;
  select t.* into ticket from qr_tokens t where t.id = offered.token_id;
  if offered.id is not null then
    update listing_holds h set ended_at = kith.now(), ended_as = 'lapsed' where h.listing_id = p_listing and h.ended_at is null and h.expires_at <= kith.now();
    update beacon_waiting_list w set status = 'lapsed' where w.listing_id = p_listing and w.status = 'offered' and w.offer_expires_at <= kith.now()
      and not exists (select 1 from listing_holds h where h.listing_id = p_listing and h.buyer_id = w.user_id and h.ended_at is null);
  end if;
  select h.* into held from listing_holds h where h.listing_id = p_listing and h.ended_at is null;
  refusal := case
    when offered.id is null then 'closed'
    when offered.status = 'sold' then 'sold'
    when offered.status <> 'live' or not beacon_is_live(offered.beacon_id) then 'closed'
    when ticket.revoked_at is not null or ticket.current_uses > 0 or ticket.expires_at <= kith.now() then 'closed'
    when offered.seller_id = p_buyer then 'yourself'
    when not exists (select 1 from profiles p where p.user_id = p_buyer and p.status = 'active') or kith.hold_state(p_buyer) <> 'none'
      or kith.blocked_between(p_buyer, offered.seller_id) then 'closed'
    when held.id is not null and held.buyer_id <> p_buyer then 'taken'
    when exists (select 1 from beacon_waiting_list w where w.listing_id = p_listing and w.status = 'offered' and w.user_id <> p_buyer) then 'offered'
    -- Somebody waits who has not been asked yet: a passer-by does not jump the line.
    when not exists (select 1 from beacon_waiting_list w where w.listing_id = p_listing and w.status = 'offered' and w.user_id = p_buyer)
      and exists (select 1 from beacon_waiting_list w where w.beacon_id = offered.beacon_id and w.status = 'waiting' and w.user_id <> p_buyer
        and w.user_id <> offered.seller_id and not kith.blocked_between(w.user_id, offered.seller_id)
        and w.number < coalesce((select o.number from beacon_waiting_list o where o.beacon_id = offered.beacon_id and o.user_id = p_buyer and o.status = 'waiting'), 'infinity'::float8)) then 'offered'
  end;
  if refusal is not null then
    return query select null::uuid, refusal, null::timestamptz, null::integer, null::text;
    return;
  end if;
  if held.id is null then
    insert into listing_holds (listing_id, buyer_id, expires_at) values (p_listing, p_buyer, kith.now() + interval '10 minutes') returning * into held;
  end if;
  return query select held.id, 'held', held.expires_at, offered.price_pence, offered.currency;
end $$;

--
-- Name: FUNCTION hold_listing(p_listing uuid, p_buyer uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.hold_listing(p_listing uuid, p_buyer uuid) IS 'Keeps a ticket for one buyer for ten minutes. outcome: held (again: the same hold), taken, offered (the line comes first), sold, yourself, closed (tell nobody why).';

--
-- Name: hold_ticket(uuid, uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.hold_ticket(p_beacon uuid, p_buyer uuid) RETURNS TABLE(hold_id uuid, outcome text, expires_at timestamp with time zone, price_pence integer, currency text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  place record;
  held record;
  asked boolean;
  refusal text;
begin
  select b.* into place from beacons b where b.id = p_beacon for no key update;
  update ticket_holds h set ended_at = kith.now(), ended_as = 'lapsed' where h.beacon_id = p_beacon and h.ended_at is null and h.expires_at <= kith.now();
  select h.* into held from ticket_holds h where h.beacon_id = p_beacon and h.user_id = p_buyer and h.ended_at is null;
  asked := exists (select 1 from beacon_waiting_list w where w.beacon_id = p_beacon and w.user_id = p_buyer and w.status = 'offered' and w.listing_id is null
    and w.offer_expires_at > kith.now());
  refusal := case
    when place.id is null or place.status <> 'live' or place.kind = 'venue' or coalesce(place.ends_at, place.expires_at) <= kith.now() then 'closed'
    when place.owner_id = p_buyer then 'yourself'
    when not exists (select 1 from profiles p where p.user_id = p_buyer and p.status = 'active') or kith.hold_state(p_buyer) <> 'none'
      or kith.blocked_between(p_buyer, place.owner_id) then 'closed'
    when (select count(*) from qr_tokens t where t.beacon_id = p_beacon and t.holder_id = p_buyer and t.scope = 'check_in' and t.revoked_at is null)
      >= case when place.price_pence = 0 then 1 else 4 end then 'limit'
    when held.id is not null or asked then null
    when tickets_left(p_beacon) <= 0 then 'sold_out'
    when place.capacity is not null and exists (select 1 from beacon_waiting_list w where w.beacon_id = p_beacon and w.status = 'waiting' and w.user_id <> p_buyer
      and w.number < coalesce((select o.number from beacon_waiting_list o where o.beacon_id = p_beacon and o.user_id = p_buyer and o.status = 'waiting'), 'infinity'::float8))
      then 'in_line'
    when place.sold_out and place.capacity is null then 'sold_out'
  end;
  if refusal is not null then
    return query select null::uuid, refusal, null::timestamptz, null::integer, null::text;
    return;
  end if;
  if held.id is null then
    insert into ticket_holds (beacon_id, user_id, expires_at) values (p_beacon, p_buyer, kith.now() + interval '10 minutes') returning * into held;
    if tickets_left(p_beacon) = 0 and not place.sold_out then
      update beacons set sold_out = true where id = p_beacon;
    end if;
  end if;
  return query select held.id, 'held', held.expires_at, place.price_pence, place.currency;
end $$;

--
-- Name: FUNCTION hold_ticket(p_beacon uuid, p_buyer uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.hold_ticket(p_beacon uuid, p_buyer uuid) IS 'Keeps a place at first hand for ten minutes. outcome: held (again: the same hold), sold_out, in_line (others wait and come first), limit (four a person, one where it is free), yourself, closed (tell nobody why).';

--
-- Name: is_hotmess_member(uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.is_hotmess_member(person uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select exists (select 1 from profiles p where p.user_id = person)
$$;

--
-- Name: FUNCTION is_hotmess_member(person uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.is_hotmess_member(person uuid) IS 'Whether this is, or was, a member here.';

--
-- Name: issue_invoice(uuid, text, text, text); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.issue_invoice(p_order uuid, p_name text, p_address text, p_tax_number text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  insert into invoices (order_id, issuer_name, issuer_address, issuer_tax_number)
  select o.id, case when s.id is null then p_name else coalesce(s.legal_name, s.display_name) end,
         case when s.id is null then p_address else coalesce(s.legal_address, '') end, case when s.id is null then p_tax_number else coalesce(s.tax_number, '') end
  from orders o left join market_sellers s on s.id = o.seller_id where o.id = p_order and o.payment_status in ('paid', 'refunded')
  on conflict (order_id) do nothing;
  return found;
end $$;

--
-- Name: FUNCTION issue_invoice(p_order uuid, p_name text, p_address text, p_tax_number text); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.issue_invoice(p_order uuid, p_name text, p_address text, p_tax_number text) IS 'Issues the invoice of a paid order, once: from its seller as they are now, else from the house, whose name, address and tax number are given. False when there is one, or nothing was paid.';

--
-- Name: issue_ticket(uuid, uuid, integer, text, uuid, bytea, text); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.issue_ticket(p_beacon uuid, p_buyer uuid, p_price integer, p_currency text, p_new_token uuid, p_new_hash bytea, p_key_id text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  place record;
  kept boolean;
begin
  select b.* into place from beacons b where b.id = p_beacon for no key update;
  update ticket_holds h set ended_at = kith.now(), ended_as = 'lapsed' where h.beacon_id = p_beacon and h.ended_at is null and h.expires_at <= kith.now();
  kept := exists (select 1 from ticket_holds h where h.beacon_id = p_beacon and h.user_id = p_buyer and h.ended_at is null)
    or exists (select 1 from beacon_waiting_list w where w.beacon_id = p_beacon and w.user_id = p_buyer and w.status = 'offered' and w.listing_id is null
      and w.offer_expires_at > kith.now());
  if place.status is distinct from 'live' or place.expires_at <= kith.now() or not exists (select 1 from profiles p where p.user_id = p_buyer and p.status = 'active')
     or (not kept and tickets_left(p_beacon) <= 0) then
    return 'gone';
  end if;
  -- The door opens for it two hours before the night begins.
  insert into qr_tokens (id, beacon_id, scope, token_hash, key_id, valid_from, expires_at, holder_id, face_value_pence, currency)
  values (p_new_token, p_beacon, 'check_in', p_new_hash, p_key_id, coalesce(greatest(place.starts_at - interval '2 hours', kith.now()), kith.now()), place.expires_at,
          p_buyer, p_price, p_currency);
  update ticket_holds h set ended_at = kith.now(), ended_as = 'sold' where h.beacon_id = p_beacon and h.user_id = p_buyer and h.ended_at is null;
  update beacon_waiting_list w set status = 'bought' where w.beacon_id = p_beacon and w.user_id = p_buyer and w.status in ('waiting', 'offered');
  if tickets_left(p_beacon) = 0 and not place.sold_out then
    update beacons set sold_out = true where id = p_beacon;
  end if;
  return 'sold';
end $$;

--
-- Name: FUNCTION issue_ticket(p_beacon uuid, p_buyer uuid, p_price integer, p_currency text, p_new_token uuid, p_new_hash bytea, p_key_id text); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.issue_ticket(p_beacon uuid, p_buyer uuid, p_price integer, p_currency text, p_new_token uuid, p_new_hash bytea, p_key_id text) IS 'Makes a paid place a code in the buyer''s hands. gone when the beacon is not on any more, or the hold was over and the place is somebody else''s.';

--
-- Name: join_drop(uuid, uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.join_drop(p_drop uuid, p_user uuid) RETURNS bigint
    LANGUAGE plpgsql
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  mine bigint;
begin
  insert into drop_queue (drop_id, user_id) values (p_drop, p_user) on conflict (drop_id, user_id) do nothing;
  select q.number into mine from drop_queue q where q.drop_id = p_drop and q.user_id = p_user;
  return (select count(*) from drop_queue q join drops d on d.id = q.drop_id where q.drop_id = p_drop and q.number > d.admitted_to and q.number <= mine);
end $$;

--
-- Name: FUNCTION join_drop(p_drop uuid, p_user uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.join_drop(p_drop uuid, p_user uuid) IS 'A place in a drop''s line, kept when asked again: how many are before and including them, 0 when they have been let in.';

--
-- Name: keep_adults(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.keep_adults() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  if new.status <> 'erased' and (tg_op = 'INSERT' or new.birth_date is distinct from old.birth_date)
     and new.birth_date > ((kith.now() at time zone 'Etc/GMT+12')::date - interval '18 years')::date then
    raise exception using errcode = 'check_violation', constraint = 'profiles_adults', table = tg_table_name, message = 'members are eighteen or older';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION keep_adults(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.keep_adults() IS 'Trigger: nobody under eighteen, counted by the latest calendar on earth.';

--
-- Name: keep_scan(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.keep_scan() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  if tg_op = 'DELETE'
     or (new.user_id is distinct from old.user_id and new.user_id is not null) or (new.scanned_by is distinct from old.scanned_by and new.scanned_by is not null)
     or (to_jsonb(new) - '{undone_at,undone_by,counted,used,ip_hash,token_id,gate_id,device_id,override_of,user_id,scanned_by}'::text[])
       is distinct from (to_jsonb(old) - '{undone_at,undone_by,counted,used,ip_hash,token_id,gate_id,device_id,override_of,user_id,scanned_by}'::text[]) then
    raise exception using errcode = 'KT403', message = 'a scan stays what it was';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION keep_scan(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.keep_scan() IS 'Trigger: scans are undone, never changed and never taken out; the people in them may be forgotten.';

--
-- Name: keep_unwanted(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.keep_unwanted() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  if old.state = 'unwanted' and new.state <> 'unwanted' or old.state in ('kept', 'hidden') and new.state = 'pending' or old.state = 'pending' and new.state = 'hidden' then
    raise exception using errcode = 'KT409', message = 'this file is on its way out';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION keep_unwanted(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.keep_unwanted() IS 'Trigger: a file that is thrown away is never used again.';

--
-- Name: leaderboard_rows(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.leaderboard_rows() RETURNS TABLE(place bigint, username text, balance bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  with edge as (
    select t.band from xp_totals t join profiles p on p.user_id = t.user_id
    where p.username_public and not p.leaderboard_opt_out and p.status = 'active' and t.balance > 0
    order by t.band desc offset 99 limit 1)
  select rank() over (order by t.balance desc), p.username, t.balance
  from xp_totals t join profiles p on p.user_id = t.user_id
  where p.username_public and not p.leaderboard_opt_out and p.status = 'active' and t.balance > 0 and t.band >= coalesce((select e.band from edge e), 0)
  order by t.balance desc, lower(p.username) limit 100
$$;

--
-- Name: FUNCTION leaderboard_rows(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.leaderboard_rows() IS 'The hundred with the most XP among those who show their name and did not opt out.';

--
-- Name: listen(uuid, uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.listen(p_user uuid, p_station uuid) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  ears record;
begin
  insert into listening as l (user_id, station_id, last_beat_at) values (p_user, p_station, kith.now())
  on conflict (user_id) do update set station_id = excluded.station_id, last_beat_at = greatest(l.last_beat_at, excluded.last_beat_at),
    -- A player beats every thirty seconds; a gap of more than ninety was silence.
    seconds = l.seconds + case when excluded.last_beat_at - l.last_beat_at between interval '0' and interval '90 seconds'
      then extract(epoch from excluded.last_beat_at - l.last_beat_at)::bigint else 0 end
  returning l.seconds, l.rewarded into ears;
  if ears.seconds / 600 <= ears.rewarded then
    return 0;
  end if;
  update listening set rewarded = ears.rewarded + 1 where user_id = p_user;
  if award_xp(p_user, 'radio_listen', null, format('radio:%s:%s', p_user, ears.rewarded + 1), jsonb_build_object('station', p_station)) then
    return (select r.amount from xp_rules r where r.event_type = 'radio_listen');
  end if;
  return 0;
end $$;

--
-- Name: FUNCTION listen(p_user uuid, p_station uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.listen(p_user uuid, p_station uuid) IS 'A beat of a player that plays: the XP it earned, once for each ten minutes really listened.';

--
-- Name: may_act(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.may_act() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select exists (select 1 from profiles p where p.user_id = auth.uid() and p.status = 'active') and kith.hold_state(auth.uid()) = 'none'
$$;

--
-- Name: FUNCTION may_act(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.may_act() IS 'Whether the signed-in person is a member whom nothing holds back.';

--
-- Name: minute_of_day(time without time zone); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.minute_of_day(t time without time zone) RETURNS integer
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select (extract(hour from t) * 60 + extract(minute from t))::integer
$$;

--
-- Name: FUNCTION minute_of_day(t time without time zone); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.minute_of_day(t time without time zone) IS 'Minutes since midnight.';

--
-- Name: ticket_listings; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.ticket_listings (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    beacon_id uuid NOT NULL,
    seller_id uuid NOT NULL,
    token_id uuid,
    title text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    price_pence integer NOT NULL,
    face_value_pence integer NOT NULL,
    currency text DEFAULT 'GBP'::text NOT NULL,
    evidence_requirement text DEFAULT 'none'::text NOT NULL,
    proof_post_id uuid,
    status text DEFAULT 'draft'::text NOT NULL,
    report_count integer DEFAULT 0 NOT NULL,
    review_notes text,
    reviewed_by uuid,
    live_at timestamp with time zone,
    buyer_id uuid,
    sold_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_by uuid,
    CONSTRAINT ticket_listings_evidence CHECK ((evidence_requirement = ANY (ARRAY['none'::text, 'proof_post'::text, 'qr_scan'::text, 'both'::text]))),
    CONSTRAINT ticket_listings_not_oneself CHECK ((buyer_id <> seller_id)),
    CONSTRAINT ticket_listings_price CHECK (((price_pence >= 0) AND (face_value_pence >= 0) AND (currency ~ '^[A-Z]{3}$'::text))),
    CONSTRAINT ticket_listings_reports CHECK ((report_count >= 0)),
    CONSTRAINT ticket_listings_sold CHECK (((status = 'sold'::text) = ((buyer_id IS NOT NULL) AND (sold_at IS NOT NULL)))),
    CONSTRAINT ticket_listings_status CHECK ((status = ANY (ARRAY['draft'::text, 'pending_review'::text, 'live'::text, 'sold'::text, 'removed'::text]))),
    CONSTRAINT ticket_listings_texts CHECK ((((length(btrim(title)) >= 3) AND (length(btrim(title)) <= 120)) AND (length(description) <= 2000) AND (length(review_notes) <= 2000)))
);

--
-- Name: TABLE ticket_listings; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.ticket_listings IS 'A member''s ticket, for another member.';

--
-- Name: COLUMN ticket_listings.evidence_requirement; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.ticket_listings.evidence_requirement IS 'What must vouch for it before it is live; set by the house, not by the seller.';

--
-- Name: COLUMN ticket_listings.report_count; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.ticket_listings.report_count IS 'Distinct people whose reports count, since it last went live. The fifth sends it back to review.';

--
-- Name: missing_evidence(hotmess.ticket_listings); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.missing_evidence(l hotmess.ticket_listings) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select case
    when l.evidence_requirement in ('proof_post', 'both') and proof_behind(l) is null then 'proof_post'
    when l.evidence_requirement in ('qr_scan', 'both') and not exists (
      select 1 from beacon_scans s join qr_tokens t on t.id = s.token_id
      where s.user_id = l.seller_id and s.beacon_id = l.beacon_id and s.status = 'valid' and s.undone_at is null and t.scope = 'listing_proof')
      then 'qr_scan'
  end
$$;

--
-- Name: FUNCTION missing_evidence(l hotmess.ticket_listings); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.missing_evidence(l hotmess.ticket_listings) IS 'What a listing still needs before it may go live: proof_post, qr_scan, or null.';

--
-- Name: my_order_ids(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.my_order_ids() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select coalesce(array_agg(o.id), '{}') from orders o where o.user_id = auth.uid()
$$;

--
-- Name: FUNCTION my_order_ids(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.my_order_ids() IS 'Orders of the signed-in person.';

--
-- Name: my_seller_ids(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.my_seller_ids() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select coalesce(array_agg(s.id), '{}') from market_sellers s where s.owner_id = auth.uid()
$$;

--
-- Name: FUNCTION my_seller_ids(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.my_seller_ids() IS 'The seller''s account of the signed-in person, if they have one.';

--
-- Name: note_disabled(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.note_disabled() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  new.disabled_at := case when new.status <> 'disabled' then null when old.status <> 'disabled' then kith.now() else old.disabled_at end;
  return new;
end $$;

--
-- Name: FUNCTION note_disabled(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.note_disabled() IS 'Trigger: since when a beacon is taken down.';

--
-- Name: note_stock(uuid, uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.note_stock(p_product uuid, p_market_listing uuid DEFAULT NULL::uuid) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  free integer;
  unsold boolean;
begin
  if p_product is not null then
    perform 1 from products p where p.id = p_product for no key update;
    free := free_units(p_product);
    update products p set quantity_available = free,
      stock_status = case when free = 0 then 'out_of_stock' when free <= p.low_stock_at then 'low_stock' else 'in_stock' end
    where p.id = p_product and (p.quantity_available <> free
      or p.stock_status <> case when free = 0 then 'out_of_stock' when free <= p.low_stock_at then 'low_stock' else 'in_stock' end);
  else
    perform 1 from market_listings l where l.id = p_market_listing for no key update;
    free := free_units(null, p_market_listing);
    unsold := exists (select 1 from stock_units u where u.market_listing_id = p_market_listing and u.reserved_until < 'infinity');
    update market_listings l set quantity_available = free,
      status = case when l.status = 'live' and not unsold then 'sold_out' when l.status = 'sold_out' and unsold then 'live' else l.status end
    where l.id = p_market_listing and (l.quantity_available <> free or l.status = case when unsold then 'sold_out' else 'live' end);
  end if;
  return free;
end $$;

--
-- Name: FUNCTION note_stock(p_product uuid, p_market_listing uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.note_stock(p_product uuid, p_market_listing uuid) IS 'Brings quantity_available, stock_status and sold_out up to date with the units, and says how many are free.';

--
-- Name: now_playing(uuid, timestamp with time zone); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.now_playing(p_station uuid, p_at timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS TABLE(source text, show_id uuid, title text, artist text, starts_at timestamp with time zone, ends_at timestamp with time zone, block_id uuid, override_id uuid, next_show_id uuid, next_title text, next_starts_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  with moment as (select coalesce(p_at, kith.now()) as at),
  playing as (
    (select 0 as rank, 'override'::text as source, o.show_id, o.title, o.artist, o.starts_at, o.expires_at as ends_at, null::uuid as block_id, o.id as override_id
     from now_playing_overrides o, moment m
     where o.station_id = p_station and o.starts_at <= m.at and o.expires_at > m.at and (o.ended_at is null or o.ended_at > m.at)
     order by o.created_at desc, o.id limit 1)
    union all
    select case b.kind when 'override_block' then 1 else 2 end, b.kind, b.show_id, w.title, w.host, b.starts_at, b.ends_at, b.block_id, null::uuid
    from moment m, on_air_blocks(p_station, m.at, m.at + interval '1 microsecond') b join radio_shows w on w.id = b.show_id
    where b.starts_at <= m.at
    union all
    select 3, 'off_air', null::uuid, null::text, null::text, null::timestamptz, null::timestamptz, null::uuid, null::uuid
  ),
  upcoming as (
    select b.show_id, w.title, b.starts_at from moment m, on_air_blocks(p_station, m.at, m.at + interval '8 days') b join radio_shows w on w.id = b.show_id
    where b.starts_at > m.at order by b.starts_at, b.kind limit 1
  )
  select p.source, p.show_id, p.title, p.artist, p.starts_at, p.ends_at, p.block_id, p.override_id, u.show_id, u.title, u.starts_at
  from (select * from playing order by rank, starts_at desc limit 1) p left join upcoming u on true
$$;

--
-- Name: FUNCTION now_playing(p_station uuid, p_at timestamp with time zone); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.now_playing(p_station uuid, p_at timestamp with time zone) IS 'What is on air and why. source: override, override_block (this one day), schedule, off_air; with what is next.';

--
-- Name: number_block(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.number_block() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  select s.number into new.station_number from radio_stations s where s.id = new.station_id;
  if not exists (select 1 from radio_shows w where w.id = new.show_id and w.station_id = new.station_id) then
    raise exception using errcode = 'foreign_key_violation', constraint = 'schedule_blocks_show', table = tg_table_name, message = 'the show is another station''s';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('week ' || new.station_id::text, 0));
  return new;
end $$;

--
-- Name: FUNCTION number_block(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.number_block() IS 'Trigger: a block has its station''s number and a show of its station, and whoever plans the same station''s week waits.';

--
-- Name: offer_first_hand(uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.offer_first_hand(p_beacon uuid) RETURNS uuid[]
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  place record;
  next_one record;
  asked uuid[] := '{}';
begin
  select b.* into place from beacons b where b.id = p_beacon for no key update;
  update ticket_holds h set ended_at = kith.now(), ended_as = 'lapsed' where h.beacon_id = p_beacon and h.ended_at is null and h.expires_at <= kith.now();
  update beacon_waiting_list w set status = 'lapsed' where w.beacon_id = p_beacon and w.status = 'offered' and w.listing_id is null and w.offer_expires_at <= kith.now()
    and not exists (select 1 from ticket_holds h where h.beacon_id = p_beacon and h.user_id = w.user_id and h.ended_at is null);
  if place.capacity is null or place.status <> 'live' or coalesce(place.ends_at, place.expires_at) <= kith.now() then
    return asked;
  end if;
  while tickets_left(p_beacon) > 0 loop
    select w.* into next_one from beacon_waiting_list w
    where w.beacon_id = p_beacon and w.status = 'waiting' and not kith.blocked_between(w.user_id, place.owner_id) order by w.number limit 1 for update skip locked;
    exit when next_one.id is null;
    update beacon_waiting_list set status = 'offered', listing_id = null, offered_at = kith.now(), offer_expires_at = kith.now() + interval '2 hours' where id = next_one.id;
    asked := asked || next_one.user_id;
  end loop;
  if place.sold_out and tickets_left(p_beacon) > 0 and exists (select 1 from order_items i where i.beacon_id = p_beacon) then
    update beacons set sold_out = false where id = p_beacon;
  end if;
  return asked;
end $$;

--
-- Name: FUNCTION offer_first_hand(p_beacon uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.offer_first_hand(p_beacon uuid) IS 'Offers places that came free at first hand (unpaid holds, refunds, more room) to those who have waited longest, two hours each: whom to tell. Opens the sale again when nobody waits.';

--
-- Name: offer_to_next(uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.offer_to_next(p_listing uuid) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  offered record;
  next_one record;
begin
  select l.* into offered from ticket_listings l where l.id = p_listing for no key update;
  update beacon_waiting_list w set status = 'lapsed' where w.listing_id = p_listing and w.status = 'offered' and w.offer_expires_at <= kith.now()
    and not exists (select 1 from listing_holds h where h.listing_id = p_listing and h.buyer_id = w.user_id and h.ended_at is null and h.expires_at > kith.now());
  if offered.status is distinct from 'live' or not beacon_is_live(offered.beacon_id)
     or exists (select 1 from beacon_waiting_list w where w.listing_id = p_listing and w.status = 'offered')
     or exists (select 1 from listing_holds h where h.listing_id = p_listing and h.ended_at is null and h.expires_at > kith.now()) then
    return null;
  end if;
  select w.* into next_one from beacon_waiting_list w
  where w.beacon_id = offered.beacon_id and w.status = 'waiting' and w.user_id <> offered.seller_id and not kith.blocked_between(w.user_id, offered.seller_id)
  order by w.number limit 1 for update skip locked;
  if next_one.id is null then
    return null;
  end if;
  update beacon_waiting_list set status = 'offered', listing_id = p_listing, offered_at = kith.now(), offer_expires_at = kith.now() + interval '2 hours'
  where id = next_one.id;
  return next_one.user_id;
end $$;

--
-- Name: FUNCTION offer_to_next(p_listing uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.offer_to_next(p_listing uuid) IS 'Offers a live listing to whoever has waited longest, for two hours: their person, or null when it is offered or held, or nobody waits. A lapsed offer goes on to the next.';

--
-- Name: offers_to_pass_on(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.offers_to_pass_on() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select coalesce(array_agg(l.id), '{}') from ticket_listings l
  where l.status = 'live' and exists (select 1 from beacon_waiting_list w where w.beacon_id = l.beacon_id and w.status = 'waiting')
    and not exists (select 1 from beacon_waiting_list w where w.listing_id = l.id and w.status = 'offered' and w.offer_expires_at > kith.now())
$$;

--
-- Name: FUNCTION offers_to_pass_on(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.offers_to_pass_on() IS 'Live listings that somebody waits for and nobody has been offered now: ask offer_to_next of each.';

--
-- Name: on_air_blocks(uuid, timestamp with time zone, timestamp with time zone); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.on_air_blocks(p_station uuid, p_from timestamp with time zone, p_to timestamp with time zone) RETURNS TABLE(block_id uuid, show_id uuid, kind text, day date, starts_at timestamp with time zone, ends_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select o.* from (
    select b.id, b.show_id, case when b.on_date is null then 'schedule' else 'override_block' end, d.day::date,
           (d.day::date + b.start_time) at time zone s.timezone,
           (d.day::date + b.end_time + case when b.end_time <= b.start_time then interval '1 day' else interval '0' end) at time zone s.timezone
    from radio_stations s
    join schedule_blocks b on b.station_id = s.id and b.status = 'live'
    join radio_shows w on w.id = b.show_id and w.status = 'live'
    cross join generate_series((p_from at time zone s.timezone)::date - 1, (least(p_to, p_from + interval '62 days') at time zone s.timezone)::date, interval '1 day') as d (day)
    where s.id = p_station and case when b.on_date is null then extract(dow from d.day) = b.day_of_week else b.on_date = d.day::date end
  ) o (block_id, show_id, kind, day, starts_at, ends_at)
  where o.ends_at > p_from and o.starts_at < least(p_to, p_from + interval '62 days') and o.ends_at > o.starts_at
  order by o.starts_at, o.kind
$$;

--
-- Name: FUNCTION on_air_blocks(p_station uuid, p_from timestamp with time zone, p_to timestamp with time zone); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.on_air_blocks(p_station uuid, p_from timestamp with time zone, p_to timestamp with time zone) IS 'Every block between two moments, as moments, of 62 days at most: local times of the station, right on the days when clocks change. A single day''s block (override_block) goes before the week''s.';

--
-- Name: open_main_gate(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.open_main_gate() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  insert into gates (beacon_id, name, is_main) values (new.id, 'Main door', true);
  return null;
end $$;

--
-- Name: FUNCTION open_main_gate(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.open_main_gate() IS 'Trigger: every beacon has a door.';

--
-- Name: order_first_hand(uuid, uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.order_first_hand(p_beacon uuid, p_buyer uuid) RETURNS TABLE(order_id uuid, outcome text, expires_at timestamp with time zone)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  held record;
  made uuid;
begin
  select h.* into held from hold_ticket(p_beacon, p_buyer) h;
  if held.outcome <> 'held' then
    return query select null::uuid, held.outcome, null::timestamptz;
    return;
  end if;
  select o.id into made from orders o join order_items i on i.order_id = o.id
  where i.beacon_id = p_beacon and o.user_id = p_buyer and o.payment_status in ('pending', 'failed') and o.fulfilment_status = 'pending' and o.total_pence = held.price_pence;
  if made is null then
    insert into orders (user_id, order_type, subtotal_pence, total_pence, currency, expires_at)
    values (p_buyer, 'marketplace', held.price_pence, held.price_pence, held.currency, held.expires_at) returning id into made;
    insert into order_items (order_id, beacon_id, title, quantity, unit_price_pence, total_price_pence)
    select made, b.id, b.title, 1, held.price_pence, held.price_pence from beacons b where b.id = p_beacon;
  else
    update orders set expires_at = held.expires_at where id = made;
  end if;
  return query select made, 'held', held.expires_at;
end $$;

--
-- Name: FUNCTION order_first_hand(p_beacon uuid, p_buyer uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.order_first_hand(p_beacon uuid, p_buyer uuid) IS 'Keeps a place (hold_ticket) and writes the order for it; asked again, the same order. outcome as hold_ticket.';

--
-- Name: order_ticket(uuid, uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.order_ticket(p_listing uuid, p_buyer uuid) RETURNS TABLE(order_id uuid, outcome text, expires_at timestamp with time zone)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  held record;
  made uuid;
begin
  select h.* into held from hold_listing(p_listing, p_buyer) h;
  if held.outcome <> 'held' then
    return query select null::uuid, held.outcome, null::timestamptz;
    return;
  end if;
  select o.id into made from orders o join order_items i on i.order_id = o.id
  where i.ticket_listing_id = p_listing and o.user_id = p_buyer and o.payment_status in ('pending', 'failed') and o.fulfilment_status = 'pending';
  if made is null then
    insert into orders (user_id, order_type, subtotal_pence, total_pence, currency, expires_at)
    values (p_buyer, 'marketplace', held.price_pence, held.price_pence, held.currency, held.expires_at) returning id into made;
    insert into order_items (order_id, ticket_listing_id, title, quantity, unit_price_pence, total_price_pence)
    select made, l.id, l.title, 1, l.price_pence, l.price_pence from ticket_listings l where l.id = p_listing;
  else
    update orders set expires_at = held.expires_at where id = made;
  end if;
  return query select made, 'held', held.expires_at;
end $$;

--
-- Name: FUNCTION order_ticket(p_listing uuid, p_buyer uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.order_ticket(p_listing uuid, p_buyer uuid) IS 'Holds a ticket (hold_listing) and writes the order for it; asked again, the same order. outcome as hold_listing.';

--
-- Name: override_scan(uuid, uuid, text, uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.override_scan(p_scan uuid, p_by uuid, p_reason text, p_device uuid DEFAULT NULL::uuid) RETURNS uuid
    LANGUAGE plpgsql
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  the_scan record;
  admitted uuid;
begin
  select s.* into the_scan from beacon_scans s where s.id = p_scan for no key update;
  if the_scan.id is null or the_scan.status = 'valid' or door_role(the_scan.beacon_id, p_by) is distinct from 'supervisor' then
    return null;
  end if;
  select s.id into admitted from beacon_scans s where s.override_of = p_scan;
  if admitted is not null then
    return admitted;
  end if;
  insert into beacon_scans (beacon_id, token_id, user_id, scanned_by, gate_id, device_id, city_id, status, direction, counted, override_of, override_reason)
  values (the_scan.beacon_id, the_scan.token_id, the_scan.user_id, p_by, the_scan.gate_id, p_device, the_scan.city_id, 'valid', 'entry', true, p_scan, p_reason)
  returning id into admitted;
  perform count_at_gate(the_scan.gate_id, 1, 0);
  update qr_tokens t set inside = true where t.id = the_scan.token_id and t.revoked_at is null;
  return admitted;
end $$;

--
-- Name: FUNCTION override_scan(p_scan uuid, p_by uuid, p_reason text, p_device uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.override_scan(p_scan uuid, p_by uuid, p_reason text, p_device uuid) IS 'A supervisor lets somebody in whom the door refused, with a reason, once a refusal: the new scan, or null when they may not.';

--
-- Name: payouts_held(uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.payouts_held(p_payee uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select kith.is_banned(p_payee)
      or exists (select 1 from profiles p where p.user_id = p_payee and p.status in ('suspended', 'banned'))
      or exists (select 1 from market_sellers s where s.owner_id = p_payee and s.status = 'suspended')
$$;

--
-- Name: FUNCTION payouts_held(p_payee uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.payouts_held(p_payee uuid) IS 'Whether somebody is paid nothing for now: suspended (as a member or a seller) or banned. What is due stays due.';

--
-- Name: place_order(uuid, uuid[], text, text, jsonb); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.place_order(p_user uuid, p_reservations uuid[], p_country text, p_method text, p_address jsonb) RETURNS TABLE(order_id uuid, outcome text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  made uuid;
  sums record;
  sending integer;
  points integer := vat_points(p_country, 'standard');
begin
  perform 1 from stock_reservations r where r.id = any (p_reservations) order by r.id for no key update;
  if (select count(*) from stock_reservations r where r.id = any (p_reservations) and r.user_id = p_user and r.ended_at is null and r.expires_at > kith.now())
     <> cardinality(p_reservations) or cardinality(p_reservations) = 0 then
    return query select null::uuid, 'over';
    return;
  end if;
  if exists (select 1 from order_items i join orders o on o.id = i.order_id where i.reservation_id = any (p_reservations) and o.fulfilment_status <> 'cancelled') then
    return query select null::uuid, 'ordered';
    return;
  end if;
  select coalesce(sum(r.quantity * coalesce(p.price_pence, l.price_pence)), 0)::integer as goods, sum(r.quantity * coalesce(p.weight_grams, l.weight_grams))::integer as grams,
         min(coalesce(p.currency, l.currency)) as currency, count(distinct coalesce(p.currency, l.currency)) as currencies,
         count(distinct coalesce(l.seller_id::text, 'house')) as sellers, (array_agg(l.seller_id))[1] as seller, min(r.expires_at) as until_moment
  into sums from stock_reservations r left join products p on p.id = r.product_id left join market_listings l on l.id = r.market_listing_id
  where r.id = any (p_reservations);
  if sums.sellers > 1 or sums.currencies > 1 then
    return query select null::uuid, 'mixed';
    return;
  end if;
  sending := shipping_price(p_country, p_method, sums.grams, sums.goods, sums.currency);
  if sending is null then
    return query select null::uuid, 'not_sent_there';
    return;
  end if;
  insert into orders (user_id, order_type, seller_id, shipping_address, shipping_method, subtotal_pence, shipping_pence, tax_pence, total_pence, currency, expires_at)
  values (p_user, case when sums.seller is null then 'official' else 'marketplace' end, sums.seller, p_address, p_method, sums.goods, sending, 0, sums.goods + sending,
          sums.currency, sums.until_moment)
  returning id into made;
  insert into order_items (order_id, product_id, market_listing_id, reservation_id, title, quantity, unit_price_pence, total_price_pence, tax_basis_points, tax_pence, xp_reward)
  select made, r.product_id, r.market_listing_id, r.id, coalesce(p.title, l.title), r.quantity, coalesce(p.price_pence, l.price_pence),
         r.quantity * coalesce(p.price_pence, l.price_pence), t.points, tax_within(r.quantity * coalesce(p.price_pence, l.price_pence), t.points), coalesce(p.xp_reward, 0) * r.quantity
  from stock_reservations r left join products p on p.id = r.product_id left join market_listings l on l.id = r.market_listing_id,
       -- A private seller charges no tax.
       lateral (select case when r.product_id is null then 0 else vat_points(p_country, p.vat_class) end as points) t
  where r.id = any (p_reservations);
  update orders o set tax_pence = coalesce((select sum(i.tax_pence) from order_items i where i.order_id = made), 0)
      + case when sums.seller is null then tax_within(sending, points) else 0 end
  where o.id = made;
  return query select made, 'placed';
end $$;

--
-- Name: FUNCTION place_order(p_user uuid, p_reservations uuid[], p_country text, p_method text, p_address jsonb); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.place_order(p_user uuid, p_reservations uuid[], p_country text, p_method text, p_address jsonb) IS 'An order of live reservations, all from the house or all from one seller, priced with sending and tax. outcome: placed, over, ordered, mixed, not_sent_there.';

--
-- Name: popular_rows(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.popular_rows() RETURNS TABLE(beacon_id uuid, city_id uuid, kind text, title text, people integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select b.id, b.city_id, b.kind, b.title, max(p.people)
  from pulse_beacons p join beacons b on b.id = p.beacon_id
  where p.hour > kith.now() - interval '26 hours' and b.status = 'live' and b.expires_at > kith.now()
  group by b.id order by max(p.people) desc, b.id limit 100
$$;

--
-- Name: FUNCTION popular_rows(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.popular_rows() IS 'Live beacons by their fullest published hour of the last day.';

--
-- Name: price_cap_percent(uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.price_cap_percent(p_beacon uuid) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select coalesce((select r.percent from resale_caps r join cities c on c.country = r.country join beacons b on b.city_id = c.id where b.id = p_beacon),
                  (select r.percent from resale_caps r where r.country = '*'), 100)
$$;

--
-- Name: FUNCTION price_cap_percent(p_beacon uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.price_cap_percent(p_beacon uuid) IS 'The most a ticket of this beacon may cost, in percent of its face value.';

--
-- Name: proof_behind(hotmess.ticket_listings); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.proof_behind(l hotmess.ticket_listings) RETURNS uuid
    LANGUAGE sql STABLE
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select p.id from beacon_posts p
  where p.author_id = l.seller_id and p.beacon_id = l.beacon_id and p.post_type = 'proof' and p.status = 'visible'
    and (p.id = l.proof_post_id or l.status = 'draft')
  order by (p.id = l.proof_post_id) desc, p.created_at desc, p.id desc limit 1
$$;

--
-- Name: FUNCTION proof_behind(l hotmess.ticket_listings); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.proof_behind(l hotmess.ticket_listings) IS 'The visible proof of its seller that vouches for a listing: the one written with it; for a draft without one, their newest in the thread of that night.';

--
-- Name: publish_hour(timestamp with time zone, jsonb, numeric); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.publish_hour(p_hour timestamp with time zone, p_cells jsonb DEFAULT NULL::jsonb, p_epsilon numeric DEFAULT NULL::numeric) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  if p_hour <> date_trunc('hour', p_hour, 'UTC') or p_hour + interval '75 minutes' > kith.now() then
    raise exception using errcode = 'KT409', message = 'an hour is published a quarter of an hour after its end';
  end if;
  insert into pulse_hours (hour, epsilon) values (p_hour, p_epsilon) on conflict (hour) do nothing;
  if not found then
    return false;
  end if;
  if p_cells is null then
    with counted as materialized (select * from pulse_counts(p_hour) c where c.people >= 10),
    beacons_written as (
      insert into pulse_beacons (beacon_id, hour, people)
      select c.beacon_id, p_hour, pulse_round(c.people, c.beacon_id::text || p_hour::text) from counted c where c.beacon_id is not null)
    insert into pulse_cells (city_id, hour, kind, people)
    select c.city_id, p_hour, c.kind, pulse_round(c.people, c.city_id::text || c.kind || p_hour::text) from counted c where c.beacon_id is null;
  else
    insert into pulse_cells (city_id, hour, kind, people)
    select c.city_id, p_hour, c.kind, c.people from jsonb_to_recordset(p_cells) as c (city_id uuid, kind text, beacon_id uuid, people integer) where c.beacon_id is null;
    insert into pulse_beacons (beacon_id, hour, people)
    select c.beacon_id, p_hour, c.people from jsonb_to_recordset(p_cells) as c (city_id uuid, kind text, beacon_id uuid, people integer) where c.beacon_id is not null;
  end if;
  return true;
end $$;

--
-- Name: FUNCTION publish_hour(p_hour timestamp with time zone, p_cells jsonb, p_epsilon numeric); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.publish_hour(p_hour timestamp with time zone, p_cells jsonb, p_epsilon numeric) IS 'Publishes an hour once; false when it was. Counts and rounds by itself, or takes cells (city_id, kind, beacon_id, people) to which noise was added.';

--
-- Name: pulse_counts(timestamp with time zone); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.pulse_counts(p_hour timestamp with time zone) RETURNS TABLE(city_id uuid, kind text, beacon_id uuid, people integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    SET work_mem TO '64MB'
    AS $$
  with seen as materialized (
    select distinct s.beacon_id, coalesce(s.user_id, s.token_id) as person from beacon_scans s
    where s.created_at >= p_hour and s.created_at < p_hour + interval '1 hour' and s.status = 'valid'
  ),
  placed as materialized (select distinct b.city_id, b.kind, n.person from seen n join beacons b on b.id = n.beacon_id)
  select b.city_id, b.kind, b.id, c.people
  from (select n.beacon_id, count(n.person)::integer as people from seen n group by n.beacon_id) c join beacons b on b.id = c.beacon_id
  union all
  select p.city_id, p.kind, null::uuid, count(p.person)::integer from placed p group by p.city_id, p.kind
  union all
  select d.city_id, 'all', null::uuid, count(d.person)::integer from (select distinct p.city_id, p.person from placed p) d group by d.city_id
$$;

--
-- Name: FUNCTION pulse_counts(p_hour timestamp with time zone); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.pulse_counts(p_hour timestamp with time zone) IS 'Distinct people of an hour, exactly: for the job that publishes, for nobody else. With a beacon, without (its kind), or kind all.';

--
-- Name: pulse_hours_due(integer); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.pulse_hours_due(p_back integer DEFAULT 24) RETURNS timestamp with time zone[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select coalesce(array_agg(h order by h), '{}') from generate_series(
    date_trunc('hour', kith.now() - interval '75 minutes', 'UTC') - make_interval(hours => p_back - 1),
    date_trunc('hour', kith.now() - interval '75 minutes', 'UTC'), interval '1 hour') h
  where not exists (select 1 from pulse_hours p where p.hour = h)
$$;

--
-- Name: FUNCTION pulse_hours_due(p_back integer); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.pulse_hours_due(p_back integer) IS 'Hours of the last day (or so many hours) that are over and not published yet.';

--
-- Name: pulse_round(integer, text); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.pulse_round(p_people integer, p_cell text) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select case when p_people >= 10 then greatest(10, (p_people + get_byte(sha256(convert_to(s.secret::text || p_cell, 'UTF8')), 0) % 5) / 5 * 5) end from pulse_secret s
$$;

--
-- Name: FUNCTION pulse_round(p_people integer, p_cell text); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.pulse_round(p_people integer, p_cell text) IS 'A count in fives, rounded at a place that is secret and stays the same for a cell; null below ten.';

--
-- Name: pulse_rows(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.pulse_rows() RETURNS TABLE(city_id uuid, slug text, name text, hour timestamp with time zone, kind text, people integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select c.id, c.slug, c.name, h.hour, k.kind, p.people
  from cities c cross join (select hour from pulse_hours where hour > kith.now() - interval '26 hours') h
  cross join unnest(array['all', 'event', 'ticket', 'venue', 'experience', 'gathering']) k (kind)
  left join pulse_cells p on p.city_id = c.id and p.hour = h.hour and p.kind = k.kind
$$;

--
-- Name: FUNCTION pulse_rows(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.pulse_rows() IS 'Every city, published hour and kind of the last day; people is null for few and for none alike.';

--
-- Name: rebuild_xp(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.rebuild_xp() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  written integer;
begin
  lock table xp_events in share row exclusive mode;
  delete from xp_totals;
  insert into xp_totals (user_id, balance, total_events, last_activity) select e.user_id, sum(e.amount), count(*), max(e.created_at) from xp_events e group by e.user_id;
  get diagnostics written = row_count;
  return written;
end $$;

--
-- Name: FUNCTION rebuild_xp(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.rebuild_xp() IS 'Adds every balance up from the ledger anew; how many there are.';

--
-- Name: record_transition(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.record_transition() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
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
-- Name: FUNCTION record_transition(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.record_transition() IS 'Trigger (entity, column): writes the domain event of a state change.';

--
-- Name: redeem(bytea, uuid, text[], uuid, text, uuid, uuid, uuid, uuid, bytea, timestamp with time zone, boolean, boolean); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.redeem(p_hash bytea, p_beacon uuid, p_scopes text[] DEFAULT '{check_in}'::text[], p_gate uuid DEFAULT NULL::uuid, p_direction text DEFAULT 'entry'::text, p_device uuid DEFAULT NULL::uuid, p_nonce uuid DEFAULT NULL::uuid, p_scanned_by uuid DEFAULT NULL::uuid, p_person uuid DEFAULT NULL::uuid, p_ip_hash bytea DEFAULT NULL::bytea, p_at timestamp with time zone DEFAULT NULL::timestamp with time zone, p_offline boolean DEFAULT false, p_admitted boolean DEFAULT NULL::boolean) RETURNS TABLE(scan_id uuid, result text, status text, reason text, first_at timestamp with time zone, gate_id uuid, token_id uuid, holder_id uuid, replayed boolean)
    LANGUAGE plpgsql
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  place record;
  token record;
  before record;
  at_moment timestamptz := case when p_offline then least(coalesce(p_at, kith.now()), kith.now()) else kith.now() end;
  went text := p_direction;
  the_gate uuid := p_gate;
  verdict text := 'valid';
  because text;
  new_scan uuid := gen_random_uuid();
  takes_use boolean := false;
  first_use timestamptz;
  first_scan uuid;
  the_token uuid;
  the_holder uuid;
begin
  if p_nonce is not null then
    perform pg_advisory_xact_lock(hashtextextended('nonce ' || p_nonce::text, 0));
    select s.id, s.status, s.reason, s.gate_id, s.token_id, t.holder_id into before
    from beacon_scans s left join qr_tokens t on t.id = s.token_id where s.nonce = p_nonce and s.beacon_id = p_beacon;
    if before.id is not null then
      return query select before.id, case when before.reason = 'not_yet_valid' then 'not_yet_valid' else before.status end, before.status, before.reason,
        null::timestamptz, before.gate_id, before.token_id, before.holder_id, true;
      return;
    end if;
  end if;
  select b.id, b.city_id, b.status, b.expires_at, b.reentry into place from beacons b where b.id = p_beacon;
  if place.id is null then
    raise exception using errcode = 'foreign_key_violation', message = 'there is no such beacon';
  end if;
  select g.id, g.is_open into before from gates g
  where g.beacon_id = p_beacon and case when p_gate is null then g.is_main else g.id = p_gate end;
  the_gate := before.id;
  if the_gate is null then
    raise exception using errcode = 'foreign_key_violation', message = 'there is no such gate';
  end if;
  select t.* into token from qr_tokens t where t.token_hash = p_hash;
  if token.beacon_id = p_beacon then
    the_token := token.id;
    the_holder := token.holder_id;
  end if;

  if token.id is null then
    verdict := 'invalid'; because := 'unknown';
  elsif token.beacon_id <> p_beacon then
    verdict := 'invalid'; because := 'other_beacon';
  elsif token.scope <> all (p_scopes) then
    verdict := 'invalid'; because := 'other_scope';
  elsif place.status not in ('live', 'expired', 'archived') or at_moment >= place.expires_at then
    verdict := 'invalid'; because := 'closed';
  elsif not before.is_open and went = 'entry' then
    verdict := 'invalid'; because := 'gate_closed';
  elsif went = 'exit' then
    update qr_tokens t set inside = false, last_used_at = at_moment where t.id = token.id and t.inside;
    if not found then
      verdict := 'invalid'; because := 'not_inside';
    end if;
  else
    -- The promise of the door: one statement takes a use, and only while there is one to take.
    update qr_tokens t set current_uses = t.current_uses + 1, inside = true, last_used_at = at_moment
    where t.id = token.id and t.revoked_at is null and t.valid_from <= at_moment and t.expires_at > at_moment and t.current_uses < t.max_uses
      and not (t.inside and t.max_uses = 1);
    takes_use := found;
    if not takes_use then
      update qr_tokens t set inside = true, last_used_at = at_moment
      where t.id = token.id and place.reentry and t.current_uses = t.max_uses and t.max_uses = 1 and not t.inside
        and t.revoked_at is null and t.valid_from <= at_moment and t.expires_at > at_moment;
      if found then
        went := 'reentry';
      else
        select t.* into token from qr_tokens t where t.token_hash = p_hash;
        select s.scanned_at, s.id into first_use, first_scan from beacon_scans s
        where s.token_id = token.id and s.status = 'valid' and s.undone_at is null and s.direction <> 'exit' order by s.created_at limit 1;
        if token.revoked_at is not null then
          verdict := 'revoked'; because := 'revoked';
        elsif token.expires_at <= at_moment then
          verdict := 'expired'; because := 'expired';
        elsif token.valid_from > at_moment then
          verdict := 'invalid'; because := 'not_yet_valid';
        elsif token.inside then
          verdict := 'duplicate'; because := 'inside';
        else
          verdict := 'duplicate'; because := case when place.reentry then 'used_up' else 'no_reentry' end;
        end if;
      end if;
    end if;
  end if;

  insert into beacon_scans (id, beacon_id, token_id, user_id, scanned_by, gate_id, device_id, city_id, status, reason, direction, counted, used, ip_hash, nonce, offline, scanned_at)
  values (new_scan, p_beacon, the_token, coalesce(the_holder, p_person), p_scanned_by, the_gate, p_device, place.city_id, verdict, because, went,
          verdict = 'valid', takes_use, p_ip_hash, p_nonce, p_offline, at_moment);
  if verdict = 'valid' then
    perform count_at_gate(the_gate, case went when 'exit' then 0 else 1 end, case went when 'exit' then 1 else 0 end);
  elsif p_offline and coalesce(p_admitted, false) and the_token is not null and went = 'entry' then
    insert into scan_conflicts (beacon_id, token_id, first_scan_id, second_scan_id, kind) values (p_beacon, the_token, first_scan, new_scan, verdict);
  end if;
  return query select new_scan, case when because = 'not_yet_valid' then 'not_yet_valid' else verdict end, verdict, because, first_use, the_gate,
    the_token, the_holder, false;
end $$;

--
-- Name: FUNCTION redeem(p_hash bytea, p_beacon uuid, p_scopes text[], p_gate uuid, p_direction text, p_device uuid, p_nonce uuid, p_scanned_by uuid, p_person uuid, p_ip_hash bytea, p_at timestamp with time zone, p_offline boolean, p_admitted boolean); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.redeem(p_hash bytea, p_beacon uuid, p_scopes text[], p_gate uuid, p_direction text, p_device uuid, p_nonce uuid, p_scanned_by uuid, p_person uuid, p_ip_hash bytea, p_at timestamp with time zone, p_offline boolean, p_admitted boolean) IS 'One attempt with a token (its SHA-256) at a gate (the main one unless named). result: valid, invalid, duplicate, revoked, expired, not_yet_valid; first_at tells when it was used, not by whom. Every attempt is a row; the same nonce again is the same answer with replayed. Offline: p_at is the scanner''s clock, p_admitted whether it let them in; a refusal then makes a conflict.';

--
-- Name: refresh_pulse(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.refresh_pulse() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  due timestamptz;
  published integer := 0;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('pulse ' || current_schema(), 0)) then
    return 0;
  end if;
  foreach due in array pulse_hours_due() loop
    published := published + publish_hour(due)::integer;
  end loop;
  if published > 0 then
    update beacons b set scan_count = n.entries from (
      select g.beacon_id, sum(c.entries)::integer as entries from gate_counts c join gates g on g.id = c.gate_id group by g.beacon_id) n
    where b.id = n.beacon_id and b.scan_count <> n.entries;
    delete from pulse_hours where hour < kith.now() - interval '60 days';
  end if;
  return published;
end $$;

--
-- Name: FUNCTION refresh_pulse(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.refresh_pulse() IS 'Publishes what is due, only that; how many hours. Also brings scan_count up to date.';

--
-- Name: refund_called_off(integer); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.refund_called_off(p_at_most integer) RETURNS TABLE(order_id uuid, user_id uuid, beacon_id uuid, owed_pence integer, currency text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  line record;
begin
  for line in
    select i.id, i.order_id, i.quantity - i.refunded_quantity as rest, o.user_id, o.currency, b.id as beacon
    from beacons b join order_items i on i.beacon_id = b.id or i.ticket_listing_id in (select l.id from ticket_listings l where l.beacon_id = b.id)
    join orders o on o.id = i.order_id
    where b.status = 'disabled' and kith.now() >= least(b.disabled_at + interval '2 days', coalesce(b.starts_at, b.expires_at))
      and o.payment_status = 'paid' and i.refunded_quantity < i.quantity
    order by o.id limit p_at_most
  loop
    owed_pence := refund_line(line.id, line.rest, 'event_off');
    -- One that cost nothing has no charge to give back; its code ends all the same, below.
    if owed_pence > 0 then
      order_id := line.order_id; user_id := line.user_id; beacon_id := line.beacon; currency := line.currency;
      return next;
    end if;
  end loop;
  update qr_tokens t set revoked_at = kith.now(), revoked_reason = 'event_off' from beacons b
  where b.id = t.beacon_id and b.status = 'disabled' and kith.now() >= least(b.disabled_at + interval '2 days', coalesce(b.starts_at, b.expires_at))
    and t.scope = 'check_in' and t.revoked_at is null and t.current_uses = 0;
end $$;

--
-- Name: FUNCTION refund_called_off(p_at_most integer); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.refund_called_off(p_at_most integer) IS 'Owes back what was paid for tickets of beacons that stayed taken down for two days, or until they would have begun, at first hand and from person to person; ends their codes. Whom to tell, and what they get.';

--
-- Name: refund_line(uuid, integer, text, boolean, text); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.refund_line(p_item uuid, p_quantity integer, p_reason text, p_restock boolean DEFAULT true, p_note text DEFAULT NULL::text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  line record;
  paid record;
  owed integer;
begin
  select i.order_id into line from order_items i where i.id = p_item;
  perform 1 from orders o where o.id = line.order_id for no key update;
  select i.* into line from order_items i where i.id = p_item for no key update;
  select p.* into paid from payments p where p.order_id = line.order_id and p.status = 'succeeded' and not p.is_surplus for no key update;
  if paid.id is null or p_quantity not between 1 and line.quantity - line.refunded_quantity
     -- Sold on: the money for it came from the next buyer.
     or (p_reason not in ('event_off', 'organiser') and exists (select 1 from qr_tokens t where t.id = line.token_id and t.replaced_by is not null)) then
    return 0;
  end if;
  owed := p_quantity * line.unit_price_pence;
  update order_items set refunded_quantity = refunded_quantity + p_quantity, refunded_pence = refunded_pence + owed where id = p_item;
  -- XP goes back unit by unit, and altogether what the line had given.
  if exists (select 1 from xp_events e where e.cause = 'purchase:' || p_item::text) then
    perform award_xp(paid.user_id, 'purchase',
      line.xp_reward * line.refunded_quantity / line.quantity - line.xp_reward * (line.refunded_quantity + p_quantity) / line.quantity,
      format('purchase:%s:back:%s', p_item, line.refunded_quantity + p_quantity));
  end if;
  if owed > 0 then
    insert into refunds (payment_id, order_item_id, user_id, quantity, amount_pence, reason, note) values (paid.id, p_item, paid.user_id, p_quantity, owed, p_reason, p_note);
    update payouts set reversed_pence = least(amount_pence, reversed_pence + owed),
      status = case when status = 'due' and reversed_pence + owed >= amount_pence then 'reversed' else status end
    where order_id = line.order_id;
  end if;
  if p_restock and line.reservation_id is not null then
    perform return_stock(line.reservation_id, p_quantity);
  end if;
  if not exists (select 1 from order_items i where i.order_id = line.order_id and i.refunded_quantity < i.quantity) then
    update orders set fulfilment_status = 'cancelled', cancelled_at = kith.now() where id = line.order_id and fulfilment_status in ('pending', 'processing');
    if found then
      -- Nothing was sent: nothing is kept for sending.
      perform refund_shipping(line.order_id, p_reason);
    end if;
  end if;
  -- A ticket that was paid back opens nothing.
  update qr_tokens set revoked_at = kith.now(), revoked_reason = p_reason where id = line.token_id and revoked_at is null;
  return owed;
end $$;

--
-- Name: FUNCTION refund_line(p_item uuid, p_quantity integer, p_reason text, p_restock boolean, p_note text); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.refund_line(p_item uuid, p_quantity integer, p_reason text, p_restock boolean, p_note text) IS 'Owes so many of a line back, puts them on the shelf again, takes them off the seller''s payout, and its XP from the buyer; with the last line of an unsent order what sending cost goes back too: the line''s sum in minor units, 0 when there was nothing to give back.';

--
-- Name: refund_shipping(uuid, text); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.refund_shipping(p_order uuid, p_reason text) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  the_order record;
  paid record;
begin
  select o.* into the_order from orders o where o.id = p_order for no key update;
  select p.* into paid from payments p where p.order_id = p_order and p.status = 'succeeded' and not p.is_surplus for no key update;
  if paid.id is null or the_order.shipping_pence = 0
     or exists (select 1 from refunds r where r.payment_id = paid.id and r.order_item_id is null) then
    return 0;
  end if;
  insert into refunds (payment_id, user_id, amount_pence, reason) values (paid.id, paid.user_id, the_order.shipping_pence, p_reason);
  update payouts set reversed_pence = least(amount_pence, reversed_pence + the_order.shipping_pence),
    status = case when status = 'due' and reversed_pence + the_order.shipping_pence >= amount_pence then 'reversed' else status end
  where order_id = p_order;
  return the_order.shipping_pence;
end $$;

--
-- Name: FUNCTION refund_shipping(p_order uuid, p_reason text); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.refund_shipping(p_order uuid, p_reason text) IS 'Owes what sending cost back, once.';

--
-- Name: refuse_change(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  raise exception using errcode = 'KT403', message = format('%s is append-only', tg_table_name);
end $$;

--
-- Name: FUNCTION refuse_change(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.refuse_change() IS 'Trigger: makes a table append-only.';

--
-- Name: refuse_closed_city(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.refuse_closed_city() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  closed text;
begin
  select c.name into closed from cities c where c.id = new.city_id and not c.is_open;
  if found then
    raise exception using errcode = 'KT409', message = format('%s is closed for now. Please pick another city', closed);
  end if;
  return new;
end $$;

--
-- Name: FUNCTION refuse_closed_city(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.refuse_closed_city() IS 'Trigger: a closed city takes nothing new.';

--
-- Name: reinstate_member(uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.reinstate_member(p_user uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  update profiles set status = 'active', suspended_at = null, suspended_reason = null where user_id = p_user and status in ('suspended', 'banned');
  return found;
end $$;

--
-- Name: FUNCTION reinstate_member(p_user uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.reinstate_member(p_user uuid) IS 'Lets a member back in; what was taken down stays down until it is reinstated itself.';

--
-- Name: release_listing(uuid, uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.release_listing(p_hold uuid, p_buyer uuid) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  update listing_holds h set ended_at = kith.now(), ended_as = case when h.expires_at > kith.now() then 'released' else 'lapsed' end
  where h.id = p_hold and h.buyer_id = p_buyer and h.ended_at is null;
  return found;
end $$;

--
-- Name: FUNCTION release_listing(p_hold uuid, p_buyer uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.release_listing(p_hold uuid, p_buyer uuid) IS 'Gives a held ticket up. False when the hold was over.';

--
-- Name: records_releases; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.records_releases (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    slug text NOT NULL,
    title text NOT NULL,
    artist text NOT NULL,
    label text DEFAULT 'RAW CONVICT RECORDS'::text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    catalog_number text,
    soundcloud_url text,
    artwork_url text,
    release_at timestamp with time zone,
    status text DEFAULT 'draft'::text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_by uuid,
    CONSTRAINT records_releases_links CHECK (((soundcloud_url ~ '^https://([a-z]+\.)?soundcloud\.com/'::text) AND (artwork_url ~ '^(https://|/)'::text))),
    CONSTRAINT records_releases_status CHECK (((status = ANY (ARRAY['draft'::text, 'scheduled'::text, 'live'::text, 'archived'::text])) AND ((status = 'draft'::text) OR (release_at IS NOT NULL)))),
    CONSTRAINT records_releases_texts CHECK (((slug ~ '^[a-z0-9][a-z0-9-]{1,59}$'::text) AND ((length(btrim(title)) >= 1) AND (length(btrim(title)) <= 160)) AND ((length(btrim(artist)) >= 1) AND (length(btrim(artist)) <= 160)) AND ((length(btrim(label)) >= 1) AND (length(btrim(label)) <= 80)) AND (length(description) <= 4000)))
);

--
-- Name: TABLE records_releases; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.records_releases IS 'Music. A scheduled release is out from release_at on, to the second (release_state).';

--
-- Name: release_state(hotmess.records_releases); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.release_state(r hotmess.records_releases) RETURNS text
    LANGUAGE sql STABLE
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select case when r.status = 'scheduled' and r.release_at <= kith.now() then 'live' else r.status end
$$;

--
-- Name: FUNCTION release_state(r hotmess.records_releases); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.release_state(r hotmess.records_releases) IS 'A release''s state right now.';

--
-- Name: release_stock(uuid, uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.release_stock(p_reservation uuid, p_user uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  update stock_reservations r set ended_at = kith.now(), ended_as = case when r.expires_at > kith.now() then 'released' else 'lapsed' end
  where r.id = p_reservation and r.user_id = p_user and r.ended_at is null;
  if not found then
    return false;
  end if;
  update stock_units u set reserved_until = '-infinity', reservation_id = null where u.reservation_id = p_reservation and u.reserved_until < 'infinity';
  return true;
end $$;

--
-- Name: FUNCTION release_stock(p_reservation uuid, p_user uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.release_stock(p_reservation uuid, p_user uuid) IS 'Puts reserved units back. False when the reservation was over.';

--
-- Name: report_content(uuid, text, text, uuid, text, text); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.report_content(p_reporter uuid, p_category text, p_target_type text, p_target_id uuid, p_description text DEFAULT NULL::text, p_key text DEFAULT NULL::text) RETURNS TABLE(report_id uuid, case_id uuid, fresh boolean, reports integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  subject uuid;
  seen jsonb;
  filed record;
  listing record;
  credible integer;
begin
  if p_category not in ('scam', 'harassment', 'coercion', 'hate', 'doxxing', 'unsafe', 'other') then
    raise exception using errcode = 'check_violation', constraint = 'moderation_reports_category', table = 'moderation_reports', message = 'there is no such category';
  end if;
  if length(p_description) > 4000 then
    raise exception using errcode = 'check_violation', constraint = 'moderation_reports_description', table = 'moderation_reports', message = 'at most 4,000 characters';
  end if;
  if p_target_type = 'listing' then
    select l.* into listing from ticket_listings l where l.id = p_target_id for no key update;
    subject := listing.seller_id;
    seen := jsonb_build_object('title', listing.title, 'description', listing.description, 'price_pence', listing.price_pence, 'status', listing.status);
  elsif p_target_type = 'beacon' then
    select b.owner_id, jsonb_build_object('title', b.title, 'description', b.description, 'status', b.status) into subject, seen from beacons b where b.id = p_target_id;
  elsif p_target_type = 'post' then
    select p.author_id, jsonb_build_object('body', p.body, 'status', p.status, 'beacon_id', p.beacon_id) into subject, seen from beacon_posts p where p.id = p_target_id;
  elsif p_target_type = 'market_listing' then
    select s.owner_id, jsonb_build_object('title', l.title, 'description', l.description, 'images', l.images) into subject, seen
    from market_listings l join market_sellers s on s.id = l.seller_id where l.id = p_target_id;
  elsif p_target_type = 'seller' then
    select s.owner_id, jsonb_build_object('display_name', s.display_name, 'bio', s.bio) into subject, seen from market_sellers s where s.id = p_target_id;
  elsif p_target_type = 'profile' then
    select p.user_id, jsonb_build_object('username', p.username) into subject, seen from profiles p where p.id = p_target_id;
  end if;
  if subject is null then
    raise exception using errcode = 'foreign_key_violation', message = 'there is nothing like that to report';
  end if;
  select f.* into filed from kith.file_report('hotmess', p_reporter, subject, p_target_type, p_target_id, p_category,
    jsonb_strip_nulls(jsonb_build_object('description', p_description)), seen,
    case p_category when 'unsafe' then 5 when 'coercion' then 5 when 'doxxing' then 4 when 'hate' then 4 when 'harassment' then 3 when 'scam' then 3 else 2 end,
    case when p_category = 'scam' then 'market' when p_category in ('unsafe', 'coercion', 'doxxing') then 'safety' else 'general' end, p_key) f;
  if p_target_type = 'listing' then
    -- Five people whose word counts (who have not been wrong far more often than right) since it went live.
    select count(distinct r.reporter_id) into credible from kith.reports r
    where r.content_type = 'listing' and r.content_id = p_target_id and r.product = 'hotmess' and r.weight >= 0.4 and r.created_at >= coalesce(listing.live_at, r.created_at);
    update ticket_listings l set report_count = credible,
      status = case when l.status = 'live' and credible >= 5 then 'pending_review' else l.status end,
      review_notes = case when l.status = 'live' and credible >= 5 then 'Five people reported it; somebody looks at it.' else l.review_notes end
    where l.id = p_target_id;
  end if;
  return query select filed.report_id, filed.case_id, filed.fresh, credible;
end $$;

--
-- Name: FUNCTION report_content(p_reporter uuid, p_category text, p_target_type text, p_target_id uuid, p_description text, p_key text); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.report_content(p_reporter uuid, p_category text, p_target_type text, p_target_id uuid, p_description text, p_key text) IS 'Reports a beacon, post, listing, market_listing, seller or profile with a snapshot, once a person and case. The fifth credible report of a live listing sends it back to review.';

--
-- Name: report_status(uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.report_status(p_report uuid) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select case when c.id is null then case r.status when 'reviewing' then 'investigating' else r.status end
              when c.state in ('open', 'queued') then 'open' when c.state in ('assigned', 'escalated') then 'investigating'
              when c.outcome = 'dismissed' then 'dismissed' else 'resolved' end
  from kith.reports r left join kith.cases c on c.id = r.case_id
  where r.id = p_report
    and (coalesce(nullif(current_setting('role', true), 'none'), session_user) not in ('anon', 'authenticated', 'kith_app') or r.reporter_id = auth.uid())
$$;

--
-- Name: FUNCTION report_status(p_report uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.report_status(p_report uuid) IS 'The public face of a report: open, investigating, resolved, dismissed. A member is told of their own.';

--
-- Name: reputation_rows(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.reputation_rows() RETURNS TABLE(seller_id uuid, display_name text, slug text, member_since date, live_listings bigint, orders_sent integer)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select s.id, s.display_name, s.slug, date_trunc('month', s.approved_at)::date,
         (select count(*) from market_listings l where l.seller_id = s.id and l.status = 'live'),
         (select count(*) from orders o where o.seller_id = s.id and o.fulfilment_status in ('shipped', 'delivered'))::integer / 5 * 5
  from market_sellers s where s.status = 'approved'
$$;

--
-- Name: FUNCTION reputation_rows(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.reputation_rows() IS 'What buyers may know of a seller; sales in fives.';

--
-- Name: reserve_stock(uuid, uuid, uuid, integer); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.reserve_stock(p_user uuid, p_product uuid, p_market_listing uuid, p_quantity integer) RETURNS TABLE(reservation_id uuid, outcome text, expires_at timestamp with time zone, price_pence integer, currency text, free integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
  thing record;
  release record;
  until_moment timestamptz := kith.now() + interval '10 minutes';
  reservation uuid;
  most integer;
  has integer;
  taken bigint[];
  refusal text;
begin
  if p_quantity not between 1 and 100 then
    raise exception using errcode = 'check_violation', constraint = 'stock_reservations_quantity', table = 'stock_reservations', message = 'between 1 and 100 at once';
  end if;
  if p_product is not null then
    select p.price_pence, p.currency, p.status = 'live' as on_sale, p.per_person_limit, p.drop_id, null::uuid as seller into thing from products p where p.id = p_product;
  else
    select l.price_pence, l.currency, l.status in ('live', 'sold_out') as on_sale, l.per_person_limit, null::uuid as drop_id, s.owner_id as seller into thing
    from market_listings l join market_sellers s on s.id = l.seller_id where l.id = p_market_listing and s.status = 'approved' and s.stripe_state = 'ready';
  end if;
  select d.*, drop_state(d) as state_now into release from drops d where d.id = thing.drop_id;
  refusal := case
    when thing.on_sale is not true then 'closed'
    when not exists (select 1 from profiles p where p.user_id = p_user and p.status = 'active') or kith.hold_state(p_user) <> 'none' then 'closed'
    when thing.seller = p_user then 'yourself'
    when thing.seller is not null and kith.blocked_between(thing.seller, p_user) then 'closed'
    when release.state_now = 'scheduled' then 'not_yet'
    when release.state_now = 'ended' then 'ended'
    when release.queued and not exists (select 1 from drop_queue q where q.drop_id = release.id and q.user_id = p_user and q.number <= release.admitted_to) then 'in_line'
  end;
  if refusal is not null then
    return query select null::uuid, refusal, null::timestamptz, thing.price_pence, thing.currency, null::integer;
    return;
  end if;
  most := least(thing.per_person_limit, release.per_person_limit);
  if most is not null then
    -- One person in two browsers is still one person.
    perform pg_advisory_xact_lock(hashtextextended('stock ' || coalesce(p_product, p_market_listing)::text || p_user::text, 0));
    select coalesce(sum(r.quantity - r.returned), 0) into has from stock_reservations r
    where r.user_id = p_user and (r.product_id = p_product or r.market_listing_id = p_market_listing)
      and (r.ended_as = 'sold' or (r.ended_at is null and r.expires_at > kith.now()));
    if has + p_quantity > most then
      return query select null::uuid, 'limit', null::timestamptz, thing.price_pence, thing.currency, greatest(most - has, 0);
      return;
    end if;
  end if;
  if p_product is not null then
    select array_agg(f.id) into taken from (
      select u.id from stock_units u where u.product_id = p_product and u.reserved_until <= kith.now()
      order by u.reserved_until limit p_quantity for no key update skip locked) f;
  else
    select array_agg(f.id) into taken from (
      select u.id from stock_units u where u.market_listing_id = p_market_listing and u.reserved_until <= kith.now()
      order by u.reserved_until limit p_quantity for no key update skip locked) f;
  end if;
  if coalesce(cardinality(taken), 0) < p_quantity then
    return query select null::uuid, case when taken is null then 'sold_out' else 'fewer' end, null::timestamptz, thing.price_pence, thing.currency, coalesce(cardinality(taken), 0);
    return;
  end if;
  insert into stock_reservations (user_id, product_id, market_listing_id, quantity, expires_at)
  values (p_user, p_product, p_market_listing, p_quantity, until_moment) returning id into reservation;
  update stock_units u set reserved_until = until_moment, reservation_id = reservation where u.id = any (taken);
  return query select reservation, 'reserved', until_moment, thing.price_pence, thing.currency, null::integer;
end $$;

--
-- Name: FUNCTION reserve_stock(p_user uuid, p_product uuid, p_market_listing uuid, p_quantity integer); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.reserve_stock(p_user uuid, p_product uuid, p_market_listing uuid, p_quantity integer) IS 'Keeps units of a product or of a market listing for ten minutes. outcome: reserved, sold_out, fewer (`free` are left), limit (`free` more are allowed), not_yet, ended, in_line, yourself, closed.';

--
-- Name: restock(uuid, uuid, integer); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.restock(p_product uuid, p_market_listing uuid, p_units integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  if p_units not between -10000 and 10000 then
    raise exception using errcode = 'check_violation', constraint = 'stock_units_restock', table = 'stock_units', message = 'at most ten thousand units at once';
  end if;
  if p_units > 0 then
    insert into stock_units (product_id, market_listing_id) select p_product, p_market_listing from generate_series(1, p_units);
  else
    delete from stock_units where id in (
      select u.id from stock_units u where u.product_id is not distinct from p_product and u.market_listing_id is not distinct from p_market_listing
        and u.reserved_until <= kith.now() order by u.id limit -p_units for update skip locked);
  end if;
  return note_stock(p_product, p_market_listing);
end $$;

--
-- Name: FUNCTION restock(p_product uuid, p_market_listing uuid, p_units integer); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.restock(p_product uuid, p_market_listing uuid, p_units integer) IS 'Puts units on the shelf, or takes free ones off (a negative number): how many are free afterwards.';

--
-- Name: retire_listings(integer); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.retire_listings(p_at_most integer) RETURNS TABLE(listing_id uuid, seller_id uuid, beacon_id uuid)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  update ticket_listings l set status = 'removed', review_notes = 'Its ticket was used, given back or ran out.'
  where l.id in (
    select o.id from ticket_listings o join beacons b on b.id = o.beacon_id left join qr_tokens t on t.id = o.token_id
    where o.status in ('pending_review', 'live') and (b.status not in ('live', 'disabled') or b.expires_at <= kith.now() or t.revoked_at is not null
      or t.current_uses > 0 or t.expires_at <= kith.now())
    limit p_at_most for no key update of o skip locked)
  returning l.id, l.seller_id, l.beacon_id
$$;

--
-- Name: FUNCTION retire_listings(p_at_most integer); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.retire_listings(p_at_most integer) IS 'Takes listings down whose ticket was used, given back or ran out.';

--
-- Name: return_stock(uuid, integer); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.return_stock(p_reservation uuid, p_units integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  kept record;
  back integer;
begin
  select r.* into kept from stock_reservations r where r.id = p_reservation for no key update;
  if kept.ended_as is distinct from 'sold' then
    return 0;
  end if;
  update stock_units u set reserved_until = '-infinity', reservation_id = null
  where u.id in (select f.id from stock_units f where f.reservation_id = p_reservation order by f.id limit least(p_units, kept.quantity - kept.returned));
  get diagnostics back = row_count;
  update stock_reservations set returned = returned + back where id = p_reservation;
  perform note_stock(kept.product_id, kept.market_listing_id);
  return back;
end $$;

--
-- Name: FUNCTION return_stock(p_reservation uuid, p_units integer); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.return_stock(p_reservation uuid, p_units integer) IS 'Puts sold units back on the shelf: how many.';

--
-- Name: revoke_token(uuid, text); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.revoke_token(p_token uuid, p_reason text) RETURNS boolean
    LANGUAGE plpgsql
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  update qr_tokens set revoked_at = kith.now(), revoked_reason = p_reason where id = p_token and revoked_at is null;
  return found;
end $$;

--
-- Name: FUNCTION revoke_token(p_token uuid, p_reason text); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.revoke_token(p_token uuid, p_reason text) IS 'Ends a token. False when it was ended before.';

--
-- Name: rotate_printed_key(text, text, bytea); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.rotate_printed_key(p_expected text, p_key_id text, p_public_key bytea) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  -- Whoever is signing right now holds the key's row until the code is written.
  perform 1 from printed_keys k for update;
  if not exists (select 1 from printed_keys k where k.key_id = p_expected and k.retired_at is null) then
    return false;
  end if;
  update printed_keys k set retired_at = kith.now(),
    checks_until = greatest(kith.now(), (select max(t.expires_at) from qr_tokens t where t.key_id = k.key_id)) where k.retired_at is null;
  insert into printed_keys (key_id, public_key) values (p_key_id, p_public_key);
  return true;
end $$;

--
-- Name: FUNCTION rotate_printed_key(p_expected text, p_key_id text, p_public_key bytea); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.rotate_printed_key(p_expected text, p_key_id text, p_public_key bytea) IS 'From now on another key signs; codes that are out stay good until their end. False when the expected one does not sign any more.';

--
-- Name: sell_stock(uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.sell_stock(p_reservation uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  kept record;
  held bigint[];
  more bigint[];
begin
  select r.* into kept from stock_reservations r where r.id = p_reservation for no key update;
  if kept.ended_as = 'sold' then
    return true;
  end if;
  if kept.id is null or kept.ended_as = 'released' then
    return false;
  end if;
  -- The units' lock decides against somebody who takes a lapsed one at this very moment.
  select coalesce(array_agg(f.id), '{}') into held from (
    select u.id from stock_units u where u.reservation_id = p_reservation and u.reserved_until < 'infinity' order by u.id for no key update) f;
  if cardinality(held) < kept.quantity then
    select coalesce(array_agg(f.id), '{}') into more from (
      select u.id from stock_units u
      where (u.product_id = kept.product_id or u.market_listing_id = kept.market_listing_id) and u.reserved_until <= kith.now() and u.id <> all (held)
      order by u.reserved_until limit kept.quantity - cardinality(held) for no key update skip locked) f;
    held := held || more;
  end if;
  if cardinality(held) < kept.quantity then
    return false;
  end if;
  update stock_units u set reserved_until = 'infinity', reservation_id = p_reservation where u.id = any (held);
  update stock_reservations set ended_at = kith.now(), ended_as = 'sold' where id = p_reservation;
  return true;
end $$;

--
-- Name: FUNCTION sell_stock(p_reservation uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.sell_stock(p_reservation uuid) IS 'Makes reserved units sold: those kept, or others if the time was over and there still are some. False when there are none: the money goes back.';

--
-- Name: set_updated_at(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.set_updated_at() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  new.updated_at = kith.now();
  return new;
end $$;

--
-- Name: FUNCTION set_updated_at(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.set_updated_at() IS 'Trigger: keeps updated_at current.';

--
-- Name: settle_order(uuid, uuid, bytea, text); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.settle_order(p_order uuid, p_new_token uuid DEFAULT NULL::uuid, p_new_hash bytea DEFAULT NULL::bytea, p_key_id text DEFAULT NULL::text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  bought record;
  line record;
  good boolean := true;
begin
  perform 1 from beacons b join order_items i on i.beacon_id = b.id where i.order_id = p_order for no key update of b;
  select o.* into bought from orders o where o.id = p_order for no key update;
  if bought.payment_status in ('paid', 'refunded') then
    return 'paid';
  end if;
  if bought.fulfilment_status = 'cancelled' then
    return 'too_late';
  end if;
  begin
    for line in select i.* from order_items i where i.order_id = p_order order by i.product_id, i.market_listing_id, i.id loop
      if line.ticket_listing_id is not null then
        good := p_new_token is not null and transfer_ticket(line.ticket_listing_id, bought.user_id, p_new_token, p_new_hash, p_key_id) = 'sold';
      elsif line.beacon_id is not null then
        good := p_new_token is not null
          and issue_ticket(line.beacon_id, bought.user_id, line.unit_price_pence, bought.currency, p_new_token, p_new_hash, p_key_id) = 'sold';
      elsif line.reservation_id is not null then
        good := sell_stock(line.reservation_id);
      else
        good := false;
      end if;
      if not good then
        -- All lines or none: what was sold a moment ago goes back with this block.
        raise exception using errcode = 'KT410', message = 'gone';
      end if;
      if num_nonnulls(line.ticket_listing_id, line.beacon_id) > 0 then
        update order_items set token_id = p_new_token where id = line.id;
      end if;
    end loop;
  exception when sqlstate 'KT410' then
    update orders set payment_status = case payment_status when 'pending' then 'failed' else payment_status end, fulfilment_status = 'cancelled', cancelled_at = kith.now()
    where id = p_order;
    return 'too_late';
  end;
  update orders set payment_status = 'paid', paid_at = kith.now() where id = p_order;
  if exists (select 1 from order_items i where i.order_id = p_order and num_nonnulls(i.ticket_listing_id, i.beacon_id) > 0) then
    -- A ticket is there as soon as it is paid.
    update orders set fulfilment_status = 'processing' where id = p_order;
    update orders set fulfilment_status = 'shipped', shipped_at = kith.now() where id = p_order;
    update orders set fulfilment_status = 'delivered', delivered_at = kith.now() where id = p_order;
  end if;
  if bought.total_pence > 0 and bought.order_type = 'marketplace' then
    insert into payouts (order_id, payee_id, gross_pence, fee_pence, amount_pence, currency, not_before)
    select p_order, coalesce(s.owner_id, l.seller_id, b.owner_id), bought.total_pence, bought.subtotal_pence * coalesce(s.fee_percent, 0) / 100,
           bought.total_pence - bought.subtotal_pence * coalesce(s.fee_percent, 0) / 100, bought.currency, coalesce(b.expires_at, kith.now() + interval '7 days')
    from order_items i left join market_sellers s on s.id = bought.seller_id left join ticket_listings l on l.id = i.ticket_listing_id
         left join beacons b on b.id = coalesce(l.beacon_id, i.beacon_id)
    where i.order_id = p_order limit 1
    on conflict on constraint payouts_order_uniq do nothing;
  end if;
  return 'paid';
end $$;

--
-- Name: FUNCTION settle_order(p_order uuid, p_new_token uuid, p_new_hash bytea, p_key_id text); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.settle_order(p_order uuid, p_new_token uuid, p_new_hash bytea, p_key_id text) IS 'Makes a paid order the buyer''s: every line or none. For a ticket the new token (id, SHA-256, key) is given along. Answers paid (twice is once) or too_late.';

--
-- Name: settle_payment(uuid, text, uuid, bytea, text); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.settle_payment(p_payment uuid, p_charge text, p_new_token uuid DEFAULT NULL::uuid, p_new_hash bytea DEFAULT NULL::bytea, p_key_id text DEFAULT NULL::text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  paid record;
  answer text;
begin
  select p.order_id into paid from payments p where p.id = p_payment;
  perform 1 from beacons b join order_items i on i.beacon_id = b.id where i.order_id = paid.order_id for no key update of b;
  perform 1 from ticket_listings l join order_items i on i.ticket_listing_id = l.id where i.order_id = paid.order_id for no key update of l;
  perform 1 from orders o where o.id = paid.order_id for no key update;
  select p.* into paid from payments p where p.id = p_payment for no key update;
  if paid.id is null then
    return null;
  end if;
  if paid.status = 'succeeded' then
    return case when not paid.is_surplus then 'paid'
                else coalesce((select r.reason from refunds r where r.payment_id = p_payment and r.reason in ('paid_twice', 'too_late') limit 1), 'too_late') end;
  end if;
  answer := case when exists (select 1 from payments p where p.order_id = paid.order_id and p.status = 'succeeded' and not p.is_surplus) then 'paid_twice'
                 else settle_order(paid.order_id, p_new_token, p_new_hash, p_key_id) end;
  update payments set status = 'succeeded', is_surplus = answer <> 'paid', settled_at = kith.now(), stripe_charge_id = p_charge, failure = null where id = p_payment;
  if answer <> 'paid' then
    insert into refunds (payment_id, user_id, amount_pence, reason) values (p_payment, paid.user_id, paid.amount_pence, answer);
  end if;
  return answer;
end $$;

--
-- Name: FUNCTION settle_payment(p_payment uuid, p_charge text, p_new_token uuid, p_new_hash bytea, p_key_id text); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.settle_payment(p_payment uuid, p_charge text, p_new_token uuid, p_new_hash bytea, p_key_id text) IS 'Writes down that Stripe has the money (charge id): paid, too_late or paid_twice (both owed back whole). Twice is once. A ticket''s new token is given along.';

--
-- Name: shipping_price(text, text, integer, integer, text); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.shipping_price(p_country text, p_method text, p_grams integer, p_subtotal integer, p_currency text) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select case when r.free_from_pence <= p_subtotal then 0 else r.price_pence end from shipping_rates r
  where r.method = p_method and r.up_to_grams >= p_grams and r.currency = p_currency
    and r.country = case when exists (select 1 from shipping_rates o where o.country = p_country) then p_country else '*' end
  order by r.up_to_grams limit 1
$$;

--
-- Name: FUNCTION shipping_price(p_country text, p_method text, p_grams integer, p_subtotal integer, p_currency text); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.shipping_price(p_country text, p_method text, p_grams integer, p_subtotal integer, p_currency text) IS 'What sending costs; null when we do not send that way, that far or that much.';

--
-- Name: suspend_member(uuid, text, boolean); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.suspend_member(p_user uuid, p_reason text, p_for_good boolean DEFAULT false) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  update profiles set status = case when p_for_good then 'banned' else 'suspended' end, suspended_at = kith.now(), suspended_reason = p_reason
  where user_id = p_user and (status = 'active' or (p_for_good and status = 'suspended'));
  if not found then
    return false;
  end if;
  perform take_down(p_user, p_reason);
  return true;
end $$;

--
-- Name: FUNCTION suspend_member(p_user uuid, p_reason text, p_for_good boolean); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.suspend_member(p_user uuid, p_reason text, p_for_good boolean) IS 'Suspends or bans a member and takes down what they have up. The caller ends their sessions. False when nothing changed.';

--
-- Name: take_down(uuid, text); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.take_down(p_user uuid, p_note text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  one record;
begin
  for one in select b.id, b.status, b.expires_at from beacons b where b.owner_id = p_user and b.status in ('live', 'pending_review') order by b.id for no key update loop
    update beacons set status = case when one.status = 'pending_review' then 'draft' when one.expires_at <= kith.now() then 'expired' else 'disabled' end, review_notes = p_note
    where id = one.id;
  end loop;
  update ticket_listings set status = 'removed', review_notes = p_note where seller_id = p_user and status in ('draft', 'pending_review', 'live');
  update market_listings l set status = 'removed', review_notes = p_note from market_sellers s
  where s.id = l.seller_id and s.owner_id = p_user and l.status in ('draft', 'pending_review', 'live', 'sold_out');
  update market_sellers set status = 'suspended', review_notes = p_note where owner_id = p_user and status = 'approved';
  update listing_holds set ended_at = kith.now(), ended_as = 'released' where buyer_id = p_user and ended_at is null;
  update beacon_waiting_list set status = 'left' where user_id = p_user and status in ('waiting', 'offered');
  delete from beacon_staff where user_id = p_user;
  delete from drop_queue where user_id = p_user;
  delete from cart_items where user_id = p_user;
end $$;

--
-- Name: FUNCTION take_down(p_user uuid, p_note text); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.take_down(p_user uuid, p_note text) IS 'Takes what a member has up off the pages: beacons, listings, the shop front, places in lines.';

--
-- Name: tax_within(integer, integer); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.tax_within(p_gross integer, p_points integer) RETURNS integer
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select round(p_gross::numeric * p_points / (10000 + p_points))::integer
$$;

--
-- Name: FUNCTION tax_within(p_gross integer, p_points integer); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.tax_within(p_gross integer, p_points integer) IS 'The tax that a price includes, rounded half away from zero.';

--
-- Name: tickets_left(uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.tickets_left(p_beacon uuid) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select case when b.capacity is not null then greatest(b.capacity
    - (select count(*) from qr_tokens t where t.beacon_id = b.id and t.scope = 'check_in' and t.max_uses = 1 and t.revoked_at is null)
    - (select count(*) from ticket_holds h where h.beacon_id = b.id and h.ended_at is null and h.expires_at > kith.now())
    - (select count(*) from beacon_waiting_list w where w.beacon_id = b.id and w.status = 'offered' and w.listing_id is null and w.offer_expires_at > kith.now()
       and not exists (select 1 from ticket_holds h where h.beacon_id = b.id and h.user_id = w.user_id and h.ended_at is null and h.expires_at > kith.now())), 0)::integer end
  from beacons b where b.id = p_beacon
$$;

--
-- Name: FUNCTION tickets_left(p_beacon uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.tickets_left(p_beacon uuid) IS 'Places nobody has, pays for or has been offered; null where there is no limit.';

--
-- Name: tidy_pulse(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.tidy_pulse() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  update beacons b set scan_count = n.entries from (
    select g.beacon_id, sum(c.entries)::integer as entries from gate_counts c join gates g on g.id = c.gate_id group by g.beacon_id) n
  where b.id = n.beacon_id and b.scan_count <> n.entries;
  delete from pulse_hours where hour < kith.now() - interval '60 days';
end $$;

--
-- Name: FUNCTION tidy_pulse(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.tidy_pulse() IS 'Brings scan_count up to date and forgets published hours after sixty days.';

--
-- Name: transfer_ticket(uuid, uuid, uuid, bytea, text); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.transfer_ticket(p_listing uuid, p_buyer uuid, p_new_token uuid, p_new_hash bytea, p_key_id text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  offered record;
  ticket record;
begin
  select l.* into offered from ticket_listings l where l.id = p_listing for no key update;
  if offered.status = 'sold' then
    return case when offered.buyer_id = p_buyer then 'sold' else 'gone' end;
  end if;
  select t.* into ticket from qr_tokens t where t.id = offered.token_id for no key update;
  if offered.status is distinct from 'live' or ticket.revoked_at is not null or ticket.current_uses > 0 or ticket.expires_at <= kith.now()
     -- A night that was taken down, or a member who was banned, while the buyer was paying.
     or not beacon_is_live(offered.beacon_id) or not exists (select 1 from profiles p where p.user_id = p_buyer and p.status = 'active')
     or exists (select 1 from listing_holds h where h.listing_id = p_listing and h.buyer_id <> p_buyer and h.ended_at is null and h.expires_at > kith.now())
     or exists (select 1 from beacon_waiting_list w where w.listing_id = p_listing and w.user_id <> p_buyer and w.status = 'offered' and w.offer_expires_at > kith.now()) then
    return 'gone';
  end if;
  insert into qr_tokens (id, beacon_id, scope, token_hash, key_id, max_uses, valid_from, expires_at, holder_id, face_value_pence, currency, issued_by)
  values (p_new_token, ticket.beacon_id, ticket.scope, p_new_hash, p_key_id, ticket.max_uses, ticket.valid_from, ticket.expires_at, p_buyer,
          ticket.face_value_pence, ticket.currency, ticket.issued_by);
  update qr_tokens set revoked_at = kith.now(), revoked_reason = 'sold', replaced_by = p_new_token where id = ticket.id;
  update ticket_listings set status = 'sold', buyer_id = p_buyer, sold_at = kith.now() where id = p_listing;
  update listing_holds h set ended_at = kith.now(), ended_as = case when h.buyer_id = p_buyer then 'sold' else 'lapsed' end
  where h.listing_id = p_listing and h.ended_at is null;
  update beacon_waiting_list w set status = 'bought' where w.beacon_id = offered.beacon_id and w.user_id = p_buyer and w.status in ('waiting', 'offered');
  update beacon_waiting_list w set status = 'lapsed' where w.listing_id = p_listing and w.status = 'offered';
  return 'sold';
end $$;

--
-- Name: FUNCTION transfer_ticket(p_listing uuid, p_buyer uuid, p_new_token uuid, p_new_hash bytea, p_key_id text); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.transfer_ticket(p_listing uuid, p_buyer uuid, p_new_token uuid, p_new_hash bytea, p_key_id text) IS 'Makes a paid listing the buyer''s: the old token is revoked and the new one (id, SHA-256, key) issued in this very transaction. Answers sold (twice is once) or gone.';

--
-- Name: undo_scan(uuid, uuid, uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.undo_scan(p_scan uuid, p_device uuid, p_by uuid) RETURNS text
    LANGUAGE plpgsql
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
declare
  the_scan record;
begin
  select s.* into the_scan from beacon_scans s where s.id = p_scan for no key update;
  if the_scan.id is null or the_scan.device_id is distinct from p_device or p_device is null then
    return 'not_yours';
  end if;
  if the_scan.undone_at is not null then
    return 'undone';
  end if;
  if the_scan.status <> 'valid' then
    return 'nothing';
  end if;
  if the_scan.created_at < kith.now() - interval '15 minutes' then
    return 'too_late';
  end if;
  if exists (select 1 from beacon_scans s where s.token_id = the_scan.token_id and s.status = 'valid' and s.undone_at is null and s.id <> p_scan
             and s.created_at > the_scan.created_at) then
    return 'followed';
  end if;
  update qr_tokens t set current_uses = t.current_uses - case when the_scan.used then 1 else 0 end, inside = (the_scan.direction = 'exit')
  where t.id = the_scan.token_id;
  perform count_at_gate(the_scan.gate_id, case the_scan.direction when 'exit' then 0 else -1 end, case the_scan.direction when 'exit' then -1 else 0 end);
  update beacon_scans set undone_at = kith.now(), undone_by = p_by where id = p_scan;
  return 'undone';
end $$;

--
-- Name: FUNCTION undo_scan(p_scan uuid, p_device uuid, p_by uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.undo_scan(p_scan uuid, p_device uuid, p_by uuid) IS 'Takes a good scan back, by the device that made it, within fifteen minutes and before the next of its token. Answers undone, nothing, too_late, followed, not_yours.';

--
-- Name: vat_points(text, text); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.vat_points(p_country text, p_class text) RETURNS integer
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select coalesce((select v.basis_points from vat_rates v where v.country in (p_country, '*') and v.vat_class = p_class and v.valid_from <= kith.now()::date
    order by v.country = '*', v.valid_from desc limit 1), 0)
$$;

--
-- Name: FUNCTION vat_points(p_country text, p_class text); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.vat_points(p_country text, p_class text) IS 'The rate of today, in hundredths of a percent.';

--
-- Name: write_moderation_report(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.write_moderation_report() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
begin
  if auth.uid() is not null and new.reporter_id is distinct from auth.uid() then
    raise exception using errcode = 'insufficient_privilege', message = 'people report for themselves';
  end if;
  select f.report_id, f.case_id into new.id, new.case_id from report_content(new.reporter_id, new.category, new.target_type, new.target_id, new.description) f;
  select r.created_at, r.updated_at, 'open' into new.created_at, new.updated_at, new.status from kith.reports r where r.id = new.id;
  return new;
end $$;

--
-- Name: FUNCTION write_moderation_report(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.write_moderation_report() IS 'Trigger: a report through the documented name is a report.';

--
-- Name: xp_mismatches(); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.xp_mismatches() RETURNS TABLE(user_id uuid, balance bigint, ledger bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select coalesce(t.user_id, s.user_id), t.balance, s.ledger
  from xp_totals t full join (select e.user_id, sum(e.amount) as ledger, count(*) as n from xp_events e group by e.user_id) s on s.user_id = t.user_id
  where t.balance is distinct from s.ledger or t.total_events is distinct from s.n
$$;

--
-- Name: FUNCTION xp_mismatches(); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.xp_mismatches() IS 'Balances that the ledger does not bear out; none, unless somebody tampered.';

--
-- Name: zone_of(uuid); Type: FUNCTION; Schema: hotmess; Owner: -
--

CREATE FUNCTION hotmess.zone_of(p_person uuid) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'hotmess', 'pg_temp'
    AS $$
  select coalesce((select c.timezone from profiles p join cities c on c.id = p.city_id where p.user_id = p_person), 'Europe/London')
$$;

--
-- Name: FUNCTION zone_of(p_person uuid); Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON FUNCTION hotmess.zone_of(p_person uuid) IS 'The zone a member lives by: their city''s, London''s without one.';

--
-- Name: audit_log; Type: VIEW; Schema: hotmess; Owner: -
--

CREATE VIEW hotmess.audit_log WITH (security_invoker='true') AS
 SELECT id,
    actor_id,
    action,
    target_type AS object_type,
    target_id AS object_id,
    before,
    after,
    reason,
    request_id,
    created_at,
    actor,
    product
   FROM kith.audit_log l
  WHERE (product = 'hotmess'::text)
  WITH LOCAL CHECK OPTION;

--
-- Name: VIEW audit_log; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON VIEW hotmess.audit_log IS 'What was done here by operators and the house. Rows can be added, never changed.';

--
-- Name: beacon_posts; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.beacon_posts (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    beacon_id uuid NOT NULL,
    author_id uuid,
    post_type text DEFAULT 'comment'::text NOT NULL,
    body text NOT NULL,
    status text DEFAULT 'visible'::text NOT NULL,
    moderation_flags jsonb DEFAULT '{}'::jsonb NOT NULL,
    file_id uuid,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_by uuid,
    CONSTRAINT beacon_posts_body CHECK (((length(btrim(body)) >= 1) AND (length(btrim(body)) <= 4000))),
    CONSTRAINT beacon_posts_flags CHECK ((jsonb_typeof(moderation_flags) = 'object'::text)),
    CONSTRAINT beacon_posts_status CHECK ((status = ANY (ARRAY['visible'::text, 'hidden'::text, 'removed'::text, 'flagged'::text]))),
    CONSTRAINT beacon_posts_type CHECK (((post_type = ANY (ARRAY['comment'::text, 'proof'::text, 'system'::text])) AND ((post_type = 'system'::text) = (author_id IS NULL))))
);

--
-- Name: TABLE beacon_posts; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.beacon_posts IS 'A beacon''s thread: comments, proofs of having been there, and what the house says. What is not visible is there for its author and moderators only.';

--
-- Name: beacon_scans; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.beacon_scans (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    beacon_id uuid NOT NULL,
    token_id uuid,
    user_id uuid,
    scanned_by uuid,
    gate_id uuid,
    device_id uuid,
    city_id uuid NOT NULL,
    status text NOT NULL,
    reason text,
    direction text DEFAULT 'entry'::text NOT NULL,
    counted boolean DEFAULT false NOT NULL,
    used boolean DEFAULT false NOT NULL,
    ip_hash bytea,
    nonce uuid,
    offline boolean DEFAULT false NOT NULL,
    scanned_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    undone_at timestamp with time zone,
    undone_by uuid,
    override_of uuid,
    override_reason text,
    CONSTRAINT beacon_scans_direction CHECK ((direction = ANY (ARRAY['entry'::text, 'exit'::text, 'reentry'::text]))),
    CONSTRAINT beacon_scans_ip CHECK ((octet_length(ip_hash) = 32)),
    CONSTRAINT beacon_scans_override CHECK ((((override_of IS NULL) = (override_reason IS NULL)) AND ((override_reason IS NULL) OR ((length(btrim(override_reason)) >= 3) AND (length(btrim(override_reason)) <= 500))))),
    CONSTRAINT beacon_scans_reason CHECK ((reason = ANY (ARRAY['unknown'::text, 'other_beacon'::text, 'other_scope'::text, 'closed'::text, 'not_yet_valid'::text, 'used_up'::text, 'inside'::text, 'not_inside'::text, 'no_reentry'::text, 'gate_closed'::text, 'revoked'::text, 'expired'::text]))),
    CONSTRAINT beacon_scans_refused CHECK (((status = 'valid'::text) = (reason IS NULL))),
    CONSTRAINT beacon_scans_status CHECK ((status = ANY (ARRAY['valid'::text, 'invalid'::text, 'duplicate'::text, 'revoked'::text, 'expired'::text])))
);

--
-- Name: TABLE beacon_scans; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.beacon_scans IS 'Every attempt at a door. For the house alone: nobody sees who was scanned; addresses are keyed hashes with a salt of the day.';

--
-- Name: COLUMN beacon_scans.user_id; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.beacon_scans.user_id IS 'Whose scan it is: the token''s holder, or who was signed in. `scanned_by` is who stood at the door.';

--
-- Name: COLUMN beacon_scans.counted; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.beacon_scans.counted IS 'Whether it moved its gate''s total; `used` whether it took one of the token''s uses.';

--
-- Name: COLUMN beacon_scans.scanned_at; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.beacon_scans.scanned_at IS 'By the scanner''s clock, when it was offline; `created_at` is when we heard of it.';

--
-- Name: beacon_staff; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.beacon_staff (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    beacon_id uuid NOT NULL,
    user_id uuid NOT NULL,
    role text NOT NULL,
    added_by uuid,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT beacon_staff_role CHECK ((role = ANY (ARRAY['steward'::text, 'supervisor'::text])))
);

--
-- Name: TABLE beacon_staff; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.beacon_staff IS 'Who works a beacon''s door: stewards scan; supervisors also see the list, undo and override.';

--
-- Name: beacon_stats; Type: VIEW; Schema: hotmess; Owner: -
--

CREATE VIEW hotmess.beacon_stats WITH (security_invoker='true') AS
 SELECT beacon_id,
    city_id,
    kind,
    live_listings AS listing_count,
    visible_posts AS post_count
   FROM hotmess.beacon_stat_rows() s(beacon_id, city_id, kind, live_listings, visible_posts);

--
-- Name: VIEW beacon_stats; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON VIEW hotmess.beacon_stats IS 'Live listings and visible posts of live beacons. How many came is not here.';

--
-- Name: beacon_waiting_list; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.beacon_waiting_list (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    beacon_id uuid NOT NULL,
    user_id uuid NOT NULL,
    number bigint NOT NULL,
    status text DEFAULT 'waiting'::text NOT NULL,
    listing_id uuid,
    offered_at timestamp with time zone,
    offer_expires_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT beacon_waiting_list_offer CHECK (((status <> 'offered'::text) OR (offer_expires_at IS NOT NULL))),
    CONSTRAINT beacon_waiting_list_status CHECK ((status = ANY (ARRAY['waiting'::text, 'offered'::text, 'bought'::text, 'lapsed'::text, 'left'::text])))
);

--
-- Name: TABLE beacon_waiting_list; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.beacon_waiting_list IS 'Who waits for a ticket of a sold-out beacon, in the order of `number`. An offer holds two hours, then the next is asked.';

--
-- Name: COLUMN beacon_waiting_list.listing_id; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.beacon_waiting_list.listing_id IS 'The listing that is offered; none when it is a ticket at first hand.';

--
-- Name: beacon_waiting_list_number_seq; Type: SEQUENCE; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.beacon_waiting_list ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME hotmess.beacon_waiting_list_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: cart_items; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.cart_items (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    product_id uuid,
    market_listing_id uuid,
    quantity integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT cart_items_quantity CHECK (((quantity >= 1) AND (quantity <= 100))),
    CONSTRAINT cart_items_what CHECK ((num_nonnulls(product_id, market_listing_id) = 1))
);

--
-- Name: TABLE cart_items; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.cart_items IS 'What somebody means to buy. Nothing is kept for them until they go to the till.';

--
-- Name: cities; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.cities (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    country text NOT NULL,
    timezone text NOT NULL,
    map_x integer DEFAULT 500 NOT NULL,
    map_y integer DEFAULT 500 NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    is_open boolean DEFAULT true NOT NULL,
    CONSTRAINT cities_country CHECK ((country ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT cities_map CHECK ((((map_x >= 0) AND (map_x <= 1000)) AND ((map_y >= 0) AND (map_y <= 1000)))),
    CONSTRAINT cities_name CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 60))),
    CONSTRAINT cities_slug CHECK ((slug ~ '^[a-z][a-z0-9-]{1,39}$'::text)),
    CONSTRAINT cities_time_zone CHECK (hotmess.is_time_zone(timezone))
);

--
-- Name: TABLE cities; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.cities IS 'Where the night is. A place is a city and, inside the house only, a coarse cell; never a point.';

--
-- Name: COLUMN cities.map_x; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.cities.map_x IS 'Where the city is drawn on the map, in thousandths of its width.';

--
-- Name: COLUMN cities.is_open; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.cities.is_open IS 'Whether new members and new beacons may be there. Switched by operators.';

--
-- Name: city_heat_map; Type: VIEW; Schema: hotmess; Owner: -
--

CREATE VIEW hotmess.city_heat_map WITH (security_invoker='true') AS
 SELECT city_id,
    slug AS city_slug,
    name AS city_name,
    map_x,
    map_y,
    hour,
    heat
   FROM hotmess.heat_rows() h(city_id, slug, name, map_x, map_y, hour, heat);

--
-- Name: VIEW city_heat_map; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON VIEW hotmess.city_heat_map IS 'Heat of cities by hour, 0 to 5. map_x and map_y place a city on the drawing; there are no coordinates.';

--
-- Name: domain_events; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.domain_events (
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
-- Name: TABLE domain_events; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.domain_events IS 'What happened, in order: every transition of every entity, and what else the timeline should tell. No personal data in payloads, ids only.';

--
-- Name: domain_events_sequence_seq; Type: SEQUENCE; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.domain_events ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME hotmess.domain_events_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: door_devices; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.door_devices (
    id uuid NOT NULL,
    beacon_id uuid NOT NULL,
    gate_id uuid,
    user_id uuid NOT NULL,
    name text DEFAULT 'Scanner'::text NOT NULL,
    waiting integer DEFAULT 0 NOT NULL,
    last_seen_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    revoked_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT door_devices_name CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 40))),
    CONSTRAINT door_devices_waiting CHECK ((waiting >= 0))
);

--
-- Name: TABLE door_devices; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.door_devices IS 'Phones that scan at a beacon; the phone chooses the id. `waiting` is what it last said it had still to send.';

--
-- Name: drop_queue; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.drop_queue (
    drop_id uuid NOT NULL,
    user_id uuid NOT NULL,
    number bigint NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL
);

--
-- Name: TABLE drop_queue; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.drop_queue IS 'The line before a drop, in the order of `number`; who asks again keeps their place.';

--
-- Name: drop_queue_number_seq; Type: SEQUENCE; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.drop_queue ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME hotmess.drop_queue_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: dsar_requests; Type: VIEW; Schema: hotmess; Owner: -
--

CREATE VIEW hotmess.dsar_requests WITH (security_invoker='true') AS
 SELECT id,
    person_id AS user_id,
    request_type,
    status,
    due_at,
    acts_at,
    rejected_reason,
    completed_at,
    created_at,
    updated_at
   FROM kith.dsar_requests d
  WHERE hotmess.is_hotmess_member(person_id);

--
-- Name: VIEW dsar_requests; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON VIEW hotmess.dsar_requests IS 'Requests of members about their data; the house keeps them for every product.';

--
-- Name: gate_counts; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.gate_counts (
    gate_id uuid NOT NULL,
    shard smallint NOT NULL,
    entries integer DEFAULT 0 NOT NULL,
    exits integer DEFAULT 0 NOT NULL
);

--
-- Name: TABLE gate_counts; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.gate_counts IS 'Live totals of a gate, spread over sixteen rows so that scanners do not wait for each other; the total is their sum.';

--
-- Name: gates; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.gates (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    beacon_id uuid NOT NULL,
    name text NOT NULL,
    is_main boolean DEFAULT false NOT NULL,
    is_open boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT gates_name CHECK (((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 40)))
);

--
-- Name: TABLE gates; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.gates IS 'The doors of a beacon. Each has one from the start.';

--
-- Name: idempotency_keys; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.idempotency_keys (
    scope text NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    status integer,
    content_type text,
    answer bytea,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL
);

--
-- Name: TABLE idempotency_keys; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.idempotency_keys IS 'Answers already given to requests that carried an Idempotency-Key, kept for a day. The scope is the person (or address) and the route.';

--
-- Name: inbox; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.inbox (
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
-- Name: TABLE inbox; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.inbox IS 'Events that came from outside, each stored once before anything is done about it.';

--
-- Name: invoices; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.invoices (
    order_id uuid NOT NULL,
    issuer_name text NOT NULL,
    issuer_address text DEFAULT ''::text NOT NULL,
    issuer_tax_number text DEFAULT ''::text NOT NULL,
    issued_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT invoices_issuer CHECK ((((length(issuer_name) >= 1) AND (length(issuer_name) <= 200)) AND (length(issuer_address) <= 500) AND (length(issuer_tax_number) <= 100)))
);

--
-- Name: TABLE invoices; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.invoices IS 'Whom the invoice of a paid order is from: the seller as they were before the law, or the house, on the day it was issued. Written once.';

--
-- Name: listening; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.listening (
    user_id uuid NOT NULL,
    station_id uuid NOT NULL,
    last_beat_at timestamp with time zone NOT NULL,
    seconds bigint DEFAULT 0 NOT NULL,
    rewarded bigint DEFAULT 0 NOT NULL,
    CONSTRAINT listening_seconds CHECK (((seconds >= 0) AND (rewarded >= 0)))
);

--
-- Name: TABLE listening; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.listening IS 'How long somebody has really listened, by beats of their player; two players at once are one pair of ears.';

--
-- Name: listing_holds; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.listing_holds (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    listing_id uuid NOT NULL,
    buyer_id uuid NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_as text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT listing_holds_ended CHECK ((((ended_at IS NULL) = (ended_as IS NULL)) AND (ended_as = ANY (ARRAY['sold'::text, 'released'::text, 'lapsed'::text]))))
);

--
-- Name: TABLE listing_holds; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.listing_holds IS 'A ticket kept for one buyer while they pay, ten minutes at most.';

--
-- Name: login_streaks; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.login_streaks (
    user_id uuid NOT NULL,
    last_day date NOT NULL,
    days integer NOT NULL,
    CONSTRAINT login_streaks_days CHECK ((days > 0))
);

--
-- Name: TABLE login_streaks; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.login_streaks IS 'How many local days in a row somebody came by.';

--
-- Name: market_listings; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.market_listings (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    seller_id uuid NOT NULL,
    title text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    price_pence integer NOT NULL,
    currency text DEFAULT 'GBP'::text NOT NULL,
    quantity_available integer DEFAULT 0 NOT NULL,
    per_person_limit integer,
    weight_grams integer DEFAULT 300 NOT NULL,
    images jsonb DEFAULT '[]'::jsonb NOT NULL,
    status text DEFAULT 'draft'::text NOT NULL,
    review_notes text,
    reviewed_by uuid,
    live_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_by uuid,
    CONSTRAINT market_listings_images CHECK (((jsonb_typeof(images) = 'array'::text) AND (jsonb_array_length(images) <= 12))),
    CONSTRAINT market_listings_limit CHECK (((per_person_limit >= 1) AND (per_person_limit <= 1000))),
    CONSTRAINT market_listings_price CHECK ((((price_pence >= 100) AND (price_pence <= 10000000)) AND (currency ~ '^[A-Z]{3}$'::text))),
    CONSTRAINT market_listings_quantity CHECK (((quantity_available >= 0) AND (quantity_available <= 10000))),
    CONSTRAINT market_listings_status CHECK ((status = ANY (ARRAY['draft'::text, 'pending_review'::text, 'live'::text, 'sold_out'::text, 'removed'::text]))),
    CONSTRAINT market_listings_texts CHECK ((((length(btrim(title)) >= 3) AND (length(btrim(title)) <= 120)) AND (length(description) <= 8000) AND (length(review_notes) <= 2000))),
    CONSTRAINT market_listings_weight CHECK (((weight_grams >= 0) AND (weight_grams <= 100000)))
);

--
-- Name: TABLE market_listings; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.market_listings IS 'What sellers offer. `images` are addresses of stored pictures, twelve at most.';

--
-- Name: market_sellers; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.market_sellers (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    owner_id uuid NOT NULL,
    display_name text NOT NULL,
    slug text NOT NULL,
    bio text DEFAULT ''::text NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    stripe_account_id text,
    stripe_onboarding_complete boolean DEFAULT false NOT NULL,
    stripe_state text DEFAULT 'incomplete'::text NOT NULL,
    stripe_checked_at timestamp with time zone,
    white_label_enabled boolean DEFAULT false NOT NULL,
    fee_percent integer DEFAULT 10 NOT NULL,
    review_notes text,
    reviewed_by uuid,
    approved_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_by uuid,
    legal_name text,
    legal_address text,
    tax_number text,
    CONSTRAINT market_sellers_fee CHECK (((fee_percent >= 0) AND (fee_percent <= 50))),
    CONSTRAINT market_sellers_legal CHECK ((((length(legal_name) >= 2) AND (length(legal_name) <= 120)) AND ((length(legal_address) >= 5) AND (length(legal_address) <= 300)) AND ((length(tax_number) >= 3) AND (length(tax_number) <= 40)))),
    CONSTRAINT market_sellers_status CHECK ((status = ANY (ARRAY['pending'::text, 'approved'::text, 'suspended'::text]))),
    CONSTRAINT market_sellers_stripe CHECK (((stripe_state = ANY (ARRAY['incomplete'::text, 'under_review'::text, 'ready'::text, 'paused'::text])) AND ((stripe_state = 'ready'::text) <= ((stripe_account_id IS NOT NULL) AND stripe_onboarding_complete)))),
    CONSTRAINT market_sellers_texts CHECK (((slug ~ '^[a-z0-9][a-z0-9-]{1,39}$'::text) AND ((length(btrim(display_name)) >= 2) AND (length(btrim(display_name)) <= 60)) AND (length(bio) <= 2000)))
);

--
-- Name: TABLE market_sellers; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.market_sellers IS 'Members who sell. Money goes to their own Stripe account, whose state we ask for: a browser that comes back from Stripe proves nothing.';

--
-- Name: COLUMN market_sellers.legal_name; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.market_sellers.legal_name IS 'Who a seller is before the law; printed with address and tax number on invoices of what they sold.';

--
-- Name: membership_texts; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.membership_texts (
    version integer NOT NULL,
    body text NOT NULL,
    published_by uuid,
    published_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT membership_texts_body CHECK (((length(btrim(body)) >= 20) AND (length(btrim(body)) <= 8000))),
    CONSTRAINT membership_texts_version CHECK ((version > 0))
);

--
-- Name: TABLE membership_texts; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.membership_texts IS 'Who this is for and how people treat each other, in the operator''s words. A change is a new version, and members say yes to it anew.';

--
-- Name: moderation_actions; Type: VIEW; Schema: hotmess; Owner: -
--

CREATE VIEW hotmess.moderation_actions WITH (security_invoker='true') AS
 SELECT id,
    case_id,
    admin_id AS moderator_id,
    action,
    content_type AS target_type,
    content_id AS target_id,
    person_id AS target_user_id,
    reason,
    statement,
    reverses,
    created_at
   FROM kith.decisions d
  WHERE ((product = 'hotmess'::text) AND (action = ANY (ARRAY['remove_post'::text, 'disable_beacon'::text, 'remove_listing'::text, 'suspend_seller'::text, 'ban_user'::text, 'reinstate'::text, 'warn'::text])));

--
-- Name: VIEW moderation_actions; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON VIEW hotmess.moderation_actions IS 'What moderators did, each with its reason. Added by decisions, never changed.';

--
-- Name: moderation_reports; Type: VIEW; Schema: hotmess; Owner: -
--

CREATE VIEW hotmess.moderation_reports WITH (security_invoker='true') AS
 SELECT id,
    reporter_id,
    report_type AS category,
    content_type AS target_type,
    content_id AS target_id,
    (details ->> 'description'::text) AS description,
    hotmess.report_status(id) AS status,
    case_id,
    created_at,
    updated_at
   FROM kith.reports r
  WHERE (product = 'hotmess'::text);

--
-- Name: VIEW moderation_reports; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON VIEW hotmess.moderation_reports IS 'What members reported. A report is added; its status follows its case.';

--
-- Name: night_pulse_city_stats; Type: VIEW; Schema: hotmess; Owner: -
--

CREATE VIEW hotmess.night_pulse_city_stats WITH (security_invoker='true') AS
 SELECT city_id,
    slug AS city_slug,
    name AS city_name,
    hour,
    kind,
    people
   FROM hotmess.pulse_rows() r(city_id, slug, name, hour, kind, people);

--
-- Name: VIEW night_pulse_city_stats; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON VIEW hotmess.night_pulse_city_stats IS 'People out by city, hour and kind, in fives from ten on, an hour and a quarter late. Null is few or none.';

--
-- Name: now_playing_overrides; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.now_playing_overrides (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    station_id uuid NOT NULL,
    show_id uuid,
    title text NOT NULL,
    artist text,
    starts_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    expires_at timestamp with time zone DEFAULT (kith.now() + '00:30:00'::interval) NOT NULL,
    ended_at timestamp with time zone,
    created_by uuid,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT now_playing_overrides_texts CHECK ((((length(btrim(title)) >= 1) AND (length(btrim(title)) <= 160)) AND ((length(btrim(artist)) >= 1) AND (length(btrim(artist)) <= 160)))),
    CONSTRAINT now_playing_overrides_times CHECK (((expires_at > starts_at) AND (expires_at <= (starts_at + '24:00:00'::interval))))
);

--
-- Name: TABLE now_playing_overrides; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.now_playing_overrides IS 'What is on air whatever the schedule says, for thirty minutes unless told otherwise. The newest wins.';

--
-- Name: order_items; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.order_items (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    order_id uuid NOT NULL,
    product_id uuid,
    market_listing_id uuid,
    ticket_listing_id uuid,
    reservation_id uuid,
    title text NOT NULL,
    quantity integer NOT NULL,
    unit_price_pence integer NOT NULL,
    total_price_pence integer NOT NULL,
    tax_basis_points integer DEFAULT 0 NOT NULL,
    tax_pence integer DEFAULT 0 NOT NULL,
    xp_reward integer DEFAULT 0 NOT NULL,
    refunded_quantity integer DEFAULT 0 NOT NULL,
    refunded_pence integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    beacon_id uuid,
    token_id uuid,
    CONSTRAINT order_items_amounts CHECK ((((quantity >= 1) AND (quantity <= 100)) AND (unit_price_pence >= 0) AND (total_price_pence = (quantity * unit_price_pence)) AND ((tax_pence >= 0) AND (tax_pence <= total_price_pence)))),
    CONSTRAINT order_items_refunded CHECK ((((refunded_quantity >= 0) AND (refunded_quantity <= quantity)) AND ((refunded_pence >= 0) AND (refunded_pence <= total_price_pence)))),
    CONSTRAINT order_items_title CHECK (((length(title) >= 1) AND (length(title) <= 200))),
    CONSTRAINT order_items_what CHECK ((num_nonnulls(product_id, market_listing_id, ticket_listing_id, beacon_id) <= 1))
);

--
-- Name: TABLE order_items; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.order_items IS 'The lines of an order. Title and price are what they were when it was bought, whatever becomes of the thing.';

--
-- Name: COLUMN order_items.beacon_id; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.order_items.beacon_id IS 'A ticket at first hand, of this beacon.';

--
-- Name: COLUMN order_items.token_id; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.order_items.token_id IS 'The code that a ticket''s line became.';

--
-- Name: orders; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.orders (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    number bigint NOT NULL,
    user_id uuid NOT NULL,
    order_type text DEFAULT 'official'::text NOT NULL,
    seller_id uuid,
    fulfilment_status text DEFAULT 'pending'::text NOT NULL,
    payment_status text DEFAULT 'pending'::text NOT NULL,
    shipping_address jsonb DEFAULT '{}'::jsonb NOT NULL,
    shipping_method text,
    subtotal_pence integer NOT NULL,
    shipping_pence integer DEFAULT 0 NOT NULL,
    tax_pence integer DEFAULT 0 NOT NULL,
    total_pence integer NOT NULL,
    refunded_pence integer DEFAULT 0 NOT NULL,
    currency text DEFAULT 'GBP'::text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    tracking text,
    paid_at timestamp with time zone,
    shipped_at timestamp with time zone,
    delivered_at timestamp with time zone,
    cancelled_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_by uuid,
    CONSTRAINT orders_address CHECK ((jsonb_typeof(shipping_address) = 'object'::text)),
    CONSTRAINT orders_amounts CHECK (((subtotal_pence >= 0) AND (shipping_pence >= 0) AND ((tax_pence >= 0) AND (tax_pence <= total_pence)) AND (total_pence = (subtotal_pence + shipping_pence)) AND ((refunded_pence >= 0) AND (refunded_pence <= total_pence)))),
    CONSTRAINT orders_currency CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT orders_fulfilment CHECK ((fulfilment_status = ANY (ARRAY['pending'::text, 'processing'::text, 'shipped'::text, 'delivered'::text, 'cancelled'::text]))),
    CONSTRAINT orders_payment CHECK ((payment_status = ANY (ARRAY['pending'::text, 'paid'::text, 'failed'::text, 'refunded'::text]))),
    CONSTRAINT orders_sent CHECK (((fulfilment_status <> ALL (ARRAY['shipped'::text, 'delivered'::text])) OR (payment_status = ANY (ARRAY['paid'::text, 'refunded'::text])))),
    CONSTRAINT orders_type CHECK ((order_type = ANY (ARRAY['official'::text, 'marketplace'::text])))
);

--
-- Name: TABLE orders; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.orders IS 'What somebody buys, from the till on. Prices include tax: tax_pence is the part of total_pence that it is.';

--
-- Name: orders_number_seq; Type: SEQUENCE; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.orders ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME hotmess.orders_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: outbox; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.outbox (
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
    CONSTRAINT outbox_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'push'::text, 'sms'::text, 'telegram'::text]))),
    CONSTRAINT outbox_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'sent'::text, 'failed'::text, 'withdrawn'::text]))),
    CONSTRAINT outbox_topic_check CHECK ((topic ~ '^[a-z_]+\.[a-z_]+$'::text))
);

--
-- Name: TABLE outbox; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.outbox IS 'E-mails, pushes and texts of the house itself that must leave, written with the change that causes them and sent after it. Recipient and body are encrypted.';

--
-- Name: COLUMN outbox.topic; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.outbox.topic IS 'What the message is about, as its product''s manifest names it; house.earlier before there were topics.';

--
-- Name: outbox_sequence_seq; Type: SEQUENCE; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.outbox ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME hotmess.outbox_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: payments; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.payments (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    order_id uuid NOT NULL,
    user_id uuid NOT NULL,
    amount_pence integer NOT NULL,
    currency text NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    stripe_checkout_session_id text,
    stripe_payment_intent_id text,
    stripe_charge_id text,
    checkout_url text,
    is_surplus boolean DEFAULT false NOT NULL,
    refunded_pence integer DEFAULT 0 NOT NULL,
    failure text,
    settled_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT payments_amount CHECK (((amount_pence > 0) AND (currency ~ '^[A-Z]{3}$'::text))),
    CONSTRAINT payments_refunded CHECK (((refunded_pence >= 0) AND (refunded_pence <= amount_pence))),
    CONSTRAINT payments_settled CHECK (((status = 'succeeded'::text) <= ((settled_at IS NOT NULL) AND (stripe_charge_id IS NOT NULL)))),
    CONSTRAINT payments_status CHECK ((status = ANY (ARRAY['pending'::text, 'processing'::text, 'succeeded'::text, 'failed'::text, 'expired'::text])))
);

--
-- Name: TABLE payments; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.payments IS 'Attempts to pay for an order. What gets no order (paid twice, too late) is surplus and goes back whole.';

--
-- Name: payout_accounts; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.payout_accounts (
    user_id uuid NOT NULL,
    stripe_account_id text NOT NULL,
    state text DEFAULT 'incomplete'::text NOT NULL,
    checked_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT payout_accounts_state CHECK ((state = ANY (ARRAY['incomplete'::text, 'under_review'::text, 'ready'::text, 'paused'::text])))
);

--
-- Name: TABLE payout_accounts; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.payout_accounts IS 'Where somebody''s money goes: their account at Stripe, with its state as Stripe last said.';

--
-- Name: payouts; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.payouts (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    order_id uuid NOT NULL,
    payee_id uuid NOT NULL,
    gross_pence integer NOT NULL,
    fee_pence integer NOT NULL,
    amount_pence integer NOT NULL,
    reversed_pence integer DEFAULT 0 NOT NULL,
    currency text NOT NULL,
    status text DEFAULT 'due'::text NOT NULL,
    not_before timestamp with time zone NOT NULL,
    stripe_transfer_id text,
    attempts integer DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    last_error text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    sent_pence integer,
    returned_pence integer DEFAULT 0 NOT NULL,
    refusals integer DEFAULT 0 NOT NULL,
    destination text,
    CONSTRAINT payouts_amounts CHECK (((gross_pence > 0) AND ((fee_pence >= 0) AND (fee_pence <= gross_pence)) AND (amount_pence = (gross_pence - fee_pence)) AND ((reversed_pence >= 0) AND (reversed_pence <= amount_pence)) AND (currency ~ '^[A-Z]{3}$'::text))),
    CONSTRAINT payouts_sent CHECK ((((sent_pence >= 1) AND (sent_pence <= amount_pence)) AND ((returned_pence >= 0) AND (returned_pence <= sent_pence)) AND ((status <> ALL (ARRAY['sent'::text, 'succeeded'::text])) OR ((sent_pence IS NOT NULL) AND (destination IS NOT NULL))))),
    CONSTRAINT payouts_status CHECK ((status = ANY (ARRAY['due'::text, 'sent'::text, 'succeeded'::text, 'failed'::text, 'reversed'::text])))
);

--
-- Name: TABLE payouts; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.payouts IS 'What a seller gets of an order, once it can no longer come back: a row before Stripe is told.';

--
-- Name: COLUMN payouts.sent_pence; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.payouts.sent_pence IS 'What was sent: the amount less what had been given back by then.';

--
-- Name: COLUMN payouts.returned_pence; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.payouts.returned_pence IS 'What of it Stripe has taken back since.';

--
-- Name: pgqueuer; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.pgqueuer (
    id bigint NOT NULL,
    priority integer NOT NULL,
    queue_manager_id uuid,
    created timestamp with time zone DEFAULT now() NOT NULL,
    updated timestamp with time zone DEFAULT now() NOT NULL,
    heartbeat timestamp with time zone DEFAULT now() NOT NULL,
    execute_after timestamp with time zone DEFAULT now() NOT NULL,
    status hotmess.pgqueuer_status NOT NULL,
    entrypoint text NOT NULL,
    dedupe_key text,
    payload bytea,
    headers jsonb,
    attempts integer DEFAULT 0 NOT NULL,
    slot bigint
);

--
-- Name: TABLE pgqueuer; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.pgqueuer IS 'Jobs waiting, running or parked after their last try (PgQueuer).';

--
-- Name: pgqueuer_id_seq; Type: SEQUENCE; Schema: hotmess; Owner: -
--

CREATE SEQUENCE hotmess.pgqueuer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: pgqueuer_id_seq; Type: SEQUENCE OWNED BY; Schema: hotmess; Owner: -
--

ALTER SEQUENCE hotmess.pgqueuer_id_seq OWNED BY hotmess.pgqueuer.id;

--
-- Name: pgqueuer_log; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.pgqueuer_log (
    id bigint NOT NULL,
    created timestamp with time zone DEFAULT now() NOT NULL,
    job_id bigint NOT NULL,
    status hotmess.pgqueuer_status NOT NULL,
    priority integer NOT NULL,
    entrypoint text NOT NULL,
    traceback jsonb,
    aggregated boolean DEFAULT false
);

--
-- Name: TABLE pgqueuer_log; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.pgqueuer_log IS 'What became of each job (PgQueuer).';

--
-- Name: pgqueuer_log_id_seq; Type: SEQUENCE; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.pgqueuer_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME hotmess.pgqueuer_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: pgqueuer_schedules; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.pgqueuer_schedules (
    id bigint NOT NULL,
    expression text NOT NULL,
    entrypoint text NOT NULL,
    heartbeat timestamp with time zone DEFAULT now() NOT NULL,
    created timestamp with time zone DEFAULT now() NOT NULL,
    updated timestamp with time zone DEFAULT now() NOT NULL,
    next_run timestamp with time zone DEFAULT now() NOT NULL,
    last_run timestamp with time zone,
    status hotmess.pgqueuer_status DEFAULT 'queued'::hotmess.pgqueuer_status
);

--
-- Name: TABLE pgqueuer_schedules; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.pgqueuer_schedules IS 'Recurring jobs and when they run next (PgQueuer).';

--
-- Name: pgqueuer_schedules_id_seq; Type: SEQUENCE; Schema: hotmess; Owner: -
--

CREATE SEQUENCE hotmess.pgqueuer_schedules_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: pgqueuer_schedules_id_seq; Type: SEQUENCE OWNED BY; Schema: hotmess; Owner: -
--

ALTER SEQUENCE hotmess.pgqueuer_schedules_id_seq OWNED BY hotmess.pgqueuer_schedules.id;

--
-- Name: pgqueuer_statistics; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.pgqueuer_statistics (
    id bigint NOT NULL,
    created timestamp with time zone DEFAULT date_trunc('sec'::text, now()) NOT NULL,
    count bigint NOT NULL,
    priority integer NOT NULL,
    status hotmess.pgqueuer_status NOT NULL,
    entrypoint text NOT NULL
);

--
-- Name: TABLE pgqueuer_statistics; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.pgqueuer_statistics IS 'Job counts by second (PgQueuer).';

--
-- Name: pgqueuer_statistics_id_seq; Type: SEQUENCE; Schema: hotmess; Owner: -
--

CREATE SEQUENCE hotmess.pgqueuer_statistics_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: pgqueuer_statistics_id_seq; Type: SEQUENCE OWNED BY; Schema: hotmess; Owner: -
--

ALTER SEQUENCE hotmess.pgqueuer_statistics_id_seq OWNED BY hotmess.pgqueuer_statistics.id;

--
-- Name: popular_beacons; Type: VIEW; Schema: hotmess; Owner: -
--

CREATE VIEW hotmess.popular_beacons WITH (security_invoker='true') AS
 SELECT beacon_id,
    city_id,
    kind,
    title,
    people
   FROM hotmess.popular_rows() p(beacon_id, city_id, kind, title, people);

--
-- Name: VIEW popular_beacons; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON VIEW hotmess.popular_beacons IS 'Live beacons by their fullest hour of the last day, in fives from ten on.';

--
-- Name: printed_keys; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.printed_keys (
    key_id text NOT NULL,
    public_key bytea NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    retired_at timestamp with time zone,
    checks_until timestamp with time zone,
    CONSTRAINT printed_keys_length CHECK ((octet_length(public_key) = 32)),
    CONSTRAINT printed_keys_retired CHECK (((retired_at IS NULL) = (checks_until IS NULL)))
);

--
-- Name: TABLE printed_keys; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.printed_keys IS 'Ed25519 public keys that scanners check printed tokens with. The private halves are not in the database.';

--
-- Name: COLUMN printed_keys.checks_until; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.printed_keys.checks_until IS 'When the last code it signed runs out: doors need it until then.';

--
-- Name: products; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.products (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    slug text NOT NULL,
    title text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    collection text NOT NULL,
    price_pence integer NOT NULL,
    currency text DEFAULT 'GBP'::text NOT NULL,
    stock_status text DEFAULT 'out_of_stock'::text NOT NULL,
    quantity_available integer DEFAULT 0 NOT NULL,
    low_stock_at integer DEFAULT 5 NOT NULL,
    limited_edition boolean DEFAULT false NOT NULL,
    drop_id uuid,
    per_person_limit integer,
    xp_reward integer DEFAULT 0 NOT NULL,
    vat_class text DEFAULT 'standard'::text NOT NULL,
    weight_grams integer DEFAULT 300 NOT NULL,
    images jsonb DEFAULT '[]'::jsonb NOT NULL,
    status text DEFAULT 'draft'::text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_by uuid,
    image_facts jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT products_collection CHECK ((collection = ANY (ARRAY['hnhmess'::text, 'raw'::text, 'hung'::text, 'high'::text, 'super'::text, 'superhung'::text]))),
    CONSTRAINT products_image_facts CHECK ((jsonb_typeof(image_facts) = 'object'::text)),
    CONSTRAINT products_images CHECK (((jsonb_typeof(images) = 'array'::text) AND (jsonb_array_length(images) <= 12))),
    CONSTRAINT products_limit CHECK (((per_person_limit >= 1) AND (per_person_limit <= 1000))),
    CONSTRAINT products_price CHECK (((price_pence >= 0) AND (currency ~ '^[A-Z]{3}$'::text))),
    CONSTRAINT products_status CHECK ((status = ANY (ARRAY['draft'::text, 'live'::text, 'archived'::text]))),
    CONSTRAINT products_stock CHECK (((stock_status = ANY (ARRAY['in_stock'::text, 'low_stock'::text, 'out_of_stock'::text])) AND (quantity_available >= 0) AND (low_stock_at >= 0))),
    CONSTRAINT products_texts CHECK (((slug ~ '^[a-z0-9][a-z0-9-]{1,59}$'::text) AND ((length(btrim(title)) >= 2) AND (length(btrim(title)) <= 120)) AND (length(description) <= 8000))),
    CONSTRAINT products_vat CHECK ((vat_class = ANY (ARRAY['standard'::text, 'reduced'::text, 'zero'::text]))),
    CONSTRAINT products_weight CHECK (((weight_grams >= 0) AND (weight_grams <= 100000))),
    CONSTRAINT products_xp CHECK (((xp_reward >= 0) AND (xp_reward <= 100000)))
);

--
-- Name: TABLE products; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.products IS 'What the house itself sells.';

--
-- Name: COLUMN products.quantity_available; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.products.quantity_available IS 'Units free when last counted (note_stock); what is free right now are rows of stock_units, see free_units().';

--
-- Name: COLUMN products.image_facts; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.products.image_facts IS 'By a picture''s address (one of `images`): {"small": address of a small one, "alt": what it shows}.';

--
-- Name: products_available; Type: VIEW; Schema: hotmess; Owner: -
--

CREATE VIEW hotmess.products_available WITH (security_invoker='true') AS
 SELECT product_id,
    slug,
    title,
    collection,
    price_pence,
    currency,
    quantity_available,
    stock_status,
    limited_edition,
    drop_id,
    drop_title,
    drop_status,
    drop_starts_at,
    drop_ends_at
   FROM hotmess.available_rows() a(product_id, slug, title, collection, price_pence, currency, quantity_available, stock_status, limited_edition, drop_id, drop_title, drop_status, drop_starts_at, drop_ends_at);

--
-- Name: VIEW products_available; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON VIEW hotmess.products_available IS 'Products in stock, with their drop and what it is right now.';

--
-- Name: profiles; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.profiles (
    user_id uuid NOT NULL,
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    username text,
    username_public boolean DEFAULT false NOT NULL,
    leaderboard_opt_out boolean DEFAULT false NOT NULL,
    birth_date date NOT NULL,
    age_verified_at timestamp with time zone,
    membership_version integer,
    city_id uuid,
    status text DEFAULT 'active'::text NOT NULL,
    suspended_at timestamp with time zone,
    suspended_reason text,
    erased_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_by uuid,
    CONSTRAINT profiles_erased CHECK (((status = 'erased'::text) = (erased_at IS NOT NULL))),
    CONSTRAINT profiles_public CHECK (((NOT username_public) OR (username IS NOT NULL))),
    CONSTRAINT profiles_status CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text, 'banned'::text, 'erased'::text]))),
    CONSTRAINT profiles_suspended CHECK (((status <> ALL (ARRAY['suspended'::text, 'banned'::text])) OR (suspended_at IS NOT NULL))),
    CONSTRAINT profiles_username CHECK ((username ~ '^[A-Za-z0-9][A-Za-z0-9_.]{2,23}$'::text)),
    CONSTRAINT profiles_verified CHECK (((status = 'erased'::text) OR (age_verified_at IS NOT NULL)))
);

--
-- Name: TABLE profiles; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.profiles IS 'A member. An erased member leaves a row without personal data, so that ledgers and orders still add up.';

--
-- Name: COLUMN profiles.id; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.profiles.id IS 'What page addresses and reports name.';

--
-- Name: COLUMN profiles.username; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.profiles.username IS 'What others may see, if the member says so; nobody else''s, whatever the capitals.';

--
-- Name: COLUMN profiles.membership_version; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.profiles.membership_version IS 'Which wording of the operator''s membership text the member agreed to.';

--
-- Name: COLUMN profiles.updated_by; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.profiles.updated_by IS 'Who last changed the state: the member or an operator.';

--
-- Name: pulse_beacons; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.pulse_beacons (
    beacon_id uuid NOT NULL,
    hour timestamp with time zone NOT NULL,
    people integer NOT NULL,
    CONSTRAINT pulse_beacons_people CHECK (((people >= 10) AND ((people % 5) = 0)))
);

--
-- Name: TABLE pulse_beacons; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.pulse_beacons IS 'The same for single beacons, for what is popular.';

--
-- Name: pulse_budgets; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.pulse_budgets (
    city_id uuid NOT NULL,
    day date NOT NULL,
    spent numeric NOT NULL,
    most numeric NOT NULL,
    CONSTRAINT pulse_budgets_within CHECK (((spent >= (0)::numeric) AND (spent <= most)))
);

--
-- Name: TABLE pulse_budgets; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.pulse_budgets IS 'Privacy spent on a city and day where noise is added: never more than was allowed.';

--
-- Name: pulse_cells; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.pulse_cells (
    city_id uuid NOT NULL,
    hour timestamp with time zone NOT NULL,
    kind text NOT NULL,
    people integer NOT NULL,
    CONSTRAINT pulse_cells_kind CHECK ((kind = ANY (ARRAY['all'::text, 'event'::text, 'ticket'::text, 'venue'::text, 'experience'::text, 'gathering'::text]))),
    CONSTRAINT pulse_cells_people CHECK (((people >= 10) AND ((people % 5) = 0)))
);

--
-- Name: TABLE pulse_cells; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.pulse_cells IS 'People out in a city, by hour and kind of beacon, as published: ten or more, in fives.';

--
-- Name: pulse_hours; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.pulse_hours (
    hour timestamp with time zone NOT NULL,
    published_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    epsilon numeric,
    CONSTRAINT pulse_hours_epsilon CHECK ((epsilon > (0)::numeric)),
    CONSTRAINT pulse_hours_hour CHECK ((hour = date_trunc('hour'::text, hour, 'UTC'::text)))
);

--
-- Name: TABLE pulse_hours; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.pulse_hours IS 'Hours that have been published; each once. epsilon, when noise was added.';

--
-- Name: pulse_secret; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.pulse_secret (
    only_row boolean DEFAULT true NOT NULL,
    secret uuid DEFAULT gen_random_uuid() NOT NULL,
    CONSTRAINT pulse_secret_only_row_check CHECK (only_row)
);

--
-- Name: TABLE pulse_secret; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.pulse_secret IS 'Draws where each cell rounds. Nobody reads it but the function that publishes.';

--
-- Name: qr_tokens; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.qr_tokens (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    beacon_id uuid NOT NULL,
    scope text NOT NULL,
    token_hash bytea NOT NULL,
    key_id text NOT NULL,
    max_uses integer DEFAULT 1 NOT NULL,
    current_uses integer DEFAULT 0 NOT NULL,
    valid_from timestamp with time zone DEFAULT kith.now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    holder_id uuid,
    guest_name text,
    face_value_pence integer,
    currency text,
    inside boolean DEFAULT false NOT NULL,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    revoked_reason text,
    replaced_by uuid,
    issued_by uuid,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT qr_tokens_face CHECK (((face_value_pence >= 0) AND ((face_value_pence IS NULL) = (currency IS NULL)))),
    CONSTRAINT qr_tokens_guest CHECK (((length(btrim(guest_name)) >= 1) AND (length(btrim(guest_name)) <= 80))),
    CONSTRAINT qr_tokens_hash CHECK ((octet_length(token_hash) = 32)),
    CONSTRAINT qr_tokens_key CHECK (((length(key_id) >= 1) AND (length(key_id) <= 40))),
    CONSTRAINT qr_tokens_revoked CHECK (((revoked_at IS NULL) = (revoked_reason IS NULL))),
    CONSTRAINT qr_tokens_scope CHECK ((scope = ANY (ARRAY['check_in'::text, 'listing_proof'::text, 'experience'::text, 'staff'::text]))),
    CONSTRAINT qr_tokens_uses CHECK ((((max_uses >= 1) AND (max_uses <= 1000000)) AND ((current_uses >= 0) AND (current_uses <= max_uses)))),
    CONSTRAINT qr_tokens_window CHECK ((expires_at > valid_from))
);

--
-- Name: TABLE qr_tokens; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.qr_tokens IS 'What opens a door for a while. Only the SHA-256 of the token is here; the token itself is on its holder''s screen.';

--
-- Name: COLUMN qr_tokens.key_id; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.qr_tokens.key_id IS 'Which key signed the printed payload, so that a scanner without network can check it.';

--
-- Name: COLUMN qr_tokens.inside; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.qr_tokens.inside IS 'Whether whoever came with it is inside, for exits and coming back.';

--
-- Name: radio_shows; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.radio_shows (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    station_id uuid NOT NULL,
    slug text NOT NULL,
    title text NOT NULL,
    host text,
    description text DEFAULT ''::text NOT NULL,
    status text DEFAULT 'draft'::text NOT NULL,
    soundcloud_url text,
    artwork_url text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_by uuid,
    CONSTRAINT radio_shows_links CHECK (((soundcloud_url ~ '^https://([a-z]+\.)?soundcloud\.com/'::text) AND (artwork_url ~ '^(https://|/)'::text))),
    CONSTRAINT radio_shows_status CHECK ((status = ANY (ARRAY['draft'::text, 'live'::text, 'archived'::text]))),
    CONSTRAINT radio_shows_texts CHECK (((slug ~ '^[a-z0-9][a-z0-9-]{1,59}$'::text) AND ((length(btrim(title)) >= 2) AND (length(btrim(title)) <= 120)) AND ((length(btrim(host)) >= 1) AND (length(btrim(host)) <= 80)) AND (length(description) <= 4000)))
);

--
-- Name: TABLE radio_shows; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.radio_shows IS 'Programmes of a station.';

--
-- Name: radio_stations; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.radio_stations (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    number integer NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    timezone text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT radio_stations_texts CHECK (((slug ~ '^[a-z][a-z0-9-]{1,39}$'::text) AND ((length(btrim(name)) >= 2) AND (length(btrim(name)) <= 60)))),
    CONSTRAINT radio_stations_time_zone CHECK (hotmess.is_time_zone(timezone))
);

--
-- Name: TABLE radio_stations; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.radio_stations IS 'Stations. The week of a station is told in its own zone.';

--
-- Name: COLUMN radio_stations.number; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.radio_stations.number IS 'For range constraints; never shown.';

--
-- Name: radio_stations_number_seq; Type: SEQUENCE; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.radio_stations ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME hotmess.radio_stations_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: refunds; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.refunds (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    payment_id uuid NOT NULL,
    order_item_id uuid,
    user_id uuid NOT NULL,
    quantity integer,
    amount_pence integer NOT NULL,
    reason text NOT NULL,
    note text,
    status text DEFAULT 'due'::text NOT NULL,
    stripe_refund_id text,
    attempts integer DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    last_error text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    round integer DEFAULT 0 NOT NULL,
    CONSTRAINT refunds_amount CHECK (((amount_pence > 0) AND (quantity > 0))),
    CONSTRAINT refunds_note CHECK ((length(note) <= 500)),
    CONSTRAINT refunds_reason CHECK ((reason = ANY (ARRAY['cancelled'::text, 'returned'::text, 'faulty'::text, 'not_sent'::text, 'event_off'::text, 'too_late'::text, 'paid_twice'::text, 'goodwill'::text, 'organiser'::text]))),
    CONSTRAINT refunds_round CHECK ((round >= 0)),
    CONSTRAINT refunds_status CHECK ((status = ANY (ARRAY['due'::text, 'sent'::text, 'succeeded'::text, 'failed'::text])))
);

--
-- Name: TABLE refunds; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.refunds IS 'Sums given back, a line of an order at a time, each a row before Stripe is told. Together never more than the charge.';

--
-- Name: COLUMN refunds.round; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.refunds.round IS 'How often somebody had a refused refund tried again; each round has a key of its own at Stripe.';

--
-- Name: resale_caps; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.resale_caps (
    country text NOT NULL,
    percent integer NOT NULL,
    note text,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT resale_caps_country CHECK ((country ~ '^([A-Z]{2}|\*)$'::text)),
    CONSTRAINT resale_caps_percent CHECK (((percent >= 1) AND (percent <= 1000)))
);

--
-- Name: TABLE resale_caps; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.resale_caps IS 'The most a ticket may cost second hand, in percent of its face value, by country; * is everywhere else.';

--
-- Name: rulesets; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.rulesets (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    slug text NOT NULL,
    version integer NOT NULL,
    name text NOT NULL,
    body text NOT NULL,
    checks jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_by uuid,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT rulesets_checks CHECK (((jsonb_typeof(checks) = 'object'::text) AND ((NOT (checks ? 'words'::text)) OR (jsonb_typeof((checks -> 'words'::text)) = 'array'::text)) AND ((NOT (checks ? 'links'::text)) OR ((checks ->> 'links'::text) = ANY (ARRAY['none'::text, 'known'::text, 'any'::text]))) AND ((NOT (checks ? 'domains'::text)) OR (jsonb_typeof((checks -> 'domains'::text)) = 'array'::text)) AND ((NOT (checks ? 'max_price_pence'::text)) OR (jsonb_typeof((checks -> 'max_price_pence'::text)) = 'number'::text)))),
    CONSTRAINT rulesets_slug CHECK (((slug ~ '^[a-z][a-z0-9-]{1,39}$'::text) AND (version > 0))),
    CONSTRAINT rulesets_texts CHECK ((((length(btrim(name)) >= 1) AND (length(btrim(name)) <= 80)) AND ((length(btrim(body)) >= 1) AND (length(btrim(body)) <= 20000))))
);

--
-- Name: TABLE rulesets; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.rulesets IS 'What may be put up, in words and as checks a machine can do. A version is never changed: a change is a new version, and what stands under an old one keeps it.';

--
-- Name: COLUMN rulesets.checks; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.rulesets.checks IS 'words (list), links (none, known, any), domains (known ones), max_price_pence. What offends is noted in content_flags.';

--
-- Name: scan_conflicts; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.scan_conflicts (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    beacon_id uuid NOT NULL,
    token_id uuid NOT NULL,
    first_scan_id uuid,
    second_scan_id uuid NOT NULL,
    kind text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    resolved_at timestamp with time zone,
    resolved_by uuid,
    resolution text,
    CONSTRAINT scan_conflicts_kind CHECK ((kind = ANY (ARRAY['duplicate'::text, 'revoked'::text, 'expired'::text, 'invalid'::text]))),
    CONSTRAINT scan_conflicts_resolved CHECK ((((resolved_at IS NULL) = (resolution IS NULL)) AND ((resolution IS NULL) OR ((length(btrim(resolution)) >= 3) AND (length(btrim(resolution)) <= 500)))))
);

--
-- Name: TABLE scan_conflicts; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.scan_conflicts IS 'A door without network let somebody in whom the house would not have: both scans, for staff to look at. Counted once.';

--
-- Name: schedule_blocks; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.schedule_blocks (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    station_id uuid NOT NULL,
    station_number bigint NOT NULL,
    show_id uuid NOT NULL,
    day_of_week integer NOT NULL,
    start_time time without time zone NOT NULL,
    end_time time without time zone NOT NULL,
    on_date date,
    status text DEFAULT 'live'::text NOT NULL,
    minutes int8multirange GENERATED ALWAYS AS (hotmess.block_minutes(day_of_week, on_date, start_time, end_time)) STORED NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_by uuid,
    CONSTRAINT schedule_blocks_day CHECK ((((day_of_week >= 0) AND (day_of_week <= 6)) AND ((on_date IS NULL) OR (EXTRACT(dow FROM on_date) = (day_of_week)::numeric)))),
    CONSTRAINT schedule_blocks_status CHECK ((status = ANY (ARRAY['live'::text, 'overridden'::text]))),
    CONSTRAINT schedule_blocks_times CHECK (((start_time <> end_time) AND (EXTRACT(second FROM start_time) = (0)::numeric) AND (EXTRACT(second FROM end_time) = (0)::numeric) AND (start_time < '24:00:00'::time without time zone) AND (end_time < '24:00:00'::time without time zone)))
);

--
-- Name: TABLE schedule_blocks; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.schedule_blocks IS 'The week of a station, 0 is Sunday, in its own zone, half-open; an end before the start is the next day''s, and the block is of the day it starts on.';

--
-- Name: COLUMN schedule_blocks.station_number; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.schedule_blocks.station_number IS 'The station''s number, by trigger, for the constraint that refuses overlaps.';

--
-- Name: COLUMN schedule_blocks.on_date; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.schedule_blocks.on_date IS 'A block for this one day, in place of the week''s.';

--
-- Name: seller_reputation; Type: VIEW; Schema: hotmess; Owner: -
--

CREATE VIEW hotmess.seller_reputation WITH (security_invoker='true') AS
 SELECT seller_id,
    display_name,
    slug,
    member_since,
    live_listings,
    orders_sent
   FROM hotmess.reputation_rows() r(seller_id, display_name, slug, member_since, live_listings, orders_sent);

--
-- Name: VIEW seller_reputation; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON VIEW hotmess.seller_reputation IS 'Approved sellers: since when (month), live listings, orders sent (in fives). Nothing about buyers or money.';

--
-- Name: shipping_rates; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.shipping_rates (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    country text NOT NULL,
    method text NOT NULL,
    name text NOT NULL,
    up_to_grams integer NOT NULL,
    price_pence integer NOT NULL,
    currency text DEFAULT 'GBP'::text NOT NULL,
    free_from_pence integer,
    CONSTRAINT shipping_rates_amounts CHECK (((up_to_grams > 0) AND (price_pence >= 0) AND (free_from_pence > 0) AND (currency ~ '^[A-Z]{3}$'::text))),
    CONSTRAINT shipping_rates_country CHECK ((country ~ '^([A-Z]{2}|\*)$'::text)),
    CONSTRAINT shipping_rates_texts CHECK (((method ~ '^[a-z_]{2,20}$'::text) AND ((length(btrim(name)) >= 2) AND (length(btrim(name)) <= 60))))
);

--
-- Name: TABLE shipping_rates; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.shipping_rates IS 'What sending costs, by country (* is everywhere else), way and weight.';

--
-- Name: state_transitions; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.state_transitions (
    entity_type text NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    event_type text NOT NULL
);

--
-- Name: TABLE state_transitions; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.state_transitions IS 'The legal transitions of every entity of this schema. An empty from_state is creation.';

--
-- Name: stock_reservations; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.stock_reservations (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    product_id uuid,
    market_listing_id uuid,
    quantity integer NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_as text,
    returned integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT stock_reservations_ended CHECK ((((ended_at IS NULL) = (ended_as IS NULL)) AND (ended_as = ANY (ARRAY['sold'::text, 'released'::text, 'lapsed'::text])))),
    CONSTRAINT stock_reservations_quantity CHECK ((((quantity >= 1) AND (quantity <= 100)) AND ((returned >= 0) AND (returned <= quantity)))),
    CONSTRAINT stock_reservations_what CHECK ((num_nonnulls(product_id, market_listing_id) = 1))
);

--
-- Name: TABLE stock_reservations; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.stock_reservations IS 'Units kept for somebody for ten minutes while they pay. Sold ones stay as what the person has bought.';

--
-- Name: COLUMN stock_reservations.product_id; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.stock_reservations.product_id IS 'Of what; kept as a number when the product is gone. See reserve_stock().';

--
-- Name: stock_units; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.stock_units (
    id bigint NOT NULL,
    product_id uuid,
    market_listing_id uuid,
    reserved_until timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    reservation_id uuid,
    CONSTRAINT stock_units_what CHECK ((num_nonnulls(product_id, market_listing_id) = 1))
);

--
-- Name: TABLE stock_units; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.stock_units IS 'A row for each thing on the shelf. Free when reserved_until is past, sold when it is infinity: a reservation that lapses is free to the second.';

--
-- Name: stock_units_id_seq; Type: SEQUENCE; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.stock_units ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME hotmess.stock_units_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: stored_files; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.stored_files (
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
-- Name: TABLE stored_files; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.stored_files IS 'Files in the store: pending until something uses them (an hour at most), kept, hidden (a decision took it away and may be taken back: nobody is handed it), unwanted until the store has forgotten them and the row goes.';

--
-- Name: COLUMN stored_files.key; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.stored_files.key IS 'Where it lies in the store; nobody can guess it, and it is shown to nobody.';

--
-- Name: ticket_holds; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.ticket_holds (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    beacon_id uuid NOT NULL,
    user_id uuid NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    ended_as text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT ticket_holds_ended CHECK ((((ended_at IS NULL) = (ended_as IS NULL)) AND (ended_as = ANY (ARRAY['sold'::text, 'released'::text, 'lapsed'::text]))))
);

--
-- Name: TABLE ticket_holds; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.ticket_holds IS 'A place at a beacon kept for one buyer while they pay for it at first hand, ten minutes at most.';

--
-- Name: vat_rates; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.vat_rates (
    country text NOT NULL,
    vat_class text NOT NULL,
    basis_points integer NOT NULL,
    valid_from date NOT NULL,
    CONSTRAINT vat_rates_class CHECK ((vat_class = ANY (ARRAY['standard'::text, 'reduced'::text, 'zero'::text]))),
    CONSTRAINT vat_rates_country CHECK ((country ~ '^([A-Z]{2}|\*)$'::text)),
    CONSTRAINT vat_rates_points CHECK (((basis_points >= 0) AND (basis_points <= 5000)))
);

--
-- Name: TABLE vat_rates; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.vat_rates IS 'Value added tax by country, kind of goods and day, in hundredths of a percent; * is everywhere else. Prices include it.';

--
-- Name: xp_adjustments; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.xp_adjustments (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    amount integer NOT NULL,
    reason text NOT NULL,
    proposed_by uuid NOT NULL,
    decided_by uuid,
    state text DEFAULT 'proposed'::text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    decided_at timestamp with time zone,
    CONSTRAINT xp_adjustments_amount CHECK (((amount <> 0) AND ((amount >= '-1000000'::integer) AND (amount <= 1000000)))),
    CONSTRAINT xp_adjustments_reason CHECK (((length(btrim(reason)) >= 3) AND (length(btrim(reason)) <= 500))),
    CONSTRAINT xp_adjustments_second_person CHECK (((state <> 'applied'::text) OR (abs(amount) <= 1000) OR ((decided_by IS NOT NULL) AND (decided_by <> proposed_by)))),
    CONSTRAINT xp_adjustments_state CHECK (((state = ANY (ARRAY['proposed'::text, 'applied'::text, 'declined'::text])) AND ((state = 'proposed'::text) = (decided_at IS NULL))))
);

--
-- Name: TABLE xp_adjustments; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.xp_adjustments IS 'Corrections by operators. More than a thousand needs a second one.';

--
-- Name: xp_totals; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.xp_totals (
    user_id uuid NOT NULL,
    balance bigint NOT NULL,
    total_events bigint NOT NULL,
    last_activity timestamp with time zone NOT NULL,
    band bigint GENERATED ALWAYS AS ((balance / 250)) STORED
)
WITH (fillfactor='70');

--
-- Name: TABLE xp_totals; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.xp_totals IS 'The ledger added up, a row a person, written by award_xp only.';

--
-- Name: COLUMN xp_totals.band; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.xp_totals.band IS 'The balance in steps of 250: what the leaderboard is found by. It changes seldom, so that most events touch no index.';

--
-- Name: xp_balances; Type: VIEW; Schema: hotmess; Owner: -
--

CREATE VIEW hotmess.xp_balances WITH (security_invoker='true') AS
 SELECT user_id,
    balance,
    total_events,
    last_activity
   FROM hotmess.xp_totals t;

--
-- Name: VIEW xp_balances; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON VIEW hotmess.xp_balances IS 'Everybody''s balance, exact at every moment: one row to read.';

--
-- Name: xp_events; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.xp_events (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    event_type text NOT NULL,
    amount integer NOT NULL,
    cause text NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT xp_events_amount CHECK (((amount <> 0) AND ((amount >= '-1000000'::integer) AND (amount <= 1000000)) AND ((amount > 0) OR (event_type = ANY (ARRAY['admin_adjustment'::text, 'purchase'::text]))))),
    CONSTRAINT xp_events_cause CHECK (((length(cause) >= 3) AND (length(cause) <= 200))),
    CONSTRAINT xp_events_metadata CHECK ((jsonb_typeof(metadata) = 'object'::text)),
    CONSTRAINT xp_events_type CHECK ((event_type = ANY (ARRAY['beacon_scan'::text, 'purchase'::text, 'listing_approved'::text, 'radio_listen'::text, 'daily_login'::text, 'streak_bonus'::text, 'admin_adjustment'::text])))
);

--
-- Name: TABLE xp_events; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.xp_events IS 'The ledger. Rows are added by award_xp alone, never changed and never taken out, by nobody. One row a cause.';

--
-- Name: COLUMN xp_events.cause; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON COLUMN hotmess.xp_events.cause IS 'What it is for, such as scan:<beacon>:<person>: the same cause never counts twice.';

--
-- Name: xp_leaderboard; Type: VIEW; Schema: hotmess; Owner: -
--

CREATE VIEW hotmess.xp_leaderboard WITH (security_invoker='true') AS
 SELECT place,
    username,
    balance
   FROM hotmess.leaderboard_rows() l(place, username, balance);

--
-- Name: VIEW xp_leaderboard; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON VIEW hotmess.xp_leaderboard IS 'The hundred with the most XP: people who show their name, and nothing but the name.';

--
-- Name: xp_rules; Type: TABLE; Schema: hotmess; Owner: -
--

CREATE TABLE hotmess.xp_rules (
    event_type text NOT NULL,
    amount integer NOT NULL,
    note text NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT xp_rules_amount CHECK (((amount >= 0) AND (amount <= 10000))),
    CONSTRAINT xp_rules_type CHECK ((event_type = ANY (ARRAY['beacon_scan'::text, 'purchase'::text, 'listing_approved'::text, 'radio_listen'::text, 'daily_login'::text, 'streak_bonus'::text, 'admin_adjustment'::text])))
);

--
-- Name: TABLE xp_rules; Type: COMMENT; Schema: hotmess; Owner: -
--

COMMENT ON TABLE hotmess.xp_rules IS 'What each kind of event is worth.';

--
-- Name: audit_log actor; Type: DEFAULT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.audit_log ALTER COLUMN actor SET DEFAULT 'operator'::text;

--
-- Name: audit_log product; Type: DEFAULT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.audit_log ALTER COLUMN product SET DEFAULT 'hotmess'::text;

--
-- Name: pgqueuer id; Type: DEFAULT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.pgqueuer ALTER COLUMN id SET DEFAULT nextval('hotmess.pgqueuer_id_seq'::regclass);

--
-- Name: pgqueuer_schedules id; Type: DEFAULT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.pgqueuer_schedules ALTER COLUMN id SET DEFAULT nextval('hotmess.pgqueuer_schedules_id_seq'::regclass);

--
-- Name: pgqueuer_statistics id; Type: DEFAULT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.pgqueuer_statistics ALTER COLUMN id SET DEFAULT nextval('hotmess.pgqueuer_statistics_id_seq'::regclass);

--
-- Name: beacon_posts beacon_posts_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacon_posts
    ADD CONSTRAINT beacon_posts_pkey PRIMARY KEY (id);

--
-- Name: beacon_scans beacon_scans_nonce_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacon_scans
    ADD CONSTRAINT beacon_scans_nonce_uniq UNIQUE (nonce);

--
-- Name: beacon_scans beacon_scans_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacon_scans
    ADD CONSTRAINT beacon_scans_pkey PRIMARY KEY (id);

--
-- Name: beacon_staff beacon_staff_once; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacon_staff
    ADD CONSTRAINT beacon_staff_once UNIQUE (beacon_id, user_id);

--
-- Name: beacon_staff beacon_staff_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacon_staff
    ADD CONSTRAINT beacon_staff_pkey PRIMARY KEY (id);

--
-- Name: beacon_waiting_list beacon_waiting_list_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacon_waiting_list
    ADD CONSTRAINT beacon_waiting_list_pkey PRIMARY KEY (id);

--
-- Name: beacons beacons_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacons
    ADD CONSTRAINT beacons_pkey PRIMARY KEY (id);

--
-- Name: cart_items cart_items_listing_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.cart_items
    ADD CONSTRAINT cart_items_listing_uniq UNIQUE (user_id, market_listing_id);

--
-- Name: cart_items cart_items_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.cart_items
    ADD CONSTRAINT cart_items_pkey PRIMARY KEY (id);

--
-- Name: cart_items cart_items_product_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.cart_items
    ADD CONSTRAINT cart_items_product_uniq UNIQUE (user_id, product_id);

--
-- Name: cities cities_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.cities
    ADD CONSTRAINT cities_pkey PRIMARY KEY (id);

--
-- Name: cities cities_slug_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.cities
    ADD CONSTRAINT cities_slug_uniq UNIQUE (slug);

--
-- Name: domain_events domain_events_idem_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.domain_events
    ADD CONSTRAINT domain_events_idem_uniq UNIQUE (idempotency_key);

--
-- Name: domain_events domain_events_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.domain_events
    ADD CONSTRAINT domain_events_pkey PRIMARY KEY (id);

--
-- Name: door_devices door_devices_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.door_devices
    ADD CONSTRAINT door_devices_pkey PRIMARY KEY (id);

--
-- Name: drop_queue drop_queue_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.drop_queue
    ADD CONSTRAINT drop_queue_pkey PRIMARY KEY (drop_id, user_id);

--
-- Name: drops drops_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.drops
    ADD CONSTRAINT drops_pkey PRIMARY KEY (id);

--
-- Name: drops drops_slug_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.drops
    ADD CONSTRAINT drops_slug_uniq UNIQUE (slug);

--
-- Name: evidence_events evidence_events_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.evidence_events
    ADD CONSTRAINT evidence_events_pkey PRIMARY KEY (id);

--
-- Name: evidence_events evidence_events_sequence_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.evidence_events
    ADD CONSTRAINT evidence_events_sequence_uniq UNIQUE (subject_type, subject_id, sequence);

--
-- Name: gate_counts gate_counts_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.gate_counts
    ADD CONSTRAINT gate_counts_pkey PRIMARY KEY (gate_id, shard);

--
-- Name: gates gates_name_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.gates
    ADD CONSTRAINT gates_name_uniq UNIQUE (beacon_id, name);

--
-- Name: gates gates_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.gates
    ADD CONSTRAINT gates_pkey PRIMARY KEY (id);

--
-- Name: idempotency_keys idempotency_keys_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (scope, key);

--
-- Name: inbox inbox_once; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.inbox
    ADD CONSTRAINT inbox_once UNIQUE (provider, external_id);

--
-- Name: inbox inbox_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (id);

--
-- Name: invoices invoices_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.invoices
    ADD CONSTRAINT invoices_pkey PRIMARY KEY (order_id);

--
-- Name: listening listening_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.listening
    ADD CONSTRAINT listening_pkey PRIMARY KEY (user_id);

--
-- Name: listing_holds listing_holds_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.listing_holds
    ADD CONSTRAINT listing_holds_pkey PRIMARY KEY (id);

--
-- Name: login_streaks login_streaks_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.login_streaks
    ADD CONSTRAINT login_streaks_pkey PRIMARY KEY (user_id);

--
-- Name: market_listings market_listings_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.market_listings
    ADD CONSTRAINT market_listings_pkey PRIMARY KEY (id);

--
-- Name: market_sellers market_sellers_account_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.market_sellers
    ADD CONSTRAINT market_sellers_account_uniq UNIQUE (stripe_account_id);

--
-- Name: market_sellers market_sellers_owner_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.market_sellers
    ADD CONSTRAINT market_sellers_owner_uniq UNIQUE (owner_id);

--
-- Name: market_sellers market_sellers_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.market_sellers
    ADD CONSTRAINT market_sellers_pkey PRIMARY KEY (id);

--
-- Name: market_sellers market_sellers_slug_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.market_sellers
    ADD CONSTRAINT market_sellers_slug_uniq UNIQUE (slug);

--
-- Name: membership_texts membership_texts_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.membership_texts
    ADD CONSTRAINT membership_texts_pkey PRIMARY KEY (version);

--
-- Name: now_playing_overrides now_playing_overrides_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.now_playing_overrides
    ADD CONSTRAINT now_playing_overrides_pkey PRIMARY KEY (id);

--
-- Name: order_items order_items_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.order_items
    ADD CONSTRAINT order_items_pkey PRIMARY KEY (id);

--
-- Name: orders orders_number_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.orders
    ADD CONSTRAINT orders_number_uniq UNIQUE (number);

--
-- Name: orders orders_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);

--
-- Name: outbox outbox_idem_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.outbox
    ADD CONSTRAINT outbox_idem_uniq UNIQUE (idempotency_key);

--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);

--
-- Name: payments payments_charge_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.payments
    ADD CONSTRAINT payments_charge_uniq UNIQUE (stripe_charge_id);

--
-- Name: payments payments_checkout_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.payments
    ADD CONSTRAINT payments_checkout_uniq UNIQUE (stripe_checkout_session_id);

--
-- Name: payments payments_intent_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.payments
    ADD CONSTRAINT payments_intent_uniq UNIQUE (stripe_payment_intent_id);

--
-- Name: payments payments_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.payments
    ADD CONSTRAINT payments_pkey PRIMARY KEY (id);

--
-- Name: payout_accounts payout_accounts_account_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.payout_accounts
    ADD CONSTRAINT payout_accounts_account_uniq UNIQUE (stripe_account_id);

--
-- Name: payout_accounts payout_accounts_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.payout_accounts
    ADD CONSTRAINT payout_accounts_pkey PRIMARY KEY (user_id);

--
-- Name: payouts payouts_order_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.payouts
    ADD CONSTRAINT payouts_order_uniq UNIQUE (order_id);

--
-- Name: payouts payouts_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.payouts
    ADD CONSTRAINT payouts_pkey PRIMARY KEY (id);

--
-- Name: payouts payouts_transfer_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.payouts
    ADD CONSTRAINT payouts_transfer_uniq UNIQUE (stripe_transfer_id);

--
-- Name: pgqueuer_log pgqueuer_log_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.pgqueuer_log
    ADD CONSTRAINT pgqueuer_log_pkey PRIMARY KEY (id);

--
-- Name: pgqueuer pgqueuer_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.pgqueuer
    ADD CONSTRAINT pgqueuer_pkey PRIMARY KEY (id);

--
-- Name: pgqueuer_schedules pgqueuer_schedules_expression_entrypoint_key; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.pgqueuer_schedules
    ADD CONSTRAINT pgqueuer_schedules_expression_entrypoint_key UNIQUE (expression, entrypoint);

--
-- Name: pgqueuer_schedules pgqueuer_schedules_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.pgqueuer_schedules
    ADD CONSTRAINT pgqueuer_schedules_pkey PRIMARY KEY (id);

--
-- Name: pgqueuer_statistics pgqueuer_statistics_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.pgqueuer_statistics
    ADD CONSTRAINT pgqueuer_statistics_pkey PRIMARY KEY (id);

--
-- Name: printed_keys printed_keys_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.printed_keys
    ADD CONSTRAINT printed_keys_pkey PRIMARY KEY (key_id);

--
-- Name: products products_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.products
    ADD CONSTRAINT products_pkey PRIMARY KEY (id);

--
-- Name: products products_slug_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.products
    ADD CONSTRAINT products_slug_uniq UNIQUE (slug);

--
-- Name: profiles profiles_id_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.profiles
    ADD CONSTRAINT profiles_id_uniq UNIQUE (id);

--
-- Name: profiles profiles_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.profiles
    ADD CONSTRAINT profiles_pkey PRIMARY KEY (user_id);

--
-- Name: pulse_beacons pulse_beacons_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.pulse_beacons
    ADD CONSTRAINT pulse_beacons_pkey PRIMARY KEY (beacon_id, hour);

--
-- Name: pulse_budgets pulse_budgets_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.pulse_budgets
    ADD CONSTRAINT pulse_budgets_pkey PRIMARY KEY (city_id, day);

--
-- Name: pulse_cells pulse_cells_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.pulse_cells
    ADD CONSTRAINT pulse_cells_pkey PRIMARY KEY (city_id, hour, kind);

--
-- Name: pulse_hours pulse_hours_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.pulse_hours
    ADD CONSTRAINT pulse_hours_pkey PRIMARY KEY (hour);

--
-- Name: pulse_secret pulse_secret_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.pulse_secret
    ADD CONSTRAINT pulse_secret_pkey PRIMARY KEY (only_row);

--
-- Name: qr_tokens qr_tokens_hash_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.qr_tokens
    ADD CONSTRAINT qr_tokens_hash_uniq UNIQUE (token_hash);

--
-- Name: qr_tokens qr_tokens_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.qr_tokens
    ADD CONSTRAINT qr_tokens_pkey PRIMARY KEY (id);

--
-- Name: radio_shows radio_shows_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.radio_shows
    ADD CONSTRAINT radio_shows_pkey PRIMARY KEY (id);

--
-- Name: radio_shows radio_shows_slug_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.radio_shows
    ADD CONSTRAINT radio_shows_slug_uniq UNIQUE (station_id, slug);

--
-- Name: radio_stations radio_stations_number_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.radio_stations
    ADD CONSTRAINT radio_stations_number_uniq UNIQUE (number);

--
-- Name: radio_stations radio_stations_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.radio_stations
    ADD CONSTRAINT radio_stations_pkey PRIMARY KEY (id);

--
-- Name: radio_stations radio_stations_slug_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.radio_stations
    ADD CONSTRAINT radio_stations_slug_uniq UNIQUE (slug);

--
-- Name: records_releases records_releases_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.records_releases
    ADD CONSTRAINT records_releases_pkey PRIMARY KEY (id);

--
-- Name: records_releases records_releases_slug_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.records_releases
    ADD CONSTRAINT records_releases_slug_uniq UNIQUE (slug);

--
-- Name: refunds refunds_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.refunds
    ADD CONSTRAINT refunds_pkey PRIMARY KEY (id);

--
-- Name: refunds refunds_stripe_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.refunds
    ADD CONSTRAINT refunds_stripe_uniq UNIQUE (stripe_refund_id);

--
-- Name: resale_caps resale_caps_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.resale_caps
    ADD CONSTRAINT resale_caps_pkey PRIMARY KEY (country);

--
-- Name: rulesets rulesets_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.rulesets
    ADD CONSTRAINT rulesets_pkey PRIMARY KEY (id);

--
-- Name: rulesets rulesets_version_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.rulesets
    ADD CONSTRAINT rulesets_version_uniq UNIQUE (slug, version);

--
-- Name: scan_conflicts scan_conflicts_once; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.scan_conflicts
    ADD CONSTRAINT scan_conflicts_once UNIQUE (second_scan_id);

--
-- Name: scan_conflicts scan_conflicts_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.scan_conflicts
    ADD CONSTRAINT scan_conflicts_pkey PRIMARY KEY (id);

--
-- Name: schedule_blocks schedule_blocks_no_overlap; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.schedule_blocks
    ADD CONSTRAINT schedule_blocks_no_overlap EXCLUDE USING gist (int8range(station_number, station_number, '[]'::text) WITH &&, minutes WITH &&) WHERE ((status = 'live'::text));

--
-- Name: schedule_blocks schedule_blocks_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.schedule_blocks
    ADD CONSTRAINT schedule_blocks_pkey PRIMARY KEY (id);

--
-- Name: shipping_rates shipping_rates_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.shipping_rates
    ADD CONSTRAINT shipping_rates_pkey PRIMARY KEY (id);

--
-- Name: shipping_rates shipping_rates_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.shipping_rates
    ADD CONSTRAINT shipping_rates_uniq UNIQUE (country, method, up_to_grams, currency);

--
-- Name: state_transitions state_transitions_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.state_transitions
    ADD CONSTRAINT state_transitions_pkey PRIMARY KEY (entity_type, from_state, to_state);

--
-- Name: stock_reservations stock_reservations_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.stock_reservations
    ADD CONSTRAINT stock_reservations_pkey PRIMARY KEY (id);

--
-- Name: stock_units stock_units_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.stock_units
    ADD CONSTRAINT stock_units_pkey PRIMARY KEY (id);

--
-- Name: stored_files stored_files_key_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.stored_files
    ADD CONSTRAINT stored_files_key_uniq UNIQUE (key);

--
-- Name: stored_files stored_files_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.stored_files
    ADD CONSTRAINT stored_files_pkey PRIMARY KEY (id);

--
-- Name: ticket_holds ticket_holds_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.ticket_holds
    ADD CONSTRAINT ticket_holds_pkey PRIMARY KEY (id);

--
-- Name: ticket_listings ticket_listings_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.ticket_listings
    ADD CONSTRAINT ticket_listings_pkey PRIMARY KEY (id);

--
-- Name: vat_rates vat_rates_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.vat_rates
    ADD CONSTRAINT vat_rates_pkey PRIMARY KEY (country, vat_class, valid_from);

--
-- Name: xp_adjustments xp_adjustments_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.xp_adjustments
    ADD CONSTRAINT xp_adjustments_pkey PRIMARY KEY (id);

--
-- Name: xp_events xp_events_cause_uniq; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.xp_events
    ADD CONSTRAINT xp_events_cause_uniq UNIQUE (cause);

--
-- Name: xp_events xp_events_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.xp_events
    ADD CONSTRAINT xp_events_pkey PRIMARY KEY (id);

--
-- Name: xp_rules xp_rules_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.xp_rules
    ADD CONSTRAINT xp_rules_pkey PRIMARY KEY (event_type);

--
-- Name: xp_totals xp_totals_pkey; Type: CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.xp_totals
    ADD CONSTRAINT xp_totals_pkey PRIMARY KEY (user_id);

--
-- Name: beacon_posts_author_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacon_posts_author_idx ON hotmess.beacon_posts USING btree (author_id, created_at DESC);

--
-- Name: beacon_posts_file_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacon_posts_file_idx ON hotmess.beacon_posts USING btree (file_id);

--
-- Name: beacon_posts_status_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacon_posts_status_idx ON hotmess.beacon_posts USING btree (status, created_at);

--
-- Name: beacon_posts_thread_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacon_posts_thread_idx ON hotmess.beacon_posts USING btree (beacon_id, created_at DESC, id DESC);

--
-- Name: beacon_scans_beacon_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacon_scans_beacon_idx ON hotmess.beacon_scans USING btree (beacon_id, created_at DESC);

--
-- Name: beacon_scans_city_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacon_scans_city_idx ON hotmess.beacon_scans USING btree (city_id);

--
-- Name: beacon_scans_created_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacon_scans_created_idx ON hotmess.beacon_scans USING btree (created_at);

--
-- Name: beacon_scans_device_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacon_scans_device_idx ON hotmess.beacon_scans USING btree (device_id, created_at);

--
-- Name: beacon_scans_gate_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacon_scans_gate_idx ON hotmess.beacon_scans USING btree (gate_id);

--
-- Name: beacon_scans_override_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacon_scans_override_idx ON hotmess.beacon_scans USING btree (override_of);

--
-- Name: beacon_scans_scanner_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacon_scans_scanner_idx ON hotmess.beacon_scans USING btree (scanned_by);

--
-- Name: beacon_scans_token_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacon_scans_token_idx ON hotmess.beacon_scans USING btree (token_id, created_at);

--
-- Name: beacon_scans_user_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacon_scans_user_idx ON hotmess.beacon_scans USING btree (user_id, created_at);

--
-- Name: beacon_staff_user_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacon_staff_user_idx ON hotmess.beacon_staff USING btree (user_id);

--
-- Name: beacon_waiting_list_beacon_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacon_waiting_list_beacon_idx ON hotmess.beacon_waiting_list USING btree (beacon_id);

--
-- Name: beacon_waiting_list_due_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacon_waiting_list_due_idx ON hotmess.beacon_waiting_list USING btree (offer_expires_at) WHERE (status = 'offered'::text);

--
-- Name: beacon_waiting_list_first_hand_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacon_waiting_list_first_hand_idx ON hotmess.beacon_waiting_list USING btree (beacon_id) WHERE ((status = 'offered'::text) AND (listing_id IS NULL));

--
-- Name: beacon_waiting_list_line_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacon_waiting_list_line_idx ON hotmess.beacon_waiting_list USING btree (beacon_id, number) WHERE (status = 'waiting'::text);

--
-- Name: beacon_waiting_list_listing_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacon_waiting_list_listing_idx ON hotmess.beacon_waiting_list USING btree (listing_id);

--
-- Name: beacon_waiting_list_once; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE UNIQUE INDEX beacon_waiting_list_once ON hotmess.beacon_waiting_list USING btree (beacon_id, user_id) WHERE (status = ANY (ARRAY['waiting'::text, 'offered'::text]));

--
-- Name: beacon_waiting_list_one_offer; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE UNIQUE INDEX beacon_waiting_list_one_offer ON hotmess.beacon_waiting_list USING btree (listing_id) WHERE (status = 'offered'::text);

--
-- Name: beacon_waiting_list_user_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacon_waiting_list_user_idx ON hotmess.beacon_waiting_list USING btree (user_id);

--
-- Name: beacons_called_off_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacons_called_off_idx ON hotmess.beacons USING btree (id) WHERE (called_off_because IS NOT NULL);

--
-- Name: beacons_city_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacons_city_idx ON hotmess.beacons USING btree (city_id);

--
-- Name: beacons_expires_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacons_expires_idx ON hotmess.beacons USING btree (expires_at);

--
-- Name: beacons_live_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacons_live_idx ON hotmess.beacons USING btree (city_id, starts_at) WHERE (status = 'live'::text);

--
-- Name: beacons_owner_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacons_owner_idx ON hotmess.beacons USING btree (owner_id, created_at DESC);

--
-- Name: beacons_review_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacons_review_idx ON hotmess.beacons USING btree (updated_at) WHERE (status = 'pending_review'::text);

--
-- Name: beacons_ruleset_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacons_ruleset_idx ON hotmess.beacons USING btree (ruleset_id);

--
-- Name: beacons_status_city_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX beacons_status_city_idx ON hotmess.beacons USING btree (status, city_id, starts_at);

--
-- Name: cart_items_listing_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX cart_items_listing_idx ON hotmess.cart_items USING btree (market_listing_id);

--
-- Name: cart_items_product_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX cart_items_product_idx ON hotmess.cart_items USING btree (product_id);

--
-- Name: cart_items_user_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX cart_items_user_idx ON hotmess.cart_items USING btree (user_id, created_at);

--
-- Name: cities_country_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX cities_country_idx ON hotmess.cities USING btree (country);

--
-- Name: domain_events_created_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX domain_events_created_idx ON hotmess.domain_events USING btree (created_at);

--
-- Name: domain_events_entity_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX domain_events_entity_idx ON hotmess.domain_events USING btree (entity_type, entity_id);

--
-- Name: door_devices_beacon_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX door_devices_beacon_idx ON hotmess.door_devices USING btree (beacon_id);

--
-- Name: door_devices_gate_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX door_devices_gate_idx ON hotmess.door_devices USING btree (gate_id);

--
-- Name: door_devices_user_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX door_devices_user_idx ON hotmess.door_devices USING btree (user_id);

--
-- Name: drop_queue_line; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE UNIQUE INDEX drop_queue_line ON hotmess.drop_queue USING btree (drop_id, number);

--
-- Name: drop_queue_user_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX drop_queue_user_idx ON hotmess.drop_queue USING btree (user_id);

--
-- Name: drops_status_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX drops_status_idx ON hotmess.drops USING btree (status, start_at);

--
-- Name: drops_times_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX drops_times_idx ON hotmess.drops USING btree (start_at, end_at);

--
-- Name: evidence_events_beacon_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX evidence_events_beacon_idx ON hotmess.evidence_events USING btree (beacon_id);

--
-- Name: evidence_events_created_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX evidence_events_created_idx ON hotmess.evidence_events USING btree (created_at);

--
-- Name: evidence_events_post_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX evidence_events_post_idx ON hotmess.evidence_events USING btree (post_id);

--
-- Name: evidence_events_scan_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX evidence_events_scan_idx ON hotmess.evidence_events USING btree (scan_id);

--
-- Name: evidence_events_user_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX evidence_events_user_idx ON hotmess.evidence_events USING btree (user_id);

--
-- Name: gates_one_main; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE UNIQUE INDEX gates_one_main ON hotmess.gates USING btree (beacon_id) WHERE is_main;

--
-- Name: idempotency_keys_created_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX idempotency_keys_created_idx ON hotmess.idempotency_keys USING btree (created_at);

--
-- Name: inbox_received_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX inbox_received_idx ON hotmess.inbox USING btree (received_at);

--
-- Name: inbox_unhandled_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX inbox_unhandled_idx ON hotmess.inbox USING btree (received_at) WHERE (handled_at IS NULL);

--
-- Name: listening_station_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX listening_station_idx ON hotmess.listening USING btree (station_id);

--
-- Name: listing_holds_buyer_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX listing_holds_buyer_idx ON hotmess.listing_holds USING btree (buyer_id);

--
-- Name: listing_holds_listing_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX listing_holds_listing_idx ON hotmess.listing_holds USING btree (listing_id);

--
-- Name: listing_holds_one; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE UNIQUE INDEX listing_holds_one ON hotmess.listing_holds USING btree (listing_id) WHERE (ended_at IS NULL);

--
-- Name: market_listings_seller_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX market_listings_seller_idx ON hotmess.market_listings USING btree (seller_id, status);

--
-- Name: market_listings_status_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX market_listings_status_idx ON hotmess.market_listings USING btree (status, live_at DESC);

--
-- Name: market_sellers_status_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX market_sellers_status_idx ON hotmess.market_sellers USING btree (status, created_at);

--
-- Name: now_playing_overrides_expires_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX now_playing_overrides_expires_idx ON hotmess.now_playing_overrides USING btree (expires_at);

--
-- Name: now_playing_overrides_show_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX now_playing_overrides_show_idx ON hotmess.now_playing_overrides USING btree (show_id);

--
-- Name: now_playing_overrides_station_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX now_playing_overrides_station_idx ON hotmess.now_playing_overrides USING btree (station_id, expires_at);

--
-- Name: order_items_beacon_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX order_items_beacon_idx ON hotmess.order_items USING btree (beacon_id);

--
-- Name: order_items_market_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX order_items_market_idx ON hotmess.order_items USING btree (market_listing_id);

--
-- Name: order_items_order_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX order_items_order_idx ON hotmess.order_items USING btree (order_id);

--
-- Name: order_items_product_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX order_items_product_idx ON hotmess.order_items USING btree (product_id);

--
-- Name: order_items_reservation_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX order_items_reservation_idx ON hotmess.order_items USING btree (reservation_id);

--
-- Name: order_items_ticket_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX order_items_ticket_idx ON hotmess.order_items USING btree (ticket_listing_id);

--
-- Name: order_items_token_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX order_items_token_idx ON hotmess.order_items USING btree (token_id);

--
-- Name: orders_seller_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX orders_seller_idx ON hotmess.orders USING btree (seller_id, created_at DESC);

--
-- Name: orders_unpaid_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX orders_unpaid_idx ON hotmess.orders USING btree (expires_at) WHERE ((payment_status = ANY (ARRAY['pending'::text, 'failed'::text])) AND (fulfilment_status = 'pending'::text));

--
-- Name: orders_user_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX orders_user_idx ON hotmess.orders USING btree (user_id, created_at DESC);

--
-- Name: orders_work_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX orders_work_idx ON hotmess.orders USING btree (fulfilment_status, created_at) WHERE (payment_status = 'paid'::text);

--
-- Name: outbox_created_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX outbox_created_idx ON hotmess.outbox USING btree (created_at);

--
-- Name: outbox_due_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX outbox_due_idx ON hotmess.outbox USING btree (next_attempt_at, sequence) WHERE (status = 'pending'::text);

--
-- Name: outbox_failed_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX outbox_failed_idx ON hotmess.outbox USING btree (created_at) WHERE (status = 'failed'::text);

--
-- Name: outbox_person_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX outbox_person_idx ON hotmess.outbox USING btree (person_id);

--
-- Name: payments_one_kept; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE UNIQUE INDEX payments_one_kept ON hotmess.payments USING btree (order_id) WHERE ((status = 'succeeded'::text) AND (NOT is_surplus));

--
-- Name: payments_open_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX payments_open_idx ON hotmess.payments USING btree (created_at) WHERE (status = ANY (ARRAY['pending'::text, 'processing'::text]));

--
-- Name: payments_order_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX payments_order_idx ON hotmess.payments USING btree (order_id);

--
-- Name: payments_user_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX payments_user_idx ON hotmess.payments USING btree (user_id, created_at DESC);

--
-- Name: payout_accounts_checked_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX payout_accounts_checked_idx ON hotmess.payout_accounts USING btree (checked_at);

--
-- Name: payouts_due_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX payouts_due_idx ON hotmess.payouts USING btree (next_attempt_at) WHERE (status = ANY (ARRAY['due'::text, 'sent'::text]));

--
-- Name: payouts_payee_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX payouts_payee_idx ON hotmess.payouts USING btree (payee_id, created_at DESC);

--
-- Name: payouts_to_take_back_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX payouts_to_take_back_idx ON hotmess.payouts USING btree (next_attempt_at) WHERE ((status = 'succeeded'::text) AND (reversed_pence > 0));

--
-- Name: pgqueuer_ep_ea_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX pgqueuer_ep_ea_idx ON hotmess.pgqueuer USING btree (entrypoint, execute_after) WHERE (status = 'queued'::hotmess.pgqueuer_status);

--
-- Name: pgqueuer_ep_prio_id_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX pgqueuer_ep_prio_id_idx ON hotmess.pgqueuer USING btree (entrypoint, priority DESC, id) WHERE (status = 'queued'::hotmess.pgqueuer_status);

--
-- Name: pgqueuer_log_created; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX pgqueuer_log_created ON hotmess.pgqueuer_log USING btree (created);

--
-- Name: pgqueuer_log_job_id_status; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX pgqueuer_log_job_id_status ON hotmess.pgqueuer_log USING btree (job_id, created DESC);

--
-- Name: pgqueuer_log_not_aggregated; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX pgqueuer_log_not_aggregated ON hotmess.pgqueuer_log USING btree ((1)) WHERE (NOT aggregated);

--
-- Name: pgqueuer_log_status; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX pgqueuer_log_status ON hotmess.pgqueuer_log USING btree (status);

--
-- Name: pgqueuer_picked_heartbeat_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX pgqueuer_picked_heartbeat_idx ON hotmess.pgqueuer USING btree (heartbeat) WHERE (status = 'picked'::hotmess.pgqueuer_status);

--
-- Name: pgqueuer_picked_slot_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE UNIQUE INDEX pgqueuer_picked_slot_idx ON hotmess.pgqueuer USING btree (entrypoint, slot) WHERE ((status = 'picked'::hotmess.pgqueuer_status) AND (slot IS NOT NULL));

--
-- Name: pgqueuer_priority_id_id1_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX pgqueuer_priority_id_id1_idx ON hotmess.pgqueuer USING btree (priority, id DESC) INCLUDE (id) WHERE (status = 'queued'::hotmess.pgqueuer_status);

--
-- Name: pgqueuer_queue_manager_id_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX pgqueuer_queue_manager_id_idx ON hotmess.pgqueuer USING btree (queue_manager_id) WHERE (queue_manager_id IS NOT NULL);

--
-- Name: pgqueuer_statistics_unique_count; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE UNIQUE INDEX pgqueuer_statistics_unique_count ON hotmess.pgqueuer_statistics USING btree (priority, date_trunc('sec'::text, timezone('UTC'::text, created)), status, entrypoint);

--
-- Name: pgqueuer_unique_dedupe_key; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE UNIQUE INDEX pgqueuer_unique_dedupe_key ON hotmess.pgqueuer USING btree (dedupe_key) WHERE ((status = ANY (ARRAY['queued'::hotmess.pgqueuer_status, 'picked'::hotmess.pgqueuer_status])) AND (dedupe_key IS NOT NULL));

--
-- Name: pgqueuer_updated_id_id1_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX pgqueuer_updated_id_id1_idx ON hotmess.pgqueuer USING btree (updated, id DESC) INCLUDE (id) WHERE (status = 'picked'::hotmess.pgqueuer_status);

--
-- Name: products_collection_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX products_collection_idx ON hotmess.products USING btree (collection, status);

--
-- Name: products_drop_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX products_drop_idx ON hotmess.products USING btree (drop_id);

--
-- Name: products_status_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX products_status_idx ON hotmess.products USING btree (status, stock_status);

--
-- Name: profiles_city_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX profiles_city_idx ON hotmess.profiles USING btree (city_id);

--
-- Name: profiles_membership_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX profiles_membership_idx ON hotmess.profiles USING btree (membership_version);

--
-- Name: profiles_status_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX profiles_status_idx ON hotmess.profiles USING btree (status);

--
-- Name: profiles_username_uniq; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE UNIQUE INDEX profiles_username_uniq ON hotmess.profiles USING btree (lower(username));

--
-- Name: pulse_beacons_hour_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX pulse_beacons_hour_idx ON hotmess.pulse_beacons USING btree (hour);

--
-- Name: pulse_cells_hour_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX pulse_cells_hour_idx ON hotmess.pulse_cells USING btree (hour);

--
-- Name: qr_tokens_beacon_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX qr_tokens_beacon_idx ON hotmess.qr_tokens USING btree (beacon_id, scope);

--
-- Name: qr_tokens_expires_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX qr_tokens_expires_idx ON hotmess.qr_tokens USING btree (expires_at);

--
-- Name: qr_tokens_holder_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX qr_tokens_holder_idx ON hotmess.qr_tokens USING btree (holder_id, expires_at);

--
-- Name: qr_tokens_replaced_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX qr_tokens_replaced_idx ON hotmess.qr_tokens USING btree (replaced_by);

--
-- Name: qr_tokens_sales_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX qr_tokens_sales_idx ON hotmess.qr_tokens USING btree (beacon_id, created_at DESC, id DESC) WHERE ((scope = 'check_in'::text) AND (replaced_by IS NULL));

--
-- Name: radio_shows_status_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX radio_shows_status_idx ON hotmess.radio_shows USING btree (status);

--
-- Name: records_releases_release_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX records_releases_release_idx ON hotmess.records_releases USING btree (release_at);

--
-- Name: records_releases_status_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX records_releases_status_idx ON hotmess.records_releases USING btree (status, release_at DESC);

--
-- Name: refunds_due_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX refunds_due_idx ON hotmess.refunds USING btree (next_attempt_at) WHERE (status = ANY (ARRAY['due'::text, 'sent'::text]));

--
-- Name: refunds_item_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX refunds_item_idx ON hotmess.refunds USING btree (order_item_id);

--
-- Name: refunds_payment_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX refunds_payment_idx ON hotmess.refunds USING btree (payment_id);

--
-- Name: refunds_refused_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX refunds_refused_idx ON hotmess.refunds USING btree (updated_at) WHERE (status = 'failed'::text);

--
-- Name: refunds_sending_uniq; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE UNIQUE INDEX refunds_sending_uniq ON hotmess.refunds USING btree (payment_id) WHERE ((order_item_id IS NULL) AND (status <> 'failed'::text));

--
-- Name: refunds_user_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX refunds_user_idx ON hotmess.refunds USING btree (user_id);

--
-- Name: scan_conflicts_beacon_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX scan_conflicts_beacon_idx ON hotmess.scan_conflicts USING btree (beacon_id, created_at);

--
-- Name: scan_conflicts_first_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX scan_conflicts_first_idx ON hotmess.scan_conflicts USING btree (first_scan_id);

--
-- Name: scan_conflicts_token_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX scan_conflicts_token_idx ON hotmess.scan_conflicts USING btree (token_id);

--
-- Name: schedule_blocks_show_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX schedule_blocks_show_idx ON hotmess.schedule_blocks USING btree (show_id);

--
-- Name: schedule_blocks_station_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX schedule_blocks_station_idx ON hotmess.schedule_blocks USING btree (station_id, day_of_week, start_time);

--
-- Name: schedule_blocks_status_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX schedule_blocks_status_idx ON hotmess.schedule_blocks USING btree (status);

--
-- Name: stock_reservations_listing_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX stock_reservations_listing_idx ON hotmess.stock_reservations USING btree (market_listing_id, user_id);

--
-- Name: stock_reservations_open_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX stock_reservations_open_idx ON hotmess.stock_reservations USING btree (expires_at) WHERE (ended_at IS NULL);

--
-- Name: stock_reservations_product_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX stock_reservations_product_idx ON hotmess.stock_reservations USING btree (product_id, user_id);

--
-- Name: stock_reservations_user_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX stock_reservations_user_idx ON hotmess.stock_reservations USING btree (user_id, product_id);

--
-- Name: stock_units_listing_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX stock_units_listing_idx ON hotmess.stock_units USING btree (market_listing_id, reserved_until);

--
-- Name: stock_units_product_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX stock_units_product_idx ON hotmess.stock_units USING btree (product_id, reserved_until);

--
-- Name: stock_units_reservation_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX stock_units_reservation_idx ON hotmess.stock_units USING btree (reservation_id);

--
-- Name: stored_files_going_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX stored_files_going_idx ON hotmess.stored_files USING btree (created_at) WHERE (state <> 'kept'::text);

--
-- Name: stored_files_owner_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX stored_files_owner_idx ON hotmess.stored_files USING btree (owner_id);

--
-- Name: ticket_holds_beacon_all_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX ticket_holds_beacon_all_idx ON hotmess.ticket_holds USING btree (beacon_id);

--
-- Name: ticket_holds_beacon_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX ticket_holds_beacon_idx ON hotmess.ticket_holds USING btree (beacon_id) WHERE (ended_at IS NULL);

--
-- Name: ticket_holds_one; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE UNIQUE INDEX ticket_holds_one ON hotmess.ticket_holds USING btree (beacon_id, user_id) WHERE (ended_at IS NULL);

--
-- Name: ticket_holds_user_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX ticket_holds_user_idx ON hotmess.ticket_holds USING btree (user_id);

--
-- Name: ticket_listings_beacon_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX ticket_listings_beacon_idx ON hotmess.ticket_listings USING btree (beacon_id, status);

--
-- Name: ticket_listings_buyer_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX ticket_listings_buyer_idx ON hotmess.ticket_listings USING btree (buyer_id);

--
-- Name: ticket_listings_one_per_token; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE UNIQUE INDEX ticket_listings_one_per_token ON hotmess.ticket_listings USING btree (token_id) WHERE (status = ANY (ARRAY['pending_review'::text, 'live'::text]));

--
-- Name: ticket_listings_post_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX ticket_listings_post_idx ON hotmess.ticket_listings USING btree (proof_post_id);

--
-- Name: ticket_listings_seller_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX ticket_listings_seller_idx ON hotmess.ticket_listings USING btree (seller_id, created_at DESC);

--
-- Name: ticket_listings_status_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX ticket_listings_status_idx ON hotmess.ticket_listings USING btree (status, updated_at);

--
-- Name: ticket_listings_token_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX ticket_listings_token_idx ON hotmess.ticket_listings USING btree (token_id);

--
-- Name: xp_adjustments_open_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX xp_adjustments_open_idx ON hotmess.xp_adjustments USING btree (created_at) WHERE (state = 'proposed'::text);

--
-- Name: xp_adjustments_proposer_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX xp_adjustments_proposer_idx ON hotmess.xp_adjustments USING btree (proposed_by, user_id, created_at);

--
-- Name: xp_adjustments_user_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX xp_adjustments_user_idx ON hotmess.xp_adjustments USING btree (user_id);

--
-- Name: xp_events_created_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX xp_events_created_idx ON hotmess.xp_events USING btree (created_at);

--
-- Name: xp_events_user_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX xp_events_user_idx ON hotmess.xp_events USING btree (user_id, created_at DESC);

--
-- Name: xp_totals_band_idx; Type: INDEX; Schema: hotmess; Owner: -
--

CREATE INDEX xp_totals_band_idx ON hotmess.xp_totals USING btree (band DESC, user_id);

--
-- Name: beacon_posts beacon_posts_check_transition; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER beacon_posts_check_transition BEFORE INSERT OR UPDATE ON hotmess.beacon_posts FOR EACH ROW EXECUTE FUNCTION hotmess.enforce_transition('post', 'status');

--
-- Name: beacon_posts beacon_posts_event; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER beacon_posts_event AFTER INSERT OR UPDATE ON hotmess.beacon_posts FOR EACH ROW EXECUTE FUNCTION hotmess.record_transition('post', 'status');

--
-- Name: beacon_posts beacon_posts_guard; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER beacon_posts_guard BEFORE INSERT OR UPDATE ON hotmess.beacon_posts FOR EACH ROW EXECUTE FUNCTION hotmess.guard_post();

--
-- Name: beacon_posts beacon_posts_updated_at; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER beacon_posts_updated_at BEFORE UPDATE ON hotmess.beacon_posts FOR EACH ROW EXECUTE FUNCTION hotmess.set_updated_at();

--
-- Name: beacon_scans beacon_scans_keep; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER beacon_scans_keep BEFORE DELETE OR UPDATE ON hotmess.beacon_scans FOR EACH ROW EXECUTE FUNCTION hotmess.keep_scan();

--
-- Name: beacon_scans beacon_scans_no_truncate; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER beacon_scans_no_truncate BEFORE TRUNCATE ON hotmess.beacon_scans FOR EACH STATEMENT EXECUTE FUNCTION hotmess.refuse_change();

--
-- Name: beacon_waiting_list beacon_waiting_list_check_transition; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER beacon_waiting_list_check_transition BEFORE INSERT OR UPDATE ON hotmess.beacon_waiting_list FOR EACH ROW EXECUTE FUNCTION hotmess.enforce_transition('waiting', 'status');

--
-- Name: beacon_waiting_list beacon_waiting_list_event; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER beacon_waiting_list_event AFTER INSERT OR UPDATE ON hotmess.beacon_waiting_list FOR EACH ROW EXECUTE FUNCTION hotmess.record_transition('waiting', 'status');

--
-- Name: beacon_waiting_list beacon_waiting_list_updated_at; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER beacon_waiting_list_updated_at BEFORE UPDATE ON hotmess.beacon_waiting_list FOR EACH ROW EXECUTE FUNCTION hotmess.set_updated_at();

--
-- Name: beacons beacons_check_transition; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER beacons_check_transition BEFORE INSERT OR UPDATE ON hotmess.beacons FOR EACH ROW EXECUTE FUNCTION hotmess.enforce_transition('beacon', 'status');

--
-- Name: beacons beacons_event; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER beacons_event AFTER INSERT OR UPDATE ON hotmess.beacons FOR EACH ROW EXECUTE FUNCTION hotmess.record_transition('beacon', 'status');

--
-- Name: beacons beacons_gate; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER beacons_gate AFTER INSERT ON hotmess.beacons FOR EACH ROW EXECUTE FUNCTION hotmess.open_main_gate();

--
-- Name: beacons beacons_guard; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER beacons_guard BEFORE INSERT OR UPDATE ON hotmess.beacons FOR EACH ROW EXECUTE FUNCTION hotmess.guard_beacon();

--
-- Name: beacons beacons_note_disabled; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER beacons_note_disabled BEFORE UPDATE ON hotmess.beacons FOR EACH ROW EXECUTE FUNCTION hotmess.note_disabled();

--
-- Name: beacons beacons_open_city; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER beacons_open_city BEFORE INSERT ON hotmess.beacons FOR EACH ROW EXECUTE FUNCTION hotmess.refuse_closed_city();

--
-- Name: beacons beacons_updated_at; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER beacons_updated_at BEFORE UPDATE ON hotmess.beacons FOR EACH ROW EXECUTE FUNCTION hotmess.set_updated_at();

--
-- Name: cart_items cart_items_updated_at; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER cart_items_updated_at BEFORE UPDATE ON hotmess.cart_items FOR EACH ROW EXECUTE FUNCTION hotmess.set_updated_at();

--
-- Name: domain_events domain_events_append_only; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER domain_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON hotmess.domain_events FOR EACH STATEMENT EXECUTE FUNCTION hotmess.refuse_change();

--
-- Name: drops drops_check_transition; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER drops_check_transition BEFORE INSERT OR UPDATE ON hotmess.drops FOR EACH ROW EXECUTE FUNCTION hotmess.enforce_transition('drop', 'status');

--
-- Name: drops drops_event; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER drops_event AFTER INSERT OR UPDATE ON hotmess.drops FOR EACH ROW EXECUTE FUNCTION hotmess.record_transition('drop', 'status');

--
-- Name: drops drops_updated_at; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER drops_updated_at BEFORE UPDATE ON hotmess.drops FOR EACH ROW EXECUTE FUNCTION hotmess.set_updated_at();

--
-- Name: evidence_events evidence_events_append_only; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER evidence_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON hotmess.evidence_events FOR EACH STATEMENT EXECUTE FUNCTION hotmess.refuse_change();

--
-- Name: evidence_events evidence_events_chain; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER evidence_events_chain BEFORE INSERT ON hotmess.evidence_events FOR EACH ROW EXECUTE FUNCTION hotmess.chain_evidence();

--
-- Name: invoices invoices_append_only; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER invoices_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON hotmess.invoices FOR EACH STATEMENT EXECUTE FUNCTION hotmess.refuse_change();

ALTER TABLE hotmess.invoices ENABLE ALWAYS TRIGGER invoices_append_only;

--
-- Name: market_listings market_listings_check_transition; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER market_listings_check_transition BEFORE INSERT OR UPDATE ON hotmess.market_listings FOR EACH ROW EXECUTE FUNCTION hotmess.enforce_transition('market_listing', 'status');

--
-- Name: market_listings market_listings_event; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER market_listings_event AFTER INSERT OR UPDATE ON hotmess.market_listings FOR EACH ROW EXECUTE FUNCTION hotmess.record_transition('market_listing', 'status');

--
-- Name: market_listings market_listings_guard; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER market_listings_guard BEFORE INSERT OR UPDATE ON hotmess.market_listings FOR EACH ROW EXECUTE FUNCTION hotmess.guard_market_listing();

--
-- Name: market_listings market_listings_updated_at; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER market_listings_updated_at BEFORE UPDATE ON hotmess.market_listings FOR EACH ROW EXECUTE FUNCTION hotmess.set_updated_at();

--
-- Name: market_sellers market_sellers_check_transition; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER market_sellers_check_transition BEFORE INSERT OR UPDATE ON hotmess.market_sellers FOR EACH ROW EXECUTE FUNCTION hotmess.enforce_transition('seller', 'status');

--
-- Name: market_sellers market_sellers_event; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER market_sellers_event AFTER INSERT OR UPDATE ON hotmess.market_sellers FOR EACH ROW EXECUTE FUNCTION hotmess.record_transition('seller', 'status');

--
-- Name: market_sellers market_sellers_updated_at; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER market_sellers_updated_at BEFORE UPDATE ON hotmess.market_sellers FOR EACH ROW EXECUTE FUNCTION hotmess.set_updated_at();

--
-- Name: membership_texts membership_texts_append_only; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER membership_texts_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON hotmess.membership_texts FOR EACH STATEMENT EXECUTE FUNCTION hotmess.refuse_change();

--
-- Name: moderation_reports moderation_reports_write; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER moderation_reports_write INSTEAD OF INSERT ON hotmess.moderation_reports FOR EACH ROW EXECUTE FUNCTION hotmess.write_moderation_report();

--
-- Name: order_items order_items_guard; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER order_items_guard BEFORE UPDATE ON hotmess.order_items FOR EACH ROW EXECUTE FUNCTION hotmess.guard_order_item();

--
-- Name: orders orders_fulfilment_check_transition; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER orders_fulfilment_check_transition BEFORE INSERT OR UPDATE ON hotmess.orders FOR EACH ROW EXECUTE FUNCTION hotmess.enforce_transition('fulfilment', 'fulfilment_status');

--
-- Name: orders orders_fulfilment_event; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER orders_fulfilment_event AFTER INSERT OR UPDATE ON hotmess.orders FOR EACH ROW EXECUTE FUNCTION hotmess.record_transition('fulfilment', 'fulfilment_status');

--
-- Name: orders orders_order_payment_check_transition; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER orders_order_payment_check_transition BEFORE INSERT OR UPDATE ON hotmess.orders FOR EACH ROW EXECUTE FUNCTION hotmess.enforce_transition('order_payment', 'payment_status');

--
-- Name: orders orders_order_payment_event; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER orders_order_payment_event AFTER INSERT OR UPDATE ON hotmess.orders FOR EACH ROW EXECUTE FUNCTION hotmess.record_transition('order_payment', 'payment_status');

--
-- Name: orders orders_updated_at; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER orders_updated_at BEFORE UPDATE ON hotmess.orders FOR EACH ROW EXECUTE FUNCTION hotmess.set_updated_at();

--
-- Name: outbox outbox_updated_at; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER outbox_updated_at BEFORE UPDATE ON hotmess.outbox FOR EACH ROW EXECUTE FUNCTION hotmess.set_updated_at();

--
-- Name: payments payments_check_transition; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER payments_check_transition BEFORE INSERT OR UPDATE ON hotmess.payments FOR EACH ROW EXECUTE FUNCTION hotmess.enforce_transition('payment', 'status');

--
-- Name: payments payments_event; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER payments_event AFTER INSERT OR UPDATE ON hotmess.payments FOR EACH ROW EXECUTE FUNCTION hotmess.record_transition('payment', 'status');

--
-- Name: payments payments_updated_at; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER payments_updated_at BEFORE UPDATE ON hotmess.payments FOR EACH ROW EXECUTE FUNCTION hotmess.set_updated_at();

--
-- Name: payout_accounts payout_accounts_updated_at; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER payout_accounts_updated_at BEFORE UPDATE ON hotmess.payout_accounts FOR EACH ROW EXECUTE FUNCTION hotmess.set_updated_at();

--
-- Name: payouts payouts_check_transition; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER payouts_check_transition BEFORE INSERT OR UPDATE ON hotmess.payouts FOR EACH ROW EXECUTE FUNCTION hotmess.enforce_transition('payout', 'status');

--
-- Name: payouts payouts_event; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER payouts_event AFTER INSERT OR UPDATE ON hotmess.payouts FOR EACH ROW EXECUTE FUNCTION hotmess.record_transition('payout', 'status');

--
-- Name: payouts payouts_updated_at; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER payouts_updated_at BEFORE UPDATE ON hotmess.payouts FOR EACH ROW EXECUTE FUNCTION hotmess.set_updated_at();

--
-- Name: products products_check_transition; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER products_check_transition BEFORE INSERT OR UPDATE ON hotmess.products FOR EACH ROW EXECUTE FUNCTION hotmess.enforce_transition('product', 'status');

--
-- Name: products products_event; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER products_event AFTER INSERT OR UPDATE ON hotmess.products FOR EACH ROW EXECUTE FUNCTION hotmess.record_transition('product', 'status');

--
-- Name: products products_updated_at; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER products_updated_at BEFORE UPDATE ON hotmess.products FOR EACH ROW EXECUTE FUNCTION hotmess.set_updated_at();

--
-- Name: profiles profiles_adults; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER profiles_adults BEFORE INSERT OR UPDATE ON hotmess.profiles FOR EACH ROW EXECUTE FUNCTION hotmess.keep_adults();

--
-- Name: profiles profiles_check_transition; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER profiles_check_transition BEFORE INSERT OR UPDATE ON hotmess.profiles FOR EACH ROW EXECUTE FUNCTION hotmess.enforce_transition('profile', 'status');

--
-- Name: profiles profiles_event; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER profiles_event AFTER INSERT OR UPDATE ON hotmess.profiles FOR EACH ROW EXECUTE FUNCTION hotmess.record_transition('profile', 'status');

--
-- Name: profiles profiles_open_city; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER profiles_open_city BEFORE INSERT ON hotmess.profiles FOR EACH ROW EXECUTE FUNCTION hotmess.refuse_closed_city();

--
-- Name: profiles profiles_open_new_city; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER profiles_open_new_city BEFORE UPDATE OF city_id ON hotmess.profiles FOR EACH ROW WHEN ((new.city_id IS DISTINCT FROM old.city_id)) EXECUTE FUNCTION hotmess.refuse_closed_city();

--
-- Name: profiles profiles_updated_at; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER profiles_updated_at BEFORE UPDATE ON hotmess.profiles FOR EACH ROW EXECUTE FUNCTION hotmess.set_updated_at();

--
-- Name: qr_tokens qr_tokens_guard; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER qr_tokens_guard BEFORE UPDATE ON hotmess.qr_tokens FOR EACH ROW EXECUTE FUNCTION hotmess.guard_token();

--
-- Name: qr_tokens qr_tokens_updated_at; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER qr_tokens_updated_at BEFORE UPDATE ON hotmess.qr_tokens FOR EACH ROW EXECUTE FUNCTION hotmess.set_updated_at();

--
-- Name: radio_shows radio_shows_check_transition; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER radio_shows_check_transition BEFORE INSERT OR UPDATE ON hotmess.radio_shows FOR EACH ROW EXECUTE FUNCTION hotmess.enforce_transition('show', 'status');

--
-- Name: radio_shows radio_shows_event; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER radio_shows_event AFTER INSERT OR UPDATE ON hotmess.radio_shows FOR EACH ROW EXECUTE FUNCTION hotmess.record_transition('show', 'status');

--
-- Name: radio_shows radio_shows_updated_at; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER radio_shows_updated_at BEFORE UPDATE ON hotmess.radio_shows FOR EACH ROW EXECUTE FUNCTION hotmess.set_updated_at();

--
-- Name: records_releases records_releases_check_transition; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER records_releases_check_transition BEFORE INSERT OR UPDATE ON hotmess.records_releases FOR EACH ROW EXECUTE FUNCTION hotmess.enforce_transition('release', 'status');

--
-- Name: records_releases records_releases_event; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER records_releases_event AFTER INSERT OR UPDATE ON hotmess.records_releases FOR EACH ROW EXECUTE FUNCTION hotmess.record_transition('release', 'status');

--
-- Name: records_releases records_releases_updated_at; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER records_releases_updated_at BEFORE UPDATE ON hotmess.records_releases FOR EACH ROW EXECUTE FUNCTION hotmess.set_updated_at();

--
-- Name: refunds refunds_check_transition; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER refunds_check_transition BEFORE INSERT OR UPDATE ON hotmess.refunds FOR EACH ROW EXECUTE FUNCTION hotmess.enforce_transition('refund', 'status');

--
-- Name: refunds refunds_event; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER refunds_event AFTER INSERT OR UPDATE ON hotmess.refunds FOR EACH ROW EXECUTE FUNCTION hotmess.record_transition('refund', 'status');

--
-- Name: refunds refunds_guard; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER refunds_guard BEFORE INSERT OR UPDATE ON hotmess.refunds FOR EACH ROW EXECUTE FUNCTION hotmess.guard_refund();

--
-- Name: refunds refunds_updated_at; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER refunds_updated_at BEFORE UPDATE ON hotmess.refunds FOR EACH ROW EXECUTE FUNCTION hotmess.set_updated_at();

--
-- Name: resale_caps resale_caps_updated_at; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER resale_caps_updated_at BEFORE UPDATE ON hotmess.resale_caps FOR EACH ROW EXECUTE FUNCTION hotmess.set_updated_at();

--
-- Name: rulesets rulesets_append_only; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER rulesets_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON hotmess.rulesets FOR EACH STATEMENT EXECUTE FUNCTION hotmess.refuse_change();

--
-- Name: schedule_blocks schedule_blocks_check_transition; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER schedule_blocks_check_transition BEFORE INSERT OR UPDATE ON hotmess.schedule_blocks FOR EACH ROW EXECUTE FUNCTION hotmess.enforce_transition('schedule_block', 'status');

--
-- Name: schedule_blocks schedule_blocks_event; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER schedule_blocks_event AFTER INSERT OR UPDATE ON hotmess.schedule_blocks FOR EACH ROW EXECUTE FUNCTION hotmess.record_transition('schedule_block', 'status');

--
-- Name: schedule_blocks schedule_blocks_number; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER schedule_blocks_number BEFORE INSERT OR UPDATE ON hotmess.schedule_blocks FOR EACH ROW EXECUTE FUNCTION hotmess.number_block();

--
-- Name: schedule_blocks schedule_blocks_updated_at; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER schedule_blocks_updated_at BEFORE UPDATE ON hotmess.schedule_blocks FOR EACH ROW EXECUTE FUNCTION hotmess.set_updated_at();

--
-- Name: stored_files stored_files_one_way; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER stored_files_one_way BEFORE UPDATE OF state ON hotmess.stored_files FOR EACH ROW EXECUTE FUNCTION hotmess.keep_unwanted();

--
-- Name: stored_files stored_files_updated_at; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER stored_files_updated_at BEFORE UPDATE ON hotmess.stored_files FOR EACH ROW EXECUTE FUNCTION hotmess.set_updated_at();

--
-- Name: pgqueuer tg_pgqueuer_changed; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER tg_pgqueuer_changed AFTER INSERT OR DELETE OR TRUNCATE ON hotmess.pgqueuer FOR EACH STATEMENT EXECUTE FUNCTION hotmess.fn_pgqueuer_changed();

--
-- Name: ticket_listings ticket_listings_check_transition; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER ticket_listings_check_transition BEFORE INSERT OR UPDATE ON hotmess.ticket_listings FOR EACH ROW EXECUTE FUNCTION hotmess.enforce_transition('listing', 'status');

--
-- Name: ticket_listings ticket_listings_event; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER ticket_listings_event AFTER INSERT OR UPDATE ON hotmess.ticket_listings FOR EACH ROW EXECUTE FUNCTION hotmess.record_transition('listing', 'status');

--
-- Name: ticket_listings ticket_listings_guard; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER ticket_listings_guard BEFORE INSERT OR UPDATE ON hotmess.ticket_listings FOR EACH ROW EXECUTE FUNCTION hotmess.guard_listing();

--
-- Name: ticket_listings ticket_listings_updated_at; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER ticket_listings_updated_at BEFORE UPDATE ON hotmess.ticket_listings FOR EACH ROW EXECUTE FUNCTION hotmess.set_updated_at();

--
-- Name: xp_adjustments xp_adjustments_check_transition; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER xp_adjustments_check_transition BEFORE INSERT OR UPDATE ON hotmess.xp_adjustments FOR EACH ROW EXECUTE FUNCTION hotmess.enforce_transition('xp_adjustment', 'state');

--
-- Name: xp_adjustments xp_adjustments_event; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER xp_adjustments_event AFTER INSERT OR UPDATE ON hotmess.xp_adjustments FOR EACH ROW EXECUTE FUNCTION hotmess.record_transition('xp_adjustment', 'state');

--
-- Name: xp_events xp_events_append_only; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER xp_events_append_only BEFORE DELETE OR UPDATE ON hotmess.xp_events FOR EACH ROW EXECUTE FUNCTION hotmess.refuse_change();

ALTER TABLE hotmess.xp_events ENABLE ALWAYS TRIGGER xp_events_append_only;

--
-- Name: xp_events xp_events_guard; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER xp_events_guard BEFORE INSERT ON hotmess.xp_events FOR EACH ROW WHEN ((new.event_type = 'admin_adjustment'::text)) EXECUTE FUNCTION hotmess.guard_xp();

--
-- Name: xp_events xp_events_no_truncate; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER xp_events_no_truncate BEFORE TRUNCATE ON hotmess.xp_events FOR EACH STATEMENT EXECUTE FUNCTION hotmess.refuse_change();

ALTER TABLE hotmess.xp_events ENABLE ALWAYS TRIGGER xp_events_no_truncate;

--
-- Name: xp_rules xp_rules_updated_at; Type: TRIGGER; Schema: hotmess; Owner: -
--

CREATE TRIGGER xp_rules_updated_at BEFORE UPDATE ON hotmess.xp_rules FOR EACH ROW EXECUTE FUNCTION hotmess.set_updated_at();

--
-- Name: beacon_posts beacon_posts_author_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacon_posts
    ADD CONSTRAINT beacon_posts_author_id_fkey FOREIGN KEY (author_id) REFERENCES hotmess.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: beacon_posts beacon_posts_beacon_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacon_posts
    ADD CONSTRAINT beacon_posts_beacon_id_fkey FOREIGN KEY (beacon_id) REFERENCES hotmess.beacons(id) ON DELETE CASCADE;

--
-- Name: beacon_posts beacon_posts_file_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacon_posts
    ADD CONSTRAINT beacon_posts_file_id_fkey FOREIGN KEY (file_id) REFERENCES hotmess.stored_files(id) ON DELETE SET NULL;

--
-- Name: beacon_scans beacon_scans_beacon_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacon_scans
    ADD CONSTRAINT beacon_scans_beacon_id_fkey FOREIGN KEY (beacon_id) REFERENCES hotmess.beacons(id) ON DELETE RESTRICT;

--
-- Name: beacon_scans beacon_scans_city_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacon_scans
    ADD CONSTRAINT beacon_scans_city_id_fkey FOREIGN KEY (city_id) REFERENCES hotmess.cities(id) ON DELETE RESTRICT;

--
-- Name: beacon_scans beacon_scans_device_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacon_scans
    ADD CONSTRAINT beacon_scans_device_id_fkey FOREIGN KEY (device_id) REFERENCES hotmess.door_devices(id) ON DELETE SET NULL;

--
-- Name: beacon_scans beacon_scans_gate_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacon_scans
    ADD CONSTRAINT beacon_scans_gate_id_fkey FOREIGN KEY (gate_id) REFERENCES hotmess.gates(id) ON DELETE SET NULL;

--
-- Name: beacon_scans beacon_scans_override_of_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacon_scans
    ADD CONSTRAINT beacon_scans_override_of_fkey FOREIGN KEY (override_of) REFERENCES hotmess.beacon_scans(id) ON DELETE SET NULL;

--
-- Name: beacon_scans beacon_scans_scanned_by_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacon_scans
    ADD CONSTRAINT beacon_scans_scanned_by_fkey FOREIGN KEY (scanned_by) REFERENCES hotmess.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: beacon_scans beacon_scans_token_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacon_scans
    ADD CONSTRAINT beacon_scans_token_id_fkey FOREIGN KEY (token_id) REFERENCES hotmess.qr_tokens(id) ON DELETE SET NULL;

--
-- Name: beacon_scans beacon_scans_user_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacon_scans
    ADD CONSTRAINT beacon_scans_user_id_fkey FOREIGN KEY (user_id) REFERENCES hotmess.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: beacon_staff beacon_staff_beacon_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacon_staff
    ADD CONSTRAINT beacon_staff_beacon_id_fkey FOREIGN KEY (beacon_id) REFERENCES hotmess.beacons(id) ON DELETE CASCADE;

--
-- Name: beacon_staff beacon_staff_user_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacon_staff
    ADD CONSTRAINT beacon_staff_user_id_fkey FOREIGN KEY (user_id) REFERENCES hotmess.profiles(user_id) ON DELETE CASCADE;

--
-- Name: beacon_waiting_list beacon_waiting_list_beacon_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacon_waiting_list
    ADD CONSTRAINT beacon_waiting_list_beacon_id_fkey FOREIGN KEY (beacon_id) REFERENCES hotmess.beacons(id) ON DELETE CASCADE;

--
-- Name: beacon_waiting_list beacon_waiting_list_listing_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacon_waiting_list
    ADD CONSTRAINT beacon_waiting_list_listing_id_fkey FOREIGN KEY (listing_id) REFERENCES hotmess.ticket_listings(id) ON DELETE SET NULL;

--
-- Name: beacon_waiting_list beacon_waiting_list_user_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacon_waiting_list
    ADD CONSTRAINT beacon_waiting_list_user_id_fkey FOREIGN KEY (user_id) REFERENCES hotmess.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: beacons beacons_city_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacons
    ADD CONSTRAINT beacons_city_id_fkey FOREIGN KEY (city_id) REFERENCES hotmess.cities(id) ON DELETE RESTRICT;

--
-- Name: beacons beacons_owner_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacons
    ADD CONSTRAINT beacons_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES hotmess.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: beacons beacons_ruleset_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.beacons
    ADD CONSTRAINT beacons_ruleset_id_fkey FOREIGN KEY (ruleset_id) REFERENCES hotmess.rulesets(id) ON DELETE RESTRICT;

--
-- Name: cart_items cart_items_market_listing_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.cart_items
    ADD CONSTRAINT cart_items_market_listing_id_fkey FOREIGN KEY (market_listing_id) REFERENCES hotmess.market_listings(id) ON DELETE CASCADE;

--
-- Name: cart_items cart_items_product_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.cart_items
    ADD CONSTRAINT cart_items_product_id_fkey FOREIGN KEY (product_id) REFERENCES hotmess.products(id) ON DELETE CASCADE;

--
-- Name: cart_items cart_items_user_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.cart_items
    ADD CONSTRAINT cart_items_user_id_fkey FOREIGN KEY (user_id) REFERENCES hotmess.profiles(user_id) ON DELETE CASCADE;

--
-- Name: door_devices door_devices_beacon_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.door_devices
    ADD CONSTRAINT door_devices_beacon_id_fkey FOREIGN KEY (beacon_id) REFERENCES hotmess.beacons(id) ON DELETE CASCADE;

--
-- Name: door_devices door_devices_gate_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.door_devices
    ADD CONSTRAINT door_devices_gate_id_fkey FOREIGN KEY (gate_id) REFERENCES hotmess.gates(id) ON DELETE SET NULL;

--
-- Name: door_devices door_devices_user_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.door_devices
    ADD CONSTRAINT door_devices_user_id_fkey FOREIGN KEY (user_id) REFERENCES hotmess.profiles(user_id) ON DELETE CASCADE;

--
-- Name: drop_queue drop_queue_drop_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.drop_queue
    ADD CONSTRAINT drop_queue_drop_id_fkey FOREIGN KEY (drop_id) REFERENCES hotmess.drops(id) ON DELETE CASCADE;

--
-- Name: drop_queue drop_queue_user_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.drop_queue
    ADD CONSTRAINT drop_queue_user_id_fkey FOREIGN KEY (user_id) REFERENCES hotmess.profiles(user_id) ON DELETE CASCADE;

--
-- Name: evidence_events evidence_events_beacon_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.evidence_events
    ADD CONSTRAINT evidence_events_beacon_id_fkey FOREIGN KEY (beacon_id) REFERENCES hotmess.beacons(id) ON DELETE RESTRICT;

--
-- Name: evidence_events evidence_events_post_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.evidence_events
    ADD CONSTRAINT evidence_events_post_id_fkey FOREIGN KEY (post_id) REFERENCES hotmess.beacon_posts(id) ON DELETE RESTRICT;

--
-- Name: evidence_events evidence_events_scan_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.evidence_events
    ADD CONSTRAINT evidence_events_scan_id_fkey FOREIGN KEY (scan_id) REFERENCES hotmess.beacon_scans(id) ON DELETE RESTRICT;

--
-- Name: evidence_events evidence_events_user_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.evidence_events
    ADD CONSTRAINT evidence_events_user_id_fkey FOREIGN KEY (user_id) REFERENCES hotmess.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: gate_counts gate_counts_gate_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.gate_counts
    ADD CONSTRAINT gate_counts_gate_id_fkey FOREIGN KEY (gate_id) REFERENCES hotmess.gates(id) ON DELETE CASCADE;

--
-- Name: gates gates_beacon_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.gates
    ADD CONSTRAINT gates_beacon_id_fkey FOREIGN KEY (beacon_id) REFERENCES hotmess.beacons(id) ON DELETE CASCADE;

--
-- Name: invoices invoices_order_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.invoices
    ADD CONSTRAINT invoices_order_id_fkey FOREIGN KEY (order_id) REFERENCES hotmess.orders(id) ON DELETE RESTRICT;

--
-- Name: listening listening_station_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.listening
    ADD CONSTRAINT listening_station_id_fkey FOREIGN KEY (station_id) REFERENCES hotmess.radio_stations(id) ON DELETE CASCADE;

--
-- Name: listening listening_user_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.listening
    ADD CONSTRAINT listening_user_id_fkey FOREIGN KEY (user_id) REFERENCES hotmess.profiles(user_id) ON DELETE CASCADE;

--
-- Name: listing_holds listing_holds_buyer_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.listing_holds
    ADD CONSTRAINT listing_holds_buyer_id_fkey FOREIGN KEY (buyer_id) REFERENCES hotmess.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: listing_holds listing_holds_listing_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.listing_holds
    ADD CONSTRAINT listing_holds_listing_id_fkey FOREIGN KEY (listing_id) REFERENCES hotmess.ticket_listings(id) ON DELETE CASCADE;

--
-- Name: login_streaks login_streaks_user_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.login_streaks
    ADD CONSTRAINT login_streaks_user_id_fkey FOREIGN KEY (user_id) REFERENCES hotmess.profiles(user_id) ON DELETE CASCADE;

--
-- Name: market_listings market_listings_seller_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.market_listings
    ADD CONSTRAINT market_listings_seller_id_fkey FOREIGN KEY (seller_id) REFERENCES hotmess.market_sellers(id) ON DELETE RESTRICT;

--
-- Name: market_sellers market_sellers_owner_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.market_sellers
    ADD CONSTRAINT market_sellers_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES hotmess.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: now_playing_overrides now_playing_overrides_show_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.now_playing_overrides
    ADD CONSTRAINT now_playing_overrides_show_id_fkey FOREIGN KEY (show_id) REFERENCES hotmess.radio_shows(id) ON DELETE RESTRICT;

--
-- Name: now_playing_overrides now_playing_overrides_station_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.now_playing_overrides
    ADD CONSTRAINT now_playing_overrides_station_id_fkey FOREIGN KEY (station_id) REFERENCES hotmess.radio_stations(id) ON DELETE RESTRICT;

--
-- Name: order_items order_items_beacon_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.order_items
    ADD CONSTRAINT order_items_beacon_id_fkey FOREIGN KEY (beacon_id) REFERENCES hotmess.beacons(id) ON DELETE RESTRICT;

--
-- Name: order_items order_items_market_listing_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.order_items
    ADD CONSTRAINT order_items_market_listing_id_fkey FOREIGN KEY (market_listing_id) REFERENCES hotmess.market_listings(id) ON DELETE SET NULL;

--
-- Name: order_items order_items_order_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.order_items
    ADD CONSTRAINT order_items_order_id_fkey FOREIGN KEY (order_id) REFERENCES hotmess.orders(id) ON DELETE RESTRICT;

--
-- Name: order_items order_items_product_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.order_items
    ADD CONSTRAINT order_items_product_id_fkey FOREIGN KEY (product_id) REFERENCES hotmess.products(id) ON DELETE SET NULL;

--
-- Name: order_items order_items_reservation_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.order_items
    ADD CONSTRAINT order_items_reservation_id_fkey FOREIGN KEY (reservation_id) REFERENCES hotmess.stock_reservations(id) ON DELETE SET NULL;

--
-- Name: order_items order_items_ticket_listing_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.order_items
    ADD CONSTRAINT order_items_ticket_listing_id_fkey FOREIGN KEY (ticket_listing_id) REFERENCES hotmess.ticket_listings(id) ON DELETE SET NULL;

--
-- Name: order_items order_items_token_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.order_items
    ADD CONSTRAINT order_items_token_id_fkey FOREIGN KEY (token_id) REFERENCES hotmess.qr_tokens(id) ON DELETE SET NULL;

--
-- Name: orders orders_seller_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.orders
    ADD CONSTRAINT orders_seller_id_fkey FOREIGN KEY (seller_id) REFERENCES hotmess.market_sellers(id) ON DELETE RESTRICT;

--
-- Name: orders orders_user_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.orders
    ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES hotmess.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: outbox outbox_person_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.outbox
    ADD CONSTRAINT outbox_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: payments payments_order_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.payments
    ADD CONSTRAINT payments_order_id_fkey FOREIGN KEY (order_id) REFERENCES hotmess.orders(id) ON DELETE RESTRICT;

--
-- Name: payments payments_user_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.payments
    ADD CONSTRAINT payments_user_id_fkey FOREIGN KEY (user_id) REFERENCES hotmess.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: payout_accounts payout_accounts_user_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.payout_accounts
    ADD CONSTRAINT payout_accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES hotmess.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: payouts payouts_order_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.payouts
    ADD CONSTRAINT payouts_order_id_fkey FOREIGN KEY (order_id) REFERENCES hotmess.orders(id) ON DELETE RESTRICT;

--
-- Name: payouts payouts_payee_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.payouts
    ADD CONSTRAINT payouts_payee_id_fkey FOREIGN KEY (payee_id) REFERENCES hotmess.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: products products_drop_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.products
    ADD CONSTRAINT products_drop_id_fkey FOREIGN KEY (drop_id) REFERENCES hotmess.drops(id) ON DELETE RESTRICT;

--
-- Name: profiles profiles_city_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.profiles
    ADD CONSTRAINT profiles_city_id_fkey FOREIGN KEY (city_id) REFERENCES hotmess.cities(id) ON DELETE RESTRICT;

--
-- Name: profiles profiles_membership_version_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.profiles
    ADD CONSTRAINT profiles_membership_version_fkey FOREIGN KEY (membership_version) REFERENCES hotmess.membership_texts(version) ON DELETE RESTRICT;

--
-- Name: profiles profiles_user_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.profiles
    ADD CONSTRAINT profiles_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth.users(id) ON DELETE RESTRICT;

--
-- Name: pulse_beacons pulse_beacons_beacon_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.pulse_beacons
    ADD CONSTRAINT pulse_beacons_beacon_id_fkey FOREIGN KEY (beacon_id) REFERENCES hotmess.beacons(id) ON DELETE CASCADE;

--
-- Name: pulse_beacons pulse_beacons_hour_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.pulse_beacons
    ADD CONSTRAINT pulse_beacons_hour_fkey FOREIGN KEY (hour) REFERENCES hotmess.pulse_hours(hour) ON DELETE CASCADE;

--
-- Name: pulse_budgets pulse_budgets_city_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.pulse_budgets
    ADD CONSTRAINT pulse_budgets_city_id_fkey FOREIGN KEY (city_id) REFERENCES hotmess.cities(id) ON DELETE CASCADE;

--
-- Name: pulse_cells pulse_cells_city_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.pulse_cells
    ADD CONSTRAINT pulse_cells_city_id_fkey FOREIGN KEY (city_id) REFERENCES hotmess.cities(id) ON DELETE CASCADE;

--
-- Name: pulse_cells pulse_cells_hour_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.pulse_cells
    ADD CONSTRAINT pulse_cells_hour_fkey FOREIGN KEY (hour) REFERENCES hotmess.pulse_hours(hour) ON DELETE CASCADE;

--
-- Name: qr_tokens qr_tokens_beacon_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.qr_tokens
    ADD CONSTRAINT qr_tokens_beacon_id_fkey FOREIGN KEY (beacon_id) REFERENCES hotmess.beacons(id) ON DELETE RESTRICT;

--
-- Name: qr_tokens qr_tokens_holder_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.qr_tokens
    ADD CONSTRAINT qr_tokens_holder_id_fkey FOREIGN KEY (holder_id) REFERENCES hotmess.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: qr_tokens qr_tokens_replaced_by_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.qr_tokens
    ADD CONSTRAINT qr_tokens_replaced_by_fkey FOREIGN KEY (replaced_by) REFERENCES hotmess.qr_tokens(id) ON DELETE SET NULL;

--
-- Name: radio_shows radio_shows_station_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.radio_shows
    ADD CONSTRAINT radio_shows_station_id_fkey FOREIGN KEY (station_id) REFERENCES hotmess.radio_stations(id) ON DELETE RESTRICT;

--
-- Name: refunds refunds_order_item_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.refunds
    ADD CONSTRAINT refunds_order_item_id_fkey FOREIGN KEY (order_item_id) REFERENCES hotmess.order_items(id) ON DELETE RESTRICT;

--
-- Name: refunds refunds_payment_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.refunds
    ADD CONSTRAINT refunds_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES hotmess.payments(id) ON DELETE RESTRICT;

--
-- Name: refunds refunds_user_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.refunds
    ADD CONSTRAINT refunds_user_id_fkey FOREIGN KEY (user_id) REFERENCES hotmess.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: scan_conflicts scan_conflicts_beacon_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.scan_conflicts
    ADD CONSTRAINT scan_conflicts_beacon_id_fkey FOREIGN KEY (beacon_id) REFERENCES hotmess.beacons(id) ON DELETE CASCADE;

--
-- Name: scan_conflicts scan_conflicts_first_scan_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.scan_conflicts
    ADD CONSTRAINT scan_conflicts_first_scan_id_fkey FOREIGN KEY (first_scan_id) REFERENCES hotmess.beacon_scans(id) ON DELETE CASCADE;

--
-- Name: scan_conflicts scan_conflicts_second_scan_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.scan_conflicts
    ADD CONSTRAINT scan_conflicts_second_scan_id_fkey FOREIGN KEY (second_scan_id) REFERENCES hotmess.beacon_scans(id) ON DELETE CASCADE;

--
-- Name: scan_conflicts scan_conflicts_token_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.scan_conflicts
    ADD CONSTRAINT scan_conflicts_token_id_fkey FOREIGN KEY (token_id) REFERENCES hotmess.qr_tokens(id) ON DELETE CASCADE;

--
-- Name: schedule_blocks schedule_blocks_show_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.schedule_blocks
    ADD CONSTRAINT schedule_blocks_show_id_fkey FOREIGN KEY (show_id) REFERENCES hotmess.radio_shows(id) ON DELETE RESTRICT;

--
-- Name: schedule_blocks schedule_blocks_station_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.schedule_blocks
    ADD CONSTRAINT schedule_blocks_station_id_fkey FOREIGN KEY (station_id) REFERENCES hotmess.radio_stations(id) ON DELETE RESTRICT;

--
-- Name: stock_reservations stock_reservations_user_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.stock_reservations
    ADD CONSTRAINT stock_reservations_user_id_fkey FOREIGN KEY (user_id) REFERENCES hotmess.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: stock_units stock_units_market_listing_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.stock_units
    ADD CONSTRAINT stock_units_market_listing_id_fkey FOREIGN KEY (market_listing_id) REFERENCES hotmess.market_listings(id) ON DELETE CASCADE;

--
-- Name: stock_units stock_units_product_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.stock_units
    ADD CONSTRAINT stock_units_product_id_fkey FOREIGN KEY (product_id) REFERENCES hotmess.products(id) ON DELETE CASCADE;

--
-- Name: stored_files stored_files_owner_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.stored_files
    ADD CONSTRAINT stored_files_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES auth.users(id) ON DELETE SET NULL;

--
-- Name: ticket_holds ticket_holds_beacon_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.ticket_holds
    ADD CONSTRAINT ticket_holds_beacon_id_fkey FOREIGN KEY (beacon_id) REFERENCES hotmess.beacons(id) ON DELETE CASCADE;

--
-- Name: ticket_holds ticket_holds_user_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.ticket_holds
    ADD CONSTRAINT ticket_holds_user_id_fkey FOREIGN KEY (user_id) REFERENCES hotmess.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: ticket_listings ticket_listings_beacon_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.ticket_listings
    ADD CONSTRAINT ticket_listings_beacon_id_fkey FOREIGN KEY (beacon_id) REFERENCES hotmess.beacons(id) ON DELETE RESTRICT;

--
-- Name: ticket_listings ticket_listings_buyer_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.ticket_listings
    ADD CONSTRAINT ticket_listings_buyer_id_fkey FOREIGN KEY (buyer_id) REFERENCES hotmess.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: ticket_listings ticket_listings_proof_post_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.ticket_listings
    ADD CONSTRAINT ticket_listings_proof_post_id_fkey FOREIGN KEY (proof_post_id) REFERENCES hotmess.beacon_posts(id) ON DELETE SET NULL;

--
-- Name: ticket_listings ticket_listings_seller_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.ticket_listings
    ADD CONSTRAINT ticket_listings_seller_id_fkey FOREIGN KEY (seller_id) REFERENCES hotmess.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: ticket_listings ticket_listings_token_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.ticket_listings
    ADD CONSTRAINT ticket_listings_token_id_fkey FOREIGN KEY (token_id) REFERENCES hotmess.qr_tokens(id) ON DELETE RESTRICT;

--
-- Name: xp_adjustments xp_adjustments_user_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.xp_adjustments
    ADD CONSTRAINT xp_adjustments_user_id_fkey FOREIGN KEY (user_id) REFERENCES hotmess.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: xp_totals xp_totals_user_id_fkey; Type: FK CONSTRAINT; Schema: hotmess; Owner: -
--

ALTER TABLE ONLY hotmess.xp_totals
    ADD CONSTRAINT xp_totals_user_id_fkey FOREIGN KEY (user_id) REFERENCES hotmess.profiles(user_id) ON DELETE RESTRICT;

--
-- Name: beacon_posts; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.beacon_posts ENABLE ROW LEVEL SECURITY;

--
-- Name: beacon_posts beacon_posts_insert_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY beacon_posts_insert_own ON hotmess.beacon_posts FOR INSERT TO authenticated WITH CHECK (((author_id = auth.uid()) AND hotmess.may_act()));

--
-- Name: beacon_posts beacon_posts_select_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY beacon_posts_select_own ON hotmess.beacon_posts FOR SELECT TO authenticated USING ((author_id = auth.uid()));

--
-- Name: beacon_posts beacon_posts_select_visible; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY beacon_posts_select_visible ON hotmess.beacon_posts FOR SELECT TO anon, authenticated USING (((status = 'visible'::text) AND hotmess.beacon_is_live(beacon_id)));

--
-- Name: beacon_scans; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.beacon_scans ENABLE ROW LEVEL SECURITY;

--
-- Name: beacon_staff; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.beacon_staff ENABLE ROW LEVEL SECURITY;

--
-- Name: beacon_staff beacon_staff_select_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY beacon_staff_select_own ON hotmess.beacon_staff FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: beacon_waiting_list; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.beacon_waiting_list ENABLE ROW LEVEL SECURITY;

--
-- Name: beacon_waiting_list beacon_waiting_list_select_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY beacon_waiting_list_select_own ON hotmess.beacon_waiting_list FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: beacons; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.beacons ENABLE ROW LEVEL SECURITY;

--
-- Name: beacons beacons_insert_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY beacons_insert_own ON hotmess.beacons FOR INSERT TO authenticated WITH CHECK (((owner_id = auth.uid()) AND (status = 'draft'::text) AND hotmess.may_act()));

--
-- Name: beacons beacons_select_live; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY beacons_select_live ON hotmess.beacons FOR SELECT TO anon, authenticated USING (((status = 'live'::text) AND (expires_at > kith.now())));

--
-- Name: beacons beacons_select_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY beacons_select_own ON hotmess.beacons FOR SELECT TO authenticated USING ((owner_id = auth.uid()));

--
-- Name: beacons beacons_update_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY beacons_update_own ON hotmess.beacons FOR UPDATE TO authenticated USING (((owner_id = auth.uid()) AND (status = 'draft'::text))) WITH CHECK (((owner_id = auth.uid()) AND (status = ANY (ARRAY['draft'::text, 'pending_review'::text])) AND hotmess.may_act()));

--
-- Name: cart_items; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.cart_items ENABLE ROW LEVEL SECURITY;

--
-- Name: cart_items cart_items_delete_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY cart_items_delete_own ON hotmess.cart_items FOR DELETE TO authenticated USING ((user_id = auth.uid()));

--
-- Name: cart_items cart_items_insert_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY cart_items_insert_own ON hotmess.cart_items FOR INSERT TO authenticated WITH CHECK ((user_id = auth.uid()));

--
-- Name: cart_items cart_items_select_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY cart_items_select_own ON hotmess.cart_items FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: cart_items cart_items_update_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY cart_items_update_own ON hotmess.cart_items FOR UPDATE TO authenticated USING ((user_id = auth.uid())) WITH CHECK ((user_id = auth.uid()));

--
-- Name: cities; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.cities ENABLE ROW LEVEL SECURITY;

--
-- Name: cities cities_select_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY cities_select_all ON hotmess.cities FOR SELECT TO anon, authenticated USING (true);

--
-- Name: domain_events; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.domain_events ENABLE ROW LEVEL SECURITY;

--
-- Name: door_devices; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.door_devices ENABLE ROW LEVEL SECURITY;

--
-- Name: drop_queue; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.drop_queue ENABLE ROW LEVEL SECURITY;

--
-- Name: drop_queue drop_queue_select_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY drop_queue_select_own ON hotmess.drop_queue FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: drops; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.drops ENABLE ROW LEVEL SECURITY;

--
-- Name: drops drops_select_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY drops_select_all ON hotmess.drops FOR SELECT TO anon, authenticated USING (true);

--
-- Name: evidence_events; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.evidence_events ENABLE ROW LEVEL SECURITY;

--
-- Name: gate_counts; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.gate_counts ENABLE ROW LEVEL SECURITY;

--
-- Name: gates; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.gates ENABLE ROW LEVEL SECURITY;

--
-- Name: idempotency_keys; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.idempotency_keys ENABLE ROW LEVEL SECURITY;

--
-- Name: inbox; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.inbox ENABLE ROW LEVEL SECURITY;

--
-- Name: invoices; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.invoices ENABLE ROW LEVEL SECURITY;

--
-- Name: listening; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.listening ENABLE ROW LEVEL SECURITY;

--
-- Name: listening listening_select_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY listening_select_own ON hotmess.listening FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: listing_holds; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.listing_holds ENABLE ROW LEVEL SECURITY;

--
-- Name: listing_holds listing_holds_select_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY listing_holds_select_own ON hotmess.listing_holds FOR SELECT TO authenticated USING ((buyer_id = auth.uid()));

--
-- Name: login_streaks; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.login_streaks ENABLE ROW LEVEL SECURITY;

--
-- Name: login_streaks login_streaks_select_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY login_streaks_select_own ON hotmess.login_streaks FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: market_listings; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.market_listings ENABLE ROW LEVEL SECURITY;

--
-- Name: market_listings market_listings_insert_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY market_listings_insert_own ON hotmess.market_listings FOR INSERT TO authenticated WITH CHECK (((seller_id = ANY (hotmess.my_seller_ids())) AND (status = 'draft'::text) AND hotmess.may_act()));

--
-- Name: market_listings market_listings_select_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY market_listings_select_own ON hotmess.market_listings FOR SELECT TO authenticated USING ((seller_id = ANY (hotmess.my_seller_ids())));

--
-- Name: market_listings market_listings_update_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY market_listings_update_own ON hotmess.market_listings FOR UPDATE TO authenticated USING (((seller_id = ANY (hotmess.my_seller_ids())) AND (status = 'draft'::text))) WITH CHECK (((seller_id = ANY (hotmess.my_seller_ids())) AND (status = ANY (ARRAY['draft'::text, 'pending_review'::text])) AND hotmess.may_act()));

--
-- Name: market_sellers; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.market_sellers ENABLE ROW LEVEL SECURITY;

--
-- Name: market_sellers market_sellers_insert_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY market_sellers_insert_own ON hotmess.market_sellers FOR INSERT TO authenticated WITH CHECK (((owner_id = auth.uid()) AND (status = 'pending'::text) AND hotmess.may_act()));

--
-- Name: market_sellers market_sellers_select_approved; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY market_sellers_select_approved ON hotmess.market_sellers FOR SELECT TO anon, authenticated USING ((status = 'approved'::text));

--
-- Name: market_sellers market_sellers_select_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY market_sellers_select_own ON hotmess.market_sellers FOR SELECT TO authenticated USING ((owner_id = auth.uid()));

--
-- Name: market_sellers market_sellers_update_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY market_sellers_update_own ON hotmess.market_sellers FOR UPDATE TO authenticated USING ((owner_id = auth.uid())) WITH CHECK (((owner_id = auth.uid()) AND hotmess.may_act()));

--
-- Name: membership_texts; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.membership_texts ENABLE ROW LEVEL SECURITY;

--
-- Name: membership_texts membership_texts_select_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY membership_texts_select_all ON hotmess.membership_texts FOR SELECT TO anon, authenticated USING (true);

--
-- Name: now_playing_overrides; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.now_playing_overrides ENABLE ROW LEVEL SECURITY;

--
-- Name: order_items; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.order_items ENABLE ROW LEVEL SECURITY;

--
-- Name: order_items order_items_select_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY order_items_select_own ON hotmess.order_items FOR SELECT TO authenticated USING ((order_id = ANY (hotmess.my_order_ids())));

--
-- Name: orders; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.orders ENABLE ROW LEVEL SECURITY;

--
-- Name: orders orders_select_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY orders_select_own ON hotmess.orders FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: outbox; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.outbox ENABLE ROW LEVEL SECURITY;

--
-- Name: payments; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.payments ENABLE ROW LEVEL SECURITY;

--
-- Name: payments payments_select_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY payments_select_own ON hotmess.payments FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: payout_accounts; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.payout_accounts ENABLE ROW LEVEL SECURITY;

--
-- Name: payouts; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.payouts ENABLE ROW LEVEL SECURITY;

--
-- Name: payouts payouts_select_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY payouts_select_own ON hotmess.payouts FOR SELECT TO authenticated USING ((payee_id = auth.uid()));

--
-- Name: pgqueuer; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.pgqueuer ENABLE ROW LEVEL SECURITY;

--
-- Name: pgqueuer_log; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.pgqueuer_log ENABLE ROW LEVEL SECURITY;

--
-- Name: pgqueuer_schedules; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.pgqueuer_schedules ENABLE ROW LEVEL SECURITY;

--
-- Name: pgqueuer_statistics; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.pgqueuer_statistics ENABLE ROW LEVEL SECURITY;

--
-- Name: printed_keys; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.printed_keys ENABLE ROW LEVEL SECURITY;

--
-- Name: products; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.products ENABLE ROW LEVEL SECURITY;

--
-- Name: products products_select_live; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY products_select_live ON hotmess.products FOR SELECT TO anon, authenticated USING ((status = 'live'::text));

--
-- Name: profiles; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.profiles ENABLE ROW LEVEL SECURITY;

--
-- Name: profiles profiles_select_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY profiles_select_own ON hotmess.profiles FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: profiles profiles_update_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY profiles_update_own ON hotmess.profiles FOR UPDATE TO authenticated USING (((user_id = auth.uid()) AND (status = 'active'::text))) WITH CHECK (((user_id = auth.uid()) AND (status = 'active'::text)));

--
-- Name: pulse_beacons; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.pulse_beacons ENABLE ROW LEVEL SECURITY;

--
-- Name: pulse_budgets; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.pulse_budgets ENABLE ROW LEVEL SECURITY;

--
-- Name: pulse_cells; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.pulse_cells ENABLE ROW LEVEL SECURITY;

--
-- Name: pulse_hours; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.pulse_hours ENABLE ROW LEVEL SECURITY;

--
-- Name: pulse_secret; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.pulse_secret ENABLE ROW LEVEL SECURITY;

--
-- Name: qr_tokens; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.qr_tokens ENABLE ROW LEVEL SECURITY;

--
-- Name: radio_shows; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.radio_shows ENABLE ROW LEVEL SECURITY;

--
-- Name: radio_shows radio_shows_select_live; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY radio_shows_select_live ON hotmess.radio_shows FOR SELECT TO anon, authenticated USING ((status = 'live'::text));

--
-- Name: radio_stations; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.radio_stations ENABLE ROW LEVEL SECURITY;

--
-- Name: radio_stations radio_stations_select_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY radio_stations_select_all ON hotmess.radio_stations FOR SELECT TO anon, authenticated USING (true);

--
-- Name: records_releases; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.records_releases ENABLE ROW LEVEL SECURITY;

--
-- Name: records_releases records_releases_select_out; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY records_releases_select_out ON hotmess.records_releases FOR SELECT TO anon, authenticated USING (((status = ANY (ARRAY['live'::text, 'scheduled'::text])) AND (release_at <= kith.now())));

--
-- Name: refunds; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.refunds ENABLE ROW LEVEL SECURITY;

--
-- Name: refunds refunds_select_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY refunds_select_own ON hotmess.refunds FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: resale_caps; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.resale_caps ENABLE ROW LEVEL SECURITY;

--
-- Name: rulesets; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.rulesets ENABLE ROW LEVEL SECURITY;

--
-- Name: rulesets rulesets_select_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY rulesets_select_all ON hotmess.rulesets FOR SELECT TO anon, authenticated USING (true);

--
-- Name: scan_conflicts; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.scan_conflicts ENABLE ROW LEVEL SECURITY;

--
-- Name: schedule_blocks; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.schedule_blocks ENABLE ROW LEVEL SECURITY;

--
-- Name: schedule_blocks schedule_blocks_select_live; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY schedule_blocks_select_live ON hotmess.schedule_blocks FOR SELECT TO anon, authenticated USING ((status = 'live'::text));

--
-- Name: beacon_posts service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.beacon_posts TO service_role USING (true) WITH CHECK (true);

--
-- Name: beacon_scans service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.beacon_scans TO service_role USING (true) WITH CHECK (true);

--
-- Name: beacon_staff service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.beacon_staff TO service_role USING (true) WITH CHECK (true);

--
-- Name: beacon_waiting_list service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.beacon_waiting_list TO service_role USING (true) WITH CHECK (true);

--
-- Name: beacons service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.beacons TO service_role USING (true) WITH CHECK (true);

--
-- Name: cart_items service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.cart_items TO service_role USING (true) WITH CHECK (true);

--
-- Name: cities service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.cities TO service_role USING (true) WITH CHECK (true);

--
-- Name: domain_events service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.domain_events TO service_role USING (true) WITH CHECK (true);

--
-- Name: door_devices service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.door_devices TO service_role USING (true) WITH CHECK (true);

--
-- Name: drop_queue service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.drop_queue TO service_role USING (true) WITH CHECK (true);

--
-- Name: drops service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.drops TO service_role USING (true) WITH CHECK (true);

--
-- Name: evidence_events service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.evidence_events TO service_role USING (true) WITH CHECK (true);

--
-- Name: gate_counts service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.gate_counts TO service_role USING (true) WITH CHECK (true);

--
-- Name: gates service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.gates TO service_role USING (true) WITH CHECK (true);

--
-- Name: idempotency_keys service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.idempotency_keys TO service_role USING (true) WITH CHECK (true);

--
-- Name: inbox service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.inbox TO service_role USING (true) WITH CHECK (true);

--
-- Name: invoices service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.invoices TO service_role USING (true) WITH CHECK (true);

--
-- Name: listening service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.listening TO service_role USING (true) WITH CHECK (true);

--
-- Name: listing_holds service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.listing_holds TO service_role USING (true) WITH CHECK (true);

--
-- Name: login_streaks service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.login_streaks TO service_role USING (true) WITH CHECK (true);

--
-- Name: market_listings service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.market_listings TO service_role USING (true) WITH CHECK (true);

--
-- Name: market_sellers service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.market_sellers TO service_role USING (true) WITH CHECK (true);

--
-- Name: membership_texts service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.membership_texts TO service_role USING (true) WITH CHECK (true);

--
-- Name: now_playing_overrides service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.now_playing_overrides TO service_role USING (true) WITH CHECK (true);

--
-- Name: order_items service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.order_items TO service_role USING (true) WITH CHECK (true);

--
-- Name: orders service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.orders TO service_role USING (true) WITH CHECK (true);

--
-- Name: outbox service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.outbox TO service_role USING (true) WITH CHECK (true);

--
-- Name: payments service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.payments TO service_role USING (true) WITH CHECK (true);

--
-- Name: payout_accounts service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.payout_accounts TO service_role USING (true) WITH CHECK (true);

--
-- Name: payouts service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.payouts TO service_role USING (true) WITH CHECK (true);

--
-- Name: pgqueuer service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.pgqueuer TO service_role USING (true) WITH CHECK (true);

--
-- Name: pgqueuer_log service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.pgqueuer_log TO service_role USING (true) WITH CHECK (true);

--
-- Name: pgqueuer_schedules service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.pgqueuer_schedules TO service_role USING (true) WITH CHECK (true);

--
-- Name: pgqueuer_statistics service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.pgqueuer_statistics TO service_role USING (true) WITH CHECK (true);

--
-- Name: printed_keys service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.printed_keys TO service_role USING (true) WITH CHECK (true);

--
-- Name: products service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.products TO service_role USING (true) WITH CHECK (true);

--
-- Name: profiles service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.profiles TO service_role USING (true) WITH CHECK (true);

--
-- Name: pulse_beacons service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.pulse_beacons TO service_role USING (true) WITH CHECK (true);

--
-- Name: pulse_budgets service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.pulse_budgets TO service_role USING (true) WITH CHECK (true);

--
-- Name: pulse_cells service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.pulse_cells TO service_role USING (true) WITH CHECK (true);

--
-- Name: pulse_hours service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.pulse_hours TO service_role USING (true) WITH CHECK (true);

--
-- Name: pulse_secret service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.pulse_secret TO service_role USING (true) WITH CHECK (true);

--
-- Name: qr_tokens service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.qr_tokens TO service_role USING (true) WITH CHECK (true);

--
-- Name: radio_shows service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.radio_shows TO service_role USING (true) WITH CHECK (true);

--
-- Name: radio_stations service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.radio_stations TO service_role USING (true) WITH CHECK (true);

--
-- Name: records_releases service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.records_releases TO service_role USING (true) WITH CHECK (true);

--
-- Name: refunds service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.refunds TO service_role USING (true) WITH CHECK (true);

--
-- Name: resale_caps service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.resale_caps TO service_role USING (true) WITH CHECK (true);

--
-- Name: rulesets service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.rulesets TO service_role USING (true) WITH CHECK (true);

--
-- Name: scan_conflicts service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.scan_conflicts TO service_role USING (true) WITH CHECK (true);

--
-- Name: schedule_blocks service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.schedule_blocks TO service_role USING (true) WITH CHECK (true);

--
-- Name: shipping_rates service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.shipping_rates TO service_role USING (true) WITH CHECK (true);

--
-- Name: state_transitions service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.state_transitions TO service_role USING (true) WITH CHECK (true);

--
-- Name: stock_reservations service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.stock_reservations TO service_role USING (true) WITH CHECK (true);

--
-- Name: stock_units service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.stock_units TO service_role USING (true) WITH CHECK (true);

--
-- Name: stored_files service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.stored_files TO service_role USING (true) WITH CHECK (true);

--
-- Name: ticket_holds service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.ticket_holds TO service_role USING (true) WITH CHECK (true);

--
-- Name: ticket_listings service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.ticket_listings TO service_role USING (true) WITH CHECK (true);

--
-- Name: vat_rates service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.vat_rates TO service_role USING (true) WITH CHECK (true);

--
-- Name: xp_adjustments service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.xp_adjustments TO service_role USING (true) WITH CHECK (true);

--
-- Name: xp_events service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.xp_events TO service_role USING (true) WITH CHECK (true);

--
-- Name: xp_rules service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.xp_rules TO service_role USING (true) WITH CHECK (true);

--
-- Name: xp_totals service_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY service_all ON hotmess.xp_totals TO service_role USING (true) WITH CHECK (true);

--
-- Name: shipping_rates; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.shipping_rates ENABLE ROW LEVEL SECURITY;

--
-- Name: state_transitions; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.state_transitions ENABLE ROW LEVEL SECURITY;

--
-- Name: state_transitions state_transitions_select_members; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY state_transitions_select_members ON hotmess.state_transitions FOR SELECT TO authenticated USING (true);

--
-- Name: stock_reservations; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.stock_reservations ENABLE ROW LEVEL SECURITY;

--
-- Name: stock_reservations stock_reservations_select_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY stock_reservations_select_own ON hotmess.stock_reservations FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: stock_units; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.stock_units ENABLE ROW LEVEL SECURITY;

--
-- Name: stored_files; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.stored_files ENABLE ROW LEVEL SECURITY;

--
-- Name: ticket_holds; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.ticket_holds ENABLE ROW LEVEL SECURITY;

--
-- Name: ticket_holds ticket_holds_select_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY ticket_holds_select_own ON hotmess.ticket_holds FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: ticket_listings; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.ticket_listings ENABLE ROW LEVEL SECURITY;

--
-- Name: ticket_listings ticket_listings_insert_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY ticket_listings_insert_own ON hotmess.ticket_listings FOR INSERT TO authenticated WITH CHECK (((seller_id = auth.uid()) AND (status = 'draft'::text) AND hotmess.may_act()));

--
-- Name: ticket_listings ticket_listings_select_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY ticket_listings_select_own ON hotmess.ticket_listings FOR SELECT TO authenticated USING ((seller_id = auth.uid()));

--
-- Name: ticket_listings ticket_listings_update_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY ticket_listings_update_own ON hotmess.ticket_listings FOR UPDATE TO authenticated USING (((seller_id = auth.uid()) AND (status = 'draft'::text))) WITH CHECK (((seller_id = auth.uid()) AND (status = ANY (ARRAY['draft'::text, 'pending_review'::text])) AND hotmess.may_act()));

--
-- Name: vat_rates; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.vat_rates ENABLE ROW LEVEL SECURITY;

--
-- Name: xp_adjustments; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.xp_adjustments ENABLE ROW LEVEL SECURITY;

--
-- Name: xp_events; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.xp_events ENABLE ROW LEVEL SECURITY;

--
-- Name: xp_events xp_events_select_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY xp_events_select_own ON hotmess.xp_events FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: xp_rules; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.xp_rules ENABLE ROW LEVEL SECURITY;

--
-- Name: xp_rules xp_rules_select_all; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY xp_rules_select_all ON hotmess.xp_rules FOR SELECT TO anon, authenticated USING (true);

--
-- Name: xp_totals; Type: ROW SECURITY; Schema: hotmess; Owner: -
--

ALTER TABLE hotmess.xp_totals ENABLE ROW LEVEL SECURITY;

--
-- Name: xp_totals xp_totals_select_own; Type: POLICY; Schema: hotmess; Owner: -
--

CREATE POLICY xp_totals_select_own ON hotmess.xp_totals FOR SELECT TO authenticated USING ((user_id = auth.uid()));

--
-- Name: SCHEMA hotmess; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA hotmess TO anon;
GRANT USAGE ON SCHEMA hotmess TO authenticated;
GRANT USAGE ON SCHEMA hotmess TO service_role;

--
-- Name: FUNCTION adjust_xp(p_user uuid, p_amount integer, p_reason text, p_by uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.adjust_xp(p_user uuid, p_amount integer, p_reason text, p_by uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.adjust_xp(p_user uuid, p_amount integer, p_reason text, p_by uuid) TO service_role;

--
-- Name: FUNCTION admit_to_drop(p_drop uuid, p_people integer); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.admit_to_drop(p_drop uuid, p_people integer) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.admit_to_drop(p_drop uuid, p_people integer) TO service_role;

--
-- Name: FUNCTION advance_drops(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.advance_drops() FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.advance_drops() TO service_role;

--
-- Name: FUNCTION advance_releases(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.advance_releases() FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.advance_releases() TO service_role;

--
-- Name: FUNCTION available_rows(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.available_rows() FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.available_rows() TO anon;
GRANT ALL ON FUNCTION hotmess.available_rows() TO authenticated;
GRANT ALL ON FUNCTION hotmess.available_rows() TO service_role;

--
-- Name: FUNCTION award_xp(p_user uuid, p_type text, p_amount integer, p_cause text, p_metadata jsonb); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.award_xp(p_user uuid, p_type text, p_amount integer, p_cause text, p_metadata jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.award_xp(p_user uuid, p_type text, p_amount integer, p_cause text, p_metadata jsonb) TO service_role;

--
-- Name: FUNCTION ban_member(p_user uuid, p_note text); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.ban_member(p_user uuid, p_note text) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.ban_member(p_user uuid, p_note text) TO service_role;

--
-- Name: FUNCTION beacon_is_live(p_beacon uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.beacon_is_live(p_beacon uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.beacon_is_live(p_beacon uuid) TO anon;
GRANT ALL ON FUNCTION hotmess.beacon_is_live(p_beacon uuid) TO authenticated;
GRANT ALL ON FUNCTION hotmess.beacon_is_live(p_beacon uuid) TO service_role;

--
-- Name: FUNCTION beacon_stat_rows(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.beacon_stat_rows() FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.beacon_stat_rows() TO anon;
GRANT ALL ON FUNCTION hotmess.beacon_stat_rows() TO authenticated;
GRANT ALL ON FUNCTION hotmess.beacon_stat_rows() TO service_role;

--
-- Name: FUNCTION is_time_zone(name text); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.is_time_zone(name text) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.is_time_zone(name text) TO anon;
GRANT ALL ON FUNCTION hotmess.is_time_zone(name text) TO authenticated;
GRANT ALL ON FUNCTION hotmess.is_time_zone(name text) TO service_role;

--
-- Name: TABLE beacons; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.beacons TO service_role;

--
-- Name: COLUMN beacons.id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(id) ON TABLE hotmess.beacons TO authenticated;
GRANT SELECT(id) ON TABLE hotmess.beacons TO anon;

--
-- Name: COLUMN beacons.owner_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(owner_id),INSERT(owner_id) ON TABLE hotmess.beacons TO authenticated;

--
-- Name: COLUMN beacons.kind; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(kind),INSERT(kind),UPDATE(kind) ON TABLE hotmess.beacons TO authenticated;
GRANT SELECT(kind) ON TABLE hotmess.beacons TO anon;

--
-- Name: COLUMN beacons.title; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(title),INSERT(title),UPDATE(title) ON TABLE hotmess.beacons TO authenticated;
GRANT SELECT(title) ON TABLE hotmess.beacons TO anon;

--
-- Name: COLUMN beacons.description; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(description),INSERT(description),UPDATE(description) ON TABLE hotmess.beacons TO authenticated;
GRANT SELECT(description) ON TABLE hotmess.beacons TO anon;

--
-- Name: COLUMN beacons.status; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(status),UPDATE(status) ON TABLE hotmess.beacons TO authenticated;
GRANT SELECT(status) ON TABLE hotmess.beacons TO anon;

--
-- Name: COLUMN beacons.city_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(city_id),INSERT(city_id),UPDATE(city_id) ON TABLE hotmess.beacons TO authenticated;
GRANT SELECT(city_id) ON TABLE hotmess.beacons TO anon;

--
-- Name: COLUMN beacons.venue_name; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(venue_name),INSERT(venue_name),UPDATE(venue_name) ON TABLE hotmess.beacons TO authenticated;
GRANT SELECT(venue_name) ON TABLE hotmess.beacons TO anon;

--
-- Name: COLUMN beacons.timezone; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(timezone),INSERT(timezone),UPDATE(timezone) ON TABLE hotmess.beacons TO authenticated;
GRANT SELECT(timezone) ON TABLE hotmess.beacons TO anon;

--
-- Name: COLUMN beacons.starts_at; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(starts_at),INSERT(starts_at),UPDATE(starts_at) ON TABLE hotmess.beacons TO authenticated;
GRANT SELECT(starts_at) ON TABLE hotmess.beacons TO anon;

--
-- Name: COLUMN beacons.ends_at; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(ends_at),INSERT(ends_at),UPDATE(ends_at) ON TABLE hotmess.beacons TO authenticated;
GRANT SELECT(ends_at) ON TABLE hotmess.beacons TO anon;

--
-- Name: COLUMN beacons.expires_at; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(expires_at),INSERT(expires_at),UPDATE(expires_at) ON TABLE hotmess.beacons TO authenticated;
GRANT SELECT(expires_at) ON TABLE hotmess.beacons TO anon;

--
-- Name: COLUMN beacons.ruleset_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(ruleset_id),INSERT(ruleset_id) ON TABLE hotmess.beacons TO authenticated;
GRANT SELECT(ruleset_id) ON TABLE hotmess.beacons TO anon;

--
-- Name: COLUMN beacons.scan_count; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(scan_count) ON TABLE hotmess.beacons TO authenticated;

--
-- Name: COLUMN beacons.view_count; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(view_count) ON TABLE hotmess.beacons TO authenticated;

--
-- Name: COLUMN beacons.capacity; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(capacity),INSERT(capacity),UPDATE(capacity) ON TABLE hotmess.beacons TO authenticated;
GRANT SELECT(capacity) ON TABLE hotmess.beacons TO anon;

--
-- Name: COLUMN beacons.price_pence; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(price_pence),INSERT(price_pence),UPDATE(price_pence) ON TABLE hotmess.beacons TO authenticated;
GRANT SELECT(price_pence) ON TABLE hotmess.beacons TO anon;

--
-- Name: COLUMN beacons.currency; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(currency),INSERT(currency),UPDATE(currency) ON TABLE hotmess.beacons TO authenticated;
GRANT SELECT(currency) ON TABLE hotmess.beacons TO anon;

--
-- Name: COLUMN beacons.reentry; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(reentry),INSERT(reentry),UPDATE(reentry) ON TABLE hotmess.beacons TO authenticated;
GRANT SELECT(reentry) ON TABLE hotmess.beacons TO anon;

--
-- Name: COLUMN beacons.sold_out; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(sold_out) ON TABLE hotmess.beacons TO authenticated;
GRANT SELECT(sold_out) ON TABLE hotmess.beacons TO anon;

--
-- Name: COLUMN beacons.live_at; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(live_at) ON TABLE hotmess.beacons TO authenticated;
GRANT SELECT(live_at) ON TABLE hotmess.beacons TO anon;

--
-- Name: COLUMN beacons.created_at; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(created_at) ON TABLE hotmess.beacons TO authenticated;

--
-- Name: COLUMN beacons.updated_at; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(updated_at) ON TABLE hotmess.beacons TO authenticated;

--
-- Name: FUNCTION beacon_state(b hotmess.beacons); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.beacon_state(b hotmess.beacons) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.beacon_state(b hotmess.beacons) TO anon;
GRANT ALL ON FUNCTION hotmess.beacon_state(b hotmess.beacons) TO authenticated;
GRANT ALL ON FUNCTION hotmess.beacon_state(b hotmess.beacons) TO service_role;

--
-- Name: FUNCTION block_minutes(p_day integer, p_date date, p_start time without time zone, p_end time without time zone); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.block_minutes(p_day integer, p_date date, p_start time without time zone, p_end time without time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.block_minutes(p_day integer, p_date date, p_start time without time zone, p_end time without time zone) TO service_role;

--
-- Name: FUNCTION cancel_order(p_order uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.cancel_order(p_order uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.cancel_order(p_order uuid) TO service_role;

--
-- Name: FUNCTION chain_evidence(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.chain_evidence() FROM PUBLIC;

--
-- Name: FUNCTION claim_payout(p_payout uuid, p_until timestamp with time zone); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.claim_payout(p_payout uuid, p_until timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.claim_payout(p_payout uuid, p_until timestamp with time zone) TO service_role;

--
-- Name: FUNCTION come_by(p_user uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.come_by(p_user uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.come_by(p_user uuid) TO service_role;

--
-- Name: FUNCTION count_at_gate(p_gate uuid, p_entries integer, p_exits integer); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.count_at_gate(p_gate uuid, p_entries integer, p_exits integer) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.count_at_gate(p_gate uuid, p_entries integer, p_exits integer) TO service_role;

--
-- Name: FUNCTION decide_adjustment(p_adjustment uuid, p_by uuid, p_apply boolean); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.decide_adjustment(p_adjustment uuid, p_by uuid, p_apply boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.decide_adjustment(p_adjustment uuid, p_by uuid, p_apply boolean) TO service_role;

--
-- Name: FUNCTION door_role(p_beacon uuid, p_person uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.door_role(p_beacon uuid, p_person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.door_role(p_beacon uuid, p_person uuid) TO service_role;

--
-- Name: FUNCTION door_scan(p_beacon uuid, p_person uuid, p_hash bytea, p_scopes text[], p_gate uuid, p_direction text, p_device uuid, p_nonce uuid, p_ip_hash bytea, p_at timestamp with time zone, p_offline boolean, p_said text); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.door_scan(p_beacon uuid, p_person uuid, p_hash bytea, p_scopes text[], p_gate uuid, p_direction text, p_device uuid, p_nonce uuid, p_ip_hash bytea, p_at timestamp with time zone, p_offline boolean, p_said text) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.door_scan(p_beacon uuid, p_person uuid, p_hash bytea, p_scopes text[], p_gate uuid, p_direction text, p_device uuid, p_nonce uuid, p_ip_hash bytea, p_at timestamp with time zone, p_offline boolean, p_said text) TO service_role;

--
-- Name: TABLE drops; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.drops TO service_role;

--
-- Name: COLUMN drops.id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(id) ON TABLE hotmess.drops TO anon;
GRANT SELECT(id) ON TABLE hotmess.drops TO authenticated;

--
-- Name: COLUMN drops.slug; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(slug) ON TABLE hotmess.drops TO anon;
GRANT SELECT(slug) ON TABLE hotmess.drops TO authenticated;

--
-- Name: COLUMN drops.title; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(title) ON TABLE hotmess.drops TO anon;
GRANT SELECT(title) ON TABLE hotmess.drops TO authenticated;

--
-- Name: COLUMN drops.description; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(description) ON TABLE hotmess.drops TO anon;
GRANT SELECT(description) ON TABLE hotmess.drops TO authenticated;

--
-- Name: COLUMN drops.start_at; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(start_at) ON TABLE hotmess.drops TO anon;
GRANT SELECT(start_at) ON TABLE hotmess.drops TO authenticated;

--
-- Name: COLUMN drops.end_at; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(end_at) ON TABLE hotmess.drops TO anon;
GRANT SELECT(end_at) ON TABLE hotmess.drops TO authenticated;

--
-- Name: COLUMN drops.status; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(status) ON TABLE hotmess.drops TO anon;
GRANT SELECT(status) ON TABLE hotmess.drops TO authenticated;

--
-- Name: COLUMN drops.per_person_limit; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(per_person_limit) ON TABLE hotmess.drops TO anon;
GRANT SELECT(per_person_limit) ON TABLE hotmess.drops TO authenticated;

--
-- Name: COLUMN drops.queued; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(queued) ON TABLE hotmess.drops TO anon;
GRANT SELECT(queued) ON TABLE hotmess.drops TO authenticated;

--
-- Name: FUNCTION drop_state(d hotmess.drops); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.drop_state(d hotmess.drops) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.drop_state(d hotmess.drops) TO anon;
GRANT ALL ON FUNCTION hotmess.drop_state(d hotmess.drops) TO authenticated;
GRANT ALL ON FUNCTION hotmess.drop_state(d hotmess.drops) TO service_role;

--
-- Name: FUNCTION erase_member(p_user uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.erase_member(p_user uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.erase_member(p_user uuid) TO service_role;

--
-- Name: FUNCTION evidence_breaks(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.evidence_breaks() FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.evidence_breaks() TO service_role;

--
-- Name: TABLE evidence_events; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT ON TABLE hotmess.evidence_events TO service_role;

--
-- Name: FUNCTION evidence_hash(e hotmess.evidence_events); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.evidence_hash(e hotmess.evidence_events) FROM PUBLIC;

--
-- Name: FUNCTION evidence_head(p_month date, p_until timestamp with time zone); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.evidence_head(p_month date, p_until timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.evidence_head(p_month date, p_until timestamp with time zone) TO service_role;

--
-- Name: FUNCTION evidence_heads(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.evidence_heads() FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.evidence_heads() TO service_role;

--
-- Name: FUNCTION expire_beacons(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.expire_beacons() FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.expire_beacons() TO service_role;

--
-- Name: FUNCTION first_hand_to_pass_on(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.first_hand_to_pass_on() FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.first_hand_to_pass_on() TO service_role;

--
-- Name: FUNCTION free_units(p_product uuid, p_market_listing uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.free_units(p_product uuid, p_market_listing uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.free_units(p_product uuid, p_market_listing uuid) TO service_role;

--
-- Name: FUNCTION gate_totals(p_beacon uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.gate_totals(p_beacon uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.gate_totals(p_beacon uuid) TO service_role;

--
-- Name: FUNCTION give_ticket_back(p_beacon uuid, p_token uuid, p_note text); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.give_ticket_back(p_beacon uuid, p_token uuid, p_note text) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.give_ticket_back(p_beacon uuid, p_token uuid, p_note text) TO service_role;

--
-- Name: FUNCTION guard_beacon(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.guard_beacon() FROM PUBLIC;

--
-- Name: FUNCTION guard_listing(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.guard_listing() FROM PUBLIC;

--
-- Name: FUNCTION guard_market_listing(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.guard_market_listing() FROM PUBLIC;

--
-- Name: FUNCTION guard_order_item(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.guard_order_item() FROM PUBLIC;

--
-- Name: FUNCTION guard_post(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.guard_post() FROM PUBLIC;

--
-- Name: FUNCTION guard_refund(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.guard_refund() FROM PUBLIC;

--
-- Name: FUNCTION guard_token(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.guard_token() FROM PUBLIC;

--
-- Name: FUNCTION guard_xp(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.guard_xp() FROM PUBLIC;

--
-- Name: FUNCTION heat_rows(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.heat_rows() FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.heat_rows() TO anon;
GRANT ALL ON FUNCTION hotmess.heat_rows() TO authenticated;
GRANT ALL ON FUNCTION hotmess.heat_rows() TO service_role;

--
-- Name: FUNCTION hold_listing(p_listing uuid, p_buyer uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.hold_listing(p_listing uuid, p_buyer uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.hold_listing(p_listing uuid, p_buyer uuid) TO service_role;

--
-- Name: FUNCTION hold_ticket(p_beacon uuid, p_buyer uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.hold_ticket(p_beacon uuid, p_buyer uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.hold_ticket(p_beacon uuid, p_buyer uuid) TO service_role;

--
-- Name: FUNCTION is_hotmess_member(person uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.is_hotmess_member(person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.is_hotmess_member(person uuid) TO authenticated;
GRANT ALL ON FUNCTION hotmess.is_hotmess_member(person uuid) TO service_role;

--
-- Name: FUNCTION issue_invoice(p_order uuid, p_name text, p_address text, p_tax_number text); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.issue_invoice(p_order uuid, p_name text, p_address text, p_tax_number text) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.issue_invoice(p_order uuid, p_name text, p_address text, p_tax_number text) TO service_role;

--
-- Name: FUNCTION issue_ticket(p_beacon uuid, p_buyer uuid, p_price integer, p_currency text, p_new_token uuid, p_new_hash bytea, p_key_id text); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.issue_ticket(p_beacon uuid, p_buyer uuid, p_price integer, p_currency text, p_new_token uuid, p_new_hash bytea, p_key_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.issue_ticket(p_beacon uuid, p_buyer uuid, p_price integer, p_currency text, p_new_token uuid, p_new_hash bytea, p_key_id text) TO service_role;

--
-- Name: FUNCTION join_drop(p_drop uuid, p_user uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.join_drop(p_drop uuid, p_user uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.join_drop(p_drop uuid, p_user uuid) TO service_role;

--
-- Name: FUNCTION keep_adults(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.keep_adults() FROM PUBLIC;

--
-- Name: FUNCTION keep_scan(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.keep_scan() FROM PUBLIC;

--
-- Name: FUNCTION leaderboard_rows(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.leaderboard_rows() FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.leaderboard_rows() TO anon;
GRANT ALL ON FUNCTION hotmess.leaderboard_rows() TO authenticated;
GRANT ALL ON FUNCTION hotmess.leaderboard_rows() TO service_role;

--
-- Name: FUNCTION listen(p_user uuid, p_station uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.listen(p_user uuid, p_station uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.listen(p_user uuid, p_station uuid) TO service_role;

--
-- Name: FUNCTION may_act(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.may_act() FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.may_act() TO authenticated;
GRANT ALL ON FUNCTION hotmess.may_act() TO service_role;

--
-- Name: FUNCTION minute_of_day(t time without time zone); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.minute_of_day(t time without time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.minute_of_day(t time without time zone) TO service_role;

--
-- Name: TABLE ticket_listings; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.ticket_listings TO service_role;

--
-- Name: COLUMN ticket_listings.id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(id) ON TABLE hotmess.ticket_listings TO authenticated;

--
-- Name: COLUMN ticket_listings.beacon_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(beacon_id),INSERT(beacon_id) ON TABLE hotmess.ticket_listings TO authenticated;

--
-- Name: COLUMN ticket_listings.seller_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(seller_id),INSERT(seller_id) ON TABLE hotmess.ticket_listings TO authenticated;

--
-- Name: COLUMN ticket_listings.token_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(token_id),INSERT(token_id),UPDATE(token_id) ON TABLE hotmess.ticket_listings TO authenticated;

--
-- Name: COLUMN ticket_listings.title; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(title),INSERT(title),UPDATE(title) ON TABLE hotmess.ticket_listings TO authenticated;

--
-- Name: COLUMN ticket_listings.description; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(description),INSERT(description),UPDATE(description) ON TABLE hotmess.ticket_listings TO authenticated;

--
-- Name: COLUMN ticket_listings.price_pence; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(price_pence),INSERT(price_pence),UPDATE(price_pence) ON TABLE hotmess.ticket_listings TO authenticated;

--
-- Name: COLUMN ticket_listings.face_value_pence; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(face_value_pence),INSERT(face_value_pence) ON TABLE hotmess.ticket_listings TO authenticated;

--
-- Name: COLUMN ticket_listings.currency; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(currency),INSERT(currency) ON TABLE hotmess.ticket_listings TO authenticated;

--
-- Name: COLUMN ticket_listings.evidence_requirement; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(evidence_requirement) ON TABLE hotmess.ticket_listings TO authenticated;

--
-- Name: COLUMN ticket_listings.proof_post_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(proof_post_id),INSERT(proof_post_id),UPDATE(proof_post_id) ON TABLE hotmess.ticket_listings TO authenticated;

--
-- Name: COLUMN ticket_listings.status; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(status),UPDATE(status) ON TABLE hotmess.ticket_listings TO authenticated;

--
-- Name: COLUMN ticket_listings.live_at; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(live_at) ON TABLE hotmess.ticket_listings TO authenticated;

--
-- Name: COLUMN ticket_listings.sold_at; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(sold_at) ON TABLE hotmess.ticket_listings TO authenticated;

--
-- Name: COLUMN ticket_listings.created_at; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(created_at) ON TABLE hotmess.ticket_listings TO authenticated;

--
-- Name: COLUMN ticket_listings.updated_at; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(updated_at) ON TABLE hotmess.ticket_listings TO authenticated;

--
-- Name: FUNCTION missing_evidence(l hotmess.ticket_listings); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.missing_evidence(l hotmess.ticket_listings) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.missing_evidence(l hotmess.ticket_listings) TO service_role;

--
-- Name: FUNCTION my_order_ids(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.my_order_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.my_order_ids() TO authenticated;
GRANT ALL ON FUNCTION hotmess.my_order_ids() TO service_role;

--
-- Name: FUNCTION my_seller_ids(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.my_seller_ids() FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.my_seller_ids() TO authenticated;
GRANT ALL ON FUNCTION hotmess.my_seller_ids() TO service_role;

--
-- Name: FUNCTION note_disabled(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.note_disabled() FROM PUBLIC;

--
-- Name: FUNCTION note_stock(p_product uuid, p_market_listing uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.note_stock(p_product uuid, p_market_listing uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.note_stock(p_product uuid, p_market_listing uuid) TO service_role;

--
-- Name: FUNCTION now_playing(p_station uuid, p_at timestamp with time zone); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.now_playing(p_station uuid, p_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.now_playing(p_station uuid, p_at timestamp with time zone) TO anon;
GRANT ALL ON FUNCTION hotmess.now_playing(p_station uuid, p_at timestamp with time zone) TO authenticated;
GRANT ALL ON FUNCTION hotmess.now_playing(p_station uuid, p_at timestamp with time zone) TO service_role;

--
-- Name: FUNCTION number_block(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.number_block() FROM PUBLIC;

--
-- Name: FUNCTION offer_first_hand(p_beacon uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.offer_first_hand(p_beacon uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.offer_first_hand(p_beacon uuid) TO service_role;

--
-- Name: FUNCTION offer_to_next(p_listing uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.offer_to_next(p_listing uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.offer_to_next(p_listing uuid) TO service_role;

--
-- Name: FUNCTION offers_to_pass_on(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.offers_to_pass_on() FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.offers_to_pass_on() TO service_role;

--
-- Name: FUNCTION on_air_blocks(p_station uuid, p_from timestamp with time zone, p_to timestamp with time zone); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.on_air_blocks(p_station uuid, p_from timestamp with time zone, p_to timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.on_air_blocks(p_station uuid, p_from timestamp with time zone, p_to timestamp with time zone) TO anon;
GRANT ALL ON FUNCTION hotmess.on_air_blocks(p_station uuid, p_from timestamp with time zone, p_to timestamp with time zone) TO authenticated;
GRANT ALL ON FUNCTION hotmess.on_air_blocks(p_station uuid, p_from timestamp with time zone, p_to timestamp with time zone) TO service_role;

--
-- Name: FUNCTION open_main_gate(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.open_main_gate() FROM PUBLIC;

--
-- Name: FUNCTION order_first_hand(p_beacon uuid, p_buyer uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.order_first_hand(p_beacon uuid, p_buyer uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.order_first_hand(p_beacon uuid, p_buyer uuid) TO service_role;

--
-- Name: FUNCTION order_ticket(p_listing uuid, p_buyer uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.order_ticket(p_listing uuid, p_buyer uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.order_ticket(p_listing uuid, p_buyer uuid) TO service_role;

--
-- Name: FUNCTION override_scan(p_scan uuid, p_by uuid, p_reason text, p_device uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.override_scan(p_scan uuid, p_by uuid, p_reason text, p_device uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.override_scan(p_scan uuid, p_by uuid, p_reason text, p_device uuid) TO service_role;

--
-- Name: FUNCTION payouts_held(p_payee uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.payouts_held(p_payee uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.payouts_held(p_payee uuid) TO service_role;

--
-- Name: FUNCTION place_order(p_user uuid, p_reservations uuid[], p_country text, p_method text, p_address jsonb); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.place_order(p_user uuid, p_reservations uuid[], p_country text, p_method text, p_address jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.place_order(p_user uuid, p_reservations uuid[], p_country text, p_method text, p_address jsonb) TO service_role;

--
-- Name: FUNCTION popular_rows(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.popular_rows() FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.popular_rows() TO anon;
GRANT ALL ON FUNCTION hotmess.popular_rows() TO authenticated;
GRANT ALL ON FUNCTION hotmess.popular_rows() TO service_role;

--
-- Name: FUNCTION price_cap_percent(p_beacon uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.price_cap_percent(p_beacon uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.price_cap_percent(p_beacon uuid) TO service_role;

--
-- Name: FUNCTION proof_behind(l hotmess.ticket_listings); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.proof_behind(l hotmess.ticket_listings) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.proof_behind(l hotmess.ticket_listings) TO service_role;

--
-- Name: FUNCTION publish_hour(p_hour timestamp with time zone, p_cells jsonb, p_epsilon numeric); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.publish_hour(p_hour timestamp with time zone, p_cells jsonb, p_epsilon numeric) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.publish_hour(p_hour timestamp with time zone, p_cells jsonb, p_epsilon numeric) TO service_role;

--
-- Name: FUNCTION pulse_counts(p_hour timestamp with time zone); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.pulse_counts(p_hour timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.pulse_counts(p_hour timestamp with time zone) TO service_role;

--
-- Name: FUNCTION pulse_hours_due(p_back integer); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.pulse_hours_due(p_back integer) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.pulse_hours_due(p_back integer) TO service_role;

--
-- Name: FUNCTION pulse_round(p_people integer, p_cell text); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.pulse_round(p_people integer, p_cell text) FROM PUBLIC;

--
-- Name: FUNCTION pulse_rows(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.pulse_rows() FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.pulse_rows() TO anon;
GRANT ALL ON FUNCTION hotmess.pulse_rows() TO authenticated;
GRANT ALL ON FUNCTION hotmess.pulse_rows() TO service_role;

--
-- Name: FUNCTION rebuild_xp(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.rebuild_xp() FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.rebuild_xp() TO service_role;

--
-- Name: FUNCTION record_transition(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.record_transition() FROM PUBLIC;

--
-- Name: FUNCTION redeem(p_hash bytea, p_beacon uuid, p_scopes text[], p_gate uuid, p_direction text, p_device uuid, p_nonce uuid, p_scanned_by uuid, p_person uuid, p_ip_hash bytea, p_at timestamp with time zone, p_offline boolean, p_admitted boolean); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.redeem(p_hash bytea, p_beacon uuid, p_scopes text[], p_gate uuid, p_direction text, p_device uuid, p_nonce uuid, p_scanned_by uuid, p_person uuid, p_ip_hash bytea, p_at timestamp with time zone, p_offline boolean, p_admitted boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.redeem(p_hash bytea, p_beacon uuid, p_scopes text[], p_gate uuid, p_direction text, p_device uuid, p_nonce uuid, p_scanned_by uuid, p_person uuid, p_ip_hash bytea, p_at timestamp with time zone, p_offline boolean, p_admitted boolean) TO service_role;

--
-- Name: FUNCTION refresh_pulse(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.refresh_pulse() FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.refresh_pulse() TO service_role;

--
-- Name: FUNCTION refund_called_off(p_at_most integer); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.refund_called_off(p_at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.refund_called_off(p_at_most integer) TO service_role;

--
-- Name: FUNCTION refund_line(p_item uuid, p_quantity integer, p_reason text, p_restock boolean, p_note text); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.refund_line(p_item uuid, p_quantity integer, p_reason text, p_restock boolean, p_note text) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.refund_line(p_item uuid, p_quantity integer, p_reason text, p_restock boolean, p_note text) TO service_role;

--
-- Name: FUNCTION refund_shipping(p_order uuid, p_reason text); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.refund_shipping(p_order uuid, p_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.refund_shipping(p_order uuid, p_reason text) TO service_role;

--
-- Name: FUNCTION refuse_closed_city(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.refuse_closed_city() FROM PUBLIC;

--
-- Name: FUNCTION reinstate_member(p_user uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.reinstate_member(p_user uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.reinstate_member(p_user uuid) TO service_role;

--
-- Name: FUNCTION release_listing(p_hold uuid, p_buyer uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.release_listing(p_hold uuid, p_buyer uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.release_listing(p_hold uuid, p_buyer uuid) TO service_role;

--
-- Name: TABLE records_releases; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.records_releases TO service_role;

--
-- Name: COLUMN records_releases.id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(id) ON TABLE hotmess.records_releases TO anon;
GRANT SELECT(id) ON TABLE hotmess.records_releases TO authenticated;

--
-- Name: COLUMN records_releases.slug; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(slug) ON TABLE hotmess.records_releases TO anon;
GRANT SELECT(slug) ON TABLE hotmess.records_releases TO authenticated;

--
-- Name: COLUMN records_releases.title; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(title) ON TABLE hotmess.records_releases TO anon;
GRANT SELECT(title) ON TABLE hotmess.records_releases TO authenticated;

--
-- Name: COLUMN records_releases.artist; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(artist) ON TABLE hotmess.records_releases TO anon;
GRANT SELECT(artist) ON TABLE hotmess.records_releases TO authenticated;

--
-- Name: COLUMN records_releases.label; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(label) ON TABLE hotmess.records_releases TO anon;
GRANT SELECT(label) ON TABLE hotmess.records_releases TO authenticated;

--
-- Name: COLUMN records_releases.description; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(description) ON TABLE hotmess.records_releases TO anon;
GRANT SELECT(description) ON TABLE hotmess.records_releases TO authenticated;

--
-- Name: COLUMN records_releases.catalog_number; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(catalog_number) ON TABLE hotmess.records_releases TO anon;
GRANT SELECT(catalog_number) ON TABLE hotmess.records_releases TO authenticated;

--
-- Name: COLUMN records_releases.soundcloud_url; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(soundcloud_url) ON TABLE hotmess.records_releases TO anon;
GRANT SELECT(soundcloud_url) ON TABLE hotmess.records_releases TO authenticated;

--
-- Name: COLUMN records_releases.artwork_url; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(artwork_url) ON TABLE hotmess.records_releases TO anon;
GRANT SELECT(artwork_url) ON TABLE hotmess.records_releases TO authenticated;

--
-- Name: COLUMN records_releases.release_at; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(release_at) ON TABLE hotmess.records_releases TO anon;
GRANT SELECT(release_at) ON TABLE hotmess.records_releases TO authenticated;

--
-- Name: COLUMN records_releases.status; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(status) ON TABLE hotmess.records_releases TO anon;
GRANT SELECT(status) ON TABLE hotmess.records_releases TO authenticated;

--
-- Name: FUNCTION release_state(r hotmess.records_releases); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.release_state(r hotmess.records_releases) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.release_state(r hotmess.records_releases) TO anon;
GRANT ALL ON FUNCTION hotmess.release_state(r hotmess.records_releases) TO authenticated;
GRANT ALL ON FUNCTION hotmess.release_state(r hotmess.records_releases) TO service_role;

--
-- Name: FUNCTION release_stock(p_reservation uuid, p_user uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.release_stock(p_reservation uuid, p_user uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.release_stock(p_reservation uuid, p_user uuid) TO service_role;

--
-- Name: FUNCTION report_content(p_reporter uuid, p_category text, p_target_type text, p_target_id uuid, p_description text, p_key text); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.report_content(p_reporter uuid, p_category text, p_target_type text, p_target_id uuid, p_description text, p_key text) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.report_content(p_reporter uuid, p_category text, p_target_type text, p_target_id uuid, p_description text, p_key text) TO service_role;

--
-- Name: FUNCTION report_status(p_report uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.report_status(p_report uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.report_status(p_report uuid) TO authenticated;
GRANT ALL ON FUNCTION hotmess.report_status(p_report uuid) TO service_role;

--
-- Name: FUNCTION reputation_rows(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.reputation_rows() FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.reputation_rows() TO anon;
GRANT ALL ON FUNCTION hotmess.reputation_rows() TO authenticated;
GRANT ALL ON FUNCTION hotmess.reputation_rows() TO service_role;

--
-- Name: FUNCTION reserve_stock(p_user uuid, p_product uuid, p_market_listing uuid, p_quantity integer); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.reserve_stock(p_user uuid, p_product uuid, p_market_listing uuid, p_quantity integer) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.reserve_stock(p_user uuid, p_product uuid, p_market_listing uuid, p_quantity integer) TO service_role;

--
-- Name: FUNCTION restock(p_product uuid, p_market_listing uuid, p_units integer); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.restock(p_product uuid, p_market_listing uuid, p_units integer) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.restock(p_product uuid, p_market_listing uuid, p_units integer) TO service_role;

--
-- Name: FUNCTION retire_listings(p_at_most integer); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.retire_listings(p_at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.retire_listings(p_at_most integer) TO service_role;

--
-- Name: FUNCTION return_stock(p_reservation uuid, p_units integer); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.return_stock(p_reservation uuid, p_units integer) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.return_stock(p_reservation uuid, p_units integer) TO service_role;

--
-- Name: FUNCTION revoke_token(p_token uuid, p_reason text); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.revoke_token(p_token uuid, p_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.revoke_token(p_token uuid, p_reason text) TO service_role;

--
-- Name: FUNCTION rotate_printed_key(p_expected text, p_key_id text, p_public_key bytea); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.rotate_printed_key(p_expected text, p_key_id text, p_public_key bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.rotate_printed_key(p_expected text, p_key_id text, p_public_key bytea) TO service_role;

--
-- Name: FUNCTION sell_stock(p_reservation uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.sell_stock(p_reservation uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.sell_stock(p_reservation uuid) TO service_role;

--
-- Name: FUNCTION settle_order(p_order uuid, p_new_token uuid, p_new_hash bytea, p_key_id text); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.settle_order(p_order uuid, p_new_token uuid, p_new_hash bytea, p_key_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.settle_order(p_order uuid, p_new_token uuid, p_new_hash bytea, p_key_id text) TO service_role;

--
-- Name: FUNCTION settle_payment(p_payment uuid, p_charge text, p_new_token uuid, p_new_hash bytea, p_key_id text); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.settle_payment(p_payment uuid, p_charge text, p_new_token uuid, p_new_hash bytea, p_key_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.settle_payment(p_payment uuid, p_charge text, p_new_token uuid, p_new_hash bytea, p_key_id text) TO service_role;

--
-- Name: FUNCTION shipping_price(p_country text, p_method text, p_grams integer, p_subtotal integer, p_currency text); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.shipping_price(p_country text, p_method text, p_grams integer, p_subtotal integer, p_currency text) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.shipping_price(p_country text, p_method text, p_grams integer, p_subtotal integer, p_currency text) TO service_role;

--
-- Name: FUNCTION suspend_member(p_user uuid, p_reason text, p_for_good boolean); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.suspend_member(p_user uuid, p_reason text, p_for_good boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.suspend_member(p_user uuid, p_reason text, p_for_good boolean) TO service_role;

--
-- Name: FUNCTION take_down(p_user uuid, p_note text); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.take_down(p_user uuid, p_note text) FROM PUBLIC;

--
-- Name: FUNCTION tax_within(p_gross integer, p_points integer); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.tax_within(p_gross integer, p_points integer) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.tax_within(p_gross integer, p_points integer) TO service_role;

--
-- Name: FUNCTION tickets_left(p_beacon uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.tickets_left(p_beacon uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.tickets_left(p_beacon uuid) TO service_role;

--
-- Name: FUNCTION tidy_pulse(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.tidy_pulse() FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.tidy_pulse() TO service_role;

--
-- Name: FUNCTION transfer_ticket(p_listing uuid, p_buyer uuid, p_new_token uuid, p_new_hash bytea, p_key_id text); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.transfer_ticket(p_listing uuid, p_buyer uuid, p_new_token uuid, p_new_hash bytea, p_key_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.transfer_ticket(p_listing uuid, p_buyer uuid, p_new_token uuid, p_new_hash bytea, p_key_id text) TO service_role;

--
-- Name: FUNCTION undo_scan(p_scan uuid, p_device uuid, p_by uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.undo_scan(p_scan uuid, p_device uuid, p_by uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.undo_scan(p_scan uuid, p_device uuid, p_by uuid) TO service_role;

--
-- Name: FUNCTION vat_points(p_country text, p_class text); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.vat_points(p_country text, p_class text) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.vat_points(p_country text, p_class text) TO service_role;

--
-- Name: FUNCTION write_moderation_report(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.write_moderation_report() FROM PUBLIC;

--
-- Name: FUNCTION xp_mismatches(); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.xp_mismatches() FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.xp_mismatches() TO service_role;

--
-- Name: FUNCTION zone_of(p_person uuid); Type: ACL; Schema: hotmess; Owner: -
--

REVOKE ALL ON FUNCTION hotmess.zone_of(p_person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION hotmess.zone_of(p_person uuid) TO service_role;

--
-- Name: TABLE audit_log; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT ON TABLE hotmess.audit_log TO service_role;

--
-- Name: TABLE beacon_posts; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.beacon_posts TO service_role;

--
-- Name: COLUMN beacon_posts.id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(id) ON TABLE hotmess.beacon_posts TO authenticated;
GRANT SELECT(id) ON TABLE hotmess.beacon_posts TO anon;

--
-- Name: COLUMN beacon_posts.beacon_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(beacon_id),INSERT(beacon_id) ON TABLE hotmess.beacon_posts TO authenticated;
GRANT SELECT(beacon_id) ON TABLE hotmess.beacon_posts TO anon;

--
-- Name: COLUMN beacon_posts.author_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(author_id),INSERT(author_id) ON TABLE hotmess.beacon_posts TO authenticated;

--
-- Name: COLUMN beacon_posts.post_type; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(post_type),INSERT(post_type) ON TABLE hotmess.beacon_posts TO authenticated;
GRANT SELECT(post_type) ON TABLE hotmess.beacon_posts TO anon;

--
-- Name: COLUMN beacon_posts.body; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(body),INSERT(body) ON TABLE hotmess.beacon_posts TO authenticated;
GRANT SELECT(body) ON TABLE hotmess.beacon_posts TO anon;

--
-- Name: COLUMN beacon_posts.status; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(status) ON TABLE hotmess.beacon_posts TO authenticated;
GRANT SELECT(status) ON TABLE hotmess.beacon_posts TO anon;

--
-- Name: COLUMN beacon_posts.file_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(file_id) ON TABLE hotmess.beacon_posts TO authenticated;

--
-- Name: COLUMN beacon_posts.created_at; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(created_at) ON TABLE hotmess.beacon_posts TO authenticated;
GRANT SELECT(created_at) ON TABLE hotmess.beacon_posts TO anon;

--
-- Name: COLUMN beacon_posts.updated_at; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(updated_at) ON TABLE hotmess.beacon_posts TO authenticated;

--
-- Name: TABLE beacon_scans; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE hotmess.beacon_scans TO service_role;

--
-- Name: TABLE beacon_staff; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.beacon_staff TO service_role;
GRANT SELECT ON TABLE hotmess.beacon_staff TO authenticated;

--
-- Name: TABLE beacon_stats; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT ON TABLE hotmess.beacon_stats TO anon;
GRANT SELECT ON TABLE hotmess.beacon_stats TO authenticated;
GRANT SELECT ON TABLE hotmess.beacon_stats TO service_role;

--
-- Name: TABLE beacon_waiting_list; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.beacon_waiting_list TO service_role;
GRANT SELECT ON TABLE hotmess.beacon_waiting_list TO authenticated;

--
-- Name: TABLE cart_items; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.cart_items TO service_role;
GRANT SELECT,DELETE ON TABLE hotmess.cart_items TO authenticated;

--
-- Name: COLUMN cart_items.user_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT INSERT(user_id) ON TABLE hotmess.cart_items TO authenticated;

--
-- Name: COLUMN cart_items.product_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT INSERT(product_id) ON TABLE hotmess.cart_items TO authenticated;

--
-- Name: COLUMN cart_items.market_listing_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT INSERT(market_listing_id) ON TABLE hotmess.cart_items TO authenticated;

--
-- Name: COLUMN cart_items.quantity; Type: ACL; Schema: hotmess; Owner: -
--

GRANT INSERT(quantity),UPDATE(quantity) ON TABLE hotmess.cart_items TO authenticated;

--
-- Name: TABLE cities; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.cities TO service_role;
GRANT SELECT ON TABLE hotmess.cities TO anon;
GRANT SELECT ON TABLE hotmess.cities TO authenticated;

--
-- Name: TABLE city_heat_map; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT ON TABLE hotmess.city_heat_map TO anon;
GRANT SELECT ON TABLE hotmess.city_heat_map TO authenticated;
GRANT SELECT ON TABLE hotmess.city_heat_map TO service_role;

--
-- Name: TABLE domain_events; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT ON TABLE hotmess.domain_events TO service_role;

--
-- Name: TABLE door_devices; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.door_devices TO service_role;

--
-- Name: TABLE drop_queue; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.drop_queue TO service_role;
GRANT SELECT ON TABLE hotmess.drop_queue TO authenticated;

--
-- Name: TABLE dsar_requests; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT ON TABLE hotmess.dsar_requests TO service_role;
GRANT SELECT ON TABLE hotmess.dsar_requests TO authenticated;

--
-- Name: TABLE gate_counts; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.gate_counts TO service_role;

--
-- Name: TABLE gates; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.gates TO service_role;

--
-- Name: TABLE idempotency_keys; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.idempotency_keys TO service_role;

--
-- Name: TABLE inbox; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.inbox TO service_role;

--
-- Name: TABLE invoices; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT ON TABLE hotmess.invoices TO service_role;

--
-- Name: TABLE listening; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.listening TO service_role;
GRANT SELECT ON TABLE hotmess.listening TO authenticated;

--
-- Name: TABLE listing_holds; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.listing_holds TO service_role;
GRANT SELECT ON TABLE hotmess.listing_holds TO authenticated;

--
-- Name: TABLE login_streaks; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.login_streaks TO service_role;
GRANT SELECT ON TABLE hotmess.login_streaks TO authenticated;

--
-- Name: TABLE market_listings; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.market_listings TO service_role;
GRANT SELECT ON TABLE hotmess.market_listings TO authenticated;

--
-- Name: COLUMN market_listings.seller_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT INSERT(seller_id) ON TABLE hotmess.market_listings TO authenticated;

--
-- Name: COLUMN market_listings.title; Type: ACL; Schema: hotmess; Owner: -
--

GRANT INSERT(title),UPDATE(title) ON TABLE hotmess.market_listings TO authenticated;

--
-- Name: COLUMN market_listings.description; Type: ACL; Schema: hotmess; Owner: -
--

GRANT INSERT(description),UPDATE(description) ON TABLE hotmess.market_listings TO authenticated;

--
-- Name: COLUMN market_listings.price_pence; Type: ACL; Schema: hotmess; Owner: -
--

GRANT INSERT(price_pence),UPDATE(price_pence) ON TABLE hotmess.market_listings TO authenticated;

--
-- Name: COLUMN market_listings.currency; Type: ACL; Schema: hotmess; Owner: -
--

GRANT INSERT(currency) ON TABLE hotmess.market_listings TO authenticated;

--
-- Name: COLUMN market_listings.per_person_limit; Type: ACL; Schema: hotmess; Owner: -
--

GRANT INSERT(per_person_limit),UPDATE(per_person_limit) ON TABLE hotmess.market_listings TO authenticated;

--
-- Name: COLUMN market_listings.weight_grams; Type: ACL; Schema: hotmess; Owner: -
--

GRANT INSERT(weight_grams),UPDATE(weight_grams) ON TABLE hotmess.market_listings TO authenticated;

--
-- Name: COLUMN market_listings.status; Type: ACL; Schema: hotmess; Owner: -
--

GRANT UPDATE(status) ON TABLE hotmess.market_listings TO authenticated;

--
-- Name: TABLE market_sellers; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.market_sellers TO service_role;

--
-- Name: COLUMN market_sellers.id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(id) ON TABLE hotmess.market_sellers TO anon;
GRANT SELECT(id) ON TABLE hotmess.market_sellers TO authenticated;

--
-- Name: COLUMN market_sellers.owner_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(owner_id),INSERT(owner_id) ON TABLE hotmess.market_sellers TO authenticated;

--
-- Name: COLUMN market_sellers.display_name; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(display_name) ON TABLE hotmess.market_sellers TO anon;
GRANT SELECT(display_name),INSERT(display_name),UPDATE(display_name) ON TABLE hotmess.market_sellers TO authenticated;

--
-- Name: COLUMN market_sellers.slug; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(slug) ON TABLE hotmess.market_sellers TO anon;
GRANT SELECT(slug),INSERT(slug) ON TABLE hotmess.market_sellers TO authenticated;

--
-- Name: COLUMN market_sellers.bio; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(bio) ON TABLE hotmess.market_sellers TO anon;
GRANT SELECT(bio),INSERT(bio),UPDATE(bio) ON TABLE hotmess.market_sellers TO authenticated;

--
-- Name: COLUMN market_sellers.status; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(status) ON TABLE hotmess.market_sellers TO anon;
GRANT SELECT(status) ON TABLE hotmess.market_sellers TO authenticated;

--
-- Name: COLUMN market_sellers.stripe_onboarding_complete; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(stripe_onboarding_complete) ON TABLE hotmess.market_sellers TO authenticated;

--
-- Name: COLUMN market_sellers.stripe_state; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(stripe_state) ON TABLE hotmess.market_sellers TO authenticated;

--
-- Name: COLUMN market_sellers.white_label_enabled; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(white_label_enabled) ON TABLE hotmess.market_sellers TO anon;
GRANT SELECT(white_label_enabled) ON TABLE hotmess.market_sellers TO authenticated;

--
-- Name: COLUMN market_sellers.approved_at; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(approved_at) ON TABLE hotmess.market_sellers TO anon;
GRANT SELECT(approved_at) ON TABLE hotmess.market_sellers TO authenticated;

--
-- Name: COLUMN market_sellers.created_at; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(created_at) ON TABLE hotmess.market_sellers TO authenticated;

--
-- Name: COLUMN market_sellers.updated_at; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(updated_at) ON TABLE hotmess.market_sellers TO authenticated;

--
-- Name: TABLE membership_texts; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT ON TABLE hotmess.membership_texts TO service_role;

--
-- Name: COLUMN membership_texts.version; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(version) ON TABLE hotmess.membership_texts TO anon;
GRANT SELECT(version) ON TABLE hotmess.membership_texts TO authenticated;

--
-- Name: COLUMN membership_texts.body; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(body) ON TABLE hotmess.membership_texts TO anon;
GRANT SELECT(body) ON TABLE hotmess.membership_texts TO authenticated;

--
-- Name: COLUMN membership_texts.published_at; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(published_at) ON TABLE hotmess.membership_texts TO anon;
GRANT SELECT(published_at) ON TABLE hotmess.membership_texts TO authenticated;

--
-- Name: TABLE moderation_actions; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT ON TABLE hotmess.moderation_actions TO service_role;

--
-- Name: TABLE moderation_reports; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT ON TABLE hotmess.moderation_reports TO authenticated;
GRANT SELECT,INSERT ON TABLE hotmess.moderation_reports TO service_role;

--
-- Name: COLUMN moderation_reports.reporter_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT INSERT(reporter_id) ON TABLE hotmess.moderation_reports TO authenticated;

--
-- Name: COLUMN moderation_reports.category; Type: ACL; Schema: hotmess; Owner: -
--

GRANT INSERT(category) ON TABLE hotmess.moderation_reports TO authenticated;

--
-- Name: COLUMN moderation_reports.target_type; Type: ACL; Schema: hotmess; Owner: -
--

GRANT INSERT(target_type) ON TABLE hotmess.moderation_reports TO authenticated;

--
-- Name: COLUMN moderation_reports.target_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT INSERT(target_id) ON TABLE hotmess.moderation_reports TO authenticated;

--
-- Name: COLUMN moderation_reports.description; Type: ACL; Schema: hotmess; Owner: -
--

GRANT INSERT(description) ON TABLE hotmess.moderation_reports TO authenticated;

--
-- Name: TABLE night_pulse_city_stats; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT ON TABLE hotmess.night_pulse_city_stats TO anon;
GRANT SELECT ON TABLE hotmess.night_pulse_city_stats TO authenticated;
GRANT SELECT ON TABLE hotmess.night_pulse_city_stats TO service_role;

--
-- Name: TABLE now_playing_overrides; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.now_playing_overrides TO service_role;

--
-- Name: TABLE order_items; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.order_items TO service_role;
GRANT SELECT ON TABLE hotmess.order_items TO authenticated;

--
-- Name: TABLE orders; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.orders TO service_role;
GRANT SELECT ON TABLE hotmess.orders TO authenticated;

--
-- Name: TABLE outbox; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.outbox TO service_role;

--
-- Name: TABLE payments; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.payments TO service_role;

--
-- Name: COLUMN payments.id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(id) ON TABLE hotmess.payments TO authenticated;

--
-- Name: COLUMN payments.order_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(order_id) ON TABLE hotmess.payments TO authenticated;

--
-- Name: COLUMN payments.user_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(user_id) ON TABLE hotmess.payments TO authenticated;

--
-- Name: COLUMN payments.amount_pence; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(amount_pence) ON TABLE hotmess.payments TO authenticated;

--
-- Name: COLUMN payments.currency; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(currency) ON TABLE hotmess.payments TO authenticated;

--
-- Name: COLUMN payments.status; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(status) ON TABLE hotmess.payments TO authenticated;

--
-- Name: COLUMN payments.is_surplus; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(is_surplus) ON TABLE hotmess.payments TO authenticated;

--
-- Name: COLUMN payments.refunded_pence; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(refunded_pence) ON TABLE hotmess.payments TO authenticated;

--
-- Name: COLUMN payments.failure; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(failure) ON TABLE hotmess.payments TO authenticated;

--
-- Name: COLUMN payments.settled_at; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(settled_at) ON TABLE hotmess.payments TO authenticated;

--
-- Name: COLUMN payments.created_at; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(created_at) ON TABLE hotmess.payments TO authenticated;

--
-- Name: TABLE payout_accounts; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.payout_accounts TO service_role;

--
-- Name: TABLE payouts; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.payouts TO service_role;

--
-- Name: COLUMN payouts.id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(id) ON TABLE hotmess.payouts TO authenticated;

--
-- Name: COLUMN payouts.order_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(order_id) ON TABLE hotmess.payouts TO authenticated;

--
-- Name: COLUMN payouts.payee_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(payee_id) ON TABLE hotmess.payouts TO authenticated;

--
-- Name: COLUMN payouts.gross_pence; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(gross_pence) ON TABLE hotmess.payouts TO authenticated;

--
-- Name: COLUMN payouts.fee_pence; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(fee_pence) ON TABLE hotmess.payouts TO authenticated;

--
-- Name: COLUMN payouts.amount_pence; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(amount_pence) ON TABLE hotmess.payouts TO authenticated;

--
-- Name: COLUMN payouts.reversed_pence; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(reversed_pence) ON TABLE hotmess.payouts TO authenticated;

--
-- Name: COLUMN payouts.currency; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(currency) ON TABLE hotmess.payouts TO authenticated;

--
-- Name: COLUMN payouts.status; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(status) ON TABLE hotmess.payouts TO authenticated;

--
-- Name: COLUMN payouts.not_before; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(not_before) ON TABLE hotmess.payouts TO authenticated;

--
-- Name: COLUMN payouts.created_at; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(created_at) ON TABLE hotmess.payouts TO authenticated;

--
-- Name: TABLE pgqueuer; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.pgqueuer TO service_role;

--
-- Name: SEQUENCE pgqueuer_id_seq; Type: ACL; Schema: hotmess; Owner: -
--

GRANT USAGE ON SEQUENCE hotmess.pgqueuer_id_seq TO service_role;

--
-- Name: TABLE pgqueuer_log; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.pgqueuer_log TO service_role;

--
-- Name: SEQUENCE pgqueuer_log_id_seq; Type: ACL; Schema: hotmess; Owner: -
--

GRANT USAGE ON SEQUENCE hotmess.pgqueuer_log_id_seq TO service_role;

--
-- Name: TABLE pgqueuer_schedules; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.pgqueuer_schedules TO service_role;

--
-- Name: SEQUENCE pgqueuer_schedules_id_seq; Type: ACL; Schema: hotmess; Owner: -
--

GRANT USAGE ON SEQUENCE hotmess.pgqueuer_schedules_id_seq TO service_role;

--
-- Name: TABLE pgqueuer_statistics; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.pgqueuer_statistics TO service_role;

--
-- Name: SEQUENCE pgqueuer_statistics_id_seq; Type: ACL; Schema: hotmess; Owner: -
--

GRANT USAGE ON SEQUENCE hotmess.pgqueuer_statistics_id_seq TO service_role;

--
-- Name: TABLE popular_beacons; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT ON TABLE hotmess.popular_beacons TO anon;
GRANT SELECT ON TABLE hotmess.popular_beacons TO authenticated;
GRANT SELECT ON TABLE hotmess.popular_beacons TO service_role;

--
-- Name: TABLE printed_keys; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.printed_keys TO service_role;

--
-- Name: TABLE products; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.products TO service_role;

--
-- Name: COLUMN products.id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(id) ON TABLE hotmess.products TO anon;
GRANT SELECT(id) ON TABLE hotmess.products TO authenticated;

--
-- Name: COLUMN products.slug; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(slug) ON TABLE hotmess.products TO anon;
GRANT SELECT(slug) ON TABLE hotmess.products TO authenticated;

--
-- Name: COLUMN products.title; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(title) ON TABLE hotmess.products TO anon;
GRANT SELECT(title) ON TABLE hotmess.products TO authenticated;

--
-- Name: COLUMN products.description; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(description) ON TABLE hotmess.products TO anon;
GRANT SELECT(description) ON TABLE hotmess.products TO authenticated;

--
-- Name: COLUMN products.collection; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(collection) ON TABLE hotmess.products TO anon;
GRANT SELECT(collection) ON TABLE hotmess.products TO authenticated;

--
-- Name: COLUMN products.price_pence; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(price_pence) ON TABLE hotmess.products TO anon;
GRANT SELECT(price_pence) ON TABLE hotmess.products TO authenticated;

--
-- Name: COLUMN products.currency; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(currency) ON TABLE hotmess.products TO anon;
GRANT SELECT(currency) ON TABLE hotmess.products TO authenticated;

--
-- Name: COLUMN products.stock_status; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(stock_status) ON TABLE hotmess.products TO anon;
GRANT SELECT(stock_status) ON TABLE hotmess.products TO authenticated;

--
-- Name: COLUMN products.quantity_available; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(quantity_available) ON TABLE hotmess.products TO anon;
GRANT SELECT(quantity_available) ON TABLE hotmess.products TO authenticated;

--
-- Name: COLUMN products.limited_edition; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(limited_edition) ON TABLE hotmess.products TO anon;
GRANT SELECT(limited_edition) ON TABLE hotmess.products TO authenticated;

--
-- Name: COLUMN products.drop_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(drop_id) ON TABLE hotmess.products TO anon;
GRANT SELECT(drop_id) ON TABLE hotmess.products TO authenticated;

--
-- Name: COLUMN products.per_person_limit; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(per_person_limit) ON TABLE hotmess.products TO anon;
GRANT SELECT(per_person_limit) ON TABLE hotmess.products TO authenticated;

--
-- Name: COLUMN products.xp_reward; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(xp_reward) ON TABLE hotmess.products TO anon;
GRANT SELECT(xp_reward) ON TABLE hotmess.products TO authenticated;

--
-- Name: COLUMN products.images; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(images) ON TABLE hotmess.products TO anon;
GRANT SELECT(images) ON TABLE hotmess.products TO authenticated;

--
-- Name: COLUMN products.status; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(status) ON TABLE hotmess.products TO anon;
GRANT SELECT(status) ON TABLE hotmess.products TO authenticated;

--
-- Name: COLUMN products.image_facts; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(image_facts) ON TABLE hotmess.products TO anon;
GRANT SELECT(image_facts) ON TABLE hotmess.products TO authenticated;

--
-- Name: TABLE products_available; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT ON TABLE hotmess.products_available TO anon;
GRANT SELECT ON TABLE hotmess.products_available TO authenticated;
GRANT SELECT ON TABLE hotmess.products_available TO service_role;

--
-- Name: TABLE profiles; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.profiles TO service_role;
GRANT SELECT ON TABLE hotmess.profiles TO authenticated;

--
-- Name: COLUMN profiles.username; Type: ACL; Schema: hotmess; Owner: -
--

GRANT UPDATE(username) ON TABLE hotmess.profiles TO authenticated;

--
-- Name: COLUMN profiles.username_public; Type: ACL; Schema: hotmess; Owner: -
--

GRANT UPDATE(username_public) ON TABLE hotmess.profiles TO authenticated;

--
-- Name: COLUMN profiles.leaderboard_opt_out; Type: ACL; Schema: hotmess; Owner: -
--

GRANT UPDATE(leaderboard_opt_out) ON TABLE hotmess.profiles TO authenticated;

--
-- Name: COLUMN profiles.city_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT UPDATE(city_id) ON TABLE hotmess.profiles TO authenticated;

--
-- Name: TABLE pulse_beacons; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT ON TABLE hotmess.pulse_beacons TO service_role;

--
-- Name: TABLE pulse_budgets; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.pulse_budgets TO service_role;

--
-- Name: TABLE pulse_cells; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT ON TABLE hotmess.pulse_cells TO service_role;

--
-- Name: TABLE pulse_hours; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT ON TABLE hotmess.pulse_hours TO service_role;

--
-- Name: TABLE qr_tokens; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.qr_tokens TO service_role;

--
-- Name: TABLE radio_shows; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.radio_shows TO service_role;

--
-- Name: COLUMN radio_shows.id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(id) ON TABLE hotmess.radio_shows TO anon;
GRANT SELECT(id) ON TABLE hotmess.radio_shows TO authenticated;

--
-- Name: COLUMN radio_shows.station_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(station_id) ON TABLE hotmess.radio_shows TO anon;
GRANT SELECT(station_id) ON TABLE hotmess.radio_shows TO authenticated;

--
-- Name: COLUMN radio_shows.slug; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(slug) ON TABLE hotmess.radio_shows TO anon;
GRANT SELECT(slug) ON TABLE hotmess.radio_shows TO authenticated;

--
-- Name: COLUMN radio_shows.title; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(title) ON TABLE hotmess.radio_shows TO anon;
GRANT SELECT(title) ON TABLE hotmess.radio_shows TO authenticated;

--
-- Name: COLUMN radio_shows.host; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(host) ON TABLE hotmess.radio_shows TO anon;
GRANT SELECT(host) ON TABLE hotmess.radio_shows TO authenticated;

--
-- Name: COLUMN radio_shows.description; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(description) ON TABLE hotmess.radio_shows TO anon;
GRANT SELECT(description) ON TABLE hotmess.radio_shows TO authenticated;

--
-- Name: COLUMN radio_shows.status; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(status) ON TABLE hotmess.radio_shows TO anon;
GRANT SELECT(status) ON TABLE hotmess.radio_shows TO authenticated;

--
-- Name: COLUMN radio_shows.soundcloud_url; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(soundcloud_url) ON TABLE hotmess.radio_shows TO anon;
GRANT SELECT(soundcloud_url) ON TABLE hotmess.radio_shows TO authenticated;

--
-- Name: COLUMN radio_shows.artwork_url; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(artwork_url) ON TABLE hotmess.radio_shows TO anon;
GRANT SELECT(artwork_url) ON TABLE hotmess.radio_shows TO authenticated;

--
-- Name: TABLE radio_stations; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.radio_stations TO service_role;

--
-- Name: COLUMN radio_stations.id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(id) ON TABLE hotmess.radio_stations TO anon;
GRANT SELECT(id) ON TABLE hotmess.radio_stations TO authenticated;

--
-- Name: COLUMN radio_stations.slug; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(slug) ON TABLE hotmess.radio_stations TO anon;
GRANT SELECT(slug) ON TABLE hotmess.radio_stations TO authenticated;

--
-- Name: COLUMN radio_stations.name; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(name) ON TABLE hotmess.radio_stations TO anon;
GRANT SELECT(name) ON TABLE hotmess.radio_stations TO authenticated;

--
-- Name: COLUMN radio_stations.timezone; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(timezone) ON TABLE hotmess.radio_stations TO anon;
GRANT SELECT(timezone) ON TABLE hotmess.radio_stations TO authenticated;

--
-- Name: TABLE refunds; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.refunds TO service_role;

--
-- Name: COLUMN refunds.id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(id) ON TABLE hotmess.refunds TO authenticated;

--
-- Name: COLUMN refunds.payment_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(payment_id) ON TABLE hotmess.refunds TO authenticated;

--
-- Name: COLUMN refunds.order_item_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(order_item_id) ON TABLE hotmess.refunds TO authenticated;

--
-- Name: COLUMN refunds.user_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(user_id) ON TABLE hotmess.refunds TO authenticated;

--
-- Name: COLUMN refunds.quantity; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(quantity) ON TABLE hotmess.refunds TO authenticated;

--
-- Name: COLUMN refunds.amount_pence; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(amount_pence) ON TABLE hotmess.refunds TO authenticated;

--
-- Name: COLUMN refunds.reason; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(reason) ON TABLE hotmess.refunds TO authenticated;

--
-- Name: COLUMN refunds.note; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(note) ON TABLE hotmess.refunds TO authenticated;

--
-- Name: COLUMN refunds.status; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(status) ON TABLE hotmess.refunds TO authenticated;

--
-- Name: COLUMN refunds.created_at; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(created_at) ON TABLE hotmess.refunds TO authenticated;

--
-- Name: TABLE resale_caps; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.resale_caps TO service_role;

--
-- Name: TABLE rulesets; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT ON TABLE hotmess.rulesets TO service_role;

--
-- Name: COLUMN rulesets.id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(id) ON TABLE hotmess.rulesets TO anon;
GRANT SELECT(id) ON TABLE hotmess.rulesets TO authenticated;

--
-- Name: COLUMN rulesets.slug; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(slug) ON TABLE hotmess.rulesets TO anon;
GRANT SELECT(slug) ON TABLE hotmess.rulesets TO authenticated;

--
-- Name: COLUMN rulesets.version; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(version) ON TABLE hotmess.rulesets TO anon;
GRANT SELECT(version) ON TABLE hotmess.rulesets TO authenticated;

--
-- Name: COLUMN rulesets.name; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(name) ON TABLE hotmess.rulesets TO anon;
GRANT SELECT(name) ON TABLE hotmess.rulesets TO authenticated;

--
-- Name: COLUMN rulesets.body; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(body) ON TABLE hotmess.rulesets TO anon;
GRANT SELECT(body) ON TABLE hotmess.rulesets TO authenticated;

--
-- Name: COLUMN rulesets.created_at; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(created_at) ON TABLE hotmess.rulesets TO anon;
GRANT SELECT(created_at) ON TABLE hotmess.rulesets TO authenticated;

--
-- Name: TABLE scan_conflicts; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.scan_conflicts TO service_role;

--
-- Name: TABLE schedule_blocks; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.schedule_blocks TO service_role;

--
-- Name: COLUMN schedule_blocks.id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(id) ON TABLE hotmess.schedule_blocks TO anon;
GRANT SELECT(id) ON TABLE hotmess.schedule_blocks TO authenticated;

--
-- Name: COLUMN schedule_blocks.station_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(station_id) ON TABLE hotmess.schedule_blocks TO anon;
GRANT SELECT(station_id) ON TABLE hotmess.schedule_blocks TO authenticated;

--
-- Name: COLUMN schedule_blocks.show_id; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(show_id) ON TABLE hotmess.schedule_blocks TO anon;
GRANT SELECT(show_id) ON TABLE hotmess.schedule_blocks TO authenticated;

--
-- Name: COLUMN schedule_blocks.day_of_week; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(day_of_week) ON TABLE hotmess.schedule_blocks TO anon;
GRANT SELECT(day_of_week) ON TABLE hotmess.schedule_blocks TO authenticated;

--
-- Name: COLUMN schedule_blocks.start_time; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(start_time) ON TABLE hotmess.schedule_blocks TO anon;
GRANT SELECT(start_time) ON TABLE hotmess.schedule_blocks TO authenticated;

--
-- Name: COLUMN schedule_blocks.end_time; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(end_time) ON TABLE hotmess.schedule_blocks TO anon;
GRANT SELECT(end_time) ON TABLE hotmess.schedule_blocks TO authenticated;

--
-- Name: COLUMN schedule_blocks.on_date; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(on_date) ON TABLE hotmess.schedule_blocks TO anon;
GRANT SELECT(on_date) ON TABLE hotmess.schedule_blocks TO authenticated;

--
-- Name: COLUMN schedule_blocks.status; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT(status) ON TABLE hotmess.schedule_blocks TO anon;
GRANT SELECT(status) ON TABLE hotmess.schedule_blocks TO authenticated;

--
-- Name: TABLE seller_reputation; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT ON TABLE hotmess.seller_reputation TO anon;
GRANT SELECT ON TABLE hotmess.seller_reputation TO authenticated;
GRANT SELECT ON TABLE hotmess.seller_reputation TO service_role;

--
-- Name: TABLE shipping_rates; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.shipping_rates TO service_role;

--
-- Name: TABLE state_transitions; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT ON TABLE hotmess.state_transitions TO service_role;
GRANT SELECT ON TABLE hotmess.state_transitions TO authenticated;

--
-- Name: TABLE stock_reservations; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.stock_reservations TO service_role;
GRANT SELECT ON TABLE hotmess.stock_reservations TO authenticated;

--
-- Name: TABLE stock_units; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.stock_units TO service_role;

--
-- Name: TABLE stored_files; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.stored_files TO service_role;

--
-- Name: TABLE ticket_holds; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.ticket_holds TO service_role;
GRANT SELECT ON TABLE hotmess.ticket_holds TO authenticated;

--
-- Name: TABLE vat_rates; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.vat_rates TO service_role;

--
-- Name: TABLE xp_adjustments; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT ON TABLE hotmess.xp_adjustments TO service_role;

--
-- Name: TABLE xp_totals; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT ON TABLE hotmess.xp_totals TO service_role;
GRANT SELECT ON TABLE hotmess.xp_totals TO authenticated;

--
-- Name: TABLE xp_balances; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT ON TABLE hotmess.xp_balances TO authenticated;
GRANT SELECT ON TABLE hotmess.xp_balances TO service_role;

--
-- Name: TABLE xp_events; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT ON TABLE hotmess.xp_events TO service_role;
GRANT SELECT ON TABLE hotmess.xp_events TO authenticated;

--
-- Name: TABLE xp_leaderboard; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT ON TABLE hotmess.xp_leaderboard TO anon;
GRANT SELECT ON TABLE hotmess.xp_leaderboard TO authenticated;
GRANT SELECT ON TABLE hotmess.xp_leaderboard TO service_role;

--
-- Name: TABLE xp_rules; Type: ACL; Schema: hotmess; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE hotmess.xp_rules TO service_role;
GRANT SELECT ON TABLE hotmess.xp_rules TO anon;
GRANT SELECT ON TABLE hotmess.xp_rules TO authenticated;

--
-- PostgreSQL database dump complete
--
