-- name: shut_out(id)$
-- Suspended, unless they are already, or gone.
update users set state = 'suspended' where id = :id and state in ('unverified', 'verified', 'interviewing', 'active') returning id;

-- name: let_in(id)!
-- What they were before they were suspended last.
update users set state = coalesce((
  select e.from_state from domain_events e where e.entity_type = 'user' and e.entity_id = :id and e.event_type = 'user.suspended' order by e.sequence desc limit 1
), 'verified')::user_state
where id = :id and state = 'suspended';

-- name: take_back_texts(id)
-- Texts that JOSH was still going to send of itself.
update sms_outbound_jobs set status = 'failed', last_error = 'banned', body_ciphertext = null, body_iv = null, body_tag = null
where user_id = :id and status = 'pending' and provider_called_at is null and kind = 'unsolicited'
returning id;
