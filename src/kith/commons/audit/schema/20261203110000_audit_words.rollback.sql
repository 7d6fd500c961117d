drop index audit_words_idx;

create or replace function audit_bucket(p_at timestamptz) returns bigint language sql immutable parallel safe
  set search_path from current
as $$
  select floor(extract(epoch from p_at at time zone 'UTC') / 2592000)::bigint
$$;

comment on function audit_bucket(timestamptz) is 'The thirty days a moment lies in, counted from 1970: searches for words go from one to the one before it.';

create or replace function audit_words(p_reason text, p_facet text, p_actor_id uuid, p_at timestamptz) returns tsvector language sql immutable parallel safe
  set search_path from current
as $$
  select to_tsvector('pg_catalog.simple'::regconfig, coalesce(p_reason, '')) || array_to_tsvector(array_remove(array[
    '=' || audit_bucket(p_at), '=' || audit_bucket(p_at) || '|' || p_facet, '=' || audit_bucket(p_at) || '|' || p_actor_id], null))
$$;

comment on function audit_words(text, text, uuid, timestamptz) is 'The words of a reason, and what narrows a search for them: the thirty days, the facet and the actor in these.';

create index audit_words_idx on audit_log using gin (audit_words(reason, facet, actor_id, created_at)) with (gin_pending_list_limit = 256) where reason is not null;

create or replace function audit_search(p_before bigint, p_action text, p_product text, p_actor text, p_target uuid, p_request text, p_words text,
  p_since timestamptz, p_until timestamptz, p_most integer) returns setof bigint language plpgsql stable
  set search_path from current
as $$
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
    select string_agg(quote_literal(w.lexeme) || case when length(w.lexeme) > 2 then ':*' else '' end, ' & ')::tsquery into wanted
    from unnest(to_tsvector('pg_catalog.simple', p_words)) w;
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
    -- A common word is found among the newest; a rare one through its index, thirty days at a time, where nothing else is read.
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
          wanted
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
end $$;

comment on function audit_search(bigint, text, text, text, uuid, text, text, timestamptz, timestamptz, integer) is
  'Numbers of entries, newest first, older than one of them: action by how it begins, actor by kind or number, words of the reason by how they begin. Each way of asking has its own index.';

drop function audit_wanted(text, text);
