drop policy messages_select_own on messages;

create policy messages_select_own on messages for select to authenticated using (conversation_id = any (my_conversation_ids()));

alter table messages drop column removed_at;
