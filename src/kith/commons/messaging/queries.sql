-- name: queue(id, channel, person_id, recipient, recipient_iv, recipient_tag, body, body_iv, body_tag, key_version, topic, not_before, purpose, key)$
-- A message to send, once for its key; null when the key was used before.
insert into outbox (id, channel, person_id, recipient_ciphertext, recipient_iv, recipient_tag, body_ciphertext, body_iv, body_tag,
                    key_version, topic, not_before, purpose, idempotency_key, correlation_id)
values (:id, :channel, :person_id, :recipient, :recipient_iv, :recipient_tag, :body, :body_iv, :body_tag, :key_version, :topic,
        coalesce(:not_before::timestamptz, kith.now()), :purpose, :key,
        nullif(current_setting('kith.correlation_id', true), '')::uuid)
on conflict (idempotency_key) do nothing returning id;

-- name: claim(id, token, lease)^
-- Take one message that is due and that nobody else holds.
update outbox set leased_until = kith.now() + :lease::interval, lease_token = :token, attempts = attempts + 1
where id = :id and status = 'pending' and next_attempt_at <= kith.now() and not_before <= kith.now()
  and (leased_until is null or leased_until < kith.now())
returning id, channel, person_id, recipient_ciphertext, recipient_iv, recipient_tag, body_ciphertext, body_iv, body_tag, key_version, attempts, purpose, topic;

-- name: sent(id, token, provider_message_id)!
-- It left; what it said is not needed any more.
update outbox set status = 'sent', provider_message_id = :provider_message_id, leased_until = null, lease_token = null, last_error = null,
                  body_ciphertext = null, body_iv = null, body_tag = null
where id = :id and lease_token = :token;

-- name: withdrawn(id, token)!
-- Nobody wants it any more; its words go.
update outbox set status = 'withdrawn', leased_until = null, lease_token = null, body_ciphertext = null, body_iv = null, body_tag = null
where id = :id and lease_token = :token;

-- name: failed(id, token, error, next_attempt_at, final)!
-- It did not leave; tried again later, or given up and left for an operator.
update outbox set status = case when :final::boolean then 'failed' else 'pending' end, last_error = :error, next_attempt_at = :next_attempt_at,
                  leased_until = null, lease_token = null
where id = :id and lease_token = :token;

-- name: due(at_most)
-- Messages whose time has come.
select id from outbox
where status = 'pending' and next_attempt_at <= kith.now() and not_before <= kith.now() and (leased_until is null or leased_until < kith.now())
order by next_attempt_at, sequence limit :at_most;

-- name: try_again(id)^
-- An operator wants it sent after all; nothing when it was not given up, or its words are gone.
update outbox set status = 'pending', attempts = 0, next_attempt_at = kith.now(), leased_until = null, lease_token = null
where id = :id and status = 'failed' and body_ciphertext is not null returning id, channel, purpose;

-- name: push_subscriptions_of(person_id)
-- Where a person's pushes go: browsers that are there and in which they are signed in.
select p.id, p.endpoint, p.p256dh, p.auth from kith.push_subscriptions p join kith.sessions s on s.id = p.session_id
where p.person_id = :person_id and p.gone_at is null and s.revoked_at is null and s.expires_at > kith.now() order by p.created_at, p.id;

-- name: push_reached(id)!
-- A push arrived at the browser's push service.
update kith.push_subscriptions set last_used_at = kith.now() where id = :id;

-- name: push_gone(id)!
-- The browser does not take pushes any more.
update kith.push_subscriptions set gone_at = kith.now() where id = :id and gone_at is null;

-- name: sms_allowed(phone_hash)$
-- Whether this number lets itself be texted.
select kith.sms_allowed(:phone_hash);
