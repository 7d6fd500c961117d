-- name: channels()
-- How each channel of a schema's outbox stands.
with waits as (
  select channel, count(*) as waiting, min(created_at) as oldest from outbox where status = 'pending' group by channel
), lost as (
  select channel, count(*) as failed from outbox where status = 'failed' group by channel
), left_today as (
  select channel, count(*) as sent from outbox where status = 'sent' and created_at > kith.now() - interval '24 hours' group by channel
)
select channel, coalesce(w.waiting, 0) as waiting, w.oldest, coalesce(l.failed, 0) as failed, coalesce(s.sent, 0) as sent
from waits w full join lost l using (channel) full join left_today s using (channel) order by channel;

-- name: failed(at_most)
-- What was given up, newest first.
select id, channel, purpose, attempts, last_error, created_at, body_ciphertext is not null as kept from outbox
where status = 'failed' order by created_at desc, id desc limit :at_most;

-- name: waiting(at_most)
-- What waits, the longest waiting first.
select id, channel, purpose, attempts, last_error, created_at, next_attempt_at, not_before from outbox
where status = 'pending' order by next_attempt_at, sequence limit :at_most;

-- name: sealed(id)^
-- One message as it is kept.
select id, channel, purpose, status, recipient_ciphertext, recipient_iv, recipient_tag, body_ciphertext, body_iv, body_tag, key_version,
       created_at
from outbox where id = :id;

-- name: send_all_again(channel, at_most)
-- Those of a channel that were given up wait again, the oldest first.
update outbox set status = 'pending', attempts = 0, next_attempt_at = kith.now(), leased_until = null, lease_token = null
where id in (select id from outbox where status = 'failed' and channel = :channel and body_ciphertext is not null order by created_at limit :at_most)
  and status = 'failed' returning id;

-- name: state()^
-- How many were given up, and since when the oldest that is due waits.
select (select count(*) from outbox where status = 'failed') as failed, (select max(created_at) from outbox where status = 'failed') as last_failed,
       (select min(greatest(not_before, created_at)) from outbox where status = 'pending' and not_before <= kith.now()) as oldest, kith.now() as now;
