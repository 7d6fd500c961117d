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
-- Name: kith; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA kith;

--
-- Name: pgqueuer_status; Type: TYPE; Schema: kith; Owner: -
--

CREATE TYPE kith.pgqueuer_status AS ENUM (
    'queued',
    'picked',
    'successful',
    'exception',
    'canceled',
    'deleted',
    'failed'
);

--
-- Name: action_right(text); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.action_right(p_action text) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  select case when p_action = 'ban_user' then 'ban' when p_action in ('hard_hold', 'suspend', 'suspend_seller') then 'restrict' else 'decide' end
$$;

--
-- Name: FUNCTION action_right(p_action text); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.action_right(p_action text) IS 'The right it takes to decide on an action.';

--
-- Name: add_query_times(text, bigint, double precision, double precision, bigint[]); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.add_query_times(p_name text, p_calls bigint, p_seconds double precision, p_longest double precision, p_counts bigint[]) RETURNS void
    LANGUAGE sql
    SET search_path TO 'pg_catalog'
    AS $$
  insert into kith.query_times as q (name, hour, calls, seconds, longest, counts)
  values (p_name, date_trunc('hour', now(), 'UTC'), p_calls, p_seconds, p_longest, p_counts)
  on conflict (name, hour) do update set calls = q.calls + excluded.calls, seconds = q.seconds + excluded.seconds,
    longest = greatest(q.longest, excluded.longest),
    counts = (select array_agg(coalesce(o.n, 0) + coalesce(a.n, 0) order by coalesce(o.i, a.i))
              from unnest(q.counts) with ordinality o (n, i) full join unnest(excluded.counts) with ordinality a (n, i) on a.i = o.i)
$$;

--
-- Name: FUNCTION add_query_times(p_name text, p_calls bigint, p_seconds double precision, p_longest double precision, p_counts bigint[]); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.add_query_times(p_name text, p_calls bigint, p_seconds double precision, p_longest double precision, p_counts bigint[]) IS 'Adds what a process measured of one query to the hour that runs.';

--
-- Name: announce_bans(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.announce_bans() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
begin
  perform pg_notify('live_' || tg_table_schema, 'bans');
  return null;
end $$;

--
-- Name: FUNCTION announce_bans(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.announce_bans() IS 'Trigger: tells every process, at commit, whose access tokens are worth nothing any more.';

--
-- Name: announce_flags(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.announce_flags() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
begin
  perform pg_notify('live_' || tg_table_schema, 'flags');
  return null;
end $$;

--
-- Name: FUNCTION announce_flags(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.announce_flags() IS 'Trigger: tells every process, at commit, to read the switches anew.';

--
-- Name: announce_notice(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.announce_notice() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'kith', 'pg_temp'
    AS $$
begin
  -- A hash: who listens learns that somebody's centre changed, not whose.
  perform pg_notify('live_' || tg_table_schema, 'notices:' || substr(encode(sha256(convert_to(new.person_id::text, 'UTF8')), 'hex'), 1, 32));
  return null;
end
$$;

--
-- Name: FUNCTION announce_notice(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.announce_notice() IS 'A person''s centre changed: open pages of it are told at commit.';

--
-- Name: announce_session_end(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.announce_session_end() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
begin
  perform pg_notify('live_' || tg_table_schema, 'session:' || old.id);
  return null;
end $$;

--
-- Name: FUNCTION announce_session_end(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.announce_session_end() IS 'Trigger: tells every process, at commit, that a session has ended, so that nothing more is streamed to it.';

--
-- Name: audit_breaks(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.audit_breaks() RETURNS TABLE(sequence bigint, id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  with broken as (
    select unnest(b.breaks) as sequence from generate_series(0, 7) as n cross join lateral audit_breaks_in(n, 0, sha256('kith'::bytea), 9223372036854775807) b
    union
    select d.sequence from audit_ends_disowned() d
  )
  select b.sequence, a.id from broken b left join audit_log a on a.sequence = b.sequence
$$;

--
-- Name: FUNCTION audit_breaks(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.audit_breaks() IS 'Walks every chain from its beginning: the numbers of entries that were changed, or before which some are missing.';

--
-- Name: audit_breaks_in(integer, bigint, bytea, bigint); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.audit_breaks_in(p_chain integer, p_after bigint, p_expected bytea, p_most bigint) RETURNS TABLE(looked_at bigint, link bigint, sequence bigint, hash bytea, breaks bigint[])
    LANGUAGE sql STABLE
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  with entries as (
    select l as entry, l.link, l.sequence, l.chain, l.hash, l.previous_hash, l.hash_version from audit_log l
    where l.chain = p_chain and l.link > p_after order by l.link limit p_most
  ), linked as (
    select e.*, lag(e.hash, 1, p_expected) over w as expected, lag(e.link, 1, p_after) over w + 1 as due from entries e window w as (order by e.link)
  )
  select count(*), max(e.link), (array_agg(e.sequence order by e.link desc))[1], (array_agg(e.hash order by e.link desc))[1],
         coalesce(array_agg(e.sequence order by e.link) filter (where e.previous_hash <> e.expected or e.link <> e.due or e.hash <> audit_row_hash(e.entry)
           or e.hash_version < 3 and (e.chain, e.link) <> (0, e.sequence)), '{}')
  from linked e
$$;

--
-- Name: FUNCTION audit_breaks_in(p_chain integer, p_after bigint, p_expected bytea, p_most bigint); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.audit_breaks_in(p_chain integer, p_after bigint, p_expected bytea, p_most bigint) IS 'Walks a chain from after a link whose hash is known: how many entries, the last of them, and the numbers of those that do not hold.';

--
-- Name: audit_bucket(timestamp with time zone); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.audit_bucket(p_at timestamp with time zone) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  select floor(extract(epoch from p_at at time zone 'UTC') / 1296000)::bigint
$$;

--
-- Name: FUNCTION audit_bucket(p_at timestamp with time zone); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.audit_bucket(p_at timestamp with time zone) IS 'The fifteen days a moment lies in, counted from 1970: searches for words go from one to the one before it.';

--
-- Name: audit_ends(timestamp with time zone); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.audit_ends(p_before timestamp with time zone) RETURNS TABLE(chain smallint, link bigint, sequence bigint, hash bytea)
    LANGUAGE sql STABLE
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  select n::smallint, a.link, a.sequence, a.hash
  from generate_series(0, 7) n
  cross join lateral (
    select l.link, l.sequence, l.hash from audit_log l where l.chain = n and l.created_at < p_before order by l.link desc limit 1
  ) a
$$;

--
-- Name: FUNCTION audit_ends(p_before timestamp with time zone); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.audit_ends(p_before timestamp with time zone) IS 'The last entry of every chain before a moment.';

--
-- Name: audit_ends_disowned(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.audit_ends_disowned() RETURNS TABLE(sequence bigint)
    LANGUAGE sql STABLE
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  select m.sequence from audit_months m
  where not exists (select 1 from audit_log a where a.chain = m.chain and a.link = m.link and a.hash = m.hash and a.sequence = m.sequence)
  union
  select j.sequence from audit_log j cross join lateral jsonb_to_recordset(j.payload -> 'chains') as c (chain smallint, link bigint, hash text)
  where j.facet = 'house||audit.joined'
    and not exists (select 1 from audit_log a where a.chain = c.chain and a.link = c.link and encode(a.hash, 'hex') = c.hash)
$$;

--
-- Name: FUNCTION audit_ends_disowned(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.audit_ends_disowned() IS 'Ends of chains that a month or an entry audit.joined wrote down and that are not there any more: their numbers, or that of the entry.';

--
-- Name: audit_facets(text, text, text); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.audit_facets(p_action text, p_product text, p_actor text) RETURNS text[]
    LANGUAGE sql STABLE
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  with recursive every as (
    (select a.facet from audit_log a order by a.facet limit 1)
    union all
    select (select a.facet from audit_log a where a.facet > e.facet order by a.facet limit 1) from every e where e.facet is not null
  )
  select coalesce(array_agg(e.facet), '{}') from every e
  where e.facet is not null
    and (p_action = '' or starts_with(split_part(e.facet, '|', 3), p_action))
    and (p_product = '' or split_part(e.facet, '|', 2) = p_product)
    and (p_actor = '' or split_part(e.facet, '|', 1) = p_actor)
$$;

--
-- Name: FUNCTION audit_facets(p_action text, p_product text, p_actor text); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.audit_facets(p_action text, p_product text, p_actor text) IS 'The facets there are that begin an action so, of a product, of a kind of actor; what is empty does not narrow.';

--
-- Name: audit_hash_at(bigint); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.audit_hash_at(p_sequence bigint) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  select encode(a.hash, 'hex') from audit_log a where a.sequence = p_sequence
$$;

--
-- Name: FUNCTION audit_hash_at(p_sequence bigint); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.audit_hash_at(p_sequence bigint) IS 'The hash of one entry, to be compared with a head that was published.';

--
-- Name: audit_hash_of(integer, bigint); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.audit_hash_of(p_chain integer, p_link bigint) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  select encode(a.hash, 'hex') from audit_log a where a.chain = p_chain and a.link = p_link
$$;

--
-- Name: FUNCTION audit_hash_of(p_chain integer, p_link bigint); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.audit_hash_of(p_chain integer, p_link bigint) IS 'The hash of one link of a chain, to be compared with a head that was published.';

--
-- Name: audit_heads(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.audit_heads() RETURNS TABLE(month date, entries bigint, first_sequence bigint, last_sequence bigint, head text, chains jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  with ends as (
    select m.month, sum(m.link)::bigint as links, max(m.sequence) as last_sequence, encode(sha256(string_agg(m.hash, ''::bytea order by m.chain)), 'hex') as head,
           jsonb_agg(jsonb_build_object('chain', m.chain, 'link', m.link, 'hash', encode(m.hash, 'hex')) order by m.chain) as chains
    from audit_month_ends() m group by m.month
  ), grown as (
    select e.*, e.links - lag(e.links, 1, 0::bigint) over w as entries, lag(e.last_sequence, 1, 0::bigint) over w as last_before from ends e window w as (order by e.month)
  )
  select g.month, g.entries, (select min(a.sequence) from audit_log a where a.sequence > g.last_before), g.last_sequence, g.head, g.chains
  from grown g where g.entries > 0 order by g.month
$$;

--
-- Name: FUNCTION audit_heads(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.audit_heads() IS 'For each month how many entries there are, the end of every chain, and one hash that covers all of them and all before: to be published, and kept by whoever wants to check later.';

--
-- Name: audit_month_ends(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.audit_month_ends() RETURNS TABLE(month date, chain smallint, link bigint, sequence bigint, hash bytea)
    LANGUAGE sql STABLE
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  with bounds as (
    select date_trunc('month', (select min(created_at) from audit_log) at time zone 'UTC')::date as first,
           date_trunc('month', (select max(created_at) from audit_log) at time zone 'UTC')::date as last,
           (select max(m.month) from audit_months m) as stored
  )
  select m.month, m.chain, m.link, m.sequence, m.hash from audit_months m
  union all
  select g.month::date, e.chain, e.link, e.sequence, e.hash
  from bounds b cross join generate_series(coalesce(b.stored + interval '1 month', b.first), b.last, interval '1 month') as g (month)
  cross join lateral audit_ends((g.month + interval '1 month') at time zone 'UTC') e
$$;

--
-- Name: FUNCTION audit_month_ends(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.audit_month_ends() IS 'The last entry of every chain in every month: as stored, and of months not stored yet as it is now.';

--
-- Name: now(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.now() RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog'
    AS $$
  select now() + coalesce(nullif(current_setting('kith.clock_offset', true), ''), '0')::interval
$$;

--
-- Name: FUNCTION now(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.now() IS 'The house''s time: the server''s, plus the offset that a test or the development clock set for this transaction.';

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: audit_log; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.audit_log (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    sequence bigint NOT NULL,
    admin_id uuid,
    actor text NOT NULL,
    product text,
    action text NOT NULL,
    target_type text NOT NULL,
    target_id uuid,
    reason text,
    payload jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    previous_hash bytea NOT NULL,
    hash bytea NOT NULL,
    actor_id uuid,
    before jsonb,
    after jsonb,
    request_id text DEFAULT NULLIF(current_setting('kith.correlation_id'::text, true), ''::text),
    hash_version smallint DEFAULT 3 NOT NULL,
    chain smallint DEFAULT 0 NOT NULL,
    link bigint NOT NULL,
    facet text GENERATED ALWAYS AS (((((split_part(actor, ':'::text, 1) || '|'::text) || COALESCE(product, ''::text)) || '|'::text) || action)) STORED COLLATE pg_catalog."C",
    CONSTRAINT audit_log_chain_check CHECK (((chain >= 0) AND (chain <= 7))),
    CONSTRAINT audit_log_payload_check CHECK ((jsonb_typeof(payload) = 'object'::text)),
    CONSTRAINT audit_log_states CHECK ((((before IS NULL) OR (jsonb_typeof(before) = 'object'::text)) AND ((after IS NULL) OR (jsonb_typeof(after) = 'object'::text))))
);

--
-- Name: TABLE audit_log; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.audit_log IS 'What operators and the house did to people''s data, chained by SHA-256 so that a changed row is found.';

--
-- Name: COLUMN audit_log.actor_id; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.audit_log.actor_id IS 'The person who did it, where it was somebody who signs in.';

--
-- Name: COLUMN audit_log.before; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.audit_log.before IS 'What it was. What tells of a person stands here sealed under that person''s own key only, so that it goes with the key and the chain still holds.';

--
-- Name: COLUMN audit_log.hash_version; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.audit_log.hash_version IS 'What the hash covers: from 2 on before, after, actor_id, request_id; from 3 on its number, chain and link too, with nothing ambiguous between them.';

--
-- Name: COLUMN audit_log.chain; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.audit_log.chain IS 'Which of the eight chains it stands in: the first that nobody else was writing to.';

--
-- Name: COLUMN audit_log.link; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.audit_log.link IS 'Its place in its chain, from 1, without a gap.';

--
-- Name: COLUMN audit_log.facet; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.audit_log.facet IS 'Kind of actor, product and action: what searches narrow by. Generated, so nobody can hide an entry from them.';

--
-- Name: audit_row_hash(kith.audit_log); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.audit_row_hash(r kith.audit_log) RETURNS bytea
    LANGUAGE sql STABLE
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  select sha256(r.previous_hash || convert_to(case
    when r.hash_version >= 3 then json_build_array(r.hash_version, r.id, r.sequence, r.chain, r.link, r.actor, r.actor_id, r.product, r.action, r.target_type, r.target_id,
      r.reason, r.payload, r.before, r.after, r.request_id, extract(epoch from r.created_at))::text
    else concat_ws('|', r.id::text, r.actor, coalesce(r.product, ''), r.action, r.target_type,
      coalesce(r.target_id::text, ''), coalesce(r.reason, ''), r.payload::text, extract(epoch from r.created_at)::text)
      || case when r.hash_version >= 2 then concat_ws('|', '', coalesce(r.actor_id::text, ''), coalesce(r.before::text, ''), coalesce(r.after::text, ''),
           coalesce(r.request_id, '')) else '' end
    end, 'UTF8'))
$$;

--
-- Name: FUNCTION audit_row_hash(r kith.audit_log); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.audit_row_hash(r kith.audit_log) IS 'SHA-256 over the previous row''s hash and this row''s content.';

--
-- Name: audit_search(bigint, text, text, text, uuid, text, text, timestamp with time zone, timestamp with time zone, integer); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.audit_search(p_before bigint, p_action text, p_product text, p_actor text, p_target uuid, p_request text, p_words text, p_since timestamp with time zone, p_until timestamp with time zone, p_most integer) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE
    SET search_path TO 'kith', 'pg_temp'
    AS $_$
declare
  facets text[];
  every boolean := p_action = '' and p_product = '';
  who uuid;
  kind text := '';
  low timestamptz := coalesce(p_since, '-infinity');
  high timestamptz := least(coalesce(p_until, 'infinity'), 'infinity');
  from_at timestamptz;
  wanted tsquery;
  bucket bigint;
  last_bucket bigint;
  found_now bigint[];
  found_all bigint[] := '{}';
  worded text := '';
  narrow text := ' a.created_at >= $1 and a.created_at < $2 and (a.created_at, a.sequence) < ($3, $4) ';
  newest text := ' order by a.created_at desc, a.sequence desc limit $5 ';
begin
  select a.created_at into from_at from audit_log a where a.sequence = p_before;
  from_at := coalesce(from_at, 'infinity');
  if p_actor ~ '^([a-z]+:)?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' then
    who := reverse(split_part(reverse(p_actor), ':', 1))::uuid;
  else
    kind := p_actor;
    every := every and kind = '';
  end if;
  if who is not null then
    -- An operator may be named by their own number or by their account's.
    who := coalesce((select a.actor_id from audit_log a where a.admin_id = who limit 1), who);
    narrow := narrow || ' and a.actor_id = $7 ';
  end if;
  if p_words <> '' then
    wanted := audit_wanted(p_words, '');
    if wanted is null then
      return;
    end if;
    worded := ' and to_tsvector(''pg_catalog.simple'', a.reason) @@ $10 ';
  end if;
  if p_target is not null or p_request <> '' then
    -- Few entries are about one thing or of one request: their own index, and the rest of the question asked of each.
    return query execute 'select a.sequence from audit_log a where' || narrow || worded
      || case when p_target is null then '' else ' and a.target_id = $8 ' end || case when p_request = '' then '' else ' and a.request_id = $9 ' end
      || case when p_action = '' then '' else ' and starts_with(a.action, $11) ' end || case when p_product = '' then '' else ' and a.product = $12 ' end
      || case when kind = '' then '' else ' and split_part(a.actor, '':'', 1) = $13 ' end || newest
      using low, high, from_at, p_before, p_most, facets, who, p_target, p_request, wanted, p_action, p_product, kind;
    return;
  end if;
  facets := audit_facets(p_action, p_product, kind);
  if cardinality(facets) = 0 then
    return;
  end if;
  if wanted is not null then
    -- A common word is found among the newest; a rare one through its index, fifteen days at a time, where nothing else is read.
    execute 'select array_agg(a.sequence order by a.created_at desc, a.sequence desc) from (select a.* from audit_log a
      where a.created_at >= $1 and a.created_at < $2 and (a.created_at, a.sequence) < ($3, $4) order by a.created_at desc, a.sequence desc limit 2000) a
      where a.facet = any($6) and' || narrow || worded into found_now using low, high, from_at, p_before, p_most, facets, who, p_target, p_request, wanted;
    if cardinality(found_now) >= p_most then
      return query select unnest(found_now[1:p_most]);
      return;
    end if;
    select audit_bucket(least(max(a.created_at), high, from_at)), audit_bucket(greatest(min(a.created_at), low)) into bucket, last_bucket
    from (select (select max(created_at) from audit_log) as created_at union all select (select min(created_at) from audit_log)) a;
    while bucket >= last_bucket and cardinality(found_all) < p_most loop
      execute 'with hits as materialized (select a.created_at, a.sequence from audit_log a
          where a.reason is not null and audit_words(a.reason, a.facet, a.actor_id, a.created_at) @@ $10 and' || narrow || ')
        select coalesce(array_agg(x.sequence), ''{}'') from (select a.sequence from hits a ' || newest || ') x'
        into found_now using low, high, from_at, p_before, p_most - cardinality(found_all), facets, who, p_target, p_request,
          audit_wanted(p_words, bucket || ' ')
            && case when every then quote_literal('=' || bucket)::tsquery
                    else (select string_agg(quote_literal('=' || bucket || '|' || f), ' | ')::tsquery from unnest(facets) f) end
            && case when who is null then ''::tsquery else quote_literal('=' || bucket || '|' || who)::tsquery end;
      found_all := found_all || found_now;
      bucket := bucket - 1;
    end loop;
    return query select unnest(found_all);
    return;
  end if;
  if who is not null then
    return query execute 'select x.sequence from (select t.created_at, t.sequence from unnest($6) f cross join lateral (
        select a.created_at, a.sequence from audit_log a where a.facet = f and' || narrow || newest || ') t) x
      order by x.created_at desc, x.sequence desc limit $5' using low, high, from_at, p_before, p_most, facets, who;
  elsif every then
    return query execute 'select a.sequence from audit_log a where' || narrow || newest using low, high, from_at, p_before, p_most;
  else
    return query execute 'select x.sequence from (select t.created_at, t.sequence from unnest($6) f cross join lateral (
        select a.created_at, a.sequence from audit_log a where a.facet = f and' || narrow || newest || ') t) x
      order by x.created_at desc, x.sequence desc limit $5' using low, high, from_at, p_before, p_most, facets;
  end if;
end $_$;

--
-- Name: FUNCTION audit_search(p_before bigint, p_action text, p_product text, p_actor text, p_target uuid, p_request text, p_words text, p_since timestamp with time zone, p_until timestamp with time zone, p_most integer); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.audit_search(p_before bigint, p_action text, p_product text, p_actor text, p_target uuid, p_request text, p_words text, p_since timestamp with time zone, p_until timestamp with time zone, p_most integer) IS 'Numbers of entries, newest first, older than one of them: action by how it begins, actor by kind or number, whole words of the reason, or by how they begin with * behind. Each way of asking has its own index.';

--
-- Name: audit_wanted(text, text); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.audit_wanted(p_words text, p_within text) RETURNS tsquery
    LANGUAGE sql STABLE
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  select string_agg(quote_literal(p_within || l.lexeme) || case when w.word like '%*' and length(l.lexeme) > 2 then ':*' else '' end, ' & ')::tsquery
  from regexp_split_to_table(p_words, '\s+') w (word) cross join unnest(to_tsvector('pg_catalog.simple', w.word)) l
$$;

--
-- Name: FUNCTION audit_wanted(p_words text, p_within text); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.audit_wanted(p_words text, p_within text) IS 'What somebody looks for in reasons: whole words, and with * behind what a word begins with. p_within stands before each.';

--
-- Name: audit_words(text, text, uuid, timestamp with time zone); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.audit_words(p_reason text, p_facet text, p_actor_id uuid, p_at timestamp with time zone) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  select array_to_tsvector(
    array(select audit_bucket(p_at) || ' ' || w.word from unnest(tsvector_to_array(to_tsvector('pg_catalog.simple'::regconfig, coalesce(p_reason, '')))) w (word))
    || array_remove(array['=' || audit_bucket(p_at), '=' || audit_bucket(p_at) || '|' || p_facet, '=' || audit_bucket(p_at) || '|' || p_actor_id], null))
$$;

--
-- Name: FUNCTION audit_words(p_reason text, p_facet text, p_actor_id uuid, p_at timestamp with time zone); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.audit_words(p_reason text, p_facet text, p_actor_id uuid, p_at timestamp with time zone) IS 'The words of a reason, each with the fifteen days it lies in, and what narrows a search for them: the facet and the actor in these.';

--
-- Name: begin_audit_verification(boolean); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.begin_audit_verification(p_whole boolean) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
declare
  mine uuid;
  last_one uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended('kith.audit_verifications', 0));
  select v.id into mine from audit_verifications v where v.whole = p_whole and v.finished_at is null;
  if mine is not null then
    return mine;
  end if;
  select v.id into last_one from audit_verifications v where v.finished_at is not null order by v.finished_at desc limit 1;
  mine := gen_random_uuid();
  insert into audit_verifications (id, whole, due, breaks)
  select mine, p_whole, 0, coalesce(array_agg(l.sequence), '{}') from audit_verified_chains l
  where l.verification_id = last_one and l.link > 0
    and not exists (select 1 from audit_log a where a.chain = l.chain and a.link = l.link and a.hash = l.hash and a.sequence = l.sequence);
  insert into audit_verified_chains (verification_id, chain, until_link, link, sequence, hash)
  select mine, e.chain, greatest(e.link, coalesce(l.link, 0)), coalesce(l.link, 0), coalesce(l.sequence, 0), coalesce(l.hash, sha256('kith'::bytea))
  from audit_ends('infinity') e
  left join audit_verified_chains l on not p_whole and l.verification_id = last_one and l.chain = e.chain;
  update audit_verifications v set due = (select coalesce(sum(c.until_link - c.link), 0) from audit_verified_chains c where c.verification_id = mine) where v.id = mine;
  return mine;
end $$;

--
-- Name: FUNCTION begin_audit_verification(p_whole boolean); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.begin_audit_verification(p_whole boolean) IS 'Begins to verify, from where the last look ended or all of it, up to the entries there are now; one of each at a time. An end that was seen then and is gone is a break.';

--
-- Name: blocked_between(uuid, uuid); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.blocked_between(a uuid, b uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  select exists (select 1 from blocks where blocker_id = a and blocked_id = b)
      or exists (select 1 from blocks where blocker_id = b and blocked_id = a)
$$;

--
-- Name: FUNCTION blocked_between(a uuid, b uuid); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.blocked_between(a uuid, b uuid) IS 'Whether either has blocked the other.';

--
-- Name: blocked_with(uuid); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.blocked_with(person uuid) RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  select coalesce(array_agg(other), '{}') from (
    select blocked_id as other from blocks where blocker_id = person
    union
    select blocker_id from blocks where blocked_id = person
  ) both_directions
$$;

--
-- Name: FUNCTION blocked_with(person uuid); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.blocked_with(person uuid) IS 'Everybody whom this person blocked or who blocked this person.';

--
-- Name: cases; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.cases (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    product text NOT NULL,
    content_type text NOT NULL,
    content_id uuid NOT NULL,
    person_id uuid,
    category text NOT NULL,
    severity integer DEFAULT 2 NOT NULL,
    queue text DEFAULT 'general'::text NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    report_count integer DEFAULT 0 NOT NULL,
    weight numeric DEFAULT 0 NOT NULL,
    assigned_to uuid,
    claimed_at timestamp with time zone,
    claim_expires_at timestamp with time zone,
    outcome text,
    opened_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    closed_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    priority integer GENERATED ALWAYS AS ((6 -
CASE
    WHEN (severity = 5) THEN 5
    WHEN (weight >= (3)::numeric) THEN LEAST((severity + 1), 4)
    WHEN ((report_count > 0) AND (weight < 0.3)) THEN GREATEST((severity - 1), 1)
    ELSE severity
END)) STORED,
    escalated boolean DEFAULT false NOT NULL,
    handover text,
    CONSTRAINT cases_claim CHECK (((assigned_to IS NULL) OR ((claimed_at IS NOT NULL) AND (claim_expires_at IS NOT NULL)))),
    CONSTRAINT cases_closed CHECK ((((state = 'closed'::text) = (closed_at IS NOT NULL)) AND ((state <> 'closed'::text) OR (outcome IS NOT NULL)))),
    CONSTRAINT cases_handover CHECK (((length(btrim(handover)) >= 3) AND (length(btrim(handover)) <= 1000))),
    CONSTRAINT cases_outcome CHECK ((outcome = ANY (ARRAY['upheld'::text, 'dismissed'::text]))),
    CONSTRAINT cases_severity CHECK (((severity >= 1) AND (severity <= 5))),
    CONSTRAINT cases_state CHECK ((state = ANY (ARRAY['open'::text, 'queued'::text, 'assigned'::text, 'escalated'::text, 'closed'::text])))
);

--
-- Name: TABLE cases; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.cases IS 'What reports about one thing (content or person) come to. Worked on by one moderator at a time, in the order of severity and age.';

--
-- Name: COLUMN cases.priority; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.cases.priority IS 'The order of the queue, 1 first: six less the severity, by one step nearer or further for the weight of those who reported.';

--
-- Name: COLUMN cases.escalated; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.cases.escalated IS 'Waits for somebody who may take escalated cases, also after a claim has lapsed.';

--
-- Name: COLUMN cases.handover; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.cases.handover IS 'What whoever gave it up says to whoever takes it next.';

--
-- Name: cases_waiting(uuid, text[], text[], text[], integer, integer, integer, integer, timestamp with time zone, uuid); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.cases_waiting(p_admin uuid, p_products text[], p_queues text[], p_states text[], p_at_most integer, p_first integer DEFAULT 1, p_last integer DEFAULT 5, p_after_priority integer DEFAULT NULL::integer, p_after_opened timestamp with time zone DEFAULT NULL::timestamp with time zone, p_after_id uuid DEFAULT NULL::uuid) RETURNS SETOF kith.cases
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  select found.* from moderator_lanes(p_admin, p_products, p_queues) l cross join unnest(p_states) s (state) cross join lateral (
    select c.* from cases c
    where c.product = l.product and c.queue = l.queue and c.state = s.state and c.state <> 'closed' and c.priority between p_first and p_last
      and (c.priority, c.opened_at, c.id) > (coalesce(p_after_priority, 0), coalesce(p_after_opened, '-infinity'), coalesce(p_after_id, '00000000-0000-0000-0000-000000000000'))
    order by c.priority, c.opened_at, c.id limit p_at_most) found
  order by found.priority, found.opened_at, found.id limit p_at_most
$$;

--
-- Name: FUNCTION cases_waiting(p_admin uuid, p_products text[], p_queues text[], p_states text[], p_at_most integer, p_first integer, p_last integer, p_after_priority integer, p_after_opened timestamp with time zone, p_after_id uuid); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.cases_waiting(p_admin uuid, p_products text[], p_queues text[], p_states text[], p_at_most integer, p_first integer, p_last integer, p_after_priority integer, p_after_opened timestamp with time zone, p_after_id uuid) IS 'Cases of an operator''s queues, by priority and age, after the one last seen. The index is asked once for each queue and state, so that a page costs the same however many wait.';

--
-- Name: chain_audit_row(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.chain_audit_row() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
declare
  mine integer;
begin
  for one in 0..7 loop
    if pg_try_advisory_xact_lock(hashtextextended('kith.audit_log', one)) then
      mine := one;
      exit;
    end if;
  end loop;
  if mine is null then
    mine := pg_backend_pid() % 8;
    perform pg_advisory_xact_lock(hashtextextended('kith.audit_log', mine));
  end if;
  new.chain := mine;
  new.hash_version := 3;
  select a.hash, a.link + 1 into new.previous_hash, new.link from audit_log a where a.chain = mine order by a.link desc limit 1;
  new.previous_hash := coalesce(new.previous_hash, sha256('kith'::bytea));
  new.link := coalesce(new.link, 1);
  new.sequence := nextval('audit_sequence');
  new.hash := audit_row_hash(new);
  return new;
end $$;

--
-- Name: FUNCTION chain_audit_row(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.chain_audit_row() IS 'Trigger: links a new audit row to the last one of a chain that no other transaction holds.';

--
-- Name: claim_case(uuid, uuid); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.claim_case(p_case uuid, p_admin uuid) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
declare
  wanted record;
begin
  select c.* into wanted from cases c where c.id = p_case for no key update;
  if wanted.id is null or not works_on(p_admin, wanted.product, wanted.queue) or not moderator_may(p_admin, 'decide') then
    return 'not_yours';
  end if;
  if wanted.state = 'closed' then
    return 'closed';
  end if;
  if wanted.assigned_to is not null and wanted.assigned_to <> p_admin and wanted.claim_expires_at > kith.now() then
    return 'taken';
  end if;
  if wanted.escalated and not moderator_may(p_admin, 'escalated') then
    return 'escalated';
  end if;
  if exists (select 1 from decisions d join appeals a on a.decision_id = d.id where d.case_id = p_case and a.state = 'open' and d.admin_id = p_admin) then
    return 'somebody_else';
  end if;
  update cases set state = 'assigned', assigned_to = p_admin, claimed_at = kith.now(), claim_expires_at = kith.now() + interval '30 minutes' where id = p_case;
  update reports set status = 'reviewing' where case_id = p_case and status = 'open';
  update incidents set status = 'reviewing' where case_id = p_case and status = 'open';
  return 'claimed';
end $$;

--
-- Name: FUNCTION claim_case(p_case uuid, p_admin uuid); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.claim_case(p_case uuid, p_admin uuid) IS 'Takes a case for thirty minutes: claimed (again: longer), taken, closed, not_yours (queue or role), escalated (waits for somebody more experienced), somebody_else (an appeal against one''s own decision).';

--
-- Name: claim_next(uuid, text[], text[], text[], integer, integer); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.claim_next(p_admin uuid, p_products text[], p_queues text[], p_states text[], p_first integer DEFAULT 1, p_last integer DEFAULT 5) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
declare
  candidate uuid;
begin
  for candidate in select c.id from cases_waiting(p_admin, p_products, p_queues, p_states, 25, p_first, p_last) c loop
    -- Somebody who is taking one at this moment keeps nobody waiting.
    perform 1 from cases c where c.id = candidate and c.state = any (p_states) for no key update skip locked;
    if found and claim_case(candidate, p_admin) = 'claimed' then
      return candidate;
    end if;
  end loop;
  return null;
end $$;

--
-- Name: FUNCTION claim_next(p_admin uuid, p_products text[], p_queues text[], p_states text[], p_first integer, p_last integer); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.claim_next(p_admin uuid, p_products text[], p_queues text[], p_states text[], p_first integer, p_last integer) IS 'Takes the first case of an operator''s queues that nobody has; null when there is none.';

--
-- Name: close_audit_months(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.close_audit_months() RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  with closed as (
    insert into audit_months (month, chain, link, sequence, hash)
    select e.month, e.chain, e.link, e.sequence, e.hash from audit_month_ends() e
    where (e.month + interval '1 month 1 day') at time zone 'UTC' <= kith.now()
      and not exists (select 1 from audit_months m where m.month = e.month and m.chain = e.chain)
    on conflict do nothing
    returning 1
  )
  select count(*)::integer from closed
$$;

--
-- Name: FUNCTION close_audit_months(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.close_audit_months() IS 'Writes down how the chains stood at the end of months that have been over for a day; how many ends.';

--
-- Name: continue_audit_verification(uuid, integer); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.continue_audit_verification(p_id uuid, p_most integer) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
declare
  run audit_verifications;
  one audit_verified_chains;
  step record;
begin
  select v.* into run from audit_verifications v where v.id = p_id for update;
  if run.id is null or run.finished_at is not null then
    return false;
  end if;
  select c.* into one from audit_verified_chains c where c.verification_id = p_id and c.link < c.until_link order by c.chain limit 1;
  if found then
    select b.* into step from audit_breaks_in(one.chain, one.link, one.hash, least(p_most, one.until_link - one.link)) b;
    if step.looked_at = 0 then
      update audit_verifications v set breaks = v.breaks || one.sequence where v.id = p_id;
      update audit_verified_chains c set link = c.until_link where c.verification_id = p_id and c.chain = one.chain;
    else
      update audit_verifications v set looked_at = v.looked_at + step.looked_at, breaks = v.breaks || step.breaks where v.id = p_id;
      update audit_verified_chains c set link = step.link, until_link = greatest(c.until_link, step.link), sequence = step.sequence, hash = step.hash
      where c.verification_id = p_id and c.chain = one.chain;
    end if;
    return true;
  end if;
  update audit_verifications v set finished_at = kith.now(),
    breaks = array(select distinct b from unnest(v.breaks || case when v.whole then array(select d.sequence from audit_ends_disowned() d) end) b order by b),
    last_sequence = coalesce((select max(c.sequence) from audit_verified_chains c where c.verification_id = p_id), 0)
  where v.id = p_id;
  delete from audit_verifications v where v.finished_at < kith.now() - interval '90 days' and v.breaks = '{}' and not v.whole;
  -- An entry that holds every chain's end ties them together: whoever cuts the end off one breaks another.
  insert into audit_log (actor, action, target_type, payload)
  select 'house', 'audit.joined', 'audit', jsonb_build_object('chains', jsonb_agg(jsonb_build_object('chain', c.chain, 'link', c.link, 'hash', encode(c.hash, 'hex')) order by c.chain))
  from audit_verified_chains c where c.verification_id = p_id
  having count(*) > 1 and exists (
    select 1 from audit_log a where a.action <> 'audit.joined'
      and a.sequence > coalesce((select max(j.sequence) from audit_log j where j.facet = 'house||audit.joined'), 0));
  return false;
end $$;

--
-- Name: FUNCTION continue_audit_verification(p_id uuid, p_most integer); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.continue_audit_verification(p_id uuid, p_most integer) IS 'Looks at the next entries of a verification, at most so many; false when it has ended. The last step writes the entry that ties the chains together.';

--
-- Name: decide_appeal(uuid, uuid, boolean, text); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.decide_appeal(p_appeal uuid, p_admin uuid, p_reverse boolean, p_answer text) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
declare
  asked record;
  decided record;
begin
  select a.* into asked from appeals a where a.id = p_appeal for no key update;
  if asked.id is null or asked.state <> 'open' then
    return coalesce(asked.state, 'gone');
  end if;
  if not moderator_may(p_admin, 'appeals') then
    return 'not_yours';
  end if;
  select d.* into decided from decisions d where d.id = asked.decision_id;
  if decided.admin_id = p_admin then
    return 'somebody_else';
  end if;
  update appeals set state = case when p_reverse then 'reversed' else 'upheld' end, decided_by = p_admin, decided_at = kith.now(), answer = p_answer where id = p_appeal;
  if p_reverse then
    insert into decisions (case_id, product, admin_id, action, content_type, content_id, person_id, reason, reverses)
    values (decided.case_id, decided.product, p_admin, 'reinstate', decided.content_type, decided.content_id, decided.person_id, p_answer, decided.id);
  end if;
  update cases set state = 'closed', closed_at = kith.now(), outcome = case when p_reverse then 'dismissed' else coalesce(outcome, 'upheld') end,
    escalated = false, assigned_to = null, claimed_at = null, claim_expires_at = null
  where id = decided.case_id and state <> 'closed';
  if p_reverse then
    update cases set outcome = 'dismissed' where id = decided.case_id and state = 'closed';
  end if;
  return case when p_reverse then 'reversed' else 'upheld' end;
end $$;

--
-- Name: FUNCTION decide_appeal(p_appeal uuid, p_admin uuid, p_reverse boolean, p_answer text); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.decide_appeal(p_appeal uuid, p_admin uuid, p_reverse boolean, p_answer text) IS 'Answers an appeal: reversed (a reinstate decision is written), upheld, somebody_else (it was one''s own decision), not_yours (role), or what it was already.';

--
-- Name: decide_case(uuid, uuid, text, text, jsonb, timestamp with time zone); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.decide_case(p_case uuid, p_admin uuid, p_action text, p_reason text, p_statement jsonb DEFAULT NULL::jsonb, p_until timestamp with time zone DEFAULT NULL::timestamp with time zone) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
declare
  the_case record;
  made uuid;
begin
  select c.* into the_case from cases c where c.id = p_case for no key update;
  if the_case.state is distinct from 'assigned' or the_case.assigned_to <> p_admin or the_case.claim_expires_at <= kith.now() then
    raise exception using errcode = 'KT409', message = 'a case is decided by whoever has taken it';
  end if;
  if not moderator_may(p_admin, action_right(p_action)) then
    raise exception using errcode = 'KT403', message = 'this takes another role; escalate the case';
  end if;
  insert into decisions (case_id, product, admin_id, action, content_type, content_id, person_id, reason, statement, lasts_until)
  values (p_case, the_case.product, p_admin, p_action, the_case.content_type, the_case.content_id, the_case.person_id, p_reason, p_statement, p_until)
  returning id into made;
  update cases set state = 'closed', closed_at = kith.now(), outcome = case p_action when 'dismiss' then 'dismissed' else 'upheld' end,
    escalated = false, assigned_to = null, claimed_at = null, claim_expires_at = null
  where id = p_case;
  update reports set status = 'resolved' where case_id = p_case;
  update incidents set status = 'resolved' where case_id = p_case;
  return made;
end $$;

--
-- Name: FUNCTION decide_case(p_case uuid, p_admin uuid, p_action text, p_reason text, p_statement jsonb, p_until timestamp with time zone); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.decide_case(p_case uuid, p_admin uuid, p_action text, p_reason text, p_statement jsonb, p_until timestamp with time zone) IS 'Closes a claimed case with an action (`dismiss`: nothing was wrong) that the operator''s role may take, its reason and, to whom it concerns, the statement. What the action does to the content is the product''s to do in the same transaction.';

--
-- Name: enforce_transition(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.enforce_transition() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'kith', 'pg_temp'
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
-- Name: FUNCTION enforce_transition(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.enforce_transition() IS 'Trigger (entity, column): refuses a state change that state_transitions does not list, with SQLSTATE KT409.';

--
-- Name: file_report(text, uuid, uuid, text, uuid, text, jsonb, jsonb, integer, text, text); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.file_report(p_product text, p_reporter uuid, p_person uuid, p_content_type text, p_content_id uuid, p_category text, p_details jsonb, p_snapshot jsonb, p_severity integer DEFAULT 2, p_queue text DEFAULT 'general'::text, p_key text DEFAULT NULL::text) RETURNS TABLE(report_id uuid, case_id uuid, fresh boolean)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $_$
#variable_conflict use_column
declare
  the_case uuid;
  made uuid;
  counted numeric := reporter_weight(p_reporter);
begin
  if p_reporter = p_person then
    raise exception using errcode = 'check_violation', constraint = 'reports_not_oneself', table = 'reports', message = 'nobody reports themselves';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('case ' || p_product || p_content_type || p_content_id::text, 0));
  select r.id, r.case_id into made, the_case from reports r where r.idempotency_key = p_key;
  if made is not null then
    return query select made, the_case, false;
    return;
  end if;
  the_case := open_case(p_product, p_person, p_content_type, p_content_id, p_category, coalesce(p_severity, report_severity(p_category)),
    coalesce(p_queue, report_queue(p_category)));
  select r.id into made from reports r where r.case_id = the_case and r.reporter_id = p_reporter order by r.created_at limit 1;
  if made is not null then
    -- Said again: what is new is kept with what was said first, the last twenty times.
    update reports r set details = jsonb_set(r.details, '{again}', jsonb_path_query_array(coalesce(r.details -> 'again', '[]') || jsonb_build_array(p_details), '$[last - 19 to last]'))
    where r.id = made and p_details <> '{}' and p_details is distinct from r.details - 'again';
    return query select made, the_case, false;
    return;
  end if;
  insert into reports (product, reporter_id, reported_id, report_type, details, idempotency_key, case_id, content_type, content_id, snapshot, weight)
  values (p_product, p_reporter, p_person, p_category, p_details, p_key, the_case, p_content_type, p_content_id, p_snapshot, counted) returning id into made;
  update cases c set report_count = c.report_count + 1, weight = c.weight + counted, state = case c.state when 'open' then 'queued' else c.state end
  where c.id = the_case;
  return query select made, the_case, true;
end $_$;

--
-- Name: FUNCTION file_report(p_product text, p_reporter uuid, p_person uuid, p_content_type text, p_content_id uuid, p_category text, p_details jsonb, p_snapshot jsonb, p_severity integer, p_queue text, p_key text); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.file_report(p_product text, p_reporter uuid, p_person uuid, p_content_type text, p_content_id uuid, p_category text, p_details jsonb, p_snapshot jsonb, p_severity integer, p_queue text, p_key text) IS 'A report, with a snapshot of what it is about, into the case of that thing (opened if there is none). One a person and case: fresh is false the second time. Without a severity or queue, those of its category.';

--
-- Name: fn_pgqueuer_changed(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.fn_pgqueuer_changed() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'kith', 'pg_temp'
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
-- Name: FUNCTION fn_pgqueuer_changed(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.fn_pgqueuer_changed() IS 'Trigger: wakes the workers of this schema when a job arrives.';

--
-- Name: forget_browsers_of_session(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.forget_browsers_of_session() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'kith', 'pg_temp'
    AS $$
begin
  delete from push_subscriptions where session_id = new.id;
  return null;
end
$$;

--
-- Name: FUNCTION forget_browsers_of_session(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.forget_browsers_of_session() IS 'A session ended, however: its browser gets no more pushes.';

--
-- Name: guard_appeal(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.guard_appeal() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
declare
  decided record;
begin
  select d.* into decided from decisions d where d.id = new.decision_id;
  if tg_op = 'UPDATE' then
    if new.decided_by = decided.admin_id then
      raise exception using errcode = 'check_violation', constraint = 'appeals_somebody_else', table = tg_table_name, message = 'an appeal is looked at by somebody else';
    end if;
    return new;
  end if;
  if decided.person_id is distinct from new.person_id or decided.action in ('dismiss', 'reinstate') then
    raise exception using errcode = 'check_violation', constraint = 'appeals_of_ones_own', table = tg_table_name, message = 'people appeal against what was decided about them';
  end if;
  if exists (select 1 from decisions d where d.reverses = new.decision_id) then
    raise exception using errcode = 'KT409', message = 'this was taken back already';
  end if;
  if decided.created_at < kith.now() - interval '20 days' then
    raise exception using errcode = 'KT409', message = 'an appeal is made within twenty days';
  end if;
  -- When the same thing was reported again meanwhile, that case stays the one that is worked on; the appeal stands by itself.
  if not exists (select 1 from cases c join cases o on o.product = c.product and o.content_type = c.content_type and o.content_id = c.content_id and o.id <> c.id
                 where c.id = decided.case_id and o.state <> 'closed') then
    update cases set state = 'escalated', escalated = true, closed_at = null, assigned_to = null, claimed_at = null, claim_expires_at = null
    where id = decided.case_id and state <> 'escalated';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_appeal(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.guard_appeal() IS 'Trigger: by whom it concerns, within twenty days, decided by somebody else; an appeal escalates its case.';

--
-- Name: guard_ban(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.guard_ban() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'kith', 'pg_temp'
    AS $$
begin
  if old.lifted_at is not null or (new.id, new.person_id, new.banned_by, new.reason, new.case_id, new.since)
    is distinct from (old.id, old.person_id, old.banned_by, old.reason, old.case_id, old.since) then
    raise exception using errcode = 'KT403', message = 'a ban is lifted once and never rewritten';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_ban(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.guard_ban() IS 'Trigger: a ban is lifted once and otherwise never changed.';

--
-- Name: guard_impersonation(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.guard_impersonation() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
begin
  if tg_op = 'UPDATE' then
    if (to_jsonb(new) - 'ended_at') <> (to_jsonb(old) - 'ended_at') or old.ended_at is not null then
      raise exception using errcode = 'check_violation', constraint = 'impersonations_fixed', table = tg_table_name,
        message = 'an impersonation is ended, never changed or prolonged';
    end if;
    return new;
  end if;
  if exists (select 1 from admins a where a.person_id = new.person_id) then
    raise exception using errcode = 'check_violation', constraint = 'impersonations_no_operators', table = tg_table_name,
      message = 'operators are not impersonated';
  end if;
  if not exists (select 1 from admins a where a.id = new.admin_id and a.role in ('support', 'ops')) then
    raise exception using errcode = 'check_violation', constraint = 'impersonations_roles', table = tg_table_name,
      message = 'support and operations impersonate, nobody else';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION guard_impersonation(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.guard_impersonation() IS 'Trigger: by support and operations, never of an operator; once begun it can only be ended.';

--
-- Name: has_consent(uuid, text, text); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.has_consent(p_person uuid, p_product text, p_kind text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  select coalesce((
    select c.granted from consents c
    where c.person_id = p_person and c.product = p_product and c.kind = p_kind
    order by c.recorded_at desc, c.id desc limit 1
  ), false)
$$;

--
-- Name: FUNCTION has_consent(p_person uuid, p_product text, p_kind text); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.has_consent(p_person uuid, p_product text, p_kind text) IS 'Whether the person''s newest word on this kind of consent is yes.';

--
-- Name: held_rows(regclass, text, integer); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.held_rows(p_table regclass, p_row text, p_steps integer DEFAULT 2) RETURNS text
    LANGUAGE plpgsql STABLE
    SET search_path TO 'kith', 'pg_temp'
    AS $$
declare
  one record;
  further text;
  ways text[] := '{}';
begin
  for one in
    select a.attname as column_name, k.confrelid, b.attname as to_column, n.nspname as to_schema, c.relname as to_table
    from pg_constraint k
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
    join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
    join pg_class c on c.oid = k.confrelid join pg_namespace n on n.oid = c.relnamespace
    where k.conrelid = p_table and k.contype = 'f' and cardinality(k.conkey) = 1 and k.confrelid <> p_table
    order by k.conname
  loop
    if one.confrelid = 'auth.users'::regclass then
      ways := ways || format('%s.%I in (select h.person_id from kith.legal_holds h where h.lifted_at is null and h.keep_until > kith.now())', p_row, one.column_name);
    elsif p_steps > 0 then
      further := held_rows(one.confrelid, 'h' || p_steps, p_steps - 1);
      if further <> 'false' then
        ways := ways || format('exists (select 1 from %I.%I h%s where h%s.%I = %s.%I and (%s))',
          one.to_schema, one.to_table, p_steps, p_steps, one.to_column, p_row, one.column_name, further);
      end if;
    end if;
  end loop;
  return coalesce(nullif(array_to_string(ways, ' or '), ''), 'false');
end $$;

--
-- Name: FUNCTION held_rows(p_table regclass, p_row text, p_steps integer); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.held_rows(p_table regclass, p_row text, p_steps integer) IS 'The condition under which a row of a table is about somebody whose data has to be kept, by its foreign keys and those of what it refers to.';

--
-- Name: hold_state(uuid); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.hold_state(person uuid) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  select case when exists (select 1 from bans b where b.person_id = person and b.lifted_at is null) then 'hard_hold' else coalesce((
    select h.state from holds h
    where h.person_id = person and h.cleared_at is null and (h.expires_at is null or h.expires_at > kith.now())
  ), 'none') end
$$;

--
-- Name: FUNCTION hold_state(person uuid); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.hold_state(person uuid) IS 'The hold in force on this person now: none, soft_hold or hard_hold. A ban is a hard hold.';

--
-- Name: incident_to_case(uuid); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.incident_to_case(p_incident uuid) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
declare
  told record;
  the_case uuid;
begin
  select i.* into told from incidents i where i.id = p_incident;
  if is_uuid(told.details ->> 'report_id') then
    select c.id into the_case from reports r join cases c on c.id = r.case_id where r.id = (told.details ->> 'report_id')::uuid and c.state <> 'closed';
  end if;
  if the_case is not null then
    update cases c set severity = greatest(c.severity, told.severity), queue = 'safety' where c.id = the_case;
  elsif is_uuid(told.details ->> 'about_user_id') and exists (select 1 from auth.users u where u.id = (told.details ->> 'about_user_id')::uuid) then
    the_case := open_case(told.product, (told.details ->> 'about_user_id')::uuid, 'person', (told.details ->> 'about_user_id')::uuid, told.incident_type, told.severity, 'safety');
  elsif is_uuid(told.details ->> 'message_id') then
    the_case := open_case(told.product, null, 'text', (told.details ->> 'message_id')::uuid, told.incident_type, told.severity, 'safety');
  else
    the_case := open_case(told.product, null, 'incident', told.id, told.incident_type, told.severity, 'safety');
  end if;
  update cases c set state = 'queued' where c.id = the_case and c.state = 'open';
  update incidents i set case_id = the_case where i.id = p_incident;
  return the_case;
end $$;

--
-- Name: FUNCTION incident_to_case(p_incident uuid); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.incident_to_case(p_incident uuid) IS 'Puts an incident into the case of the report it came with, of whom it is about, or one of its own; in the queue of safety.';

--
-- Name: is_banned(uuid); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.is_banned(person uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  select exists (select 1 from bans b where b.person_id = person and b.lifted_at is null)
$$;

--
-- Name: FUNCTION is_banned(person uuid); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.is_banned(person uuid) IS 'Whether this person may not come in.';

--
-- Name: is_held(uuid); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.is_held(p_person uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  select exists (select 1 from legal_holds h where h.person_id = p_person and h.lifted_at is null and h.keep_until > kith.now())
$$;

--
-- Name: FUNCTION is_held(p_person uuid); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.is_held(p_person uuid) IS 'Whether what there is of a person has to be kept.';

--
-- Name: is_uuid(text); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.is_uuid(p_text text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'kith', 'pg_temp'
    AS $_$
  select coalesce(p_text ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$', false)
$_$;

--
-- Name: FUNCTION is_uuid(p_text text); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.is_uuid(p_text text) IS 'Whether a text is the number of something.';

--
-- Name: keep_audit_row(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.keep_audit_row() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'kith', 'pg_temp'
    AS $$
begin
  if tg_op = 'UPDATE' and old.admin_id is not null and new.admin_id is null
     and (to_jsonb(new) - 'admin_id' - 'facet') = (to_jsonb(old) - 'admin_id' - 'facet') then
    return new; -- the operator's own row was deleted; the foreign key clears the pointer, `actor` still tells who. The facet is generated later.
  end if;
  raise exception using errcode = 'KT403', message = 'audit_log is append-only';
end $$;

--
-- Name: FUNCTION keep_audit_row(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.keep_audit_row() IS 'Trigger: refuses every change of an audit row but the clearing of a deleted operator''s id.';

--
-- Name: keep_closed_week(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.keep_closed_week() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'kith', 'pg_temp'
    AS $$
declare
  named record := case when tg_op = 'DELETE' then old else new end;
begin
  if exists (select 1 from closed_weeks c where c.product = named.product and c.week = named.week)
     or tg_op = 'UPDATE' and exists (select 1 from closed_weeks c where c.product = old.product and c.week = old.week) then
    raise exception using errcode = 'KT403', message = 'the numbers of a closed week never change';
  end if;
  return named;
end $$;

--
-- Name: FUNCTION keep_closed_week(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.keep_closed_week() IS 'Trigger: refuses every change of a closed week''s numbers.';

--
-- Name: keep_destroyed(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.keep_destroyed() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'kith', 'pg_temp'
    AS $$
begin
  if tg_op = 'DELETE' or old.destroyed_at is not null and new.destroyed_at is distinct from old.destroyed_at
     or old.destroyed_at is null and new.destroyed_at is null
        and (new.person_id, new.created_at) is distinct from (old.person_id, old.created_at) then
    raise exception using errcode = 'KT403', message = 'a destroyed key stays destroyed';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION keep_destroyed(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.keep_destroyed() IS 'Trigger: keys are wrapped anew or destroyed, and never come back.';

--
-- Name: keep_hold(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.keep_hold() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'kith', 'pg_temp'
    AS $$
begin
  if tg_op = 'INSERT' then
    perform pg_advisory_xact_lock(hashtextextended('kith.legal_hold.' || new.person_id, 0));
    if exists (select 1 from privacy_requests r where r.person_id = new.person_id and r.kind = 'erasure') then
      raise exception using errcode = 'KT403', message = 'this person is being forgotten, or was, so nothing can be kept any more';
    end if;
    return new;
  end if;
  if tg_op = 'UPDATE' and old.lifted_at is null
     and (new.id, new.person_id, new.reason, new.told, new.keep_until, new.placed_at) = (old.id, old.person_id, old.reason, old.told, old.keep_until, old.placed_at)
     or tg_op = 'UPDATE' and (to_jsonb(new) - 'placed_by' - 'lifted_by') = (to_jsonb(old) - 'placed_by' - 'lifted_by') then
    return new;
  end if;
  raise exception using errcode = 'KT403', message = 'a hold is lifted once, and nothing else of it changes';
end $$;

--
-- Name: FUNCTION keep_hold(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.keep_hold() IS 'Trigger: a hold comes before an erasure or not at all, and can only be lifted.';

--
-- Name: keep_unwanted(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.keep_unwanted() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'kith', 'pg_temp'
    AS $$
begin
  if old.state = 'unwanted' and new.state <> 'unwanted' or old.state in ('kept', 'hidden') and new.state = 'pending' or old.state = 'pending' and new.state = 'hidden' then
    raise exception using errcode = 'KT409', message = 'this file is on its way out';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION keep_unwanted(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.keep_unwanted() IS 'Trigger: a file that is thrown away is never used again.';

--
-- Name: minor_units(numeric, text); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.minor_units(p_amount numeric, p_currency text) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select round(p_amount * case
    when upper(p_currency) in ('BIF', 'CLP', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') then 1
    when upper(p_currency) in ('BHD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 1000
    else 100 end)::bigint
$$;

--
-- Name: FUNCTION minor_units(p_amount numeric, p_currency text); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.minor_units(p_amount numeric, p_currency text) IS 'An amount in whole units of a currency (three letters), in its smallest unit as Stripe counts it; `commons/billing/minor_units.py` says the same.';

--
-- Name: moderator_lanes(uuid, text[], text[]); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.moderator_lanes(p_admin uuid, p_products text[], p_queues text[]) RETURNS TABLE(product text, queue text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  select p.product, q.queue from unnest(p_products) p (product) cross join unnest(p_queues) q (queue) where moderator_may(p_admin, 'queue.all')
  union
  select m.product, m.queue from queue_members m
  where m.admin_id = p_admin and m.product = any (p_products) and m.queue = any (p_queues) and moderator_may(p_admin, 'queue.own')
$$;

--
-- Name: FUNCTION moderator_lanes(p_admin uuid, p_products text[], p_queues text[]); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.moderator_lanes(p_admin uuid, p_products text[], p_queues text[]) IS 'Which queues of which products an operator works on, among these.';

--
-- Name: moderator_may(uuid, text); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.moderator_may(p_admin uuid, p_right text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  select exists (select 1 from admins a join moderation_rights r on r.role = a.role where a.id = p_admin and r.may = p_right)
$$;

--
-- Name: FUNCTION moderator_may(p_admin uuid, p_right text); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.moderator_may(p_admin uuid, p_right text) IS 'Whether an operator''s role has a right.';

--
-- Name: on_hold(uuid[]); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.on_hold(people uuid[]) RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  select coalesce(array_agg(held.id), '{}') from (
    select h.person_id as id from holds h
    where h.person_id = any (people) and h.state <> 'none' and h.cleared_at is null
      and (h.expires_at is null or h.expires_at > kith.now())
    union
    select b.person_id from bans b where b.person_id = any (people) and b.lifted_at is null) held
$$;

--
-- Name: FUNCTION on_hold(people uuid[]); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.on_hold(people uuid[]) IS 'Those of these people on whom any hold, or a ban, is in force now.';

--
-- Name: open_case(text, uuid, text, uuid, text, integer, text); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.open_case(p_product text, p_person uuid, p_content_type text, p_content_id uuid, p_category text, p_severity integer, p_queue text) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
declare
  the_case uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended('case ' || p_product || p_content_type || p_content_id::text, 0));
  select c.id into the_case from cases c
  where c.product = p_product and c.content_type = p_content_type and c.content_id = p_content_id and c.state <> 'closed';
  if the_case is null then
    insert into cases (product, content_type, content_id, person_id, category, severity, queue)
    values (p_product, p_content_type, p_content_id, p_person, p_category, p_severity, p_queue) returning id into the_case;
  else
    update cases c set severity = greatest(c.severity, p_severity), queue = case when p_queue = 'safety' then p_queue else c.queue end,
      person_id = coalesce(c.person_id, p_person)
    where c.id = the_case;
  end if;
  return the_case;
end $$;

--
-- Name: FUNCTION open_case(p_product text, p_person uuid, p_content_type text, p_content_id uuid, p_category text, p_severity integer, p_queue text); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.open_case(p_product text, p_person uuid, p_content_type text, p_content_id uuid, p_category text, p_severity integer, p_queue text) IS 'The open case of a thing, opened if there is none; it takes the highest severity it was ever told of. Held until the transaction ends.';

--
-- Name: record_transition(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.record_transition() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
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
-- Name: FUNCTION record_transition(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.record_transition() IS 'Trigger (entity, column): writes the domain event of a state change.';

--
-- Name: refuse_change(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'kith', 'pg_temp'
    AS $$
begin
  raise exception using errcode = 'KT403', message = format('%s is append-only', tg_table_name);
end $$;

--
-- Name: FUNCTION refuse_change(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.refuse_change() IS 'Trigger: makes a table append-only.';

--
-- Name: refuse_while_held(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.refuse_while_held() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
begin
  perform pg_advisory_xact_lock(hashtextextended('kith.legal_hold.' || new.person_id, 0));
  if is_held(new.person_id) then
    raise exception using errcode = 'KT403', message = 'this person''s data has to be kept for now';
  end if;
  return new;
end $$;

--
-- Name: FUNCTION refuse_while_held(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.refuse_while_held() IS 'Trigger: nobody is forgotten, and no key destroyed, while a hold is in force.';

--
-- Name: release_case(uuid, uuid, boolean, text); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.release_case(p_case uuid, p_admin uuid, p_escalate boolean DEFAULT false, p_handover text DEFAULT NULL::text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
begin
  update cases set state = case when p_escalate or escalated then 'escalated' else 'queued' end, escalated = escalated or p_escalate,
    handover = coalesce(p_handover, handover), assigned_to = null, claimed_at = null, claim_expires_at = null
  where id = p_case and state = 'assigned' and assigned_to = p_admin;
  return found;
end $$;

--
-- Name: FUNCTION release_case(p_case uuid, p_admin uuid, p_escalate boolean, p_handover text); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.release_case(p_case uuid, p_admin uuid, p_escalate boolean, p_handover text) IS 'Gives a claimed case back, or up to somebody more experienced, with a word to them.';

--
-- Name: release_lapsed(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.release_lapsed() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
declare
  released integer;
begin
  update cases set state = case when escalated then 'escalated' else 'queued' end, assigned_to = null, claimed_at = null, claim_expires_at = null
  where id in (select c.id from cases c where c.state = 'assigned' and c.claim_expires_at <= kith.now() order by c.claim_expires_at limit 500 for no key update skip locked);
  get diagnostics released = row_count;
  return released;
end $$;

--
-- Name: FUNCTION release_lapsed(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.release_lapsed() IS 'Claims that have run out go back to where they came from; how many.';

--
-- Name: report_queue(text); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.report_queue(p_category text) RETURNS text
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  select case when p_category = 'scam' then 'market' when p_category in ('unsafe', 'coercion', 'doxxing', 'danger') then 'safety' else 'general' end
$$;

--
-- Name: FUNCTION report_queue(p_category text); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.report_queue(p_category text) IS 'The queue a report of a category belongs to.';

--
-- Name: report_severity(text); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.report_severity(p_category text) RETURNS integer
    LANGUAGE sql IMMUTABLE
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  select case when p_category in ('unsafe', 'coercion', 'danger') then 5 when p_category in ('doxxing', 'hate') then 4
              when p_category in ('harassment', 'scam', 'false', 'report') then 3 else 2 end
$$;

--
-- Name: FUNCTION report_severity(p_category text); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.report_severity(p_category text) IS 'How severe a report of a category is, 1 to 5, where nobody said.';

--
-- Name: report_to_case(uuid); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.report_to_case(p_report uuid) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
declare
  told record;
  kind text;
  about uuid;
  counted numeric;
  the_case uuid;
begin
  select r.* into told from reports r where r.id = p_report;
  -- What it is about, as the products write it: a thing of theirs, or the person, or, where nobody knows who is meant, the text it came in.
  if is_uuid(coalesce(told.details ->> 'id', told.details ->> 'post')) then
    kind := coalesce(told.content_type, told.details ->> 'kind', told.report_type);
    about := coalesce(told.content_id, coalesce(told.details ->> 'id', told.details ->> 'post')::uuid);
  elsif told.content_id is not null then
    kind := coalesce(told.content_type, 'report');
    about := told.content_id;
  elsif told.reported_id is not null then
    kind := 'person';
    about := told.reported_id;
  elsif is_uuid(told.details ->> 'message_id') then
    kind := 'text';
    about := (told.details ->> 'message_id')::uuid;
  else
    kind := 'report';
    about := told.id;
  end if;
  the_case := open_case(told.product, told.reported_id, kind, about, told.report_type,
    case when told.details ->> 'severity' in ('1', '2', '3', '4', '5') then (told.details ->> 'severity')::integer else report_severity(told.report_type) end,
    report_queue(told.report_type));
  counted := case when exists (select 1 from reports r where r.case_id = the_case and r.reporter_id = told.reporter_id) then 0 else reporter_weight(told.reporter_id) end;
  update reports r set case_id = the_case, content_type = kind, content_id = about, weight = counted,
    snapshot = coalesce(r.snapshot, case when jsonb_typeof(r.details -> 'snapshot') = 'object' then r.details -> 'snapshot'
      when r.details ? 'content' then jsonb_strip_nulls(jsonb_build_object('content', r.details -> 'content', 'written_at', r.details -> 'written_at')) end),
    details = r.details - 'snapshot' - 'content' - 'written_at'
  where r.id = p_report;
  update cases c set report_count = c.report_count + (counted > 0)::integer, weight = c.weight + counted,
    state = case c.state when 'open' then 'queued' else c.state end
  where c.id = the_case;
  return the_case;
end $$;

--
-- Name: FUNCTION report_to_case(p_report uuid); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.report_to_case(p_report uuid) IS 'Puts a report that came another way than file_report into the case of what it is about.';

--
-- Name: reporter_weight(uuid); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.reporter_weight(p_person uuid) RETURNS numeric
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  select round((1.0 + count(*) filter (where d.outcome = 'upheld')) / (2.0 + count(*)), 3) from (
    select c.outcome from reports r join cases c on c.id = r.case_id
    where r.reporter_id = p_person and c.state = 'closed' order by r.created_at desc limit 100) d
$$;

--
-- Name: FUNCTION reporter_weight(p_person uuid); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.reporter_weight(p_person uuid) IS 'How often a reporter was right in their last hundred decided reports, (1 + right) / (2 + all): a half for somebody new.';

--
-- Name: retention_outlook(uuid); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.retention_outlook(p_rule uuid, OUT waiting bigint, OUT due bigint, OUT next_at timestamp with time zone) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $_$
declare
  rule retention_rules;
begin
  select * into rule from retention_rules r where r.id = p_rule;
  perform set_config('search_path', format('%I, pg_temp', rule.schema_name), true);
  execute format(
    'select count(*), count(*) filter (where t.since < kith.now() - $1), min(t.since) + $1 from (select r.%I::timestamptz as since from %I.%I r where (%s) limit 100000) t',
    rule.counted_from, rule.schema_name, rule.table_name, rule.only_where
  ) into waiting, due, next_at using rule.keep_for;
end $_$;

--
-- Name: FUNCTION retention_outlook(p_rule uuid, OUT waiting bigint, OUT due bigint, OUT next_at timestamp with time zone); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.retention_outlook(p_rule uuid, OUT waiting bigint, OUT due bigint, OUT next_at timestamp with time zone) IS 'How many rows a rule is about, how many of them are due, and when the next is; of the first hundred thousand.';

--
-- Name: reverse_decision(uuid, uuid, text); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.reverse_decision(p_decision uuid, p_admin uuid, p_reason text) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
declare
  decided record;
  made uuid;
begin
  select d.* into decided from decisions d where d.id = p_decision;
  if decided.id is null or not moderator_may(p_admin, 'reverse') then
    return null;
  end if;
  perform 1 from cases c where c.id = decided.case_id for no key update;
  if decided.action = 'reinstate' or exists (select 1 from decisions d where d.reverses = p_decision) then
    raise exception using errcode = 'KT409', message = 'this was taken back already';
  end if;
  if exists (select 1 from appeals a where a.decision_id = p_decision and a.state = 'open') then
    raise exception using errcode = 'KT409', message = 'there is an appeal against this; answer that';
  end if;
  insert into decisions (case_id, product, admin_id, action, content_type, content_id, person_id, reason, reverses)
  values (decided.case_id, decided.product, p_admin, 'reinstate', decided.content_type, decided.content_id, decided.person_id, p_reason, p_decision) returning id into made;
  if decided.action <> 'dismiss' then
    update cases set outcome = 'dismissed' where id = decided.case_id and state = 'closed';
  elsif not exists (select 1 from cases c join cases o on o.product = c.product and o.content_type = c.content_type and o.content_id = c.content_id
                    where c.id = decided.case_id and o.state <> 'closed') then
    update cases set state = 'open', closed_at = null, outcome = null where id = decided.case_id and state = 'closed';
    update cases set state = 'queued' where id = decided.case_id and state = 'open';
  end if;
  return made;
end $$;

--
-- Name: FUNCTION reverse_decision(p_decision uuid, p_admin uuid, p_reason text); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.reverse_decision(p_decision uuid, p_admin uuid, p_reason text) IS 'Takes a decision back, once, with a reason; what was dismissed is looked at again. null: there is none, or the role may not. What it undoes is the product''s to do in the same transaction.';

--
-- Name: run_retention(uuid, integer); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.run_retention(p_rule uuid, p_at_most integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $_$
declare
  rule retention_rules;
  target text;
  due text;
  held text := 'false';
  went integer;
begin
  select * into rule from retention_rules r where r.id = p_rule for update;
  if rule.id is null or rule.action = 'elsewhere' then
    return 0;
  end if;
  target := format('%I.%I', rule.schema_name, rule.table_name);
  if exists (select 1 from legal_holds h where h.lifted_at is null and h.keep_until > kith.now()) then
    held := held_rows(target::regclass, 'r');
  end if;
  -- Conditions and calls of a rule are in the words of its own schema; the setting ends with this function.
  perform set_config('search_path', format('%I, pg_temp', rule.schema_name), true);
  due := format('select r.ctid from %s r where r.%I < kith.now() - $1 and (%s) and not coalesce((%s), false) limit $2 for update skip locked', target, rule.counted_from, rule.only_where, held);
  if rule.action = 'call' then
    execute format('select (%s)::integer', rule.does) into went using rule.keep_for;
  elsif rule.action = 'blank' then
    execute format('update %s set %s where ctid = any (array(%s))', target, rule.does, due) using rule.keep_for, p_at_most;
    get diagnostics went = row_count;
  else
    execute format('delete from %s where ctid = any (array(%s))', target, due) using rule.keep_for, p_at_most;
    get diagnostics went = row_count;
  end if;
  update kith.retention_rules set last_run_at = kith.now() where id = p_rule;
  if went > 0 then
    insert into kith.retention_gone as g (rule_id, day, rows) values (p_rule, (kith.now() at time zone 'UTC')::date, went)
    on conflict (rule_id, day) do update set rows = g.rows + excluded.rows;
  end if;
  return coalesce(went, 0);
end $_$;

--
-- Name: FUNCTION run_retention(p_rule uuid, p_at_most integer); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.run_retention(p_rule uuid, p_at_most integer) IS 'Lets go of what is due by a rule, so many rows at most, and of nothing that is under a legal hold; returns how many. Whoever may call it can change no rule.';

--
-- Name: set_updated_at(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.set_updated_at() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'kith', 'pg_temp'
    AS $$
begin
  new.updated_at = kith.now();
  return new;
end $$;

--
-- Name: FUNCTION set_updated_at(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.set_updated_at() IS 'Trigger: keeps updated_at current.';

--
-- Name: sms_allowed(text); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.sms_allowed(p_phone_hash text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  select coalesce((
    select o.action = 'start' from sms_opt_outs o where o.phone_hash = p_phone_hash order by o.sequence desc limit 1
  ), true)
$$;

--
-- Name: FUNCTION sms_allowed(p_phone_hash text); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.sms_allowed(p_phone_hash text) IS 'Whether this number''s newest word in the opt-out ledger lets us text it. Unknown numbers: yes.';

--
-- Name: take_download(bytea); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.take_download(p_hash bytea) RETURNS text
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  update dsar_requests set downloads = downloads + 1, downloaded_at = kith.now()
  where download_hash = p_hash and downloads < 3 and download_expires_at > kith.now() and status = 'completed' returning download_key
$$;

--
-- Name: FUNCTION take_download(p_hash bytea); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.take_download(p_hash bytea) IS 'Where the file of this link lies, three times at most; null when it was taken so often or is too old.';

--
-- Name: take_rate_limit(text, text, integer, interval); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.take_rate_limit(p_bucket text, p_subject text, p_limit integer, p_period interval) RETURNS timestamp with time zone
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
declare
  step interval := p_period / 20;
  step_seconds double precision := extract(epoch from p_period) / 20;
  slot timestamptz := to_timestamp(floor(extract(epoch from kith.now()) / step_seconds) * step_seconds);
  counted bigint;
  oldest timestamptz;
begin
  perform pg_advisory_xact_lock(hashtextextended('kith.rate_limits:' || p_bucket || ':' || p_subject, 0));
  -- A slot counts until its last moment is out of view, so that no stretch of this length ever holds more than the limit.
  select coalesce(sum(r.hits), 0), min(r.window_start) into counted, oldest from kith.rate_limits r
  where r.bucket = p_bucket and r.subject = p_subject and r.window_start > kith.now() - p_period - step;
  if counted >= p_limit then
    return coalesce(oldest, slot) + p_period + step;
  end if;
  insert into kith.rate_limits as r (bucket, subject, window_start, hits, expires_at)
  values (p_bucket, p_subject, slot, 1, slot + p_period + step)
  on conflict (bucket, subject, window_start) do update set hits = r.hits + 1;
  return null;
end $$;

--
-- Name: FUNCTION take_rate_limit(p_bucket text, p_subject text, p_limit integer, p_period interval); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.take_rate_limit(p_bucket text, p_subject text, p_limit integer, p_period interval) IS 'Counts one hit, unless that many were counted in the period up to now: then when to try again. Kept in twentieths of the period, rounded to the strict side.';

--
-- Name: told_to_case(); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.told_to_case() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
begin
  if tg_table_name = 'incidents' then
    perform incident_to_case(new.id);
  else
    perform report_to_case(new.id);
  end if;
  return null;
end $$;

--
-- Name: FUNCTION told_to_case(); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.told_to_case() IS 'Trigger: no report and no incident without a case.';

--
-- Name: works_on(uuid, text, text); Type: FUNCTION; Schema: kith; Owner: -
--

CREATE FUNCTION kith.works_on(p_admin uuid, p_product text, p_queue text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'kith', 'pg_temp'
    AS $$
  select moderator_may(p_admin, 'queue.all') or moderator_may(p_admin, 'queue.own') and exists (
    select 1 from queue_members m where m.admin_id = p_admin and m.product = p_product and m.queue = p_queue)
$$;

--
-- Name: FUNCTION works_on(p_admin uuid, p_product text, p_queue text); Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON FUNCTION kith.works_on(p_admin uuid, p_product text, p_queue text) IS 'Whether an operator works on a queue of a product.';

--
-- Name: dsar_requests; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.dsar_requests (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    person_id uuid NOT NULL,
    request_type text NOT NULL,
    status text DEFAULT 'received'::text NOT NULL,
    verified_at timestamp with time zone,
    due_at timestamp with time zone DEFAULT (kith.now() + '30 days'::interval) NOT NULL,
    acts_at timestamp with time zone,
    rejected_reason text,
    download_hash bytea,
    download_key text,
    download_expires_at timestamp with time zone,
    downloaded_at timestamp with time zone,
    receipt jsonb,
    completed_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    downloads smallint DEFAULT 0 NOT NULL,
    CONSTRAINT dsar_requests_completed CHECK (((status = 'completed'::text) = (completed_at IS NOT NULL))),
    CONSTRAINT dsar_requests_deletes_later CHECK (((request_type <> 'delete'::text) OR (status <> ALL (ARRAY['processing'::text, 'completed'::text])) OR (acts_at IS NOT NULL))),
    CONSTRAINT dsar_requests_download CHECK (((num_nulls(download_hash, download_key, download_expires_at) = ANY (ARRAY[0, 3])) AND ((download_hash IS NULL) OR (octet_length(download_hash) = 32)))),
    CONSTRAINT dsar_requests_downloads CHECK ((((downloads >= 0) AND (downloads <= 3)) AND ((downloads > 0) = (downloaded_at IS NOT NULL)))),
    CONSTRAINT dsar_requests_receipt CHECK (((receipt IS NULL) OR (jsonb_typeof(receipt) = 'object'::text))),
    CONSTRAINT dsar_requests_rejected CHECK (((status = 'rejected'::text) = (rejected_reason IS NOT NULL))),
    CONSTRAINT dsar_requests_status CHECK ((status = ANY (ARRAY['received'::text, 'verifying'::text, 'processing'::text, 'completed'::text, 'rejected'::text]))),
    CONSTRAINT dsar_requests_type CHECK ((request_type = ANY (ARRAY['export'::text, 'delete'::text]))),
    CONSTRAINT dsar_requests_verified CHECK (((status <> ALL (ARRAY['processing'::text, 'completed'::text])) OR (verified_at IS NOT NULL)))
);

--
-- Name: TABLE dsar_requests; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.dsar_requests IS 'Requests to take one''s data along or to be forgotten, each done within a month.';

--
-- Name: COLUMN dsar_requests.acts_at; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.dsar_requests.acts_at IS 'When an erasure begins: fourteen days after it was confirmed, until when one may think again (rejected, reason withdrawn).';

--
-- Name: COLUMN dsar_requests.download_hash; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.dsar_requests.download_hash IS 'SHA-256 of the link to the file; download_key is where the file lies.';

--
-- Name: COLUMN dsar_requests.downloads; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.dsar_requests.downloads IS 'How often the file was fetched, three times at most; downloaded_at is the last time.';

--
-- Name: decisions; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.decisions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    case_id uuid,
    product text NOT NULL,
    admin_id uuid NOT NULL,
    action text NOT NULL,
    content_type text NOT NULL,
    content_id uuid NOT NULL,
    person_id uuid,
    reason text NOT NULL,
    statement jsonb,
    reverses uuid,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    lasts_until timestamp with time zone,
    CONSTRAINT decisions_action CHECK (((length(action) >= 2) AND (length(action) <= 40))),
    CONSTRAINT decisions_reason CHECK (((length(btrim(reason)) >= 3) AND (length(btrim(reason)) <= 4000))),
    CONSTRAINT decisions_reasons_given CHECK (((action = ANY (ARRAY['dismiss'::text, 'reinstate'::text])) OR (person_id IS NULL) OR (statement IS NOT NULL))),
    CONSTRAINT decisions_statement CHECK (((statement IS NULL) OR ((jsonb_typeof(statement) = 'object'::text) AND (statement ?& ARRAY['category'::text, 'facts'::text, 'ground'::text, 'automated_detection'::text, 'automated_decision'::text, 'territory'::text, 'date'::text]))))
);

--
-- Name: TABLE decisions; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.decisions IS 'What moderators decided and why. Added to, never changed. Whoever is concerned gets the statement.';

--
-- Name: COLUMN decisions.admin_id; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.decisions.admin_id IS 'Who decided; kept when the operator is none any more.';

--
-- Name: COLUMN decisions.lasts_until; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.decisions.lasts_until IS 'When what was decided lapses by itself; empty: it does not.';

--
-- Name: reports; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.reports (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    product text NOT NULL,
    reporter_id uuid,
    reported_id uuid,
    reporter_phone_hash text,
    report_type text NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    status text DEFAULT 'open'::text NOT NULL,
    idempotency_key text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    case_id uuid,
    content_type text,
    content_id uuid,
    snapshot jsonb,
    weight numeric,
    CONSTRAINT reports_details_check CHECK ((jsonb_typeof(details) = 'object'::text)),
    CONSTRAINT reports_snapshot_check CHECK (((snapshot IS NULL) OR (jsonb_typeof(snapshot) = 'object'::text))),
    CONSTRAINT reports_status_check CHECK ((status = ANY (ARRAY['open'::text, 'reviewing'::text, 'resolved'::text]))),
    CONSTRAINT reports_weight_check CHECK (((weight >= (0)::numeric) AND (weight <= (1)::numeric)))
);

--
-- Name: TABLE reports; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.reports IS 'Somebody says that somebody else behaved badly.';

--
-- Name: COLUMN reports.snapshot; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.reports.snapshot IS 'What was reported, as it was then.';

--
-- Name: COLUMN reports.weight; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.reports.weight IS 'How much the report counted: how often its reporter had been right before.';

--
-- Name: admins; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.admins (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    person_id uuid,
    email text NOT NULL,
    role text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT admins_email_check CHECK ((email = lower(email))),
    CONSTRAINT admins_role_check CHECK ((role = ANY (ARRAY['support'::text, 'ops'::text, 'engineering'::text])))
);

--
-- Name: TABLE admins; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.admins IS 'Operators of the house and the role each has.';

--
-- Name: holds; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.holds (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    person_id uuid NOT NULL,
    state text DEFAULT 'none'::text NOT NULL,
    reason text,
    applied_at timestamp with time zone,
    expires_at timestamp with time zone,
    cleared_at timestamp with time zone,
    applied_by uuid,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT holds_applied CHECK (((state = 'none'::text) OR (applied_at IS NOT NULL))),
    CONSTRAINT holds_state_check CHECK ((state = ANY (ARRAY['none'::text, 'soft_hold'::text, 'hard_hold'::text])))
);

--
-- Name: TABLE holds; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.holds IS 'A person set aside: soft (no new invitations) or hard (nothing at all), until it lapses or is cleared.';

--
-- Name: incidents; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.incidents (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    product text NOT NULL,
    person_id uuid,
    reporter_id uuid,
    reporter_phone_hash text,
    incident_type text NOT NULL,
    severity integer NOT NULL,
    details jsonb DEFAULT '{}'::jsonb NOT NULL,
    status text DEFAULT 'open'::text NOT NULL,
    idempotency_key text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    case_id uuid,
    CONSTRAINT incidents_details_check CHECK ((jsonb_typeof(details) = 'object'::text)),
    CONSTRAINT incidents_severity_check CHECK (((severity >= 1) AND (severity <= 5))),
    CONSTRAINT incidents_status_check CHECK ((status = ANY (ARRAY['open'::text, 'reviewing'::text, 'resolved'::text])))
);

--
-- Name: TABLE incidents; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.incidents IS 'Somebody may be in danger; a person of the house looks at each.';

--
-- Name: stripe_customers; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.stripe_customers (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    person_id uuid NOT NULL,
    stripe_customer_id text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    leaves_at timestamp with time zone,
    left_at timestamp with time zone,
    waits_for text,
    CONSTRAINT stripe_customers_left CHECK (((left_at IS NULL) OR ((leaves_at IS NOT NULL) AND (waits_for IS NULL)))),
    CONSTRAINT stripe_customers_waits_for CHECK ((waits_for = ANY (ARRAY['dispute'::text, 'refund'::text, 'payment'::text])))
);

--
-- Name: TABLE stripe_customers; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.stripe_customers IS 'A person''s customer at Stripe.';

--
-- Name: COLUMN stripe_customers.leaves_at; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.stripe_customers.leaves_at IS 'When Stripe is asked (again) to delete the customer, since the person was forgotten; null as long as they are here.';

--
-- Name: COLUMN stripe_customers.left_at; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.stripe_customers.left_at IS 'When Stripe had deleted it.';

--
-- Name: COLUMN stripe_customers.waits_for; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.stripe_customers.waits_for IS 'What is still being settled at Stripe: a dispute, a refund, a payment under way.';

--
-- Name: stripe_events; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.stripe_events (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    stripe_event_id text NOT NULL,
    event_type text NOT NULL,
    payload jsonb NOT NULL,
    received_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    processed_at timestamp with time zone,
    processing_error text,
    attempts integer DEFAULT 0 NOT NULL
);

--
-- Name: TABLE stripe_events; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.stripe_events IS 'What Stripe told us, each event once, whatever came of it.';

--
-- Name: blocks; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.blocks (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    blocker_id uuid NOT NULL,
    blocked_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT blocks_not_oneself CHECK ((blocker_id <> blocked_id))
);

--
-- Name: TABLE blocks; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.blocks IS 'Who wants nothing to do with whom. The blocked person is never told.';

--
-- Name: strikes; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.strikes (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    person_id uuid NOT NULL,
    product text NOT NULL,
    strike_type text NOT NULL,
    points integer NOT NULL,
    reason text,
    window_start timestamp with time zone NOT NULL,
    window_end timestamp with time zone NOT NULL,
    idempotency_key text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT strikes_points_check CHECK (((points >= 1) AND (points <= 10))),
    CONSTRAINT strikes_window CHECK ((window_end > window_start))
);

--
-- Name: TABLE strikes; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.strikes IS 'Points for conduct, each with the window in which it counts.';

--
-- Name: appeal_messages; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.appeal_messages (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    appeal_id uuid NOT NULL,
    from_house boolean NOT NULL,
    body text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT appeal_messages_body CHECK (((length(btrim(body)) >= 1) AND (length(btrim(body)) <= 4000)))
);

--
-- Name: TABLE appeal_messages; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.appeal_messages IS 'What the person and the house say to each other about an appeal.';

--
-- Name: appeals; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.appeals (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    decision_id uuid NOT NULL,
    person_id uuid NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    answer text,
    decided_by uuid,
    decided_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT appeals_answered CHECK (((state = 'open'::text) OR ((decided_by IS NOT NULL) AND (length(btrim(answer)) >= 3)))),
    CONSTRAINT appeals_state CHECK (((state = ANY (ARRAY['open'::text, 'upheld'::text, 'reversed'::text])) AND ((state = 'open'::text) = (decided_at IS NULL))))
);

--
-- Name: TABLE appeals; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.appeals IS 'One appeal a decision, within twenty days, looked at by somebody else. upheld: the decision stands.';

--
-- Name: audit_months; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.audit_months (
    month date NOT NULL,
    chain smallint NOT NULL,
    link bigint NOT NULL,
    sequence bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_months_chain_check CHECK (((chain >= 0) AND (chain <= 7))),
    CONSTRAINT audit_months_link_check CHECK ((link > 0)),
    CONSTRAINT audit_months_month_check CHECK ((month = (date_trunc('month'::text, (month)::timestamp without time zone))::date))
);

--
-- Name: TABLE audit_months; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.audit_months IS 'How far each chain of the audit went at the end of each month that is over: what the published heads are made of.';

--
-- Name: audit_sequence; Type: SEQUENCE; Schema: kith; Owner: -
--

CREATE SEQUENCE kith.audit_sequence
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: audit_verifications; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.audit_verifications (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    whole boolean NOT NULL,
    due bigint NOT NULL,
    looked_at bigint DEFAULT 0 NOT NULL,
    breaks bigint[] DEFAULT '{}'::bigint[] NOT NULL,
    last_sequence bigint DEFAULT 0 NOT NULL,
    started_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT audit_verifications_due_check CHECK ((due >= 0)),
    CONSTRAINT audit_verifications_looked_at_check CHECK ((looked_at >= 0))
);

--
-- Name: TABLE audit_verifications; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.audit_verifications IS 'Walks along the chains of the audit: how many entries there were to look at, how many have been, and the numbers of those that do not hold.';

--
-- Name: audit_verified_chains; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.audit_verified_chains (
    verification_id uuid NOT NULL,
    chain smallint NOT NULL,
    until_link bigint NOT NULL,
    link bigint NOT NULL,
    sequence bigint NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT audit_verified_chains_chain_check CHECK (((chain >= 0) AND (chain <= 7))),
    CONSTRAINT audit_verified_chains_within CHECK ((link <= until_link))
);

--
-- Name: TABLE audit_verified_chains; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.audit_verified_chains IS 'How far a verification has come in each chain, and how far it goes.';

--
-- Name: ban_effects; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.ban_effects (
    ban_id uuid NOT NULL,
    product text NOT NULL,
    queued_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    done_at timestamp with time zone,
    looked_again_at timestamp with time zone,
    outcome jsonb DEFAULT '{}'::jsonb NOT NULL,
    reopened_at timestamp with time zone,
    CONSTRAINT ban_effects_order CHECK (((looked_again_at IS NULL) OR (done_at IS NOT NULL))),
    CONSTRAINT ban_effects_outcome CHECK ((jsonb_typeof(outcome) = 'object'::text)),
    CONSTRAINT ban_effects_reopened CHECK (((reopened_at IS NULL) OR (done_at IS NOT NULL)))
);

--
-- Name: TABLE ban_effects; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.ban_effects IS 'What a ban ends in each product: done once, in one transaction with what it did, and looked at once more for what was under way just then.';

--
-- Name: COLUMN ban_effects.outcome; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.ban_effects.outcome IS 'How much of what was ended, in numbers.';

--
-- Name: COLUMN ban_effects.reopened_at; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.ban_effects.reopened_at IS 'When the product let the person in again, after the ban was lifted. What was ended stayed ended.';

--
-- Name: bans; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.bans (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    person_id uuid NOT NULL,
    banned_by uuid NOT NULL,
    reason text NOT NULL,
    case_id uuid,
    since timestamp with time zone DEFAULT kith.now() NOT NULL,
    lifted_at timestamp with time zone,
    lifted_by uuid,
    lifted_reason text,
    CONSTRAINT bans_lifted CHECK ((num_nulls(lifted_at, lifted_by, lifted_reason) = ANY (ARRAY[0, 3]))),
    CONSTRAINT bans_lifted_reason CHECK (((length(btrim(lifted_reason)) >= 3) AND (length(btrim(lifted_reason)) <= 4000))),
    CONSTRAINT bans_reason CHECK (((length(btrim(reason)) >= 3) AND (length(btrim(reason)) <= 4000)))
);

--
-- Name: TABLE bans; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.bans IS 'Who may not come in, in any product, from when and why, and when that was taken back. A row is lifted once and otherwise never changed.';

--
-- Name: COLUMN bans.banned_by; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.bans.banned_by IS 'The operator; kept when they are none any more, as is who lifted it.';

--
-- Name: clock; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.clock (
    only_row boolean DEFAULT true NOT NULL,
    moved_by interval DEFAULT '00:00:00'::interval NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT clock_only_row_check CHECK (only_row)
);

--
-- Name: TABLE clock; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.clock IS 'How far the development clock has been moved. Empty in production.';

--
-- Name: closed_weeks; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.closed_weeks (
    product text NOT NULL,
    week date NOT NULL,
    closed_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT closed_weeks_week_check CHECK ((EXTRACT(isodow FROM week) = (1)::numeric))
);

--
-- Name: TABLE closed_weeks; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.closed_weeks IS 'Weeks whose numbers are settled: they never change again.';

--
-- Name: consent_texts; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.consent_texts (
    kind text NOT NULL,
    product text NOT NULL,
    version text NOT NULL,
    language text DEFAULT 'en'::text NOT NULL,
    body text NOT NULL,
    published_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT consent_texts_kind_check CHECK ((kind = ANY (ARRAY['sms'::text, 'age'::text, 'terms'::text, 'privacy'::text, 'marketing'::text])))
);

--
-- Name: TABLE consent_texts; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.consent_texts IS 'The words people were shown. A version is never edited: a new wording is a new version.';

--
-- Name: consents; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.consents (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    person_id uuid NOT NULL,
    product text NOT NULL,
    kind text NOT NULL,
    version text NOT NULL,
    language text DEFAULT 'en'::text NOT NULL,
    granted boolean NOT NULL,
    source text NOT NULL,
    recorded_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT consents_source_check CHECK ((source = ANY (ARRAY['web'::text, 'sms'::text, 'api'::text, 'operator'::text, 'demo'::text])))
);

--
-- Name: TABLE consents; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.consents IS 'Each time a person agreed or took an agreement back. The newest row of a kind counts.';

--
-- Name: domain_events; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.domain_events (
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
-- Name: TABLE domain_events; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.domain_events IS 'What happened, in order: every transition of every entity, and what else the timeline should tell. No personal data in payloads, ids only.';

--
-- Name: domain_events_sequence_seq; Type: SEQUENCE; Schema: kith; Owner: -
--

ALTER TABLE kith.domain_events ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kith.domain_events_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: flag_people; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.flag_people (
    key text NOT NULL,
    person_id uuid NOT NULL,
    added_by uuid,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL
);

--
-- Name: TABLE flag_people; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.flag_people IS 'People for whom a switch is on whatever its share, while it is on at all.';

--
-- Name: flags; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.flags (
    key text NOT NULL,
    description text NOT NULL,
    enabled boolean DEFAULT false NOT NULL,
    rollout_percent integer DEFAULT 100 NOT NULL,
    updated_by uuid,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    product text,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT flags_key_check CHECK ((key ~ '^[a-z][a-z0-9_.]{1,60}$'::text)),
    CONSTRAINT flags_rollout_percent_check CHECK (((rollout_percent >= 0) AND (rollout_percent <= 100)))
);

--
-- Name: TABLE flags; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.flags IS 'Features that can be switched on for all, or for a share of people chosen by hash.';

--
-- Name: COLUMN flags.product; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.flags.product IS 'The product whose switch it is; empty for the house''s own.';

--
-- Name: COLUMN flags.version; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.flags.version IS 'Grows with every change; whoever changes it says which version they saw.';

--
-- Name: idempotency_keys; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.idempotency_keys (
    scope text NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    status integer,
    content_type text,
    answer bytea,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL
);

--
-- Name: TABLE idempotency_keys; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.idempotency_keys IS 'Answers already given to requests that carried an Idempotency-Key, kept for a day. The scope is the person (or address) and the route.';

--
-- Name: impersonations; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.impersonations (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    token_hash bytea NOT NULL,
    admin_id uuid NOT NULL,
    session_id uuid NOT NULL,
    person_id uuid NOT NULL,
    product text,
    reason text NOT NULL,
    started_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT impersonations_minutes CHECK (((expires_at > started_at) AND (expires_at <= (started_at + '00:15:00'::interval)))),
    CONSTRAINT impersonations_reason CHECK (((length(btrim(reason)) >= 5) AND (length(btrim(reason)) <= 300)))
);

--
-- Name: TABLE impersonations; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.impersonations IS 'Who looked at the house as whom, why, and until when: bound to one session of the operator''s, fifteen minutes at most.';

--
-- Name: inbox; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.inbox (
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
-- Name: TABLE inbox; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.inbox IS 'Events that came from outside, each stored once before anything is done about it.';

--
-- Name: invariant_checks; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.invariant_checks (
    schema_name text NOT NULL,
    name text NOT NULL,
    sentence text NOT NULL,
    checked_at timestamp with time zone NOT NULL,
    milliseconds double precision NOT NULL,
    violations integer NOT NULL,
    failure text,
    CONSTRAINT invariant_checks_counts CHECK (((violations >= 0) AND (milliseconds >= (0)::double precision)))
);

--
-- Name: TABLE invariant_checks; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.invariant_checks IS 'When each promise was last looked at, how long that took, and how many rows broke it; failure says why it could not be asked.';

--
-- Name: invariant_violations; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.invariant_violations (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    schema_name text NOT NULL,
    name text NOT NULL,
    key text NOT NULL,
    found_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    gone_at timestamp with time zone,
    told_at timestamp with time zone
);

--
-- Name: TABLE invariant_violations; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.invariant_violations IS 'Rows that broke a promise: since when, when last seen, since when gone, and when the operators were told. The key is the row''s, no personal data.';

--
-- Name: legal_holds; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.legal_holds (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    person_id uuid NOT NULL,
    reason text NOT NULL,
    told text NOT NULL,
    keep_until timestamp with time zone NOT NULL,
    placed_by uuid,
    placed_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    lifted_at timestamp with time zone,
    lifted_by uuid,
    lifted_because text,
    CONSTRAINT legal_holds_ends CHECK (((keep_until > placed_at) AND (keep_until <= (placed_at + '3 years'::interval)))),
    CONSTRAINT legal_holds_lifted CHECK (((lifted_at IS NULL) = (lifted_because IS NULL))),
    CONSTRAINT legal_holds_words CHECK ((((length(btrim(reason)) >= 10) AND (length(btrim(reason)) <= 4000)) AND ((length(btrim(told)) >= 10) AND (length(btrim(told)) <= 1000))))
);

--
-- Name: TABLE legal_holds; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.legal_holds IS 'Data of a person that has to be kept for a while, whoever asks for it to go: why, what the person is told of it, until when, by whom.';

--
-- Name: COLUMN legal_holds.reason; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.legal_holds.reason IS 'Why, for the house; what the person reads is told.';

--
-- Name: moderation_rights; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.moderation_rights (
    role text NOT NULL,
    may text NOT NULL,
    CONSTRAINT moderation_rights_may CHECK ((may = ANY (ARRAY['numbers'::text, 'queue.own'::text, 'queue.all'::text, 'history.own'::text, 'history.all'::text, 'decide'::text, 'restrict'::text, 'ban'::text, 'escalated'::text, 'appeals'::text, 'reverse'::text, 'standing'::text, 'team'::text, 'publish'::text]))),
    CONSTRAINT moderation_rights_role CHECK ((role = ANY (ARRAY['support'::text, 'ops'::text, 'engineering'::text])))
);

--
-- Name: TABLE moderation_rights; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.moderation_rights IS 'What each role of operators may see and do in the moderators'' queue. Asked by the functions that do it and by the pages.';

--
-- Name: money_comparisons; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.money_comparisons (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    started_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    ended_at timestamp with time zone,
    compared integer,
    mended integer,
    differences integer,
    failure text,
    CONSTRAINT money_comparisons_compared_check CHECK ((compared >= 0)),
    CONSTRAINT money_comparisons_differences_check CHECK ((differences >= 0)),
    CONSTRAINT money_comparisons_failure_check CHECK ((length(failure) <= 200)),
    CONSTRAINT money_comparisons_mended_check CHECK ((mended >= 0))
);

--
-- Name: TABLE money_comparisons; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.money_comparisons IS 'Each time our books were laid beside the provider''s: how many movements, what was mended, what was left.';

--
-- Name: money_differences; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.money_differences (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    product text NOT NULL,
    kind text NOT NULL,
    what text NOT NULL,
    provider_key text NOT NULL,
    row_id uuid,
    ours text NOT NULL,
    theirs text NOT NULL,
    found_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    seen_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    ended_at timestamp with time zone,
    ended_as text,
    explained_by uuid,
    explanation text,
    CONSTRAINT money_differences_ended CHECK (((ended_at IS NULL) = (ended_as IS NULL))),
    CONSTRAINT money_differences_ended_as_check CHECK ((ended_as = ANY (ARRAY['gone'::text, 'explained'::text]))),
    CONSTRAINT money_differences_explained CHECK (((NOT (ended_as IS DISTINCT FROM 'explained'::text)) = (explanation IS NOT NULL))),
    CONSTRAINT money_differences_explanation_check CHECK (((length(explanation) >= 5) AND (length(explanation) <= 300))),
    CONSTRAINT money_differences_kind_check CHECK ((kind = ANY (ARRAY['payment'::text, 'refund'::text, 'transfer'::text, 'subscription'::text]))),
    CONSTRAINT money_differences_what_check CHECK ((what = ANY (ARRAY['only_there'::text, 'only_here'::text, 'amount'::text, 'state'::text, 'back'::text])))
);

--
-- Name: TABLE money_differences; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.money_differences IS 'What we and the provider know differently about a movement of money. Ends when both agree, or when an operator explains it.';

--
-- Name: COLUMN money_differences.provider_key; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.money_differences.provider_key IS 'The provider''s name of the movement; of one that only we know without such a name, our row''s.';

--
-- Name: notices; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.notices (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    sequence bigint NOT NULL,
    person_id uuid NOT NULL,
    product text NOT NULL,
    topic text NOT NULL,
    key text NOT NULL,
    words bytea NOT NULL,
    in_centre boolean DEFAULT true NOT NULL,
    digest text,
    shown_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    read_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT notices_digest_check CHECK ((digest = ANY (ARRAY['waiting'::text, 'sent'::text, 'dropped'::text]))),
    CONSTRAINT notices_topic_check CHECK ((topic ~ '^[a-z_]+\.[a-z_]+$'::text))
);

--
-- Name: TABLE notices; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.notices IS 'What a person was told, in their centre from shown_at on. Its words are sealed under the person''s own key. digest: whether a letter that gathers is still to bring it.';

--
-- Name: notices_sequence_seq; Type: SEQUENCE; Schema: kith; Owner: -
--

ALTER TABLE kith.notices ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kith.notices_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: notification_choices; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.notification_choices (
    person_id uuid NOT NULL,
    topic text NOT NULL,
    channel text NOT NULL,
    wanted boolean NOT NULL,
    source text NOT NULL,
    changed_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT notification_choices_channel_check CHECK ((channel = ANY (ARRAY['in_app'::text, 'email'::text, 'sms'::text, 'push'::text]))),
    CONSTRAINT notification_choices_source_check CHECK ((source = ANY (ARRAY['settings'::text, 'api'::text, 'unsubscribe'::text]))),
    CONSTRAINT notification_choices_topic_check CHECK ((topic ~ '^[a-z_]+\.[a-z_]+$'::text))
);

--
-- Name: TABLE notification_choices; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.notification_choices IS 'Where a person wants it otherwise than a topic is by itself. Messages that must arrive ignore it.';

--
-- Name: notification_settings; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.notification_settings (
    person_id uuid NOT NULL,
    zone text DEFAULT 'UTC'::text NOT NULL,
    quiet_from time without time zone,
    quiet_until time without time zone,
    digest text DEFAULT 'off'::text NOT NULL,
    next_digest_at timestamp with time zone,
    changed_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT notification_settings_digest CHECK (((digest = 'off'::text) = (next_digest_at IS NULL))),
    CONSTRAINT notification_settings_digest_check CHECK ((digest = ANY (ARRAY['off'::text, 'daily'::text, 'weekly'::text]))),
    CONSTRAINT notification_settings_quiet CHECK ((((quiet_from IS NULL) = (quiet_until IS NULL)) AND ((quiet_from IS NULL) OR (quiet_from <> quiet_until))))
);

--
-- Name: TABLE notification_settings; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.notification_settings IS 'A person''s quiet hours, in their zone, and whether everyday letters are gathered into one a day or a week.';

--
-- Name: outbox; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.outbox (
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
-- Name: TABLE outbox; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.outbox IS 'E-mails, pushes and texts of the house itself that must leave, written with the change that causes them and sent after it. Recipient and body are encrypted.';

--
-- Name: COLUMN outbox.topic; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.outbox.topic IS 'What the message is about, as its product''s manifest names it; house.earlier before there were topics.';

--
-- Name: outbox_sequence_seq; Type: SEQUENCE; Schema: kith; Owner: -
--

ALTER TABLE kith.outbox ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kith.outbox_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: passkey_challenges; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.passkey_challenges (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    person_id uuid,
    purpose text NOT NULL,
    challenge bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    consumed_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT passkey_challenges_purpose_check CHECK ((purpose = ANY (ARRAY['register'::text, 'sign_in'::text])))
);

--
-- Name: TABLE passkey_challenges; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.passkey_challenges IS 'Challenges handed to browsers, each good for one answer within five minutes.';

--
-- Name: passkeys; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.passkeys (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    person_id uuid NOT NULL,
    credential_id bytea NOT NULL,
    public_key bytea NOT NULL,
    sign_count bigint DEFAULT 0 NOT NULL,
    transports text[] DEFAULT '{}'::text[] NOT NULL,
    name text NOT NULL,
    backed_up boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    last_used_at timestamp with time zone,
    CONSTRAINT passkeys_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
    CONSTRAINT passkeys_sign_count_check CHECK ((sign_count >= 0))
);

--
-- Name: TABLE passkeys; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.passkeys IS 'WebAuthn credentials of a person.';

--
-- Name: people; Type: VIEW; Schema: kith; Owner: -
--

CREATE VIEW kith.people AS
 SELECT id,
    email,
    phone,
    email_confirmed_at,
    phone_confirmed_at,
    last_sign_in_at,
    raw_app_meta_data,
    raw_user_meta_data,
    banned_until,
    deleted_at,
    created_at,
    updated_at
   FROM auth.users;

--
-- Name: VIEW people; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON VIEW kith.people IS 'auth.users as the service writes it: rows of people, under the rights of whoever migrated. For service_role only.';

--
-- Name: person_keys; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.person_keys (
    person_id uuid NOT NULL,
    key_ciphertext bytea,
    key_iv bytea,
    key_tag bytea,
    key_version integer,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    destroyed_at timestamp with time zone,
    CONSTRAINT person_keys_whole CHECK ((num_nulls(key_ciphertext, key_iv, key_tag, key_version) =
CASE
    WHEN (destroyed_at IS NULL) THEN 0
    ELSE 4
END))
);

--
-- Name: TABLE person_keys; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.person_keys IS 'A key a person, itself sealed. What must stay for good but tells of somebody is sealed under it; destroying it is forgetting.';

--
-- Name: pgqueuer; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.pgqueuer (
    id bigint NOT NULL,
    priority integer NOT NULL,
    queue_manager_id uuid,
    created timestamp with time zone DEFAULT now() NOT NULL,
    updated timestamp with time zone DEFAULT now() NOT NULL,
    heartbeat timestamp with time zone DEFAULT now() NOT NULL,
    execute_after timestamp with time zone DEFAULT now() NOT NULL,
    status kith.pgqueuer_status NOT NULL,
    entrypoint text NOT NULL,
    dedupe_key text,
    payload bytea,
    headers jsonb,
    attempts integer DEFAULT 0 NOT NULL,
    slot bigint
);

--
-- Name: TABLE pgqueuer; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.pgqueuer IS 'Jobs waiting, running or parked after their last try (PgQueuer).';

--
-- Name: pgqueuer_id_seq; Type: SEQUENCE; Schema: kith; Owner: -
--

CREATE SEQUENCE kith.pgqueuer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: pgqueuer_id_seq; Type: SEQUENCE OWNED BY; Schema: kith; Owner: -
--

ALTER SEQUENCE kith.pgqueuer_id_seq OWNED BY kith.pgqueuer.id;

--
-- Name: pgqueuer_log; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.pgqueuer_log (
    id bigint NOT NULL,
    created timestamp with time zone DEFAULT now() NOT NULL,
    job_id bigint NOT NULL,
    status kith.pgqueuer_status NOT NULL,
    priority integer NOT NULL,
    entrypoint text NOT NULL,
    traceback jsonb,
    aggregated boolean DEFAULT false
);

--
-- Name: TABLE pgqueuer_log; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.pgqueuer_log IS 'What became of each job (PgQueuer).';

--
-- Name: pgqueuer_log_id_seq; Type: SEQUENCE; Schema: kith; Owner: -
--

ALTER TABLE kith.pgqueuer_log ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kith.pgqueuer_log_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: pgqueuer_schedules; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.pgqueuer_schedules (
    id bigint NOT NULL,
    expression text NOT NULL,
    entrypoint text NOT NULL,
    heartbeat timestamp with time zone DEFAULT now() NOT NULL,
    created timestamp with time zone DEFAULT now() NOT NULL,
    updated timestamp with time zone DEFAULT now() NOT NULL,
    next_run timestamp with time zone DEFAULT now() NOT NULL,
    last_run timestamp with time zone,
    status kith.pgqueuer_status DEFAULT 'queued'::kith.pgqueuer_status
);

--
-- Name: TABLE pgqueuer_schedules; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.pgqueuer_schedules IS 'Recurring jobs and when they run next (PgQueuer).';

--
-- Name: pgqueuer_schedules_id_seq; Type: SEQUENCE; Schema: kith; Owner: -
--

CREATE SEQUENCE kith.pgqueuer_schedules_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: pgqueuer_schedules_id_seq; Type: SEQUENCE OWNED BY; Schema: kith; Owner: -
--

ALTER SEQUENCE kith.pgqueuer_schedules_id_seq OWNED BY kith.pgqueuer_schedules.id;

--
-- Name: pgqueuer_statistics; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.pgqueuer_statistics (
    id bigint NOT NULL,
    created timestamp with time zone DEFAULT date_trunc('sec'::text, now()) NOT NULL,
    count bigint NOT NULL,
    priority integer NOT NULL,
    status kith.pgqueuer_status NOT NULL,
    entrypoint text NOT NULL
);

--
-- Name: TABLE pgqueuer_statistics; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.pgqueuer_statistics IS 'Job counts by second (PgQueuer).';

--
-- Name: pgqueuer_statistics_id_seq; Type: SEQUENCE; Schema: kith; Owner: -
--

CREATE SEQUENCE kith.pgqueuer_statistics_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: pgqueuer_statistics_id_seq; Type: SEQUENCE OWNED BY; Schema: kith; Owner: -
--

ALTER SEQUENCE kith.pgqueuer_statistics_id_seq OWNED BY kith.pgqueuer_statistics.id;

--
-- Name: privacy_requests; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.privacy_requests (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    steps_done text[] DEFAULT '{}'::text[] NOT NULL,
    requested_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    finished_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT privacy_requests_finished CHECK (((state = 'done'::text) = (finished_at IS NOT NULL))),
    CONSTRAINT privacy_requests_kind_check CHECK ((kind = ANY (ARRAY['export'::text, 'erasure'::text]))),
    CONSTRAINT privacy_requests_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text])))
);

--
-- Name: TABLE privacy_requests; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.privacy_requests IS 'Exports and erasures asked for, with the steps done so far.';

--
-- Name: push_subscriptions; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.push_subscriptions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    person_id uuid NOT NULL,
    endpoint text NOT NULL,
    p256dh text NOT NULL,
    auth text NOT NULL,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    gone_at timestamp with time zone,
    session_id uuid NOT NULL,
    last_used_at timestamp with time zone,
    CONSTRAINT push_subscriptions_endpoint_check CHECK (((endpoint ~ '^https?://'::text) AND (length(endpoint) <= 1000))),
    CONSTRAINT push_subscriptions_keys CHECK (((p256dh ~ '^[A-Za-z0-9_-]{87}$'::text) AND (auth ~ '^[A-Za-z0-9_-]{22}$'::text)))
);

--
-- Name: TABLE push_subscriptions; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.push_subscriptions IS 'Browsers that get pushes. last_used_at: when one last arrived at the browser''s push service; gone_at: since when that service knows the browser no more.';

--
-- Name: query_times; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.query_times (
    name text NOT NULL,
    hour timestamp with time zone NOT NULL,
    calls bigint NOT NULL,
    seconds double precision NOT NULL,
    longest double precision NOT NULL,
    counts bigint[] NOT NULL,
    CONSTRAINT query_times_calls_check CHECK ((calls > 0)),
    CONSTRAINT query_times_longest_check CHECK ((longest >= (0)::double precision)),
    CONSTRAINT query_times_name_check CHECK ((length(name) <= 200)),
    CONSTRAINT query_times_seconds_check CHECK ((seconds >= (0)::double precision))
);

--
-- Name: TABLE query_times; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.query_times IS 'How long named queries took, by hour: the counts of a histogram whose steps double, kept two weeks.';

--
-- Name: COLUMN query_times.counts; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.query_times.counts IS 'Calls of up to 0.25, 0.5, 1, 2 … milliseconds; the last holds all longer ones.';

--
-- Name: queue_members; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.queue_members (
    admin_id uuid NOT NULL,
    product text NOT NULL,
    queue text NOT NULL,
    added_at timestamp with time zone DEFAULT kith.now() NOT NULL
);

--
-- Name: TABLE queue_members; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.queue_members IS 'Which queues an operator of role support works on. ops and engineering work on all.';

--
-- Name: rate_limits; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.rate_limits (
    bucket text NOT NULL,
    subject text NOT NULL,
    window_start timestamp with time zone NOT NULL,
    hits integer DEFAULT 0 NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT rate_limits_hits_check CHECK ((hits >= 0))
);

--
-- Name: TABLE rate_limits; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.rate_limits IS 'Counters of things that may happen only so often, shared by every process. Subjects are keyed hashes, never numbers or addresses.';

--
-- Name: refresh_tokens; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.refresh_tokens (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    session_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    parent_id uuid,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    used_at timestamp with time zone
);

--
-- Name: TABLE refresh_tokens; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.refresh_tokens IS 'The chain of refresh tokens of a session. Using one twice means theft: the session ends.';

--
-- Name: retention_gone; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.retention_gone (
    rule_id uuid NOT NULL,
    day date NOT NULL,
    rows bigint NOT NULL,
    CONSTRAINT retention_gone_rows CHECK ((rows > 0))
);

--
-- Name: TABLE retention_gone; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.retention_gone IS 'How many rows went by a rule on a day (UTC).';

--
-- Name: retention_rules; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.retention_rules (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    schema_name text NOT NULL,
    table_name text NOT NULL,
    what text NOT NULL,
    why text NOT NULL,
    basis text NOT NULL,
    keep_for interval NOT NULL,
    counted_from text NOT NULL,
    only_where text DEFAULT 'true'::text NOT NULL,
    action text DEFAULT 'delete'::text NOT NULL,
    does text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    last_run_at timestamp with time zone,
    CONSTRAINT retention_rules_action CHECK ((action = ANY (ARRAY['delete'::text, 'blank'::text, 'call'::text, 'elsewhere'::text]))),
    CONSTRAINT retention_rules_basis CHECK ((basis = ANY (ARRAY['contract'::text, 'consent'::text, 'law'::text, 'interest'::text]))),
    CONSTRAINT retention_rules_does CHECK (((action = 'delete'::text) = (does IS NULL))),
    CONSTRAINT retention_rules_keep_for CHECK ((keep_for >= '00:00:00'::interval)),
    CONSTRAINT retention_rules_told CHECK (((length(btrim(what)) > 0) AND (length(btrim(why)) > 0)))
);

--
-- Name: TABLE retention_rules; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.retention_rules IS 'What goes by itself, how long it is kept, counted from which column, and why. Written by migrations only; one job keeps to it.';

--
-- Name: COLUMN retention_rules.basis; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.retention_rules.basis IS 'On what the keeping rests, in the words of Article 6 of the GDPR: contract, consent, law, (legitimate) interest.';

--
-- Name: COLUMN retention_rules.does; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.retention_rules.does IS 'blank: the assignments that empty a row; call: a call that returns how many went, $1 is keep_for; elsewhere: the schedule that does it.';

--
-- Name: schedule_runs; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.schedule_runs (
    schema_name text NOT NULL,
    name text NOT NULL,
    ended_at timestamp with time zone DEFAULT now() NOT NULL,
    seconds double precision NOT NULL,
    failure text,
    failed_at timestamp with time zone,
    failures_in_a_row integer DEFAULT 0 NOT NULL,
    CONSTRAINT schedule_runs_failure_check CHECK (((length(failure) >= 1) AND (length(failure) <= 200))),
    CONSTRAINT schedule_runs_failures_in_a_row_check CHECK ((failures_in_a_row >= 0)),
    CONSTRAINT schedule_runs_seconds_check CHECK ((seconds >= (0)::double precision))
);

--
-- Name: TABLE schedule_runs; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.schedule_runs IS 'How each recurring piece of work ended last, about once a minute and at every change between well and not. Real time, as its worker''s.';

--
-- Name: COLUMN schedule_runs.failure; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.schedule_runs.failure IS 'The kind of the last failure, never its words; empty while it goes well.';

--
-- Name: sessions; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.sessions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    person_id uuid NOT NULL,
    method text NOT NULL,
    user_agent text,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    last_used_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    revoked_because text,
    CONSTRAINT sessions_check CHECK (((revoked_at IS NULL) = (revoked_because IS NULL))),
    CONSTRAINT sessions_method_check CHECK ((method = ANY (ARRAY['code'::text, 'link'::text, 'passkey'::text, 'demo'::text]))),
    CONSTRAINT sessions_revoked_because_check CHECK ((revoked_because = ANY (ARRAY['signed_out'::text, 'revoked'::text, 'token_reused'::text, 'erased'::text, 'banned'::text]))),
    CONSTRAINT sessions_user_agent_check CHECK ((length(user_agent) <= 300))
);

--
-- Name: TABLE sessions; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.sessions IS 'Where a person is signed in. Each can be seen and ended by the person.';

--
-- Name: sign_in_codes; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.sign_in_codes (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    destination_hash bytea NOT NULL,
    channel text NOT NULL,
    person_id uuid,
    code_hash bytea NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    consumed_at timestamp with time zone,
    superseded_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT sign_in_codes_attempts_check CHECK (((attempts >= 0) AND (attempts <= 5))),
    CONSTRAINT sign_in_codes_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'phone'::text])))
);

--
-- Name: TABLE sign_in_codes; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.sign_in_codes IS 'Six-digit codes sent to an address or number; at most one is live for each destination, five tries each.';

--
-- Name: sign_in_failures; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.sign_in_failures (
    person_id uuid NOT NULL,
    consecutive integer DEFAULT 0 NOT NULL,
    locked_at timestamp with time zone,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT sign_in_failures_consecutive_check CHECK ((consecutive >= 0))
);

--
-- Name: TABLE sign_in_failures; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.sign_in_failures IS 'Consecutive failed sign-ins; a hundred lock the account until support unlocks it.';

--
-- Name: sign_in_links; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.sign_in_links (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    person_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    next_path text DEFAULT '/account'::text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    consumed_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT sign_in_links_next_path_check CHECK ((next_path ~ '^/([^/\\]|$)'::text))
);

--
-- Name: TABLE sign_in_links; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.sign_in_links IS 'One-use links that sign a person in; a GET never uses one up.';

--
-- Name: sms_opt_outs; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.sms_opt_outs (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    sequence bigint NOT NULL,
    phone_hash text NOT NULL,
    action text NOT NULL,
    words text NOT NULL,
    channel text NOT NULL,
    product text NOT NULL,
    recorded_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT sms_opt_outs_action_check CHECK ((action = ANY (ARRAY['stop'::text, 'start'::text]))),
    CONSTRAINT sms_opt_outs_channel_check CHECK ((channel = ANY (ARRAY['sms'::text, 'web'::text, 'carrier'::text, 'operator'::text]))),
    CONSTRAINT sms_opt_outs_words_check CHECK ((length(words) <= 160))
);

--
-- Name: TABLE sms_opt_outs; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.sms_opt_outs IS 'The ledger of numbers that said stop (or start again): by keyed hash, kept for ever, asked before every text.';

--
-- Name: sms_opt_outs_sequence_seq; Type: SEQUENCE; Schema: kith; Owner: -
--

ALTER TABLE kith.sms_opt_outs ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME kith.sms_opt_outs_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: state_transitions; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.state_transitions (
    entity_type text NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    event_type text NOT NULL
);

--
-- Name: TABLE state_transitions; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.state_transitions IS 'The legal transitions of every entity of this schema. An empty from_state is creation.';

--
-- Name: stored_files; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.stored_files (
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
-- Name: TABLE stored_files; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.stored_files IS 'Files in the store: pending until something uses them (an hour at most), kept, hidden (a decision took it away and may be taken back: nobody is handed it), unwanted until the store has forgotten them and the row goes.';

--
-- Name: COLUMN stored_files.key; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.stored_files.key IS 'Where it lies in the store; nobody can guess it, and it is shown to nobody.';

--
-- Name: stripe_calls; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.stripe_calls (
    idempotency_key text NOT NULL,
    person_id uuid,
    product text NOT NULL,
    operation text NOT NULL,
    parameters jsonb NOT NULL,
    outcome jsonb,
    attempts integer DEFAULT 0 NOT NULL,
    last_error text,
    finished_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    updated_at timestamp with time zone DEFAULT kith.now() NOT NULL
);

--
-- Name: TABLE stripe_calls; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.stripe_calls IS 'Calls to Stripe, written down before they are made and sent with the same key however often they are tried.';

--
-- Name: webhook_calls; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.webhook_calls (
    provider text NOT NULL,
    hour timestamp with time zone NOT NULL,
    received bigint DEFAULT 0 NOT NULL,
    repeated bigint DEFAULT 0 NOT NULL,
    refused bigint DEFAULT 0 NOT NULL,
    failed bigint DEFAULT 0 NOT NULL,
    last_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT webhook_calls_failed_check CHECK ((failed >= 0)),
    CONSTRAINT webhook_calls_provider_check CHECK ((length(provider) <= 60)),
    CONSTRAINT webhook_calls_received_check CHECK ((received >= 0)),
    CONSTRAINT webhook_calls_refused_check CHECK ((refused >= 0)),
    CONSTRAINT webhook_calls_repeated_check CHECK ((repeated >= 0))
);

--
-- Name: TABLE webhook_calls; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.webhook_calls IS 'What rang at each webhook, by hour: received, of those repeated; refused because the signature or form was not the provider''s; failed on our side.';

--
-- Name: weekly_numbers; Type: TABLE; Schema: kith; Owner: -
--

CREATE TABLE kith.weekly_numbers (
    product text NOT NULL,
    measure text NOT NULL,
    week date NOT NULL,
    city text DEFAULT ''::text NOT NULL,
    currency text DEFAULT ''::text NOT NULL,
    value bigint NOT NULL,
    base bigint,
    people integer NOT NULL,
    shown boolean DEFAULT false NOT NULL,
    counted_at timestamp with time zone DEFAULT kith.now() NOT NULL,
    CONSTRAINT weekly_numbers_base_check CHECK ((base >= 0)),
    CONSTRAINT weekly_numbers_city_check CHECK ((length(city) <= 120)),
    CONSTRAINT weekly_numbers_currency_check CHECK ((currency ~ '^([A-Z]{3})?$'::text)),
    CONSTRAINT weekly_numbers_measure_check CHECK ((measure ~ '^[a-z][a-z_]{1,39}$'::text)),
    CONSTRAINT weekly_numbers_people_check CHECK ((people >= 0)),
    CONSTRAINT weekly_numbers_shown CHECK (((NOT shown) OR (people >= 10))),
    CONSTRAINT weekly_numbers_week_check CHECK ((EXTRACT(isodow FROM week) = (1)::numeric))
);

--
-- Name: TABLE weekly_numbers; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON TABLE kith.weekly_numbers IS 'A measure of a product in a week (from its Monday, UTC), of everywhere (city is empty) and of each city. No person, and nothing shown that rests on fewer than ten.';

--
-- Name: COLUMN weekly_numbers.base; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.weekly_numbers.base IS 'What the value is a part of, or is spread over: seats there were, LinkUps that locked.';

--
-- Name: COLUMN weekly_numbers.people; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.weekly_numbers.people IS 'How many different people it rests on.';

--
-- Name: COLUMN weekly_numbers.shown; Type: COMMENT; Schema: kith; Owner: -
--

COMMENT ON COLUMN kith.weekly_numbers.shown IS 'Whether it may be told: from ten people on, and only where what is told beside it does not tell of fewer.';

--
-- Name: pgqueuer id; Type: DEFAULT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.pgqueuer ALTER COLUMN id SET DEFAULT nextval('kith.pgqueuer_id_seq'::regclass);

--
-- Name: pgqueuer_schedules id; Type: DEFAULT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.pgqueuer_schedules ALTER COLUMN id SET DEFAULT nextval('kith.pgqueuer_schedules_id_seq'::regclass);

--
-- Name: pgqueuer_statistics id; Type: DEFAULT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.pgqueuer_statistics ALTER COLUMN id SET DEFAULT nextval('kith.pgqueuer_statistics_id_seq'::regclass);

--
-- Name: admins admins_email_uniq; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.admins
    ADD CONSTRAINT admins_email_uniq UNIQUE (email);

--
-- Name: admins admins_person_uniq; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.admins
    ADD CONSTRAINT admins_person_uniq UNIQUE (person_id);

--
-- Name: admins admins_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.admins
    ADD CONSTRAINT admins_pkey PRIMARY KEY (id);

--
-- Name: appeal_messages appeal_messages_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.appeal_messages
    ADD CONSTRAINT appeal_messages_pkey PRIMARY KEY (id);

--
-- Name: appeals appeals_once; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.appeals
    ADD CONSTRAINT appeals_once UNIQUE (decision_id);

--
-- Name: appeals appeals_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.appeals
    ADD CONSTRAINT appeals_pkey PRIMARY KEY (id);

--
-- Name: audit_log audit_log_link_uniq; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.audit_log
    ADD CONSTRAINT audit_log_link_uniq UNIQUE (chain, link);

--
-- Name: audit_log audit_log_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.audit_log
    ADD CONSTRAINT audit_log_pkey PRIMARY KEY (id);

--
-- Name: audit_log audit_log_sequence_uniq; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.audit_log
    ADD CONSTRAINT audit_log_sequence_uniq UNIQUE (sequence);

--
-- Name: audit_months audit_months_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.audit_months
    ADD CONSTRAINT audit_months_pkey PRIMARY KEY (month, chain);

--
-- Name: audit_verifications audit_verifications_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.audit_verifications
    ADD CONSTRAINT audit_verifications_pkey PRIMARY KEY (id);

--
-- Name: audit_verified_chains audit_verified_chains_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.audit_verified_chains
    ADD CONSTRAINT audit_verified_chains_pkey PRIMARY KEY (verification_id, chain);

--
-- Name: ban_effects ban_effects_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.ban_effects
    ADD CONSTRAINT ban_effects_pkey PRIMARY KEY (ban_id, product);

--
-- Name: bans bans_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.bans
    ADD CONSTRAINT bans_pkey PRIMARY KEY (id);

--
-- Name: blocks blocks_once; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.blocks
    ADD CONSTRAINT blocks_once UNIQUE (blocker_id, blocked_id);

--
-- Name: blocks blocks_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.blocks
    ADD CONSTRAINT blocks_pkey PRIMARY KEY (id);

--
-- Name: cases cases_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.cases
    ADD CONSTRAINT cases_pkey PRIMARY KEY (id);

--
-- Name: clock clock_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.clock
    ADD CONSTRAINT clock_pkey PRIMARY KEY (only_row);

--
-- Name: closed_weeks closed_weeks_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.closed_weeks
    ADD CONSTRAINT closed_weeks_pkey PRIMARY KEY (product, week);

--
-- Name: consent_texts consent_texts_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.consent_texts
    ADD CONSTRAINT consent_texts_pkey PRIMARY KEY (kind, product, version, language);

--
-- Name: consents consents_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.consents
    ADD CONSTRAINT consents_pkey PRIMARY KEY (id);

--
-- Name: decisions decisions_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.decisions
    ADD CONSTRAINT decisions_pkey PRIMARY KEY (id);

--
-- Name: domain_events domain_events_idem_uniq; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.domain_events
    ADD CONSTRAINT domain_events_idem_uniq UNIQUE (idempotency_key);

--
-- Name: domain_events domain_events_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.domain_events
    ADD CONSTRAINT domain_events_pkey PRIMARY KEY (id);

--
-- Name: dsar_requests dsar_requests_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.dsar_requests
    ADD CONSTRAINT dsar_requests_pkey PRIMARY KEY (id);

--
-- Name: flag_people flag_people_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.flag_people
    ADD CONSTRAINT flag_people_pkey PRIMARY KEY (key, person_id);

--
-- Name: flags flags_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.flags
    ADD CONSTRAINT flags_pkey PRIMARY KEY (key);

--
-- Name: holds holds_person_uniq; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.holds
    ADD CONSTRAINT holds_person_uniq UNIQUE (person_id);

--
-- Name: holds holds_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.holds
    ADD CONSTRAINT holds_pkey PRIMARY KEY (id);

--
-- Name: idempotency_keys idempotency_keys_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (scope, key);

--
-- Name: impersonations impersonations_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.impersonations
    ADD CONSTRAINT impersonations_pkey PRIMARY KEY (id);

--
-- Name: impersonations impersonations_token_uniq; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.impersonations
    ADD CONSTRAINT impersonations_token_uniq UNIQUE (token_hash);

--
-- Name: inbox inbox_once; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.inbox
    ADD CONSTRAINT inbox_once UNIQUE (provider, external_id);

--
-- Name: inbox inbox_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (id);

--
-- Name: incidents incidents_idem_uniq; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.incidents
    ADD CONSTRAINT incidents_idem_uniq UNIQUE (idempotency_key);

--
-- Name: incidents incidents_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.incidents
    ADD CONSTRAINT incidents_pkey PRIMARY KEY (id);

--
-- Name: invariant_checks invariant_checks_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.invariant_checks
    ADD CONSTRAINT invariant_checks_pkey PRIMARY KEY (schema_name, name);

--
-- Name: invariant_violations invariant_violations_once; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.invariant_violations
    ADD CONSTRAINT invariant_violations_once UNIQUE (schema_name, name, key);

--
-- Name: invariant_violations invariant_violations_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.invariant_violations
    ADD CONSTRAINT invariant_violations_pkey PRIMARY KEY (id);

--
-- Name: legal_holds legal_holds_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.legal_holds
    ADD CONSTRAINT legal_holds_pkey PRIMARY KEY (id);

--
-- Name: moderation_rights moderation_rights_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.moderation_rights
    ADD CONSTRAINT moderation_rights_pkey PRIMARY KEY (role, may);

--
-- Name: money_comparisons money_comparisons_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.money_comparisons
    ADD CONSTRAINT money_comparisons_pkey PRIMARY KEY (id);

--
-- Name: money_differences money_differences_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.money_differences
    ADD CONSTRAINT money_differences_pkey PRIMARY KEY (id);

--
-- Name: notices notices_once; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.notices
    ADD CONSTRAINT notices_once UNIQUE (product, key);

--
-- Name: notices notices_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.notices
    ADD CONSTRAINT notices_pkey PRIMARY KEY (id);

--
-- Name: notification_choices notification_choices_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.notification_choices
    ADD CONSTRAINT notification_choices_pkey PRIMARY KEY (person_id, topic, channel);

--
-- Name: notification_settings notification_settings_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.notification_settings
    ADD CONSTRAINT notification_settings_pkey PRIMARY KEY (person_id);

--
-- Name: outbox outbox_idem_uniq; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.outbox
    ADD CONSTRAINT outbox_idem_uniq UNIQUE (idempotency_key);

--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);

--
-- Name: passkey_challenges passkey_challenges_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.passkey_challenges
    ADD CONSTRAINT passkey_challenges_pkey PRIMARY KEY (id);

--
-- Name: passkeys passkeys_credential_uniq; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.passkeys
    ADD CONSTRAINT passkeys_credential_uniq UNIQUE (credential_id);

--
-- Name: passkeys passkeys_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.passkeys
    ADD CONSTRAINT passkeys_pkey PRIMARY KEY (id);

--
-- Name: person_keys person_keys_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.person_keys
    ADD CONSTRAINT person_keys_pkey PRIMARY KEY (person_id);

--
-- Name: pgqueuer_log pgqueuer_log_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.pgqueuer_log
    ADD CONSTRAINT pgqueuer_log_pkey PRIMARY KEY (id);

--
-- Name: pgqueuer pgqueuer_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.pgqueuer
    ADD CONSTRAINT pgqueuer_pkey PRIMARY KEY (id);

--
-- Name: pgqueuer_schedules pgqueuer_schedules_expression_entrypoint_key; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.pgqueuer_schedules
    ADD CONSTRAINT pgqueuer_schedules_expression_entrypoint_key UNIQUE (expression, entrypoint);

--
-- Name: pgqueuer_schedules pgqueuer_schedules_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.pgqueuer_schedules
    ADD CONSTRAINT pgqueuer_schedules_pkey PRIMARY KEY (id);

--
-- Name: pgqueuer_statistics pgqueuer_statistics_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.pgqueuer_statistics
    ADD CONSTRAINT pgqueuer_statistics_pkey PRIMARY KEY (id);

--
-- Name: privacy_requests privacy_requests_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.privacy_requests
    ADD CONSTRAINT privacy_requests_pkey PRIMARY KEY (id);

--
-- Name: push_subscriptions push_subscriptions_endpoint_uniq; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.push_subscriptions
    ADD CONSTRAINT push_subscriptions_endpoint_uniq UNIQUE (endpoint);

--
-- Name: push_subscriptions push_subscriptions_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.push_subscriptions
    ADD CONSTRAINT push_subscriptions_pkey PRIMARY KEY (id);

--
-- Name: query_times query_times_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.query_times
    ADD CONSTRAINT query_times_pkey PRIMARY KEY (name, hour);

--
-- Name: queue_members queue_members_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.queue_members
    ADD CONSTRAINT queue_members_pkey PRIMARY KEY (admin_id, product, queue);

--
-- Name: rate_limits rate_limits_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.rate_limits
    ADD CONSTRAINT rate_limits_pkey PRIMARY KEY (bucket, subject, window_start);

--
-- Name: refresh_tokens refresh_tokens_hash_uniq; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.refresh_tokens
    ADD CONSTRAINT refresh_tokens_hash_uniq UNIQUE (token_hash);

--
-- Name: refresh_tokens refresh_tokens_one_child; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.refresh_tokens
    ADD CONSTRAINT refresh_tokens_one_child UNIQUE (parent_id);

--
-- Name: refresh_tokens refresh_tokens_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.refresh_tokens
    ADD CONSTRAINT refresh_tokens_pkey PRIMARY KEY (id);

--
-- Name: reports reports_idem_uniq; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.reports
    ADD CONSTRAINT reports_idem_uniq UNIQUE (idempotency_key);

--
-- Name: reports reports_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.reports
    ADD CONSTRAINT reports_pkey PRIMARY KEY (id);

--
-- Name: retention_gone retention_gone_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.retention_gone
    ADD CONSTRAINT retention_gone_pkey PRIMARY KEY (rule_id, day);

--
-- Name: retention_rules retention_rules_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.retention_rules
    ADD CONSTRAINT retention_rules_pkey PRIMARY KEY (id);

--
-- Name: retention_rules retention_rules_uniq; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.retention_rules
    ADD CONSTRAINT retention_rules_uniq UNIQUE (schema_name, table_name, what);

--
-- Name: schedule_runs schedule_runs_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.schedule_runs
    ADD CONSTRAINT schedule_runs_pkey PRIMARY KEY (schema_name, name);

--
-- Name: sessions sessions_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);

--
-- Name: sign_in_codes sign_in_codes_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.sign_in_codes
    ADD CONSTRAINT sign_in_codes_pkey PRIMARY KEY (id);

--
-- Name: sign_in_failures sign_in_failures_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.sign_in_failures
    ADD CONSTRAINT sign_in_failures_pkey PRIMARY KEY (person_id);

--
-- Name: sign_in_links sign_in_links_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.sign_in_links
    ADD CONSTRAINT sign_in_links_pkey PRIMARY KEY (id);

--
-- Name: sign_in_links sign_in_links_token_uniq; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.sign_in_links
    ADD CONSTRAINT sign_in_links_token_uniq UNIQUE (token_hash);

--
-- Name: sms_opt_outs sms_opt_outs_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.sms_opt_outs
    ADD CONSTRAINT sms_opt_outs_pkey PRIMARY KEY (id);

--
-- Name: state_transitions state_transitions_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.state_transitions
    ADD CONSTRAINT state_transitions_pkey PRIMARY KEY (entity_type, from_state, to_state);

--
-- Name: stored_files stored_files_key_uniq; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.stored_files
    ADD CONSTRAINT stored_files_key_uniq UNIQUE (key);

--
-- Name: stored_files stored_files_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.stored_files
    ADD CONSTRAINT stored_files_pkey PRIMARY KEY (id);

--
-- Name: strikes strikes_idem_uniq; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.strikes
    ADD CONSTRAINT strikes_idem_uniq UNIQUE (idempotency_key);

--
-- Name: strikes strikes_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.strikes
    ADD CONSTRAINT strikes_pkey PRIMARY KEY (id);

--
-- Name: stripe_calls stripe_calls_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.stripe_calls
    ADD CONSTRAINT stripe_calls_pkey PRIMARY KEY (idempotency_key);

--
-- Name: stripe_customers stripe_customers_cust_uniq; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.stripe_customers
    ADD CONSTRAINT stripe_customers_cust_uniq UNIQUE (stripe_customer_id);

--
-- Name: stripe_customers stripe_customers_person_uniq; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.stripe_customers
    ADD CONSTRAINT stripe_customers_person_uniq UNIQUE (person_id);

--
-- Name: stripe_customers stripe_customers_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.stripe_customers
    ADD CONSTRAINT stripe_customers_pkey PRIMARY KEY (id);

--
-- Name: stripe_events stripe_events_event_uniq; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.stripe_events
    ADD CONSTRAINT stripe_events_event_uniq UNIQUE (stripe_event_id);

--
-- Name: stripe_events stripe_events_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.stripe_events
    ADD CONSTRAINT stripe_events_pkey PRIMARY KEY (id);

--
-- Name: webhook_calls webhook_calls_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.webhook_calls
    ADD CONSTRAINT webhook_calls_pkey PRIMARY KEY (provider, hour);

--
-- Name: weekly_numbers weekly_numbers_pkey; Type: CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.weekly_numbers
    ADD CONSTRAINT weekly_numbers_pkey PRIMARY KEY (product, measure, week, city, currency);

--
-- Name: appeal_messages_appeal_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX appeal_messages_appeal_idx ON kith.appeal_messages USING btree (appeal_id, created_at, id);

--
-- Name: appeals_open_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX appeals_open_idx ON kith.appeals USING btree (created_at) WHERE (state = 'open'::text);

--
-- Name: appeals_person_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX appeals_person_idx ON kith.appeals USING btree (person_id);

--
-- Name: audit_actor_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX audit_actor_idx ON kith.audit_log USING btree (actor_id, facet, created_at, sequence);

--
-- Name: audit_admin_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX audit_admin_idx ON kith.audit_log USING btree (admin_id);

--
-- Name: audit_created_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX audit_created_idx ON kith.audit_log USING btree (created_at, sequence);

--
-- Name: audit_facet_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX audit_facet_idx ON kith.audit_log USING btree (facet, created_at, sequence);

--
-- Name: audit_request_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX audit_request_idx ON kith.audit_log USING btree (request_id, created_at, sequence) WHERE (request_id IS NOT NULL);

--
-- Name: audit_target_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX audit_target_idx ON kith.audit_log USING btree (target_id, created_at, sequence);

--
-- Name: audit_verifications_finished_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX audit_verifications_finished_idx ON kith.audit_verifications USING btree (finished_at);

--
-- Name: audit_verifications_open_uniq; Type: INDEX; Schema: kith; Owner: -
--

CREATE UNIQUE INDEX audit_verifications_open_uniq ON kith.audit_verifications USING btree (whole) WHERE (finished_at IS NULL);

--
-- Name: audit_words_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX audit_words_idx ON kith.audit_log USING gin (kith.audit_words(reason, facet, actor_id, created_at)) WITH (gin_pending_list_limit='256') WHERE (reason IS NOT NULL);

--
-- Name: ban_effects_closed_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX ban_effects_closed_idx ON kith.ban_effects USING btree (product, ban_id) WHERE ((reopened_at IS NULL) AND (outcome @> '{"closed": 1}'::jsonb));

--
-- Name: ban_effects_open_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX ban_effects_open_idx ON kith.ban_effects USING btree (queued_at) WHERE (looked_again_at IS NULL);

--
-- Name: bans_case_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX bans_case_idx ON kith.bans USING btree (case_id);

--
-- Name: bans_one_in_force; Type: INDEX; Schema: kith; Owner: -
--

CREATE UNIQUE INDEX bans_one_in_force ON kith.bans USING btree (person_id) WHERE (lifted_at IS NULL);

--
-- Name: bans_person_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX bans_person_idx ON kith.bans USING btree (person_id, since);

--
-- Name: bans_since_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX bans_since_idx ON kith.bans USING btree (since);

--
-- Name: blocks_blocked_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX blocks_blocked_idx ON kith.blocks USING btree (blocked_id);

--
-- Name: cases_assigned_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX cases_assigned_idx ON kith.cases USING btree (assigned_to);

--
-- Name: cases_content_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX cases_content_idx ON kith.cases USING btree (content_type, content_id);

--
-- Name: cases_lapsing_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX cases_lapsing_idx ON kith.cases USING btree (claim_expires_at) WHERE (state = 'assigned'::text);

--
-- Name: cases_one_open; Type: INDEX; Schema: kith; Owner: -
--

CREATE UNIQUE INDEX cases_one_open ON kith.cases USING btree (product, content_type, content_id) WHERE (state <> 'closed'::text);

--
-- Name: cases_person_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX cases_person_idx ON kith.cases USING btree (person_id);

--
-- Name: cases_waiting_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX cases_waiting_idx ON kith.cases USING btree (product, queue, state, priority, opened_at, id) WHERE (state <> 'closed'::text);

--
-- Name: consents_person_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX consents_person_idx ON kith.consents USING btree (person_id, product, kind, recorded_at DESC);

--
-- Name: consents_text_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX consents_text_idx ON kith.consents USING btree (kind, product, version, language);

--
-- Name: decisions_case_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX decisions_case_idx ON kith.decisions USING btree (case_id);

--
-- Name: decisions_content_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX decisions_content_idx ON kith.decisions USING btree (content_type, content_id);

--
-- Name: decisions_person_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX decisions_person_idx ON kith.decisions USING btree (person_id, created_at);

--
-- Name: decisions_product_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX decisions_product_idx ON kith.decisions USING btree (product, created_at);

--
-- Name: decisions_reversed_once; Type: INDEX; Schema: kith; Owner: -
--

CREATE UNIQUE INDEX decisions_reversed_once ON kith.decisions USING btree (reverses);

--
-- Name: domain_events_created_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX domain_events_created_idx ON kith.domain_events USING btree (created_at);

--
-- Name: domain_events_entity_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX domain_events_entity_idx ON kith.domain_events USING btree (entity_type, entity_id);

--
-- Name: dsar_requests_download_uniq; Type: INDEX; Schema: kith; Owner: -
--

CREATE UNIQUE INDEX dsar_requests_download_uniq ON kith.dsar_requests USING btree (download_hash);

--
-- Name: dsar_requests_due_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX dsar_requests_due_idx ON kith.dsar_requests USING btree (due_at) WHERE (status = ANY (ARRAY['received'::text, 'verifying'::text, 'processing'::text]));

--
-- Name: dsar_requests_one_open; Type: INDEX; Schema: kith; Owner: -
--

CREATE UNIQUE INDEX dsar_requests_one_open ON kith.dsar_requests USING btree (person_id, request_type) WHERE (status = ANY (ARRAY['received'::text, 'verifying'::text, 'processing'::text]));

--
-- Name: dsar_requests_person_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX dsar_requests_person_idx ON kith.dsar_requests USING btree (person_id, created_at DESC);

--
-- Name: flag_people_added_by_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX flag_people_added_by_idx ON kith.flag_people USING btree (added_by);

--
-- Name: flag_people_person_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX flag_people_person_idx ON kith.flag_people USING btree (person_id);

--
-- Name: flags_updated_by_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX flags_updated_by_idx ON kith.flags USING btree (updated_by);

--
-- Name: holds_state_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX holds_state_idx ON kith.holds USING btree (state);

--
-- Name: idempotency_keys_created_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX idempotency_keys_created_idx ON kith.idempotency_keys USING btree (created_at);

--
-- Name: impersonations_admin_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX impersonations_admin_idx ON kith.impersonations USING btree (admin_id);

--
-- Name: impersonations_one_live; Type: INDEX; Schema: kith; Owner: -
--

CREATE UNIQUE INDEX impersonations_one_live ON kith.impersonations USING btree (admin_id) WHERE (ended_at IS NULL);

--
-- Name: impersonations_person_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX impersonations_person_idx ON kith.impersonations USING btree (person_id);

--
-- Name: impersonations_session_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX impersonations_session_idx ON kith.impersonations USING btree (session_id);

--
-- Name: inbox_received_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX inbox_received_idx ON kith.inbox USING btree (received_at);

--
-- Name: inbox_unhandled_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX inbox_unhandled_idx ON kith.inbox USING btree (received_at) WHERE (handled_at IS NULL);

--
-- Name: incidents_case_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX incidents_case_idx ON kith.incidents USING btree (case_id);

--
-- Name: incidents_person_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX incidents_person_idx ON kith.incidents USING btree (person_id);

--
-- Name: incidents_reporter_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX incidents_reporter_idx ON kith.incidents USING btree (reporter_id);

--
-- Name: incidents_status_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX incidents_status_idx ON kith.incidents USING btree (status, severity DESC, created_at);

--
-- Name: invariant_violations_open_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX invariant_violations_open_idx ON kith.invariant_violations USING btree (found_at) WHERE (gone_at IS NULL);

--
-- Name: legal_holds_lifted_by_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX legal_holds_lifted_by_idx ON kith.legal_holds USING btree (lifted_by);

--
-- Name: legal_holds_one_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE UNIQUE INDEX legal_holds_one_idx ON kith.legal_holds USING btree (person_id) WHERE (lifted_at IS NULL);

--
-- Name: legal_holds_person_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX legal_holds_person_idx ON kith.legal_holds USING btree (person_id);

--
-- Name: legal_holds_placed_by_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX legal_holds_placed_by_idx ON kith.legal_holds USING btree (placed_by);

--
-- Name: money_comparisons_started_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX money_comparisons_started_idx ON kith.money_comparisons USING btree (started_at DESC);

--
-- Name: money_differences_explained_by_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX money_differences_explained_by_idx ON kith.money_differences USING btree (explained_by);

--
-- Name: money_differences_explained_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX money_differences_explained_idx ON kith.money_differences USING btree (product, kind, provider_key, what) WHERE (ended_as = 'explained'::text);

--
-- Name: money_differences_found_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX money_differences_found_idx ON kith.money_differences USING btree (found_at DESC);

--
-- Name: money_differences_open_uniq; Type: INDEX; Schema: kith; Owner: -
--

CREATE UNIQUE INDEX money_differences_open_uniq ON kith.money_differences USING btree (product, kind, provider_key, what) WHERE (ended_at IS NULL);

--
-- Name: notices_centre_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX notices_centre_idx ON kith.notices USING btree (person_id, shown_at DESC, sequence DESC) WHERE in_centre;

--
-- Name: notices_digest_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX notices_digest_idx ON kith.notices USING btree (person_id, sequence) WHERE (digest = 'waiting'::text);

--
-- Name: notices_person_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX notices_person_idx ON kith.notices USING btree (person_id);

--
-- Name: notices_shown_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX notices_shown_idx ON kith.notices USING btree (shown_at);

--
-- Name: notices_unread_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX notices_unread_idx ON kith.notices USING btree (person_id, shown_at) WHERE (in_centre AND (read_at IS NULL));

--
-- Name: notification_settings_digest_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX notification_settings_digest_idx ON kith.notification_settings USING btree (next_digest_at) WHERE (next_digest_at IS NOT NULL);

--
-- Name: outbox_created_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX outbox_created_idx ON kith.outbox USING btree (created_at);

--
-- Name: outbox_due_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX outbox_due_idx ON kith.outbox USING btree (next_attempt_at, sequence) WHERE (status = 'pending'::text);

--
-- Name: outbox_failed_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX outbox_failed_idx ON kith.outbox USING btree (created_at) WHERE (status = 'failed'::text);

--
-- Name: outbox_person_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX outbox_person_idx ON kith.outbox USING btree (person_id);

--
-- Name: passkey_challenges_expires_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX passkey_challenges_expires_idx ON kith.passkey_challenges USING btree (expires_at);

--
-- Name: passkey_challenges_person_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX passkey_challenges_person_idx ON kith.passkey_challenges USING btree (person_id);

--
-- Name: passkeys_person_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX passkeys_person_idx ON kith.passkeys USING btree (person_id);

--
-- Name: pgqueuer_ep_ea_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX pgqueuer_ep_ea_idx ON kith.pgqueuer USING btree (entrypoint, execute_after) WHERE (status = 'queued'::kith.pgqueuer_status);

--
-- Name: pgqueuer_ep_prio_id_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX pgqueuer_ep_prio_id_idx ON kith.pgqueuer USING btree (entrypoint, priority DESC, id) WHERE (status = 'queued'::kith.pgqueuer_status);

--
-- Name: pgqueuer_log_created; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX pgqueuer_log_created ON kith.pgqueuer_log USING btree (created);

--
-- Name: pgqueuer_log_job_id_status; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX pgqueuer_log_job_id_status ON kith.pgqueuer_log USING btree (job_id, created DESC);

--
-- Name: pgqueuer_log_not_aggregated; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX pgqueuer_log_not_aggregated ON kith.pgqueuer_log USING btree ((1)) WHERE (NOT aggregated);

--
-- Name: pgqueuer_log_status; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX pgqueuer_log_status ON kith.pgqueuer_log USING btree (status);

--
-- Name: pgqueuer_picked_heartbeat_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX pgqueuer_picked_heartbeat_idx ON kith.pgqueuer USING btree (heartbeat) WHERE (status = 'picked'::kith.pgqueuer_status);

--
-- Name: pgqueuer_picked_slot_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE UNIQUE INDEX pgqueuer_picked_slot_idx ON kith.pgqueuer USING btree (entrypoint, slot) WHERE ((status = 'picked'::kith.pgqueuer_status) AND (slot IS NOT NULL));

--
-- Name: pgqueuer_priority_id_id1_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX pgqueuer_priority_id_id1_idx ON kith.pgqueuer USING btree (priority, id DESC) INCLUDE (id) WHERE (status = 'queued'::kith.pgqueuer_status);

--
-- Name: pgqueuer_queue_manager_id_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX pgqueuer_queue_manager_id_idx ON kith.pgqueuer USING btree (queue_manager_id) WHERE (queue_manager_id IS NOT NULL);

--
-- Name: pgqueuer_statistics_unique_count; Type: INDEX; Schema: kith; Owner: -
--

CREATE UNIQUE INDEX pgqueuer_statistics_unique_count ON kith.pgqueuer_statistics USING btree (priority, date_trunc('sec'::text, timezone('UTC'::text, created)), status, entrypoint);

--
-- Name: pgqueuer_unique_dedupe_key; Type: INDEX; Schema: kith; Owner: -
--

CREATE UNIQUE INDEX pgqueuer_unique_dedupe_key ON kith.pgqueuer USING btree (dedupe_key) WHERE ((status = ANY (ARRAY['queued'::kith.pgqueuer_status, 'picked'::kith.pgqueuer_status])) AND (dedupe_key IS NOT NULL));

--
-- Name: pgqueuer_updated_id_id1_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX pgqueuer_updated_id_id1_idx ON kith.pgqueuer USING btree (updated, id DESC) INCLUDE (id) WHERE (status = 'picked'::kith.pgqueuer_status);

--
-- Name: privacy_requests_one_erasure; Type: INDEX; Schema: kith; Owner: -
--

CREATE UNIQUE INDEX privacy_requests_one_erasure ON kith.privacy_requests USING btree (person_id) WHERE (kind = 'erasure'::text);

--
-- Name: privacy_requests_open_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX privacy_requests_open_idx ON kith.privacy_requests USING btree (requested_at) WHERE (state = 'open'::text);

--
-- Name: privacy_requests_person_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX privacy_requests_person_idx ON kith.privacy_requests USING btree (person_id);

--
-- Name: push_subscriptions_person_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX push_subscriptions_person_idx ON kith.push_subscriptions USING btree (person_id);

--
-- Name: push_subscriptions_session_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX push_subscriptions_session_idx ON kith.push_subscriptions USING btree (session_id);

--
-- Name: query_times_hour_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX query_times_hour_idx ON kith.query_times USING btree (hour);

--
-- Name: rate_limits_expires_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX rate_limits_expires_idx ON kith.rate_limits USING btree (expires_at);

--
-- Name: refresh_tokens_session_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX refresh_tokens_session_idx ON kith.refresh_tokens USING btree (session_id);

--
-- Name: reports_case_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX reports_case_idx ON kith.reports USING btree (case_id, created_at);

--
-- Name: reports_once_a_case; Type: INDEX; Schema: kith; Owner: -
--

CREATE UNIQUE INDEX reports_once_a_case ON kith.reports USING btree (case_id, reporter_id) WHERE ((case_id IS NOT NULL) AND (weight > (0)::numeric));

--
-- Name: reports_reported_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX reports_reported_idx ON kith.reports USING btree (reported_id);

--
-- Name: reports_reporter_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX reports_reporter_idx ON kith.reports USING btree (reporter_id);

--
-- Name: reports_status_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX reports_status_idx ON kith.reports USING btree (status, created_at);

--
-- Name: sessions_person_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX sessions_person_idx ON kith.sessions USING btree (person_id, last_used_at DESC);

--
-- Name: sign_in_codes_expires_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX sign_in_codes_expires_idx ON kith.sign_in_codes USING btree (expires_at);

--
-- Name: sign_in_codes_one_live; Type: INDEX; Schema: kith; Owner: -
--

CREATE UNIQUE INDEX sign_in_codes_one_live ON kith.sign_in_codes USING btree (destination_hash) WHERE ((consumed_at IS NULL) AND (superseded_at IS NULL));

--
-- Name: sign_in_codes_person_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX sign_in_codes_person_idx ON kith.sign_in_codes USING btree (person_id);

--
-- Name: sign_in_links_expires_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX sign_in_links_expires_idx ON kith.sign_in_links USING btree (expires_at);

--
-- Name: sign_in_links_person_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX sign_in_links_person_idx ON kith.sign_in_links USING btree (person_id);

--
-- Name: sms_opt_outs_phone_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX sms_opt_outs_phone_idx ON kith.sms_opt_outs USING btree (phone_hash, sequence DESC);

--
-- Name: stored_files_going_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX stored_files_going_idx ON kith.stored_files USING btree (created_at) WHERE (state <> 'kept'::text);

--
-- Name: stored_files_owner_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX stored_files_owner_idx ON kith.stored_files USING btree (owner_id);

--
-- Name: strikes_person_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX strikes_person_idx ON kith.strikes USING btree (person_id, window_end);

--
-- Name: stripe_calls_open_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX stripe_calls_open_idx ON kith.stripe_calls USING btree (created_at) WHERE (finished_at IS NULL);

--
-- Name: stripe_calls_person_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX stripe_calls_person_idx ON kith.stripe_calls USING btree (person_id);

--
-- Name: stripe_customers_leaving_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX stripe_customers_leaving_idx ON kith.stripe_customers USING btree (leaves_at) WHERE ((leaves_at IS NOT NULL) AND (left_at IS NULL));

--
-- Name: stripe_events_bodies_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX stripe_events_bodies_idx ON kith.stripe_events USING btree (received_at) WHERE ((processed_at IS NOT NULL) AND (payload <> '{}'::jsonb));

--
-- Name: stripe_events_received_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX stripe_events_received_idx ON kith.stripe_events USING btree (received_at);

--
-- Name: stripe_events_type_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX stripe_events_type_idx ON kith.stripe_events USING btree (event_type);

--
-- Name: stripe_events_unprocessed_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX stripe_events_unprocessed_idx ON kith.stripe_events USING btree (received_at) WHERE (processed_at IS NULL);

--
-- Name: webhook_calls_hour_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX webhook_calls_hour_idx ON kith.webhook_calls USING btree (hour);

--
-- Name: weekly_numbers_told_idx; Type: INDEX; Schema: kith; Owner: -
--

CREATE INDEX weekly_numbers_told_idx ON kith.weekly_numbers USING btree (product, week, city) WHERE shown;

--
-- Name: admins admins_updated_at; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER admins_updated_at BEFORE UPDATE ON kith.admins FOR EACH ROW EXECUTE FUNCTION kith.set_updated_at();

--
-- Name: appeals appeals_check_transition; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER appeals_check_transition BEFORE INSERT OR UPDATE ON kith.appeals FOR EACH ROW EXECUTE FUNCTION kith.enforce_transition('appeal', 'state');

--
-- Name: appeals appeals_event; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER appeals_event AFTER INSERT OR UPDATE ON kith.appeals FOR EACH ROW EXECUTE FUNCTION kith.record_transition('appeal', 'state');

--
-- Name: appeals appeals_guard; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER appeals_guard BEFORE INSERT OR UPDATE ON kith.appeals FOR EACH ROW EXECUTE FUNCTION kith.guard_appeal();

--
-- Name: appeals appeals_updated_at; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER appeals_updated_at BEFORE UPDATE ON kith.appeals FOR EACH ROW EXECUTE FUNCTION kith.set_updated_at();

--
-- Name: audit_log audit_log_append_only; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER audit_log_append_only BEFORE DELETE OR UPDATE ON kith.audit_log FOR EACH ROW EXECUTE FUNCTION kith.keep_audit_row();

ALTER TABLE kith.audit_log ENABLE ALWAYS TRIGGER audit_log_append_only;

--
-- Name: audit_log audit_log_chain; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER audit_log_chain BEFORE INSERT ON kith.audit_log FOR EACH ROW EXECUTE FUNCTION kith.chain_audit_row();

--
-- Name: audit_log audit_log_no_truncate; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON kith.audit_log FOR EACH STATEMENT EXECUTE FUNCTION kith.refuse_change();

ALTER TABLE kith.audit_log ENABLE ALWAYS TRIGGER audit_log_no_truncate;

--
-- Name: audit_months audit_months_append_only; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER audit_months_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON kith.audit_months FOR EACH STATEMENT EXECUTE FUNCTION kith.refuse_change();

ALTER TABLE kith.audit_months ENABLE ALWAYS TRIGGER audit_months_append_only;

--
-- Name: bans bans_announce; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER bans_announce AFTER INSERT OR UPDATE ON kith.bans FOR EACH STATEMENT EXECUTE FUNCTION kith.announce_bans();

--
-- Name: bans bans_guard; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER bans_guard BEFORE UPDATE ON kith.bans FOR EACH ROW EXECUTE FUNCTION kith.guard_ban();

--
-- Name: bans bans_stay; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER bans_stay BEFORE DELETE OR TRUNCATE ON kith.bans FOR EACH STATEMENT EXECUTE FUNCTION kith.refuse_change();

--
-- Name: cases cases_check_transition; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER cases_check_transition BEFORE INSERT OR UPDATE ON kith.cases FOR EACH ROW EXECUTE FUNCTION kith.enforce_transition('case', 'state');

--
-- Name: cases cases_event; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER cases_event AFTER INSERT OR UPDATE ON kith.cases FOR EACH ROW EXECUTE FUNCTION kith.record_transition('case', 'state');

--
-- Name: cases cases_updated_at; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER cases_updated_at BEFORE UPDATE ON kith.cases FOR EACH ROW EXECUTE FUNCTION kith.set_updated_at();

--
-- Name: clock clock_updated_at; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER clock_updated_at BEFORE UPDATE ON kith.clock FOR EACH ROW EXECUTE FUNCTION kith.set_updated_at();

--
-- Name: closed_weeks closed_weeks_append_only; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER closed_weeks_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON kith.closed_weeks FOR EACH STATEMENT EXECUTE FUNCTION kith.refuse_change();

--
-- Name: consent_texts consent_texts_append_only; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER consent_texts_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON kith.consent_texts FOR EACH STATEMENT EXECUTE FUNCTION kith.refuse_change();

--
-- Name: decisions decisions_append_only; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER decisions_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON kith.decisions FOR EACH STATEMENT EXECUTE FUNCTION kith.refuse_change();

--
-- Name: domain_events domain_events_append_only; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER domain_events_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON kith.domain_events FOR EACH STATEMENT EXECUTE FUNCTION kith.refuse_change();

--
-- Name: dsar_requests dsar_requests_check_transition; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER dsar_requests_check_transition BEFORE INSERT OR UPDATE ON kith.dsar_requests FOR EACH ROW EXECUTE FUNCTION kith.enforce_transition('dsar', 'status');

--
-- Name: dsar_requests dsar_requests_event; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER dsar_requests_event AFTER INSERT OR UPDATE ON kith.dsar_requests FOR EACH ROW EXECUTE FUNCTION kith.record_transition('dsar', 'status');

--
-- Name: dsar_requests dsar_requests_updated_at; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER dsar_requests_updated_at BEFORE UPDATE ON kith.dsar_requests FOR EACH ROW EXECUTE FUNCTION kith.set_updated_at();

--
-- Name: flag_people flag_people_announce; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER flag_people_announce AFTER INSERT OR DELETE OR UPDATE ON kith.flag_people FOR EACH STATEMENT EXECUTE FUNCTION kith.announce_flags();

--
-- Name: flags flags_announce; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER flags_announce AFTER INSERT OR DELETE OR UPDATE ON kith.flags FOR EACH STATEMENT EXECUTE FUNCTION kith.announce_flags();

--
-- Name: flags flags_updated_at; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER flags_updated_at BEFORE UPDATE ON kith.flags FOR EACH ROW EXECUTE FUNCTION kith.set_updated_at();

--
-- Name: holds holds_updated_at; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER holds_updated_at BEFORE UPDATE ON kith.holds FOR EACH ROW EXECUTE FUNCTION kith.set_updated_at();

--
-- Name: impersonations impersonations_guard; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER impersonations_guard BEFORE INSERT OR UPDATE ON kith.impersonations FOR EACH ROW EXECUTE FUNCTION kith.guard_impersonation();

--
-- Name: incidents incidents_to_case; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER incidents_to_case AFTER INSERT ON kith.incidents FOR EACH ROW WHEN (((new.case_id IS NULL) AND (new.status <> 'resolved'::text))) EXECUTE FUNCTION kith.told_to_case();

--
-- Name: incidents incidents_updated_at; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER incidents_updated_at BEFORE UPDATE ON kith.incidents FOR EACH ROW EXECUTE FUNCTION kith.set_updated_at();

--
-- Name: legal_holds legal_holds_keep; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER legal_holds_keep BEFORE INSERT OR DELETE OR UPDATE ON kith.legal_holds FOR EACH ROW EXECUTE FUNCTION kith.keep_hold();

--
-- Name: notices notices_announced; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER notices_announced AFTER INSERT OR UPDATE ON kith.notices FOR EACH ROW EXECUTE FUNCTION kith.announce_notice();

--
-- Name: outbox outbox_updated_at; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER outbox_updated_at BEFORE UPDATE ON kith.outbox FOR EACH ROW EXECUTE FUNCTION kith.set_updated_at();

--
-- Name: person_keys person_keys_held; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER person_keys_held BEFORE UPDATE ON kith.person_keys FOR EACH ROW WHEN (((old.destroyed_at IS NULL) AND (new.destroyed_at IS NOT NULL))) EXECUTE FUNCTION kith.refuse_while_held();

--
-- Name: person_keys person_keys_keep; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER person_keys_keep BEFORE DELETE OR UPDATE ON kith.person_keys FOR EACH ROW EXECUTE FUNCTION kith.keep_destroyed();

--
-- Name: privacy_requests privacy_requests_held; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER privacy_requests_held BEFORE INSERT ON kith.privacy_requests FOR EACH ROW WHEN (((new.kind = 'erasure'::text) AND (new.state = 'open'::text))) EXECUTE FUNCTION kith.refuse_while_held();

--
-- Name: privacy_requests privacy_requests_held_again; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER privacy_requests_held_again BEFORE UPDATE ON kith.privacy_requests FOR EACH ROW WHEN (((new.kind = 'erasure'::text) AND (new.state = 'open'::text) AND (old.state <> 'open'::text))) EXECUTE FUNCTION kith.refuse_while_held();

--
-- Name: privacy_requests privacy_requests_updated_at; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER privacy_requests_updated_at BEFORE UPDATE ON kith.privacy_requests FOR EACH ROW EXECUTE FUNCTION kith.set_updated_at();

--
-- Name: reports reports_to_case; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER reports_to_case AFTER INSERT ON kith.reports FOR EACH ROW WHEN (((new.case_id IS NULL) AND (new.status <> 'resolved'::text))) EXECUTE FUNCTION kith.told_to_case();

--
-- Name: reports reports_updated_at; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER reports_updated_at BEFORE UPDATE ON kith.reports FOR EACH ROW EXECUTE FUNCTION kith.set_updated_at();

--
-- Name: sessions sessions_announce_deletion; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER sessions_announce_deletion AFTER DELETE ON kith.sessions FOR EACH ROW WHEN ((old.revoked_at IS NULL)) EXECUTE FUNCTION kith.announce_session_end();

--
-- Name: sessions sessions_announce_end; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER sessions_announce_end AFTER UPDATE OF revoked_at ON kith.sessions FOR EACH ROW WHEN (((old.revoked_at IS NULL) AND (new.revoked_at IS NOT NULL))) EXECUTE FUNCTION kith.announce_session_end();

--
-- Name: sessions sessions_forget_browsers; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER sessions_forget_browsers AFTER UPDATE OF revoked_at ON kith.sessions FOR EACH ROW WHEN ((new.revoked_at IS NOT NULL)) EXECUTE FUNCTION kith.forget_browsers_of_session();

--
-- Name: sign_in_failures sign_in_failures_updated_at; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER sign_in_failures_updated_at BEFORE UPDATE ON kith.sign_in_failures FOR EACH ROW EXECUTE FUNCTION kith.set_updated_at();

--
-- Name: sms_opt_outs sms_opt_outs_append_only; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER sms_opt_outs_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON kith.sms_opt_outs FOR EACH STATEMENT EXECUTE FUNCTION kith.refuse_change();

--
-- Name: stored_files stored_files_one_way; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER stored_files_one_way BEFORE UPDATE OF state ON kith.stored_files FOR EACH ROW EXECUTE FUNCTION kith.keep_unwanted();

--
-- Name: stored_files stored_files_updated_at; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER stored_files_updated_at BEFORE UPDATE ON kith.stored_files FOR EACH ROW EXECUTE FUNCTION kith.set_updated_at();

--
-- Name: stripe_calls stripe_calls_updated_at; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER stripe_calls_updated_at BEFORE UPDATE ON kith.stripe_calls FOR EACH ROW EXECUTE FUNCTION kith.set_updated_at();

--
-- Name: stripe_customers stripe_customers_updated_at; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER stripe_customers_updated_at BEFORE UPDATE ON kith.stripe_customers FOR EACH ROW EXECUTE FUNCTION kith.set_updated_at();

--
-- Name: pgqueuer tg_pgqueuer_changed; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER tg_pgqueuer_changed AFTER INSERT OR DELETE OR TRUNCATE ON kith.pgqueuer FOR EACH STATEMENT EXECUTE FUNCTION kith.fn_pgqueuer_changed();

--
-- Name: weekly_numbers weekly_numbers_closed; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER weekly_numbers_closed BEFORE INSERT OR DELETE OR UPDATE ON kith.weekly_numbers FOR EACH ROW EXECUTE FUNCTION kith.keep_closed_week();

--
-- Name: weekly_numbers weekly_numbers_no_truncate; Type: TRIGGER; Schema: kith; Owner: -
--

CREATE TRIGGER weekly_numbers_no_truncate BEFORE TRUNCATE ON kith.weekly_numbers FOR EACH STATEMENT EXECUTE FUNCTION kith.refuse_change();

--
-- Name: admins admins_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.admins
    ADD CONSTRAINT admins_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE SET NULL;

--
-- Name: appeal_messages appeal_messages_appeal_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.appeal_messages
    ADD CONSTRAINT appeal_messages_appeal_id_fkey FOREIGN KEY (appeal_id) REFERENCES kith.appeals(id) ON DELETE CASCADE;

--
-- Name: appeals appeals_decision_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.appeals
    ADD CONSTRAINT appeals_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES kith.decisions(id) ON DELETE RESTRICT;

--
-- Name: appeals appeals_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.appeals
    ADD CONSTRAINT appeals_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE RESTRICT;

--
-- Name: audit_log audit_log_admin_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.audit_log
    ADD CONSTRAINT audit_log_admin_id_fkey FOREIGN KEY (admin_id) REFERENCES kith.admins(id) ON DELETE SET NULL;

--
-- Name: audit_verified_chains audit_verified_chains_verification_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.audit_verified_chains
    ADD CONSTRAINT audit_verified_chains_verification_id_fkey FOREIGN KEY (verification_id) REFERENCES kith.audit_verifications(id) ON DELETE CASCADE;

--
-- Name: ban_effects ban_effects_ban_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.ban_effects
    ADD CONSTRAINT ban_effects_ban_id_fkey FOREIGN KEY (ban_id) REFERENCES kith.bans(id) ON DELETE RESTRICT;

--
-- Name: bans bans_case_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.bans
    ADD CONSTRAINT bans_case_id_fkey FOREIGN KEY (case_id) REFERENCES kith.cases(id) ON DELETE RESTRICT;

--
-- Name: bans bans_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.bans
    ADD CONSTRAINT bans_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE RESTRICT;

--
-- Name: blocks blocks_blocked_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.blocks
    ADD CONSTRAINT blocks_blocked_id_fkey FOREIGN KEY (blocked_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: blocks blocks_blocker_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.blocks
    ADD CONSTRAINT blocks_blocker_id_fkey FOREIGN KEY (blocker_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: cases cases_assigned_to_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.cases
    ADD CONSTRAINT cases_assigned_to_fkey FOREIGN KEY (assigned_to) REFERENCES kith.admins(id) ON DELETE SET NULL;

--
-- Name: cases cases_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.cases
    ADD CONSTRAINT cases_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE SET NULL;

--
-- Name: consents consents_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.consents
    ADD CONSTRAINT consents_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: consents consents_text_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.consents
    ADD CONSTRAINT consents_text_fkey FOREIGN KEY (kind, product, version, language) REFERENCES kith.consent_texts(kind, product, version, language);

--
-- Name: decisions decisions_case_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.decisions
    ADD CONSTRAINT decisions_case_id_fkey FOREIGN KEY (case_id) REFERENCES kith.cases(id) ON DELETE RESTRICT;

--
-- Name: decisions decisions_reverses_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.decisions
    ADD CONSTRAINT decisions_reverses_fkey FOREIGN KEY (reverses) REFERENCES kith.decisions(id) ON DELETE RESTRICT;

--
-- Name: dsar_requests dsar_requests_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.dsar_requests
    ADD CONSTRAINT dsar_requests_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE RESTRICT;

--
-- Name: flag_people flag_people_added_by_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.flag_people
    ADD CONSTRAINT flag_people_added_by_fkey FOREIGN KEY (added_by) REFERENCES kith.admins(id) ON DELETE SET NULL;

--
-- Name: flag_people flag_people_key_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.flag_people
    ADD CONSTRAINT flag_people_key_fkey FOREIGN KEY (key) REFERENCES kith.flags(key) ON DELETE CASCADE;

--
-- Name: flag_people flag_people_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.flag_people
    ADD CONSTRAINT flag_people_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: flags flags_updated_by_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.flags
    ADD CONSTRAINT flags_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES kith.admins(id) ON DELETE SET NULL;

--
-- Name: holds holds_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.holds
    ADD CONSTRAINT holds_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: impersonations impersonations_admin_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.impersonations
    ADD CONSTRAINT impersonations_admin_id_fkey FOREIGN KEY (admin_id) REFERENCES kith.admins(id) ON DELETE CASCADE;

--
-- Name: impersonations impersonations_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.impersonations
    ADD CONSTRAINT impersonations_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: impersonations impersonations_session_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.impersonations
    ADD CONSTRAINT impersonations_session_id_fkey FOREIGN KEY (session_id) REFERENCES kith.sessions(id) ON DELETE CASCADE;

--
-- Name: incidents incidents_case_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.incidents
    ADD CONSTRAINT incidents_case_id_fkey FOREIGN KEY (case_id) REFERENCES kith.cases(id) ON DELETE SET NULL;

--
-- Name: incidents incidents_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.incidents
    ADD CONSTRAINT incidents_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE SET NULL;

--
-- Name: incidents incidents_reporter_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.incidents
    ADD CONSTRAINT incidents_reporter_id_fkey FOREIGN KEY (reporter_id) REFERENCES auth.users(id) ON DELETE SET NULL;

--
-- Name: invariant_violations invariant_violations_of_a_promise; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.invariant_violations
    ADD CONSTRAINT invariant_violations_of_a_promise FOREIGN KEY (schema_name, name) REFERENCES kith.invariant_checks(schema_name, name) ON DELETE CASCADE;

--
-- Name: legal_holds legal_holds_lifted_by_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.legal_holds
    ADD CONSTRAINT legal_holds_lifted_by_fkey FOREIGN KEY (lifted_by) REFERENCES kith.admins(id) ON DELETE SET NULL;

--
-- Name: legal_holds legal_holds_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.legal_holds
    ADD CONSTRAINT legal_holds_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE RESTRICT;

--
-- Name: legal_holds legal_holds_placed_by_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.legal_holds
    ADD CONSTRAINT legal_holds_placed_by_fkey FOREIGN KEY (placed_by) REFERENCES kith.admins(id) ON DELETE SET NULL;

--
-- Name: money_differences money_differences_explained_by_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.money_differences
    ADD CONSTRAINT money_differences_explained_by_fkey FOREIGN KEY (explained_by) REFERENCES kith.admins(id) ON DELETE SET NULL;

--
-- Name: notices notices_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.notices
    ADD CONSTRAINT notices_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: notification_choices notification_choices_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.notification_choices
    ADD CONSTRAINT notification_choices_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: notification_settings notification_settings_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.notification_settings
    ADD CONSTRAINT notification_settings_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: outbox outbox_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.outbox
    ADD CONSTRAINT outbox_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: passkey_challenges passkey_challenges_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.passkey_challenges
    ADD CONSTRAINT passkey_challenges_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: passkeys passkeys_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.passkeys
    ADD CONSTRAINT passkeys_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: person_keys person_keys_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.person_keys
    ADD CONSTRAINT person_keys_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE RESTRICT;

--
-- Name: privacy_requests privacy_requests_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.privacy_requests
    ADD CONSTRAINT privacy_requests_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: push_subscriptions push_subscriptions_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.push_subscriptions
    ADD CONSTRAINT push_subscriptions_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: push_subscriptions push_subscriptions_session_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.push_subscriptions
    ADD CONSTRAINT push_subscriptions_session_id_fkey FOREIGN KEY (session_id) REFERENCES kith.sessions(id) ON DELETE CASCADE;

--
-- Name: queue_members queue_members_admin_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.queue_members
    ADD CONSTRAINT queue_members_admin_id_fkey FOREIGN KEY (admin_id) REFERENCES kith.admins(id) ON DELETE CASCADE;

--
-- Name: refresh_tokens refresh_tokens_parent_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.refresh_tokens
    ADD CONSTRAINT refresh_tokens_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES kith.refresh_tokens(id) ON DELETE CASCADE;

--
-- Name: refresh_tokens refresh_tokens_session_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.refresh_tokens
    ADD CONSTRAINT refresh_tokens_session_id_fkey FOREIGN KEY (session_id) REFERENCES kith.sessions(id) ON DELETE CASCADE;

--
-- Name: reports reports_case_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.reports
    ADD CONSTRAINT reports_case_id_fkey FOREIGN KEY (case_id) REFERENCES kith.cases(id) ON DELETE SET NULL;

--
-- Name: reports reports_reported_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.reports
    ADD CONSTRAINT reports_reported_id_fkey FOREIGN KEY (reported_id) REFERENCES auth.users(id) ON DELETE SET NULL;

--
-- Name: reports reports_reporter_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.reports
    ADD CONSTRAINT reports_reporter_id_fkey FOREIGN KEY (reporter_id) REFERENCES auth.users(id) ON DELETE SET NULL;

--
-- Name: retention_gone retention_gone_rule_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.retention_gone
    ADD CONSTRAINT retention_gone_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES kith.retention_rules(id) ON DELETE CASCADE;

--
-- Name: sessions sessions_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.sessions
    ADD CONSTRAINT sessions_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: sign_in_codes sign_in_codes_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.sign_in_codes
    ADD CONSTRAINT sign_in_codes_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: sign_in_failures sign_in_failures_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.sign_in_failures
    ADD CONSTRAINT sign_in_failures_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: sign_in_links sign_in_links_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.sign_in_links
    ADD CONSTRAINT sign_in_links_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: stored_files stored_files_owner_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.stored_files
    ADD CONSTRAINT stored_files_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES auth.users(id) ON DELETE SET NULL;

--
-- Name: strikes strikes_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.strikes
    ADD CONSTRAINT strikes_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: stripe_calls stripe_calls_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.stripe_calls
    ADD CONSTRAINT stripe_calls_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: stripe_customers stripe_customers_person_id_fkey; Type: FK CONSTRAINT; Schema: kith; Owner: -
--

ALTER TABLE ONLY kith.stripe_customers
    ADD CONSTRAINT stripe_customers_person_id_fkey FOREIGN KEY (person_id) REFERENCES auth.users(id) ON DELETE CASCADE;

--
-- Name: admins; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.admins ENABLE ROW LEVEL SECURITY;

--
-- Name: appeal_messages; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.appeal_messages ENABLE ROW LEVEL SECURITY;

--
-- Name: appeals; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.appeals ENABLE ROW LEVEL SECURITY;

--
-- Name: appeals appeals_select_own; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY appeals_select_own ON kith.appeals FOR SELECT TO authenticated USING ((person_id = auth.uid()));

--
-- Name: audit_log; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.audit_log ENABLE ROW LEVEL SECURITY;

--
-- Name: audit_months; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.audit_months ENABLE ROW LEVEL SECURITY;

--
-- Name: audit_verifications; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.audit_verifications ENABLE ROW LEVEL SECURITY;

--
-- Name: audit_verified_chains; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.audit_verified_chains ENABLE ROW LEVEL SECURITY;

--
-- Name: ban_effects; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.ban_effects ENABLE ROW LEVEL SECURITY;

--
-- Name: bans; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.bans ENABLE ROW LEVEL SECURITY;

--
-- Name: blocks; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.blocks ENABLE ROW LEVEL SECURITY;

--
-- Name: blocks blocks_delete_own; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY blocks_delete_own ON kith.blocks FOR DELETE TO authenticated USING ((blocker_id = auth.uid()));

--
-- Name: blocks blocks_insert_own; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY blocks_insert_own ON kith.blocks FOR INSERT TO authenticated WITH CHECK ((blocker_id = auth.uid()));

--
-- Name: blocks blocks_select_own; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY blocks_select_own ON kith.blocks FOR SELECT TO authenticated USING ((blocker_id = auth.uid()));

--
-- Name: cases; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.cases ENABLE ROW LEVEL SECURITY;

--
-- Name: clock; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.clock ENABLE ROW LEVEL SECURITY;

--
-- Name: closed_weeks; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.closed_weeks ENABLE ROW LEVEL SECURITY;

--
-- Name: consent_texts; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.consent_texts ENABLE ROW LEVEL SECURITY;

--
-- Name: consent_texts consent_texts_select_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY consent_texts_select_all ON kith.consent_texts FOR SELECT TO anon, authenticated USING (true);

--
-- Name: consents; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.consents ENABLE ROW LEVEL SECURITY;

--
-- Name: consents consents_select_own; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY consents_select_own ON kith.consents FOR SELECT TO authenticated USING ((person_id = auth.uid()));

--
-- Name: decisions; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.decisions ENABLE ROW LEVEL SECURITY;

--
-- Name: decisions decisions_select_own; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY decisions_select_own ON kith.decisions FOR SELECT TO authenticated USING ((person_id = auth.uid()));

--
-- Name: domain_events; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.domain_events ENABLE ROW LEVEL SECURITY;

--
-- Name: dsar_requests; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.dsar_requests ENABLE ROW LEVEL SECURITY;

--
-- Name: dsar_requests dsar_requests_select_own; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY dsar_requests_select_own ON kith.dsar_requests FOR SELECT TO authenticated USING ((person_id = auth.uid()));

--
-- Name: flag_people; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.flag_people ENABLE ROW LEVEL SECURITY;

--
-- Name: flags; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.flags ENABLE ROW LEVEL SECURITY;

--
-- Name: holds; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.holds ENABLE ROW LEVEL SECURITY;

--
-- Name: holds holds_select_own; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY holds_select_own ON kith.holds FOR SELECT TO authenticated USING ((person_id = auth.uid()));

--
-- Name: idempotency_keys; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.idempotency_keys ENABLE ROW LEVEL SECURITY;

--
-- Name: impersonations; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.impersonations ENABLE ROW LEVEL SECURITY;

--
-- Name: inbox; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.inbox ENABLE ROW LEVEL SECURITY;

--
-- Name: incidents; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.incidents ENABLE ROW LEVEL SECURITY;

--
-- Name: invariant_checks; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.invariant_checks ENABLE ROW LEVEL SECURITY;

--
-- Name: invariant_violations; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.invariant_violations ENABLE ROW LEVEL SECURITY;

--
-- Name: legal_holds; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.legal_holds ENABLE ROW LEVEL SECURITY;

--
-- Name: moderation_rights; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.moderation_rights ENABLE ROW LEVEL SECURITY;

--
-- Name: money_comparisons; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.money_comparisons ENABLE ROW LEVEL SECURITY;

--
-- Name: money_differences; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.money_differences ENABLE ROW LEVEL SECURITY;

--
-- Name: notices; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.notices ENABLE ROW LEVEL SECURITY;

--
-- Name: notices notices_select_own; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY notices_select_own ON kith.notices FOR SELECT TO authenticated USING ((person_id = auth.uid()));

--
-- Name: notices notices_update_own; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY notices_update_own ON kith.notices FOR UPDATE TO authenticated USING ((person_id = auth.uid())) WITH CHECK ((person_id = auth.uid()));

--
-- Name: notification_choices; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.notification_choices ENABLE ROW LEVEL SECURITY;

--
-- Name: notification_choices notification_choices_select_own; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY notification_choices_select_own ON kith.notification_choices FOR SELECT TO authenticated USING ((person_id = auth.uid()));

--
-- Name: notification_settings; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.notification_settings ENABLE ROW LEVEL SECURITY;

--
-- Name: notification_settings notification_settings_select_own; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY notification_settings_select_own ON kith.notification_settings FOR SELECT TO authenticated USING ((person_id = auth.uid()));

--
-- Name: outbox; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.outbox ENABLE ROW LEVEL SECURITY;

--
-- Name: passkey_challenges; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.passkey_challenges ENABLE ROW LEVEL SECURITY;

--
-- Name: passkeys; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.passkeys ENABLE ROW LEVEL SECURITY;

--
-- Name: passkeys passkeys_select_own; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY passkeys_select_own ON kith.passkeys FOR SELECT TO authenticated USING ((person_id = auth.uid()));

--
-- Name: person_keys; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.person_keys ENABLE ROW LEVEL SECURITY;

--
-- Name: pgqueuer; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.pgqueuer ENABLE ROW LEVEL SECURITY;

--
-- Name: pgqueuer_log; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.pgqueuer_log ENABLE ROW LEVEL SECURITY;

--
-- Name: pgqueuer_schedules; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.pgqueuer_schedules ENABLE ROW LEVEL SECURITY;

--
-- Name: pgqueuer_statistics; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.pgqueuer_statistics ENABLE ROW LEVEL SECURITY;

--
-- Name: privacy_requests; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.privacy_requests ENABLE ROW LEVEL SECURITY;

--
-- Name: privacy_requests privacy_requests_select_own; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY privacy_requests_select_own ON kith.privacy_requests FOR SELECT TO authenticated USING ((person_id = auth.uid()));

--
-- Name: push_subscriptions; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.push_subscriptions ENABLE ROW LEVEL SECURITY;

--
-- Name: push_subscriptions push_subscriptions_delete_own; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY push_subscriptions_delete_own ON kith.push_subscriptions FOR DELETE TO authenticated USING ((person_id = auth.uid()));

--
-- Name: push_subscriptions push_subscriptions_select_own; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY push_subscriptions_select_own ON kith.push_subscriptions FOR SELECT TO authenticated USING ((person_id = auth.uid()));

--
-- Name: query_times; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.query_times ENABLE ROW LEVEL SECURITY;

--
-- Name: queue_members; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.queue_members ENABLE ROW LEVEL SECURITY;

--
-- Name: rate_limits; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.rate_limits ENABLE ROW LEVEL SECURITY;

--
-- Name: refresh_tokens; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.refresh_tokens ENABLE ROW LEVEL SECURITY;

--
-- Name: reports; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.reports ENABLE ROW LEVEL SECURITY;

--
-- Name: reports reports_select_own; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY reports_select_own ON kith.reports FOR SELECT TO authenticated USING ((reporter_id = auth.uid()));

--
-- Name: retention_gone; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.retention_gone ENABLE ROW LEVEL SECURITY;

--
-- Name: retention_rules; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.retention_rules ENABLE ROW LEVEL SECURITY;

--
-- Name: schedule_runs; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.schedule_runs ENABLE ROW LEVEL SECURITY;

--
-- Name: admins service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.admins TO service_role USING (true) WITH CHECK (true);

--
-- Name: appeal_messages service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.appeal_messages TO service_role USING (true) WITH CHECK (true);

--
-- Name: appeals service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.appeals TO service_role USING (true) WITH CHECK (true);

--
-- Name: audit_log service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.audit_log TO service_role USING (true) WITH CHECK (true);

--
-- Name: audit_months service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.audit_months TO service_role USING (true) WITH CHECK (true);

--
-- Name: audit_verifications service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.audit_verifications TO service_role USING (true) WITH CHECK (true);

--
-- Name: audit_verified_chains service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.audit_verified_chains TO service_role USING (true) WITH CHECK (true);

--
-- Name: ban_effects service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.ban_effects TO service_role USING (true) WITH CHECK (true);

--
-- Name: bans service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.bans TO service_role USING (true) WITH CHECK (true);

--
-- Name: blocks service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.blocks TO service_role USING (true) WITH CHECK (true);

--
-- Name: cases service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.cases TO service_role USING (true) WITH CHECK (true);

--
-- Name: clock service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.clock TO service_role USING (true) WITH CHECK (true);

--
-- Name: closed_weeks service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.closed_weeks TO service_role USING (true) WITH CHECK (true);

--
-- Name: consent_texts service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.consent_texts TO service_role USING (true) WITH CHECK (true);

--
-- Name: consents service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.consents TO service_role USING (true) WITH CHECK (true);

--
-- Name: decisions service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.decisions TO service_role USING (true) WITH CHECK (true);

--
-- Name: domain_events service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.domain_events TO service_role USING (true) WITH CHECK (true);

--
-- Name: dsar_requests service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.dsar_requests TO service_role USING (true) WITH CHECK (true);

--
-- Name: flag_people service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.flag_people TO service_role USING (true) WITH CHECK (true);

--
-- Name: flags service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.flags TO service_role USING (true) WITH CHECK (true);

--
-- Name: holds service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.holds TO service_role USING (true) WITH CHECK (true);

--
-- Name: idempotency_keys service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.idempotency_keys TO service_role USING (true) WITH CHECK (true);

--
-- Name: impersonations service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.impersonations TO service_role USING (true) WITH CHECK (true);

--
-- Name: inbox service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.inbox TO service_role USING (true) WITH CHECK (true);

--
-- Name: incidents service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.incidents TO service_role USING (true) WITH CHECK (true);

--
-- Name: invariant_checks service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.invariant_checks TO service_role USING (true) WITH CHECK (true);

--
-- Name: invariant_violations service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.invariant_violations TO service_role USING (true) WITH CHECK (true);

--
-- Name: legal_holds service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.legal_holds TO service_role USING (true) WITH CHECK (true);

--
-- Name: moderation_rights service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.moderation_rights TO service_role USING (true) WITH CHECK (true);

--
-- Name: money_comparisons service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.money_comparisons TO service_role USING (true) WITH CHECK (true);

--
-- Name: money_differences service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.money_differences TO service_role USING (true) WITH CHECK (true);

--
-- Name: notices service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.notices TO service_role USING (true) WITH CHECK (true);

--
-- Name: notification_choices service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.notification_choices TO service_role USING (true) WITH CHECK (true);

--
-- Name: notification_settings service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.notification_settings TO service_role USING (true) WITH CHECK (true);

--
-- Name: outbox service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.outbox TO service_role USING (true) WITH CHECK (true);

--
-- Name: passkey_challenges service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.passkey_challenges TO service_role USING (true) WITH CHECK (true);

--
-- Name: passkeys service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.passkeys TO service_role USING (true) WITH CHECK (true);

--
-- Name: person_keys service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.person_keys TO service_role USING (true) WITH CHECK (true);

--
-- Name: pgqueuer service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.pgqueuer TO service_role USING (true) WITH CHECK (true);

--
-- Name: pgqueuer_log service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.pgqueuer_log TO service_role USING (true) WITH CHECK (true);

--
-- Name: pgqueuer_schedules service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.pgqueuer_schedules TO service_role USING (true) WITH CHECK (true);

--
-- Name: pgqueuer_statistics service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.pgqueuer_statistics TO service_role USING (true) WITH CHECK (true);

--
-- Name: privacy_requests service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.privacy_requests TO service_role USING (true) WITH CHECK (true);

--
-- Name: push_subscriptions service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.push_subscriptions TO service_role USING (true) WITH CHECK (true);

--
-- Name: query_times service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.query_times TO service_role USING (true) WITH CHECK (true);

--
-- Name: queue_members service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.queue_members TO service_role USING (true) WITH CHECK (true);

--
-- Name: rate_limits service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.rate_limits TO service_role USING (true) WITH CHECK (true);

--
-- Name: refresh_tokens service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.refresh_tokens TO service_role USING (true) WITH CHECK (true);

--
-- Name: reports service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.reports TO service_role USING (true) WITH CHECK (true);

--
-- Name: retention_gone service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.retention_gone TO service_role USING (true) WITH CHECK (true);

--
-- Name: retention_rules service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.retention_rules TO service_role USING (true) WITH CHECK (true);

--
-- Name: schedule_runs service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.schedule_runs TO service_role USING (true) WITH CHECK (true);

--
-- Name: sessions service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.sessions TO service_role USING (true) WITH CHECK (true);

--
-- Name: sign_in_codes service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.sign_in_codes TO service_role USING (true) WITH CHECK (true);

--
-- Name: sign_in_failures service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.sign_in_failures TO service_role USING (true) WITH CHECK (true);

--
-- Name: sign_in_links service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.sign_in_links TO service_role USING (true) WITH CHECK (true);

--
-- Name: sms_opt_outs service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.sms_opt_outs TO service_role USING (true) WITH CHECK (true);

--
-- Name: state_transitions service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.state_transitions TO service_role USING (true) WITH CHECK (true);

--
-- Name: stored_files service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.stored_files TO service_role USING (true) WITH CHECK (true);

--
-- Name: strikes service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.strikes TO service_role USING (true) WITH CHECK (true);

--
-- Name: stripe_calls service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.stripe_calls TO service_role USING (true) WITH CHECK (true);

--
-- Name: stripe_customers service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.stripe_customers TO service_role USING (true) WITH CHECK (true);

--
-- Name: stripe_events service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.stripe_events TO service_role USING (true) WITH CHECK (true);

--
-- Name: webhook_calls service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.webhook_calls TO service_role USING (true) WITH CHECK (true);

--
-- Name: weekly_numbers service_all; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY service_all ON kith.weekly_numbers TO service_role USING (true) WITH CHECK (true);

--
-- Name: sessions; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.sessions ENABLE ROW LEVEL SECURITY;

--
-- Name: sessions sessions_select_own; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY sessions_select_own ON kith.sessions FOR SELECT TO authenticated USING ((person_id = auth.uid()));

--
-- Name: sign_in_codes; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.sign_in_codes ENABLE ROW LEVEL SECURITY;

--
-- Name: sign_in_failures; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.sign_in_failures ENABLE ROW LEVEL SECURITY;

--
-- Name: sign_in_links; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.sign_in_links ENABLE ROW LEVEL SECURITY;

--
-- Name: sms_opt_outs; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.sms_opt_outs ENABLE ROW LEVEL SECURITY;

--
-- Name: state_transitions; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.state_transitions ENABLE ROW LEVEL SECURITY;

--
-- Name: stored_files; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.stored_files ENABLE ROW LEVEL SECURITY;

--
-- Name: strikes; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.strikes ENABLE ROW LEVEL SECURITY;

--
-- Name: strikes strikes_select_own; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY strikes_select_own ON kith.strikes FOR SELECT TO authenticated USING ((person_id = auth.uid()));

--
-- Name: stripe_calls; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.stripe_calls ENABLE ROW LEVEL SECURITY;

--
-- Name: stripe_customers; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.stripe_customers ENABLE ROW LEVEL SECURITY;

--
-- Name: stripe_customers stripe_customers_select_own; Type: POLICY; Schema: kith; Owner: -
--

CREATE POLICY stripe_customers_select_own ON kith.stripe_customers FOR SELECT TO authenticated USING ((person_id = auth.uid()));

--
-- Name: stripe_events; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.stripe_events ENABLE ROW LEVEL SECURITY;

--
-- Name: webhook_calls; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.webhook_calls ENABLE ROW LEVEL SECURITY;

--
-- Name: weekly_numbers; Type: ROW SECURITY; Schema: kith; Owner: -
--

ALTER TABLE kith.weekly_numbers ENABLE ROW LEVEL SECURITY;

--
-- Name: SCHEMA kith; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA kith TO anon;
GRANT USAGE ON SCHEMA kith TO authenticated;
GRANT USAGE ON SCHEMA kith TO service_role;

--
-- Name: FUNCTION action_right(p_action text); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.action_right(p_action text) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.action_right(p_action text) TO service_role;

--
-- Name: FUNCTION add_query_times(p_name text, p_calls bigint, p_seconds double precision, p_longest double precision, p_counts bigint[]); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.add_query_times(p_name text, p_calls bigint, p_seconds double precision, p_longest double precision, p_counts bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.add_query_times(p_name text, p_calls bigint, p_seconds double precision, p_longest double precision, p_counts bigint[]) TO service_role;

--
-- Name: FUNCTION announce_bans(); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.announce_bans() FROM PUBLIC;

--
-- Name: FUNCTION announce_flags(); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.announce_flags() FROM PUBLIC;

--
-- Name: FUNCTION announce_notice(); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.announce_notice() FROM PUBLIC;

--
-- Name: FUNCTION announce_session_end(); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.announce_session_end() FROM PUBLIC;

--
-- Name: FUNCTION audit_breaks(); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.audit_breaks() FROM PUBLIC;
GRANT ALL ON FUNCTION kith.audit_breaks() TO service_role;

--
-- Name: FUNCTION audit_breaks_in(p_chain integer, p_after bigint, p_expected bytea, p_most bigint); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.audit_breaks_in(p_chain integer, p_after bigint, p_expected bytea, p_most bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.audit_breaks_in(p_chain integer, p_after bigint, p_expected bytea, p_most bigint) TO service_role;

--
-- Name: FUNCTION audit_bucket(p_at timestamp with time zone); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.audit_bucket(p_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.audit_bucket(p_at timestamp with time zone) TO service_role;

--
-- Name: FUNCTION audit_ends(p_before timestamp with time zone); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.audit_ends(p_before timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.audit_ends(p_before timestamp with time zone) TO service_role;

--
-- Name: FUNCTION audit_ends_disowned(); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.audit_ends_disowned() FROM PUBLIC;
GRANT ALL ON FUNCTION kith.audit_ends_disowned() TO service_role;

--
-- Name: FUNCTION audit_facets(p_action text, p_product text, p_actor text); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.audit_facets(p_action text, p_product text, p_actor text) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.audit_facets(p_action text, p_product text, p_actor text) TO service_role;

--
-- Name: FUNCTION audit_hash_at(p_sequence bigint); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.audit_hash_at(p_sequence bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.audit_hash_at(p_sequence bigint) TO anon;
GRANT ALL ON FUNCTION kith.audit_hash_at(p_sequence bigint) TO authenticated;
GRANT ALL ON FUNCTION kith.audit_hash_at(p_sequence bigint) TO service_role;

--
-- Name: FUNCTION audit_hash_of(p_chain integer, p_link bigint); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.audit_hash_of(p_chain integer, p_link bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.audit_hash_of(p_chain integer, p_link bigint) TO anon;
GRANT ALL ON FUNCTION kith.audit_hash_of(p_chain integer, p_link bigint) TO authenticated;
GRANT ALL ON FUNCTION kith.audit_hash_of(p_chain integer, p_link bigint) TO service_role;

--
-- Name: FUNCTION audit_heads(); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.audit_heads() FROM PUBLIC;
GRANT ALL ON FUNCTION kith.audit_heads() TO anon;
GRANT ALL ON FUNCTION kith.audit_heads() TO authenticated;
GRANT ALL ON FUNCTION kith.audit_heads() TO service_role;

--
-- Name: FUNCTION audit_month_ends(); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.audit_month_ends() FROM PUBLIC;

--
-- Name: TABLE audit_log; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT ON TABLE kith.audit_log TO service_role;

--
-- Name: FUNCTION audit_row_hash(r kith.audit_log); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.audit_row_hash(r kith.audit_log) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.audit_row_hash(r kith.audit_log) TO service_role;

--
-- Name: FUNCTION audit_search(p_before bigint, p_action text, p_product text, p_actor text, p_target uuid, p_request text, p_words text, p_since timestamp with time zone, p_until timestamp with time zone, p_most integer); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.audit_search(p_before bigint, p_action text, p_product text, p_actor text, p_target uuid, p_request text, p_words text, p_since timestamp with time zone, p_until timestamp with time zone, p_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.audit_search(p_before bigint, p_action text, p_product text, p_actor text, p_target uuid, p_request text, p_words text, p_since timestamp with time zone, p_until timestamp with time zone, p_most integer) TO service_role;

--
-- Name: FUNCTION audit_wanted(p_words text, p_within text); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.audit_wanted(p_words text, p_within text) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.audit_wanted(p_words text, p_within text) TO service_role;

--
-- Name: FUNCTION audit_words(p_reason text, p_facet text, p_actor_id uuid, p_at timestamp with time zone); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.audit_words(p_reason text, p_facet text, p_actor_id uuid, p_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.audit_words(p_reason text, p_facet text, p_actor_id uuid, p_at timestamp with time zone) TO service_role;

--
-- Name: FUNCTION begin_audit_verification(p_whole boolean); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.begin_audit_verification(p_whole boolean) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.begin_audit_verification(p_whole boolean) TO service_role;

--
-- Name: FUNCTION blocked_between(a uuid, b uuid); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.blocked_between(a uuid, b uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.blocked_between(a uuid, b uuid) TO service_role;

--
-- Name: FUNCTION blocked_with(person uuid); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.blocked_with(person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.blocked_with(person uuid) TO service_role;

--
-- Name: TABLE cases; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.cases TO service_role;

--
-- Name: FUNCTION cases_waiting(p_admin uuid, p_products text[], p_queues text[], p_states text[], p_at_most integer, p_first integer, p_last integer, p_after_priority integer, p_after_opened timestamp with time zone, p_after_id uuid); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.cases_waiting(p_admin uuid, p_products text[], p_queues text[], p_states text[], p_at_most integer, p_first integer, p_last integer, p_after_priority integer, p_after_opened timestamp with time zone, p_after_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.cases_waiting(p_admin uuid, p_products text[], p_queues text[], p_states text[], p_at_most integer, p_first integer, p_last integer, p_after_priority integer, p_after_opened timestamp with time zone, p_after_id uuid) TO service_role;

--
-- Name: FUNCTION chain_audit_row(); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.chain_audit_row() FROM PUBLIC;

--
-- Name: FUNCTION claim_case(p_case uuid, p_admin uuid); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.claim_case(p_case uuid, p_admin uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.claim_case(p_case uuid, p_admin uuid) TO service_role;

--
-- Name: FUNCTION claim_next(p_admin uuid, p_products text[], p_queues text[], p_states text[], p_first integer, p_last integer); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.claim_next(p_admin uuid, p_products text[], p_queues text[], p_states text[], p_first integer, p_last integer) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.claim_next(p_admin uuid, p_products text[], p_queues text[], p_states text[], p_first integer, p_last integer) TO service_role;

--
-- Name: FUNCTION close_audit_months(); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.close_audit_months() FROM PUBLIC;
GRANT ALL ON FUNCTION kith.close_audit_months() TO service_role;

--
-- Name: FUNCTION continue_audit_verification(p_id uuid, p_most integer); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.continue_audit_verification(p_id uuid, p_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.continue_audit_verification(p_id uuid, p_most integer) TO service_role;

--
-- Name: FUNCTION decide_appeal(p_appeal uuid, p_admin uuid, p_reverse boolean, p_answer text); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.decide_appeal(p_appeal uuid, p_admin uuid, p_reverse boolean, p_answer text) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.decide_appeal(p_appeal uuid, p_admin uuid, p_reverse boolean, p_answer text) TO service_role;

--
-- Name: FUNCTION decide_case(p_case uuid, p_admin uuid, p_action text, p_reason text, p_statement jsonb, p_until timestamp with time zone); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.decide_case(p_case uuid, p_admin uuid, p_action text, p_reason text, p_statement jsonb, p_until timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.decide_case(p_case uuid, p_admin uuid, p_action text, p_reason text, p_statement jsonb, p_until timestamp with time zone) TO service_role;

--
-- Name: FUNCTION file_report(p_product text, p_reporter uuid, p_person uuid, p_content_type text, p_content_id uuid, p_category text, p_details jsonb, p_snapshot jsonb, p_severity integer, p_queue text, p_key text); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.file_report(p_product text, p_reporter uuid, p_person uuid, p_content_type text, p_content_id uuid, p_category text, p_details jsonb, p_snapshot jsonb, p_severity integer, p_queue text, p_key text) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.file_report(p_product text, p_reporter uuid, p_person uuid, p_content_type text, p_content_id uuid, p_category text, p_details jsonb, p_snapshot jsonb, p_severity integer, p_queue text, p_key text) TO service_role;

--
-- Name: FUNCTION forget_browsers_of_session(); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.forget_browsers_of_session() FROM PUBLIC;

--
-- Name: FUNCTION guard_appeal(); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.guard_appeal() FROM PUBLIC;

--
-- Name: FUNCTION guard_ban(); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.guard_ban() FROM PUBLIC;

--
-- Name: FUNCTION guard_impersonation(); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.guard_impersonation() FROM PUBLIC;

--
-- Name: FUNCTION has_consent(p_person uuid, p_product text, p_kind text); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.has_consent(p_person uuid, p_product text, p_kind text) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.has_consent(p_person uuid, p_product text, p_kind text) TO service_role;

--
-- Name: FUNCTION held_rows(p_table regclass, p_row text, p_steps integer); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.held_rows(p_table regclass, p_row text, p_steps integer) FROM PUBLIC;

--
-- Name: FUNCTION hold_state(person uuid); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.hold_state(person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.hold_state(person uuid) TO service_role;

--
-- Name: FUNCTION incident_to_case(p_incident uuid); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.incident_to_case(p_incident uuid) FROM PUBLIC;

--
-- Name: FUNCTION is_banned(person uuid); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.is_banned(person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.is_banned(person uuid) TO service_role;

--
-- Name: FUNCTION is_held(p_person uuid); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.is_held(p_person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.is_held(p_person uuid) TO service_role;

--
-- Name: FUNCTION is_uuid(p_text text); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.is_uuid(p_text text) FROM PUBLIC;

--
-- Name: FUNCTION keep_destroyed(); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.keep_destroyed() FROM PUBLIC;

--
-- Name: FUNCTION keep_hold(); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.keep_hold() FROM PUBLIC;

--
-- Name: FUNCTION minor_units(p_amount numeric, p_currency text); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.minor_units(p_amount numeric, p_currency text) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.minor_units(p_amount numeric, p_currency text) TO service_role;

--
-- Name: FUNCTION moderator_lanes(p_admin uuid, p_products text[], p_queues text[]); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.moderator_lanes(p_admin uuid, p_products text[], p_queues text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.moderator_lanes(p_admin uuid, p_products text[], p_queues text[]) TO service_role;

--
-- Name: FUNCTION moderator_may(p_admin uuid, p_right text); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.moderator_may(p_admin uuid, p_right text) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.moderator_may(p_admin uuid, p_right text) TO service_role;

--
-- Name: FUNCTION on_hold(people uuid[]); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.on_hold(people uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.on_hold(people uuid[]) TO service_role;

--
-- Name: FUNCTION open_case(p_product text, p_person uuid, p_content_type text, p_content_id uuid, p_category text, p_severity integer, p_queue text); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.open_case(p_product text, p_person uuid, p_content_type text, p_content_id uuid, p_category text, p_severity integer, p_queue text) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.open_case(p_product text, p_person uuid, p_content_type text, p_content_id uuid, p_category text, p_severity integer, p_queue text) TO service_role;

--
-- Name: FUNCTION record_transition(); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.record_transition() FROM PUBLIC;

--
-- Name: FUNCTION refuse_while_held(); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.refuse_while_held() FROM PUBLIC;

--
-- Name: FUNCTION release_case(p_case uuid, p_admin uuid, p_escalate boolean, p_handover text); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.release_case(p_case uuid, p_admin uuid, p_escalate boolean, p_handover text) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.release_case(p_case uuid, p_admin uuid, p_escalate boolean, p_handover text) TO service_role;

--
-- Name: FUNCTION release_lapsed(); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.release_lapsed() FROM PUBLIC;
GRANT ALL ON FUNCTION kith.release_lapsed() TO service_role;

--
-- Name: FUNCTION report_queue(p_category text); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.report_queue(p_category text) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.report_queue(p_category text) TO service_role;

--
-- Name: FUNCTION report_severity(p_category text); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.report_severity(p_category text) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.report_severity(p_category text) TO service_role;

--
-- Name: FUNCTION report_to_case(p_report uuid); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.report_to_case(p_report uuid) FROM PUBLIC;

--
-- Name: FUNCTION reporter_weight(p_person uuid); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.reporter_weight(p_person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.reporter_weight(p_person uuid) TO service_role;

--
-- Name: FUNCTION retention_outlook(p_rule uuid, OUT waiting bigint, OUT due bigint, OUT next_at timestamp with time zone); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.retention_outlook(p_rule uuid, OUT waiting bigint, OUT due bigint, OUT next_at timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.retention_outlook(p_rule uuid, OUT waiting bigint, OUT due bigint, OUT next_at timestamp with time zone) TO service_role;

--
-- Name: FUNCTION reverse_decision(p_decision uuid, p_admin uuid, p_reason text); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.reverse_decision(p_decision uuid, p_admin uuid, p_reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.reverse_decision(p_decision uuid, p_admin uuid, p_reason text) TO service_role;

--
-- Name: FUNCTION run_retention(p_rule uuid, p_at_most integer); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.run_retention(p_rule uuid, p_at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.run_retention(p_rule uuid, p_at_most integer) TO service_role;

--
-- Name: FUNCTION sms_allowed(p_phone_hash text); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.sms_allowed(p_phone_hash text) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.sms_allowed(p_phone_hash text) TO service_role;

--
-- Name: FUNCTION take_download(p_hash bytea); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.take_download(p_hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.take_download(p_hash bytea) TO service_role;

--
-- Name: FUNCTION take_rate_limit(p_bucket text, p_subject text, p_limit integer, p_period interval); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.take_rate_limit(p_bucket text, p_subject text, p_limit integer, p_period interval) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.take_rate_limit(p_bucket text, p_subject text, p_limit integer, p_period interval) TO service_role;

--
-- Name: FUNCTION told_to_case(); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.told_to_case() FROM PUBLIC;

--
-- Name: FUNCTION works_on(p_admin uuid, p_product text, p_queue text); Type: ACL; Schema: kith; Owner: -
--

REVOKE ALL ON FUNCTION kith.works_on(p_admin uuid, p_product text, p_queue text) FROM PUBLIC;
GRANT ALL ON FUNCTION kith.works_on(p_admin uuid, p_product text, p_queue text) TO service_role;

--
-- Name: TABLE dsar_requests; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.dsar_requests TO service_role;

--
-- Name: COLUMN dsar_requests.id; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(id) ON TABLE kith.dsar_requests TO authenticated;

--
-- Name: COLUMN dsar_requests.person_id; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(person_id) ON TABLE kith.dsar_requests TO authenticated;

--
-- Name: COLUMN dsar_requests.request_type; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(request_type) ON TABLE kith.dsar_requests TO authenticated;

--
-- Name: COLUMN dsar_requests.status; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(status) ON TABLE kith.dsar_requests TO authenticated;

--
-- Name: COLUMN dsar_requests.verified_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(verified_at) ON TABLE kith.dsar_requests TO authenticated;

--
-- Name: COLUMN dsar_requests.due_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(due_at) ON TABLE kith.dsar_requests TO authenticated;

--
-- Name: COLUMN dsar_requests.acts_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(acts_at) ON TABLE kith.dsar_requests TO authenticated;

--
-- Name: COLUMN dsar_requests.rejected_reason; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(rejected_reason) ON TABLE kith.dsar_requests TO authenticated;

--
-- Name: COLUMN dsar_requests.download_expires_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(download_expires_at) ON TABLE kith.dsar_requests TO authenticated;

--
-- Name: COLUMN dsar_requests.downloaded_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(downloaded_at) ON TABLE kith.dsar_requests TO authenticated;

--
-- Name: COLUMN dsar_requests.completed_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(completed_at) ON TABLE kith.dsar_requests TO authenticated;

--
-- Name: COLUMN dsar_requests.created_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(created_at) ON TABLE kith.dsar_requests TO authenticated;

--
-- Name: COLUMN dsar_requests.updated_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(updated_at) ON TABLE kith.dsar_requests TO authenticated;

--
-- Name: COLUMN dsar_requests.downloads; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(downloads) ON TABLE kith.dsar_requests TO authenticated;

--
-- Name: TABLE decisions; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT ON TABLE kith.decisions TO service_role;

--
-- Name: COLUMN decisions.id; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(id) ON TABLE kith.decisions TO authenticated;

--
-- Name: COLUMN decisions.product; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(product) ON TABLE kith.decisions TO authenticated;

--
-- Name: COLUMN decisions.action; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(action) ON TABLE kith.decisions TO authenticated;

--
-- Name: COLUMN decisions.content_type; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(content_type) ON TABLE kith.decisions TO authenticated;

--
-- Name: COLUMN decisions.content_id; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(content_id) ON TABLE kith.decisions TO authenticated;

--
-- Name: COLUMN decisions.person_id; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(person_id) ON TABLE kith.decisions TO authenticated;

--
-- Name: COLUMN decisions.reason; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(reason) ON TABLE kith.decisions TO authenticated;

--
-- Name: COLUMN decisions.statement; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(statement) ON TABLE kith.decisions TO authenticated;

--
-- Name: COLUMN decisions.reverses; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(reverses) ON TABLE kith.decisions TO authenticated;

--
-- Name: COLUMN decisions.created_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(created_at) ON TABLE kith.decisions TO authenticated;

--
-- Name: COLUMN decisions.lasts_until; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(lasts_until) ON TABLE kith.decisions TO authenticated;

--
-- Name: TABLE reports; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.reports TO service_role;

--
-- Name: COLUMN reports.id; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(id) ON TABLE kith.reports TO authenticated;

--
-- Name: COLUMN reports.product; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(product) ON TABLE kith.reports TO authenticated;

--
-- Name: COLUMN reports.reporter_id; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(reporter_id) ON TABLE kith.reports TO authenticated;

--
-- Name: COLUMN reports.report_type; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(report_type) ON TABLE kith.reports TO authenticated;

--
-- Name: COLUMN reports.details; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(details) ON TABLE kith.reports TO authenticated;

--
-- Name: COLUMN reports.status; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(status) ON TABLE kith.reports TO authenticated;

--
-- Name: COLUMN reports.created_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(created_at) ON TABLE kith.reports TO authenticated;

--
-- Name: COLUMN reports.updated_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(updated_at) ON TABLE kith.reports TO authenticated;

--
-- Name: COLUMN reports.case_id; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(case_id) ON TABLE kith.reports TO authenticated;

--
-- Name: COLUMN reports.content_type; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(content_type) ON TABLE kith.reports TO authenticated;

--
-- Name: COLUMN reports.content_id; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(content_id) ON TABLE kith.reports TO authenticated;

--
-- Name: TABLE admins; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.admins TO service_role;

--
-- Name: TABLE holds; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.holds TO service_role;

--
-- Name: COLUMN holds.id; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(id) ON TABLE kith.holds TO authenticated;

--
-- Name: COLUMN holds.person_id; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(person_id) ON TABLE kith.holds TO authenticated;

--
-- Name: COLUMN holds.state; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(state) ON TABLE kith.holds TO authenticated;

--
-- Name: COLUMN holds.applied_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(applied_at) ON TABLE kith.holds TO authenticated;

--
-- Name: COLUMN holds.expires_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(expires_at) ON TABLE kith.holds TO authenticated;

--
-- Name: COLUMN holds.cleared_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(cleared_at) ON TABLE kith.holds TO authenticated;

--
-- Name: COLUMN holds.created_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(created_at) ON TABLE kith.holds TO authenticated;

--
-- Name: COLUMN holds.updated_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(updated_at) ON TABLE kith.holds TO authenticated;

--
-- Name: TABLE incidents; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.incidents TO service_role;

--
-- Name: TABLE stripe_customers; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.stripe_customers TO service_role;

--
-- Name: COLUMN stripe_customers.id; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(id) ON TABLE kith.stripe_customers TO authenticated;

--
-- Name: COLUMN stripe_customers.person_id; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(person_id) ON TABLE kith.stripe_customers TO authenticated;

--
-- Name: COLUMN stripe_customers.stripe_customer_id; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(stripe_customer_id) ON TABLE kith.stripe_customers TO authenticated;

--
-- Name: COLUMN stripe_customers.created_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(created_at) ON TABLE kith.stripe_customers TO authenticated;

--
-- Name: COLUMN stripe_customers.updated_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(updated_at) ON TABLE kith.stripe_customers TO authenticated;

--
-- Name: TABLE stripe_events; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.stripe_events TO service_role;

--
-- Name: TABLE blocks; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE kith.blocks TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.blocks TO service_role;

--
-- Name: TABLE strikes; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.strikes TO service_role;

--
-- Name: COLUMN strikes.id; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(id) ON TABLE kith.strikes TO authenticated;

--
-- Name: COLUMN strikes.person_id; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(person_id) ON TABLE kith.strikes TO authenticated;

--
-- Name: COLUMN strikes.product; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(product) ON TABLE kith.strikes TO authenticated;

--
-- Name: COLUMN strikes.strike_type; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(strike_type) ON TABLE kith.strikes TO authenticated;

--
-- Name: COLUMN strikes.points; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(points) ON TABLE kith.strikes TO authenticated;

--
-- Name: COLUMN strikes.reason; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(reason) ON TABLE kith.strikes TO authenticated;

--
-- Name: COLUMN strikes.window_start; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(window_start) ON TABLE kith.strikes TO authenticated;

--
-- Name: COLUMN strikes.window_end; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(window_end) ON TABLE kith.strikes TO authenticated;

--
-- Name: COLUMN strikes.created_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(created_at) ON TABLE kith.strikes TO authenticated;

--
-- Name: TABLE appeal_messages; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.appeal_messages TO service_role;

--
-- Name: TABLE appeals; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.appeals TO service_role;

--
-- Name: COLUMN appeals.id; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(id) ON TABLE kith.appeals TO authenticated;

--
-- Name: COLUMN appeals.decision_id; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(decision_id) ON TABLE kith.appeals TO authenticated;

--
-- Name: COLUMN appeals.person_id; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(person_id) ON TABLE kith.appeals TO authenticated;

--
-- Name: COLUMN appeals.state; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(state) ON TABLE kith.appeals TO authenticated;

--
-- Name: COLUMN appeals.answer; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(answer) ON TABLE kith.appeals TO authenticated;

--
-- Name: COLUMN appeals.decided_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(decided_at) ON TABLE kith.appeals TO authenticated;

--
-- Name: COLUMN appeals.created_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(created_at) ON TABLE kith.appeals TO authenticated;

--
-- Name: TABLE audit_months; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT ON TABLE kith.audit_months TO service_role;

--
-- Name: TABLE audit_verifications; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT ON TABLE kith.audit_verifications TO service_role;

--
-- Name: TABLE audit_verified_chains; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT ON TABLE kith.audit_verified_chains TO service_role;

--
-- Name: TABLE ban_effects; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE kith.ban_effects TO service_role;

--
-- Name: TABLE bans; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT ON TABLE kith.bans TO service_role;

--
-- Name: COLUMN bans.lifted_at; Type: ACL; Schema: kith; Owner: -
--

GRANT UPDATE(lifted_at) ON TABLE kith.bans TO service_role;

--
-- Name: COLUMN bans.lifted_by; Type: ACL; Schema: kith; Owner: -
--

GRANT UPDATE(lifted_by) ON TABLE kith.bans TO service_role;

--
-- Name: COLUMN bans.lifted_reason; Type: ACL; Schema: kith; Owner: -
--

GRANT UPDATE(lifted_reason) ON TABLE kith.bans TO service_role;

--
-- Name: TABLE clock; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.clock TO service_role;

--
-- Name: TABLE closed_weeks; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT ON TABLE kith.closed_weeks TO service_role;

--
-- Name: TABLE consent_texts; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT ON TABLE kith.consent_texts TO anon;
GRANT SELECT ON TABLE kith.consent_texts TO authenticated;
GRANT SELECT,INSERT ON TABLE kith.consent_texts TO service_role;

--
-- Name: TABLE consents; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT ON TABLE kith.consents TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.consents TO service_role;

--
-- Name: TABLE domain_events; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT ON TABLE kith.domain_events TO service_role;

--
-- Name: TABLE flag_people; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.flag_people TO service_role;

--
-- Name: TABLE flags; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.flags TO service_role;

--
-- Name: TABLE idempotency_keys; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.idempotency_keys TO service_role;

--
-- Name: TABLE impersonations; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.impersonations TO service_role;

--
-- Name: TABLE inbox; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.inbox TO service_role;

--
-- Name: TABLE invariant_checks; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.invariant_checks TO service_role;

--
-- Name: TABLE invariant_violations; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.invariant_violations TO service_role;

--
-- Name: TABLE legal_holds; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE kith.legal_holds TO service_role;

--
-- Name: TABLE moderation_rights; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT ON TABLE kith.moderation_rights TO service_role;

--
-- Name: TABLE money_comparisons; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.money_comparisons TO service_role;

--
-- Name: TABLE money_differences; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.money_differences TO service_role;

--
-- Name: TABLE notices; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT ON TABLE kith.notices TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.notices TO service_role;

--
-- Name: COLUMN notices.read_at; Type: ACL; Schema: kith; Owner: -
--

GRANT UPDATE(read_at) ON TABLE kith.notices TO authenticated;

--
-- Name: TABLE notification_choices; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT ON TABLE kith.notification_choices TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.notification_choices TO service_role;

--
-- Name: TABLE notification_settings; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT ON TABLE kith.notification_settings TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.notification_settings TO service_role;

--
-- Name: TABLE outbox; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.outbox TO service_role;

--
-- Name: TABLE passkey_challenges; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.passkey_challenges TO service_role;

--
-- Name: TABLE passkeys; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.passkeys TO service_role;

--
-- Name: COLUMN passkeys.id; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(id) ON TABLE kith.passkeys TO authenticated;

--
-- Name: COLUMN passkeys.person_id; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(person_id) ON TABLE kith.passkeys TO authenticated;

--
-- Name: COLUMN passkeys.name; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(name) ON TABLE kith.passkeys TO authenticated;

--
-- Name: COLUMN passkeys.backed_up; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(backed_up) ON TABLE kith.passkeys TO authenticated;

--
-- Name: COLUMN passkeys.created_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(created_at) ON TABLE kith.passkeys TO authenticated;

--
-- Name: COLUMN passkeys.last_used_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(last_used_at) ON TABLE kith.passkeys TO authenticated;

--
-- Name: TABLE people; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.people TO service_role;

--
-- Name: TABLE person_keys; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE kith.person_keys TO service_role;

--
-- Name: TABLE pgqueuer; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.pgqueuer TO service_role;

--
-- Name: SEQUENCE pgqueuer_id_seq; Type: ACL; Schema: kith; Owner: -
--

GRANT USAGE ON SEQUENCE kith.pgqueuer_id_seq TO service_role;

--
-- Name: TABLE pgqueuer_log; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.pgqueuer_log TO service_role;

--
-- Name: SEQUENCE pgqueuer_log_id_seq; Type: ACL; Schema: kith; Owner: -
--

GRANT USAGE ON SEQUENCE kith.pgqueuer_log_id_seq TO service_role;

--
-- Name: TABLE pgqueuer_schedules; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.pgqueuer_schedules TO service_role;

--
-- Name: SEQUENCE pgqueuer_schedules_id_seq; Type: ACL; Schema: kith; Owner: -
--

GRANT USAGE ON SEQUENCE kith.pgqueuer_schedules_id_seq TO service_role;

--
-- Name: TABLE pgqueuer_statistics; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.pgqueuer_statistics TO service_role;

--
-- Name: SEQUENCE pgqueuer_statistics_id_seq; Type: ACL; Schema: kith; Owner: -
--

GRANT USAGE ON SEQUENCE kith.pgqueuer_statistics_id_seq TO service_role;

--
-- Name: TABLE privacy_requests; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT ON TABLE kith.privacy_requests TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.privacy_requests TO service_role;

--
-- Name: TABLE push_subscriptions; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,DELETE ON TABLE kith.push_subscriptions TO authenticated;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.push_subscriptions TO service_role;

--
-- Name: TABLE query_times; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.query_times TO service_role;

--
-- Name: TABLE queue_members; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.queue_members TO service_role;

--
-- Name: TABLE rate_limits; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.rate_limits TO service_role;

--
-- Name: TABLE refresh_tokens; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.refresh_tokens TO service_role;

--
-- Name: TABLE retention_gone; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT ON TABLE kith.retention_gone TO service_role;

--
-- Name: TABLE retention_rules; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT ON TABLE kith.retention_rules TO service_role;

--
-- Name: TABLE schedule_runs; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.schedule_runs TO service_role;

--
-- Name: TABLE sessions; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.sessions TO service_role;

--
-- Name: COLUMN sessions.id; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(id) ON TABLE kith.sessions TO authenticated;

--
-- Name: COLUMN sessions.person_id; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(person_id) ON TABLE kith.sessions TO authenticated;

--
-- Name: COLUMN sessions.method; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(method) ON TABLE kith.sessions TO authenticated;

--
-- Name: COLUMN sessions.user_agent; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(user_agent) ON TABLE kith.sessions TO authenticated;

--
-- Name: COLUMN sessions.created_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(created_at) ON TABLE kith.sessions TO authenticated;

--
-- Name: COLUMN sessions.last_used_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(last_used_at) ON TABLE kith.sessions TO authenticated;

--
-- Name: COLUMN sessions.expires_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(expires_at) ON TABLE kith.sessions TO authenticated;

--
-- Name: COLUMN sessions.revoked_at; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(revoked_at) ON TABLE kith.sessions TO authenticated;

--
-- Name: COLUMN sessions.revoked_because; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT(revoked_because) ON TABLE kith.sessions TO authenticated;

--
-- Name: TABLE sign_in_codes; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.sign_in_codes TO service_role;

--
-- Name: TABLE sign_in_failures; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.sign_in_failures TO service_role;

--
-- Name: TABLE sign_in_links; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.sign_in_links TO service_role;

--
-- Name: TABLE sms_opt_outs; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT ON TABLE kith.sms_opt_outs TO service_role;

--
-- Name: TABLE state_transitions; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT ON TABLE kith.state_transitions TO service_role;

--
-- Name: TABLE stored_files; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.stored_files TO service_role;

--
-- Name: TABLE stripe_calls; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.stripe_calls TO service_role;

--
-- Name: TABLE webhook_calls; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.webhook_calls TO service_role;

--
-- Name: TABLE weekly_numbers; Type: ACL; Schema: kith; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE kith.weekly_numbers TO service_role;

--
-- PostgreSQL database dump complete
--
