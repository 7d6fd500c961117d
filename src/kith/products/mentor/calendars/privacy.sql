-- name: calendars(id)
-- A person's calendars, for their export.
select provider::text as provider, email, write_back, created_at, last_synced_at, access_ended_at from calendar_accounts where user_id = :id order by created_at;

-- name: busy_times(id)
-- When a person's calendars say they are busy, for their export.
select provider::text as provider, start_time, end_time from external_busy_events where user_id = :id order by start_time;

-- name: feeds(id)
-- Whether a person has a feed, for their export.
select created_at, token_hash is not null as live from calendar_feeds where user_id = :id;

-- name: disconnect_all(user_id)
-- Every calendar of a person who leaves; the address goes at once, the tokens once they are given back.
update calendar_accounts set sync_enabled = false, sync_cursor = '', email = id::text where user_id = :user_id returning id;

-- name: forget_busy(user_id)!
-- Nothing of a person's calendars is known any more.
delete from external_busy_events where user_id = :user_id;

-- name: forget_feed(user_id)!
-- The feed of a person who leaves.
delete from calendar_feeds where user_id = :user_id;
