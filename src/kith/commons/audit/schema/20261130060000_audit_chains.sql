-- Eight chains instead of one, so that writers do not wait for each other's commits (decision 0036); and facets by which ten million entries are searched.

create sequence audit_sequence;

do $$ begin
  perform setval('audit_sequence', greatest((select max(sequence) from audit_log), 1), exists (select 1 from audit_log));
end $$;

alter table audit_log add column chain smallint not null default 0 check (chain between 0 and 7);

alter table audit_log add column link bigint;

alter table audit_log disable trigger audit_log_append_only;

update audit_log set link = sequence;

alter table audit_log enable always trigger audit_log_append_only;

alter table audit_log alter column link set not null;

alter table audit_log add constraint audit_log_link_uniq unique (chain, link);

alter table audit_log alter column hash_version set default 3;

alter table audit_log add column facet text collate "C" generated always as (split_part(actor, ':', 1) || '|' || coalesce(product, '') || '|' || action) stored;

comment on column audit_log.chain is 'Which of the eight chains it stands in: the first that nobody else was writing to.';

comment on column audit_log.link is 'Its place in its chain, from 1, without a gap.';

comment on column audit_log.facet is 'Kind of actor, product and action: what searches narrow by. Generated, so nobody can hide an entry from them.';

comment on column audit_log.hash_version is 'What the hash covers: from 2 on before, after, actor_id, request_id; from 3 on its number, chain and link too, with nothing ambiguous between them.';

create or replace function audit_row_hash(r audit_log) returns bytea language sql stable
  set search_path from current
as $$
  select sha256(r.previous_hash || convert_to(case
    when r.hash_version >= 3 then json_build_array(r.hash_version, r.id, r.sequence, r.chain, r.link, r.actor, r.actor_id, r.product, r.action, r.target_type, r.target_id,
      r.reason, r.payload, r.before, r.after, r.request_id, extract(epoch from r.created_at))::text
    else concat_ws('|', r.id::text, r.actor, coalesce(r.product, ''), r.action, r.target_type,
      coalesce(r.target_id::text, ''), coalesce(r.reason, ''), r.payload::text, extract(epoch from r.created_at)::text)
      || case when r.hash_version >= 2 then concat_ws('|', '', coalesce(r.actor_id::text, ''), coalesce(r.before::text, ''), coalesce(r.after::text, ''),
           coalesce(r.request_id, '')) else '' end
    end, 'UTF8'))
$$;

create or replace function chain_audit_row() returns trigger language plpgsql security definer
  set search_path from current
as $$
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

comment on function chain_audit_row() is 'Trigger: links a new audit row to the last one of a chain that no other transaction holds.';

create or replace function keep_audit_row() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if tg_op = 'UPDATE' and old.admin_id is not null and new.admin_id is null
     and (to_jsonb(new) - 'admin_id' - 'facet') = (to_jsonb(old) - 'admin_id' - 'facet') then
    return new; -- the operator's own row was deleted; the foreign key clears the pointer, `actor` still tells who. The facet is generated later.
  end if;
  raise exception using errcode = 'KT403', message = 'audit_log is append-only';
end $$;

create table audit_months (
  month date not null check (month = date_trunc('month', month::timestamp)::date),
  chain smallint not null check (chain between 0 and 7),
  link bigint not null check (link > 0),
  sequence bigint not null,
  hash bytea not null,
  primary key (month, chain)
);

comment on table audit_months is 'How far each chain of the audit went at the end of each month that is over: what the published heads are made of.';

create trigger audit_months_append_only before update or delete or truncate on audit_months for each statement execute function refuse_change();

alter table audit_months enable always trigger audit_months_append_only;

create function audit_breaks_in(p_chain integer, p_after bigint, p_expected bytea, p_most bigint)
  returns table (looked_at bigint, link bigint, sequence bigint, hash bytea, breaks bigint[]) language sql stable
  set search_path from current
as $$
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

comment on function audit_breaks_in(integer, bigint, bytea, bigint) is 'Walks a chain from after a link whose hash is known: how many entries, the last of them, and the numbers of those that do not hold.';

create function audit_ends_disowned() returns table (sequence bigint) language sql stable
  set search_path from current
as $$
  select m.sequence from audit_months m
  where not exists (select 1 from audit_log a where a.chain = m.chain and a.link = m.link and a.hash = m.hash and a.sequence = m.sequence)
  union
  select j.sequence from audit_log j cross join lateral jsonb_to_recordset(j.payload -> 'chains') as c (chain smallint, link bigint, hash text)
  where j.facet = 'house||audit.joined'
    and not exists (select 1 from audit_log a where a.chain = c.chain and a.link = c.link and encode(a.hash, 'hex') = c.hash)
$$;

comment on function audit_ends_disowned() is 'Ends of chains that a month or an entry audit.joined wrote down and that are not there any more: their numbers, or that of the entry.';

create or replace function audit_breaks() returns table (sequence bigint, id uuid) language sql stable security definer
  set search_path from current
as $$
  with broken as (
    select unnest(b.breaks) as sequence from generate_series(0, 7) as n cross join lateral audit_breaks_in(n, 0, sha256('kith'::bytea), 9223372036854775807) b
    union
    select d.sequence from audit_ends_disowned() d
  )
  select b.sequence, a.id from broken b left join audit_log a on a.sequence = b.sequence
$$;

comment on function audit_breaks() is 'Walks every chain from its beginning: the numbers of entries that were changed, or before which some are missing.';

create function audit_ends(p_before timestamptz) returns table (chain smallint, link bigint, sequence bigint, hash bytea) language sql stable
  set search_path from current
as $$
  select n::smallint, a.link, a.sequence, a.hash
  from generate_series(0, 7) n
  cross join lateral (
    select l.link, l.sequence, l.hash from audit_log l where l.chain = n and l.created_at < p_before order by l.link desc limit 1
  ) a
$$;

comment on function audit_ends(timestamptz) is 'The last entry of every chain before a moment.';

create function audit_month_ends() returns table (month date, chain smallint, link bigint, sequence bigint, hash bytea) language sql stable
  set search_path from current
as $$
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

comment on function audit_month_ends() is 'The last entry of every chain in every month: as stored, and of months not stored yet as it is now.';

drop function audit_heads();

create function audit_heads()
  returns table (month date, entries bigint, first_sequence bigint, last_sequence bigint, head text, chains jsonb) language sql stable security definer
  set search_path from current
as $$
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

comment on function audit_heads() is 'For each month how many entries there are, the end of every chain, and one hash that covers all of them and all before: to be published, and kept by whoever wants to check later.';

create function audit_hash_of(p_chain integer, p_link bigint) returns text language sql stable security definer
  set search_path from current
as $$
  select encode(a.hash, 'hex') from audit_log a where a.chain = p_chain and a.link = p_link
$$;

comment on function audit_hash_of(integer, bigint) is 'The hash of one link of a chain, to be compared with a head that was published.';

create function close_audit_months() returns integer language sql security definer
  set search_path from current
as $$
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

comment on function close_audit_months() is 'Writes down how the chains stood at the end of months that have been over for a day; how many ends.';

revoke all on function audit_heads(), audit_breaks_in(integer, bigint, bytea, bigint), audit_ends_disowned(), audit_ends(timestamptz), audit_month_ends(),
  audit_hash_of(integer, bigint), close_audit_months() from public;

grant execute on function audit_heads(), audit_hash_of(integer, bigint) to anon, authenticated, service_role;

grant execute on function close_audit_months(), audit_breaks_in(integer, bigint, bytea, bigint) to service_role;

alter table audit_months enable row level security;

create policy service_all on audit_months for all to service_role using (true) with check (true);

grant select on audit_months to service_role;
