-- Before and after, the request, and heads of the chain that anybody may keep: a rewrite by the owner shows too.

alter table audit_log add column actor_id uuid;

alter table audit_log add column before jsonb;

alter table audit_log add column after jsonb;

alter table audit_log add column request_id text default nullif(current_setting('kith.correlation_id', true), '');

alter table audit_log add column hash_version smallint not null default 1;

alter table audit_log alter column hash_version set default 2;

alter table audit_log add constraint audit_log_states check ((before is null or jsonb_typeof(before) = 'object') and (after is null or jsonb_typeof(after) = 'object'));

comment on column audit_log.actor_id is 'The person who did it, where it was somebody who signs in.';

comment on column audit_log.before is 'What it was. What tells of a person stands here sealed under that person''s own key only, so that it goes with the key and the chain still holds.';

comment on column audit_log.hash_version is 'Which columns the hash covers: 2 from before, after, actor_id, request_id on.';

create or replace function audit_row_hash(r audit_log) returns bytea language sql stable
  set search_path from current
as $$
  select sha256(r.previous_hash || convert_to(concat_ws('|', r.id::text, r.actor, coalesce(r.product, ''), r.action, r.target_type,
    coalesce(r.target_id::text, ''), coalesce(r.reason, ''), r.payload::text, extract(epoch from r.created_at)::text)
    || case when r.hash_version >= 2 then concat_ws('|', '', coalesce(r.actor_id::text, ''), coalesce(r.before::text, ''), coalesce(r.after::text, ''),
         coalesce(r.request_id, '')) else '' end, 'UTF8'))
$$;

alter table audit_log enable always trigger audit_log_append_only;

alter table audit_log enable always trigger audit_log_no_truncate;

create function audit_heads() returns table (month date, entries bigint, first_sequence bigint, last_sequence bigint, head text) language sql stable security definer
  set search_path from current
as $$
  select m.month, m.entries, m.first_sequence, m.last_sequence, encode(a.hash, 'hex')
  from (select date_trunc('month', l.created_at at time zone 'UTC')::date as month, count(*) as entries, min(l.sequence) as first_sequence, max(l.sequence) as last_sequence
        from audit_log l group by 1) m
  join audit_log a on a.sequence = m.last_sequence
  order by m.month
$$;

comment on function audit_heads() is 'For each month how many entries there are and the hash that covers all of them and all before: to be published, and kept by whoever wants to check later.';

create function audit_hash_at(p_sequence bigint) returns text language sql stable security definer
  set search_path from current
as $$
  select encode(a.hash, 'hex') from audit_log a where a.sequence = p_sequence
$$;

comment on function audit_hash_at(bigint) is 'The hash of one entry, to be compared with a head that was published.';

revoke all on function audit_heads(), audit_hash_at(bigint) from public;

grant execute on function audit_heads(), audit_hash_at(bigint), audit_breaks() to anon, authenticated, service_role;
