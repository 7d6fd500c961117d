drop function close_audit_months();

drop function audit_hash_of(integer, bigint);

drop function audit_heads();

drop function audit_month_ends();

drop function audit_ends(timestamptz);

drop function audit_breaks();

drop function audit_ends_disowned();

drop function audit_breaks_in(integer, bigint, bytea, bigint);

drop table audit_months;

drop trigger audit_log_chain on audit_log;

drop function chain_audit_row();

create function chain_audit_row() returns trigger language plpgsql security definer
  set search_path from current
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('kith.audit_log', 0));
  select a.hash, a.sequence + 1 into new.previous_hash, new.sequence from audit_log a order by a.sequence desc limit 1;
  new.previous_hash := coalesce(new.previous_hash, sha256('kith'::bytea));
  new.sequence := coalesce(new.sequence, 1);
  new.hash := audit_row_hash(new);
  return new;
end $$;

comment on function chain_audit_row() is 'Trigger: links a new audit row to the one before it.';

revoke all on function chain_audit_row() from public;

create trigger audit_log_chain before insert on audit_log for each row execute function chain_audit_row();

create or replace function audit_row_hash(r audit_log) returns bytea language sql stable
  set search_path from current
as $$
  select sha256(r.previous_hash || convert_to(concat_ws('|', r.id::text, r.actor, coalesce(r.product, ''), r.action, r.target_type,
    coalesce(r.target_id::text, ''), coalesce(r.reason, ''), r.payload::text, extract(epoch from r.created_at)::text)
    || case when r.hash_version >= 2 then concat_ws('|', '', coalesce(r.actor_id::text, ''), coalesce(r.before::text, ''), coalesce(r.after::text, ''),
         coalesce(r.request_id, '')) else '' end, 'UTF8'))
$$;

alter table audit_log drop column facet;

alter table audit_log alter column hash_version set default 2;

alter table audit_log drop column link;

alter table audit_log drop column chain;

drop sequence audit_sequence;

create function audit_breaks() returns table (sequence bigint, id uuid) language sql stable security definer
  set search_path from current
as $$
  select c.sequence, c.id from (
    select a, a.sequence, a.id, a.hash, a.previous_hash,
           lag(a.hash) over (order by a.sequence) as expected
    from audit_log a
  ) c
  where c.previous_hash <> coalesce(c.expected, sha256('kith'::bytea)) or c.hash <> audit_row_hash(c.a)
$$;

comment on function audit_breaks() is 'Rows at which the chain does not hold: changed, or missing before them.';

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

revoke all on function audit_heads(), audit_breaks() from public;

grant execute on function audit_heads(), audit_breaks() to anon, authenticated, service_role;

create or replace function keep_audit_row() returns trigger language plpgsql
  set search_path from current
as $$
begin
  if tg_op = 'UPDATE' and old.admin_id is not null and new.admin_id is null
     and (to_jsonb(new) - 'admin_id') = (to_jsonb(old) - 'admin_id') then
    return new; -- the operator's own row was deleted; the foreign key clears the pointer, `actor` still tells who
  end if;
  raise exception using errcode = 'KT403', message = 'audit_log is append-only';
end $$;
