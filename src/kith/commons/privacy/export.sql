-- name: note_export(person_id)!
-- Somebody took their data along.
insert into privacy_requests (person_id, kind, state, finished_at) values (:person_id, 'export', 'done', kith.now());
