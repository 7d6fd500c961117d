drop function close_period(text, date);
drop function give_awards(text, date);
drop table awards;
drop table period_results;
