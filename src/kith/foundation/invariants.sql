-- name: history_is_legal()
-- Nothing ever took a step that its machine does not allow.
select e.id::text as key from domain_events e
where e.to_state is not null and exists (select from state_transitions t where t.entity_type = e.entity_type)
  and not exists (
    select from state_transitions t
    where t.entity_type = e.entity_type and t.from_state = coalesce(e.from_state, '') and t.to_state = e.to_state
  );

-- name: history_has_no_gaps()
-- Every step of a thing begins where the one before it ended.
select id::text as key from (
  select e.id, e.from_state,
         lag(e.to_state) over (partition by e.entity_type, e.entity_id order by e.sequence) as was,
         row_number() over (partition by e.entity_type, e.entity_id order by e.sequence) as place
  from domain_events e
  where e.to_state is not null and exists (select from state_transitions t where t.entity_type = e.entity_type)
) step
where case place when 1 then from_state is not null else from_state is distinct from was end;

-- name: a_message_is_written_once()
-- One cause writes one message: the key of a message is never used twice.
select min(id::text) as key from outbox group by idempotency_key having count(*) > 1;

-- name: a_message_given_up_says_why()
-- A message that could not be sent says what was in the way.
select id::text as key from outbox where status = 'failed' and coalesce(last_error, '') = '';

-- name: what_is_waiting_can_still_be_read()
-- A message that still has to go out has its sealed text.
select id::text as key from outbox where status = 'pending' and num_nulls(body_ciphertext, body_iv, body_tag) > 0;

-- name: an_event_from_outside_counts_once()
-- What a provider tells twice is one event.
select min(id::text) as key from inbox group by provider, external_id having count(*) > 1;

-- name: a_file_has_a_place_of_its_own()
-- No two files lie in the same place of the store, and each has a size and a checksum.
select min(id::text) as key from stored_files group by key having count(*) > 1
union all
select id::text from stored_files where bytes <= 0 or octet_length(sha256) <> 32;

-- name: every_table_has_row_security()
-- Row-level security is on for every table.
select c.relname::text as key from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = current_schema() and c.relkind in ('r', 'p') and not c.relrowsecurity;

-- name: no_guard_is_off()
-- No trigger is switched off, and no constraint was taken on trust.
select format('%s: %s', c.relname, t.tgname) as key
from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
where n.nspname = current_schema() and t.tgenabled = 'D'
union all
select format('%s: %s', c.relname, k.conname)
from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
where n.nspname = current_schema() and not k.convalidated;

-- name: nobody_empties_a_table()
-- No role of the program may empty a table at a stroke.
select format('%s: %s', c.relname, r.rolname) as key
from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join pg_roles r
where n.nspname = current_schema() and c.relkind in ('r', 'p') and r.rolname in ('anon', 'authenticated', 'kith_app')
  and has_table_privilege(r.oid, c.oid, 'truncate');
