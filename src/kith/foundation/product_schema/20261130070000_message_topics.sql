-- Every message belongs to a topic; one that nobody wants any more when its time comes is withdrawn.

alter table outbox add column topic text not null default 'house.earlier';

alter table outbox alter column topic drop default;

alter table outbox add constraint outbox_topic_check check (topic ~ '^[a-z_]+\.[a-z_]+$');

comment on column outbox.topic is 'What the message is about, as its product''s manifest names it; house.earlier before there were topics.';

alter table outbox drop constraint outbox_status_check;

alter table outbox add constraint outbox_status_check check (status in ('pending', 'sent', 'failed', 'withdrawn'));
