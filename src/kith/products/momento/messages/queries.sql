-- name: conversations()
-- One's conversations, the liveliest first, in a member's session.
select c.id, c.low_profile_id, c.high_profile_id, c.last_message_at, c.created_at, p.last_read_at, m.content as last_words,
       m.sender_profile_id = my_profile_id() as last_is_mine,
       (select count(*) from messages u where u.conversation_id = c.id and u.sender_profile_id <> my_profile_id()
          and u.created_at > coalesce(p.last_read_at, '-infinity')) as unread
from conversations c
join conversation_participants p on p.conversation_id = c.id and p.profile_id = my_profile_id()
left join lateral (
  select content, sender_profile_id from messages x where x.conversation_id = c.id order by x.created_at desc, x.id desc limit 1
) m on true
where c.id = any (my_conversation_ids())
order by coalesce(c.last_message_at, c.created_at) desc limit 100;

-- name: conversation(conversation)^
-- One conversation of one's own.
select c.id, c.low_profile_id, c.high_profile_id, my_profile_id() as me,
       (select p.time_zone from social_profiles p where p.id = my_profile_id()) as zone from conversations c where c.id = :conversation and c.id = any (my_conversation_ids());

-- name: messages(conversation, at, id, at_most)
-- Its messages, newest first.
select m.id, m.sender_profile_id = my_profile_id() as mine, m.content, m.created_at
from messages m
where m.conversation_id = :conversation and m.conversation_id = any (my_conversation_ids())
  and (:at::timestamptz is null or (m.created_at, m.id) < (:at::timestamptz, :id::uuid))
order by m.created_at desc, m.id desc limit :at_most;

-- name: others(ids)
-- What the others are called, and whether one may still write to them; for the service.
select p.id, p.user_id, coalesce(p.preferred_name, p.first_name) as name, p.current_face_card_photo_id as face_card_photo_id, u.status = 'active' as active
from social_profiles p join users u on u.id = p.user_id where p.id = any (:ids::uuid[]);

-- name: blocked(me, other)$
-- Whether either has blocked the other.
select kith.blocked_between(:me, :other);

-- name: open_between(one, other)$
-- The conversation of two people, opened if there is none; for the service.
with known as (
  select id from conversations where low_profile_id = least(:one::uuid, :other::uuid) and high_profile_id = greatest(:one::uuid, :other::uuid)
), made as (
  insert into conversations (low_profile_id, high_profile_id)
  select least(:one::uuid, :other::uuid), greatest(:one::uuid, :other::uuid) where not exists (select 1 from known)
  on conflict (low_profile_id, high_profile_id) do nothing returning id
)
select id from known union all select id from made limit 1;

-- name: say(conversation, sender, words)^
-- A message; the trigger refuses it where the two may not write to each other.
insert into messages (conversation_id, sender_profile_id, content) values (:conversation, :sender, :words) returning id, created_at;

-- name: read_until(conversation, at)!
-- How far one has read.
update conversation_participants set last_read_at = :at where conversation_id = :conversation and profile_id = my_profile_id();

-- name: my_profile()$
-- One's own profile.
select my_profile_id();

-- name: unread_before(conversation, profile)$
-- Messages that this person has not read yet.
select count(*) from messages m join conversation_participants p on p.conversation_id = m.conversation_id and p.profile_id = :profile
where m.conversation_id = :conversation and m.sender_profile_id <> :profile and m.removed_at is null
  and m.created_at > coalesce(p.last_read_at, '-infinity');

-- name: my_zone()$
-- The zone the reader lives by.
select time_zone from social_profiles where user_id = auth.uid();
