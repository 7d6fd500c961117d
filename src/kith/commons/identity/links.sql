-- name: insert_link(person_id, token_hash, next_path, expires_at)!
-- A one-use link, by the hash of its token.
insert into sign_in_links (person_id, token_hash, next_path, expires_at) values (:person_id, :token_hash, :next_path, :expires_at);

-- name: consume_link(token_hash)^
-- Use a link up; nothing when it was used, has run out or never was.
update sign_in_links set consumed_at = kith.now()
where token_hash = :token_hash and consumed_at is null and expires_at > kith.now()
returning person_id, next_path;
