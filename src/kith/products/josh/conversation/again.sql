-- name: number_of(id)$
-- Whose a text that came in is, as a keyed hash.
select phone_hash from sms_messages where id = :id and direction = 'in';

-- name: hold_number(phone_hash)!
-- The lock of `receive_text`: nothing of this number is handled beside it.
select pg_advisory_xact_lock(hashtextextended('sms_messages.in:' || current_schema() || ':' || :phone_hash::text, 0));

-- name: begin_conversation(phone_hash)!
-- Somebody's conversation, where it never began.
insert into conversation_sessions (user_id) select u.id from users u where u.phone_hash = :phone_hash and u.state <> 'deleted'
on conflict on constraint conversation_one_per_user do nothing;

-- name: hold_conversation(phone_hash)!
-- Where somebody's conversation stands stays so until the transaction ends.
select 1 from conversation_sessions c join users u on u.id = c.user_id where u.phone_hash = :phone_hash for update of c;

-- name: text_again(id)^
-- A text that came in, who sent it and where their conversation stands; overtaken once they or we have written since.
select m.twilio_message_sid as sid, m.from_e164 as sender, m.to_e164 as recipient, m.media_count, m.carrier_kind, m.received_at, m.created_at,
       m.handled_at, m.body_ciphertext, m.body_iv, m.body_tag, m.key_version, kith.sms_allowed(m.phone_hash) as allowed,
       exists (select 1 from sms_messages n where n.phone_hash = m.phone_hash and n.direction = 'in' and n.created_at > m.created_at)
       or exists (select 1 from sms_outbound_jobs j where j.phone_hash = m.phone_hash and j.kind <> 'otp' and j.created_at > m.created_at
                  and j.inbound_message_id is distinct from m.id) as overtaken,
       u.id as user_id, u.first_name, u.last_name, u.state::text as state, u.region_id, coalesce(u.time_zone, r.time_zone, 'UTC') as time_zone,
       u.paused_at is not null as paused, c.mode::text as mode, c.state_token, c.context, c.expires_at
from sms_messages m
left join users u on u.phone_hash = m.phone_hash and u.state <> 'deleted'
left join regions r on r.id = u.region_id
left join conversation_sessions c on c.user_id = u.id
where m.id = :id
for update of m;

-- name: handled(id)!
-- It had its effect, and waits no longer.
update sms_messages set handled_at = kith.now(), handling_error = null where id = :id;

-- name: failed_again(id, failure)!
-- It waits on.
update sms_messages set handling_error = :failure where id = :id;
