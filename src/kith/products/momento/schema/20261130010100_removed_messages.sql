-- A message that moderators took away is out of sight for both, and comes back when that was wrong.

alter table messages add column removed_at timestamptz;

comment on column messages.removed_at is 'When moderators took it away; neither of the two sees it from then on.';

create index messages_removed_idx on messages (removed_at);

drop policy messages_select_own on messages;

create policy messages_select_own on messages for select to authenticated using (removed_at is null and conversation_id = any (my_conversation_ids()));
