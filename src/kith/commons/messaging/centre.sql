-- name: newest(person_id, at_most)
-- The first page of a person's centre, newest first.
select id, sequence, product, topic, words, shown_at, read_at from kith.notices
where person_id = :person_id and in_centre and shown_at <= kith.now()
order by shown_at desc, sequence desc limit :at_most;

-- name: older(person_id, shown_at, sequence, at_most)
-- A further page of a person's centre.
select id, sequence, product, topic, words, shown_at, read_at from kith.notices
where person_id = :person_id and in_centre and (shown_at, sequence) < (:shown_at::timestamptz, :sequence::bigint) and shown_at <= kith.now()
order by shown_at desc, sequence desc limit :at_most;

-- name: one(person_id, id)^
-- One notice of a person's centre.
select id, words from kith.notices where person_id = :person_id and id = :id and in_centre;

-- name: read_one(person_id, id)$
-- One is read; null when it is nobody's of theirs.
update kith.notices set read_at = coalesce(read_at, kith.now()) where person_id = :person_id and id = :id and in_centre returning id;

-- name: unread_one(person_id, id)$
-- One is to be looked at again.
update kith.notices set read_at = null where person_id = :person_id and id = :id and in_centre returning id;

-- name: read_all(person_id, until)!
-- Everything shown up to a moment is read.
update kith.notices set read_at = kith.now()
where person_id = :person_id and in_centre and read_at is null and shown_at <= least(:until::timestamptz, kith.now());

-- name: everything(person_id)
-- Everything a person was told, oldest first, for their own copy.
select id, product, topic, words, in_centre, digest, shown_at, read_at from kith.notices where person_id = :person_id order by sequence;
