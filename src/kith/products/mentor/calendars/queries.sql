-- name: account(id)^
-- A connected account with its owner's zone, for the jobs.
select a.*, calendar_owner_zone(a.user_id) as zone from calendar_accounts a where a.id = :id and a.sync_enabled;

-- name: account_of_person(id, user_id)^
-- A connected account, if it is this person's.
select a.*, calendar_owner_zone(a.user_id) as zone from calendar_accounts a where a.id = :id and a.user_id = :user_id and a.sync_enabled;

-- name: accounts_of(user_id)
-- Every connected account of a person, ended access included, to look into at booking.
select a.*, calendar_owner_zone(a.user_id) as zone from calendar_accounts a where a.user_id = :user_id and a.sync_enabled order by a.created_at;

-- name: account_by_email(user_id, provider, email)$
-- The account a person connects once more.
select id from calendar_accounts where user_id = :user_id and provider = :provider::calendar_provider and email = :email;

-- name: count_accounts(user_id)$
-- How many calendars a person has connected.
select count(*) from calendar_accounts where user_id = :user_id and sync_enabled;

-- name: keep_account(id, user_id, provider, email, write_back, secret_ciphertext, secret_iv, secret_tag, secret_key_version)!
-- Connect an account, or connect it anew: everything about an earlier connection is void.
insert into calendar_accounts (id, user_id, provider, email, write_back, sync_enabled, secret_ciphertext, secret_iv, secret_tag, secret_key_version)
values (:id, :user_id, :provider::calendar_provider, :email, :write_back, true, :secret_ciphertext, :secret_iv, :secret_tag, :secret_key_version)
on conflict (user_id, provider, email) do update
set write_back = excluded.write_back, sync_enabled = true, access_ended_at = null, last_error = null, sync_cursor = '', full_synced_at = null,
    secret_ciphertext = excluded.secret_ciphertext, secret_iv = excluded.secret_iv, secret_tag = excluded.secret_tag,
    secret_key_version = excluded.secret_key_version, secret_version = calendar_accounts.secret_version + 1,
    connection = calendar_accounts.connection + 1;

-- name: keep_secret(id, secret_version, secret_ciphertext, secret_iv, secret_tag, secret_key_version)!
-- Renewed tokens, unless somebody else renewed them meanwhile.
update calendar_accounts
set secret_ciphertext = :secret_ciphertext, secret_iv = :secret_iv, secret_tag = :secret_tag, secret_key_version = :secret_key_version,
    secret_version = secret_version + 1
where id = :id and secret_version = :secret_version;

-- name: set_write_back(id, write_back)!
-- Whether bookings go into this calendar.
update calendar_accounts set write_back = :write_back where id = :id;

-- name: disconnect(id, user_id)$
-- Take a calendar out: from this moment it is not read and nothing of it blocks.
with gone as (
  update calendar_accounts set sync_enabled = false, sync_cursor = '', full_synced_at = null, last_synced_at = null
  where id = :id and user_id = :user_id and sync_enabled returning id
), cleared as (
  delete from external_busy_events e using gone where e.calendar_account_id = gone.id
)
select id from gone;

-- name: disconnected_account(id)^
-- An account whose tokens are still to be given back.
select a.*, calendar_owner_zone(a.user_id) as zone from calendar_accounts a where a.id = :id and not a.sync_enabled;

-- name: delete_account(id)!
-- The last of a disconnected account; not one that was connected again meanwhile.
delete from calendar_accounts where id = :id and not sync_enabled;

-- name: left_to_forget(at_most)
-- Disconnected accounts whose tokens nobody has given back yet.
select id from calendar_accounts where not sync_enabled order by updated_at limit :at_most;

-- name: begin_sync(id)$
-- The number of a question to the provider; the answer with the newest number counts. NULL: nothing to ask.
update calendar_accounts set sync_number = sync_number + 1, sync_begun_at = kith.now()
where id = :id and sync_enabled and access_ended_at is null returning sync_number;

-- name: apply_sync(id, number, sync_cursor, asked_at, whole)$
-- Note that an answer is being written, holding the account until it is; NULL when a later question was asked meanwhile.
update calendar_accounts
set sync_cursor = :sync_cursor, last_synced_at = :asked_at, last_error = null,
    full_synced_at = case when :whole then :asked_at::timestamptz else full_synced_at end
where id = :id and sync_number = :number and sync_enabled returning id;

-- name: sync_failed(id, number, error)!
-- Note why the newest question got no answer; how old our knowledge is stays as it was.
update calendar_accounts set last_error = :error where id = :id and sync_number = :number;

-- name: access_ended(id, connection_number)$
-- Our access was taken back; NULL when that was known, or when the owner has connected anew meanwhile.
update calendar_accounts set access_ended_at = kith.now(), last_error = null
where id = :id and connection = :connection_number and access_ended_at is null returning user_id;

-- name: known_busy(account_id)
-- What we know of a calendar.
select external_id, series_id, start_time, end_time from external_busy_events where calendar_account_id = :account_id;

-- name: drop_busy(account_id, keys)!
-- Events that block no more.
delete from external_busy_events where calendar_account_id = :account_id and external_id = any (:keys::text[]);

-- name: put_busy(account_id, user_id, provider, keys, series, starts, ends)!
-- Events that block, new or moved.
insert into external_busy_events (calendar_account_id, user_id, provider, external_id, series_id, start_time, end_time)
select :account_id, :user_id, :provider::calendar_provider, t.key, t.series, t.starts, t.ends
from unnest(:keys::text[], :series::text[], :starts::timestamptz[], :ends::timestamptz[]) as t (key, series, starts, ends)
on conflict (calendar_account_id, external_id) do update
set series_id = excluded.series_id, start_time = excluded.start_time, end_time = excluded.end_time;

-- name: forget_past(before)!
-- Events that are over.
delete from external_busy_events where end_time < :before;

-- name: due_for_sync(caldav, others, at_most)
-- Accounts whose last question is old enough for the next.
select id from calendar_accounts
where sync_enabled and access_ended_at is null
  and coalesce(sync_begun_at, '-infinity') <= case provider when 'caldav' then :caldav::timestamptz else :others::timestamptz end
order by sync_begun_at nulls first limit :at_most;

-- name: due_for_channel(before, at_most)
-- Accounts at providers that push, whose channel is missing or about to lapse.
select id from calendar_accounts
where sync_enabled and access_ended_at is null and provider <> 'caldav' and coalesce(channel_expires_at, '-infinity') < :before
order by channel_expires_at nulls first limit :at_most;

-- name: keep_channel(id, channel_id, channel_resource, channel_secret_hash, channel_expires_at)!
-- The channel of an account, or the one that is just being opened.
update calendar_accounts
set channel_id = :channel_id, channel_resource = :channel_resource, channel_secret_hash = :channel_secret_hash, channel_expires_at = :channel_expires_at
where id = :id;

-- name: by_channel(channel_id)^
-- The account behind a channel.
select id, channel_secret_hash from calendar_accounts where channel_id = :channel_id and sync_enabled;

-- name: note_bell(id)!
-- The provider rang: whatever is being read at this moment may be too early.
update calendar_accounts set bell_at = kith.now() where id = :id;

-- name: rung_meanwhile(id)$
-- Whether the provider rang after the newest question was asked.
select bell_at > sync_begun_at from calendar_accounts where id = :id and sync_enabled and access_ended_at is null;

-- name: old_keys(key_version, at_most)
-- Accounts whose tokens an older key sealed.
select id, secret_ciphertext, secret_iv, secret_tag, secret_key_version, secret_version from calendar_accounts
where secret_key_version < :key_version order by id limit :at_most for update skip locked;

-- name: reseal(id, secret_version, secret_ciphertext, secret_iv, secret_tag, secret_key_version)!
-- The same tokens under the newest key.
update calendar_accounts
set secret_ciphertext = :secret_ciphertext, secret_iv = :secret_iv, secret_tag = :secret_tag, secret_key_version = :secret_key_version
where id = :id and secret_version = :secret_version;

-- name: references(account_id)
-- The provider's names of bookings that we wrote into a calendar.
select reference from booking_calendar_events where calendar_account_id = :account_id;

-- name: booking(id)^
-- A booking as a calendar shows it.
select b.*, coalesce(p.full_name, 'your mentee') as mentee_name
from bookings b left join profiles p on p.user_id = b.mentee_user_id where b.id = :id;

-- name: calendars_of_booking(booking_id)
-- The mentor's calendars that show, or are to show, a booking.
select a.*, calendar_owner_zone(a.user_id) as zone, e.reference, e.version, e.shown
from bookings b
join calendar_accounts a on a.user_id = b.mentor_user_id and a.sync_enabled
left join booking_calendar_events e on e.booking_id = b.id and e.calendar_account_id = a.id
where b.id = :booking_id and (a.write_back or e.reference is not null);

-- name: keep_written(booking_id, account_id, reference, version, shown)!
-- A booking is in a calendar, at these times.
insert into booking_calendar_events (booking_id, calendar_account_id, reference, version, shown)
values (:booking_id, :account_id, :reference, :version, :shown)
on conflict (booking_id, calendar_account_id) do update set reference = excluded.reference, version = excluded.version, shown = excluded.shown;

-- name: forget_written(booking_id, account_id)!
-- A booking is not in a calendar any more.
delete from booking_calendar_events where booking_id = :booking_id and calendar_account_id = :account_id;

-- name: drop_own_busy(account_id, reference)!
-- Our own event, taken for somebody else's.
delete from external_busy_events where calendar_account_id = :account_id and (external_id = :reference or series_id = :reference);
