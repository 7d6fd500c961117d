-- name: version_of(user_id)$
-- The number of a person's live feed address.
select version from calendar_feeds where user_id = :user_id and token_hash is not null;

-- name: last_version(user_id)$
-- The highest number a person's feed address ever had.
select version from calendar_feeds where user_id = :user_id;

-- name: keep(user_id, version, token_hash)!
-- A person's new feed address; numbers only grow, so that no address comes back.
insert into calendar_feeds (user_id, version, token_hash) values (:user_id, :version, :token_hash)
on conflict (user_id) do update set version = excluded.version, token_hash = excluded.token_hash;

-- name: end(user_id)!
-- No address any more.
update calendar_feeds set token_hash = null where user_id = :user_id;

-- name: person_of(token_hash)$
-- Whose feed it is.
select user_id from calendar_feeds where token_hash = :token_hash;

-- name: sessions(user_id, since)
-- A person's sessions, as mentor and as mentee, called-off ones included so that programs take them out.
select b.id, b.calendar_uid, b.start_time, b.end_time, b.status::text as status, b.updated_at, b.calendar_sequence, coalesce(p.full_name, 'your mentor') as other_name
from bookings b
left join profiles p on p.user_id = case when b.mentor_user_id = :user_id then b.mentee_user_id else b.mentor_user_id end
where (b.mentor_user_id = :user_id or b.mentee_user_id = :user_id) and b.end_time > :since and b.status <> 'declined' and b.cancelled_by is distinct from 'moved'
  and (b.status <> 'pending' or b.requested_at is not null) and (b.status <> 'cancelled' or b.confirmed_at is not null)
order by b.start_time limit 1000;
