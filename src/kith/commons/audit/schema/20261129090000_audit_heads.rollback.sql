revoke execute on function audit_breaks() from anon, authenticated;

drop function audit_hash_at(bigint);

drop function audit_heads();

alter table audit_log enable trigger audit_log_no_truncate;

alter table audit_log enable trigger audit_log_append_only;

create or replace function audit_row_hash(r audit_log) returns bytea language sql stable
  set search_path from current
as $$
  select sha256(r.previous_hash || convert_to(concat_ws('|', r.id::text, r.actor, coalesce(r.product, ''), r.action, r.target_type,
    coalesce(r.target_id::text, ''), coalesce(r.reason, ''), r.payload::text, extract(epoch from r.created_at)::text), 'UTF8'))
$$;

alter table audit_log drop constraint audit_log_states;

alter table audit_log drop column hash_version;

alter table audit_log drop column request_id;

alter table audit_log drop column after;

alter table audit_log drop column before;

alter table audit_log drop column actor_id;
