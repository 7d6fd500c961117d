-- name: calendars(user_id)
-- A person's connected calendars with how much is in them from now on.
select a.id, a.provider::text as provider, a.email, a.last_synced_at, a.access_ended_at, a.last_error, a.write_back,
       (select count(*) from external_busy_events e where e.calendar_account_id = a.id and e.end_time > kith.now()) as busy_ahead
from calendar_accounts a where a.user_id = :user_id and a.sync_enabled order by a.created_at, a.id;

-- name: owns(id, user_id)$
-- Whether a connected calendar is this person's.
select true from calendar_accounts where id = :id and user_id = :user_id and sync_enabled;
