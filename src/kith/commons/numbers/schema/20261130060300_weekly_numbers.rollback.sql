drop table weekly_numbers;

drop table closed_weeks;

drop function keep_closed_week();
