-- A text on which its handling failed waits, and can be handled again.

alter table sms_messages
  add column handling_error text,
  add column carrier_kind text,
  add column received_at timestamptz;

alter table sms_messages
  add constraint sms_messages_handling_error check (handling_error is null or (direction = 'in' and handled_at is null)) not valid;

alter table sms_messages validate constraint sms_messages_handling_error;

comment on column sms_messages.handling_error is 'What kind of failure kept a text from being handled, without any words; null once it is.';

comment on column sms_messages.carrier_kind is 'Of a text that waits: what the carrier has done about it already (STOP, START, HELP).';

comment on column sms_messages.received_at is 'Of a text that waits: when it reached the provider, where we heard of it later; null when we heard at once.';
