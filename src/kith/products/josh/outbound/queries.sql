-- name: recipient(user_id)^
-- A person's number.
select id, phone_e164, phone_hash from users where id = :user_id and state <> 'deleted';

-- name: recipients(user_ids)
-- Several people's numbers, in the order asked for.
select u.id, u.phone_e164, u.phone_hash
from unnest(:user_ids::uuid[]) with ordinality as wanted (id, place) join users u on u.id = wanted.id
where u.state <> 'deleted'
order by wanted.place;

-- name: queue_text(id, user_id, to_e164, phone_hash, ciphertext, iv, tag, key_version, kind, purpose, key, inbound_message_id, not_before)$
-- A text to send, once for its key, and a job that delivers whatever this number is due. Null when the key was used before.
with queued as (
  insert into sms_outbound_jobs (id, user_id, to_e164, phone_hash, body_ciphertext, body_iv, body_tag, key_version, kind, purpose,
                                 idempotency_key, inbound_message_id, not_before, correlation_id)
  values (:id, :user_id, :to_e164, :phone_hash, :ciphertext, :iv, :tag, :key_version, :kind, :purpose, :key, :inbound_message_id,
          coalesce(:not_before::timestamptz, kith.now()), nullif(current_setting('kith.correlation_id', true), '')::uuid)
  on conflict (idempotency_key) do nothing
  returning id, phone_hash, not_before
), woken as (
  insert into pgqueuer (priority, entrypoint, payload, status)
  select 0, 'josh.text.deliver', convert_to(json_build_object('phone_hash', q.phone_hash)::text, 'UTF8'), 'queued'
  from queued q where q.not_before <= kith.now()
)
select id from queued;
