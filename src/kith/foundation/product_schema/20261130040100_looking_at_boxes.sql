-- What operators look at without reading whole boxes: messages given up, and what came and went within a day.

create index outbox_failed_idx on outbox (created_at) where status = 'failed';

create index outbox_created_idx on outbox (created_at);

create index inbox_received_idx on inbox (received_at);
