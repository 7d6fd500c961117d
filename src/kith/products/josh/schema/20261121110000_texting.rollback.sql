drop function wake_deliveries(int);

drop function answer_text(uuid, uuid, text, boolean, text, text, jsonb, timestamptz, text, text, int, uuid[], bytea[], bytea[], bytea[], text[], text[]);

drop function receive_text(uuid, text, text, text, text, int, bytea, bytea, bytea, int, timestamptz, jsonb);

drop index sms_outbound_jobs_unknown_idx;

drop index sms_outbound_jobs_lease_idx;
