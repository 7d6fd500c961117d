-- Each block breaks the promise it names, in a database whose guards are off: u(n) is the n-th of some numbers.
-- name: history_is_legal
insert into state_transitions values ('planted', '', 'here', 'x'), ('planted', 'here', 'there', 'x');
insert into domain_events (entity_type, entity_id, event_type, from_state, to_state) values ('planted', u(1), 'x', null, 'there');
-- name: history_has_no_gaps
insert into state_transitions values ('planted', '', 'here', 'x'), ('planted', 'here', 'there', 'x');
insert into domain_events (entity_type, entity_id, event_type, from_state, to_state) values ('planted', u(1), 'x', 'here', 'there');
-- name: history_has_no_gaps
insert into state_transitions values ('planted', '', 'here', 'x'), ('planted', 'here', 'there', 'x');
insert into domain_events (entity_type, entity_id, event_type, from_state, to_state) values ('planted', u(1), 'x', null, 'here'), ('planted', u(1), 'x', null, 'here');
-- name: a_message_is_written_once
insert into outbox (status, body_ciphertext, body_iv, body_tag, idempotency_key) values ('pending', 'x', 'x', 'x', 'k'), ('sent', null, null, null, 'k');
-- name: a_message_given_up_says_why
insert into outbox (status, idempotency_key) values ('failed', 'k');
-- name: what_is_waiting_can_still_be_read
insert into outbox (status, idempotency_key, body_iv) values ('pending', 'k', 'x');
-- name: an_event_from_outside_counts_once
insert into inbox (provider, external_id) values ('p', 'e'), ('p', 'e');
-- name: a_file_has_a_place_of_its_own
insert into stored_files (key, bytes, sha256) values ('k', 1, sha256('a')), ('k', 1, sha256('b'));
-- name: a_file_has_a_place_of_its_own
insert into stored_files (key, bytes, sha256) values ('k', 1, 'short');
-- name: every_table_has_row_security
alter table outbox disable row level security;
-- name: no_guard_is_off
alter table outbox disable trigger outbox_updated_at;
-- name: no_guard_is_off
alter table outbox add constraint planted check (attempts < 100) not valid;
-- name: nobody_empties_a_table
grant truncate on outbox to authenticated;
