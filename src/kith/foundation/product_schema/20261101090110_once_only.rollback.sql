drop table idempotency_keys;

drop table outbox;

drop table inbox;
