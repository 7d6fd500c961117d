drop table unknown_senders;

drop table message_events;

drop function take_unsolicited_slot(uuid, date);

alter table sms_messages drop constraint sms_messages_job_id_fkey;

drop table sms_outbound_jobs;

drop table sms_messages;

drop function keep_status_forward();

drop function sms_status_rank(text);

drop table conversation_sessions;
