-- name: next_due(phone_hash)^
-- The text a number is due next. Texts keep their order; one that waits for the morning holds up none, and codes and safety texts wait for
-- their like only.
select j.id, j.user_id, j.to_e164, j.phone_hash, j.body_ciphertext, j.body_iv, j.body_tag, j.key_version, j.purpose, j.kind, j.attempts,
       coalesce(u.time_zone, r.time_zone, 'UTC') as time_zone, r.country, r.subdivision, kith.sms_allowed(j.phone_hash) as allowed
from sms_outbound_jobs j
left join users u on u.id = j.user_id
left join regions r on r.id = u.region_id
where j.phone_hash = :phone_hash and j.status = 'pending' and j.leased_until is null and j.outcome_unknown_at is null
  and j.not_before <= kith.now() and j.next_attempt_at <= kith.now()
  and not exists (
    select 1 from sms_outbound_jobs k
    where k.phone_hash = j.phone_hash and k.status = 'pending' and k.seq < j.seq and k.not_before <= kith.now()
      and (j.kind not in ('otp', 'safety') or k.kind in ('otp', 'safety'))
  )
order by j.seq limit 1
for update of j skip locked;

-- name: quiet_rules()
-- When texts that are no answers may go out, by place.
select country, subdivision, weekday, allowed_from, allowed_until, source from quiet_rules;

-- name: take_slot(id, day)$
-- One of the recipient's six places of that local day, or null.
select take_unsolicited_slot(:id, :day);

-- name: hold(id, until)!
-- It waits.
update sms_outbound_jobs set not_before = :until where id = :id;

-- name: lease(id, token, for_seconds)!
-- Taken by one worker, who calls the provider now.
update sms_outbound_jobs
set leased_until = kith.now() + make_interval(secs => :for_seconds), lease_token = :token, attempts = attempts + 1,
    provider_called_at = kith.now()
where id = :id;

-- name: fail(id, reason)!
-- It will not be sent, unless an operator says so.
update sms_outbound_jobs
set status = 'failed', last_error = :reason, leased_until = null, lease_token = null, outcome_unknown_at = null
where id = :id and status = 'pending';

-- name: try_again(id, token, reason, at)$
-- For certain not sent, whoever holds it now excepted: due again later, or failed after the sixth try.
update sms_outbound_jobs
set status = case when attempts >= 6 then 'failed' else 'pending' end, last_error = :reason, next_attempt_at = :at,
    leased_until = null, lease_token = null, provider_called_at = null, outcome_unknown_at = null
where id = :id and status = 'pending' and lease_token is not distinct from :token
returning status;

-- name: lose_track(id, token, reason)!
-- The provider was called and nobody knows the outcome.
update sms_outbound_jobs
set outcome_unknown_at = kith.now(), last_error = :reason, leased_until = null, lease_token = null
where id = :id and status = 'pending' and lease_token = :token;

-- name: lose_track_of_expired()
-- Leases that ran out: their worker died, or is too slow to be believed.
update sms_outbound_jobs
set outcome_unknown_at = kith.now(), last_error = 'the worker did not come back', leased_until = null, lease_token = null
where status = 'pending' and leased_until < kith.now()
returning id;

-- name: lock_job(id)^
-- A job, whatever its state, to record what became of it.
select id, user_id, to_e164, phone_hash, body_ciphertext, body_iv, body_tag, key_version, kind, purpose, status, twilio_message_sid,
       correlation_id, provider_called_at
from sms_outbound_jobs where id = :id for update;

-- name: mark_sent(id, sid)!
-- Handed over for certain. The body lives on with the message.
update sms_outbound_jobs
set status = 'sent', twilio_message_sid = :sid, sent_at = coalesce(provider_called_at, kith.now()), last_error = null,
    leased_until = null, lease_token = null, outcome_unknown_at = null, body_ciphertext = null, body_iv = null, body_tag = null
where id = :id;

-- name: keep_message(id, user_id, from_e164, to_e164, phone_hash, sid, ciphertext, iv, tag, key_version, status, error_code, job_id, correlation_id, delete_after)!
-- A text that left; a status callback may have been faster.
insert into sms_messages (id, user_id, direction, from_e164, to_e164, phone_hash, twilio_message_sid, body_ciphertext, body_iv, body_tag,
                          key_version, status, last_status_at, error_code, job_id, correlation_id, handled_at, body_delete_after)
values (:id, :user_id, 'out', :from_e164, :to_e164, :phone_hash, :sid, :ciphertext, :iv, :tag, :key_version, :status, kith.now(),
        :error_code, :job_id, :correlation_id, kith.now(), :delete_after)
on conflict (twilio_message_sid) do update
set status = excluded.status, last_status_at = excluded.last_status_at, error_code = excluded.error_code;

-- name: follow_message(sid, status, error_code)$
-- A status callback for a text we know; statuses only move forwards. The recipient's hash, or null.
update sms_messages set status = :status, last_status_at = kith.now(), error_code = :error_code
where twilio_message_sid = :sid and direction = 'out'
returning phone_hash;

-- name: unknown_jobs(at_most)
-- Texts whose outcome nobody knows, longest first.
select id, to_e164, phone_hash, body_ciphertext, body_iv, body_tag, key_version, provider_called_at, attempts
from sms_outbound_jobs
where status = 'pending' and outcome_unknown_at is not null
order by outcome_unknown_at limit :at_most;

-- name: known_sids(sids)
-- Those of these message ids that are ours already.
select twilio_message_sid as sid from sms_messages where twilio_message_sid = any(:sids::text[]);

-- name: newest_incoming()$
-- When the newest text came in.
select max(created_at) from sms_messages where direction = 'in' and created_at > kith.now() - interval '7 days';

-- name: wake_deliveries(at_most)$
-- Deliveries queued for numbers that have texts due.
select wake_deliveries(:at_most);

-- name: retry(id)$
-- An operator wants a failed text tried afresh.
update sms_outbound_jobs
set status = 'pending', attempts = 0, next_attempt_at = kith.now(), outcome_unknown_at = null, provider_called_at = null
where id = :id and status = 'failed' and body_ciphertext is not null
returning phone_hash;

-- name: failed_texts(before, at_most)
-- Texts that were given up, newest first, without bodies.
select id, seq, user_id, kind, purpose, attempts, last_error, created_at, updated_at, body_ciphertext is not null as can_be_retried
from sms_outbound_jobs where status = 'failed' and (:before::bigint is null or seq < :before)
order by seq desc limit :at_most;

-- name: note_carrier_stop(phone_hash)!
-- The carrier refuses this number for us: the ledger says so too.
insert into kith.sms_opt_outs (phone_hash, action, words, channel, product) values (:phone_hash, 'stop', 'refused by the carrier', 'carrier', 'josh');

-- name: note_outbound_event(job_id, event_type, payload)!
-- What became of a text, for finding faults; no bodies.
insert into message_events (user_id, event_type, payload, correlation_id)
select j.user_id, :event_type, :payload, j.correlation_id from sms_outbound_jobs j where j.id = :job_id;
