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
