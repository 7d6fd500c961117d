update outbox set status = 'sent' where status = 'withdrawn';

alter table outbox drop constraint outbox_status_check;

alter table outbox add constraint outbox_status_check check (status in ('pending', 'sent', 'failed'));

alter table outbox drop column topic;
