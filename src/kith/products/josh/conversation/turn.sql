-- name: open_conversation(user_id, mode, state_token, context, expires_at)$
-- Where a person's conversation stands from now on, unless a safety hold is on.
insert into conversation_sessions (user_id, mode, state_token, context, expires_at)
values (:user_id, :mode::conversation_mode, :state_token, :context, :expires_at)
on conflict (user_id) do update
set mode = excluded.mode, state_token = excluded.state_token, context = excluded.context, expires_at = excluded.expires_at
where conversation_sessions.mode <> 'safety_hold'
returning id;

-- name: take_idle_conversation(user_id, mode, state_token, context, expires_at)$
-- The same for a person who is in the middle of nothing and not texting this moment.
update conversation_sessions
set mode = :mode::conversation_mode, state_token = :state_token, context = :context, expires_at = :expires_at
where id = (
  select id from conversation_sessions
  where user_id = :user_id and mode <> 'safety_hold' and ((mode = 'idle' and state_token = 'idle') or expires_at <= kith.now())
  for update skip locked
)
returning id;

-- name: start_conversation(user_id, mode, state_token, context, expires_at)$
-- The same for a person who never had a conversation.
insert into conversation_sessions (user_id, mode, state_token, context, expires_at)
values (:user_id, :mode::conversation_mode, :state_token, :context, :expires_at)
on conflict (user_id) do nothing
returning id;

-- name: resume_turn(user_id, message_id)^
-- A text and who sent it, with the conversation locked; how many texts answered it so far.
select u.id, u.first_name, u.last_name, u.phone_e164, u.phone_hash, u.state::text as state, u.region_id,
       coalesce(u.time_zone, r.time_zone, 'UTC') as time_zone, u.paused_at is not null as paused,
       c.mode::text as mode, c.state_token, c.context, c.expires_at,
       m.body_ciphertext, m.body_iv, m.body_tag, m.key_version, m.media_count,
       (select count(*)::int from sms_outbound_jobs j where j.inbound_message_id = m.id) as given
from conversation_sessions c
join users u on u.id = c.user_id
left join regions r on r.id = u.region_id
join sms_messages m on m.id = :message_id and m.user_id = u.id and m.direction = 'in' and m.body_ciphertext is not null
where c.user_id = :user_id
for update of c;
