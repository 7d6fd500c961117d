alter table sms_messages drop constraint sms_messages_handling_error;

alter table sms_messages drop column received_at, drop column carrier_kind, drop column handling_error;
