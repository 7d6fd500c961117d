drop table kith.webhook_calls;

drop function kith.add_query_times(text, bigint, double precision, double precision, bigint[]);

drop table kith.query_times;

drop table kith.schedule_runs;
