-- name: announce(owner_id, purpose, filename, content_type, bytes, sha256, key)$
-- A file that is about to be written to the store.
insert into stored_files (owner_id, purpose, filename, content_type, bytes, sha256, key)
values (:owner_id, :purpose, :filename, :content_type, :bytes, :sha256, :key) returning id;

-- name: use(ids)
-- Files that something refers to from now on; already used ones count, those that moderators took away do not.
update stored_files set state = 'kept' where id = any (:ids::uuid[]) and state in ('pending', 'kept') returning id;

-- name: one(id)^
-- A file in use.
select id, owner_id, purpose, filename, content_type, bytes as size, sha256, key, created_at from stored_files where id = :id and state = 'kept';

-- name: kept_or_hidden(id)^
-- A file in use, or one that moderators took away.
select id, owner_id, purpose, filename, content_type, bytes as size, sha256, key, created_at from stored_files
where id = :id and state in ('kept', 'hidden');

-- name: of_owner(owner_id)
-- A person's files in use.
select id, owner_id, purpose, filename, content_type, bytes as size, sha256, key, created_at from stored_files
where owner_id = :owner_id and state = 'kept' order by created_at, id;

-- name: throw_away(ids)!
-- Files nobody needs any more.
update stored_files set state = 'unwanted' where id = any (:ids::uuid[]) and state <> 'unwanted';

-- name: throw_away_of(owner_id)!
-- All files of a person.
update stored_files set state = 'unwanted' where owner_id = :owner_id and state <> 'unwanted';

-- name: forgotten(before)!
-- Files that were written and never used.
update stored_files set state = 'unwanted' where state = 'pending' and created_at < :before;

-- name: unwanted(at_most)
-- Files to take out of the store.
select id, key from stored_files where state = 'unwanted' order by created_at limit :at_most;

-- name: gone(id)!
-- The store has forgotten it.
delete from stored_files where id = :id and state = 'unwanted';

-- name: may_take_out(lock)$
-- Whether nobody copies the store at this moment.
select pg_try_advisory_xact_lock_shared(hashtextextended(:lock, 0));
