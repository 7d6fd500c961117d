drop function kith.take_rate_limit(text, text, int, interval);

drop table kith.rate_limits;

drop table kith.clock;
