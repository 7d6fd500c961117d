-- HOTMESS also writes to Telegram chats.

alter table outbox drop constraint outbox_channel_check;

alter table outbox add constraint outbox_channel_check check (channel in ('email', 'push', 'sms', 'telegram'));
