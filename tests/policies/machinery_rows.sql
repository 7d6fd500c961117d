-- One row in every table that each schema has from the common template; run with that schema on the search_path.

insert into domain_events (entity_type, entity_id, event_type) values ('user', '00000000-0000-4000-8000-00000000000a', 'x');
insert into state_transitions (entity_type, from_state, to_state, event_type) values ('planted', '', 'x', 'x');
insert into inbox (provider, external_id, kind, payload) values ('x', 'x', 'x', '{}');
insert into outbox (person_id, channel, key_version, topic, purpose, idempotency_key)
values ('00000000-0000-4000-8000-00000000000a', 'email', 1, 'house.planted', 'x', 'k');
insert into idempotency_keys (scope, key, request_hash) values ('00000000-0000-4000-8000-00000000000a', 'k', '\x00');
insert into stored_files (owner_id, purpose, content_type, bytes, sha256, key)
values ('00000000-0000-4000-8000-00000000000a', 'x', 'image/jpeg', 1, sha256('x'), 'x');
insert into pgqueuer (priority, status, entrypoint) values (0, 'queued', 'x');
insert into pgqueuer_log (job_id, status, priority, entrypoint) values (1, 'queued', 0, 'x');
insert into pgqueuer_schedules (expression, entrypoint) values ('* * * * *', 'x');
insert into pgqueuer_statistics (count, priority, status, entrypoint) values (1, 0, 'queued', 'x');
insert into _yoyo_log (id) values ('x');
