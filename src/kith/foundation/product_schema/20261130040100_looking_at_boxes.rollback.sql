drop index inbox_received_idx;

drop index outbox_created_idx;

drop index outbox_failed_idx;
