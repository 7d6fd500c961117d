drop function tidy_pulse();
